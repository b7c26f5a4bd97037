//! Two spellings of one word: American and British forms, and what is equal but for hyphens and accents.

use super::lexicon::{Entry, Lexicon};
use super::tags::{Tag, TagSet};
use crate::text::fold::fold_accents;

/// The other spelling of a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counterpart {
    /// What the two differ in: `-ize/-ise`.
    pub family: &'static str,
    /// The other spelling, folded.
    pub form: String,
    /// Whether the word that was asked for is on the side that the family names first.
    pub first: bool,
}

/// Spellings that differ by rule: family, what the first side writes, what the second side writes.
///
/// A pair counts only where both words are listed and the lists of the two countries differ on them, so that
/// `tor` and `tour` are no pair.
const FAMILIES: &[(&str, &str, &str)] = &[
    ("-ize/-ise", "ize", "ise"),
    ("-ize/-ise", "izing", "ising"),
    ("-ize/-ise", "izat", "isat"),
    ("-ize/-ise", "izab", "isab"),
    ("-yze/-yse", "yze", "yse"),
    ("-yze/-yse", "yzing", "ysing"),
    ("-or/-our", "or", "our"),
    ("-or/-our", "old", "ould"),
    ("-er/-re", "ter", "tre"),
    ("-er/-re", "ber", "bre"),
    ("-eled/-elled", "led", "lled"),
    ("-eled/-elled", "ling", "lling"),
    ("-eled/-elled", "ler", "ller"),
    ("-ll/-l", "ll", "l"),
    ("-ense/-ence", "ense", "ence"),
    ("-og/-ogue", "og", "ogue"),
    ("e/ae", "e", "ae"),
    ("e/oe", "e", "oe"),
];

/// Spellings that differ word by word, so that a preference for one says nothing of the others.
const PAIRS: &[(&str, &str)] = &[
    ("acknowledgment", "acknowledgement"),
    ("adviser", "advisor"),
    ("airplane", "aeroplane"),
    ("aluminum", "aluminium"),
    ("artifact", "artefact"),
    ("cozy", "cosy"),
    ("gray", "grey"),
    ("jewelry", "jewellery"),
    ("judgment", "judgement"),
    ("maneuver", "manoeuvre"),
    ("mom", "mum"),
    ("mustache", "moustache"),
    ("pajamas", "pyjamas"),
    ("plow", "plough"),
    ("program", "programme"),
    ("programs", "programmes"),
    ("protester", "protestor"),
    ("protesters", "protestors"),
    ("skeptic", "sceptic"),
    ("skeptical", "sceptical"),
    ("skepticism", "scepticism"),
    ("sulfur", "sulphur"),
    ("tire", "tyre"),
    ("tires", "tyres"),
];

/// The family of the pairs that stand word by word.
pub const WORD_BY_WORD: &str = "word by word";

/// The other spelling of a folded word, if it has one.
#[must_use]
pub fn counterpart(folded: &str, lexicon: &Lexicon) -> Option<Counterpart> {
    for (one, other) in PAIRS {
        if folded == *one || folded == *other {
            let first = folded == *one;
            return Some(Counterpart { family: WORD_BY_WORD, form: (if first { *other } else { *one }).to_owned(), first });
        }
    }
    if folded.len() < 4 || !folded.is_ascii() {
        return None;
    }
    by_rule(folded, lexicon).or_else(|| {
        // Some lists have `coloured` for both countries, but not `colour`.
        ["s", "ed", "ing", "ful", "less"].iter().find_map(|ending| {
            let other = by_rule(folded.strip_suffix(ending)?, lexicon)?;
            let form = format!("{}{ending}", other.form);
            lexicon.get(&form).is_some().then_some(Counterpart { form, ..other })
        })
    })
}

fn by_rule(folded: &str, lexicon: &Lexicon) -> Option<Counterpart> {
    let own = lexicon.get(folded).filter(|entry| entry.is_word())?;
    for (family, one, other) in FAMILIES {
        for (from, to, first) in [(one, other, true), (other, one, false)] {
            for (at, _) in folded.match_indices(from) {
                // Short words, such as prize and prise, are words of their own.
                if family.ends_with("se") && family.contains('z') && at < 3 {
                    continue;
                }
                let form = format!("{}{to}{}", &folded[..at], &folded[at + from.len()..]);
                if let Some(entry) = lexicon.get(&form).filter(|entry| entry.is_word())
                    && (if first { differ(own, entry) } else { differ(entry, own) })
                {
                    return Some(Counterpart { family, form, first });
                }
            }
        }
    }
    None
}

/// Whether the first is American and the second is British only.
fn differ(first: Entry, second: Entry) -> bool {
    first.is_american() && second.is_british() && !second.is_american()
}

/// What is left of a folded word without accents, hyphens, apostrophes and spaces: equal for `e-mail` and `email`.
#[must_use]
pub fn skeleton(folded: &str) -> String {
    fold_accents(folded).chars().filter(|c| !matches!(c, '-' | '\'' | ' ')).collect()
}

/// Whether a folded word can be the first of an [`open_pair`].
#[must_use]
pub fn may_open_pair(first: &str, lexicon: &Lexicon) -> bool {
    first.len() >= 3 && lexicon.tags(first).intersects(TagSet::of(&[Tag::NN, Tag::NNS]))
}

/// Two folded nouns that are a listed noun when written as one: `web site`. Other pairs, such as `may be` and `every
/// day`, mean something else than the joined word.
#[must_use]
pub fn open_pair(first: &str, second: &str, lexicon: &Lexicon) -> Option<String> {
    if second.len() < 3 || first.len() + second.len() < 7 {
        return None;
    }
    // "Lock down" is a verb and "lockdown" a noun; both are right.
    if matches!(second, "back" | "down" | "over" | "out" | "off" | "away" | "through") {
        return None;
    }
    let noun = |form: &str| lexicon.tags(form).intersects(TagSet::of(&[Tag::NN, Tag::NNS]));
    if !may_open_pair(first, lexicon) || !noun(second) {
        return None;
    }
    let joined = lexicon.tags(&format!("{first}{second}"));
    (joined != TagSet::EMPTY && joined.within(TagSet::of(&[Tag::NN, Tag::NNS]))).then(|| format!("{first} {second}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(word: &str) -> Option<(String, &'static str)> {
        counterpart(word, Lexicon::embedded()).map(|found| (found.form, found.family))
    }

    #[test]
    fn american_and_british_spellings_lead_to_each_other() {
        for (american, british, family) in [
            ("organize", "organise", "-ize/-ise"),
            ("organizations", "organisations", "-ize/-ise"),
            ("analyzed", "analysed", "-yze/-yse"),
            ("colors", "colours", "-or/-our"),
            ("colored", "coloured", "-or/-our"),
            ("center", "centre", "-er/-re"),
            ("traveled", "travelled", "-eled/-elled"),
            ("defense", "defence", "-ense/-ence"),
            ("catalog", "catalogue", "-og/-ogue"),
            ("gray", "grey", WORD_BY_WORD),
        ] {
            assert_eq!(pair(american), Some((british.to_owned(), family)), "{american}");
            assert_eq!(pair(british), Some((american.to_owned(), family)), "{british}");
        }
    }

    #[test]
    fn words_that_only_look_like_a_pair_are_none() {
        for word in ["for", "four", "tour", "prize", "size", "sense", "police", "house", "water", "per", "rise", "enter", "hole"] {
            assert_eq!(pair(word), None, "{word}");
        }
    }

    #[test]
    fn skeletons_ignore_hyphens_and_accents() {
        assert_eq!(skeleton("e-mail"), skeleton("email"));
        assert_eq!(skeleton("erdoğan"), "erdogan");
        assert_eq!(skeleton("web site"), "website");
    }
}
