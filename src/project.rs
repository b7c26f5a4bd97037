//! What holds for a file: the settings of its folder and of the folders above it, and the engine that they make.
//!
//! `mtlint.toml` is looked for in the folder of the file and upwards, as far as the work tree of git goes. A file nearer
//! to the text adds to those above it and wins over them; one that says what it `extends` starts from there instead.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::cache::Cache;
use crate::engine::Engine;
use crate::error::Error;
use crate::evidence::folder::Otherwise;
use crate::evidence::roster::Roster;
use crate::input::Source;
use crate::input::folder::{Choice, Selection, normal};
use crate::judge::Assessment;
use crate::judge::decisions::Decisions;
use crate::judge::rubric::Rubric;
use crate::judge::rubric::layers::{Entry, Layered};
use crate::judge::signature::Signature;
use crate::knowledge::Knowledge;
use crate::rules;

/// Name of the file that a project keeps its settings in.
pub const FILE: &str = "mtlint.toml";

/// What is asked for besides what the files say.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// A rubric by name or path, in place of the project's files.
    pub rubric: Option<String>,
    /// Findings that are less sure are not shown.
    pub min_confidence: Option<f32>,
    /// Tables of terms.
    pub glossary: Vec<PathBuf>,
    /// Tables of names.
    pub names: Vec<PathBuf>,
    /// What was learnt from trusted texts.
    pub profile: Option<PathBuf>,
    /// What was decided in reviews.
    pub decisions: Option<PathBuf>,
}

/// The settings of all folders, read when they are asked for.
pub struct Project {
    options: Options,
    /// What `options.rubric` names.
    named: Option<Arc<Settings>>,
    default: Arc<Settings>,
    folders: Mutex<BTreeMap<PathBuf, Arc<Settings>>>,
    engines: Mutex<BTreeMap<(usize, Vec<usize>), Arc<Checker>>>,
}

/// An engine and what its figures depend on.
pub struct Checker {
    /// Checks texts.
    pub engine: Engine,
    /// What its figures depend on.
    pub signature: Signature,
}

impl Checker {
    /// Checks one text in which the other documents of its folder spell these names otherwise, unless the cache knows it.
    #[must_use]
    pub fn check(&self, source: Source, otherwise: &[Otherwise], cache: Option<&Cache>) -> Assessment {
        let settings = self.signature.config_hash();
        self.engine.check_in_folder(source, otherwise, cache.map(|cache| (cache, settings.as_str())))
    }

    /// Checks renderings of one text against each other, unless the cache knows them; `otherwise` as in [`Self::check`].
    #[must_use]
    pub fn check_renderings(&self, sources: Vec<Source>, otherwise: &[&[Otherwise]], cache: Option<&Cache>) -> Vec<Assessment> {
        let settings = self.signature.config_hash();
        self.engine.check_renderings(sources, otherwise, cache.map(|cache| (cache, settings.as_str())))
    }

    /// The names of a text, unless the cache knows them.
    #[must_use]
    pub fn roster(&self, text: &str, cache: Option<&Cache>) -> Roster {
        let gather = || self.engine.roster(text);
        let Some(cache) = cache else { return gather() };
        let key = cache.key("names", &[self.signature.config_hash().as_bytes(), text.as_bytes()]);
        cache.recall(key).unwrap_or_else(|| {
            let roster = gather();
            cache.keep(key, &roster);
            roster
        })
    }
}

/// What holds in a folder.
struct Settings {
    layered: Layered,
    selection: Selection,
    exceptions: Vec<Selection>,
}

/// One setting that holds for a file, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Key, value and line.
    pub entry: Entry,
    /// The file that says so.
    pub path: PathBuf,
    /// Whether it comes with mtlint.
    pub shipped: bool,
    /// The patterns of the files that it holds for, where it does not hold for all.
    pub only: Option<String>,
}

impl Settings {
    fn of(layered: Layered) -> Result<Arc<Self>, Error> {
        let rubric = &layered.rubric;
        let files = &rubric.files;
        let last = layered.layers.last().map(|layer| layer.path.clone()).unwrap_or_default();
        let selection = Selection::new(&files.include, &files.exclude).map_err(|error| error.at(&last))?;
        let exceptions = rubric.exceptions.iter().map(|row| Selection::new(&row.files, &Default::default())).collect::<Result<_, _>>();
        let exceptions = exceptions.map_err(|error| error.at(&last))?;
        Ok(Arc::new(Self { selection, exceptions, layered }))
    }

    /// The exceptions that a file is one of.
    fn matching(&self, path: &Path) -> Vec<usize> {
        (0..self.exceptions.len()).filter(|at| self.exceptions[*at].has(path)).collect()
    }
}

impl Project {
    /// A project with what the command line asks for.
    ///
    /// # Errors
    /// The rubric that is asked for cannot be read.
    pub fn new(options: Options) -> Result<Self, Error> {
        if let Some(floor) = options.min_confidence.filter(|floor| !(0.0..=1.0).contains(floor)) {
            return Err(Error::new(format!("--min-confidence {floor} is not between 0 and 1")).remedy("use a share such as 0.5"));
        }
        let named = options.rubric.as_ref().map(|name| Settings::of(Layered::named(name, &rules::ids())?)).transpose()?;
        let default = Settings::of(Layered::shipped())?;
        Ok(Self { options, named, default, folders: Mutex::default(), engines: Mutex::default() })
    }

    /// What holds in a folder.
    fn settings(&self, folder: &Path) -> Result<Arc<Settings>, Error> {
        if let Some(named) = &self.named {
            return Ok(Arc::clone(named));
        }
        if let Some(known) = lock(&self.folders).get(folder) {
            return Ok(Arc::clone(known));
        }
        let above = match folder.parent() {
            Some(parent) if !folder.join(".git").exists() => self.settings(parent)?,
            _ => Arc::clone(&self.default),
        };
        let file = folder.join(FILE);
        let settings = if file.is_file() { Settings::of(Layered::over(&above.layered, &shown(&file), &rules::ids())?)? } else { above };
        lock(&self.folders).insert(folder.to_owned(), Arc::clone(&settings));
        Ok(settings)
    }

    fn settings_for(&self, path: &Path) -> Result<Arc<Settings>, Error> {
        let path = normal(path);
        self.settings(path.parent().unwrap_or(&path))
    }

    /// What a file is checked by.
    ///
    /// # Errors
    /// A file of settings, or a table that it names, cannot be read.
    pub fn checker(&self, path: &Path) -> Result<Arc<Checker>, Error> {
        let settings = self.settings_for(path)?;
        let exceptions = settings.matching(path);
        // Settings live as long as the project, so their address tells them apart.
        let key = (Arc::as_ptr(&settings) as usize, exceptions);
        let mut engines = lock(&self.engines);
        if let Some(known) = engines.get(&key) {
            return Ok(Arc::clone(known));
        }
        let mut rubric = settings.layered.rubric.with(&key.1);
        if let Some(floor) = self.options.min_confidence {
            rubric.show_confidence = floor;
        }
        let engine = Engine::with_knowledge(self.knowledge(&rubric)?, rubric);
        let engine = match &self.options.decisions {
            Some(path) => engine.honouring(Decisions::load(path)?),
            None => engine,
        };
        let checker = Arc::new(Checker { signature: engine.signature(), engine });
        engines.insert(key, Arc::clone(&checker));
        Ok(checker)
    }

    /// What is known under a rubric.
    fn knowledge(&self, rubric: &Rubric) -> Result<Knowledge, Error> {
        let files = &rubric.files;
        let mut knowledge = Knowledge::embedded();
        knowledge.phrases.choose(|pack| rubric.packs.has(pack));
        for path in &files.words {
            knowledge.add_words(path)?;
        }
        for path in &files.phrases {
            knowledge.add_phrases(path)?;
        }
        for path in files.glossary.iter().chain(&self.options.glossary) {
            knowledge.add_glossary(path)?;
        }
        if let Some(path) = self.options.profile.as_ref().or(files.profile.as_ref()) {
            knowledge.use_profile(path)?;
        }
        for path in files.names.iter().chain(&self.options.names) {
            let table = std::fs::read_to_string(path).map_err(|error| Error::io("read", path, error))?;
            knowledge.names.read(&table).map_err(|error| error.at(path))?;
        }
        Ok(knowledge)
    }

    /// Every setting that holds for a file, in the order of the files that say it; what is overruled is left out.
    ///
    /// # Errors
    /// A file of settings cannot be read.
    pub fn explain(&self, path: &Path) -> Result<Vec<Held>, Error> {
        let settings = self.settings_for(path)?;
        let matching = settings.matching(path);
        let mut held: Vec<Held> = Vec::new();
        let mut hold = |new: Held| {
            if new.entry.key != "override" {
                held.retain(|old| old.entry.key != new.entry.key);
            }
            held.push(new);
        };
        for layer in &settings.layered.layers {
            for entry in &layer.entries {
                hold(Held { entry: entry.clone(), path: layer.path.clone(), shipped: layer.shipped, only: None });
            }
        }
        let rows = settings.layered.layers.iter().flat_map(|layer| layer.exceptions.iter().map(move |entries| (layer, entries)));
        for (at, (layer, entries)) in rows.enumerate() {
            if matching.contains(&at) {
                let only = settings.layered.rubric.exceptions.get(at).map(|row| row.files.patterns.join(", "));
                for entry in entries {
                    hold(Held { entry: entry.clone(), path: layer.path.clone(), shipped: layer.shipped, only: only.clone() });
                }
            }
        }
        Ok(held)
    }
}

/// Which files of folders are checked. A folder whose settings cannot be read is walked: its files will say why not.
impl Choice for Project {
    fn has(&self, path: &Path) -> bool {
        let Ok(settings) = self.settings_for(path) else { return true };
        let is_off = || {
            let rows = &settings.layered.rubric.exceptions;
            settings.matching(path).into_iter().rev().find_map(|at| rows[at].check) == Some(false)
        };
        settings.selection.has(path) && !is_off()
    }

    fn leaves_out(&self, folder: &Path) -> bool {
        self.settings_for(folder).is_ok_and(|settings| settings.selection.leaves_out(folder))
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A path as people write it: from the current folder, where it is below.
fn shown(path: &Path) -> PathBuf {
    path.strip_prefix(normal(Path::new("."))).unwrap_or(path).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().expect("below")).expect("made");
            std::fs::write(path, text).expect("written");
        }
        folder
    }

    #[test]
    fn every_folder_has_its_settings_and_one_engine_serves_equal_files() {
        let dir = folder(&[
            (".git/HEAD", ""),
            (
                "mtlint.toml",
                "[gate]\nseverity = \"minor\"\n[[for]]\nfiles = [\"raw/**\"]\nrules.typo = \"off\"\n[[for]]\nfiles = [\"old/**\"]\ncheck = false\n",
            ),
            ("sub/mtlint.toml", "[gate]\nconfidence = 0.9\n"),
        ]);
        let root = dir.path();
        let project = Project::new(Options::default()).expect("fine");
        let checker = |name: &str| project.checker(&root.join(name)).expect("fine");
        assert!(Arc::ptr_eq(&checker("a.txt"), &checker("other/b.txt")));
        assert!(!checker("raw/a.txt").engine.rubric().rule("typo").on && checker("a.txt").engine.rubric().rule("typo").on);
        let gate = checker("sub/deep/a.txt").engine.rubric().gate;
        assert_eq!((gate.severity, gate.confidence), (crate::mqm::Severity::Minor, 0.9));
        assert!(project.has(&root.join("a.txt")) && !project.has(&root.join("old/a.txt")) && !project.has(&root.join("a.rs")));
    }

    #[test]
    fn what_lies_above_the_work_tree_does_not_count() {
        let dir = folder(&[("mtlint.toml", "pass = 10"), ("repository/.git/HEAD", ""), ("repository/a.txt", "")]);
        let project = Project::new(Options::default()).expect("fine");
        assert_eq!(project.checker(&dir.path().join("repository/a.txt")).expect("fine").engine.rubric().pass, 90.0);
        assert_eq!(project.checker(&dir.path().join("a.txt")).expect("fine").engine.rubric().pass, 10.0);
    }

    #[test]
    fn it_is_told_what_holds_and_from_where() {
        let dir = folder(&[
            (".git/HEAD", ""),
            ("mtlint.toml", "pass = 95\n[[for]]\nfiles = [\"*.md\"]\nquotations = \"leave\"\n"),
            ("sub/mtlint.toml", "\npass = 96\n"),
        ]);
        let project = Project::new(Options::default()).expect("fine");
        let held = project.explain(&dir.path().join("sub/a.md")).expect("fine");
        let of = |key: &str| held.iter().filter(|held| held.entry.key == key).collect::<Vec<_>>();
        let pass = of("pass");
        assert_eq!((pass.len(), pass[0].entry.value.as_str(), pass[0].entry.line), (1, "96", 2));
        assert_eq!(pass[0].path, dir.path().join("sub/mtlint.toml"));
        assert_eq!(of("quotations")[0].only.as_deref(), Some("*.md"));
        assert!(of("gate.severity")[0].shipped && of("gate.severity")[0].only.is_none());
    }

    #[test]
    fn a_broken_file_names_its_line() {
        let dir = folder(&[(".git/HEAD", ""), ("sub/mtlint.toml", "\n\npas = 1")]);
        let project = Project::new(Options::default()).expect("fine");
        assert!(project.checker(&dir.path().join("a.txt")).is_ok());
        let error = project.checker(&dir.path().join("sub/a.txt")).err().expect("broken").to_string();
        assert!(error.contains("sub/mtlint.toml:3: unknown key \"pas\"") && error.contains("did you mean \"pass\"?"), "{error}");
    }
}
