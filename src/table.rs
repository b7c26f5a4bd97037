//! Tables for spreadsheets: three dialects, cells that no spreadsheet runs as a formula, rows that are one struct.
//!
//! What is text is known by type: a `String` of a row goes through [`inert`], a number never does.

pub mod workbook;

use std::borrow::Cow;
use std::io::Write;

use serde::de::DeserializeOwned;
use serde::ser::{Impossible, SerializeStruct};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::error::Error;
use crate::input::decode;
use crate::mqm::vocabulary;

vocabulary! {
    /// How a table is written.
    Dialect, "dialect" {
        /// Byte-order mark, CRLF, comma: opens in Excel with a double click.
        Excel = "excel",
        /// Byte-order mark, CRLF, semicolon, decimal comma: the same where the comma is the decimal mark.
        ExcelEu = "excel-eu",
        /// LF, comma, no mark: for programs and version control.
        Plain = "plain",
    }
}

/// What marks a file as UTF-8 for Excel.
const BOM: &str = "\u{feff}";

/// Stands for a line break inside a cell: one line of the file is one row, for sorting and for `diff`.
const LINE_BREAK: &str = "␠";

impl Dialect {
    fn delimiter(self) -> u8 {
        if self == Self::ExcelEu { b';' } else { b',' }
    }

    /// What the file begins with.
    #[must_use]
    pub fn mark(self) -> &'static str {
        if self == Self::Plain { "" } else { BOM }
    }

    /// A writer of records in this dialect, without the mark.
    pub(crate) fn writer<W: Write>(self, to: W) -> csv::Writer<W> {
        let terminator = if self == Self::Plain { csv::Terminator::Any(b'\n') } else { csv::Terminator::CRLF };
        // A comment character is quoted wherever it stands: so the TAB before a guarded cell cannot part two cells in
        // an import that also splits at tabs.
        csv::WriterBuilder::new().delimiter(self.delimiter()).terminator(terminator).comment(Some(b'\t')).flexible(true).from_writer(to)
    }

    /// A number with at most four decimals.
    fn decimal(self, number: f64) -> String {
        // Adding zero turns -0 into 0.
        let text = ((number * 1e4).round() / 1e4 + 0.0).to_string();
        if self == Self::ExcelEu { text.replace('.', ",") } else { text }
    }
}

// ---- Cells -----------------------------------------------------------------------------------------------------

/// Whether a spreadsheet might run a cell: its first character after any blank starts a formula.
fn is_dangerous(cell: &str) -> bool {
    let invisible = |c: char| c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\0'..='\u{1f}');
    for c in cell.chars() {
        match c {
            '\t' | '\r' | '\n' => return true,
            _ if invisible(c) => {}
            _ => return matches!(c, '=' | '+' | '-' | '@' | '|' | '%' | '＝' | '＋' | '－' | '＠'),
        }
    }
    false
}

/// A text as a cell: no line break in it, and a TAB before what a spreadsheet would run. TAB and not an apostrophe:
/// that is lost when Excel saves the file again.
#[must_use]
pub fn inert(text: &str) -> Cow<'_, str> {
    let flat = flat(text);
    // A line break at the start was dangerous, too; `␠` in its place is not.
    if is_dangerous(&flat) { Cow::Owned(format!("\t{flat}")) } else { flat }
}

/// The text of a cell: takes away what [`inert`] put in front.
#[must_use]
pub fn spoken(cell: &str) -> &str {
    match cell.strip_prefix('\t') {
        Some(rest) if is_dangerous(rest) => rest,
        _ => cell,
    }
}

/// A text on one line: every line break becomes `␠`.
#[must_use]
pub fn flat(text: &str) -> Cow<'_, str> {
    const BREAKS: [char; 7] = ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];
    if !text.contains(BREAKS) && !text.contains('\0') {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\r\n", LINE_BREAK).replace(BREAKS, LINE_BREAK).replace('\0', "␀"))
}

// ---- Rows ------------------------------------------------------------------------------------------------------

/// What stands in one cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// As it is written, before quoting.
    pub text: String,
    /// Whether it is a number; a text is never run as a formula, see [`inert`].
    pub is_number: bool,
}

impl Cell {
    /// A text, made safe.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self { text: inert(text).into_owned(), is_number: false }
    }
}

/// The columns of a row type, in order.
#[must_use]
pub fn columns<R: Serialize + Default>() -> Vec<&'static str> {
    cells_of(&R::default(), Dialect::Plain).into_iter().map(|(name, _)| name).collect()
}

/// The columns of a file: those of the tool in its order, and a reviewer's own, each behind the column that it
/// stood behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// Names of the columns.
    pub header: Vec<String>,
    /// For each column: which of a reviewer's own it is.
    own: Vec<Option<usize>>,
    /// Number of the reviewer's own columns.
    pub extra: usize,
}

impl Layout {
    /// The columns of a row type, no others.
    #[must_use]
    pub fn of<R: Serialize + Default>() -> Self {
        Self::with_extra::<R>(&[])
    }

    /// The columns of a row type with those of an older file that are not among them, in their place.
    #[must_use]
    pub fn with_extra<R: Serialize + Default>(old: &[String]) -> Self {
        let names = columns::<R>();
        let mut header: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let mut own = vec![None; header.len()];
        let (mut after, mut extra) = (0, 0);
        for name in old {
            if let Some(at) = names.iter().position(|known| is_name(name, known)) {
                let known = names[at];
                after = header.iter().position(|column| column == known).map_or(after, |at| at + 1);
            } else {
                header.insert(after, name.clone());
                own.insert(after, Some(extra));
                (after, extra) = (after + 1, extra + 1);
            }
        }
        Self { header, own, extra }
    }
}

impl Layout {
    /// The cells of a row in the order of the columns, with those of the reviewer's own.
    #[must_use]
    pub fn arrange(&self, row: &impl Serialize, dialect: Dialect, extra: &[String]) -> Vec<Cell> {
        let mut cells = cells_of(row, dialect).into_iter();
        let own = self.own.iter().map(|own| match own {
            Some(at) => Cell::of(extra.get(*at).map_or("", String::as_str)),
            None => cells.next().expect("the layout has the columns of the row").1,
        });
        own.collect()
    }

    /// The cells of a row that was read from an older file; `changed` says which are other now.
    #[must_use]
    pub fn arrange_old(&self, old: &Record<'_>, changed: &[(&str, String)]) -> Vec<Cell> {
        let cell = |name: &String| {
            let cell = changed.iter().find(|(column, _)| is_name(name, column)).map_or_else(|| old.get(name), |(_, cell)| cell);
            // A number that was read is written as a number.
            let is_number = !cell.is_empty() && cell.bytes().all(|b| b.is_ascii_digit());
            if is_number { Cell { text: cell.to_owned(), is_number } } else { Cell::of(cell) }
        };
        self.header.iter().map(cell).collect()
    }
}

/// Whether a heading, as a person may have left it, is that of a column.
fn is_name(heading: &str, column: &str) -> bool {
    heading.trim().eq_ignore_ascii_case(column)
}

/// Writes rows of one type in a dialect.
pub struct Rows<W: Write> {
    writer: csv::Writer<W>,
    dialect: Dialect,
    layout: Layout,
}

impl<W: Write> Rows<W> {
    /// Starts a table: writes the mark and the names of the columns.
    ///
    /// # Errors
    /// The destination refuses.
    pub fn new(mut to: W, dialect: Dialect, layout: Layout) -> Result<Self, Error> {
        to.write_all(dialect.mark().as_bytes())?;
        let mut rows = Self::without_header(to, dialect, layout);
        let header: Vec<_> = rows.layout.header.iter().map(|name| inert(name).into_owned()).collect();
        rows.writer.write_record(&header).map_err(refused)?;
        Ok(rows)
    }

    /// Goes on with a table that has its header already.
    #[must_use]
    pub fn without_header(to: W, dialect: Dialect, layout: Layout) -> Self {
        Self { writer: dialect.writer(to), dialect, layout }
    }

    /// Writes a row, with the cells of the reviewer's own columns.
    ///
    /// # Errors
    /// The destination refuses.
    pub fn push(&mut self, row: &impl Serialize, extra: &[String]) -> Result<(), Error> {
        self.write(&self.layout.arrange(row, self.dialect, extra))
    }

    /// Writes a row as it was read from an older file; `changed` says which cells are other now.
    ///
    /// # Errors
    /// The destination refuses.
    pub fn push_old(&mut self, old: &Record<'_>, changed: &[(&str, String)]) -> Result<(), Error> {
        self.write(&self.layout.arrange_old(old, changed))
    }

    fn write(&mut self, cells: &[Cell]) -> Result<(), Error> {
        self.writer.write_record(cells.iter().map(|cell| &cell.text)).map_err(refused)
    }

    /// Ends the table and hands its destination back.
    ///
    /// # Errors
    /// The destination refuses.
    pub fn finish(self) -> Result<W, Error> {
        self.writer.into_inner().map_err(|error| Error::from(std::io::Error::new(error.error().kind(), error.error().to_string())))
    }
}

fn refused(error: csv::Error) -> Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => Error::from(error),
        other => Error::new(format!("cannot write the table: {other:?}")),
    }
}

// ---- Reading ---------------------------------------------------------------------------------------------------

/// A table as a person gave it back: any dialect, encoding and order of columns.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// Names of the columns.
    pub header: Vec<String>,
    records: Vec<(u64, csv::StringRecord)>,
}

/// One row of a [`Table`].
#[derive(Debug, Clone, Copy)]
pub struct Record<'t> {
    header: &'t [String],
    record: &'t csv::StringRecord,
    /// Line of the file, from 1.
    pub line: u64,
}

impl Table {
    /// Reads a table. `known` are columns that it is expected to have: they tell the separator.
    ///
    /// # Errors
    /// The bytes are no text, or no table.
    pub fn read(bytes: Vec<u8>, known: &[&str]) -> Result<Self, Error> {
        let (text, _) = decode::decode(bytes).map_err(Error::new)?;
        let mut table = Self::default();
        table.header = each(&text, known, |_, line, record| table.records.push((line, record)))?;
        Ok(table)
    }

    /// Reads a table, keeping only the rows that `wanted` asks for: for tables that are too large to keep.
    ///
    /// # Errors
    /// The bytes are no text, or no table.
    pub fn read_some(bytes: Vec<u8>, known: &[&str], mut wanted: impl FnMut(&Record<'_>) -> bool) -> Result<Self, Error> {
        let (text, _) = decode::decode(bytes).map_err(Error::new)?;
        let mut records = Vec::new();
        let header = each(&text, known, |header, line, record| {
            if wanted(&Record { header, record: &record, line }) {
                records.push((line, record));
            }
        })?;
        Ok(Self { header, records })
    }

    /// A table from rows of cells with their lines; the first that is not blank names the columns.
    #[must_use]
    pub fn of_rows(rows: impl IntoIterator<Item = (u64, Vec<String>)>) -> Self {
        let mut rows = rows.into_iter().filter(|(_, cells)| cells.iter().any(|cell| !cell.trim().is_empty()));
        let header = rows.next().map(|(_, cells)| cells.iter().map(|heading| spoken(heading).trim().to_owned()).collect());
        Self { header: header.unwrap_or_default(), records: rows.map(|(line, cells)| (line, csv::StringRecord::from(cells))).collect() }
    }

    /// Whether there is a column of this name.
    #[must_use]
    pub fn has(&self, column: &str) -> bool {
        self.header.iter().any(|heading| is_name(heading, column))
    }

    /// A row by its number, from 0.
    #[must_use]
    pub fn record(&self, at: usize) -> Option<Record<'_>> {
        self.records.get(at).map(|(line, record)| Record { header: &self.header, record, line: *line })
    }

    /// The rows, in the order of the file.
    pub fn records(&self) -> impl ExactSizeIterator<Item = Record<'_>> {
        self.records.iter().map(|(line, record)| Record { header: &self.header, record, line: *line })
    }
}

impl<'t> Record<'t> {
    /// The text of a cell; empty where the row or the table has no such column.
    #[must_use]
    pub fn get(&self, column: &str) -> &'t str {
        let at = self.header.iter().position(|heading| is_name(heading, column));
        spoken(at.and_then(|at| self.record.get(at)).unwrap_or_default())
    }

    /// Whether no cell has anything in it.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.record.iter().all(|cell| cell.trim().is_empty())
    }

    /// The cells of the columns that are not among `known`, in order.
    #[must_use]
    pub fn extra(&self, known: &[&str]) -> Vec<String> {
        let own = self.header.iter().enumerate().filter(|(_, heading)| !known.iter().any(|name| is_name(heading, name)));
        own.map(|(at, _)| spoken(self.record.get(at).unwrap_or_default()).to_owned()).collect()
    }

    /// The row as a struct; columns are found by name, those that are missing take the default where the struct
    /// allows it.
    ///
    /// # Errors
    /// A cell does not fit its column; the error names the line.
    pub fn to<R: DeserializeOwned>(&self) -> Result<R, Error> {
        let header: csv::StringRecord = self.header.iter().map(|heading| heading.trim().to_ascii_lowercase()).collect();
        let cells: csv::StringRecord = (0..header.len()).map(|at| spoken(self.record.get(at).unwrap_or_default())).collect();
        cells.deserialize(Some(&header)).map_err(|error| {
            let message = match error.kind() {
                csv::ErrorKind::Deserialize { err, .. } => {
                    let column = err.field().and_then(|at| header.get(at as usize)).map_or_else(String::new, |name| format!("column \"{name}\": "));
                    format!("{column}{}", err.kind())
                }
                _ => error.to_string(),
            };
            Error::new(message).line(self.line)
        })
    }
}

/// Hands the records of a table over, one by one, and returns the header.
fn each(text: &str, known: &[&str], mut with: impl FnMut(&[String], u64, csv::StringRecord)) -> Result<Vec<String>, Error> {
    let mut text = text.trim_start_matches(BOM);
    let mut skipped = 0;
    let mut delimiter = None;
    // `sep=;` on the first line is a habit of Excel users.
    if let Some(rest) = text.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")).map(|_| &text[4..])
        && let Some(mark @ (b',' | b';' | b'\t')) = rest.bytes().next()
    {
        delimiter = Some(mark);
        let line = rest.find('\n').map_or(rest.len(), |at| at + 1);
        (text, skipped) = (&rest[line..], 1);
    }
    let delimiter = delimiter.unwrap_or_else(|| guess_delimiter(text, known));
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut header: Option<Vec<String>> = None;
    for record in reader.records() {
        let record = record.map_err(|error| Error::new(format!("not a table: {error}")))?;
        let line = record.position().map_or(0, csv::Position::line) + skipped;
        match &header {
            // Blank lines and cells left by a spreadsheet are no rows.
            _ if record.iter().all(|cell| cell.trim().is_empty()) => {}
            None => header = Some(record.iter().map(|heading| spoken(heading).trim().to_owned()).collect()),
            Some(header) => with(header, line, record),
        }
    }
    Ok(header.unwrap_or_default())
}

/// The separator that makes most known columns of the first line, then most columns.
fn guess_delimiter(text: &str, known: &[&str]) -> u8 {
    let score = |delimiter: u8| {
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes());
        let first = reader.records().next().and_then(Result::ok).unwrap_or_default();
        let found = first.iter().filter(|heading| known.iter().any(|name| is_name(heading, name))).count();
        (found, first.len())
    };
    [b'\t', b';', b','].into_iter().max_by_key(|delimiter| score(*delimiter)).expect("there are three")
}

/// Reads a number that a person or a spreadsheet may have touched: empty is the default, a decimal comma is one.
///
/// # Errors
/// The cell is no number.
pub fn number<'de, D: Deserializer<'de>, T: Default + std::str::FromStr>(from: D) -> Result<T, D::Error> {
    let cell = String::deserialize(from)?;
    let text = cell.trim();
    if text.is_empty() {
        return Ok(T::default());
    }
    text.replace(',', ".").parse().map_err(|_| serde::de::Error::custom(format!("\"{text}\" is no number of the kind that is expected here")))
}

/// Reads a number that may be missing, as [`number`] does.
///
/// # Errors
/// The cell is no number.
pub fn optional<'de, D: Deserializer<'de>, T: std::str::FromStr>(from: D) -> Result<Option<T>, D::Error> {
    let cell = String::deserialize(from)?;
    let text = cell.trim();
    if text.is_empty() {
        return Ok(None);
    }
    text.replace(',', ".").parse().map(Some).map_err(|_| serde::de::Error::custom(format!("\"{text}\" is no number of the kind that is expected here")))
}

// ---- From a struct to cells ------------------------------------------------------------------------------------

/// The cells of a row with the names of their columns.
#[must_use]
pub fn cells_of(row: &impl Serialize, dialect: Dialect) -> Vec<(&'static str, Cell)> {
    row.serialize(RowSerializer { dialect, cells: Vec::with_capacity(48) }).expect("a row is a struct of texts and numbers")
}

#[derive(Debug)]
struct Unfit;

impl std::fmt::Display for Unfit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a cell holds a text or a number")
    }
}

impl std::error::Error for Unfit {}

impl serde::ser::Error for Unfit {
    fn custom<T: std::fmt::Display>(_: T) -> Self {
        Self
    }
}

/// Takes one struct apart.
struct RowSerializer {
    dialect: Dialect,
    cells: Vec<(&'static str, Cell)>,
}

/// Writes one cell.
struct CellSerializer(Dialect);

impl SerializeStruct for RowSerializer {
    type Ok = Vec<(&'static str, Cell)>;
    type Error = Unfit;

    fn serialize_field<T: ?Sized + Serialize>(&mut self, name: &'static str, value: &T) -> Result<(), Unfit> {
        self.cells.push((name, value.serialize(CellSerializer(self.dialect))?));
        Ok(())
    }

    fn end(self) -> Result<Self::Ok, Unfit> {
        Ok(self.cells)
    }
}

/// The kinds of values that have no place in a table.
macro_rules! unfit {
    ($($name:ident($($kind:ty),*)),* $(,)?) => { $(fn $name(self $(, _: $kind)*) -> Result<Self::Ok, Unfit> { Err(Unfit) })* };
}

macro_rules! unfit_compounds {
    () => {
        type Error = Unfit;
        type SerializeSeq = Impossible<Self::Ok, Unfit>;
        type SerializeTuple = Impossible<Self::Ok, Unfit>;
        type SerializeTupleStruct = Impossible<Self::Ok, Unfit>;
        type SerializeTupleVariant = Impossible<Self::Ok, Unfit>;
        type SerializeMap = Impossible<Self::Ok, Unfit>;
        type SerializeStructVariant = Impossible<Self::Ok, Unfit>;

        unfit!(serialize_bytes(&[u8]), serialize_unit(), serialize_unit_struct(&'static str));

        fn serialize_newtype_variant<T: ?Sized + Serialize>(self, _: &'static str, _: u32, _: &'static str, _: &T) -> Result<Self::Ok, Unfit> {
            Err(Unfit)
        }
        fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq, Unfit> {
            Err(Unfit)
        }
        fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Unfit> {
            Err(Unfit)
        }
        fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeTupleStruct, Unfit> {
            Err(Unfit)
        }
        fn serialize_tuple_variant(self, _: &'static str, _: u32, _: &'static str, _: usize) -> Result<Self::SerializeTupleVariant, Unfit> {
            Err(Unfit)
        }
        fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Unfit> {
            Err(Unfit)
        }
        fn serialize_struct_variant(self, _: &'static str, _: u32, _: &'static str, _: usize) -> Result<Self::SerializeStructVariant, Unfit> {
            Err(Unfit)
        }
    };
}

impl Serializer for RowSerializer {
    type Ok = Vec<(&'static str, Cell)>;
    type SerializeStruct = Self;
    unfit_compounds!();
    unfit!(serialize_bool(bool), serialize_i8(i8), serialize_i16(i16), serialize_i32(i32), serialize_i64(i64));
    unfit!(serialize_u8(u8), serialize_u16(u16), serialize_u32(u32), serialize_u64(u64), serialize_f32(f32), serialize_f64(f64));
    unfit!(serialize_char(char), serialize_str(&str), serialize_none(), serialize_unit_variant(&'static str, u32, &'static str));

    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Result<Self::Ok, Unfit> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(self, _: &'static str, value: &T) -> Result<Self::Ok, Unfit> {
        value.serialize(self)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Unfit> {
        Ok(self)
    }
}

macro_rules! plain_numbers {
    ($($name:ident: $kind:ty),* $(,)?) => { $(fn $name(self, value: $kind) -> Result<Cell, Unfit> { Ok(Cell { text: value.to_string(), is_number: true }) })* };
}

impl Serializer for CellSerializer {
    type Ok = Cell;
    type SerializeStruct = Impossible<Cell, Unfit>;
    unfit_compounds!();
    plain_numbers!(serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64);
    plain_numbers!(serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64);

    fn serialize_f32(self, value: f32) -> Result<Cell, Unfit> {
        self.serialize_f64(f64::from(value))
    }

    fn serialize_f64(self, value: f64) -> Result<Cell, Unfit> {
        Ok(Cell { text: self.0.decimal(value), is_number: true })
    }

    fn serialize_char(self, value: char) -> Result<Cell, Unfit> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<Cell, Unfit> {
        Ok(Cell::of(value))
    }

    fn serialize_none(self) -> Result<Cell, Unfit> {
        Ok(Cell::default())
    }

    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Result<Cell, Unfit> {
        value.serialize(self)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, name: &'static str) -> Result<Cell, Unfit> {
        self.serialize_str(name)
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(self, _: &'static str, value: &T) -> Result<Cell, Unfit> {
        value.serialize(self)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeStruct, Unfit> {
        Err(Unfit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
    #[serde(default)]
    struct Example {
        #[serde(deserialize_with = "number")]
        n: u32,
        text: String,
        #[serde(deserialize_with = "number")]
        points: f64,
        note: String,
    }

    fn written(rows: &[Example], dialect: Dialect) -> Vec<u8> {
        let mut table = Rows::new(Vec::new(), dialect, Layout::of::<Example>()).expect("memory");
        for row in rows {
            table.push(row, &[]).expect("memory");
        }
        table.finish().expect("memory")
    }

    fn read(bytes: Vec<u8>) -> Vec<Example> {
        let table = Table::read(bytes, &columns::<Example>()).expect("a table");
        table.records().map(|record| record.to().expect("a row")).collect()
    }

    fn example(text: &str) -> Example {
        Example { n: 1, text: text.to_owned(), points: 2.5, note: String::new() }
    }

    #[test]
    fn a_formula_becomes_a_text_and_a_number_stays_a_number() {
        let rows = [Example { points: -1.5, ..example("=HYPERLINK(\"http://x\")") }, example("- he said"), example("\u{a0}＝1"), example("fine")];
        let text = String::from_utf8(written(&rows, Dialect::Plain)).expect("UTF-8");
        assert_eq!(text, "n,text,points,note\n1,\"\t=HYPERLINK(\"\"http://x\"\")\",-1.5,\n1,\"\t- he said\",2.5,\n1,\"\t\u{a0}＝1\",2.5,\n1,fine,2.5,\n");
        assert_eq!(read(text.into_bytes()), rows);
    }

    #[test]
    fn each_dialect_is_as_its_spreadsheet_wants_it() {
        assert_eq!(written(&[example("a;b")], Dialect::ExcelEu), "\u{feff}n;text;points;note\r\n1;\"a;b\";2,5;\r\n".as_bytes());
        assert_eq!(written(&[example("a;b")], Dialect::Excel), "\u{feff}n,text,points,note\r\n1,a;b,2.5,\r\n".as_bytes());
        assert_eq!(written(&[example("a;b")], Dialect::Plain), b"n,text,points,note\n1,a;b,2.5,\n");
    }

    #[test]
    fn line_breaks_never_enter_a_cell() {
        assert_eq!(inert("a\r\nb\nc\rd\u{2028}e"), "a␠b␠c␠d␠e");
        assert_eq!(inert("\tx"), "\t\tx");
        assert_eq!(spoken("\tx"), "\tx", "a TAB that a person typed stays");
    }

    #[test]
    fn copies_that_a_spreadsheet_saved_are_read() {
        let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain("note\tTEXT\tn\r\nмоё\tx\t7\r\n".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(read(utf16), [Example { n: 7, text: "x".to_owned(), points: 0.0, note: "моё".to_owned() }]);
        let (cyrillic, _, _) = encoding_rs::WINDOWS_1251.encode("n;text;note\r\n1;слово;Здесь должно быть другое имя, проверьте написание\r\n;;\r\n");
        assert_eq!(read(cyrillic.into_owned())[0].note, "Здесь должно быть другое имя, проверьте написание");
        assert_eq!(read(b"sep=;\nn;points\n3;1,5\n".to_vec())[0].points, 1.5);
    }

    #[test]
    fn own_columns_stay_behind_the_column_they_stood_behind() {
        let old: Vec<String> = ["who", "n", "text", "my own", "and mine", "points"].map(str::to_owned).to_vec();
        let layout = Layout::with_extra::<Example>(&old);
        assert_eq!(layout.header, ["who", "n", "text", "my own", "and mine", "points", "note"]);
        let mut table = Rows::new(Vec::new(), Dialect::Plain, layout).expect("memory");
        table.push(&example("x"), &["me".to_owned(), "=1".to_owned(), "b".to_owned()]).expect("memory");
        let text = String::from_utf8(table.finish().expect("memory")).expect("UTF-8");
        assert_eq!(text.lines().nth(1), Some("me,1,x,\"\t=1\",b,2.5,"));
    }

    #[test]
    fn a_cell_that_does_not_fit_is_named_with_its_line() {
        let table = Table::read(b"n,text\n1,a\nmany,b\n".to_vec(), &["n"]).expect("a table");
        let error = table.records().nth(1).expect("two rows").to::<Example>().expect_err("no number");
        assert!(error.to_string().starts_with("line 3: ") && error.to_string().contains("many"), "{error}");
    }

    proptest! {
        #[test]
        fn any_text_survives_every_dialect(text in "\\PC*|[\\x00-\\xff=+@|%-]{0,8}|(.|\n|\t){0,12}", note: String, n: u32, points in 0.0..1e6f64) {
            let points = (points * 1e4).round() / 1e4;
            let row = Example { n, text, points, note };
            let expected = Example { text: flat(&row.text).into_owned(), note: flat(&row.note).into_owned(), ..row.clone() };
            for dialect in Dialect::ALL {
                let bytes = written(std::slice::from_ref(&row), *dialect);
                let text = std::str::from_utf8(&bytes).expect("UTF-8");
                prop_assert_eq!(text.lines().count(), 2);
                prop_assert_eq!(&read(bytes), std::slice::from_ref(&expected), "{}", dialect);
            }
        }

        #[test]
        fn no_cell_starts_a_formula(text: String) {
            let cell = inert(&text).into_owned();
            prop_assert!(!is_dangerous(&cell) || cell.starts_with('\t'));
            prop_assert_eq!(spoken(&cell), &*flat(&text));
        }
    }
}
