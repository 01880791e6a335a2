//! Lists of items and of fields, and what a document states of itself at its top.

use super::Reader;
use crate::document::lined::Holder;

/// How a list counts its items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Marker {
    /// Not at all: its sign.
    Sign(char),
    /// By numbers or letters; whether they stand between brackets, and what is behind them.
    Number(bool, char),
}

impl Reader<'_> {
    /// The list that begins at line `at`, if one does.
    pub(super) fn list(
        &mut self,
        at: usize,
        to: usize,
        indent: usize,
        depth: usize,
    ) -> Option<usize> {
        let (marker, _) = self.marker(at, to, indent)?;
        let introduced_by = self.writer.lead_in();
        let mut next = Some(at);
        let mut end = at;
        while let Some(at) = next.filter(|&at| self.lines[at].indent <= indent) {
            let length = match self.marker(at, to, indent) {
                Some((other, length)) if other == marker => length,
                _ => break,
            };
            end = self.extent(at + 1, to, indent).max(at + 1);
            self.writer.enter_item(introduced_by);
            self.body(at, end, length, depth);
            self.writer.leave();
            next = self.next_words(end, to);
        }
        Some(end)
    }

    pub(super) fn is_list(&self, at: usize, to: usize, indent: usize) -> bool {
        self.marker(at, to, indent).is_some() || field(self.text(at)).is_some()
    }

    /// Reads lines `at` to `end`, of which the first begins with a mark of `length` bytes.
    pub(super) fn body(&mut self, at: usize, end: usize, length: usize, depth: usize) {
        let mut first = self.lines[at].behind(length, self.source);
        let below = (at + 1..end).filter(|&at| !self.lines[at].is_blank());
        let least = below.map(|at| self.lines[at].indent).min();
        first.indent = match least {
            Some(least) if first.is_blank() => least,
            Some(least) => least.min(first.indent),
            None => first.indent,
        };
        self.lines[at] = first;
        self.blocks(at, end, first.indent, depth + 1);
    }

    /// The mark of an item that begins at line `at`, and its length.
    fn marker(&self, at: usize, to: usize, indent: usize) -> Option<(Marker, usize)> {
        let text = self.text(at);
        let sign = text.chars().next()?;
        let length = sign.len_utf8();
        if matches!(sign, '*' | '+' | '-' | '•' | '‣' | '⁃') {
            let rest = &text[length..];
            let is_item = rest.is_empty() || rest.starts_with(' ');
            return is_item.then_some((Marker::Sign(sign), length));
        }
        let (marker, length) = number(text)?;
        // A name at the start of a sentence (`A. Diallo said …`) goes on in the next line.
        let below = (at + 1 < to).then(|| self.lines[at + 1]);
        let is_item = below.is_none_or(|below| {
            below.is_blank() || below.indent > indent || number(below.text(self.source)).is_some()
        });
        is_item.then_some((marker, length))
    }

    /// The field that begins at line `at`, if one does: of the document at its top, elsewhere an item.
    pub(super) fn field(
        &mut self,
        at: usize,
        to: usize,
        indent: usize,
        depth: usize,
    ) -> Option<usize> {
        let length = field(self.text(at))?;
        let end = self.extent(at + 1, to, indent).max(at + 1);
        if self.is_head {
            let name = &self.text(at)[1..length - 1];
            let first = self.lines[at].behind(length, self.source);
            let value = &self.source[first.start..self.lines[end - 1].end.max(first.start)];
            self.state(name, value);
            return Some(end);
        }
        let introduced_by = self.writer.lead_in();
        if introduced_by.is_none() {
            self.writer.enter(Holder::Prose);
        } else {
            self.writer.enter_item(introduced_by);
        }
        self.body(at, end, length, depth);
        self.writer.leave();
        Some(end)
    }

    fn state(&mut self, name: &str, value: &str) {
        let words: Vec<&str> = value.split_whitespace().collect();
        self.writer.state(name.trim(), &words.join(" "));
    }

    /// What a document states of itself in lines like those of a letter (`Title: …`), before all
    /// else; answers with the line behind them.
    pub(super) fn statements(&mut self, to: usize) -> usize {
        let end = self.run(0, to);
        let parted = |at: usize| {
            let (name, value) = self.text(at).split_once(':')?;
            let is_letter = |c: char| c.is_ascii_alphanumeric() || c == '-';
            let is_name = name.starts_with(|c: char| c.is_ascii_uppercase())
                && name.chars().all(is_letter)
                && (value.is_empty() || value.starts_with(' '));
            is_name.then_some((name, value))
        };
        let is_stated = |at: usize| self.lines[at].indent > 0 || parted(at).is_some();
        if end < 2 || self.lines[0].indent > 0 || !(0..end).all(is_stated) {
            return 0;
        }
        let mut stated: Vec<(&str, String)> = Vec::new();
        for at in 0..end {
            let begun = parted(at).filter(|_| self.lines[at].indent == 0);
            if let Some((name, value)) = begun {
                stated.push((name, value.to_owned()));
            } else if let Some((_, value)) = stated.last_mut() {
                value.push(' ');
                value.push_str(self.text(at));
            }
        }
        for (name, value) in stated {
            self.state(name, &value);
        }
        end
    }
}

/// The number or letter of an item at the start of `text`, and its length.
fn number(text: &str) -> Option<(Marker, usize)> {
    let rest = text.strip_prefix('(');
    let is_enclosed = rest.is_some();
    let rest = rest.unwrap_or(text);
    let length = rest
        .bytes()
        .take(12)
        .take_while(u8::is_ascii_alphanumeric)
        .count();
    let length = length.max(usize::from(rest.starts_with('#')));
    let written = &rest[..length];
    let is_roman = |c: char| "ivxlcdmIVXLCDM".contains(c);
    let is_number = length == 1
        || !written.is_empty()
            && (written.bytes().all(|byte| byte.is_ascii_digit()) || written.chars().all(is_roman));
    let behind = rest[length..]
        .chars()
        .next()
        .filter(|c| ".)".contains(*c))?;
    let end = length + 1 + usize::from(is_enclosed);
    let is_apart = text[end..].is_empty() || text[end..].starts_with(' ');
    let fits = is_number && is_apart && (!is_enclosed || behind == ')');
    fits.then_some((Marker::Number(is_enclosed, behind), end))
}

/// The length of a field's name at the start of `text`, with its colons.
pub(super) fn field(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(':')?;
    let ends = rest.bytes().take(120).enumerate();
    let end = ends
        .filter(|(_, byte)| *byte == b':')
        .map(|(at, _)| at)
        .find(|at| rest[at + 1..].is_empty() || rest[at + 1..].starts_with(' '))?;
    let name = &rest[..end];
    let is_name = !name.is_empty() && !name.starts_with([' ', ':']) && !name.contains('`');
    is_name.then_some(end + 2)
}
