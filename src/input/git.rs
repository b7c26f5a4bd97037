//! What git has staged, or what has changed since a revision: asked of the `git` program, in which hooks run.
//!
//! Only plumbing is called, with NUL between paths, so that no setting of the user and no name of a file gets in the way.
//! Texts are read from git's objects, never from the work tree where the index was asked for.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Mutex;

use super::formats::Format;
use super::{LARGEST_FILE, Reading, display_name, from_bytes};
use crate::error::Error;

/// The repository of a folder.
#[derive(Debug)]
pub struct Repository {
    /// A folder in the work tree.
    folder: PathBuf,
    /// From that folder up to the root of the work tree, such as `../../`.
    up: String,
    /// From the root of the work tree down to that folder, such as `texts/en/`.
    down: Vec<u8>,
    blobs: Mutex<Option<Blobs>>,
}

/// A file that an edit added or changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What it is called in reports: its path with `/`, seen from the folder of the repository that was asked.
    pub name: String,
    /// Where it lies in the work tree.
    pub path: PathBuf,
    /// Its text after the edit; `None` = as it lies in the work tree.
    pub after: Option<Blob>,
    /// Its text before the edit, in each commit that it is based on and that had it.
    pub before: Vec<Blob>,
    /// Whether a merge left it with conflicts.
    pub conflict: bool,
}

/// The id of a stored text.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Blob(String);

/// One line of `git diff-index --raw`.
#[derive(Debug, PartialEq, Eq)]
struct Raw {
    /// Whether it was a file before, and is one after: no link, no submodule.
    was_file: bool,
    is_file: bool,
    before: String,
    after: String,
    status: u8,
    /// Its path, from the root of the work tree.
    path: Vec<u8>,
}

impl Repository {
    /// The repository that a folder lies in.
    ///
    /// # Errors
    /// There is no git, or no work tree.
    pub fn of(folder: &Path) -> Result<Self, Error> {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let told = git(folder, &["rev-parse", "--is-inside-work-tree", "--show-cdup", "--show-prefix"])?;
        let mut lines = told.split(|byte| *byte == b'\n');
        if lines.next() != Some(b"true") {
            return Err(no_work_tree());
        }
        let up = lines.next().map(|line| String::from_utf8_lossy(line).into_owned()).unwrap_or_default();
        let down = lines.next().unwrap_or_default().to_vec();
        Ok(Self { folder: folder.to_owned(), up, down, blobs: Mutex::new(None) })
    }

    /// Where the hooks of the repository lie.
    ///
    /// # Errors
    /// Git refuses.
    pub fn hooks(&self) -> Result<PathBuf, Error> {
        let told = git(&self.folder, &["rev-parse", "--git-path", "hooks"])?;
        Ok(self.folder.join(line(&told)))
    }

    /// The files that the next commit adds or changes, as they stand in the index.
    ///
    /// In a merge, what comes unchanged from one side is no edit of this commit.
    ///
    /// # Errors
    /// Git refuses.
    pub fn staged(&self) -> Result<Vec<Change>, Error> {
        let head = match git(&self.folder, &["rev-parse", "--quiet", "--verify", "HEAD^{commit}"]) {
            Ok(id) => line(&id),
            // Before the first commit everything is new.
            Err(_) => line(&git(&self.folder, &["hash-object", "-t", "tree", "--stdin"])?),
        };
        let mut bases = vec![head];
        let merging = line(&git(&self.folder, &["rev-parse", "--git-path", "MERGE_HEAD"])?);
        if let Ok(heads) = std::fs::read_to_string(self.folder.join(merging)) {
            bases.extend(heads.lines().map(str::to_owned));
        }
        let mut common: Option<BTreeMap<Vec<u8>, Change>> = None;
        for base in &bases {
            let told = git(&self.folder, &["diff-index", "--cached", "--raw", "-z", "-M", "--no-abbrev", base])?;
            let changed = self.changes(&told, true)?;
            common = Some(match common {
                None => changed,
                Some(mut common) => {
                    common.retain(|path, change| match changed.get(path) {
                        Some(other) => {
                            change.before.extend(other.before.iter().cloned());
                            true
                        }
                        None => false,
                    });
                    common
                }
            });
        }
        Ok(common.unwrap_or_default().into_values().collect())
    }

    /// The tracked files of the work tree that have changed since this branch left `revision`.
    ///
    /// # Errors
    /// There is no such revision, or git refuses.
    pub fn since(&self, revision: &str) -> Result<Vec<Change>, Error> {
        let commit = git(&self.folder, &["rev-parse", "--quiet", "--verify", "--end-of-options", &format!("{revision}^{{commit}}")]).map_err(|error| {
            if error.message().starts_with("git ") {
                Error::new(format!("git knows no revision \"{revision}\""))
                    .remedy("check its spelling; in a build that fetches only part of the history, fetch it first")
            } else {
                error
            }
        })?;
        let commit = line(&commit);
        // Without a common ancestor, for example in a shallow clone, the revision itself.
        let base = git(&self.folder, &["merge-base", &commit, "HEAD"]).map_or(commit, |base| line(&base));
        let told = git(&self.folder, &["diff-index", "--raw", "-z", "-M", "--no-abbrev", &base])?;
        Ok(self.changes(&told, false)?.into_values().collect())
    }

    /// The folder that is the root of the work tree.
    #[must_use]
    pub fn root(&self) -> PathBuf {
        self.folder.join(&self.up)
    }

    /// The files that git keeps, by their paths in the work tree; where `staged`, with the text in the index of those
    /// that were changed since they were staged.
    ///
    /// # Errors
    /// Git refuses.
    pub fn tracked(&self, staged: bool) -> Result<BTreeMap<PathBuf, Option<Blob>>, Error> {
        let told = git(&self.folder, &["ls-files", "--full-name", "--stage", "-z", "--", ":/"])?;
        let mut tracked = BTreeMap::new();
        let mut ids = BTreeMap::new();
        for entry in told.split(|byte| *byte == 0).filter(|entry| !entry.is_empty()) {
            let Some(tab) = entry.iter().position(|byte| *byte == b'\t') else { continue };
            let head = String::from_utf8_lossy(&entry[..tab]);
            let mut fields = head.split(' ');
            if let (Some(mode), Some(id)) = (fields.next(), fields.next())
                && mode.starts_with("100")
            {
                ids.insert(&entry[tab + 1..], Blob(id.to_owned()));
                tracked.insert(self.folder.join(self.name(&entry[tab + 1..])), None);
            }
        }
        if staged {
            let changed = git(&self.folder, &["diff-files", "--name-only", "-z"])?;
            for path in changed.split(|byte| *byte == 0).filter(|path| !path.is_empty()) {
                if let Some(id) = ids.get(path) {
                    tracked.insert(self.folder.join(self.name(path)), Some(id.clone()));
                }
            }
        }
        Ok(tracked)
    }

    /// The files of the work tree that git does not keep, and was not told to ignore.
    ///
    /// # Errors
    /// Git refuses.
    pub fn untracked(&self) -> Result<Vec<PathBuf>, Error> {
        let told = git(&self.folder, &["ls-files", "--full-name", "--others", "--exclude-standard", "-z", "--", ":/"])?;
        Ok(told.split(|byte| *byte == 0).filter(|path| !path.is_empty()).map(|path| self.folder.join(self.name(path))).collect())
    }

    /// Reads the list of changes, leaving out what was deleted and what is no file.
    fn changes(&self, raw: &[u8], staged: bool) -> Result<BTreeMap<Vec<u8>, Change>, Error> {
        let mut changes = BTreeMap::new();
        for entry in entries(raw).ok_or_else(|| Error::new("git answers in a form that mtlint does not know").remedy("use git 2.20 or later"))? {
            if !entry.is_file || entry.status == b'D' {
                continue;
            }
            let before = if entry.was_file && is_id(&entry.before) { vec![Blob(entry.before)] } else { Vec::new() };
            let after = staged.then_some(Blob(entry.after));
            let name = self.name(&entry.path);
            let path = self.folder.join(&name);
            changes.insert(entry.path, Change { name: display_name(&name), path, after, before, conflict: entry.status == b'U' });
        }
        Ok(changes)
    }

    /// A path from the root of the work tree, seen from the folder.
    fn name(&self, path: &[u8]) -> PathBuf {
        match path.strip_prefix(self.down.as_slice()) {
            Some(below) => native(below),
            None => Path::new(&self.up).join(native(path)),
        }
    }

    /// Reads and decodes a stored text.
    ///
    /// # Errors
    /// Git does not have it.
    pub fn read(&self, blob: &Blob, name: &str) -> Result<Reading, Error> {
        let mut blobs = self.blobs.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let process = match blobs.take() {
            Some(process) => process,
            None => Blobs::start(&self.folder)?,
        };
        let process = blobs.insert(process);
        let answer = process.read(&blob.0);
        if answer.is_err() {
            // What an answer was cut off from is not read as the next one.
            *blobs = None;
        }
        drop(blobs);
        match answer.map_err(|error| error.at(name))? {
            None => Ok(Reading::Skipped(format!("larger than {} MB", LARGEST_FILE >> 20))),
            Some(bytes) if bytes.starts_with(b"version https://git-lfs.github.com/spec/") => Ok(Reading::Skipped("kept outside of git (LFS)".to_owned())),
            Some(bytes) => Ok(from_bytes(bytes, name, Format::of_name(name))),
        }
    }
}

/// Runs git and gives what it prints.
fn git(folder: &Path, arguments: &[&str]) -> Result<Vec<u8>, Error> {
    let output = command(folder, arguments).stdin(Stdio::null()).output().map_err(absent)?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let told = String::from_utf8_lossy(&output.stderr);
    let first = told.lines().find(|line| !line.trim().is_empty()).unwrap_or("it does not say why").trim();
    let first = first.trim_start_matches("fatal: ").trim_start_matches("error: ");
    let error = Error::new(format!("git {}: {first}", arguments[0]));
    Err(if first.contains("not a git repository") {
        Error::new("this folder is in no git repository").remedy("run mtlint in the work tree of a repository, or name files")
    } else if first.contains("dubious ownership") {
        error.remedy("git config --global --add safe.directory FOLDER, if you trust it")
    } else if first.contains("work tree") {
        no_work_tree()
    } else {
        error
    })
}

fn no_work_tree() -> Error {
    Error::new("this folder is in no work tree of its repository").remedy("run mtlint in a clone, or in the folder that was checked out")
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(arguments);
    // Messages that can be told apart; no lock that another git would wait for.
    command.env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0");
    command
}

fn absent(error: std::io::Error) -> Error {
    if error.kind() == std::io::ErrorKind::NotFound {
        Error::new("cannot run git: there is no such program").remedy("install git (git-scm.com), or name the files to check")
    } else {
        Error::new(format!("cannot run git: {error}"))
    }
}

/// The first line of an answer.
fn line(answer: &[u8]) -> String {
    String::from_utf8_lossy(answer).lines().next().unwrap_or_default().to_owned()
}

/// Whether an id stands for something: git writes zeros where it does not.
fn is_id(id: &str) -> bool {
    id.bytes().any(|byte| byte != b'0')
}

#[cfg(unix)]
fn native(path: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(path))
}

#[cfg(not(unix))]
fn native(path: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(path).into_owned())
}

/// Reads the output of `diff-index --raw -z`; `None` where it is something else.
fn entries(raw: &[u8]) -> Option<Vec<Raw>> {
    let mut fields = raw.split(|byte| *byte == 0);
    let mut entries = Vec::new();
    while let Some(field) = fields.next() {
        if field.is_empty() {
            break;
        }
        let head = std::str::from_utf8(field).ok()?.strip_prefix(':')?;
        let [old_mode, new_mode, before, after, status] = head.split(' ').collect::<Vec<_>>().try_into().ok()?;
        let status = *status.as_bytes().first()?;
        let mut path = fields.next()?;
        if matches!(status, b'R' | b'C') {
            path = fields.next()?;
        }
        let is_file = |mode: &str| mode.starts_with("100");
        entries.push(Raw {
            was_file: is_file(old_mode),
            // A file in conflict has no mode.
            is_file: is_file(new_mode) || status == b'U',
            before: before.to_owned(),
            after: after.to_owned(),
            status,
            path: path.to_vec(),
        });
    }
    Some(entries)
}

/// A `git cat-file --batch` that answers as long as it is asked.
#[derive(Debug)]
struct Blobs {
    process: Child,
    questions: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Blobs {
    fn start(folder: &Path) -> Result<Self, Error> {
        let mut process =
            command(folder, &["cat-file", "--batch"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().map_err(absent)?;
        let questions = process.stdin.take();
        let answers = BufReader::with_capacity(1 << 16, process.stdout.take().expect("it was piped"));
        Ok(Self { process, questions, answers })
    }

    /// The bytes of an object; `None` if there are too many.
    fn read(&mut self, id: &str) -> Result<Option<Vec<u8>>, Error> {
        let refused = |error: std::io::Error| Error::new(format!("cannot read from git: {error}"));
        let questions = self.questions.as_mut().expect("open as long as this lives");
        questions.write_all(format!("{id}\n").as_bytes()).and_then(|()| questions.flush()).map_err(refused)?;
        let mut head = String::new();
        self.answers.read_line(&mut head).map_err(refused)?;
        let size: Option<u64> = head.split_whitespace().nth(2).and_then(|size| size.parse().ok());
        let Some(size) = size else {
            return Err(Error::new(format!("git has no object {id}")).remedy("fetch it: the clone seems to be a partial one"));
        };
        let mut body = self.answers.by_ref().take(size + 1);
        if size > LARGEST_FILE {
            std::io::copy(&mut body, &mut std::io::sink()).map_err(refused)?;
            return Ok(None);
        }
        let mut bytes = Vec::with_capacity(size as usize + 1);
        body.read_to_end(&mut bytes).map_err(refused)?;
        if bytes.pop() != Some(b'\n') {
            return Err(Error::new("git stopped answering"));
        }
        Ok(Some(bytes))
    }
}

impl Drop for Blobs {
    fn drop(&mut self) {
        // Git ends when nobody can ask any more.
        drop(self.questions.take());
        let _ = self.process.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_changes_is_read_with_any_names() {
        let id = "a".repeat(40);
        let zero = "0".repeat(40);
        let raw = format!(
            ":100644 100644 {id} {id} M\0two words\nand a line.txt\0:000000 100644 {zero} {id} A\0Ливия.txt\0\
             :100644 100755 {id} {id} R086\0old.txt\0new.txt\0:160000 160000 {id} {id} M\0module\0"
        );
        let entries = entries(raw.as_bytes()).expect("readable");
        let paths: Vec<_> = entries.iter().map(|entry| String::from_utf8_lossy(&entry.path).into_owned()).collect();
        assert_eq!(paths, ["two words\nand a line.txt", "Ливия.txt", "new.txt", "module"]);
        assert_eq!(
            entries.iter().map(|entry| (entry.was_file, entry.is_file)).collect::<Vec<_>>(),
            [(true, true), (false, true), (true, true), (false, false)]
        );
        assert!(super::entries(b"something else\0").is_none());
    }
}
