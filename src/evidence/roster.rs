//! The names of one document in brief: small enough to be gathered over a folder, or kept.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::names::{is_calendar, is_kind_of_place, is_title};
use crate::knowledge::Knowledge;
use crate::knowledge::names::{Fact, Kind, PLACES, key};
use crate::text::fold::{fold, fold_accents, is_apostrophe};

/// What a document has of names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roster {
    /// Words written with a capital that are no ordinary English words, in order of place.
    pub words: Vec<NameWord>,
    /// How many things and persons are named: spellings of one known name count once, and so does a surname beside the
    /// full name.
    pub distinct: u32,
}

/// One word of names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameWord {
    /// As the document writes it first, without a possessive ending.
    pub written: String,
    /// How often.
    pub count: u32,
    /// Whether a table or list has it as a correct name.
    pub known: bool,
    /// Folded words directly before it that are names, titles or words for a place: some of them, in order of place.
    pub after: Vec<String>,
}

/// Shortest word that is gathered, in letters.
const SHORTEST: usize = 4;

/// Most words that are kept from before a name.
const MOST_BEFORE: usize = 4;

impl Roster {
    /// Gathers the names of a text: a quick look that knows nothing of sentences or markup.
    #[must_use]
    pub fn of(text: &str, knowledge: &Knowledge, memory: &mut Memory) -> Self {
        memory.trim();
        let mut gathering = Gathering {
            knowledge,
            memory,
            places: FxHashMap::default(),
            words: Vec::new(),
            run: Vec::new(),
            counted: FxHashSet::default(),
            named: FxHashSet::default(),
        };
        let mut before: Option<(&str, usize)> = None;
        // Nothing was written before the first sentence.
        let mut starts = true;
        let mut rest = 0;
        while let Some(start) = text[rest..].find(char::is_alphanumeric).map(|at| rest + at) {
            let end = word_end(text, start);
            let gap = &text[rest..start];
            let joined = gap == " " && !starts;
            starts |= gap.contains(['.', '!', '?', ':', '\n', '“', '"', '…']);
            let word = &text[start..end];
            if !joined {
                gathering.end_run();
            }
            let previous = before.filter(|_| joined).map(|(word, _)| word);
            gathering.take(word, previous, starts);
            before = Some((word, end));
            (rest, starts) = (end, false);
        }
        gathering.end_run();
        Self { words: gathering.words, distinct: gathering.named.len() as u32 }
    }
}

/// Where the word that starts here ends: letters and digits, with apostrophes and hyphens between them.
fn word_end(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut chars = text[start..].char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joins = (is_apostrophe(c) || c == '-') && chars.peek().is_some_and(|(_, next)| next.is_alphabetic());
        if !c.is_alphanumeric() && !joins && !('\u{300}'..='\u{36f}').contains(&c) {
            break;
        }
        end = start + at + c.len_utf8();
    }
    end
}

/// What was found out of words, which come again from text to text.
#[derive(Debug, Default)]
pub struct Memory {
    words: FxHashMap<Box<str>, Sort>,
    facts: FxHashMap<Box<str>, Fact>,
}

/// A memory of more than this is forgotten before the next text, so that it stays bounded.
const REMEMBERED: usize = 40_000;

impl Memory {
    fn trim(&mut self) {
        if self.words.len() + self.facts.len() > REMEMBERED {
            *self = Self::default();
        }
    }

    /// What is known of a form as a name.
    fn fact(&mut self, form: &str, knowledge: &Knowledge) -> Fact {
        if let Some(fact) = self.facts.get(form) {
            return *fact;
        }
        let fact = knowledge.names.fact(form);
        self.facts.insert(form.into(), fact);
        fact
    }

    /// What sort of word this is, written as it is.
    fn sort(&mut self, word: &str, knowledge: &Knowledge) -> Sort {
        if let Some(sort) = self.words.get(word) {
            return *sort;
        }
        let folded = fold(word);
        let entry = knowledge.lexicon.get(&folded);
        let sort = if entry.is_some_and(|entry| entry.is_word()) || is_calendar(&folded) || folded.chars().count() < 2 {
            Sort::Ordinary
        } else if folded.chars().count() < SHORTEST || !word.contains(char::is_lowercase) {
            Sort::Name
        } else {
            let fact = self.fact(&folded, knowledge);
            Sort::Gathered { known: entry.is_some() || fact.is(Fact::CORRECT | Fact::SILENT) || knowledge.knows_word(&folded) || knowledge.knows_name(&folded) }
        };
        self.words.insert(word.into(), sort);
        sort
    }
}

/// What a word is to a roster.
#[derive(Debug, Clone, Copy)]
enum Sort {
    /// An ordinary word.
    Ordinary,
    /// A name that is too short, or in capitals, to be compared by its spelling.
    Name,
    /// A name that is compared, and whether a table or list has it.
    Gathered { known: bool },
}

struct Gathering<'t, 'k, 'm> {
    knowledge: &'k Knowledge,
    memory: &'m mut Memory,
    /// What each spelling is: the number of its word, or none.
    places: FxHashMap<&'t str, What>,
    words: Vec<NameWord>,
    /// Capitalised words one after the other.
    run: Vec<&'t str>,
    /// Such runs that were met before.
    counted: FxHashSet<Vec<&'t str>>,
    /// What is named, by number or last word.
    named: FxHashSet<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    /// An ordinary word.
    Ordinary,
    /// A name that is too short, or in capitals, to be compared by its spelling.
    Name,
    /// The word of this number.
    Gathered(usize),
}

impl<'t> Gathering<'t, '_, '_> {
    fn take(&mut self, written: &'t str, previous: Option<&'t str>, starts: bool) {
        let word = written.strip_suffix("'s").or_else(|| written.strip_suffix("’s")).unwrap_or(written);
        if !word.starts_with(char::is_uppercase) || word.contains(|c: char| c.is_ascii_digit()) {
            self.end_run();
            return;
        }
        let what = self.what(word);
        // The first word of a sentence has a capital whatever it is.
        if !(starts && what == What::Ordinary) {
            self.run.push(word);
        }
        if let What::Gathered(number) = what {
            let known = &mut self.words[number];
            known.count += 1;
            if let Some(previous) = previous
                && known.after.len() < MOST_BEFORE
            {
                let folded = fold(previous);
                let folded = folded.strip_suffix("'s").unwrap_or(&folded);
                let last = folded.rsplit('-').next().unwrap_or(folded);
                let name = previous.starts_with(char::is_uppercase) && self.places.get(previous) != Some(&What::Ordinary) && folded.len() >= 3;
                // Russian, Paris: what comes from there has many names.
                let speaks = is_title(last)
                    || is_kind_of_place(folded)
                    || matches!(folded, "island" | "river" | "county")
                    || name && !self.memory.fact(folded, self.knowledge).of_kind(PLACES | Kind::People.bit() | Kind::Language.bit());
                if speaks && !known.after.iter().any(|word| word == folded) {
                    known.after.push(folded.to_owned());
                }
            }
        }
        if written.len() > word.len() {
            self.end_run();
        }
    }

    fn what(&mut self, word: &'t str) -> What {
        if let Some(known) = self.places.get(word) {
            return *known;
        }
        let what = match self.memory.sort(word, self.knowledge) {
            Sort::Ordinary => What::Ordinary,
            Sort::Name => What::Name,
            Sort::Gathered { known } => {
                self.words.push(NameWord { written: word.to_owned(), count: 0, known, after: Vec::new() });
                What::Gathered(self.words.len() - 1)
            }
        };
        self.places.insert(word, what);
        what
    }

    /// Counts what the capitalised words up to here name.
    fn end_run(&mut self) {
        if self.run.is_empty() {
            return;
        }
        let run = std::mem::take(&mut self.run);
        if self.counted.contains(&run) {
            self.run = run;
            self.run.clear();
            return;
        }
        let fact = self.memory.fact(&key(&run.join(" ")), self.knowledge);
        if fact.is(Fact::CANONICAL | Fact::VARIANT) && !fact.of_kind(Kind::Person.bit()) {
            self.named.insert(fact.id.to_string());
        } else if let Some(last) = run.iter().rev().find(|word| self.places.get(**word) != Some(&What::Ordinary)) {
            let fact = self.memory.fact(&key(last), self.knowledge);
            let known = fact.is(Fact::CANONICAL | Fact::VARIANT) && run.len() == 1 && !fact.of_kind(Kind::Person.bit() | Kind::Surname.bit());
            self.named.insert(if known { fact.id.to_string() } else { fold_accents(last).into_owned() });
        }
        self.counted.insert(run);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roster(text: &str) -> Roster {
        Roster::of(text, &Knowledge::embedded(), &mut Memory::default())
    }

    #[test]
    fn names_are_gathered_and_ordinary_words_are_not() {
        let roster = roster("The mayor Damir Akhmetov came. Later Akhmetov’s car left the city Tolgoyarsk.");
        let words: Vec<_> = roster.words.iter().map(|word| (word.written.as_str(), word.count, word.after.join(" "))).collect();
        assert_eq!(words, [("Damir", 1, "mayor".to_owned()), ("Akhmetov", 2, "damir".to_owned()), ("Tolgoyarsk", 1, "city".to_owned())]);
    }

    #[test]
    fn a_thing_is_counted_once_under_all_its_names() {
        assert_eq!(roster("Vladimir Putin met Damir Akhmetov in Kyiv. Putin left Kiev; Akhmetov stayed. Monday was warm.").distinct, 3);
        assert_eq!(roster("The White House said so. Nobody else spoke.").distinct, 1);
        assert_eq!(roster("").distinct, 0);
    }

    #[test]
    fn any_text_has_a_roster() {
        for text in ["’’’", "A-", "É\u{301}a-’s", "😀 Ω", "İstanbul’s\u{0}", "O'", "-A-B-'c"] {
            let _ = roster(text);
        }
    }
}
