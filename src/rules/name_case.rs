//! Known names in lower case.

use super::{Context, Sink, rule};
use crate::evidence::names::is_ordinary;
use crate::knowledge::names::form::is_glue;
use crate::knowledge::names::{Fact, Kind};
use crate::knowledge::tags::TagSet;
use crate::text::Case;

rule! {
    /// A known name of several words is written without its capitals, or with only some of them.
    ///
    /// Names that are also ordinary phrases ("air force", "foreign ministry") are flagged only if half of the capitals are
    /// there, or if the text writes them with capitals elsewhere.
    ///
    /// ```flag
    /// The ships left the ⟦Caspian sea⟧ in June. The ⟦white house⟧ said nothing. They swam in the ⟦red sea⟧.
    /// ```
    /// ```pass
    /// The ships left the Caspian Sea and the black sea of smoke, and swam to the red sea wall. The White House said nothing, and the air force stayed in a white house.
    /// ```
    "name-case", NamesCapitalization, Minor, 0.8,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let tokens = cx.doc.tokens();
    let mentions = &cx.evidence.names().known;
    for mention in mentions {
        let fact = mention.fact;
        if mention.tokens.len() < 2 || !fact.is(Fact::CANONICAL | Fact::VARIANT) || fact.is(Fact::BAD | Fact::LOWER) || !fact.of_kind(JUDGED) {
            continue;
        }
        let words: Vec<usize> =
            mention.tokens.clone().filter(|at| tokens[*at].is_word() && !is_glue(cx.evidence.folded(*at)) && !is_particle(cx.evidence.folded(*at))).collect();
        let small: Vec<usize> = words.iter().copied().filter(|at| tokens[*at].case == Case::Lower).collect();
        if small.is_empty() || words.len() < 2 {
            continue;
        }
        let first = mention.tokens.start;
        let starts = cx.starts_sentence(first);
        if small == [words[words.len() - 1]] && is_facility(cx.evidence.folded(small[0])) {
            continue;
        }
        let large = words.iter().filter(|at| tokens[**at].is_capitalized() && !(starts && **at == first)).count();
        let proper = words.iter().any(|at| !is_ordinary(cx.evidence.word(*at)));
        let elsewhere = mentions.iter().any(|other| {
            other.fact.id == fact.id
                && other.tokens.len() == mention.tokens.len()
                && other.tokens.clone().all(|at| !tokens[at].is_word() || is_glue(cx.evidence.folded(at)) || tokens[at].is_capitalized())
        });
        let water = fact.of_kind(Kind::Sea.bit() | Kind::River.bit() | Kind::Mountain.bit() | Kind::Island.bit() | Kind::Region.bit());
        let quoted = cx.evidence.quotes().around(first).is_some_and(|inside| inside.len() <= mention.tokens.len() + 1);
        let after_the = first > 0 && cx.evidence.folded(first - 1) == "the";
        let confidence = match (large > 0, proper) {
            (false, _) if fact.of_kind(Kind::Party.bit() | Kind::Company.bit()) && !quoted => continue,
            // "the Communist party" is a habit of some papers.
            _ if fact.of_kind(Kind::Party.bit() | Kind::Company.bit()) && !quoted && small.contains(&words[words.len() - 1]) => continue,
            (false, _) if fact.of_kind(Kind::Ministry.bit()) && !quoted => continue,
            (true, true) if water => 0.75,
            (true, true) => 0.8,
            (true, false) => 0.7,
            (false, true) if words.len() > small.len() => 0.6,
            (false, true) => 0.8,
            (false, false) if first > 0 && matches!(cx.evidence.folded(first - 1), "a" | "an") => continue,
            (false, false) if quoted => 0.75,
            (false, false) if elsewhere => 0.6,
            // Nothing else is called "the united states", "the international criminal court" or "the second world war".
            (false, false) if after_the && fact.of_kind(Kind::Country.bit()) => 0.8,
            (false, false) if after_the && words.len() >= 3 && fact.of_kind(Kind::Body.bit() | Kind::Event.bit()) => 0.65,
            (false, false) if after_the && fact.of_kind(Kind::Sea.bit()) && ends_name(cx, mention.tokens.end) => 0.7,
            (false, false) if after_the && fact.of_kind(Kind::Building.bit()) && acts(cx, mention.tokens.end) => 0.7,
            (false, false) => continue,
        };
        let span = cx.span(first, mention.tokens.end - 1);
        let right: String = {
            let text = cx.doc.slice(span);
            let mut out = String::new();
            for part in text.split_inclusive(' ') {
                let bare = part.trim_end();
                if is_glue(&bare.to_lowercase()) || is_particle(&bare.to_lowercase()) {
                    out.push_str(part);
                } else {
                    let mut letters = part.chars();
                    out.extend(letters.next().into_iter().flat_map(char::to_uppercase).chain(letters));
                }
            }
            out
        };
        let finding = sink.flag(span, format!("name \"{}\" lacks capitals", cx.doc.slice(span)));
        finding.because(format!("it is the name \"{right}\"")).suggest(right).confidence(confidence);
        if elsewhere {
            finding.because("the text writes it with capitals elsewhere");
        }
    }
}

/// Kinds whose names have capitals throughout.
const JUDGED: u32 = Kind::Country.bit()
    | Kind::Region.bit()
    | Kind::ConflictArea.bit()
    | Kind::Island.bit()
    | Kind::Sea.bit()
    | Kind::River.bit()
    | Kind::Mountain.bit()
    | Kind::City.bit()
    | Kind::Capital.bit()
    | Kind::Body.bit()
    | Kind::Agency.bit()
    | Kind::ArmedGroup.bit()
    | Kind::Building.bit()
    | Kind::Event.bit()
    | Kind::Ministry.bit()
    | Kind::Party.bit()
    | Kind::Company.bit();

/// Parts of names that are written in lower case.
fn is_particle(word: &str) -> bool {
    word.starts_with("al-")
        || word.starts_with("el-")
        || matches!(
            word,
            "al" | "el"
                | "de"
                | "la"
                | "du"
                | "van"
                | "von"
                | "bin"
                | "ibn"
                | "s"
                | "des"
                | "del"
                | "da"
                | "do"
                | "dos"
                | "das"
                | "le"
                | "les"
                | "y"
                | "e"
                | "di"
                | "at"
                | "by"
                | "with"
                | "from"
        )
}

/// What a building or a place is called by after its name, with or without a capital.
fn is_facility(word: &str) -> bool {
    matches!(
        word,
        "building"
            | "airport"
            | "cosmodrome"
            | "headquarters"
            | "plant"
            | "base"
            | "bridge"
            | "prison"
            | "stadium"
            | "palace"
            | "square"
            | "region"
            | "province"
            | "district"
            | "city"
            | "port"
            | "summit"
            | "forum"
            | "talks"
            | "agreement"
            | "agreements"
            | "crisis"
            | "war"
            | "process"
    )
}

/// Whether a sea ends here: "the black sea of faces" and "the black sea wall" are none.
fn ends_name(cx: &Context<'_>, at: usize) -> bool {
    const OF_A_SEA: &[&str] = &["coast", "fleet", "region", "basin", "port", "ports", "resort", "resorts", "shore", "shores", "island", "islands", "straits"];
    let Some(next) = cx.doc.tokens().get(at).filter(|next| next.is_word()) else { return true };
    let folded = cx.evidence.folded(at);
    let noun = cx.evidence.word(at).tags.intersects(TagSet::COMMON_NOUN) && next.case == Case::Lower;
    folded != "of" && (!noun || OF_A_SEA.contains(&folded) || cx.evidence.word(at).frequency >= FUNCTION_WORD)
}

/// Frequency class of words such as in and at, which dictionaries also know as nouns.
const FUNCTION_WORD: u8 = 26;

/// Whether what follows says that the building speaks or does something.
pub(super) fn acts(cx: &Context<'_>, at: usize) -> bool {
    at < cx.doc.tokens().len()
        && matches!(
            cx.evidence.folded(at),
            "said"
                | "says"
                | "has"
                | "had"
                | "announced"
                | "denied"
                | "confirmed"
                | "declined"
                | "stated"
                | "spokesman"
                | "spokeswoman"
                | "press"
                | "also"
                | "will"
                | "would"
                | "did"
                | "called"
                | "hopes"
                | "believes"
                | "again"
                | "rejected"
                | "official"
                | "officials"
                | "administration"
                | "accused"
                | "reported"
        )
}
