//! The gate: which findings stop a commit or a build, and how that is told.

use std::collections::BTreeMap;

use mtlint::judge::rubric::Gate;
use mtlint::judge::{Assessment, Issue, Status};
use mtlint::mqm::Severity;
use mtlint::report::csv::percent;
use mtlint::report::terminal::thousands;

/// Whether a finding was not there before.
pub fn is_new(issue: &Issue) -> bool {
    issue.status == Status::New
}

/// Whether a finding is stopped.
pub fn stops(issue: &Issue, gate: &Gate) -> bool {
    (is_new(issue) || !gate.new_only && issue.status == Status::Known) && gate.stops(issue.finding.severity, issue.finding.confidence)
}

/// How many findings are stopped, by gate, and how many new ones are let through.
#[derive(Debug, Default)]
pub struct Tally {
    stopped: BTreeMap<(Severity, u8), usize>,
    /// How many of them were there before.
    known: usize,
    passed: usize,
}

impl Tally {
    pub fn of(assessment: &Assessment, gate: &Gate) -> Self {
        let mut tally = Self::default();
        for issue in &assessment.issues {
            if stops(issue, gate) {
                *tally.stopped.entry((gate.severity, percent(gate.confidence))).or_default() += 1;
                tally.known += usize::from(!is_new(issue));
            } else if is_new(issue) {
                tally.passed += 1;
            }
        }
        tally
    }

    pub fn add(&mut self, other: Self) {
        for (gate, count) in other.stopped {
            *self.stopped.entry(gate).or_default() += count;
        }
        self.known += other.known;
        self.passed += other.passed;
    }

    pub fn stops(&self) -> bool {
        !self.stopped.is_empty()
    }

    /// Says on standard error what was stopped; of an edit, also what is not shown.
    pub fn tell(&self, edit: bool) {
        let plural = |count: usize| if count == 1 { "" } else { "s" };
        for ((severity, confidence), count) in &self.stopped {
            let new = if edit && self.known == 0 { "new " } else { "" };
            eprintln!("mtlint: gate: {} {new}finding{} at or above {severity}, {confidence} %", thousands(*count as u64), plural(*count));
        }
        if edit && self.stops() {
            if self.passed > 0 {
                eprintln!("mtlint: {} more new finding{} below the gate; `mtlint check FILE` shows all", thousands(self.passed as u64), plural(self.passed));
            }
            eprintln!("  remedy: correct what is shown above; what is right belongs in the project's tables; the gate is set in mtlint.toml, [gate]");
        }
    }
}
