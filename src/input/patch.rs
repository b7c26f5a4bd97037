//! A unified diff: which lines of which files it changed, and what stood there before.

use std::path::{Path, PathBuf};

use crate::error::Error;

/// What a diff does to one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilePatch {
    /// The file after the edit, as the diff names it, without `b/`.
    pub path: PathBuf,
    /// Whether the file was there before.
    pub existed: bool,
    hunks: Vec<Hunk>,
}

/// A stretch of changed lines with what stands around them.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Hunk {
    /// Line of the diff where it begins, for errors.
    at: u64,
    /// First line after the edit, from 1; the line before it where there is none.
    start: usize,
    lines: Vec<(Kind, String)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Kept,
    Removed,
    Added,
}

/// Whether a text is a diff, and no text that somebody wrote.
#[must_use]
pub fn is_diff(text: &str) -> bool {
    text.starts_with("diff ") || text.starts_with("--- ") && text.lines().nth(1).is_some_and(|line| line.starts_with("+++ "))
}

/// Reads the output of `git diff` or `diff -u`.
///
/// # Errors
/// It is no unified diff; the line is named.
pub fn parse(text: &str) -> Result<Vec<FilePatch>, Error> {
    let mut files: Vec<FilePatch> = Vec::new();
    let mut lines = (1u64..).zip(text.lines()).peekable();
    let mut seen = false;
    while let Some((at, line)) = lines.next() {
        seen |= line.starts_with("diff ") || line.starts_with("--- ");
        if let Some(old) = line.strip_prefix("--- ") {
            let existed = name(old).is_some();
            let Some((_, new)) = lines.next_if(|(_, line)| line.starts_with("+++ ")) else {
                return Err(Error::new("\"---\" without \"+++\" in the diff").line(at).remedy("use the output of `git diff` or `diff -u`"));
            };
            // A file that was deleted has no path; its lines are read and left out at the end.
            files.push(FilePatch { path: name(&new[4..]).unwrap_or_default(), existed, hunks: Vec::new() });
        } else if let Some(head) = line.strip_prefix("@@ ") {
            let (Some(file), Some((old, start, new))) = (files.last_mut(), extent(head)) else {
                return Err(Error::new("a part of the diff that belongs to no file").line(at).remedy("use the output of `git diff` or `diff -u`"));
            };
            let mut hunk = Hunk { at, start, lines: Vec::new() };
            let (mut old, mut new) = (old, new);
            while old > 0 || new > 0 {
                let Some((at, line)) = lines.next() else {
                    return Err(Error::new("the diff ends too soon").line(at));
                };
                let (kind, rest) = match line.as_bytes().first() {
                    Some(b'+') => (Kind::Added, &line[1..]),
                    Some(b'-') => (Kind::Removed, &line[1..]),
                    Some(b' ') => (Kind::Kept, &line[1..]),
                    // Mail programs take the blank off an empty line.
                    None => (Kind::Kept, line),
                    Some(b'\\') => continue,
                    Some(_) => return Err(Error::new("a line of the diff begins with none of \"+\", \"-\" and blank").line(at)),
                };
                old = old.saturating_sub(usize::from(kind != Kind::Added));
                new = new.saturating_sub(usize::from(kind != Kind::Removed));
                hunk.lines.push((kind, rest.to_owned()));
            }
            file.hunks.push(hunk);
        }
    }
    if !seen && !text.trim().is_empty() {
        return Err(Error::new("this is no unified diff").remedy("use the output of `git diff` or `diff -u`"));
    }
    files.retain(|file| !file.path.as_os_str().is_empty());
    Ok(files)
}

impl FilePatch {
    /// What the file held before the edit, from what it holds after it.
    ///
    /// # Errors
    /// The file is another one than the diff was made of.
    pub fn before(&self, after: &str) -> Result<String, Error> {
        let lines: Vec<&str> = after.split_inclusive('\n').collect();
        let mut before = String::with_capacity(after.len());
        let mut at = 0;
        for hunk in &self.hunks {
            let added = hunk.lines.iter().any(|(kind, _)| *kind != Kind::Removed);
            let start = if added { hunk.start.saturating_sub(1) } else { hunk.start };
            let other = || {
                Error::new(format!("is another text than the diff was made of (line {} of the diff)", hunk.at))
                    .at(&self.path)
                    .remedy("apply the diff first, or make it anew")
            };
            lines.get(at..start).ok_or_else(other)?.iter().for_each(|line| before.push_str(line));
            at = start;
            for (kind, text) in &hunk.lines {
                match kind {
                    Kind::Removed => {
                        before.push_str(text);
                        before.push('\n');
                    }
                    Kind::Kept | Kind::Added => {
                        let line = lines.get(at).ok_or_else(other)?;
                        if bare(line) != bare(text) {
                            return Err(other());
                        }
                        if *kind == Kind::Kept {
                            before.push_str(line);
                        }
                        at += 1;
                    }
                }
            }
        }
        lines.get(at..).unwrap_or_default().iter().for_each(|line| before.push_str(line));
        Ok(before)
    }

    /// The file in a work tree: `diff` may have named it with or without a folder in front, as git does with `b/`.
    #[must_use]
    pub fn find(&self, folder: &Path) -> PathBuf {
        let mut parts = self.path.components();
        parts.next();
        let shorter = folder.join(parts.as_path());
        let whole = folder.join(&self.path);
        if !whole.is_file() && shorter.is_file() { shorter } else { whole }
    }
}

fn bare(line: &str) -> &str {
    line.trim_end_matches(['\n', '\r'])
}

/// The name behind `---` or `+++`; `None` for no file.
fn name(written: &str) -> Option<PathBuf> {
    let written = written.split('\t').next().unwrap_or_default().trim_end();
    let name = if written.starts_with('"') { unquoted(written) } else { written.to_owned() };
    if name == "/dev/null" {
        return None;
    }
    let name = name.strip_prefix("b/").or_else(|| name.strip_prefix("a/")).unwrap_or(&name);
    Some(PathBuf::from(name))
}

/// A name as git quotes it: `"b/\320\233.txt"`.
fn unquoted(written: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = written.trim_matches('"').bytes().peekable();
    while let Some(byte) = rest.next() {
        if byte != b'\\' {
            bytes.push(byte);
            continue;
        }
        match rest.next() {
            Some(digit @ b'0'..=b'3') => {
                let mut code = u32::from(digit - b'0');
                while let Some(digit) = rest.next_if(|byte| (b'0'..=b'7').contains(byte)) {
                    code = code * 8 + u32::from(digit - b'0');
                }
                bytes.push(code as u8);
            }
            Some(b'n') => bytes.push(b'\n'),
            Some(b't') => bytes.push(b'\t'),
            Some(b'r') => bytes.push(b'\r'),
            Some(other) => bytes.push(other),
            None => {}
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Lines before, first line after and lines after, of `-1,2 +3,4 @@ …`.
fn extent(head: &str) -> Option<(usize, usize, usize)> {
    let mut parts = head.split(' ');
    let pair = |part: &str| -> Option<(usize, usize)> {
        let (start, count) = part.split_once(',').unwrap_or((part, "1"));
        Some((start.parse().ok()?, count.parse().ok()?))
    };
    let (_, old) = pair(parts.next()?.strip_prefix('-')?)?;
    let (start, new) = pair(parts.next()?.strip_prefix('+')?)?;
    Some((old, start, new))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DIFF: &str = "diff --git a/x y.txt b/x y.txt\nindex 1..2 100644\n--- a/x y.txt\t\n+++ b/x y.txt\t\n@@ -1,3 +1,4 @@\n one\n-two\n+deux\n+et demi\n three\n@@ -9 +10,0 @@ some words\n-nine\n";

    #[test]
    fn the_text_before_an_edit_comes_out_of_the_text_after_it() {
        let file = &parse(DIFF).expect("a diff")[0];
        assert_eq!((file.path.as_path(), file.existed), (Path::new("x y.txt"), true));
        let after = "one\ndeux\net demi\nthree\n4\n5\n6\n7\n8\n10\n";
        assert_eq!(file.before(after).expect("fits"), "one\ntwo\nthree\n4\n5\n6\n7\n8\n10\nnine\n");
    }

    #[test]
    fn new_deleted_and_quoted_names_are_read() {
        let text = "--- /dev/null\n+++ \"b/\\320\\233.txt\"\n@@ -0,0 +1 @@\n+word\n\\ No newline at end of file\n--- a/gone.txt\n+++ /dev/null\n@@ -1 +0,0 @@\n-word\n";
        let files = parse(text).expect("a diff");
        assert_eq!(files.len(), 1);
        assert_eq!((files[0].path.as_path(), files[0].existed), (Path::new("Л.txt"), false));
        assert_eq!(files[0].before("word").expect("fits"), "");
    }

    #[test]
    fn a_diff_is_told_from_a_text() {
        assert!(is_diff(DIFF) && is_diff("--- a.txt\n+++ a.txt\n"));
        assert!(!is_diff("") && !is_diff("--- a rule\nand a text\n") && !is_diff("Different views.\n"));
    }

    #[test]
    fn what_does_not_fit_is_said() {
        let file = &parse(DIFF).expect("a diff")[0];
        let error = file.before("something else\n").expect_err("another text").to_string();
        assert!(error.contains("x y.txt: is another text than the diff was made of"), "{error}");
        assert!(parse("no diff at all").is_err());
        assert_eq!(parse("").expect("nothing"), []);
    }
}
