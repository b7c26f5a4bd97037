//! Phrases that translation leaves behind: rows of tables, compiled into small programs.
//!
//! The shipped packs, one a source language, are compiled by the build script; opening them costs nothing. Each row
//! waits for its rarest literal word, so the cost of a text does not grow with the number of rows.

pub mod pattern;

use std::borrow::Cow;
use std::path::Path;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::inflect::{self, Class};
use super::lexicon::Lexicon;
use super::tags::{Tag, TagSet};
use crate::error::Error;
use crate::mqm::{Category, Severity};
use pattern::{Compiled, Words};

include!(concat!(env!("OUT_DIR"), "/phrases.rs"));

/// What a row says of the text it matches.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The pack it belongs to: a source language, or the file of a project.
    pub pack: Cow<'static, str>,
    /// What to write instead: alternatives separated by `;`, with `$1` and `@lemma`; may be empty.
    pub instead: Cow<'static, str>,
    /// Why it is wrong.
    pub why: Cow<'static, str>,
    /// The lemma of the first inflected element; empty if there is none.
    pub lemma: Cow<'static, str>,
    /// What kind of defect.
    pub category: Category,
    /// How bad.
    pub severity: Severity,
}

/// The shipped packs and a project's own rows.
pub struct Phrases {
    literals: fst::Map<&'static [u8]>,
    kinds: (Vec<Category>, Vec<Severity>),
    enabled: Vec<bool>,
    own: Own,
}

#[derive(Default)]
struct Own {
    symbols: FxHashMap<String, u32>,
    exact: Vec<String>,
    anchors: FxHashMap<u32, Vec<u32>>,
    rows: Vec<(Row, Compiled)>,
}

/// One row with its program.
#[derive(Clone, Copy)]
pub struct Program<'a> {
    /// Instructions.
    pub ops: &'a [pattern::Op],
    /// Fewest tokens before the anchor.
    pub low: u32,
    /// Most tokens before the anchor.
    pub high: u32,
    /// What can stand right before and right after the anchor.
    pub neighbours: (u64, u64),
}

impl Default for Phrases {
    fn default() -> Self {
        Self::embedded()
    }
}

impl Phrases {
    /// The shipped packs.
    #[must_use]
    pub fn embedded() -> Self {
        let bytes: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/literals.fst"));
        let literals = fst::Map::new(bytes).expect("the build script wrote a valid map");
        let kinds = (
            CATEGORIES.iter().map(|text| text.parse().unwrap_or(Category::StyleCalque)).collect(),
            SEVERITIES.iter().map(|text| text.parse().unwrap_or(Severity::Minor)).collect(),
        );
        Self { literals, kinds, enabled: vec![true; PACKS.len()], own: Own::default() }
    }

    /// Names of the shipped packs.
    #[must_use]
    pub fn packs() -> &'static [&'static str] {
        PACKS
    }

    /// Uses only the shipped packs that `wanted` accepts.
    pub fn choose(&mut self, wanted: impl Fn(&str) -> bool) {
        for (enabled, pack) in self.enabled.iter_mut().zip(PACKS) {
            *enabled = wanted(pack);
        }
    }

    /// The number of a folded literal that some row asks for; 0 for all other words.
    #[must_use]
    pub fn symbol(&self, folded: &str) -> u32 {
        let own = || self.own.symbols.get(folded).copied();
        self.literals.get(folded).map(|symbol| symbol as u32).or_else(own).unwrap_or(0)
    }

    /// The rows that wait for this symbol.
    pub fn rows_at(&self, symbol: u32) -> impl Iterator<Item = u32> + '_ {
        let at = symbol as usize;
        let shipped = if at + 1 < ANCHOR_STARTS.len() { &ANCHOR_ROWS[ANCHOR_STARTS[at] as usize..ANCHOR_STARTS[at + 1] as usize] } else { &[] };
        let own = self.own.anchors.get(&symbol).map_or(&[][..], Vec::as_slice);
        shipped.iter().copied().filter(|row| self.enabled[(ROWS[*row as usize][2] & 0xff) as usize]).chain(own.iter().copied())
    }

    /// Whether any row waits for this symbol.
    #[must_use]
    #[inline]
    pub fn is_anchor(&self, symbol: u32) -> bool {
        let at = symbol as usize;
        symbol > 0 && (at + 1 < ANCHOR_STARTS.len() && ANCHOR_STARTS[at] < ANCHOR_STARTS[at + 1] || self.own.anchors.contains_key(&symbol))
    }

    /// The program of a row.
    #[must_use]
    #[inline]
    pub fn program(&self, row: u32) -> Program<'_> {
        match ROWS.get(row as usize) {
            Some([start, reach, .., b, before, a, after]) => Program {
                ops: &OPS[*start as usize..],
                low: reach & 0xff,
                high: reach >> 8,
                neighbours: (u64::from(*b) | u64::from(*before) << 32, u64::from(*a) | u64::from(*after) << 32),
            },
            None => {
                let compiled = &self.own.rows[row as usize - ROWS.len()].1;
                Program { ops: &compiled.ops, low: compiled.reach.0, high: compiled.reach.1, neighbours: compiled.neighbours }
            }
        }
    }

    /// What a row says.
    #[must_use]
    pub fn row(&self, row: u32) -> Row {
        let Some([_, _, meta, start, instead, why, lemma, ..]) = ROWS.get(row as usize) else {
            return self.own.rows[row as usize - ROWS.len()].0.clone();
        };
        let (start, instead, why, lemma) = (*start as usize, *instead as usize, *why as usize, *lemma as usize);
        let cut = |from: usize, length: usize| Cow::Borrowed(&TEXT[from..from + length]);
        Row {
            pack: Cow::Borrowed(PACKS[(meta & 0xff) as usize]),
            instead: cut(start, instead),
            why: cut(start + instead, why),
            lemma: cut(start + instead + why, lemma),
            category: self.kinds.0[(meta >> 8 & 0xff) as usize],
            severity: self.kinds.1[(meta >> 16 & 0xff) as usize],
        }
    }

    /// The spelling with this number.
    #[must_use]
    #[inline]
    pub fn exact(&self, number: u32) -> &str {
        EXACT.get(number as usize).copied().unwrap_or_else(|| &self.own.exact[number as usize - EXACT.len()])
    }

    /// Number of rows, shipped and own.
    #[must_use]
    pub fn len(&self) -> usize {
        ROWS.len() + self.own.rows.len()
    }

    /// Whether there are no rows at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds the rows of a table.
    ///
    /// # Errors
    /// A row that cannot be read or compiled, with file, line and character.
    pub fn add_table(&mut self, text: &str, path: &Path) -> Result<(), Error> {
        #[derive(serde::Deserialize)]
        struct Written {
            pattern: String,
            #[serde(default)]
            instead: String,
            #[serde(default)]
            why: String,
            #[serde(default)]
            category: Option<Category>,
            #[serde(default)]
            severity: Option<Severity>,
        }
        let pack = path.file_stem().map_or_else(|| "own".to_owned(), |stem| stem.to_string_lossy().into_owned());
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).flexible(true).from_reader(text.as_bytes());
        let header = reader.headers().map_err(|error| Error::new(error.to_string()).at(path))?.clone();
        for record in reader.records() {
            let record = record.map_err(|error| Error::new(error.to_string()).at(path))?;
            let line = record.position().map_or(0, csv::Position::line);
            let written: Written = record.deserialize(Some(&header)).map_err(|error| Error::new(error.to_string()).at(path).line(line))?;
            let compiled = pattern::compile(&written.pattern, &mut OwnWords { literals: &self.literals, own: &mut self.own }).map_err(|mistake| {
                Error::new(format!("pattern \"{}\", character {}: {}", written.pattern, mistake.column, mistake.message))
                    .at(path)
                    .line(line)
                    .remedy("the pattern language is described in CONTRIBUTING.md")
            })?;
            let number = (ROWS.len() + self.own.rows.len()) as u32;
            for symbol in &compiled.anchors {
                self.own.anchors.entry(*symbol).or_default().push(number);
            }
            let row = Row {
                pack: Cow::Owned(pack.clone()),
                instead: Cow::Owned(written.instead),
                why: Cow::Owned(if written.why.is_empty() { format!("listed in {pack}") } else { written.why }),
                lemma: Cow::Owned(compiled.lemma.clone().unwrap_or_default()),
                category: written.category.unwrap_or(Category::StyleCalque),
                severity: written.severity.unwrap_or(Severity::Minor),
            };
            self.own.rows.push((row, compiled));
        }
        Ok(())
    }
}

struct OwnWords<'a> {
    literals: &'a fst::Map<&'static [u8]>,
    own: &'a mut Own,
}

impl Words for OwnWords<'_> {
    fn symbol(&mut self, literal: &str) -> u32 {
        if let Some(symbol) = self.literals.get(literal) {
            return symbol as u32;
        }
        let next = (ANCHOR_STARTS.len() + self.own.symbols.len()) as u32;
        *self.own.symbols.entry(literal.to_owned()).or_insert(next)
    }

    fn exact(&mut self, spelling: &str) -> u32 {
        self.symbol(&spelling.to_lowercase());
        self.own.exact.push(spelling.to_owned());
        (EXACT.len() + self.own.exact.len() - 1) as u32
    }

    fn tags(&self, form: &str) -> TagSet {
        Lexicon::embedded().tags(form)
    }

    fn frequency(&self, form: &str) -> u8 {
        Lexicon::embedded().get(form).map_or(0, |entry| entry.frequency())
    }
}

/// The packs as the build script found them; for commands that list them.
#[must_use]
pub fn shipped() -> &'static Phrases {
    static PHRASES: OnceLock<Phrases> = OnceLock::new();
    PHRASES.get_or_init(Phrases::embedded)
}
