//! Several blanks in a row inside a sentence.

use memchr::memmem;

use super::{Context, Sink, rule};
use crate::text::Span;

rule! {
    /// Two or more blanks stand inside a sentence.
    ///
    /// Two blanks after a full stop are a habit of typists and are left alone, and so are columns of text.
    ///
    /// ```flag
    /// The minister⟦  ⟧agreed to it. The next day he⟦  ⟧left.
    /// ```
    /// ```pass
    /// The minister agreed.  He left.
    /// ```
    "doubled-space", TypographySpacing, Minor, 0.75,
}

/// Texts with more of them than this share of their lines have columns.
const COLUMNS: usize = 3;

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let text = cx.doc.text().as_bytes();
    let tokens = cx.doc.tokens();
    let mut end = 0;
    let mut found = Vec::new();
    for at in memmem::find_iter(text, "  ") {
        if at < end {
            continue;
        }
        end = at + text[at..].iter().take_while(|b| **b == b' ').count();
        let next = cx.doc.token_at(end as u32);
        let (Some(after), Some(before)) = (tokens.get(next), next.checked_sub(1).map(|i| tokens[i])) else { continue };
        if after.span.start as usize != end || before.span.end as usize != at {
            continue;
        }
        let segment = cx.segment_of(next);
        if segment.tokens.start as usize == next || !before.is_word() && cx.text(next - 1) != "," {
            continue;
        }
        if end - at > 4 {
            return;
        }
        found.push(Span::new(at, end));
    }
    if found.len() > COLUMNS && found.len() * COLUMNS > cx.doc.segments().len() {
        return;
    }
    for span in found {
        sink.flag(span, format!("{} blanks in a row", span.len())).because("one is enough inside a sentence").suggest_safe(" ");
    }
}
