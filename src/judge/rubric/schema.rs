//! The JSON schema of a rubric, with which editors complete and check an `mtlint.toml`.

use serde_json::{Map, Value, json};

use super::written::KEYS;
use super::{Model, Quotations, Repeat, SHIPPED};
use crate::knowledge::phrases::Phrases;
use crate::mqm::Severity;

/// The schema, for the rules with these ids.
#[must_use]
pub fn schema(rules: &[&str]) -> Value {
    let mut top = table("", rules);
    let more = top.as_object_mut().expect("made as one");
    more.insert("$schema".to_owned(), json!("http://json-schema.org/draft-07/schema#"));
    more.insert("title".to_owned(), json!("mtlint.toml: what mtlint checks and what a finding costs"));
    top
}

fn table(name: &str, rules: &[&str]) -> Value {
    let (_, keys) = KEYS.iter().find(|(table, _)| *table == name).expect("a table of ours");
    let properties: Map<String, Value> = keys.iter().map(|key| ((*key).to_owned(), value(name, key, rules))).collect();
    let required: &[&str] = match name {
        "override" => &["points"],
        "for" => &["files"],
        _ => &[],
    };
    json!({ "type": "object", "additionalProperties": false, "properties": properties, "required": required })
}

fn value(table_name: &str, key: &str, rules: &[&str]) -> Value {
    let words = |all: Vec<String>| json!({ "enum": all });
    let severities = || words(Severity::ALL.iter().map(ToString::to_string).collect());
    let number = |low: f64, high: f64| json!({ "type": "number", "minimum": low, "maximum": high });
    let list = || json!({ "type": "array", "items": { "type": "string" } });
    match (table_name, key) {
        ("", "severity" | "packs" | "files" | "gate") | ("for", "packs" | "gate") => table(key, rules),
        ("", "override" | "for") => json!({ "type": "array", "items": table(key, rules) }),
        ("" | "for", "rules") => rules_table(rules),
        ("for", "files") | ("files", "include" | "exclude" | "names" | "glossary" | "words" | "phrases") => list(),
        ("packs", _) => json!({ "type": "array", "items": { "enum": Phrases::packs().iter().copied().chain(["all"]).collect::<Vec<_>>() } }),
        ("severity", _) | ("override", "points") => json!({ "type": "number", "minimum": 0 }),
        ("gate" | "override", "severity") => severities(),
        ("override", "rule") => json!({ "enum": rules }),
        (_, "extends") => {
            json!({ "type": "string", "description": "a shipped rubric or the path of a .toml file", "examples": SHIPPED.iter().map(|(id, _)| *id).collect::<Vec<_>>() })
        }
        (_, "model") => words(Model::ALL.iter().map(ToString::to_string).collect()),
        (_, "repeat") => words(Repeat::ALL.iter().map(ToString::to_string).collect()),
        (_, "quotations") => words(Quotations::ALL.iter().map(ToString::to_string).collect()),
        (_, "min_confidence" | "show_confidence" | "confidence") => number(0.0, 1.0),
        (_, "pass" | "max_points_percent") => number(0.0, 100.0),
        (_, "tolerance") => json!({ "type": "number", "exclusiveMinimum": 0 }),
        (_, "per_words" | "linear_until" | "min_words" | "max_per_segment") => json!({ "type": "integer", "minimum": 0 }),
        (_, "nonlinear") => json!({ "type": "array", "minItems": 2, "maxItems": 2, "items": { "type": "array", "items": { "type": "number" } } }),
        (_, "critical_fails" | "new_only" | "check") => json!({ "type": "boolean" }),
        _ => json!({ "type": "string" }),
    }
}

fn rules_table(rules: &[&str]) -> Value {
    let words: Vec<String> = ["off", "on"].map(str::to_owned).into_iter().chain(Severity::ALL.iter().map(ToString::to_string)).collect();
    let figures = json!({
        "type": "object",
        "additionalProperties": false,
        "properties": { "severity": { "enum": Severity::ALL.iter().map(ToString::to_string).collect::<Vec<_>>() }, "confidence": { "type": "number", "minimum": 0, "maximum": 1 } },
    });
    let setting = json!({ "anyOf": [{ "enum": words }, figures] });
    let properties: Map<String, Value> = rules.iter().map(|rule| ((*rule).to_owned(), setting.clone())).collect();
    json!({ "type": "object", "additionalProperties": false, "properties": properties })
}
