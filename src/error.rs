//! What can go wrong outside of a text: files, tables, rubrics, records. Checking a text cannot fail.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why something could not be done, where, and what to do about it.
#[derive(Debug)]
pub struct Error {
    message: String,
    path: Option<PathBuf>,
    line: Option<u64>,
    remedy: Option<String>,
    source: Option<io::Error>,
}

impl Error {
    /// An error with a message: lower case, no full stop.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), path: None, line: None, remedy: None, source: None }
    }

    /// An operation on a file that the system refused.
    #[must_use]
    pub fn io(action: &str, path: &Path, source: io::Error) -> Self {
        let remedy = match source.kind() {
            io::ErrorKind::NotFound => Some("check the spelling of the path"),
            io::ErrorKind::PermissionDenied => Some("check the permissions of the file and its folder"),
            io::ErrorKind::StorageFull => Some("free some space or choose another folder"),
            io::ErrorKind::ReadOnlyFilesystem => Some("choose a folder that can be written to"),
            _ => None,
        };
        Self {
            message: format!("cannot {action}: {}", describe(&source)),
            path: Some(path.to_owned()),
            line: None,
            remedy: remedy.map(str::to_owned),
            source: Some(source),
        }
    }

    /// Adds the file that the error is about.
    #[must_use]
    pub fn at(mut self, path: impl Into<PathBuf>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// Adds the line, from 1.
    #[must_use]
    pub fn line(mut self, line: u64) -> Self {
        self.line = Some(line);
        self
    }

    /// Adds what the user can do.
    #[must_use]
    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }

    /// The message without path and remedy.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The file that the error is about.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// Whether the reader of our output went away, which is no failure of ours.
    #[must_use]
    pub fn is_broken_pipe(&self) -> bool {
        self.source.as_ref().is_some_and(|source| source.kind() == io::ErrorKind::BrokenPipe)
    }
}

/// What the system said, without its error number.
fn describe(source: &io::Error) -> String {
    match source.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::StorageFull => "no space left on the disk".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the file system is read-only".to_owned(),
        _ => {
            let text = source.to_string();
            text.split(" (os error").next().unwrap_or(&text).to_lowercase()
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            write!(f, "{}:", path.display())?;
            if let Some(line) = self.line {
                write!(f, "{line}:")?;
            }
            write!(f, " ")?;
        } else if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        write!(f, "{}", self.message)?;
        if let Some(remedy) = &self.remedy {
            write!(f, "\n  remedy: {remedy}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|source| source as _)
    }
}

impl From<io::Error> for Error {
    fn from(source: io::Error) -> Self {
        Self { message: describe(&source), path: None, line: None, remedy: None, source: Some(source) }
    }
}

/// The nearest of `known` to a misspelt key, for error messages.
#[must_use]
pub fn nearest<'k>(key: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let (distance, best) = known.into_iter().map(|candidate| (edit_distance(key, candidate), candidate)).min()?;
    (distance <= key.chars().count().max(4) / 2).then_some(best)
}

fn edit_distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = (diagonal + usize::from(x != *y)).min(above + 1).min(row[j] + 1);
            diagonal = above;
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_names_file_line_and_remedy() {
        let error = Error::new("unknown key \"pas\"").at("mtlint.toml").line(3).remedy("did you mean \"pass\"?");
        assert_eq!(error.to_string(), "mtlint.toml:3: unknown key \"pas\"\n  remedy: did you mean \"pass\"?");
    }

    #[test]
    fn the_nearest_key_is_found_only_when_near() {
        assert_eq!(nearest("toleranse", ["tolerance", "pass"]), Some("tolerance"));
        assert_eq!(nearest("quite-different", ["pass"]), None);
    }
}
