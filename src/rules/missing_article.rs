//! A singular noun that can be counted stands without an article.

use super::{Context, Sink, rule};
use crate::evidence::grammar::Syntax;
use crate::knowledge::grammar::Facts;
use crate::knowledge::tags::{Tag, TagSet};

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
    /// ```pass
    /// The case went to court. He was elected as chairman in 2010, and no such plan exists. They go from door to door.
    /// UK officials met in UK territory. He works in car sales and in video production.
    /// ```
    "missing-article", GrammarArticle, Minor, 0.75,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let g = Syntax::of(cx.evidence);
    for at in g.with(Facts::COUNT) {
        if let Some(confidence) = bare_noun(g, at) {
            flag_noun(g, at, confidence, sink);
        }
    }
    for at in g.with(Facts::COUNTABLE) {
        if !g.has(at, Facts::MASS.or(Facts::MASS_OR_COUNT))
            && let Some(confidence) =
                bare_noun(g, at).filter(|_| g.is(at - 1, &["such"]) || !g.is(at - 1, STRONG) && g.has(start_of_phrase(g, at) - 1, Facts::BE))
        {
            flag_noun(g, at, confidence - 0.05, sink);
        }
    }
    light_verbs(g, sink);
    for at in g.with(Facts::THE_NAME) {
        bare_name(g, at, sink);
    }
    quantities(g, sink);
}

/// Prepositions and verbs before a bare noun; where the noun phrase without its article begins.
fn start_of_phrase(g: Syntax<'_>, head: usize) -> usize {
    let start = g.sentence(head).start;
    let mut at = head;
    while at > start
        && g.is_lower(at - 1)
        && g.must(at - 1, TagSet::of(&[Tag::JJ]))
        && !g.has(at - 1, Facts::DETERMINER.or(Facts::NUMBERED).or(Facts::PLURAL_QUANTITY))
    {
        at -= 1;
    }
    at
}

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
];

fn bare_noun(g: Syntax<'_>, head: usize) -> Option<f32> {
    if !g.is_lower(head) || g.is_possessive(head) {
        return None;
    }
    let sentence = g.sentence(head);
    let start = start_of_phrase(g, head);
    if start == sentence.start || !phrase_ends(g, head, &sentence) || paired(g, start, head, &sentence) {
        return None;
    }
    let before = start - 1;
    if g.is_mark(before) || g.token(start).markup_before() {
        return None;
    }
    if g.is(before, &["such"]) && start == head {
        let earlier = before.checked_sub(1).filter(|at| *at >= sentence.start);
        let excused = earlier.is_some_and(|at| {
            g.has(at, Facts::DETERMINER.or(Facts::NUMBERED).or(Facts::PLURAL_QUANTITY).or(Facts::NO))
                || g.must(at, TagSet::of(&[Tag::CD]))
                || g.is(at, &["first", "only", "all", "one", "other", "most", "next", "last"])
        });
        return (!excused).then_some(0.85);
    }
    if g.has(before, Facts::BE) && g.is(head + 1, &["of"]) && !g.has(head, Facts::ROLE) {
        let subject = before.checked_sub(1).filter(|at| *at >= sentence.start)?;
        return (g.can(subject, TagSet::NOUN) || g.is(subject, &["this", "it", "which", "that"])).then_some(0.75);
    }
    if !g.is(before, STRONG) || (g.has(before, Facts::TO) && g.can(start, TagSet::of(&[Tag::VB]))) {
        return None;
    }
    if set_phrase(g.form(before), g.form(head)) || g.has(head, Facts::ROLE) {
        return None;
    }
    Some(if start == head { 0.8 } else { 0.75 })
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

fn set_phrase(preposition: &str, noun: &str) -> bool {
    matches!(
        (preposition, noun),
        (
            "in",
            "person"
                | "part"
                | "place"
                | "case"
                | "session"
                | "office"
                | "dispute"
                | "question"
                | "parliament"
                | "winner"
                | "committee"
                | "chief"
                | "utero"
                | "orbit"
                | "bloom"
                | "progress"
                | "debt"
                | "draft"
                | "step"
                | "hospital"
                | "opposition"
                | "studio"
                | "congress"
                | "theatre"
                | "character"
                | "reply"
                | "dialogue"
                | "pencil"
                | "stereo"
        ) | (
            "on",
            "zone"
                | "offer"
                | "strike"
                | "message"
                | "video"
                | "film"
                | "campus"
                | "site"
                | "request"
                | "stage"
                | "platform"
                | "earth"
                | "board"
                | "screen"
                | "television"
                | "tour"
                | "radio"
                | "trip"
                | "step"
                | "plan"
                | "record"
                | "location"
                | "brand"
                | "pitch"
                | "parade"
                | "guitar"
                | "tv"
                | "deadline"
        ) | (
            "at",
            "zone"
                | "stake"
                | "school"
                | "university"
                | "college"
                | "sunset"
                | "room"
                | "issue"
                | "order"
                | "gunpoint"
                | "table"
                | "source"
                | "election"
                | "conference"
        ) | (
            "for",
            "example"
                | "instance"
                | "reason"
                | "election"
                | "president"
                | "governor"
                | "mayor"
                | "congress"
                | "senator"
                | "person"
                | "child"
                | "programme"
                | "parliament"
        ) | ("from", "memory" | "university" | "school" | "parliament" | "source" | "person" | "member" | "prison" | "coast" | "start")
            | (
                "to",
                "person"
                    | "university"
                    | "school"
                    | "order"
                    | "parliament"
                    | "court"
                    | "prison"
                    | "date"
                    | "victory"
                    | "member"
                    | "coast"
                    | "vote"
                    | "president"
            )
            | ("with", "reason" | "reference" | "regard" | "respect" | "child" | "order" | "president" | "member")
            | ("under", "way" | "attack" | "review" | "threat" | "siege" | "president" | "contract" | "protest" | "warranty")
            | (
                "without",
                "exception" | "question" | "reason" | "incident" | "warning" | "precedent" | "end" | "problem" | "member" | "mask" | "visa" | "trial"
            )
            | ("about", "face" | "person")
            | ("through", "university" | "school" | "college")
            | (
                _,
                "cabinet"
                    | "parliament"
                    | "congress"
                    | "mother"
                    | "father"
                    | "midfield"
                    | "god"
                    | "earth"
                    | "king"
                    | "queen"
                    | "prince"
                    | "princess"
                    | "emperor"
                    | "tsar"
                    | "sultan"
                    | "pope"
                    | "general"
            )
    )
}

fn flag_noun(g: Syntax<'_>, head: usize, confidence: f32, sink: &mut Sink<'_>) {
    let start = start_of_phrase(g, head);
    let first = if g.has(start - 1, Facts::BE) { start } else { start - 1 };
    let noun = g.form(head);
    let article = article_for(g.form(start));
    let finding = sink.flag(g.span(first, head), format!("\"{}\" has no article", g.slice(first, head)));
    finding.because(format!("\"{noun}\" is counted and singular, and neither an article nor a possessive stands before it")).confidence(confidence);
    if g.is(first, &["such"]) {
        finding.suggest(format!("such {article} {}", g.slice(start, head)));
    } else if first == start {
        finding.suggest(format!("{article} {}", g.slice(start, head)));
    } else {
        finding.suggest(format!("{} {article} {}", g.slice(first, first), g.slice(start, head)));
        finding.suggest(format!("{} the {}", g.slice(first, first), g.slice(start, head)));
    }
}

pub(super) fn article_for(form: &str) -> &'static str {
    if super::a_an::takes_an(form).unwrap_or_else(|| form.starts_with(['a', 'e', 'i', 'o', 'u'])) { "an" } else { "a" }
}

/// `launched operation against`: a verb in a sure verb form, a bare noun, and the end of its phrase.
fn light_verbs(g: Syntax<'_>, sink: &mut Sink<'_>) {
    for sentence in g.sentences() {
        for verb in sentence.clone() {
            if !g.has(verb, Facts::LIGHT) || !g.must(verb, TagSet::of(&[Tag::VB, Tag::VBD, Tag::VBZ, Tag::VBN, Tag::VBG])) || !g.is_lower(verb) {
                continue;
            }
            let mut head = verb + 1;
            while head < sentence.end
                && g.is_lower(head)
                && g.must(head, TagSet::of(&[Tag::JJ]))
                && !g.has(head, Facts::DETERMINER.or(Facts::NUMBERED).or(Facts::PLURAL_QUANTITY))
                && !g.is(head, &["such", "other"])
            {
                head += 1;
            }
            let counted = g.has(head, Facts::COUNT.or(Facts::COUNTABLE)) && !g.has(head, Facts::MASS.or(Facts::MASS_OR_COUNT).or(Facts::ROLE));
            let passive = verb > sentence.start && (g.has(verb - 1, Facts::BE) || g.is(verb - 1, &["be", "been", "being", "get", "got"]));
            if head >= sentence.end
                || !counted
                || passive
                || !g.is_lower(head)
                || g.is_possessive(head)
                || !phrase_ends(g, head, &sentence)
                || !can_be_only_noun(g, head)
                || paired(g, verb + 1, head, &sentence)
            {
                continue;
            }
            // "took active part" is a set phrase with an adjective in it.
            if !verb_in_place(g, verb, sentence.start) {
                continue;
            }
            if object_phrase(g.form(verb), g.form(head)) || g.must(verb, TagSet::of(&[Tag::VBG])) && g.has(verb.wrapping_sub(1), Facts::DETERMINER) {
                continue;
            }
            let article = article_for(g.form(verb + 1));
            let sure = if g.has(head, Facts::COUNT) { 0.75 } else { 0.55 };
            let finding = sink.flag(g.span(verb, head), format!("\"{}\" has no article", g.slice(verb, head)));
            finding.because(format!("\"{}\" is counted and singular, and neither an article nor a possessive stands before it", g.form(head))).confidence(sure);
            finding.suggest(format!("{} {article} {}", g.slice(verb, verb), g.slice(verb + 1, head)));
        }
    }
}

/// Whether the word before lets this be a verb with an object, not an adjective (`the adopted plan`, `an incoming call`).
fn verb_in_place(g: Syntax<'_>, verb: usize, start: usize) -> bool {
    let Some(before) = verb.checked_sub(1).filter(|at| *at >= start) else { return false };
    if g.any_tags(verb).contains(Tag::VBG) {
        return g.has(before, Facts::PREPOSITION.or(Facts::BE));
    }
    if g.any_tags(verb).contains(Tag::VBN) {
        return g.has(before, Facts::SUBJECT.or(Facts::HAVE).or(Facts::BETWEEN))
            || g.is(before, &["who", "which", "it", "also", "you"])
            || (g.can(before, TagSet::NOUN) && !g.is_possessive(before));
    }
    !g.has(before, Facts::DETERMINER) && !g.must(before, TagSet::ADJECTIVE)
}

fn can_be_only_noun(g: Syntax<'_>, at: usize) -> bool {
    !g.any_tags(at).intersects(TagSet::of(&[Tag::JJ, Tag::RB, Tag::IN, Tag::VBG, Tag::VBN, Tag::VBD])) || g.has(at, Facts::COUNT)
}

fn object_phrase(verb: &str, noun: &str) -> bool {
    matches!(
        noun,
        "part"
            | "place"
            | "way"
            | "rise"
            | "birth"
            | "effect"
            | "order"
            | "office"
            | "school"
            | "university"
            | "college"
            | "court"
            | "parliament"
            | "church"
            | "hand"
            | "fire"
            | "sense"
            | "use"
            | "war"
            | "home"
            | "work"
            | "time"
            | "power"
            | "permission"
            | "voice"
            | "control"
            | "course"
            | "class"
            | "service"
            | "shape"
            | "front"
            | "force"
            | "hope"
            | "line"
            | "ground"
            | "face"
            | "life"
            | "opposition"
            | "position"
            | "support"
            | "trouble"
            | "value"
            | "reason"
            | "question"
            | "priority"
            | "evidence"
            | "date"
            | "talk"
            | "credit"
            | "case"
            | "sight"
            | "possession"
            | "contact"
            | "need"
            | "access"
            | "record"
            | "note"
            | "notice"
    ) || matches!(
        (verb.as_bytes().first(), noun),
        (Some(b'p'), "guitar" | "host" | "chess" | "truant" | "ball" | "cat" | "hockey" | "catch")
            | (Some(b'm' | b'h'), "history" | "land" | "peace" | "contact" | "copy" | "fun")
            | (Some(b'g'), "birth" | "way" | "ear")
            | (Some(b'b'), "king" | "president" | "fatherland")
    )
}

/// `took active part`.
fn active_part(g: Syntax<'_>, sentence: &std::ops::Range<usize>, sink: &mut Sink<'_>) {
    for part in sentence.clone().skip(2) {
        if g.is(part, &["part"])
            && g.is(part - 2, &["take", "takes", "took", "taken", "taking"])
            && g.must(part - 1, TagSet::of(&[Tag::JJ]))
            && !g.is(part - 1, &["own"])
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
}

/// `in UK`: a name that takes `the`, after a preposition and before the end of its phrase.
fn bare_name(g: Syntax<'_>, at: usize, sink: &mut Sink<'_>) {
    let sentence = g.sentence(at);
    if at == sentence.start || g.is_possessive(at) || !g.is_capitalized(at) {
        return;
    }
    // "us" and "who" are words; only the acronyms are names.
    if g.form(at).len() <= 3 && !g.slice(at, at).chars().all(|c| c.is_uppercase() || c == '.') {
        return;
    }
    let (before, next) = (at - 1, at + 1);
    let ended = next >= sentence.end
        || g.is(next, &[".", ",", ";", "?", "!", "and", "or"])
        || g.has(next, Facts::PREPOSITION.or(Facts::TO).or(Facts::BE).or(Facts::HAVE).or(Facts::MODAL).or(Facts::THAT).or(Facts::WH).or(Facts::SUBORDINATOR));
    if !ended || (g.is(next, &["and", "or", ","]) && attributive_pair(g, at, &sentence)) {
        return;
    }
    let after_preposition = g.has(before, Facts::PREPOSITION) || g.has(before, Facts::TO);
    let in_list = g.is(before, &[","]) && at >= sentence.start + 2 && g.has(at - 2, Facts::PLACE) && (g.is(next, &[","]) || g.is(next, &["and"]));
    if !after_preposition && !in_list {
        return;
    }
    let first = if in_list { at } else { before };
    let name = g.slice(at, at);
    let finding = sink.flag(g.span(first, at), format!("\"{name}\" takes \"the\""));
    finding.because("this name is used with the definite article").confidence(if in_list { 0.55 } else { 0.7 });
    finding.suggest(if in_list { format!("the {name}") } else { format!("{} the {name}", g.slice(before, before)) });
}

/// `between US and Russian troops`: the name belongs to a noun further on.
fn attributive_pair(g: Syntax<'_>, at: usize, sentence: &std::ops::Range<usize>) -> bool {
    let next = at + 2;
    let adjective = next < sentence.end && (g.any_tags(next).intersects(TagSet::ADJECTIVE) || g.can(next, TagSet::COMMON_NOUN));
    let name_then_noun =
        next + 1 < sentence.end && g.is_capitalized(next) && g.is_word(next + 1) && g.can(next + 1, TagSet::COMMON_NOUN.union(TagSet::ADJECTIVE));
    !g.has(next, Facts::PLACE.or(Facts::DETERMINER)) && (adjective || name_then_noun) || name_then_noun
}

/// `one of most important`, `all of countries`.
fn quantities(g: Syntax<'_>, sink: &mut Sink<'_>) {
    for sentence in g.sentences() {
        active_part(g, &sentence, sink);
        for at in sentence.clone() {
            if !g.is(at, &["of"]) || at == sentence.start || at + 2 >= sentence.end || !g.is(at - 1, &["one", "some", "each"]) {
                continue;
            }
            let next = at + 1;
            let superlative = g.is(
                next,
                &[
                    "most",
                    "best",
                    "largest",
                    "biggest",
                    "main",
                    "key",
                    "leading",
                    "worst",
                    "oldest",
                    "greatest",
                    "richest",
                    "strongest",
                    "highest",
                    "first",
                    "few",
                ],
            ) && g.is_word(next + 1);
            if g.is(at - 1, &["one"]) && superlative {
                let word = g.slice(next, next);
                let finding = sink.flag(g.span(next, next), format!("\"one of {word}\" has no article"));
                finding.because("\"one of\" picks from a definite group").confidence(0.88).suggest(format!("the {word}"));
            }
        }
    }
}
