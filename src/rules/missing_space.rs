//! A mark with no space after it.

use super::{Context, Sink, rule};
use crate::text::{Case, TokenKind};

rule! {
    /// A comma, stop or bracket has no space after it, so that two words stick together.
    ///
    /// Numbers, addresses, times, abbreviations and optional endings such as `member(s)` are left alone.
    ///
    /// ```flag
    /// They don't consider it legal⟦,because⟧ nobody asked. The rain stopped⟦.Then⟧ they left.
    /// ```
    /// ```pass
    /// It cost 1,200 roubles at 18:30, e.g. in the U.S., and the member(s) paid via bank.com (all of it), Kirov.Today reports.
    /// ```
    "missing-space", TypographySpacing, Minor, 0.95,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let tokens = cx.doc.tokens();
    for &mark in cx.evidence.marks() {
        let at = mark as usize;
        let (Some(next), Some(before)) = (tokens.get(at + 1), at.checked_sub(1).map(|i| tokens[i])) else { continue };
        if next.space_before() || next.markup_before() || tokens[at].space_before() || tokens[at].markup_before() || next.kind != TokenKind::Word {
            continue;
        }
        let word = cx.text(at + 1);
        let letters = next.span.len();
        let missing = match cx.text(at) {
            "," | ";" => letters > 1 || word == "a" || word == "I",
            ":" => before.kind == TokenKind::Word && before.case == Case::Lower && next.case != Case::Upper && letters > 2 && before.span.len() > 2,
            "." => {
                before.kind == TokenKind::Word
                    && before.case != Case::Upper
                    && before.span.len() >= 3
                    && next.is_capitalized()
                    && !is_site(cx, at)
                    && next.case == Case::Capitalized
                    && letters >= 2
                    && cx.evidence.word(at - 1).entry.is_some()
                    && cx.evidence.word(at + 1).entry.is_some()
            }
            "!" | "?" => before.kind == TokenKind::Word && letters > 1 && next.case == Case::Capitalized,
            ")" => letters > 2 && before.kind != TokenKind::Punctuation && !is_optional_ending(cx, at),
            _ => false,
        };
        // In code-like runs (f(x),y) or lists of options (a,b,c) nothing is said.
        if !missing || is_single_letters(cx, at) {
            continue;
        }
        let mark = cx.text(at);
        sink.flag(cx.span(at, at + 1), format!("no space after \"{mark}\""))
            .because(format!("\"{}\" and \"{word}\" are two words", cx.text(at - 1)))
            .suggest_safe(format!("{mark} {word}"));
    }
}

/// `Orel.Today`: the name of a site before a small ending, between two words in lower case or at an end.
fn is_site(cx: &Context<'_>, stop: usize) -> bool {
    let tokens = cx.doc.tokens();
    let lower = |at: usize| tokens.get(at).is_none_or(|token| token.case == Case::Lower || !token.is_word());
    tokens[stop - 1].is_capitalized()
        && matches!(cx.evidence.folded(stop + 1), "today" | "life" | "news" | "online" | "live" | "info" | "media" | "city" | "com")
        && lower(stop + 2)
}

/// `un(der)stand`, `member(s)only`: a bracket inside a word.
fn is_optional_ending(cx: &Context<'_>, close: usize) -> bool {
    let tokens = cx.doc.tokens();
    let open = (close.saturating_sub(4)..close).rev().find(|at| cx.text(*at) == "(");
    open.is_some_and(|open| open > 0 && !tokens[open].space_before())
}

fn is_single_letters(cx: &Context<'_>, at: usize) -> bool {
    let tokens = cx.doc.tokens();
    at > 0 && tokens[at - 1].span.len() == 1 && tokens[at - 1].is_word() && tokens[at + 1].span.len() <= 2
}
