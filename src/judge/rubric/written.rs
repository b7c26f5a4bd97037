//! A rubric as it is written, and how it becomes a valid one.

use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::extends::beside;
use super::layers::Entry;
use super::value::{
    At, Given, LIST, MOST_POINTS, MOST_WORDS, POINTS, SHARE, Source, TRUE_OR_FALSE, Table, count, did_you_mean, entries, home_of, in_order, line_of_text,
    number, share, short_name, strings, word,
};
use super::{Exception, Files, Gate, Model, Override, Packs, Quotations, Repeat, Rubric, RuleSetting, Selector};
use crate::error::{Error, nearest};
use crate::input::folder::Patterns;
use crate::judge::score::Curve;
use crate::knowledge::phrases::Phrases;
use crate::mqm::{Category, Dimension, MQM_CORE, Severity};

/// A rubric as written: every key may be missing, each value is in its own range, nothing is related yet.
#[derive(Debug)]
pub(super) struct RubricFile {
    name: Given<String>,
    description: Given<String>,
    pub(super) extends: Given<String>,
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
    baseline: Given<String>,
    gate_severity: Given<Severity>,
    gate_confidence: Given<f32>,
    gate_new_only: Given<bool>,
    quotations: Given<Quotations>,
    phrases: Given<Vec<String>>,
    exceptions: Vec<(Exception, Vec<Entry>)>,
    /// Everything that is written, for people who ask where it comes from.
    pub(super) entries: Vec<Entry>,
}

/// The keys of each table; the first row has those above all tables.
pub(super) const KEYS: &[(&str, &[&str])] = &[
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
            "quotations",
            "severity",
            "override",
            "rules",
            "packs",
            "files",
            "gate",
            "for",
        ],
    ),
    ("severity", &["neutral", "minor", "major", "critical"]),
    ("override", &["category", "mqm", "rule", "severity", "points"]),
    ("packs", &["use", "without"]),
    ("files", &["include", "exclude", "names", "glossary", "words", "phrases", "profile", "baseline"]),
    ("gate", &["severity", "confidence", "new_only"]),
    ("for", &["files", "check", "quotations", "min_confidence", "show_confidence", "rules", "packs", "gate"]),
];

/// What a rule may be set to, in words.
const RULE_WORDS: &[&str] = &["off", "on", "neutral", "minor", "major", "critical"];

impl RubricFile {
    pub(super) fn read(source: &Source<'_>, rules: Option<&[&str]>) -> Result<Self, Error> {
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
        let path = |key| files.get(key, "a path in quotes", |value| value.as_str().map(str::to_owned));
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
            packs_use: read_packs(&packs, "use")?,
            packs_without: read_packs(&packs, "without")?,
            include: list(&files, "include")?,
            exclude: list(&files, "exclude")?,
            names: list(&files, "names")?,
            glossary: list(&files, "glossary")?,
            words: list(&files, "words")?,
            profile: path("profile")?,
            baseline: path("baseline")?,
            gate_severity: gate.choice("severity", Severity::ALL)?,
            gate_confidence: gate.get("confidence", SHARE, share)?,
            gate_new_only: gate.get("new_only", TRUE_OR_FALSE, DeValue::as_bool)?,
            quotations: top.choice("quotations", Quotations::ALL)?,
            phrases: list(&files, "phrases")?,
            exceptions: read_exceptions(&top, rules)?,
            entries: entries(source, document.get_ref(), "").into_iter().filter(|entry| entry.key != "for").collect(),
        })
    }

    /// What each exception says.
    pub(super) fn exception_entries(&self) -> Vec<Vec<Entry>> {
        self.exceptions.iter().map(|(_, entries)| entries.clone()).collect()
    }

    /// Fills in what is missing from the rubric below and checks what belongs together.
    pub(super) fn validate(self, below: Option<Rubric>, path: &Path) -> Result<Rubric, Error> {
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
        let one = |given: Given<String>, below: Option<&Option<PathBuf>>, key: &str| match given {
            Some(given) => Ok((!given.value.is_empty()).then(|| beside(path, &given.value))),
            None => below.cloned().ok_or_else(|| missing(key)),
        };
        let patterns = |given: Given<Vec<String>>, below: Option<&Patterns>, key: &str| match (given, below) {
            (Some(given), _) => Ok(Patterns { folder: beside(path, ""), patterns: given.value }),
            (None, Some(below)) => Ok(below.clone()),
            (None, None) => Err(missing(key)),
        };
        let files = Files {
            include: patterns(self.include, old.map(|old| &old.files.include), "files.include")?,
            exclude: patterns(self.exclude, old.map(|old| &old.files.exclude), "files.exclude")?,
            names: paths(self.names, old.map(|old| &old.files.names), "files.names")?,
            glossary: paths(self.glossary, old.map(|old| &old.files.glossary), "files.glossary")?,
            words: paths(self.words, old.map(|old| &old.files.words), "files.words")?,
            phrases: paths(self.phrases, old.map(|old| &old.files.phrases), "files.phrases")?,
            profile: one(self.profile, old.map(|old| &old.files.profile), "files.profile")?,
            baseline: one(self.baseline, old.map(|old| &old.files.baseline), "files.baseline")?,
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
            quotations: value!(quotations, "quotations", quotations),
            exceptions: {
                let mut rows = old.map_or_else(Vec::new, |old| old.exceptions.clone());
                rows.extend(self.exceptions.into_iter().map(|(mut row, _)| {
                    row.files.folder = beside(path, "");
                    row
                }));
                rows
            },
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

fn read_exceptions(top: &Table<'_>, rules: Option<&[&str]>) -> Result<Vec<(Exception, Vec<Entry>)>, Error> {
    let Some((_, rows)) = top.find("for") else { return Ok(Vec::new()) };
    let Some(rows) = rows.get_ref().as_array().filter(|rows| rows.iter().all(|row| row.get_ref().is_table())) else {
        return Err(top.source.error(rows.span(), "for is not a list of tables").remedy("begin each with [[for]]"));
    };
    rows.iter().map(|row| read_exception(top.source, row, rules)).collect()
}

fn read_exception(source: &Source<'_>, row: &Spanned<DeValue<'_>>, rules: Option<&[&str]>) -> Result<(Exception, Vec<Entry>), Error> {
    let written = row.get_ref().as_table().expect("the caller looked");
    let table = Table::open(source, "for", written)?;
    let (packs, gate) = (table.table("packs")?, table.table("gate")?);
    let Some(files) = table.get("files", LIST, strings)? else {
        return Err(source.error(row.span(), "[[for]] has no \"files\"").remedy("say for which: files = [\"interviews/**\"]"));
    };
    let value = |given: Given<f32>| given.map(|given| given.value);
    let exception = Exception {
        files: Patterns { folder: PathBuf::new(), patterns: files.value },
        check: table.get("check", TRUE_OR_FALSE, DeValue::as_bool)?.map(|given| given.value),
        quotations: table.choice("quotations", Quotations::ALL)?.map(|given| given.value),
        min_confidence: value(table.get("min_confidence", SHARE, share)?),
        show_confidence: value(table.get("show_confidence", SHARE, share)?),
        rules: read_rules(&table, rules)?,
        packs_used: read_packs(&packs, "use")?.map(|given| given.value),
        packs_without: read_packs(&packs, "without")?.map(|given| given.value),
        gate_severity: gate.choice("severity", Severity::ALL)?.map(|given| given.value),
        gate_confidence: value(gate.get("confidence", SHARE, share)?),
        gate_new_only: gate.get("new_only", TRUE_OR_FALSE, DeValue::as_bool)?.map(|given| given.value),
    };
    Ok((exception, entries(source, written, "").into_iter().filter(|entry| entry.key != "files").collect()))
}

/// Packs of phrases; one that does not exist is refused.
fn read_packs(table: &Table<'_>, key: &str) -> Result<Given<Vec<String>>, Error> {
    let packs = table.get(key, LIST, strings)?;
    let known = || Phrases::packs().iter().copied().chain(["all"]);
    if let (Some(given), Some((_, value))) = (&packs, table.find(key))
        && let Some(unknown) = given.value.iter().find(|pack| !known().any(|known| known == pack.as_str()))
    {
        let error = table.source.error(value.span(), format!("unknown pack \"{unknown}\" in packs.{key}"));
        let near = nearest(unknown, known().filter(|_| unknown.len() > 2)).map(did_you_mean);
        return Err(error.remedy(near.unwrap_or_else(|| format!("known are {}", known().collect::<Vec<_>>().join(", ")))));
    }
    Ok(packs)
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
