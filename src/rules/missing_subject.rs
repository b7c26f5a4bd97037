//! A finite verb without its subject.

use super::{Context, Sink, rule};
use crate::evidence::grammar::Syntax;
use crate::knowledge::grammar::Facts;
use crate::knowledge::tags::{Tag, TagSet};

rule! {
    /// A finite verb has no subject.
    ///
    /// Spanish, Italian, Arabic, Chinese and Russian leave the pronoun out: `Is necessary to wait`, `because is late`.
    /// Questions, commands and comparisons (`as is known`) are left alone.
    ///
    /// ```flag
    /// ⟦Is necessary⟧ to wait. We left ⟦because was⟧ late. ⟦Need more⟧ work on it before the end of the week.
    /// ```
    /// ```flag
    /// In his view, ⟦first of all must⟧ be asked the head of the bank. It rained.
    /// ```
    /// ```pass
    /// Is it necessary to wait? Were he here, he would know. As is known, it is late. Need more help? First of all, we
    /// must ask.
    /// ```
    "missing-subject", GrammarOther, Minor, 0.78,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let g = Syntax::of(cx.evidence);
    for sentence in g.sentences() {
        opening(g, &sentence, sink);
    }
    for at in g.with(Facts::SUBORDINATOR) {
        let sentence = g.sentence(at);
        if g.is(at, &["because", "although", "though", "unless", "if"])
            && at + 3 < sentence.end
            && g.has(at + 1, Facts::BE.or(Facts::HAVE))
            && g.is_lower(at + 1)
            && !g.is(at + 1, &["were", "had"])
            && described(g, at + 2)
        {
            report(g, at, at + 1, "the clause has a verb and no subject", 0.8, sink);
        }
    }
    for at in g.with(Facts::MODAL) {
        let sentence = g.sentence(at);
        if at >= sentence.start + 4
            && g.is(at - 3, &["first"])
            && g.is(at - 2, &["of"])
            && g.is(at - 1, &["all"])
            && (at - 3 == sentence.start || g.is(at - 4, &[",", ";", "and", "that"]))
            && g.any_tags(at + 1).contains(Tag::VB)
        {
            report(g, at - 3, at, "nothing before the verb can be its subject", 0.75, sink);
        }
    }
}

fn report(g: Syntax<'_>, first: usize, last: usize, reason: &str, confidence: f32, sink: &mut Sink<'_>) {
    sink.flag(g.span(first, last), format!("\"{}\": no subject", g.slice(first, last))).because(reason).confidence(confidence);
}

/// What can follow a verb but cannot be an inverted subject.
fn described(g: Syntax<'_>, at: usize) -> bool {
    let tags = g.any_tags(at);
    tags.within(TagSet::ADJECTIVE)
        || tags.within(TagSet::of(&[Tag::VBN, Tag::VBD]))
        || tags.within(TagSet::of(&[Tag::VBN, Tag::VBD, Tag::JJ]))
        || g.is(at, &["been", "not", "also", "very", "necessary", "important", "possible", "impossible", "late", "too"])
}

fn opening(g: Syntax<'_>, sentence: &std::ops::Range<usize>, sink: &mut Sink<'_>) {
    let start = sentence.start;
    if sentence.len() < 5 || !g.is_capitalized(start) {
        return;
    }
    if g.is(start, &["need", "needs"])
        && g.is(start + 1, &["more", "a", "the", "an"])
        && !(start + 1..sentence.end).any(|at| g.is(at, &["?"]))
        && sentence.len() > 8
    {
        report(g, start, start + 1, "the sentence begins with its verb and is no command", 0.65, sink);
        return;
    }
    if !g.is(sentence.end - 1, &["."]) {
        return;
    }
    let be = g.is(start, &["is", "are", "was", "has"]) && described(g, start + 1);
    let modal = g.is(start, &["will", "can", "could", "must", "should", "would"]) && g.is(start + 1, &["be"]);
    // A subject may follow later in an inverted wish or condition: "Should be the answer no, …".
    if (be || modal) && !(start + 1..sentence.end).any(|at| g.is(at, &["?", "\"", "“", "”"])) {
        report(g, start, start + 1, "the sentence begins with its verb and is no question", 0.75, sink);
    }
}
