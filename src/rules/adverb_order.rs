//! An adverb or adverbial in a place that English does not allow.

use super::{Context, Sink, rule};
use crate::evidence::grammar::Syntax;
use crate::knowledge::grammar::Facts;
use crate::knowledge::tags::{Tag, TagSet};

rule! {
    /// An adverb stands where English does not put it.
    ///
    /// `only` before a helping verb, `very much` or `well` between a verb and its object, `in no way` before its verb, and
    /// a place between a verb of giving and its object (`to send to Rome a letter`).
    ///
    /// ```flag
    /// The prices ⟦only have risen⟧. We like ⟦very much the⟧ plan, and it ⟦in no way should⟧ fail.
    /// ```
    /// ```flag
    /// They agreed ⟦to send to Norway a big delegation⟧. It left.
    /// ```
    /// ```pass
    /// Not only have they come, they only have a day. We like the plan very much. They agreed to send to Norway a team of
    /// experts who had seen all of this before and knew the country well.
    /// ```
    "adverb-order", GrammarWordOrder, Minor, 0.75,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let g = Syntax::of(cx.evidence);
    for have in g.with(Facts::HAVE) {
        let sentence = g.sentence(have);
        if have < sentence.start + 2 || !g.is(have - 1, &["only"]) || !g.can(have - 2, TagSet::NOUN.union(TagSet::PRONOUN)) || g.is(have - 2, &["not"]) {
            continue;
        }
        if g.any_tags(have + 1).within(TagSet::of(&[Tag::VBN, Tag::VBD, Tag::JJ]))
            && g.any_tags(have + 1).contains(Tag::VBN)
            && !g.can(have + 2, TagSet::COMMON_NOUN)
        {
            let finding = sink.flag(g.span(have - 1, have + 1), "\"only\" before the helping verb");
            finding.because("\"only\" stands after the first helping verb").confidence(0.75).suggest(format!(
                "{} only {}",
                g.slice(have, have),
                g.slice(have + 1, have + 1)
            ));
        }
    }
    for much in g.with(Facts::IN_PHRASE) {
        if much > 0 && g.is(much, &["much"]) && g.is(much - 1, &["very"]) {
            very_much(g, much - 1, &g.sentence(much), sink);
        }
    }
    for no in g.with(Facts::NO) {
        if no > 0 && g.is(no, &["no"]) && g.is(no - 1, &["in"]) && g.is(no + 1, &["way", "case"]) {
            in_no_way(g, no - 1, &g.sentence(no), sink);
        }
    }
    for verb in g.with(Facts::GIVING) {
        giving(g, verb, sink);
    }
}

fn very_much(g: Syntax<'_>, very: usize, sentence: &std::ops::Range<usize>, sink: &mut Sink<'_>) {
    let object = very + 2;
    if very == sentence.start
        || object + 1 >= sentence.end
        || !g.can(very - 1, TagSet::VERB)
        || g.can(very - 1, TagSet::NOUN) && !g.is(very - 1, &["like", "love"])
        || g.has(very - 1, Facts::BE)
        || !g.has(object, Facts::DETERMINER)
        || g.is(object, &["a", "an", "what", "which"])
    {
        return;
    }
    sink.flag(g.span(very, object), "\"very much\" between the verb and its object").because("the object follows its verb directly").confidence(0.75);
}

fn in_no_way(g: Syntax<'_>, at: usize, sentence: &std::ops::Range<usize>, sink: &mut Sink<'_>) {
    let helper = at + 3;
    let noun = at > sentence.start && g.can(at - 1, TagSet::NOUN.union(TagSet::PRONOUN)) && !g.is_mark(at - 1);
    if noun && g.has(helper, Facts::MODAL) && g.can(helper + 1, TagSet::of(&[Tag::VB])) {
        let finding = sink.flag(g.span(at, helper), format!("\"{}\" before the helping verb", g.slice(at, at + 2)));
        finding.because("the adverbial stands after the first helping verb").confidence(0.65).suggest(format!(
            "{} {}",
            g.slice(helper, helper),
            g.slice(at, at + 2)
        ));
    }
}

/// `to send to Russia a military delegation`.
fn giving(g: Syntax<'_>, verb: usize, sink: &mut Sink<'_>) {
    let sentence = g.sentence(verb);
    let (preposition, place, article) = (verb + 1, verb + 2, verb + 3);
    if article + 1 >= sentence.end
        || !g.is(preposition, &["to"])
        || !(g.is_capitalized(place) || g.has(place, Facts::OBJECT))
        || !g.has(article, Facts::ARTICLE_A.or(Facts::ARTICLE_THE))
    {
        return;
    }
    let Some(phrase) = g.noun_phrase(article, sentence.end) else { return };
    // A long object may stand last.
    if phrase.head - article > 4 || !(g.ends(phrase.head + 1, &sentence) || g.is(phrase.head + 1, &["and"])) {
        return;
    }
    let first = if verb > sentence.start && g.has(verb - 1, Facts::TO) { verb - 1 } else { verb };
    let finding = sink.flag(g.span(first, phrase.head), "the object stands after the place");
    finding.because("a short object follows its verb directly").confidence(0.7);
    finding.suggest(format!("{} {} {}", g.slice(first, verb), g.slice(article, phrase.head), g.slice(preposition, place)));
}
