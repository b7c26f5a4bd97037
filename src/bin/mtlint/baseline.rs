//! `mtlint baseline`: writes down the findings that there are, or takes out those that are gone.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use mtlint::engine::Engine;
use mtlint::error::Error;
use mtlint::judge::Assessment;
use mtlint::judge::baseline;
use mtlint::report::terminal::thousands;
use mtlint::report::write::Draft;

use crate::args::Baseline;
use crate::select::Selected;
use crate::survey::survey;
use crate::{Outcome, console, settings};

pub fn run(arguments: &Baseline) -> Result<Outcome, Error> {
    let project = settings::project(&arguments.settings)?;
    let configured = project.checker(Path::new("-"))?.engine.rubric().files.baseline.clone();
    let path = &arguments.out.clone().or(configured).unwrap_or_else(|| PathBuf::from(baseline::PLACE));
    // A baseline that is being written anew does not care for what the old one said of the same files.
    let old = if path.exists() || arguments.prune { baseline::Baseline::load(path)? } else { baseline::Baseline::empty(path) };
    let (targets, errors) = settings::targets(&project, &arguments.paths);
    let mut failed = !errors.is_empty();
    for error in errors {
        eprintln!("mtlint: {error}");
    }
    let mut new = baseline::Baseline::empty(path);
    let mut seen = Vec::new();
    let selected = Selected::files(targets);
    let checkers = selected.inputs.iter().map(|input| project.checker(input.path())).collect::<Result<Vec<_>, _>>()?;
    let (jobs, stop) = (settings::jobs(&arguments.settings), AtomicBool::new(false));
    console::quiet_panics();
    // As `mtlint check` does it: what the documents say of each other is known, too.
    let (relatives, elsewhere) = survey(&selected, &checkers, jobs, &stop, None);
    let work = relatives.work(|_| true);
    let alone = |at: usize| -> Result<Option<Assessment>, Error> {
        let text = selected.read(&selected.inputs[at])?.ok();
        Ok(text.map(|text| checkers[at].check(text.now, elsewhere.now(at), None)))
    };
    let together = |members: &[usize]| -> Option<Vec<Result<Option<Assessment>, Error>>> {
        let checker = &checkers[members[0]];
        if !members.iter().all(|at| Arc::ptr_eq(checker, &checkers[*at])) {
            return None;
        }
        let texts = members.iter().map(|at| Some(selected.read(&selected.inputs[*at]).ok()?.ok()?.now)).collect::<Option<Vec<_>>>()?;
        let otherwise: Vec<_> = members.iter().map(|at| elsewhere.now(*at)).collect();
        Some(checker.check_renderings(texts, &otherwise, None).into_iter().map(|assessment| Ok(Some(assessment))).collect())
    };
    let check = |at: usize| match &work[at][..] {
        [one] => vec![alone(*one)],
        members => Engine::guarded(|| together(members)).ok().flatten().unwrap_or_else(|| members.iter().map(|at| alone(*at)).collect()),
    };
    Engine::in_order(work.len(), jobs, &stop, check, |at, result| {
        for told in result.unwrap_or_else(|panic| vec![Err(Error::new(panic).at(selected.inputs[work[at][0]].name()))]) {
            match told {
                Ok(Some(mut assessment)) => {
                    if arguments.prune {
                        old.mark(&assessment.name, &mut assessment.issues);
                    }
                    new.add(&assessment.name, &assessment.text, &assessment.issues, arguments.prune);
                    seen.push(assessment.name);
                }
                Ok(None) => {}
                Err(error) => {
                    failed = true;
                    eprintln!("mtlint: {error}");
                }
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
