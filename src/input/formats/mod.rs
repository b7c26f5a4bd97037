//! Formats: which stretches of a file are prose. Adding one means one file here and a line in [`Format`].

mod markdown;
mod plain;

use crate::text::{Block, Document, Span};

/// How a file is marked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Format {
    /// Running text.
    #[default]
    Plain,
    /// CommonMark with front matter and tables.
    Markdown,
}

impl Format {
    /// Every format with the file endings that stand for it.
    pub const ENDINGS: &'static [(Self, &'static [&'static str])] = &[(Self::Plain, &["txt", "text"]), (Self::Markdown, &["md", "markdown", "mdown", "mkd"])];

    /// The format of a file by its ending; plain where the ending says nothing.
    #[must_use]
    pub fn of_name(name: &str) -> Self {
        Self::by_ending(name).unwrap_or_default()
    }

    /// The format that the ending of a file names, if it names one.
    #[must_use]
    pub fn by_ending(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit('/').next()?.rsplit_once('.')?;
        let ending = ending.to_ascii_lowercase();
        Self::ENDINGS.iter().find(|(_, endings)| endings.contains(&ending.as_str())).map(|(format, _)| *format)
    }

    /// The blocks of prose in a text of this format.
    #[must_use]
    pub fn blocks(self, text: &str) -> Vec<Block> {
        match self {
            Self::Plain => plain::blocks(text),
            Self::Markdown => markdown::blocks(text),
        }
    }

    /// The comments in a text of this format, with their marks.
    #[must_use]
    pub fn comments(self, text: &str) -> Vec<Span> {
        match self {
            Self::Plain => Vec::new(),
            Self::Markdown => markdown::comments(text),
        }
    }

    /// A document in this format.
    #[must_use]
    pub fn document(self, name: &str, text: String) -> Document {
        let blocks = self.blocks(&text);
        Document::new(name, text, blocks)
    }
}
