//! Findings to bytes, in every format.
//!
//! It may know `span`, `judge`'s verdicts and stances, and the report model it owns. Nothing from
//! a source or a draft reaches a terminal or a page unescaped.

mod model;

pub use model::{
    CitationReport, ClaimReport, DraftReport, Excerpt, Finding, Fix, Level, Place, QuotationReport,
    QuoteMatch, ReasonReport, Report, SCHEMA_VERSION, SourcesReport, Summary, Unreadable, Waiver,
};
