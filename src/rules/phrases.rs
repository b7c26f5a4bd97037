//! What the rules over the phrase tables share: a match of a row becomes a finding.

use super::{Context, Sink};
use crate::mqm::{Category, Severity};

/// Reports the matches whose row is of a category that `wanted` accepts.
pub(super) fn report(cx: &Context<'_>, sink: &mut Sink<'_>, wanted: impl Fn(Category) -> bool) {
    for found in cx.evidence.phrases() {
        let row = cx.knowledge.phrases.row(found.row);
        if !wanted(row.category) {
            continue;
        }
        let text = cx.doc.slice(found.span);
        let finding = sink.flag(found.span, format!("\"{text}\": {}", row.why));
        finding.category(row.category).severity(row.severity);
        finding.because(format!("phrase table \"{}\"", row.pack));
        if row.severity == Severity::Neutral {
            finding.confidence(0.4);
        }
        for instead in &found.instead {
            finding.suggest(instead.clone());
        }
    }
}
