//! The findings of one document as a table that a person reviews: one line a finding.

use serde::{Deserialize, Serialize};

use super::judged;
use super::keep::{self, Kept};
use crate::error::Error;
use crate::judge::reviewed::Reviewed;
use crate::judge::rubric::Rubric;
use crate::judge::{Assessment, Issue};
use crate::mqm::Severity;
use crate::table::{self, Dialect, Layout, Record, Rows, Table};
use crate::text::points::CodePoints;

/// What the columns mean; a later set of columns gets another number.
pub const SCHEMA: &str = "mtlint.findings/1";

/// Words of context on either side of a span.
const CONTEXT_WORDS: usize = 6;

/// Characters of context on either side at most, where words are long.
const CONTEXT_CHARS: usize = 80;

/// Characters of the span in its context at most; the column `text` has the rest.
const CONTEXT_SPAN: usize = 200;

/// Characters of the column `text` at most: a cell of Excel holds 32,767.
const LONGEST_TEXT: usize = 32_000;

/// One finding as it stands in the table. The struct that writes a report also reads it back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FindingRow {
    /// Order of reading, from 1; lets a sorted sheet be put back.
    #[serde(deserialize_with = "table::number")]
    pub n: u32,
    /// Reviewer: error, ok, unsure, wontfix; empty = not judged.
    pub verdict: String,
    /// How bad, if true.
    pub severity: Severity,
    /// Reviewer: how bad instead.
    pub severity_override: String,
    /// What kind of defect, in human words.
    pub category: String,
    /// The same as an MQM type, or `x-mtlint:`.
    pub mqm: String,
    /// Id of the rule, for `explain`.
    pub rule: String,
    /// Line, from 1: for jumping only, never for identity.
    #[serde(deserialize_with = "table::number")]
    pub line: u32,
    /// Column in characters, from 1.
    #[serde(deserialize_with = "table::number")]
    pub col: u32,
    /// "… before ⟦span⟧ after …".
    pub context: String,
    /// The span as it is.
    pub text: String,
    /// What to write instead, best first, joined by " | ".
    pub suggestion: String,
    /// What is wrong.
    pub message: String,
    /// What that rests on, joined by "; ".
    pub evidence: String,
    /// Share of such findings that a reviewer upholds, 0 to 100.
    #[serde(deserialize_with = "table::number")]
    pub confidence: u8,
    /// Points under the rubric.
    #[serde(deserialize_with = "table::number")]
    pub penalty: f64,
    /// Reviewer: what it should read.
    pub fix: String,
    /// Reviewer: anything else.
    pub note: String,
    /// How many findings of this rule have the same text in the document.
    #[serde(deserialize_with = "table::number")]
    pub dup_count: u32,
    /// `n` of the first of them.
    #[serde(deserialize_with = "table::number")]
    pub first_n: u32,
    /// Number of the paragraph, from 1.
    #[serde(deserialize_with = "table::number")]
    pub paragraph: u32,
    /// Number of the sentence in the document, from 1.
    #[serde(deserialize_with = "table::number")]
    pub sentence: u32,
    /// The document: its path with `/`.
    pub file: String,
    /// First code point of the span, from 0.
    #[serde(deserialize_with = "table::number")]
    pub start: usize,
    /// Code point after the span.
    #[serde(deserialize_with = "table::number")]
    pub end: usize,
    /// What the finding is known by over edits elsewhere.
    pub fingerprint: String,
    /// Which one of its kind it is, from 1.
    #[serde(deserialize_with = "table::number")]
    pub occurrence: u32,
    /// new, known, decided; `gone` where only the reviewer's words are left (see [`keep`]).
    pub status: String,
    /// Always [`SCHEMA`].
    pub schema: String,
}

impl Default for FindingRow {
    fn default() -> Self {
        Self {
            n: 0,
            verdict: String::new(),
            severity: Severity::Neutral,
            severity_override: String::new(),
            category: String::new(),
            mqm: String::new(),
            rule: String::new(),
            line: 0,
            col: 0,
            context: String::new(),
            text: String::new(),
            suggestion: String::new(),
            message: String::new(),
            evidence: String::new(),
            confidence: 0,
            penalty: 0.0,
            fix: String::new(),
            note: String::new(),
            dup_count: 0,
            first_n: 0,
            paragraph: 0,
            sentence: 0,
            file: String::new(),
            start: 0,
            end: 0,
            fingerprint: String::new(),
            occurrence: 0,
            status: String::new(),
            schema: SCHEMA.to_owned(),
        }
    }
}

/// The rows of a document, in order of place.
#[must_use]
pub fn rows(assessment: &Assessment) -> Vec<FindingRow> {
    let mut points = CodePoints::new(&assessment.text);
    assessment.issues.iter().zip(1..).map(|(issue, n)| row(assessment, issue, n, &mut points)).collect()
}

fn row(assessment: &Assessment, issue: &Issue, n: u32, points: &mut CodePoints<'_>) -> FindingRow {
    let finding = &issue.finding;
    let text = &assessment.text[finding.span.range()];
    let start = points.before(finding.span.start as usize);
    // What was decided before stands there as if it was just typed.
    let said = issue.decision.as_deref();
    FindingRow {
        n,
        verdict: said.map_or("", |said| said.verdict.as_str()).to_owned(),
        severity_override: said.and_then(|said| said.severity).map_or("", Severity::as_str).to_owned(),
        fix: said.map_or("", |said| &said.fix).to_owned(),
        note: said.map_or("", |said| &said.why).to_owned(),
        severity: finding.severity,
        category: finding.category.as_str().to_owned(),
        mqm: finding.category.mqm().to_owned(),
        rule: finding.rule.to_owned(),
        line: issue.place.line,
        col: issue.place.column,
        context: context(&assessment.text, finding.span.range()),
        text: shortened(text, LONGEST_TEXT),
        suggestion: finding.suggestions.iter().map(|s| s.text.as_str()).collect::<Vec<_>>().join(" | "),
        message: finding.message.clone(),
        evidence: finding.reasons.join("; "),
        confidence: percent(finding.confidence),
        penalty: issue.penalty,
        dup_count: issue.dup_count,
        first_n: issue.first_n,
        paragraph: issue.paragraph,
        sentence: issue.sentence,
        file: assessment.name.clone(),
        start,
        end: start + text.chars().count(),
        fingerprint: issue.fingerprint.0.clone(),
        occurrence: issue.occurrence,
        status: issue.status.as_str().to_owned(),
        ..FindingRow::default()
    }
}

/// A confidence as people read it.
#[must_use]
pub fn percent(confidence: f32) -> u8 {
    (confidence.clamp(0.0, 1.0) * 100.0).round() as u8
}

/// A text of at most `most` characters, with "…" where something was left out of its middle.
fn shortened(text: &str, most: usize) -> String {
    if text.len() <= most || text.chars().count() <= most {
        return text.to_owned();
    }
    let head = text.char_indices().nth(most * 2 / 3).map_or(text.len(), |(at, _)| at);
    let tail = text.char_indices().nth_back(most / 3 - 2).map_or(0, |(at, _)| at);
    format!("{}…{}", &text[..head], &text[tail..])
}

/// A span in its surroundings: "… before ⟦span⟧ after …", on one line. It begins with "…" always, so it is never a
/// formula.
fn context(text: &str, span: std::ops::Range<usize>) -> String {
    let before = surroundings(text[..span.start].chars().rev());
    let after = surroundings(text[span.end..].chars());
    let before = &text[span.start - before..span.start];
    let after = &text[span.end..span.end + after];
    let line = format!("… {}⟦{}⟧{} …", before.trim_start(), shortened(&text[span], CONTEXT_SPAN), after.trim_end());
    one_line(&line)
}

/// Bytes of the next few words, in the direction in which the characters come.
fn surroundings(characters: impl Iterator<Item = char>) -> usize {
    let (mut bytes, mut whole, mut words, mut inside) = (0, 0, 0, false);
    for (n, c) in characters.enumerate() {
        if c.is_whitespace() {
            words += usize::from(inside);
            inside = false;
            whole = bytes;
            if words == CONTEXT_WORDS {
                return whole;
            }
        } else {
            inside = true;
        }
        if n == CONTEXT_CHARS {
            // The last word does not fit: without it, unless there is nothing else.
            return if whole > 0 && words > 0 { whole } else { bytes };
        }
        bytes += c.len_utf8();
    }
    bytes
}

/// White space with a line break in it becomes one "␠".
fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}']) {
        line.push_str(rest[..at].trim_end());
        line.push('␠');
        rest = rest[at..].trim_start();
    }
    line.push_str(rest);
    line
}

/// The findings of one document with what a reviewer typed into an older report, row by row.
pub struct Reported<'t> {
    /// The rows of the findings.
    pub rows: Vec<FindingRow>,
    /// For each row, the cells of the reviewer's own columns.
    pub extra: Vec<Vec<String>>,
    /// Rows of the older report that have no finding and are not to be lost.
    pub left: Vec<Record<'t>>,
    /// What was taken over.
    pub kept: Kept,
    /// What the document is worth by the verdicts, where there are any.
    pub reviewed: Option<Reviewed>,
}

impl<'t> Reported<'t> {
    /// The findings of a document, with what a reviewer typed into the `old` report.
    #[must_use]
    pub fn new(assessment: &Assessment, old: Option<&'t Table>, rubric: &Rubric) -> Self {
        let mut rows = rows(assessment);
        let carried = keep::carry(&mut rows, old);
        let reviewed = judged::reviewed(assessment, &rows, &carried.left, rubric);
        Self { rows, extra: carried.extra, left: carried.left, kept: carried.kept, reviewed }
    }

    /// The cells that a row which is left over has now, given its number.
    #[must_use]
    pub fn changed(left: &Record<'_>, n: &str) -> Vec<(&'static str, String)> {
        if left.get("fingerprint").trim().is_empty() {
            return vec![("n", n.to_owned())];
        }
        [("n", n), ("first_n", n), ("dup_count", "1"), ("penalty", "0"), ("status", keep::GONE)].map(|(column, cell)| (column, cell.to_owned())).to_vec()
    }
}

/// The report of one document, in memory.
#[derive(Debug)]
pub struct Report {
    /// What the file is to hold.
    pub bytes: Vec<u8>,
    /// What was taken over from the report that a reviewer worked on.
    pub kept: Kept,
    /// What the document is worth by the verdicts, where there are any.
    pub reviewed: Option<Reviewed>,
}

/// The findings of a document as a table, with what a reviewer typed into the `old` one.
///
/// # Errors
/// The table cannot be written, which memory does not refuse.
pub fn report(assessment: &Assessment, dialect: Dialect, old: Option<&Table>, rubric: &Rubric) -> Result<Report, Error> {
    let reported = Reported::new(assessment, old, rubric);
    let mut table = Rows::new(Vec::new(), dialect, Layout::with_extra::<FindingRow>(old.map_or(&[], |old| &old.header)))?;
    for (row, extra) in reported.rows.iter().zip(&reported.extra) {
        table.push(row, extra)?;
    }
    for (left, n) in reported.left.iter().zip(reported.rows.len() + 1..) {
        table.push_old(left, &Reported::changed(left, &n.to_string()))?;
    }
    Ok(Report { bytes: table.finish()?, kept: reported.kept, reviewed: reported.reviewed })
}

/// The findings of a document without a header, for one table over many documents.
///
/// # Errors
/// The table cannot be written, which memory does not refuse.
pub fn lines(assessment: &Assessment, dialect: Dialect) -> Result<Vec<u8>, Error> {
    let mut table = Rows::without_header(Vec::new(), dialect, Layout::of::<FindingRow>());
    for row in rows(assessment) {
        table.push(&row, &[])?;
    }
    table.finish()
}

/// The mark and header of such a table.
///
/// # Errors
/// The table cannot be written, which memory does not refuse.
pub fn header(dialect: Dialect) -> Result<Vec<u8>, Error> {
    Rows::new(Vec::new(), dialect, Layout::of::<FindingRow>())?.finish()
}

/// Assessments for the tests of reports, made without any rule.
#[cfg(test)]
pub(crate) mod testing {
    use crate::finding::Finding;
    use crate::input::decode::Encoding;
    use crate::judge::decisions::Decisions;
    use crate::judge::rubric::Rubric;
    use crate::judge::score::Extent;
    use crate::judge::{Assessment, Before, Part, assess};
    use crate::mqm::{Category, Severity};
    use crate::text::{Document, Span};

    /// A document in which each of `words` is found once, in the order of the text.
    pub(crate) fn assessed(text: &str, words: &[&str]) -> Assessment {
        let doc = Document::plain("texts/sample.txt", text);
        let findings = words.iter().map(|word| {
            let start = text.find(word).expect("the word is in the text");
            Finding {
                rule: "misspelling",
                span: Span::new(start, start + word.len()),
                category: Category::SpellingTypo,
                severity: Severity::Major,
                confidence: 0.85,
                message: format!("\"{word}\" is misspelt"),
                reasons: vec!["no word list has it".to_owned()],
                suggestions: vec![],
            }
        });
        let mut issues = Part { doc: &doc, offset: 0, before: Before::default() }.place(findings.collect());
        let (words, sentences) = (doc.word_count(), doc.segments().len() as u32);
        let score = assess(&mut issues, doc.name(), Extent { words, segments: sentences }, &Rubric::default(), &Decisions::default());
        Assessment {
            name: doc.name().to_owned(),
            text: text.to_owned(),
            issues,
            score,
            words,
            sentences,
            flagged_sentences: 0.5,
            language: Some(("eng", 0.987)),
            mt_likeness: Some(0.62),
            source_guess: Some("ru"),
            origin_reasons: vec![],
            encoding: Encoding::UTF8,
            title: "A title".to_owned(),
            notes: vec![],
            remarks: vec![],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::testing::assessed;
    use super::*;

    #[test]
    fn the_columns_are_those_of_the_contract() {
        let contract = "n, verdict, severity, severity_override, category, mqm, rule, line, col, context, text, suggestion, message, evidence, \
             confidence, penalty, fix, note, dup_count, first_n, paragraph, sentence, file, start, end, fingerprint, occurrence, status, schema";
        assert_eq!(table::columns::<FindingRow>().join(", "), contract);
    }

    #[test]
    fn the_context_shows_a_few_words_on_one_line() {
        let text = "One two three four five six seven eight legal,because nine ten.\r\n\r\nEleven twelve thirteen fourteen fifteen.";
        let start = text.find("legal").expect("there");
        assert_eq!(context(text, start..start + 13), "… three four five six seven eight ⟦legal,because⟧ nine ten.␠Eleven twelve thirteen fourteen …");
        assert_eq!(context(text, start + 5..start + 6), "… four five six seven eight legal⟦,⟧because nine ten.␠Eleven twelve thirteen …");
        assert_eq!(context("=1", 0..2), "… ⟦=1⟧ …");
    }

    #[test]
    fn the_context_of_an_endless_word_is_bounded() {
        let text = "語".repeat(5000);
        let line = context(&text, 3000..9000);
        assert!(line.chars().count() < 2 * CONTEXT_CHARS + CONTEXT_SPAN + 20, "{}", line.chars().count());
    }

    #[test]
    fn a_row_read_is_the_row_that_was_written() {
        let text = "“Yes”, – said Erdoğan.\nThey fought agaist\u{301} it , and recieve it.";
        let assessment = assessed(text, &["recieve", "said", "–"]);
        let rows = rows(&assessment);
        assert_eq!((rows[2].start, rows[2].end), (text.chars().count() - 11, text.chars().count() - 4));
        for dialect in Dialect::ALL {
            let report = report(&assessment, *dialect, None, &Rubric::default()).expect("memory");
            let read = Table::read(report.bytes, &table::columns::<FindingRow>()).expect("a table");
            let read: Vec<FindingRow> = read.records().map(|record| record.to().expect("a row")).collect();
            assert_eq!(read, rows);
        }
    }
}
