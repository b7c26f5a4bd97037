//! Where the text matches a row of the phrase tables.

use std::ops::Range;

use super::Evidence;
use crate::knowledge::inflect::{self, Class};
use crate::knowledge::phrases::pattern::{self, GROUPS, LEMMA, MARK_END, MARK_START, SLOTS};
use crate::knowledge::phrases::{Phrases, Row};
use crate::knowledge::tags::TagSet;
use crate::text::{Case, Segment, SegmentKind, Span, TokenKind, fold};

/// One match of one row.
#[derive(Debug, Clone, PartialEq)]
pub struct PhraseMatch {
    /// Number of the row.
    pub row: u32,
    /// The part of the text that the row objects to.
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What to write instead, best first.
    pub instead: Vec<String>,
}

/// Matches in a document, in order of place; of several at one place the longest.
#[must_use]
pub fn find(evidence: &Evidence<'_>) -> Vec<PhraseMatch> {
    let mut found = find_all(evidence);
    found.dedup_by(|later, earlier| earlier.span.contains(later.span));
    found
}

/// Every match of every row, in order of place.
#[must_use]
pub fn find_all(evidence: &Evidence<'_>) -> Vec<PhraseMatch> {
    let phrases = &evidence.knowledge().phrases;
    let mut found: Vec<PhraseMatch> = Vec::new();
    let mut tried: Vec<(u32, usize)> = Vec::new();
    let mut anchors = evidence.anchors().iter().peekable();
    for segment in evidence.doc().segments() {
        tried.clear();
        let range = segment.range();
        while let Some(&at) = anchors.next_if(|at| (**at as usize) < range.end) {
            let at = at as usize;
            if at < range.start || matches!(segment.kind, SegmentKind::Dateline | SegmentKind::Byline) {
                continue;
            }
            let neighbour = |at: Option<usize>| at.filter(|at| range.contains(at)).map_or(0, |at| pattern::symbol_bit(evidence.symbol(at)));
            let (left, right) = (neighbour(at.checked_sub(1)), neighbour(Some(at + 1)));
            for row in phrases.rows_at(evidence.symbol(at)) {
                let program = phrases.program(row);
                let (before, after) = program.neighbours;
                if before != u64::MAX && before & left == 0 || after != u64::MAX && after & right == 0 {
                    continue;
                }
                for before in program.low..=program.high {
                    let Some(start) = at.checked_sub(before as usize).filter(|start| *start >= range.start) else { break };
                    if tried.contains(&(row, start)) {
                        continue;
                    }
                    if program.low != program.high {
                        tried.push((row, start));
                    }
                    let mut machine = Machine { evidence, phrases, segment, slots: [usize::MAX; SLOTS], steps: 0 };
                    if machine.run(program.ops, 0, start) {
                        found.extend(machine.matched(row));
                    }
                }
            }
        }
    }
    found.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end), m.row));
    found
}

/// A backtracking matcher for one start in one sentence.
struct Machine<'a> {
    evidence: &'a Evidence<'a>,
    phrases: &'a Phrases,
    segment: &'a Segment,
    slots: [usize; SLOTS],
    steps: u32,
}

/// More steps than this and the row does not match here: no real sentence needs them.
const MOST_STEPS: u32 = 5_000;

impl Machine<'_> {
    fn run(&mut self, ops: &[pattern::Op], mut pc: usize, mut at: usize) -> bool {
        let end = self.segment.range().end;
        loop {
            self.steps += 1;
            if self.steps > MOST_STEPS {
                return false;
            }
            let (code, arg) = (ops[pc] & 0xff, ops[pc] >> 8);
            pc += 1;
            match code {
                pattern::SYM => {
                    if at >= end || self.evidence.symbol(at) != arg {
                        return false;
                    }
                    at += 1;
                }
                pattern::SET => {
                    let set = &ops[pc..pc + arg as usize];
                    pc += arg as usize;
                    if at >= end || set.binary_search(&self.evidence.symbol(at)).is_err() {
                        return false;
                    }
                    at += 1;
                }
                pattern::EXACT => {
                    if at >= end || self.evidence.doc().token_text(at) != self.phrases.exact(arg) {
                        return false;
                    }
                    at += 1;
                }
                pattern::CLASS => {
                    if at >= end || !self.is_class(at, arg & 0xff, arg >> 8 != 0) {
                        return false;
                    }
                    at += 1;
                }
                pattern::ANY => {
                    if at >= end || !matches!(self.evidence.doc().tokens()[at].kind, TokenKind::Word | TokenKind::Number) {
                        return false;
                    }
                    at += 1;
                }
                pattern::START => {
                    let start = self.segment.range().start;
                    if (start..at).any(|before| matches!(self.evidence.doc().tokens()[before].kind, TokenKind::Word | TokenKind::Number)) {
                        return false;
                    }
                }
                pattern::END => {
                    if (at..end).any(|after| matches!(self.evidence.doc().tokens()[after].kind, TokenKind::Word | TokenKind::Number)) {
                        return false;
                    }
                }
                pattern::NOT | pattern::NOT_BEFORE => {
                    let body = pc;
                    pc += arg as usize;
                    let place = if code == pattern::NOT { Some(at) } else { at.checked_sub(1).filter(|before| *before >= self.segment.range().start) };
                    let kept = self.slots;
                    if place.is_some_and(|place| place < end && self.run(ops, body, place)) {
                        return false;
                    }
                    self.slots = kept;
                }
                pattern::SPLIT => {
                    let kept = self.slots;
                    if self.run(ops, pc, at) {
                        return true;
                    }
                    self.slots = kept;
                    pc += arg as usize;
                }
                pattern::JUMP => pc += arg as usize,
                pattern::SAVE => self.slots[arg as usize] = at,
                _ => return true,
            }
        }
    }

    fn is_class(&self, at: usize, class: u32, must: bool) -> bool {
        let token = self.evidence.doc().tokens()[at];
        let word = self.evidence.word(at);
        match pattern::CLASSES[class as usize] {
            "word" => token.kind == TokenKind::Word,
            "name" => token.is_capitalized() && at > self.segment.range().start,
            "num" => token.kind == TokenKind::Number || word.tags.within(TagSet::of(&[crate::knowledge::tags::Tag::CD])),
            "noun" if token.case != Case::Lower && at > self.segment.range().start && !must => word.tags.intersects(TagSet::NOUN),
            _ => {
                let tags = pattern::class_tags(class);
                token.kind == TokenKind::Word && if must { word.tags.within(tags) } else { word.tags.intersects(tags) }
            }
        }
    }

    fn matched(&self, row: u32) -> Option<PhraseMatch> {
        let (start, end) = (self.slots[MARK_START as usize], self.slots[MARK_END as usize]);
        if start >= end || end == usize::MAX {
            return None;
        }
        let tokens = self.evidence.doc().tokens();
        let span = tokens[start].span.to(tokens[end - 1].span);
        let said = self.phrases.row(row);
        let instead = said.instead.split(';').filter(|text| !text.trim().is_empty()).map(|text| self.fill(text.trim(), &said, start)).collect();
        Some(PhraseMatch { row, span, tokens: start..end, instead })
    }

    /// Puts the matched text and the matched inflection into a replacement.
    fn fill(&self, template: &str, row: &Row, start: usize) -> String {
        let doc = self.evidence.doc();
        let mut out = String::new();
        for (n, part) in template.split(' ').enumerate() {
            if n > 0 && !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
            if let Some(lemma) = part.strip_prefix('@') {
                let end = lemma.find(|c: char| !c.is_alphanumeric() && c != '-').unwrap_or(lemma.len());
                out.push_str(&self.inflect_like(&lemma[..end], row));
                out.push_str(&lemma[end..]);
            } else if let Some(rest) = part.strip_prefix('$')
                && let Some(digit) = rest.chars().next().and_then(|c| c.to_digit(10)).filter(|d| *d > 0)
            {
                let slot = (GROUPS + (digit - 1) * 2) as usize;
                let (from, to) = (self.slots[slot], self.slots[slot + 1]);
                if from < to && to != usize::MAX {
                    let span = doc.tokens()[from].span.to(doc.tokens()[to - 1].span);
                    out.push_str(doc.slice(span));
                }
                out.push_str(&rest[1..]);
            } else {
                out.push_str(part);
            }
        }
        let out = out.trim().to_owned();
        if doc.tokens()[start].is_capitalized() { fold::with_case_of("Aa", &out) } else { out }
    }

    /// The form of `lemma` in the inflection of the row's first inflected element.
    fn inflect_like(&self, lemma: &str, row: &Row) -> String {
        let at = self.slots[LEMMA as usize];
        if at == usize::MAX || row.lemma.is_empty() {
            return lemma.to_owned();
        }
        let form = self.evidence.folded(at);
        if lemma == "be" || row.lemma == "be" {
            return if lemma == row.lemma { form.to_owned() } else { lemma.to_owned() };
        }
        // The base form says least, so it is asked last of the verb; a noun's plural looks like a third person.
        for class in [Class::Verb, Class::Noun, Class::Adjective] {
            for tag in class.tags() {
                if inflect::inflect(&row.lemma, *tag) == form && (form != row.lemma || *tag == class.tags()[0]) {
                    return inflect::inflect(lemma, *tag);
                }
            }
        }
        lemma.to_owned()
    }
}
