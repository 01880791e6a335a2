//! What AsciiDoc writes as a name or an address with words between brackets behind it.

use serde::Deserialize;

use super::Reader;
use crate::document::MarkKind;
use crate::document::lined::{Closing, Inline, Stretch, works};
use crate::language::word_list::{self, Meanings};
use crate::span::Span;

/// What a macro makes of the words between its brackets.
#[derive(Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
enum Meaning {
    /// They lead to its target.
    Link,
    /// They name works.
    Cite,
    Note,
    /// They are words of the sentence.
    Words,
    /// They are words of the sentence unless they are mark-up of a page.
    Passed,
    Formula,
    /// They are nothing that is said.
    Nothing,
}

const LIST: &str = include_str!("macros.txt");

static KNOWN: Meanings<Meaning> = Meanings::new(|| word_list::meanings(LIST));

/// The longest name of a macro, with its colon.
const LONGEST_NAME: usize = 24;

/// The longest target of a macro.
const LONGEST_TARGET: usize = 1000;

impl<'a> Reader<'a> {
    /// An address, perhaps with the words that lead to it.
    pub(super) fn address(&mut self, at: usize, stretch: &mut Stretch<'_>) -> usize {
        let rest = &self.source[at..stretch.end()];
        let length =
            rest.find(|c: char| c.is_whitespace() || matches!(c, '[' | '<' | '>' | '`' | '|'));
        let end = at + length.unwrap_or(rest.len());
        match stretch
            .search
            .closing(end)
            .filter(|&close| close < stretch.end())
        {
            Some(close) => self.link(at, Span::new(at, end), end, close, stretch),
            None => {
                self.flush(stretch, end, end);
                end
            }
        }
    }

    /// Words between brackets, which lead to `target`.
    fn link(
        &mut self,
        at: usize,
        target: Span,
        open: usize,
        close: usize,
        stretch: &mut Stretch<'_>,
    ) -> usize {
        let inner = Span::new(open + 1, close);
        let text = inner.of(self.source);
        // What follows the words says how the link is set: `words,window=_blank`, `words^`.
        let named = text.rfind(',').filter(|&at| text[at..].contains('='));
        let shown = text[..named.unwrap_or(text.len())].trim_end_matches('^');
        let whole = Span::new(at, close + 1);
        self.flush(stretch, at, whole.end);
        let name = target.of(self.source).to_owned();
        if shown.trim().is_empty() {
            self.writer.words(target);
        } else if self.writer.open(MarkKind::Link { target: name }, whole) {
            let shown = Span::new(inner.start, inner.start + shown.len());
            stretch.from = shown.start;
            stretch.closings.push(Closing {
                at: shown.end,
                length: whole.end - shown.end,
                sign: None,
            });
            return shown.start;
        } else {
            self.writer.words(inner);
        }
        whole.end
    }

    /// A macro by its name: `footnote:[…]`, `xref:place[words]`.
    pub(super) fn called(&mut self, at: usize, stretch: &mut Stretch<'a>) -> Option<usize> {
        let rest = &self.source[at..stretch.end()];
        let colon = rest
            .bytes()
            .take(LONGEST_NAME)
            .position(|byte| byte == b':')?;
        let name = &rest[..colon];
        let is_letter =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        if !name.bytes().all(is_letter) {
            return None;
        }
        let target = at + colon + 1;
        let behind = self.source[target..stretch.end()]
            .bytes()
            .take(LONGEST_TARGET);
        let length = behind
            .take_while(|byte| !byte.is_ascii_whitespace())
            .position(|byte| byte == b'[')?;
        let open = target + length;
        let target = Span::new(target, open);
        let meaning = KNOWN.get(name).copied();
        let is_named = !target.is_empty() && !target.of(self.source).starts_with("::");
        if meaning.is_none() && !is_named {
            return None;
        }
        let close = stretch
            .search
            .closing(open)
            .filter(|&close| close < stretch.end())?;
        let inner = Span::new(open + 1, close);
        let whole = Span::new(at, close + 1);
        if meaning == Some(Meaning::Link) {
            return Some(self.link(at, target, open, close, stretch));
        }
        self.flush(stretch, at, whole.end);
        self.show(meaning, inner, target, whole);
        Some(whole.end)
    }

    /// What a macro shows for its words and its target.
    fn show(&mut self, meaning: Option<Meaning>, inner: Span, target: Span, whole: Span) {
        let words = inner.of(self.source);
        match meaning {
            Some(Meaning::Cite) => self.writer.cite(works(words), inner, whole),
            Some(Meaning::Note) => self.footnote(inner, whole),
            Some(Meaning::Words) => self.writer.words(inner),
            Some(Meaning::Passed) if !words.contains('<') => self.writer.words(inner),
            Some(Meaning::Formula) => self.writer.marked(MarkKind::Code, inner, whole),
            Some(Meaning::Link | Meaning::Passed | Meaning::Nothing) => {}
            // What an extension makes of its own macro is not known: its words stand there, and
            // nobody says them.
            None => {
                let shown = if inner.is_empty() { target } else { inner };
                self.writer.marked(MarkKind::Code, shown, whole);
            }
        }
    }

    /// A note. One without words is another reference to the note of that name, and one within a note
    /// is none.
    fn footnote(&mut self, inner: Span, whole: Span) {
        if !self.in_note && !inner.of(self.source).trim().is_empty() {
            self.writer.note(inner, whole);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_macro_is_said_once() {
        word_list::assert_sound(LIST, " ", |_| "macro");
        assert!(KNOWN.keys().all(|name| name.len() < LONGEST_NAME));
    }
}
