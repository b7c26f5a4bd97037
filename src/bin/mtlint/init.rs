//! `mtlint init`: a commented mtlint.toml.

use std::io::Write;

use mtlint::error::Error;
use mtlint::judge::rubric::starter;
use mtlint::rules;

use crate::Outcome;
use crate::args::Init;

pub fn run(arguments: &Init) -> Result<Outcome, Error> {
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
