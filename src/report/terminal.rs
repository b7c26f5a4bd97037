//! Findings and documents for people at a terminal. Whoever prints decides on colour and width.

use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::csv::percent;
use crate::judge::score::Verdict;
use crate::judge::signature::Signature;
use crate::judge::{Assessment, Issue};
use crate::mqm::Severity;

/// How something is to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Whether colours may be used.
    pub colour: bool,
    /// Columns of the terminal.
    pub width: usize,
}

/// Columns below which nothing gets narrower.
const NARROWEST: usize = 40;

/// Text is not wrapped wider than this: long lines are hard to read.
const WIDEST_TEXT: usize = 110;

/// How far what belongs to a finding is set in.
const INDENT: &str = "    ";

/// Documents in the table at most.
const LONGEST_TABLE: usize = 40;

/// Suggestions shown of one finding at most.
const SUGGESTIONS: usize = 3;

/// ANSI colours, by what they stand for.
#[derive(Debug, Clone, Copy)]
enum Paint {
    Strong,
    Faint,
    Bad,
    Grave,
    Warn,
    Remark,
    Good,
}

impl Style {
    fn paint<'t>(self, paint: Paint, text: &'t str) -> Cow<'t, str> {
        if !self.colour || text.is_empty() {
            return Cow::Borrowed(text);
        }
        let code = match paint {
            Paint::Strong => "1",
            Paint::Faint => "2",
            Paint::Bad => "31",
            Paint::Grave => "1;31",
            Paint::Warn => "33",
            Paint::Remark => "36",
            Paint::Good => "32",
        };
        Cow::Owned(format!("\x1b[{code}m{text}\x1b[0m"))
    }

    fn columns(self) -> usize {
        self.width.max(NARROWEST)
    }
}

fn paint_of(severity: Severity) -> Paint {
    match severity {
        Severity::Critical => Paint::Grave,
        Severity::Major => Paint::Bad,
        Severity::Minor => Paint::Warn,
        Severity::Neutral => Paint::Remark,
    }
}

// ---- Findings --------------------------------------------------------------------------------------------------

/// The new findings of a document in order of place, a blank line after each.
#[must_use]
pub fn findings(assessment: &Assessment, style: Style) -> String {
    let mut out = String::new();
    for issue in assessment.open() {
        out.push_str(&finding(assessment, issue, style));
        out.push('\n');
    }
    out
}

/// One finding: where, what, why, and what to write instead.
#[must_use]
pub fn finding(assessment: &Assessment, issue: &Issue, style: Style) -> String {
    let mut text = String::new();
    let out = &mut text;
    let finding = &issue.finding;
    let paint = paint_of(finding.severity);
    let place = format!("{}:{}:{}", safe(&assessment.name), issue.place.line, issue.place.column);
    let severity = style.paint(paint, finding.severity.as_str());
    let sure = format!("{} %", percent(finding.confidence));
    let _ = writeln!(out, "{}  {severity}  {}  {}", style.paint(Paint::Strong, &place), finding.rule, style.paint(Paint::Faint, &sure));

    let line = excerpt(&assessment.text, finding.span.range(), style.columns() - INDENT.len() - 1);
    let _ = writeln!(out, "{INDENT}{}{}{}", line.before, style.paint(paint, &line.span), line.after);
    let mark = "^".repeat(line.mark);
    let _ = writeln!(out, "{INDENT}{:offset$}{}", "", style.paint(paint, &mark), offset = line.offset);

    wrap(&finding.message, "", style, out);
    if !finding.reasons.is_empty() {
        wrap(&finding.reasons.join("; "), "why:   ", style, out);
    }
    if !finding.suggestions.is_empty() {
        let best: Vec<_> = finding.suggestions.iter().take(SUGGESTIONS).map(|s| if s.text.is_empty() { "(nothing)" } else { s.text.as_str() }).collect();
        wrap(&best.join(" | "), "write: ", style, out);
    }
    text
}

/// Writes a text behind a label, wrapped and set in.
fn wrap(text: &str, label: &str, style: Style, out: &mut String) {
    let width = style.columns().min(WIDEST_TEXT) - INDENT.len() - label.len() - 1;
    let text = safe(text);
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split_whitespace() {
        let columns = word.width();
        let line = lines.last_mut().expect("there is one");
        if used > 0 && used + 1 + columns > width {
            lines.push(word.to_owned());
            used = columns;
        } else {
            if used > 0 {
                line.push(' ');
                used += 1;
            }
            line.push_str(word);
            used += columns;
        }
    }
    for (n, line) in lines.iter().enumerate() {
        let label = if n == 0 { style.paint(Paint::Faint, label) } else { Cow::Owned(" ".repeat(label.len())) };
        let _ = writeln!(out, "{INDENT}{label}{line}");
    }
}

/// A line of the text around a span.
#[derive(Debug, PartialEq, Eq)]
struct Excerpt {
    before: String,
    span: String,
    after: String,
    /// Columns before the span.
    offset: usize,
    /// Columns of the span.
    mark: usize,
}

/// Shows the line that a span starts in, cut to a width around the span.
fn excerpt(text: &str, span: std::ops::Range<usize>, width: usize) -> Excerpt {
    let is_break = |c: char| matches!(c, '\n' | '\r');
    // Nothing beyond a few widths can be shown, and a line may be as long as a book.
    let near = width * 2 + 16;
    let before: Vec<Glyph> = text[..span.start].chars().rev().take_while(|c| !is_break(*c)).take(near).map(Glyph::of).collect();
    let before: Vec<Glyph> = before.into_iter().rev().skip_while(|glyph| glyph.is_blank()).collect();
    let inside: Vec<Glyph> = text[span.clone()].chars().skip_while(|c| is_break(*c)).take_while(|c| !is_break(*c)).take(near).map(Glyph::of).collect();
    let goes_on = inside.len() < text[span.clone()].chars().take(near + 1).count();
    let after: Vec<Glyph> = if goes_on { Vec::new() } else { text[span.end..].chars().take_while(|c| !is_break(*c)).take(near).map(Glyph::of).collect() };

    let inside = clip(&inside, width * 2 / 3, goes_on);
    let mark = inside.width().max(1);
    let room = width.saturating_sub(mark);
    let (left, right) = (columns(&before), columns(&after));
    // A third of the room goes to what stands before, more if there is little behind.
    let left = if left + right <= room { left } else { left.min((room / 3).max(room.saturating_sub(right))) };
    let before = clip_start(&before, left);
    let after = clip(&after, room - before.width().min(room), false);
    Excerpt { offset: before.width(), mark, before, span: inside, after }
}

/// A character as a terminal can show it.
#[derive(Clone, Copy)]
enum Glyph {
    /// As it is, or by its picture.
    Plain { shown: char, width: usize, blank: bool },
    /// By its number.
    Named { of: char, blank: bool },
}

impl Glyph {
    fn of(c: char) -> Self {
        let blank = c.is_whitespace();
        let shown = match c {
            ' '..='~' => return Self::Plain { shown: c, width: 1, blank },
            '\t' => ' ',
            '\0'..='\u{1f}' => char::from_u32(0x2400 + c as u32).expect("the pictures of controls"),
            '\u{7f}' => '␡',
            _ if is_invisible(c) => return Self::Named { of: c, blank },
            _ => c,
        };
        Self::Plain { shown, width: shown.width().unwrap_or(0), blank }
    }

    fn width(self) -> usize {
        match self {
            Self::Plain { width, .. } => width,
            Self::Named { of, .. } => named(of).chars().count(),
        }
    }

    fn is_blank(self) -> bool {
        let (Self::Plain { blank, .. } | Self::Named { blank, .. }) = self;
        blank
    }
}

impl Extend<Glyph> for String {
    fn extend<I: IntoIterator<Item = Glyph>>(&mut self, glyphs: I) {
        for glyph in glyphs {
            match glyph {
                Glyph::Plain { shown, .. } => self.push(shown),
                Glyph::Named { of, .. } => self.push_str(&named(of)),
            }
        }
    }
}

fn named(c: char) -> String {
    format!("⟨U+{:04X}⟩", c as u32)
}

fn shown(glyphs: impl IntoIterator<Item = Glyph>) -> String {
    let mut text = String::new();
    text.extend(glyphs);
    text
}

/// Controls, marks of direction and other characters that a terminal would obey or hide.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// A text without anything that a terminal would obey.
fn safe(text: &str) -> Cow<'_, str> {
    if text.chars().any(|c| c != '\n' && is_invisible(c)) {
        Cow::Owned(shown(text.chars().map(|c| Glyph::of(if c == '\n' { ' ' } else { c }))))
    } else {
        Cow::Borrowed(text)
    }
}

fn columns(glyphs: &[Glyph]) -> usize {
    glyphs.iter().map(|glyph| glyph.width()).sum()
}

/// Glyphs that are given up at most so that a cut falls between two words.
const LONGEST_STUB: usize = 15;

/// The start of a stretch, with "…" where it had to be cut or goes on.
fn clip(glyphs: &[Glyph], width: usize, goes_on: bool) -> String {
    let whole = columns(glyphs) <= width;
    if whole && !goes_on {
        return shown(glyphs.iter().copied());
    }
    let (mut used, mut to) = (1, 0);
    while to < glyphs.len() && used + glyphs[to].width() <= width {
        used += glyphs[to].width();
        to += 1;
    }
    if to < glyphs.len() && !glyphs[to].is_blank() {
        to = (to.saturating_sub(LONGEST_STUB).max(1)..to).rev().find(|at| glyphs[*at].is_blank()).unwrap_or(to);
    }
    let mut start = shown(glyphs[..to].iter().copied());
    start.truncate(start.trim_end().len());
    start.push_str(if width > 0 { "…" } else { "" });
    start
}

/// The end of a stretch, with "…" where it had to be cut.
fn clip_start(glyphs: &[Glyph], width: usize) -> String {
    if columns(glyphs) <= width {
        return shown(glyphs.iter().copied());
    }
    let (mut used, mut from) = (1, glyphs.len());
    while from > 0 && used + glyphs[from - 1].width() <= width {
        from -= 1;
        used += glyphs[from].width();
    }
    if from > 0 && !glyphs[from - 1].is_blank() {
        from = (from..glyphs.len().min(from + LONGEST_STUB)).find(|at| glyphs[*at].is_blank()).map_or(from, |at| at + 1);
    }
    let mut end = String::from(if width > 0 { "…" } else { "" });
    end.extend(glyphs[from..].iter().copied().skip_while(|glyph| glyph.width() == 0));
    end
}

/// The name of a document in a width: whole folders are left out from the start, if that is enough.
fn short_name(name: &str, width: usize) -> String {
    let fits = |name: &str| name.width() < width;
    if name.width() <= width {
        return name.to_owned();
    }
    match name.match_indices('/').find(|(at, _)| fits(&name[*at..])) {
        Some((at, _)) => format!("…{}", &name[at..]),
        None => clip_start(&name.chars().map(Glyph::of).collect::<Vec<_>>(), width),
    }
}

// ---- Documents -------------------------------------------------------------------------------------------------

/// The table of documents: the worst are remembered, the others only counted, so that memory does not grow.
#[derive(Debug, Default)]
pub struct Overview {
    worst: Vec<Line>,
    documents: usize,
    words: u64,
    findings: [u64; Severity::ALL.len()],
    verdicts: [usize; Verdict::ALL.len()],
    skipped: usize,
    failed: usize,
}

/// One document of the table.
#[derive(Debug, Clone)]
struct Line {
    name: String,
    words: u32,
    findings: [u32; 3],
    per_thousand: f64,
    score: f64,
    verdict: Verdict,
    reason: String,
}

impl Overview {
    /// Adds a document that was checked.
    ///
    /// Where there are many, each makes a table of its own, to be merged: then memory is bounded.
    pub fn add(&mut self, assessment: &Assessment) {
        let score = &assessment.score;
        let count = |severity| assessment.count(severity) as u32;
        self.documents += 1;
        self.words += u64::from(assessment.words);
        for severity in Severity::ALL {
            self.findings[*severity as usize] += u64::from(count(*severity));
        }
        self.verdicts[score.verdict as usize] += 1;
        self.worst.push(Line {
            name: safe(&assessment.name).into_owned(),
            words: assessment.words,
            findings: [count(Severity::Critical), count(Severity::Major), count(Severity::Minor)],
            per_thousand: if score.verdict == Verdict::Empty { -1.0 } else { score.per_thousand },
            score: score.value,
            verdict: score.verdict,
            reason: if score.verdict == Verdict::Fail { score.reason.clone() } else { String::new() },
        });
    }

    /// Counts a file that is no text.
    pub fn add_skipped(&mut self) {
        self.skipped += 1;
    }

    /// Counts a document that could not be read or checked.
    pub fn add_failed(&mut self) {
        self.failed += 1;
    }

    /// Adds the documents of another table.
    pub fn merge(&mut self, other: Self) {
        let Self { worst, documents, words, findings, verdicts, skipped, failed } = other;
        self.worst.extend(worst);
        self.documents += documents;
        self.words += words;
        self.findings.iter_mut().zip(findings).for_each(|(sum, more)| *sum += more);
        self.verdicts.iter_mut().zip(verdicts).for_each(|(sum, more)| *sum += more);
        self.skipped += skipped;
        self.failed += failed;
        if self.worst.len() >= LONGEST_TABLE * 4 {
            self.sort();
        }
    }

    fn sort(&mut self) {
        self.worst.sort_by(|a, b| b.per_thousand.total_cmp(&a.per_thousand).then_with(|| a.name.cmp(&b.name)));
        self.worst.truncate(LONGEST_TABLE);
    }

    /// The table, worst first, and the totals.
    #[must_use]
    pub fn shown(mut self, style: Style) -> String {
        self.sort();
        let mut out = String::new();
        if !self.worst.is_empty() {
            self.table(style, &mut out);
        }
        if self.documents > self.worst.len() {
            let more = format!("… and {} more, with fewer points per 1,000 words", thousands((self.documents - self.worst.len()) as u64));
            let _ = writeln!(out, "{}", style.paint(Paint::Faint, &more));
        }
        if self.documents + self.skipped + self.failed > 1 {
            out.push('\n');
            self.totals(&mut out);
        }
        out
    }

    fn table(&self, style: Style, out: &mut String) {
        const TITLES: [&str; 8] = ["document", "words", "crit.", "major", "minor", "per 1,000", "score", "verdict"];
        let figures: Vec<[String; 6]> = self.worst.iter().map(Line::figures).collect();
        let widths: [usize; 6] = std::array::from_fn(|column| figures.iter().map(|cells| cells[column].len()).max().unwrap_or(0).max(TITLES[column + 1].len()));
        let verdict = self.worst.iter().map(|line| line.verdict().0.len()).max().unwrap_or(0).max(TITLES[7].len());
        let fixed = widths.iter().map(|width| width + 2).sum::<usize>() + 2 + verdict;
        let longest = self.worst.iter().map(|line| line.name.width()).max().unwrap_or(0).max(TITLES[0].len());
        let name = longest.min((style.columns() - 1).saturating_sub(fixed).max(8));
        let spare = (style.columns() - 1).saturating_sub(name + fixed + 2);

        let mut head = format!("{:name$}", TITLES[0]);
        for (title, width) in TITLES[1..7].iter().zip(widths) {
            let _ = write!(head, "  {title:>width$}");
        }
        let _ = write!(head, "  {}", TITLES[7]);
        let _ = writeln!(out, "{}", style.paint(Paint::Faint, &head));

        for (line, cells) in self.worst.iter().zip(&figures) {
            let shown = short_name(&line.name, name);
            let _ = write!(out, "{shown}{:pad$}", "", pad = name - shown.width().min(name));
            for (column, (cell, width)) in cells.iter().zip(widths).enumerate() {
                let padded = format!("  {cell:>width$}");
                let severity = [None, Some(Severity::Critical), Some(Severity::Major), Some(Severity::Minor)].get(column).copied().flatten();
                let paint = severity.filter(|_| cell != "0").map(paint_of);
                out.push_str(&paint.map_or(Cow::Borrowed(padded.as_str()), |paint| style.paint(paint, &padded)));
            }
            let (word, paint) = line.verdict();
            let _ = write!(out, "  {}", style.paint(paint, word));
            // The reason stands behind where there is room for all of it.
            if !line.reason.is_empty() && line.reason.width() + verdict.saturating_sub(word.len()) <= spare {
                let _ = write!(out, "{:pad$}  {}", "", style.paint(Paint::Faint, &line.reason), pad = verdict - word.len());
            }
            out.push('\n');
        }
    }

    fn totals(&self, out: &mut String) {
        let some = |parts: &[(u64, &str)]| {
            let parts: Vec<_> = parts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{} {what}", thousands(*count))).collect();
            parts.join(", ")
        };
        let of = |severity: Severity| self.findings[severity as usize];
        let verdict = |verdict: Verdict| self.verdicts[verdict as usize] as u64;
        let found =
            some(&[(of(Severity::Critical), "critical"), (of(Severity::Major), "major"), (of(Severity::Minor), "minor"), (of(Severity::Neutral), "neutral")]);
        let found = if found.is_empty() { "no findings" } else { &found };
        let plural = if self.documents == 1 { "" } else { "s" };
        let _ = writeln!(out, "{} document{plural}, {} words: {found}", thousands(self.documents as u64), thousands(self.words));
        let outcomes = some(&[
            (verdict(Verdict::Pass), "pass"),
            (verdict(Verdict::Fail), "fail"),
            (verdict(Verdict::NoDecision), "too short to tell"),
            (verdict(Verdict::Empty), "without words"),
            (self.skipped as u64, "skipped"),
            (self.failed as u64, "not read or not reported"),
        ]);
        let _ = writeln!(out, "{outcomes}");
    }
}

impl Line {
    fn figures(&self) -> [String; 6] {
        let judged = self.verdict != Verdict::Empty;
        let [critical, major, minor] = self.findings.map(|count| thousands(count.into()));
        let figure = |value: f64, decimals: usize| if judged { format!("{value:.decimals$}") } else { "–".to_owned() };
        [thousands(self.words.into()), critical, major, minor, figure(self.per_thousand, 1), figure(self.score, 1)]
    }

    fn verdict(&self) -> (&'static str, Paint) {
        match self.verdict {
            Verdict::Pass => ("pass", Paint::Good),
            Verdict::Fail => ("fail", Paint::Bad),
            Verdict::NoDecision => ("too short", Paint::Faint),
            Verdict::Empty => ("no words", Paint::Faint),
        }
    }
}

/// What the figures depend on, in as many lines as it takes.
#[must_use]
pub fn signature(signature: &Signature, style: Style) -> String {
    const PARTS: &str = " | ";
    let whole = signature.to_string();
    let mut lines: Vec<String> = Vec::new();
    for part in whole.split(PARTS) {
        match lines.last_mut() {
            Some(line) if line.width() + PARTS.len() + part.width() < style.columns() => {
                line.push_str(PARTS);
                line.push_str(part);
            }
            _ => lines.push(part.to_owned()),
        }
    }
    lines.iter().map(|line| format!("{}\n", style.paint(Paint::Faint, line))).collect()
}

/// A number as people write it: 1,234,567.
#[must_use]
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::csv::testing::assessed;
    use proptest::prelude::*;

    const PLAIN: Style = Style { colour: false, width: 80 };

    #[test]
    fn a_finding_reads_from_top_to_bottom() {
        let assessment = assessed("We recieve it.\nAgain.", &["recieve"]);
        let sure = (assessment.issues[0].finding.confidence * 100.0).round();
        let expected = format!(
            "texts/sample.txt:1:4  major  misspelling  {sure} %
    We recieve it.
       ^^^^^^^
    \"recieve\" is misspelt
    why:   no word list has it

"
        );
        assert_eq!(findings(&assessment, PLAIN), expected);
    }

    #[test]
    fn colours_only_where_they_are_wanted() {
        let assessment = assessed("We recieve it.", &["recieve"]);
        assert!(!findings(&assessment, PLAIN).contains('\x1b'));
        assert!(findings(&assessment, Style { colour: true, ..PLAIN }).contains("\x1b[31mrecieve\x1b[0m"));
    }

    #[test]
    fn long_lines_are_cut_around_the_span() {
        let text = format!("{} recieve {}", "word ".repeat(50).trim_end(), "next ".repeat(50).trim_end());
        let start = text.find("recieve").expect("there");
        let line = excerpt(&text, start..start + 7, 60);
        assert_eq!(line.before, "…word word word ");
        assert_eq!(line.span, "recieve");
        assert!(line.after.starts_with(" next next") && line.after.ends_with('…'));
        assert!(line.offset + line.mark + line.after.width() <= 60);
    }

    #[test]
    fn wide_and_hidden_characters_keep_the_mark_in_place() {
        let line = excerpt("中文\tx\u{200b}y", 7..8, 60);
        assert_eq!((line.before.as_str(), line.offset, line.mark), ("中文 ", 5, 1));
        let hidden = excerpt("ab\u{200b}c", 2..5, 60);
        assert_eq!((hidden.span.as_str(), hidden.mark), ("⟨U+200B⟩", 8));
        assert_eq!(excerpt("x\x1b[31m", 1..2, 60).span, "␛", "a text cannot command the terminal");
    }

    #[test]
    fn a_span_over_several_lines_shows_its_first() {
        let line = excerpt("one two\nthree four\nfive", 4..13, 60);
        assert_eq!((line.before.as_str(), line.span.as_str(), line.after.as_str()), ("one ", "two…", ""));
    }

    #[test]
    fn the_table_shows_the_worst_first_and_counts_the_rest() {
        let mut overview = Overview::default();
        for n in 0..50 {
            let mut assessment = assessed("We recieve it.", if n == 7 { &["recieve"] } else { &[] });
            assessment.name = format!("{n:02}.txt");
            let mut one = Overview::default();
            one.add(&assessment);
            overview.merge(one);
        }
        overview.add_skipped();
        let shown = overview.shown(PLAIN);
        let lines: Vec<_> = shown.lines().collect();
        assert!(lines[1].starts_with("07.txt"), "{shown}");
        assert_eq!(lines[41], "… and 10 more, with fewer points per 1,000 words");
        assert_eq!(lines[43..], ["50 documents, 150 words: 1 major", "50 too short to tell, 1 skipped"]);
    }

    #[test]
    fn the_table_fits_the_terminal() {
        for width in [66, 80, 120] {
            let mut overview = Overview::default();
            let mut assessment = assessed("We recieve it.", &["recieve"]);
            assessment.name = "a/very/long/path/to/a/text/in/a/folder/of/many/folders/at/its/end.txt".to_owned();
            overview.add(&assessment);
            let shown = overview.shown(Style { width, ..PLAIN });
            assert!(shown.lines().all(|line| line.width() < width), "{shown}");
            assert!(shown.contains("end.txt"), "{shown}");
        }
    }

    #[test]
    fn a_signature_is_wrapped_between_its_parts() {
        let made = Signature::new(1, &crate::judge::rubric::Rubric::default(), 2, None, None);
        let shown = signature(&made, PLAIN);
        assert!(shown.lines().count() == 2 && shown.lines().all(|line| line.len() < 80 && !line.ends_with('|')), "{shown}");
        assert_eq!(signature(&made, Style { width: 200, ..PLAIN }), format!("{made}\n"));
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!([0, 999, 1000, 1_234_567].map(thousands), ["0", "999", "1,000", "1,234,567"]);
    }

    proptest! {
        #[test]
        fn any_line_fits_and_commands_nothing(text: String, cut in 0..100usize, width in 20..120usize) {
            let start = text.char_indices().nth(cut % (text.chars().count() + 1)).map_or(text.len(), |(at, _)| at);
            let end = text[start..].char_indices().nth(cut / 5).map_or(text.len(), |(at, _)| start + at);
            let line = excerpt(&text, start..end, width);
            let whole = format!("{}{}{}", line.before, line.span, line.after);
            prop_assert!(whole.chars().map(|c| c.width().unwrap_or(0)).sum::<usize>() <= width + 1, "{whole}");
            prop_assert!(!whole.chars().any(char::is_control));
        }
    }
}
