//! The census of names: which names stand in a set of documents, how often, and in which spellings.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::Evidence;
use super::chains::{Chains, runs};
use super::likeness::{Likeness, skeleton};
use super::words::Vocabulary;
use crate::knowledge::Knowledge;
use crate::knowledge::names::{Fact, Kind, key};
use crate::knowledge::romanize::Witnesses;
use crate::text::Document;

/// One name of a set of documents; the columns that a project's own table has come first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameRow {
    /// The form that is preferred.
    pub name: String,
    /// What it names; empty where nobody knows.
    pub kind: String,
    /// Other spellings met, parted by `;`.
    pub variants: String,
    /// Forms in other scripts, for a person to fill in.
    pub source_forms: String,
    /// For a person.
    pub note: String,
    /// How often it stands in the documents.
    pub count: usize,
    /// In how many documents.
    pub documents: usize,
    /// Whether a table knows it: `yes`, `no`, or `near` if it looks like a known one.
    pub known: String,
    /// The most frequent spelling, if another one is preferred.
    pub found_as: String,
    /// How the documents call it besides, parted by `;`: offices and epithets, the most frequent first.
    pub called: String,
}

/// Counts of the names of documents.
#[derive(Default)]
pub struct Census {
    vocabulary: Vocabulary,
    spellings: BTreeMap<String, (usize, BTreeSet<String>)>,
    /// Offices and epithets of each name, with counts.
    called: BTreeMap<String, BTreeMap<String, usize>>,
}

/// Most offices and epithets of a name that are told.
const MOST_CALLED: usize = 3;
/// Names of one skeleton that a further one is compared with.
const MOST_ALIKE: usize = 64;

impl Census {
    /// Counts the names of one document.
    pub fn count(&mut self, doc: &Document, knowledge: &Knowledge) {
        let mut vocabulary = std::mem::take(&mut self.vocabulary);
        vocabulary.trim();
        self.count_words(&Evidence::new(doc, knowledge, &mut vocabulary));
        self.vocabulary = vocabulary;
    }

    fn count_words(&mut self, evidence: &Evidence<'_>) {
        let doc = evidence.doc();
        let slice = |tokens: &Range<usize>| doc.slice(doc.tokens()[tokens.start].span.to(doc.tokens()[tokens.end - 1].span));
        for run in runs(evidence) {
            self.add(slice(&run.tokens), doc.name());
        }
        let chains = Chains::of(evidence);
        let epithets = chains.epithets(evidence);
        let offices = chains.all.iter().enumerate().flat_map(|(number, chain)| {
            let told = chain.offices.iter().filter(|office| office.country.is_some());
            told.filter_map(move |office| Some((number, office.tokens.clone()?)))
        });
        for (number, tokens) in epithets.into_iter().map(|epithet| (epithet.chain, epithet.tokens)).chain(offices) {
            let called = slice(&tokens).split_whitespace().collect::<Vec<_>>().join(" ");
            let called = called.strip_prefix("The ").map_or(called.clone(), |rest| format!("the {rest}"));
            let name = clean(slice(&chains.all[number].names[0]));
            *self.called.entry(name).or_default().entry(called).or_default() += 1;
        }
    }

    fn add(&mut self, text: &str, document: &str) {
        let text = clean(text);
        if text.chars().count() < 2 {
            return;
        }
        let (count, documents) = self.spellings.entry(text).or_default();
        *count += 1;
        documents.insert(document.to_owned());
    }

    /// One row a name: spellings of one known name, and those that sound the same, stand together; the most frequent first.
    #[must_use]
    pub fn rows(&self, knowledge: &Knowledge) -> Vec<NameRow> {
        let mut groups: Vec<Group<'_>> = Vec::new();
        let mut of_known: FxHashMap<u32, usize> = FxHashMap::default();
        let mut of_skeleton: FxHashMap<String, Vec<(usize, Likeness)>> = FxHashMap::default();
        let mut by_count: Vec<_> = self.spellings.iter().collect();
        by_count.sort_by(|a, b| b.1.0.cmp(&a.1.0).then(a.0.cmp(b.0)));
        for (text, (count, documents)) in by_count {
            let fact = knowledge.names.fact(&key(text));
            let known = fact.is(Fact::CANONICAL | Fact::VARIANT | Fact::SURNAME | Fact::GIVEN).then_some(fact.id);
            let near = if known.is_none() {
                knowledge.names.answer(text, Witnesses { unknown: true, capitalised: true, ..Witnesses::default() }).map(|answer| answer.candidate.id)
            } else {
                None
            };
            let place = match known {
                Some(id) => *of_known.entry(id).or_insert(groups.len()),
                None => {
                    let own = Likeness::new(&key(text));
                    // Names that sound the same share their skeleton; comparing all with all would cost their square.
                    let alike = of_skeleton.entry(skeleton(own.form())).or_default();
                    let same = |other: &Likeness| {
                        other.form() == own.form()
                            || own.form().chars().count() >= 6
                                && own.form().split(' ').count() == other.form().split(' ').count()
                                && other.distance(&own).is_some_and(|distance| distance <= 0.02)
                    };
                    alike.iter().take(MOST_ALIKE).find(|(_, other)| same(other)).map(|(at, _)| *at).unwrap_or_else(|| {
                        alike.push((groups.len(), own));
                        groups.len()
                    })
                }
            };
            if place == groups.len() {
                groups.push(Group { known, near, spellings: Vec::new(), documents: BTreeSet::new() });
            }
            groups[place].spellings.push((text, *count));
            groups[place].documents.extend(documents.iter());
        }
        let mut rows: Vec<NameRow> = groups.iter().map(|group| NameRow { called: self.called(group), ..group.row(knowledge) }).collect();
        rows.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.name.cmp(&b.name)));
        rows
    }

    fn called(&self, group: &Group<'_>) -> String {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (called, count) in group.spellings.iter().filter_map(|(text, _)| self.called.get(*text)).flatten() {
            *counts.entry(called).or_default() += count;
        }
        let mut called: Vec<(&str, usize)> = counts.into_iter().collect();
        called.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let bare = |called: &str| called.strip_prefix("the ").unwrap_or(called).to_lowercase();
        let mut told: Vec<&str> = Vec::new();
        for (called, _) in called {
            if told.len() < MOST_CALLED && told.iter().all(|other| bare(other) != bare(called)) {
                told.push(called);
            }
        }
        told.join(";")
    }
}

/// A name without its possessive ending, with one blank between words.
fn clean(text: &str) -> String {
    let text = text.strip_suffix("'s").or_else(|| text.strip_suffix("’s")).unwrap_or(text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

struct Group<'c> {
    known: Option<u32>,
    near: Option<u32>,
    spellings: Vec<(&'c String, usize)>,
    documents: BTreeSet<&'c String>,
}

impl Group<'_> {
    fn row(&self, knowledge: &Knowledge) -> NameRow {
        let usual = self.spellings[0].0;
        let id = self.known.or(self.near);
        let (name, kind) = match id.map(|id| knowledge.names.name(id)) {
            // A variant that a table accepts may stay.
            Some(_) if self.near.is_none() && self.spellings.len() == 1 => (usual.clone(), id.map(|id| knowledge.names.name(id).kind)),
            Some(name) => (name.text.to_owned(), Some(name.kind)),
            None => (usual.clone(), None),
        };
        let variants: Vec<&str> = self.spellings.iter().map(|(text, _)| text.as_str()).filter(|text| *text != name && text != usual).collect();
        NameRow {
            kind: kind.filter(|kind| *kind != Kind::Surname).map(Kind::as_str).unwrap_or_default().to_owned(),
            variants: variants.join(";"),
            count: self.spellings.iter().map(|(_, count)| count).sum(),
            documents: self.documents.len(),
            known: if self.known.is_some() {
                "yes"
            } else if self.near.is_some() {
                "near"
            } else {
                "no"
            }
            .to_owned(),
            found_as: if *usual == name { String::new() } else { usual.clone() },
            name,
            ..NameRow::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_told_with_what_it_is_called() {
        let (knowledge, mut census) = (Knowledge::embedded(), Census::default());
        let text = "Turkish President Recep Tayyip Erdogan flew to Damascus in October. The Turkish leader left the Syrian capital early. Erdogan slept.";
        census.count(&Document::plain("a.txt", text), &knowledge);
        let rows = census.rows(&knowledge);
        let told: Vec<_> = rows.iter().filter(|row| !row.called.is_empty()).map(|row| (row.name.as_str(), row.count, row.called.as_str())).collect();
        assert_eq!(told, [("Recep Tayyip Erdogan", 2, "Turkish President;the Turkish leader"), ("Damascus", 1, "the Syrian capital")]);
        assert!(rows.iter().all(|row| row.name != "October"));
    }
}
