//! A verb lacks the object that it cannot do without.

use super::{Context, Sink, rule};
use crate::evidence::grammar::Syntax;
use crate::knowledge::grammar::Facts;
use crate::knowledge::tags::{Tag, TagSet};

rule! {
    /// A verb lacks the object that it cannot do without.
    ///
    /// `reminded that` (whom?), `allows to see` (whom?), `made possible to` (what?), and verbs that are followed by a
    /// noun or an -ing form, not by an infinitive (`suggested to meet`). The passive is left alone.
    ///
    /// ```flag
    /// The minister ⟦reminded that⟧ the vote is near. This ⟦allows to see⟧ more, and it ⟦makes possible to⟧ win.
    /// ```
    /// ```flag
    /// They ⟦suggested to meet⟧ in May. He agreed.
    /// ```
    /// ```pass
    /// He was told that it rained, and reminded us that it would. It allows us to see what he suggested to me.
    /// People informed that way are convinced that they are right.
    /// ```
    "missing-object", GrammarOther, Minor, 0.8,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let g = Syntax::of(cx.evidence);
    for verb in g.with(Facts::TELLING) {
        telling(g, verb, sink);
    }
    for verb in g.with(Facts::ALLOWING) {
        allowing(g, verb, sink);
    }
    for verb in g.with(Facts::NO_INFINITIVE) {
        no_infinitive(g, verb, sink);
    }
    for to in g.with(Facts::TO) {
        possible(g, to, sink);
    }
}

fn telling(g: Syntax<'_>, verb: usize, sink: &mut Sink<'_>) {
    let sentence = g.sentence(verb);
    if !g.is(verb + 1, &["that"]) || verb == sentence.start || verb + 3 >= sentence.end {
        return;
    }
    // "that" as an object: "told that story".
    if g.ends(verb + 2, &sentence) || g.is(verb + 2, &["way"]) {
        return;
    }
    let mut before = verb - 1;
    while before > sentence.start && (g.has(before, Facts::BETWEEN) || g.must(before, TagSet::ADVERB)) {
        before -= 1;
    }
    let confidence = if g.any_tags(verb).within(TagSet::of(&[Tag::VBD, Tag::VBN])) {
        let named = g.is_capitalized(before) && g.can(before, TagSet::PROPER_NOUN) && before <= sentence.start + 4;
        let person = g.has(before, Facts::PERSON.or(Facts::ROLE)) && before <= sentence.start + 5;
        let earlier_verb = (sentence.start..before).any(|at| g.has(at, Facts::BE) || g.is(at, &["be", "been", "being", "get", "got", "having"]));
        if g.has(before, Facts::SUBJECT) && !(before > sentence.start && g.has(before - 1, Facts::BE.or(Facts::HAVE).or(Facts::MODAL))) {
            0.9
        } else if (named || person) && !earlier_verb && g.lacks_verb(sentence.start..before) {
            0.85
        } else {
            return;
        }
    } else if g.is(verb, &["reminds", "informs", "notifies", "convinces", "persuades", "assures"]) || g.has(before, Facts::TO) || g.has(before, Facts::MODAL) {
        if g.is(verb, &["tell"]) { 0.4 } else { 0.85 }
    } else {
        return;
    };
    let finding = sink.flag(g.span(verb, verb + 1), format!("\"{}\" whom?", g.slice(verb, verb + 1)));
    finding.because(format!("\"{}\" needs the person who is addressed", g.form(verb))).confidence(confidence);
    match g.form(verb) {
        "reminded" => finding.suggest("recalled that"),
        "informed" | "told" | "notified" => finding.suggest("said that"),
        _ => finding,
    };
}

/// Whether an infinitive follows: `to` and a word that can be a bare verb but hardly a noun after `to`.
fn infinitive(g: Syntax<'_>, to: usize, end: usize) -> bool {
    let verb = to + 1;
    verb < end
        && g.has(to, Facts::TO)
        && g.is_lower(verb)
        && g.any_tags(verb).contains(Tag::VB)
        && !(g.any_tags(verb).intersects(TagSet::COMMON_NOUN) && g.ends(verb + 1, &g.sentence(to)))
}

fn allowing(g: Syntax<'_>, verb: usize, sink: &mut Sink<'_>) {
    let sentence = g.sentence(verb);
    let to = verb + 1;
    if !infinitive(g, to, sentence.end) || !g.is_lower(verb) || verb == sentence.start {
        return;
    }
    let base = g.is(verb, &["permit", "oblige", "entitle"]) && g.any_tags(verb).contains(Tag::NN) && g.has(verb - 1, Facts::DETERMINER)
        || g.is(verb - 1, &["and", "or"]) && g.must(verb, TagSet::of(&[Tag::VBG]))
        || g.is(to + 1, &["be"]);
    let noun = g.is(verb, &["permits", "permit"]) && !g.must(verb, TagSet::VERB);
    let object_moved = (sentence.start..verb).any(|at| g.is(at, &["who", "whom", "which", "that", "whose", "what"])) && g.has(verb - 1, Facts::SUBJECT);
    if base || noun || object_moved {
        return;
    }
    let finding = sink.flag(g.span(verb, to + 1), format!("\"{}\" whom?", g.slice(verb, to)));
    finding.because(format!("\"{}\" needs an object before the infinitive", g.form(verb)));
    finding.suggest(format!("{} us {}", g.slice(verb, verb), g.slice(to, to + 1)));
}

fn no_infinitive(g: Syntax<'_>, verb: usize, sink: &mut Sink<'_>) {
    let sentence = g.sentence(verb);
    let to = verb + 1;
    if !infinitive(g, to, sentence.end)
        || verb == sentence.start
        || g.has(verb - 1, Facts::BE)
        || g.is(verb - 1, &["been", "be", "being", ","])
        || g.can(verb - 1, TagSet::ADVERB) && g.is(verb, &["finish", "resist"])
    {
        return;
    }
    // "what he suggested to do so"; "finish to a standing ovation"; nouns.
    if g.has(verb - 1, Facts::DETERMINER)
        || g.any_tags(verb).contains(Tag::NN) && !g.must(verb, TagSet::VERB)
        || !g.any_tags(verb + 2).within(TagSet::of(&[Tag::VB, Tag::VBP, Tag::NN]))
    {
        return;
    }
    let participle = g.any_tags(verb).contains(Tag::VBN)
        && !(g.has(verb - 1, Facts::SUBJECT.or(Facts::HAVE))
            || g.is_capitalized(verb - 1)
            || g.is(verb - 1, &["it", "who", "which", "not", "also", "you"])
            || g.has(verb - 1, Facts::PERSON));
    if participle {
        return;
    }
    let finding = sink.flag(g.span(verb, to + 1), format!("\"{}\": this verb takes no infinitive", g.slice(verb, to + 1)));
    finding.because(format!("\"{}\" is followed by a noun, an -ing form or a clause", g.form(verb)));
    finding.suggest(format!("{} {}", g.slice(verb, verb), crate::knowledge::inflect::inflect(g.form(to + 1), Tag::VBG)));
}

/// `made possible to`.
fn possible(g: Syntax<'_>, to: usize, sink: &mut Sink<'_>) {
    let sentence = g.sentence(to);
    if to < sentence.start + 3
        || !g.is(to - 1, &["possible", "impossible", "necessary", "easier", "harder", "difficult", "easy", "clear"])
        || !g.is(to - 2, &["make", "makes", "made", "making"])
        || to + 1 >= sentence.end
        || !g.any_tags(to + 1).contains(Tag::VB)
    {
        return;
    }
    if (sentence.start..to - 2).rev().take(3).any(|at| g.has(at, Facts::BE) || g.is(at, &["be", "been", "being", "that", "which"])) {
        return;
    }
    let finding = sink.flag(g.span(to - 2, to), format!("\"{}\" what?", g.slice(to - 2, to)));
    finding.because("the infinitive needs \"it\" to stand for it").suggest(format!("{} it {} to", g.slice(to - 2, to - 2), g.slice(to - 1, to - 1)));
}
