//! A sentence that begins in lower case.

use super::{Context, Sink, rule};
use crate::evidence::words::Known;
use crate::text::{Case, TokenKind};

rule! {
    /// After a full stop the next word is in lower case.
    ///
    /// Either the stop is wrong or the capital is missing. Abbreviations, ellipses, brand names and
    /// quotations that go on are left alone.
    ///
    /// ```flag
    /// The talks ended in the evening. ⟦however⟧, nobody signed the paper. The delegation left. ⟦they⟧ were tired.
    /// ```
    /// ```pass
    /// He sold approx. five tonnes of it. “Will you come?” she asked. iPhones are sold here... and there.
    /// ```
    "lower-case-start", TypographyPunctuation, Minor, 0.7,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let tokens = cx.doc.tokens();
    for &mark in cx.evidence.marks() {
        let at = mark as usize;
        if cx.text(at) != "." || at < 2 || tokens[at].space_before() {
            continue;
        }
        let (Some(next), before) = (tokens.get(at + 1), tokens[at - 1]) else { continue };
        if !next.is_word() || !next.space_before() || next.case != Case::Lower || !before.is_word() || before.case != Case::Lower || before.span.len() < 4 {
            continue;
        }
        let (previous, following) = (cx.evidence.word(at - 1), cx.evidence.word(at + 1));
        // An abbreviation nobody listed has no frequent word before its stop.
        if previous.known != Known::Listed || previous.frequency < 9 || following.known != Known::Listed || is_abbreviation(cx.evidence.folded(at - 1)) {
            continue;
        }
        if cx.segment_of(at).range().end <= at + 1 || next.span.len() == 1 && cx.text(at + 1) != "a" {
            continue;
        }
        let word = cx.text(at + 1);
        let mut letters = word.chars();
        let capital: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
        sink.flag(next.span, format!("\"{word}\" begins a sentence in lower case"))
            .because(format!("a full stop stands after \"{}\"", cx.text(at - 1)))
            .suggest(capital);
    }
    // A paragraph that begins in lower case after one that was closed.
    let segments = cx.doc.segments();
    for pair in segments.windows(2) {
        if pair[0].block == pair[1].block || pair[1].tokens.len() < 6 {
            continue;
        }
        let (first, last_before, last) = (pair[1].range().start, pair[0].range().end - 1, pair[1].range().end - 1);
        let closed = tokens[last_before].kind == TokenKind::Punctuation && matches!(cx.text(last_before), "." | "!" | "?" | "”" | "\"");
        let word = tokens[first];
        if closed
            && word.is_word()
            && word.case == Case::Lower
            && word.span.len() > 2
            && matches!(cx.text(last), "." | "!" | "?")
            && cx.evidence.word(first).known == Known::Listed
        {
            let text = cx.text(first);
            let mut letters = text.chars();
            let capital: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
            sink.flag(word.span, format!("\"{text}\" begins a paragraph in lower case"))
                .because("the paragraph before it is closed")
                .confidence(0.6)
                .suggest(capital);
        }
    }
}

fn is_abbreviation(word: &str) -> bool {
    matches!(
        word,
        "approx"
            | "assoc"
            | "dept"
            | "govt"
            | "incl"
            | "excl"
            | "misc"
            | "temp"
            | "fig"
            | "vols"
            | "eds"
            | "resp"
            | "etc"
            | "ibid"
            | "cont"
            | "illus"
            | "trans"
            | "prof"
            | "thous"
            | "hrs"
            | "mins"
            | "secs"
            | "asst"
            | "admin"
            | "corp"
            | "dist"
            | "tech"
            | "repr"
            | "abbr"
    )
}
