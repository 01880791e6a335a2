//! A draft as its reader has it, with the places that a report speaks of, for the page.

use crate::document::{Block, BlockKind, Document};
use crate::report::{ClaimReport, DraftBlock, DraftBlockKind, Finding, Place};
use crate::span::{LineIndex, Position, Span};

/// The blocks of `document` with the places of `claims` and `findings` in them.
pub(super) fn blocks(
    document: &Document,
    claims: &[ClaimReport],
    findings: &[Finding],
) -> Vec<DraftBlock> {
    let decoded = document.decoded();
    let lines = LineIndex::new(decoded);
    let offset = |line, column| lines.offset(decoded, Position { line, column });
    let in_text = |place: Place| {
        let start = offset(place.line, place.column)?;
        let end = offset(place.end_line, place.end_column)?.max(start);
        Some((document.text_span(Span::new(start, end)), place))
    };
    let claims = claims.iter().map(|claim| claim.place);
    let findings = findings.iter().map(|finding| finding.place);
    let mut places: Vec<(Span, Place)> = claims.chain(findings).filter_map(in_text).collect();
    places.sort_by_key(|(span, place)| (span.start, span.end, *place));
    places.dedup();
    let mut blocks: Vec<DraftBlock> = document
        .blocks()
        .iter()
        .map(|block| DraftBlock {
            kind: kind(block),
            text: block.span.of(document.text()).to_owned(),
            places: Vec::new(),
        })
        .collect();
    for (span, place) in places {
        let all = document.blocks();
        let first = all.partition_point(|block| block.span.end <= span.start);
        let end = all.partition_point(|block| block.span.start < span.end);
        for at in first..end.max(first) {
            let origin = all[at].span;
            let here = Span::new(span.start.max(origin.start), span.end.min(origin.end));
            let here = here.relative_to(origin.start);
            blocks[at].places.push((here, place));
        }
    }
    blocks
}

fn kind(block: &Block) -> DraftBlockKind {
    let cells = block.cells.iter();
    match &block.kind {
        BlockKind::Heading { level } => DraftBlockKind::Heading(*level),
        BlockKind::Paragraph => DraftBlockKind::Paragraph,
        BlockKind::Item => DraftBlockKind::Item,
        BlockKind::TableRow { header } => DraftBlockKind::TableRow {
            header: *header,
            cells: cells
                .map(|cell| cell.relative_to(block.span.start))
                .collect(),
        },
        BlockKind::Quotation => DraftBlockKind::Quotation,
        BlockKind::Footnote { label } => DraftBlockKind::Footnote(label.clone()),
        BlockKind::Caption => DraftBlockKind::Caption,
        BlockKind::Code => DraftBlockKind::Code,
    }
}
