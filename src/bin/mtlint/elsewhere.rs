//! The names of the documents of a run, beside those of the others.

use mtlint::evidence::folder::{Otherwise, Spellings};

/// For each document, the names that the others spell otherwise: now, and before the edit that is judged.
#[derive(Default)]
pub struct Elsewhere {
    now: Spellings,
    before: Spellings,
    /// How many different names each document has, where they were counted.
    distinct: Vec<Option<u32>>,
}

impl Elsewhere {
    /// What a survey found.
    pub fn new(now: Spellings, before: Spellings, distinct: Vec<Option<u32>>) -> Self {
        Self { now, before, distinct }
    }

    /// Names that the other documents spell otherwise than this one.
    pub fn now(&self, at: usize) -> &[Otherwise] {
        self.now.get(&(at as u32)).map_or(&[], Vec::as_slice)
    }

    /// The same before the edit that is judged.
    pub fn before(&self, at: usize) -> &[Otherwise] {
        self.before.get(&(at as u32)).map_or(&[], Vec::as_slice)
    }

    /// How many different names a document has, if they were counted.
    pub fn distinct(&self, at: usize) -> Option<u32> {
        self.distinct.get(at).copied().flatten()
    }

    /// Whether the edit made the others spell a name otherwise.
    pub fn is_new(&self, at: usize) -> bool {
        let before = self.before(at);
        self.now(at).iter().any(|name| !before.iter().any(|old| (&old.form, &old.usual) == (&name.form, &name.usual)))
    }
}
