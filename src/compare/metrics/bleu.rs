//! BLEU: how many runs of one to four words a translation shares with its references.
//!
//! Papineni et al., "BLEU: a method for automatic evaluation of machine translation", ACL 2002, with the smoothing of
//! NIST's mteval ("exp"; method 3 of Chen and Cherry, WMT 2014).

use std::fmt;

use super::ngrams::Ngrams;
use super::words::Numbering;
use super::{Corpus, Metric, Precision, statistics, tokenize_13a};
use crate::exact::Exact;

/// BLEU of all segments of a corpus together.
pub fn bleu(corpus: &Corpus<'_>) -> Bleu {
    Bleu::from_row(&statistics(corpus, &[Metric::Bleu])[0].sum(), Order::Full)
}

/// BLEU of each segment, of effective order: lengths that a short translation cannot have do not count against it.
///
/// This is what `sacrebleu --sentence-level` and its `sentence_bleu` give (`eff:yes`, `smooth:exp`). Segments are too
/// short for BLEU, which was made for documents; chrF tells them apart better.
pub fn bleu_segments(corpus: &Corpus<'_>) -> Vec<Bleu> {
    let statistics = &statistics(corpus, &[Metric::Bleu])[0];
    statistics.rows().map(|row| Bleu::from_row(row, Order::Effective)).collect()
}

/// A BLEU score and the counts it is made of; each list goes from single words to runs of four.
#[derive(Clone, Debug, PartialEq)]
pub struct Bleu {
    /// 0 to 100: the brevity penalty times the geometric mean of the precisions.
    pub score: f64,
    /// Runs that are in a reference too.
    pub counts: [u64; ORDER],
    /// Runs in the translation.
    pub totals: [u64; ORDER],
    /// Counts by totals in percent, smoothed where nothing was found; all zero if nothing was found at all.
    pub precisions: [f64; ORDER],
    /// Brevity penalty, 0 to 1: less than 1 if the translation is shorter than the references.
    pub bp: f64,
    /// Tokens of the translation.
    pub sys_len: u64,
    /// Tokens of the references, of several those closest in length.
    pub ref_len: u64,
}

/// The parts of the score as sacreBLEU prints them.
impl fmt::Display for Bleu {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [one, two, three, four] = self.precisions;
        let ratio = if self.ref_len == 0 { 0.0 } else { as_float(self.sys_len) / as_float(self.ref_len) };
        write!(f, "{one:.1}/{two:.1}/{three:.1}/{four:.1} (BP = {:.3} ratio = {ratio:.3} hyp_len = {} ref_len = {})", self.bp, self.sys_len, self.ref_len)
    }
}

/// The longest runs that count.
const ORDER: usize = 4;

/// Numbers counted for each segment.
pub(super) const WIDTH: usize = 2 + 2 * ORDER;

/// Which runs count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// All up to four words.
    Full,
    /// Those up to the length of the translation.
    Effective,
}

impl Bleu {
    pub(super) fn from_row(row: &[f64], order: Order) -> Self {
        Self::with_precision(row, order, Precision::Double)
    }

    /// Scores a row, or a sum of rows, of [`count`].
    pub(super) fn with_precision(row: &[f64], order: Order, precision: Precision) -> Self {
        let (sys_len, ref_len) = (row[0], row[1]);
        let (counts, totals) = row[2..].split_at(ORDER);
        let bp = match sys_len {
            _ if sys_len >= ref_len => 1.0,
            0.0 => 0.0,
            _ => (1.0 - ref_len / sys_len).exact_exp(),
        };
        let (precisions, effective) = precisions(counts, totals, precision);
        let orders = if order == Order::Effective { effective } else { ORDER };
        let score = if counts.iter().all(|&count| count == 0.0) {
            0.0
        } else {
            bp * (precisions[..orders].iter().map(|&p| log(p)).sum::<f64>() / as_float(orders as u64)).exact_exp()
        };
        Self { score, counts: whole(counts), totals: whole(totals), precisions, bp, sys_len: sys_len as u64, ref_len: ref_len as u64 }
    }
}

/// Counts what BLEU needs of one segment: lengths of translation and reference, matches and totals of each order.
pub(super) fn count(hypothesis: &str, references: &[&str]) -> [f64; WIDTH] {
    let lines: Vec<_> = references.iter().map(|reference| tokenize_13a::clean(reference)).collect();
    let hypothesis = tokenize_13a::clean(hypothesis);
    let tokens = tokenize_13a::tokens(&hypothesis);
    let mut numbering = Numbering::with_capacity(2 * tokens.len());
    let hypothesis = ngrams(&numbering.number_all(tokens));
    let references: Vec<_> = lines.iter().map(|line| ngrams(&numbering.number_all(tokenize_13a::tokens(line)))).collect();

    let ref_len = closest(hypothesis.len(), references.iter().map(Ngrams::len));
    let counts = [hypothesis.len(), ref_len].into_iter().chain(hypothesis.matches(&references)).chain(hypothesis.totals());
    let mut row = [0.0; WIDTH];
    row.iter_mut().zip(counts).for_each(|(cell, count)| *cell = count as f64);
    row
}

fn ngrams(tokens: &[u32]) -> Ngrams<ORDER, 32> {
    Ngrams::new(tokens.iter().rev().copied())
}

/// Of equally close lengths the shorter.
fn closest(length: usize, others: impl Iterator<Item = usize>) -> usize {
    others.min_by_key(|&other| (other.abs_diff(length), other)).unwrap_or(0)
}

/// The precision of each order in percent, and the highest order that the translation is long enough for.
fn precisions(counts: &[f64], totals: &[f64], precision: Precision) -> ([f64; ORDER], usize) {
    let mut precisions = [0.0; ORDER];
    let possible = totals.iter().take_while(|&&total| total > 0.0).count();
    if counts.iter().any(|&count| count > 0.0) {
        // An order without matches is worth half a match, the next such order a quarter, and so on.
        let mut smoothing = 1.0;
        for n in 0..possible {
            precisions[n] = if counts[n] == 0.0 {
                smoothing *= 2.0;
                precision.round(100.0 / precision.round(smoothing * totals[n]))
            } else {
                precision.round(precision.round(100.0 * counts[n]) / totals[n])
            };
        }
    }
    (precisions, possible)
}

/// A logarithm that is finite at 0.
fn log(value: f64) -> f64 {
    if value == 0.0 { -9_999_999_999.0 } else { value.exact_ln() }
}

fn whole(values: &[f64]) -> [u64; ORDER] {
    std::array::from_fn(|n| values[n] as u64)
}

fn as_float(value: u64) -> f64 {
    value as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Translation, references, corpus score and segment score, the latter by sacreBLEU 2.6.0.
    const KNOWN: &[(&str, &[&str], f64, f64)] = &[
        ("The cat sat on a mat.", &["The cat sat on the mat."], 48.892302243490086, 48.892302243490086),
        (
            "The ferry left the harbour at 6.30, two hours late.",
            &["Two hours late, the ferry left the harbour at 6.30.", "At 6:30 the ferry sailed, with a delay of two hours."],
            52.809722164707374,
            52.809722164707374,
        ),
        (
            "He paid $1,250.50 - in cash - for the \"old\" lamp.",
            &["He paid 1,250.50 dollars (in cash) for the old lamp.", "For the old lamp he paid $1,250.50 cash.", "Cash: $1,250.50, paid for an old lamp."],
            17.815274224934484,
            17.815274224934484,
        ),
        ("", &["Nothing came back."], 0.0, 0.0),
        ("A word too many", &[""], 0.0, 0.0),
        ("", &[""], 0.0, 0.0),
        (" \u{a0}\u{3000} ", &["\u{2009}"], 0.0, 0.0),
        ("Yes", &["Yes"], 0.0, 100.00000000000004),
        ("Yes", &["No", "Yes !"], 0.0, 100.00000000000004),
        ("no yes no yes no yes", &["yes no yes no yes no"], 85.45740127924681, 85.45740127924681),
        ("小さな村に雪が降った。", &["小さな村で雪が降りました。"], 0.0, 0.0),
        ("ΟΔΥΣΣΕΥΣ sailed HOME 🚢⛵ at last", &["Οδυσσευς sailed home ⛵🚢 at last", "Odysseus sailed home"], 17.965205598154213, 17.965205598154213),
        ("İzmir'de hava güzel, değil mi?", &["izmir'de hava GÜZEL değil mi"], 14.535768424205482, 14.535768424205482),
        (
            "snow fell on the small village while the baker slept and the dog barked at nobody",
            &["while the baker slept and the dog barked at nobody, snow fell on the small village"],
            83.20381765431426,
            83.20381765431426,
        ),
    ];

    #[test]
    fn scores_are_those_of_sacrebleu() {
        for &(hypothesis, references, expected, expected_alone) in KNOWN {
            let corpus = Corpus::from_segments([(hypothesis, references.to_vec())]).unwrap();
            assert!((bleu(&corpus).score - expected).abs() < 1e-9, "{hypothesis:?}: {}", bleu(&corpus).score);
            assert!((bleu_segments(&corpus)[0].score - expected_alone).abs() < 1e-9, "{hypothesis:?}");
        }
    }

    #[test]
    fn a_text_scores_full_marks_against_itself() {
        for &(hypothesis, ..) in KNOWN.iter().filter(|(hypothesis, ..)| !hypothesis.trim().is_empty()) {
            let corpus = Corpus::from_segments([(hypothesis, vec![hypothesis])]).unwrap();
            assert!((bleu_segments(&corpus)[0].score - 100.0).abs() < 1e-9, "{hypothesis:?}");
        }
    }

    #[test]
    fn the_order_of_references_does_not_matter() {
        for &(hypothesis, references, ..) in KNOWN {
            let backwards = references.iter().rev().copied().collect();
            let corpora = [references.to_vec(), backwards].map(|r| Corpus::from_segments([(hypothesis, r)]).unwrap());
            assert_eq!(bleu(&corpora[0]), bleu(&corpora[1]));
        }
    }

    #[test]
    fn of_equally_close_references_the_shorter_counts() {
        let corpus = Corpus::from_segments([("one two three", vec!["a b c d", "a b", "a b c d"])]).unwrap();
        assert_eq!(bleu(&corpus).ref_len, 2);
    }

    #[test]
    fn parts_print_as_sacrebleu_prints_them() {
        let corpus = Corpus::from_segments([("The cat sat on a mat.", vec!["The cat sat on the mat."])]).unwrap();
        assert_eq!(bleu(&corpus).to_string(), "85.7/66.7/40.0/25.0 (BP = 1.000 ratio = 1.000 hyp_len = 7 ref_len = 7)");
    }
}
