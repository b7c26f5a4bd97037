//! From bytes to documents: finding files, decoding them, taking the prose out of a format.

pub mod decode;
pub mod encode;
pub mod folder;
pub mod formats;
pub mod git;
pub mod patch;
pub mod stream;

use std::path::{Path, PathBuf};

use crate::error::Error;
use decode::Encoding;
use formats::Format;

/// A decoded text that waits to be checked.
#[derive(Debug, Clone)]
pub struct Source {
    /// What it is called in reports: its path with `/`.
    pub name: String,
    /// Its text, decoded.
    pub text: String,
    /// How it was encoded.
    pub encoding: Encoding,
    /// Its format.
    pub format: Format,
}

/// What came of reading a file.
#[derive(Debug)]
pub enum Reading {
    /// A text.
    Text(Source),
    /// Not a text; why.
    Skipped(String),
}

/// Largest file that is read, in bytes: beyond it a folder of text holds something else.
pub const LARGEST_FILE: u64 = 1 << 30;

/// Reads and decodes a file.
///
/// # Errors
/// The file cannot be read.
pub fn read(path: &Path, name: &str) -> Result<Reading, Error> {
    let metadata = std::fs::metadata(path).map_err(|source| Error::io("read", path, source))?;
    if metadata.is_dir() {
        return Err(Error::new("is a folder, not a file").at(path));
    }
    if metadata.len() > LARGEST_FILE {
        return Ok(Reading::Skipped(format!("larger than {} MB", LARGEST_FILE >> 20)));
    }
    let bytes = std::fs::read(path).map_err(|source| Error::io("read", path, source))?;
    Ok(from_bytes(bytes, name, Format::of_name(name)))
}

/// Decodes bytes that came from a file, an index or standard input.
#[must_use]
pub fn from_bytes(bytes: Vec<u8>, name: &str, format: Format) -> Reading {
    match decode::decode(bytes) {
        Ok((text, encoding)) => Reading::Text(Source { name: name.to_owned(), text, encoding, format }),
        Err(reason) => Reading::Skipped(reason),
    }
}

/// A path as reports show it: relative where it was given so, with `/`.
#[must_use]
pub fn display_name(path: &Path) -> String {
    let mut name = path.to_string_lossy().replace('\\', "/");
    while let Some(rest) = name.strip_prefix("./") {
        name = rest.to_owned();
    }
    name
}

/// A file to be checked.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Target {
    /// What it is called in reports.
    pub name: String,
    /// Where it lies.
    pub path: PathBuf,
}
