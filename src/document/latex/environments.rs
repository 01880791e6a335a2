//! Environments of LaTeX: lists, quotations, tables, floats, the list of references.

use super::commands::{self, Holds};
use super::{Action, Group, Reader};
use crate::document::BlockKind;
use crate::document::extract::{Builder, label};
use crate::document::printing::Printing;
use crate::span::Span;

use super::pieces::Kind;

/// An environment that is open and says what its text is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Container {
    Text,
    Quotation,
    List {
        introduced_by: Option<usize>,
        /// The first block of the item, once it is written.
        first: Option<usize>,
    },
    Table {
        /// The row of column heads, once it is written.
        header: Option<usize>,
        rows: usize,
    },
    /// A table within a cell, which only breaks its lines.
    Inner,
    /// The list of references, with the key of the entry.
    References(String),
}

impl<'s> Printing<'s> for Reader<'s> {
    fn builder(&mut self) -> &mut Builder<'s> {
        &mut self.builder
    }

    fn is_struck(&self) -> bool {
        self.struck > 0
    }

    fn last(&mut self) -> &mut Option<usize> {
        &mut self.last
    }

    fn first_of_item(&mut self) -> Option<&mut Option<usize>> {
        match self.containers.last_mut() {
            Some(Container::List { first, .. }) => Some(first),
            _ => None,
        }
    }

    fn ensure_open(&mut self) {
        if self.builder.is_open() {
            return;
        }
        let kind = match self.containers.last() {
            Some(Container::Table { header, rows }) => {
                let (header, is_first) = (*header, *rows == 0);
                let kind = BlockKind::TableRow { header: is_first };
                self.builder.begin_introduced(kind, header);
                self.builder.begin_cell();
                return;
            }
            Some(Container::References(key)) if !key.is_empty() => {
                BlockKind::Footnote { label: key.clone() }
            }
            container => match &self.note {
                Some(label) => BlockKind::Footnote {
                    label: label.clone(),
                },
                None if container == Some(&Container::Quotation) => BlockKind::Quotation,
                None => BlockKind::Paragraph,
            },
        };
        self.builder.begin(kind);
    }
}

impl Reader<'_> {
    /// Enters the environment that begins at the piece `at`.
    pub(super) fn begin(&mut self, at: usize) -> usize {
        let piece = self.pieces[at];
        let name = piece.inner.of(self.source);
        let Some(known) = commands::environment(name) else {
            return self.begin_unknown(at);
        };
        let source = piece.span.start;
        if known.holds == Holds::Float
            && self.builder.has_words()
            && let Some(end) = piece.partner
        {
            self.floats.push((at, end + 1));
            return end + 1;
        }
        if known.holds == Holds::Table && self.is_in_row() {
            self.containers.push(Container::Inner);
            return self.arguments(at + 1, known.arguments, source, Action::Nothing);
        }
        self.end_block();
        let container = match known.holds {
            Holds::Quotation => Container::Quotation,
            Holds::List => Container::List {
                introduced_by: self.lead_in(),
                first: None,
            },
            Holds::Table => Container::Table {
                header: None,
                rows: 0,
            },
            Holds::References => Container::References(String::new()),
            _ => Container::Text,
        };
        self.containers.push(container);
        let action = match known.holds {
            Holds::Headed(level) => {
                self.builder.begin(BlockKind::Heading { level });
                Action::EndBlock
            }
            _ => Action::Nothing,
        };
        self.last = None;
        self.arguments(at + 1, known.arguments, source, action)
    }

    /// An environment that is not known holds text: a theorem, a remark. What stands right behind its name
    /// sets it up.
    fn begin_unknown(&mut self, at: usize) -> usize {
        self.end_block();
        self.containers.push(Container::Text);
        let mut next = at + 1;
        loop {
            let argument = match self.pieces.get(next).map(|piece| piece.kind) {
                Some(Kind::Open) => self.braced(next),
                _ => self.bracketed(next),
            };
            match argument {
                Some((_, last)) => next = last + 1,
                None => return next,
            }
        }
    }

    pub(super) fn end(&mut self, at: usize) -> usize {
        let piece = self.pieces[at];
        if piece.inner.of(self.source) == "document" {
            return self.pieces.len();
        }
        if piece.partner.is_none() {
            return at + 1;
        }
        match self.containers.last() {
            Some(Container::Inner) => self.builder.space(piece.span),
            _ => {
                self.end_row();
                self.end_block();
            }
        }
        self.containers.pop();
        if !matches!(self.containers.last(), Some(Container::List { .. })) {
            self.last = None;
        }
        at + 1
    }

    pub(super) fn item(&mut self, at: usize) -> usize {
        self.end_block();
        let introduced_by = match self.containers.last_mut() {
            Some(Container::List {
                introduced_by,
                first,
            }) => {
                *first = None;
                *introduced_by
            }
            _ => None,
        };
        self.builder
            .begin_introduced(BlockKind::Item, introduced_by);
        let next = self.behind_name(at);
        if let Some((first, end)) = self.bracketed(next) {
            self.groups.push(Group {
                source: self.pieces[at].span.start,
                end,
                action: Action::Label,
                rest: "",
            });
            return first + 1;
        }
        next
    }

    /// A label stands apart from what it labels.
    pub(super) fn end_label(&mut self, place: Span) {
        if self.builder.has_words() {
            let behind = &self.source[..place.start];
            if behind.ends_with(char::is_alphanumeric) {
                self.write(":", place);
            }
            self.builder.space(place);
        }
    }

    pub(super) fn item_of_references(&mut self, at: usize) -> usize {
        self.end_block();
        let next = self.bracketed(at + 1).map_or(at + 1, |(_, last)| last + 1);
        let Some(argument) = self.braced(next) else {
            return next;
        };
        let key = label(self.inner(argument).trim());
        if let Some(Container::References(current)) = self.containers.last_mut() {
            current.clone_from(&key);
        }
        self.builder.begin(BlockKind::Footnote { label: key });
        argument.1 + 1
    }

    pub(super) fn blank(&mut self, span: Span) {
        match self.containers.last() {
            Some(Container::Table { .. } | Container::Inner) => self.builder.space(span),
            _ => {
                self.end_block();
            }
        }
    }

    fn is_in_row(&self) -> bool {
        self.builder.is_open()
            && matches!(
                self.containers.last(),
                Some(Container::Table { .. } | Container::Inner)
            )
    }

    pub(super) fn cell(&mut self, span: Span) {
        match self.containers.last() {
            Some(Container::Table { .. }) => {
                self.ensure_open();
                self.builder.reach(span.start);
                self.builder.begin_cell();
            }
            Some(Container::Inner) => self.builder.space(span),
            _ => self.words(span),
        }
    }

    /// The end of a line, or of a row.
    pub(super) fn line_end(&mut self, at: usize) -> usize {
        let mut next = self.bracketed(at + 1).map_or(at + 1, |(_, last)| last + 1);
        let span = self.pieces[at].span;
        match self.containers.last() {
            Some(Container::Table { .. }) => self.end_row(),
            // The line beneath a quotation that says whose it is.
            Some(Container::Quotation) => {
                while self
                    .pieces
                    .get(next)
                    .is_some_and(|piece| piece.kind == Kind::Space)
                {
                    next += 1;
                }
                let behind = self.pieces.get(next).map(|piece| piece.kind);
                match behind {
                    Some(Kind::Sign("—" | "–")) => {
                        self.end_block();
                    }
                    _ => self.builder.space(span),
                }
            }
            _ => self.builder.space(span),
        }
        next
    }

    fn end_row(&mut self) {
        let Some(Container::Table { .. }) = self.containers.last() else {
            return;
        };
        let ended = self.builder.end();
        if let Some(Container::Table { header, rows }) = self.containers.last_mut()
            && ended.is_some()
        {
            *rows += 1;
            if *rows == 1 {
                *header = ended;
            }
        }
    }
}
