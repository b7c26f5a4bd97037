//! Which Latin spellings one name can take on its way English → source script → English.
//!
//! The way in is [`Index`]: names with their source forms go in ([`IndexBuilder`]), and for a spelling met in a text the
//! index says which name it may stand for ([`Index::nearest`]) and whether to say so ([`Index::answer`]).
//! [`same_name`] compares two spellings without an index.
//!
//! 1. [`romanize`] writes a source form under every scheme of `data/schemes/`; what a scheme gives is found exactly
//!    (Кипр → Kipr = Cyprus).
//! 2. [`round_trip_key`] reads a spelling into consonant skeletons; names that share one are compared by their vowels
//!    (Vashington ≈ Washington).
//!    Spellings that are built of kana, or have no letter that Arabic lacks, are also read as what these scripts make of
//!    names (hiruton ≈ Hilton, with `kana.csv` and `abjad.csv`); the index is the same.
//! 3. [`signature`] weighs how much a spelling looks written back (dzh, kh, shch).
//!
//! The folder imports nothing of the crate, so that the build script can include it and write the index beforehand.

mod article;
mod distance;
mod fold;
mod habit;
mod index;
mod key;
mod rules;
mod scheme;
mod signature;
mod syllables;

pub use article::{Word, normal_form, words};
pub use distance::{Spelling, same_name};
pub use fold::fold;
pub use index::{Answer, Candidate, FormKind, Index, IndexBuilder, Via, Witnesses};
pub use key::{Effort, NAME_EFFORT, QUERY_EFFORT, Reading, Side, readings, round_trip_key};
pub use scheme::{Scheme, Script, expand, romanize, schemes, script_of};
pub use signature::{SUSPICIOUS, looks_back_transliterated, signature};
pub use syllables::is_pinyin;

#[cfg(test)]
mod pairs;
