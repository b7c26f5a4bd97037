//! A name one slip away from a known one, where the words around say which is meant.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;

use super::{Context, Sink, rule};
use crate::evidence::likeness::{iotated, is_other_scheme};
use crate::evidence::names::{calls_for_a_place, is_ordinary, is_title, is_unvouched};
use crate::knowledge::names::{Fact, Kind, key, slips};
use crate::knowledge::romanize::is_pinyin;
use crate::text::fold::with_case_of;

rule! {
    /// A name is one letter away from a known one, and the text itself says which is meant.
    ///
    /// What says so: the other part of the same person's name, a title in front of a public figure, a word in front of a
    /// country or town, or the right spelling elsewhere in the document. Without such a witness a rare name is taken to be right.
    ///
    /// ```flag
    /// President Jair ⟦Bosonaro⟧ spoke first. Later ⟦Vladmir⟧ Putin replied.
    /// ```
    /// ```flag
    /// They came from Togo, ⟦Gahna⟧ and Mali. The palace of Mohammed bin ⟦Salmen⟧ was lit. President Andrzej ⟦Dudda⟧ came late.
    /// ```
    /// ```pass
    /// President Jair Bolsonaro spoke first. Artjom Lebedkin of Narva and a teacher, Anna Putina, replied to Joe Boden.
    /// In Atlanta they spoke of Atalanta, and in Turin of Turing. Sun Kunling was born in Kunming.
    /// ```
    "near-name", NamesGarbled, Major, 0.75,
}

/// Shortest name that is judged, in letters.
const SHORTEST: usize = 5;

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let tokens = cx.doc.tokens();
    let elsewhere = OnceCell::new();
    for &at in cx.evidence.capitals() {
        let at = at as usize;
        let word = cx.evidence.word(at);
        if !tokens[at].is_capitalized()
            || !tokens[at].is_ascii()
            || !is_unvouched(word) && !word.name.is(Fact::SILENT | Fact::WORD | Fact::GIVEN)
            || word.name.is(Fact::CANONICAL | Fact::VARIANT | Fact::SURNAME)
        {
            continue;
        }
        let folded = cx.evidence.folded(at);
        let base = folded.strip_suffix("'s").unwrap_or(folded);
        if base.len() < SHORTEST || tokens[at].has_digit() || base.contains('-') {
            continue;
        }
        if let Some((right, confidence, why)) = meant(cx, at, base, &cx.segment_of(at).range(), &elsewhere) {
            let text = cx.text(at);
            let right = with_case_of(text, &right);
            let ending = if folded.len() > base.len() { "'s" } else { "" };
            sink.flag(tokens[at].span, format!("\"{text}\" for \"{right}\""))
                .because(why)
                .because("one letter away")
                .suggest(format!("{right}{ending}"))
                .confidence(confidence);
        }
    }
}

/// The known names of one word that a text writes, in order, by their folded forms without accents.
struct Elsewhere(Vec<(String, Fact)>);

impl Elsewhere {
    fn of(cx: &Context<'_>) -> Self {
        let mut forms = BTreeMap::new();
        for mention in cx.evidence.names().known.iter().filter(|mention| mention.tokens.len() == 1) {
            let (at, fact) = (mention.tokens.start, mention.fact);
            if cx.doc.tokens()[at].is_capitalized() && fact.is(Fact::CANONICAL | Fact::SURNAME) && fact.is(Fact::FULL) && !fact.is(Fact::BAD | Fact::GIVEN) {
                let form = key(cx.evidence.folded(at));
                if form.len() >= SHORTEST {
                    forms.entry(form).or_insert(fact);
                }
            }
        }
        Self(forms.into_iter().collect())
    }

    fn one_slip_from<'a>(&'a self, form: &'a str) -> impl Iterator<Item = &'a (String, Fact)> {
        self.0.iter().filter(move |(known, _)| known.len().abs_diff(form.len()) <= 1 && slips(known.as_bytes(), form.as_bytes()) == 1)
    }
}

/// The name that is meant, how sure that is, and what says so.
fn meant(cx: &Context<'_>, at: usize, base: &str, range: &Range<usize>, elsewhere: &OnceCell<Elsewhere>) -> Option<(String, f32, String)> {
    let tokens = cx.doc.tokens();
    let names = &cx.knowledge.names;
    let unknown = is_unvouched(cx.evidence.word(at)) && !cx.evidence.word(at).name.is(Fact::SILENT);
    let one_slip = |form: &str| form.len() >= SHORTEST - 1 && slips(form.as_bytes(), base.as_bytes()) == 1 && !is_other_scheme(&iotated(form), base);
    // The given name before it belongs to a person with nearly this surname.
    let given = (range.start..at).rev().find(|at| !is_particle(cx.evidence.folded(*at)));
    if let Some(given) = given.filter(|given| tokens[*given].is_capitalized() && cx.evidence.word(*given).name.is(Fact::GIVEN | Fact::WORD)) {
        let surname = (given + 1..at).map(|at| format!("{} ", cx.evidence.folded(at))).collect::<String>() + base;
        let title = given > range.start && is_title(cx.evidence.folded(given - 1));
        let told = |id: u32| {
            let context = names.name(id).context;
            title || context.split(';').any(|word| !word.trim().is_empty() && range.clone().any(|at| cx.evidence.folded(at) == word.trim()))
        };
        let near = |id: u32, rest: &str| {
            slips(rest.as_bytes(), surname.as_bytes()) == 1
                && rest.len() >= SHORTEST - 1
                && (!is_other_scheme(&iotated(rest), &surname) || doubles(rest, &surname) && told(id))
        };
        let found = cx.evidence.persons_called(given);
        if found.iter().all(|(_, rest)| *rest != surname)
            && let Some((id, rest)) = found.iter().find(|(id, rest)| near(*id, rest))
        {
            let name = names.name(*id);
            let confidence = match (unknown, told(*id)) {
                (true, true) if doubles(rest, &surname) => 0.6,
                (true, true) => 0.85,
                (true, false) => 0.6,
                (false, true) => 0.7,
                (false, false) => 0.0,
            };
            if confidence > 0.0 {
                let last = rest.rsplit(' ').next().unwrap_or(rest);
                return Some((written(name.text, last), confidence, format!("\"{}\" is known", name.text)));
            }
        }
    }
    // The surname after it belongs to a person with nearly this given name.
    if at + 1 < range.end && tokens[at + 1].is_capitalized() && !cx.evidence.word(at).name.is(Fact::GIVEN) && cx.evidence.word(at + 1).name.is(Fact::SURNAME) {
        let found = cx.evidence.persons_named(at + 1);
        if found.iter().all(|(_, given)| given != base)
            && let Some((id, given)) = found.iter().find(|(_, given)| one_slip(given))
        {
            let name = names.name(*id);
            return Some((written(name.text, given), if unknown { 0.75 } else { 0.6 }, format!("\"{}\" is known", name.text)));
        }
    }
    if !unknown {
        return None;
    }
    if base.len() < SHORTEST + 1 {
        return place(cx, at, base, range);
    }
    // A given name that nobody bears, before a surname.
    let alone = at == range.start || !tokens[at - 1].is_capitalized() || cx.starts_sentence(at - 1) || is_title(cx.evidence.folded(at - 1));
    if alone && at + 1 < range.end && tokens[at + 1].is_capitalized() && tokens[at + 1].space_before() && !is_ordinary(cx.evidence.word(at + 1)) {
        // Other countries write the given names of their languages in their own ways: Artjom, Artyom.
        let other = |form: &str| is_inflection(form, base) || is_other_scheme(&iotated(form), &iotated(base));
        let slips = cx.evidence.slips(at);
        let given: Vec<_> = slips.iter().filter(|(form, fact)| fact.is(Fact::GIVEN) && form.len() > SHORTEST && !other(form)).collect();
        if let [(form, fact)] = given[..]
            && names.is_surname_of(cx.evidence.folded(at + 1), names.name(fact.id).context)
        {
            return Some((
                written(names.name(fact.id).text, form),
                0.6,
                "stands before a surname of the same language, and no list of given names has it".to_owned(),
            ));
        }
    }
    let before = cx.evidence.word_before(at, range.start);
    let title = before.is_some_and(|before| is_high_title(cx.evidence.folded(before)) && before + 1 == at);
    let part = at + 1 < range.end && tokens[at + 1].is_capitalized();
    // A listed name is another name: Atalanta plays in Atlanta.
    if !part && cx.evidence.word(at).entry.is_none() && cx.evidence.occurrences(at) <= 2 {
        let own = elsewhere.get_or_init(|| Elsewhere::of(cx));
        if let Some((form, fact)) = own.one_slip_from(base).find(|(form, _)| !is_inflection(form, base) && !(is_pinyin(form) && is_pinyin(base))) {
            return Some((written(names.name(fact.id).text, form), 0.75, format!("the text writes \"{}\" elsewhere", written(names.name(fact.id).text, form))));
        }
    }
    if let Some(found) = place(cx, at, base, range) {
        return Some(found);
    }
    if !title {
        return None;
    }
    let near: Vec<_> =
        cx.evidence.slips(at).iter().filter(|&(form, fact)| form.len() >= SHORTEST && !fact.is(Fact::GIVEN) && !is_inflection(form, base)).cloned().collect();
    if let [(form, fact)] = near.as_slice()
        && fact.of_kind(Kind::Surname.bit())
    {
        return Some((
            written(names.name(fact.id).text, form),
            0.6,
            format!("a title stands before it, and \"{}\" is a public figure", names.name(fact.id).text),
        ));
    }
    None
}

/// A country, capital or large town one slip away, where a place is named.
fn place(cx: &Context<'_>, at: usize, base: &str, range: &Range<usize>) -> Option<(String, f32, String)> {
    const LARGE: u32 = Kind::Country.bit() | Kind::Capital.bit() | Kind::City.bit();
    let tokens = cx.doc.tokens();
    let beside = |at: usize| range.contains(&at) && tokens[at].is_capitalized();
    if base.len() < SHORTEST || beside(at + 1) || at > range.start && beside(at - 1) {
        return None;
    }
    let before = cx.evidence.word_before(at, range.start).filter(|before| before + 1 == at).map_or("", |at| cx.evidence.folded(at));
    // According to Dominika.
    let by = before == "to" && at >= range.start + 2 && matches!(cx.evidence.folded(at - 2), "according" | "said" | "told" | "thanks");
    let placed = !by && calls_for_a_place(before) && !matches!(before, "of" | "and" | "with" | "against")
        || matches!(before, "left" | "leave" | "leaves" | "reached" | "entered");
    let among = cx.evidence.is_among_places(at, range);
    // Short names lie one slip from each other by chance.
    let short = base.len() < SHORTEST + 2;
    if !among && (short || !placed) {
        return None;
    }
    let near = cx.evidence.slips(at);
    let other = |form: &str| is_other_scheme(form, base) || is_inflection(form, base) || is_pinyin(form) && is_pinyin(base);
    let near: Vec<_> = near.iter().filter(|(form, _)| form.len() + usize::from(short) > SHORTEST && !other(form)).collect();
    let [(form, fact)] = near[..] else { return None };
    let name = cx.knowledge.names.name(fact.id);
    let large = if short { Kind::Country.bit() } else { LARGE };
    (fact.is(Fact::CANONICAL) && fact.of_kind(large) && !fact.is(Fact::GIVEN | Fact::SURNAME) && form.as_bytes()[0] == base.as_bytes()[0])
        .then(|| (written(name.text, form), 0.7, format!("stands where a place is named, and no list has \"{}\"", cx.text(at))))
}

/// Titles that few people bear.
fn is_high_title(word: &str) -> bool {
    matches!(word, "president" | "premier" | "minister" | "chancellor" | "king" | "queen" | "pope" | "emperor" | "secretary" | "senator")
}

/// Words between a given name and a surname.
fn is_particle(word: &str) -> bool {
    matches!(word, "bin" | "ibn" | "al" | "el" | "van" | "von" | "der" | "de" | "da" | "di")
}

/// Whether one of two spellings only doubles a letter of the other.
fn doubles(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    let at = short.bytes().zip(long.bytes()).take_while(|(a, b)| a == b).count();
    long.len() == short.len() + 1 && at > 0 && long.as_bytes()[at] == long.as_bytes()[at - 1]
}

/// A plural, an adjective or a feminine form is no slip.
fn is_inflection(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    long.strip_prefix(short).is_some_and(|ending| matches!(ending, "s" | "a" | "n" | "i" | "e" | "o"))
}

/// The part of a name that has this folded form, as it is written.
fn written(name: &str, folded: &str) -> String {
    name.split(' ').find(|part| key(part) == folded).unwrap_or(folded).to_owned()
}
