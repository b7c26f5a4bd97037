//! Names over a folder: which ones some document spells otherwise than the others do.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::likeness::{Likeness, inflected, is_other_scheme, skeleton};
use super::names::is_title;
use super::roster::Roster;
use crate::knowledge::names::slips;
use crate::text::fold::fold_accents;
use crate::text::hash::StableHash;

/// Another spelling of a name than the folder's usual one, for the documents that have it.
#[derive(Debug, Clone, PartialEq)]
pub struct Otherwise {
    /// The folded spelling without accents.
    pub form: String,
    /// The usual spelling, as it is written.
    pub usual: String,
    /// Why the two are one name.
    pub reason: String,
    /// How sure that is, 0 to 1.
    pub confidence: f32,
    /// Some documents that have the usual spelling, in order.
    pub documents: Vec<String>,
    /// How many documents have it.
    pub of: u32,
}

impl Otherwise {
    /// Adds all of it to a hash.
    #[must_use]
    pub fn add_to(&self, hash: StableHash) -> StableHash {
        let hash = hash.with(&self.form).with(&self.usual).with(&self.reason).with(self.confidence.to_le_bytes()).with(self.of.to_le_bytes());
        self.documents.iter().fold(hash, |hash, document| hash.with(document))
    }
}

/// The spellings of each document that the folder has otherwise.
pub type Spellings = BTreeMap<u32, Vec<Otherwise>>;

/// Gathers the names of a folder, one document after the other.
#[derive(Debug, Default)]
pub struct Gathered {
    forms: FxHashMap<String, Form>,
}

#[derive(Debug)]
struct Form {
    written: String,
    count: u32,
    known: bool,
    /// How many documents have it, and the numbers of the first of them.
    documents: u32,
    first: Vec<u32>,
    after: Vec<String>,
}

/// Documents that are remembered of each spelling; one that is in more is no slip.
const MOST_DOCUMENTS: usize = 8;
/// Words that are remembered from before each spelling.
const MOST_BEFORE: usize = 8;
/// Spellings that are remembered: memory does not grow beyond them.
const MOST_FORMS: usize = 1 << 20;
/// Shortest spelling that is compared, in letters.
const SHORTEST: usize = 5;
/// Documents that a usual spelling stands in, at least.
const FEWEST_DOCUMENTS: u32 = 2;
/// How many times as often as the other one.
const TIMES: u32 = 3;
/// Skeletons that more spellings share say nothing.
const MOST_ALIKE: usize = 400;

impl Gathered {
    /// Adds the names of a document; documents come in the order of their numbers.
    pub fn add(&mut self, document: u32, roster: Roster) {
        for word in roster.words {
            let key = fold_accents(&word.written);
            if key.chars().count() < SHORTEST || self.forms.len() >= MOST_FORMS && !self.forms.contains_key(&*key) {
                continue;
            }
            let form = self.forms.entry(key.into_owned()).or_insert_with(|| Form {
                written: word.written,
                count: 0,
                known: false,
                documents: 0,
                first: Vec::new(),
                after: Vec::new(),
            });
            form.count += word.count;
            form.known |= word.known;
            // Erdogan and Erdoğan are one spelling here, and may be two words of one document.
            if form.first.last() != Some(&document) {
                form.documents += 1;
                if form.first.len() <= MOST_DOCUMENTS {
                    form.first.push(document);
                }
            }
            for before in word.after {
                if form.after.len() < MOST_BEFORE && !form.after.contains(&before) {
                    form.after.push(before);
                }
            }
        }
    }

    /// Compares the spellings: for each document, those that the folder usually has otherwise. `name` names a document.
    #[must_use]
    pub fn compare(&self, name: impl Fn(u32) -> String) -> Spellings {
        let mut forms: Vec<(&str, &Form)> = self.forms.iter().map(|(key, form)| (key.as_str(), form)).collect();
        forms.sort_unstable_by_key(|(key, _)| *key);
        let usual: Vec<usize> = (0..forms.len()).filter(|at| forms[*at].1.documents >= FEWEST_DOCUMENTS && forms[*at].1.count >= TIMES).collect();
        let mut filed: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for &at in &usual {
            for skeleton in skeletons(forms[at].0) {
                filed.entry(skeleton).or_default().push(at);
            }
        }
        let mut likenesses: FxHashMap<usize, Likeness> = FxHashMap::default();
        let mut found = Spellings::new();
        for (key, form) in &forms {
            if form.known || form.documents as usize > MOST_DOCUMENTS {
                continue;
            }
            let mut near: Vec<usize> =
                skeletons(key).iter().filter_map(|skeleton| filed.get(skeleton)).filter(|alike| alike.len() <= MOST_ALIKE).flatten().copied().collect();
            near.sort_unstable();
            near.dedup();
            let mut best: Option<(f32, &'static str, &str, usize)> = None;
            let own = Likeness::new(key);
            for at in near {
                let (other, usual) = forms[at];
                if usual.count < TIMES * form.count || usual.documents < form.documents || inflected(key, other) {
                    continue;
                }
                let like = likenesses.entry(at).or_insert_with(|| Likeness::new(other));
                let Some((confidence, why, before)) = one_name(&own, form, like, usual) else { continue };
                if best.is_none_or(|(known, ..)| confidence > known) && !is_other_scheme(key, other) && centre(key) != centre(other) {
                    best = Some((confidence, why, before, at));
                }
            }
            let Some((confidence, why, before, at)) = best else { continue };
            let usual = forms[at].1;
            for document in &form.first {
                found.entry(*document).or_default().push(Otherwise {
                    form: (*key).to_owned(),
                    usual: usual.written.clone(),
                    reason: if before.is_empty() { why.to_owned() } else { format!("{why} \"{before}\"") },
                    confidence,
                    documents: usual.first.iter().take(3).map(|number| name(*number)).collect(),
                    of: usual.documents,
                });
            }
        }
        found
    }
}

/// British -re as American -er: Hydrometcentre.
fn centre(form: &str) -> String {
    form.strip_suffix("re").map_or_else(|| form.to_owned(), |stem| format!("{stem}er"))
}

/// The skeleton of a spelling, whole and with each consonant left out.
fn skeletons(form: &str) -> Vec<String> {
    let whole = skeleton(form);
    let mut all: Vec<String> = Vec::with_capacity(whole.len() + 1);
    if whole.len() > 2 {
        all.extend((0..whole.len()).map(|out| format!("{}{}", &whole[..out], &whole[out + 1..])));
    }
    all.push(whole);
    all
}

/// Whether two spellings are of one name: how sure that is, why, and the word that both stand after.
fn one_name<'f>(one: &Likeness, rare: &'f Form, other: &Likeness, usual: &Form) -> Option<(f32, &'static str, &'f str)> {
    let slip = || slips(one.form().as_bytes(), other.form().as_bytes()) == 1;
    let within = |most: f32| one.distance(other).is_some_and(|distance| distance <= most);
    let short = one.form().len().min(other.form().len());
    if let Some(word) = rare.after.iter().find(|word| usual.after.contains(word)) {
        // A title or "the city of" goes before many names; a given name before few.
        let title = is_title(word.rsplit('-').next().unwrap_or(word));
        let near = if title { within(0.02) } else { slip() || within(0.05) };
        return (short >= SHORTEST && near).then_some((0.8, "both stand after", word));
    }
    // Each after given names of its own: two persons.
    if !rare.after.is_empty() && !usual.after.is_empty() {
        return None;
    }
    let alike = short >= 8 && one.form().len().abs_diff(other.form().len()) <= 2 && within(0.02);
    alike.then_some((0.65, "they sound the same", ""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::roster::Memory;
    use crate::knowledge::Knowledge;

    fn spellings(documents: &[&str]) -> Spellings {
        let knowledge = Knowledge::embedded();
        let mut gathered = Gathered::default();
        for (number, text) in documents.iter().enumerate() {
            gathered.add(number as u32, Roster::of(text, &knowledge, &mut Memory::default()));
        }
        gathered.compare(|number| format!("{number}.txt"))
    }

    #[test]
    fn the_rare_spelling_is_told_where_it_stands() {
        let found = spellings(&["Damir Turabekov came. Turabekov left.", "Damir Turobekov spoke.", "So did Damir Turabekov."]);
        assert_eq!(found.keys().collect::<Vec<_>>(), [&1]);
        let told = &found[&1][0];
        assert_eq!((told.form.as_str(), told.usual.as_str(), told.of, told.documents.join(" ")), ("turobekov", "Turabekov", 2, "0.txt 2.txt".to_owned()));
    }

    #[test]
    fn habits_of_agencies_and_names_of_others_are_left_alone() {
        assert!(spellings(&["Recep Erdoğan came. Erdoğan left.", "Recep Erdogan spoke.", "Recep Erdoğan slept."]).is_empty());
        assert!(spellings(&["The Hydrocentre came. Hydrocentre left.", "The Hydrocenter spoke.", "So did the Hydrocentre."]).is_empty());
        assert!(spellings(&["Damir Akhmetov came. Akhmetov left.", "Rinat Akhmadov spoke.", "So did Damir Akhmetov."]).is_empty());
        assert!(spellings(&["Oleg Yemelyanenko came. He left.", "Oleg Yemelianenko spoke.", "So did Oleg Yemelyanenko, Yemelyanenko."]).is_empty());
    }
}
