//! Which files are sources, and what is known of each: metadata, bibliography, hashes.
//!
//! It may know `files`, `document`, `language` and `span`; it may not know the index or the drafts.

mod bibliography;
mod bibtex;
mod bibtex_bounds;
mod catalogue;
pub mod copies;
mod csl;
mod date;
mod hayagriva;
mod identifier;
mod ignored;
mod metadata;
mod passage;
mod selection;
mod shelf;
mod typeset;
mod walk;

pub use bibliography::{Bibliography, Entry};
pub use catalogue::{Catalogue, ends_with_path, last_part};
pub use identifier::identified;
pub use metadata::{Metadata, Source};
pub use passage::Passage;
pub use selection::{Selection, SourceFile, Unreadable, Walk, name_of};
pub use shelf::{Shelf, bibliographies_of, folders_above, is_bibliography, project_around};
pub use typeset::{Typeset, typeset_around};
