//! Acronyms that do not fit what they stand for, or belong to another language.

use memchr::memmem;
use rustc_hash::FxHashMap;

use super::{Context, Sink, rule};
use crate::evidence::names::is_title;
use crate::knowledge::names::form::is_glue;
use crate::knowledge::names::{Fact, Meaning, ORGANISATIONS};
use crate::knowledge::tags::TagSet;
use crate::text::{Case, TokenKind};

rule! {
    /// An acronym belongs to the source language, or its letters do not follow the words it stands for.
    ///
    /// Machines copy acronyms of the source letter by letter: no English reader knows them. And where a name was put into
    /// another order, the acronym after it shows the right one. One thing under several acronyms is told too.
    ///
    /// ```flag
    /// Rescuers of the ⟦MChS⟧ came. He called the president of the ⟦RF⟧ and the FSB ⟦RF⟧. Units of the Syrian free army (⟦FSA⟧) were there.
    /// ```
    /// ```pass
    /// Units of the Free Syrian Army (FSA) and the North Atlantic Treaty Organization (NATO) were there, with the strength of the RF signal.
    /// ```
    "acronym-mismatch", AcronymMismatch, Minor, 0.7,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let mut seen = Seen::default();
    for &at in cx.evidence.capitals() {
        let at = at as usize;
        let range = cx.segment_of(at).range();
        let bracketed = |at: usize| cx.text(at - 1) == "(" && cx.text(at + 1) == ")";
        if cx.doc.tokens()[at].case == Case::Upper && at > range.start && at + 1 < range.end && bracketed(at) {
            order(cx, sink, at, &range);
        }
        foreign(cx, sink, at, &mut seen);
    }
    several(cx, sink);
}

/// Syrian free army (FSA)
fn order(cx: &Context<'_>, sink: &mut Sink<'_>, at: usize, range: &std::ops::Range<usize>) {
    let letters: Vec<char> = cx.text(at).chars().flat_map(char::to_lowercase).collect();
    // An acronym that English does not have may follow the words of another language.
    if !cx.evidence.word(at).name.is(Fact::ACRONYM | Fact::VARIANT) {
        return;
    }
    if !(3..=6).contains(&letters.len()) || !letters.iter().all(|c| c.is_ascii_lowercase()) {
        return;
    }
    let mut initials = Vec::new();
    let mut place = at - 1;
    while place > range.start && initials.len() < letters.len() {
        place -= 1;
        let token = cx.doc.tokens()[place];
        if token.kind == TokenKind::Word {
            let folded = cx.evidence.folded(place);
            if !is_glue(folded) {
                initials.push(folded.chars().next().unwrap_or(' '));
            }
        } else if !crate::text::quote::is_double(cx.text(place)) {
            return;
        }
    }
    initials.reverse();
    let sorted = |letters: &[char]| {
        let mut letters = letters.to_vec();
        letters.sort_unstable();
        letters
    };
    if initials == letters || sorted(&initials) != sorted(&letters) {
        return;
    }
    let read: String = initials.iter().collect::<String>().to_uppercase();
    let text = cx.text(at);
    let finding = sink.flag(cx.doc.tokens()[at].span, format!("\"{text}\" does not follow the words before it"));
    finding.because(format!("their initials are {read}")).confidence(0.7);
}

/// What has been looked for in the whole text, by spelling.
#[derive(Default)]
struct Seen {
    meanings: FxHashMap<u32, Option<Meaning>>,
    told: FxHashMap<u32, bool>,
    explained: FxHashMap<u32, bool>,
}

/// Whether the text explains this spelling somewhere: in brackets after its full form, or before it.
fn is_explained(cx: &Context<'_>, written: &str) -> bool {
    [format!("{written} ("), format!("({written})")].iter().any(|form| memmem::find(cx.doc.text().as_bytes(), form.as_bytes()).is_some())
}

/// MChS
fn foreign(cx: &Context<'_>, sink: &mut Sink<'_>, at: usize, seen: &mut Seen) {
    let word = cx.evidence.word(at);
    if !word.name.is(Fact::FOREIGN_ACRONYM) || word.name.is(Fact::ACRONYM | Fact::CANONICAL | Fact::VARIANT) {
        return;
    }
    let text = cx.text(at);
    let written = text.strip_suffix("'s").or_else(|| text.strip_suffix("’s")).unwrap_or(text);
    let folded = cx.evidence.folded(at);
    let looked_up = seen.meanings.entry(cx.evidence.spelling(at));
    let Some(meaning) = *looked_up.or_insert_with(|| cx.knowledge.names.acronym(folded.strip_suffix("'s").unwrap_or(folded))) else { return };
    let capitals = written.chars().filter(|c| c.is_uppercase()).count();
    if meaning.written != written && cx.doc.tokens()[at].case != Case::Upper || capitals < 2 {
        return;
    }
    if cx.doc.tokens().get(at + 1).is_some_and(|next| next.kind == TokenKind::Number) {
        return;
    }
    let neighbour = |at: usize| cx.doc.tokens().get(at).is_some_and(|_| matches!(cx.text(at), "(" | ")" | "“" | "”" | "\""));
    if at > 0 && neighbour(at - 1) && neighbour(at + 1) {
        return;
    }
    let told = *seen.told.entry(cx.evidence.spelling(at)).or_insert_with(|| {
        let forms = [&meaning.right, &meaning.expansion].map(|form| cx.knowledge.names.fact(&form.to_lowercase()));
        let correct = |fact: Fact| fact.is(Fact::CANONICAL | Fact::VARIANT);
        cx.evidence.names().known.iter().any(|mention| correct(mention.fact) && forms.iter().any(|form| correct(*form) && form.id == mention.fact.id))
    });
    let known = word.entry.is_some();
    let mut confidence = match written.chars().count() {
        2 => 0.15,
        3 => 0.5,
        _ => 0.75,
    };
    if told {
        confidence += 0.55;
    }
    if written.chars().any(char::is_lowercase) {
        confidence += 0.2;
    }
    // FSB RF, the president of the RF
    if written.chars().count() == 2 && of_the_state(cx, at) {
        confidence += 0.45;
    }
    // "the MID" in a sentence with small letters is no "mid".
    let article = at > 0 && matches!(cx.evidence.folded(at - 1), "the" | "a" | "an") && cx.doc.tokens()[at - 1].case != Case::Upper;
    if known && !article {
        confidence -= 0.2;
    }
    if confidence < 0.4 {
        return;
    }
    if *seen.explained.entry(cx.evidence.spelling(at)).or_insert_with(|| is_explained(cx, written)) {
        return;
    }
    let finding = sink.flag(cx.doc.tokens()[at].span, format!("foreign acronym \"{written}\""));
    finding
        .because(format!("stands for \"{}\" in the source language", meaning.expansion))
        .confidence(f32::min(confidence, 0.9))
        .severity(crate::mqm::Severity::Major);
    if !meaning.right.is_empty() {
        finding.suggest(meaning.right);
    }
    if told {
        finding.because("the text has its English name elsewhere");
    }
}

/// Whether a state's acronym stands where its name would: behind another acronym or an office, and before no noun.
fn of_the_state(cx: &Context<'_>, at: usize) -> bool {
    let tokens = cx.doc.tokens();
    let range = cx.segment_of(at).range();
    let mut before = at;
    if before > range.start && cx.evidence.folded(before - 1) == "the" {
        before -= 1;
    }
    let of = before > range.start && cx.evidence.folded(before - 1) == "of";
    before -= usize::from(of);
    let named = before > range.start && tokens[before - 1].is_word();
    let named = named
        && (before == at && tokens[at - 1].case == Case::Upper && tokens[at - 1].span.len() > 2
            || of && (tokens[before - 1].is_capitalized() || is_title(cx.evidence.folded(before - 1))));
    let noun = at + 1 < range.end && tokens[at + 1].case == Case::Lower && cx.evidence.word(at + 1).tags.intersects(TagSet::COMMON_NOUN);
    named && !noun
}

/// ISIS beside ISIL
fn several(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let tokens = cx.doc.tokens();
    let mut forms: std::collections::BTreeMap<u32, Vec<(&str, Vec<usize>)>> = std::collections::BTreeMap::new();
    for mention in &cx.evidence.names().known {
        let at = mention.tokens.start;
        let acronym = mention.tokens.len() == 1
            && tokens[at].case == Case::Upper
            && mention.fact.is(Fact::VARIANT)
            && mention.fact.of_kind(ORGANISATIONS)
            && !tokens[at].has_digit();
        if !acronym || cx.text(at).contains('.') {
            continue;
        }
        let text = cx.text(at).trim_end_matches("'s").trim_end_matches("’s");
        let list = forms.entry(mention.fact.id).or_default();
        match list.iter_mut().find(|(form, _)| *form == text) {
            Some((_, places)) => places.push(at),
            None => list.push((text, vec![at])),
        }
    }
    for list in forms.values().filter(|list| list.len() > 1) {
        let (usual, most) = list.iter().max_by_key(|(_, places)| (places.len(), std::cmp::Reverse(places[0]))).expect("there are two");
        for (form, places) in list.iter().filter(|(form, _)| form != usual) {
            for &at in places {
                let finding = sink.flag(tokens[at].span, format!("\"{form}\" and \"{usual}\" are one thing"));
                finding.because(format!("the text has \"{usual}\" {} times", most.len())).suggest(*usual).confidence(0.5);
            }
        }
    }
}
