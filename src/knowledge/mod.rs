//! What we know: words, names, romanisations, phrases; embedded tables and what a project adds to them.

pub mod glossary;
pub mod grammar;
pub mod inflect;
pub mod lexicon;
pub mod names;
pub mod phrases;
pub mod profile;
pub mod romanize;
pub mod suggest;
pub mod tags;
pub mod variants;

use std::path::Path;

use rustc_hash::FxHashSet;

use crate::error::Error;
use crate::text::fold::fold;
use crate::text::hash::StableHash;
use glossary::Glossary;
use lexicon::Lexicon;
use names::{Fact, Names};
use phrases::Phrases;
use profile::Profile;

/// Everything that is known, embedded and added.
pub struct Knowledge {
    /// English words.
    pub lexicon: &'static Lexicon,
    /// Phrases that translation leaves behind.
    pub phrases: Phrases,
    /// Names of places, persons, bodies and things.
    pub names: Names,
    /// The project's terms.
    pub glossary: Glossary,
    /// What was learnt from trusted texts.
    pub profile: Option<Profile>,
    words: FxHashSet<String>,
    /// Tables of phrases that were added.
    phrases_hash: StableHash,
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
        Self {
            lexicon: Lexicon::embedded(),
            phrases: Phrases::embedded(),
            names: Names::default(),
            glossary: Glossary::default(),
            profile: None,
            words: FxHashSet::default(),
            phrases_hash: StableHash::default(),
        }
    }

    /// A hash of everything that is known, for the signature of reports.
    #[must_use]
    pub fn hash(&self) -> u64 {
        let mut added: Vec<_> = self.words.iter().collect();
        added.sort_unstable();
        let start = StableHash::default().with(env!("MTLINT_KNOWLEDGE"));
        let start = if self.phrases_hash == StableHash::default() { start } else { start.with(self.phrases_hash.finish().to_le_bytes()) };
        let hash = added.iter().fold(start, |hash, word| hash.with(word));
        self.names
            .own()
            .iter()
            .fold(hash, |hash, row| row.variants.iter().chain(&row.source_forms).fold(hash.with(&row.name).with(&row.kind), |hash, form| hash.with(form)))
            .finish()
    }

    /// Accepts a folded word in addition.
    pub fn add_word(&mut self, folded: impl Into<String>) {
        self.words.insert(folded.into());
    }

    /// Whether a project has added this folded word.
    #[must_use]
    pub fn knows_word(&self, folded: &str) -> bool {
        !self.words.is_empty() && self.words.contains(folded) || self.profile.as_ref().is_some_and(|profile| profile.knows_word(folded))
    }

    /// Whether this folded form is a correct name, a variant or a word of one.
    #[must_use]
    pub fn knows_name(&self, folded: &str) -> bool {
        self.names.fact(folded).is(Fact::CORRECT) || self.profile.as_ref().is_some_and(|profile| profile.knows_name(folded))
    }

    /// Adds a project's terms; the words of the terms themselves are accepted.
    ///
    /// # Errors
    /// The file cannot be read, or a row of it, with file and line.
    pub fn add_glossary(&mut self, path: &Path) -> Result<(), Error> {
        let text = std::fs::read_to_string(path).map_err(|source| Error::io("read", path, source))?;
        self.glossary.add_table(&text, path, self.lexicon)?;
        for word in self.glossary.accepted() {
            self.words.insert(word);
        }
        Ok(())
    }

    /// Adds a project's phrases.
    ///
    /// # Errors
    /// The file cannot be read, or a row of it, with file, line and character.
    pub fn add_phrases(&mut self, path: &Path) -> Result<(), Error> {
        let text = std::fs::read_to_string(path).map_err(|source| Error::io("read", path, source))?;
        self.phrases.add_table(&text, path)?;
        self.phrases_hash = self.phrases_hash.with(text);
        Ok(())
    }

    /// Adds a project's list of accepted words: one a line; empty lines and lines that begin with `#` are left out.
    ///
    /// # Errors
    /// The file cannot be read, or a line has more than one word.
    pub fn add_words(&mut self, path: &Path) -> Result<(), Error> {
        let text = std::fs::read_to_string(path).map_err(|source| Error::io("read", path, source))?;
        for (line, number) in text.trim_start_matches('\u{feff}').lines().zip(1..) {
            let word = line.trim();
            if word.is_empty() || word.starts_with('#') {
                continue;
            }
            if word.contains(char::is_whitespace) {
                return Err(Error::new(format!("\"{word}\" is more than one word"))
                    .at(path)
                    .line(number)
                    .remedy("write one word a line; terms of several words belong into a glossary"));
            }
            self.add_word(fold(word));
        }
        Ok(())
    }

    /// Uses what was learnt from trusted texts.
    ///
    /// # Errors
    /// The file cannot be read or is no profile.
    pub fn use_profile(&mut self, path: &Path) -> Result<(), Error> {
        self.profile = Some(Profile::load(path)?);
        Ok(())
    }
}
