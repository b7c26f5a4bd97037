//! Which files of a folder are to be checked.

use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use ignore::WalkBuilder;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::formats::Format;
use super::{Target, display_name};
use crate::error::Error;

/// Says what is to be checked of folders.
pub trait Choice: Send + Sync {
    /// Whether a file of a folder is to be checked.
    fn has(&self, path: &Path) -> bool;
    /// Whether nothing below a folder is to be checked.
    fn leaves_out(&self, folder: &Path) -> bool;
}

/// Patterns of paths as in `.gitignore`, and the folder that they are seen from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Patterns {
    /// The folder.
    pub folder: PathBuf,
    /// As they are written.
    pub patterns: Vec<String>,
}

/// A choice by patterns; without any, every text of a known format.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    include: Option<Matcher>,
    exclude: Option<Matcher>,
}

#[derive(Debug, Clone)]
struct Matcher {
    folder: PathBuf,
    patterns: Gitignore,
}

impl Matcher {
    /// `None` without patterns.
    fn new(written: &Patterns) -> Result<Option<Self>, Error> {
        if written.patterns.is_empty() {
            return Ok(None);
        }
        let folder = normal(&written.folder);
        let mut builder = GitignoreBuilder::new(&folder);
        for pattern in &written.patterns {
            builder.add_line(None, pattern).map_err(|error| Error::new(format!("bad pattern \"{pattern}\": {error}")))?;
        }
        let patterns = builder.build().map_err(|error| Error::new(format!("bad pattern: {error}")))?;
        Ok(Some(Self { folder, patterns }))
    }

    fn matches(&self, path: &Path, is_folder: bool) -> bool {
        let path = normal(path);
        match path.strip_prefix(&self.folder) {
            Ok(below) if !below.as_os_str().is_empty() => self.patterns.matched_path_or_any_parents(below, is_folder).is_ignore(),
            _ => false,
        }
    }
}

impl Selection {
    /// A selection by patterns.
    ///
    /// # Errors
    /// A pattern is none.
    pub fn new(include: &Patterns, exclude: &Patterns) -> Result<Self, Error> {
        Ok(Self { include: Matcher::new(include)?, exclude: Matcher::new(exclude)? })
    }
}

impl Choice for Selection {
    fn has(&self, path: &Path) -> bool {
        let is_known = || Format::by_ending(&display_name(path)).is_some();
        !self.exclude.as_ref().is_some_and(|exclude| exclude.matches(path, false))
            && self.include.as_ref().map_or_else(is_known, |include| include.matches(path, false))
    }

    fn leaves_out(&self, folder: &Path) -> bool {
        self.exclude.as_ref().is_some_and(|exclude| exclude.matches(folder, true))
    }
}

/// An absolute path without `.` and `..`, as it is written: links are not followed.
#[must_use]
pub fn normal(path: &Path) -> PathBuf {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut normal = PathBuf::new();
    for part in absolute.components() {
        match part {
            Component::ParentDir => drop(normal.pop()),
            Component::CurDir => {}
            part => normal.push(part),
        }
    }
    normal
}

/// Every text of a known format.
#[must_use]
pub fn everything() -> Arc<dyn Choice> {
    Arc::new(Selection::default())
}

/// Whether a `.mtlintignore` in the folder of a file, or above it up to a root, leaves the file out.
#[must_use]
pub fn is_ignored(path: &Path, root: &Path) -> bool {
    let (path, root) = (normal(path), normal(root));
    let folders = path.ancestors().skip(1).take_while(|folder| folder.starts_with(&root));
    for folder in folders {
        let file = folder.join(IGNORE_FILE);
        if !file.is_file() {
            continue;
        }
        let (patterns, _) = Gitignore::new(file);
        let found = patterns.matched_path_or_any_parents(&path, false);
        if !found.is_none() {
            return found.is_ignore();
        }
    }
    false
}

/// Name of the files that say, as `.gitignore` does, what is not to be checked.
const IGNORE_FILE: &str = ".mtlintignore";

/// The files under the given paths, in order and without doubles, and what could not be read.
///
/// Folders are walked as git would (`.gitignore`, hidden files) and honour `.mtlintignore`; a file that is named
/// itself is always taken.
#[must_use]
pub fn collect(paths: &[impl AsRef<Path>], choice: &Arc<dyn Choice>) -> (Vec<Target>, Vec<Error>) {
    let (mut targets, mut errors) = (Vec::new(), Vec::new());
    for path in paths {
        let path = path.as_ref();
        match std::fs::metadata(path) {
            Err(source) => errors.push(Error::io("read", path, source)),
            Ok(metadata) if metadata.is_dir() => walk(path, choice, &mut targets, &mut errors),
            Ok(_) => targets.push(Target { name: display_name(path), path: path.to_owned() }),
        }
    }
    targets.sort();
    targets.dedup_by(|a, b| a.name == b.name);
    (targets, errors)
}

fn walk(root: &Path, choice: &Arc<dyn Choice>, targets: &mut Vec<Target>, errors: &mut Vec<Error>) {
    let mut builder = WalkBuilder::new(root);
    builder.add_custom_ignore_filename(IGNORE_FILE).follow_links(true).require_git(false);
    let folders = Arc::clone(choice);
    builder.filter_entry(move |entry| entry.depth() == 0 || !entry.file_type().is_some_and(|kind| kind.is_dir()) || !folders.leaves_out(entry.path()));
    for entry in builder.build() {
        match entry {
            Ok(entry) => {
                let path = entry.path();
                if entry.file_type().is_some_and(|kind| kind.is_file()) && choice.has(path) {
                    targets.push(Target { name: display_name(path), path: path.to_owned() });
                }
            }
            Err(error) => {
                // A loop of symbolic links holds nothing new.
                if !is_loop(&error) {
                    errors.push(Error::new(describe(&error)));
                }
            }
        }
    }
}

fn is_loop(error: &ignore::Error) -> bool {
    match error {
        ignore::Error::Loop { .. } => true,
        ignore::Error::WithPath { err, .. } | ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => is_loop(err),
        _ => false,
    }
}

fn describe(error: &ignore::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn folders_honour_ignore_files_and_survive_loops() {
        let dir = tempfile::tempdir().expect("a folder");
        let root = dir.path();
        for (name, text) in
            [("b.txt", ""), ("a.md", ""), ("skip.txt", ""), ("mine.txt", ""), ("code.rs", ""), (".gitignore", "skip.txt\n"), (".mtlintignore", "mine.txt\n")]
        {
            fs::write(root.join(name), text).expect("written");
        }
        fs::create_dir(root.join("sub")).expect("made");
        #[cfg(unix)]
        std::os::unix::fs::symlink(root, root.join("sub/loop")).expect("linked");
        let (targets, errors) = collect(&[root], &everything());
        let names: Vec<_> = targets.iter().map(|t| t.path.file_name().expect("named").to_string_lossy().into_owned()).collect();
        assert_eq!(names, ["a.md", "b.txt"]);
        assert!(errors.is_empty(), "{errors:?}");
    }

    #[test]
    fn patterns_are_seen_from_their_folder() {
        let dir = tempfile::tempdir().expect("a folder");
        let root = dir.path();
        let select = |include: &[&str], exclude: &[&str]| {
            let of = |patterns: &[&str]| Patterns { folder: root.to_owned(), patterns: patterns.iter().map(|pattern| (*pattern).to_owned()).collect() };
            Selection::new(&of(include), &of(exclude)).expect("patterns")
        };
        let old = select(&[], &["/old/", "*.draft.md"]);
        assert!(old.has(&root.join("a.txt")) && old.has(&root.join("new/old/a.txt")) && !old.has(&root.join("a.rs")));
        assert!(!old.has(&root.join("old/a.txt")) && !old.has(&root.join("x/a.draft.md")) && old.leaves_out(&root.join("old")));
        let only = select(&["texts/**/*.adoc"], &[]);
        assert!(only.has(&root.join("texts/en/a.adoc")) && !only.has(&root.join("a.txt")) && !only.has(Path::new("/elsewhere/a.txt")));
        assert!(only.has(&root.join("sub/../texts/a.adoc")));
    }

    #[test]
    fn a_single_file_is_ignored_as_a_walk_ignores_it() {
        let dir = tempfile::tempdir().expect("a folder");
        let root = dir.path();
        fs::create_dir(root.join("sub")).expect("made");
        fs::write(root.join(".mtlintignore"), "*.md\n").expect("written");
        fs::write(root.join("sub/.mtlintignore"), "!good.md\n").expect("written");
        assert!(is_ignored(&root.join("a.md"), root) && is_ignored(&root.join("sub/a.md"), root));
        assert!(!is_ignored(&root.join("sub/good.md"), root) && !is_ignored(&root.join("a.txt"), root));
    }

    #[test]
    fn a_wrong_path_is_an_error_and_the_rest_is_found() {
        let dir = tempfile::tempdir().expect("a folder");
        fs::write(dir.path().join("x.txt"), "").expect("written");
        let (targets, errors) = collect(&[dir.path().to_owned(), "no/such/place".into()], &everything());
        assert_eq!((targets.len(), errors.len()), (1, 1));
        assert!(errors[0].to_string().contains("no/such/place"), "{}", errors[0]);
    }
}
