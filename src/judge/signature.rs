//! What made a figure: two reports with different signatures are not to be compared.

use std::fmt;

use super::rubric::Rubric;
use crate::text::hash::StableHash;

/// Everything that a report depends on besides the text: versions as hashes of their content.
///
/// Paths, times and machines are no part of it. Shown, a hash has four digits; compared, all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// Version of mtlint.
    pub version: String,
    /// Hash of the rules: their ids and reference texts.
    pub rules: u64,
    /// Name of the rubric.
    pub rubric_name: String,
    /// Hash of the rubric's values.
    pub rubric: u64,
    /// Hash of the built-in knowledge and of the project's names and words.
    pub knowledge: u64,
    /// Hash of the profile learnt from trusted texts.
    pub profile: Option<u64>,
    /// Hash of the project's glossary.
    pub glossary: Option<u64>,
    /// Hash of what was decided in reviews.
    pub decisions: Option<u64>,
}

impl Signature {
    /// The signature of this version of mtlint under a rubric; the rest is given as hashes of its content.
    #[must_use]
    pub fn new(rules: u64, rubric: &Rubric, knowledge: u64, profile: Option<u64>, glossary: Option<u64>) -> Self {
        Self {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            rules,
            rubric_name: rubric.name.clone(),
            rubric: rubric.hash(),
            knowledge,
            profile,
            glossary,
            decisions: None,
        }
    }

    /// The signature where decisions are honoured, too.
    #[must_use]
    pub fn with_decisions(self, decisions: Option<u64>) -> Self {
        Self { decisions, ..self }
    }

    /// One hash of all parts, for the column `config_hash`: a letter first, then letters and digits. The name of the
    /// rubric is left out, as it changes no figure.
    #[must_use]
    pub fn config_hash(&self) -> String {
        let Self { version, rules, rubric_name: _, rubric, knowledge, profile, glossary, decisions } = self;
        let mut hash = StableHash::default().with(version);
        for part in [Some(*rules), Some(*rubric), Some(*knowledge), *profile, *glossary] {
            hash = match part {
                Some(part) => hash.with(part.to_le_bytes()),
                None => hash.with(""),
            };
        }
        // Without decisions the hash is what it was before there were any.
        decisions.map_or(hash, |decisions| hash.with(decisions.to_le_bytes())).to_code()
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "mtlint {} | rules {} | rubric {} {} | knowledge {} | profile {} | glossary {}",
            self.version,
            Short(Some(self.rules)),
            self.rubric_name,
            Short(Some(self.rubric)),
            Short(Some(self.knowledge)),
            Short(self.profile),
            Short(self.glossary),
        )?;
        if self.decisions.is_some() { write!(f, " | decisions {}", Short(self.decisions)) } else { Ok(()) }
    }
}

/// A hash as it is shown: four hexadecimal digits, or `none`.
struct Short(Option<u64>);

impl fmt::Display for Short {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(hash) => write!(f, "{:04x}", hash & 0xffff),
            None => f.write_str("none"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> Signature {
        Signature {
            version: "0.1.0".to_owned(),
            rules: 0x9f3a,
            rubric_name: "mqm".to_owned(),
            rubric: 0x12_51c0,
            knowledge: 0xabc_0be2,
            profile: None,
            glossary: None,
            decisions: None,
        }
    }

    #[test]
    fn a_signature_reads_as_one_line() {
        let line = "mtlint 0.1.0 | rules 9f3a | rubric mqm 51c0 | knowledge 0be2 | profile none | glossary none";
        assert_eq!(example().to_string(), line);
        let learnt = Signature { profile: Some(7), glossary: Some(0xfade), ..example() };
        assert!(learnt.to_string().ends_with("profile 0007 | glossary fade"));
        assert!(learnt.with_decisions(Some(0xabcd)).to_string().ends_with("glossary fade | decisions abcd"));
    }

    #[test]
    fn every_part_changes_the_hash_of_the_configuration() {
        let changed = [
            example(),
            Signature { version: "0.2.0".to_owned(), ..example() },
            Signature { rules: 1, ..example() },
            Signature { rubric: 1, ..example() },
            Signature { knowledge: 1, ..example() },
            Signature { profile: Some(0), ..example() },
            Signature { glossary: Some(0), ..example() },
            Signature { decisions: Some(0), ..example() },
        ];
        let hashes: std::collections::BTreeSet<_> = changed.iter().map(Signature::config_hash).collect();
        assert_eq!(hashes.len(), changed.len());
        let renamed = Signature { rubric_name: "ours".to_owned(), ..example() };
        assert_eq!(renamed.config_hash(), example().config_hash());
    }

    #[test]
    fn the_hash_of_the_configuration_is_safe_in_a_spreadsheet() {
        let hash = example().config_hash();
        assert!(hash.starts_with(|c: char| c.is_ascii_lowercase()));
        assert!(hash.chars().all(|c| c.is_ascii_alphanumeric()), "{hash}");
    }

    #[test]
    fn a_signature_names_the_rubric_it_was_made_with() {
        let signature = Signature::new(1, &Rubric::default(), 2, None, None);
        assert_eq!(signature.rubric, Rubric::default().hash());
        assert!(signature.to_string().contains("| rubric mqm "));
    }
}
