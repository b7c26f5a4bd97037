//! Rows of the phrase tables: calques.

use super::{Context, Sink, rule};
use crate::mqm::Category;

rule! {
    /// A phrase follows the words or the construction of another language.
    ///
    /// The rows come from the phrase tables, one table a source language; each says why and what to write instead.
    ///
    /// ```flag
    /// Another ⟦press-secretary⟧ spoke first. Then another ⟦press-secretary⟧ spoke.
    /// ```
    /// ```pass
    /// The press secretary spoke first.
    /// ```
    "calque", StyleCalque, Minor, 0.8,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    super::phrases::report(cx, sink, |category| matches!(category, Category::StyleCalque | Category::StyleUnidiomatic | Category::TerminologyInconsistent));
}
