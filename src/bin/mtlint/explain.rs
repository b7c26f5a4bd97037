//! `mtlint explain`: the reference of the rules.

use std::io::Write;

use mtlint::error::{Error, nearest};
use mtlint::rules::{RULES, by_id};

use crate::Outcome;
use crate::args::Explain;

pub fn run(arguments: &Explain) -> Result<Outcome, Error> {
    let mut out = std::io::stdout().lock();
    let Some(id) = &arguments.rule else {
        let width = RULES.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
        for rule in RULES {
            writeln!(out, "{:width$}  {:8}  {:24}  {}", rule.id, rule.severity, rule.category, rule.summary())?;
        }
        return Ok(Outcome::Passed);
    };
    let Some(rule) = by_id(id) else {
        let near = nearest(id, RULES.iter().map(|rule| rule.id));
        let remedy =
            near.map_or_else(|| "`mtlint explain` lists all rules".to_owned(), |near| format!("did you mean \"{near}\"? `mtlint explain` lists all rules"));
        return Err(Error::new(format!("there is no rule \"{id}\"")).remedy(remedy));
    };
    writeln!(out, "# {}\n", rule.id)?;
    writeln!(out, "{} | {} | MQM {} | confidence {:.0} %\n", rule.severity, rule.category, rule.category.mqm(), rule.confidence * 100.0)?;
    writeln!(out, "{}", rule.markdown().trim_end())?;
    writeln!(out, "\nSwitch it off or change its severity in mtlint.toml:\n\n    [rules]\n    {} = \"off\"", rule.id)?;
    Ok(Outcome::Passed)
}
