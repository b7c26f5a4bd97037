//! What we notice in several renderings of one text: which passages belong together and what they say differently.
//!
//! This layer accuses nobody: which of two renderings is wrong is for the rules.

pub mod align;
pub mod anchors;
pub mod claims;
pub mod collate;
pub mod divergence;
pub mod group;
pub mod metrics;
pub mod words;

use crate::text::Document;
use anchors::Lexemes;
use collate::{Passage, collate};
use divergence::{Divergence, diverge};

/// Several renderings of one text, passage by passage.
#[derive(Debug)]
pub struct Comparison {
    /// The renderings.
    pub documents: Vec<Document>,
    /// Their passages, in the order of the first rendering.
    pub passages: Vec<Passage>,
    /// What the renderings of each passage say differently, parallel to the passages.
    pub divergences: Vec<Vec<Divergence>>,
}

impl Comparison {
    /// Aligns renderings.
    #[must_use]
    pub fn of(documents: Vec<Document>) -> Self {
        let mut lexemes = Lexemes::default();
        let sides: Vec<_> = documents.iter().map(|document| lexemes.read(document)).collect();
        let passages = collate(&lexemes, &sides);
        let mut comparison = Self { documents, passages, divergences: Vec::new() };
        comparison.divergences = diverge(&comparison, &lexemes, &sides);
        comparison
    }

    /// What a rendering has for a passage, its sentences joined by blanks.
    #[must_use]
    pub fn text(&self, passage: &Passage, side: usize) -> String {
        let document = &self.documents[side];
        let sentences = passage.segments[side].iter().map(|at| document.slice(document.segments()[*at as usize].span));
        sentences.collect::<Vec<_>>().join(" ")
    }
}
