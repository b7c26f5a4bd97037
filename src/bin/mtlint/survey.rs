//! One look at all documents of a run before they are checked.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use mtlint::cache::Cache;
use mtlint::project::Checker;
use mtlint::survey::{self, Glance, Sketches};

use crate::elsewhere::Elsewhere;
use crate::relatives::Relatives;
use crate::select::{Input, Selected};

/// What the documents have to do with each other; each comes with what it is checked by. What is no file, or cannot be
/// read, has nothing to do with any.
pub fn survey<'s>(selected: &'s Selected, checkers: &[Arc<Checker>], jobs: usize, stop: &AtomicBool, cache: Option<&Cache>) -> (Relatives<'s>, Elsewhere) {
    let inputs = &selected.inputs;
    if inputs.len() < 2 {
        return (Relatives::none(inputs), Elsewhere::default());
    }
    let sketches = Sketches::of(inputs.len(), cache);
    let glance = |at: usize| {
        let text = match &inputs[at] {
            Input::Stdin | Input::Missing { .. } => return None,
            input => selected.read(input).ok()?.ok()?,
        };
        let names = checkers[at].roster(&text.now.text, cache);
        let names_before = text
            .before
            .first()
            .filter(|_| selected.edit)
            .map(|before| if before.text == text.now.text { names.clone() } else { checkers[at].roster(&before.text, cache) });
        Some(Glance { sketch: sketches.sketch(&text.now.text), names: Some(names), names_before })
    };
    let found = survey::survey(inputs.len(), jobs, stop, glance, |at| inputs[at].name().to_owned());
    (Relatives::new(inputs, found.grouping), Elsewhere::new(found.otherwise, found.otherwise_before, found.distinct))
}
