//! One look at all documents of a run before they are checked: what they have to do with each other.

use std::sync::atomic::AtomicBool;

use crate::cache::Cache;
use crate::compare::group::{self, Grouping};
use crate::compare::sketch::{Sketch, Sketcher};
use crate::engine::Engine;
use crate::evidence::folder::{Gathered, Spellings};
use crate::evidence::roster::Roster;
use crate::spares::Spares;

/// Which of some documents render one text, and which copy others; `text` gives each, or `None` if there is none. Of
/// every document only a sketch is kept.
#[must_use]
pub fn renderings(count: usize, jobs: usize, stop: &AtomicBool, text: impl Fn(usize) -> Option<String> + Sync) -> Grouping {
    let sketches = Sketches::of(count, None);
    let glance = |at: usize| text(at).map(|text| Glance { sketch: sketches.sketch(&text), ..Glance::default() });
    survey(count, jobs, stop, glance, |_| String::new()).grouping
}

/// What some documents have to do with each other: `glance` gives what is seen of each, or `None` if there is nothing,
/// and `name` what it is called.
#[must_use]
pub fn survey(count: usize, jobs: usize, stop: &AtomicBool, glance: impl Fn(usize) -> Option<Glance> + Sync, name: impl Fn(usize) -> String) -> Survey {
    let (mut sketches, mut distinct) = (Vec::with_capacity(count), Vec::with_capacity(count));
    let (mut names, mut names_before) = (Gathered::default(), Gathered::default());
    Engine::in_order(count, jobs, stop, glance, |at, glance| {
        let glance = glance.ok().flatten().unwrap_or_default();
        distinct.push(glance.names.as_ref().map(|roster| roster.distinct));
        for (gathered, roster) in [(&mut names, glance.names), (&mut names_before, glance.names_before)] {
            if let Some(roster) = roster {
                gathered.add(at as u32, roster);
            }
        }
        sketches.push(glance.sketch);
        true
    });
    sketches.resize(count, Sketch::default());
    let name = |number: u32| name(number as usize);
    Survey { grouping: group::group(&sketches), otherwise: names.compare(name), otherwise_before: names_before.compare(name), distinct }
}

/// What is seen of a document before it is checked.
#[derive(Debug, Default)]
pub struct Glance {
    /// By what its renderings and copies are told.
    pub sketch: Sketch,
    /// Its names, if they are to be compared.
    pub names: Option<Roster>,
    /// Its names before the edit that is judged.
    pub names_before: Option<Roster>,
}

/// What documents have to do with each other.
#[derive(Debug, Default)]
pub struct Survey {
    /// Which of them render one text, and which copy others.
    pub grouping: Grouping,
    /// The names that each spells otherwise than the others do.
    pub otherwise: Spellings,
    /// The same before the edit that is judged.
    pub otherwise_before: Spellings,
    /// How many different names each has, as far as its names were compared.
    pub distinct: Vec<Option<u32>>,
}

/// Makes sketches of documents on several threads; what was sketched before is not sketched again.
pub struct Sketches<'c> {
    count: usize,
    cache: Option<&'c Cache>,
    sketchers: Spares<Sketcher>,
}

impl<'c> Sketches<'c> {
    /// For this many documents.
    #[must_use]
    pub fn of(count: usize, cache: Option<&'c Cache>) -> Self {
        Self { count, cache, sketchers: Spares::default() }
    }

    /// The sketch of a text.
    #[must_use]
    pub fn sketch(&self, text: &str) -> Sketch {
        let Some(cache) = self.cache else { return self.made(text) };
        let key = cache.key("sketch", &[&Sketcher::share(self.count).to_le_bytes(), text.as_bytes()]);
        cache.recall(key).unwrap_or_else(|| {
            let sketch = self.made(text);
            cache.keep(key, &sketch);
            sketch
        })
    }

    fn made(&self, text: &str) -> Sketch {
        self.sketchers.lend(|| Sketcher::for_documents(self.count), |sketcher| sketcher.sketch(text))
    }
}
