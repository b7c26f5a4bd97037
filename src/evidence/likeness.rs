//! Whether two spellings that texts write may be of one name.

use std::cell::OnceCell;

use crate::knowledge::names::key;
use crate::knowledge::romanize::Spelling;
use crate::text::fold::fold_accents;

/// A spelling made ready for being compared with others: what is dear is worked out when first asked for.
pub struct Likeness {
    form: String,
    /// The form with the habits of romanisations taken off, and its letters as bits.
    rough: OnceCell<(String, u32)>,
    sound: OnceCell<Spelling>,
}

impl Likeness {
    /// Takes a folded spelling.
    #[must_use]
    pub fn new(form: &str) -> Self {
        Self { form: form.to_owned(), rough: OnceCell::new(), sound: OnceCell::new() }
    }

    /// The folded spelling.
    #[must_use]
    pub fn form(&self) -> &str {
        &self.form
    }

    /// How far apart two spellings sound, a letter; `None` for different names.
    #[must_use]
    pub fn distance(&self, other: &Self) -> Option<f32> {
        // Reading a name by its sounds is dear, and names that are written this differently sound different.
        let most = if self.form.len().max(other.form.len()) >= 9 { 3 } else { 2 };
        let [(one, ours), (two, theirs)] = [self, other].map(|of| {
            of.rough.get_or_init(|| {
                let rough = rough(&of.form);
                let letters = rough.bytes().fold(0, |letters, byte| letters | 1 << (byte % 32));
                (rough, letters)
            })
        });
        // One slip changes two letters of a set at most.
        if (ours ^ theirs).count_ones() as usize > 2 * most || strsim::levenshtein(one, two) > most {
            return None;
        }
        let [one, two] = [self, other].map(|of| of.sound.get_or_init(|| Spelling::new(&of.form)));
        one.distance(two)
    }
}

/// Consonants in classes that romanisations confuse, doubled ones once; vowels fall away.
#[must_use]
pub fn skeleton(form: &str) -> String {
    let mut out = String::new();
    for c in fold_accents(form).chars() {
        let class = match c {
            'b' | 'p' | 'v' | 'w' | 'f' => 'b',
            'c' | 's' | 'z' | 'x' => 's',
            'g' | 'k' | 'q' | 'j' => 'k',
            'd' | 't' => 't',
            'm' | 'n' => 'n',
            'l' | 'r' => c,
            _ => continue,
        };
        if !out.ends_with(class) {
            out.push(class);
        }
    }
    out
}

/// One letter for each sound that romanisations write in several ways; doubled letters once.
#[must_use]
pub fn rough(form: &str) -> String {
    const GROUPS: &[(&str, char)] =
        &[("dzh", 'j'), ("kh", 'h'), ("zh", 'j'), ("sh", 's'), ("tch", 'c'), ("ch", 'c'), ("ts", 'c'), ("ck", 'k'), ("ou", 'u'), ("w", 'v'), ("y", 'i')];
    let form = fold_accents(form);
    let mut out = String::with_capacity(form.len());
    let mut rest = &*form;
    while let Some(first) = rest.chars().next() {
        let group = GROUPS.iter().find(|(written, _)| rest.starts_with(written));
        let (letter, length) = group.map_or((first, first.len_utf8()), |(written, letter)| (*letter, written.len()));
        if !out.ends_with(letter) {
            out.push(letter);
        }
        rest = &rest[length..];
    }
    out
}

/// Whether two spellings differ only by the habits of good romanisations: Emelyanenko, Emelianenko.
#[must_use]
pub fn is_other_scheme(one: &str, other: &str) -> bool {
    let plain = |text: &str| {
        let mut out = key(text).replace(['-', '\''], "");
        for (from, to) in [
            ("iu", "yu"),
            ("ia", "ya"),
            ("iy", "y"),
            ("yy", "y"),
            ("ii", "y"),
            ("yi", "y"),
            ("ye", "e"),
            ("yo", "e"),
            ("ie", "e"),
            ("kh", "h"),
            ("ks", "x"),
            ("dj", "j"),
            ("dzh", "j"),
            ("ou", "u"),
            ("i", "y"),
            ("q", "k"),
        ] {
            out = out.replace(from, to);
        }
        let mut letters: Vec<char> = out.chars().collect();
        letters.dedup();
        // Hasakah, Hasakeh, Hasaka
        if letters.ends_with(&['a', 'h']) || letters.ends_with(&['e', 'h']) {
            letters.truncate(letters.len() - 2);
            letters.push('a');
        }
        letters.into_iter().collect::<String>()
    };
    plain(one) == plain(other)
}

/// A form with each `j` between a consonant and a vowel as the `y` that news desks write: Karjakin, Karyakin.
#[must_use]
pub fn iotated(form: &str) -> String {
    let letters: Vec<char> = form.chars().collect();
    let is_vowel = |at: usize| letters.get(at).is_some_and(|c| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y'));
    let softens = |at: usize| letters[at] == 'j' && at > 0 && !is_vowel(at - 1) && letters[at - 1] != 'd' && is_vowel(at + 1);
    letters.iter().enumerate().map(|(at, c)| if softens(at) { 'y' } else { *c }).collect()
}

/// Forms of one word that differ as they should: Crimea, Crimean; Kurd, Kurds; Ivanov, Ivanova.
#[must_use]
pub fn inflected(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let stem = short.bytes().zip(long.bytes()).take_while(|(x, y)| x == y).count();
    let ending = |word: &str| word.is_char_boundary(stem) && word.len() - stem <= 3;
    if !ending(short) || !ending(long) {
        return false;
    }
    let endings = [
        "", "s", "n", "an", "ans", "ian", "ians", "i", "is", "ese", "a", "e", "er", "ers", "ic", "ish", "y", "ie", "ies", "o", "os", "as", "ia", "ism", "ist",
        "ists", "aya", "na", "va", "iy", "ij",
    ];
    let (x, y) = (&short[stem..], &long[stem..]);
    // -y beside -i is one ending written in two ways.
    if matches!((x, y), ("y", "i") | ("i", "y")) {
        return false;
    }
    endings.contains(&x) && endings.contains(&y)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn habits_of_good_romanisations_are_no_difference() {
        assert!(is_other_scheme("Emelyanenko", "Emelianenko"));
        assert!(is_other_scheme("Hasakah", "Hasakeh"));
        assert!(is_other_scheme(&iotated("Karjakin"), "Karyakin"));
        assert!(!is_other_scheme("Daura", "Dara"));
    }

    #[test]
    fn inflected_forms_are_not_two_spellings() {
        assert!(inflected("crimea", "crimean"));
        assert!(inflected("ivanov", "ivanova"));
        assert!(!inflected("akhmetov", "ahmetov"));
    }
}
