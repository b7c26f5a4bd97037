//! A relative or dependent clause without a verb.

use super::{Context, Sink, rule};
use crate::evidence::grammar::Syntax;
use crate::knowledge::grammar::Facts;
use crate::knowledge::tags::{Tag, TagSet};

rule! {
    /// `which`, `who` or `that` opens a clause that has no verb.
    ///
    /// The sentence ends before the verb comes: the copula of the source was empty, or a verb was lost.
    ///
    /// ```flag
    /// It is a plan ⟦which very important for the south⟧. They spoke of a man ⟦who the head of the bank⟧.
    /// ```
    /// ```flag
    /// The head noted ⟦that the quality of the goods in the shops very low⟧. He left.
    /// ```
    /// ```pass
    /// It is a plan which is important. Who in the world? He said that. They did it that way, which helped.
    /// ```
    "dangling-that", GrammarOther, Major, 0.75,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let g = Syntax::of(cx.evidence);
    for at in g.with(Facts::WH) {
        if g.is(at, &["who"]) || g.is(at, &["which"]) {
            relative(g, at, sink);
        }
    }
    for at in g.with(Facts::THAT) {
        content(g, at, sink);
    }
}

fn clause_end(g: Syntax<'_>, at: usize, sentence: &std::ops::Range<usize>) -> usize {
    (at..sentence.end).find(|at| g.is(*at, &[".", "!", "?", ";", ":"])).unwrap_or(sentence.end)
}

fn report(g: Syntax<'_>, at: usize, end: usize, confidence: f32, sink: &mut Sink<'_>) {
    let last = (at..end).rev().find(|at| g.is_word(*at)).unwrap_or(at);
    sink.flag(g.span(at, last), format!("the clause that begins with \"{}\" has no verb", g.slice(at, at)))
        .because("no word up to the end of the sentence can be its predicate")
        .confidence(confidence);
}

fn relative(g: Syntax<'_>, at: usize, sink: &mut Sink<'_>) {
    let sentence = g.sentence(at);
    let end = clause_end(g, at, &sentence);
    if at <= sentence.start + 1 || end < at + 4 || end >= sentence.end || g.is(end, &["?", ":"]) {
        return;
    }
    let noun = g.can(at - 1, TagSet::COMMON_NOUN) || (g.is(at - 1, &[","]) && g.can(at - 2, TagSet::COMMON_NOUN));
    let interrupted = (at..end).any(|at| g.is(at, &["\"", "“", "”", "(", "–", "—", "…", "..."]));
    if noun && !interrupted && sure_lack(g, at + 1..end) {
        report(g, at, end, 0.75, sink);
        return;
    }
    // ", which home to half of them, …": the clause ends at the next comma.
    let comma = (at + 1..end).find(|at| g.is_mark(*at)).unwrap_or(end);
    let plain = g.is(comma, &[","])
        && g.is(at - 1, &[","])
        && comma > at + 3
        && !g.has(at + 1, Facts::PREPOSITION.or(Facts::SUBORDINATOR).or(Facts::BETWEEN))
        && !g.must(at + 1, TagSet::ADVERB.union(TagSet::of(&[Tag::VBG])))
        && !g.has(comma + 1, Facts::WH);
    if noun && plain && sure_lack(g, at + 1..comma) {
        report(g, at, comma, 0.65, sink);
    }
}

/// No word that could be a verb in its place; unknown words may be verbs.
fn sure_lack(g: Syntax<'_>, mut range: std::ops::Range<usize>) -> bool {
    !range.any(|at| g.may_be_verb(at) || g.any_tags(at).contains(Tag::VBZ) && !g.must(at, TagSet::NOUN) || (g.is_lower(at) && g.any_tags(at).is_empty()))
}

fn content(g: Syntax<'_>, at: usize, sink: &mut Sink<'_>) {
    let sentence = g.sentence(at);
    let end = clause_end(g, at, &sentence);
    if at <= sentence.start + 1 || end < at + 6 || end >= sentence.end || g.is(end, &["?", ":"]) {
        return;
    }
    let speech = g.has(at - 1, Facts::SPEECH) && g.can(at - 1, TagSet::VERB);
    let opens = g.has(at + 1, Facts::ARTICLE_THE.or(Facts::ARTICLE_A)) || g.has(at + 1, Facts::SUBJECT);
    let interrupted = (at..end).any(|at| g.is(at, &["\"", "“", "”", "(", "–", "—", "…", "..."]));
    if speech && opens && !interrupted && sure_lack(g, at + 1..end) {
        report(g, at, end, 0.75, sink);
    }
}
