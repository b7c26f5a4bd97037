//! A form that the project's glossary forbids.

use super::{Context, Sink, rule};
use crate::text::fold::with_case_of;

rule! {
    /// A form is used that the project's glossary forbids; the glossary says what to write.
    ///
    /// All inflected forms are found, and the suggestion takes the same inflection. Without `--glossary FILE` or
    /// `[files] glossary` in `mtlint.toml` the rule is silent. In these examples the glossary is
    /// `asylum seeker,fugitive;seeker of refuge`.
    ///
    /// ```flag
    /// Two ⟦fugitives⟧ arrived. The ⟦seekers of refuge⟧ were tired.
    /// ```
    /// ```pass
    /// Two asylum seekers arrived.
    /// ```
    "glossary", TerminologyGlossary, Minor, 0.95,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let glossary = &cx.knowledge.glossary;
    if glossary.is_empty() {
        return;
    }
    for segment in cx.doc.segments() {
        let range = segment.range();
        let mut at = range.start;
        while at < range.end {
            let word = |after: usize| (at + after < range.end).then(|| (cx.text(at + after), cx.evidence.folded(at + after)));
            let Some(found) = glossary.find(word) else {
                at += 1;
                continue;
            };
            let last = at + found.tokens - 1;
            if found.forbidden {
                let span = cx.span(at, last);
                let text = cx.doc.slice(span);
                let capital = cx.starts_sentence(at) || cx.text(at).len() > 1 && text.chars().all(|c| !c.is_lowercase());
                let instead = if capital { with_case_of(text, &found.instead) } else { found.instead };
                let finding = sink.flag(span, format!("\"{text}\": the glossary says \"{}\"", found.term.term));
                finding.because(format!("forbidden by {}", found.term.place));
                if !found.term.note.is_empty() {
                    finding.because(found.term.note.clone());
                }
                finding.suggest(instead);
            }
            at = last + 1;
        }
    }
}
