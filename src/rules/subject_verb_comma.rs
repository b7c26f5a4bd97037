//! A comma between the subject and its verb.

use super::{Context, Sink, rule};
use crate::evidence::grammar::Syntax;
use crate::knowledge::grammar::Facts;
use crate::knowledge::tags::{Tag, TagSet};

rule! {
    /// A comma stands between the subject and its verb.
    ///
    /// Russian and German close a relative clause with a comma, Chinese pauses after a long subject. A pair of commas
    /// that encloses something, an inverted `said` and a list are left alone.
    ///
    /// ```flag
    /// The head of the region⟦, is⟧ in town. Those who saw the film⟦, are⟧ happy.
    /// ```
    /// ```flag
    /// How fast it goes⟦, depends⟧ on the road. It rained.
    /// ```
    /// ```pass
    /// The head of the region, a doctor, is in town. In the north, is there snow? The plan is good, said the head.
    /// ```
    "subject-verb-comma", TypographyPunctuation, Minor, 0.82,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let g = Syntax::of(cx.evidence);
    let mut seen = None;
    for comma in g.with(Facts::COMMA) {
        let sentence = g.sentence(comma);
        let first = seen.replace(sentence.start) != Some(sentence.start) && !(sentence.start..comma).any(|at| g.is_mark(at));
        if first && comma > sentence.start + 1 && comma + 1 < sentence.end {
            if let Some((reason, confidence)) = judged(g, comma, &sentence) {
                report(g, comma, reason, confidence, sink);
                continue;
            }
            those_who(g, &sentence, sink);
        }
        if depends(g, comma, &sentence) {
            report(g, comma, "a clause is the subject", 0.85, sink);
        }
    }
}

fn report(g: Syntax<'_>, comma: usize, reason: &str, confidence: f32, sink: &mut Sink<'_>) {
    let finding = sink.flag(g.span(comma, comma + 1), format!("a comma before \"{}\" parts the subject from its verb", g.slice(comma + 1, comma + 1)));
    finding.because(reason).confidence(confidence).suggest(format!(" {}", g.slice(comma + 1, comma + 1)));
}

/// `how it will be, depends on`.
fn depends(g: Syntax<'_>, comma: usize, sentence: &std::ops::Range<usize>) -> bool {
    if !g.is(comma + 1, &["depends", "depend", "depended"]) {
        return false;
    }
    let asked = (sentence.start..comma).rev().take(10).take_while(|at| !g.is_mark(*at)).find(|at| g.has(*at, Facts::WH) || g.is(*at, &["whether"]));
    asked.is_some_and(|at| (at..comma).any(|w| g.can_be_finite(w)) && (at == sentence.start || g.is_mark(at - 1) || g.has(at - 1, Facts::CONJUNCTION)))
}

fn verb_after(g: Syntax<'_>, comma: usize) -> bool {
    let verb = comma + 1;
    let sure = g.has(verb, Facts::BE.or(Facts::HAVE).or(Facts::MODAL))
        || g.any_tags(verb).within(TagSet::of(&[Tag::VBZ]))
        || g.any_tags(verb).within(TagSet::of(&[Tag::VBD]));
    g.is_lower(verb) && sure && !g.has(verb, Facts::SPEECH) && !g.is(verb, &["had", "should", "were", "says", "may"])
}

fn judged(g: Syntax<'_>, comma: usize, sentence: &std::ops::Range<usize>) -> Option<(&'static str, f32)> {
    if !verb_after(g, comma) || g.is(sentence.end - 1, &["?"]) {
        return None;
    }
    // A second comma would close what the first one opened only if the verb stood after it; an inverted question or a
    // tag needs a verb before the comma.
    let start = sentence.start;
    let verb = (start..comma).find(|at| g.can_be_finite(*at));
    if g.has(start, Facts::WH) && g.is(start, &["how", "what", "whether", "who", "why", "where"]) {
        let inverted = g.has(start + 1, Facts::BE.or(Facts::DO).or(Facts::HAVE).or(Facts::MODAL));
        return (verb.is_some() && !inverted).then_some(("a clause is the subject", 0.8));
    }
    let opens = g.has(start, Facts::ARTICLE_THE.or(Facts::DETERMINER)) && !g.is(start, &["what", "which", "this", "that"]);
    let all_plain = (start..comma).all(|at| {
        let tags = g.any_tags(at);
        g.has(at, Facts::PREPOSITION.or(Facts::DETERMINER))
            || g.is(at, &["to", "and"])
            || tags.intersects(TagSet::NOUN.union(TagSet::ADJECTIVE))
            || g.is_capitalized(at)
            || g.must(at, TagSet::of(&[Tag::CD]))
    });
    let noun_last = g.can(comma - 1, TagSet::NOUN);
    let list = g.is(comma + 2, &["and"]) || (comma + 2..sentence.end).any(|at| g.is(at, &[","]) && g.is(at + 1, &["and"]));
    let time = g.is(comma - 1, &["time", "day", "week", "year", "month", "moment", "morning", "evening", "night"])
        || (start..comma).any(|at| g.is(at, &["moment", "time"]));
    (opens && verb.is_none() && all_plain && noun_last && !list && !time)
        .then_some(("no verb stands between the subject and the comma, and no second comma", 0.78))
}

/// `Those who feel their power, allow themselves`.
fn those_who(g: Syntax<'_>, sentence: &std::ops::Range<usize>, sink: &mut Sink<'_>) {
    let start = sentence.start;
    let head = (start..(start + 3).min(sentence.end)).find(|at| g.is(*at, &["those", "anyone", "everyone", "people", "everybody", "anybody"]));
    let Some(head) = head.filter(|head| g.is(head + 1, &["who"])) else { return };
    let Some(comma) = (head + 2..sentence.end).find(|at| g.is_mark(*at)) else { return };
    let verb = comma + 1;
    let finite = g.has(verb, Facts::BE.or(Facts::HAVE).or(Facts::MODAL)) || g.can(verb, TagSet::of(&[Tag::VBP, Tag::VBZ, Tag::VBD]));
    let more = (verb + 1..sentence.end).any(|at| g.is(at, &[","]));
    let addressed = g.is(sentence.end - 1, &["?"]) || g.is(verb + 1, &["us", "me", "you"]);
    let noun_verb = g.can(verb, TagSet::NOUN) && !(g.is(verb + 1, &["themselves", "it", "them"]) || g.has(verb + 1, Facts::DETERMINER));
    if addressed {
        return;
    }
    if g.is(comma, &[","]) && finite && g.is_lower(verb) && !noun_verb && !g.has(verb, Facts::SUBJECT) && (!more || g.has(verb, Facts::BE.or(Facts::MODAL)))
        || (g.is(comma, &[","]) && finite && g.is_lower(verb) && g.is(verb + 1, &["themselves", "himself"]))
    {
        report(g, comma, "the relative clause limits its noun and belongs to the subject", 0.82, sink);
    }
}
