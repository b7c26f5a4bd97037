//! What is kept of a document to tell which others render or copy the same text: a sample of its hashed features.
//!
//! A sketch costs one cheap walk over the text and a kilobyte or two, however many documents there are.

use std::hash::{BuildHasher, BuildHasherDefault};

use rustc_hash::{FxHashMap, FxHasher};
use serde::{Deserialize, Serialize};

use super::anchors::{Kind, Sorted, sorted};
use crate::text::fold::fold_accents;
use crate::text::hash::StableHash;

/// A document, as far as telling its relatives goes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sketch {
    /// Pairs of rarer words that stand close together: renderings of one text share many.
    pub pairs: Sample,
    /// Runs of words: copies share most.
    pub runs: Sample,
}

/// The smallest hashes of a set: all that are at or below a limit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sample {
    hashes: Vec<u32>,
    /// The sentence that each stands in first.
    places: Vec<u16>,
    limit: u32,
}

impl Sample {
    /// One in so many of the features, though not fewer than `least` of them, nor more than [`MOST`] over that number.
    fn of(mut features: Vec<(u32, u16)>, one_in: u32, least: usize) -> Self {
        // Of a long text most are dropped before they are sorted.
        let most = MOST / one_in as usize;
        let bound = u32::MAX / (features.len() / (2 * most)).max(1) as u32;
        if bound < u32::MAX {
            features.retain(|(hash, _)| *hash <= bound);
        }
        features.sort_unstable();
        features.dedup_by_key(|(hash, _)| *hash);
        let wanted = features.partition_point(|(hash, _)| *hash <= u32::MAX / one_in).max(least).min(most);
        let limit = if wanted < features.len() { features[wanted].0 - 1 } else { bound };
        features.truncate(wanted);
        let (hashes, places) = features.into_iter().unzip();
        Self { hashes, places, limit }
    }

    /// The features, ascending.
    #[must_use]
    pub fn hashes(&self) -> &[u32] {
        &self.hashes
    }

    /// How many features of each of two samples the other would have, too, if its document had them.
    #[must_use]
    pub fn comparable(&self, other: &Self) -> (usize, usize) {
        let limit = self.limit.min(other.limit);
        // All features of a sample are within its own limit.
        let within = |sample: &Self| if limit == sample.limit { sample.hashes.len() } else { sample.hashes.partition_point(|hash| *hash <= limit) };
        (within(self), within(other))
    }

    /// Whether two documents have what they share in the same order, stretch by stretch: renderings and copies do, even
    /// where passages moved; two selections of sentences from one stock do not.
    #[must_use]
    pub fn runs_along(&self, other: &Self) -> bool {
        let (mut own, mut its) = (0, 0);
        let mut shared: Vec<(u16, u16)> = Vec::new();
        while let (Some(a), Some(b)) = (self.hashes.get(own), other.hashes.get(its)) {
            if a == b {
                shared.push((self.places[own], other.places[its]));
            }
            (own, its) = (own + usize::from(a <= b), its + usize::from(b <= a));
        }
        shared.sort_unstable();
        // Of one sentence, its counterpart is where most of its features are.
        let mut steps: Vec<(u16, u16)> = Vec::new();
        for of_one in shared.chunk_by(|a, b| a.0 == b.0) {
            let most = of_one.chunk_by(|a, b| a.1 == b.1).max_by_key(|chunk| (chunk.len(), std::cmp::Reverse(chunk[0].1)));
            steps.extend(most.map(|chunk| chunk[0]));
        }
        let last = |sample: &Self| f32::from(sample.places.iter().copied().max().unwrap_or(0)) + 1.0;
        let ratio = last(other) / last(self);
        let along = steps.windows(2).filter(|pair| {
            let (ours, theirs) = (f32::from(pair[1].0) - f32::from(pair[0].0), f32::from(pair[1].1) - f32::from(pair[0].1));
            (theirs - ours * ratio).abs() <= NEAR_BY + ours * ratio
        });
        along.count() as f32 >= IN_ORDER * (steps.len() as f32 - 1.0)
    }
}

/// Sentences that a counterpart may lie off where the one before it leads.
const NEAR_BY: f32 = 3.0;

/// Share of the sentences whose counterpart lies where the one before it leads, in renderings. Of selections from one
/// stock, fewer do, the longer they are.
const IN_ORDER: f32 = 0.5;

/// Most features of one kind: those of a long text; of an excerpt of a book, enough of them remain.
const MOST: usize = 4096;

/// Fewest pairs that are kept: short texts are known by all of theirs.
const FEWEST_PAIRS: usize = 256;

/// Fewest runs that are kept.
const FEWEST_RUNS: usize = 128;

/// Runs are plenty where a text was copied: fewer of them are kept.
const RUNS_FOR_A_PAIR: u32 = 2;

/// Words in a run.
const RUN: usize = 5;

/// Words that a word is paired with: the rarer ones that follow it next in its sentence.
const REACH: usize = 4;

/// Share of running English words above which a word says nothing of the text it stands in.
const COMMON: f32 = 5e-4;

/// Words that are remembered at most.
const REMEMBERED: usize = 1 << 17;

/// Makes sketches; remembers the words that it has met.
#[derive(Debug)]
pub struct Sketcher {
    one_in: u32,
    /// What was found out of each word, by its hash.
    words: FxHashMap<u64, Word>,
}

#[derive(Debug, Clone, Copy)]
struct Word {
    stem: u32,
    /// Its class, if it is rare enough to tell texts apart.
    telling: Option<u32>,
}

impl Sketcher {
    /// A sketcher for this many documents: the more there are, the less is kept of each.
    #[must_use]
    pub fn for_documents(count: usize) -> Self {
        Self { one_in: Self::share(count), words: FxHashMap::default() }
    }

    /// Of so many features one is kept, where there are this many documents.
    #[must_use]
    pub fn share(count: usize) -> u32 {
        match count {
            0..=100 => 2,
            101..=2_000 => 3,
            2_001..=20_000 => 4,
            _ => 8,
        }
    }

    /// The sketch of a text.
    #[must_use]
    pub fn sketch(&mut self, text: &str) -> Sketch {
        let (mut pairs, mut runs) = (Vec::new(), Vec::new());
        let mut stems: Vec<(u32, u16)> = Vec::with_capacity(text.len() / 6);
        let mut rare: Vec<u32> = Vec::new();
        let mut sentence = 0_u16;
        let mut pair = |rare: &mut Vec<u32>, sentence: u16| {
            for (at, a) in rare.iter().enumerate() {
                for b in rare[at + 1..].iter().take(REACH).filter(|b| *b != a) {
                    pairs.push(((mix(u64::from(*a.min(b)) << 32 | u64::from(*a.max(b))) >> 32) as u32, sentence));
                }
            }
            rare.clear();
        };
        let mut rest = text;
        while let Some(start) = word_start(rest) {
            // A sentence ends where a mark and a blank part two words; where an abbreviation does, a pair is lost.
            if ends_sentence(&rest[..start]) {
                pair(&mut rare, sentence);
                sentence = sentence.saturating_add(1);
            }
            rest = &rest[start..];
            let end = word_end(rest);
            let (word, after) = rest.split_at(end);
            rest = after;
            for part in parts(word) {
                let known = self.word(part);
                stems.push((known.stem, sentence));
                rare.extend(known.telling);
            }
        }
        pair(&mut rare, sentence);
        for run in stems.windows(RUN) {
            runs.push(((run.iter().fold(0, |hash, (stem, _)| mix(hash ^ u64::from(*stem))) >> 32) as u32, run[0].1));
        }
        Sketch { pairs: Sample::of(pairs, self.one_in, FEWEST_PAIRS), runs: Sample::of(runs, self.one_in * RUNS_FOR_A_PAIR, FEWEST_RUNS) }
    }

    fn word(&mut self, written: &str) -> Word {
        let key = BuildHasherDefault::<FxHasher>::default().hash_one(written);
        if let Some(known) = self.words.get(&key) {
            return *known;
        }
        if self.words.len() >= REMEMBERED {
            self.words.clear();
        }
        let hash = |text: &str| (StableHash::default().with(text).finish() >> 32) as u32;
        let word = if written.as_bytes()[0].is_ascii_digit() {
            let number: String = written.chars().filter(|c| *c != ',').collect();
            // Small numbers are everywhere.
            Word { stem: hash(&number), telling: (number.len() > 1 && number != "10").then(|| hash(&number)) }
        } else {
            let Sorted { stem, class, kind, background } = sorted(&fold_accents(written), !written.starts_with(char::is_lowercase));
            Word { stem: hash(&stem), telling: (kind != Kind::Function && background < COMMON).then(|| hash(&class)) }
        };
        self.words.insert(key, word);
        word
    }
}

/// Where the next word begins.
fn word_start(text: &str) -> Option<usize> {
    let start = text.bytes().position(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii())?;
    if text.as_bytes()[start].is_ascii() { Some(start) } else { text[start..].find(char::is_alphanumeric).map(|at| start + at) }
}

/// Where the word ends that a text begins with: marks inside it belong to it.
fn word_end(text: &str) -> usize {
    // Most words end at a blank.
    let letters = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
    if matches!(text.as_bytes().get(letters), None | Some(b' ' | b'\n')) {
        return letters;
    }
    let mut end = 0;
    let mut joint = false;
    for (at, c) in text.char_indices() {
        if c.is_alphanumeric() {
            end = at + c.len_utf8();
            joint = false;
        } else {
            // A stop joins digits, and stands after an initial; a comma joins digits.
            let joins = match c {
                '\'' | '’' | '-' => true,
                '.' | ',' => text[..at].ends_with(|c: char| c.is_ascii_digit()) || c == '.' && at == 1,
                _ => false,
            };
            if joint || !joins {
                break;
            }
            joint = true;
        }
    }
    end
}

/// The parts of a compound meet the same words written apart; names stay whole.
fn parts(word: &str) -> impl Iterator<Item = &str> {
    let apart = word.starts_with(char::is_lowercase);
    word.split(move |c| apart && c == '-').filter(|part| !part.is_empty())
}

fn ends_sentence(between: &str) -> bool {
    between != " " && (between.contains('\n') || between.contains(['.', '!', '?', '…']) && between.contains(char::is_whitespace))
}

/// Spreads a number over all bits (the finaliser of SplitMix64).
fn mix(mut x: u64) -> u64 {
    x = x.wrapping_add(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_numbers_are_taken_whole() {
        let words = |text: &'static str| {
            let mut rest = text;
            let mut found = Vec::new();
            while let Some(start) = word_start(rest) {
                rest = &rest[start..];
                let end = word_end(rest);
                found.extend(parts(&rest[..end]));
                rest = &rest[end..];
            }
            found
        };
        assert_eq!(
            words("It's 1.2 billion, or 1,200,000 well-known U.S. Al-Nusra men."),
            ["It's", "1.2", "billion", "or", "1,200,000", "well", "known", "U.S", "Al-Nusra", "men"]
        );
        assert_eq!(words("…"), [""; 0]);
    }

    #[test]
    fn a_sample_of_a_larger_text_is_compared_on_common_ground() {
        let all: Vec<(u32, u16)> = (0..1000).map(|n| (n * 4_000_000, 0)).collect();
        let (large, small) = (Sample::of(all.clone(), 8, 16), Sample::of(all[..40].to_vec(), 8, 16));
        assert_eq!((large.hashes().len(), small.hashes().len()), (135, 40));
        assert_eq!(large.comparable(&small), (135, 40));
        let few = Sample::of(all.iter().step_by(25).copied().collect(), 8, 16);
        assert_eq!(few.comparable(&large), (6, 135));
    }

    #[test]
    fn forms_and_order_do_not_change_pairs_and_every_change_shows_in_runs() {
        let mut sketcher = Sketcher::for_documents(2);
        let [a, b] = ["Rescuers evacuated the villagers of Krasny Log.", "Villagers of Krasny Log: evacuated by rescuers."].map(|text| sketcher.sketch(text));
        assert!(a.pairs.hashes().iter().filter(|hash| b.pairs.hashes().contains(hash)).count() >= 4);
        assert!(a.runs.hashes().iter().all(|hash| !b.runs.hashes().contains(hash)));
    }
}
