//! JSON Lines: findings for programs. Offsets are Unicode code points, the end exclusive.

use serde::Serialize;
use serde_json::Value;

use crate::judge::{Assessment, Issue};
use crate::mqm::Severity;
use crate::text::points::CodePoints;

/// A finding as programs read it.
#[derive(Debug, Serialize)]
pub struct FindingRecord<'a> {
    /// Path of the document; left out in a stream, where the record has an id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<&'a str>,
    /// Line, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Column in characters, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    rule: &'a str,
    category: &'a str,
    severity: Severity,
    confidence: f64,
    start: usize,
    end: usize,
    text: &'a str,
    message: &'a str,
    reasons: &'a [String],
    suggestions: Vec<&'a str>,
    fingerprint: &'a str,
}

/// One answer of the `stream` command.
#[derive(Debug, Serialize)]
struct Answer<'a> {
    id: &'a Value,
    score: f64,
    findings: Vec<FindingRecord<'a>>,
}

fn records<'a>(assessment: &'a Assessment, issues: impl Iterator<Item = &'a Issue>, placed: bool) -> Vec<FindingRecord<'a>> {
    let mut points = CodePoints::new(&assessment.text);
    issues
        .map(|issue| {
            let finding = &issue.finding;
            let start = points.before(finding.span.start as usize);
            let end = start + assessment.text[finding.span.range()].chars().count();
            FindingRecord {
                path: placed.then_some(assessment.name.as_str()),
                line: placed.then_some(issue.place.line),
                column: placed.then_some(issue.place.column),
                rule: finding.rule,
                category: finding.category.as_str(),
                severity: finding.severity,
                confidence: (f64::from(finding.confidence) * 100.0).round() / 100.0,
                start,
                end,
                text: &assessment.text[finding.span.range()],
                message: &finding.message,
                reasons: &finding.reasons,
                suggestions: finding.suggestions.iter().map(|s| s.text.as_str()).collect(),
                fingerprint: &issue.fingerprint.0,
            }
        })
        .collect()
}

/// The findings of a document that are not decided, one line each.
#[must_use]
pub fn findings(assessment: &Assessment) -> String {
    let mut out = String::new();
    for record in records(assessment, assessment.open(), true) {
        out.push_str(&serde_json::to_string(&record).expect("a record is plain data"));
        out.push('\n');
    }
    out
}

/// The answer to one record of a stream, without the line break. Neutral findings are remarks, not defects, and
/// are left out.
#[must_use]
pub fn answer(id: &Value, assessment: &Assessment) -> String {
    let defects = assessment.new_issues().filter(|issue| issue.finding.severity > Severity::Neutral);
    let answer = Answer { id, score: (assessment.score.value * 1000.0).round() / 1000.0, findings: records(assessment, defects, false) };
    serde_json::to_string(&answer).expect("an answer is plain data")
}

/// The answer to a record that could not be read; known by its id, or else by its line, from 1.
#[must_use]
pub fn failure(id: Option<&Value>, line: u64, error: &str) -> String {
    let key = match id {
        Some(id) if !id.is_null() => ("id", id.clone()),
        _ => ("line", Value::from(line)),
    };
    serde_json::json!({ key.0: key.1, "error": error }).to_string()
}
