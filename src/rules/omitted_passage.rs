//! A sentence that the other renderings have and this one lacks.

use super::across::Across;
use super::{Sink, rule};
use crate::compare::divergence::silent;
use crate::mqm::Severity;

rule! {
    /// The other renderings have a sentence here that this one lacks.
    ///
    /// The mark before the gap is flagged. Headings and the like, what is said elsewhere in other words, and the ends
    /// of excerpts are left alone. Of two renderings it cannot be told whether one lost a sentence or the other added
    /// it: then confidence is low. In the examples each line is a rendering.
    ///
    /// ```flag
    /// The river rose by two metres on Tuesday⟦.⟧ Boats bring bread and medicine to the hamlets.
    /// The river rose by two metres on Tuesday. The dam at Krasny Log broke before dawn. Boats bring bread and medicine to the hamlets.
    /// On Tuesday the river rose by two metres. Before dawn the dam at Krasny Log broke. Boats bring the hamlets bread and medicine.
    /// ```
    /// ```pass
    /// The river rose by two metres on Tuesday. Boats bring bread and medicine to the hamlets.
    /// On Tuesday the river rose by two metres, and boats bring the hamlets bread and medicine.
    /// ```
    "omitted-passage", AccuracyOmission, Major, 0.7, across,
}

/// Share of the confidence that is left where only two renderings are at hand.
const OF_TWO: f32 = 0.45;

fn check(cx: &Across<'_>, sink: &mut Sink<'_>) {
    let silent = silent(&cx.comparison.passages);
    for (at, (passage, found)) in cx.comparison.passages.iter().zip(&cx.comparison.divergences).enumerate() {
        if !passage.segments[cx.side].is_empty() || silent[at][cx.side] {
            continue;
        }
        let Some(divergence) = found.iter().find(|divergence| divergence.whole && divergence.severity >= Severity::Major) else { continue };
        let share = match divergence.outlier {
            Some(outlier) if outlier == cx.side => 1.0,
            // Copies count once: two that tell different stories may still be all there is.
            None if cx.comparison.speakers(0..cx.comparison.documents.len(), |side| divergence.sayings[side].is_some()).len() == 2 => OF_TWO,
            _ => continue,
        };
        let Some(place) = cx.place_of(passage) else { continue };
        let finding = sink.flag(place, "a sentence of the other renderings is missing after this");
        finding.confidence(divergence.confidence * share);
        for witness in cx.witnesses(passage, divergence) {
            finding.because(witness);
        }
    }
}
