//! From arguments to what the library is asked for.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use mtlint::error::Error;
use mtlint::input::Target;
use mtlint::input::folder::{self, Choice};
use mtlint::judge::decisions::Decisions;
use mtlint::judge::rubric::Rubric;
use mtlint::project::{Checker, Options, Project};
use mtlint::table;

use crate::args::{Dialect, Settings};

/// The project that the arguments ask for.
pub fn project(settings: &Settings) -> Result<Arc<Project>, Error> {
    let decisions = decisions_file(settings);
    let Settings { rubric, min_confidence, glossary, profile, names, .. } = settings.clone();
    Project::new(Options { rubric, min_confidence, glossary, names, profile, decisions }).map(Arc::new)
}

/// What texts that lie nowhere are checked by: as those of the current folder.
pub fn checker(settings: &Settings) -> Result<Arc<Checker>, Error> {
    project(settings)?.checker(Path::new("-"))
}

/// The rubric of the current folder.
pub fn rubric(settings: &Settings) -> Result<Rubric, Error> {
    Ok(checker(settings)?.engine.rubric().clone())
}

/// The files that the paths name, in order, and what could not be found.
pub fn targets(project: &Arc<Project>, paths: &[PathBuf]) -> (Vec<Target>, Vec<Error>) {
    folder::collect(paths, &(Arc::clone(project) as Arc<dyn Choice>))
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

/// How tables are written.
pub fn dialect(dialect: Dialect) -> table::Dialect {
    match dialect {
        Dialect::Excel => table::Dialect::Excel,
        Dialect::ExcelEu => table::Dialect::ExcelEu,
        Dialect::Plain => table::Dialect::Plain,
    }
}

/// Bytes of a file, as far as the disk says.
pub fn size(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |data| data.len())
}
