//! How far two spellings of one name lie apart: the prices of their readings, plus their vowels gap by gap.

use super::article::{Word, words};
use super::fold::fold;
use super::key::{Gap, NAME_EFFORT, QUERY_EFFORT, Reading, Side, composed, readings, vowel_digit};
use super::rules::{Lazy, is_vowel, rows};
use super::scheme::{Script, romanize, script_of};
use super::signature::looks_back_transliterated;
use super::syllables;

/// Price of one vowel difference that no row of `vowels.csv` knows.
const UNKNOWN_SWAP: u16 = 25;

/// Gaps of up to two vowels: the digits of base 6 end here.
const TWO_VOWELS: usize = 36;

/// Where between its consonants a gap lies; the price of a difference depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Initial,
    Medial,
    Final,
}

/// Prices between strings of up to two vowels, for each place.
struct Prices([Vec<u16>; 3]);

const NEVER: u16 = u16::MAX / 4;

fn prices() -> &'static Prices {
    static PRICES: Lazy<Prices> = Lazy::new(|| {
        let table: Vec<_> = rows(include_str!("../data/schemes/vowels.csv"))
            .map(|row| (code(row[0]), code(row[1]), row[2], row[3].parse::<u16>().expect("a price is a number")))
            .collect();
        let place = |name: &str| {
            let mut single = vec![NEVER; TWO_VOWELS * TWO_VOWELS];
            for a in 0..TWO_VOWELS {
                single[a * TWO_VOWELS + a] = 0;
            }
            for a in 1..6 {
                for b in 0..6 {
                    if a != b {
                        single[a * TWO_VOWELS + b] = UNKNOWN_SWAP;
                        single[b * TWO_VOWELS + a] = UNKNOWN_SWAP;
                    }
                }
            }
            for &(a, b, at, price) in &table {
                if at.is_empty() || at == name {
                    single[a * TWO_VOWELS + b] = price;
                    single[b * TWO_VOWELS + a] = price;
                }
            }
            single
        };
        Prices([place("initial"), place("medial"), place("final")])
    });
    &PRICES
}

fn code(vowels: &str) -> usize {
    vowels.bytes().filter_map(vowel_digit).fold(0, |code, digit| code * 6 + usize::from(digit))
}

/// Price of writing one vowel string for another: the cheapest way of cutting both into pieces that the table knows.
fn gap_price(a: Gap, b: Gap, place: Place) -> u16 {
    if a == b {
        return 0;
    }
    let step = &prices().0[place as usize];
    let (x, nx) = digits(a);
    let (y, ny) = digits(b);
    let mut best = [[NEVER; 4]; 4];
    best[0][0] = 0;
    let piece = |d: &[usize; 3], from: usize, to: usize| d[from..to].iter().fold(0, |code, &v| code * 6 + v);
    for i in 0..=nx {
        for j in 0..=ny {
            for di in 0..=i.min(2) {
                for dj in 0..=j.min(2) {
                    let before = best[i - di][j - dj];
                    let price = step[piece(&x, i - di, i) * TWO_VOWELS + piece(&y, j - dj, j)];
                    best[i][j] = best[i][j].min(before.saturating_add(price));
                }
            }
        }
    }
    best[nx][ny]
}

fn digits(gap: Gap) -> ([usize; 3], usize) {
    let gap = usize::from(gap);
    let all = [gap / 36, gap / 6 % 6, gap % 6];
    let first = all.iter().position(|&d| d > 0).unwrap_or(3);
    let mut out = [0; 3];
    out[..3 - first].copy_from_slice(&all[first..]);
    (out, 3 - first)
}

/// Price of all vowel differences between two readings of one skeleton, or `None` as soon as it passes `most`.
pub(super) fn gaps_price(a: &[Gap], b: &[Gap], most: u16) -> Option<u16> {
    let mut sum = 0;
    let last = a.len() - 1;
    for (at, (&x, &y)) in a.iter().zip(b).enumerate() {
        if x != y {
            let place = match at {
                0 => Place::Initial,
                _ if at == last => Place::Final,
                _ => Place::Medial,
            };
            sum += gap_price(x, y, place);
            if sum > most {
                return None;
            }
        }
    }
    Some(sum)
}

/// Letters of a name, the measure that prices are divided by.
pub(super) fn letters(words: &[Word]) -> usize {
    words.iter().map(|w| w.text.chars().count()).sum::<usize>().max(1)
}

/// Farthest that two spellings of one name may lie apart, a letter, when one of them looks written back (`dzh`, `kh` …).
/// Kembridzh and Cambridge, .039, are the farthest of the pairs in the tests that must hold.
const SAME_SIGNED: f32 = 0.045;
/// When neither does. Libya and Livia, .033, must hold; Biden and Baden, .036, must not.
const SAME_PLAIN: f32 = 0.0335;
/// What vowels alone may cost a letter when neither looks written back: names of different people and provinces differ by
/// a vowel (Dallas and Dulles, .030).
const SAME_VOWELS: f32 = 0.0275;
/// When neither does and their consonants are written alike, so that nothing speaks for a round trip.
const SAME_CONSONANTS: f32 = 0.0275;

/// Fewest letters for which sharing a skeleton says anything: below, only equal spellings are the same.
const FEWEST_LETTERS: usize = 3;

/// Distance a letter between two Latin spellings as spellings of one name: 0 for the same up to case and spacing, `None`
/// when they are different names.
///
/// The question is symmetric: either may be the one that made the round trip. Chinese and Japanese names are also compared
/// through their syllable tables, source forms through their schemes.
///
/// ```ignore
/// assert!(same_name("dzhebhat", "jabhat").is_some());
/// assert!(same_name("Iran", "Iraq").is_none());
/// ```
pub fn same_name(a: &str, b: &str) -> Option<f32> {
    let (a, b) = (&*composed(a), &*composed(b));
    let (fa, fb) = (fold(a), fold(b));
    if fa.is_empty() || fb.is_empty() {
        return None;
    }
    if fa == fb {
        return Some(0.0);
    }
    let (wa, wb) = (words(a), words(b));
    if fold(&joined(&wa)) == fold(&joined(&wb)) || reread(a, &fb) || reread(b, &fa) {
        return Some(0.0);
    }
    let length = letters(&wa).max(letters(&wb));
    if length < FEWEST_LETTERS {
        return None;
    }
    let share = |share: f32| (share * 100.0 * length as f32) as u16;
    let (most, vowels) = if looks_back_transliterated(a) || looks_back_transliterated(b) {
        (share(SAME_SIGNED), share(SAME_SIGNED))
    } else if consonants(&fa).eq(consonants(&fb)) {
        (share(SAME_CONSONANTS), share(SAME_CONSONANTS))
    } else {
        (share(SAME_PLAIN), share(SAME_VOWELS))
    };
    let price = [(&wa, &wb), (&wb, &wa)].into_iter().filter_map(|(q, n)| {
        let cheapest = |q: &[Word], n: &[Word], most, vowels| {
            let queries = readings(q, Side::Query, QUERY_EFFORT);
            let names = readings(n, Side::Name, NAME_EFFORT);
            cheapest(&queries, &names, most, vowels)
        };
        let whole = cheapest(q, n, most, vowels);
        // Word by word no reading of one word crowds out those of another.
        let (q, n): (Vec<&Word>, Vec<&Word>) = (q.iter().filter(|w| !w.particle).collect(), n.iter().filter(|w| !w.particle).collect());
        let by_words = (q.len() == n.len() && q.len() > 1)
            .then(|| {
                q.iter().zip(&n).try_fold(0, |sum, (&q, &n)| {
                    let (q, n) = (std::slice::from_ref(q), std::slice::from_ref(n));
                    let word = cheapest(q, n, most - sum, vowels)?;
                    Some(sum + word)
                })
            })
            .flatten();
        whole.into_iter().chain(by_words).min()
    });
    price.min().map(|p| f32::from(p) / 100.0 / length as f32)
}

fn consonants(folded: &str) -> impl Iterator<Item = char> {
    folded.chars().filter(|&c| !is_vowel(c))
}

fn joined(words: &[Word]) -> String {
    words.iter().map(|w| w.text.as_str()).collect()
}

fn cheapest(queries: &[Reading], names: &[Reading], most: u16, vowels: u16) -> Option<u16> {
    let mut best = None;
    for q in queries {
        for n in names.iter().filter(|n| n.skeleton() == q.skeleton()) {
            let room = best.unwrap_or(most);
            let readings = q.price + n.price;
            if readings <= room
                && let Some(gaps) = gaps_price(q.gaps(), n.gaps(), vowels.min(room - readings))
            {
                best = Some(readings + gaps);
            }
        }
    }
    best
}

/// Whether `folded` is what a syllable table or a scheme makes of `name`.
fn reread(name: &str, folded: &str) -> bool {
    let mut spellings = syllables::chinese_spellings(name);
    spellings.extend(syllables::japanese_spellings(name));
    if script_of(name) != Script::Latin {
        spellings.extend(romanize(name));
    }
    spellings.iter().any(|s| fold(s) == folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn price(a: &str, b: &str, place: Place) -> u16 {
        gap_price(code(a) as Gap, code(b) as Gap, place)
    }

    #[test]
    fn vowels_that_are_confused_cost_little() {
        assert_eq!(price("", "", Place::Medial), 0);
        assert!(price("e", "i", Place::Medial) < price("a", "i", Place::Medial));
        assert!(price("ia", "a", Place::Medial) < 10);
        assert!(price("iai", "ai", Place::Medial) < 20, "pieces of two letters add up");
    }

    #[test]
    fn the_end_of_a_name_tells_persons_apart() {
        assert!(price("a", "o", Place::Final) > 2 * price("a", "o", Place::Medial));
        assert!(price("", "a", Place::Final) > price("", "e", Place::Final));
    }

    #[test]
    fn distance_is_symmetric() {
        for (a, b) in [("Khilton", "Hilton"), ("Livia", "Libya"), ("Iran", "Iraq"), ("Makron", "Macron")] {
            assert_eq!(same_name(a, b), same_name(b, a), "{a} {b}");
        }
    }
}
