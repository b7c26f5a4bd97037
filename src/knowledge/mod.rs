//! What we know: words, names, romanisations, phrases; embedded tables and what a project adds to them.

pub mod inflect;
pub mod lexicon;
pub mod phrases;
pub mod suggest;
pub mod tags;

use rustc_hash::FxHashSet;

use crate::text::hash::StableHash;
use lexicon::Lexicon;
use phrases::Phrases;

/// Everything that is known, embedded and added.
pub struct Knowledge {
    /// English words.
    pub lexicon: &'static Lexicon,
    /// Phrases that translation leaves behind.
    pub phrases: Phrases,
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
        Self { lexicon: Lexicon::embedded(), phrases: Phrases::embedded(), words: FxHashSet::default() }
    }

    /// A hash of everything that is known, for the signature of reports.
    #[must_use]
    pub fn hash(&self) -> u64 {
        let mut added: Vec<_> = self.words.iter().collect();
        added.sort_unstable();
        added.iter().fold(StableHash::default().with(env!("MTLINT_KNOWLEDGE")), |hash, word| hash.with(word)).finish()
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

    /// Whether a table of names has this folded form.
    #[must_use]
    pub fn knows_name(&self, _folded: &str) -> bool {
        false
    }
}
