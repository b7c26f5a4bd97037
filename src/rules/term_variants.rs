//! One notion under several names.

use rustc_hash::FxHashMap;

use super::{Context, Sink, rule};
use crate::evidence::grammar::Syntax;
use crate::knowledge::grammar::Facts;
use crate::knowledge::tags::TagSet;
use crate::mqm::Category;

rule! {
    /// One notion goes by several names in the same text.
    ///
    /// The same complement or adjective with words that translate one and the same word of the source: `currents of
    /// Islam`, `sects of Islam`. Only a small table of such words is judged; the most frequent one counts as the term.
    ///
    /// ```flag
    /// These branches of Buddhism are old. The branches of Buddhism differ.
    ///
    /// Other ⟦currents of Buddhism⟧ are young.
    /// ```
    /// ```pass
    /// These branches of Buddhism are old. The currents of the river are strong.
    /// ```
    "term-variants", TerminologyInconsistent, Minor, 0.7,
}

/// Words that one source word is rendered by, as a rule of plain nouns, singular and plural.
const SETS: &[&[&str]] = &[
    &["current", "currents", "sect", "sects", "stream", "streams", "branch", "branches", "trend", "trends", "denomination", "denominations"],
    &["grouping", "groupings", "formation", "formations", "band", "bands"],
    &["settlement", "regulation", "resolution"],
    &["delimitation", "demarcation", "disengagement"],
    &["department", "ministry", "agency"],
    &["decree", "edict", "ukase"],
    &["province", "oblast", "governorate"],
    &["deputy", "legislator", "lawmaker"],
];

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let g = Syntax::of(cx.evidence);
    // (set, complement) → places, each with its word.
    let mut uses: FxHashMap<(usize, &str), Vec<usize>> = FxHashMap::default();
    for of in g.with(Facts::OF) {
        let Some(head) = of.checked_sub(1) else { continue };
        let complement = of + 1;
        // The complement must be a name or a bare noun: "of Islam", "of terrorism".
        if !g.is_word(complement) || !g.can(complement, TagSet::NOUN) || !g.is_capitalized(complement) {
            continue;
        }
        if let Some(set) = SETS.iter().take(3).position(|set| g.is(head, set)) {
            uses.entry((set, g.form(complement))).or_default().push(head);
        }
    }
    let mut groups: Vec<_> = uses.into_iter().filter(|(_, places)| places.len() > 1).collect();
    groups.sort_unstable_by_key(|(_, places)| places[0]);
    for (_, places) in groups {
        let stem = |at: usize| g.form(at).trim_end_matches("es").trim_end_matches('s');
        let count = |word: &str| places.iter().filter(|at| stem(**at) == word).count();
        let term = places.iter().copied().max_by_key(|at| (count(stem(*at)), std::cmp::Reverse(*at))).unwrap_or(places[0]);
        for at in places.iter().copied().filter(|at| stem(*at) != stem(term)) {
            let finding = sink.flag(g.span(at, at + 2), format!("\"{}\" and \"{}\" for one notion", g.slice(at, at), g.slice(term, term)));
            finding.because(format!("both stand with \"of {}\"", g.slice(at + 2, at + 2))).category(Category::TerminologyInconsistent);
        }
    }
}
