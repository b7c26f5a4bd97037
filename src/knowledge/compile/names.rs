//! Turns the tables of names into a map of folded forms, a list of records and the index of romanisations.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::names_form::{Fact, Kind, REVERSED, is_glue, key, loose_key, sorted_key};
use super::romanize::IndexBuilder;

#[derive(Default)]
struct Names {
    forms: BTreeMap<String, Fact>,
    records: Vec<Vec<u8>>,
    index: IndexBuilder,
}

/// Reads `data/names` and writes `names.fst`, `names.bin`, `names_index.bin` and the small tables beside them to `out`.
///
/// # Panics
///
/// On a malformed row, naming file and line: this runs in a build script, where a panic is the error message.
pub fn compile(data: &Path, out: &Path) {
    let folder = data.join("names");
    let mut names = Names::default();
    // Kinds stand in the order of prominence: of two names with one form, the first is told.
    for file in
        ["countries", "cities", "regions", "organisations", "bodies", "persons", "weapons", "buildings", "events", "peoples", "religions", "given_names"]
    {
        for row in rows(&folder, file) {
            names.add(file, &row);
        }
    }
    for line in fs::read_to_string(folder.join("silent_cities.txt")).unwrap_or_default().lines() {
        let form = key(line);
        for word in form.split(' ').filter(|word| word.len() > 3) {
            names.put(word.to_owned(), Fact { flags: Fact::SILENT, ..Fact::default() });
        }
        names.put(form, Fact { flags: Fact::SILENT, ..Fact::default() });
    }
    names.table(&folder, out, "russian_words", 1, |row| if row[2] == "accepted" { Fact::ACCEPTED_WORD } else { Fact::SOURCE_WORD });
    names.table(&folder, out, "acronyms", 3, |row| if row[2] == "foreign" { Fact::FOREIGN_ACRONYM } else { Fact::ACRONYM });
    names.literals(&folder, out);
    endings(&folder, out);
    names.write(out);
}

fn rows(folder: &Path, file: &str) -> Vec<Vec<String>> {
    let path = folder.join(format!("{file}.csv"));
    // Tables may be missing: a smaller set of names is still a set of names.
    let Ok(mut reader) = csv::ReaderBuilder::new().flexible(true).from_path(&path) else { return Vec::new() };
    let read = |record: Result<csv::StringRecord, csv::Error>| record.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    reader.records().map(read).map(|record| record.iter().map(|cell| cell.trim().to_owned()).collect()).collect()
}

fn list(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(';').map(str::trim).filter(|part| !part.is_empty())
}

/// Cultures in whose languages surnames are made of words that machines translate.
const EASTERN: &[&str] = &[
    "Russian",
    "Ukrainian",
    "Belarusian",
    "Caucasian",
    "Central Asian",
    "Tatar and Bashkir",
    "Balkan",
    "Bulgarian",
    "Armenian",
    "Azerbaijani",
    "Georgian",
    "Polish",
];

/// Where the family name stands first, so that the last word is no surname.
const FAMILY_FIRST: &[&str] = &["China", "Chinese", "Korea", "Vietnam", "Taiwan", "Hong Kong", "Singapore", "Cambodia"];

/// Whether a letter is Cyrillic.
fn is_russian(c: char) -> bool {
    ('\u{400}'..'\u{530}').contains(&c)
}

impl Names {
    fn put(&mut self, form: String, fact: Fact) {
        if form.is_empty() {
            return;
        }
        let known = self.forms.entry(form).or_insert(fact);
        if fact.rank() > known.rank() {
            known.id = fact.id;
        }
        known.flags |= fact.flags;
        known.kinds |= fact.kinds;
    }

    fn add(&mut self, file: &str, row: &[String]) {
        let cell = |at: usize| row.get(at).map_or("", String::as_str);
        let (name, kind) = (cell(0), cell(1));
        let Some(kind) = Kind::parse(kind) else { panic!("{file}.csv: {name}: unknown kind {kind:?}") };
        // Of a given name, the cultures that bear it are what stands around it.
        let id = self.record(kind, name, if kind == Kind::GivenName { cell(5) } else { cell(4) });
        let given = kind == Kind::GivenName;
        let mut canonical = if given { Fact::GIVEN } else { Fact::CANONICAL };
        if given && EASTERN.iter().any(|culture| cell(5).contains(culture)) {
            canonical |= Fact::EASTERN;
        }
        let variant = if given { canonical } else { Fact::VARIANT };
        let (mut variants, mut sources) = (Vec::new(), Vec::new());
        self.form(id, kind, name, canonical);
        for form in list(cell(2)) {
            self.form(id, kind, form, variant);
            variants.push(form);
        }
        for source in list(cell(3)) {
            match source.split_once(':') {
                Some(("bad", form)) => self.form(id, kind, form.trim(), Fact::BAD),
                Some((_, form)) => sources.push(form.trim()),
                None => sources.push(source),
            }
        }
        // Whole persons are found by their surnames; given names, firms, media and the like are too many and too much
        // alike for an answer by sound (a larger index answers wrongly: measured), and the index is most of the binary.
        let by_sound = !matches!(
            kind,
            Kind::GivenName | Kind::Person | Kind::Company | Kind::Media | Kind::Building | Kind::Event | Kind::Religion | Kind::Language | Kind::Ministry
        );
        let family_first = kind == Kind::Person && FAMILY_FIRST.iter().any(|culture| cell(5).contains(culture));
        let single = !name.contains(' ') && matches!(kind, Kind::Company | Kind::Media);
        if by_sound {
            self.index.insert(id, name, &variants, &sources);
        } else if family_first || single {
            let sources: Vec<&str> = sources.iter().copied().filter(|source| source.contains(is_russian)).collect();
            self.index.insert_exact(id, name, &variants, &sources);
        }
        if kind == Kind::Person {
            self.person(id, name, &variants, &sources, cell(5));
        }
    }

    fn record(&mut self, kind: Kind, name: &str, context: &str) -> u32 {
        let mut record = vec![kind as u8];
        record.extend_from_slice(name.as_bytes());
        record.push(b'\t');
        record.extend_from_slice(context.to_lowercase().as_bytes());
        self.records.push(record);
        self.records.len() as u32 - 1
    }

    fn form(&mut self, id: u32, kind: Kind, form: &str, flag: u16) {
        let lower = form.split([' ', '-']).any(|word| !is_glue(word) && word.len() > 2 && word.starts_with(char::is_lowercase));
        let lower = if lower { Fact::LOWER } else { 0 };
        let form = key(form);
        // A wrong rendering says nothing about what the form itself may name.
        let kinds = if flag == Fact::BAD { 0 } else { kind.bit() };
        self.put(form.clone(), Fact { id, flags: flag | lower, kinds });
        let words: Vec<&str> = form.split(' ').collect();
        if words.len() > 1 {
            let of_word = if flag == Fact::BAD { 0 } else { Fact::WORD };
            for (at, word) in words.iter().enumerate() {
                let starts = if at == 0 { Fact::STARTS } else { 0 };
                self.put((*word).to_owned(), Fact { flags: of_word | starts, ..Fact::default() });
            }
            if kind != Kind::Person
                && flag != Fact::BAD
                && let Some(sorted) = sorted_key(words.iter().copied())
            {
                self.put(sorted, Fact { id, flags: flag, kinds: kind.bit() });
            }
        }
        // What is left of a name in a loosened key is enough only where it can be told from a word: parts with a hyphen.
        if matches!(kind, Kind::Weapon | Kind::Aircraft | Kind::Ship)
            && form.contains(['-', ' '])
            && let Some(loose) = loose_key(&form)
        {
            self.put(loose, Fact { id, flags: flag, kinds: kind.bit() });
        }
    }

    /// Persons are called by their last word alone, and found by it.
    fn person(&mut self, id: u32, name: &str, variants: &[&str], sources: &[&str], note: &str) {
        let full = key(name);
        if let Some((given, surname)) = full.split_once(' ') {
            let last = surname.rsplit(' ').next().unwrap_or(surname);
            let first = given.split(' ').next().unwrap_or(given);
            self.put(format!("{REVERSED}{last} {first}"), Fact { id, flags: Fact::CANONICAL, kinds: Kind::Person.bit() });
        }
        if FAMILY_FIRST.iter().any(|culture| note.contains(culture)) {
            return;
        }
        let last = |form: &str| form.split_whitespace().last().filter(|last| form.contains(' ') && last.chars().count() > 3).map(str::to_owned);
        let Some(surname) = last(name) else { return };
        let known = self.forms.get(&key(&surname)).copied().filter(|fact| fact.is(Fact::SURNAME));
        let surname_id = known.map_or_else(|| self.record(Kind::Surname, &surname, ""), |fact| fact.id);
        let fact = Fact { id: surname_id, flags: Fact::SURNAME, kinds: Kind::Surname.bit() };
        let mut spellings: Vec<String> = Vec::new();
        for form in [name].iter().chain(variants).filter_map(|form| last(form)) {
            self.put(key(&form), fact);
            if let Some(bare) = ["al-", "el-", "as-", "Al-", "El-"].iter().find_map(|article| form.strip_prefix(article)) {
                self.put(key(bare), fact);
            }
            spellings.push(form);
        }
        if known.is_none() {
            let sources: Vec<String> = sources.iter().filter(|source| source.contains(is_russian)).filter_map(|source| last(source)).collect();
            let refs = |list: &'_ [String]| list.iter().map(|form| form.as_str().to_owned()).collect::<Vec<_>>();
            let (variants, sources) = (refs(&spellings), refs(&sources));
            let variants: Vec<&str> = variants.iter().map(String::as_str).filter(|form| *form != surname).collect();
            let sources: Vec<&str> = sources.iter().map(String::as_str).collect();
            self.index.insert(surname_id, &surname, &variants, &sources);
        }
    }

    /// A small table: first cell the word, one other cell its answer.
    fn table(&mut self, folder: &Path, out: &Path, file: &str, answer: usize, flag: impl Fn(&[String]) -> u16) {
        let mut lines = BTreeMap::new();
        for row in rows(folder, file) {
            assert!(row.len() >= 3, "{file}.csv: {row:?}: expected at least three cells");
            let form = key(&row[0]);
            let flags = flag(&row);
            self.put(form.clone(), Fact { flags, ..Fact::default() });
            let told = row.get(answer).map_or("", String::as_str);
            // The written form stands first: acronyms are known by their capitals.
            lines.insert(form, format!("{}\t{told}\t{}", row[0], row[1]));
        }
        let text: String = lines.iter().map(|(form, line)| format!("{form}\t{line}\n")).collect();
        write(out, &format!("{file}.txt"), text.as_bytes());
    }

    fn literals(&mut self, folder: &Path, out: &Path) {
        let mut lines: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for row in rows(folder, "translated_surnames") {
            let literal = key(&row[1]);
            self.put(literal.clone(), Fact { flags: Fact::LITERAL, ..Fact::default() });
            lines.entry(literal).or_default().push(row[0].clone());
        }
        let text: String = lines.iter().map(|(literal, surnames)| format!("{literal}\t{}\n", surnames.join(";"))).collect();
        write(out, "translated_surnames.txt", text.as_bytes());
    }

    fn write(self, out: &Path) {
        let map = fst::Map::from_iter(self.forms.iter().map(|(form, fact)| (form.as_bytes(), fact.pack()))).expect("a sorted map was walked");
        write(out, "names.fst", map.as_fst().as_bytes());
        let mut table = (self.records.len() as u32).to_le_bytes().to_vec();
        let mut at = 0u32;
        for record in &self.records {
            table.extend(at.to_le_bytes());
            at += record.len() as u32;
        }
        table.extend(at.to_le_bytes());
        table.extend(self.records.concat());
        write(out, "names.bin", &table);
        write(out, "names_index.bin", &self.index.build());
    }
}

/// Surname endings with their cultures.
fn endings(folder: &Path, out: &Path) {
    let mut lines: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in rows(folder, "surname_endings") {
        let ending = key(row[0].trim_start_matches('-'));
        lines.entry(ending).or_default().push(row[1].to_lowercase());
    }
    let text: String = lines.iter().map(|(ending, cultures)| format!("{ending}\t{}\n", cultures.join(";"))).collect();
    write(out, "surname_endings.txt", text.as_bytes());
}

fn write(out: &Path, name: &str, bytes: &[u8]) {
    let path = out.join(name);
    if let Err(error) = fs::write(&path, bytes) {
        panic!("{}: {error}", path.display());
    }
}
