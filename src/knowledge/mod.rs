//! What we know: words, names, romanisations, phrases; embedded tables and what a project adds to them.

pub mod grammar;
pub mod inflect;
pub mod lexicon;
pub mod names;
pub mod phrases;
pub mod romanize;
pub mod suggest;
pub mod tags;

use rustc_hash::FxHashSet;

use crate::text::hash::StableHash;
use lexicon::Lexicon;
use names::{Fact, Names};
use phrases::Phrases;

/// Everything that is known, embedded and added.
pub struct Knowledge {
    /// English words.
    pub lexicon: &'static Lexicon,
    /// Phrases that translation leaves behind.
    pub phrases: Phrases,
    /// Names of places, persons, bodies and things.
    pub names: Names,
    words: FxHashSet<String>,
}

impl Default for Knowledge {
    fn default() -> Self {
        Self::embedded()
    }
}

impl Knowledge {
    /// The tables that are built in.
    #[must_use]
    pub fn embedded() -> Self {
        Self { lexicon: Lexicon::embedded(), phrases: Phrases::embedded(), names: Names::default(), words: FxHashSet::default() }
    }

    /// A hash of everything that is known, for the signature of reports.
    #[must_use]
    pub fn hash(&self) -> u64 {
        let mut added: Vec<_> = self.words.iter().collect();
        added.sort_unstable();
        let hash = added.iter().fold(StableHash::default().with(env!("MTLINT_KNOWLEDGE")), |hash, word| hash.with(word));
        self.names.own().iter().fold(hash, |hash, row| row.variants.iter().chain(&row.source_forms).fold(hash.with(&row.name).with(&row.kind), |hash, form| hash.with(form))).finish()
    }

    /// Accepts a folded word in addition.
    pub fn add_word(&mut self, folded: impl Into<String>) {
        self.words.insert(folded.into());
    }

    /// Whether a project has added this folded word.
    #[must_use]
    pub fn knows_word(&self, folded: &str) -> bool {
        !self.words.is_empty() && self.words.contains(folded)
    }

    /// Whether this folded form is a correct name, a variant or a word of one.
    #[must_use]
    pub fn knows_name(&self, folded: &str) -> bool {
        self.names.fact(folded).is(Fact::CORRECT)
    }
}
