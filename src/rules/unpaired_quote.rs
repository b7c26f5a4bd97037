//! A quotation mark without a partner.

use super::{Context, Sink, rule};
use crate::text::TokenKind;
use crate::text::quote::Role;

rule! {
    /// A double quotation mark has no partner.
    ///
    /// A quotation over several paragraphs opens each of them and closes the last; that is understood. A text of
    /// one sentence may be cut out of a longer quotation, so nothing is said of it.
    ///
    /// ```flag
    /// He said ⟦“⟧we are ready and left the hall at once.
    ///
    /// The talks went on. She answered ⟦“⟧not yet and that was all.
    ///
    /// It was over.
    /// ```
    /// ```pass
    /// “It began,” he said. “It went on.
    ///
    /// “It ended.” The 5'10" man measured 12" of snow.
    /// ```
    "unpaired-quote", TypographyQuotes, Minor, 0.7,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let quotes = cx.evidence.quotes();
    let tokens = cx.doc.tokens();
    let segments = cx.doc.segments();
    let Some(last) = segments.last() else { return };
    if segments[0].block == last.block {
        return;
    }
    for mark in quotes.marks.iter().filter(|mark| mark.unpaired) {
        let at = mark.token as usize;
        let text = cx.text(at);
        let measure = text == "\"" && at > 0 && tokens[at - 1].kind == TokenKind::Number && !tokens[at].space_before();
        // The text may begin or end inside a quotation that was cut.
        let block = cx.segment_of(at).block;
        let at_edge = mark.role == Role::Open && block == last.block || mark.role == Role::Close && block == segments[0].block;
        if measure || at_edge {
            continue;
        }
        let what = if mark.role == Role::Close { "closing" } else { "opening" };
        sink.flag(tokens[at].span, format!("the {what} quotation mark has no partner")).because(if mark.role == Role::Close {
            "nothing opens this quotation"
        } else {
            "the paragraph ends and the next one does not go on with the quotation"
        });
    }
}
