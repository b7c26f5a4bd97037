//! A verb without the preposition that it needs.

use super::{Context, Sink, rule};
use crate::evidence::grammar::Syntax;
use crate::knowledge::grammar::Facts;
use crate::knowledge::tags::{Tag, TagSet};

rule! {
    /// A verb stands without the preposition that it needs.
    ///
    /// `depend the weather`, `listen him`, `consists two parts`, `recognized the group a party` (as a party).
    ///
    /// ```flag
    /// All ⟦depends the⟧ weather. They ⟦listened him⟧ and ⟦participated the⟧ talks.
    /// ```
    /// ```flag
    /// The court ⟦recognized "Nord" a⟧ legal party. It rained.
    /// ```
    /// ```pass
    /// All depends on the weather. They listened, the man and his son. The court recognized Nord as a legal party.
    /// ```
    "missing-preposition", GrammarOther, Minor, 0.82,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let g = Syntax::of(cx.evidence);
    for verb in g.with(Facts::WITH_PREPOSITION) {
        let sentence = g.sentence(verb);
        let next = verb + 1;
        if next + 1 >= sentence.end || verb == sentence.start || !g.can(verb, TagSet::VERB) {
            continue;
        }
        let object = g.has(next, Facts::OBJECT.or(Facts::ARTICLE_A).or(Facts::ARTICLE_THE)) || g.must(next, TagSet::of(&[Tag::PRPS])) && !g.is(next, &["her"]);
        let parts = g.is(verb, &["consists", "consisted", "consist"]) && g.must(next, TagSet::of(&[Tag::CD]));
        // "depends the more on": a comparison; "the way they cooperate the most": a superlative.
        if (object || parts)
            && !g.is(next + 1, &["more", "most", "less", "least", "whole", "same", "next", "day", "entire", "other", "way", "moment", "minute"])
            && !g.is(next + 1, &["lot", "bit", "little", "great", "good"])
        {
            report(g, verb, next, "the object of this verb takes a preposition", 0.82, sink);
        }
    }
    for verb in g.with(Facts::SEEN_AS) {
        named(g, verb, sink);
    }
}

fn report(g: Syntax<'_>, first: usize, last: usize, reason: &str, confidence: f32, sink: &mut Sink<'_>) {
    sink.flag(g.span(first, last), format!("\"{}\": no preposition", g.slice(first, last))).because(reason).confidence(confidence);
}

/// `recognized “Nord” a party`: the quoted or capitalised name, then what it is seen as.
fn named(g: Syntax<'_>, verb: usize, sink: &mut Sink<'_>) {
    let sentence = g.sentence(verb);
    if !g.is(verb, &["recognized", "recognised", "regarded", "classified", "described", "identified", "defined", "listed", "portrayed"])
        || verb == sentence.start
        || g.has(verb - 1, Facts::BE)
        || g.is(verb - 1, &["been", "be"])
    {
        return;
    }
    let mut at = verb + 1;
    let quoted = g.is(at, &["“", "\"", "«"]);
    while at < sentence.end
        && at < verb + 8
        && (quoted && !g.is(at - 1, &["”", "»"]) && !(at > verb + 2 && g.is(at - 1, &["\""])) || !quoted && g.is_capitalized(at))
    {
        at += 1;
    }
    if at > verb + 1 && g.has(at, Facts::ARTICLE_A) && at + 1 < sentence.end {
        report(g, verb, at, "what something is seen as takes \"as\"", 0.8, sink);
    }
}
