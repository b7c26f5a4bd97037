//! A lower-case word that no list knows and that is near none.

use super::{Context, Sink, rule};
use crate::evidence::derivation::derive;
use crate::evidence::words::Known;
use crate::knowledge::tags::TagSet;
use crate::text::Case;

rule! {
    /// A lower-case word is in no list, is not built of listed parts and is near no listed word.
    ///
    /// It may be a word of the source language in Latin letters, or one that a machine invented. Foreign words that
    /// are quoted, that the text uses several times or that stand among other foreign words are left alone.
    ///
    /// Among words that are all capitals, capitals do not make a name.
    ///
    /// ```flag
    /// The dog never ⟦regurgalas⟧ its food. The office ⟦prokuratorskoy⟧ check began. He was a ⟦gaishnik⟧.
    /// ```
    /// ```flag
    /// NEWS TODAY: THE FLEET HAPPENED ⟦KORABLESY⟧
    /// ```
    /// ```flag
    /// He told us: THE ⟦REPEKT⟧ IS GONE. That was all of it.
    /// ```
    /// ```pass
    /// The dog never regurgitates its food. It is called “sprezzatura” there. See https: / / gorunka / zabludov _ old or
    /// gorunka.rf. She saw it on Suurlinna tuuled, in the asklepion (a temple).
    /// ```
    "unknown-word", AccuracyUntranslated, Minor, 0.5,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let tokens = cx.doc.tokens();
    for &at in cx.evidence.unknown() {
        let at = at as usize;
        let token = tokens[at];
        let folded = cx.evidence.folded(at);
        if token.case != Case::Lower || token.has_digit() || folded.chars().count() < 5 {
            continue;
        }
        let unknown = |at: usize| at < tokens.len() && tokens[at].is_word() && tokens[at].case == Case::Lower && cx.evidence.word(at).known == Known::Unknown;
        // Among other unknown words it is a foreign passage, and another rule's.
        let alone = !unknown(at + 1) && !(at > 0 && unknown(at - 1));
        // A machine puts blanks into addresses: https: / / example / path _ name.
        let piece = |at: usize| tokens.get(at).is_some_and(|_| matches!(cx.text(at), "/" | "\\" | "_" | "@" | "#"));
        if piece(at + 1) || at > 0 && piece(at - 1) || piece(at + 2) && matches!(cx.text(at + 1), ":" | ".") || is_host(cx, at) {
            continue;
        }
        // "Suurlinna tuuled": the second word of a foreign name.
        let named = at > 0 && tokens[at - 1].is_word() && tokens[at - 1].case == Case::Capitalized && {
            let before = cx.evidence.word(at - 1).known;
            before == Known::Unknown || before != Known::Listed && !tokens[at - 1].is_ascii()
        };
        let explained = tokens.get(at + 1).is_some_and(|_| cx.text(at + 1) == "(");
        if named || explained {
            continue;
        }
        let quoted = cx.evidence.quotes().around(at).is_some_and(|range| range.len() <= 4);
        if !alone || quoted || cx.evidence.occurrences(at) > 1 || cx.evidence.near(at).is_some() || folded.contains('-') {
            continue;
        }
        let Some(confidence) = strangeness(folded) else { continue };
        let text = cx.text(at);
        sink.flag(token.span, format!("\"{text}\" is no English word"))
            .because("in no list, built of no listed parts, near no listed word")
            .confidence(confidence);
    }
    for &at in cx.evidence.capitals() {
        let at = at as usize;
        if is_capitals(cx, at) && is_shouted(cx, at) {
            sink.flag(tokens[at].span, format!("\"{}\" is no English word", cx.text(at)))
                .because("in no list; the words beside it are all capitals too, so it need not be a name")
                .confidence(0.7);
        }
    }
}

/// Endings of surnames that tables of names cannot list whole.
const SURNAME: &[&str] = &["ov", "ev", "in", "yn", "sky", "skiy", "skyy", "ko", "uk", "yan", "dze", "vich", "wicz", "son", "sen"];

/// Whether a word in capitals would be unknown without them, and is no acronym by its look.
fn is_capitals(cx: &Context<'_>, at: usize) -> bool {
    let token = cx.doc.tokens()[at];
    let word = cx.evidence.word(at);
    let folded = cx.evidence.folded(at);
    token.case == Case::Upper
        && token.is_ascii()
        && matches!(word.known, Known::Unknown | Known::Designation)
        && folded.len() >= 5
        && folded.bytes().all(|letter| letter.is_ascii_lowercase())
        && folded.bytes().filter(|letter| b"aeiouy".contains(letter)).count() * 5 >= folded.len()
        && word.name.flags == 0
        && derive(cx.knowledge.lexicon, folded).is_none()
        && !SURNAME.iter().any(|ending| folded.ends_with(ending))
        && !(at > 0 && matches!(cx.text(at - 1), "(" | "[" | "#" | "@" | "/" | "_"))
}

/// `zakon.kz`: a stop and more letters without a blank.
fn is_host(cx: &Context<'_>, at: usize) -> bool {
    let tokens = cx.doc.tokens();
    let glued = |at: usize| tokens.get(at).is_some_and(|token| !token.space_before());
    glued(at + 1) && cx.text(at + 1) == "." && glued(at + 2) && tokens[at + 2].is_word()
}

/// Whether the words beside it are written in capitals too, so that they do not tell names from other words.
fn is_shouted(cx: &Context<'_>, at: usize) -> bool {
    let tokens = cx.doc.tokens();
    let range = cx.segment_of(at).range();
    let shouted = |at: usize| {
        range.contains(&at)
            && tokens[at].case == Case::Upper
            && tokens[at].span.len() > 1
            && (crate::evidence::names::is_never_name(cx.evidence.word(at)) || cx.evidence.word(at).usual.within(TagSet::CLOSED))
    };
    let beside = at > 0 && shouted(at - 1)
        || shouted(at + 1)
        || at > 1 && cx.text(at - 1) == "," && shouted(at - 2)
        || cx.text((at + 1).min(tokens.len() - 1)) == "," && shouted(at + 2);
    beside && (range.clone().filter(|at| shouted(*at)).count() >= 2 || range.clone().all(|at| !tokens[at].is_word() || tokens[at].case == Case::Upper))
}

/// How sure it is that the word is not English, from endings that English words of the sciences and loan words have
/// and endings that Slavic words have; `None` where it may well be a term.
fn strangeness(word: &str) -> Option<f32> {
    const TERMS: &[&str] = &[
        "ase", "ine", "ide", "ium", "osis", "itis", "emia", "aemia", "gram", "graph", "logy", "ologist", "phobia", "scope", "genic", "tropic", "morph", "cyte",
        "ae", "oid", "ette", "esque", "ish",
    ];
    const SLAVIC: &[&str] = &[
        "skoy", "skaya", "skogo", "skiy", "nogo", "naya", "noye", "niye", "niya", "ovat", "ovka", "shchi", "yatsya", "las", "los", "lsya", "tsya", "ogo",
        "ykh", "ami", "yami", "shchik", "ushka", "nik", "niki", "shi", "esh", "ets", "iya", "iye", "aya", "ovo", "chka", "shka",
    ];
    // Letters side by side that few English words have.
    const INSIDE: &[&str] = &["zh", "kh", "shch", "shn", "chn", "yush", "yash", "zd", "ushk", "ochk", "slav", "kk", "stv"];
    if SLAVIC.iter().any(|ending| word.ends_with(ending)) || INSIDE.iter().any(|letters| word.contains(letters)) {
        return Some(0.7);
    }
    if TERMS.iter().any(|ending| word.ends_with(ending)) {
        return None;
    }
    Some(0.5)
}
