//! Tables and values of a TOML file; errors name the line, the key and the nearest good one.

use std::ops::Range;
use std::path::Path;
use std::str::FromStr;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::layers::Entry;
use super::written::KEYS;
use crate::error::{Error, nearest};

/// Points and tolerances above this are a slip of the finger.
pub(super) const MOST_POINTS: f64 = 10_000.0;
/// Lengths in words from here on are one.
pub(super) const MOST_WORDS: u32 = 10_000_001;

pub(super) const POINTS: &str = "a number from 0 to 10000";
pub(super) const SHARE: &str = "a number from 0 to 1";
pub(super) const TRUE_OR_FALSE: &str = "true or false";
pub(super) const LIST: &str = "a list of words in quotes, such as [\"one\", \"two\"]";

/// A value and the line it stands on.
#[derive(Debug)]
pub(super) struct At<T> {
    pub(super) value: T,
    pub(super) line: u64,
}

/// What a key was set to, if it was.
pub(super) type Given<T> = Option<At<T>>;

/// A text being read, to name the lines of errors.
pub(super) struct Source<'t> {
    pub(super) text: &'t str,
    pub(super) path: &'t Path,
}

impl Source<'_> {
    fn line(&self, at: usize) -> u64 {
        let before = &self.text.as_bytes()[..at.min(self.text.len())];
        1 + before.iter().filter(|byte| **byte == b'\n').count() as u64
    }

    pub(super) fn error(&self, span: Range<usize>, message: impl Into<String>) -> Error {
        Error::new(message).at(self.path).line(self.line(span.start))
    }

    /// The value as it stands in the file, and what should stand there.
    pub(super) fn bad_value(&self, key: &str, value: &Spanned<DeValue<'_>>, expected: &str) -> Error {
        const LONGEST: usize = 40;
        let written = self.text.get(value.span()).unwrap_or_default();
        let first = written.lines().next().unwrap_or_default();
        let mut shown: String = first.chars().take(LONGEST).collect();
        if shown.len() < written.len() {
            shown.push('…');
        }
        self.error(value.span(), format!("{key} = {shown}: expected {expected}"))
    }
}

/// A table whose keys are all known.
pub(super) struct Table<'t> {
    pub(super) source: &'t Source<'t>,
    name: &'t str,
    entries: Option<&'t DeTable<'t>>,
}

impl<'t> Table<'t> {
    pub(super) fn open(source: &'t Source<'t>, name: &'t str, entries: &'t DeTable<'t>) -> Result<Self, Error> {
        let (_, keys) = KEYS.iter().find(|(table, _)| *table == name).expect("a table of ours");
        Self::with_keys(source, name, entries, keys)
    }

    pub(super) fn with_keys(source: &'t Source<'t>, name: &'t str, entries: &'t DeTable<'t>, keys: &[&str]) -> Result<Self, Error> {
        for (key, _) in in_order(entries) {
            let written = key.get_ref().as_ref();
            if keys.contains(&written) {
                continue;
            }
            let place = if name.is_empty() { String::new() } else { format!(" in [{name}]") };
            let error = source.error(key.span(), format!("unknown key \"{written}\"{place}"));
            let near = nearest(written, keys.iter().copied()).map(did_you_mean);
            return Err(error.remedy(match (near, home_of(written)) {
                (Some(near), Some(home)) => format!("{near} ({home})"),
                (Some(remedy), None) | (None, Some(remedy)) => remedy,
                (None, None) => format!("known are {}", keys.join(", ")),
            }));
        }
        Ok(Self { source, name, entries: Some(entries) })
    }

    pub(super) fn find(&self, key: &str) -> Option<(&'t Spanned<toml::de::DeString<'t>>, &'t Spanned<DeValue<'t>>)> {
        self.entries?.iter().find(|(known, _)| known.get_ref() == key)
    }

    /// A table in this one; an empty one if it is missing.
    pub(super) fn table(&self, key: &'static str) -> Result<Table<'t>, Error> {
        match self.table_entries(key)? {
            Some(entries) => Table::open(self.source, key, entries),
            None => Ok(Table { source: self.source, name: key, entries: None }),
        }
    }

    pub(super) fn table_entries(&self, key: &str) -> Result<Option<&'t DeTable<'t>>, Error> {
        let Some((_, value)) = self.find(key) else { return Ok(None) };
        value.get_ref().as_table().map(Some).ok_or_else(|| self.source.bad_value(key, value, &format!("a table that begins with [{key}]")))
    }

    /// The value of a key, if it is there, or why it cannot be read.
    pub(super) fn get<T>(&self, key: &str, expected: &str, read: impl FnOnce(&DeValue<'t>) -> Option<T>) -> Result<Given<T>, Error> {
        let Some((written, value)) = self.find(key) else { return Ok(None) };
        let line = self.source.line(written.span().start);
        match read(value.get_ref()) {
            Some(value) => Ok(Some(At { value, line })),
            None => Err(self.source.bad_value(&self.path_to(key), value, expected)),
        }
    }

    /// A word out of a list.
    pub(super) fn known(&self, key: &str, known: &[&str]) -> Result<Given<String>, Error> {
        /// A longer list is no help in one line.
        const FEW: usize = 12;

        let Some((_, value)) = self.find(key) else { return Ok(None) };
        let few = known.len() <= FEW;
        let expected = if few { format!("one of {}", known.join(", ")) } else { format!("a known {key}") };
        let written = value.get_ref().as_str().unwrap_or_default();
        let listed = |value: &DeValue<'_>| word(value).filter(|word| known.contains(&word.as_str()));
        self.get(key, &expected, listed).map_err(|error| match nearest(written, known.iter().copied()) {
            Some(near) => error.remedy(did_you_mean(near)),
            None if few => error,
            None => error.remedy(format!("known are {}", known.join(", "))),
        })
    }

    /// A value of a closed vocabulary.
    pub(super) fn choice<T: FromStr + ToString>(&self, key: &str, all: &[T]) -> Result<Given<T>, Error> {
        let names: Vec<String> = all.iter().map(ToString::to_string).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let found = self.known(key, &names)?;
        Ok(found.and_then(|At { value, line }| value.parse().ok().map(|value| At { value, line })))
    }

    fn path_to(&self, key: &str) -> String {
        if self.name.is_empty() { key.to_owned() } else { format!("{}.{key}", self.name) }
    }
}

/// What a table says, each key with its tables, for people who ask where a setting comes from.
pub(super) fn entries(source: &Source<'_>, table: &DeTable<'_>, within: &str) -> Vec<Entry> {
    let mut found = Vec::new();
    for (written, value) in in_order(table) {
        let key = if within.is_empty() { written.get_ref().to_string() } else { format!("{within}.{}", written.get_ref()) };
        let line = source.line(written.span().start);
        match value.get_ref() {
            DeValue::Table(inner) if within.is_empty() => found.extend(entries(source, inner, &key)),
            DeValue::Array(rows) if !rows.is_empty() && rows.iter().all(|row| row.get_ref().is_table()) => {
                for row in rows.iter() {
                    let inner = row.get_ref().as_table().map(|row| entries(source, row, "")).unwrap_or_default();
                    let cells: Vec<_> = inner.iter().map(|entry| format!("{} = {}", entry.key, entry.value)).collect();
                    let line = inner.first().map_or(line, |entry| entry.line);
                    found.push(Entry { key: key.clone(), value: format!("{{ {} }}", cells.join(", ")), line });
                }
            }
            _ => {
                let text = source.text.get(value.span()).unwrap_or_default();
                let value = text.lines().map(|line| line.split(" #").next().unwrap_or(line).trim()).collect::<Vec<_>>().join(" ");
                found.push(Entry { key, value, line });
            }
        }
    }
    found
}

/// Where a key that stands in the wrong table belongs.
pub(super) fn home_of(key: &str) -> Option<String> {
    let mut homes = KEYS.iter().filter(|(_, keys)| keys.contains(&key)).map(|(table, _)| *table);
    let (home, None) = (homes.next()?, homes.next()) else { return None };
    Some(match home {
        "" => format!("\"{key}\" belongs at the top, before the first [table]"),
        "override" | "for" => format!("\"{key}\" belongs below [[{home}]]"),
        home => format!("\"{key}\" belongs below [{home}]"),
    })
}

/// Entries as they stand in the file, so that the first error is reported first.
pub(super) fn in_order<'e, 't>(entries: &'e DeTable<'t>) -> Vec<(&'e Spanned<toml::de::DeString<'t>>, &'e Spanned<DeValue<'t>>)> {
    let mut entries: Vec<_> = entries.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

pub(super) fn number(value: &DeValue<'_>, range: std::ops::RangeInclusive<f64>) -> Option<f64> {
    let number = match value {
        DeValue::Float(float) => float.as_str().parse().ok()?,
        DeValue::Integer(_) => f64::from(count(value)?),
        _ => return None,
    };
    range.contains(&number).then_some(number)
}

pub(super) fn count(value: &DeValue<'_>) -> Option<u32> {
    let integer = value.as_integer()?;
    u32::from_str_radix(integer.as_str(), integer.radix()).ok()
}

/// Confidences are single precision, as those of findings, or 0.7 would not equal 0.7.
pub(super) fn share(value: &DeValue<'_>) -> Option<f32> {
    number(value, 0.0..=1.0).map(|number| number as f32)
}

pub(super) fn word(value: &DeValue<'_>) -> Option<String> {
    value.as_str().filter(|text| !text.trim().is_empty()).map(str::to_owned)
}

pub(super) fn line_of_text(value: &DeValue<'_>) -> Option<String> {
    value.as_str().filter(|text| !text.contains(['\n', '\r'])).map(str::to_owned)
}

pub(super) fn short_name(value: &DeValue<'_>) -> Option<String> {
    word(value).filter(|name| name.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c)))
}

pub(super) fn strings(value: &DeValue<'_>) -> Option<Vec<String>> {
    value.as_array()?.iter().map(|item| word(item.get_ref())).collect()
}

pub(super) fn did_you_mean(near: &str) -> String {
    format!("did you mean \"{near}\"?")
}
