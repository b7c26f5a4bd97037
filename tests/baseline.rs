//! A baseline stays valid over edits: known findings pass wherever they move, new ones do not.
//!
//! `MTLINT_TEXTS=FOLDER` measures on the texts of another folder, too.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use mtlint::engine::Engine;
use mtlint::input::Source;
use mtlint::input::decode::Encoding;
use mtlint::input::formats::Format;
use mtlint::judge::baseline::Baseline;
use mtlint::judge::rubric::Rubric;
use mtlint::judge::{Assessment, Status};

/// Scripts of random edits.
const SCRIPTS: u64 = 200;

/// Share of the findings in paragraphs that an edit left alone, moved, re-wrapped or gave other quotation marks, that
/// must still be known.
const LEAST_KEPT: f64 = 0.99;

/// Numbers that look random and are the same everywhere (Steele, Lea, Flood: SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % sides as u64) as usize
    }
}

#[derive(Clone)]
struct Paragraph {
    /// Its number in the text before; `None` if an edit put it in.
    id: Option<usize>,
    text: String,
    quotes_changed: bool,
}

/// The paragraphs of a text and what stands between them.
fn paragraphs(text: &str) -> (Vec<Paragraph>, &'static str) {
    let between = if text.contains("\n\n") { "\n\n" } else { "\n" };
    let parts = text.split(between).filter(|part| !part.trim().is_empty()).enumerate();
    (parts.map(|(id, part)| Paragraph { id: Some(id), text: part.to_owned(), quotes_changed: false }).collect(), between)
}

const NEW: [&str; 3] = [
    "The weather was fine on that day, and many people went for a walk along the river.",
    "Nobody answered the question for a while. Then the oldest of them stood up and spoke.",
    "A second train left the station at noon.",
];

/// Breaks lines at a width.
fn wrapped(text: &str, width: usize) -> String {
    let (mut out, mut used) = (String::new(), 0);
    for word in text.split(' ') {
        let length = word.chars().count();
        if used > 0 && used + 1 + length > width {
            out.push('\n');
            used = 0;
        } else if used > 0 {
            out.push(' ');
            used += 1;
        }
        out.push_str(word);
        used += length;
    }
    out
}

/// One to five edits; says whether the whole text was wrapped.
fn edit(paragraphs: &mut Vec<Paragraph>, between: &str, dice: &mut Dice) -> bool {
    let mut all_wrapped = false;
    for _ in 0..=dice.roll(5) {
        let at = dice.roll(paragraphs.len().max(1));
        match dice.roll(5) {
            0 => paragraphs.insert(at, Paragraph { id: None, text: NEW[dice.roll(NEW.len())].to_owned(), quotes_changed: false }),
            1 if paragraphs.len() > 2 => drop(paragraphs.remove(at)),
            2 if paragraphs.len() > 2 => {
                let moved = paragraphs.remove(at);
                let to = dice.roll(paragraphs.len());
                paragraphs.insert(to, moved);
            }
            3 if between == "\n\n" || !all_wrapped => {
                // A text is wrapped as a whole, or it is not wrapped.
                all_wrapped = true;
                let width = 60 + dice.roll(30);
                for paragraph in paragraphs.iter_mut() {
                    paragraph.text = wrapped(&paragraph.text.replace('\n', " "), width);
                }
            }
            4 => {
                let paragraph = &mut paragraphs[at];
                let (mut changed, mut open) = (String::new(), false);
                for c in paragraph.text.chars() {
                    open ^= c == '"';
                    changed.push(match c {
                        '“' | '”' => '"',
                        '"' if open => '“',
                        '"' => '”',
                        c => c,
                    });
                }
                paragraph.quotes_changed |= changed != paragraph.text;
                paragraph.text = changed;
            }
            _ => {}
        }
    }
    all_wrapped
}

/// The text, and where each paragraph stands in it.
fn joined(paragraphs: &[Paragraph], between: &str) -> (String, Vec<std::ops::Range<usize>>) {
    let (mut text, mut places) = (String::new(), Vec::new());
    for paragraph in paragraphs {
        if !text.is_empty() {
            text.push_str(between);
        }
        places.push(text.len()..text.len() + paragraph.text.len());
        text.push_str(&paragraph.text);
    }
    (text, places)
}

fn check(engine: &Engine, path: &Path, text: &str) -> Assessment {
    engine.check(Source {
        name: path.to_string_lossy().into_owned(),
        text: text.to_owned(),
        encoding: Encoding::UTF8,
        format: Format::of_name(&path.to_string_lossy()),
    })
}

#[derive(Default)]
struct Kept {
    known: u32,
    lost: u32,
    /// By rule.
    gone: BTreeMap<&'static str, u32>,
    examples: Vec<String>,
}

/// Random edits of the texts of a folder.
fn measure(folder: &Path) -> Kept {
    let engine = Engine::new(Rubric::default());
    let dir = tempfile::tempdir().expect("a folder");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).expect("texts").map(|entry| entry.expect("readable").path()).filter(|path| path.is_file()).collect();
    files.sort();
    let mut kept = Kept::default();
    for script in 0..SCRIPTS {
        let mut dice = Dice(script);
        let path = &files[dice.roll(files.len())];
        let (before, between) = paragraphs(&fs::read_to_string(path).expect("readable").replace("\r\n", "\n"));
        let (text, old_places) = joined(&before, between);
        let old = check(&engine, path, &text);
        let mut baseline = Baseline::empty(&dir.path().join("baseline.csv"));
        baseline.add(&old.name, &old.text, &old.issues, false);

        let mut after = before.clone();
        let all_wrapped = edit(&mut after, between, &mut dice);
        let (text, places) = joined(&after, if all_wrapped { "\n\n" } else { between });
        let mut new = check(&engine, path, &text);
        baseline.mark(&new.name, &mut new.issues);
        for issue in &old.issues {
            let inside = |place: &std::ops::Range<usize>| place.contains(&(issue.finding.span.start as usize)) && issue.finding.span.end as usize <= place.end;
            let Some(id) = old_places.iter().position(inside) else { continue };
            let Some(at) = after.iter().position(|paragraph| paragraph.id == Some(id)) else { continue };
            // Marks that an edit changed were touched.
            if after[at].quotes_changed && issue.finding.category.family() == "typography" {
                continue;
            }
            let there: Vec<_> = new.issues.iter().filter(|issue| places[at].contains(&(issue.finding.span.start as usize))).collect();
            if there.iter().any(|new| new.fingerprint == issue.fingerprint && new.status == Status::Known) {
                kept.known += 1;
            } else if let Some(lost) = there.iter().find(|new| new.finding.rule == issue.finding.rule && new.text_key == issue.text_key) {
                kept.lost += 1;
                kept.examples.push(format!("script {script}, {}: {} {:?}, wrapped {all_wrapped}", new.name, lost.finding.rule, issue.text_key));
            } else {
                // What it rested on is no longer there, such as the other spelling of a name.
                *kept.gone.entry(issue.finding.rule).or_default() += 1;
            }
        }
    }
    kept
}

#[test]
fn findings_that_an_edit_did_not_touch_stay_known() {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    for folder in [Some(own), std::env::var_os("MTLINT_TEXTS").map(PathBuf::from)].into_iter().flatten() {
        let kept = measure(&folder);
        let share = f64::from(kept.known) / f64::from(kept.known + kept.lost);
        let gone: u32 = kept.gone.values().sum();
        eprintln!("{}: {} known, {} lost ({:.2} % kept), {gone} no longer found: {:?}", folder.display(), kept.known, kept.lost, share * 100.0, kept.gone);
        assert!(kept.known > 500, "there is something to measure");
        assert!(share >= LEAST_KEPT, "{share}:\n{}", kept.examples.join("\n"));
        assert!(f64::from(gone) < 0.05 * f64::from(kept.known), "{gone} findings vanished");
    }
}

// ---- As people use it ------------------------------------------------------------------------------------------

fn mtlint(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_mtlint")).args(arguments).current_dir(folder).output().expect("mtlint runs")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

const FAULTY: &str =
    "The government said on Monday that it will recieve the delegation in March.\n\nMany people there beleive that the talks will go on for weeks.\n";

#[test]
fn known_findings_pass_the_gate_and_new_ones_stop_it() {
    let dir = tempfile::tempdir().expect("a folder");
    fs::write(dir.path().join("mtlint.toml"), "[gate]\nseverity = \"minor\"\n").expect("written");
    fs::write(dir.path().join("a.txt"), FAULTY).expect("written");
    assert_eq!(mtlint(dir.path(), &["check", "a.txt"]).status.code(), Some(1));
    let output = mtlint(dir.path(), &["baseline", "a.txt"]);
    assert_eq!(err(&output), "mtlint: 2 findings in .mtlint/baseline.csv\n");

    fs::write(dir.path().join("a.txt"), format!("A first paragraph is new here.\n\n{FAULTY}")).expect("written");
    let output = mtlint(dir.path(), &["check", "a.txt", "--baseline", ".mtlint/baseline.csv"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert!(err(&output).contains("2 findings known to the baseline"), "{}", err(&output));

    fs::write(dir.path().join("a.txt"), format!("{FAULTY}\nThey seperate the two parts of the town now.\n")).expect("written");
    let output = mtlint(dir.path(), &["check", "a.txt", "--baseline", ".mtlint/baseline.csv"]);
    assert_eq!(output.status.code(), Some(1));
    let shown = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(shown.contains("seperate") && !shown.contains("recieve"), "{shown}");
}

#[test]
fn what_was_mended_is_reported_and_pruned_and_nothing_is_added() {
    let dir = tempfile::tempdir().expect("a folder");
    fs::write(dir.path().join("a.txt"), FAULTY).expect("written");
    mtlint(dir.path(), &["baseline", "."]);
    fs::write(dir.path().join("a.txt"), FAULTY.replace("recieve", "receive") + "\nThey seperate the two parts of the town now.\n").expect("written");
    let output = mtlint(dir.path(), &["check", ".", "--baseline", ".mtlint/baseline.csv"]);
    assert!(err(&output).contains("1 finding of it no longer there"), "{}", err(&output));
    let output = mtlint(dir.path(), &["baseline", ".", "--prune"]);
    assert_eq!(err(&output), "mtlint: 1 finding taken out; 1 finding in .mtlint/baseline.csv\n");
    let table = fs::read_to_string(dir.path().join(".mtlint/baseline.csv")).expect("there");
    assert!(table.contains("beleive") && !table.contains("recieve") && !table.contains("seperate"), "{table}");
}

#[test]
fn a_part_of_the_project_can_be_written_down_anew() {
    let dir = tempfile::tempdir().expect("a folder");
    fs::create_dir(dir.path().join("x")).expect("made");
    fs::write(dir.path().join("x/a.txt"), FAULTY).expect("written");
    fs::write(dir.path().join("b.txt"), FAULTY).expect("written");
    mtlint(dir.path(), &["baseline", "."]);
    let whole = fs::read_to_string(dir.path().join(".mtlint/baseline.csv")).expect("there");
    mtlint(&dir.path().join("x"), &["baseline", "a.txt", "--out", "../.mtlint/baseline.csv"]);
    assert_eq!(fs::read_to_string(dir.path().join(".mtlint/baseline.csv")).expect("there"), whole, "seen from another folder it is the same");
}

#[test]
fn a_baseline_that_is_not_there_is_an_error_with_a_remedy() {
    let dir = tempfile::tempdir().expect("a folder");
    fs::write(dir.path().join("a.txt"), FAULTY).expect("written");
    let output = mtlint(dir.path(), &["check", "a.txt", "--baseline", "none.csv"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("none.csv") && err(&output).contains("mtlint baseline"), "{}", err(&output));
}

#[test]
fn what_renderings_say_of_each_other_is_known_too() {
    let dir = tempfile::tempdir().expect("a folder");
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")).expect("seeds") {
        let path = entry.expect("readable").path();
        fs::copy(&path, dir.path().join(path.file_name().expect("a name"))).expect("copied");
    }
    assert_eq!(mtlint(dir.path(), &["check", "."]).status.code(), Some(1));
    mtlint(dir.path(), &["baseline", "."]);
    let output = mtlint(dir.path(), &["check", ".", "--baseline", ".mtlint/baseline.csv"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert!(err(&output).contains("are renderings of 3 texts") && !err(&output).contains("no longer there"), "{}", err(&output));
}

#[test]
fn a_project_names_its_baseline_once() {
    let dir = tempfile::tempdir().expect("a folder");
    fs::create_dir_all(dir.path().join("texts/deep")).expect("made");
    fs::write(dir.path().join("mtlint.toml"), "[gate]\nseverity = \"minor\"\n[files]\nbaseline = \"known/all.csv\"\n").expect("written");
    fs::create_dir(dir.path().join("known")).expect("made");
    fs::write(dir.path().join("texts/deep/a.txt"), FAULTY).expect("written");
    let output = mtlint(dir.path(), &["check", "texts"]);
    assert_eq!(output.status.code(), Some(2), "it names one that is not there");
    assert!(err(&output).contains("known/all.csv") && err(&output).contains("mtlint baseline"), "{}", err(&output));
    let output = mtlint(dir.path(), &["baseline", "texts"]);
    assert_eq!(err(&output), "mtlint: 2 findings in known/all.csv\n");
    for (folder, path) in [("", "texts"), ("texts", "deep/a.txt"), ("texts/deep", ".")] {
        let output = mtlint(&dir.path().join(folder), &["check", path]);
        assert_eq!(output.status.code(), Some(0), "{folder}: {}", err(&output));
    }
    assert_eq!(mtlint(dir.path(), &["check", "texts", "--no-baseline"]).status.code(), Some(1));
    fs::write(dir.path().join("none.csv"), "file,rule,text,fingerprint,count\n").expect("written");
    assert_eq!(mtlint(dir.path(), &["check", "texts", "--baseline", "none.csv"]).status.code(), Some(1), "the one that is named goes first");
    // What is known stops, too, where the gate says so, and is shown.
    fs::write(dir.path().join("texts/mtlint.toml"), "[gate]\nnew_only = false\n").expect("written");
    let output = mtlint(dir.path(), &["check", "texts"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stdout).contains("recieve"), "what stops is shown");
}
