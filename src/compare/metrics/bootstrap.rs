//! Whether a difference between two translations could be chance: bootstrap resampling of segments.
//!
//! Koehn, "Statistical significance tests for machine translation evaluation", EMNLP 2004. The figures are those of
//! sacreBLEU (`--paired-bs`, `--confidence`): it draws segments with numpy's `default_rng` and adds up their counts in
//! single precision, and so does this module.

use super::bleu::{Bleu, Order};
use super::chrf::Chrf;
use super::ter::Ter;
use super::{Metric, Precision, Score, Signature, Statistics};

/// How uncertain a score is, if other segments of the same kind could have been translated.
pub fn confidence(statistics: &Statistics, resampling: Resampling) -> Confidence {
    let [resampled] = resample([statistics], resampling);
    // Here sacreBLEU takes the exact mean, in the paired test numpy's.
    let mean = exact_mean(&resampled.scores);
    Confidence { mean: resampled.precision.round(mean), ..resampled.confidence(statistics, resampling) }
}

/// Compares two translations of the same segments, by statistics of the same metric.
///
/// # Panics
///
/// If the statistics are of different metrics or of different numbers of segments.
pub fn paired(baseline: &Statistics, system: &Statistics, resampling: Resampling) -> Comparison {
    assert_eq!(baseline.metric, system.metric, "figures of different metrics cannot be compared");
    assert_eq!(baseline.rows().len(), system.rows().len(), "a paired test needs the same segments");
    let [of_baseline, of_system] = resample([baseline, system], resampling);
    let p_value = of_system.p_value(&of_baseline, (baseline.score().value() - system.score().value()).abs());
    Comparison { baseline: of_baseline.confidence(baseline, resampling), system: of_system.confidence(system, resampling), p_value }
}

/// How to draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resampling {
    /// How many times as many segments are drawn as there are.
    pub resamples: usize,
    /// Equal seeds draw equally.
    pub seed: u64,
}

/// As sacreBLEU draws.
impl Default for Resampling {
    fn default() -> Self {
        Self { resamples: 1000, seed: 12345 }
    }
}

/// A score with its 95 % interval.
#[derive(Clone, Debug, PartialEq)]
pub struct Confidence {
    /// The score of the segments themselves.
    pub score: Score,
    /// The mean score of the resamples.
    pub mean: f64,
    /// Half the width of the interval that holds the scores of 95 % of the resamples.
    pub half_width: f64,
}

/// Two scores and the probability that chance alone puts them as far apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The translation that was there.
    pub baseline: Confidence,
    /// The translation that shall be better.
    pub system: Confidence,
    /// Above 0, up to 1; below 0.05 the difference is usually called significant.
    ///
    /// It says nothing where the two never differ: then it is, as in sacreBLEU, the lowest possible.
    pub p_value: f64,
}

/// The scores of resamples.
struct Resampled {
    scores: Vec<f64>,
    precision: Precision,
}

impl Resampled {
    fn confidence(&self, statistics: &Statistics, resampling: Resampling) -> Confidence {
        let mut sorted = self.scores.clone();
        sorted.sort_unstable_by(f64::total_cmp);
        // One in forty at either end makes 95 %.
        let lower = sorted.len() / 40;
        let upper = sorted.len() - lower - 1;
        let width = self.precision.round(sorted[upper] - sorted[lower]);
        let mut score = statistics.score();
        score.signature = Signature { resampling: Some(resampling), ..score.signature };
        Confidence { score, mean: mean(&sorted, self.precision), half_width: self.precision.round(0.5 * width) }
    }

    fn p_value(&self, baseline: &Self, difference: f64) -> f64 {
        let precision = if self.precision == baseline.precision { self.precision } else { Precision::Double };
        let pairs = self.scores.iter().zip(&baseline.scores);
        let differences: Vec<_> = pairs.map(|(ours, theirs)| precision.round(ours - theirs).abs()).collect();
        let mean = mean(&differences, precision);
        let difference = precision.round(difference);
        let is_extreme = |&&resampled: &&f64| precision.round(resampled - mean) > difference;
        let extreme = differences.iter().filter(is_extreme).count();
        (extreme + 1) as f64 / (differences.len() + 1) as f64
    }
}

fn resample<const N: usize>(all: [&Statistics; N], resampling: Resampling) -> [Resampled; N] {
    let segments = all[0].rows().len();
    let mut random = Pcg64::new(resampling.seed);
    let tables = all.map(Table::new);
    let mut resampled = [(); N].map(|()| Resampled { scores: Vec::new(), precision: Precision::Single });
    let mut drawn = vec![0; segments];
    for _ in 0..resampling.resamples {
        drawn.fill_with(|| random.below(segments));
        for (table, resampled) in tables.iter().zip(&mut resampled) {
            let (score, precision) = table.score(&drawn);
            resampled.scores.push(score);
            if precision == Precision::Double {
                resampled.precision = precision;
            }
        }
    }
    resampled
}

/// Counts in single precision, the rows padded so that they are added up in few steps.
struct Table {
    metric: Metric,
    rows: Rows,
}

enum Rows {
    Narrow(Vec<[f32; 4]>),
    Middle(Vec<[f32; 12]>),
    Wide(Vec<[f32; 24]>),
}

impl Table {
    fn new(statistics: &Statistics) -> Self {
        let metric = statistics.metric;
        let rows = match metric.width() {
            0..=4 => Rows::Narrow(pad(statistics)),
            5..=12 => Rows::Middle(pad(statistics)),
            _ => Rows::Wide(pad(statistics)),
        };
        Self { metric, rows }
    }

    /// The score of the drawn segments, and the number format that Python has it in.
    fn score(&self, drawn: &[usize]) -> (f64, Precision) {
        match &self.rows {
            Rows::Narrow(rows) => self.score_sum(&add_up(rows, drawn)),
            Rows::Middle(rows) => self.score_sum(&add_up(rows, drawn)),
            Rows::Wide(rows) => self.score_sum(&add_up(rows, drawn)),
        }
    }

    fn score_sum(&self, sum: &[f64]) -> (f64, Precision) {
        let sum = &sum[..self.metric.width()];
        let single = |is_single| if is_single { Precision::Single } else { Precision::Double };
        match self.metric {
            // The logarithm makes it double.
            Metric::Bleu => (Bleu::with_precision(sum, Order::Full, Precision::Single).score, Precision::Double),
            Metric::Chrf | Metric::ChrfPlusPlus => {
                let score = Chrf::with_precision(sum, Precision::Single).score;
                (score, single(score > 0.0))
            }
            Metric::Ter => {
                let ter = Ter::with_precision(sum, Precision::Single);
                (ter.score, single(ter.ref_length > 0.0))
            }
        }
    }
}

fn pad<const WIDTH: usize>(statistics: &Statistics) -> Vec<[f32; WIDTH]> {
    let pad = |row: &[f64]| std::array::from_fn(|column| row.get(column).map_or(0.0, |&value| value as f32));
    statistics.rows().map(pad).collect()
}

fn add_up<const WIDTH: usize>(rows: &[[f32; WIDTH]], drawn: &[usize]) -> [f64; WIDTH] {
    let mut sum = [0.0_f32; WIDTH];
    for &number in drawn {
        for (sum, value) in sum.iter_mut().zip(&rows[number]) {
            *sum += value;
        }
    }
    sum.map(f64::from)
}

fn mean(values: &[f64], precision: Precision) -> f64 {
    precision.round(pairwise_sum(values, precision) / values.len() as f64)
}

/// The mean with the rounding errors of the sum made good (Neumaier, 1974).
fn exact_mean(values: &[f64]) -> f64 {
    let (mut sum, mut lost) = (0.0_f64, 0.0);
    for &value in values {
        let next = sum + value;
        lost += if sum.abs() < value.abs() { value - next + sum } else { sum - next + value };
        sum = next;
    }
    (sum + lost) / values.len() as f64
}

/// Adds in the order in which numpy adds.
fn pairwise_sum(values: &[f64], precision: Precision) -> f64 {
    let add = |a: f64, b: &f64| precision.round(a + b);
    match values.len() {
        ..8 => values.iter().fold(0.0, add),
        8..=128 => {
            let (eights, rest) = values.as_chunks::<8>();
            let mut lanes = eights[0];
            for eight in &eights[1..] {
                lanes.iter_mut().zip(eight).for_each(|(lane, value)| *lane = add(*lane, value));
            }
            let [a, b, c, d, e, f, g, h] = lanes;
            let left = add(add(a, &b), &add(c, &d));
            let right = add(add(e, &f), &add(g, &h));
            rest.iter().fold(add(left, &right), add)
        }
        length => {
            let (left, right) = values.split_at(length / 2 / 8 * 8);
            add(pairwise_sum(left, precision), &pairwise_sum(right, precision))
        }
    }
}

/// numpy's `default_rng`: O'Neill's PCG XSL RR 128/64.
struct Pcg64 {
    state: u128,
    increment: u128,
    /// The upper half of the last draw, until it is used.
    spare: Option<u32>,
}

impl Pcg64 {
    const MULTIPLIER: u128 = 0x2360_ed05_1fc6_5da4_4385_df64_9fcc_f645;

    fn new(seed: u64) -> Self {
        let [state, stream] = spread(seed);
        let mut random = Self { state: 0, increment: stream << 1 | 1, spare: None };
        random.step();
        random.state = random.state.wrapping_add(state);
        random.step();
        random
    }

    fn step(&mut self) {
        self.state = self.state.wrapping_mul(Self::MULTIPLIER).wrapping_add(self.increment);
    }

    fn next_u64(&mut self) -> u64 {
        self.step();
        let folded = (self.state >> 64) as u64 ^ self.state as u64;
        folded.rotate_right((self.state >> 122) as u32)
    }

    fn next_u32(&mut self) -> u32 {
        self.spare.take().unwrap_or_else(|| {
            let both = self.next_u64();
            self.spare = Some((both >> 32) as u32);
            both as u32
        })
    }

    /// A number from 0 up to, not including, `end`, which lies between 1 and 2^32 - 1: Lemire's method.
    fn below(&mut self, end: usize) -> usize {
        let end = u32::try_from(end).expect("fewer than 2^32 segments");
        if end == 1 {
            // numpy draws nothing where there is no choice.
            return 0;
        }
        let unfair = end.wrapping_neg() % end;
        loop {
            let scaled = u64::from(self.next_u32()) * u64::from(end);
            if scaled as u32 >= unfair {
                return (scaled >> 32) as usize;
            }
        }
    }
}

/// numpy's `SeedSequence`: makes of a small seed all the bits that the generator starts from.
fn spread(seed: u64) -> [u128; 2] {
    let mut multiplier = 0x43b0_d7e5_u32;
    let mut hash = |value: u32| {
        let value = value ^ multiplier;
        multiplier = multiplier.wrapping_mul(0x931e_8875);
        let value = value.wrapping_mul(multiplier);
        value ^ value >> 16
    };
    let mut pool = [seed as u32, (seed >> 32) as u32, 0, 0].map(&mut hash);
    for source in 0..pool.len() {
        for target in 0..pool.len() {
            if source != target {
                let mixed = pool[target].wrapping_mul(0xca01_f9dd);
                let mixed = mixed.wrapping_sub(hash(pool[source]).wrapping_mul(0x4973_f715));
                pool[target] = mixed ^ mixed >> 16;
            }
        }
    }
    let mut multiplier = 0x8b51_f9dd_u32;
    let mut words = pool.into_iter().cycle().map(|word| {
        let word = word ^ multiplier;
        multiplier = multiplier.wrapping_mul(0x58f3_8ded);
        let word = word.wrapping_mul(multiplier);
        u128::from(word ^ word >> 16)
    });
    // Of each four words the second is the highest, as numpy reads them as two numbers of 64 bits, higher first.
    let mut number = || {
        let [a, b, c, d] = [(); 4].map(|()| words.next().expect("endless"));
        b << 96 | a << 64 | d << 32 | c
    };
    [number(), number()]
}

#[cfg(test)]
mod tests {
    use super::super::{Corpus, statistics};
    use super::*;

    const REFERENCE: [&str; 10] = [
        "The mayor opened the new bridge on Monday.",
        "Rain is expected in the north until Thursday evening.",
        "Two ships collided near the harbour, but nobody was hurt.",
        "The museum lost 3.5 million visitors last year.",
        "\"We will not wait any longer,\" the minister said.",
        "Prices of bread and milk rose by 12% in one month.",
        "The old theatre burned down in 1911 and was never rebuilt.",
        "Her second novel was translated into twenty languages.",
        "Farmers fear that the harvest will be late this year.",
        "The court postponed its decision for a third time.",
    ];
    const STIFF: [&str; 10] = [
        "On Monday the mayor has opened a new bridge.",
        "Rains are expected in the north till the evening of Thursday.",
        "Two vessels collided near the harbour, nobody was injured.",
        "Museum has lost 3,5 million of visitors last year.",
        "\"We won't wait longer\", said the minister.",
        "Prices of bread and milk rose by 12% for one month.",
        "The old theatre burnt in 1911 and never was rebuilt.",
        "Her second novel was translated into twenty languages.",
        "Farmers are afraid that harvest will be late.",
        "The court postponed for the third time its decision.",
    ];
    const FREE: [&str; 10] = [
        "The mayor opened the new bridge on Monday.",
        "Rain is expected in the north until Thursday.",
        "Two ships collided near the port, but nobody was hurt.",
        "The museum lost 3.5 million visitors last year.",
        "\"We will wait no longer,\" the minister said.",
        "Bread and milk prices rose by 12% in one month.",
        "The old theatre burned down in 1911 and was not rebuilt.",
        "Her second novel has been translated into 20 languages.",
        "Farmers fear a late harvest this year.",
        "The court put off its decision for the third time.",
    ];

    fn counted(hypotheses: &[&'static str; 10]) -> Vec<Statistics> {
        statistics(&Corpus::new(hypotheses, &[REFERENCE]).unwrap(), &Metric::ALL)
    }

    #[test]
    fn comparisons_are_those_of_sacrebleu() {
        // Mean and half width of either translation, and p, as `PairedTest(…, test_type="bs")` gives them.
        let known = [
            [39.269073870870294, 17.16637125088539, 63.754589210342075, 14.587946730620772, 0.026973026973026972],
            [69.47551727294922, 8.674274444580078, 79.28184509277344, 7.406303405761719, 0.04795204795204795],
            [67.5850830078125, 9.140727996826172, 79.03763580322266, 7.652763366699219, 0.03496503496503497],
            [43.76824951171875, 14.96212100982666, 20.29340362548828, 9.279609680175781, 0.006993006993006993],
        ];
        for ((stiff, free), known) in counted(&STIFF).iter().zip(&counted(&FREE)).zip(known) {
            let Comparison { baseline, system, p_value } = paired(stiff, free, Resampling::default());
            let ours = [baseline.mean, baseline.half_width, system.mean, system.half_width, p_value];
            for (ours, known) in ours.into_iter().zip(known) {
                assert!((ours - known).abs() < 1e-9, "{:?}: {ours} for {known}", stiff.metric());
            }
        }
    }

    #[test]
    fn intervals_are_those_of_sacrebleu() {
        // As `corpus_score(…, n_bootstrap=1000)` gives them: chrF's mean differs from the paired test's.
        let known = [
            (39.269073870870294, 17.16637125088539),
            (69.47550964355469, 8.674274444580078),
            (67.5850830078125, 9.140727996826172),
            (43.76824951171875, 14.96212100982666),
        ];
        for (statistics, (mean, half_width)) in counted(&STIFF).iter().zip(known) {
            let ours = confidence(statistics, Resampling::default());
            assert!((ours.mean - mean).abs() < 1e-9, "{:?}: {} for {mean}", statistics.metric(), ours.mean);
            assert!((ours.half_width - half_width).abs() < 1e-9, "{:?}", statistics.metric());
            let signature = ours.score.signature.to_string();
            assert!(signature.starts_with("nrefs:1|bs:1000|seed:12345|case:"), "{signature}");
        }
    }

    #[test]
    fn a_translation_is_no_better_than_itself() {
        for statistics in &counted(&FREE) {
            let Comparison { baseline, system, p_value } = paired(statistics, statistics, Resampling::default());
            assert_eq!(baseline, system);
            // "Greater than" never holds for equal figures, so only the resample that is always added counts.
            assert_eq!(p_value, 1.0 / 1001.0);
        }
    }

    #[test]
    fn one_segment_can_only_be_drawn_as_it_is() {
        let corpus = Corpus::new(&[STIFF[0]], &[[REFERENCE[0]]]).unwrap();
        for statistics in &statistics(&corpus, &Metric::ALL) {
            let ours = confidence(statistics, Resampling::default());
            assert_eq!(ours.half_width, 0.0);
            assert!((ours.mean - ours.score.value()).abs() < 1e-4);
        }
    }

    #[test]
    fn draws_are_those_of_numpy() {
        let draw = |seed, end, count| {
            let mut random = Pcg64::new(seed);
            (0..count).map(|_| random.below(end)).collect::<Vec<_>>()
        };
        assert_eq!(draw(12345, 1000, 12), [699, 227, 788, 316, 204, 797, 642, 676, 988, 391, 839, 332]);
        assert_eq!(draw(0, 10, 12), [8, 6, 5, 2, 3, 0, 0, 0, 1, 8, 6, 9]);
        let large = [42_477_235, 1_349_911_287, 1_117_753_746, 1_761_688_279, 2_698_308_901, 454_198_945];
        assert_eq!(draw((1 << 40) + 5, 3_000_000_000, 6), large);
    }

    #[test]
    fn sums_are_those_of_numpy() {
        // float(np.sum(np.float32(1) / np.arange(1, n + 1, dtype="float32"))), and the same for float64
        let known = [
            (5, 2.2833335399627686, 2.283333333333333),
            (8, 2.7178573608398438, 2.7178571428571425),
            (100, 5.187378406524658, 5.187377517639621),
            (128, 5.433147430419922, 5.433147092589173),
            (131, 5.456225872039795, 5.456224926052236),
            (1000, 7.485471725463867, 7.485470860550345),
            (1013, 7.498381614685059, 7.4983806713576255),
        ];
        for (count, single, double) in known {
            let inverse = |precision: Precision| (1..=count).map(|i| precision.round(1.0 / f64::from(i))).collect::<Vec<_>>();
            assert_eq!(pairwise_sum(&inverse(Precision::Single), Precision::Single), single, "{count}");
            assert_eq!(pairwise_sum(&inverse(Precision::Double), Precision::Double), double, "{count}");
        }
    }
}
