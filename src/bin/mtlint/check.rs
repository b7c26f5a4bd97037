//! `mtlint check`: texts in, findings and reports out.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use mtlint::cache::Cache;
use mtlint::engine::{Edit, Engine};
use mtlint::error::Error;
use mtlint::input::Source;
use mtlint::judge::Assessment;
use mtlint::judge::baseline::Comparison;
use mtlint::judge::rubric::Gate;
use mtlint::judge::signature::Signature;
use mtlint::project;
use mtlint::report::form::{Form, Teller};
use mtlint::report::keep::Kept;
use mtlint::report::summary::{Summary, SummaryRow};
use mtlint::report::terminal::{self, Overview, Style, thousands};
use mtlint::report::write::{Draft, Folder};
use mtlint::report::xlsx::{self, Book, OldBook, Page};

use crate::args::{Check, Format};
use crate::elsewhere::Elsewhere;
use crate::fix::{self, Fixes};
use crate::gate::{self, Tally};
use crate::known::Known;
use crate::relatives::Relatives;
use crate::select::{Input, Selected};
use crate::survey::survey;
use crate::{Outcome, console, progress, settings};

/// Texts from which on it pays to remember what was found.
const WORTH_A_CACHE: usize = 32;

/// What is left of a document once it is checked: nothing that grows with its text but what is printed.
struct Checked {
    /// For standard output.
    printed: Vec<u8>,
    row: SummaryRow,
    /// The sheet of the workbook.
    page: Option<Page>,
    overview: Overview,
    kept: Kept,
    known: Comparison,
    /// Findings that somebody decided to leave as they are.
    decided: u32,
    /// Suggestions that were put into the file.
    mended: usize,
    /// What the gate makes of it.
    tally: Tally,
    /// For standard error.
    message: Option<String>,
    /// Why it could not be checked.
    failure: Option<String>,
    /// Whether no other report can be written either.
    hopeless: bool,
}

pub fn run(arguments: &Check) -> Result<Outcome, Error> {
    let project = settings::project(&arguments.settings)?;
    let selected = Selected::of(arguments, &project)?;
    let mut failed = selected.failed;
    let inputs = &selected.inputs;
    if inputs.is_empty() && !selected.edit {
        if !failed {
            eprintln!("mtlint: nothing to check: no .txt or .md file in {}", shown(arguments));
        }
        return Ok(if failed { Outcome::Incomplete } else { Outcome::Passed });
    }
    let dialect = settings::dialect(arguments.dialect);
    let as_book = arguments.format == Format::Xlsx;
    if as_book && arguments.out.is_none() {
        return Err(Error::new("--format xlsx needs a place for the workbook").remedy("add --out DIR"));
    }
    // What is wrong with the settings of any folder is told once, before the work.
    let checkers = inputs.iter().map(|input| project.checker(input.path())).collect::<Result<Vec<_>, _>>()?;
    let mut checker = Checker {
        signature: project.checker(Path::new("-"))?.signature.clone(),
        form: form(arguments),
        style: console::style(arguments.color),
        reports: arguments.out.as_deref().filter(|_| !as_book).map(|out| Folder::new(out, dialect, inputs.iter().map(Input::name))).transpose()?,
        old_book: arguments.out.as_deref().filter(|_| as_book).map(|out| OldBook::open(&book_path(out))).transpose()?,
        known: Known::of(arguments, &checkers)?,
        // With a diff from standard input, --diff asks what that changed.
        fixes: Fixes::of(arguments).filter(|_| !selected.is_diff(arguments)),
        // A few texts are checked faster than a cache is read.
        cache: if arguments.no_cache || inputs.len() < WORTH_A_CACHE { None } else { Cache::open(Path::new(".")) },
        elsewhere: Elsewhere::default(),
        checkers,
        arguments,
        selected: &selected,
    };
    let old = checker.reports.as_ref().map(Folder::old_summary).transpose()?.unwrap_or_default();
    let summary = checker.reports.as_ref().map(Folder::summary).transpose()?;
    let summary = summary.map(|draft| Summary::new(draft, dialect, &old)).transpose()?;

    let stop = Arc::new(AtomicBool::new(false));
    if inputs.len() > 1 {
        console::stop_on_ctrl_c(&stop);
    }
    console::quiet_panics();
    let jobs = if inputs.len() > 1 { settings::jobs(&arguments.settings) } else { 1 };
    // An edit is judged by itself: it is not to blame for what others say.
    let by_itself = arguments.alone || selected.edit && !arguments.folder || checker.fixes.is_some() || inputs.len() < 2;
    let relatives = if by_itself {
        Relatives::none(inputs)
    } else {
        let (relatives, elsewhere) = survey(&selected, &checker.checkers, jobs, &stop, checker.cache.as_ref());
        checker.elsewhere = elsewhere;
        relatives
    };
    // What the edit left alone is checked only where the edit may have caused something.
    let work = relatives.work(|at| selected.is_judged(at) || checker.elsewhere.is_new(at));
    let mut told: Vec<usize> = work.concat();
    told.sort_unstable();
    let book = checker.old_book.as_ref().map(|old| Book::new(old, inputs.len())).transpose()?;
    let mut run = Run::new(&checker, summary, book)?;
    let mut ended = Ok(());
    let bar = progress::bar(told.len());
    // Renderings of one text are checked together, and told of when their turn comes.
    let mut waiting = BTreeMap::new();
    let mut done = 0;
    Engine::in_order(
        work.len(),
        jobs,
        &stop,
        |at| checker.check(&work[at], &relatives),
        |at, result| {
            let failed = |panic: &String| work[at].iter().map(|one| checker.failed(inputs[*one].name(), &to_report(panic))).collect();
            waiting.extend(work[at].iter().copied().zip(result.unwrap_or_else(|panic| failed(&panic))));
            while let Some(checked) = told.get(done).and_then(|at| waiting.remove(at)) {
                done += 1;
                bar.set_position(done as u64);
                // A bar that is on the screen makes way for what is printed.
                ended = if bar.is_hidden() || !run.shows(&checked) { run.take(checked) } else { bar.suspend(|| run.take(checked)) };
                if ended.is_err() {
                    return false;
                }
            }
            true
        },
    );
    bar.finish_and_clear();
    ended?;
    if stop.load(Ordering::Relaxed) && done < told.len() {
        run.output.flush()?;
        let reports = if checker.reports.is_some() { "; the reports that were finished are whole, and summary.csv is as it was" } else { "" };
        return Err(Error::new(format!("stopped after {} of {} documents{reports}", thousands(done as u64), thousands(told.len() as u64)))
            .remedy("run again to check the rest"));
    }
    failed |= run.failed;
    let stopped = run.finish()?;
    if let Some(cache) = checker.cache {
        cache.save();
    }
    if !selected.edit {
        relatives.tell();
    }
    Ok(match (failed, stopped) {
        (true, _) => Outcome::Incomplete,
        (false, true) => Outcome::Stopped,
        (false, false) => Outcome::Passed,
    })
}

fn shown(arguments: &Check) -> String {
    arguments.paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ")
}

/// Where the workbook lies: in the folder that is named, unless that is a workbook.
fn book_path(out: &Path) -> PathBuf {
    if out.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx")) { out.to_owned() } else { out.join(xlsx::FILE) }
}

/// What programs are told; `None` for people.
fn form(arguments: &Check) -> Option<Form> {
    Some(match arguments.format {
        Format::Text | Format::Xlsx => return None,
        Format::Csv => Form::Csv(settings::dialect(arguments.dialect)),
        Format::Jsonl => Form::Jsonl,
        Format::Sarif => Form::Sarif,
        Format::Github => Form::Github,
        Format::Gitlab => Form::Gitlab,
        Format::Junit => Form::Junit,
        Format::Checkstyle => Form::Checkstyle,
    })
}

// ---- One document: on any thread -------------------------------------------------------------------------------

struct Checker<'a> {
    /// What each input is checked by.
    checkers: Vec<Arc<project::Checker>>,
    /// Names that a document spells otherwise than the others do.
    elsewhere: Elsewhere,
    /// What a text of the current folder is judged by.
    signature: Signature,
    arguments: &'a Check,
    selected: &'a Selected,
    form: Option<Form>,
    style: Style,
    reports: Option<Folder>,
    /// The workbook that is there, where one is to be written.
    old_book: Option<OldBook>,
    known: Known,
    fixes: Option<Fixes>,
    cache: Option<Cache>,
}

impl Checker<'_> {
    /// Checks a document, or all renderings of one text.
    fn check(&self, members: &[usize], relatives: &Relatives) -> Vec<Checked> {
        if let [at] = members {
            return vec![self.alone(*at, relatives)];
        }
        // Where comparing them goes wrong, or each is judged otherwise, they are checked one by one.
        let together = Engine::guarded(|| self.together(members, relatives)).ok().flatten();
        let one_by_one = |at: &usize| {
            let checked = Engine::guarded(|| self.alone(*at, relatives));
            checked.unwrap_or_else(|panic| self.failed(self.selected.inputs[*at].name(), &to_report(&panic)))
        };
        together.unwrap_or_else(|| members.iter().map(one_by_one).collect())
    }

    fn alone(&self, at: usize, relatives: &Relatives) -> Checked {
        let input = &self.selected.inputs[at];
        let assessed = || {
            let text = match self.selected.read(input)? {
                Ok(text) => text,
                Err(why) => return Ok(self.skipped(input.name(), &why)),
            };
            let checker = &self.checkers[at];
            let Some(fixes) = self.fixes else {
                let assessment = if self.selected.edit {
                    checker.engine.check_edits(vec![self.edit(at, text.now, text.before)]).remove(0)
                } else {
                    checker.check(text.now, self.elsewhere.now(at), self.cache.as_ref())
                };
                return Ok::<_, Error>(self.assessed(at, assessment, |row| relatives.noted(row, at, None)));
            };
            let first = checker.engine.check_edit(text.now.clone(), text.before.clone());
            let Some(fixed) = fixes.of_text(&text.now, &text.before, &first, checker) else {
                return Ok(self.assessed(at, first, |row| relatives.noted(row, at, None)));
            };
            if !fixes.write {
                return Ok(Checked { printed: fix::shown(&text.now, &fixed), ..self.assessed(at, first, |row| relatives.noted(row, at, None)) });
            }
            fix::write(input, &text.now, &fixed)?;
            let mended = checker.engine.check_edit(Source { text: fixed.text, ..text.now }, text.before);
            Ok(Checked { mended: fixed.count, ..self.assessed(at, mended, |row| relatives.noted(row, at, None)) })
        };
        assessed().unwrap_or_else(|error| self.failed(input.name(), &error.to_string()))
    }

    /// Checks renderings of one text; `None` if they are not all judged alike.
    fn together(&self, members: &[usize], relatives: &Relatives) -> Option<Vec<Checked>> {
        let inputs = &self.selected.inputs;
        let checker = &self.checkers[*members.first()?];
        if !members.iter().all(|at| Arc::ptr_eq(checker, &self.checkers[*at])) {
            return None;
        }
        let (mut sources, mut before) = (Vec::new(), Vec::new());
        let refused = members.iter().map(|at| match self.selected.read(&inputs[*at]) {
            Ok(Ok(text)) => {
                sources.push(text.now);
                before.push(text.before);
                None
            }
            Ok(Err(why)) => Some(self.skipped(inputs[*at].name(), &why)),
            Err(error) => Some(self.failed(inputs[*at].name(), &error.to_string())),
        });
        let refused: Vec<Option<Checked>> = refused.collect();
        let read: Vec<usize> = members.iter().zip(&refused).filter(|(_, refused)| refused.is_none()).map(|(at, _)| *at).collect();
        let assessments = if self.selected.edit {
            let edits = sources.into_iter().zip(before).zip(&read).map(|((now, before), at)| self.edit(*at, now, before));
            checker.engine.check_edits(edits.collect())
        } else {
            let otherwise: Vec<_> = read.iter().map(|at| self.elsewhere.now(*at)).collect();
            checker.check_renderings(sources, &otherwise, self.cache.as_ref())
        };
        let scores: Vec<f64> = assessments.iter().filter(|assessment| assessment.words > 0).map(|assessment| assessment.score.value).collect();
        let mut assessments = assessments.into_iter();
        let told = members.iter().zip(refused).map(|(at, refused)| {
            refused.unwrap_or_else(|| {
                let assessment = assessments.next().expect("one for each text");
                let better = scores.iter().filter(|score| **score > assessment.score.value).count() as u32;
                let rank = (assessment.words > 0).then_some(better + 1);
                self.assessed(*at, assessment, |row| relatives.noted(row, *at, rank))
            })
        });
        Some(told.collect())
    }

    /// Whether suggestions are shown as a diff, and nothing else.
    fn shows_fixes(&self) -> bool {
        self.fixes.is_some_and(|fixes| !fixes.write)
    }

    /// What an edit made of a text.
    fn edit(&self, at: usize, now: Source, before: Vec<Source>) -> Edit<'_> {
        Edit { now, before, otherwise: self.elsewhere.now(at), otherwise_before: self.elsewhere.before(at) }
    }

    fn assessed(&self, at: usize, mut assessment: Assessment, noted: impl FnOnce(SummaryRow) -> SummaryRow) -> Checked {
        let project::Checker { engine, signature } = &*self.checkers[at];
        let gate = &engine.rubric().gate;
        let known = self.known.of_input(at).map(|baseline| baseline.mark(&assessment.name, &mut assessment.issues));
        let mut overview = Overview::default();
        overview.add(&assessment);
        let is_summed = self.reports.is_some() || self.old_book.is_some();
        let count = || self.checkers[at].roster(&assessment.text, self.cache.as_ref()).distinct;
        let names = (is_summed && assessment.words > 0).then(|| self.elsewhere.distinct(at).unwrap_or_else(count));
        let mut row = noted(SummaryRow::of(&assessment, signature).naming(names));
        if let Some(known) = known {
            row = row.fixed(known.stale);
        }
        let mut checked = Checked {
            printed: Vec::new(),
            row,
            page: None,
            overview,
            kept: Kept::default(),
            known: known.unwrap_or_default(),
            mended: 0,
            decided: (assessment.issues.len() - assessment.open().count()) as u32,
            tally: Tally::of(&assessment, gate),
            message: remarks(&assessment),
            failure: None,
            hopeless: false,
        };
        match self.reports.as_ref().map(|reports| reports.write(at, &assessment, engine.rubric())) {
            None => {}
            Some(Ok(written)) => {
                checked.row = checked.row.reviewed(&written.kept, written.reviewed.as_ref());
                checked.kept = written.kept;
            }
            Some(Err(error)) => {
                checked.row = checked.row.but_failed(&one_line(&error.to_string()));
                checked.message = Some(error.to_string());
                checked.failure = checked.message.clone();
                checked.hopeless = is_hopeless(&error);
            }
        }
        if let Some(old) = &self.old_book {
            let written = old.page(&assessment, engine.rubric());
            checked.row = checked.row.reviewed(&written.kept, written.reviewed.as_ref());
            (checked.kept, checked.page) = (written.kept, Some(written.page));
        }
        checked.printed = self.printed(&mut assessment, gate);
        checked
    }

    /// That other documents are judged by other settings, if they are.
    fn others(&self) -> &'static str {
        let is_other = |other: &Arc<project::Checker>| other.signature != self.signature;
        if self.checkers.iter().any(is_other) { "some documents have settings of their own: `mtlint config --explain PATH`\n" } else { "" }
    }

    fn printed(&self, assessment: &mut Assessment, gate: &Gate) -> Vec<u8> {
        if self.arguments.quiet || self.shows_fixes() {
            return Vec::new();
        }
        if self.selected.edit {
            // People want to see what stops them, programs all that the edit is to blame for.
            assessment.issues.retain(|issue| gate::stops(issue, gate) || self.form.is_some() && gate::is_new(issue));
        } else if !matches!(self.form, Some(Form::Csv(_))) {
            // A table has a column for what is known and decided; elsewhere it would only be in the way.
            assessment.issues.retain(|issue| gate::is_new(issue) || gate::stops(issue, gate));
        }
        match self.form {
            Some(form) => form.document(assessment, gate),
            None => terminal::findings(assessment, self.style).into_bytes(),
        }
    }

    fn skipped(&self, name: &str, why: &str) -> Checked {
        let mut overview = Overview::default();
        overview.add_skipped();
        let message = format!("{name}: skipped: {why}");
        Checked { message: Some(message), failure: None, overview, row: SummaryRow::skipped(name, why, &self.signature), ..self.failed(name, why) }
    }

    /// What is told of a document that could not be read or checked; the message names it.
    fn failed(&self, name: &str, why: &str) -> Checked {
        let mut overview = Overview::default();
        overview.add_failed();
        let message = if why.starts_with(name) { why.to_owned() } else { format!("{name}: {why}") };
        let without_name = message.strip_prefix(name).map_or(why, |rest| rest.trim_start_matches([':', ' ']));
        let row = SummaryRow::failed(name, &one_line(without_name), &self.signature);
        Checked {
            printed: Vec::new(),
            row,
            page: None,
            overview,
            kept: Kept::default(),
            known: Comparison::default(),
            decided: 0,
            mended: 0,
            tally: Tally::default(),
            failure: Some(without_name.to_owned()),
            message: Some(message),
            hopeless: false,
        }
    }
}

/// What people should know of lines of a document.
fn remarks(assessment: &Assessment) -> Option<String> {
    let lines: Vec<_> = assessment.remarks.iter().map(|remark| format!("{}:{}: {}", assessment.name, remark.line, remark.message)).collect();
    (!lines.is_empty()).then(|| lines.join("\nmtlint: "))
}

/// What is told of a document that mtlint itself fails at.
fn to_report(panic: &str) -> String {
    format!("{panic}; please report it, with this text if you can")
}

/// An error as one cell says it.
fn one_line(error: &str) -> String {
    error.split_whitespace().collect::<Vec<_>>().join(" ").replace(" remedy:", "; remedy:")
}

/// Whether the disk refuses every report, so that there is no use in going on.
fn is_hopeless(error: &Error) -> bool {
    let source = std::error::Error::source(error).and_then(|source| source.downcast_ref::<io::Error>());
    source.is_some_and(|error| matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::ReadOnlyFilesystem))
}

// ---- All documents: in order, on one thread --------------------------------------------------------------------

struct Run<'a> {
    checker: &'a Checker<'a>,
    output: BufWriter<io::StdoutLock<'static>>,
    on_terminal: bool,
    /// Whether somebody still reads what is printed.
    read: bool,
    teller: Option<Teller>,
    summary: Option<Summary<'a, Draft>>,
    book: Option<Book<'a>>,
    overview: Overview,
    kept: Kept,
    known: Comparison,
    decided: u32,
    tally: Tally,
    mended: (usize, usize),
    failed: bool,
}

impl<'a> Run<'a> {
    fn new(checker: &'a Checker<'a>, summary: Option<Summary<'a, Draft>>, book: Option<Book<'a>>) -> Result<Self, Error> {
        let teller = checker.form.filter(|_| !checker.arguments.quiet).map(Teller::new);
        let head = teller.as_ref().map(Teller::head).unwrap_or_default();
        let mut run = Self {
            checker,
            output: BufWriter::with_capacity(1 << 16, io::stdout().lock()),
            on_terminal: io::stdout().is_terminal(),
            read: true,
            teller,
            summary,
            book,
            overview: Overview::default(),
            kept: Kept::default(),
            known: Comparison::default(),
            decided: 0,
            tally: Tally::default(),
            mended: (0, 0),
            failed: false,
        };
        run.print(&head)?;
        Ok(run)
    }

    /// Whether anything of a document goes to the terminal.
    fn shows(&self, checked: &Checked) -> bool {
        checked.message.is_some() || self.on_terminal && !checked.printed.is_empty()
    }

    fn take(&mut self, checked: Checked) -> Result<(), Error> {
        let shows = self.shows(&checked);
        let printed = match (&mut self.teller, &checked.failure) {
            (None, _) => checked.printed,
            (Some(teller), None) => teller.document(checked.printed),
            (Some(teller), Some(why)) => teller.failure(&checked.row.file, why),
        };
        self.print(&printed)?;
        if shows {
            self.flush()?;
        }
        if let Some(message) = checked.message {
            eprintln!("mtlint: {message}");
        }
        if let Some(summary) = &mut self.summary {
            summary.push(&checked.row)?;
        }
        if let Some(book) = &mut self.book {
            book.push(&checked.row, checked.page.as_ref())?;
        }
        self.overview.merge(checked.overview);
        self.kept += checked.kept;
        self.known += checked.known;
        self.decided += checked.decided;
        self.tally.add(checked.tally);
        self.mended.0 += checked.mended;
        self.mended.1 += usize::from(checked.mended > 0);
        self.failed |= checked.failure.is_some();
        if checked.hopeless {
            Err(Error::new("no further report can be written; summary.csv is as it was").remedy("name another folder with --out"))
        } else {
            Ok(())
        }
    }

    /// Prints; where the reader has gone away, reports are still written, and without reports all is done.
    fn print(&mut self, bytes: &[u8]) -> Result<(), Error> {
        if !self.read || bytes.is_empty() {
            return Ok(());
        }
        let written = self.output.write_all(bytes);
        self.or_gone(written)
    }

    fn flush(&mut self) -> Result<(), Error> {
        if !self.read {
            return Ok(());
        }
        let flushed = self.output.flush();
        self.or_gone(flushed)
    }

    fn or_gone(&mut self, result: io::Result<()>) -> Result<(), Error> {
        match result {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe && (self.checker.reports.is_some() || self.book.is_some()) => {
                self.read = false;
                Ok(())
            }
            result => Ok(result?),
        }
    }

    /// Ends the run; says whether the gate failed.
    fn finish(mut self) -> Result<bool, Error> {
        let checker = self.checker;
        let mut gone_documents = 0;
        if let Some(summary) = self.summary.take() {
            let (draft, gone) = summary.finish()?;
            draft.publish()?;
            gone_documents = gone;
        }
        let others = self.book.take().map(Book::finish).transpose()?;
        let foot = match &self.teller {
            Some(teller) => teller.foot(),
            // Of an edit there is nothing to say but what stops it.
            None if checker.form.is_some() || checker.selected.edit || checker.shows_fixes() => Vec::new(),
            None => {
                let table = std::mem::take(&mut self.overview).shown(checker.style);
                format!("{table}\n{}{}", terminal::signature(&checker.signature, checker.style), checker.others()).into_bytes()
            }
        };
        self.print(&foot)?;
        self.flush()?;
        if let Some(reports) = &checker.reports {
            self.say_what_was_kept(gone_documents);
            eprintln!("mtlint: reports are in {}, summary in {}", reports.root().display(), reports.root().join("summary.csv").display());
        }
        if let (Some(old), Some(others)) = (&checker.old_book, others) {
            self.say_what_was_kept(0);
            let kept = if others > 0 { format!("; {others} sheets of documents that were not checked now are as they were") } else { String::new() };
            eprintln!("mtlint: the workbook is {}{kept}", old.path().display());
        }
        self.say_what_passed();
        if self.mended.0 > 0 {
            let count = |n: usize, what: &str| format!("{} {what}{}", thousands(n as u64), if n == 1 { "" } else { "s" });
            eprintln!("mtlint: put {} into {}; nothing was staged", count(self.mended.0, "suggestion"), count(self.mended.1, "file"));
        }
        self.tally.tell(checker.selected.edit && checker.form.is_none());
        Ok(self.tally.stops())
    }

    fn say_what_passed(&self) {
        let findings = |count: u32| if count == 1 { "1 finding".to_owned() } else { format!("{} findings", thousands(count.into())) };
        if self.decided > 0 {
            eprintln!("mtlint: {} left as decided", findings(self.decided));
        }
        // Of an edit there is nothing to say but what stops it.
        if self.checker.known.any() && !self.checker.selected.edit {
            let stale = self.known.stale + self.checker.known.lost();
            let stale =
                if stale > 0 { format!("; {} of it no longer there: `mtlint baseline --prune` takes them out", findings(stale)) } else { String::new() };
            eprintln!("mtlint: {} known to the baseline{stale}", findings(self.known.known));
        }
    }

    fn say_what_was_kept(&self, gone_documents: usize) {
        let Kept { carried, gone, added, verdicts: _ } = self.kept;
        let rows = |count: u32| if count == 1 { "1 row".to_owned() } else { format!("{} rows", thousands(count.into())) };
        if carried > 0 {
            eprintln!("mtlint: kept what a reviewer typed into {}", rows(carried));
        }
        if gone > 0 {
            eprintln!("mtlint: {} with a reviewer's words no longer match any finding; kept at the end of the report with status \"gone\"", rows(gone));
        }
        if added > 0 {
            eprintln!("mtlint: {} that a reviewer added kept at the end of the report", rows(added));
        }
        if gone_documents > 0 {
            eprintln!(
                "mtlint: {} of summary.csv with a reviewer's words are of documents that were not checked now; kept with status \"gone\"",
                rows(gone_documents as u32)
            );
        }
    }
}
