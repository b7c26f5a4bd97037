//! An irregular word with a regular ending.

use super::{Context, Sink, rule};
use crate::text::Case;

rule! {
    /// An irregular verb or noun carries the ending of a regular one.
    ///
    /// Forms that some dictionary has beside the irregular one (`costed`, `speeded`) are left alone, and so are names.
    ///
    /// ```flag
    /// The ⟦businessmans⟧ ⟦buyed⟧ the farm. Both ⟦thiefs⟧ had ⟦teached⟧ there.
    /// ```
    /// ```pass
    /// The businessmen bought the farm and walked home. Childs, a baker, costed the plan.
    /// ```
    "irregular-form", GrammarOther, Minor, 0.9,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    for &at in cx.evidence.unknown() {
        let at = at as usize;
        let token = cx.doc.tokens()[at];
        let (word, folded) = (cx.evidence.word(at), cx.evidence.folded(at));
        let placed = token.case == Case::Lower || token.case == Case::Capitalized && cx.starts_sentence(at);
        if !word.misspelt || word.possessive || !placed || cx.knowledge.lexicon.misspelling(folded).is_some() {
            continue;
        }
        let Some(right) = cx.knowledge.lexicon.irregular_instead(folded) else { continue };
        let text = cx.text(at);
        let finding = sink.flag(token.span, format!("\"{text}\" has a regular ending"));
        finding.because(format!("the word is irregular: \"{right}\""));
        if token.case != Case::Lower {
            finding.confidence(0.5);
        }
        finding.suggest(crate::text::fold::with_case_of(text, &right));
    }
}
