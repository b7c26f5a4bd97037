//! One name in several spellings within a document.

use std::collections::BTreeMap;
use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHasher};

use super::{Context, Sink, rule};
use crate::evidence::chains::{Office, is_single, office_before};
use crate::evidence::likeness::{Likeness, inflected, skeleton};
use crate::evidence::names::{is_ordinary, is_title};
use crate::evidence::words::Known;
use crate::knowledge::names::{Fact, slips};
use crate::knowledge::romanize::{is_pinyin, looks_back_transliterated};
use crate::mqm::Severity;
use crate::text::{Case, SegmentKind};

rule! {
    /// One name is spelt in several ways in a document.
    ///
    /// Two spellings count as one name if they sound alike and stand in the same place: after the same given name or
    /// title, or with endings that are written in two ways (‑i and ‑y). Under one office that only one person holds, they
    /// may lie farther apart. The rarer spelling is flagged. A country's abbreviation with and without stops, or as USA
    /// beside US, is noted too, and costs nothing.
    ///
    /// ```flag
    /// Director Damir Akhmetov came. Later Akhmetov left. “Too late,” said Damir ⟦Ahmetov⟧ afterwards.
    /// ```
    /// ```flag
    /// Belarusian Foreign Minister Varlamkin spoke first. In the evening Belarusian Foreign Minister ⟦Valramkin⟧ left.
    /// ```
    /// ```pass
    /// Finance Minister Kurnosov met Foreign Minister Kurnakov, and President Kurdanov met the Polish president, Kurnadov.
    /// ```
    /// ```pass
    /// From Xiangshan they walked to Xianshan. Director Damir Akhmetov came with Rinat Akhmadov. Later Akhmetov left, and so did Akhmadov.
    /// ```
    "name-variants", NamesInconsistent, Minor, 0.8,
}

struct Spelling<'t> {
    form: &'t str,
    places: Vec<usize>,
    /// Given names and titles in front.
    before: Vec<String>,
    /// Offices in front that one person at a time holds.
    offices: Vec<Office>,
    vouched: bool,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    sounds(cx, sink);
    abbreviations(cx, sink);
}

/// Shortest name that is compared, in letters.
const SHORTEST: usize = 5;
/// More names of one skeleton than this are a list, and a list is not compared.
const MOST: usize = 24;

fn sounds(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let tokens = cx.doc.tokens();
    let mut spellings: FxHashMap<&str, Spelling<'_>> = FxHashMap::default();
    for &at in cx.evidence.capitals() {
        let at = at as usize;
        let word = cx.evidence.word(at);
        if !matches!(word.known, Known::Unknown | Known::Name | Known::ProperOnly) || tokens[at].case == Case::Upper || tokens[at].has_digit() {
            continue;
        }
        let folded = cx.evidence.folded(at);
        let base = folded.strip_suffix("'s").unwrap_or(folded);
        if base.len() < SHORTEST || word.name.is(Fact::GIVEN) && word.known != Known::Unknown {
            continue;
        }
        let segment = cx.segment_of(at);
        if matches!(segment.kind, SegmentKind::Dateline | SegmentKind::Byline) {
            continue;
        }
        let spelling = spellings.entry(base).or_insert_with(|| Spelling {
            form: base,
            places: Vec::new(),
            before: Vec::new(),
            offices: Vec::new(),
            vouched: word.name.is(Fact::CANONICAL | Fact::VARIANT | Fact::SURNAME | Fact::WORD),
        });
        spelling.places.push(at);
        if at > segment.range().start && tokens[at - 1].is_word() {
            let before = cx.evidence.folded(at - 1);
            if tokens[at - 1].is_capitalized() || is_title(before) {
                spelling.before.push(before.to_owned());
                spelling.offices.extend(office(cx, at, segment.range().start));
            }
        }
    }
    let mut all: Vec<&Spelling<'_>> = spellings.values().collect();
    all.sort_unstable_by(|a, b| a.form.cmp(b.form));
    for (number, other) in candidates(&all) {
        let (one, other) = (all[number], all[other]);
        let Some((reason, confidence)) = one_name(cx, one, other) else { continue };
        let (rare, usual) = match (one.vouched, other.vouched) {
            (true, false) => (other, one),
            (false, true) => (one, other),
            _ if one.places.len() < other.places.len() => (one, other),
            _ if one.places.len() > other.places.len() => (other, one),
            // Of two spellings, the one that was not written back.
            _ if looks_back_transliterated(one.form) && !looks_back_transliterated(other.form) => (one, other),
            _ if !looks_back_transliterated(one.form) && looks_back_transliterated(other.form) => (other, one),
            // Of two endings, -y is what English writes.
            _ if one.form.ends_with('i') && other.form.ends_with('y') => (one, other),
            _ if one.form.ends_with('y') && other.form.ends_with('i') => (other, one),
            _ if one.places[0] < other.places[0] => (other, one),
            _ => (one, other),
        };
        let right = cx.text(usual.places[0]);
        let right = right.strip_suffix("'s").or_else(|| right.strip_suffix("’s")).unwrap_or(right);
        for &at in &rare.places {
            let text = cx.text(at);
            let ending = if text.ends_with("'s") || text.ends_with("’s") { "'s" } else { "" };
            let finding = sink.flag(tokens[at].span, format!("\"{text}\" is \"{right}\" elsewhere in this text"));
            finding.because(reason.clone()).suggest(format!("{right}{ending}")).confidence(confidence);
        }
    }
}

/// The office that only one person holds in front of the full name that ends here.
fn office(cx: &Context<'_>, at: usize, start: usize) -> Option<Office> {
    let tokens = cx.doc.tokens();
    if tokens.get(at + 1).is_some_and(|next| next.is_capitalized() && next.space_before()) {
        return None;
    }
    let part = |at: usize| tokens[at].is_capitalized() && !is_title(cx.evidence.folded(at)) && !is_ordinary(cx.evidence.word(at));
    let first = (start..at).rev().take(MOST_GIVEN).take_while(|at| part(*at)).last().unwrap_or(at);
    office_before(cx.evidence, first).filter(|office| is_single(&office.role))
}

/// Most given names before a surname.
const MOST_GIVEN: usize = 3;

/// Pairs of spellings that are worth a closer look: they share their skeleton of consonants or all of it but one, or
/// stand after the same given name or under the same office. Looking at every pair would cost the square of the names of a text.
fn candidates(all: &[&Spelling<'_>]) -> Vec<(usize, usize)> {
    // What each spelling is filed under, as hashes: two that meet by chance are just looked at for nothing.
    let mut filed: Vec<(u64, usize)> = Vec::with_capacity(all.len() * 8);
    for (number, spelling) in all.iter().enumerate() {
        let skeleton = skeleton(spelling.form);
        for left_out in 0..skeleton.len() {
            if skeleton.len() > 2 {
                filed.push((hash(&[&skeleton[..left_out], &skeleton[left_out + 1..]]), number));
            }
        }
        filed.extend(spelling.before.iter().filter(|word| !is_title(word)).map(|word| (hash(&["after ", word]), number)));
        filed.extend(spelling.offices.iter().map(|office| (hash(&["office ", &office.role]), number)));
        filed.push((hash(&[&skeleton]), number));
    }
    filed.sort_unstable();
    filed.dedup();
    let mut pairs = Vec::new();
    for bucket in filed.chunk_by(|a, b| a.0 == b.0).filter(|bucket| bucket.len() > 1 && bucket.len() <= MOST) {
        for (n, (_, one)) in bucket.iter().enumerate() {
            pairs.extend(bucket[n + 1..].iter().filter(|(_, other)| !(all[*one].vouched && all[*other].vouched)).map(|(_, other)| (*one, *other)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

fn hash(parts: &[&str]) -> u64 {
    let mut hasher = FxHasher::default();
    for byte in parts.iter().flat_map(|part| part.bytes()) {
        hasher.write_u8(byte);
    }
    hasher.finish()
}

/// Whether two spellings are of one name, why, and how sure that is.
fn one_name(cx: &Context<'_>, one: &Spelling<'_>, other: &Spelling<'_>) -> Option<(String, f32)> {
    if inflected(one.form, other.form) {
        return None;
    }
    let distance = || cx.evidence.apart(one.places[0], other.places[0], || Likeness::new(one.form).distance(&Likeness::new(other.form)));
    let slip = || slips(one.form.as_bytes(), other.form.as_bytes()) == 1;
    let given = one.before.iter().find(|word| other.before.contains(word)).filter(|word| !is_title(word));
    if let Some(given) = given
        && (slip() || distance().is_some_and(|distance| distance <= 0.06))
    {
        return Some((format!("both stand after \"{given}\""), 0.85));
    }
    if let Some((office, country)) = shared_office(one, other)
        && (slip() || same_letters(one.form, other.form) || distance().is_some_and(|distance| distance <= 0.06))
    {
        return Some((format!("both are introduced as {office}, an office of one person"), if country { 0.85 } else { 0.7 }));
    }
    let clash = |a: &Spelling<'_>, b: &Spelling<'_>| !a.before.is_empty() && !b.before.is_empty() && !a.before.iter().any(|word| b.before.contains(word));
    let long = one.form.len().min(other.form.len()) >= 7;
    if !long || clash(one, other) || is_pinyin(one.form) && is_pinyin(other.form) {
        return None;
    }
    let distance = distance()?;
    if distance <= 0.025 {
        return Some(("they sound the same".to_owned(), 0.75));
    }
    if one.form.len().max(other.form.len()) >= 9 && slip() {
        return Some(("one letter parts them, and they sound alike".to_owned(), 0.65));
    }
    None
}

/// The office that both stand under, and whether both say of which country.
fn shared_office<'s>(one: &'s Spelling<'_>, other: &Spelling<'_>) -> Option<(&'s str, bool)> {
    let fits = |a: &Office, b: &Office| a.role == b.role && (a.country == b.country || a.country.is_none() || b.country.is_none());
    let shared = one.offices.iter().flat_map(|a| other.offices.iter().filter(move |b| fits(a, b)).map(move |b| (a, b)));
    shared.map(|(a, b)| (a.role.as_str(), a.country.is_some() && b.country.is_some())).max_by_key(|(_, country)| *country)
}

/// Whether two spellings have the same letters in another order, the first letter apart: Erdogan, Ergodan.
fn same_letters(one: &str, other: &str) -> bool {
    let sorted = |form: &str| {
        let mut letters: Vec<char> = form.chars().collect();
        letters[1..].sort_unstable();
        letters
    };
    one.len() >= 6 && sorted(one) == sorted(other)
}

/// Abbreviations of one thing: with stops, without, with a letter more.
const FAMILIES: &[&[&str]] =
    &[&["us", "u.s.", "u.s", "usa", "u.s.a."], &["un", "u.n.", "u.n"], &["uk", "u.k.", "u.k"], &["eu", "e.u.", "e.u"], &["uae", "u.a.e."]];

fn abbreviations(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let tokens = cx.doc.tokens();
    let mut seen: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for &at in cx.evidence.capitals() {
        let at = at as usize;
        if tokens[at].span.len() > 8 || tokens[at].case != Case::Upper {
            continue;
        }
        let folded = cx.evidence.folded(at);
        let base = folded.strip_suffix("'s").unwrap_or(folded);
        for (family, forms) in FAMILIES.iter().enumerate() {
            if let Some(form) = forms.iter().position(|form| *form == base) {
                seen.entry((family, form.min(if form == 2 && forms[2].ends_with('s') { 1 } else { form }))).or_default().push(at);
            }
        }
    }
    for (family, forms) in FAMILIES.iter().enumerate() {
        let used: Vec<(&str, &Vec<usize>)> = seen.iter().filter(|((of, _), _)| *of == family).map(|((_, form), places)| (forms[*form], places)).collect();
        // "USA" is the form that running English has least.
        let rank = |form: &str, places: &[usize]| (!form.starts_with("usa") && !form.starts_with("u.s.a"), places.len(), std::cmp::Reverse(places[0]));
        let Some((usual, most)) = used.iter().copied().max_by_key(|(form, places)| rank(form, places)) else { continue };
        for (form, places) in used.iter().filter(|(form, _)| *form != usual) {
            for &at in *places {
                let text = cx.text(at);
                let finding = sink.flag(tokens[at].span, format!("\"{text}\" beside \"{}\"", cx.text(most[0])));
                finding
                    .because(format!("the text has {} times one and {} times the other", most.len(), places.len()))
                    .suggest(usual.to_uppercase())
                    .severity(Severity::Neutral)
                    .confidence(if form.contains('.') == usual.contains('.') { 0.5 } else { 0.55 });
            }
        }
    }
    // Stops in one abbreviation and none in the most usual one.
    let plain_us = seen.contains_key(&(0, 0)) && !seen.contains_key(&(0, 1));
    if plain_us {
        for ((family, form), places) in seen.iter().filter(|((family, _), _)| *family > 0) {
            let dotted = FAMILIES[*family][*form].contains('.') && !seen.contains_key(&(*family, 0));
            for &at in places.iter().filter(|_| dotted) {
                let finding = sink.flag(tokens[at].span, format!("\"{}\" has stops, \"US\" has none", cx.text(at)));
                finding
                    .because("abbreviations of one text are written in one way")
                    .suggest(FAMILIES[*family][0].to_uppercase())
                    .severity(Severity::Neutral)
                    .confidence(0.5);
            }
        }
    }
}
