//! Text in XML: what stands for what, and what may not stand there at all.

use std::borrow::Cow;

/// A text for an attribute or an element. Characters that XML 1.0 cannot hold become U+FFFD; line breaks in
/// attributes stay line breaks.
pub(super) fn escaped(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| !matches!(c, '&' | '<' | '>' | '"' | '\'' | '\n' | '\r' | '\t') && is_allowed(c)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            '\t' => out.push_str("&#9;"),
            c if is_allowed(c) => out.push(c),
            _ => out.push('\u{fffd}'),
        }
    }
    Cow::Owned(out)
}

fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_gets_out_of_an_attribute() {
        assert_eq!(escaped("\"a\" & <b>\n\0"), "&quot;a&quot; &amp; &lt;b&gt;&#10;\u{fffd}");
        assert_eq!(escaped("Ливия 🙂"), "Ливия 🙂");
    }
}
