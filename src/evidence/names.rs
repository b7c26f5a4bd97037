//! Names in a text: the known ones as they are met, the candidates, and the words around that ask for a name.

use std::borrow::Cow;
use std::ops::Range;

use super::Evidence;
use super::words::{Known, Word};
use crate::knowledge::names::{Fact, PLACES};
use crate::text::fold::fold_accents;
use crate::text::{Case, Segment, SegmentKind, TokenKind};

/// A form of a known name, as it stands in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What is known of the form.
    pub fact: Fact,
}

/// The names that have been noticed in one document.
#[derive(Debug, Clone, Default)]
pub struct Mentions {
    /// Forms of known names in order of place: the longest at each place.
    pub known: Vec<Mention>,
    /// For each segment, whether most of its words have capitals, as in headlines.
    pub title_case: Vec<bool>,
}

/// Most words of a name.
const MOST_WORDS: usize = 9;

impl Mentions {
    /// Looks for known names.
    #[must_use]
    pub fn of(evidence: &Evidence<'_>) -> Self {
        let mut mentions = Self::default();
        let tokens = evidence.doc().tokens();
        let mut named = evidence.named().iter().peekable();
        for segment in evidence.doc().segments() {
            mentions.title_case.push(is_title_case(evidence, segment));
            let range = segment.range();
            let mut next = range.start;
            while let Some(&at) = named.next_if(|at| (**at as usize) < range.end) {
                let at = at as usize;
                // Within a longer name, or between segments.
                if at < next {
                    continue;
                }
                let word = evidence.word(at);
                let mut length = 1;
                if word.name.is(Fact::STARTS)
                    && evidence.knowledge().names.may_go_on(word.start, tokens.get(at + 1).is_some_and(|next| next.space_before()), || {
                        if at + 1 < range.end { plain(evidence, at + 1) } else { Cow::Borrowed("") }
                    })
                {
                    let pieces =
                        (at..range.end.min(at + MOST_WORDS)).map(|at| (tokens[at].space_before(), plain(evidence, at), evidence.folded(at).ends_with("'s")));
                    if let Some((count, fact)) = evidence.knowledge().names.longest(pieces) {
                        mentions.known.push(Mention { tokens: at..at + count, fact });
                        length = count;
                    }
                }
                if length == 1 && word.name.flags & (Fact::FULL | Fact::BAD) != 0 && tokens[at].kind != TokenKind::Punctuation {
                    mentions.known.push(Mention { tokens: at..at + 1, fact: word.name });
                }
                next = at + length;
            }
        }
        mentions
    }

    /// The form of a known name that the token is part of.
    #[must_use]
    pub fn at(&self, token: usize) -> Option<&Mention> {
        let at = self.known.partition_point(|mention| mention.tokens.end <= token);
        self.known.get(at).filter(|mention| mention.tokens.contains(&token))
    }
}

/// The folded token without accents and possessive ending.
fn plain<'e>(evidence: &'e Evidence<'_>, at: usize) -> Cow<'e, str> {
    let folded = evidence.folded(at);
    let folded = if evidence.word(at).possessive { folded.strip_suffix("'s").unwrap_or(folded) } else { folded };
    fold_accents(folded)
}

/// Whether most words of a sentence have capitals, names apart.
fn is_title_case(evidence: &Evidence<'_>, segment: &Segment) -> bool {
    if matches!(segment.kind, SegmentKind::Dateline | SegmentKind::Byline) {
        return true;
    }
    let tokens = evidence.doc().tokens();
    let (mut large, mut small) = (0, 0);
    for at in segment.range().skip(1).filter(|at| tokens[*at].is_word() && tokens[*at].span.len() > 3) {
        if tokens[at].case == Case::Lower {
            small += 1;
        } else if evidence.word(at).entry.is_none_or(|entry| !entry.can_be_proper()) {
            large += 1;
        }
    }
    large > small && large + small > 1
}

/// Whether an ordinary word of the lexicon: no name, no acronym.
#[must_use]
pub fn is_ordinary(word: &Word) -> bool {
    word.entry.is_some_and(|entry| entry.is_word())
}

/// Whether an ordinary word that is no name too.
#[must_use]
pub fn is_never_name(word: &Word) -> bool {
    word.entry.is_some_and(|entry| entry.is_word() && !entry.can_be_proper()) && word.name.flags & (Fact::GIVEN | Fact::SURNAME) == 0
}

/// Whether only small or unjudged lists have the word: nothing vouches for its being the right name here.
#[must_use]
pub fn is_unvouched(word: &Word) -> bool {
    match word.known {
        Known::Unknown => true,
        Known::ProperOnly => !word.name.is(Fact::CORRECT),
        Known::Name => !word.name.is(Fact::CORRECT),
        _ => false,
    }
}

/// Words after which the name of a group, a body or a thing stands.
#[must_use]
pub fn calls_for_a_name(word: &str) -> bool {
    matches!(
        word,
        "group"
            | "groups"
            | "grouping"
            | "groupings"
            | "organization"
            | "organizations"
            | "organisation"
            | "organisations"
            | "movement"
            | "movements"
            | "militants"
            | "terrorists"
            | "fighters"
            | "rebels"
            | "party"
            | "parties"
            | "coalition"
            | "coalitions"
            | "front"
            | "brigade"
            | "battalion"
            | "regiment"
            | "militia"
            | "faction"
            | "gang"
            | "agency"
            | "agencies"
            | "newspaper"
            | "channel"
            | "magazine"
            | "company"
            | "corporation"
            | "firm"
            | "club"
            | "bloc"
            | "alliance"
            | "so-called"
            | "called"
            | "named"
            | "nicknamed"
            | "complex"
            | "system"
            | "systems"
            | "missile"
            | "missiles"
            | "frigate"
            | "cruiser"
            | "destroyer"
            | "submarine"
    )
}

/// Words for a place that is named after them.
#[must_use]
pub fn is_kind_of_place(word: &str) -> bool {
    matches!(word, "city" | "town" | "village" | "settlement" | "district" | "region" | "province" | "republic" | "capital" | "port" | "airport")
}

/// Words before the name of a place.
#[must_use]
pub fn calls_for_a_place(word: &str) -> bool {
    is_kind_of_place(word)
        || matches!(
            word,
            "country"
                | "countries"
                | "territory"
                | "in"
                | "near"
                | "from"
                | "to"
                | "including"
                | "via"
                | "into"
                | "across"
                | "throughout"
                | "outside"
                | "inside"
                | "visit"
                | "visited"
                | "with"
                | "against"
                | "of"
                | "and"
        )
}

/// Words before the name of a person.
#[must_use]
pub fn is_title(word: &str) -> bool {
    matches!(
        word,
        "president"
            | "vice-president"
            | "premier"
            | "minister"
            | "chancellor"
            | "secretary"
            | "senator"
            | "governor"
            | "general"
            | "colonel"
            | "king"
            | "queen"
            | "prince"
            | "princess"
            | "emperor"
            | "pope"
            | "mr"
            | "mrs"
            | "ms"
            | "mr."
            | "mrs."
            | "dr"
            | "ambassador"
            | "spokesman"
            | "spokeswoman"
            | "spokesperson"
            | "leader"
            | "chairman"
            | "head"
            | "chief"
            | "mayor"
            | "deputy"
            | "commander"
            | "director"
            | "judge"
            | "presidents"
            | "congressman"
            | "speaker"
            | "coach"
            | "captain"
    )
}

/// Days and months that are nothing else.
const CALENDAR: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "april",
    "june",
    "july",
    "september",
    "october",
    "november",
    "december",
];

/// Whether a folded word is a day or a month, in the singular or plural.
#[must_use]
pub fn is_calendar(word: &str) -> bool {
    CALENDAR.contains(&word.strip_suffix('s').unwrap_or(word))
}

impl Evidence<'_> {
    /// The folded word before the token in its sentence, marks left out.
    #[must_use]
    pub fn word_before(&self, token: usize, start: usize) -> Option<usize> {
        (start..token).rev().find(|at| self.doc().tokens()[*at].is_word())
    }

    /// Whether a token stands in a list of places: a neighbour over a comma or `and` is one.
    #[must_use]
    pub fn is_among_places(&self, token: usize, range: &Range<usize>) -> bool {
        let joins = |at: usize| matches!(self.doc().token_text(at), "," | "and" | "or" | "&");
        let is_place = |at: usize| {
            let capital = self.doc().tokens()[at].is_capitalized();
            capital && self.names().at(at).is_some_and(|mention| mention.fact.of_kind(PLACES) && mention.fact.is(Fact::CANONICAL | Fact::VARIANT))
        };
        let mut after = token + 1;
        while after < range.end && joins(after) {
            after += 1;
        }
        if after > token + 1 && after < range.end && (is_place(after) || self.folded(after) == "the" && after + 1 < range.end && is_place(after + 1)) {
            return true;
        }
        let mut before = token;
        while before > range.start && joins(before - 1) {
            before -= 1;
        }
        before < token && before > range.start && is_place(before - 1)
    }
}
