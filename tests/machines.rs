//! Forms for programs are what those programs read: held against the programs themselves, where they are installed,
//! and against what they say of themselves.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

/// Defects behind characters outside of the basic plane, a name that needs quoting, and what XML may not hold.
const TEXT: &str = "🙂 “Çà et là” said the man from Livia. The troops of Livia stayed in Livia, 𝒳 said.\n\nThey will recieve it,because <b> & \"so\".\u{1}\n";

struct Told {
    dir: TempDir,
    findings: usize,
}

impl Told {
    fn new() -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        fs::create_dir(dir.path().join("texts en")).expect("made");
        fs::write(dir.path().join("texts en/Ливия & \"1\".txt"), TEXT).expect("written");
        fs::write(dir.path().join("clean.txt"), "The talks ended on Monday.\n").expect("written");
        let mut told = Self { dir, findings: 0 };
        told.findings = told.run("jsonl", &["clean.txt", "texts en"]).lines().count();
        assert!(told.findings >= 3, "{}", told.run("jsonl", &["texts en"]));
        told
    }

    fn run(&self, form: &str, paths: &[&str]) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_mtlint"))
            .args(["check", "--format", form])
            .args(paths)
            .current_dir(self.dir.path())
            .output()
            .expect("mtlint runs");
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    fn all(&self, form: &str) -> String {
        self.run(form, &["clean.txt", "texts en"])
    }
}

#[test]
fn columns_of_sarif_count_utf16_units() {
    let told = Told::new();
    let log: Value = serde_json::from_str(&told.all("sarif")).expect("JSON");
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "utf16CodeUnits");
    let lines: Vec<Vec<u16>> = TEXT.lines().map(|line| line.encode_utf16().collect()).collect();
    let results = run["results"].as_array().expect("a list");
    assert_eq!(results.len(), told.findings);
    let mut prints = BTreeSet::new();
    let mut words = BTreeSet::new();
    for result in results {
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "texts%20en/%D0%9B%D0%B8%D0%B2%D0%B8%D1%8F%20%26%20%221%22.txt");
        let number = |key: &str| place["region"][key].as_u64().expect("a number") as usize;
        assert_eq!(number("startLine"), number("endLine"));
        words.insert(String::from_utf16_lossy(&lines[number("startLine") - 1][number("startColumn") - 1..number("endColumn") - 1]));
        assert_eq!(run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().expect("a number") as usize]["id"], result["ruleId"]);
        prints.insert(result["partialFingerprints"]["mtlintFinding/v1"].as_str().expect("our own").to_owned());
    }
    assert!(words.contains("Livia") && words.contains("recieve"), "{words:?}");
    assert_eq!(prints.len(), results.len(), "each finding has a fingerprint of its own");
}

#[test]
fn fingerprints_of_sarif_outlive_edits_elsewhere() {
    let told = Told::new();
    let prints = |told: &Told| {
        let log: Value = serde_json::from_str(&told.all("sarif")).expect("JSON");
        let results = log["runs"][0]["results"].as_array().expect("a list").clone();
        results.iter().map(|result| result["partialFingerprints"]["mtlintFinding/v1"].as_str().expect("our own").to_owned()).collect::<BTreeSet<_>>()
    };
    let before = prints(&told);
    fs::write(told.dir.path().join("texts en/Ливия & \"1\".txt"), format!("A new first line of text.\n\n{TEXT}")).expect("written");
    assert_eq!(prints(&told), before);
}

#[test]
fn gitlab_gets_the_fields_that_it_asks_for() {
    let told = Told::new();
    let report: Value = serde_json::from_str(&told.all("gitlab")).expect("JSON");
    let issues = report.as_array().expect("a list");
    assert_eq!(issues.len(), told.findings);
    let mut prints = BTreeSet::new();
    for issue in issues {
        assert!(issue["description"].is_string() && issue["check_name"].is_string());
        assert!(["info", "minor", "major", "critical", "blocker"].contains(&issue["severity"].as_str().expect("a word")));
        assert_eq!(issue["location"]["path"], "texts en/Ливия & \"1\".txt");
        assert!(issue["location"]["lines"]["begin"].as_u64().is_some_and(|line| line >= 1));
        assert!(prints.insert(issue["fingerprint"].as_str().expect("a word").to_owned()), "unique in the report");
    }
    assert_eq!(told.run("gitlab", &["clean.txt"]), "[]\n");
}

#[test]
fn github_gets_commands_that_its_runner_reads() {
    let told = Told::new();
    let mut commands = 0;
    for line in told.all("github").lines() {
        // The grammar of the runner: ::name key=value,key=value::text, with %25, %0D, %0A, %3A and %2C.
        let rest = line.strip_prefix("::").unwrap_or_else(|| panic!("{line}"));
        let (head, text) = rest.split_once("::").expect("a text");
        let (name, properties) = head.split_once(' ').expect("properties");
        assert!(["error", "warning", "notice"].contains(&name) && !text.is_empty());
        let properties: Vec<(&str, &str)> = properties.split(',').map(|pair| pair.split_once('=').expect("key and value")).collect();
        assert_eq!(properties[0], ("file", "texts en/Ливия & \"1\".txt"));
        assert!(properties[1..].iter().all(|(key, value)| *key == "title" || value.parse::<u32>().is_ok_and(|number| number > 0)), "{line}");
        commands += 1;
    }
    assert_eq!(commands, told.findings);
}

#[test]
fn github_gets_no_more_than_it_shows() {
    let told = Told::new();
    fs::write(told.dir.path().join("many.txt"), "They will recieve it, and everyone beleive it.\n\n".repeat(40)).expect("written");
    let text = told.run("github", &["many.txt"]);
    assert_eq!(text.matches("::warning ").count(), 10);
    assert!(text.lines().count() >= 80 && text.trim_end().ends_with("more findings stand in the log of this step"), "{text}");
}

#[test]
fn the_programs_that_are_to_read_it_do() {
    let python = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tools/bin/python");
    if !python.is_file() {
        eprintln!("skipped: sarif-tools, junitparser and others are not installed in target/tools; .ci/run does it");
        return;
    }
    let told = Told::new();
    for form in ["sarif", "junit", "checkstyle", "gitlab", "github"] {
        fs::write(told.dir.path().join(format!("out.{form}")), told.all(form)).expect("written");
    }
    let schema = Command::new(env!("CARGO_BIN_EXE_mtlint")).args(["config", "--schema"]).output().expect("mtlint runs");
    fs::write(told.dir.path().join("schema.json"), schema.stdout).expect("written");
    let starter = told.dir.path().join("mtlint.toml");
    Command::new(env!("CARGO_BIN_EXE_mtlint")).arg("init").arg(&starter).output().expect("mtlint runs");

    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut read = Command::new(python);
    read.arg(root.join("tests/machines/read.py")).arg(told.dir.path()).arg(&starter);
    for entry in fs::read_dir(root.join("rubrics")).expect("there") {
        read.arg(entry.expect("readable").path());
    }
    let output = read.output().expect("python runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let answer: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(answer["sarif"], told.findings);
    assert_eq!(answer["typed"], told.findings);
    assert_eq!(answer["checkstyle"], told.findings);
    assert_eq!((&answer["gitlab"], &answer["gitlab_refused"]), (&Value::from(told.findings), &Value::Array(Vec::new())));
    assert_eq!((&answer["github"], &answer["github_files"][0]), (&Value::from(told.findings), &Value::from("texts en/Ливия & \"1\".txt")));
    assert_eq!(answer["junit"][0], told.findings + 1, "a document without findings is a passed test");
    assert!(answer["junit"][1].as_u64().is_some_and(|failures| failures >= 1), "{answer}");
    assert_eq!(answer["schema_refused"], Value::Array(Vec::new()), "the shipped rubrics and the starter fit the schema");
    assert!(answer["schema_bad"].as_array().is_some_and(|counts| counts.iter().all(|count| *count == 1)), "{answer}");
}
