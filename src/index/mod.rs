//! Passages on disk: built, updated, searched, and cut back out of the files they stand in.
//!
//! The only module that names tantivy. It may know `sources`, `document`, `language`, `cluster` and
//! `span`; it may not know drafts, claims or judging.

mod copies;
mod engine;
mod entries;
mod files;
mod fill;
mod holder;
mod library;
mod listed;
mod location;
mod manifest;
mod passages;
mod phrase;
mod reading;
mod remote;
mod room;
mod seal;
mod search;
mod store;
mod terms;
mod update;

pub use fill::Filled;
pub use library::Library;
pub use listed::SourceError;
pub use location::Location;
pub use search::{Expected, Field, Hit, PassageId, Search, Term};
pub use update::Update;
