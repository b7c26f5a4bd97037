//! `mtlint baseline`: writes down the findings that there are, or takes out those that are gone.

use std::io::Write;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use mtlint::engine::Engine;
use mtlint::error::Error;
use mtlint::input::{self, Reading};
use mtlint::judge::Assessment;
use mtlint::judge::baseline;
use mtlint::report::terminal::thousands;
use mtlint::report::write::Draft;

use crate::args::Baseline;
use crate::{Outcome, console, elsewhere, settings};

pub fn run(arguments: &Baseline) -> Result<Outcome, Error> {
    let project = settings::project(&arguments.settings)?;
    let path = &arguments.out;
    // A baseline that is being written anew does not care for what the old one said of the same files.
    let old = if path.exists() || arguments.prune { baseline::Baseline::load(path)? } else { baseline::Baseline::empty(path) };
    let (targets, errors) = settings::targets(&project, &arguments.paths);
    let mut failed = !errors.is_empty();
    for error in errors {
        eprintln!("mtlint: {error}");
    }
    let mut new = baseline::Baseline::empty(path);
    let mut seen = Vec::new();
    let (jobs, stop) = (settings::jobs(&arguments.settings), AtomicBool::new(false));
    let spellings = elsewhere::spellings(targets.len(), jobs, &stop, |at| project.checker(&targets[at].path).ok().map(|checker| (&targets[at], checker)));
    let check = |at: usize| -> Result<Option<Assessment>, Error> {
        match input::read(&targets[at].path, &targets[at].name)? {
            Reading::Text(source) => {
                Ok(Some(project.checker(&targets[at].path)?.engine.check_in_folder(source, spellings.get(&(at as u32)).map_or(&[], Vec::as_slice), None)))
            }
            Reading::Skipped(_) => Ok(None),
        }
    };
    console::quiet_panics();
    Engine::in_order(targets.len(), jobs, &stop, check, |at, result| {
        match result {
            Ok(Ok(Some(mut assessment))) => {
                if arguments.prune {
                    old.mark(&assessment.name, &mut assessment.issues);
                }
                new.add(&assessment.name, &assessment.text, &assessment.issues, arguments.prune);
                seen.push(targets[at].name.clone());
            }
            Ok(Ok(None)) => {}
            Ok(Err(error)) => {
                failed = true;
                eprintln!("mtlint: {error}");
            }
            Err(panic) => {
                failed = true;
                eprintln!("mtlint: {}: {panic}", targets[at].name);
            }
        }
        true
    });
    new.keep_unseen(&old, &seen);
    let mut draft = Draft::beside(path)?;
    draft.write_all(&new.to_bytes()?).map_err(|error| Error::io("write", path, error))?;
    draft.publish()?;
    eprintln!("mtlint: {}", told(&old, &new, path, arguments.prune));
    Ok(if failed { Outcome::Incomplete } else { Outcome::Passed })
}

fn told(old: &baseline::Baseline, new: &baseline::Baseline, path: &Path, prune: bool) -> String {
    let findings = |count: u32| if count == 1 { "1 finding".to_owned() } else { format!("{} findings", thousands(count.into())) };
    let now = format!("{} in {}", findings(new.len()), path.display());
    if prune { format!("{} taken out; {now}", findings(old.len().saturating_sub(new.len()))) } else { now }
}
