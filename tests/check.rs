//! `mtlint check` as people run it: what it prints, writes, keeps, refuses and returns.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// The samples of the project.
fn seeds() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")
}

/// `mtlint check` in a folder of its own, where no project file changes anything.
fn mtlint(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mtlint"));
    command.arg("check").args(arguments).current_dir(folder).env_remove("NO_COLOR").stdin(Stdio::null());
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    mtlint(folder, arguments).output().expect("mtlint runs")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

/// A folder with texts.
fn texts(files: &[(&str, &[u8])]) -> TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    for (name, bytes) in files {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, bytes).expect("written");
    }
    dir
}

/// A table as rows of columns by name.
fn table(path: &Path) -> Vec<BTreeMap<String, String>> {
    let bytes = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let text = String::from_utf8(bytes).expect("UTF-8");
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

/// Everything below a folder, by relative path.
fn tree(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let (mut found, mut folders) = (BTreeMap::new(), vec![root.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("readable") {
            let path = entry.expect("readable").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(path.strip_prefix(root).expect("below").to_owned(), fs::read(&path).expect("readable"));
            }
        }
    }
    found
}

/// A text in which two words are misspelt.
const FAULTY: &[u8] =
    b"The government said on Monday that it will recieve the delegation in March.\n\nMany people there beleive that the talks will go on for weeks.\n";

#[test]
fn a_folder_gives_one_report_a_document_and_a_summary() {
    let dir = tempfile::tempdir().expect("a folder");
    let seeds = seeds();
    let output = run(dir.path(), &[seeds.to_str().expect("UTF-8"), "--out", "reports"]);
    assert!(err(&output).contains("reports are in reports, summary in reports/summary.csv"), "{}", err(&output));
    let rows = table(&dir.path().join("reports/summary.csv"));
    let documents = fs::read_dir(&seeds).expect("seeds").count();
    assert_eq!(rows.len(), documents);
    assert!(rows.iter().all(|row| row["status"] == "ok" && row["error"].is_empty() && row["words"].parse::<u32>().expect("a number") > 100));
    let reports: Vec<_> = tree(&dir.path().join("reports")).into_keys().collect();
    assert_eq!(reports.len(), documents + 1, "{reports:?}");
    let raw = reports.iter().find(|path| path.ends_with("flood-raw.txt.csv")).expect("a report");
    let findings = table(&dir.path().join("reports").join(raw));
    assert!(findings.iter().any(|row| row["rule"] == "mixed-script" && row["context"].contains("⟦Chulmа⟧")));
    let counted: usize = rows
        .iter()
        .filter(|row| row["file"].ends_with("flood-raw.txt"))
        .flat_map(|row| ["n_critical", "n_major", "n_minor", "n_neutral"].map(|n| row[n].parse::<usize>().expect("a number")))
        .sum();
    assert_eq!(counted, findings.len());
}

#[test]
fn findings_are_shown_with_their_line_and_documents_in_a_table() {
    let dir = texts(&[("a.txt", FAULTY)]);
    let output = run(dir.path(), &["a.txt"]);
    let shown = out(&output);
    assert!(shown.starts_with("a.txt:1:44  "), "{shown}");
    let lines: Vec<_> = shown.lines().collect();
    let column = lines[1].find("recieve").expect("the quoted word");
    assert_eq!(lines[2].find("^^^^^^^"), Some(column));
    assert!(shown.contains("write: receive"), "{shown}");
    assert!(shown.contains("\ndocument  words"), "{shown}");
    assert!(!shown.contains('\x1b'), "no colours into a pipe");
    assert!(out(&run(dir.path(), &["a.txt", "--color", "always"])).contains("\x1b["));
    let quiet = out(&run(dir.path(), &["a.txt", "--quiet"]));
    assert!(quiet.starts_with("document") && !quiet.contains("recieve"), "{quiet}");
}

#[test]
fn a_rerun_keeps_what_a_reviewer_typed() {
    let dir = texts(&[("a.txt", FAULTY)]);
    run(dir.path(), &["a.txt", "--out", "reports", "--dialect", "plain"]);
    let report = dir.path().join("reports/a.txt.csv");

    // As a spreadsheet with semicolons would save it: another separator, a verdict, a column of the reviewer's own.
    let mut reader = csv::Reader::from_path(&report).expect("a report");
    let mut rows = vec![reader.headers().expect("a header").clone()];
    rows.extend(reader.records().map(|row| row.expect("a row")));
    assert_eq!(rows.len(), 3);
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_path(&report).expect("a report");
    for (at, row) in rows.iter().enumerate() {
        let typed = [["verdict", "who"], ["ok", "Ann"], ["error", "Bob; me"]][at];
        writer.write_record([&row[0]].into_iter().chain(typed).chain(row.iter().skip(2))).expect("written");
    }
    drop(writer);

    // Text is added before and the second misspelling is corrected.
    let edited = format!("A new start of the text.\n\n{}", String::from_utf8_lossy(FAULTY).replace("beleive", "believe"));
    fs::write(dir.path().join("a.txt"), edited).expect("written");
    let output = run(dir.path(), &["a.txt", "--out", "reports"]);
    let kept = table(&report);
    assert_eq!(kept.len(), 2);
    assert_eq!((kept[0]["verdict"].as_str(), kept[0]["who"].as_str(), kept[0]["text"].as_str(), kept[0]["line"].as_str()), ("ok", "Ann", "recieve", "3"));
    assert_eq!(
        (kept[1]["verdict"].as_str(), kept[1]["who"].as_str(), kept[1]["text"].as_str(), kept[1]["status"].as_str()),
        ("error", "Bob; me", "beleive", "gone")
    );
    assert!(err(&output).contains("kept what a reviewer typed into 1 row\n"), "{}", err(&output));
    assert!(err(&output).contains("1 row with a reviewer's words no longer match any finding"), "{}", err(&output));
    assert_eq!(table(&dir.path().join("reports/summary.csv"))[0]["reviewed"], "1");
}

#[test]
fn no_cell_of_a_report_is_a_formula() {
    let text = "=HYPERLINK(\"http://evil\") The committee will recieve a letter.\n\n- “We beleive it”, – said the minister.\n\n+1 more , and so on.\n";
    let dir = texts(&[("=cmd.txt", text.as_bytes()), ("-x.txt", text.as_bytes())]);
    for dialect in ["excel", "excel-eu", "plain"] {
        run(dir.path(), &[".", "--out", "reports", "--dialect", dialect]);
        for (path, bytes) in tree(&dir.path().join("reports")) {
            let text = String::from_utf8(bytes).expect("UTF-8");
            let delimiter = if dialect == "excel-eu" { b';' } else { b',' };
            let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
            let records: Vec<_> = reader.records().map(|record| record.expect("as many cells as columns")).collect();
            assert!(records.len() > 1, "{}", path.display());
            for cell in records.iter().flatten() {
                assert!(!cell.trim_start().starts_with(['=', '+', '-', '@', '|', '%']) || cell.starts_with('\t'), "{}: {cell}", path.display());
                assert!(!cell.contains(['\n', '\r']), "{}: {cell}", path.display());
            }
        }
    }
}

#[test]
fn each_dialect_is_as_its_spreadsheet_wants_it() {
    // 27 words: the points per 1,000 words have decimals.
    let dir = texts(&[("a.txt", &[FAULTY, b"\nMany do.\n"].concat())]);
    for (dialect, start, line_end) in [("excel", "\u{feff}n,verdict,", "\r\n"), ("excel-eu", "\u{feff}n;verdict;", "\r\n"), ("plain", "n,verdict,", "schema\n")]
    {
        run(dir.path(), &["a.txt", "--out", dialect, "--dialect", dialect]);
        let text = fs::read_to_string(dir.path().join(dialect).join("a.txt.csv")).expect("a report");
        assert!(text.starts_with(start) && text.contains(line_end), "{dialect}");
    }
    let decimals = fs::read_to_string(dir.path().join("excel-eu/summary.csv")).expect("a summary");
    assert!(
        decimals.lines().nth(1).expect("a row").split(';').any(|cell| cell.contains(',') && cell.replace(',', "").bytes().all(|b| b.is_ascii_digit())),
        "{decimals}"
    );
}

#[test]
fn the_number_of_threads_changes_no_byte() {
    let dir = tempfile::tempdir().expect("a folder");
    let seeds = seeds();
    let runs: Vec<_> = ["1", "2", "7"]
        .map(|jobs| {
            let output = run(dir.path(), &[seeds.to_str().expect("UTF-8"), "no-such.txt", "--out", "reports", "--jobs", jobs]);
            let reports = tree(&dir.path().join("reports"));
            fs::remove_dir_all(dir.path().join("reports")).expect("removed");
            (output.status.code(), out(&output), err(&output), reports)
        })
        .into();
    assert_eq!(runs[0].0, Some(2));
    assert!(runs[0] == runs[1] && runs[0] == runs[2]);
}

#[test]
fn what_cannot_be_read_is_a_row_and_the_rest_is_done() {
    let dir = texts(&[("a.txt", FAULTY), ("folder.txt/inner.txt", FAULTY)]);
    let output = run(dir.path(), &["a.txt", "folder.txt", "no/such.txt", "--out", "reports"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("no/such.txt: cannot read: no such file or folder\n  remedy: "), "{}", err(&output));
    let rows = table(&dir.path().join("reports/summary.csv"));
    let status: Vec<_> = rows.iter().map(|row| (row["file"].as_str(), row["status"].as_str())).collect();
    assert_eq!(status, [("a.txt", "ok"), ("folder.txt/inner.txt", "ok"), ("no/such.txt", "error")]);
    assert!(rows[2]["error"].starts_with("cannot read: no such file or folder; remedy: "), "{}", rows[2]["error"]);
    assert!(dir.path().join("reports/a.txt.csv").is_file());
}

#[test]
fn a_binary_file_is_a_row_that_was_skipped_and_no_error() {
    let dir = texts(&[("a.txt", b"%PDF-1.7 \x00\x01\x02"), ("b.txt", b"The talks ended on Monday.\n")]);
    let output = run(dir.path(), &[".", "--out", "reports"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let rows = table(&dir.path().join("reports/summary.csv"));
    assert_eq!((rows[0]["status"].as_str(), rows[0]["score"].as_str()), ("skipped", ""));
    assert!(rows[0]["note"].starts_with("not a text"), "{}", rows[0]["note"]);
    assert!(!dir.path().join("reports/a.txt.csv").exists());
    assert!(err(&output).contains("a.txt: skipped: not a text"), "{}", err(&output));
}

#[test]
fn an_empty_file_is_a_row_without_a_score() {
    let dir = texts(&[("empty.txt", b""), ("blank.txt", b"\n \n")]);
    let output = run(dir.path(), &[".", "--out", "reports"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    for row in table(&dir.path().join("reports/summary.csv")) {
        assert_eq!((row["status"].as_str(), row["words"].as_str(), row["score"].as_str(), row["pass"].as_str()), ("ok", "0", "", ""));
    }
}

#[test]
#[cfg(unix)]
fn a_folder_that_cannot_be_written_to_is_named_with_a_remedy() {
    use std::os::unix::fs::PermissionsExt;
    let dir = texts(&[("a.txt", FAULTY)]);
    let closed = dir.path().join("closed");
    fs::create_dir(&closed).expect("made");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o555)).expect("closed");
    // To the administrator nothing is closed, so nothing can be seen there.
    if fs::write(closed.join("probe"), "").is_err() {
        let output = run(dir.path(), &["a.txt", "--out", "closed"]);
        assert_eq!(output.status.code(), Some(2));
        assert!(err(&output).contains("closed: cannot write into the folder: permission denied\n  remedy: "), "{}", err(&output));
    }
    let output = run(dir.path(), &["a.txt", "--out", "a.txt"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("a file is in the way\n  remedy: "), "{}", err(&output));
    assert_eq!(fs::read(dir.path().join("a.txt")).expect("there"), FAULTY);
}

#[test]
fn a_file_that_is_no_report_is_left_alone_and_the_rest_is_done() {
    let dir = texts(&[("a.txt", FAULTY), ("b.txt", FAULTY), ("out/a.txt.csv", b"name,price\npear,3\n")]);
    let output = run(dir.path(), &["a.txt", "b.txt", "--out", "out"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("is not a report of mtlint, and is left as it is"), "{}", err(&output));
    assert_eq!(fs::read(dir.path().join("out/a.txt.csv")).expect("there"), b"name,price\npear,3\n");
    let rows = table(&dir.path().join("out/summary.csv"));
    assert_eq!((rows[0]["status"].as_str(), rows[1]["status"].as_str()), ("error", "ok"));
    assert!(!rows[0]["score"].is_empty(), "the text itself was checked");
}

#[test]
fn standard_input_is_checked() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut child = mtlint(dir.path(), &["-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("mtlint runs");
    child.stdin.take().expect("piped").write_all(FAULTY).expect("read");
    let output = child.wait_with_output().expect("ended");
    assert!(out(&output).starts_with("-:1:44  "), "{}", out(&output));
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let dir = texts(&[]);
    for n in 0..40 {
        fs::write(dir.path().join(format!("{n}.txt")), FAULTY.repeat(60)).expect("written");
    }
    for arguments in [&["."][..], &[".", "--format", "jsonl", "--out", "reports"]] {
        let mut child = mtlint(dir.path(), arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("mtlint runs");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("ended");
        assert!(matches!(output.status.code(), Some(0 | 1)), "{:?} {}", output.status, err(&output));
        assert!(!err(&output).contains("panic") && !err(&output).contains("pipe"), "{}", err(&output));
    }
    assert_eq!(table(&dir.path().join("reports/summary.csv")).len(), 40, "reports are written though nobody reads the findings");
}

#[test]
fn offsets_in_json_lines_are_code_points() {
    let text = format!("“Çà et là”, 🙂 Erdoğan said.\n\n{}", String::from_utf8_lossy(FAULTY));
    let dir = texts(&[("a.txt", text.as_bytes())]);
    let output = run(dir.path(), &["a.txt", "--format", "jsonl"]);
    let points: Vec<char> = text.chars().collect();
    let mut words = Vec::new();
    for line in out(&output).lines() {
        let finding: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let place = |key: &str| finding[key].as_u64().expect("a number") as usize;
        let found: String = points[place("start")..place("end")].iter().collect();
        assert_eq!(finding["text"], found.as_str());
        assert_eq!(finding["path"], "a.txt");
        words.push(found);
    }
    assert!(words.iter().any(|word| word == "recieve") && words.iter().any(|word| word == "beleive"), "{words:?}");
}

#[test]
fn findings_of_many_documents_make_one_table() {
    let dir = texts(&[("a.txt", FAULTY), ("b.txt", FAULTY)]);
    let output = run(dir.path(), &[".", "--format", "csv", "--dialect", "plain"]);
    let text = out(&output);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<BTreeMap<String, String>> = reader.deserialize().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.iter().map(|row| row["file"].as_str()).collect::<Vec<_>>(), ["a.txt", "a.txt", "b.txt", "b.txt"]);
    assert_eq!(text.matches("fingerprint").count(), 1);
}

#[test]
fn nothing_to_check_is_no_failure() {
    let dir = texts(&[("code.rs", b"fn main() {}")]);
    let output = run(dir.path(), &["."]);
    assert_eq!(output.status.code(), Some(0));
    assert!(err(&output).contains("nothing to check"), "{}", err(&output));
}

#[test]
fn the_gate_says_how_many_findings_stopped_it() {
    let dir =
        texts(&[("a.txt", FAULTY), ("gate.toml", b"[gate]\nseverity = \"minor\"\nconfidence = 0.5\n"), ("high.toml", b"[gate]\nseverity = \"critical\"\n")]);
    let output = run(dir.path(), &["a.txt", "--rubric", "gate.toml"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(err(&output).lines().last(), Some("mtlint: gate: 2 findings at or above minor, 50 %"));
    assert_eq!(run(dir.path(), &["a.txt", "--rubric", "high.toml"]).status.code(), Some(0));
}

#[test]
#[cfg(unix)]
fn ctrl_c_leaves_whole_reports_only() {
    let dir = tempfile::tempdir().expect("a folder");
    for n in 0..400 {
        fs::write(dir.path().join(format!("{n:03}.txt")), FAULTY.repeat(100)).expect("written");
    }
    let mut child =
        mtlint(dir.path(), &[".", "--out", "reports", "--format", "jsonl"]).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("mtlint runs");
    // The first report shows that the work has begun.
    while !dir.path().join("reports/000.txt.csv").exists() {
        assert!(child.try_wait().expect("alive").is_none(), "it ended before it wrote");
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill runs");
    let output = child.wait_with_output().expect("ended");
    assert_eq!(output.status.code(), Some(2), "{}", err(&output));
    assert!(err(&output).contains("stopped after ") && err(&output).contains("remedy: "), "{}", err(&output));
    let reports = tree(&dir.path().join("reports"));
    assert!(reports.len() < 400);
    for (path, bytes) in reports {
        assert!(path.extension().is_some_and(|ending| ending == "csv"), "{} was left behind", path.display());
        assert!(path.as_os_str() != "summary.csv", "half a summary");
        assert!(bytes.ends_with(b"mtlint.findings/1\r\n"), "{} is not whole", path.display());
    }
}

#[test]
fn renderings_of_one_text_bear_witness_and_stand_together_in_the_summary() {
    let folder = tempfile::tempdir().expect("a folder");
    let seeds = seeds();
    let paths = seeds.to_str().expect("UTF-8");
    let summary = |more: &[&str]| {
        let out = folder.path().join(format!("reports{}", more.len()));
        let arguments = [&["--quiet", "--out", out.to_str().expect("UTF-8"), paths], more].concat();
        let output = run(folder.path(), &arguments);
        let rows: BTreeMap<String, BTreeMap<String, String>> =
            table(&out.join("summary.csv")).into_iter().map(|row| (row["file"].rsplit('/').next().expect("a name").to_owned(), row)).collect();
        (rows, err(&output))
    };
    let (rows, told) = summary(&[]);
    assert!(told.contains("9 documents are renderings of 3 texts"), "{told}");
    assert!(rows["clean.md"]["group"].is_empty());
    assert_eq!(rows["flood-agency.txt"]["group"], rows["flood-raw.txt"]["group"]);
    assert_ne!(rows["flood-agency.txt"]["group"], rows["trade-raw.txt"]["group"]);
    assert!(rows["summit-excerpt.txt"]["excerpt_of"].ends_with("summit-agency.txt"));
    let ranks = ["flood-agency.txt", "flood-edited.txt", "flood-raw.txt"].map(|name| rows[name]["rank_in_group"].as_str());
    assert_eq!(ranks[2], "3", "the raw rendering is the worst: {ranks:?}");
    assert_eq!(BTreeSet::from(ranks), BTreeSet::from(["1", "2", "3"]));
    let (rows, told) = summary(&["--alone"]);
    assert!(!told.contains("renderings") && rows.values().all(|row| row["group"].is_empty()), "{told}");
}

#[test]
fn a_name_that_the_folder_spells_otherwise_is_told_whatever_the_number_of_threads() {
    let files: [(&str, &[u8]); 4] = [
        ("a.txt", b"It was late when Damir Turabekov came to the bridge. Turabekov left soon.\n"),
        ("b.txt", b"The engineer slept. Later Damir Turobekov spoke about the river and the dam.\n"),
        ("c.txt", b"Nobody else knew of it. Only Damir Turabekov had read the long report.\n"),
        ("d.txt", b"Rain fell on the hills for days. The roads were closed until the morning.\n"),
    ];
    let dir = texts(&files);
    let one = run(dir.path(), &[".", "--format", "jsonl", "--jobs", "1"]);
    assert!(out(&one).contains(r#""rule":"folder-variants""#), "{}", out(&one));
    assert!(out(&one).contains("a.txt and c.txt have it so"), "{}", out(&one));
    assert_eq!(out(&one), out(&run(dir.path(), &[".", "--format", "jsonl", "--jobs", "4"])));
    for alone in [&["b.txt", "--format", "jsonl"][..], &[".", "--alone", "--format", "jsonl"]] {
        assert!(!out(&run(dir.path(), alone)).contains("folder-variants"), "{alone:?}");
    }
    run(dir.path(), &[".", "--out", "reports"]);
    let summary = table(&dir.path().join("reports/summary.csv"));
    let names: Vec<(&str, &str)> = summary.iter().map(|row| (row["names_distinct"].as_str(), row["names_inconsistent"].as_str())).collect();
    assert_eq!(names, [("1", "0"), ("1", "1"), ("1", "0"), ("0", "0")]);
}
