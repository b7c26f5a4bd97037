//! A compound broken up by a spaced dash.

use super::{Context, Sink, rule};
use crate::text::{Case, Span};

rule! {
    /// A prefix and its word are parted by a dash with blanks, or a hyphen has a blank on one side only.
    ///
    /// ```flag
    /// It agreed on effective ⟦counter – terrorism⟧ measures. A ⟦state -owned⟧ bank paid.
    /// ```
    /// ```pass
    /// The measures counter terrorism – and work. Pre- and post-war plans, a 5- or 6-year term.
    /// ```
    "spaced-hyphen", TypographySpacing, Minor, 0.8,
}

/// Elements that do not stand alone before a dash.
const PREFIXES: &[&str] = &[
    "counter", "anti", "non", "pre", "post", "multi", "semi", "pro", "pseudo", "quasi", "inter", "intra", "co", "ultra", "neo", "mid", "self", "socio", "geo",
    "ex", "sub", "bio", "vice",
];

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let tokens = cx.doc.tokens();
    for &mark in cx.evidence.marks() {
        let at = mark as usize;
        if !matches!(cx.text(at), "-" | "–" | "—") || at == 0 || at + 1 >= tokens.len() {
            continue;
        }
        let (left, right) = (tokens[at - 1], tokens[at + 1]);
        if !left.is_word() || !right.is_word() || right.case != Case::Lower {
            continue;
        }
        let (before, after) = (tokens[at].space_before(), right.space_before());
        let prefix = PREFIXES.contains(&cx.evidence.folded(at - 1));
        let span = cx.span(at - 1, at + 1);
        let whole = format!("{}-{}", cx.text(at - 1), cx.text(at + 1));
        if before
            && after
            && prefix
            && !matches!(cx.evidence.folded(at + 1), "and" | "or" | "the" | "a" | "it")
            && !cx.doc.slice(Span { start: left.span.end, end: right.span.start }).contains('\n')
        {
            sink.flag(span, format!("\"{}\" is one word", cx.doc.slice(span))).because("a dash with blanks parts the prefix from its word").suggest(whole);
        } else if cx.text(at) == "-"
            && before
            && !after
            && left.case == Case::Lower
            && cx.evidence.word(at + 1).entry.is_some()
            && cx.evidence.word(at - 1).entry.is_some()
            && joins(cx, at + 1)
        {
            sink.flag(span, format!("a blank before the hyphen in \"{}\"", cx.doc.slice(span)))
                .because("a hyphen joins, so no blank stands before it")
                .confidence(0.7)
                .suggest(whole);
        }
    }
}

/// Second parts that make a compound.
fn joins(cx: &Context<'_>, at: usize) -> bool {
    use crate::knowledge::tags::{Tag, TagSet};
    const PARTICIPLE: TagSet = TagSet::of(&[Tag::VBN, Tag::VBG]);
    cx.evidence.word(at).tags.intersects(PARTICIPLE)
}
