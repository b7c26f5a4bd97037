//! All documents of a run as one table, one line each; those that could not be read, too.
//!
//! No line of totals, which would spoil sorting and pivots; no times and no host names: the same texts give the same
//! bytes.

use std::io::Write;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::keep::{GONE, Kept};
use crate::error::Error;
use crate::judge::reviewed::Reviewed;
use crate::judge::score::Verdict;
use crate::judge::signature::Signature;
use crate::judge::{Assessment, Status};
use crate::mqm::{Category, Dimension, Severity, vocabulary};
use crate::table::{self, Dialect, Layout, Rows, Table};
use crate::text::hash::StableHash;

/// Name of the file.
pub const FILE: &str = "summary.csv";

/// Rules named in `top_rules`.
const TOP_RULES: usize = 3;

vocabulary! {
    /// What became of a document.
    Outcome, "status" {
        /// It was checked; without words it has no score.
        Checked = "ok",
        /// It is no text.
        Skipped = "skipped",
        /// It could not be read, checked or reported on.
        Failed = "error",
    }
}

/// One document as it stands in the table. Columns of later features are empty until then.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SummaryRow {
    /// The document: its path with `/`.
    pub file: String,
    /// Hash of the text: the same text under another name has the same.
    pub doc_id: String,
    /// The first heading or sentence.
    pub title: String,
    /// Words and numbers.
    #[serde(deserialize_with = "table::optional")]
    pub words: Option<u32>,
    /// Sentences.
    #[serde(deserialize_with = "table::optional")]
    pub sentences: Option<u32>,
    /// Language of the text.
    pub lang: String,
    /// How sure that is, 0 to 100.
    #[serde(deserialize_with = "table::optional")]
    pub lang_conf: Option<u8>,
    /// Findings that are critical; like the next three, all that the report shows.
    #[serde(deserialize_with = "table::optional")]
    pub n_critical: Option<u32>,
    /// Findings that are major.
    #[serde(deserialize_with = "table::optional")]
    pub n_major: Option<u32>,
    /// Findings that are minor.
    #[serde(deserialize_with = "table::optional")]
    pub n_minor: Option<u32>,
    /// Findings that are remarks.
    #[serde(deserialize_with = "table::optional")]
    pub n_neutral: Option<u32>,
    /// Points of all findings charged.
    #[serde(deserialize_with = "table::optional")]
    pub penalty: Option<f64>,
    /// Points per 1,000 words: sort by this for a list of what to do.
    #[serde(deserialize_with = "table::optional")]
    pub penalty_per_1000: Option<f64>,
    /// The automatic score, 0 to 100.
    #[serde(deserialize_with = "table::optional")]
    pub score: Option<f64>,
    /// The model it was computed by.
    pub score_model: String,
    /// The score of the raw model, for comparison.
    #[serde(deserialize_with = "table::optional")]
    pub score_raw: Option<f64>,
    /// What to bear in mind, such as a short sample.
    pub score_note: String,
    /// pass, fail, no-decision; empty where there are no words.
    pub pass: String,
    /// Why.
    pub gate_reason: String,
    /// Points in the dimension of terms.
    #[serde(deserialize_with = "table::optional")]
    pub p_terminology: Option<f64>,
    /// Points in the dimension of meaning.
    #[serde(deserialize_with = "table::optional")]
    pub p_accuracy: Option<f64>,
    /// Points in the dimension of linguistic conventions.
    #[serde(deserialize_with = "table::optional")]
    pub p_linguistic: Option<f64>,
    /// Points in the dimension of style.
    #[serde(deserialize_with = "table::optional")]
    pub p_style: Option<f64>,
    /// Points in the dimension of locale conventions.
    #[serde(deserialize_with = "table::optional")]
    pub p_locale: Option<f64>,
    /// Points in the dimension of audience appropriateness.
    #[serde(deserialize_with = "table::optional")]
    pub p_audience: Option<f64>,
    /// Points in the dimension of design and markup.
    #[serde(deserialize_with = "table::optional")]
    pub p_design: Option<f64>,
    /// The rules with most findings, and how many.
    pub top_rules: String,
    /// Sentences with a finding, in percent.
    #[serde(deserialize_with = "table::optional")]
    pub flagged_sentences_pct: Option<f64>,
    /// How much the text reads like machine translation.
    #[serde(deserialize_with = "table::optional")]
    pub mt_likeness: Option<u8>,
    /// The language that the text probably came from, where one stands out.
    pub source_guess: String,
    /// The signs that speak for both, strongest first.
    pub origin_reasons: String,
    /// Different names in the text.
    #[serde(deserialize_with = "table::optional")]
    pub names_distinct: Option<u32>,
    /// Names in several forms.
    #[serde(deserialize_with = "table::optional")]
    pub names_inconsistent: Option<u32>,
    /// Findings with a reviewer's verdict.
    #[serde(deserialize_with = "table::optional")]
    pub reviewed: Option<u32>,
    /// Findings that a reviewer upheld.
    #[serde(deserialize_with = "table::optional")]
    pub confirmed: Option<u32>,
    /// Findings that a reviewer rejected.
    #[serde(deserialize_with = "table::optional")]
    pub rejected: Option<u32>,
    /// Upheld in percent of decided.
    #[serde(deserialize_with = "table::optional")]
    pub precision_reviewed: Option<f64>,
    /// The score by what a reviewer upheld; never mixed with the automatic one.
    #[serde(deserialize_with = "table::optional")]
    pub score_reviewed: Option<f64>,
    /// Findings that no baseline has.
    #[serde(deserialize_with = "table::optional")]
    pub new: Option<u32>,
    /// Findings of the baseline.
    #[serde(deserialize_with = "table::optional")]
    pub known: Option<u32>,
    /// Findings of the baseline that are gone.
    #[serde(deserialize_with = "table::optional")]
    pub fixed: Option<u32>,
    /// Which documents render the same text.
    pub group: String,
    /// Place in the group, best first.
    #[serde(deserialize_with = "table::optional")]
    pub rank_in_group: Option<u32>,
    /// The document that this one is a part of.
    pub excerpt_of: String,
    /// The document that this one nearly equals.
    pub near_dup_of: String,
    /// Name of the rubric.
    pub rubric: String,
    /// Version of mtlint.
    pub tool_version: String,
    /// Hash of everything that figures depend on.
    pub config_hash: String,
    /// How the file was encoded.
    pub encoding: String,
    /// Remarks of the tool: a guessed encoding, why a file was skipped.
    pub note: String,
    /// ok, skipped, error; `gone` where only the reviewer's words are left.
    pub status: String,
    /// What went wrong.
    pub error: String,
}

impl SummaryRow {
    /// The row of a document that was checked.
    #[must_use]
    pub fn of(assessment: &Assessment, signature: &Signature) -> Self {
        let score = &assessment.score;
        let count = |severity| Some(assessment.count(severity) as u32);
        let points = |dimension: Dimension| Some(score.by_dimension[dimension as usize]);
        let with_status = |status| Some(assessment.issues.iter().filter(|issue| issue.status == status).count() as u32);
        // Without words there is nothing that a score could speak of.
        let judged = score.verdict != Verdict::Empty;
        Self {
            doc_id: StableHash::default().with(&assessment.text).to_code(),
            title: assessment.title.clone(),
            words: Some(assessment.words),
            sentences: Some(assessment.sentences),
            lang: assessment.language.map_or("", |(code, _)| code).to_owned(),
            lang_conf: assessment.language.map(|(_, confidence)| (confidence * 100.0).round() as u8),
            n_critical: count(Severity::Critical),
            n_major: count(Severity::Major),
            n_minor: count(Severity::Minor),
            n_neutral: count(Severity::Neutral),
            penalty: Some(score.points),
            penalty_per_1000: judged.then(|| cents(score.per_thousand)),
            score: judged.then(|| cents(score.value)),
            score_model: if judged { score.model.as_str() } else { "" }.to_owned(),
            score_raw: judged.then(|| cents(score.raw)),
            score_note: score.note.clone(),
            pass: if judged { score.verdict.as_str() } else { "" }.to_owned(),
            gate_reason: score.reason.clone(),
            p_terminology: points(Dimension::Terminology),
            p_accuracy: points(Dimension::Accuracy),
            p_linguistic: points(Dimension::Linguistic),
            p_style: points(Dimension::Style),
            p_locale: points(Dimension::Locale),
            p_audience: points(Dimension::Audience),
            p_design: points(Dimension::Design),
            top_rules: top_rules(assessment),
            flagged_sentences_pct: judged.then(|| (assessment.flagged_sentences * 1000.0).round() / 10.0),
            mt_likeness: assessment.mt_likeness.map(|share| (share * 100.0).round() as u8),
            source_guess: assessment.source_guess.unwrap_or_default().to_owned(),
            origin_reasons: assessment.origin_reasons.join("; "),
            names_inconsistent: Some(names_inconsistent(assessment)),
            new: with_status(Status::New),
            known: with_status(Status::Known),
            encoding: encoding(assessment),
            note: notes(assessment),
            ..Self::bare(&assessment.name, Outcome::Checked, signature)
        }
    }

    /// The row of a file that is no text; why.
    #[must_use]
    pub fn skipped(file: &str, why: &str, signature: &Signature) -> Self {
        Self { note: why.to_owned(), ..Self::bare(file, Outcome::Skipped, signature) }
    }

    /// The row of a document that could not be read or checked.
    #[must_use]
    pub fn failed(file: &str, error: &str, signature: &Signature) -> Self {
        Self { error: error.to_owned(), ..Self::bare(file, Outcome::Failed, signature) }
    }

    /// The same document, whose report could not be written.
    #[must_use]
    pub fn but_failed(self, error: &str) -> Self {
        Self { status: Outcome::Failed.as_str().to_owned(), error: error.to_owned(), ..self }
    }

    /// The same document among those of the run: the number of its group, its place in it, what it is an excerpt or a
    /// near copy of.
    #[must_use]
    pub fn related(self, group: Option<usize>, rank: Option<u32>, excerpt_of: &str, near_dup_of: &str) -> Self {
        Self {
            group: group.map_or_else(String::new, |group| (group + 1).to_string()),
            rank_in_group: rank,
            excerpt_of: excerpt_of.to_owned(),
            near_dup_of: near_dup_of.to_owned(),
            ..self
        }
    }

    /// The same document with the number of different names in it.
    #[must_use]
    pub fn naming(self, distinct: Option<u32>) -> Self {
        Self { names_distinct: distinct, ..self }
    }

    /// The same document with what came of the verdicts that a reviewer gave.
    #[must_use]
    pub fn reviewed(self, kept: &Kept, reviewed: Option<&Reviewed>) -> Self {
        Self {
            reviewed: (kept.verdicts > 0).then_some(kept.verdicts),
            confirmed: reviewed.map(|reviewed| reviewed.confirmed),
            rejected: reviewed.map(|reviewed| reviewed.rejected),
            precision_reviewed: reviewed.and_then(Reviewed::precision).map(cents),
            score_reviewed: reviewed.filter(|reviewed| reviewed.score.verdict != Verdict::Empty).map(|reviewed| cents(reviewed.score.value)),
            ..self
        }
    }

    /// The same document with the number of findings of a baseline that are gone.
    #[must_use]
    pub fn fixed(self, stale: u32) -> Self {
        Self { fixed: Some(stale), ..self }
    }

    fn bare(file: &str, outcome: Outcome, signature: &Signature) -> Self {
        Self {
            file: file.to_owned(),
            rubric: signature.rubric_name.clone(),
            tool_version: signature.version.clone(),
            config_hash: signature.config_hash(),
            status: outcome.as_str().to_owned(),
            ..Self::default()
        }
    }
}

/// Two decimals: a score that shows more claims more than it knows.
fn cents(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

/// "typo (3) | doubled-space (2)"; equal counts by name.
fn top_rules(assessment: &Assessment) -> String {
    let mut counts: FxHashMap<&str, u32> = FxHashMap::default();
    for issue in assessment.open() {
        *counts.entry(issue.finding.rule).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(rule, count)| (std::cmp::Reverse(*count), *rule));
    let top = counts.iter().take(TOP_RULES).map(|(rule, count)| format!("{rule} ({count})"));
    top.collect::<Vec<_>>().join(" | ")
}

/// Notes on the document, then on its lines.
fn notes(assessment: &Assessment) -> String {
    let lines = assessment.remarks.iter().map(|remark| format!("line {}: {}", remark.line, remark.message));
    assessment.notes.iter().cloned().chain(lines).collect::<Vec<_>>().join("; ")
}

fn encoding(assessment: &Assessment) -> String {
    let encoding = &assessment.encoding;
    format!("{}{}", encoding.name, if encoding.bom { " with BOM" } else { "" })
}

/// What a reviewer typed into an older summary: columns of their own, by document.
#[derive(Debug, Default)]
pub struct OldSummary {
    table: Table,
}

impl OldSummary {
    /// Reads an older summary; of its rows, only those with a reviewer's words are kept in memory.
    ///
    /// # Errors
    /// It is no summary of ours, and not to be overwritten.
    pub fn read(bytes: Vec<u8>) -> Result<Self, Error> {
        let known = table::columns::<SummaryRow>();
        let table = Table::read_some(bytes, &known, |record| record.extra(&known).iter().any(|cell| !cell.trim().is_empty()))?;
        let ours = table.has("file") && table.has("config_hash");
        if !(ours || table.header.is_empty()) {
            return Err(Error::new("is not a summary of mtlint, and is left as it is").remedy("move it away, or name another folder with --out"));
        }
        Ok(Self { table })
    }
}

/// Writes the summary while documents come in, so that memory does not grow with their number.
pub struct Summary<'o, W: Write> {
    rows: Rows<W>,
    old: &'o OldSummary,
    /// Rows of `old` that wait for their document.
    waiting: FxHashMap<&'o str, usize>,
}

impl<'o, W: Write> Summary<'o, W> {
    /// Starts a summary.
    ///
    /// # Errors
    /// The destination refuses.
    pub fn new(to: W, dialect: Dialect, old: &'o OldSummary) -> Result<Self, Error> {
        let waiting = old.table.records().enumerate().map(|(at, record)| (record.get("file"), at)).collect();
        Ok(Self { rows: Rows::new(to, dialect, Layout::with_extra::<SummaryRow>(&old.table.header))?, old, waiting })
    }

    /// Adds the row of a document.
    ///
    /// # Errors
    /// The destination refuses.
    pub fn push(&mut self, row: &SummaryRow) -> Result<(), Error> {
        let extra = match self.waiting.remove(row.file.as_str()) {
            Some(at) => self.old.table.record(at).map(|record| record.extra(&table::columns::<SummaryRow>())).unwrap_or_default(),
            None => Vec::new(),
        };
        self.rows.push(row, &extra)
    }

    /// Ends the summary. Documents that were not in this run but carry a reviewer's words follow with status `gone`
    /// and without figures; their number comes back, too.
    ///
    /// # Errors
    /// The destination refuses.
    pub fn finish(mut self) -> Result<(W, usize), Error> {
        let mut left: Vec<_> = self.waiting.values().copied().collect();
        left.sort_unstable();
        let known = table::columns::<SummaryRow>();
        for at in &left {
            let record = self.old.table.record(*at).expect("it was numbered");
            let row =
                SummaryRow { file: record.get("file").to_owned(), title: record.get("title").to_owned(), status: GONE.to_owned(), ..SummaryRow::default() };
            self.rows.push(&row, &record.extra(&known))?;
        }
        Ok((self.rows.finish()?, left.len()))
    }
}

/// Names that the text writes in several forms.
fn names_inconsistent(assessment: &Assessment) -> u32 {
    let variants = assessment.open().filter(|issue| issue.finding.category == Category::NamesInconsistent && issue.finding.severity > Severity::Neutral);
    let names: std::collections::BTreeSet<_> = variants.filter_map(|issue| issue.finding.suggestions.first()).map(|name| &name.text).collect();
    names.len() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::rubric::Rubric;
    use crate::report::csv::testing::assessed;

    fn signature() -> Signature {
        Signature::new(1, &Rubric::default(), 2, None, None)
    }

    fn written(rows: &[SummaryRow], old: &OldSummary) -> (String, usize) {
        let mut summary = Summary::new(Vec::new(), Dialect::Plain, old).expect("memory");
        for row in rows {
            summary.push(row).expect("memory");
        }
        let (bytes, gone) = summary.finish().expect("memory");
        (String::from_utf8(bytes).expect("UTF-8"), gone)
    }

    #[test]
    fn the_columns_are_those_of_the_contract() {
        let contract = "file, doc_id, title, words, sentences, lang, lang_conf, n_critical, n_major, n_minor, n_neutral, penalty, penalty_per_1000, score, \
             score_model, score_raw, score_note, pass, gate_reason, p_terminology, p_accuracy, p_linguistic, p_style, p_locale, p_audience, p_design, top_rules, \
             flagged_sentences_pct, mt_likeness, source_guess, origin_reasons, names_distinct, names_inconsistent, reviewed, confirmed, rejected, precision_reviewed, score_reviewed, new, known, \
             fixed, group, rank_in_group, excerpt_of, near_dup_of, rubric, tool_version, config_hash, encoding, note, status, error";
        assert_eq!(table::columns::<SummaryRow>().join(", "), contract);
    }

    #[test]
    fn a_row_read_is_the_row_that_was_written() {
        let rows = [
            SummaryRow::of(&assessed("We recieve it. They beleive her.", &["recieve", "beleive"]), &signature()),
            SummaryRow::skipped("a.txt", "not a text: PDF", &signature()),
            SummaryRow::failed("b.txt", "cannot read: permission denied", &signature()),
        ];
        let (text, _) = written(&rows, &OldSummary::default());
        let table = Table::read(text.into_bytes(), &table::columns::<SummaryRow>()).expect("a table");
        let read: Vec<SummaryRow> = table.records().map(|record| record.to().expect("a row")).collect();
        assert_eq!(read[0].top_rules, "misspelling (2)");
        assert_eq!((read[0].n_major, read[0].lang_conf, read[0].words), (Some(2), Some(99), Some(6)));
        assert_eq!((read[1].status.as_str(), read[1].words, read[2].error.as_str()), ("skipped", None, "cannot read: permission denied"));
        assert_eq!(read[1..], rows[1..]);
    }

    #[test]
    fn a_text_without_words_has_a_row_without_a_score() {
        let row = SummaryRow::of(&assessed("", &[]), &signature());
        assert_eq!((row.status.as_str(), row.words, row.score, row.pass.as_str()), ("ok", Some(0), None, ""));
        assert_eq!(row.gate_reason, "no words to judge");
    }

    #[test]
    fn columns_of_the_reviewer_stay_with_their_document() {
        let row = |file: &str| SummaryRow::skipped(file, "", &signature());
        let (text, _) = written(&[row("a"), row("b"), row("c")], &OldSummary::default());
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines[0] = lines[0].replacen("file,", "file,who,", 1);
        for (n, who) in [(1, "Ann"), (2, "Bob"), (3, "")] {
            lines[n] = lines[n].replacen(",", &format!(",{who},"), 1);
        }
        let old = OldSummary::read(lines.join("\n").into_bytes()).expect("a summary");
        let (text, gone) = written(&[row("0"), row("b")], &old);
        let starts: Vec<_> = text.lines().map(|line| line.split(',').take(2).collect::<Vec<_>>().join(",")).collect();
        assert_eq!(starts, ["file,who", "0,", "b,Bob", "a,Ann"]);
        assert_eq!(gone, 1);
        assert!(text.lines().last().expect("a row").contains(",gone,"));
    }

    #[test]
    fn a_table_that_is_not_ours_is_not_overwritten() {
        assert!(OldSummary::read(b"name,price\nx,1\n".to_vec()).is_err());
    }
}
