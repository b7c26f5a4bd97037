//! A straight quotation mark on the wrong side of its word, or in the place of an apostrophe.

use super::attribution_dash::{is_reporting, speaker};
use super::{Context, Sink, rule};
use crate::knowledge::tags::{Tag, TagSet};
use crate::text::quote::Mark;
use crate::text::{Case, Span};

rule! {
    /// A straight quotation mark clings to the wrong word, or stands for an apostrophe.
    ///
    /// Machines put the space on the wrong side of a mark: the one that closes a quotation opens the words that say who
    /// speaks, and the apostrophe of a plural becomes a quotation mark. Straight marks open and close by turns, so a
    /// paragraph with all its marks tells which is which; in others the words around the mark have to.
    ///
    /// ```flag
    /// The cruiser "Eagle⟦ "⟧and the ship⟦" ⟧Admiral" came. It rained.
    /// ```
    /// ```flag
    /// We shall leave by night,⟦ "⟧the envoy said.
    ///
    /// It is late,⟦ "⟧says Anna Berg. It rained.
    ///
    /// The drivers⟦ "⟧wages are low in spring.
    /// ```
    /// ```pass
    /// It did not "copy" Vostok," the firm said. "We hope so.
    ///
    /// He said, "the envoy said so." According to her, "he said no." The drivers "union" is small.
    ///
    /// These are the words "of the day.
    /// ```
    "misplaced-quote", TypographyQuotes, Minor, 0.8,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let block = |mark: &Mark| cx.segment_of(mark.token as usize).block;
    for marks in cx.evidence.quotes().marks.chunk_by(|a, b| block(a) == block(b)) {
        let marks: Vec<usize> = marks.iter().map(|mark| mark.token as usize).filter(|at| cx.text(*at) == "\"").collect();
        if marks.len().is_multiple_of(2) {
            wrong_side(cx, &marks, sink);
        }
        before_speaker(cx, &marks, sink);
        if let [only] = marks[..] {
            apostrophe(cx, only, sink);
        }
    }
}

/// `the ship "Eagle "and the`: all marks are there, so they open and close by turns.
///
/// One whose space is on the wrong side is misplaced, if the words around it agree: a closing one before a function word,
/// an opening one between a word in lower case and a name.
fn wrong_side(cx: &Context<'_>, marks: &[usize], sink: &mut Sink<'_>) {
    let tokens = cx.doc.tokens();
    let lower = |at: usize| tokens[at].is_word() && tokens[at].case == Case::Lower;
    let closed = |at: usize| lower(at) && cx.evidence.word(at).usual.within(TagSet::CLOSED);
    let mut turned = false;
    for (n, &at) in marks.iter().enumerate() {
        let Some(next) = tokens.get(at + 1).filter(|next| at > 0 && next.is_word()) else { continue };
        let (before, behind) = (tokens[at].space_before(), next.space_before());
        if n % 2 == 1 && before && !behind && closed(at + 1) && tokens[at - 1].is_word() && !closed(at - 1) {
            misplaced(cx, at, "\" ", "the marks of the paragraph open and close by turns", sink);
            turned = true;
        } else if n % 2 == 0 && !before && behind && lower(at - 1) && next.is_capitalized() && (turned || n == 0 || !tokens[marks[n - 1]].space_before()) {
            misplaced(cx, at, " \"", "the marks of the paragraph open and close by turns", sink);
        }
    }
}

/// `We are ready, "the envoy said.`: the mark opens the words that say who speaks.
fn before_speaker(cx: &Context<'_>, marks: &[usize], sink: &mut Sink<'_>) {
    let tokens = cx.doc.tokens();
    for (n, &at) in marks.iter().enumerate() {
        let glued = tokens.get(at + 1).is_some_and(|next| next.is_word() && !next.space_before());
        if at < 2 || !glued || !tokens[at].space_before() || tokens[at - 1].space_before() || !matches!(cx.text(at - 1), "," | "!" | "?" | "…" | "...") {
            continue;
        }
        let Some(said) = speaker(cx, at + 1, true) else { continue };
        // What the marks hold may end with the speaker: `wait, "Berg wrote." Then`.
        let closed = marks.get(n + 1).is_some_and(|close| *close <= said + 2);
        let opens = n % 2 == 0 && marks.len().is_multiple_of(2) && !closed;
        // A mark that was taken for the closing one may open another quotation: `he said, "they say …`.
        if !opens && !(at.saturating_sub(4)..at).any(|at| is_reporting(cx.evidence.folded(at))) {
            misplaced(cx, at, "\" ", "the words behind it say who speaks", sink);
        }
    }
}

/// `The drivers "wages are low.`: the only mark of the paragraph stands between a plural and what belongs to it.
fn apostrophe(cx: &Context<'_>, at: usize, sink: &mut Sink<'_>) {
    let tokens = cx.doc.tokens();
    if at == 0 || !tokens[at].space_before() || !tokens.get(at + 1).is_some_and(|next| next.is_word() && !next.space_before() && next.case == Case::Lower) {
        return;
    }
    let (owner, thing) = (cx.evidence.word(at - 1).usual, cx.evidence.word(at + 1).usual);
    if owner.contains(Tag::NNS) && cx.evidence.folded(at - 1).ends_with('s') && thing.intersects(TagSet::COMMON_NOUN) && !thing.within(TagSet::CLOSED) {
        misplaced(cx, at, "' ", "it stands between a plural and what belongs to it", sink);
    }
}

fn misplaced(cx: &Context<'_>, at: usize, instead: &str, reason: &str, sink: &mut Sink<'_>) {
    let tokens = cx.doc.tokens();
    let span = Span { start: tokens[at - 1].span.end, end: tokens[at + 1].span.start };
    if cx.doc.slice(span).trim() == "\"" {
        let what = if instead.contains('"') { "the quotation mark clings to the wrong word" } else { "a quotation mark for an apostrophe" };
        sink.flag(span, what).because(reason).suggest_safe(instead);
    }
}
