//! What is written: text, its sentences and tokens, each with its place.

pub mod document;
pub mod fold;
pub mod hash;
pub mod language;
pub mod lines;
pub mod points;
pub mod quote;
pub mod script;
pub mod segment;
pub mod span;
pub mod token;

pub use document::{Block, BlockKind, Document};
pub use lines::{Lines, Position};
pub use segment::{Segment, SegmentKind};
pub use span::Span;
pub use token::{Case, Token, TokenKind};
