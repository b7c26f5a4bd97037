//! `and` after a negation where English says `but`.

use super::{Context, Sink, rule};
use crate::evidence::grammar::Syntax;
use crate::knowledge::grammar::Facts;
use crate::knowledge::tags::{Tag, TagSet};

rule! {
    /// `and` opposes what was denied; English says `but`.
    ///
    /// Russian `а` is both: `The aim is not to rule, and to help`.
    ///
    /// ```flag
    /// The aim is not to rule the town⟦, and⟧ to help it. It is small.
    /// ```
    /// ```flag
    /// Its purpose is not to win⟦, and⟧ fighting for peace. The plan is to help ⟦and not against⟧ the south.
    /// ```
    /// ```pass
    /// The aim is not to rule, but to help. He decided not to go, and to stay at home is fine. It is for us, not against us.
    /// ```
    "not-and", GrammarOther, Major, 0.78,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let g = Syntax::of(cx.evidence);
    for not in g.with(Facts::NEGATED) {
        let sentence = g.sentence(not);
        if not > sentence.start && g.is(not, &["not"]) && g.has(not - 1, Facts::BE) && g.has(not + 1, Facts::TO) {
            opposed(g, not, &sentence, sink);
        } else if not > sentence.start + 2 && g.is(not, &["not"]) && g.is(not - 1, &["and"]) {
            unlike(g, not, &sentence, sink);
        }
    }
}

/// `is not to support …, and combating …`.
fn opposed(g: Syntax<'_>, not: usize, sentence: &std::ops::Range<usize>, sink: &mut Sink<'_>) {
    let Some(comma) = (not + 3..(not + 14).min(sentence.end)).find(|at| g.is_mark(*at) && g.is(*at, &[","])) else { return };
    let (and, next) = (comma + 1, comma + 2);
    if !g.is(and, &["and"]) || next + 1 >= sentence.end {
        return;
    }
    let infinitive = g.has(next, Facts::TO);
    let gerund = g.any_tags(next).contains(Tag::VBG) && g.is_lower(next);
    let clause = (not..comma).any(|at| g.has(at, Facts::WH.or(Facts::THAT)));
    if (infinitive || gerund) && !clause {
        sink.flag(g.span(comma, and), "\"and\" after \"not to\"").because("what is denied is set against what is true").confidence(0.82).suggest(", but");
    }
}

/// `fighting … and not against …`: a preposition that nothing before it matches.
fn unlike(g: Syntax<'_>, not: usize, sentence: &std::ops::Range<usize>, sink: &mut Sink<'_>) {
    let preposition = not + 1;
    if !g.is(preposition, &["for", "against"]) || g.is_mark(not - 2) {
        return;
    }
    let same = (sentence.start..not - 1).any(|at| g.is(at, &["for", "against", "with", "favour", "favor"]));
    if !same && (sentence.start..not).any(|at| g.has(at, Facts::BE)) && g.can(not - 2, TagSet::NOUN) {
        let finding = sink.flag(g.span(not - 1, preposition), format!("\"{}\" has nothing to match", g.slice(not - 1, preposition)));
        finding.because("the members joined by \"and not\" are not alike").confidence(0.65);
    }
}
