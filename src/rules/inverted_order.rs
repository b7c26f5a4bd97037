//! The subject stands after the verb, or between the verb and its complement.

use super::{Context, Sink, rule};
use crate::evidence::grammar::Syntax;
use crate::knowledge::grammar::Facts;
use crate::knowledge::tags::{Tag, TagSet};

rule! {
    /// The subject or the complement stands where the source had it.
    ///
    /// `should not our town` (the modal verb before its subject and no verb), `adopt the voters themselves` (the subject
    /// last), `asked a hard question Berg`, `In the group included four ships`, `Norway to this request responded`.
    ///
    /// ```flag
    /// Such a plan ⟦should not our town⟧. It ⟦asked a hard question Berg⟧. ⟦In the group included⟧ four ships.
    /// ```
    /// ```flag
    /// ⟦Norway to a similar request responded⟧ at once. ⟦It must write and adopt the voters themselves⟧.
    /// ```
    /// ```pass
    /// Should not our town act? The answer to a similar request came. We must help the voters themselves to decide.
    /// The group included four ships. He asked a hard question.
    /// ```
    "inverted-order", GrammarWordOrder, Major, 0.8,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let g = Syntax::of(cx.evidence);
    for modal in g.with(Facts::MODAL) {
        let sentence = g.sentence(modal);
        modal_last(g, modal, &sentence, sink);
        themselves(g, modal, &sentence, sink);
    }
    for to in g.with(Facts::TO) {
        parted(g, to, sink);
    }
    for sentence in g.sentences() {
        included(g, &sentence, sink);
    }
    for at in g.with(Facts::IN_PHRASE) {
        if g.is(at, &["asked", "asks", "made", "gave"]) {
            asked(g, at, &g.sentence(at), sink);
        }
    }
}

fn report(g: Syntax<'_>, first: usize, last: usize, reason: &str, confidence: f32, sink: &mut Sink<'_>) {
    sink.flag(g.span(first, last), format!("\"{}\": the order of the source", g.slice(first, last))).because(reason).confidence(confidence);
}

/// `should not our country.`
fn modal_last(g: Syntax<'_>, modal: usize, sentence: &std::ops::Range<usize>, sink: &mut Sink<'_>) {
    let not = modal + 1;
    if modal <= sentence.start + 2
        || !g.is(not, &["not"])
        || g.is(sentence.end - 1, &["?"])
        || g.is_mark(modal - 1)
        || g.has(modal - 1, Facts::WH.or(Facts::CONJUNCTION))
    {
        return;
    }
    let Some(phrase) = g.noun_phrase(not + 1, sentence.end) else { return };
    let owned = g.has(phrase.start, Facts::DETERMINER);
    if owned && g.is(phrase.head + 1, &[".", "”", "\""]) && !g.any_tags(phrase.start).contains(Tag::VB) {
        report(g, modal, phrase.head, "the subject stands after the modal verb, and no verb follows", 0.8, sink);
    }
}

/// `must write and adopt the Syrians themselves`.
fn themselves(g: Syntax<'_>, modal: usize, sentence: &std::ops::Range<usize>, sink: &mut Sink<'_>) {
    let (first, and, second) = (modal + 1, modal + 2, modal + 3);
    if modal == sentence.start
        || second + 2 >= sentence.end
        || !g.any_tags(first).contains(Tag::VB)
        || !g.is(and, &["and"])
        || !g.any_tags(second).contains(Tag::VB)
    {
        return;
    }
    let Some(phrase) = g.noun_phrase(second + 1, sentence.end) else { return };
    if g.is(phrase.head + 1, &["themselves", "itself", "himself"]) && g.ends(phrase.head + 2, sentence) {
        let start = if g.can(modal - 1, TagSet::NOUN.union(TagSet::PRONOUN)) { modal - 1 } else { modal };
        report(g, start, phrase.head + 1, "the subject stands last, after its verbs", 0.7, sink);
    }
}

/// `Russia to a similar request responded`.
fn parted(g: Syntax<'_>, to: usize, sink: &mut Sink<'_>) {
    let sentence = g.sentence(to);
    if to == sentence.start || !g.has(to + 1, Facts::DETERMINER) {
        return;
    }
    let subject = to - 1;
    let named = g.has(subject, Facts::PLACE.or(Facts::SUBJECT)) && (subject == sentence.start || g.is_mark(subject - 1) || g.is(subject - 1, &["that", "and"]));
    if !named {
        return;
    }
    let verb = (to + 3..(to + 9).min(sentence.end)).find(|at| g.is_mark(*at) || g.can_be_finite(*at) && !g.can(*at, TagSet::NOUN));
    if let Some(verb) = verb.filter(|at| g.is(*at, &["responded", "reacted", "replied", "answered", "agreed", "objected", "referred", "responds", "reacts"])) {
        report(g, subject, verb, "the complement stands before the verb", 0.8, sink);
    }
}

/// `In the air group included more than 50 aircraft`.
fn included(g: Syntax<'_>, sentence: &std::ops::Range<usize>, sink: &mut Sink<'_>) {
    let start = sentence.start;
    if !g.is(start, &["in", "into", "to"]) {
        return;
    }
    let Some(phrase) = g.noun_phrase(start + 1, sentence.end) else { return };
    let verb = phrase.head + 1;
    if phrase.determiner.is_some()
        && g.is(verb, &["included", "includes", "include", "contains", "contained", "entered"])
        && !g.ends(verb + 1, sentence)
        && !g.is(verb + 1, &["in", "are", "is", "was", "were"])
    {
        report(g, start, verb, "the place is no subject, and the verb has no other", 0.85, sink);
    }
}

/// `asked a rhetorical question Putin`.
fn asked(g: Syntax<'_>, verb: usize, sentence: &std::ops::Range<usize>, sink: &mut Sink<'_>) {
    if !g.has(verb + 1, Facts::ARTICLE_A) {
        return;
    }
    let noun = g.past_adjectives(verb + 2, sentence.end);
    let name = noun + 1;
    if name < sentence.end
        && g.is(noun, &["question", "statement", "interview", "speech", "remark", "reply", "comment"])
        && g.is_capitalized(name)
        && g.can(name, TagSet::PROPER_NOUN)
        && (g.ends(name + 1, sentence) || g.is(name + 1, &["–", "—", "-", "”"]))
    {
        report(g, verb, name, "the subject stands after the object", 0.85, sink);
    }
}
