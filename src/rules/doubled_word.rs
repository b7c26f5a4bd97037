//! A word or a short phrase that stands twice.

use super::{Context, Sink, rule};
use crate::evidence::words::Known;
use crate::knowledge::tags::TagSet;
use crate::text::Case;

rule! {
    /// A word, or a phrase of two to four words, stands twice in a row.
    ///
    /// Decoders repeat words where they lose their place, and editors leave one behind. Repetition that English uses is
    /// left alone: "had had", "that that", "very very", names such as Bora Bora.
    ///
    /// ```flag
    /// He went to ⟦the the⟧ market. It was ⟦of the of the⟧ best kind. ⟦In in⟧ May the ⟦government government⟧ fell.
    /// ```
    /// ```pass
    /// He had had enough, and that that day was very very long. Duran Duran played on Bora Bora. No no, bye bye.
    /// It went on and on and on. What it is is a problem; he gave her her book. Will will come in May.
    /// ```
    "doubled-word", Duplication, Minor, 0.9,
}

/// Words whose repetition is English: emphasis, interjections, and forms that two clauses bring together.
const REPEATED: &[&str] = &[
    "again", "aye", "bad", "big", "blah", "boo", "boom", "bye", "can", "cha", "chop", "choo", "clap", "click", "come", "cuckoo", "dear", "deep", "did", "do",
    "does", "dum", "ever", "far", "fifty", "go", "goody", "ha", "had", "half", "he", "hee", "her", "here", "hip", "ho", "hush", "is", "knock", "la", "less",
    "little", "long", "lots", "many", "more", "much", "na", "never", "night", "no", "now", "oh", "ok", "okay", "old", "out", "please", "poor", "pretty",
    "quick", "rah", "real", "really", "same", "slowly", "so", "softly", "such", "super", "tap", "that", "there", "tick", "tok", "too", "tut", "uh", "up",
    "very", "wait", "was", "way", "well", "were", "who", "will", "win", "woof", "wow", "yeah", "years", "yes", "yum",
];

/// Words that stand in a clause of their own before the same word: share of doublings that are slips.
const SOMETIMES: &[(&str, f32)] = &[
    ("in", 0.8),
    ("on", 0.75),
    ("to", 0.9),
    ("you", 0.75),
    ("it", 0.75),
    ("what", 0.7),
    ("him", 0.7),
    ("them", 0.7),
    ("this", 0.8),
    ("at", 0.85),
    ("for", 0.85),
    ("as", 0.85),
    ("by", 0.85),
    ("be", 0.9),
    ("we", 0.7),
    ("i", 0.6),
    ("she", 0.7),
    ("they", 0.75),
];

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let tokens = cx.doc.tokens();
    for segment in cx.doc.segments() {
        let (start, end) = (segment.tokens.start as usize, segment.tokens.end as usize);
        let mut at = start;
        while at + 1 < end {
            if !tokens[at].is_word() {
                at += 1;
                continue;
            }
            // Most words do not come again so soon, and only one with a capital can repeat in another spelling.
            let id = cx.evidence.spelling(at);
            let near = tokens[at].case == Case::Capitalized || (at + 1..(at + 5).min(end)).any(|other| cx.evidence.spelling(other) == id);
            let length = if near { (1..=4).find(|n| repeats(cx, at, *n, end)) } else { None };
            let Some(length) = length else {
                at += 1;
                continue;
            };
            // Three times and more is a loop, which is another rule's.
            let mut after = at + 2 * length;
            if repeats(cx, at + length, length, end) {
                while repeats(cx, after - length, length, end) {
                    after += length;
                }
                at = after;
                continue;
            }
            let confidence = if length == 1 { word(cx, start, at) } else { phrase(cx, at, length, end) };
            if let Some(confidence) = confidence {
                let span = cx.span(at, at + 2 * length - 1);
                let kept = cx.doc.slice(cx.span(at, at + length - 1));
                let closed = (at..at + length).all(|at| is_closed(cx, at));
                let finding = sink.flag(span, format!("\"{kept}\" stands twice"));
                finding
                    .because(if closed { "function words do not repeat" } else { "the same words follow each other without a mark between them" })
                    .confidence(confidence);
                if closed && confidence >= 0.85 {
                    finding.suggest_safe(kept);
                } else {
                    finding.suggest(kept);
                }
            }
            at = after;
        }
    }
}

/// Whether the `n` words at `at` are followed by themselves, with nothing but blanks between any of them.
fn repeats(cx: &Context<'_>, at: usize, n: usize, end: usize) -> bool {
    if at + 2 * n > end {
        return false;
    }
    let tokens = cx.doc.tokens();
    // The spelling decides nearly always; only a first word may differ in its capital.
    let same = |at: usize| cx.evidence.spelling(at) == cx.evidence.spelling(at + n);
    if !same(at) {
        let (first, second) = (tokens[at], tokens[at + n]);
        let capital = first.case == Case::Capitalized && second.case == Case::Lower && first.span.len() == second.span.len();
        if !capital || cx.evidence.folded(at) != cx.evidence.folded(at + n) {
            return false;
        }
    }
    (1..n).all(|k| same(at + k)) && (0..n).all(|k| tokens[at + k].is_word() && tokens[at + n + k].is_word() && tokens[at + n + k].space_before())
}

/// Function words, among them those that a large word list also has as nouns or adverbs.
fn is_closed(cx: &Context<'_>, at: usize) -> bool {
    const FUNCTION: &[&str] = &[
        "a", "about", "after", "an", "and", "are", "as", "at", "be", "been", "before", "between", "but", "by", "for", "from", "has", "have", "in", "into",
        "its", "of", "on", "or", "over", "than", "the", "their", "this", "through", "to", "under", "when", "which", "with",
    ];
    cx.evidence.word(at).tags.within(TagSet::CLOSED) || FUNCTION.binary_search(&cx.evidence.folded(at)).is_ok()
}

fn word(cx: &Context<'_>, start: usize, at: usize) -> Option<f32> {
    let (first, second) = (cx.doc.tokens()[at], cx.doc.tokens()[at + 1]);
    let folded = cx.evidence.folded(at);
    let word = cx.evidence.word(at);
    if REPEATED.contains(&folded) || word.known != Known::Listed || word.possessive {
        return None;
    }
    if folded.len() == 1 && !matches!(folded, "a" | "i") {
        return None;
    }
    if first.case != second.case {
        // "In in", but not "Polish polish" or "May may".
        let opens = cx.starts_sentence(at);
        return (opens && is_closed(cx, at) && !matches!(folded, "may" | "a")).then_some(0.9);
    }
    match first.case {
        Case::Lower => {}
        Case::Upper if folded == "i" || first.span.len() > 1 && all_capitals(cx, start, at) => {}
        _ if folded == "i" => {}
        // Capitals in the middle: a name of two equal parts.
        _ => return None,
    }
    if is_closed(cx, at) {
        // "the state he was born in in 1950", "before it it was": the first may end a clause.
        return Some(SOMETIMES.iter().find(|(known, _)| *known == folded).map_or(0.95, |(_, confidence)| *confidence));
    }
    // Adjectives and adverbs repeat for emphasis.
    if word.tags.intersects(TagSet::ADVERB) || word.tags.intersects(TagSet::ADJECTIVE) && !word.tags.intersects(TagSet::VERB) {
        return (word.tags.intersects(TagSet::NOUN) && !cx.evidence.quotes().covers(at)).then_some(0.6);
    }
    Some(if cx.evidence.quotes().covers(at) { 0.6 } else { 0.85 })
}

fn all_capitals(cx: &Context<'_>, start: usize, at: usize) -> bool {
    (start..at).all(|token| !cx.doc.tokens()[token].is_word() || cx.doc.tokens()[token].case == Case::Upper || cx.text(token).len() == 1)
}

fn phrase(cx: &Context<'_>, at: usize, length: usize, end: usize) -> Option<f32> {
    let words: Vec<&str> = (at..at + length).map(|at| cx.evidence.folded(at)).collect();
    let closed = (at..at + length).all(|at| is_closed(cx, at));
    // "on and on and on", "day by day by day", "what will be will be".
    if length == 2 && words.iter().any(|word| matches!(*word, "and" | "or" | "by" | "after" | "upon" | "but" | "no" | "so")) {
        return None;
    }
    if length == 2
        && !closed
        && !(at..at + 2).any(|at| matches!(cx.evidence.folded(at), "the" | "of" | "a" | "an" | "in" | "to" | "for" | "with" | "on" | "at" | "from"))
    {
        let names = (at..at + 2).all(|at| cx.doc.tokens()[at].is_capitalized());
        return Some(if names { 0.75 } else { 0.6 });
    }
    // "face to face to": the second word joins two of the first, and goes on.
    if length == 2 && !is_closed(cx, at) && cx.evidence.word(at + 1).tags.intersects(TagSet::PREPOSITION) {
        return None;
    }
    // "what will be will be", "who is good is good": a clause ends where the next begins.
    if cx.evidence.word(at).tags.intersects(TagSet::FINITE_VERB)
        && (cx.segment_of(at).range().start..at).any(|at| cx.evidence.word(at).tags.intersects(TagSet::WH_WORD) || cx.evidence.folded(at) == "whoever")
    {
        return Some(0.4);
    }
    // "the best of the best of the best" goes round once more.
    if length > 2 && at + 2 * length < end && cx.evidence.spelling(at) == cx.evidence.spelling(at + 2 * length) {
        return Some(0.6);
    }
    Some(if closed { 0.93 } else { 0.88 })
}
