//! A long number without commas.

use super::{Context, Sink, rule};
use crate::evidence::grammar::Syntax;
use crate::knowledge::tags::{Tag, TagSet};
use crate::text::TokenKind;

rule! {
    /// A count of five or more digits stands without the commas that English puts between thousands.
    ///
    /// Many languages write `80000` or `80 000`. Numbers that are names of something (codes, years, models) are not
    /// counts and left alone; of four digits, only those above any year before a plural noun are judged.
    ///
    /// ```flag
    /// Some ⟦80000⟧ people came. The city pays ⟦50000⟧ yuan to ⟦4404⟧ fishermen.
    /// ```
    /// ```pass
    /// Some 80,000 people came. Dial 50000 now. Project 22350 was built in 2004. In 1999 workers went home.
    /// ```
    "ungrouped-number", TypographyPunctuation, Minor, 0.8,
}

/// No year is above it.
const LAST_YEAR: u32 = 2200;
const QUALITY: TagSet = TagSet::ADJECTIVE.union(TagSet::of(&[Tag::VBN]));

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let g = Syntax::of(cx.evidence);
    let tokens = cx.doc.tokens();
    for (at, token) in tokens.iter().enumerate() {
        if token.kind != TokenKind::Number || token.span.len() < 4 {
            continue;
        }
        let text = cx.text(at);
        let Ok(value) = text.parse::<u32>() else { continue };
        if text.len() > 6 || text.starts_with('0') || text.len() == 4 && value <= LAST_YEAR || !g.is_lower(at + 1) || !is_count(cx, at) {
            continue;
        }
        let plural = g.any_tags(at + 1).within(TagSet::PLURAL_NOUN);
        let qualified = g.any_tags(at + 1).within(QUALITY) && g.can(at + 2, TagSet::PLURAL_NOUN);
        let unit = g.any_tags(at + 1).intersects(TagSet::COMMON_NOUN) && !g.any_tags(at + 1).intersects(TagSet::CLOSED);
        if !(plural || text.len() > 4 && (qualified || unit)) {
            continue;
        }
        let grouped = format!("{},{}", &text[..text.len() - 3], &text[text.len() - 3..]);
        sink.flag(token.span, format!("\"{text}\" without a comma"))
            .because("English groups the digits of a count by thousands")
            .confidence(if text.len() > 4 { 0.85 } else { 0.7 })
            .suggest(grouped);
    }
}

/// Whether nothing before the number says that it is a code or a model.
fn is_count(cx: &Context<'_>, at: usize) -> bool {
    let tokens = cx.doc.tokens();
    let Some(before) = at.checked_sub(1) else { return true };
    let joined = !tokens[at].space_before() || at + 1 < tokens.len() && !tokens[at + 1].space_before();
    let name = tokens[before].is_capitalized() && !cx.starts_sentence(before);
    !joined && !name && !matches!(cx.evidence.folded(before), "no" | "number" | "project" | "code" | "room" | "#" | "№" | ":" | "/" | "model" | "type" | "zip")
}
