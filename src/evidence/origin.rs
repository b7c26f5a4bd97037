//! How much a text reads like machine translation, and from which language: weak signs, weighed together.
//!
//! # What is weighed
//! [`Signs`] are counted in one pass: function words, commas, chains of "of", quotations followed by a dash, lengths of
//! sentences and words, how often words repeat, findings by family, and rows of the phrase tables by pack. As rates
//! they enter a logistic sum whose coefficients stand in `knowledge/data/origin.csv`, made by
//! `knowledge/data/train_origin.py` (which says how and from what). Names of places and people are no signs: they tell
//! what a text is about.
//!
//! # How to read it
//! `mt_likeness` runs from 0 to 1; about 0.5 is the middle of what was trained on, half of it human. `source_guess` is
//! empty unless one language stands out. Single signs are weak and the sum of them is too: good for sorting a pile of
//! texts, never for a verdict on one, and no gate uses it. Texts under 150 words are not judged at all.

use std::sync::OnceLock;

use super::Evidence;
use crate::exact::Exact;
use crate::finding::Finding;
use crate::knowledge::phrases::Phrases;
use crate::knowledge::tags::{Tag, TagSet};
use crate::mqm::Category;
use crate::text::{SegmentKind, TokenKind};

/// Fewest words that are judged.
pub const LEAST_WORDS: u32 = 150;

/// Words of a window in which repeats are counted.
const WINDOW: u32 = 100;

/// Least probability of a source language for it to be named, and least lead over the next one.
const NAMED: (f64, f64) = (0.65, 3.0);

macro_rules! signs {
    ($($name:ident = $id:literal, $label:literal;)+) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        enum Sign { $($name),+ }
        /// Ids of the signs, in order, as in the table of coefficients.
        pub const IDS: &[&str] = &[$($id),+];
        const LABELS: &[&str] = &[$($label),+];
        const ALL: &[Sign] = &[$(Sign::$name),+];
    };
}

signs! {
    A = "a", "\"a\" and \"an\"";
    The = "the", "\"the\"";
    Of = "of", "\"of\"";
    OfChain = "of-chain", "chains of \"of\"";
    In = "in", "\"in\"";
    To = "to", "\"to\"";
    And = "and", "\"and\"";
    That = "that", "\"that\"";
    Which = "which", "\"which\"";
    It = "it", "\"it\"";
    FirstPerson = "i-you-we", "\"I\", \"you\" and \"we\"";
    ThirdPerson = "he-she-they", "\"he\", \"she\" and \"they\"";
    Be = "be", "forms of \"be\"";
    Have = "have", "forms of \"have\"";
    Will = "will", "\"will\" and \"would\"";
    Can = "can", "\"can\", \"may\" and \"must\"";
    Not = "not", "\"not\" and \"no\"";
    But = "but", "\"but\", \"however\" and the like";
    This = "this", "\"this\" and \"these\"";
    As = "as", "\"as\"";
    With = "with", "\"with\"";
    For = "for", "\"for\"";
    On = "on", "\"on\"";
    By = "by", "\"by\"";
    At = "at", "\"at\" and \"from\"";
    Particle = "particle", "particles such as \"up\" and \"out\"";
    Contraction = "contraction", "contractions";
    Possessive = "possessive", "possessives";
    Adverb = "ly", "adverbs in -ly";
    Nominal = "nominal", "nouns in -tion and -ment";
    Participle = "ing", "forms in -ing";
    Hyphen = "hyphen", "hyphenated words";
    Numeral = "number", "numbers";
    Rare = "rare", "rare words";
    Common = "common", "very common words";
    Comma = "comma", "commas";
    CommaStart = "comma-start", "commas near the start of sentences";
    Semicolon = "semicolon", "semicolons and colons";
    Dash = "dash", "dashes";
    SaidDash = "said-dash", "quotations followed by a dash";
    Bracket = "bracket", "brackets";
    Quote = "quote", "quotation marks";
    AndStart = "and-start", "sentences that begin with \"and\" or \"but\"";
    ThereIs = "there-is", "\"there is\"";
    SaidThat = "said-that", "\"said that\"";
    LengthMean = "sentence-length", "mean length of sentences";
    LengthSpread = "sentence-spread", "spread of the length of sentences";
    WordLength = "word-length", "mean length of words";
    Variety = "variety", "different words in a hundred";
    Calques = "calques", "phrases carried over from another language";
    Broken = "broken", "broken grammar";
    Spelling = "spelling", "misspelt and unknown words";
    Marks = "marks", "misplaced marks and spaces";
    Names = "names", "garbled names";
}

/// Counts of one text or of its parts.
#[derive(Debug, Clone)]
pub struct Signs {
    words: u32,
    sentences: u32,
    counts: [u32; IDS.len()],
    /// Words of all sentences, and the sum of their squares.
    lengths: (f64, f64),
    letters: u64,
    /// Finished windows, and words that were new in theirs.
    windows: (u32, u32),
    packs: Vec<u32>,
}

impl Default for Signs {
    fn default() -> Self {
        Self { words: 0, sentences: 0, counts: [0; IDS.len()], lengths: (0.0, 0.0), letters: 0, windows: (0, 0), packs: Vec::new() }
    }
}

/// Marks of spellings beyond the signs that they are: verbs of saying, "there", "and" and "but".
const SAYS: u64 = 1 << 61;
const THERE: u64 = 1 << 62;
const OPENS: u64 = 1 << 63;
const _: () = assert!(IDS.len() <= 61, "signs and marks share 64 bits");

/// What each spelling of a document is a sign of, found out once, and in which window it was last met.
#[derive(Default)]
struct Spellings {
    masks: Vec<u64>,
    windows: Vec<u32>,
}

impl Spellings {
    /// The signs of a word, and whether it is new in this window.
    fn meet(&mut self, evidence: &Evidence<'_>, at: usize, window: u32) -> (u64, bool) {
        let id = evidence.spelling(at) as usize;
        if id >= self.windows.len() {
            self.masks.resize(id + 1, 0);
            self.windows.resize(id + 1, u32::MAX);
        }
        if self.windows[id] == u32::MAX {
            self.masks[id] = mask_of(evidence, at);
        }
        let new = self.windows[id] != window;
        self.windows[id] = window;
        (self.masks[id], new)
    }
}

/// The signs that a word is by itself, as bits.
fn mask_of(evidence: &Evidence<'_>, at: usize) -> u64 {
    let (folded, word) = (evidence.folded(at), evidence.word(at));
    let bit = |sign: Sign| 1u64 << sign as u32;
    let frequency = match word.frequency {
        0..=12 if !evidence.doc().tokens()[at].is_capitalized() => bit(Sign::Rare),
        25.. => bit(Sign::Common),
        _ => 0,
    };
    frequency
        | match folded {
            "a" | "an" => bit(Sign::A),
            "the" => bit(Sign::The),
            "of" => bit(Sign::Of),
            "in" => bit(Sign::In),
            "to" => bit(Sign::To),
            "and" => bit(Sign::And) | OPENS,
            "but" => bit(Sign::But) | OPENS,
            "that" => bit(Sign::That),
            "there" => THERE,
            "said" | "stated" | "noted" | "added" | "told" | "stressed" | "emphasized" | "reported" => SAYS,
            "which" => bit(Sign::Which),
            "it" | "its" => bit(Sign::It),
            "i" | "you" | "we" | "my" | "your" | "our" | "us" | "me" => bit(Sign::FirstPerson),
            "he" | "she" | "they" | "him" | "her" | "them" => bit(Sign::ThirdPerson),
            "is" | "are" | "was" | "were" | "be" | "been" | "being" => bit(Sign::Be),
            "has" | "have" | "had" => bit(Sign::Have),
            "will" | "would" | "shall" => bit(Sign::Will),
            "can" | "could" | "may" | "might" | "must" | "should" => bit(Sign::Can),
            "not" | "no" | "never" => bit(Sign::Not),
            "however" | "though" | "although" | "while" | "yet" => bit(Sign::But),
            "this" | "these" => bit(Sign::This),
            "as" => bit(Sign::As),
            "with" => bit(Sign::With),
            "for" => bit(Sign::For),
            "on" => bit(Sign::On),
            "by" => bit(Sign::By),
            "at" | "from" => bit(Sign::At),
            "up" | "out" | "off" | "down" | "over" | "back" | "away" | "around" => bit(Sign::Particle),
            _ => form_of(folded, word.possessive, word.tags),
        }
}

/// The signs of a content word, by its form.
fn form_of(folded: &str, possessive: bool, tags: TagSet) -> u64 {
    let bit = |sign: Sign| 1u64 << sign as u32;
    let mut mask = 0;
    if possessive {
        mask |= bit(Sign::Possessive);
    } else if folded.contains('\'') {
        mask |= bit(Sign::Contraction);
    }
    if folded.contains('-') {
        mask |= bit(Sign::Hyphen);
    }
    if folded.len() > 5 {
        if folded.ends_with("ly") && tags.contains(Tag::RB) {
            mask |= bit(Sign::Adverb);
        } else if ["tion", "tions", "ment", "ments", "ness", "sion", "sions"].iter().any(|end| folded.ends_with(end)) {
            mask |= bit(Sign::Nominal);
        } else if folded.ends_with("ing") && tags.contains(Tag::VBG) {
            mask |= bit(Sign::Participle);
        }
    }
    mask
}

/// What the signs say together.
#[derive(Debug, Clone, PartialEq)]
pub struct Origin {
    /// How much the text reads like raw machine translation, 0 to 1.
    pub mt_likeness: f64,
    /// The language it was probably translated from; `None` where none stands out.
    pub source_guess: Option<&'static str>,
    /// Why, strongest first.
    pub reasons: Vec<String>,
}

/// A source language that can be guessed, by its code.
#[must_use]
pub fn language_code(code: &str) -> Option<&'static str> {
    Model::embedded().sources().into_iter().map(|(name, _)| name).find(|name| *name == code)
}

impl Signs {
    /// Counts the signs of a document.
    #[must_use]
    pub fn of(evidence: &Evidence<'_>) -> Self {
        let mut signs = Self { packs: vec![0; Phrases::packs().len()], ..Self::default() };
        let mut spellings = Spellings::default();
        for segment in evidence.doc().segments() {
            if matches!(segment.kind, SegmentKind::Sentence) {
                signs.sentence(evidence, segment.range(), &mut spellings);
            }
        }
        for found in evidence.phrases() {
            let row = evidence.knowledge().phrases.row(found.row);
            if let Some(at) = Phrases::packs().iter().position(|pack| *pack == row.pack) {
                signs.packs[at] += 1;
            }
        }
        signs
    }

    fn sentence(&mut self, evidence: &Evidence<'_>, range: std::ops::Range<usize>, spellings: &mut Spellings) {
        let (doc, first) = (evidence.doc(), range.start);
        let (mut length, mut since_of, mut previous, mut mark) = (0u32, u32::MAX / 2, 0u64, "");
        for at in range {
            let token = doc.tokens()[at];
            since_of = since_of.saturating_add(1);
            match token.kind {
                TokenKind::Word => {}
                TokenKind::Number => {
                    length += 1;
                    self.add(Sign::Numeral);
                    continue;
                }
                TokenKind::Punctuation => {
                    let text = doc.token_text(at);
                    self.mark(text, mark, length);
                    (mark, previous) = (text, 0);
                    continue;
                }
                _ => continue,
            }
            length += 1;
            self.letters += u64::from(token.span.len() as u32);
            let (mut mask, new) = spellings.meet(evidence, at, self.windows.0);
            self.windows.1 += u32::from(new);
            if (self.words + length).is_multiple_of(WINDOW) {
                self.windows.0 += 1;
            }
            let has = |mask: u64, sign: Sign| mask & 1 << sign as u32 != 0;
            if has(mask, Sign::Of) {
                if since_of <= 4 {
                    self.add(Sign::OfChain);
                }
                since_of = 0;
            }
            if at == first && mask & OPENS != 0 {
                self.add(Sign::AndStart);
            }
            if has(mask, Sign::That) && previous & SAYS != 0 {
                self.add(Sign::SaidThat);
            }
            if has(mask, Sign::Be) && previous & THERE != 0 {
                self.add(Sign::ThereIs);
            }
            (previous, mark) = (mask, "");
            mask &= SAYS - 1;
            while mask != 0 {
                self.counts[mask.trailing_zeros() as usize] += 1;
                mask &= mask - 1;
            }
        }
        if length > 0 {
            self.words += length;
            self.sentences += 1;
            self.lengths.0 += f64::from(length);
            self.lengths.1 += f64::from(length) * f64::from(length);
        }
    }

    fn add(&mut self, sign: Sign) {
        self.counts[sign as usize] += 1;
    }

    fn mark(&mut self, mark: &str, previous: &str, length: u32) {
        match mark {
            "," => {
                self.add(Sign::Comma);
                if length <= 4 {
                    self.add(Sign::CommaStart);
                }
            }
            ";" | ":" => self.add(Sign::Semicolon),
            "–" | "—" | "-" | "--" => {
                self.add(Sign::Dash);
                if matches!(previous, "”" | "\"" | "»" | ",") {
                    self.add(Sign::SaidDash);
                }
            }
            "(" => self.add(Sign::Bracket),
            "“" | "\"" | "«" | "„" => self.add(Sign::Quote),
            _ => {}
        }
    }

    /// Adds the findings of the rules, by family.
    pub fn count_findings(&mut self, findings: &[Finding]) {
        for finding in findings {
            let sign = match finding.category {
                _ if finding.confidence < 0.5 || finding.rule == "house-form" || finding.rule == "glossary" => continue,
                Category::StyleCalque | Category::StyleUnidiomatic | Category::AccuracyMistranslation => Sign::Calques,
                Category::GrammarArticle | Category::GrammarAgreement | Category::GrammarWordOrder | Category::GrammarOther => Sign::Broken,
                Category::SpellingTypo | Category::AccuracyUntranslated => Sign::Spelling,
                Category::TypographyPunctuation | Category::TypographySpacing | Category::TypographyQuotes | Category::TypographyMixedScript => Sign::Marks,
                Category::NamesGarbled | Category::NamesInconsistent | Category::AcronymMismatch => Sign::Names,
                _ => continue,
            };
            self.add(sign);
        }
    }

    /// Adds the counts of another part of the same text.
    pub fn merge(&mut self, other: &Self) {
        self.words += other.words;
        self.sentences += other.sentences;
        self.letters += other.letters;
        for (sum, count) in self.counts.iter_mut().zip(other.counts) {
            *sum += count;
        }
        self.lengths = (self.lengths.0 + other.lengths.0, self.lengths.1 + other.lengths.1);
        self.windows = (self.windows.0 + other.windows.0, self.windows.1 + other.windows.1);
        self.packs.resize(self.packs.len().max(other.packs.len()), 0);
        for (sum, count) in self.packs.iter_mut().zip(&other.packs) {
            *sum += count;
        }
    }

    /// The signs as rates, in the order of [`IDS`]: per 1,000 words where they are counts, else as their names say.
    #[must_use]
    pub fn rates(&self) -> Vec<f64> {
        let words = f64::from(self.words.max(1));
        let mean = self.lengths.0 / f64::from(self.sentences.max(1));
        let rate = |sign: &Sign| match sign {
            Sign::LengthMean => mean,
            Sign::LengthSpread => (self.lengths.1 / f64::from(self.sentences.max(1)) - mean * mean).max(0.0).sqrt(),
            Sign::WordLength => self.letters as f64 / words,
            Sign::Variety => f64::from(self.windows.1) * f64::from(WINDOW) / words,
            sign => f64::from(self.counts[*sign as usize]) * 1000.0 / words,
        };
        ALL.iter().map(rate).collect()
    }

    /// Matches of each pack of the phrase tables: name and count.
    pub fn packs(&self) -> impl Iterator<Item = (&'static str, u32)> + '_ {
        Phrases::packs().iter().copied().zip(self.packs.iter().copied())
    }

    /// Weighs the signs; `None` where there are too few words.
    #[must_use]
    pub fn weigh(&self) -> Option<Origin> {
        if self.words < LEAST_WORDS {
            return None;
        }
        let rates = self.rates();
        let model = Model::embedded();
        let likeness = model.target("mt")?;
        let parts = likeness.parts(&rates);
        let mt_likeness = logistic(likeness.base + parts.iter().sum::<f64>());
        let mut reasons = Vec::new();
        let mut order: Vec<usize> = (0..parts.len()).collect();
        let towards = if mt_likeness >= 0.5 { 1.0 } else { -1.0 };
        order.sort_by(|a, b| (parts[*b] * towards).total_cmp(&(parts[*a] * towards)).then(a.cmp(b)));
        for at in order.into_iter().take(3).filter(|at| parts[*at] * towards > 0.1) {
            reasons.push(self.tell(at, rates[at], likeness.mean[at], if towards > 0.0 { "as in machine translation" } else { "as people write" }));
        }
        let (source_guess, because) = self.guess(model, &rates);
        reasons.extend(because);
        Some(Origin { mt_likeness: (mt_likeness * 100.0).round() / 100.0, source_guess, reasons })
    }

    fn tell(&self, at: usize, rate: f64, usual: f64, like: &str) -> String {
        let amount = if rate > usual { "many" } else { "few" };
        match ALL[at] {
            Sign::LengthMean | Sign::LengthSpread | Sign::WordLength | Sign::Variety => {
                format!("{}: {rate:.1}, usually {usual:.1}, {like}", LABELS[at])
            }
            _ => format!("{amount} {}: {rate:.1} per 1,000 words, usually {usual:.1}, {like}", LABELS[at]),
        }
    }

    /// The language that stands out.
    fn guess(&self, model: &Model, rates: &[f64]) -> (Option<&'static str>, Option<String>) {
        let mut scores: Vec<(&'static str, f64)> = Vec::new();
        for (name, base) in model.sources() {
            let fit = model.target(name).map_or(base, |target| target.base + target.parts(rates).iter().sum::<f64>());
            let rows = self.packs().find(|(pack, _)| pack.eq_ignore_ascii_case(name)).map_or(0, |(_, count)| count);
            scores.push((name, fit + model.per_row * f64::from(rows.min(6)) * 1000.0_f64.min(f64::from(self.words)) / f64::from(self.words)));
        }
        let top = scores.iter().map(|(_, score)| *score).fold(f64::NEG_INFINITY, f64::max);
        let sum: f64 = scores.iter().map(|(_, score)| (score - top).exact_exp()).sum();
        scores.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
        let (Some(best), Some(next)) = (scores.first(), scores.get(1)) else { return (None, None) };
        let share = 1.0 / sum;
        if best.0 == "en" || share < NAMED.0 || (best.1 - next.1).exact_exp() < NAMED.1 {
            return (None, None);
        }
        let rows = self.packs().find(|(pack, _)| *pack == best.0).map_or(0, |(_, count)| count);
        let why = if rows > 0 { format!("; {rows} of its set phrases") } else { String::new() };
        (Some(best.0), Some(format!("source probably {} ({:.0} %){why}", best.0, share * 100.0)))
    }
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exact_exp())
}

/// The coefficients of one question.
struct Target {
    name: &'static str,
    base: f64,
    mean: Vec<f64>,
    deviation: Vec<f64>,
    weight: Vec<f64>,
}

impl Target {
    /// What each sign adds; none more than three deviations.
    fn parts(&self, rates: &[f64]) -> Vec<f64> {
        rates
            .iter()
            .zip(&self.mean)
            .zip(&self.deviation)
            .zip(&self.weight)
            .map(|(((rate, mean), deviation), weight)| weight * ((rate - mean) / deviation).clamp(-3.0, 3.0))
            .collect()
    }
}

struct Model {
    targets: Vec<Target>,
    per_row: f64,
}

impl Model {
    fn embedded() -> &'static Self {
        static MODEL: OnceLock<Model> = OnceLock::new();
        MODEL.get_or_init(|| Self::parse(include_str!("../knowledge/data/origin.csv")))
    }

    /// Reads `target,sign,mean,deviation,weight`; what is no number counts as nothing, which a test forbids.
    fn parse(table: &'static str) -> Self {
        let mut model = Self { targets: Vec::new(), per_row: 0.0 };
        for line in table.lines().skip(1) {
            let cells: Vec<&'static str> = line.split(',').collect();
            let [target, sign, mean, deviation, weight] = cells[..] else { continue };
            let number = |cell: &str| cell.parse().unwrap_or(0.0);
            if target == "any" {
                model.per_row = number(weight);
                continue;
            }
            if model.targets.last().is_none_or(|last| last.name != target) {
                model.targets.push(Target {
                    name: target,
                    base: 0.0,
                    mean: vec![0.0; IDS.len()],
                    deviation: vec![1.0; IDS.len()],
                    weight: vec![0.0; IDS.len()],
                });
            }
            let last = model.targets.last_mut().expect("just pushed");
            match IDS.iter().position(|id| *id == sign) {
                Some(at) => (last.mean[at], last.deviation[at], last.weight[at]) = (number(mean), number(deviation), number(weight)),
                None => last.base = number(weight),
            }
        }
        model
    }

    fn target(&self, name: &str) -> Option<&Target> {
        self.targets.iter().find(|target| target.name == name)
    }

    /// All languages with what speaks for them before any sign: trained ones, and those that only have a pack.
    fn sources(&self) -> Vec<(&'static str, f64)> {
        let trained = self.targets.iter().filter(|target| target.name != "mt").map(|target| (target.name, target.base));
        let least = self.targets.iter().filter(|target| target.name != "mt").map(|target| target.base).fold(0.0, f64::min);
        let packs = Phrases::packs().iter().copied().filter(|pack| pack.len() == 2 && self.target(pack).is_none());
        trained.chain(packs.map(|pack| (pack, least - 2.0))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::words::Vocabulary;
    use crate::knowledge::Knowledge;
    use crate::text::Document;

    /// Invented, in the manner of raw machine translation from Russian.
    const RAW: &str = "The representative of the Ministry of foreign affairs of the country stated, that in the course of the negotiations the question of the regulation of the situation in the region was discussed. \
        “The position of the leadership of the republic on the given question is well known”, – said the head of the department. \
        Earlier, in the framework of the meeting of the commission, the sides considered the possibility of the implementation of the project of the construction of the bridge. \
        According to the words of the minister, the execution of the obligations of the parties in the sphere of the security is the necessary condition of the continuation of the dialogue. \
        “We are ready to the discussion of all the aspects of the problem”, – added he. \
        At the same time, the administration of the city noted, that the organization of the work on the restoration of the infrastructure of the district is under the control of the government. \
        In addition, in the statement of the committee it is noted, that the decision on the allocation of the means will be accepted after the conclusion of the examination of the documents.";

    /// Invented, as a reporter would write.
    const NATIVE: &str = "Ministers couldn't agree on the bridge last night, and nobody I spoke to thinks they'll try again before spring. \
        “We've been over this for years,” said Anna Reed, who runs the ferry. “You get used to waiting.” \
        Her boat still leaves at six each morning, packed with nurses, plasterers and the odd cyclist; tickets cost less than a coffee. \
        Reed's father ran it before her. He didn't like bridges either. \
        The council wants to sell off two car parks and put up the rest with a loan, but its accountants got cold feet in March after a survey turned up cracked bedrock off the northern bank. \
        Engineers say they can drill around it. That'd push the bill up by a fifth, which is why the mayor's now looking at a tunnel instead. \
        It sounds daft, she admits, yet it might work out cheaper. \
        Locals shrugged when I asked. One offered me a biscuit and pointed out that the ferry hasn't sunk since 1987.";

    fn weigh(text: &str) -> Option<Origin> {
        signs(text).weigh()
    }

    fn signs(text: &str) -> Signs {
        let (knowledge, doc, mut vocabulary) = (Knowledge::embedded(), Document::plain("t", text), Vocabulary::default());
        Signs::of(&Evidence::new(&doc, &knowledge, &mut vocabulary))
    }

    #[test]
    fn raw_translation_reads_more_like_a_machine_than_native_prose() {
        let (raw, native) = (weigh(RAW).expect("long enough"), weigh(NATIVE).expect("long enough"));
        assert!(raw.mt_likeness >= 0.7 && native.mt_likeness <= 0.3, "{raw:?}\n{native:?}");
        assert!(raw.reasons.iter().any(|reason| reason.starts_with("many very common words")), "{:?}", raw.reasons);
        assert_eq!(raw.source_guess, Some("ru"));
    }

    #[test]
    fn short_texts_are_not_judged() {
        assert_eq!(weigh("The head of the department of the ministry stated this."), None);
        assert_eq!(weigh(""), None);
    }

    #[test]
    fn findings_speak_against_a_text_and_never_for_it() {
        let model = Model::embedded().target("mt").expect("trained");
        for sign in [Sign::Calques, Sign::Broken, Sign::Spelling, Sign::Marks, Sign::Names] {
            assert!(model.weight[sign as usize] > 0.0, "{}", IDS[sign as usize]);
        }
    }

    #[test]
    fn parts_add_up_to_the_whole() {
        let mut sum = signs(NATIVE);
        sum.merge(&signs(RAW));
        let whole = signs(&format!("{NATIVE}\n\n{RAW}"));
        assert_eq!((sum.words, sum.sentences, sum.counts), (whole.words, whole.sentences, whole.counts));
    }

    #[test]
    fn every_row_of_the_table_names_a_sign_and_has_numbers() {
        let table = include_str!("../knowledge/data/origin.csv");
        assert!(table.lines().count() > 50);
        for line in table.lines().skip(1) {
            let cells: Vec<&str> = line.split(',').collect();
            let numbers = if IDS.contains(&cells[1]) { 2 } else { 4 };
            assert!(numbers == 2 || matches!(cells[1], "base" | "row"), "{line}");
            assert!(cells.len() == 5 && cells[numbers..].iter().all(|cell| cell.parse::<f64>().is_ok()), "{line}");
        }
    }
}
