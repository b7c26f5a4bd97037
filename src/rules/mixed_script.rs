//! Letters of two scripts in one word.

use super::{Context, Sink, rule};
use crate::text::script::{Charset, Script, has_latin_look_alikes, latin_look_alike, script_of};

rule! {
    /// One word mixes Latin letters with letters that only look Latin.
    ///
    /// Readers pass over them, but search, sorting and name matching all miss the word. They come from
    /// half-converted names and from keyboards left in another layout.
    ///
    /// ```flag
    /// The ⟦Аssad⟧ government agreed. It signed in ⟦Mosсow⟧.
    /// ```
    /// ```pass
    /// The Assad government agreed. The word Россия means Russia, and β-carotene is a pigment.
    /// ```
    "mixed-script", TypographyMixedScript, Major, 0.97,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    if !cx.doc.charset().has(Charset::OTHER_SCRIPT) {
        return;
    }
    for token in cx.doc.tokens().iter().filter(|token| token.is_word() && !token.is_ascii()) {
        let text = cx.doc.slice(token.span);
        for part in parts(text) {
            let mut others: Vec<char> = Vec::new();
            let mut latin = false;
            for c in part.chars() {
                match script_of(c) {
                    Script::Latin => latin = true,
                    script if has_latin_look_alikes(script) => others.push(c),
                    _ => {}
                }
            }
            if !latin || others.is_empty() {
                continue;
            }
            let start = token.span.start as usize + (part.as_ptr() as usize - text.as_ptr() as usize);
            let span = crate::text::Span::new(start, start + part.len());
            let script = format!("{:?}", script_of(others[0]));
            let listed: Vec<String> = others.iter().map(|c| format!("\"{c}\" (U+{:04X})", *c as u32)).collect();
            let finding = sink.flag(span, format!("\"{part}\" mixes Latin and {script} letters"));
            finding.because(format!("{script}: {}", listed.join(", ")));
            let latinized: Option<String> =
                part.chars().map(|c| if script_of(c) == Script::Latin || !c.is_alphabetic() { Some(c) } else { latin_look_alike(c) }).collect();
            if let Some(latinized) = latinized.filter(|latinized| latinized != part) {
                finding.suggest_safe(latinized);
            }
        }
    }
}

/// Pieces between hyphens, each of which may be of one script: `β-carotene`.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(['-', '\u{2010}', '\u{2011}', '\'', '’'])
}
