//! The forms for programs: findings of many documents in one output, told as they come.

use super::github::Annotations;
use super::{checkstyle, csv, github, gitlab, jsonl, junit, sarif};
use crate::judge::Assessment;
use crate::judge::rubric::Gate;
use crate::table::Dialect;

/// What programs read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// One table.
    Csv(Dialect),
    /// One JSON object a finding.
    Jsonl,
    /// SARIF 2.1.0.
    Sarif,
    /// GitHub annotations.
    Github,
    /// GitLab code quality.
    Gitlab,
    /// JUnit.
    Junit,
    /// Checkstyle.
    Checkstyle,
}

impl Form {
    /// The findings of one document; may be called on any thread.
    #[must_use]
    pub fn document(self, assessment: &Assessment, gate: &Gate) -> Vec<u8> {
        match self {
            Self::Csv(dialect) => csv::lines(assessment, dialect).expect("memory refuses nothing"),
            Self::Jsonl => jsonl::findings(assessment).into_bytes(),
            Self::Sarif => sarif::results(assessment).into_bytes(),
            Self::Github => github::findings(assessment).into_bytes(),
            Self::Gitlab => gitlab::findings(assessment).into_bytes(),
            Self::Junit => junit::suite(assessment, gate).into_bytes(),
            Self::Checkstyle => checkstyle::file(assessment).into_bytes(),
        }
    }
}

/// Puts what is told of single documents together, in order.
#[derive(Debug)]
pub struct Teller {
    form: Form,
    first: bool,
    annotations: Annotations,
    failures: Vec<(String, String)>,
}

impl Teller {
    /// Starts an output in a form.
    #[must_use]
    pub fn new(form: Form) -> Self {
        Self { form, first: true, annotations: Annotations::default(), failures: Vec::new() }
    }

    /// What stands before all documents.
    #[must_use]
    pub fn head(&self) -> Vec<u8> {
        match self.form {
            Form::Csv(dialect) => csv::header(dialect).expect("memory refuses nothing"),
            Form::Sarif => sarif::head().into_bytes(),
            Form::Gitlab => b"[".to_vec(),
            Form::Junit => junit::HEAD.into(),
            Form::Checkstyle => checkstyle::HEAD.into(),
            Form::Jsonl | Form::Github => Vec::new(),
        }
    }

    /// What [`Form::document`] gave, fitted in.
    #[must_use]
    pub fn document(&mut self, told: Vec<u8>) -> Vec<u8> {
        match self.form {
            Form::Sarif | Form::Gitlab if !told.is_empty() => {
                let comma: &[u8] = if std::mem::take(&mut self.first) { b"" } else { b",\n" };
                [comma, &told].concat()
            }
            Form::Github => self.annotations.pass(&String::from_utf8_lossy(&told)).into_bytes(),
            _ => told,
        }
    }

    /// A document that could not be checked.
    #[must_use]
    pub fn failure(&mut self, name: &str, why: &str) -> Vec<u8> {
        match self.form {
            Form::Sarif => {
                self.failures.push((name.to_owned(), why.to_owned()));
                Vec::new()
            }
            Form::Github => self.annotations.pass(&github::failure(name, why)).into_bytes(),
            Form::Junit => junit::failure(name, why).into_bytes(),
            Form::Checkstyle => checkstyle::failure(name, why).into_bytes(),
            // These have no place for it; the exit code and standard error tell.
            Form::Csv(_) | Form::Jsonl | Form::Gitlab => Vec::new(),
        }
    }

    /// What stands behind all documents.
    #[must_use]
    pub fn foot(&self) -> Vec<u8> {
        match self.form {
            Form::Sarif => sarif::foot(&self.failures).into_bytes(),
            Form::Github => self.annotations.foot().into_bytes(),
            Form::Gitlab => b"]\n".to_vec(),
            Form::Junit => junit::FOOT.into(),
            Form::Checkstyle => checkstyle::FOOT.into(),
            Form::Csv(_) | Form::Jsonl => Vec::new(),
        }
    }
}
