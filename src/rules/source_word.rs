//! Words of the source language left standing in Latin letters.

use super::{Context, Sink, rule};
use crate::evidence::words::Known;
use crate::knowledge::names::Fact;
use crate::knowledge::romanize::looks_back_transliterated;
use crate::text::Case;

rule! {
    /// A word of the source language stands in Latin letters instead of being translated.
    ///
    /// Known ones come with their meaning. Words that English has taken over (dacha, perestroika) and words that the text
    /// itself explains in quotation marks are left alone.
    ///
    /// ```flag
    /// The ⟦vrio⟧ governor came. The ⟦zamglavy⟧ of the district went, and the ⟦shchegolkhan⟧ stayed.
    /// ```
    /// ```pass
    /// The acting governor left for his dacha, near the submarine Knyaz Oleg. The deputy head of the district stayed.
    /// ```
    "source-word", AccuracyUntranslated, Major, 0.8,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let tokens = cx.doc.tokens();
    for segment in cx.doc.segments() {
        for at in segment.range() {
            let word = cx.evidence.word(at);
            let known = word.name.is(Fact::SOURCE_WORD);
            if !known && word.known != Known::Unknown || !tokens[at].is_word() {
                continue;
            }
            if word.known == Known::Listed || word.name.is(Fact::CORRECT) || tokens[at].case == Case::Upper {
                continue;
            }
            if at > 0 && matches!(cx.text(at - 1), "@" | "_" | "#") {
                continue;
            }
            let text = cx.text(at);
            let quoted = cx.evidence.quotes().around(at).is_some_and(|inside| inside.len() <= 3);
            if known {
                let Some(meaning) = cx.knowledge.names.source_word(cx.evidence.folded(at)) else { continue };
                let capital = tokens[at].case != Case::Lower && !cx.starts_sentence(at);
                if capital && is_ship(cx, at) {
                    continue;
                }
                let mut confidence: f32 = if capital { 0.6 } else { 0.85 };
                if word.known == Known::ProperOnly || word.name.is(Fact::SILENT) {
                    confidence -= if capital { 0.35 } else { 0.1 };
                }
                if quoted {
                    confidence -= 0.3;
                }
                if text.len() < 4 {
                    confidence -= 0.15;
                }
                if confidence < 0.4 {
                    continue;
                }
                sink.flag(tokens[at].span, format!("untranslated word \"{text}\""))
                    .because(format!("a word of the source language for \"{}\"", meaning.right))
                    .suggest(meaning.right)
                    .confidence(confidence);
            } else if tokens[at].case == Case::Lower
                && tokens[at].is_ascii()
                && text.len() >= 5
                && !quoted
                && !text.contains('-')
                && looks_back_transliterated(cx.evidence.folded(at))
                && cx.evidence.near(at).is_none_or(|near| near.confidence < 0.6)
                && !is_introduced(cx, at)
            {
                sink.flag(tokens[at].span, format!("untranslated word \"{text}\""))
                    .because("has letters that only a romanisation writes")
                    .because("no list knows it")
                    .confidence(0.6);
            }
        }
    }
}

/// `the submarine Knyaz Oleg`, `the cruiser, Varyag`: it begins the name of a ship.
fn is_ship(cx: &Context<'_>, at: usize) -> bool {
    let before = at.checked_sub(if at > 0 && matches!(cx.text(at - 1), "," | "“" | "\"") { 2 } else { 1 });
    before.is_some_and(|at| {
        matches!(
            cx.evidence.folded(at),
            "ship"
                | "vessel"
                | "submarine"
                | "cruiser"
                | "carrier"
                | "frigate"
                | "corvette"
                | "destroyer"
                | "icebreaker"
                | "tanker"
                | "ferry"
                | "yacht"
                | "boat"
        )
    })
}

/// Whether the text says what the word is: called so, "is khinkali".
fn is_introduced(cx: &Context<'_>, at: usize) -> bool {
    at > 0 && matches!(cx.evidence.folded(at - 1), "called" | "named" | "is" | "are" | "as" | "word" | "term" | "or" | "dish")
}
