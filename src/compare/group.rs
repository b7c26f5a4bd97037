//! Which documents of a folder render the same text, and which are copies or excerpts of each other.
//!
//! Renderings of one text share many pairs of words that rarely meet; copies share long runs of words. Both are
//! counted through an index of hashes, so that the cost grows with the folder and not with its square.

use rustc_hash::FxHashMap;

use super::anchors::{Kind, Lexemes, Sentence};
use crate::text::hash::StableHash;

/// What was found out of each document of a folder, parallel to the documents.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Grouping {
    /// Number of the group of renderings that the document is in, from 0 in order of first members; `None` if it
    /// stands alone.
    pub group: Vec<Option<usize>>,
    /// The document that this one is an excerpt of.
    pub excerpt_of: Vec<Option<usize>>,
    /// The earlier document that this one is a near copy of.
    pub near_copy_of: Vec<Option<usize>>,
}

impl Grouping {
    /// The members of each group, in order.
    #[must_use]
    pub fn groups(&self) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for (at, group) in self.group.iter().enumerate() {
            if let Some(group) = group {
                if groups.len() <= *group {
                    groups.resize(*group + 1, Vec::new());
                }
                groups[*group].push(at);
            }
        }
        groups
    }
}

/// Share of the rarer pairs of words of the shorter text that renderings of one text have in common: on the sample
/// documents renderings share 0.18 and more, other texts on the same events 0.10 and less.
const SAME_TEXT: f32 = 0.14;

/// Fewest pairs in common: below, two short texts may meet by chance.
const FEWEST_PAIRS: u32 = 8;

/// Share of runs of words in common above which one text copies the other.
const COPIED: f32 = 0.6;

/// A copy that is shorter than this share of its model is an excerpt.
const EXCERPT: f32 = 0.8;

/// Words in a run.
const RUN: usize = 5;

/// Share of running English words above which a word says nothing of the text it stands in.
const COMMON: f32 = 5e-4;

/// Words that a word is paired with: those that follow it next.
const REACH: usize = 4;

/// Documents with a feature beyond which it tells texts apart no more.
const WIDESPREAD: usize = 200;

/// Folders of more documents than this are judged by a sample of their features.
const SAMPLED: usize = 300;

/// Groups the documents of a folder; `sides` are their anchors, from [`Lexemes::read`].
#[must_use]
pub fn group(lexemes: &Lexemes, sides: &[Vec<Sentence>]) -> Grouping {
    let count = sides.len();
    let one_in = if count > SAMPLED { 4 } else { 1 };
    let pairs: Vec<Vec<u32>> = sides.iter().map(|side| pairs(lexemes, side, one_in)).collect();
    let runs: Vec<Vec<u32>> = sides.iter().map(|side| runs(side, one_in)).collect();
    let mut parent: Vec<usize> = (0..count).collect();
    for (a, b, shared) in shared(&pairs) {
        let least = pairs[a].len().min(pairs[b].len());
        if shared * one_in as u32 >= FEWEST_PAIRS && shared as f32 >= SAME_TEXT * least as f32 {
            join(&mut parent, a, b);
        }
    }
    let mut grouping = Grouping { group: vec![None; count], excerpt_of: vec![None; count], near_copy_of: vec![None; count] };
    let mut best = vec![0.0_f32; count];
    for (a, b, shared) in shared(&runs) {
        let (short, long) = if (runs[a].len(), b) <= (runs[b].len(), a) { (a, b) } else { (b, a) };
        let share = shared as f32 / runs[short].len() as f32;
        if share < COPIED || shared * (one_in as u32) < FEWEST_PAIRS {
            continue;
        }
        join(&mut parent, a, b);
        if (runs[short].len() as f32) < EXCERPT * runs[long].len() as f32 {
            if share > best[short] {
                best[short] = share;
                grouping.excerpt_of[short] = Some(long);
            }
        } else {
            let (first, later) = (a.min(b), a.max(b));
            grouping.near_copy_of[later].get_or_insert(first);
        }
    }
    let mut sizes = vec![0; count];
    let roots: Vec<usize> = (0..count).map(|at| root(&mut parent, at)).collect();
    for root in &roots {
        sizes[*root] += 1;
    }
    let mut numbers: FxHashMap<usize, usize> = FxHashMap::default();
    for (at, root) in roots.into_iter().enumerate() {
        if sizes[root] > 1 {
            let next = numbers.len();
            grouping.group[at] = Some(*numbers.entry(root).or_insert(next));
        }
    }
    grouping
}

fn root(parent: &mut [usize], mut at: usize) -> usize {
    while parent[at] != at {
        parent[at] = parent[parent[at]];
        at = parent[at];
    }
    at
}

fn join(parent: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(parent, a), root(parent, b));
    // The earlier document stays the root.
    parent[a.max(b)] = a.min(b);
}

/// Hashes of the pairs of rarer words that stand close together in a sentence, one in so many of them.
fn pairs(lexemes: &Lexemes, side: &[Sentence], one_in: u64) -> Vec<u32> {
    let mut found = Vec::new();
    for sentence in side {
        let rare: Vec<u32> = sentence
            .stems
            .iter()
            .map(|stem| lexemes.class(*stem))
            .filter(|class| lexemes.kind(*class) != Kind::Function && lexemes.class_background(*class) < COMMON)
            .collect();
        for (at, a) in rare.iter().enumerate() {
            for b in rare[at + 1..].iter().take(REACH).filter(|b| *b != a) {
                let hash = StableHash::default().with(a.min(b).to_le_bytes()).with(a.max(b).to_le_bytes()).finish();
                if hash % one_in == 0 {
                    found.push((hash >> 32) as u32);
                }
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Hashes of the runs of words, one in so many of them.
fn runs(side: &[Sentence], one_in: u64) -> Vec<u32> {
    let mut found = Vec::new();
    let stems: Vec<u32> = side.iter().flat_map(|sentence| sentence.stems.iter().copied()).collect();
    for run in stems.windows(RUN) {
        let hash = run.iter().fold(StableHash::default(), |hash, stem| hash.with(stem.to_le_bytes())).finish();
        if hash % one_in == 0 {
            found.push((hash >> 32) as u32);
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// How many features each two documents share, in order; documents that share none are left out.
fn shared(features: &[Vec<u32>]) -> Vec<(usize, usize, u32)> {
    let mut index: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for (at, own) in features.iter().enumerate() {
        for feature in own {
            index.entry(*feature).or_default().push(at as u32);
        }
    }
    let mut found = Vec::new();
    let mut counts = vec![0_u32; features.len()];
    for (at, own) in features.iter().enumerate() {
        let mut touched: Vec<u32> = Vec::new();
        for feature in own {
            let places = &index[feature];
            if places.len() > WIDESPREAD {
                continue;
            }
            for other in &places[..places.partition_point(|other| (*other as usize) < at)] {
                if counts[*other as usize] == 0 {
                    touched.push(*other);
                }
                counts[*other as usize] += 1;
            }
        }
        touched.sort_unstable();
        for other in touched {
            found.push((other as usize, at, std::mem::take(&mut counts[other as usize])));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Document;

    fn grouping(texts: &[&str]) -> Grouping {
        let mut lexemes = Lexemes::default();
        let sides: Vec<_> = texts.iter().map(|text| lexemes.read(&Document::plain("t", *text))).collect();
        group(&lexemes, &sides)
    }

    const FLOOD: &str = "Rescuers moved 340 villagers out of the flooded Beloyar district on Tuesday night. The river Chulma rose by two metres in one day, governor Akhmetov told reporters. Boats carry medicine and bread to the cut-off hamlets.";
    const FLOOD_FREELY: &str = "On the night of Tuesday 340 villagers of the Beloyar district were evacuated by rescuers. According to governor Akhmetov the level of the Chulma river has risen two metres. The hamlets, cut off, get bread and medicine by boats.";
    const TRADE: &str = "Exports through the port of Haizhou grew by a quarter in spring. Online merchants shipped ceramics and toys to forty countries, the customs office reported.";

    #[test]
    fn renderings_of_one_text_meet_and_other_texts_stay_apart() {
        let found = grouping(&[TRADE, FLOOD, FLOOD_FREELY]);
        assert_eq!(found.group, [None, Some(0), Some(0)]);
        assert_eq!(found.groups(), [vec![1, 2]]);
        assert_eq!(found.near_copy_of, [None, None, None]);
    }

    #[test]
    fn excerpts_and_copies_are_told_apart() {
        let long = format!("{FLOOD}\n\n{TRADE}");
        let found = grouping(&[&long, FLOOD, FLOOD]);
        assert_eq!(found.excerpt_of[1], Some(0));
        assert_eq!(found.near_copy_of[2], Some(1));
        assert_eq!(found.group, [Some(0), Some(0), Some(0)]);
    }
}
