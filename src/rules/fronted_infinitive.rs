//! An infinitive stands before the verb that governs it.

use super::{Context, Sink, rule};
use crate::evidence::grammar::Syntax;
use crate::knowledge::grammar::Facts;
use crate::knowledge::tags::{Tag, TagSet};

rule! {
    /// An infinitive stands before the verb that governs it.
    ///
    /// `To take part, Norway does not intend`: the verb that calls for the infinitive comes last and has nothing after
    /// it. An infinitive of purpose (`To take part, sign here`) is left alone.
    ///
    /// ```flag
    /// ⟦To take part in the talks, Norway does not intend⟧. ⟦To open this door it is impossible⟧, he said.
    /// ```
    /// ```flag
    /// It rained. ⟦Our friends to do anything failed⟧, as we know.
    /// ```
    /// ```pass
    /// To take part in the talks, sign here. He knows how to do it, and it is possible. All efforts to do it failed.
    /// ```
    "fronted-infinitive", GrammarWordOrder, Major, 0.85,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let g = Syntax::of(cx.evidence);
    for to in g.with(Facts::TO) {
        let sentence = g.sentence(to);
        let verb = to + 1;
        if verb >= sentence.end || !g.any_tags(verb).contains(Tag::VB) {
            continue;
        }
        let found = if first_word(g, to, sentence.start) { intends(g, to, &sentence) } else { None };
        let found = found.or_else(|| it_is_impossible(g, to, &sentence)).or_else(|| people_failed(g, to, &sentence));
        if let Some((first, last, confidence)) = found {
            let finding = sink.flag(g.span(first, last), format!("the infinitive stands before \"{}\", which governs it", g.slice(last, last)));
            finding.because("English puts the governing verb first").confidence(confidence);
        }
    }
}

fn first_word(g: Syntax<'_>, at: usize, start: usize) -> bool {
    (start..at).all(|before| !g.is_word(before))
}

/// `To …, Russia does not intend.`
fn intends(g: Syntax<'_>, to: usize, sentence: &std::ops::Range<usize>) -> Option<(usize, usize, f32)> {
    let last = (to + 3..sentence.end).rev().find(|at| g.is_word(*at))?;
    let governs = g.has(last, Facts::CONTROL) && !g.is(last, &["hope", "hopes", "plan", "plans", "wish", "agree", "fail", "failed", "try", "agreed"])
        || g.is(last, &["going", "able", "unable", "ready", "impossible", "forbidden", "prohibited", "managed"]);
    let clause = (to..last).any(|at| g.has(at, Facts::WH.or(Facts::THAT).or(Facts::SUBORDINATOR)) || g.is(at, &["you", "as"]));
    let subject = (to + 2..last).any(|at| g.can_be_finite(at) || g.has(at, Facts::DO));
    (governs && !clause && subject && last > to + 3).then_some((to, last, 0.85))
}

/// `to solve this question it is impossible`.
fn it_is_impossible(g: Syntax<'_>, to: usize, sentence: &std::ops::Range<usize>) -> Option<(usize, usize, f32)> {
    let it = (to + 2..(to + 8).min(sentence.end))
        .find(|at| g.is(*at, &["it", "it's"]) || g.is_mark(*at) || g.has(*at, Facts::WH.or(Facts::THAT).or(Facts::SUBORDINATOR).or(Facts::CONJUNCTION)))?;
    if !g.is(it, &["it", "it's"]) || g.can(it - 1, TagSet::VERB) && !g.can(it - 1, TagSet::NOUN) {
        return None;
    }
    let be = if g.is(it, &["it's"]) { it } else { it + 1 };
    if be != it && !g.has(be, Facts::BE) && !g.is(be, &["will", "would"]) {
        return None;
    }
    let adjective = (be + 1..(be + 4).min(sentence.end))
        .find(|at| g.is(*at, &["impossible", "possible", "necessary", "difficult", "unnecessary", "forbidden", "easy", "hard", "prohibited"]))?;
    let ended = g.ends(adjective + 1, sentence) || g.is(adjective + 1, &["”", "\""]);
    ended.then_some((to, adjective, 0.85))
}

/// `our colleagues to do anything failed`.
fn people_failed(g: Syntax<'_>, to: usize, sentence: &std::ops::Range<usize>) -> Option<(usize, usize, f32)> {
    let subject = to.checked_sub(1).filter(|at| *at >= sentence.start)?;
    let people = g.has(subject, Facts::PERSON.or(Facts::SUBJECT))
        || g.is(subject, &["people", "colleagues", "partners", "friends", "countries", "militants", "terrorists", "soldiers", "troops"]);
    if !people {
        return None;
    }
    let last = (to + 2..(to + 7).min(sentence.end))
        .find(|at| g.is(*at, &["failed", "managed", "succeeded", "refused", "intends", "intend", "decided"]) || g.is_mark(*at))?;
    let ended = g.ends(last + 1, sentence);
    let verb_before = (sentence.start..subject).any(|at| g.must_be_finite(at)) && !(sentence.start..subject).any(|at| g.has(at, Facts::SUBORDINATOR));
    let first =
        (sentence.start..subject).rev().take(2).take_while(|at| g.has(*at, Facts::DETERMINER) || g.must(*at, TagSet::ADJECTIVE)).last().unwrap_or(subject);
    (g.is_word(last) && ended && !verb_before).then_some((first, last, 0.8))
}
