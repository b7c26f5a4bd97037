//! What people decided about findings: verdicts that every later check honours.
//!
//! Decisions lie in `.mtlint/decisions.csv`, one line each, sorted, to be kept under version control. A decision is
//! known by `fingerprint` and `occurrence`, as a finding is; `file` only settles which of two contrary decisions is
//! meant. To take one back, delete its line, or give another verdict and apply it.
//!
//! | verdict | means | later checks |
//! |---|---|---|
//! | `error` | a defect | are sure of the finding |
//! | `ok` | none | do not show or count it |
//! | `wontfix` | a defect that stays | do not show or count it; it still costs in the reviewed score |
//! | `unsure` | nobody knows | as if nothing was said |
//! | `name`, `word` | none: the text is a right name, or word | do not show or count it, and know the name or word everywhere |
//!
//! A rule whose findings are rejected often here is trusted less here: see [`Decisions::confidence`].

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Deserializer, Serialize};

use crate::error::{Error, nearest};
use crate::knowledge::Knowledge;
use crate::knowledge::names::OwnName;
use crate::mqm::{Severity, vocabulary};
use crate::table::{self, Record, Table, columns};
use crate::text::fold::fold;
use crate::text::hash::StableHash;

/// Where a project keeps its decisions.
pub const PLACE: &str = ".mtlint/decisions.csv";

/// Different texts of a rule that must be judged before its confidence is touched.
const LEAST_JUDGED: u32 = 5;

/// How many judged findings the confidence that a rule comes with stands for.
const PRIOR: f32 = 10.0;

vocabulary! {
    /// What a reviewer says of a finding.
    Ruling, "verdict" {
        /// A defect.
        Error = "error",
        /// No defect.
        Ok = "ok",
        /// Cannot be told.
        Unsure = "unsure",
        /// A defect, but it stays.
        Wontfix = "wontfix",
        /// No defect: the text is a name, rightly written.
        Name = "name",
        /// No defect: the text is a word, rightly written.
        Word = "word",
    }
}

impl Ruling {
    /// Other ways to say it. "?" is none of them: a Russian letter that a spreadsheet could not save turns into it.
    const ALIASES: &'static [(&'static str, Self)] = &[
        ("y", Self::Error),
        ("yes", Self::Error),
        ("д", Self::Error),
        ("да", Self::Error),
        ("n", Self::Ok),
        ("no", Self::Ok),
        ("н", Self::Ok),
        ("нет", Self::Ok),
        ("won't fix", Self::Wontfix),
        ("won’t fix", Self::Wontfix),
    ];

    /// Reads the cell of a reviewer; an empty one says nothing. The answer to "is it a defect?" is a verdict, too.
    ///
    /// # Errors
    /// The cell is none of the verdicts; the error says which there are.
    pub fn read(cell: &str) -> Result<Option<Self>, String> {
        let word = cell.trim().to_lowercase();
        if word.is_empty() {
            return Ok(None);
        }
        let spelt = || Self::ALL.iter().map(|ruling| (ruling.as_str(), *ruling)).chain(Self::ALIASES.iter().copied());
        if let Some((_, ruling)) = spelt().find(|(spelling, _)| *spelling == word) {
            return Ok(Some(ruling));
        }
        let known: Vec<_> = Self::ALL.iter().map(|ruling| ruling.as_str()).collect();
        let near = if word.chars().count() < 3 { None } else { nearest(&word, spelt().map(|(spelling, _)| spelling)) };
        let near = near.map(|near| format!("did you mean \"{near}\"? ")).unwrap_or_default();
        Err(format!("unknown verdict \"{}\": {near}known are {}, and y, n, да, нет", cell.trim(), known.join(", ")))
    }

    /// Whether the rule was right; `None` where that cannot be told.
    #[must_use]
    pub fn upholds(self) -> Option<bool> {
        match self {
            Self::Error | Self::Wontfix => Some(true),
            Self::Ok | Self::Name | Self::Word => Some(false),
            Self::Unsure => None,
        }
    }

    /// Whether later checks leave the finding alone.
    #[must_use]
    pub fn settles(self) -> bool {
        matches!(self, Self::Ok | Self::Wontfix | Self::Name | Self::Word)
    }
}

/// One decision as it stands in the table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Decision {
    /// What the finding is known by.
    pub fingerprint: String,
    /// Which one of its kind it is, from 1.
    #[serde(deserialize_with = "table::number")]
    pub occurrence: u32,
    /// What was decided.
    #[serde(deserialize_with = "ruling")]
    pub verdict: Ruling,
    /// Id of the rule.
    pub rule: String,
    /// The span as it was.
    pub text: String,
    /// The document.
    pub file: String,
    /// How bad it is instead of what the tool says.
    #[serde(deserialize_with = "severity")]
    pub severity: Option<Severity>,
    /// What it should read.
    pub fix: String,
    /// Who decided.
    pub who: String,
    /// When: a day.
    pub when: String,
    /// Why.
    pub why: String,
}

impl Default for Decision {
    fn default() -> Self {
        let empty = String::new;
        Self {
            fingerprint: empty(),
            occurrence: 1,
            verdict: Ruling::Unsure,
            rule: empty(),
            text: empty(),
            file: empty(),
            severity: None,
            fix: empty(),
            who: empty(),
            when: empty(),
            why: empty(),
        }
    }
}

fn ruling<'de, D: Deserializer<'de>>(from: D) -> Result<Ruling, D::Error> {
    let cell = String::deserialize(from)?;
    Ruling::read(&cell).map_err(serde::de::Error::custom)?.ok_or_else(|| serde::de::Error::custom("a decision has a verdict"))
}

fn severity<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Severity>, D::Error> {
    read_severity(&String::deserialize(from)?).map_err(serde::de::Error::custom)
}

/// Reads a severity that a reviewer typed; an empty cell says nothing.
///
/// # Errors
/// The cell is no severity; the error says which there are.
pub fn read_severity(cell: &str) -> Result<Option<Severity>, String> {
    let word = cell.trim().to_lowercase();
    if word.is_empty() { Ok(None) } else { word.parse().map(Some) }
}

impl Decision {
    /// Whether both speak of one finding.
    #[must_use]
    pub fn is_about_the_same(&self, other: &Self) -> bool {
        self.key() == other.key()
    }

    /// Whether both say the same of it, whoever said it and when.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        (self.verdict, self.severity, &self.fix, &self.why) == (other.verdict, other.severity, &other.fix, &other.why)
    }

    fn key(&self) -> (&str, &str, u32) {
        (&self.file, &self.fingerprint, self.occurrence)
    }

    /// The name or word that it accepts, without quotation marks around it.
    fn accepted(&self) -> &str {
        self.text.trim_matches(|c: char| c.is_whitespace() || "\"'“”„«»‘’.,;:!?()[]".contains(c))
    }
}

/// How often findings of a rule were upheld and rejected; each different text counts once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Upheld.
    pub upheld: u32,
    /// Rejected.
    pub rejected: u32,
}

impl Tally {
    /// Share that was upheld, where any was judged.
    #[must_use]
    pub fn precision(self) -> Option<f64> {
        let judged = self.upheld + self.rejected;
        (judged > 0).then(|| f64::from(self.upheld) / f64::from(judged))
    }

    /// The confidence of a rule in the light of what was judged, never more than it comes with.
    #[must_use]
    pub fn confidence(self, own: f32) -> f32 {
        let judged = self.upheld + self.rejected;
        if judged < LEAST_JUDGED {
            return own;
        }
        own.min((PRIOR * own + self.upheld as f32) / (PRIOR + judged as f32))
    }
}

/// The decisions of a project.
#[derive(Debug, Clone, Default)]
pub struct Decisions {
    rows: Vec<Decision>,
    by_print: FxHashMap<String, Vec<usize>>,
    tallies: BTreeMap<String, Tally>,
}

impl Decisions {
    /// Decisions in any order.
    #[must_use]
    pub fn new(mut rows: Vec<Decision>) -> Self {
        rows.sort_by(|a, b| (&a.file, &a.rule, &a.text, &a.fingerprint, a.occurrence).cmp(&(&b.file, &b.rule, &b.text, &b.fingerprint, b.occurrence)));
        let mut by_print: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        let mut texts: BTreeMap<&str, (BTreeSet<String>, BTreeSet<String>)> = BTreeMap::new();
        for (at, row) in rows.iter().enumerate() {
            by_print.entry(row.fingerprint.clone()).or_default().push(at);
            let (upheld, rejected) = texts.entry(&row.rule).or_default();
            match row.verdict.upholds() {
                Some(true) => upheld.insert(fold(&row.text).into_owned()),
                Some(false) => rejected.insert(fold(&row.text).into_owned()),
                None => false,
            };
        }
        let tallies =
            texts.into_iter().map(|(rule, (upheld, rejected))| (rule.to_owned(), Tally { upheld: upheld.len() as u32, rejected: rejected.len() as u32 }));
        let tallies = tallies.collect();
        Self { rows, by_print, tallies }
    }

    /// Reads a table of decisions.
    ///
    /// # Errors
    /// The file cannot be read, or a line of it; the error names the line.
    pub fn load(path: &Path) -> Result<Self, Error> {
        let bytes = std::fs::read(path).map_err(|error| Error::io("read the decisions", path, error))?;
        let table = Table::read(bytes, &columns::<Decision>()).map_err(|error| error.at(path))?;
        if !(table.header.is_empty() || table.has("fingerprint") && table.has("verdict")) {
            return Err(Error::new("is no table of decisions: it has no columns \"fingerprint\" and \"verdict\"")
                .at(path)
                .remedy("`mtlint review --apply` writes one"));
        }
        let rows = table.records().map(|record: Record<'_>| record.to());
        Ok(Self::new(rows.collect::<Result<_, Error>>().map_err(|error| error.at(path))?))
    }

    /// The decisions that hold in a folder: those of the nearest project above it.
    #[must_use]
    pub fn find(folder: &Path) -> Option<PathBuf> {
        let folder = std::path::absolute(folder).ok()?;
        for folder in folder.ancestors() {
            let place = folder.join(PLACE);
            if place.is_file() {
                return Some(place);
            }
            if folder.join(".git").exists() {
                break;
            }
        }
        None
    }

    /// Where the decisions of a folder belong if there are none yet: beside the nearest `mtlint.toml` or `.git` above it.
    #[must_use]
    pub fn home(folder: &Path) -> PathBuf {
        let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
        let home = folder.ancestors().find(|folder| folder.join("mtlint.toml").is_file() || folder.join(".git").exists());
        home.unwrap_or(&folder).join(PLACE)
    }

    /// The decisions, sorted.
    #[must_use]
    pub fn rows(&self) -> &[Decision] {
        &self.rows
    }

    /// How often the findings of a rule were upheld and rejected.
    #[must_use]
    pub fn tally(&self, rule: &str) -> Tally {
        self.tallies.get(rule).copied().unwrap_or_default()
    }

    /// The confidence of a finding in this project: what the rule gives it counts as ten judged findings, those that
    /// people judged here are added. It only ever falls, and not before five different texts were judged. A
    /// `confidence` in `[rules]` of mtlint.toml goes first.
    #[must_use]
    pub fn confidence(&self, rule: &str, own: f32) -> f32 {
        self.tally(rule).confidence(own)
    }

    /// What was decided of a finding: in its own file, else in others, where they agree.
    #[must_use]
    pub fn of(&self, file: &str, fingerprint: &str, occurrence: u32) -> Option<&Decision> {
        let about = || self.by_print.get(fingerprint).into_iter().flatten().map(|at| &self.rows[*at]).filter(move |row| row.occurrence == occurrence);
        about().find(|row| row.file == file).or_else(|| {
            let first = about().next()?;
            about().all(|row| row.verdict == first.verdict).then_some(first)
        })
    }

    /// Adds the names and words that were accepted to what is known.
    pub fn teach(&self, knowledge: &mut Knowledge) {
        let mut seen = BTreeSet::new();
        for row in &self.rows {
            let text = row.accepted();
            if text.is_empty() || !seen.insert((row.verdict, text)) {
                continue;
            }
            match row.verdict {
                Ruling::Word => knowledge.add_word(fold(text)),
                Ruling::Name => knowledge.names.add(OwnName { name: text.to_owned(), ..OwnName::default() }),
                _ => {}
            }
        }
    }

    /// Takes new decisions in. A decision on the same finding is replaced unless it says the same already.
    #[must_use]
    pub fn with(&self, new: &[Decision]) -> (Self, Change) {
        let mut rows: BTreeMap<(String, String, u32), Decision> = BTreeMap::new();
        let owned = |row: &Decision| (row.file.clone(), row.fingerprint.clone(), row.occurrence);
        for row in &self.rows {
            rows.insert(owned(row), row.clone());
        }
        let mut change = Change::default();
        for row in new {
            match rows.get_mut(&owned(row)) {
                None => {
                    change.added += 1;
                    rows.insert(owned(row), row.clone());
                }
                Some(old) if old.says_the_same(row) => change.same += 1,
                Some(old) => {
                    change.changed += 1;
                    *old = row.clone();
                }
            }
        }
        (Self::new(rows.into_values().collect()), change)
    }

    /// A hash of all that can change a figure; `None` without decisions.
    #[must_use]
    pub fn hash(&self) -> Option<u64> {
        let add = |hash: StableHash, row: &Decision| {
            let hash = hash.with(&row.file).with(&row.fingerprint).with(row.occurrence.to_le_bytes()).with(row.verdict.as_str());
            hash.with(&row.rule).with(&row.text).with(row.severity.map_or("", Severity::as_str)).with(&row.fix)
        };
        (!self.rows.is_empty()).then(|| self.rows.iter().fold(StableHash::default(), add).finish())
    }
}

/// What taking in decisions changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Change {
    /// Findings that were decided for the first time.
    pub added: u32,
    /// Findings that were decided otherwise before.
    pub changed: u32,
    /// Findings that were decided so before.
    pub same: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decision(fingerprint: &str, verdict: Ruling, text: &str) -> Decision {
        Decision {
            fingerprint: fingerprint.to_owned(),
            verdict,
            rule: "misspelling".to_owned(),
            text: text.to_owned(),
            file: "a.txt".to_owned(),
            ..Decision::default()
        }
    }

    #[test]
    fn a_verdict_is_read_as_people_type_it() {
        let read = |cell: &str| Ruling::read(cell).ok().flatten();
        assert_eq!(["error", " Y ", "Yes", "ДА", "да"].map(read), [Some(Ruling::Error); 5]);
        assert_eq!(["OK", "n", "нет", "No"].map(read), [Some(Ruling::Ok); 4]);
        assert_eq!([" won't fix", "wontfix"].map(read), [Some(Ruling::Wontfix); 2]);
        assert_eq!(Ruling::read("  "), Ok(None));
        for unclear in ["??", "?", "1", "+", "maybe", "TRUE"] {
            assert!(Ruling::read(unclear).is_err(), "{unclear}");
        }
        assert!(Ruling::read("eror").expect_err("misspelt").contains("did you mean \"error\"?"));
    }

    #[test]
    fn a_rule_that_is_rejected_often_is_trusted_less_and_a_deleted_line_takes_it_back() {
        let mut rows: Vec<_> = (0..6).map(|n| decision(&format!("f{n}"), Ruling::Ok, &format!("text {n}"))).collect();
        let few = Decisions::new(rows[..4].to_vec());
        assert_eq!(few.confidence("misspelling", 0.8), 0.8, "four verdicts are too few");
        let many = Decisions::new(rows.clone());
        assert_eq!(many.confidence("misspelling", 0.8), 0.5);
        assert_eq!(many.confidence("doubled-word", 0.8), 0.8);
        for row in &mut rows {
            row.text = "same".to_owned();
        }
        assert_eq!(Decisions::new(rows).confidence("misspelling", 0.8), 0.8, "one text judged six times is one");
    }

    #[test]
    fn praise_does_not_make_a_rule_surer() {
        let rows = (0..9).map(|n| decision(&format!("f{n}"), Ruling::Error, &format!("text {n}"))).collect();
        assert_eq!(Decisions::new(rows).confidence("misspelling", 0.6), 0.6);
    }

    #[test]
    fn a_decision_follows_a_text_to_another_file_unless_two_files_disagree() {
        let here = decision("f", Ruling::Ok, "x");
        let there = Decision { file: "b.txt".to_owned(), verdict: Ruling::Error, ..here.clone() };
        let one = Decisions::new(vec![here.clone()]);
        assert_eq!(one.of("c.txt", "f", 1), Some(&here));
        assert_eq!(one.of("c.txt", "f", 2), None);
        let two = Decisions::new(vec![here, there.clone()]);
        assert_eq!(two.of("b.txt", "f", 1), Some(&there));
        assert_eq!(two.of("c.txt", "f", 1), None);
    }

    #[test]
    fn accepted_names_and_words_are_known() {
        let mut knowledge = Knowledge::embedded();
        let rows = vec![decision("f", Ruling::Word, "“Zzyzxia,”"), decision("g", Ruling::Name, "Qoraqolpoq Qvwx"), decision("h", Ruling::Ok, "wrfgl")];
        Decisions::new(rows).teach(&mut knowledge);
        assert!(knowledge.knows_word("zzyzxia"));
        assert!(knowledge.knows_name("qoraqolpoq qvwx"));
        assert!(!knowledge.knows_word("wrfgl"), "a finding that was wrong in one place is no word of its own");
    }

    #[test]
    fn taking_in_what_is_known_changes_nothing() {
        let old = Decisions::new(vec![Decision { who: "Ann".to_owned(), when: "2024-05-01".to_owned(), ..decision("f", Ruling::Ok, "x") }]);
        let (same, change) = old.with(&[Decision { when: "2025-01-01".to_owned(), ..decision("f", Ruling::Ok, "x") }]);
        assert_eq!((change, same.rows()), (Change { same: 1, ..Change::default() }, old.rows()));
        let (other, change) = old.with(&[decision("f", Ruling::Error, "x"), decision("g", Ruling::Ok, "y")]);
        assert_eq!((change, other.rows().len()), (Change { added: 1, changed: 1, same: 0 }, 2));
        assert_ne!(other.hash(), old.hash());
    }
}
