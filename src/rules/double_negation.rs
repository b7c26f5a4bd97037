//! Two negations where English has one.

use super::{Context, Sink, rule};
use crate::evidence::grammar::Syntax;
use crate::knowledge::grammar::Facts;
use crate::knowledge::tags::{Tag, TagSet};

rule! {
    /// Two negations stand where English has one.
    ///
    /// Many languages repeat the negation (`we do not make no difference`, `nobody never came`). `not only`, `not ... no
    /// longer`, `cannot do nothing` at a clause end and answers (`No, it is not`) are left alone.
    ///
    /// ```flag
    /// We ⟦don't see no⟧ reason to go. There ⟦is not no⟧ proof. ⟦Nobody never⟧ came.
    /// ```
    /// ```flag
    /// They left, although ⟦no proof – no⟧. It rained.
    /// ```
    /// ```pass
    /// No, we do not see a reason. It is not only no good, it is no longer there. Nothing was said, not a word.
    /// ```
    "double-negation", GrammarOther, Major, 0.88,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let g = Syntax::of(cx.evidence);
    for at in g.with(Facts::NO) {
        before(g, at, sink);
        after(g, at, sink);
        repeated(g, at, sink);
    }
}

fn report(g: Syntax<'_>, first: usize, last: usize, confidence: f32, sink: &mut Sink<'_>) {
    let finding = sink.flag(g.span(first, last), format!("double negation \"{}\"", g.slice(first, last)));
    finding.because("one negation is enough in English, and two cancel each other").confidence(confidence);
}

/// `don't make no difference`.
fn before(g: Syntax<'_>, no: usize, sink: &mut Sink<'_>) {
    let start = g.sentence(no).start;
    // "no longer", "no matter", "no more than": not a negated object.
    if g.is(no, &["no"])
        && (g.is(no + 1, &["longer", "matter", "less", "doubt", "way", "wonder", "fewer", "later", "sooner", "one"])
            || g.is_possessive(no + 1)
            || !g.can(no + 1, TagSet::NOUN.union(TagSet::ADJECTIVE)))
    {
        return;
    }
    let mut verbs = 0;
    for at in (start..no).rev().take(4) {
        if g.has(at, Facts::NEGATED) {
            let only = g.is(at + 1, &["only", "just", "because", "that", "even", "so", "for", "to"]);
            let verb_between = verbs > 0 || (at > start && g.has(at - 1, Facts::BE)) || g.has(at, Facts::BE);
            let end = g.is(no, &["nothing"]) && g.ends(no + 1, &g.sentence(no)) && g.is(at, &["can't", "cannot", "couldn't"]);
            if !only && verb_between && !end {
                let first = if at > start && g.is(at, &["not", "never"]) && g.has(at - 1, Facts::BE.or(Facts::DO).or(Facts::HAVE).or(Facts::MODAL)) {
                    at - 1
                } else {
                    at
                };
                report(g, first, no, if g.is(at, &["not"]) && verbs == 0 { 0.75 } else { 0.88 }, sink);
            }
            return;
        }
        let verb = g.can(at, TagSet::VERB) && !g.must(at, TagSet::NOUN);
        if verb {
            verbs += 1;
        } else if !(g.must(at, TagSet::ADVERB) || g.is(at, &["in", "to", "on", "with", "at", "any"])) {
            return;
        }
    }
}

/// `nobody never`, `no one didn't`, `nothing isn't`.
fn after(g: Syntax<'_>, no: usize, sink: &mut Sink<'_>) {
    let sentence = g.sentence(no);
    let subject = if g.is(no, &["nobody", "nothing", "none", "nowhere"]) {
        no
    } else if g.is(no + 1, &["one"]) {
        no + 1
    } else {
        return;
    };
    let next = subject + 1;
    if next >= sentence.end {
        return;
    }
    let late = g.has(next, Facts::BE.or(Facts::DO).or(Facts::HAVE).or(Facts::MODAL)) && g.is(next + 1, &["not", "never"]);
    let last = if g.has(next, Facts::NEGATED) && !g.is(next, &["not"]) {
        next
    } else if late {
        next + 1
    } else {
        return;
    };
    report(g, no, last, 0.75, sink);
}

/// `no evidence – no`: the zero of "there is none", word for word.
fn repeated(g: Syntax<'_>, no: usize, sink: &mut Sink<'_>) {
    let sentence = g.sentence(no);
    if no < sentence.start + 2 || !g.is(no, &["no"]) || !g.ends(no + 1, &sentence) || !g.is(no - 1, &["–", "—", "-"]) {
        return;
    }
    for at in (sentence.start..no - 1).rev().take(4) {
        if g.is(at, &["no", "any"]) {
            report(g, at, no, 0.88, sink);
            return;
        }
        if !g.can(at, TagSet::NOUN.union(TagSet::ADJECTIVE).with(Tag::IN)) {
            return;
        }
    }
}
