//! An article where none belongs.

use super::{Context, Sink, rule};
use crate::evidence::grammar::Syntax;
use crate::knowledge::grammar::Facts;
use crate::knowledge::tags::{Tag, TagSet};

rule! {
    /// An article stands where none belongs.
    ///
    /// `the` before the name of a city or country, before a title with its name (`the President Assad`), `a` before a
    /// plural or before a noun that is not counted. Names that qualify a noun (`the Moscow delegation`) or are qualified
    /// themselves (`the Russia of today`) are left alone.
    ///
    /// ```flag
    /// They flew to ⟦the Moscow⟧ in May, and to ⟦the Great Britain⟧. He gave me ⟦an advice⟧ and ⟦a useful information⟧ on it.
    /// ```
    /// ```flag
    /// It is ⟦a problems⟧ of the south. A letter from ⟦the President Assad⟧ was read.
    /// ```
    /// ```pass
    /// The South Korea and Japan Forum met. The Moscow delegation saw the Russia of today, a systems engineer and a means of transport. The France team won.
    /// It is a research project and a few days of work. The President Hotel is near.
    /// ```
    "needless-article", GrammarArticle, Minor, 0.8,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let g = Syntax::of(cx.evidence);
    for place in g.with(Facts::PLACE) {
        before_place(g, place, place, sink);
    }
    for mention in &cx.evidence.names().known {
        let (first, last) = (mention.tokens.start, mention.tokens.end - 1);
        // "the South Korea and Japan Forum"
        if last == first + 1 && BARE.contains(&(g.form(first), g.form(last))) && !g.is(last + 1, &["and", "or", ","]) {
            before_place(g, first, last, sink);
        }
    }
    for at in g.with(Facts::ARTICLE_A) {
        after_a(g, at, sink);
    }
    for title in g.with(Facts::ROLE) {
        before_title(g, title, sink);
    }
}

/// Countries of two words that stand without an article.
const BARE: &[(&str, &str)] = &[
    ("great", "britain"),
    ("new", "zealand"),
    ("saudi", "arabia"),
    ("north", "korea"),
    ("south", "korea"),
    ("south", "africa"),
    ("sri", "lanka"),
    ("costa", "rica"),
    ("hong", "kong"),
    ("north", "macedonia"),
];

/// `the Moscow`, `the Great Britain`.
fn before_place(g: Syntax<'_>, first: usize, last: usize, sink: &mut Sink<'_>) {
    let sentence = g.sentence(first);
    if first == sentence.start || !g.has(first - 1, Facts::ARTICLE_THE) || !g.is_capitalized(first) || g.is_possessive(last) {
        return;
    }
    let next = last + 1;
    if next < sentence.end
        && !(g.is(next, &[".", ",", ";", "!", "?", "and", "or"])
            || g.has(next, Facts::PREPOSITION.or(Facts::BE).or(Facts::HAVE).or(Facts::MODAL).or(Facts::TO)))
        || g.is(next, &["of"])
        || used_as_adjective(g, next, &sentence)
    {
        return;
    }
    let name = g.slice(first, last);
    sink.flag(g.span(first - 1, last), format!("\"the {name}\": this name takes no article"))
        .because("names of cities and most countries stand without \"the\"")
        .suggest(name);
}

/// `the Moscow and Kiev metros`: a noun follows later.
fn used_as_adjective(g: Syntax<'_>, next: usize, sentence: &std::ops::Range<usize>) -> bool {
    g.is(next, &["and", "or", ","]) && (next + 2..(next + 6).min(sentence.end)).any(|at| g.is_lower(at) && g.must(at, TagSet::COMMON_NOUN))
}

fn after_a(g: Syntax<'_>, at: usize, sink: &mut Sink<'_>) {
    let sentence = g.sentence(at);
    // "Serie A clubs": a letter.
    if g.is_capitalized(at) && at > sentence.start && !g.is_mark(at - 1) {
        return;
    }
    let head = g.past_adjectives(at + 1, sentence.end);
    if head >= sentence.end || !g.is_lower(head) || g.is_possessive(head) || g.continues_phrase(head + 1) && head + 1 < sentence.end {
        return;
    }
    if (at + 1..head).any(|word| {
        g.can(word, TagSet::of(&[Tag::CD]))
            || g.is(word, &["few", "many", "full", "good", "great", "single", "certain", "mere", "further", "whole", "more", "most"])
    }) {
        return;
    }
    let (word, article) = (g.slice(head, head), g.form(at));
    if g.has(head, Facts::NO_ARTICLE) {
        let direct = head == at + 1;
        let finding = sink.flag(g.span(at, head), format!("\"{article}\" before \"{word}\", which is not counted"));
        finding.because(format!("\"{word}\" has no plural and takes no \"a\"")).confidence(if direct { 0.8 } else { 0.7 }).suggest(g.slice(at + 1, head));
    } else if plural(g, head) {
        let finding = sink.flag(g.span(at, head), format!("\"{article}\" before the plural \"{word}\""));
        finding.because("\"a\" goes with a singular").confidence(0.75).suggest(g.slice(at + 1, head));
    }
}

fn plural(g: Syntax<'_>, at: usize) -> bool {
    let form = g.form(at);
    g.must(at, TagSet::of(&[Tag::NNS]))
        && form.ends_with('s')
        && !form.ends_with("ss")
        && !form.ends_with("ics")
        && !form.ends_with("works")
        && !g.is(
            at,
            &[
                "means",
                "series",
                "species",
                "headquarters",
                "crossroads",
                "barracks",
                "news",
                "bus",
                "gas",
                "lens",
                "corps",
                "shambles",
                "gallows",
                "whereabouts",
                "minus",
                "plus",
                "links",
                "kudos",
                "biceps",
                "innings",
                "always",
                "grands",
                "boss",
                "hundreds",
                "thousands",
                "savings",
                "lots",
                "woods",
                "has-beens",
                "must-haves",
                "hers",
                "yes",
                "diabetes",
                "mores",
                "pants",
                "sports",
                "arms",
                "communications",
                "systems",
                "rights",
                "hostilities",
                "thanks",
                "besides",
                "sometimes",
                "perhaps",
            ],
        )
}

/// `the President Assad`: a title that stands right before a name.
fn before_title(g: Syntax<'_>, title: usize, sink: &mut Sink<'_>) {
    let sentence = g.sentence(title);
    let name = title + 1;
    if title == sentence.start
        || !g.has(title - 1, Facts::ARTICLE_THE)
        || !g.is_capitalized(title)
        || !g.is_capitalized(name)
        || name >= sentence.end
        || g.is_possessive(title)
    {
        return;
    }
    let known_word = g.any_tags(name).intersects(TagSet::COMMON_NOUN.union(TagSet::ADJECTIVE)) && !g.has(name, Facts::FIRST_NAME);
    let next = name + 1;
    let ended = next >= sentence.end
        || g.is(next, &[".", ",", ";"])
        || g.has(next, Facts::BE.or(Facts::HAVE).or(Facts::MODAL))
        || g.is(next, &["said", "told", "and"])
        || (g.is_capitalized(next) && g.has(name, Facts::FIRST_NAME))
        || g.is_possessive(name);
    if known_word
        || !ended
        || g.has(name, Facts::PLACE)
        || !g.is(
            title,
            &[
                "president",
                "minister",
                "chancellor",
                "king",
                "queen",
                "premier",
                "senator",
                "governor",
                "mayor",
                "general",
                "colonel",
                "professor",
                "doctor",
                "captain",
            ],
        )
    {
        return;
    }
    let finding = sink.flag(g.span(title - 1, name), format!("\"the\" before the title of \"{}\"", g.slice(name, name)));
    finding.because("a title that stands directly before a name takes no article").confidence(0.7).suggest(g.slice(title, name));
}
