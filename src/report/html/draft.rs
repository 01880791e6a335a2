//! The draft as its reader has it, with the words of each card marked.

use std::collections::BTreeMap;

use super::run::{Run, runs};
use super::sureness;
use crate::report::sentence::{Group, place_of};
use crate::report::view::Entry;
use crate::report::{DraftBlock, DraftBlockKind, DraftReport, Place, sanitize};
use crate::span::{LineIndex, Position, Span};

/// A block with the mark-up around it.
pub(super) struct BlockView {
    /// What opens before it: a list or a table that it is the first of.
    pub(super) before: &'static str,
    pub(super) open: &'static str,
    /// The label of a note.
    pub(super) label: Option<String>,
    pub(super) cells: Vec<CellView>,
    pub(super) close: &'static str,
    /// What closes after it.
    pub(super) after: &'static str,
}

/// A cell of a table, or all of another block.
pub(super) struct CellView {
    pub(super) open: &'static str,
    pub(super) pieces: Vec<Piece>,
    pub(super) close: &'static str,
}

/// A stretch of the draft.
pub(super) enum Piece {
    /// Text of no card.
    Text(String),
    /// The words of a card.
    Marked {
        runs: Vec<Run>,
        class: &'static str,
        /// The class of how sure that is.
        sure: &'static str,
        target: String,
        /// Whether these are the card's first words, to which it leads back.
        first: bool,
    },
}

/// The draft with its groups marked, and for each group its words as they are shown; none where
/// they are not.
pub(super) fn shown(
    draft: &DraftReport,
    groups: &[(String, Group<'_>)],
) -> (Vec<BlockView>, Vec<Vec<Run>>) {
    let mut by_place: BTreeMap<Place, usize> = BTreeMap::new();
    for (at, (_, group)) in groups.iter().enumerate() {
        for entry in &group.entries {
            by_place.insert(place_of(*entry), at);
        }
    }
    let marks = marks(draft, groups);
    let raw;
    let blocks = match draft.blocks.is_empty() {
        true => {
            raw = [as_written(draft, by_place.keys())];
            raw.as_slice()
        }
        false => draft.blocks.as_slice(),
    };
    let mut said: Vec<Vec<Run>> = vec![Vec::new(); groups.len()];
    let mut views = Vec::with_capacity(blocks.len());
    for (at, block) in blocks.iter().enumerate() {
        let mut spans: Vec<Option<Span>> = Vec::new();
        let mut order: Vec<usize> = Vec::new();
        let mut marked = Vec::new();
        for (span, place) in &block.places {
            let Some(&group) = by_place.get(place) else {
                continue;
            };
            match order.iter().position(|known| *known == group) {
                Some(known) => spans[known] = spans[known].map(|it| it.cover(*span)),
                None => {
                    order.push(group);
                    spans.push(Some(*span));
                }
            }
            for mark in marks.get(place).into_iter().copied().flatten() {
                marked.push(mark.shifted(span.start));
            }
        }
        let mut cuts: Vec<(Span, usize)> = order
            .iter()
            .zip(&spans)
            .filter_map(|(group, span)| Some(((*span)?, *group)))
            .collect();
        cuts.sort_by_key(|(span, _)| (span.start, span.end));
        let view = BlockView::new(block, neighbours(blocks, at), |cell| {
            pieces(&block.text, cell, &cuts, &marked, groups, &mut said)
        });
        views.push(view);
    }
    (views, said)
}

/// The words of claims and quotations that differ from their source, as spans of each's text.
fn marks<'a>(
    draft: &'a DraftReport,
    groups: &'a [(String, Group<'_>)],
) -> BTreeMap<Place, &'a [Span]> {
    let entries = groups.iter().flat_map(|(_, group)| &group.entries);
    let of_claims = entries.filter_map(|entry| match entry {
        Entry::Claim(claim, _) => Some((claim.place, claim.excerpt.marked.as_slice())),
        Entry::Finding(_) => None,
    });
    let quotations = draft.quotations.iter();
    let of_quotations = quotations.map(|one| (one.place, one.excerpt.marked.as_slice()));
    of_quotations.chain(of_claims).collect()
}

/// The stretches of the cell at `cell`; what is said of each group is noted in `said`.
fn pieces(
    text: &str,
    cell: Span,
    cuts: &[(Span, usize)],
    marked: &[Span],
    groups: &[(String, Group<'_>)],
    said: &mut [Vec<Run>],
) -> Vec<Piece> {
    let plain = |from: usize, to: usize| Piece::Text(sanitize::page(&text[from..to]).into_owned());
    let mut pieces = Vec::new();
    let mut done = cell.start;
    for (span, at) in cuts {
        let (start, end) = (span.start.max(done), span.end.min(cell.end));
        if start >= end {
            continue;
        }
        if done < start {
            pieces.push(plain(done, start));
        }
        let (target, group) = &groups[*at];
        let runs = runs(text, Span::new(start, end), marked);
        let first = said[*at].is_empty();
        if !first {
            said[*at].push(Run {
                text: " ".to_owned(),
                marked: false,
            });
        }
        said[*at].extend(runs.iter().cloned());
        pieces.push(Piece::Marked {
            runs,
            class: group.gravity().class(),
            sure: group.certainty().map_or("", sureness::class),
            target: target.clone(),
            first,
        });
        done = end;
    }
    if done < cell.end {
        pieces.push(plain(done, cell.end));
    }
    pieces
}

/// The draft as it is written, where nothing better is known.
fn as_written<'a>(draft: &DraftReport, places: impl Iterator<Item = &'a Place>) -> DraftBlock {
    let content = &draft.content;
    let lines = LineIndex::new(content);
    let offset = |line, column| lines.offset(content, Position { line, column });
    let places = places.filter_map(|place| {
        let start = offset(place.line, place.column)?;
        let end = offset(place.end_line, place.end_column)?.max(start);
        Some((Span::new(start, end), *place))
    });
    DraftBlock {
        kind: DraftBlockKind::Code,
        text: content.clone(),
        places: places.collect(),
    }
}

/// The kinds of the blocks before and after the one at `at`.
fn neighbours(
    blocks: &[DraftBlock],
    at: usize,
) -> (Option<&DraftBlockKind>, Option<&DraftBlockKind>) {
    let kind = |at: usize| blocks.get(at).map(|block| &block.kind);
    (at.checked_sub(1).and_then(kind), kind(at + 1))
}

impl BlockView {
    fn new(
        block: &DraftBlock,
        (before, after): (Option<&DraftBlockKind>, Option<&DraftBlockKind>),
        mut pieces: impl FnMut(Span) -> Vec<Piece>,
    ) -> Self {
        let whole = Span::new(0, block.text.len());
        let (open, close) = tags(&block.kind);
        let around = |is_same: fn(&DraftBlockKind) -> bool, opens, closes| {
            let first = !before.is_some_and(is_same);
            let last = !after.is_some_and(is_same);
            let before = if first { opens } else { "" };
            (before, if last { closes } else { "" })
        };
        let is_row = |kind: &DraftBlockKind| matches!(kind, DraftBlockKind::TableRow { .. });
        let (before, after) = match &block.kind {
            DraftBlockKind::Item => around(|kind| *kind == DraftBlockKind::Item, "<ul>", "</ul>"),
            kind if is_row(kind) => around(
                |kind| matches!(kind, DraftBlockKind::TableRow { .. }),
                "<div class=\"wide\" tabindex=\"0\"><table>",
                "</table></div>",
            ),
            _ => ("", ""),
        };
        let cells = match &block.kind {
            DraftBlockKind::TableRow { header, cells } => {
                let (open, close) = match header {
                    true => ("<th scope=\"col\">", "</th>"),
                    false => ("<td>", "</td>"),
                };
                let cells = cells.iter().map(|cell| CellView {
                    open,
                    pieces: pieces(*cell),
                    close,
                });
                cells.collect()
            }
            _ => vec![CellView {
                open: "",
                pieces: pieces(whole),
                close: "",
            }],
        };
        let label = match &block.kind {
            DraftBlockKind::Footnote(label) => Some(sanitize::page(label).into_owned()),
            _ => None,
        };
        Self {
            before,
            open,
            label,
            cells,
            close,
            after,
        }
    }
}

/// The mark-up of a block. Headings stand beneath those of the page.
fn tags(kind: &DraftBlockKind) -> (&'static str, &'static str) {
    match kind {
        DraftBlockKind::Heading(1) => ("<h3 class=\"title\">", "</h3>"),
        DraftBlockKind::Heading(2) => ("<h4>", "</h4>"),
        DraftBlockKind::Heading(_) => ("<h5>", "</h5>"),
        DraftBlockKind::Paragraph => ("<p>", "</p>"),
        DraftBlockKind::Item => ("<li>", "</li>"),
        DraftBlockKind::TableRow { .. } => ("<tr>", "</tr>"),
        DraftBlockKind::Quotation => ("<blockquote>", "</blockquote>"),
        DraftBlockKind::Footnote(_) => ("<p class=\"footnote\">", "</p>"),
        DraftBlockKind::Caption => ("<p class=\"caption\">", "</p>"),
        DraftBlockKind::Code => ("<pre>", "</pre>"),
    }
}
