//! AsciiDoc as Asciidoctor reads it: sections, lists, blocks between lines of signs, notes, citations.
//!
//! A line says what begins at it; blocks between lines of signs and the items of lists are kept on
//! stacks, so that depth costs no recursion. Of what a condition chooses between all is read.

mod attributes;
mod inline;
mod line;
mod lists;
mod macros;
mod signs;
mod table;

use std::collections::{HashMap, HashSet};

use super::BlockKind;
use super::extract::Extracted;
use super::lined::{DEEPEST, Holder, Inline, LONGEST_MEANT, Line, Writer, lines};
use crate::span::Span;
use attributes::Attributes;
use line::{Kind, is_code, kind};
use lists::{List, labels};

/// Reads AsciiDoc.
pub(super) fn read(decoded: &str) -> Extracted {
    // Keys and signatures have the same extension.
    if decoded.starts_with("-----BEGIN PGP ") {
        return Extracted::default();
    }
    let lines = lines(decoded);
    let mut reader = Reader {
        source: decoded,
        labels: labels(decoded),
        writer: Writer::new(decoded),
        names: HashMap::new(),
        open: Vec::new(),
        lists: Vec::new(),
        attributes: Attributes::default(),
        is_head: true,
        is_attached: false,
        is_apart: true,
        in_note: false,
        lines,
    };
    let mut at = 0;
    while at < reader.lines.len() {
        at = reader.block(at);
    }
    reader.finish()
}

/// A block between two lines of signs.
struct Delimited<'a> {
    /// The line that ends it.
    sign: &'a str,
    /// Whose words it is, where it is a quotation.
    signed: Vec<Span>,
    /// How many lists are open around it.
    lists: usize,
}

struct Reader<'a> {
    source: &'a str,
    lines: Vec<Line>,
    writer: Writer<'a>,
    /// The labels of the document's list of references.
    labels: HashSet<&'a str>,
    /// What names between braces stand for.
    names: HashMap<&'a str, Span>,
    open: Vec<Delimited<'a>>,
    lists: Vec<List<'a>>,
    /// What the lines in brackets above the next block say of it.
    attributes: Attributes<'a>,
    /// Whether the lines are those of the document's head.
    is_head: bool,
    /// Whether a sign attaches the next block to the item above it.
    is_attached: bool,
    /// Whether a blank line stands before this one.
    is_apart: bool,
    in_note: bool,
}

impl<'a> Reader<'a> {
    fn text(&self, at: usize) -> &'a str {
        self.lines[at].text(self.source)
    }

    /// Reads what begins at line `at`; answers with the line behind it.
    fn block(&mut self, at: usize) -> usize {
        let line = self.lines[at];
        if line.is_blank() {
            self.is_apart = true;
            self.is_head = false;
            return at + 1;
        }
        let text = line.text(self.source);
        let next = self
            .known(at, line, text)
            .unwrap_or_else(|| self.paragraph(at));
        self.is_apart = false;
        next
    }

    /// Reads what begins at line `at` if it is anything but a paragraph.
    fn known(&mut self, at: usize, line: Line, text: &'a str) -> Option<usize> {
        let is_first = line.indent == 0;
        match kind(text) {
            Kind::Comment if is_first => {
                self.writer.comment(&text[2..], line.span());
            }
            Kind::Condition if is_first => {}
            Kind::Include if is_first => {
                let what =
                    "what “include::” names is not read with this file; it is read where it \
                            is a file of the drafts"
                        .to_owned();
                self.writer.skip(what, line.start);
            }
            Kind::Entry { name, value } if is_first => self.entry(line, name, value),
            Kind::Attributes if is_first => self.attributes.add(self.source, line.span()),
            Kind::Anchor if is_first => {}
            Kind::Title if is_first => {
                self.end_lists_unless_attached();
                self.writer.enter(Holder::Caption);
                self.writer.begin();
                self.inline(Span::new(line.start + 1, line.end));
                self.writer.leave();
            }
            Kind::Heading { level } if is_first && self.open.is_empty() => {
                self.heading(line.behind(usize::from(level) + 1, self.source), level);
                if level == 0 && self.is_head {
                    return Some(self.head(at + 1));
                }
            }
            Kind::Delimiter if is_first => return Some(self.delimiter(at, text)),
            Kind::Table if is_first => {
                self.end_lists_unless_attached();
                let next = self.table(at);
                self.attributes = Attributes::default();
                return Some(next);
            }
            Kind::Rule if is_first => {
                self.end_lists();
                self.writer.part();
            }
            Kind::Macro { name } if is_first => {
                self.end_lists_unless_attached();
                self.attributes = Attributes::default();
                if !line::is_unsaid(name) {
                    let what = format!("the block “{name}::” is not read");
                    self.writer.skip(what, line.start);
                }
            }
            Kind::Continuation => {
                self.is_attached = true;
                self.writer.end();
            }
            Kind::Item { marker, length } => return Some(self.item(at, marker, length)),
            Kind::Term { marker, length } => return Some(self.term(at, marker, length)),
            _ if is_first && self.is_title(at) => {
                self.heading(line, line::level_below(self.text(at + 1)));
                return Some(at + 2);
            }
            _ => return None,
        }
        Some(at + 1)
    }

    fn heading(&mut self, line: Line, level: u8) {
        self.end_lists();
        self.attributes = Attributes::default();
        self.writer.part();
        let level = (level + 1).min(6);
        self.writer.begin_kind(BlockKind::Heading { level }, None);
        let words = line.text(self.source).trim_end_matches('=').trim_end();
        self.inline(Span::new(line.start, line.start + words.len()));
        self.writer.end();
    }

    /// Whether the line below line `at` underlines it.
    fn is_title(&self, at: usize) -> bool {
        let Some(below) = self.lines.get(at + 1) else {
            return false;
        };
        let text = self.text(at);
        let (width, length) = (text.chars().count(), below.end - below.start);
        let is_apart = self.is_apart || self.is_head;
        is_apart
            && below.indent == 0
            && line::is_underline(below.text(self.source))
            && width.abs_diff(length) <= 1
            && text.contains(char::is_alphanumeric)
    }

    /// What a document states of itself below its title: authors, date, attributes.
    fn head(&mut self, from: usize) -> usize {
        let mut count = 0;
        for at in from..self.lines.len() {
            let line = self.lines[at];
            let text = line.text(self.source);
            match kind(text) {
                Kind::Entry { name, value } => self.entry(line, name, value),
                Kind::Comment | Kind::Condition | Kind::Include => {}
                Kind::Text if !text.is_empty() && count < 2 => {
                    let (key, stated) = match count {
                        0 => ("author", text),
                        _ => ("date", text),
                    };
                    for one in stated.split(';').map(|one| one.split('<').next()) {
                        self.writer.state(key, one.unwrap_or_default());
                    }
                    count += 1;
                }
                _ => return at,
            }
        }
        self.lines.len()
    }

    /// What the document gives a name: `:name: value`.
    fn entry(&mut self, line: Line, name: &'a str, value: &'a str) {
        let start = line.end - value.len();
        if value.len() <= LONGEST_MEANT {
            self.names.insert(name, Span::new(start, line.end));
        } else {
            self.names.remove(name);
        }
        match name {
            "bibtex-file" => self.writer.state("bibliography", value),
            "author" | "date" | "revdate" | "lang" | "description" => {
                let key = match name {
                    "lang" => "language",
                    "revdate" => "date",
                    name => name,
                };
                self.writer.state(key, value);
            }
            _ => {}
        }
    }

    /// Begins or ends the block that a line of signs stands around.
    fn delimiter(&mut self, at: usize, sign: &'a str) -> usize {
        if let Some(opened) = self.open.iter().rposition(|open| open.sign == sign) {
            while self.open.len() > opened {
                self.leave_delimited();
            }
            return at + 1;
        }
        self.end_lists_unless_attached();
        let attributes = std::mem::take(&mut self.attributes);
        let style = attributes.style(self.source);
        let is_verbatim = !sign.starts_with(['=', '*', '_']) && sign != "--";
        if is_verbatim || is_code(style) {
            // What a fence of Markdown names is the language.
            let close = if sign.starts_with("```") { "```" } else { sign };
            let end = (at + 1..self.lines.len()).find(|&at| self.text(at) == close);
            let end = end.unwrap_or(self.lines.len());
            let is_hidden = sign.starts_with(['/', '+']) || matches!(style, "comment" | "pass");
            if at + 1 < end && !is_hidden {
                let inner = Span::new(self.lines[at + 1].start, self.lines[end - 1].end);
                self.writer.code(inner);
            }
            return (end + 1).min(self.lines.len());
        }
        if self.open.len() < DEEPEST {
            let is_quoted = sign.starts_with('_') || matches!(style, "quote" | "verse");
            self.writer.enter(match is_quoted {
                true => Holder::Quotation,
                false => Holder::Prose,
            });
            self.open.push(Delimited {
                sign,
                signed: match is_quoted {
                    true => attributes.behind_style(),
                    false => Vec::new(),
                },
                lists: self.lists.len(),
            });
        }
        at + 1
    }

    fn leave_delimited(&mut self) {
        self.end_lists();
        if let Some(open) = self.open.pop() {
            self.writer.leave();
            self.write_signature(&open.signed);
        }
    }

    /// Writes whose words a quotation is.
    fn write_signature(&mut self, signed: &[Span]) {
        let Some(first) = signed.first() else { return };
        self.writer.begin_kind(BlockKind::Paragraph, None);
        self.writer
            .replace("— ", Span::new(first.start, first.start));
        for (at, part) in signed.iter().enumerate() {
            if at > 0 {
                self.writer.replace(", ", Span::new(part.start, part.start));
            }
            self.inline(*part);
        }
        self.writer.part();
    }

    /// Running text that begins at byte `from` of line `at`: it goes on up to a line that begins
    /// something else.
    fn running(&mut self, from: usize, at: usize) -> usize {
        self.writer.begin();
        let mut from = from;
        let mut end = at + 1;
        let mut last = self.lines[at].end;
        while end < self.lines.len() {
            let line = self.lines[end];
            let text = line.text(self.source);
            let in_list = self.lists.len() > self.open.last().map_or(0, |open| open.lists);
            match kind(text) {
                Kind::Comment | Kind::Condition if line.indent == 0 => {
                    self.inline(Span::new(from, last));
                    self.writer.space(Span::new(last, last));
                    if let Some(content) = text.strip_prefix("//") {
                        self.writer.comment(content, line.span());
                    }
                    from = line.end;
                }
                Kind::Delimiter | Kind::Table | Kind::Attributes | Kind::Anchor
                    if line.indent == 0 =>
                {
                    break;
                }
                Kind::Continuation => break,
                Kind::Item { .. } | Kind::Term { .. } if in_list => break,
                _ if text.is_empty() => break,
                _ => {}
            }
            last = line.end;
            end += 1;
        }
        self.inline(Span::new(from.min(last), last));
        self.writer.end();
        end
    }

    /// A paragraph, and what its first words or the line above it say that it is.
    fn paragraph(&mut self, at: usize) -> usize {
        let line = self.lines[at];
        let text = line.text(self.source);
        let is_attached = std::mem::take(&mut self.is_attached);
        if self.is_apart && !is_attached {
            self.end_lists();
        }
        let attributes = std::mem::take(&mut self.attributes);
        let style = attributes.style(self.source);
        let is_set_off = line.indent > 0 && (self.is_apart || is_attached) && style.is_empty();
        if is_set_off || is_code(style) {
            let end = (at..self.lines.len())
                .find(|&at| self.lines[at].is_blank() || self.text(at) == "+")
                .unwrap_or(self.lines.len());
            let inner = Span::new(line.start, self.lines[end - 1].end);
            if !matches!(style, "comment" | "pass") {
                self.writer.code(inner);
            }
            return end;
        }
        if matches!(style, "quote" | "verse") {
            self.writer.enter(Holder::Quotation);
            let next = self.running(line.start, at);
            self.writer.leave();
            self.write_signature(&attributes.behind_style());
            return next;
        }
        let label = ["NOTE: ", "TIP: ", "IMPORTANT: ", "WARNING: ", "CAUTION: "];
        let label = label.iter().find(|label| text.starts_with(**label));
        self.running(line.start + label.map_or(0, |label| label.len()), at)
    }

    fn finish(mut self) -> Extracted {
        while !self.open.is_empty() {
            self.leave_delimited();
        }
        self.end_lists();
        self.in_note = true;
        for (label, span) in self.writer.take_notes() {
            self.writer.begin_kind(BlockKind::Footnote { label }, None);
            self.inline(span);
        }
        self.writer.finish()
    }
}

#[cfg(test)]
mod tests;
