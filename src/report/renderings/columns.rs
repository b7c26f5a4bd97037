//! Renderings side by side for a terminal, differing words marked.

use std::fmt::Write as _;
use std::ops::Range;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::compare::Comparison;
use crate::compare::divergence::{Divergence, Kind};
use crate::compare::words::marked;
use crate::report::terminal::Style;

/// Columns below which renderings stand one below the other.
const NARROWEST: usize = 24;

/// Columns above which text is harder to read.
const WIDEST: usize = 60;

/// Sentences shown of a stretch that only some renderings have.
const OF_STRETCH: usize = 4;

/// The passages side by side, divergences below. Passages in which nothing differs, and those that merely stand
/// elsewhere, are counted and left out, unless `all` is set.
#[must_use]
pub fn columns(comparison: &Comparison, style: Style, all: bool) -> String {
    let view = View::new(comparison, style);
    let mut out = view.head();
    let mut hidden = 0;
    let mut at = 0;
    while at < comparison.passages.len() {
        let stretch = view.stretch(at);
        if !stretch.is_empty() {
            view.one_sided(&stretch, &mut out);
            at = stretch.end;
            continue;
        }
        if all || view.is_worth_showing(at) {
            view.passage(at, &mut out);
        } else {
            hidden += 1;
        }
        at += 1;
    }
    out.push_str(&view.totals(hidden));
    out
}

struct View<'c> {
    comparison: &'c Comparison,
    style: Style,
    names: Vec<String>,
    /// Columns of one rendering; `None` where they stand one below the other.
    width: Option<usize>,
    room: usize,
}

impl<'c> View<'c> {
    fn new(comparison: &'c Comparison, style: Style) -> Self {
        let sides = comparison.documents.len().max(1);
        let room = style.width.max(40);
        let width = (room.saturating_sub(3 * (sides - 1)) / sides).min(WIDEST);
        let names = comparison.labels.iter().map(|label| shorten(label, width.max(NARROWEST))).collect();
        Self { comparison, style, names, width: (width >= NARROWEST).then_some(width), room }
    }

    fn bold(&self, text: &str) -> String {
        if self.style.colour { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    fn head(&self) -> String {
        let mut out = String::new();
        match self.width {
            Some(width) => rows(&mut out, &self.names.iter().map(|name| vec![self.bold(&pad(name, width))]).collect::<Vec<_>>(), width),
            None => self.names.iter().enumerate().for_each(|(side, name)| {
                let _ = writeln!(out, "{} {name}", self.bold(&(side + 1).to_string()));
            }),
        }
        out
    }

    fn rule(&self, text: &str, out: &mut String) {
        let _ = writeln!(out, "\n{}", self.bold(&format!("── {text} ──")));
    }

    fn is_worth_showing(&self, at: usize) -> bool {
        self.comparison.divergences[at].iter().any(|divergence| divergence.kind != Kind::Order)
    }

    fn having(&self, at: usize) -> Vec<usize> {
        let segments = &self.comparison.passages[at].segments;
        (0..segments.len()).filter(|side| !segments[*side].is_empty()).collect()
    }

    /// The passages from here on that only the same renderings have and that diverge in nothing else.
    fn stretch(&self, at: usize) -> Range<usize> {
        let having = self.having(at);
        let one_sided = |at: &usize| {
            let found = &self.comparison.divergences[*at];
            having.len() < self.names.len() && self.having(*at) == having && found.iter().all(|divergence| divergence.whole || divergence.kind == Kind::Order)
        };
        let end = (at..self.comparison.passages.len()).take_while(one_sided).count() + at;
        // What is left out and said elsewhere in other words is no divergence, and no stretch by itself.
        let last = (at..end).rev().find(|at| self.is_worth_showing(*at));
        if self.is_worth_showing(at) { at..last.map_or(at, |last| last + 1) } else { at..at }
    }

    fn one_sided(&self, stretch: &Range<usize>, out: &mut String) {
        let having = self.having(stretch.start);
        let lacking: Vec<usize> = (0..self.names.len()).filter(|side| !having.contains(side)).collect();
        let named = |sides: &[usize]| sides.iter().map(|side| self.names[*side].as_str()).collect::<Vec<_>>().join(", ");
        let where_ = if having.len() <= lacking.len() { format!("only in {}", named(&having)) } else { format!("missing in {}", named(&lacking)) };
        let units = if stretch.len() == 1 { (stretch.start + 1).to_string() } else { format!("{}–{}", stretch.start + 1, stretch.end) };
        self.rule(&format!("{units}  {where_}"), out);
        for at in stretch.clone().take(OF_STRETCH) {
            let text = self.comparison.text(&self.comparison.passages[at], having[0]);
            let _ = writeln!(out, "  {}", shorten(&plain(&text), self.room - 4));
        }
        if stretch.len() > OF_STRETCH {
            let _ = writeln!(out, "  … and {} more", stretch.len() - OF_STRETCH);
        }
        let found: Vec<&Divergence> = self.comparison.divergences[stretch.clone()].iter().flatten().filter(|divergence| divergence.whole).collect();
        let worst = found.iter().map(|divergence| divergence.severity).max();
        let sure = found.iter().map(|divergence| divergence.confidence).fold(0.0_f32, f32::max);
        if let (Some(worst), Some(first)) = (worst, found.first()) {
            let _ = writeln!(out, "  {}, {worst}, up to {:.0} %", self.bold(first.kind.as_str()), sure * 100.0);
        }
    }

    fn passage(&self, at: usize, out: &mut String) {
        let passage = &self.comparison.passages[at];
        self.rule(&(at + 1).to_string(), out);
        let texts: Vec<String> = (0..self.names.len()).map(|side| self.comparison.text(passage, side)).collect();
        let shown = marked(&texts.iter().map(String::as_str).collect::<Vec<_>>());
        match self.width {
            Some(width) => {
                let cells = shown.iter().map(|pieces| if pieces.is_empty() { vec![pad("∅", width)] } else { wrap(pieces, width, self.style.colour) });
                rows(out, &cells.collect::<Vec<_>>(), width);
            }
            None => {
                for (side, pieces) in shown.iter().enumerate().filter(|(_, pieces)| !pieces.is_empty()) {
                    for (n, line) in wrap(pieces, self.room - 4, self.style.colour).iter().enumerate() {
                        let number = if n == 0 { self.bold(&(side + 1).to_string()) } else { " ".to_owned() };
                        let _ = writeln!(out, "{number} {}", line.trim_end());
                    }
                }
            }
        }
        for divergence in &self.comparison.divergences[at] {
            self.divergence(divergence, out);
        }
    }

    fn divergence(&self, divergence: &Divergence, out: &mut String) {
        let named = |keep: &dyn Fn(usize) -> bool| (0..self.names.len()).filter(|side| keep(*side)).map(|side| self.names[side].as_str()).collect::<Vec<_>>();
        let silent = || named(&|side| divergence.sayings[side].is_none());
        let what = if divergence.kind == Kind::Order {
            divergence.reasons.first().cloned().unwrap_or_default()
        } else if divergence.whole {
            format!("missing in {}", silent().join(", "))
        } else {
            let said = divergence.sayings.iter().zip(&self.names);
            let said = said.filter_map(|(saying, name)| saying.as_ref().map(|saying| format!("{name} \"{}\"", shorten(&plain(&saying.text), 60))));
            said.collect::<Vec<_>>().join(", ")
        };
        let alone = divergence.outlier.filter(|_| !divergence.whole).map_or_else(String::new, |side| format!("; {} stands alone", self.names[side]));
        let line = format!("{}, {}, {:.0} %: {what}{alone}", divergence.kind, divergence.severity, divergence.confidence * 100.0);
        for (n, line) in lines(&line, self.room - 4).iter().enumerate() {
            let line = match line.strip_prefix(divergence.kind.as_str()).filter(|_| n == 0) {
                Some(rest) => format!("{}{rest}", self.bold(divergence.kind.as_str())),
                None => format!("  {line}"),
            };
            let _ = writeln!(out, "  {line}");
        }
        if let Some(reason) = divergence.reasons.first().filter(|_| divergence.kind != Kind::Order) {
            for line in lines(reason, self.room - 6) {
                let _ = writeln!(out, "    {line}");
            }
        }
    }

    fn totals(&self, hidden: usize) -> String {
        let all = self.comparison.divergences.iter().flatten();
        let counts = Kind::ALL.iter().map(|kind| (kind, all.clone().filter(|divergence| divergence.kind == *kind).count())).filter(|(_, count)| *count > 0);
        let counts: Vec<String> = counts.map(|(kind, count)| format!("{count} {kind}")).collect();
        let (passages, sides) = (self.comparison.passages.len(), self.names.len());
        let found = if counts.is_empty() { "no divergences".to_owned() } else { format!("divergences: {}", counts.join(", ")) };
        let rest = if hidden > 0 { format!("; {hidden} that say the same are not shown (--all shows them)") } else { String::new() };
        let line = format!("{found}, in {passages} passages of {sides} renderings{rest}");
        format!("\n{}\n", lines(&line, self.room).join("\n"))
    }
}

/// A text on one line, without what a terminal would obey.
fn plain(text: &str) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Lines of at most so many columns, as far as words allow.
fn lines(text: &str, width: usize) -> Vec<String> {
    wrap(&[(text, false)], width, false).into_iter().map(|line| line.trim_end().to_owned()).collect()
}

fn shorten(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > width {
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

/// Lines of at most `width` columns, each padded; runs of differing words in brackets, or in colour.
fn wrap(pieces: &[(&str, bool)], width: usize, colour: bool) -> Vec<String> {
    let words: Vec<(&str, bool)> = pieces.iter().flat_map(|(piece, differs)| piece.split_whitespace().map(move |word| (word, *differs))).collect();
    let differs = |at: Option<usize>| at.and_then(|at| words.get(at)).is_some_and(|(_, differs)| *differs);
    let (mut lines, mut line, mut used) = (Vec::new(), String::new(), 0);
    for (at, (word, marked)) in words.iter().enumerate() {
        let mut rest: String = word.chars().filter(|c| !c.is_control()).collect();
        if *marked && !colour {
            let open = if differs(at.checked_sub(1)) { "" } else { "[" };
            let close = if differs(Some(at + 1)) { "" } else { "]" };
            rest = format!("{open}{rest}{close}");
        }
        while !rest.is_empty() {
            if used > 0 && used + 1 + rest.width() > width {
                lines.push(format!("{line}{}", " ".repeat(width.saturating_sub(used))));
                (line, used) = (String::new(), 0);
            }
            let fitting = fitting(&rest, width);
            let part = rest[..fitting].to_owned();
            rest.drain(..fitting);
            if used > 0 {
                line.push(' ');
                used += 1;
            }
            used += part.width();
            if *marked && colour {
                let _ = write!(line, "\u{1b}[1;33m{part}\u{1b}[0m");
            } else {
                line.push_str(&part);
            }
        }
    }
    if used > 0 {
        lines.push(format!("{line}{}", " ".repeat(width.saturating_sub(used))));
    }
    lines
}

/// How many bytes of a word fit into so many columns: one character at least.
fn fitting(word: &str, width: usize) -> usize {
    let mut used = 0;
    let end = word.char_indices().find(|(at, c)| {
        used += c.width().unwrap_or(0);
        *at > 0 && used > width
    });
    end.map_or(word.len(), |(at, _)| at)
}

fn rows(out: &mut String, cells: &[Vec<String>], width: usize) {
    let height = cells.iter().map(Vec::len).max().unwrap_or(0);
    let blank = " ".repeat(width);
    for line in 0..height {
        let row: Vec<&str> = cells.iter().map(|cell| cell.get(line).map_or(blank.as_str(), String::as_str)).collect();
        let _ = writeln!(out, "{}", row.join(" │ ").trim_end());
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{comparison, of};
    use super::*;

    #[test]
    fn differing_words_are_marked_without_colour_too() {
        let shown = columns(&comparison(), Style { colour: false, width: 100 }, false);
        assert!(shown.contains("[Livia]") && shown.contains("[Libya]"), "{shown}");
        for width in [1, 20, 60] {
            assert!(columns(&comparison(), Style { colour: true, width }, true).contains("divergences"));
        }
    }

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        let long = format!("They flee to Livia with {}weapons. 中文中文中文中文中文中文中文中文中文中文中文中文。", "x".repeat(90));
        let comparison = of(&[&long, "They flee to Libya with all their weapons."]);
        for width in [40, 80, 140] {
            let shown = columns(&comparison, Style { colour: false, width }, true);
            assert!(shown.lines().all(|line| line.width() <= width), "{shown}");
        }
    }

    #[test]
    fn a_stretch_that_one_rendering_lacks_is_told_once() {
        let common = ["The river Chulma rose by two metres on Tuesday.", "Boats bring bread and medicine to the hamlets."];
        let left_out = "A dam broke at Krasny Log before dawn. Governor Akhmetov flew over the villages. Schools stay closed until Friday.";
        let comparison = of(&[&common.join(" "), &format!("{} {left_out} {}", common[0], common[1])]);
        let shown = columns(&comparison, Style { colour: false, width: 100 }, false);
        assert!(shown.contains("── 2–4  only in 1.txt ──"), "{shown}");
        assert_eq!(shown.matches("omission, major").count(), 1, "{shown}");
    }
}
