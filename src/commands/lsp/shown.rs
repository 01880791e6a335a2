//! A checked draft as the client shows it: diagnostics, hovers, definitions and links.

use std::path::Path;

use ls_types::{
    Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DocumentLink, Hover,
    HoverContents, Location, MarkupContent, MarkupKind, NumberOrString, Position, Range, Uri,
};

use super::buffer::Buffer;
use super::worker::Known;
use crate::report::editor::{Markup, evidence, sentence};
use crate::report::{CitationReport, Finding, Level, Place};
use crate::span::Span;
use crate::wording::Locale;

/// The source that diagnostics name.
pub(super) const SOURCE: &str = "ibid";

impl Buffer {
    /// Where a place of the report on the draft is now; `None` where it was edited since.
    pub(super) fn now_at(&self, known: &Known, place: &Place) -> Option<Span> {
        let start = place.start.saturating_sub(known.lead);
        let end = place.end.saturating_sub(known.lead).max(start);
        self.now(Span::new(start, end))
    }
}

/// Which findings are shown, and how.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shown {
    /// Whether with their evidence.
    pub(super) related: bool,
    /// The level from which they are shown.
    pub(super) least: Level,
}

impl Shown {
    /// A diagnostic for each finding that counts and whose words were not edited since.
    pub(super) fn diagnostics(self, buffer: &Buffer, known: &Known) -> Vec<Diagnostic> {
        let findings = known.draft.findings.iter();
        let counts = |finding: &&Finding| finding.waived.is_none() && finding.level >= self.least;
        let placed = findings.filter(counts).filter_map(|finding| {
            let span = buffer.now_at(known, &finding.place)?;
            Some(of_finding(finding, buffer.range(span), known, self.related))
        });
        placed.collect()
    }
}

/// The diagnostic of a finding that stands at `range`.
pub(super) fn of_finding(
    finding: &Finding,
    range: Range,
    known: &Known,
    related: bool,
) -> Diagnostic {
    let language = known.config.language;
    let evidence = || {
        let citations = finding.citations.iter();
        let located = citations.filter_map(|citation| {
            let location = known.location(citation)?.clone();
            let message = evidence(citation, finding, language);
            Some(DiagnosticRelatedInformation { location, message })
        });
        located.collect::<Vec<_>>()
    };
    let related = related.then(evidence).filter(|related| !related.is_empty());
    Diagnostic {
        related_information: related,
        ..bare(finding, range, language)
    }
}

/// The diagnostic of a finding without its evidence.
pub(super) fn bare(finding: &Finding, range: Range, language: Locale) -> Diagnostic {
    Diagnostic {
        range,
        severity: Some(match finding.level {
            Level::Error => DiagnosticSeverity::ERROR,
            Level::Warning => DiagnosticSeverity::WARNING,
            Level::Note | Level::Off => DiagnosticSeverity::INFORMATION,
        }),
        code: Some(NumberOrString::String(finding.rule.name().to_owned())),
        source: Some(SOURCE.to_owned()),
        message: sentence(finding, language),
        ..Diagnostic::default()
    }
}

/// The diagnostic of a draft that cannot be checked as it is.
pub(super) fn of_unreadable(line: u32, why: &str) -> Diagnostic {
    Diagnostic {
        range: Range::new(Position::new(line, 0), Position::new(line, u32::MAX >> 1)),
        severity: Some(DiagnosticSeverity::ERROR),
        source: Some(SOURCE.to_owned()),
        message: format!("not checked: {}", crate::report::sanitize::line(why)),
        ..Diagnostic::default()
    }
}

/// What there is to say at `position`.
pub(super) fn hover(
    buffer: &Buffer,
    known: &Known,
    position: Position,
    markup: Markup,
) -> Option<Hover> {
    let at = buffer.offset(position);
    let cards = known.cards.iter().filter_map(|card| {
        let span = buffer.now_at(known, &card.place)?;
        touches(span, at).then_some((span, card.text.as_str()))
    });
    let (spans, texts): (Vec<Span>, Vec<&str>) = cards.unzip();
    let whole = spans.into_iter().reduce(Span::cover)?;
    let (kind, between) = match markup {
        Markup::Markdown => (MarkupKind::Markdown, "\n\n---\n\n"),
        Markup::Plain => (MarkupKind::PlainText, "\n\n"),
    };
    let value = texts.join(between);
    Some(Hover {
        contents: HoverContents::Markup(MarkupContent { kind, value }),
        range: Some(buffer.range(whole)),
    })
}

/// Where the evidence for what stands at `position` is: for a citation of the draft in the source
/// that it leads to, for a claim or a quotation in all sources that bear on it.
pub(super) fn definitions(buffer: &Buffer, known: &Known, position: Position) -> Vec<Location> {
    let at = buffer.offset(position);
    let is_here = |place: &Place| {
        let span = buffer.now_at(known, place);
        span.is_some_and(|span| touches(span, at))
    };
    let draft = &known.draft;
    let findings = draft.findings.iter();
    let findings = findings.map(|finding| (&finding.place, &finding.citations));
    let quotations = draft.quotations.iter();
    let quotations = quotations.map(|quotation| (&quotation.place, &quotation.citations));
    let claims = draft.claims.iter();
    let claims = claims.map(|claim| (&claim.place, &claim.citations));
    let here = findings.chain(quotations).chain(claims);
    let here = here.filter(|(place, _)| is_here(place));
    let citations: Vec<&CitationReport> =
        here.flat_map(|(_, citations)| citations.iter()).collect();
    let mut cited = known.offers.cited.iter();
    if let Some(cited) = cited.find(|cited| is_here(&cited.place)) {
        let of_it = citations.iter().filter(|it| it.source == cited.source);
        let mut found = located(known, of_it.copied());
        if found.is_empty() {
            let start = Range::default();
            let uri = known.file(&cited.source).and_then(Uri::from_file_path);
            found.extend(uri.map(|uri| Location::new(uri, start)));
        }
        return found;
    }
    located(known, citations.into_iter())
}

/// Where the passages stand, each place once.
fn located<'c>(
    known: &Known,
    citations: impl Iterator<Item = &'c CitationReport>,
) -> Vec<Location> {
    let mut found: Vec<Location> = Vec::new();
    for location in citations.filter_map(|citation| known.location(citation)) {
        if !found.contains(location) {
            found.push(location.clone());
        }
    }
    found
}

/// The draft's citations as links to the files of their sources.
pub(super) fn links(buffer: &Buffer, known: &Known) -> Vec<DocumentLink> {
    let cited = known.offers.cited.iter();
    let links = cited.filter_map(|cited| {
        let span = buffer.now_at(known, &cited.place)?;
        Some(DocumentLink {
            range: buffer.range(span),
            target: Some(Uri::from_file_path(Path::new(known.file(&cited.source)?))?),
            tooltip: Some(cited.source.clone()),
            data: None,
        })
    });
    links.collect()
}

fn touches(span: Span, at: usize) -> bool {
    span.start <= at && at <= span.end
}
