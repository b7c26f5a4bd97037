//! A verb in a form that its place does not allow.

use super::{Context, Sink, rule};
use crate::evidence::grammar::Syntax;
use crate::knowledge::grammar::Facts;
use crate::knowledge::tags::{Tag, TagSet};

rule! {
    /// A verb has a form that its place does not allow.
    ///
    /// An ending after `to`, a modal verb or `did` (`to provides`, `can goes`, `did not went`), `to` after a modal verb,
    /// a past tense after `have` or `be`, a bare verb after `be` or a preposition, a passive of a verb that has none.
    /// Only forms that can be nothing else are judged.
    ///
    /// ```flag
    /// They want ⟦to provides⟧ help. She ⟦can goes⟧ home, but he ⟦did not went⟧ with her.
    /// ```
    /// ```flag
    /// We ⟦must to leave⟧ now. They ⟦have went⟧ away. It ⟦was happened⟧ in May, and the plan ⟦will be include⟧ more.
    /// ```
    /// ```pass
    /// Will worked hard in May. All he has to do is provide help. It has to do with works of art. It can work as is.
    /// ```
    "wrong-verb-form", GrammarOther, Minor, 0.88,
}

const BASE: TagSet = TagSet::of(&[Tag::VB, Tag::VBP]);
const ENDED: TagSet = TagSet::of(&[Tag::VBZ, Tag::VBD]);

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let g = Syntax::of(cx.evidence);
    for at in g.with(Facts::TO) {
        let verb = at + 1;
        doubled_to(g, at, sink);
        if plain(g, at, verb) && g.any_tags(verb).within(ENDED) && !g.is(verb, &["is", "was", "were", "has", "had", "does", "did"]) {
            report(g, at, verb, "\"to\" takes the bare form", 0.9, sink);
        }
    }
    for at in g.with(Facts::MODAL) {
        after_modal(g, at, sink);
    }
    for at in g.with(Facts::DO) {
        let negated = g.has(at, Facts::NEGATED) || g.is(at + 1, &["not"]);
        let verb = if g.has(at, Facts::NEGATED) { at + 1 } else { at + 2 };
        if negated && plain(g, at, verb) && g.any_tags(verb).within(ENDED.with(Tag::VBN)) && !g.any_tags(verb).is_empty() {
            report(g, at, verb, "\"do\" takes the bare form", 0.92, sink);
        }
    }
    for at in g.with(Facts::CONTROL) {
        bare_after_control(g, at, sink);
    }
    for at in g.with(Facts::HAVE) {
        let verb = if g.has(at + 1, Facts::BETWEEN) { at + 2 } else { at + 1 };
        if plain(g, at, verb) && g.any_tags(verb).within(TagSet::of(&[Tag::VBD])) && !g.is(verb, &["was", "were", "did"]) {
            report(g, at, verb, "\"have\" takes the participle", 0.88, sink);
        }
    }
    for at in g.with(Facts::BE) {
        after_be(g, at, sink);
    }
    for at in g.with(Facts::NO_PASSIVE) {
        let sentence = g.sentence(at);
        let helper = at.wrapping_sub(1);
        let intransitive = g.is(
            at,
            &[
                "happened",
                "occurred",
                "appeared",
                "disappeared",
                "emerged",
                "arrived",
                "existed",
                "belonged",
                "consisted",
                "depended",
                "died",
                "vanished",
                "arisen",
                "fallen",
                "elapsed",
            ],
        );
        if intransitive
            && at > sentence.start
            && g.has(helper, Facts::BE)
            && !g.is(at, &["fallen", "arisen", "arrived", "disappeared"])
            && !g.continues_phrase(at + 1)
        {
            report(g, helper, at, "this verb has no passive", 0.85, sink);
        }
    }
}

/// `manage to, one way or another, to win`.
fn doubled_to(g: Syntax<'_>, to: usize, sink: &mut Sink<'_>) {
    let sentence = g.sentence(to);
    if !g.is(to + 1, &[","]) {
        return;
    }
    let Some(comma) = (to + 2..(to + 10).min(sentence.end)).find(|at| g.is_mark(*at)) else { return };
    if g.is(comma, &[","]) && g.has(comma + 1, Facts::TO) && g.any_tags(comma + 2).contains(Tag::VB) && comma + 2 < sentence.end {
        report(g, to, comma + 1, "\"to\" stands twice", 0.85, sink);
    }
}

/// Two words of one sentence, the second in lower case, nothing between them but blanks.
fn plain(g: Syntax<'_>, at: usize, verb: usize) -> bool {
    verb < g.sentence(at).end && g.is_lower(verb) && !g.form(verb).contains('\'')
}

/// `they want know`, `able provide`.
fn bare_after_control(g: Syntax<'_>, control: usize, sink: &mut Sink<'_>) {
    let sentence = g.sentence(control);
    let verb = control + 1;
    let governs = g.is(
        control,
        &[
            "want",
            "wants",
            "wanted",
            "decided",
            "decides",
            "intends",
            "intended",
            "tries",
            "refused",
            "refuses",
            "managed",
            "manages",
            "hopes",
            "agreed",
            "attempted",
            "wishes",
        ],
    );
    if governs
        && plain(g, control, verb)
        && control > sentence.start
        && g.any_tags(verb).within(TagSet::of(&[Tag::VB, Tag::VBP]))
        && !g.has(verb, Facts::DO.or(Facts::HAVE))
        && !g.is(verb, &["be", "let", "are"])
        && g.can(control, TagSet::VERB)
        && !(g.is(control, &["agreed", "intended", "wanted"]) && g.must(control - 1, TagSet::ADJECTIVE.union(TagSet::DETERMINER)))
    {
        report(g, control, verb, "the verb takes \"to\"", 0.82, sink);
    }
}

fn report(g: Syntax<'_>, first: usize, last: usize, reason: &str, confidence: f32, sink: &mut Sink<'_>) {
    sink.flag(g.span(first, last), format!("\"{}\": wrong form of the verb", g.slice(first, last))).because(reason).confidence(confidence);
}

fn after_modal(g: Syntax<'_>, modal: usize, sink: &mut Sink<'_>) {
    let sentence = g.sentence(modal);
    let mut verb = modal + 1;
    while verb < sentence.end && (g.has(verb, Facts::BETWEEN)) {
        verb += 1;
    }
    if modal == sentence.start || !plain(g, modal, verb) {
        return;
    }
    let before = modal - 1;
    let subject = g.has(before, Facts::SUBJECT)
        || g.is(before, &["it", "you", "who", "which", "that", "this", "there"])
        || (g.can(before, TagSet::NOUN) && !g.has(before, Facts::DETERMINER) && !g.can(before, TagSet::of(&[Tag::JJ])));
    if !subject || g.is(modal, &["may"]) && g.is_capitalized(modal) {
        return;
    }
    let question = g.is(sentence.end - 1, &["?"]);
    let tags = g.any_tags(verb);
    if tags.within(ENDED) && !g.is(verb, &["is", "was", "does", "did"])
        || tags.within(TagSet::of(&[Tag::VBN])) && !question && !g.is(verb, &["been"])
        || tags.within(TagSet::of(&[Tag::VBD, Tag::VBN])) && !question && !g.continues_phrase(verb + 1) && g.has(before, Facts::SUBJECT)
    {
        report(g, modal, verb, "a modal verb takes the bare form", 0.85, sink);
    } else if g.has(verb, Facts::TO)
        && !g.is(modal, &["may", "might"])
        && verb == modal + 1
        && g.any_tags(verb + 1).contains(Tag::VB)
        && verb + 1 < sentence.end
        && !g.is(modal, &["would", "will", "can"])
    {
        report(g, modal, verb + 1, "a modal verb takes no \"to\"", 0.9, sink);
    } else if g.has(verb, Facts::TO)
        && g.is(modal, &["can", "would", "will"])
        && g.has(before, Facts::SUBJECT)
        && g.any_tags(verb + 1).within(BASE.with(Tag::NN))
        && g.any_tags(verb + 1).contains(Tag::VB)
        && !(modal >= sentence.start + 3 && g.is(modal - 2, &["as", "than", "if", "what"]))
    {
        report(g, modal, verb + 1, "a modal verb takes no \"to\"", 0.8, sink);
    } else if g.is(verb, &["be"]) {
        bare_after_be(g, modal, verb, &sentence, sink);
    }
}

fn after_be(g: Syntax<'_>, be: usize, sink: &mut Sink<'_>) {
    let sentence = g.sentence(be);
    let verb = if g.has(be + 1, Facts::BETWEEN) { be + 2 } else { be + 1 };
    if !plain(g, be, verb) {
        return;
    }
    if g.any_tags(verb).within(TagSet::of(&[Tag::VBD])) && !g.has(verb, Facts::BE.or(Facts::DO).or(Facts::HAVE)) {
        report(g, be, verb, "\"be\" takes a participle", 0.85, sink);
    } else {
        bare_after_be(g, be, verb - 1, &sentence, sink);
    }
}

/// `will be include`; but `what it does is include`, `the aim is provide` is another defect.
fn bare_after_be(g: Syntax<'_>, first: usize, be: usize, sentence: &std::ops::Range<usize>, sink: &mut Sink<'_>) {
    let verb = be + 1;
    if !plain(g, first, verb) || !g.any_tags(verb).within(BASE) || g.is(verb, &["be", "let", "have", "go"]) {
        return;
    }
    let excused = (sentence.start..first)
        .any(|at| g.has(at, Facts::DO) || g.is(at, &["do", "doing", "done", "what", "all", "thing", "things", "is", "step", "best", "option", "only"]));
    let own = g.any_tags(verb).contains(Tag::VB);
    if !excused && own {
        report(g, first, verb, "\"be\" takes a participle, not a bare verb", 0.8, sink);
    }
}
