//! What the name tables and the compiled table share: kinds, the flags of a form, and the keys under which forms stand.
//!
//! The build script includes this file, so it asks its parent module for what else it needs.

use super::fold_accents;

/// What a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
#[allow(missing_docs)]
pub enum Kind {
    Country,
    Capital,
    City,
    Region,
    Island,
    ConflictArea,
    Sea,
    River,
    Mountain,
    People,
    Language,
    Religion,
    Person,
    Surname,
    GivenName,
    Body,
    Ministry,
    Agency,
    Media,
    Party,
    ArmedGroup,
    Company,
    Building,
    Event,
    Weapon,
    Aircraft,
    Ship,
    Other,
}

impl Kind {
    /// Every kind, in the order of the bits of a set of kinds.
    pub const ALL: [Kind; 28] = [
        Kind::Country,
        Kind::Capital,
        Kind::City,
        Kind::Region,
        Kind::Island,
        Kind::ConflictArea,
        Kind::Sea,
        Kind::River,
        Kind::Mountain,
        Kind::People,
        Kind::Language,
        Kind::Religion,
        Kind::Person,
        Kind::Surname,
        Kind::GivenName,
        Kind::Body,
        Kind::Ministry,
        Kind::Agency,
        Kind::Media,
        Kind::Party,
        Kind::ArmedGroup,
        Kind::Company,
        Kind::Building,
        Kind::Event,
        Kind::Weapon,
        Kind::Aircraft,
        Kind::Ship,
        Kind::Other,
    ];

    const NAMES: [&'static str; 28] = [
        "country",
        "capital",
        "city",
        "region",
        "island",
        "conflict-area",
        "sea",
        "river",
        "mountain",
        "people",
        "language",
        "religion",
        "person",
        "surname",
        "given-name",
        "body",
        "ministry",
        "agency",
        "media",
        "party",
        "armed-group",
        "company",
        "building",
        "event",
        "weapon",
        "aircraft",
        "ship",
        "other",
    ];

    /// The word used in the tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        Self::NAMES[self as usize]
    }

    /// The kind of that word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Kind> {
        Self::NAMES.iter().position(|name| *name == word).map(|at| Self::ALL[at])
    }

    /// The kind as a set of one.
    #[must_use]
    pub const fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// Countries, towns, regions, waters: what can stand in a list of places.
pub const PLACES: u32 = Kind::Country.bit()
    | Kind::Capital.bit()
    | Kind::City.bit()
    | Kind::Region.bit()
    | Kind::Island.bit()
    | Kind::ConflictArea.bit()
    | Kind::Sea.bit()
    | Kind::River.bit()
    | Kind::Mountain.bit();

/// Bodies, ministries, agencies, media, parties, groups, companies.
pub const ORGANISATIONS: u32 =
    Kind::Body.bit() | Kind::Ministry.bit() | Kind::Agency.bit() | Kind::Media.bit() | Kind::Party.bit() | Kind::ArmedGroup.bit() | Kind::Company.bit();

/// Weapons, aircraft and ships.
pub const DESIGNATIONS: u32 = Kind::Weapon.bit() | Kind::Aircraft.bit() | Kind::Ship.bit();

/// What is known of one folded form; flags may come from several names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Fact {
    /// The most prominent name that it is a form of.
    pub id: u32,
    /// What it is to names.
    pub flags: u16,
    /// The kinds of all names that it is a full form of.
    pub kinds: u32,
}

impl Fact {
    /// The name as English writes it.
    pub const CANONICAL: u16 = 1;
    /// An accepted variant.
    pub const VARIANT: u16 = 1 << 1;
    /// A wrong rendering that translation is known to make.
    pub const BAD: u16 = 1 << 2;
    /// One word of a name of several.
    pub const WORD: u16 = 1 << 3;
    /// Names of several words begin with it.
    pub const STARTS: u16 = 1 << 4;
    /// A correct name too small to be suggested, or a word of one.
    pub const SILENT: u16 = 1 << 5;
    /// What a person is called by alone: the last word of the full name.
    pub const SURNAME: u16 = 1 << 6;
    /// A given name.
    pub const GIVEN: u16 = 1 << 7;
    /// A given name of a culture whose surnames are words of Slavic or Turkic languages.
    pub const EASTERN: u16 = 1 << 8;
    /// A word of the source language that English does not use.
    pub const SOURCE_WORD: u16 = 1 << 9;
    /// A word of the source language that English has taken over.
    pub const ACCEPTED_WORD: u16 = 1 << 10;
    /// An acronym of the source language in Latin letters.
    pub const FOREIGN_ACRONYM: u16 = 1 << 11;
    /// An acronym that English uses.
    pub const ACRONYM: u16 = 1 << 12;
    /// What a surname means when it is translated.
    pub const LITERAL: u16 = 1 << 13;

    /// Content words of it are written in lower case.
    pub const LOWER: u16 = 1 << 14;

    /// Flags of correct forms.
    pub const CORRECT: u16 = Self::CANONICAL | Self::VARIANT | Self::WORD | Self::SURNAME | Self::GIVEN | Self::ACCEPTED_WORD | Self::ACRONYM;
    /// Flags of full forms, as English writes them.
    pub const FULL: u16 = Self::CANONICAL | Self::VARIANT | Self::SURNAME | Self::GIVEN;

    /// Whether one of these flags is set.
    #[must_use]
    pub const fn is(self, flags: u16) -> bool {
        self.flags & flags != 0
    }

    /// Whether it is a full form of a name of one of these kinds.
    #[must_use]
    pub const fn of_kind(self, kinds: u32) -> bool {
        self.kinds & kinds != 0
    }

    /// As the value of a map.
    #[must_use]
    pub const fn pack(self) -> u64 {
        self.id as u64 | (self.flags as u64) << 20 | (self.kinds as u64) << 36
    }

    /// From the value of a map.
    #[must_use]
    pub const fn unpack(value: u64) -> Self {
        Self { id: (value & 0xf_ffff) as u32, flags: (value >> 20) as u16, kinds: (value >> 36) as u32 }
    }

    /// How good a form is: the name of the better form is the one that is told.
    #[must_use]
    pub const fn rank(self) -> u8 {
        match self.flags {
            f if f & Self::CANONICAL != 0 => 5,
            f if f & Self::VARIANT != 0 => 4,
            f if f & Self::SURNAME != 0 => 3,
            f if f & Self::GIVEN != 0 => 2,
            f if f & Self::BAD != 0 => 1,
            _ => 0,
        }
    }
}

/// First byte of the key of a name whose words are sorted: whatever their order, it is found.
pub const SORTED: char = '\u{2}';
/// First byte of the key of a name whose spelling is loosened: case, blanks, hyphens, `the`, `of`, c for k.
pub const LOOSE: char = '\u{3}';
/// First byte of the key of a person by surname, then given name.
pub const REVERSED: char = '\u{4}';

/// The key of a form: folded, without accents, one blank between words.
#[must_use]
pub fn key(form: &str) -> String {
    fold_accents(form).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words that tie a name together and say nothing about which name it is.
#[must_use]
pub fn is_glue(word: &str) -> bool {
    matches!(word, "of" | "the" | "for" | "and" | "in" | "on" | "to" | "a" | "an" | "&")
}

/// The content words of a key, sorted, under [`SORTED`]; `None` for fewer than two.
#[must_use]
pub fn sorted_key<'a>(words: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut words: Vec<&str> = words.map(|word| word.strip_suffix("'s").unwrap_or(word)).filter(|word| !is_glue(word)).collect();
    if words.len() < 2 {
        return None;
    }
    words.sort_unstable();
    Some(format!("{SORTED}{}", words.join(" ")))
}

/// The loosened key under [`LOOSE`]; `None` if little is left.
#[must_use]
pub fn loose_key(key: &str) -> Option<String> {
    let mut out = String::from(LOOSE);
    for word in key.split([' ', '-']).filter(|word| !is_glue(word)) {
        out.extend(word.chars().filter(|c| c.is_alphanumeric()).map(|c| if c == 'c' || c == 'q' { 'k' } else { c }));
    }
    (out.len() > 5).then_some(out)
}
