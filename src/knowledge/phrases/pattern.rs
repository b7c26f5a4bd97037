//! The pattern language of phrase tables: from a row's text to a small program.
//!
//! Elements are separated by blanks; `docs` are in CONTRIBUTING.md. The build script compiles the shipped packs with
//! this file; a project's own rows are compiled when they are read.

use super::{Class, Tag, TagSet, inflect};

/// One instruction: the code in the low byte, its argument above.
pub type Op = u32;

/// The token is this symbol.
pub const SYM: u32 = 1;
/// The token is one of the `arg` symbols that follow, sorted.
pub const SET: u32 = 2;
/// The token's spelling, in its own case, has the number `arg`.
pub const EXACT: u32 = 3;
/// The token can be of the class `arg & 0xff`; bit 8: it can be nothing else.
pub const CLASS: u32 = 4;
/// Any word or number.
pub const ANY: u32 = 5;
/// The sentence begins here.
pub const START: u32 = 6;
/// The sentence ends here.
pub const END: u32 = 7;
/// The program of `arg` instructions that follows must not match here; skip it.
pub const NOT: u32 = 8;
/// As [`NOT`], for the token before.
pub const NOT_BEFORE: u32 = 9;
/// Try what follows; if that fails, go on `arg` instructions further.
pub const SPLIT: u32 = 10;
/// Go on `arg` instructions further.
pub const JUMP: u32 = 11;
/// Remember the place in slot `arg`.
pub const SAVE: u32 = 12;
/// The whole has matched.
pub const MATCH: u32 = 13;

/// Slots: the marked part, the first inflected element, then begin and end of each group.
pub const MARK_START: u32 = 0;
/// End of the marked part.
pub const MARK_END: u32 = 1;
/// The first inflected element.
pub const LEMMA: u32 = 2;
/// Begin of group 1; its end is the next slot, and so on.
pub const GROUPS: u32 = 3;
/// Number of slots: nine groups.
pub const SLOTS: usize = 3 + 18;

/// Classes of words that a pattern can name.
pub const CLASSES: &[&str] =
    &["noun", "verb", "adj", "adv", "det", "poss", "pron", "prep", "num", "name", "ving", "vpast", "vbase", "wh", "word", "plural", "singular", "vs", "aux"];

/// What a class name allows, where it is a matter of tags.
#[must_use]
pub const fn class_tags(class: u32) -> TagSet {
    match class {
        0 => TagSet::COMMON_NOUN,
        1 => TagSet::VERB,
        2 => TagSet::ADJECTIVE,
        3 => TagSet::ADVERB,
        4 => TagSet::of(&[Tag::DT, Tag::PDT]),
        5 => TagSet::of(&[Tag::PRPS]),
        6 => TagSet::of(&[Tag::PRP]),
        7 => TagSet::PREPOSITION,
        8 => TagSet::of(&[Tag::CD]),
        10 => TagSet::of(&[Tag::VBG]),
        11 => TagSet::of(&[Tag::VBD, Tag::VBN]),
        12 => TagSet::of(&[Tag::VB, Tag::VBP]),
        13 => TagSet::WH_WORD,
        15 => TagSet::of(&[Tag::NNS]),
        16 => TagSet::of(&[Tag::NN]),
        17 => TagSet::of(&[Tag::VBZ]),
        18 => TagSet::of(&[Tag::MD]),
        _ => TagSet::EMPTY,
    }
}

/// What compiling needs to know of words.
pub trait Words {
    /// The number of a folded literal.
    fn symbol(&mut self, literal: &str) -> u32;
    /// The number of a spelling in its own case.
    fn exact(&mut self, spelling: &str) -> u32;
    /// What a folded form can be.
    fn tags(&self, form: &str) -> TagSet;
    /// How common a folded form is, 0 to 31.
    fn frequency(&self, form: &str) -> u8;
}

/// A compiled pattern.
#[derive(Debug, Clone, PartialEq)]
pub struct Compiled {
    /// The program.
    pub ops: Vec<Op>,
    /// Symbols one of which every match holds, the rarest such set.
    pub anchors: Vec<u32>,
    /// Fewest and most tokens before the anchor.
    pub reach: (u32, u32),
    /// The lemma of the first inflected element.
    pub lemma: Option<String>,
    /// Symbols that can stand right before and right after the anchor, each as the bit of [`symbol_bit`]: most
    /// places are ruled out by a look at the two neighbours.
    pub neighbours: (u64, u64),
}

/// The bit of a symbol in a set of neighbours.
#[must_use]
pub const fn symbol_bit(symbol: u32) -> u64 {
    1 << (symbol & 63)
}

/// What is wrong with a pattern, and at which character (from 1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// Character, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
}

#[derive(Debug, Clone, PartialEq)]
enum Element {
    /// Folded literals, any of which fits.
    Literal(Vec<String>),
    Exact(String),
    Lemma(String, Vec<String>),
    Class(u32, bool),
    Gap(u32, u32),
    Start,
    End,
    Not(Vec<Vec<Element>>),
    Group(Vec<Vec<Element>>),
    Optional(Vec<Element>),
    Mark(Vec<Element>),
}

/// Compiles a pattern.
///
/// # Errors
/// What is wrong with it and where.
pub fn compile(pattern: &str, words: &mut dyn Words) -> Result<Compiled, Mistake> {
    let mut parser = Parser { chars: pattern.chars().collect(), at: 0, words };
    let elements = parser.sequence(None)?;
    let marked = count_marks(&elements);
    if marked > 1 {
        return Err(Mistake { column: 1, message: "more than one marked part {…}".to_owned() });
    }
    let mut code = Code { ops: Vec::new(), groups: 0, lemma: None };
    if marked == 0 {
        code.save(MARK_START);
    }
    code.sequence(&elements, words, true);
    if marked == 0 {
        code.save(MARK_END);
    }
    code.ops.push(MATCH);
    let flat = without_marks(&elements);
    let Some((anchors, reach, at)) = anchor(&flat, words) else {
        return Err(Mistake { column: 1, message: "no literal word that every match has: add one".to_owned() });
    };
    let one_token = match &flat[at] {
        Element::Group(parts) => parts.iter().all(|part| width(part) == (1, 1)),
        _ => true,
    };
    let mut bits =
        |set: Option<Vec<String>>| set.filter(|_| one_token).map_or(u64::MAX, |forms| forms.iter().fold(0, |bits, form| bits | symbol_bit(words.symbol(form))));
    let neighbours = (bits(edge(&flat[..at], true)), bits(edge(&flat[at + 1..], false)));
    let mut anchors: Vec<u32> = anchors.iter().map(|form| words.symbol(form)).collect();
    anchors.sort_unstable();
    anchors.dedup();
    Ok(Compiled { ops: code.ops, anchors, reach, lemma: code.lemma, neighbours })
}

fn count_marks(elements: &[Element]) -> usize {
    elements
        .iter()
        .map(|element| match element {
            Element::Mark(inner) => 1 + count_marks(inner),
            Element::Optional(inner) => count_marks(inner),
            Element::Group(parts) => parts.iter().map(|part| count_marks(part)).sum(),
            _ => 0,
        })
        .sum()
}

struct Parser<'a> {
    chars: Vec<char>,
    at: usize,
    words: &'a dyn Words,
}

impl Parser<'_> {
    fn fail<T>(&self, message: impl Into<String>) -> Result<T, Mistake> {
        Err(Mistake { column: self.at + 1, message: message.into() })
    }

    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    /// Elements up to `close` (not consumed) or `|`, or to the end.
    fn sequence(&mut self, close: Option<char>) -> Result<Vec<Element>, Mistake> {
        let mut elements = Vec::new();
        loop {
            while self.peek() == Some(' ') {
                self.at += 1;
            }
            match self.peek() {
                None if close.is_some() => return self.fail(format!("\"{}\" is missing", close.expect("just checked"))),
                None => return Ok(elements),
                Some(c) if Some(c) == close || close.is_some() && c == '|' => return Ok(elements),
                Some(_) => {
                    let element = self.element(elements.is_empty())?;
                    let element = if self.peek() == Some('?') {
                        self.at += 1;
                        match element {
                            Element::Group(_) | Element::Literal(_) | Element::Lemma(..) | Element::Class(..) | Element::Exact(_) => {
                                Element::Optional(vec![element])
                            }
                            _ => return self.fail("this element cannot be optional"),
                        }
                    } else {
                        element
                    };
                    elements.push(element);
                }
            }
        }
    }

    fn alternatives(&mut self, close: char) -> Result<Vec<Vec<Element>>, Mistake> {
        let mut parts = vec![self.sequence(Some(close))?];
        while self.peek() == Some('|') {
            self.at += 1;
            parts.push(self.sequence(Some(close))?);
        }
        self.at += 1;
        if parts.iter().any(Vec::is_empty) {
            return self.fail("an empty alternative");
        }
        Ok(parts)
    }

    fn element(&mut self, first: bool) -> Result<Element, Mistake> {
        match self.peek().expect("the caller looked") {
            '(' => {
                self.at += 1;
                Ok(Element::Group(self.alternatives(')')?))
            }
            '{' => {
                self.at += 1;
                let inner = self.sequence(Some('}'))?;
                self.at += 1;
                if inner.is_empty() {
                    return self.fail("an empty marked part");
                }
                Ok(Element::Mark(inner))
            }
            '^' => {
                self.at += 1;
                Ok(Element::Start)
            }
            '$' if self.chars.get(self.at + 1).is_none_or(|c| matches!(c, ' ' | '}' | ')')) => {
                self.at += 1;
                Ok(Element::End)
            }
            '!' if self.chars.get(self.at + 1).is_some_and(|c| *c != ' ') => {
                self.at += 1;
                let body = match self.peek() {
                    Some('(') => {
                        self.at += 1;
                        self.alternatives(')')?
                    }
                    _ => vec![vec![self.element(false)?]],
                };
                if first && body.iter().any(|part| part.len() != 1) {
                    return self.fail("at the start only single words can be excluded");
                }
                Ok(Element::Not(body))
            }
            '<' => self.angle(),
            '=' if self.chars.get(self.at + 1).is_some_and(|c| c.is_alphanumeric()) => {
                self.at += 1;
                Ok(Element::Exact(self.word()))
            }
            '@' => {
                self.at += 1;
                self.lemma()
            }
            '"' => {
                let start = self.at + 1;
                let Some(length) = self.chars[start..].iter().position(|c| *c == '"') else { return self.fail("the closing quotation mark is missing") };
                self.at = start + length + 1;
                Ok(Element::Literal(vec![self.chars[start..start + length].iter().collect::<String>().to_lowercase()]))
            }
            ')' | '}' | '|' | '>' => self.fail("a bracket that nothing opens"),
            _ => {
                let word = self.word();
                Ok(Element::Literal(vec![word.to_lowercase().replace('’', "'")]))
            }
        }
    }

    fn word(&mut self) -> String {
        let start = self.at;
        while self.peek().is_some_and(|c| !(matches!(c, ' ' | ')' | '}' | '|' | '(' | '{') || c == '?' && self.at > start)) {
            self.at += 1;
        }
        if self.at == start {
            self.at += 1;
        }
        self.chars[start..self.at].iter().collect()
    }

    fn angle(&mut self) -> Result<Element, Mistake> {
        let start = self.at + 1;
        let Some(length) = self.chars[start..].iter().position(|c| *c == '>') else { return self.fail("\">\" is missing") };
        let name: String = self.chars[start..start + length].iter().collect();
        if let Some((low, high)) = name.split_once('-')
            && let (Ok(low), Ok(high)) = (low.parse::<u32>(), high.parse::<u32>())
        {
            if low > high || high > 12 || high == 0 {
                return self.fail(format!("gap <{name}>: expected <0-1> up to <0-12>"));
            }
            self.at = start + length + 1;
            return Ok(Element::Gap(low, high));
        }
        let (name, must) = name.strip_suffix('!').map_or((name.as_str(), false), |name| (name, true));
        let Some(class) = CLASSES.iter().position(|class| *class == name) else {
            return self.fail(format!("unknown class <{name}>: expected one of {}", CLASSES.join(", ")));
        };
        self.at = start + length + 1;
        Ok(Element::Class(class as u32, must))
    }

    fn lemma(&mut self) -> Result<Element, Mistake> {
        let word = self.word().to_lowercase();
        let (lemma, classes): (&str, &[Class]) = match word.rsplit_once(':') {
            Some((lemma, "v")) => (lemma, &[Class::Verb]),
            Some((lemma, "n")) => (lemma, &[Class::Noun]),
            Some((lemma, "a")) => (lemma, &[Class::Adjective]),
            Some((_, other)) => return self.fail(format!("unknown word class \":{other}\": expected v, n or a")),
            None => (&word, &[Class::Verb, Class::Noun, Class::Adjective]),
        };
        if lemma.is_empty() {
            return self.fail("a lemma is missing after @");
        }
        let forms = lemma_forms(lemma, classes, classes.len() == 1, self.words);
        Ok(Element::Lemma(lemma.to_owned(), forms))
    }
}

/// Verbs with forms that spelling rules do not give.
const BE: &[&str] = &["be", "am", "is", "are", "was", "were", "been", "being", "'s", "'re", "'m"];

/// The forms of a lemma: all of a class that is asked for, otherwise those that the lexicon has in that class.
fn lemma_forms(lemma: &str, classes: &[Class], asked: bool, words: &dyn Words) -> Vec<String> {
    if lemma == "be" {
        return BE.iter().map(|form| (*form).to_owned()).collect();
    }
    let mut forms = vec![lemma.to_owned()];
    let own = words.tags(lemma);
    for class in classes {
        let base = class.tags()[0];
        if !asked && !own.contains(base) && !own.is_empty() {
            continue;
        }
        for (tag, form) in inflect::forms(lemma, *class) {
            // `@take` has no "takinger": a form nobody uses in this class is left out, unless the class is asked for.
            if !form.contains(' ') && (asked || words.tags(&form).contains(tag) || *class == Class::Verb && own.contains(Tag::VB)) {
                forms.push(form);
            }
        }
        if *class == Class::Verb {
            // British doubling and -t pasts: travelled, learnt.
            for tag in [Tag::VBD, Tag::VBG] {
                let american = inflect::inflect(lemma, tag);
                if lemma.ends_with('l') && !american.contains("ll") {
                    let ending = if tag == Tag::VBD { "ed" } else { "ing" };
                    let british = format!("{lemma}l{ending}");
                    if !words.tags(&british).is_empty() {
                        forms.push(british);
                    }
                }
            }
        }
    }
    // -ise beside -ize.
    for form in forms.clone() {
        for (us, uk) in [("iz", "is"), ("yz", "ys")] {
            if let Some(at) = form.rfind(us) {
                let british = format!("{}{uk}{}", &form[..at], &form[at + 2..]);
                if !words.tags(&british).is_empty() {
                    forms.push(british);
                }
            }
        }
    }
    forms.sort();
    forms.dedup();
    forms
}

struct Code {
    ops: Vec<Op>,
    groups: u32,
    lemma: Option<String>,
}

impl Code {
    fn push(&mut self, code: u32, arg: u32) {
        self.ops.push(code | arg << 8);
    }

    fn save(&mut self, slot: u32) {
        self.push(SAVE, slot);
    }

    fn literal(&mut self, forms: &[String], words: &mut dyn Words) {
        let mut symbols: Vec<u32> = forms.iter().map(|form| words.symbol(form)).collect();
        symbols.sort_unstable();
        symbols.dedup();
        if let [symbol] = symbols[..] {
            self.push(SYM, symbol);
        } else {
            self.push(SET, symbols.len() as u32);
            self.ops.extend(symbols);
        }
    }

    /// A body behind an instruction that holds its length.
    fn measured(&mut self, code: u32, body: impl FnOnce(&mut Self)) {
        let at = self.ops.len();
        self.ops.push(code);
        body(self);
        let length = (self.ops.len() - at - 1) as u32;
        self.ops[at] = code | length << 8;
    }

    /// A part that a replacement can name as `$1` …; what stands inside it or behind `!` is not numbered.
    fn group(&mut self, body: impl FnOnce(&mut Self)) {
        let own = self.groups;
        if own >= 9 {
            return body(self);
        }
        self.save(GROUPS + own * 2);
        self.unnumbered(body);
        self.groups = own + 1;
        self.save(GROUPS + own * 2 + 1);
    }

    fn unnumbered(&mut self, body: impl FnOnce(&mut Self)) {
        let own = std::mem::replace(&mut self.groups, 9);
        body(self);
        self.groups = own;
    }

    fn sequence(&mut self, elements: &[Element], words: &mut dyn Words, start: bool) {
        for (n, element) in elements.iter().enumerate() {
            match element {
                Element::Literal(forms) => self.literal(forms, words),
                Element::Exact(spelling) => {
                    let number = words.exact(spelling);
                    self.push(EXACT, number);
                }
                Element::Lemma(lemma, forms) => {
                    if self.lemma.is_none() {
                        self.lemma = Some(lemma.clone());
                        self.save(LEMMA);
                    }
                    self.literal(forms, words);
                }
                Element::Class(class, must) => self.group(|code| code.push(CLASS, class | u32::from(*must) << 8)),
                Element::Gap(low, high) => self.group(|code| {
                    for _ in 0..*low {
                        code.push(ANY, 0);
                    }
                    // The shortest gap first.
                    let optional = high - low;
                    for left in (1..=optional).rev() {
                        // SPLIT tries what follows first: jump out, else take one more.
                        code.push(SPLIT, 1);
                        code.push(JUMP, left * 3 - 2);
                        code.push(ANY, 0);
                    }
                }),
                Element::Start => self.push(START, 0),
                Element::End => self.push(END, 0),
                Element::Not(body) => {
                    let code = if start && n == 0 { NOT_BEFORE } else { NOT };
                    self.measured(code, |inner| {
                        inner.unnumbered(|inner| inner.alternatives(body, words));
                        inner.ops.push(MATCH);
                    });
                }
                Element::Group(parts) => self.group(|code| code.alternatives(parts, words)),
                Element::Optional(inner) => self.measured(SPLIT, |code| code.sequence(inner, words, false)),
                Element::Mark(inner) => {
                    self.save(MARK_START);
                    self.sequence(inner, words, false);
                    self.save(MARK_END);
                }
            }
        }
    }

    fn alternatives(&mut self, parts: &[Vec<Element>], words: &mut dyn Words) {
        // Single literals become one set.
        if parts.len() > 1 && parts.iter().all(|part| matches!(&part[..], [Element::Literal(_)])) {
            let forms: Vec<String> = parts.iter().flat_map(|part| if let [Element::Literal(forms)] = &part[..] { forms.clone() } else { Vec::new() }).collect();
            return self.literal(&forms, words);
        }
        let mut jumps = Vec::new();
        for (n, part) in parts.iter().enumerate() {
            if n + 1 == parts.len() {
                self.sequence(part, words, false);
            } else {
                self.measured(SPLIT, |code| {
                    code.sequence(part, words, false);
                    jumps.push(code.ops.len());
                    code.ops.push(JUMP);
                });
            }
        }
        let end = self.ops.len();
        for jump in jumps {
            self.ops[jump] = JUMP | ((end - jump - 1) as u32) << 8;
        }
    }
}

/// Fewest and most tokens of a sequence.
fn width(elements: &[Element]) -> (u32, u32) {
    elements.iter().fold((0, 0), |(low, high), element| {
        let (a, b) = match element {
            Element::Literal(_) | Element::Exact(_) | Element::Lemma(..) | Element::Class(..) => (1, 1),
            Element::Gap(a, b) => (*a, *b),
            Element::Start | Element::End | Element::Not(_) => (0, 0),
            Element::Group(parts) => parts.iter().map(|part| width(part)).fold((u32::MAX, 0), |(a, b), (c, d)| (a.min(c), b.max(d))),
            Element::Optional(inner) => (0, width(inner).1),
            Element::Mark(inner) => width(inner),
        };
        (low + a, high + b)
    })
}

/// The elements with the marked part opened up.
fn without_marks(elements: &[Element]) -> Vec<Element> {
    elements
        .iter()
        .flat_map(|element| match element {
            Element::Mark(inner) => without_marks(inner),
            other => vec![other.clone()],
        })
        .collect()
}

/// The literals that the first (or last) token of a sequence can be, or `None` where it may be anything.
fn edge(elements: &[Element], last: bool) -> Option<Vec<String>> {
    let (element, rest) = if last { elements.split_last() } else { elements.split_first() }?;
    match element {
        Element::Literal(forms) | Element::Lemma(_, forms) => Some(forms.clone()),
        Element::Exact(spelling) => Some(vec![spelling.to_lowercase()]),
        Element::Group(parts) => parts.iter().map(|part| edge(part, last)).collect::<Option<Vec<_>>>().map(|sets| sets.concat()),
        Element::Optional(inner) => Some([edge(inner, last)?, edge(rest, last)?].concat()),
        Element::Mark(inner) => edge(inner, last),
        Element::Not(_) => edge(rest, last),
        Element::Class(..) | Element::Gap(..) | Element::Start | Element::End => None,
    }
}

type Anchor = (Vec<String>, (u32, u32));

/// The required literal set that is rarest, how many tokens stand before it, and which element holds it.
fn anchor(elements: &[Element], words: &dyn Words) -> Option<(Vec<String>, (u32, u32), usize)> {
    let mut best: Option<(u32, Anchor, usize)> = None;
    let mut before = (0, 0);
    for (at, element) in elements.iter().enumerate() {
        let found: Vec<Anchor> = match element {
            Element::Literal(forms) | Element::Lemma(_, forms) => vec![(forms.clone(), (0, 0))],
            Element::Exact(spelling) => vec![(vec![spelling.to_lowercase()], (0, 0))],
            Element::Group(parts) => parts
                .iter()
                .map(|part| anchor(part, words))
                .collect::<Option<Vec<_>>>()
                .map(|all| {
                    let low = all.iter().map(|(_, (low, _), _)| *low).min().unwrap_or(0);
                    let high = all.iter().map(|(_, (_, high), _)| *high).max().unwrap_or(0);
                    (all.into_iter().flat_map(|(forms, ..)| forms).collect(), (low, high))
                })
                .into_iter()
                .collect(),
            _ => Vec::new(),
        };
        for (forms, inner) in found {
            // What the set costs: how often any of its words is met.
            let cost = forms.iter().map(|form| 1u32 << (u32::from(words.frequency(form)) * 2 / 3)).fold(0u32, u32::saturating_add);
            if best.as_ref().is_none_or(|(least, ..)| cost < *least) {
                best = Some((cost, (forms, (before.0 + inner.0, before.1 + inner.1)), at));
            }
        }
        let (low, high) = width(std::slice::from_ref(element));
        before = (before.0 + low, before.1 + high);
    }
    best.map(|(_, (forms, reach), at)| (forms, reach, at))
}
