//! Through which script a spelling may have come that tells fewer sounds apart than Latin: kana, or Arabic letters.

use super::article::Word;
use super::key::Side;

/// Scripts that the words may have come through, apart from Cyrillic, which [`Side::Query`] reads.
pub(super) fn habits(words: &[Word]) -> Vec<Side> {
    let letters: usize = words.iter().map(|word| word.text.len()).sum();
    let of = |test: fn(&str) -> bool, fewest: usize| letters >= fewest && words.iter().all(|word| test(&word.text));
    [(Side::Kana, of(is_kana, FEWEST_KANA)), (Side::Abjad, of(is_abjad, FEWEST_ABJAD))].into_iter().filter(|(_, fits)| *fits).map(|(side, _)| side).collect()
}

/// The words without an article that is written together with its word, as Arabic writes it: alqnitra.
pub(super) fn without_article(words: &[Word]) -> Option<Vec<Word>> {
    let bare = |word: &Word| word.text.strip_prefix("al").filter(|rest| rest.len() >= FEWEST_ABJAD).map(str::to_owned);
    words
        .iter()
        .any(|word| bare(word).is_some())
        .then(|| words.iter().map(|word| Word { text: bare(word).unwrap_or_else(|| word.text.clone()), particle: word.particle }).collect())
}

/// Fewest letters of a spelling that may have come through kana: shorter ones are anything.
const FEWEST_KANA: usize = 4;
/// Fewest letters of one that may have come through Arabic.
const FEWEST_ABJAD: usize = 4;

/// Whether a word is built of kana: vowels, single consonants with a vowel, and n.
fn is_kana(word: &str) -> bool {
    const ONSETS: &[&str] = &[
        "ky", "gy", "sh", "ch", "ts", "ny", "hy", "my", "ry", "by", "py", "k", "g", "s", "z", "j", "t", "d", "n", "h", "f", "b", "p", "m", "y", "r", "w", "v",
    ];
    let mut rest = word;
    let mut consonants = 0;
    while let Some(first) = rest.bytes().next() {
        if is_vowel(first) {
            rest = &rest[1..];
            continue;
        }
        let vowel_after = |onset: &&&str| rest.strip_prefix(**onset).is_some_and(|after| after.bytes().next().is_some_and(is_vowel));
        // A small tsu doubles the consonant.
        let doubled = rest.len() > 2 && rest.as_bytes()[1] == first && first != b'n' || rest.starts_with("tch");
        if let Some(onset) = ONSETS.iter().find(vowel_after) {
            rest = &rest[onset.len()..];
            consonants += 1;
        } else if first == b'n' || doubled && rest.is_char_boundary(1) {
            rest = &rest[1..];
        } else {
            return false;
        }
    }
    consonants > 0
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// Whether a word has no letter that Arabic lacks.
fn is_abjad(word: &str) -> bool {
    let mut before = ' ';
    word.chars().all(|c| {
        let known = "abdfghijklmnqrstuwyz".contains(c);
        // Arabic has gh, not g.
        let hard = before == 'g' && c != 'h';
        before = c;
        known && !hard
    }) && before != 'g'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kana_have_a_vowel_after_each_consonant() {
        for word in ["hiruton", "washinton", "rosuanzerusu", "chikago", "bakkingamu"] {
            assert!(is_kana(word), "{word}");
        }
        for word in ["hilton", "washington", "berlin", "aeiou", ""] {
            assert!(!is_kana(word), "{word}");
        }
    }

    #[test]
    fn arabic_letters_have_no_p_and_no_e() {
        for word in ["hiltun", "ghuta", "brlin"] {
            assert!(is_abjad(word), "{word}");
        }
        for word in ["paris", "gota", "berlin", "vladimir"] {
            assert!(!is_abjad(word), "{word}");
        }
    }
}
