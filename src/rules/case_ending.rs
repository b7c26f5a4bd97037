//! A known name with a case ending of the source language.

use super::{Context, Sink, rule};
use crate::evidence::names::{calls_for_a_name, calls_for_a_place};
use crate::knowledge::names::{Fact, Kind, ORGANISATIONS, PLACES};

rule! {
    /// A known place or body carries the ending of a case of the source language.
    ///
    /// Slavic languages decline names, and a word that a machine does not know is copied as it stands. Only words that no
    /// list knows are told, where the words around name a place or a body.
    ///
    /// ```flag
    /// The talks with the ⟦Pentagonu⟧ failed. He lives near ⟦Mogadishom⟧ now.
    /// ```
    /// ```pass
    /// The talks with the Pentagon failed. He lives near Mogadishu. Donna Brazile met Anna Tunisova.
    /// ```
    "case-ending", NamesGarbled, Major, 0.7,
}

/// Shortest stem, in letters.
const SHORTEST: usize = 5;

/// Endings of Slavic cases, the longer first, and what the nominative has instead.
const ENDINGS: &[(&str, &str)] = &[
    ("skogo", "sky"),
    ("skomu", "sky"),
    ("ami", ""),
    ("om", ""),
    ("om", "u"),
    ("oy", "a"),
    ("ov", ""),
    ("a", ""),
    ("u", ""),
    ("u", "a"),
    ("e", ""),
    ("e", "a"),
    ("y", "a"),
];

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let tokens = cx.doc.tokens();
    for &at in cx.evidence.unknown() {
        let at = at as usize;
        let token = tokens[at];
        let folded = cx.evidence.folded(at);
        if !token.is_capitalized() || !token.is_ascii() || token.has_digit() || folded.len() <= SHORTEST {
            continue;
        }
        let range = cx.segment_of(at).range();
        let beside = |at: usize| range.contains(&at) && tokens[at].is_capitalized() && !cx.starts_sentence(at);
        if beside(at + 1) || at > range.start && beside(at - 1) {
            continue;
        }
        let before = if at > range.start { cx.evidence.folded(at - 1) } else { "" };
        let cue = calls_for_a_place(before) || calls_for_a_name(before) || matches!(before, "the" | "a" | "an");
        if !cue {
            continue;
        }
        let known = ENDINGS.iter().find_map(|(ending, instead)| {
            let stem = folded.strip_suffix(ending).filter(|stem| stem.len() >= SHORTEST)?;
            let form = format!("{stem}{instead}");
            let fact = cx.knowledge.names.fact(&form);
            let named = fact.is(Fact::CANONICAL | Fact::VARIANT) && fact.of_kind(PLACES | ORGANISATIONS | Kind::Building.bit());
            (named && !fact.is(Fact::GIVEN | Fact::SURNAME)).then_some((*ending, form))
        });
        let Some((ending, form)) = known else { continue };
        let text = cx.text(at);
        let right = form[..1].to_uppercase() + &form[1..];
        sink.flag(token.span, format!("\"{text}\" is \"{right}\" with a case ending"))
            .because(format!("no list knows it, and \"-{ending}\" is an ending of Slavic cases"))
            .suggest(right);
    }
}
