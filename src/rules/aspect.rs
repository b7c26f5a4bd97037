//! Tense or aspect that English does not use here.

use super::{Context, Sink, rule};
use crate::evidence::grammar::Syntax;
use crate::knowledge::grammar::Facts;
use crate::knowledge::tags::{Tag, TagSet};

rule! {
    /// Tense or aspect follows the source language.
    ///
    /// The present with `since` (`she works there since 2010`), the progressive of a verb of state (`is knowing`), and
    /// `will` in a clause of time or condition (`if it will rain`). `if` for `whether` is left alone.
    ///
    /// ```flag
    /// She ⟦works here since⟧ 2010. He ⟦is knowing⟧ it. ⟦If it will⟧ rain, we stay.
    /// ```
    /// ```pass
    /// She has worked here since 2010. We asked if it will rain. I do not know when he will come. If you will, sit down.
    /// ```
    "aspect", GrammarOther, Minor, 0.8,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let g = Syntax::of(cx.evidence);
    for at in g.with(Facts::SUBORDINATOR) {
        if g.is(at, &["since"]) {
            since(g, at, sink);
        } else if g.is(at, &["if"]) {
            would(g, at, sink);
        }
    }
    for at in g.with(Facts::STATE) {
        let sentence = g.sentence(at);
        let be = if at > sentence.start && g.has(at - 1, Facts::BETWEEN) { at.wrapping_sub(2) } else { at.wrapping_sub(1) };
        if at > sentence.start
            && be >= sentence.start
            && be < at
            && (g.has(be, Facts::BE) || g.is(be, &["be", "been"]))
            && !g.is(at, &["seeming", "understanding", "existing", "deserving"])
            && (!g.is(at, &["knowing", "believing"]) || be != at - 1 || !g.ends(at + 1, &sentence))
        {
            let finding = sink.flag(g.span(be, at), format!("\"{}\": a verb of state has no progressive", g.slice(be, at)));
            finding.because("it names a state, not something that goes on").confidence(if g.is(at, &["believing", "preferring", "possessing"]) {
                0.55
            } else {
                0.75
            });
        }
    }
    for at in g.with(Facts::MODAL) {
        if g.is(at, &["will"]) {
            will(g, at, sink);
        }
    }
}

/// Verbs of lasting doing, said with `since` in the perfect.
const LASTING: &[&str] = &[
    "works",
    "work",
    "lives",
    "live",
    "studies",
    "study",
    "serves",
    "serve",
    "leads",
    "lead",
    "heads",
    "head",
    "knows",
    "know",
    "plays",
    "play",
    "runs",
    "teaches",
    "teach",
    "operates",
    "exists",
    "exist",
    "acts",
    "holds",
    "hold",
    "owns",
    "own",
    "uses",
    "use",
    "participates",
    "belongs",
    "suffers",
    "collaborates",
    "resides",
    "functions",
    "cooperates",
    "manages",
    "fights",
    "develops",
    "waits",
    "wait",
    "stays",
    "stay",
];

fn since(g: Syntax<'_>, since: usize, sink: &mut Sink<'_>) {
    let sentence = g.sentence(since);
    let dated = g.must(since + 1, TagSet::of(&[Tag::CD]))
        || g.is(
            since + 1,
            &["then", "childhood", "january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december"],
        )
        || g.is(since + 1, &["the"]) && g.is(since + 2, &["beginning", "early", "late", "end", "age", "start"]);
    if !dated || since + 1 >= sentence.end {
        return;
    }
    for at in (sentence.start..since).rev().take(6) {
        if g.is_mark(at) || g.has(at, Facts::HAVE) {
            return;
        }
        if g.is(at, LASTING) {
            let subject = at > sentence.start
                && (g.has(at - 1, Facts::SUBJECT)
                    || g.is_capitalized(at - 1) && g.can(at - 1, TagSet::PROPER_NOUN)
                    || g.is(at - 1, &["who", "which", "it"])
                    || g.must(at - 1, TagSet::of(&[Tag::NN])));
            if subject && g.can(at, TagSet::of(&[Tag::VBZ, Tag::VBP])) && !(g.must(at - 1, TagSet::of(&[Tag::NN])) && g.any_tags(at).contains(Tag::NNS)) {
                let finding = sink.flag(g.span(at, since), format!("\"{}\" in the present with \"since\"", g.slice(at, at)));
                finding.because("what began in the past and goes on is told in the perfect").confidence(0.82);
            }
            return;
        }
    }
}

/// `it would be good if we combine`.
fn would(g: Syntax<'_>, given: usize, sink: &mut Sink<'_>) {
    let sentence = g.sentence(given);
    if given < sentence.start + 3 || !g.has(given + 1, Facts::SUBJECT) {
        return;
    }
    let verb = given + 2;
    let present = g.any_tags(verb).intersects(TagSet::of(&[Tag::VBP, Tag::VBZ]))
        && !g.any_tags(verb).intersects(TagSet::of(&[Tag::VBD, Tag::MD, Tag::RB]))
        && !g.has(verb, Facts::DO);
    let wished = g.must(given - 1, TagSet::of(&[Tag::JJ])) && (sentence.start..given - 1).rev().take(4).any(|at| g.is(at, &["would"]));
    if present && wished && verb < sentence.end {
        let finding = sink.flag(g.span(verb, verb), format!("\"{}\" in the present after \"would\"", g.slice(verb, verb)));
        finding.because("what would be depends on what were so: the clause takes the past").confidence(0.7);
    }
}

/// `if the talks will take place`.
fn will(g: Syntax<'_>, will: usize, sink: &mut Sink<'_>) {
    let sentence = g.sentence(will);
    for at in (sentence.start..will).rev().take(12) {
        if g.is_mark(at) && !g.is(at, &[",", "\"", "“", "”", "‘", "’", "-"]) {
            return;
        }
        if g.must_be_finite(at) && at > sentence.start {
            return;
        }
        let opens = at == sentence.start || g.is_mark(at - 1);
        let condition = g.is(at, &["if", "unless", "until"]) && (opens || g.is(at - 1, &["and", "but", "that", "only", "even"]))
            || g.is(at, &["as"]) && g.is(at.wrapping_sub(1), &["soon"])
            || g.is(at, &["when", "after", "before", "once"]) && opens && at == sentence.start;
        if condition {
            if g.is(at + 1, &["you", "then", "now", "not", "only", "recently"])
                || g.is(will + 1, &["not"]) && g.is(at + 1, &["he", "she", "they"])
                || at + 1 == will
                || g.is(sentence.end - 1, &["?"]) && g.is(at, &["when"])
                || commas_open(g, at, will)
            {
                return;
            }
            let finding = sink.flag(g.span(at, will), format!("\"will\" in a clause with \"{}\"", g.slice(at, at)));
            finding.because("a clause of time or condition stands in the present").confidence(if g.is(at, &["if"]) { 0.75 } else { 0.7 });
            return;
        }
        if g.has(at, Facts::WH.or(Facts::THAT).or(Facts::SUBORDINATOR)) {
            return;
        }
    }
}

/// A comma between the conjunction and `will` ends the clause, unless `if` has a subject and no verb yet.
fn commas_open(g: Syntax<'_>, from: usize, to: usize) -> bool {
    let commas = (from..to).filter(|at| g.is(*at, &[","])).count();
    let listed = g.is(from, &["if"]) && g.has(from + 1, Facts::DETERMINER) && commas == 1 && (from..to).any(|at| g.is(at, &["between", "and"]));
    commas > 0 && !listed || (from + 1..to).any(|at| g.can_be_finite(at) && !g.can(at, TagSet::NOUN))
}
