//! A name that the other documents of the folder spell otherwise.

use super::{Context, Sink, rule};
use crate::knowledge::names::Fact;
use crate::text::fold::{fold, fold_accents};

rule! {
    /// A name is spelt otherwise than in the other documents of the folder.
    ///
    /// The names of all documents are gathered first. The rarer spelling is told if the usual one is at least three times
    /// as frequent, stands in two documents or more, sounds like it and follows the same given name or title. Habits of
    /// agencies (Erdoğan and Erdogan, ‑iy and ‑y) are no difference, and names that a list knows are taken to be right. Of
    /// a file that is checked by itself, or with `--alone`, nothing is said. In the examples each line is a document.
    ///
    /// ```flag
    /// It was late. Damir ⟦Turobekov⟧ opened the bridge.
    /// It was late. Damir Turabekov opened the bridge, and Turabekov left.
    /// Later Damir Turabekov spoke.
    /// ```
    /// ```pass
    /// It was late. Rinat Akhmadov opened the bridge with Recep Erdogan.
    /// It was late. Damir Akhmetov opened the bridge with Recep Erdoğan, and Akhmetov left.
    /// Later Damir Akhmetov spoke with Recep Erdoğan.
    /// ```
    "folder-variants", NamesInconsistent, Minor, 0.75, folder,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    for (at, token) in cx.doc.tokens().iter().enumerate() {
        if !token.is_capitalized() || !token.is_word() {
            continue;
        }
        let folded = cx.evidence.folded(at);
        let base = folded.strip_suffix("'s").unwrap_or(folded);
        let plain = fold_accents(base);
        let Some(otherwise) = cx.otherwise.iter().find(|otherwise| otherwise.form == *plain) else { continue };
        // Given names have many right spellings.
        let given = cx.knowledge.names.fact(&fold(&otherwise.usual)).is(Fact::GIVEN);
        if given || cx.knowledge.knows_word(base) || cx.knowledge.knows_name(base) {
            continue;
        }
        let ending = if folded.len() > base.len() { "'s" } else { "" };
        let finding = sink.flag(token.span, format!("\"{}\" is \"{}\" in other documents", cx.text(at), otherwise.usual));
        finding.because(otherwise.reason.clone()).because(documents(&otherwise.documents, otherwise.of));
        finding.suggest(format!("{}{ending}", otherwise.usual)).confidence(otherwise.confidence);
    }
}

/// Which documents have the usual spelling: "a.txt, b.txt, c.txt and 4 more have it".
fn documents(named: &[String], of: u32) -> String {
    let more = of as usize - named.len();
    match (named, more) {
        ([], _) => format!("{of} documents have it so"),
        ([all @ .., last], 0) if !all.is_empty() => format!("{} and {last} have it so", all.join(", ")),
        (_, 0) => format!("{} has it so", named.join(", ")),
        (_, more) => format!("{} and {more} more have it so", named.join(", ")),
    }
}
