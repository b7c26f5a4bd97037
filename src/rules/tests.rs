//! Tests over the list of rules: every rule's documentation runs.

use super::*;
use crate::evidence::words::Vocabulary;
use crate::mqm::Category;

/// A fenced example of a rule's documentation.
struct Example {
    flag: bool,
    text: String,
    spans: Vec<(usize, usize)>,
}

fn examples(rule: &Rule) -> Vec<Example> {
    let (mut found, mut open) = (Vec::new(), None::<(bool, String)>);
    for line in rule.markdown().lines() {
        match (&mut open, line) {
            (None, "```flag") => open = Some((true, String::new())),
            (None, "```pass") => open = Some((false, String::new())),
            (Some(_), "```") => {
                let (flag, marked) = open.take().expect("just matched");
                let (mut text, mut spans, mut start) = (String::new(), Vec::new(), 0);
                for c in marked.trim_end_matches('\n').chars() {
                    match c {
                        '⟦' => start = text.len(),
                        '⟧' => spans.push((start, text.len())),
                        c => text.push(c),
                    }
                }
                found.push(Example { flag, text, spans });
            }
            (Some((_, text)), line) => {
                text.push_str(line);
                text.push('\n');
            }
            _ => {}
        }
    }
    found
}

/// What is built in, and the small glossary and profile that the examples speak of.
fn project() -> Knowledge {
    use crate::knowledge::profile::{Profile, Tables};
    let mut knowledge = Knowledge::embedded();
    let terms = "term,forbidden,note\nasylum seeker,fugitive;seeker of refuge,\n";
    knowledge.glossary.add_table(terms, std::path::Path::new("glossary.csv"), knowledge.lexicon).expect("a glossary");
    let mut tables = Tables::default();
    tables.word("organize", 12, "organize", 12);
    tables.word("youtube", 9, "YouTube", 9);
    tables.form("email", "e-mail", 20);
    tables.term("security council", "Security Council", 30);
    knowledge.profile = Some(Profile::parse(tables.write()).expect("a profile"));
    knowledge
}

/// The findings of a rule over renderings, each a line of the text, with places in the whole.
fn findings_across(check: fn(&across::Across<'_>, &mut Sink<'_>), rule: &'static Rule, text: &str) -> Vec<Finding> {
    let knowledge = project();
    let lines: Vec<&str> = text.lines().collect();
    let comparison = crate::compare::Comparison::of(lines.iter().enumerate().map(|(at, line)| Document::plain(format!("{at}.txt"), *line)).collect());
    let scores = vec![90.0; lines.len()];
    let (mut all, mut start) = (Vec::new(), 0);
    for (side, line) in lines.iter().enumerate() {
        let mut found = Vec::new();
        check(&across::Across { comparison: &comparison, side, scores: &scores, knowledge: &knowledge }, &mut Sink::new(rule, &mut found));
        all.extend(found.into_iter().map(|mut finding| {
            finding.span = finding.span.shifted(start);
            finding
        }));
        start += line.len() as u32 + 1;
    }
    all.sort_by_key(|f| (f.span.start, f.span.end));
    all
}

fn findings(rule: &'static Rule, text: &str) -> Vec<Finding> {
    let check = match rule.check {
        Check::Document(check) => check,
        Check::Renderings(check) => return findings_across(check, rule, text),
        Check::Folder(check) => return findings_in_folder(check, rule, text),
    };
    findings_of(check, rule, text, &[])
}

fn findings_of(check: fn(&Context<'_>, &mut Sink<'_>), rule: &'static Rule, text: &str, otherwise: &[Otherwise]) -> Vec<Finding> {
    let knowledge = project();
    let doc = Document::plain("example", text);
    let mut vocabulary = Vocabulary::default();
    let evidence = Evidence::new(&doc, &knowledge, &mut vocabulary);
    let mut found = Vec::new();
    check(&Context { doc: &doc, evidence: &evidence, knowledge: &knowledge, otherwise }, &mut Sink::new(rule, &mut found));
    found.sort_by_key(|f| (f.span.start, f.span.end));
    found
}

/// The findings of a rule over documents of a folder, each a line of the text, with places in the whole.
fn findings_in_folder(check: fn(&Context<'_>, &mut Sink<'_>), rule: &'static Rule, text: &str) -> Vec<Finding> {
    use crate::evidence::{
        folder::Gathered,
        roster::{Memory, Roster},
    };
    let knowledge = project();
    let mut gathered = Gathered::default();
    for (number, line) in text.lines().enumerate() {
        gathered.add(number as u32, Roster::of(line, &knowledge, &mut Memory::default()));
    }
    let spellings = gathered.compare(|number| format!("{number}.txt"));
    let (mut all, mut start) = (Vec::new(), 0);
    for (number, line) in text.lines().enumerate() {
        let otherwise = spellings.get(&(number as u32)).map_or(&[][..], Vec::as_slice);
        all.extend(findings_of(check, rule, line, otherwise).into_iter().map(|mut finding| {
            finding.span = finding.span.shifted(start);
            finding
        }));
        start += line.len() as u32 + 1;
    }
    all
}

#[test]
fn every_example_in_the_documentation_is_true() {
    let mut wrong = Vec::new();
    for rule in RULES {
        for example in examples(rule) {
            let found: Vec<_> = findings(rule, &example.text).iter().map(|f| (f.span.start as usize, f.span.end as usize)).collect();
            if found != example.spans {
                let show = |spans: &[(usize, usize)]| spans.iter().map(|(a, b)| example.text[*a..*b].to_owned()).collect::<Vec<_>>();
                wrong.push(format!("{}: {:?}\n  expected {:?}\n  found    {:?}", rule.id, example.text, show(&example.spans), show(&found)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_shows_what_it_flags_and_what_it_leaves_alone() {
    for rule in RULES {
        let examples = examples(rule);
        assert!(examples.iter().any(|e| e.flag && !e.spans.is_empty()), "{} has no flag example", rule.id);
        assert!(examples.iter().any(|e| !e.flag && e.spans.is_empty()), "{} has no pass example", rule.id);
        let two = examples.iter().any(|e| e.flag && (e.text.contains(". ") || e.text.contains('\n')));
        assert!(two, "{}: one flag example needs two sentences, so that an early return shows", rule.id);
    }
}

#[test]
fn ids_are_sorted_unique_and_the_names_of_their_files() {
    for pair in RULES.windows(2) {
        assert!(pair[0].id < pair[1].id, "{} stands before {}", pair[0].id, pair[1].id);
    }
    for rule in RULES {
        let file = std::path::Path::new(rule.file).file_stem().and_then(|s| s.to_str()).expect("a file name");
        assert_eq!(rule.id.replace('-', "_"), file);
        assert!((0.0..=1.0).contains(&rule.confidence), "{}", rule.id);
    }
}

#[test]
fn every_file_of_the_folder_is_in_the_list() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("readable").path();
        let Some(name) = path.file_stem().and_then(|s| s.to_str()) else { continue };
        if path.extension().is_some_and(|e| e == "rs") && !matches!(name, "mod" | "tests" | "phrases" | "across") {
            assert!(by_id(&name.replace('_', "-")).is_some(), "{name}.rs is not in RULES");
        }
    }
}

#[test]
fn findings_explain_themselves() {
    for rule in RULES {
        for example in examples(rule).iter().filter(|e| e.flag) {
            for finding in findings(rule, &example.text) {
                let first = finding.message.chars().next().expect("a message");
                assert!(!first.is_uppercase() || finding.message.starts_with('"'), "{}: {}", rule.id, finding.message);
                assert!(!finding.message.ends_with('.'), "{}: {}", rule.id, finding.message);
                assert!(!finding.reasons.is_empty(), "{} gives no reason", rule.id);
                assert!(Category::ALL.contains(&finding.category));
            }
        }
    }
}
