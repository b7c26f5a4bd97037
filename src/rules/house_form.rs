//! A form that differs from the one that the house uses, as learnt from trusted texts.

use rustc_hash::FxHashMap;

use super::{Context, Sink, rule};
use crate::knowledge::profile::{Profile, acronym_in, dominates, expansion_before};
use crate::knowledge::tags::TagSet;
use crate::knowledge::variants::{WORD_BY_WORD, counterpart, may_open_pair, open_pair, skeleton};
use crate::mqm::Category;
use crate::text::fold::{fold, with_case_of};
use crate::text::{Case, SegmentKind, Span};

rule! {
    /// A word is spelt, hyphenated or capitalised otherwise than in the texts that the house trusts.
    ///
    /// `mtlint learn` counts the forms of those texts; `--profile FILE` (or `[files] profile` in `mtlint.toml`) brings
    /// them to a check. Four things are compared: American and British spelling, hyphens and accents, capitals of
    /// names and terms, and what an acronym stands for. A form must have been used at least five times and nine times
    /// out of ten to be the house's. Each word is told once a document, at its first place. Without a profile the
    /// rule is silent. In these examples the trusted texts have `organize`, `e-mail`, `Security Council` and `YouTube`.
    ///
    /// ```flag
    /// They ⟦organise⟧ by ⟦email⟧. They organise again. On ⟦Youtube⟧, the ⟦Security council⟧ was shown.
    /// ```
    /// ```pass
    /// They organize by e-mail. On YouTube, the Security Council was shown.
    /// ```
    "house-form", StyleInconsistent, Minor, 0.8,
}

/// What is wrong with a form.
struct Deviation {
    span: Span,
    key: String,
    instead: String,
    message: String,
    reason: String,
    category: Category,
    confidence: f32,
}

/// What can be said of a spelling wherever it stands; looked up once a document.
#[derive(Clone, Copy)]
struct Spelling {
    deviates: bool,
    opens_term: bool,
    may_open_pair: bool,
    other_capitals: bool,
}

impl Spelling {
    fn of(cx: &Context<'_>, profile: &Profile, at: usize) -> Self {
        let token = cx.doc.tokens()[at];
        Self {
            deviates: word_form(cx, profile, at).is_some(),
            opens_term: token.case == Case::Capitalized && profile.terms(cx.evidence.folded(at)).next().is_some(),
            may_open_pair: may_open_pair(cx.evidence.folded(at), cx.knowledge.lexicon),
            other_capitals: capitals(cx, profile, at).is_some(),
        }
    }
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let Some(profile) = &cx.knowledge.profile else { return };
    let mut found: Vec<Deviation> = Vec::new();
    let mut looked_up: FxHashMap<u32, Spelling> = FxHashMap::default();
    for segment in cx.doc.segments() {
        if matches!(segment.kind, SegmentKind::Byline | SegmentKind::Dateline) {
            continue;
        }
        let range = segment.range();
        let headline = segment.kind == SegmentKind::Heading;
        let mut covered = range.start;
        for at in range.clone() {
            let token = cx.doc.tokens()[at];
            if !token.is_word() {
                if let Some(deviation) = expansion(cx, profile, range.start, at) {
                    found.push(deviation);
                }
                continue;
            }
            if at < covered {
                continue;
            }
            let spelling = *looked_up.entry(cx.evidence.spelling(at)).or_insert_with(|| Spelling::of(cx, profile, at));
            if spelling.opens_term
                && !headline
                && !cx.starts_sentence(at)
                && let Some((deviation, last)) = term(cx, profile, at, range.end)
            {
                covered = last + 1;
                found.push(deviation);
            } else if spelling.deviates {
                found.extend(word_form(cx, profile, at));
            } else if spelling.may_open_pair
                && let Some(deviation) = open_form(cx, profile, at, range.end)
            {
                covered = at + 2;
                found.push(deviation);
            } else if spelling.other_capitals && !headline && !cx.starts_sentence(at) {
                found.extend(capitals(cx, profile, at));
            }
        }
    }
    report(sink, found);
}

/// Tells each deviation once, with the number of its places.
fn report(sink: &mut Sink<'_>, found: Vec<Deviation>) {
    let mut counts: FxHashMap<String, u32> = FxHashMap::default();
    for deviation in &found {
        *counts.entry(deviation.key.clone()).or_default() += 1;
    }
    for deviation in found {
        let Some(count) = counts.remove(&deviation.key) else { continue };
        let message = if count > 1 { format!("{} ({count} times)", deviation.message) } else { deviation.message };
        let finding = sink.flag(deviation.span, message);
        finding.because(deviation.reason).category(deviation.category).confidence(deviation.confidence).suggest(deviation.instead);
    }
}

/// Spelling, hyphens and accents of one word.
fn word_form(cx: &Context<'_>, profile: &Profile, at: usize) -> Option<Deviation> {
    let folded = cx.evidence.folded(at);
    let (base, ending) = match folded.strip_suffix("'s") {
        Some(base) => (base, "’s"),
        None => (folded, ""),
    };
    if base.chars().count() < 4 {
        return None;
    }
    let text = cx.text(at);
    let here = profile.count(base);
    let make = |form: &str, reason: String, confidence: f32| {
        // The house's capitals, where it has some; else those of the text.
        let written = profile.word(form).filter(|word| word.is_name()).map_or_else(|| with_case_of(text, form), |word| word.written.to_owned());
        deviation(cx, at, at, base, format!("{written}{ending}"), reason, confidence)
    };
    // A capital inside a sentence may be a name's, and a name keeps its own spelling: Labour, the Centre Pompidou.
    let sure = if cx.doc.tokens()[at].case == Case::Lower || cx.starts_sentence(at) { 0.8 } else { 0.45 };
    if let Some(other) = counterpart(base, cx.knowledge.lexicon) {
        let there = profile.count(&other.form);
        if dominates(there, here) {
            return Some(make(&other.form, format!("the trusted texts have \"{}\" {there} times, \"{base}\" {here} times", other.form), sure));
        }
        if here == 0 && other.family != WORD_BY_WORD && profile.keeps_to_first(other.family).is_some_and(|first| first != other.first) {
            let (first, second) = profile.habit(other.family)?;
            return Some(make(&other.form, format!("the trusted texts write {} {first} to {second}", other.family), sure - 0.05));
        }
    }
    if let Some((form, count, rivals)) = house_form(profile, base) {
        return Some(make(&form, format!("the trusted texts have \"{form}\" {count} times, other forms {rivals} times"), 0.8));
    }
    None
}

/// The house's way to write a word that is written otherwise, equal but for hyphens and accents.
fn house_form(profile: &Profile, folded: &str) -> Option<(String, u32, u32)> {
    let key = skeleton(folded);
    let best = |key: &str, own: &str| {
        let all: u32 = profile.forms(key).map(|(_, count)| count).sum();
        let (form, count) = profile.forms(key).max_by_key(|(_, count)| *count)?;
        (form != own && dominates(count, all - count)).then(|| (form.to_owned(), count, all - count))
    };
    if profile.forms(&key).next().is_some() {
        return best(&key, folded);
    }
    // The plural of what was learnt in the singular.
    let (own, key) = (folded.strip_suffix('s')?, key.strip_suffix('s')?);
    best(key, own).map(|(form, count, rivals)| (format!("{form}s"), count, rivals))
}

/// Two words that the house writes as one or with a hyphen.
fn open_form(cx: &Context<'_>, profile: &Profile, at: usize, end: usize) -> Option<Deviation> {
    if at + 1 >= end || !cx.doc.tokens()[at + 1].is_word() || !cx.evidence.word(at + 1).tags.intersects(TagSet::NOUN) {
        return None;
    }
    let pair = open_pair(cx.evidence.folded(at), cx.evidence.folded(at + 1), cx.knowledge.lexicon)?;
    let (form, count, rivals) = house_form(profile, &pair).or_else(|| {
        let joined = pair.replace(' ', "");
        let (count, rivals) = (profile.count(&joined), profile.forms(&joined).filter(|(form, _)| *form != joined).map(|(_, count)| count).sum());
        dominates(count, rivals).then_some((joined, count, rivals))
    })?;
    if form == pair {
        return None;
    }
    let reason = format!("the trusted texts have \"{form}\" {count} times, other forms {rivals} times");
    Some(deviation(cx, at, at + 1, &pair, with_case_of(cx.text(at), &form), reason, 0.65))
}

/// Capitals inside one word, or a small letter where the house has a capital.
fn capitals(cx: &Context<'_>, profile: &Profile, at: usize) -> Option<Deviation> {
    let token = cx.doc.tokens()[at];
    let folded = cx.evidence.folded(at);
    if token.case == Case::Upper || token.span.len() < 4 {
        return None;
    }
    let (base, ending) = match folded.strip_suffix("'s") {
        Some(base) => (base, "’s"),
        None => (folded, ""),
    };
    let learnt = profile.word(base)?;
    let shape = |text: &str| text.chars().filter(|c| c.is_alphabetic()).map(char::is_uppercase).collect::<Vec<_>>();
    if !learnt.is_name() || shape(cx.text(at)).iter().zip(shape(learnt.written)).all(|(here, there)| *here == there) {
        return None;
    }
    // A name that is a word as well, such as `march`, says nothing in lower case.
    let also_word = cx.knowledge.lexicon.get(base).is_some_and(|entry| entry.is_word());
    let lower = token.case == Case::Lower;
    if lower && also_word || !dominates(learnt.as_written, learnt.count - learnt.as_written) || learnt.written.chars().all(|c| !c.is_lowercase()) {
        return None;
    }
    let reason = format!("the trusted texts have \"{}\" {} times of {}", learnt.written, learnt.as_written, learnt.count);
    Some(deviation(cx, at, at, &format!("{base} capitals"), format!("{}{ending}", learnt.written), reason, 0.75))
}

/// A term whose capitals differ from the house's: `Security council`.
fn term(cx: &Context<'_>, profile: &Profile, at: usize, end: usize) -> Option<(Deviation, usize)> {
    let mut best: Option<(usize, &str, u32)> = None;
    for (key, written, count) in profile.terms(cx.evidence.folded(at)) {
        let words = key.split(' ').count();
        let last = at + words - 1;
        if last < end
            && count >= 5
            && best.is_none_or(|(longest, ..)| last > longest)
            && key.split(' ').zip(at..).all(|(word, at)| cx.evidence.folded(at) == word)
        {
            best = Some((last, written, count));
        }
    }
    let (last, written, count) = best?;
    let same = written.split(' ').zip(at..).all(|(word, at)| cx.text(at) == word || cx.doc.tokens()[at].case == Case::Upper);
    // A sentence in title case or in capitals follows no such rule, and a longer name is another one.
    let longer = (last + 1..end).next().is_some_and(|next| cx.doc.tokens()[next].is_capitalized());
    if same || longer {
        return None;
    }
    let reason = format!("the trusted texts have \"{written}\" {count} times");
    Some((deviation(cx, at, last, &fold(written), written.to_owned(), reason, 0.7), last))
}

/// An acronym explained otherwise than the house explains it.
fn expansion(cx: &Context<'_>, profile: &Profile, first: usize, bracket: usize) -> Option<Deviation> {
    let acronym = acronym_in(cx.doc, bracket)?;
    let name = cx.text(acronym);
    let all: u32 = profile.expansions(name).map(|(_, count)| count).sum();
    let (house, count) = profile.expansions(name).max_by_key(|(_, count)| *count)?;
    // Explanations are rare, so half the support will do.
    if count < 3 || f64::from(count) < 0.9 * f64::from(all) {
        return None;
    }
    let start = expansion_before(cx.doc, first, bracket).map(|found| found.0).or_else(|| {
        // No initials: the capitalised words before the bracket.
        let small = |at: usize| matches!(cx.evidence.folded(at), "of" | "the" | "for" | "and" | "on");
        let mut start = bracket;
        while start > first && (cx.doc.tokens()[start - 1].is_capitalized() || small(start - 1)) {
            start -= 1;
        }
        while start < bracket && small(start) {
            start += 1;
        }
        (bracket - start >= 2).then_some(start)
    })?;
    let span = cx.span(start, bracket - 1);
    let text = cx.doc.slice(span);
    let (said, meant) = (fold(text).into_owned(), fold(house).into_owned());
    let shared = said.split(' ').filter(|word| word.len() > 3 && meant.split(' ').any(|other| other == *word)).count();
    if said.ends_with(&meant) || shared == 0 {
        return None;
    }
    let mut found = deviation(cx, start, bracket - 1, &said, house.to_owned(), format!("the trusted texts explain {name} so {count} times"), 0.7);
    found.category = Category::AcronymMismatch;
    Some(found)
}

fn deviation(cx: &Context<'_>, first: usize, last: usize, key: &str, instead: String, reason: String, confidence: f32) -> Deviation {
    let span = cx.span(first, last);
    let message = format!("\"{}\": the house writes \"{instead}\"", cx.doc.slice(span));
    Deviation { span, key: key.to_owned(), instead, message, reason, category: Category::StyleInconsistent, confidence }
}
