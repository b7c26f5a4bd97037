//! What is known of each word: listed, a name, a compound of listed words, or unknown.

use std::cell::RefCell;
use std::hash::{BuildHasher, BuildHasherDefault};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHasher};

use super::derivation::derive;
use crate::knowledge::Knowledge;
use crate::knowledge::grammar::{self, Facts};
use crate::knowledge::lexicon::Entry;
use crate::knowledge::names::{Fact, Start};
use crate::knowledge::romanize::{Answer, Witnesses};
use crate::knowledge::suggest::suggest;
use crate::knowledge::tags::TagSet;
use crate::text::fold::{fold, fold_accents};
use crate::text::{Case, Token, TokenKind};

/// How a word is known. Unknown is not wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Known {
    /// Not a word: a mark, a number, an address.
    NotAWord,
    /// An English word in the lexicon.
    Listed,
    /// In the lexicon, but only as a proper name: membership says nothing about whether it is the right name.
    ProperOnly,
    /// A name that the tables know.
    Name,
    /// Every part between hyphens is known.
    Compound,
    /// Formed of listed parts: a prefix or suffix and a word, or two words.
    Formed,
    /// Capital letters only, or letters and digits: an acronym or a designation.
    Designation,
    /// Nothing knows it.
    Unknown,
}

/// Facts about one spelling.
#[derive(Debug, Clone, Copy)]
pub struct Word {
    /// Its entry in the lexicon, if any, of the word itself or of what stands before its possessive ending.
    pub entry: Option<Entry>,
    /// How it is known.
    pub known: Known,
    /// What parts of speech it can be; empty where nothing is known.
    pub tags: TagSet,
    /// Frequency class 0 to 31, on a logarithmic scale; 0 where nothing is known.
    pub frequency: u8,
    /// Whether it ends in a possessive `'s` or `s'`.
    pub possessive: bool,
    /// Its number among the literals of the phrase tables; 0 if no row asks for it.
    pub symbol: u32,
    /// Whether rows of the phrase tables wait for it.
    pub anchor: bool,
    /// What grammar knows of it.
    pub facts: Facts,
    /// The parts of speech that it has in ordinary text.
    pub usual: TagSet,
    /// Whether it is a well-known misspelling, or an irregular word with a regular ending.
    pub misspelt: bool,
    /// What it is to names.
    pub name: Fact,
    /// Where names that begin with it and a blank go on.
    pub start: Start,
    /// Equal for equal folded forms; different ones are seldom equal.
    pub hash: u64,
}

const NOT_A_WORD: Word = Word {
    entry: None,
    known: Known::NotAWord,
    tags: TagSet::EMPTY,
    frequency: 0,
    possessive: false,
    symbol: 0,
    anchor: false,
    facts: Facts::NONE,
    usual: TagSet::EMPTY,
    misspelt: false,
    name: Fact { id: 0, flags: 0, kinds: 0 },
    start: Start::NONE,
    hash: 0,
};

/// Spellings met so far with what is known of each: words repeat, so each is looked up once.
#[derive(Default)]
pub struct Vocabulary {
    /// Number of the spelling plus one, beside a piece of its hash: most misses are seen without looking further.
    table: Vec<[u32; 2]>,
    words: Vec<Word>,
    spans: Vec<[u32; 4]>,
    letters: String,
    near: RefCell<FxHashMap<u32, Option<Arc<Near>>>>,
    sounds_like: RefCell<FxHashMap<(u32, [bool; 3]), Option<Answer>>>,
    slips: RefCell<FxHashMap<u32, Slips>>,
    persons: RefCell<FxHashMap<u32, Persons>>,
    bearers: RefCell<FxHashMap<u32, Persons>>,
    phrases: RefCell<FxHashMap<String, Option<Answer>>>,
    apart: RefCell<FxHashMap<(u32, u32), Option<f32>>>,
}

/// Full forms of known names, with what is known of each.
pub type Slips = Arc<[(String, Fact)]>;

/// Persons by number, with the other part of the name of each.
pub type Persons = Arc<[(u32, String)]>;

/// Listed words near an unknown one.
#[derive(Debug, Clone, PartialEq)]
pub struct Near {
    /// The forms, best first, in lower case.
    pub forms: Vec<String>,
    /// How sure it is that the unknown word is a slip for the first of them, 0 to 1.
    pub confidence: f32,
}

/// A vocabulary larger than this is forgotten before the next document, so that memory stays bounded.
const MOST_SPELLINGS: usize = 60_000;

impl Vocabulary {
    /// Forgets everything if it has grown large. Call between documents, never within one.
    pub fn trim(&mut self) {
        if self.words.len() > MOST_SPELLINGS || self.apart.borrow().len() > MOST_SPELLINGS {
            *self = Self::default();
        }
    }

    /// The number of a spelling; looks it up in the knowledge the first time.
    pub fn learn(&mut self, text: &str, token: Token, knowledge: &Knowledge) -> u32 {
        if self.table.is_empty() {
            self.table = vec![[0; 2]; 8192];
        }
        let hash = BuildHasherDefault::<FxHasher>::default().hash_one(text);
        let short = (hash >> 32) as u32;
        let mask = self.table.len() - 1;
        let mut place = (hash as usize ^ (hash >> 29) as usize) & mask;
        loop {
            match self.table[place] {
                [0, _] => break,
                [id, known] if known == short && self.raw(id - 1) == text => return id - 1,
                _ => {}
            }
            place = (place + 1) & mask;
        }
        let id = self.words.len() as u32;
        let folded = fold(text);
        let mut word = classify(text, &folded, token, knowledge);
        word.hash = BuildHasherDefault::<FxHasher>::default().hash_one(folded.as_ref() as &str);
        if token.kind == TokenKind::Word {
            word.facts = Facts::of(&folded);
            word.usual = grammar::usual_tags(&folded, word.tags);
        }
        let start = self.letters.len() as u32;
        self.letters.push_str(text);
        let middle = self.letters.len() as u32;
        // Most words are in lower case already and need not be kept twice.
        let (folded_start, folded_end) = if folded == text {
            (start, middle)
        } else {
            self.letters.push_str(&folded);
            (middle, self.letters.len() as u32)
        };
        self.spans.push([start, middle, folded_start, folded_end]);
        self.words.push(word);
        self.table[place] = [id + 1, short];
        if self.words.len() * 2 > self.table.len() {
            self.grow();
        }
        id
    }

    fn grow(&mut self) {
        let size = self.table.len() * 4;
        let mask = size - 1;
        let mut table = vec![[0; 2]; size];
        for id in 0..self.words.len() as u32 {
            let hash = BuildHasherDefault::<FxHasher>::default().hash_one(self.raw(id));
            let mut place = (hash as usize ^ (hash >> 29) as usize) & mask;
            while table[place] != [0; 2] {
                place = (place + 1) & mask;
            }
            table[place] = [id + 1, (hash >> 32) as u32];
        }
        self.table = table;
    }

    fn raw(&self, id: u32) -> &str {
        let [start, end, ..] = self.spans[id as usize];
        &self.letters[start as usize..end as usize]
    }

    /// The folded form of a spelling.
    #[must_use]
    #[inline]
    pub fn folded(&self, id: u32) -> &str {
        let [.., start, end] = self.spans[id as usize];
        &self.letters[start as usize..end as usize]
    }

    /// Listed words near an unknown spelling; looked for once.
    #[must_use]
    pub fn near(&self, id: u32, knowledge: &Knowledge) -> Option<Arc<Near>> {
        if let Some(known) = self.near.borrow().get(&id) {
            return known.clone();
        }
        let found = near(self.folded(id), knowledge).map(Arc::new);
        self.near.borrow_mut().insert(id, found.clone());
        found
    }

    /// The known name that a spelling stands for, by sound and letters; looked for once.
    #[must_use]
    pub fn sounds_like(&self, id: u32, witnesses: Witnesses, knowledge: &Knowledge) -> Option<Answer> {
        let key = (id, [witnesses.unknown, witnesses.capitalised, witnesses.cue]);
        if let Some(known) = self.sounds_like.borrow().get(&key) {
            return known.clone();
        }
        let folded = self.folded(id);
        let base = folded.strip_suffix("'s").unwrap_or(folded);
        let found = knowledge.names.answer(base, witnesses);
        self.sounds_like.borrow_mut().insert(key, found.clone());
        found
    }

    /// Full forms of known names one slip away from a spelling; looked for once.
    #[must_use]
    pub fn slips(&self, id: u32, knowledge: &Knowledge) -> Slips {
        if let Some(known) = self.slips.borrow().get(&id) {
            return known.clone();
        }
        let folded = self.folded(id);
        let found: Slips = knowledge.names.one_slip_away(folded.strip_suffix("'s").unwrap_or(folded)).into();
        self.slips.borrow_mut().insert(id, found.clone());
        found
    }

    /// Persons with this given name, and their last words; looked for once.
    #[must_use]
    pub fn persons_called(&self, id: u32, knowledge: &Knowledge) -> Persons {
        if let Some(known) = self.persons.borrow().get(&id) {
            return known.clone();
        }
        let found: Persons = knowledge.names.persons_called(self.folded(id)).into();
        self.persons.borrow_mut().insert(id, found.clone());
        found
    }

    /// Persons with this surname, and their given names; looked for once.
    #[must_use]
    pub fn persons_named(&self, id: u32, knowledge: &Knowledge) -> Persons {
        if let Some(known) = self.bearers.borrow().get(&id) {
            return known.clone();
        }
        let found: Persons = knowledge.names.persons_named(self.folded(id)).into();
        self.bearers.borrow_mut().insert(id, found.clone());
        found
    }

    /// How far apart two spellings sound, a letter, as `measure` says; measured once. `None` for different names.
    #[must_use]
    pub fn apart(&self, one: u32, other: u32, measure: impl FnOnce() -> Option<f32>) -> Option<f32> {
        if let Some(known) = self.apart.borrow().get(&(one, other)) {
            return *known;
        }
        let distance = measure();
        self.apart.borrow_mut().insert((one, other), distance);
        distance
    }

    /// The known name that several words stand for; looked for once.
    #[must_use]
    pub fn sounds_like_words(&self, text: &str, witnesses: Witnesses, knowledge: &Knowledge) -> Option<Answer> {
        let bits = u8::from(witnesses.unknown) | u8::from(witnesses.capitalised) << 1 | u8::from(witnesses.cue) << 2;
        let key = format!("{text} {bits}");
        if let Some(known) = self.phrases.borrow().get(&key) {
            return known.clone();
        }
        let found = knowledge.names.answer(text, witnesses);
        self.phrases.borrow_mut().insert(key, found.clone());
        found
    }

    /// What is known of a spelling.
    #[must_use]
    #[inline]
    pub fn word(&self, id: u32) -> &Word {
        &self.words[id as usize]
    }
}

fn classify(text: &str, folded: &str, token: Token, knowledge: &Knowledge) -> Word {
    let symbol = knowledge.phrases.symbol(folded);
    let anchor = knowledge.phrases.is_anchor(symbol);
    if token.kind != TokenKind::Word {
        return Word { symbol, anchor, ..NOT_A_WORD };
    }
    let (base, possessive) = match folded.strip_suffix("'s") {
        Some(base) if base.len() > 1 => (base, true),
        _ => match folded.strip_suffix('\'') {
            Some(base) if base.ends_with('s') => (base, true),
            _ => (folded, false),
        },
    };
    let entry = knowledge.lexicon.get(folded).or_else(|| knowledge.lexicon.get(base));
    let name = knowledge.names.fact(base);
    let mut word = Word {
        entry,
        known: Known::Unknown,
        tags: TagSet::EMPTY,
        frequency: 0,
        possessive,
        symbol,
        anchor,
        facts: Facts::NONE,
        usual: TagSet::EMPTY,
        misspelt: false,
        name,
        start: if name.is(Fact::STARTS) { knowledge.names.start(&fold_accents(base)) } else { Start::NONE },
        hash: 0,
    };
    if let Some(entry) = entry {
        word.tags = entry.tags();
        word.frequency = entry.frequency();
        word.known = if entry.is_proper_only() { Known::ProperOnly } else { Known::Listed };
        return word;
    }
    word.misspelt = knowledge.lexicon.misspelling(base).is_some() || knowledge.lexicon.irregular_instead(base).is_some();
    if knowledge.knows_word(base) {
        word.known = Known::Listed;
    } else if name.is(Fact::CORRECT) || (name.is(Fact::SILENT) && token.case != Case::Lower) {
        word.known = Known::Name;
    } else if token.has_digit() || (token.case == Case::Upper && text.chars().count() <= 8) || text.contains('.') || text.contains('&') {
        word.known = Known::Designation;
    } else if let Some(head) = compound(base, knowledge) {
        word.known = Known::Compound;
        word.tags = head.map_or(TagSet::EMPTY, |entry| entry.tags());
    } else if token.case == Case::Lower
        && !word.misspelt
        && let Some(tags) = derive(knowledge.lexicon, base)
    {
        word.known = Known::Formed;
        word.tags = tags;
    }
    word
}

/// Elements that stand before a hyphen though they are no words of their own.
const PREFIXES: &[&str] = &[
    "afro", "al", "anglo", "ante", "anti", "arch", "austro", "auto", "bi", "bio", "co", "counter", "cross", "cyber", "de", "demi", "eco", "electro", "euro",
    "ex", "extra", "franco", "geo", "hyper", "indo", "infra", "inter", "intra", "italo", "judeo", "macro", "mega", "meta", "micro", "mid", "mini", "mono",
    "multi", "nano", "neo", "neuro", "non", "ob", "over", "pan", "para", "pseudo", "poly", "post", "pre", "pro", "proto", "psycho", "quasi", "re", "russo",
    "self", "semi", "sino", "socio", "sub", "super", "techno", "tele", "trans", "tri", "ultra", "un", "under", "uni", "vice", "graeco", "greco", "e", "i", "x",
    "t", "u",
];

/// Whether all parts between hyphens are known; the entry of the last part, which gives the word class.
fn compound(base: &str, knowledge: &Knowledge) -> Option<Option<Entry>> {
    if !base.contains('-') {
        return None;
    }
    let mut last = None;
    for (at, part) in base.split('-').enumerate() {
        let entry = knowledge.lexicon.get(part);
        let number = !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if entry.is_none() && !number && !(at == 0 && PREFIXES.contains(&part)) && !knowledge.knows_name(part) && !knowledge.knows_word(part) {
            return None;
        }
        last = entry;
    }
    Some(last)
}

fn near(folded: &str, knowledge: &Knowledge) -> Option<Near> {
    let (base, ending) = match folded.strip_suffix("'s") {
        Some(base) => (base, "'s"),
        None => (folded, ""),
    };
    if base.contains('-') {
        return near_compound(base, knowledge);
    }
    let found = suggest(knowledge.lexicon, base, 3);
    let best = found.first()?;
    let letters = base.chars().count();
    // Measured on typos and on correct rare words: what costs more is as often a word of its own.
    let mut confidence = match best.cost {
        cost if cost <= 0.9 => 0.93,
        cost if cost <= 1.3 => 0.88,
        cost if cost <= 1.6 => 0.75,
        cost if cost <= 2.1 => 0.55,
        cost if cost <= 2.6 && letters >= 9 => 0.4,
        _ => return None,
    };
    if letters <= 5 {
        confidence -= 0.25;
    } else if letters == 6 {
        confidence -= 0.08;
    }
    if best.form.contains(' ')
        && best.form.split(' ').any(|part| part.len() < 3 && !matches!(part, "a" | "of" | "to" | "in" | "is" | "on" | "be" | "by" | "at" | "it" | "as" | "an"))
    {
        return None;
    }
    let forms: Vec<String> = found.iter().filter(|s| s.cost <= best.cost + 0.6).map(|s| format!("{}{ending}", s.form)).collect();
    Some(Near { forms, confidence })
}

/// A compound with one unknown part: the near forms of that part, the others kept.
fn near_compound(base: &str, knowledge: &Knowledge) -> Option<Near> {
    let parts: Vec<&str> = base.split('-').collect();
    let unknown = |part: &str| knowledge.lexicon.get(part).is_none() && !PREFIXES.contains(&part);
    let mut wrong = (0..parts.len()).filter(|at| unknown(parts[*at]));
    let (at, None) = (wrong.next()?, wrong.next()) else { return None };
    if parts[at].len() < 5 {
        return None;
    }
    let inner = near(parts[at], knowledge)?;
    let forms = inner.forms.iter().map(|form| {
        let mut all = parts.clone();
        all[at] = form;
        all.join("-")
    });
    Some(Near { forms: forms.collect(), confidence: inner.confidence - 0.08 })
}
