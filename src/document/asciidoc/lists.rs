//! Lists of AsciiDoc, of items, terms and references.

use std::collections::HashSet;

use super::Reader;
use super::attributes::Attributes;
use super::line::Marker;
use crate::document::BlockKind;
use crate::document::lined::{DEEPEST, Holder, Inline};
use crate::span::Span;

/// A list of which an item is open.
pub(super) struct List<'a> {
    marker: Marker<'a>,
    introduced_by: Option<usize>,
}

impl<'a> Reader<'a> {
    /// Ends the lists that were begun in the innermost block.
    pub(super) fn end_lists(&mut self) {
        let around = self.open.last().map_or(0, |open| open.lists);
        while self.lists.len() > around {
            self.lists.pop();
            self.writer.leave();
        }
        self.is_attached = false;
    }

    pub(super) fn end_lists_unless_attached(&mut self) {
        if !std::mem::take(&mut self.is_attached) {
            self.end_lists();
        }
    }

    /// Enters an item of a list with this mark.
    fn enter_item(&mut self, marker: Marker<'a>, introduced_by: Option<usize>) {
        let around = self.open.last().map_or(0, |open| open.lists);
        self.is_attached = false;
        let opened = self.lists[around..]
            .iter()
            .rposition(|list| list.marker == marker);
        match opened {
            Some(opened) => {
                while self.lists.len() > around + opened + 1 {
                    self.lists.pop();
                    self.writer.leave();
                }
                self.writer.leave();
                let list = &self.lists[around + opened];
                self.writer.enter_item(introduced_by.or(list.introduced_by));
            }
            None if self.lists.len() < around + DEEPEST => {
                let introduced_by = introduced_by.or_else(|| self.writer.lead_in());
                self.writer.enter_item(introduced_by);
                self.lists.push(List {
                    marker,
                    introduced_by,
                });
            }
            None => {}
        }
    }

    pub(super) fn item(&mut self, at: usize, marker: Marker<'a>, length: usize) -> usize {
        let line = self.lines[at].behind(length, self.source);
        self.attributes = Attributes::default();
        self.enter_item(marker, None);
        let text = line.text(self.source);
        // A box to tick is none of the words.
        let ticked = ["[ ] ", "[x] ", "[X] ", "[*] "];
        let is_ticked = ticked.iter().any(|it| text.starts_with(it));
        let line = line.behind(if is_ticked { 3 } else { 0 }, self.source);
        if let Some((label, length)) = label(line.text(self.source)) {
            let label = label.to_owned();
            let from = line.behind(length, self.source).start;
            self.writer.enter(Holder::Footnote(label));
            let next = self.running(from, at);
            self.writer.leave();
            return next;
        }
        self.running(line.start, at)
    }

    /// A term, and what explains it.
    pub(super) fn term(&mut self, at: usize, marker: Marker<'a>, length: usize) -> usize {
        let line = self.lines[at];
        self.attributes = Attributes::default();
        let around = self.open.last().map_or(0, |open| open.lists);
        let opened = self.lists[around..]
            .iter()
            .rposition(|list| list.marker == marker);
        if let Some(opened) = opened {
            while self.lists.len() > around + opened {
                self.lists.pop();
                self.writer.leave();
            }
        }
        self.writer.begin_kind(BlockKind::Paragraph, None);
        self.inline(Span::new(line.start, line.start + length));
        let term = self.writer.end();
        self.enter_item(marker, term);
        let signs = line.behind(length, self.source).text(self.source);
        let signs = signs.len() - signs.trim_start_matches([':', ';']).len();
        let behind = line.behind(length + signs, self.source);
        match behind.is_blank() {
            true => at + 1,
            false => self.running(behind.start, at),
        }
    }
}

/// The label of an entry of a list of references at the start of `text`, and its length:
/// `[[[label]]]`.
fn label(text: &str) -> Option<(&str, usize)> {
    let rest = text.strip_prefix("[[[")?;
    let length = rest.bytes().take(120).position(|byte| byte == b']')?;
    let is_label = length > 0 && rest[length..].starts_with("]]]");
    let name = rest[..length].split(',').next().unwrap_or_default();
    is_label.then_some((name, length + 6))
}

/// The labels of all entries of lists of references.
pub(super) fn labels(source: &str) -> HashSet<&str> {
    let found = source.match_indices("[[[");
    found
        .filter_map(|(at, _)| label(&source[at..]))
        .map(|(label, _)| label)
        .collect()
}
