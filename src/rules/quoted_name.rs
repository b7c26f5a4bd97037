//! Names in quotation marks, as Russian writes them.

use super::{Context, Sink, rule};
use crate::knowledge::names::{Fact, Kind, ORGANISATIONS};
use crate::text::Case;

rule! {
    /// The name of an agency, a club, a company or a group stands in quotation marks, as in Russian.
    ///
    /// English writes such names without marks, and puts the kind of thing after the name or leaves it out.
    ///
    /// ```flag
    /// He told the agency ⟦“Interfax”⟧ so. The militants of ⟦“Islamic State”⟧ had left.
    /// ```
    /// ```pass
    /// He told Interfax so. The Islamic State militants had left “The Economist” on the table, “unread”.
    /// ```
    "quoted-name", TypographyQuotes, Minor, 0.75,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let tokens = cx.doc.tokens();
    for inside in &cx.evidence.quotes().inside {
        let (start, end) = (inside.start as usize, inside.end as usize);
        if inside.is_empty() || inside.len() > 5 || start == 0 || end >= tokens.len() || !tokens[start].is_word() {
            continue;
        }
        let Some(mention) = cx.evidence.names().at(start) else { continue };
        let whole = mention.tokens.start == start && mention.tokens.end == end;
        if !whole
            || !mention.fact.is(Fact::CANONICAL | Fact::VARIANT)
            || !mention.fact.of_kind(KINDS)
            || !tokens[start].is_capitalized() && tokens[start].case == Case::Lower && mention.tokens.len() == 1
        {
            continue;
        }
        // A quotation that begins or ends a remark is no name.
        let before = cx.text(start - 1);
        let _ = before;
        let cue = start >= 2 && tokens[start - 2].is_word() && asks(cx.evidence.folded(start - 2));
        let group = mention.fact.of_kind(Kind::ArmedGroup.bit() | Kind::Agency.bit());
        let ordinary = mention.tokens.clone().all(|at| crate::evidence::names::is_ordinary(cx.evidence.word(at)));
        let confidence = match (cue, group, ordinary) {
            (true, _, _) => 0.8,
            (false, true, _) => 0.7,
            (false, false, false)
                if mention.fact.of_kind(Kind::Media.bit() | Kind::Company.bit() | Kind::Party.bit()) && !mention.fact.of_kind(Kind::Person.bit()) =>
            {
                0.5
            }
            _ => continue,
        };
        let span = tokens[start - 1].span.to(tokens[end].span);
        let name = cx.doc.slice(cx.span(start, end - 1));
        let finding = sink.flag(span, format!("name \"{name}\" in quotation marks"));
        finding.because("English writes such names without marks").suggest(name).confidence(confidence);
        if cue {
            finding.because(format!("\"{}\" before it says what it is", cx.text(start - 2)));
        }
    }
    clubs(cx, sink);
}

const KINDS: u32 = ORGANISATIONS & !Kind::Ministry.bit();

/// Words for what a Russian text puts before a quoted name.
fn asks(word: &str) -> bool {
    matches!(
        word,
        "agency"
            | "agencies"
            | "newspaper"
            | "channel"
            | "company"
            | "corporation"
            | "holding"
            | "concern"
            | "bank"
            | "club"
            | "party"
            | "group"
            | "groups"
            | "grouping"
            | "groupings"
            | "organization"
            | "organisation"
            | "organizations"
            | "movement"
            | "radio"
            | "portal"
            | "station"
            | "militants"
            | "terrorists"
            | "fighters"
            | "association"
            | "fund"
            | "foundation"
            | "network"
            | "factory"
            | "plant"
            | "enterprise"
            | "brigade"
            | "battalion"
            | "airline"
            | "firm"
            | "service"
            | "edition"
            | "publication"
            | "faction"
            | "union"
            | "center"
            | "centre"
            | "forum"
    )
}

/// discussion club “Valdai”: the kind before, one capitalised word that is no ordinary one in the marks.
fn clubs(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let tokens = cx.doc.tokens();
    for inside in &cx.evidence.quotes().inside {
        let (start, end) = (inside.start as usize, inside.end as usize);
        if inside.is_empty() || inside.len() > 2 || start < 2 || end >= tokens.len() {
            continue;
        }
        let names = (start..end).all(|at| tokens[at].is_capitalized() && !crate::evidence::names::is_ordinary(cx.evidence.word(at)));
        let known = cx.evidence.names().at(start).is_some_and(|mention| mention.tokens.end == end && mention.fact.of_kind(KINDS));
        if !names || known || !tokens[start - 2].is_word() || tokens[start - 2].case != Case::Lower || !asks(cx.evidence.folded(start - 2)) {
            continue;
        }
        let span = tokens[start - 1].span.to(tokens[end].span);
        let name = cx.doc.slice(cx.span(start, end - 1));
        let finding = sink.flag(span, format!("name \"{name}\" in quotation marks"));
        finding.because(format!("\"{}\" before it says what it is", cx.text(start - 2))).suggest(name).confidence(0.7);
    }
}
