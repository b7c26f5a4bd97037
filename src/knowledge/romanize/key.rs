//! The round-trip key: the consonant skeletons that a spelling may stand for, each with its vowels and its price.
//!
//! A name that went through another script comes back with other letters for the same sounds, and with other vowels. So a
//! spelling is read grapheme by grapheme (`data/schemes/graphemes.csv`) into all its plausible consonant skeletons; two
//! spellings can be one name if they share a skeleton, and [`distance`](super::distance) then compares the vowels.

use super::article::Word;
use super::rules::{Lazy, Rules, rows};

/// From which side of the round trip a spelling is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// As English, or the language it was taken from, writes the name.
    Name,
    /// As it came back: romanised by somebody or something.
    Query,
    /// As it came back by way of kana.
    Kana,
    /// As it came back letter by letter from Arabic, without its short vowels.
    Abjad,
}

/// Consonants of the longest name that gets a key; longer ones are titles and sentences.
pub(super) const MOST_SOUNDS: usize = 24;

/// A string of up to three vowels, as digits of base 6 (a e i o u = 1–5): fits a byte, 0 is "no vowel".
pub(super) type Gap = u8;

/// One reading of a spelling.
#[derive(Debug, Clone, Copy)]
pub struct Reading {
    sounds: [u8; MOST_SOUNDS],
    gaps: [Gap; MOST_SOUNDS + 1],
    len: u8,
    /// Price of this reading in hundredths: 0 for the most likely sound of every grapheme.
    pub price: u16,
}

impl Reading {
    const EMPTY: Self = Self { sounds: [0; MOST_SOUNDS], gaps: [0; MOST_SOUNDS + 1], len: 0, price: 0 };

    /// The consonants, one letter each (`x` = kh, `S` = sh, `Z` = zh, `C` = ch, `J` = dzh, `c` = ts).
    pub fn skeleton(&self) -> &[u8] {
        &self.sounds[..self.len as usize]
    }

    /// The vowels before, between and after the consonants: one more than there are consonants.
    pub(super) fn gaps(&self) -> &[Gap] {
        &self.gaps[..=self.len as usize]
    }

    /// Appends one symbol; `false` when there is no room.
    fn push(&mut self, symbol: Symbol) -> bool {
        let len = self.len as usize;
        match symbol {
            Symbol::Vowel(v) => {
                let gap = self.gaps[len];
                if gap < 36 && gap % 6 != v {
                    self.gaps[len] = gap * 6 + v;
                }
            }
            Symbol::Consonant(c) => {
                let doubled = len > 0 && self.sounds[len - 1] == c && self.gaps[len] == 0;
                if !doubled {
                    if len == MOST_SOUNDS {
                        return false;
                    }
                    self.sounds[len] = c;
                    self.len += 1;
                }
            }
        }
        true
    }
}

impl std::fmt::Display for Reading {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (at, &gap) in self.gaps().iter().enumerate() {
            write!(f, "{}", gap_text(gap))?;
            if let Some(&c) = self.skeleton().get(at) {
                write!(f, "{}", char::from(c))?;
            }
        }
        Ok(())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Symbol {
    Consonant(u8),
    Vowel(u8),
}

const VOWELS: &[u8; 5] = b"aeiou";

/// The digit of a vowel letter, if it is one.
pub(super) fn vowel_digit(letter: u8) -> Option<u8> {
    VOWELS.iter().position(|&v| v == letter).map(|at| at as u8 + 1)
}

fn gap_text(mut gap: Gap) -> String {
    let mut out = String::new();
    while gap > 0 {
        out.insert(0, char::from(VOWELS[usize::from(gap % 6) - 1]));
        gap /= 6;
    }
    out
}

struct Alternative {
    symbols: Vec<Symbol>,
    price: u16,
}

struct Graphemes {
    name: Rules<Vec<Alternative>>,
    query: Rules<Vec<Alternative>>,
    kana: Rules<Vec<Alternative>>,
    abjad: Rules<Vec<Alternative>>,
}

fn graphemes() -> &'static Graphemes {
    static GRAPHEMES: Lazy<Graphemes> = Lazy::new(|| {
        let table = include_str!("../data/schemes/graphemes.csv");
        let side = |skip: &'static str| {
            Rules::new(
                rows(table)
                    .filter(move |row| row.get(3).copied().unwrap_or("") != skip)
                    .map(|row| (row[0], row[1], row[2].split('|').map(alternative).collect())),
            )
        };
        let habit = |table: &'static str| Rules::new(rows(table).map(|row| (row[0], row[1], row[2].split('|').map(alternative).collect())));
        Graphemes {
            name: side("q"),
            query: side("n"),
            kana: habit(include_str!("../data/schemes/kana.csv")),
            abjad: habit(include_str!("../data/schemes/abjad.csv")),
        }
    });
    &GRAPHEMES
}

fn alternative(text: &str) -> Alternative {
    let (symbols, price) = text.split_once(':').unwrap_or((text, "0"));
    let symbols = symbols.bytes().filter(|&b| b != b'-').map(|b| vowel_digit(b).map_or(Symbol::Consonant(b), Symbol::Vowel)).collect();
    Alternative { symbols, price: price.parse().expect("a price in graphemes.csv is a number") }
}

/// How far readings are followed.
#[derive(Debug, Clone, Copy)]
pub struct Effort {
    /// Most readings kept at any letter.
    pub beam: usize,
    /// Dearest reading, in hundredths.
    pub price: u16,
}

/// For names of an index: each reading costs room.
pub const NAME_EFFORT: Effort = Effort { beam: 16, price: 35 };
/// For names whose source form is known: what a scheme makes of it is found exactly, so the key may be narrower.
pub const SOURCED_EFFORT: Effort = Effort { beam: 8, price: 12 };
/// For what is looked up: each costs time.
pub const QUERY_EFFORT: Effort = Effort { beam: 20, price: 40 };

/// For what may have come by way of kana or Arabic letters: one letter stands for many sounds.
pub const HABIT_EFFORT: Effort = Effort { beam: 128, price: 60 };

/// All readings of the words, cheapest first; empty for a name without letters, or with too many.
pub fn readings(words: &[Word], side: Side, effort: Effort) -> Vec<Reading> {
    let table = match side {
        Side::Name => &graphemes().name,
        Side::Query => &graphemes().query,
        Side::Kana => &graphemes().kana,
        Side::Abjad => &graphemes().abjad,
    };
    let mut beam = vec![Reading::EMPTY];
    let mut next: Vec<Reading> = Vec::with_capacity(effort.beam * 4);
    for word in words {
        let word: Vec<char> = word.text.chars().collect();
        let mut at = 0;
        while at < word.len() {
            let Some((alternatives, len)) = table.at(&word, at) else {
                at += 1;
                continue;
            };
            at += len;
            if let [only] = &alternatives[..] {
                for reading in &mut beam {
                    reading.price += only.price;
                    if !only.symbols.iter().all(|&s| reading.push(s)) {
                        return Vec::new();
                    }
                }
                continue;
            }
            next.clear();
            for reading in &beam {
                for alternative in alternatives {
                    if reading.price + alternative.price > effort.price {
                        continue;
                    }
                    let mut copy = *reading;
                    copy.price += alternative.price;
                    if !alternative.symbols.iter().all(|&s| copy.push(s)) {
                        return Vec::new();
                    }
                    next.push(copy);
                }
            }
            if next.len() > effort.beam {
                next.sort_by_key(|r| r.price);
                next.truncate(effort.beam);
            }
            std::mem::swap(&mut beam, &mut next);
        }
    }
    beam.retain(|r| r.len > 0);
    beam.sort_by(|a, b| (a.skeleton(), a.gaps(), a.price).cmp(&(b.skeleton(), b.gaps(), b.price)));
    beam.dedup_by(|b, a| a.skeleton() == b.skeleton() && a.gaps() == b.gaps());
    beam.sort_by_key(|r| r.price);
    beam
}

/// The round-trip key of a spelling as it came back: its readings, cheapest first.
pub fn round_trip_key(name: &str) -> Vec<Reading> {
    readings(&super::article::words(&composed(name)), Side::Query, QUERY_EFFORT)
}

/// NFC, so that the table's letters are found whole.
pub(super) fn composed(name: &str) -> std::borrow::Cow<'_, str> {
    use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
    if is_nfc_quick(name.chars()) == IsNormalized::Yes {
        return name.into();
    }
    name.nfc().collect::<String>().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str, side: Side) -> Vec<String> {
        readings(&super::super::article::words(name), side, NAME_EFFORT).iter().map(Reading::to_string).collect()
    }

    #[test]
    fn the_first_reading_is_the_obvious_one() {
        for (name, reading) in [
            ("dzhebkhat", "Jebxat"),
            ("Khilton", "xilton"),
            ("Vashington", "vaSington"),
            ("Moravetsky", "moravecki"),
            ("Хилтон", "xilton"),
            ("Skvernjalis", "skverniialis"),
        ] {
            let all = read(name, Side::Query);
            assert_eq!(all[0].replace("iia", "ia"), reading.replace("iia", "ia"), "{all:?}");
        }
    }

    #[test]
    fn foreign_spellings_have_several() {
        for (name, reading) in [("Jabhat", "Jabhat"), ("Morawiecki", "moravieciki"), ("White", "vaite"), ("Bush", "buS")] {
            let all = read(name, Side::Name);
            let wanted = reading.replace('h', "x").replace("ciki", "cki");
            assert!(all.contains(&wanted), "{name}: {wanted} in {all:?}");
        }
    }

    #[test]
    fn nonsense_has_no_key() {
        assert!(round_trip_key("").is_empty());
        assert!(round_trip_key("12").is_empty());
        assert!(round_trip_key(&"bcdfghjklmnp".repeat(9)).is_empty());
    }

    #[test]
    fn the_table_knows_every_latin_and_russian_letter() {
        for c in ('a'..='z').chain('а'..='я') {
            for side in [&graphemes().name, &graphemes().query] {
                assert!(side.at(&[c], 0).is_some(), "{c}");
            }
        }
    }

    #[test]
    fn every_sound_is_one_that_the_table_explains() {
        for row in rows(include_str!("../data/schemes/graphemes.csv")) {
            for reading in row[2].split('|') {
                let symbols = reading.split(':').next().expect("split gives one");
                assert!(symbols.bytes().all(|b| b"pbvftdkgxszSZCJcmnlraeiou-".contains(&b)), "{row:?}");
            }
            assert!(matches!(row.get(3).copied().unwrap_or(""), "" | "n" | "q"), "{row:?}");
        }
    }
}
