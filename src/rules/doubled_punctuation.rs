//! Two marks where one belongs.

use super::{Context, Sink, rule};
use crate::text::TokenKind;

rule! {
    /// Two marks stand where one belongs: `,,`, `..`, `.,`, `."."`.
    ///
    /// Abbreviations before a comma, ellipses, `?!` and initials are left alone.
    ///
    /// ```flag
    /// He agreed⟦,,⟧ then left⟦..⟧ She said ⟦.,⟧ nothing.
    /// ```
    /// ```pass
    /// He works for Acme Inc., etc., and waited... Really?! At 6 p.m., said J. Smith Jr., he left.
    /// ```
    "doubled-punctuation", TypographyPunctuation, Minor, 0.8,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let tokens = cx.doc.tokens();
    let marks = cx.evidence.marks();
    let mut skip_to = 0;
    for (n, &mark) in marks.iter().enumerate() {
        let at = mark as usize;
        if at < skip_to {
            continue;
        }
        let text = cx.text(at);
        if text == ".." {
            let after_abbreviation = at > 0 && is_abbreviation(cx, at - 1);
            if !after_abbreviation {
                sink.flag(tokens[at].span, "two full stops").because("one ends a sentence, three are an ellipsis").suggest(".");
            }
            continue;
        }
        let Some(&next) = marks.get(n + 1) else { continue };
        if next as usize != at + 1 || tokens[at + 1].space_before() || tokens[at + 1].markup_before() {
            continue;
        }
        let second = cx.text(at + 1);
        let (bad, keep) = match (text, second) {
            (",", ",") | (";", ";") | (":", ":") => (true, text),
            (",", ".") | (";", ".") | (":", ".") | (";", ",") | (",", ";") | (":", ",") | (",", ":") => (true, second),
            (".", ",") | (".", ";") | (".", ":") => (at > 0 && !is_abbreviation(cx, at - 1), ","),
            _ => (false, ""),
        };
        if bad {
            // A decoder that lost its quotation marks leaves `,,word''`: that is a German quotation.
            let quotes = text == "," && second == "," && tokens.get(at + 2).is_some_and(|t| t.kind == TokenKind::Word && !t.space_before());
            if quotes {
                continue;
            }
            let span = cx.span(at, at + 1);
            let finding = sink.flag(span, format!("\"{text}{second}\" are two marks where one belongs"));
            finding.because("no English sentence has them side by side").suggest(keep.to_owned());
            // Programs and forums part things with "::".
            if text == ":" && second == ":" {
                finding.confidence(0.5);
            }
            skip_to = at + 2;
            continue;
        }
        // ."." : a stop, a quotation mark and a stop again.
        if matches!(text, "." | "," | "!" | "?") && matches!(second, "\"" | "”") {
            let third = at + 2;
            let doubled = marks.get(n + 2).is_some_and(|&m| m as usize == third)
                && !tokens[third].space_before()
                && matches!(cx.text(third), "." | ",")
                && matches!(text, "." | ",");
            if doubled && at > 0 && !is_abbreviation(cx, at - 1) {
                let mut last = third;
                while tokens.get(last + 1).is_some_and(|t| t.kind == TokenKind::Punctuation && !t.space_before())
                    && matches!(cx.text(last + 1), "." | "\"" | "”" | ",")
                {
                    last += 1;
                }
                sink.flag(cx.span(at, last), "two stops around a quotation mark").because("the sentence ends once").suggest(format!("{text}{second}"));
                skip_to = last + 1;
            }
        }
    }
}

/// Whether the word before a stop is one that keeps its own stop.
fn is_abbreviation(cx: &Context<'_>, at: usize) -> bool {
    let token = cx.doc.tokens()[at];
    if !token.is_word() {
        // A stray stop after a blank belongs to nothing.
        return matches!(cx.text(at), ")" | "]");
    }
    let word = cx.evidence.word(at);
    if token.case == crate::text::Case::Lower
        && word.known == crate::evidence::words::Known::Listed
        && word.frequency >= 12
        && !matches!(cx.evidence.folded(at), "etc" | "no" | "art" | "fig" | "sec" | "vol" | "ed")
    {
        return false;
    }
    let text = cx.text(at);
    text.len() <= 4
        || text.ends_with('.')
        || !text.bytes().any(|b| matches!(b, b'a' | b'e' | b'i' | b'o' | b'u' | b'y'))
        || token.is_capitalized() && text.len() <= 5
}
