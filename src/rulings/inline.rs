//! Rulings written in a draft, as comments of its mark-up.
//!
//! `<!-- ibid-waive-next-line RULE… reason="…" by=… until=… -->` waives findings of the line that
//! follows; `<!-- ibid-waive RULE… reason="…" by=… -->` those of every line up to
//! `<!-- ibid-waive-end -->` or the end of the draft. With `evidence=…`, the fingerprint of what
//! the finding rests on, it holds only as long as that is what it was.
//!
//! In a Word file a person's comment that begins `ibid: ok` waives the findings on the words that it
//! hangs on; what follows is the reason, and the comment's author the name.

use anyhow::{Context, bail, ensure};

use super::ruling::{Ruling, Target, day};
use crate::document::{Document, MarkKind};
use crate::report::{Place, Rule};
use crate::span::Span;

/// The rulings that are written in `draft`.
///
/// # Errors
/// Where a comment begins like a ruling and is none; the message names the line.
pub fn read(draft: &Document) -> anyhow::Result<Vec<Ruling>> {
    let mut rulings: Vec<Ruling> = Vec::new();
    let mut open: Option<usize> = None;
    for mark in draft.marks() {
        if let MarkKind::Ruling { content, by, on } = &mark.kind {
            rulings.push(by_comment(draft, content, by, *on)?);
            continue;
        }
        let MarkKind::Comment { content } = &mark.kind else {
            continue;
        };
        let content = content.trim();
        if !content.starts_with("ibid-") {
            continue;
        }
        let place = place(draft, mark.source);
        let located = || format!("{}:{}", draft.path(), place.line);
        let command = Command::parse(content).with_context(located)?;
        match command {
            Command::End => {
                let Some(index) = open.take() else {
                    bail!("{}: this ends no `ibid-waive`", located());
                };
                if let Target::Lines { last, .. } = &mut rulings[index].target {
                    *last = place.line;
                }
            }
            Command::Waive {
                whole_region,
                attributes,
            } => {
                let target = if whole_region {
                    ensure!(
                        open.is_none(),
                        "{}: the `ibid-waive` before this has no `ibid-waive-end`",
                        located()
                    );
                    open = Some(rulings.len());
                    Target::Lines {
                        first: place.line,
                        last: usize::MAX,
                        evidence: attributes.evidence,
                    }
                } else {
                    let line = next_line(draft.decoded(), mark.source.end, place.end_line);
                    Target::Lines {
                        first: line,
                        last: line,
                        evidence: attributes.evidence,
                    }
                };
                rulings.push(Ruling {
                    rules: attributes.rules,
                    target,
                    reason: attributes.reason,
                    by: attributes.by,
                    until: attributes.until,
                    written_in: draft.path().to_owned(),
                    written_at: place,
                });
            }
        }
    }
    Ok(rulings)
}

/// The ruling of a comment in a Word file.
fn by_comment(draft: &Document, content: &str, by: &str, on: Span) -> anyhow::Result<Ruling> {
    let written_at = place(draft, on);
    let located = || format!("{}, paragraph {}", draft.path(), written_at.line);
    let is_ok = content
        .get(..2)
        .is_some_and(|it| it.eq_ignore_ascii_case("ok"));
    let reason = content.get(2..).unwrap_or_default();
    let reason = reason.trim_start_matches(|c: char| c.is_whitespace() || ",:;.–—-".contains(c));
    let is_word = content
        .get(2..)
        .is_some_and(|it| it.starts_with(char::is_alphanumeric));
    ensure!(
        is_ok && !is_word,
        "{}: a comment to ibid begins with `ibid: ok` and a reason",
        located()
    );
    ensure!(
        !reason.trim().is_empty(),
        "{}: the ruling has no reason: write it behind `ibid: ok`",
        located()
    );
    ensure!(
        !by.trim().is_empty(),
        "{}: the comment says not whose it is: give it an author",
        located()
    );
    Ok(Ruling {
        rules: Vec::new(),
        target: Target::Words {
            span: draft.file_span_of_decoded(on),
        },
        reason: reason.trim().to_owned(),
        by: by.trim().to_owned(),
        until: None,
        written_in: draft.path().to_owned(),
        written_at,
    })
}

/// How many blank lines may stand between a ruling and the line that it is about.
const MOST_BLANK: usize = 100;

/// The first line after `end` that is not blank.
fn next_line(text: &str, end: usize, line: usize) -> usize {
    let rest = text.get(end..).unwrap_or_default();
    let blank = rest
        .split('\n')
        .skip(1)
        .take(MOST_BLANK)
        .take_while(|line| line.trim().is_empty())
        .count();
    line + 1 + blank
}

fn place(draft: &Document, source: Span) -> Place {
    let (start, end) = draft.positions(source);
    Place::new(draft.file_span_of_decoded(source), start, end)
}

/// What a comment says.
#[derive(Debug, PartialEq, Eq)]
enum Command {
    Waive {
        whole_region: bool,
        attributes: Attributes,
    },
    End,
}

#[derive(Debug, PartialEq, Eq)]
struct Attributes {
    rules: Vec<Rule>,
    reason: String,
    by: String,
    until: Option<jiff::civil::Date>,
    evidence: Option<String>,
}

impl Command {
    fn parse(content: &str) -> anyhow::Result<Self> {
        let (name, rest) = content
            .split_once(char::is_whitespace)
            .unwrap_or((content, ""));
        match name {
            "ibid-waive-next-line" => Ok(Command::Waive {
                whole_region: false,
                attributes: Attributes::parse(rest)?,
            }),
            "ibid-waive" => Ok(Command::Waive {
                whole_region: true,
                attributes: Attributes::parse(rest)?,
            }),
            "ibid-waive-end" => Ok(Command::End),
            _ => bail!(
                "`{name}` is not known; there are `ibid-waive-next-line`, `ibid-waive` and \
                 `ibid-waive-end`"
            ),
        }
    }
}

impl Attributes {
    fn parse(text: &str) -> anyhow::Result<Self> {
        let mut rules = Vec::new();
        let (mut reason, mut by) = (String::new(), String::new());
        let (mut until, mut evidence) = (None, None);
        for word in words(text)? {
            match word {
                Word::Plain(name) => rules.push(name.parse::<Rule>()?),
                Word::Pair(key, value) => match key {
                    "reason" => value.trim().clone_into(&mut reason),
                    "by" => value.trim().clone_into(&mut by),
                    "until" => until = Some(day(value)?),
                    "evidence" => evidence = Some(value.trim().to_owned()),
                    _ => bail!(
                        "`{key}` is not known; a ruling has `reason`, `by`, `until` and `evidence`"
                    ),
                },
            }
        }
        ensure!(!rules.is_empty(), "the ruling names no rule");
        ensure!(
            !reason.is_empty(),
            "the ruling has no reason: add reason=\"…\""
        );
        ensure!(!by.is_empty(), "the ruling says not whose it is: add by=…");
        Ok(Self {
            rules,
            reason,
            by,
            until,
            evidence,
        })
    }
}

enum Word<'a> {
    Plain(&'a str),
    Pair(&'a str, &'a str),
}

/// Cuts `text` into names and `key=value` pairs, whose values may be quoted.
fn words(text: &str) -> anyhow::Result<Vec<Word<'_>>> {
    let mut words = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let end = rest
            .find(|character: char| {
                character.is_whitespace() || character == '=' || character == ','
            })
            .unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        if let Some(value) = after.strip_prefix('=') {
            let (value, after) = match value.strip_prefix('"') {
                Some(quoted) => quoted.split_once('"').with_context(|| {
                    format!("the value of `{name}` has no closing quotation mark")
                })?,
                None => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
            };
            words.push(Word::Pair(name, value));
            rest = after.trim_start();
        } else {
            if !name.is_empty() {
                words.push(Word::Plain(name));
            }
            rest = after.trim_start_matches(|character: char| {
                character.is_whitespace() || character == ','
            });
        }
    }
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complaint(content: &str) -> String {
        Command::parse(content).unwrap_err().to_string()
    }

    #[test]
    fn a_ruling_has_rules_a_reason_a_name_and_perhaps_a_day() {
        let text =
            "ibid-waive-next-line refuted, misquote reason=\"an old count\" by=ak until=2027-03-01";
        let Command::Waive {
            whole_region,
            attributes,
        } = Command::parse(text).unwrap()
        else {
            panic!("it is a ruling");
        };
        assert!(!whole_region);
        assert_eq!(attributes.rules, [Rule::Refuted, Rule::Misquote]);
        assert_eq!(attributes.reason, "an old count");
        assert_eq!(attributes.by, "ak");
        assert_eq!(attributes.until, Some(jiff::civil::date(2027, 3, 1)));
    }

    #[test]
    fn what_is_missing_or_unknown_is_an_error() {
        assert!(complaint("ibid-waive refuted by=ak").contains("no reason"));
        assert!(complaint("ibid-waive refuted by=ak reason=\" \"").contains("no reason"));
        assert!(complaint("ibid-waive refuted reason=x").contains("by=…"));
        assert!(complaint("ibid-waive reason=x by=ak").contains("no rule"));
        assert!(complaint("ibid-waive refutd reason=x by=ak").contains("`refuted`"));
        assert!(complaint("ibid-waive refuted reason=\"x by=ak").contains("closing"));
        assert!(complaint("ibid-waive refuted reason=x by=ak until=soon").contains("soon"));
        assert!(complaint("ibid-wave refuted").contains("ibid-waive-next-line"));
    }

    #[test]
    fn the_next_line_is_the_next_that_has_words() {
        assert_eq!(next_line("<!-- x -->\nwords", 10, 1), 2);
        assert_eq!(next_line("<!-- x -->\n\n \nwords", 10, 1), 4);
    }

    fn lines(first: usize, last: usize) -> Target {
        Target::Lines {
            first,
            last,
            evidence: None,
        }
    }

    #[test]
    fn comments_of_a_draft_are_read_with_their_lines() {
        let text = "# Title\n\n<!-- ibid-waive-next-line refuted reason=\"r\" by=ak -->\nA sentence.\n\n\
                    <!-- ibid-waive misquote reason=\"r\" by=ak -->\n\nText.\n\n<!-- ibid-waive-end -->\n";
        let draft = Document::read("d.md", text.as_bytes()).unwrap();
        let targets: Vec<Target> = read(&draft)
            .unwrap()
            .into_iter()
            .map(|it| it.target)
            .collect();
        assert_eq!(targets, [lines(4, 4), lines(6, 10)]);
        let text =
            "A line.\n<!-- ibid-waive-next-line refuted reason=\"r\" by=ak -->\nA sentence.\n";
        let draft = Document::read("d.txt", text.as_bytes()).unwrap();
        let rulings = read(&draft).unwrap();
        assert_eq!(rulings[0].target, lines(3, 3));
        assert!(!draft.text().contains("ibid-waive"));
        let text = "<!-- ibid-waive-end -->\n\nWords.\n";
        let draft = Document::read("d.md", text.as_bytes()).unwrap();
        assert!(
            read(&draft)
                .unwrap_err()
                .to_string()
                .starts_with("d.md:1: ")
        );
    }
}
