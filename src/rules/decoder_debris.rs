//! Internal signs of a translation system left in the text.

use super::entity_leftover::in_address;
use super::{Context, Sink, rule};
use crate::mqm::Severity;
use crate::text::Span;
use crate::text::script::Charset;

rule! {
    /// Signs that a translation system uses inside stand in the text: sub-word marks, unknown-word and padding
    /// symbols, language codes, placeholders.
    ///
    /// A step after the translation was left out, or a placeholder was never filled. Placeholders such as `{0}` may
    /// be meant, so they count less.
    ///
    /// ```flag
    /// The ⟦▁minis▁ter⟧ agreed. He was ⟦impor@@ tant⟧ to ⟦<unk>⟧ and the end⟦</s>⟧ came.
    /// ⟦__en__⟧ The vote on ⟦{0}⟧ was lost. It was a ⟦forty @-@ year⟧ war of ⟦go ##ing⟧ there. They lost 1 ⟦⁇⟧ 2.
    /// ```
    /// ```pass
    /// Write to me@example.com or @name. It is 5 % sure. See #1 of __init__ and the set {a, b}. Super Bowl XXX.
    /// ```
    "decoder-debris", EncodingGarbage, Major, 0.95,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let kinds = cx.doc.charset();
    let text = cx.doc.text();
    let bytes = text.as_bytes();
    let rare = Charset::has;
    if rare(kinds, Charset::SUBWORD) {
        subword_marks(cx, sink);
    }
    if rare(kinds, Charset::NON_ASCII) {
        // What SentencePiece writes for a piece that it does not know.
        for at in memchr::memmem::find_iter(bytes, "⁇") {
            report(cx, sink, at, at + "⁇".len(), "the sign for an unknown piece of a word");
        }
    }
    if rare(kinds, Charset::AT) {
        joined_pieces(cx, sink);
    }
    if memchr::memchr(b'#', bytes).is_some() {
        hash_pieces(cx, sink);
    }
    for (kind, open) in
        [(Charset::ANGLE, b'<'), (Charset::ANGLE, b'>'), (Charset::BRACKET, b'['), (Charset::BRACKET, b'{'), (Charset::CODE, b'_'), (Charset::NON_ASCII, 0)]
    {
        if open != 0 && rare(kinds, kind) {
            for at in memchr::memchr_iter(open, bytes) {
                symbol(cx, sink, at);
            }
        }
    }
    for at in memchr::memchr_iter(b'%', bytes) {
        format_code(cx, sink, at);
    }
    for at in memchr::memchr_iter(b'X', bytes).filter(|at| bytes[*at..].starts_with(b"XXXX")) {
        if !text[..at].ends_with('X') && !text[..at].ends_with(|c: char| c.is_alphanumeric()) {
            let end = at + text[at..].bytes().take_while(|b| *b == b'X').count();
            if !text[end..].starts_with(|c: char| c.is_alphanumeric()) {
                report(cx, sink, at, end, "a gap that was never filled").map(|finding| finding.confidence(0.6).severity(Severity::Minor));
            }
        }
    }
}

/// Flags bytes `start..end` if they are prose.
fn report<'s>(cx: &Context<'_>, sink: &'s mut Sink<'_>, start: usize, end: usize, why: &str) -> Option<&'s mut crate::finding::Finding> {
    let prose = cx.doc.blocks().iter().flat_map(|block| &block.pieces).any(|piece| piece.start as usize <= start && end <= piece.end as usize);
    if !prose {
        return None;
    }
    let finding = sink.flag(Span::new(start, end), format!("\"{}\" is left over from a translation system", &cx.doc.text()[start..end]));
    Some(finding.because(why))
}

/// Where the blank-free stretch that ends at `end` begins.
fn chunk_start(text: &str, end: usize) -> usize {
    text[..end].char_indices().rev().take_while(|(_, c)| !c.is_whitespace()).last().map_or(end, |(at, _)| at)
}

/// The blank-free stretch around a byte.
fn chunk_around(text: &str, at: usize) -> (usize, usize) {
    (chunk_start(text, at), text[at..].find(char::is_whitespace).map_or(text.len(), |space| at + space))
}

/// SentencePiece marks: `▁The▁minister`.
fn subword_marks(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let text = cx.doc.text();
    let mut done = 0;
    for (at, _) in text.match_indices(['▁', '￭']) {
        if at < done {
            continue;
        }
        let (start, end) = chunk_around(text, at);
        done = end;
        let chunk = &text[start..end];
        // A row of them is a drawn line.
        if chunk.chars().filter(|c| c.is_alphabetic()).count() == 0 {
            continue;
        }
        let repaired = chunk.replace('▁', " ").replace('￭', "");
        if let Some(finding) = report(cx, sink, start, end, "a mark of sub-word units") {
            finding.suggest(repaired.trim());
        }
    }
}

/// Sub-word and tokenizer joints: `impor@@ tant`, `forty @-@ year`.
fn joined_pieces(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let text = cx.doc.text();
    let mut done = 0;
    for at in memchr::memchr_iter(b'@', text.as_bytes()) {
        if at < done {
            continue;
        }
        let rest = &text[at..];
        if rest.starts_with("@@ ") && text[..at].ends_with(char::is_alphanumeric) {
            let start = chunk_start(text, at);
            let mut end = at;
            while text[end..].starts_with("@@ ") {
                let next = end + 3;
                end = next + text[next..].find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len() - next);
            }
            done = end;
            let repaired = text[start..end].replace("@@ ", "");
            if let Some(finding) = report(cx, sink, start, end, "\"@@\" joins sub-word units") {
                finding.suggest(repaired);
            }
        } else if let Some(mark) = rest.strip_prefix('@').and_then(|rest| rest.chars().next()).filter(|c| matches!(c, '-' | ',' | '.' | '/' | ':'))
            && rest[2..].starts_with('@')
        {
            let start = chunk_start(text, text[..at].trim_end_matches(' ').len());
            let after = at + 3 + (text[at + 3..].len() - text[at + 3..].trim_start_matches(' ').len());
            let end = after + text[after..].find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len() - after);
            done = end;
            let repaired = text[start..end].replace(&format!(" @{mark}@ "), &mark.to_string()).replace(&format!("@{mark}@"), &mark.to_string());
            if let Some(finding) = report(cx, sink, start, end, "a joint of the Moses tokenizer") {
                finding.suggest(repaired);
            }
        }
    }
}

/// WordPiece endings: `go ##ing`.
fn hash_pieces(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let text = cx.doc.text();
    let mut done = 0;
    for at in memchr::memmem::find_iter(text.as_bytes(), b" ##") {
        let tail = text[at + 3..].bytes().take_while(u8::is_ascii_lowercase).count();
        if at < done || tail == 0 || !text[..at].ends_with(char::is_alphabetic) {
            continue;
        }
        let start = chunk_start(text, at);
        let mut end = at;
        while text[end..].starts_with(" ##") && text.as_bytes().get(end + 3).is_some_and(u8::is_ascii_lowercase) {
            end += 3 + text[end + 3..].bytes().take_while(u8::is_ascii_lowercase).count();
        }
        done = end;
        let repaired = text[start..end].replace(" ##", "");
        if let Some(finding) = report(cx, sink, start, end, "\"##\" joins sub-word units") {
            finding.suggest(repaired);
        }
    }
}

/// Symbols in angle, square and curly brackets, and codes between underscores.
fn symbol(cx: &Context<'_>, sink: &mut Sink<'_>, at: usize) {
    const SPECIAL: &[&str] = &[
        "unk",
        "pad",
        "s",
        "eos",
        "bos",
        "sep",
        "cls",
        "mask",
        "sos",
        "|endoftext|",
        "|im_start|",
        "|im_end|",
        "|eot_id|",
        "inst",
        "start_of_turn",
        "end_of_turn",
    ];
    let text = cx.doc.text();
    let rest = &text[at..];
    match rest.as_bytes()[0] {
        b'<' => {
            let Some(close) = rest[1..].find('>').filter(|close| *close < 24) else { return };
            let inner = rest[1..=close].trim().to_ascii_lowercase();
            let name = inner.trim_start_matches('/').trim_start();
            let language = name.strip_prefix('2').is_some_and(|code| matches!(code.len(), 2 | 3) && code.bytes().all(|b| b.is_ascii_lowercase()));
            let end = at + close + 2;
            if SPECIAL.contains(&name) || name.starts_with("extra_id_") || language {
                if let Some(finding) = report(cx, sink, at, end, "a symbol of a decoder") {
                    // What an unknown-word symbol stands for cannot be told.
                    if name != "unk" {
                        finding.suggest("");
                    }
                }
            } else if ["ph ", "x id", "g id", "bpt", "ept", "bx ", "ex "].iter().any(|lead| name.starts_with(lead)) {
                report(cx, sink, at, end, "a tag of a translation tool").map(|finding| finding.suggest(""));
            }
        }
        b'>' => {
            let code = rest.strip_prefix(">>").and_then(|rest| rest.split_once("<<")).map(|(code, _)| code);
            if let Some(code) = code.filter(|code| matches!(code.len(), 2 | 3 | 8) && code.bytes().all(|b| b.is_ascii_alphabetic() || b == b'_')) {
                report(cx, sink, at, at + code.len() + 4, "the code of a target language").map(|finding| finding.suggest(""));
            }
        }
        b'[' => {
            let Some(close) = rest[1..].find(']').filter(|close| *close < 16) else { return };
            let name = &rest[1..=close];
            if matches!(name, "UNK" | "PAD" | "CLS" | "SEP" | "MASK" | "INST" | "/INST" | "EOS" | "BOS" | "NAME" | "XXX" | "PERCENTAGE") {
                report(cx, sink, at, at + close + 2, "a symbol of a decoder");
            }
        }
        b'{' => {
            let inner = rest[1..].split('}').next().unwrap_or_default();
            let double = inner.strip_prefix('{');
            let name = double.unwrap_or(inner).trim();
            let identifier = !name.is_empty()
                && name.len() <= 24
                && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.'))
                && (name.len() != 1 || name.as_bytes()[0].is_ascii_digit());
            let end = at + 1 + inner.len() + if double.is_some() { 2 } else { 1 };
            if identifier && text.get(..end).is_some_and(|before| before.ends_with('}')) && !text[..at].ends_with('{') && !in_address(cx, at as u32) {
                let start = if text[..at].ends_with('$') { at - 1 } else { at };
                report(cx, sink, start, end, "a placeholder that was never filled").map(|finding| finding.confidence(0.6).severity(Severity::Minor));
            }
        }
        _ => {
            // Two underscores, a language code or a name in capitals, two underscores.
            let Some(inner) = rest.strip_prefix("__").and_then(|rest| rest.split_once("__")).map(|(inner, _)| inner) else { return };
            if text[..at].ends_with('_') || text[..at].ends_with(char::is_alphanumeric) {
                return;
            }
            let language = matches!(inner.len(), 2 | 3) && inner.bytes().all(|b| b.is_ascii_lowercase());
            let capitals = inner.len() >= 2
                && inner.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
                && inner.bytes().any(|b| b.is_ascii_uppercase());
            if language {
                report(cx, sink, at, at + inner.len() + 4, "the code of a language").map(|finding| finding.suggest(""));
            } else if capitals {
                report(cx, sink, at, at + inner.len() + 4, "a placeholder that was never filled").map(|finding| finding.confidence(0.75));
            }
        }
    }
}

/// `%s`, `%1$d`.
fn format_code(cx: &Context<'_>, sink: &mut Sink<'_>, at: usize) {
    let text = cx.doc.text();
    let rest = &text[at + 1..];
    let position = rest.bytes().take_while(u8::is_ascii_digit).count();
    let tail = match position {
        0 => rest,
        n => match rest[n..].strip_prefix('$') {
            Some(tail) => tail,
            None => return,
        },
    };
    let after_number = text[..at].trim_end().ends_with(|c: char| c.is_ascii_digit() || c.is_alphabetic() && !text[..at].ends_with(' '));
    if tail.starts_with(['s', 'd', '@', 'i', 'u', 'f']) && !tail[1..].starts_with(|c: char| c.is_alphanumeric()) && !after_number && !in_address(cx, at as u32)
    {
        let end = text.len() - tail.len() + 1;
        report(cx, sink, at, end, "a placeholder that was never filled").map(|finding| finding.confidence(0.7).severity(Severity::Minor));
    }
}
