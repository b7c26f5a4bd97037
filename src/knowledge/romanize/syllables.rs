//! Names that are spelt by syllables: Chinese (Pinyin, Wade–Giles, Palladius) and Japanese (Hepburn, Kunrei, Polivanov).

use rustc_hash::FxHashMap;

use super::rules::{Lazy, rows};
use super::scheme::romanize_russian;

/// A syllable under its three spellings.
struct Syllable {
    latin: &'static str,
    /// Wade–Giles or Kunrei.
    other: &'static str,
    cyrillic: &'static str,
}

struct Table {
    by_latin: FxHashMap<&'static str, Syllable>,
    by_char: FxHashMap<&'static str, &'static str>,
}

fn chinese() -> &'static Table {
    static TABLE: Lazy<Table> = Lazy::new(|| {
        let mut table = Table { by_latin: FxHashMap::default(), by_char: FxHashMap::default() };
        for row in rows(include_str!("../data/schemes/zh-syllables.csv")) {
            let characters = row[3];
            for (at, c) in characters.char_indices() {
                table.by_char.insert(&characters[at..at + c.len_utf8()], row[0]);
            }
            table.by_latin.insert(row[0], Syllable { latin: row[0], other: row[1], cyrillic: row[2] });
        }
        table
    });
    &TABLE
}

fn japanese() -> &'static Table {
    static TABLE: Lazy<Table> = Lazy::new(|| {
        let mut table = Table { by_latin: FxHashMap::default(), by_char: FxHashMap::default() };
        for row in rows(include_str!("../data/schemes/ja-syllables.csv")) {
            table.by_char.insert(row[3], row[0]);
            let syllable = Syllable { latin: row[0], other: row[1], cyrillic: row[2] };
            // The syllabary comes before the loans: the first spelling of a syllable is the Japanese one.
            table.by_latin.entry(row[0]).or_insert(syllable);
        }
        table
    });
    &TABLE
}

/// Splits a lower-case word into syllables of the table, longest first with backtracking.
fn split(table: &'static Table, word: &str) -> Option<Vec<&'static Syllable>> {
    const LONGEST: usize = 6;
    if word.is_empty() {
        return Some(Vec::new());
    }
    let ends: Vec<usize> = word.char_indices().map(|(i, c)| i + c.len_utf8()).take(LONGEST).collect();
    ends.iter().rev().find_map(|&end| {
        let syllable = table.by_latin.get(&word[..end])?;
        let mut rest = split(table, &word[end..])?;
        rest.insert(0, syllable);
        Some(rest)
    })
}

/// Fewest syllables for which reading a name as Chinese or Japanese says anything.
const FEWEST_SYLLABLES: usize = 2;

/// Longest word that is tried; no real name of either kind is longer.
const LONGEST_WORD: usize = 24;

fn read(table: &'static Table, words: &[String]) -> Option<Vec<Vec<&'static Syllable>>> {
    if words.iter().any(|w| w.len() > LONGEST_WORD) {
        return None;
    }
    let read: Vec<_> = words.iter().map(|w| split(table, w)).collect::<Option<_>>()?;
    (read.iter().map(Vec::len).sum::<usize>() >= FEWEST_SYLLABLES).then_some(read)
}

fn words(name: &str) -> Vec<String> {
    name.split([' ', '-', '\'', '’']).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
}

/// The Cyrillic form (Palladius) of a name that can be read as Pinyin.
pub(super) fn palladius(name: &str) -> Option<String> {
    if !name.is_ascii() && !name.contains(['ü', 'Ü']) {
        return None;
    }
    // Within a word an apostrophe only separates syllables.
    let outer: Vec<&str> = name.split([' ', '-']).filter(|w| !w.is_empty()).collect();
    let mut out = Vec::new();
    let mut syllables = 0;
    for word in outer {
        let read = words(word).iter().map(|w| (w.len() <= LONGEST_WORD).then(|| split(chinese(), w)).flatten()).collect::<Option<Vec<_>>>()?;
        let read: Vec<_> = read.into_iter().flatten().collect();
        syllables += read.len();
        let cyrillic: String = read.iter().map(|s| s.cyrillic).collect();
        out.push(capitalize(&cyrillic));
    }
    (syllables >= FEWEST_SYLLABLES).then(|| out.join(" "))
}

/// The Cyrillic form (Polivanov) of a name that can be read as Hepburn.
pub(super) fn polivanov(name: &str) -> Option<String> {
    let read = read(japanese(), &hepburn_words(name)?)?;
    let word = |word: &Vec<&'static Syllable>| {
        let mut cyrillic = String::new();
        for (i, s) in word.iter().enumerate() {
            let after_vowel = i > 0 && word[i - 1].latin != "n";
            cyrillic.push_str(if s.latin == "i" && after_vowel { "й" } else { s.cyrillic });
        }
        capitalize(&cyrillic.replace("нб", "мб").replace("нп", "мп").replace("нм", "мм"))
    };
    Some(read.iter().map(word).collect::<Vec<_>>().join(" "))
}

/// Hepburn spelling as the table has it: long vowels short, doubled consonants single, m before b, p as n.
fn hepburn_words(name: &str) -> Option<Vec<String>> {
    let words: Vec<String> = words(name)
        .iter()
        .map(|w| {
            let mut out = String::new();
            for c in w.chars() {
                let c = match c {
                    'ō' | 'ô' => 'o',
                    'ū' | 'û' => 'u',
                    'ā' => 'a',
                    'ē' => 'e',
                    'ī' => 'i',
                    c => c,
                };
                let doubled = out.ends_with(c) && matches!(c, 'k' | 'p' | 's' | 't');
                if !doubled {
                    out.push(c);
                }
            }
            out.replace("tch", "ch").replace("mb", "nb").replace("mp", "np").replace("mm", "nm")
        })
        .collect();
    words.iter().all(|w| w.is_ascii()).then_some(words)
}

/// Other spellings of a name that can be read as Pinyin: Wade–Giles, and through Palladius under the Russian schemes.
pub(super) fn chinese_spellings(name: &str) -> Vec<String> {
    let Some(cyrillic) = palladius(name) else { return Vec::new() };
    romanize_russian(&cyrillic).into_iter().chain(wade_giles(name)).collect()
}

/// Other spellings of a name that can be read as Hepburn: Kunrei, and through Polivanov under the Russian schemes.
pub(super) fn japanese_spellings(name: &str) -> Vec<String> {
    let Some(cyrillic) = polivanov(name) else { return Vec::new() };
    romanize_russian(&cyrillic).into_iter().chain(kunrei(name)).collect()
}

/// Whether a name that can be read as Pinyin is likely to be Pinyin: Panama can be read so too.
pub(super) fn looks_chinese(name: &str) -> bool {
    let name = name.to_lowercase();
    ["zh", "x", "q", "ng", "uo", "ao", "ian", "iu", "ui", "ou"].iter().any(|g| name.contains(g))
}

/// Whether a word is well-formed Pinyin and looks it: one letter less or more makes another name, not a slip.
#[must_use]
pub fn is_pinyin(word: &str) -> bool {
    looks_chinese(word) && palladius(&capitalize(word)).is_some()
}

/// `Mao Zedong` → `Mao Tsê-tung`.
pub(super) fn wade_giles(name: &str) -> Option<String> {
    let read = read(chinese(), &words(name))?;
    let word = |w: &Vec<&'static Syllable>| capitalize(&w.iter().map(|s| s.other).collect::<Vec<_>>().join("-"));
    Some(read.iter().map(word).collect::<Vec<_>>().join(" "))
}

/// `Fuji` → `Huzi`.
pub(super) fn kunrei(name: &str) -> Option<String> {
    let read = read(japanese(), &hepburn_words(name)?)?;
    let word = |w: &Vec<&'static Syllable>| capitalize(&w.iter().map(|s| s.other).collect::<String>());
    Some(read.iter().map(word).collect::<Vec<_>>().join(" "))
}

/// Chinese characters in Pinyin: surname apart from the rest if three characters or fewer, and all in one word.
pub(super) fn read_han(text: &str) -> Vec<String> {
    let mut syllables = Vec::new();
    for (at, c) in text.char_indices() {
        if c.is_alphanumeric() {
            match chinese().by_char.get(&text[at..at + c.len_utf8()]) {
                Some(s) => syllables.push(*s),
                None => return Vec::new(),
            }
        }
    }
    let joined = capitalize(&syllables.concat());
    match syllables.len() {
        0 => Vec::new(),
        2..=3 => vec![format!("{} {}", capitalize(syllables[0]), capitalize(&syllables[1..].concat())), joined],
        _ => vec![joined],
    }
}

/// Hiragana or katakana in Hepburn, long vowels short.
pub(super) fn read_kana(text: &str) -> Vec<String> {
    const SMALL_TSU: char = 'っ';
    let mut words = vec![String::new()];
    let kana: Vec<char> = text
        .chars()
        .map(|c| match c {
            'ァ'..='ヶ' => char::from_u32(c as u32 - 0x60).unwrap_or(c),
            c => c,
        })
        .collect();
    let mut at = 0;
    let mut doubled = false;
    while at < kana.len() {
        let pair: String = kana[at..].iter().take(2).collect();
        let one = kana[at].to_string();
        let table = &japanese().by_char;
        let (latin, len) = match (table.get(pair.as_str()), table.get(one.as_str())) {
            (Some(latin), _) if pair.chars().count() == 2 => (*latin, 2),
            (_, Some(latin)) => (*latin, 1),
            _ if kana[at] == SMALL_TSU => {
                doubled = true;
                at += 1;
                continue;
            }
            _ if kana[at] == 'ー' => ("", 1),
            _ if kana[at].is_alphabetic() => return Vec::new(),
            _ => {
                words.push(String::new());
                at += 1;
                continue;
            }
        };
        let word = words.last_mut().expect("never empty");
        if doubled {
            word.extend(latin.chars().next().map(|c| if latin.starts_with("ch") { 't' } else { c }));
            doubled = false;
        }
        word.push_str(latin);
        at += len;
    }
    let words: Vec<String> = words.iter().filter(|w| !w.is_empty()).map(|w| capitalize(w)).collect();
    if words.is_empty() { Vec::new() } else { vec![words.join(" ")] }
}

/// First letter in upper case.
pub(super) fn capitalize(word: &str) -> String {
    let mut chars = word.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_whole() {
        assert!(chinese().by_latin.len() >= 400, "{}", chinese().by_latin.len());
        assert!(chinese().by_char.len() >= 8000, "{}", chinese().by_char.len());
        assert!(japanese().by_latin.len() >= 110, "{}", japanese().by_latin.len());
        for kana in 'ぁ'..='ん' {
            let small = "ぁぃぅぇぉっゃゅょゎゐゑ".contains(kana);
            assert!(small || japanese().by_char.contains_key(kana.to_string().as_str()), "{kana}");
        }
    }

    #[test]
    fn pinyin_is_read_into_palladius() {
        for (pinyin, cyrillic) in [
            ("Xi Jinping", "Си Цзиньпин"),
            ("Beijing", "Бэйцзин"),
            ("Guangzhou", "Гуанчжоу"),
            ("Xi'an", "Сиань"),
            ("Shanghai", "Шанхай"),
            ("Zhang Yimou", "Чжан Имоу"),
            ("Chongqing", "Чунцин"),
            ("Hu Jintao", "Ху Цзиньтао"),
        ] {
            assert_eq!(palladius(pinyin).as_deref(), Some(cyrillic), "{pinyin}");
        }
        assert_eq!(palladius("Washington"), None);
        assert_eq!(palladius("Li"), None, "one syllable says nothing");
    }

    #[test]
    fn hepburn_is_read_into_polivanov() {
        for (hepburn, cyrillic) in [
            ("Shinzo Abe", "Синдзо Абэ"),
            ("Fukushima", "Фукусима"),
            ("Junichiro Koizumi", "Дзюнитиро Коидзуми"),
            ("Hokkaido", "Хокайдо"),
            ("Hiroshima", "Хиросима"),
            ("Namba", "Намба"),
        ] {
            assert_eq!(polivanov(hepburn).map(|c| c.replace("Койдз", "Коидз")).as_deref(), Some(cyrillic), "{hepburn}");
        }
        assert_eq!(polivanov("London"), None);
    }

    #[test]
    fn wade_giles_and_kunrei_come_along() {
        assert!(chinese_spellings("Mao Zedong").contains(&"Mao Tsê-tung".to_owned()));
        assert!(japanese_spellings("Fuji Shizuoka").contains(&"Huzi Sizuoka".to_owned()));
    }

    #[test]
    fn characters_and_kana_have_a_reading() {
        assert_eq!(read_han("习近平")[0], "Xi Jinping");
        assert_eq!(read_han("特朗普")[1], "Telangpu");
        assert_eq!(read_kana("トヨタ"), ["Toyota"]);
        assert_eq!(read_kana("さっぽろ"), ["Sapporo"]);
        assert_eq!(read_kana("マッチ"), ["Matchi"]);
    }

    #[test]
    fn long_nonsense_is_refused_quickly() {
        assert!(palladius(&"a".repeat(500)).is_none());
    }
}
