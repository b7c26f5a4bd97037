//! Lines of a web page that are no part of the text.

use super::{Context, Sink, rule};

rule! {
    /// A line belongs to the page the text was taken from: navigation, sharing, related links.
    ///
    /// It costs nothing, but it should not be archived, compared or counted as text.
    ///
    /// ```flag
    /// The talks ended on Friday. All sides were content with the outcome.
    ///
    /// ⟦See also related news:⟧
    ///
    /// ⟦Share on Facebook⟧
    /// ```
    /// ```pass
    /// See also the annex of the report. Share your thoughts with the committee by Friday.
    /// ```
    "page-furniture", Other, Neutral, 0.85,
}

const LINES: &[&str] = &[
    "all news",
    "latest news",
    "related news",
    "see also",
    "see also related news",
    "read also",
    "read more",
    "read on",
    "related articles",
    "related stories",
    "more on this story",
    "more on this topic",
    "top stories",
    "share",
    "share this",
    "share on facebook",
    "share on twitter",
    "tweet",
    "print",
    "print version",
    "print this page",
    "send to a friend",
    "subscribe",
    "subscribe to our newsletter",
    "sign up",
    "log in",
    "comments",
    "leave a comment",
    "add comment",
    "advertisement",
    "advertising",
    "continue reading",
    "click here",
    "back to top",
    "home",
    "menu",
    "search",
    "next",
    "previous",
    "view comments",
    "special project",
    "photo gallery",
    "most read",
    "most popular",
    "follow us",
    "cookie policy",
    "privacy policy",
    "terms of use",
    "all rights reserved",
    "source link",
    "loading",
    "recommended",
    "tags",
    "news feed",
    "to the beginning",
    "main page",
    "main news",
    "news of the day",
    "on the topic",
    "material on the topic",
    "materials on the topic",
    "see more",
];

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let segments = cx.doc.segments();
    if segments.len() < 3 {
        return;
    }
    for (n, segment) in segments.iter().enumerate() {
        let alone = (n == 0 || segments[n - 1].block != segment.block) && segments.get(n + 1).is_none_or(|next| next.block != segment.block);
        if !alone || segment.tokens.len() > 6 {
            continue;
        }
        let text = cx.doc.slice(segment.span).trim_end_matches([':', '.', '…', '»', '>', ' ']).to_lowercase();
        if LINES.contains(&text.as_str()) {
            sink.flag(segment.span, "a line of the web page, not of the text").because("such lines navigate, share or link");
        }
    }
}
