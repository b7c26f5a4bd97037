//! What a finding costs, when a text passes, what is checked: the rubric as written, made valid.
//!
//! Defaults live in one place, `rubrics/mqm.toml`, which describes every key. All other rubrics, a project's
//! `mtlint.toml` among them, say what differs from the one they extend.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::num::NonZeroU32;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::score::Curve;
use crate::error::{Error, nearest};
use crate::mqm::{Category, Dimension, MQM_CORE, Severity, vocabulary};
use crate::text::hash::StableHash;

/// The rubric that all others start from.
const DEFAULT: &str = "mqm";

/// The shipped rubrics: id and text.
const SHIPPED: &[(&str, &str)] = &[
    (DEFAULT, include_str!("../../rubrics/mqm.toml")),
    ("wmt", include_str!("../../rubrics/wmt.toml")),
    ("scorecard", include_str!("../../rubrics/scorecard.toml")),
    ("lisa", include_str!("../../rubrics/lisa.toml")),
    ("strict", include_str!("../../rubrics/strict.toml")),
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
    /// Rules that are not run, or not as they come.
    pub rules: BTreeMap<String, RuleSetting>,
    /// Packs of phrases.
    pub packs: Packs,
    /// Which files are read.
    pub files: Files,
    /// What fails a commit hook.
    pub gate: Gate,
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
    /// Whether a pack is in use.
    #[must_use]
    pub fn has(&self, pack: &str) -> bool {
        self.used.iter().any(|used| used == "all" || used == pack) && !self.without.iter().any(|without| without == pack)
    }
}

/// Which files are read, and which tables belong to the project.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Files {
    /// The folder from which patterns are seen: that of the rubric that was loaded; empty for a shipped one.
    pub folder: PathBuf,
    /// Patterns of what is checked, as in `.gitignore`; empty = everything.
    pub include: Vec<String>,
    /// Patterns of what is not.
    pub exclude: Vec<String>,
    /// Tables of names.
    pub names: Vec<PathBuf>,
    /// Tables of terms.
    pub glossary: Vec<PathBuf>,
    /// Word lists.
    pub words: Vec<PathBuf>,
    /// What was learnt from trusted texts.
    pub profile: Option<PathBuf>,
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
            let rubric = Loader { rules: None, chain: Vec::new() }.shipped(id);
            rubric.expect("a test parses every shipped rubric")
        })
    }

    /// Reads a rubric and those it extends. `rules` are the ids of all rules there are.
    ///
    /// # Errors
    ///
    /// Where a file cannot be read, is no TOML, or has a key or value that means nothing.
    pub fn load(path: &Path, rules: &[&str]) -> Result<Self, Error> {
        Loader { rules: Some(rules), chain: Vec::new() }.file(path)
    }

    /// Reads a rubric from its text; `path` is what errors name and what its own paths are seen from.
    ///
    /// # Errors
    ///
    /// As [`Rubric::load`].
    pub fn parse(text: &str, path: &Path, rules: &[&str]) -> Result<Self, Error> {
        Loader { rules: Some(rules), chain: Vec::new() }.text(text, path)
    }

    /// A rubric as the command line names it: the id of a shipped one, else a path.
    ///
    /// # Errors
    ///
    /// As [`Rubric::load`]; a word that is neither names the shipped ones.
    pub fn named(name: &str, rules: &[&str]) -> Result<Self, Error> {
        let mut loader = Loader { rules: Some(rules), chain: Vec::new() };
        match Target::of(name) {
            Ok(Target::Shipped) => loader.shipped(name),
            Ok(Target::Path) => loader.file(Path::new(name)),
            // A file without ".toml" is still a file.
            Err(_) if Path::new(name).is_file() => loader.file(Path::new(name)),
            Err(remedy) => Err(Error::new(format!("unknown rubric \"{name}\"")).remedy(remedy)),
        }
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

    /// A hash of all values that can change a finding or a score. Names, paths and the gate are left out: paths differ
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
            rules,
            packs,
            files: _,
            gate: _,
        } = self;
        let mut text = String::new();
        // The shortest decimal form of a number is the same everywhere, and so is the text.
        let [(x1, e1), (x2, e2)] = curve.through;
        let segment = max_per_segment.map_or(0, NonZeroU32::get);
        let _ = writeln!(
            text,
            "{severity:?} {model} {per_words} {tolerance} {x1} {e1} {x2} {e2} {pass} {critical_fails} {min_words} \
             {linear_until} {segment} {max_points_percent} {repeat} {min_confidence} {show_confidence}",
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

// ---- Reading: which rubric extends which -----------------------------------------------------------------------

/// What the value of `extends` or `--rubric` means.
enum Target {
    Shipped,
    Path,
}

impl Target {
    /// The error is a remedy.
    fn of(name: &str) -> Result<Self, String> {
        if SHIPPED.iter().any(|(id, _)| *id == name) {
            return Ok(Self::Shipped);
        }
        if name.contains(['/', '\\']) || Path::new(name).extension().is_some_and(|e| e == "toml") {
            return Ok(Self::Path);
        }
        let ids = || SHIPPED.iter().map(|(id, _)| *id);
        Err(match nearest(name, ids()) {
            Some(near) => did_you_mean(near),
            None => {
                let ids: Vec<_> = ids().collect();
                format!("shipped are {}; a path ends in \".toml\"", ids.join(", "))
            }
        })
    }
}

/// Follows `extends` down to the default.
struct Loader<'r> {
    /// Ids of all rules; `None` = not checked, for rubrics of our own.
    rules: Option<&'r [&'r str]>,
    /// The rubrics under way, to refuse those that extend themselves.
    chain: Vec<PathBuf>,
}

impl Loader<'_> {
    fn shipped(&mut self, id: &str) -> Result<Rubric, Error> {
        let (_, text) = SHIPPED.iter().find(|(known, _)| *known == id).expect("the caller looked it up");
        self.chain.push(PathBuf::from(id));
        let mut rubric = self.read(text, &Path::new("rubrics").join(format!("{id}.toml")), id)?;
        self.chain.pop();
        rubric.files.folder = PathBuf::new();
        Ok(rubric)
    }

    fn file(&mut self, path: &Path) -> Result<Rubric, Error> {
        let bytes = std::fs::read(path).map_err(|error| Error::io("read the rubric", path, error))?;
        let text = String::from_utf8(bytes).map_err(|error| {
            let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = 1 + before.iter().filter(|byte| **byte == b'\n').count() as u64;
            Error::new("not UTF-8").at(path).line(line).remedy("save the file as UTF-8")
        })?;
        self.text(&text, path)
    }

    fn text(&mut self, text: &str, path: &Path) -> Result<Rubric, Error> {
        self.chain.push(identity(path));
        let rubric = self.read(text, path, "")?;
        self.chain.pop();
        Ok(rubric)
    }

    /// Reads a rubric whose entry stands on top of the chain; `id` is empty for files.
    fn read(&mut self, text: &str, path: &Path, id: &str) -> Result<Rubric, Error> {
        let source = Source { text, path };
        let file = RubricFile::read(&source, self.rules)?;
        let below = match &file.extends {
            None if id == DEFAULT => None,
            None => Some(self.shipped(DEFAULT)?),
            Some(extends) => Some(self.extended(extends, path)?),
        };
        file.validate(below, path)
    }

    fn extended(&mut self, extends: &At<String>, path: &Path) -> Result<Rubric, Error> {
        let name = extends.value.as_str();
        let refuse = |message: String| Error::new(message).at(path).line(extends.line);
        let target = Target::of(name).map_err(|remedy| refuse(format!("extends unknown rubric \"{name}\"")).remedy(remedy))?;
        let next = match target {
            Target::Shipped => PathBuf::from(name),
            Target::Path => beside(path, name),
        };
        let entry = match target {
            Target::Shipped => next.clone(),
            Target::Path => identity(&next),
        };
        if self.chain.contains(&entry) {
            let remedy = "a rubric may not extend itself, nor one that extends it";
            return Err(refuse(format!("extends \"{name}\" in a circle")).remedy(remedy));
        }
        match target {
            Target::Shipped => self.shipped(name),
            Target::Path if !next.is_file() => {
                let remedy = "the path is seen from the folder of this file";
                Err(refuse(format!("extends \"{name}\": no such file")).remedy(remedy))
            }
            Target::Path => self.file(&next),
        }
    }
}

/// By what a file is known, however its path is written.
fn identity(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// A path written in the file at `path`.
fn beside(path: &Path, written: &str) -> PathBuf {
    path.parent().unwrap_or(Path::new("")).join(written)
}

fn did_you_mean(near: &str) -> String {
    format!("did you mean \"{near}\"?")
}

// ---- As written ----------------------------------------------------------------------------------------------------

/// A value and the line it stands on.
#[derive(Debug)]
struct At<T> {
    value: T,
    line: u64,
}

type Given<T> = Option<At<T>>;

/// A rubric as written: every key may be missing, each value is in its own range, nothing is related yet.
#[derive(Debug)]
struct RubricFile {
    name: Given<String>,
    description: Given<String>,
    extends: Given<String>,
    severity: [Given<f64>; Severity::ALL.len()],
    overrides: Vec<Override>,
    model: Given<Model>,
    per_words: Given<u32>,
    tolerance: Given<f64>,
    nonlinear: Given<Curve>,
    pass: Given<f64>,
    critical_fails: Given<bool>,
    min_words: Given<u32>,
    linear_until: Given<u32>,
    max_per_segment: Given<u32>,
    max_points_percent: Given<f64>,
    repeat: Given<Repeat>,
    min_confidence: Given<f32>,
    show_confidence: Given<f32>,
    rules: BTreeMap<String, RuleSetting>,
    packs_use: Given<Vec<String>>,
    packs_without: Given<Vec<String>>,
    include: Given<Vec<String>>,
    exclude: Given<Vec<String>>,
    names: Given<Vec<String>>,
    glossary: Given<Vec<String>>,
    words: Given<Vec<String>>,
    profile: Given<String>,
    gate_severity: Given<Severity>,
    gate_confidence: Given<f32>,
    gate_new_only: Given<bool>,
}

/// The keys of each table; the first row has those above all tables.
const KEYS: &[(&str, &[&str])] = &[
    (
        "",
        &[
            "name",
            "description",
            "extends",
            "model",
            "per_words",
            "tolerance",
            "nonlinear",
            "linear_until",
            "pass",
            "critical_fails",
            "min_words",
            "max_points_percent",
            "repeat",
            "max_per_segment",
            "min_confidence",
            "show_confidence",
            "severity",
            "override",
            "rules",
            "packs",
            "files",
            "gate",
        ],
    ),
    ("severity", &["neutral", "minor", "major", "critical"]),
    ("override", &["category", "mqm", "rule", "severity", "points"]),
    ("packs", &["use", "without"]),
    ("files", &["include", "exclude", "names", "glossary", "words", "profile"]),
    ("gate", &["severity", "confidence", "new_only"]),
];

/// What a rule may be set to, in words.
const RULE_WORDS: &[&str] = &["off", "on", "neutral", "minor", "major", "critical"];

impl RubricFile {
    fn read(source: &Source<'_>, rules: Option<&[&str]>) -> Result<Self, Error> {
        let document = DeTable::parse(source.text).map_err(|error| {
            let message = error.message().lines().next().unwrap_or("no TOML").to_owned();
            source.error(error.span().unwrap_or(0..0), message)
        })?;
        let top = Table::open(source, "", document.get_ref())?;
        let severity = top.table("severity")?;
        let packs = top.table("packs")?;
        let files = top.table("files")?;
        let gate = top.table("gate")?;

        let points = |key| severity.get(key, POINTS, |value| number(value, 0.0..=MOST_POINTS));
        let top_count = |key, range: Range<u32>| {
            let expected = format!("a whole number from {} to {}", range.start, range.end - 1);
            top.get(key, &expected, |value| count(value).filter(|n| range.contains(n)))
        };
        let list = |table: &Table<'_>, key| table.get(key, LIST, strings);
        Ok(Self {
            name: top.get("name", "letters, digits, \"-\", \"_\" or \".\"", short_name)?,
            description: top.get("description", "one line of text in quotes", line_of_text)?,
            extends: top.get("extends", "the id or path of a rubric, in quotes", word)?,
            severity: [points("neutral")?, points("minor")?, points("major")?, points("critical")?],
            overrides: read_overrides(&top, rules)?,
            model: top.choice("model", Model::ALL)?,
            per_words: top_count("per_words", 1..MOST_WORDS)?,
            tolerance: top.get("tolerance", "a number above 0, at most 10000", |value| number(value, 0.0..=MOST_POINTS).filter(|n| *n > 0.0))?,
            nonlinear: read_curve(&top)?,
            pass: top.get("pass", "a number from 0 to below 100", |value| number(value, 0.0..=100.0).filter(|n| *n < 100.0))?,
            critical_fails: top.get("critical_fails", TRUE_OR_FALSE, DeValue::as_bool)?,
            min_words: top_count("min_words", 0..MOST_WORDS)?,
            linear_until: top_count("linear_until", 0..MOST_WORDS)?,
            max_per_segment: top_count("max_per_segment", 0..1001)?,
            max_points_percent: top.get("max_points_percent", "a number above 0, at most 100", |value| number(value, 0.0..=100.0).filter(|n| *n > 0.0))?,
            repeat: top.choice("repeat", Repeat::ALL)?,
            min_confidence: top.get("min_confidence", SHARE, share)?,
            show_confidence: top.get("show_confidence", SHARE, share)?,
            rules: read_rules(&top, rules)?,
            packs_use: list(&packs, "use")?,
            packs_without: list(&packs, "without")?,
            include: list(&files, "include")?,
            exclude: list(&files, "exclude")?,
            names: list(&files, "names")?,
            glossary: list(&files, "glossary")?,
            words: list(&files, "words")?,
            profile: files.get("profile", "a path in quotes", |value| value.as_str().map(str::to_owned))?,
            gate_severity: gate.choice("severity", Severity::ALL)?,
            gate_confidence: gate.get("confidence", SHARE, share)?,
            gate_new_only: gate.get("new_only", TRUE_OR_FALSE, DeValue::as_bool)?,
        })
    }

    /// Fills in what is missing from the rubric below and checks what belongs together.
    fn validate(self, below: Option<Rubric>, path: &Path) -> Result<Rubric, Error> {
        let refuse = |lines: [Option<u64>; 2], message: String| {
            let error = Error::new(message).at(path);
            match lines.into_iter().flatten().max() {
                Some(line) => error.line(line),
                None => error,
            }
        };
        let old = below.as_ref();
        let missing = |key: &str| refuse([None; 2], format!("missing key \"{key}\", and nothing is extended"));

        let severity_lines = self.severity.each_ref().map(line);
        let mut severity = [0.0; Severity::ALL.len()];
        for ((points, given), which) in severity.iter_mut().zip(self.severity).zip(Severity::ALL) {
            let inherited = old.map(|old| old.severity[*which as usize]);
            *points = or_below(given, inherited).ok_or_else(|| missing(which.as_str()))?;
        }
        for (graver, which) in Severity::ALL.iter().enumerate().skip(1) {
            let milder = graver - 1;
            if severity[graver] < severity[milder] {
                return Err(refuse(
                    [severity_lines[milder], severity_lines[graver]],
                    format!("severity.{which} = {} costs less than severity.{} = {}", severity[graver], Severity::ALL[milder], severity[milder]),
                ));
            }
        }

        let lines = [line(&self.min_words), line(&self.linear_until)];
        let min_words = or_below(self.min_words, old.map(|old| old.min_words)).ok_or_else(|| missing("min_words"))?;
        let linear_until = or_below(self.linear_until, old.map(|old| old.linear_until)).ok_or_else(|| missing("linear_until"))?;
        if linear_until < min_words {
            let message = format!("linear_until = {linear_until} is below min_words = {min_words}");
            return Err(refuse(lines, message));
        }

        let lines = [line(&self.show_confidence), line(&self.min_confidence)];
        let show_confidence = or_below(self.show_confidence, old.map(|old| old.show_confidence)).ok_or_else(|| missing("show_confidence"))?;
        let min_confidence = or_below(self.min_confidence, old.map(|old| old.min_confidence)).ok_or_else(|| missing("min_confidence"))?;
        if show_confidence > min_confidence {
            let message = format!(
                "show_confidence = {show_confidence} is above min_confidence = {min_confidence}: \
                 findings would count that nobody sees"
            );
            return Err(refuse(lines, message));
        }

        let max_per_segment = match self.max_per_segment {
            Some(given) => NonZeroU32::new(given.value),
            None => old.ok_or_else(|| missing("max_per_segment"))?.max_per_segment,
        };
        // Each remaining key is the one written here, else the one below.
        macro_rules! value {
            ($given:ident, $key:literal, $($below:tt)+) => {
                or_below(self.$given, old.map(|old| old.$($below)+.clone())).ok_or_else(|| missing($key))?
            };
        }
        let paths = |given: Given<Vec<String>>, below: Option<&Vec<PathBuf>>, key: &str| {
            let given = given.map(|given| At { value: given.value.iter().map(|written| beside(path, written)).collect(), line: given.line });
            or_below(given, below.cloned()).ok_or_else(|| missing(key))
        };
        let files = Files {
            folder: path.parent().unwrap_or(Path::new("")).to_owned(),
            include: value!(include, "files.include", files.include),
            exclude: value!(exclude, "files.exclude", files.exclude),
            names: paths(self.names, old.map(|old| &old.files.names), "files.names")?,
            glossary: paths(self.glossary, old.map(|old| &old.files.glossary), "files.glossary")?,
            words: paths(self.words, old.map(|old| &old.files.words), "files.words")?,
            profile: match self.profile {
                Some(given) if given.value.is_empty() => None,
                Some(given) => Some(beside(path, &given.value)),
                None => old.ok_or_else(|| missing("files.profile"))?.files.profile.clone(),
            },
        };
        Ok(Rubric {
            name: value!(name, "name", name),
            description: value!(description, "description", description),
            severity,
            model: value!(model, "model", model),
            per_words: value!(per_words, "per_words", per_words),
            tolerance: value!(tolerance, "tolerance", tolerance),
            curve: value!(nonlinear, "nonlinear", curve),
            pass: value!(pass, "pass", pass),
            critical_fails: value!(critical_fails, "critical_fails", critical_fails),
            min_words,
            linear_until,
            max_per_segment,
            max_points_percent: value!(max_points_percent, "max_points_percent", max_points_percent),
            repeat: value!(repeat, "repeat", repeat),
            min_confidence,
            show_confidence,
            packs: Packs { used: value!(packs_use, "packs.use", packs.used), without: value!(packs_without, "packs.without", packs.without) },
            gate: Gate {
                severity: value!(gate_severity, "gate.severity", gate.severity),
                confidence: value!(gate_confidence, "gate.confidence", gate.confidence),
                new_only: value!(gate_new_only, "gate.new_only", gate.new_only),
            },
            files,
            overrides: {
                let mut rows = old.map_or_else(Vec::new, |old| old.overrides.clone());
                rows.extend(self.overrides);
                rows
            },
            rules: {
                let mut rules = old.map_or_else(BTreeMap::new, |old| old.rules.clone());
                rules.extend(self.rules);
                // "on" undoes what the rubric below says, so that equal rubrics have equal hashes.
                rules.retain(|_, setting| *setting != RuleSetting::default());
                rules
            },
        })
    }
}

fn or_below<T>(given: Given<T>, below: Option<T>) -> Option<T> {
    given.map(|given| given.value).or(below)
}

fn line<T>(given: &Given<T>) -> Option<u64> {
    given.as_ref().map(|given| given.line)
}

fn read_overrides(top: &Table<'_>, rules: Option<&[&str]>) -> Result<Vec<Override>, Error> {
    let Some((_, rows)) = top.find("override") else { return Ok(Vec::new()) };
    let Some(rows) = rows.get_ref().as_array().filter(|rows| rows.iter().all(|row| row.get_ref().is_table())) else {
        let message = "override is not a list of tables";
        return Err(top.source.error(rows.span(), message).remedy("begin each with [[override]]"));
    };
    rows.iter().map(|row| read_override(top.source, row, rules)).collect()
}

fn read_override(source: &Source<'_>, row: &Spanned<DeValue<'_>>, rules: Option<&[&str]>) -> Result<Override, Error> {
    let entries = row.get_ref().as_table().expect("the caller looked");
    let table = Table::open(source, "override", entries)?;
    let category = table.known("category", &families(Category::ALL.iter().map(|c| c.as_str())))?;
    let mqm = table.known("mqm", &mqm_names())?;
    let rule = match rules {
        Some(rules) => table.known("rule", rules)?,
        None => table.get("rule", "the id of a rule, in quotes", word)?,
    };
    let mut selectors =
        [category.map(|of| Selector::Category(of.value)), mqm.map(|of| Selector::Mqm(of.value)), rule.map(|of| Selector::Rule(of.value))].into_iter().flatten();
    let (Some(selector), None) = (selectors.next(), selectors.next()) else {
        let message = "[[override]] needs one of \"category\", \"mqm\", \"rule\"";
        return Err(source.error(row.span(), message));
    };
    let points = table.get("points", POINTS, |value| number(value, 0.0..=MOST_POINTS))?;
    let Some(points) = points else {
        return Err(source.error(row.span(), "[[override]] has no \"points\""));
    };
    let severity = table.choice("severity", Severity::ALL)?.map(|given| given.value);
    Ok(Override { selector, severity, points: points.value })
}

/// Ids and what stands before their slashes.
fn families<'i>(ids: impl Iterator<Item = &'i str>) -> Vec<&'i str> {
    let mut known = Vec::new();
    for id in ids {
        known.push(id);
        if let Some((family, _)) = id.split_once('/') {
            known.push(family);
        }
    }
    known.sort_unstable();
    known.dedup();
    known
}

/// MQM core types, their dimensions, and the types of our own.
fn mqm_names() -> Vec<&'static str> {
    let mut known = families(MQM_CORE.iter().map(|(id, _)| *id));
    known.extend(Dimension::ALL.iter().map(|dimension| dimension.as_str()));
    known.extend(Category::ALL.iter().map(|category| category.mqm()));
    known.sort_unstable();
    known.dedup();
    known
}

fn read_rules(top: &Table<'_>, known: Option<&[&str]>) -> Result<BTreeMap<String, RuleSetting>, Error> {
    const EXPECTED: &str = "\"off\", \"on\", a severity, or { severity = …, confidence = … }";
    let Some(entries) = top.table_entries("rules")? else { return Ok(BTreeMap::new()) };
    let source = top.source;
    let mut settings = BTreeMap::new();
    for (key, value) in in_order(entries) {
        let id = key.get_ref().as_ref();
        if let Some(known) = known.filter(|known| !known.contains(&id)) {
            let error = source.error(key.span(), format!("unknown rule \"{id}\""));
            let near = nearest(id, known.iter().copied()).map(did_you_mean);
            // A plain key that was added at the end of the file lands here.
            return Err(error.remedy(home_of(id).or(near).unwrap_or_else(|| "`mtlint explain` lists the rules".to_owned())));
        }
        let setting = match value.get_ref() {
            DeValue::String(text) => {
                let of = |severity| RuleSetting { severity, ..RuleSetting::default() };
                match text.as_ref() {
                    "off" => RuleSetting { on: false, ..RuleSetting::default() },
                    "on" => RuleSetting::default(),
                    text => match text.parse() {
                        Ok(severity) => of(Some(severity)),
                        Err(_) => {
                            let error = source.bad_value(&format!("rules.{id}"), value, EXPECTED);
                            return Err(match nearest(text, RULE_WORDS.iter().copied()) {
                                Some(near) => error.remedy(did_you_mean(near)),
                                None => error,
                            });
                        }
                    },
                }
            }
            DeValue::Table(entries) => {
                let name = format!("rules.{id}");
                let table = Table::with_keys(source, &name, entries, &["severity", "confidence"])?;
                RuleSetting {
                    on: true,
                    severity: table.choice("severity", Severity::ALL)?.map(|given| given.value),
                    confidence: table.get("confidence", SHARE, share)?.map(|given| given.value),
                }
            }
            _ => return Err(source.bad_value(&format!("rules.{id}"), value, EXPECTED)),
        };
        settings.insert(id.to_owned(), setting);
    }
    Ok(settings)
}

fn read_curve(top: &Table<'_>) -> Result<Given<Curve>, Error> {
    let expected = "two points [[words, points], [words, points]]";
    let pair = |value: &DeValue<'_>| {
        let [words, points] = value.as_array()?.get(..)? else { return None };
        let words = number(words.get_ref(), 1.0..=f64::from(MOST_WORDS))?;
        Some((words, number(points.get_ref(), 0.0..=MOST_POINTS)?))
    };
    let points = top.get("nonlinear", expected, |value| {
        let [first, second] = value.as_array()?.get(..)? else { return None };
        Some([pair(first.get_ref())?, pair(second.get_ref())?])
    })?;
    let Some(At { value, line }) = points else { return Ok(None) };
    let curve = Curve::through(value).map_err(|message| Error::new(format!("nonlinear: {message}")).at(top.source.path).line(line))?;
    Ok(Some(At { value: curve, line }))
}

// ---- Tables and values ---------------------------------------------------------------------------------------------

/// Points and tolerances above this are a slip of the finger.
const MOST_POINTS: f64 = 10_000.0;
/// Lengths in words from here on are one.
const MOST_WORDS: u32 = 10_000_001;

const POINTS: &str = "a number from 0 to 10000";
const SHARE: &str = "a number from 0 to 1";
const TRUE_OR_FALSE: &str = "true or false";
const LIST: &str = "a list of words in quotes, such as [\"one\", \"two\"]";

/// A text being read, to name the lines of errors.
struct Source<'t> {
    text: &'t str,
    path: &'t Path,
}

impl Source<'_> {
    fn line(&self, at: usize) -> u64 {
        let before = &self.text.as_bytes()[..at.min(self.text.len())];
        1 + before.iter().filter(|byte| **byte == b'\n').count() as u64
    }

    fn error(&self, span: Range<usize>, message: impl Into<String>) -> Error {
        Error::new(message).at(self.path).line(self.line(span.start))
    }

    /// The value as it stands in the file, and what should stand there.
    fn bad_value(&self, key: &str, value: &Spanned<DeValue<'_>>, expected: &str) -> Error {
        const LONGEST: usize = 40;
        let written = self.text.get(value.span()).unwrap_or_default();
        let first = written.lines().next().unwrap_or_default();
        let mut shown: String = first.chars().take(LONGEST).collect();
        if shown.len() < written.len() {
            shown.push('…');
        }
        self.error(value.span(), format!("{key} = {shown}: expected {expected}"))
    }
}

/// A table whose keys are all known.
struct Table<'t> {
    source: &'t Source<'t>,
    name: &'t str,
    entries: Option<&'t DeTable<'t>>,
}

impl<'t> Table<'t> {
    fn open(source: &'t Source<'t>, name: &'t str, entries: &'t DeTable<'t>) -> Result<Self, Error> {
        let (_, keys) = KEYS.iter().find(|(table, _)| *table == name).expect("a table of ours");
        Self::with_keys(source, name, entries, keys)
    }

    fn with_keys(source: &'t Source<'t>, name: &'t str, entries: &'t DeTable<'t>, keys: &[&str]) -> Result<Self, Error> {
        for (key, _) in in_order(entries) {
            let written = key.get_ref().as_ref();
            if keys.contains(&written) {
                continue;
            }
            let place = if name.is_empty() { String::new() } else { format!(" in [{name}]") };
            let error = source.error(key.span(), format!("unknown key \"{written}\"{place}"));
            let near = nearest(written, keys.iter().copied()).map(did_you_mean);
            return Err(error.remedy(match (near, home_of(written)) {
                (Some(near), Some(home)) => format!("{near} ({home})"),
                (Some(remedy), None) | (None, Some(remedy)) => remedy,
                (None, None) => format!("known are {}", keys.join(", ")),
            }));
        }
        Ok(Self { source, name, entries: Some(entries) })
    }

    fn find(&self, key: &str) -> Option<(&'t Spanned<toml::de::DeString<'t>>, &'t Spanned<DeValue<'t>>)> {
        self.entries?.iter().find(|(known, _)| known.get_ref() == key)
    }

    /// A table in this one; an empty one if it is missing.
    fn table(&self, key: &'static str) -> Result<Table<'t>, Error> {
        match self.table_entries(key)? {
            Some(entries) => Table::open(self.source, key, entries),
            None => Ok(Table { source: self.source, name: key, entries: None }),
        }
    }

    fn table_entries(&self, key: &str) -> Result<Option<&'t DeTable<'t>>, Error> {
        let Some((_, value)) = self.find(key) else { return Ok(None) };
        value.get_ref().as_table().map(Some).ok_or_else(|| self.source.bad_value(key, value, &format!("a table that begins with [{key}]")))
    }

    /// The value of a key, if it is there, or why it cannot be read.
    fn get<T>(&self, key: &str, expected: &str, read: impl FnOnce(&DeValue<'t>) -> Option<T>) -> Result<Given<T>, Error> {
        let Some((written, value)) = self.find(key) else { return Ok(None) };
        let line = self.source.line(written.span().start);
        match read(value.get_ref()) {
            Some(value) => Ok(Some(At { value, line })),
            None => Err(self.source.bad_value(&self.path_to(key), value, expected)),
        }
    }

    /// A word out of a list.
    fn known(&self, key: &str, known: &[&str]) -> Result<Given<String>, Error> {
        /// A longer list is no help in one line.
        const FEW: usize = 12;

        let Some((_, value)) = self.find(key) else { return Ok(None) };
        let few = known.len() <= FEW;
        let expected = if few { format!("one of {}", known.join(", ")) } else { format!("a known {key}") };
        let written = value.get_ref().as_str().unwrap_or_default();
        let listed = |value: &DeValue<'_>| word(value).filter(|word| known.contains(&word.as_str()));
        self.get(key, &expected, listed).map_err(|error| match nearest(written, known.iter().copied()) {
            Some(near) => error.remedy(did_you_mean(near)),
            None if few => error,
            None => error.remedy(format!("known are {}", known.join(", "))),
        })
    }

    /// A value of a closed vocabulary.
    fn choice<T: FromStr + ToString>(&self, key: &str, all: &[T]) -> Result<Given<T>, Error> {
        let names: Vec<String> = all.iter().map(ToString::to_string).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let found = self.known(key, &names)?;
        Ok(found.and_then(|At { value, line }| value.parse().ok().map(|value| At { value, line })))
    }

    fn path_to(&self, key: &str) -> String {
        if self.name.is_empty() { key.to_owned() } else { format!("{}.{key}", self.name) }
    }
}

/// Where a key that stands in the wrong table belongs.
fn home_of(key: &str) -> Option<String> {
    let mut homes = KEYS.iter().filter(|(_, keys)| keys.contains(&key)).map(|(table, _)| *table);
    let (home, None) = (homes.next()?, homes.next()) else { return None };
    Some(match home {
        "" => format!("\"{key}\" belongs at the top, before the first [table]"),
        "override" => format!("\"{key}\" belongs below [[override]]"),
        home => format!("\"{key}\" belongs below [{home}]"),
    })
}

/// Entries as they stand in the file, so that the first error is reported first.
fn in_order<'e, 't>(entries: &'e DeTable<'t>) -> Vec<(&'e Spanned<toml::de::DeString<'t>>, &'e Spanned<DeValue<'t>>)> {
    let mut entries: Vec<_> = entries.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

fn number(value: &DeValue<'_>, range: std::ops::RangeInclusive<f64>) -> Option<f64> {
    let number = match value {
        DeValue::Float(float) => float.as_str().parse().ok()?,
        DeValue::Integer(_) => f64::from(count(value)?),
        _ => return None,
    };
    range.contains(&number).then_some(number)
}

fn count(value: &DeValue<'_>) -> Option<u32> {
    let integer = value.as_integer()?;
    u32::from_str_radix(integer.as_str(), integer.radix()).ok()
}

/// Confidences are single precision, as those of findings, or 0.7 would not equal 0.7.
fn share(value: &DeValue<'_>) -> Option<f32> {
    number(value, 0.0..=1.0).map(|number| number as f32)
}

fn word(value: &DeValue<'_>) -> Option<String> {
    value.as_str().filter(|text| !text.trim().is_empty()).map(str::to_owned)
}

fn line_of_text(value: &DeValue<'_>) -> Option<String> {
    value.as_str().filter(|text| !text.contains(['\n', '\r'])).map(str::to_owned)
}

fn short_name(value: &DeValue<'_>) -> Option<String> {
    word(value).filter(|name| name.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c)))
}

fn strings(value: &DeValue<'_>) -> Option<Vec<String>> {
    value.as_array()?.iter().map(|item| word(item.get_ref())).collect()
}

// ---- The starter ---------------------------------------------------------------------------------------------------

/// The `mtlint.toml` that `mtlint init` writes: the default, with the keys that projects change most ready to be
/// switched on. Explanations begin with `# `, switched-off keys with `#` alone.
#[must_use]
pub fn starter(rules: &[&str]) -> String {
    let Rubric { pass, tolerance, per_words, min_confidence, show_confidence, gate, .. } = Rubric::default();
    let Gate { severity, confidence, new_only } = gate;
    let rules: String = rules.iter().map(|id| format!("#{id} = \"on\"\n")).collect();
    format!(
        r##"# What mtlint checks in this project, and what a finding costs.
#
# Nothing here is needed: what is left out is as in the rubric that this file extends. A line that begins with "#" and
# no blank is switched off and shows the value in force: take the "#" away and change it. `rubrics/mqm.toml`, which
# comes with mtlint, explains every key.

# The rubric to start from: mqm, wmt, scorecard, lisa, strict, or the path of a file of yours.
extends = "mqm"

# Score that a text needs, 0 to 100.
#pass = {pass}
# Points that are just tolerated in {per_words} words (a minor finding has 1, a major one 5, a critical one 25).
#tolerance = {tolerance}
# Findings that are less sure than this are shown but not counted; 0 to 1.
#min_confidence = {min_confidence}
# Findings that are less sure than this are not even shown.
#show_confidence = {show_confidence}

[files]
# What is checked and what is not: patterns as in .gitignore.
#include = ["texts/**"]
#exclude = ["archive/**"]
# Names of the project (`mtlint names` writes a first list), its terms, its words.
#names = ["names.csv"]
#glossary = ["glossary.csv"]
#words = ["words.txt"]
# What `mtlint learn` made of texts you trust.
#profile = "house.mtprofile"

# A check fails on new findings that are at least this grave and this sure.
[gate]
#severity = "{severity}"
#confidence = {confidence}
#new_only = {new_only}

# One line a rule: "on", "off", a severity (neutral, minor, major, critical), or both figures, for example
#     some-rule = {{ severity = "minor", confidence = 0.4 }}
# `mtlint explain` says what each rule means.
[rules]
{rules}"##
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: &[&str] = &["calque", "garbled-name", "mixed-script", "typo"];

    fn parse(text: &str) -> Result<Rubric, Error> {
        Rubric::parse(text, Path::new("mtlint.toml"), RULES)
    }

    fn valid(text: &str) -> Rubric {
        parse(text).unwrap_or_else(|error| panic!("{error}"))
    }

    #[track_caller]
    fn refused(text: &str, expected: &str) {
        let error = parse(text).expect_err("the rubric is wrong").to_string();
        assert_eq!(error, format!("mtlint.toml:{expected}"));
    }

    /// A folder with rubrics in it.
    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder can be made");
        for (name, text) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().expect("below the folder")).expect("made");
            std::fs::write(path, text).expect("written");
        }
        folder
    }

    // -- What is shipped --

    #[test]
    fn every_shipped_rubric_is_valid_and_bears_its_id() {
        for (id, text) in Rubric::shipped() {
            let rubric = Rubric::embedded(id).expect("shipped");
            assert_eq!(rubric.name, *id);
            assert_eq!(rubric.files, Files::default(), "{id} names no files");
            let path = PathBuf::from(format!("rubrics/{id}.toml"));
            if *id != DEFAULT {
                let parsed = Rubric::parse(text, &path, RULES).expect("valid");
                assert_eq!(parsed.hash(), rubric.hash());
            }
        }
        assert_eq!(Rubric::embedded("mqmm"), None);
    }

    #[test]
    fn shipped_rubrics_have_hashes_of_their_own() {
        let hashes: std::collections::BTreeSet<u64> = Rubric::shipped().iter().map(|(id, _)| Rubric::embedded(id).expect("shipped").hash()).collect();
        assert_eq!(hashes.len(), Rubric::shipped().len());
    }

    #[test]
    fn the_default_rubric_describes_every_key() {
        let (_, text) = Rubric::shipped()[0];
        for (table, keys) in KEYS {
            for key in *keys {
                let described = text.lines().any(|line| {
                    let line = line.trim_start_matches(['#', ' ']);
                    let header = line.trim_matches(['[', ']']);
                    header == *key || line.starts_with(&format!("{key} = "))
                });
                assert!(described, "{table} {key}");
            }
        }
    }

    #[test]
    fn the_default_rubric_has_the_values_of_mqm() {
        let mqm = Rubric::default();
        assert_eq!(mqm.severity, [0.0, 1.0, 5.0, 25.0]);
        assert_eq!((mqm.model, mqm.per_words, mqm.tolerance, mqm.pass), (Model::Auto, 1000, 25.0, 90.0));
        assert_eq!((mqm.min_words, mqm.linear_until), (500, 2000));
        assert_eq!((mqm.min_confidence, mqm.show_confidence), (0.5, 0.3));
        assert_eq!((mqm.repeat, mqm.max_per_segment), (Repeat::All, None));
        assert!(mqm.critical_fails && mqm.overrides.is_empty() && mqm.rules.is_empty());
        assert_eq!(mqm.gate, Gate { severity: Severity::Major, confidence: 0.6, new_only: true });
        assert!(mqm.packs.has("ru"));
    }

    #[test]
    fn without_the_default_below_a_missing_key_is_named() {
        let source = Source { text: "name = \"bare\"", path: Path::new("bare.toml") };
        let file = RubricFile::read(&source, None).expect("readable");
        let error = file.validate(None, source.path).expect_err("keys are missing");
        assert_eq!(error.to_string(), "bare.toml: missing key \"neutral\", and nothing is extended");
    }

    // -- The starter --

    #[test]
    fn the_starter_is_the_default() {
        let rubric = valid(&starter(RULES));
        assert_eq!(rubric.hash(), Rubric::default().hash());
        assert_eq!(rubric.gate, Rubric::default().gate);
        assert_eq!(rubric.files, Files::default());
        valid(&starter(&[]));
    }

    #[test]
    fn the_starter_with_all_its_keys_switched_on_is_still_the_default() {
        let text: String = starter(RULES)
            .lines()
            .map(|line| match line.strip_prefix('#') {
                Some(key) if key.starts_with(|c: char| c.is_ascii_lowercase()) => format!("{key}\n"),
                _ => format!("{line}\n"),
            })
            .collect();
        assert!(text.contains("\ngarbled-name = \"on\"\n") && text.contains("\npass = 90\n"), "{text}");
        let rubric = valid(&text);
        assert_eq!(rubric.hash(), Rubric::default().hash());
        assert_eq!(rubric.gate, Rubric::default().gate);
        assert_eq!(rubric.files.names, [PathBuf::from("names.csv")]);
    }

    // -- What is written counts, the rest is inherited --

    #[test]
    fn an_empty_file_is_the_default_rubric() {
        assert_eq!(valid(""), Rubric::default());
        assert_eq!(valid("\u{feff}# written by an editor that marks UTF-8\r\n"), Rubric::default());
    }

    #[test]
    fn what_is_not_written_is_inherited() {
        let rubric = valid("extends = \"wmt\"\npass = 80.5\n[severity]\nmajor = 4\ncritical = 10\n");
        assert_eq!((rubric.pass, rubric.model, rubric.tolerance), (80.5, Model::Mean, 2.5));
        assert_eq!(rubric.severity, [0.0, 1.0, 4.0, 10.0]);
        assert_eq!(rubric.max_per_segment, NonZeroU32::new(5));
        assert_eq!(valid("extends = \"wmt\"\nmax_per_segment = 0").max_per_segment, None);
    }

    #[test]
    fn rules_are_switched_in_words_or_in_figures() {
        let rubric = valid(
            "[rules]\ncalque = \"off\"\ntypo = \"neutral\"\n\
             garbled-name = { severity = \"critical\", confidence = 0.7 }\nmixed-script = {}\n",
        );
        assert!(!rubric.rule("calque").on);
        assert_eq!(rubric.rule("typo").severity, Some(Severity::Neutral));
        let named = RuleSetting { on: true, severity: Some(Severity::Critical), confidence: Some(0.7) };
        assert_eq!(rubric.rule("garbled-name"), named);
        assert_eq!(rubric.rule("mixed-script"), RuleSetting::default());
        assert_eq!(rubric.rules.len(), 3);
    }

    #[test]
    fn a_rule_that_the_rubric_below_switched_off_can_be_switched_on() {
        let folder = folder(&[("base.toml", "[rules]\ntypo = \"off\"\ncalque = \"off\"\n")]);
        let text = "extends = \"base.toml\"\n[rules]\ntypo = \"on\"\n";
        let rubric = Rubric::parse(text, &folder.path().join("mtlint.toml"), RULES).expect("valid");
        assert!(rubric.rule("typo").on && !rubric.rule("calque").on);
    }

    #[test]
    fn of_several_overrides_the_last_that_fits_counts() {
        let rubric = valid(
            "[[override]]\ncategory = \"typography\"\npoints = 0.5\n\
             [[override]]\nmqm = \"linguistic/punctuation\"\nseverity = \"minor\"\npoints = 0.1\n\
             [[override]]\nrule = \"typo\"\npoints = 3\n",
        );
        let points = |severity, category, rule| rubric.points(severity, category, rule);
        assert_eq!(points(Severity::Minor, Category::TypographyQuotes, "quotes"), 0.1);
        assert_eq!(points(Severity::Major, Category::TypographyQuotes, "quotes"), 0.5);
        assert_eq!(points(Severity::Minor, Category::TypographyMixedScript, "mixed-script"), 0.5);
        assert_eq!(points(Severity::Minor, Category::SpellingTypo, "typo"), 3.0);
        assert_eq!(points(Severity::Minor, Category::SpellingTypo, "case"), 1.0);
    }

    #[test]
    fn overrides_of_the_rubric_below_stay_and_can_be_overridden() {
        let rubric = valid("extends = \"wmt\"\n[[override]]\nmqm = \"linguistic\"\nseverity = \"minor\"\npoints = 0.2\n");
        assert_eq!(rubric.overrides.len(), 3);
        assert_eq!(rubric.points(Severity::Minor, Category::TypographyQuotes, "q"), 0.2);
        assert_eq!(rubric.points(Severity::Critical, Category::CompletenessLoop, "loop"), 25.0);
    }

    #[test]
    fn paths_are_seen_from_the_file_they_stand_in() {
        let folder = folder(&[
            ("team/base.toml", "[files]\nnames = [\"names.csv\"]\nprofile = \"p.csv\"\n"),
            ("mtlint.toml", "extends = \"team/base.toml\"\n[files]\nglossary = [\"terms.csv\"]\n"),
        ]);
        let root = folder.path();
        let files = Rubric::load(&root.join("mtlint.toml"), RULES).expect("valid").files;
        assert_eq!(files.folder, root);
        assert_eq!(files.names, [root.join("team/names.csv")]);
        assert_eq!(files.glossary, [root.join("terms.csv")]);
        assert_eq!(files.profile, Some(root.join("team/p.csv")));
        assert_eq!(valid("[files]\nprofile = \"\"").files.profile, None);
    }

    #[test]
    fn packs_are_chosen_by_name() {
        let packs = valid("[packs]\nuse = [\"ru\", \"uk\"]\nwithout = [\"uk\"]").packs;
        assert!(packs.has("ru") && !packs.has("uk") && !packs.has("de"));
    }

    #[test]
    fn the_gate_stops_what_is_grave_and_sure() {
        let gate = Rubric::default().gate;
        assert!(gate.stops(Severity::Critical, 0.6));
        assert!(!gate.stops(Severity::Critical, 0.59));
        assert!(!gate.stops(Severity::Minor, 1.0));
    }

    #[test]
    fn a_rubric_is_named_by_id_or_path() {
        let folder = folder(&[("ours.toml", "name = \"ours\""), ("plain", "name = \"plain\"")]);
        let at = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
        assert_eq!(Rubric::named("lisa", RULES).expect("shipped").name, "lisa");
        assert_eq!(Rubric::named(&at("ours.toml"), RULES).expect("a file").name, "ours");
        assert_eq!(Rubric::named(&at("plain"), RULES).expect("a file").name, "plain");
        let error = Rubric::named("strikt", RULES).expect_err("unknown").to_string();
        assert_eq!(error, "unknown rubric \"strikt\"\n  remedy: did you mean \"strict\"?");
    }

    #[test]
    fn hashes_depend_on_values_and_on_nothing_else() {
        let hash = |text| valid(text).hash();
        let default = hash("");
        for same in ["# a comment", "name = \"n\"", "[gate]\nseverity = \"minor\"", "[files]\nnames = [\"n\"]"] {
            assert_eq!(hash(same), default, "{same}");
        }
        for other in [
            "pass = 91",
            "severity.minor = 2",
            "nonlinear = [[1000, 25], [10000, 81]]",
            "repeat = \"first\"",
            "rules.typo = \"off\"",
            "rules.typo = { confidence = 0.4 }",
            "packs.without = [\"ru\"]",
            "override = [{ rule = \"typo\", points = 1 }]",
            "max_per_segment = 5",
        ] {
            assert_ne!(hash(other), default, "{other}");
        }
    }

    // -- What is wrong is refused, by line and key --

    #[test]
    fn unknown_keys_are_refused_with_the_nearest_one() {
        refused("pass = 90\ntoleranse = 3", "2: unknown key \"toleranse\"\n  remedy: did you mean \"tolerance\"?");
        refused("\n[gate]\n\nconfidense = 1", "4: unknown key \"confidense\" in [gate]\n  remedy: did you mean \"confidence\"?");
        refused("[rule]\ntypo = \"off\"", "1: unknown key \"rule\"\n  remedy: did you mean \"rules\"? (\"rule\" belongs below [[override]])");
        refused("rules.typo = { severty = \"minor\" }", "1: unknown key \"severty\" in [rules.typo]\n  remedy: did you mean \"severity\"?");
        refused("[packs]\nelsewhere = 1", "2: unknown key \"elsewhere\" in [packs]\n  remedy: known are use, without");
    }

    #[test]
    fn the_first_of_several_unknown_keys_is_reported() {
        refused("zzz-a-key = 1\naaa-a-key = 2\n[gate]\nx = 1", &{
            let known = KEYS[0].1.join(", ");
            format!("1: unknown key \"zzz-a-key\"\n  remedy: known are {known}")
        });
    }

    #[test]
    fn a_key_in_the_wrong_table_is_sent_home() {
        refused(
            "[gate]\nseverity = \"minor\"\npass = 90",
            "3: unknown key \"pass\" in [gate]\n  remedy: \"pass\" belongs at the top, before the first [table]",
        );
        refused("minor = 2", "1: unknown key \"minor\"\n  remedy: \"minor\" belongs below [severity]");
        refused("points = 2", "1: unknown key \"points\"\n  remedy: \"points\" belongs below [[override]]");
    }

    #[test]
    fn unknown_rules_are_refused_with_the_nearest_one() {
        refused("[rules]\ntypo = \"off\"\ngarbled-nme = \"off\"", "3: unknown rule \"garbled-nme\"\n  remedy: did you mean \"garbled-name\"?");
        refused("[rules]\nsomething-else = \"off\"", "2: unknown rule \"something-else\"\n  remedy: `mtlint explain` lists the rules");
        refused(
            "[[override]]\nrule = \"typos\"\npoints = 1",
            "2: override.rule = \"typos\": expected one of calque, garbled-name, mixed-script, typo\n  remedy: did you mean \"typo\"?",
        );
    }

    #[test]
    fn a_plain_key_at_the_end_of_the_file_is_no_rule() {
        refused("[rules]\ntypo = \"off\"\npass = 95", "3: unknown rule \"pass\"\n  remedy: \"pass\" belongs at the top, before the first [table]");
    }

    #[test]
    fn a_bad_setting_of_a_rule_says_what_is_expected() {
        let expected = "expected \"off\", \"on\", a severity, or { severity = …, confidence = … }";
        refused("[rules]\ntypo = \"mayor\"", &format!("2: rules.typo = \"mayor\": {expected}\n  remedy: did you mean \"major\"?"));
        refused("[rules]\ntypo = false", &format!("2: rules.typo = false: {expected}"));
        refused("rules.typo = { confidence = 40 }", "1: rules.typo.confidence = 40: expected a number from 0 to 1");
    }

    #[test]
    fn unknown_categories_and_types_are_refused_with_the_nearest_one() {
        refused(
            "[[override]]\ncategory = \"typografy\"\npoints = 1",
            "2: override.category = \"typografy\": expected a known category\n  remedy: did you mean \"typography\"?",
        );
        refused(
            "[[override]]\nmqm = \"linguistic/speling\"\npoints = 1",
            "2: override.mqm = \"linguistic/speling\": expected a known mqm\n  remedy: did you mean \"linguistic/spelling\"?",
        );
        valid("[[override]]\nmqm = \"x-mtlint:loop\"\npoints = 1");
    }

    #[test]
    fn an_override_says_for_what_and_how_much() {
        refused("\n[[override]]\npoints = 1", "2: [[override]] needs one of \"category\", \"mqm\", \"rule\"");
        refused("[[override]]\nrule = \"typo\"\nmqm = \"style\"\npoints = 1", "1: [[override]] needs one of \"category\", \"mqm\", \"rule\"");
        refused("[[override]]\nrule = \"typo\"", "1: [[override]] has no \"points\"");
        refused("[override]\nrule = \"typo\"\npoints = 1", "1: override is not a list of tables\n  remedy: begin each with [[override]]");
    }

    #[test]
    fn values_out_of_range_are_refused_as_they_are_written() {
        refused("pass = 100", "1: pass = 100: expected a number from 0 to below 100");
        refused("pass = \"high\"", "1: pass = \"high\": expected a number from 0 to below 100");
        refused("pass = nan", "1: pass = nan: expected a number from 0 to below 100");
        refused("tolerance = 0", "1: tolerance = 0: expected a number above 0, at most 10000");
        refused("tolerance = -2.5", "1: tolerance = -2.5: expected a number above 0, at most 10000");
        refused("per_words = 0", "1: per_words = 0: expected a whole number from 1 to 10000000");
        refused("min_words = 0.5", "1: min_words = 0.5: expected a whole number from 0 to 10000000");
        refused("min_confidence = 50", "1: min_confidence = 50: expected a number from 0 to 1");
        refused("[severity]\nminor = -1", "2: severity.minor = -1: expected a number from 0 to 10000");
        refused("critical_fails = \"yes\"", "1: critical_fails = \"yes\": expected true or false");
        refused("[files]\nnames = \"n.csv\"", "2: files.names = \"n.csv\": expected a list of words in quotes, such as [\"one\", \"two\"]");
        refused("name = \"a | b\"", "1: name = \"a | b\": expected letters, digits, \"-\", \"_\" or \".\"");
        refused("gate = true", "1: gate = true: expected a table that begins with [gate]");
    }

    #[test]
    fn a_bad_choice_lists_the_good_ones() {
        refused("model = \"linar\"", "1: model = \"linar\": expected one of auto, raw, linear, nonlinear, mean, percent\n  remedy: did you mean \"linear\"?");
        refused("repeat = 1", "1: repeat = 1: expected one of all, first");
        refused("[gate]\nseverity = \"whatever it is\"", "2: gate.severity = \"whatever it is\": expected one of neutral, minor, major, critical");
    }

    #[test]
    fn non_linear_points_without_a_solution_are_refused() {
        refused(
            "pass = 80\nnonlinear = [[1000, 25], [10000, 250]]",
            "2: nonlinear: no curve runs through both: the points at 10000 words must be clearly above 25 and below 250",
        );
        refused("nonlinear = [[1000, 0], [2000, 5]]", "1: nonlinear: words and points must be more than 0");
        refused("nonlinear = [[2000, 9], [1000, 5]]", "1: nonlinear: the second length must be greater than the first");
        let expected = "expected two points [[words, points], [words, points]]";
        refused("nonlinear = [1000, 25]", &format!("1: nonlinear = [1000, 25]: {expected}"));
        refused("nonlinear = [[1000, 25]]", &format!("1: nonlinear = [[1000, 25]]: {expected}"));
    }

    #[test]
    fn values_that_contradict_each_other_are_refused() {
        refused("[severity]\nminor = 6", "2: severity.major = 5 costs less than severity.minor = 6");
        refused("[severity]\nmajor = 9\ncritical = 8", "3: severity.critical = 8 costs less than severity.major = 9");
        refused("linear_until = 400", "1: linear_until = 400 is below min_words = 500");
        refused("\nmin_confidence = 0.2", "2: show_confidence = 0.3 is above min_confidence = 0.2: findings would count that nobody sees");
        valid("[severity]\nminor = 6\nmajor = 6");
        valid("min_confidence = 0.2\nshow_confidence = 0.2");
    }

    #[test]
    fn broken_toml_is_refused_by_line() {
        let error = parse("pass = 90\npass = 91").expect_err("twice").to_string();
        assert!(error.starts_with("mtlint.toml:2: duplicate key"), "{error}");
        let error = parse("pass = 90\n\n[gate\n").expect_err("not closed").to_string();
        assert!(error.starts_with("mtlint.toml:3: "), "{error}");
        assert!(!error.contains('\n'), "{error}");
    }

    #[test]
    fn a_damaged_rubric_is_refused_or_read_but_never_more() {
        for (_, text) in Rubric::shipped() {
            let lines: Vec<&str> = text.lines().collect();
            let cut = (0..text.len()).step_by(11).map(|at| text[..at].to_owned());
            let without = (0..lines.len()).map(|gone| [&lines[..gone], &lines[gone + 1..]].concat().join("\n"));
            let uncommented = (0..lines.len()).map(|bare| {
                let mut lines = lines.clone();
                lines[bare] = lines[bare].trim_start_matches(['#', ' ']);
                lines.join("\n")
            });
            for damaged in cut.chain(without).chain(uncommented) {
                if let Err(error) = parse(&damaged) {
                    let error = error.to_string();
                    let line = error.strip_prefix("mtlint.toml:").and_then(|rest| rest.split(':').next()?.parse().ok());
                    assert!(line.is_some_and(|line: usize| line <= lines.len() + 1), "{error}");
                }
            }
        }
    }

    #[test]
    fn a_long_value_is_shown_by_its_beginning() {
        let text = format!("repeat = \"{}\"", "ab".repeat(200));
        let error = parse(&text).expect_err("no choice").to_string();
        assert!(error.lines().all(|line| line.chars().count() < 100), "{error}");
    }

    #[test]
    fn extending_what_is_not_there_is_refused_where_it_is_written() {
        refused("\nextends = \"scoreboard\"", "2: extends unknown rubric \"scoreboard\"\n  remedy: did you mean \"scorecard\"?");
        refused(
            "extends = \"house-style\"",
            "1: extends unknown rubric \"house-style\"\n  remedy: shipped are mqm, wmt, scorecard, lisa, strict; a path ends in \".toml\"",
        );
        refused("extends = \"nowhere/base.toml\"", "1: extends \"nowhere/base.toml\": no such file\n  remedy: the path is seen from the folder of this file");
    }

    #[test]
    fn circles_are_refused() {
        let folder = folder(&[("a.toml", "extends = \"sub/b.toml\""), ("sub/b.toml", "\nextends = \"../a.toml\""), ("self.toml", "extends = \"./self.toml\"")]);
        let error = Rubric::load(&folder.path().join("a.toml"), RULES).expect_err("a circle").to_string();
        assert!(error.contains("b.toml:2: extends \"../a.toml\" in a circle"), "{error}");
        let error = Rubric::load(&folder.path().join("self.toml"), RULES).expect_err("a circle");
        assert_eq!(error.message(), "extends \"./self.toml\" in a circle");
    }

    #[test]
    fn an_error_in_the_rubric_below_names_its_file() {
        let folder = folder(&[("a.toml", "extends = \"b.toml\""), ("b.toml", "\n\npas = 1")]);
        let error = Rubric::load(&folder.path().join("a.toml"), RULES).expect_err("wrong").to_string();
        assert!(error.contains("b.toml:3: unknown key \"pas\""), "{error}");
    }

    #[test]
    fn files_that_cannot_be_read_say_why() {
        let folder = folder(&[]);
        let missing = Rubric::load(&folder.path().join("none.toml"), RULES).expect_err("missing");
        assert_eq!(missing.message(), "cannot read the rubric: no such file or folder");
        let path = folder.path().join("latin.toml");
        std::fs::write(&path, b"# one\n# caf\xe9\n").expect("written");
        let latin = Rubric::load(&path, RULES).expect_err("not UTF-8").to_string();
        assert!(latin.contains("latin.toml:2: not UTF-8"), "{latin}");
    }
}
