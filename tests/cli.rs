//! The manual pages run: every `console` block of `tests/pages` prints what it shows.
//!
//! A block holds lines `$ command` with the output that follows them. `? N` as the last line is the exit code if it is
//! not 0. Lines of standard error come after standard output. `...` stands for any lines.

use std::fs;
use std::path::Path;
use std::process::Command;

struct Step {
    at: String,
    command: String,
    output: Vec<String>,
    code: i32,
}

fn steps(path: &Path) -> Vec<Step> {
    let text = fs::read_to_string(path).expect("readable");
    let (mut steps, mut inside): (Vec<Step>, bool) = (Vec::new(), false);
    for (number, line) in text.lines().enumerate() {
        match line {
            "```console" => inside = true,
            "```" => inside = false,
            _ if !inside => {}
            _ => {
                if let Some(command) = line.strip_prefix("$ ") {
                    steps.push(Step { at: format!("{}:{}", path.display(), number + 1), command: command.to_owned(), output: Vec::new(), code: 0 });
                } else if let Some(step) = steps.last_mut() {
                    match line.strip_prefix("? ") {
                        Some(code) => step.code = code.parse().expect("an exit code"),
                        None => step.output.push(line.trim_end().to_owned()),
                    }
                }
            }
        }
    }
    steps
}

/// Whether the lines fit, `...` standing for any number of lines.
fn fits(wanted: &[String], got: &[String]) -> bool {
    match wanted.split_first() {
        None => got.is_empty(),
        Some((first, rest)) if first == "..." => (0..=got.len()).any(|skip| fits(rest, &got[skip..])),
        Some((first, rest)) => got.first() == Some(first) && fits(rest, &got[1..]),
    }
}

#[test]
fn the_manual_pages_print_what_they_show() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut pages: Vec<_> = fs::read_dir(root.join("tests/pages")).expect("pages are there").map(|entry| entry.expect("readable").path()).collect();
    pages.sort();
    assert!(!pages.is_empty());
    let program = Path::new(env!("CARGO_BIN_EXE_mtlint")).parent().expect("in a folder");
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default());
    let mut wrong = Vec::new();
    for page in pages {
        let folder = tempfile::tempdir().expect("a folder");
        for step in steps(&page) {
            let done = Command::new("sh")
                .arg("-c")
                .arg(&step.command)
                .current_dir(folder.path())
                .env("PATH", &path)
                .env("NO_COLOR", "1")
                .env("COLUMNS", "100")
                .output()
                .expect("a shell");
            let mut got: Vec<String> = String::from_utf8_lossy(&done.stdout).lines().map(|line| line.trim_end().to_owned()).collect();
            got.extend(String::from_utf8_lossy(&done.stderr).lines().map(|line| line.trim_end().to_owned()));
            if done.status.code() != Some(step.code) || !fits(&step.output, &got) {
                wrong.push(format!("{}: $ {}\nexit code {:?}, expected {}\n{}", step.at, step.command, done.status.code(), step.code, got.join("\n")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
