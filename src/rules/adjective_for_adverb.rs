//! An adjective does the work of an adverb.

use super::{Context, Sink, rule};
use crate::evidence::grammar::Syntax;
use crate::knowledge::grammar::Facts;
use crate::knowledge::tags::{Tag, TagSet};

rule! {
    /// An adjective stands where an adverb belongs, or ends a clause that `is` began.
    ///
    /// `They act very successful`; `The troops are in Norway successful`.
    ///
    /// ```flag
    /// The troops act in Norway ⟦successful⟧. They must cooperate more ⟦active⟧ now.
    /// ```
    /// ```flag
    /// The soldiers ⟦are in Norway successful⟧, he said. It rained.
    /// ```
    /// ```pass
    /// They act in successful teams. The act is successful. They remain active in Norway. He reacted angry words aside.
    /// ```
    "adjective-for-adverb", GrammarOther, Minor, 0.8,
}

/// Adjectives that have an adverb in -ly and no use as an adverb of their own.
const ADJECTIVES: &[&str] = &[
    "successful",
    "effective",
    "correct",
    "serious",
    "careful",
    "active",
    "independent",
    "normal",
    "perfect",
    "regular",
    "constant",
    "efficient",
    "proper",
    "similar",
    "quick",
    "rapid",
    "aggressive",
    "intensive",
    "professional",
    "responsible",
    "reasonable",
    "confident",
    "brave",
    "honest",
    "wise",
    "cautious",
    "unsuccessful",
    "ineffective",
    "incorrect",
    "dynamic",
    "stable",
    "consistent",
    "smooth",
    "immediate",
    "simultaneous",
    "automatic",
    "adequate",
    "appropriate",
    "legal",
    "illegal",
    "legitimate",
    "systematic",
    "gradual",
    "parallel",
];

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let g = Syntax::of(cx.evidence);
    for verb in g.with(Facts::DOING) {
        after_doing(g, verb, sink);
    }
    for be in g.with(Facts::BE) {
        end_of_clause(g, be, sink);
    }
}

fn after_doing(g: Syntax<'_>, verb: usize, sink: &mut Sink<'_>) {
    let sentence = g.sentence(verb);
    if !g.can(verb, TagSet::VERB) || g.has(verb.wrapping_sub(1), Facts::DETERMINER) || (verb > sentence.start && g.must(verb - 1, TagSet::ADJECTIVE)) {
        return;
    }
    let mut at = verb + 1;
    // One prepositional phrase of two words may stand between: "act in Syria successful".
    if g.has(at, Facts::PREPOSITION) && at + 1 < sentence.end && g.must(at + 1, TagSet::NOUN) {
        at += 2;
    }
    while g.is(at, &["very", "more", "too", "so", "quite", "most", "as", "less"]) {
        at += 1;
    }
    let next = at + 1;
    let ended = g.ends(next, &sentence) && !g.is(next, &[","])
        || g.is(next, &["now", "here", "there", "in", "on", "than", "against", "at"])
        || g.is(next, &[","]) && (g.is(next + 1, &["but", "and", "he", "she", "it", "they"]) || next + 2 >= sentence.end);
    if at < sentence.end && g.is(at, ADJECTIVES) && ended {
        let word = g.slice(at, at);
        let finding = sink.flag(g.span(at, at), format!("adjective \"{word}\" after \"{}\"", g.slice(verb, verb)));
        finding.because("how something is done is told by an adverb").suggest(adverb(g.form(at)));
    }
}

fn adverb(adjective: &str) -> String {
    if adjective.ends_with("ic") {
        format!("{adjective}ally")
    } else if let Some(stem) = adjective.strip_suffix("le") {
        format!("{stem}ly")
    } else {
        format!("{adjective}ly")
    }
}

/// `are in Syria successful`.
fn end_of_clause(g: Syntax<'_>, be: usize, sink: &mut Sink<'_>) {
    let sentence = g.sentence(be);
    let (preposition, noun, adjective) = (be + 1, be + 2, be + 3);
    let named = g.is(preposition, &["in", "on", "at"]) && g.is_capitalized(noun) && g.must(noun, TagSet::NOUN.with(Tag::JJ));
    if adjective < sentence.end
        && named
        && g.is_lower(adjective)
        && g.must(adjective, TagSet::of(&[Tag::JJ]))
        && g.ends(adjective + 1, &sentence)
        && !g.is(sentence.end - 1, &["?"])
    {
        sink.flag(g.span(be, adjective), format!("\"{}\" stands after the place", g.slice(adjective, adjective)))
            .because("the predicate follows the verb directly in English")
            .category(crate::mqm::Category::GrammarWordOrder)
            .confidence(0.8)
            .suggest(format!("{} {} {}", g.slice(be, be), g.slice(adjective, adjective), g.slice(preposition, noun)));
    }
}
