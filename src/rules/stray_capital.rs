//! Capitals on common nouns and adjectives.

use super::{Context, Sink, rule};
use crate::evidence::names::is_never_name;
use crate::evidence::words::Known;
use crate::knowledge::names::Fact;
use crate::knowledge::tags::{Tag, TagSet};
use crate::text::{Case, TokenKind};

rule! {
    /// A common noun or adjective has a capital in the middle of a sentence, and no name begins or ends there.
    ///
    /// Machines copy capitals of the source or take a common phrase for half a name: "foreign Ministers", "our Armed
    /// forces". Names of several words, and words that stand alone for a body ("the Government"), are left alone.
    ///
    /// ```flag
    /// The foreign ⟦Ministers⟧ met. A Syria that is ⟦United⟧, sovereign and free was their aim. Our ⟦Armed⟧ forces left.
    /// The prime ⟦Minister⟧ of Norway came.
    /// ```
    /// ```pass
    /// The foreign ministers met. The Prime Minister of Norway came. The Foreign Ministers of Peace is a book. Our armed forces left with Manchester United.
    /// ```
    "stray-capital", NamesCapitalization, Minor, 0.7,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let tokens = cx.doc.tokens();
    for (number, segment) in cx.doc.segments().iter().enumerate() {
        if cx.evidence.names().title_case[number] {
            continue;
        }
        let range = segment.range();
        for at in range.start + 1..range.end {
            let word = cx.evidence.word(at);
            if tokens[at].case != Case::Capitalized
                || word.known != Known::Listed
                || cx.starts_sentence(at)
                || !tokens[at - 1].is_word() && cx.text(at - 1) != ","
            {
                continue;
            }
            let before = tokens[at - 1];
            let capital_after = tokens.get(at + 1).is_some_and(|next| next.is_capitalized() && at + 1 < range.end);
            let number_after = tokens.get(at + 1).is_some_and(|next| next.kind == TokenKind::Number && at + 1 < range.end);
            let begun = at - 1 == range.start && cx.evidence.word(at - 1).tags.intersects(TagSet::of(&[Tag::DT, Tag::PRPS]));
            if before.case != Case::Lower && !begun || capital_after || number_after || cx.evidence.quotes().around(at).is_some_and(|inside| inside.len() <= 6)
            {
                continue;
            }
            if cx.evidence.names().at(at).is_some_and(|mention| mention.tokens.len() > 1) {
                continue;
            }
            let reason = noun_after_adjective(cx, at)
                .or_else(|| adjective_before_noun(cx, at, &range))
                .or_else(|| predicate(cx, at, &range))
                .or_else(|| half_a_phrase(cx, at, &range));
            let Some((reason, confidence)) = reason else { continue };
            let text = cx.text(at);
            sink.flag(tokens[at].span, format!("\"{text}\" needs no capital")).because(reason).suggest(text.to_lowercase()).confidence(confidence);
        }
    }
}

/// Offices and bodies that machines capitalise.
fn is_office(word: &str) -> bool {
    matches!(
        word,
        "minister"
            | "ministers"
            | "ministry"
            | "ministries"
            | "secretary"
            | "secretaries"
            | "presidents"
            | "forces"
            | "army"
            | "armies"
            | "navy"
            | "parliament"
            | "parliaments"
            | "government"
            | "governments"
            | "embassy"
            | "ambassador"
            | "ambassadors"
            | "chairman"
            | "council"
            | "councils"
            | "committee"
            | "commission"
            | "court"
            | "courts"
            | "ministerial"
            | "republic"
            | "republics"
            | "state"
            | "states"
            | "law"
            | "laws"
            | "constitution"
            | "emirate"
            | "summit"
            | "agreement"
            | "treaty"
            | "memorandum"
            | "delegation"
            | "department"
            | "departments"
            | "governor"
            | "governors"
            | "deputy"
            | "deputies"
            | "prosecutor"
            | "ombudsman"
            | "patriarch"
            | "metropolitan"
            | "ambassadorial"
            | "presidential"
            | "federation"
            | "union"
            | "president"
            | "general"
            | "service"
            | "services"
    )
}

/// foreign Ministers
fn noun_after_adjective(cx: &Context<'_>, at: usize) -> Option<(String, f32)> {
    let before = cx.evidence.word(at - 1);
    let folded = cx.evidence.folded(at - 1);
    let modifier = before.known == Known::Listed
        && (before.tags.intersects(TagSet::of(&[Tag::JJ]))
            || matches!(folded, "defense" | "defence" | "interior" | "finance" | "trade" | "energy" | "state" | "border"))
        && !before.tags.contains(Tag::IN)
        && !before.tags.contains(Tag::DT);
    let singular_body = matches!(
        cx.evidence.folded(at),
        "navy"
            | "army"
            | "state"
            | "states"
            | "union"
            | "republic"
            | "federation"
            | "law"
            | "constitution"
            | "general"
            | "president"
            | "service"
            | "services"
            | "court"
            | "agreement"
            | "treaty"
            | "summit"
            | "council"
    );
    let plural = cx.evidence.word(at).tags.intersects(TagSet::PLURAL_NOUN);
    let of_name = !plural && cx.doc.tokens().len() > at + 2 && cx.evidence.folded(at + 1) == "of";
    // One office in two words, whatever follows.
    let office = match folded {
        "prime" => matches!(cx.evidence.folded(at), "minister" | "ministers"),
        "vice" => matches!(cx.evidence.folded(at), "president" | "presidents" | "premier" | "chancellor" | "minister"),
        _ => false,
    };
    let fits = (office || !singular_body && !of_name)
        && cx.doc.tokens()[at - 1].is_word()
        && modifier
        && !matches!(
            folded,
            "former"
                | "then"
                | "current"
                | "new"
                | "late"
                | "old"
                | "first"
                | "second"
                | "last"
                | "next"
                | "own"
                | "other"
                | "more"
                | "many"
                | "most"
                | "out"
                | "vice"
                | "like"
                | "deputy"
                | "fellow"
                | "acting"
        );
    if !fits || !is_office(cx.evidence.folded(at)) || !cx.evidence.word(at).tags.intersects(TagSet::COMMON_NOUN) {
        return None;
    }
    Some((format!("the word before it, \"{}\", has none", cx.text(at - 1)), if plural { 0.8 } else { 0.65 }))
}

/// our Armed forces, at the Ministerial level
fn adjective_before_noun(cx: &Context<'_>, at: usize, range: &std::ops::Range<usize>) -> Option<(String, f32)> {
    let word = cx.evidence.word(at);
    let next = at + 1;
    if next >= range.end || cx.doc.tokens()[next].case != Case::Lower || !cx.doc.tokens()[next].is_word() || !is_never_name(word) {
        return None;
    }
    let adjective = word.tags.intersects(TagSet::of(&[Tag::JJ, Tag::VBN])) && !word.tags.contains(Tag::NN);
    let noun = cx.evidence.word(next).tags.intersects(TagSet::COMMON_NOUN);
    let determiner = cx.evidence.word(at - 1).tags.intersects(TagSet::of(&[Tag::DT, Tag::PRPS, Tag::IN]));
    if !(adjective && noun && determiner) || cx.evidence.word(at).name.is(Fact::GIVEN) {
        return None;
    }
    let known = cx.knowledge.names.fact(&format!("{} {}", cx.evidence.folded(at), cx.evidence.folded(next)));
    if known.is(Fact::FULL) {
        return None;
    }
    let office = is_office(cx.evidence.folded(at))
        || is_office(cx.evidence.folded(next))
            && matches!(
                cx.evidence.folded(at),
                "armed"
                    | "supreme"
                    | "federal"
                    | "central"
                    | "constitutional"
                    | "special"
                    | "military"
                    | "foreign"
                    | "national"
                    | "regional"
                    | "joint"
                    | "naval"
            );
    office.then(|| (format!("\"{}\" after it has none", cx.text(next)), 0.7))
}

/// the Memorandum of understanding
fn half_a_phrase(cx: &Context<'_>, at: usize, range: &std::ops::Range<usize>) -> Option<(String, f32)> {
    let half = at + 3 < range.end && cx.evidence.folded(at - 1) == "the" && is_office(cx.evidence.folded(at)) && cx.evidence.folded(at + 1) == "of";
    let noun = half
        && cx.doc.tokens()[at + 2].case == Case::Lower
        && cx.evidence.word(at + 2).tags.within(TagSet::COMMON_NOUN)
        && !cx.evidence.word(at + 2).tags.is_empty();
    noun.then(|| (format!("\"{}\" has none", cx.text(at + 2)), 0.6))
}

/// as a United, sovereign state
fn predicate(cx: &Context<'_>, at: usize, range: &std::ops::Range<usize>) -> Option<(String, f32)> {
    let word = cx.evidence.word(at);
    let next = at + 1;
    let adjective = word.tags.intersects(TagSet::of(&[Tag::VBN, Tag::JJ])) && !word.tags.contains(Tag::NN);
    if next + 1 >= range.end || cx.text(next) != "," || !adjective {
        return None;
    }
    let following = cx.evidence.word(next + 1);
    let before = cx.evidence.folded(at - 1);
    let fits = cx.doc.tokens()[next + 1].case == Case::Lower
        && following.tags.contains(Tag::JJ)
        && matches!(before, "a" | "an" | "is" | "are" | "be" | "remain" | "remains" | "was" | "were" | "as");
    fits.then(|| ("an adjective among others in lower case".to_owned(), 0.7))
}
