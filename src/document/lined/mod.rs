//! What the readers of line-based mark-up (reStructuredText, AsciiDoc, Org) have in common: lines with
//! their indents, and a writer that knows what a paragraph is where it stands.
//!
//! Knows no mark-up: each reader decides what a line is.

mod search;
mod stretch;
mod writer;

pub(super) use search::Search;
pub(super) use stretch::{Closing, Inline, Stretch};
pub(super) use writer::{Holder, Writer};

use super::CitedWork;
use crate::span::Span;

/// How deep blocks are read that stand in one another: nobody writes so deep, and each of them is gone
/// through once for every block it stands in.
pub(super) const DEEPEST: usize = 40;

/// The longest words, or address, that a name stands for: they are written wherever the name is.
pub(super) const LONGEST_MEANT: usize = 400;

/// A line of the text. A reader that has read the mark of an item moves its start behind it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line {
    /// Where its words begin.
    pub(super) start: usize,
    /// Where they end: before the white space at its end.
    pub(super) end: usize,
    /// In which column its words begin.
    pub(super) indent: usize,
}

impl Line {
    /// Its words.
    pub(super) fn span(self) -> Span {
        Span::new(self.start, self.end)
    }

    /// Its words in `source`.
    pub(super) fn text(self, source: &str) -> &str {
        &source[self.start..self.end]
    }

    /// Whether it has none.
    pub(super) fn is_blank(self) -> bool {
        self.start == self.end
    }

    /// The line without its first `length` bytes and the white space behind them.
    pub(super) fn behind(self, length: usize, source: &str) -> Self {
        let taken = &source[self.start..self.start + length];
        let rest = &source[self.start + length..self.end];
        let blank = rest.len() - rest.trim_start().len();
        let start = self.start + length + blank;
        Self {
            start,
            end: self.end,
            indent: self.indent + taken.chars().count() + blank,
        }
    }
}

/// Where the next stop of a tab is.
const TAB: usize = 8;

/// The lines of `source`.
pub(super) fn lines(source: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let words = line.trim_ascii_end();
        let mut indent = 0;
        let blank = words
            .bytes()
            .take_while(|byte| byte.is_ascii_whitespace())
            .inspect(|byte| {
                indent = match byte {
                    b'\t' => (indent / TAB + 1) * TAB,
                    _ => indent + 1,
                };
            })
            .count();
        lines.push(Line {
            start: at + blank,
            end: at + words.len(),
            indent,
        });
        at += line.len();
    }
    lines
}

/// The works of a citation that names keys, with commas or semicolons between them; `@` or `&` before a
/// key, and what stands behind it in brackets, are none of it.
pub(super) fn works(content: &str) -> Vec<CitedWork> {
    let mut depth = 0_usize;
    let is_border = |c: char| {
        match c {
            '(' | '{' => depth += 1,
            ')' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && matches!(c, ',' | ';')
    };
    content.split(is_border).filter_map(work).collect()
}

fn work(item: &str) -> Option<CitedWork> {
    let mut item = item.trim();
    // Words before the key, in braces: `{see}smith2020`.
    if let Some(rest) = item.strip_prefix('{') {
        item = rest.split_once('}')?.1;
    }
    let item = item.trim_start_matches(['@', '&']);
    let end = item.find(['(', '{', '<']).unwrap_or(item.len());
    let (key, behind) = (item[..end].trim(), &item[end..]);
    let is_key = !key.is_empty() && !key.contains(char::is_whitespace) && key != "*";
    let page: String = behind
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(|c| c.is_ascii_digit() || matches!(c, '-' | '–'))
        .collect();
    is_key.then(|| CitedWork {
        key: key.to_owned(),
        page: (!page.is_empty()).then_some(page),
        csl: String::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_its_words_and_their_column() {
        let source = "a\n\t b \n\n";
        let found: Vec<(usize, &str)> = lines(source)
            .iter()
            .map(|line| (line.indent, line.text(source)))
            .collect();
        assert_eq!(found, [(0, "a"), (9, "b"), (0, "")]);
        let item = lines("  - a b")[0].behind(1, "  - a b");
        assert_eq!((item.indent, item.text("  - a b")), (4, "a b"));
    }

    #[test]
    fn keys_stand_between_commas() {
        let found = |content: &str| -> Vec<(String, Option<String>)> {
            let works = works(content).into_iter();
            works.map(|work| (work.key, work.page)).collect()
        };
        let one = |key: &str, page: Option<&str>| (key.to_owned(), page.map(str::to_owned));
        assert_eq!(
            found("a2020, b:21"),
            [one("a2020", None), one("b:21", None)]
        );
        assert_eq!(
            found("a(12-14), {see}b{p. 4, 5}"),
            [one("a", Some("12-14")), one("b", Some("4"))]
        );
        assert_eq!(found("&a;&b"), [one("a", None), one("b", None)]);
        assert_eq!(found("*, no key"), []);
    }
}
