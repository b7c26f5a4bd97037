//! The name of a web site at the end of a headline.

use super::{Context, Sink, rule};
use crate::knowledge::names::Kind;
use crate::text::Span;

rule! {
    /// A headline ends in the name of the site it was taken from.
    ///
    /// The titles of web pages carry it after a dash or a bar; it is no part of the text, and a machine translates it
    /// along.
    ///
    /// ```flag
    /// Farmers cross the river at night⟦ - Nordnews.com⟧
    ///
    /// Farmers cross the river again⟦ | Hill Country Online⟧
    /// ```
    /// ```pass
    /// Farmers cross the river at night - with horses
    ///
    /// He read it on Nordnews.com. The firm – Nordnews.com – is new.
    /// ```
    "site-name", Other, Minor, 0.7,
}

/// Words with which names of sites and agencies end.
const ENDINGS: &[&str] = &["news", "net", "online", "daily", "network", "agency", "service", "website", "info", "portal", "herald", "times", "observer"];
const DOMAINS: &[&str] = &[".com", ".cn", ".net", ".ru", ".org", ".info", ".uk", ".de", ".fr", ".ua"];
/// A name of a site is not longer, in bytes.
const LONGEST: usize = 60;

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let segments = cx.doc.segments();
    for (n, segment) in segments.iter().enumerate() {
        if segments.get(n + 1).is_some_and(|next| next.block == segment.block) {
            continue;
        }
        let text = cx.doc.slice(segment.span);
        let line = text.trim_end_matches([' ', '|', '.', '\n']);
        let Some((mark, separator)) = line.rmatch_indices(['-', '–', '—', '|', '_']).find(|(at, mark)| is_site(cx, line[at + mark.len()..].trim_start()))
        else {
            continue;
        };
        let tail = line[mark + separator.len()..].trim_start();
        let head = line[..mark].trim_end();
        // "Hill-Online" inside a sentence is no site: a headline has words before it and no full stop after them.
        if head.split_whitespace().count() < 4 || head.ends_with(['.', ',']) {
            continue;
        }
        let start = segment.span.start as usize + head.len();
        let span = Span::new(start, segment.span.start as usize + line.len());
        sink.flag(span, format!("\"{tail}\" is the name of the site, not part of the headline")).because("titles of web pages end so").suggest(String::new());
    }
}

/// Whether the end of a line names a site.
fn is_site(cx: &Context<'_>, tail: &str) -> bool {
    let tail = tail.trim_end_matches(')');
    let mut words = tail.split_whitespace();
    let (Some(first), Some(last)) = (words.clone().next(), words.next_back()) else { return false };
    if tail.len() > LONGEST || tail.split_whitespace().count() > 5 || tail.contains([',', ';', ':', '"', '“', '”']) {
        return false;
    }
    let last = last.to_lowercase();
    let domain = DOMAINS.iter().any(|ending| last.ends_with(ending)) && !last.contains('@');
    let capitals = tail.split_whitespace().all(|word| word.starts_with(char::is_uppercase) || word == "of" || word == "the");
    let named = capitals && tail.split_whitespace().count() > 1 && ENDINGS.contains(&last.as_str());
    let outlet =
        capitals && cx.knowledge.names.by_words(tail.to_lowercase().split(' ')).is_some_and(|fact| fact.of_kind(Kind::Media.bit() | Kind::Agency.bit()));
    domain && (first.contains('.') || capitals || first.starts_with(char::is_uppercase)) || named || outlet
}
