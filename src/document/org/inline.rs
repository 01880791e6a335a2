//! Mark-up within a paragraph of Org.

use super::Reader;
use super::citation::{grouped, is_cited, ref_works};
use super::note_label;
use crate::document::MarkKind;
use crate::document::lined::{Closing, Inline, Stretch, Writer};
use crate::span::Span;

/// The longest link or citation.
const LONGEST_LINK: usize = 2000;

/// Whether mark-up may begin behind this.
fn is_before(c: Option<char>) -> bool {
    c.is_none_or(|c| c.is_whitespace() || "-—–({'\"“‘«|".contains(c))
}

/// Whether mark-up may end before this.
fn is_behind(c: Option<char>) -> bool {
    c.is_none_or(|c| c.is_whitespace() || "-—–.,;:!?'\")}[\\|”’»…".contains(c))
}

impl<'a> Inline<'a> for Reader<'a> {
    const SIGNS: &'static [u8] = b"*/_=~+[<\\$@{^";

    fn begins_with(byte: u8) -> bool {
        byte.is_ascii_alphabetic()
    }

    fn parts(&mut self) -> (&'a str, &mut Writer<'a>) {
        (self.source, &mut self.writer)
    }

    fn opened(&mut self, at: usize, byte: u8, stretch: &mut Stretch<'a>) -> Option<usize> {
        let rest = &self.source[at..stretch.end()];
        let before = match at == stretch.from && !stretch.closings.is_empty() {
            // What is stressed begins anew within its signs.
            true => None,
            false => self.source[stretch.span.start..at].chars().next_back(),
        };
        match byte {
            b'*' | b'/' | b'_' | b'+' if is_before(before) => self.stressed(at, byte, stretch),
            b'=' | b'~' if is_before(before) => self.code(at, byte, stretch),
            b'^' | b'_' => self.shifted(at, byte, stretch),
            b'[' => self.bracketed(at, stretch),
            b'<' => self.angled(at, stretch),
            b'\\' => self.escaped(at, stretch),
            b'$' => self.formula(at, before, stretch),
            b'@' if rest.starts_with("@@") => {
                let close = stretch
                    .search
                    .first(at + 2, stretch.end(), "@@", |_| true)?;
                self.flush(stretch, at, close + 2);
                Some(close + 2)
            }
            b'{' if rest.starts_with("{{{") => {
                let close = stretch
                    .search
                    .first(at + 3, stretch.end(), "}}}", |_| true)?;
                self.flush(stretch, at, close + 3);
                Some(close + 3)
            }
            b'h' if rest.starts_with("http://") || rest.starts_with("https://") => {
                let is_end =
                    |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '[' | ']' | '|');
                let end = at + rest.find(is_end).unwrap_or(rest.len());
                self.flush(stretch, end, end);
                Some(end)
            }
            b's' if rest.starts_with("src_") => self.called(at, stretch),
            b'c' if rest.starts_with("call_") => self.called(at, stretch),
            _ => self.cited(at, stretch),
        }
    }
}

impl<'a> Reader<'a> {
    /// Where `sign` ends what it began before `from`.
    fn closing(&self, from: usize, sign: &'static str, stretch: &mut Stretch<'_>) -> Option<usize> {
        let (source, end) = (self.source, stretch.end());
        let first = source[from..end].chars().next()?;
        if first.is_whitespace() {
            return None;
        }
        let fits = |close: usize| {
            let behind = source[close + 1..].chars().next();
            !source[..close].ends_with(char::is_whitespace)
                && (is_behind(behind) || close + 1 == end)
        };
        stretch
            .search
            .first(from + first.len_utf8(), end, sign, fits)
    }

    fn stressed(&mut self, at: usize, byte: u8, stretch: &mut Stretch<'_>) -> Option<usize> {
        let sign = match byte {
            b'*' => "*",
            b'/' => "/",
            b'_' => "_",
            _ => "+",
        };
        let close = self.closing(at + 1, sign, stretch)?;
        let place = Span::new(at, close + 1);
        self.flush(stretch, at, at);
        let is_open = match byte == b'+' {
            true => self.writer.strike(place),
            false => self.writer.open(MarkKind::Emphasis, place),
        };
        if !is_open {
            return None;
        }
        stretch.from = at + 1;
        stretch.closings.push(Closing {
            at: close,
            length: 1,
            sign: None,
        });
        Some(at + 1)
    }

    fn code(&mut self, at: usize, byte: u8, stretch: &mut Stretch<'_>) -> Option<usize> {
        let close = self.closing(at + 1, if byte == b'=' { "=" } else { "~" }, stretch)?;
        self.flush(stretch, at, close + 1);
        let whole = Span::new(at, close + 1);
        self.writer
            .marked(MarkKind::Code, Span::new(at + 1, close), whole);
        Some(close + 1)
    }

    /// Raised or lowered words between braces, or a raised number.
    fn shifted(&mut self, at: usize, byte: u8, stretch: &mut Stretch<'_>) -> Option<usize> {
        let rest = &self.source[at + 1..stretch.end()];
        let (inner, end) = match rest.strip_prefix('{') {
            Some(braced) => {
                let close = braced.bytes().take(60).position(|byte| byte == b'}')?;
                (Span::new(at + 2, at + 2 + close), at + 3 + close)
            }
            None if byte == b'^' => {
                let signs = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'-' | b'+');
                let length = rest.bytes().take(12).take_while(signs).count();
                let end = at + 1 + length;
                (Span::new(at + 1, end), end)
            }
            None => return None,
        };
        if inner.is_empty() {
            return None;
        }
        self.flush(stretch, at, end);
        match byte {
            b'^' => self.writer.raised(inner, Span::new(at, end)),
            _ => self.writer.words(inner),
        }
        Some(end)
    }

    /// A link, a note, a citation, a date, or how far a task is.
    fn bracketed(&mut self, at: usize, stretch: &mut Stretch<'a>) -> Option<usize> {
        let close = stretch
            .search
            .closing(at)
            .filter(|&close| close < stretch.end())?;
        let whole = Span::new(at, close + 1);
        let inner = Span::new(at + 1, close);
        let text = inner.of(self.source);
        let is_link = inner.len() < LONGEST_LINK
            && text.starts_with('[')
            && text.ends_with(']')
            && (text.contains("][") || stretch.search.closing(at + 1) == Some(close - 1));
        if is_link {
            self.flush(stretch, at, whole.end);
            self.link(whole);
        } else if let Some(note) = text.strip_prefix("fn:") {
            self.flush(stretch, at, whole.end);
            match (
                note_label(&self.source[at..whole.end]),
                note.split_once(':'),
            ) {
                (Some((label, _)), _) => self.writer.refer(label, whole),
                (None, Some((name, words))) if !words.trim().is_empty() && !self.in_note => {
                    let start = inner.start + 3 + name.len() + 1;
                    self.writer.note(Span::new(start, inner.end), whole);
                }
                _ => {}
            }
        } else if let Some(cited) = text
            .strip_prefix("cite")
            .filter(|_| inner.len() < LONGEST_LINK)
        {
            let colon = cited.find(':')?;
            let style = &cited[..colon];
            if !(style.is_empty() || style.starts_with('/')) || !cited.contains('@') {
                return None;
            }
            self.flush(stretch, at, whole.end);
            let items = Span::new(inner.start + 4 + colon + 1, inner.end);
            let works = grouped(items.of(self.source));
            self.writer.cite(works, items, whole);
        } else if is_date(text) {
            self.flush(stretch, at, whole.end);
            self.writer.words(date(inner));
        } else if is_progress(text) {
            self.flush(stretch, at, whole.end);
        } else {
            return None;
        }
        Some(whole.end)
    }

    /// `[[target][words]]`.
    fn link(&mut self, whole: Span) {
        let inner = Span::new(whole.start + 2, whole.end - 2);
        let text = inner.of(self.source);
        let (target, words) = match text.split_once("][") {
            Some((target, words)) => (target, Span::new(inner.end - words.len(), inner.end)),
            None => (text, inner),
        };
        if let Some((style, keys)) = target.split_once(':')
            && is_cited(style)
        {
            self.writer.cite(ref_works(keys), inner, whole);
            return;
        }
        let is_file = target.starts_with("file:") || target.starts_with(['.', '/']);
        let is_picture = [".png", ".jpg", ".jpeg", ".svg", ".gif", ".pdf"]
            .iter()
            .any(|end| target.to_lowercase().ends_with(end));
        let has_words = text.contains("][");
        if target.contains("://") {
            let target = target.to_owned();
            self.writer.marked(MarkKind::Link { target }, words, whole);
        } else if is_file && has_words {
            let target = target.trim_start_matches("file:").to_owned();
            self.writer.marked(MarkKind::Link { target }, words, whole);
        } else if has_words {
            self.writer.words(words);
        } else if !(is_file && is_picture) {
            self.writer.marked(MarkKind::Code, words, whole);
        }
    }

    /// `<2024-03-01 Fri>`, `<<target>>`, `<address>`.
    fn angled(&mut self, at: usize, stretch: &mut Stretch<'_>) -> Option<usize> {
        let rest = &self.source[at..stretch.end()];
        if rest.starts_with("<<") {
            let close = stretch
                .search
                .first(at + 2, stretch.end(), ">>", |_| true)?;
            let is_radio = rest.starts_with("<<<");
            let end = close + if is_radio { 3 } else { 2 };
            let end = end.min(stretch.end());
            self.flush(stretch, at, end);
            if is_radio {
                self.writer.words(Span::new(at + 3, close.max(at + 3)));
            }
            return Some(end);
        }
        let close = rest.bytes().take(60).position(|byte| byte == b'>')?;
        let inner = Span::new(at + 1, at + close);
        is_date(inner.of(self.source)).then(|| {
            self.flush(stretch, at, at + close + 1);
            self.writer.words(date(inner));
            at + close + 1
        })
    }

    /// Code that is run: `src_python{…}`, `call_name(…)`.
    fn called(&mut self, at: usize, stretch: &mut Stretch<'_>) -> Option<usize> {
        let rest = &self.source[at..stretch.end()];
        let open = rest
            .bytes()
            .take(60)
            .position(|byte| matches!(byte, b'{' | b'(' | b' '))?;
        let close = match rest.as_bytes()[open] {
            b'{' => "}",
            b'(' => ")",
            _ => return None,
        };
        let close = stretch
            .search
            .first(at + open, stretch.end(), close, |_| true)?;
        self.flush(stretch, at, close + 1);
        Some(close + 1)
    }
}

fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let fits = |(at, byte): (usize, &u8)| match at {
        4 | 7 => *byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    bytes.len() >= 10
        && bytes[..10].iter().enumerate().all(fits)
        && (bytes.len() == 10 || bytes[10] == b' ')
}

/// The day of a time stamp, without the name of the day, the hour and how often it comes again.
fn date(inner: Span) -> Span {
    Span::new(inner.start, inner.start + 10)
}

/// Whether this counts tasks that are done: `[2/5]`, `[40%]`.
fn is_progress(text: &str) -> bool {
    let is_count = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if text.len() > 9 {
        return false;
    }
    match text.split_once('/') {
        Some((done, all)) => is_count(done) && is_count(all),
        None => text.strip_suffix('%').is_some_and(is_count),
    }
}
