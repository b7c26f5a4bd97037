//! A number stands before a noun of the wrong form.

use super::ordinal_ending::ordinal;
use super::{Context, Sink, rule};
use crate::evidence::grammar::Syntax;
use crate::knowledge::grammar::Facts;
use crate::knowledge::inflect::inflect;
use crate::knowledge::tags::{Tag, TagSet};
use crate::text::TokenKind;

rule! {
    /// A number stands before a noun in the singular.
    ///
    /// Languages without a plural, or with cases after numbers, leave the singular behind; and where the source wrote an
    /// ordinal as a bare figure, `the` stands before it. Amounts before another noun (`a 5 kilometre run`), years and
    /// numbered things (`Flight 12`) are left alone.
    ///
    /// ```flag
    /// In all, 64 ⟦village⟧ sent people. He was hit in the ⟦70⟧ minute.
    /// ```
    /// ```pass
    /// In all, 64 village elders came. The 12 village schools closed. On page 5 dinner is described. He ran a 5 mile race in
    /// 2019 season form.
    /// ```
    "counted-noun", GrammarAgreement, Minor, 0.8,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let g = Syntax::of(cx.evidence);
    for sentence in g.sentences() {
        for at in sentence.clone() {
            if g.token(at).kind == TokenKind::Number {
                judge(g, at, &sentence, sink);
            }
        }
    }
}

/// Nouns that stay as they are after a number, or stand behind one that only names a thing.
const LEFT_ALONE: &[&str] = &[
    "aircraft",
    "spacecraft",
    "series",
    "species",
    "offspring",
    "crew",
    "staff",
    "fish",
    "sheep",
    "head",
    "strong",
    "score",
    "dozen",
    "gross",
    "yen",
    "yuan",
    "freeway",
    "highway",
    "bus",
    "train",
    "version",
    "model",
    "percent",
    "vote",
    "win",
    "loss",
    "lead",
    "victory",
    "draw",
    "defeat",
    "triumph",
    "jet",
];

/// Nouns that come in order: what stands between `the` and one of them is an ordinal.
const ORDERED: &[&str] = &[
    "minute",
    "century",
    "floor",
    "round",
    "season",
    "edition",
    "anniversary",
    "session",
    "congress",
    "place",
    "lap",
    "week",
    "month",
    "day",
    "year",
    "grade",
    "parallel",
    "birthday",
    "regiment",
    "brigade",
    "battalion",
    "division",
    "army",
    "conference",
    "summit",
    "meeting",
    "festival",
    "hour",
    "item",
];

fn judge(g: Syntax<'_>, at: usize, sentence: &std::ops::Range<usize>, sink: &mut Sink<'_>) {
    let figure: String = g.slice(at, at).chars().filter(|c| *c != ',').collect();
    let noun = at + 1;
    let Ok(value) = figure.parse::<u64>() else { return };
    let year = (1000..=2100).contains(&value) && !g.slice(at, at).contains(',');
    if value < 2 || year || noun >= sentence.end || !g.is_lower(noun) || !g.token(noun).space_before() || g.is_possessive(noun) || g.is(noun, LEFT_ALONE) {
        return;
    }
    let singular = g.has(noun, Facts::COUNT)
        && g.any_tags(noun).contains(Tag::NN)
        && !g.any_tags(noun).intersects(TagSet::of(&[Tag::NNS, Tag::JJ, Tag::RB, Tag::IN]))
        && !(g.any_tags(noun).intersects(TagSet::of(&[Tag::VB, Tag::VBP])) && !g.ends(noun + 1, sentence));
    let alone = noun + 1 >= sentence.end || !g.continues_phrase(noun + 1) && !g.is(noun + 1, &["-", "–", "—", "/", "old", "(", "number", "by"]);
    let before = at.checked_sub(1).filter(|before| *before >= sentence.start);
    let the = before.is_some_and(|before| g.is(before, &["the"]));
    if the {
        if alone && value <= 100 && g.is(noun, ORDERED) {
            let finding = sink.flag(g.span(at, at), format!("\"the {figure} {}\" has a bare figure for an ordinal", g.slice(noun, noun)));
            finding.because("the source wrote the ordinal as a figure").suggest(ordinal(value));
        }
        return;
    }
    // What counts stands at the start, or behind a verb or preposition; other words make a name or a unit of it.
    let counts = before.is_none_or(|before| {
        g.is_lower(before)
            && (g.has(before, Facts::PREPOSITION) || g.must(before, TagSet::VERB) || g.is(before, &["and", "or", "about", "nearly", "almost", "than", "other"]))
            || g.is(before, &[",", ":"])
    });
    if !singular || !alone || !counts {
        return;
    }
    let right = inflect(g.form(noun), Tag::NNS);
    let finding = sink.flag(g.span(noun, noun), format!("\"{} {}\" lacks the plural", g.slice(at, at), g.slice(noun, noun)));
    finding.because("more than one is counted").suggest(right);
}
