//! Chains of mentions: all that stands for one thing in a document, be it its full name, its surname, its acronym, the
//! office it is introduced under or an epithet.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::Evidence;
use super::names::{is_calendar, is_title};
use super::words::Known;
use crate::knowledge::names::{Fact, Kind};
use crate::text::Case;
use crate::text::fold::{fold, fold_accents};

/// What stands for one thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// The known name, if it is one.
    pub id: Option<u32>,
    /// The names and acronyms that the text calls it by, as ranges of tokens in order of place.
    pub names: Vec<Range<usize>>,
    /// The offices that the text or the tables give it.
    pub offices: Vec<Office>,
    /// The word for what it is that stands beside the name, or the one of its kind: "group", "party".
    sorts: Vec<&'static str>,
    /// Its given name, where the text tells it.
    given: Option<String>,
}

/// What somebody is: a role, and the country it is held in.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Office {
    /// In lower case: "president", "foreign minister".
    pub role: String,
    /// The folded name of the country, if it is told.
    pub country: Option<String>,
    /// Where the text has it; none for what a table says.
    pub tokens: Option<Range<usize>>,
}

/// An epithet and the chain it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Epithet {
    /// Its tokens, article and all.
    pub tokens: Range<usize>,
    /// The number of the chain.
    pub chain: usize,
}

/// Most words of a name that no table knows.
const MOST_WORDS: usize = 4;

/// Words that stand before a role and belong to it.
const PARTS_OF_ROLES: &[&str] = &[
    "prime",
    "vice",
    "deputy",
    "foreign",
    "defense",
    "defence",
    "interior",
    "finance",
    "justice",
    "health",
    "energy",
    "economy",
    "education",
    "opposition",
    "supreme",
    "first",
    "acting",
    "attorney",
    "secretary",
];

/// Words before a role that say nothing about which office it is.
const PASSING: &[&str] = &["former", "current", "new", "then", "incumbent", "late", "newly", "elected", "ex"];

/// Roles that one person at a time has in a country.
#[must_use]
pub fn is_single(role: &str) -> bool {
    matches!(role, "president" | "prime minister" | "premier" | "chancellor" | "king" | "queen" | "emperor" | "pope" | "supreme leader" | "sultan" | "emir")
        || role.strip_suffix(" minister").is_some_and(|of| PARTS_OF_ROLES.contains(&of) && of != "deputy")
}

/// Roles of those who lead a country.
fn leads(role: &str) -> bool {
    matches!(role, "president" | "prime minister" | "premier" | "chancellor" | "king" | "emperor" | "emir" | "sultan" | "supreme leader" | "leader")
}

/// Words for a sort of thing that may stand for a name that was told: each group counts as one word.
const SORTS: &[(&str, &[&str])] = &[
    ("group", &["group", "grouping", "movement", "militia", "organization", "organisation"]),
    ("party", &["party"]),
    ("company", &["company", "corporation", "firm", "carmaker", "airline"]),
    ("agency", &["agency"]),
    ("newspaper", &["newspaper", "daily", "magazine"]),
    ("channel", &["channel", "broadcaster"]),
    ("alliance", &["alliance", "bloc"]),
    ("city", &["city", "town"]),
    ("ministry", &["ministry"]),
];

/// The sort that a word names.
fn sort_of(word: &str) -> Option<&'static str> {
    SORTS.iter().find(|(_, words)| words.contains(&word)).map(|(sort, _)| *sort)
}

/// Sorts of the things of a kind.
fn sorts_of(fact: Fact) -> Vec<&'static str> {
    [
        (Kind::ArmedGroup.bit(), "group"),
        (Kind::Party.bit(), "party"),
        (Kind::Company.bit(), "company"),
        (Kind::Agency.bit(), "agency"),
        (Kind::Capital.bit() | Kind::City.bit(), "city"),
        (Kind::Ministry.bit(), "ministry"),
    ]
    .into_iter()
    .filter(|(kinds, _)| fact.of_kind(*kinds))
    .map(|(_, sort)| sort)
    .collect()
}

/// A name as it stands in the text: a known form, or capitalised words that are no ordinary ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What is known of it, if it is a form of a known name.
    pub fact: Option<Fact>,
}

/// All names of a document in order of place, each as long as it goes.
#[must_use]
pub fn runs(evidence: &Evidence<'_>) -> Vec<Run> {
    let doc = evidence.doc();
    let tokens = doc.tokens();
    let mut runs: Vec<Run> = Vec::new();
    let mut next = 0;
    for &at in evidence.capitals() {
        let at = at as usize;
        if at < next {
            continue;
        }
        if let Some(mention) = evidence.names().at(at)
            && mention.tokens.start == at
            && mention.fact.is(Fact::CANONICAL | Fact::VARIANT)
            && tokens[at].is_capitalized()
        {
            next = mention.tokens.end;
            runs.push(Run { tokens: mention.tokens.clone(), fact: Some(mention.fact) });
            continue;
        }
        let number = doc.segment_at(tokens[at].span.start).unwrap_or(0);
        let range = doc.segments()[number].range();
        let part = |at: usize| {
            at < range.end
                && tokens[at].is_word()
                && tokens[at].is_capitalized()
                && tokens[at].case != Case::Upper
                && matches!(evidence.word(at).known, Known::Unknown | Known::Name | Known::ProperOnly | Known::Compound)
        };
        if !part(at) || evidence.names().title_case[number] && evidence.word(at).known != Known::Unknown {
            continue;
        }
        let mut last = at;
        while part(last + 1) && last - at + 1 < MOST_WORDS && tokens[last + 1].space_before() && !evidence.word(last).possessive {
            last += 1;
        }
        next = last + 1;
        if last > at || !is_calendar(evidence.folded(at)) {
            runs.push(Run { tokens: at..last + 1, fact: None });
        }
    }
    runs
}

/// The chains of a document.
#[derive(Debug, Clone, Default)]
pub struct Chains {
    /// In order of the first name of each.
    pub all: Vec<Chain>,
}

impl Chains {
    /// Puts the names of a document together: spellings of one known thing, a surname with the one full name that has it,
    /// an acronym in brackets with what stands before it. What could be one or the other stands alone.
    #[must_use]
    pub fn of(evidence: &Evidence<'_>) -> Self {
        let mut chains = Building { evidence, all: Vec::new(), of_id: FxHashMap::default(), of_surname: FxHashMap::default(), of_text: FxHashMap::default() };
        let runs: Vec<Run> =
            runs(evidence).into_iter().filter(|run| run.fact.is_none_or(|fact| !fact.of_kind(Kind::People.bit() | Kind::Language.bit()))).collect();
        // Full names first: a surname may stand before the name it belongs to.
        let of: Vec<Option<usize>> = runs.iter().map(|run| chains.full(run)).collect();
        for (run, full) in runs.iter().zip(of) {
            let Some(chain) = full.or_else(|| chains.part(run)) else { continue };
            chains.take(chain, run);
        }
        let mut all = chains.all;
        all.retain(|chain| !chain.names.is_empty());
        for chain in &mut all {
            chain.names.sort_unstable_by_key(|name| name.start);
            chain.names.dedup();
        }
        all.sort_by_key(|chain| chain.names[0].start);
        Self { all }
    }

    /// The descriptions that stand for one of the names and could stand for no other one: "the Turkish leader", "the
    /// group", "the Syrian capital".
    #[must_use]
    pub fn epithets(&self, evidence: &Evidence<'_>) -> Vec<Epithet> {
        let tokens = evidence.doc().tokens();
        let mut found = Vec::new();
        for segment in evidence.doc().segments() {
            let range = segment.range();
            for the in range.clone().filter(|at| evidence.folded(*at) == "the") {
                let mut at = the + 1;
                let country = (at < range.end).then(|| country_of_adjective(evidence, at)).flatten();
                at += usize::from(country.is_some());
                while at < range.end && PASSING.contains(&evidence.folded(at)) {
                    at += 1;
                }
                let role = role_at(evidence, at, &range);
                let (end, fits): (usize, Box<dyn Fn(&Chain) -> bool>) = if let Some((end, role)) = role {
                    (end, Box::new(move |chain: &Chain| chain.holds(&role, country.as_deref())))
                } else if at < range.end && evidence.folded(at) == "capital" {
                    let Some(country) = country else { continue };
                    (at + 1, Box::new(move |chain: &Chain| chain.is_capital_of(evidence, &country)))
                } else if let Some(sort) = (at < range.end).then(|| sort_of(evidence.folded(at))).flatten() {
                    (at + 1, Box::new(move |chain: &Chain| chain.sorts.contains(&sort)))
                } else {
                    continue;
                };
                // A name of its own, or what the description goes on to say, makes it another thing.
                let goes_on = tokens.get(end).is_some_and(|next| {
                    range.contains(&end)
                        && (next.is_capitalized()
                            || matches!(evidence.folded(end), "of" | "for" | "in" | "from")
                            || crate::text::quote::is_double(evidence.doc().token_text(end)))
                });
                if goes_on || evidence.word(end - 1).possessive && tokens.get(end).is_some_and(|next| next.is_capitalized()) {
                    continue;
                }
                // An apposition is told with its name.
                let told = self.all.iter().flat_map(|chain| &chain.offices).filter_map(|office| office.tokens.as_ref());
                if told.into_iter().any(|tokens| tokens.start <= end && the < tokens.end) {
                    continue;
                }
                let mut fitting = (0..self.all.len()).filter(|number| fits(&self.all[*number]));
                if let (Some(chain), None) = (fitting.next(), fitting.next())
                    && self.all[chain].names[0].start < the
                {
                    found.push(Epithet { tokens: the..end, chain });
                }
            }
        }
        found
    }
}

impl Chain {
    /// Whether it holds this office, as far as is told; a leader may be any who lead a country.
    fn holds(&self, role: &str, country: Option<&str>) -> bool {
        self.offices.iter().any(|office| {
            let same_role = office.role == role || role == "leader" && leads(&office.role);
            same_role && country.is_none_or(|country| office.country.as_deref() == Some(country))
        })
    }

    fn is_capital_of(&self, evidence: &Evidence<'_>, country: &str) -> bool {
        self.id.is_some_and(|id| {
            let name = evidence.knowledge().names.name(id);
            name.kind == Kind::Capital && name.context == country
        })
    }
}

struct Building<'e, 'a> {
    evidence: &'e Evidence<'a>,
    all: Vec<Chain>,
    of_id: FxHashMap<u32, usize>,
    of_surname: FxHashMap<String, Vec<usize>>,
    of_text: FxHashMap<String, usize>,
}

impl Building<'_, '_> {
    /// The chain of a name that says by itself what it names.
    fn full(&mut self, run: &Run) -> Option<usize> {
        let person = run.fact.is_none_or(|fact| fact.of_kind(Kind::Person.bit() | Kind::Surname.bit()));
        if !person {
            let id = run.fact.map_or(0, |fact| fact.id);
            return Some(match self.of_id.get(&id) {
                Some(chain) => *chain,
                None => {
                    let sorts = run.fact.map(sorts_of).unwrap_or_default();
                    let chain = self.add(Some(id), None, sorts);
                    self.of_id.insert(id, chain);
                    chain
                }
            });
        }
        if run.tokens.len() < 2 {
            return None;
        }
        let (first, surname) = (self.plain(run.tokens.start), self.plain(run.tokens.end - 1));
        let known = run.fact.map(|fact| fact.id);
        if run.fact.is_none() && !self.evidence.word(run.tokens.start).name.is(Fact::GIVEN) {
            let text = run.tokens.clone().map(|at| self.plain(at)).collect::<Vec<_>>().join(" ");
            return Some(match self.of_text.get(&text) {
                Some(chain) => *chain,
                None => {
                    let chain = self.add(None, None, Vec::new());
                    self.of_text.insert(text, chain);
                    chain
                }
            });
        }
        let same = self.of_surname.get(&surname).into_iter().flatten().copied().find(|chain| {
            let chain = &self.all[*chain];
            known.is_some() && chain.id == known || chain.given.as_ref() == Some(&first)
        });
        if let Some(chain) = same {
            return Some(chain);
        }
        let chain = self.add(known, Some(first), Vec::new());
        self.of_surname.entry(surname).or_default().push(chain);
        Some(chain)
    }

    /// The chain of a single word: that of the one full name it is the surname of, or its own.
    fn part(&mut self, run: &Run) -> Option<usize> {
        let surname = self.plain(run.tokens.end - 1);
        match self.of_surname.get(&surname).map(Vec::as_slice) {
            Some([one]) => Some(*one),
            Some(_) => None,
            None => {
                let chain = self.add(run.fact.map(|fact| fact.id), None, Vec::new());
                self.of_surname.insert(surname, vec![chain]);
                Some(chain)
            }
        }
    }

    fn add(&mut self, id: Option<u32>, given: Option<String>, sorts: Vec<&'static str>) -> usize {
        let mut offices = Vec::new();
        if let Some(id) = id {
            let name = self.evidence.knowledge().names.name(id);
            if name.kind == Kind::Person {
                let told: Vec<&str> = name.context.split(';').map(str::trim).collect();
                let country = told.iter().find_map(|word| country_of(self.evidence, word));
                offices.extend(told.iter().filter(|word| is_single(word) || **word == "leader").map(|role| Office {
                    role: (*role).to_owned(),
                    country: country.clone(),
                    tokens: None,
                }));
            }
        }
        self.all.push(Chain { id, names: Vec::new(), offices, sorts, given });
        self.all.len() - 1
    }

    /// Takes a name into its chain, with what stands around it.
    fn take(&mut self, chain: usize, run: &Run) {
        let evidence = self.evidence;
        let offices = [office_before(evidence, run.tokens.start), office_after(evidence, run.tokens.end)];
        let sort = sort_beside(evidence, &run.tokens);
        let acronym = acronym_after(evidence, run.tokens.end);
        let chain = &mut self.all[chain];
        chain.names.push(run.tokens.clone());
        chain.names.extend(acronym);
        for office in offices.into_iter().flatten() {
            chain.offices.push(office);
        }
        if let Some(sort) = sort
            && !chain.sorts.contains(&sort)
        {
            chain.sorts.push(sort);
        }
    }

    fn plain(&self, at: usize) -> String {
        let folded = self.evidence.folded(at);
        fold_accents(folded.strip_suffix("'s").unwrap_or(folded)).into_owned()
    }
}

/// The folded country that an adjective of a people or a country's name stands for.
#[must_use]
pub fn country_of(evidence: &Evidence<'_>, word: &str) -> Option<String> {
    let names = &evidence.knowledge().names;
    let fact = names.fact(word);
    if fact.of_kind(Kind::People.bit()) {
        let country = names.name(fact.id).context;
        return (!country.is_empty() && names.name(fact.id).kind == Kind::People).then(|| country.to_owned());
    }
    (fact.of_kind(Kind::Country.bit()) && fact.is(Fact::CANONICAL | Fact::VARIANT)).then(|| fold(names.name(fact.id).text).into_owned())
}

/// The country of the adjective or the possessive at a token: Turkish, Turkey's.
#[must_use]
pub fn country_of_adjective(evidence: &Evidence<'_>, at: usize) -> Option<String> {
    let word = evidence.word(at);
    let token = evidence.doc().tokens()[at];
    if !token.is_capitalized() || !word.name.of_kind(Kind::People.bit() | Kind::Country.bit()) {
        return None;
    }
    let folded = evidence.folded(at);
    match folded.strip_suffix("'s") {
        Some(country) => country_of(evidence, country),
        None if word.name.of_kind(Kind::People.bit()) => country_of(evidence, folded),
        // US President Joe Biden
        None => matches!(folded, "us" | "u.s." | "uk" | "u.k.").then(|| country_of(evidence, folded)).flatten(),
    }
}

/// The role that begins at a token, and where it ends.
fn role_at(evidence: &Evidence<'_>, at: usize, range: &Range<usize>) -> Option<(usize, String)> {
    let mut end = at;
    while end < range.end && PARTS_OF_ROLES.contains(&evidence.folded(end)) && end < at + 2 {
        end += 1;
    }
    let head = (end < range.end).then(|| evidence.folded(end))?;
    let head = head.strip_suffix("'s").unwrap_or(head);
    if is_title(head) && !is_form_of_address(head) {
        let before = (at..end).map(|at| evidence.folded(at)).collect::<Vec<_>>().join(" ");
        let role = if before.is_empty() { head.to_owned() } else { format!("{before} {head}") };
        return Some((end + 1, role));
    }
    None
}

/// Whether a title says nothing about an office.
fn is_form_of_address(word: &str) -> bool {
    matches!(
        word,
        "mr" | "mrs" | "ms" | "mr." | "mrs." | "dr" | "presidents" | "spokesman" | "spokeswoman" | "spokesperson" | "deputy" | "general" | "head" | "chief"
    )
}

/// The office that stands before a name: Turkish President, Turkey's foreign minister, President of Turkey.
#[must_use]
pub fn office_before(evidence: &Evidence<'_>, name: usize) -> Option<Office> {
    let range = evidence.doc().segment_of(name).range();
    let mut end = name;
    if end > range.start && evidence.doc().token_text(end - 1) == "," {
        end -= 1;
    }
    // President of Turkey, Recep Tayyip Erdogan
    let mut country = None;
    if end >= range.start + 3 && evidence.folded(end - 2) == "of" && evidence.word(end - 1).name.of_kind(Kind::Country.bit()) {
        country = country_of(evidence, evidence.folded(end - 1));
        end -= 2;
    } else if end != name {
        return None;
    }
    if end == range.start || !is_title(evidence.folded(end - 1)) {
        return None;
    }
    let mut first = end - 1;
    while first > range.start && PARTS_OF_ROLES.contains(&evidence.folded(first - 1)) && end - first < 3 {
        first -= 1;
    }
    let (_, role) = role_at(evidence, first, &range)?;
    let mut before = first;
    while before > range.start && PASSING.contains(&evidence.folded(before - 1)) {
        before -= 1;
    }
    if country.is_none() && before > range.start {
        country = country_of_adjective(evidence, before - 1);
        first = if country.is_some() { before - 1 } else { first };
    }
    Some(Office { role, country, tokens: Some(first..end) })
}

/// The office that is told after a name: Erdogan, the Turkish president; Erdogan, president of Turkey.
fn office_after(evidence: &Evidence<'_>, end: usize) -> Option<Office> {
    let tokens = evidence.doc().tokens();
    if end >= tokens.len() || evidence.doc().token_text(end) != "," {
        return None;
    }
    let range = evidence.doc().segment_of(end).range();
    let mut at = end + 1;
    let article = at < range.end && evidence.folded(at) == "the";
    at += usize::from(article);
    let first = at;
    let mut country = (at < range.end).then(|| country_of_adjective(evidence, at)).flatten();
    at += usize::from(country.is_some());
    let (mut after, role) = role_at(evidence, at, &range)?;
    if country.is_none() && after + 1 < range.end && evidence.folded(after) == "of" {
        let of = after + 1 + usize::from(evidence.folded(after + 1) == "the");
        country = (of < range.end).then(|| country_of(evidence, evidence.folded(of))).flatten();
        // The head of something else is not told apart.
        country.as_ref()?;
        after = of + 1;
    }
    // "Erdogan, president Putin": the next name's office.
    let ends = after >= range.end || matches!(evidence.doc().token_text(after), "," | "." | ")" | ";" | "—" | "–") || evidence.folded(after) == "and";
    (ends && (article || country.is_some())).then_some(Office { role, country, tokens: Some(first..after) })
}

/// The word for its sort that stands before or after a name: the group X, the X group.
fn sort_beside(evidence: &Evidence<'_>, name: &Range<usize>) -> Option<&'static str> {
    let range = evidence.doc().segment_of(name.start).range();
    let quote = |at: usize| crate::text::quote::is_double(evidence.doc().token_text(at));
    let mut before = name.start;
    if before > range.start && quote(before - 1) {
        before -= 1;
    }
    let mut after = name.end;
    if after < range.end && quote(after) {
        after += 1;
    }
    let of = |at: usize| sort_of(evidence.folded(at));
    (before > range.start).then(|| of(before - 1)).flatten().or_else(|| (after < range.end).then(|| of(after)).flatten())
}

/// The acronym in brackets after a name.
fn acronym_after(evidence: &Evidence<'_>, end: usize) -> Option<Range<usize>> {
    let (doc, tokens) = (evidence.doc(), evidence.doc().tokens());
    let bracketed = end + 2 < tokens.len() && doc.token_text(end) == "(" && doc.token_text(end + 2) == ")" && tokens[end + 1].case == Case::Upper;
    (bracketed && tokens[end + 1].is_word() && tokens[end + 1].span.len() >= 2).then(|| end + 1..end + 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::words::Vocabulary;
    use crate::knowledge::Knowledge;
    use crate::text::Document;

    /// For each chain what stands for it, epithets in square brackets.
    fn chains(text: &str) -> Vec<String> {
        let (doc, knowledge) = (Document::plain("a", text), Knowledge::embedded());
        let mut vocabulary = Vocabulary::default();
        let evidence = Evidence::new(&doc, &knowledge, &mut vocabulary);
        let chains = Chains::of(&evidence);
        let slice = |range: &Range<usize>| doc.slice(doc.tokens()[range.start].span.to(doc.tokens()[range.end - 1].span)).to_owned();
        let mut out: Vec<Vec<String>> = chains.all.iter().map(|chain| chain.names.iter().map(slice).collect()).collect();
        for epithet in chains.epithets(&evidence) {
            out[epithet.chain].push(format!("[{}]", slice(&epithet.tokens)));
        }
        out.into_iter().map(|chain| chain.join(", ")).collect()
    }

    #[test]
    fn a_person_is_called_by_name_surname_and_office() {
        assert_eq!(
            chains("Turkish President Recep Tayyip Erdogan flew in. Erdogan slept. The Turkish leader spoke late, and the president left."),
            ["Recep Tayyip Erdogan, Erdogan, [The Turkish leader], [the president]"]
        );
        assert_eq!(chains("Damir Akhmetov, the mayor, came alone that day. Later the mayor left with Akhmetov."), ["Damir Akhmetov, Akhmetov, [the mayor]"]);
    }

    #[test]
    fn what_could_be_two_is_linked_to_none() {
        assert_eq!(
            chains("Iranian President Hassan Rouhani met Turkish President Recep Tayyip Erdogan. The president smiled; the Iranian leader did not."),
            ["Hassan Rouhani, [the Iranian leader]", "Recep Tayyip Erdogan"]
        );
        assert_eq!(chains("Anton Belov and his cousin Pavel Belov arrived before the others. Then Belov spoke."), ["Anton Belov", "Pavel Belov"]);
    }

    #[test]
    fn groups_and_capitals_have_epithets_too() {
        assert_eq!(
            chains("The group Hezbollah denied it. In Damascus the group has no office. The Syrian capital was calm."),
            ["Hezbollah, [the group]", "Damascus, [The Syrian capital]"]
        );
        assert_eq!(chains("Hezbollah and Hamas met. The group agreed with the group of elders."), ["Hezbollah", "Hamas"]);
    }

    #[test]
    fn an_acronym_in_brackets_belongs_to_its_name() {
        assert_eq!(chains("The Kurdistan Workers' Party (PKK) denied it, and PKK fighters left."), ["Kurdistan Workers' Party, PKK, PKK"]);
    }
}
