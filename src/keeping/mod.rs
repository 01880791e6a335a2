//! What the program keeps between runs, beneath `.ibid`: entered without following links, locked,
//! sealed against damage, and refused where git tracks it.
//!
//! What lies there decides verdicts, and a repository of a stranger can bring it along. So nothing
//! of it is trusted further than that this program's runs wrote it: a `.ibid` that git tracks was
//! sent by somebody, a link in it leads where somebody wants to read or delete, and what does not
//! carry its own checksum is damaged.
//!
//! Knows nothing of what is kept.

mod folder;
mod lock;
mod sealed;
mod tracked;

pub use folder::{has_file, is_there, make, read, remove_folder, replace};
pub use lock::Lock;
pub use sealed::{read_sealed, replace_sealed};
pub use tracked::refuse_tracked;

/// The folder, in that of a project, beneath which everything is kept.
pub const FOLDER: &str = ".ibid";
