//! What grammar needs to know of a word beyond its tags: countability, kinds of nouns, verbs and function words.

use super::lexicon::{find_row, find_row_by};
use super::tags::{Tag, TagSet};

/// `word<TAB>classes`, sorted by bytes; searched in place.
static NOUNS: &str = include_str!("data/grammar/nouns.txt");
static VERBS: &str = include_str!("data/grammar/verbs.txt");
/// `first second<TAB>kinds`, sorted by bytes; `*` stands for any first word.
static PHRASES: &str = include_str!("data/grammar/phrases.txt");

/// A set of facts about one folded form.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Facts(u64);

macro_rules! facts {
    ($($(#[doc = $doc:literal])+ $name:ident = $bit:literal $(, $key:literal)?;)+) => {
        impl Facts {
            $($(#[doc = $doc])+ pub const $name: Facts = Facts(1 << $bit);)+
        }

        /// The fact that a table calls by this name.
        fn parse(key: &str) -> Option<Facts> {
            match key {
                $($($key => Some(Facts::$name),)?)+
                _ => None,
            }
        }
    };
}

facts! {
    /// A singular noun that does not stand without a determiner.
    COUNT = 0, "count";
    /// A singular noun that can be counted, but stands bare in some phrases.
    COUNTABLE = 1, "countable";
    /// A noun that is not counted.
    MASS = 2, "mass";
    /// A noun that is counted in some senses only.
    MASS_OR_COUNT = 3, "mass-or-count";
    /// A noun that never takes `a`.
    NO_ARTICLE = 4, "no-article";
    /// A singular noun that stands bare in set phrases (`in court`, `on board`).
    BARE = 5, "bare";
    /// A person or an animal.
    PERSON = 6, "person";
    /// A body or thing that is never `she`.
    THING = 7, "thing";
    /// An office: bare after `as` and in apposition.
    ROLE = 8, "role";
    /// A purpose: its sentence says what it *is*.
    AIM = 9, "aim";
    /// A name that takes `the` (`the UK`).
    THE_NAME = 10, "the-name";
    /// A name that takes `the` in most of its uses.
    THE_NAME_OFTEN = 11, "the-name-often";
    /// A country or city without an article.
    PLACE = 12, "place";
    /// A first name.
    FIRST_NAME = 13, "first-name";
    /// `a`, `an`.
    ARTICLE_A = 14;
    /// `the`.
    ARTICLE_THE = 15;
    /// A word that opens a noun phrase and leaves no room for an article.
    DETERMINER = 16;
    /// A preposition that is hardly anything else.
    PREPOSITION = 17;
    /// A finite form of `be`.
    BE = 18;
    /// A form of `have`.
    HAVE = 19;
    /// A form of `do`.
    DO = 20;
    /// A modal verb.
    MODAL = 21;
    /// `not`, `never` or a verb with `n't`.
    NEGATED = 22;
    /// A pronoun that can only be a subject.
    SUBJECT = 23;
    /// A pronoun that can only be an object.
    OBJECT = 24;
    /// `which`, `who`, `what`, `how` and the like.
    WH = 25;
    /// `if`, `because`, `when` and others that open a dependent clause.
    SUBORDINATOR = 26;
    /// Words that say `no` to a noun: `no`, `nothing`, `nobody`.
    NO = 27;
    /// A quantity that asks for a plural.
    PLURAL_QUANTITY = 28;
    /// A pronoun with a verb tied to it: `it's`, `we'll`.
    TIED = 29;
    /// Coordinating conjunctions.
    CONJUNCTION = 30;
    /// A verb that needs the person it is said to: `remind`.
    TELLING = 32, "telling";
    /// A verb that needs an object before an infinitive: `allow`.
    ALLOWING = 33, "allowing";
    /// A verb that never takes an infinitive: `suggest`.
    NO_INFINITIVE = 34, "no-infinitive";
    /// A past participle whose `as` tells what it is seen as: `recognized`.
    SEEN_AS = 35, "seen-as";
    /// A verb that has no passive: `happen`.
    NO_PASSIVE = 36, "no-passive";
    /// A verb of state that has no progressive: `know`.
    STATE = 37, "state";
    /// A verb that calls for an infinitive: `intend`.
    CONTROL = 38, "control";
    /// A verb of speech or thought.
    SPEECH = 39, "speech";
    /// A verb that takes an object with a determiner (`launched an operation`).
    LIGHT = 40, "light";
    /// A verb of doing that is followed by an adverb, not an adjective.
    DOING = 41, "doing";
    /// A verb of giving, which can part from its object.
    GIVING = 42, "giving";
    /// A verb that cannot do without its preposition: `depend`.
    WITH_PREPOSITION = 50, "preposition";
    /// A word with which a phrase ends that rules look for (`lot`, `same`, `world`).
    IN_PHRASE = 51, "in-phrase";
    /// `of`.
    OF = 52;
    /// A comma.
    COMMA = 53;
    /// `to`.
    TO = 43;
    /// `that`.
    THAT = 44;
    /// `there`.
    THERE = 45;
    /// `he`, `she`, `her`, `his`.
    HE_SHE = 46;
    /// `this`, `these` and other words whose number the noun must share.
    NUMBERED = 47;
    /// An adverb or other word that may stand between a subject and its verb.
    BETWEEN = 48;
    /// `if`, `when`, `until` and others that are followed by the present, not by `will`.
    TIME_OR_CONDITION = 49;
}

impl Facts {
    /// Nothing known.
    pub const NONE: Facts = Facts(0);

    /// Every fact of the set.
    pub fn bits(self) -> impl Iterator<Item = usize> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let bit = rest.trailing_zeros() as usize;
            rest &= rest.wrapping_sub(1);
            (bit < 64).then_some(bit)
        })
    }

    /// Everything in either.
    #[must_use]
    pub const fn or(self, other: Facts) -> Facts {
        Facts(self.0 | other.0)
    }

    /// Whether one of these holds.
    #[must_use]
    pub const fn any(self, other: Facts) -> bool {
        self.0 & other.0 != 0
    }

    /// What is known of a folded form.
    #[must_use]
    pub fn of(form: &str) -> Facts {
        let mut facts = function_word(form);
        if form.len() > 5 && form.ends_with("est") {
            facts = facts.or(Facts::IN_PHRASE);
        }
        for table in [NOUNS, VERBS] {
            if let Some(keys) = find_row(table, form) {
                facts = keys.split(' ').filter_map(parse).fold(facts, Facts::or);
            }
        }
        facts
    }
}

fn function_word(form: &str) -> Facts {
    let f = match form {
        "a" | "an" => return Facts::ARTICLE_A.or(Facts::DETERMINER),
        "the" => return Facts::ARTICLE_THE.or(Facts::DETERMINER),
        "to" => return Facts::TO,
        "of" => return Facts::OF.or(Facts::PREPOSITION),
        "that" => return Facts::THAT,
        "there" => return Facts::THERE,
        "this" | "these" | "those" => Facts::NUMBERED.or(Facts::DETERMINER),
        "each" | "every" | "another" | "either" | "neither" => Facts::NUMBERED.or(Facts::DETERMINER),
        "many" | "several" | "few" | "both" | "various" | "numerous" | "different" => Facts::NUMBERED.or(Facts::PLURAL_QUANTITY),
        "two" | "three" | "four" | "five" | "six" | "seven" | "eight" | "nine" | "ten" | "dozens" | "hundreds" | "thousands" => Facts::PLURAL_QUANTITY,
        "some" | "any" | "much" | "such" | "what" | "which" | "whose" | "my" | "our" | "your" | "its" | "their" => Facts::DETERMINER,
        "his" => Facts::DETERMINER.or(Facts::HE_SHE),
        "her" => Facts::DETERMINER.or(Facts::HE_SHE),
        "no" => Facts::DETERMINER.or(Facts::NO),
        "nothing" | "nobody" | "none" | "nowhere" => Facts::NO,
        "is" | "are" | "was" | "were" | "am" => Facts::BE,
        "isn't" | "aren't" | "wasn't" | "weren't" | "ain't" => Facts::BE.or(Facts::NEGATED),
        "has" | "have" | "had" => Facts::HAVE,
        "hasn't" | "haven't" | "hadn't" => Facts::HAVE.or(Facts::NEGATED),
        "do" | "does" | "did" => Facts::DO,
        "don't" | "doesn't" | "didn't" => Facts::DO.or(Facts::NEGATED),
        "will" | "would" | "can" | "could" | "may" | "might" | "shall" | "should" | "must" => Facts::MODAL,
        "won't" | "wouldn't" | "can't" | "couldn't" | "mightn't" | "shan't" | "shouldn't" | "mustn't" | "cannot" => Facts::MODAL.or(Facts::NEGATED),
        "not" | "never" => Facts::NEGATED.or(Facts::BETWEEN),
        "he" | "she" => Facts::SUBJECT.or(Facts::HE_SHE),
        "i" | "we" | "they" => Facts::SUBJECT,
        "me" | "us" | "him" | "them" => Facts::OBJECT,
        "who" | "whom" | "how" | "why" | "where" | "when" => Facts::WH,
        "if" | "unless" | "until" | "till" | "once" | "before" | "after" => Facts::SUBORDINATOR.or(Facts::TIME_OR_CONDITION),
        "because" | "although" | "though" | "while" | "whereas" | "since" | "whether" | "as" | "lest" | "whenever" | "wherever" => Facts::SUBORDINATOR,
        "and" | "or" | "but" | "nor" | "yet" | "so" => Facts::CONJUNCTION,
        "in" | "for" | "with" | "from" | "at" | "by" | "into" | "against" | "between" | "during" | "without" | "within" | "among" | "amongst" | "towards"
        | "toward" | "upon" | "throughout" | "via" | "despite" | "onto" | "beyond" | "concerning" | "regarding" | "on" | "about" | "under" | "over"
        | "through" | "behind" | "near" | "beside" | "per" => Facts::PREPOSITION,
        "also" | "already" | "still" | "always" | "often" | "just" | "only" | "now" | "then" | "even" | "really" | "soon" | "currently" | "recently"
        | "usually" | "sometimes" | "probably" | "certainly" => Facts::BETWEEN,
        _ => return tied(form),
    };
    match form {
        "when" | "where" | "what" | "which" | "whose" => f.or(Facts::WH),
        _ => f,
    }
}

/// What a form is in ordinary text: some very common words have tags that only lists know.
#[must_use]
pub fn usual_tags(form: &str, tags: TagSet) -> TagSet {
    const NN: TagSet = TagSet::of(&[Tag::NN]);
    const RB: TagSet = TagSet::of(&[Tag::RB]);
    const NOUN_OR_VERB: TagSet = TagSet::of(&[Tag::NN, Tag::VB, Tag::VBP]);
    match form {
        "part" | "number" | "country" | "lot" | "kind" | "way" | "side" | "government" | "situation" | "group" | "world" | "company" | "war" | "party"
        | "man" | "woman" => NN,
        "people" | "police" => TagSet::of(&[Tag::NNS]),
        "even" | "just" | "still" | "well" | "once" | "yet" | "not" | "never" | "also" | "already" | "ever" | "here" | "almost" | "only" | "thus" | "very"
        | "too" | "rather" | "quite" => RB,
        "said" => TagSet::of(&[Tag::VBD, Tag::VBN]),
        "more" => TagSet::of(&[Tag::JJR, Tag::RBR]),
        "most" => TagSet::of(&[Tag::JJS, Tag::RBS]),
        "like" => TagSet::of(&[Tag::IN, Tag::VB, Tag::VBP]),
        "no" => TagSet::of(&[Tag::DT]),
        "will" => TagSet::of(&[Tag::MD, Tag::NN]),
        "can" | "may" | "must" | "might" | "would" | "could" | "should" | "shall" => TagSet::of(&[Tag::MD]),
        "head" | "state" | "face" | "place" | "house" | "form" | "hand" | "back" | "result" | "end" | "time" | "point" => NOUN_OR_VERB,
        "long" | "new" | "own" | "other" | "such" | "same" | "main" | "good" | "bad" | "old" | "small" | "great" => TagSet::of(&[Tag::JJ]),
        "be" => TagSet::of(&[Tag::VB]),
        "been" => TagSet::of(&[Tag::VBN]),
        "being" => TagSet::of(&[Tag::VBG]),
        "have" => TagSet::of(&[Tag::VB, Tag::VBP]),
        "made" | "had" | "held" | "left" | "led" | "felt" | "found" | "told" | "lost" | "set" => tags.intersection(TagSet::VERB),
        "i" | "he" | "she" | "it" | "we" | "they" | "you" | "me" | "him" | "us" | "them" => TagSet::of(&[Tag::PRP]),
        _ if form.contains('\'') && tied(form).any(Facts::TIED) => TagSet::of(&[Tag::VBZ, Tag::VBP, Tag::MD]),
        _ => tags,
    }
}

/// `it's`, `we'll`: a subject that brings its verb.
fn tied(form: &str) -> Facts {
    let Some((head, tail)) = form.split_once('\'') else { return Facts::default() };
    let subject = matches!(head, "i" | "you" | "he" | "she" | "it" | "we" | "they" | "that" | "there" | "who" | "what" | "here" | "let");
    if subject && matches!(tail, "s" | "re" | "ve" | "ll" | "d" | "m") { Facts::TIED } else { Facts::default() }
}

/// Whether the table of two-word phrases has this pair, or its second word with any first, under this kind: `bare` (a
/// noun without an article), `object` (the same after a verb), `the-of` (takes `the` before `of`), `the-name`.
#[must_use]
pub fn phrase(first: &str, second: &str, kind: &str) -> bool {
    let has = |first: &str| pair_row(first, second).is_some_and(|kinds| kinds.split(' ').any(|k| k == kind));
    has(first) || has("*")
}

fn pair_row(first: &str, second: &str) -> Option<&'static str> {
    find_row_by(PHRASES, |found| found.bytes().cmp(first.bytes().chain([b' ']).chain(second.bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_and_every_row_is_found() {
        for table in [NOUNS, VERBS] {
            let rows: Vec<_> = table.lines().map(|line| line.split_once('\t').expect("two cells")).collect();
            assert!(rows.windows(2).all(|pair| pair[0].0 < pair[1].0));
            for (word, keys) in rows {
                assert_eq!(find_row(table, word), Some(keys));
                assert!(keys.split(' ').all(|key| parse(key).is_some()), "{word}: {keys}");
            }
        }
        let pairs: Vec<_> = PHRASES.lines().map(|line| line.split_once('\t').expect("two cells")).collect();
        assert!(pairs.windows(2).all(|pair| pair[0].0 < pair[1].0));
        for (words, kinds) in pairs {
            let (first, second) = words.split_once(' ').expect("two words");
            assert!(kinds.split(' ').all(|kind| phrase(first, second, kind)), "{words}");
        }
        assert!(!phrase("in", "zebra", "bare"));
        assert_eq!(find_row(NOUNS, "zzz"), None);
        assert_eq!(find_row(NOUNS, ""), None);
    }

    #[test]
    fn classes_are_as_large_as_promised() {
        let with = |key: &str| NOUNS.lines().filter(|line| line.split(['\t', ' ']).skip(1).any(|k| k == key)).count();
        assert!(with("mass") >= 600 && with("bare") >= 200 && with("count") >= 700);
    }
}
