//! How it is told: one file per form, all from an [`Assessment`](crate::judge::Assessment).

pub mod checkstyle;
pub mod csv;
pub mod form;
pub mod github;
pub mod gitlab;
pub mod html;
pub mod jsonl;
pub mod judged;
pub mod junit;
pub mod keep;
pub mod renderings;
pub mod sarif;
mod sentence;
pub mod summary;
pub mod terminal;
pub mod write;
pub mod xlsx;
mod xml;
