//! Mark-up within a paragraph of AsciiDoc.

use super::Reader;
use super::signs::SIGNS;
use crate::document::MarkKind;
use crate::document::lined::{Closing, Inline, Stretch, Writer};
use crate::document::markdown::entity;
use crate::span::Span;

fn is_word(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_alphanumeric() || c == '_')
}

impl<'a> Inline<'a> for Reader<'a> {
    const SIGNS: &'static [u8] = b"\\`*_#^~\"'+{<[(&";

    fn begins_with(byte: u8) -> bool {
        byte.is_ascii_lowercase()
    }

    fn parts(&mut self) -> (&'a str, &mut Writer<'a>) {
        (self.source, &mut self.writer)
    }

    fn opened(&mut self, at: usize, byte: u8, stretch: &mut Stretch<'a>) -> Option<usize> {
        let rest = &self.source[at..stretch.end()];
        match byte {
            b'\\' => {
                let next = rest[1..].chars().next();
                next.filter(|c| "`*_#^~{<[(&+\"'".contains(*c))?;
                self.flush(stretch, at, at + 1);
                Some(at + 2)
            }
            b'`' if rest.starts_with("`'") => self.sign(at, 2, "’", stretch),
            b'`' => self.code(at, stretch),
            b'*' | b'_' | b'#' => self.formatted(at, byte, at, None, stretch),
            b'^' | b'~' => self.shifted(at, byte, stretch),
            b'"' | b'\'' if rest[1..].starts_with('`') => self.quoted(at, byte, stretch),
            b'+' => self.passed(at, stretch),
            b'{' => self.named(at, stretch),
            b'<' => self.angled(at, stretch),
            b'[' => self.bracketed(at, stretch),
            b'(' if rest.starts_with("((") => self.index(at, stretch),
            b'&' => {
                let (words, length) = entity(rest)?;
                self.flush(stretch, at, at + length);
                self.writer.replace(&words, Span::new(at, at + length));
                Some(at + length)
            }
            b'h' if rest.starts_with("http://") || rest.starts_with("https://") => {
                Some(self.address(at, stretch))
            }
            _ => self.called(at, stretch),
        }
    }
}

impl Reader<'_> {
    fn sign(
        &mut self,
        at: usize,
        length: usize,
        sign: &str,
        stretch: &mut Stretch<'_>,
    ) -> Option<usize> {
        self.flush(stretch, at, at + length);
        self.writer.replace(sign, Span::new(at, at + length));
        Some(at + length)
    }

    /// Where `sign` ends what it began before `from`; between words unless it is doubled.
    fn closing(
        &self,
        from: usize,
        sign: &'static str,
        is_bound: bool,
        stretch: &mut Stretch<'_>,
    ) -> Option<usize> {
        let (source, end) = (self.source, stretch.end());
        // A sign that opens may reach beyond the place where the mark around it ends.
        let first = source.get(from..end)?.chars().next()?;
        if is_bound && first.is_whitespace() {
            return None;
        }
        let fits = |close: usize| {
            let behind = source[close + sign.len()..].chars().next();
            !is_bound
                || !source[..close].ends_with(char::is_whitespace)
                    && (!is_word(behind) || close + sign.len() == end)
        };
        stretch
            .search
            .first(from + first.len_utf8(), end, sign, fits)
    }

    fn is_bound(&self, at: usize, stretch: &Stretch<'_>) -> bool {
        let before = self.source[stretch.span.start..at].chars().next_back();
        is_word(before) || matches!(before, Some(':' | ';' | '}'))
    }

    /// Code between backticks.
    fn code(&mut self, at: usize, stretch: &mut Stretch<'_>) -> Option<usize> {
        let is_double = self.source[at..].starts_with("``");
        let sign = if is_double { "``" } else { "`" };
        if !is_double && self.is_bound(at, stretch) {
            return None;
        }
        let from = at + sign.len();
        let close = self.closing(from, sign, !is_double, stretch)?;
        let whole = Span::new(at, close + sign.len());
        let mut inner = Span::new(from, close);
        let text = inner.of(self.source);
        if text.len() > 2 && text.starts_with('+') && text.ends_with('+') {
            inner = Span::new(inner.start + 1, inner.end - 1);
        } else if text.len() > 1 && text.starts_with('\\') {
            inner.start += 1;
        }
        self.flush(stretch, at, whole.end);
        self.writer.marked(MarkKind::Code, inner, whole);
        Some(whole.end)
    }

    /// Words that are stressed, or marked for what the brackets before them say, which begin at
    /// `whole`.
    fn formatted(
        &mut self,
        at: usize,
        byte: u8,
        whole: usize,
        role: Option<&str>,
        stretch: &mut Stretch<'_>,
    ) -> Option<usize> {
        let signs = match byte {
            b'*' => ["**", "*"],
            b'_' => ["__", "_"],
            _ => ["##", "#"],
        };
        let is_double = self.source[at..stretch.end()].starts_with(signs[0]);
        let sign = signs[usize::from(!is_double)];
        if !is_double && self.is_bound(whole, stretch) {
            return None;
        }
        let close = self.closing(at + sign.len(), sign, !is_double, stretch)?;
        let place = Span::new(whole, close + sign.len());
        self.flush(stretch, whole, whole);
        let is_struck =
            role.is_some_and(|role| role.contains("line-through") || role.contains("strike"));
        let is_open = match is_struck {
            true => self.writer.strike(place),
            false => self.writer.open(MarkKind::Emphasis, place),
        };
        if !is_open {
            return None;
        }
        stretch.from = at + sign.len();
        stretch.closings.push(Closing {
            at: close,
            length: sign.len(),
            sign: None,
        });
        Some(at + sign.len())
    }

    /// Raised or lowered words, which have no space.
    fn shifted(&mut self, at: usize, byte: u8, stretch: &mut Stretch<'_>) -> Option<usize> {
        let sign = if byte == b'^' { "^" } else { "~" };
        let close = self.closing(at + 1, sign, false, stretch)?;
        let inner = Span::new(at + 1, close);
        if inner.len() > 60 || inner.of(self.source).contains(char::is_whitespace) {
            return None;
        }
        let whole = Span::new(at, close + 1);
        self.flush(stretch, at, whole.end);
        match byte {
            b'^' => self.writer.raised(inner, whole),
            _ => self.writer.words(inner),
        }
        Some(whole.end)
    }

    /// Words between quotation marks that are written ``"`…`"``.
    fn quoted(&mut self, at: usize, byte: u8, stretch: &mut Stretch<'_>) -> Option<usize> {
        let (close, opens, closes) = match byte {
            b'"' => ("`\"", "“", "”"),
            _ => ("`'", "‘", "’"),
        };
        let close = self.closing(at + 2, close, false, stretch)?;
        self.flush(stretch, at, at + 2);
        self.writer.replace(opens, Span::new(at, at + 2));
        if stretch.closings.len() < super::DEEPEST {
            stretch.closings.push(Closing {
                at: close,
                length: 2,
                sign: Some(closes),
            });
        }
        Some(at + 2)
    }

    /// Words in which no sign is mark-up: `+…+`.
    fn passed(&mut self, at: usize, stretch: &mut Stretch<'_>) -> Option<usize> {
        let rest = &self.source[at..stretch.end()];
        if self.source[..at].ends_with(' ') && rest[1..].starts_with(['\n', '\r']) {
            // A line that ends with its words.
            self.flush(stretch, at, at + 1);
            return Some(at + 1);
        }
        let sign = ["+++", "++", "+"]
            .into_iter()
            .find(|sign| rest.starts_with(sign))?;
        if sign == "+" && self.is_bound(at, stretch) {
            return None;
        }
        let close = self.closing(at + sign.len(), sign, sign == "+", stretch)?;
        let inner = Span::new(at + sign.len(), close);
        let whole = Span::new(at, close + sign.len());
        self.flush(stretch, at, whole.end);
        match sign {
            "+++" => {}
            _ => self.writer.words(inner),
        }
        Some(whole.end)
    }

    /// `{name}`, which other words stand for.
    fn named(&mut self, at: usize, stretch: &mut Stretch<'_>) -> Option<usize> {
        const LONGEST: usize = 60;
        let rest = &self.source.as_bytes()[at..stretch.end()];
        let close = rest.iter().take(LONGEST).position(|byte| *byte == b'}')?;
        let whole = Span::new(at, at + close + 1);
        let inner = Span::new(at + 1, at + close);
        let name = inner.of(self.source);
        let is_letter = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        if name.is_empty() || !name.chars().all(is_letter) {
            return None;
        }
        self.flush(stretch, at, whole.end);
        let sign = SIGNS.iter().find(|(known, _)| *known == name);
        match (sign, self.names.get(name)) {
            (Some((_, sign)), _) => self.writer.replace(sign, whole),
            (_, Some(value)) => {
                let value = value.of(self.source).replace(['*', '`', '_'], "");
                self.writer.replace(&value, whole);
            }
            _ => self.writer.marked(MarkKind::Code, inner, whole),
        }
        Some(whole.end)
    }

    /// `<<place,words>>` and `<address>`.
    fn angled(&mut self, at: usize, stretch: &mut Stretch<'_>) -> Option<usize> {
        if !self.source[at..].starts_with("<<") {
            return None;
        }
        let close = self.closing(at + 2, ">>", false, stretch)?;
        let whole = Span::new(at, close + 2);
        let inner = Span::new(at + 2, close);
        let text = inner.of(self.source);
        let (place, words) = match text.find(',') {
            Some(comma) => (
                &text[..comma],
                Span::new(inner.start + comma + 1, inner.end),
            ),
            None => (text, Span::new(inner.end, inner.end)),
        };
        self.flush(stretch, at, whole.end);
        match self.labels.contains(place.trim()) {
            true => self.writer.refer(place.trim(), whole),
            false => self.writer.words(words),
        }
        Some(whole.end)
    }

    /// What stands between brackets: an anchor, or what says how the words behind are set.
    fn bracketed(&mut self, at: usize, stretch: &mut Stretch<'_>) -> Option<usize> {
        let close = stretch
            .search
            .closing(at)
            .filter(|&close| close < stretch.end())?;
        let inner = &self.source[at + 1..close];
        let behind = &self.source[close + 1..stretch.end()];
        let is_anchor = inner.starts_with('[') && inner.ends_with(']');
        let is_id = inner.starts_with('#') && !inner.contains(' ');
        let byte = behind.bytes().next().filter(|byte| b"#*_`".contains(byte));
        let is_name = |c: char| c.is_alphanumeric() || "-_.#% ".contains(c);
        match byte {
            Some(b'`') if !inner.is_empty() && inner.chars().all(is_name) => {
                self.flush(stretch, at, close + 1);
                Some(close + 1)
            }
            Some(byte) if !inner.is_empty() && inner.chars().all(is_name) => {
                self.formatted(close + 1, byte, at, Some(inner), stretch)
            }
            _ if is_anchor || is_id => {
                self.flush(stretch, at, close + 1);
                Some(close + 1)
            }
            _ => None,
        }
    }

    /// A term of the index: `((shown))` or `(((hidden, below)))`.
    fn index(&mut self, at: usize, stretch: &mut Stretch<'_>) -> Option<usize> {
        let is_hidden = self.source[at..].starts_with("(((");
        let (sign, length) = if is_hidden { (")))", 3) } else { ("))", 2) };
        let close = self.closing(at + length, sign, false, stretch)?;
        let inner = Span::new(at + length, close);
        self.flush(stretch, at, close + length);
        if !is_hidden {
            self.writer.words(inner);
        }
        Some(close + length)
    }
}
