//! Words in another script.

use super::{Context, Sink, rule};
use crate::mqm::Severity;
use crate::text::fold::fold;
use crate::text::script::{Charset, Script, has_latin_look_alikes, latin_look_alike, script_of};
use crate::text::{Span, TokenKind};

rule! {
    /// Words in Cyrillic, Chinese, Arabic or another script stand untranslated in the English text.
    ///
    /// A name in brackets after its Latin form is information for the reader and is left alone, and so is a word
    /// that the text talks about. A word that becomes English letter by letter was typed on the wrong keyboard.
    ///
    /// ```flag
    /// The minister met the ⟦председатель правительства⟧ on Monday. A ⟦сор⟧ stood by.
    /// The ⟦北京⟧ office said so.
    /// ```
    /// ```flag
    /// Of the two the old drive (512 GB, ⟦2990р⟧.) is slower. They paid ⟦700р⟧ for it.
    /// ```
    /// ```pass
    /// Kyiv (Київ) lies on the Dnieper. The Russian word правда means truth. The angle α is small; β-carotene is not.
    /// ```
    "foreign-script", AccuracyUntranslated, Major, 0.9,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    if !cx.doc.charset().has(Charset::OTHER_SCRIPT) || is_mostly_foreign(cx) {
        return;
    }
    let tokens = cx.doc.tokens();
    for segment in cx.doc.segments() {
        let mut at = segment.tokens.start as usize;
        let end = segment.tokens.end as usize;
        while at < end {
            let Some(first) = foreign_part(cx, at) else {
                at += 1;
                continue;
            };
            let (mut last, mut span) = (at, first);
            // Marks and numbers between foreign words belong to the passage.
            let mut next = at + 1;
            while next < end && next <= last + 3 {
                match foreign_part(cx, next) {
                    Some(part) => {
                        span = span.to(part);
                        last = next;
                    }
                    None if tokens[next].is_word() || matches!(cx.text(next), "(" | ")" | "[" | "]") => break,
                    None => {}
                }
                next += 1;
            }
            report(cx, sink, (segment.range().start, segment.range().end), (at, last), span);
            at = last + 1;
        }
    }
}

/// Whether most of the document's letters belong to another script: it was not translated at all, which is
/// `foreign-passage`'s to say.
pub(super) fn is_mostly_foreign(cx: &Context<'_>) -> bool {
    let (mut foreign, mut latin) = (0u32, 0u32);
    for c in cx.doc.text().chars().take(4000).filter(|c| c.is_alphabetic()) {
        match script_of(c) {
            Script::Latin => latin += 1,
            Script::Han | Script::Hiragana | Script::Katakana | Script::Hangul => foreign += 3,
            _ => foreign += 1,
        }
    }
    foreign > latin
}

pub(super) fn is_foreign(c: char) -> bool {
    c.is_alphabetic() && !c.is_ascii() && !matches!(script_of(c), Script::Latin | Script::Common | Script::Inherited)
}

/// The part of a token that is in another script, if `mixed-script` does not see to it.
fn foreign_part(cx: &Context<'_>, token: usize) -> Option<Span> {
    let token = cx.doc.tokens()[token];
    // A number may carry a unit of the other script: 300р.
    if token.is_ascii() || !token.is_word() && token.kind != TokenKind::Number {
        return None;
    }
    let text = cx.doc.slice(token.span);
    let mut found: Option<(usize, usize)> = None;
    for part in text.split(['-', '\u{2010}', '\u{2011}', '\'', '’']) {
        let mut foreign = part.char_indices().filter(|(_, c)| is_foreign(*c));
        let Some((first, c)) = foreign.next() else { continue };
        let last = foreign.next_back().unwrap_or((first, c));
        let latin = part.chars().any(|c| script_of(c) == Script::Latin);
        // Two letters of one word that look alike are `mixed-script`; a lone Greek letter is a symbol.
        if latin && has_latin_look_alikes(script_of(c)) || last.0 == first && script_of(c) == Script::Greek {
            continue;
        }
        let base = part.as_ptr() as usize - text.as_ptr() as usize;
        let (start, end) = if latin { (base + first, base + last.0 + last.1.len_utf8()) } else { (base, base + part.len()) };
        found = Some(found.map_or((start, end), |(from, _)| (from, end)));
    }
    let (start, end) = found?;
    Some(Span::new(token.span.start as usize + start, token.span.start as usize + end))
}

fn report(cx: &Context<'_>, sink: &mut Sink<'_>, segment: (usize, usize), run: (usize, usize), span: Span) {
    let text = cx.doc.slice(span);
    let script = text.chars().find(|c| is_foreign(*c)).map(script_of).expect("the run has such a letter");
    let words = run.1 - run.0 + 1;
    let look_alike = look_alike(cx, text);
    let mut confidence = 0.9;
    if look_alike.is_none() {
        match purpose(cx, segment, run) {
            Purpose::Cited => return,
            Purpose::Gloss if words <= 8 => return,
            Purpose::Gloss => confidence = 0.5,
            Purpose::Quoted if words <= 3 => confidence = 0.45,
            Purpose::Quoted => confidence = 0.7,
            Purpose::Prose => {}
        }
        // Letters one by one are signs: the letter Ы, the emoticon ツ.
        if text.chars().count() == 1 {
            confidence *= 0.5;
        }
        // Addresses come in Cyrillic too.
        if text.ends_with(".рф") {
            return;
        }
    }
    let finding = sink.flag(span, format!("\"{}\" is left in {script:?} script", shorten(text)));
    finding.confidence(confidence);
    match look_alike {
        Some(word) => {
            finding
                .because(format!("its letters only look like those of \"{word}\""))
                .severity(Severity::Major)
                .category(crate::mqm::Category::TypographyMixedScript)
                .suggest(word);
        }
        None => {
            let count = if words == 1 { "a word".to_owned() } else { format!("{words} words") };
            finding.because(format!("{count} of {script:?} script in a text of Latin letters"));
        }
    }
}

enum Purpose {
    /// The text talks about the word.
    Cited,
    /// Brackets behind a Latin form.
    Gloss,
    /// In quotation marks, without a word on why.
    Quoted,
    /// Part of the sentence.
    Prose,
}

/// Words that introduce a foreign word, or explain it behind.
const CITES: &[&str] = &[
    "abbreviated",
    "abbreviation",
    "alphabet",
    "arabic",
    "armenian",
    "bulgarian",
    "called",
    "character",
    "characters",
    "chinese",
    "cyrillic",
    "expression",
    "georgian",
    "greek",
    "hanzi",
    "hashtag",
    "hebrew",
    "hieroglyph",
    "hindi",
    "inscription",
    "japanese",
    "kanji",
    "korean",
    "letter",
    "letters",
    "literally",
    "mandarin",
    "meaning",
    "means",
    "meant",
    "named",
    "native",
    "originally",
    "persian",
    "phrase",
    "pinyin",
    "pronounced",
    "read",
    "reads",
    "romanized",
    "russian",
    "saying",
    "serbian",
    "slogan",
    "spelled",
    "spelt",
    "stands",
    "syllable",
    "symbol",
    "term",
    "title",
    "titled",
    "translated",
    "translates",
    "ukrainian",
    "urdu",
    "verb",
    "word",
    "words",
    "written",
];

fn purpose(cx: &Context<'_>, (start, end): (usize, usize), (first, last): (usize, usize)) -> Purpose {
    let cites = |at: usize| CITES.binary_search(&cx.evidence.folded(at)).is_ok();
    if (first.saturating_sub(4).max(start)..first).any(cites) || (last + 1..(last + 4).min(end)).any(cites) {
        return Purpose::Cited;
    }
    let (mut open, mut at) = (None, first);
    while at > start && first - at < 12 {
        at -= 1;
        match cx.text(at) {
            ")" | "]" | "）" => break,
            mark @ ("(" | "[" | "（" | "/") => {
                open = Some(mark);
                break;
            }
            _ => {}
        }
    }
    // A unit left at a number explains nothing, and neither does a bracket that nothing closes.
    let unit = cx.doc.tokens()[first].has_digit();
    let closed = || (last + 1..end).any(|at| matches!(cx.text(at), ")" | "]" | "）"));
    if at > start && !unit && open.is_some_and(|mark| if mark == "/" { at + 1 == first } else { closed() }) {
        return Purpose::Gloss;
    }
    if last + 1 < end && matches!(cx.text(last + 1), "(" | "/" | "=" | "（") {
        return Purpose::Quoted;
    }
    if cx.evidence.quotes().covers(first) && cx.evidence.quotes().covers(last) || first > start && matches!(cx.text(first - 1), "'" | "‘" | "《" | "「") {
        return Purpose::Quoted;
    }
    Purpose::Prose
}

/// The English word that a word of look-alike letters pretends to be.
fn look_alike(cx: &Context<'_>, text: &str) -> Option<String> {
    const COMMON: u8 = 10;
    let latin: Option<String> = text.chars().map(latin_look_alike).collect();
    let latin = latin?;
    let folded = fold(&latin);
    let known = cx.knowledge.lexicon.get(&folded).is_some_and(|entry| entry.is_word() && entry.frequency() >= COMMON);
    // Signs of one letter: an article, degrees Celsius.
    let sign = matches!(latin.as_str(), "a" | "A" | "I" | "O" | "C" | "X");
    (known && latin.len() > 1 || sign).then_some(latin)
}

fn shorten(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_owned(),
    }
}
