//! SARIF 2.1.0: findings for code scanning and editors. Columns count UTF-16 units, as the log itself says.

use serde_json::{Value, json};

use super::csv::percent;
use super::sentence::message;
use crate::judge::{Assessment, Issue, Status};
use crate::mqm::Severity;
use crate::rules::{RULES, Rule};
use crate::text::Lines;

/// What stands before the results.
#[must_use]
pub fn head() -> String {
    let rules: Vec<Value> = RULES.iter().map(|rule| descriptor(rule)).collect();
    let driver = json!({
        "name": "mtlint",
        "version": env!("CARGO_PKG_VERSION"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "informationUri": env!("CARGO_PKG_REPOSITORY"),
        "rules": rules,
    });
    let driver = serde_json::to_string(&driver).expect("plain data");
    format!(
        "{{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{{\"tool\":{{\"driver\":{driver}}},\
         \"columnKind\":\"utf16CodeUnits\",\"results\":["
    )
}

/// The results of one document, with commas between them.
#[must_use]
pub fn results(assessment: &Assessment) -> String {
    let lines = Lines::new(&assessment.text);
    let results: Vec<String> = assessment.issues.iter().map(|issue| serde_json::to_string(&result(assessment, issue, &lines)).expect("plain data")).collect();
    results.join(",\n")
}

/// What stands behind the results: whether the run was complete, and what could not be checked.
#[must_use]
pub fn foot(failures: &[(String, String)]) -> String {
    let notifications: Vec<Value> = failures
        .iter()
        .map(|(name, why)| {
            json!({ "level": "error", "message": { "text": why }, "locations": [{ "physicalLocation": { "artifactLocation": { "uri": uri(name) } } }] })
        })
        .collect();
    let invocation = json!([{ "executionSuccessful": failures.is_empty(), "toolExecutionNotifications": notifications }]);
    format!("],\"invocations\":{}}}]}}\n", serde_json::to_string(&invocation).expect("plain data"))
}

fn descriptor(rule: &Rule) -> Value {
    json!({
        "id": rule.id,
        "shortDescription": { "text": plain(rule.summary()) },
        "help": { "text": plain(rule.summary()), "markdown": rule.markdown() },
        "defaultConfiguration": { "level": level(rule.severity) },
        "properties": { "tags": ["translation", rule.category.as_str()], "mqm": rule.category.mqm(), "precision": precision(rule.confidence) },
    })
}

fn result(assessment: &Assessment, issue: &Issue, lines: &Lines) -> Value {
    let finding = &issue.finding;
    let start = lines.position_utf16(&assessment.text, finding.span.start);
    let end = lines.position_utf16(&assessment.text, finding.span.end);
    let region = json!({ "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column });
    let artifact = json!({ "uri": uri(&assessment.name) });
    let mut result = json!({
        "ruleId": finding.rule,
        "level": level(finding.severity),
        "message": { "text": message(issue) },
        "locations": [{ "physicalLocation": { "artifactLocation": artifact, "region": region } }],
        "partialFingerprints": { "mtlintFinding/v1": format!("{}:{}", issue.fingerprint.0, issue.occurrence) },
        "rank": percent(finding.confidence),
        "properties": { "severity": finding.severity, "category": finding.category.as_str(), "mqm": finding.category.mqm(), "confidence": percent(finding.confidence) },
    });
    let more = result.as_object_mut().expect("made as one");
    if let Some(index) = RULES.iter().position(|rule| rule.id == finding.rule) {
        more.insert("ruleIndex".to_owned(), json!(index));
    }
    if let Some(best) = finding.suggestions.iter().find(|suggestion| suggestion.safe) {
        let replacement = json!({ "deletedRegion": region, "insertedContent": { "text": best.text } });
        let change = json!({ "artifactLocation": artifact, "replacements": [replacement] });
        more.insert("fixes".to_owned(), json!([{ "description": { "text": message(issue) }, "artifactChanges": [change] }]));
    }
    match issue.status {
        Status::New => {}
        Status::Known => {
            more.insert("baselineState".to_owned(), json!("unchanged"));
        }
        Status::Decided => {
            more.insert("suppressions".to_owned(), json!([{ "kind": "external", "status": "accepted" }]));
        }
    }
    result
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::Major => "error",
        Severity::Minor => "warning",
        Severity::Neutral => "note",
    }
}

/// The classes that code scanning sorts by.
fn precision(confidence: f32) -> &'static str {
    match percent(confidence) {
        90.. => "very-high",
        75..90 => "high",
        50..75 => "medium",
        _ => "low",
    }
}

/// A sentence without marks of Markdown.
fn plain(text: &str) -> String {
    text.replace('`', "")
}

/// A path as a relative reference: everything but plain characters as `%` and two digits.
pub(super) fn uri(name: &str) -> String {
    let mut uri = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            uri.push(byte as char);
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_references_whatever_their_letters() {
        assert_eq!(uri("texts/Ливия 1.md"), "texts/%D0%9B%D0%B8%D0%B2%D0%B8%D1%8F%201.md");
        assert_eq!(uri("a:b#c?.txt"), "a%3Ab%23c%3F.txt");
    }

    #[test]
    fn an_empty_log_is_a_log() {
        let log: Value = serde_json::from_str(&(head() + &foot(&[]))).expect("JSON");
        assert_eq!(log["runs"][0]["results"], json!([]));
        assert_eq!(log["runs"][0]["invocations"][0]["executionSuccessful"], json!(true));
        assert_eq!(log["runs"][0]["tool"]["driver"]["rules"].as_array().map(Vec::len), Some(RULES.len()));
    }
}
