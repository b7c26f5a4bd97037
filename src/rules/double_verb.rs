//! Two finite verbs in one clause.

use super::{Context, Sink, rule};
use crate::evidence::grammar::Syntax;
use crate::knowledge::grammar::Facts;
use crate::knowledge::tags::{Tag, TagSet};

rule! {
    /// One clause has two finite verbs.
    ///
    /// `let` with `will`, `there is` whose noun has a verb of its own, two helping verbs in a row, a dummy `it` beside
    /// the real subject. A clause between commas and a relative clause count as clauses of their own.
    ///
    /// ```flag
    /// ⟦Let the experts will⟧ decide. ⟦There are five teams took⟧ part. He ⟦is has⟧ a plan.
    /// ```
    /// ```flag
    /// The results ⟦have been often, many times is⟧ checked. We saw it.
    /// ```
    /// ```pass
    /// What he is is a mystery. There are teams that took part, and all there is was sold. Let us see who will win.
    /// ```
    "double-verb", GrammarOther, Major, 0.85,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let g = Syntax::of(cx.evidence);
    for at in g.with(Facts::MODAL) {
        let_will(g, at, sink);
    }
    for at in g.with(Facts::THERE) {
        there_is(g, at, sink);
    }
    for at in g.with(Facts::BE) {
        two_helpers(g, at, sink);
        late_be(g, at, sink);
    }
    for at in g.with(Facts::HAVE) {
        two_helpers(g, at, sink);
        been_is(g, at, sink);
    }
    for at in g.with(Facts::MODAL) {
        two_helpers(g, at, sink);
    }
}

/// `we are in contact on this matter are,` and `is and only is`.
fn late_be(g: Syntax<'_>, be: usize, sink: &mut Sink<'_>) {
    let sentence = g.sentence(be);
    if g.is(be + 1, &["and"]) && g.is(be + 2, &["only"]) && g.form(be + 3) == g.form(be) && be + 3 < sentence.end {
        report(g, be, be + 3, "the predicate is split", 0.85, sink);
        return;
    }
    if be < sentence.start + 4 || !g.can(be - 1, TagSet::COMMON_NOUN) || !g.is(be + 1, &[",", "."]) || !g.is(be, &["is", "are"]) {
        return;
    }
    for at in (sentence.start..be - 1).rev().take(14) {
        if g.is_mark(at)
            || g.has(at, Facts::WH.or(Facts::THAT).or(Facts::SUBORDINATOR).or(Facts::CONJUNCTION).or(Facts::THERE))
            || g.is(at, &["than", "what", "all", "which", "so", "neither"])
        {
            return;
        }
        if g.form(at) == g.form(be) && g.has(at - 1, Facts::SUBJECT) {
            report(g, at - 1, be, "the same verb again at the end of its clause", 0.8, sink);
            return;
        }
    }
}

fn report(g: Syntax<'_>, first: usize, last: usize, reason: &str, confidence: f32, sink: &mut Sink<'_>) {
    sink.flag(g.span(first, last), format!("\"{}\": two finite verbs in one clause", g.slice(first, last))).because(reason).confidence(confidence);
}

/// `let the Ministers will meet`.
fn let_will(g: Syntax<'_>, modal: usize, sink: &mut Sink<'_>) {
    let start = g.sentence(modal).start;
    if modal < start + 2 {
        return;
    }
    for at in (start..modal).rev().take(5) {
        if g.is_mark(at)
            || g.has(at, Facts::WH.or(Facts::THAT).or(Facts::SUBORDINATOR).or(Facts::CONJUNCTION))
            || g.can(at, TagSet::of(&[Tag::VB])) && !g.is(at, &["let"]) && !g.can(at, TagSet::NOUN)
        {
            return;
        }
        if g.is(at, &["let"]) && at + 1 < modal {
            report(g, at, modal, "after \"let\" the verb stands bare", 0.9, sink);
            return;
        }
    }
}

/// `there is more than 11 countries took part`.
fn there_is(g: Syntax<'_>, there: usize, sink: &mut Sink<'_>) {
    let sentence = g.sentence(there);
    if there + 3 >= sentence.end || !g.has(there + 1, Facts::BE) || (there > sentence.start && g.is(there - 1, &["what", "all", "whatever", "than", "as"])) {
        return;
    }
    let mut noun = None;
    for at in there + 2..(there + 10).min(sentence.end) {
        let token_is_number = g.must(at, TagSet::of(&[Tag::CD]));
        if g.is_word(at) && g.must(at, TagSet::COMMON_NOUN) && !g.any_tags(at).intersects(TagSet::of(&[Tag::VBG])) {
            noun = Some(at);
        } else if let Some(noun) = noun.filter(|noun| noun + 1 == at) {
            let finite = g.any_tags(at).within(TagSet::of(&[Tag::VBD, Tag::VBZ, Tag::MD])) && !g.is(at, &["said", "told"]);
            if finite && g.is_lower(at) && g.is_lower(noun) {
                report(g, there, at, "\"there is\" and the verb of its noun", 0.85, sink);
            }
            return;
        } else if !(token_is_number
            || g.has(at, Facts::DETERMINER.or(Facts::PLURAL_QUANTITY))
            || g.must(at, TagSet::ADJECTIVE)
            || g.is(at, &["more", "than", "also", "about", "almost", "over", "less"]))
        {
            return;
        }
    }
}

/// `is has`, `was is`, `will can`.
fn two_helpers(g: Syntax<'_>, first: usize, sink: &mut Sink<'_>) {
    let sentence = g.sentence(first);
    let second = first + 1;
    if second >= sentence.end
        || first == sentence.start
        || !g.is_lower(first)
        || !g.is_lower(second)
        || g.has(first, Facts::NEGATED)
        || !g.has(second, Facts::BE.or(Facts::HAVE).or(Facts::MODAL))
    {
        return;
    }
    let wrong = if g.has(first, Facts::BE) {
        // Doubled words are another rule's.
        g.form(first) != g.form(second)
    } else if g.has(first, Facts::HAVE) {
        g.has(second, Facts::BE.or(Facts::MODAL)) || g.is(second, &["have", "has"]) && g.form(first) != g.form(second)
    } else {
        g.has(second, Facts::BE) || g.is(second, &["has", "had"]) || g.has(second, Facts::MODAL) && g.form(first) != g.form(second)
    };
    let clause = (sentence.start..first).any(|at| {
        g.has(at, Facts::WH.or(Facts::SUBORDINATOR).or(Facts::THAT))
            || g.is(at, &["what", "whatever", "all", "everything", "thing", "there", "which", "problem", "question", "reason", "the", "is", "only"])
                && !g.is(at, &["the"])
    });
    let noun = g.is(first, &["will", "can", "might", "may", "must"])
        && (g.has(first - 1, Facts::DETERMINER) || g.must(first - 1, TagSet::ADJECTIVE) || g.is_possessive(first - 1))
        || g.is(second, &["must", "can", "might", "may", "will"]) && g.has(second + 1, Facts::PREPOSITION);
    // "the rocks we have are old"
    let contact = first >= sentence.start + 2 && g.has(first - 1, Facts::SUBJECT) && g.can(first - 2, TagSet::NOUN);
    if wrong && !clause && !noun && !contact && !g.is(first - 1, &["as", "than", "\"", "“", "'", "‘", "it"]) {
        report(g, first, second, "two helping verbs in a row", 0.8, sink);
    }
}

/// `have been carefully, a lot of times is counted`.
fn been_is(g: Syntax<'_>, have: usize, sink: &mut Sink<'_>) {
    let sentence = g.sentence(have);
    if !g.is(have + 1, &["been"]) {
        return;
    }
    for at in have + 2..(have + 9).min(sentence.end) {
        if g.is(at, &["is", "are", "was", "were", "has", "have"]) {
            report(g, have, at, "two helping verbs for one predicate", 0.85, sink);
            return;
        }
        let adverbial = g.must(at, TagSet::ADVERB) || g.is(at, &[",", "a", "lot", "of", "times", "time", "many", "several"]);
        if !adverbial {
            return;
        }
    }
}
