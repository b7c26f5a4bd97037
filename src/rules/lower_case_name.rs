//! One-word names in lower case.

use super::{Context, Sink, rule};
use crate::evidence::names::is_calendar;
use crate::evidence::words::Known;
use crate::knowledge::names::{Fact, Kind, PLACES};
use crate::text::{Case, SegmentKind};

rule! {
    /// A country, a town, a sea, a people, a language, a day or a month is written in lower case.
    ///
    /// Many languages write adjectives of nations, days and months in lower case, and translations copy that. Words that are
    /// ordinary English in lower case too (turkey, polish, march) are left alone, and so are sentences without any capital.
    ///
    /// ```flag
    /// The ⟦russian⟧ delegation left on ⟦monday⟧. It flew to ⟦france⟧ in ⟦september⟧.
    /// ```
    /// ```pass
    /// The Russian delegation ate turkey from fine china on Monday. in france they say so
    /// ```
    "lower-case-name", NamesCapitalization, Minor, 0.88,
}

/// Shortest word that is judged, in letters.
const SHORTEST: usize = 4;

/// Kinds whose names are never ordinary words once the lexicon has them only as names.
const JUDGED: u32 = PLACES | Kind::People.bit() | Kind::Language.bit();

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let tokens = cx.doc.tokens();
    for segment in cx.doc.segments().iter().filter(|segment| segment.kind == SegmentKind::Sentence) {
        let range = segment.range();
        let Some(first) = range.clone().find(|at| tokens[*at].is_word()) else { continue };
        // Notes and messages without capitals are a manner of writing.
        if tokens[first].case == Case::Lower {
            continue;
        }
        for at in first + 1..range.end {
            let token = tokens[at];
            if token.case != Case::Lower || token.span.len() < SHORTEST || !token.is_word() || !token.is_ascii() || !token.space_before() {
                continue;
            }
            let word = cx.evidence.word(at);
            if word.known != Known::ProperOnly || word.name.is(Fact::LOWER) {
                continue;
            }
            let folded = cx.evidence.folded(at);
            let base = folded.strip_suffix("'s").unwrap_or(folded);
            let day = is_calendar(base);
            if !day && !(word.name.is(Fact::CANONICAL | Fact::VARIANT) && word.name.of_kind(JUDGED)) {
                continue;
            }
            // An address or a handle in pieces: russia.example, @france.
            if matches!(cx.text(at - 1), "@" | "#" | "/" | "." | "_")
                || tokens.get(at + 1).is_some_and(|next| {
                    !next.space_before() && matches!(cx.text(at + 1), "." | "/" | "_" | "@") && tokens.get(at + 2).is_some_and(|after| !after.space_before())
                })
            {
                continue;
            }
            let text = cx.text(at);
            let right = text[..1].to_uppercase() + &text[1..];
            sink.flag(token.span, format!("\"{text}\" lacks its capital"))
                .because(if day { "days and months have capitals in English" } else { "English has it only as a name" })
                .suggest_safe(right);
        }
    }
}
