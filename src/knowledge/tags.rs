//! Penn Treebank tags, and sets of them.

/// A part of speech, by its Penn Treebank name; `PRPS` and `WPS` stand for `PRP$` and `WP$`.
#[allow(clippy::upper_case_acronyms, missing_docs)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Tag {
    CC,
    CD,
    DT,
    EX,
    FW,
    IN,
    JJ,
    JJR,
    JJS,
    LS,
    MD,
    NN,
    NNS,
    NNP,
    NNPS,
    PDT,
    POS,
    PRP,
    PRPS,
    RB,
    RBR,
    RBS,
    RP,
    SYM,
    TO,
    UH,
    VB,
    VBD,
    VBG,
    VBN,
    VBP,
    VBZ,
    WDT,
    WP,
    WPS,
    WRB,
}

impl Tag {
    /// Every tag, in the order of the bits of a [`TagSet`].
    pub const ALL: [Tag; 36] = [
        Tag::CC,
        Tag::CD,
        Tag::DT,
        Tag::EX,
        Tag::FW,
        Tag::IN,
        Tag::JJ,
        Tag::JJR,
        Tag::JJS,
        Tag::LS,
        Tag::MD,
        Tag::NN,
        Tag::NNS,
        Tag::NNP,
        Tag::NNPS,
        Tag::PDT,
        Tag::POS,
        Tag::PRP,
        Tag::PRPS,
        Tag::RB,
        Tag::RBR,
        Tag::RBS,
        Tag::RP,
        Tag::SYM,
        Tag::TO,
        Tag::UH,
        Tag::VB,
        Tag::VBD,
        Tag::VBG,
        Tag::VBN,
        Tag::VBP,
        Tag::VBZ,
        Tag::WDT,
        Tag::WP,
        Tag::WPS,
        Tag::WRB,
    ];

    const NAMES: [&'static str; 36] = [
        "CC", "CD", "DT", "EX", "FW", "IN", "JJ", "JJR", "JJS", "LS", "MD", "NN", "NNS", "NNP", "NNPS", "PDT", "POS", "PRP", "PRPS", "RB", "RBR", "RBS", "RP",
        "SYM", "TO", "UH", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "WDT", "WP", "WPS", "WRB",
    ];

    /// The name used in the tables.
    pub const fn as_str(self) -> &'static str {
        Self::NAMES[self as usize]
    }

    /// The tag of that name; the Penn spellings `PRP$` and `WP$` are understood too.
    pub fn parse(name: &str) -> Option<Tag> {
        let name = match name {
            "PRP$" => "PRPS",
            "WP$" => "WPS",
            other => other,
        };
        let at = Self::NAMES.iter().position(|known| *known == name)?;
        Some(Self::ALL[at])
    }
}

/// A set of tags: what a word can be.
///
/// The empty set means that nothing is known, so it neither can nor must be anything.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct TagSet(u64);

impl TagSet {
    /// Nothing known.
    pub const EMPTY: TagSet = TagSet(0);
    /// Nouns, common and proper.
    pub const NOUN: TagSet = TagSet::of(&[Tag::NN, Tag::NNS, Tag::NNP, Tag::NNPS]);
    /// Common nouns.
    pub const COMMON_NOUN: TagSet = TagSet::of(&[Tag::NN, Tag::NNS]);
    /// Proper nouns.
    pub const PROPER_NOUN: TagSet = TagSet::of(&[Tag::NNP, Tag::NNPS]);
    /// Singular and uncountable nouns.
    pub const SINGULAR_NOUN: TagSet = TagSet::of(&[Tag::NN, Tag::NNP]);
    /// Plural nouns.
    pub const PLURAL_NOUN: TagSet = TagSet::of(&[Tag::NNS, Tag::NNPS]);
    /// Verbs in any form, without modals.
    pub const VERB: TagSet = TagSet::of(&[Tag::VB, Tag::VBD, Tag::VBG, Tag::VBN, Tag::VBP, Tag::VBZ]);
    /// Forms that can be the predicate of a clause, modals included.
    pub const FINITE_VERB: TagSet = TagSet::of(&[Tag::VBD, Tag::VBP, Tag::VBZ, Tag::MD]);
    /// Participles.
    pub const PARTICIPLE: TagSet = TagSet::of(&[Tag::VBG, Tag::VBN]);
    /// Adjectives in any degree.
    pub const ADJECTIVE: TagSet = TagSet::of(&[Tag::JJ, Tag::JJR, Tag::JJS]);
    /// Adverbs in any degree.
    pub const ADVERB: TagSet = TagSet::of(&[Tag::RB, Tag::RBR, Tag::RBS, Tag::WRB]);
    /// Personal and possessive pronouns.
    pub const PRONOUN: TagSet = TagSet::of(&[Tag::PRP, Tag::PRPS]);
    /// Articles and other words that open a noun phrase.
    pub const DETERMINER: TagSet = TagSet::of(&[Tag::DT, Tag::PDT, Tag::PRPS, Tag::WPS]);
    /// Words beginning with wh-.
    pub const WH_WORD: TagSet = TagSet::of(&[Tag::WDT, Tag::WP, Tag::WPS, Tag::WRB]);
    /// Prepositions, subordinating conjunctions and `to`.
    pub const PREPOSITION: TagSet = TagSet::of(&[Tag::IN, Tag::TO]);
    /// Classes that take no new members.
    pub const CLOSED: TagSet = TagSet::of(&[
        Tag::CC,
        Tag::DT,
        Tag::EX,
        Tag::IN,
        Tag::MD,
        Tag::PDT,
        Tag::POS,
        Tag::PRP,
        Tag::PRPS,
        Tag::RP,
        Tag::TO,
        Tag::WDT,
        Tag::WP,
        Tag::WPS,
        Tag::WRB,
    ]);

    /// The set of these tags.
    pub const fn of(tags: &[Tag]) -> TagSet {
        let mut bits = 0;
        let mut at = 0;
        while at < tags.len() {
            bits |= 1 << tags[at] as u64;
            at += 1;
        }
        TagSet(bits)
    }

    /// The set stored as these bits.
    pub const fn from_bits(bits: u64) -> TagSet {
        TagSet(bits)
    }

    /// One bit a tag, in the order of [`Tag::ALL`].
    pub const fn bits(self) -> u64 {
        self.0
    }

    /// Reads `NN|VB|VBP`; an empty text is the empty set, an unknown name is handed back.
    pub fn parse(text: &str) -> Result<TagSet, &str> {
        let mut set = TagSet::EMPTY;
        for name in text.split('|').filter(|name| !name.is_empty()) {
            set = set.with(Tag::parse(name).ok_or(name)?);
        }
        Ok(set)
    }

    /// Whether the word can be this.
    pub const fn contains(self, tag: Tag) -> bool {
        self.0 & 1 << tag as u64 != 0
    }

    /// Whether the word can be one of these.
    pub const fn intersects(self, other: TagSet) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether the word must be one of these; false when nothing is known.
    pub const fn within(self, other: TagSet) -> bool {
        self.0 != 0 && self.0 & !other.0 == 0
    }

    /// Whether nothing is known.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many tags the set holds.
    pub const fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// This set and one more tag.
    #[must_use]
    pub const fn with(self, tag: Tag) -> TagSet {
        TagSet(self.0 | 1 << tag as u64)
    }

    /// Everything in either.
    #[must_use]
    pub const fn union(self, other: TagSet) -> TagSet {
        TagSet(self.0 | other.0)
    }

    /// Everything in both.
    #[must_use]
    pub const fn intersection(self, other: TagSet) -> TagSet {
        TagSet(self.0 & other.0)
    }

    /// What is left without those.
    #[must_use]
    pub const fn without(self, other: TagSet) -> TagSet {
        TagSet(self.0 & !other.0)
    }

    /// The tags, in the order of [`Tag::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Tag> {
        Tag::ALL.into_iter().filter(move |tag| self.contains(*tag))
    }
}

impl FromIterator<Tag> for TagSet {
    fn from_iter<I: IntoIterator<Item = Tag>>(tags: I) -> TagSet {
        tags.into_iter().fold(TagSet::EMPTY, TagSet::with)
    }
}

impl std::fmt::Display for TagSet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (at, tag) in self.iter().enumerate() {
            if at > 0 {
                f.write_str("|")?;
            }
            f.write_str(tag.as_str())?;
        }
        Ok(())
    }
}

impl std::fmt::Debug for TagSet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "TagSet({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tag_parses_back_to_itself() {
        for (at, tag) in Tag::ALL.into_iter().enumerate() {
            assert_eq!(tag as usize, at);
            assert_eq!(Tag::parse(tag.as_str()), Some(tag));
        }
        assert_eq!(Tag::parse("PRP$"), Some(Tag::PRPS));
        assert_eq!(Tag::parse("NOUN"), None);
    }

    #[test]
    fn sets_parse_back_to_themselves() {
        let set = TagSet::of(&[Tag::VB, Tag::NN]);
        assert_eq!(set.to_string(), "NN|VB");
        assert_eq!(TagSet::parse("NN|VB"), Ok(set));
        assert_eq!(TagSet::parse(""), Ok(TagSet::EMPTY));
        assert_eq!(TagSet::parse("NN|VERB"), Err("VERB"));
        assert_eq!(set.iter().collect::<TagSet>(), set);
    }

    #[test]
    fn can_be_and_must_be_differ() {
        let set = TagSet::of(&[Tag::NN, Tag::VB]);
        assert!(set.intersects(TagSet::NOUN) && !set.within(TagSet::NOUN));
        assert!(TagSet::of(&[Tag::NNS]).within(TagSet::NOUN));
        assert!(!TagSet::EMPTY.within(TagSet::NOUN) && !TagSet::EMPTY.intersects(TagSet::NOUN));
    }
}
