//! What two renderings of one sentence are likely to share: names, numbers, dates, rare words, stems.

use rustc_hash::FxHashMap;

use super::claims::{figures, is_function, stem};
use crate::exact::Exact;
use crate::knowledge::lexicon::Lexicon;
use crate::text::fold::fold_accents;
use crate::text::{Case, Document, Segment, TokenKind};

/// How an anchor binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Kind {
    /// Grammar words: they bind hardly.
    Function,
    /// Words with a meaning.
    Content,
    /// Words that only names have.
    Name,
    /// Numbers and dates, by their value.
    Number,
}

/// The anchors of all texts that are compared with each other: stems, and looser classes of stems.
///
/// Two words of one class are taken for the same with less confidence: spelling variants of a name, derivations of
/// one root.
#[derive(Debug, Default)]
pub struct Lexemes {
    spellings: FxHashMap<String, u32>,
    stems: FxHashMap<String, u32>,
    classes: FxHashMap<String, u32>,
    of_stem: Vec<Lexeme>,
    of_class: Vec<(Kind, f32)>,
}

/// One stem.
#[derive(Debug, Clone, Copy)]
struct Lexeme {
    class: u32,
    kind: Kind,
    /// Share of running English words, 0 to 1.
    background: f32,
}

/// Share of running words of a form in this frequency class of the lexicon: each step is a factor of 1.67, and `the`,
/// one word in twenty, has 30.
fn share(frequency: u8) -> f32 {
    0.05 * 1.67_f32.exact_powf(f32::from(frequency) - 30.0)
}

/// Share of running words of a form that no list has.
const UNLISTED: f32 = 2e-7;

impl Lexemes {
    /// The class of a stem.
    #[must_use]
    pub fn class(&self, stem: u32) -> u32 {
        self.of_stem[stem as usize].class
    }

    /// What kind of anchor a class is.
    #[must_use]
    pub fn kind(&self, class: u32) -> Kind {
        self.of_class[class as usize].0
    }

    /// Share of running English words that belong to a stem.
    #[must_use]
    pub fn background(&self, stem: u32) -> f32 {
        self.of_stem[stem as usize].background
    }

    /// Share of running English words that belong to a class.
    #[must_use]
    pub fn class_background(&self, class: u32) -> f32 {
        self.of_class[class as usize].1
    }

    /// How many stems there are.
    #[must_use]
    pub fn stems(&self) -> usize {
        self.of_stem.len()
    }

    /// How many classes there are.
    #[must_use]
    pub fn classes(&self) -> usize {
        self.of_class.len()
    }

    /// The stem of a spelling, made known if need be. `name`: whether it is written like a name.
    fn word(&mut self, folded: &str, name: bool) -> u32 {
        // A leading mark keeps "us" and "US", "may" and "May" apart.
        let mut key = String::with_capacity(folded.len() + 1);
        key.push(if name { 'N' } else { 'w' });
        key.push_str(folded);
        if let Some(id) = self.spellings.get(&key) {
            return *id;
        }
        let Sorted { stem: stemmed, class, kind, background } = sorted(folded, name);
        let id = self.stem(stemmed, class, kind, background);
        self.spellings.insert(key, id);
        id
    }

    fn stem(&mut self, stem: String, class: String, kind: Kind, background: f32) -> u32 {
        let next = self.of_class.len() as u32;
        if let Some(id) = self.stems.get(&stem) {
            let known = &mut self.of_stem[*id as usize];
            known.background = known.background.max(background);
            return *id;
        }
        let class = *self.classes.entry(class).or_insert(next);
        if class == next {
            self.of_class.push((kind, background));
        } else {
            let known = &mut self.of_class[class as usize];
            known.1 = known.1.max(background);
        }
        let id = self.of_stem.len() as u32;
        self.of_stem.push(Lexeme { class, kind, background });
        self.stems.insert(stem, id);
        id
    }

    fn number(&mut self, value: f64) -> u32 {
        let key = format!("#{value}");
        // Small round numbers are everywhere.
        let background = if value <= 10.0 { 1e-3 } else { 5e-5 };
        self.stem(key.clone(), key, Kind::Number, background)
    }

    /// What kind of anchor a stem is.
    #[must_use]
    pub fn kind_of_stem(&self, stem: u32) -> Kind {
        self.of_stem[stem as usize].kind
    }

    /// The anchors of every sentence of a document.
    pub fn read(&mut self, document: &Document) -> Vec<Sentence> {
        let mut block = None;
        document
            .segments()
            .iter()
            .map(|segment| {
                let opens = block != Some(segment.block);
                block = Some(segment.block);
                self.sentence(document, segment, opens)
            })
            .collect()
    }

    fn sentence(&mut self, document: &Document, segment: &Segment, opens: bool) -> Sentence {
        let mut stems = Vec::with_capacity(segment.tokens.len());
        let figures = figures(document, segment);
        let mut taken: Vec<std::ops::Range<usize>> = Vec::new();
        for number in &figures.quantities {
            stems.push(self.number(number.value));
            taken.push(number.tokens.clone());
        }
        for date in &figures.dates {
            for (mark, part) in [("y", date.year), ("m", date.month.map(u16::from)), ("d", date.day.map(u16::from)), ("w", date.weekday.map(u16::from))] {
                if let Some(part) = part {
                    let key = format!("#{mark}{part}");
                    stems.push(self.stem(key.clone(), key, Kind::Number, 1e-4));
                }
            }
        }
        for at in segment.range() {
            let token = document.tokens()[at];
            if !matches!(token.kind, TokenKind::Word | TokenKind::Tag | TokenKind::Url | TokenKind::Email | TokenKind::Code)
                || taken.iter().any(|range| range.contains(&at))
            {
                continue;
            }
            if figures.dates.iter().any(|date| date.span.overlaps(token.span)) {
                continue;
            }
            let folded = fold_accents(document.slice(token.span));
            if folded == "united" && at + 1 < segment.range().end && fold_accents(document.token_text(at + 1)) == "states" {
                continue;
            }
            let name = token.case != Case::Lower;
            if folded.contains('-') && token.kind == TokenKind::Word && !name {
                // The parts of compounds meet the same words written apart.
                for part in folded.split('-').filter(|part| part.len() > 1) {
                    stems.push(self.word(part, name));
                }
                continue;
            }
            let id = self.word(&folded, name);
            stems.push(id);
        }
        let chars = document.slice(segment.span).chars().filter(|c| !c.is_whitespace()).count() as u32;
        Sentence { stems, chars, opens }
    }
}

/// A word as it is compared.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sorted {
    /// Forms of one word have one.
    pub stem: String,
    /// Derivations of one root and spellings of one name have one.
    pub class: String,
    /// How it binds.
    pub kind: Kind,
    /// Share of running English words, 0 to 1.
    pub background: f32,
}

/// What a folded word is compared by. `name`: whether it is written like a name.
pub(super) fn sorted(folded: &str, name: bool) -> Sorted {
    let listed = Lexicon::embedded().get(folded.strip_suffix("'s").unwrap_or(folded));
    let background = listed.map_or(UNLISTED, |entry| share(entry.frequency()));
    let ordinary = listed.is_some_and(|entry| entry.is_word() && !entry.is_proper_only());
    let alias = ALIASES.iter().find(|(form, _)| *form == folded).map(|(_, to)| *to);
    let stem = alias.map_or_else(|| stem(folded), str::to_owned);
    let kind = match (name && !ordinary, is_function(folded)) {
        (true, _) => Kind::Name,
        (_, true) => Kind::Function,
        _ => Kind::Content,
    };
    let class = if kind == Kind::Name { name_key(&stem) } else { root(&stem) };
    Sorted { stem, class, kind, background }
}

/// Spellings of one name that share no letters, or that a stemmer would take apart.
const ALIASES: &[(&str, &str)] = &[
    ("u.s.", "america"),
    ("u.s", "america"),
    ("usa", "america"),
    ("u.s.a.", "america"),
    ("us", "america"),
    ("states", "america"),
    ("american", "america"),
    ("u.n.", "un"),
    ("u.k.", "uk"),
    ("britain", "uk"),
    ("e.u.", "eu"),
    ("percent", "%"),
    ("aleksandr", "alexander"),
    ("alexandr", "alexander"),
    ("aleksander", "alexander"),
    ("aleksey", "alexei"),
    ("aleksei", "alexei"),
    ("alexey", "alexei"),
    ("dmitry", "dmitri"),
    ("dmitriy", "dmitri"),
    ("yury", "yuri"),
    ("yuriy", "yuri"),
    ("evgeny", "yevgeny"),
    ("evgeniy", "yevgeny"),
    ("ekaterina", "yekaterina"),
    ("elena", "yelena"),
    ("artem", "artyom"),
    ("petr", "pyotr"),
    ("fedor", "fyodor"),
    ("semen", "semyon"),
    ("natalya", "natalia"),
    ("mihhail", "mikhail"),
    ("zelenskiy", "zelensky"),
    ("zelenskyy", "zelensky"),
];

/// Anchors of one sentence.
#[derive(Debug, Clone)]
pub struct Sentence {
    /// Its stems, in order, with repeats.
    pub stems: Vec<u32>,
    /// Its length in characters without blanks.
    pub chars: u32,
    /// Whether it opens a paragraph.
    pub opens: bool,
}

/// The beginning of a word that its derivations share.
fn root(stem: &str) -> String {
    let mut letters = stem.char_indices().skip(5);
    // Shorter roots join words that have nothing in common.
    match letters.next() {
        Some((at, _)) => stem[..at].to_owned(),
        None => stem.to_owned(),
    }
}

/// The key under which spellings of one name meet: its consonants, those that romanisations exchange made one.
///
/// The one function to change when a better key is at hand.
#[must_use]
pub fn name_key(folded: &str) -> String {
    let mut key = String::with_capacity(folded.len() + 1);
    key.push('@');
    let mut rest = folded;
    let mut first = true;
    while let Some(c) = rest.chars().next() {
        let (code, length) =
            PAIRS.iter().find(|(pair, _)| rest.starts_with(pair)).map_or_else(|| (single(c, first), c.len_utf8()), |(pair, code)| (Some(*code), pair.len()));
        if let Some(code) = code
            && (!key.ends_with(code))
        {
            key.push(code);
        }
        first = false;
        rest = &rest[length..];
    }
    if key.len() <= 3 {
        // Two consonants do not make a name: keep it whole.
        return format!("@{folded}");
    }
    key
}

/// Whether two folded words may be spellings or forms of one name: Erdoğan and Erdogan, Syria and Syrian.
#[must_use]
pub fn same_name(a: &str, b: &str) -> bool {
    let plain = |word: &str| word.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let alias = |word: &str| ALIASES.iter().find(|(form, _)| *form == word).map_or_else(|| word.to_owned(), |(_, to)| (*to).to_owned());
    let (a, b) = (plain(&alias(a)), plain(&alias(b)));
    let shared = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let (short, long) = (a.chars().count().min(b.chars().count()), a.chars().count().max(b.chars().count()));
    // A form or a derivation goes on where the name ends.
    a == b || shared >= 4 && shared + 1 >= short && long - shared <= 4 || short >= 4 && name_key(&a) == name_key(&b) && !listed_apart(&a, &b)
}

/// Whether both are listed as different names: Iran and Iraq.
fn listed_apart(a: &str, b: &str) -> bool {
    let known = |word: &str| fame(word) > 8;
    known(a) && known(b)
}

/// How often a listed name is met, as a class of frequency; 0 if it is not listed as a name.
#[must_use]
pub fn fame(folded: &str) -> u8 {
    Lexicon::embedded().get(folded).filter(|entry| entry.can_be_proper()).map_or(0, |entry| entry.frequency())
}

const PAIRS: &[(&str, char)] = &[
    ("dzh", 'j'),
    ("shch", 's'),
    ("tch", 'c'),
    ("sch", 's'),
    ("zh", 'j'),
    ("dj", 'j'),
    ("kh", 'h'),
    ("sh", 's'),
    ("ch", 'c'),
    ("ph", 'f'),
    ("th", 't'),
    ("ck", 'k'),
    ("ks", 'x'),
    ("gh", 'g'),
    ("ts", 'c'),
    ("tz", 'c'),
];

fn single(c: char, first: bool) -> Option<char> {
    match c {
        'a' | 'e' | 'i' | 'o' | 'u' | 'y' => first.then_some('a'),
        'c' | 'q' => Some('k'),
        'w' => Some('v'),
        'z' => Some('s'),
        'g' | 'j' if first => Some(c),
        c if c.is_alphanumeric() => Some(c),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shared(a: &str, b: &str) -> (usize, usize) {
        let mut lexemes = Lexemes::default();
        let [a, b] = [a, b].map(|text| lexemes.read(&Document::plain("t", text)).concat());
        let stems = a.iter().filter(|stem| b.contains(stem)).count();
        let classes = a.iter().filter(|stem| b.iter().any(|other| lexemes.class(*other) == lexemes.class(**stem))).count();
        (stems, classes)
    }

    trait Concat {
        fn concat(self) -> Vec<u32>;
    }

    impl Concat for Vec<Sentence> {
        fn concat(self) -> Vec<u32> {
            self.into_iter().flat_map(|sentence| sentence.stems).collect()
        }
    }

    #[test]
    fn forms_of_a_word_a_number_and_a_country_are_one() {
        assert_eq!(shared("went", "goes"), (1, 1));
        assert_eq!(shared("two thousand", "2,000"), (1, 1));
        assert_eq!(shared("in the U.S.", "in the United States"), (3, 3));
        assert_eq!(shared("on 14 November", "on November 14"), (3, 3));
    }

    #[test]
    fn spellings_of_a_name_meet_in_one_class() {
        assert_eq!(name_key("dzhebhat"), name_key("jabhat"));
        assert_eq!(name_key("akhmetov"), name_key("ahmetov"));
        assert_ne!(name_key("libya"), name_key("livia"));
        assert_eq!(shared("He met Erdoğan", "He saw Erdogan").1, 2);
    }
}
