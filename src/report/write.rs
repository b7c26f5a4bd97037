//! Where reports lie, and how they get there: written beside and renamed, so that no file is ever half a report.

use std::collections::{BTreeMap, HashSet};
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::csv::{FindingRow, report};
use super::keep::Kept;
use super::summary;
use crate::error::Error;
use crate::judge::Assessment;
use crate::judge::reviewed::Reviewed;
use crate::judge::rubric::Rubric;
use crate::table::{Dialect, Table, columns};
use crate::text::hash::StableHash;

/// Bytes that a name of a file may have, with room for what is put behind it.
const LONGEST_NAME: usize = 200;

/// A folder of reports: one table a document.
#[derive(Debug)]
pub struct Folder {
    root: PathBuf,
    dialect: Dialect,
    /// What stands behind the names of documents that would share a file, by number of the document.
    suffixes: BTreeMap<usize, String>,
}

/// What became of one report.
#[derive(Debug, Clone)]
pub struct Written {
    /// Whether the file is other than before.
    pub changed: bool,
    /// What was taken over from the report that a reviewer worked on.
    pub kept: Kept,
    /// What the document is worth by the verdicts, where there are any.
    pub reviewed: Option<Reviewed>,
}

impl Folder {
    /// The reports of documents in a folder, which is made if it is not there.
    ///
    /// Each document gets a file of its own, also where two names differ in case only: which file that is depends on
    /// the names alone.
    ///
    /// # Errors
    /// The folder cannot be made.
    pub fn new<'n>(root: &Path, dialect: Dialect, documents: impl IntoIterator<Item = &'n str>) -> Result<Self, Error> {
        make(root)?;
        let mut taken: HashSet<u64> = HashSet::from([key(Path::new(summary::FILE))]);
        let mut suffixes = BTreeMap::new();
        for (at, name) in documents.into_iter().enumerate() {
            if !taken.insert(key(&relative(name, ""))) {
                let code = StableHash::default().with(name).to_code();
                let suffix = (0..).map(|n| if n == 0 { format!("~{}", &code[..6]) } else { format!("~{}{n}", &code[..6]) });
                let free = suffix.into_iter().find(|suffix| taken.insert(key(&relative(name, suffix)))).expect("numbers do not end");
                suffixes.insert(at, free);
            }
        }
        Ok(Self { root: root.to_owned(), dialect, suffixes })
    }

    /// Where the folder is.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The file of a document, by its number and name.
    #[must_use]
    pub fn path(&self, at: usize, name: &str) -> PathBuf {
        self.root.join(relative(name, self.suffixes.get(&at).map_or("", String::as_str)))
    }

    /// Writes the report of a document, with what a reviewer typed into the one that is there.
    ///
    /// # Errors
    /// A file cannot be read or written, or what is there is no report; it is left as it is.
    pub fn write(&self, at: usize, assessment: &Assessment, rubric: &Rubric) -> Result<Written, Error> {
        let path = self.path(at, &assessment.name);
        let before = present(&path)?;
        let mut made = report(assessment, self.dialect, None, rubric)?;
        // Most reports were not touched since: then there is nothing to read in them.
        if before.as_ref() == Some(&made.bytes) {
            return Ok(Written { changed: false, kept: made.kept, reviewed: made.reviewed });
        }
        let mut changed = true;
        if let Some(before) = before.filter(|before| !before.is_empty()) {
            let old = read_report(before.clone()).map_err(|error| error.at(&path))?;
            made = report(assessment, self.dialect, Some(&old), rubric)?;
            changed = before != made.bytes;
        }
        if changed {
            let mut draft = Draft::beside(&path)?;
            draft.write_all(&made.bytes).map_err(|error| Error::io("write", &path, error))?;
            draft.publish()?;
        }
        Ok(Written { changed, kept: made.kept, reviewed: made.reviewed })
    }

    /// The summary that is there, if there is one.
    ///
    /// # Errors
    /// It cannot be read, or is no summary.
    pub fn old_summary(&self) -> Result<summary::OldSummary, Error> {
        let path = self.root.join(summary::FILE);
        match present(&path)? {
            Some(bytes) => summary::OldSummary::read(bytes).map_err(|error| error.at(path)),
            None => Ok(summary::OldSummary::default()),
        }
    }

    /// A new summary, which takes the place of the old one when it is published.
    ///
    /// # Errors
    /// The folder cannot be written to.
    pub fn summary(&self) -> Result<Draft, Error> {
        Draft::beside(&self.root.join(summary::FILE))
    }
}

/// Reads the findings of a report.
fn read_report(bytes: Vec<u8>) -> Result<Table, Error> {
    let remedy = "move it away, or name another folder with --out";
    let table = Table::read(bytes, &columns::<FindingRow>())
        .map_err(|error| Error::new(format!("is not a report of mtlint, and is left as it is: {}", error.message())).remedy(remedy))?;
    if table.has("fingerprint") && table.has("rule") {
        Ok(table)
    } else {
        Err(Error::new("is not a report of mtlint, and is left as it is: it has no columns \"rule\" and \"fingerprint\"").remedy(remedy))
    }
}

/// The bytes of a file, if it is there.
fn present(path: &Path) -> Result<Option<Vec<u8>>, Error> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) if path.is_dir() => Err(Error::io("write", path, error).remedy("a folder is in the way: move it, or name another folder with --out")),
        Err(error) => Err(Error::io("read the report that is there", path, error).remedy("close it where it is open, or check its permissions")),
    }
}

fn make(folder: &Path) -> Result<(), Error> {
    std::fs::create_dir_all(folder).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists | std::io::ErrorKind::NotADirectory => {
            Error::new("cannot make the folder for reports: a file is in the way").at(folder).remedy("name another folder with --out")
        }
        _ => Error::io("make the folder for reports", folder, error),
    })
}

/// A file that is being written beside its place; it takes the place when it is published, or leaves no trace.
#[derive(Debug)]
pub struct Draft {
    file: BufWriter<NamedTempFile>,
    place: PathBuf,
}

impl Draft {
    /// Starts a file that is to lie at `place`.
    ///
    /// # Errors
    /// The folder cannot be made or written to, or the file that is there is protected.
    pub fn beside(place: &Path) -> Result<Self, Error> {
        // Where the report is a link, its target is replaced and the link stays.
        let place = if place.is_symlink() { place.canonicalize().unwrap_or_else(|_| place.to_owned()) } else { place.to_owned() };
        let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        make(folder)?;
        let mut builder = tempfile::Builder::new();
        builder.prefix(".mtlint-").suffix(".tmp");
        let permissions = std::fs::metadata(&place).ok().map(|metadata| metadata.permissions());
        if permissions.as_ref().is_some_and(std::fs::Permissions::readonly) {
            return Err(Error::new("cannot write: the file is write-protected").at(&place).remedy("allow writing to it, or name another folder with --out"));
        }
        // A temporary file is private; a report is as public as any file of its folder.
        #[cfg(unix)]
        let permissions = permissions.or_else(|| Some(std::os::unix::fs::PermissionsExt::from_mode(0o666)));
        #[cfg(unix)]
        if let Some(permissions) = permissions {
            builder.permissions(permissions);
        }
        let file = builder.tempfile_in(folder).map_err(|error| {
            Error::io("write into the folder", folder, error).remedy("check its permissions and free space, or name another folder with --out")
        })?;
        Ok(Self { file: BufWriter::with_capacity(1 << 16, file), place })
    }

    /// Puts the file in its place. If the same bytes are there already, they stay, and so does their time.
    ///
    /// # Errors
    /// The disk is full, or the file that is there is in use.
    pub fn publish(self) -> Result<(), Error> {
        let Self { file, place } = self;
        let file = file.into_inner().map_err(|error| Error::io("write", &place, error.into_error()))?;
        if same(file.path(), &place) {
            return Ok(());
        }
        file.persist(&place).map_err(|error| Error::io("replace", &place, error.error).remedy("close it where it is open, then run again")).map(drop)
    }
}

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

/// Whether two files have the same bytes.
fn same(a: &Path, b: &Path) -> bool {
    let size = |path: &Path| std::fs::metadata(path).map(|metadata| metadata.len()).ok();
    if size(a).is_none() || size(a) != size(b) {
        return false;
    }
    let (Ok(mut a), Ok(mut b)) = (std::fs::File::open(a), std::fs::File::open(b)) else { return false };
    let (mut x, mut y) = (vec![0; 1 << 16], vec![0; 1 << 16]);
    loop {
        match a.read(&mut x) {
            Ok(0) => return true,
            Ok(read) => {
                if b.read_exact(&mut y[..read]).is_err() || x[..read] != y[..read] {
                    return false;
                }
            }
            Err(_) => return false,
        }
    }
}

// ---- Names -----------------------------------------------------------------------------------------------------

/// What tells two files apart on a disk that knows no case.
fn key(path: &Path) -> u64 {
    StableHash::default().with(path.to_string_lossy().to_lowercase()).finish()
}

/// The path of a report under its folder: that of the document with `.csv` behind it. Roots and `..` are left out,
/// so that no report lies outside.
fn relative(name: &str, suffix: &str) -> PathBuf {
    let mut parts: Vec<String> = name.split(['/', '\\']).filter(|part| !matches!(*part, "" | "." | "..")).map(allowed).collect();
    let last = parts.pop().unwrap_or_else(|| "_".to_owned());
    let mut path = PathBuf::new();
    for mut part in parts {
        // A folder never has the name of a report.
        if part.to_ascii_lowercase().ends_with(".csv") {
            part.push('_');
        }
        path.push(part);
    }
    path.push(format!("{last}{suffix}.csv"));
    path
}

/// A name that every file system allows.
fn allowed(part: &str) -> String {
    // Standard input: commands would take a file called "-.csv" for an option.
    if part == "-" {
        return "stdin".to_owned();
    }
    let mut name: String = part.chars().map(|c| if c.is_control() || matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*') { '_' } else { c }).collect();
    if name.ends_with(['.', ' ']) {
        name.pop();
        name.push('_');
    }
    let stem = name.split('.').next().unwrap_or("").trim_end().to_ascii_uppercase();
    let numbered = |of: &str| stem.strip_prefix(of).is_some_and(|n| n.len() == 1 && n.bytes().all(|b| b.is_ascii_digit()));
    if matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL") || numbered("COM") || numbered("LPT") {
        name.insert(0, '_');
    }
    if name.len() > LONGEST_NAME {
        let code = StableHash::default().with(part).to_code();
        let end = (0..=LONGEST_NAME).rev().find(|at| name.is_char_boundary(*at)).unwrap_or(0);
        name.truncate(end);
        name = format!("{name}~{}", &code[..6]);
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::csv::testing::assessed;
    use proptest::prelude::*;
    use std::fs;

    fn shown(path: &Path) -> String {
        path.to_string_lossy().replace('\\', "/")
    }

    #[test]
    fn no_report_lies_outside_of_its_folder() {
        let at = |name: &str| shown(&relative(name, ""));
        assert_eq!(at("texts/a.txt"), "texts/a.txt.csv");
        assert_eq!(at("/home/x/a.txt"), "home/x/a.txt.csv");
        assert_eq!(at("../../a.txt"), "a.txt.csv");
        assert_eq!(at("C:/texts/nul.txt"), "C_/texts/_nul.txt.csv");
        assert_eq!(at("a?b/c.csv/d. "), "a_b/c.csv_/d._.csv");
        assert_eq!(at(""), "_.csv");
        assert_eq!(at("-"), "stdin.csv");
    }

    #[test]
    fn two_documents_never_share_a_file() {
        let dir = tempfile::tempdir().expect("a folder");
        let names = ["a.txt", "A.TXT", "../a.txt", "summary", "x:y", "x?y"];
        let folder = Folder::new(dir.path(), Dialect::Plain, names).expect("made");
        let paths: HashSet<_> = names.iter().enumerate().map(|(at, name)| shown(&folder.path(at, name)).to_lowercase()).collect();
        assert_eq!(paths.len(), names.len(), "{paths:?}");
        assert!(!paths.contains(&shown(&dir.path().join("summary.csv")).to_lowercase()));
    }

    #[test]
    fn the_same_report_is_not_written_again() {
        let dir = tempfile::tempdir().expect("a folder");
        let assessment = assessed("We recieve it.", &["recieve"]);
        let folder = Folder::new(&dir.path().join("new/reports"), Dialect::Excel, [assessment.name.as_str()]).expect("made");
        assert!(folder.write(0, &assessment, &Rubric::default()).expect("written").changed);
        let written = fs::metadata(folder.path(0, &assessment.name)).and_then(|m| m.modified()).expect("there");
        assert!(!folder.write(0, &assessment, &Rubric::default()).expect("written").changed);
        assert_eq!(fs::metadata(folder.path(0, &assessment.name)).and_then(|m| m.modified()).expect("there"), written);
        let left: Vec<_> = fs::read_dir(folder.root().join("texts")).expect("there").collect();
        assert_eq!(left.len(), 1, "nothing lies beside it: {left:?}");
    }

    #[test]
    fn a_draft_that_is_not_published_leaves_no_trace() {
        let dir = tempfile::tempdir().expect("a folder");
        fs::write(dir.path().join("summary.csv"), "old").expect("written");
        let mut draft = Draft::beside(&dir.path().join("summary.csv")).expect("begun");
        draft.write_all(b"half").expect("written");
        drop(draft);
        assert_eq!(fs::read_to_string(dir.path().join("summary.csv")).expect("there"), "old");
        assert_eq!(fs::read_dir(dir.path()).expect("there").count(), 1);
    }

    #[test]
    fn what_is_no_report_is_left_as_it_is() {
        let dir = tempfile::tempdir().expect("a folder");
        let assessment = assessed("We recieve it.", &["recieve"]);
        let folder = Folder::new(dir.path(), Dialect::Excel, [assessment.name.as_str()]).expect("made");
        let path = folder.path(0, &assessment.name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        for other in [&b"name;price\nx;1\n"[..], b"PK\x03\x04\0\0\0\0\0\0"] {
            fs::write(&path, other).expect("written");
            let error = folder.write(0, &assessment, &Rubric::default()).expect_err("not ours").to_string();
            assert!(error.contains("not a report of mtlint") && error.contains("remedy"), "{error}");
            assert_eq!(fs::read(&path).expect("there"), other);
        }
    }

    #[test]
    #[cfg(unix)]
    fn a_report_is_as_public_as_other_files() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().expect("a folder");
        fs::write(dir.path().join("other"), "").expect("written");
        let mut draft = Draft::beside(&dir.path().join("x.csv")).expect("begun");
        draft.write_all(b"x").expect("written");
        draft.publish().expect("published");
        let mode = |name: &str| fs::metadata(dir.path().join(name)).expect("there").permissions().mode();
        assert_eq!(mode("x.csv"), mode("other"));
    }

    #[test]
    fn a_file_in_the_way_of_a_folder_is_named() {
        let dir = tempfile::tempdir().expect("a folder");
        let file = dir.path().join("file");
        fs::write(&file, "").expect("written");
        let error = Folder::new(&file.join("reports"), Dialect::Plain, ["a"]).expect_err("in the way").to_string();
        assert!(error.contains("a file is in the way") && error.contains("--out"), "{error}");
    }

    proptest! {
        #[test]
        fn every_name_stays_inside(name: String) {
            let path = relative(&name, "~x");
            prop_assert!(path.components().all(|part| matches!(part, std::path::Component::Normal(_))), "{path:?}");
            prop_assert!(path.components().all(|part| part.as_os_str().len() < 255));
        }
    }
}
