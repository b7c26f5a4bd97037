//! The index over names: exact table of reverse romanisations first, then skeleton → names, in one blob searched in place.
//!
//! The blob is made of sorted tables of little-endian integers and is used as it lies (`include_bytes!`), so opening it
//! costs nothing. Spellings are stored as hashes: a bucket holds about 4 to 8 of 32 bits, so a wrong hit by
//! chance is less likely than 1 in 10⁸ look-ups.

use super::article::{Word, words};
use super::distance::{gaps_price, letters, unwritten_gaps_price};
use super::fold::fold;
use super::habit::{habits, without_article};
use super::key::{Effort, HABIT_EFFORT, NAME_EFFORT, QUERY_EFFORT, Reading, SOURCED_EFFORT, Side, composed, readings};
use super::scheme::{Script, romanize, romanize_russian, script_of};
use super::signature::looks_back_transliterated;
use super::syllables;

/// First bytes of a blob; the digit is the version of its layout.
const MAGIC: &[u8; 8] = b"mtnames2";

/// What a stored form is to its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FormKind {
    /// The name as English writes it.
    English,
    /// Another accepted spelling.
    Variant,
    /// The name in its source script, or in the Cyrillic that Palladius and Polivanov give.
    Source,
}

impl FormKind {
    const ALL: [Self; 3] = [Self::English, Self::Variant, Self::Source];
}

/// How a candidate was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Via {
    /// The form is the name itself or an accepted variant, up to case, marks and spacing.
    Same,
    /// The form is what a romanisation scheme makes of a source form of the name.
    Exact,
    /// The form shares a consonant skeleton with the name.
    Key,
}

/// A name that a form may stand for.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The number under which the name was added.
    pub id: u32,
    /// Hundredths a letter / 100; 0 for [`Via::Same`] and [`Via::Exact`].
    pub distance_per_char: f32,
    /// How it was found.
    pub via: Via,
    /// The name as English writes it.
    pub name: String,
    /// The stored form that was met: an English spelling, a variant, or a source form such as `Кипр`.
    pub reading: String,
    /// Whether the index knows a Cyrillic form of the name, so that its romanisations are in the exact table.
    pub sourced: bool,
}

/// What speaks, outside the spelling itself, for or against its being a name that went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Witnesses {
    /// No dictionary knows the word (for several words: any of them).
    pub unknown: bool,
    /// It stands capitalised where English would not capitalise a common word.
    pub capitalised: bool,
    /// The words around ask for a name ("so-called", "group", "in the city of").
    pub cue: bool,
    /// Another rendering of the text has the candidate at this place: the best witness there is.
    pub aligned: bool,
    /// The form is an ordinary dictionary word: only the exact table and a further witness may speak.
    pub ordinary: bool,
}

/// A correction worth naming.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The name meant.
    pub candidate: Candidate,
    /// How much farther the next best name lies, a letter; infinite if there is none.
    pub margin: f32,
    /// Whether the form bears the signature of back-transliteration.
    pub signature: bool,
}

/// Farthest key match that is answered, in distance a letter: a row for each number of witnesses, a column for each number
/// of consonants in the form (0 to 7 and more). A skeleton of many consonants is shared by few names and may lie farther.
///
/// Counted on 5,000 city names (the tuning half) in an index with them and in one of 5,000 others, so that every second name
/// is missing: in the outermost hundredth that is open, 87 of 100 answers and more are right alone, 74 with one witness and
/// 60 with two, the witness itself not counted. Another rendering that has the candidate leaves a handful of names to choose
/// from, which makes far more safe.
const FAR: [[f32; 8]; 4] = [
    [0.000, 0.000, 0.000, 0.010, 0.020, 0.030, 0.030, 0.040],
    [0.000, 0.000, 0.010, 0.020, 0.030, 0.040, 0.040, 0.050],
    [0.000, 0.000, 0.015, 0.025, 0.035, 0.045, 0.050, 0.070],
    [0.000, 0.040, 0.050, 0.070, 0.080, 0.090, 0.100, 0.110],
];
/// Share of that distance that is left when the index knows a source form of the name: what a scheme makes of it would
/// have been found exactly, so a near miss is more often another name.
const FAR_WITH_SOURCE: f32 = 0.5;
/// How much farther the next name must lie.
const MARGIN: f32 = 0.010;
/// Fewest letters of a form that the exact table may answer without a witness.
const FEWEST_EXACT_LETTERS: usize = 4;

/// Bit beside the kind of a form: its name has a Cyrillic form.
const SOURCED: u8 = 0x10;

#[derive(Debug)]
struct Form {
    id: u32,
    kind: FormKind,
    sourced: bool,
    text: String,
}

/// Fewest letters where the source form is Arabic, kana or Chinese characters.
const FEWEST_ROUGH_LETTERS: usize = 7;

/// Collects names, then writes the blob.
#[derive(Debug, Default)]
pub struct IndexBuilder {
    forms: Vec<Form>,
    exact: Vec<(u64, u32)>,
    keys: Vec<(u64, u32, u8, Vec<u8>)>,
    /// Whether the name that is being added has a Cyrillic form.
    sourced: bool,
    /// Whether it is only to be found exactly.
    exact_only: bool,
}

impl IndexBuilder {
    /// An index without names.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a name: its English spelling, other accepted spellings, and its forms in the source script.
    ///
    /// A source form that is written in Latin letters counts as a spelling met on the way, not as an accepted one.
    pub fn add(mut self, id: u32, english: &str, variants: &[&str], source_forms: &[&str]) -> Self {
        self.insert(id, english, variants, source_forms);
        self
    }

    /// Adds a name that is found by what schemes make of its source forms, and not by its sound.
    pub fn insert_exact(&mut self, id: u32, english: &str, variants: &[&str], source_forms: &[&str]) {
        self.exact_only = true;
        self.insert(id, english, variants, source_forms);
        self.exact_only = false;
    }

    /// [`add`](Self::add) for loops.
    pub fn insert(&mut self, id: u32, english: &str, variants: &[&str], source_forms: &[&str]) {
        let first = self.forms.len();
        let palladius = syllables::palladius(english);
        let polivanov = syllables::polivanov(english);
        let is_cyrillic = |s: &&str| matches!(script_of(s), Script::Russian | Script::Ukrainian);
        let chinese = palladius.is_some() && syllables::looks_chinese(english);
        self.sourced = chinese || source_forms.iter().any(is_cyrillic);
        self.latin(id, FormKind::English, english);
        for variant in variants {
            self.latin(id, FormKind::Variant, variant);
        }
        for source in source_forms {
            match script_of(source) {
                Script::Latin => self.latin(id, FormKind::Source, source),
                _ => self.source(id, source, &romanize(source)),
            }
        }
        for cyrillic in [&palladius, &polivanov].into_iter().flatten() {
            self.source(id, cyrillic, &romanize_russian(cyrillic));
        }
        let mut others = Vec::new();
        if palladius.is_some() {
            others.extend(syllables::wade_giles(english));
        }
        if polivanov.is_some() {
            others.extend(syllables::kunrei(english));
        }
        for spelling in others {
            self.spell(first as u32, &spelling);
        }
    }

    fn form(&mut self, id: u32, kind: FormKind, text: &str) -> u32 {
        self.forms.push(Form { id, kind, sourced: self.sourced, text: text.to_owned() });
        self.forms.len() as u32 - 1
    }

    fn latin(&mut self, id: u32, kind: FormKind, text: &str) {
        let text = &*composed(text);
        let form = self.form(id, kind, text);
        self.spell(form, text);
        let words = words(text);
        self.spell(form, &joined(&words));
        self.read(form, &words, Side::Name, 0);
        if words.iter().any(|w| w.particle) {
            let bare: Vec<Word> = words.into_iter().filter(|w| !w.particle).collect();
            self.read(form, &bare, Side::Name, ARTICLE_PRICE);
        }
    }

    fn source(&mut self, id: u32, text: &str, spellings: &[String]) {
        let text = &*composed(text);
        let form = self.form(id, FormKind::Source, text);
        // Articles have another normal form only before another word.
        let several = text.contains([' ', '-', '–', '\'', '’']) || script_of(text) == Script::Arabic;
        for spelling in spellings {
            self.spell(form, spelling);
            if several {
                self.spell(form, &joined(&words(spelling)));
            }
        }
        // Other scripts say too little for a key: Arabic leaves out vowels, kana and Pinyin have too few syllables. On the
        // tuning half, leaving their keys out lost no right answer and took the wrong ones for missing names from 2.7 to 2.0 %.
        if matches!(script_of(text), Script::Russian | Script::Ukrainian) {
            self.read(form, &words(text), Side::Name, 0);
        }
    }

    fn spell(&mut self, form: u32, spelling: &str) {
        let folded = fold(spelling);
        if !folded.is_empty() {
            self.exact.push((hash(folded.as_bytes()), form));
        }
    }

    fn read(&mut self, form: u32, words: &[Word], side: Side, price: u16) {
        if self.exact_only {
            return;
        }
        self.key(form, 0, words, side, price);
        for (salt, word) in apart(words) {
            self.key(form, salt, std::slice::from_ref(word), side, price);
        }
    }

    fn key(&mut self, form: u32, salt: u64, words: &[Word], side: Side, price: u16) {
        let effort = if self.sourced { SOURCED_EFFORT } else { NAME_EFFORT };
        for reading in readings(words, side, effort) {
            if reading.skeleton().len() >= FEWEST_KEY_CONSONANTS {
                let price = (reading.price + price).min(255) as u8;
                self.keys.push((hash(reading.skeleton()) ^ salt, form, price, reading.gaps().to_vec()));
            }
        }
    }

    /// Writes the blob.
    pub fn build(mut self) -> Vec<u8> {
        // One entry a spelling and name: the closest kind of form wins.
        let forms = &self.forms;
        self.exact.sort_unstable_by_key(|&(h, f)| (h, forms[f as usize].id, forms[f as usize].kind, f));
        self.exact.dedup_by_key(|&mut (h, f)| (h, forms[f as usize].id));
        self.keys.sort_unstable();
        self.keys.dedup_by(|b, a| a.0 == b.0 && forms[a.1 as usize].id == forms[b.1 as usize].id && a.3 == b.3 && a.2 <= b.2);

        let mut table = Vec::new();
        let mut texts = Vec::new();
        for form in forms {
            put(&mut table, form.id);
            put(&mut table, texts.len() as u32);
            texts.push(form.kind as u8 | if form.sourced { SOURCED } else { 0 });
            texts.extend_from_slice(form.text.as_bytes());
        }
        put(&mut table, 0);
        put(&mut table, texts.len() as u32);

        let mut records = Vec::new();
        let mut groups: Vec<(u64, u32)> = Vec::new();
        for same in self.keys.chunk_by(|a, b| a.0 == b.0 && a.3.len() == b.3.len()) {
            groups.push((same[0].0, records.len() as u32));
            put(&mut records, same.len() as u32);
            for (_, form, price, gaps) in same {
                put(&mut records, form << 8 | u32::from(*price));
                records.extend_from_slice(gaps);
            }
        }

        let mut blob = MAGIC.to_vec();
        let parts = [table, texts, hashed(&self.exact), hashed(&groups), records];
        for part in &parts {
            put(&mut blob, part.len() as u32);
        }
        for part in parts {
            blob.extend(part);
        }
        blob
    }
}

/// Price of leaving out an article or particle, in hundredths.
const ARTICLE_PRICE: u16 = 15;
/// Price of supposing that a spelling came by way of kana or Arabic letters, in hundredths.
const HABIT_PRICE: u16 = 6;
/// Fewest consonants of a stored skeleton.
const FEWEST_KEY_CONSONANTS: usize = 1;

/// Most words of a name that are also looked up one by one.
const MOST_WORDS: usize = 4;

/// The words of a name of several, particles left out, each with a salt for its hash that tells its place.
///
/// Word by word a long name keeps the rarer readings of each word, which the whole name has no room for.
fn apart(words: &[Word]) -> impl Iterator<Item = (u64, &Word)> {
    let count = words.iter().filter(|w| !w.particle).count();
    let several = (2..=MOST_WORDS).contains(&count);
    words.iter().filter(move |w| several && !w.particle).enumerate().map(move |(at, word)| {
        let place = (count * (MOST_WORDS + 1) + at) as u64;
        (place.wrapping_mul(0x9e37_79b9_7f4a_7c15), word)
    })
}

fn joined(words: &[Word]) -> String {
    words.iter().map(|w| w.text.as_str()).collect()
}

fn put(out: &mut Vec<u8>, value: u32) {
    out.extend_from_slice(&value.to_le_bytes());
}

/// FNV-1a with a final mix: fixed for ever, because blobs are written by one program and read by another.
fn hash(bytes: &[u8]) -> u64 {
    let mut h = 0xcbf2_9ce4_8422_2325u64;
    for &b in bytes {
        h = (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3);
    }
    h ^= h >> 32;
    h = h.wrapping_mul(0xd6e8_feb8_6659_fd93);
    h ^ (h >> 32)
}

/// Most bits of the directory.
const MOST_BITS: u32 = 24;

/// A sorted hash table: a directory over the upper bits of the hash, then (lower 32 bits, value) in order.
fn hashed(entries: &[(u64, u32)]) -> Vec<u8> {
    let bits = (entries.len() / 4).max(1).ilog2().clamp(1, MOST_BITS);
    let mut out = Vec::new();
    put(&mut out, bits);
    let mut at = 0;
    for bucket in 0..1u64 << bits {
        put(&mut out, at as u32);
        while at < entries.len() && entries[at].0 >> (64 - bits) == bucket {
            at += 1;
        }
    }
    put(&mut out, at as u32);
    for &(h, value) in entries {
        put(&mut out, h as u32);
        put(&mut out, value);
    }
    out
}

/// A table that [`hashed`] wrote.
#[derive(Debug, Clone, Copy)]
struct Hashed<'a>(&'a [u8]);

impl<'a> Hashed<'a> {
    fn open(bytes: &'a [u8]) -> Option<Self> {
        (1..=MOST_BITS).contains(&get(bytes, 0)).then_some(Self(bytes))
    }

    fn get(self, h: u64) -> impl Iterator<Item = u32> + 'a {
        let Hashed(bytes) = self;
        let bits = get(bytes, 0);
        let bucket = (h >> (64 - bits)) as usize;
        let from = get(bytes, 4 + 4 * bucket) as usize;
        let to = (get(bytes, 8 + 4 * bucket) as usize).min(bytes.len() / 8);
        let entries = 8 + (4usize << bits);
        (from..to).map(move |i| entries + 8 * i).filter(move |&at| get(bytes, at) == h as u32).map(move |at| get(bytes, at + 4))
    }
}

/// Number at a byte offset; 0 past the end, so that a damaged blob gives wrong answers but no panic.
fn get(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).map_or(0, |b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
}

/// Names, searched in place.
#[derive(Debug, Clone, Copy)]
pub struct Index<'a> {
    table: &'a [u8],
    texts: &'a [u8],
    exact: Hashed<'a>,
    groups: Hashed<'a>,
    records: &'a [u8],
}

impl<'a> Index<'a> {
    /// Opens a blob written by [`IndexBuilder::build`]; `None` if it is something else.
    pub fn from_bytes(blob: &'a [u8]) -> Option<Self> {
        let mut rest = blob.strip_prefix(MAGIC)?;
        let mut lengths = [0usize; 5];
        for length in &mut lengths {
            *length = get(rest, 0) as usize;
            rest = rest.get(4..)?;
        }
        let mut part = |length: usize| {
            let (part, after) = rest.split_at_checked(length)?;
            rest = after;
            Some(part)
        };
        Some(Self {
            table: part(lengths[0])?,
            texts: part(lengths[1])?,
            exact: Hashed::open(part(lengths[2])?)?,
            groups: Hashed::open(part(lengths[3])?)?,
            records: part(lengths[4])?,
        })
    }

    fn id(&self, form: u32) -> u32 {
        get(self.table, 8 * form as usize)
    }

    /// The English spelling of the name that a form belongs to: forms of a name lie together, that one first.
    fn name(&self, form: u32) -> &'a str {
        let id = self.id(form);
        let first = (0..form).rev().take_while(|&f| self.id(f) == id).last().unwrap_or(form);
        self.text(first)
    }

    /// Whether the source form is written in a script that spells foreign names only roughly: Arabic without vowels, kana,
    /// Chinese characters. Other names spell the same.
    fn rough(&self, form: u32) -> bool {
        self.kind(form) == FormKind::Source && matches!(script_of(self.text(form)), Script::Arabic | Script::Han | Script::Kana)
    }

    fn head(&self, form: u32) -> u8 {
        let at = get(self.table, 8 * form as usize + 4) as usize;
        self.texts.get(at).copied().unwrap_or(0)
    }

    fn kind(&self, form: u32) -> FormKind {
        FormKind::ALL[usize::from(self.head(form) & !SOURCED).min(2)]
    }

    fn sourced(&self, form: u32) -> bool {
        self.head(form) & SOURCED != 0
    }

    fn text(&self, form: u32) -> &'a str {
        let from = get(self.table, 8 * form as usize + 4) as usize + 1;
        let to = get(self.table, 8 * form as usize + 12) as usize;
        self.texts.get(from..to).and_then(|b| std::str::from_utf8(b).ok()).unwrap_or("")
    }

    /// Names for which a scheme (or the name itself) gives exactly this form, whatever its case, marks and spacing.
    pub fn exact(&self, form: &str) -> Vec<u32> {
        let mut ids: Vec<u32> = self.exact_forms(form).into_iter().map(|f| self.id(f)).collect();
        ids.dedup();
        ids
    }

    /// Forms under the exact table, closest kind first.
    fn exact_forms(&self, form: &str) -> Vec<u32> {
        let folded = fold(form);
        if folded.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<u32> = self.exact.get(hash(folded.as_bytes())).collect();
        let normal = fold(&joined(&words(form)));
        if normal != folded {
            found.extend(self.exact.get(hash(normal.as_bytes())));
        }
        found.sort_by_key(|&f| (self.kind(f), self.rough(f), self.id(f)));
        let mut seen = Vec::new();
        found.retain(|&f| {
            let new = !seen.contains(&self.id(f));
            seen.push(self.id(f));
            new
        });
        found
    }

    /// The names that a form may stand for, best first: exact spellings, then by distance.
    pub fn nearest(&self, form: &str, limit: usize, max_distance: f32) -> Vec<Candidate> {
        self.search(form, limit, max_distance).1
    }

    /// Also the number of consonants of the form, the measure of how much a key match says.
    fn search(&self, form: &str, limit: usize, max_distance: f32) -> (usize, Vec<Candidate>) {
        let form = &*composed(form);
        let mut out: Vec<Candidate> = self
            .exact_forms(form)
            .into_iter()
            .map(|f| Candidate {
                id: self.id(f),
                distance_per_char: 0.0,
                via: if self.kind(f) == FormKind::Source { Via::Exact } else { self.via(f, form) },
                name: self.name(f).to_owned(),
                reading: self.text(f).to_owned(),
                sourced: self.sourced(f),
            })
            .collect();
        let words = words(form);
        let length = letters(&words);
        let most = (max_distance * 100.0 * length as f32) as u16;
        let effort = Effort { price: QUERY_EFFORT.price.min(most), ..QUERY_EFFORT };
        let readings = readings(&words, Side::Query, effort);
        let consonants = readings.first().map_or(0, |r| r.skeleton().len());
        let mut hits: Vec<(u16, u32, u32)> = Vec::new();
        for reading in &readings {
            self.collect(reading, 0, most, Side::Query, &mut hits);
        }
        self.collect_apart(&words, Side::Query, effort, most, &mut hits);
        for side in habits(&words) {
            let Some(most) = most.checked_sub(HABIT_PRICE) else { continue };
            let effort = Effort { price: HABIT_EFFORT.price.min(most), ..HABIT_EFFORT };
            let from = hits.len();
            for reading in super::key::readings(&words, side, effort) {
                self.collect(&reading, 0, most, side, &mut hits);
            }
            self.collect_apart(&words, side, effort, most, &mut hits);
            if let Some(bare) = (side == Side::Abjad).then(|| without_article(&words)).flatten() {
                for mut reading in super::key::readings(&bare, side, effort) {
                    reading.price += ARTICLE_PRICE;
                    self.collect(&reading, 0, most, side, &mut hits);
                }
            }
            for hit in &mut hits[from..] {
                hit.0 += HABIT_PRICE;
            }
        }
        if words.iter().any(|w| w.particle) {
            let bare: Vec<Word> = words.iter().filter(|w| !w.particle).cloned().collect();
            for mut reading in super::key::readings(&bare, Side::Query, effort) {
                reading.price += ARTICLE_PRICE;
                self.collect(&reading, 0, most, Side::Query, &mut hits);
            }
        }
        hits.sort_unstable_by_key(|&(price, id, form)| (id, price, form));
        hits.dedup_by_key(|&mut (_, id, _)| id);
        hits.sort_unstable();
        for (price, id, form) in hits {
            if out.len() >= limit {
                break;
            }
            if out.iter().all(|c| c.id != id) {
                out.push(Candidate {
                    id,
                    distance_per_char: f32::from(price) / 100.0 / length as f32,
                    via: Via::Key,
                    name: self.name(form).to_owned(),
                    reading: self.text(form).to_owned(),
                    sourced: self.sourced(form),
                });
            }
        }
        out.truncate(limit);
        (consonants, out)
    }

    /// An English form is met as itself, or as what a syllable table makes of it.
    fn via(&self, form: u32, query: &str) -> Via {
        let (stored, query) = (self.text(form), fold(query));
        let same = fold(stored) == query || fold(&joined(&words(stored))) == query;
        if same { Via::Same } else { Via::Exact }
    }

    /// Names all of whose words are near the words of the form, each in its place.
    fn collect_apart(&self, words: &[Word], side: Side, effort: Effort, most: u16, hits: &mut Vec<(u16, u32, u32)>) {
        let mut all: Option<Vec<(u16, u32, u32)>> = None;
        for (salt, word) in apart(words) {
            let mut found = Vec::new();
            for reading in super::key::readings(std::slice::from_ref(word), side, effort) {
                self.collect(&reading, salt, most, side, &mut found);
            }
            found.sort_unstable_by_key(|&(price, _, form)| (form, price));
            found.dedup_by_key(|&mut (_, _, form)| form);
            let both = match all {
                None => found,
                Some(before) => before
                    .into_iter()
                    .filter_map(|(price, id, form)| {
                        let at = found.binary_search_by_key(&form, |f| f.2).ok()?;
                        let sum = price + found[at].0;
                        (sum <= most).then_some((sum, id, form))
                    })
                    .collect(),
            };
            if both.is_empty() {
                return;
            }
            all = Some(both);
        }
        hits.extend(all.into_iter().flatten());
    }

    fn collect(&self, reading: &Reading, salt: u64, most: u16, side: Side, hits: &mut Vec<(u16, u32, u32)>) {
        if reading.skeleton().len() < FEWEST_KEY_CONSONANTS || reading.price > most {
            return;
        }
        let gaps = reading.gaps();
        let vowels_price = if side == Side::Abjad { unwritten_gaps_price } else { gaps_price };
        for at in self.groups.get(hash(reading.skeleton()) ^ salt) {
            let at = at as usize;
            let count = get(self.records, at) as usize;
            let size = 4 + gaps.len();
            let Some(records) = self.records.get(at + 4..at + 4 + count * size) else { continue };
            for record in records.chunks_exact(size) {
                let head = get(record, 0);
                let price = reading.price + (head & 0xff) as u16;
                if price <= most
                    && let Some(vowels) = vowels_price(gaps, &record[4..], most - price)
                {
                    let form = head >> 8;
                    hits.push((price + vowels, self.id(form), form));
                }
            }
        }
    }

    /// Whether to name a correction, and which.
    ///
    /// `None` also when the form is a name as it stands, when two names are equally near, and when the only match is too
    /// far for its length and witnesses.
    pub fn answer(&self, form: &str, witnesses: Witnesses) -> Option<Answer> {
        let signature = looks_back_transliterated(form);
        let outer = usize::from(witnesses.unknown) + usize::from(witnesses.capitalised) + usize::from(witnesses.cue);
        let level = if witnesses.aligned { 3 } else { outer.min(2) };
        let widest = FAR[level][7];
        let (consonants, found) = self.search(form, 2, widest + MARGIN);
        let best = found.first()?.clone();
        let next = found.get(1);
        let rough = |c: &Candidate| matches!(script_of(&c.reading), Script::Arabic | Script::Han | Script::Kana);
        let margin = match next {
            None => f32::INFINITY,
            Some(next) if best.via == Via::Key => next.distance_per_char - best.distance_per_char,
            Some(next) if (best.via, rough(&best)) == (next.via, rough(next)) => 0.0,
            Some(_) => f32::INFINITY,
        };
        let accepted = match best.via {
            Via::Same => false,
            Via::Exact => {
                let fewest = if rough(&best) { FEWEST_ROUGH_LETTERS } else { FEWEST_EXACT_LETTERS };
                let short = fold(form).chars().count() < fewest;
                let needed = usize::from(short) + usize::from(witnesses.ordinary);
                margin > 0.0 && usize::from(signature) + outer + 2 * usize::from(witnesses.aligned) >= needed
            }
            Via::Key => {
                let mut far = FAR[level][consonants.min(7)];
                if best.sourced && !witnesses.aligned {
                    far *= FAR_WITH_SOURCE;
                }
                !witnesses.ordinary && best.distance_per_char <= far && margin >= MARGIN
            }
        };
        accepted.then_some(Answer { candidate: best, margin, signature })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blob() -> Vec<u8> {
        IndexBuilder::new()
            .add(0, "Libya", &[], &["Ливия", "Лівія"])
            .add(1, "Cyprus", &[], &["Кипр"])
            .add(2, "Beijing", &["Peking"], &["Пекин", "北京"])
            .add(3, "Jabhat al-Nusra", &["Al-Nusra Front"], &["Джебхат ан-Нусра", "جبهة النصرة"])
            .add(4, "Washington", &[], &[])
            .add(5, "Xi Jinping", &[], &[])
            .add(6, "Shinzo Abe", &[], &[])
            .add(7, "Mateusz Morawiecki", &[], &[])
            .add(8, "Iran", &[], &["Иран"])
            .add(9, "Iraq", &[], &["Ирак"])
            .build()
    }

    #[test]
    fn exact_forms_come_first() {
        let blob = blob();
        let index = Index::from_bytes(&blob).expect("own blob");
        for (form, id) in [("Livia", 0), ("LIVIIA", 0), ("kipr", 1), ("Pekin", 2), ("Si Tszinpin", 5), ("Sindzo Abe", 6), ("dzhebhat EN-Nusra", 3)] {
            let found = index.nearest(form, 3, 0.1);
            assert_eq!(found.first().map(|c| c.id), Some(id), "{form}: {found:?}");
        }
        assert_eq!(index.exact("Kipr"), [1]);
        assert!(index.exact("Hilton").is_empty());
    }

    #[test]
    fn the_key_finds_what_no_scheme_writes() {
        let blob = blob();
        let index = Index::from_bytes(&blob).expect("own blob");
        for (form, id) in [("Vashington", 4), ("Mateush Moravetsky", 7), ("Dzhabhat el Nusra", 3)] {
            let answer = index.answer(form, Witnesses::default());
            assert_eq!(answer.map(|a| a.candidate.id), Some(id), "{form}");
        }
    }

    #[test]
    fn kana_and_arabic_letters_are_read_as_what_they_stand_for() {
        let blob = blob();
        let index = Index::from_bytes(&blob).expect("own blob");
        for (form, id) in [("washinton", 4), ("washntn", 4), ("ribia", 0)] {
            assert_eq!(index.nearest(form, 1, 0.1).first().map(|c| c.id), Some(id), "{form}");
        }
    }

    #[test]
    fn a_name_that_stands_right_needs_no_answer() {
        let blob = blob();
        let index = Index::from_bytes(&blob).expect("own blob");
        for form in ["Libya", "iran", "Jabhat Al-Nusra", "Peking", "table", ""] {
            assert_eq!(index.answer(form, Witnesses::default()), None, "{form}");
        }
    }

    #[test]
    fn only_own_blobs_open_and_damage_does_not_panic() {
        assert!(Index::from_bytes(b"").is_none());
        assert!(Index::from_bytes(b"PK\x03\x04 something else").is_none());
        let blob = blob();
        for cut in [9, 40, blob.len() / 2, blob.len() - 1] {
            assert!(Index::from_bytes(&blob[..cut]).is_none(), "{cut}");
        }
        let mut damaged = blob.clone();
        for at in (28..damaged.len()).step_by(7) {
            damaged[at] ^= 0x55;
        }
        if let Some(index) = Index::from_bytes(&damaged) {
            index.nearest("Vashington", 5, 0.1);
        }
    }

    #[test]
    fn any_text_can_be_asked_for() {
        let blob = blob();
        let index = Index::from_bytes(&blob).expect("own blob");
        let long = "Vashington ".repeat(2000);
        for form in ["", " ", "-", "'", "\u{301}", "ﬃ", "İ", "Ǆ", "ß", "x", "習近平", "ひ", "a\0b", "🦀", &long, "ъьъ", "al", "an-"] {
            index.nearest(form, 5, 0.2);
            index.answer(form, Witnesses { aligned: true, ..Witnesses::default() });
            let _ = super::super::same_name(form, "Washington");
            let blob = IndexBuilder::new().add(0, form, &[form], &[form]).build();
            assert!(Index::from_bytes(&blob).is_some());
        }
    }

    #[test]
    fn a_candidate_tells_its_name_and_what_was_met() {
        let blob = blob();
        let index = Index::from_bytes(&blob).expect("own blob");
        let kipr = index.nearest("Kipr", 1, 0.0).remove(0);
        assert_eq!((kipr.name.as_str(), kipr.reading.as_str(), kipr.via), ("Cyprus", "Кипр", Via::Exact));
    }

    #[test]
    fn the_same_names_give_the_same_bytes() {
        assert_eq!(blob(), blob());
    }
}
