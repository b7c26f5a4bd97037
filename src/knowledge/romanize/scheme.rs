//! Romanisation schemes: a text in its own script → how it may be written in Latin letters.

use super::rules::{Lazy, Rules, rows};
use super::syllables;

/// The scripts that source forms come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// Russian letters, or Cyrillic that is not marked as Ukrainian.
    Russian,
    /// Cyrillic with a letter that only Ukrainian (or Belarusian) has: і ї є ґ.
    Ukrainian,
    /// Arabic, Persian, Urdu.
    Arabic,
    /// Chinese characters.
    Han,
    /// Hiragana or katakana, without Chinese characters.
    Kana,
    /// Latin letters, or none of the above.
    Latin,
}

/// Which script a name is written in, judged by its first tell-tale letter.
pub fn script_of(text: &str) -> Script {
    let mut found = Script::Latin;
    for c in text.chars() {
        match c {
            'і' | 'ї' | 'є' | 'ґ' | 'І' | 'Ї' | 'Є' | 'Ґ' => return Script::Ukrainian,
            '\u{400}'..='\u{52f}' => found = Script::Russian,
            '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' => return Script::Arabic,
            '\u{4e00}'..='\u{9fff}' => return Script::Han,
            '\u{3041}'..='\u{30fe}' if found == Script::Latin => found = Script::Kana,
            _ => {}
        }
    }
    found
}

/// One way of writing a script in another: a table under `data/schemes/`.
#[derive(Debug)]
pub struct Scheme {
    /// File name of the table, without its ending: `ru-bgn`.
    pub id: &'static str,
    /// The script that the table reads.
    pub script: Script,
    rules: Rules<Vec<&'static str>>,
}

/// Most spellings that one scheme gives for one name; tables offer alternatives for doubtful letters.
const MOST_SPELLINGS: usize = 12;

macro_rules! table {
    ($id:literal) => {
        include_str!(concat!("../data/schemes/", $id, ".csv"))
    };
}

macro_rules! schemes {
    ($($script:ident $id:literal)+) => {
        /// Every scheme with a table of letters; Chinese and Japanese go by syllables.
        pub fn schemes() -> &'static [Scheme] {
            static SCHEMES: Lazy<Vec<Scheme>> =
                Lazy::new(|| vec![$(Scheme::parse($id, Script::$script, table!($id))),+]);
            &SCHEMES
        }
    };
}

schemes! {
    Russian "ru-bgn"
    Russian "ru-press"
    Russian "ru-icao"
    Russian "ru-gost779b"
    Russian "ru-scientific"
    Russian "ru-iso9"
    Russian "ru-naive"
    Ukrainian "uk-national"
    Ukrainian "uk-bgn"
    Ukrainian "uk-scientific"
    Ukrainian "uk-via-russian"
    Arabic "ar-letters"
    Latin "ar-habits"
    Latin "en-cyrillic"
}

impl Scheme {
    fn parse(id: &'static str, script: Script, csv: &'static str) -> Self {
        let rules = rows(csv).map(|row| {
            let outputs = row[1].split('|').map(|o| if o == "-" { "" } else { o }).collect();
            (row[0], row.get(2).copied().unwrap_or(""), outputs)
        });
        Self { id, script, rules: Rules::new(rules) }
    }

    /// The scheme with this id.
    pub fn named(id: &str) -> Option<&'static Self> {
        schemes().iter().find(|s| s.id == id)
    }

    /// How `text` may be written: the standard's own spelling first, then what its doubtful letters allow.
    ///
    /// Words keep their initial capitals, everything that is not a letter is kept, letters that no table knows are dropped.
    pub fn apply(&self, text: &str) -> Vec<String> {
        let mut spellings = vec![String::new()];
        for piece in pieces(text) {
            match piece {
                Piece::Other(c) => spellings.iter_mut().for_each(|s| s.push(c)),
                Piece::Word(word) => {
                    let capital = word[0].is_uppercase();
                    let lower: Vec<char> = word.iter().flat_map(|c| c.to_lowercase()).collect();
                    self.word(&lower, capital, &mut spellings);
                }
            }
        }
        spellings
    }

    fn word(&self, word: &[char], capital: bool, spellings: &mut Vec<String>) {
        let starts: Vec<usize> = spellings.iter().map(String::len).collect();
        let mut starts = starts;
        let mut at = 0;
        while at < word.len() {
            let found = self.rules.at(word, at).or_else(|| other_letters().at(word, at));
            let Some((outputs, len)) = found else {
                if self.script == Script::Latin || word[at].is_ascii() {
                    spellings.iter_mut().for_each(|s| s.push(word[at]));
                }
                at += 1;
                continue;
            };
            at += len;
            let room = (MOST_SPELLINGS / spellings.len()).clamp(1, outputs.len());
            let count = spellings.len();
            for other in &outputs[1..room] {
                for i in 0..count {
                    let mut copy = spellings[i].clone();
                    copy.push_str(other);
                    spellings.push(copy);
                    starts.push(starts[i]);
                }
            }
            spellings[..count].iter_mut().for_each(|s| s.push_str(outputs[0]));
        }
        if capital {
            for (spelling, &start) in spellings.iter_mut().zip(&starts) {
                let first = spelling[start..].chars().next();
                if let Some(c) = first {
                    let upper: String = c.to_uppercase().collect();
                    spelling.replace_range(start..start + c.len_utf8(), &upper);
                }
            }
        }
    }
}

/// Cyrillic letters of other languages, for any scheme that lacks them.
fn other_letters() -> &'static Rules<Vec<&'static str>> {
    static OTHER: Lazy<Scheme> = Lazy::new(|| Scheme::parse("cyr-other", Script::Russian, table!("cyr-other")));
    &OTHER.rules
}

enum Piece {
    Word(Vec<char>),
    Other(char),
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut out = Vec::new();
    for c in text.chars() {
        // Arabic vowel signs are marks, not letters.
        let letter = c.is_ascii_alphabetic() || matches!(c, '\u{400}'..='\u{52f}' | '\u{64b}'..='\u{652}') || (!c.is_ascii() && c.is_alphabetic());
        match out.last_mut() {
            Some(Piece::Word(word)) if letter => word.push(c),
            _ if letter => out.push(Piece::Word(vec![c])),
            // The apostrophe of Ukrainian stands inside a word and is not written.
            _ if matches!(c, '\'' | '’' | 'ʼ') => {}
            _ => out.push(Piece::Other(c)),
        }
    }
    out
}

/// A source form in Latin letters, under every scheme for its script; sorted by how official the scheme is, no repeats.
///
/// Chinese and Japanese are read by syllables and given in Pinyin and Hepburn, in Wade–Giles and Kunrei, and through
/// Cyrillic (Palladius and Polivanov) under the Russian schemes.
///
/// ```ignore
/// assert!(romanize("Кипр").contains(&"Kipr".to_owned()));
/// ```
pub fn romanize(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let script = script_of(text);
    match script {
        Script::Russian | Script::Ukrainian => {
            for scheme in schemes() {
                let fits = match scheme.script {
                    Script::Russian => script == Script::Russian || scheme.id == "ru-bgn",
                    // Nothing in the letters says that a name is not Ukrainian; the national system costs little.
                    Script::Ukrainian => script == Script::Ukrainian || scheme.id == "uk-national",
                    _ => false,
                };
                if fits {
                    out.extend(scheme.apply(text));
                }
            }
        }
        Script::Arabic => {
            let separated = separate_article(text);
            out.extend(Scheme::named("ar-letters").into_iter().flat_map(|s| s.apply(&separated)));
        }
        Script::Han => {
            for pinyin in syllables::read_han(text) {
                out.extend(syllables::chinese_spellings(&pinyin));
                out.push(pinyin);
            }
        }
        Script::Kana => {
            for hepburn in syllables::read_kana(text) {
                out.extend(syllables::japanese_spellings(&hepburn));
                out.push(hepburn);
            }
        }
        Script::Latin => out.push(text.to_owned()),
    }
    dedup(out)
}

/// `النصرة` → `ال نصرة`: the article is a word of its own, as press spellings have it.
fn separate_article(text: &str) -> String {
    text.split_whitespace()
        .map(|word| match word.strip_prefix("ال") {
            Some(rest) if rest.chars().count() >= 2 => format!("ال {rest}"),
            _ => word.to_owned(),
        })
        .collect::<Vec<_>>()
        .join(" ")
}

/// Russian spellings of a Cyrillic form: the schemes a machine is most likely to have learned.
pub(super) fn romanize_russian(cyrillic: &str) -> Vec<String> {
    schemes().iter().filter(|s| s.script == Script::Russian).flat_map(|s| s.apply(cyrillic)).collect()
}

/// Plausible other spellings of a name, for reports and for search: through Cyrillic and back, through the habits of
/// Arabic names, through Palladius and Polivanov where the name can be read as Chinese or Japanese.
pub fn expand(english: &str) -> Vec<String> {
    let mut out = Vec::new();
    out.extend(syllables::chinese_spellings(english));
    out.extend(syllables::japanese_spellings(english));
    for cyrillic in Scheme::named("en-cyrillic").into_iter().flat_map(|s| s.apply(english)) {
        for id in ["ru-bgn", "ru-naive", "ru-scientific", "ru-gost779b"] {
            out.extend(Scheme::named(id).into_iter().flat_map(|s| s.apply(&cyrillic)).take(1));
        }
    }
    out.extend(Scheme::named("ar-habits").into_iter().flat_map(|s| s.apply(english)));
    let mut out = dedup(out);
    out.retain(|s| s != english);
    out
}

pub(super) fn dedup(mut names: Vec<String>) -> Vec<String> {
    let mut seen = rustc_hash::FxHashSet::default();
    names.retain(|n| seen.insert(n.clone()));
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(id: &str, text: &str) -> String {
        Scheme::named(id).expect("listed").apply(text).swap_remove(0)
    }

    #[test]
    fn each_scheme_writes_what_its_standard_says() {
        for (id, source, latin) in [
            ("ru-bgn", "Ельцин", "Yeltsin"),
            ("ru-bgn", "Хрущёв", "Khrushchyov"),
            ("ru-bgn", "Достоевский", "Dostoyevskiy"),
            ("ru-bgn", "Подъезд", "Podyezd"),
            ("ru-icao", "Юрий Цой", "Iurii Tsoi"),
            ("ru-icao", "Хрущёв", "Khrushchev"),
            ("ru-gost779b", "Хабаровск", "Xabarovsk"),
            ("ru-gost779b", "Цюрих", "Czyurix"),
            ("ru-gost779b", "Щукин", "Shhukin"),
            ("ru-iso9", "Чайковский", "Čajkovskij"),
            ("ru-scientific", "Юрий", "Jurij"),
            ("ru-press", "Достоевский", "Dostoyevsky"),
            ("uk-national", "Згурський", "Zghurskyi"),
            ("uk-national", "Єнакієве", "Yenakiieve"),
            ("uk-national", "Їжакевич", "Yizhakevych"),
            ("uk-bgn", "Київ", "Kyyiv"),
            ("uk-scientific", "Київ", "Kyjiv"),
            ("uk-via-russian", "Галичина", "Galichina"),
            ("ar-letters", "محمد", "mhmd"),
        ] {
            assert_eq!(first(id, source), latin, "{id} {source}");
        }
    }

    #[test]
    fn a_source_form_is_written_under_every_scheme() {
        let libya = romanize("Ливия");
        for form in ["Liviya", "Livia", "Liviia", "Livija"] {
            assert!(libya.iter().any(|l| l == form), "{form} in {libya:?}");
        }
        assert!(romanize("Кипр").contains(&"Kipr".to_owned()));
        assert!(romanize("习近平").iter().any(|l| l.eq_ignore_ascii_case("si tszinpin")), "{:?}", romanize("习近平"));
        assert!(romanize("ふくしま").iter().any(|l| l.eq_ignore_ascii_case("fukusima")));
    }

    #[test]
    fn every_table_covers_its_alphabet() {
        for (script, alphabet) in [
            (Script::Russian, "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"),
            (Script::Ukrainian, "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"),
            (Script::Arabic, "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءئؤأإآ"),
        ] {
            for scheme in schemes().iter().filter(|s| s.script == script) {
                for letter in alphabet.chars() {
                    assert!(scheme.rules.at(&[letter], 0).is_some(), "{}: {letter}", scheme.id);
                }
            }
        }
    }

    #[test]
    fn spellings_stay_few() {
        for name in ["Щщщщщщщщщщщ", "Ёёёёёёё Ййййй", "Хххххххххх"] {
            for scheme in schemes() {
                assert!(scheme.apply(name).len() <= MOST_SPELLINGS);
            }
        }
    }

    #[test]
    fn expand_offers_the_spellings_a_reader_meets() {
        for (name, spelling) in [("Jabhat", "Dzhabhat"), ("Xi Jinping", "Si Tszinpin"), ("Fukushima", "Fukusima")] {
            assert!(expand(name).iter().any(|s| s == spelling), "{spelling}: {:?}", expand(name));
        }
    }
}
