//! Org as Emacs exports it: headings, lists, blocks between `#+BEGIN` and `#+END`, notes, citations.
//!
//! What is not exported is not read: drawers, plans, comments, headings marked `COMMENT` and those
//! with the tag `noexport`, with all beneath them.

mod citation;
mod ends;
mod formula;
mod inline;
mod list;
mod table;

use super::BlockKind;
use super::extract::Extracted;
use super::lined::{DEEPEST, Holder, Inline, Line, Writer, lines};
use crate::span::Span;
use ends::Ends;

/// The most words that say how far a task is, in all: each heading is compared with them.
const MOST_STATES: usize = 64;

/// Reads Org.
pub(super) fn read(decoded: &str) -> Extracted {
    let mut reader = Reader {
        source: decoded,
        lines: lines(decoded),
        writer: Writer::new(decoded),
        states: ["TODO", "DONE"].map(str::to_owned).to_vec(),
        ends: Ends::of(decoded),
        in_note: false,
    };
    let end = reader.lines.len();
    reader.blocks(0, end, 0);
    reader.in_note = true;
    for (label, span) in reader.writer.take_notes() {
        reader
            .writer
            .begin_kind(BlockKind::Footnote { label }, None);
        reader.inline(span);
    }
    reader.writer.finish()
}

struct Reader<'a> {
    source: &'a str,
    lines: Vec<Line>,
    writer: Writer<'a>,
    /// The words before a heading that say how far its task is.
    states: Vec<String>,
    /// Where blocks end.
    ends: Ends,
    in_note: bool,
}

impl<'a> Reader<'a> {
    fn text(&self, at: usize) -> &'a str {
        self.lines[at].text(self.source)
    }

    fn whole(&self, from: usize, to: usize) -> Span {
        Span::new(self.lines[from].start, self.lines[to - 1].end)
    }

    /// Reads the lines from `from` to `to`.
    fn blocks(&mut self, from: usize, to: usize, depth: usize) {
        let mut at = from;
        while at < to {
            at = match self.lines[at].is_blank() {
                true => at + 1,
                false => self.block(at, to, depth),
            };
        }
    }

    /// Reads the block that begins at line `at`; answers with the line behind it.
    fn block(&mut self, at: usize, to: usize, depth: usize) -> usize {
        let line = self.lines[at];
        let text = line.text(self.source);
        if let Some(level) = stars(line, text) {
            return self.heading(at, to, level);
        }
        if let Some(rest) = text.strip_prefix("#+") {
            return self.keyword(at, to, rest, depth);
        }
        if text == "#" || text.starts_with("# ") {
            self.writer.comment(&text[1..], line.span());
            return at + 1;
        }
        if is_drawer(text) {
            let end = self.ends.behind(at, to, ":end:");
            return end.map_or(at + 1, |end| end + 1);
        }
        if text == ":" || text.starts_with(": ") {
            let is_code = |at: usize| self.text(at) == ":" || self.text(at).starts_with(": ");
            let end = (at..to).find(|&at| !is_code(at)).unwrap_or(to);
            self.writer.code(self.whole(at, end));
            return end;
        }
        if is_plan(text) {
            return at + 1;
        }
        if let Some((name, value)) = text.trim_matches(['[', ']']).split_once(':')
            && line.indent == 0
            && matches!(
                name,
                "bibliography" | "bibliographystyle" | "printbibliography"
            )
        {
            if name == "bibliography" {
                self.bibliographies(value);
            }
            return at + 1;
        }
        if text.len() >= 5 && text.bytes().all(|byte| byte == b'-') {
            self.writer.part();
            return at + 1;
        }
        if text.starts_with('|') {
            return self.table(at, to);
        }
        if let Some(name) = environment(text) {
            let close = format!("\\end{{{}}}", name.to_lowercase());
            if let Some(end) = self.ends.behind(at, to, &close) {
                self.writer.code(self.whole(at, end + 1));
                return end + 1;
            }
        }
        if line.indent == 0
            && let Some((label, length)) = note_label(text)
        {
            return self.footnote(at, to, label, length, depth);
        }
        if depth < DEEPEST
            && let Some(next) = self.list(at, to, depth)
        {
            return next;
        }
        self.paragraph(at, to)
    }

    /// A heading, without what it says of a task; where it is not exported, all beneath it is passed
    /// over.
    fn heading(&mut self, at: usize, to: usize, level: usize) -> usize {
        let mut line = self.lines[at].behind(level, self.source);
        let text = line.text(self.source);
        let state = text.split(' ').next().unwrap_or_default();
        if self.states.iter().any(|known| known == state) {
            line = line.behind(state.len(), self.source);
        }
        let text = line.text(self.source);
        if text.starts_with("[#") && text.as_bytes().get(3) == Some(&b']') {
            line = line.behind(4, self.source);
        }
        let text = line.text(self.source);
        let tags = text.rsplit(char::is_whitespace).next().unwrap_or_default();
        let is_tags = tags.len() > 2 && tags.starts_with(':') && tags.ends_with(':');
        let is_hidden = text == "COMMENT"
            || text.starts_with("COMMENT ")
            || is_tags && tags.split(':').any(|tag| tag == "noexport");
        if is_hidden {
            let beneath = |at: &usize| {
                stars(self.lines[*at], self.text(*at)).is_some_and(|other| other <= level)
            };
            return (at + 1..to).find(beneath).unwrap_or(to);
        }
        if is_tags {
            line.end = line.start + text[..text.len() - tags.len()].trim_end().len();
        }
        self.writer.part();
        let level = u8::try_from(level).unwrap_or(6).min(6);
        self.writer.begin_kind(BlockKind::Heading { level }, None);
        self.inline(line.span());
        self.writer.end();
        at + 1
    }

    /// A line that begins with `#+`: a block, or what the file states of itself.
    fn keyword(&mut self, at: usize, to: usize, rest: &'a str, depth: usize) -> usize {
        let name = rest.split([' ', ':']).next().unwrap_or_default();
        if let Some(kind) = prefixed(name, "begin_") {
            let close = format!("#+end_{}", kind.to_lowercase());
            if let Some(end) = self.ends.behind(at, to, &close) {
                self.held(kind, at + 1, end, depth);
                return end + 1;
            }
            return at + 1;
        }
        let line = self.lines[at];
        let behind = rest[name.len()..].trim_start_matches(':').trim_start();
        let value = behind.trim_end();
        let start = line.end - behind.len();
        let place = Span::new(start, start + value.len());
        match name.to_lowercase().as_str() {
            key @ ("title" | "subtitle" | "author" | "date" | "description" | "language") => {
                self.writer.state(key, value);
            }
            "bibliography" => {
                let named = value.split(" :").next().unwrap_or_default();
                self.writer.state("bibliography", named.trim_matches('"'));
            }
            "caption" => {
                self.writer.enter(Holder::Caption);
                self.writer.begin();
                self.inline(place);
                self.writer.leave();
            }
            "todo" | "seq_todo" | "typ_todo" => {
                let words = value.split_whitespace();
                let words = words.map(|word| word.split('(').next().unwrap_or(word));
                let words = words.filter(|word| *word != "|").map(str::to_owned);
                self.states.extend(words);
                self.states.truncate(MOST_STATES);
            }
            "include" => {
                let what = "what “#+INCLUDE” names is not read with this file; it is read where it \
                            is a file of the drafts";
                self.writer.skip(what.to_owned(), line.start);
            }
            _ => {}
        }
        at + 1
    }

    /// The bibliographies that org-ref is told of: `bibliography:a.bib,b.bib`.
    fn bibliographies(&mut self, named: &str) {
        for named in named.split(',') {
            self.writer.state("bibliography", named);
        }
    }

    /// What stands in a block of this kind.
    fn held(&mut self, kind: &str, from: usize, end: usize, depth: usize) {
        if from >= end {
            return;
        }
        match kind.to_lowercase().as_str() {
            "src" | "example" | "export" | "equation" | "latex" | "html" => {
                self.writer.code(self.whole(from, end));
            }
            "comment" => {
                let whole = self.whole(from, end);
                self.writer.comment(whole.of(self.source), whole);
            }
            _ if depth >= DEEPEST => {
                self.writer.begin();
                self.inline(self.whole(from, end));
                self.writer.end();
            }
            kind => {
                self.writer.enter(match kind {
                    "quote" | "verse" => Holder::Quotation,
                    _ => Holder::Prose,
                });
                self.blocks(from, end, depth + 1);
                self.writer.leave();
            }
        }
    }

    /// A note, up to the next one, to a heading or to two blank lines.
    fn footnote(
        &mut self,
        at: usize,
        to: usize,
        label: &str,
        length: usize,
        depth: usize,
    ) -> usize {
        let mut end = at + 1;
        let mut blank = 0;
        for below in at + 1..to {
            let (line, text) = (self.lines[below], self.text(below));
            blank = if line.is_blank() { blank + 1 } else { 0 };
            let is_other = line.indent == 0 && note_label(text).is_some();
            if blank > 1 || is_other || stars(line, text).is_some() {
                break;
            }
            if !line.is_blank() {
                end = below + 1;
            }
        }
        self.lines[at] = self.lines[at].behind(length, self.source);
        self.writer.enter(Holder::Footnote(label.to_owned()));
        match depth < DEEPEST {
            true => self.blocks(at, end, depth + 1),
            false => {
                self.paragraph(at, end);
            }
        }
        self.writer.leave();
        end
    }

    /// Running text, up to a line that begins something else.
    fn paragraph(&mut self, at: usize, to: usize) -> usize {
        let begins = |&at: &usize| {
            let (line, text) = (self.lines[at], self.text(at));
            line.is_blank()
                || stars(line, text).is_some()
                || text.starts_with("#+")
                || text == "#"
                || text.starts_with("# ")
                || text.starts_with('|')
                || text.starts_with(": ")
                || is_drawer(text)
                || environment(text).is_some()
                || self.is_item(at)
        };
        let end = (at + 1..to).find(begins).unwrap_or(to);
        let whole = self.whole(at, end);
        self.writer.begin();
        let words = whole.of(self.source).trim_start_matches('-');
        let dashes = whole.len() - words.len();
        if self.writer.is_quotation() && matches!(dashes, 2 | 3) {
            let dash = Span::new(whole.start, whole.start + dashes);
            self.writer.replace("— ", dash);
            self.inline(Span::new(dash.end, whole.end));
        } else {
            self.inline(whole);
        }
        self.writer.end();
        end
    }
}

/// The level of the heading that a line is.
fn stars(line: Line, text: &str) -> Option<usize> {
    if line.indent > 0 || !text.starts_with('*') {
        return None;
    }
    let level = text.len() - text.trim_start_matches('*').len();
    text[level..].starts_with(' ').then_some(level)
}

/// What follows `prefix`, in capitals or not.
fn prefixed<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let head = text.get(..prefix.len())?;
    head.eq_ignore_ascii_case(prefix)
        .then(|| &text[prefix.len()..])
}

/// Whether a line opens a drawer: `:PROPERTIES:`.
fn is_drawer(text: &str) -> bool {
    let name = text
        .strip_prefix(':')
        .and_then(|rest| rest.strip_suffix(':'));
    let is_letter = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    name.is_some_and(|name| !name.is_empty() && name.chars().all(is_letter))
}

/// Whether a line says when a task is due or done.
fn is_plan(text: &str) -> bool {
    ["SCHEDULED:", "DEADLINE:", "CLOSED:", "CLOCK:"]
        .iter()
        .any(|word| text.starts_with(word))
}

/// The name of the environment of LaTeX that a line begins.
fn environment(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("\\begin{")?;
    rest.split_once('}').map(|(name, _)| name)
}

/// The label of the note that a line begins, and the length of its mark: `[fn:label]`.
fn note_label(text: &str) -> Option<(&str, usize)> {
    let rest = text.strip_prefix("[fn:")?;
    let length = rest.bytes().take(80).position(|byte| byte == b']')?;
    let label = &rest[..length];
    let is_label = !label.is_empty() && !label.contains([':', ' ']);
    is_label.then_some((label, length + 5))
}

#[cfg(test)]
mod tests;
