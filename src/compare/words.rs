//! Which words of one passage another rendering of it does not have in the same order.

use crate::text::fold::fold_accents;

/// Passages longer than this, in words, are compared by the words that they have and not by their order.
const LONGEST: usize = 600;

/// The words of a text with the blanks before them: pieces that, joined, are the text.
#[must_use]
pub fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut in_word = false;
    for (at, c) in text.char_indices() {
        if c.is_whitespace() {
            if in_word {
                pieces.push(&text[start..at]);
                start = at;
            }
            in_word = false;
        } else {
            in_word = true;
        }
    }
    if start < text.len() {
        pieces.push(&text[start..]);
    }
    pieces
}

/// For each piece of both texts, whether the other lacks it. Case, accents and punctuation do not count.
#[must_use]
pub fn differing(a: &[&str], b: &[&str]) -> (Vec<bool>, Vec<bool>) {
    let (x, y): (Vec<String>, Vec<String>) = (a.iter().map(|piece| key(piece)).collect(), b.iter().map(|piece| key(piece)).collect());
    // Marks that stand alone never differ.
    let (mut of_a, mut of_b): (Vec<bool>, Vec<bool>) = (x.iter().map(|k| !k.is_empty()).collect(), y.iter().map(|k| !k.is_empty()).collect());
    if x.len() > LONGEST || y.len() > LONGEST {
        of_a.iter_mut().zip(&x).for_each(|(mark, key)| *mark &= !y.contains(key));
        of_b.iter_mut().zip(&y).for_each(|(mark, key)| *mark &= !x.contains(key));
        return (of_a, of_b);
    }
    // The longest common subsequence, by its lengths from each pair of places on.
    let width = y.len() + 1;
    let mut longest = vec![0_u16; (x.len() + 1) * width];
    for i in (0..x.len()).rev() {
        for j in (0..y.len()).rev() {
            longest[i * width + j] =
                if x[i] == y[j] { longest[(i + 1) * width + j + 1] + 1 } else { longest[(i + 1) * width + j].max(longest[i * width + j + 1]) };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < x.len() && j < y.len() {
        if x[i] == y[j] {
            (of_a[i], of_b[j]) = (false, false);
            i += 1;
            j += 1;
        } else if longest[(i + 1) * width + j] >= longest[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    (of_a, of_b)
}

/// Words whose exchange changes hardly a meaning; they are marked between words that do only.
const SLIGHT: &[&str] = &[
    "a", "an", "the", "this", "that", "these", "those", "of", "to", "in", "on", "at", "by", "for", "from", "with", "and", "as", "is", "are", "was", "were",
    "be", "been", "has", "have", "had", "it", "its", "which", "who",
];

/// Leaves of every run of marks what lies between its first and last telling word.
fn telling(pieces: &[&str], marks: &mut [bool]) {
    let slight = |at: usize| SLIGHT.contains(&&*key(pieces[at]));
    let mut start = 0;
    while start < marks.len() {
        let end = start + marks[start..].iter().take_while(|mark| **mark).count();
        let first = (start..end).find(|at| !slight(*at)).unwrap_or(end);
        let last = (first..end).rev().find(|at| !slight(*at)).map_or(first, |last| last + 1);
        marks[start..first].fill(false);
        marks[last..end].fill(false);
        start = end + 1;
    }
}

fn key(piece: &str) -> String {
    fold_accents(piece.trim_matches(|c: char| !c.is_alphanumeric() && c != '%')).into_owned()
}

/// For every rendering of a passage, its pieces and which of them differ from the first that has it; the first is
/// compared with the next one.
#[must_use]
pub fn marked<'t>(texts: &[&'t str]) -> Vec<Vec<(&'t str, bool)>> {
    let all: Vec<Vec<&str>> = texts.iter().map(|text| pieces(text)).collect();
    let having: Vec<usize> = (0..all.len()).filter(|side| !all[*side].is_empty()).collect();
    let (Some(first), Some(second)) = (having.first().copied(), having.get(1).copied()) else {
        return all.into_iter().map(|pieces| pieces.into_iter().map(|piece| (piece, false)).collect()).collect();
    };
    (0..all.len())
        .map(|side| {
            let mut marks = if side == first { differing(&all[first], &all[second]).0 } else { differing(&all[first], &all[side]).1 };
            telling(&all[side], &mut marks);
            all[side].iter().copied().zip(marks).collect()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_the_whole_text() {
        for text in ["", " a  b\u{a0}c ", "one", "  "] {
            assert_eq!(pieces(text).concat(), text);
        }
    }

    #[test]
    fn words_that_the_other_has_are_not_marked() {
        let marked = marked(&["They flee to Livia, by the way.", "", "They flee to Libya."]);
        let words = |side: usize| marked[side].iter().filter(|(_, differs)| *differs).map(|(piece, _)| piece.trim()).collect::<Vec<_>>();
        assert_eq!(words(0), ["Livia,", "by", "the", "way."]);
        assert_eq!(words(2), ["Libya."]);
        assert!(marked[1].is_empty());
    }
}
