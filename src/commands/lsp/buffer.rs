//! An open draft as the client has it: its text, and where the places of its last report went since.

use std::path::PathBuf;
use std::sync::Arc;

use ls_types::{Range, TextDocumentContentChangeEvent, Uri};

use super::units::{Lined, Units};
use super::worker::Known;
use crate::span::Span;

/// Edits that are remembered; of a text that changed more often nothing is known any more.
const MOST_EDITS: usize = 4096;

/// An open draft.
pub(super) struct Buffer {
    pub(super) uri: Uri,
    pub(super) path: PathBuf,
    pub(super) version: i32,
    pub(super) text: Arc<String>,
    lined: Lined,
    units: Units,
    /// What changed since `known` was known, in order.
    edits: Vec<Edit>,
    /// What the last check told of it.
    pub(super) known: Option<Arc<Known>>,
}

/// A span of a text that was replaced by so many bytes, in the version that came of it.
#[derive(Clone, Copy, Debug)]
struct Edit {
    version: i32,
    old: Span,
    length: usize,
}

impl Edit {
    /// Where a span of the text before is in the text after; `None` where it was touched.
    fn moved(self, span: Span) -> Option<Span> {
        if span.end <= self.old.start {
            return Some(span);
        }
        (self.old.end <= span.start).then(|| span.relative_to(self.old.len()).shifted(self.length))
    }
}

impl Buffer {
    pub(super) fn new(uri: Uri, path: PathBuf, version: i32, text: String, units: Units) -> Self {
        Self {
            uri,
            path,
            version,
            lined: Lined::of(&text, units),
            text: Arc::new(text),
            units,
            edits: Vec::new(),
            known: None,
        }
    }

    /// Takes in the changes that led to `version`.
    pub(super) fn change(&mut self, version: i32, changes: Vec<TextDocumentContentChangeEvent>) {
        self.version = version;
        for change in changes {
            let whole = Span::new(0, self.text.len());
            let old = change.range.map_or(whole, |range| self.span(range));
            self.edits.push(Edit {
                version,
                old,
                length: change.text.len(),
            });
            let text = Arc::make_mut(&mut self.text);
            text.replace_range(old.start..old.end, &change.text);
            self.lined = Lined::of(&self.text, self.units);
        }
        if self.edits.len() > MOST_EDITS {
            self.edits.clear();
            self.known = None;
        }
    }

    /// Takes in what a check of `version` told.
    pub(super) fn learn(&mut self, version: i32, known: Known) {
        self.edits.retain(|edit| edit.version > version);
        self.known = Some(Arc::new(known));
    }

    /// Where a span of the text that was checked is now; `None` where it was edited since.
    pub(super) fn now(&self, checked: Span) -> Option<Span> {
        let mut edits = self.edits.iter();
        edits.try_fold(checked, |span, edit| edit.moved(span))
    }

    /// The range of a span of the text as it is now.
    pub(super) fn range(&self, span: Span) -> Range {
        self.lined.range(&self.text, span)
    }

    /// The span of a range of the text as it is now.
    pub(super) fn span(&self, range: Range) -> Span {
        self.lined.span(&self.text, range)
    }

    /// The byte at a position of the text as it is now.
    pub(super) fn offset(&self, position: ls_types::Position) -> usize {
        self.lined.offset(&self.text, position)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ls_types::Position;

    fn buffer(text: &str) -> Buffer {
        let uri = "file:///d.md".parse().unwrap();
        Buffer::new(uri, "/d.md".into(), 1, text.to_owned(), Units::Utf16)
    }

    fn change(range: Option<[u32; 4]>, text: &str) -> TextDocumentContentChangeEvent {
        TextDocumentContentChangeEvent {
            range: range.map(|[line, column, end_line, end_column]| {
                Range::new(
                    Position::new(line, column),
                    Position::new(end_line, end_column),
                )
            }),
            range_length: None,
            text: text.to_owned(),
        }
    }

    #[test]
    fn changes_are_made_one_after_another() {
        let mut buffer = buffer("one\n𝕄wo\nthree\n");
        buffer.change(
            2,
            vec![
                change(Some([1, 0, 1, 2]), "t"),
                change(Some([2, 0, 2, 0]), "and "),
            ],
        );
        assert_eq!(*buffer.text, "one\ntwo\nand three\n");
        assert_eq!(buffer.version, 2);
        buffer.change(3, vec![change(None, "all new")]);
        assert_eq!(*buffer.text, "all new");
        // A range that is no range of the text.
        buffer.change(4, vec![change(Some([9, 9, 0, 0]), "!")]);
        assert_eq!(*buffer.text, "all new!");
    }

    #[test]
    fn a_place_moves_with_what_is_written_before_it_and_is_lost_when_it_is_edited() {
        let mut buffer = buffer("one two three");
        let (one, two, three) = (Span::new(0, 3), Span::new(4, 7), Span::new(8, 13));
        buffer.change(2, vec![change(Some([0, 4, 0, 7]), "2")]);
        assert_eq!(buffer.now(one), Some(one));
        assert_eq!(buffer.now(two), None);
        assert_eq!(buffer.now(three), Some(Span::new(6, 11)));
        buffer.change(3, vec![change(Some([0, 0, 0, 0]), "at ")]);
        assert_eq!(buffer.now(one), Some(Span::new(3, 6)));
        assert_eq!(buffer.now(three).unwrap().of(&buffer.text), "three");
    }
}
