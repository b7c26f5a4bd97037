//! Which rubric extends which, down to the default.

use std::path::{Path, PathBuf};

use super::layers::Layer;
use super::value::{At, Source, did_you_mean};
use super::written::RubricFile;
use super::{DEFAULT, Files, Rubric, SHIPPED};
use crate::error::{Error, nearest};

/// What the value of `extends` or `--rubric` means.
enum Target {
    Shipped,
    Path,
}

impl Target {
    /// The error is a remedy.
    fn of(name: &str) -> Result<Self, String> {
        if SHIPPED.iter().any(|(id, _)| *id == name) {
            return Ok(Self::Shipped);
        }
        if name.contains(['/', '\\']) || Path::new(name).extension().is_some_and(|e| e == "toml") {
            return Ok(Self::Path);
        }
        let ids = || SHIPPED.iter().map(|(id, _)| *id);
        Err(match nearest(name, ids()) {
            Some(near) => did_you_mean(near),
            None => {
                let ids: Vec<_> = ids().collect();
                format!("shipped are {}; a path ends in \".toml\"", ids.join(", "))
            }
        })
    }
}

/// Follows `extends` down to the default.
pub(super) struct Loader<'r> {
    /// Ids of all rules; `None` = not checked, for rubrics of our own.
    rules: Option<&'r [&'r str]>,
    /// The rubrics under way, to refuse those that extend themselves.
    chain: Vec<PathBuf>,
    /// What holds in the folder above, for a file that extends nothing.
    above: Option<(Rubric, Vec<Layer>)>,
    /// The files read, the lowest first.
    pub(super) layers: Vec<Layer>,
}

impl<'r> Loader<'r> {
    pub(super) fn new(rules: Option<&'r [&'r str]>) -> Self {
        Self { rules, chain: Vec::new(), above: None, layers: Vec::new() }
    }

    /// What a file that extends nothing starts from.
    pub(super) fn above(self, rubric: Rubric, layers: Vec<Layer>) -> Self {
        Self { above: Some((rubric, layers)), ..self }
    }

    /// A rubric as the command line names it.
    pub(super) fn named(&mut self, name: &str) -> Result<Rubric, Error> {
        match Target::of(name) {
            Ok(Target::Shipped) => self.shipped(name),
            Ok(Target::Path) => self.file(Path::new(name)),
            // A file without ".toml" is still a file.
            Err(_) if Path::new(name).is_file() => self.file(Path::new(name)),
            Err(remedy) => Err(Error::new(format!("unknown rubric \"{name}\"")).remedy(remedy)),
        }
    }

    pub(super) fn shipped(&mut self, id: &str) -> Result<Rubric, Error> {
        let (_, text) = SHIPPED.iter().find(|(known, _)| *known == id).expect("the caller looked it up");
        self.chain.push(PathBuf::from(id));
        let rubric = self.read(text, &Path::new("rubrics").join(format!("{id}.toml")), id)?;
        self.chain.pop();
        Ok(rubric)
    }

    pub(super) fn file(&mut self, path: &Path) -> Result<Rubric, Error> {
        let bytes = std::fs::read(path).map_err(|error| Error::io("read the rubric", path, error))?;
        let text = String::from_utf8(bytes).map_err(|error| {
            let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = 1 + before.iter().filter(|byte| **byte == b'\n').count() as u64;
            Error::new("not UTF-8").at(path).line(line).remedy("save the file as UTF-8")
        })?;
        self.text(&text, path)
    }

    pub(super) fn text(&mut self, text: &str, path: &Path) -> Result<Rubric, Error> {
        self.chain.push(identity(path));
        let rubric = self.read(text, path, "")?;
        self.chain.pop();
        Ok(rubric)
    }

    /// Reads a rubric whose entry stands on top of the chain; `id` is empty for files.
    fn read(&mut self, text: &str, path: &Path, id: &str) -> Result<Rubric, Error> {
        let source = Source { text, path };
        let file = RubricFile::read(&source, self.rules)?;
        let below = match &file.extends {
            None if id == DEFAULT => None,
            None => Some(match self.above.take() {
                Some((rubric, layers)) => {
                    self.layers = layers;
                    rubric
                }
                None => self.shipped(DEFAULT)?,
            }),
            Some(extends) => {
                self.above = None;
                Some(self.extended(extends, path)?)
            }
        };
        let shipped = !id.is_empty();
        self.layers.push(Layer { path: path.to_owned(), shipped, entries: file.entries.clone(), exceptions: file.exception_entries() });
        let mut rubric = file.validate(below, path)?;
        if shipped {
            rubric.files = Files::default();
        }
        Ok(rubric)
    }

    fn extended(&mut self, extends: &At<String>, path: &Path) -> Result<Rubric, Error> {
        let name = extends.value.as_str();
        let refuse = |message: String| Error::new(message).at(path).line(extends.line);
        let target = Target::of(name).map_err(|remedy| refuse(format!("extends unknown rubric \"{name}\"")).remedy(remedy))?;
        let next = match target {
            Target::Shipped => PathBuf::from(name),
            Target::Path => beside(path, name),
        };
        let entry = match target {
            Target::Shipped => next.clone(),
            Target::Path => identity(&next),
        };
        if self.chain.contains(&entry) {
            let remedy = "a rubric may not extend itself, nor one that extends it";
            return Err(refuse(format!("extends \"{name}\" in a circle")).remedy(remedy));
        }
        match target {
            Target::Shipped => self.shipped(name),
            Target::Path if !next.is_file() => {
                let remedy = "the path is seen from the folder of this file";
                Err(refuse(format!("extends \"{name}\": no such file")).remedy(remedy))
            }
            Target::Path => {
                let mut rubric = self.file(&next)?;
                // A base for many projects means the files of each: its patterns are seen from the file that extends it.
                let folder = beside(path, "");
                let files = [&mut rubric.files.include, &mut rubric.files.exclude];
                for patterns in files.into_iter().chain(rubric.exceptions.iter_mut().map(|row| &mut row.files)) {
                    patterns.folder.clone_from(&folder);
                }
                Ok(rubric)
            }
        }
    }
}

/// By what a file is known, however its path is written.
fn identity(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// A path written in the file at `path`.
pub(super) fn beside(path: &Path, written: &str) -> PathBuf {
    path.parent().unwrap_or(Path::new("")).join(written)
}
