//! `cargo bench`: throughput, cold start, memory and cost per rule, each as a figure of one run.
//!
//! The machine may be noisy, so what matters are ratios within a run: to a pass that only splits words, to the
//! start of an empty program, and of one rule to all. Text is generated from `seeds/`; a folder of your own text is
//! taken instead where `MTLINT_BENCH_TEXT` names one.

#![allow(clippy::print_stdout, reason = "figures are what it prints")]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use mtlint::engine::Engine;
use mtlint::evidence::Evidence;
use mtlint::evidence::words::Vocabulary;
use mtlint::input::formats::Format;
use mtlint::judge::rubric::Rubric;
use mtlint::rules::{Check, Context, RULES, Sink};
use mtlint::text::Document;

/// Generated text, in bytes.
const SIZE: usize = 8 << 20;
/// Size of one document.
const DOCUMENT: usize = 96 << 10;

fn main() {
    // `cargo test --benches` only asks whether it builds.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let texts = texts();
    let bytes: usize = texts.iter().map(String::len).sum();
    let megabytes = bytes as f64 / 1e6;
    println!("text: {} documents, {megabytes:.1} MB", texts.len());

    let split = fastest(|| texts.iter().map(|text| text.split_whitespace().count()).sum::<usize>());
    let parse = fastest(|| texts.iter().map(|text| Format::Plain.document("x", text.clone()).tokens().len()).sum::<usize>());
    let engine = Engine::new(Rubric::default());
    let docs: Vec<Document> = texts.iter().map(|text| Format::Plain.document("x", text.clone())).collect();
    let mut vocabulary = Vocabulary::default();
    let facts = fastest(|| {
        docs.iter()
            .map(|doc| {
                vocabulary.trim();
                Evidence::new(doc, engine.knowledge(), &mut vocabulary).unknown().len()
            })
            .sum::<usize>()
    });
    let rules = fastest(|| docs.iter().map(|doc| engine.find(doc).len()).sum::<usize>());
    println!("{:28} {:>9} {:>9} {:>14}", "one thread", "ms", "MB/s", "x word split");
    for (name, time) in
        [("split words only", split), ("sentences and tokens", parse), ("word facts", facts), ("word facts and all rules", rules), ("all", parse + rules)]
    {
        println!("{name:28} {:>9.1} {:>9.1} {:>14.2}", ms(time), megabytes / time.as_secs_f64(), time.as_secs_f64() / split.as_secs_f64());
    }

    println!("\n{:28} {:>9} {:>9}", "rule", "ms", "% of all");
    let mut costs: Vec<(&str, Duration)> = RULES.iter().map(|rule| (rule.id, rule_cost(&engine, &docs, rule))).collect();
    costs.sort_by_key(|(_, cost)| std::cmp::Reverse(*cost));
    for (id, cost) in costs {
        println!("{id:28} {:>9.1} {:>9.1}", ms(cost), 100.0 * cost.as_secs_f64() / (parse + rules).as_secs_f64());
    }

    cold_start();
}

/// Time that one rule adds: columns that it asks for first are counted to it.
fn rule_cost(engine: &Engine, docs: &[Document], rule: &'static mtlint::rules::Rule) -> Duration {
    let mut vocabulary = Vocabulary::default();
    let mut best = Duration::MAX;
    for _ in 0..3 {
        let mut total = Duration::ZERO;
        // Rules over renderings need several texts.
        let Check::Document(check) = rule.check else { return total };
        for doc in docs {
            vocabulary.trim();
            let evidence = Evidence::new(doc, engine.knowledge(), &mut vocabulary);
            let context = Context { doc, evidence: &evidence, knowledge: engine.knowledge(), otherwise: &[] };
            let mut findings = Vec::new();
            let begin = Instant::now();
            check(&context, &mut Sink::new(rule, &mut findings));
            total += begin.elapsed();
        }
        best = best.min(total);
    }
    best
}

fn fastest(mut work: impl FnMut() -> usize) -> Duration {
    (0..3)
        .map(|_| {
            let begin = Instant::now();
            std::hint::black_box(work());
            begin.elapsed()
        })
        .min()
        .expect("three runs")
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn texts() -> Vec<String> {
    if let Some(folder) = std::env::var_os("MTLINT_BENCH_TEXT") {
        let mut files: Vec<PathBuf> = std::fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("readable").path()).collect();
        files.sort();
        return files.iter().filter_map(|file| std::fs::read_to_string(file).ok()).collect();
    }
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let mut names: Vec<PathBuf> = std::fs::read_dir(seeds).expect("seeds are there").map(|entry| entry.expect("readable").path()).collect();
    names.sort();
    let paragraphs: Vec<String> =
        names.iter().filter_map(|file| std::fs::read_to_string(file).ok()).flat_map(|text| text.split("\n\n").map(str::to_owned).collect::<Vec<_>>()).collect();
    // A fixed linear congruential generator: the same text on every machine.
    let mut state = 1u64;
    let mut next = move |limit: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % limit
    };
    (0..SIZE / DOCUMENT)
        .map(|_| {
            let mut text = String::new();
            while text.len() < DOCUMENT {
                text.push_str(&paragraphs[next(paragraphs.len())]);
                text.push_str("\n\n");
            }
            text
        })
        .collect()
}

/// Start of the program on one line, beside the start of a program that does nothing.
fn cold_start() {
    let file = std::env::temp_dir().join("mtlint-bench-one-line.txt");
    std::fs::write(&file, "The ministers met in Geneva on Monday.\n").expect("the temporary folder can be written to");
    let start = |program: &str, arguments: &[&str]| {
        let mut times: Vec<Duration> = (0..15)
            .map(|_| {
                let begin = Instant::now();
                let _ = Command::new(program).args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status();
                begin.elapsed()
            })
            .collect();
        times.sort();
        times[7]
    };
    let nothing = start("true", &[]);
    let one_line = start(env!("CARGO_BIN_EXE_mtlint"), &["check", file.to_str().expect("a plain path")]);
    println!("\ncold start: {:.1} ms on one line, {:.1} ms for a program that does nothing", ms(one_line), ms(nothing));
    let _ = std::fs::remove_file(file);
}
