//! What the tool says of `seeds/`, word for word: the difference is what a reviewer of a change reads first.
//!
//! `MTLINT_BLESS=1 cargo test --test golden` writes the tables and `reports/` anew.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use mtlint::engine::Engine;
use mtlint::input::{self, Reading};
use mtlint::judge::rubric::Rubric;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn seeds() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(root().join("seeds")).expect("seeds are there").map(|entry| entry.expect("readable").path()).collect();
    files.sort();
    files
}

fn compare(path: &Path, now: &str) -> Option<String> {
    if std::env::var_os("MTLINT_BLESS").is_some() {
        fs::create_dir_all(path.parent().expect("in a folder")).expect("made");
        fs::write(path, now).expect("written");
        return None;
    }
    let before = fs::read_to_string(path).unwrap_or_default();
    if before == now {
        return None;
    }
    let lost: Vec<_> = before.lines().filter(|line| !now.lines().any(|other| other == *line)).map(|line| format!("- {line}")).collect();
    let gained: Vec<_> = now.lines().filter(|line| !before.lines().any(|other| other == *line)).map(|line| format!("+ {line}")).collect();
    Some(format!("{}\n{}\n{}", path.display(), lost.join("\n"), gained.join("\n")))
}

#[test]
fn findings_in_the_sample_documents_are_as_written_down() {
    let engine = Engine::new(Rubric::default());
    let mut changed = Vec::new();
    for file in seeds() {
        let name = file.file_name().expect("named").to_string_lossy().into_owned();
        let Reading::Text(source) = input::read(&file, &name).expect("readable") else { panic!("{name} is a text") };
        let assessment = engine.check(source);
        let mut table = String::new();
        for issue in &assessment.issues {
            let finding = &issue.finding;
            let text = assessment.text[finding.span.range()].replace('\n', "␠");
            let instead: Vec<_> = finding.suggestions.iter().map(|s| s.text.as_str()).collect();
            writeln!(
                table,
                "{}:{} {} {} {:.0} ⟦{text}⟧ {}",
                issue.place.line,
                issue.place.column,
                finding.rule,
                finding.severity,
                finding.confidence * 100.0,
                instead.join(" | ")
            )
            .expect("to memory");
        }
        changed.extend(compare(&root().join("tests/golden").join(format!("{name}.findings")), &table));
    }
    assert!(changed.is_empty(), "run with MTLINT_BLESS=1 if this is better:\n{}", changed.join("\n"));
}

#[test]
fn the_clean_document_has_no_findings() {
    let engine = Engine::new(Rubric::default());
    let Reading::Text(source) = input::read(&root().join("seeds/clean.md"), "clean.md").expect("readable") else { panic!("a text") };
    let found: Vec<_> = engine.check(source).issues.into_iter().map(|issue| format!("{} {}", issue.finding.rule, issue.finding.message)).collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn the_committed_reports_are_what_the_tool_writes() {
    let folder = tempfile::tempdir().expect("a folder");
    let status =
        Command::new(env!("CARGO_BIN_EXE_mtlint")).args(["check", "seeds", "--quiet", "--out"]).arg(folder.path()).current_dir(root()).output().expect("runs");
    assert!(matches!(status.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&status.stderr));
    let mut changed = Vec::new();
    for name in
        ["summary.csv".to_owned()].into_iter().chain(seeds().iter().map(|file| format!("seeds/{}.csv", file.file_name().expect("named").to_string_lossy())))
    {
        let now = fs::read_to_string(folder.path().join(&name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        changed.extend(compare(&root().join("reports").join(&name), &now));
    }
    assert!(changed.is_empty(), "run with MTLINT_BLESS=1 if this is better:\n{}", changed.join("\n"));
}
