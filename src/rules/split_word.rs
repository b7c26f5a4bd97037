//! One word written as two.

use super::{Context, Sink, rule};
use crate::text::Case;

rule! {
    /// A word is split by a blank: one of the parts is no word, and both together are.
    ///
    /// ```flag
    /// They signed the ⟦agree ment⟧ in May. Every ⟦govern ment⟧ agreed.
    /// ```
    /// ```pass
    /// They signed the agreement in May. Al Nusra and van der Bellen agreed.
    /// ```
    "split-word", SpellingTypo, Minor, 0.85,
}

/// Least frequency class of the whole word: rarer ones join by chance.
const COMMON: u8 = 8;

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let tokens = cx.doc.tokens();
    let mut last = usize::MAX;
    for &at in cx.evidence.unknown() {
        let at = at as usize;
        if tokens[at].case != Case::Lower || tokens[at].has_digit() {
            continue;
        }
        for (left, right) in [(at.wrapping_sub(1), at), (at, at + 1)] {
            if right >= tokens.len() || left > right || left == last || !tokens[left].is_word() || !tokens[right].is_word() || tokens[right].case != Case::Lower
            {
                continue;
            }
            let gap = &cx.doc.text()[tokens[left].span.end as usize..tokens[right].span.start as usize];
            let (a, b) = (cx.evidence.folded(left), cx.evidence.folded(right));
            if gap != " " || a.len() < 2 || b.len() < 2 || a.contains('-') || b.contains('-') || matches!(a, "the" | "an" | "to" | "of") && b.len() > 6 {
                continue;
            }
            let whole = format!("{a}{b}");
            let Some(entry) = cx.knowledge.lexicon.get(&whole) else { continue };
            if entry.is_word() && entry.frequency() >= COMMON {
                let span = cx.span(left, right);
                let text = cx.doc.slice(span);
                sink.flag(span, format!("\"{text}\" is one word"))
                    .because(format!("\"{}\" is no word, \"{whole}\" is", cx.text(at)))
                    .suggest_safe(crate::text::fold::with_case_of(text, &whole));
                last = left;
                break;
            }
        }
    }
}
