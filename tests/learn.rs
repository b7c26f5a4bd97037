//! `learn`, `--profile` and `--glossary` as a user meets them.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// Runs the program in a folder: exit code, standard output, standard error.
fn mtlint(folder: &Path, arguments: &[&str], input: &str) -> (Option<i32>, String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_mtlint"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let _ = child.stdin.take().expect("piped").write_all(input.as_bytes());
    let output = child.wait_with_output().expect("the program ends");
    (output.status.code(), String::from_utf8(output.stdout).expect("UTF-8"), String::from_utf8(output.stderr).expect("UTF-8"))
}

/// A folder with texts that a house trusts.
fn house() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("trusted")).expect("made");
    for n in 0..12 {
        let text = format!("The staff of Khvalynsk organized the e-mail list, and the regolith was colored. It was {n}. They saw the Security Council vote.\n");
        fs::write(folder.path().join(format!("trusted/{n:02}.txt")), text).expect("written");
    }
    let (code, _, errors) = mtlint(folder.path(), &["learn", "trusted", "--out", "house.mtprofile"], "");
    assert_eq!(code, Some(0), "{errors}");
    folder
}

const RECORD: &str = "{\"id\": 1, \"text\": \"The regolith of Khvalynsk was coloured. An email came; the Security council organised it.\"}\n";

#[test]
fn learning_gives_the_same_bytes_on_any_number_of_threads() {
    let house = house();
    for jobs in ["1", "2", "5"] {
        let (code, _, errors) = mtlint(house.path(), &["learn", "trusted", "--out", "again.mtprofile", "--jobs", jobs], "");
        assert_eq!(code, Some(0), "{errors}");
        assert_eq!(fs::read(house.path().join("again.mtprofile")).expect("written"), fs::read(house.path().join("house.mtprofile")).expect("written"));
    }
}

#[test]
fn a_profile_silences_its_words_and_tells_what_departs_from_its_forms() {
    let house = house();
    let (code, with, errors) = mtlint(house.path(), &["stream", "--profile", "house.mtprofile"], RECORD);
    assert_eq!(code, Some(0), "{errors}");
    for form in ["coloured", "email", "Security council", "organised"] {
        assert!(with.contains(&format!("\"text\":\"{form}\"")), "{form}: {with}");
    }
    let (_, without, _) = mtlint(house.path(), &["stream"], RECORD);
    assert!(!without.contains("house-form"), "{without}");
    assert!(!with.contains("\"text\":\"regolith\""), "{with}");
}

#[test]
fn the_project_file_names_profile_glossary_and_words() {
    let house = house();
    fs::write(house.path().join("terms.csv"), "term,forbidden,note\nlunar soil,regolith,for readers\n").expect("written");
    fs::write(house.path().join("words.txt"), "# ours\nprokuratorskoy\n").expect("written");
    let text = "{\"id\": 1, \"text\": \"The regolith was prokuratorskoy. An email came.\"}\n";
    assert!(mtlint(house.path(), &["stream"], text).1.contains("prokuratorskoy\",\"message"));
    fs::write(house.path().join("mtlint.toml"), "[files]\nprofile = \"house.mtprofile\"\nglossary = [\"terms.csv\"]\nwords = [\"words.txt\"]\n")
        .expect("written");
    let (code, out, errors) = mtlint(house.path(), &["stream"], text);
    assert_eq!(code, Some(0), "{errors}");
    assert!(out.contains("\"rule\":\"glossary\"") && out.contains("lunar soil") && out.contains("\"rule\":\"house-form\""), "{out}");
    assert!(!out.contains("prokuratorskoy\",\"message"), "{out}");
}

#[test]
fn what_cannot_be_read_is_named_with_its_line() {
    let house = house();
    let profile = house.path().join("bad.mtprofile");
    fs::write(&profile, "mtprofile 1\n[words]\nb\t1\na\t1\n").expect("written");
    fs::write(house.path().join("bad.csv"), "term,forbidden\nx,y\n,z\n").expect("written");
    for (arguments, said) in [
        (["stream", "--profile", "bad.mtprofile"], "bad.mtprofile:4: \"a 1\" is not in its place"),
        (["stream", "--profile", "none.mtprofile"], "none.mtprofile: cannot read: no such file"),
        (["stream", "--glossary", "bad.csv"], "bad.csv:3: the cell \"term\" is empty"),
    ] {
        let (code, _, errors) = mtlint(house.path(), &arguments, "");
        assert!(code == Some(2) && errors.contains(said), "{arguments:?}: {errors}");
    }
    let (code, _, errors) = mtlint(house.path(), &["learn", "nowhere", "--out", "x"], "");
    assert!(code == Some(2) && errors.contains("nowhere"), "{errors}");
}
