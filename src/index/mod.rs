//! Passages on disk: built, updated, searched, and cut back out of the files they stand in.
//!
//! The only module that names tantivy. It may know `sources`, `document`, `language` and `span`;
//! it may not know drafts, claims or judging.

mod library;
mod location;
mod search;
mod update;

pub use library::{Library, SourceError};
pub use location::Location;
pub use search::{Field, Hit, PassageId, Search, Term};
pub use update::{Progress, Update};
