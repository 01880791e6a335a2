//! The map from every character of an extracted text back to the text it was read from.

use serde::{Deserialize, Serialize};

use crate::span::Span;

/// A stretch of the extracted text and where it came from.
///
/// An identity run (equal lengths, same bytes) maps offset by offset; any other run is a
/// replaced piece (an entity, an escape, a decoded character) that maps only as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Run {
    text: Span,
    source: Span,
    identity: bool,
}

/// A piecewise map from offsets of an extracted text to offsets of its source text.
///
/// Invariants: runs are in text order and cover the text without gap or overlap. The source spans
/// of a text's own map do not run backwards; those of a reading may, where a file keeps its words
/// in another order (only `to_source` is asked of them).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OffsetMap {
    runs: Vec<Run>,
}

impl OffsetMap {
    /// The map of a text onto itself, `length` bytes long, beginning at byte `start` of its source.
    #[must_use]
    pub fn identity(start: usize, length: usize) -> Self {
        let mut map = Self::default();
        map.push_copied(Span::new(start, start + length));
        map
    }

    /// Appends text that was copied byte for byte from `source`.
    pub fn push_copied(&mut self, source: Span) {
        if source.is_empty() {
            return;
        }
        let start = self.text_length();
        if let Some(last) = self.runs.last_mut()
            && last.identity
            && last.source.end == source.start
        {
            last.source.end = source.end;
            last.text.end += source.len();
            return;
        }
        self.runs.push(Run {
            text: Span::new(start, start + source.len()),
            source,
            identity: true,
        });
    }

    /// Appends `length` bytes of text that stand for `source` as a whole.
    ///
    /// `source` may be empty: the text was put in by the reader (a separator between blocks).
    pub fn push_replaced(&mut self, length: usize, source: Span) {
        if length == 0 {
            return;
        }
        let start = self.text_length();
        self.runs.push(Run {
            text: Span::new(start, start + length),
            source,
            identity: false,
        });
    }

    /// Appends the text that `other` maps, whose source begins at byte `base` of this one's.
    pub fn append(&mut self, other: &OffsetMap, base: usize) {
        for run in &other.runs {
            match run.identity {
                true => self.push_copied(run.source.shifted(base)),
                false => self.push_replaced(run.text.len(), run.source.shifted(base)),
            }
        }
    }

    /// Forgets the text from `length` on. A replaced piece that it cuts is forgotten as a whole,
    /// so cut only where a piece begins or within copied text.
    pub fn truncate(&mut self, length: usize) {
        while let Some(last) = self.runs.last_mut()
            && last.text.end > length
        {
            if last.identity && last.text.start < length {
                last.source.end -= last.text.end - length;
                last.text.end = length;
            } else {
                self.runs.pop();
            }
        }
    }

    /// The map from this text to the source that `inner` maps this map's source to.
    ///
    /// Copied text stays copied wherever both maps copied it.
    #[must_use]
    pub fn through(&self, inner: &OffsetMap) -> OffsetMap {
        let mut map = OffsetMap::default();
        for run in &self.runs {
            if run.identity {
                inner.copy_range(run.source, &mut map);
            } else {
                map.push_replaced(run.text.len(), inner.to_source(run.source));
            }
        }
        map
    }

    /// Appends to `map` the pieces of this map's text `span`.
    fn copy_range(&self, span: Span, map: &mut OffsetMap) {
        let first = self.runs.partition_point(|run| run.text.end <= span.start);
        for run in &self.runs[first..] {
            if run.text.start >= span.end {
                break;
            }
            let start = run.text.start.max(span.start);
            let end = run.text.end.min(span.end);
            if run.identity {
                let source = run.source.start + (start - run.text.start);
                map.push_copied(Span::new(source, source + (end - start)));
            } else {
                map.push_replaced(end - start, run.source);
            }
        }
    }

    /// Length of the mapped text in bytes.
    #[must_use]
    pub fn text_length(&self) -> usize {
        self.runs.last().map_or(0, |run| run.text.end)
    }

    /// The smallest source span that holds everything the text `span` was read from.
    ///
    /// An empty span maps to an empty span.
    #[must_use]
    pub fn to_source(&self, span: Span) -> Span {
        if span.is_empty() {
            let at = self.source_start(span.start);
            return Span::new(at, at);
        }
        let start = self.source_start(span.start);
        let end = self.source_end(span.end);
        Span::new(start, end.max(start))
    }

    /// The text span that was read from within `source`; empty where nothing was.
    #[must_use]
    pub fn to_text(&self, source: Span) -> Span {
        let first = self
            .runs
            .partition_point(|run| run.source.end <= source.start);
        let last = self
            .runs
            .partition_point(|run| run.source.start < source.end);
        if first >= last {
            let at = self
                .runs
                .get(first)
                .map_or(self.text_length(), |run| run.text.start);
            return Span::new(at, at);
        }
        let (head, tail) = (self.runs[first], self.runs[last - 1]);
        let start = if head.identity {
            head.text.start + source.start.saturating_sub(head.source.start)
        } else {
            head.text.start
        };
        let end = if tail.identity {
            tail.text.end - tail.source.end.saturating_sub(source.end)
        } else {
            tail.text.end
        };
        Span::new(start, end.max(start))
    }

    fn source_start(&self, offset: usize) -> usize {
        let at = self.runs.partition_point(|run| run.text.end <= offset);
        match self.runs.get(at) {
            Some(run) if run.identity => run.source.start + (offset - run.text.start),
            Some(run) => run.source.start,
            None => self.runs.last().map_or(0, |run| run.source.end),
        }
    }

    fn source_end(&self, offset: usize) -> usize {
        let at = self.runs.partition_point(|run| run.text.end < offset);
        match self.runs.get(at) {
            Some(run) if run.identity => run.source.start + (offset - run.text.start),
            Some(run) => run.source.end,
            None => self.runs.last().map_or(0, |run| run.source.end),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `Caf&eacute; au lait` read as `Café au lait`.
    fn cafe() -> OffsetMap {
        let mut map = OffsetMap::default();
        map.push_copied(Span::new(0, 3));
        map.push_replaced("é".len(), Span::new(3, 11));
        map.push_copied(Span::new(11, 19));
        map
    }

    #[test]
    fn a_replaced_piece_maps_as_a_whole() {
        assert_eq!(cafe().to_source(Span::new(0, 5)), Span::new(0, 11));
        assert_eq!(cafe().to_source(Span::new(3, 5)), Span::new(3, 11));
        assert_eq!(cafe().to_source(Span::new(6, 8)), Span::new(12, 14));
        assert_eq!(cafe().to_source(Span::new(5, 5)), Span::new(11, 11));
    }

    #[test]
    fn the_way_back_covers_what_was_read_from_the_source() {
        assert_eq!(cafe().to_text(Span::new(0, 11)), Span::new(0, 5));
        assert_eq!(cafe().to_text(Span::new(4, 6)), Span::new(3, 5));
        assert_eq!(cafe().to_text(Span::new(12, 14)), Span::new(6, 8));
    }

    #[test]
    fn adjacent_copies_become_one_run() {
        let mut map = OffsetMap::default();
        map.push_copied(Span::new(2, 4));
        map.push_copied(Span::new(4, 9));
        assert_eq!(map, OffsetMap::identity(2, 7));
    }
}
