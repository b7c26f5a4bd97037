//! Renderings side by side as one page that needs nothing else: no network, no other file.

use std::fmt::Write as _;

use super::renderings::fingerprint;
use crate::compare::Comparison;
use crate::compare::collate::Passage;
use crate::compare::divergence::{Divergence, Kind};
use crate::compare::words::marked;
use crate::mqm::Severity;

const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");

/// One group of renderings, with what else is known of its documents.
#[derive(Debug, Clone, Copy)]
pub struct Group<'c> {
    /// The renderings, compared.
    pub comparison: &'c Comparison,
    /// The score of each rendering, 0 to 100, where there is one.
    pub scores: &'c [Option<f64>],
}

/// The page. `signature` says what made it and is printed at its foot.
#[must_use]
pub fn page(groups: &[Group<'_>], signature: &str) -> String {
    let mut out = String::with_capacity(64 * 1024);
    let total: usize = groups.iter().flat_map(|group| &group.comparison.divergences).map(Vec::len).sum();
    let renderings: usize = groups.iter().map(|group| group.comparison.documents.len()).sum();
    let _ = write!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n\
         <title>Renderings compared</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<header>\n<h1>Renderings compared</h1>\n\
         <p>{renderings} renderings, <strong>{total}</strong> {}. Words that another rendering does not have are underlined; what a divergence is about has a frame.</p>\n</header>\n",
        if total == 1 { "divergence" } else { "divergences" },
    );
    toolbar(&mut out, groups);
    out.push_str("<main>\n");
    for (at, group) in groups.iter().enumerate() {
        section(&mut out, at, group, groups.len() > 1);
    }
    let _ = write!(
        out,
        "</main>\n<p id=\"nothing\" hidden>No passage fits the filters.</p>\n<footer><p>{}</p></footer>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n",
        escape(signature)
    );
    out
}

fn toolbar(out: &mut String, groups: &[Group<'_>]) {
    let all = || groups.iter().flat_map(|group| group.comparison.divergences.iter().flatten());
    out.push_str("<form id=\"tools\" role=\"search\" aria-label=\"Filters\">\n<fieldset><legend>Kind</legend>\n");
    for kind in Kind::ALL {
        let count = all().filter(|divergence| divergence.kind == *kind).count();
        if count > 0 {
            let _ =
                writeln!(out, "<label><input type=\"checkbox\" name=\"kind\" value=\"{kind}\" checked> {kind} <span class=\"count\">{count}</span></label>");
        }
    }
    out.push_str("</fieldset>\n<label>Severity from <select name=\"severity\">");
    for (rank, severity) in Severity::ALL.iter().enumerate() {
        let _ = write!(out, "<option value=\"{rank}\">{severity}</option>");
    }
    out.push_str(
        "</select></label>\n<label><input type=\"checkbox\" name=\"only\"> only passages that diverge</label>\n\
         <label>Search <input type=\"search\" name=\"words\" placeholder=\"press /\" autocomplete=\"off\"></label>\n\
         <span class=\"moves\"><button type=\"button\" id=\"previous\" title=\"previous divergence (p)\">↑ previous</button>\n\
         <button type=\"button\" id=\"next\" title=\"next divergence (n)\">↓ next</button> <output id=\"where\" aria-live=\"polite\"></output></span>\n</form>\n",
    );
}

fn section(out: &mut String, at: usize, group: &Group<'_>, numbered: bool) {
    let comparison = group.comparison;
    let sides = comparison.documents.len();
    let _ = writeln!(out, "<section aria-label=\"group {}\">", at + 1);
    if numbered {
        let _ = writeln!(out, "<h2>Group {}</h2>", at + 1);
    }
    out.push_str("<div class=\"scores\">\n");
    for (side, document) in comparison.documents.iter().enumerate() {
        let alone = comparison.divergences.iter().flatten().filter(|divergence| divergence.outlier == Some(side)).count();
        let _ = write!(out, "<div class=\"score\"><strong>{}</strong> <span>{} words</span>", escape(&comparison.labels[side]), document.word_count());
        if let Some(score) = group.scores.get(side).copied().flatten() {
            let _ = write!(
                out,
                "<span>score {score:.1}</span><meter min=\"0\" max=\"100\" low=\"60\" high=\"85\" optimum=\"100\" value=\"{score:.1}\" aria-label=\"score\"></meter>"
            );
        }
        if alone > 0 {
            let _ = write!(out, "<span>alone against the others {alone} ×</span>");
        }
        out.push_str("</div>\n");
    }
    let _ = write!(out, "</div>\n<div class=\"wide\"><table style=\"min-width:{}rem\">\n<thead><tr><th scope=\"col\" class=\"unit\">#</th>", 12 * sides + 3);
    for label in &comparison.labels {
        let _ = write!(out, "<th scope=\"col\">{}</th>", escape(label));
    }
    out.push_str("</tr></thead>\n");
    for (unit, passage) in comparison.passages.iter().enumerate() {
        row(out, comparison, unit, passage);
    }
    out.push_str("</table></div>\n</section>\n");
}

fn row(out: &mut String, comparison: &Comparison, unit: usize, passage: &Passage) {
    let divergences = &comparison.divergences[unit];
    let opens = divergences.is_empty();
    let _ = write!(
        out,
        "<tbody class=\"unit{}\" tabindex=\"-1\">\n<tr><th scope=\"row\" class=\"unit\" title=\"similarity {:.0} %\">{}</th>",
        if opens { "" } else { " diverges" },
        passage.similarity * 100.0,
        unit + 1
    );
    let texts: Vec<String> = (0..comparison.documents.len()).map(|side| comparison.text(passage, side)).collect();
    let shown = marked(&texts.iter().map(String::as_str).collect::<Vec<_>>());
    for (side, pieces) in shown.iter().enumerate() {
        if pieces.is_empty() {
            out.push_str("<td class=\"none\"><span aria-label=\"nothing here\">∅</span></td>");
            continue;
        }
        let _ = write!(out, "<td lang=\"en\"{}>", if passage.moved[side] { " class=\"moved\"" } else { "" });
        let places = Places::of(comparison, passage, side);
        let mut at = 0;
        // Neighbours that are marked alike share one mark.
        let mut open: Option<&str> = None;
        for (piece, differs) in pieces {
            let word = piece.trim_start();
            let start = places.of_joined(at + piece.len() - word.len());
            at += piece.len();
            let mark = said(divergences, side, start, word.len() as u32).map(Severity::as_str).or(differs.then_some(""));
            if open.is_some() && open != mark {
                out.push_str("</mark>");
            }
            out.push_str(if piece.len() > word.len() { " " } else { "" });
            if let Some(class) = mark.filter(|_| open != mark) {
                let _ = if class.is_empty() { write!(out, "<mark>") } else { write!(out, "<mark class=\"{class}\">") };
            }
            open = mark;
            out.push_str(&escape(word));
        }
        if open.is_some() {
            out.push_str("</mark>");
        }
        out.push_str("</td>");
    }
    out.push_str("</tr>\n");
    if !divergences.is_empty() {
        let _ = write!(out, "<tr class=\"why\"><td></td><td colspan=\"{}\"><ul>", comparison.documents.len());
        for divergence in divergences {
            item(out, comparison, divergence);
        }
        out.push_str("</ul></td></tr>\n");
    }
    out.push_str("</tbody>\n");
}

fn item(out: &mut String, comparison: &Comparison, divergence: &Divergence) {
    let rank = Severity::ALL.iter().position(|severity| *severity == divergence.severity).unwrap_or(0);
    let _ = write!(
        out,
        "<li class=\"{}\" data-kind=\"{}\" data-severity=\"{rank}\" id=\"{}\"><b>{}</b> <span class=\"grade\">{} · {:.0} %</span>",
        divergence.severity,
        divergence.kind,
        escape(&fingerprint(comparison, divergence)),
        divergence.kind,
        divergence.severity,
        divergence.confidence * 100.0
    );
    if divergence.whole {
        // The passage stands above already, and where it is missing says the rest.
        let lacking = comparison.labels.iter().zip(&divergence.sayings).filter(|(_, saying)| saying.is_none());
        let lacking: Vec<&str> = lacking.map(|(label, _)| label.as_str()).collect();
        let _ =
            write!(out, " <span class=\"saying\" title=\"{}\">missing in {}</span></li>", escape(&divergence.reasons.join("; ")), escape(&lacking.join(", ")));
        return;
    }
    if !of_whole(divergence) {
        for (label, saying) in comparison.labels.iter().zip(&divergence.sayings) {
            if let Some(saying) = saying.as_ref().filter(|saying| saying.text.chars().count() <= 80) {
                let _ = write!(out, " <span class=\"saying\">{}: <q>{}</q></span>", escape(label), escape(&saying.text));
            }
        }
    }
    if let Some(side) = divergence.outlier {
        let _ = write!(out, " <span class=\"saying\">alone: {}</span>", escape(&comparison.labels[side]));
    }
    if !divergence.reasons.is_empty() {
        let _ = write!(out, "<br><small>{}</small>", escape(&divergence.reasons.join("; ")));
    }
    out.push_str("</li>");
}

/// Whether a divergence is about a whole passage and not about words of it.
fn of_whole(divergence: &Divergence) -> bool {
    divergence.kind == Kind::Order || divergence.whole
}

/// The worst divergence that is about these bytes of a document.
fn said(divergences: &[Divergence], side: usize, start: u32, length: u32) -> Option<Severity> {
    let about = divergences.iter().filter(|divergence| {
        !of_whole(divergence) && divergence.sayings[side].as_ref().is_some_and(|saying| saying.span.start < start + length && start < saying.span.end)
    });
    about.map(|divergence| divergence.severity).max()
}

/// Where the joined text of a passage stands in its document.
struct Places {
    /// Start in the joined text, start in the document.
    starts: Vec<(usize, u32)>,
}

impl Places {
    fn of(comparison: &Comparison, passage: &Passage, side: usize) -> Self {
        let mut at = 0;
        let segments = comparison.documents[side].segments();
        let starts = passage.segments[side]
            .iter()
            .map(|segment| {
                let span = segments[*segment as usize].span;
                let start = (at, span.start);
                at += span.len() + 1;
                start
            })
            .collect();
        Self { starts }
    }

    fn of_joined(&self, at: usize) -> u32 {
        let index = self.starts.partition_point(|(joined, _)| *joined <= at).saturating_sub(1);
        let (joined, start) = self.starts[index];
        start + (at - joined) as u32
    }
}

/// A text as HTML shows it: nothing of it is markup, and nothing turns the direction of what follows.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => out.push('\u{fffd}'),
            c if c.is_control() && c != '\n' && c != '\t' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Document;

    fn made(a: &str, b: &str) -> String {
        let comparison = Comparison::of(vec![Document::plain("<a>.txt", a), Document::plain("b\".txt", b)]);
        page(&[Group { comparison: &comparison, scores: &[Some(91.25), None] }], "mtlint & co")
    }

    #[test]
    fn nothing_of_a_text_becomes_markup() {
        let page = made("<script>alert(1)</script> They flee to Livia with weapons & men.", "They flee to Libya with weapons & men \u{202e}now.");
        assert_eq!(page.matches("<script>").count(), 1);
        assert!(page.contains("&lt;script&gt;") && page.contains("&lt;a&gt;.txt") && page.contains("mtlint &amp; co"));
        assert!(!page.contains('\u{202e}'));
    }

    #[test]
    fn the_page_needs_nothing_else() {
        let page = made("They flee to Livia with all their weapons.", "They flee to Libya with all their weapons.");
        for outside in ["http://", "https://", "url(", "@import", "src="] {
            assert!(!page.contains(outside), "{outside}");
        }
        assert!(page.contains("<mark class=\"major\">Livia</mark>"), "{page}");
        assert!(page.contains("score 91.2") || page.contains("score 91.3"));
    }
}
