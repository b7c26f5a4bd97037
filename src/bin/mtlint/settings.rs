//! From arguments to an engine.

use std::path::Path;

use mtlint::engine::Engine;
use mtlint::error::Error;
use mtlint::judge::rubric::Rubric;
use mtlint::rules;

use crate::args::Settings;

/// Name of the file that a project keeps its settings in.
pub const PROJECT_FILE: &str = "mtlint.toml";

/// The engine that the arguments and the project ask for.
pub fn engine(settings: &Settings) -> Result<Engine, Error> {
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
    Ok(Engine::new(rubric))
}

/// Number of threads to use.
pub fn jobs(settings: &Settings) -> usize {
    if settings.jobs > 0 { settings.jobs } else { std::thread::available_parallelism().map_or(1, Into::into) }
}
