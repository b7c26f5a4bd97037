//! The Russian way to say who speaks: with a dash.

use super::{Context, Sink, rule};
use crate::text::quote::is_double;
use crate::text::{Span, TokenKind};

rule! {
    /// A dash stands between a quotation and its speaker, or between the speaker and the rest of the quotation.
    ///
    /// Russian, Polish and other languages write `«…», – said X. – …`; English writes `“…,” said X. “…`.
    ///
    /// ```flag
    /// “We are ready⟦”, – said⟧ the minister. “It is late⟦” – he⟧ said. “We waited⟦, – said⟧ the envoy.⟦ – ⟧Now we act”.
    /// ```
    /// ```flag
    /// It is a step towards peace⟦, - the⟧ pontiff said on Sunday. I bought it there⟦, - Tatiana⟧ Petrova told us.
    /// ```
    /// ```pass
    /// “We are ready,” said the minister – a former envoy – on Monday. “The plan” – a draft of 2010 – failed.
    /// ```
    "attribution-dash", TypographyPunctuation, Minor, 0.93,
}

/// Verbs that introduce a speaker.
const REPORTING: &[&str] = &[
    "said",
    "says",
    "say",
    "asked",
    "asks",
    "noted",
    "notes",
    "added",
    "adds",
    "stressed",
    "stresses",
    "believes",
    "believed",
    "recalled",
    "recalls",
    "explained",
    "explains",
    "stated",
    "states",
    "told",
    "tells",
    "emphasized",
    "emphasised",
    "emphasizes",
    "concluded",
    "concludes",
    "complained",
    "replied",
    "replies",
    "answered",
    "continued",
    "continues",
    "declared",
    "declares",
    "reported",
    "reports",
    "claimed",
    "claims",
    "warned",
    "warns",
    "admitted",
    "admits",
    "announced",
    "commented",
    "comments",
    "confirmed",
    "confirms",
    "thinks",
    "wrote",
    "writes",
    "remarked",
    "summed",
    "pointed",
    "underlined",
    "underlines",
    "assured",
    "assures",
    "reminded",
    "reminds",
    "quoted",
    "quotes",
    "promised",
    "insisted",
    "insists",
    "suggested",
    "exclaimed",
    "repeated",
    "repeats",
    "shared",
    "specified",
    "clarified",
    "argued",
    "argues",
    "observed",
    "joked",
    "hopes",
    "hoped",
    "urged",
    "informed",
    "informs",
    "considers",
    "acknowledged",
    "sums",
    "demanded",
    "wondered",
    "wonders",
    "lamented",
    "shouted",
    "whispered",
];

/// Whether a word tells that somebody speaks.
pub(super) fn is_reporting(word: &str) -> bool {
    REPORTING.contains(&word)
}

fn is_dash(text: &str) -> bool {
    matches!(text, "–" | "—" | "-" | "--")
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let tokens = cx.doc.tokens();
    let mut attributed = usize::MAX;
    for &mark in cx.evidence.marks() {
        let at = mark as usize;
        if !is_dash(cx.text(at)) || !tokens[at].space_before() || at == 0 {
            continue;
        }
        let Some(next) = tokens.get(at + 1) else { continue };
        if !next.space_before() {
            continue;
        }
        if attributed < at && attributed + 14 > at && continues(cx, at) && speaker(cx, at + 1, false).is_none() {
            // ". – We": the quotation goes on behind the speaker.
            let span = Span { start: tokens[at - 1].span.end, end: next.span.start };
            sink.flag(span, "a dash leads back into the quotation").because("English closes the sentence and opens new quotation marks").suggest(" “");
            attributed = usize::MAX;
            continue;
        }
        let Some((first, closing)) = before_dash(cx, at) else { continue };
        let Some(last) = speaker(cx, at + 1, closing) else { continue };
        let span = cx.span(first, last);
        let start = cx.text(first);
        let finding = sink.flag(span, format!("\"{}\": a dash before the speaker", cx.doc.slice(span)));
        finding.because("a Russian way to write who speaks; English uses a comma and no dash");
        let said = cx.text(last);
        if is_double(start) || cx.evidence.quotes().covers(first) {
            let quote = if cx.doc.text().contains('”') { "”" } else { "\"" };
            finding.suggest(format!(",{quote} {said}"));
        } else {
            finding.suggest(format!(", {said}"));
        }
        attributed = last;
    }
}

/// The first token of the marks between the quotation and the dash, and whether quotation marks close it.
fn before_dash(cx: &Context<'_>, dash: usize) -> Option<(usize, bool)> {
    let tokens = cx.doc.tokens();
    let mut first = dash;
    let mut closing = false;
    while first > 0
        && dash - first < 4
        && tokens[first - 1].kind == TokenKind::Punctuation
        && matches!(cx.text(first - 1), "," | "." | "”" | "\"" | "»" | "?" | "!" | "…" | "..." | "’")
    {
        first -= 1;
        closing |= is_double(cx.text(first));
        if first + 1 < dash && tokens[first + 1].space_before() {
            return None;
        }
    }
    (first < dash).then_some((first, closing))
}

/// The token that ends the mark-up of the speaker: a reporting verb, or the pronoun before one.
pub(super) fn speaker(cx: &Context<'_>, at: usize, closing: bool) -> Option<usize> {
    let word = cx.evidence.folded(at);
    if is_reporting(word) {
        return Some(at);
    }
    // ", – the pontiff said", ", – Anna Petrova told us".
    let tokens = cx.doc.tokens();
    let named = |at: usize| tokens.get(at).is_some_and(|token| token.is_word() && token.is_capitalized());
    let verb = |at: usize| tokens.get(at).is_some_and(|token| token.is_word() && token.space_before()) && is_reporting(cx.evidence.folded(at));
    if word == "the" && tokens.get(at + 1).is_some_and(|token| token.is_word()) && verb(at + 2) {
        return Some(at);
    }
    if named(at) && (verb(at + 1) || named(at + 1) && verb(at + 2)) {
        return Some(at);
    }
    if closing && matches!(word, "he" | "she" | "they" | "i" | "we") && at + 1 < cx.doc.tokens().len() && is_reporting(cx.evidence.folded(at + 1)) {
        return Some(at);
    }
    None
}

/// Whether a sentence ends before the dash and a new one begins behind it.
fn continues(cx: &Context<'_>, dash: usize) -> bool {
    let tokens = cx.doc.tokens();
    matches!(cx.text(dash - 1), "." | "," | ":") && tokens[dash + 1].is_word() && (tokens[dash + 1].is_capitalized() || cx.text(dash - 1) == ",")
}
