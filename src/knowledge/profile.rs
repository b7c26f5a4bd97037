//! What `mtlint learn` made of trusted texts: one sorted text file, searched in place.
//!
//! # The file
//! Lines end in LF and their cells are parted by tabs. The first line names the format and its version. Then follow
//! sections, each headed by its name in brackets, each sorted by bytes and without doubles; a person may add and
//! delete lines, and loading says where the order is wrong. Lines that begin with `#` before the first section are
//! remarks.
//!
//! | section | line | |
//! |---|---|---|
//! | `[acronyms]` | `IAEA`, `International Atomic Energy Agency`, count | what an acronym was said to stand for |
//! | `[forms]` | `email`, `e-mail`, count | ways to write what is one word without hyphens, spaces and accents |
//! | `[habits]` | `-ize/-ise`, count of the first side, count of the second | how words with two spellings are spelt |
//! | `[terms]` | `security council`, `Security Council`, count | names and terms of several words |
//! | `[words]` | `youtube`, count, `YouTube`, count of this spelling | words; the last two cells only where it is not in lower case |
//!
//! Loading reads the file once and builds nothing; a look-up is a binary search in the text.

use std::fmt::Write as _;
use std::ops::Range;
use std::path::Path;

use crate::error::Error;
use crate::text::hash::StableHash;
use crate::text::{Case, Document, TokenKind};

/// The first line of the file.
pub const HEADER: &str = "mtprofile 1";

const SECTIONS: [&str; 5] = ["acronyms", "forms", "habits", "terms", "words"];
const ACRONYMS: usize = 0;
const FORMS: usize = 1;
const HABITS: usize = 2;
const TERMS: usize = 3;
const WORDS: usize = 4;

/// Fewest times that the house must have used a form before another one deviates from it.
pub const LEAST_SUPPORT: u32 = 5;

/// Least share of a form among its variants to be the house's form.
pub const DOMINANCE: f64 = 0.9;

/// Fewest words of a family before its spelling counts as a habit, and least share of one side.
const HABIT: (u32, f64) = (30, 0.95);

/// A learnt profile.
#[derive(Debug, Clone)]
pub struct Profile {
    text: String,
    sections: [Range<usize>; SECTIONS.len()],
    hash: u64,
}

/// A word of the trusted texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LearntWord<'p> {
    /// How often it occurs.
    pub count: u32,
    /// How it is mostly written inside sentences.
    pub written: &'p str,
    /// How often it is written so.
    pub as_written: u32,
}

impl LearntWord<'_> {
    /// Whether it is mostly written with a capital letter.
    #[must_use]
    pub fn is_name(&self) -> bool {
        self.written.chars().any(char::is_uppercase)
    }
}

impl Profile {
    /// Reads a profile from its file.
    ///
    /// # Errors
    /// The file cannot be read or is no profile; with the line where one is wrong.
    pub fn load(path: &Path) -> Result<Self, Error> {
        let bytes = std::fs::read(path).map_err(|source| Error::io("read", path, source))?;
        let text =
            String::from_utf8(bytes).map_err(|_| Error::new("is not UTF-8, so no profile").at(path).remedy("make it with `mtlint learn PATH --out FILE`"))?;
        Self::parse(text).map_err(|error| error.at(path))
    }

    /// Reads a profile from its text.
    ///
    /// # Errors
    /// As [`Profile::load`].
    pub fn parse(text: String) -> Result<Self, Error> {
        let first = text.lines().next().unwrap_or_default();
        if first != HEADER {
            return Err(if first.starts_with("mtprofile ") {
                Error::new(format!("format \"{first}\": this version of mtlint reads \"{HEADER}\"")).line(1).remedy("learn the profile again")
            } else {
                Error::new("is no profile").line(1).remedy("make it with `mtlint learn PATH --out FILE`")
            });
        }
        let mut sections: [Range<usize>; SECTIONS.len()] = std::array::from_fn(|_| text.len()..text.len());
        let (mut open, mut seen, mut start, mut previous) = (None, 0, HEADER.len() + 1, "");
        for (end, number) in memchr::memchr_iter(b'\n', text.as_bytes()).chain((!text.ends_with('\n')).then_some(text.len())).skip(1).zip(2u64..) {
            let line = &text[start..end];
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                let at = SECTIONS.iter().position(|section| *section == name).filter(|at| *at >= seen);
                let at = at.ok_or_else(|| {
                    Error::new(format!("section [{name}] is not known or not in its place"))
                        .line(number)
                        .remedy(format!("the sections are {}", SECTIONS.join(", ")))
                })?;
                if let Some(before) = open {
                    let section: &mut Range<usize> = &mut sections[before];
                    section.end = start;
                }
                sections[at] = end + 1..text.len();
                (open, seen, previous) = (Some(at), at + 1, "");
            } else if open.is_some() {
                if line <= previous {
                    let what = if line == previous { "stands there twice" } else { "is not in its place" };
                    return Err(Error::new(format!("\"{}\" {what}", line.replace('\t', " ")))
                        .line(number)
                        .remedy("keep the lines of a section sorted by bytes, as LC_ALL=C sort does"));
                }
                previous = line;
            } else if !line.starts_with('#') && !line.is_empty() {
                return Err(Error::new(format!("\"{line}\" stands before the first section")).line(number));
            }
            start = end + 1;
        }
        let hash = hash_of(text.as_bytes());
        let mut profile = Self { text, sections, hash };
        for section in &mut profile.sections {
            section.start = section.start.min(profile.text.len());
            section.end = section.end.max(section.start);
        }
        Ok(profile)
    }

    /// A hash of all its content.
    #[must_use]
    pub fn hash(&self) -> u64 {
        self.hash
    }

    /// What was learnt of a folded word.
    #[must_use]
    pub fn word(&self, folded: &str) -> Option<LearntWord<'_>> {
        let mut cells = self.rows(WORDS, folded).next()?.split('\t');
        let key = cells.next()?;
        let count = cells.next()?.parse().ok()?;
        let written = cells.next().unwrap_or(key);
        let as_written = cells.next().and_then(|cell| cell.parse().ok()).unwrap_or(count);
        Some(LearntWord { count, written, as_written })
    }

    /// How often a folded word or several occur, 0 where they do not.
    #[must_use]
    pub fn count(&self, folded: &str) -> u32 {
        self.word(folded).map_or(0, |word| word.count)
    }

    /// Whether the trusted texts have this folded word, mostly in lower case.
    #[must_use]
    pub fn knows_word(&self, folded: &str) -> bool {
        self.word(folded).is_some_and(|word| !word.is_name())
    }

    /// Whether the trusted texts have this folded word, mostly as a name.
    #[must_use]
    pub fn knows_name(&self, folded: &str) -> bool {
        self.word(folded).is_some_and(|word| word.is_name())
    }

    /// The ways to write a word that are equal but for hyphens, spaces and accents, with counts.
    pub fn forms(&self, skeleton: &str) -> impl Iterator<Item = (&str, u32)> {
        self.rows(FORMS, skeleton).filter_map(second_and_count)
    }

    /// How often each side of a family of spellings was chosen.
    #[must_use]
    pub fn habit(&self, family: &str) -> Option<(u32, u32)> {
        let mut cells = self.rows(HABITS, family).next()?.split('\t').skip(1);
        Some((cells.next()?.parse().ok()?, cells.next()?.parse().ok()?))
    }

    /// Whether the house keeps to the first side of a family, to the second, or to none.
    #[must_use]
    pub fn keeps_to_first(&self, family: &str) -> Option<bool> {
        let (first, second) = self.habit(family)?;
        let all = first + second;
        (all >= HABIT.0 && f64::from(first.max(second)) >= HABIT.1 * f64::from(all)).then_some(first > second)
    }

    /// Terms whose first word is this folded word: folded, written, count.
    pub fn terms(&self, first: &str) -> impl Iterator<Item = (&str, &str, u32)> {
        self.from(TERMS, &format!("{first} ")).filter_map(|row| {
            let (key, rest) = row.split_once('\t')?;
            let (written, count) = rest.split_once('\t')?;
            Some((key, written, count.parse().ok()?))
        })
    }

    /// What an acronym was said to stand for, with counts.
    pub fn expansions(&self, acronym: &str) -> impl Iterator<Item = (&str, u32)> {
        self.rows(ACRONYMS, acronym).filter_map(second_and_count)
    }

    /// Rows whose first cell is `key`.
    fn rows<'p>(&'p self, section: usize, key: &str) -> impl Iterator<Item = &'p str> + use<'p> {
        self.from(section, &format!("{key}\t"))
    }

    /// Rows that begin with `prefix`.
    fn from<'p>(&'p self, section: usize, prefix: &str) -> impl Iterator<Item = &'p str> + use<'p> {
        let table = &self.text[self.sections[section].clone()];
        let bytes = table.as_bytes();
        let (mut low, mut high) = (0, bytes.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let start = memchr::memrchr(b'\n', &bytes[low..middle]).map_or(low, |at| low + at + 1);
            let end = memchr::memchr(b'\n', &bytes[start..]).map_or(bytes.len(), |at| start + at);
            if &bytes[start..end] < prefix.as_bytes() {
                low = (end + 1).min(bytes.len());
            } else {
                high = start;
            }
        }
        let prefix = prefix.to_owned();
        table[low..].lines().take_while(move |row| row.starts_with(&prefix))
    }
}

/// A hash of megabytes in a millisecond: eight bytes at a time, in four lanes that do not wait for each other.
fn hash_of(bytes: &[u8]) -> u64 {
    let mut lanes = [0x9e37_79b9_7f4a_7c15u64; 4];
    let blocks = bytes.chunks_exact(32);
    let rest = blocks.remainder();
    for block in blocks {
        for (lane, word) in lanes.iter_mut().zip(block.chunks_exact(8)) {
            let word = u64::from_le_bytes(word.try_into().expect("eight bytes"));
            *lane = (lane.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
        }
    }
    lanes.iter().fold(StableHash::default().with(rest), |hash, lane| hash.with(lane.to_le_bytes())).finish()
}

/// Whether a form is the house's, given how often it and its rivals were used.
#[must_use]
pub fn dominates(form: u32, rivals: u32) -> bool {
    form >= LEAST_SUPPORT && f64::from(form) >= DOMINANCE * f64::from(form + rivals)
}

fn second_and_count(row: &str) -> Option<(&str, u32)> {
    let mut cells = row.split('\t').skip(1);
    Some((cells.next()?, cells.next()?.parse().ok()?))
}

/// The content of a profile before it is written.
#[derive(Debug, Default)]
pub struct Tables {
    /// Remarks for the head of the file.
    pub remarks: Vec<String>,
    /// Rows of each section: key and the other cells.
    rows: [Vec<String>; SECTIONS.len()],
}

impl Tables {
    /// Adds a word: folded, how often, how it is mostly written, how often so.
    pub fn word(&mut self, folded: &str, count: u32, written: &str, as_written: u32) {
        let row = if folded == written { format!("{folded}\t{count}") } else { format!("{folded}\t{count}\t{written}\t{as_written}") };
        self.rows[WORDS].push(row);
    }

    /// Adds a way to write a word.
    pub fn form(&mut self, skeleton: &str, form: &str, count: u32) {
        self.rows[FORMS].push(format!("{skeleton}\t{form}\t{count}"));
    }

    /// Adds how often each side of a family of spellings was chosen.
    pub fn habit(&mut self, family: &str, first: u32, second: u32) {
        self.rows[HABITS].push(format!("{family}\t{first}\t{second}"));
    }

    /// Adds a term of several words.
    pub fn term(&mut self, folded: &str, written: &str, count: u32) {
        self.rows[TERMS].push(format!("{folded}\t{written}\t{count}"));
    }

    /// Adds what an acronym stands for.
    pub fn acronym(&mut self, acronym: &str, expansion: &str, count: u32) {
        self.rows[ACRONYMS].push(format!("{acronym}\t{expansion}\t{count}"));
    }

    /// The file.
    #[must_use]
    pub fn write(mut self) -> String {
        let mut text = format!("{HEADER}\n");
        for remark in &self.remarks {
            let _ = writeln!(text, "# {remark}");
        }
        for (name, rows) in SECTIONS.iter().zip(&mut self.rows) {
            rows.sort_unstable();
            rows.dedup();
            let _ = writeln!(text, "[{name}]");
            for row in rows {
                text.push_str(row);
                text.push('\n');
            }
        }
        text
    }
}

/// Words that an acronym passes over.
const PASSED_OVER: &[&str] = &["of", "the", "for", "and", "in", "on", "to", "de", "du", "la", "&"];

/// Where the words begin that stand before the acronym in brackets at `bracket` and spell it with their initials:
/// `International Atomic Energy Agency (IAEA)`. Gives the first of them and the acronym's token.
#[must_use]
pub fn expansion_before(doc: &Document, first: usize, bracket: usize) -> Option<(usize, usize)> {
    let acronym = acronym_in(doc, bracket)?;
    let letters: Vec<char> = doc.token_text(acronym).to_lowercase().chars().filter(|c| c.is_alphabetic()).collect();
    let start = spelt_by(doc, first, bracket, &letters)?;
    (bracket - start >= 2).then_some((start, acronym))
}

/// Where the words begin that end before `end` and spell the letters. A small word may give a letter or none, as `of`
/// does in ROK and not in USA.
fn spelt_by(doc: &Document, first: usize, end: usize, letters: &[char]) -> Option<usize> {
    let Some(last) = letters.last() else { return Some(end) };
    let at = end.checked_sub(1).filter(|at| *at >= first && doc.tokens()[*at].kind == TokenKind::Word)?;
    let text = doc.token_text(at).to_lowercase();
    if PASSED_OVER.contains(&text.as_str())
        && let Some(start) = spelt_by(doc, first, at, letters)
    {
        // The name begins with a word that counts.
        return Some(start).filter(|start| *start < at);
    }
    // The parts of a compound may each give a letter, or the first of them for all.
    let initials: Vec<char> = text.split('-').filter_map(|part| part.chars().next()).collect();
    if initials.len() > 1
        && letters.ends_with(&initials)
        && let Some(start) = spelt_by(doc, first, at, &letters[..letters.len() - initials.len()])
    {
        return Some(start);
    }
    if initials.first() == Some(last) { spelt_by(doc, first, at, &letters[..letters.len() - 1]) } else { None }
}

/// The token of the acronym that stands alone in the brackets that open here.
#[must_use]
pub fn acronym_in(doc: &Document, bracket: usize) -> Option<usize> {
    let tokens = doc.tokens();
    if bracket + 2 >= tokens.len() || doc.token_text(bracket) != "(" || doc.token_text(bracket + 2) != ")" {
        return None;
    }
    let token = tokens[bracket + 1];
    (token.kind == TokenKind::Word && token.case == Case::Upper && token.is_ascii() && (2..=8).contains(&token.span.len())).then_some(bracket + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> Tables {
        let mut tables = Tables { remarks: vec!["a remark".to_owned()], ..Tables::default() };
        for (word, count, written, as_written) in
            [("youtube", 9, "YouTube", 8), ("house", 40, "house", 40), ("houses", 3, "houses", 3), ("zelensky", 12, "Zelensky", 12)]
        {
            tables.word(word, count, written, as_written);
        }
        tables.form("email", "e-mail", 12);
        tables.form("email", "email", 1);
        tables.habit("-ize/-ise", 99, 1);
        tables.term("security council", "Security Council", 7);
        tables.term("security service of ukraine", "Security Service of Ukraine", 5);
        tables.acronym("IAEA", "International Atomic Energy Agency", 4);
        tables
    }

    #[test]
    fn what_is_written_is_found_again() {
        let profile = Profile::parse(example().write()).expect("a profile");
        assert_eq!(profile.word("youtube"), Some(LearntWord { count: 9, written: "YouTube", as_written: 8 }));
        assert_eq!((profile.count("house"), profile.count("houses"), profile.count("hous")), (40, 3, 0));
        assert!(profile.knows_word("house") && !profile.knows_name("house"));
        assert!(profile.knows_name("zelensky") && !profile.knows_word("zelensky"));
        assert_eq!(profile.forms("email").collect::<Vec<_>>(), [("e-mail", 12), ("email", 1)]);
        assert_eq!(profile.keeps_to_first("-ize/-ise"), Some(true));
        assert_eq!(profile.keeps_to_first("-or/-our"), None);
        assert_eq!(profile.terms("security").count(), 2);
        assert_eq!(profile.expansions("IAEA").next(), Some(("International Atomic Energy Agency", 4)));
    }

    #[test]
    fn an_empty_profile_knows_nothing() {
        let profile = Profile::parse(Tables::default().write()).expect("a profile");
        assert!(profile.word("house").is_none() && profile.terms("security").next().is_none());
        assert!(Profile::parse(HEADER.to_owned()).expect("a profile").word("a").is_none());
    }

    #[test]
    fn every_row_of_a_large_section_is_found() {
        let mut tables = Tables::default();
        for n in 0..5000 {
            tables.word(&format!("w{n}"), n, &format!("w{n}"), n);
        }
        let profile = Profile::parse(tables.write()).expect("a profile");
        assert!((0..5000).all(|n| profile.word(&format!("w{n}")).is_some_and(|word| word.count == n)));
        assert!(profile.word("w").is_none() && profile.word("x").is_none() && profile.word("w5000").is_none());
    }

    #[test]
    fn what_is_no_profile_is_refused_with_its_line() {
        let refused = |text: &str| Profile::parse(text.to_owned()).expect_err("refused").to_string();
        assert!(refused("word,count\n").contains("is no profile"));
        assert!(refused("mtprofile 9\n").contains("reads \"mtprofile 1\""));
        assert!(refused("mtprofile 1\n[words]\nb\t1\na\t1\n").starts_with("line 4: \"a 1\" is not in its place"));
        assert!(refused("mtprofile 1\n[words]\na\t1\na\t1\n").contains("line 4: \"a 1\" stands there twice"));
        assert!(refused("mtprofile 1\n[word]\n").contains("line 2: section [word] is not known"));
    }

    #[test]
    fn acronyms_are_spelt_by_the_words_before_them() {
        let expansion = |text: &str| {
            let doc = Document::plain("t", text);
            let bracket = (0..doc.tokens().len()).find(|at| doc.token_text(*at) == "(").expect("a bracket");
            expansion_before(&doc, 0, bracket).map(|(first, _)| doc.slice(doc.tokens()[first].span.to(doc.tokens()[bracket - 1].span)).to_owned())
        };
        assert_eq!(expansion("He joined the International Atomic Energy Agency (IAEA).").as_deref(), Some("International Atomic Energy Agency"));
        assert_eq!(
            expansion("The Treaty on the Non-Proliferation of Nuclear Weapons (TNPNW) holds.").as_deref(),
            Some("Treaty on the Non-Proliferation of Nuclear Weapons")
        );
        assert_eq!(expansion("The Republic of Korea (ROK) and the United States of America (USA)").as_deref(), Some("Republic of Korea"));
        assert_eq!(expansion("Talks with the agency of Vienna (IAEA) began."), None);
    }
}
