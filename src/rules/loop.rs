//! Text that runs in circles.

use super::{Context, Sink, rule};
use crate::evidence::words::Known;
use crate::knowledge::tags::TagSet;
use crate::mqm::Severity;
use crate::text::{Span, TokenKind};

rule! {
    /// The same words come again and again, three times in a row or more.
    ///
    /// A decoder that has lost its place repeats what it wrote last, sometimes to the end of the text. One word repeated for
    /// emphasis, laughter, and drawn lines are left alone.
    ///
    /// ```flag
    /// He met ⟦the company and the company and the company and⟧ the bank. They signed nothing.
    /// It is ⟦of the of the of the of the of the of the⟧ best. It was ⟦the the the⟧ end.
    /// ```
    /// ```pass
    /// Ha ha ha, no, no, no! It was very, very, very good. Location, location, location. It went on and on and on.
    /// -------- * * * * * * ........ 0 0 0 0 0 0
    /// ```
    "loop", CompletenessLoop, Major, 0.92,
}

/// Longest repeated group, in tokens, that the first search looks for; longer ones are whole sentences.
const LONGEST: usize = 16;

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let mut found = repeated_groups(cx);
    repeated_segments(cx, &mut found);
    // One finding for what overlaps: a group of two words that repeats six times is also one of four that repeats thrice.
    found.sort_by_key(|group| (group.first, std::cmp::Reverse(group.end)));
    let mut done = 0;
    for group in &found {
        if group.first < done {
            continue;
        }
        done = group.end;
        report(cx, sink, group);
    }
    long_characters(cx, sink);
    if found.is_empty() {
        narrow_window(cx, sink);
    }
}

struct Group {
    first: usize,
    end: usize,
    period: usize,
    times: usize,
    confidence: f32,
}

/// Groups of up to [`LONGEST`] tokens that follow each other three times or more.
fn repeated_groups(cx: &Context<'_>) -> Vec<Group> {
    let count = cx.doc.tokens().len();
    let mut found = Vec::new();
    if count < 3 {
        return found;
    }
    // From its second round on, every token of a loop has stood a few places before. Such stretches are rare, so one pass
    // finds them and only they are measured. The ids in front stand for no token.
    let mut ids = vec![u32::MAX; LONGEST];
    ids.extend((0..count).map(|at| cx.evidence.spelling(at)));
    let mut recent = 0;
    for at in 0..=count {
        let before: &[u32; LONGEST] = ids[at..at + LONGEST].try_into().expect("as long as that");
        let id = ids.get(at + LONGEST).copied();
        if id.is_some_and(|id| before.iter().fold(false, |seen, other| seen | (*other == id))) {
            recent += 1;
            continue;
        }
        if recent >= 2 {
            measure(cx, &ids[LONGEST..], (at - recent).saturating_sub(LONGEST), at, &mut found);
        }
        recent = 0;
    }
    found
}

/// Finds the periods of the stretch `from..to`.
fn measure(cx: &Context<'_>, ids: &[u32], from: usize, to: usize, found: &mut Vec<Group>) {
    for period in 1..=LONGEST.min((to - from).div_ceil(3)) {
        let mut run = 0;
        for at in from + period..=to {
            if at < to && ids[at] == ids[at - period] {
                run += 1;
                continue;
            }
            // The last round may lack the mark that parts it from the next.
            let first = at - period - run;
            let open = usize::from(run > period && cx.doc.tokens()[first + period - 1].kind == TokenKind::Punctuation);
            if run + open >= 2 * period {
                let times = (run + open + period) / period;
                let group = Group { first, end: (first + times * period).min(at), period, times, confidence: 0.0 };
                if let Some(confidence) = weigh(cx, &group) {
                    found.push(Group { confidence, ..group });
                }
            }
            run = 0;
        }
    }
}

/// How sure it is that the repetition was not meant.
fn weigh(cx: &Context<'_>, group: &Group) -> Option<f32> {
    let tokens = &cx.doc.tokens()[group.first..group.first + group.period];
    let words: Vec<usize> = (group.first..group.first + group.period).filter(|at| cx.doc.tokens()[*at].is_word()).collect();
    let times = group.times;
    let mut spellings: Vec<u32> = words.iter().map(|at| cx.evidence.spelling(*at)).collect();
    spellings.sort_unstable();
    spellings.dedup();
    match spellings.len() {
        0 => None,
        1 => {
            // "Ha ha ha" and "very, very, very" are English; "the the the" is not, nor is any word ten times.
            let word = cx.evidence.word(words[0]);
            let folded = cx.evidence.folded(words[0]);
            let closed = word.known == Known::Listed
                && word.tags.within(TagSet::CLOSED)
                && !matches!(
                    folded,
                    "no" | "so"
                        | "all"
                        | "you"
                        | "me"
                        | "i"
                        | "we"
                        | "why"
                        | "what"
                        | "who"
                        | "up"
                        | "that"
                        | "more"
                        | "out"
                        | "down"
                        | "it"
                        | "he"
                        | "she"
                        | "my"
                        | "but"
                        | "if"
                        | "do"
                        | "off"
                );
            let bare = tokens.len() == 1;
            let short = folded.chars().count() <= 3;
            match times {
                _ if closed && bare && folded.len() > 1 => Some(0.95),
                10.. if !short => Some(0.8),
                20.. => Some(0.7),
                4.. if !short
                    && bare
                    && word.known == Known::Listed
                    && !word.tags.intersects(TagSet::ADVERB.union(TagSet::ADJECTIVE))
                    && !cx.evidence.quotes().covers(group.first) =>
                {
                    Some(0.7)
                }
                6.. if !short && bare => Some(0.7),
                _ => None,
            }
        }
        _ => {
            // Data in columns repeats too, and songs do, but they have numbers or a refrain in marks.
            let marks = tokens.iter().filter(|token| token.kind != TokenKind::Word).count();
            if marks * 2 > tokens.len() {
                return None;
            }
            // A chant or a song: the groups are parted by a mark, within quotation marks.
            let quoted = cx.evidence.quotes().covers(group.first);
            let parted = tokens.iter().any(|token| token.kind == TokenKind::Punctuation);
            let linked = group.period == 2 && words.iter().any(|at| matches!(cx.evidence.folded(*at), "and" | "by" | "after" | "or" | "upon" | "to"));
            Some(match times {
                3 if quoted || linked => 0.45,
                3 if parted => 0.7,
                3..=5 if quoted => 0.6,
                3..=5 => 0.92,
                _ if quoted => 0.8,
                _ => 0.97,
            })
        }
    }
}

/// Sentences that follow each other three times or more.
fn repeated_segments(cx: &Context<'_>, found: &mut Vec<Group>) {
    let segments = cx.doc.segments();
    let same = |a: usize, b: usize| {
        let (a, b) = (segments[a].range(), segments[b].range());
        a.len() == b.len() && a.zip(b).all(|(a, b)| cx.evidence.spelling(a) == cx.evidence.spelling(b))
    };
    let mut at = 0;
    while at + 2 < segments.len() {
        let length = segments[at].tokens.len();
        let mut end = at + 1;
        while length > LONGEST && end < segments.len() && same(at, end) {
            end += 1;
        }
        if end - at >= 3 {
            found.push(Group { first: segments[at].range().start, end: segments[end - 1].range().end, period: length, times: end - at, confidence: 0.95 });
        }
        at = end;
    }
}

fn report(cx: &Context<'_>, sink: &mut Sink<'_>, group: &Group) {
    let times = group.times;
    let unit = cx.doc.slice(cx.span(group.first, group.first + group.period - 1));
    let shown: String = if unit.chars().count() > 60 { unit.chars().take(60).chain(['…']).collect() } else { unit.to_owned() };
    let finding = sink.flag(cx.span(group.first, group.end - 1), format!("\"{shown}\" stands {times} times in a row"));
    finding.because("a decoder that loses its place repeats itself").confidence(group.confidence).suggest(unit);
    if times >= 6 {
        finding.severity(Severity::Critical);
    }
}

/// One character many times over in a word, or a row of exclamation or question marks.
fn long_characters(cx: &Context<'_>, sink: &mut Sink<'_>) {
    const LETTERS: usize = 8;
    const MARKS: usize = 6;
    /// No word of English is as long as this.
    const LONG: usize = 40;
    for (at, token) in cx.doc.tokens().iter().enumerate() {
        if token.span.len() < MARKS {
            continue;
        }
        let text = cx.text(at);
        let first = text.as_bytes()[0];
        match token.kind {
            TokenKind::Punctuation if matches!(first, b'!' | b'?') && text.len() >= MARKS => {
                flag_character(sink, token.span, text, text.len(), if text.len() > 20 { 0.7 } else { 0.35 });
            }
            TokenKind::Word if text.len() >= LETTERS && (text.len() >= LONG || may_repeat(text)) => {
                let (mut run, mut longest, mut previous) = (1, 1, None);
                for c in text.chars() {
                    run = if previous == Some(c) { run + 1 } else { 1 };
                    longest = if c.is_alphabetic() && !matches!(c, 'X' | 'x' | 'w') { longest.max(run) } else { longest };
                    previous = Some(c);
                }
                if longest >= LETTERS {
                    flag_character(sink, token.span, text, longest, if longest > 20 { 0.85 } else { 0.45 });
                } else if text.len() >= LONG
                    && token.is_ascii()
                    && (2..=6).any(|period| text.as_bytes()[period..].iter().zip(text.as_bytes()).all(|(a, b)| a == b))
                {
                    flag_character(sink, token.span, text, text.len(), 0.85);
                }
            }
            _ => {}
        }
    }
}

/// Whether a run of eight letters is possible: it would cover two bytes in this grid that are four apart.
fn may_repeat(text: &str) -> bool {
    let grid = text.as_bytes().iter().skip(3).step_by(4);
    grid.clone().zip(grid.skip(1)).any(|(a, b)| a == b)
}

fn flag_character(sink: &mut Sink<'_>, span: Span, text: &str, times: usize, confidence: f32) {
    let shown: String = text.chars().take(12).chain(if text.chars().count() > 12 { Some('…') } else { None }).collect();
    let finding = sink.flag(span, format!("\"{shown}\" repeats its characters"));
    finding.because(format!("{times} characters in a row repeat")).confidence(confidence).severity(if times > 40 { Severity::Major } else { Severity::Minor });
}

/// A stretch that uses the same few words, though in no fixed order.
fn narrow_window(cx: &Context<'_>, sink: &mut Sink<'_>) {
    /// Words looked at in one go.
    const WINDOW: usize = 200;
    /// English prose has some 110 different words in 200, and lists of results hardly fewer than 50.
    const FEWEST: u32 = 35;
    if (cx.doc.word_count() as usize) < WINDOW {
        return;
    }
    let words: Vec<usize> = (0..cx.doc.tokens().len()).filter(|at| cx.doc.tokens()[*at].is_word()).collect();
    for window in words.chunks_exact(WINDOW) {
        let mut seen = [0u64; 64];
        for at in window {
            let id = cx.evidence.spelling(*at).wrapping_mul(0x9E37_79B1) >> 20;
            seen[(id >> 6) as usize] |= 1 << (id & 63);
        }
        let different: u32 = seen.iter().map(|bits| bits.count_ones()).sum();
        if different < FEWEST {
            let span = cx.span(window[0], window[WINDOW - 1]);
            let finding = sink.flag(span, format!("{WINDOW} words in a row use only {different} different ones"));
            finding.because("prose uses more than a hundred").confidence(0.7);
            return;
        }
    }
}
