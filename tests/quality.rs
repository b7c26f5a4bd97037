//! Precision and recall on the project's own marked documents: floors that only rise, and `reports/quality.csv`.
//!
//! Matching as in the marking guide (`tests/gold/README.md`): a marked defect is caught by a finding that overlaps it
//! by 30 % of either; a finding is right if it overlaps any marked defect. These documents were written with the
//! tool in mind, so the figures are floors against regressions, not an estimate of quality on unseen text.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use mtlint::engine::Engine;
use mtlint::input::{self, Reading};
use mtlint::judge::rubric::Rubric;

/// Share of findings that touch a marked defect.
const LEAST_PRECISION: f64 = 0.80;
/// Share of marked defects that some finding catches.
const LEAST_RECALL: f64 = 0.10;

struct Defect {
    span: std::ops::Range<usize>,
    category: String,
    caught: bool,
}

#[test]
fn quality_on_the_sample_documents_does_not_fall() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut gold: BTreeMap<String, Vec<Defect>> = BTreeMap::new();
    for record in csv::Reader::from_path(root.join("tests/gold/seeds.csv")).expect("the marks are there").records() {
        let record = record.expect("readable");
        let number = |at: usize| record[at].parse::<usize>().expect("an offset");
        gold.entry(record[0].to_owned()).or_default().push(Defect { span: number(1)..number(2), category: record[5].to_owned(), caught: false });
    }
    let engine = Engine::new(Rubric::default());
    let mut rules: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for (document, defects) in &mut gold {
        let Reading::Text(source) = input::read(&root.join("seeds").join(document), document).expect("readable") else { panic!("{document} is a text") };
        let assessment = engine.check(source);
        for issue in &assessment.issues {
            let span = issue.finding.span.range();
            let start = assessment.text[..span.start].chars().count();
            let end = start + assessment.text[span].chars().count().max(1);
            let mut right = false;
            for defect in defects.iter_mut() {
                let shared = defect.span.end.min(end).saturating_sub(defect.span.start.max(start));
                if shared == 0 || defect.category == "duplication" && shared * 10 < defect.span.len() * 3 {
                    continue;
                }
                right = true;
                defect.caught |= shared * 10 >= defect.span.len() * 3 || shared * 10 >= (end - start) * 3;
            }
            let count = rules.entry(issue.finding.rule).or_default();
            count.0 += u32::from(right);
            count.1 += 1;
        }
    }
    let mut table = String::from("kind,name,right,all,share\n");
    let mut row = |kind: &str, name: &str, right: u32, all: u32| {
        writeln!(table, "{kind},{name},{right},{all},{:.2}", f64::from(right) / f64::from(all.max(1))).expect("to memory")
    };
    let (right, all) = rules.values().fold((0, 0), |sum, count| (sum.0 + count.0, sum.1 + count.1));
    row("precision", "all", right, all);
    for (rule, (right, all)) in &rules {
        row("precision", rule, *right, *all);
    }
    let mut categories: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for defect in gold.values().flatten() {
        for name in ["all", defect.category.as_str()] {
            let count = categories.entry(name).or_default();
            count.0 += u32::from(defect.caught);
            count.1 += 1;
        }
    }
    for (category, (caught, all)) in &categories {
        row("recall", category, *caught, *all);
    }
    let path = root.join("reports/quality.csv");
    if std::env::var_os("MTLINT_BLESS").is_some() {
        fs::write(&path, &table).expect("written");
    }
    assert_eq!(fs::read_to_string(&path).unwrap_or_default(), table, "reports/quality.csv is not current: run with MTLINT_BLESS=1");
    let (precision, recall) = (f64::from(right) / f64::from(all.max(1)), f64::from(categories["all"].0) / f64::from(categories["all"].1));
    assert!(precision >= LEAST_PRECISION, "precision fell to {precision:.2}");
    assert!(recall >= LEAST_RECALL, "recall fell to {recall:.2}");
}
