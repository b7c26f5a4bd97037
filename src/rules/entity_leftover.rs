//! Codes that stand for characters, left in the text.

use super::{Context, Sink, rule};
use crate::text::script::Charset;
use crate::text::{Span, TokenKind};

rule! {
    /// A character is written as code: an HTML entity or tag, a `\n`, a `\u2019`, a `%20`.
    ///
    /// Readers see the code instead of the mark. It is left over where text was taken out of a web page, a string
    /// or an address without being decoded. Addresses and code are left alone.
    ///
    /// ```flag
    /// Johnson ⟦&amp;⟧ Sons agreed. It isn⟦&#39;⟧t over.⟦<br>⟧ He left.⟦\n⟧The ⟦\u201c⟧end is near.
    /// ```
    /// ```pass
    /// AT&T and R&D grew. See https://example.com/?a=1&amp;b=2 or C:\new\table. A < B, and 100%20 is no code.
    /// ```
    "entity-leftover", EncodingGarbage, Minor, 0.95,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let kinds = cx.doc.charset();
    let whole = cx.doc.text().as_bytes();
    let percent = memchr::memchr(b'%', whole).is_some();
    if !kinds.has(Charset::AMPERSAND) && !kinds.has(Charset::ANGLE) && !kinds.has(Charset::CODE) && !percent {
        return;
    }
    // In Markdown an entity is the right way to write a mark.
    let markup = cx.doc.name().ends_with(".md") || cx.doc.name().ends_with(".markdown");
    for piece in cx.doc.blocks().iter().flat_map(|block| &block.pieces) {
        let text = cx.doc.slice(*piece);
        let mut at = 0;
        while let Some(offset) = text.as_bytes()[at..].iter().position(|b| matches!(b, b'&' | b'<' | b'\\' | b'%')) {
            at += offset;
            let rest = &text[at..];
            let code = match text.as_bytes()[at] {
                b'&' if !markup => entity(rest),
                b'<' if !markup => tag(text, at),
                b'\\' => escape(text, at),
                b'%' => percent_code(text, at),
                _ => None,
            };
            let Some(code) = code.filter(|_| !in_address(cx, piece.start + at as u32)) else {
                at += 1;
                continue;
            };
            let span = Span::new(piece.start as usize + at, piece.start as usize + at + code.length);
            let finding = sink.flag(span, format!("\"{}\" is code for a character, not text", cx.doc.slice(span)));
            finding.because(code.why);
            match code.repaired {
                Some(repaired) if code.safe => finding.suggest_safe(repaired),
                Some(repaired) => finding.suggest(repaired).confidence(0.9),
                None => finding,
            };
            at += code.length;
        }
    }
}

/// Whether the byte belongs to an address or to code, where such signs have their own meaning.
pub(super) fn in_address(cx: &Context<'_>, offset: u32) -> bool {
    cx.doc
        .tokens()
        .get(cx.doc.token_at(offset))
        .is_some_and(|token| token.span.start <= offset && matches!(token.kind, TokenKind::Url | TokenKind::Email | TokenKind::Code | TokenKind::Tag))
}

struct Code {
    length: usize,
    repaired: Option<String>,
    safe: bool,
    why: &'static str,
}

const ENTITIES: &[(&str, &str)] = &[
    ("amp", "&"),
    ("apos", "'"),
    ("bull", "•"),
    ("cent", "¢"),
    ("copy", "©"),
    ("deg", "°"),
    ("eacute", "é"),
    ("egrave", "è"),
    ("euro", "€"),
    ("gt", ">"),
    ("hellip", "…"),
    ("laquo", "«"),
    ("ldquo", "“"),
    ("lsquo", "‘"),
    ("lt", "<"),
    ("mdash", "—"),
    ("middot", "·"),
    ("minus", "−"),
    ("nbsp", " "),
    ("ndash", "–"),
    ("ouml", "ö"),
    ("uuml", "ü"),
    ("auml", "ä"),
    ("pound", "£"),
    ("quot", "\""),
    ("raquo", "»"),
    ("rdquo", "”"),
    ("reg", "®"),
    ("rsquo", "’"),
    ("sect", "§"),
    ("shy", ""),
    ("szlig", "ß"),
    ("thinsp", " "),
    ("times", "×"),
    ("trade", "™"),
];

/// An HTML entity at the start of `rest`, with blanks inside where a tokenizer has put them.
fn entity(rest: &str) -> Option<Code> {
    let why = "an HTML entity";
    let body = &rest[1..];
    let blank = body.len() - body.trim_start_matches(' ').len();
    let body = &body[blank..];
    if let Some(number) = body.strip_prefix('#') {
        let inner = number.trim_start_matches(' ');
        let digits = inner.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let value = match digits.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => digits.parse().ok()?,
        };
        let tail = inner[digits.len()..].trim_start_matches(' ').strip_prefix(';')?;
        let c = char::from_u32(value).filter(|c| !c.is_control())?;
        return Some(Code { length: rest.len() - tail.len(), repaired: Some(c.to_string()), safe: true, why });
    }
    let name = body.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    let (_, mark) = ENTITIES.iter().find(|(known, _)| *known == name)?;
    let after = &body[name.len()..];
    let closed = after.trim_start_matches(' ').strip_prefix(';');
    let Some(tail) = closed else {
        // Without its semicolon an entity is certain only where nothing else is spelt so.
        let certain = blank == 0
            && matches!(name, "nbsp" | "quot" | "amp" | "rsquo" | "ldquo" | "rdquo")
            && !after.starts_with(|c: char| c.is_alphanumeric() || c == '=');
        return certain.then(|| Code { length: 1 + name.len(), repaired: Some((*mark).to_owned()), safe: true, why });
    };
    // Encoded twice: `&amp;quot;`.
    if name == "amp" && tail.len() > 3 {
        let again = format!("&{tail}");
        if let Some(inner) = entity(&again).filter(|inner| again.as_bytes()[inner.length - 1] == b';') {
            return Some(Code { length: rest.len() - tail.len() + inner.length - 1, ..inner });
        }
    }
    Some(Code { length: rest.len() - tail.len(), repaired: Some((*mark).to_owned()), safe: true, why })
}

const ELEMENTS: &[&str] = &[
    "a",
    "b",
    "blockquote",
    "br",
    "center",
    "code",
    "div",
    "em",
    "figure",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "hr",
    "i",
    "img",
    "li",
    "ol",
    "p",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "tr",
    "u",
    "ul",
];

/// One or more HTML tags in a row at `at`.
fn tag(text: &str, at: usize) -> Option<Code> {
    let mut end = at;
    while let Some(length) = one_tag(&text[end..]) {
        end += length;
    }
    if end == at {
        return None;
    }
    let glued = text[..at].ends_with(|c: char| !c.is_whitespace()) && text[end..].starts_with(|c: char| !c.is_whitespace());
    let breaks = ["<br", "<p", "</p", "<li", "</li", "<div", "</div", "<hr", "<td", "<tr"].iter().any(|name| text[at..end].contains(name));
    Some(Code { length: end - at, repaired: Some(if glued && breaks { " " } else { "" }.to_owned()), safe: false, why: "an HTML tag" })
}

fn one_tag(rest: &str) -> Option<usize> {
    let body = rest.strip_prefix('<')?;
    let close = body.find(['>', '<', '\n']).filter(|close| body.as_bytes()[*close] == b'>' && *close < 200)?;
    let inner = body[..close].trim().trim_start_matches('/').trim_start().trim_end_matches('/');
    let name = inner.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default().to_ascii_lowercase();
    let attributes = &inner[name.len()..];
    let plain = attributes.trim().is_empty() || attributes.contains('=');
    (plain && ELEMENTS.contains(&name.as_str())).then_some(close + 2)
}

/// A backslash escape: `\n`, `\"`, `\u2019`.
fn escape(text: &str, at: usize) -> Option<Code> {
    let why = "an escape of a programming language";
    let rest = &text[at + 1..];
    let word = text[..at].rsplit(char::is_whitespace).next().unwrap_or_default();
    // C:\new and \\host are paths.
    if word.ends_with(':') && word.len() == 2 || word.contains(":\\") || word.starts_with('\\') && !word.starts_with("\\n") && !word.starts_with("\\u") {
        return None;
    }
    let mut chars = rest.chars();
    match chars.next()? {
        'n' | 'r' | 't' if !chars.next().is_some_and(|c| c.is_lowercase() || c.is_ascii_digit() || c == '_') => {
            let mut length = 2;
            while text[at + length..].starts_with("\\n") || text[at + length..].starts_with("\\r") {
                length += 2;
            }
            Some(Code { length, repaired: Some(" ".to_owned()), safe: false, why })
        }
        c @ ('"' | '\'') => Some(Code { length: 2, repaired: Some(c.to_string()), safe: true, why }),
        'u' => {
            let hex = rest.get(1..5).filter(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()))?;
            let c = u32::from_str_radix(hex, 16).ok().and_then(char::from_u32).filter(|c| !c.is_control());
            Some(Code { length: 6, repaired: c.map(String::from), safe: true, why })
        }
        _ => None,
    }
}

/// Percent-encoding between letters: `annual%20report`.
fn percent_code(text: &str, at: usize) -> Option<Code> {
    if !text[..at].ends_with(char::is_alphabetic) {
        return None;
    }
    let mut bytes = Vec::new();
    let mut end = at;
    while text.as_bytes().get(end) == Some(&b'%') {
        let Some(value) = text.get(end + 1..end + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok()) else { break };
        bytes.push(value);
        end += 3;
    }
    let repaired =
        String::from_utf8(bytes).ok().filter(|decoded| !decoded.is_empty() && decoded.chars().all(|c| !c.is_control() && !c.is_ascii_alphanumeric()))?;
    text[end..].starts_with(char::is_alphabetic).then(|| Code { length: end - at, repaired: Some(repaired), safe: false, why: "the code of a web address" })
}
