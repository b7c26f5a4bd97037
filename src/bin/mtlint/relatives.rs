//! Which documents of a run render the same text, and what follows for the order of work and for the summary.

use std::collections::BTreeMap;

use mtlint::compare::group::{Grouping, compared};
use mtlint::report::summary::SummaryRow;
use mtlint::report::terminal::thousands;

use crate::select::Input;
use crate::settings;

/// The documents of a run and their renderings, copies and excerpts among each other.
pub struct Relatives<'i> {
    inputs: &'i [Input],
    grouping: Grouping,
}

impl<'i> Relatives<'i> {
    /// Documents that are judged each by itself.
    pub fn none(inputs: &'i [Input]) -> Self {
        Self { inputs, grouping: Grouping::alone(inputs.len()) }
    }

    /// Documents that were surveyed.
    pub fn new(inputs: &'i [Input], grouping: Grouping) -> Self {
        Self { inputs, grouping }
    }

    /// What is checked together: a document, or the renderings of one text, in order of their first.
    ///
    /// What is neither asked about nor belongs to anything that is, is left out.
    pub fn work(&self, is_judged: impl Fn(usize) -> bool) -> Vec<Vec<usize>> {
        let mut work: BTreeMap<usize, Vec<usize>> = (0..self.inputs.len()).map(|at| (at, vec![at])).collect();
        for group in self.grouping.groups() {
            let members = compared(group, |at| settings::size(self.inputs[at].path()));
            for member in &members {
                work.remove(member);
            }
            work.insert(members[0], members);
        }
        work.into_values().filter(|members| members.iter().any(|member| is_judged(*member))).collect()
    }

    /// The row of a document with its group, its place in it, and what it is a copy or an excerpt of.
    pub fn noted(&self, row: SummaryRow, at: usize, rank: Option<u32>) -> SummaryRow {
        let name = |other: Option<usize>| other.map_or("", |other| self.inputs[other].name());
        row.related(self.grouping.group[at], rank, name(self.grouping.excerpt_of[at]), name(self.grouping.near_copy_of[at]))
    }

    /// Says that some documents render the same text.
    pub fn tell(&self) {
        let groups = self.grouping.groups();
        let members: usize = groups.iter().map(Vec::len).sum();
        if !groups.is_empty() {
            let texts = if groups.len() == 1 { "one text".to_owned() } else { format!("{} texts", thousands(groups.len() as u64)) };
            eprintln!(
                "mtlint: {} documents are renderings of {texts} and were checked against each other; `mtlint compare` shows how",
                thousands(members as u64)
            );
        }
    }
}
