//! What was worked out before: a text that has not changed is not gone through again.
//!
//! An entry is known by a hash of the texts and of everything that it depends on, the program itself included, so an
//! entry is right or is not met. There is one file a project, in the user's cache folder. It is read at the start. At the
//! end a few new entries are put behind the others in one go; many, or many that nobody asks for any more, and the file
//! is written anew, beside and renamed. Runs at the same time lose entries to each other at worst. A file that is
//! damaged, or cannot be read or written, only costs time. Entries that the file was written anew without eight times are
//! dropped.

mod stored;

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hasher};
use std::io::Write;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::input::Source;
use crate::input::folder::normal;
use crate::judge::found::Found;
use stored::Stored;

/// First bytes of a file; another form gets another number.
const MAGIC: &[u8] = b"mtlint cache 2\n";

/// Bytes of a file at most.
const LARGEST: usize = 128 << 20;

/// Times that the file is written anew and an entry stays without being asked for.
const OLDEST: u8 = 8;

/// New entries that are less than one in so many bytes are put behind the others.
const FEW: usize = 16;

/// Entries that nobody asked for may be one in so many bytes before the file is written anew.
const IDLE: usize = 4;

/// Files that were not written for so long belong to projects that are gone.
const FORGOTTEN: Duration = Duration::from_secs(90 * 24 * 60 * 60);

/// Key, age, length and checksum.
const HEAD: usize = 16 + 1 + 4 + 4;

/// By what an entry is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key([u8; 16]);

/// The entries of one project.
#[derive(Debug)]
pub struct Cache {
    file: PathBuf,
    /// The program: another one may find something else.
    program: u64,
    bytes: Vec<u8>,
    old: HashMap<Key, (u8, Range<usize>)>,
    /// Whether the file could be read to its end.
    is_whole: bool,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    used: Vec<Key>,
    new: HashMap<Key, Vec<u8>>,
    size: usize,
}

impl Cache {
    /// The cache of the project that is checked from a folder; `None` where the system has no place for it.
    #[must_use]
    pub fn open(folder: &Path) -> Option<Self> {
        Some(Self::at(&home()?, folder))
    }

    /// The cache of a project, in this folder for caches.
    #[must_use]
    pub fn at(home: &Path, folder: &Path) -> Self {
        let name = hash([normal(folder).as_os_str().as_encoded_bytes()]);
        let file = home.join(format!("{name:016x}.cache"));
        let is_small = std::fs::metadata(&file).is_ok_and(|data| data.len() <= LARGEST as u64);
        let bytes = if is_small { std::fs::read(&file).unwrap_or_default() } else { Vec::new() };
        let (old, is_whole) = entries(&bytes);
        Self { file, program: program(), bytes, old, is_whole, state: Mutex::default() }
    }

    /// The key of what is worked out from these parts; `kind` says what it is.
    #[must_use]
    pub fn key(&self, kind: &str, parts: &[&[u8]]) -> Key {
        let parts = || [kind.as_bytes()].into_iter().chain(parts.iter().copied());
        let mut key = [0; 16];
        key[..8].copy_from_slice(&(hash(parts()) ^ self.program).to_le_bytes());
        key[8..].copy_from_slice(&hash([b"again".as_slice()].into_iter().chain(parts())).to_le_bytes());
        Key(key)
    }

    /// What was worked out before.
    #[must_use]
    pub fn recall<T: DeserializeOwned>(&self, key: Key) -> Option<T> {
        let (_, range) = self.old.get(&key)?;
        let known = postcard::from_bytes(&self.bytes[range.clone()]).ok()?;
        self.state.lock().unwrap_or_else(PoisonError::into_inner).used.push(key);
        Some(known)
    }

    /// Remembers what was worked out.
    pub fn keep<T: Serialize>(&self, key: Key, value: &T) {
        let Ok(bytes) = postcard::to_allocvec(value) else { return };
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.size + bytes.len() <= LARGEST / 2 {
            state.size += bytes.len();
            state.new.insert(key, bytes);
        }
    }

    /// The key of what is found in a text under settings with this hash; or in several texts, which are checked against
    /// each other and told apart by their names.
    #[must_use]
    pub fn key_of(&self, sources: &[Source], settings: &str) -> Key {
        let formats: Vec<u8> = sources.iter().map(|source| source.format as u8).collect();
        let mut parts = vec![settings.as_bytes(), &formats];
        for source in sources {
            parts.push(source.text.as_bytes());
            if sources.len() > 1 {
                parts.push(source.name.as_bytes());
            }
        }
        self.key("found", &parts)
    }

    /// What was found before.
    #[must_use]
    pub fn found(&self, key: Key) -> Option<Vec<Found>> {
        self.recall::<Vec<Stored>>(key)?.into_iter().map(Stored::found).collect()
    }

    /// Remembers what was found.
    pub fn keep_found(&self, key: Key, found: &[Found]) {
        if let Some(stored) = found.iter().map(Stored::of).collect::<Option<Vec<_>>>() {
            self.keep(key, &stored);
        }
    }

    /// Writes what was new; where there was nothing, leaves the file as it is.
    pub fn save(self) {
        let state = self.state.into_inner().unwrap_or_else(PoisonError::into_inner);
        if state.new.is_empty() {
            return;
        }
        let mut new: Vec<_> = state.new.iter().collect();
        new.sort_by_key(|(key, _)| key.0);
        let used: HashSet<Key> = state.used.into_iter().collect();
        let idle: usize = self.old.iter().filter(|(key, _)| !used.contains(key)).map(|(_, (_, range))| HEAD + range.len()).sum();
        let (fresh, whole) = (state.size + new.len() * HEAD, self.bytes.len());
        // Without a cache everything works as well.
        if self.is_whole && fresh * FEW <= whole && idle * IDLE <= whole && whole + fresh <= LARGEST {
            let mut out = Vec::new();
            new.iter().for_each(|(key, payload)| push(&mut out, key, 0, payload));
            let _ = std::fs::OpenOptions::new().append(true).open(&self.file).and_then(|mut file| file.write_all(&out));
            return;
        }
        let mut out = MAGIC.to_vec();
        new.iter().for_each(|(key, payload)| push(&mut out, key, 0, payload));
        // The freshest first: if there is no room for all, the oldest go.
        let mut old: Vec<_> = self.old.iter().map(|(key, (age, range))| (if used.contains(key) { 0 } else { age + 1 }, key, range)).collect();
        old.sort_by_key(|(age, key, _)| (*age, key.0));
        for (age, key, range) in old {
            if age < OLDEST && !state.new.contains_key(key) {
                push(&mut out, key, age, &self.bytes[range.clone()]);
            }
        }
        let _ = write(&self.file, &out);
    }
}

/// Puts an entry behind the others, if there is room.
fn push(out: &mut Vec<u8>, key: &Key, age: u8, payload: &[u8]) {
    if out.len() + HEAD + payload.len() <= LARGEST {
        out.extend_from_slice(&key.0);
        out.push(age);
        out.extend_from_slice(&(payload.len() as u32).to_le_bytes());
        out.extend_from_slice(&(hash([payload]) as u32).to_le_bytes());
        out.extend_from_slice(payload);
    }
}

fn write(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = file.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let mut draft = tempfile::NamedTempFile::new_in(folder)?;
    draft.write_all(bytes)?;
    draft.persist(file)?;
    for entry in std::fs::read_dir(folder)?.flatten() {
        let age = entry.metadata().and_then(|data| data.modified()).ok().and_then(|time| SystemTime::now().duration_since(time).ok());
        if age.is_some_and(|age| age > FORGOTTEN) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
    Ok(())
}

/// Where the user's programs keep what they can do without.
fn home() -> Option<PathBuf> {
    let folder = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    if let Some(own) = folder("MTLINT_CACHE_DIR") {
        return Some(own);
    }
    let system = if cfg!(windows) {
        folder("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        std::env::home_dir().map(|home| home.join("Library/Caches"))
    } else {
        folder("XDG_CACHE_HOME").or_else(|| std::env::home_dir().map(|home| home.join(".cache")))
    };
    system.map(|system| system.join("mtlint"))
}

/// The program by its size and time: a new build finds other things.
fn program() -> u64 {
    let data = std::env::current_exe().and_then(std::fs::metadata);
    let time = data.as_ref().ok().and_then(|data| data.modified().ok()).and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok());
    let size = data.map_or(0, |data| data.len());
    hash([env!("CARGO_PKG_VERSION").as_bytes(), &size.to_le_bytes(), &time.unwrap_or_default().as_nanos().to_le_bytes()])
}

/// Fast, and the same in every run of one program: all that keys need.
fn hash<'p>(parts: impl IntoIterator<Item = &'p [u8]>) -> u64 {
    let mut hasher = DefaultHasher::new();
    for part in parts {
        hasher.write_usize(part.len());
        hasher.write(part);
    }
    hasher.finish()
}

/// The entries of a file, as far as it is whole, and whether it is whole to its end.
fn entries(bytes: &[u8]) -> (HashMap<Key, (u8, Range<usize>)>, bool) {
    let mut found = HashMap::new();
    let mut at = MAGIC.len();
    if !bytes.starts_with(MAGIC) {
        return (found, false);
    }
    while let Some(head) = bytes.get(at..at + HEAD) {
        let number = |range: Range<usize>| u32::from_le_bytes(head[range].try_into().expect("four bytes"));
        let range = at + HEAD..at + HEAD + number(17..21) as usize;
        let Some(payload) = bytes.get(range.clone()) else { break };
        if hash([payload]) as u32 != number(21..25) {
            break;
        }
        found.insert(Key(head[..16].try_into().expect("sixteen bytes")), (head[16], range.clone()));
        at = range.end;
    }
    (found, at == bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Engine;
    use crate::input::decode::Encoding;
    use crate::input::formats::Format;
    use crate::judge::rubric::Rubric;

    fn source(text: &str) -> Source {
        Source { name: "t".to_owned(), text: text.to_owned(), encoding: Encoding::UTF8, format: Format::Plain }
    }

    #[test]
    fn a_text_that_was_checked_is_not_checked_again_and_the_answer_is_the_same() {
        let home = tempfile::tempdir().expect("a folder");
        let open = || Cache::at(home.path(), Path::new("texts"));
        let engine = Engine::new(Rubric::default());
        let text = "They will recieve the letter, because everyone beleive it. “Çà” 🙂 was legal,because.";
        let first = open();
        let key = first.key_of(&[source(text)], "s");
        assert!(first.found(key).is_none());
        let fresh = engine.check_in_folder(source(text), &[], Some((&first, "s")));
        assert!(!fresh.issues.is_empty());
        first.save();
        let second = open();
        assert!(second.found(key).is_some());
        assert!(second.found(second.key_of(&[source(text)], "other settings")).is_none());
        assert!(second.found(second.key_of(&[source(&text.replace("Çà", "Cà"))], "s")).is_none());
        let again = engine.check_in_folder(source(text), &[], Some((&second, "s")));
        assert_eq!((again.issues, again.score, again.title), (fresh.issues, fresh.score, fresh.title));
    }

    #[test]
    fn renderings_are_compared_once_and_comments_are_remembered() {
        let home = tempfile::tempdir().expect("a folder");
        let open = || Cache::at(home.path(), Path::new("texts"));
        let engine = Engine::new(Rubric::default());
        let texts = [
            "Rescuers moved 340 villagers out of the flooded Beloyar district on Tuesday. The river Chulma rose by two metres.",
            "On Tuesday 430 villagers of the flooded Beloyar district were moved by rescuers. The Chulma river rose by two metres.",
            "<!-- mtlint-allow misspelling: so -->\nIn the Beloyar district rescuers moved 340 villagers on Tuesday. They recieve help. The river Chulma rose by two metres.",
        ];
        let sources = || {
            let named = texts.iter().enumerate().map(|(at, text)| Source { name: format!("{at}.md"), format: Format::Markdown, ..source(text) });
            named.collect::<Vec<_>>()
        };
        let told = |cache: Option<&Cache>| {
            let found = engine.check_renderings(sources(), &[&[] as &[_]; 3], cache.map(|cache| (cache, "s")));
            found.into_iter().map(|one| (one.issues, one.score, one.remarks)).collect::<Vec<_>>()
        };
        let fresh = told(None);
        assert!(fresh[1].0.iter().any(|issue| issue.finding.message.contains("430")), "the others bear witness");
        assert!(fresh[2].0.iter().any(|issue| issue.status == crate::judge::Status::Decided), "a comment lets it pass");
        let first = open();
        assert_eq!(told(Some(&first)), fresh);
        first.save();
        let second = open();
        assert!(second.found(second.key_of(&sources(), "s")).is_some());
        assert_eq!(told(Some(&second)), fresh);
        let mut renamed = sources();
        renamed[0].name = "other.md".to_owned();
        assert!(second.found(second.key_of(&renamed, "s")).is_none(), "reasons name the witnesses");
    }

    #[test]
    fn a_little_that_is_new_is_put_behind_what_is_there() {
        let home = tempfile::tempdir().expect("a folder");
        let open = || Cache::at(home.path(), Path::new("texts"));
        let remember = |numbers: std::ops::Range<u32>| {
            let cache = open();
            for number in numbers {
                let key = cache.key("number", &[&number.to_le_bytes()]);
                if cache.recall::<u32>(key).is_none() {
                    cache.keep(key, &number);
                }
            }
            let file = cache.file.clone();
            cache.save();
            std::fs::read(file).expect("written")
        };
        let many = remember(0..200);
        let more = remember(0..201);
        assert!(more.starts_with(&many) && more.len() > many.len());
        assert_eq!(open().old.len(), 201);
        let other = remember(500..501);
        assert!(!other.starts_with(&more), "where most was not asked for, it is written anew");
        assert_eq!(open().old.len(), 202);
    }

    #[test]
    fn a_damaged_file_costs_time_only() {
        let home = tempfile::tempdir().expect("a folder");
        let engine = Engine::new(Rubric::default());
        let cache = Cache::at(home.path(), Path::new("texts"));
        let (file, texts) = (cache.file.clone(), ["They recieve it.", "They beleive it."]);
        for text in texts {
            let _ = engine.check_in_folder(source(text), &[], Some((&cache, "")));
        }
        cache.save();
        let whole = std::fs::read(&file).expect("written");
        for cut in [0, 5, MAGIC.len() + 3, whole.len() / 2, whole.len() - 1] {
            let mut bytes = whole[..cut].to_vec();
            bytes.extend_from_slice(b"\xff\xff\xff\xff\xff");
            std::fs::write(&file, bytes).expect("written");
            let cache = Cache::at(home.path(), Path::new("texts"));
            assert!(cache.old.len() < texts.len());
            for text in texts {
                assert_eq!(engine.check_in_folder(source(text), &[], Some((&cache, ""))).issues.len(), 1);
            }
        }
    }

    #[test]
    fn entries_that_nobody_asks_for_go() {
        let home = tempfile::tempdir().expect("a folder");
        let engine = Engine::new(Rubric::default());
        let open = || Cache::at(home.path(), Path::new("texts"));
        for n in 0..=OLDEST {
            let cache = open();
            let _ = engine.check_in_folder(source(&format!("Text number {n}.")), &[], Some((&cache, "")));
            let _ = engine.check_in_folder(source("A text that is always there."), &[], Some((&cache, "")));
            cache.save();
        }
        assert_eq!(open().old.len(), usize::from(OLDEST) + 1);
        let cache = open();
        assert!(cache.found(cache.key_of(&[source("Text number 0.")], "")).is_none());
        assert!(cache.found(cache.key_of(&[source("A text that is always there.")], "")).is_some());
    }
}
