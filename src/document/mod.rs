//! Bytes to documents: what a person would read in a file, and where every character stands.
//!
//! One reader per format turns decoded text into blocks; this module owns the types they fill.
//! It may know `span` and `language`; it may not know which files are sources or drafts.

mod block;
mod citation;
mod decode;
mod error;
mod extract;
mod format;
mod furniture;
mod html;
mod json;
mod markdown;
mod offset_map;
mod plain;
mod read;
mod record;
pub mod yaml;

pub use block::{Block, BlockKind, Mark, MarkKind};
pub use citation::Citation;
pub use error::{ReadError, RecordError, RecordProblem};
pub use format::Format;
pub use offset_map::OffsetMap;
pub use read::{Document, Embedded, Hash};
pub use record::{Records, records};
