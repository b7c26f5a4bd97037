//! Which sentences of two or more renderings say the same.
//!
//! A block of sentences is judged by how much likelier its words are if one side renders the other than if they met by
//! chance; a dynamic programme finds the likeliest way through both texts, and what remains is searched for passages
//! that moved. How freely the texts render each other is learnt from the texts themselves, in a few rounds.

use rustc_hash::{FxHashMap, FxHashSet};

use super::anchors::{Kind, Lexemes, Sentence};
use crate::exact::Exact;

/// Sentences of two texts that belong together; one side is empty where the other has no counterpart.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// Sentences of the first text, ascending.
    pub left: Vec<u32>,
    /// Sentences of the second text, ascending.
    pub right: Vec<u32>,
    /// Natural logarithm of how much likelier the link is than chance.
    pub score: f32,
    /// Share of the weight of their words that both sides have, 0 to 1.
    pub similarity: f32,
    /// Whether it stands in another order in the two texts.
    pub moved: bool,
}

/// A text ready to be aligned.
#[derive(Debug)]
pub struct Side<'s> {
    /// Its sentences.
    pub sentences: &'s [Sentence],
}

/// Most sentences on one side of a block.
const LARGEST_BLOCK: usize = 4;

/// Blocks that are tried: sentences of the first text, of the second.
const SHAPES: [(usize, usize); 12] = [(1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1), (2, 3), (3, 2), (1, 4), (4, 1), (3, 3), (2, 4)];

/// Natural logarithms of how usual each of the [`SHAPES`] is, before anything has been learnt: as Gale and Church
/// (1993) counted, with room for free renderings.
const FIRST_PRIORS: [f32; 12] = [-0.15, -2.6, -2.6, -4.5, -4.0, -4.0, -6.0, -6.0, -5.5, -5.5, -7.5, -7.5];

/// What it costs to leave a sentence alone, and each further one after it, before anything has been learnt.
const FIRST_GAP: (f32, f32) = (-3.5, -1.2);

/// How much of a word's weight counts: words of one sentence depend on each other.
const INDEPENDENCE: f32 = 0.62;

/// How much of the price of words that one side lacks is charged: a free rendering lacks many at once.
const MISSES: f32 = 0.6;

/// Share of sentences that are rendered so freely that their words tell nothing.
const FREE: f32 = 0.05;

/// Largest number of sentence pairs that are all looked at; larger texts are looked at near their anchors.
const FULL_TABLE: usize = 40_000;

/// Sentences either side of the way between anchors.
const MARGIN: usize = 10;

/// Standard deviation of the logarithm of the ratio of lengths, of sentences that met by chance: measured on news and
/// the Bible.
const CHANCE_SPREAD: f32 = 0.85;

/// Rounds of learning.
const ROUNDS: usize = 3;

/// How much likelier than all chance meetings together a link out of order must be, as a natural logarithm.
const MOVED: f32 = 1.0;

/// Aligns two texts.
#[must_use]
pub fn align(lexemes: &Lexemes, left: &[Sentence], right: &[Sentence]) -> Vec<Link> {
    if left.is_empty() || right.is_empty() {
        return alone(left.len(), right.len(), &FxHashSet::default(), &FxHashSet::default());
    }
    let mut habits = Habits::new(left, right);
    let mut synonyms = FxHashMap::default();
    let mut path = Vec::new();
    let mut model = Model::new(lexemes, left, right, &habits, &synonyms);
    let band = Band::between(&model);
    for round in 0..ROUNDS {
        path = best_path(&model, &habits, &band);
        if round + 1 < ROUNDS {
            synonyms = model.learn_synonyms(&path);
            habits.learn(&model, &path);
            model = Model::new(lexemes, left, right, &habits, &synonyms);
        }
    }
    moved(&model, &habits, path)
}

/// How these two texts render each other.
#[derive(Debug, Clone)]
struct Habits {
    /// For each bucket of anchors, the probability that the other side has it too.
    kept: [f32; BUCKETS],
    /// Characters of the second text for one of the first.
    ratio: f32,
    /// Standard deviation of the logarithm of that ratio, sentence by sentence.
    spread: f32,
    priors: [f32; SHAPES.len()],
    gap: (f32, f32),
    /// Weight for: both open a paragraph; only one does; neither does.
    paragraphs: [f32; 3],
}

/// Kinds of anchors that are kept alike: everywhere, common, rare, name, number.
const BUCKETS: usize = 5;

impl Habits {
    fn new(left: &[Sentence], right: &[Sentence]) -> Self {
        let chars = |side: &[Sentence]| side.iter().map(|s| s.chars as f32).sum::<f32>().max(1.0);
        let ratio = chars(right) / chars(left);
        Self {
            kept: [0.8, 0.55, 0.5, 0.75, 0.8],
            // One of the texts may be an excerpt; then the ratio of the whole says nothing of a sentence.
            ratio: if (0.66..1.5).contains(&ratio) { ratio } else { 1.0 },
            spread: 0.35,
            priors: FIRST_PRIORS,
            gap: FIRST_GAP,
            paragraphs: [0.8, -0.6, 0.1],
        }
    }

    /// Weight of the lengths of two blocks, in characters.
    fn length(&self, left: f32, right: f32) -> f32 {
        let off = ((right + 8.0) / (left * self.ratio + 8.0)).exact_ln();
        let narrow = off / self.spread;
        let wide = off / CHANCE_SPREAD;
        (self.length_at_most() - 0.5 * (narrow * narrow - wide * wide)).max(-7.0)
    }

    /// Weight of lengths that fit exactly.
    fn length_at_most(&self) -> f32 {
        (CHANCE_SPREAD / self.spread).exact_ln()
    }

    /// Takes over what the path shows, with the first guess as a few cases more.
    fn learn(&mut self, model: &Model<'_>, path: &[Step]) {
        let (mut has, mut keeps) = ([0.0_f32; BUCKETS], [0.0_f32; BUCKETS]);
        let mut shapes = [0.0_f32; SHAPES.len()];
        let (mut opened, mut extended, mut links) = (0.0_f32, 0.0_f32, 0.0_f32);
        let (mut offs, mut squares, mut lengths) = (0.0_f32, 0.0_f32, 0.0_f32);
        let mut opens = [1.0_f32; 3];
        let (mut left_opens, mut right_opens, mut count) = (1.0_f32, 1.0_f32, 4.0_f32);
        let mut in_gap = false;
        for step in path {
            let Some(shape) = step.shape else {
                if in_gap {
                    extended += 1.0
                } else {
                    opened += 1.0
                }
                in_gap = true;
                continue;
            };
            in_gap = false;
            links += 1.0;
            shapes[shape] += 1.0;
            let (da, db) = SHAPES[shape];
            let (x, y) = (model.left.block(step.i, da), model.right.block(step.j, db));
            if model.words(x, y) < 1.0 {
                continue;
            }
            model.count_kept(x, y, &mut has, &mut keeps);
            let (a, b) = (model.left.chars(step.i, da), model.right.chars(step.j, db));
            if a > 20.0 && b > 20.0 {
                let off = (b / a).exact_ln().clamp(-1.2, 1.2);
                offs += off;
                squares += off * off;
                lengths += 1.0;
            }
            let (oa, ob) = (model.left.sentences[step.i].opens, model.right.sentences[step.j].opens);
            left_opens += f32::from(oa);
            right_opens += f32::from(ob);
            count += 1.0;
            opens[if oa && ob {
                0
            } else if oa != ob {
                1
            } else {
                2
            }] += 1.0;
        }
        if links < 4.0 {
            return;
        }
        for bucket in 0..BUCKETS {
            let first = [0.8, 0.55, 0.5, 0.75, 0.8][bucket];
            self.kept[bucket] = ((keeps[bucket] + 20.0 * first) / (has[bucket] + 20.0)).clamp(0.15, 0.97);
        }
        if lengths > 5.0 {
            let mean = offs / lengths;
            self.ratio = mean.exact_exp();
            let variance = (squares / lengths - mean * mean).max(0.0);
            self.spread = ((variance * lengths + 0.1 * 5.0) / (lengths + 5.0)).sqrt().clamp(0.12, 0.6);
        }
        for (shape, prior) in self.priors.iter_mut().enumerate() {
            *prior = ((shapes[shape] + 12.0 * FIRST_PRIORS[shape].exact_exp()) / (links + opened + 12.0)).exact_ln();
        }
        // A gap ends after each further sentence with a probability that the path shows too.
        let open = ((opened + 1.0) / (links + opened + 12.0)).exact_ln();
        let extend = ((extended + 1.0) / (extended + opened + 3.0)).exact_ln();
        self.gap = (open.clamp(-5.0, -2.0), extend.clamp(-2.5, -0.25));
        let (pa, pb) = (left_opens / count, right_opens / count);
        let expected = [pa * pb, pa * (1.0 - pb) + pb * (1.0 - pa), (1.0 - pa) * (1.0 - pb)];
        for at in 0..3 {
            self.paragraphs[at] = ((opens[at] / (count - 1.0)) / expected[at].max(1e-3)).exact_ln().clamp(-2.0, 2.0);
        }
    }
}

/// Sorted counts of anchors.
type Bag = Vec<(u32, u16)>;

/// All blocks of up to [`LARGEST_BLOCK`] sentences of one text.
struct Blocks<'s> {
    sentences: &'s [Sentence],
    stems: Vec<Bag>,
    classes: Vec<Bag>,
    missing: Vec<f32>,
    words: Vec<f32>,
}

#[derive(Clone, Copy)]
struct Block<'b> {
    stems: &'b Bag,
    classes: &'b Bag,
    missing: f32,
    /// How many words.
    words: f32,
}

impl Blocks<'_> {
    fn block(&self, at: usize, size: usize) -> Block<'_> {
        let index = at * LARGEST_BLOCK + size - 1;
        Block { stems: &self.stems[index], classes: &self.classes[index], missing: self.missing[index], words: self.words[index] }
    }

    fn chars(&self, at: usize, size: usize) -> f32 {
        self.sentences[at..at + size].iter().map(|s| s.chars as f32).sum()
    }

    fn crosses(&self, at: usize, size: usize) -> bool {
        self.sentences[at + 1..at + size].iter().any(|s| s.opens)
    }
}

fn bag(mut ids: Vec<u32>) -> Bag {
    ids.sort_unstable();
    let mut bag: Bag = Vec::with_capacity(ids.len());
    for id in ids {
        match bag.last_mut() {
            Some((last, count)) if *last == id => *count = count.saturating_add(1),
            _ => bag.push((id, 1)),
        }
    }
    bag
}

fn blocks<'s>(sentences: &'s [Sentence], class: impl Fn(u32) -> u32, miss: &[f32]) -> Blocks<'s> {
    let count = sentences.len();
    let (mut stems, mut classes) = (Vec::with_capacity(count * LARGEST_BLOCK), Vec::with_capacity(count * LARGEST_BLOCK));
    let (mut missing, mut words) = (Vec::with_capacity(count * LARGEST_BLOCK), Vec::with_capacity(count * LARGEST_BLOCK));
    for at in 0..count {
        let mut ids: Vec<u32> = Vec::new();
        for size in 1..=LARGEST_BLOCK {
            if let Some(sentence) = sentences.get(at + size - 1) {
                ids.extend(&sentence.stems);
            }
            let of_class = bag(ids.iter().map(|id| class(*id)).collect());
            missing.push(of_class.iter().map(|(id, n)| miss[*id as usize] * f32::from(*n)).sum());
            words.push(ids.len() as f32);
            stems.push(bag(ids.clone()));
            classes.push(of_class);
        }
    }
    Blocks { sentences, stems, classes, missing, words }
}

/// What each anchor is worth between these two texts.
struct Model<'s> {
    left: Blocks<'s>,
    right: Blocks<'s>,
    /// Worth of a class that both sides have, and what it costs if one side lacks it.
    class_gain: Vec<f32>,
    class_miss: Vec<f32>,
    /// Worth of the same stem beyond that of its class.
    stem_gain: Vec<f32>,
    /// Plain weight of a class, for similarities.
    weight: Vec<f32>,
    bucket: Vec<u8>,
    class_of: Vec<u32>,
    /// Mean length of a sentence, in words.
    length: f32,
    synonyms: FxHashMap<u32, u32>,
}

impl<'s> Model<'s> {
    fn new(lexemes: &Lexemes, left: &'s [Sentence], right: &'s [Sentence], habits: &Habits, synonyms: &FxHashMap<u32, u32>) -> Self {
        let own = |stem: u32| lexemes.class(stem);
        let other = |stem: u32| {
            let class = lexemes.class(stem);
            synonyms.get(&class).copied().unwrap_or(class)
        };
        let (mut stem_count, mut class_count) = (vec![0.0_f32; lexemes.stems()], vec![0.0_f32; lexemes.classes()]);
        let mut total = 0.0_f32;
        for (side, class) in [(left, &own as &dyn Fn(u32) -> u32), (right, &other)] {
            for stem in side.iter().flat_map(|sentence| &sentence.stems) {
                stem_count[*stem as usize] += 1.0;
                class_count[class(*stem) as usize] += 1.0;
                total += 1.0;
            }
        }
        let length = total / (left.len() + right.len()) as f32;
        /// Words of general English that the counts in these texts are mixed with.
        const GENERAL: f32 = 3000.0;
        let chance = |count: f32, background: f32| {
            let share = (count + GENERAL * background) / (total + GENERAL);
            (1.0 - (1.0 - share).exact_powf(length)).clamp(1e-6, 0.97)
        };
        let mut class_gain = vec![0.0; lexemes.classes()];
        let mut class_miss = vec![0.0; lexemes.classes()];
        let mut weight = vec![0.0; lexemes.classes()];
        let mut bucket = vec![0_u8; lexemes.classes()];
        for class in 0..lexemes.classes() {
            if class_count[class] == 0.0 {
                continue;
            }
            let chance = chance(class_count[class], lexemes.class_background(class as u32));
            let place = match lexemes.kind(class as u32) {
                Kind::Name => 3,
                Kind::Number => 4,
                _ if chance > 0.35 => 0,
                _ if chance > 0.05 => 1,
                _ => 2,
            };
            bucket[class] = place as u8;
            let kept = habits.kept[place];
            // A looser class than the stem: it is believed less.
            class_gain[class] = (kept / chance).exact_ln().clamp(0.0, 6.0) * 0.75;
            class_miss[class] = -((1.0 - kept) / (1.0 - chance)).exact_ln().min(0.0) * MISSES;
            weight[class] = -chance.exact_ln();
        }
        let mut stem_gain = vec![0.0; lexemes.stems()];
        for stem in 0..lexemes.stems() {
            if stem_count[stem] == 0.0 {
                continue;
            }
            let class = lexemes.class(stem as u32) as usize;
            let chance = chance(stem_count[stem], lexemes.background(stem as u32));
            let gain = (habits.kept[bucket[class] as usize] / chance).exact_ln().clamp(0.0, 7.0);
            stem_gain[stem] = (gain - class_gain[class]).max(0.0);
        }
        let class_of = (0..lexemes.stems()).map(|stem| lexemes.class(stem as u32)).collect();
        let left = blocks(left, own, &class_miss);
        let right = blocks(right, other, &class_miss);
        Self { left, right, class_gain, class_miss, stem_gain, weight, bucket, class_of, length, synonyms: synonyms.clone() }
    }

    /// The same worth of words, for some of the sentences.
    fn on<'p>(&self, left: &'p [Sentence], right: &'p [Sentence]) -> Model<'p> {
        let own = |stem: u32| self.class_of[stem as usize];
        let other = |stem: u32| {
            let class = own(stem);
            self.synonyms.get(&class).copied().unwrap_or(class)
        };
        Model {
            left: blocks(left, own, &self.class_miss),
            right: blocks(right, other, &self.class_miss),
            class_gain: self.class_gain.clone(),
            class_miss: self.class_miss.clone(),
            stem_gain: self.stem_gain.clone(),
            weight: self.weight.clone(),
            bucket: self.bucket.clone(),
            class_of: self.class_of.clone(),
            length: self.length,
            synonyms: self.synonyms.clone(),
        }
    }

    /// Weight of the words of two blocks.
    fn words(&self, x: Block<'_>, y: Block<'_>) -> f32 {
        let crowd = self.crowd(x, y);
        let mut sum = -x.missing - y.missing;
        merge(x.classes, y.classes, |class, n| {
            let class = class as usize;
            sum += n * ((self.class_gain[class] - crowd).max(0.0) + 2.0 * self.class_miss[class]);
        });
        merge(x.stems, y.stems, |stem, n| sum += n * self.stem_gain[stem as usize]);
        allowing_for_freedom(sum)
    }

    /// How much less a shared word is worth between two blocks: in a longer block a word is met by chance more often.
    fn crowd(&self, x: Block<'_>, y: Block<'_>) -> f32 {
        ((x.words + y.words) / (2.0 * self.length)).clamp(0.5, 8.0).exact_ln()
    }

    /// What the words of two sentences add to any block that both are part of, at most.
    fn met(&self, x: Block<'_>, y: Block<'_>) -> Met {
        let mut met = Met::default();
        merge(x.classes, y.classes, |class, n| {
            met.worth += n * (self.class_gain[class as usize] + 2.0 * self.class_miss[class as usize]);
            met.words += n;
        });
        merge(x.stems, y.stems, |stem, n| met.worth += n * self.stem_gain[stem as usize]);
        met
    }

    /// No less than the weight of the words of two blocks, of whose sentences it is known what they add: two blocks
    /// share no more of a word than their sentences do, two by two.
    fn words_at_most(&self, x: Block<'_>, y: Block<'_>, met: Met) -> f32 {
        // The chord of -ln between 0.5 and 1 lies above it.
        let crowd = (1.0 - (x.words + y.words) / (2.0 * self.length)).clamp(0.0, 0.5) * 2.0 * std::f32::consts::LN_2;
        let sum = (met.worth + crowd * met.words - x.missing - y.missing) * INDEPENDENCE;
        // ln(0.95 exp(x) + 0.05) at -8, -6, …, 6; the function is convex, so that chords lie above it.
        const KNOTS: [f32; 8] = [-2.9894, -2.9497, -2.6971, -1.7228, 0.0, 1.9558, 3.9497, 5.9488];
        const ROUNDING: f32 = 1e-3;
        let at = (sum + 8.0) / 2.0;
        let knot = at as usize;
        let weight = match KNOTS.get(knot..=knot + 1) {
            _ if at < 0.0 => KNOTS[0],
            Some(&[low, high]) => low + (high - low) * (at - knot as f32),
            _ => sum,
        };
        weight + ROUNDING
    }

    /// Whether two blocks share nothing but the commonest words.
    fn strange(&self, x: Block<'_>, y: Block<'_>) -> bool {
        let mut shared = false;
        merge(x.classes, y.classes, |class, _| shared |= self.bucket[class as usize] > 0);
        !shared
    }

    fn similarity(&self, x: Block<'_>, y: Block<'_>) -> f32 {
        let whole = |bag: &Bag| bag.iter().map(|(class, n)| self.weight[*class as usize] * f32::from(*n)).sum::<f32>();
        let mut both = 0.0;
        merge(x.classes, y.classes, |class, n| both += self.weight[class as usize] * n);
        let total = whole(x.classes) + whole(y.classes);
        if total > 0.0 { 2.0 * both / total } else { 0.0 }
    }

    fn count_kept(&self, x: Block<'_>, y: Block<'_>, has: &mut [f32; BUCKETS], keeps: &mut [f32; BUCKETS]) {
        for (class, n) in x.classes.iter().chain(y.classes) {
            has[self.bucket[*class as usize] as usize] += f32::from(*n);
        }
        merge(x.classes, y.classes, |class, n| keeps[self.bucket[class as usize] as usize] += 2.0 * n);
    }

    /// The whole weight of a block, but for its shape and place.
    fn score(&self, habits: &Habits, i: usize, da: usize, j: usize, db: usize) -> f32 {
        self.words(self.left.block(i, da), self.right.block(j, db)) + habits.length(self.left.chars(i, da), self.right.chars(j, db))
    }

    /// Words that stand for each other again and again where no stem agrees: "Jehovah" and "Lord".
    fn learn_synonyms(&self, path: &[Step]) -> FxHashMap<u32, u32> {
        let mut together: FxHashMap<(u32, u32), f32> = FxHashMap::default();
        let (mut lone_left, mut lone_right): (FxHashMap<u32, f32>, FxHashMap<u32, f32>) = Default::default();
        let mut blocks = 0.0_f32;
        for step in path {
            let Some(shape) = step.shape else { continue };
            let (da, db) = SHAPES[shape];
            let (x, y) = (self.left.block(step.i, da), self.right.block(step.j, db));
            if self.words(x, y) < 2.0 {
                continue;
            }
            blocks += 1.0;
            let (xs, ys) = (unmatched(x.classes, y.classes), unmatched(y.classes, x.classes));
            for class in &xs {
                *lone_left.entry(*class).or_default() += 1.0;
            }
            for class in &ys {
                *lone_right.entry(*class).or_default() += 1.0;
            }
            if xs.len() * ys.len() <= 900 {
                for a in &xs {
                    for b in &ys {
                        *together.entry((*a, *b)).or_default() += 1.0;
                    }
                }
            }
        }
        let mut strong: Vec<(f32, u32, u32)> = together
            .into_iter()
            .filter(|(_, n)| *n >= 3.0)
            .filter_map(|((a, b), n)| {
                let (of_a, of_b) = (lone_left[&a], lone_right[&b]);
                let strength = likelihood_ratio(n, of_a, of_b, blocks);
                (n / of_a.max(of_b) >= 0.35 && strength > 14.0).then_some((strength, a, b))
            })
            .collect();
        strong.sort_unstable_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)).then(x.2.cmp(&y.2)));
        let mut found = self.synonyms.clone();
        let mut taken: FxHashSet<u32> = found.values().copied().collect();
        for (_, a, b) in strong {
            if !found.contains_key(&b) && taken.insert(a) {
                found.insert(b, a);
            }
        }
        found
    }
}

/// What sentences share: an upper bound of its worth, and how many words.
#[derive(Debug, Clone, Copy, Default)]
struct Met {
    worth: f32,
    words: f32,
}

/// A free rendering shares no more words than chance; some are free.
fn allowing_for_freedom(sum: f32) -> f32 {
    let sum = sum * INDEPENDENCE;
    if sum > 6.0 { sum } else { (sum.exact_exp() * (1.0 - FREE) + FREE).exact_ln() }
}

/// Dunning's log-likelihood ratio of two events in `n` trials.
fn likelihood_ratio(both: f32, a: f32, b: f32, n: f32) -> f32 {
    let term = |observed: f32, expected: f32| if observed > 0.0 && expected > 0.0 { observed * (observed / expected).exact_ln() } else { 0.0 };
    if both * n <= a * b {
        return 0.0;
    }
    2.0 * (term(both, a * b / n) + term(a - both, a * (n - b) / n) + term(b - both, b * (n - a) / n) + term(n - a - b + both, (n - a) * (n - b) / n))
}

fn unmatched(x: &Bag, y: &Bag) -> Vec<u32> {
    x.iter().filter(|(class, _)| y.binary_search_by_key(class, |(other, _)| *other).is_err()).map(|(class, _)| *class).collect()
}

fn merge(x: &Bag, y: &Bag, mut with: impl FnMut(u32, f32)) {
    let (mut i, mut j) = (0, 0);
    while i < x.len() && j < y.len() {
        match x[i].0.cmp(&y[j].0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                with(x[i].0, f32::from(x[i].1.min(y[j].1)));
                i += 1;
                j += 1;
            }
        }
    }
}

/// Which columns of each row the dynamic programme looks at.
struct Band {
    rows: Vec<(usize, usize)>,
}

impl Band {
    fn between(model: &Model<'_>) -> Self {
        let (n, m) = (model.left.sentences.len(), model.right.sentences.len());
        if n * m <= FULL_TABLE {
            return Self { rows: vec![(0, m + 1); n + 1] };
        }
        let mut points = backbone(model);
        points.insert(0, (0, 0));
        points.push((n, m));
        let mut rows = vec![(m + 1, 0); n + 1];
        for pair in points.windows(2) {
            let ((i1, j1), (i2, j2)) = (pair[0], pair[1]);
            let (height, width) = (i2 - i1, j2 - j1);
            for (i, row) in rows.iter_mut().enumerate().take((i2 + MARGIN).min(n) + 1).skip(i1.saturating_sub(MARGIN)) {
                let (low, high) = if height * width <= FULL_TABLE / 4 {
                    (j1, j2)
                } else {
                    // A stretch without anchors is too large to be looked at whole: keep near its diagonal.
                    let at = j1 + (i.clamp(i1, i2) - i1) * width / height.max(1);
                    let half = 150.max(width / height.max(1) * 2);
                    (at.saturating_sub(half).max(j1), (at + half).min(j2))
                };
                row.0 = row.0.min(low.saturating_sub(MARGIN));
                row.1 = row.1.max((high + MARGIN).min(m) + 1);
            }
        }
        rows[0].0 = 0;
        rows[n].1 = m + 1;
        // The band must lead on from row to row.
        for i in (0..n).rev() {
            rows[i].0 = rows[i].0.min(rows[i + 1].0);
        }
        for i in 1..=n {
            rows[i].1 = rows[i].1.max(rows[i - 1].1);
            rows[i].0 = rows[i].0.min(rows[i - 1].1 - 1);
        }
        Self { rows }
    }
}

/// For some sentences, the likeliest counterparts by their rarer words alone: pairs and their weights.
fn candidates(model: &Model<'_>, wanted: impl Fn(usize) -> bool, offered: impl Fn(usize) -> bool, most: usize) -> Vec<(usize, usize, f32)> {
    let m = model.right.sentences.len();
    let mut postings: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for j in (0..m).filter(|j| offered(*j)) {
        for (class, _) in model.right.block(j, 1).classes {
            postings.entry(*class).or_default().push(j as u32);
        }
    }
    /// Words in more sentences than this lead nowhere.
    const LONGEST: usize = 60;
    let mut weights = vec![0.0_f32; m];
    let mut touched: Vec<u32> = Vec::new();
    let mut found = Vec::new();
    for i in (0..model.left.sentences.len()).filter(|i| wanted(*i)) {
        for (class, _) in model.left.block(i, 1).classes {
            let gain = model.class_gain[*class as usize];
            let Some(places) = postings.get(class).filter(|places| places.len() <= LONGEST && gain > 0.5) else { continue };
            for j in places {
                if weights[*j as usize] == 0.0 {
                    touched.push(*j);
                }
                weights[*j as usize] += gain;
            }
        }
        let mut best: Vec<(usize, f32)> = touched.iter().map(|j| (*j as usize, weights[*j as usize])).filter(|(_, weight)| *weight > 2.5).collect();
        best.sort_unstable_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        best.truncate(most);
        found.extend(best.into_iter().map(|(j, weight)| (i, j, weight)));
        for j in touched.drain(..) {
            weights[j as usize] = 0.0;
        }
    }
    found
}

/// The heaviest chain of anchor points that ascends in both texts.
fn backbone(model: &Model<'_>) -> Vec<(usize, usize)> {
    let mut points = candidates(model, |_| true, |_| true, 4);
    let m = model.right.sentences.len();
    // Within a row, later columns first, so that a row gives one point only.
    points.sort_unstable_by(|x, y| x.0.cmp(&y.0).then(y.1.cmp(&x.1)));
    let mut tree: Vec<(f32, u32)> = vec![(0.0, u32::MAX); m + 1];
    let mut previous = vec![u32::MAX; points.len()];
    let mut best = (0.0, u32::MAX);
    for (index, (_, j, weight)) in points.iter().enumerate() {
        let mut at = *j;
        let mut reached = (0.0, u32::MAX);
        while at > 0 {
            if tree[at].0 > reached.0 {
                reached = tree[at];
            }
            at -= at & at.wrapping_neg();
        }
        previous[index] = reached.1;
        // What little a point says is not worth a detour.
        let total = reached.0 + (weight - 2.5).max(0.05);
        let mut at = j + 1;
        while at <= m {
            if tree[at].0 < total {
                tree[at] = (total, index as u32);
            }
            at += at & at.wrapping_neg();
        }
        if total > best.0 {
            best = (total, index as u32);
        }
    }
    let mut chain = Vec::new();
    let mut at = best.1;
    while at != u32::MAX {
        let (i, j, _) = points[at as usize];
        chain.push((i, j));
        at = previous[at as usize];
    }
    chain.reverse();
    chain
}

/// One step of the way through both texts.
#[derive(Debug, Clone, Copy)]
struct Step {
    i: usize,
    j: usize,
    /// Index into [`SHAPES`]; `None` for one sentence left alone.
    shape: Option<usize>,
    score: f32,
}

/// A block that spans paragraphs is rarer.
const ACROSS_PARAGRAPHS: f32 = -1.5;

/// What it costs to leave sentences of both texts alone in one place, beside the two gaps: a passage that one text has
/// instead of another is rarer than one that was left out.
const INSTEAD: f32 = -2.0;

/// The states of the way: after a link, after a sentence of the first text alone, of the second.
const STATES: usize = 3;

fn best_path(model: &Model<'_>, habits: &Habits, band: &Band) -> Vec<Step> {
    let (n, m) = (model.left.sentences.len(), model.right.sentences.len());
    const NEVER: f32 = f32::NEG_INFINITY;
    let offsets: Vec<usize> = band
        .rows
        .iter()
        .scan(0, |sum, (low, high)| {
            let at = *sum;
            *sum += high - low;
            Some(at)
        })
        .collect();
    let size = offsets[n] + band.rows[n].1 - band.rows[n].0;
    // The best weight of a way to each cell in each state, and how it came there: the shape, and the state before.
    let mut score = vec![[NEVER; STATES]; size];
    let mut back = vec![[(255_u8, 0_u8); STATES]; size];
    let cell = |i: usize, j: usize| {
        let (low, high) = band.rows[i];
        (low..high).contains(&j).then(|| offsets[i] + j - low)
    };
    score[cell(0, 0).expect("the band begins at the start")][0] = 0.0;
    let best_of = |states: [f32; STATES]| {
        (0..STATES as u8).fold((NEVER, 0), |best, state| if states[state as usize] > best.0 { (states[state as usize], state) } else { best })
    };
    // What the last sentences before each cell share.
    let mut met = vec![Met::default(); size];
    let (open, extend) = habits.gap;
    let longest = habits.length_at_most();
    for (i, &(low, high)) in band.rows.iter().enumerate() {
        for j in low..high {
            if i == 0 && j == 0 {
                continue;
            }
            let here = offsets[i] + j - low;
            let mut best = [NEVER; STATES];
            let mut from = [(255_u8, 0_u8); STATES];
            // Left before right, so that one pair of gaps has one way only.
            if let Some(before) = i.checked_sub(1).and_then(|a| cell(a, j)) {
                let [linked, left, _] = score[before];
                let (value, state) = best_of([linked + open, left + extend, NEVER]);
                best[1] = value;
                from[1] = (100, state);
            }
            if let Some(before) = j.checked_sub(1).and_then(|b| cell(i, b)) {
                let [linked, left, right] = score[before];
                let (value, state) = best_of([linked + open, left + open + INSTEAD, right + extend]);
                best[2] = value;
                from[2] = (100, state);
            }
            if i > 0 && j > 0 {
                met[here] = model.met(model.left.block(i - 1, 1), model.right.block(j - 1, 1));
            }
            // A link that weighs less than this leads nowhere that a gap does not lead better.
            let useless = best[1].max(best[2]).min(best[1] + extend - open).min((best[1] + INSTEAD).max(best[2] + extend - open));
            for (shape, (da, db)) in SHAPES.iter().enumerate() {
                if *da > i || *db > j {
                    continue;
                }
                let (a, b) = (i - da, j - db);
                let Some(before) = cell(a, b) else { continue };
                let (reached, state) = best_of(score[before]);
                if reached == NEVER {
                    continue;
                }
                let mut value = habits.priors[shape] + reached;
                let opens = (model.left.sentences[a].opens, model.right.sentences[b].opens);
                value += habits.paragraphs[match opens {
                    (true, true) => 0,
                    (false, false) => 2,
                    _ => 1,
                }];
                if *da > 1 && model.left.crosses(a, *da) {
                    value += ACROSS_PARAGRAPHS;
                }
                if *db > 1 && model.right.crosses(b, *db) {
                    value += ACROSS_PARAGRAPHS;
                }
                let wanted = useless.max(best[0]) - value;
                let (x, y) = (model.left.block(a, *da), model.right.block(b, *db));
                let within = (a + 1..=i).try_fold(Met::default(), |sum, row| {
                    let (low, high) = band.rows[row];
                    let start = offsets[row] + (b + 1).checked_sub(low)?;
                    let add = |sum: Met, part: &Met| Met { worth: sum.worth + part.worth, words: sum.words + part.words };
                    (j < high).then(|| met[start..start + db].iter().fold(sum, add))
                });
                if within.is_some_and(|met| model.words_at_most(x, y, met) + longest < wanted) {
                    continue;
                }
                value += model.score(habits, a, *da, b, *db);
                if value > best[0] {
                    best[0] = value;
                    from[0] = (shape as u8, state);
                }
            }
            score[here] = best;
            back[here] = from;
        }
    }
    let mut path = Vec::new();
    let (mut i, mut j) = (n, m);
    let mut state = best_of(score[cell(n, m).expect("the band ends at the end")]).1;
    while i > 0 || j > 0 {
        let (shape, before) = back[cell(i, j).expect("the way stays in the band")][state as usize];
        match state {
            1 => {
                i -= 1;
                path.push(Step { i, j, shape: None, score: 0.0 });
            }
            2 => {
                j -= 1;
                path.push(Step { i, j, shape: None, score: 0.0 });
            }
            _ => {
                let (da, db) = SHAPES[shape as usize];
                i -= da;
                j -= db;
                path.push(Step { i, j, shape: Some(shape as usize), score: model.score(habits, i, da, j, db) });
            }
        }
        state = before;
    }
    path.reverse();
    path
}

/// A link in the making: ranges of sentences.
#[derive(Debug, Clone)]
struct Draft {
    left: std::ops::Range<usize>,
    right: std::ops::Range<usize>,
    score: f32,
    moved: bool,
}

/// Links the passages that stand in another order, and makes links of all.
fn moved(model: &Model<'_>, habits: &Habits, path: Vec<Step>) -> Vec<Link> {
    let (n, m) = (model.left.sentences.len(), model.right.sentences.len());
    let mut drafts: Vec<Draft> = Vec::new();
    let (mut free_left, mut free_right) = (vec![true; n], vec![true; m]);
    for step in &path {
        let Some(shape) = step.shape else { continue };
        let (da, db) = SHAPES[shape];
        // What is linked only because it stands between other links may have its counterpart elsewhere.
        if step.score < LOOSE {
            continue;
        }
        let mut draft = Draft { left: step.i..step.i + da, right: step.j..step.j + db, score: step.score, moved: false };
        trim(model, habits, &mut draft);
        free_left[draft.left.clone()].fill(false);
        free_right[draft.right.clone()].fill(false);
        drafts.push(draft);
    }
    // The chance of a false friend grows with the number of sentences that could be one.
    let count = |free: &[bool]| free.iter().filter(|free| **free).count().max(2) as f32;
    let floor = MOVED + count(&free_left).max(count(&free_right)).exact_ln();
    for _ in 0..MOST_CHAINS {
        let found = chain(model, habits, &drafts, &free_left, &free_right, floor);
        if found.is_empty() {
            break;
        }
        for draft in found {
            free_left[draft.left.clone()].fill(false);
            free_right[draft.right.clone()].fill(false);
            drafts.push(draft);
        }
    }
    let mut pairs: Vec<(f32, usize, usize)> = candidates(model, |i| free_left[i], |j| free_right[j], 6)
        .into_iter()
        .map(|(i, j, _)| (model.score(habits, i, 1, j, 1).max(model.words(model.left.block(i, 1), model.right.block(j, 1)) - 2.0), i, j))
        .filter(|(score, ..)| *score > 1.0)
        .collect();
    // A pair beside another pair in the same order is likelier.
    let known: FxHashMap<(usize, usize), f32> = pairs.iter().map(|(score, i, j)| ((*i, *j), *score)).collect();
    for (score, i, j) in &mut pairs {
        let support: f32 = [(1, 1), (1, 2), (2, 1), (0, 1), (1, 0)]
            .iter()
            .flat_map(|(a, b)| [(i.wrapping_add(*a), j.wrapping_add(*b)), (i.wrapping_sub(*a), j.wrapping_sub(*b))])
            .filter_map(|at| known.get(&at))
            .fold(0.0_f32, |sum, score| sum + score.min(6.0) * 0.5);
        *score += support.min(6.0);
    }
    pairs.sort_unstable_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)).then(x.2.cmp(&y.2)));
    let mut found: Vec<Draft> = Vec::new();
    for (score, i, j) in pairs {
        if score < floor || !free_left[i] || !free_right[j] {
            continue;
        }
        free_left[i] = false;
        free_right[j] = false;
        let mut draft = Draft { left: i..i + 1, right: j..j + 1, score, moved: true };
        grow(model, habits, &mut draft, &mut free_left, &mut free_right);
        found.push(draft);
    }
    drafts.extend(found);
    // What was loose in the path and found nothing better stays where it was.
    for step in &path {
        let Some(shape) = step.shape.filter(|_| step.score < LOOSE) else { continue };
        let (da, db) = SHAPES[shape];
        if free_left[step.i..step.i + da].iter().all(|f| *f) && free_right[step.j..step.j + db].iter().all(|f| *f) && step.score > LOOSEST {
            drafts.push(Draft { left: step.i..step.i + da, right: step.j..step.j + db, score: step.score, moved: false });
            free_left[step.i..step.i + da].fill(false);
            free_right[step.j..step.j + db].fill(false);
        }
    }
    let mut links: Vec<Link> = drafts
        .into_iter()
        .map(|draft| Link {
            similarity: model.similarity(model.left.block(draft.left.start, draft.left.len()), model.right.block(draft.right.start, draft.right.len())),
            left: draft.left.map(|at| at as u32).collect(),
            right: draft.right.map(|at| at as u32).collect(),
            score: draft.score,
            moved: draft.moved,
        })
        .collect();
    let lefts: FxHashSet<u32> = links.iter().flat_map(|link| link.left.iter().copied()).collect();
    let rights: FxHashSet<u32> = links.iter().flat_map(|link| link.right.iter().copied()).collect();
    links.extend(alone(n, m, &lefts, &rights));
    links
}

/// Score below which a link of the path gives way to one out of order.
const LOOSE: f32 = 0.0;

/// Score below which a link of the path is no link.
const LOOSEST: f32 = -8.0;

/// How often what remains is searched for another stretch in its own order.
const MOST_CHAINS: usize = 8;

/// Weight of a link, beside its neighbours in a chain, below which it is not believed.
const IN_CHAIN: f32 = 0.7;

/// Weight above which a link beside a known one is believed.
const BESIDE: f32 = 1.5;

/// The likeliest way through the sentences that are still free, as far as it is believable.
fn chain(model: &Model<'_>, habits: &Habits, known: &[Draft], free_left: &[bool], free_right: &[bool], floor: f32) -> Vec<Draft> {
    let free = |free: &[bool]| free.iter().enumerate().filter(|(_, free)| **free).map(|(at, _)| at).collect::<Vec<usize>>();
    let (lefts, rights) = (free(free_left), free(free_right));
    if lefts.is_empty() || rights.is_empty() {
        return Vec::new();
    }
    let part = |side: &[Sentence], of: &[usize]| of.iter().map(|at| side[*at].clone()).collect::<Vec<Sentence>>();
    let (left, right) = (part(model.left.sentences, &lefts), part(model.right.sentences, &rights));
    let rest = model.on(&left, &right);
    let habits = Habits { gap: CHAIN_GAP, paragraphs: [0.0; 3], ..habits.clone() };
    let path = best_path(&rest, &habits, &Band::between(&rest));
    let whole = |of: &[usize]| of[of.len() - 1] - of[0] + 1 == of.len();
    let mut found: Vec<Draft> = Vec::new();
    let mut run: Vec<Draft> = Vec::new();
    let mut beside: FxHashMap<usize, &Draft> = FxHashMap::default();
    for draft in known {
        beside.extend(draft.left.clone().map(|at| (at, draft)));
    }
    // A link beside a known one, in the same order, is likelier.
    let leans = |draft: &Draft| {
        let before = (1..=2)
            .filter_map(|off| beside.get(&draft.left.start.wrapping_sub(off)))
            .any(|known| (0..=1).contains(&(draft.right.start as i64 - known.right.end as i64)));
        let after =
            (0..2).filter_map(|off| beside.get(&(draft.left.end + off))).any(|known| (0..=1).contains(&(known.right.start as i64 - draft.right.end as i64)));
        before || after
    };
    let close = |run: &mut Vec<Draft>, found: &mut Vec<Draft>| {
        let sum: f32 = run.iter().map(|draft| draft.score).sum();
        let floor = if run.iter().any(leans) { floor.min(BESIDE) } else { floor };
        // A chain must be likelier than all chains that chance could make.
        if sum >= floor + 0.5 * (run.len() as f32 - 1.0) {
            found.append(run);
        } else {
            found.extend(run.drain(..).filter(|draft| draft.score >= floor));
        }
        run.clear();
    };
    for step in path {
        let Some(shape) = step.shape else { continue };
        let (da, db) = SHAPES[shape];
        let (own, other) = (&lefts[step.i..step.i + da], &rights[step.j..step.j + db]);
        if !whole(own) || !whole(other) || step.score < IN_CHAIN {
            continue;
        }
        let draft = Draft { left: own[0]..own[da - 1] + 1, right: other[0]..other[db - 1] + 1, score: step.score, moved: true };
        let goes_on = run.last().is_some_and(|last: &Draft| draft.left.start - last.left.end <= 2 && draft.right.start - last.right.end <= 2);
        if !goes_on {
            close(&mut run, &mut found);
        }
        run.push(draft);
    }
    close(&mut run, &mut found);
    found
}

/// What it costs to leave sentences alone between moved stretches, where most stay alone.
const CHAIN_GAP: (f32, f32) = (-1.2, -0.1);

/// Lets go of sentences at the ends of a block that share nothing with the other side, if the rest fits better alone.
fn trim(model: &Model<'_>, habits: &Habits, draft: &mut Draft) {
    loop {
        let (l, r) = (draft.left.clone(), draft.right.clone());
        let (x, y) = (model.left.block(l.start, l.len()), model.right.block(r.start, r.len()));
        let left_ends = [(l.start, l.start + 1..l.end), (l.end - 1, l.start..l.end - 1)];
        let right_ends = [(r.start, r.start + 1..r.end), (r.end - 1, r.start..r.end - 1)];
        let lefts = left_ends.into_iter().filter(|(end, _)| l.len() > 1 && model.strange(model.left.block(*end, 1), y)).map(|(_, rest)| (rest, r.clone()));
        let rights = right_ends.into_iter().filter(|(end, _)| r.len() > 1 && model.strange(model.right.block(*end, 1), x)).map(|(_, rest)| (l.clone(), rest));
        let scored = lefts.chain(rights).map(|(left, right)| (model.score(habits, left.start, left.len(), right.start, right.len()), left, right));
        let Some((score, left, right)) = scored.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(score, ..)| *score > draft.score) else { return };
        (draft.left, draft.right, draft.score) = (left, right, score);
    }
}

/// Takes in free neighbours while the whole becomes likelier.
fn grow(model: &Model<'_>, habits: &Habits, draft: &mut Draft, free_left: &mut [bool], free_right: &mut [bool]) {
    let score = |left: &std::ops::Range<usize>, right: &std::ops::Range<usize>| model.score(habits, left.start, left.len(), right.start, right.len());
    loop {
        let now = score(&draft.left, &draft.right);
        let mut best: Option<(f32, std::ops::Range<usize>, std::ops::Range<usize>)> = None;
        let (l, r) = (&draft.left, &draft.right);
        let options = [
            (l.end < free_left.len() && free_left[l.end]).then(|| (l.start..l.end + 1, r.clone())),
            (l.start > 0 && free_left[l.start - 1]).then(|| (l.start - 1..l.end, r.clone())),
            (r.end < free_right.len() && free_right[r.end]).then(|| (l.clone(), r.start..r.end + 1)),
            (r.start > 0 && free_right[r.start - 1]).then(|| (l.clone(), r.start - 1..r.end)),
        ];
        for (left, right) in options.into_iter().flatten() {
            if left.len() > LARGEST_BLOCK || right.len() > LARGEST_BLOCK || left.len() > 1 && right.len() > 1 {
                continue;
            }
            let value = score(&left, &right);
            if value > now + 1.5 && best.as_ref().is_none_or(|(other, ..)| value > *other) {
                best = Some((value, left, right));
            }
        }
        let Some((value, left, right)) = best else { return };
        free_left[left.clone()].fill(false);
        free_right[right.clone()].fill(false);
        (draft.left, draft.right, draft.score) = (left, right, value);
    }
}

fn alone(n: usize, m: usize, lefts: &FxHashSet<u32>, rights: &FxHashSet<u32>) -> Vec<Link> {
    let lone = |left: Vec<u32>, right: Vec<u32>| Link { left, right, score: 0.0, similarity: 0.0, moved: false };
    let left = (0..n as u32).filter(|i| !lefts.contains(i)).map(|i| lone(vec![i], Vec::new()));
    let right = (0..m as u32).filter(|j| !rights.contains(j)).map(|j| lone(Vec::new(), vec![j]));
    left.chain(right).collect()
}
