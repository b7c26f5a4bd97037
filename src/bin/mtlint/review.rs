//! `mtlint review`: what a person decided in reports, told and, with `--apply`, kept for later checks.

use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use mtlint::error::Error;
use mtlint::judge::decisions::Decisions;
use mtlint::report::terminal::thousands;
use mtlint::report::write::Draft;
use mtlint::review::{self, RuleReview, Sheets, Terms};
use mtlint::rules;
use mtlint::table::{Dialect, Layout, Rows};

use crate::args::Review;
use crate::{Outcome, settings};

pub fn run(arguments: &Review) -> Result<Outcome, Error> {
    let rubric = settings::rubric(&arguments.settings)?;
    let mut sheets = Sheets::default();
    let mut failed = false;
    for path in &arguments.paths {
        if let Err(error) = sheets.add(path) {
            failed = true;
            eprintln!("mtlint: {error}");
        }
    }
    for path in &sheets.foreign {
        eprintln!("mtlint: {}: is no report of mtlint; passed over", path.display());
    }
    if !sheets.any {
        if failed {
            return Ok(Outcome::Incomplete);
        }
        let named = arguments.paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ");
        return Err(Error::new(format!("no report of mtlint in {named}")).remedy("name reports that `mtlint check --out` wrote, or the folder of them"));
    }
    let terms = Terms { who: arguments.who.clone(), when: arguments.when.clone().unwrap_or_else(today), one_by_one: arguments.one_by_one };
    let review = review::review(&sheets, &rubric, &terms);
    std::io::stdout().lock().write_all(shown(&review).as_bytes())?;
    for problem in &review.problems {
        eprintln!("mtlint: {}:{}: {}", problem.place, problem.line, problem.message);
    }
    let verdicts = review.decisions.len();
    if review.spread > 0 {
        eprintln!(
            "mtlint: {} of {} verdicts hold for findings with the same text as a judged one",
            thousands(review.spread.into()),
            thousands(verdicts as u64)
        );
    }
    if review.gone > 0 {
        eprintln!("mtlint: {} verdicts are on findings that were gone when the report was written", thousands(review.gone.into()));
    }
    if arguments.apply {
        apply(arguments, &review)?;
    } else if verdicts > 0 {
        eprintln!("mtlint: nothing was written; --apply keeps the verdicts for later checks");
    }
    Ok(if review.problems.is_empty() && !failed { Outcome::Passed } else { Outcome::Incomplete })
}

fn apply(arguments: &Review, review: &review::Review) -> Result<(), Error> {
    let settings = &arguments.settings;
    let path: PathBuf = settings::decisions_file(settings).unwrap_or_else(|| Decisions::home(Path::new(".")));
    let old = if path.is_file() { Decisions::load(&path)? } else { Decisions::default() };
    let (new, change) = old.with(&review.decisions);
    let mut draft = Draft::beside(&path)?;
    let mut table = Rows::new(Vec::new(), Dialect::Plain, Layout::of::<mtlint::judge::decisions::Decision>())?;
    for row in new.rows() {
        table.push(row, &[])?;
    }
    draft.write_all(&table.finish()?).map_err(|error| Error::io("write", &path, error))?;
    draft.publish()?;
    let here = std::env::current_dir().unwrap_or_default();
    let shown = path.strip_prefix(&here).unwrap_or(&path).display();
    eprintln!("mtlint: {} new decisions, {} changed, {} as before, in {shown}", change.added, change.changed, change.same);
    for rule in rules::RULES {
        let (before, now) = (old.confidence(rule.id, rule.confidence), new.confidence(rule.id, rule.confidence));
        if now < before {
            let told = "its findings were often rejected here";
            eprintln!("mtlint: {} is trusted less from now on: {:.0} %, not {:.0} %: {told}", rule.id, now * 100.0, before * 100.0);
        }
    }
    Ok(())
}

// ---- Telling ---------------------------------------------------------------------------------------------------

fn shown(review: &review::Review) -> String {
    let mut out = String::new();
    let width = review.documents.iter().map(|document| document.file.chars().count()).max().unwrap_or(0).max(8);
    let _ = writeln!(out, "{:width$}  confirmed  rejected  unsure  unjudged  score automatic  reviewed", "document");
    for document in &review.documents {
        let reviewed = &document.reviewed;
        let judged = reviewed.confirmed + reviewed.rejected + reviewed.unsure > 0;
        let score = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| format!("{value:.1}"));
        let automatic = score(document.automatic);
        let by_hand = score(document.automatic.filter(|_| judged).map(|_| reviewed.score.value));
        let RuleReview { confirmed, rejected, unsure, unjudged } =
            RuleReview { confirmed: reviewed.confirmed, rejected: reviewed.rejected, unsure: reviewed.unsure, unjudged: reviewed.unjudged };
        let _ = writeln!(out, "{:width$}  {confirmed:>9}  {rejected:>8}  {unsure:>6}  {unjudged:>8}  {automatic:>15}  {by_hand:>8}", document.file);
    }
    if review.documents.iter().any(|document| document.automatic.is_none()) {
        out.push_str("-: the length of the text is not known; keep summary.csv beside the report, or run where the text is\n");
    }
    let width = review.rules.keys().map(String::len).max().unwrap_or(0).max(8);
    let _ = writeln!(out, "\n{:width$}  confirmed  rejected  unsure  unjudged  precision", "rule");
    let mut rules: Vec<_> = review.rules.iter().collect();
    rules.sort_by_key(|(rule, counts)| (std::cmp::Reverse(counts.confirmed + counts.rejected), *rule));
    for (rule, counts) in rules {
        let RuleReview { confirmed, rejected, unsure, unjudged } = *counts;
        let precision = counts.precision().map_or_else(|| "-".to_owned(), |share| format!("{:.0} %", share * 100.0));
        let _ = writeln!(out, "{rule:width$}  {confirmed:>9}  {rejected:>8}  {unsure:>6}  {unjudged:>8}  {precision:>9}");
    }
    out
}

/// Today as year-month-day, in universal time.
fn today() -> String {
    let days = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs() / 86_400);
    civil(days as i64)
}

/// The day so many days after 1 January 1970 (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
fn civil(days: i64) -> String {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::civil;

    #[test]
    fn days_are_those_of_the_calendar() {
        assert_eq!([0, 59, 11_016, 19_782].map(civil), ["1970-01-01", "1970-03-01", "2000-02-29", "2024-02-29"]);
    }
}
