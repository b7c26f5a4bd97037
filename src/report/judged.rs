//! From rows that a reviewer worked on to what they count.

use super::csv::FindingRow;
use crate::judge::Assessment;
use crate::judge::decisions::{Ruling, read_severity};
use crate::judge::reviewed::{Judged, Reviewed};
use crate::judge::rubric::Rubric;
use crate::judge::score::{Counted, Extent};
use crate::mqm::Category;
use crate::rules;
use crate::table::Record;

/// What a row says, if it has a severity and its verdict can be read. Rows that a reviewer added have no rule, and no
/// severity but the one that the reviewer gave them.
#[must_use]
pub fn judged(row: &Record<'_>) -> Option<Judged> {
    let cell = |column| row.get(column).trim();
    let severity = read_severity(cell("severity_override")).ok()?;
    let n = |column| cell(column).parse::<u32>().unwrap_or(0);
    let finding = Counted {
        severity: read_severity(cell("severity")).ok()?.or(severity)?,
        category: cell("category").parse().unwrap_or(Category::Other),
        rule: rules::by_id(cell("rule")).map_or("", |rule| rule.id),
        confidence: cell("confidence").replace(',', ".").parse::<f32>().unwrap_or(100.0) / 100.0,
        settled: false,
        segment: n("sentence"),
        repeated: n("first_n") != n("n"),
    };
    Some(Judged { finding, ruling: Ruling::read(cell("verdict")).ok()?, severity })
}

/// What a document is worth by the verdicts in its rows and in those that a reviewer added; `None` where there are none.
#[must_use]
pub(super) fn reviewed(assessment: &Assessment, rows: &[FindingRow], left: &[Record<'_>], rubric: &Rubric) -> Option<Reviewed> {
    let own = assessment.issues.iter().zip(rows).map(|(issue, row)| Judged {
        finding: issue.counted(row.n),
        ruling: Ruling::read(&row.verdict).ok().flatten(),
        severity: read_severity(&row.severity_override).ok().flatten(),
    });
    let added = left.iter().filter(|row| row.get("fingerprint").trim().is_empty()).filter_map(judged);
    let all: Vec<Judged> = own.chain(added).collect();
    let extent = Extent { words: assessment.words, segments: assessment.sentences };
    all.iter().any(|judged| judged.ruling.is_some()).then(|| Reviewed::of(&all, extent, rubric))
}
