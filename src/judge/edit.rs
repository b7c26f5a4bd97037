//! Which findings an edit is to blame for: those on lines that it changed, and those that it broke elsewhere.
//!
//! A line that the edit left alone is the same line before and after, wherever it moved to. A finding there is known if
//! the text had one in that very place before; if not, the edit caused it, such as a name that is now spelt in two ways.
//! A finding on a changed line is known if the lines that were taken away had the same one: moving and re-wrapping make
//! nothing worse.

use std::ops::Range;

use rustc_hash::FxHashMap;
use similar::{Algorithm, DiffOp, TextDiff};

use super::{Assessment, Issue, Status};

/// Marks the findings of `now` that `before` had, too, as known.
pub fn mark_known(now: &mut Assessment, before: &Assessment) {
    let kept = kept_lines(&before.text, &now.text);
    let old_line = |line: u32| {
        let (old, new) = kept.get(kept.partition_point(|(_, new)| new.end <= line))?;
        new.contains(&line).then(|| old + (line - new.start))
    };
    let is_kept = |line: u32| {
        let at = kept.partition_point(|(old, new)| old + (new.end - new.start) <= line);
        kept.get(at).is_some_and(|(old, _)| *old <= line)
    };

    let mut in_place: FxHashMap<u32, Vec<&Issue>> = FxHashMap::default();
    let mut taken_away: FxHashMap<(&str, &str), u32> = FxHashMap::default();
    for issue in &before.issues {
        if is_kept(issue.place.line) {
            in_place.entry(issue.place.line).or_default().push(issue);
        } else {
            *taken_away.entry((issue.finding.rule, &issue.text_key)).or_default() += 1;
        }
    }
    for issue in &mut now.issues {
        let known = match old_line(issue.place.line) {
            Some(line) => in_place.get(&line).is_some_and(|old| old.iter().any(|old| is_same(old, issue))),
            None => match taken_away.get_mut(&(issue.finding.rule, issue.text_key.as_str())) {
                Some(left) if *left > 0 => {
                    *left -= 1;
                    true
                }
                _ => false,
            },
        };
        if known && issue.status == Status::New {
            issue.status = Status::Known;
        }
    }
}

/// Whether two findings in one line say the same of the same place.
fn is_same(old: &Issue, new: &Issue) -> bool {
    let end = |issue: &Issue| issue.place.column + issue.finding.span.len() as u32;
    old.place.column == new.place.column && old.finding.rule == new.finding.rule
        // Another rule of the same kind now has the say.
        || old.finding.category == new.finding.category && old.place.column < end(new) && new.place.column < end(old)
}

/// The stretches of lines that are in both texts: the first line before, the lines after; all from 1.
fn kept_lines(before: &str, after: &str) -> Vec<(u32, Range<u32>)> {
    let (old, new) = (lines(before), lines(after));
    TextDiff::configure()
        .algorithm(Algorithm::Patience)
        .diff_slices(&old, &new)
        .ops()
        .iter()
        .filter_map(|op| match op {
            &DiffOp::Equal { old_index, new_index, len } => Some((old_index as u32 + 1, new_index as u32 + 1..(new_index + len) as u32 + 1)),
            _ => None,
        })
        .collect()
}

/// Lines as [`Lines`](crate::text::Lines) counts them, without what ends them: another line end is no edit.
fn lines(text: &str) -> Vec<&str> {
    let lines = crate::text::Lines::new(text);
    (0..lines.count()).map(|line| lines.line(text, line).trim_end()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Engine;
    use crate::input::Source;
    use crate::input::decode::Encoding;
    use crate::input::formats::Format;

    fn check(engine: &Engine, text: &str) -> Assessment {
        engine.check(Source { name: "t".to_owned(), text: text.to_owned(), encoding: Encoding::UTF8, format: Format::Plain })
    }

    /// The words that an edit is to blame for.
    fn blamed(before: &str, after: &str) -> Vec<String> {
        let engine = Engine::new(crate::judge::rubric::Rubric::default());
        let mut now = check(&engine, after);
        mark_known(&mut now, &check(&engine, before));
        now.issues.iter().filter(|issue| issue.status == Status::New).map(|issue| now.text[issue.finding.span.range()].to_owned()).collect()
    }

    const OLD: &str = "They will recieve the letter on Monday.\n\nThe talks ended in Vienna.\n";

    #[test]
    fn what_stood_there_before_is_not_blamed_on_an_edit_elsewhere() {
        assert_eq!(blamed(OLD, &OLD.replace("Vienna", "Geneva")), [""; 0]);
        assert_eq!(blamed(OLD, &format!("A first line.\n\n{OLD}")), [""; 0]);
        assert_eq!(blamed(&OLD.replace('\n', "\r\n"), OLD), [""; 0]);
    }

    #[test]
    fn what_an_edit_adds_is_blamed_on_it() {
        assert_eq!(blamed(OLD, &OLD.replace("ended in Vienna", "ended in Vienna, I beleive")), ["beleive"]);
        assert_eq!(blamed("", OLD), ["recieve"]);
        let twice = format!("{OLD}\nAgain they recieve it.\n");
        assert_eq!(blamed(OLD, &twice), ["recieve"]);
    }

    #[test]
    fn moving_and_wrapping_make_nothing_worse() {
        assert_eq!(blamed(OLD, "The talks ended in Vienna.\n\nThey will recieve the letter on Monday.\n"), [""; 0]);
        assert_eq!(blamed(OLD, "They will\nrecieve the letter\non Monday.\n\nThe talks ended in Vienna.\n"), [""; 0]);
        assert_eq!(blamed(OLD, &OLD.replace("on Monday", "next week")), [""; 0]);
    }
}
