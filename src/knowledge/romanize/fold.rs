//! What is left of a name when case, marks and spacing are taken away.

use unicode_normalization::UnicodeNormalization;

/// Lower case, without marks, apostrophes, hyphens, spaces: the form under which exact spellings are compared.
///
/// ```ignore
/// assert_eq!(fold("dzhebhat EN-Nusra"), fold("DzhebhatEnnusra"));
/// assert_eq!(fold("Šarūnas"), "sarunas");
/// ```
pub fn fold(name: &str) -> String {
    if name.is_ascii() {
        return name.bytes().filter(u8::is_ascii_alphanumeric).map(|b| b.to_ascii_lowercase() as char).collect();
    }
    let mut out = String::with_capacity(name.len());
    // ё and й are letters of their own in Cyrillic, but nothing is lost by folding them on both sides.
    for c in name.nfd().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()) {
        match c {
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' | 'ð' => out.push('d'),
            'ı' => out.push('i'),
            'ə' => out.push('e'),
            'ħ' => out.push('h'),
            'ʹ' | 'ʺ' | 'ʼ' | 'ʻ' | 'ʿ' | 'ʾ' => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_marks_and_spacing_go() {
        for (name, folded) in [
            ("dzhebhat EN-Nusra", "dzhebhatennusra"),
            ("Merkel'", "merkel"),
            ("Čajkovskij", "cajkovskij"),
            ("Łódź", "lodz"),
            ("São Tomé", "saotome"),
            ("Straße", "strasse"),
            ("O’Brien", "obrien"),
            ("", ""),
        ] {
            assert_eq!(fold(name), folded);
        }
    }
}
