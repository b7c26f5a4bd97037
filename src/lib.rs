//! Finds, compares and scores translation artifacts in translated English, usually without the source.

pub mod cache;
pub mod compare;
pub mod engine;
pub mod error;
pub mod evidence;
pub mod exact;
pub mod finding;
pub mod fix;
pub mod input;
pub mod judge;
pub mod knowledge;
pub mod learn;
pub mod mqm;
pub mod project;
pub mod report;
pub mod review;
pub mod rules;
pub mod spares;
pub mod survey;
pub mod table;
pub mod text;
