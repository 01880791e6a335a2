//! What begins with two dots: notes, directives, comments, and what defines names.

use super::Reader;
use super::known::{Content, content_of};
use super::list::field;
use super::names::label;
use crate::document::lined::Holder;
use crate::span::Span;

/// The name of the directive at the start of `text`, and its length with its colons.
fn directive(text: &str) -> Option<(&str, usize)> {
    let end = text.bytes().take(80).position(|byte| byte == b':')?;
    let mut end = end;
    // A name has families: `py:function::`.
    while !text[end..].starts_with("::") {
        end += 1 + text[end + 1..]
            .bytes()
            .take(80)
            .position(|byte| byte == b':')?;
    }
    let name = text[..end].trim_end();
    let is_letter = |c: char| c.is_alphanumeric() || "-_.:+".contains(c);
    let is_apart = text[end + 2..].is_empty() || text[end + 2..].starts_with(' ');
    let is_name = !name.is_empty() && name.chars().all(is_letter) && is_apart;
    is_name.then_some((name, end + 2))
}

impl Reader<'_> {
    /// Reads what begins with two dots at line `at`.
    pub(super) fn explicit(&mut self, at: usize, to: usize, indent: usize, depth: usize) -> usize {
        let whole = self.lines[at];
        let end = self.extent(at + 1, to, indent).max(at + 1);
        let line = whole.behind(2, self.source);
        let text = line.text(self.source);
        if text.is_empty() && (at + 1 == end || self.lines[at + 1].is_blank()) {
            return at + 1;
        }
        if let Some((name, length)) = label(text) {
            let name = self.names.label(name, false);
            self.lines[at] = line;
            self.writer.enter(Holder::Footnote(name));
            self.body(at, end, length, depth);
            self.writer.leave();
        } else if text.starts_with(['_', '|']) {
            // A name that was taken in before all else.
        } else if let Some((name, length)) = directive(text) {
            let name = name.to_owned();
            self.lines[at] = line.behind(length, self.source);
            self.directive(&name, at, end, depth);
        } else {
            let content = Span::new(line.start, self.lines[end - 1].end.max(line.start));
            let place = Span::new(whole.start, content.end);
            self.writer.comment(content.of(self.source), place);
        }
        end
    }

    fn directive(&mut self, name: &str, at: usize, end: usize, depth: usize) {
        let content = content_of(name);
        let argument = self.lines[at];
        match content {
            Some(Content::Prose) => self.held(Holder::Prose, at, end, depth),
            Some(Content::Quotation) => self.held(Holder::Quotation, at, end, depth),
            Some(Content::BehindWord) => {
                let text = argument.text(self.source);
                let word = text.find(' ').unwrap_or(text.len());
                self.lines[at] = argument.behind(word, self.source);
                self.held(Holder::Prose, at, end, depth);
            }
            Some(Content::Beneath) => {
                let from = self.behind_options(at + 1, end);
                self.beneath(Holder::Prose, from, end, depth);
            }
            Some(Content::Figure) => self.figure(at, end, depth),
            Some(Content::Table) => {
                self.caption(argument.span());
                let from = self.behind_options(at + 1, end);
                self.beneath(Holder::Prose, from, end, depth);
            }
            Some(Content::Rows) => {
                self.caption(argument.span());
                let from = self.behind_options(at + 1, end);
                let heads = self.option(at + 1, from, "header-rows");
                let heads = heads.and_then(|rows| rows.parse().ok()).unwrap_or(0);
                self.rows(from, end, heads);
            }
            Some(Content::Code) => {
                let from = self.behind_options(at + 1, end);
                if let Some(first) = self.next_words(from, end) {
                    self.writer.code(self.whole(first, end));
                }
            }
            Some(Content::Bibliographies) => {
                for named in argument.text(self.source).split_whitespace() {
                    self.writer.state("bibliography", named);
                }
            }
            Some(Content::Nothing) => {}
            Some(Content::Unread) | None => {
                let what = format!("the directive “{}” is not read", shortened(name));
                self.writer.skip(what, argument.start);
            }
        }
    }

    /// Reads the lines that a directive holds from its name on, without its options.
    fn held(&mut self, holder: Holder, at: usize, end: usize, depth: usize) {
        let from = self.behind_options(at + 1, end);
        for at in at + 1..from {
            if field(self.text(at)).is_some() {
                self.lines[at].start = self.lines[at].end;
            }
        }
        self.beneath(holder, at, end, depth);
    }

    /// Reads the lines from `from` on, all of which a directive holds.
    fn beneath(&mut self, holder: Holder, from: usize, end: usize, depth: usize) {
        if from < end {
            self.writer.enter(holder);
            self.body(from, end, 0, depth);
            self.writer.leave();
        }
    }

    /// The first line behind the argument and the options of a directive, which begin at `from`.
    fn behind_options(&self, from: usize, end: usize) -> usize {
        let blank = (from..end).find(|&at| self.lines[at].is_blank());
        let head = blank.unwrap_or(end);
        let is_field = |at: usize| field(self.text(at)).is_some();
        match (from..head).rfind(|&at| is_field(at)) {
            // Lines below an option that stand deeper go on with it.
            Some(last) => self
                .extent(last + 1, head, self.lines[last].indent)
                .max(last + 1),
            None => from,
        }
    }

    /// The value of an option.
    fn option(&self, from: usize, to: usize, name: &str) -> Option<&str> {
        let value = |at: usize| {
            let rest = self.text(at).strip_prefix(':')?.strip_prefix(name)?;
            Some(rest.strip_prefix(':')?.trim())
        };
        (from..to).find_map(value)
    }

    fn caption(&mut self, span: Span) {
        if !span.is_empty() {
            self.writer.enter(Holder::Caption);
            self.writer.begin();
            self.inline(span);
            self.writer.leave();
        }
    }

    /// What stands beneath a picture: its caption, and prose.
    fn figure(&mut self, at: usize, end: usize, depth: usize) {
        let from = self.behind_options(at + 1, end);
        let Some(first) = self.next_words(from, end) else {
            return;
        };
        let behind = self.run(first, end);
        self.caption(self.whole(first, behind));
        self.beneath(Holder::Prose, behind, end, depth);
    }
}

fn shortened(name: &str) -> String {
    name.chars().take(40).collect()
}
