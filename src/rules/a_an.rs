//! `a` before a vowel sound, `an` before a consonant.

use super::{Context, Sink, rule};
use crate::evidence::grammar::Syntax;
use crate::knowledge::grammar::Facts;
use crate::text::{Case, TokenKind};

rule! {
    /// `a` stands before a vowel sound, or `an` before a consonant.
    ///
    /// The sound decides, not the letter: `an hour`, `a unit`, `an MP`. Words said in two ways (`a historic`, `an
    /// historic`), acronyms that may be read as words, and unknown words are left alone.
    ///
    /// ```flag
    /// It was ⟦a⟧ easy task. It took ⟦a⟧ hour, ⟦an⟧ university said. He paid ⟦a⟧ 8 percent fee.
    /// ```
    /// ```pass
    /// An hour later a European union met an MP, a one-off. An historic day, a historic day. An 11-year-old sat there.
    /// It was a unanimous vote on a unidirectional road.
    /// ```
    "a-an", GrammarArticle, Minor, 0.93,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let g = Syntax::of(cx.evidence);
    for at in g.with(Facts::ARTICLE_A) {
        let sentence = g.sentence(at);
        let next = at + 1;
        if next >= sentence.end
            || !g.token(next).space_before()
            || g.token(at).case == Case::Upper
            || (g.is_capitalized(at) && at > sentence.start && !g.is_mark(at - 1))
        {
            continue;
        }
        // "an" is a word of other languages, and "A" a mark or grade.
        if g.is_mark(next) || (g.token(at).case != Case::Lower && g.is_capitalized(next)) {
            continue;
        }
        let token = g.token(next);
        let an = match token.kind {
            TokenKind::Number => number_takes_an(g.slice(next, next)),
            TokenKind::Word if token.case == Case::Upper || token.case == Case::Mixed => acronym_takes_an(g.slice(next, next)),
            TokenKind::Word if token.is_ascii() && (cx.evidence.word(next).entry.is_some() || g.form(next).contains('-')) => takes_an(g.form(next)),
            _ => None,
        };
        let (Some(an), written) = (an, g.form(at) == "an") else { continue };
        if an == written {
            continue;
        }
        let right = if an { "an" } else { "a" };
        let finding = sink.flag(token_span(g, at), format!("\"{} {}\" should be \"{right} {}\"", g.slice(at, at), g.slice(next, next), g.slice(next, next)));
        finding.because(if an { "the next word begins with a vowel sound" } else { "the next word begins with a consonant sound" });
        finding.suggest(crate::text::fold::with_case_of(g.slice(at, at), right));
    }
}

fn token_span(g: Syntax<'_>, at: usize) -> crate::text::Span {
    g.token(at).span
}

/// Whether `an` stands before this word; `None` where both are used or the sound is not known.
pub(super) fn takes_an(form: &str) -> Option<bool> {
    let mut letters = form.chars();
    let first = letters.next()?;
    if form.len() == 1 {
        return match first {
            'a' | 'e' | 'f' | 'h' | 'i' | 'l' | 'm' | 'n' | 'o' | 'r' | 's' | 'x' => None,
            _ => Some(false),
        };
    }
    let begins = |starts: &[&str]| starts.iter().any(|start| form.starts_with(start));
    match first {
        'h' if begins(&["hour", "honest", "honor", "honour", "heir"]) => Some(true),
        'h' if begins(&[
            "histor", "hotel", "habitual", "heroic", "heredit", "horrif", "hilar", "hallucin", "herb", "hyster", "hypo", "homage", "hispanic", "harmon", "hexa",
        ]) =>
        {
            None
        }
        'u' if begins(&["unanim", "unidirec", "unimod"]) => Some(false),
        'u' if begins(&[
            "unin", "unim", "unid", "unill", "unint", "unus", "ungu", "unb", "unc", "und", "une", "unf", "unh", "unk", "unl", "unm", "uno", "unp", "unr",
            "uns", "unt", "unw",
        ]) && !begins(&["unus-"]) =>
        {
            Some(true)
        }
        'u' if begins(&["uni", "use", "usa", "usu", "uter", "util", "utop", "ubi", "uk", "un-", "ura", "ure", "uri", "uro", "eu", "uga"]) => {
            if begins(&["un-"]) { Some(true) } else { Some(false) }
        }
        'u' if begins(&["ut", "us", "ur", "up", "um", "ul", "ug", "ud", "ub", "un"]) => {
            if begins(&["uto"]) {
                Some(false)
            } else {
                Some(true)
            }
        }
        'e' if begins(&["eu", "ewe", "ewer"]) => Some(false),
        'o' if form == "one" || begins(&["one-", "once", "ones", "oneself", "oui", "ouija"]) => Some(false),
        'a' | 'e' | 'i' | 'o' => Some(true),
        'u' | 'y' => {
            if first == 'y' && begins(&["ytt", "ypr"]) {
                Some(true)
            } else if first == 'y' {
                Some(false)
            } else {
                None
            }
        }
        _ if first.is_ascii_alphabetic() => Some(false),
        _ => None,
    }
}

fn number_takes_an(text: &str) -> Option<bool> {
    let whole: String = text.split([',', '.', ' ', '-', '\u{a0}']).next()?.chars().take_while(char::is_ascii_digit).collect();
    if whole.is_empty() {
        return None;
    }
    if text.contains('.') && matches!(whole.as_str(), "11" | "18") {
        return Some(true);
    }
    Some(whole.starts_with('8') || matches!(whole.as_str(), "11" | "18"))
}

fn acronym_takes_an(text: &str) -> Option<bool> {
    let head = text.split('-').next()?;
    if head.len() < 2 || !head.chars().all(|c| c.is_ascii_uppercase()) {
        return None;
    }
    let first = head.chars().next()?;
    let vowels = head.chars().any(|c| matches!(c, 'A' | 'E' | 'I' | 'O' | 'U' | 'Y'));
    match first {
        'A' | 'I' => Some(true),
        'B' | 'C' | 'D' | 'G' | 'J' | 'K' | 'P' | 'Q' | 'T' | 'V' | 'W' | 'Z' => Some(false),
        'F' | 'H' | 'L' | 'M' | 'N' | 'R' | 'S' | 'X' if !vowels || matches!(head, "FBI" | "NGO" | "FIA" | "MRI" | "HIV" | "MEP" | "NBA" | "RAF" | "SUV") => {
            Some(true)
        }
        _ => None,
    }
}
