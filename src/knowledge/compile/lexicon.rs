//! Turns the checked-in word tables into the files that the library embeds.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::tags::{Tag, TagSet};

// The layout of a value; `Entry` in lexicon.rs reads it.
const AMERICAN: u64 = 1 << 5;
const BRITISH: u64 = 1 << 6;
const PROPER_ONLY: u64 = 1 << 7;
const PROPER_TOO: u64 = 1 << 8;
const ABBREVIATION: u64 = 1 << 9;
const CASE_SHIFT: u32 = 10;
const TAGS_SHIFT: u32 = 12;

/// Reads `data/lexicon` and writes `lexicon.fst`, `lexicon_tags.rs`, `lexicon_cased.txt` and
/// `misspellings.txt` to `out`.
///
/// # Panics
///
/// On a malformed row, naming file and line: this runs in a build script, where a panic is the
/// error message.
pub fn compile(data: &Path, out: &Path) {
    let folder = data.join("lexicon");
    let words = Source::read(&folder, "words.txt");
    let mut tag_sets: BTreeMap<u64, usize> = BTreeMap::new();
    let mut keys: Vec<(String, u64)> = Vec::new();
    let mut cased = Vec::new();
    let mut parsed = Vec::new();
    let mut previous = "";
    for (number, line) in words.lines() {
        let [form, frequency, flags, tags] = words.cells(number, line, '\t');
        if form.as_bytes() <= previous.as_bytes() && !previous.is_empty() {
            words.fail(number, &format!("{form:?} is not after {previous:?} in byte order"));
        }
        previous = form;
        if form.is_empty() || !unicode_normalization::is_nfc(form) {
            words.fail(number, "the form is empty or not NFC");
        }
        let Some(class) = frequency.parse::<u64>().ok().filter(|class| *class < 32) else {
            words.fail(number, &format!("frequency class {frequency:?}: expected 0 to 31"));
        };
        let mut value = class;
        for flag in flags.chars() {
            value |= match flag {
                'a' => AMERICAN,
                'b' => BRITISH,
                'p' => PROPER_ONLY,
                'q' => PROPER_TOO,
                'x' => ABBREVIATION,
                other => words.fail(number, &format!("unknown flag {other:?}: expected a b p q x")),
            };
        }
        let set = match TagSet::parse(tags) {
            Ok(set) => set.bits(),
            Err(name) => words.fail(number, &format!("unknown tag {name:?}")),
        };
        tag_sets.entry(set).or_insert(0);
        let key = form.to_lowercase();
        let case = if key == form {
            0
        } else if is_title(form) {
            1
        } else if form.to_uppercase() == form {
            2
        } else {
            cased.push(format!("{key}\t{form}\n"));
            3
        };
        parsed.push((key, value | case << CASE_SHIFT, set));
    }
    for (id, slot) in tag_sets.values_mut().enumerate() {
        *slot = id;
    }
    for (key, value, set) in parsed {
        keys.push((key, value | (tag_sets[&set] as u64) << TAGS_SHIFT));
    }
    keys.sort_unstable();
    if let Some(pair) = keys.windows(2).find(|pair| pair[0].0 == pair[1].0) {
        panic!("{}: two rows for {:?}, differing in case only", words.path, pair[0].0);
    }
    let map = fst::Map::from_iter(keys.iter().map(|(key, value)| (key.as_bytes(), *value))).expect("keys were sorted just now");
    write(out, "lexicon.fst", map.as_fst().as_bytes());

    let mut table = String::from("[\n");
    for set in tag_sets.keys() {
        let _ = writeln!(table, "    TagSet::from_bits({set:#x}),");
    }
    table.push(']');
    write(out, "lexicon_tags.rs", table.as_bytes());
    cased.sort_unstable();
    write(out, "lexicon_cased.txt", cased.concat().as_bytes());

    let known = |form: &str| map.contains_key(form);
    misspellings(&folder, out, known);
    check_inflections(&folder);
}

fn misspellings(folder: &Path, out: &Path, known: impl Fn(&str) -> bool) {
    let source = Source::read(folder, "misspellings.csv");
    let mut rows: Vec<(&str, &str)> = Vec::new();
    for (number, line) in source.lines().skip(1) {
        let [wrong, right] = source.cells(number, line, ',');
        if known(wrong) {
            source.fail(number, &format!("{wrong:?} is a word"));
        }
        if let Some(part) = right.split(' ').find(|part| !known(part)) {
            source.fail(number, &format!("{part:?} is not a word"));
        }
        rows.push((wrong, right));
    }
    rows.sort_unstable();
    if let Some(pair) = rows.windows(2).find(|pair| pair[0].0 == pair[1].0) {
        panic!("{}: two rows for {:?}", source.path, pair[0].0);
    }
    let text: String = rows.iter().map(|(wrong, right)| format!("{wrong}\t{right}\n")).collect();
    write(out, "misspellings.txt", text.as_bytes());
}

/// inflect.rs searches this table as it stands, so it only has to be well-formed.
fn check_inflections(folder: &Path) {
    let source = Source::read(folder, "inflections.csv");
    let mut previous = ("", "");
    for (number, line) in source.lines().skip(1) {
        let [lemma, tag, form] = source.cells(number, line, ',');
        if Tag::parse(tag).is_none() {
            source.fail(number, &format!("unknown tag {tag:?}"));
        }
        if form.is_empty() || (lemma, tag) <= previous {
            source.fail(number, "empty form, or not sorted by lemma and tag");
        }
        previous = (lemma, tag);
    }
}

fn is_title(form: &str) -> bool {
    let mut letters = form.chars();
    letters.next().is_some_and(char::is_uppercase) && form.chars().nth(1).is_some() && !letters.any(char::is_uppercase)
}

fn write(out: &Path, name: &str, bytes: &[u8]) {
    let path = out.join(name);
    if let Err(error) = fs::write(&path, bytes) {
        panic!("{}: {error}", path.display());
    }
}

struct Source {
    path: String,
    text: String,
}

impl Source {
    fn read(folder: &Path, name: &str) -> Source {
        let path = folder.join(name);
        match fs::read_to_string(&path) {
            Ok(text) => Source { path: path.display().to_string(), text },
            Err(error) => panic!("{}: {error}", path.display()),
        }
    }

    fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(at, line)| (at + 1, line))
    }

    fn cells<'a, const N: usize>(&self, number: usize, line: &'a str, mark: char) -> [&'a str; N] {
        let mut cells = [""; N];
        let mut found = 0;
        for cell in line.split(mark) {
            if found < N {
                cells[found] = cell;
            }
            found += 1;
        }
        if found != N {
            self.fail(number, &format!("expected {N} cells, found {found}"));
        }
        cells
    }

    fn fail(&self, number: usize, message: &str) -> ! {
        panic!("{}:{number}: {message}", self.path)
    }
}
