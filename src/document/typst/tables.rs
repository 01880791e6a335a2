//! The tables of Typst: a list of cells, so many of which are a row.

use typst_syntax::SyntaxKind;

use super::node::{Arguments, Node};
use super::{Container, Reader};
use crate::document::BlockKind;
use crate::document::printing::Printing;

impl<'t> Reader<'_, 't> {
    /// A table: its cells, so many a row.
    pub(super) fn table(&mut self, arguments: &Arguments<'_, 't>) {
        if self.containers.last() == Some(&Container::Cell) {
            self.printed(arguments);
            return;
        }
        self.end_block();
        let columns = arguments
            .get("columns")
            .map_or(1, |columns| match columns.kind() {
                SyntaxKind::Array => columns.children().filter(|it| !is_mark(*it)).count(),
                _ => columns.of(self.source).parse().unwrap_or(1),
            });
        let columns = columns.max(1);
        let is_header = |call: Node<'t>| self.callee(call) == "table.header";
        let mut header = None;
        let mut cells: Vec<Node<'t>> = Vec::new();
        let mut heads = Vec::new();
        for argument in arguments.given.iter().copied() {
            match argument.kind() {
                SyntaxKind::FuncCall if is_header(argument) => {
                    heads.extend(argument.arguments(self.source).given);
                }
                SyntaxKind::FuncCall
                    if matches!(self.callee(argument), "table.hline" | "table.vline") => {}
                SyntaxKind::FuncCall if self.callee(argument) == "table.footer" => {
                    cells.extend(argument.arguments(self.source).given);
                }
                _ => cells.push(argument),
            }
        }
        self.containers.push(Container::Cell);
        for row in heads.chunks(columns) {
            let kind = BlockKind::TableRow { header: true };
            header = self.row(kind, None, row);
        }
        for row in cells.chunks(columns) {
            let kind = BlockKind::TableRow { header: false };
            self.row(kind, header, row);
        }
        self.containers.pop();
        self.last = None;
    }

    fn row(&mut self, kind: BlockKind, header: Option<usize>, cells: &[Node<'t>]) -> Option<usize> {
        self.builder.begin_introduced(kind, header);
        for cell in cells {
            self.builder.reach(cell.span().start);
            self.builder.begin_cell();
            match cell.kind() {
                SyntaxKind::FuncCall if self.callee(*cell) == "table.cell" => {
                    self.printed(&cell.arguments(self.source));
                }
                _ => self.content(*cell),
            }
            self.builder.end_cell();
        }
        self.builder.end()
    }
}

/// Whether a node is a sign between others.
fn is_mark(node: Node<'_>) -> bool {
    matches!(
        node.kind(),
        SyntaxKind::LeftParen | SyntaxKind::RightParen | SyntaxKind::Comma | SyntaxKind::Space
    )
}
