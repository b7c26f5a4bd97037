//! Aligned passages and what they say differently, as JSON Lines for programs.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::fingerprint;
use crate::compare::Comparison;
use crate::text::Span;

/// One line a passage: `{"kind":"pair","segments":[[…],[…]],"texts":[…],"similarity":…,"divergences":[…]}`.
///
/// Segments are numbers of sentences from 0; spans are code points, the end exclusive.
#[must_use]
pub fn jsonl(comparison: &Comparison) -> String {
    let points: Vec<Points> = comparison.documents.iter().map(|document| Points::of(document.text())).collect();
    let round = |share: f32| (f64::from(share) * 1000.0).round() / 1000.0;
    let mut out = String::new();
    for (at, passage) in comparison.passages.iter().enumerate() {
        let texts: Vec<String> = (0..comparison.documents.len()).map(|side| comparison.text(passage, side)).collect();
        let spans: Vec<Vec<[usize; 2]>> = passage
            .segments
            .iter()
            .enumerate()
            .map(|(side, own)| own.iter().map(|at| points[side].span(comparison.documents[side].segments()[*at as usize].span)).collect())
            .collect();
        let divergences: Vec<Value> = comparison.divergences[at]
            .iter()
            .map(|divergence| {
                let sayings: Vec<Value> = divergence
                    .sayings
                    .iter()
                    .enumerate()
                    .map(|(side, saying)| {
                        saying.as_ref().map_or(Value::Null, |saying| {
                            let [start, end] = points[side].span(saying.span);
                            json!({ "text": saying.text, "start": start, "end": end })
                        })
                    })
                    .collect();
                json!({
                    "kind": divergence.kind, "severity": divergence.severity, "confidence": round(divergence.confidence), "sayings": sayings,
                    "majority": divergence.majority, "outlier": divergence.outlier.map(|side| comparison.documents[side].name()),
                    "reasons": divergence.reasons, "fingerprint": fingerprint(comparison, divergence),
                })
            })
            .collect();
        let line = json!({
            "kind": "pair", "segments": passage.segments, "texts": texts, "similarity": round(passage.similarity), "moved": passage.moved,
            "spans": spans, "divergences": divergences,
        });
        let _ = writeln!(out, "{line}");
    }
    out
}

/// Code points before every 256th byte or so, so that any place is found fast.
struct Points<'t> {
    text: &'t str,
    marks: Vec<(usize, usize)>,
}

impl<'t> Points<'t> {
    fn of(text: &'t str) -> Self {
        let marks = text.char_indices().enumerate().filter(|(count, _)| count % 256 == 0).map(|(count, (byte, _))| (byte, count)).collect();
        Self { text, marks }
    }

    fn at(&self, byte: u32) -> usize {
        let byte = byte as usize;
        let index = self.marks.partition_point(|(mark, _)| *mark <= byte);
        let (mark, count) = index.checked_sub(1).map_or((0, 0), |index| self.marks[index]);
        count + self.text[mark..byte].chars().count()
    }

    fn span(&self, span: Span) -> [usize; 2] {
        [self.at(span.start), self.at(span.end)]
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::comparison;
    use super::*;

    #[test]
    fn json_lines_hold_every_sentence_once() {
        let comparison = comparison();
        let lines: Vec<Value> = jsonl(&comparison).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        for side in 0..2 {
            let mut used: Vec<u64> =
                lines.iter().flat_map(|line| line["segments"][side].as_array().expect("a list").iter().map(|at| at.as_u64().expect("a number"))).collect();
            used.sort_unstable();
            assert_eq!(used, (0..comparison.documents[side].segments().len() as u64).collect::<Vec<_>>());
        }
        let name = lines.iter().flat_map(|line| line["divergences"].as_array().expect("a list")).find(|d| d["kind"] == "name").expect("a name");
        assert_eq!(name["sayings"][0]["text"], "Livia");
        assert_eq!(name["sayings"][0]["start"], 13);
    }
}
