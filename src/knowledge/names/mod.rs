//! Names that are known: a compiled table searched in place, and what a project adds to it.

pub mod form;

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::romanize::{Answer, Candidate, Index, IndexBuilder, Via, Witnesses};
use crate::error::Error;
use crate::text::fold::fold_accents;
pub use form::{DESIGNATIONS, Fact, Kind, ORGANISATIONS, PLACES, key};
use form::{REVERSED, loose_key, sorted_key};

/// A place in the table of forms: after a first word and a blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Start(u32);

impl Start {
    /// No form goes on.
    pub const NONE: Self = Self(0);
}

static RECORDS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/names.bin"));
static INDEX: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/names_index.bin"));
static SOURCE_WORDS: &str = include_str!(concat!(env!("OUT_DIR"), "/russian_words.txt"));
static ACRONYMS: &str = include_str!(concat!(env!("OUT_DIR"), "/acronyms.txt"));
static ENDINGS: &str = include_str!(concat!(env!("OUT_DIR"), "/surname_endings.txt"));
static LITERALS: &str = include_str!(concat!(env!("OUT_DIR"), "/translated_surnames.txt"));

/// Ids from here on are those of a project's own names.
const OWN: u32 = 1 << 19;

/// A known name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name<'n> {
    /// Its number.
    pub id: u32,
    /// As English writes it.
    pub text: &'n str,
    /// What it names.
    pub kind: Kind,
    /// Words that stand around it, in lower case, parted by `;`.
    pub context: &'n str,
}

/// What a transliterated word or acronym means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meaning {
    /// As it is written where it is met.
    pub written: &'static str,
    /// What English says; may be empty.
    pub right: &'static str,
    /// What it stands for.
    pub expansion: &'static str,
}

/// All names that are known.
#[derive(Default)]
pub struct Names {
    own: Own,
}

/// A project's own names.
#[derive(Default)]
struct Own {
    forms: FxHashMap<String, Fact>,
    names: Vec<(Kind, String)>,
    rows: Vec<OwnName>,
    blob: OnceLock<Vec<u8>>,
}

/// One row of a project's table of names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OwnName {
    /// As it is to be written.
    pub name: String,
    /// What it names; empty for anything.
    pub kind: String,
    /// Other accepted spellings.
    pub variants: Vec<String>,
    /// Its forms in other scripts; those that begin with `bad:` are wrong renderings.
    pub source_forms: Vec<String>,
}

fn map() -> &'static fst::Map<&'static [u8]> {
    static MAP: OnceLock<fst::Map<&'static [u8]>> = OnceLock::new();
    MAP.get_or_init(|| {
        let bytes: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/names.fst"));
        fst::Map::new(bytes).expect("the build script wrote a valid map")
    })
}

fn number(bytes: &[u8], at: usize) -> usize {
    bytes.get(at..at + 4).map_or(0, |b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]) as usize)
}

impl Names {
    /// What is known of a folded form, accents and all.
    #[must_use]
    pub fn fact(&self, folded: &str) -> Fact {
        let plain = fold_accents(folded);
        let embedded = map().get(plain.as_bytes()).map(Fact::unpack).unwrap_or_default();
        match self.own.forms.get(&*plain) {
            // What a project says of its names goes first.
            Some(own) => Fact {
                // A word of a name of the project's is not that name.
                id: if own.rank() > 0 { own.id } else { embedded.id },
                flags: own.flags | embedded.flags & !Fact::BAD & !Fact::SOURCE_WORD & !Fact::FOREIGN_ACRONYM,
                kinds: own.kinds | embedded.kinds,
            },
            None => embedded,
        }
    }

    /// Where forms go on that begin with this folded word, without accents, and a blank.
    #[must_use]
    pub fn start(&self, plain: &str) -> Start {
        let fst = map().as_fst();
        let mut node = fst.root();
        for byte in plain.bytes().chain([b' ']) {
            let Some(at) = node.find_input(byte) else { return Start::NONE };
            node = fst.node(node.transition_addr(at));
        }
        Start(node.addr() as u32)
    }

    /// Whether a name may go on from its first word: a quick look that spares [`Names::longest`].
    #[must_use]
    pub fn may_go_on<'t>(&self, start: Start, blank: bool, next: impl FnOnce() -> std::borrow::Cow<'t, str>) -> bool {
        if !self.own.forms.is_empty() {
            return true;
        }
        if !blank {
            return !next().starts_with([',', ';', ':', '!', '?', ')', ']', '"', '“', '”']);
        }
        if start == Start::NONE {
            return false;
        }
        let fst = map().as_fst();
        let mut node = fst.node(start.0 as usize);
        // Three letters tell nearly all words apart.
        for byte in next().bytes().take(3) {
            let Some(at) = node.find_input(byte) else { return false };
            node = fst.node(node.transition_addr(at));
        }
        true
    }

    /// The longest form of a name among the joined beginnings of some text: `step` is called with each piece's end.
    ///
    /// `pieces` are folded words, each with a blank in front where the text has one, and whether it is possessive: a name
    /// may go on after the ending (People's Republic) or stand before it. Returns how many pieces the longest form takes,
    /// and what is known of it; forms of one piece are left out.
    pub fn longest<'t>(&self, pieces: impl Iterator<Item = (bool, std::borrow::Cow<'t, str>, bool)>) -> Option<(usize, Fact)> {
        const POSSESSIVE: &str = "'s";
        let fst = map().as_fst();
        let mut node = Some((fst.root(), fst::raw::Output::zero()));
        let mut joined = String::new();
        let (mut best, mut count) = (None, 0);
        let step = |node: Option<(fst::raw::Node<'static>, fst::raw::Output)>, bytes: &[u8]| {
            bytes.iter().fold(node, |node, byte| {
                let (node, out) = node?;
                let transition = node.transition(node.find_input(*byte)?);
                Some((fst.node(transition.addr), out.cat(transition.out)))
            })
        };
        for (blank, piece, possessive) in pieces {
            let from = joined.len();
            if blank && count > 0 {
                joined.push(' ');
            }
            joined.push_str(&piece);
            node = step(node, &joined.as_bytes()[from..]);
            count += 1;
            if count > 1 {
                if let Some((node, out)) = &node
                    && node.is_final()
                {
                    best = Some((count, Fact::unpack(out.cat(node.final_output()).value())));
                }
                if let Some(own) = self.own.forms.get(&joined) {
                    best = Some((count, *own));
                }
            }
            if possessive {
                joined.push_str(POSSESSIVE);
                node = step(node, POSSESSIVE.as_bytes());
            }
            if node.is_none() && (self.own.forms.is_empty() || count > 6) {
                break;
            }
        }
        best
    }

    /// The name under a number.
    #[must_use]
    pub fn name(&self, id: u32) -> Name<'_> {
        if id >= OWN {
            let (kind, text) = &self.own.names[(id - OWN) as usize];
            return Name { id, text, kind: *kind, context: "" };
        }
        let count = number(RECORDS, 0);
        let (from, to) = (number(RECORDS, 4 + 4 * id as usize), number(RECORDS, 8 + 4 * id as usize));
        let records = &RECORDS[8 + 4 * count..];
        let kind = Kind::ALL[usize::from(records[from]).min(Kind::ALL.len() - 1)];
        let record = std::str::from_utf8(&records[from + 1..to]).expect("the build script wrote text");
        let (text, context) = record.split_once('\t').unwrap_or((record, ""));
        Name { id, text, kind, context }
    }

    /// A name by its words in any order.
    #[must_use]
    pub fn by_words<'w>(&self, words: impl Iterator<Item = &'w str>) -> Option<Fact> {
        let key = sorted_key(words)?;
        map().get(key.as_bytes()).map(Fact::unpack)
    }

    /// A name by its loosened spelling.
    #[must_use]
    pub fn by_loose_spelling(&self, text: &str) -> Option<Fact> {
        let key = loose_key(&key(text))?;
        map().get(key.as_bytes()).map(Fact::unpack)
    }

    /// Full names of persons whose given name is `given`, with their last words.
    pub fn persons_called(&self, given: &str) -> Vec<(u32, String)> {
        self.completions(&format!("{} ", key(given)), |fact| fact.of_kind(Kind::Person.bit()) && fact.is(Fact::CANONICAL | Fact::VARIANT))
    }

    /// Persons whose surname is `surname`, with their given names.
    pub fn persons_named(&self, surname: &str) -> Vec<(u32, String)> {
        self.completions(&format!("{REVERSED}{} ", key(surname)), |_| true)
    }

    fn completions(&self, start: &str, keep: impl Fn(Fact) -> bool) -> Vec<(u32, String)> {
        use fst::{IntoStreamer, Streamer};
        let mut end = start.as_bytes().to_vec();
        if let Some(last) = end.last_mut() {
            *last += 1;
        }
        let mut stream = map().range().ge(start).lt(&end).into_stream();
        let mut found = Vec::new();
        while let Some((key, value)) = stream.next() {
            let fact = Fact::unpack(value);
            if keep(fact)
                && let Ok(rest) = std::str::from_utf8(&key[start.len()..])
            {
                found.push((fact.id, rest.to_owned()));
            }
        }
        found
    }

    /// Full forms of names one slip away from a folded word: a letter changed, lost, added, or two exchanged.
    #[must_use]
    pub fn one_slip_away(&self, folded: &str) -> Vec<(String, Fact)> {
        let plain = fold_accents(folded);
        let letters: Vec<u8> = plain.bytes().collect();
        if !plain.is_ascii() || letters.len() < 4 || letters.len() > 30 {
            return Vec::new();
        }
        let mut found = Vec::new();
        let fst = map().as_fst();
        let mut typed = Vec::with_capacity(letters.len() + 1);
        walk(fst, fst.root(), fst::raw::Output::zero(), &letters, 0, &mut typed, &mut found);
        for (form, fact) in &self.own.forms {
            if slips(form.as_bytes(), &letters) == 1 {
                found.push((form.clone(), *fact));
            }
        }
        found.retain(|(form, fact)| fact.is(Fact::FULL) && !fact.is(Fact::BAD) && *form != *plain);
        found.sort_by(|a, b| a.0.cmp(&b.0));
        found.dedup_by(|a, b| a.0 == b.0);
        found
    }

    fn index() -> Index<'static> {
        static OPEN: OnceLock<Index<'static>> = OnceLock::new();
        *OPEN.get_or_init(|| Index::from_bytes(INDEX).expect("the build script wrote a valid index"))
    }

    fn own_index(&self) -> Option<Index<'_>> {
        if self.own.rows.is_empty() {
            return None;
        }
        let blob = self.own.blob.get_or_init(|| {
            let mut builder = IndexBuilder::new();
            for (at, row) in self.own.rows.iter().enumerate() {
                let variants: Vec<&str> = row.variants.iter().map(String::as_str).collect();
                let sources: Vec<&str> = row.source_forms.iter().filter(|form| !form.starts_with("bad:")).map(|form| without_language(form)).collect();
                builder.insert(OWN + at as u32, &row.name, &variants, &sources);
            }
            builder.build()
        });
        Index::from_bytes(blob)
    }

    /// The known name that a spelling stands for, if it is sure enough.
    #[must_use]
    pub fn answer(&self, form: &str, witnesses: Witnesses) -> Option<Answer> {
        if let Some(own) = self.own_index() {
            let nearest = own.nearest(form, 1, 0.0);
            if nearest.first().is_some_and(|candidate| candidate.via == Via::Same) {
                return None;
            }
            if let Some(answer) = own.answer(form, witnesses) {
                return Some(answer);
            }
        }
        Self::index().answer(form, witnesses)
    }

    /// Names for which a romanisation scheme gives exactly this spelling though English writes them otherwise.
    #[must_use]
    pub fn romanized(&self, form: &str) -> Vec<Candidate> {
        let mut found = Self::index().nearest(form, 4, 0.0);
        if found.iter().any(|candidate| candidate.via == Via::Same) {
            return Vec::new();
        }
        found.retain(|candidate| candidate.via == Via::Exact);
        found
    }

    /// The meaning of a word of the source language.
    #[must_use]
    pub fn source_word(&self, folded: &str) -> Option<Meaning> {
        meaning(SOURCE_WORDS, &fold_accents(folded))
    }

    /// The meaning of an acronym.
    #[must_use]
    pub fn acronym(&self, folded: &str) -> Option<Meaning> {
        meaning(ACRONYMS, &fold_accents(folded))
    }

    /// Whether a surname ends as those of one of these cultures do, which are parted by `;`.
    #[must_use]
    pub fn is_surname_of(&self, folded: &str, cultures: &str) -> bool {
        let plain = fold_accents(folded.strip_suffix("'s").unwrap_or(folded));
        let endings = (2..=5).filter_map(|length| plain.len().checked_sub(length).filter(|at| *at > 1 && plain.is_char_boundary(*at)).map(|at| &plain[at..]));
        endings
            .filter_map(|ending| super::lexicon::find_row(ENDINGS, ending))
            .any(|found| found.split(';').any(|culture| cultures.split(';').any(|given| is_of_culture(culture, given.trim()))))
    }

    /// Surnames that mean this word, parted by `;`.
    #[must_use]
    pub fn surnames_meaning(&self, folded: &str) -> Option<&'static str> {
        super::lexicon::find_row(LITERALS, folded)
    }

    /// Adds a name of the project.
    pub fn add(&mut self, row: OwnName) {
        let id = OWN + self.own.names.len() as u32;
        let kind = Kind::parse(&row.kind).unwrap_or(Kind::Other);
        self.own.names.push((kind, row.name.clone()));
        let bad = row.source_forms.iter().filter_map(|form| form.strip_prefix("bad:"));
        let forms = [(row.name.as_str(), Fact::CANONICAL)]
            .into_iter()
            .chain(row.variants.iter().map(|form| (form.as_str(), Fact::VARIANT)))
            .chain(bad.map(|form| (form, Fact::BAD)));
        for (form, flag) in forms {
            let form = key(form);
            let words: Vec<&str> = form.split(' ').collect();
            if words.len() > 1 {
                for (at, word) in words.iter().enumerate() {
                    let flags = (if flag == Fact::BAD { 0 } else { Fact::WORD }) | if at == 0 { Fact::STARTS } else { 0 };
                    self.own.forms.entry((*word).to_owned()).or_default().flags |= flags;
                }
            }
            let fact = self.own.forms.entry(form).or_default();
            if (Fact { flags: flag, ..Fact::default() }).rank() > fact.rank() {
                fact.id = id;
            }
            fact.flags |= flag;
            fact.kinds |= kind.bit();
        }
        self.own.rows.push(row);
        self.own.blob = OnceLock::new();
    }

    /// Reads a project's table: columns `name` (required), `kind`, `variants`, `source_forms`, `note`.
    ///
    /// # Errors
    ///
    /// If the table has no column `name`, or a line is malformed.
    pub fn read(&mut self, table: &str) -> Result<usize, Error> {
        let delimiter = if table.lines().next().is_some_and(|line| line.contains(';') && !line.contains(',')) { b';' } else { b',' };
        let mut reader = csv::ReaderBuilder::new().flexible(true).delimiter(delimiter).from_reader(table.trim_start_matches('\u{feff}').as_bytes());
        let header = reader.headers().map_err(|error| Error::new(format!("no table of names: {error}")))?.clone();
        let column = |name: &str| header.iter().position(|cell| cell.trim().eq_ignore_ascii_case(name));
        let Some(name) = column("name") else {
            return Err(Error::new("the table has no column \"name\"").remedy("its first line names the columns: name,kind,variants,source_forms,note"));
        };
        let (kind, variants, sources) = (column("kind"), column("variants"), column("source_forms"));
        let mut count = 0;
        for record in reader.records() {
            let record = record.map_err(|error| Error::new(format!("a malformed line: {error}")))?;
            let cell = |at: Option<usize>| at.and_then(|at| record.get(at)).unwrap_or("").trim();
            let list = |at: Option<usize>| cell(at).split(';').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect();
            if cell(Some(name)).is_empty() {
                continue;
            }
            self.add(OwnName { name: cell(Some(name)).to_owned(), kind: cell(kind).to_owned(), variants: list(variants), source_forms: list(sources) });
            count += 1;
        }
        Ok(count)
    }

    /// Whether a name is one of the project's own.
    #[must_use]
    pub fn is_own(&self, id: u32) -> bool {
        id >= OWN
    }

    /// The rows that a project has added.
    #[must_use]
    pub fn own(&self) -> &[OwnName] {
        &self.own.rows
    }
}

/// Whether surnames of a language go with given names of a culture, as the two tables call them.
fn is_of_culture(surname: &str, given: &str) -> bool {
    let (surname, given) = (surname.to_lowercase(), given.to_lowercase());
    let among = match given.as_str() {
        "baltic" => "lithuanian latvian estonian",
        "balkan" => "serbo-croatian bulgarian macedonian slovene albanian",
        "scandinavian" => "swedish norwegian danish icelandic finnish",
        "central asian" => "kazakh kyrgyz uzbek tajik turkmen",
        "caucasian" => "caucasian ossetian abkhaz",
        "tatar and bashkir" => "russian tatar",
        "ukrainian" | "russian" => "russian ukrainian belarusian",
        other => return surname.contains(other),
    };
    among.split(' ').any(|language| language == surname)
}

/// A source form without the code of its language: `ru:Кипр`.
fn without_language(form: &str) -> &str {
    match form.split_once(':') {
        Some((language, rest)) if language.len() <= 8 && language.is_ascii() => rest,
        _ => form,
    }
}

fn meaning(table: &'static str, key: &str) -> Option<Meaning> {
    let row = super::lexicon::find_row(table, key)?;
    let mut cells = row.split('\t');
    Some(Meaning { written: cells.next()?, right: cells.next()?, expansion: cells.next().unwrap_or("") })
}

/// Walks the map along `letters` with at most one slip.
fn walk(
    fst: &fst::raw::Fst<&'static [u8]>,
    node: fst::raw::Node<'_>,
    out: fst::raw::Output,
    letters: &[u8],
    slips: u8,
    typed: &mut Vec<u8>,
    found: &mut Vec<(String, Fact)>,
) {
    if letters.is_empty() && node.is_final() && slips == 1 {
        push(typed, out.cat(node.final_output()), found);
    }
    let mut step = |byte: u8, rest: &[u8], slips: u8, typed: &mut Vec<u8>| {
        if let Some(at) = node.find_input(byte) {
            let transition = node.transition(at);
            typed.push(byte);
            walk(fst, fst.node(transition.addr), out.cat(transition.out), rest, slips, typed, found);
            typed.pop();
        }
    };
    if let Some((&first, rest)) = letters.split_first() {
        step(first, rest, slips, typed);
    }
    if slips == 1 {
        return;
    }
    for transition in node.transitions() {
        if !transition.inp.is_ascii_lowercase() && transition.inp != b'-' && transition.inp != b'\'' {
            continue;
        }
        let mut follow = |rest: &[u8], typed: &mut Vec<u8>| {
            typed.push(transition.inp);
            walk(fst, fst.node(transition.addr), out.cat(transition.out), rest, 1, typed, found);
            typed.pop();
        };
        // A letter was lost.
        follow(letters, typed);
        // A letter was changed.
        if let Some((&first, rest)) = letters.split_first()
            && first != transition.inp
        {
            follow(rest, typed);
        }
    }
    // A letter was added.
    if let Some((_, rest)) = letters.split_first() {
        walk(fst, node, out, rest, 1, typed, found);
    }
    // Two letters were exchanged.
    if let [first, second, rest @ ..] = letters
        && first != second
        && let Some(at) = node.find_input(*second)
    {
        let transition = node.transition(at);
        let next = fst.node(transition.addr);
        if let Some(at) = next.find_input(*first) {
            let last = next.transition(at);
            typed.extend([*second, *first]);
            walk(fst, fst.node(last.addr), out.cat(transition.out).cat(last.out), rest, 1, typed, found);
            typed.truncate(typed.len() - 2);
        }
    }
}

fn push(typed: &[u8], out: fst::raw::Output, found: &mut Vec<(String, Fact)>) {
    if let Ok(form) = std::str::from_utf8(typed) {
        found.push((form.to_owned(), Fact::unpack(out.value())));
    }
}

/// How many slips part two words: 0, 1, or 2 for more.
#[must_use]
pub fn slips(a: &[u8], b: &[u8]) -> usize {
    if a == b {
        return 0;
    }
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let start = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let end = short[start..].iter().rev().zip(long[start..].iter().rev()).take_while(|(x, y)| x == y).count();
    let (left, right) = (short.len() - start - end, long.len() - start - end);
    match (left, right) {
        (0 | 1, 1) => 1,
        (2, 2) if short[start] == long[start + 1] && short[start + 1] == long[start] => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_names_are_known_with_their_kinds() {
        let names = Names::default();
        let fact = names.fact("libya");
        assert!(fact.is(Fact::CANONICAL) && fact.of_kind(Kind::Country.bit()));
        assert_eq!(names.name(fact.id).text, "Libya");
        assert!(names.fact("nusra").is(Fact::CORRECT));
        assert!(names.fact("erdoğan").is(Fact::CORRECT));
        assert!(!names.fact("dzhebhat").is(Fact::CORRECT));
        assert_eq!(names.fact(""), Fact::default());
    }

    #[test]
    fn the_longest_form_is_found() {
        let names = Names::default();
        let pieces = |text: &'static str| text.split(' ').map(|word| (true, std::borrow::Cow::Borrowed(word.trim_end_matches("'s")), word.ends_with("'s")));
        let (count, fact) = names.longest(pieces("white house has said")).expect("known");
        assert_eq!((count, names.name(fact.id).text), (2, "White House"));
        assert_eq!(names.longest(pieces("houses white of")), None);
        assert_eq!(names.longest(pieces("white house's door")).map(|found| found.0), Some(2));
        assert_eq!(names.longest(pieces("donetsk people's republic")).map(|found| found.0), Some(3));
    }

    #[test]
    fn one_slip_is_one_slip() {
        let names = Names::default();
        assert!(names.one_slip_away("bosonaro").iter().any(|(form, _)| form == "bolsonaro"));
        assert!(names.one_slip_away("plolsonaro").is_empty());
        assert_eq!(slips(b"abcd", b"abdc"), 1);
        assert_eq!(slips(b"abcd", b"abd"), 1);
        assert_eq!(slips(b"abcd", b"axyd"), 2);
    }

    #[test]
    fn a_project_adds_its_own() {
        let mut names = Names::default();
        let table = "name,kind,variants,source_forms,note\nVostokvodstroy,company,,ru:Востокводстрой;bad:East Water Building,\n";
        assert_eq!(names.read(table).expect("a table"), 1);
        assert!(names.fact("vostokvodstroy").is(Fact::CANONICAL));
        assert!(names.fact("east").is(Fact::STARTS));
        assert_eq!(names.fact("east").id, Names::default().fact("east").id, "a word of a wrong form is no name of the project's");
        let answer = names.answer("Vostokvodstroj", Witnesses { unknown: true, capitalised: true, ..Witnesses::default() }).expect("near");
        assert_eq!(answer.candidate.name, "Vostokvodstroy");
        assert!(names.read("kind\nx\n").is_err());
    }
}
