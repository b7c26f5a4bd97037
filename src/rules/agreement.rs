//! Number or person do not agree.

use super::{Context, Sink, rule};
use crate::evidence::grammar::Syntax;
use crate::knowledge::grammar::Facts;
use crate::knowledge::tags::{Tag, TagSet};

rule! {
    /// Number or person do not agree.
    ///
    /// `there is` with a plural, `these` or `many` with a singular, `this` or `each` with a plural, `one of the` with a
    /// singular, `he` or `they` with the wrong verb, a short subject with a verb of the other number. Only words that
    /// can be nothing else are judged; collective nouns (`the team are`) are left alone.
    ///
    /// ```flag
    /// ⟦There is many⟧ reasons. We spoke of ⟦these problem⟧ and ⟦this countries⟧ at length.
    /// ```
    /// ```flag
    /// Last week, ⟦the bridges was⟧ closed. She is one of the ⟦student⟧ here. Today ⟦they has⟧ a plan, and ⟦he have⟧ none. ⟦The countries is⟧ small.
    /// ```
    /// ```pass
    /// There is many a slip, and there is more than one reason. If he have doubts, did she go? This sports car is one of
    /// the student cars. These two-year-old twins know each other. The team are here. Several police officers came.
    /// ```
    "agreement", GrammarAgreement, Minor, 0.85,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let g = Syntax::of(cx.evidence);
    for at in g.with(Facts::THERE) {
        there_is(g, at, sink);
    }
    for at in g.with(Facts::NUMBERED) {
        numbered(g, at, sink);
    }
    for at in g.with(Facts::PLURAL_QUANTITY) {
        thousands(g, at, sink);
    }
    for at in g.with(Facts::SUBJECT) {
        pronoun(g, at, sink);
    }
    for at in g.with(Facts::OF) {
        one_of_the(g, at, sink);
    }
    for at in g.with(Facts::SUBORDINATOR) {
        if g.is(at, &["because", "if", "although", "though", "whether", "while"]) {
            short_subject(g, at + 1, &g.sentence(at), sink);
        }
    }
    for at in g.with(Facts::THAT) {
        let told = if at > 1 && g.is(at - 1, &[","]) { at - 2 } else { at.saturating_sub(1) };
        if at > 0 && g.has(told, Facts::SPEECH) {
            short_subject(g, at + 1, &g.sentence(at), sink);
        }
    }
    for at in g.with(Facts::COMMA) {
        short_subject(g, at + 1, &g.sentence(at), sink);
    }
    for sentence in g.sentences() {
        short_subject(g, sentence.start, &sentence, sink);
        opening(g, &sentence, sink);
    }
}

fn there_is(g: Syntax<'_>, there: usize, sink: &mut Sink<'_>) {
    let sentence = g.sentence(there);
    let verb = there + 1;
    if verb + 1 >= sentence.end {
        return;
    }
    let next = if g.is(verb + 1, &["also", "still", "already", "now"]) { verb + 2 } else { verb + 1 };
    if g.is(verb, &["is", "was"]) {
        let many = (g.is(
            next,
            &["many", "several", "few", "various", "numerous", "these", "those", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
        ) && !g.is(next + 1, &["a", "an"]))
            || (g.is(next, &["more", "less", "fewer"])
                && g.is(next + 1, &["than"])
                && g.can(next + 2, TagSet::of(&[Tag::CD]))
                && !g.is(next + 2, &["one", "1"]));
        let noun = g.past_adjectives(next, sentence.end);
        let plural = g.must(noun, TagSet::of(&[Tag::NNS]))
            && g.is_lower(noun)
            && g.form(noun).ends_with('s')
            && !g.continues_phrase(noun + 1)
            && !unusual(g, noun)
            && !(next..noun).any(|at| g.can(at, TagSet::of(&[Tag::CD])));
        if many && !g.continues_amount(next) || plural {
            let last = if many { next } else { noun };
            let finding = sink.flag(g.span(there, last), format!("\"{}\" with a plural", g.slice(there, verb)));
            finding.because("the verb agrees with what follows it").confidence(if many { 0.85 } else { 0.75 });
            finding.suggest(format!("{} {} {}", g.slice(there, there), if g.is(verb, &["is"]) { "are" } else { "were" }, g.slice(verb + 1, last)));
        }
    }
}

/// `several thousands of those`.
fn thousands(g: Syntax<'_>, quantity: usize, sink: &mut Sink<'_>) {
    let number = quantity + 1;
    if !g.is(quantity, &["several", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"])
        || !g.is(number, &["thousands", "hundreds", "millions", "billions", "dozens"])
    {
        return;
    }
    let last = if g.is(number + 1, &["of"]) { number + 1 } else { number };
    let finding = sink.flag(g.span(quantity, last), format!("\"{}\" after \"{}\"", g.slice(number, number), g.slice(quantity, quantity)));
    finding.because("after a number these words have no plural ending").confidence(0.8).suggest(format!(
        "{} {}",
        g.slice(quantity, quantity),
        g.form(number).trim_end_matches('s')
    ));
}

fn unusual(g: Syntax<'_>, at: usize) -> bool {
    let form = g.form(at);
    form.ends_with("ics")
        || form.ends_with("ss")
        || g.is(
            at,
            &[
                "means",
                "series",
                "species",
                "headquarters",
                "news",
                "crossroads",
                "barracks",
                "works",
                "corps",
                "measles",
                "diabetes",
                "plus",
                "minus",
                "lots",
                "politics",
                "dollars",
                "euros",
                "years",
                "days",
                "percent",
                "pounds",
                "hours",
                "minutes",
                "miles",
                "months",
                "weeks",
                "kilometres",
                "kilometers",
                "metres",
                "meters",
                "pants",
                "tons",
                "tonnes",
                "others",
                "thanks",
                "hundreds",
                "thousands",
                "millions",
                "sometimes",
                "perhaps",
                "besides",
                "towards",
                "details",
                "odds",
                "sports",
            ],
        )
}

fn numbered(g: Syntax<'_>, at: usize, sink: &mut Sink<'_>) {
    let sentence = g.sentence(at);
    let noun = g.past_adjectives(at + 1, sentence.end);
    if noun >= sentence.end || !g.is_lower(noun) || g.is_possessive(noun) || (noun + 1 < sentence.end && g.continues_phrase(noun + 1)) {
        return;
    }
    let wants_plural = g.is(at, &["these", "those", "many", "several", "few", "various", "numerous", "different"]);
    let wants_singular = g.is(at, &["this", "each", "every", "another"]);
    let numbers = (at + 1..noun).any(|word| g.can(word, TagSet::of(&[Tag::CD])) || g.is(word, &["few", "hundred", "dozen", "more", "such"]));
    let before = at.wrapping_sub(1);
    let (reason, confidence) = if wants_plural
        && g.has(noun, Facts::COUNT)
        && !g.any_tags(noun).contains(Tag::NNS)
        && g.any_tags(noun).contains(Tag::NN)
        && !g.is(noun, &["aircraft", "spacecraft", "series", "species", "offspring", "crew", "staff", "fish", "sheep"])
    {
        let owned = before < at
            && before >= sentence.start
            && (g.has(before, Facts::DETERMINER.or(Facts::ARTICLE_A)) || g.is(before, &["so", "as", "how", "one", "in", "not", "very"]));
        if (g.is(at, &["different", "many", "few", "various"]) && owned)
            || g.any_tags(noun).intersects(TagSet::of(&[Tag::VBP, Tag::JJ]))
                && g.is(at, &["many", "few", "several", "those", "these"])
                && noun == at + 1
                && g.has(noun + 1, Facts::PREPOSITION.or(Facts::TO))
        {
            return;
        }
        if g.is(at, &["different"]) && !(before < at && (g.has(before, Facts::PREPOSITION) || g.must(before, TagSet::VERB))) {
            return;
        }
        if (at + 1..noun).any(|word| g.is(word, &["a", "an", "such", "as"])) {
            return;
        }
        ("asks for a plural", 0.82)
    } else if wants_singular
        && !numbers
        && g.must(noun, TagSet::of(&[Tag::NNS]))
        && g.form(noun).ends_with('s')
        && !unusual(g, noun)
        && !(g.is(at, &["this"]) && g.must(before, TagSet::VERB) && noun > at + 1)
    {
        ("goes with a singular", 0.8)
    } else {
        return;
    };
    let word = g.slice(at, at);
    let finding = sink.flag(g.span(at, noun), format!("\"{word}\" with \"{}\"", g.slice(noun, noun)));
    finding.because(format!("\"{word}\" {reason}")).confidence(confidence);
}

fn pronoun(g: Syntax<'_>, at: usize, sink: &mut Sink<'_>) {
    let sentence = g.sentence(at);
    let verb = if g.has(at + 1, Facts::BETWEEN) && !g.is(at + 1, &["not", "never"]) { at + 2 } else { at + 1 };
    if verb >= sentence.end || !g.is_lower(verb) {
        return;
    }
    let third = g.has(at, Facts::HE_SHE);
    let wrong = if third {
        g.any_tags(verb).within(TagSet::of(&[Tag::VB, Tag::VBP]))
            && !g.is(verb, &["be", "come", "become", "run", "let", "put", "set", "hit", "cut", "cost", "read", "need", "dare"])
            || g.is(verb, &["have", "do", "don't", "haven't", "are", "were", "go"])
    } else if g.is(at, &["i"]) {
        g.is(verb, &["is", "are", "has", "does"])
    } else {
        g.is(verb, &["is", "was", "has", "does", "am", "isn't", "wasn't", "hasn't", "doesn't"])
            || (verb == at + 1 && g.any_tags(verb).within(TagSet::of(&[Tag::VBZ])))
    };
    if !wrong || excused(g, at, verb, third, &sentence) {
        return;
    }
    let finding = sink.flag(g.span(at, verb), format!("\"{}\" does not agree", g.slice(at, verb)));
    finding.because(format!("\"{}\" calls for another form of the verb", g.form(at))).confidence(0.85);
}

/// Inversions, subjunctives, lists of subjects.
fn excused(g: Syntax<'_>, at: usize, verb: usize, third: bool, sentence: &std::ops::Range<usize>) -> bool {
    let start = sentence.start;
    let before = (start..at).rev().take(5);
    let helper = before
        .clone()
        .any(|w| g.has(w, Facts::MODAL.or(Facts::DO)) || g.is(w, &["let", "make", "makes", "made", "help", "helped", "see", "saw", "have", "had"]));
    let subjunctive = third
        && (start..at).rev().take(8).any(|w| g.is(w, &["that", "if", "lest", "though", "although", "unless", "whether", "wish", "wishes", "till", "until"]));
    let joined = at > start
        && (g.is(at - 1, &["and", "or", "nor", "than", "but", "as", "like", "of", "with", "-"]) && !(at >= start + 2 && g.is_mark(at - 2))
            || g.has(at - 1, Facts::PREPOSITION)
            || g.is(at - 1, &["“", "\"", "'", "‘"]));
    let word = g.is(verb + 1, &["”", "\"", "'"]);
    let were = third && g.is(verb, &["were", "are"]) && at > start && g.is(at - 1, &["as", "if", "though"]);
    (third && helper) || subjunctive || joined || word || were
}

fn one_of_the(g: Syntax<'_>, at: usize, sink: &mut Sink<'_>) {
    let sentence = g.sentence(at);
    if at == sentence.start
        || !g.is(at - 1, &["one", "each", "several", "many", "few"])
        || !g.is(at + 1, &["the", "these", "those", "our", "their", "its", "his", "my", "your"])
    {
        return;
    }
    let noun = g.past_adjectives(at + 2, sentence.end);
    let singular =
        noun < sentence.end && g.is_lower(noun) && g.has(noun, Facts::COUNT) && g.any_tags(noun).contains(Tag::NN) && !g.any_tags(noun).contains(Tag::NNS);
    if !singular || g.is_possessive(noun) || (noun + 1 < sentence.end && g.continues_phrase(noun + 1)) || g.has(noun, Facts::THING) && !g.is(at - 1, &["one"]) {
        return;
    }
    let word = g.slice(noun, noun);
    sink.flag(g.span(noun, noun), format!("\"{}\" with the singular \"{word}\"", g.slice(at - 1, at + 1)))
        .because("one is picked from several")
        .confidence(0.85)
        .suggest(crate::knowledge::inflect::inflect(g.form(noun), Tag::NNS));
}

/// `It include`, `This are`, `Results shows`, `Anna announce`.
fn opening(g: Syntax<'_>, sentence: &std::ops::Range<usize>, sink: &mut Sink<'_>) {
    let (first, next) = (sentence.start, sentence.start + 1);
    if sentence.len() < 5 || !g.is_lower(next) || g.is(sentence.end - 1, &["?", "!"]) {
        return;
    }
    let base = g.any_tags(next).within(TagSet::of(&[Tag::VB, Tag::VBP])) && !g.is(next, &["be", "let"]);
    let plural = g.token(first).case == crate::text::Case::Capitalized
        && g.any_tags(first).within(TagSet::of(&[Tag::NNS]))
        && g.form(first).ends_with('s')
        && !unusual(g, first);
    let reason = if g.is(first, &["it"]) && (base || g.is(next, &["are", "have", "do", "don't", "aren't", "haven't"]))
        || g.is(first, &["this"]) && g.is(next, &["are", "have", "were"]) && !g.is(next + 1, &["been"])
    {
        "the subject is a singular"
    } else if plural
        && !g.has(first, Facts::FIRST_NAME.or(Facts::PLACE))
        && (g.is(next, &["is", "was", "has", "does", "isn't", "wasn't", "hasn't", "doesn't"])
            || g.any_tags(next).within(TagSet::of(&[Tag::VBZ])) && !g.has(next, Facts::SPEECH))
    {
        "the subject is a plural"
    } else if g.has(first, Facts::FIRST_NAME) && base && g.any_tags(next).contains(Tag::VBP) && !g.has(next, Facts::SPEECH) {
        "the subject is a singular"
    } else {
        return;
    };
    let finding = sink.flag(g.span(first, next), format!("\"{}\" does not agree with \"{}\"", g.slice(next, next), g.slice(first, first)));
    finding.because(reason).confidence(0.8);
}

/// `The countries is`: a sentence that begins with article, noun and verb.
fn short_subject(g: Syntax<'_>, start: usize, sentence: &std::ops::Range<usize>, sink: &mut Sink<'_>) {
    if start >= sentence.end || !g.is(start, &["the", "these", "our", "their", "his", "its", "my", "your", "those", "this", "that"]) {
        return;
    }
    let noun = g.past_adjectives(start + 1, sentence.end);
    let mut verb = noun + 1;
    // "The results of the study is": one phrase with "of" may stand between.
    if g.is(verb, &["of"]) && verb + 1 < sentence.end {
        let Some(phrase) = g.noun_phrase(verb + 1, sentence.end) else { return };
        if !g.is_lower(phrase.head) || !g.can(phrase.head, TagSet::COMMON_NOUN) {
            return;
        }
        verb = phrase.head + 1;
    }
    if verb >= sentence.end || !g.is_lower(noun) || g.is_possessive(noun) || (start + 1..noun).any(|at| g.can(at, TagSet::of(&[Tag::CD]))) {
        return;
    }
    let plural = g.must(noun, TagSet::of(&[Tag::NNS]))
        && g.form(noun).ends_with('s')
        && !unusual(g, noun)
        && g.is(verb, &["is", "was", "has", "does", "isn't", "wasn't", "hasn't", "doesn't"]);
    let collective = g.has(noun, Facts::THING)
        || g.is(
            noun,
            &[
                "couple",
                "majority",
                "minority",
                "squad",
                "crew",
                "family",
                "crowd",
                "band",
                "pair",
                "jury",
                "audience",
                "duo",
                "trio",
                "side",
                "rest",
                "public",
                "board",
                "staff",
                "cast",
                "troupe",
                "gang",
                "tribe",
                "household",
                "leadership",
                "management",
                "number",
                "elite",
                "media",
                "delegation",
                "regiment",
                "battalion",
                "platoon",
                "orchestra",
                "congress",
                "council",
                "cabinet",
                "ministry",
                "embassy",
                "airline",
                "university",
                "fleet",
                "police",
                "faculty",
                "brigade",
                "mob",
                "clan",
                "dynasty",
                "duke",
                "queue",
                "lot",
                "variety",
                "series",
                "handful",
                "percentage",
                "portion",
                "proportion",
                "range",
                "dozen",
                "set",
                "host",
                "array",
                "generation",
                "multitude",
                "collection",
                "sort",
                "kind",
                "type",
                "combination",
                "total",
                "plethora",
                "wave",
                "network",
                "list",
                "bulk",
                "body",
                "string",
                "mix",
                "flock",
                "batch",
            ],
        );
    let singular = g.has(noun, Facts::COUNT)
        && g.any_tags(noun).contains(Tag::NN)
        && !g.any_tags(noun).intersects(TagSet::of(&[Tag::NNS, Tag::JJ]))
        && !collective
        && (g.is(verb, &["are", "have", "do", "aren't", "haven't", "don't"])
            || verb == noun + 1
                && g.is_lower(verb)
                && g.any_tags(verb).within(TagSet::of(&[Tag::VB, Tag::VBP]))
                && !g.is(verb, &["be"])
                && start == sentence.start);
    if plural || singular {
        let finding = sink.flag(g.span(start, verb), format!("\"{}\" does not agree with \"{}\"", g.slice(verb, verb), g.slice(noun, noun)));
        finding.because(if plural { "the subject is a plural" } else { "the subject is a singular" }).confidence(0.85);
    }
}
