//! Context rules: "this string, between these neighbours, becomes one of those".
//!
//! The tables under `data/schemes/` are lists of such rules, in the notation of phonologists: `_` stands for the string
//! itself, `#` for a word edge, `V` and `C` for any vowel and any consonant, `[ei]` and `[^ei]` for one of (none of) a set.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// One thing that a context asks of one neighbouring letter.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Atom {
    Edge,
    Vowel,
    Consonant,
    Letter(char),
    Set(Vec<Atom>, bool),
}

impl Atom {
    fn holds(&self, neighbour: Option<char>) -> bool {
        match (self, neighbour) {
            (Atom::Edge, c) => c.is_none(),
            (Atom::Set(atoms, wanted), c) => atoms.iter().any(|a| a.holds(c)) == *wanted,
            (_, None) => false,
            (Atom::Vowel, Some(c)) => is_vowel(c),
            (Atom::Consonant, Some(c)) => !is_vowel(c),
            (Atom::Letter(l), Some(c)) => *l == c,
        }
    }
}

/// Where a rule applies: what must stand before (nearest first) and after.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Context {
    before: Vec<Atom>,
    after: Vec<Atom>,
}

impl Context {
    fn parse(text: &str) -> Option<Self> {
        if text.is_empty() {
            return Some(Self::default());
        }
        let (before, after) = text.split_once('_')?;
        let mut before = atoms(before)?;
        before.reverse();
        Some(Self { before, after: atoms(after)? })
    }

    fn holds(&self, word: &[char], start: usize, end: usize) -> bool {
        let before = |i: usize| start.checked_sub(i + 1).map(|at| word[at]);
        let after = |i: usize| word.get(end + i).copied();
        self.before.iter().enumerate().all(|(i, a)| a.holds(before(i))) && self.after.iter().enumerate().all(|(i, a)| a.holds(after(i)))
    }
}

fn atoms(text: &str) -> Option<Vec<Atom>> {
    let mut out = Vec::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        out.push(match c {
            '[' => {
                let inner: String = chars.by_ref().take_while(|&c| c != ']').collect();
                let (inner, wanted) = match inner.strip_prefix('^') {
                    Some(rest) => (rest, false),
                    None => (inner.as_str(), true),
                };
                Atom::Set(atoms(inner)?, wanted)
            }
            '_' | ']' => return None,
            c => single(c),
        });
    }
    Some(out)
}

fn single(c: char) -> Atom {
    match c {
        '#' => Atom::Edge,
        'V' => Atom::Vowel,
        'C' => Atom::Consonant,
        c => Atom::Letter(c),
    }
}

/// Vowel letters of the Latin and Cyrillic alphabets, lower case.
pub(super) fn is_vowel(c: char) -> bool {
    const VOWELS: &str = "aeiouyаеёиоуыэюяіїєäöüàáâãåæèéêëìíîïòóôõøùúûýāăąēĕėęěīĭįıōŏőœūŭůűųəөүұәў";
    match c {
        'a' | 'e' | 'i' | 'o' | 'u' | 'y' => true,
        'b'..='z' => false,
        _ => VOWELS.contains(c),
    }
}

/// A row of a table: the string, its context, and what the table says of it.
#[derive(Debug, Clone)]
struct Rule<T> {
    pattern: Vec<char>,
    context: Context,
    value: T,
}

/// Rules that are searched longest pattern first, then in the order of their table.
#[derive(Debug, Clone)]
pub(super) struct Rules<T> {
    rules: Vec<Rule<T>>,
    /// First letter → rules, in the order in which they are tried.
    starts: FxHashMap<char, Vec<u32>>,
}

impl<T> Rules<T> {
    /// Builds from `(pattern, context, value)`; a context that cannot be read is a defect of our own table.
    pub(super) fn new<'a>(rows: impl IntoIterator<Item = (&'a str, &'a str, T)>) -> Self {
        let mut rules: Vec<Rule<T>> = rows
            .into_iter()
            .map(|(pattern, context, value)| Rule {
                pattern: pattern.chars().collect(),
                context: Context::parse(context).unwrap_or_else(|| panic!("context {context:?} of {pattern:?}")),
                value,
            })
            .filter(|rule| !rule.pattern.is_empty())
            .collect();
        rules.sort_by_key(|rule| std::cmp::Reverse(rule.pattern.len()));
        let mut starts: FxHashMap<char, Vec<u32>> = FxHashMap::default();
        for (at, rule) in rules.iter().enumerate() {
            starts.entry(rule.pattern[0]).or_default().push(at as u32);
        }
        Self { rules, starts }
    }

    /// The rule for the letters of `word` at `at`: its value and how many letters it covers.
    pub(super) fn at(&self, word: &[char], at: usize) -> Option<(&T, usize)> {
        let candidates = self.starts.get(&word[at])?;
        candidates.iter().map(|&i| &self.rules[i as usize]).find_map(|rule| {
            let end = at + rule.pattern.len();
            let fits = word.get(at..end) == Some(&rule.pattern[..]) && rule.context.holds(word, at, end);
            fits.then_some((&rule.value, rule.pattern.len()))
        })
    }
}

/// The data lines of a table: comments, blank lines and the header left out, cells split at commas.
pub(super) fn rows(csv: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    csv.lines().map(str::trim_end).filter(|line| !line.is_empty() && !line.starts_with('#')).skip(1).map(|line| line.split(',').collect())
}

/// A table that is parsed when it is first needed.
pub(super) type Lazy<T> = LazyLock<T>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_pattern_wins_then_the_first_context_that_fits() {
        let rules = Rules::new([("s", "#_V", 1), ("s", "", 2), ("sh", "", 3), ("e", "C_#", 4), ("e", "_[^ai]", 5)]);
        let at = |word: &str, i: usize| {
            let word: Vec<char> = word.chars().collect();
            rules.at(&word, i).map(|(v, n)| (*v, n))
        };
        assert_eq!(at("so", 0), Some((1, 1)));
        assert_eq!(at("oso", 1), Some((2, 1)));
        assert_eq!(at("sho", 0), Some((3, 2)));
        assert_eq!(at("te", 1), Some((4, 1)));
        assert_eq!(at("tea", 1), None);
        assert_eq!(at("tek", 1), Some((5, 1)));
        assert_eq!(at("q", 0), None);
    }

    #[test]
    fn contexts_reach_over_several_letters() {
        let rules = Rules::new([("i", "_Ce#", 1)]);
        let word = |w: &str| w.chars().collect::<Vec<_>>();
        assert!(rules.at(&word("white"), 2).is_some());
        assert!(rules.at(&word("whiter"), 2).is_none());
    }
}
