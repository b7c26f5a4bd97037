//! What can be said on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Finds, compares and scores translation artifacts in translated English, without the source.
#[derive(Debug, Parser)]
#[command(
    name = "mtlint",
    version,
    about,
    max_term_width = 100,
    after_help = "Exit codes: 0 passed, or nothing to check; 1 the gate failed; 2 the work could not be done.\nRun `mtlint COMMAND --help` for examples."
)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    Check(Check),
    Compare(Compare),
    Stream(Stream),
    Learn(Learn),
    Names(Names),
    Review(Review),
    Baseline(Baseline),
    Eval(Eval),
    Explain(Explain),
    Config(Config),
    Init(Init),
}

/// What is known and how it is judged: the same for every command that checks.
#[derive(Debug, Args, Clone, Default)]
pub struct Settings {
    /// A rubric: mqm, wmt, scorecard, lisa, strict, or a file; default: each file's mtlint.toml, else mqm
    #[arg(long, value_name = "NAME|FILE")]
    pub rubric: Option<String>,
    /// Hide findings that are less sure than this, 0 to 1
    #[arg(long, value_name = "0..1")]
    pub min_confidence: Option<f32>,
    /// Terms and forbidden forms (CSV: term,forbidden,note); may be given several times
    #[arg(long, value_name = "FILE")]
    pub glossary: Vec<PathBuf>,
    /// What `mtlint learn` made of texts you trust
    #[arg(long, value_name = "FILE")]
    pub profile: Option<PathBuf>,
    /// A table of the project's own names, besides those that mtlint.toml lists
    #[arg(long, value_name = "FILE")]
    pub names: Vec<PathBuf>,
    /// What was decided in reviews; default: the nearest .mtlint/decisions.csv
    #[arg(long, value_name = "FILE")]
    pub decisions: Option<PathBuf>,
    /// Check as if nothing was decided
    #[arg(long, conflicts_with = "decisions")]
    pub no_decisions: bool,
    /// Threads; 0 = one for each core
    #[arg(long, short, default_value_t = 0, value_name = "N")]
    pub jobs: usize,
}

/// Check files and folders of translated text
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  mtlint check .                         every text of this folder, findings on the terminal
  mtlint check texts --out reports       one CSV per document and summary.csv, for a spreadsheet
  mtlint check draft.md --format jsonl   one finding a line, for programs
  cat draft.txt | mtlint check -         standard input
  mtlint check --staged                  what the next commit changes, for a hook
  mtlint check --since origin/main       what this branch changes, for a build
  mtlint check --staged --folder         the same among all texts of the project
  git diff HEAD~3 | mtlint check --patch -    what a diff changes
  mtlint check texts --format sarif > mtlint.sarif
  mtlint check texts --diff              what --fix would change
  mtlint check texts --out reports --format xlsx   one workbook, a sheet per document

Reports are for review: type error, ok, unsure or wontfix into the column \"verdict\", add a fix, a note or columns of
your own. The next run with the same --out keeps what you typed; `mtlint review` reads it.

Documents that render the same text check each other: a name, number, negation or sentence that stands alone is
reported with the others as witnesses, and what they have, too, is doubted less or more. `mtlint compare` shows them
side by side. A name that the other documents of the folder spell otherwise is told,
too; --alone switches both off.

Folders are walked as git does: .gitignore and .mtlintignore are honoured; .txt and .md files are read.
With --staged, --since and --patch only those findings count that the edit is to blame for: on lines that it changed,
or caused elsewhere in the document, such as a name that is now spelt in two ways. --staged reads the index, not the
work tree, and changes nothing in it. With --folder the other texts of the project bear witness, too, and what the edit
caused in them counts.
Exit code 1 means that the gate failed: a finding at or above the severity and confidence in [gate].")]
pub struct Check {
    /// Files, folders, or - for standard input
    #[arg(required_unless_present_any = ["staged", "since", "patch"], value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Judge what the next commit changes; PATHs narrow it down
    #[arg(long, conflicts_with_all = ["since", "patch"])]
    pub staged: bool,
    /// Judge what has changed since this branch left a revision; of files that git does not keep it is told, as `git diff`
    /// leaves them out
    #[arg(long, value_name = "REV", conflicts_with = "patch")]
    pub since: Option<String>,
    /// Judge what a unified diff changed in files that it was applied to; - = standard input
    #[arg(long, value_name = "FILE")]
    pub patch: Option<PathBuf>,
    /// Judge the edit among all texts of the project: what renderings of the same text and other documents say
    #[arg(long, conflicts_with_all = ["out", "alone", "fix", "unsafe_fixes"])]
    pub folder: bool,
    /// Put suggestions that cannot change the meaning into the files; nothing is staged
    #[arg(long)]
    pub fix: bool,
    /// Put in the best suggestion of every finding that counts, too
    #[arg(long)]
    pub unsafe_fixes: bool,
    /// Show what --fix would change, and change nothing; `--diff -` judges a diff from standard input as --patch does
    #[arg(long, conflicts_with_all = ["fix", "out"])]
    pub diff: bool,
    /// Check texts again that were checked before
    #[arg(long)]
    pub no_cache: bool,
    /// Write one CSV report per document and summary.csv into this folder
    #[arg(long, value_name = "DIR", conflicts_with_all = ["staged", "since", "patch"])]
    pub out: Option<PathBuf>,
    /// What to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Let the findings of this baseline pass: only new ones are shown and stop the gate; default: `baseline` in mtlint.toml
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Check as if there was no baseline
    #[arg(long, conflicts_with = "baseline")]
    pub no_baseline: bool,
    /// How CSV is written: for Excel, for Excel in countries with a decimal comma, or plain
    #[arg(long, value_enum, default_value_t = Dialect::Excel)]
    pub dialect: Dialect,
    /// Print no findings, only the table of documents
    #[arg(long, short)]
    pub quiet: bool,
    /// Judge every document by itself: do not let renderings of one text bear witness against each other
    #[arg(long)]
    pub alone: bool,
    /// Colours on the terminal; auto also honours NO_COLOR
    #[arg(long, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    pub color: Colour,
    #[command(flatten)]
    pub settings: Settings,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Findings with their lines, for people
    Text,
    /// One table of findings
    Csv,
    /// One JSON object a finding
    Jsonl,
    /// Findings for people; reports as one workbook in the folder that --out names
    Xlsx,
    /// SARIF 2.1.0, for code scanning and editors
    Sarif,
    /// Annotations of GitHub Actions
    Github,
    /// GitLab code quality
    Gitlab,
    /// JUnit, for build servers
    Junit,
    /// Checkstyle, for build servers and review bots
    Checkstyle,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Dialect {
    /// Comma, byte-order mark, CRLF
    Excel,
    /// Semicolon and decimal comma
    ExcelEu,
    /// Comma, no mark, LF
    Plain,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// On a terminal
    Auto,
    /// Even into a pipe
    Always,
    /// Not even on a terminal
    Never,
}

/// Compare renderings of one text, or score them against references
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  mtlint compare a.txt b.txt c.txt                 side by side on the terminal, differing words marked
  mtlint compare texts --out reports               groups found in a folder: renderings.csv and renderings.html
  mtlint compare a.txt b.txt --format html > c.html   one page that needs nothing else
  mtlint compare --metrics reference.txt mt.txt    BLEU, chrF, chrF++ and TER, equal to sacreBLEU's
  mtlint compare --metrics --ref r1.txt --ref r2.txt mt.txt other.txt --bootstrap

Files that are named are taken for renderings of one text; in a folder mtlint finds by itself which are.
Exit code 0 whether or not they diverge; 2 if a file could not be read.")]
pub struct Compare {
    /// Renderings, or folders; with --metrics the reference (unless --ref is given), then the candidates
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// What to print
    #[arg(long, value_enum, default_value_t = CompareFormat::Text)]
    pub format: CompareFormat,
    /// Write renderings.csv and renderings.html into this folder; verdicts in the old table are kept
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// How CSV is written
    #[arg(long, value_enum, default_value_t = Dialect::Excel)]
    pub dialect: Dialect,
    /// Show passages without a divergence, too
    #[arg(long)]
    pub all: bool,
    /// With --format jsonl: say, too, which rendering is probably wrong
    #[arg(long)]
    pub findings: bool,
    /// Score candidates against references, line by line
    #[arg(long)]
    pub metrics: bool,
    /// A reference; may be given several times
    #[arg(long = "ref", value_name = "FILE", requires = "metrics")]
    pub references: Vec<PathBuf>,
    /// Score each line by itself
    #[arg(long, requires = "metrics")]
    pub segments: bool,
    /// Intervals and paired tests against the first candidate, by bootstrap resampling
    #[arg(long, requires = "metrics", conflicts_with = "segments")]
    pub bootstrap: bool,
    #[command(flatten)]
    pub settings: Settings,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CompareFormat {
    /// Columns for people
    Text,
    /// One table of divergences
    Csv,
    /// One JSON object a passage
    Jsonl,
    /// One page with everything in it
    Html,
}

/// Check a stream of JSON Lines, for pipelines
#[derive(Debug, Args)]
#[command(after_help = "Reads {\"id\", \"text\"} and writes, in the same order, {\"id\", \"score\", \"findings\"}; start and end count
code points. A bad record yields {\"id\" or \"line\", \"error\"} and the run goes on.

Example:
  printf '{\"id\": 1, \"text\": \"They fled to Syria.\"}\\n' | mtlint stream")]
pub struct Stream {
    #[command(flatten)]
    pub settings: Settings,
}

/// Learn words, names and preferred forms from texts you trust
#[derive(Debug, Args)]
#[command(after_help = "Counts words and names, American or British spelling, hyphens, capitalised terms and explained acronyms, and
writes them into one sorted text file that a person can edit. Checks with --profile FILE then know these words and
names, and tell where a text departs from the forms of the house.

Example:
  mtlint learn archive/edited --out house.mtprofile
  mtlint check drafts --profile house.mtprofile")]
pub struct Learn {
    /// Files and folders of text that was edited by people
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Where to write the profile
    #[arg(long, short, value_name = "FILE")]
    pub out: PathBuf,
    /// Learn what occurs at least so often
    #[arg(long, default_value_t = 2, value_name = "N")]
    pub min_count: u32,
    /// Threads; 0 = one for each core
    #[arg(long, short, default_value_t = 0, value_name = "N")]
    pub jobs: usize,
}

/// List the names of a folder: counts, spellings, and whether they are known
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  mtlint names .                              a table on the terminal
  mtlint names texts --unknown --out own.csv  those that no table knows, for a person to go through
  mtlint check texts --names own.csv          the accepted rows are the project's own names

The table begins with the columns of a project's table of names: name, kind, variants, source_forms, note.")]
pub struct Names {
    /// Files and folders
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// What to write; default: a table for people, or CSV with --out
    #[arg(long, value_enum)]
    pub format: Option<NamesFormat>,
    /// Write the table into this file
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// How CSV is written
    #[arg(long, value_enum, default_value_t = Dialect::Excel)]
    pub dialect: Dialect,
    /// Leave out names that stand less often
    #[arg(long, default_value_t = 1, value_name = "N")]
    pub min_count: usize,
    /// Leave out names that are known and right
    #[arg(long)]
    pub unknown: bool,
    #[command(flatten)]
    pub settings: Settings,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum NamesFormat {
    /// Columns, for people
    Text,
    /// One line a name
    Csv,
}

/// Read reports that a person went through: verdicts, precision by rule, reviewed scores
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  mtlint review reports                   how far the review is, and what it says
  mtlint review reports/a.txt.csv --apply --who Ann   later checks honour the verdicts
  mtlint check texts                      findings that were rejected are not shown again

Verdicts: error (or y, yes, да), ok (n, no, нет), unsure, wontfix: a defect that stays; name and word: the text is a
right name or word, and later checks know it everywhere. Sheets may be sorted, saved as .csv in any encoding or as
.xlsx, and have columns of your own; \"who\" and \"when\" among them are taken over. A verdict holds for all findings
with the same rule and text in the document. What cannot be read is listed with its line and decides nothing.

Decisions go into .mtlint/decisions.csv, for version control; delete a line to take a decision back. A rule of which
five or more different texts were judged here is trusted less where they were rejected: its confidence counts as ten
findings, those judged are added; it never rises. `[rules]` in mtlint.toml goes first.

Exit code 2 means that some rows could not be read; the others were taken.")]
pub struct Review {
    /// Reports (.csv, .xlsx), or folders of them
    #[arg(required = true, value_name = "FILE")]
    pub paths: Vec<PathBuf>,
    /// Write the verdicts into the decisions, which later checks honour
    #[arg(long)]
    pub apply: bool,
    /// Who decided, where a report has no column \"who\"
    #[arg(long, value_name = "NAME", default_value = "")]
    pub who: String,
    /// When, where a report has no column \"when\"; default: today
    #[arg(long, value_name = "DAY")]
    pub when: Option<String>,
    /// Take each verdict for its own row only
    #[arg(long)]
    pub one_by_one: bool,
    #[command(flatten)]
    pub settings: Settings,
}

/// Write down the findings that there are, so that later checks count new ones only
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  mtlint baseline texts                             writes .mtlint/baseline.csv
  mtlint check texts --baseline .mtlint/baseline.csv   or, for every check, in mtlint.toml:
                                                       [files] baseline = \".mtlint/baseline.csv\"
  mtlint baseline texts --prune                     takes out what was mended since, adds nothing

A finding is known by its rule, its text and the words beside it: moving it, or editing elsewhere, does not make it
new. Keep the file under version control; it is sorted and has no line numbers.")]
pub struct Baseline {
    /// Files and folders
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Where the baseline lies; default: `baseline` in mtlint.toml, else .mtlint/baseline.csv
    #[arg(long, short, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Only take out findings that are gone
    #[arg(long)]
    pub prune: bool,
    #[command(flatten)]
    pub settings: Settings,
}

/// Measure precision and recall against texts that a person marked
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  mtlint eval marks.csv texts                 by rule and category
  mtlint eval marks.csv texts --format csv --min-confidence 0.7

The table of marks has the columns document, start, end (characters from 0, end exclusive) and category; with a column
text, each mark is held against its document first. A document is known by the end of its path.

A mark is caught by a finding that overlaps it by 30 % of either; a finding is right if it overlaps any mark. Decisions
and baselines are not honoured here.")]
pub struct Eval {
    /// The table of marks
    #[arg(value_name = "MARKS")]
    pub marks: PathBuf,
    /// Files and folders
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// What to print
    #[arg(long, value_enum, default_value_t = TableFormat::Text)]
    pub format: TableFormat,
    /// Take documents without marks for free of defects; otherwise they are left out
    #[arg(long)]
    pub clean: bool,
    #[command(flatten)]
    pub settings: Settings,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    /// Columns, for people
    Text,
    /// A table for programs: kind,name,right,all,share
    Csv,
}

/// List all rules, or print the reference of one
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  mtlint explain
  mtlint explain mixed-script")]
pub struct Explain {
    /// Id of a rule
    pub rule: Option<String>,
}

/// Show what holds for a file, and which mtlint.toml says so
#[derive(Debug, Args)]
#[command(after_help = "mtlint.toml is looked for in the folder of a text and upwards, as far as the git repository goes. A nearer one adds to
those above it; one with \"extends\" starts from there instead.

Examples:
  mtlint config --explain texts/draft.md
  mtlint config --schema > mtlint.schema.json    for editors: # :schema ./mtlint.schema.json")]
pub struct Config {
    /// The file or folder to explain; default: the current folder
    #[arg(long, value_name = "PATH")]
    pub explain: Option<PathBuf>,
    /// Print the JSON schema of mtlint.toml
    #[arg(long, conflicts_with = "explain")]
    pub schema: bool,
    #[command(flatten)]
    pub settings: Settings,
}

/// Write a commented mtlint.toml, or a git hook
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  cd texts && mtlint init
  mtlint init --hook     commits that add defects are stopped; `git commit --no-verify` skips it once")]
pub struct Init {
    /// Where to write it
    #[arg(default_value = "mtlint.toml")]
    pub path: PathBuf,
    /// Write a pre-commit hook into this git repository instead
    #[arg(long, conflicts_with = "path")]
    pub hook: bool,
}
