//! Where a byte of a text is, for people (line and character) and for editors (UTF-16 units).

/// The line starts of one text; converts offsets to positions and back.
#[derive(Debug, Clone)]
pub struct Lines {
    starts: Vec<u32>,
}

/// A place for people: both numbers count from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

impl Lines {
    /// Finds the line starts of `text`; `\n`, `\r\n` and a lone `\r` end a line.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            if bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n') {
                starts.push(at as u32 + 1);
            }
        }
        Self { starts }
    }

    /// Number of lines; a final line break does not start another one that counts.
    #[must_use]
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// Line and column (characters) of a byte offset on a character boundary of `text`.
    #[must_use]
    pub fn position(&self, text: &str, offset: u32) -> Position {
        let line = self.line_of(offset);
        let column = text[self.starts[line] as usize..offset as usize].chars().count();
        Position { line: line as u32 + 1, column: column as u32 + 1 }
    }

    /// Like [`Lines::position`], the column in UTF-16 units, as editors and SARIF count.
    #[must_use]
    pub fn position_utf16(&self, text: &str, offset: u32) -> Position {
        let line = self.line_of(offset);
        let column: usize = text[self.starts[line] as usize..offset as usize].chars().map(char::len_utf16).sum();
        Position { line: line as u32 + 1, column: column as u32 + 1 }
    }

    /// The byte offset of a position, or `None` where the text has no such place.
    #[must_use]
    pub fn offset(&self, text: &str, position: Position) -> Option<u32> {
        let line = position.line.checked_sub(1)? as usize;
        let start = *self.starts.get(line)? as usize;
        let end = self.starts.get(line + 1).map_or(text.len(), |end| *end as usize);
        let mut at = start;
        for character in text[start..end].chars().take(position.column.checked_sub(1)? as usize) {
            at += character.len_utf8();
        }
        let walked = text[start..at].chars().count();
        (walked == position.column as usize - 1).then_some(at as u32)
    }

    /// A line, from 0, without what ends it; empty where the text has no such line.
    #[must_use]
    pub fn line<'t>(&self, text: &'t str, line: usize) -> &'t str {
        self.starts.get(line).map_or("", |start| self.line_text(text, *start))
    }

    /// The bytes of the line (from 0) that holds `offset`, without its line break.
    #[must_use]
    pub fn line_text<'t>(&self, text: &'t str, offset: u32) -> &'t str {
        let line = self.line_of(offset);
        let end = self.starts.get(line + 1).map_or(text.len(), |end| *end as usize);
        text[self.starts[line] as usize..end].trim_end_matches(['\n', '\r'])
    }

    /// Byte offset at which the line of `offset` begins.
    #[must_use]
    pub fn line_start(&self, offset: u32) -> u32 {
        self.starts[self.line_of(offset)]
    }

    fn line_of(&self, offset: u32) -> usize {
        self.starts.partition_point(|start| *start <= offset) - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_utf16_units() {
        let text = "a\r\nnaïve 😀 x\rend";
        let lines = Lines::new(text);
        let at = text.find('x').expect("is there") as u32;
        assert_eq!(lines.position(text, at), Position { line: 2, column: 9 });
        assert_eq!(lines.position_utf16(text, at), Position { line: 2, column: 10 });
        assert_eq!(lines.position(text, text.len() as u32), Position { line: 3, column: 4 });
    }

    #[test]
    fn every_offset_comes_back() {
        let text = "Erdoğan\n\n“said”\r\nlast";
        let lines = Lines::new(text);
        for (at, _) in text.char_indices() {
            assert_eq!(lines.offset(text, lines.position(text, at as u32)), Some(at as u32), "{at}");
        }
        assert_eq!(lines.offset(text, Position { line: 9, column: 1 }), None);
    }
}
