//! An office with `of` stands before the name of its holder.

use super::{Context, Sink, rule};
use crate::evidence::grammar::Syntax;
use crate::knowledge::grammar::Facts;
use crate::knowledge::tags::{Tag, TagSet};

rule! {
    /// An office with `of` stands directly before the name of its holder.
    ///
    /// `The President of Norway Jan Berg` keeps the order of the source: English says `Norwegian President Jan Berg`, or
    /// puts commas around the name.
    ///
    /// ```flag
    /// ⟦The President of Norway Vladimir⟧ Ivanov came. He met ⟦head of the bank Sergei⟧ Ivanov.
    /// ```
    /// ```pass
    /// The President of Norway, Vladimir Berg, came. The Church of Saint Peter is old. The head of the John Smith school.
    /// ```
    "title-order", GrammarWordOrder, Minor, 0.55,
}

/// Longest name of the body between the office and its holder, in words.
const LONGEST_BODY: usize = 8;

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let g = Syntax::of(cx.evidence);
    for role in g.with(Facts::ROLE) {
        let sentence = g.sentence(role);
        if g.is_possessive(role) || g.is(role, &["member", "king", "queen", "partner", "doctor", "owner", "general"]) || !g.is(role + 1, &["of", "for"]) {
            continue;
        }
        let mut body = false;
        for name in role + 2..(role + 3 + LONGEST_BODY).min(sentence.end) {
            if body && is_name(g, name, &sentence) {
                report(g, role, name, sentence.start, sink);
                break;
            }
            // The body: names and nouns, "the", "of", "and", no verb and no mark.
            let part =
                g.is_capitalized(name) || g.must(name, TagSet::NOUN.union(TagSet::ADJECTIVE)) || g.is(name, &["the", "of", "and", "for", "on", "in", "'s"]);
            if !part || g.is_possessive(name) {
                break;
            }
            body |= g.can(name, TagSet::NOUN) && !g.is(name, &["the"]);
        }
    }
}

/// A first name and a surname, the noun before it being no part of it.
fn is_name(g: Syntax<'_>, name: usize, sentence: &std::ops::Range<usize>) -> bool {
    let surname = name + 1;
    let last = surname + 1;
    let joined = g.is(name - 1, &["the", "of", "and", "for", "on", "in", "saint", "st", "named"]) || g.has(name - 1, Facts::FIRST_NAME);
    let institution = (last..(last + 3).min(sentence.end)).take_while(|at| g.is_word(*at)).any(|at| g.is_capitalized(at) && g.any_tags(at).contains(Tag::NN));
    g.has(name, Facts::FIRST_NAME)
        && g.is_capitalized(name)
        && !joined
        && surname < sentence.end
        && g.is_capitalized(surname)
        && !g.any_tags(surname).intersects(TagSet::COMMON_NOUN)
        && !institution
}

fn report(g: Syntax<'_>, role: usize, name: usize, start: usize, sink: &mut Sink<'_>) {
    let mut first = role;
    while first > start
        && (g.has(first - 1, Facts::ARTICLE_THE) || g.is_lower(first - 1) && g.must(first - 1, TagSet::ADJECTIVE) || g.has(first - 1, Facts::ROLE))
    {
        first -= 1;
        if g.has(first, Facts::ARTICLE_THE) {
            break;
        }
    }
    // Newspapers write "US Secretary of State John Smith" and "Minister of Health John Smith" too.
    if g.is(role, &["secretary", "commander"]) {
        return;
    }
    let confidence = if g.is(role, &["president"]) || g.is_lower(role) { 0.55 } else { 0.4 };
    let finding = sink.flag(g.span(first, name), "the office stands before the name without a comma");
    finding.because("English puts \"of\" after an office only with commas around the name, or the adjective before it").confidence(confidence);
}
