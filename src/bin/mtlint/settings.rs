//! From arguments to an engine.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use mtlint::engine::Engine;
use mtlint::error::Error;
use mtlint::input::Target;
use mtlint::input::folder::{self, Selection};
use mtlint::judge::decisions::Decisions;
use mtlint::judge::rubric::Rubric;
use mtlint::judge::signature::Signature;
use mtlint::knowledge::Knowledge;
use mtlint::rules;
use mtlint::table;

use crate::args::{Dialect, Settings};

/// Name of the file that a project keeps its settings in.
pub const PROJECT_FILE: &str = "mtlint.toml";

/// What the arguments and the project's files say.
pub struct Project {
    engine: Arc<Engine>,
    selection: Selection,
}

impl Project {
    pub fn open(settings: &Settings) -> Result<Self, Error> {
        let engine = engine(settings)?;
        Ok(Self { selection: selection(&engine)?, engine: Arc::new(engine) })
    }

    /// The engine that a document is checked by.
    pub fn engine(&self, _path: &Path) -> Result<Arc<Engine>, Error> {
        Ok(Arc::clone(&self.engine))
    }

    /// What is taken from folders.
    pub fn selection(&self) -> Selection {
        self.selection.clone()
    }

    /// The files that the paths name, in order, and what could not be found.
    pub fn targets(&self, paths: &[PathBuf]) -> (Vec<Target>, Vec<Error>) {
        let (mut targets, errors) = folder::collect(&paths.iter().collect::<Vec<_>>(), &self.selection());
        targets.sort();
        targets.dedup_by(|a, b| a.name == b.name);
        (targets, errors)
    }

    pub fn signature(&self) -> Result<Signature, Error> {
        Ok(self.engine.signature())
    }
}

/// What an engine's rubric takes from folders.
pub fn selection(engine: &Engine) -> Result<Selection, Error> {
    let files = &engine.rubric().files;
    Selection::new(&files.folder, &files.include, &files.exclude)
}

/// How tables are written.
pub fn dialect(dialect: Dialect) -> table::Dialect {
    match dialect {
        Dialect::Excel => table::Dialect::Excel,
        Dialect::ExcelEu => table::Dialect::ExcelEu,
        Dialect::Plain => table::Dialect::Plain,
    }
}

/// The rubric that the arguments and the project ask for.
pub fn rubric(settings: &Settings) -> Result<Rubric, Error> {
    let ids = rules::ids();
    let mut rubric = match &settings.rubric {
        Some(name) => Rubric::named(name, &ids)?,
        None if Path::new(PROJECT_FILE).is_file() => Rubric::load(Path::new(PROJECT_FILE), &ids)?,
        None => Rubric::embedded("mqm").expect("the default rubric is built in"),
    };
    if let Some(floor) = settings.min_confidence {
        if !(0.0..=1.0).contains(&floor) {
            return Err(Error::new(format!("--min-confidence {floor} is not between 0 and 1")).remedy("use a share such as 0.5"));
        }
        rubric.show_confidence = floor;
    }
    Ok(rubric)
}

/// The engine that the arguments and the project ask for.
pub fn engine(settings: &Settings) -> Result<Engine, Error> {
    let rubric = rubric(settings)?;
    let mut knowledge = Knowledge::embedded();
    for path in rubric.files.words.iter() {
        knowledge.add_words(path)?;
    }
    for path in rubric.files.glossary.iter().chain(&settings.glossary) {
        knowledge.add_glossary(path)?;
    }
    if let Some(path) = settings.profile.as_ref().or(rubric.files.profile.as_ref()) {
        knowledge.use_profile(path)?;
    }
    for path in rubric.files.names.iter().chain(&settings.names) {
        let table = std::fs::read_to_string(path).map_err(|error| Error::io("read", path, error))?;
        knowledge.names.read(&table).map_err(|error| error.at(path))?;
    }
    let engine = Engine::with_knowledge(knowledge, rubric);
    Ok(match decisions_file(settings) {
        Some(path) => engine.honouring(Decisions::load(&path)?),
        None => engine,
    })
}

/// Where the decisions lie that hold here, if there are any.
pub fn decisions_file(settings: &Settings) -> Option<PathBuf> {
    if settings.no_decisions { None } else { settings.decisions.clone().or_else(|| Decisions::find(Path::new("."))) }
}

/// Number of threads to use.
pub fn jobs(settings: &Settings) -> usize {
    threads(settings.jobs)
}

/// Number of threads to use where so many were asked for, 0 = one for each core.
pub fn threads(jobs: usize) -> usize {
    if jobs > 0 { jobs } else { std::thread::available_parallelism().map_or(1, Into::into) }
}

/// Bytes of a file, as far as the disk says.
pub fn size(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |data| data.len())
}
