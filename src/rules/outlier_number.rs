//! A number or date that the other renderings have otherwise.

use super::across::Across;
use super::{Sink, rule};
use crate::compare::divergence::Kind;

rule! {
    /// The other renderings of the passage have another number or date here.
    ///
    /// Of three or more renderings the one that stands alone is flagged, of two the one with the lower score. Numbers
    /// in words, other units of time and "several thousands of those" for "several thousand" are no disagreement. In
    /// the examples each line is a rendering.
    ///
    /// ```flag
    /// It was cold. The patrol caught 58 men near Kursk on Monday.
    /// It was cold. Near Kursk the patrol caught 58 men on Monday.
    /// It was cold. The patrol caught ⟦85⟧ men near Kursk on Monday.
    /// ```
    /// ```pass
    /// It was cold. Several thousands of those came within 24 hours.
    /// It was cold. Several thousand came within one day.
    /// ```
    "outlier-number", AccuracyMistranslation, Major, 0.75, across,
}

fn check(cx: &Across<'_>, sink: &mut Sink<'_>) {
    for (passage, divergence, confidence, why) in cx.against(&[Kind::Number, Kind::Date]) {
        let (Some(own), Some(instead)) = (&divergence.sayings[cx.side], cx.instead(divergence)) else { continue };
        let finding = sink.flag(own.span, format!("\"{}\" where another rendering has \"{instead}\"", own.text));
        finding.because(why).confidence(confidence).severity(divergence.severity).suggest(instead);
        for witness in cx.witnesses(passage, divergence) {
            finding.because(witness);
        }
    }
}
