//! JUnit: a test suite a document; a finding that the gate stops is a failure, any other a remark of a passed test.

use std::fmt::Write as _;

use super::sentence::message;
use super::xml::escaped;
use crate::judge::rubric::Gate;
use crate::judge::{Assessment, Status};

/// What stands before the documents.
pub const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"mtlint\">\n";

/// What stands behind them.
pub const FOOT: &str = "</testsuites>\n";

/// The findings of one document.
#[must_use]
pub fn suite(assessment: &Assessment, gate: &Gate) -> String {
    let stops = |issue: &&crate::judge::Issue| issue.status == Status::New && gate.stops(issue.finding.severity, issue.finding.confidence);
    let failures = assessment.issues.iter().filter(stops).count();
    let name = escaped(&assessment.name);
    let tests = assessment.issues.len().max(1);
    let mut out = format!("<testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"0\" time=\"0\">\n");
    if assessment.issues.is_empty() {
        let _ = writeln!(out, "<testcase name=\"no findings\" classname=\"{name}\" time=\"0\"/>");
    }
    for issue in &assessment.issues {
        let finding = &issue.finding;
        let (line, column) = (issue.place.line, issue.place.column);
        let told = message(issue);
        let told = escaped(&told);
        let _ = writeln!(out, "<testcase name=\"{} at {line}:{column}\" classname=\"{name}\" time=\"0\">", finding.rule);
        let _ = if stops(&issue) {
            writeln!(out, "<failure type=\"{}\" message=\"{told}\">{name}:{line}:{column}</failure>", finding.severity)
        } else {
            writeln!(out, "<system-out>{name}:{line}:{column}: {}: {told}</system-out>", finding.severity)
        };
        out.push_str("</testcase>\n");
    }
    out.push_str("</testsuite>\n");
    out
}

/// A document that could not be checked.
#[must_use]
pub fn failure(name: &str, why: &str) -> String {
    let (name, why) = (escaped(name), escaped(why));
    format!(
        "<testsuite name=\"{name}\" tests=\"1\" failures=\"0\" errors=\"1\" skipped=\"0\" time=\"0\">\n<testcase name=\"readable\" classname=\"{name}\" time=\"0\">\n\
         <error type=\"unreadable\" message=\"{why}\">{why}</error>\n</testcase>\n</testsuite>\n"
    )
}
