//! `mtlint learn`: trusted texts → a profile.

use std::io::Write;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use mtlint::engine::Engine;
use mtlint::error::Error;
use mtlint::input::folder::{collect, everything};
use mtlint::input::{Reading, read};
use mtlint::learn::{Learner, Tally};

use crate::args::Learn;
use crate::{Outcome, progress, settings};

pub fn run(arguments: &Learn) -> Result<Outcome, Error> {
    let (targets, errors) = collect(&arguments.paths, &everything());
    let mut failed = !errors.is_empty();
    for error in errors {
        eprintln!("mtlint: {error}");
    }
    if targets.is_empty() {
        return Err(Error::new("there is no text to learn from").remedy("name files, or folders with .txt or .md files"));
    }
    let bar = progress::bar(targets.len());
    let mut learner = Learner::new(arguments.min_count);
    let tally = |at: usize| match read(&targets[at].path, &targets[at].name)? {
        Reading::Text(source) => Ok(Some(Engine::parts(&source).map(|doc| Tally::of(&doc)).collect::<Vec<_>>())),
        Reading::Skipped(_) => Ok::<_, Error>(None),
    };
    Engine::in_order(targets.len(), settings::threads(arguments.jobs), &AtomicBool::new(false), tally, |at, result| {
        bar.inc(1);
        match result {
            Ok(Ok(Some(tallies))) => tallies.into_iter().for_each(|tally| learner.add(tally)),
            Ok(Ok(None)) => {}
            Ok(Err(error)) => {
                bar.suspend(|| eprintln!("mtlint: {error}"));
                failed = true;
            }
            Err(message) => {
                bar.suspend(|| eprintln!("mtlint: {}: {message}", targets[at].name));
                failed = true;
            }
        }
        true
    });
    bar.finish_and_clear();
    let (texts, words) = learner.extent();
    write(&arguments.out, &learner.finish())?;
    eprintln!("mtlint: learnt {words} words of {texts} texts; wrote {}", arguments.out.display());
    Ok(if failed { Outcome::Incomplete } else { Outcome::Passed })
}

/// Writes beside and renames, so that a profile in use is never half a profile.
fn write(path: &Path, text: &str) -> Result<(), Error> {
    let refused = |source| Error::io("write", path, source);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    // As any new file, readable by others; a temporary file is not.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder).map_err(refused)?;
    file.write_all(text.as_bytes()).map_err(refused)?;
    file.persist(path).map_err(|error| refused(error.error))?;
    Ok(())
}
