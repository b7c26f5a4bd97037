//! GitHub annotations: workflow commands that the runner shows beside the changed lines.
//!
//! The runner shows ten errors, ten warnings and ten notices of a step and drops the rest without a word. So no more are
//! given than it shows, and what is left out is told in plain lines of the log.

use std::fmt::Write as _;

use super::sentence::message;
use crate::judge::Assessment;
use crate::mqm::Severity;
use crate::text::Lines;

/// Annotations of one level that a step may have.
const SHOWN: usize = 10;

/// Characters of a message that are shown without unfolding it are far fewer; longer ones are cut.
const LONGEST: usize = 2_000;

/// The findings of one document: one line each, its level first, to be passed on by [`Annotations`].
#[must_use]
pub fn findings(assessment: &Assessment) -> String {
    let lines = Lines::new(&assessment.text);
    let mut out = String::new();
    for issue in &assessment.issues {
        let finding = &issue.finding;
        let end = lines.position(&assessment.text, finding.span.end);
        let level = match finding.severity {
            Severity::Critical | Severity::Major => "error",
            Severity::Minor => "warning",
            Severity::Neutral => "notice",
        };
        let start = issue.place;
        // The runner takes columns only where line and last line are the same.
        let place = if end.line == start.line { format!(",col={},endColumn={}", start.column, end.column) } else { format!(",endLine={}", end.line) };
        let told: String = message(issue).chars().take(LONGEST).collect();
        let _ = writeln!(out, "::{level} file={},line={}{place},title=mtlint {}::{}", property(&assessment.name), start.line, finding.rule, data(&told));
    }
    out
}

/// A document that could not be checked.
#[must_use]
pub fn failure(name: &str, why: &str) -> String {
    format!("::error file={},title=mtlint::{}\n", property(name), data(why))
}

/// Passes annotations on as long as the runner shows them.
#[derive(Debug, Default)]
pub struct Annotations {
    seen: [usize; LEVELS.len()],
}

const LEVELS: [&str; 3] = ["error", "warning", "notice"];

impl Annotations {
    /// The lines of one document as they may be printed.
    #[must_use]
    pub fn pass(&mut self, lines: &str) -> String {
        let mut out = String::with_capacity(lines.len());
        for line in lines.lines() {
            let rest = line.strip_prefix("::").unwrap_or(line);
            let level = LEVELS.iter().position(|level| rest.starts_with(level)).unwrap_or(0);
            self.seen[level] += 1;
            // One error less, to say that there are more.
            if self.seen[level] <= SHOWN - usize::from(level == 0) {
                out.push_str(line);
            } else {
                // As a plain line of the log: without the colons it is no command.
                out.push_str(rest);
            }
            out.push('\n');
        }
        out
    }

    /// What is said at the end.
    #[must_use]
    pub fn foot(&self) -> String {
        let shown = |level: usize| SHOWN - usize::from(level == 0);
        let left: usize = self.seen.iter().enumerate().map(|(level, seen)| seen.saturating_sub(shown(level))).sum();
        if left == 0 { String::new() } else { format!("::error title=mtlint::{left} more findings stand in the log of this step\n") }
    }
}

/// The text of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_hold_any_text() {
        assert_eq!(failure("a,b:c.txt", "50 %\nof it"), "::error file=a%2Cb%3Ac.txt,title=mtlint::50 %25%0Aof it\n");
    }

    #[test]
    fn no_more_is_given_than_the_runner_shows_and_the_rest_is_told() {
        let mut annotations = Annotations::default();
        let passed = annotations.pass(&("::error file=a::x\n".repeat(30) + "::warning file=a::y\n"));
        let given = passed.clone() + &annotations.foot();
        assert_eq!(given.matches("::error ").count(), 10);
        assert_eq!(given.matches("::warning ").count(), 1);
        assert_eq!(passed.lines().count(), 31);
        assert!(given.ends_with("::21 more findings stand in the log of this step\n"), "{given}");
        assert_eq!(Annotations::default().foot(), "");
    }
}
