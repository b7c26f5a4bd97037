//! One-word names in lower case.

use super::name_case::acts;
use super::{Context, Sink, rule};
use crate::evidence::names::is_calendar;
use crate::evidence::words::Known;
use crate::knowledge::names::{Fact, Kind, PLACES};
use crate::text::{Case, SegmentKind};

rule! {
    /// A country, a town, a sea, a people, a language, a day or a month is written in lower case.
    ///
    /// Many languages write adjectives of nations, days and months in lower case, and translations copy that. Words that are
    /// ordinary English in lower case too (turkey, polish, march) are left alone unless the words around speak of a country
    /// or a language (the polish government, to speak french), and so are sentences without any capital.
    ///
    /// ```flag
    /// The ⟦russian⟧ delegation left on ⟦monday⟧. It flew to ⟦france⟧ in ⟦september⟧.
    /// ```
    /// ```flag
    /// The ⟦polish⟧ government thanked her. She learned ⟦french⟧; the ⟦pentagon⟧ said no more to the ⟦dagestani⟧ poet.
    /// ```
    /// ```pass
    /// She bought french fries and shoe polish, and drew the pentagon with five sides. The polish shone.
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

/// Kinds whose names have a capital even where no list of words has them.
const NATIONAL: u32 = Kind::Country.bit() | Kind::People.bit() | Kind::Language.bit();

/// Words after the adjective of a country that no other sense of such a word stands before.
const OF_A_COUNTRY: &[&str] = &[
    "government",
    "president",
    "presidential",
    "parliament",
    "parliamentary",
    "minister",
    "ministry",
    "foreign",
    "prime",
    "embassy",
    "ambassador",
    "army",
    "troops",
    "soldiers",
    "police",
    "authorities",
    "officials",
    "delegation",
    "diplomat",
    "diplomats",
    "citizen",
    "citizens",
    "capital",
    "people",
    "language",
    "economy",
    "border",
    "side",
    "leader",
    "leadership",
    "politician",
    "politicians",
    "journalist",
    "journalists",
    "air",
    "navy",
    "republic",
    "embassies",
    "forces",
    "military",
    "territory",
    "nationals",
    "population",
    "opposition",
    "media",
    "press",
    "president's",
];

/// Whether the words around say that a word which is also an ordinary one is a name here: the polish government, to
/// speak french, the pentagon said.
fn is_name_here(cx: &Context<'_>, at: usize, range: &std::ops::Range<usize>) -> bool {
    let fact = cx.evidence.word(at).name;
    let after = if at + 1 < range.end { cx.evidence.folded(at + 1) } else { "" };
    let before = cx.evidence.folded(at - 1);
    fact.of_kind(Kind::People.bit()) && OF_A_COUNTRY.contains(&after)
        || fact.of_kind(Kind::People.bit() | Kind::Language.bit())
            && matches!(before, "speak" | "speaks" | "spoke" | "speaking" | "learn" | "learned" | "learnt" | "learning" | "taught" | "teaches")
        || fact.of_kind(Kind::Building.bit()) && before == "the" && acts(cx, at + 1)
}

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
            if word.name.is(Fact::LOWER) {
                continue;
            }
            let folded = cx.evidence.folded(at);
            let base = folded.strip_suffix("'s").unwrap_or(folded);
            let day = is_calendar(base);
            let full = word.name.is(Fact::CANONICAL | Fact::VARIANT);
            let only_name = match word.known {
                Known::ProperOnly => day || full && word.name.of_kind(JUDGED),
                Known::Name => full && word.name.of_kind(NATIONAL) && token.span.len() > SHORTEST,
                _ => false,
            };
            if !only_name && !(full && is_name_here(cx, at, &range)) {
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
                .because(if day {
                    "days and months have capitals in English"
                } else if only_name {
                    "English has it only as a name"
                } else {
                    "the words around speak of the name"
                })
                .suggest_safe(right);
        }
    }
}
