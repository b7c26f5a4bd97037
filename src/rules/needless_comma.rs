//! A comma before a clause that belongs to its verb.

use super::{Context, Sink, rule};
use crate::evidence::grammar::Syntax;
use crate::knowledge::grammar::Facts;
use crate::knowledge::tags::{Tag, TagSet};

rule! {
    /// A comma parts a verb from the clause that is its object.
    ///
    /// Russian, German, Polish and Czech always set it: `He said, that …`, `We know, how …`. `that is`, a pair of commas
    /// and a direct question after a verb of speech are left alone.
    ///
    /// ```flag
    /// He said⟦, that⟧ the road is open. Let us think⟦, how⟧ we can help.
    /// ```
    /// ```flag
    /// It is clear⟦, that⟧ we must go. It rained.
    /// ```
    /// ```pass
    /// He said, that is, he wrote it. She thinks, whatever you say, that it is late. I asked, how are you?
    /// ```
    "needless-comma", TypographyPunctuation, Minor, 0.8,
}

/// Verbs whose object can be a question.
const ASKING: &[&str] = &[
    "know",
    "knows",
    "knew",
    "understand",
    "understands",
    "understood",
    "think",
    "see",
    "tell",
    "told",
    "explain",
    "explained",
    "explains",
    "show",
    "shows",
    "showed",
    "ask",
    "asked",
    "decide",
    "decided",
    "wonder",
    "imagine",
    "remember",
    "determine",
    "clear",
    "unclear",
];
const SURE: &[&str] =
    &["clear", "obvious", "important", "possible", "evident", "necessary", "sure", "convinced", "likely", "certain", "known", "confident", "true"];

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let g = Syntax::of(cx.evidence);
    for that in g.with(Facts::THAT) {
        let sentence = g.sentence(that);
        if that < sentence.start + 3 || !g.is(that - 1, &[","]) {
            continue;
        }
        let verb = that - 2;
        let governs = g.has(verb, Facts::SPEECH) && g.any_tags(verb).intersects(TagSet::VERB) && !g.must(verb, TagSet::NOUN)
            || g.is(verb, SURE) && (sentence.start..verb).rev().take(3).any(|at| g.has(at, Facts::BE) || g.is(at, &["it's", "be"]));
        let opens = g.has(that + 1, Facts::DETERMINER.or(Facts::SUBJECT).or(Facts::THERE)) || g.is(that + 1, &["it", "you"]) || g.is_capitalized(that + 1);
        let pair = (sentence.start..verb).any(|at| g.is(at, &[","]));
        if governs && opens && !pair && (that + 1..sentence.end).any(|at| g.can_be_finite(at)) {
            report(g, that, 0.8, sink);
        }
    }
    for wh in g.with(Facts::WH) {
        let sentence = g.sentence(wh);
        if wh < sentence.start + 3 || !g.is(wh - 1, &[","]) || !g.is(wh, &["how", "what", "why", "where"]) || !g.is(wh - 2, ASKING) {
            continue;
        }
        let statement =
            !g.has(wh + 1, Facts::BE.or(Facts::DO).or(Facts::MODAL).or(Facts::HAVE)) && !g.is(sentence.end - 1, &["?"]) || g.is(wh - 3, &["let's", "us"]);
        let pair = (sentence.start..wh - 2).any(|at| g.is(at, &[","])) || (wh + 1..(wh + 5).min(sentence.end)).any(|at| g.is(at, &[","]));
        if statement && !pair && !g.is(wh, &["where"]) && (wh + 1..sentence.end).any(|at| g.can_be_finite(at) || g.can(at, TagSet::of(&[Tag::VB]))) {
            report(g, wh, 0.75, sink);
        }
    }
}

fn report(g: Syntax<'_>, word: usize, confidence: f32, sink: &mut Sink<'_>) {
    let finding = sink.flag(g.span(word - 1, word), format!("a comma before \"{}\"", g.slice(word, word)));
    finding
        .because(format!("the clause is the object of \"{}\"", g.slice(word - 2, word - 2)))
        .confidence(confidence)
        .suggest(format!(" {}", g.slice(word, word)));
}
