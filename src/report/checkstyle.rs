//! Checkstyle: XML that many build servers and review bots read.

use std::fmt::Write as _;

use super::sentence::message;
use super::xml::escaped;
use crate::judge::Assessment;
use crate::mqm::Severity;

/// What stands before the documents.
pub const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n";

/// What stands behind them.
pub const FOOT: &str = "</checkstyle>\n";

/// The findings of one document.
#[must_use]
pub fn file(assessment: &Assessment) -> String {
    if assessment.issues.is_empty() {
        return String::new();
    }
    let mut out = format!("<file name=\"{}\">\n", escaped(&assessment.name));
    for issue in &assessment.issues {
        let finding = &issue.finding;
        let severity = match finding.severity {
            Severity::Critical | Severity::Major => "error",
            Severity::Minor => "warning",
            Severity::Neutral => "info",
        };
        let _ = writeln!(
            out,
            "<error line=\"{}\" column=\"{}\" severity=\"{severity}\" message=\"{}\" source=\"mtlint.{}\"/>",
            issue.place.line,
            issue.place.column,
            escaped(&message(issue)),
            finding.rule
        );
    }
    out.push_str("</file>\n");
    out
}

/// A document that could not be checked.
#[must_use]
pub fn failure(name: &str, why: &str) -> String {
    format!("<file name=\"{}\">\n<error line=\"1\" severity=\"error\" message=\"{}\" source=\"mtlint.unreadable\"/>\n</file>\n", escaped(name), escaped(why))
}
