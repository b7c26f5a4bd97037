//! A well-known misspelling.

use super::{Context, Sink, rule};
use crate::evidence::names::calls_for_a_name;
use crate::text::Case;

rule! {
    /// The word is a well-known misspelling.
    ///
    /// Words in capitals are left alone, and so are names: in quotation marks, after a word that calls for a name, or spelt
    /// as another language spells the word.
    ///
    /// ```flag
    /// They will ⟦recieve⟧ the letter. The ⟦Goverment⟧ agreed.
    /// ```
    /// ```pass
    /// They will receive the letter. The government agreed. The magazine Goverment wrote of “Recieve”, and Respekt did not.
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
        if token.case == Case::Capitalized && !cx.starts_sentence(at) && is_name(cx, at, right) {
            continue;
        }
        let text = cx.text(at);
        let right = crate::text::fold::with_case_of(text, right);
        let finding = sink.flag(token.span, format!("\"{text}\" is misspelt"));
        finding.because("a well-known misspelling").suggest_safe(right);
        if cx.evidence.quotes().covers(at) {
            finding.confidence(0.85);
        }
    }
}

/// Whether a word with a capital is a name: in quotation marks, after a word that calls for one, or as other languages
/// spell the word.
fn is_name(cx: &Context<'_>, at: usize, right: &str) -> bool {
    at > 0 && calls_for_a_name(cx.evidence.folded(at - 1))
        || cx.evidence.quotes().around(at).is_some_and(|inside| inside.len() <= 4)
        || cx.evidence.folded(at) == right.replace('c', "k")
}
