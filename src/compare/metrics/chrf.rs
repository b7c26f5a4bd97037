//! chrF: how many runs of one to six characters a translation shares with a reference; chrF++ adds words.
//!
//! Popović, "chrF: character n-gram F-score for automatic MT evaluation", WMT 2015; "chrF++: words helping character
//! n-grams", WMT 2017. White space does not count as a character.

use super::ngrams::Ngrams;
use super::words::{Numbering, is_space, words};
use super::{Corpus, Metric, Precision, statistics};

/// chrF, or with `word_order` 2 chrF++, of all segments of a corpus together; other orders count as the nearer of these.
pub fn chrf(corpus: &Corpus<'_>, word_order: usize) -> Chrf {
    Chrf::from_row(&statistics(corpus, &[metric(word_order)])[0].sum())
}

/// As [`chrf`], for each segment.
pub fn chrf_segments(corpus: &Corpus<'_>, word_order: usize) -> Vec<Chrf> {
    statistics(corpus, &[metric(word_order)])[0].rows().map(Chrf::from_row).collect()
}

/// A chrF score and what it is the mean of.
#[derive(Clone, Debug, PartialEq)]
pub struct Chrf {
    /// 0 to 100: the harmonic mean of precision and recall, recall weighing four times as much (beta = 2).
    pub score: f64,
    /// 0 to 1: share of the translation's runs that are in the reference, mean over the orders that both have.
    pub precision: f64,
    /// 0 to 1: share of the reference's runs that are in the translation, mean over the same orders.
    pub recall: f64,
}

/// The longest runs of characters that count.
const CHARACTERS: usize = 6;

/// The longest runs of words that count in chrF++.
const WORDS: usize = 2;

/// Numbers counted for each segment: for each order those in the translation, in the reference, and in both.
pub(super) const WIDTH: usize = 3 * CHARACTERS;

/// As [`WIDTH`], for chrF++.
pub(super) const WIDTH_WITH_WORDS: usize = 3 * (CHARACTERS + WORDS);

/// Square of beta: how much more recall counts than precision.
const RECALL_WEIGHT: f64 = 4.0;

impl Chrf {
    pub(super) fn from_row(row: &[f64]) -> Self {
        Self::with_precision(row, Precision::Double)
    }

    /// Scores a row, or a sum of rows, of [`best`].
    pub(super) fn with_precision(row: &[f64], format: Precision) -> Self {
        let round = |value| format.round(value);
        let (mut precision, mut recall, mut orders) = (0.0, 0.0, 0.0);
        for counts in row.chunks_exact(3) {
            let (translated, referred, matched) = (counts[0], counts[1], counts[2]);
            if translated > 0.0 && referred > 0.0 {
                precision = round(precision + round(matched / translated));
                recall = round(recall + round(matched / referred));
                orders += 1.0;
            }
        }
        if orders > 0.0 {
            precision = round(precision / orders);
            recall = round(recall / orders);
        }
        let score = if precision + recall == 0.0 {
            0.0
        } else {
            let above = round(round((1.0 + RECALL_WEIGHT) * precision) * recall);
            let below = round(round(RECALL_WEIGHT * precision) + recall);
            round(100.0 * round(above / below))
        };
        Self { score, precision, recall }
    }
}

/// What a translation shares with one reference: for each order, runs in the one, in the other, and in both.
pub(super) type Overlap = [f64; WIDTH_WITH_WORDS];

/// Counts what a translation shares with each reference; an order that the reference lacks does not count.
pub(super) fn overlaps(hypothesis: &str, references: &[&str]) -> Vec<Overlap> {
    let mut numbering = Numbering::with_capacity(hypothesis.len() / 2);
    let hypothesis = Runs::new(hypothesis, &mut numbering);
    references.iter().map(|reference| hypothesis.overlap(Runs::new(reference, &mut numbering))).collect()
}

/// The first `width` numbers of the overlap that scores best by them, of equals the first.
pub(super) fn best(overlaps: &[Overlap], width: usize) -> &[f64] {
    let mut rows = overlaps.iter().map(|overlap| &overlap[..width]);
    let first = rows.next().expect("a segment has a reference");
    let score = |row| Chrf::from_row(row).score;
    let better = |best: (f64, _), row| if score(row) > best.0 { (score(row), row) } else { best };
    if overlaps.len() == 1 { first } else { rows.fold((score(first), first), better).1 }
}

struct Runs {
    characters: Ngrams<CHARACTERS, 21>,
    words: Ngrams<WORDS, 32>,
}

impl Runs {
    fn new<'t>(text: &'t str, numbering: &mut Numbering<'t>) -> Self {
        let characters = text.chars().rev().filter(|&c| !is_space(c)).map(u32::from);
        let words = numbering.number_all(words(text).flat_map(set_punctuation_apart));
        Self { characters: Ngrams::new(characters), words: Ngrams::new(words.into_iter().rev()) }
    }

    fn overlap(&self, reference: Self) -> Overlap {
        let mut overlap = [0.0; WIDTH_WITH_WORDS];
        let (characters, words) = overlap.split_at_mut(WIDTH);
        tabulate(&self.characters, reference.characters, characters);
        tabulate(&self.words, reference.words, words);
        overlap
    }
}

fn tabulate<const ORDER: usize, const BITS: u32>(ours: &Ngrams<ORDER, BITS>, theirs: Ngrams<ORDER, BITS>, rows: &mut [f64]) {
    let (translated, referred, matched) = (ours.totals(), theirs.totals(), ours.matches(&[theirs]));
    for (order, row) in rows.chunks_exact_mut(3).enumerate() {
        if referred[order] > 0 {
            row.copy_from_slice(&[translated[order], referred[order], matched[order]].map(|count| count as f64));
        }
    }
}

/// Cuts one ASCII punctuation mark off a word: off its end, or else off its beginning.
fn set_punctuation_apart(word: &str) -> impl Iterator<Item = &str> {
    let is_mark = |c: char| c.is_ascii_punctuation();
    let cut = match word.char_indices().next_back() {
        Some((last, mark)) if last > 0 && is_mark(mark) => last,
        Some((last, _)) if last > 0 && word.starts_with(is_mark) => 1,
        _ => word.len(),
    };
    let (front, back) = word.split_at(cut);
    [front, back].into_iter().filter(|part| !part.is_empty())
}

fn metric(word_order: usize) -> Metric {
    if word_order == 0 { Metric::Chrf } else { Metric::ChrfPlusPlus }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Translation, references, chrF and chrF++ by sacreBLEU 2.6.0.
    const KNOWN: &[(&str, &[&str], f64, f64)] = &[
        ("The cat sat on a mat.", &["The cat sat on the mat."], 65.8003432933587, 68.43660265040069),
        (
            "The ferry left the harbour at 6.30, two hours late.",
            &["Two hours late, the ferry left the harbour at 6.30.", "At 6:30 the ferry sailed, with a delay of two hours."],
            85.3197047645058,
            81.22462705822784,
        ),
        (
            "He paid $1,250.50 - in cash - for the \"old\" lamp.",
            &["He paid 1,250.50 dollars (in cash) for the old lamp.", "For the old lamp he paid $1,250.50 cash.", "Cash: $1,250.50, paid for an old lamp."],
            57.230588541574775,
            53.619225881773524,
        ),
        ("", &["Nothing came back."], 0.0, 0.0),
        ("A word too many", &[""], 0.0, 0.0),
        ("", &[""], 0.0, 0.0),
        (" \u{a0}\u{3000} ", &["\u{2009}"], 0.0, 0.0),
        ("Yes", &["Yes"], 100.0, 100.0),
        ("Yes", &["No", "Yes !"], 68.86227544910179, 65.61085972850678),
        ("no yes no yes no yes", &["yes no yes no yes no"], 91.95249195249194, 91.46436896436896),
        ("小さな村に雪が降った。", &["小さな村で雪が降りました。"], 26.979576699800262, 23.125351456971657),
        ("ΟΔΥΣΣΕΥΣ sailed HOME 🚢⛵ at last", &["Οδυσσευς sailed home ⛵🚢 at last", "Odysseus sailed home"], 30.803037542167978, 31.852278156625985),
        ("İzmir'de hava güzel, değil mi?", &["izmir'de hava GÜZEL değil mi"], 58.49677138289119, 53.7596789373465),
        (
            "snow fell on the small village while the baker slept and the dog barked at nobody",
            &["while the baker slept and the dog barked at nobody, snow fell on the small village"],
            94.79355378370515,
            94.08190023396612,
        ),
    ];

    #[test]
    fn scores_are_those_of_sacrebleu() {
        for &(hypothesis, references, characters, with_words) in KNOWN {
            let corpus = Corpus::from_segments([(hypothesis, references.to_vec())]).unwrap();
            assert!((chrf(&corpus, 0).score - characters).abs() < 1e-9, "{hypothesis:?}");
            assert!((chrf(&corpus, 2).score - with_words).abs() < 1e-9, "{hypothesis:?}");
            assert_eq!(chrf_segments(&corpus, 2), [chrf(&corpus, 2)]);
        }
    }

    #[test]
    fn exchanging_texts_exchanges_precision_and_recall() {
        for &(hypothesis, references, ..) in KNOWN.iter().filter(|(_, references, ..)| references.len() == 1) {
            let there = Corpus::from_segments([(hypothesis, references.to_vec())]).unwrap();
            let back = Corpus::from_segments([(references[0], vec![hypothesis])]).unwrap();
            let (there, back) = (chrf(&there, 2), chrf(&back, 2));
            assert!((there.precision - back.recall).abs() < 1e-12, "{hypothesis:?}");
            assert!((there.recall - back.precision).abs() < 1e-12, "{hypothesis:?}");
        }
    }

    #[test]
    fn punctuation_comes_off_one_end_only() {
        let cut = |word| set_punctuation_apart(word).collect::<Vec<_>>();
        assert_eq!(cut("(hi)"), ["(hi", ")"]);
        assert_eq!(cut("(hi"), ["(", "hi"]);
        assert_eq!(cut("?"), ["?"]);
        assert_eq!(cut("é!"), ["é", "!"]);
        assert_eq!(cut("«ja»"), ["«ja»"]);
    }
}
