//! The closed vocabularies of quality assessment: severities and categories, the latter tied to MQM core types.
//!
//! MQM ids are those of the MQM core typology of 2024-03-07 (themqm.org). Findings of a program are issues, not
//! confirmed errors; types of our own are marked `x-mtlint:` in the `mqm` column.

/// Makes an enum whose values are spelt in one place: `as_str`, `ALL`, `FromStr` and `Display` derive from it.
macro_rules! vocabulary {
    ($(#[$meta:meta])* $name:ident, $what:literal { $($(#[$vmeta:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vmeta])* $variant),+ }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The one spelling of this value.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = String;

            fn from_str(text: &str) -> Result<Self, String> {
                Self::ALL.iter().copied().find(|value| value.as_str() == text).ok_or_else(|| {
                    let known: Vec<_> = Self::ALL.iter().map(|value| value.as_str()).collect();
                    format!("unknown {} \"{text}\": expected one of {}", $what, known.join(", "))
                })
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(crate) use vocabulary;

vocabulary! {
    /// How bad an issue is if it is real. How sure we are is the confidence, a separate figure.
    Severity, "severity" {
        /// Worth knowing; costs nothing.
        Neutral = "neutral",
        /// Noticed, but the meaning is clear.
        Minor = "minor",
        /// The meaning is obscured or wrong.
        Major = "major",
        /// The text says the opposite, or cannot be published.
        Critical = "critical",
    }
}

vocabulary! {
    /// What kind of defect a finding is. The part before `/` is its family.
    Category, "category" {
        /// A transliterated, translated or misspelt name.
        NamesGarbled = "names/garbled",
        /// One name in several forms.
        NamesInconsistent = "names/inconsistent",
        /// A name in lower case, a common noun in capitals.
        NamesCapitalization = "names/capitalization",
        /// One notion in several words.
        TerminologyInconsistent = "terminology/inconsistent",
        /// A form that the project's glossary forbids.
        TerminologyGlossary = "terminology/glossary",
        /// A wrong word or relation.
        AccuracyMistranslation = "accuracy/mistranslation",
        /// Something that the other renderings have and this one lacks.
        AccuracyOmission = "accuracy/omission",
        /// Something that only this rendering has.
        AccuracyAddition = "accuracy/addition",
        /// Words of another language left over.
        AccuracyUntranslated = "accuracy/untranslated",
        /// An acronym that does not fit.
        AcronymMismatch = "acronym/mismatch",
        /// A missing, wrong or needless article.
        GrammarArticle = "grammar/article",
        /// Number, person, gender.
        GrammarAgreement = "grammar/agreement",
        /// Words in the order of the source.
        GrammarWordOrder = "grammar/word-order",
        /// Any other broken syntax.
        GrammarOther = "grammar/other",
        /// A construction rendered literally.
        StyleCalque = "style/calque",
        /// Words that do not go together.
        StyleUnidiomatic = "style/unidiomatic",
        /// Spelling or punctuation conventions mixed.
        StyleInconsistent = "style/inconsistent",
        /// A misspelt word.
        SpellingTypo = "spelling/typo",
        /// A missing, wrong or needless mark.
        TypographyPunctuation = "typography/punctuation",
        /// Quotation marks.
        TypographyQuotes = "typography/quotes",
        /// Missing, doubled or odd spaces.
        TypographySpacing = "typography/spacing",
        /// Letters of two scripts, look-alikes.
        TypographyMixedScript = "typography/mixed-script",
        /// Text decoded wrongly, entities, debris of a decoder.
        EncodingGarbage = "encoding/garbage",
        /// A word, sentence or paragraph that stands twice.
        Duplication = "duplication",
        /// A text that runs in circles.
        CompletenessLoop = "completeness/loop",
        /// A text that breaks off.
        CompletenessCutOff = "completeness/cut-off",
        /// Page furniture and the like.
        Other = "other",
    }
}

impl Category {
    /// The part before the slash.
    #[must_use]
    pub fn family(self) -> &'static str {
        self.as_str().split('/').next().expect("split yields at least one part")
    }

    /// The MQM type, `dimension/type`, or one of our own.
    #[must_use]
    pub const fn mqm(self) -> &'static str {
        match self {
            Self::NamesGarbled | Self::AccuracyMistranslation => "accuracy/mistranslation",
            Self::NamesInconsistent | Self::TerminologyInconsistent => "terminology/term-inconsistency",
            Self::TerminologyGlossary => "terminology/term-resource-inconsistency",
            Self::NamesCapitalization | Self::SpellingTypo => "linguistic/spelling",
            Self::AccuracyOmission => "accuracy/omission",
            Self::AccuracyAddition => "accuracy/addition",
            Self::AccuracyUntranslated => "accuracy/untranslated",
            Self::AcronymMismatch => "terminology/wrong-term",
            Self::GrammarArticle | Self::GrammarAgreement | Self::GrammarWordOrder | Self::GrammarOther | Self::Duplication => "linguistic/grammar",
            Self::StyleCalque | Self::StyleUnidiomatic => "style/unidiomatic",
            Self::StyleInconsistent => "style/inconsistent-style",
            Self::TypographyPunctuation | Self::TypographyQuotes | Self::TypographySpacing => "linguistic/punctuation",
            Self::TypographyMixedScript | Self::EncodingGarbage => "linguistic/character-encoding",
            Self::CompletenessLoop => "x-mtlint:loop",
            Self::CompletenessCutOff => "design/missing-text",
            Self::Other => "x-mtlint:other",
        }
    }

    /// The MQM dimension under which its points are summed.
    #[must_use]
    pub fn dimension(self) -> Dimension {
        match self.mqm().split('/').next() {
            Some("terminology") => Dimension::Terminology,
            Some("accuracy") => Dimension::Accuracy,
            Some("linguistic") => Dimension::Linguistic,
            Some("style") => Dimension::Style,
            Some("locale") => Dimension::Locale,
            Some("audience") => Dimension::Audience,
            _ => Dimension::Design,
        }
    }
}

vocabulary! {
    /// The seven dimensions of MQM core.
    Dimension, "dimension" {
        /// Terms.
        Terminology = "terminology",
        /// Meaning.
        Accuracy = "accuracy",
        /// Linguistic conventions (formerly fluency).
        Linguistic = "linguistic",
        /// Style.
        Style = "style",
        /// Locale conventions.
        Locale = "locale",
        /// Audience appropriateness (formerly verity).
        Audience = "audience",
        /// Design and markup.
        Design = "design",
    }
}

/// The MQM core types with their numbers (MQMC): what a rubric may name.
pub const MQM_CORE: &[(&str, &str)] = &[
    ("terminology/term-resource-inconsistency", "001000"),
    ("terminology/term-inconsistency", "002000"),
    ("terminology/wrong-term", "003000"),
    ("accuracy/mistranslation", "101000"),
    ("accuracy/over-translation", "102000"),
    ("accuracy/under-translation", "103000"),
    ("accuracy/addition", "104000"),
    ("accuracy/omission", "105000"),
    ("accuracy/no-translate", "107000"),
    ("accuracy/untranslated", "108000"),
    ("linguistic/grammar", "201000"),
    ("linguistic/punctuation", "202000"),
    ("linguistic/spelling", "204000"),
    ("linguistic/unintelligible", "211000"),
    ("linguistic/character-encoding", "212000"),
    ("linguistic/textual-conventions", "214000"),
    ("style/company-style", "301000"),
    ("style/third-party-style", "302000"),
    ("style/inconsistent-external-reference", "303000"),
    ("style/register", "304000"),
    ("style/awkward", "305000"),
    ("style/unidiomatic", "306000"),
    ("style/inconsistent-style", "307000"),
    ("locale/number-format", "401000"),
    ("locale/currency-format", "402000"),
    ("locale/measurement-format", "403000"),
    ("locale/time-format", "404000"),
    ("locale/date-format", "405000"),
    ("locale/address-format", "408000"),
    ("locale/telephone-format", "410000"),
    ("locale/shortcut-key", "413000"),
    ("audience/culture-specific", "501000"),
    ("audience/offensive", "502000"),
    ("design/local-formatting", "601000"),
    ("design/overall-design", "602000"),
    ("design/markup", "604000"),
    ("design/truncation-text-expansion", "605000"),
    ("design/missing-text", "606000"),
    ("design/broken-link", "607000"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_parses_back_to_itself() {
        for severity in Severity::ALL {
            assert_eq!(severity.as_str().parse(), Ok(*severity));
        }
        for category in Category::ALL {
            assert_eq!(category.as_str().parse(), Ok(*category));
        }
    }

    #[test]
    fn every_category_is_an_mqm_type_or_says_that_it_is_ours() {
        for category in Category::ALL {
            let mqm = category.mqm();
            assert!(mqm.starts_with("x-mtlint:") || MQM_CORE.iter().any(|(id, _)| *id == mqm), "{mqm}");
        }
    }

    #[test]
    fn a_bad_value_names_the_good_ones() {
        let error = "mayor".parse::<Severity>().expect_err("not a severity");
        assert!(error.contains("neutral, minor, major, critical"), "{error}");
    }
}
