//! `mtlint explain`: the reference of the rules.

use std::io::Write;
use std::path::Path;

use mtlint::error::{Error, nearest};
use mtlint::judge::calibration;
use mtlint::judge::decisions::{Decisions, Tally};
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
    if let Some(seen) = calibration::seen(rule.id) {
        let lift = seen.lift.map(|lift| format!(", {lift:.1} times as often as by chance")).unwrap_or_default();
        let expected = calibration::precision(rule) * 100.0;
        writeln!(out, "On marked translations, {:.0} % of {:.0} findings were right{lift}: expect {expected:.0} %.\n", seen.precision * 100.0, seen.n.ceil())?;
    }
    writeln!(out, "{}", rule.markdown().trim_end())?;
    if let Some(path) = Decisions::find(Path::new(".")) {
        let decisions = Decisions::load(&path)?;
        if let Some(precision) = decisions.tally(rule.id).precision() {
            let Tally { upheld, rejected } = decisions.tally(rule.id);
            writeln!(out, "\nIn this project {upheld} of {} different texts that were judged were defects ({:.0} %).", upheld + rejected, precision * 100.0)?;
            let here = decisions.confidence(rule.id, rule.confidence);
            if here < rule.confidence {
                writeln!(out, "Its confidence is therefore {:.0} % here; a `confidence` in mtlint.toml goes first.", here * 100.0)?;
            }
        }
    }
    writeln!(out, "\nSwitch it off or change its severity in mtlint.toml:\n\n    [rules]\n    {} = \"off\"", rule.id)?;
    Ok(Outcome::Passed)
}
