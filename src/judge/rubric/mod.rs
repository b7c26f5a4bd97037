//! What a finding costs, when a text passes, what is checked: the rubric as written, made valid.
//!
//! Defaults live in one place, `rubrics/mqm.toml`, which describes every key. All other rubrics, a project's
//! `mtlint.toml` among them, say what differs from the one they extend.

mod extends;
pub mod layers;
pub mod schema;
mod starter;
mod value;
mod written;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use super::score::Curve;
use crate::error::Error;
use crate::input::folder::Patterns;
use crate::mqm::{Category, Severity, vocabulary};
use crate::text::hash::StableHash;
use extends::Loader;

pub use starter::starter;

/// The rubric that all others start from.
const DEFAULT: &str = "mqm";

/// The shipped rubrics: id and text.
const SHIPPED: &[(&str, &str)] = &[
    (DEFAULT, include_str!("../../../rubrics/mqm.toml")),
    ("wmt", include_str!("../../../rubrics/wmt.toml")),
    ("scorecard", include_str!("../../../rubrics/scorecard.toml")),
    ("lisa", include_str!("../../../rubrics/lisa.toml")),
    ("strict", include_str!("../../../rubrics/strict.toml")),
];

vocabulary! {
    /// How points become a score; the formulas stand in `rubrics/mqm.toml`.
    Model, "model" {
        /// Linear or non-linear, by the length of the text.
        Auto = "auto",
        /// Points per word.
        Raw = "raw",
        /// Points per reference length, held against a tolerance.
        Linear = "linear",
        /// Points held against a tolerance that grows slower than the text.
        Nonlinear = "nonlinear",
        /// Points per segment, held against a tolerance (WMT).
        Mean = "mean",
        /// Points in percent of the words, held against a limit (LISA).
        Percent = "percent",
    }
}

vocabulary! {
    /// Whether a repeated error is charged again.
    Repeat, "repeat" {
        /// Each time.
        All = "all",
        /// Only the first time.
        First = "first",
    }
}

vocabulary! {
    /// Whether what others say in quotation marks is checked.
    Quotations, "quotations" {
        /// As any other text.
        Check = "check",
        /// Left alone: others said it so.
        Leave = "leave",
    }
}

/// A valid rubric: every value is set and in its range.
#[derive(Debug, Clone, PartialEq)]
pub struct Rubric {
    /// Short name for the signature: letters, digits, `-`, `_`, `.`.
    pub name: String,
    /// One sentence for people.
    pub description: String,
    /// Points of one finding by severity, in the order of `Severity::ALL`; never falling.
    pub severity: [f64; Severity::ALL.len()],
    /// Other points for some findings; of several that fit, the last counts.
    pub overrides: Vec<Override>,
    /// How points become a score.
    pub model: Model,
    /// Reference length in words for `tolerance`; at least 1.
    pub per_words: u32,
    /// Points just tolerated in `per_words` words (or one segment, by the model); more than 0.
    pub tolerance: f64,
    /// Points just tolerated by the non-linear model.
    pub curve: Curve,
    /// Score that a text needs, 0 to below 100.
    pub pass: f64,
    /// Whether one critical finding fails a text.
    pub critical_fails: bool,
    /// Words below which a score decides nothing.
    pub min_words: u32,
    /// Words above which `Model::Auto` is non-linear; not below `min_words`.
    pub linear_until: u32,
    /// Most findings charged in one segment; `None` = no limit.
    pub max_per_segment: Option<NonZeroU32>,
    /// Points allowed in percent of the words, for `Model::Percent`; above 0, at most 100.
    pub max_points_percent: f64,
    /// Whether a repeated error is charged again.
    pub repeat: Repeat,
    /// Findings below this confidence cost nothing.
    pub min_confidence: f32,
    /// Findings below this confidence are not shown; not above `min_confidence`.
    pub show_confidence: f32,
    /// Whether quotations are checked.
    pub quotations: Quotations,
    /// Rules that are not run, or not as they come.
    pub rules: BTreeMap<String, RuleSetting>,
    /// Packs of phrases.
    pub packs: Packs,
    /// Which files are read.
    pub files: Files,
    /// What fails a commit hook.
    pub gate: Gate,
    /// What holds for some files only; later ones win.
    pub exceptions: Vec<Exception>,
}

/// What a rubric says of some files: `[[for]]`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Exception {
    /// Which files.
    pub files: Patterns,
    /// `Some(false)`: they are not checked.
    pub check: Option<bool>,
    /// Whether quotations are checked in them.
    pub quotations: Option<Quotations>,
    /// Findings below this confidence cost nothing in them.
    pub min_confidence: Option<f32>,
    /// Findings below this confidence are not shown in them.
    pub show_confidence: Option<f32>,
    /// Rules that are not run on them, or not as they come.
    pub rules: BTreeMap<String, RuleSetting>,
    /// Packs of phrases in use for them.
    pub packs_used: Option<Vec<String>>,
    /// Packs left out for them.
    pub packs_without: Option<Vec<String>>,
    /// Their gate.
    pub gate_severity: Option<Severity>,
    /// Their gate.
    pub gate_confidence: Option<f32>,
    /// Their gate.
    pub gate_new_only: Option<bool>,
}

/// What a rubric says of one rule.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RuleSetting {
    /// Whether it is run.
    pub on: bool,
    /// The severity of all its findings, in place of its own.
    pub severity: Option<Severity>,
    /// The confidence of all its findings, in place of its own, 0 to 1.
    pub confidence: Option<f32>,
}

impl Default for RuleSetting {
    /// On, and as the rule itself has it.
    fn default() -> Self {
        Self { on: true, severity: None, confidence: None }
    }
}

/// Points for the findings that it fits.
#[derive(Debug, Clone, PartialEq)]
pub struct Override {
    /// Which findings.
    pub selector: Selector,
    /// Only those of this severity; `None` = all.
    pub severity: Option<Severity>,
    /// Points of one such finding, 0 or more.
    pub points: f64,
}

/// Which findings an [`Override`] is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selector {
    /// A category, or the family before its slash.
    Category(String),
    /// An MQM type, or the dimension before its slash.
    Mqm(String),
    /// A rule.
    Rule(String),
}

impl Override {
    fn fits(&self, severity: Severity, category: Category, rule: &str) -> bool {
        let within = |id: &str, of: &str| id.strip_prefix(of).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        self.severity.is_none_or(|only| only == severity)
            && match &self.selector {
                Selector::Category(of) => within(category.as_str(), of),
                Selector::Mqm(of) => within(category.mqm(), of),
                Selector::Rule(id) => id == rule,
            }
    }
}

/// Packs of phrases, by source language.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Packs {
    /// Those in use; `all` stands for every one.
    pub used: Vec<String>,
    /// Those left out.
    pub without: Vec<String>,
}

impl Packs {
    /// Whether a pack is in use. What every language does is `common`: it is in use unless it is left out.
    #[must_use]
    pub fn has(&self, pack: &str) -> bool {
        (pack == "common" || self.used.iter().any(|used| used == "all" || used == pack)) && !self.without.iter().any(|without| without == pack)
    }
}

/// Which files are read, and which tables belong to the project.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Files {
    /// What is checked; empty = everything.
    pub include: Patterns,
    /// What is not.
    pub exclude: Patterns,
    /// Tables of names.
    pub names: Vec<PathBuf>,
    /// Tables of terms.
    pub glossary: Vec<PathBuf>,
    /// Word lists.
    pub words: Vec<PathBuf>,
    /// Tables of phrases.
    pub phrases: Vec<PathBuf>,
    /// What was learnt from trusted texts.
    pub profile: Option<PathBuf>,
    /// The findings that are known.
    pub baseline: Option<PathBuf>,
}

/// Which findings fail a commit hook.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gate {
    /// At least this grave.
    pub severity: Severity,
    /// At least this sure, 0 to 1.
    pub confidence: f32,
    /// Whether findings that a baseline has are let through.
    pub new_only: bool,
}

impl Gate {
    /// Whether a finding that no baseline has is stopped.
    #[must_use]
    pub fn stops(&self, severity: Severity, confidence: f32) -> bool {
        severity >= self.severity && confidence >= self.confidence
    }
}

impl Default for Rubric {
    /// The rubric `mqm`.
    fn default() -> Self {
        Self::embedded(DEFAULT).expect("the default rubric is shipped")
    }
}

impl Rubric {
    /// The shipped rubrics: id and text as a linguist reads it.
    #[must_use]
    pub fn shipped() -> &'static [(&'static str, &'static str)] {
        SHIPPED
    }

    /// A shipped rubric by its id.
    #[must_use]
    pub fn embedded(id: &str) -> Option<Self> {
        SHIPPED.iter().any(|(known, _)| *known == id).then(|| {
            let rubric = Loader::new(None).shipped(id);
            rubric.expect("a test parses every shipped rubric")
        })
    }

    /// Reads a rubric and those it extends. `rules` are the ids of all rules there are.
    ///
    /// # Errors
    ///
    /// Where a file cannot be read, is no TOML, or has a key or value that means nothing.
    pub fn load(path: &Path, rules: &[&str]) -> Result<Self, Error> {
        Loader::new(Some(rules)).file(path)
    }

    /// Reads a rubric from its text; `path` is what errors name and what its own paths are seen from.
    ///
    /// # Errors
    ///
    /// As [`Rubric::load`].
    pub fn parse(text: &str, path: &Path, rules: &[&str]) -> Result<Self, Error> {
        Loader::new(Some(rules)).text(text, path)
    }

    /// A rubric as the command line names it: the id of a shipped one, else a path.
    ///
    /// # Errors
    ///
    /// As [`Rubric::load`]; a word that is neither names the shipped ones.
    pub fn named(name: &str, rules: &[&str]) -> Result<Self, Error> {
        Loader::new(Some(rules)).named(name)
    }

    /// The rubric with some of its exceptions applied, by number, and the rest dropped.
    #[must_use]
    pub fn with(&self, exceptions: &[usize]) -> Self {
        let mut rubric = self.clone();
        rubric.exceptions.clear();
        for row in exceptions.iter().filter_map(|at| self.exceptions.get(*at).cloned()) {
            let Exception { files: _, check: _, quotations, min_confidence, show_confidence, rules, packs_used, packs_without, .. } = row;
            rubric.quotations = quotations.unwrap_or(rubric.quotations);
            rubric.min_confidence = min_confidence.unwrap_or(rubric.min_confidence);
            rubric.show_confidence = show_confidence.unwrap_or(rubric.show_confidence).min(rubric.min_confidence);
            rubric.rules.extend(rules);
            rubric.packs.used = packs_used.unwrap_or(rubric.packs.used);
            rubric.packs.without = packs_without.unwrap_or(rubric.packs.without);
            rubric.gate.severity = row.gate_severity.unwrap_or(rubric.gate.severity);
            rubric.gate.confidence = row.gate_confidence.unwrap_or(rubric.gate.confidence);
            rubric.gate.new_only = row.gate_new_only.unwrap_or(rubric.gate.new_only);
        }
        rubric.rules.retain(|_, setting| *setting != RuleSetting::default());
        rubric
    }

    /// What the rubric says of a rule.
    #[must_use]
    pub fn rule(&self, id: &str) -> RuleSetting {
        self.rules.get(id).copied().unwrap_or_default()
    }

    /// Points of one finding by itself; confidence, repeats and limits of a segment are another matter: see
    /// [`charge`](super::score::charge).
    #[must_use]
    pub fn points(&self, severity: Severity, category: Category, rule: &str) -> f64 {
        let fits = |row: &&Override| row.fits(severity, category, rule);
        let other = self.overrides.iter().rev().find(fits);
        other.map_or(self.severity[severity as usize], |row| row.points)
    }

    /// A hash of all values that can change a finding or a score, exceptions left out: they are applied before. Names, paths and the gate are left out: paths differ
    /// between machines, and what the tables say has hashes of its own.
    #[must_use]
    pub fn hash(&self) -> u64 {
        let Self {
            name: _,
            description: _,
            severity,
            overrides,
            model,
            per_words,
            tolerance,
            curve,
            pass,
            critical_fails,
            min_words,
            linear_until,
            max_per_segment,
            max_points_percent,
            repeat,
            min_confidence,
            show_confidence,
            quotations,
            rules,
            packs,
            files: _,
            gate: _,
            exceptions: _,
        } = self;
        let mut text = String::new();
        // The shortest decimal form of a number is the same everywhere, and so is the text.
        let [(x1, e1), (x2, e2)] = curve.through;
        let segment = max_per_segment.map_or(0, NonZeroU32::get);
        let _ = writeln!(
            text,
            "{severity:?} {model} {per_words} {tolerance} {x1} {e1} {x2} {e2} {pass} {critical_fails} {min_words} \
             {linear_until} {segment} {max_points_percent} {repeat} {min_confidence} {show_confidence} {quotations}",
        );
        let severity_of = |severity: Option<Severity>| severity.map_or("-", Severity::as_str);
        for Override { selector, severity, points } in overrides {
            let (kind, of) = match selector {
                Selector::Category(of) => ("category", of),
                Selector::Mqm(of) => ("mqm", of),
                Selector::Rule(of) => ("rule", of),
            };
            let _ = writeln!(text, "{kind} {of} {} {points}", severity_of(*severity));
        }
        for (id, RuleSetting { on, severity, confidence }) in rules {
            let _ = writeln!(text, "{id} {on} {} {confidence:?}", severity_of(*severity));
        }
        let _ = writeln!(text, "{:?} {:?}", packs.used, packs.without);
        StableHash::default().with(text).finish()
    }
}

#[cfg(test)]
mod tests;
