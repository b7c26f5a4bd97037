//! Names in quotation marks, as Russian writes them.

use rustc_hash::FxHashSet;

use super::{Context, Sink, rule};
use crate::knowledge::names::{DESIGNATIONS, Fact, Kind, ORGANISATIONS, PLACES};
use crate::text::{Case, Span, TokenKind};

rule! {
    /// The name of an agency, a club, a company, a ship or a group stands in quotation marks, as in Russian or Chinese.
    ///
    /// English writes such names without marks, and puts the kind of thing after the name or leaves it out. Works of
    /// art, nicknames and what somebody says keep their marks.
    ///
    /// ```flag
    /// He told the agency ⟦“Interfax”⟧ so. The militants of ⟦“Islamic State”⟧ had left.
    /// ```
    /// ```flag
    /// The firm is LLC ⟦“Orchard”⟧. Later the missile-carrier ⟦“Orel”⟧ came.
    /// ```
    /// ```flag
    /// Goalkeeper of ⟦“Boston”⟧ Ivan Berg was late. Then ⟦“Orlets”⟧ lost again, and we beat ⟦“Start”⟧, far from ⟦“Boston Otters”⟧.
    /// ```
    /// ```flag
    /// The patrol ship ⟦“Vasily Bykov”⟧ and the frigates ⟦“Admiral Golovko”⟧, ⟦“Marshal”⟧ sailed. It rained.
    /// ```
    /// ```flag
    /// Moscow ⟦“Torpedo”⟧ beat Kazan ⟦“Rubin”⟧ in May. It rained, and ⟦“Rubin”⟧ was late.
    /// ```
    /// ```pass
    /// In Paris “Hamlet” was shown. The film “Titanic” was shown, and then the musical “Chicago”. They sang “Boston, Boston”. He told the group “No”. The club sang “Happy Birthday” and “Yesterday”.
    /// ```
    /// ```pass
    /// He told Interfax so. The Islamic State militants had left “The Economist” on the table, “unread”.
    /// ```
    "quoted-name", TypographyQuotes, Minor, 0.75,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let tokens = cx.doc.tokens();
    for inside in &cx.evidence.quotes().inside {
        let (start, end) = (inside.start as usize, inside.end as usize);
        if inside.is_empty() || inside.len() > 5 || start == 0 || end >= tokens.len() || !tokens[start].is_word() {
            continue;
        }
        let Some(mention) = cx.evidence.names().at(start) else { continue };
        let whole = mention.tokens.start == start && mention.tokens.end == end;
        if !whole
            || !mention.fact.is(Fact::CANONICAL | Fact::VARIANT)
            || !mention.fact.of_kind(KINDS | TOWNS)
            || !tokens[start].is_capitalized() && tokens[start].case == Case::Lower && mention.tokens.len() == 1
        {
            continue;
        }
        let cue = start >= 2 && tokens[start - 2].is_word() && is_kind(cx.evidence.folded(start - 2));
        let group = mention.fact.of_kind(Kind::ArmedGroup.bit() | Kind::Agency.bit());
        let ordinary = mention.tokens.clone().all(|at| crate::evidence::names::is_ordinary(cx.evidence.word(at)));
        let confidence = match (cue, group, ordinary) {
            _ if !mention.fact.of_kind(KINDS) => {
                let marks = start - 1..end + 1;
                if cue || inside.len() > 2 || is_called(cx, marks.clone()) || acts(cx, marks) {
                    continue;
                }
                0.6
            }
            (true, _, _) => 0.8,
            (false, true, _) => 0.7,
            // the “Pantsir-S1” system
            (false, _, _)
                if mention.fact.of_kind(DESIGNATIONS) && tokens.get(end + 1).is_some_and(|next| next.is_word() && is_kind(cx.evidence.folded(end + 1))) =>
            {
                0.65
            }
            (false, false, false)
                if mention.fact.of_kind(Kind::Media.bit() | Kind::Company.bit() | Kind::Party.bit()) && !mention.fact.of_kind(Kind::Person.bit()) =>
            {
                0.5
            }
            _ => continue,
        };
        let span = tokens[start - 1].span.to(tokens[end].span);
        let name = cx.doc.slice(cx.span(start, end - 1));
        let finding = sink.flag(span, format!("name \"{name}\" in quotation marks"));
        finding.because("English writes such names without marks").suggest(name).confidence(confidence);
        if cue {
            finding.because(format!("\"{}\" before it says what it is", cx.text(start - 2)));
        }
    }
    things(cx, sink);
}

/// A town in quotation marks is a club, a ship or a hotel of that name, which English writes without marks.
const TOWNS: u32 = Kind::Capital.bit() | Kind::City.bit() | Kind::Region.bit();

/// Whether the words before the opening mark speak of a title or a word: the film "Chicago", the word "Paris".
fn is_called(cx: &Context<'_>, quoted: std::ops::Range<usize>) -> bool {
    const CALLED: &[&str] = &[
        "album", "answer", "answered", "as", "called", "drama", "entitled", "episode", "film", "hit", "is", "letters", "line", "means", "movie", "musical",
        "name", "named", "novel", "or", "play", "poem", "says", "said", "saying", "series", "shouted", "sign", "sketch", "song", "term", "thriller", "titled",
        "word", "words", "wrote",
    ];
    let tokens = cx.doc.tokens();
    let mark = quoted.start;
    let goes_on = tokens.get(quoted.end).is_some_and(|next| next.is_word() && next.case == Case::Lower);
    let announced = mark > 0 && matches!(cx.text(mark - 1), ":" | "=") && !goes_on;
    announced || tokens[mark].markup_before() || (mark.saturating_sub(3)..mark).any(|at| CALLED.contains(&cx.evidence.folded(at)))
}

/// What clubs and firms do, and works of art do not.
const DEEDS: &[&str] = &[
    "advanced",
    "beat",
    "bought",
    "conceded",
    "defeated",
    "drew",
    "fired",
    "hired",
    "hosted",
    "hosts",
    "launched",
    "lost",
    "loses",
    "missed",
    "occupied",
    "occupies",
    "ordered",
    "plans",
    "played",
    "plays",
    "qualified",
    "refused",
    "scored",
    "signed",
];

/// `"Orlets" lost the match`, `they defeated "Orlets"`: a doer that only a bearer of a name can be.
fn acts(cx: &Context<'_>, quoted: std::ops::Range<usize>) -> bool {
    let tokens = cx.doc.tokens();
    let deed = |at: usize| tokens.get(at).is_some_and(|token| token.is_word() && token.space_before()) && DEEDS.contains(&cx.evidence.folded(at));
    deed(quoted.end) && !matches!(cx.text(quoted.end - 2), "," | ".") || quoted.start > 0 && matches!(cx.evidence.folded(quoted.start - 1), "defeated" | "beat")
}

const KINDS: u32 = ORGANISATIONS & !Kind::Ministry.bit() | DESIGNATIONS;

/// Words for what a Russian text puts before a quoted name, sorted.
const KIND_WORDS: &[&str] = &[
    "academy",
    "agency",
    "aircraft",
    "airline",
    "airport",
    "application",
    "arena",
    "army",
    "association",
    "bakery",
    "bank",
    "base",
    "battalion",
    "battleship",
    "boat",
    "bomber",
    "bookmaker",
    "boutique",
    "brand",
    "brigade",
    "broadcaster",
    "bureau",
    "cafe",
    "camp",
    "carrier",
    "cartel",
    "center",
    "centre",
    "chain",
    "championship",
    "channel",
    "checkpoint",
    "cinema",
    "clan",
    "clinic",
    "club",
    "coalition",
    "combine",
    "committee",
    "community",
    "company",
    "competition",
    "complex",
    "concern",
    "contest",
    "cooperative",
    "corporation",
    "corvette",
    "cosmodrome",
    "council",
    "craft",
    "cruiser",
    "cup",
    "destroyer",
    "developer",
    "division",
    "drone",
    "edition",
    "enterprise",
    "exercise",
    "exhibition",
    "faction",
    "factory",
    "farm",
    "ferry",
    "festival",
    "fighter",
    "firm",
    "fishery",
    "fleet",
    "forum",
    "foundation",
    "frigate",
    "front",
    "fund",
    "group",
    "grouping",
    "gunboat",
    "gymnasium",
    "helicopter",
    "highway",
    "holding",
    "hospital",
    "hostel",
    "hotel",
    "howitzer",
    "hurricane",
    "icebreaker",
    "institute",
    "interceptor",
    "jet",
    "kindergarten",
    "laboratory",
    "lander",
    "landfill",
    "launcher",
    "library",
    "liner",
    "lyceum",
    "magazine",
    "mall",
    "market",
    "messenger",
    "militant",
    "mine",
    "minesweeper",
    "missile",
    "mission",
    "mortar",
    "motel",
    "movement",
    "museum",
    "network",
    "newspaper",
    "operator",
    "organisation",
    "organization",
    "orphanage",
    "outlet",
    "park",
    "party",
    "patrol",
    "pharmacy",
    "pipeline",
    "pistol",
    "plane",
    "plant",
    "platform",
    "portal",
    "prison",
    "probe",
    "product",
    "project",
    "provider",
    "publication",
    "radio",
    "railway",
    "regiment",
    "reserve",
    "resort",
    "restaurant",
    "retailer",
    "rifle",
    "rocket",
    "route",
    "rover",
    "sanatorium",
    "satellite",
    "school",
    "service",
    "ship",
    "shipyard",
    "shop",
    "site",
    "society",
    "spa",
    "spacecraft",
    "spaceport",
    "spaceship",
    "squad",
    "squadron",
    "stadium",
    "station",
    "steamer",
    "store",
    "storm",
    "studio",
    "submarine",
    "supermarket",
    "system",
    "tank",
    "tanker",
    "team",
    "telescope",
    "terrorist",
    "theater",
    "theatre",
    "torpedo",
    "train",
    "trawler",
    "typhoon",
    "union",
    "university",
    "vaccine",
    "vehicle",
    "vessel",
    "volcano",
    "warship",
    "website",
    "winery",
    "yacht",
];

/// Legal forms, which Russian puts before the name of a firm.
const LEGAL_FORMS: &[&str] = &["LLC", "JSC", "OJSC", "CJSC", "PJSC", "OOO", "OAO", "ZAO", "PAO", "AO", "TOV", "FSUE", "SUE", "MUP", "NGO", "Ltd", "LTD"];

/// Whether a word says what kind of thing bears the name that follows.
fn is_kind(word: &str) -> bool {
    let is = |word: &str| KIND_WORDS.binary_search(&word).is_ok();
    let word = word.rsplit('-').next().unwrap_or(word);
    is(word)
        || word.strip_suffix('s').is_some_and(is)
        || word.strip_suffix("es").is_some_and(is)
        || word.strip_suffix("ies").is_some_and(|stem| is(&format!("{stem}y")))
}

/// discussion club “Valdai”, the corvettes “Sovetsk” and “Mytishchi”: the kind before, names in marks after it.
fn things(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let tokens = cx.doc.tokens();
    let mut listed = None;
    // What is told to be such a name, and names in marks that nothing tells yet.
    let (mut told, mut rest): (FxHashSet<&str>, Vec<Quoted<'_>>) = Default::default();
    for inside in &cx.evidence.quotes().inside {
        let start = inside.start as usize;
        let Some(end) = name_end(cx, inside.start as usize..inside.end as usize) else { continue };
        if start < 2 || end > inside.end as usize || inside.end as usize >= tokens.len() {
            continue;
        }
        let known = cx.evidence.names().at(start).is_some_and(|mention| mention.tokens.end == end && mention.fact.of_kind(KINDS));
        let legal = LEGAL_FORMS.contains(&cx.text(start - 2));
        let kind = legal || tokens[start - 2].is_word() && tokens[start - 2].case == Case::Lower && is_kind(cx.evidence.folded(start - 2));
        // The next of a list: only a comma or "and" parts it from the name before.
        let next = listed.is_some_and(|last: usize| (last + 1..start - 1).len() <= 2 && (last + 1..start - 1).all(|at| matches!(cx.text(at), "," | "and")));
        let ordinary = (start..end).all(|at| crate::evidence::names::is_never_name(cx.evidence.word(at)));
        let span = tokens[start - 1].span.to(tokens[inside.end as usize].span);
        let name = cx.doc.slice(cx.span(start, end - 1));
        let marks = start - 1..inside.end as usize + 1;
        // "Boston Otters": what begins with a town bears the name of a club, or of a newspaper, which some set in marks.
        let club = || {
            let town = cx.evidence.names().at(start).is_some_and(|mention| mention.tokens.end < end && mention.fact.of_kind(TOWNS));
            town && end == inside.end as usize
                && !is_called(cx, marks.clone())
                && !matches!(cx.evidence.folded(end - 1), "times" | "post" | "news" | "herald" | "tribune" | "journal" | "chronicle")
        };
        let doer =
            !(kind || next) && end - start <= 3 && !is_from_somewhere(cx, start - 2) && (acts(cx, marks.clone()) && !is_called(cx, marks.clone()) || club());
        if !(kind || next || doer) || end - start == 1 && ordinary && !next && !legal && !doer {
            let town = cx.evidence.names().at(start).is_some_and(|mention| mention.tokens.end == end && mention.fact.of_kind(TOWNS));
            if !town {
                let from = (tokens[start - 1].space_before() && is_from_somewhere(cx, start - 2)).then(|| cx.text(start - 2));
                rest.push(Quoted { name, span, from });
            }
            continue;
        }
        listed = Some(inside.end as usize);
        told.insert(name);
        if known {
            continue;
        }
        let finding = sink.flag(span, format!("name \"{name}\" in quotation marks"));
        let cue = if kind { start - 2 } else { start - 1 };
        finding.because(match (kind, doer) {
            (true, _) => format!("\"{}\" before it says what it is", cx.text(cue)),
            (_, true) => "only a club or a firm is called so or acts so".to_owned(),
            _ => "it stands in a list of such names".to_owned(),
        });
        finding.suggest(name).confidence(0.7);
    }
    clubs(told, &rest, sink);
}

/// A name in marks before which no word says what it is.
struct Quoted<'t> {
    name: &'t str,
    span: Span,
    /// The place or people before it.
    from: Option<&'t str>,
}

/// Moscow “Torpedo”, Kazan “Rubin”: one such name may be a work of art, several are a habit. Where a text has told what a
/// name is, its marks are needless everywhere.
fn clubs<'t>(mut told: FxHashSet<&'t str>, rest: &[Quoted<'t>], sink: &mut Sink<'_>) {
    let from: FxHashSet<&str> = rest.iter().filter(|quoted| quoted.from.is_some()).map(|quoted| quoted.name).collect();
    if from.len() + told.len() > 1 {
        told.extend(from);
    }
    for Quoted { name, span, from } in rest.iter().filter(|quoted| told.contains(quoted.name)) {
        let finding = sink.flag(*span, format!("name \"{name}\" in quotation marks"));
        finding.because(match from {
            Some(place) => format!("\"{place}\" before it says where it is from, and other names of this text are written so, too"),
            None => "this text says elsewhere what it is".to_owned(),
        });
        finding.suggest(*name).confidence(0.6);
    }
}

/// Whether a token is the name of a place or people.
fn is_from_somewhere(cx: &Context<'_>, at: usize) -> bool {
    let fact = cx.evidence.names().at(at).filter(|mention| mention.tokens.end == at + 1).map(|mention| mention.fact);
    cx.doc.tokens()[at].is_capitalized() && fact.is_some_and(|fact| fact.of_kind(PLACES | Kind::People.bit()))
}

/// Where the name ends that fills a pair of marks, a comma or full stop at its end left out; `None` if it is no name.
fn name_end(cx: &Context<'_>, inside: std::ops::Range<usize>) -> Option<usize> {
    let tokens = cx.doc.tokens();
    let end = inside.end - usize::from(inside.len() > 1 && matches!(cx.text(inside.end - 1), "," | "."));
    let name = |at: usize| tokens[at].is_capitalized() || tokens[at].kind == TokenKind::Number || cx.text(at) == "-";
    let small = |at: usize| matches!(cx.text(at), "of" | "the" | "and" | "for" | "in");
    let whole = !inside.is_empty()
        && end - inside.start <= 9
        && tokens[inside.start].is_capitalized()
        && name(end - 1)
        && (inside.start..end).all(|at| name(at) || small(at))
        && tokens[inside.start].is_word();
    whole.then_some(end)
}
