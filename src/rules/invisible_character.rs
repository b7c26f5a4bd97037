//! Characters that nobody sees.

use super::{Context, Sink, rule};
use crate::text::Span;
use crate::text::fold::{fold, is_invisible};
use crate::text::script::{Charset, Script, script_of};

rule! {
    /// A character that nobody sees stands in the text: a zero-width mark, a soft hyphen, a control character.
    ///
    /// A word that holds one is not found by a search and breaks in odd places. They come with text copied from
    /// web pages and PDF files. Joiners inside emoji and in scripts that need them are left alone, and so are
    /// directional marks beside Arabic or Hebrew. (The examples hold a real U+200B, U+00AD and U+200D.)
    ///
    #[doc = " ```flag"]
    #[doc = " The ⟦gov\u{200b}ernment⟧ agreed. It was a ⟦com\u{ad}promise⟧."]
    #[doc = " ```"]
    #[doc = " ```pass"]
    #[doc = " The whole family 👨\u{200d}👩\u{200d}👧 came to see it."]
    #[doc = " ```"]
    "invisible-character", EncodingGarbage, Minor, 0.95,
}

/// The same character more often than this is one habit of the file, not many defects.
const MOST_OF_A_KIND: usize = 20;

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    if !cx.doc.charset().has(Charset::INVISIBLE) && !cx.doc.charset().has(Charset::CONTROL) {
        return;
    }
    let mut counts: Vec<(char, usize)> = Vec::new();
    let mut done = 0;
    for piece in cx.doc.blocks().iter().flat_map(|block| &block.pieces) {
        let text = cx.doc.slice(*piece);
        for (at, c) in text.char_indices().filter(|(_, c)| is_hidden(*c)) {
            let start = piece.start as usize + at;
            if start < done || is_at_home(c, text, at) {
                continue;
            }
            let count = match counts.iter_mut().find(|(known, _)| *known == c) {
                Some((_, count)) => count,
                None => {
                    counts.push((c, 0));
                    &mut counts.last_mut().expect("just pushed").1
                }
            };
            *count += 1;
            if *count > MOST_OF_A_KIND {
                continue;
            }
            let span = cover(cx, *piece, start, c);
            done = span.end as usize;
            let (bare, repaired) = repair(cx, cx.doc.slice(span));
            let finding = sink.flag(span, if bare.is_empty() { format!("invisible {}", name(c)) } else { format!("invisible {} in \"{bare}\"", name(c)) });
            finding.because(format!("U+{:04X} shows nothing, but it parts the word for every search", c as u32)).suggest_safe(repaired);
        }
    }
}

fn is_hidden(c: char) -> bool {
    // The controls above U+0080 are text in a wrong code page: the rule `mojibake` repairs them. A form feed ends a page.
    is_invisible(c) || matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{e}'..='\u{1f}' | '\u{7f}')
}

/// Whether the character does honest work where it stands.
fn is_at_home(c: char, text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at + c.len_utf8()..].chars().next();
    let beside = |test: &dyn Fn(char) -> bool| before.is_some_and(test) || after.is_some_and(test);
    match c {
        '\u{200c}' | '\u{200d}' => beside(&|c| !c.is_ascii() && !c.is_whitespace() && !is_hidden(c) && script_of(c) != Script::Latin),
        '\u{200b}' => beside(&|c| matches!(script_of(c), Script::Thai | Script::Lao | Script::Khmer | Script::Myanmar | Script::Tibetan)),
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            text.chars().any(|c| matches!(script_of(c), Script::Arabic | Script::Hebrew | Script::Syriac | Script::Thaana))
        }
        _ => false,
    }
}

/// The words that touch the character, so that a reader sees what is meant.
fn cover(cx: &Context<'_>, piece: Span, start: usize, c: char) -> Span {
    let mut span = Span::new(start, start + c.len_utf8());
    while let Some(next) = cx.doc.text()[span.end as usize..piece.end as usize].chars().next().filter(|c| is_hidden(*c)) {
        span.end += next.len_utf8() as u32;
    }
    let tokens = cx.doc.tokens();
    let at = cx.doc.token_at(span.start.saturating_sub(1));
    for token in tokens.iter().skip(at.saturating_sub(1)).take(4) {
        if token.is_word() && token.span.start <= span.end && span.start <= token.span.end && piece.contains(token.span) {
            span = span.to(token.span);
        }
    }
    span
}

/// The text without what is hidden, and what to write: two words that only the hidden character parts get a space.
fn repair(cx: &Context<'_>, text: &str) -> (String, String) {
    let bare: String = text.chars().filter(|c| !is_hidden(*c)).collect();
    let parts: Vec<&str> = text.split(is_hidden).filter(|part| !part.is_empty()).collect();
    let apart = parts.len() > 1 && !cx.knowledge.lexicon.knows(&fold(&bare)) && parts.iter().all(|part| cx.knowledge.lexicon.knows(&fold(part)));
    let repaired = if apart { parts.join(" ") } else { bare.clone() };
    (bare, repaired)
}

fn name(c: char) -> &'static str {
    match c {
        '\u{ad}' => "soft hyphen",
        '\u{200b}' => "zero-width space",
        '\u{200c}' => "zero-width non-joiner",
        '\u{200d}' => "zero-width joiner",
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}' => "directional mark",
        '\u{2060}' => "word joiner",
        '\u{feff}' => "byte-order mark",
        c if c.is_control() => "control character",
        _ => "character",
    }
}
