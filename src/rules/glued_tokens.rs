//! Words that stick together.

use super::{Context, Sink, rule};
use crate::evidence::words::Known;
use crate::knowledge::tags::TagSet;
use crate::text::quote::Role;
use crate::text::script::Charset;
use crate::text::{Case, TokenKind};

rule! {
    /// The space between two words is missing: they stick together, or through a quotation mark, a bracket or a number.
    ///
    /// Systems that translate from Chinese, or that put quotation marks and tags back after the translation, forget the
    /// spaces around them. Brands, model names, units and endings in brackets are left alone; commas and stops are for `missing-space`.
    ///
    /// ```flag
    /// He wrote a poem ⟦for"Hope⟧ and Light" there. The ⟦“Festival”says⟧ it. It ⟦began(in⟧ part) late.
    /// Then the ⟦governmentSaid⟧ that ⟦50people⟧ came ⟦in2015⟧.
    /// ```
    /// ```pass
    /// The YouTube and iPhone maker sold 5G phones, F-16s, a 4x4 and 10km of rope at 10am. The word(s), f(x) and (re)build pass.
    /// He is the 1990s “man”-child of 5"x7" size. She said "yes", "no" and 1,000 others. Open at 18:30,5 km away.
    /// ```
    "glued-tokens", TypographySpacing, Minor, 0.9,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    for at in cx.evidence.marks() {
        let at = *at as usize;
        let glued_left = at > 0 && !cx.doc.tokens()[at].space_before() && touches(cx, at - 1, at);
        let glued_right = at + 1 < cx.doc.tokens().len() && touches(cx, at, at + 1);
        if !glued_left && !glued_right {
            continue;
        }
        match cx.text(at) {
            "\"" | "“" | "”" | "«" | "»" | "„" => quotation_mark(cx, sink, at, glued_left, glued_right),
            "(" | "[" if glued_left => bracket(cx, sink, at),
            "，" | "；" | "：" | "？" | "！" | "。" | "、" if glued_left && glued_right => full_width(cx, sink, at),
            _ => {}
        }
    }
    let digits = cx.doc.charset().has(Charset::DIGIT);
    for (at, token) in cx.doc.tokens().iter().enumerate() {
        if token.kind != TokenKind::Word {
            continue;
        }
        if token.case == Case::Mixed && token.is_ascii() && !token.has_digit() {
            camel(cx, sink, at);
        } else if digits && token.has_digit() && token.is_ascii() {
            number(cx, sink, at);
        }
    }
}

fn touches(cx: &Context<'_>, left: usize, right: usize) -> bool {
    cx.doc.tokens()[left].span.end == cx.doc.tokens()[right].span.start
}

/// Whether the token is an ordinary word or name of some length.
fn is_plain(cx: &Context<'_>, at: usize) -> bool {
    cx.doc.tokens()[at].is_word() && !cx.doc.tokens()[at].has_digit() && cx.text(at).len() >= 2
}

fn report<'s>(cx: &Context<'_>, sink: &'s mut Sink<'_>, first: usize, last: usize, why: &str, repaired: String) -> &'s mut crate::finding::Finding {
    let span = cx.span(first, last);
    sink.flag(span, format!("a space is missing in \"{}\"", cx.doc.slice(span))).because(why).suggest_safe(repaired)
}

/// Endings that a quoted word may take: `“no”s`.
const ENDINGS: &[&str] = &["s", "es", "ed", "ing", "er", "ers", "d", "ish", "like", "th", "st", "nd", "rd", "n", "m", "a", "r"];

fn quotation_mark(cx: &Context<'_>, sink: &mut Sink<'_>, at: usize, left: bool, right: bool) {
    let mark = cx.text(at);
    let word_left = left && is_plain(cx, at - 1);
    let word_right = right && is_plain(cx, at + 1);
    if !word_left && !word_right {
        return;
    }
    let role = match mark {
        "“" | "„" | "«" => Role::Open,
        "”" | "»" => Role::Close,
        _ if word_left && word_right => cx.evidence.quotes().marks.iter().find(|found| found.token as usize == at).map_or(Role::Open, |found| found.role),
        _ => return,
    };
    let opens = match role {
        Role::Close => false,
        // The wrong hand of the mark: `“word“ and` closes.
        _ if !word_right || mark == "“" && !word_left => return,
        _ => true,
    };
    if opens && !word_left || !opens && !word_right || mark == "»" && !word_left && !left {
        return;
    }
    if opens {
        // Elided articles and prefixes touch what they belong to: d“Or, non“quoted”.
        let prefix = cx.text(at - 1);
        if prefix.len() < 2 || prefix.ends_with(['\'', '’', '-']) || matches!(prefix, "al" | "non" | "anti" | "pro") {
            return;
        }
        let repaired = format!("{} {mark}{}", cx.text(at - 1), cx.text(at + 1));
        report(cx, sink, at - 1, at + 1, "an opening quotation mark needs a space before it", repaired).confidence(if mark == "\"" { 0.85 } else { 0.93 });
    } else {
        if ENDINGS.contains(&cx.text(at + 1)) {
            return;
        }
        // A closing mark behind a comma or stop closes too: `“Well,”she said`.
        let mut first = at.saturating_sub(1);
        let marked = left && matches!(cx.text(first), "," | "." | "!" | "?") && first > 0 && touches(cx, first - 1, first);
        if marked {
            first -= 1;
        }
        if !left || !cx.doc.tokens()[first].is_word() {
            first = at;
        }
        // Start at the opening mark of a quotation of one word.
        if first > 0 && first < at && touches(cx, first - 1, first) && matches!(cx.text(first - 1), "“" | "\"" | "«") {
            first -= 1;
        }
        let until = cx.doc.slice(cx.span(first, at));
        let repaired = format!("{until} {}", cx.text(at + 1));
        report(cx, sink, first, at + 1, "a closing quotation mark needs a space behind it", repaired).confidence(if mark == "\"" { 0.85 } else { 0.93 });
    }
}

fn bracket(cx: &Context<'_>, sink: &mut Sink<'_>, at: usize) {
    let (word, inner) = (at - 1, at + 1);
    let token = cx.doc.tokens()[word];
    // Names of functions, chemistry, catalogue numbers: only listed words of some length count.
    if matches!(token.case, Case::Upper | Case::Mixed) || token.span.len() < 3 || cx.evidence.word(word).known != Known::Listed {
        return;
    }
    if !cx.doc.tokens().get(inner).is_some_and(|token| token.is_word()) || cx.text(inner) == "s" {
        return;
    }
    // An ending in brackets, "member(s)", belongs to the word: the content must be a phrase.
    let end = cx.segment_of(at).range().end;
    let close = (inner..end).find(|at| matches!(cx.text(*at), ")" | "]")).unwrap_or(inner);
    let words = (inner..close).filter(|at| cx.doc.tokens()[*at].is_word() || cx.doc.tokens()[*at].kind == TokenKind::Number).count();
    if words < 2 {
        return;
    }
    let repaired = format!("{} {}{}", cx.text(word), cx.text(at), cx.text(inner));
    report(cx, sink, word, inner, "an opening bracket needs a space before it", repaired);
}

/// A Chinese or Japanese mark between Latin words, where it brings its own blank.
fn full_width(cx: &Context<'_>, sink: &mut Sink<'_>, at: usize) {
    let latin = |at: usize| cx.doc.tokens()[at].is_ascii() && (cx.doc.tokens()[at].is_word() || cx.doc.tokens()[at].kind == TokenKind::Number);
    if !latin(at - 1) || !latin(at + 1) {
        return;
    }
    let mark = match cx.text(at) {
        "，" | "、" => ",",
        "；" => ";",
        "：" => ":",
        "？" => "?",
        "！" => "!",
        _ => ".",
    };
    let repaired = format!("{}{mark} {}", cx.text(at - 1), cx.text(at + 1));
    report(cx, sink, at - 1, at + 1, "a full-width mark stands between English words", repaired);
}

/// `governmentSaid`: two frequent words, the second with a capital.
fn camel(cx: &Context<'_>, sink: &mut Sink<'_>, at: usize) {
    const FREQUENT: u8 = 14;
    let text = cx.text(at);
    let Some(split) = text.char_indices().skip(1).find(|(_, c)| c.is_ascii_uppercase()).map(|(at, _)| at) else { return };
    let (left, right) = text.split_at(split);
    if left.len() < 3 || right.len() < 3 || right[1..].bytes().any(|b| !b.is_ascii_lowercase()) || left[1..].bytes().any(|b| !b.is_ascii_lowercase()) {
        return;
    }
    let word = cx.evidence.word(at);
    if word.known != Known::Unknown {
        return;
    }
    let entry = |part: &str| cx.knowledge.lexicon.get(&part.to_ascii_lowercase()).filter(|entry| entry.is_word() && entry.frequency() >= FREQUENT);
    let (Some(first), Some(_)) = (entry(left), entry(right)) else { return };
    // Two capitals are a brand (WordPress) unless the first part is a function word: TheMinister.
    let capital = left.starts_with(|c: char| c.is_ascii_uppercase());
    if capital
        && !(first.tags().within(TagSet::CLOSED) && matches!(left, "The" | "And" | "But" | "That" | "This" | "These" | "Those" | "With" | "From" | "Because"))
    {
        return;
    }
    // A brand is written so throughout.
    let spelling = cx.evidence.spelling(at);
    if cx.evidence.unknown().iter().filter(|other| cx.evidence.spelling(**other as usize) == spelling).count() > 1 {
        return;
    }
    let repaired = format!("{left} {right}");
    report(cx, sink, at, at, "both parts are frequent words", repaired).confidence(0.75);
    let finding = sink.findings.last_mut().expect("just pushed");
    finding.suggestions[0].safe = false;
}

/// Words that stick to a number before them, other than units: `5people`, and behind them: `in2015`.
fn number(cx: &Context<'_>, sink: &mut Sink<'_>, at: usize) {
    const UNITS: &[&str] = &[
        "bar",
        "bhp",
        "bit",
        "bits",
        "bps",
        "byte",
        "cal",
        "cbm",
        "ccm",
        "cwt",
        "dpi",
        "fold",
        "fps",
        "gal",
        "gbp",
        "ghz",
        "hrs",
        "ish",
        "kcal",
        "kbps",
        "kmh",
        "kph",
        "kwh",
        "lbs",
        "mah",
        "max",
        "mbps",
        "mhz",
        "min",
        "mins",
        "mph",
        "mwh",
        "off",
        "pct",
        "pin",
        "plus",
        "pts",
        "pro",
        "pax",
        "pack",
        "pcs",
        "ply",
        "rpm",
        "sec",
        "secs",
        "some",
        "sqm",
        "ths",
        "tons",
        "tpy",
        "usd",
        "way",
        "yrs",
        "odd",
        "plan",
        "max",
        "mini",
        "ers",
        "something",
    ];
    const BEFORE: &[&str] = &[
        "about",
        "after",
        "and",
        "april",
        "at",
        "august",
        "before",
        "between",
        "by",
        "december",
        "february",
        "for",
        "from",
        "in",
        "january",
        "july",
        "june",
        "march",
        "may",
        "november",
        "october",
        "of",
        "on",
        "over",
        "september",
        "since",
        "than",
        "the",
        "to",
        "until",
        "with",
        "year",
    ];
    let text = cx.text(at);
    let bytes = text.as_bytes();
    let head = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    if head > 0 {
        let tail = &text[head..];
        if tail.len() < 3 || !tail.bytes().all(|b| b.is_ascii_lowercase()) || UNITS.contains(&tail) {
            return;
        }
        let known = cx.knowledge.lexicon.get(tail).is_some_and(|entry| entry.is_word() && entry.frequency() >= 16);
        // Papers write £5million without a space.
        let start = cx.doc.tokens()[at].span.start as usize;
        let money = cx.doc.text()[..start].ends_with(['£', '$', '€', '¥', '.', ',', '-', '–']);
        if known && !money {
            let repaired = format!("{} {tail}", &text[..head]);
            let amount = matches!(
                tail,
                "million"
                    | "billion"
                    | "trillion"
                    | "thousand"
                    | "hundred"
                    | "percent"
                    | "year"
                    | "hour"
                    | "minute"
                    | "day"
                    | "years"
                    | "hours"
                    | "minutes"
                    | "days"
                    | "star"
                    | "men"
            );
            report(cx, sink, at, at, "a number and a word need a space between them", repaired).confidence(if amount { 0.7 } else { 0.85 });
        }
        return;
    }
    let letters = bytes.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let digits = &text[letters..];
    if digits.len() < 2 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return;
    }
    let word = text[..letters].to_ascii_lowercase();
    let plain = bytes[1..letters].iter().all(u8::is_ascii_lowercase);
    if plain && BEFORE.contains(&word.as_str()) {
        let repaired = format!("{} {digits}", &text[..letters]);
        report(cx, sink, at, at, "a word and a number need a space between them", repaired).confidence(0.85);
    }
}
