//! What a misspelled word was probably meant to be.

use std::cmp::Ordering;

use super::lexicon::{Entry, Lexicon};

/// A listed form near the one asked about.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// In the case of the word asked about; two words where a blank was missing.
    pub form: String,
    /// How unlikely it is: 0 for a common word recorded for this misspelling, about 1 for a
    /// common word one wrong letter away, and never above [`MAX_COST`].
    pub cost: f32,
}

/// Suggestions that cost more are worth nobody's time.
pub const MAX_COST: f32 = 3.2;

/// Longest word searched for, in letters: longer ones are chemistry, or no words at all.
const MAX_LETTERS: usize = 40;

/// Cost of a step down in frequency class. This and the prices of slips below were fitted to
/// recorded typos: they keep the right word ahead of its neighbours most often.
const RARER: f32 = 0.043;

/// Added for words hardly ever counted, and again for those in one large list only.
const UNCOUNTED: f32 = 0.067;

/// Added for a name where the word asked about is in lower case.
const NAME: f32 = 0.35;

/// A blank that was not typed.
const SPLIT: f32 = 1.0;

/// A cost below which a word one edit away is taken without looking two edits away.
const GOOD: f32 = 1.2;

/// Shortest word, in letters, that is looked for three edits away when nothing is nearer.
const LONG: usize = 8;

/// The most likely listed forms for an unlisted word as it stands in the text, best first.
pub fn suggest(lexicon: &Lexicon, word: &str, limit: usize) -> Vec<Suggestion> {
    let case = Case::of(word);
    let folded = fold(word);
    let letters: Vec<char> = folded.chars().collect();
    if limit == 0 || letters.is_empty() || letters.len() > MAX_LETTERS {
        return Vec::new();
    }
    let mut found = Ranking::new(lexicon, case, &letters);
    if let Some(right) = lexicon.misspelling(&folded) {
        found.add(right, 0.0);
    }
    found.near(&letters, 1);
    let squeezed = squeeze(&letters);
    if squeezed.len() < letters.len() {
        found.near(&squeezed, 1);
    }
    if letters.len() > 3 && found.best() > GOOD {
        found.near(&letters, 2);
    }
    if letters.len() >= LONG && found.found.is_empty() {
        found.near(&letters, 3);
    }
    found.split(&folded);
    found.finish(limit)
}

/// The word that `left` and `right` make when the blank between them is a slip (`to gether`), or
/// when a prefix wants a hyphen (`anti terrorist`).
///
/// Both parts can be good words (`any one`): then the suggestion costs more than 1.
pub fn joined(lexicon: &Lexicon, left: &str, right: &str) -> Option<Suggestion> {
    let (first, second) = (fold(left), fold(right));
    if first.is_empty() || second.is_empty() {
        return None;
    }
    let word = |form: &str| lexicon.get(form).filter(|entry| entry.is_word());
    let whole = format!("{first}{second}");
    let prefixed = PREFIXES.contains(&first.as_str());
    let (suggested, whole) = match word(&whole) {
        Some(entry) if !prefixed || entry.frequency() > 2 => (entry, whole),
        _ if prefixed => (word(&second)?, format!("{first}-{second}")),
        _ => return None,
    };
    let separate = if prefixed { [None, None] } else { [word(&first), word(&second)] };
    // Two good words are likely to be meant, the more so the commoner they are: "in to".
    let doubt = match separate {
        [Some(one), Some(other)] => 0.6 + 0.03 * f32::from(one.frequency() + other.frequency()),
        _ => 0.0,
    };
    let cost = rarity(suggested) + doubt;
    (cost <= MAX_COST).then(|| Suggestion { form: Case::of(left).apply(lexicon, &whole), cost })
}

/// Prefixes that are no words on their own, so that a blank after one is always a slip.
const PREFIXES: &[&str] = &[
    "anti", "bi", "co", "cyber", "de", "eco", "electro", "extra", "geo", "hydro", "hyper", "inter", "intra", "macro", "micro", "mid", "multi", "neo", "neuro",
    "non", "post", "pre", "pro", "pseudo", "psycho", "quasi", "re", "semi", "socio", "sub", "super", "trans", "tri", "ultra", "un",
];

fn rarity(entry: Entry) -> f32 {
    let class = entry.frequency();
    let uncounted = u8::from(class <= 5) + u8::from(class <= 1);
    RARER * (30.0 - f32::from(class)).max(0.0) + UNCOUNTED * f32::from(uncounted)
}

fn fold(word: &str) -> String {
    word.replace('’', "'").to_lowercase()
}

/// Two letters where there were three or more.
fn squeeze(letters: &[char]) -> Vec<char> {
    let mut kept: Vec<char> = Vec::with_capacity(letters.len());
    for letter in letters {
        if !kept.ends_with(&[*letter, *letter]) {
            kept.push(*letter);
        }
    }
    kept
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Case {
    Lower,
    Title,
    Upper,
}

impl Case {
    fn of(word: &str) -> Case {
        let mut letters = word.chars().filter(|letter| letter.is_alphabetic());
        if !letters.next().is_some_and(char::is_uppercase) {
            return Case::Lower;
        }
        let mut rest = letters.peekable();
        if rest.peek().is_some() && rest.all(char::is_uppercase) { Case::Upper } else { Case::Title }
    }

    fn apply(self, lexicon: &Lexicon, form: &str) -> String {
        match self {
            Case::Lower => form.split(' ').map(|part| lexicon.written(part)).collect::<Vec<_>>().join(" "),
            Case::Upper => form.to_uppercase(),
            Case::Title => {
                let written = lexicon.written(form);
                let mut letters = written.chars();
                let first = letters.next().into_iter().flat_map(char::to_uppercase);
                first.chain(letters).collect()
            }
        }
    }
}

struct Ranking<'a> {
    lexicon: &'a Lexicon,
    case: Case,
    letters: &'a [char],
    found: Vec<(String, f32)>,
}

impl<'a> Ranking<'a> {
    fn new(lexicon: &'a Lexicon, case: Case, letters: &'a [char]) -> Ranking<'a> {
        Ranking { lexicon, case, letters, found: Vec::new() }
    }

    fn add(&mut self, form: &str, cost: f32) {
        match self.found.iter_mut().find(|known| known.0 == form) {
            Some(known) => known.1 = known.1.min(cost),
            None => self.found.push((form.to_owned(), cost)),
        }
    }

    fn best(&self) -> f32 {
        self.found.iter().map(|known| known.1).fold(f32::INFINITY, f32::min)
    }

    /// Adds the listed forms within so many edits.
    fn near(&mut self, letters: &[char], edits: usize) {
        let mut walk = Walk::new(self.lexicon, letters, edits);
        walk.run();
        for (form, entry) in walk.hits {
            let candidate: Vec<char> = form.chars().collect();
            if candidate == self.letters {
                continue;
            }
            let mut cost = distance(self.letters, &candidate) + rarity(entry);
            if !entry.is_word() && self.case == Case::Lower {
                cost += NAME;
            }
            if cost <= MAX_COST {
                self.add(&form, cost);
            }
        }
    }

    /// Adds pairs of common words.
    fn split(&mut self, folded: &str) {
        let mut best: Option<(f32, String)> = None;
        for (at, _) in folded.char_indices().skip(1) {
            let (left, right) = folded.split_at(at);
            // "A" and "I" open phrases and do not close them.
            let (Some(first), Some(second)) = (part(self.lexicon, left), part(self.lexicon, right).filter(|_| right.len() > 1)) else {
                continue;
            };
            let cost = SPLIT + rarity(first) + rarity(second);
            if best.as_ref().is_none_or(|known| cost < known.0) {
                best = Some((cost, format!("{left} {right}")));
            }
        }
        if let Some((cost, form)) = best {
            self.add(&form, cost);
        }
    }

    fn finish(mut self, limit: usize) -> Vec<Suggestion> {
        let order = |a: &(String, f32), b: &(String, f32)| -> Ordering { a.1.total_cmp(&b.1).then_with(|| a.0.cmp(&b.0)) };
        self.found.sort_by(order);
        self.found.truncate(limit);
        self.found.iter().map(|(form, cost)| Suggestion { form: self.case.apply(self.lexicon, form), cost: *cost }).collect()
    }
}

/// A word that may stand in a split: the shorter, the more common it has to be.
fn part(lexicon: &Lexicon, form: &str) -> Option<Entry> {
    let entry = lexicon.get(form).filter(|entry| entry.is_word())?;
    let least = match form.len() {
        1 if form == "a" || form == "i" => 0,
        1 => return None,
        2 => 24,
        3 => 20,
        _ => 16,
    };
    (entry.frequency() >= least).then_some(entry)
}

/// A walk through the word list that keeps one row of the edit distance table for each letter
/// and turns back when the whole row is above the bound.
///
/// The automata of the fst crate need 1 ms to build for two edits, refuse long words, and do not
/// count a transposition as one edit; this visits a few thousand nodes and does.
struct Walk<'a> {
    fst: &'a fst::raw::Fst<&'static [u8]>,
    letters: &'a [char],
    edits: usize,
    /// Rows of `letters.len() + 1` cells, one for each letter of the path and one before.
    rows: Vec<u8>,
    path: Vec<char>,
    hits: Vec<(String, Entry)>,
}

impl<'a> Walk<'a> {
    fn new(lexicon: &'a Lexicon, letters: &'a [char], edits: usize) -> Walk<'a> {
        let row = (0..=letters.len()).map(|cell| cell.min(edits + 1) as u8);
        Walk { fst: lexicon.fst(), letters, edits, rows: row.collect(), path: Vec::new(), hits: Vec::new() }
    }

    fn run(&mut self) {
        self.descend(self.fst.root().addr(), 0, 0, 0);
    }

    /// `rest` and `wanted`: bits and bytes of a letter that is not complete yet.
    fn descend(&mut self, address: usize, output: u64, rest: u32, wanted: u32) {
        let node = self.fst.node(address);
        if node.is_final() && wanted == 0 && self.last_cell() <= self.edits as u8 {
            let bits = output + node.final_output().value();
            self.hits.push((self.path.iter().collect(), Entry::from_bits(bits)));
        }
        for step in node.transitions() {
            let output = output + step.out.value();
            let (bits, missing) = match step.inp {
                byte @ 0..0x80 => (u32::from(byte), 0),
                byte @ 0x80..0xC0 => (rest << 6 | u32::from(byte & 0x3F), wanted - 1),
                byte @ 0xC0..0xE0 => (u32::from(byte & 0x1F), 1),
                byte @ 0xE0..0xF0 => (u32::from(byte & 0x0F), 2),
                byte => (u32::from(byte & 0x07), 3),
            };
            if missing > 0 {
                self.descend(step.addr, output, bits, missing);
                continue;
            }
            let Some(letter) = char::from_u32(bits) else {
                continue;
            };
            // First letters are seldom wrong, and trying them all is most of the work.
            if self.edits > 1 && self.path.is_empty() && !self.letters[..2.min(self.letters.len())].contains(&letter) {
                continue;
            }
            if self.push(letter) {
                self.descend(step.addr, output, 0, 0);
            }
            self.pop();
        }
    }

    fn last_cell(&self) -> u8 {
        *self.rows.last().expect("the first row is never popped")
    }

    /// Adds the row of one more letter; false if no cell is within the bound.
    fn push(&mut self, letter: char) -> bool {
        let width = self.letters.len() + 1;
        let over = self.edits as u8 + 1;
        let above = self.rows.len() - width;
        let depth = self.path.len() + 1;
        let before = self.path.last().copied();
        self.path.push(letter);
        self.rows.resize(self.rows.len() + width, over);
        let (rows, row) = self.rows.split_at_mut(above + width);
        row[0] = depth.min(over as usize) as u8;
        let first = depth.saturating_sub(self.edits).max(1);
        let last = (depth + self.edits).min(width - 1);
        let mut least = row[0];
        for at in first..=last {
            let typed = self.letters[at - 1];
            let mut cell = rows[above + at - 1] + u8::from(typed != letter);
            cell = cell.min(rows[above + at] + 1).min(row[at - 1] + 1);
            if at > 1 && before == Some(typed) && self.letters[at - 2] == letter {
                cell = cell.min(rows[above - width + at - 2] + 1);
            }
            row[at] = cell.min(over);
            least = least.min(cell);
        }
        least <= self.edits as u8
    }

    fn pop(&mut self) {
        self.path.pop();
        self.rows.truncate(self.rows.len() - self.letters.len() - 1);
    }
}

/// What it costs that `typed` was written for `meant`: optimal string alignment with a price for
/// each kind of slip.
fn distance(typed: &[char], meant: &[char]) -> f32 {
    let (rows, width) = (typed.len() + 1, meant.len() + 1);
    let mut table = vec![0.0f32; rows * width];
    for at in 1..width {
        table[at] = table[at - 1] + missing(meant, at - 1);
    }
    for row in 1..rows {
        table[row * width] = table[(row - 1) * width] + surplus(typed, row - 1);
        for at in 1..width {
            let edge = Edge::of(row == 1 && at == 1, row + 1 == rows && at + 1 == width);
            let mut cost = table[(row - 1) * width + at - 1] + replaced(typed[row - 1], meant[at - 1], edge);
            cost = cost.min(table[row * width + at - 1] + missing(meant, at - 1));
            cost = cost.min(table[(row - 1) * width + at] + surplus(typed, row - 1));
            if row > 1 && at > 1 && typed[row - 1] == meant[at - 2] && typed[row - 2] == meant[at - 1] {
                let swapped = if row == 2 && at == 2 { 0.8 } else { 0.42 };
                cost = cost.min(table[(row - 2) * width + at - 2] + swapped);
            }
            table[row * width + at] = cost;
        }
    }
    table[table.len() - 1]
}

/// First letters are seldom wrong, last ones less often than those between.
#[derive(Clone, Copy)]
enum Edge {
    First,
    Last,
    None,
}

impl Edge {
    fn of(first: bool, last: bool) -> Edge {
        if first {
            Edge::First
        } else if last {
            Edge::Last
        } else {
            Edge::None
        }
    }

    fn factor(self) -> f32 {
        match self {
            Edge::First => 1.45,
            Edge::Last => 1.2,
            Edge::None => 1.0,
        }
    }
}

/// The letter `meant[at]` was not typed.
fn missing(meant: &[char], at: usize) -> f32 {
    let letter = meant[at];
    if letter == '\'' || (at > 0 && meant[at - 1] == letter) {
        return 0.4;
    }
    let silent = is_vowel(letter) || (letter == 'h' && at > 0);
    Edge::of(at == 0, at + 1 == meant.len()).factor() * if silent { 0.48 } else { 0.53 }
}

/// The letter `typed[at]` should not be there.
fn surplus(typed: &[char], at: usize) -> f32 {
    let letter = typed[at];
    if at > 0 && typed[at - 1] == letter {
        return 0.72;
    }
    let echo = at > 1 && typed[at - 2] == letter;
    let brushed = echo || [at.wrapping_sub(1), at + 1].iter().any(|next| typed.get(*next).is_some_and(|next| are_neighbours(letter, *next)));
    let price = if is_vowel(letter) { 0.72 } else { 0.88 };
    Edge::of(at == 0, at + 1 == typed.len()).factor() * if brushed { 0.88 * price } else { price }
}

fn replaced(typed: char, meant: char, edge: Edge) -> f32 {
    if typed == meant {
        return 0.0;
    }
    let price = if same_base(typed, meant) {
        0.4
    } else if is_vowel(typed) && is_vowel(meant) {
        0.74
    } else if sound_alike(typed, meant) {
        0.9
    } else {
        1.1
    };
    edge.factor() * if are_neighbours(typed, meant) { 0.9 * price } else { price }
}

fn sound_alike(one: char, other: char) -> bool {
    const PAIRS: [&str; 13] = ["cs", "ck", "cq", "cx", "kq", "sz", "sx", "fv", "gj", "dt", "bp", "mn", "lr"];
    PAIRS.iter().any(|pair| pair.contains(one) && pair.contains(other))
}

/// Whether the keys lie side by side.
fn are_neighbours(one: char, other: char) -> bool {
    const ROWS: [&[u8]; 3] = [b"qwertyuiop", b"asdfghjkl", b"zxcvbnm"];
    let place = |letter: char| {
        let letter = u8::try_from(letter).ok()?;
        ROWS.iter().enumerate().find_map(|(row, keys)| {
            let column = keys.iter().position(|key| *key == letter)?;
            // Each row is set a little to the right of the one above.
            Some((row as i32, column as i32 * 5 + row as i32 * 2))
        })
    };
    match (place(one), place(other)) {
        (Some((row, x)), Some((other_row, other_x))) => (row - other_row).abs() <= 1 && (x - other_x).abs() <= 5,
        _ => false,
    }
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// Whether the letters differ in an accent only.
fn same_base(one: char, other: char) -> bool {
    use unicode_normalization::UnicodeNormalization;
    let base = |letter: char| std::iter::once(letter).nfd().next();
    (!one.is_ascii() || !other.is_ascii()) && base(one) == base(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(word: &str) -> String {
        suggest(Lexicon::embedded(), word, 1).pop().map_or_else(String::new, |suggestion| suggestion.form)
    }

    #[test]
    fn slips_of_the_seeds_are_corrected() {
        for (wrong, right) in [
            ("terrrorism", "terrorism"),
            ("esclation", "escalation"),
            ("presedent", "president"),
            ("sanctons", "sanctions"),
            ("goverment", "government"),
            ("Goverment", "Government"),
            ("GOVERMENT", "GOVERNMENT"),
            ("Eurpoe", "Europe"),
            ("dont", "don't"),
            ("accopmanied", "accompanied"),
            ("againts", "against"),
            ("coleagues", "colleagues"),
            ("aaaagreement", "agreement"),
        ] {
            assert_eq!(best(wrong), right);
        }
    }

    #[test]
    fn a_missing_blank_is_found() {
        assert_eq!(best("ofthe"), "of the");
        assert_eq!(best("inthe"), "in the");
        assert_eq!(best("Ofthe"), "Of the");
    }

    #[test]
    fn a_blank_too_many_is_found() {
        let lexicon = Lexicon::embedded();
        let form = |left, right| joined(lexicon, left, right).map(|suggestion| suggestion.form);
        assert_eq!(form("to", "gether").as_deref(), Some("together"));
        assert_eq!(form("anti", "epilepsy").as_deref(), Some("anti-epilepsy"));
        assert_eq!(form("Govern", "ment").as_deref(), Some("Government"));
        assert_eq!(form("the", "house"), None);
        assert_eq!(form("", "house"), None);
        let cost = |left, right| joined(lexicon, left, right).map_or(9.0, |found| found.cost);
        assert!(cost("to", "gether") < 1.0 && cost("any", "one") > 1.0);
    }

    #[test]
    fn results_are_ordered_and_bounded() {
        let found = suggest(Lexicon::embedded(), "wrold", 5);
        assert!(found.len() <= 5 && found[0].form == "world");
        assert!(found.windows(2).all(|pair| pair[0].cost <= pair[1].cost));
        assert!(found.iter().all(|suggestion| suggestion.cost <= MAX_COST));
        assert!(suggest(Lexicon::embedded(), "wrold", 0).is_empty());
    }

    #[test]
    fn odd_input_does_no_harm() {
        let lexicon = Lexicon::embedded();
        let long = "x".repeat(500);
        for word in ["", "'", "-", "ﬁ", "щщщ", "日本語", "İstanbul", "a", "🙂🙂", &long] {
            for suggestion in suggest(lexicon, word, 3) {
                assert!(!suggestion.form.is_empty());
            }
            let _ = joined(lexicon, word, word);
        }
    }
}
