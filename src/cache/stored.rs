//! What was found, as it is stored.

use serde::{Deserialize, Serialize};

use crate::evidence::origin::{Origin, language_code};
use crate::finding::{Finding, Fingerprint, Suggestion};
use crate::judge::found::Found;
use crate::judge::suppress::Remark;
use crate::judge::{Issue, Status};
use crate::mqm::{Category, Severity};
use crate::rules::by_id;
use crate::text::{Position, Span, language};

/// The findings of a whole text.
#[derive(Serialize, Deserialize)]
pub struct Stored {
    issues: Vec<StoredIssue>,
    words: u32,
    sentences: u32,
    title: String,
    language: Option<(String, f64)>,
    origin: Option<(f64, Option<String>, Vec<String>)>,
    notes: Vec<String>,
    remarks: Vec<(u32, String)>,
}

#[derive(Serialize, Deserialize)]
struct StoredIssue {
    rule: String,
    span: (u32, u32),
    category: Category,
    severity: Severity,
    confidence: f32,
    message: String,
    reasons: Vec<String>,
    suggestions: Vec<(String, bool)>,
    place: (u32, u32),
    paragraph: u32,
    sentence: u32,
    text_key: String,
    fingerprint: String,
    /// Whether a comment in the text lets it pass.
    passes: bool,
}

impl Stored {
    /// What was found; `None` if it was judged already.
    pub fn of(found: &Found) -> Option<Self> {
        Some(Self {
            issues: found.issues.iter().map(StoredIssue::of).collect::<Option<Vec<_>>>()?,
            words: found.words,
            sentences: found.sentences,
            title: found.title.clone(),
            language: found.language.map(|(code, sure)| (code.to_owned(), sure)),
            origin: found.origin.as_ref().map(|origin| (origin.mt_likeness, origin.source_guess.map(str::to_owned), origin.reasons.clone())),
            notes: found.notes.clone(),
            remarks: found.remarks.iter().map(|remark| (remark.line, remark.message.clone())).collect(),
        })
    }

    /// What was found; `None` if it speaks of rules or languages that are no more.
    pub fn found(self) -> Option<Found> {
        let language = match self.language {
            Some((code, sure)) => Some((language::code(&code)?, sure)),
            None => None,
        };
        let origin = match self.origin {
            Some((mt_likeness, Some(code), reasons)) => Some(Origin { mt_likeness, source_guess: Some(language_code(&code)?), reasons }),
            Some((mt_likeness, None, reasons)) => Some(Origin { mt_likeness, source_guess: None, reasons }),
            None => None,
        };
        let issues = self.issues.into_iter().map(StoredIssue::issue).collect::<Option<_>>()?;
        let remarks = self.remarks.into_iter().map(|(line, message)| Remark { line, message }).collect();
        Some(Found { issues, words: self.words, sentences: self.sentences, title: self.title, language, origin, notes: self.notes, remarks })
    }
}

impl StoredIssue {
    fn of(issue: &Issue) -> Option<Self> {
        let finding = &issue.finding;
        (issue.status != Status::Known && issue.decision.is_none()).then(|| Self {
            rule: finding.rule.to_owned(),
            span: (finding.span.start, finding.span.end),
            category: finding.category,
            severity: finding.severity,
            confidence: finding.confidence,
            message: finding.message.clone(),
            reasons: finding.reasons.clone(),
            suggestions: finding.suggestions.iter().map(|suggestion| (suggestion.text.clone(), suggestion.safe)).collect(),
            place: (issue.place.line, issue.place.column),
            paragraph: issue.paragraph,
            sentence: issue.sentence,
            text_key: issue.text_key.clone(),
            fingerprint: issue.fingerprint.0.clone(),
            passes: issue.status == Status::Decided,
        })
    }

    fn issue(self) -> Option<Issue> {
        let finding = Finding {
            rule: by_id(&self.rule)?.id,
            span: Span { start: self.span.0, end: self.span.1 },
            category: self.category,
            severity: self.severity,
            confidence: self.confidence,
            message: self.message,
            reasons: self.reasons,
            suggestions: self.suggestions.into_iter().map(|(text, safe)| Suggestion { text, safe }).collect(),
        };
        let place = Position { line: self.place.0, column: self.place.1 };
        let issue = Issue::new(finding, place, self.paragraph, self.sentence, self.text_key, Fingerprint(self.fingerprint));
        Some(Issue { status: if self.passes { Status::Decided } else { Status::New }, ..issue })
    }
}
