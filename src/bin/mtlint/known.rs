//! Which baseline holds for which document: the one that was named, else the one that its settings name.

use std::collections::BTreeMap;
use std::sync::Arc;

use mtlint::error::Error;
use mtlint::judge::baseline::Baseline;
use mtlint::project::Checker;

use crate::args::Check;

/// The baselines of a run.
pub struct Known {
    baselines: Vec<Baseline>,
    /// Which of them holds for each input.
    of: Vec<Option<usize>>,
}

impl Known {
    /// Reads the baselines that hold for inputs with these checkers.
    pub fn of(arguments: &Check, checkers: &[Arc<Checker>]) -> Result<Self, Error> {
        let mut known = Self { baselines: Vec::new(), of: Vec::with_capacity(checkers.len()) };
        let mut places = BTreeMap::new();
        for checker in checkers {
            let path = arguments.baseline.as_ref().or(checker.engine.rubric().files.baseline.as_ref()).filter(|_| !arguments.no_baseline);
            let at = match path {
                None => None,
                Some(path) => Some(match places.get(path) {
                    Some(at) => *at,
                    None => {
                        known.baselines.push(Baseline::load(path)?);
                        *places.entry(path.clone()).or_insert(known.baselines.len() - 1)
                    }
                }),
            };
            known.of.push(at);
        }
        Ok(known)
    }

    /// The baseline of an input.
    pub fn of_input(&self, at: usize) -> Option<&Baseline> {
        self.of[at].map(|at| &self.baselines[at])
    }

    /// Whether there is any.
    pub fn any(&self) -> bool {
        !self.baselines.is_empty()
    }

    /// Findings in files that are no longer there.
    pub fn lost(&self) -> u32 {
        self.baselines.iter().map(Baseline::lost).sum()
    }
}
