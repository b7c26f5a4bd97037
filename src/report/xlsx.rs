//! The reports of a run as one workbook: a summary with a chart, and a sheet for each document.
//!
//! The sheets have the columns of the tables, so that what reads those reads these. What programs need is there, but
//! hidden. The same texts give the same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};

use rust_xlsxwriter::{
    Chart, ChartFormat, ChartSolidFill, ChartType, ConditionalFormatFormula, DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format,
    FormatAlign, Workbook, Worksheet, XlsxError,
};

use super::csv::{FindingRow, Reported};
use super::keep::{self, Kept};
use super::summary::SummaryRow;
use super::write::Draft;
use crate::error::Error;
use crate::judge::Assessment;
use crate::judge::decisions::Ruling;
use crate::judge::reviewed::Reviewed;
use crate::judge::rubric::Rubric;
use crate::mqm::Severity;
use crate::table::{Cell, Dialect, Layout, Table, columns, workbook};

/// Name of the file in a folder of reports.
pub const FILE: &str = "findings.xlsx";

/// Name of the sheet that lists the documents.
const SUMMARY: &str = "Summary";

/// Documents that one workbook holds; beyond it, nobody finds a sheet again.
pub const MOST_DOCUMENTS: usize = 500;

/// Characters that a cell holds (of UTF-16), with room for the mark of a cut.
const LONGEST_CELL: usize = 32_000;

/// Characters that the name of a sheet has at most (of UTF-16).
const LONGEST_NAME: usize = 31;

/// Height of a line, in points.
const LINE: f64 = 15.0;

/// Lines of a row at most; a longer cell shows its beginning.
const TALLEST_ROW: u32 = 8;

/// Lines of the heading: long names of columns are broken, so that narrow columns stay narrow.
const HEADING: u16 = 2;

/// Documents that the chart shows at most.
const LONGEST_CHART: usize = 40;

/// Widths of the columns that are shown, in characters; all other columns of ours are hidden.
const FINDING_WIDTHS: &[(&str, f64)] = &[
    ("n", 5.0),
    ("verdict", 10.0),
    ("severity", 10.0),
    ("severity_override", 13.0),
    ("category", 14.0),
    ("rule", 15.0),
    ("line", 6.0),
    ("context", 52.0),
    ("text", 20.0),
    ("suggestion", 22.0),
    ("message", 30.0),
    ("evidence", 48.0),
    ("confidence", 6.0),
    ("penalty", 6.0),
    ("fix", 22.0),
    ("note", 26.0),
    ("status", 8.0),
];

const SUMMARY_WIDTHS: &[(&str, f64)] = &[
    ("file", 44.0),
    ("title", 44.0),
    ("words", 8.0),
    ("n_critical", 9.0),
    ("n_major", 9.0),
    ("n_minor", 9.0),
    ("n_neutral", 9.0),
    ("penalty_per_1000", 10.0),
    ("score", 8.0),
    ("pass", 11.0),
    ("gate_reason", 36.0),
    ("top_rules", 50.0),
    ("reviewed", 9.0),
    ("confirmed", 10.0),
    ("rejected", 9.0),
    ("score_reviewed", 10.0),
    ("new", 7.0),
    ("known", 7.0),
    ("note", 30.0),
    ("status", 8.0),
    ("error", 30.0),
];

/// Fill and letters by severity.
fn colours(severity: Severity) -> (&'static str, &'static str) {
    match severity {
        Severity::Critical => ("#C00000", "#FFFFFF"),
        Severity::Major => ("#F4B183", "#5A2A00"),
        Severity::Minor => ("#FFF2CC", "#5F4B00"),
        Severity::Neutral => ("#DDEBF7", "#1F3864"),
    }
}

/// One table as it stands in a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The document.
    file: String,
    header: Vec<String>,
    rows: Vec<Vec<Cell>>,
}

/// What became of the findings of one document.
#[derive(Debug)]
pub struct Written {
    /// The sheet, to be handed to [`Book::push`].
    pub page: Page,
    /// What was taken over from the workbook that a reviewer worked on.
    pub kept: Kept,
    /// What the document is worth by the verdicts, where there are any.
    pub reviewed: Option<Reviewed>,
}

/// The workbook that is there, with what a reviewer typed into it.
#[derive(Debug)]
pub struct OldBook {
    path: PathBuf,
    documents: BTreeMap<String, Table>,
    summary: Table,
}

impl OldBook {
    /// Reads the workbook that is there, if one is.
    ///
    /// # Errors
    /// It cannot be read, or has sheets that are not ours and would be lost.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let mut book = Self { path: path.to_owned(), documents: BTreeMap::new(), summary: Table::default() };
        let bytes = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(book),
            Err(error) => return Err(Error::io("read the workbook that is there", path, error).remedy("close it where it is open, or check its permissions")),
        };
        for (name, table) in workbook::read(bytes).map_err(|error| error.at(path))? {
            if table.has("config_hash") {
                book.summary = table;
            } else if table.has("fingerprint") && table.has("rule") {
                let file = table.records().map(|record| record.get("file").to_owned()).find(|file| !file.is_empty());
                if let Some(file) = file {
                    book.documents.insert(file, table);
                }
            } else if !table.header.is_empty() {
                return Err(Error::new(format!("the sheet \"{name}\" is not of mtlint and would be lost"))
                    .at(path)
                    .remedy("move the sheet to another workbook, or name another place with --out"));
            }
        }
        Ok(book)
    }

    /// Where it lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The sheet of a document, with what a reviewer typed into the old one.
    #[must_use]
    pub fn page(&self, assessment: &Assessment, rubric: &Rubric) -> Written {
        let old = self.documents.get(&assessment.name);
        let reported = Reported::new(assessment, old, rubric);
        let layout = Layout::with_extra::<FindingRow>(old.map_or(&[], |old| &old.header));
        let mut rows: Vec<Vec<Cell>> = reported.rows.iter().zip(&reported.extra).map(|(row, extra)| layout.arrange(row, Dialect::Plain, extra)).collect();
        for (left, n) in reported.left.iter().zip(reported.rows.len() + 1..) {
            rows.push(layout.arrange_old(left, &Reported::changed(left, &n.to_string())));
        }
        Written { page: Page { file: assessment.name.clone(), header: layout.header, rows }, kept: reported.kept, reviewed: reported.reviewed }
    }
}

/// The workbook that is being made.
pub struct Book<'o> {
    old: &'o OldBook,
    book: Workbook,
    names: BTreeSet<String>,
    seen: BTreeSet<String>,
    layout: Layout,
    rows: Vec<Vec<Cell>>,
}

impl<'o> Book<'o> {
    /// Starts a workbook.
    ///
    /// # Errors
    /// There are too many documents for one.
    pub fn new(old: &'o OldBook, documents: usize) -> Result<Self, Error> {
        if documents > MOST_DOCUMENTS {
            let error = Error::new(format!("{documents} documents are too many for one workbook, which holds {MOST_DOCUMENTS}; nothing was written"));
            return Err(error.remedy("leave --format xlsx out for a table each, or name a part of them and another --out for each part"));
        }
        let mut book = Workbook::new();
        // The day of the making would change the bytes.
        let day = ExcelDateTime::from_ymd(2000, 1, 1).map_err(refused)?;
        book.set_properties(&DocProperties::new().set_creation_datetime(&day));
        book.add_worksheet().set_name(SUMMARY).map_err(refused)?;
        let layout = Layout::with_extra::<SummaryRow>(&old.summary.header);
        Ok(Self { old, book, names: BTreeSet::from([SUMMARY.to_lowercase(), "history".to_owned()]), seen: BTreeSet::new(), layout, rows: Vec::new() })
    }

    /// Adds a document: its line of the summary and, if it was checked, its sheet.
    ///
    /// # Errors
    /// A sheet cannot be made.
    pub fn push(&mut self, row: &SummaryRow, page: Option<&Page>) -> Result<(), Error> {
        let own = columns::<SummaryRow>();
        let extra = self.old.summary.records().find(|record| record.get("file") == row.file).map(|record| record.extra(&own)).unwrap_or_default();
        self.rows.push(self.layout.arrange(row, Dialect::Plain, &extra));
        match page {
            Some(page) => self.add(page),
            None => Ok(()),
        }
    }

    fn add(&mut self, page: &Page) -> Result<(), Error> {
        self.seen.insert(page.file.clone());
        let name = self.name(&page.file);
        let sheet = self.book.add_worksheet();
        sheet.set_name(name).map_err(refused)?;
        fill(sheet, &page.header, &page.rows, FINDING_WIDTHS).and_then(|()| review_aids(sheet, &page.header, page.rows.len())).map_err(refused)
    }

    /// A name for the sheet of a document that no other has.
    fn name(&mut self, file: &str) -> String {
        let last = file.rsplit('/').next().unwrap_or(file);
        let plain: String = last.chars().map(|c| if c.is_control() || "[]:*?/\\'".contains(c) { '_' } else { c }).collect();
        let plain = if plain.trim().is_empty() { "document".to_owned() } else { plain };
        for n in 1.. {
            let suffix = if n == 1 { String::new() } else { format!("~{n}") };
            let name = format!("{}{suffix}", first(&plain, LONGEST_NAME - suffix.len()));
            if self.names.insert(name.to_lowercase()) {
                return name;
            }
        }
        unreachable!("numbers do not end")
    }

    /// Writes the workbook beside its place and puts it there. Sheets of documents that were not checked now stay as
    /// they are; their number comes back.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn finish(mut self) -> Result<usize, Error> {
        let mut others = 0;
        for (file, table) in &self.old.documents {
            if !self.seen.contains(file) {
                others += 1;
                let layout = Layout::with_extra::<FindingRow>(&table.header);
                let rows = table.records().map(|record| layout.arrange_old(&record, &[])).collect();
                self.add(&Page { file: file.clone(), header: layout.header, rows })?;
                let record = self.old.summary.records().find(|record| record.get("file") == file);
                self.rows.extend(record.map(|record| self.layout.arrange_old(&record, &[("status", keep::GONE.to_owned())])));
            }
        }
        let sheet = self.book.worksheet_from_index(0).map_err(refused)?;
        fill(sheet, &self.layout.header, &self.rows, SUMMARY_WIDTHS).and_then(|()| chart(sheet, &self.layout.header, self.rows.len())).map_err(refused)?;
        let bytes = self.book.save_to_buffer().map_err(refused)?;
        let mut draft = Draft::beside(&self.old.path)?;
        draft.write_all(&bytes).map_err(|error| Error::io("write", &self.old.path, error))?;
        draft.publish()?;
        Ok(others)
    }
}

fn refused(error: XlsxError) -> Error {
    Error::new(format!("cannot write the workbook: {error}"))
}

/// The beginning of a text, so many characters of UTF-16 long.
fn first(text: &str, most: usize) -> &str {
    let mut length = 0;
    let end = text.char_indices().find(|(_, c)| {
        length += c.len_utf16();
        length > most
    });
    end.map_or(text, |(at, _)| &text[..at])
}

/// A column by its name; columns of the reviewer's own may be anywhere between ours.
fn at(header: &[String], name: &str) -> Option<u16> {
    header.iter().position(|column| column == name).map(|at| at as u16)
}

/// Writes a table into a sheet: header frozen, filters on, columns as wide as they deserve.
fn fill(sheet: &mut Worksheet, header: &[String], rows: &[Vec<Cell>], widths: &[(&str, f64)]) -> Result<(), XlsxError> {
    let head = Format::new().set_bold().set_background_color("#1F3864").set_font_color("#FFFFFF").set_align(FormatAlign::Top).set_text_wrap();
    let text = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let figure = Format::new().set_align(FormatAlign::Top).set_align(FormatAlign::Center);
    for (column, name) in header.iter().enumerate() {
        let column = column as u16;
        sheet.write_string_with_format(0, column, first(&Cell::of(name).text, LONGEST_CELL), &head)?;
        match widths.iter().find(|(known, _)| known == name) {
            // The heading, and the arrow of its filter, are to be seen.
            Some((_, width)) => sheet.set_column_width(column, width.max((name.len() as f64 / f64::from(HEADING)).ceil() + 3.0))?,
            None if columns::<FindingRow>().contains(&name.as_str()) || columns::<SummaryRow>().contains(&name.as_str()) => sheet.set_column_hidden(column)?,
            // One of the reviewer's own.
            None => sheet.set_column_width(column, 20)?,
        };
    }
    sheet.set_row_height(0, LINE * f64::from(HEADING))?;
    for (row, cells) in rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            let (row, column) = (row as u32 + 1, column as u16);
            match cell.text.parse::<f64>() {
                Ok(number) if cell.is_number => sheet.write_number_with_format(row, column, number, &figure)?,
                _ if cell.text.is_empty() => sheet.write_blank(row, column, &text)?,
                _ => sheet.write_string_with_format(row, column, first(&cell.text, LONGEST_CELL), &text)?,
            };
        }
        sheet.set_row_height(row as u32 + 1, LINE * f64::from(lines(header, cells, widths)))?;
    }
    sheet.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    sheet.set_freeze_panes(1, 2)?;
    sheet.autofilter(0, 0, rows.len() as u32, header.len().max(1) as u16 - 1)?;
    Ok(())
}

/// Lines that the longest cell of a row takes: not every program works that out when it opens a sheet.
fn lines(header: &[String], cells: &[Cell], widths: &[(&str, f64)]) -> u32 {
    let shown = header.iter().zip(cells).filter_map(|(name, cell)| Some((cell, widths.iter().find(|(known, _)| known == name)?.1)));
    // Words are broken whole, which takes a little more than the letters.
    let lines = shown.map(|(cell, width)| (cell.text.chars().count() as f64 * 1.1 / width).ceil() as u32).max().unwrap_or(1);
    lines.clamp(1, TALLEST_ROW)
}

/// Drop-downs for the verdict and the severity, colours by severity, what is settled in grey.
fn review_aids(sheet: &mut Worksheet, header: &[String], rows: usize) -> Result<(), XlsxError> {
    let (Some(verdict), Some(severity)) = (at(header, "verdict"), at(header, "severity")) else { return Ok(()) };
    // Rows that the reviewer adds are to have them, too.
    let last = rows as u32 + 200;
    let verdicts = DataValidation::new()
        .allow_list_strings(&Ruling::ALL.iter().map(|ruling| ruling.as_str()).collect::<Vec<_>>())?
        .set_error_style(DataValidationErrorStyle::Information)
        .set_error_message("Known are error, ok, unsure, wontfix, name, word; also y, n, да, нет.")?
        .set_input_message("error: a defect. ok: none. wontfix: a defect that stays. name, word: right, and known from now on.")?;
    sheet.add_data_validation(1, verdict, last, verdict, &verdicts)?;
    if let Some(own) = at(header, "severity_override") {
        let severities = DataValidation::new().allow_list_strings(&Severity::ALL.iter().map(|severity| severity.as_str()).collect::<Vec<_>>())?;
        sheet.add_data_validation(1, own, last, own, &severities)?;
    }
    for level in Severity::ALL {
        let (fill, letters) = colours(*level);
        let format = Format::new().set_background_color(fill).set_font_color(letters);
        let rule = ConditionalFormatFormula::new().set_rule(format!("=${}2=\"{level}\"", letters_of(severity)).as_str()).set_format(format);
        sheet.add_conditional_format(1, severity, last, severity, &rule)?;
    }
    let grey = Format::new().set_font_color("#7F7F7F").set_font_strikethrough();
    let column = letters_of(verdict);
    let settled = Ruling::ALL.iter().filter(|ruling| ruling.settles()).map(|ruling| format!("${column}2=\"{ruling}\"")).collect::<Vec<_>>();
    let rule = ConditionalFormatFormula::new().set_rule(format!("=OR({})", settled.join(",")).as_str()).set_format(grey);
    if let Some(context) = at(header, "context") {
        sheet.add_conditional_format(1, context, last, context, &rule)?;
    }
    Ok(())
}

/// A column as formulas call it.
fn letters_of(column: u16) -> String {
    let letter = |n: u16| char::from(b'A' + (n % 26) as u8);
    if column < 26 { letter(column).to_string() } else { format!("{}{}", letter(column / 26 - 1), letter(column)) }
}

/// Findings of each document by severity, below the table.
fn chart(sheet: &mut Worksheet, header: &[String], rows: usize) -> Result<(), XlsxError> {
    let Some(file) = at(header, "file") else { return Ok(()) };
    let shown = rows.min(LONGEST_CHART) as u32;
    if shown == 0 {
        return Ok(());
    }
    let mut chart = Chart::new(ChartType::BarStacked);
    for level in Severity::ALL.iter().rev() {
        let Some(column) = at(header, &format!("n_{level}")) else { continue };
        let series = chart.add_series();
        series.set_name(level.as_str()).set_categories((SUMMARY, 1, file, shown, file)).set_values((SUMMARY, 1, column, shown, column));
        series.set_format(ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(colours(*level).0)));
        series.set_gap(60);
    }
    let title = if rows > LONGEST_CHART { format!("Findings by severity, first {LONGEST_CHART} documents") } else { "Findings by severity".to_owned() };
    chart.title().set_name(&title);
    // The first document on top, as in the table: of a chart of bars the upright axis is y.
    chart.y_axis().set_reverse();
    chart.set_width(900).set_height(140 + 24 * shown);
    sheet.insert_chart(rows as u32 + 2, file, &chart)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::signature::Signature;
    use crate::report::csv::testing::assessed;

    const TEXT: &str = "At last we recieve it. They beleive her: =1+1.";

    fn row(assessment: &Assessment) -> SummaryRow {
        SummaryRow::of(assessment, &Signature::new(1, &Rubric::default(), 2, None, None))
    }

    /// Writes the reports of one document and says how much was kept, and of how many other documents.
    fn write(path: &Path, assessment: &Assessment) -> (Kept, usize) {
        let old = OldBook::open(path).expect("ours or nothing");
        let mut book = Book::new(&old, 1).expect("few");
        let written = old.page(assessment, &Rubric::default());
        book.push(&row(assessment), Some(&written.page)).expect("memory");
        (written.kept, book.finish().expect("written"))
    }

    fn read(path: &Path) -> Vec<(String, Table)> {
        workbook::read(std::fs::read(path).expect("there")).expect("a workbook")
    }

    #[test]
    fn a_row_read_is_the_row_that_was_written() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join(FILE);
        let assessment = assessed(TEXT, &["recieve", "beleive", "=1+1"]);
        write(&path, &assessment);
        let sheets = read(&path);
        assert_eq!(sheets.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), [SUMMARY, "sample.txt"]);
        let rows: Vec<FindingRow> = sheets[1].1.records().map(|record| record.to().expect("a row")).collect();
        assert_eq!(rows, crate::report::csv::rows(&assessment));
        let summary: SummaryRow = sheets[0].1.records().next().expect("a row").to().expect("a row");
        assert_eq!(summary, row(&assessment));
    }

    #[test]
    fn writing_again_changes_nothing() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join(FILE);
        let assessment = assessed(TEXT, &["recieve"]);
        write(&path, &assessment);
        let once = std::fs::read(&path).expect("there");
        write(&path, &assessment);
        assert!(std::fs::read(&path).expect("there") == once);
    }

    #[test]
    fn sheets_of_other_documents_and_what_was_typed_there_stay() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join(FILE);
        let one = assessed(TEXT, &["recieve"]);
        let other = Assessment { name: "texts/other.txt".to_owned(), ..assessed(TEXT, &["beleive"]) };
        write(&path, &one);
        assert_eq!(write(&path, &other).1, 1);
        let sheets = read(&path);
        assert_eq!(sheets.len(), 3);
        assert_eq!(sheets[0].1.records().map(|record| record.get("file").to_owned()).collect::<Vec<_>>(), ["texts/other.txt", "texts/sample.txt"]);
        assert!(sheets.iter().any(|(_, table)| table.records().any(|record| record.get("text") == "recieve")));
    }

    #[test]
    fn a_sheet_that_is_not_ours_is_not_overwritten() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join(FILE);
        let mut book = Workbook::new();
        book.add_worksheet().set_name("Mine").expect("a name").write_string(0, 0, "x").expect("a cell");
        book.save(&path).expect("written");
        let error = OldBook::open(&path).expect_err("not ours").to_string();
        assert!(error.contains("\"Mine\"") && error.contains("remedy"), "{error}");
    }

    #[test]
    fn every_document_has_a_sheet_of_its_own() {
        let dir = tempfile::tempdir().expect("a folder");
        let old = OldBook::open(&dir.path().join(FILE)).expect("nothing");
        let mut book = Book::new(&old, 5).expect("few");
        let long = "x".repeat(40);
        let names: Vec<String> = ["a/summary", "a/b[1]'.txt", "c/B_1__.TXT", &long, &format!("y/{long}")].iter().map(|file| book.name(file)).collect();
        assert_eq!(names, ["summary~2", "b_1__.txt", "B_1__.TXT~2", &long[..31], &format!("{}~2", &long[..29])]);
        assert!(Book::new(&old, MOST_DOCUMENTS + 1).is_err());
    }

    #[test]
    fn odd_characters_survive() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join(FILE);
        for odd in ["a\u{1}b", "_x0041_", "\u{fffe}", "𝔘𝔫𝔦", " lead and trail ", "tab\there", "&lt;<>"] {
            let text = format!("Here is [{odd}] then.");
            let assessment = assessed(&text, &[&format!("[{odd}]")]);
            let _ = std::fs::remove_file(&path);
            write(&path, &assessment);
            let sheets = read(&path);
            assert_eq!(sheets[1].1.records().next().expect("a row").get("text"), format!("[{odd}]"));
        }
    }
}
