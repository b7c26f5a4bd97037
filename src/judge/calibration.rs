//! How sure a rule turned out to be on marked translations.
//!
//! `tests/bench/calibrate.py` counts, for each rule, how many of its findings touch a defect that people marked, and
//! writes `calibration.csv`: only such totals, no text. The share seen is drawn towards the confidence that the rule
//! gives itself, as if that had been seen on `PRIOR` findings; all confidences of the rule then move by the same
//! step in log-odds, so that surer findings stay surer.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::exact::Exact;
use crate::finding::Finding;
use crate::rules::{Rule, by_id};

/// `rule,n,precision,lift`, after a line that says for which version it was made.
static TABLE: &str = include_str!("calibration.csv");

/// The findings that a rule's own confidence counts for.
const PRIOR: f32 = 20.0;

/// What was seen of one rule.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seen {
    /// Findings, those on incompletely marked texts counted half.
    pub n: f32,
    /// Share of them that touch a marked defect.
    pub precision: f32,
    /// How much more often than blind choice of as many words; `None` where no such text has a finding.
    pub lift: Option<f32>,
}

/// What was seen of a rule; `None` if nothing was.
#[must_use]
pub fn seen(rule: &str) -> Option<Seen> {
    table().get(rule).copied()
}

/// The share of its findings that are expected to be upheld: what was seen, drawn towards the rule's own confidence.
#[must_use]
pub fn precision(rule: &Rule) -> f32 {
    seen(rule.id).map_or(rule.confidence, |seen| (PRIOR * rule.confidence + seen.n * seen.precision) / (PRIOR + seen.n))
}

/// Moves the confidence of every finding by what was seen of its rule.
pub fn calibrate(findings: &mut [Finding]) {
    for finding in findings {
        if let Some(rule) = by_id(finding.rule).filter(|rule| seen(rule.id).is_some()) {
            let odds = log_odds(finding.confidence) + log_odds(precision(rule)) - log_odds(rule.confidence);
            finding.confidence = 1.0 / (1.0 + (-odds).exact_exp());
        }
    }
}

fn log_odds(share: f32) -> f32 {
    let share = share.clamp(0.01, 0.99);
    (share / (1.0 - share)).exact_ln()
}

fn table() -> &'static FxHashMap<&'static str, Seen> {
    static ROWS: OnceLock<FxHashMap<&str, Seen>> = OnceLock::new();
    ROWS.get_or_init(|| TABLE.lines().skip(2).filter_map(row).filter(|(_, seen)| seen.n > 0.0).collect())
}

fn row(line: &'static str) -> Option<(&'static str, Seen)> {
    let mut cells = line.split(',');
    let rule = cells.next()?;
    let n = cells.next()?.parse().ok()?;
    let precision = cells.next()?.parse().unwrap_or_default();
    Some((rule, Seen { n, precision, lift: cells.next()?.parse().ok() }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mqm::{Category, Severity};
    use crate::rules;
    use crate::text::Span;

    fn finding(rule: &'static str, confidence: f32) -> Finding {
        let (span, reasons, suggestions) = (Span::new(0, 1), vec![], vec![]);
        Finding { rule, span, category: Category::Other, severity: Severity::Minor, confidence, message: String::new(), reasons, suggestions }
    }

    #[test]
    fn the_table_is_of_this_version_and_lists_every_rule_once() {
        let remedy = "run tests/bench/calibrate.py";
        let mut lines = TABLE.lines();
        assert_eq!(lines.next(), Some(concat!("# mtlint ", env!("CARGO_PKG_VERSION"))), "{remedy}");
        assert_eq!(lines.next(), Some("rule,n,precision,lift"), "{remedy}");
        let listed: Vec<_> = lines.map(|line| row(line).unwrap_or_else(|| panic!("{line}: {remedy}")).0).collect();
        assert_eq!(listed, rules::ids(), "{remedy}");
        assert!(table().values().all(|seen| (0.0..=1.0).contains(&seen.precision)));
    }

    #[test]
    fn findings_of_a_rule_move_together_and_keep_their_order() {
        let rule = table().keys().copied().max_by(|a, b| table()[a].n.total_cmp(&table()[b].n)).expect("some rule was seen");
        let own = by_id(rule).expect("a rule").confidence;
        let mut found = [finding(rule, 0.3), finding(rule, own), finding(rule, 0.95)];
        calibrate(&mut found);
        assert!(found[0].confidence < found[1].confidence.max(0.31) && found[1].confidence < found[2].confidence);
        assert!((found[1].confidence - precision(by_id(rule).expect("a rule"))).abs() < 0.01);
    }

    #[test]
    fn a_rule_that_was_never_seen_keeps_its_own_confidence() {
        let unseen = rules::RULES.iter().find(|rule| seen(rule.id).is_none()).expect("rules over renderings are never seen");
        let mut found = [finding(unseen.id, 0.42)];
        calibrate(&mut found);
        assert!((found[0].confidence - 0.42).abs() < f32::EPSILON);
    }
}
