//! Quotation marks and what they enclose, across paragraphs.

use super::document::Document;
use super::span::Span;
use super::token::{Token, TokenKind};

/// What a double quotation mark does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Opens a quotation.
    Open,
    /// Closes one.
    Close,
    /// Opens a paragraph that continues a quotation left open in the paragraph before.
    Continue,
}

/// One double quotation mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// Index of its token.
    pub token: u32,
    /// What it does.
    pub role: Role,
    /// Whether it has no partner.
    pub unpaired: bool,
}

/// The quotation marks of a document and the stretches between partners.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Quotes {
    /// Every double mark in order.
    pub marks: Vec<Mark>,
    /// Token ranges inside the marks (marks left out), outermost only, in order.
    pub inside: Vec<std::ops::Range<u32>>,
    /// Whether an inner pair stands in an outer one, and where: (outer open, inner open) token indices.
    pub nested: Vec<(u32, u32)>,
}

/// Whether a token is a double quotation mark.
#[must_use]
pub fn is_double(text: &str) -> bool {
    matches!(text, "\"" | "“" | "”" | "„" | "«" | "»" | "‟" | "＂")
}

impl Quotes {
    /// Pairs the double quotation marks of a document.
    #[must_use]
    pub fn of(document: &Document) -> Self {
        let mut quotes = Self::default();
        let mut stack: Vec<usize> = Vec::new();
        let mut block = None;
        let tokens = document.tokens();
        for segment in document.segments() {
            let new_block = block != Some(segment.block);
            block = Some(segment.block);
            for at in segment.range() {
                if tokens[at].kind != TokenKind::Punctuation || !is_double(document.token_text(at)) {
                    continue;
                }
                let first = new_block && at == segment.range().start;
                let role = role(document, tokens, at, !stack.is_empty(), first);
                quotes.marks.push(Mark { token: at as u32, role, unpaired: false });
                let index = quotes.marks.len() - 1;
                match role {
                    Role::Open => {
                        if let Some(outer) = stack.last() {
                            quotes.nested.push((quotes.marks[*outer].token, at as u32));
                        }
                        stack.push(index);
                    }
                    Role::Close => match stack.pop() {
                        Some(open) if stack.is_empty() => quotes.inside.push(quotes.marks[open].token + 1..at as u32),
                        Some(_) => {}
                        None => quotes.marks[index].unpaired = true,
                    },
                    Role::Continue => {}
                }
            }
            // A quotation left open at the end of a paragraph goes on only if the next one opens with a mark.
            let last_of_block = document.segments().get(segment_index(document, segment) + 1).is_none_or(|next| next.block != segment.block);
            if last_of_block && !stack.is_empty() {
                let continues = document.segments().get(segment_index(document, segment) + 1).is_some_and(|next| {
                    let lead = document.token_text(next.range().start);
                    is_double(lead) && lead != "”" && lead != "»"
                });
                if continues && stack.len() == 1 {
                    continue;
                }
                for open in stack.drain(..) {
                    quotes.marks[open].unpaired = true;
                }
            }
        }
        quotes
    }

    /// Whether the token with this index stands inside a quotation.
    #[must_use]
    pub fn covers(&self, token: usize) -> bool {
        let token = token as u32;
        let at = self.inside.partition_point(|range| range.end <= token);
        self.inside.get(at).is_some_and(|range| range.contains(&token))
    }

    /// The token range of the quotation that holds the token, if any.
    #[must_use]
    pub fn around(&self, token: usize) -> Option<std::ops::Range<u32>> {
        let token = token as u32;
        let at = self.inside.partition_point(|range| range.end <= token);
        self.inside.get(at).filter(|range| range.contains(&token)).cloned()
    }
}

fn segment_index(document: &Document, segment: &super::segment::Segment) -> usize {
    document.segments().partition_point(|other| other.span.start < segment.span.start)
}

fn role(document: &Document, tokens: &[Token], at: usize, open: bool, first_of_block: bool) -> Role {
    match document.token_text(at) {
        "„" | "«" => return Role::Open,
        "»" => return Role::Close,
        "“" => {
            // In the German and Czech manner the same mark closes what „ opened.
            if open && !tokens[at].space_before() && at > 0 && glued_left(tokens, at) && !glued_right(tokens, at) {
                return Role::Close;
            }
            return if open && first_of_block { Role::Continue } else { Role::Open };
        }
        "”" => {
            if tokens[at].space_before() && glued_right(tokens, at) && !open {
                return Role::Open;
            }
            return Role::Close;
        }
        _ => {}
    }
    let (left, right) = (!tokens[at].space_before(), glued_right(tokens, at));
    match (left, right) {
        (false, true) => {
            if open && first_of_block {
                Role::Continue
            } else if open && document.token_text(at + 1).chars().all(|c| matches!(c, ',' | '.')) {
                Role::Close
            } else {
                Role::Open
            }
        }
        (true, false) => {
            if open || at == 0 {
                Role::Close
            } else if tokens[at].space_before() {
                Role::Open
            } else {
                Role::Close
            }
        }
        _ if open => Role::Close,
        _ => Role::Open,
    }
}

fn glued_left(tokens: &[Token], at: usize) -> bool {
    at > 0 && tokens[at - 1].span.end == tokens[at].span.start
}

fn glued_right(tokens: &[Token], at: usize) -> bool {
    tokens.get(at + 1).is_some_and(|next| next.span.start == tokens[at].span.end)
}

/// The span from the first to the last token of a range.
#[must_use]
pub fn span_of(tokens: &[Token], range: std::ops::Range<u32>) -> Option<Span> {
    let (first, last) = (tokens.get(range.start as usize)?, tokens.get(range.end.checked_sub(1)? as usize)?);
    (range.start < range.end).then(|| first.span.to(last.span))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quotes(text: &str) -> (Quotes, Document) {
        let document = Document::plain("t", text);
        (Quotes::of(&document), document)
    }

    #[test]
    fn pairs_are_found_in_both_styles() {
        let (found, _) = quotes("He said \"yes\" and “no”. \"Never,\" she said.");
        assert_eq!(found.inside.len(), 3);
        assert!(found.marks.iter().all(|mark| !mark.unpaired));
    }

    #[test]
    fn a_mark_without_a_partner_is_known() {
        let (found, _) = quotes("He said “yes and left.\n\nThe end.");
        assert!(found.marks[0].unpaired);
    }

    #[test]
    fn quotations_run_on_over_paragraphs() {
        let (found, _) = quotes("“It began.\n\n“It went on.\n\n“It ended,” he said.");
        assert!(found.marks.iter().all(|mark| !mark.unpaired), "{found:?}");
        assert_eq!(found.inside.len(), 1);
    }
}
