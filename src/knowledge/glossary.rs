//! The project's terms: how a thing is called here, and how it is not.
//!
//! # The file
//! CSV with the columns `term,forbidden,note`; only `term` is required. Forbidden forms are separated by `;`.
//!
//! ```csv
//! term,forbidden,note
//! security council,council of security;security board,as in the Charter
//! Kyiv,Kiev,
//! asylum seeker,refuge seeker;fugitive,
//! ```
//! Words are matched in all their inflected forms, and the suggestion takes the inflection of what it replaces
//! (`fugitives` gives `asylum seekers`). A form with a capital letter is matched only as it is written, so `Turkey` does
//! not touch the bird; a form in lower case is matched in any case. A forbidden form inside the term itself is no
//! mistake.

use std::path::Path;

use rustc_hash::FxHashMap;

use super::inflect::{self, Class};
use super::lexicon::Lexicon;
use super::tags::{Tag, TagSet};
use crate::error::Error;
use crate::text::fold::fold;
use crate::text::hash::StableHash;
use crate::text::token::{Lead, tokenize};
use crate::text::{Span, TokenKind};

/// Terms and forbidden forms of a project.
#[derive(Debug, Clone, Default)]
pub struct Glossary {
    terms: Vec<Term>,
    patterns: Vec<Pattern>,
    /// Numbers of the patterns by each form of their first word, in order.
    starts: FxHashMap<String, Vec<u32>>,
    hash: StableHash,
}

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// How the thing is called.
    pub term: String,
    /// Why, in the words of the project.
    pub note: String,
    /// The file's name and line.
    pub place: String,
}

#[derive(Debug, Clone)]
struct Pattern {
    term: u32,
    forbidden: bool,
    words: Vec<Slot>,
}

/// One word of a pattern: its forms, and what it says when it stands in each.
#[derive(Debug, Clone)]
struct Slot {
    forms: Vec<(String, Option<Tag>)>,
    /// The spelling that is required, where it has a capital letter.
    exact: Option<String>,
}

/// A place where the text uses a term or a forbidden form.
#[derive(Debug, Clone, PartialEq)]
pub struct Use<'g> {
    /// The row.
    pub term: &'g Term,
    /// How many tokens it takes.
    pub tokens: usize,
    /// Whether the form is forbidden.
    pub forbidden: bool,
    /// The term in the inflection of what stands there.
    pub instead: String,
}

impl Glossary {
    /// Whether there are no terms.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// A hash of all terms, or `None` where there are none.
    #[must_use]
    pub fn hash(&self) -> Option<u64> {
        (!self.is_empty()).then(|| self.hash.finish())
    }

    /// The folded words of all terms.
    #[must_use]
    pub fn accepted(&self) -> Vec<String> {
        self.patterns
            .iter()
            .filter(|pattern| !pattern.forbidden)
            .flat_map(|pattern| pattern.words.iter().flat_map(|slot| slot.forms.iter().map(|(form, _)| form.clone())))
            .collect()
    }

    /// Adds the rows of a table.
    ///
    /// # Errors
    /// A row that cannot be read, with file and line.
    pub fn add_table(&mut self, text: &str, path: &Path, lexicon: &Lexicon) -> Result<(), Error> {
        let text = text.trim_start_matches('\u{feff}');
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).flexible(true).from_reader(text.as_bytes());
        let header = reader.headers().map_err(|error| Error::new(error.to_string()).at(path))?.clone();
        let column = |name: &str| header.iter().position(|cell| cell.eq_ignore_ascii_case(name));
        let Some(term_column) = column("term") else {
            return Err(Error::new("has no column \"term\"").at(path).line(1).remedy("begin the file with the line term,forbidden,note"));
        };
        if let Some(unknown) = header.iter().find(|cell| !["term", "forbidden", "note"].iter().any(|known| cell.eq_ignore_ascii_case(known))) {
            return Err(Error::new(format!("column \"{unknown}\" is not known")).at(path).line(1).remedy("the columns are term, forbidden, note"));
        }
        let (forbidden_column, note_column) = (column("forbidden"), column("note"));
        let file = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        for record in reader.records() {
            let record = record.map_err(|error| Error::new(error.to_string()).at(path))?;
            let line = record.position().map_or(0, csv::Position::line);
            let cell = |column: Option<usize>| column.and_then(|column| record.get(column)).unwrap_or_default();
            let wrong = |message: String| Error::new(message).at(path).line(line);
            if record.len() > header.len() {
                return Err(wrong(format!("{} cells in a table of {}", record.len(), header.len()))
                    .remedy("put a cell with a comma in quotes; part forbidden forms with ;"));
            }
            let (term, forbidden, note) = (cell(Some(term_column)), cell(forbidden_column), cell(note_column));
            if term.is_empty() {
                if forbidden.is_empty() && note.is_empty() {
                    continue;
                }
                return Err(wrong("the cell \"term\" is empty".to_owned()));
            }
            let number = self.terms.len() as u32;
            self.hash = self.hash.with(term).with(forbidden).with(note);
            self.terms.push(Term { term: term.to_owned(), note: note.to_owned(), place: format!("{file}, line {line}") });
            self.add(term, number, false, lexicon).map_err(wrong)?;
            for form in forbidden.split(';').map(str::trim).filter(|form| !form.is_empty()) {
                if form == term {
                    return Err(wrong(format!("\"{form}\" is the term and forbidden")));
                }
                self.add(form, number, true, lexicon).map_err(wrong)?;
            }
        }
        Ok(())
    }

    fn add(&mut self, form: &str, term: u32, forbidden: bool, lexicon: &Lexicon) -> Result<(), String> {
        let parts = words_of(form);
        if parts.is_empty() {
            return Err(format!("\"{form}\" has no word"));
        }
        let words: Vec<Slot> = parts.iter().map(|part| slot(part, lexicon)).collect();
        let number = self.patterns.len() as u32;
        let mut starts: Vec<&String> = words[0].forms.iter().map(|(form, _)| form).collect();
        starts.sort_unstable();
        starts.dedup();
        for start in starts {
            self.starts.entry(start.clone()).or_default().push(number);
        }
        self.patterns.push(Pattern { term, forbidden, words });
        Ok(())
    }

    /// The longest term or forbidden form that begins at a token; `word` gives the text and the folded form of the
    /// tokens after it, `None` at the end of the sentence. Of two that are equally long the term wins, then the first row.
    #[must_use]
    pub fn find<'t>(&self, word: impl Fn(usize) -> Option<(&'t str, &'t str)>) -> Option<Use<'_>> {
        let (text, folded) = word(0)?;
        let bare = |folded: &'t str| folded.strip_suffix("'s").unwrap_or(folded);
        let numbers = self.starts.get(bare(folded))?;
        let mut best: Option<(usize, &Pattern, Option<Tag>)> = None;
        for number in numbers {
            let pattern = &self.patterns[*number as usize];
            if best
                .as_ref()
                .is_some_and(|(length, other, _)| *length > pattern.words.len() || *length == pattern.words.len() && (!other.forbidden || pattern.forbidden))
            {
                continue;
            }
            let mut inflection = None;
            let fits = pattern.words.iter().enumerate().all(|(at, slot)| {
                let Some((text, folded)) = (if at == 0 { Some((text, folded)) } else { word(at) }) else { return false };
                // A possessive ends what it stands in.
                let folded = if at + 1 == pattern.words.len() { bare(folded) } else { folded };
                let Some((_, tag)) = slot.forms.iter().find(|(form, _)| form == folded) else { return false };
                inflection = tag.or(inflection);
                slot.exact.as_ref().is_none_or(|exact| is_written(text, exact))
            });
            if fits {
                best = Some((pattern.words.len(), pattern, inflection));
            }
        }
        let (tokens, pattern, inflection) = best?;
        let term = &self.terms[pattern.term as usize];
        let mut instead = inflection.map_or_else(|| term.term.clone(), |tag| inflected(&term.term, tag));
        if word(tokens - 1).is_some_and(|(_, folded)| folded.ends_with("'s")) {
            instead.push_str("’s");
        }
        Some(Use { term, tokens, forbidden: pattern.forbidden, instead })
    }
}

/// Whether a word is written as required: with the same capitals, or all in capitals as in a headline.
fn is_written(text: &str, exact: &str) -> bool {
    let first = |text: &str| text.chars().next().is_some_and(char::is_uppercase);
    let capitals = |text: &str| text.chars().filter(|c| c.is_uppercase()).count();
    first(text) == first(exact) && (capitals(exact) == 1 || capitals(text) >= capitals(exact))
}

fn words_of(form: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    tokenize(form, Span::new(0, form.len()), Lead::Space, &mut tokens);
    tokens.iter().filter(|token| !matches!(token.kind, TokenKind::Punctuation)).map(|token| form[token.span.range()].to_owned()).collect()
}

/// All forms of a word: of a noun and a verb those of both, of a name its plural.
fn slot(part: &str, lexicon: &Lexicon) -> Slot {
    let folded = fold(part).into_owned();
    let tags = lexicon.tags(&folded);
    let capital = part.chars().any(char::is_uppercase);
    let mut forms = vec![(folded.clone(), None)];
    let unlisted = tags == TagSet::EMPTY && folded.chars().all(|c| c.is_alphabetic() || c == '-');
    let mut add = |class: Class, wanted: &[Tag]| {
        for (tag, form) in inflect::forms(&folded, class) {
            if wanted.contains(&tag) && form != folded && !form.contains(' ') && !forms.iter().any(|(known, _)| *known == form) {
                forms.push((form, Some(tag)));
            }
        }
    };
    if tags.contains(Tag::NN) || unlisted || capital {
        add(Class::Noun, &[Tag::NNS]);
    }
    if tags.contains(Tag::VB) && !capital {
        add(Class::Verb, &[Tag::VBZ, Tag::VBD, Tag::VBN, Tag::VBG]);
        // British forms double the l: enrolled, travelling.
        if folded.ends_with('l') && !folded.ends_with("ll") {
            for (tag, ending) in [(Tag::VBD, "led"), (Tag::VBG, "ling")] {
                let form = format!("{folded}{ending}");
                if lexicon.get(&form).is_some() && !forms.iter().any(|(known, _)| *known == form) {
                    forms.push((form, Some(tag)));
                }
            }
        }
    }
    Slot { forms, exact: capital.then(|| part.to_owned()) }
}

/// The term in an inflection: of a noun its head, which stands last or before the first preposition; of a verb its
/// first word.
fn inflected(term: &str, tag: Tag) -> String {
    let mut words: Vec<String> = term.split(' ').map(str::to_owned).collect();
    let at = if tag == Tag::NNS {
        words
            .iter()
            .position(|word| matches!(word.as_str(), "of" | "for" | "in" | "to" | "on" | "at" | "from" | "with" | "against"))
            .map_or(words.len(), |at| at.max(1))
            - 1
    } else {
        0
    };
    let name = words[at].chars().next().is_some_and(char::is_uppercase);
    words[at] = inflect::inflect(&words[at], if name && tag == Tag::NNS { Tag::NNPS } else { tag });
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glossary(rows: &str) -> Glossary {
        let mut glossary = Glossary::default();
        glossary.add_table(&format!("term,forbidden,note\n{rows}"), Path::new("terms.csv"), Lexicon::embedded()).expect("a glossary");
        glossary
    }

    /// What stands at the beginning of the text: whether it is forbidden, and what to write.
    fn used(glossary: &Glossary, text: &str) -> Option<(bool, String)> {
        let words: Vec<String> = words_of(text);
        let folded: Vec<String> = words.iter().map(|word| fold(word).into_owned()).collect();
        glossary.find(|at| Some((words.get(at)?.as_str(), folded[at].as_str()))).map(|found| (found.forbidden, found.instead))
    }

    #[test]
    fn forbidden_forms_are_found_in_every_inflection() {
        let terms = glossary("asylum seeker,fugitive;seeker of refuge,\nsign up,enrol,\n");
        assert_eq!(used(&terms, "fugitives came"), Some((true, "asylum seekers".to_owned())));
        assert_eq!(used(&terms, "seekers of refuge"), Some((true, "asylum seekers".to_owned())));
        assert_eq!(used(&terms, "fugitive's house"), Some((true, "asylum seeker’s".to_owned())));
        assert_eq!(used(&terms, "enrolled"), Some((true, "signed up".to_owned())));
        assert_eq!(used(&terms, "asylum seekers").map(|found| found.0), Some(false));
        assert_eq!(used(&terms, "seekers of truth"), None);
    }

    #[test]
    fn a_form_with_a_capital_letter_is_matched_as_it_is_written() {
        let terms = glossary("Türkiye,Turkey,\nISIS,Isis;ISIL,\n");
        assert_eq!(used(&terms, "Turkey said"), Some((true, "Türkiye".to_owned())));
        assert_eq!(used(&terms, "turkey for dinner"), None);
        assert_eq!(used(&terms, "TURKEY VOTES"), Some((true, "Türkiye".to_owned())));
        assert_eq!(used(&terms, "ISIL fighters"), Some((true, "ISIS".to_owned())));
    }

    #[test]
    fn a_forbidden_form_within_a_term_is_no_mistake() {
        let terms = glossary("e-mail address,address,\n");
        assert_eq!(used(&terms, "e-mail addresses").map(|found| found.0), Some(false));
        assert_eq!(used(&terms, "addresses"), Some((true, "e-mail addresses".to_owned())));
    }

    #[test]
    fn a_wrong_table_is_refused_with_file_and_line() {
        let refused = |text: &str| Glossary::default().add_table(text, Path::new("terms.csv"), Lexicon::embedded()).expect_err("refused").to_string();
        assert!(refused("word,note\n").starts_with("terms.csv:1: has no column \"term\""));
        assert!(refused("term,forbiden\na,b\n").contains("column \"forbiden\" is not known"));
        assert!(refused("term,forbidden\nx,y\n,z\n").starts_with("terms.csv:3: the cell \"term\" is empty"));
        assert!(refused("term,forbidden\nx,x\n").contains("\"x\" is the term and forbidden"));
        assert!(refused("term,forbidden\nx,y,z\n").starts_with("terms.csv:2: 3 cells"));
        assert!(refused("term,forbidden\nx,—\n").contains("has no word"));
    }

    #[test]
    fn the_hash_depends_on_every_cell() {
        assert_eq!(Glossary::default().hash(), None);
        assert_ne!(glossary("a,b,\n").hash(), glossary("a,c,\n").hash());
        assert_eq!(glossary("a,b,\n").hash(), glossary("a,b,\n").hash());
    }
}
