//! How the documents of a run spell names that the others spell otherwise.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use mtlint::engine::Engine;
use mtlint::evidence::folder::Spellings;
use mtlint::evidence::roster::Roster;
use mtlint::input::{Reading, Target, read};
use mtlint::project::Checker;

/// Looks through the files of a run, each with what it is checked by; what is no file (`None`), or cannot be read, has no
/// names.
pub fn spellings<'t>(count: usize, jobs: usize, stop: &AtomicBool, file: impl Fn(usize) -> Option<(&'t Target, Arc<Checker>)> + Sync) -> Spellings {
    if count < 2 {
        return Spellings::new();
    }
    let roster = |at: usize| {
        let (target, checker) = file(at)?;
        match read(&target.path, &target.name) {
            Ok(Reading::Text(source)) => Some(Roster::of(&source.text, checker.engine.knowledge())),
            _ => None,
        }
    };
    Engine::spellings(count, jobs, stop, roster, |at| file(at).map(|(target, _)| target.name.clone()).unwrap_or_default())
}
