//! TER: how many words to insert, delete, replace or move until a translation is its reference.
//!
//! Snover et al., "A study of translation edit rate with targeted human annotation", AMTA 2006. Finding the fewest moves
//! is hard, so TER is defined by a search: as long as moving a block of words saves edits, make the move that saves most.
//! The search here tries the same moves as tercom and sacreBLEU and settles on the same, but it
//! - leaves out moves that a lower bound rules out,
//! - keeps the rows of the distance matrix before the first moved word,
//! - takes up to 128 columns of that matrix in one step (Myers 1999, Hyyrö 2003).

use std::cmp::Reverse;
use std::ops::Range;

use super::words::{Numbering, words};
use super::{Corpus, Metric, Precision, statistics};

/// TER of all segments of a corpus together.
pub fn ter(corpus: &Corpus<'_>) -> Ter {
    Ter::from_row(&statistics(corpus, &[Metric::Ter])[0].sum())
}

/// TER of each segment.
pub fn ter_segments(corpus: &Corpus<'_>) -> Vec<Ter> {
    statistics(corpus, &[Metric::Ter])[0].rows().map(Ter::from_row).collect()
}

/// A TER score and the counts it is made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Ter {
    /// Edits for each 100 words of the reference: 0 upwards, lower is better; 100 if only the reference is empty.
    pub score: f64,
    /// Edits, moves included, that turn the translation into the reference that takes fewest.
    pub num_edits: u64,
    /// Words of the reference, of several their mean.
    pub ref_length: f64,
}

/// Numbers counted for each segment: edits, and length of the reference.
pub(super) const WIDTH: usize = 2;

impl Ter {
    pub(super) fn from_row(row: &[f64]) -> Self {
        Self::with_precision(row, Precision::Double)
    }

    /// Scores a row, or a sum of rows, of [`count`].
    pub(super) fn with_precision(row: &[f64], precision: Precision) -> Self {
        let (edits, ref_length) = (row[0], row[1]);
        let score = if ref_length > 0.0 {
            precision.round(100.0 * precision.round(edits / ref_length))
        } else if edits > 0.0 {
            100.0
        } else {
            0.0
        };
        Self { score, num_edits: edits as u64, ref_length }
    }
}

/// Counts the edits of one segment against the reference that takes fewest, and the mean length of its references.
pub(super) fn count(hypothesis: &str, references: &[&str]) -> [f64; WIDTH] {
    // Rust and Python lower alike, save letters that came with Unicode 15 or later.
    let lowered = hypothesis.to_lowercase();
    let lowered_references: Vec<_> = references.iter().map(|reference| reference.to_lowercase()).collect();
    let (mut fewest, mut length) = (usize::MAX, 0);
    for reference in &lowered_references {
        // Words of the reference first: their numbers are all below its length.
        let mut numbering = Numbering::with_capacity(reference.len() / 4);
        let reference = numbering.number_all(words(reference));
        let hypothesis = numbering.number_all(words(&lowered));
        length += reference.len();
        fewest = fewest.min(edits(hypothesis, &reference));
    }
    [fewest as f64, length as f64 / references.len() as f64]
}

/// Moves longer blocks than this in parts.
const LONGEST_BLOCK: usize = 10;

/// Does not move a block farther than this many words.
const FARTHEST_MOVE: usize = 50;

/// Stops the search once so many moves were weighed.
const MOVES: usize = 1000;

/// Half the width of the band around the diagonal to which an alignment is confined.
const BEAM: usize = 25;

/// Edits that turn one sequence of words into another, whose words have the lowest numbers.
fn edits(mut hypothesis: Vec<u32>, reference: &[u32]) -> usize {
    if reference.is_empty() {
        return hypothesis.len();
    }
    let least = least_distance(&hypothesis, reference);
    let (mut made, mut weighed) = (0, 0);
    loop {
        let matrix = Matrix::new(&hypothesis, reference);
        let edits = made + matrix.distance() as usize;
        if matrix.distance() == least {
            return edits;
        }
        let moves = find_moves(&hypothesis, reference, &matrix.alignment(), MOVES - weighed);
        weighed += moves.len();
        if weighed >= MOVES {
            return edits;
        }
        let Some(best) = matrix.best(moves, least) else {
            return edits;
        };
        hypothesis = best.apply(&hypothesis);
        made += 1;
    }
}

/// What no order of the words can go below: words that the other sequence lacks.
fn least_distance(hypothesis: &[u32], reference: &[u32]) -> u32 {
    let mut surplus = vec![0_usize; reference.len()];
    reference.iter().for_each(|&word| surplus[word as usize] += 1);
    let mut shared = 0;
    for &word in hypothesis {
        if let Some(left @ 1..) = surplus.get_mut(word as usize) {
            *left -= 1;
            shared += 1;
        }
    }
    size(hypothesis.len().max(reference.len()) - shared)
}

/// How the words of two sequences face each other.
struct Alignment {
    /// For each number of words of the reference, how many words of the translation face them.
    facing: Vec<usize>,
    /// For each number of words of the translation, how many of them are wrong.
    wrong: Vec<u32>,
    /// For each number of words of the reference, how many of them are missed.
    missed: Vec<u32>,
}

/// A block of the translation's words, set before another of its words.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Move {
    /// Of moves that save as much, the longest, first, and least far is the best, so this is the order of merit.
    merit: (Reverse<usize>, usize, usize),
    /// The words from here
    from: usize,
    /// up to here change places with those
    middle: usize,
    /// up to here.
    to: usize,
}

impl Move {
    fn new(start: usize, length: usize, target: usize, words: usize) -> Self {
        let (from, middle, to) = if target < start {
            (target, start, start + length)
        } else if target > start + length {
            (start, start + length, target)
        } else {
            // Into itself: tercom takes this as so many words ahead.
            (start, start + length, words.min(target + length))
        };
        Self { merit: (Reverse(length), start, target), from, middle, to }
    }

    fn apply(&self, words: &[u32]) -> Vec<u32> {
        let mut moved = words.to_vec();
        moved[self.from..self.to].rotate_left(self.middle - self.from);
        moved
    }

    /// The words that come to stand first.
    fn block<'w>(&self, words: &'w [u32]) -> &'w [u32] {
        &words[self.middle..self.to]
    }

    /// The words that come to stand behind those.
    fn skipped<'w>(&self, words: &'w [u32]) -> &'w [u32] {
        &words[self.from..self.middle]
    }
}

/// Lists the moves that put words opposite the same words, if they were wrong where they were and missed there, until
/// there are `enough`.
fn find_moves(hypothesis: &[u32], reference: &[u32], alignment: &Alignment, enough: usize) -> Vec<Move> {
    let Alignment { facing, wrong, missed } = alignment;
    let mut moves = Vec::new();
    for start in 0..hypothesis.len() {
        let near = start.saturating_sub(FARTHEST_MOVE)..reference.len().min(start + FARTHEST_MOVE + 1);
        for opposite in near {
            let pairs = hypothesis[start..].iter().zip(&reference[opposite..]).take(LONGEST_BLOCK);
            let longest = pairs.take_while(|(ours, theirs)| ours == theirs).count();
            for length in 1..=longest {
                let is_right = wrong[start] == wrong[start + length] || missed[opposite] == missed[opposite + length];
                if is_right || (start + 1..=start + length).contains(&facing[opposite + 1]) {
                    continue;
                }
                for targets in facing[opposite..=opposite + length].chunk_by(usize::eq) {
                    moves.push(Move::new(start, length, targets[0], hypothesis.len()));
                }
                if moves.len() >= enough {
                    return moves;
                }
            }
        }
    }
    moves
}

/// The edit distances between all beginnings of a translation and all beginnings of a reference.
struct Matrix<'w> {
    hypothesis: &'w [u32],
    reference: &'w [u32],
    cells: Cells<'w>,
}

/// Alignments are confined to a band around the diagonal.
enum Cells<'w> {
    /// The cells of all columns, where the best alignment stays in the band anyway.
    All(Bits),
    /// Only the cells in the band, where the best alignment leaves it, or the reference is too long for bits.
    Near(Band<'w>),
}

impl<'w> Matrix<'w> {
    fn new(hypothesis: &'w [u32], reference: &'w [u32]) -> Self {
        if reference.len() <= Bits::COLUMNS {
            let bits = Bits::new(hypothesis, reference);
            let surely_near = stays_in_band(reference.len(), bits.distance());
            let matrix = Self { hypothesis, reference, cells: Cells::All(bits) };
            let beam = Beam::new(hypothesis.len(), reference.len());
            if surely_near || matrix.path().all(|(i, j, _)| beam.columns(i).contains(&j)) {
                return matrix;
            }
        }
        Self { hypothesis, reference, cells: Cells::Near(Band::new(hypothesis, reference)) }
    }

    fn distance(&self) -> u32 {
        match &self.cells {
            Cells::All(bits) => bits.distance(),
            Cells::Near(band) => band.distance(),
        }
    }

    /// The move that saves most, if any saves something; `least` is what no move can go below.
    fn best(&self, mut moves: Vec<Move>, least: u32) -> Option<Move> {
        moves.sort_unstable();
        moves.dedup();
        let (mut best, mut lowest) = (None, self.distance());
        for candidate in moves {
            // Taking a block out and putting it in again cannot change the distance by more than twice its length.
            let most_saved = 2 * size(candidate.merit.0.0);
            let hopeless = matches!(self.cells, Cells::All(_)) && lowest + most_saved <= self.distance();
            if lowest == least || hopeless {
                break;
            }
            if let Some(distance) = self.distance_after(&candidate, lowest - 1) {
                (best, lowest) = (Some(candidate), distance);
            }
        }
        best
    }

    /// The distance after a move, unless it is above the limit.
    fn distance_after(&self, candidate: &Move, limit: u32) -> Option<u32> {
        match &self.cells {
            Cells::All(bits) => {
                let distance = bits.distance_after(self.hypothesis, candidate, limit)?;
                if stays_in_band(self.reference.len(), distance) {
                    return Some(distance);
                }
                let moved = Matrix::new(&candidate.apply(self.hypothesis), self.reference).distance();
                (moved <= limit).then_some(moved)
            }
            Cells::Near(band) => band.distance_after(self.hypothesis, candidate, limit),
        }
    }

    fn alignment(&self) -> Alignment {
        let (words, columns) = (self.hypothesis.len(), self.reference.len());
        let mut facing = vec![0; columns + 1];
        let (mut wrong, mut missed) = (vec![0; words + 1], vec![0; columns + 1]);
        for (i, j, edit) in self.path() {
            // Deleted words before the first word of the reference face nothing.
            facing[j] = if j == 0 { 0 } else { i };
            wrong[i] = u32::from(matches!(edit, Edit::Replace | Edit::Delete));
            missed[j] = u32::from(matches!(edit, Edit::Replace | Edit::Insert));
        }
        Alignment { facing, wrong: running_sum(wrong), missed: running_sum(missed) }
    }

    /// The cells that the best alignment passes, from the last to the first but one, each with the edit that leads to it.
    fn path(&self) -> impl Iterator<Item = (usize, usize, Edit)> {
        let (mut i, mut j) = (self.hypothesis.len(), self.reference.len());
        std::iter::from_fn(move || {
            if i == 0 && j == 0 {
                return None;
            }
            let step = (i, j, self.last_edit(i, j));
            i -= usize::from(!matches!(step.2, Edit::Insert));
            j -= usize::from(!matches!(step.2, Edit::Delete));
            Some(step)
        })
    }

    /// How the first `i` words of the translation become the first `j` words of the reference: the last step.
    ///
    /// Of steps that are equally good, tercom prefers to keep or replace, then to delete, then to insert.
    fn last_edit(&self, i: usize, j: usize) -> Edit {
        if i == 0 {
            return Edit::Insert;
        }
        if j == 0 {
            return Edit::Delete;
        }
        let (diagonal, above) = match &self.cells {
            Cells::All(bits) => bits.rises(i, j),
            Cells::Near(band) => band.rises(i, j),
        };
        let same = self.hypothesis[i - 1] == self.reference[j - 1];
        match (diagonal, above) {
            (0, _) if same => Edit::Keep,
            (1, _) if !same => Edit::Replace,
            (_, 1) => Edit::Delete,
            _ => Edit::Insert,
        }
    }
}

enum Edit {
    Keep,
    Replace,
    /// Takes a word out of the translation.
    Delete,
    /// Puts a word of the reference in.
    Insert,
}

/// The matrix as differences between neighbours, which are 1, 0 or -1: one bit a column, one step a row.
///
/// Myers, "A fast bit-vector algorithm for approximate string matching", 1999, as Hyyrö (2003) simplified it.
struct Bits {
    /// For each word by number, where it is in the reference.
    places: Vec<u128>,
    columns: u32,
    rows: Vec<Row>,
}

/// One row of the matrix.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Row {
    /// Columns that are 1 above the column before.
    right_up: u128,
    /// Columns that are 1 below the column before.
    right_down: u128,
    /// Columns that are 1 above the row before.
    down_up: u128,
    /// Columns that are 1 below the row before.
    down_down: u128,
    /// The last column.
    distance: u32,
}

impl Bits {
    /// The longest reference that fits.
    const COLUMNS: usize = u128::BITS as usize;

    fn new(hypothesis: &[u32], reference: &[u32]) -> Self {
        let mut places = vec![0; reference.len()];
        for (column, &word) in reference.iter().enumerate() {
            places[word as usize] |= 1 << column;
        }
        let columns = size(reference.len());
        let mut row = Row { right_up: !0, right_down: 0, down_up: 0, down_down: 0, distance: columns };
        let mut bits = Self { places, columns, rows: Vec::with_capacity(hypothesis.len() + 1) };
        bits.rows.push(row);
        for &word in hypothesis {
            row = bits.next(&row, word);
            bits.rows.push(row);
        }
        bits
    }

    fn next(&self, row: &Row, word: u32) -> Row {
        let equal = self.places.get(word as usize).copied().unwrap_or(0);
        let Row { right_up, right_down, .. } = *row;
        let unchanged = ((equal & right_up).wrapping_add(right_up) ^ right_up) | equal;
        let down_up = right_down | !(unchanged | right_up);
        let down_down = right_up & unchanged;
        let last = self.columns - 1;
        let distance = row.distance + (down_up >> last & 1) as u32 - (down_down >> last & 1) as u32;
        // The column before the first always rises.
        let (up, down) = (down_up << 1 | 1, down_down << 1);
        let level = equal | right_down;
        Row { right_up: down | !(level | up), right_down: up & level, down_up, down_down, distance }
    }

    fn distance(&self) -> u32 {
        self.rows[self.rows.len() - 1].distance
    }

    fn distance_after(&self, words: &[u32], candidate: &Move, limit: u32) -> Option<u32> {
        let mut row = self.rows[candidate.from];
        for &word in candidate.block(words) {
            row = self.next(&row, word);
        }
        for &word in candidate.skipped(words) {
            row = self.next(&row, word);
        }
        for (i, &word) in words.iter().enumerate().skip(candidate.to) {
            // Each word left can take one from the distance.
            if row.distance > limit + size(words.len() - i) {
                return None;
            }
            let before = &self.rows[i];
            if (row.right_up, row.right_down) == (before.right_up, before.right_down) {
                row.distance = row.distance + self.distance() - before.distance;
                break;
            }
            row = self.next(&row, word);
        }
        (row.distance <= limit).then_some(row.distance)
    }

    /// By how much a cell is above the one before it in the row above, and above the one in the row above.
    fn rises(&self, i: usize, j: usize) -> (i64, i64) {
        let rise = |up: u128, down: u128| (up >> (j - 1) & 1) as i64 - (down >> (j - 1) & 1) as i64;
        let (above, row) = (&self.rows[i - 1], &self.rows[i]);
        let down = rise(row.down_up, row.down_down);
        (down + rise(above.right_up, above.right_down), down)
    }
}

/// Whether no alignment of this distance leaves the band.
///
/// A cell is at least as many edits off as columns lie between it and the diagonal, and 24 columns lie in the band on
/// its narrower side.
fn stays_in_band(columns: usize, distance: u32) -> bool {
    columns < BEAM || distance < size(BEAM) - 1
}

/// The band around the diagonal.
struct Beam {
    rows: usize,
    columns: usize,
    slope: f64,
    half_width: usize,
}

impl Beam {
    fn new(words: usize, columns: usize) -> Self {
        let slope = if words == 0 { 1.0 } else { columns as f64 / words as f64 };
        // Where the diagonal is steep, the next row would else begin behind the end of this one.
        let steep = slope / 2.0 > BEAM as f64;
        let half_width = if steep { (slope / 2.0 + BEAM as f64).ceil() as usize } else { BEAM };
        Self { rows: words, columns, slope, half_width }
    }

    /// The columns of row `i` in the band; all of the first row is, and the end of the last.
    fn columns(&self, i: usize) -> Range<usize> {
        let diagonal = (i as f64 * self.slope).floor() as usize;
        let begin = if i == 0 { 0 } else { diagonal.saturating_sub(self.half_width) };
        let end = if i == 0 || i == self.rows { usize::MAX } else { diagonal + self.half_width };
        begin..end.min(self.columns + 1)
    }
}

/// The matrix near its diagonal, cell by cell.
struct Band<'w> {
    reference: &'w [u32],
    beam: Beam,
    rows: Vec<Stretch>,
}

/// The part of a row that lies in the band.
struct Stretch {
    first: usize,
    cells: Vec<u32>,
}

/// The distance of cells outside the band.
const FAR: u32 = u32::MAX / 2;

impl<'w> Band<'w> {
    fn new(hypothesis: &[u32], reference: &'w [u32]) -> Self {
        let first = Stretch { first: 0, cells: (0..=size(reference.len())).collect() };
        let mut band = Self { reference, beam: Beam::new(hypothesis.len(), reference.len()), rows: vec![first] };
        for (i, &word) in hypothesis.iter().enumerate() {
            let next = band.next(&band.rows[i], i + 1, word);
            band.rows.push(next);
        }
        band
    }

    fn next(&self, above: &Stretch, i: usize, word: u32) -> Stretch {
        let columns = self.beam.columns(i);
        let mut row = Stretch { first: columns.start, cells: Vec::with_capacity(columns.len()) };
        let mut left = FAR;
        for j in columns {
            let replaced = match j.checked_sub(1) {
                Some(before) => above.at(before) + u32::from(self.reference[before] != word),
                None => FAR,
            };
            left = replaced.min(above.at(j) + 1).min(left + 1).min(FAR);
            row.cells.push(left);
        }
        row
    }

    fn distance(&self) -> u32 {
        self.rows[self.beam.rows].at(self.reference.len())
    }

    fn distance_after(&self, words: &[u32], candidate: &Move, limit: u32) -> Option<u32> {
        let moved = candidate.block(words).iter().chain(candidate.skipped(words)).chain(&words[candidate.to..]);
        let mut changed: Option<Stretch> = None;
        for (i, &word) in (candidate.from..).zip(moved) {
            let row = changed.as_ref().unwrap_or(&self.rows[i]);
            if i >= candidate.to {
                // From here on the words are those of before, so no cell gains more than its row has gained.
                let most_gained = row.most_below(&self.rows[i]);
                if i64::from(self.distance()) - most_gained > i64::from(limit) {
                    return None;
                }
            }
            changed = Some(self.next(row, i + 1, word));
        }
        let distance = changed.as_ref().unwrap_or(&self.rows[self.beam.rows]).at(self.reference.len());
        (distance <= limit).then_some(distance)
    }

    /// As [`Bits::rises`].
    fn rises(&self, i: usize, j: usize) -> (i64, i64) {
        let here = i64::from(self.rows[i].at(j));
        let above = |j| i64::from(self.rows[i - 1].at(j));
        (here - above(j - 1), here - above(j))
    }
}

impl Stretch {
    fn at(&self, column: usize) -> u32 {
        column.checked_sub(self.first).and_then(|at| self.cells.get(at)).copied().unwrap_or(FAR)
    }

    /// How far the lowest cell, compared to the same cell of another row, lies below it; negative if above.
    fn most_below(&self, other: &Self) -> i64 {
        let pairs = self.cells.iter().zip(&other.cells);
        pairs.map(|(&ours, &theirs)| i64::from(theirs) - i64::from(ours)).max().unwrap_or(0)
    }
}

fn running_sum(mut values: Vec<u32>) -> Vec<u32> {
    let mut sum = 0;
    for value in &mut values {
        sum += *value;
        *value = sum;
    }
    values
}

fn size(count: usize) -> u32 {
    u32::try_from(count).expect("a segment is shorter than 4 GiB")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Translation, references, edits, and TER by sacreBLEU 2.6.0.
    const KNOWN: &[(&str, &[&str], u64, f64)] = &[
        ("The cat sat on a mat.", &["The cat sat on the mat."], 1, 16.666666666666664),
        (
            "The ferry left the harbour at 6.30, two hours late.",
            &["Two hours late, the ferry left the harbour at 6.30.", "At 6:30 the ferry sailed, with a delay of two hours."],
            4,
            38.095238095238095,
        ),
        (
            "He paid $1,250.50 - in cash - for the \"old\" lamp.",
            &["He paid 1,250.50 dollars (in cash) for the old lamp.", "For the old lamp he paid $1,250.50 cash.", "Cash: $1,250.50, paid for an old lamp."],
            6,
            72.0,
        ),
        ("", &["Nothing came back."], 3, 100.0),
        ("A word too many", &[""], 4, 100.0),
        ("", &[""], 0, 0.0),
        (" \u{a0}\u{3000} ", &["\u{2009}"], 0, 0.0),
        ("Yes", &["Yes"], 0, 0.0),
        ("Yes", &["No", "Yes !"], 1, 66.66666666666666),
        ("no yes no yes no yes", &["yes no yes no yes no"], 1, 16.666666666666664),
        ("小さな村に雪が降った。", &["小さな村で雪が降りました。"], 1, 100.0),
        ("ΟΔΥΣΣΕΥΣ sailed HOME 🚢⛵ at last", &["Οδυσσευς sailed home ⛵🚢 at last", "Odysseus sailed home"], 1, 22.22222222222222),
        ("İzmir'de hava güzel, değil mi?", &["izmir'de hava GÜZEL değil mi"], 3, 60.0),
        (
            "snow fell on the small village while the baker slept and the dog barked at nobody",
            &["while the baker slept and the dog barked at nobody, snow fell on the small village"],
            2,
            12.5,
        ),
        ("b c d e f g a x y z", &["a b c d e f g x y w z"], 2, 18.181818181818183),
        (
            "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty twenty-one twenty-two twenty-three twenty-four twenty-five twenty-six twenty-seven twenty-eight",
            &[
                "twenty-six twenty-seven twenty-eight fourteen fifteen sixteen seventeen eighteen nineteen twenty twenty-one twenty-two twenty-three twenty-four twenty-five one two three four five six seven eight nine ten eleven twelve thirteen",
            ],
            7,
            25.0,
        ),
    ];

    #[test]
    fn scores_are_those_of_sacrebleu() {
        for &(hypothesis, references, edits, expected) in KNOWN {
            let corpus = Corpus::from_segments([(hypothesis, references.to_vec())]).unwrap();
            let Ter { score, num_edits, .. } = ter(&corpus);
            assert!((score - expected).abs() < 1e-9, "{hypothesis:?}: {score}");
            assert_eq!(num_edits, edits, "{hypothesis:?}");
            assert_eq!(ter_segments(&corpus), [ter(&corpus)]);
        }
    }

    #[test]
    fn scores_of_long_texts_are_those_of_sacrebleu() {
        let words = |count: usize, number: &dyn Fn(usize) -> usize| (0..count).map(|i| format!("w{}", number(i))).collect::<Vec<_>>().join(" ");
        let known = [
            (words(40, &|i| i * 7 % 40), words(40, &|i| i * 11 % 40), 36),
            (words(140, &|i| i * 9 % 140), words(140, &|i| (i * 9 + 30) % 140), 140),
            (words(200, &|i| i * i % 23), words(180, &|i| (i * i + i) % 29), 170),
            (words(90, &|i| i * i % 23), words(128, &|i| (i + i / 9 * 5) % 31), 101),
            ("na ".repeat(30) + "batman", "batman ".to_owned() + &"na ".repeat(28), 3),
            ("hm".to_owned(), "hm ".repeat(60), 59),
            ("hm ".repeat(60), "hm".to_owned(), 59),
        ];
        for (hypothesis, reference, edits) in known {
            let corpus = Corpus::from_segments([(hypothesis.as_str(), vec![reference.as_str()])]).unwrap();
            assert_eq!(ter(&corpus).num_edits, edits, "{hypothesis}");
        }
    }

    #[test]
    fn equal_words_need_no_edits() {
        for &(text, ..) in KNOWN {
            assert_eq!(count(text, &["something else", text])[0], 0.0, "{text:?}");
        }
    }

    #[test]
    fn the_first_rows_serve_all_moves() {
        let mut moves = 0;
        for (hypothesis, reference) in arbitrary_texts() {
            let matrix = Matrix::new(&hypothesis, &reference);
            for found in find_moves(&hypothesis, &reference, &matrix.alignment(), MOVES) {
                let afresh = Matrix::new(&found.apply(&hypothesis), &reference).distance();
                assert_eq!(matrix.distance_after(&found, FAR), Some(afresh));
                assert_eq!(matrix.distance_after(&found, afresh), Some(afresh));
                assert_eq!(afresh.checked_sub(1).and_then(|limit| matrix.distance_after(&found, limit)), None);
                moves += 1;
            }
        }
        assert!(moves > 10_000, "{moves}");
    }

    #[test]
    fn bits_and_cells_agree_where_the_band_is_not_felt() {
        for (hypothesis, reference) in arbitrary_texts() {
            let (bits, band) = (Bits::new(&hypothesis, &reference), Band::new(&hypothesis, &reference));
            if stays_in_band(reference.len(), bits.distance()) {
                assert_eq!(bits.distance(), band.distance());
            } else {
                assert!(bits.distance() <= band.distance());
            }
            assert_eq!(Matrix::new(&hypothesis, &reference).distance(), band.distance());
            assert!(bits.distance() >= least_distance(&hypothesis, &reference));
        }
    }

    /// Pairs of up to 70 words, numbered as [`count`] numbers them.
    fn arbitrary_texts() -> impl Iterator<Item = (Vec<u32>, Vec<u32>)> {
        let mut state = 1_u64;
        let mut below = move |end: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % end
        };
        (0..300).map(move |_| {
            let kinds = 2 + below(40);
            let reference: Vec<_> = (0..1 + below(70)).map(|_| below(kinds).to_string()).collect();
            let mut hypothesis = reference.clone();
            for _ in 0..below(12) {
                let from = below(hypothesis.len());
                let length = (hypothesis.len() - from).min(1 + below(20));
                hypothesis[from..from + length].rotate_left(below(length));
                hypothesis[from] = below(kinds).to_string();
            }
            let mut numbering = Numbering::default();
            let reference = numbering.number_all(reference.iter().map(String::as_str));
            (numbering.number_all(hypothesis.iter().map(String::as_str)), reference)
        })
    }
}
