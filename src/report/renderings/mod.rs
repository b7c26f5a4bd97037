//! Renderings of one text as reports tell of them: what is common to their forms.

mod columns;
mod jsonl;
mod table;

pub use columns::columns;
pub use jsonl::jsonl;
pub use table::table;

use crate::compare::Comparison;
use crate::compare::divergence::Divergence;
use crate::text::hash::StableHash;

/// The file that holds the divergences of a folder.
pub const FILE: &str = "renderings.csv";

/// What a divergence is known by over edits elsewhere: its kind and what the renderings say.
#[must_use]
pub fn fingerprint(comparison: &Comparison, divergence: &Divergence) -> String {
    let mut hash = StableHash::default().with(divergence.kind.as_str());
    for (label, saying) in comparison.labels.iter().zip(&divergence.sayings) {
        hash = hash.with(label).with(saying.as_ref().map_or("", |saying| saying.text.as_str()));
    }
    hash.to_code()
}

#[cfg(test)]
mod testing {
    use super::*;
    use crate::text::Document;

    pub fn of(texts: &[&str]) -> Comparison {
        Comparison::of(texts.iter().enumerate().map(|(at, text)| Document::plain(format!("{at}.txt"), *text)).collect())
    }

    pub fn comparison() -> Comparison {
        let a = "They flee to Livia with all their weapons. =Almost 90 % of the land was freed by the soldiers.";
        let b = "They flee to Libya with all their weapons. 90% of the land was freed by the soldiers.";
        Comparison::of(vec![Document::plain("a.txt", a), Document::plain("b.txt", b)])
    }
}
