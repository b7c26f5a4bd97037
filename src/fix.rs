//! Puts suggestions into a text.

use crate::input::Source;
use crate::judge::{Assessment, Issue};

/// Rounds after which a text is left as it is: a suggestion that calls for another one is a mistake of ours.
const MOST_ROUNDS: usize = 8;

/// A text with suggestions put in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fixed {
    /// The text.
    pub text: String,
    /// How many suggestions it took.
    pub count: usize,
}

/// Which suggestions are put in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trust {
    /// Those that cannot change the meaning.
    Safe,
    /// The best one of every finding that counts.
    All,
}

/// Puts suggestions into a text until there are none left; `check` judges the text as it then is, and `wanted` says
/// which findings are to be mended. `None` where there is nothing to mend.
pub fn fix(source: &Source, first: &Assessment, trust: Trust, wanted: impl Fn(&Issue) -> bool, check: impl Fn(Source) -> Assessment) -> Option<Fixed> {
    let mut fixed = once(first, trust, &wanted)?;
    for _ in 1..MOST_ROUNDS {
        let again = check(Source { text: fixed.text.clone(), ..source.clone() });
        match once(&again, trust, &wanted) {
            Some(next) if next.text != fixed.text => fixed = Fixed { count: fixed.count + next.count, text: next.text },
            _ => break,
        }
    }
    (fixed.text != source.text).then_some(fixed)
}

/// Puts in the suggestions for findings that do not touch each other.
fn once(assessment: &Assessment, trust: Trust, wanted: &impl Fn(&Issue) -> bool) -> Option<Fixed> {
    let mut text = String::with_capacity(assessment.text.len());
    let (mut at, mut count) = (0, 0);
    for issue in assessment.issues.iter().filter(|issue| wanted(issue)) {
        let span = issue.finding.span.range();
        let suggestions = &issue.finding.suggestions;
        let best = match trust {
            Trust::Safe => suggestions.iter().find(|suggestion| suggestion.safe),
            Trust::All => suggestions.first(),
        };
        let Some(best) = best.filter(|_| span.start >= at) else { continue };
        text.push_str(&assessment.text[at..span.start]);
        text.push_str(&best.text);
        (at, count) = (span.end, count + 1);
    }
    text.push_str(&assessment.text[at..]);
    (count > 0).then_some(Fixed { text, count })
}

/// What changes, as a unified diff; empty where nothing does.
#[must_use]
pub fn diff(name: &str, before: &str, after: &str) -> String {
    if before == after {
        return String::new();
    }
    similar::TextDiff::from_lines(before, after).unified_diff().header(&format!("a/{name}"), &format!("b/{name}")).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Engine;
    use crate::input::decode::Encoding;
    use crate::input::formats::Format;
    use crate::judge::rubric::Rubric;

    fn fixed(text: &str, trust: Trust) -> Option<Fixed> {
        let engine = Engine::new(Rubric::default());
        let source = Source { name: "t".to_owned(), text: text.to_owned(), encoding: Encoding::UTF8, format: Format::Plain };
        fix(&source, &engine.check(source.clone()), trust, |_| true, |source| engine.check(source))
    }

    #[test]
    fn safe_suggestions_are_put_in_and_the_rest_is_left() {
        let text = "The talks were legal,because everyone agreed. They will recieve it.\r\n";
        let safe = fixed(text, Trust::Safe).expect("a missing space is safe to mend");
        assert!(safe.text.contains("legal, because") && safe.text.ends_with("\r\n"), "{}", safe.text);
        let all = fixed(text, Trust::All).expect("something to mend");
        assert!(all.text.contains("legal, because") && all.text.contains("receive"), "{}", all.text);
        assert_eq!(fixed("The talks ended on Monday.\n", Trust::All), None);
    }

    #[test]
    fn a_diff_shows_lines_of_both() {
        let shown = diff("a b.txt", "one\ntwo\n", "one\ndeux\n");
        assert_eq!(shown, "--- a/a b.txt\n+++ b/a b.txt\n@@ -1,2 +1,2 @@\n one\n-two\n+deux\n");
        assert_eq!(diff("x", "same", "same"), "");
    }
}
