//! A sentence lost its verb.

use super::{Context, Sink, rule};
use crate::evidence::grammar::Syntax;
use crate::knowledge::grammar::Facts;
use crate::knowledge::tags::{Tag, TagSet};

rule! {
    /// A sentence or clause lost its verb, most often `is` or `are`.
    ///
    /// Russian, Arabic and Chinese say `he sure that` and `the aim support of trade`. Judged: a pronoun that can only be
    /// a subject with no verb after it, a passive without `be` (`The group recognized as …`), and full sentences with a
    /// singular subject in which no word can be the predicate. Headlines and short fragments are left alone.
    ///
    /// ```flag
    /// I know that ⟦he sure⟧ of it. This year ⟦they going⟧ home, and ⟦we not ready⟧ yet.
    /// ```
    /// ```flag
    /// The group ⟦recognized as⟧ a terrorist organization in many countries. It is banned.
    /// ```
    /// ```flag
    /// ⟦The main purpose of the visit of the minister support for trade⟧. They agreed.
    /// ```
    /// ```pass
    /// Is he sure of it? The group known as the Nine won. He was seen as a friend. What a day for the whole team of us!
    /// ```
    "missing-verb", GrammarOther, Major, 0.82,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let g = Syntax::of(cx.evidence);
    for at in g.with(Facts::SUBJECT) {
        pronoun(g, at, sink);
    }
    for at in g.with(Facts::SEEN_AS) {
        passive(g, at, sink);
    }
    for sentence in g.sentences() {
        whole(g, &sentence, sink);
    }
}

const PREDICATIVE: &[&str] = &[
    "sure",
    "able",
    "unable",
    "ready",
    "afraid",
    "aware",
    "glad",
    "certain",
    "confident",
    "sorry",
    "happy",
    "guilty",
    "capable",
    "responsible",
    "angry",
    "tired",
    "convinced",
    "proud",
    "unaware",
    "alive",
    "alone",
];

/// `he sure that`, `they going`, `we not ready`.
fn pronoun(g: Syntax<'_>, at: usize, sink: &mut Sink<'_>) {
    let sentence = g.sentence(at);
    let mut next = at + 1;
    while next < sentence.end && g.is(next, &["not", "also", "always", "still", "already", "now", "very", "so", "really", "never", "quite"]) {
        next += 1;
    }
    if next >= sentence.end || !g.is_lower(next) {
        return;
    }
    let before = at.checked_sub(1).filter(|before| *before >= sentence.start);
    let helper = (sentence.start..at).rev().take(4).any(|w| {
        g.can_be_finite(w) && g.has(w, Facts::BE.or(Facts::HAVE).or(Facts::DO).or(Facts::MODAL))
            || g.is(w, &["what", "how", "as", "than", "nor", "neither", "however", "like", "only", "so"])
    });
    if helper
        || before.is_some_and(|before| {
            g.has(before, Facts::PREPOSITION) || g.is(before, &["and", "or", "“", "\"", "but", "'"]) && g.must(next, TagSet::of(&[Tag::VBG]))
        })
    {
        return;
    }
    let adjective = g.is(next, PREDICATIVE) && !g.is(next + 1, &["enough"]) || g.is(next, &["ready", "able", "unable", "likely"]) && g.has(next + 1, Facts::TO);
    let progressive = g.any_tags(next).within(TagSet::of(&[Tag::VBG])) && !g.is(next, &["being", "having", "during", "including"]) && at == sentence.start;
    let going = g.is(next, &["going", "trying", "talking", "doing", "waiting", "planning", "saying"])
        && (next == at + 1 || g.is(next - 1, &["not", "now", "already", "still"]));
    if !(adjective || progressive || going) {
        return;
    }
    let after_comma = adjective && before.is_some_and(|b| g.is_mark(b)) && g.ends(next + 1, &sentence);
    if after_comma {
        return;
    }
    let verb = if g.is(at, &["i"]) {
        "am"
    } else if g.has(at, Facts::HE_SHE) {
        "is"
    } else {
        "are"
    };
    let finding = sink.flag(g.span(at, next), format!("no verb after \"{}\"", g.slice(at, at)));
    finding.because("the pronoun is a subject, and its verb is missing").confidence(0.82);
    finding.suggest(format!("{} {verb} {}", g.slice(at, at), g.slice(at + 1, next)));
}

/// `The IG recognized as a terrorist organization`.
fn passive(g: Syntax<'_>, verb: usize, sink: &mut Sink<'_>) {
    let sentence = g.sentence(verb);
    if !g.is(verb + 1, &["as"]) || verb == sentence.start || g.is(verb + 2, &["saying", "having", "well", "soon", "he", "she", "they", "it"]) {
        return;
    }
    let before = sentence.start..verb;
    let subject = g.can(verb - 1, TagSet::NOUN) || g.is_capitalized(verb - 1);
    let opens = !g.has(sentence.start, Facts::PREPOSITION.or(Facts::SUBORDINATOR).or(Facts::WH)) && !g.has(sentence.start, Facts::TO);
    let verbs =
        before.clone().any(|at| g.can_be_finite(at) || g.is_mark(at) || g.must(at, TagSet::of(&[Tag::VBN, Tag::VBG])) || g.has(at, Facts::WH.or(Facts::THAT)));
    let later = (verb + 2..sentence.end).any(|at| g.can_be_finite(at) && !g.must(at, TagSet::NOUN));
    if subject && opens && !verbs && !later && verb <= sentence.start + 8 {
        let finding = sink.flag(g.span(verb, verb + 1), format!("\"{}\" lacks \"is\" or \"was\"", g.slice(verb, verb + 1)));
        finding.because("the subject is what is seen so, and nothing is there as an object").confidence(0.85);
        finding.suggest(format!("is {} as", g.slice(verb, verb)));
    }
}

/// A sentence with a singular subject and no word that can be its predicate.
fn whole(g: Syntax<'_>, sentence: &std::ops::Range<usize>, sink: &mut Sink<'_>) {
    let start = sentence.start;
    let stop = sentence.end - 1;
    if sentence.len() < 8 || !g.is(stop, &["."]) || !(g.has(start, Facts::ARTICLE_THE) || g.is(start, &["our", "its", "their", "my", "his"])) {
        return;
    }
    let words = (start..stop).filter(|at| g.is_word(*at)).count();
    let marks = (start..stop).any(|at| g.is_mark(at) && !g.is(at, &[",", "-"]));
    if words < 7 || marks {
        return;
    }
    let head = g.past_adjectives(start + 1, stop);
    if !g.has(head, Facts::AIM) && !(g.has(head, Facts::COUNT.or(Facts::COUNTABLE).or(Facts::MASS)) && g.can(head, TagSet::of(&[Tag::NN]))) {
        return;
    }
    let possible = |at: usize| {
        let tags = g.any_tags(at);
        g.can_be_finite(at) && !bare_form(g, at)
            || tags.intersects(TagSet::of(&[Tag::VBZ, Tag::VBD, Tag::MD])) && !g.must(at, TagSet::NOUN.union(TagSet::ADJECTIVE))
            || tags.is_empty() && g.is_lower(at)
    };
    let clause = (start..stop).any(|at| g.has(at, Facts::WH.or(Facts::THAT).or(Facts::SUBORDINATOR)));
    if (start..stop).any(possible) || clause {
        return;
    }
    let aim = g.has(head, Facts::AIM);
    let finding = sink.flag(g.span(start, stop - 1), "the sentence has no finite verb");
    finding.because("no word in it can be the predicate of its subject").confidence(if aim { 0.8 } else { 0.45 });
}

/// A bare form, which a singular subject cannot have as its verb.
fn bare_form(g: Syntax<'_>, at: usize) -> bool {
    g.any_tags(at).intersects(TagSet::of(&[Tag::VB, Tag::VBP]))
        && !g.any_tags(at).intersects(TagSet::of(&[Tag::VBZ, Tag::VBD, Tag::MD]))
        && !g.has(at, Facts::BE.or(Facts::HAVE).or(Facts::DO).or(Facts::MODAL).or(Facts::TIED))
}
