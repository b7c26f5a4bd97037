//! What a check is of: files and folders, standard input, or what an edit changed.

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use mtlint::error::Error;
use mtlint::input::folder::{Choice, is_ignored, normal};
use mtlint::input::formats::Format;
use mtlint::input::git::{Change, Repository};
use mtlint::input::patch::{self, FilePatch};
use mtlint::input::{self, Reading, Source, Target};
use mtlint::project::Project;

use crate::args::Check;
use crate::settings;

/// The argument that stands for standard input, and what a text from there is called.
const STDIN: &str = "-";

/// Something that is to be checked, or was asked for and is not there.
pub enum Input {
    Document(Target),
    Stdin,
    Missing { name: String, error: Error },
    Changed(Change),
    Patched { target: Target, patch: FilePatch },
}

impl Input {
    pub fn name(&self) -> &str {
        match self {
            Self::Document(target) | Self::Patched { target, .. } => &target.name,
            Self::Stdin => STDIN,
            Self::Missing { name, .. } => name,
            Self::Changed(change) => &change.name,
        }
    }

    /// Where the text lies, or would lie.
    pub fn path(&self) -> &Path {
        match self {
            Self::Document(target) | Self::Patched { target, .. } => &target.path,
            Self::Changed(change) => &change.path,
            Self::Stdin | Self::Missing { .. } => Path::new(STDIN),
        }
    }
}

/// A text, and what it was before the edit that is judged.
pub struct Text {
    pub now: Source,
    pub before: Vec<Source>,
}

/// Everything that is to be checked, in order of name.
pub struct Selected {
    pub inputs: Vec<Input>,
    /// Whether something could not be found.
    pub failed: bool,
    /// Whether an edit is judged: only what it is to blame for counts.
    pub edit: bool,
    repository: Option<Repository>,
}

impl Selected {
    pub fn of(arguments: &Check, project: &Arc<Project>) -> Result<Self, Error> {
        if let Some(from) = &arguments.patch {
            return Ok(Self { inputs: patched(from, arguments, project)?, failed: false, edit: true, repository: None });
        }
        if !arguments.staged && arguments.since.is_none() {
            let (inputs, failed) = named(arguments, project)?;
            return Ok(Self { inputs, failed, edit: false, repository: None });
        }
        let repository = Repository::of(Path::new("."))?;
        let changes = match revision(arguments) {
            Some(revision) => repository.since(&revision)?,
            None => repository.staged()?,
        };
        let inputs = changes.into_iter().filter(|change| is_asked_for(&change.path, arguments) && is_wanted(&change.path, project)).map(Input::Changed);
        let mut selected = Self { inputs: inputs.collect(), failed: false, edit: true, repository: Some(repository) };
        selected.inputs.sort_by(|a, b| a.name().cmp(b.name()));
        Ok(selected)
    }

    /// Reads a text, or says why it is none.
    pub fn read(&self, input: &Input) -> Result<Result<Text, String>, Error> {
        let alone = |reading| match reading {
            Reading::Text(now) => Ok(Text { now, before: Vec::new() }),
            Reading::Skipped(why) => Err(why),
        };
        match input {
            Input::Document(target) => Ok(alone(input::read(&target.path, &target.name)?)),
            Input::Stdin => Ok(alone(read_stdin()?)),
            Input::Missing { error, .. } => Err(Error::new(error.to_string())),
            Input::Changed(change) => self.changed(change),
            Input::Patched { target, patch } => {
                let Reading::Text(now) = input::read(&target.path, &target.name)? else { return Ok(Err("not a text".to_owned())) };
                let before = if patch.existed { vec![Source { text: patch.before(&now.text)?, ..now.clone() }] } else { Vec::new() };
                Ok(Ok(Text { now, before }))
            }
        }
    }

    fn changed(&self, change: &Change) -> Result<Result<Text, String>, Error> {
        let repository = self.repository.as_ref().expect("changes come from a repository");
        if change.conflict {
            return Err(Error::new("has conflicts of a merge").at(&change.name).remedy("solve them and `git add` the file"));
        }
        let now = match &change.after {
            Some(blob) => repository.read(blob, &change.name)?,
            None => input::read(&change.path, &change.name)?,
        };
        let now = match now {
            Reading::Text(now) => now,
            Reading::Skipped(why) => return Ok(Err(why)),
        };
        let mut before = Vec::new();
        for blob in &change.before {
            // What was no text has no findings.
            if let Reading::Text(old) = repository.read(blob, &change.name)? {
                before.push(old);
            }
        }
        Ok(Ok(Text { now, before }))
    }
}

/// The revision that an edit is seen from. The pre-commit program says by its environment that it judges commits.
fn revision(arguments: &Check) -> Option<String> {
    arguments.since.clone().or_else(|| std::env::var("PRE_COMMIT_FROM_REF").ok().filter(|revision| !revision.is_empty()))
}

/// What is named, and whether something could not be found.
fn named(arguments: &Check, project: &Arc<Project>) -> Result<(Vec<Input>, bool), Error> {
    let paths: Vec<_> = arguments.paths.iter().filter(|path| path.as_os_str() != STDIN).cloned().collect();
    let (targets, errors) = settings::targets(project, &paths);
    let mut failed = false;
    let mut inputs: Vec<Input> = targets.into_iter().map(Input::Document).collect();
    if paths.len() < arguments.paths.len() {
        inputs.push(Input::Stdin);
    }
    for error in errors {
        failed = true;
        match error.path().map(input::display_name) {
            Some(name) => inputs.push(Input::Missing { name, error }),
            None => eprintln!("mtlint: {error}"),
        }
    }
    inputs.sort_by(|a, b| a.name().cmp(b.name()));
    inputs.dedup_by(|a, b| a.name() == b.name());
    Ok((inputs, failed))
}

/// The files that a unified diff changed.
fn patched(from: &Path, arguments: &Check, project: &Arc<Project>) -> Result<Vec<Input>, Error> {
    let mut bytes = Vec::new();
    let refused = |error| Error::io("read", from, error);
    if from.as_os_str() == STDIN {
        io::stdin().lock().read_to_end(&mut bytes).map_err(refused)?;
    } else {
        bytes = std::fs::read(from).map_err(refused)?;
    }
    let files =
        patch::parse(&String::from_utf8_lossy(&bytes)).map_err(|error| error.at(if from.as_os_str() == STDIN { Path::new("standard input") } else { from }))?;
    let mut inputs: Vec<Input> = files
        .into_iter()
        .map(|patch| {
            let path = patch.find(Path::new(""));
            (Target { name: input::display_name(&path), path }, patch)
        })
        .filter(|(target, _)| is_asked_for(&target.path, arguments) && is_wanted(&target.path, project))
        .map(|(target, patch)| Input::Patched { target, patch })
        .collect();
    inputs.sort_by(|a, b| a.name().cmp(b.name()));
    Ok(inputs)
}

/// Whether a changed file is one of those named, if any are.
fn is_asked_for(path: &Path, arguments: &Check) -> bool {
    let path = normal(path);
    arguments.paths.is_empty() || arguments.paths.iter().any(|named| path.starts_with(normal(named)))
}

/// Whether a changed file would be checked as a part of its folder.
fn is_wanted(path: &Path, project: &Arc<Project>) -> bool {
    project.has(path) && !is_ignored(path, &root_of(path))
}

/// The root of the work tree that a file lies in.
fn root_of(path: &Path) -> PathBuf {
    let path = normal(path);
    path.ancestors().skip(1).find(|folder| folder.join(".git").exists()).unwrap_or(&path).to_owned()
}

fn read_stdin() -> Result<Reading, Error> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes).map_err(|error| Error::io("read", Path::new(STDIN), error))?;
    Ok(input::from_bytes(bytes, STDIN, Format::Plain))
}
