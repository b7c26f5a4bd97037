//! Words that no list has because anyone can form them: `unprivatized`, `steel-like`, `airstrike`.

use crate::knowledge::lexicon::{Entry, Lexicon};
use crate::knowledge::tags::{Tag, TagSet};

/// Prefixes that join to a listed word.
const PREFIXES: &[&str] = &[
    "un", "non", "re", "pre", "over", "under", "out", "mis", "dis", "anti", "counter", "inter", "multi", "sub", "super", "semi", "co", "de", "post", "pro",
    "self", "micro", "macro", "mega", "mini", "nano", "bio", "eco", "geo", "cyber", "tele", "ultra", "hyper", "pseudo", "trans", "neo", "neuro", "auto",
    "electro", "hydro", "photo", "radio", "thermo", "aero", "agro", "psycho", "socio", "petro", "crypto", "meta", "fore", "mid", "up", "down", "off", "intra",
    "extra", "mono", "poly", "omni", "quasi", "proto", "retro", "techno", "info", "immuno", "cardio", "gastro", "paleo", "palaeo", "uni", "bi", "tri", "ante",
    "arch", "by", "in",
];

/// Suffixes that join to a listed word, with what the result can be.
const SUFFIXES: &[(&str, TagSet)] = &[
    ("ness", TagSet::of(&[Tag::NN])),
    ("less", TagSet::of(&[Tag::JJ])),
    ("like", TagSet::of(&[Tag::JJ])),
    ("wise", TagSet::of(&[Tag::RB])),
    ("ward", TagSet::of(&[Tag::RB])),
    ("wards", TagSet::of(&[Tag::RB])),
    ("ship", TagSet::of(&[Tag::NN])),
    ("hood", TagSet::of(&[Tag::NN])),
    ("dom", TagSet::of(&[Tag::NN])),
    ("ism", TagSet::of(&[Tag::NN])),
    ("ist", TagSet::of(&[Tag::NN, Tag::JJ])),
    ("ists", TagSet::of(&[Tag::NNS])),
    ("able", TagSet::of(&[Tag::JJ])),
    ("ish", TagSet::of(&[Tag::JJ])),
    ("ly", TagSet::of(&[Tag::RB])),
    ("ability", TagSet::of(&[Tag::NN])),
    ("er", TagSet::of(&[Tag::NN])),
    ("ers", TagSet::of(&[Tag::NNS])),
    ("ing", TagSet::of(&[Tag::VBG, Tag::NN])),
    ("ed", TagSet::of(&[Tag::VBD, Tag::VBN, Tag::JJ])),
    ("s", TagSet::of(&[Tag::NNS, Tag::VBZ])),
    ("es", TagSet::of(&[Tag::NNS, Tag::VBZ])),
    ("ful", TagSet::of(&[Tag::JJ])),
    ("fuls", TagSet::of(&[Tag::NNS])),
    ("proof", TagSet::of(&[Tag::JJ])),
    ("man", TagSet::of(&[Tag::NN])),
    ("men", TagSet::of(&[Tag::NNS])),
    ("woman", TagSet::of(&[Tag::NN])),
    ("women", TagSet::of(&[Tag::NNS])),
];

/// Least frequency class of the parts of a closed compound: rare parts meet by chance in typos.
const COMMON_PART: u8 = 10;

/// What a formed word can be, or `None` where it is not formed of listed parts.
#[must_use]
pub fn derive(lexicon: &Lexicon, word: &str) -> Option<TagSet> {
    if word.len() < 6 || !word.is_ascii() {
        return None;
    }
    for prefix in PREFIXES {
        if let Some(rest) = word.strip_prefix(prefix)
            && rest.len() >= 4
            && let Some(entry) = base(lexicon, rest, prefix.len())
        {
            return Some(entry.tags());
        }
    }
    for (suffix, tags) in SUFFIXES {
        let Some(stem) = word.strip_suffix(suffix).filter(|stem| stem.len() >= 4) else { continue };
        let silent_e = matches!(suffix.as_bytes()[0], b'e' | b'i' | b'a').then(|| format!("{stem}e"));
        let whole = base(lexicon, stem, suffix.len()).or_else(|| silent_e.and_then(|stem| base(lexicon, &stem, suffix.len())));
        let y = stem.strip_suffix('i').map(|stem| format!("{stem}y")).and_then(|stem| base(lexicon, &stem, suffix.len()));
        if whole.or(y).is_some_and(|entry| fits(suffix, entry.tags())) {
            return Some(*tags);
        }
    }
    closed_compound(lexicon, word)
}

fn base(lexicon: &Lexicon, form: &str, affix: usize) -> Option<Entry> {
    // A short affix is found in many typos, so what it joins to must be a common word.
    let least = if affix <= 2 { 9 } else { 5 };
    lexicon.get(form).filter(|entry| entry.is_word() && entry.frequency() >= least)
}

/// Whether the suffix joins to this class of word: `govermentness` of a verb would be a typo.
fn fits(suffix: &str, tags: TagSet) -> bool {
    match suffix {
        "ness" | "ly" | "ish" => tags.contains(Tag::JJ),
        "less" | "ship" | "hood" | "dom" | "wise" | "ful" | "fuls" | "s" | "es" => tags.contains(Tag::NN),
        "er" | "ers" | "ing" | "ed" | "able" | "ability" => tags.contains(Tag::VB),
        _ => tags.intersects(TagSet::NOUN) || tags.contains(Tag::JJ),
    }
}

/// `airstrike`, `warplane`: two common words, the second a noun.
fn closed_compound(lexicon: &Lexicon, word: &str) -> Option<TagSet> {
    if word.len() < 8 {
        return None;
    }
    (4..=word.len() - 4).find_map(|at| {
        let (left, right) = (lexicon.get(&word[..at])?, lexicon.get(&word[at..])?);
        let common = |entry: Entry| entry.is_word() && entry.frequency() >= COMMON_PART;
        let noun = TagSet::of(&[Tag::NN, Tag::NNS]);
        (common(left) && common(right) && left.tags().contains(Tag::NN) && right.tags().intersects(noun)).then(|| right.tags())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formed_words_are_understood_and_typos_are_not() {
        let lexicon = Lexicon::embedded();
        for word in ["unprivatized", "reregistered", "policemanlike", "ultraconservative"] {
            assert!(derive(lexicon, word).is_some(), "{word}");
        }
        for word in ["terrrorism", "govermant", "recieved", "inhabitents", "presedent"] {
            assert!(derive(lexicon, word).is_none(), "{word}");
        }
    }
}
