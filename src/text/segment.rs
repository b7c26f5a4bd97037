//! Where sentences begin and end.
//!
//! One pass over the tokens of a block. A terminator ends a sentence unless an abbreviation, an initial, a
//! decimal or a following lower-case word says otherwise; the Russian attribution dash (`…”. – said Putin`)
//! keeps a quotation and its speaker together.

use std::ops::Range;

use super::span::Span;
use super::token::{Case, Token, TokenKind};

/// What part a segment plays in its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SegmentKind {
    /// A sentence of running text.
    Sentence,
    /// A title or sub-heading: no final stop, verbs may be left out.
    Heading,
    /// Place and date before a report: `MOSCOW, November 13. /TASS/.`
    Dateline,
    /// A line that names who wrote or pictured it.
    Byline,
    /// A line of a list, a table cell or another fragment.
    Item,
}

/// One sentence, or a line that stands for one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Where it stands.
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<u32>,
    /// The block it belongs to.
    pub block: u32,
    /// What part it plays.
    pub kind: SegmentKind,
}

impl Segment {
    /// Indices of its tokens.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.tokens.start as usize..self.tokens.end as usize
    }
}

/// Titles and the like: a full stop after them never ends a sentence.
const NEVER_ENDS: &[&str] = &[
    "Adm", "Brig", "Capt", "Cmdr", "Col", "Cpl", "Dr", "Drs", "Fr", "Ft", "Gen", "Gov", "Hon", "Insp", "Lt", "Maj", "Messrs", "Mlle", "Mme", "Mr", "Mrs", "Ms",
    "Mt", "Mx", "Ofc", "Pfc", "Pres", "Prof", "Pvt", "Rep", "Reps", "Rev", "Rt", "Sen", "Sens", "Sgt", "Sr", "St", "Ste", "Supt", "Treas", "v", "vs", "cf",
    "ca", "cca", "approx", "resp", "incl", "viz", "al-Sh", "Sra", "Srta", "Abp", "Bp", "Amb", "Atty", "Cllr", "Comdr", "Det", "Dir", "Eng", "Ens", "Esq",
    "Mgr", "Msgr", "Ven", "Mons", "Ph",
];

/// Words whose stop may or may not end the sentence; what follows decides.
const MAY_END: &[&str] = &[
    "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "Inc", "Ltd", "Co", "Corp", "Bros", "Jr", "etc", "Ave", "Blvd", "Rd",
    "No", "no", "Nos", "nos", "Art", "art", "Sec", "sec", "Fig", "fig", "Figs", "Vol", "vol", "pp", "p", "Ch", "ch", "Mass", "Calif", "Conn", "Fla", "Ariz",
    "Colo", "Okla", "Tenn", "Tex", "Wash", "Wis", "Va", "Ala", "Ark", "Del", "Ga", "Ill", "Ind", "Kan", "Ky", "La", "Md", "Mich", "Minn", "Miss", "Mo", "Mont",
    "Neb", "Nev", "Pa", "mln", "bln", "tn", "trln", "est", "Est", "ed", "eds", "Ed", "Eds", "b", "d", "r", "sq", "kg", "km", "cm", "mm", "min", "max", "ext",
    "tel", "Tel", "dept", "Dept", "Univ", "Assn", "Gov", "op", "ibid", "para",
];

/// Numbered references: their stop is followed by a number.
const BEFORE_NUMBER: &[&str] = &[
    "No", "no", "Nos", "nos", "Art", "art", "Fig", "fig", "Figs", "Vol", "vol", "pp", "p", "Sec", "sec", "Ch", "ch", "b", "d", "r", "tel", "Tel", "para", "ext",
];

/// Words that open a sentence so often that an abbreviation before them ends one.
const STARTERS: &[&str] = &[
    "A",
    "After",
    "All",
    "Also",
    "Although",
    "An",
    "And",
    "Another",
    "As",
    "At",
    "Because",
    "Before",
    "Both",
    "But",
    "By",
    "Critics",
    "Despite",
    "During",
    "Each",
    "Earlier",
    "Even",
    "Experts",
    "Few",
    "First",
    "For",
    "From",
    "Further",
    "Given",
    "Had",
    "Has",
    "Have",
    "He",
    "Her",
    "Here",
    "His",
    "How",
    "However",
    "I",
    "If",
    "In",
    "Instead",
    "Is",
    "It",
    "Its",
    "Last",
    "Later",
    "Many",
    "Meanwhile",
    "More",
    "Moreover",
    "Most",
    "My",
    "Nevertheless",
    "No",
    "None",
    "Not",
    "Now",
    "Officials",
    "On",
    "Once",
    "One",
    "Only",
    "Or",
    "Other",
    "Others",
    "Our",
    "Overall",
    "People",
    "Police",
    "Since",
    "She",
    "So",
    "Some",
    "Still",
    "Such",
    "That",
    "The",
    "Their",
    "Then",
    "There",
    "These",
    "They",
    "This",
    "Those",
    "Though",
    "Through",
    "Thus",
    "To",
    "Today",
    "Two",
    "Under",
    "Unlike",
    "Until",
    "We",
    "Were",
    "What",
    "When",
    "Where",
    "Whether",
    "Which",
    "While",
    "Who",
    "Why",
    "With",
    "Without",
    "Would",
    "Yes",
    "Yet",
    "You",
    "Your",
];

const MONTHS: &[&str] = &[
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Sept",
    "Oct",
    "Nov",
    "Dec",
];

fn is_closing(text: &str) -> bool {
    matches!(text, "”" | "\"" | "’" | "'" | "»" | ")" | "]" | "“" | "」" | "』" | "）" | "›")
}

fn is_opening(text: &str) -> bool {
    matches!(text, "“" | "\"" | "‘" | "'" | "«" | "(" | "[" | "„" | "「" | "『" | "（" | "‹")
}

fn is_dash(text: &str) -> bool {
    matches!(text, "–" | "—" | "-" | "--" | "―")
}

fn is_terminator(text: &str) -> bool {
    matches!(text.as_bytes()[0], b'.' | b'!' | b'?') || matches!(text, "…" | "。" | "！" | "？" | "……" | "۔" | "؟")
}

/// Ends of the sentences in `tokens` (indices one past the last token of each), for one block.
///
/// `break_before[i]` is not needed: a block never holds a hard line break. The last end is `tokens.len()`.
pub(super) fn sentence_ends(text: &str, tokens: &[Token], ends: &mut Vec<usize>) {
    let of = |at: usize| &text[tokens[at].span.range()];
    let mut at = 0;
    let mut sentence_start = 0;
    while at < tokens.len() {
        let token = tokens[at];
        // An acronym with its own dots can end a sentence: "in the U.S. The".
        let dotted_end = token.kind == TokenKind::Word && text.as_bytes()[token.span.end as usize - 1] == b'.';
        if !dotted_end && (token.kind != TokenKind::Punctuation || !is_terminator(of(at))) {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while end < tokens.len() && tokens[end].kind == TokenKind::Punctuation && !tokens[end].space_before() && is_terminator(of(end)) {
            end += 1;
        }
        let mut closings = 0;
        while end < tokens.len() && closings < 4 && !tokens[end].space_before() && tokens[end].kind == TokenKind::Punctuation && is_closing(of(end)) {
            end += 1;
            closings += 1;
        }
        // A stop may follow the closing mark: `…”.`
        while closings > 0 && end < tokens.len() && !tokens[end].space_before() && tokens[end].kind == TokenKind::Punctuation && is_terminator(of(end)) {
            end += 1;
        }
        if end < tokens.len() && is_boundary(text, tokens, sentence_start, at, end, dotted_end) {
            ends.push(end);
            sentence_start = end;
        }
        at = end;
    }
    if sentence_start < tokens.len() {
        ends.push(tokens.len());
    }
}

fn is_boundary(text: &str, tokens: &[Token], sentence_start: usize, at: usize, end: usize, dotted: bool) -> bool {
    let of = |at: usize| &text[tokens[at].span.range()];
    let closed = end > at + 1 && is_closing(of(end - 1));
    // White space must follow, or a missing one: "end.Next".
    if !tokens[end].space_before() && !tokens[end].markup_before() {
        let cjk = matches!(of(at), "。" | "！" | "？");
        let glued = !dotted
            && of(at) == "."
            && end == at + 1
            && at > 0
            && tokens[at - 1].is_word()
            && tokens[at - 1].span.len() >= 3
            && tokens[at - 1].case == Case::Lower
            && tokens[end].case == Case::Capitalized
            && tokens[end].span.len() >= 2;
        return cjk || glued;
    }
    // Look past opening marks and dashes at the next word.
    let mut next = end;
    let mut dash = false;
    let mut opening = false;
    while next < tokens.len() && tokens[next].kind == TokenKind::Punctuation && (is_opening(of(next)) || is_dash(of(next))) {
        dash |= is_dash(of(next));
        opening |= is_opening(of(next));
        next += 1;
    }
    let Some(following) = tokens.get(next).copied() else { return true };
    let word = of(next);
    if following.kind == TokenKind::Punctuation {
        if matches!(word, "," | ";" | ":" | ")" | "]" | "”" | "»") {
            return false;
        }
    } else if following.is_word() && following.case == Case::Lower {
        // Lower case goes on, except where a brand or a name particle opens the next sentence after ? or !.
        let first = word.chars().next().expect("a token is not empty");
        if first.is_lowercase() {
            return false;
        }
    } else if following.case == Case::Mixed && word.chars().next().is_some_and(char::is_lowercase) && of(at) == "." && !closed {
        return word.len() > 2;
    }
    let single_dot = dotted || of(at) == ".";
    if !single_dot || closed {
        return true;
    }
    if matches!(of(at), "…" | "...") {
        return following.case != Case::Lower;
    }
    if at == sentence_start {
        return !dotted || end - sentence_start > 1;
    }
    let previous = if dotted { at } else { at - 1 };
    let before = of(previous);
    if !dotted && (tokens[at].space_before() || !tokens[previous].is_word()) {
        // "1." at the start of a sentence is a list number.
        return !(tokens[previous].kind == TokenKind::Number && previous == sentence_start && before.len() <= 3 && end == at + 1);
    }
    let starts = opening || dash || STARTERS.contains(&word);
    if dotted {
        let time = matches!(before.to_ascii_lowercase().as_str(), "a.m." | "p.m.");
        if matches!(before, "e.g." | "i.e." | "E.g." | "I.e.") {
            return false;
        }
        let country = matches!(before, "U.S." | "U.K." | "U.N." | "E.U." | "D.C." | "U.S.A." | "U.A.E." | "B.C." | "A.D." | "Ph.D." | "M.D." | "P.S.");
        if time {
            return following.kind != TokenKind::Number
                && !MONTHS.contains(&word)
                && !matches!(
                    word,
                    "Monday"
                        | "Tuesday"
                        | "Wednesday"
                        | "Thursday"
                        | "Friday"
                        | "Saturday"
                        | "Sunday"
                        | "ET"
                        | "EST"
                        | "EDT"
                        | "GMT"
                        | "UTC"
                        | "PT"
                        | "CET"
                        | "BST"
                        | "Eastern"
                        | "Pacific"
                        | "Moscow"
                        | "Beijing"
                        | "local"
                );
        }
        if country || before.len() > 4 {
            return starts;
        }
        return starts && !STARTERS_AFTER_INITIAL.contains(&word);
    }
    let letters = before.chars().filter(|c| c.is_alphabetic()).count();
    if letters == 1 && tokens[previous].case == Case::Capitalized && before.len() <= 2 {
        // A single initial, "J. Smith", unless "Vitamin C. The".
        return before != "I" && starts && !STARTERS_AFTER_INITIAL.contains(&word);
    }
    if NEVER_ENDS.contains(&before) {
        return false;
    }
    if MAY_END.contains(&before) {
        if BEFORE_NUMBER.contains(&before) && following.kind == TokenKind::Number {
            return false;
        }
        if BEFORE_NUMBER.contains(&before) && matches!(before, "no" | "No" | "b" | "d" | "p" | "r" | "art" | "sec" | "fig" | "ch") {
            return true;
        }
        if matches!(
            before,
            "etc" | "est" | "min" | "max" | "min." | "kg" | "km" | "cm" | "mm" | "Mass" | "Miss" | "Ill" | "Ind" | "La" | "Mo" | "Pa" | "Wash" | "mln" | "bln"
        ) {
            return true;
        }
        if matches!(before, "Inc" | "Ltd" | "Co" | "Corp" | "Jr" | "Bros") {
            return starts;
        }
        return starts && following.kind != TokenKind::Number;
    }
    true
}

/// Starters that are also given names or initials' neighbours ("A. Will").
const STARTERS_AFTER_INITIAL: &[&str] = &["A", "I", "An", "May", "Will", "Other"];

/// What kind of segment the tokens of a short line are.
pub(super) fn line_kind(text: &str, tokens: &[Token]) -> Option<SegmentKind> {
    if tokens.is_empty() {
        return None;
    }
    let of = |token: &Token| &text[token.span.range()];
    let last = tokens.last().expect("not empty");
    let words = tokens.iter().filter(|token| token.is_word()).count();
    let lead = of(&tokens[0]);
    if words <= 8
        && matches!(lead, "By" | "Photo" | "Author" | "Photograph" | "Reporting" | "Editing" | "Source" | "Image" | "Video")
        && tokens.len() > 1
        && !is_terminator(of(last))
    {
        let named = tokens[1..].iter().any(|token| token.is_capitalized()) || of(&tokens[1]) == ":";
        if named {
            return Some(SegmentKind::Byline);
        }
    }
    // A caption credit: "Name Surname/TASS archive".
    if words <= 6 && tokens.iter().any(|token| of(token) == "/") && !is_terminator(of(last)) && tokens[0].is_capitalized() {
        return Some(SegmentKind::Byline);
    }
    let ends_open = last.kind == TokenKind::Punctuation && (is_terminator(of(last)) || matches!(of(last), "," | ";" | ":") || is_closing(of(last)));
    if !ends_open || (of(last) == "?" || of(last) == "!") && words <= 14 || (is_closing(of(last)) && words <= 14 && !tokens.iter().any(|t| of(t) == ".")) {
        // A lower-case start is the rest of something, not a heading; a long line without a stop is a cut sentence.
        return (words <= 25 && lead.chars().next().is_some_and(|c| !c.is_lowercase())).then_some(SegmentKind::Heading);
    }
    None
}

/// Whether a sentence is a dateline: an upper-case place, then a month, an agency or a dash, and no verb.
pub(super) fn is_dateline(text: &str, tokens: &[Token]) -> bool {
    if tokens.len() > 14 || !tokens[0].is_word() || tokens[0].case != Case::Upper {
        return false;
    }
    let of = |token: &Token| &text[token.span.range()];
    let lower = tokens.iter().filter(|token| token.is_word() && token.case == Case::Lower).count();
    lower == 0 && tokens[1..].iter().any(|token| MONTHS.contains(&of(token)) || of(token) == "/" || token.kind == TokenKind::Number)
        || tokens.len() <= 6 && of(&tokens[0]) == "TASS"
}
