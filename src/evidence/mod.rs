//! What we notice: columns of facts about one text, each computed once, when first asked for.

pub mod census;
pub mod chains;
pub mod derivation;
pub mod folder;
pub mod grammar;
pub mod likeness;
pub mod names;
pub mod origin;
pub mod phrases;
pub mod roster;
pub mod words;

use std::cell::OnceCell;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::knowledge::Knowledge;
use crate::knowledge::names::Fact;
use crate::knowledge::romanize::{Answer, Witnesses};
use crate::text::quote::Quotes;
use crate::text::{Case, Document, TokenKind};
use grammar::Grammar;
use names::Mentions;
use phrases::PhraseMatch;
use words::{Known, Near, Persons, Slips, Vocabulary, Word};

/// Facts about one document, in columns parallel to its tokens.
pub struct Evidence<'a> {
    doc: &'a Document,
    knowledge: &'a Knowledge,
    vocabulary: &'a Vocabulary,
    words: Vec<u32>,
    unknown: Vec<u32>,
    marks: Vec<u32>,
    anchors: Vec<u32>,
    named: Vec<u32>,
    name_words: Vec<u32>,
    capitals: Vec<u32>,
    symbols: Vec<u32>,
    quotes: OnceCell<Quotes>,
    phrases: OnceCell<Vec<PhraseMatch>>,
    grammar: OnceCell<Grammar>,
    counts: OnceCell<FxHashMap<u32, u32>>,
    names: OnceCell<Mentions>,
}

impl<'a> Evidence<'a> {
    /// Looks up every token once. The vocabulary remembers words over documents.
    #[must_use]
    pub fn new(doc: &'a Document, knowledge: &'a Knowledge, vocabulary: &'a mut Vocabulary) -> Self {
        let tokens = doc.tokens();
        let (mut words, mut unknown, mut marks) = (Vec::with_capacity(tokens.len()), Vec::new(), Vec::with_capacity(tokens.len() / 8));
        let (mut anchors, mut named) = (Vec::with_capacity(tokens.len() / 4), Vec::with_capacity(tokens.len() / 8));
        let mut name_words = Vec::with_capacity(tokens.len() / 4);
        let (mut capitals, mut symbols) = (Vec::with_capacity(tokens.len() / 8), Vec::with_capacity(tokens.len()));
        for (at, token) in tokens.iter().enumerate() {
            let id = vocabulary.learn(doc.slice(token.span), *token, knowledge);
            words.push(id);
            let word = vocabulary.word(id);
            if token.kind == TokenKind::Punctuation {
                marks.push(at as u32);
            } else if word.known == Known::Unknown {
                unknown.push(at as u32);
            }
            if token.is_word() && token.case != Case::Lower {
                capitals.push(at as u32);
            }
            symbols.push(word.symbol);
            if word.anchor {
                anchors.push(at as u32);
            }
            if word.name.is(Fact::STARTS | Fact::FULL | Fact::BAD) {
                named.push(at as u32);
            }
            if word.name.is(Fact::WORD) {
                name_words.push(at as u32);
            }
        }
        Self {
            doc,
            knowledge,
            vocabulary,
            words,
            unknown,
            marks,
            anchors,
            named,
            name_words,
            capitals,
            symbols,
            quotes: OnceCell::new(),
            phrases: OnceCell::new(),
            grammar: OnceCell::new(),
            counts: OnceCell::new(),
            names: OnceCell::new(),
        }
    }

    /// What is known of the token.
    #[must_use]
    #[inline]
    pub fn word(&self, token: usize) -> &Word {
        self.vocabulary.word(self.words[token])
    }

    /// A number that is equal for equal spellings within this document.
    #[must_use]
    #[inline]
    pub fn spelling(&self, token: usize) -> u32 {
        self.words[token]
    }

    /// The folded form of the token.
    #[must_use]
    #[inline]
    pub fn folded(&self, token: usize) -> &str {
        self.vocabulary.folded(self.words[token])
    }

    /// Indices of the word tokens that no list knows.
    #[must_use]
    #[inline]
    pub fn unknown(&self) -> &[u32] {
        &self.unknown
    }

    /// Listed words near the unknown word at this token.
    #[must_use]
    pub fn near(&self, token: usize) -> Option<Arc<Near>> {
        self.vocabulary.near(self.words[token], self.knowledge)
    }

    /// How often an unknown word occurs in the document in this spelling.
    #[must_use]
    pub fn occurrences(&self, token: usize) -> u32 {
        let counts = self.counts.get_or_init(|| {
            let mut counts = FxHashMap::default();
            for at in &self.unknown {
                *counts.entry(self.words[*at as usize]).or_default() += 1;
            }
            counts
        });
        counts.get(&self.words[token]).copied().unwrap_or(0)
    }

    /// Indices of the punctuation tokens.
    #[must_use]
    #[inline]
    pub fn marks(&self) -> &[u32] {
        &self.marks
    }

    /// Indices of the tokens that rows of the phrase tables wait for.
    #[must_use]
    #[inline]
    pub fn anchors(&self) -> &[u32] {
        &self.anchors
    }

    /// Indices of the tokens that are forms of known names, or their first words.
    #[must_use]
    #[inline]
    pub fn named(&self) -> &[u32] {
        &self.named
    }

    /// Indices of the tokens that are words of known names of several.
    #[must_use]
    #[inline]
    pub fn name_words(&self) -> &[u32] {
        &self.name_words
    }

    /// Indices of the word tokens that have a capital letter.
    #[must_use]
    #[inline]
    pub fn capitals(&self) -> &[u32] {
        &self.capitals
    }

    /// The token's number among the literals of the phrase tables; 0 if no row asks for it.
    #[must_use]
    #[inline]
    pub fn symbol(&self, token: usize) -> u32 {
        self.symbols[token]
    }

    /// Quotation marks and what they enclose.
    pub fn quotes(&self) -> &Quotes {
        self.quotes.get_or_init(|| Quotes::of(self.doc))
    }

    /// Known names as they are met.
    pub fn names(&self) -> &Mentions {
        self.names.get_or_init(|| Mentions::of(self))
    }

    /// The known name that the word at this token stands for, by sound and letters.
    #[must_use]
    pub fn sounds_like(&self, token: usize, witnesses: Witnesses) -> Option<Answer> {
        self.vocabulary.sounds_like(self.words[token], witnesses, self.knowledge)
    }

    /// Full forms of known names one slip away from the word at this token.
    #[must_use]
    pub fn slips(&self, token: usize) -> Slips {
        self.vocabulary.slips(self.words[token], self.knowledge)
    }

    /// How far apart the words at two tokens sound, as `measure` says; measured once for each two spellings.
    #[must_use]
    pub fn apart(&self, one: usize, other: usize, measure: impl FnOnce() -> Option<f32>) -> Option<f32> {
        self.vocabulary.apart(self.words[one], self.words[other], measure)
    }

    /// Persons whose given name the word at this token is, with their last words.
    #[must_use]
    pub fn persons_called(&self, token: usize) -> Persons {
        self.vocabulary.persons_called(self.words[token], self.knowledge)
    }

    /// Persons whose surname the word at this token is, with their given names.
    #[must_use]
    pub fn persons_named(&self, token: usize) -> Persons {
        self.vocabulary.persons_named(self.words[token], self.knowledge)
    }

    /// The known name that several words of the text stand for, by sound and letters.
    #[must_use]
    pub fn sounds_like_words(&self, text: &str, witnesses: Witnesses) -> Option<Answer> {
        self.vocabulary.sounds_like_words(text, witnesses, self.knowledge)
    }

    /// Matches of the phrase tables.
    pub fn phrases(&self) -> &[PhraseMatch] {
        self.phrases.get_or_init(|| phrases::find(self))
    }

    /// Word classes narrowed by their place, and where the words stand that rules of grammar begin with.
    pub fn grammar(&self) -> &Grammar {
        self.grammar.get_or_init(|| Grammar::of(self))
    }

    /// The document that the facts are about.
    #[must_use]
    #[inline]
    pub fn doc(&self) -> &'a Document {
        self.doc
    }

    /// The knowledge that the facts rest on.
    #[must_use]
    #[inline]
    pub fn knowledge(&self) -> &'a Knowledge {
        self.knowledge
    }
}
