//! Plain text: every paragraph is prose.

use crate::text::Block;
use crate::text::document::plain_blocks;

pub(super) fn blocks(text: &str) -> Vec<Block> {
    plain_blocks(text)
}
