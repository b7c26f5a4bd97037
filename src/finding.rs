//! A finding: what is wrong, why we think so, what to do.

use crate::mqm::{Category, Severity};
use crate::text::hash::StableHash;
use crate::text::{Document, Span, TokenKind, fold};

/// What to write instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// Replacement of the whole span.
    pub text: String,
    /// Whether it may be applied without a person looking: it cannot change the meaning.
    pub safe: bool,
}

/// One defect that a rule sees in one place.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// Id of the rule.
    pub rule: &'static str,
    /// Where.
    pub span: Span,
    /// What kind of defect.
    pub category: Category,
    /// How bad, if true.
    pub severity: Severity,
    /// Share of such findings that a reviewer upholds, 0 to 1.
    pub confidence: f32,
    /// What is wrong: lower case, no full stop, quotes the text.
    pub message: String,
    /// Why we think so, strongest first.
    pub reasons: Vec<String>,
    /// What to write instead, best first.
    pub suggestions: Vec<Suggestion>,
}

impl Finding {
    /// Adds a reason.
    pub fn because(&mut self, reason: impl Into<String>) -> &mut Self {
        self.reasons.push(reason.into());
        self
    }

    /// Adds a suggestion that a person must look at.
    pub fn suggest(&mut self, text: impl Into<String>) -> &mut Self {
        self.suggestions.push(Suggestion { text: text.into(), safe: false });
        self
    }

    /// Adds a suggestion that cannot change the meaning.
    pub fn suggest_safe(&mut self, text: impl Into<String>) -> &mut Self {
        self.suggestions.push(Suggestion { text: text.into(), safe: true });
        self
    }

    /// Sets how sure the rule is of this one finding, 0 to 1.
    pub fn confidence(&mut self, confidence: f32) -> &mut Self {
        self.confidence = confidence;
        self
    }

    /// Sets how bad this one finding is.
    pub fn severity(&mut self, severity: Severity) -> &mut Self {
        self.severity = severity;
        self
    }

    /// Sets what kind of defect this one finding is.
    pub fn category(&mut self, category: Category) -> &mut Self {
        self.category = category;
        self
    }
}

/// What a finding is known by over edits elsewhere: its rule, its folded text and two words either side within its
/// sentence, so that no edit of another sentence changes it; no position and no wording of ours.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fingerprint(pub String);

impl Fingerprint {
    /// The fingerprint of a finding of `rule` at `span`.
    #[must_use]
    pub fn of(document: &Document, rule: &str, span: Span) -> Self {
        let mut hash = StableHash::default().with(rule).with(fold_text(document.slice(span)));
        let first = document.token_at(span.start);
        let last = document.token_at(span.end.saturating_sub(1));
        let sentence = |offset: u32| document.segment_at(offset).map(|at| document.segments()[at].range());
        let start = sentence(span.start).map_or(0, |tokens| tokens.start).min(first);
        let end = sentence(span.end.saturating_sub(1)).map_or(document.tokens().len(), |tokens| tokens.end).max(last);
        let before = neighbours(document, (start..first).rev(), span);
        let after = neighbours(document, last..end, span);
        for word in before.iter().chain(&after) {
            hash = hash.with(word);
        }
        Self(hash.to_code())
    }
}

/// Lower case, single blanks, straight quotes: re-wrapping or new quotation marks do not change an identity.
fn fold_text(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().map(|word| fold::fold(word).replace(['“', '”', '„', '«', '»'], "\"")).collect();
    words.join(" ")
}

fn neighbours(document: &Document, tokens: impl Iterator<Item = usize>, span: Span) -> [String; 2] {
    let mut found = [String::new(), String::new()];
    let mut count = 0;
    for at in tokens {
        let token = document.tokens()[at];
        if token.span.overlaps(span) || !matches!(token.kind, TokenKind::Word | TokenKind::Number) {
            continue;
        }
        found[count] = fold::fold(document.slice(token.span)).into_owned();
        count += 1;
        if count == 2 {
            break;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn print(text: &str, word: &str) -> Fingerprint {
        let document = Document::plain("t", text);
        let start = text.find(word).expect("the word is there");
        Fingerprint::of(&document, "typo", Span::new(start, start + word.len()))
    }

    #[test]
    fn edits_elsewhere_do_not_change_an_identity() {
        let before = print("They fight against terrrorism in every country.", "terrrorism");
        assert_eq!(before, print("A new start.\n\nThey fight against\u{a0}terrrorism in every country now.", "terrrorism"));
        assert_eq!(before, print("At last. They fight against terrrorism in every country. And so on.", "terrrorism"));
        assert_ne!(before, print("They fight over terrrorism in every country.", "terrrorism"));
    }

    #[test]
    fn the_next_sentence_is_elsewhere() {
        let before = print("They came. Terrrorism ended. They left.", "Terrrorism");
        assert_eq!(before, print("Terrrorism ended. Nobody knows why.", "Terrrorism"));
    }
}
