//! What was found in a text before it is priced: it depends on the text, the rules and what is known, on nothing else.

use super::Issue;
use super::suppress::Remark;
use crate::evidence::origin::Origin;

/// The findings of a whole text, and what else was noticed.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// Findings with their places, in order.
    pub issues: Vec<Issue>,
    /// Words and numbers.
    pub words: u32,
    /// Sentences.
    pub sentences: u32,
    /// The first heading or sentence.
    pub title: String,
    /// Language of the text and how sure, where it could be told.
    pub language: Option<(&'static str, f64)>,
    /// Signs of its origin, where the text is long enough.
    pub origin: Option<Origin>,
    /// Notes for people.
    pub notes: Vec<String>,
    /// What people should know of single lines.
    pub remarks: Vec<Remark>,
}
