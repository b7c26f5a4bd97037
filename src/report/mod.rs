//! How it is told: one file per form, all from an [`Assessment`](crate::judge::Assessment).

pub mod csv;
pub mod html;
pub mod jsonl;
pub mod keep;
pub mod renderings;
pub mod summary;
pub mod table;
pub mod terminal;
pub mod write;
