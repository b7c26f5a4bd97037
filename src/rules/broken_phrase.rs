//! Rows of the phrase tables: broken phrases.

use super::{Context, Sink, rule};
use crate::mqm::Category;

rule! {
    /// A phrase breaks the grammar in a way that native writers do not.
    ///
    /// Needless or missing prepositions and articles, doubled comparatives, lost agreement; the rows come from the phrase tables.
    ///
    /// ```flag
    /// It is ⟦more easier⟧ now. It was ⟦more easier⟧ then.
    /// ```
    /// ```pass
    /// It is easier now.
    /// ```
    "broken-phrase", GrammarOther, Minor, 0.8,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    super::phrases::report(cx, sink, |category| {
        matches!(
            category,
            Category::GrammarArticle
                | Category::GrammarAgreement
                | Category::GrammarWordOrder
                | Category::GrammarOther
                | Category::TypographyPunctuation
                | Category::TypographySpacing
                | Category::TypographyQuotes
                | Category::SpellingTypo
        )
    });
}
