//! The commented file that a project starts from.

use super::{Gate, Rubric};

/// The `mtlint.toml` that `mtlint init` writes: the default, with the keys that projects change most ready to be
/// switched on. Explanations begin with `# `, switched-off keys with `#` alone.
#[must_use]
pub fn starter(rules: &[&str]) -> String {
    let Rubric { pass, tolerance, per_words, min_confidence, show_confidence, gate, .. } = Rubric::default();
    let Gate { severity, confidence, new_only } = gate;
    let rules: String = rules.iter().map(|id| format!("#{id} = \"on\"\n")).collect();
    format!(
        r##"# What mtlint checks in this project, and what a finding costs.
#
# Nothing here is needed: what is left out is as in the rubric that this file extends. A line that begins with "#" and
# no blank is switched off and shows the value in force: take the "#" away and change it. `rubrics/mqm.toml`, which
# comes with mtlint, explains every key.

# The rubric to start from: mqm, wmt, scorecard, lisa, strict, or the path of a file of yours. Without this line, what
# an mtlint.toml in a folder above says holds here, too. `mtlint config --explain PATH` shows what holds and why.
extends = "mqm"

# Score that a text needs, 0 to 100.
#pass = {pass}
# Points that are just tolerated in {per_words} words (a minor finding has 1, a major one 5, a critical one 25).
#tolerance = {tolerance}
# Findings that are less sure than this are shown but not counted; 0 to 1.
#min_confidence = {min_confidence}
# Findings that are less sure than this are not even shown.
#show_confidence = {show_confidence}

[files]
# What is checked and what is not: patterns as in .gitignore.
#include = ["texts/**"]
#exclude = ["archive/**"]
# Names of the project (`mtlint names` writes a first list), its terms, its words.
#names = ["names.csv"]
#glossary = ["glossary.csv"]
#words = ["words.txt"]
# Phrases that the project objects to.
#phrases = ["phrases.csv"]
# What `mtlint learn` made of texts you trust.
#profile = "house.mtprofile"
# Findings that may stay: `mtlint baseline PATH` writes them down, and a check counts new ones only.
#baseline = ".mtlint/baseline.csv"

# A check fails on new findings that are at least this grave and this sure.
[gate]
#severity = "{severity}"
#confidence = {confidence}
#new_only = {new_only}

# One line a rule: "on", "off", a severity (neutral, minor, major, critical), or both figures, for example
#     some-rule = {{ severity = "minor", confidence = 0.4 }}
# `mtlint explain` says what each rule means.
[rules]
{rules}"##
    )
}
