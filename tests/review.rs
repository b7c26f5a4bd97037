//! The review loop: reports go out, come back from a spreadsheet in whatever form, and later checks honour them.
//!
//! Where LibreOffice is installed, it opens and saves the reports, too.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

fn mtlint(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_mtlint")).args(arguments).current_dir(folder).env("NO_COLOR", "1").output().expect("mtlint runs")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

type Row = BTreeMap<String, String>;

fn table(path: &Path) -> Vec<Row> {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes()).deserialize().map(|row| row.expect("a row")).collect()
}

/// A name that a spreadsheet would run as a formula.
const FORMULA: &str = "=SUM(1,2).txt";

/// The samples of the project, and a document whose name is a formula; checked, with reports.
fn project() -> TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds")).expect("seeds") {
        let path = entry.expect("readable").path();
        fs::copy(&path, dir.path().join(path.file_name().expect("a name"))).expect("copied");
    }
    fs::write(dir.path().join(FORMULA), "They will recieve the guests of honour at noon. Many beleive it.\n").expect("written");
    mtlint(dir.path(), &["check", ".", "--out", "reports", "--dialect", "plain", "-q"]);
    dir
}

const SAMPLES: [&str; 3] = ["summit-raw.txt", "flood-raw.txt", FORMULA];

/// What a reviewer types, again and again from the top.
const TYPED: [(&str, &str); 6] = [("error", "error"), ("нет", "ok"), ("", ""), ("Y", "error"), ("wontfix", "wontfix"), ("unsure", "unsure")];

/// What was decided of a finding, by file, fingerprint and occurrence.
type Verdicts = BTreeMap<(String, String, String), String>;

fn key(row: &Row) -> (String, String, String) {
    (row["file"].trim_start_matches('\t').to_owned(), row["fingerprint"].clone(), row["occurrence"].clone())
}

/// Types verdicts and notes into a report, in another order and with a column of the reviewer's own; says what they are.
fn reviewed(path: &Path) -> (Vec<Vec<String>>, Verdicts) {
    let text = fs::read_to_string(path).expect("there");
    let mut records: Vec<Vec<String>> = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes())
        .records()
        .map(|record| record.expect("a row").iter().map(str::to_owned).collect())
        .collect();
    let column = |name: &str| records[0].iter().position(|column| column == name).expect("a column");
    let (verdict, note) = (column("verdict"), column("note"));
    let mut expected = Verdicts::new();
    for (row, (typed, meant)) in table(path).iter().zip(TYPED.iter().cycle()) {
        if !meant.is_empty() {
            expected.insert(key(row), (*meant).to_owned());
        }
        let at = expected_line(&records, row);
        records[at][verdict] = (*typed).to_owned();
        records[at][note] = if typed.is_empty() { String::new() } else { "Проверено: \"так\"; да, точно".to_owned() };
    }
    for (at, record) in records.iter_mut().enumerate() {
        record.insert(3, if at == 0 { "my column".to_owned() } else { format!("mine {at}") });
    }
    let middle = (records.len() - 1) / 2;
    records[1..].rotate_left(middle);
    records[1..].reverse();
    (records, expected)
}

fn expected_line(records: &[Vec<String>], row: &Row) -> usize {
    let n = records[0].iter().position(|column| column == "n").expect("a column");
    records.iter().position(|record| record[n] == row["n"]).expect("the row")
}

/// The table as text.
fn written(records: &[Vec<String>], delimiter: u8) -> String {
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for record in records {
        writer.write_record(record).expect("memory");
    }
    String::from_utf8(writer.into_inner().expect("memory")).expect("UTF-8")
}

/// Applies a review and holds what was decided against what was typed.
#[track_caller]
fn assert_applied(folder: &Path, reviewed: &Path, expected: &Verdicts, how: &str) {
    let decisions = folder.join(".mtlint/decisions.csv");
    let _ = fs::remove_file(&decisions);
    let output = mtlint(folder, &["review", reviewed.to_str().expect("UTF-8"), "--apply", "--one-by-one", "--when", "2024-05-01"]);
    assert_eq!(output.status.code(), Some(0), "{how}: {}", err(&output));
    let decided: Verdicts = table(&decisions).iter().map(|row| (key(row), row["verdict"].clone())).collect();
    assert_eq!(&decided, expected, "{how}");
}

#[test]
fn no_verdict_is_lost_or_misplaced_whatever_the_copy() {
    let dir = project();
    for sample in SAMPLES {
        let (records, expected) = reviewed(&dir.path().join("reports").join(format!("{sample}.csv")));
        let copy = dir.path().join("copy.csv");
        for delimiter in [b',', b';', b'\t'] {
            let text = written(&records, delimiter);
            let utf16: Vec<u8> = std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
            let copies = [
                ("UTF-8", text.clone().into_bytes()),
                ("UTF-8 with a mark", format!("\u{feff}{text}").into_bytes()),
                ("UTF-16", utf16),
                ("cp1251", legacy(&text, encoding_rs::WINDOWS_1251)),
                ("MacCyrillic", legacy(&text, encoding_rs::X_MAC_CYRILLIC)),
            ];
            for (encoding, bytes) in copies {
                fs::write(&copy, bytes).expect("written");
                assert_applied(dir.path(), &copy, &expected, &format!("{sample}, {encoding}, separator {:?}", delimiter as char));
            }
        }
        // What cp1252 has no letters for is lost before it reaches us: such a verdict is told, not guessed.
        let english: Vec<Vec<String>> = records.iter().map(|record| record.iter().map(|cell| cell.replace("нет", "no")).collect()).collect();
        let latin = legacy(&written(&english, b';'), encoding_rs::WINDOWS_1252);
        fs::write(&copy, latin).expect("written");
        assert_applied(dir.path(), &copy, &expected, &format!("{sample}, cp1252"));
    }
}

/// A text as spreadsheets save it in an old encoding: what that lacks becomes a question mark.
fn legacy(text: &str, encoding: &'static encoding_rs::Encoding) -> Vec<u8> {
    let bytes = |c: char| {
        let mut letter = [0; 4];
        let (bytes, _, lacking) = encoding.encode(c.encode_utf8(&mut letter));
        if lacking { vec![b'?'] } else { bytes.into_owned() }
    };
    text.chars().flat_map(bytes).collect()
}

#[test]
fn a_workbook_takes_verdicts_out_and_back() {
    let dir = project();
    let output = mtlint(dir.path(), &["check", ".", "--out", "book", "--format", "xlsx", "-q"]);
    assert!(err(&output).contains("the workbook is book/findings.xlsx"), "{}", err(&output));
    let shown = mtlint(dir.path(), &["review", "book"]);
    assert_eq!(shown.status.code(), Some(0), "{}", err(&shown));
    assert!(out(&shown).contains("summit-raw.txt") && out(&shown).contains(FORMULA), "{}", out(&shown));
    let tables = mtlint(dir.path(), &["review", "reports"]);
    assert_eq!(out(&tables), out(&shown), "a workbook says what the tables say");
}

#[test]
fn later_checks_honour_what_was_decided() {
    let dir = tempfile::tempdir().expect("a folder");
    fs::write(dir.path().join("a.txt"), "They will recieve the guests of honour at noon.\n\nMany beleive it. The Zzyzxia river is near.\n").expect("written");
    mtlint(dir.path(), &["check", "a.txt", "--out", "reports", "--dialect", "plain", "-q"]);
    let report = dir.path().join("reports/a.txt.csv");
    let text = fs::read_to_string(&report).expect("there");
    let judged: Vec<String> = text.lines().map(|line| if line.contains("recieve") { line.replacen(",,", ",ok,", 1) } else { line.to_owned() }).collect();
    fs::write(&report, judged.join("\n")).expect("written");
    let output = mtlint(dir.path(), &["review", "reports", "--apply", "--who", "Ann"]);
    assert!(err(&output).contains("1 new decisions, 0 changed, 0 as before, in .mtlint/decisions.csv"), "{}", err(&output));

    let output = mtlint(dir.path(), &["check", "a.txt"]);
    assert!(!out(&output).contains("recieve") && out(&output).contains("beleive"), "{}", out(&output));
    assert!(err(&output).contains("1 finding left as decided"), "{}", err(&output));
    assert!(out(&output).contains("| decisions "), "{}", out(&output));
    assert!(out(&mtlint(dir.path(), &["check", "a.txt", "--no-decisions"])).contains("recieve"));

    // A deleted line takes the decision back.
    let decisions = dir.path().join(".mtlint/decisions.csv");
    let first = fs::read_to_string(&decisions).expect("there").lines().next().expect("a header").to_owned();
    fs::write(&decisions, first).expect("written");
    assert!(out(&mtlint(dir.path(), &["check", "a.txt"])).contains("recieve"));
}

#[test]
fn a_word_that_is_accepted_is_known_everywhere() {
    let dir = tempfile::tempdir().expect("a folder");
    fs::write(dir.path().join("a.txt"), "They will recieve the guests of honour at noon.\n").expect("written");
    fs::write(dir.path().join("b.txt"), "Nobody wants to recieve them before the end of the year.\n").expect("written");
    mtlint(dir.path(), &["check", "a.txt", "--out", "reports", "--dialect", "plain", "-q"]);
    let report = dir.path().join("reports/a.txt.csv");
    let text = fs::read_to_string(&report).expect("there");
    fs::write(&report, text.replacen("\n1,,", "\n1,word,", 1)).expect("written");
    assert!(out(&mtlint(dir.path(), &["check", "b.txt"])).contains("recieve"));
    mtlint(dir.path(), &["review", "reports", "--apply"]);
    let output = mtlint(dir.path(), &["check", "b.txt"]);
    assert!(!out(&output).contains("recieve"), "{}", out(&output));
}

#[test]
fn what_cannot_be_read_is_listed_with_its_line_and_the_rest_is_taken() {
    let dir = project();
    let report = dir.path().join("reports/flood-raw.txt.csv");
    let text = fs::read_to_string(&report).expect("there");
    let lines: Vec<String> = text
        .lines()
        .enumerate()
        .map(|(at, line)| match at {
            2 => line.replacen(",,", ",mabye,", 1),
            3 => line.replacen(",,", ",ok,", 1),
            _ => line.to_owned(),
        })
        .collect();
    fs::write(&report, lines.join("\n")).expect("written");
    let output = mtlint(dir.path(), &["review", "reports/flood-raw.txt.csv", "--apply", "--one-by-one"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("reports/flood-raw.txt.csv:3: unknown verdict \"mabye\""), "{}", err(&output));
    assert_eq!(table(&dir.path().join(".mtlint/decisions.csv")).len(), 1);
}

#[test]
fn what_is_no_report_is_refused_with_a_remedy() {
    let dir = tempfile::tempdir().expect("a folder");
    fs::write(dir.path().join("prices.csv"), "name,price\nx,1\n").expect("written");
    fs::write(dir.path().join("broken.xlsx"), b"PK\x03\x04 and then nothing").expect("written");
    fs::write(dir.path().join("cut.csv"), "n,verdict,severity,text\n1,ok,minor,recieve\n").expect("written");
    for file in ["prices.csv", "broken.xlsx", "none.csv", "cut.csv"] {
        let output = mtlint(dir.path(), &["review", file]);
        assert_eq!(output.status.code(), Some(2), "{file}");
        assert!(err(&output).contains(file) && err(&output).contains("remedy"), "{}", err(&output));
    }
}

#[test]
fn a_pattern_of_the_shell_takes_reports_and_passes_over_what_is_none() {
    let dir = project();
    fs::write(dir.path().join("reports/prices.csv"), "name,price\nx,1\n").expect("written");
    let mut named: Vec<String> =
        fs::read_dir(dir.path().join("reports")).expect("there").map(|entry| entry.expect("readable").path().display().to_string()).collect();
    named.sort();
    let arguments: Vec<&str> = std::iter::once("review").chain(named.iter().map(String::as_str)).collect();
    let output = mtlint(dir.path(), &arguments);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert!(err(&output).contains("prices.csv: is no report of mtlint; passed over"), "{}", err(&output));
    assert_eq!(out(&output), out(&mtlint(dir.path(), &["review", "reports"])), "as the folder says it");
    // A report that lost its columns is told, and the others are read.
    fs::write(dir.path().join("reports/prices.csv"), "n,verdict\n1,ok\n").expect("written");
    let output = mtlint(dir.path(), &arguments);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("prices.csv: is no report of mtlint, or no longer") && out(&output).contains("summit-raw.txt"), "{}", err(&output));
}

// ---- LibreOffice -----------------------------------------------------------------------------------------------

fn office() -> Option<PathBuf> {
    ["soffice", "libreoffice"]
        .iter()
        .flat_map(|name| std::env::split_paths(&std::env::var_os("PATH")?).map(|folder| folder.join(name)).find(|path| path.is_file()))
        .next()
}

/// Opens a file in LibreOffice and saves it in another form.
fn saved(office: &Path, folder: &Path, file: &Path, filter_in: Option<&str>, form: &str, to: &str) -> PathBuf {
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let mut command = Command::new(office);
    command.args([&profile, "--headless", "--convert-to", form, "--outdir", to]).current_dir(folder);
    if let Some(filter) = filter_in {
        command.arg(format!("--infilter={filter}"));
    }
    let output = command.arg(file).output().expect("LibreOffice runs");
    let ending = form.split(':').next().expect("an ending");
    let made = folder.join(to).join(file.with_extension(ending).file_name().expect("a name"));
    assert!(made.is_file(), "{}{}", out(&output), err(&output));
    made
}

/// What LibreOffice is told of a CSV file: separator and encoding, by its own numbers.
fn filter(separator: u8, encoding: u32) -> String {
    format!("Text - txt - csv (StarCalc):{separator},34,{encoding},1")
}

#[test]
fn libreoffice_loses_and_misplaces_nothing_and_runs_no_cell() {
    let Some(office) = office() else {
        eprintln!("skipped: LibreOffice is not installed");
        return;
    };
    const UTF8: u32 = 76;
    let dir = project();
    let folder = dir.path();
    for sample in ["summit-raw.txt", FORMULA] {
        let (records, expected) = reviewed(&folder.join("reports").join(format!("{sample}.csv")));
        let sheet = folder.join("sheet.csv");
        fs::write(&sheet, format!("\u{feff}{}", written(&records, b','))).expect("written");
        for (name, encoding) in [("UTF-8", UTF8), ("cp1251", 34), ("UTF-16", 65_535)] {
            for separator in *b",;" {
                let copy = saved(&office, folder, &sheet, Some(&filter(b',', UTF8)), &format!("csv:{}", filter(separator, encoding)), "csv");
                assert_applied(folder, &copy, &expected, &format!("{sample}, LibreOffice, {name}, separator {:?}", separator as char));
            }
        }
        let book = saved(&office, folder, &sheet, Some(&filter(b',', UTF8)), "xlsx:Calc MS Excel 2007 XML", "xlsx");
        assert_applied(folder, &book, &expected, &format!("{sample}, LibreOffice, xlsx"));
        // No cell of ours became a formula.
        let flat = saved(&office, folder, &book, None, "fods", "fods");
        let xml = fs::read_to_string(flat).expect("UTF-8");
        assert!(!xml.contains("table:formula="), "{sample}: a cell is run");
    }

    // Our own workbook, opened and saved again there.
    mtlint(folder, &["check", ".", "--out", "book", "--format", "xlsx", "-q"]);
    let resaved = saved(&office, folder, &folder.join("book/findings.xlsx"), None, "xlsx:Calc MS Excel 2007 XML", "resaved");
    let (ours, theirs) = (mtlint(folder, &["review", "book/findings.xlsx"]), mtlint(folder, &["review", resaved.to_str().expect("UTF-8")]));
    assert_eq!(out(&ours), out(&theirs));
}
