//! Findings that were there before: a baseline lets them pass, so that only new ones count.
//!
//! The baseline is a table, one line for each finding that was known, with how often it stands in its file: no lines,
//! no positions, sorted, so that it merges like code. A finding is known by its fingerprint; edits elsewhere do not
//! disturb it. A renamed file keeps its known findings: those of files that are no longer there count for files that
//! the baseline has not seen. A copy beside the original starts anew.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::{Issue, Status};
use crate::error::Error;
use crate::table::{self, Dialect, Layout, Rows, Table, columns};

/// Where a project keeps its baseline if it does not say otherwise.
pub const PLACE: &str = ".mtlint/baseline.csv";

/// One line of the table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(default)]
struct Row {
    /// The document, seen from the folder of the project.
    file: String,
    /// Id of the rule.
    rule: String,
    /// The span as it was, for people.
    text: String,
    /// What the finding is known by.
    fingerprint: String,
    /// How often it stands in the document.
    #[serde(deserialize_with = "table::number")]
    count: u32,
}

/// The known findings of one document: rule, text and number by fingerprint.
type Known = BTreeMap<String, (String, String, u32)>;

/// The known findings of a project.
#[derive(Debug, Default)]
pub struct Baseline {
    /// The folder from which files are seen.
    root: PathBuf,
    files: BTreeMap<String, Known>,
    /// How often findings stood in files that are no longer there.
    left_behind: OnceLock<Known>,
}

/// What a baseline says of one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Comparison {
    /// Findings that it has.
    pub known: u32,
    /// Findings of it that are no longer there.
    pub stale: u32,
}

impl std::ops::AddAssign for Comparison {
    fn add_assign(&mut self, other: Self) {
        self.known += other.known;
        self.stale += other.stale;
    }
}

/// The longest text of a finding that the table shows, in characters.
const LONGEST_TEXT: usize = 80;

impl Baseline {
    /// A baseline without findings that is to lie at `path`.
    #[must_use]
    pub fn empty(path: &Path) -> Self {
        Self { root: root(path), ..Self::default() }
    }

    /// Reads a baseline.
    ///
    /// # Errors
    /// The file cannot be read or is no baseline; the error names the line.
    pub fn load(path: &Path) -> Result<Self, Error> {
        let bytes = std::fs::read(path).map_err(|error| {
            let missing = error.kind() == std::io::ErrorKind::NotFound;
            let error = Error::io("read the baseline", path, error);
            if missing { error.remedy("`mtlint baseline PATH...` writes one") } else { error }
        })?;
        let table = Table::read(bytes, &columns::<Row>()).map_err(|error| error.at(path))?;
        if !(table.header.is_empty() || table.has("file") && table.has("fingerprint") && table.has("count")) {
            return Err(Error::new("is no baseline: it has no columns \"file\", \"fingerprint\" and \"count\"")
                .at(path)
                .remedy("`mtlint baseline PATH...` writes one"));
        }
        let mut baseline = Self::empty(path);
        for record in table.records() {
            let row: Row = record.to().map_err(|error| error.at(path))?;
            if row.fingerprint.is_empty() && !record.is_blank() {
                let error = Error::new("a line without a fingerprint").at(path).line(record.line);
                return Err(error.remedy("solve the conflicts of a merge, or write the baseline anew"));
            }
            baseline.files.entry(row.file).or_default().entry(row.fingerprint).or_insert((row.rule, row.text, 0)).2 += row.count;
        }
        Ok(baseline)
    }

    /// Marks the findings of a document that are known.
    pub fn mark(&self, name: &str, issues: &mut [Issue]) -> Comparison {
        let own = self.files.get(&self.key(name));
        let known = own.unwrap_or_else(|| self.left_behind());
        let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
        let mut comparison = Comparison::default();
        for issue in issues.iter_mut() {
            let Some((print, (_, _, count))) = known.get_key_value(&issue.fingerprint.0) else { continue };
            let seen = seen.entry(print).or_default();
            *seen += 1;
            if *seen <= *count && issue.status == Status::New {
                issue.status = Status::Known;
                comparison.known += 1;
            }
        }
        if let Some(own) = own {
            comparison.stale = own.iter().map(|(print, (_, _, count))| count.saturating_sub(seen.get(print.as_str()).copied().unwrap_or(0))).sum();
        }
        comparison
    }

    /// Takes in the findings of a document: all that are not decided, or with `known_only` those that are known.
    pub fn add(&mut self, name: &str, text: &str, issues: &[Issue], known_only: bool) {
        let mut known = Known::new();
        for issue in issues {
            if issue.status == Status::Known || issue.status == Status::New && !known_only {
                let span: String = text[issue.finding.span.range()].chars().take(LONGEST_TEXT).collect();
                known.entry(issue.fingerprint.0.clone()).or_insert((issue.finding.rule.to_owned(), span, 0)).2 += 1;
            }
        }
        if !known.is_empty() {
            self.files.insert(self.key(name), known);
        }
    }

    /// Takes over the findings of files that are still there and were not looked at now.
    pub fn keep_unseen(&mut self, old: &Self, seen: &[String]) {
        let seen: Vec<String> = seen.iter().map(|name| self.key(name)).collect();
        for (file, known) in &old.files {
            if !seen.contains(file) && old.root.join(file).exists() {
                self.files.insert(file.clone(), known.clone());
            }
        }
    }

    /// Number of findings.
    #[must_use]
    pub fn len(&self) -> u32 {
        self.files.values().flat_map(BTreeMap::values).map(|(_, _, count)| count).sum()
    }

    /// Whether there is no finding.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of findings in files that are no longer there.
    #[must_use]
    pub fn lost(&self) -> u32 {
        self.left_behind().values().map(|(_, _, count)| count).sum()
    }

    /// The table.
    ///
    /// # Errors
    /// The table cannot be written, which memory does not refuse.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Error> {
        let mut rows: Vec<Row> = Vec::new();
        for (file, known) in &self.files {
            rows.extend(known.iter().map(|(print, (rule, text, count))| Row {
                file: file.clone(),
                rule: rule.clone(),
                text: text.clone(),
                fingerprint: print.clone(),
                count: *count,
            }));
        }
        rows.sort();
        let mut table = Rows::new(Vec::new(), Dialect::Plain, Layout::of::<Row>())?;
        for row in &rows {
            table.push(row, &[])?;
        }
        table.finish()
    }

    /// The known findings of files that are no longer there.
    fn left_behind(&self) -> &Known {
        self.left_behind.get_or_init(|| {
            let mut left = Known::new();
            for known in self.files.iter().filter(|(file, _)| !self.root.join(file).exists()).map(|(_, known)| known) {
                for (print, (rule, text, count)) in known {
                    left.entry(print.clone()).or_insert((rule.clone(), text.clone(), 0)).2 += count;
                }
            }
            left
        })
    }

    /// A document as the baseline calls it: its path from the root, whatever folder mtlint runs in.
    fn key(&self, name: &str) -> String {
        let path = std::path::absolute(name).map_or_else(|_| PathBuf::from(name), |path| without_dots(&path));
        path.strip_prefix(&self.root).unwrap_or(&path).to_string_lossy().replace('\\', "/")
    }
}

/// The folder from which a baseline sees its files: the one it lies in, or that of the project if it lies in `.mtlint`.
fn root(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).map_or_else(|_| path.to_owned(), |path| without_dots(&path));
    let folder = path.parent().unwrap_or(Path::new("/"));
    let project = folder.file_name().filter(|name| *name == ".mtlint").and_then(|_| folder.parent());
    project.unwrap_or(folder).to_owned()
}

/// A path without `.` and `..`, by its letters alone.
fn without_dots(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::csv::testing::assessed;

    const TEXT: &str = "At last we recieve it. They beleive her.";

    fn known(path: &Path, file: &Path, text: &str, words: &[&str]) -> Baseline {
        let mut baseline = Baseline::empty(path);
        baseline.add(&file.to_string_lossy(), text, &assessed(text, words).issues, false);
        std::fs::write(path, baseline.to_bytes().expect("memory")).expect("written");
        Baseline::load(path).expect("a baseline")
    }

    fn states(baseline: &Baseline, file: &Path, text: &str, words: &[&str]) -> (Vec<Status>, Comparison) {
        let mut issues = assessed(text, words).issues;
        let comparison = baseline.mark(&file.to_string_lossy(), &mut issues);
        (issues.iter().map(|issue| issue.status).collect(), comparison)
    }

    #[test]
    fn known_findings_pass_and_new_ones_do_not() {
        let dir = tempfile::tempdir().expect("a folder");
        let (path, file) = (dir.path().join("baseline.csv"), dir.path().join("a.txt"));
        std::fs::write(&file, TEXT).expect("written");
        let baseline = known(&path, &file, TEXT, &["recieve"]);
        assert!(std::fs::read_to_string(&path).expect("there").contains("\na.txt,misspelling,recieve,"));
        let later = format!("A new start.\n\n{TEXT}");
        assert_eq!(states(&baseline, &file, &later, &["recieve", "beleive"]), (vec![Status::Known, Status::New], Comparison { known: 1, stale: 0 }));
        assert_eq!(states(&baseline, &file, TEXT, &["beleive"]).1, Comparison { known: 0, stale: 1 });
    }

    #[test]
    fn a_second_copy_of_a_known_finding_is_new() {
        let dir = tempfile::tempdir().expect("a folder");
        let (path, file) = (dir.path().join("baseline.csv"), dir.path().join("a.txt"));
        let text = "We recieve it. We recieve it.";
        let baseline = known(&path, &file, text, &["recieve"]);
        let mut issues = assessed(text, &["recieve"]).issues;
        issues.push(issues[0].clone());
        assert_eq!(baseline.mark(&file.to_string_lossy(), &mut issues).known, 1);
        assert_eq!(issues[1].status, Status::New);
    }

    #[test]
    fn a_renamed_file_keeps_its_known_findings_and_a_copy_does_not() {
        let dir = tempfile::tempdir().expect("a folder");
        let (path, old, new) = (dir.path().join("baseline.csv"), dir.path().join("old.txt"), dir.path().join("new.txt"));
        let renamed = known(&path, &old, TEXT, &["recieve"]);
        assert_eq!(states(&renamed, &new, TEXT, &["recieve"]).0, [Status::Known]);
        std::fs::write(&old, TEXT).expect("written");
        let copied = Baseline::load(&path).expect("a baseline");
        assert_eq!(states(&copied, &new, TEXT, &["recieve"]).0, [Status::New]);
    }

    #[test]
    fn what_a_merge_left_in_it_is_told_with_its_line() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("baseline.csv");
        std::fs::write(&path, "file,rule,text,fingerprint,count\n<<<<<<< HEAD\na.txt,misspelling,x,abc,1\n").expect("written");
        let error = Baseline::load(&path).expect_err("a conflict").to_string();
        assert!(error.contains("baseline.csv:2: a line without a fingerprint") && error.contains("remedy"), "{error}");
    }

    #[test]
    fn files_are_seen_from_the_project() {
        let baseline = Baseline::empty(Path::new("/p/.mtlint/baseline.csv"));
        assert_eq!(baseline.key("/p/texts/../texts/a.txt"), "texts/a.txt");
        assert_eq!(Baseline::empty(Path::new("/p/known.csv")).key("/p/./a.txt"), "a.txt");
    }
}
