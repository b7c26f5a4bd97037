//! Text that was decoded in the wrong code page.

use std::sync::OnceLock;

use super::{Context, Sink, rule};
use crate::text::Span;
use crate::text::fold::fold;
use crate::text::script::{Charset, Script, script_of};

rule! {
    /// Text was written in one encoding and read in another, so that letters and marks turned into symbols.
    ///
    /// The rule turns the characters back into bytes (Windows-1252, 1251, 1250, Mac Roman), reads these as UTF-8 and
    /// suggests the result where it makes sense, over and over where the accident happened twice. Words that merely
    /// have such letters are left alone. U+FFFD says that a character is lost for good.
    ///
    /// ```flag
    /// The minister ⟦donâ€™t⟧ know. The ⟦cafÃ©⟧ was closed, and he read ⟦Ð¿Ñ€Ð°Ð²Ð´Ð°⟧ there.
    /// He ⟦couldn�t⟧ say it, ⟦РїСЂР°РІРґР°⟧ or not.
    /// ```
    /// ```pass
    /// Ângela saw the château in São Paulo, the Ñ of España, a naïve Åse and Đorđe; “É”, “the café”—and “AMANHÔ. Россия — «СССР».
    /// ```
    "mojibake", EncodingGarbage, Major, 0.97,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    // Nearly all text has curly quotation marks, so the search for letters that can open a sequence comes first.
    if !cx.doc.charset().has(Charset::NON_ASCII) || !cx.doc.text().bytes().any(|byte| matches!(byte, 0xc2..=0xc4 | 0xd0 | 0xd1 | 0xef)) {
        return;
    }
    let mut last: Option<Span> = None;
    for piece in cx.doc.blocks().iter().flat_map(|block| &block.pieces) {
        let text = cx.doc.slice(*piece);
        let mut end = 0;
        for chunk in text.split([' ', '\t']) {
            let start = end;
            end = start + chunk.len() + 1;
            if !is_suspicious(chunk) {
                continue;
            }
            let Some((bad, repaired)) = repair_chunk(chunk).or_else(|| lost(chunk)) else { continue };
            let at = piece.start as usize + start;
            let span = Span::new(at + bad.start, at + bad.end);
            // Words in a row that all went wrong are one accident.
            if let Some(before) = last.filter(|before| before.end + 1 == span.start && repaired.is_some())
                && let Some(finding) = sink.findings.last_mut()
                && let Some(suggestion) = finding.suggestions.first_mut()
            {
                finding.span = before.to(span);
                suggestion.text.push(' ');
                suggestion.text.push_str(&repaired.expect("checked"));
                finding.message = format!("\"{}\" was decoded in the wrong code page", cx.doc.slice(finding.span));
                last = Some(finding.span);
                continue;
            }
            last = repaired.is_some().then_some(span);
            let shown = cx.doc.slice(span);
            match repaired {
                Some(repaired) => {
                    let finding = sink.flag(span, format!("\"{shown}\" was decoded in the wrong code page"));
                    finding.because(format!("its characters, as bytes, are UTF-8 for \"{repaired}\"")).suggest(repaired);
                }
                None => {
                    let finding = sink.flag(span, format!("a character of \"{shown}\" is lost"));
                    finding.because("U+FFFD stands for bytes that could not be decoded");
                    let guess = fold(&shown.replace('\u{fffd}', "'")).into_owned();
                    if cx.knowledge.lexicon.knows(&guess) {
                        finding.suggest(shown.replace('\u{fffd}', "’"));
                    }
                }
            }
        }
    }
}

/// Whether the stretch has what every accident leaves: two characters in a row that are not ASCII, a control, or U+FFFD.
fn is_suspicious(chunk: &str) -> bool {
    if chunk.is_ascii() {
        return false;
    }
    let mut lead = false;
    for c in chunk.chars() {
        if matches!(c, '\u{80}'..='\u{9f}' | '\u{fffd}') || lead && !c.is_ascii() {
            return true;
        }
        // Quotation marks and dashes open no sequence, but the low one does in Mac Roman.
        lead = !c.is_ascii() && !matches!(c, '‘'..='’' | '“'..='›');
    }
    false
}

/// Code pages that UTF-8 is mistaken for.
const PAGES: [&encoding_rs::Encoding; 4] = [encoding_rs::WINDOWS_1252, encoding_rs::WINDOWS_1251, encoding_rs::WINDOWS_1250, encoding_rs::MACINTOSH];

/// The characters of the upper half of each code page.
fn upper_halves() -> &'static [[char; 128]; 4] {
    static HALVES: OnceLock<[[char; 128]; 4]> = OnceLock::new();
    HALVES.get_or_init(|| {
        PAGES.map(|page| std::array::from_fn(|at| page.decode_without_bom_handling(&[128 + at as u8]).0.chars().next().expect("every byte is a character")))
    })
}

/// The byte that shows as `c` in a code page; the C1 controls stand for themselves, as in Latin-1.
fn byte_of(page: usize, c: char) -> Option<u8> {
    if ('\u{80}'..='\u{9f}').contains(&c) {
        return Some(c as u8);
    }
    upper_halves()[page].iter().position(|known| *known == c).map(|at| 128 + at as u8)
}

/// The part of a blank-free stretch that is broken, with its repair.
fn repair_chunk(chunk: &str) -> Option<(std::ops::Range<usize>, Option<String>)> {
    // Several code pages may fit in part; the right one leaves the fewest characters unexplained.
    let left = |range: &std::ops::Range<usize>, repaired: &str| {
        [&chunk[..range.start], repaired, &chunk[range.end..]].iter().map(|part| part.chars().filter(|c| !c.is_ascii()).count()).sum::<usize>()
    };
    let (mut range, mut repaired) = (0..PAGES.len()).filter_map(|page| repair_with(chunk, page)).min_by_key(|(range, repaired)| left(range, repaired))?;
    while let Some((inner, again)) = (0..PAGES.len()).find_map(|page| repair_with(&repaired, page)) {
        repaired.replace_range(inner, &again);
    }
    // The whole word, so that a reader sees what is meant.
    let bytes = chunk.as_bytes();
    while range.start > 0 && bytes[range.start - 1].is_ascii_alphanumeric() {
        range.start -= 1;
        repaired.insert(0, bytes[range.start] as char);
    }
    while range.end < bytes.len() && bytes[range.end].is_ascii_alphanumeric() {
        repaired.push(bytes[range.end] as char);
        range.end += 1;
    }
    Some((range, Some(repaired)))
}

fn repair_with(chunk: &str, page: usize) -> Option<(std::ops::Range<usize>, String)> {
    let (mut first, mut last, mut sequences, mut sure, mut others) = (None, 0, 0, false, false);
    let mut at = 0;
    while at < chunk.len() {
        let c = chunk[at..].chars().next().expect("inside");
        match sequence(&chunk[at..], page) {
            Some((length, repaired, certain)) => {
                if first.is_none() {
                    first = Some(at);
                }
                // A lone pair between quotation marks is a letter that is talked about: “Ñ”.
                let quoted = chunk[..at].ends_with(['“', '„', '«', '"', '(', '‘']) && length == chunk.len() - at;
                // One pair within Latin letters is enough where its second half is no letter: `MГ¤dchen`.
                let within = page == 1
                    && ('\u{c0}'..='\u{ff}').contains(&repaired)
                    && chunk.starts_with(|c: char| c.is_ascii_alphabetic())
                    && chunk[at..].chars().nth(1).is_some_and(|c| !c.is_alphabetic());
                sure |= (certain || within) && !quoted;
                sequences += 1;
                at += length;
                last = at;
            }
            None => {
                others |= first.is_some() && !c.is_ascii() && c.is_alphabetic();
                at += c.len_utf8();
            }
        }
    }
    let start = first?;
    if !sure && (sequences < 2 || others) {
        return None;
    }
    // Rebuild from the first to the last broken character only.
    let mut repaired = String::new();
    let mut at = start;
    while at < last {
        match sequence(&chunk[at..last], page) {
            Some((length, c, _)) => {
                repaired.push(c);
                at += length;
            }
            None => {
                let c = chunk[at..].chars().next().expect("inside");
                repaired.push(c);
                at += c.len_utf8();
            }
        }
    }
    Some((start..last, repaired))
}

/// Reads one UTF-8 sequence from the bytes behind the characters: its length here, its meaning, and whether it
/// proves the accident alone.
fn sequence(text: &str, page: usize) -> Option<(usize, char, bool)> {
    let mut chars = text.chars();
    let lead = chars.next().filter(|c| !c.is_ascii())?;
    let first = byte_of(page, lead)?;
    if ('\u{80}'..='\u{9f}').contains(&lead) {
        // A lone control is a mark of Windows-1252 that was read as Latin-1.
        let c = upper_halves()[0][first as usize - 128];
        return (!c.is_control()).then_some((lead.len_utf8(), c, true));
    }
    let wanted = match first {
        0xc2..=0xdf => 2,
        0xe2..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    let mut bytes = [first, 0, 0, 0];
    let mut length = lead.len_utf8();
    for (n, byte) in bytes.iter_mut().enumerate().take(wanted).skip(1) {
        let next = chars.next().and_then(|c| byte_of(page, c).filter(|b| (0x80..=0xbf).contains(b)).map(|b| (c, b)));
        let Some((c, value)) = next else {
            // The last byte of ” has no character in Windows-1252 and is often dropped.
            return (page == 0 && n == 2 && bytes[..2] == [0xe2, 0x80]).then_some((length, '”', true));
        };
        *byte = value;
        length += c.len_utf8();
    }
    let c = std::str::from_utf8(&bytes[..wanted]).ok()?.chars().next()?;
    // A letter before closing marks proves nothing, "café”—", unless a word goes on behind them.
    let marks = text[lead.len_utf8()..length].chars().all(|c| matches!(c, '‘' | '’' | '“' | '”' | '„' | '‚' | '«' | '»' | '‹' | '›' | '–' | '—' | '…' | '•'));
    let natural = marks && (wanted > 2 || !text[length..].starts_with(|c: char| c.is_ascii_alphabetic()));
    let certain = match c {
        '\u{a0}'..='\u{ff}' | '\u{2010}'..='\u{203a}' | '\u{20ac}' | '\u{2122}' | '\u{feff}' | '\u{1f300}'..='\u{1faff}' => {
            !matches!(page, 1 | 3) || wanted > 2 || page == 3 && c.is_alphabetic()
        }
        '\u{2190}'..='\u{27bf}' | '\u{fe0f}' | '\u{ff00}'..='\u{ffee}' => true,
        '\u{100}'..='\u{17f}' => {
            page == 0 && !matches!(text[lead.len_utf8()..].chars().next(), Some('“' | '”' | '‘' | '’' | '»' | '«' | '…' | '–' | '—' | '\u{a0}'))
        }
        c if matches!(script_of(c), Script::Cyrillic | Script::Greek | Script::Arabic | Script::Hebrew) => false,
        c if matches!(script_of(c), Script::Han | Script::Hiragana | Script::Katakana | Script::Hangul) => wanted == 3 && page == 0,
        _ => return None,
    };
    Some((length, c, certain && !natural))
}

/// A stretch with U+FFFD: the word around it.
fn lost(chunk: &str) -> Option<(std::ops::Range<usize>, Option<String>)> {
    if !chunk.contains('\u{fffd}') {
        return None;
    }
    let trimmed = chunk.trim_matches(|c: char| c != '\u{fffd}' && !c.is_alphanumeric());
    let start = chunk.len() - chunk.trim_start_matches(|c: char| c != '\u{fffd}' && !c.is_alphanumeric()).len();
    Some((start..start + trimmed.len(), None))
}
