//! What it costs: rubrics, overlaps resolved, decisions honoured, scores, signatures.

pub mod baseline;
pub mod calibration;
pub mod decisions;
pub mod edit;
pub mod eval;
pub mod found;
pub mod resolve;
pub mod reviewed;
pub mod rubric;
pub mod score;
pub mod signature;
pub mod suppress;

use rustc_hash::FxHashMap;

use crate::finding::{Finding, Fingerprint, Suggestion};
use crate::input::decode::Encoding;
use crate::mqm::Severity;
use crate::text::{Document, Position, fold};
use calibration::calibrate;
use decisions::{Decision, Decisions, Ruling};
use rubric::Rubric;
use score::{Counted, Extent, Score, charge};
use suppress::Remark;

/// A finding with its place, its price and its identity.
#[derive(Debug, Clone, PartialEq)]
pub struct Issue {
    /// What is wrong, where, why and how sure.
    pub finding: Finding,
    /// Line and column of its start.
    pub place: Position,
    /// Number of its paragraph, from 1.
    pub paragraph: u32,
    /// Number of its sentence in the document, from 1.
    pub sentence: u32,
    /// Points under the rubric; 0 where the finding is too unsure to count.
    pub penalty: f64,
    /// The folded text of its span: equal for repeats of one defect.
    pub text_key: String,
    /// What it is known by over edits elsewhere.
    pub fingerprint: Fingerprint,
    /// Which one of its kind it is, from 1, where fingerprints are equal.
    pub occurrence: u32,
    /// How many findings of this rule have the same text in the document.
    pub dup_count: u32,
    /// Number of the first of them, from 1.
    pub first_n: u32,
    /// How it stands to what was known before.
    pub status: Status,
    /// What was decided of it, here or in an earlier review.
    pub decision: Option<Box<Decision>>,
}

crate::mqm::vocabulary! {
    /// How a finding stands to what was known before.
    Status, "status" {
        /// Not seen before.
        New = "new",
        /// In the baseline.
        Known = "known",
        /// A reviewer, or a comment in the text, says that it is no defect or stays as it is.
        Decided = "decided",
    }
}

/// Everything that a report tells of one document.
#[derive(Debug, Clone)]
pub struct Assessment {
    /// What the document is called: its path with `/`.
    pub name: String,
    /// Its text.
    pub text: String,
    /// Findings in order of place.
    pub issues: Vec<Issue>,
    /// Its score.
    pub score: Score,
    /// Words and numbers.
    pub words: u32,
    /// Sentences.
    pub sentences: u32,
    /// Share of the sentences that have a finding, 0 to 1.
    pub flagged_sentences: f64,
    /// Language of the text and how sure, where it could be told.
    pub language: Option<(&'static str, f64)>,
    /// How much it reads like raw machine translation, 0 to 1; never a gate; `None` for short texts.
    pub mt_likeness: Option<f64>,
    /// The language it was probably translated from, where one stands out.
    pub source_guess: Option<&'static str>,
    /// Why, strongest first.
    pub origin_reasons: Vec<String>,
    /// How the file was encoded.
    pub encoding: Encoding,
    /// The first heading or sentence.
    pub title: String,
    /// Notes for people, such as a legacy encoding.
    pub notes: Vec<String>,
    /// What people should know of single lines, such as a comment that lets nothing pass.
    pub remarks: Vec<Remark>,
}

/// The findings of one part of a document with their places, before they are priced.
pub struct Part<'d> {
    /// The part as a document.
    pub doc: &'d Document,
    /// Byte offset of the part in the whole text.
    pub offset: u32,
    /// Lines, paragraphs and sentences before the part.
    pub before: Before,
}

/// How much of the whole lies before a part.
#[derive(Debug, Clone, Copy, Default)]
pub struct Before {
    /// Line breaks.
    pub lines: u32,
    /// Paragraphs.
    pub paragraphs: u32,
    /// Sentences.
    pub sentences: u32,
}

impl Part<'_> {
    /// Calibrates confidence, resolves overlaps and gives every finding its place and identity in the whole.
    #[must_use]
    pub fn place(&self, mut findings: Vec<Finding>) -> Vec<Issue> {
        if findings.is_empty() {
            return Vec::new();
        }
        calibrate(&mut findings);
        let lines = self.doc.lines();
        resolve::resolve(findings)
            .into_iter()
            .map(|mut finding| {
                let mut place = lines.position(self.doc.text(), finding.span.start);
                place.line += self.before.lines;
                let sentence = self.doc.segment_at(finding.span.start).unwrap_or(0);
                let paragraph = self.doc.segments().get(sentence).map_or(0, |segment| segment.block);
                let fingerprint = Fingerprint::of(self.doc, finding.rule, finding.span);
                let text_key = fold::fold(self.doc.slice(finding.span)).into_owned();
                finding.span = finding.span.shifted(self.offset);
                let (paragraph, sentence) = (self.before.paragraphs + paragraph + 1, self.before.sentences + sentence as u32 + 1);
                Issue::new(finding, place, paragraph, sentence, text_key, fingerprint)
            })
            .collect()
    }
}

/// Honours what was decided, prices the findings of a whole document and adds them up. Findings that the rubric does
/// not show are dropped, unless somebody decided of them.
#[must_use]
pub fn assess(issues: &mut Vec<Issue>, file: &str, extent: Extent, rubric: &Rubric, decisions: &Decisions) -> Score {
    number_prints(issues);
    issues.retain_mut(|issue| {
        let finding = &mut issue.finding;
        let setting = rubric.rule(finding.rule);
        finding.severity = setting.severity.unwrap_or(finding.severity);
        finding.confidence = setting.confidence.unwrap_or_else(|| decisions.confidence(finding.rule, finding.confidence)).clamp(0.0, 1.0);
        if let Some(decision) = decisions.of(file, &issue.fingerprint.0, issue.occurrence) {
            issue.honour(decision);
        }
        setting.on && (issue.finding.confidence >= rubric.show_confidence || issue.decision.is_some())
    });
    number_texts(issues);
    let counted: Vec<Counted> = issues.iter().zip(1..).map(|(issue, n)| issue.counted(n)).collect();
    for (issue, charge) in issues.iter_mut().zip(charge(&counted, rubric)) {
        issue.penalty = charge.unwrap_or(0.0);
    }
    Score::of(&counted, extent, rubric)
}

impl Issue {
    /// A finding in its place, before anything is known of its price and its equals.
    #[must_use]
    pub fn new(finding: Finding, place: Position, paragraph: u32, sentence: u32, text_key: String, fingerprint: Fingerprint) -> Self {
        Self {
            finding,
            place,
            paragraph,
            sentence,
            penalty: 0.0,
            text_key,
            fingerprint,
            occurrence: 1,
            dup_count: 1,
            first_n: 1,
            status: Status::New,
            decision: None,
        }
    }

    /// The finding as scoring sees it; `n` is its number in the document, from 1.
    #[must_use]
    pub fn counted(&self, n: u32) -> Counted {
        Counted {
            severity: self.finding.severity,
            category: self.finding.category,
            rule: self.finding.rule,
            confidence: self.finding.confidence,
            settled: self.status == Status::Decided,
            segment: self.sentence,
            repeated: self.first_n != n,
        }
    }

    /// Takes over what was decided of the finding.
    fn honour(&mut self, decision: &Decision) {
        let finding = &mut self.finding;
        if decision.verdict == Ruling::Error {
            finding.confidence = 1.0;
        }
        if decision.verdict.settles() {
            self.status = Status::Decided;
        }
        finding.severity = decision.severity.unwrap_or(finding.severity);
        if !decision.fix.is_empty() {
            finding.suggestions.retain(|other| other.text != decision.fix);
            finding.suggestions.insert(0, Suggestion { text: decision.fix.clone(), safe: false });
        }
        self.decision = Some(Box::new(decision.clone()));
    }
}

/// Numbers equal fingerprints: also those of findings that are not shown, so that showing more changes no identity.
fn number_prints(issues: &mut [Issue]) {
    let mut prints: FxHashMap<String, u32> = FxHashMap::default();
    for issue in issues {
        let count = prints.entry(issue.fingerprint.0.clone()).or_default();
        *count += 1;
        issue.occurrence = *count;
    }
}

/// Numbers findings of one rule with equal texts.
fn number_texts(issues: &mut [Issue]) {
    let mut texts: FxHashMap<(&'static str, String), (u32, u32)> = FxHashMap::default();
    let keys: Vec<_> = issues.iter().map(|issue| (issue.finding.rule, issue.text_key.clone())).collect();
    for (key, n) in keys.iter().zip(1..) {
        texts.entry(key.clone()).or_insert((n, 0)).1 += 1;
    }
    for (issue, key) in issues.iter_mut().zip(&keys) {
        (issue.first_n, issue.dup_count) = texts[key];
    }
}

impl Assessment {
    /// Findings that nobody decided to leave as they are.
    pub fn open(&self) -> impl Iterator<Item = &Issue> {
        self.issues.iter().filter(|issue| issue.status != Status::Decided)
    }

    /// Open findings that no baseline has.
    pub fn new_issues(&self) -> impl Iterator<Item = &Issue> {
        self.issues.iter().filter(|issue| issue.status == Status::New)
    }

    /// Number of open findings of a severity.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.open().filter(|issue| issue.finding.severity == severity).count()
    }
}
