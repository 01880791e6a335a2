//! Passages on disk: built, updated, searched, and cut back out of the files they stand in.
//!
//! The only module that names tantivy. It may know `sources`, `document`, `language` and `span`;
//! it may not know drafts, claims or judging.

mod engine;
mod files;
mod library;
mod location;
mod manifest;
mod passages;
mod phrase;
mod reading;
mod room;
mod seal;
mod search;
mod store;
mod terms;
mod update;

pub use library::{Library, SourceError};
pub use location::Location;
pub use search::{Field, Hit, PassageId, Search, Term};
pub use update::Update;
