//! How it is told: one file per form, all from an [`Assessment`](crate::judge::Assessment).

pub mod csv;
pub mod jsonl;
pub mod keep;
pub mod summary;
pub mod table;
pub mod terminal;
pub mod write;
