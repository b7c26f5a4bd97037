//! `mtlint init`: a commented mtlint.toml, or a git hook.

use std::io::Write;
use std::path::Path;

use mtlint::error::Error;
use mtlint::input::git::Repository;
use mtlint::judge::rubric::starter;
use mtlint::rules;

use crate::Outcome;
use crate::args::Init;

/// The hook that git runs before a commit.
const HOOK: &str = "#!/bin/sh
# Stops commits that add translation artifacts; `git commit --no-verify` skips it once.
exec mtlint check --staged
";

pub fn run(arguments: &Init) -> Result<Outcome, Error> {
    if arguments.hook {
        return hook();
    }
    let path = &arguments.path;
    let mut file = match std::fs::File::create_new(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            return Err(Error::new("exists already, and is left as it is").at(path).remedy("edit it, or name another file"));
        }
        Err(error) => return Err(Error::io("write", path, error)),
    };
    file.write_all(starter(&rules::ids()).as_bytes()).map_err(|error| Error::io("write", path, error))?;
    eprintln!("mtlint: wrote {}", path.display());
    Ok(Outcome::Passed)
}

fn hook() -> Result<Outcome, Error> {
    let folder = Repository::of(Path::new("."))?.hooks()?;
    let path = folder.join("pre-commit");
    let refused = |error| Error::io("write the hook", &path, error);
    std::fs::create_dir_all(&folder).map_err(refused)?;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    // Git runs only what may be run.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o755);
    match options.open(&path) {
        Ok(mut file) => file.write_all(HOOK.as_bytes()).map_err(refused)?,
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            return Err(Error::new("there is a hook already, and it is left as it is")
                .at(&path)
                .remedy("add this line to it: mtlint check --staged || exit 1"));
        }
        Err(error) => return Err(refused(error)),
    }
    eprintln!("mtlint: wrote {}; `git commit` now stops new findings", path.display());
    Ok(Outcome::Passed)
}
