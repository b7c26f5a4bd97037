//! Word order of a question in a statement, or of a statement in a question.

use super::{Context, Sink, rule};
use crate::evidence::grammar::Syntax;
use crate::knowledge::grammar::Facts;
use crate::knowledge::tags::{Tag, TagSet};

rule! {
    /// The word order of a question stands in a statement, or the other way round.
    ///
    /// `We know how can they win` (how they can win); `Why you did it?` (why did you do it); `how fair would it be our
    /// plan`, where a dummy `it` stands beside the real subject.
    ///
    /// ```flag
    /// We know ⟦how can they⟧ win. ⟦Why you left⟧ the house?
    /// ```
    /// ```flag
    /// Think ⟦how fair it would be our⟧ plan. It rained.
    /// ```
    /// ```pass
    /// We know how they can win. How can they win? When you left, did it rain? "How can we know?" he asked.
    /// ```
    "question-order", GrammarWordOrder, Minor, 0.78,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let g = Syntax::of(cx.evidence);
    for at in g.with(Facts::WH) {
        let sentence = g.sentence(at);
        embedded(g, at, &sentence, sink);
        if at == sentence.start {
            straight(g, at, &sentence, sink);
        }
        dummy(g, at, &sentence, sink);
    }
}

const ASKING: &[&str] = &[
    "know",
    "knows",
    "knew",
    "understand",
    "understands",
    "understood",
    "explain",
    "explains",
    "explained",
    "clear",
    "unclear",
    "see",
    "determine",
    "decide",
    "explaining",
    "understanding",
    "discuss",
    "discussed",
    "showed",
    "shows",
    "show",
    "learn",
    "imagine",
    "describe",
    "about",
];

/// `know how can they`, `explain why did he`.
fn embedded(g: Syntax<'_>, wh: usize, sentence: &std::ops::Range<usize>, sink: &mut Sink<'_>) {
    let (helper, subject) = (wh + 1, wh + 2);
    if wh <= sentence.start || subject + 1 >= sentence.end || !g.is(wh, &["how", "why", "where", "when", "what"]) || !g.is(wh - 1, ASKING) || !g.is_lower(wh) {
        return;
    }
    let inverts = g.has(helper, Facts::MODAL.or(Facts::DO)) || g.has(helper, Facts::BE) && g.is(wh, &["why", "where", "how"]);
    let object = g.is(wh, &["what"]) && !g.has(subject, Facts::SUBJECT);
    let nominative = g.has(subject, Facts::SUBJECT.or(Facts::DETERMINER)) && !g.has(subject, Facts::NUMBERED) || g.is(subject, &["you"]);
    if inverts && nominative && !object && !g.is(sentence.end - 1, &["?"]) {
        let finding = sink.flag(g.span(wh, subject), format!("\"{}\": the order of a question in a statement", g.slice(wh, subject)));
        finding.because("in a dependent question the subject stands before the verb").confidence(0.78).suggest(format!(
            "{} {}",
            g.slice(wh, wh),
            g.slice(subject, subject)
        ));
    }
}

/// `Why you left?`
fn straight(g: Syntax<'_>, wh: usize, sentence: &std::ops::Range<usize>, sink: &mut Sink<'_>) {
    let (subject, verb) = (wh + 1, wh + 2);
    let ends_in_question = g.is(sentence.end - 1, &["?"]);
    if verb >= sentence.end
        || !ends_in_question
        || !g.is(wh, &["why", "how", "what"])
        || !(g.has(subject, Facts::SUBJECT) || g.is(subject, &["you"]))
        || !g.can_be_finite(verb)
    {
        return;
    }
    if sentence.clone().any(|at| g.is(at, &[",", "“", "\"", "”"]))
        || (verb + 1..sentence.end).any(|at| g.has(at, Facts::BE.or(Facts::DO).or(Facts::MODAL).or(Facts::HAVE)))
    {
        return;
    }
    sink.flag(g.span(wh, verb), format!("\"{}\": the order of a statement in a question", g.slice(wh, verb)))
        .because("a question puts a helping verb before the subject")
        .confidence(0.72);
}

/// `how legal it would be our conduct`.
fn dummy(g: Syntax<'_>, wh: usize, sentence: &std::ops::Range<usize>, sink: &mut Sink<'_>) {
    if !g.is(wh, &["how"]) {
        return;
    }
    let Some(be) = (wh + 2..(wh + 8).min(sentence.end)).find(|at| g.is(*at, &["be", "is", "was"])) else { return };
    let modal = g.is(be, &["be"]) && g.has(be - 1, Facts::MODAL);
    let it = g.is(be - 1, &["it"]) || modal && g.is(be - 2, &["it"]);
    let adjective = g.any_tags(wh + 1).contains(Tag::JJ);
    let possessive = g.must(be + 1, TagSet::of(&[Tag::PRPS])) || g.is(be + 1, &["our", "their", "his", "its", "your", "my"]);
    if adjective && it && possessive && be + 2 < sentence.end {
        sink.flag(g.span(wh, be + 1), "\"it\" stands beside the real subject").because("the clause has two subjects").confidence(0.8);
    }
}
