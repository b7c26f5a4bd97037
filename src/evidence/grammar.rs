//! Word classes narrowed by their place, noun phrases, and where the words stand that rules of grammar begin with.
//!
//! No tagger: of what a word can be, local rules strike out what the words beside it exclude. What stays open stays a
//! set, and a rule that asks what a word *must* be stays silent. Robust on broken English, where the most likely tag is
//! often the one that hides the error.

use std::ops::Range;

use super::Evidence;
use crate::knowledge::grammar::Facts;
use crate::knowledge::tags::{Tag, TagSet};
use crate::text::{Case, SegmentKind, Span, Token, TokenKind};

/// The column of word classes, and an index of words by what is known of them.
pub struct Grammar {
    tags: Vec<TagSet>,
    index: [Vec<u32>; FACTS],
}

/// One more than the highest number of an indexed fact.
const FACTS: usize = 54;
const COMMA: usize = 53;

/// Facts by which words are looked up.
const INDEXED: [Facts; 36] = [
    Facts::IN_PHRASE,
    Facts::OF,
    Facts::WITH_PREPOSITION,
    Facts::COUNT,
    Facts::COUNTABLE,
    Facts::THE_NAME,
    Facts::THE_NAME_OFTEN,
    Facts::PLACE,
    Facts::ARTICLE_A,
    Facts::ARTICLE_THE,
    Facts::BE,
    Facts::HAVE,
    Facts::DO,
    Facts::MODAL,
    Facts::NEGATED,
    Facts::SUBJECT,
    Facts::OBJECT,
    Facts::WH,
    Facts::SUBORDINATOR,
    Facts::NO,
    Facts::PLURAL_QUANTITY,
    Facts::TELLING,
    Facts::ALLOWING,
    Facts::NO_INFINITIVE,
    Facts::SEEN_AS,
    Facts::NO_PASSIVE,
    Facts::STATE,
    Facts::CONTROL,
    Facts::DOING,
    Facts::GIVING,
    Facts::TO,
    Facts::THAT,
    Facts::THERE,
    Facts::HE_SHE,
    Facts::NUMBERED,
    Facts::ROLE,
];

const FINITE_OR_BASE: TagSet = TagSet::of(&[Tag::VB, Tag::VBP, Tag::VBZ, Tag::VBD, Tag::MD]);
const BASE: TagSet = TagSet::of(&[Tag::VB, Tag::VBP]);
/// What can stand between a determiner and its noun.
const WITHIN_PHRASE: TagSet = TagSet::of(&[Tag::JJ, Tag::JJR, Tag::JJS, Tag::CD, Tag::RB, Tag::RBR, Tag::RBS, Tag::VBG, Tag::VBN]);

/// What the words so far lead one to expect.
#[derive(Clone, Copy, PartialEq)]
enum Expect {
    Anything,
    /// After a determiner or preposition: a noun phrase without its noun.
    Noun,
    /// After `to`.
    Infinitive,
    /// After a modal verb or `do`.
    Base,
    /// After `have`.
    Past,
    /// After `be`.
    Predicate,
    /// After a pronoun that is a subject.
    Finite,
    /// After a singular noun.
    AfterSingular,
    /// After a plural noun.
    AfterPlural,
}

impl Grammar {
    /// Narrows the tags of every word and indexes the words that rules begin with.
    #[must_use]
    #[inline]
    pub fn of(evidence: &Evidence<'_>) -> Self {
        let mask = INDEXED.iter().fold(Facts::NONE, |all, one| all.or(*one));
        let tokens = evidence.doc().tokens();
        let mut tags = vec![TagSet::EMPTY; tokens.len()];
        let mut index: [Vec<u32>; FACTS] = std::array::from_fn(|_| Vec::new());
        for segment in evidence.doc().segments() {
            let plain = segment.kind == SegmentKind::Sentence;
            let mut expect = Expect::Anything;
            let mut first = true;
            for at in segment.range() {
                let token = tokens[at];
                if token.kind != TokenKind::Word {
                    if token.kind == TokenKind::Number {
                        tags[at] = TagSet::of(&[Tag::CD]);
                        first = false;
                    } else {
                        if plain && token.kind == TokenKind::Punctuation && evidence.folded(at) == "," {
                            index[COMMA].push(at as u32);
                        }
                        expect = Expect::Anything;
                    }
                    continue;
                }
                let word = evidence.word(at);
                let facts = word.facts;
                let raw = open_tags(token, word.usual, word.entry.is_some_and(|entry| entry.can_be_proper()), first);
                let narrowed = narrow(raw, expect);
                tags[at] = narrowed;
                expect = follow(expect, facts, narrowed, word.possessive);
                first = false;
                if plain && facts.any(mask) {
                    for bit in facts.bits().filter(|bit| *bit < FACTS) {
                        index[bit].push(at as u32);
                    }
                }
            }
        }
        Self { tags, index }
    }

    /// Tags that the token can have in its place.
    #[must_use]
    #[inline]
    pub fn tags(&self, token: usize) -> TagSet {
        self.tags[token]
    }

    /// Words of running text with this one fact; facts that no rule begins with are not indexed.
    #[must_use]
    #[inline]
    pub fn with(&self, fact: Facts) -> &[u32] {
        fact.bits().next().map_or(&[], |bit| &self.index[bit])
    }
}

fn open_tags(token: Token, usual: TagSet, proper: bool, first: bool) -> TagSet {
    match token.case {
        Case::Lower => usual,
        _ if usual.is_empty() => TagSet::PROPER_NOUN,
        // "US" is no pronoun.
        Case::Upper if usual.within(TagSet::of(&[Tag::PRP])) => TagSet::of(&[Tag::NNP]),
        Case::Capitalized if first => {
            if proper {
                usual.with(Tag::NNP)
            } else {
                usual
            }
        }
        _ if usual.within(TagSet::CLOSED) => usual,
        _ => usual.with(Tag::NNP),
    }
}

fn narrow(raw: TagSet, expect: Expect) -> TagSet {
    let without = |tags: TagSet| {
        let left = raw.without(tags);
        if left.is_empty() { raw } else { left }
    };
    let only = |tags: TagSet| {
        let left = raw.intersection(tags);
        if left.is_empty() { raw } else { left }
    };
    match expect {
        Expect::Anything => raw,
        Expect::Noun => without(FINITE_OR_BASE),
        Expect::Infinitive if raw.contains(Tag::VB) => only(TagSet::of(&[Tag::VB, Tag::NN, Tag::NNP, Tag::JJ])),
        Expect::Base if raw.contains(Tag::VB) => TagSet::of(&[Tag::VB]),
        Expect::Past => without(TagSet::of(&[Tag::VBD, Tag::VB, Tag::VBP, Tag::VBZ])),
        Expect::Predicate => without(FINITE_OR_BASE),
        Expect::Finite => only(TagSet::FINITE_VERB.union(TagSet::ADVERB)),
        Expect::AfterSingular if raw.intersects(TagSet::COMMON_NOUN) => without(BASE),
        Expect::AfterPlural if raw.intersects(TagSet::COMMON_NOUN) => without(TagSet::of(&[Tag::VB])),
        _ => raw,
    }
}

fn follow(before: Expect, facts: Facts, tags: TagSet, possessive: bool) -> Expect {
    if facts.any(Facts::TO) {
        return Expect::Infinitive;
    }
    if facts.any(Facts::DO) || facts.any(Facts::MODAL) && tags.contains(Tag::MD) {
        return Expect::Base;
    }
    if facts.any(Facts::HAVE) {
        return Expect::Past;
    }
    if facts.any(Facts::BE) {
        return Expect::Predicate;
    }
    if facts.any(Facts::SUBJECT) {
        // "did he go": the auxiliary still waits for its verb.
        return if before == Expect::Base { Expect::Base } else { Expect::Finite };
    }
    let opens = facts.any(Facts::ARTICLE_A.or(Facts::ARTICLE_THE).or(Facts::PREPOSITION)) || tags.within(TagSet::of(&[Tag::PRPS])) || possessive;
    if opens {
        return Expect::Noun;
    }
    if facts.any(Facts::NEGATED.or(Facts::BETWEEN)) || tags.within(TagSet::ADVERB) {
        return before;
    }
    // "five teams", "new supports": a noun is due, unless the adjective is a predicate.
    if facts.any(Facts::PLURAL_QUANTITY) || before != Expect::Predicate && tags.within(TagSet::of(&[Tag::JJ, Tag::CD])) {
        return Expect::Noun;
    }
    if before == Expect::Noun && tags.intersects(WITHIN_PHRASE) && !tags.intersects(TagSet::NOUN) {
        return Expect::Noun;
    }
    if tags.within(TagSet::PLURAL_NOUN) {
        return Expect::AfterPlural;
    }
    if tags.within(TagSet::SINGULAR_NOUN) {
        return Expect::AfterSingular;
    }
    Expect::Anything
}

/// What rules of grammar look at: one sentence of the text, word by word.
#[derive(Clone, Copy)]
pub struct Syntax<'a> {
    evidence: &'a Evidence<'a>,
    grammar: &'a Grammar,
    tokens: &'a [Token],
}

/// A noun phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NounPhrase {
    /// Its first token.
    pub start: usize,
    /// Its head noun, which is its last token.
    pub head: usize,
    /// The article, possessive or other word that opens it, if any.
    pub determiner: Option<usize>,
}

impl<'a> Syntax<'a> {
    /// The grammar of a document.
    #[must_use]
    pub fn of(evidence: &'a Evidence<'a>) -> Self {
        Self { evidence, grammar: evidence.grammar(), tokens: evidence.doc().tokens() }
    }

    /// Words of running text with this fact.
    pub fn with(self, fact: Facts) -> impl Iterator<Item = usize> + 'a {
        self.grammar.with(fact).iter().map(|at| *at as usize)
    }

    /// The sentence that holds the token.
    #[must_use]
    #[inline]
    pub fn sentence(self, at: usize) -> Range<usize> {
        let segments = self.evidence.doc().segments();
        segments[segments.partition_point(|segment| segment.tokens.end as usize <= at)].range()
    }

    /// Every sentence of running text.
    pub fn sentences(self) -> impl Iterator<Item = Range<usize>> + 'a {
        self.evidence.doc().segments().iter().filter(|segment| segment.kind == SegmentKind::Sentence).map(|segment| segment.range())
    }

    /// The token.
    #[must_use]
    #[inline]
    pub fn token(self, at: usize) -> Token {
        self.tokens[at]
    }

    /// The folded form; of a mark, the mark.
    #[must_use]
    #[inline]
    pub fn form(self, at: usize) -> &'a str {
        self.evidence.folded(at)
    }

    /// Whether the folded form is one of these; false past the end.
    #[must_use]
    #[inline]
    pub fn is(self, at: usize, forms: &[&str]) -> bool {
        at < self.tokens.len() && forms.contains(&self.form(at))
    }

    /// What grammar knows of the word.
    #[must_use]
    #[inline]
    pub fn facts(self, at: usize) -> Facts {
        if at < self.tokens.len() { self.evidence.word(at).facts } else { Facts::NONE }
    }

    /// Whether one of these facts holds.
    #[must_use]
    #[inline]
    pub fn has(self, at: usize, facts: Facts) -> bool {
        self.facts(at).any(facts)
    }

    /// The tags left in this place.
    #[must_use]
    pub fn tags(self, at: usize) -> TagSet {
        if at < self.tokens.len() { self.grammar.tags(at) } else { TagSet::EMPTY }
    }

    /// Whether the word can be one of these here.
    #[must_use]
    #[inline]
    pub fn can(self, at: usize, tags: TagSet) -> bool {
        self.tags(at).intersects(tags)
    }

    /// Whether the word must be one of these here.
    #[must_use]
    #[inline]
    pub fn must(self, at: usize, tags: TagSet) -> bool {
        self.tags(at).within(tags)
    }

    /// Everything the word can be in any place.
    #[must_use]
    #[inline]
    pub fn any_tags(self, at: usize) -> TagSet {
        if at < self.tokens.len() { self.evidence.word(at).usual } else { TagSet::EMPTY }
    }

    /// Whether the token is a word.
    #[must_use]
    #[inline]
    pub fn is_word(self, at: usize) -> bool {
        at < self.tokens.len() && self.tokens[at].kind == TokenKind::Word
    }

    /// Whether the word is written in lower case.
    #[must_use]
    pub fn is_lower(self, at: usize) -> bool {
        self.is_word(at) && self.tokens[at].case == Case::Lower
    }

    /// Whether the word begins with a capital letter.
    #[must_use]
    pub fn is_capitalized(self, at: usize) -> bool {
        at < self.tokens.len() && self.tokens[at].is_capitalized()
    }

    /// Whether the token is a mark of punctuation.
    #[must_use]
    pub fn is_mark(self, at: usize) -> bool {
        at < self.tokens.len() && self.tokens[at].kind == TokenKind::Punctuation
    }

    /// Whether the word is a possessive.
    #[must_use]
    pub fn is_possessive(self, at: usize) -> bool {
        at < self.tokens.len() && self.evidence.word(at).possessive
    }

    /// Whether a sentence or clause ends before this token: a mark or the end of the sentence.
    #[must_use]
    pub fn ends(self, at: usize, sentence: &Range<usize>) -> bool {
        at >= sentence.end || self.is(at, &[".", ",", ";", ":", "!", "?", ")", "...", "…"])
    }

    /// Whether the word can be the predicate of a clause.
    #[must_use]
    pub fn can_be_finite(self, at: usize) -> bool {
        self.has(at, Facts::BE.or(Facts::HAVE).or(Facts::DO).or(Facts::MODAL).or(Facts::TIED)) || self.can(at, TagSet::FINITE_VERB)
    }

    /// Whether the word is the predicate of a clause, or part of it, for sure.
    #[must_use]
    pub fn must_be_finite(self, at: usize) -> bool {
        self.has(at, Facts::BE.or(Facts::DO).or(Facts::MODAL)) || self.must(at, TagSet::FINITE_VERB)
    }

    /// Whether the word can be a predicate, adjectives after `very` and the like apart.
    #[must_use]
    pub fn may_be_verb(self, at: usize) -> bool {
        if !self.can_be_finite(at) {
            return false;
        }
        let graded = at > 0 && self.is(at - 1, &["very", "too", "so", "more", "most", "quite", "rather", "less", "least"]);
        !(graded && self.any_tags(at).contains(Tag::JJ))
    }

    /// Whether nothing in the range can be a predicate.
    #[must_use]
    pub fn lacks_verb(self, mut range: Range<usize>) -> bool {
        !range.any(|at| self.can_be_finite(at) || (self.is_word(at) && self.tags(at).is_empty()))
    }

    /// Whether the token can belong to the same noun phrase as the noun before it.
    #[must_use]
    pub fn continues_phrase(self, at: usize) -> bool {
        if at >= self.tokens.len() {
            return false;
        }
        let token = self.tokens[at];
        match token.kind {
            TokenKind::Word => {
                let tags = self.tags(at);
                token.is_capitalized()
                    || tags.is_empty()
                    || (tags.intersects(TagSet::NOUN) && !tags.intersects(TagSet::CLOSED))
                    || tags.intersects(TagSet::of(&[Tag::POS, Tag::JJ, Tag::VBG, Tag::CD]))
            }
            TokenKind::Number => true,
            TokenKind::Punctuation => self.is(at, &["-", "–", "—", "/", "\"", "“", "”", "«", "'", "‘", "("]),
            _ => true,
        }
    }

    /// Whether an amount of money or time follows, which counts as one (`there is two years of work`).
    #[must_use]
    pub fn continues_amount(self, at: usize) -> bool {
        (at..at + 4)
            .any(|at| self.is(at, &["dollars", "euros", "percent", "years", "days", "hours", "months", "weeks", "minutes", "pounds", "miles", "a", "an"]))
    }

    /// Past the adjectives and numbers from `at` on: the first token that cannot be one.
    #[must_use]
    pub fn past_adjectives(self, mut at: usize, end: usize) -> usize {
        while at < end
            && self.is_lower(at)
            && (self.must(at, TagSet::ADJECTIVE.union(TagSet::of(&[Tag::CD])))
                || (self.must(at, TagSet::of(&[Tag::JJ, Tag::RB])) && self.can(at, TagSet::ADJECTIVE))
                || self.is(at, &["very", "more", "most", "new", "own", "so-called"]))
        {
            at += 1;
        }
        at
    }

    /// The span from one token to another, both included.
    #[must_use]
    pub fn span(self, first: usize, last: usize) -> Span {
        self.tokens[first].span.to(self.tokens[last].span)
    }

    /// The text from one token to another, both included.
    #[must_use]
    pub fn slice(self, first: usize, last: usize) -> &'a str {
        self.evidence.doc().slice(self.span(first, last))
    }

    /// The noun phrase that begins here: determiner, adjectives, nouns.
    #[must_use]
    pub fn noun_phrase(self, start: usize, end: usize) -> Option<NounPhrase> {
        let mut at = start;
        let opens = self.has(at, Facts::DETERMINER) || self.must(at, TagSet::DETERMINER);
        let determiner = opens.then_some(at);
        if opens {
            at += 1;
        }
        at = self.past_adjectives(at, end);
        let mut head = None;
        while at < end && self.is_word(at) && (self.must(at, TagSet::NOUN) || (head.is_none() && opens && self.can(at, TagSet::NOUN))) {
            head = Some(at);
            at += 1;
        }
        head.map(|head| NounPhrase { start, head, determiner })
    }
}
