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

pub mod check;
pub mod commands;
pub mod config;
pub mod document;
pub mod draft;
pub mod entailment;
pub mod files;
pub mod git;
pub mod index;
pub mod judge;
pub mod keeping;
pub mod language;
pub mod locator;
pub mod progress;
pub mod report;
pub mod retrieve;
pub mod rulings;
pub mod sources;
pub mod span;
pub mod wording;
