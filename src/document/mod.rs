//! Bytes to documents: what a person would read in a file, and where every character stands.
//!
//! One reader per format turns decoded text into blocks; this module owns the types they fill.
//! It may know `span`, `locator` and `language`; it may not know which files are sources or drafts.

mod asciidoc;
mod block;
mod citation;
mod decode;
mod error;
mod extract;
mod format;
mod furniture;
mod grid;
mod heads;
mod html;
mod isolated;
mod json;
mod latex;
mod lined;
mod mail;
mod markdown;
mod offset_map;
mod org;
mod outline;
mod package;
mod pdf;
mod place;
mod plain;
mod printing;
mod read;
mod reading;
mod record;
mod rst;
mod rtf;
mod separated;
#[cfg(test)]
mod testing;
mod typst;
mod volume;
pub mod yaml;

pub use block::{Block, BlockKind, CitedWork, Mark, MarkKind};
pub use citation::Citation;
pub use error::{ReadError, RecordError, RecordProblem};
pub use format::Format;
pub use isolated::{COMMAND, isolate, serve};
pub use latex::comes_with_tex;
pub use offset_map::OffsetMap;
pub use package::{Change, Comment, with_changes, with_comments};
pub use place::{Landmark, Printed, current_reader};
pub use read::{Document, Embedded, Hash, Surroundings};
pub use record::{Records, records};
