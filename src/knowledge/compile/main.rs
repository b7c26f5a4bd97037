//! The build script: turns the tables under `src/knowledge/data` into blobs that the program searches in place.

mod lexicon;
#[allow(dead_code)]
#[path = "../tags.rs"]
mod tags;

use std::path::Path;

fn main() {
    let data = Path::new("src/knowledge/data");
    let out = std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    println!("cargo::rerun-if-changed=src/knowledge/data/lexicon");
    println!("cargo::rerun-if-changed=src/knowledge/compile");
    lexicon::compile(data, Path::new(&out));
}
