//! How good the rules are on texts that a person marked: precision and recall by rule and category.
//!
//! A mark is caught by a finding that overlaps it by at least 30 % of either. A finding is right if it overlaps any mark;
//! a mark of category `duplication` is a whole sentence, and overlaps only a finding that covers 30 % of it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::Assessment;
use crate::error::Error;
use crate::mqm::Category;
use crate::table::{self, Table, columns};

/// One marked defect as it stands in the table.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
struct Row {
    document: String,
    #[serde(deserialize_with = "table::number")]
    start: usize,
    #[serde(deserialize_with = "table::number")]
    end: usize,
    text: String,
    category: String,
}

/// A defect that a person marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Code points of the document as decoded, the end exclusive.
    pub span: Range<usize>,
    /// What it should read there; empty = not said.
    pub text: String,
    /// What kind of defect, by the marker's own names.
    pub category: String,
    /// Line of the table, from 1.
    pub line: u64,
}

/// Documents with their marks.
#[derive(Debug, Default)]
pub struct Gold {
    documents: BTreeMap<String, Vec<Mark>>,
}

impl Gold {
    /// Reads a table of marks: columns `document`, `start`, `end` and `category`, in any order; `text` is checked
    /// against the document where it is there; all others are the marker's own.
    ///
    /// # Errors
    /// The file cannot be read, lacks a column, or has a line without a span; the error names the line.
    pub fn load(path: &Path) -> Result<Self, Error> {
        let bytes = std::fs::read(path).map_err(|error| Error::io("read the marks", path, error))?;
        let table = Table::read(bytes, &columns::<Row>()).map_err(|error| error.at(path))?;
        if let Some(missing) = ["document", "start", "end", "category"].into_iter().find(|column| !table.has(column)) {
            return Err(Error::new(format!("the table has no column \"{missing}\""))
                .at(path)
                .remedy("its first line names the columns: document,start,end,category; others may follow"));
        }
        let mut gold = Self::default();
        for record in table.records() {
            let row: Row = record.to().map_err(|error| error.at(path))?;
            if row.start >= row.end {
                let error = Error::new(format!("a mark from {} to {} marks nothing", row.start, row.end)).at(path).line(record.line);
                return Err(error.remedy("start and end count characters from 0; the end is the character behind the last"));
            }
            let mark = Mark { span: row.start..row.end, text: row.text, category: row.category.trim().to_owned(), line: record.line };
            gold.documents.entry(row.document.trim().replace('\\', "/")).or_default().push(mark);
        }
        Ok(gold)
    }

    /// The marks of a document, with the name that they know it by: its path, or the end of it.
    #[must_use]
    pub fn of(&self, name: &str) -> Option<(&str, &[Mark])> {
        let is_end = |of: &str| name.strip_suffix(of).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'));
        let best = self.documents.iter().filter(|(known, _)| is_end(known)).max_by_key(|(known, _)| known.len());
        best.map(|(known, marks)| (known.as_str(), marks.as_slice()))
    }

    /// Documents that have marks.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.documents.keys().map(String::as_str)
    }
}

/// A mark that is not what the document reads there.
#[must_use]
pub fn misplaced<'m>(marks: &'m [Mark], text: &str) -> Option<&'m Mark> {
    let length = text.chars().count();
    marks.iter().find(|mark| {
        let reads = || text.chars().skip(mark.span.start).take(mark.span.len());
        mark.span.end > length || !mark.text.is_empty() && !reads().eq(mark.text.chars()) && !same_words(&reads().collect::<String>(), &mark.text)
    })
}

/// Whether two texts differ in nothing but blanks and line breaks, which tables do not keep.
fn same_words(a: &str, b: &str) -> bool {
    let words = |text: &str| text.replace('␠', " ").split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    words(a) == words(b)
}

/// So many of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    /// Those that are right, or caught.
    pub right: u32,
    /// Those there are.
    pub all: u32,
}

impl Share {
    fn count(&mut self, right: bool) {
        self.right += u32::from(right);
        self.all += 1;
    }

    /// The share, where there is any.
    #[must_use]
    pub fn value(self) -> Option<f64> {
        (self.all > 0).then(|| f64::from(self.right) / f64::from(self.all))
    }
}

/// One line of the outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// precision, precision-of-category, recall, recall-of-rule.
    pub kind: &'static str,
    /// `all`, a rule or a category.
    pub name: String,
    /// The figure.
    pub share: Share,
}

/// Precision and recall over documents.
#[derive(Debug, Clone, Default)]
pub struct Quality {
    found: Share,
    by_rule: BTreeMap<&'static str, Share>,
    by_kind: BTreeMap<Category, Share>,
    caught: Share,
    by_category: BTreeMap<String, Share>,
    caught_by: BTreeMap<&'static str, u32>,
}

impl Quality {
    /// Holds the findings of a document against its marks. What a person decided or a comment lets pass counts as found.
    pub fn add(&mut self, assessment: &Assessment, marks: &[Mark]) {
        let mut catchers: Vec<BTreeSet<&'static str>> = vec![BTreeSet::new(); marks.len()];
        let (mut at, mut points) = (0, 0);
        for issue in &assessment.issues {
            let range = issue.finding.span.range();
            // Findings come in order of place.
            points += assessment.text[at..range.start].chars().count();
            at = range.start;
            let found = points..points + assessment.text[range].chars().count().max(1);
            let mut right = false;
            for (mark, catchers) in marks.iter().zip(&mut catchers) {
                let shared = mark.span.end.min(found.end).saturating_sub(mark.span.start.max(found.start));
                let most_of_mark = shared * 10 >= mark.span.len() * 3;
                if shared == 0 || mark.category == Category::Duplication.as_str() && !most_of_mark {
                    continue;
                }
                right = true;
                if most_of_mark || shared * 10 >= found.len() * 3 {
                    catchers.insert(issue.finding.rule);
                }
            }
            self.found.count(right);
            self.by_rule.entry(issue.finding.rule).or_default().count(right);
            self.by_kind.entry(issue.finding.category).or_default().count(right);
        }
        for (mark, catchers) in marks.iter().zip(catchers) {
            self.caught.count(!catchers.is_empty());
            self.by_category.entry(mark.category.clone()).or_default().count(!catchers.is_empty());
            for rule in catchers {
                *self.caught_by.entry(rule).or_default() += 1;
            }
        }
    }

    /// All figures: precision over all and by rule, by category; recall over all and by category, by rule.
    #[must_use]
    pub fn lines(&self) -> Vec<Line> {
        let line = |kind, name: &str, share| Line { kind, name: name.to_owned(), share };
        let mut lines = vec![line("precision", "all", self.found)];
        lines.extend(self.by_rule.iter().map(|(rule, share)| line("precision", rule, *share)));
        lines.extend(self.by_kind.iter().map(|(category, share)| line("precision-of-category", category.as_str(), *share)));
        lines.push(line("recall", "all", self.caught));
        lines.extend(self.by_category.iter().map(|(category, share)| line("recall", category, *share)));
        lines.extend(self.caught_by.iter().map(|(rule, right)| line("recall-of-rule", rule, Share { right: *right, all: self.caught.all })));
        lines
    }

    /// Share of the findings that are right.
    #[must_use]
    pub fn precision(&self) -> Share {
        self.found
    }

    /// Share of the marks that are caught.
    #[must_use]
    pub fn recall(&self) -> Share {
        self.caught
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::csv::testing::assessed;

    fn mark(start: usize, end: usize, category: &str) -> Mark {
        Mark { span: start..end, text: String::new(), category: category.to_owned(), line: 2 }
    }

    #[test]
    fn a_finding_is_right_where_it_overlaps_a_mark_and_catches_it_by_a_third_of_either() {
        let text = "Ещё: at last we recieve it. They beleive her, and no more of that.";
        let mut quality = Quality::default();
        quality.add(&assessed(text, &["recieve", "beleive", "no"]), &[mark(16, 23, "spelling/typo"), mark(30, 66, "grammar/other"), mark(0, 3, "other")]);
        assert_eq!(quality.precision(), Share { right: 3, all: 3 });
        assert_eq!(quality.recall(), Share { right: 2, all: 3 });
        let lines = quality.lines();
        let of = |kind, name| lines.iter().find(|line| line.kind == kind && line.name == name).map(|line| line.share);
        assert_eq!(of("recall", "other"), Some(Share { right: 0, all: 1 }));
        assert_eq!(of("recall-of-rule", "misspelling"), Some(Share { right: 2, all: 3 }));
    }

    #[test]
    fn a_small_finding_in_a_repeated_sentence_is_not_right_for_that_alone() {
        let mut quality = Quality::default();
        quality.add(&assessed("At last we recieve it.", &["recieve"]), &[mark(0, 100, "duplication")]);
        assert_eq!((quality.precision().right, quality.recall().right), (0, 0));
    }

    #[test]
    fn marks_find_their_document_by_the_end_of_its_path() {
        let mut gold = Gold::default();
        gold.documents.insert("a.txt".to_owned(), vec![]);
        gold.documents.insert("x/a.txt".to_owned(), vec![mark(0, 1, "other")]);
        assert_eq!(gold.of("/texts/x/a.txt").map(|(known, _)| known), Some("x/a.txt"));
        assert_eq!(gold.of("a.txt").map(|(known, _)| known), Some("a.txt"));
        assert!(gold.of("ba.txt").is_none());
    }

    #[test]
    fn a_mark_that_reads_otherwise_is_misplaced() {
        let at = |text: &str| [Mark { text: text.to_owned(), ..mark(1, 4, "other") }];
        assert!(misplaced(&at("ЖЪЫ"), "xЖЪЫ.").is_none());
        assert!(misplaced(&at("ЖЪ"), "xЖЪЫ.").is_some());
        assert!(misplaced(&at(""), "xЖ").is_some(), "it ends behind the text");
    }
}
