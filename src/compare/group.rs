//! Which documents of a folder render the same text, and which are copies or excerpts of each other.
//!
//! Renderings of one text share many pairs of words that rarely meet; copies share long runs of words. Both are
//! counted in sketches through an index of hashes, so that the cost grows with the folder and not with its square.

use rustc_hash::FxHashMap;

use super::sketch::{Sample, Sketch};

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
    /// So many documents that have nothing to do with each other.
    #[must_use]
    pub fn alone(count: usize) -> Self {
        Self { group: vec![None; count], excerpt_of: vec![None; count], near_copy_of: vec![None; count] }
    }

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

/// Renderings of one text that are compared with each other: each is aligned with all.
pub const MOST_RENDERINGS: usize = 24;

/// The members of a group that are compared: the longest, where there are very many; in their order.
#[must_use]
pub fn compared(mut members: Vec<usize>, size: impl Fn(usize) -> u64) -> Vec<usize> {
    if members.len() > MOST_RENDERINGS {
        members.sort_by_cached_key(|member| (std::cmp::Reverse(size(*member)), *member));
        members.truncate(MOST_RENDERINGS);
        members.sort_unstable();
    }
    members
}

/// Share of the rarer pairs of words of the shorter text that renderings of one text have in common. Renderings of 107
/// news texts by twelve translators share 0.24 and more, a free account of a speech 0.22; other texts on the same event
/// share less, unless they quote the same statement.
const OF_SHORTER: f32 = 0.2;

/// Share of the pairs of both texts (Dice) that renderings have in common: those news texts 0.22 and more, a free account
/// 0.17, most texts that quote the same statement less.
const OF_BOTH: f32 = 0.16;

/// Fewest features in common: below, two short texts may meet by chance.
const FEWEST: u32 = 8;

/// Share of runs of words in common above which one text copies the other.
const COPIED: f32 = 0.6;

/// A copy that is shorter than this share of its model is an excerpt.
const EXCERPT: f32 = 0.8;

/// Documents before a document that are counted as having one of its features: where one feature is in a thousand
/// documents, the cost must not grow with their square.
const NEAREST: usize = 32;

/// Groups documents by their sketches.
#[must_use]
pub fn group(sketches: &[Sketch]) -> Grouping {
    let count = sketches.len();
    let pairs: Vec<&Sample> = sketches.iter().map(|sketch| &sketch.pairs).collect();
    let runs: Vec<&Sample> = sketches.iter().map(|sketch| &sketch.runs).collect();
    let renders = |a: usize, b: usize, shared: u32| {
        let (of_a, of_b) = pairs[a].comparable(pairs[b]);
        let (of_shorter, of_both) = (shared as f32 / of_a.min(of_b) as f32, 2.0 * shared as f32 / (of_a + of_b) as f32);
        of_shorter >= OF_SHORTER && of_both >= OF_BOTH && pairs[a].runs_along(pairs[b])
    };
    let copies = |a: usize, b: usize, shared: u32| {
        let (of_a, of_b) = runs[a].comparable(runs[b]);
        shared as f32 / of_a.min(of_b) as f32 >= COPIED && runs[a].runs_along(runs[b])
    };
    // Two counts that have nothing to do with each other.
    let (by_pairs, by_runs) = std::thread::scope(|scope| {
        let by_runs = scope.spawn(|| related(&runs, copies));
        (related(&pairs, renders), by_runs.join().expect("counting does not fail"))
    });
    let mut parent: Vec<usize> = (0..count).collect();
    for (a, b, _) in by_pairs {
        join(&mut parent, a, b);
    }
    let mut grouping = Grouping::alone(count);
    let mut best = vec![0.0_f32; count];
    for (a, b, shared) in by_runs {
        let (of_a, of_b) = runs[a].comparable(runs[b]);
        let (short, long, least, most) = if (of_a, b) <= (of_b, a) { (a, b, of_a, of_b) } else { (b, a, of_b, of_a) };
        let share = shared as f32 / least as f32;
        join(&mut parent, a, b);
        if (least as f32) < EXCERPT * most as f32 {
            if share > best[short] {
                best[short] = share;
                grouping.excerpt_of[short] = Some(long);
            }
        } else {
            grouping.near_copy_of[a.max(b)].get_or_insert(a.min(b));
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

/// Each two documents that share [`FEWEST`] features or more and are related by that, in order, and how many they share.
fn related(samples: &[&Sample], is_related: impl Fn(usize, usize, u32) -> bool) -> Vec<(usize, usize, u32)> {
    let packed = |(at, sample): (usize, &&Sample)| sample.hashes().iter().map(move |hash| u64::from(*hash) << 32 | at as u64).collect::<Vec<_>>();
    let mut entries: Vec<u64> = samples.iter().enumerate().flat_map(packed).collect();
    entries.sort_unstable();
    // For each document, where the documents before it stand that have one of its features, too.
    let mut windows: Vec<Vec<(u32, u32)>> = vec![Vec::new(); samples.len()];
    let mut first = 0;
    for (place, pair) in entries.windows(2).enumerate() {
        if pair[0] >> 32 == pair[1] >> 32 {
            windows[pair[1] as u32 as usize].push((first.max((place + 1).saturating_sub(NEAREST)) as u32, place as u32 + 1));
        } else {
            first = place + 1;
        }
    }
    let holders: Vec<u32> = entries.into_iter().map(|entry| entry as u32).collect();
    let mut counts = vec![0_u16; samples.len()];
    let mut close: Vec<u32> = Vec::new();
    let mut related = Vec::new();
    for (at, own) in windows.iter().enumerate() {
        let others = || own.iter().flat_map(|(from, to)| &holders[*from as usize..*to as usize]);
        for other in others() {
            let count = &mut counts[*other as usize];
            *count += 1;
            if u32::from(*count) == FEWEST {
                close.push(*other);
            }
        }
        close.sort_unstable();
        for other in close.drain(..) {
            let shared = u32::from(counts[other as usize]);
            if is_related(other as usize, at, shared) {
                related.push((other as usize, at, shared));
            }
        }
        others().for_each(|other| counts[*other as usize] = 0);
    }
    related
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::sketch::Sketcher;

    fn grouping(texts: &[&str]) -> Grouping {
        let mut sketcher = Sketcher::for_documents(texts.len());
        group(&texts.iter().map(|text| sketcher.sketch(text)).collect::<Vec<_>>())
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

    /// Sentences with words of their own, the first few times many.
    fn stock(count: usize) -> Vec<String> {
        const WHO: [&str; 7] = ["Fishermen", "Surgeons", "Carpenters", "Violinists", "Astronomers", "Beekeepers", "Glaziers"];
        const DOES: [&str; 9] = ["repaired", "painted", "auctioned", "photographed", "dismantled", "borrowed", "insured", "catalogued", "polished"];
        const WHAT: [&str; 11] =
            ["barges", "telescopes", "cupboards", "harpsichords", "lanterns", "saddles", "turbines", "chapels", "tunnels", "orchards", "parchments"];
        const WHERE: [&str; 13] =
            ["Lisbon", "Tampere", "Cusco", "Bergen", "Nagoya", "Durban", "Quito", "Leipzig", "Oaxaca", "Perth", "Tbilisi", "Mombasa", "Halifax"];
        (0..count).map(|at| format!("{} {} forty {} near {}.", WHO[at % 7], DOES[at % 9], WHAT[at % 11], WHERE[at % 13])).collect()
    }

    #[test]
    fn selections_from_one_stock_of_sentences_are_no_renderings_and_moved_passages_are() {
        let stock = stock(240);
        // A stride that shares no factor with 240 goes through all of them in another order.
        let shuffled: Vec<String> = (0..240).map(|at| stock[at * 97 % 240].clone()).collect();
        let moved = [&stock[80..160], &stock[..80], &stock[160..]].concat();
        let found = grouping(&[&stock.join(" "), &shuffled.join(" "), &moved.join(" ")]);
        assert_eq!(found.group, [Some(0), None, Some(0)]);
        assert_eq!(found.near_copy_of, [None, None, Some(0)]);
    }
}
