//! Writes the chosen text of a page as blocks and marks.

use super::characters::{Piece, is_blank, pieces};
use super::notes::Notes;
use super::tables::DataTables;
use super::tag::Tag;
use super::tree::{Attribute, Content, NodeId, Tree};
use crate::document::extract::{Builder, Extracted};
use crate::document::{BlockKind, MarkKind};
use crate::span::Span;

/// What is to be done when an element ends.
#[derive(Debug)]
enum AtEnd {
    Nothing,
    /// The text after it stands apart.
    Break,
    /// As `Break`, and its kind of block ends.
    Kind,
    Cell,
    Row,
    Table,
    List,
    Mark {
        kind: MarkKind,
        start: usize,
    },
}

/// A table or a list that is open.
#[derive(Debug, Default)]
struct Frame {
    /// The block that introduces its rows or items.
    introduced_by: Option<usize>,
}

/// Writes the text of the nodes for which `chosen` holds.
pub(super) fn write(tree: &Tree, source: &str, chosen: &[bool], notes: &Notes) -> Extracted {
    let mut writer = Writer {
        tree,
        source,
        notes,
        data_tables: DataTables::of(tree),
        builder: Builder::new(source),
        open: Vec::new(),
        kinds: Vec::new(),
        tables: Vec::new(),
        lists: Vec::new(),
        in_row: false,
        breaks: 0,
    };
    let mut id = 1;
    let texts_before = texts_before(tree, chosen);
    while id < tree.nodes.len() {
        writer.end_elements(id);
        let end = tree.nodes[id].end;
        let has_text = texts_before[end] > texts_before[id];
        id = if writer.node(id, chosen[id], has_text) {
            id + 1
        } else {
            end
        };
    }
    writer.end_elements(usize::MAX);
    writer.builder.finish()
}

/// For each node, how many chosen text nodes stand before it; one more entry for the end.
fn texts_before(tree: &Tree, chosen: &[bool]) -> Vec<usize> {
    let mut count = 0;
    let mut before = vec![0];
    for (node, chosen) in tree.nodes.iter().zip(chosen) {
        count += usize::from(*chosen && node.content == Content::Text);
        before.push(count);
    }
    before
}

struct Writer<'a> {
    tree: &'a Tree,
    source: &'a str,
    notes: &'a Notes,
    data_tables: DataTables,
    builder: Builder<'a>,
    /// The elements that are open: node, and what its end asks for.
    open: Vec<(NodeId, AtEnd)>,
    /// The kinds of block that the open elements ask for.
    kinds: Vec<BlockKind>,
    tables: Vec<Frame>,
    lists: Vec<Frame>,
    /// Whether a table row is being written.
    in_row: bool,
    /// Line breaks since the last word.
    breaks: usize,
}

impl Writer<'_> {
    /// Writes a node; answers whether its children are to be written.
    fn node(&mut self, id: NodeId, chosen: bool, has_text: bool) -> bool {
        match &self.tree.nodes[id].content {
            Content::Text if chosen => {
                self.text(self.tree.nodes[id].source);
                true
            }
            Content::Text => true,
            Content::Comment(content) => {
                let content = content.clone();
                let start = self.builder.next_word();
                let source = self.tree.nodes[id].source;
                self.builder
                    .mark(MarkKind::Comment { content }, start, source);
                true
            }
            Content::Element { tag: Tag::Br, .. } => {
                if chosen {
                    self.line_break(self.tree.nodes[id].source);
                }
                true
            }
            Content::Element { tag: Tag::Hr, .. } => {
                self.break_block();
                true
            }
            Content::Element { tag, .. } if has_text => self.start_element(id, *tag),
            Content::Element { .. } => false,
        }
    }

    /// Begins an element that holds chosen text.
    fn start_element(&mut self, id: NodeId, tag: Tag) -> bool {
        if let Some(label) = self.notes.reference(id) {
            let kind = MarkKind::NoteReference {
                label: label.to_owned(),
            };
            let at = self.builder.written();
            self.builder.mark(kind, at, self.tree.nodes[id].source);
            return false;
        }
        if self.notes.is_label(id) {
            return false;
        }
        let at_end = self.begin(id, tag);
        self.open.push((id, at_end));
        true
    }

    fn begin(&mut self, id: NodeId, tag: Tag) -> AtEnd {
        if let Some(label) = self.notes.note(id) {
            let label = label.to_owned();
            return self.begin_kind(BlockKind::Footnote { label });
        }
        match tag {
            Tag::Heading(level) => self.begin_kind(BlockKind::Heading { level }),
            Tag::Li | Tag::Dd | Tag::Dt => self.begin_kind(BlockKind::Item),
            Tag::Blockquote => self.begin_kind(BlockKind::Quotation),
            Tag::Figcaption | Tag::Caption => self.begin_kind(BlockKind::Caption),
            Tag::Pre => self.begin_kind(BlockKind::Code),
            Tag::Ul | Tag::Ol | Tag::Dl | Tag::Menu => self.begin_list(),
            Tag::Table => {
                self.break_block();
                self.tables.push(Frame::default());
                AtEnd::Table
            }
            Tag::Tr if !self.in_row && self.data_tables.holds(id) => self.begin_row(id),
            Tag::Td | Tag::Th if self.in_row && self.data_tables.holds(id) => {
                self.builder.begin_cell();
                AtEnd::Cell
            }
            _ if tag.is_block() => {
                self.break_block();
                AtEnd::Break
            }
            _ => self.begin_inline(id, tag),
        }
    }

    fn begin_kind(&mut self, kind: BlockKind) -> AtEnd {
        self.break_block();
        self.kinds.push(kind);
        AtEnd::Kind
    }

    /// A paragraph that ends in a colon right before a list is its lead-in.
    fn begin_list(&mut self) -> AtEnd {
        self.break_block();
        let blocks = self.builder.blocks();
        let leads_in = blocks.last().is_some_and(|block| {
            block.kind == BlockKind::Paragraph
                && self.builder.text_of(block.span).trim_end().ends_with(':')
        });
        self.lists.push(Frame {
            introduced_by: leads_in.then(|| blocks.len() - 1),
        });
        AtEnd::List
    }

    fn begin_row(&mut self, id: NodeId) -> AtEnd {
        self.break_block();
        let header = self.data_tables.is_header(id);
        let introduced_by = self
            .tables
            .last()
            .and_then(|table| table.introduced_by)
            .filter(|_| !header);
        self.builder
            .begin_introduced(BlockKind::TableRow { header }, introduced_by);
        self.in_row = true;
        AtEnd::Row
    }

    fn begin_inline(&mut self, id: NodeId, tag: Tag) -> AtEnd {
        let kind = match tag {
            Tag::A => match self.tree.attribute(id, Attribute::Href) {
                Some(target) => MarkKind::Link {
                    target: target.trim().to_owned(),
                },
                None => return AtEnd::Nothing,
            },
            Tag::Em | Tag::Cite => MarkKind::Emphasis,
            Tag::Q => MarkKind::InlineQuotation,
            Tag::Sup => MarkKind::Superscript,
            Tag::Code => MarkKind::Code,
            _ => return AtEnd::Nothing,
        };
        self.open_block();
        AtEnd::Mark {
            kind,
            start: self.builder.next_word(),
        }
    }

    /// Ends the open elements whose subtree ends before node `next`.
    fn end_elements(&mut self, next: NodeId) {
        while let Some((id, at_end)) = self.open.pop_if(|(id, _)| self.tree.nodes[*id].end <= next)
        {
            match at_end {
                AtEnd::Nothing => {}
                AtEnd::Break => self.break_block(),
                AtEnd::Kind => {
                    self.break_block();
                    self.kinds.pop();
                }
                AtEnd::Cell => self.builder.end_cell(),
                AtEnd::Row => self.end_row(id),
                AtEnd::Table => {
                    self.break_block();
                    self.tables.pop();
                }
                AtEnd::List => {
                    self.break_block();
                    self.lists.pop();
                }
                AtEnd::Mark { kind, start } => {
                    self.builder.mark(kind, start, self.tree.nodes[id].source);
                }
            }
        }
    }

    fn end_row(&mut self, id: NodeId) {
        let index = self.builder.end();
        self.in_row = false;
        if self.data_tables.is_header(id)
            && let Some(table) = self.tables.last_mut()
        {
            table.introduced_by = index;
        }
    }

    /// What stood before stands apart from what follows; within a table row they only have
    /// space between them.
    fn break_block(&mut self) {
        self.breaks = 0;
        if self.in_row {
            self.builder.gap();
        } else {
            self.builder.end();
        }
    }

    /// One line break is white space, two in a row end the paragraph.
    fn line_break(&mut self, source: Span) {
        self.breaks += 1;
        let in_heading = matches!(self.kinds.last(), Some(BlockKind::Heading { .. }));
        if self.breaks == 2 && !self.in_row && !in_heading {
            self.builder.end();
        } else {
            self.builder.space(source);
        }
    }

    /// Begins the block that the open elements ask for, unless one is open.
    fn open_block(&mut self) {
        if self.builder.is_open() {
            return;
        }
        let kind = self.kinds.last().unwrap_or(&BlockKind::Paragraph);
        let introduced_by = match kind {
            BlockKind::Item => self.lists.last().and_then(|list| list.introduced_by),
            _ => None,
        };
        self.builder.begin_introduced(kind.clone(), introduced_by);
    }

    fn text(&mut self, span: Span) {
        let is_code = self.kinds.last() == Some(&BlockKind::Code);
        if is_blank(self.source, span) {
            if is_code && self.builder.has_words() {
                self.builder.copy(span);
            } else {
                self.builder.space(span);
            }
            return;
        }
        self.open_block();
        self.breaks = 0;
        let is_raised = matches!(
            self.open.last(),
            Some((
                _,
                AtEnd::Mark {
                    kind: MarkKind::Superscript,
                    ..
                }
            ))
        );
        if is_raised && self.builder.raise(span) {
            return;
        }
        for piece in pieces(self.source, span) {
            match piece {
                Piece::Verbatim(span) if is_code => self.builder.copy(span),
                Piece::Verbatim(span) => self.builder.words(span),
                Piece::Replaced(text, span) => self.builder.replace(&text, span),
                Piece::Space(span) => self.builder.space(span),
            }
        }
    }
}
