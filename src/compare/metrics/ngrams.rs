//! Runs of symbols that two or more sequences share, counted by sorting.

use std::mem::replace;

/// All runs of up to `ORDER` symbols of one sequence.
///
/// A run of full length starts at each symbol; the shorter runs are its beginnings. They are packed into integers, first
/// symbol highest, so that after one sort equal beginnings of any length stand side by side.
pub(super) struct Ngrams<const ORDER: usize, const BITS: u32> {
    /// Sorted. A symbol takes `BITS`; 0 stands behind the end of the sequence.
    windows: Vec<u128>,
}

impl<const ORDER: usize, const BITS: u32> Ngrams<ORDER, BITS> {
    /// Reads symbols, which must lie below `2^BITS - 1`, from last to first.
    pub(super) fn new(backwards: impl Iterator<Item = u32>) -> Self {
        let mut window = 0;
        let mut windows: Vec<u128> = backwards
            .map(|symbol| {
                window = window >> BITS | (u128::from(symbol) + 1) << (BITS * (ORDER as u32 - 1));
                window
            })
            .collect();
        windows.sort_unstable();
        Self { windows }
    }

    /// The number of symbols.
    pub(super) fn len(&self) -> usize {
        self.windows.len()
    }

    /// For each order from 1 upwards, the number of runs.
    pub(super) fn totals(&self) -> [usize; ORDER] {
        std::array::from_fn(|below| self.len().saturating_sub(below))
    }

    /// For each order from 1 upwards, the number of runs that are in one of `others` too: each as often as it is here,
    /// at most as often as it is in the one that has most of it.
    pub(super) fn matches(&self, others: &[Self]) -> [usize; ORDER] {
        let mut matches = [0; ORDER];
        let mut lists = Vec::with_capacity(1 + others.len());
        lists.extend([self].into_iter().chain(others).map(|ngrams| Cursor { windows: &ngrams.windows, at: 0, begin: [0; ORDER] }));
        let mut window = 0;
        loop {
            let next = lists.iter().filter_map(|list| list.windows.get(list.at)).min().copied();
            // The runs in which this window and the next differ are complete.
            let kept = next.map_or(0, |next| Self::shared(window, next));
            let length = Self::length(window);
            for (order, found) in matches.iter_mut().enumerate().skip(kept) {
                let mut counts = lists.iter_mut().map(|list| list.at - replace(&mut list.begin[order], list.at));
                let ours = counts.next().unwrap_or(0);
                let most = counts.max().unwrap_or(0);
                if order < length {
                    *found += ours.min(most);
                }
            }
            let Some(next) = next else {
                return matches;
            };
            for list in &mut lists {
                list.at += list.windows[list.at..].iter().take_while(|&&window| window == next).count();
            }
            window = next;
        }
    }

    /// The number of symbols before the first in which two different windows differ.
    fn shared(window: u128, other: u128) -> usize {
        let unused = u128::BITS - BITS * ORDER as u32;
        (((window ^ other).leading_zeros() - unused) / BITS) as usize
    }

    /// The number of symbols before the end of the sequence.
    fn length(window: u128) -> usize {
        ORDER - ORDER.min((window.trailing_zeros() / BITS) as usize)
    }
}

/// How far windows have been read.
struct Cursor<'n, const ORDER: usize> {
    windows: &'n [u128],
    at: usize,
    /// For each order, where the windows begin that begin as the last one.
    begin: [usize; ORDER],
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ngrams(text: &str) -> Ngrams<3, 21> {
        Ngrams::new(text.chars().rev().map(u32::from))
    }

    #[test]
    fn runs_are_counted_as_often_as_both_have_them() {
        let (a, b) = (ngrams("abcabx"), ngrams("babcab"));
        assert_eq!(a.matches(&[ngrams("babcab")]), [5, 4, 3]);
        assert_eq!(b.matches(&[ngrams("abcabx")]), [5, 4, 3]);
        assert_eq!(a.totals(), [6, 5, 4]);
    }

    #[test]
    fn of_several_others_the_richest_counts() {
        let others = [ngrams("a\u{10ffff}"), ngrams("aab")];
        assert_eq!(ngrams("aaa").matches(&others), [2, 1, 0]);
        assert_eq!(ngrams("a\u{10ffff}b").matches(&others), [3, 1, 0]);
        assert_eq!(ngrams("aab").matches(&[]), [0, 0, 0]);
    }

    #[test]
    fn a_sequence_shares_all_runs_with_itself() {
        for text in ["", "a", "ab", "aaaa", "abcabcab", "zyx\0\0zyx"] {
            assert_eq!(ngrams(text).matches(&[ngrams(text)]), ngrams(text).totals(), "{text:?}");
        }
    }

    #[test]
    fn ends_do_not_match_as_runs() {
        assert_eq!(ngrams("ab").totals(), [2, 1, 0]);
        assert_eq!(ngrams("xab").matches(&[ngrams("yab")]), [2, 1, 0]);
        assert_eq!(ngrams("ab").matches(&[ngrams("abc")]), [2, 1, 0]);
        assert_eq!(ngrams("").matches(&[ngrams("ab")]), [0, 0, 0]);
    }
}
