//! Imports point down: a module uses only layers below its own.

use std::fs;
use std::path::{Path, PathBuf};

/// Modules of the library by layer, the lowest first. A module may use itself and every layer below its own.
const LAYERS: &[&[&str]] = &[
    &["text", "mqm", "error", "exact", "spares"],
    &["finding", "knowledge", "input"],
    &["evidence", "compare", "table"],
    &["rules"],
    &["judge"],
    &["report", "learn", "cache", "fix"],
    &["review", "engine"],
    &["project", "survey"],
];

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|modules| modules.contains(&module))
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the sources are there") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// Files of the library with the module each belongs to.
fn library() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    files
        .into_iter()
        .filter_map(|path| {
            let inner = path.strip_prefix(&root).expect("below src").to_path_buf();
            let first = inner.components().next()?.as_os_str().to_str()?.trim_end_matches(".rs").to_owned();
            (first != "bin" && first != "lib" && !inner.starts_with("knowledge/compile")).then_some((path, first))
        })
        .collect()
}

/// The modules that a file names after `crate::`, tests left out: they may build what they need.
fn uses(text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]").next().unwrap_or(text);
    code.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| line.match_indices("crate::").map(|(at, found)| &line[at + found.len()..]).collect::<Vec<_>>())
        .map(|rest| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect())
        .collect()
}

#[test]
fn every_module_of_the_library_has_a_layer() {
    for (path, module) in library() {
        assert!(layer(&module).is_some(), "{}: give \"{module}\" a layer in DESIGN and in this test", path.display());
    }
}

#[test]
fn imports_point_down() {
    let mut wrong = Vec::new();
    for (path, module) in library() {
        if path.file_name().is_some_and(|name| name == "tests.rs") {
            continue;
        }
        let own = layer(&module).expect("tested above");
        let text = fs::read_to_string(&path).expect("readable");
        for used in uses(&text) {
            if used != module && layer(&used).is_some_and(|other| other >= own) {
                wrong.push(format!("{} (layer {own}) uses {used}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "imports that do not point down:\n{}", wrong.join("\n"));
}

#[test]
fn every_file_says_in_one_sentence_what_it_is_for() {
    for (path, _) in library() {
        let text = fs::read_to_string(&path).expect("readable");
        let first = text.lines().next().unwrap_or_default();
        assert!(first.starts_with("//! ") && first.len() > 12, "{} does not begin with its purpose", path.display());
    }
}

#[test]
fn the_library_does_not_print() {
    for (path, _) in library() {
        let text = fs::read_to_string(&path).expect("readable");
        for (at, line) in text.lines().enumerate() {
            let printing = ["println!(", "eprintln!(", "print!(", "dbg!("].iter().any(|name| line.trim_start().starts_with(name));
            assert!(!printing, "{}:{}: only the command line prints", path.display(), at + 1);
        }
    }
}
