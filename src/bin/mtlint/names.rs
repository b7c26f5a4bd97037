//! `mtlint names`: the names of a folder, as a table that can become the project's own.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use mtlint::error::Error;
use mtlint::evidence::census::{Census, NameRow};
use mtlint::input::{self, Reading};
use mtlint::table::{Layout, Rows};

use crate::args::{Names, NamesFormat};
use crate::{Outcome, settings};

pub fn run(arguments: &Names) -> Result<Outcome, Error> {
    let project = settings::project(&arguments.settings)?;
    let checker = project.checker(Path::new("-"))?;
    let engine = &checker.engine;
    let (targets, errors) = settings::targets(&project, &arguments.paths);
    let mut failed = !errors.is_empty();
    for error in errors {
        eprintln!("mtlint: {error}");
    }
    let mut census = Census::default();
    for target in &targets {
        match input::read(&target.path, &target.name) {
            Ok(Reading::Text(source)) => census.count(&source.format.document(&source.name, source.text), engine.knowledge()),
            Ok(Reading::Skipped(why)) => eprintln!("mtlint: {}: skipped: {why}", target.name),
            Err(error) => {
                failed = true;
                eprintln!("mtlint: {error}");
            }
        }
    }
    let mut rows = census.rows(engine.knowledge());
    rows.retain(|row| row.count >= arguments.min_count && !(arguments.unknown && row.known == "yes"));
    let format = arguments.format.unwrap_or(if arguments.out.is_some() { NamesFormat::Csv } else { NamesFormat::Text });
    match &arguments.out {
        Some(path) => {
            let file = File::create(path).map_err(|error| Error::io("write", path, error))?;
            print(&rows, format, arguments, BufWriter::new(file))?;
        }
        None => print(&rows, format, arguments, BufWriter::new(io::stdout().lock()))?,
    }
    Ok(if failed { Outcome::Incomplete } else { Outcome::Passed })
}

fn print(rows: &[NameRow], format: NamesFormat, arguments: &Names, mut to: impl Write) -> Result<(), Error> {
    match format {
        NamesFormat::Csv => {
            let mut writer = Rows::new(to, crate::settings::dialect(arguments.dialect), Layout::of::<NameRow>())?;
            for row in rows {
                writer.push(row, &[])?;
            }
            writer.finish()?.flush()?;
        }
        NamesFormat::Text => {
            let width = rows.iter().map(|row| row.name.chars().count()).max().unwrap_or(4).clamp(4, 40);
            writeln!(to, "{:width$}  {:>6}  {:>4}  {:5}  variants", "name", "count", "docs", "known")?;
            for row in rows {
                let better = if row.found_as.is_empty() { String::new() } else { format!("written {}", row.found_as) };
                let called = if row.called.is_empty() { String::new() } else { format!("called {}", row.called.replace(';', ", ")) };
                let shown =
                    [row.variants.as_str(), better.as_str(), called.as_str()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ");
                writeln!(to, "{:width$}  {:>6}  {:>4}  {:5}  {shown}", row.name, row.count, row.documents, row.known)?;
            }
            to.flush()?;
        }
    }
    Ok(())
}
