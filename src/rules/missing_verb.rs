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
    /// Bush and Blair had the truth. Is he sure of it? The group known as the Nine won. He was seen as a friend. What a day for the whole team of us!
    /// ```
    "missing-verb", GrammarOther, Major, 0.82,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let g = Syntax::of(cx.evidence);
    for at in g.with(Facts::SUBJECT) {
        pronoun(g, at, sink);
    }
    for at in g.with(Facts::SUBJECT) {
        noun_predicate(g, at, sink);
    }
    for at in g.with(Facts::MODAL) {
        after_modal(g, at, sink);
    }
    for at in g.with(Facts::WH) {
        if g.is(at, &["which", "who"]) {
            relative_passive(g, at, sink);
        }
    }
    for at in g.with(Facts::IN_PHRASE) {
        lone_been(g, at, sink);
    }
    for at in g.with(Facts::SEEN_AS) {
        passive(g, at, sink);
    }
    for sentence in g.sentences() {
        whole(g, &sentence, sink);
        opening(g, &sentence, sink);
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

fn report(g: Syntax<'_>, first: usize, last: usize, reason: &str, confidence: f32, sink: &mut Sink<'_>) {
    sink.flag(g.span(first, last), format!("\"{}\": a verb is missing", g.slice(first, last))).because(reason).confidence(confidence);
}

/// `he a teacher`, `they known for it`, `she not want`.
fn noun_predicate(g: Syntax<'_>, at: usize, sink: &mut Sink<'_>) {
    let sentence = g.sentence(at);
    let next = at + 1;
    if next + 1 >= sentence.end || !g.is_lower(next) {
        return;
    }
    let before = at.checked_sub(1).filter(|before| *before >= sentence.start);
    let opens =
        before.is_none_or(|before| g.has(before, Facts::THAT.or(Facts::SUBORDINATOR)) || g.is(before, &[",", "and", "but", ";", "“", "\"", "now", "then"]));
    let compared = before.is_some_and(|before| g.is(before, &["as", "than", "like"]));
    // "is she a teacher", "only she the teacher": an inversion or a second member.
    let helper = (sentence.start..at).rev().take(5).any(|w| g.has(w, Facts::BE.or(Facts::DO).or(Facts::MODAL)) && !g.is_mark(w + 1))
        && !before.is_some_and(|before| g.has(before, Facts::THAT.or(Facts::SUBORDINATOR)));
    if !opens || compared || helper {
        return;
    }
    if g.has(next, Facts::ARTICLE_A) || g.is(next, &["the"]) && !g.is(at, &["we", "they"]) {
        report(g, at, next, "a pronoun that is a subject, and a noun phrase without a verb between them", 0.8, sink);
    } else if g.any_tags(next).within(TagSet::of(&[Tag::VBN])) {
        report(g, at, next, "the participle has no helping verb", 0.82, sink);
    } else if g.is(next, &["not"])
        && g.any_tags(next + 1).contains(Tag::VB)
        && g.is_lower(next + 1)
        && !g.any_tags(next + 1).intersects(TagSet::of(&[Tag::RB, Tag::IN, Tag::DT]))
        && !g.is(next + 1, &["only", "so", "be", "have"])
        && !before.is_some_and(|b| g.is(b, &["that", "lest", "and"]))
    {
        report(g, at, next + 1, "the negation of a verb takes \"do\"", 0.8, sink);
    }
}

/// `it will necessary`, `they can able to`.
fn after_modal(g: Syntax<'_>, modal: usize, sink: &mut Sink<'_>) {
    let sentence = g.sentence(modal);
    let next = modal + 1;
    if modal == sentence.start
        || next + 1 >= sentence.end
        || !g.is_lower(next)
        || !(g.has(modal - 1, Facts::SUBJECT) || g.is(modal - 1, &["it", "which", "this"]) || g.can(modal - 1, TagSet::NOUN))
    {
        return;
    }
    let adjective = g.is(
        next,
        &[
            "necessary",
            "possible",
            "impossible",
            "able",
            "unable",
            "useful",
            "important",
            "available",
            "responsible",
            "aware",
            "difficult",
            "different",
            "happy",
            "glad",
            "successful",
        ],
    );
    let named = g.is(modal, &["will", "may", "can"]) && (g.has(modal - 1, Facts::DETERMINER) || g.is_capitalized(modal));
    if adjective && !named && !g.can(next + 1, TagSet::COMMON_NOUN) {
        report(g, modal, next, "after a modal verb the adjective needs \"be\"", 0.82, sink);
    }
}

/// `which published by the ministry`.
fn relative_passive(g: Syntax<'_>, who: usize, sink: &mut Sink<'_>) {
    let sentence = g.sentence(who);
    let verb = who + 1;
    let participle = verb < sentence.end && g.any_tags(verb).within(TagSet::of(&[Tag::VBD, Tag::VBN, Tag::JJ])) && g.any_tags(verb).contains(Tag::VBN);
    let intransitive = g.has(verb, Facts::NO_PASSIVE)
        || g.is(
            verb,
            &[
                "passed",
                "stood",
                "came",
                "went",
                "lived",
                "dropped",
                "walked",
                "ran",
                "stopped",
                "got",
                "abided",
                "won",
                "lost",
                "ended",
                "began",
                "started",
                "increased",
                "grew",
                "rose",
                "fell",
                "decreased",
                "swung",
                "called",
                "profited",
                "flew",
                "drove",
                "responded",
                "followed",
                "sat",
                "finished",
                "travelled",
                "traveled",
                "expanded",
                "opened",
                "moved",
                "acted",
                "voted",
                "arrived",
                "declined",
                "dropped",
                "jumped",
            ],
        );
    if participle
        && !intransitive
        && g.is(verb + 1, &["by"])
        && !g.any_tags(verb + 2).contains(Tag::VBG)
        && !g.can(verb + 2, TagSet::of(&[Tag::CD]))
        && !g.is(verb + 2, &["the", "far", "more"])
            | (g.is(verb + 2, &["the"]) && !g.is(verb + 3, &["end", "time", "way", "thousands", "rules", "book", "age"]))
        && who > sentence.start
        && (g.can(who - 1, TagSet::NOUN) || g.is(who - 1, &[","]))
    {
        report(g, who, verb + 1, "the passive has no \"is\" or \"was\"", 0.8, sink);
    }
}

/// How a sentence begins: `It necessary to`, `That why`, `There many people`.
fn opening(g: Syntax<'_>, sentence: &std::ops::Range<usize>, sink: &mut Sink<'_>) {
    let (first, next) = (sentence.start, sentence.start + 1);
    if sentence.len() < 5 || g.is(sentence.end - 1, &["?"]) {
        return;
    }
    let adjective = g.any_tags(next).within(TagSet::of(&[Tag::JJ])) && g.is_lower(next);
    if g.is(first, &["it"])
        && (adjective && (g.has(next + 1, Facts::TO.or(Facts::THAT).or(Facts::PREPOSITION)) || g.ends(next + 1, sentence))
            || g.has(next, Facts::ARTICLE_A.or(Facts::ARTICLE_THE))
            || g.any_tags(next).within(TagSet::of(&[Tag::VBN, Tag::VBG])))
    {
        report(g, first, next, "\"it\" begins the sentence, and no verb follows", 0.85, sink);
    } else if g.is(first, &["that", "this"]) && g.is(next, &["why", "because", "how"]) && g.is_lower(next + 1) {
        report(g, first, next, "\"is\" is missing", 0.82, sink);
    } else if g.is(first, &["there"])
        && g.is(next, &["no", "many", "several", "some", "a", "an", "two", "three", "few"])
        && !(next..sentence.end).any(|at| g.is(at, &[","]))
    {
        report(g, first, next, "\"there\" begins the sentence, and no verb follows", 0.8, sink);
    } else if g.is(first, &["this"]) && g.has(next, Facts::ARTICLE_A.or(Facts::ARTICLE_THE)) {
        report(g, first, next, "\"is\" is missing", 0.85, sink);
    }
}

/// `The plan been approved`.
fn lone_been(g: Syntax<'_>, been: usize, sink: &mut Sink<'_>) {
    let sentence = g.sentence(been);
    if been == sentence.start {
        return;
    }
    if g.is(been, &["been"])
        && g.is_lower(been)
        && !(sentence.start..been).rev().take(9).any(|at| {
            g.has(at, Facts::HAVE.or(Facts::TIED).or(Facts::MODAL))
                || g.is(at, &["having", "'ve", "'d", "'s", "ve", "has-been", "never", "hasn't", "haven't", "hadn't", "been", "'s"])
                || g.form(at).ends_with("'ve")
                || g.form(at).ends_with("'d")
                || g.form(at).ends_with("'s")
        })
    {
        report(g, been, been, "\"been\" takes \"have\"", 0.85, sink);
    }
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

/// A full sentence in which no word can be the predicate.
fn whole(g: Syntax<'_>, sentence: &std::ops::Range<usize>, sink: &mut Sink<'_>) {
    let start = sentence.start;
    let stop = sentence.end - 1;
    if sentence.len() < 6
        || !g.is(stop, &["."])
        || !g.is_word(start)
        || g.has(start, Facts::PREPOSITION.or(Facts::SUBORDINATOR).or(Facts::WH).or(Facts::CONJUNCTION).or(Facts::TO))
    {
        return;
    }
    let words = (start..stop).filter(|at| g.is_word(*at)).count();
    if words < 5
        || (start..stop).any(|at| {
            g.is_mark(at) && !g.is(at, &[",", "-"]) || g.has(at, Facts::WH.or(Facts::THAT).or(Facts::SUBORDINATOR)) || g.is(at, &["let", "not", "no", "but"])
        })
    {
        return;
    }
    let head = g.past_adjectives(start + usize::from(g.has(start, Facts::DETERMINER)), stop);
    let singular = g.can(head, TagSet::of(&[Tag::NN]))
        && g.any_tags(head).intersects(TagSet::of(&[Tag::NN]))
        && g.has(head, Facts::COUNT.or(Facts::COUNTABLE).or(Facts::MASS).or(Facts::MASS_OR_COUNT).or(Facts::AIM).or(Facts::PERSON));
    let determined = g.has(start, Facts::ARTICLE_THE) || g.is(start, &["our", "its", "their", "my", "his", "her", "this"]);
    let named = g.has(start, Facts::PLACE.or(Facts::FIRST_NAME));
    if !(determined && g.can(head, TagSet::COMMON_NOUN) || named) {
        return;
    }
    let possible = |at: usize| {
        let tags = g.any_tags(at);
        let singular_verb = tags.intersects(TagSet::of(&[Tag::VBZ, Tag::VBD, Tag::MD]))
            && !(g.must(at, TagSet::NOUN.union(TagSet::ADJECTIVE)) && at > start && g.has(at - 1, Facts::DETERMINER.or(Facts::PREPOSITION)));
        let bare_verb =
            tags.intersects(TagSet::of(&[Tag::VB, Tag::VBP])) && !singular && at > start && !g.has(at - 1, Facts::DETERMINER.or(Facts::PREPOSITION));
        g.can_be_finite(at) && !bare_form(g, at) || singular_verb || bare_verb || tags.is_empty() && g.is_lower(at)
    };
    if (start..stop).any(possible) {
        return;
    }
    let aim = g.has(head, Facts::AIM) && determined;
    // "The head of the bank, a doctor of law." may be a caption; an adverb or a predicate adjective says it is not.
    let told = (start + 2..stop).any(|at| {
        g.is(
            at,
            &[
                "already",
                "still",
                "currently",
                "also",
                "now",
                "very",
                "too",
                "always",
                "usually",
                "therefore",
                "really",
                "often",
                "soon",
                "ready",
                "able",
                "responsible",
                "necessary",
                "important",
                "possible",
                "impossible",
                "clear",
            ],
        )
    });
    if !aim && !told {
        return;
    }
    let finding = sink.flag(g.span(start, stop - 1), "the sentence has no finite verb");
    finding.because("no word in it can be the predicate of its subject").confidence(if aim { 0.8 } else { 0.65 });
}

/// A bare form, which a singular subject cannot have as its verb.
fn bare_form(g: Syntax<'_>, at: usize) -> bool {
    g.any_tags(at).intersects(TagSet::of(&[Tag::VB, Tag::VBP]))
        && !g.any_tags(at).intersects(TagSet::of(&[Tag::VBZ, Tag::VBD, Tag::MD]))
        && !g.has(at, Facts::BE.or(Facts::HAVE).or(Facts::DO).or(Facts::MODAL).or(Facts::TIED))
}
