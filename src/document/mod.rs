//! Bytes to documents: what a person would read in a file, and where every character stands.
//!
//! One reader per format turns decoded text into blocks; this module owns the types they fill.
//! It may know `span` and `language`; it may not know which files are sources or drafts.

mod block;
mod citation;
mod offset_map;
mod read;

pub use block::{Block, BlockKind, Mark, MarkKind};
pub use citation::Citation;
pub use offset_map::OffsetMap;
pub use read::{Document, Embedded, Format, Hash};
