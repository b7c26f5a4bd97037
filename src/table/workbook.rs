//! Workbooks as spreadsheet programs save them (.xlsx): each sheet is a table.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

use super::Table;
use crate::error::Error;

/// Whether these bytes are a workbook, or at least packed as one.
#[must_use]
pub fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// The sheets of a workbook with their names, in order.
///
/// # Errors
/// The bytes are no workbook.
pub fn read(bytes: Vec<u8>) -> Result<Vec<(String, Table)>, Error> {
    let broken = |error: calamine::XlsxError| Error::new(format!("not a workbook: {error}")).remedy("save it as .xlsx or .csv again");
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let names = workbook.sheet_names();
    let mut sheets = Vec::with_capacity(names.len());
    for name in names {
        let range = workbook.worksheet_range(&name).map_err(broken)?;
        let first = range.start().map_or(0, |(row, _)| u64::from(row));
        let rows = range.rows().zip(first + 1..).map(|(cells, line)| (line, cells.iter().map(cell).collect()));
        sheets.push((name, Table::of_rows(rows)));
    }
    Ok(sheets)
}

fn cell(data: &Data) -> String {
    match data {
        Data::Empty => String::new(),
        Data::String(text) => text.clone(),
        other => other.to_string(),
    }
}
