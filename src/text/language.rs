//! Which language a passage is written in.

use whatlang::{Detector, Lang};

/// Shortest passage, in characters, on which whatlang's guess is worth hearing (measured: shorter English names
/// come out as Afrikaans, Catalan or Uzbek).
pub const MIN_CHARACTERS: usize = 40;

/// A guess at the language of a passage.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LanguageGuess {
    /// ISO 639-1 code where there is one, else 639-3.
    pub code: &'static str,
    /// How sure, 0 to 1.
    pub confidence: f64,
}

/// Languages that translated texts of our users come from or mix in; a longer list only adds wrong answers.
const ALLOWED: &[(Lang, &str)] = &[
    (Lang::Eng, "en"),
    (Lang::Rus, "ru"),
    (Lang::Ukr, "uk"),
    (Lang::Deu, "de"),
    (Lang::Fra, "fr"),
    (Lang::Spa, "es"),
    (Lang::Ita, "it"),
    (Lang::Por, "pt"),
    (Lang::Pol, "pl"),
    (Lang::Ces, "cs"),
    (Lang::Tur, "tr"),
    (Lang::Nld, "nl"),
    (Lang::Swe, "sv"),
    (Lang::Ron, "ro"),
    (Lang::Hun, "hu"),
    (Lang::Hrv, "hr"),
    (Lang::Bul, "bg"),
    (Lang::Srp, "sr"),
    (Lang::Cmn, "zh"),
    (Lang::Jpn, "ja"),
    (Lang::Kor, "ko"),
    (Lang::Ara, "ar"),
    (Lang::Pes, "fa"),
    (Lang::Heb, "he"),
    (Lang::Ell, "el"),
    (Lang::Bel, "be"),
    (Lang::Ind, "id"),
    (Lang::Vie, "vi"),
];

/// A language that can be guessed, by its code.
#[must_use]
pub fn code(code: &str) -> Option<&'static str> {
    ALLOWED.iter().map(|(_, known)| *known).find(|known| *known == code)
}

/// Guesses the language of a passage, or `None` where it is too short or the guess is not reliable.
#[must_use]
pub fn detect(passage: &str) -> Option<LanguageGuess> {
    passage.chars().filter(|c| c.is_alphabetic()).nth(MIN_CHARACTERS - 1)?;
    let info = Detector::with_allowlist(ALLOWED.iter().map(|(lang, _)| *lang).collect()).detect(passage)?;
    if !info.is_reliable() {
        return None;
    }
    let code = ALLOWED.iter().find(|(lang, _)| *lang == info.lang())?.1;
    Some(LanguageGuess { code, confidence: info.confidence() })
}

/// Guesses the language of a whole document from its beginning and its middle.
#[must_use]
pub fn detect_document(text: &str) -> Option<LanguageGuess> {
    const SAMPLE: usize = 1500;
    if text.len() <= 2 * SAMPLE {
        return detect(text);
    }
    let cut = |at: usize| (at..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    let middle = cut(text.len() / 2);
    let sample = format!("{} {}", &text[..cut(SAMPLE)], &text[middle..cut(middle + SAMPLE)]);
    detect(&sample)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_passages_are_recognised_and_short_ones_left_open() {
        assert_eq!(detect("The committee met in the capital on Tuesday to discuss the budget.").map(|g| g.code), Some("en"));
        assert_eq!(detect("Der Ausschuss trat am Dienstag in der Hauptstadt zusammen, um den Haushalt zu beraten.").map(|g| g.code), Some("de"));
        assert_eq!(detect("Recep Tayyip Erdogan"), None);
    }
}
