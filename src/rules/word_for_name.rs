//! A word or another name where a known name belongs.

use super::{Context, Sink, rule};
use crate::evidence::names::{calls_for_a_name, calls_for_a_place};
use crate::evidence::words::Known;
use crate::knowledge::names::{Fact, Kind, PLACES};
use crate::knowledge::tags::TagSet;
use crate::text::Case;

rule! {
    /// A word that exists, or a name of something else, stands where a known name belongs.
    ///
    /// A name read letter by letter can turn into another word: such a word passes every spell checker. It is flagged
    /// where places are listed, if it is how the name of a place is read; and directly after a word that calls for a
    /// name (coalition, group, movement), if it is a rare word of another field.
    ///
    /// ```flag
    /// They fled to Turkey, Egypt and ⟦Livia⟧ in May. The coalition ⟦antihepatitis⟧ took part. The delegation from ⟦Pekin⟧ was late.
    /// ```
    /// ```pass
    /// They fled to Turkey, Egypt and Libya. Livia and Agnes took part. The group antagonized the coalition partners.
    /// ```
    "word-for-name", NamesGarbled, Major, 0.8,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let tokens = cx.doc.tokens();
    for segment in cx.doc.segments() {
        let range = segment.range();
        for at in range.clone() {
            let token = tokens[at];
            if !token.is_word() {
                continue;
            }
            if token.is_capitalized() {
                other_name(cx, sink, at, &range);
            } else if at > range.start && token.case == Case::Lower {
                foreign_word(cx, sink, at, &range);
            }
        }
    }
}

/// A name of something else among places.
fn other_name(cx: &Context<'_>, sink: &mut Sink<'_>, at: usize, range: &std::ops::Range<usize>) {
    let word = cx.evidence.word(at);
    let doubtful = word.known == Known::ProperOnly || word.known == Known::Name || word.known == Known::Listed && word.frequency <= 12;
    if !doubtful || word.name.is(Fact::CANONICAL | Fact::VARIANT | Fact::SURNAME) || word.name.of_kind(PLACES) || cx.text(at).len() < 4 {
        return;
    }
    let neighbour = |at: usize| cx.doc.tokens()[at].is_capitalized();
    if at > range.start && neighbour(at - 1) || at + 1 < range.end && neighbour(at + 1) {
        return;
    }
    let before = cx.evidence.word_before(at, range.start).filter(|before| before + 1 == at).map_or("", |at| cx.evidence.folded(at));
    let listed = cx.evidence.is_among_places(at, range);
    let placed = calls_for_a_place(before) && !matches!(before, "and" | "of" | "with" | "against" | "visit" | "visited" | "to" | "from");
    let reached = matches!(before, "to" | "from") && at >= range.start + 2 && is_way(cx.evidence.folded(at - 2));
    if !listed && !placed && !reached {
        return;
    }
    let folded = cx.evidence.folded(at);
    let found = cx.knowledge.names.romanized(folded.strip_suffix("'s").unwrap_or(folded));
    let places = if listed {
        PLACES
    } else if reached {
        Kind::Country.bit() | Kind::Capital.bit()
    } else {
        Kind::Country.bit()
    };
    let recorded = word.name.is(Fact::BAD).then(|| cx.knowledge.names.name(word.name.id));
    let read = found.iter().map(|candidate| cx.knowledge.names.name(candidate.id));
    let Some(name) = recorded.into_iter().chain(read).find(|name| name.kind.bit() & places != 0) else { return };
    let large = matches!(name.kind, Kind::Country | Kind::Capital);
    let confidence = match (listed, large) {
        (true, true) => 0.9,
        (true, false) => 0.55,
        _ if word.name.is(Fact::SILENT) && large => 0.75,
        _ if word.name.is(Fact::SILENT) => 0.5,
        _ => 0.7,
    };
    let text = cx.text(at);
    let finding = sink.flag(cx.doc.tokens()[at].span, format!("\"{text}\" where \"{}\" is meant", name.text));
    finding.because(match found.iter().find(|candidate| candidate.id == name.id) {
        Some(candidate) => format!("read letter by letter, \"{}\" is written so", candidate.reading),
        None => format!("known as a wrong rendering of \"{}\"", name.text),
    });
    finding.because(if listed { "stands in a list of places" } else { "stands where a place is named" }).suggest(name.text).confidence(confidence);
}

/// Words before `to` and `from` that leave only the name of a place to follow.
fn is_way(word: &str) -> bool {
    matches!(
        word,
        "flew"
            | "flown"
            | "fly"
            | "flies"
            | "flight"
            | "flights"
            | "went"
            | "travelled"
            | "traveled"
            | "arrived"
            | "returned"
            | "visit"
            | "trip"
            | "delegation"
            | "delegations"
    )
}

/// A rare word of another field directly after a word that calls for a name.
fn foreign_word(cx: &Context<'_>, sink: &mut Sink<'_>, at: usize, range: &std::ops::Range<usize>) {
    let token = cx.doc.tokens()[at];
    if token.span.len() < 7 || !token.space_before() || !is_group(cx.evidence.folded(at - 1)) {
        return;
    }
    let (word, folded) = (cx.evidence.word(at), cx.evidence.folded(at));
    let prefixed = ["anti", "pro", "contra"]
        .iter()
        .any(|prefix| folded.strip_prefix(prefix).is_some_and(|rest| rest.len() > 5 && cx.knowledge.lexicon.get(rest.trim_start_matches('-')).is_some()));
    let medical = is_of_medicine(folded);
    let rare = match word.known {
        Known::Listed | Known::Formed | Known::Compound => word.frequency <= 8,
        Known::Unknown => prefixed || medical,
        _ => false,
    };
    let noun = word.tags.is_empty() || word.tags.intersects(TagSet::SINGULAR_NOUN) && !word.tags.intersects(TagSet::VERB);
    if !rare || !noun || !(prefixed || medical) || folded.ends_with("ly") {
        return;
    }
    // A noun after it would make it an attribute: "the group anticrime unit".
    if at + 1 < range.end
        && cx.doc.tokens()[at + 1].case == Case::Lower
        && cx.evidence.word(at + 1).tags.within(TagSet::COMMON_NOUN)
        && !cx.evidence.word(at + 1).tags.is_empty()
    {
        return;
    }
    let text = cx.text(at);
    let cue = cx.evidence.folded(at - 1);
    let finding = sink.flag(cx.doc.tokens()[at].span, format!("\"{text}\" where a name belongs"));
    finding.because(format!("\"{cue}\" calls for a name"));
    if prefixed {
        finding.because("English puts such a word before the noun");
    }
    if medical {
        finding.because("a word of medicine");
    }
    finding.confidence(if prefixed && medical {
        0.85
    } else if prefixed {
        0.65
    } else {
        0.55
    });
    if medical {
        finding.severity(crate::mqm::Severity::Critical);
    }
}

/// Words for many people that a name is called after.
fn is_group(word: &str) -> bool {
    calls_for_a_name(word) && !matches!(word, "so-called" | "called" | "named" | "nicknamed" | "complex" | "system" | "systems" | "missile" | "missiles")
}

/// Endings and stems of the names of diseases and drugs.
fn is_of_medicine(word: &str) -> bool {
    [
        "epsy",
        "lepsy",
        "itis",
        "osis",
        "emia",
        "aemia",
        "pathy",
        "algia",
        "plegia",
        "phrenia",
        "ectomy",
        "oma",
        "iasis",
        "uria",
        "rrhea",
        "rrheal",
        "graine",
        "tic acid",
        "mycin",
        "cillin",
        "gen",
        "histamine",
        "coagulant",
        "toxin",
        "septic",
        "biotic",
        "epileptic",
        "diabetes",
    ]
    .iter()
    .any(|ending| word.ends_with(ending) && word.len() > ending.len() + 2)
}
