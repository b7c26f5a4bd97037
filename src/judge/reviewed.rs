//! What a document is worth by what a person upheld; never mixed with what the program found.

use super::decisions::Ruling;
use super::rubric::Rubric;
use super::score::{Counted, Extent, Score};
use crate::mqm::Severity;

/// A finding with what a reviewer says of it.
#[derive(Debug, Clone, Copy)]
pub struct Judged {
    /// The finding as the program has it.
    pub finding: Counted,
    /// What was decided; `None` = nothing yet.
    pub ruling: Option<Ruling>,
    /// How bad it is instead.
    pub severity: Option<Severity>,
}

/// A document that a reviewer worked on.
#[derive(Debug, Clone)]
pub struct Reviewed {
    /// Findings that are defects.
    pub confirmed: u32,
    /// Findings that are none.
    pub rejected: u32,
    /// Findings of which nobody can tell.
    pub unsure: u32,
    /// Findings that nobody looked at.
    pub unjudged: u32,
    /// The score by the confirmed findings alone.
    pub score: Score,
}

impl Reviewed {
    /// Counts and scores what was judged.
    #[must_use]
    pub fn of(findings: &[Judged], extent: Extent, rubric: &Rubric) -> Self {
        let count = |wanted: fn(&Judged) -> bool| findings.iter().filter(|judged| wanted(judged)).count() as u32;
        let upheld = findings.iter().filter(|judged| judged.ruling.and_then(Ruling::upholds) == Some(true));
        let counted: Vec<Counted> = upheld
            .map(|Judged { finding, severity, .. }| Counted { severity: severity.unwrap_or(finding.severity), confidence: 1.0, settled: false, ..*finding })
            .collect();
        Self {
            confirmed: counted.len() as u32,
            rejected: count(|judged| judged.ruling.and_then(Ruling::upholds) == Some(false)),
            unsure: count(|judged| judged.ruling == Some(Ruling::Unsure)),
            unjudged: count(|judged| judged.ruling.is_none()),
            score: Score::of(&counted, extent, rubric),
        }
    }

    /// Upheld in percent of decided.
    #[must_use]
    pub fn precision(&self) -> Option<f64> {
        let decided = self.confirmed + self.rejected;
        (decided > 0).then(|| 100.0 * f64::from(self.confirmed) / f64::from(decided))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mqm::Category;

    fn judged(ruling: Option<Ruling>, severity: Option<Severity>) -> Judged {
        let finding = Counted {
            severity: Severity::Major,
            category: Category::SpellingTypo,
            rule: "misspelling",
            confidence: 0.3,
            settled: false,
            segment: 1,
            repeated: false,
        };
        Judged { finding, ruling, severity }
    }

    #[test]
    fn only_what_was_upheld_costs_whatever_its_confidence() {
        let findings = [
            judged(Some(Ruling::Error), None),
            judged(Some(Ruling::Wontfix), Some(Severity::Minor)),
            judged(Some(Ruling::Ok), None),
            judged(Some(Ruling::Name), None),
            judged(Some(Ruling::Unsure), None),
            judged(None, None),
        ];
        let reviewed = Reviewed::of(&findings, Extent { words: 600, segments: 30 }, &Rubric::default());
        assert_eq!((reviewed.confirmed, reviewed.rejected, reviewed.unsure, reviewed.unjudged), (2, 2, 1, 1));
        assert_eq!(reviewed.score.points, 6.0);
        assert_eq!(reviewed.precision(), Some(50.0));
    }
}
