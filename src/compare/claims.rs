//! What a sentence asserts: quantities, dates, names, negations, modality and quantifiers, each with its place.

use std::borrow::Cow;
use std::ops::Range;

use crate::knowledge::lexicon::Lexicon;
use crate::text::fold::{fold, fold_accents};
use crate::text::{Case, Document, Segment, SegmentKind, Span, Token, TokenKind};

/// Everything that one sentence asserts.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Claims {
    /// Numbers with their hedges and units.
    pub quantities: Vec<Quantity>,
    /// Days, months, years, weekdays.
    pub dates: Vec<Date>,
    /// Proper names, a word each.
    pub names: Vec<Name>,
    /// Denials, and what they deny.
    pub negations: Vec<Negation>,
    /// What must, may or would be.
    pub modals: Vec<Modal>,
    /// All, some, none of something.
    pub quantifiers: Vec<Quantifier>,
}

crate::mqm::vocabulary! {
    /// What a quantity is said to be besides its number.
    Hedge, "hedge" {
        /// Nothing.
        Exact = "exact",
        /// About, around, some.
        Around = "around",
        /// Almost, nearly.
        Almost = "almost",
        /// Less than, up to.
        AtMost = "at most",
        /// More than, at least.
        AtLeast = "at least",
    }
}

crate::mqm::vocabulary! {
    /// What a quantity counts, as far as it matters for comparing.
    Unit, "unit" {
        /// Whatever follows.
        Plain = "plain",
        /// Hundredths.
        Percent = "percent",
        /// An amount of money.
        Money = "money",
        /// A span of time; the value is in hours.
        Time = "time",
        /// A place in an order.
        Ordinal = "ordinal",
        /// A time of day; the value is in minutes.
        Clock = "clock",
    }
}

/// A number, in digits or words.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// Where the number stands, its hedge included.
    pub span: Span,
    /// Its value in its unit.
    pub value: f64,
    /// The bare number, where the value is that of a unit of time.
    pub bare: f64,
    /// Whether only the order of size is said: hundreds, several thousand.
    pub vague: bool,
    /// Whether it may be no number at all ("one", "first"): it can answer another but asks for none.
    pub weak: bool,
    /// Almost, about, more than.
    pub hedge: Hedge,
    /// What it counts.
    pub unit: Unit,
    /// Indices of its tokens, without the hedge.
    pub tokens: Range<usize>,
}

/// A date, as much of it as is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Date {
    /// Where it stands.
    pub span: Span,
    /// The year.
    pub year: Option<u16>,
    /// The month, from 1.
    pub month: Option<u8>,
    /// The day of the month.
    pub day: Option<u8>,
    /// The day of the week, Monday = 1.
    pub weekday: Option<u8>,
}

impl Date {
    /// Whether no part that both say differs.
    #[must_use]
    pub fn agrees(&self, other: &Self) -> bool {
        fn same<T: PartialEq>(a: Option<T>, b: Option<T>) -> bool {
            match (a, b) {
                (Some(a), Some(b)) => a == b,
                _ => true,
            }
        }
        same(self.year, other.year) && same(self.month, other.month) && same(self.day, other.day) && same(self.weekday, other.weekday)
    }

    /// Whether both say a part of the same kind.
    #[must_use]
    pub fn comparable(&self, other: &Self) -> bool {
        self.month.is_some() && other.month.is_some() || self.weekday.is_some() && other.weekday.is_some() || self.year.is_some() && other.year.is_some()
    }
}

/// One word of a proper name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Where it stands, without a possessive ending.
    pub span: Span,
    /// Its token.
    pub token: usize,
    /// Lower case, no accents, no possessive ending.
    pub folded: String,
}

/// A word that denies, and the first words after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Negation {
    /// Where the denying word stands.
    pub span: Span,
    /// Its token.
    pub token: usize,
    /// The content words it reaches, as stems.
    pub heads: Vec<String>,
}

crate::mqm::vocabulary! {
    /// How certain or binding a statement is.
    Force, "force" {
        /// Must, have to, need to.
        Necessity = "necessity",
        /// Should, ought to.
        Advice = "advice",
        /// May, might, could, perhaps.
        Possibility = "possibility",
        /// Said.
        Assertion = "assertion",
        /// Denied, refuted.
        Denial = "denial",
    }
}

/// A modal and the verb it governs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Modal {
    /// Where it stands.
    pub span: Span,
    /// Its force.
    pub force: Force,
    /// Stem of the word that it governs.
    pub head: String,
}

crate::mqm::vocabulary! {
    /// How much of a whole.
    Share, "share" {
        /// All, every.
        All = "all",
        /// Most.
        Most = "most",
        /// Some, several, many.
        Some = "some",
        /// Few, hardly any.
        Few = "few",
        /// None.
        None = "none",
    }
}

/// A quantifier and its noun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantifier {
    /// Where it stands.
    pub span: Span,
    /// How much.
    pub share: Share,
    /// Stem of the noun.
    pub head: String,
}

/// The claims of one sentence.
#[must_use]
pub fn claims(document: &Document, segment: &Segment) -> Claims {
    let mut claims = Claims::default();
    quantities(document, segment.range(), &mut claims);
    names(document, segment, &mut claims);
    logic(document, segment.range(), &mut claims);
    claims
}

/// Only the numbers and dates of one sentence.
#[must_use]
pub fn figures(document: &Document, segment: &Segment) -> Claims {
    let mut claims = Claims::default();
    quantities(document, segment.range(), &mut claims);
    claims
}

const MONTHS: [&str; 12] = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The month that a word names, from 1.
fn month(document: &Document, token: usize) -> Option<u8> {
    let word = document.tokens()[token];
    if !word.is_capitalized() || word.span.len() < 3 {
        return None;
    }
    let folded = fold(document.token_text(token));
    let folded = folded.strip_suffix("'s").unwrap_or(&folded);
    let full = MONTHS.iter().position(|name| *name == folded);
    let short = || {
        MONTHS.iter().position(|name| {
            folded.len() <= 4 && folded.len() < name.len() && (name.starts_with(folded) && folded.len() == 3 || folded == "sept" && *name == "september")
        })
    };
    full.or_else(short).map(|at| at as u8 + 1)
}

fn weekday(document: &Document, token: usize) -> Option<u8> {
    if !document.tokens()[token].is_capitalized() {
        return None;
    }
    let folded = fold(document.token_text(token));
    let folded = folded.strip_suffix("'s").unwrap_or(&folded);
    WEEKDAYS.iter().position(|name| *name == folded).map(|at| at as u8 + 1)
}

/// The value of a number word below a hundred.
fn small(word: &str) -> Option<f64> {
    const WORDS: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let unit = WORDS.iter().position(|name| *name == word).map(|at| at as f64);
    unit.or_else(|| TENS.iter().position(|name| *name == word).map(|at| (at as f64 + 2.0) * 10.0))
}

/// The value of an ordinal word; "second" is left out, being a unit of time too.
fn ordinal(word: &str) -> Option<f64> {
    const WORDS: [&str; 19] = [
        "first",
        "",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
    ];
    WORDS.iter().position(|name| *name == word).map(|at| at as f64 + 1.0)
}

fn scale(word: &str) -> Option<f64> {
    Some(match word {
        "hundred" => 1e2,
        "thousand" | "thous" | "k" => 1e3,
        "million" | "mln" | "mn" => 1e6,
        "billion" | "bln" | "bn" | "milliard" => 1e9,
        "trillion" | "trln" | "tln" | "tn" => 1e12,
        _ => return None,
    })
}

fn plural_scale(word: &str) -> Option<f64> {
    if word == "dozens" {
        return Some(12.0);
    }
    if word == "tens" {
        return Some(10.0);
    }
    word.strip_suffix('s').and_then(scale)
}

/// The value of digits with their separators, and whether they are a time of day.
fn digits(text: &str) -> Option<(f64, bool)> {
    if let Some((hours, minutes)) = text.split_once(':') {
        let minutes = minutes.split(':').next()?;
        return (minutes.len() == 2).then(|| Some((hours.parse::<f64>().ok()? * 60.0 + minutes.parse::<f64>().ok()?, true)))?;
    }
    let commas = text.matches(',').count();
    let grouped = commas > 0 && text.split(',').skip(1).all(|group| group.split('.').next().is_some_and(|digits| digits.len() == 3));
    let plain: Cow<'_, str> = if grouped {
        text.replace(',', "").into()
    } else if commas == 1 {
        text.replace(',', ".").into()
    } else {
        text.into()
    };
    let plain: Cow<'_, str> = if plain.matches('.').count() > 1 { plain.replace('.', "").into() } else { plain };
    plain.parse().ok().map(|value| (value, false))
}

struct Reader<'d> {
    document: &'d Document,
    range: Range<usize>,
}

impl<'d> Reader<'d> {
    fn token(&self, at: usize) -> Option<Token> {
        self.range.contains(&at).then(|| self.document.tokens()[at])
    }

    fn text(&self, at: usize) -> &'d str {
        if self.range.contains(&at) { self.document.token_text(at) } else { "" }
    }

    fn folded(&self, at: usize) -> Cow<'d, str> {
        fold(self.text(at))
    }

    fn span(&self, first: usize, end: usize) -> Span {
        self.document.tokens()[first].span.to(self.document.tokens()[end - 1].span)
    }

    /// A day of the month at this token: `14`, `14th`.
    fn day(&self, at: usize) -> Option<u8> {
        let text = self.text(at);
        let number = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let ending = &text[number.len()..];
        if !matches!(ending, "" | "st" | "nd" | "rd" | "th") {
            return None;
        }
        number.parse().ok().filter(|day| (1..=31).contains(day))
    }

    fn year(&self, at: usize) -> Option<u16> {
        let text = self.text(at);
        (text.len() == 4).then(|| text.parse().ok())?.filter(|year| (1500..=2199).contains(year))
    }

    /// A date that begins at this token, and where it ends.
    fn date(&self, at: usize) -> Option<(Date, usize)> {
        let blank = Date { span: Span::default(), year: None, month: None, day: None, weekday: None };
        let mut date = blank;
        let mut end;
        if let Some(day) = weekday(self.document, at) {
            date.weekday = Some(day);
            end = at + 1;
        } else if let Some(number) = self.token(at).filter(|token| token.kind == TokenKind::Number) {
            let text = self.document.slice(number.span);
            let parts: Vec<&str> = text.split(['-', '.', '/']).collect();
            if let [a, b, c] = parts[..]
                && let (Ok(a), Ok(b), Ok(c)) = (a.parse::<u16>(), b.parse::<u8>(), c.parse::<u16>())
            {
                let (year, day) = if a > 1500 { (a, c) } else { (c, a) };
                if (1500..2200).contains(&year) && (1..=12).contains(&b) && (1..=31).contains(&day) {
                    let date = Date { span: number.span, year: Some(year), month: Some(b), day: Some(day as u8), weekday: None };
                    return Some((date, at + 1));
                }
            }
            let day = self.day(at)?;
            let next = at + 1 + usize::from(self.text(at + 1) == "of");
            self.token(next)?;
            date.month = Some(month(self.document, next)?);
            date.day = Some(day);
            end = next + 1;
        } else if let Some(day) = self.day(at) {
            // 14th of November
            let next = at + 1 + usize::from(self.text(at + 1) == "of");
            self.token(next)?;
            date.month = Some(month(self.document, next)?);
            date.day = Some(day);
            end = next + 1;
        } else {
            date.month = Some(month(self.document, at)?);
            end = at + 1;
            let mut next = end;
            while matches!(self.text(next), "." | ",") || self.text(next) == "the" {
                next += 1;
            }
            if let Some(day) = self.day(next).filter(|_| self.year(next).is_none() && !matches!(self.text(next + 1), "%" | "percent")) {
                date.day = Some(day);
                end = next + 1;
            } else if matches!(self.text(at), "May" | "March" | "Mar") && self.year(next).is_none() {
                // "May" is a verb too, and "March" a march.
                return None;
            }
        }
        if date.month.is_some() {
            let next = end + usize::from(matches!(self.text(end), "," | "."));
            if let Some(year) = self.year(next) {
                date.year = Some(year);
                end = next + 1;
            }
        }
        date.span = self.span(at, end);
        Some((date, end))
    }

    /// A number that begins at this token, and where it ends.
    fn quantity(&self, at: usize) -> Option<(Quantity, usize)> {
        let token = self.token(at)?;
        let mut number =
            Quantity { span: token.span, value: 0.0, bare: 0.0, vague: false, weak: false, hedge: Hedge::Exact, unit: Unit::Plain, tokens: at..at + 1 };
        let mut end = at + 1;
        let folded = self.folded(at);
        match token.kind {
            TokenKind::Number => {
                let (value, clock) = digits(self.text(at).split('-').next().unwrap_or_default())?;
                number.value = value;
                let afternoon = matches!(&*self.folded(end), "pm" | "p.m." | "p.m");
                if afternoon {
                    let minutes = if clock { number.value } else { number.value * 60.0 };
                    number.value = if minutes < 720.0 { minutes + 720.0 } else { minutes };
                    number.unit = Unit::Clock;
                } else if clock {
                    number.unit = Unit::Clock;
                } else {
                    // Thousands parted by blanks: 10 000.
                    while self.text(at).len() <= 3
                        && self.token(end).is_some_and(|next| next.kind == TokenKind::Number && next.span.len() == 3)
                        && self.text(end).bytes().all(|b| b.is_ascii_digit())
                        && self.gap(end) == 1
                    {
                        number.value = number.value * 1000.0 + digits(self.text(end))?.0;
                        end += 1;
                    }
                    while let Some(by) = self.token(end).and_then(|_| scale(&self.folded(end))) {
                        number.value *= by;
                        end += 1;
                    }
                }
            }
            TokenKind::Word => {
                if folded.as_bytes()[0].is_ascii_digit() {
                    // 73-year-old, 20th, 1990s, 10k
                    let length = folded.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b',' | b'.')).count();
                    let (value, _) = digits(folded[..length].trim_end_matches([',', '.']))?;
                    let rest = &folded[length..];
                    number.value = value;
                    match rest {
                        "st" | "nd" | "rd" | "th" => number.unit = Unit::Ordinal,
                        "s" | "'s" => {}
                        _ if rest.starts_with('-') => {
                            let unit = rest[1..].split('-').next().unwrap_or_default();
                            if let Some(by) = scale(unit) {
                                number.value *= by;
                            } else if let Some(hours) = hours(unit) {
                                number.bare = number.value;
                                number.value *= hours;
                                number.unit = Unit::Time;
                            }
                        }
                        _ => number.value *= scale(rest)?,
                    }
                } else {
                    end = self.words(at, &folded, &mut number)?;
                }
            }
            _ => return None,
        }
        number.tokens = at..end;
        self.measure(&mut number, &mut end);
        // "One day" is a span of time, "one" alone may be anybody.
        number.weak &= number.unit != Unit::Time;
        number.span = self.span(at, end.max(number.tokens.end));
        self.hedge(&mut number, at, end);
        Some((number, end))
    }

    /// The other end of a range that is one token: 5-10, 2014-15.
    fn range_end(&self, at: usize, first: &Quantity) -> Option<Quantity> {
        let (_, last) = self.text(at).split_once('-').filter(|_| self.token(at).is_some_and(|token| token.kind == TokenKind::Number))?;
        let (value, clock) = digits(last)?;
        let per_unit = if first.bare > 0.0 { first.value / first.bare } else { 1.0 };
        let value = if clock { value } else { value * per_unit };
        Some(Quantity { value, bare: if first.bare > 0.0 { value / per_unit } else { 0.0 }, hedge: Hedge::Exact, ..first.clone() })
    }

    fn gap(&self, at: usize) -> usize {
        (self.document.tokens()[at].span.start - self.document.tokens()[at - 1].span.end) as usize
    }

    /// A number in words that begins at this token.
    fn words(&self, at: usize, folded: &str, number: &mut Quantity) -> Option<usize> {
        let mut end = at + 1;
        let next = self.folded(end);
        // Several thousand, hundreds, tens of thousands.
        if matches!(folded, "several" | "few" | "many" | "couple" | "some") {
            let skip = usize::from(next == "of");
            let word = self.folded(end + skip);
            let size = scale(&word).or_else(|| plural_scale(&word)).filter(|_| folded != "some" || plural_scale(&word).is_some())?;
            number.value = size;
            number.vague = true;
            return Some(end + skip + 1);
        }
        if let Some(size) = plural_scale(folded) {
            number.vague = true;
            number.value = size;
            if next == "of"
                && let Some(more) = plural_scale(&self.folded(end + 1))
            {
                number.value = size * more;
                end += 2;
            }
            return Some(end);
        }
        if folded == "dozen" {
            number.value = 12.0;
            return Some(end);
        }
        if folded == "half" && next == "a" && scale(&self.folded(end + 1)).is_some() {
            number.value = 0.5 * scale(&self.folded(end + 1))?;
            return Some(end + 2);
        }
        if matches!(folded, "a" | "an") {
            number.value = match &*next {
                "dozen" => 12.0,
                "third" => 1.0 / 3.0,
                "quarter" => 0.25,
                "half" => return None,
                word => scale(word)?,
            };
            number.weak = true;
            end += 1;
            return Some(end);
        }
        if let Some(place) = ordinal(folded) {
            number.value = place;
            number.unit = Unit::Ordinal;
            number.weak = true;
            return Some(end);
        }
        // Compounds: twenty-five, four-year-old.
        let mut parts = folded.split('-');
        let first = small(parts.next()?)?;
        let mut group = first;
        let mut total = 0.0;
        let mut said = 1;
        if let Some(second) = parts.next() {
            if let Some(unit) = small(second).filter(|unit| *unit < 10.0 && first >= 20.0) {
                group += unit;
            } else if let Some(by) = scale(second) {
                group *= by;
            } else if let Some(place) = ordinal(second).filter(|place| *place < 10.0 && first >= 20.0) {
                number.value = first + place;
                number.unit = Unit::Ordinal;
                number.weak = true;
                return Some(end);
            } else if let Some(hours) = hours(second) {
                number.bare = group;
                number.value = group * hours;
                number.unit = Unit::Time;
                return Some(end);
            }
        }
        loop {
            let word = self.folded(end);
            let glue = usize::from(word == "and" && group >= 100.0);
            let word = if glue == 1 { self.folded(end + 1) } else { word };
            if let Some(by) = scale(&word).filter(|_| glue == 0) {
                if by >= 1000.0 {
                    total += group * by;
                    group = 0.0;
                } else {
                    group *= by;
                }
            } else if let Some(unit) = word
                .split('-')
                .map(small)
                .try_fold(0.0, |sum, part| part.map(|part| sum + part))
                .filter(|unit| (group == 0.0 && total > 0.0) || (group >= 100.0 && *unit < 100.0) || ((20.0..100.0).contains(&group) && *unit < 10.0))
            {
                group += unit;
            } else if word == "dozen" {
                group *= 12.0;
            } else if matches!(&*word, "thirds" | "quarters" | "fifths") && glue == 0 {
                group /= match &*word {
                    "thirds" => 3.0,
                    "quarters" => 4.0,
                    _ => 5.0,
                };
            } else {
                break;
            }
            end += 1 + glue;
            said += 1;
        }
        number.value = total + group;
        number.weak = said == 1 && number.value == 1.0;
        Some(end)
    }

    /// The unit after the number, or before it.
    fn measure(&self, number: &mut Quantity, end: &mut usize) {
        if number.unit != Unit::Plain {
            return;
        }
        let next = self.folded(*end);
        let before = number.tokens.start.checked_sub(1).map_or("", |at| self.text(at));
        if matches!(&*next, "%" | "percent" | "percentage") {
            number.unit = Unit::Percent;
            *end += 1;
        } else if next == "per" && self.folded(*end + 1) == "cent" {
            number.unit = Unit::Percent;
            *end += 2;
        } else if matches!(before, "$" | "€" | "£" | "¥" | "₽") || matches!(before, "US$" | "USD" | "EUR") {
            number.unit = Unit::Money;
        } else if let Some(hours) = hours(&next) {
            number.unit = Unit::Time;
            number.bare = number.value;
            number.value *= hours;
            *end += 1;
        }
    }

    fn hedge(&self, number: &mut Quantity, at: usize, end: usize) {
        const BEFORE: &[(&[&str], Hedge)] = &[
            (&["no", "less", "than"], Hedge::AtLeast),
            (&["no", "fewer", "than"], Hedge::AtLeast),
            (&["not", "less", "than"], Hedge::AtLeast),
            (&["no", "more", "than"], Hedge::AtMost),
            (&["not", "more", "than"], Hedge::AtMost),
            (&["more", "than"], Hedge::AtLeast),
            (&["at", "least"], Hedge::AtLeast),
            (&["less", "than"], Hedge::AtMost),
            (&["fewer", "than"], Hedge::AtMost),
            (&["up", "to"], Hedge::AtMost),
            (&["at", "most"], Hedge::AtMost),
            (&["close", "to"], Hedge::Almost),
            (&["just", "under"], Hedge::Almost),
            (&["almost"], Hedge::Almost),
            (&["nearly"], Hedge::Almost),
            (&["barely"], Hedge::Almost),
            (&["hardly"], Hedge::Almost),
            (&["scarcely"], Hedge::Almost),
            (&["about"], Hedge::Around),
            (&["around"], Hedge::Around),
            (&["approximately"], Hedge::Around),
            (&["roughly"], Hedge::Around),
            (&["some"], Hedge::Around),
            (&["circa"], Hedge::Around),
            (&["over"], Hedge::AtLeast),
            (&["exceeding"], Hedge::AtLeast),
            (&["under"], Hedge::AtMost),
            (&["below"], Hedge::AtMost),
        ];
        let mut from = at;
        // Past a currency sign, "the", "a".
        while from > self.range.start && (self.document.tokens()[from - 1].kind == TokenKind::Symbol || matches!(self.text(from - 1), "a" | "the" | "an")) {
            from -= 1;
        }
        for (words, hedge) in BEFORE {
            let Some(start) = from.checked_sub(words.len()).filter(|start| *start >= self.range.start) else { continue };
            if (start..from).zip(*words).all(|(at, word)| self.folded(at) == *word) {
                // "over" and "under" also say where; "some" also means several.
                number.hedge = *hedge;
                number.span = self.span(start, end.max(number.tokens.end));
                return;
            }
        }
        if self.folded(end) == "or" && matches!(&*self.folded(end + 1), "so" | "more" | "less") {
            number.hedge = match &*self.folded(end + 1) {
                "more" => Hedge::AtLeast,
                "less" => Hedge::AtMost,
                _ => Hedge::Around,
            };
        }
    }
}

/// Hours in a unit of time.
fn hours(word: &str) -> Option<f64> {
    Some(match word {
        "minute" | "minutes" | "min" => 1.0 / 60.0,
        "hour" | "hours" | "hrs" => 1.0,
        "day" | "days" => 24.0,
        "week" | "weeks" => 168.0,
        "month" | "months" => 730.0,
        "year" | "years" => 8760.0,
        "decade" | "decades" => 87600.0,
        _ => return None,
    })
}

/// Writes out the second year of a pair of years: 2014–15 is 2014 and 2015.
fn centuries(document: &Document, quantities: &mut [Quantity]) {
    for at in 1..quantities.len() {
        let (year, next) = (&quantities[at - 1], &quantities[at]);
        let between = if next.span == year.span { "-" } else { document.text().get(year.span.end as usize..next.span.start as usize).unwrap_or_default() };
        let is_year = year.unit == Unit::Plain && (1500.0..2200.0).contains(&year.value);
        if is_year && next.unit == Unit::Plain && matches!(between, "-" | "–" | "/") && (0.0..100.0).contains(&next.value) {
            quantities[at].value += (quantities[at - 1].value / 100.0).floor() * 100.0;
        }
    }
}

fn quantities(document: &Document, range: Range<usize>, claims: &mut Claims) {
    let reader = Reader { document, range: range.clone() };
    let mut at = range.start;
    while at < range.end {
        let token = document.tokens()[at];
        if !matches!(token.kind, TokenKind::Word | TokenKind::Number) {
            at += 1;
            continue;
        }
        if let Some((date, end)) = reader.date(at) {
            claims.dates.push(date);
            at = end;
        } else if let Some((number, end)) = reader.quantity(at) {
            let range = reader.range_end(at, &number);
            claims.quantities.push(number);
            claims.quantities.extend(range);
            at = end;
        } else {
            at += 1;
        }
    }
    centuries(document, &mut claims.quantities);
}

/// Capitalised words that are no names by themselves.
const NO_NAMES: &[&str] = &[
    "i",
    "i'm",
    "i've",
    "i'd",
    "i'll",
    "mr",
    "mrs",
    "ms",
    "dr",
    "president",
    "minister",
    "prime",
    "foreign",
    "defense",
    "defence",
    "chairman",
    "governor",
    "king",
    "queen",
    "prince",
    "lord",
    "god",
    "sir",
    "general",
    "state",
    "government",
    "republic",
    "federation",
    "ministry",
    "department",
    "council",
    "security",
    "party",
    "university",
    "street",
    "river",
    "sea",
    "north",
    "south",
    "east",
    "west",
    "northern",
    "southern",
    "eastern",
    "western",
    "region",
    "district",
    "city",
    "embassy",
    "agency",
    "service",
    "committee",
    "commission",
    "union",
    "states",
    "nations",
    "army",
    "navy",
    "house",
    "question",
    "answer",
];

fn names(document: &Document, segment: &Segment, claims: &mut Claims) {
    let lexicon = Lexicon::embedded();
    let mut first = true;
    for at in segment.range() {
        let token = document.tokens()[at];
        if token.kind != TokenKind::Word {
            if token.kind == TokenKind::Punctuation && matches!(document.token_text(at), "\"" | "“" | ":" | "«") {
                first = true;
            }
            continue;
        }
        let opening = std::mem::take(&mut first);
        if !(token.is_capitalized() || token.case == Case::Upper || token.case == Case::Mixed) || document.token_text(at).len() < 2 {
            continue;
        }
        let (folded, span) = bare(document.token_text(at), token.span);
        if NO_NAMES.contains(&&*folded) || MONTHS.contains(&&*folded) || WEEKDAYS.contains(&&*folded) || small(&folded).is_some() {
            continue;
        }
        let entry = lexicon.get(&folded);
        let ordinary = entry.is_some_and(|entry| !entry.can_be_proper() && !entry.is_abbreviation());
        // A word directly after a name belongs to it: Galina Magpie.
        let follows = claims.names.last().is_some_and(|last| last.token + 1 == at) && segment.kind == SegmentKind::Sentence;
        let upper = token.case == Case::Upper && segment.kind == SegmentKind::Sentence;
        let both = entry.is_some_and(|entry| entry.can_be_proper() && !entry.is_proper_only());
        if ordinary && !upper && !follows || both && (opening || segment.kind == SegmentKind::Heading) {
            continue;
        }
        if opening && entry.is_none() && !folded.contains('-') && lexicon.knows(&folded) {
            continue;
        }
        claims.names.push(Name { span, token: at, folded });
    }
}

/// A name without its possessive ending, and its place.
fn bare(text: &str, span: Span) -> (String, Span) {
    let folded = fold_accents(text).into_owned();
    for ending in ["'s", "’s", "'", "’"] {
        if text.ends_with(ending) && text.len() > ending.len() + 1 {
            let folded = folded.trim_end_matches("'s").trim_end_matches('\'').to_owned();
            return (folded, Span::new(span.start as usize, span.end as usize - ending.len()));
        }
    }
    (folded, span)
}

/// Words that deny by themselves.
fn denies(word: &str) -> bool {
    matches!(word, "not" | "no" | "never" | "nobody" | "none" | "nothing" | "neither" | "nor" | "nowhere" | "without" | "cannot" | "dont" | "didnt" | "noone")
        || word.ends_with("n't")
        || word.ends_with("nt") && matches!(word, "cant" | "wont" | "isnt")
}

/// What "far from" denies: not a place that is far.
const FAR_FROM: &[&str] = &["every", "everyone", "everything", "all", "being", "certain", "clear", "sure", "perfect", "over", "complete", "enough"];

fn logic(document: &Document, range: Range<usize>, claims: &mut Claims) {
    let tokens = document.tokens();
    let word = |at: usize| fold(document.token_text(at));
    for at in range.clone() {
        if tokens[at].kind != TokenKind::Word {
            continue;
        }
        let folded = word(at);
        // "not only" and "no less than" deny nothing; "far from every" does.
        let next = if at + 1 < range.end { word(at + 1) } else { Default::default() };
        let far = folded == "far" && next == "from" && at + 2 < range.end && FAR_FROM.contains(&&*word(at + 2));
        // In the middle of a sentence a capital "Not" is part of a title.
        let title = at > range.start && tokens[at].is_capitalized() && tokens[at - 1].kind == TokenKind::Word;
        if far || denies(&folded) && !title && !matches!(&*next, "only" | "less" | "more" | "fewer" | "matter" | "doubt" | "just" | "least") {
            let mut heads = heads(document, at + 1, range.end, 3);
            // "No further rise" denies the rise; "not rise further" denies the first word.
            if folded == "no" {
                let phrase = phrase(document, at + 1, range.end).min(heads.len());
                heads[..phrase].reverse();
            }
            claims.negations.push(Negation { span: tokens[at].span, token: at, heads });
        }
        let force = match &*folded {
            "must" | "shall" => Some(Force::Necessity),
            "should" | "ought" => Some(Force::Advice),
            "may" | "might" | "could" if tokens[at].case == Case::Lower => Some(Force::Possibility),
            "have" | "has" | "had" | "need" | "needs" if next == "to" => Some(Force::Necessity),
            _ => None,
        };
        if let Some(force) = force
            && let Some(head) = heads(document, at + 1, range.end, 1).pop()
        {
            claims.modals.push(Modal { span: tokens[at].span, force, head });
        }
        let speech = match &*folded {
            "denied" | "denies" | "refuted" | "rejected" => Some(Force::Denial),
            "confirmed" | "confirms" | "admitted" | "acknowledged" => Some(Force::Assertion),
            _ => None,
        };
        if let Some(force) = speech {
            claims.modals.push(Modal { span: tokens[at].span, force, head: SPEECH.to_owned() });
        }
        let share = match &*folded {
            "all" | "every" | "each" => Some(Share::All),
            "most" => Some(Share::Most),
            "some" | "several" | "many" => Some(Share::Some),
            "few" => Some(Share::Few),
            "no" | "none" => Some(Share::None),
            _ => None,
        };
        if let Some(share) = share
            && let Some(head) = heads(document, at + 1, range.end, 1).pop()
        {
            claims.quantifiers.push(Quantifier { span: tokens[at].span, share, head });
        }
    }
}

/// What an assertion or a denial is of.
pub const SPEECH: &str = "say";

/// The stems of the first content words from this token on, up to the end of the clause.
fn heads(document: &Document, from: usize, end: usize, most: usize) -> Vec<String> {
    let mut found = Vec::new();
    for at in from..end {
        let token = document.tokens()[at];
        if token.kind == TokenKind::Punctuation && matches!(document.token_text(at), "," | ";" | ":" | "." | "–" | "—" | "\"" | "”" | "?" | "!") {
            break;
        }
        if token.kind != TokenKind::Word {
            continue;
        }
        let folded = fold_accents(document.token_text(at));
        if is_function(&folded) {
            continue;
        }
        found.push(stem(&folded));
        if found.len() == most {
            break;
        }
    }
    found
}

/// How many content words stand together from this token on.
fn phrase(document: &Document, from: usize, end: usize) -> usize {
    let content = |at: &usize| document.tokens()[*at].kind == TokenKind::Word && !is_function(&fold_accents(document.token_text(*at)));
    (from..end).take_while(content).count()
}

/// Words that carry grammar rather than meaning.
#[must_use]
pub fn is_function(word: &str) -> bool {
    matches!(
        word,
        "a" | "an"
            | "the"
            | "this"
            | "that"
            | "these"
            | "those"
            | "of"
            | "to"
            | "in"
            | "on"
            | "at"
            | "by"
            | "for"
            | "from"
            | "with"
            | "into"
            | "onto"
            | "over"
            | "under"
            | "about"
            | "as"
            | "and"
            | "or"
            | "but"
            | "if"
            | "so"
            | "than"
            | "then"
            | "be"
            | "is"
            | "are"
            | "was"
            | "were"
            | "been"
            | "being"
            | "am"
            | "do"
            | "does"
            | "did"
            | "done"
            | "have"
            | "has"
            | "had"
            | "having"
            | "will"
            | "would"
            | "shall"
            | "should"
            | "can"
            | "could"
            | "may"
            | "might"
            | "must"
            | "i"
            | "you"
            | "he"
            | "she"
            | "it"
            | "we"
            | "they"
            | "me"
            | "him"
            | "her"
            | "us"
            | "them"
            | "my"
            | "your"
            | "his"
            | "its"
            | "our"
            | "their"
            | "mine"
            | "who"
            | "whom"
            | "whose"
            | "which"
            | "what"
            | "when"
            | "where"
            | "how"
            | "why"
            | "there"
            | "here"
            | "also"
            | "too"
            | "very"
            | "just"
            | "only"
            | "even"
            | "still"
            | "already"
            | "yet"
            | "any"
            | "some"
            | "such"
            | "other"
            | "own"
            | "same"
            | "up"
            | "out"
            | "off"
            | "down"
            | "upon"
            | "unto"
            | "ye"
            | "thou"
            | "thee"
            | "thy"
            | "hath"
            | "it's"
            | "that's"
            | "there's"
            | "we'll"
            | "we've"
            | "they're"
            | "i'm"
            | "i've"
            | "himself"
            | "itself"
            | "themselves"
            | "because"
            | "while"
            | "since"
            | "not"
            | "no"
            | "now"
            | "again"
            | "however"
            | "therefore"
            | "although"
            | "though"
    )
}

/// The stem of a folded word: its lemma where the lexicon has one, endings cut otherwise. For comparing only.
#[must_use]
pub fn stem(folded: &str) -> String {
    use crate::knowledge::lexicon::Tag;
    let lexicon = Lexicon::embedded();
    let word = folded.strip_suffix("'s").or_else(|| folded.strip_suffix('\'')).unwrap_or(folded);
    let mut base = word.to_owned();
    if word.len() > 2 && word.is_ascii() {
        for tag in [Tag::VBD, Tag::VBN, Tag::VBZ, Tag::NNS, Tag::VBG] {
            if let Some(lemma) = lexicon.lemma(word, tag)
                && lemma != word
            {
                base = lemma;
                break;
            }
        }
        if base == word {
            for (ending, least) in [("eth", 6), ("est", 7), ("ies", 6), ("es", 7), ("s", 5)] {
                if let Some(rest) = word.strip_suffix(ending).filter(|rest| rest.len() + ending.len() >= least && !rest.ends_with('s')) {
                    base = if ending == "ies" { format!("{rest}y") } else { rest.to_owned() };
                    break;
                }
            }
        }
    }
    if base.len() > 4 && base.ends_with('e') {
        base.pop();
    }
    base
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Claims {
        let document = Document::plain("t", text);
        let mut all = Claims::default();
        for segment in document.segments() {
            let one = claims(&document, segment);
            all.quantities.extend(one.quantities);
            all.dates.extend(one.dates);
            all.names.extend(one.names);
            all.negations.extend(one.negations);
            all.modals.extend(one.modals);
            all.quantifiers.extend(one.quantifiers);
        }
        all
    }

    fn values(text: &str) -> Vec<f64> {
        of(text).quantities.iter().filter(|q| !q.weak).map(|q| q.value).collect()
    }

    #[test]
    fn numbers_in_words_equal_numbers_in_digits() {
        assert_eq!(values("two thousand men and 2,000 horses"), [2000.0, 2000.0]);
        assert_eq!(values("twenty-five or 25"), [25.0, 25.0]);
        assert_eq!(values("It cost 3864 hundred million yuan, 386.4 billion yuan"), [386.4e9, 386.4e9]);
        assert_eq!(values("1,2 billion rubles and 1.2 billion rubles"), [1.2e9, 1.2e9]);
        assert_eq!(values("five hundred and twelve thousand three hundred"), [512_300.0]);
        assert_eq!(values("10 000 people"), [10_000.0]);
        assert_eq!(values("a 73-year-old and a four-year-old"), [73.0 * 8760.0, 4.0 * 8760.0]);
        assert_eq!(values("24 hours or one day"), [24.0, 24.0]);
        assert_eq!(values("at 5:47 p.m. or 17:47"), [1067.0, 1067.0]);
        assert_eq!(values("5-10 m/s or 5–10 m/s"), [5.0, 10.0, 5.0, 10.0]);
        assert_eq!(values("2014-15, 2014–15, 2014-2015"), [2014.0, 2015.0, 2014.0, 2015.0, 2014.0, 2015.0]);
    }

    #[test]
    fn hedges_and_vague_numbers_are_kept_apart_from_values() {
        let claims = of("Almost 90 % left, then 90 percent, then about 800, no less than five.");
        let hedges: Vec<_> = claims.quantities.iter().map(|q| q.hedge).collect();
        assert_eq!(hedges, [Hedge::Almost, Hedge::Exact, Hedge::Around, Hedge::AtLeast]);
        assert_eq!(claims.quantities[0].unit, Unit::Percent);
        let vague = of("hundreds came, several thousands of those, several thousand, tens of thousands");
        assert!(vague.quantities.iter().all(|q| q.vague), "{vague:?}");
        assert_eq!(vague.quantities.iter().map(|q| q.value).collect::<Vec<_>>(), [100.0, 1000.0, 1000.0, 10_000.0]);
    }

    #[test]
    fn dates_agree_in_any_form() {
        let claims = of("On 14 November 2019 it rained. On November 14, 2019 too. It was 2019-11-14. In will begin on May, 20th. They met on 20 May.");
        assert_eq!(claims.dates.len(), 5, "{:?}", claims.dates);
        assert!(claims.dates[..3].windows(2).all(|pair| pair[0].agrees(&pair[1]) && pair[0].year == Some(2019)));
        assert!(claims.dates[3].agrees(&claims.dates[4]) && !claims.dates[3].agrees(&claims.dates[0]));
        assert!(of("You may go. The march began.").dates.is_empty());
    }

    #[test]
    fn names_are_words_that_only_names_have() {
        let names: Vec<_> = of("But President Erdoğan's men left Idlib for Libya.").names.into_iter().map(|name| name.folded).collect();
        assert_eq!(names, ["erdogan", "idlib", "libya"]);
    }

    #[test]
    fn a_negation_knows_what_it_denies() {
        assert_eq!(of("We completed far from every task. He parked far from trees.").negations.len(), 1);
        let claims = of("No further rise of the water is expected.");
        assert!(claims.negations[0].heads.contains(&stem("rise")), "{:?}", claims.negations);
        assert!(of("Not only that, it came no less than twice.").negations.is_empty());
    }
}
