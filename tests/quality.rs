//! Precision and recall on the project's own marked documents: floors that only rise, and `reports/quality.csv`.
//!
//! Matching as in the marking guide (`tests/gold/README.md`) and in `mtlint eval`. These documents were written with the
//! tool in mind, so the figures are floors against regressions, not an estimate of quality on unseen text.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use mtlint::engine::Engine;
use mtlint::input::{self, Reading};
use mtlint::judge::eval::{Gold, Line, Quality, misplaced};
use mtlint::judge::rubric::Rubric;

/// Share of findings that touch a marked defect.
const LEAST_PRECISION: f64 = 0.80;
/// Share of marked defects that some finding catches.
const LEAST_RECALL: f64 = 0.10;

#[test]
fn quality_on_the_sample_documents_does_not_fall() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let gold = Gold::load(&root.join("tests/gold/seeds.csv")).expect("the marks are there");
    let engine = Engine::new(Rubric::default());
    let mut quality = Quality::default();
    for document in gold.names() {
        let Reading::Text(source) = input::read(&root.join("seeds").join(document), document).expect("readable") else { panic!("{document} is a text") };
        let assessment = engine.check(source);
        let (_, marks) = gold.of(document).expect("it has marks");
        assert_eq!(misplaced(marks, &assessment.text), None, "{document}");
        quality.add(&assessment, marks);
    }
    let mut table = String::from("kind,name,right,all,share\n");
    for Line { kind, name, share } in quality.lines().iter().filter(|line| matches!(line.kind, "precision" | "recall")) {
        writeln!(table, "{kind},{name},{},{},{:.2}", share.right, share.all, share.value().unwrap_or(0.0)).expect("to memory");
    }
    let path = root.join("reports/quality.csv");
    if std::env::var_os("MTLINT_BLESS").is_some() {
        fs::write(&path, &table).expect("written");
    }
    assert_eq!(fs::read_to_string(&path).unwrap_or_default(), table, "reports/quality.csv is not current: run with MTLINT_BLESS=1");
    let (precision, recall) = (quality.precision().value().unwrap_or(0.0), quality.recall().value().unwrap_or(0.0));
    assert!(precision >= LEAST_PRECISION, "precision fell to {precision:.2}");
    assert!(recall >= LEAST_RECALL, "recall fell to {recall:.2}");
}
