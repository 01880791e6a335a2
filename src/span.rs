//! Places in a text: half-open byte spans, and the line and column a byte stands on.
//!
//! Knows nothing of files, formats or languages; every other module counts in these units.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A half-open range of bytes, `start..end`, in some text that the holder of the span knows.
///
/// Invariant: `start <= end`.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Span {
    /// First byte of the span.
    pub start: usize,
    /// One past the last byte of the span.
    pub end: usize,
}

impl Span {
    /// The span `start..end`.
    ///
    /// # Panics
    /// If `end < start`: such a span is a defect of the caller, not of the input.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "span {start}..{end} ends before it starts");
        Self { start, end }
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span covers no byte.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly within this span.
    #[must_use]
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the byte at `offset` lies within this span.
    #[must_use]
    pub fn contains_offset(self, offset: usize) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Whether the two spans share at least one byte.
    #[must_use]
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn cover(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The same span counted from a point `by` bytes earlier.
    #[must_use]
    pub fn shifted(self, by: usize) -> Span {
        Span::new(self.start + by, self.end + by)
    }

    /// The same span counted from `origin`, which must not lie behind its start.
    #[must_use]
    pub fn relative_to(self, origin: usize) -> Span {
        Span::new(self.start - origin, self.end - origin)
    }

    /// The words of `text` that the span covers.
    ///
    /// # Panics
    /// If the span is not on character boundaries of `text`.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Span::new(range.start, range.end)
    }
}

impl From<Span> for Range<usize> {
    fn from(span: Span) -> Self {
        span.start..span.end
    }
}

/// Spans that are asked, often, whether one of them overlaps another: in order, and joined where
/// they overlap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SpanSet {
    spans: Vec<Span>,
}

impl SpanSet {
    /// Whether one of the spans shares a byte with `other`.
    #[must_use]
    pub fn overlaps(&self, other: Span) -> bool {
        let next = self.spans.partition_point(|span| span.end <= other.start);
        self.spans
            .get(next)
            .is_some_and(|span| span.overlaps(other))
    }

    /// The spans that lie within `place`, in order, counted from its start.
    pub fn within(&self, place: Span) -> impl Iterator<Item = Span> + '_ {
        let first = self.spans.partition_point(|span| span.start < place.start);
        let begun = self.spans[first..].iter();
        let within = begun.take_while(move |span| span.end <= place.end);
        within.map(move |span| span.relative_to(place.start))
    }

    /// The span that starts at `offset`.
    #[must_use]
    pub fn starting_at(&self, offset: usize) -> Option<Span> {
        let found = self.spans.binary_search_by_key(&offset, |span| span.start);
        found.ok().map(|at| self.spans[at])
    }
}

impl FromIterator<Span> for SpanSet {
    fn from_iter<I: IntoIterator<Item = Span>>(spans: I) -> Self {
        let mut sorted: Vec<Span> = spans.into_iter().filter(|span| !span.is_empty()).collect();
        sorted.sort_unstable();
        let mut apart: Vec<Span> = Vec::with_capacity(sorted.len());
        for span in sorted {
            match apart.last_mut() {
                Some(last) if last.overlaps(span) => *last = last.cover(span),
                _ => apart.push(span),
            }
        }
        Self { spans: apart }
    }
}

/// The end of `text`, about so many bytes of it: what a pattern that asks only what stands right
/// before a place is held against, instead of all the text before that.
#[must_use]
pub fn tail(text: &str, bytes: usize) -> &str {
    &text[text.ceil_char_boundary(text.len().saturating_sub(bytes))..]
}

/// A line and a column, both starting at 1; columns count code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Position {
    /// Line number, from 1.
    pub line: usize,
    /// Column in code points, from 1.
    pub column: usize,
}

/// Where each line of a text starts, so that a byte offset can be told as line and column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineIndex {
    starts: Vec<usize>,
    /// Characters counted ahead, so that a column far into a line costs no count of all of it;
    /// empty where no line is long.
    counted: Vec<Count>,
}

/// How many characters stand before an offset of a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    offset: usize,
    code_points: usize,
    utf16_units: usize,
}

impl Count {
    /// The count at `offset`, which lies at or behind this one's.
    fn advanced(self, text: &str, offset: usize) -> Self {
        let between = &text[self.offset..offset];
        Self {
            offset,
            code_points: self.code_points + between.chars().count(),
            utf16_units: self.utf16_units + between.encode_utf16().count(),
        }
    }
}

/// Distance in bytes between two counts ahead; lines up to this long need none.
const COUNT_EVERY: usize = 2 * 1024;

impl LineIndex {
    /// Indexes `text`; a line ends with `\n` (so `\r\n` ends one line, not two).
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut starts = vec![0];
        starts.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1));
        let ends = starts.iter().skip(1).copied().chain([text.len()]);
        let is_long = starts
            .iter()
            .zip(ends)
            .any(|(start, end)| end - start > COUNT_EVERY);
        let counted = if is_long {
            count_ahead(text)
        } else {
            Vec::new()
        };
        Self { starts, counted }
    }

    /// Number of lines; an empty text has one.
    #[must_use]
    pub fn line_count(&self) -> usize {
        self.starts.len()
    }

    /// Line and column of the byte at `offset` of `text`, the text that was indexed.
    ///
    /// An offset past the end counts as the end.
    #[must_use]
    pub fn position(&self, text: &str, offset: usize) -> Position {
        let offset = offset.min(text.len());
        let line = self.starts.partition_point(|&start| start <= offset);
        let (start, end) = self.counts(text, self.starts[line - 1], offset);
        Position {
            line,
            column: end.code_points - start.code_points + 1,
        }
    }

    /// The offset of a line and column of `text`, the text that was indexed; a column past the end of
    /// its line counts as that end, `None` past the last line.
    #[must_use]
    pub fn offset(&self, text: &str, position: Position) -> Option<usize> {
        let line = self.line_span(text, position.line)?;
        let (start, _) = self.counts(text, line.start, line.start);
        let wanted = start.code_points + position.column.saturating_sub(1);
        let after = self
            .counted
            .partition_point(|count| count.code_points <= wanted);
        let ahead = after.checked_sub(1).map(|index| self.counted[index]);
        let from = ahead
            .filter(|count| line.start < count.offset)
            .unwrap_or(start);
        if from.offset >= line.end {
            return Some(line.end);
        }
        let mut behind = text[from.offset..line.end].char_indices();
        let found = behind.nth(wanted - from.code_points);
        Some(found.map_or(line.end, |(at, _)| from.offset + at))
    }

    /// Column of the byte at `offset` in UTF-16 code units, from 1, as SARIF and editors count.
    #[must_use]
    pub fn utf16_column(&self, text: &str, offset: usize) -> usize {
        let offset = offset.min(text.len());
        let line = self.starts.partition_point(|&start| start <= offset);
        let (start, end) = self.counts(text, self.starts[line - 1], offset);
        end.utf16_units - start.utf16_units + 1
    }

    /// The counts at the start of a line and at an offset in it, from the nearest count ahead.
    fn counts(&self, text: &str, line_start: usize, offset: usize) -> (Count, Count) {
        let nearest = |offset| {
            let after = self.counted.partition_point(|count| count.offset <= offset);
            after.checked_sub(1).map(|index| self.counted[index])
        };
        let start = match nearest(line_start) {
            Some(count) => count.advanced(text, line_start),
            None => Count {
                offset: line_start,
                ..Count::default()
            },
        };
        let from = nearest(offset).filter(|count| count.offset > line_start);
        (start, from.unwrap_or(start).advanced(text, offset))
    }

    /// The span of line number `line` (from 1) of `text`, without its line end; `None` past the last line.
    #[must_use]
    pub fn line_span(&self, text: &str, line: usize) -> Option<Span> {
        let start = *self.starts.get(line.checked_sub(1)?)?;
        let end = self.starts.get(line).map_or(text.len(), |next| next - 1);
        let trimmed = text[start..end].trim_end_matches('\r').len();
        Some(Span::new(start, start + trimmed))
    }
}

/// How many characters stand before each place of a text, counted once for all the places that are
/// asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Characters {
    counted: Vec<Count>,
}

impl Characters {
    /// Counts the characters of `text`.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let counted = count_ahead(text);
        Self { counted }
    }

    /// How many code points of `text`, the text that was counted, stand before `offset`.
    ///
    /// # Panics
    /// If the offset is not on a character boundary of the text.
    #[must_use]
    pub fn before(&self, text: &str, offset: usize) -> usize {
        let after = self.counted.partition_point(|count| count.offset <= offset);
        let ahead = after.checked_sub(1).map(|index| self.counted[index]);
        ahead.unwrap_or_default().advanced(text, offset).code_points
    }
}

/// Counts the characters of a text up to every [`COUNT_EVERY`]th byte.
fn count_ahead(text: &str) -> Vec<Count> {
    let mut counted = vec![Count::default()];
    let mut last = Count::default();
    while last.offset + COUNT_EVERY < text.len() {
        let next = text.ceil_char_boundary(last.offset + COUNT_EVERY);
        last = last.advanced(text, next);
        counted.push(last);
    }
    counted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_counted_wherever_they_stand() {
        let text = "é🙂a".repeat(3000);
        let characters = Characters::of(&text);
        for (count, (offset, _)) in text.char_indices().enumerate() {
            assert_eq!(characters.before(&text, offset), count);
        }
        assert_eq!(characters.before(&text, text.len()), 9000);
    }

    #[test]
    fn columns_count_code_points_and_lines_start_at_one() {
        let text = "café\r\nIbrahim Maïga\n";
        let index = LineIndex::new(text);
        let at = |needle| index.position(text, text.find(needle).unwrap());
        assert_eq!(at("café"), Position { line: 1, column: 1 });
        assert_eq!(at("Maïga"), Position { line: 2, column: 9 });
        assert_eq!(
            at("ga\n"),
            Position {
                line: 2,
                column: 12
            }
        );
    }

    #[test]
    fn columns_far_into_a_line_are_counted_alike() {
        let line = "é𝕄 Mali ".repeat(5000);
        let text = format!("first\n{line}\nlast {line}");
        let index = LineIndex::new(&text);
        for offset in [6, 6 + 12 * 3000, 6 + 12 * 4999, text.len()] {
            let before = text[..offset].rsplit('\n').next().unwrap();
            let column = index.position(&text, offset).column;
            assert_eq!(column, before.chars().count() + 1);
            let position = index.position(&text, offset);
            assert_eq!(index.offset(&text, position), Some(offset));
            let utf16 = index.utf16_column(&text, offset);
            assert_eq!(utf16, before.encode_utf16().count() + 1);
        }
    }

    #[test]
    fn a_line_span_leaves_out_its_line_end() {
        let text = "one\r\ntwo\nthree";
        let index = LineIndex::new(text);
        let line = |n| index.line_span(text, n).map(|span| span.of(text));
        assert_eq!(line(1), Some("one"));
        assert_eq!(line(2), Some("two"));
        assert_eq!(line(3), Some("three"));
        assert_eq!(line(4), None);
    }

    #[test]
    fn utf16_columns_count_surrogate_pairs_twice() {
        let text = "𝕄ali";
        assert_eq!(LineIndex::new(text).utf16_column(text, 4), 3);
    }
}
