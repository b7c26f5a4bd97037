//! A singular noun that can be counted stands without an article.

use super::{Context, Sink, rule};
use crate::evidence::grammar::Syntax;
use crate::knowledge::grammar::{Facts, phrase};
use crate::knowledge::tags::{Tag, TagSet};
use crate::text::Case;

rule! {
    /// A singular noun that can be counted stands without an article.
    ///
    /// Languages without articles leave this behind. Judged after a preposition, after a verb that takes an object, and
    /// after `is`; names that take `the` (`in the UK`) and quantities (`one of the best`) as well. Set phrases (`in
    /// court`), nouns in a row, pairs (`from door to door`), offices (`as chairman`) and headlines are left alone.
    ///
    /// ```flag
    /// He said it ⟦in interview⟧ to the paper. Later they went ⟦to new museum⟧ by bus.
    /// ```
    /// ```flag
    /// She has lived ⟦in UK⟧ since May. This is ⟦example⟧ of good work. It is one of ⟦most⟧ important tasks.
    /// ```
    /// ```flag
    /// There is no need for ⟦such plan⟧ now. The fleet ⟦launched operation⟧ against the pirates.
    /// ```
    /// ```flag
    /// ⟦Opponent⟧ was strong and fast that day. It rained, but ⟦museum⟧ was open. The owner ⟦of museum⟧ was glad.
    /// ```
    /// ```pass
    /// The case went to court. He was elected as chairman in 2010, and no such plan exists. They go from door to door.
    /// UK officials met in UK territory. He works in car sales and in video production.
    /// ```
    "missing-article", GrammarArticle, Minor, 0.75,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let g = Syntax::of(cx.evidence);
    for fact in [Facts::COUNT, Facts::COUNTABLE] {
        for head in g.with(fact) {
            if let Some(found) = bare_noun(g, head) {
                flag_noun(g, head, found, sink);
            }
        }
    }
    for head in g.with(Facts::COUNT) {
        bare_subject(g, head, sink);
    }
    for at in g.with(Facts::THE_NAME) {
        bare_name(g, at, at, 0.7, sink);
    }
    for at in g.with(Facts::IN_PHRASE) {
        words(g, at, sink);
    }
}

/// A bare noun phrase.
#[derive(Clone, Copy)]
struct Bare {
    /// Its first word.
    start: usize,
    /// Whether the preposition or verb before it is marked too.
    with_governor: bool,
    confidence: f32,
}

/// Adjectives that ask for an article with any noun that can be counted.
const SIZES: &[&str] = &[
    "big",
    "small",
    "huge",
    "large",
    "little",
    "new",
    "nice",
    "beautiful",
    "serious",
    "real",
    "special",
    "important",
    "significant",
    "major",
    "strong",
    "long",
    "short",
    "single",
    "similar",
    "successful",
    "simple",
    "difficult",
    "powerful",
    "young",
    "certain",
    "typical",
    "unique",
    "wonderful",
    "terrible",
    "famous",
    "popular",
    "dangerous",
    "dramatic",
    "difficult",
    "good",
    "bad",
    "great",
    "interesting",
    "tough",
    "clear",
    "specific",
    "separate",
    "joint",
    "whole",
    "entire",
    "complete",
    "main",
    "very",
    "more",
];

/// Prepositions after which a bare noun is not a set phrase of `by car` or `kind of car`.
const STRONG: &[&str] = &[
    "in",
    "for",
    "with",
    "from",
    "at",
    "into",
    "against",
    "during",
    "without",
    "within",
    "towards",
    "toward",
    "throughout",
    "despite",
    "about",
    "under",
    "on",
    "to",
    "through",
    "near",
    "behind",
    "of",
    "by",
    "like",
    "between",
    "after",
    "before",
    "until",
];
/// Prepositions after which only a noun that never stands bare is judged.
const WEAK: &[&str] = &["of", "by", "like", "between", "after", "before", "until"];

/// Where the noun phrase without its article begins: past adjectives, participles and nouns that qualify the head.
fn start_of_phrase(g: Syntax<'_>, head: usize, from: usize) -> usize {
    let mut at = head;
    while at > from && head - at < 4 && g.is_lower(at - 1) && !g.is_possessive(at - 1) && !closed(g, at - 1) {
        let word = at - 1;
        let adjective =
            g.any_tags(word).contains(Tag::JJ) && !g.any_tags(word).intersects(TagSet::of(&[Tag::VBZ, Tag::VBD, Tag::VBP, Tag::VBG, Tag::DT, Tag::IN]));
        let graded = g.is(word, &["very", "more", "most"]) && at < head;
        let noun = g.any_tags(word).within(TagSet::of(&[Tag::NN]));
        if !(adjective || graded || noun) {
            break;
        }
        at = word;
    }
    at
}

/// Words that have or replace an article, and words that are no part of a noun phrase.
fn closed(g: Syntax<'_>, at: usize) -> bool {
    g.has(at, Facts::DETERMINER.or(Facts::NUMBERED).or(Facts::PLURAL_QUANTITY).or(Facts::PREPOSITION).or(Facts::BETWEEN).or(Facts::NO))
        || g.is(at, &["other", "such", "all", "no", "one", "last", "next", "same", "own", "enough", "less", "half", "little", "far"])
}

fn bare_noun(g: Syntax<'_>, head: usize) -> Option<Bare> {
    if !g.is_lower(head) || g.is_possessive(head) {
        return None;
    }
    let sentence = g.sentence(head);
    let strict = g.has(head, Facts::COUNT);
    if !strict && g.has(head, Facts::MASS.or(Facts::MASS_OR_COUNT)) || !phrase_ends(g, head, &sentence) {
        return None;
    }
    let start = start_of_phrase(g, head, sentence.start);
    if paired(g, start, head, &sentence) || g.token(start).markup_before() {
        return None;
    }
    let described = start < head && (start..head).any(|at| g.is(at, SIZES)) && !g.has(head, Facts::BARE);
    let bare = |with_governor: bool, confidence: f32| Some(Bare { start, with_governor, confidence });
    let before = start.checked_sub(1).filter(|at| *at >= sentence.start)?;
    if g.is_mark(before) {
        return None;
    }
    if g.is(before, &["such"]) && start == head {
        let earlier = before.checked_sub(1).filter(|at| *at >= sentence.start);
        let excused = earlier.is_some_and(|at| {
            g.has(at, Facts::DETERMINER.or(Facts::NUMBERED).or(Facts::PLURAL_QUANTITY).or(Facts::NO))
                || g.must(at, TagSet::of(&[Tag::CD]))
                || g.is(at, &["first", "only", "all", "one", "other", "most", "next", "last"])
        });
        return if excused { None } else { bare(true, 0.82) };
    }
    if g.has(before, Facts::BE) {
        return predicate(g, before, start, head, strict || described, &sentence).and_then(|confidence| bare(false, confidence));
    }
    if g.has(head, Facts::ROLE) {
        return None;
    }
    if g.is(before, STRONG) {
        let infinitive = g.has(before, Facts::TO) && g.any_tags(start).contains(Tag::VB);
        let somebody_of = g.has(before, Facts::OF) && before > sentence.start && acts_on_things(g, before - 1);
        let weak = g.is(before, WEAK) && (!strict || !(described && !g.has(head, Facts::PERSON) || somebody_of));
        if infinitive || weak || !(strict || described) || phrase(g.form(before), g.form(head), "bare") || (start..head).any(|at| set_adjective(g.form(at))) {
            return None;
        }
        // "type of car", "on short notice": the noun before decides.
        return bare(true, if strict { 0.78 } else { 0.65 });
    }
    if (strict || described || g.has(before, Facts::LIGHT) && (start == head || !g.has(head, Facts::BARE)))
        && governs(g, before, &sentence)
        && !phrase(g.form(before), g.form(head), "object")
    {
        let sure = strict && start == head || described && g.has(before, Facts::LIGHT);
        return bare(true, if sure { 0.75 } else { 0.6 });
    }
    None
}

/// `Opponent was strong.`, `It rained, but team showed character.`: a clause begins with a bare noun and its verb.
fn bare_subject(g: Syntax<'_>, head: usize, sink: &mut Sink<'_>) {
    let sentence = g.sentence(head);
    let verb = head + 1;
    let only_noun = g.any_tags(head).within(TagSet::of(&[Tag::NN])) && !g.has(head, Facts::ROLE.or(Facts::BARE)) && !g.is_possessive(head);
    if !only_noun || sentence.len() < 5 || verb >= sentence.end || !g.is(sentence.end - 1, &["."]) || !g.is_lower(verb) {
        return;
    }
    let plain_verb = g.has(verb, Facts::BE.or(Facts::MODAL))
        || g.is(verb, &["has", "had", "did"])
        || g.any_tags(verb).within(TagSet::of(&[Tag::VBD]))
        || g.any_tags(verb).within(TagSet::of(&[Tag::VBZ]))
        // "Court sentenced a man", not "Man sentenced in May" or "Photo taken a day ago".
        || g.any_tags(verb).within(TagSet::of(&[Tag::VBD, Tag::VBN]))
            && !(verb + 1..(verb + 5).min(sentence.end)).any(|at| g.is(at, &["ago"]))
            && (g.has(verb + 1, Facts::DETERMINER.or(Facts::ARTICLE_A).or(Facts::ARTICLE_THE).or(Facts::OBJECT).or(Facts::COUNT)) || g.is(verb + 1, SIZES));
    // An adjective may open the sentence: "New law comes into force."
    let start = if head == sentence.start + 1 && g.is(sentence.start, SIZES) { sentence.start } else { head };
    let opens = start == sentence.start && g.token(start).case == Case::Capitalized;
    let joined = start > sentence.start && g.is_lower(head) && g.is(start - 1, &[",", "but", "because", "although", "whereas"]);
    if !plain_verb || !(opens || joined) || g.token(start).markup_before() {
        return;
    }
    let article = if opens { "The" } else { "the" };
    let phrase = crate::text::fold::fold(g.slice(start, head)).into_owned();
    let finding = sink.flag(g.span(start, head), format!("\"{}\" has no article", g.slice(start, head)));
    finding.because(format!("\"{}\" is counted and singular, and the subject of \"{}\"", g.form(head), g.form(verb)));
    finding.confidence(0.65).suggest(format!("{article} {phrase}"));
}

/// `is example of`, `it was big mistake`.
fn predicate(g: Syntax<'_>, be: usize, start: usize, head: usize, sure: bool, sentence: &std::ops::Range<usize>) -> Option<f32> {
    let subject = be.checked_sub(1).filter(|at| *at >= sentence.start)?;
    if g.has(head, Facts::ROLE) || g.has(be + 1, Facts::NEGATED) || sentence.clone().rev().take(1).any(|at| g.is(at, &["?"])) {
        return None;
    }
    let stands_for = g.is(subject, &["this", "it", "which", "that", "he", "she"]);
    if g.is(head + 1, &["of"]) && start == head && (g.can(subject, TagSet::NOUN) || stands_for) && !g.has(head, Facts::MASS_OR_COUNT) {
        return Some(0.72);
    }
    (stands_for && sure && !g.has(head, Facts::BARE) && !(start..head).any(|at| set_adjective(g.form(at)))).then_some(if start < head { 0.68 } else { 0.75 })
}

/// Whether the word is somebody who does something with one thing: `the driver of the bus`, `owners of the flat`.
fn acts_on_things(g: Syntax<'_>, at: usize) -> bool {
    const ACTORS: &[&str] = &[
        "administrator",
        "author",
        "builder",
        "buyer",
        "citizen",
        "coach",
        "creator",
        "customer",
        "defender",
        "designer",
        "developer",
        "director",
        "driver",
        "editor",
        "employee",
        "founder",
        "guest",
        "holder",
        "host",
        "inhabitant",
        "initiator",
        "inspector",
        "manager",
        "operator",
        "organiser",
        "organizer",
        "owner",
        "participant",
        "passenger",
        "pilot",
        "president",
        "producer",
        "representative",
        "resident",
        "seller",
        "spokesman",
        "spokeswoman",
        "supporter",
        "user",
        "victim",
        "visitor",
        "winner",
        "witness",
        "worker",
        "writer",
    ];
    let form = g.form(at);
    ACTORS.contains(&form) || form.strip_suffix('s').is_some_and(|form| ACTORS.contains(&form))
}

/// Adjectives whose phrases stand bare: `in private session`, `on national television`.
fn set_adjective(form: &str) -> bool {
    matches!(
        form,
        "public"
            | "private"
            | "national"
            | "full"
            | "joint"
            | "mass"
            | "high"
            | "open"
            | "common"
            | "standard"
            | "normal"
            | "top"
            | "live"
            | "direct"
            | "human"
            | "daily"
            | "late"
            | "early"
            | "mid"
            | "legal"
            | "local"
            | "official"
            | "regular"
            | "first"
            | "second"
            | "third"
            | "final"
            | "part"
            | "record"
            | "due"
    )
}

/// Whether the word is a verb here whose object could begin after it.
fn governs(g: Syntax<'_>, verb: usize, sentence: &std::ops::Range<usize>) -> bool {
    let tags = g.tags(verb);
    // Verbs that are followed by what somebody or something becomes or is: "turned rebel", "stood firm", "fell victim".
    if g.is(
        verb,
        &[
            "turned",
            "turn",
            "stood",
            "stand",
            "fallen",
            "fell",
            "fall",
            "named",
            "called",
            "elected",
            "appointed",
            "played",
            "play",
            "plays",
            "playing",
            "feels",
            "be",
            "been",
            "being",
            "laid",
            "lay",
        ],
    ) || g.has(verb, Facts::DO.or(Facts::MODAL))
        || g.has(verb, Facts::HAVE) && g.any_tags(verb + 1).contains(Tag::VBN)
    {
        return false;
    }
    if !g.is_lower(verb)
        || !tags.within(TagSet::of(&[Tag::VB, Tag::VBD, Tag::VBZ, Tag::VBN, Tag::VBG]))
        || g.has(verb, Facts::BE.or(Facts::NO_PASSIVE)) && !g.has(verb, Facts::LIGHT)
    {
        return false;
    }
    let passive = verb > sentence.start
        && (g.has(verb - 1, Facts::BE) && !g.must(verb, TagSet::of(&[Tag::VBG])) || g.is(verb - 1, &["be", "been", "being", "get", "got"]));
    !passive && verb_in_place(g, verb, sentence.start)
}

/// Whether the noun phrase ends with this noun for sure.
fn phrase_ends(g: Syntax<'_>, head: usize, sentence: &std::ops::Range<usize>) -> bool {
    let next = head + 1;
    if next >= sentence.end {
        return true;
    }
    if g.is(next, &[".", ",", ";", "!", "?", ":"]) {
        return true;
    }
    let closed = g.has(next, Facts::PREPOSITION.or(Facts::TO).or(Facts::THAT).or(Facts::BE).or(Facts::MODAL).or(Facts::HAVE))
        || g.is(
            next,
            &["which", "who", "where", "when", "because", "before", "after", "while", "until", "than", "now", "today", "yesterday", "here", "there", "since"],
        );
    closed && !g.is(next, &["per"])
}

/// `from door to door`, `between teacher and pupil`, `step by step`, `husband and wife`.
fn paired(g: Syntax<'_>, start: usize, head: usize, sentence: &std::ops::Range<usize>) -> bool {
    let form = g.form(head);
    let near = start.saturating_sub(4).max(sentence.start)..(head + 4).min(sentence.end);
    near.clone().any(|at| at != head && g.form(at) == form)
        || near.clone().any(|at| {
            g.is(
                at,
                &[
                    "and",
                    "or",
                    "nor",
                    "&",
                    "versus",
                    "vs",
                    "rather",
                    "between",
                    "as",
                    "no",
                    "any",
                    "like",
                    "what",
                    "which",
                    "whatever",
                    "whichever",
                    "neither",
                    "either",
                ],
            ) && (at + 1 == start || at == head + 1 || at + 2 == start)
        })
        || (start >= sentence.start + 2 && g.is(start - 1, &["to"]) && (sentence.start..start - 1).rev().take(4).any(|at| g.is(at, &["from"])))
        || (g.is(start.wrapping_sub(1), &["from"]) && (head + 1..(head + 4).min(sentence.end)).any(|at| g.is(at, &["to"])))
        || (g.is(start.wrapping_sub(1), &["without"]) && g.is(head + 1, &[".", ","]))
}

fn flag_noun(g: Syntax<'_>, head: usize, found: Bare, sink: &mut Sink<'_>) {
    let Bare { start, with_governor, confidence } = found;
    let first = if with_governor { start - 1 } else { start };
    let noun = g.form(head);
    let article = article_for(g.form(start));
    let finding = sink.flag(g.span(first, head), format!("\"{}\" has no article", g.slice(first, head)));
    finding.because(format!("\"{noun}\" is counted and singular, and neither an article nor a possessive stands before it")).confidence(confidence);
    if !with_governor {
        finding.suggest(format!("{article} {}", g.slice(start, head)));
    } else if g.is(first, &["such"]) {
        finding.suggest(format!("such {article} {}", g.slice(start, head)));
    } else {
        finding.suggest(format!("{} {article} {}", g.slice(first, first), g.slice(start, head)));
        finding.suggest(format!("{} the {}", g.slice(first, first), g.slice(start, head)));
    }
}

pub(super) fn article_for(form: &str) -> &'static str {
    if super::a_an::takes_an(form).unwrap_or_else(|| form.starts_with(['a', 'e', 'i', 'o', 'u'])) { "an" } else { "a" }
}

/// Whether the word before lets this be a verb with an object, not an adjective (`the adopted plan`, `an incoming call`).
fn verb_in_place(g: Syntax<'_>, verb: usize, start: usize) -> bool {
    let Some(before) = verb.checked_sub(1).filter(|at| *at >= start) else { return false };
    if g.any_tags(verb).contains(Tag::VBG) {
        return g.has(before, Facts::PREPOSITION.or(Facts::BE));
    }
    if g.any_tags(verb).contains(Tag::VBN) {
        return g.has(before, Facts::SUBJECT.or(Facts::HAVE).or(Facts::BETWEEN))
            || g.is(before, &["who", "which", "it", "also", "you"]) && g.is_lower(before)
            || (g.can(before, TagSet::NOUN) && !g.is_possessive(before) && !g.is(before, &["first", "second", "real", "one"]));
    }
    !g.has(before, Facts::DETERMINER) && !g.must(before, TagSet::ADJECTIVE)
}

/// `took active part`.
fn active_part(g: Syntax<'_>, part: usize, sentence: &std::ops::Range<usize>, sink: &mut Sink<'_>) {
    if part < sentence.start + 2 {
        return;
    }
    if g.is(part, &["part"])
        && g.is(part - 2, &["take", "takes", "took", "taken", "taking"])
        && g.any_tags(part - 1).contains(Tag::JJ)
        && !g.has(part - 1, Facts::DETERMINER)
        && !g.is(part - 1, &["own", "no", "that", "full"])
    {
        let article = article_for(g.form(part - 1));
        let finding = sink.flag(g.span(part - 2, part), format!("\"{}\" has no article", g.slice(part - 2, part)));
        finding.because("\"take part\" stands bare, but not with an adjective").confidence(0.9).suggest(format!(
            "{} {article} {}",
            g.slice(part - 2, part - 2),
            g.slice(part - 1, part)
        ));
    }
}

/// `in UK`, `in Soviet Union`: a name that takes `the`, after a preposition and before the end of its phrase.
fn bare_name(g: Syntax<'_>, first: usize, last: usize, sure: f32, sink: &mut Sink<'_>) {
    let sentence = g.sentence(first);
    if first == sentence.start || g.is_possessive(last) || !g.is_capitalized(first) {
        return;
    }
    // "us" and "who" are words; only the acronyms are names.
    if first == last && g.form(first).len() <= 3 && !g.slice(first, first).chars().all(|c| c.is_uppercase() || c == '.') {
        return;
    }
    let (before, next) = (first - 1, last + 1);
    let ended = next >= sentence.end
        || g.is(next, &[".", ",", ";", "?", "!", "and", "or"])
        || g.has(next, Facts::PREPOSITION.or(Facts::TO).or(Facts::BE).or(Facts::HAVE).or(Facts::MODAL).or(Facts::THAT).or(Facts::WH).or(Facts::SUBORDINATOR));
    if !ended || (g.is(next, &["and", "or", ","]) && attributive_pair(g, last, &sentence)) {
        return;
    }
    let after_preposition = g.has(before, Facts::PREPOSITION) || g.has(before, Facts::TO);
    let in_list = g.is(before, &[","]) && first >= sentence.start + 2 && g.has(first - 2, Facts::PLACE) && (g.is(next, &[","]) || g.is(next, &["and"]));
    if !after_preposition && !in_list {
        return;
    }
    let start = if in_list { first } else { before };
    let name = g.slice(first, last);
    let finding = sink.flag(g.span(start, last), format!("\"{name}\" takes \"the\""));
    finding.because("this name is used with the definite article").confidence(if in_list { 0.55 } else { sure });
    finding.suggest(if in_list { format!("the {name}") } else { format!("{} the {name}", g.slice(before, before)) });
}

/// `between US and Russian troops`: the name belongs to a noun further on.
fn attributive_pair(g: Syntax<'_>, at: usize, sentence: &std::ops::Range<usize>) -> bool {
    let next = at + 2;
    let adjective = next < sentence.end && (g.any_tags(next).intersects(TagSet::ADJECTIVE) || g.can(next, TagSet::COMMON_NOUN));
    let name_then_noun =
        next + 1 < sentence.end && g.is_capitalized(next) && g.is_word(next + 1) && g.can(next + 1, TagSet::COMMON_NOUN.union(TagSet::ADJECTIVE));
    name_then_noun || adjective && !g.has(next, Facts::PLACE.or(Facts::DETERMINER))
}

/// What single words show: `one of most`, `as result`, `lot of`, `in same way`, `for first time`, `with help of`.
fn words(g: Syntax<'_>, at: usize, sink: &mut Sink<'_>) {
    let sentence = &g.sentence(at);
    active_part(g, at, sentence, sink);
    let Some(before) = at.checked_sub(1).filter(|before| *before >= sentence.start) else { return };
    let pair = |first: &[&str], second: &[&str]| g.is(before, first) && g.is(at, second);
    if g.is_capitalized(at) && g.is_capitalized(before) {
        if phrase(g.form(before), g.form(at), "the-name") {
            bare_name(g, before, at, 0.75, sink);
        }
        return;
    }
    if !g.is_lower(at) {
        return;
    }
    let found = if g.is(before, &["of"]) && at >= sentence.start + 2 && g.is(at - 2, &["one"]) && g.is(at, PICKED) && g.is_word(at + 1) {
        Some((at, "\"one of\" picks from a definite group", "the", 0.88))
    } else if pair(
        &["as"],
        &["result", "consequence", "whole", "rule", "sign", "gift", "reminder", "token", "matter", "alternative", "symbol", "precaution", "example"],
    ) && !g.is(at, &["rule", "matter", "example"]) | (g.ends(at + 1, sentence) || g.is(at + 1, &["of"]))
        && !g.continues_phrase(at + 1)
    {
        Some((before, "after \"as\" this noun takes \"a\"", "a", 0.8))
    } else if g.is(at, &["number", "variety", "series", "range", "lot"]) && g.is(at + 1, &["of"]) && quantity_start(g, at, sentence).is_some() {
        let start = quantity_start(g, at, sentence).unwrap_or(at);
        Some((start, "a quantity of this form begins with \"a\"", "a", if start == at { 0.7 } else { 0.75 }))
    } else if pair(&["long"], &["time"])
        && at >= sentence.start + 2
        && (g.is(at - 2, &["for", "since", "after"]) && phrase_ends(g, at, sentence)
            || g.is(at + 1, &["ago"]) && g.is_word(at - 2) && !g.is(at - 2, &["a", "not", "very"]))
    {
        Some((before, "the phrase is \"a long time\"", "a", 0.85))
    } else if g.is(at, UNIQUE)
        && g.is(before, &["in", "on", "of", "around", "throughout", "over", "across", "from", "through", "into"])
        && phrase_ends(g, at, sentence)
        && !paired(g, at, at, sentence)
        && (!g.is(before, &["of", "from"]) || g.is(at, &["world", "internet", "universe", "planet"]))
    {
        Some((at, "there is only one, so it takes \"the\"", "the", 0.72))
    } else if g.is(at, &["lot", "bit", "couple"])
        && g.is(at + 1, &["of"])
        && !g.has(before, Facts::DETERMINER.or(Facts::NUMBERED))
        && !g.is(
            before,
            &[
                "whole", "little", "one", "good", "large", "entire", "odd", "awful", "fair", "tiny", "first", "same", "new", "old", "young", "married", "next",
                "last", "job", "big", "single", "small", "other", "power", "parking", "second", "nice",
            ],
        )
        && !g.has(before, Facts::PERSON)
        && !g.is_possessive(before)
        && !g.is_mark(before)
    {
        Some((at, "a quantity of this form begins with \"a\"", "a", 0.8))
    } else if g.is(at, &["same"])
        && (g.has(before, Facts::PREPOSITION.or(Facts::BE)) || g.has(before, Facts::TO))
        && g.can(at + 1, TagSet::NOUN)
        && !g.is(at + 1, &["sex", "day", "store", "thing"])
    {
        Some((at, "\"same\" takes \"the\"", "the", 0.8))
    } else if pair(&["for"], &["first", "second", "third", "last"]) && g.is(at + 1, &["time"]) {
        Some((at, "the phrase is \"for the first time\"", "the", 0.85))
    } else if pair(&["in", "over", "during", "for"], &["last", "past", "next"])
        && (g.is(at + 1, &["years", "months", "decades", "weeks", "days"]) && !g.is(at, &["past"])
            || g.must(at + 1, TagSet::of(&[Tag::CD])) && g.is(at + 2, &["years", "months", "decades", "weeks", "days", "hours"]))
    {
        Some((at, "a period counted from now takes \"the\"", "the", 0.8))
    } else if pair(&["in", "from"], &["past"]) && g.ends(at + 1, sentence) {
        Some((at, "\"the past\" takes its article", "the", 0.8))
    } else if g.is(at, &["fact"]) && g.is(at + 1, &["that"]) && (g.has(before, Facts::PREPOSITION) || g.has(before, Facts::TO)) && !g.is(before, &["in"]) {
        Some((at, "\"the fact that\" takes its article", "the", 0.82))
    } else if g.is(at + 1, &["of"])
        && g.is_word(at + 2)
        && phrase(g.form(before), g.form(at), "the-of")
        && !g.is(at + 2, &["which", "whom"])
        && !(at >= sentence.start + 2 && g.is(at - 2, &["up", "prior", "according", "end", "day"]))
    {
        Some((at, "before \"of\" this phrase takes \"the\"", "the", 0.75))
    } else if g.any_tags(at).within(TagSet::of(&[Tag::JJS]))
        && g.is(before, &["in", "of", "by", "from", "is", "was", "with", "became", "become"])
        && g.must(at + 1, TagSet::of(&[Tag::NN]))
        && g.is_lower(at + 1)
    {
        Some((at, "a superlative before a noun takes \"the\"", "the", 0.75))
    } else {
        None
    };
    if let Some((first, reason, article, confidence)) = found {
        let finding = sink.flag(g.span(first, at), format!("\"{}\" has no article", g.slice(before, at)));
        finding.because(reason).confidence(confidence);
        finding.suggest(if first == at {
            format!("{article} {}", g.slice(at, at))
        } else {
            format!("{} {article} {}", g.slice(first, first), g.slice(at, at))
        });
    }
}

/// Things of which there is one.
const UNIQUE: &[&str] = &["world", "internet", "universe", "planet", "countryside", "sky", "afternoon", "evening", "morning", "economy", "weekend"];

/// Where `large number of` begins if no article stands before it and it opens a noun phrase.
fn quantity_start(g: Syntax<'_>, noun: usize, sentence: &std::ops::Range<usize>) -> Option<usize> {
    let start = if noun > sentence.start
        && g.is(
            noun - 1,
            &[
                "large",
                "small",
                "growing",
                "huge",
                "significant",
                "limited",
                "considerable",
                "certain",
                "great",
                "wide",
                "whole",
                "vast",
                "high",
                "sufficient",
                "long",
                "big",
            ],
        ) {
        noun - 1
    } else {
        noun
    };
    let before = start.checked_sub(1).filter(|at| *at >= sentence.start)?;
    // A bare noun can be the object of "in number of": too many set phrases.
    let opens = if start == noun {
        g.is(before, &["and", "but", "that", "because", ",", "although", "while"]) && !g.is(before, &["that"])
    } else {
        g.has(before, Facts::PREPOSITION.or(Facts::BE).or(Facts::HAVE).or(Facts::TO)) || g.is(before, &["and", "but", ","]) || g.must(before, TagSet::VERB)
    };
    let verb = g.is(before, &[","]) || !g.is(noun, &["range"]);
    let parallel = g.is(before, &["and", ","]) && start == noun && (sentence.start..start).any(|at| g.has(at, Facts::DETERMINER) && start - at < 6);
    (opens && verb && !parallel && !g.is(noun, &["series"]) | (start < noun)).then_some(start)
}

/// What `one of` picks: superlatives and words like them.
const PICKED: &[&str] =
    &["most", "best", "largest", "biggest", "main", "key", "leading", "worst", "oldest", "greatest", "richest", "strongest", "highest", "first", "few"];
