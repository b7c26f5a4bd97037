//! What we object to: one file a rule, and the one list of them.
//!
//! A rule is data plus a function pointer and holds no state. Its doc comment is the reference, the output of
//! `mtlint explain` and a test: every `flag` fence must give exactly the spans marked ⟦so⟧, every `pass` fence none.

mod a_an;
mod acronym_mismatch;
pub mod across;
mod added_passage;
mod adjective_for_adverb;
mod adverb_order;
mod agreement;
mod aspect;
mod attribution_dash;
mod broken_phrase;
mod calque;
mod capital_mismatch;
mod case_ending;
mod comma_splice;
mod counted_noun;
mod cut_off_end;
mod dangling_that;
mod decoder_debris;
mod designation;
mod double_negation;
mod double_verb;
mod doubled_punctuation;
mod doubled_space;
mod doubled_word;
mod entity_leftover;
mod folder_variants;
mod foreign_passage;
mod foreign_script;
mod fronted_infinitive;
mod garbled_name;
mod glossary;
mod glued_tokens;
mod house_form;
mod inverted_order;
mod invisible_character;
mod irregular_form;
mod r#loop;
mod lost_negation;
mod lower_case_name;
mod lower_case_start;
mod misnamed_body;
mod misplaced_quote;
mod missing_article;
mod missing_object;
mod missing_preposition;
mod missing_question_mark;
mod missing_space;
mod missing_subject;
mod missing_verb;
mod misspelling;
mod mistranslated_phrase;
mod mixed_script;
mod mojibake;
mod name_case;
mod name_variants;
mod near_name;
mod needless_article;
mod needless_comma;
mod not_and;
mod odd_space;
mod omitted_passage;
mod ordinal_ending;
mod outlier_name;
mod outlier_number;
mod page_furniture;
mod phrases;
mod question_order;
mod quote_style;
mod quoted_name;
mod repeated_passage;
mod site_name;
mod source_word;
mod spaced_hyphen;
mod split_number;
mod split_word;
mod stray_capital;
mod stray_space;
mod subject_verb_comma;
mod term_variants;
mod title_order;
mod translated_name;
mod translator_chatter;
mod typo;
mod ungrouped_number;
mod unknown_word;
mod unpaired_bracket;
mod unpaired_quote;
mod word_for_name;
mod wrong_pronoun;
mod wrong_verb_form;

use crate::evidence::Evidence;
use crate::evidence::folder::Otherwise;
use crate::finding::Finding;
use crate::knowledge::Knowledge;
use crate::mqm::{Category, Severity};
use crate::text::{Document, Segment, Span};

/// One rule.
pub struct Rule {
    /// Names the defect in kebab-case; never changes its meaning once released.
    pub id: &'static str,
    /// What kind of defect it finds, unless a finding says otherwise.
    pub category: Category,
    /// How bad such a defect is, unless a finding says otherwise.
    pub severity: Severity,
    /// Share of its findings that a reviewer upholds, unless a finding says otherwise.
    pub confidence: f32,
    /// Its reference in Markdown, with examples that run as tests.
    pub doc: &'static str,
    /// The source file.
    pub file: &'static str,
    /// Finds the defects.
    pub check: Check,
}

/// What a rule looks at.
#[derive(Clone, Copy)]
pub enum Check {
    /// One document.
    Document(fn(&Context<'_>, &mut Sink<'_>)),
    /// One rendering among others of the same text.
    Renderings(fn(&across::Across<'_>, &mut Sink<'_>)),
    /// One document among the others of its folder.
    Folder(fn(&Context<'_>, &mut Sink<'_>)),
}

impl Rule {
    /// The first sentence of its reference.
    #[must_use]
    pub fn summary(&self) -> &'static str {
        self.doc.trim_start().lines().next().unwrap_or_default().trim()
    }

    /// The reference as Markdown: the blank that rustdoc leaves before each line is taken off.
    #[must_use]
    pub fn markdown(&self) -> String {
        self.doc.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect::<Vec<_>>().join("\n")
    }
}

/// What a rule may look at.
pub struct Context<'a> {
    /// The document that is checked.
    pub doc: &'a Document,
    /// What has been noticed in it.
    pub evidence: &'a Evidence<'a>,
    /// What is known.
    pub knowledge: &'a Knowledge,
    /// Spellings of names in it that the other documents of its folder have otherwise.
    pub otherwise: &'a [Otherwise],
}

impl<'a> Context<'a> {
    /// The text of a token.
    #[must_use]
    pub fn text(&self, token: usize) -> &'a str {
        self.doc.token_text(token)
    }

    /// The segment that holds the token.
    #[must_use]
    pub fn segment_of(&self, token: usize) -> &'a Segment {
        self.doc.segment_of(token)
    }

    /// Whether the token is the first word of its sentence, past quotation marks and dashes.
    #[must_use]
    pub fn starts_sentence(&self, token: usize) -> bool {
        let start = self.segment_of(token).tokens.start as usize;
        (start..token).rev().all(|at| !self.doc.tokens()[at].is_word() && self.doc.tokens()[at].kind != crate::text::TokenKind::Number)
    }

    /// The span from one token to another, both included.
    #[must_use]
    pub fn span(&self, first: usize, last: usize) -> Span {
        self.doc.tokens()[first].span.to(self.doc.tokens()[last].span)
    }
}

/// Where a rule puts its findings.
pub struct Sink<'a> {
    rule: &'static Rule,
    findings: &'a mut Vec<Finding>,
}

impl<'a> Sink<'a> {
    /// A sink for the findings of one rule.
    pub fn new(rule: &'static Rule, findings: &'a mut Vec<Finding>) -> Self {
        Self { rule, findings }
    }

    /// Reports a defect; reasons and suggestions are added to what is returned.
    pub fn flag(&mut self, span: Span, message: impl Into<String>) -> &mut Finding {
        self.findings.push(Finding {
            rule: self.rule.id,
            span,
            category: self.rule.category,
            severity: self.rule.severity,
            confidence: self.rule.confidence,
            message: message.into(),
            reasons: Vec::new(),
            suggestions: Vec::new(),
        });
        self.findings.last_mut().expect("just pushed")
    }
}

/// Makes the `RULE` of a file: its documentation, id, category, severity and confidence; `across` at the end makes it one
/// over renderings, `folder` one over the documents of a folder. A rule without documentation does not compile.
macro_rules! rule {
    ($(#[doc = $doc:literal])+ $id:literal, $category:ident, $severity:ident, $confidence:literal, across $(,)?) => {
        $crate::rules::rule!(@of Renderings, $(#[doc = $doc])+ $id, $category, $severity, $confidence);
    };
    ($(#[doc = $doc:literal])+ $id:literal, $category:ident, $severity:ident, $confidence:literal, folder $(,)?) => {
        $crate::rules::rule!(@of Folder, $(#[doc = $doc])+ $id, $category, $severity, $confidence);
    };
    ($(#[doc = $doc:literal])+ $id:literal, $category:ident, $severity:ident, $confidence:literal $(,)?) => {
        $crate::rules::rule!(@of Document, $(#[doc = $doc])+ $id, $category, $severity, $confidence);
    };
    (@of $kind:ident, $(#[doc = $doc:literal])+ $id:literal, $category:ident, $severity:ident, $confidence:literal) => {
        #[doc = concat!("The rule `", $id, "`.")]
        pub static RULE: $crate::rules::Rule = $crate::rules::Rule {
            id: $id,
            category: $crate::mqm::Category::$category,
            severity: $crate::mqm::Severity::$severity,
            confidence: $confidence,
            doc: concat!($($doc, "\n"),+),
            file: file!(),
            check: $crate::rules::Check::$kind(check),
        };
    };
}
pub(crate) use rule;

/// Every rule, sorted by id. Everything that names rules derives from this list.
pub static RULES: &[&Rule] = &[
    &a_an::RULE,
    &acronym_mismatch::RULE,
    &added_passage::RULE,
    &adjective_for_adverb::RULE,
    &adverb_order::RULE,
    &agreement::RULE,
    &aspect::RULE,
    &attribution_dash::RULE,
    &broken_phrase::RULE,
    &calque::RULE,
    &capital_mismatch::RULE,
    &case_ending::RULE,
    &comma_splice::RULE,
    &counted_noun::RULE,
    &cut_off_end::RULE,
    &dangling_that::RULE,
    &decoder_debris::RULE,
    &designation::RULE,
    &double_negation::RULE,
    &double_verb::RULE,
    &doubled_punctuation::RULE,
    &doubled_space::RULE,
    &doubled_word::RULE,
    &entity_leftover::RULE,
    &folder_variants::RULE,
    &foreign_passage::RULE,
    &foreign_script::RULE,
    &fronted_infinitive::RULE,
    &garbled_name::RULE,
    &glossary::RULE,
    &glued_tokens::RULE,
    &house_form::RULE,
    &inverted_order::RULE,
    &invisible_character::RULE,
    &irregular_form::RULE,
    &r#loop::RULE,
    &lost_negation::RULE,
    &lower_case_name::RULE,
    &lower_case_start::RULE,
    &misnamed_body::RULE,
    &misplaced_quote::RULE,
    &missing_article::RULE,
    &missing_object::RULE,
    &missing_preposition::RULE,
    &missing_question_mark::RULE,
    &missing_space::RULE,
    &missing_subject::RULE,
    &missing_verb::RULE,
    &misspelling::RULE,
    &mistranslated_phrase::RULE,
    &mixed_script::RULE,
    &mojibake::RULE,
    &name_case::RULE,
    &name_variants::RULE,
    &near_name::RULE,
    &needless_article::RULE,
    &needless_comma::RULE,
    &not_and::RULE,
    &odd_space::RULE,
    &omitted_passage::RULE,
    &ordinal_ending::RULE,
    &outlier_name::RULE,
    &outlier_number::RULE,
    &page_furniture::RULE,
    &question_order::RULE,
    &quote_style::RULE,
    &quoted_name::RULE,
    &repeated_passage::RULE,
    &site_name::RULE,
    &source_word::RULE,
    &spaced_hyphen::RULE,
    &split_number::RULE,
    &split_word::RULE,
    &stray_capital::RULE,
    &stray_space::RULE,
    &subject_verb_comma::RULE,
    &term_variants::RULE,
    &title_order::RULE,
    &translated_name::RULE,
    &translator_chatter::RULE,
    &typo::RULE,
    &ungrouped_number::RULE,
    &unknown_word::RULE,
    &unpaired_bracket::RULE,
    &unpaired_quote::RULE,
    &word_for_name::RULE,
    &wrong_pronoun::RULE,
    &wrong_verb_form::RULE,
];

/// The rule with this id.
#[must_use]
pub fn by_id(id: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.id == id)
}

/// The ids of all rules, in order.
#[must_use]
pub fn ids() -> Vec<&'static str> {
    RULES.iter().map(|rule| rule.id).collect()
}

#[cfg(test)]
mod tests;
