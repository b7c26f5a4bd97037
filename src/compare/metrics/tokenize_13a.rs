//! BLEU's tokenizer, `13a` of NIST's mteval: it sets punctuation apart and leaves numbers whole.

use std::borrow::Cow;

use super::words::is_space;

/// The tokens of a line, joined by single blanks, as sacreBLEU's `13a` writes them.
pub fn tokenize_13a(line: &str) -> String {
    tokens(&clean(line)).join(" ")
}

/// Undoes what markup and line breaks do to a line; what is left is only cut, never changed.
pub(super) fn clean(line: &str) -> Cow<'_, str> {
    let line = line.trim_end_matches(is_space);
    if !line.contains(['&', '\n']) && !line.contains("<skipped>") {
        return Cow::Borrowed(line);
    }
    let mut line = line.replace("<skipped>", "").replace("-\n", "").replace('\n', " ");
    // One after another, because `&amp;lt;` shall become `<`.
    for (entity, character) in [("&quot;", "\""), ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">")] {
        if line.contains(entity) {
            line = line.replace(entity, character);
        }
    }
    Cow::Owned(line)
}

/// The tokens of a clean line.
///
/// mteval rewrites the line four times, each time putting blanks around some characters. In one pass it comes to this:
/// - ASCII symbols other than `'`, `-`, `.` and `,` are tokens.
/// - Periods and commas are tokens, except between digits.
/// - Of several in a row each is a token, but the rewriting takes them by twos: where a digit follows and the last is
///   left over from that, it stays with the digit.
/// - A hyphen behind a digit is a token.
pub(super) fn tokens(line: &str) -> Vec<&str> {
    let bytes = line.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut tokens = Tokens { line, found: Vec::with_capacity(line.len() / 4), start: 0 };
    let mut at = 0;
    while let Some(character) = line[at..].chars().next() {
        let after_digit = at > 0 && is_digit(at - 1);
        let mut end = at + character.len_utf8();
        match character {
            '.' | ',' => {
                let run = bytes[at..].iter().take_while(|byte| matches!(byte, b'.' | b',')).count();
                end = at + run;
                let left_over = run % 2 == usize::from(after_digit);
                match (left_over && is_digit(end), run) {
                    (true, 1) => {}
                    (true, _) => tokens.set_apart(at, end - 1),
                    (false, _) => tokens.set_apart(at, end),
                }
            }
            '-' if after_digit => tokens.set_apart(at, end),
            '-' | '\'' => {}
            _ if character.is_ascii_punctuation() => tokens.set_apart(at, end),
            _ if is_space(character) => tokens.skip(at, end),
            _ => {}
        }
        at = end;
    }
    tokens.skip(at, at);
    tokens.found
}

struct Tokens<'t> {
    line: &'t str,
    found: Vec<&'t str>,
    /// Where the token begins that is being read.
    start: usize,
}

impl Tokens<'_> {
    /// Ends the token before `from` and goes on after `to`.
    fn skip(&mut self, from: usize, to: usize) {
        if self.start < from {
            self.found.push(&self.line[self.start..from]);
        }
        self.start = to;
    }

    /// Makes a token of each ASCII character from `from` up to `to`.
    fn set_apart(&mut self, from: usize, to: usize) {
        self.skip(from, to);
        self.found.extend((from..to).map(|at| &self.line[at..=at]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Line and tokens as sacreBLEU 2.6.0 writes them.
    const KNOWN: &[(&str, &str)] = &[
        ("It cost 1,250.50 dollars, i.e. too much.", "It cost 1,250.50 dollars , i . e . too much ."),
        ("a..5 a...5 1..5 1...5 1.a a.1 .5 5. ,,, 1,,2 1,2,3", "a . .5 a . . . 5 1 . . 5 1 . . .5 1 . a a . 1 . 5 5 . , , , 1 , , 2 1,2,3"),
        ("10-year x-ray 5-a -3 3- --", "10 - year x-ray 5 - a -3 3 - --"),
        ("He said:\"no\" (twice)... [sic]", "He said : \" no \" ( twice ) . . . [ sic ]"),
        ("&quot;A&amp;B&quot; &lt;i&gt; &amp;lt; & &amp", "\" A & B \" < i > < & & amp"),
        ("well-\nknown two\nlines end-\n", "wellknown two lines end-"),
        ("<skipped>word <skip<skipped>ped>", "word < skipped >"),
        ("don't 'quote' it's l'été", "don't 'quote' it's l'été"),
        ("naïve.café,1 ١.٢ 5.é é.5 5,é", "naïve . café , 1 ١ . ٢ 5 . é é . 5 5 , é"),
        ("a\u{a0}b\u{3000}c\u{1c}d\u{200b}e\u{85}f", "a b c d\u{200b}e f"),
        ("a_b@c.de/f~g`h^i|j{k}", "a _ b @ c . de / f ~ g ` h ^ i | j { k }"),
        ("", ""),
        ("   ", ""),
        ("小さな村、1.5。😀.😀", "小さな村、1.5。😀 . 😀"),
    ];

    #[test]
    fn tokens_are_those_of_sacrebleu() {
        for (line, expected) in KNOWN {
            assert_eq!(&tokenize_13a(line), expected, "{line:?}");
        }
    }

    #[test]
    fn tokens_of_tokens_do_not_glue_together() {
        for (line, _) in KNOWN {
            let once = tokenize_13a(line);
            assert!(tokenize_13a(&once).split(' ').count() >= once.split(' ').count(), "{line:?}");
        }
    }
}
