//! Quotation marks that do not fit each other or the language.

use super::{Context, Sink, rule};
use crate::text::quote::Role;

rule! {
    /// Quotation marks of another language, or the same marks inside each other.
    ///
    /// English nests single marks in double ones; `« »` and `„ “` belong to other languages. Straight and curly
    /// marks side by side come from texts pasted together; the rarer kind is told once.
    ///
    /// ```flag
    /// He said: “They call it a ⟦“⟧moderate” opposition today.”
    ///
    /// Then the paper ⟦«⟧Izvestia» wrote it.
    /// ```
    /// ```pass
    /// He said: “They call it a ‘moderate’ opposition.” The paper “Izvestia” wrote it.
    /// ```
    "quote-style", TypographyQuotes, Minor, 0.7,
}

/// This many marks of one kind for one of the other make the other a slip.
const MAJORITY: usize = 5;

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let quotes = cx.evidence.quotes();
    let tokens = cx.doc.tokens();
    for (_, inner) in &quotes.nested {
        let at = *inner as usize;
        if matches!(cx.text(at), "“" | "„" | "«") && !quotes.marks.iter().any(|m| m.token == *inner && m.unpaired) {
            sink.flag(tokens[at].span, "double quotation marks inside double ones")
                .because("English uses single marks for a quotation inside a quotation")
                .suggest("‘");
        }
    }
    let (mut straight, mut curly) = (Vec::new(), Vec::new());
    for mark in &quotes.marks {
        let at = mark.token as usize;
        match cx.text(at) {
            "\"" => straight.push(at),
            "“" | "”" => curly.push(at),
            text @ ("«" | "„") if mark.role == Role::Open && !quotes.nested.iter().any(|(_, inner)| *inner == mark.token) => {
                sink.flag(tokens[at].span, format!("\"{text}\" is a quotation mark of another language"))
                    .because("English writes “ ”")
                    .confidence(0.85)
                    .suggest("“");
            }
            _ => {}
        }
    }
    let (rare, usual, name) = if straight.len() < curly.len() { (&straight, curly.len(), "straight") } else { (&curly, straight.len(), "curly") };
    if let Some(&at) = rare.first()
        && usual >= MAJORITY * rare.len()
    {
        sink.flag(tokens[at].span, format!("a {name} quotation mark among {usual} of the other kind"))
            .because("one text should keep to one kind")
            .confidence(0.45);
    }
}
