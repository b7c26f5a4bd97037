//! Joins the pairwise links of all renderings into units: what every rendering has for one passage.

use rustc_hash::{FxHashMap, FxHashSet};

use super::align::{Link, align};
use super::anchors::{Lexemes, Sentence};

/// One passage in all renderings.
#[derive(Debug, Clone, PartialEq)]
pub struct Passage {
    /// For each rendering its sentences, ascending; empty where it has none.
    pub segments: Vec<Vec<u32>>,
    /// Mean similarity of its renderings, 0 to 1; 0 where there is only one.
    pub similarity: f32,
    /// For each rendering, whether it has the passage in another place than the first that has it.
    pub moved: Vec<bool>,
}

/// Up to so many renderings are all aligned with each other; more are aligned with the longest few.
const ALL_PAIRS: usize = 8;

/// How many renderings all others are aligned with, where there are more than [`ALL_PAIRS`].
const HUBS: usize = 3;

/// Most sentences that one rendering has in one passage.
const LARGEST_PASSAGE: usize = 5;

/// Aligns all renderings. Every sentence is in exactly one passage; the order is that of the first rendering, passages
/// that it lacks stand where their neighbours stand.
#[must_use]
pub fn collate(lexemes: &Lexemes, sides: &[Vec<Sentence>]) -> Vec<Passage> {
    let pairs = pairs_to_align(sides);
    let mut links: Vec<(usize, usize, Link)> = Vec::new();
    for &(a, b) in &pairs {
        links.extend(align(lexemes, &sides[a], &sides[b]).into_iter().filter(|link| !link.left.is_empty() && !link.right.is_empty()).map(|link| (a, b, link)));
    }
    // The likeliest links first, so that doubtful ones must fit in.
    links.sort_by(|x, y| y.2.score.total_cmp(&x.2.score).then((x.0, x.1, &x.2.left, &x.2.right).cmp(&(y.0, y.1, &y.2.left, &y.2.right))));
    let direct = Direct::new(pairs, &links);
    let mut groups = Groups::new(sides);
    for (a, b, link) in &links {
        groups.join(*a, *b, link, &direct);
    }
    let mut passages = groups.passages(sides.len());
    for passage in &mut passages {
        passage.moved = vec![false; sides.len()];
    }
    let index = place(&passages, sides);
    let (mut sum, mut count) = (vec![0.0_f32; passages.len()], vec![0.0_f32; passages.len()]);
    for (a, b, link) in &links {
        let (at, other) = (index[*a][link.left[0] as usize], index[*b][link.right[0] as usize]);
        if at == other {
            sum[at] += link.similarity;
            count[at] += 1.0;
            if link.moved && *a == passages[at].segments.iter().position(|s| !s.is_empty()).unwrap_or(0) {
                passages[at].moved[*b] = true;
            }
        }
    }
    for (at, passage) in passages.iter_mut().enumerate() {
        passage.similarity = if count[at] > 0.0 { sum[at] / count[at] } else { 0.0 };
    }
    in_order(passages, sides)
}

fn pairs_to_align(sides: &[Vec<Sentence>]) -> Vec<(usize, usize)> {
    let n = sides.len();
    if n <= ALL_PAIRS {
        return (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b))).collect();
    }
    let mut longest: Vec<usize> = (0..n).collect();
    longest.sort_by_key(|at| (std::cmp::Reverse(sides[*at].iter().map(|s| s.chars).sum::<u32>()), *at));
    let hubs = &longest[..HUBS];
    let mut pairs: Vec<(usize, usize)> = (0..n).flat_map(|a| hubs.iter().filter(move |b| **b != a).map(move |b| (a.min(*b), a.max(*b)))).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Sentences that have been joined so far.
struct Groups {
    /// Index of the group of every sentence.
    of: Vec<Vec<usize>>,
    members: Vec<Vec<Vec<u32>>>,
    heirs: FxHashMap<usize, usize>,
}

/// What the pairwise alignments say of single sentences.
struct Direct {
    linked: FxHashSet<(usize, u32, usize, u32)>,
    aligned: FxHashSet<(usize, usize)>,
}

impl Direct {
    fn new(pairs: Vec<(usize, usize)>, links: &[(usize, usize, Link)]) -> Self {
        let mut linked = FxHashSet::default();
        for (a, b, link) in links {
            for i in &link.left {
                linked.extend(link.right.iter().map(|j| (*a, *i, *b, *j)));
            }
        }
        Self { linked, aligned: pairs.into_iter().collect() }
    }

    /// How many pairs of renderings link these groups, less those that do not.
    fn support(&self, x: &[Vec<u32>], y: &[Vec<u32>]) -> i32 {
        let mut support = 0;
        for (a, left) in x.iter().enumerate().filter(|(_, own)| !own.is_empty()) {
            for (b, right) in y.iter().enumerate().filter(|(b, own)| *b != a && !own.is_empty()) {
                let (first, second, left, right) = if a < b { (a, b, left, right) } else { (b, a, right, left) };
                if self.aligned.contains(&(first, second)) {
                    let linked = left.iter().any(|i| right.iter().any(|j| self.linked.contains(&(first, *i, second, *j))));
                    support += if linked { 1 } else { -1 };
                }
            }
        }
        support
    }
}

impl Groups {
    fn new(sides: &[Vec<Sentence>]) -> Self {
        let mut members = Vec::new();
        let of = sides
            .iter()
            .enumerate()
            .map(|(side, sentences)| {
                (0..sentences.len() as u32)
                    .map(|at| {
                        let mut group = vec![Vec::new(); sides.len()];
                        group[side].push(at);
                        members.push(group);
                        members.len() - 1
                    })
                    .collect()
            })
            .collect();
        Self { of, members, heirs: FxHashMap::default() }
    }

    /// Joins the groups that a link connects, as far as the other renderings bear it out and no rendering gets
    /// stretches that do not belong together.
    fn join(&mut self, a: usize, b: usize, link: &Link, direct: &Direct) {
        let several = link.left.len() + link.right.len() > 2;
        let mut edges: Vec<(i32, usize, usize)> = Vec::new();
        for i in &link.left {
            for j in &link.right {
                let (x, y) = (self.of[a][*i as usize], self.of[b][*j as usize]);
                if x != y {
                    edges.push((direct.support(&self.members[x], &self.members[y]), x.min(y), x.max(y)));
                }
            }
        }
        edges.sort_unstable_by_key(|(support, x, y)| (-support, *x, *y));
        edges.dedup();
        // Of a link of several sentences, a part may belong to what another rendering has apart.
        for (support, x, y) in edges {
            if support > 0 || support == 0 && !several {
                self.merge(x, y);
            }
        }
    }

    fn merge(&mut self, x: usize, y: usize) {
        let root = |group: usize, members: &[Vec<Vec<u32>>]| (!members[group].is_empty()).then_some(group);
        let (Some(x), Some(y)) = (root(self.heir(x), &self.members), root(self.heir(y), &self.members)) else { return };
        if x == y {
            return;
        }
        let mut joined = self.members[x].clone();
        for (side, own) in self.members[y].iter().enumerate() {
            joined[side].extend(own);
            joined[side].sort_unstable();
            // Neighbours only, and not too many of them.
            if joined[side].len() > LARGEST_PASSAGE || joined[side].windows(2).any(|pair| pair[1] - pair[0] > 1) {
                return;
            }
        }
        for (side, own) in self.members[y].iter().enumerate() {
            for at in own {
                self.of[side][*at as usize] = x;
            }
        }
        self.members[y] = Vec::new();
        self.heirs.insert(y, x);
        self.members[x] = joined;
    }

    /// The group that a group has become part of.
    fn heir(&self, mut group: usize) -> usize {
        while let Some(next) = self.heirs.get(&group) {
            group = *next;
        }
        group
    }

    fn passages(self, sides: usize) -> Vec<Passage> {
        self.members.into_iter().filter(|group| !group.is_empty()).map(|segments| Passage { segments, similarity: 0.0, moved: vec![false; sides] }).collect()
    }
}

/// For every sentence of every rendering, the passage that it is in.
fn place(passages: &[Passage], sides: &[Vec<Sentence>]) -> Vec<Vec<usize>> {
    let mut index: Vec<Vec<usize>> = sides.iter().map(|side| vec![0; side.len()]).collect();
    for (at, passage) in passages.iter().enumerate() {
        for (side, own) in passage.segments.iter().enumerate() {
            for sentence in own {
                index[side][*sentence as usize] = at;
            }
        }
    }
    index
}

/// Sorts the passages: by the first rendering; what it lacks follows what stands before it in a rendering that has it.
fn in_order(passages: Vec<Passage>, sides: &[Vec<Sentence>]) -> Vec<Passage> {
    let index = place(&passages, sides);
    let mut rank: FxHashMap<usize, Vec<(usize, u32)>> = FxHashMap::default();
    for (side, own) in index.iter().enumerate() {
        let mut base: Vec<(usize, u32)> = vec![(0, 0)];
        for (sentence, at) in own.iter().enumerate() {
            if let Some(known) = rank.get(at) {
                base.clone_from(known);
            } else {
                let mut key = base.clone();
                if side == 0 {
                    key = vec![(0, sentence as u32 + 1)];
                } else {
                    // Behind its predecessor, before whatever follows that.
                    key.truncate(side);
                    while key.len() < side {
                        key.push((0, 0));
                    }
                    key.push((side, sentence as u32 + 1));
                }
                rank.insert(*at, key.clone());
                base = key;
            }
        }
    }
    let mut order: Vec<(Vec<(usize, u32)>, usize)> = (0..passages.len()).map(|at| (rank.remove(&at).unwrap_or_default(), at)).collect();
    order.sort();
    let mut slots: Vec<Option<Passage>> = passages.into_iter().map(Some).collect();
    order.into_iter().filter_map(|(_, at)| slots[at].take()).collect()
}
