//! ibid checks every claim of a draft against a folder of sources and cites, for each, the exact
//! words that support or contradict it.
//!
//! The flow is in one direction; `tests/layers.rs` holds the modules to it:
//!
//! ```text
//! files ─► document ─► sources ─► index ─────────┐
//!                                                ▼
//! draft ─► document ─► claims, quotations, ─► retrieve ─► judge ─► findings ─► report
//!                      citations                                    ▲
//!                                                               rulings
//! ```
//!
//! [`Checker`] is the way in for other programs: sources in, a draft in, a [`Report`] out.
//! `examples/check.rs` shows it. What stands on this page is meant for them and keeps its form
//! between versions that say they are compatible; the modules are the program's own, open to its
//! benchmarks, tests and fuzz targets alone.

mod checker;

#[cfg_attr(doc, doc(hidden))]
pub mod check;
#[cfg_attr(doc, doc(hidden))]
pub mod cluster;
#[cfg_attr(doc, doc(hidden))]
pub mod commands;
#[cfg_attr(doc, doc(hidden))]
pub mod config;
#[cfg_attr(doc, doc(hidden))]
pub mod document;
#[cfg_attr(doc, doc(hidden))]
pub mod draft;
#[cfg_attr(doc, doc(hidden))]
pub mod entailment;
#[cfg_attr(doc, doc(hidden))]
pub mod files;
#[cfg_attr(doc, doc(hidden))]
pub mod git;
#[cfg_attr(doc, doc(hidden))]
pub mod index;
#[cfg_attr(doc, doc(hidden))]
pub mod judge;
#[cfg_attr(doc, doc(hidden))]
pub mod keeping;
#[cfg_attr(doc, doc(hidden))]
pub mod language;
#[cfg_attr(doc, doc(hidden))]
pub mod local_server;
#[cfg_attr(doc, doc(hidden))]
pub mod locator;
#[cfg_attr(doc, doc(hidden))]
pub mod progress;
#[cfg_attr(doc, doc(hidden))]
pub mod report;
#[cfg_attr(doc, doc(hidden))]
pub mod retrieve;
#[cfg_attr(doc, doc(hidden))]
pub mod rulings;
#[cfg_attr(doc, doc(hidden))]
pub mod server_client;
#[cfg_attr(doc, doc(hidden))]
pub mod sources;
#[cfg_attr(doc, doc(hidden))]
pub mod span;
#[cfg_attr(doc, doc(hidden))]
pub mod wording;

pub use checker::{Checker, Error};
pub use judge::{ReasonCode, Stance, Verdict};
pub use locator::Locator;
pub use report::deep_link::Selector;
pub use report::{
    CitationReport, ClaimReport, CopyReport, DraftReport, Excerpt, FileReport, Finding, Fix, Level,
    Place, QuotationReport, QuoteMatch, ReasonReport, Report, Rule, SignOffReport, SourcesReport,
    Summary, Surroundings, Unreadable, Waiver,
};
