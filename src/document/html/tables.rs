//! Which tables hold data: a table that only lays out a page has no rows worth the name.

use std::collections::HashSet;

use super::measure::nearest;
use super::tag::Tag;
use super::tree::{Attribute, Content, NodeId, Tree};

/// More characters a cell than this on average, and the table is one of layout.
const LONGEST_CELL: usize = 200;

#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    rows: usize,
    cells: usize,
    heads: usize,
    characters: usize,
    /// Another table stands in it, or it says of itself that it is for presentation.
    is_layout: bool,
}

/// The tables of a page that hold data, and their rows of column heads.
#[derive(Debug)]
pub(super) struct DataTables {
    /// The nearest table around each node.
    table: Vec<NodeId>,
    holds_data: Vec<bool>,
    headers: HashSet<NodeId>,
}

impl DataTables {
    /// Looks at every table of `tree`.
    pub(super) fn of(tree: &Tree) -> Self {
        let around = nearest(tree, |tag| tag == Tag::Table);
        let mut counts = vec![Counts::default(); tree.nodes.len()];
        for (id, node) in tree.nodes.iter().enumerate().skip(1) {
            let table = &mut counts[around[node.parent]];
            match node.content {
                Content::Element { tag, .. } => match tag {
                    Tag::Tr => table.rows += 1,
                    Tag::Td => table.cells += 1,
                    Tag::Th | Tag::Caption => table.heads += 1,
                    Tag::Table => {
                        table.is_layout = true;
                        let role = tree.attribute(id, Attribute::Role);
                        counts[id].is_layout |= matches!(role, Some("presentation" | "none"));
                    }
                    _ => {}
                },
                Content::Text => table.characters += node.source.len(),
                Content::Comment(_) => {}
            }
        }
        let holds_data = |table: &Counts| {
            let cells = table.cells + table.heads;
            let is_grid = table.rows >= 2 && cells >= 2 * table.rows;
            !table.is_layout
                && (table.heads > 0 || is_grid)
                && table.characters <= LONGEST_CELL * cells
        };
        Self {
            holds_data: counts.iter().map(holds_data).collect(),
            headers: header_rows(tree),
            table: around,
        }
    }

    /// Whether the row or cell belongs to a table of data.
    pub(super) fn holds(&self, id: NodeId) -> bool {
        let table = self.table[id];
        table != 0 && self.holds_data[table]
    }

    /// Whether the row is one of column heads.
    pub(super) fn is_header(&self, row: NodeId) -> bool {
        self.headers.contains(&row)
    }
}

/// The rows that stand in a `<thead>` or hold nothing but `<th>`.
fn header_rows(tree: &Tree) -> HashSet<NodeId> {
    let is_header = |row: &NodeId| {
        let in_head = tree.tag(tree.nodes[*row].parent) == Some(Tag::Thead);
        let mut cells = tree
            .children(*row)
            .filter_map(|cell| tree.tag(cell))
            .peekable();
        in_head || (cells.peek().is_some() && cells.all(|tag| tag == Tag::Th))
    };
    tree.elements(Tag::Tr).filter(is_header).collect()
}
