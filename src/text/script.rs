//! Which script a letter belongs to, and which kinds of characters a text has at all.

pub use unicode_script::Script;
use unicode_script::UnicodeScript;

/// The script of a character; `Common` for digits, marks and spaces.
#[must_use]
pub fn script_of(character: char) -> Script {
    if character.is_ascii() { if character.is_ascii_alphabetic() { Script::Latin } else { Script::Common } } else { character.script() }
}

/// Whether letters of this script look like Latin ones, so that mixing them goes unnoticed.
#[must_use]
pub fn has_latin_look_alikes(script: Script) -> bool {
    matches!(script, Script::Cyrillic | Script::Greek | Script::Armenian | Script::Georgian | Script::Cherokee | Script::Lisu)
}

/// The Latin letter that a Cyrillic or Greek letter is drawn like, if any.
#[must_use]
pub fn latin_look_alike(character: char) -> Option<char> {
    const PAIRS: &[(char, char)] = &[
        ('А', 'A'),
        ('В', 'B'),
        ('Е', 'E'),
        ('К', 'K'),
        ('М', 'M'),
        ('Н', 'H'),
        ('О', 'O'),
        ('Р', 'P'),
        ('С', 'C'),
        ('Т', 'T'),
        ('У', 'Y'),
        ('Х', 'X'),
        ('а', 'a'),
        ('е', 'e'),
        ('к', 'k'),
        ('о', 'o'),
        ('р', 'p'),
        ('с', 'c'),
        ('у', 'y'),
        ('х', 'x'),
        ('і', 'i'),
        ('І', 'I'),
        ('ї', 'ï'),
        ('Ї', 'Ï'),
        ('ј', 'j'),
        ('Ј', 'J'),
        ('ѕ', 's'),
        ('Ѕ', 'S'),
        ('ԁ', 'd'),
        ('һ', 'h'),
        ('ԛ', 'q'),
        ('ԝ', 'w'),
        ('м', 'm'),
        ('т', 't'),
        ('в', 'b'),
        ('н', 'h'),
        ('г', 'r'),
        ('п', 'n'),
        ('и', 'u'),
        ('Ѵ', 'V'),
        ('ё', 'ë'),
        ('Ё', 'Ë'),
        ('Α', 'A'),
        ('Β', 'B'),
        ('Ε', 'E'),
        ('Ζ', 'Z'),
        ('Η', 'H'),
        ('Ι', 'I'),
        ('Κ', 'K'),
        ('Μ', 'M'),
        ('Ν', 'N'),
        ('Ο', 'O'),
        ('Ρ', 'P'),
        ('Τ', 'T'),
        ('Υ', 'Y'),
        ('Χ', 'X'),
        ('ο', 'o'),
        ('ν', 'v'),
        ('α', 'a'),
        ('ι', 'i'),
        ('ρ', 'p'),
        ('υ', 'u'),
        ('κ', 'k'),
    ];
    PAIRS.iter().find(|(from, _)| *from == character).map(|(_, to)| *to)
}

/// Kinds of characters that occur in a text, so that a rule about a rare kind costs nothing elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Charset(u32);

impl Charset {
    /// Letters of a script other than Latin.
    pub const OTHER_SCRIPT: Self = Self(1);
    /// Zero-width and other invisible characters.
    pub const INVISIBLE: Self = Self(1 << 1);
    /// Control characters other than tab and line breaks.
    pub const CONTROL: Self = Self(1 << 2);
    /// No-break and other unusual spaces.
    pub const ODD_SPACE: Self = Self(1 << 3);
    /// Letters that open a mis-decoded sequence, such as `Ã` or `Ð`, or U+FFFD.
    pub const MOJIBAKE: Self = Self(1 << 4);
    /// The sub-word marks of machine translation systems: `▁`.
    pub const SUBWORD: Self = Self(1 << 5);
    /// `&`, which opens an entity.
    pub const AMPERSAND: Self = Self(1 << 6);
    /// `<` or `>`.
    pub const ANGLE: Self = Self(1 << 7);
    /// `@`.
    pub const AT: Self = Self(1 << 8);
    /// Any straight or curly double quotation mark, or a guillemet.
    pub const QUOTE: Self = Self(1 << 9);
    /// `( [ {` or their partners.
    pub const BRACKET: Self = Self(1 << 10);
    /// En and em dashes.
    pub const DASH: Self = Self(1 << 11);
    /// `{`, `}`, `\`, `|`, `_`, `=` or another mark that belongs to code.
    pub const CODE: Self = Self(1 << 12);
    /// Any character outside ASCII.
    pub const NON_ASCII: Self = Self(1 << 13);
    /// Full-width forms.
    pub const FULL_WIDTH: Self = Self(1 << 14);
    /// A decimal digit.
    pub const DIGIT: Self = Self(1 << 15);

    /// Finds the kinds in `text` in one pass.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut found = 0;
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let byte = bytes[at];
            if byte < 128 {
                found |= ASCII[byte as usize];
                at += 1;
            } else {
                let character = text[at..].chars().next().expect("on a boundary");
                found |= Self::of_char(character);
                at += character.len_utf8();
            }
        }
        Self(found)
    }

    fn of_char(character: char) -> u32 {
        let kind = match character {
            '“' | '”' | '„' | '‟' | '«' | '»' | '‘' | '’' => Self::QUOTE,
            '–' | '—' | '―' | '−' => Self::DASH,
            '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => Self::ODD_SPACE,
            '\u{80}'..='\u{9f}' => Self(Self::CONTROL.0 | Self::MOJIBAKE.0),
            'Ã' | 'Â' | 'â' | 'Ð' | 'Ñ' | 'Ä' | 'Å' | 'ï' | '\u{fffd}' | 'Р' | 'С' | 'в' => {
                Self(Self::MOJIBAKE.0 | if script_of(character) == Script::Latin { 0 } else { Self::OTHER_SCRIPT.0 })
            }
            '▁' | '▂' | '￭' => Self::SUBWORD,
            '\u{ff01}'..='\u{ff5e}' => Self::FULL_WIDTH,
            c if super::fold::is_invisible(c) => Self::INVISIBLE,
            c if c.is_alphabetic() && script_of(c) != Script::Latin => Self::OTHER_SCRIPT,
            _ => Self(0),
        };
        kind.0 | Self::NON_ASCII.0
    }

    /// Whether any of the kinds in `other` occurs.
    #[must_use]
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

static ASCII: [u32; 128] = {
    let mut table = [0; 128];
    let mut at = 0;
    while at < 128 {
        table[at] = match at as u8 {
            b'&' => Charset::AMPERSAND.0,
            b'<' | b'>' => Charset::ANGLE.0,
            b'@' => Charset::AT.0,
            b'"' => Charset::QUOTE.0,
            b'(' | b')' | b'[' | b']' => Charset::BRACKET.0,
            b'{' | b'}' => Charset::BRACKET.0 | Charset::CODE.0,
            b'\\' | b'|' | b'_' | b'=' => Charset::CODE.0,
            b'0'..=b'9' => Charset::DIGIT.0,
            b'\t' | b'\n' | b'\r' => 0,
            0..=31 | 127 => Charset::CONTROL.0,
            _ => 0,
        };
        at += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_says_which_kinds_it_has() {
        let kinds = Charset::of("Plain text, nothing else.");
        assert!(!kinds.has(Charset::NON_ASCII) && !kinds.has(Charset::QUOTE));
        assert!(Charset::of("Аssad").has(Charset::OTHER_SCRIPT));
        assert!(Charset::of("a\u{200b}b").has(Charset::INVISIBLE));
        assert!(Charset::of("“x”").has(Charset::QUOTE));
    }

    #[test]
    fn look_alikes_are_latin() {
        assert_eq!(latin_look_alike('С'), Some('C'));
        assert_eq!(latin_look_alike('Ж'), None);
    }
}
