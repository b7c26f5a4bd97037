//! Designations of aircraft, weapons and ships with wrong or foreign letters.

use super::{Context, Sink, rule};
use crate::knowledge::names::{DESIGNATIONS, Fact, key};
use crate::mqm::Category;
use crate::text::Case;

rule! {
    /// The designation of an aircraft, weapon or ship has letters that only look right, or lacks its capitals.
    ///
    /// Cyrillic С, М, Н, Р are copied as Latin C, M, H, P though they are S, M, N, R.
    ///
    /// ```flag
    /// They sent a ⟦su-34⟧ first. Two ⟦Su-30CM⟧ fighters and a ⟦mi-8⟧ followed.
    /// ```
    /// ```pass
    /// They sent a Su-34 first. Two Su-30SM fighters and a Mi-8 followed, with an F-16.
    /// ```
    "designation", NamesCapitalization, Minor, 0.9,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    for (at, token) in cx.doc.tokens().iter().enumerate() {
        if !token.is_word() || !token.has_digit() || token.span.len() > 16 {
            continue;
        }
        let text = cx.text(at);
        let text = text.strip_suffix("'s").or_else(|| text.strip_suffix("’s")).unwrap_or(text);
        let Some(hyphen) = text.find('-') else { continue };
        let fact = cx.evidence.word(at).name;
        let known = |form: &str| {
            let fact = cx.knowledge.names.fact(&form.to_lowercase());
            (fact.is(Fact::CANONICAL | Fact::VARIANT) && fact.of_kind(DESIGNATIONS)).then(|| cx.knowledge.names.name(fact.id).text)
        };
        let mut looks = looks_like_cyrillic(text);
        looks.extend(starts_like_cyrillic(text));
        let (right, reason, category, confidence) = if fact.is(Fact::CANONICAL) && fact.of_kind(DESIGNATIONS) {
            let name = cx.knowledge.names.name(fact.id).text;
            let small = text.starts_with(|c: char| c.is_ascii_lowercase()) && name.starts_with(|c: char| c.is_ascii_uppercase());
            let inner = name != text
                && name.eq_ignore_ascii_case(text)
                && text.starts_with(|c: char| c.is_ascii_uppercase())
                && cx.doc.tokens()[at].case != Case::Upper;
            if !small && !inner || key(name) != key(text) {
                continue;
            }
            (name.to_owned(), format!("it is the designation \"{name}\""), Category::NamesCapitalization, 0.9)
        } else if let Some(name) = looks.iter().find_map(|form| known(form)).filter(|name| *name != text) {
            (name.to_owned(), "it has Cyrillic letters copied by their looks".to_owned(), Category::NamesGarbled, 0.85)
        } else {
            // An unlisted version of a known series.
            let series = &text[..hyphen];
            let digits: String = text[hyphen + 1..].chars().take_while(char::is_ascii_digit).collect();
            let lower = series.len() >= 2 && series.bytes().all(|b| b.is_ascii_lowercase()) && !digits.is_empty();
            let Some(name) = lower.then(|| known(&format!("{series}-{digits}"))).flatten() else {
                if lower && SERIES.contains(&series) {
                    let right = format!("{}{}", series[..1].to_uppercase(), &text[1..]);
                    sink.flag(token.span, format!("designation \"{text}\" lacks its capital"))
                        .because("designations of this maker begin with a capital")
                        .suggest(right)
                        .confidence(0.75);
                }
                continue;
            };
            let start = name.split('-').next().unwrap_or(name);
            (format!("{start}{}", &text[hyphen..]), format!("the series is written \"{name}\""), Category::NamesCapitalization, 0.85)
        };
        let finding = sink.flag(token.span, format!("designation \"{text}\" for \"{right}\""));
        finding.because(reason).suggest(right).confidence(confidence);
        finding.category = category;
    }
}

/// The text with its first letters read as the Cyrillic letters that look like them: C-400.
fn starts_like_cyrillic(text: &str) -> Option<String> {
    let (start, rest) = text.split_once('-')?;
    let read = match start {
        "C" | "С" => "S",
        "X" | "Х" => "Kh",
        "T" | "Т" => "T",
        "К" => "K",
        "А" => "A",
        "М" => "M",
        _ => return None,
    };
    (rest.starts_with(|c: char| c.is_ascii_digit()) && read != start).then(|| format!("{read}-{rest}"))
}

/// Makers whose aircraft are named by two letters and a number.
const SERIES: &[&str] = &["su", "mig", "tu", "mi", "ka", "yak", "il"];

/// The text with its last letters read as the Cyrillic letters that look like them.
fn looks_like_cyrillic(text: &str) -> Vec<String> {
    let Some(last_digit) = text.rfind(|c: char| c.is_ascii_digit()) else { return Vec::new() };
    let (stem, ending) = text.split_at(last_digit + 1);
    if ending.is_empty() || ending.chars().count() > 4 {
        return Vec::new();
    }
    let read = |c: char| match c.to_uppercase().next().unwrap_or(c) {
        'C' | 'С' => "S",
        'H' | 'Н' => "N",
        'P' | 'Р' => "R",
        'B' | 'В' => "V",
        'М' => "M",
        'К' => "K",
        'Т' => "T",
        'А' => "A",
        'Е' => "E",
        'Х' => "Kh",
        'У' => "U",
        'Б' => "B",
        'П' => "P",
        'Д' => "D",
        _ => "",
    };
    let mut out = String::from(stem);
    let mut changed = false;
    for c in ending.chars() {
        let letter = read(c);
        if letter.is_empty() {
            out.push(c);
        } else {
            changed = true;
            out.push_str(letter);
        }
    }
    if changed { vec![out] } else { Vec::new() }
}
