//! How the documents of a run spell names that the others spell otherwise.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use mtlint::cache::Cache;
use mtlint::engine::Engine;
use mtlint::evidence::folder::{Otherwise, Spellings};
use mtlint::evidence::roster::Roster;
use mtlint::project::Checker;

use crate::select::{Input, Selected, Text};

/// For each document, the names that the others spell otherwise: now, and before the edit that is judged.
#[derive(Default)]
pub struct Elsewhere {
    now: Spellings,
    before: Spellings,
}

impl Elsewhere {
    /// Looks through the documents of a run, each with what it is checked by; what is no file, or cannot be read, has no
    /// names.
    pub fn of(selected: &Selected, checkers: &[Arc<Checker>], jobs: usize, stop: &AtomicBool, cache: Option<&Cache>) -> Self {
        let inputs = &selected.inputs;
        if inputs.len() < 2 {
            return Self::default();
        }
        let text = |at: usize| match &inputs[at] {
            Input::Stdin | Input::Missing { .. } => None,
            input => selected.read(input).ok()?.ok(),
        };
        let spellings = |version: fn(&Text) -> Option<&str>| {
            let roster = |at: usize| -> Option<Roster> { Some(checkers[at].roster(version(&text(at)?)?, cache)) };
            Engine::spellings(inputs.len(), jobs, stop, roster, |at| inputs[at].name().to_owned())
        };
        Self {
            now: spellings(|text| Some(&text.now.text)),
            before: if selected.edit { spellings(|text| text.before.first().map(|before| before.text.as_str())) } else { Spellings::new() },
        }
    }

    /// Names that the other documents spell otherwise than this one.
    pub fn now(&self, at: usize) -> &[Otherwise] {
        self.now.get(&(at as u32)).map_or(&[], Vec::as_slice)
    }

    /// The same before the edit that is judged.
    pub fn before(&self, at: usize) -> &[Otherwise] {
        self.before.get(&(at as u32)).map_or(&[], Vec::as_slice)
    }

    /// Whether the edit made the others spell a name otherwise.
    pub fn is_new(&self, at: usize) -> bool {
        let before = self.before(at);
        self.now(at).iter().any(|name| !before.iter().any(|old| (&old.form, &old.usual) == (&name.form, &name.usual)))
    }
}
