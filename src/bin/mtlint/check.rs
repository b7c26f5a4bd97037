//! `mtlint check`: texts in, findings and reports out.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use mtlint::engine::Engine;
use mtlint::error::Error;
use mtlint::input::folder::{self, Selection};
use mtlint::input::formats::Format as TextFormat;
use mtlint::input::{self, Reading, Target};
use mtlint::judge::signature::Signature;
use mtlint::judge::{Assessment, Status};
use mtlint::report::keep::Kept;
use mtlint::report::summary::{Summary, SummaryRow};
use mtlint::report::table;
use mtlint::report::terminal::{Overview, Style, thousands};
use mtlint::report::write::{Draft, Folder};
use mtlint::report::{csv, jsonl, terminal};

use crate::args::{Check, Colour, Dialect, Format};
use crate::{Outcome, progress, settings};

/// The argument that stands for standard input.
const STDIN: &str = "-";

/// What a text from standard input is called.
const STDIN_NAME: &str = STDIN;

/// Columns of a terminal that does not say how wide it is.
const USUAL_WIDTH: usize = 80;

/// Something that is to be checked, or was asked for and is not there.
enum Input {
    Document(Target),
    Stdin,
    Missing { name: String, error: Error },
}

impl Input {
    fn name(&self) -> &str {
        match self {
            Self::Document(target) => &target.name,
            Self::Stdin => STDIN_NAME,
            Self::Missing { name, .. } => name,
        }
    }
}

/// What is left of a document once it is checked: nothing that grows with its text but what is printed.
struct Checked {
    /// For standard output.
    printed: Vec<u8>,
    row: SummaryRow,
    overview: Overview,
    kept: Kept,
    /// Findings that the gate stops.
    stopped: usize,
    /// For standard error.
    message: Option<String>,
    failed: bool,
    /// Whether no other report can be written either.
    hopeless: bool,
}

pub fn run(arguments: &Check) -> Result<Outcome, Error> {
    let engine = settings::engine(&arguments.settings)?;
    let (inputs, mut failed) = inputs(arguments, &engine);
    if inputs.is_empty() {
        if !failed {
            eprintln!("mtlint: nothing to check: no .txt or .md file in {}", shown(arguments));
        }
        return Ok(if failed { Outcome::Incomplete } else { Outcome::Passed });
    }
    let checker = Checker {
        signature: engine.signature(),
        engine,
        arguments,
        dialect: dialect(arguments.dialect),
        style: style(arguments),
        reports: arguments.out.as_deref().map(|out| Folder::new(out, dialect(arguments.dialect), inputs.iter().map(Input::name))).transpose()?,
    };
    let old = checker.reports.as_ref().map(Folder::old_summary).transpose()?.unwrap_or_default();
    let summary = checker.reports.as_ref().map(Folder::summary).transpose()?;
    let summary = summary.map(|draft| Summary::new(draft, checker.dialect, &old)).transpose()?;

    let stop = Arc::new(AtomicBool::new(false));
    if inputs.len() > 1 {
        stop_on_ctrl_c(&stop);
    }
    quiet_panics();
    let mut run = Run::new(&checker, summary)?;
    let mut done = 0;
    let mut ended = Ok(());
    let bar = progress::bar(inputs.len());
    let jobs = if inputs.len() > 1 { settings::jobs(&arguments.settings) } else { 1 };
    Engine::in_order(
        inputs.len(),
        jobs,
        &stop,
        |at| checker.check(at, &inputs[at]),
        |at, result| {
            let checked = result.unwrap_or_else(|panic| checker.failed(inputs[at].name(), &format!("{panic}; please report it, with this text if you can")));
            done += 1;
            bar.set_position(done as u64);
            // A bar that is on the screen makes way for what is printed.
            ended = if bar.is_hidden() || !run.shows(&checked) { run.take(checked) } else { bar.suspend(|| run.take(checked)) };
            ended.is_ok()
        },
    );
    bar.finish_and_clear();
    ended?;
    if stop.load(Ordering::Relaxed) && done < inputs.len() {
        run.output.flush()?;
        let reports = if checker.reports.is_some() { "; the reports that were finished are whole, and summary.csv is as it was" } else { "" };
        return Err(Error::new(format!("stopped after {} of {} documents{reports}", thousands(done as u64), thousands(inputs.len() as u64)))
            .remedy("run again to check the rest"));
    }
    failed |= run.failed;
    let stopped = run.finish()?;
    Ok(match (failed, stopped) {
        (true, _) => Outcome::Incomplete,
        (false, true) => Outcome::Stopped,
        (false, false) => Outcome::Passed,
    })
}

/// What is to be checked, in order of name, and whether something could not be found.
fn inputs(arguments: &Check, engine: &Engine) -> (Vec<Input>, bool) {
    let files = &engine.rubric().files;
    let selection = Selection { include: files.include.clone(), exclude: files.exclude.clone() };
    let paths: Vec<_> = arguments.paths.iter().filter(|path| path.as_os_str() != STDIN).collect();
    let (targets, errors) = folder::collect(&paths, &selection);
    let mut failed = false;
    let mut inputs: Vec<Input> = targets.into_iter().map(Input::Document).collect();
    if paths.len() < arguments.paths.len() {
        inputs.push(Input::Stdin);
    }
    for error in errors {
        failed = true;
        match error.path().map(input::display_name) {
            Some(name) => inputs.push(Input::Missing { name, error }),
            None => eprintln!("mtlint: {error}"),
        }
    }
    inputs.sort_by(|a, b| a.name().cmp(b.name()));
    inputs.dedup_by(|a, b| a.name() == b.name());
    (inputs, failed)
}

fn shown(arguments: &Check) -> String {
    arguments.paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ")
}

pub fn dialect(dialect: Dialect) -> table::Dialect {
    match dialect {
        Dialect::Excel => table::Dialect::Excel,
        Dialect::ExcelEu => table::Dialect::ExcelEu,
        Dialect::Plain => table::Dialect::Plain,
    }
}

// ---- One document: on any thread -------------------------------------------------------------------------------

struct Checker<'a> {
    engine: Engine,
    signature: Signature,
    arguments: &'a Check,
    dialect: table::Dialect,
    style: Style,
    reports: Option<Folder>,
}

impl Checker<'_> {
    fn check(&self, at: usize, input: &Input) -> Checked {
        let reading = match input {
            Input::Document(target) => input::read(&target.path, &target.name),
            Input::Stdin => read_stdin(),
            Input::Missing { name, error } => return self.failed(name, &error.to_string()),
        };
        match reading {
            Ok(Reading::Text(source)) => self.assessed(at, &self.engine.check(source)),
            Ok(Reading::Skipped(why)) => self.skipped(input.name(), &why),
            Err(error) => self.failed(input.name(), &error.to_string()),
        }
    }

    fn assessed(&self, at: usize, assessment: &Assessment) -> Checked {
        let gate = &self.engine.rubric().gate;
        let stopped =
            assessment.issues.iter().filter(|issue| issue.status == Status::New && gate.stops(issue.finding.severity, issue.finding.confidence)).count();
        let mut overview = Overview::default();
        overview.add(assessment);
        let row = SummaryRow::of(assessment, &self.signature);
        let mut checked =
            Checked { printed: self.printed(assessment), row, overview, kept: Kept::default(), stopped, message: None, failed: false, hopeless: false };
        match self.reports.as_ref().map(|reports| reports.write(at, assessment)) {
            None => {}
            Some(Ok(written)) => {
                checked.row = checked.row.reviewed(&written.kept);
                checked.kept = written.kept;
            }
            Some(Err(error)) => {
                checked.row = checked.row.but_failed(&one_line(&error.to_string()));
                checked.message = Some(error.to_string());
                checked.failed = true;
                checked.hopeless = is_hopeless(&error);
            }
        }
        checked
    }

    fn printed(&self, assessment: &Assessment) -> Vec<u8> {
        if self.arguments.quiet {
            return Vec::new();
        }
        match self.arguments.format {
            Format::Text => terminal::findings(assessment, self.style).into_bytes(),
            Format::Jsonl => jsonl::findings(assessment).into_bytes(),
            Format::Csv => csv::lines(assessment, self.dialect).expect("memory refuses nothing"),
        }
    }

    fn skipped(&self, name: &str, why: &str) -> Checked {
        let mut overview = Overview::default();
        overview.add_skipped();
        let message = format!("{name}: skipped: {why}");
        Checked { message: Some(message), failed: false, overview, row: SummaryRow::skipped(name, why, &self.signature), ..self.failed(name, why) }
    }

    /// What is told of a document that could not be read or checked; the message names it.
    fn failed(&self, name: &str, why: &str) -> Checked {
        let mut overview = Overview::default();
        overview.add_failed();
        let message = if why.starts_with(name) { why.to_owned() } else { format!("{name}: {why}") };
        let without_name = message.strip_prefix(name).map_or(why, |rest| rest.trim_start_matches([':', ' ']));
        let row = SummaryRow::failed(name, &one_line(without_name), &self.signature);
        Checked { printed: Vec::new(), row, overview, kept: Kept::default(), stopped: 0, message: Some(message), failed: true, hopeless: false }
    }
}

/// An error as one cell says it.
fn one_line(error: &str) -> String {
    error.split_whitespace().collect::<Vec<_>>().join(" ").replace(" remedy:", "; remedy:")
}

fn read_stdin() -> Result<Reading, Error> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes).map_err(|error| Error::io("read", Path::new(STDIN_NAME), error))?;
    Ok(input::from_bytes(bytes, STDIN_NAME, TextFormat::Plain))
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
    summary: Option<Summary<'a, Draft>>,
    overview: Overview,
    kept: Kept,
    stopped: usize,
    failed: bool,
}

impl<'a> Run<'a> {
    fn new(checker: &'a Checker<'a>, summary: Option<Summary<'a, Draft>>) -> Result<Self, Error> {
        let output = BufWriter::with_capacity(1 << 16, io::stdout().lock());
        let on_terminal = io::stdout().is_terminal();
        let mut run =
            Self { checker, output, on_terminal, read: true, summary, overview: Overview::default(), kept: Kept::default(), stopped: 0, failed: false };
        if checker.arguments.format == Format::Csv && !checker.arguments.quiet {
            run.print(&csv::header(checker.dialect)?)?;
        }
        Ok(run)
    }

    /// Whether anything of a document goes to the terminal.
    fn shows(&self, checked: &Checked) -> bool {
        checked.message.is_some() || self.on_terminal && !checked.printed.is_empty()
    }

    fn take(&mut self, checked: Checked) -> Result<(), Error> {
        let shows = self.shows(&checked);
        self.print(&checked.printed)?;
        if shows {
            self.flush()?;
        }
        if let Some(message) = checked.message {
            eprintln!("mtlint: {message}");
        }
        if let Some(summary) = &mut self.summary {
            summary.push(&checked.row)?;
        }
        self.overview.merge(checked.overview);
        self.kept += checked.kept;
        self.stopped += checked.stopped;
        self.failed |= checked.failed;
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
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe && self.checker.reports.is_some() => {
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
        if checker.arguments.format == Format::Text {
            let table = std::mem::take(&mut self.overview).shown(checker.style);
            let signature = terminal::signature(&checker.signature, checker.style);
            self.print(format!("{table}\n{signature}").as_bytes())?;
        }
        self.flush()?;
        if let Some(reports) = &checker.reports {
            self.say_what_was_kept(gone_documents);
            eprintln!("mtlint: reports are in {}, summary in {}", reports.root().display(), reports.root().join("summary.csv").display());
        }
        if self.stopped > 0 {
            let gate = &checker.engine.rubric().gate;
            let plural = if self.stopped == 1 { "" } else { "s" };
            eprintln!("mtlint: gate: {} finding{plural} at or above {}, {} %", thousands(self.stopped as u64), gate.severity, csv::percent(gate.confidence));
        }
        Ok(self.stopped > 0)
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

// ---- The terminal ----------------------------------------------------------------------------------------------

/// Finishes the documents in work and then stops; at the second time, at once.
fn stop_on_ctrl_c(stop: &Arc<AtomicBool>) {
    let stop = Arc::clone(stop);
    // Without a handler Ctrl-C just ends the program, which leaves whole reports, too.
    let _ = ctrlc::set_handler(move || {
        if stop.swap(true, Ordering::Relaxed) {
            std::process::exit(2);
        }
    });
}

/// A panic becomes the error of its document; where it happened is told in one line.
fn quiet_panics() {
    std::panic::set_hook(Box::new(|panic| {
        if let Some(place) = panic.location() {
            eprintln!("mtlint: internal error at {place}");
        }
    }));
}

fn style(arguments: &Check) -> Style {
    let terminal = io::stdout().is_terminal();
    let colour = match arguments.color {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => {
            terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()) && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
        }
    };
    Style { colour, width: if terminal && arguments.format == Format::Text { width() } else { USUAL_WIDTH } }
}

/// Columns of the terminal.
fn width() -> usize {
    let told = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    told.or_else(asked).filter(|width| *width > 0).unwrap_or(USUAL_WIDTH)
}

/// Asks `stty`, which every Unix has: the standard library cannot tell the size of a terminal. Takes a millisecond,
/// and only on a terminal.
fn asked() -> Option<usize> {
    let terminal = File::open("/dev/tty").ok()?;
    let answer = Command::new("stty").arg("size").stdin(terminal).stderr(Stdio::null()).output().ok()?;
    std::str::from_utf8(&answer.stdout).ok()?.split_whitespace().nth(1)?.parse().ok()
}
