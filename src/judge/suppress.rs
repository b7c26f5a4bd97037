//! Comments in a text that let findings of a rule pass, with a reason:
//!
//! ```text
//! <!-- mtlint-allow garbled-name, misspelling: the author spells himself so -->   the paragraph that it stands in or before
//! <!-- mtlint-off calque: a poem -->   …   <!-- mtlint-on calque -->               everything between, or to the end
//! ```
//!
//! `all` stands for every rule. Where there is no reason, nothing passes; a comment that lets nothing pass is told.

use super::{Issue, Status};
use crate::error::nearest;
use crate::rules;
use crate::text::{Block, Span};

/// Something that a person should know of a text, which is no defect of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Line, from 1.
    pub line: u32,
    /// What it is: lower case, no full stop.
    pub message: String,
}

/// One comment that lets findings pass.
#[derive(Debug)]
struct Suppression {
    /// Where the comment starts.
    at: u32,
    /// Id of the rule; `None` = all.
    rule: Option<&'static str>,
    reason: String,
    /// Where it holds.
    holds: Span,
    used: bool,
}

/// All comments of a text that let findings pass.
#[derive(Debug, Default)]
pub struct Suppressions {
    list: Vec<Suppression>,
    remarks: Vec<(u32, String)>,
}

/// What a comment says.
struct Order<'t> {
    verb: &'t str,
    rules: Vec<&'t str>,
    reason: &'t str,
}

/// What our comments begin with.
pub const MARK: &str = "mtlint-";

/// Stands for every rule.
const ALL: &str = "all";

impl Suppressions {
    /// Reads the comments of a text, given where they are and its blocks of prose.
    #[must_use]
    pub fn read(text: &str, comments: &[Span], blocks: &[Block]) -> Self {
        let mut found = Self::default();
        for comment in comments {
            let Some(order) = order(&text[comment.range()]) else { continue };
            found.take(text, *comment, &order, blocks);
        }
        found
    }

    fn take(&mut self, text: &str, comment: Span, order: &Order<'_>, blocks: &[Block]) {
        let verb = order.verb;
        let mut remark = |message: String| self.remarks.push((comment.start, message));
        let holds = match verb {
            "mtlint-allow" => paragraph_of(text, comment, blocks),
            "mtlint-off" => Some(Span::new(comment.end as usize, text.len())),
            "mtlint-on" => None,
            other => {
                let near = nearest(other, ["mtlint-allow", "mtlint-off", "mtlint-on"]).map(|near| format!("; did you mean \"{near}\"?")).unwrap_or_default();
                return remark(format!("unknown comment \"{other}\"{near}"));
            }
        };
        if order.rules.is_empty() {
            return remark(format!("{verb} names no rule: write <!-- {verb} RULE: reason -->"));
        }
        if verb != "mtlint-on" && order.reason.is_empty() {
            return remark(format!("{verb} has no reason and lets nothing pass: write <!-- {verb} {}: reason -->", order.rules.join(", ")));
        }
        for id in &order.rules {
            let rule = if *id == ALL { None } else { rules::by_id(id).map(|rule| rule.id) };
            if rule.is_none() && *id != ALL {
                let near = nearest(id, rules::ids()).map(|near| format!("; did you mean \"{near}\"?")).unwrap_or_default();
                self.remarks.push((comment.start, format!("{verb}: there is no rule \"{id}\"{near}")));
                continue;
            }
            if verb == "mtlint-on" {
                let open =
                    self.list.iter_mut().filter(|other| other.rule == rule && other.holds.end as usize == text.len() && other.holds.start <= comment.start);
                match open.last() {
                    Some(open) => open.holds.end = comment.start,
                    None => self.remarks.push((comment.start, format!("mtlint-on {id}: it is not off here"))),
                }
                continue;
            }
            // Without a paragraph that follows it holds nowhere, which is told as any other that lets nothing pass.
            let holds = holds.unwrap_or(Span::new(comment.end as usize, comment.end as usize));
            self.list.push(Suppression { at: comment.start, rule, reason: order.reason.to_owned(), holds, used: false });
        }
    }

    /// Marks the findings that pass; `offset` is where this text starts in theirs.
    pub fn apply(&mut self, issues: &mut [Issue], offset: u32) {
        if self.list.is_empty() {
            return;
        }
        for issue in issues {
            let start = issue.finding.span.start - offset;
            let fits = |one: &&mut Suppression| one.rule.is_none_or(|rule| rule == issue.finding.rule) && one.holds.start <= start && start < one.holds.end;
            if let Some(one) = self.list.iter_mut().find(fits) {
                one.used = true;
                issue.status = Status::Decided;
                issue.finding.reasons.push(format!("left as it is by a comment: {}", one.reason));
            }
        }
    }

    /// What is to be said of the comments, once findings are marked: byte offsets and messages, in order.
    #[must_use]
    pub fn remarks(self) -> Vec<(u32, String)> {
        let mut remarks = self.remarks;
        let idle = self.list.iter().filter(|one| !one.used);
        remarks.extend(idle.map(|one| (one.at, format!("the comment lets nothing pass: no finding of \"{}\" there; take it out", one.rule.unwrap_or(ALL)))));
        remarks.sort();
        remarks
    }
}

/// What a comment tells us to do, if it is one of ours.
fn order(comment: &str) -> Option<Order<'_>> {
    let inner = comment.strip_prefix("<!--")?;
    let inner = inner.strip_suffix("-->").unwrap_or(inner).trim();
    let (head, reason) = inner.split_once(':').unwrap_or((inner, ""));
    let mut words = head.split([',', ' ', '\t', '\n', '\r']).filter(|word| !word.is_empty());
    let verb = words.next().filter(|verb| verb.starts_with(MARK))?;
    Some(Order { verb, rules: words.collect(), reason: reason.trim() })
}

/// The paragraph that a comment stands in, behind on one line, or before.
fn paragraph_of(text: &str, comment: Span, blocks: &[Block]) -> Option<Span> {
    let whole = |block: &Block| Some(block.pieces.first()?.to(*block.pieces.last()?));
    let next = blocks.partition_point(|block| block.pieces.first().is_some_and(|piece| piece.start < comment.start));
    let before = next.checked_sub(1).and_then(|at| whole(&blocks[at]));
    if let Some(span) = before
        && (span.end > comment.start || !text[span.end as usize..comment.start as usize].contains('\n'))
    {
        return Some(span);
    }
    blocks.get(next).and_then(whole)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Engine;
    use crate::input::Source;
    use crate::input::decode::Encoding;
    use crate::input::formats::Format;
    use crate::judge::rubric::Rubric;

    fn checked(text: &str) -> (Vec<(String, Status)>, Vec<Remark>) {
        let source = Source { name: "t.md".to_owned(), text: text.to_owned(), encoding: Encoding::UTF8, format: Format::Markdown };
        let assessment = Engine::new(Rubric::default()).check(source);
        let found = assessment.issues.iter().map(|issue| (assessment.text[issue.finding.span.range()].to_owned(), issue.status));
        (found.collect(), assessment.remarks)
    }

    fn states(text: &str) -> Vec<Status> {
        checked(text).0.into_iter().map(|(_, status)| status).collect()
    }

    #[test]
    fn a_comment_holds_for_the_paragraph_that_it_stands_in_or_before() {
        let before = "<!-- mtlint-allow misspelling: his own spelling -->\nWe shall recieve the guests at noon.\n\nThey recieve the guests at noon.\n";
        assert_eq!(states(before), [Status::Decided, Status::New]);
        let behind = "We shall recieve the guests at noon. <!-- mtlint-allow misspelling: so -->\n\nThey recieve the guests at noon.\n";
        assert_eq!(states(behind), [Status::Decided, Status::New]);
    }

    #[test]
    fn off_holds_until_on() {
        let text = "<!-- mtlint-off all: a poem -->\n\nWe shall recieve the guests at noon.\n\n<!-- mtlint-on all -->\n\nThey recieve the guests at noon.\n";
        let (found, remarks) = checked(text);
        assert_eq!(found.iter().map(|(_, status)| *status).collect::<Vec<_>>(), [Status::Decided, Status::New]);
        assert!(remarks.is_empty(), "{remarks:?}");
    }

    #[test]
    fn a_comment_without_a_reason_lets_nothing_pass_and_is_told() {
        let (found, remarks) = checked("A start.\n\n<!-- mtlint-allow misspelling -->\nWe shall recieve the guests at noon.\n");
        assert_eq!(found[0].1, Status::New);
        assert_eq!(remarks.len(), 1);
        assert!(remarks[0].line == 3 && remarks[0].message.contains("no reason"), "{remarks:?}");
    }

    #[test]
    fn a_comment_that_lets_nothing_pass_is_told_with_its_line() {
        let (_, remarks) = checked("Guests are welcome here.\n\n<!-- mtlint-allow misspelling: old -->\nWe shall receive them.\n");
        assert_eq!(remarks.len(), 1);
        assert!(remarks[0].line == 3 && remarks[0].message.contains("lets nothing pass"), "{remarks:?}");
    }

    #[test]
    fn unknown_rules_and_comments_name_the_nearest() {
        let (_, remarks) = checked("<!-- mtlint-allow mispelling: so -->\nWe shall recieve the guests at noon.\n\n<!-- mtlint-alow misspelling: so -->\n");
        assert!(remarks[0].message.contains("did you mean \"misspelling\"?"), "{remarks:?}");
        assert!(remarks[1].message.contains("did you mean \"mtlint-allow\"?"), "{remarks:?}");
    }

    #[test]
    fn an_example_in_code_is_no_comment() {
        let (_, remarks) = checked("Write this:\n\n```\n<!-- mtlint-allow nothing -->\n```\n\nAnd `<!-- mtlint-allow nothing -->` too.\n");
        assert!(remarks.is_empty(), "{remarks:?}");
    }
}
