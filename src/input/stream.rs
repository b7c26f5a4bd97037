//! Records of the `stream` command: JSON Lines in.

use serde::Deserialize;
use serde_json::Value;

/// One text to check, as a pipeline sends it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Record {
    /// Whatever the sender knows the text by; returned as it came.
    #[serde(default)]
    pub id: Value,
    /// The text to check.
    pub text: String,
    /// The source text, if the sender has it.
    #[serde(default)]
    pub source: Option<String>,
    /// Language of the source.
    #[serde(default)]
    pub source_lang: Option<String>,
    /// Language of the text; anything but English is not judged.
    #[serde(default)]
    pub lang: Option<String>,
}

/// Reads one line.
///
/// # Errors
/// What is wrong with the line, and its id if that could be read.
pub fn parse(line: &str) -> Result<Record, (Option<Value>, String)> {
    serde_json::from_str(line).map_err(|error| {
        let id = serde_json::from_str::<Value>(line).ok().and_then(|value| value.get("id").cloned());
        let text = error.to_string();
        let text = text.split(" at line ").next().unwrap_or(&text).to_owned();
        (id, format!("bad record: {text} (column {})", error.column()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_record_says_what_is_wrong_and_keeps_its_id() {
        assert_eq!(parse("{\"id\":1,\"text\":\"x\"}").expect("good").text, "x");
        let (id, message) = parse("{\"id\":\"a\",\"txt\":\"x\"}").expect_err("bad");
        assert_eq!(id, Some(Value::from("a")));
        assert!(message.contains("missing field `text`"), "{message}");
        assert!(parse("{oops").is_err());
    }
}
