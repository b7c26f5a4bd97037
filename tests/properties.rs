//! What holds for any text at all.

use mtlint::engine::Engine;
use mtlint::input::Source;
use mtlint::input::decode::{Encoding, decode};
use mtlint::input::formats::Format;
use mtlint::judge::Assessment;
use mtlint::judge::rubric::Rubric;
use mtlint::report::jsonl;
use proptest::prelude::*;

/// Text that is likely to trip a checker: words, names, marks, quotes, invisible characters, other scripts.
fn text() -> impl Strategy<Value = String> {
    let bits = prop::sample::select(vec![
        "the",
        "Putin",
        "Аssad",
        "terrrorism",
        "dzhebhat",
        "Livia",
        "said",
        "–",
        "—",
        "“",
        "”",
        "\"",
        "’",
        "'s",
        ".",
        ",",
        "?",
        "!",
        "...",
        "(",
        ")",
        "[",
        "U.S.",
        "e.g.",
        "5,000",
        "2 thousand",
        "su-30CM",
        "\u{200b}",
        "\u{a0}",
        "\u{ad}",
        "не",
        "中文",
        "😀",
        "é",
        "e\u{301}",
        "&amp;",
        "<b>",
        "@@",
        "▁",
        "http://a.b",
        "x@y.z",
        "#tag",
        "\n",
        "\n\n",
        "\r\n",
        "\t",
        "  ",
        "-",
        "Mr.",
        "a",
        "I",
        "of",
        "was",
        "is",
        "not",
        "and",
        "more easier",
        "discuss about",
        "Syrian free army (FSA)",
        "\u{feff}",
        "\u{202e}",
        "Ã©",
        "ﬁ",
        "İ",
        "ß",
        "counter – terrorism",
        "-s",
        "’’",
        "“”",
        "))",
        "the the",
    ]);
    let joined = prop::collection::vec((bits, prop::sample::select(vec!["", " ", " ", " "])), 0..60)
        .prop_map(|parts| parts.into_iter().map(|(bit, gap)| format!("{bit}{gap}")).collect());
    prop_oneof![joined, "\\PC{0,200}", any::<String>()]
}

fn engine() -> Engine {
    Engine::new(Rubric { show_confidence: 0.0, ..Rubric::default() })
}

fn check(engine: &Engine, text: &str, format: Format) -> Assessment {
    engine.check(Source { name: "any".to_owned(), text: text.to_owned(), encoding: Encoding::UTF8, format })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn checking_any_text_gives_valid_spans_and_the_same_answer_twice(text in text(), markdown in any::<bool>()) {
        let engine = engine();
        let format = if markdown { Format::Markdown } else { Format::Plain };
        let first = check(&engine, &text, format);
        for issue in &first.issues {
            let span = issue.finding.span;
            prop_assert!(text.get(span.range()).is_some(), "{:?} in {text:?}", issue.finding);
            prop_assert!((0.0..=1.0).contains(&issue.finding.confidence));
            prop_assert!(!issue.finding.message.is_empty());
            for suggestion in &issue.finding.suggestions {
                prop_assert!(suggestion.text != text[span.range()] , "{} suggests what is there: {:?}", issue.finding.rule, suggestion.text);
            }
        }
        prop_assert!((0.0..=100.0).contains(&first.score.value));
        // A second engine has met no words before; the first has met these.
        prop_assert_eq!(jsonl::findings(&first), jsonl::findings(&check(&engine, &text, format)));
        prop_assert_eq!(jsonl::findings(&first), jsonl::findings(&check(&self::engine(), &text, format)));
    }

    #[test]
    fn offsets_in_json_count_code_points(text in text()) {
        let engine = engine();
        let characters: Vec<char> = text.chars().collect();
        for line in jsonl::findings(&check(&engine, &text, Format::Plain)).lines() {
            let record: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
            let (start, end) = (record["start"].as_u64().expect("a number") as usize, record["end"].as_u64().expect("a number") as usize);
            let cut: String = characters[start..end].iter().collect();
            prop_assert_eq!(record["text"].as_str(), Some(cut.as_str()));
        }
    }

    #[test]
    fn tokens_and_segments_cover_the_text_in_order(text in text()) {
        let doc = mtlint::text::Document::plain("any", text.as_str());
        for pair in doc.tokens().windows(2) {
            prop_assert!(pair[0].span.end <= pair[1].span.start);
        }
        for pair in doc.segments().windows(2) {
            prop_assert_eq!(pair[0].tokens.end, pair[1].tokens.start);
        }
        let mut covered = vec![false; text.len()];
        for token in doc.tokens() {
            covered[token.span.range()].fill(true);
        }
        for (at, c) in text.char_indices() {
            prop_assert!(covered[at] || !c.is_alphanumeric(), "{c:?} at {at} is in no token");
        }
    }

    #[test]
    fn any_bytes_are_decoded_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        if let Ok((text, _)) = decode(bytes) {
            let _ = check(&engine(), &text, Format::Plain);
        }
    }
}
