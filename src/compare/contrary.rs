//! What two renderings of a passage say the contrary of: a word where the other has its opposite, a doer and a sufferer
//! who changed places.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::claims::stem;
use crate::knowledge::lexicon::{Lexicon, Tag};
use crate::knowledge::tags::TagSet;
use crate::text::fold::fold_accents;
use crate::text::{Document, TokenKind};

/// The content words of a rendering of a passage: stems with their tokens, in order.
pub type Content<'c> = [(&'c str, usize)];

/// Words of which one cannot be said for the other, whatever the point of view: "buy" and "sell" may tell of one thing,
/// "rise" and "fall" do not. Written from general knowledge of English.
const OPPOSITES: &[(&str, &[&str])] = &[
    ("rise", &["fall", "drop", "decline", "plunge"]),
    ("grow", &["shrink", "fall", "drop", "decline"]),
    ("increase", &["decrease", "fall", "drop", "decline", "reduction"]),
    ("growth", &["decline", "decrease", "contraction", "fall"]),
    ("strengthen", &["weaken"]),
    ("improve", &["worsen", "deteriorate"]),
    ("improvement", &["deterioration"]),
    ("expand", &["contract", "shrink", "narrow"]),
    ("accelerate", &["slow", "decelerate"]),
    ("raise", &["lower", "cut", "reduce"]),
    ("approve", &["reject", "criticise", "criticize", "condemn", "disapprove"]),
    ("praise", &["criticise", "criticize", "condemn", "blame"]),
    ("accept", &["reject", "refuse", "decline"]),
    ("agree", &["refuse", "disagree"]),
    ("support", &["oppose", "reject"]),
    ("supporter", &["opponent", "critic"]),
    ("allow", &["forbid", "ban", "prohibit", "prevent"]),
    ("permit", &["forbid", "ban", "prohibit"]),
    ("uphold", &["reject", "overturn", "quash"]),
    ("release", &["detain", "arrest", "imprison", "jail"]),
    ("free", &["detain", "arrest", "imprison", "jail", "capture"]),
    ("acquit", &["convict", "sentence"]),
    ("innocent", &["guilty"]),
    ("appoint", &["dismiss", "sack"]),
    ("hire", &["fire", "dismiss"]),
    ("attack", &["defend"]),
    ("advance", &["retreat", "withdraw"]),
    ("enter", &["leave"]),
    ("arrive", &["leave", "depart"]),
    ("land", &["take-off"]),
    ("join", &["leave", "quit"]),
    ("open", &["close", "shut"]),
    ("start", &["end", "finish", "stop"]),
    ("begin", &["end", "finish", "stop"]),
    ("beginning", &["end"]),
    ("continue", &["stop", "end", "cease"]),
    ("succeed", &["fail"]),
    ("success", &["failure"]),
    ("successful", &["failed", "unsuccessful"]),
    ("victory", &["defeat"]),
    ("survive", &["die", "perish"]),
    ("survivor", &["victim"]),
    ("alive", &["dead"]),
    ("build", &["destroy", "demolish"]),
    ("ally", &["enemy", "adversary"]),
    ("friend", &["enemy", "foe"]),
    ("peace", &["war"]),
    ("remember", &["forget"]),
    ("remain", &["leave"]),
    ("legal", &["illegal", "unlawful"]),
    ("possible", &["impossible"]),
    ("likely", &["unlikely"]),
    ("safe", &["dangerous", "unsafe"]),
    ("same", &["different"]),
    ("strong", &["weak"]),
    ("rich", &["poor"]),
    ("large", &["small"]),
    ("big", &["small"]),
    ("high", &["low"]),
    ("higher", &["lower"]),
    ("more", &["less", "fewer"]),
    ("best", &["worst"]),
    ("better", &["worse"]),
    ("northern", &["southern"]),
    ("north", &["south"]),
    ("eastern", &["western"]),
    ("east", &["west"]),
    ("left-wing", &["right-wing"]),
    ("morning", &["evening"]),
    ("man", &["woman"]),
    ("men", &["women"]),
    ("boy", &["girl"]),
    ("father", &["mother"]),
    ("son", &["daughter"]),
    ("brother", &["sister"]),
    ("husband", &["wife"]),
    ("profit", &["loss"]),
    ("surplus", &["deficit"]),
    ("majority", &["minority"]),
    ("minimum", &["maximum"]),
    ("first", &["last"]),
    ("voluntary", &["compulsory", "mandatory", "obligatory"]),
    ("temporary", &["permanent"]),
    ("public", &["private", "secret"]),
    ("optimistic", &["pessimistic"]),
    ("include", &["exclude"]),
];

/// Both ways round, by stem.
fn opposites(of: &str) -> &'static [String] {
    static TABLE: OnceLock<FxHashMap<String, Vec<String>>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table: FxHashMap<String, Vec<String>> = FxHashMap::default();
        for (word, others) in OPPOSITES {
            for other in *others {
                let (word, other) = (stem(word), stem(other));
                table.entry(other.clone()).or_default().push(word.clone());
                table.entry(word).or_default().push(other);
            }
        }
        table
    });
    table.get(of).map_or(&[], Vec::as_slice)
}

/// Content words away that a shared word may stand from two opposites.
const BESIDE: usize = 1;

/// A content word with its neighbours.
fn around<'a, 'c>(content: &'a Content<'c>, at: usize) -> &'a Content<'c> {
    &content[at.saturating_sub(BESIDE)..(at + BESIDE + 1).min(content.len())]
}

/// The tokens of two words, one of each rendering, that are opposites and of which neither is in the other rendering; a
/// word that both have stands beside both.
#[must_use]
pub fn opposite_words(ours: &Content<'_>, theirs: &Content<'_>) -> Option<(usize, usize)> {
    let has = |content: &Content<'_>, stem: &str| content.iter().any(|(other, _)| *other == stem);
    for (own, (word, token)) in ours.iter().enumerate().filter(|(_, (word, _))| !has(theirs, word)) {
        for (its, (other, counterpart)) in theirs.iter().enumerate() {
            let opposed = opposites(word).iter().any(|opposite| opposite == other) && !has(ours, other);
            if opposed && around(ours, own).iter().any(|(shared, _)| has(around(theirs, its), shared)) {
                return Some((*token, *counterpart));
            }
        }
    }
    None
}

/// Content words on either side of a verb that may do or suffer what it says.
const REACH: usize = 3;

/// Verbs whose sides do the same to each other.
const MUTUAL: &[&str] =
    &["meet", "fight", "marry", "join", "border", "resemble", "match", "equal", "be", "become", "mean", "face", "replace", "follow", "include", "have", "say"];

/// Words that may stand between a verb and its object.
const DETERMINERS: &[&str] = &["the", "a", "an", "this", "that", "these", "those", "its", "his", "her", "their", "our", "my", "your", "all", "some", "both"];

/// A verb that both renderings have, and whose doer in one is its sufferer in the other: its tokens.
#[must_use]
pub fn reversed_roles(ours: (&Document, &Content<'_>), theirs: (&Document, &Content<'_>)) -> Option<(usize, usize)> {
    let once = |content: &Content<'_>, stem: &str| content.iter().filter(|(other, _)| *other == stem).count() == 1;
    for (at, (verb, token)) in ours.1.iter().enumerate() {
        if MUTUAL.contains(verb) || !once(ours.1, verb) || !once(theirs.1, verb) {
            continue;
        }
        let its = theirs.1.iter().position(|(other, _)| other == verb)?;
        let (Some((doers, sufferers)), Some((their_doers, their_sufferers))) = (roles(ours.0, ours.1, at), roles(theirs.0, theirs.1, its)) else { continue };
        let meet = |a: &[&str], b: &[&str]| a.iter().any(|word| b.contains(word));
        if meet(&doers, &their_sufferers) && meet(&sufferers, &their_doers) && !meet(&doers, &their_doers) && !meet(&sufferers, &their_sufferers) {
            return Some((*token, theirs.1[its].1));
        }
    }
    None
}

/// Who does and who suffers what a verb says, as far as the order of the words tells.
fn roles<'c>(document: &Document, content: &Content<'c>, at: usize) -> Option<(Vec<&'c str>, Vec<&'c str>)> {
    let tokens = document.tokens();
    let folded = |token: usize| fold_accents(document.token_text(token));
    let verb = content[at].1;
    let tags = Lexicon::embedded().tags(&folded(verb));
    if !tags.intersects(TagSet::of(&[Tag::VBD, Tag::VBZ, Tag::VBN])) {
        return None;
    }
    let segment = document.segment_of(verb).range();
    // What stands between must be one clause.
    let parts = |token: usize| tokens[token].kind == TokenKind::Punctuation || matches!(&*folded(token), "that" | "which" | "who" | "and" | "but" | "because");
    let before: Vec<&str> =
        content[..at].iter().rev().take(REACH).take_while(|(_, token)| segment.contains(token) && !(*token..verb).any(parts)).map(|(stem, _)| *stem).collect();
    let after: Vec<&str> = content[at + 1..]
        .iter()
        .take(REACH)
        .take_while(|(_, token)| segment.contains(token) && !(verb + 1..*token).any(parts))
        .map(|(stem, _)| *stem)
        .collect();
    let is = |token: usize, words: &[&str]| words.contains(&&*folded(token));
    let passive = (segment.start.max(verb.saturating_sub(2))..verb).any(|token| is(token, &["is", "are", "was", "were", "been", "being", "be"]));
    let by = tokens.get(verb + 1).is_some_and(|_| is(verb + 1, &["by"]));
    // What follows a preposition is no object: "evacuated after a dam broke".
    let preposition = |token: usize| Lexicon::embedded().tags(&folded(token)).contains(Tag::IN);
    let is_object = |first: usize| !preposition(first) && (verb + 1 + usize::from(by)..first).all(|token| is(token, DETERMINERS));
    let object = content.get(at + 1).is_some_and(|(_, first)| is_object(*first));
    if !object {
        return None;
    }
    match (passive, by) {
        (true, true) => Some((after, before)),
        (false, false) if tags.intersects(TagSet::of(&[Tag::VBD, Tag::VBZ])) => Some((before, after)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::claims::is_function;

    fn content(document: &Document) -> Vec<(String, usize)> {
        let words = (0..document.tokens().len()).filter(|at| document.tokens()[*at].kind == TokenKind::Word);
        words
            .map(|at| (fold_accents(document.token_text(at)).into_owned(), at))
            .filter(|(word, _)| !is_function(word))
            .map(|(word, at)| (stem(&word), at))
            .collect()
    }

    fn words(a: &str, b: &str) -> [Option<(String, String)>; 2] {
        let [a, b] = [a, b].map(|text| Document::plain("x", text));
        let (ours, theirs) = (content(&a), content(&b));
        let [ours, theirs] = [&ours, &theirs].map(|content| content.iter().map(|(stem, at)| (stem.as_str(), *at)).collect::<Vec<_>>());
        let told = |found: Option<(usize, usize)>| found.map(|(one, other)| (a.token_text(one).to_owned(), b.token_text(other).to_owned()));
        [told(opposite_words(&ours, &theirs)), told(reversed_roles((&a, &ours), (&b, &theirs)))]
    }

    fn pair(one: &str, other: &str) -> Option<(String, String)> {
        Some((one.to_owned(), other.to_owned()))
    }

    #[test]
    fn an_opposite_beside_a_shared_word_is_the_contrary() {
        assert_eq!(words("Prices rose sharply after the harvest.", "After the harvest prices fell.")[0], pair("rose", "fell"));
        assert_eq!(words("The court rejected the appeal.", "The court upheld the appeal.")[0], pair("rejected", "upheld"));
    }

    #[test]
    fn an_opposite_of_something_else_or_in_both_is_none() {
        assert_eq!(words("Prices rose and exports fell.", "Exports fell while prices rose.")[0], None);
        assert_eq!(words("A large crowd came to the square in Orlan.", "Many came to see the small fountain there.")[0], None);
    }

    #[test]
    fn who_did_it_and_to_whom_may_change_places() {
        let forward = "The police detained the mayor of Orlan.";
        assert_eq!(words(forward, "The mayor of Orlan detained the police.")[1], pair("detained", "detained"));
        assert_eq!(words(forward, "The mayor of Orlan was detained by the police.")[1], None);
        assert_eq!(words(forward, "The police was detained by the mayor.")[1], pair("detained", "detained"));
        assert_eq!(words("Putin met Erdogan.", "Erdogan met Putin.")[1], None);
        assert_eq!(words("Villagers evacuated after the dam broke.", "Because of the dam evacuated villagers.")[1], None);
    }
}
