//! A text with its blocks, sentences and tokens.

use super::lines::Lines;
use super::script::Charset;
use super::segment::{self, Segment, SegmentKind};
use super::span::Span;
use super::token::{Lead, Token, TokenKind, tokenize};

/// What a block of text is in its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// Running text.
    Paragraph,
    /// A title or sub-heading that the format marks as one.
    Heading,
    /// A line of a list or a cell of a table.
    Item,
    /// A passage that the format marks as quoted.
    Quotation,
}

/// A paragraph, heading or list item: the stretches of the text that are prose, in order.
///
/// Plain text has one piece a block; where a format has markup inside a paragraph, the pieces leave it out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its stretches of prose.
    pub pieces: Vec<Span>,
}

/// A text, its blocks, segments and tokens. Everything in it refers to the text by [`Span`].
#[derive(Debug, Clone)]
pub struct Document {
    name: String,
    text: String,
    charset: Charset,
    blocks: Vec<Block>,
    segments: Vec<Segment>,
    tokens: Vec<Token>,
    /// The segment of each token.
    segment_of: Vec<u32>,
    words: u32,
}

impl Document {
    /// Reads `text` as plain text: blank lines part paragraphs, and so does every line break unless the text is
    /// wrapped at a fixed width.
    #[must_use]
    pub fn plain(name: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let blocks = plain_blocks(&text);
        Self::new(name, text, blocks)
    }

    /// Splits the blocks that a format has found into tokens and sentences.
    #[must_use]
    pub fn new(name: impl Into<String>, text: String, blocks: Vec<Block>) -> Self {
        let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 5);
        let mut segments = Vec::with_capacity(text.len() / 100 + 1);
        let mut ends = Vec::new();
        for (index, block) in blocks.iter().enumerate() {
            let first = tokens.len();
            let mut end = None;
            for piece in &block.pieces {
                let glued = end.is_some_and(|end: u32| !text[end as usize..piece.start as usize].contains(char::is_whitespace));
                tokenize(&text, *piece, if glued { Lead::Markup } else { Lead::Space }, &mut tokens);
                end = Some(piece.end);
            }
            let own = &tokens[first..];
            if own.is_empty() {
                continue;
            }
            ends.clear();
            segment::sentence_ends(&text, own, &mut ends);
            let alone = ends.len() == 1;
            let mut start = 0;
            for (n, end) in ends.iter().enumerate() {
                let part = &own[start..*end];
                let kind = match block.kind {
                    BlockKind::Heading => SegmentKind::Heading,
                    BlockKind::Item if alone && part.len() < 12 => SegmentKind::Item,
                    _ if n < 2 && segment::is_dateline(&text, part) => SegmentKind::Dateline,
                    _ if alone => segment::line_kind(&text, part).unwrap_or(SegmentKind::Sentence),
                    _ => SegmentKind::Sentence,
                };
                segments.push(Segment {
                    span: part[0].span.to(part[part.len() - 1].span),
                    tokens: (first + start) as u32..(first + end) as u32,
                    block: index as u32,
                    kind,
                });
                start = *end;
            }
        }
        let words = tokens.iter().filter(|token| matches!(token.kind, TokenKind::Word | TokenKind::Number)).count() as u32;
        let mut segment_of = Vec::with_capacity(tokens.len());
        for (index, segment) in segments.iter().enumerate() {
            segment_of.resize(segment.tokens.end as usize, index as u32);
        }
        Self { name: name.into(), charset: Charset::of(&text), text, blocks, segments, tokens, segment_of, words }
    }

    /// What the document is called in reports: its path with `/`, or an id.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text as decoded.
    #[must_use]
    #[inline]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The whole text, when the rest is no longer needed.
    #[must_use]
    pub fn into_text(self) -> String {
        self.text
    }

    /// The text of a span.
    #[must_use]
    #[inline]
    pub fn slice(&self, span: Span) -> &str {
        &self.text[span.range()]
    }

    /// Kinds of characters that occur in the text.
    #[must_use]
    pub fn charset(&self) -> Charset {
        self.charset
    }

    /// Paragraphs, headings and items in order.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// Sentences in order.
    #[must_use]
    #[inline]
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// Tokens in order.
    #[must_use]
    #[inline]
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The text of a token.
    #[must_use]
    #[inline]
    pub fn token_text(&self, index: usize) -> &str {
        self.slice(self.tokens[index].span)
    }

    /// The segment that a token is in.
    #[must_use]
    #[inline]
    pub fn segment_of(&self, token: usize) -> &Segment {
        &self.segments[self.segment_of[token] as usize]
    }

    /// The tokens of a segment.
    #[must_use]
    #[inline]
    pub fn tokens_of(&self, segment: &Segment) -> &[Token] {
        &self.tokens[segment.range()]
    }

    /// Number of words and numbers, the unit of length in scores.
    #[must_use]
    pub fn word_count(&self) -> u32 {
        self.words
    }

    /// Index of the segment that holds the byte `offset`, or the last one before it.
    #[must_use]
    pub fn segment_at(&self, offset: u32) -> Option<usize> {
        self.segments.partition_point(|segment| segment.span.start <= offset).checked_sub(1)
    }

    /// Index of the first token that ends after the byte `offset`.
    #[must_use]
    pub fn token_at(&self, offset: u32) -> usize {
        self.tokens.partition_point(|token| token.span.end <= offset)
    }

    /// Line starts of the text.
    #[must_use]
    pub fn lines(&self) -> Lines {
        Lines::new(&self.text)
    }
}

/// The paragraphs of plain text.
#[must_use]
pub fn plain_blocks(text: &str) -> Vec<Block> {
    let lines = split_lines(text);
    let wrapped = is_wrapped(text, &lines);
    let mut blocks = Vec::new();
    let mut open: Option<Span> = None;
    let mut previous_full = false;
    for line in lines {
        let content = text[line.range()].trim();
        if content.is_empty() {
            close(&mut blocks, &mut open);
            continue;
        }
        match &mut open {
            // Within wrapped text a line that is much shorter than the rest ends its paragraph only with a blank line.
            Some(span) if wrapped && previous_full => *span = span.to(line),
            _ => {
                close(&mut blocks, &mut open);
                open = Some(line);
            }
        }
        previous_full = line.len() >= MIN_WRAPPED_LINE;
    }
    close(&mut blocks, &mut open);
    blocks
}

/// Shortest line, in bytes, that counts as wrapped rather than ended.
const MIN_WRAPPED_LINE: usize = 35;

fn close(blocks: &mut Vec<Block>, open: &mut Option<Span>) {
    if let Some(span) = open.take() {
        blocks.push(Block { kind: BlockKind::Paragraph, pieces: vec![span] });
    }
}

fn split_lines(text: &str) -> Vec<Span> {
    let mut lines = Vec::new();
    let mut start = 0;
    for at in memchr::memchr2_iter(b'\n', b'\r', text.as_bytes()) {
        if at > start || text.as_bytes()[at] == b'\n' && !(at > 0 && text.as_bytes()[at - 1] == b'\r') {
            lines.push(Span::new(start, at));
        }
        start = at + 1;
    }
    if start < text.len() {
        lines.push(Span::new(start, text.len()));
    }
    lines
}

/// Whether the text is wrapped at a fixed width: its lines are short, and most of those that another line
/// follows directly do not end a sentence.
fn is_wrapped(text: &str, lines: &[Span]) -> bool {
    let (mut followed, mut open, mut longest) = (0u32, 0u32, 0);
    for pair in lines.windows(2) {
        let (line, next) = (text[pair[0].range()].trim_end(), text[pair[1].range()].trim());
        longest = longest.max(line.len());
        if line.len() < MIN_WRAPPED_LINE || next.is_empty() {
            continue;
        }
        followed += 1;
        let last = line.chars().next_back().unwrap_or('.');
        open += u32::from(last.is_alphanumeric() || matches!(last, ',' | '-' | ';'));
    }
    followed >= 3 && longest <= 100 && open * 2 > followed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<String> {
        let document = Document::plain("t", text);
        document.segments().iter().map(|s| document.slice(s.span).to_owned()).collect()
    }

    #[test]
    fn abbreviations_initials_and_decimals_do_not_end_a_sentence() {
        assert_eq!(
            sentences("Mr. J. K. Smith of the U.S. Senate paid $3.5 million. He left."),
            ["Mr. J. K. Smith of the U.S. Senate paid $3.5 million.", "He left."]
        );
        assert_eq!(sentences("It works for fruit, e.g. apples. See no. 5 of Jan. 3."), ["It works for fruit, e.g. apples.", "See no. 5 of Jan. 3."]);
        assert_eq!(sentences("He lives in the U.S. The house is big."), ["He lives in the U.S.", "The house is big."]);
    }

    #[test]
    fn quotations_keep_their_speakers() {
        assert_eq!(sentences("“This is a crisis”. – said the minister. – We will act.").len(), 2);
        assert_eq!(sentences("“Will you go?” he asked. “No!” She stayed."), ["“Will you go?” he asked.", "“No!”", "She stayed."]);
    }

    #[test]
    fn ellipses_go_on_before_lower_case() {
        assert_eq!(sentences("Well... perhaps. But… No."), ["Well... perhaps.", "But…", "No."]);
    }

    #[test]
    fn wrapped_text_is_joined_and_lines_of_their_own_are_not() {
        let wrapped = "The committee met in the capital on\nTuesday to discuss the budget and the\nplan that the ministry had proposed for\nthe coming year. It did not agree.\n\nA second part.";
        assert_eq!(sentences(wrapped).len(), 3);
        assert_eq!(sentences("Headline here\nThe text begins. It ends.").len(), 3);
    }

    #[test]
    fn a_missing_space_does_not_hide_a_boundary() {
        assert_eq!(sentences("They left the town.Then the rain began.").len(), 2);
    }

    #[test]
    fn headings_and_datelines_are_known() {
        let document = Document::plain("t", "Leaders meet in Geneva\n\nMOSCOW, November 13. /TASS/. The leaders met. They spoke.\n\nIlya Petrov/TASS archive");
        let kinds: Vec<_> = document.segments().iter().map(|s| s.kind).collect();
        assert_eq!(kinds[0], SegmentKind::Heading);
        assert_eq!(kinds[1], SegmentKind::Dateline);
        assert_eq!(*kinds.last().expect("some"), SegmentKind::Byline);
    }
}
