//! An ordinal in figures with the wrong ending.

use super::{Context, Sink, rule};
use crate::text::{Span, TokenKind};

rule! {
    /// An ordinal in figures has the ending of another number, or a hyphen before its ending.
    ///
    /// ```flag
    /// In the ⟦16-th⟧ round he came ⟦2rd⟧. It ends on the ⟦22th⟧ of May.
    /// ```
    /// ```pass
    /// In the 16th round, on the 22nd of May, he came 111th. The 11th hour of the 21st century came.
    /// ```
    "ordinal-ending", SpellingTypo, Minor, 0.9,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let text = cx.doc.text();
    for token in cx.doc.tokens() {
        let start = token.span.start as usize;
        let figures = token.has_digit() && matches!(token.kind, TokenKind::Word | TokenKind::Number);
        if !figures || text[..start].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | ',')) {
            continue;
        }
        let end = text[start..].find(|c: char| !c.is_alphanumeric() && c != '-').map_or(text.len(), |at| start + at);
        let written = &text[start..end];
        let Some(value) = value(written) else { continue };
        let right = ordinal(value);
        if written == right {
            continue;
        }
        let finding = sink.flag(Span::new(start, end), format!("\"{written}\" should be \"{right}\""));
        finding.because(if written.contains('-') { "English has no hyphen there" } else { "the ending is that of another number" }).suggest_safe(right);
    }
}

/// The number that an ordinal stands for, such as `22th` or `16-th`.
fn value(written: &str) -> Option<u64> {
    let number = ["st", "nd", "rd", "th"].iter().find_map(|ending| written.strip_suffix(ending))?;
    number.strip_suffix('-').unwrap_or(number).parse().ok()
}

/// An ordinal in figures.
pub(super) fn ordinal(value: u64) -> String {
    let ending = match (value % 10, value % 100) {
        (1, tens) if tens != 11 => "st",
        (2, tens) if tens != 12 => "nd",
        (3, tens) if tens != 13 => "rd",
        _ => "th",
    };
    format!("{value}{ending}")
}
