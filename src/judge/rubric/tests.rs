//! Tests of rubrics: what holds, what is refused, what is extended.

use std::path::{Path, PathBuf};

use super::value::Source;
use super::written::{KEYS, RubricFile};
use super::*;

const RULES: &[&str] = &["calque", "garbled-name", "mixed-script", "typo"];

fn parse(text: &str) -> Result<Rubric, Error> {
    Rubric::parse(text, Path::new("mtlint.toml"), RULES)
}

fn valid(text: &str) -> Rubric {
    parse(text).unwrap_or_else(|error| panic!("{error}"))
}

#[track_caller]
fn refused(text: &str, expected: &str) {
    let error = parse(text).expect_err("the rubric is wrong").to_string();
    assert_eq!(error, format!("mtlint.toml:{expected}"));
}

/// A folder with rubrics in it.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder can be made");
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("below the folder")).expect("made");
        std::fs::write(path, text).expect("written");
    }
    folder
}

// -- What is shipped --

#[test]
fn every_shipped_rubric_is_valid_and_bears_its_id() {
    for (id, text) in Rubric::shipped() {
        let rubric = Rubric::embedded(id).expect("shipped");
        assert_eq!(rubric.name, *id);
        assert_eq!(rubric.files, Files::default(), "{id} names no files");
        let path = PathBuf::from(format!("rubrics/{id}.toml"));
        if *id != DEFAULT {
            let parsed = Rubric::parse(text, &path, RULES).expect("valid");
            assert_eq!(parsed.hash(), rubric.hash());
        }
    }
    assert_eq!(Rubric::embedded("mqmm"), None);
}

#[test]
fn shipped_rubrics_have_hashes_of_their_own() {
    let hashes: std::collections::BTreeSet<u64> = Rubric::shipped().iter().map(|(id, _)| Rubric::embedded(id).expect("shipped").hash()).collect();
    assert_eq!(hashes.len(), Rubric::shipped().len());
}

#[test]
fn the_default_rubric_describes_every_key() {
    let (_, text) = Rubric::shipped()[0];
    for (table, keys) in KEYS {
        for key in *keys {
            let described = text.lines().any(|line| {
                let line = line.trim_start_matches(['#', ' ']);
                let header = line.trim_matches(['[', ']']);
                header == *key || line.starts_with(&format!("{key} = "))
            });
            assert!(described, "{table} {key}");
        }
    }
}

#[test]
fn the_default_rubric_has_the_values_of_mqm() {
    let mqm = Rubric::default();
    assert_eq!(mqm.severity, [0.0, 1.0, 5.0, 25.0]);
    assert_eq!((mqm.model, mqm.per_words, mqm.tolerance, mqm.pass), (Model::Auto, 1000, 25.0, 90.0));
    assert_eq!((mqm.min_words, mqm.linear_until), (500, 2000));
    assert_eq!((mqm.min_confidence, mqm.show_confidence), (0.5, 0.3));
    assert_eq!((mqm.repeat, mqm.max_per_segment), (Repeat::All, None));
    assert!(mqm.critical_fails && mqm.overrides.is_empty() && mqm.rules.is_empty());
    assert_eq!(mqm.gate, Gate { severity: Severity::Major, confidence: 0.6, new_only: true });
    assert!(mqm.packs.has("ru"));
}

#[test]
fn without_the_default_below_a_missing_key_is_named() {
    let source = Source { text: "name = \"bare\"", path: Path::new("bare.toml") };
    let file = RubricFile::read(&source, None).expect("readable");
    let error = file.validate(None, source.path).expect_err("keys are missing");
    assert_eq!(error.to_string(), "bare.toml: missing key \"neutral\", and nothing is extended");
}

// -- The starter --

#[test]
fn the_starter_is_the_default() {
    let rubric = valid(&starter(RULES));
    assert_eq!(rubric.hash(), Rubric::default().hash());
    assert_eq!(rubric.gate, Rubric::default().gate);
    assert_eq!(rubric.files, Files::default());
    valid(&starter(&[]));
}

#[test]
fn the_starter_with_all_its_keys_switched_on_is_still_the_default() {
    let text: String = starter(RULES)
        .lines()
        .map(|line| match line.strip_prefix('#') {
            Some(key) if key.starts_with(|c: char| c.is_ascii_lowercase()) => format!("{key}\n"),
            _ => format!("{line}\n"),
        })
        .collect();
    assert!(text.contains("\ngarbled-name = \"on\"\n") && text.contains("\npass = 90\n"), "{text}");
    let rubric = valid(&text);
    assert_eq!(rubric.hash(), Rubric::default().hash());
    assert_eq!(rubric.gate, Rubric::default().gate);
    assert_eq!(rubric.files.names, [PathBuf::from("names.csv")]);
}

// -- What is written counts, the rest is inherited --

#[test]
fn an_empty_file_is_the_default_rubric() {
    assert_eq!(valid(""), Rubric::default());
    assert_eq!(valid("\u{feff}# written by an editor that marks UTF-8\r\n"), Rubric::default());
}

#[test]
fn what_is_not_written_is_inherited() {
    let rubric = valid("extends = \"wmt\"\npass = 80.5\n[severity]\nmajor = 4\ncritical = 10\n");
    assert_eq!((rubric.pass, rubric.model, rubric.tolerance), (80.5, Model::Mean, 2.5));
    assert_eq!(rubric.severity, [0.0, 1.0, 4.0, 10.0]);
    assert_eq!(rubric.max_per_segment, NonZeroU32::new(5));
    assert_eq!(valid("extends = \"wmt\"\nmax_per_segment = 0").max_per_segment, None);
}

#[test]
fn rules_are_switched_in_words_or_in_figures() {
    let rubric = valid(
        "[rules]\ncalque = \"off\"\ntypo = \"neutral\"\n\
         garbled-name = { severity = \"critical\", confidence = 0.7 }\nmixed-script = {}\n",
    );
    assert!(!rubric.rule("calque").on);
    assert_eq!(rubric.rule("typo").severity, Some(Severity::Neutral));
    let named = RuleSetting { on: true, severity: Some(Severity::Critical), confidence: Some(0.7) };
    assert_eq!(rubric.rule("garbled-name"), named);
    assert_eq!(rubric.rule("mixed-script"), RuleSetting::default());
    assert_eq!(rubric.rules.len(), 3);
}

#[test]
fn a_rule_that_the_rubric_below_switched_off_can_be_switched_on() {
    let folder = folder(&[("base.toml", "[rules]\ntypo = \"off\"\ncalque = \"off\"\n")]);
    let text = "extends = \"base.toml\"\n[rules]\ntypo = \"on\"\n";
    let rubric = Rubric::parse(text, &folder.path().join("mtlint.toml"), RULES).expect("valid");
    assert!(rubric.rule("typo").on && !rubric.rule("calque").on);
}

#[test]
fn of_several_overrides_the_last_that_fits_counts() {
    let rubric = valid(
        "[[override]]\ncategory = \"typography\"\npoints = 0.5\n\
         [[override]]\nmqm = \"linguistic/punctuation\"\nseverity = \"minor\"\npoints = 0.1\n\
         [[override]]\nrule = \"typo\"\npoints = 3\n",
    );
    let points = |severity, category, rule| rubric.points(severity, category, rule);
    assert_eq!(points(Severity::Minor, Category::TypographyQuotes, "quotes"), 0.1);
    assert_eq!(points(Severity::Major, Category::TypographyQuotes, "quotes"), 0.5);
    assert_eq!(points(Severity::Minor, Category::TypographyMixedScript, "mixed-script"), 0.5);
    assert_eq!(points(Severity::Minor, Category::SpellingTypo, "typo"), 3.0);
    assert_eq!(points(Severity::Minor, Category::SpellingTypo, "case"), 1.0);
}

#[test]
fn overrides_of_the_rubric_below_stay_and_can_be_overridden() {
    let rubric = valid("extends = \"wmt\"\n[[override]]\nmqm = \"linguistic\"\nseverity = \"minor\"\npoints = 0.2\n");
    assert_eq!(rubric.overrides.len(), 3);
    assert_eq!(rubric.points(Severity::Minor, Category::TypographyQuotes, "q"), 0.2);
    assert_eq!(rubric.points(Severity::Critical, Category::CompletenessLoop, "loop"), 25.0);
}

#[test]
fn paths_are_seen_from_the_file_they_stand_in() {
    let folder = folder(&[
        ("team/base.toml", "[files]\nnames = [\"names.csv\"]\nprofile = \"p.csv\"\n"),
        ("mtlint.toml", "extends = \"team/base.toml\"\n[files]\nglossary = [\"terms.csv\"]\n"),
    ]);
    let root = folder.path();
    let files = Rubric::load(&root.join("mtlint.toml"), RULES).expect("valid").files;
    assert_eq!(files.include, Patterns { folder: root.to_owned(), patterns: Vec::new() });
    assert_eq!(files.names, [root.join("team/names.csv")]);
    assert_eq!(files.glossary, [root.join("terms.csv")]);
    assert_eq!(files.profile, Some(root.join("team/p.csv")));
    assert_eq!(valid("[files]\nprofile = \"\"").files.profile, None);
}

#[test]
fn packs_are_chosen_by_name() {
    let packs = valid("[packs]\nuse = [\"ru\", \"uk\"]\nwithout = [\"uk\"]").packs;
    assert!(packs.has("ru") && !packs.has("uk") && !packs.has("de"));
}

#[test]
fn the_gate_stops_what_is_grave_and_sure() {
    let gate = Rubric::default().gate;
    assert!(gate.stops(Severity::Critical, 0.6));
    assert!(!gate.stops(Severity::Critical, 0.59));
    assert!(!gate.stops(Severity::Minor, 1.0));
}

#[test]
fn a_rubric_is_named_by_id_or_path() {
    let folder = folder(&[("ours.toml", "name = \"ours\""), ("plain", "name = \"plain\"")]);
    let at = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    assert_eq!(Rubric::named("lisa", RULES).expect("shipped").name, "lisa");
    assert_eq!(Rubric::named(&at("ours.toml"), RULES).expect("a file").name, "ours");
    assert_eq!(Rubric::named(&at("plain"), RULES).expect("a file").name, "plain");
    let error = Rubric::named("strikt", RULES).expect_err("unknown").to_string();
    assert_eq!(error, "unknown rubric \"strikt\"\n  remedy: did you mean \"strict\"?");
}

#[test]
fn hashes_depend_on_values_and_on_nothing_else() {
    let hash = |text| valid(text).hash();
    let default = hash("");
    for same in ["# a comment", "name = \"n\"", "[gate]\nseverity = \"minor\"", "[files]\nnames = [\"n\"]"] {
        assert_eq!(hash(same), default, "{same}");
    }
    for other in [
        "pass = 91",
        "severity.minor = 2",
        "nonlinear = [[1000, 25], [10000, 81]]",
        "repeat = \"first\"",
        "rules.typo = \"off\"",
        "rules.typo = { confidence = 0.4 }",
        "packs.without = [\"ru\"]",
        "override = [{ rule = \"typo\", points = 1 }]",
        "max_per_segment = 5",
    ] {
        assert_ne!(hash(other), default, "{other}");
    }
}

// -- What is wrong is refused, by line and key --

#[test]
fn unknown_keys_are_refused_with_the_nearest_one() {
    refused("pass = 90\ntoleranse = 3", "2: unknown key \"toleranse\"\n  remedy: did you mean \"tolerance\"?");
    refused("\n[gate]\n\nconfidense = 1", "4: unknown key \"confidense\" in [gate]\n  remedy: did you mean \"confidence\"?");
    refused("[rule]\ntypo = \"off\"", "1: unknown key \"rule\"\n  remedy: did you mean \"rules\"? (\"rule\" belongs below [[override]])");
    refused("rules.typo = { severty = \"minor\" }", "1: unknown key \"severty\" in [rules.typo]\n  remedy: did you mean \"severity\"?");
    refused("[packs]\nelsewhere = 1", "2: unknown key \"elsewhere\" in [packs]\n  remedy: known are use, without");
}

#[test]
fn the_first_of_several_unknown_keys_is_reported() {
    refused("zzz-a-key = 1\naaa-a-key = 2\n[gate]\nx = 1", &{
        let known = KEYS[0].1.join(", ");
        format!("1: unknown key \"zzz-a-key\"\n  remedy: known are {known}")
    });
}

#[test]
fn a_key_in_the_wrong_table_is_sent_home() {
    refused("[gate]\nseverity = \"minor\"\npass = 90", "3: unknown key \"pass\" in [gate]\n  remedy: \"pass\" belongs at the top, before the first [table]");
    refused("minor = 2", "1: unknown key \"minor\"\n  remedy: \"minor\" belongs below [severity]");
    refused("points = 2", "1: unknown key \"points\"\n  remedy: \"points\" belongs below [[override]]");
}

#[test]
fn unknown_rules_are_refused_with_the_nearest_one() {
    refused("[rules]\ntypo = \"off\"\ngarbled-nme = \"off\"", "3: unknown rule \"garbled-nme\"\n  remedy: did you mean \"garbled-name\"?");
    refused("[rules]\nsomething-else = \"off\"", "2: unknown rule \"something-else\"\n  remedy: `mtlint explain` lists the rules");
    refused(
        "[[override]]\nrule = \"typos\"\npoints = 1",
        "2: override.rule = \"typos\": expected one of calque, garbled-name, mixed-script, typo\n  remedy: did you mean \"typo\"?",
    );
}

#[test]
fn a_plain_key_at_the_end_of_the_file_is_no_rule() {
    refused("[rules]\ntypo = \"off\"\npass = 95", "3: unknown rule \"pass\"\n  remedy: \"pass\" belongs at the top, before the first [table]");
}

#[test]
fn a_bad_setting_of_a_rule_says_what_is_expected() {
    let expected = "expected \"off\", \"on\", a severity, or { severity = …, confidence = … }";
    refused("[rules]\ntypo = \"mayor\"", &format!("2: rules.typo = \"mayor\": {expected}\n  remedy: did you mean \"major\"?"));
    refused("[rules]\ntypo = false", &format!("2: rules.typo = false: {expected}"));
    refused("rules.typo = { confidence = 40 }", "1: rules.typo.confidence = 40: expected a number from 0 to 1");
}

#[test]
fn unknown_categories_and_types_are_refused_with_the_nearest_one() {
    refused(
        "[[override]]\ncategory = \"typografy\"\npoints = 1",
        "2: override.category = \"typografy\": expected a known category\n  remedy: did you mean \"typography\"?",
    );
    refused(
        "[[override]]\nmqm = \"linguistic/speling\"\npoints = 1",
        "2: override.mqm = \"linguistic/speling\": expected a known mqm\n  remedy: did you mean \"linguistic/spelling\"?",
    );
    valid("[[override]]\nmqm = \"x-mtlint:loop\"\npoints = 1");
}

#[test]
fn an_override_says_for_what_and_how_much() {
    refused("\n[[override]]\npoints = 1", "2: [[override]] needs one of \"category\", \"mqm\", \"rule\"");
    refused("[[override]]\nrule = \"typo\"\nmqm = \"style\"\npoints = 1", "1: [[override]] needs one of \"category\", \"mqm\", \"rule\"");
    refused("[[override]]\nrule = \"typo\"", "1: [[override]] has no \"points\"");
    refused("[override]\nrule = \"typo\"\npoints = 1", "1: override is not a list of tables\n  remedy: begin each with [[override]]");
}

#[test]
fn values_out_of_range_are_refused_as_they_are_written() {
    refused("pass = 100", "1: pass = 100: expected a number from 0 to below 100");
    refused("pass = \"high\"", "1: pass = \"high\": expected a number from 0 to below 100");
    refused("pass = nan", "1: pass = nan: expected a number from 0 to below 100");
    refused("tolerance = 0", "1: tolerance = 0: expected a number above 0, at most 10000");
    refused("tolerance = -2.5", "1: tolerance = -2.5: expected a number above 0, at most 10000");
    refused("per_words = 0", "1: per_words = 0: expected a whole number from 1 to 10000000");
    refused("min_words = 0.5", "1: min_words = 0.5: expected a whole number from 0 to 10000000");
    refused("min_confidence = 50", "1: min_confidence = 50: expected a number from 0 to 1");
    refused("[severity]\nminor = -1", "2: severity.minor = -1: expected a number from 0 to 10000");
    refused("critical_fails = \"yes\"", "1: critical_fails = \"yes\": expected true or false");
    refused("[files]\nnames = \"n.csv\"", "2: files.names = \"n.csv\": expected a list of words in quotes, such as [\"one\", \"two\"]");
    refused("name = \"a | b\"", "1: name = \"a | b\": expected letters, digits, \"-\", \"_\" or \".\"");
    refused("gate = true", "1: gate = true: expected a table that begins with [gate]");
}

#[test]
fn a_bad_choice_lists_the_good_ones() {
    refused("model = \"linar\"", "1: model = \"linar\": expected one of auto, raw, linear, nonlinear, mean, percent\n  remedy: did you mean \"linear\"?");
    refused("repeat = 1", "1: repeat = 1: expected one of all, first");
    refused("[gate]\nseverity = \"whatever it is\"", "2: gate.severity = \"whatever it is\": expected one of neutral, minor, major, critical");
}

#[test]
fn non_linear_points_without_a_solution_are_refused() {
    refused(
        "pass = 80\nnonlinear = [[1000, 25], [10000, 250]]",
        "2: nonlinear: no curve runs through both: the points at 10000 words must be clearly above 25 and below 250",
    );
    refused("nonlinear = [[1000, 0], [2000, 5]]", "1: nonlinear: words and points must be more than 0");
    refused("nonlinear = [[2000, 9], [1000, 5]]", "1: nonlinear: the second length must be greater than the first");
    let expected = "expected two points [[words, points], [words, points]]";
    refused("nonlinear = [1000, 25]", &format!("1: nonlinear = [1000, 25]: {expected}"));
    refused("nonlinear = [[1000, 25]]", &format!("1: nonlinear = [[1000, 25]]: {expected}"));
}

#[test]
fn values_that_contradict_each_other_are_refused() {
    refused("[severity]\nminor = 6", "2: severity.major = 5 costs less than severity.minor = 6");
    refused("[severity]\nmajor = 9\ncritical = 8", "3: severity.critical = 8 costs less than severity.major = 9");
    refused("linear_until = 400", "1: linear_until = 400 is below min_words = 500");
    refused("\nmin_confidence = 0.2", "2: show_confidence = 0.3 is above min_confidence = 0.2: findings would count that nobody sees");
    valid("[severity]\nminor = 6\nmajor = 6");
    valid("min_confidence = 0.2\nshow_confidence = 0.2");
}

#[test]
fn broken_toml_is_refused_by_line() {
    let error = parse("pass = 90\npass = 91").expect_err("twice").to_string();
    assert!(error.starts_with("mtlint.toml:2: duplicate key"), "{error}");
    let error = parse("pass = 90\n\n[gate\n").expect_err("not closed").to_string();
    assert!(error.starts_with("mtlint.toml:3: "), "{error}");
    assert!(!error.contains('\n'), "{error}");
}

#[test]
fn a_damaged_rubric_is_refused_or_read_but_never_more() {
    for (_, text) in Rubric::shipped() {
        let lines: Vec<&str> = text.lines().collect();
        let cut = (0..text.len()).step_by(11).map(|at| text[..at].to_owned());
        let without = (0..lines.len()).map(|gone| [&lines[..gone], &lines[gone + 1..]].concat().join("\n"));
        let uncommented = (0..lines.len()).map(|bare| {
            let mut lines = lines.clone();
            lines[bare] = lines[bare].trim_start_matches(['#', ' ']);
            lines.join("\n")
        });
        for damaged in cut.chain(without).chain(uncommented) {
            if let Err(error) = parse(&damaged) {
                let error = error.to_string();
                let line = error.strip_prefix("mtlint.toml:").and_then(|rest| rest.split(':').next()?.parse().ok());
                assert!(line.is_some_and(|line: usize| line <= lines.len() + 1), "{error}");
            }
        }
    }
}

#[test]
fn a_long_value_is_shown_by_its_beginning() {
    let text = format!("repeat = \"{}\"", "ab".repeat(200));
    let error = parse(&text).expect_err("no choice").to_string();
    assert!(error.lines().all(|line| line.chars().count() < 100), "{error}");
}

#[test]
fn extending_what_is_not_there_is_refused_where_it_is_written() {
    refused("\nextends = \"scoreboard\"", "2: extends unknown rubric \"scoreboard\"\n  remedy: did you mean \"scorecard\"?");
    refused(
        "extends = \"house-style\"",
        "1: extends unknown rubric \"house-style\"\n  remedy: shipped are mqm, wmt, scorecard, lisa, strict; a path ends in \".toml\"",
    );
    refused("extends = \"nowhere/base.toml\"", "1: extends \"nowhere/base.toml\": no such file\n  remedy: the path is seen from the folder of this file");
}

#[test]
fn circles_are_refused() {
    let folder = folder(&[("a.toml", "extends = \"sub/b.toml\""), ("sub/b.toml", "\nextends = \"../a.toml\""), ("self.toml", "extends = \"./self.toml\"")]);
    let error = Rubric::load(&folder.path().join("a.toml"), RULES).expect_err("a circle").to_string();
    assert!(error.contains("b.toml:2: extends \"../a.toml\" in a circle"), "{error}");
    let error = Rubric::load(&folder.path().join("self.toml"), RULES).expect_err("a circle");
    assert_eq!(error.message(), "extends \"./self.toml\" in a circle");
}

#[test]
fn an_error_in_the_rubric_below_names_its_file() {
    let folder = folder(&[("a.toml", "extends = \"b.toml\""), ("b.toml", "\n\npas = 1")]);
    let error = Rubric::load(&folder.path().join("a.toml"), RULES).expect_err("wrong").to_string();
    assert!(error.contains("b.toml:3: unknown key \"pas\""), "{error}");
}

#[test]
fn files_that_cannot_be_read_say_why() {
    let folder = folder(&[]);
    let missing = Rubric::load(&folder.path().join("none.toml"), RULES).expect_err("missing");
    assert_eq!(missing.message(), "cannot read the rubric: no such file or folder");
    let path = folder.path().join("latin.toml");
    std::fs::write(&path, b"# one\n# caf\xe9\n").expect("written");
    let latin = Rubric::load(&path, RULES).expect_err("not UTF-8").to_string();
    assert!(latin.contains("latin.toml:2: not UTF-8"), "{latin}");
}

// -- For some files only, and folder by folder --

#[test]
fn exceptions_hold_for_their_files_and_the_last_wins() {
    let rubric = valid(
        "[rules]\ntypo = \"off\"\n[[for]]\nfiles = [\"a/**\"]\nquotations = \"leave\"\nrules.typo = \"on\"\ngate.severity = \"critical\"\n\
         [[for]]\nfiles = [\"*.md\"]\nquotations = \"check\"\npacks.use = [\"uk\"]\nshow_confidence = 0.9\n",
    );
    assert_eq!(rubric.exceptions.len(), 2);
    let plain = rubric.with(&[]);
    assert!(!plain.rule("typo").on && plain.quotations == Quotations::Check && plain.exceptions.is_empty());
    let first = rubric.with(&[0]);
    assert!(first.rule("typo").on && first.quotations == Quotations::Leave && first.gate.severity == Severity::Critical);
    let both = rubric.with(&[0, 1]);
    assert!(both.quotations == Quotations::Check && !both.packs.has("ru") && both.packs.has("uk") && both.packs.has("common"));
    assert_eq!(both.show_confidence, both.min_confidence, "nothing counts that is not shown");
    assert_ne!(first.hash(), plain.hash());
}

#[test]
fn an_exception_says_for_which_files() {
    refused("\n[[for]]\nquotations = \"leave\"", "2: [[for]] has no \"files\"\n  remedy: say for which: files = [\"interviews/**\"]");
    refused("[[for]]\nfiles = [\"a\"]\nrulez.typo = \"off\"", "3: unknown key \"rulez\" in [for]\n  remedy: did you mean \"rules\"?");
}

#[test]
fn unknown_packs_are_refused() {
    let known = crate::knowledge::phrases::Phrases::packs().join(", ");
    refused("[packs]\nuse = [\"xx\"]", &format!("2: unknown pack \"xx\" in packs.use\n  remedy: known are {known}, all"));
}

#[test]
fn a_folder_adds_to_what_holds_above_it_unless_it_extends_something() {
    use super::layers::Layered;
    let folder = folder(&[
        ("mtlint.toml", "pass = 95\n[gate]\nseverity = \"minor\"\n[files]\nexclude = [\"old/**\"]\n"),
        ("sub/mtlint.toml", "[gate]\nconfidence = 0.9\n"),
        ("own/mtlint.toml", "extends = \"strict\"\n"),
    ]);
    let root = folder.path();
    let above = Layered::over(&Layered::shipped(), &root.join("mtlint.toml"), RULES).expect("valid");
    let sub = Layered::over(&above, &root.join("sub/mtlint.toml"), RULES).expect("valid");
    assert_eq!((sub.rubric.pass, sub.rubric.gate.severity, sub.rubric.gate.confidence), (95.0, Severity::Minor, 0.9));
    assert_eq!(sub.rubric.files.exclude, Patterns { folder: root.to_owned(), patterns: vec!["old/**".to_owned()] });
    let files: Vec<_> = sub.layers.iter().map(|layer| layer.path.strip_prefix(root).unwrap_or(&layer.path).to_owned()).collect();
    assert_eq!(files, ["rubrics/mqm.toml", "mtlint.toml", "sub/mtlint.toml"].map(PathBuf::from));
    let gate = sub.layers[1].entries.iter().find(|entry| entry.key == "gate.severity").expect("it is written there");
    assert_eq!((gate.value.as_str(), gate.line), ("\"minor\"", 3));
    let own = Layered::over(&above, &root.join("own/mtlint.toml"), RULES).expect("valid");
    assert_eq!(own.rubric.with(&[]).hash(), Rubric::embedded("strict").expect("shipped").hash());
}
