//! Inflected forms of English words: spelling rules, and a table of what they do not predict.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::tags::{Tag, TagSet};

/// `lemma,tag,form`, sorted; searched in place.
static IRREGULAR: &str = include_str!("data/lexicon/inflections.csv");

/// A class of words with inflected forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Class {
    /// Past, participles, third person.
    Verb,
    /// Plural.
    Noun,
    /// Comparative and superlative.
    Adjective,
}

impl Class {
    /// The tags of the forms, the lemma's own first.
    pub const fn tags(self) -> &'static [Tag] {
        match self {
            Class::Verb => &[Tag::VB, Tag::VBP, Tag::VBZ, Tag::VBD, Tag::VBN, Tag::VBG],
            Class::Noun => &[Tag::NN, Tag::NNS],
            Class::Adjective => &[Tag::JJ, Tag::JJR, Tag::JJS],
        }
    }
}

/// The form of `lemma` for `tag`: American spelling, the most usual form where there are several.
///
/// Adjectives too long for an ending are compared with `more` and `most`. A tag that calls for
/// no ending gives the lemma itself. Names take the plural of common nouns.
pub fn inflect(lemma: &str, tag: Tag) -> String {
    let (tag, name) = match tag {
        Tag::NNPS => (Tag::NNS, true),
        Tag::RBR => (Tag::JJR, false),
        Tag::RBS => (Tag::JJS, false),
        other => (other, false),
    };
    if name && lemma.starts_with(char::is_uppercase) {
        // Mary gives Marys; irregular nouns and changes of the stem are for common nouns.
        return if ends_in_sibilant(lemma) { format!("{lemma}es") } else { format!("{lemma}s") };
    }
    match irregular(lemma, tag) {
        Some(form) => form.to_owned(),
        None => regular(lemma, tag),
    }
}

/// All forms of a lemma, with their tags.
pub fn forms(lemma: &str, class: Class) -> Vec<(Tag, String)> {
    class.tags().iter().map(|tag| (*tag, inflect(lemma, *tag))).collect()
}

/// The lemma of `form` used as `tag`; `known` says what a candidate can be.
///
/// `None` if the tag takes no ending or no known lemma has this form. A form that is its own
/// lemma (`put`, VBD; `house`, NN) is returned as it is.
pub fn lemma(form: &str, tag: Tag, known: impl Fn(&str) -> TagSet) -> Option<String> {
    let base = match tag {
        Tag::NN | Tag::NNS => Tag::NN,
        Tag::NNP | Tag::NNPS => Tag::NNP,
        Tag::VB | Tag::VBD | Tag::VBG | Tag::VBN | Tag::VBP | Tag::VBZ => Tag::VB,
        Tag::JJ | Tag::JJR | Tag::JJS => Tag::JJ,
        Tag::RB | Tag::RBR | Tag::RBS => Tag::RB,
        _ => return None,
    };
    if tag == base {
        return known(form).contains(base).then(|| form.to_owned());
    }
    let sought = match tag {
        Tag::NNPS => Tag::NNS,
        Tag::RBR => Tag::JJR,
        Tag::RBS => Tag::JJS,
        other => other,
    };
    let listed = lemmas().get(form).into_iter().flatten();
    for (lemma, of) in listed {
        // A verb's table has no row for the present tense of `be` but "are".
        let same = *of == sought || (sought == Tag::VBP && *of == Tag::VBZ && *lemma == "be");
        if same && known(lemma).contains(base) {
            return Some((*lemma).to_owned());
        }
    }
    match (form, tag) {
        ("am" | "are", Tag::VBP) | ("were", Tag::VBD) => return Some("be".to_owned()),
        _ => {}
    }
    let mut found: Option<String> = None;
    for candidate in candidates(form, sought) {
        if known(&candidate).contains(base) && may_inflect_to(&candidate, sought, form) && found.as_ref().is_none_or(|best| better(&candidate, best)) {
            found = Some(candidate);
        }
    }
    found.or_else(|| {
        // Forms without an ending: VBP of every verb, VBD of `put`, NNS of `sheep`.
        let own = inflect(form, sought) == form || sought == Tag::VBP;
        (own && known(form).contains(base)).then(|| form.to_owned())
    })
}

/// What should stand for an irregular word with a regular ending: `bought` for `buyed`, `businessmen` for `businessmans`.
///
/// `None` if some known lemma has this form by the rules, or none that is irregular could have it.
pub fn irregular_instead(form: &str, known: impl Fn(&str) -> TagSet) -> Option<String> {
    let (tag, base) = if form.ends_with("ed") {
        (Tag::VBD, Tag::VB)
    } else if form.ends_with('s') {
        (Tag::NNS, Tag::NN)
    } else {
        return None;
    };
    let lemmas: Vec<String> = candidates(form, tag).into_iter().filter(|lemma| known(lemma).contains(base)).collect();
    if lemmas.iter().any(|lemma| regular(lemma, tag) == form && irregular(lemma, tag).is_none()) {
        return None;
    }
    let irregular = |lemma: &&String| irregular(lemma, tag).is_some() || tag == Tag::NNS && lemma.ends_with("man");
    lemmas.iter().find(irregular).map(|lemma| inflect(lemma, tag)).filter(|right| right != form)
}

/// Of `bas` and `base` for `based`, the one with e; of `stop` and `stopp`, the shorter.
fn better(candidate: &str, best: &str) -> bool {
    candidate.ends_with('e') && !best.ends_with('e')
}

/// Whether the spelling rules could lead from lemma to form, doubled or not: `travelled`.
fn may_inflect_to(lemma: &str, tag: Tag, form: &str) -> bool {
    if inflect(lemma, tag) == form {
        return true;
    }
    let Some(last) = lemma.chars().last().filter(|last| is_consonant(*last)) else {
        return false;
    };
    let ending = match tag {
        Tag::VBD | Tag::VBN => "ed",
        Tag::VBG => "ing",
        _ => return false,
    };
    form.strip_prefix(lemma).is_some_and(|rest| rest == ending || rest.strip_prefix(last) == Some(ending))
}

fn candidates(form: &str, tag: Tag) -> Vec<String> {
    let mut found = Vec::new();
    let mut add = |ending: &str, instead: &str| {
        if let Some(stem) = form.strip_suffix(ending).filter(|stem| !stem.is_empty()) {
            found.push(format!("{stem}{instead}"));
        }
    };
    match tag {
        Tag::NNS => {
            for (ending, instead) in [("s", ""), ("es", ""), ("ies", "y"), ("men", "man"), ("ses", "sis")] {
                add(ending, instead);
            }
        }
        Tag::VBZ => {
            for (ending, instead) in [("s", ""), ("es", ""), ("ies", "y")] {
                add(ending, instead);
            }
        }
        Tag::VBD | Tag::VBN => {
            for (ending, instead) in [("ed", ""), ("d", ""), ("ied", "y"), ("ked", "")] {
                add(ending, instead);
            }
            undouble(form, "ed", &mut found);
        }
        Tag::VBG => {
            for (ending, instead) in [("ing", ""), ("ing", "e"), ("ying", "ie"), ("king", "")] {
                add(ending, instead);
            }
            undouble(form, "ing", &mut found);
        }
        Tag::JJR | Tag::JJS => {
            let ending = if tag == Tag::JJR { "er" } else { "est" };
            add(ending, "");
            add(&ending[1..], "");
            add(&format!("i{ending}"), "y");
            undouble(form, ending, &mut found);
        }
        _ => {}
    }
    found
}

/// `stopped` without its ending and without the second p.
fn undouble(form: &str, ending: &str, found: &mut Vec<String>) {
    if let Some(stem) = form.strip_suffix(ending) {
        let mut letters = stem.chars();
        let last = letters.next_back();
        if last.is_some_and(is_consonant) && letters.next_back() == last {
            let cut = last.map_or(0, char::len_utf8);
            found.push(stem[..stem.len() - cut].to_owned());
        }
    }
}

fn is_consonant(letter: char) -> bool {
    letter.is_alphabetic() && !matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// The table's form, if it has one.
fn irregular(lemma: &str, tag: Tag) -> Option<&'static str> {
    let key = format!("{lemma},{},", tag.as_str());
    let table = IRREGULAR.as_bytes();
    let first = table.iter().position(|byte| *byte == b'\n')? + 1;
    let (mut low, mut high) = (first, table.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = table[low..middle].iter().rposition(|byte| *byte == b'\n').map_or(low, |at| low + at + 1);
        let end = table[start..].iter().position(|byte| *byte == b'\n').map_or(table.len(), |at| start + at);
        let row = &IRREGULAR[start..end];
        if let Some(form) = row.strip_prefix(&key) {
            return Some(form);
        }
        if row < key.as_str() {
            low = (end + 1).min(table.len());
        } else {
            high = start;
        }
    }
    None
}

/// Lemmas and tags by irregular form.
fn lemmas() -> &'static HashMap<&'static str, Vec<(&'static str, Tag)>> {
    static LEMMAS: OnceLock<HashMap<&'static str, Vec<(&'static str, Tag)>>> = OnceLock::new();
    LEMMAS.get_or_init(|| {
        let mut table: HashMap<&str, Vec<(&str, Tag)>> = HashMap::new();
        for row in IRREGULAR.lines().skip(1) {
            let mut cells = row.split(',');
            if let (Some(lemma), Some(tag), Some(form)) = (cells.next(), cells.next().and_then(Tag::parse), cells.next()) {
                table.entry(form).or_default().push((lemma, tag));
            }
        }
        table
    })
}

// ---- spelling rules; generate.py has the same ones and writes the table of their failures ----

fn regular(word: &str, tag: Tag) -> String {
    match tag {
        Tag::NNS => {
            if let Some(stem) = word.strip_suffix("an").filter(|stem| stem.ends_with('m'))
                && count(word) > 3
            {
                return format!("{stem}en");
            }
            if word.ends_with("sis") && count(word) > 4 {
                return format!("{}es", &word[..word.len() - 2]);
            }
            plus_s(word)
        }
        Tag::VBZ => {
            let letters: Vec<char> = word.chars().collect();
            if word.ends_with('o') && letters.len() > 1 && !is_vowel(&letters, letters.len() - 2) {
                return format!("{word}es");
            }
            plus_s(word)
        }
        Tag::VBD | Tag::VBN if word.ends_with("ic") => format!("{word}ked"),
        Tag::VBD | Tag::VBN => plus_e(word, "ed"),
        Tag::VBG => present_participle(word),
        Tag::JJR | Tag::JJS if !is_gradable(word) => {
            let degree = if tag == Tag::JJR { "more" } else { "most" };
            format!("{degree} {word}")
        }
        Tag::JJR => plus_e(word, "er"),
        Tag::JJS => plus_e(word, "est"),
        _ => word.to_owned(),
    }
}

fn present_participle(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ie") {
        return format!("{stem}ying");
    }
    if word.ends_with("ic") {
        return format!("{word}king");
    }
    let keeps_e = ["ee", "oe", "ye"].iter().any(|end| word.ends_with(end));
    if let Some(stem) = word.strip_suffix('e')
        && count(word) > 2
        && !keeps_e
    {
        return format!("{stem}ing");
    }
    format!("{word}{}ing", doubled(word))
}

fn plus_s(word: &str) -> String {
    if ends_in_sibilant(word) {
        format!("{word}es")
    } else if is_consonant_y(word) {
        format!("{}ies", &word[..word.len() - 1])
    } else {
        format!("{word}s")
    }
}

fn ends_in_sibilant(word: &str) -> bool {
    ["s", "x", "z", "ch", "sh"].iter().any(|end| word.ends_with(end))
}

/// Adds an ending that begins with e.
fn plus_e(word: &str, ending: &str) -> String {
    if word.ends_with('e') {
        format!("{word}{}", &ending[1..])
    } else if is_consonant_y(word) {
        format!("{}i{ending}", &word[..word.len() - 1])
    } else {
        format!("{word}{}{ending}", doubled(word))
    }
}

fn is_consonant_y(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    letters.len() > 1 && letters.ends_with(&['y']) && !is_vowel(&letters, letters.len() - 2)
}

/// The consonant that is written twice: one syllable, one vowel letter, one consonant letter.
fn doubled(word: &str) -> &str {
    let letters: Vec<char> = word.chars().collect();
    let n = letters.len();
    if n > 2
        && syllables(&letters) == 1
        && !is_vowel(&letters, n - 1)
        && !matches!(letters[n - 1], 'w' | 'x' | 'y' | 'h')
        && is_vowel(&letters, n - 2)
        && !is_vowel(&letters, n - 3)
    {
        &word[word.len() - letters[n - 1].len_utf8()..]
    } else {
        ""
    }
}

fn is_gradable(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    match syllables(&letters) {
        1 => true,
        2 => is_consonant_y(word) || word.ends_with("le") || word.ends_with("ow"),
        _ => false,
    }
}

/// y is a vowel inside a word, u after q is none.
fn is_vowel(letters: &[char], at: usize) -> bool {
    match letters[at] {
        'u' => at == 0 || letters[at - 1] != 'q',
        'a' | 'e' | 'i' | 'o' => true,
        'y' => at > 0 && !is_vowel(letters, at - 1),
        _ => false,
    }
}

fn syllables(letters: &[char]) -> usize {
    let n = letters.len();
    let mut found = 0;
    let mut before = false;
    for at in 0..n {
        let now = is_vowel(letters, at);
        found += usize::from(now && !before);
        before = now;
    }
    let silent = found > 1 && letters[n - 1] == 'e' && !is_vowel(letters, n - 2);
    let spoken = n > 2 && letters[n - 2] == 'l' && !is_vowel(letters, n - 3);
    if silent && !spoken {
        found -= 1;
    }
    found.max(1)
}

fn count(word: &str) -> usize {
    word.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_forms_follow_the_spelling_rules() {
        for (lemma, tag, form) in [
            ("box", Tag::NNS, "boxes"),
            ("city", Tag::NNS, "cities"),
            ("day", Tag::NNS, "days"),
            ("chairman", Tag::NNS, "chairmen"),
            ("crisis", Tag::NNS, "crises"),
            ("video", Tag::NNS, "videos"),
            ("go", Tag::VBZ, "goes"),
            ("carry", Tag::VBZ, "carries"),
            ("carry", Tag::VBD, "carried"),
            ("carry", Tag::VBG, "carrying"),
            ("stop", Tag::VBD, "stopped"),
            ("stop", Tag::VBG, "stopping"),
            ("quiz", Tag::VBG, "quizzing"),
            ("visit", Tag::VBG, "visiting"),
            ("lie", Tag::VBG, "lying"),
            ("agree", Tag::VBG, "agreeing"),
            ("panic", Tag::VBD, "panicked"),
            ("show", Tag::VBG, "showing"),
            ("big", Tag::JJS, "biggest"),
            ("happy", Tag::JJR, "happier"),
            ("simple", Tag::JJR, "simpler"),
            ("important", Tag::JJR, "more important"),
            ("large", Tag::JJS, "largest"),
            ("house", Tag::NN, "house"),
        ] {
            assert_eq!(inflect(lemma, tag), form, "{lemma} {tag:?}");
        }
    }

    #[test]
    fn regular_endings_on_irregular_words_are_seen() {
        let known = |lemma: &str| match lemma {
            "buy" | "walk" | "cut" => TagSet::of(&[Tag::VB]),
            "businessman" | "child" | "wife" | "house" => TagSet::of(&[Tag::NN]),
            _ => TagSet::EMPTY,
        };
        for (form, right) in [("buyed", "bought"), ("cutted", "cut"), ("businessmans", "businessmen"), ("childs", "children"), ("wifes", "wives")] {
            assert_eq!(irregular_instead(form, known).as_deref(), Some(right));
        }
        for form in ["walked", "houses", "bed", "s", "", "glass"] {
            assert_eq!(irregular_instead(form, known), None);
        }
    }

    #[test]
    fn irregular_forms_come_from_the_table() {
        for (lemma, tag, form) in [
            ("go", Tag::VBD, "went"),
            ("take", Tag::VBN, "taken"),
            ("be", Tag::VBD, "was"),
            ("be", Tag::VBP, "are"),
            ("have", Tag::VBZ, "has"),
            ("put", Tag::VBD, "put"),
            ("prefer", Tag::VBD, "preferred"),
            ("child", Tag::NNS, "children"),
            ("phenomenon", Tag::NNS, "phenomena"),
            ("hero", Tag::NNS, "heroes"),
            ("German", Tag::NNPS, "Germans"),
            ("good", Tag::JJR, "better"),
            ("well", Tag::RBS, "best"),
        ] {
            assert_eq!(inflect(lemma, tag), form, "{lemma} {tag:?}");
        }
    }

    #[test]
    fn every_row_of_the_table_is_found_and_is_needed() {
        for row in IRREGULAR.lines().skip(1) {
            let cells: Vec<&str> = row.split(',').collect();
            let tag = Tag::parse(cells[1]).expect(row);
            assert_eq!(irregular(cells[0], tag), Some(cells[2]));
            assert_ne!(regular(cells[0], tag), cells[2], "{row}");
        }
    }

    #[test]
    fn all_forms_of_a_verb() {
        let made: Vec<String> = forms("write", Class::Verb).into_iter().map(|(_, form)| form).collect();
        assert_eq!(made, ["write", "write", "writes", "wrote", "written", "writing"]);
    }

    #[test]
    fn lemmas_are_the_known_words_that_inflect_to_the_form() {
        let known = |word: &str| match word {
            "stop" | "go" | "base" | "travel" | "put" | "bus" => TagSet::of(&[Tag::VB, Tag::NN]),
            "happy" => TagSet::of(&[Tag::JJ]),
            _ => TagSet::EMPTY,
        };
        for (form, tag, expected) in [
            ("stopped", Tag::VBD, Some("stop")),
            ("stopping", Tag::VBG, Some("stop")),
            ("went", Tag::VBD, Some("go")),
            ("basing", Tag::VBG, Some("base")),
            ("travelled", Tag::VBN, Some("travel")),
            ("traveled", Tag::VBN, Some("travel")),
            ("put", Tag::VBD, Some("put")),
            ("buses", Tag::NNS, Some("bus")),
            ("happiest", Tag::JJS, Some("happy")),
            ("stop", Tag::VBP, Some("stop")),
            ("the", Tag::DT, None),
            ("blorped", Tag::VBD, None),
        ] {
            assert_eq!(lemma(form, tag, known).as_deref(), expected, "{form} {tag:?}");
        }
    }

    #[test]
    fn odd_input_does_no_harm() {
        for word in ["", "é", "y", "e", "щ", "ie", "İ", "a"] {
            for tag in Tag::ALL {
                let _ = inflect(word, tag);
                let _ = lemma(word, tag, |_| TagSet::of(&Tag::ALL));
            }
        }
    }
}
