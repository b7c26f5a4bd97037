//! What the findings of one text cost: points, a score of 0 to 100, a verdict.
//!
//! Formulas and symbols are those of MQM (themqm.org): points are the absolute penalty total (APT), points per 1,000
//! words the normed penalty total (NPT). The non-linear model follows arXiv 2511.13467. A score is computed from what
//! a program found; whether it is the automatic or the reviewed score depends on which findings are passed in.

use std::collections::BTreeMap;

use super::rubric::{Model, Repeat, Rubric};
use crate::exact::Exact;
use crate::mqm::{Category, Dimension, Severity, vocabulary};

/// Score of a text without points (MSV).
const BEST: f64 = 100.0;

/// Slack for rounding when a score is held against its mark: a text that has exactly the tolerated points passes.
const SLACK: f64 = 1e-9;

/// What scoring needs to know of a finding.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Counted {
    /// How bad, after the rubric's `[rules]` and a reviewer's override.
    pub severity: Severity,
    /// What kind of defect.
    pub category: Category,
    /// Id of the rule.
    pub rule: &'static str,
    /// Share of such findings that a reviewer upholds, 0 to 1; a confirmed one has 1.
    pub confidence: f32,
    /// Whether a person said that it costs nothing.
    pub settled: bool,
    /// The segment (sentence) it stands in: any number that no other segment has.
    pub segment: u32,
    /// Whether an earlier finding of the same rule has the same text.
    pub repeated: bool,
}

/// How much text was judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// Words judged (EWC).
    pub words: u32,
    /// Segments (sentences) judged; only `Model::Mean` asks for them.
    pub segments: u32,
}

vocabulary! {
    /// What a score means for the text.
    Verdict, "verdict" {
        /// Good enough under the rubric.
        Pass = "pass",
        /// Not good enough, or a critical finding.
        Fail = "fail",
        /// Too short a text to tell.
        NoDecision = "no-decision",
        /// No words to judge.
        Empty = "empty",
    }
}

/// The outcome of scoring one text.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    /// Points of all findings charged (APT).
    pub points: f64,
    /// Points per 1,000 words (NPT), whatever the rubric's `per_words`.
    pub per_thousand: f64,
    /// Points per segment: the figure that WMT publishes, lower is better.
    pub per_segment: f64,
    /// The score shown, 0 to 100.
    pub value: f64,
    /// The score before it was cut to 0..100: tells bad texts from worse ones.
    pub unclamped: f64,
    /// The score of the raw model, 0 to 100, for comparison with tools that have no other.
    pub raw: f64,
    /// The score that was needed.
    pub mark: f64,
    /// The model that was used, never `Model::Auto`.
    pub model: Model,
    /// What to bear in mind when reading the score, such as a short sample; often empty.
    pub note: String,
    /// Whether the text passes.
    pub verdict: Verdict,
    /// Why: one line for people.
    pub reason: String,
    /// Points by dimension, in the order of `Dimension::ALL`.
    pub by_dimension: [f64; Dimension::ALL.len()],
    /// Findings charged, by severity, in the order of `Severity::ALL`.
    pub counts: [u32; Severity::ALL.len()],
    /// Findings not charged: not sure enough, repeats, or above the limit of a segment.
    pub left_out: u32,
}

/// The tolerance of the non-linear model, E(x) = a·ln(1 + b·x): points that are just tolerated in x words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Curve {
    /// The two points it was fitted through: (words, points).
    pub through: [(f64, f64); 2],
    /// Height, in points.
    pub a: f64,
    /// Bend, per word.
    pub b: f64,
}

impl Curve {
    /// Fits the curve through two points (words, points), or says which second figure would do.
    ///
    /// A solution exists only if 1 < E2/E1 < x2/x1: the longer text may have more points, but fewer in proportion.
    /// `b` is the root of ln(1 + b·x2) / ln(1 + b·x1) = E2/E1, found by bisection to 1e-12 of its logarithm.
    ///
    /// # Errors
    ///
    /// Where no such curve exists, or none that a computer can tell from a straight or a flat line.
    pub fn through(points: [(f64, f64); 2]) -> Result<Self, String> {
        /// Logarithms of b·x1 between which the root is sought: nearly straight to nearly flat.
        const BRACKET: (f64, f64) = (-40.0, 690.0);

        let [(x1, e1), (x2, e2)] = points;
        if !(x1 > 0.0 && e1 > 0.0) {
            return Err("words and points must be more than 0".to_owned());
        }
        if x2 <= x1 {
            return Err("the second length must be greater than the first".to_owned());
        }
        // Falls from x2/x1 (straight) to 1 (flat) as b grows.
        let growth = |log_u: f64| (log_u.exact_exp() * (x2 / x1)).exact_ln_1p() / log_u.exact_exp().exact_ln_1p();
        let (mut low, mut high) = BRACKET;
        let ratio = e2 / e1;
        if !(ratio < x2 / x1 && ratio > growth(high)) {
            return Err(format!("no curve runs through both: the points at {x2} words must be clearly above {e1} and below {}", e1 * x2 / x1));
        }
        while high - low > 1e-12 * high.abs().max(1.0) {
            let middle = f64::midpoint(low, high);
            if middle <= low || middle >= high {
                break;
            }
            if growth(middle) > ratio {
                low = middle;
            } else {
                high = middle;
            }
        }
        let u = f64::midpoint(low, high).exact_exp();
        Ok(Self { through: points, a: e1 / u.exact_ln_1p(), b: u / x1 })
    }

    /// Points that are just tolerated in a text of `words` words.
    #[must_use]
    pub fn tolerated(&self, words: f64) -> f64 {
        self.a * (self.b * words).exact_ln_1p()
    }
}

/// The points of each finding under a rubric, parallel to `findings`; `None` for those that are not charged.
///
/// Not charged are findings that a person settled, those below `min_confidence`, repeats if `repeat = "first"`, and in each segment all beyond
/// `max_per_segment`, the dearest being kept. The sum is [`Score::points`], so a column of these can be added up.
#[must_use]
pub fn charge(findings: &[Counted], rubric: &Rubric) -> Vec<Option<f64>> {
    let mut points: Vec<Option<f64>> = findings
        .iter()
        .map(|finding| {
            let charged = !finding.settled && finding.confidence >= rubric.min_confidence && !(finding.repeated && rubric.repeat == Repeat::First);
            charged.then(|| rubric.points(finding.severity, finding.category, finding.rule))
        })
        .collect();
    if let Some(limit) = rubric.max_per_segment {
        let mut segments: BTreeMap<u32, Vec<(f64, usize)>> = BTreeMap::new();
        for (at, points) in points.iter().enumerate() {
            if let Some(points) = points {
                segments.entry(findings[at].segment).or_default().push((*points, at));
            }
        }
        for charged in segments.values_mut() {
            charged.sort_by(|(a, i), (b, j)| b.total_cmp(a).then(findings[*j].severity.cmp(&findings[*i].severity)));
            for (_, at) in charged.iter().skip(limit.get() as usize) {
                points[*at] = None;
            }
        }
    }
    points
}

impl Score {
    /// Scores one text from its findings, its extent and a rubric.
    #[must_use]
    pub fn of(findings: &[Counted], extent: Extent, rubric: &Rubric) -> Self {
        let charges = charge(findings, rubric);
        let mut by_dimension = [0.0; Dimension::ALL.len()];
        let mut counts = [0; Severity::ALL.len()];
        let mut points = 0.0;
        let mut left_out = 0;
        for (finding, charge) in findings.iter().zip(&charges) {
            if let Some(charge) = charge {
                points += charge;
                by_dimension[finding.category.dimension() as usize] += charge;
                counts[finding.severity as usize] += 1;
            } else {
                left_out += 1;
            }
        }

        // A text without words counts as one word long: its findings cost, and nothing is divided by zero.
        let words = f64::from(extent.words.max(1));
        let per_segment = points / f64::from(extent.segments.max(1));
        let raw = BEST * (1.0 - points / words);
        let model = match rubric.model {
            Model::Auto if extent.words > rubric.linear_until => Model::Nonlinear,
            Model::Auto => Model::Linear,
            model => model,
        };
        let mark = match model {
            Model::Percent => BEST - rubric.max_points_percent,
            _ => rubric.pass,
        };
        // What is tolerated takes a text from the best score to exactly the mark.
        let calibrated = |points: f64, tolerated: f64| BEST - points * (BEST - rubric.pass) / tolerated;
        let unclamped = match model {
            Model::Raw | Model::Percent => raw,
            Model::Mean => calibrated(per_segment, rubric.tolerance),
            Model::Nonlinear => calibrated(points, rubric.curve.tolerated(words)),
            Model::Auto | Model::Linear => calibrated(points * f64::from(rubric.per_words) / words, rubric.tolerance),
        };
        let (verdict, reason) = judge(unclamped, mark, extent, &counts, rubric);
        Self {
            points,
            per_thousand: points * 1000.0 / words,
            per_segment,
            value: unclamped.clamp(0.0, BEST),
            unclamped,
            raw: raw.clamp(0.0, BEST),
            mark,
            model,
            note: note(extent, rubric),
            verdict,
            reason,
            by_dimension,
            counts,
            left_out,
        }
    }
}

/// The verdict and its reason. A critical finding needs no sample: one is one, however short the text.
fn judge(unclamped: f64, mark: f64, extent: Extent, counts: &[u32; Severity::ALL.len()], rubric: &Rubric) -> (Verdict, String) {
    let critical = counts[Severity::Critical as usize];
    let fails_critical = rubric.critical_fails && critical > 0;
    let decides = extent.words > 0 && extent.words >= rubric.min_words;
    let reached = unclamped + SLACK >= mark;

    let mut failures = Vec::new();
    if decides && !reached {
        failures.push(format!("score {} is below {mark}", shown(unclamped, mark)));
    }
    if fails_critical {
        let plural = if critical == 1 { "" } else { "s" };
        failures.push(format!("{critical} critical finding{plural}"));
    }
    if !failures.is_empty() {
        return (Verdict::Fail, failures.join("; "));
    }
    if extent.words == 0 {
        (Verdict::Empty, "no words to judge".to_owned())
    } else if decides {
        (Verdict::Pass, format!("score {} is at least {mark}", shown(unclamped, mark)))
    } else {
        (Verdict::NoDecision, "the sample is too short to decide".to_owned())
    }
}

/// Two decimals, such that a score below its mark never reads as the mark.
fn shown(unclamped: f64, mark: f64) -> String {
    let value = unclamped.clamp(0.0, BEST);
    let rounded = (value * 100.0).round() / 100.0;
    let misleads = value + SLACK < mark && rounded >= mark;
    format!("{:.2}", if misleads { rounded - 0.01 } else { rounded })
}

fn note(extent: Extent, rubric: &Rubric) -> String {
    if extent.words > 0 && extent.words < rubric.min_words {
        let (words, needed) = (extent.words, rubric.min_words);
        format!("short sample: {words} words, a decision needs {needed}")
    } else {
        String::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tolerance of the test vectors, which are given to two decimals.
    const ROUNDED: f64 = 0.006;

    fn mqm() -> Rubric {
        Rubric::default()
    }

    fn shipped(id: &str) -> Rubric {
        Rubric::embedded(id).expect("the rubric is shipped")
    }

    fn with_model(model: Model) -> Rubric {
        Rubric { model, ..mqm() }
    }

    /// A finding unlike any other, in a segment of its own.
    fn finding(severity: Severity, n: u32) -> Counted {
        Counted { severity, category: Category::AccuracyMistranslation, rule: "garbled-name", confidence: 0.9, settled: false, segment: n, repeated: false }
    }

    fn findings(minor: u32, major: u32, critical: u32) -> Vec<Counted> {
        let kinds = [(Severity::Minor, minor), (Severity::Major, major), (Severity::Critical, critical)];
        let severities = kinds.into_iter().flat_map(|(kind, n)| (0..n).map(move |_| kind));
        severities.zip(0..).map(|(severity, n)| finding(severity, n)).collect()
    }

    fn words(words: u32) -> Extent {
        Extent { words, segments: (words / 20).max(1) }
    }

    #[track_caller]
    fn near(found: f64, expected: f64, tolerance: f64) {
        assert!((found - expected).abs() <= tolerance, "{found} is not {expected} ± {tolerance}");
    }

    #[test]
    fn the_curves_of_the_reference_are_found_again() {
        const LENGTHS: [f64; 7] = [100.0, 250.0, 500.0, 1000.0, 2000.0, 5000.0, 10_000.0];
        let rows = [
            ([(1000.0, 10.0), (5000.0, 30.0)], (22.4376, 0.000_562), [1.23, 2.95, 5.55, 10.00, 16.89, 30.00, 42.39]),
            ([(500.0, 10.0), (2000.0, 22.0)], (12.1672, 0.002_550), [2.76, 6.00, 10.00, 15.41, 22.00, 31.89, 39.87]),
            ([(1000.0, 25.0), (10_000.0, 80.0)], (30.6391, 0.001_261), [3.64, 8.40, 14.98, 25.00, 38.58, 60.93, 80.00]),
        ];
        for (points, (a, b), tolerated) in rows {
            let curve = Curve::through(points).expect("a solution exists");
            near(curve.a, a, 0.000_06);
            near(curve.b, b, 0.000_000_6);
            for (length, expected) in LENGTHS.into_iter().zip(tolerated) {
                near(curve.tolerated(length), expected, ROUNDED);
            }
        }
    }

    #[test]
    fn a_curve_runs_through_its_points_to_twelve_digits() {
        for second in [25.2, 26.0, 40.0, 80.0, 200.0, 249.0, 249.999_999] {
            let points = [(1000.0, 25.0), (10_000.0, second)];
            let curve = Curve::through(points).expect("a solution exists");
            for (length, expected) in points {
                near(curve.tolerated(length) / expected, 1.0, 1e-9);
            }
        }
        let curve = Curve::through([(1000.0, 25.0), (10_000.0, 80.0)]).expect("a solution exists");
        near(curve.tolerated(10_000.0), 80.0, 1e-10);
    }

    #[test]
    fn points_without_a_curve_are_refused_with_the_figures_that_would_do() {
        for second in [20.0, 25.0, 250.0, 300.0] {
            let message = Curve::through([(1000.0, 25.0), (10_000.0, second)]).expect_err("no solution exists");
            assert!(message.contains("at 10000 words must be clearly above 25 and below 250"), "{message}");
        }
        assert!(Curve::through([(1000.0, 25.0), (1000.0, 80.0)]).is_err());
        assert!(Curve::through([(0.0, 0.0), (1000.0, 80.0)]).is_err());
        assert!(Curve::through([(f64::NAN, 1.0), (1000.0, 80.0)]).is_err());
    }

    #[test]
    fn the_scores_of_the_reference_are_found_again() {
        let rows = [
            (686, (4, 6, 1), 59.0, 86.01, 91.40, 65.60, 69.11),
            (1667, (10, 12, 1), 95.0, 56.99, 94.30, 77.20, 72.62),
            (762, (2, 0, 0), 2.0, 2.62, 99.74, 98.95, 99.03),
        ];
        for (length, (minor, major, critical), points, npt, raw, linear, nonlinear) in rows {
            let found = findings(minor, major, critical);
            let by = |model| Score::of(&found, words(length), &with_model(model));
            let first = by(Model::Raw);
            near(first.points, points, 1e-12);
            near(first.per_thousand, npt, ROUNDED);
            near(first.value, raw, ROUNDED);
            near(by(Model::Linear).value, linear, ROUNDED);
            near(by(Model::Linear).raw, raw, ROUNDED);
            near(by(Model::Nonlinear).value, nonlinear, 0.011);
        }
    }

    #[test]
    fn tolerated_points_give_exactly_the_mark_and_pass() {
        let linear = Score::of(&findings(0, 5, 0), words(1000), &with_model(Model::Linear));
        near(linear.value, 90.0, 1e-9);
        let nonlinear = Score::of(&findings(0, 16, 0), words(10_000), &with_model(Model::Nonlinear));
        near(nonlinear.value, 90.0, 1e-9);
        for exact in [linear, nonlinear] {
            assert_eq!(exact.verdict, Verdict::Pass);
            assert_eq!(exact.reason, "score 90.00 is at least 90");
        }
        let more = Score::of(&findings(1, 5, 0), words(1000), &with_model(Model::Linear));
        assert_eq!((more.verdict, more.reason.as_str()), (Verdict::Fail, "score 89.60 is below 90"));
    }

    #[test]
    fn the_model_follows_the_length() {
        let model = |length| Score::of(&findings(3, 0, 0), words(length), &mqm()).model;
        assert_eq!(model(100), Model::Linear);
        assert_eq!(model(2000), Model::Linear);
        assert_eq!(model(2001), Model::Nonlinear);
    }

    #[test]
    fn a_short_text_has_a_score_but_no_verdict() {
        let short = Score::of(&findings(0, 6, 0), words(499), &mqm());
        assert_eq!(short.verdict, Verdict::NoDecision);
        assert_eq!(short.model, Model::Linear);
        near(short.value, 100.0 - 30.0 / 499.0 * 1000.0 * 10.0 / 25.0, 1e-9);
        assert_eq!(short.note, "short sample: 499 words, a decision needs 500");
        assert_eq!(short.reason, "the sample is too short to decide");

        let enough = Score::of(&findings(0, 6, 0), words(500), &mqm());
        assert_eq!((enough.verdict, enough.note.as_str()), (Verdict::Fail, ""));
    }

    #[test]
    fn one_critical_finding_fails_a_good_text_and_a_short_one() {
        let long = Score::of(&findings(0, 0, 1), words(3000), &mqm());
        assert!(long.value > 90.0);
        assert_eq!((long.verdict, long.reason.as_str()), (Verdict::Fail, "1 critical finding"));

        let short = Score::of(&findings(0, 0, 2), words(80), &mqm());
        assert_eq!((short.verdict, short.reason.as_str()), (Verdict::Fail, "2 critical findings"));
        assert!(!short.note.is_empty());

        let lenient = Rubric { critical_fails: false, ..mqm() };
        assert_eq!(Score::of(&findings(0, 0, 1), words(3000), &lenient).verdict, Verdict::Pass);
    }

    #[test]
    fn both_reasons_of_a_failure_are_told() {
        let both = Score::of(&findings(4, 6, 1), words(686), &mqm());
        assert_eq!(both.reason, "score 65.60 is below 90; 1 critical finding");
    }

    #[test]
    fn a_score_just_below_the_mark_never_reads_as_the_mark() {
        assert_eq!(shown(89.999_99, 90.0), "89.99");
        assert_eq!(shown(90.0 - 1e-12, 90.0), "90.00");
        assert_eq!(shown(65.598, 90.0), "65.60");
        assert_eq!(shown(-7.0, 90.0), "0.00");
    }

    #[test]
    fn the_shown_score_stays_within_0_and_100() {
        let terrible = Score::of(&findings(0, 0, 30), words(600), &mqm());
        assert_eq!(terrible.value, 0.0);
        near(terrible.unclamped, 100.0 - 750.0 / 600.0 * 1000.0 * 10.0 / 25.0, 1e-9);
        assert_eq!(terrible.raw, 0.0);
        assert_eq!(Score::of(&[], words(600), &mqm()).value, 100.0);
    }

    #[test]
    fn a_text_without_words_is_empty_unless_something_critical_stands_in_it() {
        let nothing = Extent { words: 0, segments: 0 };
        for model in Model::ALL {
            let rubric = with_model(*model);
            let empty = Score::of(&[], nothing, &rubric);
            assert_eq!((empty.verdict, empty.value), (Verdict::Empty, 100.0), "{model}");
            let garbage = Score::of(&findings(0, 1, 0), nothing, &rubric);
            assert_eq!(garbage.verdict, Verdict::Empty, "{model}");
            assert!(garbage.unclamped.is_finite() && garbage.value < 100.0, "{model}");
            assert_eq!(Score::of(&findings(0, 0, 1), nothing, &rubric).verdict, Verdict::Fail);
        }
    }

    #[test]
    fn findings_of_low_confidence_cost_nothing() {
        let mut found = findings(0, 2, 0);
        found[0].confidence = 0.49;
        found[1].confidence = 0.5;
        let scored = Score::of(&found, words(1000), &mqm());
        assert_eq!((scored.points, scored.left_out), (5.0, 1));
        assert_eq!(scored.counts, [0, 0, 1, 0]);
    }

    #[test]
    fn confidence_is_compared_as_it_is_written() {
        // 0.7 as f32 is less than 0.7 as f64: comparing across would leave the finding out.
        let text = "min_confidence = 0.7";
        let rubric = Rubric::parse(text, "r.toml".as_ref(), &[]).expect("a rubric");
        let mut found = findings(0, 1, 0);
        found[0].confidence = 0.7;
        assert_eq!(charge(&found, &rubric), [Some(5.0)]);
    }

    #[test]
    fn a_repeated_error_is_charged_once_if_the_rubric_says_so() {
        let mut found = findings(0, 3, 0);
        found[1].repeated = true;
        let first = Rubric { repeat: Repeat::First, ..mqm() };
        assert_eq!(charge(&found, &first), [Some(5.0), None, Some(5.0)]);
        assert_eq!(Score::of(&found, words(1000), &first).left_out, 1);
        assert_eq!(Score::of(&found, words(1000), &mqm()).points, 15.0);
    }

    #[test]
    fn wmt_charges_the_five_dearest_findings_of_a_sentence() {
        let mut found = findings(4, 3, 0);
        found.iter_mut().for_each(|finding| finding.segment = 7);
        found.push(finding(Severity::Minor, 8));
        let scored = Score::of(&found, Extent { words: 800, segments: 10 }, &shipped("wmt"));
        assert_eq!(scored.points, 3.0 * 5.0 + 2.0 + 1.0);
        assert_eq!(scored.left_out, 2);
        assert_eq!(scored.model, Model::Mean);
        near(scored.per_segment, 1.8, 1e-12);
        near(scored.value, 100.0 - 4.0 * 1.8, 1e-9);
    }

    #[test]
    fn wmt_charges_little_for_punctuation_and_everything_for_a_loop() {
        let mut found = findings(1, 1, 0);
        found[0].category = Category::TypographyQuotes;
        found[1].category = Category::CompletenessLoop;
        assert_eq!(charge(&found, &shipped("wmt")), [Some(0.1), Some(25.0)]);
        found[0].severity = Severity::Major;
        assert_eq!(charge(&found, &shipped("wmt"))[0], Some(5.0));
    }

    #[test]
    fn the_worst_sentence_of_wmt_scores_zero() {
        let mut found = findings(0, 6, 0);
        found.iter_mut().for_each(|finding| finding.segment = 0);
        let scored = Score::of(&found, Extent { words: 500, segments: 1 }, &shipped("wmt"));
        assert_eq!((scored.per_segment, scored.value), (25.0, 0.0));
    }

    #[test]
    fn lisa_allows_points_of_one_percent_of_the_words_and_nothing_critical() {
        let lisa = shipped("lisa");
        let verdict = |minor, major, critical, length| Score::of(&findings(minor, major, critical), words(length), &lisa).verdict;
        assert_eq!(verdict(2, 0, 0, 200), Verdict::Pass);
        assert_eq!(verdict(3, 0, 0, 200), Verdict::Fail);
        assert_eq!(verdict(3, 3, 0, 2000), Verdict::Pass);
        assert_eq!(verdict(1, 4, 0, 2000), Verdict::Fail);
        assert_eq!(verdict(0, 0, 1, 20_000), Verdict::Fail);
        assert_eq!(verdict(0, 0, 0, 199), Verdict::NoDecision);
        let scored = Score::of(&findings(3, 3, 0), words(2000), &lisa);
        assert_eq!((scored.model, scored.mark), (Model::Percent, 99.0));
        near(scored.value, 99.1, 1e-9);
    }

    #[test]
    fn points_by_dimension_and_by_finding_add_up_to_all_points() {
        let mut found = Vec::new();
        for (n, category) in (0..).zip(Category::ALL) {
            let severity = Severity::ALL[n as usize % 4];
            found.push(Counted { category: *category, ..finding(severity, n) });
        }
        for (id, _) in Rubric::shipped() {
            let rubric = shipped(id);
            let scored = Score::of(&found, words(900), &rubric);
            near(scored.by_dimension.iter().sum(), scored.points, 1e-9);
            near(charge(&found, &rubric).iter().flatten().sum(), scored.points, 1e-9);
            let counted: u32 = scored.counts.iter().sum();
            assert_eq!(counted + scored.left_out, found.len() as u32);
        }
    }

    /// Every shipped rubric under every model, at lengths on both sides of all limits.
    fn everywhere(mut check: impl FnMut(&Rubric, u32)) {
        for (id, _) in Rubric::shipped() {
            for model in Model::ALL {
                let rubric = Rubric { model: *model, ..shipped(id) };
                for length in [0, 1, 199, 200, 499, 500, 1999, 2000, 2001, 20_000, 1_000_000] {
                    check(&rubric, length);
                }
            }
        }
    }

    #[test]
    fn one_finding_more_never_raises_a_score() {
        everywhere(|rubric, length| {
            let mut found = Vec::new();
            let mut last = Score::of(&found, words(length), rubric);
            for n in 0..40 {
                let severity = Severity::ALL[(n as usize * 7) % 4];
                let category = Category::ALL[(n as usize * 5) % Category::ALL.len()];
                let segment = n % 3;
                found.push(Counted { category, segment, ..finding(severity, n) });
                let next = Score::of(&found, words(length), rubric);
                assert!(next.unclamped <= last.unclamped + SLACK, "{} {length}", rubric.model);
                assert!(next.points + SLACK >= last.points);
                last = next;
            }
        });
    }

    #[test]
    fn a_graver_finding_never_raises_a_score() {
        everywhere(|rubric, length| {
            for category in Category::ALL {
                let scores: Vec<f64> = Severity::ALL
                    .iter()
                    .map(|severity| {
                        let found = [Counted { category: *category, ..finding(*severity, 0) }];
                        Score::of(&found, words(length), rubric).unclamped
                    })
                    .collect();
                assert!(scores.is_sorted_by(|a, b| a >= b), "{category} {scores:?}");
            }
        });
    }

    #[test]
    fn a_longer_text_with_the_same_findings_never_scores_lower() {
        for model in [Model::Raw, Model::Linear, Model::Nonlinear, Model::Mean, Model::Percent] {
            let rubric = with_model(model);
            let found = findings(5, 4, 1);
            let scores: Vec<f64> = (1..200).map(|n| Score::of(&found, Extent { words: n * 61, segments: n * 3 }, &rubric).unclamped).collect();
            assert!(scores.is_sorted(), "{model}");
        }
    }

    #[test]
    fn the_order_of_findings_does_not_change_a_score() {
        let mut found = findings(5, 4, 1);
        found.iter_mut().for_each(|finding| finding.segment %= 2);
        for (id, _) in Rubric::shipped() {
            let forwards = Score::of(&found, words(900), &shipped(id));
            let mut reversed = found.clone();
            reversed.reverse();
            near(Score::of(&reversed, words(900), &shipped(id)).value, forwards.value, SLACK);
        }
    }
}
