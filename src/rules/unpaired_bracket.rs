//! A bracket without a partner.

use super::{Context, Sink, rule};
use crate::text::TokenKind;
use crate::text::script::Charset;

rule! {
    /// A round, square or curly bracket has no partner in its paragraph.
    ///
    /// List numbers such as `a)` and emoticons are left alone.
    ///
    /// ```flag
    /// The ministry ⟦(⟧formerly a committee was closed.
    ///
    /// It reopened in May 2011⟦)⟧ as an agency.
    /// ```
    /// ```pass
    /// The ministry (formerly a committee) was closed. There are two ways: a) wait, 2) act :)
    /// ```
    "unpaired-bracket", TypographyPunctuation, Minor, 0.8,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    if !cx.doc.charset().has(Charset::BRACKET) {
        return;
    }
    let tokens = cx.doc.tokens();
    let mut open: Vec<(usize, &str)> = Vec::new();
    let mut block = None;
    let mut bad = Vec::new();
    for &mark in cx.evidence.marks() {
        let at = mark as usize;
        let text = cx.text(at);
        if !matches!(text, "(" | ")" | "[" | "]" | "{" | "}") {
            continue;
        }
        let own = cx.segment_of(at).block;
        if block != Some(own) {
            bad.extend(open.drain(..).map(|(at, _)| at));
            block = Some(own);
        }
        match text {
            "(" | "[" | "{" => open.push((at, text)),
            _ => {
                let partner = match text {
                    ")" => "(",
                    "]" => "[",
                    _ => "{",
                };
                if open.last().is_some_and(|(_, o)| *o == partner) {
                    open.pop();
                } else if !is_list_number(cx, at) && !is_emoticon(cx, at) {
                    bad.push(at);
                }
            }
        }
    }
    bad.extend(open.into_iter().map(|(at, _)| at));
    for at in bad {
        if is_emoticon(cx, at) {
            continue;
        }
        let finding = sink.flag(tokens[at].span, format!("\"{}\" has no partner", cx.text(at)));
        finding.because("no bracket in the paragraph pairs with it");
        // Russian forums smile with a bracket and no eyes: "any questions)".
        if cx.text(at) == ")" && at + 1 == cx.segment_of(at).tokens.end as usize {
            finding.confidence(0.5);
        }
    }
}

/// `a)`, `12)`, `iv)`.
fn is_list_number(cx: &Context<'_>, at: usize) -> bool {
    let tokens = cx.doc.tokens();
    at > 0
        && !tokens[at].space_before()
        && tokens[at - 1].span.len() <= 3
        && (tokens[at - 1].kind == TokenKind::Number || tokens[at - 1].is_word())
        && tokens[at - 1].space_before()
}

fn is_emoticon(cx: &Context<'_>, at: usize) -> bool {
    let tokens = cx.doc.tokens();
    at > 0
        && (matches!(cx.text(at - 1), ":" | ";" | "=" | "-") && tokens[at - 1].span.end == tokens[at].span.start
            || matches!(cx.text(at - 1), ")" | "(") && tokens[at].span.start == tokens[at - 1].span.end && cx.text(at) == cx.text(at - 1))
        || tokens.get(at + 1).is_some_and(|next| matches!(cx.text(at + 1), ":" | ";") && next.span.start == tokens[at].span.end)
}
