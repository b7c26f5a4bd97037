//! Words as the metrics see them: split as Python splits, and numbered so that they compare fast.

use rustc_hash::FxHashMap;

/// The words between white space.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(is_space).filter(|word| !word.is_empty())
}

/// White space for Python's `str.split`: Unicode's, and the four ASCII separators.
pub(super) fn is_space(c: char) -> bool {
    match c {
        ' ' | '\t'..='\r' | '\x1c'..='\x1f' => true,
        _ => !c.is_ascii() && c.is_whitespace(),
    }
}

/// Gives equal words equal numbers, from 0 upwards in order of first appearance.
#[derive(Default)]
pub(super) struct Numbering<'t> {
    numbers: FxHashMap<&'t str, u32>,
}

impl<'t> Numbering<'t> {
    pub(super) fn with_capacity(words: usize) -> Self {
        Self { numbers: FxHashMap::with_capacity_and_hasher(words, rustc_hash::FxBuildHasher) }
    }

    pub(super) fn number(&mut self, word: &'t str) -> u32 {
        let next = u32::try_from(self.numbers.len()).expect("a segment is shorter than 4 GiB");
        *self.numbers.entry(word).or_insert(next)
    }

    pub(super) fn number_all(&mut self, words: impl IntoIterator<Item = &'t str>) -> Vec<u32> {
        words.into_iter().map(|word| self.number(word)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_split_where_python_splits_them() {
        let text = "\u{feff}a\u{a0}b\u{1c}c\u{3000}\u{2028}d\u{200b}e \r\n\u{85}";
        assert_eq!(words(text).collect::<Vec<_>>(), ["\u{feff}a", "b", "c", "d\u{200b}e"]);
        assert_eq!(words(" \t").count(), 0);
    }

    #[test]
    fn numbers_follow_first_appearance() {
        let mut numbering = Numbering::default();
        assert_eq!(numbering.number_all(words("to be or not to be")), [0, 1, 2, 3, 0, 1]);
        assert_eq!(numbering.number("or"), 2);
    }
}
