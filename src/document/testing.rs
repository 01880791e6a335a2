//! How the tests of readers write blocks down, a line each.

use super::{Block, BlockKind};

/// The blocks of `text`, each behind a sign of what it is.
pub(super) fn shown(blocks: &[Block], text: &str) -> Vec<String> {
    let shown = blocks.iter().map(|block| {
        let sign = match &block.kind {
            BlockKind::Heading { level } => format!("{} ", "#".repeat((*level).into())),
            BlockKind::Paragraph => String::new(),
            BlockKind::Item => "- ".to_owned(),
            BlockKind::Quotation => "> ".to_owned(),
            BlockKind::Footnote { label } => format!("[{label}] "),
            BlockKind::TableRow { header: true } => "= ".to_owned(),
            BlockKind::TableRow { header: false } => "| ".to_owned(),
            BlockKind::Caption => "caption ".to_owned(),
            BlockKind::Code => "` ".to_owned(),
        };
        format!("{sign}{}", block.span.of(text))
    });
    shown.collect()
}
