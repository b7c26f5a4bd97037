//! Compiles the phrase tables: programs, the literals they ask for, and which rows each literal may begin.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::path::Path;

use super::phrases_pattern::{Words, compile as compile_pattern};
use super::tags::TagSet;

const HEADER: [&str; 7] = ["pattern", "instead", "why", "category", "severity", "example", "innocent"];

/// Reads `data/phrases/*.csv` and writes `phrases.rs` and `literals.fst` to `out`.
///
/// # Panics
/// On a malformed row, naming file, row and column: in a build script a panic is the error message.
pub fn compile(data: &Path, out: &Path) {
    let mut words = Lexicon::read(&data.join("lexicon/words.txt"));
    let mut files: Vec<_> = std::fs::read_dir(data.join("phrases")).map(|dir| dir.filter_map(|e| e.ok().map(|e| e.path())).collect()).unwrap_or_default();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "csv"));
    files.sort();
    let (mut packs, mut ops, mut rows, mut text) = (Vec::new(), Vec::new(), Vec::new(), String::new());
    let (mut categories, mut severities): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    let mut anchors: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for path in &files {
        let name = path.file_stem().and_then(|stem| stem.to_str()).expect("a table has a name").to_owned();
        let mut reader = csv::Reader::from_path(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let header = reader.headers().unwrap_or_else(|error| panic!("{}: {error}", path.display())).clone();
        assert!(header.iter().eq(HEADER), "{}: the columns must be {}", path.display(), HEADER.join(","));
        for record in reader.records() {
            let record = record.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let line = record.position().map_or(0, csv::Position::line);
            let cell = |at: usize| record.get(at).unwrap_or_default().trim();
            let compiled = compile_pattern(cell(0), &mut words)
                .unwrap_or_else(|m| panic!("{}:{line}: pattern {:?}, character {}: {}", path.display(), cell(0), m.column, m.message));
            let number = rows.len() as u32;
            for symbol in &compiled.anchors {
                anchors.entry(*symbol).or_default().push(number);
            }
            let index = |list: &mut Vec<String>, value: &str| {
                list.iter().position(|known| known == value).unwrap_or_else(|| {
                    list.push(value.to_owned());
                    list.len() - 1
                }) as u32
            };
            let meta = packs.len() as u32 | index(&mut categories, cell(3)) << 8 | index(&mut severities, cell(4)) << 16;
            let start = text.len() as u32;
            let lemma = compiled.lemma.unwrap_or_default();
            let (before, after) = compiled.neighbours;
            text.push_str(cell(1));
            text.push_str(cell(2));
            text.push_str(&lemma);
            rows.push([
                ops.len() as u32,
                compiled.reach.0 | compiled.reach.1 << 8,
                meta,
                start,
                cell(1).len() as u32,
                cell(2).len() as u32,
                lemma.len() as u32,
                before as u32,
                (before >> 32) as u32,
                after as u32,
                (after >> 32) as u32,
            ]);
            ops.extend(compiled.ops);
        }
        packs.push(name);
    }
    let count = words.symbols.len() as u32;
    let (mut starts, mut lists): (Vec<u32>, Vec<u32>) = (vec![0; count as usize + 2], Vec::new());
    for symbol in 0..=count {
        starts[symbol as usize] = lists.len() as u32;
        lists.extend(anchors.get(&symbol).into_iter().flatten());
    }
    starts[count as usize + 1] = lists.len() as u32;
    let mut code = String::new();
    let mut put = |name: &str, kind: &str, value: String| writeln!(code, "static {name}: {kind} = {value};").expect("writing to memory");
    put("PACKS", "&[&str]", format!("&{packs:?}"));
    put("CATEGORIES", "&[&str]", format!("&{categories:?}"));
    put("SEVERITIES", "&[&str]", format!("&{severities:?}"));
    put("EXACT", "&[&str]", format!("&{:?}", words.exact));
    put("OPS", "&[u32]", format!("&{ops:?}"));
    put("ROWS", "&[[u32; 11]]", format!("&{rows:?}"));
    put("TEXT", "&str", format!("{text:?}"));
    put("ANCHOR_STARTS", "&[u32]", format!("&{starts:?}"));
    put("ANCHOR_ROWS", "&[u32]", format!("&{lists:?}"));
    std::fs::write(out.join("phrases.rs"), code).expect("the output folder can be written to");
    let literals: BTreeMap<&String, u64> = words.symbols.iter().map(|(form, symbol)| (form, u64::from(*symbol))).collect();
    let map = fst::Map::from_iter(literals).expect("sorted by the tree");
    std::fs::write(out.join("literals.fst"), map.as_fst().as_bytes()).expect("the output folder can be written to");
}

struct Lexicon {
    entries: HashMap<String, (u8, TagSet)>,
    symbols: HashMap<String, u32>,
    exact: Vec<String>,
}

impl Lexicon {
    fn read(path: &Path) -> Self {
        let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let mut entries = HashMap::new();
        for line in text.lines() {
            let mut cells = line.split('\t');
            let (Some(form), Some(frequency), Some(_), Some(tags)) = (cells.next(), cells.next(), cells.next(), cells.next()) else { continue };
            entries.insert(form.to_lowercase(), (frequency.parse().unwrap_or(0), TagSet::parse(tags).unwrap_or_default()));
        }
        Self { entries, symbols: HashMap::new(), exact: Vec::new() }
    }
}

impl Words for Lexicon {
    fn symbol(&mut self, literal: &str) -> u32 {
        let next = self.symbols.len() as u32 + 1;
        *self.symbols.entry(literal.to_owned()).or_insert(next)
    }

    fn exact(&mut self, spelling: &str) -> u32 {
        self.symbol(&spelling.to_lowercase());
        self.exact.iter().position(|known| known == spelling).unwrap_or_else(|| {
            self.exact.push(spelling.to_owned());
            self.exact.len() - 1
        }) as u32
    }

    fn tags(&self, form: &str) -> TagSet {
        self.entries.get(form).map_or(TagSet::EMPTY, |(_, tags)| *tags)
    }

    fn frequency(&self, form: &str) -> u8 {
        if matches!(form, "," | ".") {
            return 30;
        }
        self.entries.get(form).map_or(0, |(frequency, _)| *frequency)
    }
}
