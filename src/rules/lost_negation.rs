//! A statement that the other renderings deny.

use super::across::Across;
use super::{Sink, rule};
use crate::compare::divergence::Kind;

rule! {
    /// The other rendering of the passage denies what this one says.
    ///
    /// A negation is lost more often than it is made up, so the rendering without it is flagged, unless two others
    /// stand against the one that has it. Two ways of saying the same ("Nobody is safe", "Everyone is in danger") are
    /// no disagreement. In the examples each line is a rendering.
    ///
    /// ```flag
    /// The river is high. A further ⟦rise⟧ of the water in the river is expected by the experts.
    /// The river is high. No further rise of the water in the river is expected by the experts.
    /// ```
    /// ```pass
    /// They left. Nobody is safe here, so we must join our efforts.
    /// They left. Everyone is in danger here, so we must join our efforts.
    /// ```
    "lost-negation", AccuracyMistranslation, Critical, 0.55, across,
}

fn check(cx: &Across<'_>, sink: &mut Sink<'_>) {
    for (passage, found) in cx.comparison.passages.iter().zip(&cx.comparison.divergences) {
        for divergence in found.iter().filter(|divergence| divergence.kind == Kind::Negation && divergence.affirms == Some(cx.side)) {
            // Where most affirm, the denial is the odd one.
            let affirming = divergence.outlier.is_none_or(|outlier| outlier == cx.side);
            let Some(own) = divergence.sayings[cx.side].as_ref().filter(|_| affirming) else { continue };
            let finding = sink.flag(own.span, format!("what is said of \"{}\" is denied in another rendering", own.text));
            finding.confidence(divergence.confidence);
            for witness in cx.witnesses(passage, divergence) {
                finding.because(witness);
            }
        }
    }
}
