//! What AsciiDoc writes as a name or an address with words between brackets behind it.

use super::Reader;
use super::inline::{Closing, Stretch};
use crate::document::MarkKind;
use crate::document::lined::works;
use crate::span::Span;

/// Macros that are followed by brackets: `xref:place[words]`.
const MACROS: &[&str] = &[
    "anchor",
    "asciimath",
    "bibitem",
    "btn",
    "cite",
    "citenp",
    "fullcite",
    "footnote",
    "footnoteref",
    "icon",
    "image",
    "indexterm",
    "indexterm2",
    "kbd",
    "latexmath",
    "link",
    "mailto",
    "menu",
    "pass",
    "stem",
    "xref",
];

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
        let is_known = MACROS.contains(&name);
        let is_named = !target.is_empty() && !target.of(self.source).starts_with("::");
        if !is_known && !is_named {
            return None;
        }
        let close = stretch
            .search
            .closing(open)
            .filter(|&close| close < stretch.end())?;
        let inner = Span::new(open + 1, close);
        let whole = Span::new(at, close + 1);
        if matches!(name, "link" | "mailto") {
            return Some(self.link(at, target, open, close, stretch));
        }
        self.flush(stretch, at, whole.end);
        match name {
            "cite" | "citenp" | "fullcite" | "bibitem" => {
                let works = works(inner.of(self.source));
                self.writer.cite(works, inner, whole);
            }
            "footnote" | "footnoteref" => self.footnote(inner, whole),
            "xref" | "indexterm2" | "kbd" | "btn" | "menu" => self.writer.words(inner),
            "pass" if !inner.of(self.source).contains('<') => self.writer.words(inner),
            "stem" | "latexmath" | "asciimath" => {
                self.writer.marked(MarkKind::Code, inner, whole);
            }
            // What an extension makes of its own macro is not known: its words stand there, and
            // nobody says them.
            _ if !is_known => {
                let shown = if inner.is_empty() { target } else { inner };
                self.writer.marked(MarkKind::Code, shown, whole);
            }
            _ => {}
        }
        Some(whole.end)
    }

    /// A note. One without words is another reference to the note of that name, and one within a note
    /// is none.
    fn footnote(&mut self, inner: Span, whole: Span) {
        if !self.in_note && !inner.of(self.source).trim().is_empty() {
            self.writer.note(inner, whole);
        }
    }
}
