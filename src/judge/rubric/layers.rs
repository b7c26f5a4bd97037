//! Which file says what: for people who ask where a setting comes from.

use std::path::{Path, PathBuf};

use super::Rubric;
use super::extends::Loader;
use crate::error::Error;

/// One file that settings come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layer {
    /// The file.
    pub path: PathBuf,
    /// Whether it comes with mtlint.
    pub shipped: bool,
    /// What it says, in its order.
    pub entries: Vec<Entry>,
    /// What its exceptions say, each in its order.
    pub exceptions: Vec<Vec<Entry>>,
}

/// One setting as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key with its tables, such as `gate.severity`.
    pub key: String,
    /// The value as it is written, on one line.
    pub value: String,
    /// The line, from 1.
    pub line: u64,
}

/// A rubric and the files that it comes from, the lowest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Layered {
    /// What holds.
    pub rubric: Rubric,
    /// Where it comes from.
    pub layers: Vec<Layer>,
}

impl Layered {
    /// The default rubric.
    #[must_use]
    pub fn shipped() -> Self {
        let mut loader = Loader::new(None);
        let rubric = loader.shipped(super::DEFAULT).expect("a test parses every shipped rubric");
        Self { rubric, layers: loader.layers }
    }

    /// A rubric as the command line names it: see [`Rubric::named`].
    ///
    /// # Errors
    ///
    /// As [`Rubric::load`].
    pub fn named(name: &str, rules: &[&str]) -> Result<Self, Error> {
        let mut loader = Loader::new(Some(rules));
        let rubric = loader.named(name)?;
        Ok(Self { rubric, layers: loader.layers })
    }

    /// The file of a folder; what holds above the folder holds in it, too, unless the file says what it extends.
    ///
    /// # Errors
    ///
    /// As [`Rubric::load`].
    pub fn over(above: &Self, path: &Path, rules: &[&str]) -> Result<Self, Error> {
        let mut loader = Loader::new(Some(rules)).above(above.rubric.clone(), above.layers.clone());
        let rubric = loader.file(path)?;
        Ok(Self { rubric, layers: loader.layers })
    }
}
