//! A well-known misspelling.

use super::{Context, Sink, rule};
use crate::text::Case;

rule! {
    /// The word is a well-known misspelling.
    ///
    /// Names and words in capitals are left alone.
    ///
    /// ```flag
    /// They will ⟦recieve⟧ the letter. The ⟦Goverment⟧ agreed.
    /// ```
    /// ```pass
    /// They will receive the letter. The government agreed.
    /// ```
    "misspelling", SpellingTypo, Minor, 0.95,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    for &at in cx.evidence.unknown() {
        let at = at as usize;
        let token = cx.doc.tokens()[at];
        if !cx.evidence.word(at).misspelt || !matches!(token.case, Case::Lower | Case::Capitalized) {
            continue;
        }
        let Some(right) = cx.knowledge.lexicon.misspelling(cx.evidence.folded(at)) else { continue };
        let text = cx.text(at);
        let right = crate::text::fold::with_case_of(text, right);
        let finding = sink.flag(token.span, format!("\"{text}\" is misspelt"));
        finding.because("a well-known misspelling").suggest_safe(right);
        if cx.evidence.quotes().covers(at) {
            finding.confidence(0.85);
        }
    }
}
