//! Trusted texts → a profile: words, names, preferred forms, terms and acronyms, counted.
//!
//! # How it works
//! Each text is counted by itself ([`Tally::of`], on any thread); the counts are added up in the order of the texts
//! ([`Learner::add`]), and the sums are written as a profile ([`Learner::finish`]). So the same texts in the same order
//! give the same bytes, whatever the number of threads.
//!
//! Memory is bounded: when a table has more than a million rows, its rarest rows are dropped, those seen once first,
//! until half are left, and what is dropped starts again from zero when it comes back. So counts of rare forms in very
//! much text are a little low, while those of common ones, which decide, are exact. What is written is smaller still: a
//! word must have been seen twice (`--min-count`), a term and an acronym too.
//!
//! No sequence of words is modelled beyond names: measured, the surprise of n-gram models tells nothing of the quality
//! of a translation.

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

use crate::knowledge::lexicon::Lexicon;
use crate::knowledge::profile::{Tables, expansion_before};
use crate::knowledge::tags::TagSet;
use crate::knowledge::variants::{WORD_BY_WORD, counterpart, open_pair, skeleton};
use crate::text::fold::fold;
use crate::text::script::{Script, script_of};
use crate::text::{Case, Document, Segment, SegmentKind};

/// Rows of one table before the rarest are dropped.
const MOST_ROWS: usize = 1_000_000;

/// Rows of a section that are written, the most frequent ones.
const MOST_WRITTEN: usize = 300_000;

/// Longest word that is learnt, in bytes: what is longer is no word.
const LONGEST_WORD: usize = 48;

/// Most words of a term.
const LONGEST_TERM: usize = 6;

/// How often a spelling occurs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Seen {
    /// Anywhere.
    all: u32,
    /// Where its capitals are its own: inside a sentence of running text.
    inside: u32,
}

/// The counts of one text or of many.
#[derive(Debug, Default)]
pub struct Tally {
    texts: u32,
    words: u64,
    /// Spellings with their capitals, without possessive endings.
    spellings: FxHashMap<Box<str>, Seen>,
    /// Folded pairs of words that are also written as one.
    pairs: FxHashMap<Box<str>, Seen>,
    /// Terms as written.
    terms: FxHashMap<Box<str>, Seen>,
    /// Acronym, tab, expansion.
    acronyms: FxHashMap<Box<str>, Seen>,
}

impl Tally {
    /// Counts one text.
    #[must_use]
    pub fn of(doc: &Document) -> Self {
        let mut tally = Self { texts: 1, ..Self::default() };
        for segment in doc.segments() {
            if !matches!(segment.kind, SegmentKind::Byline | SegmentKind::Dateline) {
                tally.count(doc, segment);
            }
        }
        tally
    }

    fn count(&mut self, doc: &Document, segment: &Segment) {
        let tokens = doc.tokens();
        let range = segment.range();
        // In a headline capitals say nothing of a word.
        let words = || range.clone().filter(|at| tokens[*at].is_word() && tokens[*at].span.len() > 3);
        let ended = doc.slice(segment.span).ends_with(['.', '!', '?', '”', '"']);
        let headline = segment.kind == SegmentKind::Heading || !ended && words().filter(|at| tokens[*at].is_capitalized()).count() * 3 > words().count() * 2;
        let mut first = true;
        let mut covered = range.start;
        for at in range.clone() {
            let token = tokens[at];
            if !token.is_word() {
                if doc.token_text(at) == "("
                    && let Some((start, acronym)) = expansion_before(doc, range.start, at)
                {
                    let expansion: Vec<&str> = (start..at).map(|at| doc.token_text(at)).collect();
                    add(&mut self.acronyms, &format!("{}\t{}", doc.token_text(acronym), plain(&expansion.join(" "))), true);
                }
                // After a colon or an opening mark a sentence may begin.
                first |= matches!(doc.token_text(at), ":" | "“" | "\"" | "«" | "‘" | "(" | "•" | "–" | "—" | "-");
                continue;
            }
            self.words += 1;
            if is_learnable(doc.token_text(at)) {
                add(&mut self.spellings, &plain(doc.token_text(at)), !first && !headline);
            }
            if at + 1 < range.end && tokens[at + 1].is_word() && token.case == Case::Lower && tokens[at + 1].case == Case::Lower {
                self.count_pair(doc.token_text(at), doc.token_text(at + 1));
            }
            if !first && !headline && at >= covered && token.is_capitalized() {
                let end = term_end(doc, at, range.end);
                if end - at >= 2 && end - at <= LONGEST_TERM {
                    let term: Vec<&str> = (at..end).map(|at| doc.token_text(at)).collect();
                    add(&mut self.terms, &plain(&term.join(" ")), true);
                }
                covered = end;
            }
            first = false;
        }
    }

    fn count_pair(&mut self, first: &str, second: &str) {
        if first.is_ascii() && second.is_ascii() && first.len() >= 3 && second.len() >= 3 {
            let lexicon = Lexicon::embedded();
            // The joined word is listed for few pairs, so it is asked first.
            if first.len() + second.len() <= 24
                && lexicon.get(&format!("{first}{second}")).is_some()
                && let Some(pair) = open_pair(first, second, lexicon)
            {
                add(&mut self.pairs, &pair, true);
            }
        }
    }
}

fn add(table: &mut FxHashMap<Box<str>, Seen>, key: &str, inside: bool) {
    let one = Seen { all: 1, inside: u32::from(inside) };
    match table.get_mut(key) {
        Some(seen) => {
            seen.all += one.all;
            seen.inside += one.inside;
        }
        None => {
            table.insert(key.into(), one);
        }
    }
}

/// Whether this can be a word: Latin letters, a letter first, and not too long.
fn is_learnable(text: &str) -> bool {
    text.len() <= LONGEST_WORD
        && text.starts_with(char::is_alphabetic)
        && (text.is_ascii() || text.chars().all(|c| matches!(script_of(c), Script::Latin | Script::Common | Script::Inherited)))
}

/// A word without its possessive ending and with plain apostrophes.
fn plain(text: &str) -> String {
    let text = text.replace(['’', 'ʼ'], "'");
    text.strip_suffix("'s").or_else(|| text.strip_suffix('\'')).map_or_else(|| text.clone(), str::to_owned)
}

/// Where the run of capitalised words that begins here ends; `of` and the like join two of them.
fn term_end(doc: &Document, start: usize, limit: usize) -> usize {
    let tokens = doc.tokens();
    let name = |at: usize| at < limit && tokens[at].is_capitalized() && tokens[at].space_before();
    let joins = |at: usize| at < limit && tokens[at].is_word() && matches!(doc.token_text(at), "of" | "for" | "the" | "de" | "du" | "la" | "al");
    let mut end = start + 1;
    loop {
        // A possessive ends the term, and begins another one.
        if doc.token_text(end - 1).ends_with(['s', '\'']) && doc.token_text(end - 1).contains(['\'', '’']) {
            return end;
        }
        if name(end) {
            end += 1;
        } else if joins(end) && name(end + 1) {
            end += 2;
        } else if joins(end) && joins(end + 1) && name(end + 2) {
            end += 3;
        } else {
            return end;
        }
    }
}

/// Adds up the counts of many texts.
#[derive(Debug)]
pub struct Learner {
    sum: Tally,
    least: u32,
    most_rows: usize,
}

impl Learner {
    /// A learner that keeps words, terms and acronyms seen at least so often.
    #[must_use]
    pub fn new(least: u32) -> Self {
        Self { sum: Tally::default(), least: least.max(1), most_rows: MOST_ROWS }
    }

    /// Adds the counts of one text. The order of the texts matters only where tables overflow.
    pub fn add(&mut self, tally: Tally) {
        let Tally { texts, words, spellings, pairs, terms, acronyms } = tally;
        self.sum.texts += texts;
        self.sum.words += words;
        for (sum, table) in
            [(&mut self.sum.spellings, spellings), (&mut self.sum.pairs, pairs), (&mut self.sum.terms, terms), (&mut self.sum.acronyms, acronyms)]
        {
            for (key, seen) in table {
                match sum.entry(key) {
                    Entry::Occupied(mut known) => {
                        known.get_mut().all += seen.all;
                        known.get_mut().inside += seen.inside;
                    }
                    Entry::Vacant(free) => {
                        free.insert(seen);
                    }
                }
            }
            prune(sum, self.most_rows);
        }
    }

    /// Number of texts and of words so far.
    #[must_use]
    pub fn extent(&self) -> (u32, u64) {
        (self.sum.texts, self.sum.words)
    }

    /// The profile as the text of its file.
    #[must_use]
    pub fn finish(self) -> String {
        let Self { sum, least, .. } = self;
        let lexicon = Lexicon::embedded();
        let mut tables = Tables::default();
        tables.remarks.push("What `mtlint learn` found in trusted texts; lines may be added and deleted, sorted by bytes.".to_owned());
        tables.remarks.push(format!("{} texts, {} words, forms seen at least {least} times", sum.texts, sum.words));

        let words = gather(&sum.spellings, |spelling| fold(spelling).into_owned());
        let kept = words.into_iter().filter(|word| word.seen.all >= least);
        let words = most_frequent(kept.collect(), |word: &Gathered| word.seen.all, |word| word.key.clone());
        let mut habits: std::collections::BTreeMap<&'static str, (u32, u32)> = std::collections::BTreeMap::new();
        let mut forms: FxHashMap<String, Vec<(String, u32)>> = FxHashMap::default();
        for word in &words {
            tables.word(&word.key, word.seen.all, &word.written, word.as_written);
            forms.entry(skeleton(&word.key)).or_default().push((word.key.clone(), word.seen.all));
            if let Some(other) = counterpart(&word.key, lexicon).filter(|other| other.family != WORD_BY_WORD) {
                let habit = habits.entry(other.family).or_default();
                *(if other.first { &mut habit.0 } else { &mut habit.1 }) += word.seen.all;
            }
        }
        for (family, (first, second)) in habits {
            tables.habit(family, first, second);
        }
        for (pair, seen) in &sum.pairs {
            if seen.all >= least {
                forms.entry(skeleton(pair)).or_default().push((pair.to_string(), seen.all));
            }
        }
        for (skeleton, forms) in forms {
            if are_variants(&skeleton, &forms, lexicon) {
                for (form, count) in forms {
                    tables.form(&skeleton, &form, count);
                }
            }
        }
        let terms = gather(&sum.terms, |term| fold(term).into_owned()).into_iter().filter(|term| term.seen.all >= least);
        for term in most_frequent(terms.collect(), |term: &Gathered| term.seen.all, |term| term.key.clone()) {
            tables.term(&term.key, &term.written, term.as_written);
        }
        // Explanations of an acronym that differ only in their capitals are one.
        let acronyms = gather(&sum.acronyms, |row| {
            let (acronym, expansion) = row.split_once('\t').unwrap_or((row, ""));
            format!("{acronym}\t{}", fold(expansion))
        });
        for row in acronyms.into_iter().filter(|row| row.seen.all >= least) {
            if let Some((acronym, expansion)) = row.written.split_once('\t') {
                tables.acronym(acronym, expansion, row.seen.all);
            }
        }
        tables.write()
    }
}

/// Drops the rarest rows until at most half of `most` are left, if there are more than `most`.
fn prune(table: &mut FxHashMap<Box<str>, Seen>, most: usize) {
    if table.len() <= most {
        return;
    }
    let mut counts = vec![0usize; 1024];
    for seen in table.values() {
        counts[(seen.all as usize).min(1023)] += 1;
    }
    let (mut left, mut floor) = (table.len(), 1);
    while left > most / 2 && floor < 1023 {
        left -= counts[floor];
        floor += 1;
    }
    table.retain(|_, seen| seen.all as usize >= floor);
    table.shrink_to(most);
}

/// All spellings of one folded form.
struct Gathered {
    key: String,
    seen: Seen,
    written: String,
    as_written: u32,
}

/// Puts together the spellings with the same key. The one that is written most often inside sentences is the
/// form as written; of two that are equally frequent the one with fewer capitals, then the first in the alphabet.
fn gather(table: &FxHashMap<Box<str>, Seen>, key: impl Fn(&str) -> String) -> Vec<Gathered> {
    let mut rows: Vec<(String, &str, Seen)> = table.iter().map(|(spelling, seen)| (key(spelling), &**spelling, *seen)).collect();
    rows.sort_unstable_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
    let mut gathered = Vec::new();
    for group in rows.chunk_by(|a, b| a.0 == b.0) {
        let mut seen = Seen::default();
        for row in group {
            seen.all += row.2.all;
            seen.inside += row.2.inside;
        }
        let capitals = |text: &str| text.chars().filter(|c| c.is_uppercase()).count();
        let rank = |row: &&(String, &str, Seen)| (row.2.inside, std::cmp::Reverse(capitals(row.1)), std::cmp::Reverse(row.1.to_owned()));
        let best = group.iter().max_by_key(rank).expect("a group has a row");
        // Seen only where a sentence begins: the capital is not its own.
        let unseen = seen.inside == 0;
        let written = if unseen && capitals(best.1) == 1 { best.0.clone() } else { best.1.to_owned() };
        let as_written = if unseen { seen.all } else { seen.all - (seen.inside - best.2.inside) };
        gathered.push(Gathered { key: best.0.clone(), seen, written, as_written });
    }
    gathered
}

fn most_frequent<T>(mut rows: Vec<T>, count: impl Fn(&T) -> u32, key: impl Fn(&T) -> String) -> Vec<T> {
    if rows.len() > MOST_WRITTEN {
        rows.sort_by_cached_key(|row| (std::cmp::Reverse(count(row)), key(row)));
        rows.truncate(MOST_WRITTEN);
    }
    rows
}

/// Whether forms that are equal but for hyphens, spaces and accents are ways to write one word, and worth a row.
///
/// `resume` and `résumé`, `resign` and `re-sign` are words of their own.
fn are_variants(skeleton: &str, forms: &[(String, u32)], lexicon: &Lexicon) -> bool {
    let plain = forms.len() == 1 && forms[0].0 == skeleton;
    if plain || skeleton.chars().count() < 4 || forms.iter().any(|(form, _)| form.contains('\'')) {
        return false;
    }
    let listed = lexicon.get(skeleton).is_some_and(|entry| entry.is_word());
    let apart = |form: &str| {
        let accents = !form.is_ascii();
        let again = form.starts_with("re-") || form.starts_with("un-") || form.starts_with("co-");
        listed && (accents || again)
    };
    // A single open pair is no choice: "web site" says nothing unless "website" occurs, or is never written at all.
    let open_only = forms.len() == 1 && forms[0].0.contains(' ') && forms[0].1 < 5;
    // A compound of which the last part is a particle is a verb when open and a noun when closed.
    let particle = |form: &str| {
        matches!(form.rsplit('-').next(), Some("up" | "off" | "out" | "in" | "on" | "down" | "over" | "back" | "away" | "through")) && form.contains('-')
    };
    !open_only && !forms.iter().any(|(form, _)| apart(form) || particle(form)) && (lexicon.tags(skeleton) == TagSet::EMPTY || listed || !forms.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::profile::Profile;

    fn learn(texts: &[&str], least: u32) -> Profile {
        let mut learner = Learner::new(least);
        for text in texts {
            learner.add(Tally::of(&Document::plain("t", *text)));
        }
        Profile::parse(learner.finish()).expect("what is written can be read")
    }

    #[test]
    fn words_and_names_are_counted_with_their_capitals() {
        let profile = learn(&["Zelensky went to Lviv. They saw that Zelensky was there.\n\nThe regolith of Lviv is regolith."], 1);
        let name = profile.word("zelensky").expect("learnt");
        assert_eq!((name.count, name.written), (2, "Zelensky"));
        assert!(profile.knows_word("regolith") && profile.knows_name("lviv"));
        assert!(profile.knows_word("they"), "a capital at the start of a sentence is not the word's own");
    }

    #[test]
    fn what_occurs_less_often_than_asked_is_not_learnt() {
        let profile = learn(&["One xylograph here.", "Two spelunkers there. Two spelunkers here."], 2);
        assert!(profile.word("xylograph").is_none() && profile.knows_word("spelunkers"));
    }

    #[test]
    fn spellings_become_habits() {
        let profile = learn(&["The organization recognized the color of the organization."], 1);
        assert_eq!(profile.habit("-ize/-ise"), Some((3, 0)));
        assert_eq!(profile.habit("-or/-our"), Some((1, 0)));
    }

    #[test]
    fn hyphens_are_compared_and_words_of_their_own_are_not() {
        let profile = learn(&["Send an e-mail. An email came. We resign and re-sign. The résumé; they resume."], 1);
        assert_eq!(profile.forms("email").collect::<Vec<_>>(), [("e-mail", 1), ("email", 1)]);
        assert_eq!(profile.forms("resign").count() + profile.forms("resume").count(), 0);
    }

    #[test]
    fn terms_and_acronyms_are_found() {
        let text = "He joined the International Atomic Energy Agency (IAEA). The Ministry of Foreign Affairs and Russia's Security Council met.";
        let profile = learn(&[text], 1);
        assert_eq!(profile.expansions("IAEA").next(), Some(("International Atomic Energy Agency", 1)));
        assert_eq!(profile.terms("security").next(), Some(("security council", "Security Council", 1)));
        assert_eq!(profile.terms("international").count(), 1);
    }

    #[test]
    fn the_order_of_texts_changes_nothing_while_tables_do_not_overflow() {
        let texts = ["Alpha beta. The Security Council met.", "Gamma delta e-mail. In the Security council.", "The email of NATO and Nato."];
        let file = |order: [usize; 3]| {
            let mut learner = Learner::new(1);
            for at in order {
                learner.add(Tally::of(&Document::plain("t", texts[at])));
            }
            learner.finish()
        };
        assert_eq!(file([0, 1, 2]), file([2, 0, 1]));
    }

    #[test]
    fn memory_is_bounded_and_frequent_words_survive() {
        let mut learner = Learner { most_rows: 100, ..Learner::new(1) };
        for n in 0..50 {
            let text: String = (0..20).map(|m| format!("the word{}x came. ", letters(n * 20 + m))).collect();
            learner.add(Tally::of(&Document::plain("t", text)));
            assert!(learner.sum.spellings.len() <= 100);
        }
        let profile = Profile::parse(learner.finish()).expect("a profile");
        assert_eq!(profile.count("the"), 1000);
    }

    fn letters(n: u32) -> String {
        n.to_string().bytes().map(|digit| (digit - b'0' + b'a') as char).collect()
    }
}
