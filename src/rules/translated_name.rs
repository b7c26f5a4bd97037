//! A surname or the name of a place rendered by the word it is made of.

use super::{Context, Sink, rule};
use crate::evidence::names::is_never_name;
use crate::evidence::words::Known;
use crate::knowledge::names::Fact;
use crate::knowledge::tags::{Tag, TagSet};
use crate::text::Case;

rule! {
    /// A given name is followed by a capitalised common noun, or the name of a town is made of common words.
    ///
    /// Surnames of many languages are words too, and machines translate them. Where the tables know surnames of that
    /// meaning they are suggested.
    ///
    /// ```flag
    /// The photograph was taken by Gennady ⟦Fisherman⟧. It was printed by Oksana ⟦Magpie⟧ later.
    /// Gennady ⟦Homeland⟧ went to Turkey, Egypt and Libya. He was born in the town of ⟦Spoon⟧ there.
    /// ```
    /// ```pass
    /// The photograph was taken by Gennady Rybak. Oksana Soroka printed it. Alexander Technique lessons help.
    /// He was born in the town of Peace, and later left the town of Springfield.
    /// ```
    "translated-name", NamesGarbled, Major, 0.7,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    towns(cx, sink);
    let tokens = cx.doc.tokens();
    for (number, segment) in cx.doc.segments().iter().enumerate() {
        let range = segment.range();
        let title_case = cx.evidence.names().title_case[number] && range.len() > 6;
        if title_case {
            continue;
        }
        for at in range.start..range.end.saturating_sub(1) {
            if tokens[at].case != Case::Capitalized || tokens[at + 1].case != Case::Capitalized || !tokens[at + 1].space_before() {
                continue;
            }
            let (first, second) = (cx.evidence.word(at), cx.evidence.word(at + 1));
            if !first.name.is(Fact::GIVEN) || first.possessive {
                continue;
            }
            let place = crate::knowledge::names::PLACES | crate::knowledge::names::Kind::People.bit() | crate::knowledge::names::Kind::Language.bit();
            if crate::evidence::names::is_ordinary(first) && !first.name.is(Fact::EASTERN) || first.name.of_kind(place) {
                continue;
            }
            // A word that is also an English surname is one, unless the given name is borne in the East alone.
            let eastern_only = || second.name.is(Fact::LITERAL) && is_only_east_slavic(cx.knowledge.names.name(first.name.id).context);
            let noun = second.known == Known::Listed
                && (is_never_name(second) && !second.name.is(Fact::SILENT) || eastern_only())
                && second.tags.intersects(TagSet::COMMON_NOUN);
            if !noun || is_institution(cx.evidence.folded(at + 1)) {
                continue;
            }
            // Alexander Palace Museum, Victor Computer Systems: more capitals follow.
            if at + 2 < range.end && tokens[at + 2].is_capitalized() && tokens[at + 2].space_before()
                || at > range.start
                    && tokens[at - 1].is_capitalized()
                    && !cx.starts_sentence(at - 1)
                    && !crate::evidence::names::is_title(cx.evidence.folded(at - 1))
            {
                continue;
            }
            if cx.evidence.names().at(at).is_some_and(|mention| mention.tokens.len() > 1) {
                continue;
            }
            let folded = cx.evidence.folded(at + 1);
            let base = folded.strip_suffix("'s").unwrap_or(folded);
            let surnames = cx.knowledge.names.surnames_meaning(base).or_else(|| cx.knowledge.names.surnames_meaning(&format!("{base}s")));
            let eastern = first.name.is(Fact::EASTERN);
            let confidence = match (eastern, surnames) {
                (true, Some(_)) if is_never_name(second) => 0.85,
                (true, Some(_)) => 0.6,
                (true, None) if second.frequency >= 10 && is_east_slavic(cx.knowledge.names.name(first.name.id).context) => 0.6,
                _ => continue,
            };
            let text = cx.text(at + 1);
            let finding = sink.flag(tokens[at + 1].span, format!("\"{text}\" is no surname"));
            finding.because(format!("stands after the given name \"{}\"", cx.text(at))).confidence(confidence);
            if let Some(surnames) = surnames {
                finding.because(format!("surnames such as {} mean this", surnames.split(';').next().unwrap_or(surnames)));
                for surname in surnames.split(';').take(3) {
                    finding.suggest(surname);
                }
            }
        }
        places(cx, sink, &range);
    }
}

/// Whether one of the cultures of a given name is Russian, Ukrainian or Belarusian.
fn is_east_slavic(cultures: &str) -> bool {
    ["russian", "ukrainian", "belarusian"].iter().any(|culture| cultures.contains(culture))
}

/// Whether all of them are.
fn is_only_east_slavic(cultures: &str) -> bool {
    !cultures.is_empty() && cultures.split(';').all(is_east_slavic)
}

/// The village Steep Log.
fn places(cx: &Context<'_>, sink: &mut Sink<'_>, range: &std::ops::Range<usize>) {
    let tokens = cx.doc.tokens();
    for at in range.start + 1..range.end.saturating_sub(1) {
        if tokens[at].case != Case::Capitalized
            || tokens[at - 1].case != Case::Lower
            || !tokens[at].space_before()
            || !matches!(cx.evidence.folded(at - 1), "village" | "settlement" | "town" | "city")
        {
            continue;
        }
        let plain = |at: usize| {
            at < range.end && tokens[at].case == Case::Capitalized && is_never_name(cx.evidence.word(at)) && !cx.evidence.word(at).name.is(Fact::SILENT)
        };
        let noun = |at: usize| cx.evidence.word(at).tags.intersects(TagSet::COMMON_NOUN);
        if plain(at)
            && plain(at + 1)
            && tokens[at + 1].space_before()
            && noun(at + 1)
            && !is_institution(cx.evidence.folded(at + 1))
            && !(at + 2 < range.end && tokens[at + 2].is_capitalized())
        {
            let span = cx.span(at, at + 1);
            let finding = sink.flag(span, format!("\"{}\" looks like the translated name of a place", cx.doc.slice(span)));
            finding.because(format!("common words with capitals stand after \"{}\"", cx.text(at - 1))).confidence(0.55);
        }
    }
}

/// Towns whose names are common words of English.
const REAL_TOWNS: &[&str] = &[
    "bath",
    "battle",
    "beer",
    "bend",
    "bird",
    "boulder",
    "bury",
    "carpenter",
    "centre",
    "concord",
    "cork",
    "crook",
    "cross",
    "deal",
    "delight",
    "dice",
    "eagle",
    "eye",
    "flag",
    "flint",
    "flower",
    "folly",
    "forest",
    "garden",
    "globe",
    "harmony",
    "hook",
    "hull",
    "independence",
    "industry",
    "liberty",
    "lizard",
    "mercury",
    "mold",
    "mobile",
    "normal",
    "orange",
    "paradise",
    "plain",
    "plains",
    "protection",
    "reading",
    "ridge",
    "rugby",
    "rye",
    "sale",
    "sandwich",
    "split",
    "stone",
    "story",
    "street",
    "superior",
    "surprise",
    "tea",
    "temple",
    "troy",
    "truth",
    "turtle",
    "union",
    "unity",
    "valley",
    "victory",
    "ware",
    "wells",
    "wick",
    "why",
    "wolf",
];

/// The town of Spoon: one common word where a name belongs, and nothing that makes it a byname (the city of Light).
fn towns(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let tokens = cx.doc.tokens();
    for &at in cx.evidence.capitals() {
        let at = at as usize;
        let range = cx.segment_of(at).range();
        if at < range.start + 2 || at >= range.end || tokens[at].case != Case::Capitalized || cx.evidence.folded(at - 1) != "of" {
            continue;
        }
        let word = cx.evidence.word(at);
        let common = word.entry.is_some_and(|entry| entry.is_word())
            && word.tags.contains(Tag::NN)
            && !word.tags.contains(Tag::NNS)
            && !REAL_TOWNS.contains(&cx.evidence.folded(at));
        let byname = matches!(cx.evidence.folded(at), "light" | "peace" | "love" | "hope" | "music" | "god" | "culture" | "glory" | "friendship" | "heaven");
        let place = matches!(cx.evidence.folded(at - 2), "town" | "village" | "settlement");
        let alone = at + 1 >= range.end || !tokens[at + 1].is_capitalized() && cx.text(at + 1) != "-";
        if place && common && !byname && alone && !word.name.is(Fact::FULL | Fact::SURNAME | Fact::GIVEN) {
            let text = cx.text(at);
            let finding = sink.flag(tokens[at].span, format!("\"{text}\" looks like the translated name of a place"));
            finding.because(format!("a common word with a capital stands after \"{} of\"", cx.text(at - 2))).confidence(0.5);
        }
    }
}

/// What stands after a given name without being a surname: Alexander Palace, Victor Street.
fn is_institution(word: &str) -> bool {
    matches!(
        word,
        "street"
            | "square"
            | "palace"
            | "museum"
            | "park"
            | "university"
            | "college"
            | "school"
            | "hospital"
            | "institute"
            | "church"
            | "cathedral"
            | "airport"
            | "station"
            | "bridge"
            | "island"
            | "islands"
            | "theatre"
            | "theater"
            | "prize"
            | "award"
            | "foundation"
            | "day"
            | "cup"
            | "house"
            | "hall"
            | "library"
            | "group"
            | "company"
            | "brothers"
            | "junior"
            | "senior"
            | "road"
            | "avenue"
            | "lane"
            | "hotel"
            | "stadium"
            | "arena"
            | "centre"
            | "center"
            | "river"
            | "lake"
            | "bay"
            | "city"
            | "hill"
            | "county"
            | "council"
            | "hall's"
            | "club"
            | "town"
            | "technique"
            | "plaza"
            | "beach"
            | "valley"
            | "and"
            | "the"
            | "of"
            | "falls"
            | "airlines"
            | "gardens"
            | "castle"
            | "trophy"
            | "show"
            | "building"
            | "tower"
            | "gate"
            | "court"
            | "chapel"
            | "abbey"
            | "priory"
            | "sir"
            | "president"
            | "minister"
            | "king"
            | "prince"
            | "princess"
            | "bishop"
            | "saint"
            | "family"
            | "act"
            | "law"
            | "field"
            | "dam"
            | "market"
            | "crown"
            | "press"
            | "agreement"
            | "awards"
            | "committee"
            | "commission"
            | "report"
            | "inquiry"
    )
}
