//! A question that ends in a full stop.

use super::{Context, Sink, rule};
use crate::evidence::grammar::Syntax;
use crate::knowledge::grammar::Facts;

rule! {
    /// A question ends in a full stop.
    ///
    /// The sentence begins as only a question can: a question word, a helping verb, a subject.
    ///
    /// ```flag
    /// What is the result if they have lost the town⟦.⟧ It rained. Why did they come⟦.⟧
    /// ```
    /// ```pass
    /// What is more, the town is lost. What they did is known. Why did they come? How is the word spelled, I asked.
    /// ```
    "missing-question-mark", TypographyPunctuation, Minor, 0.8,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let g = Syntax::of(cx.evidence);
    for wh in g.with(Facts::WH) {
        let sentence = g.sentence(wh);
        let (helper, subject) = (wh + 1, wh + 2);
        let opens =
            (sentence.start..wh).all(|at| !g.is_word(at)) || wh > sentence.start && g.is(wh - 1, &["“"]) && wh >= sentence.start + 2 && g.is(wh - 2, &[":"]);
        if !opens || subject + 1 >= sentence.end || !g.is(wh, &["what", "why", "how", "where"]) {
            continue;
        }
        let inverted = g.has(helper, Facts::BE.or(Facts::DO).or(Facts::MODAL))
            && (g.has(subject, Facts::SUBJECT.or(Facts::DETERMINER)) || g.is(subject, &["you", "it"]))
            && !g.is(subject, &["what", "which", "a", "such"]);
        let Some(stop) = (subject..sentence.end).rev().find(|at| !g.is(*at, &["”", "\"", "’", "'", ")"])) else { continue };
        // "What is the use, he said." and "What did he do but laugh." tell.
        let told = (subject..stop)
            .any(|at| g.is(at, &["“", "”", "\"", "but", "?", ";", ":"]) || g.is(at, &[","]) && (at + 1..(at + 7).min(stop)).any(|at| g.can_be_finite(at)));
        let second = g.is(wh, &["what"])
            && g.has(helper, Facts::BE)
            && (subject + 1..stop).any(|at| g.has(at, Facts::BE))
            && !(subject..stop).any(|at| g.has(at, Facts::SUBORDINATOR));
        if inverted && g.is(stop, &["."]) && !told && !second {
            sink.flag(g.span(stop, stop), "a question without a question mark").because(format!("it begins with \"{}\"", g.slice(wh, subject))).suggest("?");
        }
    }
}
