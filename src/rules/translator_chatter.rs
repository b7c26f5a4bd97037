//! The translating system speaks.

use super::{Context, Sink, rule};
use crate::mqm::Severity;
use crate::text::fold::fold;
use crate::text::{Segment, SegmentKind};

rule! {
    /// The system or the person who translated talks to the reader: an announcement, a note, a refusal.
    ///
    /// Language models announce their work ("Here is the translation"), comment on it or decline it. Such lines are
    /// no part of the text.
    ///
    /// ```flag
    /// ⟦Here is the translation of the text you provided:⟧
    /// The ministers met in Geneva.
    /// ⟦(Translator's note: the original has a pun here.)⟧ They did not agree.
    /// ⟦As an AI language model, I cannot translate this passage.⟧
    /// ```
    /// ```pass
    /// Here is the problem with the translation. As an aide to the minister, he was sure. Sure, he agreed.
    /// The translation of the novel won a prize. I cannot translate my feelings into words.
    /// ```
    "translator-chatter", AccuracyAddition, Critical, 0.93,
}

/// How such sentences begin (folded, quotation marks and brackets left out), and how sure each is.
///
/// Every opening begins with a word of `LEADS`, so that other sentences cost one comparison.
const OPENINGS: &[(&str, f32)] = &[
    ("here is the translation", 0.95),
    ("here is the english translation", 0.97),
    ("here is the translated", 0.97),
    ("here is your translation", 0.97),
    ("here is a translation", 0.9),
    ("here is an english translation", 0.95),
    ("here is the text translated", 0.95),
    ("here is the corrected", 0.85),
    ("here is the revised", 0.6),
    ("here's the translation", 0.95),
    ("here's the english translation", 0.97),
    ("here's the translated", 0.97),
    ("here's your translation", 0.97),
    ("here's a translation", 0.9),
    ("here's an english translation", 0.95),
    ("here's the text translated", 0.95),
    ("below is the translation", 0.95),
    ("below is the english translation", 0.97),
    ("below is the translated", 0.95),
    ("sure here is", 0.8),
    ("sure here's", 0.8),
    ("certainly here is", 0.8),
    ("certainly here's", 0.8),
    ("of course here is", 0.8),
    ("of course here's", 0.8),
    ("absolutely here's", 0.8),
    ("sure i can translate", 0.95),
    ("sure i'd be happy to", 0.8),
    ("i'd be happy to help you translate", 0.95),
    ("the translation of the text is", 0.95),
    ("the translation is as follows", 0.9),
    ("the translated text is", 0.9),
    ("the english translation is", 0.7),
    ("the translation of the given text", 0.95),
    ("the text translates to", 0.85),
    ("the text you provided", 0.9),
    ("the provided text", 0.7),
    ("this text translates to", 0.9),
    ("the given text", 0.5),
    ("as an ai language model", 0.95),
    ("as an ai model", 0.9),
    ("as an ai assistant", 0.9),
    ("as a large language model", 0.9),
    ("as a language model", 0.9),
    ("as a machine translation", 0.7),
    ("i'm sorry but i can't translate", 0.97),
    ("i'm sorry but i cannot translate", 0.97),
    ("i am sorry but i cannot translate", 0.97),
    ("i'm sorry but i can't assist", 0.95),
    ("i'm sorry but i can't help with", 0.9),
    ("i'm sorry but i cannot fulfill", 0.95),
    ("i'm sorry but the text", 0.8),
    ("i'm unable to translate", 0.95),
    ("i am unable to translate", 0.9),
    ("i cannot translate this", 0.85),
    ("i can't translate this", 0.85),
    ("i have translated the", 0.7),
    ("i've translated the", 0.7),
    ("i apologize but i cannot translate", 0.97),
    ("i cannot provide a translation", 0.95),
    ("i can't provide a translation", 0.95),
    ("unfortunately i cannot translate", 0.95),
    ("unfortunately i can't translate", 0.95),
    ("please provide the text", 0.9),
    ("please provide the source", 0.9),
    ("please note that this translation", 0.95),
    ("please note that the translation", 0.9),
    ("please let me know if you need", 0.85),
    ("let me know if you need any", 0.85),
    ("let me know if you'd like me to", 0.9),
    ("let me know if you would like me to", 0.9),
    ("i hope this translation", 0.9),
    ("note the original", 0.8),
    ("note this translation", 0.95),
    ("note the translation", 0.9),
    ("note this is a", 0.4),
    ("note the text", 0.75),
    ("note i have", 0.75),
    ("note i've", 0.75),
    ("note the term", 0.7),
    ("note the source", 0.8),
    ("note in the original", 0.8),
    ("note since the", 0.5),
    ("translator's note", 0.9),
    ("translators note", 0.9),
    ("translator note", 0.9),
    ("note of the translator", 0.9),
    ("note by the translator", 0.9),
    ("note from the translator", 0.9),
    ("editor's note the original", 0.5),
];

const LEADS: &[&str] = &[
    "absolutely",
    "as",
    "below",
    "certainly",
    "editor's",
    "here",
    "here's",
    "i",
    "i'd",
    "i'm",
    "i've",
    "let",
    "note",
    "of",
    "please",
    "sure",
    "the",
    "this",
    "translator",
    "translator's",
    "translators",
    "unfortunately",
];

/// Labels before a colon that open a line.
const LABELS: &[&str] = &[
    "translation",
    "english translation",
    "translated text",
    "english",
    "target text",
    "target",
    "source text",
    "corrected translation",
    "final translation",
    "output",
];

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    for (at, segment) in cx.doc.segments().iter().enumerate() {
        let range = segment.range();
        let Some(lead) = range.clone().find(|token| cx.doc.tokens()[*token].is_word()) else { continue };
        let folded = cx.evidence.folded(lead);
        if LEADS.binary_search(&folded).is_ok() {
            opening(cx, sink, segment, lead);
        }
        let first_of_block = at == 0 || cx.doc.segments()[at - 1].block != segment.block;
        if first_of_block && (lead + 1..(lead + 3).min(range.end)).any(|at| cx.text(at) == ":") && LABELS.iter().any(|label| label.starts_with(folded)) {
            label(cx, sink, segment, lead);
        }
    }
}

fn opening(cx: &Context<'_>, sink: &mut Sink<'_>, segment: &Segment, lead: usize) {
    // A note in round or square brackets may stand in the middle of a line; elsewhere the words open the sentence.
    if lead > segment.tokens.start as usize + 2 {
        return;
    }
    let (first, second) =
        (cx.evidence.folded(lead), (lead + 1..segment.range().end).find(|at| cx.doc.tokens()[*at].is_word()).map(|at| cx.evidence.folded(at)));
    let Some(second) = second else { return };
    let possible = |opening: &str| opening.strip_prefix(first).and_then(|rest| rest.strip_prefix(' ')).is_some_and(|rest| rest.starts_with(second));
    if !OPENINGS.iter().any(|(opening, _)| possible(opening)) {
        return;
    }
    let words: Vec<&str> =
        (lead..segment.tokens.end as usize).filter(|token| cx.doc.tokens()[*token].is_word()).take(8).map(|token| cx.evidence.folded(token)).collect();
    let start = words.join(" ");
    let begins = |opening: &str| start.strip_prefix(opening).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    let Some((opening, confidence)) = OPENINGS.iter().find(|(opening, _)| begins(opening)) else { return };
    if opening.starts_with("note") {
        // "Note the source" is advice; "Note: the source" is a remark.
        let colon = cx.doc.token_text(lead + 1) == ":" || opening.contains("translator");
        if !colon {
            return;
        }
    }
    let quoted = cx.evidence.quotes().covers(lead);
    let whole = &cx.doc.slice(segment.span);
    // An announcement ends in a colon or speaks of itself; "here is the translation of his speech that the court read" may be prose.
    let announces = whole.trim_end().ends_with([':', '…'])
        || segment.kind != SegmentKind::Sentence
        || !opening.starts_with("here")
        || segment.span == whole_block(cx, segment);
    let confidence = if quoted {
        0.3
    } else if announces {
        *confidence
    } else {
        *confidence * 0.6
    };
    let finding = sink.flag(segment.span, format!("the translating system speaks: \"{}\"", shorten(whole)));
    finding.because(format!("sentences of a text do not begin with \"{opening}\"")).confidence(confidence);
    if opening.contains("note") {
        finding.severity(Severity::Minor);
    } else if !quoted {
        finding.suggest("");
    }
}

fn whole_block(cx: &Context<'_>, segment: &Segment) -> crate::text::Span {
    let block = &cx.doc.blocks()[segment.block as usize];
    let (first, last) = (block.pieces[0], block.pieces[block.pieces.len() - 1]);
    let text = cx.doc.slice(first.to(last));
    let start = first.start as usize + (text.len() - text.trim_start().len());
    crate::text::Span::new(start, start + text.trim().len())
}

fn label(cx: &Context<'_>, sink: &mut Sink<'_>, segment: &Segment, lead: usize) {
    let end = (lead + 3).min(segment.tokens.end as usize);
    let Some(colon) = (lead + 1..end).find(|token| cx.doc.token_text(*token) == ":") else { return };
    let span = cx.span(lead, colon);
    let text = cx.doc.slice(span);
    let name = fold(text[..text.len() - 1].trim_end()).into_owned();
    if !LABELS.contains(&name.as_str()) || lead != segment.tokens.start as usize {
        return;
    }
    let sure = name.contains("translat") || name.ends_with("text");
    let finding = sink.flag(span, format!("the label \"{text}\" is no part of the text"));
    finding
        .because("a system that is asked for a translation labels its answer")
        .confidence(if sure { 0.8 } else { 0.4 })
        .severity(Severity::Minor)
        .suggest("");
}

fn shorten(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_owned(),
    }
}
