//! What a check is of: files and folders, standard input, or what an edit changed.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use mtlint::error::Error;
use mtlint::input::folder::{Choice, is_ignored, normal};
use mtlint::input::formats::Format;
use mtlint::input::git::{Blob, Change, Repository};
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
    Missing {
        name: String,
        error: Error,
    },
    Changed(Change),
    Patched {
        target: Target,
        patch: FilePatch,
    },
    /// What the edit left alone, with its text in the index if that is another than in the work tree.
    Beside {
        target: Target,
        staged: Option<Blob>,
    },
}

impl Input {
    pub fn name(&self) -> &str {
        match self {
            Self::Document(target) | Self::Patched { target, .. } | Self::Beside { target, .. } => &target.name,
            Self::Stdin => STDIN,
            Self::Missing { name, .. } => name,
            Self::Changed(change) => &change.name,
        }
    }

    /// Where the text lies, or would lie.
    pub fn path(&self) -> &Path {
        match self {
            Self::Document(target) | Self::Patched { target, .. } | Self::Beside { target, .. } => &target.path,
            Self::Changed(change) => &change.path,
            Self::Stdin | Self::Missing { .. } => Path::new(STDIN),
        }
    }
}

/// A text, and what it was before the edit that is judged, in each version that the edit is based on.
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
    /// What was read from standard input already.
    stdin: Option<Vec<u8>>,
}

impl Selected {
    pub fn of(arguments: &Check, project: &Arc<Project>) -> Result<Self, Error> {
        if let Some(from) = &arguments.patch {
            let bytes = if from.as_os_str() == STDIN { stdin()? } else { std::fs::read(from).map_err(|error| Error::io("read", from, error))? };
            return Self::of_diff(&bytes, from, arguments, project);
        }
        if arguments.diff && arguments.paths == [Path::new(STDIN)] {
            let bytes = stdin()?;
            if patch::is_diff(&String::from_utf8_lossy(&bytes)) {
                return Self::of_diff(&bytes, Path::new(STDIN), arguments, project);
            }
            return Ok(Self { stdin: Some(bytes), ..Self::files(Vec::new()) }.with(Input::Stdin));
        }
        if !arguments.staged && arguments.since.is_none() {
            let (inputs, failed) = named(arguments, project)?;
            return Ok(Self { inputs, failed, edit: false, repository: None, stdin: None });
        }
        let repository = Repository::of(Path::new("."))?;
        let revision = revision(arguments);
        let changes = match &revision {
            Some(revision) => repository.since(revision)?,
            None => repository.staged()?,
        };
        let wanted = |path: &Path| is_asked_for(path, arguments) && is_wanted(path, project);
        let mut inputs: Vec<Input> = changes.into_iter().filter(|change| wanted(&change.path)).map(Input::Changed).collect();
        if arguments.since.is_some() {
            let left = repository.untracked()?.into_iter().filter(|path| wanted(path)).count();
            if left > 0 {
                let files = if left == 1 { "1 text that git does not keep was".to_owned() } else { format!("{left} texts that git does not keep were") };
                eprintln!("mtlint: {files} not judged; `git add --intent-to-add FILE` takes it in");
            }
        }
        inputs.sort_by(|a, b| a.name().cmp(b.name()));
        if arguments.folder && !inputs.is_empty() {
            let tracked = repository.tracked(revision.is_none())?;
            let tracked: BTreeMap<PathBuf, Option<Blob>> = tracked.into_iter().map(|(path, blob)| (normal(&path), blob)).collect();
            let (targets, _) = settings::targets(project, &[repository.root()]);
            put_beside(&mut inputs, targets, |path| tracked.get(&normal(path)).cloned());
        }
        Ok(Self { inputs, failed: false, edit: true, repository: Some(repository), stdin: None })
    }

    /// What a unified diff changed.
    fn of_diff(bytes: &[u8], from: &Path, arguments: &Check, project: &Arc<Project>) -> Result<Self, Error> {
        let mut inputs = patched(bytes, from, arguments, project)?;
        if arguments.folder {
            let (targets, _) = settings::targets(project, &[PathBuf::from(".")]);
            put_beside(&mut inputs, targets, |_| Some(None));
        }
        Ok(Self { inputs, failed: false, edit: true, repository: None, stdin: None })
    }

    fn with(mut self, input: Input) -> Self {
        self.inputs.push(input);
        self
    }

    /// Files to be checked as they are.
    pub fn files(targets: Vec<Target>) -> Self {
        Self { inputs: targets.into_iter().map(Input::Document).collect(), failed: false, edit: false, repository: None, stdin: None }
    }

    /// Whether `--diff` stands for the diff that comes from standard input, and not for suggestions.
    pub fn is_diff(&self, arguments: &Check) -> bool {
        self.edit && arguments.diff && arguments.paths == [Path::new(STDIN)]
    }

    /// Whether an input is what is asked about, not only what stands beside it.
    pub fn is_judged(&self, at: usize) -> bool {
        !matches!(self.inputs[at], Input::Beside { .. })
    }

    /// Reads a text, or says why it is none.
    pub fn read(&self, input: &Input) -> Result<Result<Text, String>, Error> {
        let alone = |reading| match reading {
            Reading::Text(now) => Ok(Text { now, before: Vec::new() }),
            Reading::Skipped(why) => Err(why),
        };
        match input {
            Input::Document(target) => Ok(alone(input::read(&target.path, &target.name)?)),
            Input::Stdin => Ok(alone(input::from_bytes(self.stdin.clone().map_or_else(stdin, Ok)?, STDIN, Format::Plain))),
            Input::Missing { error, .. } => Err(Error::new(error.to_string())),
            Input::Changed(change) => self.changed(change),
            Input::Beside { target, staged } => {
                let reading = match (staged, &self.repository) {
                    (Some(blob), Some(repository)) => repository.read(blob, &target.name)?,
                    _ => input::read(&target.path, &target.name)?,
                };
                Ok(alone(reading).map(|text| Text { before: vec![text.now.clone()], ..text }))
            }
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
fn patched(bytes: &[u8], from: &Path, arguments: &Check, project: &Arc<Project>) -> Result<Vec<Input>, Error> {
    let files =
        patch::parse(&String::from_utf8_lossy(bytes)).map_err(|error| error.at(if from.as_os_str() == STDIN { Path::new("standard input") } else { from }))?;
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

/// Adds the texts that an edit left alone; `kept` says which count, and what the index has of them.
fn put_beside(inputs: &mut Vec<Input>, targets: Vec<Target>, kept: impl Fn(&Path) -> Option<Option<Blob>>) {
    let changed: BTreeSet<PathBuf> = inputs.iter().map(|input| normal(input.path())).collect();
    let others = targets.into_iter().filter(|target| !changed.contains(&normal(&target.path)));
    inputs.extend(others.filter_map(|target| Some(Input::Beside { staged: kept(&target.path)?, target })));
    inputs.sort_by(|a, b| a.name().cmp(b.name()));
}

/// Whether a changed file is one of those named, if any are.
fn is_asked_for(path: &Path, arguments: &Check) -> bool {
    let path = normal(path);
    let mut named = arguments.paths.iter().filter(|named| named.as_os_str() != STDIN).peekable();
    named.peek().is_none() || named.any(|named| path.starts_with(normal(named)))
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

fn stdin() -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes).map_err(|error| Error::io("read", Path::new(STDIN), error))?;
    Ok(bytes)
}
