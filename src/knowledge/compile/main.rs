//! The build script: turns the tables under `src/knowledge/data` into blobs that the program searches in place.

// Cargo reads what a build script prints.
#![allow(clippy::print_stdout)]

#[allow(dead_code)]
#[path = "../../text/fold.rs"]
mod fold;
#[allow(dead_code)]
#[path = "../../text/hash.rs"]
mod hash;
#[allow(dead_code)]
#[path = "../inflect.rs"]
mod inflect;
mod lexicon;
mod names;
#[allow(dead_code)]
#[path = "../names/form.rs"]
mod names_form;
mod phrases;
#[allow(dead_code)]
#[path = "../phrases/pattern.rs"]
mod phrases_pattern;
#[allow(dead_code, unused_imports)]
#[path = "../romanize/mod.rs"]
mod romanize;
#[allow(dead_code)]
#[path = "../tags.rs"]
mod tags;

use std::path::Path;

// What the pattern compiler and the forms of names ask their parent module for.
use fold::fold_accents;
use inflect::Class;
use tags::{Tag, TagSet};

fn main() {
    let data = Path::new("src/knowledge/data");
    let out = std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    println!("cargo::rerun-if-changed=src/knowledge/data/lexicon");
    println!("cargo::rerun-if-changed=src/knowledge/compile");
    println!("cargo::rerun-if-changed=src/knowledge/data/phrases");
    println!("cargo::rerun-if-changed=src/knowledge/phrases/pattern.rs");
    println!("cargo::rerun-if-changed=src/knowledge/data/names");
    println!("cargo::rerun-if-changed=src/knowledge/data/schemes");
    println!("cargo::rerun-if-changed=src/knowledge/names/form.rs");
    println!("cargo::rerun-if-changed=src/knowledge/romanize");
    lexicon::compile(data, Path::new(&out));
    phrases::compile(data, Path::new(&out));
    names::compile(data, Path::new(&out));
    println!("cargo::rustc-env=MTLINT_KNOWLEDGE={}", fingerprint(data));
}

/// A hash of all tables, so that a report says which knowledge it was made with.
fn fingerprint(folder: &Path) -> String {
    let mut files = Vec::new();
    collect(folder, &mut files);
    files.sort();
    let hash = files.iter().fold(hash::StableHash::default(), |hash, file| hash.with(std::fs::read(file).expect("a table is readable")));
    hash.to_code()
}

fn collect(folder: &Path, files: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the data folder is there") {
        let path = entry.expect("the data folder is readable").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "csv" || ending == "txt") {
            files.push(path);
        }
    }
}
