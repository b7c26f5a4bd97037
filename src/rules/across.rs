//! What rules of kind [`Renderings`](super::Check::Renderings) share: which rendering stands against the others, and
//! what the others say where a finding of one text lies.

use crate::compare::Comparison;
use crate::compare::collate::Passage;
use crate::compare::divergence::{Divergence, Kind};
use crate::finding::Finding;
use crate::knowledge::Knowledge;
use crate::mqm::Category;
use crate::text::Span;
use crate::text::fold::{fold, fold_accents};

/// What a rule over renderings may look at: all of them, and which one it is asked about.
pub struct Across<'a> {
    /// The renderings, aligned.
    pub comparison: &'a Comparison,
    /// The rendering that findings are sought for.
    pub side: usize,
    /// The score of each rendering by itself, 0 to 100.
    pub scores: &'a [f64],
    /// What is known.
    pub knowledge: &'a Knowledge,
}

/// Points between two scores that say which of two renderings is the better one.
const BETTER: f64 = 3.0;

/// How much of a divergence's confidence is left where only the score says which of two renderings is wrong.
const BY_SCORE: f32 = 0.6;

/// How much is left where knowledge says it.
const BY_KNOWLEDGE: f32 = 0.95;

impl<'a> Across<'a> {
    /// The divergences of these kinds in which this rendering stands against the others: the passage, the divergence,
    /// how sure it is that this one is wrong (0 to 1), and why.
    pub fn against(&self, kinds: &'static [Kind]) -> impl Iterator<Item = (&'a Passage, &'a Divergence, f32, String)> {
        let comparison = self.comparison;
        comparison
            .passages
            .iter()
            .zip(&comparison.divergences)
            .flat_map(|(passage, found)| found.iter().map(move |divergence| (passage, divergence)))
            .filter_map(move |(passage, divergence)| {
                let wanted = kinds.contains(&divergence.kind) && !divergence.whole;
                let (outlier, share, why) = wanted.then(|| self.outlier(passage, divergence)).flatten()?;
                (outlier == self.side).then_some((passage, divergence, divergence.confidence * share, why))
            })
    }

    /// Which rendering is probably wrong.
    fn outlier(&self, passage: &Passage, divergence: &Divergence) -> Option<(usize, f32, String)> {
        if let Some(outlier) = divergence.outlier {
            return Some((outlier, 1.0, "the other renderings agree with each other".to_owned()));
        }
        // Of copies that say the same, the one that is asked about stands for all.
        let others = (0..passage.segments.len()).filter(|side| *side != self.side);
        let present = std::iter::once(self.side).chain(others).filter(|side| !passage.segments[*side].is_empty());
        let mut heard = self.comparison.speakers(present, |side| divergence.sayings[side].as_ref().map(|saying| &saying.text));
        heard.sort_unstable();
        let [a, b] = heard[..] else { return None };
        if divergence.kind == Kind::Name
            && let (Some(x), Some(y)) = (&divergence.sayings[a], &divergence.sayings[b])
        {
            let (of_x, of_y) = (self.weight(&x.text), self.weight(&y.text));
            // One step of frequency is a factor of 1.67.
            if of_x.abs_diff(of_y) >= 3 {
                let (outlier, better) = if of_x < of_y { (a, &y.text) } else { (b, &x.text) };
                return Some((outlier, BY_KNOWLEDGE, format!("\"{better}\" is the better-known name")));
            }
        }
        let (first, second) = (*self.scores.get(a)?, *self.scores.get(b)?);
        if (first - second).abs() < BETTER {
            return None;
        }
        let outlier = if first < second { a } else { b };
        Some((outlier, BY_SCORE, format!("{} has the better score", self.comparison.labels[if outlier == a { b } else { a }])))
    }

    /// How well a name is known, on the scale of frequency classes.
    fn weight(&self, name: &str) -> u8 {
        let folded = fold_accents(name);
        let folded = folded.strip_suffix("'s").unwrap_or(&folded);
        let listed = self.knowledge.lexicon.get(folded).filter(|entry| entry.can_be_proper()).map_or(0, |entry| entry.frequency());
        listed + if self.knowledge.knows_name(folded) { 8 } else { 0 }
    }

    /// What the other renderings have for the passage, each with its name.
    #[must_use]
    pub fn witnesses(&self, passage: &Passage, divergence: &Divergence) -> Vec<String> {
        let own = divergence.sayings[self.side].as_ref().map(|saying| &saying.text);
        let others = (0..passage.segments.len())
            .filter(|side| *side != self.side && !passage.segments[*side].is_empty() && divergence.sayings[*side].as_ref().map(|saying| &saying.text) != own);
        others.take(3).map(|side| format!("{}: \"{}\"", self.comparison.labels[side], self.comparison.text(passage, side))).collect()
    }

    /// What the others say instead: the majority, or the first that says something else.
    #[must_use]
    pub fn instead<'d>(&self, divergence: &'d Divergence) -> Option<&'d str> {
        let own = divergence.sayings[self.side].as_ref().map(|saying| saying.text.as_str());
        let majority = divergence.majority.as_deref().filter(|text| !text.is_empty());
        majority.or_else(|| divergence.sayings.iter().flatten().map(|saying| saying.text.as_str()).find(|text| Some(*text) != own))
    }

    /// The end of the text that this rendering has before a passage that it lacks.
    #[must_use]
    pub fn place_of(&self, passage: &Passage) -> Option<Span> {
        let at = self.comparison.passages.iter().position(|other| std::ptr::eq(other, passage))?;
        let document = &self.comparison.documents[self.side];
        let before = self.comparison.passages[..at].iter().rev().find_map(|other| other.segments[self.side].last());
        let tokens = match before {
            Some(segment) => document.segments()[*segment as usize].range().last(),
            None => (!document.tokens().is_empty()).then_some(0),
        };
        tokens.map(|token| document.tokens()[token].span)
    }
}

/// Makes findings of one text surer or less sure by what the other renderings have in the same passage: the same word
/// speaks against a slip or a garbled name, the suggested one for it.
pub fn weigh(comparison: &Comparison, side: usize, findings: &mut [Finding]) {
    let document = &comparison.documents[side];
    let mut of_segment: Vec<Option<usize>> = vec![None; document.segments().len()];
    for (at, passage) in comparison.passages.iter().enumerate() {
        for segment in &passage.segments[side] {
            of_segment[*segment as usize] = Some(at);
        }
    }
    for finding in findings {
        let about_words = matches!(
            finding.category,
            Category::SpellingTypo
                | Category::NamesGarbled
                | Category::NamesInconsistent
                | Category::AccuracyUntranslated
                | Category::AcronymMismatch
                | Category::TypographyMixedScript
        );
        let Some(passage) = document.segment_at(finding.span.start).and_then(|segment| of_segment[segment]).map(|at| &comparison.passages[at]) else {
            continue;
        };
        // A near copy is no witness: it has the same slips.
        if !about_words || finding.span.is_empty() || passage.similarity > COPY {
            continue;
        }
        let has = |text: &str, word: &str| fold_words(text).contains(&format!(" {} ", fold_words(word).trim()));
        let own = document.slice(finding.span);
        let others: Vec<(usize, String)> = (0..passage.segments.len())
            .filter(|other| *other != side && !passage.segments[*other].is_empty())
            .map(|other| (other, comparison.text(passage, other)))
            .collect();
        let same: Vec<&str> = others.iter().filter(|(_, text)| has(text, own)).map(|(other, _)| comparison.labels[*other].as_str()).collect();
        let better = finding
            .suggestions
            .iter()
            .find_map(|suggestion| others.iter().find(|(_, text)| has(text, &suggestion.text)).map(|(other, _)| (suggestion.text.clone(), *other)));
        if let Some((text, other)) = better {
            finding.confidence += (0.98 - finding.confidence).max(0.0) * WITNESS;
            finding.because(format!("{} has \"{text}\" here", comparison.labels[other]));
        } else if !same.is_empty() {
            finding.confidence = (finding.confidence - SAME_WORD * same.len() as f32).max(0.05);
            finding.because(format!("less sure: {} has the same word", same.join(", ")));
        }
    }
}

/// Similarity above which a passage is a copy.
const COPY: f32 = 0.95;

/// Share of the remaining doubt that a witness takes away.
const WITNESS: f32 = 0.6;

/// What each rendering with the same word takes from the confidence.
const SAME_WORD: f32 = 0.25;

/// Folded words between single blanks, with one before and behind.
fn fold_words(text: &str) -> String {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '-').filter(|word| !word.is_empty());
    words.fold(" ".to_owned(), |all, word| all + word + " ")
}
