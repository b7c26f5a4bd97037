//! GitLab code quality: one JSON array of findings, shown in merge requests.

use serde_json::json;

use super::sentence::message;
use crate::judge::Assessment;
use crate::mqm::Severity;
use crate::text::Lines;
use crate::text::hash::StableHash;

/// The findings of one document, with commas between them.
#[must_use]
pub fn findings(assessment: &Assessment) -> String {
    let lines = Lines::new(&assessment.text);
    let told: Vec<String> = assessment
        .issues
        .iter()
        .map(|issue| {
            let finding = &issue.finding;
            // Unique in the whole report: the same finding in two documents is two findings.
            let fingerprint = StableHash::default().with(&assessment.name).with(&issue.fingerprint.0).with(issue.occurrence.to_le_bytes());
            let value = json!({
                "type": "issue",
                "check_name": finding.rule,
                "description": message(issue),
                "categories": ["Style"],
                "severity": severity(finding.severity),
                "fingerprint": fingerprint.to_code(),
                "location": {
                    "path": assessment.name,
                    "lines": { "begin": issue.place.line, "end": lines.position(&assessment.text, finding.span.end).line },
                },
            });
            serde_json::to_string(&value).expect("plain data")
        })
        .collect();
    told.join(",\n")
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Neutral => "info",
        Severity::Minor => "minor",
        Severity::Major => "major",
        Severity::Critical => "critical",
    }
}
