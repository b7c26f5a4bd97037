//! Every row of the phrase tables: its example is flagged, its innocent is not, its replacement is clean.

use std::path::Path;

use mtlint::engine::Engine;
use mtlint::evidence::Evidence;
use mtlint::evidence::words::Vocabulary;
use mtlint::judge::rubric::Rubric;
use mtlint::knowledge::phrases::Phrases;
use mtlint::text::Document;

struct Row {
    at: String,
    number: u32,
    cells: Vec<String>,
}

/// All rows in the order in which the build script numbers them.
fn rows() -> Vec<Row> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/knowledge/data/phrases");
    let mut rows = Vec::new();
    for pack in Phrases::packs() {
        let mut reader = csv::Reader::from_path(folder.join(format!("{pack}.csv"))).expect("the pack is there");
        for record in reader.records() {
            let record = record.expect("readable");
            let line = record.position().map_or(0, csv::Position::line);
            rows.push(Row { at: format!("{pack}.csv:{line}"), number: rows.len() as u32, cells: record.iter().map(str::to_owned).collect() });
        }
    }
    rows
}

/// Whether the row matches the text, and what it would write instead.
fn matches(engine: &Engine, row: u32, text: &str) -> Option<(String, Vec<String>)> {
    let doc = Document::plain("row", text);
    let mut vocabulary = Vocabulary::default();
    let evidence = Evidence::new(&doc, engine.knowledge(), &mut vocabulary);
    let found = mtlint::evidence::phrases::find_all(&evidence).into_iter().find(|found| found.row == row)?;
    Some((doc.slice(found.span).to_owned(), found.instead))
}

#[test]
fn every_example_is_flagged_and_every_innocent_is_not() {
    let engine = Engine::new(Rubric::default());
    let mut wrong = Vec::new();
    let rows = rows();
    for row in &rows {
        let (pattern, example, innocent) = (&row.cells[0], &row.cells[5], &row.cells[6]);
        if matches(&engine, row.number, example).is_none() {
            wrong.push(format!("{}: {pattern}\n   does not match its example: {example}", row.at));
        }
        if let Some((text, _)) = matches(&engine, row.number, innocent) {
            wrong.push(format!("{}: {pattern}\n   matches \"{text}\" in its innocent: {innocent}", row.at));
        }
    }
    assert!(wrong.is_empty(), "{} of {} rows:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[test]
fn every_replacement_is_clean_under_its_own_row() {
    let engine = Engine::new(Rubric::default());
    let mut wrong = Vec::new();
    for row in &rows() {
        let example = &row.cells[5];
        let Some((text, instead)) = matches(&engine, row.number, example) else { continue };
        for better in instead {
            let mended = example.replacen(&text, &better, 1);
            if matches(&engine, row.number, &mended).is_some() {
                wrong.push(format!("{}: \"{better}\" is flagged again in: {mended}", row.at));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn rows_say_why_and_are_not_repeated() {
    let mut seen = std::collections::HashSet::new();
    for row in rows() {
        assert!(!row.cells[2].is_empty(), "{} does not say why", row.at);
        assert!(seen.insert(row.cells[0].clone()), "{}: {} stands twice", row.at, row.cells[0]);
        assert!(row.cells[3].parse::<mtlint::mqm::Category>().is_ok() && row.cells[4].parse::<mtlint::mqm::Severity>().is_ok(), "{}", row.at);
    }
}
