//! Knowledge plus rubric: checks one text or many, in order, on several threads.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex};

use crate::cache::{Cache, Key};
use crate::compare::Comparison;
use crate::evidence::Evidence;
use crate::evidence::folder::Otherwise;
use crate::evidence::origin::{LEAST_WORDS, Signs};
use crate::evidence::roster::{Memory, Roster};
use crate::evidence::words::Vocabulary;
use crate::finding::Finding;
use crate::input::Source;
use crate::input::formats::Format;
use crate::judge::decisions::Decisions;
use crate::judge::edit::mark_known;
use crate::judge::found::Found;
use crate::judge::rubric::{Quotations, Rubric};
use crate::judge::score::Extent;
use crate::judge::signature::Signature;
use crate::judge::suppress::{self, Remark, Suppressions};
use crate::judge::{Assessment, Before, Issue, Part, Status, assess};
use crate::knowledge::Knowledge;
use crate::knowledge::profile::Profile;
use crate::rules::across::{self, Across};
use crate::rules::{Check, Context, RULES, Rule, Sink};
use crate::spares::Spares;
use crate::text::hash::StableHash;
use crate::text::language::detect_document;
use crate::text::{BlockKind, Document, SegmentKind};

/// Everything needed to check texts; shared by threads.
pub struct Engine {
    knowledge: Knowledge,
    rubric: Rubric,
    decisions: Decisions,
    rules: Vec<&'static Rule>,
    vocabularies: Spares<Vocabulary>,
    memories: Spares<Memory>,
}

/// A text longer than this, in bytes, is checked in parts, cut between paragraphs, so that memory stays bounded.
const LARGEST_PART: usize = 4 << 20;

/// A text whose sentences are all longer than a part is cut here at the latest, between two characters.
const LARGEST_PARAGRAPH: usize = 8 << 20;

impl Engine {
    /// An engine that knows what is built in.
    #[must_use]
    pub fn new(rubric: Rubric) -> Self {
        Self::with_knowledge(Knowledge::embedded(), rubric)
    }

    /// An engine with a project's own knowledge.
    #[must_use]
    pub fn with_knowledge(knowledge: Knowledge, rubric: Rubric) -> Self {
        let rules = RULES.iter().copied().filter(|rule| rubric.rule(rule.id).on).collect();
        Self { knowledge, rubric, decisions: Decisions::default(), rules, vocabularies: Spares::default(), memories: Spares::default() }
    }

    /// The engine that also honours what was decided in reviews.
    #[must_use]
    pub fn honouring(mut self, decisions: Decisions) -> Self {
        decisions.teach(&mut self.knowledge);
        Self { decisions, ..self }
    }

    /// What was decided in reviews.
    #[must_use]
    pub fn decisions(&self) -> &Decisions {
        &self.decisions
    }

    /// The rubric that findings are priced by.
    #[must_use]
    pub fn rubric(&self) -> &Rubric {
        &self.rubric
    }

    /// What is known.
    #[must_use]
    pub fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }

    /// What every figure of this engine depends on.
    #[must_use]
    pub fn signature(&self) -> Signature {
        let rules = RULES.iter().fold(StableHash::default(), |hash, rule| hash.with(rule.id).with(rule.doc));
        let (profile, glossary) = (self.knowledge.profile.as_ref().map(Profile::hash), self.knowledge.glossary.hash());
        Signature::new(rules.finish(), &self.rubric, self.knowledge.hash(), profile, glossary).with_decisions(self.decisions.hash())
    }

    /// The findings of one document, before overlaps are resolved.
    #[must_use]
    pub fn find(&self, doc: &Document) -> Vec<Finding> {
        self.examine(doc).0
    }

    /// The findings of one document, before overlaps are resolved, and the signs of its origin.
    #[must_use]
    pub fn examine(&self, doc: &Document) -> (Vec<Finding>, Signs) {
        self.examine_in_folder(doc, &[])
    }

    /// The same, of a document in which the other documents of its folder spell these names otherwise.
    fn examine_in_folder(&self, doc: &Document, otherwise: &[Otherwise]) -> (Vec<Finding>, Signs) {
        self.vocabularies.lend(Vocabulary::default, |vocabulary| {
            vocabulary.trim();
            self.examine_with(vocabulary, doc, otherwise)
        })
    }

    fn examine_with(&self, vocabulary: &mut Vocabulary, doc: &Document, otherwise: &[Otherwise]) -> (Vec<Finding>, Signs) {
        let mut findings = Vec::new();
        let evidence = Evidence::new(doc, &self.knowledge, vocabulary);
        let context = Context { doc, evidence: &evidence, knowledge: &self.knowledge, otherwise };
        for rule in &self.rules {
            match rule.check {
                Check::Document(check) => check(&context, &mut Sink::new(rule, &mut findings)),
                Check::Folder(check) if !otherwise.is_empty() => check(&context, &mut Sink::new(rule, &mut findings)),
                Check::Folder(_) | Check::Renderings(_) => {}
            }
        }
        if self.rubric.quotations == Quotations::Leave {
            findings.retain(|finding| !is_quoted(doc, &evidence, finding));
        }
        let mut signs = if doc.word_count() < LEAST_WORDS { Signs::default() } else { Signs::of(&evidence) };
        signs.count_findings(&findings);
        (findings, signs)
    }

    /// The names of a text.
    #[must_use]
    pub fn roster(&self, text: &str) -> Roster {
        self.memories.lend(Memory::default, |memory| Roster::of(text, &self.knowledge, memory))
    }

    /// The parts of a text as documents: one, unless the text is very long.
    pub fn parts(source: &Source) -> impl Iterator<Item = Document> + '_ {
        cut(&source.text).into_iter().map(|range| source.format.document(&source.name, source.text[range].to_owned()))
    }

    /// Checks one text after an edit: findings that one of the texts before it had, too, are known.
    #[must_use]
    pub fn check_edit(&self, now: Source, before: Vec<Source>) -> Assessment {
        self.check_edits(vec![Edit { now, before, otherwise: &[], otherwise_before: &[] }]).remove(0)
    }

    /// Checks one text, or renderings of one, after an edit of some: findings that they had before it, too, are known.
    #[must_use]
    pub fn check_edits(&self, edits: Vec<Edit<'_>>) -> Vec<Assessment> {
        let otherwise: Vec<_> = edits.iter().map(|edit| edit.otherwise).collect();
        let (now, edits): (Vec<Source>, Vec<_>) = edits.into_iter().map(|edit| (edit.now, (edit.before, edit.otherwise_before))).unzip();
        let mut now = self.check_renderings(now, &otherwise, None);
        for base in 0..edits.iter().map(|(before, _)| before.len()).max().unwrap_or(0) {
            if now.iter().all(|assessment| assessment.issues.is_empty()) {
                break;
            }
            let (mut sides, mut sources, mut otherwise) = (Vec::new(), Vec::new(), Vec::new());
            for (side, (before, spelt)) in edits.iter().enumerate() {
                // What has fewer texts before was not changed against this one.
                if let Some(text) = before.get(base).or(before.first()) {
                    sides.push(side);
                    sources.push(text.clone());
                    otherwise.push(*spelt);
                }
            }
            for (side, old) in sides.into_iter().zip(&self.check_renderings(sources, &otherwise, None)) {
                mark_known(&mut now[side], old);
            }
        }
        now
    }

    /// Compares renderings of one text and checks each: the others make findings surer or less sure, and rules over
    /// renderings have their say. A text so long that it is checked in parts is checked by itself.
    #[must_use]
    pub fn compare(&self, mut sources: Vec<Source>) -> (Comparison, Vec<Assessment>) {
        let (comparison, found) = self.search_renderings(&mut sources, &[]);
        (comparison, self.judge_each(sources, found))
    }

    /// Checks renderings of one text as [`Engine::compare`] does; texts that are equal are searched once. `otherwise` has
    /// for each the names that the other documents of its folder spell otherwise. With a cache, unless they were checked
    /// before with settings of this hash.
    #[must_use]
    pub fn check_renderings(&self, sources: Vec<Source>, otherwise: &[&[Otherwise]], cache: Option<(&Cache, &str)>) -> Vec<Assessment> {
        let Some((cache, settings)) = cache else {
            let found = self.search_different(&sources, otherwise);
            return self.judge_each(sources, found);
        };
        let key = key(cache, settings, &sources, otherwise);
        let found = cache.found(key).filter(|found| found.len() == sources.len()).unwrap_or_else(|| {
            let found = self.search_different(&sources, otherwise);
            cache.keep_found(key, &found);
            found
        });
        self.judge_each(sources, found)
    }

    fn judge_each(&self, sources: Vec<Source>, found: Vec<Found>) -> Vec<Assessment> {
        sources.into_iter().zip(found).map(|(source, found)| self.judge(source, found)).collect()
    }

    /// What the rules find in renderings of one text, searching texts that are equal once.
    fn search_different(&self, sources: &[Source], otherwise: &[&[Otherwise]]) -> Vec<Found> {
        let (mut different, mut spelt): (Vec<Source>, Vec<&[Otherwise]>) = Default::default();
        let twins: Vec<usize> = sources
            .iter()
            .zip(otherwise)
            .map(|(source, otherwise)| {
                let twin = different.iter().position(|known| (known.format, &known.text) == (source.format, &source.text));
                twin.unwrap_or_else(|| {
                    different.push(source.clone());
                    spelt.push(otherwise);
                    different.len() - 1
                })
            })
            .collect();
        let found = match &mut different[..] {
            [one] => vec![self.search(one, spelt[0])],
            several => self.search_renderings(several, &spelt).1,
        };
        twins.into_iter().map(|twin| found[twin].clone()).collect()
    }

    /// What the rules find in renderings of one text, each with the names that other documents spell otherwise; the texts
    /// themselves are as before.
    fn search_renderings(&self, sources: &mut [Source], otherwise: &[&[Otherwise]]) -> (Comparison, Vec<Found>) {
        let otherwise = |side: usize| otherwise.get(side).copied().unwrap_or(&[]);
        let comparison = Comparison::of(sources.iter().map(|source| source.format.document(&source.name, source.text.clone())).collect());
        let found: Vec<(Vec<Finding>, Signs)> =
            comparison.documents.iter().enumerate().map(|(side, doc)| self.examine_in_folder(doc, otherwise(side))).collect();
        let scores: Vec<f64> = sources
            .iter()
            .zip(&comparison.documents)
            .zip(&found)
            .map(|((source, doc), (findings, _))| self.score(source.format, doc, findings.clone()))
            .collect();
        let found = sources.iter_mut().zip(found).enumerate().map(|(side, (source, (mut findings, signs)))| {
            if cut(&source.text).len() > 1 {
                return self.search(source, otherwise(side));
            }
            across::weigh(&comparison, side, &mut findings);
            let across = Across { comparison: &comparison, side, scores: &scores, knowledge: &self.knowledge };
            for rule in &self.rules {
                if let Check::Renderings(check) = rule.check {
                    check(&across, &mut Sink::new(rule, &mut findings));
                }
            }
            let mut tally = Tally::default();
            tally.add(source.format, &comparison.documents[side], 0, findings, &signs);
            tally.of(&source.text)
        });
        let found = found.collect();
        (comparison, found)
    }

    /// The score of a document by these findings.
    fn score(&self, format: Format, doc: &Document, findings: Vec<Finding>) -> f64 {
        let mut tally = Tally::default();
        tally.add(format, doc, 0, findings, &Signs::default());
        assess(&mut tally.found.issues, doc.name(), Extent { words: tally.found.words, segments: tally.before.sentences }, &self.rubric, &self.decisions).value
    }

    /// Checks one text.
    #[must_use]
    pub fn check(&self, source: Source) -> Assessment {
        self.check_in_folder(source, &[], None)
    }

    /// Checks one text in which the other documents of its folder spell these names otherwise; with a cache, unless it was
    /// checked before with settings of this hash.
    #[must_use]
    pub fn check_in_folder(&self, source: Source, otherwise: &[Otherwise], cache: Option<(&Cache, &str)>) -> Assessment {
        let mut source = source;
        let Some((cache, settings)) = cache else {
            let found = self.search(&mut source, otherwise);
            return self.judge(source, found);
        };
        let key = key(cache, settings, std::slice::from_ref(&source), &[otherwise]);
        let found = cache.found(key).and_then(|mut found| found.pop()).unwrap_or_else(|| {
            let found = self.search(&mut source, otherwise);
            cache.keep_found(key, std::slice::from_ref(&found));
            found
        });
        self.judge(source, found)
    }

    /// What the rules find in a text, whole or in parts; the text itself is as before.
    fn search(&self, source: &mut Source, otherwise: &[Otherwise]) -> Found {
        let mut tally = Tally::default();
        let cuts = cut(&source.text);
        if let [_] = cuts[..] {
            let doc = source.format.document(&source.name, std::mem::take(&mut source.text));
            let (findings, signs) = self.examine_in_folder(&doc, otherwise);
            tally.add(source.format, &doc, 0, findings, &signs);
            source.text = doc.into_text();
            return tally.of(&source.text);
        }
        tally.found.notes.push(format!("checked in {} parts", cuts.len()));
        for range in cuts {
            let doc = source.format.document(&source.name, source.text[range.clone()].to_owned());
            let (findings, signs) = self.examine_in_folder(&doc, otherwise);
            tally.add(source.format, &doc, range.start as u32, findings, &signs);
        }
        tally.of(&source.text)
    }

    /// Prices what was found in a text.
    fn judge(&self, source: Source, found: Found) -> Assessment {
        let Source { name, text, encoding, .. } = source;
        let Found { mut issues, words, sentences, title, language, origin, notes: parts, remarks } = found;
        let mut notes = Vec::new();
        if encoding.guessed {
            notes.push(format!("read as {}", encoding.name));
        }
        if encoding.lossy {
            notes.push(format!("some bytes are no {}", encoding.name));
        }
        notes.extend(parts);
        let score = assess(&mut issues, &name, Extent { words, segments: sentences }, &self.rubric, &self.decisions);
        let flagged_sentences = flagged(&issues, sentences);
        Assessment {
            name,
            text,
            issues,
            score,
            words,
            sentences,
            flagged_sentences,
            language,
            mt_likeness: origin.as_ref().map(|origin| origin.mt_likeness),
            source_guess: origin.as_ref().and_then(|origin| origin.source_guess),
            origin_reasons: origin.map(|origin| origin.reasons).unwrap_or_default(),
            encoding,
            title,
            notes,
            remarks,
        }
    }

    /// Does `work`; a panic in it becomes an `Err` that says so.
    ///
    /// # Errors
    /// The work panicked.
    pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
        catch_unwind(AssertUnwindSafe(work)).map_err(panic_message)
    }

    /// Runs `work` on the numbers 0 to `count` on `jobs` threads and hands the results over in order.
    ///
    /// A panic in one piece of work becomes its `Err`. At most a few results wait for their turn, so memory does not
    /// grow with `count`. Stops early when `deliver` says no or `stop` is set.
    pub fn in_order<T: Send>(
        count: usize,
        jobs: usize,
        stop: &AtomicBool,
        work: impl Fn(usize) -> T + Sync,
        mut deliver: impl FnMut(usize, Result<T, String>) -> bool,
    ) {
        let guarded = |at: usize| Self::guarded(|| work(at));
        if jobs <= 1 || count <= 1 {
            for at in 0..count {
                if stop.load(Ordering::Relaxed) || !deliver(at, guarded(at)) {
                    return;
                }
            }
            return;
        }
        let next = AtomicUsize::new(0);
        let done: Mutex<(BTreeMap<usize, Result<T, String>>, usize)> = Mutex::new((BTreeMap::new(), 0));
        let (ready, room) = (Condvar::new(), Condvar::new());
        let halted = AtomicBool::new(false);
        let window = jobs * 4;
        std::thread::scope(|scope| {
            for _ in 0..jobs.min(count) {
                scope.spawn(|| {
                    loop {
                        let at = next.fetch_add(1, Ordering::Relaxed);
                        if at >= count || halted.load(Ordering::Relaxed) || stop.load(Ordering::Relaxed) {
                            ready.notify_all();
                            return;
                        }
                        {
                            let mut waiting = done.lock().expect("no work is done under the lock");
                            while at >= waiting.1 + window && !halted.load(Ordering::Relaxed) && !stop.load(Ordering::Relaxed) {
                                waiting = room.wait_timeout(waiting, std::time::Duration::from_millis(50)).expect("no work is done under the lock").0;
                            }
                        }
                        let result = guarded(at);
                        done.lock().expect("no work is done under the lock").0.insert(at, result);
                        ready.notify_all();
                    }
                });
            }
            for at in 0..count {
                let result = {
                    let mut waiting = done.lock().expect("no work is done under the lock");
                    loop {
                        if let Some(result) = waiting.0.remove(&at) {
                            waiting.1 = at + 1;
                            break Some(result);
                        }
                        if stop.load(Ordering::Relaxed) {
                            break None;
                        }
                        waiting = ready.wait_timeout(waiting, std::time::Duration::from_millis(50)).expect("no work is done under the lock").0;
                    }
                };
                room.notify_all();
                let Some(result) = result else { break };
                if !deliver(at, result) {
                    break;
                }
            }
            halted.store(true, Ordering::Relaxed);
            room.notify_all();
        });
    }
}

/// The key of what is found in texts: it depends on the other documents only where they spell names otherwise.
fn key(cache: &Cache, settings: &str, sources: &[Source], otherwise: &[&[Otherwise]]) -> Key {
    if otherwise.iter().all(|names| names.is_empty()) {
        return cache.key_of(sources, settings);
    }
    let add = |hash: StableHash, names: &&[Otherwise]| names.iter().fold(hash.with(names.len().to_le_bytes()), |hash, name| name.add_to(hash));
    let hash = otherwise.iter().fold(StableHash::default(), add);
    cache.key_of(sources, &format!("{settings} {}", hash.to_code()))
}

/// A text after an edit, and what it was before.
#[derive(Debug, Clone)]
pub struct Edit<'o> {
    /// The text.
    pub now: Source,
    /// Its texts before the edit, one for each version that the edit is based on: none if it is new, itself if it was left
    /// alone.
    pub before: Vec<Source>,
    /// Names that the other documents of its folder spell otherwise.
    pub otherwise: &'o [Otherwise],
    /// The same before the edit.
    pub otherwise_before: &'o [Otherwise],
}

/// What was found in a text, part by part.
#[derive(Default)]
struct Tally {
    found: Found,
    before: Before,
    signs: Signs,
}

impl Tally {
    /// Adds a part that begins at this byte of the text.
    fn add(&mut self, format: Format, doc: &Document, offset: u32, findings: Vec<Finding>, signs: &Signs) {
        self.signs.merge(signs);
        let part = Part { doc, offset, before: self.before };
        let mut placed = part.place(findings);
        let found = &mut self.found;
        found.remarks.extend(suppressed(format, &part, &mut placed));
        found.issues.extend(placed);
        found.words += doc.word_count();
        if found.title.is_empty() {
            found.title = title(doc);
        }
        self.before.lines += doc.lines().count() as u32 - 1;
        self.before.paragraphs += doc.blocks().len() as u32;
        self.before.sentences += doc.segments().len() as u32;
    }

    /// Everything, once all parts are added.
    fn of(self, text: &str) -> Found {
        let language = detect_document(text).map(|guess| (guess.code, guess.confidence));
        Found { sentences: self.before.sentences, language, origin: self.signs.weigh(), ..self.found }
    }
}

/// Whether a finding lies in what somebody else is quoted to have said; the quotation marks themselves do not.
fn is_quoted(doc: &Document, evidence: &Evidence<'_>, finding: &Finding) -> bool {
    let first = doc.token_at(finding.span.start);
    let last = doc.token_at(finding.span.end.saturating_sub(1).max(finding.span.start));
    let in_marks = evidence.quotes().around(first).is_some_and(|inside| inside.contains(&(last as u32)));
    let block = doc.segment_at(finding.span.start).and_then(|at| doc.segments().get(at)).and_then(|segment| doc.blocks().get(segment.block as usize));
    in_marks || block.is_some_and(|block| block.kind == BlockKind::Quotation)
}

fn panic_message(panic: Box<dyn std::any::Any + Send>) -> String {
    let text = panic.downcast_ref::<&str>().map(|s| (*s).to_owned()).or_else(|| panic.downcast_ref::<String>().cloned());
    format!("internal error: {}", text.unwrap_or_else(|| "unknown".to_owned()))
}

/// The parts in which a text is checked: one, unless it is very long.
fn cut(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    while text.len() - start > LARGEST_PART {
        let from = (start + LARGEST_PART / 2..).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
        let to = (start + LARGEST_PARAGRAPH).min(text.len());
        let bytes = &text.as_bytes()[from..to];
        let end = memchr::memmem::find(bytes, b"\n\n")
            .map(|at| at + 2)
            .or_else(|| memchr::memchr(b'\n', bytes).map(|at| at + 1))
            .or_else(|| memchr::memmem::find(bytes, b". ").map(|at| at + 2))
            .or_else(|| memchr::memchr(b' ', bytes).map(|at| at + 1))
            .map_or_else(|| (to..).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len()), |at| from + at);
        parts.push(start..end);
        start = end;
    }
    if start < text.len() || parts.is_empty() {
        parts.push(start..text.len());
    }
    parts
}

/// Marks the findings that comments in the text let pass; what is to be said of the comments comes back.
fn suppressed(format: Format, part: &Part<'_>, issues: &mut [Issue]) -> Vec<Remark> {
    let text = part.doc.text();
    if memchr::memmem::find(text.as_bytes(), suppress::MARK.as_bytes()).is_none() {
        return Vec::new();
    }
    let mut suppressions = Suppressions::read(text, &format.comments(text), part.doc.blocks());
    suppressions.apply(issues, part.offset);
    let lines = part.doc.lines();
    let remark = |(at, message)| Remark { line: part.before.lines + lines.position(text, at).line, message };
    suppressions.remarks().into_iter().map(remark).collect()
}

fn title(doc: &Document) -> String {
    let segments = doc.segments();
    let found = segments.iter().take(5).find(|segment| segment.kind == SegmentKind::Heading).or(segments.first());
    let text = found.map_or("", |segment| doc.slice(segment.span));
    let mut title: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if title.chars().count() > 100 {
        title = title.chars().take(99).chain(['…']).collect();
    }
    title
}

fn flagged(issues: &[Issue], sentences: u32) -> f64 {
    let mut hit: Vec<u32> = issues.iter().filter(|issue| issue.status != Status::Decided).map(|issue| issue.sentence).collect();
    hit.dedup();
    if sentences == 0 { 0.0 } else { hit.len() as f64 / f64::from(sentences) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_whatever_the_number_of_threads() {
        for jobs in [1, 2, 7] {
            let mut seen = Vec::new();
            Engine::in_order(
                100,
                jobs,
                &AtomicBool::new(false),
                |at| at * 2,
                |at, result| {
                    seen.push((at, result.expect("no panic")));
                    true
                },
            );
            assert_eq!(seen, (0..100).map(|at| (at, at * 2)).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_panic_is_the_result_of_its_own_work_only() {
        let mut failed = Vec::new();
        Engine::in_order(
            10,
            3,
            &AtomicBool::new(false),
            |at| assert!(at != 4, "four"),
            |at, result| {
                if let Err(message) = result {
                    failed.push((at, message));
                }
                true
            },
        );
        assert_eq!(failed.len(), 1);
        assert_eq!(failed[0].0, 4);
        assert!(failed[0].1.contains("four"));
    }

    #[test]
    fn long_texts_are_cut_between_paragraphs() {
        let text = "A line of text that is here.\n\n".repeat(400_000);
        let parts = cut(&text);
        assert!(parts.len() > 2);
        assert_eq!(parts[0].start, 0);
        assert_eq!(parts.last().expect("some").end, text.len());
        assert!(parts.windows(2).all(|pair| pair[0].end == pair[1].start && text[..pair[0].end].ends_with("\n\n")));
        let one_line = "x".repeat(20 << 20);
        assert_eq!(cut(&one_line).iter().map(|r| r.len()).sum::<usize>(), one_line.len());
    }
}
