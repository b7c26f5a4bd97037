//! What a reviewer typed into a report outlives the next run.
//!
//! A row is known by `fingerprint` and `occurrence`, never by its line or number. Its verdict, severity_override, fix,
//! note and the cells of columns of the reviewer's own go over to the row of the same finding. A row that no finding
//! has any more, but that carries a reviewer's words, moves to the end of the file with status `gone` and penalty 0;
//! it comes back when the finding does. A row without a fingerprint is one that a reviewer added; it stays, at the end.

use rustc_hash::FxHashMap;

use super::csv::FindingRow;
use crate::table::{Record, Table, columns};

/// Status of a row whose finding is no longer there.
pub const GONE: &str = "gone";

/// The columns that belong to the reviewer.
pub const REVIEWER: [&str; 4] = ["verdict", "severity_override", "fix", "note"];

/// How much was taken over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Kept {
    /// Rows whose reviewer's words were taken over.
    pub carried: u32,
    /// Rows with a reviewer's words that no longer match any finding.
    pub gone: u32,
    /// Rows that a reviewer added.
    pub added: u32,
    /// Rows with a verdict.
    pub verdicts: u32,
}

impl std::ops::AddAssign for Kept {
    fn add_assign(&mut self, other: Self) {
        self.carried += other.carried;
        self.gone += other.gone;
        self.added += other.added;
        self.verdicts += other.verdicts;
    }
}

/// What goes over from an old report to a new one.
pub struct Carried<'t> {
    /// For each new row, the cells of the reviewer's own columns.
    pub extra: Vec<Vec<String>>,
    /// Old rows that have no new one and are not to be lost.
    pub left: Vec<Record<'t>>,
    /// How much it was.
    pub kept: Kept,
}

/// Takes over what a reviewer typed into `old`. It goes before what was decided earlier; an empty cell does not.
#[must_use]
pub fn carry<'t>(rows: &mut [FindingRow], old: Option<&'t Table>) -> Carried<'t> {
    let own = columns::<FindingRow>();
    let mut waiting: FxHashMap<(&str, u32), usize> = FxHashMap::default();
    let old_rows: Vec<Record<'t>> = old.into_iter().flat_map(Table::records).collect();
    for (at, record) in old_rows.iter().enumerate() {
        // The first of two rows of one name: a reviewer copied it.
        waiting.entry(key(record)).or_insert(at);
    }
    let mut kept = Kept::default();
    let mut taken = vec![false; old_rows.len()];
    let mut extra = Vec::with_capacity(rows.len());
    for row in rows {
        let found = waiting.get(&(row.fingerprint.as_str(), row.occurrence)).copied();
        extra.push(found.map_or_else(Vec::new, |at| {
            let record = &old_rows[at];
            taken[at] = true;
            for (cell, column) in [&mut row.verdict, &mut row.severity_override, &mut row.fix, &mut row.note].into_iter().zip(REVIEWER) {
                if !record.get(column).trim().is_empty() {
                    record.get(column).clone_into(cell);
                }
            }
            kept.carried += u32::from(has_words(record, &own));
            record.extra(&own)
        }));
        kept.verdicts += u32::from(!row.verdict.trim().is_empty());
    }
    let left: Vec<_> =
        old_rows.into_iter().zip(taken).filter(|(record, taken)| !taken && (is_added(record) || has_words(record, &own))).map(|(record, _)| record).collect();
    kept.added = left.iter().filter(|record| is_added(record)).count() as u32;
    kept.gone = left.len() as u32 - kept.added;
    Carried { extra, left, kept }
}

fn key<'t>(record: &Record<'t>) -> (&'t str, u32) {
    (record.get("fingerprint").trim(), record.get("occurrence").trim().parse().unwrap_or(1))
}

/// Whether a reviewer added the row: it has no identity.
fn is_added(record: &Record<'_>) -> bool {
    record.get("fingerprint").trim().is_empty()
}

/// Whether a reviewer typed anything into the row.
fn has_words(record: &Record<'_>, own: &[&str]) -> bool {
    REVIEWER.iter().any(|column| !record.get(column).trim().is_empty()) || record.extra(own).iter().any(|cell| !cell.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::rubric::Rubric;
    use crate::report::csv::report;
    use crate::report::csv::testing::assessed;
    use crate::table::Dialect;

    const TEXT: &str = "At last we recieve it. They beleive her.";

    fn first() -> String {
        let report = report(&assessed(TEXT, &["recieve", "beleive"]), Dialect::Plain, None, &Rubric::default()).expect("memory");
        String::from_utf8(report.bytes).expect("UTF-8")
    }

    fn again(reviewed: &str, text: &str, words: &[&str]) -> (Table, Kept) {
        let old = Table::read(reviewed.as_bytes().to_vec(), &columns::<FindingRow>()).expect("a table");
        let report = report(&assessed(text, words), Dialect::ExcelEu, Some(&old), &Rubric::default()).expect("memory");
        (Table::read(report.bytes, &columns::<FindingRow>()).expect("a table"), report.kept)
    }

    /// Row `n` with a verdict in its second cell and a word in a column of the reviewer's own, behind `verdict`.
    fn reviewed(verdicts: [&str; 2]) -> String {
        let mut lines = first().lines().map(str::to_owned).collect::<Vec<_>>();
        lines[0] = lines[0].replacen("verdict,", "verdict,who,", 1);
        for (n, verdict) in verdicts.iter().enumerate() {
            let who = if verdict.is_empty() { "" } else { "Ann" };
            lines[n + 1] = lines[n + 1].replacen(",,", &format!(",{verdict},{who},"), 1);
        }
        lines.join("\n")
    }

    #[test]
    fn verdicts_and_own_columns_survive_an_edit_elsewhere() {
        let (table, kept) = again(&reviewed(["ok", ""]), &format!("A new start.\n\n{TEXT}"), &["recieve", "beleive"]);
        assert_eq!(kept, Kept { carried: 1, gone: 0, added: 0, verdicts: 1 });
        let row = table.records().next().expect("a row");
        assert_eq!((row.get("verdict"), row.get("who"), row.get("line")), ("ok", "Ann", "3"));
        assert_eq!(&table.header[..4], ["n", "verdict", "who", "severity"]);
    }

    #[test]
    fn words_on_a_finding_that_is_gone_are_kept_at_the_end() {
        let (table, kept) = again(&reviewed(["error", "ok"]), TEXT, &["beleive"]);
        assert_eq!((kept.carried, kept.gone), (1, 1));
        let gone = table.records().last().expect("a row");
        assert_eq!((gone.get("status"), gone.get("verdict"), gone.get("text"), gone.get("n"), gone.get("penalty")), (GONE, "error", "recieve", "2", "0"));
        let unjudged = again(&reviewed(["", "ok"]), TEXT, &["beleive"]);
        assert_eq!(unjudged.0.records().len(), 1, "a row that nobody touched may go");
    }

    #[test]
    fn a_row_that_is_gone_comes_back_with_its_finding() {
        let old = Table::read(reviewed(["error", ""]).into_bytes(), &columns::<FindingRow>()).expect("a table");
        let gone = report(&assessed(TEXT, &["beleive"]), Dialect::Excel, Some(&old), &Rubric::default()).expect("memory");
        let (table, kept) = again(std::str::from_utf8(&gone.bytes).expect("UTF-8"), TEXT, &["recieve", "beleive"]);
        assert_eq!((kept.gone, table.records().len()), (0, 2));
        assert_eq!(table.records().next().expect("a row").get("status"), "new");
        assert_eq!(table.records().next().expect("a row").get("verdict"), "error");
    }

    #[test]
    fn a_row_that_a_reviewer_added_stays() {
        let with_own = format!("{}\n,error,me,,,,,,,,left out a sentence\n", reviewed(["", ""]));
        let (table, kept) = again(&with_own, TEXT, &["recieve", "beleive"]);
        assert_eq!(kept.added, 1);
        assert_eq!(table.records().last().expect("a row").get("verdict"), "error");
    }

    #[test]
    fn running_twice_changes_nothing() {
        let assessment = assessed(TEXT, &["beleive"]);
        let old = Table::read(reviewed(["error", "ok"]).into_bytes(), &columns::<FindingRow>()).expect("a table");
        let once = report(&assessment, Dialect::Excel, Some(&old), &Rubric::default()).expect("memory").bytes;
        let old = Table::read(once.clone(), &columns::<FindingRow>()).expect("a table");
        assert_eq!(String::from_utf8(report(&assessment, Dialect::Excel, Some(&old), &Rubric::default()).expect("memory").bytes), String::from_utf8(once));
    }
}
