//! A word that no list knows and that is one slip away from a listed one.

use super::{Context, Sink, rule};
use crate::evidence::words::Known;
use crate::text::{Case, Token};

rule! {
    /// No list knows the word, and a common English word is one slip away.
    ///
    /// Only words in lower case are judged (a capital may be a name), and those at the start of a sentence if the
    /// slip is plain. Words that the text uses several times, foreign words in quotation marks, compounds and
    /// derivations of listed words are left alone.
    ///
    /// ```flag
    /// They joined the fight against ⟦terorrismm⟧ in May. The ⟦de-esclation⟧ zone held.
    /// ```
    /// ```pass
    /// Erdogan spoke of Idlib and the Euphrates. The deescalation zone, an unprivatized one, held.
    /// ```
    "typo", SpellingTypo, Minor, 0.85,
}

/// Shortest word that is judged, in letters: shorter ones have too many neighbours.
const SHORTEST: usize = 5;

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    for &at in cx.evidence.unknown() {
        let at = at as usize;
        let token = cx.doc.tokens()[at];
        let folded = cx.evidence.folded(at);
        if !is_candidate(cx, at, token, folded) || cx.evidence.word(at).misspelt {
            continue;
        }
        let Some(near) = cx.evidence.near(at) else { continue };
        let count = cx.evidence.occurrences(at);
        let mut confidence = near.confidence;
        if token.case != Case::Lower {
            // A sentence may begin with a name.
            confidence -= 0.3;
        }
        if count >= 3 {
            confidence -= 0.4;
        } else if count == 2 {
            confidence -= 0.1;
        }
        if cx.evidence.quotes().around(at).is_some_and(|range| range.len() <= 3) {
            confidence -= 0.3;
        }
        if confidence < 0.3 {
            continue;
        }
        let text = cx.text(at);
        let finding = sink.flag(token.span, format!("\"{text}\" is no English word"));
        finding.because(format!("near \"{}\"", near.forms[0])).confidence(confidence.min(0.95));
        for form in &near.forms {
            finding.suggest(crate::text::fold::with_case_of(text, form));
        }
    }
}

fn is_candidate(cx: &Context<'_>, at: usize, token: Token, folded: &str) -> bool {
    let plain = token.is_ascii() && !token.has_digit() && folded.len() >= SHORTEST;
    let placed = token.case == Case::Lower || token.case == Case::Capitalized && cx.starts_sentence(at) && !next_is_name(cx, at);
    plain && placed && cx.evidence.word(at).known == Known::Unknown
}

fn next_is_name(cx: &Context<'_>, at: usize) -> bool {
    cx.doc.tokens().get(at + 1).is_some_and(|next| next.is_capitalized())
}
