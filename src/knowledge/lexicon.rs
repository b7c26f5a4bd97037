//! English words: how common each is, what it can be, and where it is listed.

use std::borrow::Cow;
use std::sync::OnceLock;

use super::inflect;
pub use super::tags::{Tag, TagSet};

static TAG_SETS: &[TagSet] = &include!(concat!(env!("OUT_DIR"), "/lexicon_tags.rs"));
static CASED: &str = include_str!(concat!(env!("OUT_DIR"), "/lexicon_cased.txt"));
static MISSPELLINGS: &str = include_str!(concat!(env!("OUT_DIR"), "/misspellings.txt"));

/// The embedded word list; searched in place, so it costs nothing to open.
pub struct Lexicon {
    map: fst::Map<&'static [u8]>,
}

impl Lexicon {
    /// The lexicon built into this program.
    pub fn embedded() -> &'static Lexicon {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(|| {
            let bytes: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.fst"));
            let map = fst::Map::new(bytes).expect("the build script wrote a valid map");
            Lexicon { map }
        })
    }

    /// Looks up a folded form: lower case, NFC, with `'` for `’`.
    ///
    /// That a form is listed does not make it right: see [`Entry::is_proper_only`].
    /// Possessives are not listed, contractions are.
    pub fn get(&self, form: &str) -> Option<Entry> {
        self.map.get(form).map(|value| Entry(value as u32))
    }

    /// Whether a folded form needs no remark: it is listed, or it is the possessive of a listed
    /// form, or a hyphenated compound of listed forms. Names alone count too.
    pub fn knows(&self, form: &str) -> bool {
        if self.get(form).is_some() {
            return true;
        }
        let base = strip_possessive(form);
        if base.len() < form.len() && self.get(base).is_some() {
            return true;
        }
        base.contains('-')
            && base
                .split('-')
                .all(|part| self.get(part).is_some() || (!part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())) || HYPHEN_PARTS.contains(&part))
    }

    /// What a folded form can be; empty for a form that is not listed.
    pub fn tags(&self, form: &str) -> TagSet {
        self.get(form).map_or(TagSet::EMPTY, Entry::tags)
    }

    /// The correction recorded for a folded form that is a well-known misspelling; a correction
    /// can be two words (`alot`, `a lot`).
    pub fn misspelling(&self, form: &str) -> Option<&'static str> {
        find_row(MISSPELLINGS, form)
    }

    /// What should stand for a folded form that no list has, because it puts a regular ending on an irregular word:
    /// `bought` for `buyed`.
    pub fn irregular_instead(&self, form: &str) -> Option<String> {
        inflect::irregular_instead(form, |lemma| self.tags(lemma))
    }

    /// The lemma of a folded form when it is used as `tag`: `went`, VBD gives `go`.
    pub fn lemma(&self, form: &str, tag: Tag) -> Option<String> {
        inflect::lemma(form, tag, |lemma| self.tags(lemma))
    }

    /// A listed form as it is written: `london` gives `London`, `nato` gives `NATO`.
    pub fn written<'a>(&self, form: &'a str) -> Cow<'a, str> {
        match self.get(form).map_or(0, Entry::case) {
            1 => {
                let mut letters = form.chars();
                let first = letters.next().into_iter().flat_map(char::to_uppercase);
                Cow::Owned(first.chain(letters).collect())
            }
            2 => Cow::Owned(form.to_uppercase()),
            3 => Cow::Borrowed(find_row(CASED, form).unwrap_or(form)),
            _ => Cow::Borrowed(form),
        }
    }

    pub(super) fn fst(&self) -> &fst::raw::Fst<&'static [u8]> {
        self.map.as_fst()
    }
}

/// What the lexicon says of one form.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Entry(u32);

impl Entry {
    pub(super) const fn from_bits(bits: u64) -> Entry {
        Entry(bits as u32)
    }

    /// How common the form is: 0 to 31, each step a factor of 1.67; `the` has 30, and most words in classes
    /// up to 5 were not counted at all.
    pub const fn frequency(self) -> u8 {
        (self.0 & 31) as u8
    }

    /// What the form can be; of a form that is a word and a name too (`turkey`), only what it can
    /// be as a word.
    pub fn tags(self) -> TagSet {
        TAG_SETS[(self.0 >> 12) as usize]
    }

    /// What the form can be where it is written with a capital letter.
    pub fn tags_capitalised(self) -> TagSet {
        if self.can_be_proper() { self.tags().with(Tag::NNP) } else { self.tags() }
    }

    /// Whether American lists have it.
    pub const fn is_american(self) -> bool {
        self.0 & 1 << 5 != 0
    }

    /// Whether British lists have it, those with -ise or those with -ize.
    pub const fn is_british(self) -> bool {
        self.0 & 1 << 6 != 0
    }

    /// Whether it is listed only as a proper name, so that it vouches for no ordinary word, and
    /// not for the right name in this place either.
    pub const fn is_proper_only(self) -> bool {
        self.0 & 1 << 7 != 0
    }

    /// Whether it is listed as a proper name, and perhaps as a word too.
    pub const fn can_be_proper(self) -> bool {
        self.0 & (1 << 7 | 1 << 8) != 0
    }

    /// Whether it is listed only as an abbreviation or acronym.
    pub const fn is_abbreviation(self) -> bool {
        self.0 & 1 << 9 != 0
    }

    /// Whether it is an ordinary word, whatever else it is.
    pub const fn is_word(self) -> bool {
        !self.is_proper_only() && !self.is_abbreviation()
    }

    /// 0 lower case, 1 first letter upper case, 2 upper case, 3 some other way.
    const fn case(self) -> u32 {
        self.0 >> 10 & 3
    }
}

/// Prefixes that stand before a hyphen and are not words on their own.
const HYPHEN_PARTS: &[&str] = &[
    "afro", "anglo", "counter", "cross", "eco", "euro", "franco", "geo", "indo", "inter", "macro", "mid", "neo", "non", "post", "pre", "pseudo", "quasi",
    "russo", "self", "semi", "sino", "sub", "th", "ultra", "un", "vice",
];

fn strip_possessive(form: &str) -> &str {
    form.strip_suffix("'s").or_else(|| form.strip_suffix('\'').filter(|base| base.ends_with('s'))).unwrap_or(form)
}

/// The second cell of the row that begins with `key` in a table sorted by bytes.
pub(super) fn find_row<'a>(table: &'a str, key: &str) -> Option<&'a str> {
    find_row_by(table, |found| found.as_bytes().cmp(key.as_bytes()))
}

/// The same, where `order` says how a first cell compares with the one that is sought.
pub(super) fn find_row_by(table: &str, order: impl Fn(&str) -> std::cmp::Ordering) -> Option<&str> {
    let bytes = table.as_bytes();
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = bytes[low..middle].iter().rposition(|byte| *byte == b'\n').map_or(low, |at| low + at + 1);
        let end = bytes[start..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |at| start + at);
        let (found, rest) = table[start..end].split_once('\t')?;
        match order(found) {
            std::cmp::Ordering::Equal => return Some(rest),
            std::cmp::Ordering::Less => low = (end + 1).min(bytes.len()),
            std::cmp::Ordering::Greater => high = start,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(form: &str) -> Entry {
        Lexicon::embedded().get(form).unwrap_or_else(|| panic!("{form} is not listed"))
    }

    #[test]
    fn livia_is_listed_only_as_a_name() {
        assert!(entry("livia").is_proper_only());
        assert!(entry("turkey").can_be_proper() && entry("turkey").is_word());
        assert!(entry("nato").is_abbreviation());
        assert!(entry("turkey").tags_capitalised().contains(Tag::NNP));
        assert!(!entry("because").can_be_proper());
    }

    #[test]
    fn forms_are_written_as_listed() {
        let lexicon = Lexicon::embedded();
        for written in ["London", "NATO", "PhD", "house", "I"] {
            assert_eq!(lexicon.written(&written.to_lowercase()), written);
        }
    }

    #[test]
    fn common_words_are_common() {
        assert_eq!(entry("the").frequency(), 30);
        assert!(entry("government").frequency() > entry("governess").frequency());
    }

    #[test]
    fn dialects_differ() {
        assert!(entry("colour").is_british() && !entry("colour").is_american());
        assert!(entry("color").is_american() && !entry("color").is_british());
        assert!(entry("organise").is_british() && !entry("organise").is_american());
        assert!(entry("organize").is_british() && entry("organize").is_american());
    }

    #[test]
    fn function_words_have_the_tags_written_by_hand() {
        assert_eq!(entry("the").tags(), TagSet::of(&[Tag::DT]));
        assert_eq!(entry("her").tags(), TagSet::of(&[Tag::PRP, Tag::PRPS]));
        assert!(entry("is").tags().within(TagSet::FINITE_VERB));
    }

    #[test]
    fn content_words_have_every_usual_tag_and_no_name_tag() {
        let both = TagSet::of(&[Tag::NN, Tag::VB, Tag::VBP]);
        assert_eq!(entry("support").tags().intersection(both), both);
        assert!(entry("governments").tags().within(TagSet::PLURAL_NOUN));
        assert!(entry("information").tags().within(TagSet::SINGULAR_NOUN));
        assert!(!entry("ministry").tags().contains(Tag::NNP));
        assert!(entry("recognized").tags().contains(Tag::VBD));
        assert!(entry("recognized").tags().contains(Tag::VBN));
    }

    #[test]
    fn words_of_the_last_years_are_listed() {
        for form in [
            "covid",
            "lockdown",
            "jihadist",
            "cryptocurrency",
            "smartphone",
            "ceasefire",
            "counterterrorism",
            "deepfake",
            "multipolarity",
            "airstrikes",
            "livestreamed",
        ] {
            assert!(Lexicon::embedded().knows(form), "{form}");
        }
    }

    #[test]
    fn possessives_and_compounds_are_known_by_their_parts() {
        let lexicon = Lexicon::embedded();
        for form in ["government's", "ministers'", "mid-century", "state-owned", "25-year"] {
            assert!(lexicon.knows(form), "{form}");
        }
        assert!(!lexicon.knows("dzhebhat") && !lexicon.knows("goverment's"));
        assert!(!lexicon.knows("") && !lexicon.knows("-"));
    }

    #[test]
    fn every_misspelling_is_found() {
        let lexicon = Lexicon::embedded();
        let mut rows = 0;
        let table = include_str!("data/lexicon/misspellings.csv");
        for line in table.lines().skip(1) {
            let (wrong, right) = line.split_once(',').expect("checked by the build script");
            assert_eq!(lexicon.misspelling(wrong), Some(right));
            rows += 1;
        }
        assert!(rows >= 2000, "{rows}");
        assert_eq!(lexicon.misspelling("receive"), None);
        assert_eq!(lexicon.misspelling(""), None);
    }

    #[test]
    fn lemmas_are_found() {
        let lexicon = Lexicon::embedded();
        for (form, tag, lemma) in [
            ("went", Tag::VBD, "go"),
            ("ministers", Tag::NNS, "minister"),
            ("made", Tag::VBN, "make"),
            ("children", Tag::NNS, "child"),
            ("organised", Tag::VBD, "organise"),
        ] {
            assert_eq!(lexicon.lemma(form, tag).as_deref(), Some(lemma));
        }
    }
}
