//! What Org takes from LaTeX: signs by their names, and formulas.

use super::Reader;
use crate::document::MarkKind;
use crate::document::lined::{Inline, Stretch, works};
use crate::document::markdown::entity;
use crate::span::Span;

/// Names of signs that are written with a backslash and are none of HTML's.
const ENTITIES: &[(&str, &str)] = &[
    ("AA", "Å"),
    ("dots", "…"),
    ("EUR", "€"),
    ("euro", "€"),
    ("ldots", "…"),
    ("o", "ø"),
    ("ss", "ß"),
];

/// The longest formula between two dollar signs.
const LONGEST_FORMULA: usize = 400;

impl Reader<'_> {
    /// A sign by its name, a line's end, or a formula.
    pub(super) fn escaped(&mut self, at: usize, stretch: &mut Stretch<'_>) -> Option<usize> {
        let rest = &self.source[at + 1..stretch.end()];
        let close = match rest.as_bytes().first()? {
            b'(' => Some("\\)"),
            b'[' => Some("\\]"),
            _ => None,
        };
        if let Some(sign) = close {
            let close = stretch
                .search
                .first(at + 2, stretch.end(), sign, |_| true)?;
            self.flush(stretch, at, close + 2);
            let whole = Span::new(at, close + 2);
            self.writer
                .marked(MarkKind::Code, Span::new(at + 2, close), whole);
            return Some(close + 2);
        }
        if rest.starts_with('\\') && rest[1..].trim_start_matches(' ').starts_with(['\n', '\r']) {
            self.flush(stretch, at, at + 2);
            return Some(at + 2);
        }
        let length = rest
            .bytes()
            .take(24)
            .take_while(u8::is_ascii_alphabetic)
            .count();
        let name = &rest[..length];
        if let Some(braced) = rest[length..]
            .strip_prefix('{')
            .filter(|it| !it.starts_with('}'))
        {
            let close = braced
                .bytes()
                .take(LONGEST_FORMULA)
                .position(|byte| byte == b'}')?;
            let start = at + 1 + length + 1;
            let inner = Span::new(start, start + close);
            let whole = Span::new(at, inner.end + 1);
            self.flush(stretch, at, whole.end);
            self.command(name, inner, whole);
            return Some(whole.end);
        }
        let known = ENTITIES.iter().find(|(known, _)| *known == name);
        let sign = match known {
            Some((_, sign)) => (*sign).to_owned(),
            None => entity(&format!("&{name};"))?.0,
        };
        let braces = if rest[length..].starts_with("{}") {
            2
        } else {
            0
        };
        let whole = Span::new(at, at + 1 + length + braces);
        self.flush(stretch, at, whole.end);
        self.writer.replace(&sign, whole);
        Some(whole.end)
    }

    /// A command of LaTeX with what it is given.
    fn command(&mut self, name: &str, inner: Span, whole: Span) {
        if name.to_lowercase().contains("cite") {
            self.writer.cite(works(inner.of(self.source)), inner, whole);
        } else if !matches!(
            name,
            "ref" | "eqref" | "pageref" | "autoref" | "label" | "index"
        ) {
            self.writer.marked(MarkKind::Code, inner, whole);
        }
    }

    /// A formula between dollar signs, of which the outer ones touch it.
    pub(super) fn formula(
        &mut self,
        at: usize,
        before: Option<char>,
        stretch: &mut Stretch<'_>,
    ) -> Option<usize> {
        let (source, end) = (self.source, stretch.end());
        if source[at..end].starts_with("$$") {
            let close = stretch.search.first(at + 2, end, "$$", |_| true)?;
            self.flush(stretch, at, close + 2);
            return Some(close + 2);
        }
        let first = source[at + 1..end].chars().next()?;
        if before == Some('$') || first.is_whitespace() || ".,;$".contains(first) {
            return None;
        }
        let fits = |close: usize| {
            let behind = source[close + 1..].chars().next();
            !source[..close].ends_with(|c: char| c.is_whitespace() || c == ',' || c == '.')
                && behind.is_none_or(|c| !c.is_alphanumeric())
        };
        let end = source.floor_char_boundary(end.min(at + LONGEST_FORMULA));
        let close = stretch
            .search
            .first(at + 1 + first.len_utf8(), end, "$", fits)?;
        let inner = Span::new(at + 1, close);
        // Between two prices stand words, or a third one.
        let written = inner.of(source);
        if written.contains('$') || written.matches('\n').count() > 2 || is_prose(written) {
            return None;
        }
        self.flush(stretch, at, close + 1);
        self.writer
            .marked(MarkKind::Code, inner, Span::new(at, close + 1));
        Some(close + 1)
    }
}

/// Whether what stands between two dollar signs is running text, and no formula.
fn is_prose(between: &str) -> bool {
    let is_word = |word: &str| word.len() > 1 && word.chars().all(char::is_alphabetic);
    !between.contains(['\\', '^', '_', '{', '=']) && between.split(' ').skip(1).any(is_word)
}
