//! Renderings side by side: a table for a spreadsheet, JSON Lines for programs, columns for a terminal.

use std::fmt::Write as _;

use serde_json::{Value, json};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::terminal::Style;
use crate::compare::Comparison;
use crate::compare::divergence::Divergence;
use crate::compare::words::marked;
use crate::error::Error;
use crate::table::{Dialect, inert};
use crate::text::Span;
use crate::text::hash::StableHash;

/// The file that holds the divergences of a folder.
pub const FILE: &str = "renderings.csv";

/// What a divergence is known by over edits elsewhere: its kind and what the renderings say.
#[must_use]
pub fn fingerprint(comparison: &Comparison, divergence: &Divergence) -> String {
    let mut hash = StableHash::default().with(divergence.kind.as_str());
    for (label, saying) in comparison.labels.iter().zip(&divergence.sayings) {
        hash = hash.with(label).with(saying.as_ref().map_or("", |saying| saying.text.as_str()));
    }
    hash.to_code()
}

/// The divergences as a table: unit, kind, one column a rendering, majority, outlier, severity, confidence, verdict,
/// note, fingerprint. What a reviewer typed into an older table is kept by fingerprint.
///
/// # Errors
/// The older table cannot be read.
pub fn csv(comparison: &Comparison, dialect: Dialect, old: Option<&[u8]>) -> Result<Vec<u8>, Error> {
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

/// One line a passage: `{"kind":"pair","segments":[[…],[…]],"texts":[…],"similarity":…,"divergences":[…]}`.
///
/// Segments are numbers of sentences from 0; spans are code points, the end exclusive.
#[must_use]
pub fn jsonl(comparison: &Comparison) -> String {
    let points: Vec<Points> = comparison.documents.iter().map(|document| Points::of(document.text())).collect();
    let round = |share: f32| (f64::from(share) * 1000.0).round() / 1000.0;
    let mut out = String::new();
    for (at, passage) in comparison.passages.iter().enumerate() {
        let texts: Vec<String> = (0..comparison.documents.len()).map(|side| comparison.text(passage, side)).collect();
        let spans: Vec<Vec<[usize; 2]>> = passage
            .segments
            .iter()
            .enumerate()
            .map(|(side, own)| own.iter().map(|at| points[side].span(comparison.documents[side].segments()[*at as usize].span)).collect())
            .collect();
        let divergences: Vec<Value> = comparison.divergences[at]
            .iter()
            .map(|divergence| {
                let sayings: Vec<Value> = divergence
                    .sayings
                    .iter()
                    .enumerate()
                    .map(|(side, saying)| {
                        saying.as_ref().map_or(Value::Null, |saying| {
                            let [start, end] = points[side].span(saying.span);
                            json!({ "text": saying.text, "start": start, "end": end })
                        })
                    })
                    .collect();
                json!({
                    "kind": divergence.kind, "severity": divergence.severity, "confidence": round(divergence.confidence), "sayings": sayings,
                    "majority": divergence.majority, "outlier": divergence.outlier.map(|side| comparison.documents[side].name()),
                    "reasons": divergence.reasons, "fingerprint": fingerprint(comparison, divergence),
                })
            })
            .collect();
        let line = json!({
            "kind": "pair", "segments": passage.segments, "texts": texts, "similarity": round(passage.similarity), "moved": passage.moved,
            "spans": spans, "divergences": divergences,
        });
        let _ = writeln!(out, "{line}");
    }
    out
}

/// Code points before every 256th byte or so, so that any place is found fast.
struct Points<'t> {
    text: &'t str,
    marks: Vec<(usize, usize)>,
}

impl<'t> Points<'t> {
    fn of(text: &'t str) -> Self {
        let marks = text.char_indices().enumerate().filter(|(count, _)| count % 256 == 0).map(|(count, (byte, _))| (byte, count)).collect();
        Self { text, marks }
    }

    fn at(&self, byte: u32) -> usize {
        let byte = byte as usize;
        let index = self.marks.partition_point(|(mark, _)| *mark <= byte);
        let (mark, count) = index.checked_sub(1).map_or((0, 0), |index| self.marks[index]);
        count + self.text[mark..byte].chars().count()
    }

    fn span(&self, span: Span) -> [usize; 2] {
        [self.at(span.start), self.at(span.end)]
    }
}

/// Columns below which renderings stand one below the other.
const NARROWEST: usize = 24;

/// The passages side by side, differing words marked, divergences below. Passages in which nothing differs are
/// counted and left out, unless `all` is set.
#[must_use]
pub fn text(comparison: &Comparison, style: Style, all: bool) -> String {
    let sides = comparison.documents.len();
    let room = style.width.max(40);
    let width = (room.saturating_sub(3 * (sides - 1)) / sides.max(1)).min(60);
    let narrow = width < NARROWEST;
    let mut out = String::new();
    let bold = |text: &str| if style.colour { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_owned() };
    let names: Vec<String> = comparison.labels.iter().map(|label| shorten(label, width.max(NARROWEST))).collect();
    let cells: Vec<Vec<String>> = names.iter().map(|name| vec![bold(&pad(name, width))]).collect();
    if narrow {
        let _ = writeln!(out, "{}", names.join(" | "));
    } else {
        columns(&mut out, &cells, width);
    }
    let mut skipped = 0;
    for (at, passage) in comparison.passages.iter().enumerate() {
        let divergences = &comparison.divergences[at];
        let whole = passage.segments.iter().all(|own| !own.is_empty());
        if !all && divergences.is_empty() && (passage.similarity > 0.999 || !whole) {
            skipped += 1;
            continue;
        }
        let _ = writeln!(out, "{}", bold(&format!("── {} ", at + 1)));
        let texts: Vec<String> = (0..sides).map(|side| comparison.text(passage, side)).collect();
        let shown = marked(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        if narrow {
            for (side, pieces) in shown.iter().enumerate().filter(|(_, pieces)| !pieces.is_empty()) {
                for line in wrap(pieces, room.saturating_sub(4), style.colour) {
                    let _ = writeln!(out, "  {}{line}", if sides > 1 { format!("{} ", side + 1) } else { String::new() });
                }
            }
        } else {
            let cells: Vec<Vec<String>> =
                shown.iter().map(|pieces| if pieces.is_empty() { vec![pad("∅", width)] } else { wrap(pieces, width, style.colour) }).collect();
            columns(&mut out, &cells, width);
        }
        for divergence in divergences {
            let said: Vec<String> = divergence
                .sayings
                .iter()
                .enumerate()
                .filter_map(|(side, saying)| saying.as_ref().map(|saying| format!("{}: \"{}\"", names[side].trim(), shorten(&saying.text, 60))))
                .collect();
            let outlier = divergence.outlier.map_or_else(String::new, |side| format!("; stands alone: {}", names[side].trim()));
            let _ = writeln!(
                out,
                "  {} {} {:.0} %: {}{outlier}",
                bold(divergence.kind.as_str()),
                divergence.severity,
                divergence.confidence * 100.0,
                said.join(", ")
            );
            if let Some(reason) = divergence.reasons.first() {
                let _ = writeln!(out, "    {reason}");
            }
        }
    }
    let count: usize = comparison.divergences.iter().map(Vec::len).sum();
    let _ =
        writeln!(out, "\n{count} divergences in {} passages of {sides} renderings; {skipped} passages without any are not shown", comparison.passages.len());
    out
}

fn shorten(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    for c in text.chars() {
        if out.width() + c.width().unwrap_or(0) + 1 > width {
            break;
        }
        out.push(c);
    }
    out.push('…');
    out
}

fn pad(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

/// Lines of at most `width` columns, each padded; differing words in brackets, or in colour.
fn wrap(pieces: &[(&str, bool)], width: usize, colour: bool) -> Vec<String> {
    let (mut lines, mut line, mut used) = (Vec::new(), String::new(), 0);
    for (piece, differs) in pieces {
        let word = piece.trim();
        let mut rest: String = word.chars().filter(|c| !c.is_control()).collect();
        if rest.is_empty() {
            continue;
        }
        if *differs && !colour {
            rest = format!("[{rest}]");
        }
        while !rest.is_empty() {
            let size = rest.width();
            if used > 0 && used + 1 + size > width {
                lines.push(pad_to(std::mem::take(&mut line), used, width));
                used = 0;
            }
            let part = if size > width { shorten(&rest, width).trim_end_matches('…').to_owned() } else { rest.clone() };
            let part = if part.is_empty() { rest.clone() } else { part };
            rest = rest[part.len()..].to_owned();
            if used > 0 {
                line.push(' ');
                used += 1;
            }
            used += part.width();
            if *differs && colour {
                let _ = write!(line, "\u{1b}[1;33m{part}\u{1b}[0m");
            } else {
                line.push_str(&part);
            }
        }
    }
    if used > 0 {
        lines.push(pad_to(line, used, width));
    }
    lines
}

fn pad_to(line: String, used: usize, width: usize) -> String {
    line + &" ".repeat(width.saturating_sub(used))
}

fn columns(out: &mut String, cells: &[Vec<String>], width: usize) {
    let height = cells.iter().map(Vec::len).max().unwrap_or(0);
    let blank = " ".repeat(width);
    for line in 0..height {
        let row: Vec<&str> = cells.iter().map(|cell| cell.get(line).map_or(blank.as_str(), String::as_str)).collect();
        let _ = writeln!(out, "{}", row.join(" │ ").trim_end());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Document;

    fn comparison() -> Comparison {
        let a = "They flee to Livia with all their weapons. =Almost 90 % of the land was freed by the soldiers.";
        let b = "They flee to Libya with all their weapons. 90% of the land was freed by the soldiers.";
        Comparison::of(vec![Document::plain("a.txt", a), Document::plain("b.txt", b)])
    }

    #[test]
    fn a_table_keeps_what_a_reviewer_typed() {
        let comparison = comparison();
        let first = csv(&comparison, Dialect::Plain, None).expect("a table");
        let text = String::from_utf8(first).expect("UTF-8");
        assert!(text.starts_with("unit,kind,a.txt,b.txt,majority,outlier,severity,confidence,verdict,note,fingerprint\n"), "{text}");
        assert!(text.contains("name,Livia,Libya"), "{text}");
        let typed: String = text
            .lines()
            .map(|line| if line.contains("Livia") { line.replace(",,,", ",,,").replacen(",85,,,", ",85,error,sure,", 1) + "\n" } else { format!("{line}\n") })
            .collect();
        assert!(typed.contains("error,sure"), "{typed}");
        let again = String::from_utf8(csv(&comparison, Dialect::Plain, Some(typed.as_bytes())).expect("a table")).expect("UTF-8");
        assert_eq!(again, typed);
        assert!(csv(&comparison, Dialect::Plain, Some(b"x,y\n1,2\n")).is_err());
    }

    #[test]
    fn json_lines_hold_every_sentence_once() {
        let comparison = comparison();
        let lines: Vec<Value> = jsonl(&comparison).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        for side in 0..2 {
            let mut used: Vec<u64> =
                lines.iter().flat_map(|line| line["segments"][side].as_array().expect("a list").iter().map(|at| at.as_u64().expect("a number"))).collect();
            used.sort_unstable();
            assert_eq!(used, (0..comparison.documents[side].segments().len() as u64).collect::<Vec<_>>());
        }
        let name = lines.iter().flat_map(|line| line["divergences"].as_array().expect("a list")).find(|d| d["kind"] == "name").expect("a name");
        assert_eq!(name["sayings"][0]["text"], "Livia");
        assert_eq!(name["sayings"][0]["start"], 13);
    }

    #[test]
    fn differing_words_are_marked_without_colour_too() {
        let shown = text(&comparison(), Style { colour: false, width: 100 }, false);
        assert!(shown.contains("[Livia]") && shown.contains("[Libya]"), "{shown}");
        for width in [1, 20, 60] {
            assert!(text(&comparison(), Style { colour: true, width }, true).contains("divergences"));
        }
    }
}
