//! Rows of the phrase tables: mistranslated phrases.

use super::{Context, Sink, rule};
use crate::mqm::Category;

rule! {
    /// A phrase was rendered by words that mean something else.
    ///
    /// False friends, names and idioms taken word for word; the rows come from the phrase tables.
    ///
    /// ```flag
    /// The ⟦new crown epidemic⟧ hit tourism. It treated ⟦new coronary pneumonia⟧ free of charge.
    /// ```
    /// ```pass
    /// The new crown prince visited a coronary ward.
    /// ```
    "mistranslated-phrase", AccuracyMistranslation, Major, 0.75,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    super::phrases::report(cx, sink, |category| {
        matches!(
            category,
            Category::AccuracyMistranslation
                | Category::AccuracyUntranslated
                | Category::NamesGarbled
                | Category::NamesCapitalization
                | Category::AcronymMismatch
                | Category::Other
        )
    });
}
