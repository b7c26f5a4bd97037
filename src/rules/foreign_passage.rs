//! Passages in another language that uses Latin letters.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::foreign_script::{is_foreign, is_mostly_foreign};
use super::{Context, Sink, rule};
use crate::evidence::words::Known;
use crate::mqm::Severity;
use crate::text::script::Charset;
use crate::text::{Case, Segment, Span, language};

rule! {
    /// A clause, a sentence or the whole text is in another language.
    ///
    /// Every word counts for or against: function words of thirteen languages and words that no list knows speak for a foreign
    /// passage, English words against it; the stretch with the highest sum is reported if it is long and clear enough. Names,
    /// titles of up to four words and single words pass. A text that is foreign as a whole gives one finding.
    ///
    /// ```flag
    /// The ministers met in Geneva on Monday. ⟦Der Ausschuss hat sich nicht auf einen Haushalt geeinigt.⟧ They will meet again.
    /// He said that ⟦le gouvernement ne peut pas accepter cette décision⟧ and left.
    /// ```
    /// ```pass
    /// He studied at the Universidad Nacional de La Plata and liked the film "La vie en rose". They met vis-à-vis in Rio de Janeiro.
    /// ```
    "foreign-passage", AccuracyUntranslated, Major, 0.93,
}

/// The commonest words of each language, without those that English shares and without particles of names.
const FUNCTION_WORDS: &[(&str, &str)] = &[
    (
        "German",
        "der und die das nicht ist den dem des ein eine einen einem einer eines auf mit sich auch für wird werden wurde wurden haben hat hatte sind war waren noch nur oder aber wenn dass daß wie zu zum zur bei beim aus nach von vom im am über unter durch gegen ohne um als bis seit vor zwischen ich er sie es wir ihr sein seine seiner ihre ihren kann können muss müssen soll sollte mehr sehr schon dann doch hier dort jetzt so keine kein diese dieser dieses diesem diesen",
    ),
    (
        "French",
        "à a le la les un une des du et est pas que qui dans pour par sur avec ne ce cette ces il elle ils elles nous vous au aux ont été être sont était mais plus ou où comme tout tous son sa ses leur leurs je tu se fait faire aussi sans sous entre après avant depuis très bien peut peuvent même encore donc alors si y en dont deux",
    ),
    (
        "Spanish",
        "a el la los las un una unos unas y que no en por con para como más pero su sus se lo al del es son era fue ha han hay está están ser este esta estos estas ese esa sobre entre también cuando muy sin hasta desde donde porque todo todos todas ya nos les le según contra durante antes después otro otra otros puede pueden",
    ),
    (
        "Italian",
        "a il lo gli che non per con una un uno sono è era ha hanno della delle dello degli dei del dal dalla nel nella nelle sul sulla alla alle agli come più anche ma se questo questa questi queste quello quella suo sua loro ci si dopo prima molto tutto tutti essere stato stata stati fra tra ancora dove quando perché così già solo ogni",
    ),
    (
        "Portuguese",
        "a o não que uma um os as dos das nos nas no na ao aos à às pelo pela pelos com por para mais mas foi são é está estão era ser ter tem têm seu sua seus suas ele ela eles elas isso isto este esta como quando muito também já até sem sobre entre depois antes onde porque ou se lhe você nós todos todas pode podem",
    ),
    (
        "Dutch",
        "de het een en van niet dat die is op te zijn met voor aan er ook als maar om hij zij ze wij we bij door over uit naar dan nog wel geen kan worden werd wordt heeft hebben had was waren deze dit hun haar mijn zich meer moet moeten zal zou tot tegen onder tussen omdat toen nu zo wat wie waar",
    ),
    (
        "Polish",
        "i w na z że do się nie jest to o jak za po od ale przez dla ze tym tego które który która są był była było były być przed przy także tylko już może ich jego jej co czy lub oraz jako gdy kiedy bardzo nad pod między bez ten ta te tych mnie mu ma mają został została będzie więc",
    ),
    (
        "Czech",
        "a se v na je že o s z do k i za by pro ale jako od po tak jsou jsem jsme jste byl byla bylo byli být který která které kteří také už nebo však jen ještě při ve ze před podle mezi až když kde než jeho její jejich tím této tento tato toto těch tom co není bude může proto velmi pak",
    ),
    (
        "Croatian",
        "i u je se na da su za od koji koja koje kako s sa ne što ali iz do bi će po o nije sam smo ste bio bila bilo bili biti također samo još već ili kao kada gdje prema nakon između kod pri njegov njihov ovaj ova ovo taj ta to toga tako zbog protiv može mogu nema",
    ),
    (
        "Turkish",
        "ve bir bu da de için ile olarak çok daha gibi kadar sonra olan oldu olduğu değil ne en ama ancak var yok her ya mi mı ben sen biz siz onlar şu göre üzere önce kendi tüm bütün diye ise hem veya şey zaman etti eden edilen bunun onun",
    ),
    (
        "Swedish",
        "och att det i som en ett på är av för med den till inte om har de han hon jag vi ni var men så sig från ut kan ska skulle när efter vid eller också nu över bara mot under mellan utan där här hade blev blir mycket alla andra detta denna dessa sin sitt sina vill måste",
    ),
    (
        "Romanian",
        "și şi în de la cu pe din care este sunt nu o un că să se mai au a fost pentru prin după sau dar ca al ale ai lui ei lor către până între fără sub fi era erau acest această aceste acestei acestui foarte toate doar când unde cum dacă atunci fie decât poate pot",
    ),
];

/// English words and particles of names: foreign too, but no witnesses.
const NO_WITNESSES: &[&str] = &[
    "a", "al", "am", "are", "as", "at", "ben", "bin", "da", "das", "de", "dei", "del", "della", "den", "der", "des", "di", "die", "do", "dos", "du", "e", "el",
    "en", "era", "et", "had", "i", "ibn", "il", "in", "is", "la", "las", "le", "les", "lo", "los", "man", "me", "men", "no", "o", "of", "on", "or", "over",
    "per", "pot", "s", "se", "so", "son", "te", "ten", "ter", "the", "to", "um", "un", "und", "under", "van", "var", "vi", "von", "war", "was", "we", "y",
    "zu", "zum", "zur",
];

/// Foreign function words that are everyday English words too, and say little.
const ENGLISH_TOO: &[&str] = &[
    "a", "ai", "ale", "am", "an", "and", "as", "at", "be", "but", "by", "can", "care", "come", "den", "die", "do", "door", "dove", "era", "for", "had", "has",
    "hat", "hay", "he", "her", "i", "in", "is", "it", "main", "man", "me", "men", "met", "more", "most", "no", "of", "on", "or", "over", "per", "plus", "pod",
    "pot", "pro", "sam", "sin", "so", "solo", "son", "sub", "ten", "than", "that", "the", "till", "to", "tom", "under", "van", "war", "was", "we", "were",
    "will",
];

/// Bits of the languages that have each function word.
fn function_words() -> &'static FxHashMap<&'static str, u16> {
    static WORDS: OnceLock<FxHashMap<&'static str, u16>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut words: FxHashMap<&'static str, u16> = FxHashMap::default();
        for (at, (_, list)) in FUNCTION_WORDS.iter().enumerate() {
            for word in list.split(' ') {
                *words.entry(word).or_default() |= 1 << at;
            }
        }
        words
    })
}

/// Unknown words that a segment must have before it is scored: most have none or one.
const FEWEST_UNKNOWN: usize = 2;

/// Words of the shortest passage.
const FEWEST_WORDS: usize = 5;

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let unknown = cx.evidence.unknown();
    if unknown.is_empty() || is_foreign_document(cx, sink) || unknown.len() < FEWEST_UNKNOWN {
        return;
    }
    let mut previous: Option<(usize, Span, usize)> = None;
    let mut at = 0;
    while at < unknown.len() {
        let index = cx.doc.segments().partition_point(|segment| segment.tokens.end <= unknown[at]);
        let segment = &cx.doc.segments()[index];
        let count = unknown[at..].iter().take_while(|token| **token < segment.tokens.end).count();
        at += count;
        // Two unknown names are no passage: at least one word must be in lower case.
        let lower = unknown[at - count..at].iter().any(|token| cx.doc.tokens()[*token as usize].case == Case::Lower);
        if count < FEWEST_UNKNOWN || !lower || segment.tokens.len() < FEWEST_WORDS {
            continue;
        }
        let Some(passage) = best_stretch(cx, segment) else { continue };
        let span = widen(cx, segment, &passage);
        let name = FUNCTION_WORDS.get(passage.language).map_or("another language", |(name, _)| *name);
        // Foreign sentences in a row are one passage.
        if let Some((last, before, language)) = previous
            && last + 1 == index
            && language == passage.language
            && cx.doc.text()[before.end as usize..span.start as usize].trim().is_empty()
            && let Some(finding) = sink.findings.last_mut()
        {
            finding.span = before.to(span);
            finding.message = message(cx.doc.slice(finding.span), name);
            previous = Some((index, finding.span, language));
            continue;
        }
        let quoted = cx.evidence.quotes().covers(passage.first) && cx.evidence.quotes().covers(passage.last);
        let words = passage.words;
        let confidence = match (quoted, words) {
            (true, _) => 0.6,
            (false, 0..=6) => 0.85,
            _ => 0.95,
        };
        // Italics introduce a foreign phrase on purpose.
        if cx.doc.text()[..span.start as usize].ends_with(['*', '_']) {
            continue;
        }
        let finding = sink.flag(span, message(cx.doc.slice(span), name));
        finding.because(passage.why(cx)).confidence(confidence);
        previous = Some((index, span, passage.language));
    }
}

fn message(text: &str, language: &str) -> String {
    let shown = match text.char_indices().nth(50) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text.to_owned(),
    };
    format!("\"{shown}\" is in {language}")
}

/// Reports a text that is foreign as a whole, once.
fn is_foreign_document(cx: &Context<'_>, sink: &mut Sink<'_>) -> bool {
    let (unknown, words) = (cx.evidence.unknown().len(), cx.doc.word_count() as usize);
    // The guess costs more than a look-up of the words, and in English text few are unknown.
    // Another script needs no guess, however short the text.
    let script = unknown * 3 >= words && cx.doc.charset().has(Charset::OTHER_SCRIPT) && is_mostly_foreign(cx);
    if unknown * 3 < words || words < 4 && !script {
        return false;
    }
    let Some(segment) = cx.doc.segments().first() else { return false };
    let guess = language::detect_document(cx.doc.text()).filter(|guess| guess.code != "en");
    if !script && (guess.is_none() || unknown * 5 < words * 2) {
        return false;
    }
    let finding = sink.flag(segment.span, "the text is not in English");
    finding
        .because(format!("no list of English words knows {unknown} of its {words} words"))
        .severity(if words < 10 { Severity::Major } else { Severity::Critical })
        .confidence(0.95);
    if let Some(guess) = guess {
        finding.because(format!("its letters and words are those of the language \"{}\"", guess.code));
    }
    true
}

/// A foreign stretch of a segment.
struct Passage {
    first: usize,
    last: usize,
    words: usize,
    witnesses: Vec<usize>,
    language: usize,
}

impl Passage {
    fn why(&self, cx: &Context<'_>) -> String {
        let shown: Vec<String> = self.witnesses.iter().take(6).map(|at| format!("\"{}\"", cx.text(*at))).collect();
        format!("foreign words: {}", shown.join(", "))
    }
}

/// The stretch with the highest sum of scores (Kadane), if it is clear enough.
///
/// Scores and limits come from a trial on 3,948 clean English sentences, of which one was flagged, and on planted
/// clauses, of which .90 to .96 were found at five words.
fn best_stretch(cx: &Context<'_>, segment: &Segment) -> Option<Passage> {
    const DROP: f32 = 1.2;
    const LEAST_SUM: f32 = 2.5;
    let words = function_words();
    let (mut best, mut best_range) = (0.0f32, None);
    let (mut sum, mut peak, mut start, mut peak_at) = (0.0f32, 0.0f32, None, 0);
    for at in segment.range() {
        let token = cx.doc.tokens()[at];
        if !token.is_word() {
            continue;
        }
        // Another script is the business of `foreign-script`.
        if !token.is_ascii() && cx.text(at).chars().any(is_foreign) {
            start = None;
            continue;
        }
        let value = score(cx, words, at);
        if start.is_none() {
            if value <= 0.0 {
                continue;
            }
            start = Some(at);
            (sum, peak) = (0.0, 0.0);
        }
        sum += value;
        if sum > peak {
            (peak, peak_at) = (sum, at);
        }
        if peak > best {
            best = peak;
            best_range = start.map(|start| (start, peak_at));
        }
        if sum < peak - DROP || sum <= 0.0 {
            start = None;
        }
    }
    let (first, last) = best_range.filter(|_| best >= LEAST_SUM)?;
    judge(cx, words, first, last)
}

fn score(cx: &Context<'_>, words: &FxHashMap<&'static str, u16>, at: usize) -> f32 {
    const COMMON: u8 = 20;
    const RARE: u8 = 10;
    let token = cx.doc.tokens()[at];
    let word = cx.evidence.word(at);
    let folded = cx.evidence.folded(at);
    let lower = token.case == Case::Lower;
    let english = word.known == Known::Listed && word.entry.is_some_and(|entry| entry.is_word());
    if words.contains_key(folded) && (lower || !english) {
        return if ENGLISH_TOO.binary_search(&folded).is_ok() {
            -0.5
        } else if lower {
            1.5
        } else {
            0.6
        };
    }
    match word.known {
        Known::Unknown if lower => 1.0,
        Known::Unknown => 0.25,
        Known::Listed if lower && word.frequency >= COMMON => -1.5,
        Known::Listed if lower && word.frequency < RARE => -0.5,
        Known::Listed if lower => -0.9,
        Known::Listed => -0.3,
        Known::Compound if lower => -0.6,
        _ => -0.05,
    }
}

fn judge(cx: &Context<'_>, words: &FxHashMap<&'static str, u16>, first: usize, last: usize) -> Option<Passage> {
    let (mut count, mut foreign, mut lower) = (0, 0, 0);
    let mut witnesses = Vec::new();
    let mut votes = [0u32; FUNCTION_WORDS.len()];
    for at in first..=last {
        let token = cx.doc.tokens()[at];
        if !token.is_word() {
            continue;
        }
        count += 1;
        foreign += usize::from(cx.evidence.word(at).known == Known::Unknown || words.contains_key(cx.evidence.folded(at)));
        let folded = cx.evidence.folded(at);
        let languages = words.get(folded).copied().unwrap_or(0);
        // A word that comes again proves nothing new: "u/this, u/that".
        if (first..at).any(|before| cx.evidence.folded(before) == folded) {
            continue;
        }
        for (language, vote) in votes.iter_mut().enumerate() {
            *vote += u32::from(languages >> language & 1);
        }
        let unknown = cx.evidence.word(at).known == Known::Unknown;
        if token.case == Case::Lower && (unknown || languages != 0) && NO_WITNESSES.binary_search(&folded).is_err() {
            lower += 1;
            witnesses.push(at);
        }
    }
    if count < FEWEST_WORDS || lower < 3 || foreign * 2 < count {
        return None;
    }
    let (language, votes) = votes.iter().copied().enumerate().max_by_key(|(at, vote)| (*vote, usize::MAX - at))?;
    let text = cx.doc.slice(cx.span(first, last));
    let guess = language::detect(text);
    if guess.is_some_and(|guess| guess.code == "en") {
        return None;
    }
    // Two function words of one language, or many unknown words where our lists lack the language.
    let clear = votes >= 2 || guess.is_some() && lower >= 4 || lower >= 4 && foreign * 5 >= count * 4;
    clear.then_some(Passage { first, last, words: count, witnesses, language: if votes >= 2 { language } else { usize::MAX } })
}

/// The whole segment where nearly all of it is foreign, else the stretch.
fn widen(cx: &Context<'_>, segment: &Segment, passage: &Passage) -> Span {
    let total = segment.range().filter(|at| cx.doc.tokens()[*at].is_word()).count();
    if passage.words * 5 >= total * 4 { segment.span } else { cx.span(passage.first, passage.last) }
}
