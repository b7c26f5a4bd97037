//! A space where none belongs.

use super::{Context, Sink, rule};
use crate::text::quote::Role;
use crate::text::{Span, TokenKind};

rule! {
    /// A space stands before a comma or stop, or just inside brackets or quotation marks.
    ///
    /// Spaced ellipses, emoticons and file endings are left alone.
    ///
    /// ```flag
    /// The minister agreed⟦ ,⟧ and left. It was late ⟦( ⟧he said). They called it “a day⟦ ”⟧.
    /// ```
    /// ```flag
    /// They dug (in the mines).⟦ ,⟧ Then it rained at 20 mm⟦ / ⟧h.
    /// ```
    /// ```pass
    /// Wait . . . what? The .NET team (all of it) said “yes” :) and paid 5 %. Men / women left.
    /// ```
    "stray-space", TypographySpacing, Minor, 0.85,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let tokens = cx.doc.tokens();
    for &mark in cx.evidence.marks() {
        let at = mark as usize;
        let token = tokens[at];
        let text = cx.text(at);
        let next = tokens.get(at + 1);
        let glued_right = next.is_some_and(|next| next.span.start == token.span.end);
        let glued_left = at > 0 && tokens[at - 1].span.end == token.span.start;
        match text {
            "," | "." | ";" | "!" | "?" | ")" | "]" | ":" if at > 0 && !glued_left && token.space_before() => {
                let before = tokens[at - 1];
                let gap = Span { start: before.span.end, end: token.span.start };
                let sentence = cx.segment_of(at).tokens.start as usize;
                let opens = at == sentence || glued_right && text != ")" && text != "]";
                let spaced_dots = text == "." && (cx.text(at - 1) == "." || next.is_some_and(|_| cx.text(at + 1) == "."));
                let french = matches!(text, "!" | "?" | ":" | ";") && cx.doc.slice(gap) != " ";
                let smiley = text == ":" || text == ";" && glued_right || text == ")" && matches!(cx.text(at - 1), ":" | ";" | "-");
                // "mines). , Phosphorus": a mark that a machine left behind another.
                let behind_mark = matches!(text, "," | ".") && !spaced_dots && matches!(cx.text(at - 1), "." | "," | ";") && !glued_right;
                let other =
                    !matches!(before.kind, TokenKind::Word | TokenKind::Number) && !matches!(cx.text(at - 1), "”" | "\"" | ")" | "%" | "’") && !behind_mark;
                if opens || spaced_dots || french || smiley || other || cx.doc.slice(gap).contains('\n') || text == ")" && !has_open_bracket(cx, at) {
                    continue;
                }
                sink.flag(gap.to(token.span), format!("a space before \"{text}\""))
                    .because("English sets it directly after the word")
                    .suggest_safe(text.to_owned());
            }
            "/" if at > 0 && token.space_before() && next.is_some_and(|next| next.space_before()) && is_unit(cx, at - 1) && is_unit(cx, at + 1) => {
                let gap = Span { start: tokens[at - 1].span.end, end: tokens[at + 1].span.start };
                sink.flag(gap, "spaces around the stroke of a unit").because("English writes \"km/h\"").suggest_safe("/");
            }
            "(" | "[" if next.is_some() && !glued_right && tokens[at + 1].space_before() && tokens[at + 1].is_word() => {
                let gap = Span { start: token.span.end, end: tokens[at + 1].span.start };
                if cx.doc.slice(gap) == " " {
                    sink.flag(token.span.to(gap), format!("a space after \"{text}\""))
                        .because("English sets the word directly after it")
                        .suggest_safe(text.to_owned());
                }
            }
            _ => {}
        }
    }
    inside_quotes(cx, sink);
}

/// Whether the word is the sign of a unit.
fn is_unit(cx: &Context<'_>, at: usize) -> bool {
    matches!(cx.text(at), "km" | "m" | "cm" | "mm" | "mi" | "kg" | "g" | "mg" | "l" | "ml" | "t" | "s" | "sec" | "min" | "h" | "hr" | "ha")
}

fn has_open_bracket(cx: &Context<'_>, close: usize) -> bool {
    let start = cx.segment_of(close).tokens.start as usize;
    (start..close).any(|at| matches!(cx.text(at), "(" | "["))
}

fn inside_quotes(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let tokens = cx.doc.tokens();
    for mark in &cx.evidence.quotes().marks {
        let at = mark.token as usize;
        let text = cx.text(at);
        if mark.unpaired || text == "\"" || matches!(text, "«" | "»") {
            continue;
        }
        let span = tokens[at].span;
        match mark.role {
            Role::Open if tokens.get(at + 1).is_some_and(|next| next.space_before() && next.is_word()) => {
                let gap = Span { start: span.end, end: tokens[at + 1].span.start };
                if cx.doc.slice(gap) == " " {
                    sink.flag(span.to(gap), "a space after the opening quotation mark")
                        .because("English sets the word directly after it")
                        .suggest_safe(text.to_owned());
                }
            }
            Role::Close if at > 0 && tokens[at].space_before() => {
                let gap = Span { start: tokens[at - 1].span.end, end: span.start };
                if cx.doc.slice(gap) == " " {
                    sink.flag(gap.to(span), "a space before the closing quotation mark")
                        .because("English sets it directly after the word")
                        .suggest_safe(text.to_owned());
                }
            }
            _ => {}
        }
    }
}
