//! `mtlint eval`: precision and recall against texts that a person marked.

use std::io::Write;
use std::sync::atomic::AtomicBool;

use mtlint::engine::Engine;
use mtlint::error::Error;
use mtlint::input::{self, Reading};
use mtlint::judge::Assessment;
use mtlint::judge::eval::{Gold, Line, Quality, misplaced};

use crate::args::{Eval, Settings, TableFormat};
use crate::{Outcome, console, settings};

pub fn run(arguments: &Eval) -> Result<Outcome, Error> {
    let gold = Gold::load(&arguments.marks)?;
    let project = settings::project(&Settings { no_decisions: true, decisions: None, ..arguments.settings.clone() })?;
    let (targets, errors) = settings::targets(&project, &arguments.paths);
    let mut failed = !errors.is_empty();
    for error in errors {
        eprintln!("mtlint: {error}");
    }
    let mut quality = Quality::default();
    let (mut marked, mut left_out) = (Vec::new(), 0u32);
    let check = |at: usize| -> Result<Option<Assessment>, Error> {
        if gold.of(&targets[at].name).is_none() && !arguments.clean {
            return Ok(None);
        }
        match input::read(&targets[at].path, &targets[at].name)? {
            Reading::Text(source) => Ok(Some(project.checker(&targets[at].path)?.engine.check(source))),
            Reading::Skipped(_) => Ok(None),
        }
    };
    console::quiet_panics();
    Engine::in_order(targets.len(), settings::jobs(&arguments.settings), &AtomicBool::new(false), check, |_, result| {
        let problem = match result {
            Ok(Ok(Some(assessment))) => {
                let (known, marks) = gold.of(&assessment.name).unwrap_or_default();
                if let Some(mark) = misplaced(marks, &assessment.text) {
                    let error = Error::new(format!("the mark from {} to {} is not what {known} reads there", mark.span.start, mark.span.end));
                    let error =
                        error.at(&arguments.marks).line(mark.line).remedy("start and end count characters of the decoded text, line breaks as they are");
                    Some(error.to_string())
                } else {
                    marked.push(known.to_owned());
                    quality.add(&assessment, marks);
                    None
                }
            }
            Ok(Ok(None)) => {
                left_out += 1;
                None
            }
            Ok(Err(error)) => Some(error.to_string()),
            Err(panic) => Some(panic),
        };
        if let Some(problem) = problem {
            failed = true;
            eprintln!("mtlint: {problem}");
        }
        true
    });
    for missing in gold.names().filter(|name| !marked.iter().any(|known| known == name)) {
        failed = true;
        eprintln!("mtlint: {missing} has marks, but was not checked: name its folder, too");
    }
    print(&quality, arguments.format)?;
    if left_out > 0 {
        eprintln!("mtlint: {left_out} documents without marks left out; --clean takes them for free of defects");
    }
    Ok(if failed { Outcome::Incomplete } else { Outcome::Passed })
}

fn print(quality: &Quality, format: TableFormat) -> Result<(), Error> {
    let mut out = std::io::stdout().lock();
    let lines = quality.lines();
    if format == TableFormat::Csv {
        writeln!(out, "kind,name,right,all,share")?;
        for Line { kind, name, share } in &lines {
            writeln!(out, "{kind},{name},{},{},{:.4}", share.right, share.all, share.value().unwrap_or(0.0))?;
        }
        return Ok(());
    }
    let width = lines.iter().map(|line| line.name.chars().count()).max().unwrap_or(0).max(10);
    let mut last = "";
    for Line { kind, name, share } in &lines {
        if *kind != last {
            let title = match *kind {
                "precision" => "precision: findings that are right, by rule",
                "precision-of-category" => "precision by category",
                "recall" => "recall: marks that are caught, by category",
                _ => "recall by rule: marks that each rule catches",
            };
            let gap = if last.is_empty() { "" } else { "\n" };
            writeln!(out, "{gap}{title}")?;
            last = kind;
        }
        let value = share.value().map_or_else(|| "-".to_owned(), |value| format!("{:.1} %", value * 100.0));
        writeln!(out, "  {name:width$}  {:>6} of {:>6}  {value:>8}", share.right, share.all)?;
    }
    Ok(())
}
