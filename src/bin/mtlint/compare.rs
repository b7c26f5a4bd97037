//! `mtlint compare`: renderings of one text side by side, and metrics against references.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Mutex, PoisonError};

use mtlint::compare::Comparison;
use mtlint::compare::group::{self, MOST_RENDERINGS};
use mtlint::compare::metrics::{self, Corpus, Metric, Resampling, Statistics};
use mtlint::engine::Engine;
use mtlint::error::Error;
use mtlint::input::folder::{collect, everything};
use mtlint::input::{Reading, Source, Target, read};
use mtlint::judge::{Assessment, Issue};
use mtlint::report::html;
use mtlint::report::renderings;
use mtlint::report::terminal::{self, Style};
use mtlint::report::write::Draft;
use mtlint::rules::{Check, by_id};
use mtlint::survey;
use mtlint::table;
use serde_json::json;

use crate::args::{Colour, Compare, CompareFormat};
use crate::settings;
use crate::{Outcome, console};

pub fn run(arguments: &Compare) -> Result<Outcome, Error> {
    console::quiet_panics();
    if arguments.metrics { score(arguments) } else { side_by_side(arguments) }
}

// ---- Renderings ------------------------------------------------------------------------------------------------

fn side_by_side(arguments: &Compare) -> Result<Outcome, Error> {
    let (targets, errors) = collect(&arguments.paths, &everything());
    for error in &errors {
        eprintln!("mtlint: {error}");
    }
    let mut failed = !errors.is_empty();
    // Files that are named are renderings of one text, in the order in which they are named.
    let named = arguments.paths.iter().all(|path| path.is_file());
    let targets = if named { in_order_of(&arguments.paths, targets) } else { targets };
    let jobs = settings::jobs(&arguments.settings);
    let groups = if named {
        vec![(0..targets.len()).collect()]
    } else {
        // A file that cannot be read is told of here, and once.
        let unread = Mutex::new(Vec::new());
        let grouping = survey::renderings(targets.len(), jobs, &AtomicBool::new(false), |at| match source(&targets[at]) {
            Ok(source) => Some(source.text),
            Err(refusal) => {
                unread.lock().unwrap_or_else(PoisonError::into_inner).push((at, refusal));
                None
            }
        });
        let mut unread = unread.into_inner().unwrap_or_else(PoisonError::into_inner);
        unread.sort_by_key(|(at, _)| *at);
        for (_, refusal) in &unread {
            failed |= refusal.told();
        }
        grouping.groups()
    };
    if targets.len() < 2 {
        return Err(Error::new(format!("comparing needs two texts, there {} {}", if targets.len() == 1 { "is" } else { "are" }, targets.len()))
            .remedy("name two files or more, or a folder that holds them"));
    }
    if groups.is_empty() {
        eprintln!("mtlint: no two of {} documents render the same text", targets.len());
        return Ok(if failed { Outcome::Incomplete } else { Outcome::Passed });
    }
    let groups: Vec<Vec<usize>> = groups.into_iter().map(|group| largest(&targets, group)).collect();
    let checker = settings::checker(&arguments.settings)?;
    let engine = &checker.engine;
    // Programs that only want the alignment do not wait for the rules.
    let judged = arguments.findings || arguments.out.is_some() || matches!(arguments.format, CompareFormat::Html | CompareFormat::Text);
    let mut printer = Printer::new(arguments, groups.len());
    let mut result = Ok(());
    Engine::in_order(
        groups.len(),
        jobs,
        &AtomicBool::new(false),
        |at| {
            let (sources, refusals) = read_all(&groups[at], &targets);
            if sources.len() < 2 {
                return (None, refusals);
            }
            let compared = if judged {
                let (comparison, assessments) = engine.compare(sources);
                Compared { comparison, assessments }
            } else {
                let documents = sources.into_iter().map(|source| source.format.document(&source.name, source.text));
                Compared { comparison: Comparison::of(documents.collect()), assessments: Vec::new() }
            };
            (Some(compared), refusals)
        },
        |at, compared| {
            result = match compared {
                Ok((compared, refusals)) => {
                    for refusal in &refusals {
                        failed |= refusal.told();
                    }
                    match compared {
                        Some(compared) => printer.take(at, compared),
                        None if named => Err(Error::new("comparing needs two texts").remedy("name two files or more that can be read")),
                        None => Ok(()),
                    }
                }
                Err(message) => {
                    eprintln!("mtlint: {message}");
                    failed = true;
                    Ok(())
                }
            };
            result.is_ok()
        },
    );
    result?;
    printer.finish(&engine.signature().to_string())?;
    Ok(if failed { Outcome::Incomplete } else { Outcome::Passed })
}

/// The members of a group that are compared; says so if they are not all.
fn largest(targets: &[Target], group: Vec<usize>) -> Vec<usize> {
    if group.len() > MOST_RENDERINGS {
        eprintln!("mtlint: {} documents render the text of {}; the {MOST_RENDERINGS} longest are compared", group.len(), targets[group[0]].name);
    }
    group::compared(group, |at| settings::size(&targets[at].path))
}

/// Why a file is no rendering: it is no text, or could not be read.
enum Refusal {
    Skipped(String),
    Unreadable(Error),
}

impl Refusal {
    /// Tells of it; says whether the work is incomplete for it.
    fn told(&self) -> bool {
        match self {
            Self::Skipped(why) => eprintln!("mtlint: {why}"),
            Self::Unreadable(error) => eprintln!("mtlint: {error}"),
        }
        matches!(self, Self::Unreadable(_))
    }
}

fn source(target: &Target) -> Result<Source, Refusal> {
    match read(&target.path, &target.name) {
        Ok(Reading::Text(source)) => Ok(source),
        Ok(Reading::Skipped(why)) => Err(Refusal::Skipped(format!("{}: skipped: {why}", target.name))),
        Err(error) => Err(Refusal::Unreadable(error)),
    }
}

/// The members of a group, and those that cannot be read.
fn read_all(members: &[usize], targets: &[Target]) -> (Vec<Source>, Vec<Refusal>) {
    let (mut sources, mut refusals) = (Vec::new(), Vec::new());
    for at in members {
        match source(&targets[*at]) {
            Ok(source) => sources.push(source),
            Err(refusal) => refusals.push(refusal),
        }
    }
    (sources, refusals)
}

/// Targets in the order in which they were named; a file that was named twice is taken once.
fn in_order_of(paths: &[PathBuf], mut targets: Vec<Target>) -> Vec<Target> {
    let mut ordered = Vec::new();
    for path in paths {
        if let Some(at) = targets.iter().position(|target| target.path == *path) {
            ordered.push(targets.remove(at));
        }
    }
    ordered.extend(targets);
    ordered
}

struct Compared {
    comparison: Comparison,
    /// One a rendering, or none where only the alignment was wanted.
    assessments: Vec<Assessment>,
}

impl Compared {
    /// What rules over renderings object to: the document, and the finding.
    fn verdicts(&self) -> impl Iterator<Item = (&str, &Assessment, &Issue)> {
        let over = |rule: &str| by_id(rule).is_some_and(|rule| matches!(rule.check, Check::Renderings(_)));
        let labels = self.comparison.labels.iter().map(String::as_str);
        labels.zip(&self.assessments).flat_map(move |(label, assessment)| {
            assessment.issues.iter().filter(move |issue| over(issue.finding.rule)).map(move |issue| (label, assessment, issue))
        })
    }
}

/// Prints each group as it comes; the page is written when all are there.
struct Printer<'a> {
    arguments: &'a Compare,
    several: bool,
    style: Style,
    kept: Vec<Compared>,
}

impl<'a> Printer<'a> {
    fn new(arguments: &'a Compare, groups: usize) -> Self {
        let style = Style { width: console::width(), ..console::style(Colour::Auto) };
        Self { arguments, several: groups > 1, style, kept: Vec::new() }
    }

    fn take(&mut self, at: usize, compared: Compared) -> Result<(), Error> {
        let dialect = settings::dialect(self.arguments.dialect);
        let comparison = &compared.comparison;
        let mut out = std::io::stdout().lock();
        if let Some(folder) = &self.arguments.out {
            // One table a group: each has other columns.
            let name = if self.several { format!("{:03}-{}", at + 1, renderings::FILE) } else { renderings::FILE.to_owned() };
            write_table(&folder.join(name), comparison, dialect)?;
        }
        match self.arguments.format {
            CompareFormat::Text => {
                if self.several {
                    writeln!(out, "{}group {}", if at > 0 { "\n" } else { "" }, at + 1)?;
                }
                out.write_all(renderings::columns(comparison, self.style, self.arguments.all).as_bytes())?;
                let mut verdicts = compared.verdicts().peekable();
                if verdicts.peek().is_some() {
                    writeln!(out)?;
                }
                for (_, assessment, issue) in verdicts {
                    writeln!(out, "{}", terminal::finding(assessment, issue, self.style))?;
                }
            }
            CompareFormat::Csv => out.write_all(&renderings::table(comparison, dialect, None)?)?,
            CompareFormat::Jsonl => {
                if self.several {
                    let names: Vec<&str> = comparison.documents.iter().map(mtlint::text::Document::name).collect();
                    writeln!(out, "{}", json!({ "kind": "group", "group": at + 1, "documents": names }))?;
                }
                out.write_all(renderings::jsonl(comparison).as_bytes())?;
                for (_, assessment, issue) in compared.verdicts() {
                    let finding = &issue.finding;
                    let line = json!({
                        "kind": "finding", "path": assessment.name, "line": issue.place.line, "column": issue.place.column, "rule": finding.rule,
                        "severity": finding.severity, "confidence": (f64::from(finding.confidence) * 100.0).round() / 100.0,
                        "text": &assessment.text[finding.span.range()], "message": finding.message, "reasons": finding.reasons,
                        "suggestions": finding.suggestions.iter().map(|suggestion| &suggestion.text).collect::<Vec<_>>(), "fingerprint": issue.fingerprint.0,
                    });
                    writeln!(out, "{line}")?;
                }
            }
            CompareFormat::Html => {}
        }
        if self.arguments.format == CompareFormat::Html || self.arguments.out.is_some() {
            self.kept.push(compared);
        }
        Ok(())
    }

    fn finish(self, signature: &str) -> Result<(), Error> {
        if self.kept.is_empty() {
            return Ok(());
        }
        let scores: Vec<Vec<Option<f64>>> =
            self.kept.iter().map(|compared| compared.assessments.iter().map(|assessment| Some(assessment.score.value)).collect()).collect();
        let groups: Vec<html::Group<'_>> =
            self.kept.iter().zip(&scores).map(|(compared, scores)| html::Group { comparison: &compared.comparison, scores }).collect();
        let page = html::page(&groups, signature);
        match &self.arguments.out {
            Some(folder) => {
                let path = folder.join("renderings.html");
                publish(&path, page.as_bytes())?;
                eprintln!("mtlint: wrote {} and {}", folder.join(renderings::FILE).display(), path.display());
            }
            None => std::io::stdout().lock().write_all(page.as_bytes())?,
        }
        Ok(())
    }
}

/// Writes a table of divergences, with what a reviewer typed into the one that is there.
fn write_table(path: &Path, comparison: &Comparison, dialect: table::Dialect) -> Result<(), Error> {
    let old = match std::fs::read(path) {
        Ok(bytes) => Some(bytes),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => return Err(Error::io("read the table that is there", path, error)),
    };
    let bytes = renderings::table(comparison, dialect, old.as_deref()).map_err(|error| error.at(path))?;
    publish(path, &bytes)
}

fn publish(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let mut draft = Draft::beside(path)?;
    draft.write_all(bytes).map_err(|error| Error::io("write", path, error))?;
    draft.publish()
}

// ---- Metrics ---------------------------------------------------------------------------------------------------

/// The lines of a file, as sacreBLEU reads them.
fn lines(path: &Path) -> Result<Vec<String>, Error> {
    let bytes = std::fs::read(path).map_err(|error| Error::io("read", path, error))?;
    let text = String::from_utf8(bytes).map_err(|_| Error::new("is no UTF-8").at(path).remedy("convert it to UTF-8"))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let mut lines: Vec<String> = text.split('\n').map(|line| line.trim_end_matches('\r').to_owned()).collect();
    if lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    Ok(lines)
}

fn score(arguments: &Compare) -> Result<Outcome, Error> {
    let mut paths = arguments.paths.clone();
    let mut references = arguments.references.clone();
    if references.is_empty() {
        references.push(paths.remove(0));
    }
    if paths.is_empty() {
        return Err(Error::new("--metrics needs a reference and a candidate").remedy("mtlint compare --metrics REFERENCE CANDIDATE"));
    }
    let texts = references.iter().map(|path| lines(path)).collect::<Result<Vec<_>, _>>()?;
    let borrowed: Vec<Vec<&str>> = texts.iter().map(|lines| lines.iter().map(String::as_str).collect()).collect();
    let json = arguments.format == CompareFormat::Jsonl;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut baseline: Option<(PathBuf, Vec<Statistics>)> = None;
    for path in &paths {
        let candidate = lines(path)?;
        let hypotheses: Vec<&str> = candidate.iter().map(String::as_str).collect();
        let corpus = Corpus::new(&hypotheses, &borrowed).map_err(|error| {
            Error::new(error.to_string())
                .at(path)
                .remedy("metrics go line by line: candidate and references need as many lines; `mtlint compare` without --metrics aligns texts by itself")
        })?;
        let statistics = metrics::statistics(&corpus, &Metric::ALL);
        if arguments.segments {
            let rows: Vec<Vec<f64>> = statistics.iter().map(|of| of.segment_scores().map(|score| score.value()).collect()).collect();
            for segment in 0..corpus.segments() {
                let values: Vec<f64> = rows.iter().map(|of| of[segment]).collect();
                if json {
                    let mut line = json!({ "path": path, "segment": segment + 1 });
                    for (metric, value) in Metric::ALL.iter().zip(values) {
                        line[plain_name(*metric)] = json!(value);
                    }
                    writeln!(out, "{line}")?;
                } else {
                    let cells: Vec<String> = Metric::ALL.iter().zip(values).map(|(metric, value)| format!("{} = {value:.4}", plain_name(*metric))).collect();
                    writeln!(out, "{}\t{}\t{}", path.display(), segment + 1, cells.join("\t"))?;
                }
            }
        } else {
            corpus_scores(arguments, &mut out, path, &statistics, baseline.as_ref(), paths.len() > 1)?;
        }
        if baseline.is_none() {
            baseline = Some((path.clone(), statistics));
        }
    }
    out.flush()?;
    Ok(Outcome::Passed)
}

/// The name without the order in it: BLEU, chrF, chrF++, TER.
fn plain_name(metric: Metric) -> &'static str {
    match metric {
        Metric::Bleu => "BLEU",
        Metric::Chrf => "chrF",
        Metric::ChrfPlusPlus => "chrF++",
        Metric::Ter => "TER",
    }
}

fn corpus_scores(
    arguments: &Compare,
    out: &mut impl Write,
    path: &Path,
    statistics: &[Statistics],
    baseline: Option<&(PathBuf, Vec<Statistics>)>,
    several: bool,
) -> Result<(), Error> {
    let json = arguments.format == CompareFormat::Jsonl;
    let resampling = Resampling::default();
    let mut line = json!({ "path": path });
    if several && !json {
        writeln!(out, "{}", path.display())?;
    }
    for (at, of) in statistics.iter().enumerate() {
        let score = of.score();
        let name = plain_name(score.metric());
        // Bootstrap: the interval of the first candidate, and of each further one whether it differs from the first.
        let confidence = arguments.bootstrap.then(|| metrics::confidence(of, resampling));
        let p_value = baseline.filter(|_| arguments.bootstrap).map(|(_, first)| metrics::paired(&first[at], of, resampling).p_value);
        if json {
            line[name] = json!(score.value());
            line[format!("{name} signature")] = json!(score.signature.to_string());
            if let Some(confidence) = &confidence {
                line[format!("{name} interval")] = json!(confidence.half_width);
            }
            if let Some(p) = p_value {
                line[format!("{name} p")] = json!(p);
            }
        } else {
            write!(out, "{name} = {}", score.value())?;
            if let Some(confidence) = &confidence {
                write!(out, "\t({:.4} ± {:.4})", confidence.mean, confidence.half_width)?;
            }
            if let Some(p) = p_value {
                write!(out, "\tp {p:.4}")?;
            }
            writeln!(out, "\t{}", score.signature)?;
        }
    }
    if json {
        writeln!(out, "{line}")?;
    }
    Ok(())
}
