//! Spans of a document to places of a report.

use crate::document::{Citation, Document};
use crate::report::{Excerpt, Place};
use crate::span::Span;

/// Where a citation stands.
pub(super) fn place_of(citation: &Citation) -> Place {
    Place::new(citation.span(), citation.start(), citation.end())
}

/// Where a span of the document's text stands in its file.
pub(super) fn place(document: &Document, span: Span) -> Place {
    place_of(&document.cite(span))
}

/// Where a span of the document's decoded content stands in its file.
pub(super) fn place_of_decoded(document: &Document, decoded: Span) -> Place {
    let (start, end) = document.positions(decoded);
    Place::new(document.file_span_of_decoded(decoded), start, end)
}

/// The words at `span` as an excerpt, with `marked` (spans of the same text as `span`) underlined.
pub(super) fn excerpt(document: &Document, span: Span, marked: &[Span]) -> Excerpt {
    let marked = marked
        .iter()
        .filter(|mark| span.contains(**mark) && !mark.is_empty())
        .map(|mark| mark.relative_to(span.start))
        .collect();
    Excerpt {
        line: document.position(document.decoded_span(span).start).line,
        text: span.of(document.text()).to_owned(),
        marked,
    }
}
