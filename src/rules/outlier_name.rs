//! A name that the other renderings have otherwise.

use super::across::Across;
use super::{Sink, rule};
use crate::compare::divergence::Kind;

rule! {
    /// The other renderings of the passage have another name here.
    ///
    /// Of three or more renderings the one that stands alone is flagged, of two the one with the lesser-known name, or
    /// else the one with the lower score. Spellings of one name (Erdoğan and Erdogan) are no disagreement. In the
    /// examples each line is a rendering.
    ///
    /// ```flag
    /// It was cold. The militants flee to other countries, including ⟦Livia⟧, by the way.
    /// It was cold. The militants flee to other countries, including Libya.
    /// ```
    /// ```pass
    /// Nobody spoke. President Erdoğan called his minister twice.
    /// Nobody spoke. President Erdogan called his minister twice.
    /// ```
    "outlier-name", NamesGarbled, Major, 0.8, across,
}

fn check(cx: &Across<'_>, sink: &mut Sink<'_>) {
    for (passage, divergence, confidence, why) in cx.against(&[Kind::Name]) {
        let (Some(own), Some(instead)) = (&divergence.sayings[cx.side], cx.instead(divergence)) else { continue };
        let finding = sink.flag(own.span, format!("\"{}\" where another rendering has \"{instead}\"", own.text));
        finding.because(why).confidence(confidence).suggest(instead);
        for witness in cx.witnesses(passage, divergence) {
            finding.because(witness);
        }
    }
}
