//! What we notice in several renderings of one text: which passages belong together and what they say differently.
//!
//! This layer accuses nobody: which of two renderings is wrong is for the rules.

pub mod align;
pub mod anchors;
pub mod claims;
pub mod collate;
pub mod contrary;
pub mod divergence;
pub mod group;
pub mod metrics;
pub mod sketch;
pub mod words;

use crate::text::Document;
use anchors::Lexemes;
use collate::{Passage, collate};
use divergence::{Divergence, diverge};

/// Several renderings of one text, passage by passage.
#[derive(Debug)]
pub struct Comparison {
    /// The renderings.
    pub documents: Vec<Document>,
    /// What the renderings are called among each other: their names without the folder that all lie in.
    pub labels: Vec<String>,
    /// Their passages, in the order of the first rendering.
    pub passages: Vec<Passage>,
    /// The first rendering that each is a copy of, itself where it is none: copies bear witness once.
    pub voices: Vec<usize>,
    /// What the renderings of each passage say differently, parallel to the passages.
    pub divergences: Vec<Vec<Divergence>>,
}

/// Share of the text that two renderings have in common, letter by letter, above which one copies the other.
const COPIED: f64 = 0.6;

impl Comparison {
    /// Aligns renderings.
    #[must_use]
    pub fn of(documents: Vec<Document>) -> Self {
        let mut lexemes = Lexemes::default();
        let sides: Vec<_> = documents.iter().map(|document| lexemes.read(document)).collect();
        let passages = collate(&lexemes, &sides);
        let labels = labels(&documents);
        let mut comparison = Self { documents, labels, passages, voices: Vec::new(), divergences: Vec::new() };
        comparison.voices = comparison.voices();
        comparison.divergences = diverge(&comparison, &lexemes, &sides);
        comparison
    }

    fn voices(&self) -> Vec<usize> {
        let mut voices: Vec<usize> = (0..self.documents.len()).collect();
        for side in 1..voices.len() {
            let copied = (0..side).filter(|other| voices[*other] == *other).find(|other| self.copied(*other, side));
            voices[side] = copied.unwrap_or(side);
        }
        voices
    }

    /// Those of the renderings that speak for themselves: of copies that say the same, the first.
    #[must_use]
    pub fn speakers<T: PartialEq>(&self, sides: impl IntoIterator<Item = usize>, saying: impl Fn(usize) -> T) -> Vec<usize> {
        let mut speakers: Vec<usize> = Vec::new();
        for side in sides {
            if !speakers.iter().any(|known| self.voices[*known] == self.voices[side] && saying(*known) == saying(side)) {
                speakers.push(side);
            }
        }
        speakers
    }

    /// Whether most of what both renderings have is the same in both, letter by letter.
    fn copied(&self, a: usize, b: usize) -> bool {
        let (mut same, mut all) = (0, 0);
        for passage in self.passages.iter().filter(|passage| !passage.segments[a].is_empty() && !passage.segments[b].is_empty()) {
            let (ours, theirs) = (self.text(passage, a), self.text(passage, b));
            all += ours.len();
            same += if ours == theirs { ours.len() } else { 0 };
        }
        same as f64 > COPIED * all as f64
    }

    /// What a rendering has for a passage, its sentences joined by blanks.
    #[must_use]
    pub fn text(&self, passage: &Passage, side: usize) -> String {
        let document = &self.documents[side];
        let sentences = passage.segments[side].iter().map(|at| document.slice(document.segments()[*at as usize].span));
        sentences.collect::<Vec<_>>().join(" ")
    }
}

/// Names without the folder that all have in common.
fn labels(documents: &[Document]) -> Vec<String> {
    let first = documents.first().map_or("", Document::name);
    let folder = first.rfind('/').map_or(0, |at| at + 1);
    let common = (0..=folder)
        .rev()
        .find(|end| (*end == 0 || first.as_bytes()[end - 1] == b'/') && documents.iter().all(|document| document.name().starts_with(&first[..*end])))
        .unwrap_or(0);
    documents.iter().map(|document| document.name()[common..].to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(texts: &[String]) -> Comparison {
        Comparison::of(texts.iter().enumerate().map(|(at, text)| Document::plain(format!("texts/{at}.txt"), text.as_str())).collect())
    }

    /// The sentences of a short text, some of which a rendering may lack, move or double.
    fn texts() -> impl Strategy<Value = Vec<String>> {
        const SENTENCES: &[&str] = &[
            "The river Chulma rose by two metres on Tuesday.",
            "Rescuers moved 340 people out of the flooded villages!",
            "Nobody was hurt, governor Akhmetov said.",
            "\"We were told nothing,\" Galina Soroka complained.",
            "Boats bring bread and medicine.",
            "The company Vostokvodstroy denies everything.",
            "Сообщение МЧС.",
            "…",
        ];
        let text = prop::collection::vec((0..SENTENCES.len(), prop::bool::ANY), 0..9)
            .prop_map(|picked| picked.into_iter().map(|(at, breaks)| format!("{}{}", SENTENCES[at], if breaks { "\n\n" } else { " " })).collect::<String>());
        prop::collection::vec(prop_oneof![4 => text, 1 => "\\PC{0,60}"], 2..5)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn every_sentence_is_in_exactly_one_passage(texts in texts()) {
            let comparison = of(&texts);
            for (side, document) in comparison.documents.iter().enumerate() {
                let mut used: Vec<u32> = comparison.passages.iter().flat_map(|passage| passage.segments[side].iter().copied()).collect();
                used.sort_unstable();
                prop_assert_eq!(used, (0..document.segments().len() as u32).collect::<Vec<_>>());
            }
            prop_assert_eq!(comparison.passages.len(), comparison.divergences.len());
        }

        #[test]
        fn the_same_texts_give_the_same_passages(texts in texts()) {
            let (one, two) = (of(&texts), of(&texts));
            prop_assert_eq!(&one.passages, &two.passages);
            prop_assert_eq!(&one.divergences, &two.divergences);
        }

        #[test]
        fn equal_texts_do_not_diverge(texts in texts()) {
            let comparison = of(&[texts[0].clone(), texts[0].clone()]);
            prop_assert!(comparison.divergences.iter().flatten().all(|divergence| divergence.kind == divergence::Kind::Order), "{:?}", comparison.divergences);
        }
    }

    #[test]
    fn labels_leave_out_the_common_folder() {
        let names = |names: &[&str]| labels(&names.iter().map(|name| Document::plain(*name, "")).collect::<Vec<_>>());
        assert_eq!(names(&["a/b/x.txt", "a/b/y.txt"]), ["x.txt", "y.txt"]);
        assert_eq!(names(&["a/b/x.txt", "a/c/x.txt"]), ["b/x.txt", "c/x.txt"]);
        assert_eq!(names(&["x.txt", "ä.txt"]), ["x.txt", "ä.txt"]);
        assert_eq!(names(&["ab/x.txt", "ac/x.txt"]), ["ab/x.txt", "ac/x.txt"]);
    }

    #[test]
    fn the_order_of_the_renderings_does_not_change_what_belongs_together() {
        let a = "They came at dawn. The river Chulma rose by two metres. Nobody was hurt, said Akhmetov. The old bridge fell.";
        let b = "The Chulma river went up two metres. According to Akhmetov, nobody was hurt. The old bridge collapsed.";
        let linked = |texts: [&str; 2], swap: bool| {
            let comparison = of(&texts.map(str::to_owned));
            let mut pairs: Vec<(Vec<u32>, Vec<u32>)> =
                comparison.passages.iter().map(|passage| (passage.segments[usize::from(swap)].clone(), passage.segments[usize::from(!swap)].clone())).collect();
            pairs.sort();
            pairs
        };
        assert_eq!(linked([a, b], false), linked([b, a], true));
        assert!(linked([a, b], false).contains(&(vec![1], vec![0])));
    }

    #[test]
    fn a_garbled_name_is_seen_with_its_witness_and_a_paraphrase_is_none() {
        let a = "The militants flee to other countries, including Livia. Several thousands of those came from the CIS. President Erdoğan called the U.S. twice. It grew by 30 percent.";
        let b = "The militants flee to other countries, including Libya. Several thousand came from the CIS. President Erdogan called the United States twice. It grew by 30%.";
        let comparison = of(&[a.to_owned(), b.to_owned()]);
        let found: Vec<_> = comparison
            .divergences
            .iter()
            .flatten()
            .map(|divergence| (divergence.kind, divergence.sayings.iter().flatten().map(|saying| saying.text.as_str()).collect::<Vec<_>>()))
            .collect();
        assert_eq!(found, [(divergence::Kind::Name, vec!["Livia", "Libya"])]);
    }

    #[test]
    fn three_renderings_find_the_one_that_stands_alone() {
        let texts = [
            "The patrol caught 58 men near Kursk on Monday.",
            "Near Kursk the patrol caught 58 men on Monday.",
            "The patrol caught 85 men near Kursk on Monday.",
        ];
        let comparison = of(&texts.map(str::to_owned));
        let number = comparison.divergences.iter().flatten().find(|divergence| divergence.kind == divergence::Kind::Number).expect("a divergence");
        assert_eq!((number.outlier, number.majority.as_deref()), (Some(2), Some("58")));
    }
}
