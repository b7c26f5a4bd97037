//! Spaces of an unusual kind where an ordinary one belongs.

use super::{Context, Sink, rule};
use crate::text::Span;
use crate::text::script::{Charset, Script, script_of};

rule! {
    /// A no-break, thin, wide or ideographic space, or a tab, stands where an ordinary space belongs.
    ///
    /// Lines break badly around it and a search for the two words fails. Spaces that a typesetter would choose are
    /// left alone: between a number and its unit, after a title, an initial or a short word, before a dash, between
    /// two parts of a name. (The examples hold real U+3000 and U+00A0.)
    ///
    #[doc = " ```flag"]
    #[doc = " The government⟦\u{3000}⟧agreed on Monday. It had⟦ \u{a0}⟧waited."]
    #[doc = " ```"]
    #[doc = " ```pass"]
    #[doc = " It grew by 10\u{a0}km, said Mr.\u{a0}Smith of § \u{a0}5, and 10\u{a0}000 people saw it."]
    #[doc = " ```"]
    "odd-space", TypographySpacing, Minor, 0.6,
}

/// A text with more odd spaces than one in this many has a habit, which is reported once.
const HABIT: usize = 20;

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    if !cx.doc.charset().has(Charset::ODD_SPACE) && memchr::memchr(b'\t', cx.doc.text().as_bytes()).is_none() {
        return;
    }
    let mut found: Vec<(Span, &'static str, f32)> = Vec::new();
    for piece in cx.doc.blocks().iter().flat_map(|block| &block.pieces) {
        let text = cx.doc.slice(*piece);
        let mut at = 0;
        while let Some(offset) = text[at..].find(is_odd) {
            let (start, end) = run_around(text, at + offset);
            at = end;
            if let Some((why, confidence)) = judge(text, start, end) {
                found.push((Span::new(piece.start as usize + start, piece.start as usize + end), why, confidence));
            }
        }
    }
    let spaces = || cx.doc.text().chars().filter(|c| *c == ' ' || is_odd(*c)).count();
    let habit = found.len() >= 10 && found.len() * HABIT > spaces();
    let total = found.len();
    for (span, why, confidence) in found {
        let text = cx.doc.slice(span);
        let odd = text.chars().find(|c| is_odd(*c)).expect("the run has one");
        let edge = why.contains("edge");
        let finding = sink.flag(span, format!("{} where an ordinary one belongs", name(odd)));
        finding.because(format!("U+{:04X} {why}", odd as u32)).confidence(confidence).suggest_safe(if edge { "" } else { " " });
        if habit {
            finding.because(format!("the text has {total} of them, so this is reported once"));
            return;
        }
    }
}

fn is_odd(c: char) -> bool {
    matches!(c, '\t' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

/// The run of blanks around the one at `at`.
fn run_around(text: &str, at: usize) -> (usize, usize) {
    let blank = |c: char| c == ' ' || is_odd(c);
    (text[..at].trim_end_matches(blank).len(), text.len() - text[at..].trim_start_matches(blank).len())
}

/// Why the blanks are wrong, and how sure that is; `None` where they may stand.
fn judge(text: &str, start: usize, end: usize) -> Option<(&'static str, f32)> {
    let run = &text[start..end];
    let (before, after) = (&text[..start], &text[end..]);
    let (Some(left), Some(right)) = (before.chars().next_back(), after.chars().next()) else {
        // Indented and ragged lines are layout; a no-break space at the edge of a line is left from a web page.
        return run.chars().all(|c| c != '\t').then_some(("stands at the edge of a line", 0.5));
    };
    if run.contains('\t') {
        let table = text.matches('\t').count() > 1;
        let inside = (left.is_alphabetic() || left == ',') && right.is_lowercase();
        return (inside && !table).then_some(("stands inside a sentence", 0.6));
    }
    let cjk = |c: char| matches!(script_of(c), Script::Han | Script::Hiragana | Script::Katakana | Script::Hangul) || ('\u{3001}'..='\u{303f}').contains(&c);
    let odd = run.chars().find(|c| is_odd(*c))?;
    if odd == '\u{3000}' || odd == '\u{1680}' {
        return (!cjk(left) && !cjk(right)).then_some(("is a space of other scripts", 0.9));
    }
    if !left.is_alphabetic() && !matches!(left, ',' | ';') || !right.is_alphabetic() {
        return None;
    }
    if run.chars().count() > 1 {
        return Some(("doubles an ordinary space", 0.6));
    }
    match odd {
        '\u{a0}' | '\u{202f}' | '\u{2007}' => {
            let last = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            let first = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
            let name = last.starts_with(char::is_uppercase) || first.starts_with(char::is_uppercase);
            let short = last.chars().count() <= 3 || first.chars().count() <= 3;
            (!name && !short).then_some(("binds two ordinary words to one line", 0.55))
        }
        _ => Some(("stands between two words", 0.7)),
    }
}

fn name(c: char) -> &'static str {
    match c {
        '\t' => "tab",
        '\u{a0}' | '\u{202f}' | '\u{2007}' => "no-break space",
        '\u{2000}'..='\u{2003}' => "wide space",
        '\u{3000}' => "ideographic space",
        _ => "thin space",
    }
}
