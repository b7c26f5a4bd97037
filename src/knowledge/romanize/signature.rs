//! The signature of back-transliteration: letter groups that English spellings hardly have (dzh, kh before a vowel, shch).

use super::article::words;
use super::key::composed;
use super::rules::{Lazy, Rules, rows};

fn table() -> &'static Rules<f32> {
    static TABLE: Lazy<Rules<f32>> = Lazy::new(|| {
        let rows = rows(include_str!("../data/schemes/signature.csv"));
        Rules::new(rows.map(|row| (row[0], row[1], row[2].parse().expect("a weight in signature.csv is a number"))))
    });
    &TABLE
}

/// Weight above which a spelling looks written back from another script: 0.7 is five times likelier than by chance.
pub const SUSPICIOUS: f32 = 0.7;

/// How a spelling looks: the decimal logarithm of the likelihood ratio "romanised" against "spelt in English".
///
/// The strongest group counts; groups of one word are not independent, so weights are not added.
pub fn signature(name: &str) -> f32 {
    let mut strongest = 0.0f32;
    for word in words(&composed(name)) {
        let word: Vec<char> = word.text.chars().collect();
        for at in 0..word.len() {
            if let Some((&weight, _)) = table().at(&word, at) {
                strongest = strongest.max(weight);
            }
        }
    }
    strongest
}

/// Whether a spelling bears the signature of back-transliteration.
///
/// ```ignore
/// assert!(looks_back_transliterated("Dzhordzh"));
/// assert!(!looks_back_transliterated("George"));
/// ```
pub fn looks_back_transliterated(name: &str) -> bool {
    signature(name) >= SUSPICIOUS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_back_names_show() {
        for name in ["Dzhordzh", "Khilton", "Khyuston", "Shchedrin", "dzhebhat", "Baydzhing", "Tszinpin", "Uilyam"] {
            assert!(looks_back_transliterated(name), "{name}");
        }
    }

    #[test]
    fn english_words_and_names_do_not() {
        for name in ["George", "Hilton", "Washington", "house", "church", "Paris", "every", "yellow", "city", "usual"] {
            assert!(!looks_back_transliterated(name), "{name}");
        }
    }
}
