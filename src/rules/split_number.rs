//! A space inside a time, a score or a sum of money.

use super::{Context, Sink, rule};
use crate::text::{Span, Token, TokenKind};

rule! {
    /// A space parts a time of day, a score or a sum of money.
    ///
    /// Systems that cut a text into pieces put them together again with a space too many. Ratios, verses and the spaces
    /// that other languages write before a currency sign are left alone.
    ///
    /// ```flag
    /// The talks began at ⟦18: 30⟧ on Monday. They ended by ⟦20: 15⟧ in the evening.
    /// ```
    /// ```flag
    /// He paid ⟦$ 10⟧ million. It was after the match (⟦1: 0⟧) in May.
    /// ```
    /// ```pass
    /// The talks began at 18:30. He read John 3: 16 aloud. They chose two: 12 and 14. It costs 10 € or $10.
    /// ```
    "split-number", TypographySpacing, Minor, 0.8,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let tokens = cx.doc.tokens();
    for &mark in cx.evidence.marks() {
        let at = mark as usize;
        if cx.text(at) == ":" && at >= 2 && at + 1 < tokens.len() && !tokens[at].space_before() {
            clock(cx, at, sink);
        }
    }
    for at in memchr::memchr_iter(b'$', cx.doc.text().as_bytes()) {
        sum(cx, at, sink);
    }
}

/// `18: 30`, `(1: 0)`.
fn clock(cx: &Context<'_>, colon: usize, sink: &mut Sink<'_>) {
    let tokens = cx.doc.tokens();
    let (first, last) = (tokens[colon - 1], tokens[colon + 1]);
    let digits = |token: Token, most: u32| {
        let text = cx.doc.slice(token.span);
        let short = matches!(text.len(), 1 | 2) && text.bytes().all(|b| b.is_ascii_digit());
        (token.kind == TokenKind::Number && short && text.parse::<u32>().is_ok_and(|n| n <= most)).then_some(text.len())
    };
    let (Some(_), Some(length)) = (digits(first, 24), digits(last, 59)) else { return };
    if cx.doc.slice(Span { start: tokens[colon].span.end, end: last.span.start }) != " " {
        return;
    }
    let before = cx.evidence.folded(colon - 2);
    let time = length == 2
        && matches!(
            before,
            "at" | "from" | "until" | "till" | "to" | "by" | "before" | "after" | "around" | "about" | "and" | "between" | "since" | "of" | "-" | "–"
        );
    let score = length == 1 && cx.text(colon - 2) == "(" && tokens.get(colon + 2).is_some() && cx.text(colon + 2) == ")";
    if time || score {
        let whole = format!("{}:{}", cx.text(colon - 1), cx.text(colon + 1));
        let kind = if time { "time" } else { "score" };
        let finding = sink.flag(first.span.to(last.span), format!("a space inside the {kind} \"{whole}\""));
        // Some publishers' tokenizers write all times so, and readers let them pass.
        finding.because("English sets it without one").confidence(if time { 0.6 } else { 0.8 }).suggest_safe(whole);
    }
}

/// `$ 10 million`.
fn sum(cx: &Context<'_>, sign: usize, sink: &mut Sink<'_>) {
    let text = cx.doc.text();
    let (before, after) = (&text[..sign], &text[sign + 1..]);
    let Some(number) = after.strip_prefix(' ') else { return };
    let length = number.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b'.' | b',')).count();
    let amount = number[..length].trim_end_matches(['.', ',']);
    let apart = before.is_empty() || before.ends_with([' ', '\n', '(', '"', '“']);
    let counted = before.trim_end().ends_with(|c: char| c.is_ascii_digit());
    let block = cx.doc.blocks().iter().flat_map(|block| &block.pieces).any(|piece| piece.start as usize <= sign && sign + 2 <= piece.end as usize);
    if amount.starts_with(|c: char| c.is_ascii_digit()) && apart && !counted && block {
        let span = Span::new(sign, sign + 2 + amount.len());
        sink.flag(span, format!("a space inside the sum \"${amount}\""))
            .because("English sets the sign directly before the number")
            .suggest_safe(format!("${amount}"));
    }
}
