//! A text or a paragraph that breaks off.

use super::{Context, Sink, rule};
use crate::evidence::words::Known;
use crate::knowledge::tags::TagSet;
use crate::mqm::Severity;
use crate::text::{BlockKind, Case, Segment, SegmentKind, TokenKind};

rule! {
    /// The text, or a paragraph, ends in the middle of a sentence.
    ///
    /// Systems stop at a limit of length and leave an article, a preposition, a comma or half a word at the end. Titles, lists
    /// and lines that go on below are left alone.
    ///
    /// ```flag
    /// The ministers met on Monday and agreed on a plan. The president of the country said ⟦that the⟧
    ///
    /// The opposition did not agree with him. It will vote against the law because ⟦of its⟧
    /// ```
    /// ```pass
    /// What the new law is made of
    ///
    /// Dear colleagues,
    ///
    /// The minister came in. He said what he was thinking of. It was a long speech about the town they came from.
    /// ```
    "cut-off-end", CompletenessCutOff, Major, 0.9,
}

/// Words after which no English sentence ends, not even a title.
const NEVER_LAST: &[&str] = &[
    "a", "although", "an", "and", "because", "every", "if", "its", "my", "nor", "or", "our", "than", "the", "their", "unless", "whereas", "whether", "whose",
    "your",
];

/// Words that end a sentence now and then ("made of", "came from"), but seldom a long one.
const SELDOM_LAST: &[&str] = &[
    "against", "among", "as", "at", "between", "but", "by", "during", "for", "from", "his", "into", "of", "since", "that", "through", "to", "toward",
    "towards", "under", "upon", "when", "where", "which", "while", "who", "with", "within",
];

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let segments = cx.doc.segments();
    let alone = segments.len() == 1;
    for (at, segment) in segments.iter().enumerate() {
        let next = segments.get(at + 1);
        if next.is_some_and(|next| next.block == segment.block) {
            continue;
        }
        let last = segment.tokens.end as usize - 1;
        let token = cx.doc.tokens()[last];
        // Nearly every paragraph ends in a stop or a closing mark.
        if token.kind == TokenKind::Punctuation && !matches!(cx.text(last), "," | "-") {
            continue;
        }
        if next.is_some_and(|next| goes_on(cx, next)) || is_exempt(cx, segment, at) {
            continue;
        }
        // Behind another sentence in the same paragraph this is no title.
        let follows = at > 0 && segments[at - 1].block == segment.block;
        let Some((why, confidence)) = breaks_off(cx, segment, last, alone, follows) else { continue };
        let first = if last > segment.tokens.start as usize && cx.doc.tokens()[last - 1].kind != TokenKind::Punctuation { last - 1 } else { last };
        let span = cx.span(first, last);
        let what = if next.is_none() { "the text" } else { "the paragraph" };
        let finding = sink.flag(span, format!("{what} breaks off after \"{}\"", cx.doc.slice(span)));
        finding.because(why).confidence(confidence);
        if confidence <= UNSURE {
            finding.severity(Severity::Minor);
        }
    }
}

/// Up to here a stop may have been forgotten and nothing else.
const UNSURE: f32 = 0.45;

/// Sentences of the shortest text in which a missing stop means something.
const FEWEST_SENTENCES: usize = 4;

/// Whether the next line continues this one: then the layout broke it, not the translation.
fn goes_on(cx: &Context<'_>, next: &Segment) -> bool {
    let first = cx.doc.tokens()[next.range().start];
    first.is_word() && !first.is_capitalized() || first.kind == TokenKind::Number || matches!(cx.text(next.range().start), "-" | "–" | "—" | "•" | "*" | "·")
}

/// Lines that need no end: titles by markup, lists, bylines, captions.
fn is_exempt(cx: &Context<'_>, segment: &Segment, index: usize) -> bool {
    let kind = cx.doc.blocks()[segment.block as usize].kind;
    if matches!(kind, BlockKind::Heading | BlockKind::Item) || matches!(segment.kind, SegmentKind::Byline | SegmentKind::Dateline | SegmentKind::Item) {
        return true;
    }
    let first_of_block = index == 0 || cx.doc.segments()[index - 1].block != segment.block;
    let words = segment.range().filter(|at| cx.doc.tokens()[*at].is_word()).count();
    // A salutation or a sign-off, a line of a list or an address.
    first_of_block && words < 6
}

fn breaks_off(cx: &Context<'_>, segment: &Segment, last: usize, alone: bool, follows: bool) -> Option<(String, f32)> {
    let token = cx.doc.tokens()[last];
    let text = cx.text(last);
    if token.kind == TokenKind::Punctuation {
        return match text {
            "," => Some(("a comma ends no sentence".to_owned(), if alone { 0.4 } else { 0.7 })),
            _ if !token.space_before() => Some(("a hyphen leaves half a word".to_owned(), 0.8)),
            _ => None,
        };
    }
    if !token.is_word() || text.ends_with('.') {
        return None;
    }
    let folded = cx.evidence.folded(last);
    let words = segment.range().filter(|at| cx.doc.tokens()[*at].is_word()).count();
    // A line or two may be a headline with its teaser.
    let open = (follows && words >= 6 && cx.doc.segments().len() >= FEWEST_SENTENCES)
        .then(|| ("the sentence has no stop, though those before it have".to_owned(), UNSURE));
    if token.case != Case::Lower {
        return open;
    }
    if NEVER_LAST.binary_search(&folded).is_ok() {
        // "grade a", "vitamin a", and letters of a list.
        let confidence = if folded == "a" || words < 6 { 0.75 } else { 0.95 };
        return Some((format!("no sentence ends in \"{text}\""), confidence));
    }
    let title = !follows && segment.kind == SegmentKind::Heading;
    if SELDOM_LAST.binary_search(&folded).is_ok() && !title {
        let verb_before = last > segment.range().start && matches!(cx.evidence.word(last - 1).known, Known::Listed) && is_stranding(cx, last - 1);
        if words >= 8 && !verb_before || follows && words >= 6 {
            return Some((format!("a sentence seldom ends in \"{text}\" and never without a stop"), if follows && !verb_before { 0.75 } else { 0.6 }));
        }
        return open;
    }
    if follows && words >= 6 && cx.evidence.word(last).known == Known::Unknown && is_beginning(cx, folded) {
        return Some((format!("\"{text}\" is the beginning of a word"), 0.65));
    }
    open
}

/// Whether the word before a preposition lets it stand alone: "made of", "came from".
fn is_stranding(cx: &Context<'_>, at: usize) -> bool {
    let tags = cx.evidence.word(at).tags;
    tags.intersects(TagSet::VERB) || tags.intersects(TagSet::PRONOUN)
}

/// Whether the letters begin a listed word that is longer: "governme".
fn is_beginning(cx: &Context<'_>, folded: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "nt", "t", "n", "on", "ion", "ent", "ment", "e", "ed", "d", "ing", "ng", "g", "ly", "y", "s", "er", "r", "al", "l", "ity", "ty", "ry", "ary", "ce",
        "nce", "ve", "ive", "st", "ist",
    ];
    folded.len() >= 4
        && ENDINGS.iter().any(|ending| cx.knowledge.lexicon.get(&format!("{folded}{ending}")).is_some_and(|entry| entry.is_word() && entry.frequency() >= 10))
}
