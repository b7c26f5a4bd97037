//! From reports that a person went through to decisions, precision by rule and reviewed scores.
//!
//! A row is known by `file`, `fingerprint` and `occurrence`: sheets may be sorted, filtered, saved in any dialect or
//! encoding, and have columns of the reviewer's own. What cannot be read, or contradicts itself, is told with its line
//! and decides nothing. A verdict holds for all findings of its rule with the same text in the same document, unless
//! they have verdicts of their own.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::input::{self, Reading};
use crate::judge::decisions::{Decision, Ruling, read_severity};
use crate::judge::reviewed::{Judged, Reviewed};
use crate::judge::rubric::Rubric;
use crate::judge::score::{Extent, Score};
use crate::report::csv::FindingRow;
use crate::report::judged::judged;
use crate::report::keep::GONE;
use crate::report::summary::{self, SummaryRow};
use crate::table::{Record, Table, columns, workbook};
use crate::text::fold::fold;

/// Folders above a report in which its summary is looked for.
const HIGHEST_SUMMARY: usize = 8;

/// Columns of the reviewer's own that say who judged a row.
const WHO: [&str; 3] = ["who", "reviewer", "reviewed by"];

/// Columns of the reviewer's own that say when.
const WHEN: [&str; 2] = ["when", "date"];

/// One table of findings that a reviewer worked on.
pub struct Sheet {
    /// What it is called in messages: its path, with the sheet behind it.
    pub place: String,
    /// Its rows.
    pub table: Table,
}

/// All tables that are reviewed together, and what the summaries beside them say of documents.
#[derive(Default)]
pub struct Sheets {
    /// The tables.
    pub sheets: Vec<Sheet>,
    /// Tables that were named and are none of mtlint's.
    pub foreign: Vec<PathBuf>,
    /// Whether any table was one of mtlint's.
    pub any: bool,
    summaries: BTreeMap<String, SummaryRow>,
    seen: BTreeSet<PathBuf>,
}

/// Something in a table that cannot be read, and decides nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The table.
    pub place: String,
    /// Its line, from 1.
    pub line: u64,
    /// What it is.
    pub message: String,
}

/// What was said of the findings of one rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RuleReview {
    /// Findings that are defects.
    pub confirmed: u32,
    /// Findings that are none.
    pub rejected: u32,
    /// Findings of which nobody can tell.
    pub unsure: u32,
    /// Findings that nobody looked at.
    pub unjudged: u32,
}

impl RuleReview {
    fn count(&mut self, ruling: Option<Ruling>) {
        let counter = match ruling.map(Ruling::upholds) {
            None => &mut self.unjudged,
            Some(None) => &mut self.unsure,
            Some(Some(true)) => &mut self.confirmed,
            Some(Some(false)) => &mut self.rejected,
        };
        *counter += 1;
    }

    /// Share of the decided findings that are defects.
    #[must_use]
    pub fn precision(self) -> Option<f64> {
        let decided = self.confirmed + self.rejected;
        (decided > 0).then(|| f64::from(self.confirmed) / f64::from(decided))
    }
}

/// What was said of the findings of one document.
#[derive(Debug, Clone)]
pub struct DocumentReview {
    /// The document.
    pub file: String,
    /// The score by what the program found; `None` where the length of the text is not known.
    pub automatic: Option<f64>,
    /// The verdicts counted; its score means nothing where `automatic` is `None`.
    pub reviewed: Reviewed,
}

/// What came of a review.
#[derive(Debug, Default)]
pub struct Review {
    /// By document, in order of name.
    pub documents: Vec<DocumentReview>,
    /// By rule.
    pub rules: BTreeMap<String, RuleReview>,
    /// What is to be honoured by later checks.
    pub decisions: Vec<Decision>,
    /// How many of them come from an equal finding in the same document.
    pub spread: u32,
    /// How many verdicts are on findings that were gone when the report was written.
    pub gone: u32,
    /// What could not be read, in order.
    pub problems: Vec<Problem>,
}

/// How the verdicts are taken.
#[derive(Debug, Clone, Default)]
pub struct Terms {
    /// Who decided, where a table does not say so.
    pub who: String,
    /// When, where a table does not say so.
    pub when: String,
    /// Whether a verdict holds only for its own row.
    pub one_by_one: bool,
}

// ---- Reading ---------------------------------------------------------------------------------------------------

impl Sheets {
    /// Adds a report, a workbook, or a folder of them. Tables that are none of mtlint's are noted and passed over: a
    /// pattern such as `*.csv` takes what lies there.
    ///
    /// # Errors
    /// A file cannot be read, or was a report and lacks columns now.
    pub fn add(&mut self, path: &Path) -> Result<(), Error> {
        if !path.is_dir() {
            return self.add_file(path, true);
        }
        let entries = std::fs::read_dir(path).map_err(|error| Error::io("read the folder", path, error))?;
        let mut inner: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        inner.sort();
        for path in inner {
            let ending = path.extension().map(|ending| ending.to_ascii_lowercase());
            if path.is_dir() {
                self.add(&path)?;
            } else if ending.is_some_and(|ending| ending == "csv" || ending == "xlsx" || ending == "tsv") && !is_lock(&path) {
                self.add_file(&path, false)?;
            }
        }
        Ok(())
    }

    fn add_file(&mut self, path: &Path, named: bool) -> Result<(), Error> {
        let place = input::display_name(path);
        if !self.seen.insert(path.to_owned()) {
            return Ok(());
        }
        let bytes = std::fs::read(path).map_err(|error| Error::io("read the report", path, error))?;
        let packed = workbook::is_workbook(&bytes);
        let tables = if packed {
            let sheets = workbook::read(bytes).map_err(|error| error.at(path))?;
            sheets.into_iter().map(|(name, table)| (format!("{place}[{name}]"), table)).collect()
        } else {
            vec![(place, Table::read(bytes, &columns::<FindingRow>()).map_err(|error| error.at(path))?)]
        };
        let (mut ours, mut broken) = (false, false);
        for (place, table) in tables {
            if table.has("config_hash") && table.has("words") {
                ours = true;
                self.summarise(&table);
            } else if table.has("fingerprint") && table.has("verdict") && table.has("rule") {
                ours = true;
                self.sheets.push(Sheet { place, table });
            } else if table.has("fingerprint") && table.has("majority") {
                // A table of renderings: its verdicts are kept there.
                ours = true;
            } else {
                broken |= ["fingerprint", "verdict", "severity_override"].into_iter().any(|column| table.has(column));
            }
        }
        if !ours && broken {
            let remedy = "name reports that `mtlint check --out` wrote, with the columns \"fingerprint\", \"rule\" and \"verdict\" still in them";
            return Err(Error::new("is no report of mtlint, or no longer").at(path).remedy(remedy));
        }
        self.any |= ours;
        if !ours && named {
            self.foreign.push(path.to_owned());
        }
        if !packed {
            self.look_for_summary(path);
        }
        Ok(())
    }

    /// Reads the summary that lies beside a report, or above it.
    fn look_for_summary(&mut self, report: &Path) {
        let report = std::path::absolute(report).unwrap_or_else(|_| report.to_owned());
        for folder in report.ancestors().skip(1).take(HIGHEST_SUMMARY) {
            let path = folder.join(summary::FILE);
            if !path.is_file() {
                continue;
            }
            // A summary is a convenience: without it the texts themselves are asked.
            if self.seen.insert(path.clone())
                && let Ok(bytes) = std::fs::read(&path)
                && let Ok(table) = Table::read(bytes, &columns::<SummaryRow>())
            {
                self.summarise(&table);
            }
            return;
        }
    }

    fn summarise(&mut self, table: &Table) {
        let rows = table.records().filter_map(|record| record.to::<SummaryRow>().ok());
        self.summaries.extend(rows.map(|row| (row.file.clone(), row)));
    }

    /// Length and automatic score of a document: from a summary, else from the text if it is there.
    fn about(&self, file: &str) -> Option<(Extent, Option<f64>)> {
        if let Some(row) = self.summaries.get(file)
            && let (Some(words), Some(segments)) = (row.words, row.sentences)
        {
            return Some((Extent { words, segments }, row.score));
        }
        let Ok(Reading::Text(source)) = input::read(Path::new(file), file) else { return None };
        let doc = source.format.document(file, source.text);
        Some((Extent { words: doc.word_count(), segments: doc.segments().len() as u32 }, None))
    }
}

/// Files that spreadsheets leave beside an open one.
fn is_lock(path: &Path) -> bool {
    path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with("~$") || name.starts_with(".~lock"))
}

// ---- Judging ---------------------------------------------------------------------------------------------------

/// A row of a finding, once however many tables have it.
struct Row {
    decision: Decision,
    judged: Judged,
    ruling: Option<Ruling>,
    place: usize,
    line: u64,
    gone: bool,
    contested: bool,
}

/// Goes through the verdicts.
#[must_use]
pub fn review(sheets: &Sheets, rubric: &Rubric, terms: &Terms) -> Review {
    let mut review = Review::default();
    let mut files: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    let mut added: BTreeMap<String, Vec<Judged>> = BTreeMap::new();
    let mut known: BTreeMap<(String, String, u32), usize> = BTreeMap::new();
    for (place, sheet) in sheets.sheets.iter().enumerate() {
        for record in sheet.table.records() {
            let told = |message: String| Problem { place: sheet.place.clone(), line: record.line, message };
            match read_row(&record, place, terms) {
                Ok(Some(Read::Finding(row))) => {
                    let rows = files.entry(row.decision.file.clone()).or_default();
                    let key = (row.decision.file.clone(), row.decision.fingerprint.clone(), row.decision.occurrence);
                    match known.get(&key) {
                        None => {
                            known.insert(key, rows.len());
                            rows.push(row);
                        }
                        Some(at) => {
                            let first = &mut rows[*at];
                            if let Some(message) = merge(first, row, |place| &sheets.sheets[place].place) {
                                review.problems.push(told(message));
                            }
                        }
                    }
                }
                Ok(Some(Read::Added(file, judged))) => added.entry(file).or_default().push(judged),
                Ok(None) => {}
                Err(message) => review.problems.push(told(message)),
            }
        }
    }
    for (file, mut rows) in files {
        if !terms.one_by_one {
            review.spread += spread(&mut rows);
        }
        for row in &rows {
            if !row.gone {
                review.rules.entry(row.decision.rule.clone()).or_default().count(row.ruling);
            }
            review.gone += u32::from(row.gone && row.ruling.is_some());
        }
        let judged: Vec<Judged> =
            rows.iter().filter(|row| !row.gone).map(|row| Judged { ruling: row.ruling, severity: row.decision.severity, ..row.judged }).collect();
        review.documents.push(document(sheets, file.clone(), judged, added.remove(&file).unwrap_or_default(), rubric));
        review.decisions.extend(rows.into_iter().filter(|row| row.ruling.is_some()).map(|row| row.decision));
    }
    review
}

fn document(sheets: &Sheets, file: String, mut judged: Vec<Judged>, added: Vec<Judged>, rubric: &Rubric) -> DocumentReview {
    let about = sheets.about(&file);
    let extent = about.map_or(Extent { words: 0, segments: 0 }, |(extent, _)| extent);
    let automatic = about.map(|(extent, score)| {
        let found: Vec<_> = judged.iter().map(|judged| judged.finding).collect();
        score.unwrap_or_else(|| Score::of(&found, extent, rubric).value)
    });
    judged.extend(added);
    DocumentReview { file, automatic, reviewed: Reviewed::of(&judged, extent, rubric) }
}

enum Read {
    Finding(Row),
    /// A defect that the reviewer found: its document and what it costs.
    Added(String, Judged),
}

/// Reads a row; the error is what a person should mend.
fn read_row(record: &Record<'_>, place: usize, terms: &Terms) -> Result<Option<Read>, String> {
    let cell = |column| record.get(column).trim();
    let ruling = Ruling::read(cell("verdict"))?;
    let severity = read_severity(cell("severity_override")).map_err(|error| format!("severity_override: {error}"))?;
    let fingerprint = cell("fingerprint");
    if fingerprint.is_empty() {
        // A row that the reviewer added, or nothing at all.
        return match (ruling, judged(record)) {
            (None, _) => Ok(None),
            (Some(Ruling::Error), Some(judged)) => Ok(Some(Read::Added(cell("file").to_owned(), judged))),
            (Some(Ruling::Error), None) => Err("a row of your own needs a severity to count: minor, major or critical".to_owned()),
            (Some(_), _) => Err("matches no finding: it has no fingerprint".to_owned()),
        };
    }
    let is_code = fingerprint.len() == 13 && fingerprint.bytes().all(|b| matches!(b, b'a'..=b'z' | b'2'..=b'7'));
    let occurrence: Option<u32> = if cell("occurrence").is_empty() { Some(1) } else { cell("occurrence").parse().ok() };
    let (true, Some(occurrence), Some(judged)) = (is_code, occurrence, judged(record)) else {
        // Without a verdict nobody loses anything.
        return if ruling.is_none() {
            Ok(None)
        } else {
            Err(format!("matches no finding: its fingerprint \"{fingerprint}\", occurrence or severity was changed"))
        };
    };
    let own = |columns: &[&'static str], given: &str| columns.iter().copied().map(cell).find(|cell| !cell.is_empty()).unwrap_or(given).to_owned();
    let verdict = ruling.unwrap_or(Ruling::Unsure);
    if verdict == Ruling::Word && cell("text").contains(char::is_whitespace) {
        return Err(format!("\"{}\" is more than one word: give the verdict \"name\", or \"ok\" for this one place", cell("text")));
    }
    let decision = Decision {
        fingerprint: fingerprint.to_owned(),
        occurrence,
        verdict,
        rule: cell("rule").to_owned(),
        text: record.get("text").to_owned(),
        file: cell("file").to_owned(),
        severity,
        fix: cell("fix").to_owned(),
        who: own(&WHO, &terms.who),
        when: own(&WHEN, &terms.when),
        why: cell("note").to_owned(),
    };
    Ok(Some(Read::Finding(Row { decision, judged, ruling, place, line: record.line, gone: cell("status") == GONE, contested: false })))
}

/// Joins two rows of one finding; the error is that they contradict each other, and then neither decides.
fn merge<'s>(first: &mut Row, other: Row, place: impl Fn(usize) -> &'s str) -> Option<String> {
    first.gone &= other.gone;
    match (first.ruling, other.ruling) {
        (_, None) => None,
        (Some(a), Some(b)) if a != b && !first.contested => {
            let message = format!("verdict \"{b}\", but {}:{} says \"{a}\" of the same finding; neither is taken", place(first.place), first.line);
            (first.ruling, first.contested) = (None, true);
            Some(message)
        }
        (Some(_), Some(_)) => None,
        (None, Some(_)) if first.contested => Some("one more verdict on a finding that is contested above; it is not taken".to_owned()),
        (None, Some(_)) => {
            *first = Row { gone: first.gone, ..other };
            None
        }
    }
}

/// Lets a verdict hold for equal findings, where those that are judged agree; says for how many.
fn spread(rows: &mut [Row]) -> u32 {
    let mut equal: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        equal.entry((row.decision.rule.clone(), fold(&row.decision.text).into_owned())).or_default().push(at);
    }
    let mut spread = 0;
    for group in equal.into_values().filter(|group| group.len() > 1) {
        let mut judged = group.iter().filter(|at| rows[**at].ruling.is_some());
        let Some(first) = judged.next().map(|at| rows[*at].decision.clone()) else { continue };
        if judged.any(|at| rows[*at].decision.verdict != first.verdict) || group.iter().any(|at| rows[*at].contested) {
            continue;
        }
        for at in group {
            let row = &mut rows[at];
            if row.ruling.is_none() {
                let Decision { verdict, severity, fix, who, when, why, .. } = first.clone();
                row.decision = Decision { verdict, severity, fix, who, when, why, ..row.decision.clone() };
                row.ruling = Some(verdict);
                spread += 1;
            }
        }
    }
    spread
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mqm::Severity;
    use crate::report::csv::report;
    use crate::report::csv::testing::assessed;
    use crate::table::{Dialect, Layout, Rows};

    const TEXT: &str = "At last we recieve it. They beleive her. Then seperate it.";
    const WORDS: [&str; 3] = ["recieve", "beleive", "seperate"];

    /// The report of a document, read back.
    fn rows() -> Vec<FindingRow> {
        let made = report(&assessed(TEXT, &WORDS), Dialect::Plain, None, &Rubric::default()).expect("memory");
        let table = Table::read(made.bytes, &columns::<FindingRow>()).expect("a table");
        table.records().map(|record| record.to().expect("a row")).collect()
    }

    fn sheet(place: &str, rows: &[FindingRow]) -> Sheet {
        let mut table = Rows::new(Vec::new(), Dialect::Plain, Layout::of::<FindingRow>()).expect("memory");
        for row in rows {
            table.push(row, &[]).expect("memory");
        }
        let table = Table::read(table.finish().expect("memory"), &columns::<FindingRow>()).expect("a table");
        Sheet { place: place.to_owned(), table }
    }

    fn reviewed(sheets: Vec<Sheet>) -> Review {
        review(&Sheets { sheets, ..Sheets::default() }, &Rubric::default(), &Terms { who: "Ann".to_owned(), when: "2024-05-01".to_owned(), one_by_one: false })
    }

    #[test]
    fn verdicts_are_counted_by_rule_and_document() {
        let mut rows = rows();
        for (row, verdict) in rows.iter_mut().zip(["да", "n", ""]) {
            row.verdict = verdict.to_owned();
        }
        rows.reverse();
        let review = reviewed(vec![sheet("a.csv", &rows)]);
        assert_eq!(review.rules["misspelling"], RuleReview { confirmed: 1, rejected: 1, unsure: 0, unjudged: 1 });
        assert_eq!(review.documents.len(), 1);
        assert_eq!((review.documents[0].reviewed.confirmed, review.documents[0].reviewed.unjudged), (1, 1));
        let said: BTreeMap<_, _> = review.decisions.iter().map(|decision| (decision.text.as_str(), decision.verdict)).collect();
        assert_eq!(said, BTreeMap::from([("recieve", Ruling::Error), ("beleive", Ruling::Ok)]));
        assert!(review.decisions.iter().all(|decision| decision.who == "Ann" && decision.when == "2024-05-01"));
    }

    #[test]
    fn a_verdict_spreads_over_equal_findings_that_have_none() {
        let mut rows = rows();
        for row in &mut rows {
            row.text = "same".to_owned();
        }
        rows[1].verdict = "ok".to_owned();
        let review = reviewed(vec![sheet("a.csv", &rows)]);
        assert_eq!((review.spread, review.decisions.len()), (2, 3));
        rows[2].verdict = "error".to_owned();
        let review = reviewed(vec![sheet("a.csv", &rows)]);
        assert_eq!((review.spread, review.decisions.len()), (0, 2), "where two disagree, the third is not guessed");
    }

    #[test]
    fn nothing_is_guessed() {
        let mut rows = rows();
        rows[0].verdict = "mabye".to_owned();
        rows[1].verdict = "ok".to_owned();
        rows[1].fingerprint = "1.23E+12".to_owned();
        rows[2].verdict = "ok".to_owned();
        rows[2].fingerprint.clear();
        let review = reviewed(vec![sheet("a.csv", &rows)]);
        assert_eq!(review.problems.iter().map(|problem| problem.line).collect::<Vec<_>>(), [2, 3, 4]);
        assert!(review.problems[0].message.contains("mabye") && review.problems[1].message.contains("matches no finding"), "{:?}", review.problems);
        assert!(review.decisions.is_empty());
    }

    #[test]
    fn contrary_verdicts_on_one_finding_decide_nothing() {
        let (mut one, mut other) = (rows(), rows());
        one[0].verdict = "ok".to_owned();
        other[0].verdict = "error".to_owned();
        other[1].verdict = "error".to_owned();
        let review = reviewed(vec![sheet("a.csv", &one), sheet("b.csv", &other)]);
        assert_eq!(review.problems.len(), 1);
        assert!(review.problems[0].message.contains("a.csv:2 says \"ok\""), "{:?}", review.problems);
        assert_eq!(review.decisions.iter().map(|decision| decision.text.as_str()).collect::<Vec<_>>(), ["beleive"]);
    }

    #[test]
    fn a_defect_that_the_reviewer_adds_counts_by_its_severity() {
        let mut rows = rows();
        rows[0].verdict = "error".to_owned();
        let own = FindingRow {
            verdict: "error".to_owned(),
            severity: Severity::Critical,
            file: rows[0].file.clone(),
            schema: String::new(),
            ..FindingRow::default()
        };
        rows.push(own);
        let review = reviewed(vec![sheet("a.csv", &rows)]);
        assert_eq!(review.documents[0].reviewed.score.counts, [0, 0, 1, 1]);
        assert_eq!(review.decisions.len(), 1);
    }
}
