//! A known name that came back from another script, or was rendered word for word.

use super::{Context, Sink, rule};
use crate::evidence::likeness::{iotated, is_other_scheme};
use crate::evidence::names::{calls_for_a_name, calls_for_a_place, is_title};
use crate::evidence::words::Known;
use crate::finding::Finding;
use crate::knowledge::names::form::is_glue;
use crate::knowledge::names::{Fact, Kind, ORGANISATIONS, PLACES, key};
use crate::knowledge::romanize::{Answer, Via, Witnesses, looks_back_transliterated, same_name};
use crate::text::Case;

rule! {
    /// A spelling stands for a known name: it came back letter by letter from another script, or was translated.
    ///
    /// Names travel through Russian, Arabic or Chinese letters and come back as those letters sound (Vashington for
    /// Washington), under their foreign names (Kipr for Cyprus), with their words in the order of the source, or
    /// translated. What the spelling stands for is looked up among romanisations first, then by consonants and vowels.
    ///
    /// ```flag
    /// The talks in ⟦Vashington⟧ went on. He had come from ⟦Kipr⟧ that day.
    /// ```
    /// ```flag
    /// Fighters of ⟦“dzhebhat EN-Nusra”⟧ left the town. The ⟦Syrian free army⟧ moved in.
    /// ```
    /// ```pass
    /// Sergey Karyakin came. The talks in Washington went on. Jabhat al-Nusra left the town, and the Free Syrian Army moved in.
    /// ```
    "garbled-name", NamesGarbled, Major, 0.8,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let mut found = own_names(cx, sink);
    let mut done = 0;
    for &at in cx.evidence.unknown() {
        let at = at as usize;
        if at >= done
            && !found.contains(&at)
            && let Some(end) = by_sound(cx, at, sink)
        {
            done = end;
            found.push(at);
        }
    }
    wrong_renderings(cx, sink, &found);
    hyphens(cx, sink);
    loose_spellings(cx, sink);
    words_in_another_order(cx, sink);
}

/// A word of so many letters is hardly by chance what a scheme makes of a name.
const LONG: usize = 8;

/// Whether a token is an article in lower case with a name after a hyphen: an-Nusra, al'-Islam.
fn has_article(text: &str) -> bool {
    text.split_once('-').is_some_and(|(article, name)| article.len() <= 4 && article.starts_with(char::is_lowercase) && name.starts_with(char::is_uppercase))
}

/// Shortest word, in letters, that is judged by its sound.
const SHORTEST: usize = 4;

/// Whether several words may be a known name in other letters: one of them shows the marks of a romanisation, or is an
/// article that romanisations write in many ways.
fn may_be_garbled(text: &str) -> bool {
    const ARTICLES: &[&str] = &["al", "an", "en", "el", "as", "ash", "ad", "ar", "ul", "ud", "ibn", "bin", "abu", "ad-", "us"];
    looks_back_transliterated(text)
        || text.split([' ', '-']).any(|part| ARTICLES.contains(&part.to_lowercase().as_str()) || part.starts_with(char::is_lowercase))
}

/// Most words of a project's name that are looked for together.
const MOST_WORDS: usize = 4;

/// Names of the project's own table: what stands there is what its texts speak of, so that no word around has to ask for
/// a name. Returns the tokens that were told.
fn own_names(cx: &Context<'_>, sink: &mut Sink<'_>) -> Vec<usize> {
    let (tokens, names) = (cx.doc.tokens(), &cx.knowledge.names);
    let mut told = Vec::new();
    if names.own().is_empty() {
        return told;
    }
    // Words that nothing vouches for; a name in a list may still be another one than the project's.
    let doubtful = |at: usize| {
        let word = cx.evidence.word(at);
        match word.known {
            Known::Unknown => true,
            Known::Name | Known::ProperOnly | Known::Compound => tokens[at].is_capitalized() && !word.name.is(Fact::FULL | Fact::ACRONYM),
            _ => false,
        }
    };
    for segment in cx.doc.segments() {
        let range = segment.range();
        let part = |at: usize| {
            at < range.end && tokens[at].is_word() && !tokens[at].has_digit() && (tokens[at].is_capitalized() || doubtful(at) || has_article(cx.text(at)))
        };
        let mut at = range.start;
        while at < range.end {
            let most = (0..MOST_WORDS).take_while(|on| part(at + on) && (*on == 0 || tokens[at + on].space_before())).count();
            let found = (1..=most).rev().find_map(|count| own_name(cx, at, at + count - 1, &doubtful).map(|answer| (count, answer)));
            if let Some((count, answer)) = found {
                flag(cx, sink, at, at + count - 1, &answer, 0.15).because("stands in the project's table of names");
                told.extend(at..at + count);
                at += count;
            } else {
                at += 1;
            }
        }
    }
    told
}

/// The project's name that some words stand for.
fn own_name(cx: &Context<'_>, first: usize, last: usize, doubtful: &impl Fn(usize) -> bool) -> Option<Answer> {
    let names = &cx.knowledge.names;
    if !(first..=last).any(doubtful) {
        return None;
    }
    let text = cx.doc.slice(cx.span(first, last));
    let text = text.strip_suffix("'s").or_else(|| text.strip_suffix("’s")).unwrap_or(text);
    if text.chars().count() < SHORTEST || names.fact(&key(text)).is(Fact::CANONICAL | Fact::VARIANT) {
        return None;
    }
    let range = cx.segment_of(first).range();
    let unknown = (first..=last).any(|at| cx.evidence.word(at).known == Known::Unknown);
    let before = cx.evidence.word_before(first, range.start).map_or("", |at| cx.evidence.folded(at));
    let witnesses = Witnesses {
        unknown,
        capitalised: cx.doc.tokens()[first].is_capitalized() && !cx.starts_sentence(first),
        cue: calls_for_a_name(before) || is_title(before) || calls_for_a_place(before),
        ..Witnesses::default()
    };
    let answer = cx.evidence.sounds_like_words(text, witnesses).filter(|answer| names.is_own(answer.candidate.id))?;
    // A listed name is taken for another one only where a scheme writes that one so.
    let sure = answer.candidate.via == Via::Exact || unknown && !rests_on_the_rest(text, &answer);
    sure.then_some(answer)
}

/// A word that no list knows, alone or with its neighbours, sounds like a known name. Returns where the name ends.
fn by_sound(cx: &Context<'_>, at: usize, sink: &mut Sink<'_>) -> Option<usize> {
    let tokens = cx.doc.tokens();
    let range = cx.segment_of(at).range();
    let token = tokens[at];
    if cx.evidence.folded(at).len() < SHORTEST || token.case == Case::Upper || token.has_digit() {
        return None;
    }
    let quoted = cx.evidence.quotes().around(at).is_some_and(|inside| inside.len() <= 4);
    let capitalised = (token.is_capitalized() && !cx.starts_sentence(at)) || quoted;
    let before = cx.evidence.word_before(at, range.start).map_or("", |at| cx.evidence.folded(at));
    let cue = calls_for_a_name(before)
        || is_title(before)
        || (token.is_capitalized() && calls_for_a_place(before) && !matches!(before, "of" | "and" | "with" | "against"));
    // In the town of Zheneva.
    let of_place =
        || before == "of" && at >= range.start + 2 && matches!(cx.evidence.folded(at - 2), "city" | "town" | "village" | "port" | "province" | "region");
    let cue = cue || token.is_capitalized() && of_place() || token.is_capitalized() && cx.evidence.is_among_places(at, &range);
    let witnesses = Witnesses { unknown: true, capitalised, cue, ..Witnesses::default() };
    let belongs = |at: usize| tokens[at].is_word() && (tokens[at].is_capitalized() || cx.evidence.word(at).known == Known::Unknown || has_article(cx.text(at)));
    // Beside part of a known name of several words, it may be the other part.
    let part = |at: usize| cx.evidence.word(at).name.is(Fact::WORD) && !cx.evidence.word(at).name.is(Fact::GIVEN | Fact::SURNAME);
    let joined = |first: usize, last: usize| (first..last).all(|at| belongs(at) && tokens[at + 1].space_before() && belongs(at + 1));
    for (back, on) in [(2, 0), (1, 1), (0, 2), (1, 0), (0, 1)] {
        let (Some(first), last) = (at.checked_sub(back), at + on) else { continue };
        if first < range.start || last >= range.end || !joined(first, last) {
            continue;
        }
        let text = cx.doc.slice(cx.span(first, last));
        let text = text.strip_suffix("'s").or_else(|| text.strip_suffix("’s")).unwrap_or(text);
        // Asking is dear, and most capitalised neighbours are a plain given name and surname.
        if !may_be_garbled(text) && !(first..=last).any(|other| other != at && part(other)) {
            continue;
        }
        if let Some(answer) = cx.evidence.sounds_like_words(text, witnesses)
            && answer.candidate.name.split([' ', '-']).count() >= 2
            && !is_other_scheme(text, &answer.candidate.name)
            && !rests_on_the_rest(text, &answer)
        {
            flag(cx, sink, first, last, &answer, 0.1);
            return Some(last + 1);
        }
    }
    let answer = cx.evidence.sounds_like(at, witnesses)?;
    let name = cx.knowledge.names.name(answer.candidate.id);
    // Beside another capitalised word it is part of a longer name, which no known one is like.
    let neighbour = |at: usize| tokens[at].is_capitalized() && !is_title(cx.evidence.folded(at)) && !cx.evidence.word(at).possessive;
    let before_it = at > range.start
        && token.space_before()
        && neighbour(at - 1)
        && !(cx.starts_sentence(at - 1) && crate::evidence::names::is_ordinary(cx.evidence.word(at - 1)));
    let after_it = at + 1 < range.end && tokens[at + 1].space_before() && neighbour(at + 1);
    // Unless it is the given name of a person who is known by that surname.
    let person = (before_it && !after_it && name.kind == Kind::Surname).then(|| bearer(cx, at - 1, name.text)).flatten();
    // A surname that only a scheme writes so needs no known bearer.
    let written_back = before_it && !after_it && name.kind == Kind::Surname && answer.candidate.via == Via::Exact && answer.signature;
    if (before_it || after_it) && person.is_none() && !written_back {
        return None;
    }
    let sound_only = answer.candidate.via == Via::Key;
    if sound_only && (!token.is_ascii() || name.kind.bit() & ORGANISATIONS != 0 && !calls_for_a_name(before) && !quoted) {
        return None;
    }
    // Who is known as Karjakin may be called Karyakin; the other way round, nobody is helped.
    let alike = is_other_scheme(cx.evidence.folded(at), &answer.candidate.name)
        || is_other_scheme(cx.evidence.folded(at), &iotated(&answer.candidate.name))
        || answer.candidate.reading.is_ascii() && is_other_scheme(cx.evidence.folded(at), &answer.candidate.reading);
    if alike && matches!(name.kind, Kind::Surname | Kind::GivenName | Kind::Person | Kind::People | Kind::City) {
        return None;
    }
    // Small towns are no guess without a word that asks for a place.
    let place = name.kind.bit() & PLACES != 0;
    let large = matches!(name.kind, Kind::Country | Kind::Capital);
    let exact = !sound_only && (answer.signature || token.is_capitalized() && cx.evidence.folded(at).len() >= LONG);
    if place && !large && !cue && !quoted && !exact {
        return None;
    }
    if place && sound_only && !answer.signature && !(large && cue) {
        return None;
    }
    let letters = cx.evidence.folded(at).len();
    let lower = token.case == Case::Lower && !quoted;
    // A slip of a word is nearer than a name.
    if lower && !(answer.candidate.via == Via::Exact && letters >= 5 && (answer.signature || cue)) && !(answer.signature && cue) {
        return None;
    }
    if !lower
        && !answer.signature
        && !cue
        && cx
            .evidence
            .near(at)
            .is_some_and(|near| near.confidence > 0.6 && near.forms[0].chars().next() == cx.evidence.folded(at).chars().next() && !capitalised)
    {
        return None;
    }
    let vague = matches!(name.kind, Kind::GivenName | Kind::Surname);
    if let Some(person) = person {
        flag(cx, sink, at, at, &answer, 0.15).because(format!("\"{person}\" is known"));
        return Some(at + 1);
    }
    if vague && sound_only && !answer.signature || name.kind == Kind::GivenName && (sound_only || !answer.signature) || name.kind == Kind::People {
        return None;
    }
    let doubt = if vague || place && !cue && !answer.signature { -0.2 } else { 0.0 };
    flag(cx, sink, at, at, &answer, doubt);
    Some(at + 1)
}

/// The known person of this surname whose given name stands at the token.
fn bearer<'a>(cx: &'a Context<'_>, at: usize, surname: &str) -> Option<&'a str> {
    let given = cx.evidence.folded(at);
    let names = &cx.knowledge.names;
    let alike = |known: &str| known == given || same_name(known, given).is_some_and(|distance| distance <= 0.03);
    names.persons_named(surname).into_iter().find(|(_, known)| alike(known)).map(|(id, _)| names.name(id).text)
}

/// Whether a match by sound is near only because some of its words are the same: Leonid Velekhov, Leonid Volkov.
fn rests_on_the_rest(text: &str, answer: &Answer) -> bool {
    let name = key(&answer.candidate.name);
    let text = key(text);
    let total = text.chars().count() as f32;
    let other: usize = text.split(' ').filter(|word| name.split(' ').all(|part| part != *word)).map(|word| word.chars().count()).sum();
    answer.candidate.via == Via::Key && other > 0 && answer.candidate.distance_per_char * total / other as f32 > FARTHEST_ALONE
}

/// Farthest that the words which differ may lie, a letter.
const FARTHEST_ALONE: f32 = 0.05;

fn flag<'s>(cx: &Context<'_>, sink: &'s mut Sink<'_>, first: usize, last: usize, answer: &Answer, bonus: f32) -> &'s mut Finding {
    let mut span = cx.span(first, last);
    let tokens = cx.doc.tokens();
    let quoted = cx.evidence.quotes().around(first).filter(|inside| inside.start as usize == first && inside.end as usize == last + 1);
    if quoted.is_some() && first > 0 && last + 1 < tokens.len() {
        span = tokens[first - 1].span.to(tokens[last + 1].span);
    }
    let text = cx.doc.slice(span);
    let candidate = &answer.candidate;
    let mut confidence = match candidate.via {
        Via::Exact => 0.75,
        _ => 0.5,
    } + bonus;
    let finding = sink.flag(span, format!("garbled name \"{}\"", text.trim_matches(|c: char| crate::text::quote::is_double(c.encode_utf8(&mut [0; 4])))));
    match candidate.via {
        Via::Exact => finding.because(format!("\"{}\" is how \"{}\" is read in Latin letters", cx.doc.slice(cx.span(first, last)), candidate.reading)),
        _ => finding.because(format!("sounds like \"{}\"", candidate.name)),
    };
    if answer.signature {
        finding.because("has letters that only a romanisation writes");
        confidence += 0.2;
    }
    finding.because("no list knows it");
    let possessive = text.ends_with("'s") || text.ends_with("’s");
    finding.suggest(if possessive { format!("{}'s", candidate.name) } else { candidate.name.clone() }).confidence(confidence.clamp(0.3, 0.95))
}

/// Forms that the tables list as wrong renderings of a name.
fn wrong_renderings(cx: &Context<'_>, sink: &mut Sink<'_>, found: &[usize]) {
    let tokens = cx.doc.tokens();
    for mention in &cx.evidence.names().known {
        if !mention.fact.is(Fact::BAD) || mention.fact.is(Fact::FULL) || found.iter().any(|at| mention.tokens.contains(at)) {
            continue;
        }
        let (first, last) = (mention.tokens.start, mention.tokens.end - 1);
        let name = cx.knowledge.names.name(mention.fact.id);
        let ordinary = mention.tokens.clone().all(|at| crate::evidence::names::is_ordinary(cx.evidence.word(at)));
        let capitals = mention.tokens.clone().filter(|at| tokens[*at].is_capitalized() && !cx.starts_sentence(*at)).count();
        let quoted = cx.evidence.quotes().around(first).is_some_and(|inside| inside.len() <= mention.tokens.len() + 1);
        let segment = cx.segment_of(first);
        let neighbour = |at: usize| tokens.get(at).is_some_and(|token| token.is_capitalized() && segment.range().contains(&at));
        if (ordinary || mention.tokens.len() == 1) && !quoted && (neighbour(last + 1) || first > 0 && neighbour(first - 1) && !cx.starts_sentence(first - 1)) {
            continue;
        }
        let near = |word: &str| segment.range().any(|at| cx.evidence.folded(at) == word || cx.evidence.folded(at).strip_suffix('s') == Some(word));
        let context = name.context.split(';').map(str::trim).any(|word| !word.is_empty() && near(word));
        let confidence: f32 = match (ordinary, mention.tokens.len()) {
            // It may well be the name of something else.
            (false, 1) if cx.evidence.word(first).known == Known::ProperOnly => continue,
            (false, 1) if tokens[first].is_capitalized() || quoted => 0.75,
            (false, 1) => continue,
            (false, _) => 0.8,
            (true, 1) if (quoted || capitals > 0) && context => 0.6,
            (true, 1) => continue,
            (true, _) if capitals > 0 && (context || quoted) => 0.75,
            (true, _) if capitals == mention.tokens.clone().filter(|at| !is_glue(cx.evidence.folded(*at))).count() => 0.6,
            (true, _) if context => 0.5,
            (true, _) => continue,
        };
        let span = cx.span(first, last);
        // A text that explains the form may use it.
        let explained = [format!("{} (", cx.doc.slice(span)), format!("({})", cx.doc.slice(span))];
        if explained.iter().any(|form| memchr::memmem::find(cx.doc.text().as_bytes(), form.as_bytes()).is_some()) {
            continue;
        }
        // "Mikhail Saakashvili": a form taken by way of another language, with a given name that exists.
        let another_form = name.kind == Kind::Person
            && last > first
            && cx.evidence.word(first).known != Known::Unknown
            && !crate::evidence::names::is_ordinary(cx.evidence.word(first));
        let finding = sink.flag(span, format!("wrong rendering \"{}\" of a name", cx.doc.slice(span)));
        if another_form {
            finding.severity(crate::mqm::Severity::Minor);
        }
        let confidence = if another_form { confidence.min(0.6) } else { confidence };
        finding.because(format!("known as a wrong rendering of \"{}\"", name.text)).suggest(name.text).confidence(confidence);
    }
}

/// Names of several words that are joined by hyphens, as other languages have them: New-York.
fn hyphens(cx: &Context<'_>, sink: &mut Sink<'_>) {
    for (at, token) in cx.doc.tokens().iter().enumerate() {
        let text = cx.text(at);
        if !token.is_word() || !token.is_capitalized() || token.case == Case::Upper || token.has_digit() || !text.contains('-') {
            continue;
        }
        let whole = text.strip_suffix("'s").or_else(|| text.strip_suffix("’s")).unwrap_or(text);
        if !whole.split('-').all(|part| part.starts_with(char::is_uppercase) && part.len() > 1) {
            continue;
        }
        let parted = whole.replace('-', " ");
        let fact = cx.knowledge.names.fact(&parted.to_lowercase());
        // An attribute may have hyphens: the New-York side.
        let attribute = cx.doc.tokens().get(at + 1).is_some_and(|next| next.is_word() && next.case == Case::Lower && next.space_before());
        let known = cx.evidence.word(at).name.is(Fact::CANONICAL | Fact::VARIANT) || cx.knowledge.knows_word(&whole.to_lowercase());
        if !fact.is(Fact::CANONICAL) || !fact.of_kind(PLACES | ORGANISATIONS) || known || attribute || cx.knowledge.names.name(fact.id).text != parted {
            continue;
        }
        sink.flag(token.span, format!("\"{text}\" has hyphens that English does not write"))
            .because(format!("it is the name \"{parted}\""))
            .suggest(text.replace('-', " "))
            .severity(crate::mqm::Severity::Minor)
            .confidence(0.7);
    }
}

/// Designations in quotation marks that differ from a known one by case, blanks and small words only.
fn loose_spellings(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let tokens = cx.doc.tokens();
    for inside in &cx.evidence.quotes().inside {
        let (start, end) = (inside.start as usize, inside.end as usize);
        if inside.is_empty() || inside.len() > 5 || start == 0 || end >= tokens.len() {
            continue;
        }
        let text = cx.doc.slice(cx.span(start, end - 1));
        let Some(fact) = cx.knowledge.names.by_loose_spelling(text) else { continue };
        let name = cx.knowledge.names.name(fact.id);
        if name.text == text || !text.contains(char::is_uppercase) {
            continue;
        }
        let span = tokens[start - 1].span.to(tokens[end].span);
        let finding = sink.flag(span, format!("garbled name \"{text}\""));
        finding.because(format!("loosely spelt, it is \"{}\"", name.text)).suggest(name.text).confidence(0.75);
    }
}

/// Names of bodies and groups whose words stand in the order of the source: `Syrian free army`.
fn words_in_another_order(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let tokens = cx.doc.tokens();
    let words = cx.evidence.name_words();
    let part = |at: usize| cx.evidence.word(at).name.is(Fact::WORD) && !is_glue(cx.evidence.folded(at));
    let mut next = 0;
    for (n, &at) in words.iter().enumerate() {
        let at = at as usize;
        // Three words of a name stand close together.
        if at < next || words.get(n + 2).is_none_or(|third| *third as usize >= at + 10) || !part(at) || !tokens[at].is_word() {
            continue;
        }
        let range = cx.segment_of(at).range();
        if !range.contains(&at) {
            continue;
        }
        let mut ends = Vec::new();
        let (mut end, mut words) = (at, 0);
        while end < range.end && words < 6 && end < at + 10 {
            if tokens[end].is_word() && part(end) {
                words += 1;
                if words >= 3 {
                    ends.push(end);
                }
            } else if !(tokens[end].is_word() && is_glue(cx.evidence.folded(end)) && !matches!(cx.evidence.folded(end), "and" | "in" | "to" | "on")
                || crate::text::quote::is_double(cx.text(end)))
            {
                break;
            }
            end += 1;
        }
        let mut length = 1;
        for last in ends.into_iter().rev() {
            let folded = (at..=last).filter(|at| tokens[*at].is_word()).map(|at| cx.evidence.folded(at));
            let Some(fact) = cx.knowledge.names.by_words(folded) else { continue };
            let name = cx.knowledge.names.name(fact.id);
            let known = cx.evidence.names().at(at).is_some_and(|mention| mention.tokens.end > last && mention.tokens.start <= at);
            let capital = (at..=last).any(|at| tokens[at].is_capitalized() && !cx.starts_sentence(at));
            if known
                || !capital
                || !fact.of_kind(ORGANISATIONS & !(Kind::Ministry.bit() | Kind::Agency.bit() | Kind::Media.bit()) | Kind::Event.bit())
                || name.text.contains(" of ")
            {
                continue;
            }
            let last = if tokens.get(last + 1).is_some_and(|_| crate::text::quote::is_double(cx.text(last + 1)))
                && (at..last).any(|at| crate::text::quote::is_double(cx.text(at)))
            {
                last + 1
            } else {
                last
            };
            let span = cx.span(at, last);
            let finding = sink.flag(span, format!("garbled name \"{}\"", cx.doc.slice(span)));
            finding.because(format!("the words of \"{}\" in another order", name.text)).suggest(name.text).confidence(0.8);
            length = last + 1 - at;
            break;
        }
        next = at + length;
    }
}
