//! A sentence or a paragraph that stands twice.

use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHasher};

use super::{Context, Sink, rule};
use crate::mqm::Severity;
use crate::text::{Case, Segment, SegmentKind, Span, TokenKind};

rule! {
    /// A sentence, a paragraph or a clause repeats what stood before it.
    ///
    /// Marks and capitals do not count; of a long sentence one word may differ. The later place is reported. Short sentences,
    /// and parallel ones that differ in a number or a name, are left alone.
    ///
    /// ```flag
    /// The ministers agreed on a plan for the coming year. Nobody was surprised by it.
    /// ⟦The ministers agreed on a plan for the coming year.⟧ The church was built ⟦in the old town in 1999, in the old town in 1999⟧ by monks.
    /// ```
    /// ```flag
    /// Storm closes the northern harbour again
    /// ⟦Storm closes the northern harbour again⟧
    /// The harbour was closed on Monday.
    /// ```
    /// ```pass
    /// He said so. She left at once. He said so. Team A won 3 of its 5 home games in May. Team B won 2 of its 5 home games in May.
    /// It was a government of the people, by the people, for the people.
    /// ```
    "repeated-passage", Duplication, Minor, 0.85,
}

/// Fewest words of a repeated sentence that is no accident.
const FEWEST_WORDS: usize = 5;

/// Fewest words of a sentence of which one may differ.
const FEWEST_FOR_NEAR: usize = 10;

/// Words at either end by which nearly equal sentences are found.
const END_WORDS: usize = 4;

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    fragments(cx, sink);
    let segments = cx.doc.segments();
    if segments.len() < 2 {
        return;
    }
    let mut words: Vec<usize> = Vec::new();
    let mut seen: FxHashMap<u64, usize> = FxHashMap::default();
    let mut ends: FxHashMap<u64, usize> = FxHashMap::default();
    // Segment, the one it repeats, whether all words are the same.
    let mut found: Vec<(usize, usize, bool)> = Vec::new();
    for (index, segment) in segments.iter().enumerate() {
        words.clear();
        words.extend(words_of(cx, segment));
        let heading = segment.kind == SegmentKind::Heading && words.len() >= 3;
        if words.len() < FEWEST_WORDS && !heading || matches!(segment.kind, SegmentKind::Dateline | SegmentKind::Byline) {
            continue;
        }
        let earlier = *seen.entry(hash(cx, &words)).or_insert(index);
        if earlier != index && equal(cx, &segments[earlier], &words) {
            // A short title comes again as a running head; directly after itself it is a slip.
            if words.len() >= FEWEST_WORDS || earlier + 1 == index {
                found.push((index, earlier, true));
            }
            continue;
        }
        if words.len() < FEWEST_FOR_NEAR {
            continue;
        }
        let keys = [hash(cx, &words[..END_WORDS]), hash(cx, &words[words.len() - END_WORDS..]) ^ 1];
        for key in keys {
            let earlier = *ends.entry(key).or_insert(index);
            if earlier != index && nearly(cx, &segments[earlier], &words) {
                found.push((index, earlier, false));
                break;
            }
        }
    }
    report(cx, sink, &found);
}

fn words_of(cx: &Context<'_>, segment: &Segment) -> impl Iterator<Item = usize> {
    segment.range().filter(|at| matches!(cx.doc.tokens()[*at].kind, TokenKind::Word | TokenKind::Number))
}

fn hash(cx: &Context<'_>, words: &[usize]) -> u64 {
    let mut hasher = FxHasher::default();
    for at in words {
        hasher.write_u64(cx.evidence.word(*at).hash);
    }
    hasher.finish()
}

fn equal(cx: &Context<'_>, earlier: &Segment, words: &[usize]) -> bool {
    let mut others = words_of(cx, earlier);
    words.iter().all(|at| others.next().is_some_and(|other| cx.evidence.folded(*at) == cx.evidence.folded(other))) && others.next().is_none()
}

/// Whether one ordinary word is the whole difference.
fn nearly(cx: &Context<'_>, earlier: &Segment, words: &[usize]) -> bool {
    let others: Vec<usize> = words_of(cx, earlier).collect();
    if others.len().abs_diff(words.len()) > 1 {
        return false;
    }
    let same = |a: &usize, b: &usize| cx.evidence.folded(*a) == cx.evidence.folded(*b);
    let head = words.iter().zip(&others).take_while(|(a, b)| same(a, b)).count();
    let tail = words.iter().rev().zip(others.iter().rev()).take_while(|(a, b)| same(a, b)).count();
    let longer = words.len().max(others.len());
    if head + tail + 1 < longer {
        return false;
    }
    // A number or a name makes it another statement.
    let ordinary = |at: Option<&usize>| {
        at.is_none_or(|at| cx.doc.tokens()[*at].is_word() && cx.doc.tokens()[*at].case == Case::Lower && !cx.doc.tokens()[*at].has_digit())
    };
    let change = |list: &[usize]| list.len() == longer || words.len() == others.len();
    (!change(words) || ordinary(words.get(head))) && (!change(&others) || ordinary(others.get(head)))
}

fn report(cx: &Context<'_>, sink: &mut Sink<'_>, found: &[(usize, usize, bool)]) {
    let segments = cx.doc.segments();
    let mut at = 0;
    while at < found.len() {
        let (index, earlier, exact) = found[at];
        let mut count = 1;
        // Sentences in a row that repeat sentences in a row are one passage.
        while let Some((next, source, same)) = found.get(at + count)
            && *next == index + count
            && *source == earlier + count
            && *same == exact
        {
            count += 1;
        }
        let last = &segments[index + count - 1];
        let words: usize = (index..index + count).map(|segment| words_of(cx, &segments[segment]).count()).sum();
        let span = segments[index].span.to(last.span);
        let heading = segments[index].kind == SegmentKind::Heading || segments[earlier].kind == SegmentKind::Heading;
        let quoted = cx.evidence.quotes().covers(segments[index].range().start + 1);
        let confidence = match (exact, heading, words) {
            (false, ..) if words < 15 => 0.5,
            (false, ..) => 0.65,
            _ if quoted && count == 1 => 0.6,
            (_, true, _) if earlier + 1 == index => 0.75,
            (_, true, _) => 0.55,
            (.., 0..=7) => 0.6,
            (.., 8..=11) => 0.8,
            _ => 0.92,
        };
        let what = match (count, exact) {
            (1, true) => "the sentence stands in the text already".to_owned(),
            (1, false) => "the sentence stands in the text already, but for one word".to_owned(),
            (n, _) => format!("{n} sentences stand in the text already"),
        };
        let line = cx.doc.lines().position(cx.doc.text(), segments[earlier].span.start).line;
        let finding = sink.flag(span, what);
        finding.because(format!("line {line} reads \"{}\"", shorten(cx.doc.slice(segments[earlier].span)))).confidence(confidence);
        if count > 1 {
            finding.severity(Severity::Major);
        }
        at += count;
    }
}

/// A clause that stands on both sides of a comma.
fn fragments(cx: &Context<'_>, sink: &mut Sink<'_>) {
    const SHORTEST: usize = 3;
    const LONGEST: usize = 16;
    let tokens = cx.doc.tokens();
    let mut done = 0;
    for mark in cx.evidence.marks() {
        let mark = *mark as usize;
        if !matches!(cx.text(mark), "," | ";") || mark == 0 || mark + SHORTEST >= tokens.len() {
            continue;
        }
        let segment = cx.segment_of(mark).range();
        let most = LONGEST.min(mark - segment.start).min(segment.end - mark - 1);
        // The words just before the mark must close the repetition and the word behind it must open it.
        let found = (SHORTEST..=most).rev().find(|n| {
            let first = mark - n;
            cx.evidence.spelling(first) == cx.evidence.spelling(mark + 1)
                && (0..*n).all(|k| cx.evidence.spelling(first + k) == cx.evidence.spelling(mark + 1 + k))
        });
        let Some(n) = found else { continue };
        let words = (mark - n..mark).filter(|at| tokens[*at].is_word()).count();
        let different = (mark - n + 1..mark).any(|at| tokens[at].is_word() && cx.evidence.spelling(at) != cx.evidence.spelling(mark - n));
        if words < SHORTEST || !tokens[mark - n].is_word() || !different || mark - n < done {
            continue;
        }
        // A third round makes it a loop, which is another rule's.
        let third = mark + 2 * n + 1 < segment.end && (0..n).all(|k| cx.evidence.spelling(mark + 1 + k) == cx.evidence.spelling(mark + n + 2 + k));
        if third {
            done = mark + 2 * n + 2;
            continue;
        }
        done = mark + n;
        let quoted = cx.evidence.quotes().covers(mark);
        let kept = cx.doc.slice(cx.span(mark - n, mark - 1)).to_owned();
        let span: Span = cx.span(mark - n, mark + n);
        let finding = sink.flag(span, format!("\"{}\" stands twice", shorten(&kept)));
        finding
            .because(format!("{words} words in a row repeat behind the mark"))
            .confidence(if quoted {
                0.5
            } else if words < 5 {
                0.65
            } else {
                0.85
            })
            .suggest(kept);
    }
}

fn shorten(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_owned(),
    }
}
