//! A finding in one line of plain text, for forms that have no room for more.

use crate::judge::Issue;

/// What is wrong, why, and what to write, in one sentence each.
pub(super) fn message(issue: &Issue) -> String {
    let finding = &issue.finding;
    let mut text = finding.message.clone();
    if !finding.reasons.is_empty() {
        text = format!("{text}. Why: {}", finding.reasons.join("; "));
    }
    if let Some(best) = finding.suggestions.first() {
        let best = if best.text.is_empty() { "(nothing)" } else { best.text.as_str() };
        text = format!("{text}. Write: {best}");
    }
    text
}
