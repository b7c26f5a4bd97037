//! Overlapping findings: one defect is told once, by the rule that says most.

use crate::finding::Finding;

/// A finding longer than this, in bytes, speaks of a passage; a small one inside it speaks of something else.
const PASSAGE: usize = 80;

/// Drops findings that another one covers; their messages become reasons of the winner.
///
/// The winner has the higher severity, then the higher confidence, then the longer span, then the smaller rule id:
/// the outcome does not depend on the order in which rules ran. The result is sorted by place, then rule.
#[must_use]
pub fn resolve(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by(|a, b| (a.span, a.rule).cmp(&(b.span, b.rule)).then_with(|| a.message.cmp(&b.message)));
    findings.dedup_by(|a, b| a.span == b.span && a.rule == b.rule);
    let mut order: Vec<usize> = (0..findings.len()).collect();
    order.sort_by(|a, b| {
        let (a, b) = (&findings[*a], &findings[*b]);
        (b.severity, b.confidence, b.span.len())
            .partial_cmp(&(a.severity, a.confidence, a.span.len()))
            .expect("confidence is a number")
            .then_with(|| a.rule.cmp(b.rule))
    });
    let longest = findings.iter().map(|f| f.span.len() as u32).max().unwrap_or(0);
    let mut lost_to: Vec<Option<usize>> = vec![None; findings.len()];
    for &winner in &order {
        if lost_to[winner].is_some() {
            continue;
        }
        let span = findings[winner].span;
        let first = findings.partition_point(|f| f.span.start + longest < span.start);
        for other in first..findings.len() {
            if findings[other].span.start >= span.end.max(span.start + 1) {
                break;
            }
            if other != winner && lost_to[other].is_none() && is_same_defect(&findings[winner], &findings[other]) {
                lost_to[other] = Some(winner);
            }
        }
    }
    for loser in 0..findings.len() {
        if let Some(winner) = lost_to[loser] {
            let reason = format!("also {}: {}", findings[loser].rule, findings[loser].message);
            let says_it = findings[winner].rule == findings[loser].rule && findings[winner].message == findings[loser].message;
            if !says_it && !findings[winner].reasons.contains(&reason) {
                findings[winner].reasons.push(reason);
            }
        }
    }
    let mut at = 0;
    findings.retain(|_| {
        at += 1;
        lost_to[at - 1].is_none()
    });
    findings
}

/// Whether two findings speak of one defect: most of the smaller lies inside the larger, and neither is a whole
/// passage around the other. Different ranks of the pair decide nothing here, so the relation is symmetric.
fn is_same_defect(a: &Finding, b: &Finding) -> bool {
    let (x, y) = (a.span, b.span);
    if x.is_empty() || y.is_empty() {
        return x == y;
    }
    if !x.overlaps(y) {
        return false;
    }
    let shared = (x.end.min(y.end) - x.start.max(y.start)) as usize;
    let (small, large) = (x.len().min(y.len()), x.len().max(y.len()));
    let passage = large > PASSAGE && small * 2 < large;
    // Marks at the edge of a word are another matter than the word.
    let unlike =
        a.category.family() != b.category.family() && (a.category.family() == "typography") != (b.category.family() == "typography") && small * 2 < large;
    !passage && !unlike && shared * 2 > small
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mqm::{Category, Severity};
    use crate::text::Span;

    fn finding(rule: &'static str, start: usize, end: usize, severity: Severity, confidence: f32) -> Finding {
        Finding {
            rule,
            span: Span::new(start, end),
            category: Category::SpellingTypo,
            severity,
            confidence,
            message: format!("{rule} says so"),
            reasons: vec![],
            suggestions: vec![],
        }
    }

    #[test]
    fn the_more_severe_finding_wins_and_keeps_the_other_as_a_reason() {
        let found = resolve(vec![finding("typo", 4, 12, Severity::Minor, 0.9), finding("garbled-name", 4, 21, Severity::Major, 0.7)]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].rule, "garbled-name");
        assert_eq!(found[0].reasons, ["also typo: typo says so"]);
    }

    #[test]
    fn what_is_said_twice_is_told_once() {
        let mut wider = finding("typo", 2, 12, Severity::Minor, 0.9);
        let twice = resolve(vec![finding("typo", 4, 12, Severity::Minor, 0.8), wider.clone()]);
        assert_eq!((twice.len(), twice[0].reasons.len()), (1, 0));
        wider.message = "something else".to_owned();
        let both = resolve(vec![finding("typo", 4, 12, Severity::Minor, 0.8), finding("typo", 4, 11, Severity::Minor, 0.8), wider]);
        assert_eq!(both[0].reasons, ["also typo: typo says so"]);
    }

    #[test]
    fn a_small_defect_inside_a_passage_stays() {
        let found = resolve(vec![finding("repeated-passage", 0, 200, Severity::Major, 0.9), finding("typo", 10, 18, Severity::Minor, 0.9)]);
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn the_order_of_rules_does_not_matter() {
        let all = [finding("a", 0, 5, Severity::Minor, 0.5), finding("b", 3, 9, Severity::Minor, 0.5), finding("c", 8, 12, Severity::Minor, 0.5)];
        let mut reversed = all.to_vec();
        reversed.reverse();
        assert_eq!(resolve(all.to_vec()), resolve(reversed));
    }
}
