//! What the comparison finds in the project's own samples, against the marked divergences.

use mtlint::compare::Comparison;
use mtlint::compare::divergence::{Divergence, Kind};
use mtlint::compare::group::group;
use mtlint::compare::sketch::Sketcher;
use mtlint::text::{Document, Span};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn document(name: &str) -> Document {
    let text = std::fs::read_to_string(format!("{ROOT}/seeds/{name}")).expect("a sample");
    Document::plain(name, text)
}

/// A marked divergence of a pair; places in bytes.
struct Marked {
    kind: String,
    places: [Option<Span>; 2],
    detail: String,
}

/// The marked divergences of every pair of samples.
fn gold() -> Vec<(String, String, Vec<Marked>)> {
    let mut reader = csv::Reader::from_path(format!("{ROOT}/tests/gold/renderings.csv")).expect("the gold");
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("rows");
    let mut pairs: Vec<(String, String, Vec<Marked>)> = Vec::new();
    for row in rows.iter().filter(|row| !row[3].is_empty()) {
        if !pairs.iter().any(|(a, b, _)| *a == row[0] && *b == row[3]) {
            pairs.push((row[0].to_owned(), row[3].to_owned(), Vec::new()));
        }
    }
    for (a, b, marked) in &mut pairs {
        let place = |name: &str, start: &str, end: &str| {
            let text = std::fs::read_to_string(format!("{ROOT}/seeds/{name}")).expect("a sample");
            let byte = |at: &str| text.char_indices().map(|(byte, _)| byte).chain([text.len()]).nth(at.parse().expect("a number")).expect("inside");
            Span::new(byte(start), byte(end))
        };
        for row in rows.iter().filter(|row| row[0] == **a && row[3] == **b) {
            let places = [Some(place(a, &row[1], &row[2])), Some(place(b, &row[4], &row[5]))];
            marked.push(Marked { kind: row[7].to_owned(), places, detail: row[8].to_owned() });
        }
    }
    pairs
}

fn meets(comparison: &Comparison, unit: usize, divergence: &Divergence, marked: &Marked) -> bool {
    (0..2).any(|side| {
        let Some(place) = marked.places[side] else { return false };
        match &divergence.sayings[side] {
            Some(saying) => saying.span.overlaps(place),
            None => comparison.passages[unit].segments[side].iter().any(|at| comparison.documents[side].segments()[*at as usize].span.overlaps(place)),
        }
    })
}

#[test]
fn marked_divergences_are_found() {
    let (mut numbers, mut found_numbers, mut missed) = (0, 0, Vec::new());
    for (a, b, marked) in gold() {
        let comparison = Comparison::of(vec![document(&a), document(&b)]);
        let all = || comparison.divergences.iter().enumerate().flat_map(|(unit, found)| found.iter().map(move |divergence| (unit, divergence)));
        for marked in marked.iter().filter(|marked| marked.kind == "number") {
            numbers += 1;
            let hit = all().any(|(unit, divergence)| divergence.kind == Kind::Number && meets(&comparison, unit, divergence, marked));
            found_numbers += u32::from(hit);
            if !hit {
                missed.push(format!("{a} {b}: {}", marked.detail));
            }
        }
    }
    assert!(found_numbers * 10 >= numbers * 9, "{found_numbers} of {numbers} numbers found; missed: {missed:#?}");
}

#[test]
fn a_near_copy_diverges_in_its_exchanged_digits_and_its_gaps_only() {
    let comparison = Comparison::of(vec![document("summit-excerpt.txt"), document("summit-agency.txt")]);
    let details: Vec<_> = comparison.divergences.iter().flatten().filter(|divergence| !divergence.whole).collect();
    assert_eq!(details.len(), 1, "{details:#?}");
    assert_eq!(details[0].kind, Kind::Number);
    let said: Vec<_> = details[0].sayings.iter().flatten().map(|saying| saying.text.as_str()).collect();
    assert_eq!(said, ["73", "37"]);
}

#[test]
fn a_garbled_name_has_its_witness() {
    let comparison = Comparison::of(vec![document("summit-edited.txt"), document("summit-agency.txt"), document("summit-raw.txt")]);
    let name = comparison
        .divergences
        .iter()
        .flatten()
        .find(|divergence| divergence.kind == Kind::Name && divergence.sayings[0].as_ref().is_some_and(|saying| saying.text == "Livia"))
        .expect("Livia is seen");
    assert_eq!(name.sayings[1].as_ref().map(|saying| saying.text.as_str()), Some("Libya"));
    assert_eq!((name.outlier, name.majority.as_deref()), (Some(0), Some("Libya")));
}

#[test]
fn the_samples_fall_into_their_three_stories() {
    let mut names: Vec<String> =
        std::fs::read_dir(format!("{ROOT}/seeds")).expect("samples").map(|entry| entry.expect("a file").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    let mut sketcher = Sketcher::for_documents(names.len());
    let sketches: Vec<_> = names.iter().map(|name| sketcher.sketch(document(name).text())).collect();
    let grouping = group(&sketches);
    let groups: Vec<Vec<&str>> = grouping.groups().iter().map(|group| group.iter().map(|at| names[*at].as_str()).collect()).collect();
    assert_eq!(
        groups,
        [
            vec!["flood-agency.txt", "flood-edited.txt", "flood-raw.txt"],
            vec!["summit-agency.txt", "summit-edited.txt", "summit-excerpt.txt", "summit-raw.txt"],
            vec!["trade-edited.txt", "trade-raw.txt"],
        ]
    );
    let place = |name: &str| names.iter().position(|known| known == name).expect("a sample");
    assert_eq!(grouping.excerpt_of[place("summit-excerpt.txt")], Some(place("summit-agency.txt")));
}
