//! Words, numbers and marks of a text, with their places.

use super::fold::{is_apostrophe, is_invisible};
use super::span::Span;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum TokenKind {
    /// Letters, possibly with digits, inner apostrophes, hyphens or the dots of an acronym.
    Word,
    /// Digits with their separators.
    Number,
    /// One punctuation mark, or a run of the same one.
    Punctuation,
    /// Any other single character: currency, emoji, mathematics.
    Symbol,
    /// A web address or a host name.
    Url,
    /// An e-mail address.
    Email,
    /// `#tag` or `@name`.
    Tag,
    /// A word that only code has: `snake_case`.
    Code,
}

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Case {
    /// No capital letter.
    Lower,
    /// Only the first letter is a capital.
    Capitalized,
    /// Every letter is a capital, and there are at least two.
    Upper,
    /// Anything else: `McDonald`, `iPhone`, `Al-Tanf`.
    Mixed,
}

/// One token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
    /// How its letters are written; `Lower` for tokens without letters.
    pub case: Case,
    flags: u8,
}

impl Token {
    const SPACE_BEFORE: u8 = 1;
    const DIGIT: u8 = 2;
    const NON_ASCII: u8 = 4;
    const MARKUP_BEFORE: u8 = 8;

    /// Whether white space (or the start of a block) stands before it.
    #[must_use]
    #[inline]
    pub fn space_before(self) -> bool {
        self.flags & Self::SPACE_BEFORE != 0
    }

    /// Whether markup that is not shown stands directly before it.
    #[must_use]
    #[inline]
    pub fn markup_before(self) -> bool {
        self.flags & Self::MARKUP_BEFORE != 0
    }

    /// Whether it has a digit.
    #[must_use]
    #[inline]
    pub fn has_digit(self) -> bool {
        self.flags & Self::DIGIT != 0
    }

    /// Whether all its characters are ASCII.
    #[must_use]
    #[inline]
    pub fn is_ascii(self) -> bool {
        self.flags & Self::NON_ASCII == 0
    }

    /// Whether it is a word.
    #[must_use]
    #[inline]
    pub fn is_word(self) -> bool {
        self.kind == TokenKind::Word
    }

    /// Whether its first letter is a capital.
    #[must_use]
    #[inline]
    pub fn is_capitalized(self) -> bool {
        self.case != Case::Lower && self.kind == TokenKind::Word && self.flags & 16 != 0
    }
    const FIRST_UPPER: u8 = 16;
}

/// What stands before a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lead {
    /// White space, or the start of a block.
    Space,
    /// Markup only: the piece goes on where the one before it ended.
    Markup,
}

/// Splits `text[piece]` into tokens and appends them to `out`.
///
/// `lead` says what stands before the piece.
pub fn tokenize(text: &str, piece: Span, lead: Lead, out: &mut Vec<Token>) {
    let mut scanner = Scanner { text, bytes: text.as_bytes(), at: piece.start as usize, end: piece.end as usize };
    let mut pending = match lead {
        Lead::Space => Token::SPACE_BEFORE,
        Lead::Markup => Token::MARKUP_BEFORE,
    };
    while scanner.at < scanner.end {
        if scanner.skip_space() {
            pending |= Token::SPACE_BEFORE;
            continue;
        }
        let mut token = scanner.next_token();
        token.flags |= pending;
        pending = 0;
        out.push(token);
    }
}

struct Scanner<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    end: usize,
}

/// A letter, mark or digit that can be part of a word.
fn is_word_char(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{483}'..='\u{487}')
        || (is_invisible(c) && c != '\u{feff}')
        || c == '\u{fffd}'
}

impl Scanner<'_> {
    fn peek(&self) -> Option<char> {
        self.char_at(self.at)
    }

    fn char_at(&self, at: usize) -> Option<char> {
        if at >= self.end {
            return None;
        }
        let byte = self.bytes[at];
        if byte < 128 { Some(byte as char) } else { self.text[at..self.end].chars().next() }
    }

    fn skip_space(&mut self) -> bool {
        let start = self.at;
        while let Some(c) = self.peek() {
            if c == '\u{feff}' || c.is_whitespace() || (c.is_control() && c != '\u{1b}') {
                self.at += c.len_utf8();
            } else {
                break;
            }
        }
        self.at > start
    }

    fn next_token(&mut self) -> Token {
        let start = self.at;
        let c = self.peek().expect("the caller looked");
        if is_word_char(c) {
            return self.word(start);
        }
        if matches!(c, '#' | '@') && self.char_at(start + 1).is_some_and(char::is_alphanumeric) {
            self.at += 1;
            while self.peek().is_some_and(|c| is_word_char(c) || matches!(c, '_' | '-' | '.')) {
                self.at += self.peek().map_or(1, char::len_utf8);
            }
            while self.bytes[self.at - 1] == b'.' || self.bytes[self.at - 1] == b'-' {
                self.at -= 1;
            }
            return self.token(start, TokenKind::Tag);
        }
        self.at += c.len_utf8();
        if matches!(c, '.' | '-' | '!' | '?' | '…' | '*' | '=' | '~' | '_' | '–' | '—') {
            while self.peek() == Some(c) {
                self.at += c.len_utf8();
            }
        }
        let kind = if c.is_ascii_punctuation() && !matches!(c, '$' | '+' | '<' | '>' | '=' | '^' | '`' | '|' | '~') || is_punctuation(c) {
            TokenKind::Punctuation
        } else {
            TokenKind::Symbol
        };
        self.token(start, kind)
    }

    fn word(&mut self, start: usize) -> Token {
        if matches!(self.bytes[start], b'h' | b'H' | b'f' | b'w' | b'W' | b'm')
            && let Some(end) = self.scheme_url(start)
        {
            self.at = end;
            return self.token(start, TokenKind::Url);
        }
        let (mut letters, mut code) = (false, false);
        // Dots inside an acronym or an abbreviation of single letters: U.S., a.m., J.K.
        if let Some(end) = self.dotted(start) {
            self.at = end;
            letters = true;
        }
        loop {
            // Nearly every word is nothing but a run of ASCII letters.
            let run = self.bytes[self.at..self.end].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
            letters |= run > 0;
            self.at += run;
            let here = self.at;
            let Some(c) = self.peek() else { break };
            if c == ' ' {
                break;
            }
            if c.is_ascii_digit() {
                self.at += 1;
            } else if is_word_char(c) {
                letters |= c.is_alphabetic();
                self.at += c.len_utf8();
            } else if here == start {
                break;
            } else {
                let next = self.char_at(here + c.len_utf8());
                let before = self.text[start..here].chars().next_back().expect("a character was read");
                let joins = match c {
                    c if is_apostrophe(c) => next.is_some_and(char::is_alphabetic) && before.is_alphanumeric(),
                    '-' | '\u{2010}' | '\u{2011}' => next.is_some_and(char::is_alphanumeric) && (before.is_alphanumeric() || before == '.'),
                    '.' if letters && next.is_some_and(|n| n.is_ascii_lowercase()) => {
                        if let Some(end) = self.host(start) {
                            self.at = end;
                            return self.token(start, TokenKind::Url);
                        }
                        false
                    }
                    '.' | ',' | ':' => before.is_ascii_digit() && next.is_some_and(|n| n.is_ascii_digit()) && !letters,
                    '&' => before.is_uppercase() && next.is_some_and(char::is_uppercase),
                    '_' => {
                        code |= next.is_some_and(char::is_alphanumeric);
                        next.is_some_and(char::is_alphanumeric)
                    }
                    '@' => {
                        if let Some(end) = self.email(here) {
                            self.at = end;
                            return self.token(start, TokenKind::Email);
                        }
                        false
                    }
                    _ => false,
                };
                if !joins {
                    break;
                }
                self.at += c.len_utf8();
            }
        }
        let kind = if code {
            TokenKind::Code
        } else if letters || self.text[start..self.at].chars().any(char::is_alphabetic) {
            TokenKind::Word
        } else {
            TokenKind::Number
        };
        self.token(start, kind)
    }

    /// The end of `X.Y.` and longer, if the text at `start` has this form.
    fn dotted(&self, start: usize) -> Option<usize> {
        let b = self.bytes;
        let pair = |at: usize| at + 1 < self.end && b[at].is_ascii_alphabetic() && b[at + 1] == b'.';
        if !pair(start) || !pair(start + 2) {
            // `U.S` without its last dot
            if pair(start)
                && start + 2 < self.end
                && b[start].is_ascii_uppercase()
                && b[start + 2].is_ascii_uppercase()
                && self.char_at(start + 3).is_none_or(|c| !is_word_char(c))
            {
                return Some(start + 3);
            }
            return None;
        }
        let mut at = start;
        while pair(at) {
            at += 2;
        }
        if self.char_at(at).is_some_and(char::is_alphanumeric) {
            // A longer word follows the last dot: `J.R.Smith` ends before it, `U.S.A` takes the lone letter.
            let lone = b[at].is_ascii_uppercase() && self.char_at(at + 1).is_none_or(|c| !c.is_alphanumeric());
            return Some(if lone { at + 1 } else { at });
        }
        Some(at)
    }

    fn scheme_url(&self, start: usize) -> Option<usize> {
        const SCHEMES: [&str; 5] = ["http://", "https://", "ftp://", "www.", "mailto:"];
        let rest = &self.bytes[start..self.end];
        let known = SCHEMES.iter().any(|scheme| rest.len() > scheme.len() && rest[..scheme.len()].eq_ignore_ascii_case(scheme.as_bytes()));
        known.then(|| self.url_end(start))
    }

    /// The end of `host.tld`: a well-known ending follows a name directly.
    fn host(&self, start: usize) -> Option<usize> {
        let rest = &self.bytes[start..self.end];
        let name = rest.iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b'-').count();
        if name < 2 || rest.get(name) != Some(&b'.') {
            return None;
        }
        const ENDINGS: [&str; 16] = ["com", "org", "net", "ru", "info", "gov", "edu", "io", "ua", "de", "cn", "tv", "eu", "uk", "biz", "su"];
        let tail = &rest[name + 1..];
        let length = tail.iter().take_while(|b| b.is_ascii_lowercase()).count();
        let ending = std::str::from_utf8(&tail[..length]).ok()?;
        let next = tail.get(length).copied();
        let closed = next.is_none_or(|b| !b.is_ascii_alphanumeric() && (b != b'.' || !tail.get(length + 1).is_some_and(u8::is_ascii_alphanumeric)));
        if ENDINGS.contains(&ending) && closed {
            return Some(if next == Some(b'/') { self.url_end(start) } else { start + name + 1 + length });
        }
        None
    }

    fn url_end(&self, start: usize) -> usize {
        let mut end = start;
        while let Some(c) = self.char_at(end) {
            if c.is_whitespace() || matches!(c, '<' | '>' | '"' | '“' | '”' | '»' | ')' | ']' | '}' | '’') || is_invisible(c) {
                break;
            }
            end += c.len_utf8();
        }
        while end > start + 1 && matches!(self.bytes[end - 1], b'.' | b',' | b';' | b':' | b'!' | b'?' | b'\'') {
            end -= 1;
        }
        end
    }

    fn email(&self, at_sign: usize) -> Option<usize> {
        let host = self.bytes[at_sign + 1..self.end].iter().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-')).count();
        let host = self.text[at_sign + 1..at_sign + 1 + host].trim_end_matches(['.', '-']);
        host.contains('.').then_some(at_sign + 1 + host.len())
    }

    fn token(&self, start: usize, kind: TokenKind) -> Token {
        let mut flags = 0;
        let mut case = Case::Lower;
        if matches!(kind, TokenKind::Word | TokenKind::Number | TokenKind::Code) {
            let (mut upper, mut lower, mut first_upper, mut first) = (0u32, 0u32, false, true);
            let mut count = |is_upper: bool, is_lower: bool| {
                if first {
                    first_upper = is_upper;
                    first = false;
                }
                upper += u32::from(is_upper);
                lower += u32::from(is_lower);
            };
            for &byte in &self.bytes[start..self.at] {
                match byte {
                    b'a'..=b'z' => count(false, true),
                    b'A'..=b'Z' => count(true, false),
                    b'0'..=b'9' => flags |= Token::DIGIT,
                    128.. => flags |= Token::NON_ASCII,
                    _ => {}
                }
            }
            if flags & Token::NON_ASCII != 0 {
                (upper, lower, first_upper, first) = (0, 0, false, true);
                for c in self.text[start..self.at].chars().filter(|c| c.is_alphabetic()) {
                    if first {
                        first_upper = c.is_uppercase();
                        first = false;
                    }
                    upper += u32::from(c.is_uppercase());
                    lower += u32::from(!c.is_uppercase());
                }
            }
            if first_upper {
                flags |= Token::FIRST_UPPER;
            }
            case = match (upper, lower) {
                (0, _) => Case::Lower,
                (1, _) if first_upper => Case::Capitalized,
                (_, 0) => Case::Upper,
                // The possessive of an acronym, EU's, or its plural, MPs.
                (2.., 1) if self.text[start..self.at].ends_with('s') => Case::Upper,
                _ => Case::Mixed,
            };
        } else if !self.text.as_bytes()[start].is_ascii() {
            flags |= Token::NON_ASCII;
        }
        Token { span: Span::new(start, self.at), kind, case, flags }
    }
}

fn is_punctuation(c: char) -> bool {
    matches!(
        c,
        '“' | '”' | '„' | '‟' | '‘' | '’' | '‚' | '‛' | '«' | '»' | '‹' | '›' | '–' | '—' | '―' | '…' | '‐'
            ..='‒'
                | '、'
                | '。'
                | '「'
                | '」'
                | '『'
                | '』'
                | '【'
                | '】'
                | '《'
                | '》'
                | '，'
                | '：'
                | '；'
                | '？'
                | '！'
                | '（'
                | '）'
                | '·'
                | '•'
                | '¿'
                | '¡'
                | '′'
                | '″'
                | '،'
                | '؛'
                | '؟'
                | '۔'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        tokenize(text, Span::new(0, text.len()), Lead::Space, &mut out);
        out.iter().map(|token| &text[token.span.range()]).collect()
    }

    fn kind(text: &str) -> TokenKind {
        let mut out = Vec::new();
        tokenize(text, Span::new(0, text.len()), Lead::Space, &mut out);
        out[0].kind
    }

    #[test]
    fn words_keep_their_apostrophes_hyphens_and_acronym_dots() {
        assert_eq!(tokens("Russia’s so-called U.S.-led ally didn't go."), ["Russia’s", "so-called", "U.S.-led", "ally", "didn't", "go", "."]);
        assert_eq!(tokens("at 6 a.m. sharp, J.R. Smith"), ["at", "6", "a.m.", "sharp", ",", "J.R.", "Smith"]);
        assert_eq!(tokens("AT&T and R&D"), ["AT&T", "and", "R&D"]);
    }

    #[test]
    fn numbers_keep_their_separators() {
        assert_eq!(tokens("2,000 or 3.5% at 18:30."), ["2,000", "or", "3.5", "%", "at", "18:30", "."]);
    }

    #[test]
    fn glued_words_come_apart_at_marks() {
        assert_eq!(tokens("legal,because (x)"), ["legal", ",", "because", "(", "x", ")"]);
        assert_eq!(tokens("”, – said…"), ["”", ",", "–", "said", "…"]);
    }

    #[test]
    fn addresses_and_tags_are_one_token_each() {
        assert_eq!(tokens("see https://a.b/c?d=1, or tass.com."), ["see", "https://a.b/c?d=1", ",", "or", "tass.com", "."]);
        assert_eq!(tokens("me@x.org #tag @name"), ["me@x.org", "#tag", "@name"]);
        assert_eq!(kind("me@x.org"), TokenKind::Email);
        assert_eq!(kind("tass.com"), TokenKind::Url);
        assert_eq!(kind("snake_case"), TokenKind::Code);
        assert_eq!(kind("su-30CM"), TokenKind::Word);
    }

    #[test]
    fn case_is_noticed() {
        let case = |text: &str| {
            let mut out = Vec::new();
            tokenize(text, Span::new(0, text.len()), Lead::Space, &mut out);
            out[0].case
        };
        assert_eq!(case("Moscow"), Case::Capitalized);
        assert_eq!(case("NATO’s"), Case::Upper);
        assert_eq!(case("McDonald"), Case::Mixed);
        assert_eq!(case("Łódź"), Case::Capitalized);
    }
}
