//! Words of a source to a citation of the report.

use std::sync::Arc;

use crate::document::Document;
use crate::draft::Claim;
use crate::index::{Library, SourceError};
use crate::judge::{Evidence, Reason, Stance};
use crate::language;
use crate::report::deep_link::{page_fragment, selectors, text_fragment};
use crate::report::{CitationReport, Excerpt, ReasonReport, Surroundings};
use crate::sources::Source;
use crate::span::Span;

use super::evidence::Origin;
use super::place::excerpt;

/// Characters of the source shown on each side of a citation where there is room.
const SURROUNDINGS: usize = 400;

/// The longest address that is given with a citation, in bytes: browsers open no longer one.
const LONGEST_ADDRESS: usize = 2000;

/// The citation of `span` of a source's text.
pub(super) fn citation(
    source: &Source,
    document: &Document,
    span: Span,
    stance: Stance,
) -> CitationReport {
    let cited = document.cite(span);
    let work = source.work();
    let around = surroundings(document, span);
    let first = document.characters_before(span.start);
    let address = source.metadata.url.as_ref();
    let address = address.filter(|url| url.len() <= LONGEST_ADDRESS);
    let link = |url: &String| match cited.locator().page {
        Some(page) => page_fragment(url, page),
        None => text_fragment(url, cited.quote(), &around.before, &around.after),
    };
    CitationReport {
        source: source.name.clone(),
        cited_as: None,
        hash: source.hash.to_hex(),
        title: work.title,
        author: work.authors.or_else(|| work.publisher.clone()),
        publisher: work.publisher,
        issued: work.issued,
        url: address.map(link),
        start: cited.span().start,
        end: cited.span().end,
        line: cited.start().line,
        column: cited.start().column,
        locator: cited.locator().clone(),
        quote: cited.quote().to_owned(),
        stance,
        reasons: Vec::new(),
        excerpt: excerpt(document, span, &[]),
        selectors: selectors(document.text(), span.start, span.end, first).into(),
        surroundings: Arc::new(around),
    }
}

/// The citation that a piece of evidence for or against `claim` rests on.
///
/// # Errors
/// When the source is no longer what was indexed.
pub(super) fn of_evidence(
    evidence: &Evidence,
    passage: &Origin,
    claim: &Claim,
    draft: &Document,
    library: &Library,
) -> Result<CitationReport, SourceError> {
    let origin = passage.start;
    let document = library.document_with(&passage.source, origin, passage.print)?;
    let span = evidence.span.shifted(origin);
    let marked: Vec<Span> = evidence
        .reasons
        .iter()
        .filter_map(|reason| reason.passage_span)
        .map(|mark| mark.shifted(origin))
        .collect();
    let is_in_text = |span: &Span| document.text().get(span.start..span.end).is_some();
    if !marked.iter().chain([&span]).all(is_in_text) {
        return Err(SourceError::Invented {
            name: passage.source.name.clone(),
        });
    }
    Ok(CitationReport {
        reasons: evidence
            .reasons
            .iter()
            .map(|reason| reason_report(reason, claim, draft, &document, origin))
            .collect(),
        excerpt: excerpt(&document, span, &marked),
        ..citation(&passage.source, &document, span, evidence.stance)
    })
}

fn reason_report(
    reason: &Reason,
    claim: &Claim,
    draft: &Document,
    source: &Document,
    origin: usize,
) -> ReasonReport {
    let file_bytes = |document: &Document, span: Span| {
        let span = document.file_span(span);
        [span.start, span.end]
    };
    ReasonReport {
        code: reason.code,
        message: reason.message.clone(),
        claim_span: reason
            .claim_span
            .map(|span| file_bytes(draft, span.shifted(claim.span.start))),
        source_span: reason
            .passage_span
            .map(|span| file_bytes(source, span.shifted(origin))),
    }
}

/// The line of a claim with what the evidence is about underlined: what a source says otherwise, or
/// what the nearest passage leaves open.
pub(super) fn claim_excerpt(claim: &Claim, draft: &Document, evidence: &[Evidence]) -> Excerpt {
    let of_stance = |stance| {
        let reasons = evidence.iter().flat_map(|evidence| &evidence.reasons);
        reasons.filter(move |reason| reason.stance == stance)
    };
    let in_text = |reason: &Reason| Some(reason.claim_span?.shifted(claim.span.start));
    let mut marked: Vec<Span> = of_stance(Stance::Refutes).filter_map(in_text).collect();
    if marked.is_empty()
        && let Some(nearest) = evidence.first()
        && nearest.stance == Stance::Neutral
    {
        marked = nearest.reasons.iter().filter_map(in_text).collect();
    }
    excerpt(draft, claim.span, &marked)
}

/// The first block that does not end before `offset` of the text.
fn block_at(document: &Document, offset: usize) -> usize {
    let blocks = document.blocks();
    blocks.partition_point(|block| block.span.end <= offset)
}

fn surroundings(document: &Document, span: Span) -> Surroundings {
    let text = document.text();
    let block = document
        .blocks()
        .get(block_at(document, span.start))
        .filter(|block| block.span.contains(span));
    let headings = block.map_or_else(Vec::new, |block| {
        block
            .headings
            .iter()
            .map(|&at| language::around(document.blocks()[at].span.of(text)).to_owned())
            .collect()
    });
    let before = text[..span.start]
        .char_indices()
        .rev()
        .nth(SURROUNDINGS - 1)
        .map_or(0, |(at, _)| at);
    let after = text[span.end..]
        .char_indices()
        .nth(SURROUNDINGS)
        .map_or(text.len(), |(at, _)| span.end + at);
    Surroundings {
        headings,
        before: text[before..span.start].to_owned(),
        after: text[span.end..after].to_owned(),
    }
}
