//! `she` or `he` of a thing.

use super::{Context, Sink, rule};
use crate::evidence::grammar::Syntax;
use crate::knowledge::grammar::Facts;
use crate::knowledge::tags::{Tag, TagSet};

rule! {
    /// `she` or `he` stands for a thing.
    ///
    /// Where the source language gives things a gender, a group or company becomes `she`. Judged only if nobody is named
    /// or mentioned before it who could be meant.
    ///
    /// ```flag
    /// The group is banned because of the methods ⟦she⟧ used. It was known.
    /// ```
    /// ```pass
    /// The group met Anna, and she left. The company hired a woman because she was good.
    /// ```
    "wrong-pronoun", GrammarAgreement, Minor, 0.6,
}

/// How far back a person may have been mentioned, in tokens.
const MEMORY: usize = 60;

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let g = Syntax::of(cx.evidence);
    let alone = g.with(Facts::HE_SHE).filter(|at| g.is(*at, &["she", "her"])).count() <= 2;
    for at in g.with(Facts::HE_SHE) {
        if !alone || !g.is(at, &["she"]) {
            continue;
        }
        let sentence = g.sentence(at);
        if let Some(thing) = thing_before(g, at, &sentence) {
            // "…", she said: the speaker is named elsewhere.
            if g.has(at + 1, Facts::SPEECH) || g.is(at.wrapping_sub(1), &[",", "”", "\""]) {
                continue;
            }
            let finding = sink.flag(g.span(at, at), format!("\"{}\" for \"{}\"", g.slice(at, at), g.slice(thing, thing)));
            finding.because("no woman is mentioned before, and a thing is \"it\"").suggest("it");
        }
    }
}

fn thing_before(g: Syntax<'_>, she: usize, sentence: &std::ops::Range<usize>) -> Option<usize> {
    let mut thing = None;
    for at in (she.saturating_sub(MEMORY)..she).rev() {
        let inside = at >= sentence.start;
        if g.has(at, Facts::PERSON.or(Facts::FIRST_NAME)) && (inside || !g.has(at, Facts::ROLE)) || g.is(at, &["her", "herself", "she", "ms", "mrs", "miss"]) {
            return None;
        }
        // An unknown capitalised word within the sentence may be a woman's name.
        if g.is_capitalized(at) && inside && at > sentence.start && g.any_tags(at).is_empty() && !g.has(at, Facts::PLACE) {
            return None;
        }
        if inside
            && thing.is_none()
            && g.has(at, Facts::THING)
            && g.can(at, TagSet::of(&[Tag::NN]))
            && g.has(at.wrapping_sub(1), Facts::DETERMINER)
            && !g.is(at, &["party", "book", "film"])
        {
            thing = Some(at);
        }
    }
    thing
}
