//! Which files of a folder are to be checked.

use std::path::Path;

use ignore::WalkBuilder;
use ignore::overrides::OverrideBuilder;

use super::formats::Format;
use super::{Target, display_name};
use crate::error::Error;

/// What to take from folders.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Globs of files to check; empty = every known format.
    pub include: Vec<String>,
    /// Globs of files and folders to leave out.
    pub exclude: Vec<String>,
}

/// The files under the given paths, in order and without doubles, and what could not be read.
///
/// Folders are walked as git would (`.gitignore`, hidden files) and honour `.mtlintignore`; a file that is named
/// itself is always taken.
#[must_use]
pub fn collect(paths: &[impl AsRef<Path>], selection: &Selection) -> (Vec<Target>, Vec<Error>) {
    let (mut targets, mut errors) = (Vec::new(), Vec::new());
    for path in paths {
        let path = path.as_ref();
        match std::fs::metadata(path) {
            Err(source) => errors.push(Error::io("read", path, source)),
            Ok(metadata) if metadata.is_dir() => walk(path, selection, &mut targets, &mut errors),
            Ok(_) => targets.push(Target { name: display_name(path), path: path.to_owned() }),
        }
    }
    targets.sort();
    targets.dedup_by(|a, b| a.name == b.name);
    (targets, errors)
}

fn walk(root: &Path, selection: &Selection, targets: &mut Vec<Target>, errors: &mut Vec<Error>) {
    let mut builder = WalkBuilder::new(root);
    builder.add_custom_ignore_filename(".mtlintignore").follow_links(true).require_git(false);
    if !selection.include.is_empty() || !selection.exclude.is_empty() {
        let mut overrides = OverrideBuilder::new(root);
        for glob in &selection.include {
            if let Err(error) = overrides.add(glob) {
                errors.push(Error::new(format!("bad glob \"{glob}\": {error}")));
            }
        }
        for glob in &selection.exclude {
            if let Err(error) = overrides.add(&format!("!{glob}")) {
                errors.push(Error::new(format!("bad glob \"{glob}\": {error}")));
            }
        }
        match overrides.build() {
            Ok(overrides) => {
                builder.overrides(overrides);
            }
            Err(error) => errors.push(Error::new(format!("bad glob: {error}"))),
        }
    }
    for entry in builder.build() {
        match entry {
            Ok(entry) => {
                let path = entry.path();
                let name = display_name(path);
                let wanted = !selection.include.is_empty() || Format::by_ending(&name).is_some();
                if wanted && entry.file_type().is_some_and(|kind| kind.is_file()) {
                    targets.push(Target { name, path: path.to_owned() });
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
        let (targets, errors) = collect(&[root], &Selection::default());
        let names: Vec<_> = targets.iter().map(|t| t.path.file_name().expect("named").to_string_lossy().into_owned()).collect();
        assert_eq!(names, ["a.md", "b.txt"]);
        assert!(errors.is_empty(), "{errors:?}");
    }

    #[test]
    fn a_wrong_path_is_an_error_and_the_rest_is_found() {
        let dir = tempfile::tempdir().expect("a folder");
        fs::write(dir.path().join("x.txt"), "").expect("written");
        let (targets, errors) = collect(&[dir.path().to_owned(), "no/such/place".into()], &Selection::default());
        assert_eq!((targets.len(), errors.len()), (1, 1));
        assert!(errors[0].to_string().contains("no/such/place"), "{}", errors[0]);
    }
}
