//! A sentence that no other rendering has.

use super::across::Across;
use super::{Sink, rule};
use crate::compare::divergence::silent;
use crate::mqm::Severity;

rule! {
    /// No other rendering has this sentence.
    ///
    /// Only where two or more others agree; headings and what they say in other words are left alone. In the examples
    /// each line is a rendering.
    ///
    /// ```flag
    /// The river rose by two metres on Tuesday. ⟦The governor likes to fish for pike in winter.⟧ Boats bring bread and medicine to the hamlets.
    /// The river rose by two metres on Tuesday. Boats bring bread and medicine to the hamlets.
    /// On Tuesday the river rose by two metres. Boats bring the hamlets bread and medicine.
    /// ```
    /// ```pass
    /// The river rose by two metres on Tuesday. Boats bring bread and medicine to the hamlets.
    /// On Tuesday the river rose by two metres. Boats bring the hamlets bread and medicine.
    /// ```
    "added-passage", AccuracyAddition, Minor, 0.5, across,
}

fn check(cx: &Across<'_>, sink: &mut Sink<'_>) {
    let silent = silent(&cx.comparison.passages);
    for (at, found) in cx.comparison.divergences.iter().enumerate() {
        let heard = (0..cx.comparison.documents.len()).filter(|side| *side != cx.side && !silent[at][*side]).count();
        for divergence in found.iter().filter(|divergence| divergence.whole && divergence.severity >= Severity::Major && divergence.outlier == Some(cx.side)) {
            let Some(own) = divergence.sayings[cx.side].as_ref().filter(|_| heard >= 2) else { continue };
            let finding = sink.flag(own.span, "no other rendering has this sentence");
            finding.confidence(divergence.confidence * 0.7);
            for reason in &divergence.reasons {
                finding.because(reason.clone());
            }
        }
    }
}
