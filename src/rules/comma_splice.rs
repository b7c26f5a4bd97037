//! Two sentences joined by a comma.

use super::{Context, Sink, rule};
use crate::evidence::grammar::Syntax;
use crate::knowledge::grammar::Facts;
use crate::knowledge::tags::TagSet;

rule! {
    /// A comma joins two sentences.
    ///
    /// Russian and Chinese do this freely; English wants a semicolon, a full stop or a conjunction. Judged where the
    /// second part begins with `that's why`, `therefore` and the like, or where both parts are plain statements that
    /// begin with a pronoun. Questions with `isn't it`, `I think` at the end and quotations are left alone.
    ///
    /// ```flag
    /// It rained all day⟦, that's why⟧ we left. The road was closed⟦, therefore⟧ they walked.
    /// ```
    /// ```flag
    /// We have a plan for this⟦, we⟧ will carry it out. Nobody knew.
    /// ```
    /// ```pass
    /// If it rains, therefore, we leave. It is late, I think. She knows it, doesn't she? He came, and we left. When he
    /// came, we left. He said he was tired, we were told.
    /// ```
    "comma-splice", TypographyPunctuation, Minor, 0.8,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let g = Syntax::of(cx.evidence);
    let mut judged = None;
    for comma in g.with(Facts::COMMA) {
        let sentence = g.sentence(comma);
        if comma < sentence.start + 3 || judged == Some(sentence.start) {
            continue;
        }
        if let Some((last, confidence, reason)) = splice(g, comma, &sentence) {
            // One finding a sentence: the others hang on it.
            judged = Some(sentence.start);
            let finding = sink.flag(g.span(comma, last), "a comma joins two sentences");
            finding.because(reason).confidence(confidence).suggest(format!("; {}", g.slice(comma + 1, last)));
        }
    }
}

fn splice(g: Syntax<'_>, comma: usize, sentence: &std::ops::Range<usize>) -> Option<(usize, f32, &'static str)> {
    let next = comma + 1;
    if next + 1 >= sentence.end || !g.is_word(next) || g.is_mark(comma - 1) && !(g.is(comma - 1, &["”"]) && g.is(next, &["therefore"])) {
        return None;
    }
    if g.is(next, &["that's", "that"]) {
        let last = if g.is(next, &["that's"]) && g.is(next + 1, &["why"]) {
            next + 1
        } else if g.is(next + 1, &["is"]) && g.is(next + 2, &["why"]) {
            next + 2
        } else {
            return None;
        };
        return main_clause(g, sentence.start..comma).then_some((last, 0.85, "\"that is why\" begins a sentence of its own"));
    }
    if g.is(next, &["therefore", "however", "nevertheless", "nonetheless", "consequently", "moreover", "furthermore", "otherwise", "hence"]) {
        let subject = next + 1;
        let begins = g.has(subject, Facts::SUBJECT.or(Facts::DETERMINER).or(Facts::THERE).or(Facts::TIED).or(Facts::NUMBERED))
            || g.is(subject, &["it", "you", "“", "\""])
            || (g.is_capitalized(subject) && g.is(next, &["therefore", "however"]));
        let finite = (subject..(subject + 8).min(sentence.end)).any(|at| g.can_be_finite(at));
        let again = g.is(next, &["however", "otherwise"]) && (subject..sentence.end).take(3).any(|at| g.is(at, &[","]));
        return (begins && finite && !again && main_clause(g, sentence.start..comma)).then_some((next, 0.8, "this word begins a sentence of its own"));
    }
    pronoun_splice(g, comma, sentence)
}

/// Whether the range is a statement that can stand alone: it has a verb and nothing that makes it depend on another.
fn main_clause(g: Syntax<'_>, range: std::ops::Range<usize>) -> bool {
    let depends = g.has(range.start, Facts::SUBORDINATOR.or(Facts::WH))
        || g.is(
            range.start,
            &[
                "given",
                "had",
                "were",
                "should",
                "in",
                "having",
                "even",
                "despite",
                "due",
                "considering",
                "assuming",
                "provided",
                "no",
                "only",
                "not",
                "the",
                "to",
            ],
        ) && !g.is(range.start, &["the", "no", "not", "in"]);
    let from = range.clone().rev().find(|at| g.is(*at, &[",", ";", ":", "—", "–"])).map_or(range.start, |at| at + 1);
    !depends && range.clone().any(|at| g.can_be_finite(at)) && !g.has(from, Facts::SUBORDINATOR)
}

/// `We have a plan, we will carry it out`.
fn pronoun_splice(g: Syntax<'_>, comma: usize, sentence: &std::ops::Range<usize>) -> Option<(usize, f32, &'static str)> {
    let next = comma + 1;
    let starts = |at: usize| {
        g.has(at, Facts::SUBJECT)
            || (g.has(at, Facts::TIED) && !g.is(at, &["who's", "what's", "let's", "who'd", "who'll", "who've", "who're"]))
            || g.is(at, &["it", "this"])
    };
    if !starts(sentence.start) || !starts(next) {
        return None;
    }
    let first_finite = g.has(sentence.start, Facts::TIED) || g.must_be_finite(sentence.start + 1) || g.must_be_finite(sentence.start + 2);
    let second_finite = g.has(next, Facts::TIED) || g.must_be_finite(next + 1) || (g.has(next + 1, Facts::BETWEEN) && g.must_be_finite(next + 2));
    let free = (sentence.start..next).all(|at| {
        !g.has(at, Facts::WH.or(Facts::THAT).or(Facts::SUBORDINATOR).or(Facts::CONJUNCTION).or(Facts::SPEECH))
            && !g.is(at, &["\"", "“", "”", "–", "—", ":", "(", "more", "so", "the"])
            || g.is(at, &["the"]) && !g.is(at + 1, &["more"])
    });
    // A clause of thinking or speaking may hang on anything: ", he said", ", we hope".
    let tag =
        (next..(next + 5).min(sentence.end)).any(|at| g.has(at, Facts::SPEECH)) || sentence.end.saturating_sub(next) < 4 || g.is(sentence.end - 1, &["?"]);
    let only_comma = sentence.clone().filter(|at| g.is(*at, &[","])).count() == 1;
    let adverbs = (next..sentence.end).any(|at| g.is(at, &["”", "\""]));
    let second_word = g.any_tags(sentence.start + 1);
    (first_finite && second_finite && free && !tag && only_comma && !adverbs && second_word.intersects(TagSet::FINITE_VERB.union(TagSet::ADVERB))
        || first_finite && g.has(sentence.start, Facts::TIED) && second_finite && free && !tag && only_comma && !adverbs)
        .then_some((next, 0.45, "both parts are sentences of their own"))
}
