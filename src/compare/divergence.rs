//! What the renderings of one passage say differently.
//!
//! A divergence says that two renderings cannot both be right, or that one says more; never which one is wrong.

use rustc_hash::FxHashMap;

use super::Comparison;
use super::anchors::{Kind as Anchor, Lexemes, Sentence, fame, same_name};
use super::claims::{Claims, Date, Force, Hedge, Name, Quantity, SPEECH, Share, Unit, claims, is_function, stem};
use super::collate::Passage;
use super::contrary;
use crate::exact::Exact;
use crate::knowledge::lexicon::Lexicon;
use crate::knowledge::romanize;
use crate::mqm::Severity;
use crate::text::fold::fold_accents;
use crate::text::{Document, SegmentKind, Span, TokenKind};

crate::mqm::vocabulary! {
    /// What a divergence is about.
    Kind, "kind of divergence" {
        /// A proper name.
        Name = "name",
        /// A number, its hedge or its unit.
        Number = "number",
        /// A day, month, year or weekday.
        Date = "date",
        /// Something is said and denied.
        Negation = "negation",
        /// Must against may, said against denied.
        Modality = "modality",
        /// One notion in other words, throughout.
        Term = "term",
        /// A rendering lacks what the others have; of two renderings, the first lacks it.
        Omission = "omission",
        /// A rendering has what the others lack; of two renderings, the first has it.
        Addition = "addition",
        /// A passage stands elsewhere.
        Order = "order",
        /// All against some, and the like.
        Meaning = "meaning",
    }
}

/// What one rendering says where they differ.
#[derive(Debug, Clone, PartialEq)]
pub struct Saying {
    /// Where, in its document.
    pub span: Span,
    /// The words.
    pub text: String,
}

/// One difference between the renderings of a passage.
#[derive(Debug, Clone, PartialEq)]
pub struct Divergence {
    /// What it is about.
    pub kind: Kind,
    /// How bad, if one of the renderings is wrong here.
    pub severity: Severity,
    /// How sure it is that the renderings do not say the same, 0 to 1.
    pub confidence: f32,
    /// What each rendering says; `None` where it says nothing of it.
    pub sayings: Vec<Option<Saying>>,
    /// What most renderings say, where three or more take part and most agree; empty where most say nothing.
    pub majority: Option<String>,
    /// The rendering that stands against the majority.
    pub outlier: Option<usize>,
    /// Whether it is about the whole passage and not about words of it.
    pub whole: bool,
    /// Of a negation, the rendering that says what another denies.
    pub affirms: Option<usize>,
    /// Why we think so, strongest first.
    pub reasons: Vec<String>,
}

/// The divergences of every passage, in order.
#[must_use]
pub fn diverge(comparison: &Comparison, lexemes: &Lexemes, sides: &[Vec<Sentence>]) -> Vec<Vec<Divergence>> {
    let facts: Vec<Vec<Claims>> =
        comparison.documents.iter().map(|document| document.segments().iter().map(|segment| claims(document, segment)).collect()).collect();
    let view = View { comparison, facts: &facts, spoken: facts.iter().map(|of| Spoken::of(of)).collect(), words: Words::of(&comparison.documents) };
    let places = Places::new(lexemes, sides, &comparison.passages);
    let mut all: Vec<Vec<Divergence>> = Vec::with_capacity(comparison.passages.len());
    for passage in &comparison.passages {
        let mut found = Vec::new();
        view.names(passage, &mut found);
        view.numbers(passage, &mut found);
        view.dates(passage, &mut found);
        view.logic(passage, &mut found);
        view.presence(passage, &places, &mut found);
        all.push(found);
    }
    view.order(&mut all);
    view.terms(&mut all);
    let silent = silent(&comparison.passages);
    let excerpt: Vec<bool> =
        (0..sides.len()).map(|side| comparison.voices.iter().enumerate().any(|(of, voice)| of != side && *voice == comparison.voices[side])).collect();
    for (at, (passage, found)) in comparison.passages.iter().zip(&mut all).enumerate() {
        for divergence in found.iter_mut() {
            vote(comparison, passage, divergence, &silent[at]);
            // What an excerpt does not reach, it has not lost.
            let excerpts_only = divergence.whole && (0..sides.len()).all(|side| divergence.sayings[side].is_some() || silent[at][side] && excerpt[side]);
            if excerpts_only {
                divergence.severity = Severity::Neutral;
            }
        }
        found.sort_by(|a, b| b.severity.cmp(&a.severity).then(b.confidence.total_cmp(&a.confidence)).then(a.kind.cmp(&b.kind)));
    }
    all
}

/// Passages in a row that a rendering lacks beyond which it is taken for an excerpt there, and has no vote.
const EXCERPT: usize = 6;

/// For every passage, which renderings lack it as part of a long stretch.
#[must_use]
pub fn silent(passages: &[Passage]) -> Vec<Vec<bool>> {
    let sides = passages.first().map_or(0, |passage| passage.segments.len());
    let mut silent = vec![vec![false; sides]; passages.len()];
    for side in 0..sides {
        let mut start = 0;
        for at in 0..=passages.len() {
            if at == passages.len() || !passages[at].segments[side].is_empty() {
                if at - start >= EXCERPT {
                    silent[start..at].iter_mut().for_each(|of| of[side] = true);
                }
                start = at + 1;
            }
        }
    }
    silent
}

/// Finds the majority, where three or more renderings have the passage. Copies of one rendering have one vote.
fn vote(comparison: &Comparison, passage: &Passage, divergence: &mut Divergence, silent: &[bool]) {
    if divergence.kind == Kind::Order {
        return;
    }
    let omission = matches!(divergence.kind, Kind::Omission | Kind::Addition);
    let heard: Vec<usize> = (0..passage.segments.len()).filter(|side| omission && !silent[*side] || !passage.segments[*side].is_empty()).collect();
    let form = |side: usize| divergence.sayings[side].as_ref().map_or_else(String::new, |saying| if omission { "+".to_owned() } else { key(&saying.text) });
    let voters = comparison.speakers(heard.iter().copied(), form);
    if voters.len() < 3 {
        return;
    }
    let same = |a: &str, b: &str| a == b || !a.is_empty() && !b.is_empty() && divergence.kind == Kind::Name && same_name(a, b);
    let mut counts: Vec<(String, usize)> = Vec::new();
    for voter in &voters {
        let form = form(*voter);
        match counts.iter_mut().find(|(known, _)| same(known, &form)) {
            Some((_, count)) => *count += 1,
            None => counts.push((form, 1)),
        }
    }
    let Some((winner, count)) = counts.iter().max_by_key(|(_, count)| *count).cloned() else { return };
    if count * 2 <= voters.len() {
        return;
    }
    let against: Vec<usize> = heard.iter().copied().filter(|side| !same(&form(*side), &winner)).collect();
    divergence.majority =
        voters.iter().find(|side| form(**side) == winner).map(|side| divergence.sayings[*side].as_ref().map_or_else(String::new, |saying| saying.text.clone()));
    if let [one] = against[..] {
        divergence.outlier = Some(one);
    }
    if omission {
        divergence.kind = if winner.is_empty() { Kind::Addition } else { Kind::Omission };
    }
}

fn key(text: &str) -> String {
    fold_accents(text).trim_end_matches("'s").to_owned()
}

/// What a whole document speaks of.
struct Spoken {
    names: Vec<String>,
}

impl Spoken {
    fn of(claims: &[Claims]) -> Self {
        let mut names: Vec<String> = claims.iter().flat_map(|of| of.names.iter().map(|name| name.folded.clone())).collect();
        names.sort_unstable();
        names.dedup();
        Self { names }
    }

    fn names(&self, name: &str) -> bool {
        self.names.binary_search_by(|known| known.as_str().cmp(name)).is_ok() || self.names.iter().any(|known| same_name(known, name))
    }
}

struct View<'c> {
    comparison: &'c Comparison,
    facts: &'c [Vec<Claims>],
    spoken: Vec<Spoken>,
    words: Words,
}

/// The content words of all sentences, as numbers of their stems.
struct Words {
    stems: Vec<String>,
    /// For every sentence of every rendering, stems with their tokens.
    of: Vec<Vec<Vec<(u32, usize)>>>,
}

impl Words {
    fn of(documents: &[Document]) -> Self {
        let mut stems: Vec<String> = Vec::new();
        let mut by_stem: FxHashMap<String, u32> = FxHashMap::default();
        let mut by_form: FxHashMap<String, Option<u32>> = FxHashMap::default();
        let mut number = |form: &str| {
            if let Some(known) = by_form.get(form) {
                return *known;
            }
            let number = (!is_function(form)).then(|| {
                *by_stem.entry(stem(form)).or_insert_with_key(|stem| {
                    stems.push(stem.clone());
                    stems.len() as u32 - 1
                })
            });
            by_form.insert(form.to_owned(), number);
            number
        };
        let mut sentence = |document: &Document, tokens: std::ops::Range<usize>| {
            let words = tokens.filter(|at| document.tokens()[*at].kind == TokenKind::Word);
            words.filter_map(|at| Some((number(&fold_accents(document.token_text(at)))?, at))).collect()
        };
        let of = documents.iter().map(|document| document.segments().iter().map(|segment| sentence(document, segment.range())).collect()).collect();
        Self { stems, of }
    }
}

/// One claim and which renderings make it.
struct Cluster<T> {
    claim: T,
    by: Vec<Option<T>>,
}

/// Groups the claims of a passage that are the same.
fn cluster<T: Clone>(sides: usize, claims: impl Iterator<Item = (usize, T)>, same: impl Fn(&T, &T) -> bool) -> Vec<Cluster<T>> {
    let mut clusters: Vec<Cluster<T>> = Vec::new();
    for (side, claim) in claims {
        match clusters.iter_mut().find(|cluster| cluster.by[side].is_none() && same(&cluster.claim, &claim)) {
            Some(cluster) => cluster.by[side] = Some(claim),
            None => {
                // A repeat within one rendering says nothing new.
                if clusters.iter().any(|cluster| cluster.by[side].as_ref().is_some_and(|own| same(own, &claim))) {
                    continue;
                }
                let mut by = vec![None; sides];
                by[side] = Some(claim.clone());
                clusters.push(Cluster { claim, by });
            }
        }
    }
    clusters
}

/// Share of their weight that two renderings must have in common before details are compared: below, one paraphrases
/// the other and most details differ.
const COMPARABLE: f32 = 0.12;

impl<'c> View<'c> {
    fn document(&self, side: usize) -> &'c Document {
        &self.comparison.documents[side]
    }

    fn label(&self, side: usize) -> &'c str {
        &self.comparison.labels[side]
    }

    fn sides(&self) -> usize {
        self.comparison.documents.len()
    }

    /// The renderings that have the passage.
    fn present(&self, passage: &Passage) -> Vec<usize> {
        (0..self.sides()).filter(|side| !passage.segments[*side].is_empty()).collect()
    }

    fn saying(&self, side: usize, span: Span) -> Option<Saying> {
        Some(Saying { span, text: self.document(side).slice(span).split_whitespace().collect::<Vec<_>>().join(" ") })
    }

    fn claims_of<'p, T: Clone + 'c>(&'p self, passage: &'p Passage, pick: impl Fn(&'c Claims) -> &'c [T] + 'p) -> impl Iterator<Item = (usize, T)> + 'p {
        passage.segments.iter().enumerate().flat_map(move |(side, own)| {
            let facts = self.facts;
            let claims: Vec<(usize, T)> = own.iter().flat_map(|at| pick(&facts[side][*at as usize]).iter().cloned().map(move |claim| (side, claim))).collect();
            claims
        })
    }

    /// The claims of a rendering in and around a passage.
    fn near(&self, side: usize, passage: &Passage, reach: u32) -> impl Iterator<Item = &'c Claims> {
        let own = &passage.segments[side];
        let (first, last) = (own.first().copied().unwrap_or(0), own.last().copied().unwrap_or(0));
        let end = ((last + reach + 1) as usize).min(self.facts[side].len());
        self.facts[side][(first.saturating_sub(reach) as usize).min(end)..end].iter()
    }

    fn names(&self, passage: &Passage, found: &mut Vec<Divergence>) {
        let present = self.present(passage);
        if present.len() < 2 || passage.similarity < COMPARABLE {
            return;
        }
        let clusters = cluster(self.sides(), self.claims_of(passage, |claims| &claims.names), |a: &Name, b: &Name| same_name(&a.folded, &b.folded));
        let lacking = |cluster: &Cluster<Name>| present.iter().copied().filter(|side| cluster.by[*side].is_none()).collect::<Vec<usize>>();
        let mut used = vec![false; clusters.len()];
        for x in 0..clusters.len() {
            for y in x + 1..clusters.len() {
                let (a, b) = (&clusters[x], &clusters[y]);
                let apart = (0..self.sides()).all(|side| a.by[side].is_none() || b.by[side].is_none());
                if used[x] || used[y] || !apart || !alike(&a.claim.folded, &b.claim.folded) {
                    continue;
                }
                (used[x], used[y]) = (true, true);
                let Some((severity, confidence, reason)) = unlike_names(&a.claim.folded, &b.claim.folded) else { continue };
                let sayings = (0..self.sides()).map(|side| a.by[side].as_ref().or(b.by[side].as_ref()).and_then(|name| self.saying(side, name.span))).collect();
                found.push(Divergence {
                    kind: Kind::Name,
                    severity,
                    confidence,
                    sayings,
                    majority: None,
                    outlier: None,
                    whole: false,
                    affirms: None,
                    reasons: vec![reason],
                });
            }
        }
        // Names that stand beside the same name, and nowhere in the other rendering, are meant for one.
        for x in 0..clusters.len() {
            for y in x + 1..clusters.len() {
                let (a, b) = (&clusters[x], &clusters[y]);
                let single = |cluster: &Cluster<Name>| cluster.by.iter().flatten().count() < present.len();
                let apart = (0..self.sides()).all(|side| a.by[side].is_none() || b.by[side].is_none());
                if used[x] || used[y] || !apart || !single(a) || !single(b) || !is_name(&a.claim.folded) || !is_name(&b.claim.folded) {
                    continue;
                }
                let beside = clusters.iter().enumerate().any(|(z, shared)| {
                    z != x
                        && z != y
                        && [-1_i64, 1].iter().any(|off| {
                            [a, b].iter().all(|cluster| {
                                cluster.by.iter().zip(&shared.by).any(|(own, known)| {
                                    own.as_ref().zip(known.as_ref()).is_some_and(|(own, known)| known.token as i64 + off == own.token as i64)
                                })
                            })
                        })
                });
                let absent = |cluster: &Cluster<Name>, other: &Cluster<Name>| {
                    other
                        .by
                        .iter()
                        .enumerate()
                        .filter(|(_, name)| name.is_some())
                        .all(|(side, _)| !self.spoken[side].names(&cluster.claim.folded) && !self.spelt_out(side, passage, &cluster.claim.folded))
                };
                if !beside || !absent(a, b) || !absent(b, a) {
                    continue;
                }
                (used[x], used[y]) = (true, true);
                found.push(Divergence {
                    kind: Kind::Name,
                    severity: Severity::Major,
                    confidence: 0.75,
                    sayings: (0..self.sides()).map(|side| a.by[side].as_ref().or(b.by[side].as_ref()).and_then(|name| self.saying(side, name.span))).collect(),
                    majority: None,
                    outlier: None,
                    whole: false,
                    affirms: None,
                    reasons: vec![format!("\"{}\" and \"{}\" stand beside the same name", a.claim.folded, b.claim.folded)],
                });
            }
        }
        // A name that a rendering has nowhere was left out.
        for (at, cluster) in clusters.iter().enumerate() {
            let lacking = lacking(cluster);
            if used[at] || lacking.is_empty() || passage.similarity < 0.25 || !is_name(&cluster.claim.folded) {
                continue;
            }
            let having: Vec<usize> = present.iter().copied().filter(|side| cluster.by[*side].is_some()).collect();
            let missing: Vec<usize> = lacking
                .into_iter()
                .filter(|side| !self.spoken[*side].names(&cluster.claim.folded) && !self.spelt_out(*side, passage, &cluster.claim.folded))
                // A name that only it has may be its way of writing this one.
                .filter(|side| {
                    clusters.iter().all(|other| other.by[*side].is_none() || !is_name(&other.claim.folded) || having.iter().any(|has| other.by[*has].is_some()))
                })
                .collect();
            let (Some(has), Some(lacks)) = (having.first(), missing.first()) else { continue };
            let sayings: Vec<Option<Saying>> = (0..self.sides()).map(|side| cluster.by[side].as_ref().and_then(|name| self.saying(side, name.span))).collect();
            // Words of one name are one divergence.
            if let Some(last) = found.last_mut()
                && matches!(last.kind, Kind::Omission | Kind::Addition)
                && let (Some(Some(before)), Some(Some(now))) = (last.sayings.get(*has).cloned(), sayings.get(*has))
                && now.span.start >= before.span.end
                && now.span.start - before.span.end <= 4
                && last.sayings[*lacks].is_none()
            {
                for side in &having {
                    if let (Some(before), Some(now)) = (&last.sayings[*side], &sayings[*side]) {
                        last.sayings[*side] = self.saying(*side, before.span.to(now.span));
                    }
                }
                continue;
            }
            found.push(Divergence {
                kind: if *has == 0 { Kind::Addition } else { Kind::Omission },
                severity: Severity::Minor,
                confidence: 0.55,
                sayings,
                majority: None,
                outlier: None,
                whole: false,
                affirms: None,
                reasons: vec![format!("\"{}\" is named nowhere in {}", cluster.claim.folded, self.label(*lacks))],
            });
        }
    }

    /// Whether a rendering has the words that an acronym is made of, or the acronym of a word.
    fn spelt_out(&self, side: usize, passage: &Passage, name: &str) -> bool {
        let document = self.document(side);
        let letters: Vec<char> = name.chars().filter(|c| c.is_alphabetic()).collect();
        let own = &passage.segments[side];
        let tokens = own.iter().flat_map(|at| document.segments()[*at as usize].range()).filter(|at| document.tokens()[*at].kind == TokenKind::Word);
        let words: Vec<String> = tokens.map(|at| fold_accents(document.token_text(at)).into_owned()).collect();
        // The word may be there in lower case, or as part of a compound.
        if words.iter().any(|word| same_name(word, name) || word.split('-').any(|part| same_name(part, name)))
            || name.split('-').all(|part| words.iter().any(|word| word == part))
        {
            return true;
        }
        let initials: Vec<char> =
            words.iter().filter(|word| !matches!(word.as_str(), "of" | "the" | "and" | "for")).filter_map(|word| word.chars().next()).collect();
        letters.len() >= 2 && letters.len() <= 5 && initials.windows(letters.len()).any(|run| run == letters)
            || words.iter().any(|word| {
                word.len() <= 5 && word.len() >= 2 && word.starts_with(letters.first().copied().unwrap_or(' ')) && self.is_acronym(side, passage, word)
            })
    }

    fn is_acronym(&self, side: usize, passage: &Passage, word: &str) -> bool {
        let document = self.document(side);
        passage.segments[side].iter().any(|at| {
            document.segments()[*at as usize]
                .range()
                .any(|token| document.tokens()[token].case == crate::text::Case::Upper && fold_accents(document.token_text(token)) == word)
        })
    }

    fn numbers(&self, passage: &Passage, found: &mut Vec<Divergence>) {
        let present = self.present(passage);
        if present.len() < 2 || passage.similarity < COMPARABLE {
            return;
        }
        let close = |a: f64, b: f64| (a - b).abs() <= 1e-6 * a.abs().max(1.0);
        let age = |a: &Quantity, b: &Quantity| a.unit == Unit::Time && b.unit == Unit::Plain && close(a.bare, b.value);
        let same = |a: &Quantity, b: &Quantity| {
            age(a, b)
                || age(b, a)
                || (a.value - b.value).abs() <= 1e-6 * a.value.abs().max(1.0)
                    && (a.vague == b.vague)
                    && (a.unit == b.unit || a.unit == Unit::Plain || b.unit == Unit::Plain)
        };
        let mut clusters = cluster(self.sides(), self.claims_of(passage, |claims| &claims.quantities), same);
        // A span of time may stand in another unit, a vague number beside an exact one.
        clusters.retain(|cluster| !cluster.claim.weak || cluster.by.iter().flatten().any(|q| !q.weak));
        for cluster in &clusters {
            let hedges: Vec<(usize, Hedge)> = cluster.by.iter().enumerate().filter_map(|(side, q)| q.as_ref().map(|q| (side, q.hedge))).collect();
            let Some(confidence) = hedges.windows(2).filter_map(|pair| unlike(pair[0].1, pair[1].1)).reduce(f32::max) else { continue };
            let told: Vec<String> = hedges.iter().map(|(side, hedge)| format!("{}: {hedge}", self.label(*side))).collect();
            found.push(Divergence {
                kind: Kind::Number,
                severity: Severity::Minor,
                confidence,
                sayings: (0..self.sides()).map(|side| cluster.by[side].as_ref().and_then(|q| self.saying(side, q.span))).collect(),
                majority: None,
                outlier: None,
                whole: false,
                affirms: None,
                reasons: vec![format!("the same number, but {}", told.join(", "))],
            });
        }
        let open: Vec<&Cluster<Quantity>> =
            clusters.iter().filter(|cluster| !cluster.claim.weak && present.iter().any(|side| cluster.by[*side].is_none())).collect();
        let mut used = vec![false; open.len()];
        let mut options: Vec<(usize, usize, usize)> = Vec::new();
        for x in 0..open.len() {
            for y in x + 1..open.len() {
                let (a, b) = (open[x], open[y]);
                let apart = (0..self.sides()).all(|side| a.by[side].is_none() || b.by[side].is_none());
                let kin = a.claim.unit == b.claim.unit && year_like(&a.claim) == year_like(&b.claim);
                if apart && kin {
                    let shared = self.shared_context(a, b);
                    if shared > 0 {
                        options.push((shared, x, y));
                    }
                }
            }
        }
        options.sort_unstable_by_key(|(shared, x, y)| (std::cmp::Reverse(*shared), *x, *y));
        for (_, x, y) in options {
            let (a, b) = (open[x], open[y]);
            // What stands in the next sentence is not missing.
            if used[x] || used[y] || self.elsewhere(passage, a, &present) || self.elsewhere(passage, b, &present) {
                continue;
            }
            (used[x], used[y]) = (true, true);
            let sayings = (0..self.sides()).map(|side| a.by[side].as_ref().or(b.by[side].as_ref()).and_then(|q| self.saying(side, q.span))).collect();
            found.push(Divergence {
                kind: Kind::Number,
                severity: Severity::Major,
                confidence: if a.claim.vague != b.claim.vague { 0.6 } else { 0.9 },
                sayings,
                majority: None,
                outlier: None,
                whole: false,
                affirms: None,
                reasons: vec![format!("{} against {} for the same thing", plain(said_of(&a.claim)), plain(said_of(&b.claim)))],
            });
        }
        for (at, cluster) in open.iter().enumerate() {
            if used[at]
                || passage.similarity < 0.25
                || self.elsewhere(passage, cluster, &present)
                || said_of(&cluster.claim) <= 2.0
                || cluster.claim.unit == Unit::Time && cluster.claim.vague
            {
                continue;
            }
            let sayings = (0..self.sides()).map(|side| cluster.by[side].as_ref().and_then(|q| self.saying(side, q.span))).collect();
            found.push(Divergence {
                kind: Kind::Number,
                severity: Severity::Minor,
                confidence: 0.5,
                sayings,
                majority: None,
                outlier: None,
                whole: false,
                affirms: None,
                reasons: vec![format!("not all give the number {}", plain(said_of(&cluster.claim)))],
            });
        }
    }

    /// Whether every rendering that lacks a number here has it close by.
    fn elsewhere(&self, passage: &Passage, cluster: &Cluster<Quantity>, present: &[usize]) -> bool {
        let value = cluster.claim.value;
        present.iter().filter(|side| cluster.by[**side].is_none()).all(|side| {
            self.near(*side, passage, 2).any(|claims| {
                claims.quantities.iter().any(|q| (q.value - value).abs() <= 1e-6 * value.abs().max(1.0))
                    || claims
                        .dates
                        .iter()
                        .any(|date| date.year.is_some_and(|year| f64::from(year) == value) || date.day.is_some_and(|day| f64::from(day) == value))
            })
        })
    }

    /// How many content words stand near both numbers.
    fn shared_context(&self, a: &Cluster<Quantity>, b: &Cluster<Quantity>) -> usize {
        let around = |cluster: &Cluster<Quantity>| {
            let (side, number) = cluster.by.iter().enumerate().find_map(|(side, q)| q.as_ref().map(|q| (side, q))).expect("some rendering makes the claim");
            let document = self.document(side);
            let tokens = number.tokens.start.saturating_sub(5)..(number.tokens.end + 5).min(document.tokens().len());
            tokens
                .filter(|at| document.tokens()[*at].kind == TokenKind::Word && !document.tokens()[*at].span.overlaps(number.span))
                .map(|at| fold_accents(document.token_text(at)))
                .filter(|word| !is_function(word))
                .map(|word| stem(&word))
                .collect::<Vec<_>>()
        };
        let (a, b) = (around(a), around(b));
        a.iter().filter(|word| b.contains(word)).count()
    }

    fn dates(&self, passage: &Passage, found: &mut Vec<Divergence>) {
        let present = self.present(passage);
        if present.len() < 2 || passage.similarity < COMPARABLE {
            return;
        }
        let clusters = cluster(self.sides(), self.claims_of(passage, |claims| &claims.dates), Date::agrees);
        for x in 0..clusters.len() {
            for y in x + 1..clusters.len() {
                let (a, b) = (&clusters[x], &clusters[y]);
                let apart = (0..self.sides()).all(|side| a.by[side].is_none() || b.by[side].is_none());
                if !apart || !a.claim.comparable(&b.claim) || a.claim.agrees(&b.claim) {
                    continue;
                }
                let known = |cluster: &Cluster<Date>| {
                    present.iter().filter(|side| cluster.by[**side].is_none()).all(|side| {
                        self.near(*side, passage, 1)
                            .any(|claims| claims.dates.iter().any(|date| date.agrees(&cluster.claim) && date.comparable(&cluster.claim)))
                    })
                };
                if known(a) || known(b) {
                    continue;
                }
                found.push(Divergence {
                    kind: Kind::Date,
                    severity: Severity::Major,
                    confidence: 0.85,
                    sayings: (0..self.sides()).map(|side| a.by[side].as_ref().or(b.by[side].as_ref()).and_then(|date| self.saying(side, date.span))).collect(),
                    majority: None,
                    outlier: None,
                    whole: false,
                    affirms: None,
                    reasons: vec!["the dates do not agree".to_owned()],
                });
            }
        }
    }

    /// The content words of a rendering of the passage, as stems with their tokens.
    fn content(&self, passage: &Passage, side: usize) -> Vec<(u32, usize)> {
        passage.segments[side].iter().flat_map(|at| self.words.of[side][*at as usize].iter().copied()).collect()
    }

    fn logic(&self, passage: &Passage, found: &mut Vec<Divergence>) {
        let present = self.present(passage);
        if present.len() < 2 || passage.similarity < COMPARABLE {
            return;
        }
        let whole = |side: usize| passage.segments[side].iter().map(|at| &self.facts[side][*at as usize]).collect::<Vec<_>>();
        let contents: Vec<Vec<(u32, usize)>> = (0..self.sides()).map(|side| self.content(passage, side)).collect();
        for (n, a) in present.iter().enumerate() {
            for b in &present[n + 1..] {
                for (a, b) in [(*a, *b), (*b, *a)] {
                    self.denied(passage, a, b, &whole(a), &whole(b), &contents[b], found);
                }
                self.forces(*a, *b, &whole(*a), &whole(*b), found);
                if whole(*a).iter().chain(&whole(*b)).all(|claims| claims.negations.is_empty()) {
                    self.contraries(passage, [*a, *b], [&contents[*a], &contents[*b]], found);
                }
            }
        }
    }

    /// `a` denies what `b` says.
    #[allow(clippy::too_many_arguments)]
    fn denied(&self, passage: &Passage, a: usize, b: usize, of_a: &[&Claims], of_b: &[&Claims], content: &[(u32, usize)], found: &mut Vec<Divergence>) {
        // One denial is told once, however many affirm it.
        if passage.similarity < DENIABLE || of_b.iter().any(|claims| !claims.negations.is_empty()) || found.iter().any(|known| known.kind == Kind::Negation) {
            return;
        }
        // Two denials in one rendering, or a word that denies by itself in the other, can come to the same.
        let all: Vec<_> = of_a.iter().flat_map(|claims| &claims.negations).collect();
        let [negation] = all[..] else { return };
        if content.iter().any(|(word, _)| is_denying(&self.words.stems[*word as usize])) || self.is_bounded(b, passage) {
            return;
        }
        // The very word that one denies must be there in the other.
        let Some(head) = negation.heads.first().filter(|head| !is_denying(head) && !BOUNDING.contains(&head.as_str())) else { return };
        let Some((_, token)) = content.iter().find(|(word, _)| self.words.stems[*word as usize] == *head) else { return };
        let document = self.document(a);
        let segment = document.segment_at(negation.span.start).map_or(negation.span, |at| document.segments()[at].span);
        let reach = negation.token + 1..(negation.token + 8).min(document.tokens().len());
        if reach.clone().any(|at| BOUNDS.contains(&&*fold_accents(document.token_text(at))) && document.tokens()[at].span.end <= segment.end) {
            return;
        }
        let end = document.tokens()[(negation.token + 4).min(document.tokens().len() - 1)].span.end.min(segment.end).max(negation.span.end);
        found.push(Divergence {
            affirms: Some(b),
            ..self.between(
                Kind::Negation,
                Severity::Critical,
                0.3 + 0.4 * passage.similarity,
                [(a, Span { start: negation.span.start, end }), (b, self.document(b).tokens()[*token].span)],
                format!(
                    "\"{}\" is denied in {} and nothing is denied in {}",
                    self.written(b, self.document(b).tokens()[*token].span, head),
                    self.label(a),
                    self.label(b)
                ),
            )
        });
    }

    /// The word of this stem at or after a place, as the rendering writes it.
    fn written<'s>(&'s self, side: usize, from: Span, of_stem: &'s str) -> &'s str {
        let document = self.document(side);
        let first = document.token_at(from.start);
        let mut near = (first..document.tokens().len()).take(12).map(|at| document.token_text(at));
        near.find(|word| stem(&fold_accents(word)) == of_stem).unwrap_or(of_stem)
    }

    /// Whether a rendering of the passage says by a bound what another may say by a denial.
    fn is_bounded(&self, side: usize, passage: &Passage) -> bool {
        let document = self.document(side);
        let mut tokens = passage.segments[side].iter().flat_map(|at| document.segments()[*at as usize].range());
        tokens.any(|at| BOUNDS.contains(&&*fold_accents(document.token_text(at))))
    }

    fn forces(&self, a: usize, b: usize, of_a: &[&Claims], of_b: &[&Claims], found: &mut Vec<Divergence>) {
        let modals = |of: &[&Claims]| of.iter().flat_map(|claims| claims.modals.clone()).collect::<Vec<_>>();
        let (ours, theirs) = (modals(of_a), modals(of_b));
        for modal in &ours {
            let Some(other) = theirs.iter().find(|other| other.head == modal.head && opposed(modal.force, other.force)) else { continue };
            if theirs.iter().any(|other| other.head == modal.head && other.force == modal.force) {
                continue;
            }
            found.push(self.between(
                Kind::Modality,
                Severity::Major,
                0.6,
                [(a, modal.span), (b, other.span)],
                match modal.head.as_str() {
                    SPEECH => format!("{} against {}", modal.force, other.force),
                    head => format!("{} against {} of \"{}\"", modal.force, other.force, self.written(a, modal.span, head)),
                },
            ));
        }
        let shares = |of: &[&Claims]| of.iter().flat_map(|claims| claims.quantifiers.clone()).collect::<Vec<_>>();
        let (ours, theirs) = (shares(of_a), shares(of_b));
        for share in &ours {
            let Some(other) = theirs.iter().find(|other| other.head == share.head && contrary(share.share, other.share)) else { continue };
            if theirs.iter().any(|other| other.head == share.head && other.share == share.share)
                || ours.iter().any(|own| own.head == share.head && own.share == other.share)
            {
                continue;
            }
            found.push(self.between(
                Kind::Meaning,
                Severity::Major,
                0.55,
                [(a, share.span), (b, other.span)],
                format!("{} against {} of \"{}\"", share.share, other.share, self.written(a, share.span, &share.head)),
            ));
        }
    }

    /// One rendering has a word where the other has its opposite, or two have changed places.
    fn contraries(&self, passage: &Passage, sides: [usize; 2], contents: [&[(u32, usize)]; 2], found: &mut Vec<Divergence>) {
        if passage.similarity < DENIABLE {
            return;
        }
        let [ours, theirs] = contents.map(|content| content.iter().map(|(word, token)| (&*self.words.stems[*word as usize], *token)).collect::<Vec<_>>());
        let [a, b] = sides.map(|side| self.document(side));
        let mut tell = |kind: (f32, &str), (one, other): (usize, usize)| {
            let places = [(sides[0], a.tokens()[one].span), (sides[1], b.tokens()[other].span)];
            if !found.iter().any(|known| known.sayings.iter().flatten().any(|saying| saying.span == places[0].1 || saying.span == places[1].1)) {
                let reason = kind.1.replace("{a}", a.token_text(one)).replace("{b}", b.token_text(other));
                found.push(self.between(Kind::Meaning, Severity::Major, kind.0, places, reason));
            }
        };
        if let Some(pair) = contrary::opposite_words(&ours, &theirs) {
            tell((0.6, "\"{a}\" is the opposite of \"{b}\""), pair);
        }
        if let Some(pair) = contrary::reversed_roles((a, &ours), (b, &theirs)) {
            tell((0.6, "those who \"{a}\" tells of have changed places"), pair);
        }
    }

    /// A divergence between two renderings, each with its place, that has no majority.
    fn between(&self, kind: Kind, severity: Severity, confidence: f32, places: [(usize, Span); 2], reason: String) -> Divergence {
        let mut sayings = vec![None; self.sides()];
        for (side, span) in places {
            sayings[side] = self.saying(side, span);
        }
        Divergence { kind, severity, confidence, sayings, majority: None, outlier: None, whole: false, affirms: None, reasons: vec![reason] }
    }

    /// A passage that some renderings have and others lack.
    fn presence(&self, passage: &Passage, places: &Places<'_>, found: &mut Vec<Divergence>) {
        let present = self.present(passage);
        let lacking: Vec<usize> = (0..self.sides()).filter(|side| passage.segments[*side].is_empty()).collect();
        if lacking.is_empty() || present.is_empty() {
            return;
        }
        let has = present[0];
        let document = self.document(has);
        let segments: Vec<_> = passage.segments[has].iter().map(|at| &document.segments()[*at as usize]).collect();
        let words = segments.iter().map(|segment| document.tokens_of(segment).iter().filter(|token| token.kind == TokenKind::Word).count()).sum::<usize>();
        // What is said twice in one rendering and once in the other was not left out.
        if passage.segments[has].iter().all(|at| places.said_twice(has, *at as usize)) {
            return;
        }
        let mut missing = Vec::new();
        let mut reasons = Vec::new();
        for side in lacking {
            // What is said in other sentences there, or said twice here, was not left out.
            let covered = if segments.iter().all(|segment| segment.kind != SegmentKind::Sentence) {
                // The words of a heading are everywhere; only a line like it says it.
                places.likeness(has, passage.segments[has][0] as usize, side)
            } else {
                passage.segments[has].iter().map(|at| places.coverage(has, *at as usize, side)).fold(0.0_f32, f32::max)
            };
            if covered < COVERED {
                missing.push((side, covered));
                reasons.push(format!("no sentence of {} says it; at most {:.0} % of its words are together anywhere there", self.label(side), covered * 100.0));
            }
        }
        let Some((_, covered)) = missing.first().copied() else { return };
        // Two or three words between linked sentences may be said there in other words: "Nobody is safe".
        let telling = places.telling(has, &passage.segments[has]);
        let beside = |at: Option<u32>| at.is_none_or(|at| self.facts[has].get(at as usize).is_none() || places.alone[has][at as usize]);
        let (first, last) = (passage.segments[has][0], passage.segments[has][passage.segments[has].len() - 1]);
        if telling < 3 && !(beside(first.checked_sub(1)) && beside(Some(last + 1))) {
            return;
        }
        let text = segments.iter().all(|segment| segment.kind == SegmentKind::Sentence);
        let mut sayings: Vec<Option<Saying>> = vec![None; self.sides()];
        for own in &present {
            let spans = passage.segments[*own].iter().map(|at| self.document(*own).segments()[*at as usize].span);
            if let Some(span) = spans.reduce(Span::to) {
                sayings[*own] = self.saying(*own, span);
            }
        }
        found.push(Divergence {
            kind: if has == 0 { Kind::Addition } else { Kind::Omission },
            severity: if text && words >= 5 { Severity::Major } else { Severity::Minor },
            confidence: (0.95 - covered).clamp(0.3, 0.9),
            sayings,
            majority: None,
            outlier: None,
            whole: true,
            affirms: None,
            reasons,
        });
    }

    /// One divergence for each stretch of passages that stands elsewhere.
    fn order(&self, all: &mut [Vec<Divergence>]) {
        for side in 0..self.sides() {
            let mut previous = false;
            for (at, passage) in self.comparison.passages.iter().enumerate() {
                if passage.segments[side].is_empty() {
                    continue;
                }
                let moved = passage.moved[side];
                if moved && !previous && passage.similarity >= COMPARABLE {
                    let sayings = (0..self.sides())
                        .map(|side| {
                            let spans = passage.segments[side].iter().map(|at| self.document(side).segments()[*at as usize].span);
                            spans.reduce(Span::to).and_then(|span| self.saying(side, span))
                        })
                        .collect();
                    all[at].push(Divergence {
                        kind: Kind::Order,
                        severity: Severity::Neutral,
                        confidence: 0.7,
                        sayings,
                        majority: None,
                        outlier: None,
                        whole: false,
                        affirms: None,
                        reasons: vec![format!("the passage stands elsewhere in {}", self.label(side))],
                    });
                }
                previous = moved;
            }
        }
    }

    /// Words that two renderings use for each other again and again beside the same word.
    fn terms(&self, all: &mut [Vec<Divergence>]) {
        type Seen = Vec<(usize, usize, usize)>;
        let mut seen: FxHashMap<(usize, usize, u32, u32), Seen> = FxHashMap::default();
        let mut kept: FxHashMap<(usize, usize, u32), usize> = FxHashMap::default();
        for (at, passage) in self.comparison.passages.iter().enumerate() {
            let present = self.present(passage);
            if present.len() < 2 || passage.similarity < 0.2 {
                continue;
            }
            for (n, a) in present.iter().enumerate() {
                for b in &present[n + 1..] {
                    let (ours, theirs) = (self.content(passage, *a), self.content(passage, *b));
                    let stems = &self.words.stems;
                    let same = |a: u32, b: u32| a == b || same_root(&stems[a as usize], &stems[b as usize]);
                    let lone = |word: u32, other: &[(u32, usize)]| !other.iter().any(|(known, _)| same(*known, word));
                    for (word, _) in &ours {
                        if !lone(*word, &theirs) {
                            *kept.entry((*a, *b, *word)).or_default() += 1;
                        }
                    }
                    for pair in ours.windows(2) {
                        for other in theirs.windows(2) {
                            let (x, y) = (&pair[0], &other[0]);
                            // The same noun follows at once.
                            let together = pair[1].1 == x.1 + 1 && other[1].1 == y.1 + 1 && pair[1].0 == other[1].0;
                            if together && x.0 != y.0 && lone(x.0, &theirs) && lone(y.0, &ours) {
                                let places = seen.entry((*a, *b, x.0, y.0)).or_default();
                                if places.last().is_none_or(|(last, ..)| *last != at) {
                                    places.push((at, x.1, y.1));
                                }
                            }
                        }
                    }
                }
            }
        }
        let mut terms: Vec<_> = seen.into_iter().filter(|(_, places)| places.len() >= SETTLED).collect();
        terms.sort_by(|x, y| x.1.cmp(&y.1).then(x.0.cmp(&y.0)));
        let mut told: Vec<(u32, u32)> = Vec::new();
        for ((a, b, word, other), places) in terms {
            let (x, y) = (&self.words.stems[word as usize], &self.words.stems[other as usize]);
            // Told of two renderings, it need not be told of others.
            if same_name(x, y) || told.contains(&(word, other)) || told.contains(&(other, word)) {
                continue;
            }
            // A word that elsewhere answers itself is no settled term.
            if kept.get(&(a, b, word)).copied().unwrap_or(0) >= places.len() {
                continue;
            }
            told.push((word, other));
            let (at, ours, theirs) = places[0];
            all[at].push(self.between(
                Kind::Term,
                Severity::Minor,
                0.6,
                [(a, self.document(a).tokens()[ours].span), (b, self.document(b).tokens()[theirs].span)],
                format!("\"{x}\" answers \"{y}\" in {} passages", places.len()),
            ));
        }
    }
}

/// Passages in which a word must answer another for both to be settled terms.
const SETTLED: usize = 3;

fn same_root(a: &str, b: &str) -> bool {
    a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count() >= 5
}

/// Whole numbers without decimals.
fn plain(value: f64) -> String {
    if value.fract() == 0.0 { format!("{value:.0}") } else { format!("{value:.3}").trim_end_matches('0').to_owned() }
}

/// The number as it is said: two days are two.
fn said_of(number: &Quantity) -> f64 {
    if number.unit == Unit::Time { number.bare } else { number.value }
}

fn year_like(number: &Quantity) -> bool {
    number.unit == Unit::Plain && number.value.fract() == 0.0 && (1900.0..2100.0).contains(&number.value)
}

/// How sure it is that two hedges of one number are not the same, if they are not.
fn unlike(a: Hedge, b: Hedge) -> Option<f32> {
    let (a, b) = (a.min(b), a.max(b));
    match (a, b) {
        (Hedge::Exact, Hedge::Almost) => Some(0.8),
        (Hedge::Exact, Hedge::AtMost | Hedge::AtLeast) => Some(0.65),
        (Hedge::AtMost, Hedge::AtLeast) => Some(0.85),
        (Hedge::Almost, Hedge::AtLeast) => Some(0.8),
        // "Some 800", "about 800" and "800" are used for each other freely.
        (Hedge::Exact | Hedge::Almost, Hedge::Around) | (Hedge::Around, Hedge::Almost) => Some(0.5),
        _ => None,
    }
}

fn opposed(a: Force, b: Force) -> bool {
    let pair = (a.min(b), a.max(b));
    matches!(pair, (Force::Necessity | Force::Advice, Force::Possibility) | (Force::Assertion, Force::Denial))
}

fn contrary(a: Share, b: Share) -> bool {
    let pair = (a.min(b), a.max(b));
    matches!(pair, (Share::All, Share::Some | Share::Few | Share::None) | (Share::Most | Share::Some, Share::None) | (Share::Most, Share::Few))
}

/// Share of their weight that two renderings must have in common for a denial in one to be missed in the other.
const DENIABLE: f32 = 0.4;

/// Words that turn a denial into a bound, or a bound into a denial: not until, no longer, not only.
const BOUNDS: &[&str] = &["until", "only", "longer", "just", "more", "unless", "except", "but", "yet", "merely", "before", "without"];

/// Stems whose denial is a bound, or a possibility: not to exceed, not to rule out.
const BOUNDING: &[&str] = &["exceed", "exclud", "rul", "doubt", "mind", "think", "believ"];

/// Whether a stem denies by itself.
fn is_denying(stem: &str) -> bool {
    // Unsafe, unknown, undone, but not united or understood.
    let listed =
        |rest: &str| rest.len() >= 4 && [rest, &format!("{rest}e")].iter().any(|word| Lexicon::embedded().get(word).is_some_and(|entry| entry.is_word()));
    DENYING.iter().any(|denying| stem.starts_with(denying)) || stem.strip_prefix("un").is_some_and(listed)
}

/// Stems of words that deny without a negation.
const DENYING: &[&str] = &[
    "disagree",
    "disallow",
    "disappear",
    "disapprov",
    "disavow",
    "disbelie",
    "discontinu",
    "dishonest",
    "dislik",
    "disloyal",
    "dismiss",
    "disobe",
    "disprov",
    "disqualif",
    "disregard",
    "dissatisf",
    "illicit",
    "illiter",
    "illogic",
    "immatur",
    "immob",
    "immoral",
    "impartial",
    "impatien",
    "imperfect",
    "impolit",
    "imposs",
    "impractic",
    "improbab",
    "improper",
    "hat",
    "unabl",
    "exclud",
    "exceed",
    "rul",
    "doubt",
    "difficult",
    "hard",
    "end",
    "late",
    "stranger",
    "free",
    "devoid",
    "fail",
    "lack",
    "deny",
    "deni",
    "refus",
    "reject",
    "absen",
    "prevent",
    "avoid",
    "stop",
    "ceas",
    "danger",
    "illeg",
    "invalid",
    "ban",
    "prohib",
    "forbid",
    "only",
    "few",
    "barely",
    "rare",
    "little",
    "less",
    "except",
    "far",
    "abandon",
    "withdraw",
    "conceal",
    "hid",
    "los",
    "miss",
    "wrong",
    "false",
    "against",
];

/// Whether a word that is written like a name is one: not an ordinary word in capitals.
fn is_name(folded: &str) -> bool {
    !folded.split('-').all(is_ordinary)
}

fn is_ordinary(word: &str) -> bool {
    Lexicon::embedded().get(word).is_some_and(|entry| entry.is_word() && !entry.is_proper_only())
}

/// Class of frequency from which a name is so well known that another spelling of it is an error.
const FAMOUS: u8 = 12;

/// What it means that two names are written alike: how bad, how sure, why; `None` if they are spellings of one.
fn unlike_names(a: &str, b: &str) -> Option<(Severity, f32, String)> {
    // Centre and center.
    if is_ordinary(a) && is_ordinary(b) {
        return None;
    }
    let (of_a, of_b) = (fame(a), fame(b));
    let (lesser, better) = if of_a <= of_b { (a, b) } else { (b, a) };
    if of_a.min(of_b) == 0 && romanize::same_name(a, b).is_some() {
        // Two ways of writing a name that nobody knows are as good as each other.
        let known = of_a.max(of_b);
        return (known > 0).then(|| {
            let reason = format!("\"{lesser}\" may be \"{better}\", written by the letters of another language");
            if known >= FAMOUS { (Severity::Major, 0.85, reason) } else { (Severity::Minor, 0.5, reason) }
        });
    }
    Some((Severity::Major, 0.85, format!("\"{a}\" and \"{b}\" are written alike but are not spellings of one name")))
}

/// Whether two folded words that are not one name are likely meant to be: one or two letters apart.
fn alike(a: &str, b: &str) -> bool {
    let (x, y): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let short = x.len().min(y.len());
    if short < 4 {
        return false;
    }
    let most = if short >= 5 { 2 } else { 1 };
    x.len().abs_diff(y.len()) <= most && x[0] == y[0] && distance(&x, &y) <= most
}

fn distance(x: &[char], y: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=y.len()).collect();
    for (i, a) in x.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in y.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = (diagonal + usize::from(a != b)).min(above + 1).min(row[j] + 1);
            diagonal = above;
        }
    }
    row[y.len()]
}

/// Share of the weight of a sentence that must be together in another rendering for it not to be left out there.
const COVERED: f32 = 0.46;

/// Where each class of words stands in each rendering.
struct Places<'s> {
    lexemes: &'s Lexemes,
    sides: &'s [Vec<Sentence>],
    postings: Vec<FxHashMap<u32, Vec<u32>>>,
    counts: FxHashMap<u32, f32>,
    sentences: f32,
    /// For every sentence of every rendering, whether only that rendering has it.
    alone: Vec<Vec<bool>>,
}

impl<'s> Places<'s> {
    fn new(lexemes: &'s Lexemes, sides: &'s [Vec<Sentence>], passages: &[Passage]) -> Self {
        let mut alone: Vec<Vec<bool>> = sides.iter().map(|side| vec![false; side.len()]).collect();
        for passage in passages {
            let mut having = passage.segments.iter().enumerate().filter(|(_, own)| !own.is_empty());
            if let (Some((side, own)), None) = (having.next(), having.next()) {
                for at in own {
                    alone[side][*at as usize] = true;
                }
            }
        }
        let mut counts: FxHashMap<u32, f32> = FxHashMap::default();
        let postings = sides
            .iter()
            .map(|side| {
                let mut postings: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
                for (at, sentence) in side.iter().enumerate() {
                    for stem in &sentence.stems {
                        let own = postings.entry(lexemes.class(*stem)).or_default();
                        if own.last() != Some(&(at as u32)) {
                            own.push(at as u32);
                            *counts.entry(lexemes.class(*stem)).or_default() += 1.0;
                        }
                    }
                }
                postings
            })
            .collect();
        let sentences = sides.iter().map(Vec::len).sum::<usize>() as f32;
        Self { lexemes, sides, postings, counts, sentences, alone }
    }

    /// Whether a linked sentence of the same rendering says the same.
    fn said_twice(&self, side: usize, sentence: usize) -> bool {
        self.classes(side, sentence).len() >= 4 && self.alikes(side, sentence, side).any(|(at, share)| at != sentence && !self.alone[side][at] && share >= 0.8)
    }

    /// How like a sentence the likest sentence of another rendering is, by the words that both have.
    fn likeness(&self, side: usize, sentence: usize, other: usize) -> f32 {
        self.alikes(side, sentence, other).map(|(_, share)| share).fold(0.0, f32::max)
    }

    fn classes(&self, side: usize, sentence: usize) -> Vec<u32> {
        let mut of: Vec<u32> = self.sides[side][sentence].stems.iter().map(|stem| self.lexemes.class(*stem)).collect();
        of.sort_unstable();
        of.dedup();
        of
    }

    /// The sentences that share one of the two rarest words with a sentence, and the share of all words that both have.
    fn alikes(&self, side: usize, sentence: usize, other: usize) -> impl Iterator<Item = (usize, f32)> {
        let own = self.classes(side, sentence);
        let mut places: Vec<&Vec<u32>> = own.iter().filter_map(|class| self.postings[other].get(class)).collect();
        places.sort_by_key(|places| places.len());
        let found: Vec<usize> = places.iter().take(2).flat_map(|places| places.iter().take(30)).map(|at| *at as usize).collect();
        found.into_iter().map(move |at| {
            let theirs = self.classes(other, at);
            let both = own.iter().filter(|class| theirs.binary_search(class).is_ok()).count();
            (at, both as f32 / own.len().max(theirs.len()) as f32)
        })
    }

    /// How many words with a meaning some sentences have.
    fn telling(&self, side: usize, sentences: &[u32]) -> usize {
        let stems = sentences.iter().flat_map(|at| &self.sides[side][*at as usize].stems);
        stems.filter(|stem| self.lexemes.kind(self.lexemes.class(**stem)) != Anchor::Function).count()
    }

    /// The largest share of the weight of a sentence that two neighbouring sentences of another rendering have.
    fn coverage(&self, side: usize, sentence: usize, other: usize) -> f32 {
        let mut classes: Vec<u32> = self.sides[side][sentence].stems.iter().map(|stem| self.lexemes.class(*stem)).collect();
        classes.sort_unstable();
        classes.dedup();
        let mut whole = 0.0;
        let mut at: FxHashMap<u32, f32> = FxHashMap::default();
        for class in classes {
            if self.lexemes.kind(class) == Anchor::Function {
                continue;
            }
            let weight = (self.sentences / self.counts[&class]).exact_ln().max(0.1);
            whole += weight;
            let mut reached = u32::MAX;
            for place in self.postings[other].get(&class).into_iter().flatten() {
                // A window of two sentences begins at the sentence, or at the one before it.
                for start in [place.saturating_sub(1), *place] {
                    if reached == u32::MAX || start > reached {
                        *at.entry(start).or_default() += weight;
                        reached = start;
                    }
                }
            }
        }
        if whole == 0.0 { 1.0 } else { at.values().fold(0.0_f32, |best, own| best.max(*own)) / whole }
    }
}
