//! How far two spellings of one name lie apart: the prices of their readings, plus their vowels gap by gap.

use std::cell::OnceCell;

use super::article::{Word, words};
use super::fold::fold;
use super::key::{Effort, Gap, NAME_EFFORT, QUERY_EFFORT, Reading, Side, composed, readings, vowel_digit};
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
    total(a, b, most, gap_price)
}

/// The same where the first reading comes from a script that leaves out short vowels: what stands there counts, what does not
/// is anything.
pub(super) fn unwritten_gaps_price(a: &[Gap], b: &[Gap], most: u16) -> Option<u16> {
    total(a, b, most, |x, y, place| match (x, digits(y).1) {
        (0, vowels) => UNWRITTEN * vowels as u16,
        _ => gap_price(x, y, place),
    })
}

/// Price of a vowel that a script leaves out.
const UNWRITTEN: u16 = 3;

fn total(a: &[Gap], b: &[Gap], most: u16, price: impl Fn(Gap, Gap, Place) -> u16) -> Option<u16> {
    let mut sum = 0;
    let last = a.len() - 1;
    for (at, (&x, &y)) in a.iter().zip(b).enumerate() {
        if x != y {
            let place = match at {
                0 => Place::Initial,
                _ if at == last => Place::Final,
                _ => Place::Medial,
            };
            sum += price(x, y, place);
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

/// A spelling made ready for comparing: what each comparison would otherwise work out again. Parts that only close
/// spellings need are made when first asked for.
pub struct Spelling {
    text: String,
    folded: String,
    /// The folded words in one.
    joined: String,
    words: Vec<Word>,
    signed: OnceCell<bool>,
    /// What a syllable table or a scheme makes of it, folded.
    reread: OnceCell<Vec<String>>,
    /// As it came back, and as a name: of the whole and of each word that is no particle.
    queries: OnceCell<Vec<Vec<Reading>>>,
    names: OnceCell<Vec<Vec<Reading>>>,
}

impl Spelling {
    /// Reads a spelling.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let text = composed(text).into_owned();
        let words = words(&text);
        let joined = fold(&words.iter().map(|w| w.text.as_str()).collect::<String>());
        let folded = fold(&text);
        Self { text, folded, joined, words, signed: OnceCell::new(), reread: OnceCell::new(), queries: OnceCell::new(), names: OnceCell::new() }
    }

    /// Distance a letter between two spellings as spellings of one name: 0 for the same up to case and spacing, `None`
    /// when they are different names.
    ///
    /// The question is symmetric: either may be the one that made the round trip. Chinese and Japanese names are also
    /// compared through their syllable tables, source forms through their schemes.
    #[must_use]
    pub fn distance(&self, other: &Self) -> Option<f32> {
        if self.folded.is_empty() || other.folded.is_empty() {
            return None;
        }
        if self.folded == other.folded || self.joined == other.joined || self.is_reread(&other.folded) || other.is_reread(&self.folded) {
            return Some(0.0);
        }
        let length = letters(&self.words).max(letters(&other.words));
        if length < FEWEST_LETTERS {
            return None;
        }
        let share = |share: f32| (share * 100.0 * length as f32) as u16;
        let (most, vowels) = if self.is_signed() || other.is_signed() {
            (share(SAME_SIGNED), share(SAME_SIGNED))
        } else if consonants(&self.folded).eq(consonants(&other.folded)) {
            (share(SAME_CONSONANTS), share(SAME_CONSONANTS))
        } else {
            (share(SAME_PLAIN), share(SAME_VOWELS))
        };
        let price = [(self, other), (other, self)].into_iter().filter_map(|(query, name)| {
            let (queries, names) = (query.queries(), name.names());
            let whole = cheapest(&queries[0], &names[0], most, vowels);
            // Word by word no reading of one word crowds out those of another.
            let by_words = (queries.len() == names.len() && queries.len() > 2)
                .then(|| queries[1..].iter().zip(&names[1..]).try_fold(0, |sum, (q, n)| Some(sum + cheapest(q, n, most - sum, vowels)?)))
                .flatten();
            whole.into_iter().chain(by_words).min()
        });
        price.min().map(|p| f32::from(p) / 100.0 / length as f32)
    }

    fn is_signed(&self) -> bool {
        *self.signed.get_or_init(|| looks_back_transliterated(&self.text))
    }

    /// Whether `folded` is what a syllable table or a scheme makes of this spelling.
    fn is_reread(&self, folded: &str) -> bool {
        let made = self.reread.get_or_init(|| {
            let mut spellings = syllables::chinese_spellings(&self.text);
            spellings.extend(syllables::japanese_spellings(&self.text));
            if script_of(&self.text) != Script::Latin {
                spellings.extend(romanize(&self.text));
            }
            spellings.iter().map(|spelling| fold(spelling)).collect()
        });
        made.iter().any(|spelling| spelling == folded)
    }

    fn queries(&self) -> &[Vec<Reading>] {
        self.queries.get_or_init(|| self.read(Side::Query, QUERY_EFFORT))
    }

    fn names(&self) -> &[Vec<Reading>] {
        self.names.get_or_init(|| self.read(Side::Name, NAME_EFFORT))
    }

    fn read(&self, side: Side, effort: Effort) -> Vec<Vec<Reading>> {
        let by_words = self.words.iter().filter(|w| !w.particle).map(|word| readings(std::slice::from_ref(word), side, effort));
        std::iter::once(readings(&self.words, side, effort)).chain(by_words).collect()
    }
}

/// Distance a letter between two spellings; see [`Spelling::distance`].
///
/// ```ignore
/// assert!(same_name("dzhebhat", "jabhat").is_some());
/// assert!(same_name("Iran", "Iraq").is_none());
/// ```
#[must_use]
pub fn same_name(a: &str, b: &str) -> Option<f32> {
    Spelling::new(a).distance(&Spelling::new(b))
}

fn consonants(folded: &str) -> impl Iterator<Item = char> {
    folded.chars().filter(|&c| !is_vowel(c))
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
