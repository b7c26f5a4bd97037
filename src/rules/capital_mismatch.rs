//! The capital of one country called that of another.

use super::{Context, Sink, rule};
use crate::evidence::chains::{country_of, country_of_adjective};
use crate::evidence::names::Mention;
use crate::knowledge::names::{Fact, Kind};
use crate::mqm::Severity;

rule! {
    /// A town is called the capital of a country whose capital it is not.
    ///
    /// Names of countries that lie close to each other in another language (Livia, Livan) come out as the wrong one; the
    /// capital beside them says which was meant.
    ///
    /// ```flag
    /// They met in the ⟦Libyan⟧ capital Beirut. Near the capital of ⟦Libya⟧, Beirut, it was calm.
    /// ```
    /// ```flag
    /// Tbilisi, the ⟦Syrian⟧ capital, was calm. In Vilnius, the capital of ⟦Latvia⟧, it snowed.
    /// ```
    /// ```pass
    /// They met in the Libyan capital Tripoli, in Baku, the capital of Azerbaijan, and in the English capital London.
    /// They flew from the Libyan capital to Beirut. In Vilnius, the capital of Latvia's neighbour, it snowed.
    /// ```
    "capital-mismatch", NamesGarbled, Major, 0.8,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    for mention in &cx.evidence.names().known {
        let name = cx.knowledge.names.name(mention.fact.id);
        if name.kind != Kind::Capital || !mention.fact.is(Fact::CANONICAL | Fact::VARIANT) || name.context.is_empty() {
            continue;
        }
        let Some((at, country)) = told_before(cx, mention).or_else(|| told_after(cx, mention)) else { continue };
        if fits(&country, name.context) {
            continue;
        }
        let fact = cx.knowledge.names.fact(name.context);
        let right = cx.knowledge.names.name(fact.id).text;
        let finding = sink.flag(cx.doc.tokens()[at].span, format!("\"{}\" is the capital of {right}", name.text));
        finding.because(format!("the text calls it that of \"{}\"", cx.text(at))).severity(Severity::Major);
        if cx.evidence.word(at).name.of_kind(Kind::Country.bit()) && !cx.evidence.word(at).name.of_kind(Kind::People.bit()) {
            finding.suggest(right);
        }
    }
}

/// Whether one name of a country may stand for the other: Korea and South Korea, England and the United Kingdom.
fn fits(told: &str, known: &str) -> bool {
    told.contains(known) || known.contains(told) || matches!(told, "england" | "soviet union" | "europe" | "yugoslavia" | "palestinian territories")
}

/// The country told before the town, and where: the Libyan capital Beirut, the capital of Libya, Beirut.
fn told_before(cx: &Context<'_>, mention: &Mention) -> Option<(usize, String)> {
    let start = cx.segment_of(mention.tokens.start).range().start;
    let mut at = mention.tokens.start;
    if at > start && cx.text(at - 1) == "," {
        at -= 1;
    }
    if at > start + 1 && cx.evidence.folded(at - 1) == "capital" {
        return Some((at - 2, country_of_adjective(cx.evidence, at - 2)?));
    }
    let of = at > start + 2 && cx.evidence.folded(at - 2) == "of" && cx.evidence.folded(at - 3) == "capital";
    of.then(|| Some((at - 1, country_of(cx.evidence, cx.evidence.folded(at - 1))?))).flatten()
}

/// The country told after the town, and where: Beirut, the Libyan capital; Beirut, the capital of Libya.
fn told_after(cx: &Context<'_>, mention: &Mention) -> Option<(usize, String)> {
    let end = cx.segment_of(mention.tokens.start).range().end;
    let mut at = mention.tokens.end;
    if at + 3 >= end || cx.text(at) != "," {
        return None;
    }
    at += 1;
    at += usize::from(cx.evidence.folded(at) == "the");
    if cx.evidence.folded(at + 1) == "capital" {
        return Some((at, country_of_adjective(cx.evidence, at)?));
    }
    let of = at + 2 < end && cx.evidence.folded(at) == "capital" && cx.evidence.folded(at + 1) == "of";
    of.then(|| Some((at + 2, country_of(cx.evidence, cx.evidence.folded(at + 2))?))).flatten()
}
