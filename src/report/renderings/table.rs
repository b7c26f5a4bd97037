//! What renderings say differently, as a table for a spreadsheet.

use super::fingerprint;
use crate::compare::Comparison;
use crate::error::Error;
use crate::table::{Dialect, inert};

/// The divergences as a table: unit, kind, one column a rendering, majority, outlier, severity, confidence, verdict,
/// note, fingerprint. What a reviewer typed into an older table is kept by fingerprint.
///
/// # Errors
/// The older table cannot be read.
pub fn table(comparison: &Comparison, dialect: Dialect, old: Option<&[u8]>) -> Result<Vec<u8>, Error> {
    let kept = old.map(reviewed).transpose()?.unwrap_or_default();
    let mut out = dialect.mark().as_bytes().to_vec();
    {
        let mut writer = dialect.writer(&mut out);
        let names: Vec<&str> = comparison.labels.iter().map(String::as_str).collect();
        let head = ["unit", "kind"].into_iter().chain(names.iter().copied());
        let head: Vec<String> =
            head.chain(["majority", "outlier", "severity", "confidence", "verdict", "note", "fingerprint"]).map(|cell| inert(cell).into_owned()).collect();
        writer.write_record(&head).map_err(table_error)?;
        for (unit, divergences) in comparison.divergences.iter().enumerate() {
            for divergence in divergences {
                let fingerprint = fingerprint(comparison, divergence);
                let mut row = vec![(unit + 1).to_string(), divergence.kind.to_string()];
                row.extend(divergence.sayings.iter().map(|saying| inert(saying.as_ref().map_or("", |saying| &saying.text)).into_owned()));
                row.push(inert(divergence.majority.as_deref().unwrap_or_default()).into_owned());
                row.push(divergence.outlier.map_or_else(String::new, |side| inert(names[side]).into_owned()));
                row.push(divergence.severity.to_string());
                row.push(((divergence.confidence * 100.0).round() as u8).to_string());
                let (verdict, note) = kept.iter().find(|(known, ..)| *known == fingerprint).map_or(("", ""), |(_, verdict, note)| (verdict, note));
                row.extend([verdict.to_owned(), note.to_owned(), fingerprint]);
                writer.write_record(&row).map_err(table_error)?;
            }
        }
        writer.flush()?;
    }
    Ok(out)
}

fn table_error(error: csv::Error) -> Error {
    Error::new(format!("cannot write the table: {error}"))
}

/// Verdicts and notes of an older table, by fingerprint.
fn reviewed(bytes: &[u8]) -> Result<Vec<(String, String, String)>, Error> {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{feff}');
    let delimiter = if text.lines().next().unwrap_or_default().contains(';') { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let head = reader.headers().map_err(|error| Error::new(format!("is no table of renderings: {error}")))?.clone();
    let column = |name: &str| head.iter().position(|cell| cell == name);
    let (Some(print), Some(verdict), Some(note)) = (column("fingerprint"), column("verdict"), column("note")) else {
        return Err(Error::new("is no table of renderings, and is left as it is").remedy("move it away, or name another folder with --out"));
    };
    let mut kept = Vec::new();
    for record in reader.records().flatten() {
        let cell = |at: usize| record.get(at).unwrap_or_default().to_owned();
        if !cell(verdict).is_empty() || !cell(note).is_empty() {
            kept.push((cell(print), cell(verdict), cell(note)));
        }
    }
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::super::testing::comparison;
    use super::*;

    #[test]
    fn a_table_keeps_what_a_reviewer_typed() {
        let comparison = comparison();
        let first = table(&comparison, Dialect::Plain, None).expect("a table");
        let text = String::from_utf8(first).expect("UTF-8");
        assert!(text.starts_with("unit,kind,a.txt,b.txt,majority,outlier,severity,confidence,verdict,note,fingerprint\n"), "{text}");
        assert!(text.contains("name,Livia,Libya"), "{text}");
        let typed: String =
            text.lines().map(|line| if line.contains("Livia") { line.replacen(",85,,,", ",85,error,sure,", 1) + "\n" } else { format!("{line}\n") }).collect();
        assert!(typed.contains("error,sure"), "{typed}");
        let again = String::from_utf8(table(&comparison, Dialect::Plain, Some(typed.as_bytes())).expect("a table")).expect("UTF-8");
        assert_eq!(again, typed);
        assert!(table(&comparison, Dialect::Plain, Some(b"x,y\n1,2\n")).is_err());
    }
}
