//! Markdown: code, addresses, HTML and front matter are not prose.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::text::{Block, BlockKind, Span};

const OPTIONS: Options = Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
    .union(Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS)
    .union(Options::ENABLE_TABLES)
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH);

pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut pieces: Vec<Span> = Vec::new();
    let mut kinds = vec![BlockKind::Paragraph];
    let mut silent = 0u32;
    for (event, range) in Parser::new_ext(text, OPTIONS).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::MetadataBlock(_) | Tag::HtmlBlock) => silent += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::MetadataBlock(_) | TagEnd::HtmlBlock) => silent = silent.saturating_sub(1),
            Event::Start(tag) => {
                if let Some(kind) = kind_of(&tag) {
                    close(&mut blocks, &mut pieces, *kinds.last().expect("never empty"));
                    kinds.push(kind);
                }
            }
            Event::End(tag) if is_block_end(&tag) => {
                let kind = if kinds.len() > 1 { kinds.pop().expect("checked") } else { kinds[0] };
                close(&mut blocks, &mut pieces, kind);
            }
            Event::Text(_) if silent == 0 => add(text, &mut pieces, Span::new(range.start, range.end)),
            Event::HardBreak if silent == 0 => close(&mut blocks, &mut pieces, *kinds.last().expect("never empty")),
            _ => {}
        }
    }
    close(&mut blocks, &mut pieces, BlockKind::Paragraph);
    blocks
}

/// HTML comments; what stands in code is none.
pub(super) fn comments(text: &str) -> Vec<Span> {
    let mut comments = Vec::new();
    if !text.contains("<!--") {
        return comments;
    }
    let mut take = |start: usize, html: &str| {
        let mut at = 0;
        while let Some(begin) = html[at..].find("<!--").map(|found| at + found) {
            let end = html[begin..].find("-->").map_or(html.len(), |found| begin + found + 3);
            comments.push(Span::new(start + begin, start + end));
            at = end;
        }
    };
    // A block of HTML comes line by line.
    let mut block: Option<std::ops::Range<usize>> = None;
    for (event, range) in Parser::new_ext(text, OPTIONS).into_offset_iter() {
        match event {
            Event::Start(Tag::HtmlBlock) => block = Some(range),
            Event::End(TagEnd::HtmlBlock) => {
                if let Some(range) = block.take() {
                    take(range.start, &text[range]);
                }
            }
            Event::InlineHtml(_) => take(range.start, &text[range]),
            _ => {}
        }
    }
    comments
}

fn kind_of(tag: &Tag<'_>) -> Option<BlockKind> {
    Some(match tag {
        Tag::Paragraph => BlockKind::Paragraph,
        Tag::Heading { .. } => BlockKind::Heading,
        Tag::BlockQuote(_) => BlockKind::Quotation,
        Tag::Item | Tag::TableCell | Tag::FootnoteDefinition(_) => BlockKind::Item,
        _ => return None,
    })
}

fn is_block_end(tag: &TagEnd) -> bool {
    matches!(tag, TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::BlockQuote(_) | TagEnd::Item | TagEnd::TableCell | TagEnd::FootnoteDefinition)
}

fn add(text: &str, pieces: &mut Vec<Span>, piece: Span) {
    if let Some(last) = pieces.last_mut()
        && text[last.end as usize..piece.start as usize].chars().all(char::is_whitespace)
    {
        *last = last.to(piece);
    } else {
        pieces.push(piece);
    }
}

fn close(blocks: &mut Vec<Block>, pieces: &mut Vec<Span>, kind: BlockKind) {
    if !pieces.is_empty() {
        blocks.push(Block { kind, pieces: std::mem::take(pieces) });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::formats::Format;

    #[test]
    fn code_addresses_and_front_matter_are_no_prose() {
        let text = "---\ntitle: Nno prrose\n---\n# A heading\n\nSome *good* text with `coode` and\na [link](http://exmaple.com/baad).\n\n```\nteh code\n```\n\n- an item\n";
        let document = Format::Markdown.document("t.md", text.to_owned());
        let words: Vec<_> = (0..document.tokens().len()).map(|at| document.token_text(at)).collect();
        assert_eq!(words.join(" "), "A heading Some good text with and a link . an item");
        assert_eq!(document.blocks()[0].kind, BlockKind::Heading);
        assert_eq!(document.blocks()[2].kind, BlockKind::Item);
    }

    #[test]
    fn emphasis_inside_a_word_does_not_make_a_space() {
        let document = Format::Markdown.document("t.md", "un**believ**able, *yes*.".to_owned());
        assert!(!document.tokens()[1].space_before());
        assert!(!document.tokens().last().expect("some").space_before());
    }
}
