//! `mtlint config`: what holds for a file, from where, and the schema for editors.

use std::io::Write;
use std::path::Path;

use mtlint::error::Error;
use mtlint::judge::rubric::schema::schema;
use mtlint::rules;

use crate::args::Config;
use crate::{Outcome, settings};

/// Columns after which the place of a setting is not set in further.
const WIDEST: usize = 48;

pub fn run(arguments: &Config) -> Result<Outcome, Error> {
    let mut out = std::io::stdout().lock();
    if arguments.schema {
        writeln!(out, "{}", serde_json::to_string_pretty(&schema(&rules::ids())).expect("plain data"))?;
        return Ok(Outcome::Passed);
    }
    let asked = arguments.explain.as_deref().unwrap_or(Path::new("."));
    // Of a folder, what holds for the texts in it.
    let path = if asked.is_dir() { asked.join("-") } else { asked.to_owned() };
    let project = settings::project(&arguments.settings)?;
    let held = project.explain(&path)?;
    // What cannot be read is said here, too.
    let checker = project.checker(&path)?;
    writeln!(out, "# What holds for {}, and where it is said.", asked.display())?;
    let lines: Vec<_> = held
        .iter()
        .map(|held| {
            let shipped = if held.shipped { ", comes with mtlint" } else { "" };
            let only = held.only.as_ref().map(|patterns| format!(", [[for]] {patterns}")).unwrap_or_default();
            (format!("{} = {}", held.entry.key, held.entry.value), format!("{}:{}{shipped}{only}", held.path.display(), held.entry.line))
        })
        .collect();
    let width = lines.iter().map(|(setting, _)| setting.chars().count()).filter(|width| *width <= WIDEST).max().unwrap_or(0);
    for (setting, place) in lines {
        writeln!(out, "{setting:width$}  # {place}")?;
    }
    writeln!(out, "# {}", checker.signature)?;
    Ok(Outcome::Passed)
}
