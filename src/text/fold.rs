//! Forms for comparing words; never for locating them.

use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// Marks that look like an apostrophe.
#[must_use]
pub fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | 'ʼ' | '‘' | '＇')
}

/// Characters that a reader does not see: zero-width marks, joiners, the soft hyphen, the byte-order mark.
#[must_use]
pub fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{feff}'
    )
}

/// The form under which a word is looked up: lower case, NFC, plain apostrophe and hyphen, nothing invisible.
#[must_use]
pub fn fold(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        if word.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return Cow::Owned(word.to_ascii_lowercase());
        }
        return Cow::Borrowed(word);
    }
    let mapped = word.chars().filter(|c| !is_invisible(*c)).map(|c| match c {
        c if is_apostrophe(c) => '\'',
        '\u{2010}' | '\u{2011}' => '-',
        c => c,
    });
    let lower: String = mapped.flat_map(char::to_lowercase).collect();
    if is_nfc(&lower) { Cow::Owned(lower) } else { Cow::Owned(lower.nfc().collect()) }
}

/// The folded form without accents: `Erdoğan` and `Erdogan` fall together.
#[must_use]
pub fn fold_accents(word: &str) -> Cow<'_, str> {
    let folded = fold(word);
    if folded.is_ascii() {
        return folded;
    }
    let mut out = String::with_capacity(folded.len());
    for c in folded.nfd() {
        match c {
            '\u{300}'..='\u{36f}' => {}
            'ı' => out.push('i'),
            'ł' => out.push('l'),
            'ø' => out.push('o'),
            'đ' | 'ð' => out.push('d'),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// A correction written as the word it replaces: in lower case, with a capital, in capitals.
#[must_use]
pub fn with_case_of(model: &str, correction: &str) -> String {
    let mut letters = model.chars().filter(|c| c.is_alphabetic());
    let first = letters.next().is_some_and(char::is_uppercase);
    let second = letters.next().is_some_and(char::is_uppercase);
    if first && second && model.chars().all(|c| !c.is_lowercase()) {
        return correction.to_uppercase();
    }
    if first {
        let mut rest = correction.chars();
        return rest.next().into_iter().flat_map(char::to_uppercase).chain(rest).collect();
    }
    correction.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_makes_look_ups_easy() {
        assert_eq!(fold("Don’t"), "don't");
        assert_eq!(fold("soft\u{ad}ware"), "software");
        assert_eq!(fold("e\u{301}TAT"), "état");
        assert!(matches!(fold("plain"), Cow::Borrowed(_)));
    }

    #[test]
    fn accents_fall_away_only_when_asked() {
        assert_eq!(fold("Erdoğan"), "erdoğan");
        assert_eq!(fold_accents("Erdoğan"), "erdogan");
        assert_eq!(fold_accents("Łódź"), "lodz");
    }
}
