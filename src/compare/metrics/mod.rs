//! How close a translation comes to references, in sacreBLEU's figures: BLEU, chrF, chrF++ and TER.
//!
//! Every score equals the one sacreBLEU 2.6.0 gives with its default settings, for a corpus and for a single segment.
//!
//! ```text
//! let corpus = Corpus::new(&hypotheses, &[references])?;
//! for score in score_all(&corpus, &Metric::ALL) {
//!     println!("{score}");    // BLEU|nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:2.6.0 = 41.16 …
//! }
//! ```

mod bleu;
mod bootstrap;
mod chrf;
mod ngrams;
mod ter;
mod tokenize_13a;
mod words;

use std::fmt;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

pub use bleu::{Bleu, bleu, bleu_segments};
pub use bootstrap::{Comparison, Confidence, Resampling, confidence, paired};
pub use chrf::{Chrf, chrf, chrf_segments};
pub use ter::{Ter, ter, ter_segments};
pub use tokenize_13a::tokenize_13a;

/// The release of sacreBLEU whose figures these are.
pub const COMPATIBLE_VERSION: &str = "2.6.0";

/// Scores the corpus by each of `metrics`, in their order.
pub fn score_all(corpus: &Corpus<'_>, metrics: &[Metric]) -> Vec<Score> {
    statistics(corpus, metrics).iter().map(Statistics::score).collect()
}

/// Counts, segment by segment, all that each of `metrics` needs to know of the corpus.
///
/// This is the costly part: whole corpus, single segments and resamples are all scored from these counts.
/// Works on as many threads as the machine offers; the result does not depend on their number.
pub fn statistics(corpus: &Corpus<'_>, metrics: &[Metric]) -> Vec<Statistics> {
    let threads = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    statistics_on(corpus, metrics, threads)
}

/// [`statistics`] on a given number of threads.
pub fn statistics_on(corpus: &Corpus<'_>, metrics: &[Metric], threads: usize) -> Vec<Statistics> {
    let count = |chunk: usize| {
        let from = chunk * CHUNK;
        let to = corpus.segments().min(from + CHUNK);
        let mut rows = vec![Vec::new(); metrics.len()];
        for segment in from..to {
            count_segment(corpus.hypotheses[segment], &corpus.references[segment], metrics, &mut rows);
        }
        rows
    };
    let references = corpus.references_per_segment();
    let mut all: Vec<_> = metrics.iter().map(|&metric| Statistics { metric, references, rows: Vec::new() }).collect();
    for rows in in_order(corpus.segments().div_ceil(CHUNK), threads, count) {
        for (statistics, rows) in all.iter_mut().zip(rows) {
            statistics.rows.extend(rows);
        }
    }
    all
}

/// A closed list of the metrics.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Metric {
    /// Matching runs of one to four words (Papineni et al., 2002); 0 to 100, higher is better.
    Bleu,
    /// Matching runs of one to six characters (Popović, 2015); 0 to 100, higher is better.
    Chrf,
    /// [`Metric::Chrf`] with runs of one and two words beside the characters (Popović, 2017).
    ChrfPlusPlus,
    /// Words to edit for each 100 words of the reference (Snover et al., 2006); 0 upwards, lower is better.
    Ter,
}

impl Metric {
    /// All metrics, in the order in which reports show them.
    pub const ALL: [Self; 4] = [Self::Bleu, Self::Chrf, Self::ChrfPlusPlus, Self::Ter];

    /// The name sacreBLEU prints: the 2 in `chrF2` says that recall weighs twice as much as precision.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bleu => "BLEU",
            Self::Chrf => "chrF2",
            Self::ChrfPlusPlus => "chrF2++",
            Self::Ter => "TER",
        }
    }

    /// Whether the better of two translations has the higher figure.
    pub fn higher_is_better(self) -> bool {
        self != Self::Ter
    }

    /// How many numbers the [`Statistics`] hold for each segment.
    fn width(self) -> usize {
        match self {
            Self::Bleu => bleu::WIDTH,
            Self::Chrf => chrf::WIDTH,
            Self::ChrfPlusPlus => chrf::WIDTH_WITH_WORDS,
            Self::Ter => ter::WIDTH,
        }
    }
}

/// Translations, each beside one or more references.
#[derive(Clone, Debug)]
pub struct Corpus<'t> {
    hypotheses: Vec<&'t str>,
    /// For each segment, its references: at least one.
    references: Vec<Vec<&'t str>>,
}

impl<'t> Corpus<'t> {
    /// Takes whole documents: the translation, and each reference in full, segment by segment.
    pub fn new<R: AsRef<[&'t str]>>(hypotheses: &[&'t str], references: &[R]) -> Result<Self, CorpusError> {
        for (number, reference) in references.iter().enumerate() {
            let (translated, referred) = (hypotheses.len(), reference.as_ref().len());
            if translated != referred {
                return Err(CorpusError::Lengths { translated, referred, reference: number });
            }
        }
        let of_segment = |i: usize| references.iter().map(|reference| reference.as_ref()[i]).collect();
        Self::from_segments(hypotheses.iter().enumerate().map(|(i, &hypothesis)| (hypothesis, of_segment(i))))
    }

    /// Takes segments, each a translation with its references, of which some may have more than others.
    pub fn from_segments(segments: impl IntoIterator<Item = (&'t str, Vec<&'t str>)>) -> Result<Self, CorpusError> {
        let (hypotheses, references): (Vec<_>, Vec<_>) = segments.into_iter().unzip();
        if hypotheses.is_empty() {
            return Err(CorpusError::Empty);
        }
        match references.iter().position(Vec::is_empty) {
            Some(segment) => Err(CorpusError::NoReference { segment }),
            None => Ok(Self { hypotheses, references }),
        }
    }

    /// The number of segments: at least one.
    pub fn segments(&self) -> usize {
        self.hypotheses.len()
    }

    /// How many references each segment has; `None` if some have more than others.
    pub fn references_per_segment(&self) -> Option<usize> {
        let first = self.references[0].len();
        self.references.iter().all(|of_segment| of_segment.len() == first).then_some(first)
    }
}

/// Why texts do not make a [`Corpus`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CorpusError {
    /// There is no segment.
    Empty,
    /// A segment has no reference.
    NoReference {
        /// Which, counted from 0.
        segment: usize,
    },
    /// A reference has more or fewer segments than the translation.
    Lengths {
        /// Segments of the translation.
        translated: usize,
        /// Segments of the reference.
        referred: usize,
        /// Which reference, counted from 0.
        reference: usize,
    },
}

impl fmt::Display for CorpusError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "no segments to score"),
            Self::NoReference { segment } => write!(f, "segment {} has no reference", segment + 1),
            Self::Lengths { translated, referred, reference } => {
                write!(f, "the translation has {translated} segments, reference {} has {referred}", reference + 1)
            }
        }
    }
}

impl std::error::Error for CorpusError {}

/// What a metric counted, one row of numbers a segment; rows add up to what it counted in all of them.
///
/// - BLEU: words of the translation, words of the closest reference, four matches, four totals.
/// - chrF: for each order, n-grams of the translation, of the best reference, and matches.
/// - TER: edits against the best reference, mean words of the references.
#[derive(Clone, Debug, PartialEq)]
pub struct Statistics {
    metric: Metric,
    references: Option<usize>,
    rows: Vec<f64>,
}

impl Statistics {
    /// The metric whose counts these are.
    pub fn metric(&self) -> Metric {
        self.metric
    }

    /// The counts of each segment.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &[f64]> {
        self.rows.chunks_exact(self.metric.width())
    }

    /// The score of all segments together.
    pub fn score(&self) -> Score {
        let detail = Detail::new(self.metric, &self.sum(), bleu::Order::Full);
        Score { detail, signature: self.signature(Level::Corpus) }
    }

    /// The score of each segment by itself.
    pub fn segment_scores(&self) -> impl ExactSizeIterator<Item = Score> {
        let signature = self.signature(Level::Segment);
        self.rows().map(move |row| Score { detail: Detail::new(self.metric, row, bleu::Order::Effective), signature: signature.clone() })
    }

    fn sum(&self) -> Vec<f64> {
        let mut sum = vec![0.0; self.metric.width()];
        for row in self.rows() {
            sum.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
        }
        sum
    }

    fn signature(&self, level: Level) -> Signature {
        Signature { metric: self.metric, references: self.references, level, resampling: None }
    }
}

/// A figure with all that made it.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    /// The figure and the counts behind it.
    pub detail: Detail,
    /// The settings; figures with different signatures cannot be compared.
    pub signature: Signature,
}

impl Score {
    /// The metric that gave this figure.
    pub fn metric(&self) -> Metric {
        self.signature.metric
    }

    /// The figure, in percent.
    pub fn value(&self) -> f64 {
        match &self.detail {
            Detail::Bleu(bleu) => bleu.score,
            Detail::Chrf(chrf) => chrf.score,
            Detail::Ter(ter) => ter.score,
        }
    }
}

/// As sacreBLEU prints a score: name, signature, figure and, for BLEU, its parts.
impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = f.precision().unwrap_or(2);
        write!(f, "{}|{} = {:.width$}", self.metric().name(), self.signature, self.value())?;
        match &self.detail {
            Detail::Bleu(bleu) => write!(f, " {bleu}"),
            Detail::Chrf(_) | Detail::Ter(_) => Ok(()),
        }
    }
}

/// What a [`Score`] knows beside the figure.
#[derive(Clone, Debug, PartialEq)]
pub enum Detail {
    /// For [`Metric::Bleu`].
    Bleu(Bleu),
    /// For [`Metric::Chrf`] and [`Metric::ChrfPlusPlus`].
    Chrf(Chrf),
    /// For [`Metric::Ter`].
    Ter(Ter),
}

impl Detail {
    fn new(metric: Metric, row: &[f64], order: bleu::Order) -> Self {
        match metric {
            Metric::Bleu => Self::Bleu(Bleu::from_row(row, order)),
            Metric::Chrf | Metric::ChrfPlusPlus => Self::Chrf(Chrf::from_row(row)),
            Metric::Ter => Self::Ter(Ter::from_row(row)),
        }
    }
}

/// The settings that made a score, printed as sacreBLEU prints them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    metric: Metric,
    references: Option<usize>,
    level: Level,
    resampling: Option<Resampling>,
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.references {
            Some(references) => write!(f, "nrefs:{references}|")?,
            None => write!(f, "nrefs:var|")?,
        }
        if let Some(Resampling { resamples, seed }) = self.resampling {
            write!(f, "bs:{resamples}|seed:{seed}|")?;
        }
        match (self.metric, self.level) {
            (Metric::Bleu, Level::Corpus) => write!(f, "case:mixed|eff:no|tok:13a|smooth:exp")?,
            (Metric::Bleu, Level::Segment) => write!(f, "case:mixed|eff:yes|tok:13a|smooth:exp")?,
            (Metric::Chrf, _) => write!(f, "case:mixed|eff:yes|nc:6|nw:0|space:no")?,
            (Metric::ChrfPlusPlus, _) => write!(f, "case:mixed|eff:yes|nc:6|nw:2|space:no")?,
            (Metric::Ter, _) => write!(f, "case:lc|tok:tercom|norm:no|punct:yes|asian:no")?,
        }
        write!(f, "|version:{COMPATIBLE_VERSION}")
    }
}

/// How much text a score is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    Corpus,
    Segment,
}

/// How many segments a thread takes at a time: few, because a hard segment can cost a thousand easy ones.
const CHUNK: usize = 16;

/// Appends one row to each of `rows`.
fn count_segment(hypothesis: &str, references: &[&str], metrics: &[Metric], rows: &mut [Vec<f64>]) {
    let mut characters = None;
    for (metric, rows) in metrics.iter().zip(rows) {
        match metric {
            Metric::Bleu => rows.extend(bleu::count(hypothesis, references)),
            Metric::Chrf | Metric::ChrfPlusPlus => {
                // Both need the characters, so the words are counted along, even if nobody asks for them.
                let overlaps = characters.get_or_insert_with(|| chrf::overlaps(hypothesis, references));
                rows.extend(chrf::best(overlaps, metric.width()));
            }
            Metric::Ter => rows.extend(ter::count(hypothesis, references)),
        }
    }
}

/// Calls `work` with 0, 1, … up to `count`, on several threads, and returns the results in that order.
fn in_order<T: Send>(count: usize, threads: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let take_turns = || {
        let mut done = Vec::new();
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= count {
                return done;
            }
            done.push((number, work(number)));
        }
    };
    let mut done = thread::scope(|scope| {
        let helpers: Vec<_> = (1..threads.min(count)).map(|_| scope.spawn(take_turns)).collect();
        let mut done = take_turns();
        for helper in helpers {
            done.extend(helper.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        done
    });
    done.sort_unstable_by_key(|&(number, _)| number);
    done.into_iter().map(|(_, result)| result).collect()
}

/// The number format in which a score is worked out: numpy resamples in single precision.
///
/// Rounding each result of an operation on `f64` to `f32` gives exactly what the operation on `f32` gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Precision {
    Single,
    Double,
}

impl Precision {
    fn round(self, value: f64) -> f64 {
        match self {
            #[expect(clippy::cast_possible_truncation, reason = "rounding is the purpose")]
            Self::Single => f64::from(value as f32),
            Self::Double => value,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REFERENCE: [&str; 4] = ["The old clock struck nine.", "", "Nobody answered the door, so we left.", "«Да», he said."];
    const OTHER: [&str; 4] = ["Nine struck the old clock.", "Silence.", "As nobody came to the door, we left.", "“Yes,” he said."];
    const HYPOTHESIS: [&str; 4] = ["The old clock has struck nine.", "Silence", "Nobody has opened the door and we left.", "\"Да\", said he."];

    fn printed(corpus: &Corpus<'_>) -> Vec<String> {
        score_all(corpus, &Metric::ALL).iter().map(|score| format!("{score:.9}")).collect()
    }

    #[test]
    fn scores_print_as_sacrebleu_prints_them() {
        let corpus = Corpus::new(&HYPOTHESIS, &[REFERENCE]).unwrap();
        let expected = [
            "BLEU|nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:2.6.0 = 19.582709068 66.7/35.0/17.6/3.6 (BP = 1.000 ratio = 1.200 hyp_len = 24 ref_len = 20)",
            "chrF2|nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no|version:2.6.0 = 59.657462364",
            "chrF2++|nrefs:1|case:mixed|eff:yes|nc:6|nw:2|space:no|version:2.6.0 = 59.731723676",
            "TER|nrefs:1|case:lc|tok:tercom|norm:no|punct:yes|asian:no|version:2.6.0 = 60.000000000",
        ];
        assert_eq!(printed(&corpus), expected);
    }

    #[test]
    fn several_references_print_as_sacrebleu_prints_them() {
        let corpus = Corpus::new(&HYPOTHESIS, &[REFERENCE, OTHER]).unwrap();
        let expected = [
            "BLEU|nrefs:2|case:mixed|eff:no|tok:13a|smooth:exp|version:2.6.0 = 19.881768219 70.8/35.0/17.6/3.6 (BP = 1.000 ratio = 1.143 hyp_len = 24 ref_len = 21)",
            "chrF2|nrefs:2|case:mixed|eff:yes|nc:6|nw:0|space:no|version:2.6.0 = 61.356146452",
            "chrF2++|nrefs:2|case:mixed|eff:yes|nc:6|nw:2|space:no|version:2.6.0 = 60.541075613",
            "TER|nrefs:2|case:lc|tok:tercom|norm:no|punct:yes|asian:no|version:2.6.0 = 56.250000000",
        ];
        assert_eq!(printed(&corpus), expected);
    }

    #[test]
    fn the_number_of_references_may_vary() {
        let references = REFERENCE.iter().zip(&OTHER).enumerate();
        let references = references.map(|(i, (&first, &second))| if i == 2 { vec![first] } else { vec![first, second] });
        let corpus = Corpus::from_segments(HYPOTHESIS.into_iter().zip(references)).unwrap();
        let expected = [
            "BLEU|nrefs:var|case:mixed|eff:no|tok:13a|smooth:exp|version:2.6.0 = 19.881768219 70.8/35.0/17.6/3.6 (BP = 1.000 ratio = 1.143 hyp_len = 24 ref_len = 21)",
            "chrF2|nrefs:var|case:mixed|eff:yes|nc:6|nw:0|space:no|version:2.6.0 = 61.356146452",
            "chrF2++|nrefs:var|case:mixed|eff:yes|nc:6|nw:2|space:no|version:2.6.0 = 60.541075613",
            "TER|nrefs:var|case:lc|tok:tercom|norm:no|punct:yes|asian:no|version:2.6.0 = 58.064516129",
        ];
        assert_eq!(printed(&corpus), expected);
    }

    #[test]
    fn segments_have_signatures_of_their_own() {
        let corpus = Corpus::new(&HYPOTHESIS, &[REFERENCE]).unwrap();
        let segments: Vec<_> = statistics(&corpus, &[Metric::Bleu])[0].segment_scores().collect();
        assert_eq!(segments.len(), 4);
        let expected = "nrefs:1|case:mixed|eff:yes|tok:13a|smooth:exp|version:2.6.0";
        assert!(segments.iter().all(|score| score.signature.to_string() == expected));
    }

    #[test]
    fn threads_do_not_change_the_result() {
        let hypotheses: Vec<_> = HYPOTHESIS.into_iter().cycle().take(150).collect();
        let references: Vec<_> = OTHER.into_iter().chain(REFERENCE).cycle().take(150).collect();
        let corpus = Corpus::new(&hypotheses, &[references]).unwrap();
        let alone = statistics_on(&corpus, &Metric::ALL, 1);
        assert!([0, 2, 3, 64].iter().all(|&threads| statistics_on(&corpus, &Metric::ALL, threads) == alone));
        assert!(alone.iter().all(|statistics| statistics.rows().len() == 150));
    }

    #[test]
    fn metrics_are_counted_alike_alone_and_together() {
        let corpus = Corpus::new(&HYPOTHESIS, &[REFERENCE, OTHER]).unwrap();
        for together in statistics(&corpus, &Metric::ALL) {
            assert_eq!(statistics(&corpus, &[together.metric()]), [together]);
        }
    }

    #[test]
    fn texts_that_do_not_fit_are_refused() {
        let refused = |hypotheses: &[&'static str], references: &[&[&'static str]]| Corpus::new(hypotheses, references).unwrap_err().to_string();
        assert_eq!(refused(&[], &[&[]]), "no segments to score");
        assert_eq!(refused(&["a"], &[]), "segment 1 has no reference");
        assert_eq!(refused(&["a"], &[&["b"], &["b", "c"]]), "the translation has 1 segments, reference 2 has 2");
    }
}
