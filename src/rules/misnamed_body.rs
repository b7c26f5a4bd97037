//! A body under a name that has one word otherwise.

use std::borrow::Cow;

use super::{Context, Sink, rule};
use crate::evidence::names::is_title;
use crate::knowledge::names::{Fact, ORGANISATIONS};
use crate::text::fold::fold_accents;

rule! {
    /// One word of a body's name is another rendering of the same source word.
    ///
    /// One word of another language is several in English (a council is also a soviet or advice, energy also power), and
    /// a machine takes any of them. The name that the body has in English has one of them.
    ///
    /// ```flag
    /// Judges of the ⟦Soviet of Europe⟧ met. The ⟦World Commerce Organization⟧ agreed, and the ⟦International Atomic Power Agency⟧ did not.
    /// ```
    /// ```pass
    /// Judges of the Council of Europe met the Supreme Soviet and the World Trade Organization.
    /// The Advice Shop in the Chamber of Commerce gave a Soviet map of Europe away.
    /// ```
    "misnamed-body", NamesGarbled, Major, 0.8,
}

/// Renderings of one source word. The first list of each is right in hardly any name where another one belongs, so that
/// names of two words are judged by it; the others only within longer names.
const RENDERINGS: &[&[&str]] = &[
    &["council", "soviet", "advice", "counsel"],
    &["assembly", "gathering"],
    &["court", "trial", "tribunal"],
    &["energy", "power"],
    &["trade", "commerce"],
    &["monetary", "currency"],
    &["peace", "world"],
    &["security", "safety"],
    &["cooperation", "co-operation", "collaboration"],
    &["movement", "motion"],
    &["labor", "labour", "work"],
    &["health", "healthcare"],
    &["food", "provisions"],
    &["fund", "foundation"],
    &["union", "alliance"],
    &["union", "association"],
    &["commonwealth", "community"],
    &["nuclear", "atomic"],
    &["united", "joint"],
    &["board", "administration", "directorate", "management"],
];

/// Most words of a name before and after the word that is judged.
const MOST_BEFORE: usize = 4;
const MOST_WORDS: usize = 8;

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let tokens = cx.doc.tokens();
    let mut done = 0;
    for &at in cx.evidence.capitals() {
        let at = at as usize;
        if at < done || tokens[at].case != crate::text::Case::Capitalized || cx.evidence.names().at(at).is_some_and(|mention| mention.tokens.len() > 1) {
            continue;
        }
        let folded = cx.evidence.folded(at);
        let strict = RENDERINGS[0].contains(&folded);
        let others = RENDERINGS.iter().filter(|words| words.contains(&folded)).flat_map(|words| words.iter()).filter(|word| **word != folded);
        let found = others.filter_map(|word| right_name(cx, at, word, strict)).max_by_key(|found| found.1 - found.0);
        if let Some((first, end, fact)) = found {
            let name = cx.knowledge.names.name(fact.id);
            let text = cx.doc.slice(cx.span(first, end - 1));
            sink.flag(cx.span(first, end - 1), format!("\"{text}\" for \"{}\"", name.text))
                .because(format!("no body of this name is known, and \"{}\" is another rendering of one of its words", cx.text(at)))
                .suggest(name.text);
            done = end;
        }
    }
}

/// The known name around the token if it had this word there: where it begins and ends.
fn right_name(cx: &Context<'_>, at: usize, word: &'static str, strict: bool) -> Option<(usize, usize, Fact)> {
    let tokens = cx.doc.tokens();
    let range = cx.segment_of(at).range();
    let piece = |of: usize| {
        let folded = if of == at { Cow::Borrowed(word) } else { fold_accents(cx.evidence.folded(of)) };
        (tokens[of].space_before(), folded, false)
    };
    (range.start.max(at.saturating_sub(MOST_BEFORE))..=at).find_map(|first| {
        if !tokens[first].is_capitalized() || first < at && !cx.evidence.word(first).name.is(Fact::STARTS) {
            return None;
        }
        let (count, fact) = cx.knowledge.names.longest((first..range.end.min(first + MOST_WORDS)).map(piece))?;
        let end = first + count;
        let words = (first..end).filter(|at| tokens[*at].is_capitalized()).count();
        let alone = end >= range.end || !tokens[end].is_capitalized() || !tokens[end].space_before();
        let before = first > range.start && tokens[first - 1].is_capitalized() && !cx.starts_sentence(first - 1) && !is_title(cx.evidence.folded(first - 1));
        let judged = fact.of_kind(ORGANISATIONS) && fact.is(Fact::CANONICAL | Fact::VARIANT) && words >= if strict { 2 } else { 3 };
        (end > at && judged && alone && !before).then_some((first, end, fact))
    })
}
