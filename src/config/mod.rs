//! The configuration: `ibid.toml`, the defaults beneath it and the arguments above it.
//!
//! It may know `files`, `git` and the report's rules and levels, nothing else of the program; it reads its
//! own file and no other. A key it does not know is an error, never a guess.

mod effective;
mod file;
mod rule_level;
mod starting;

pub use effective::{Config, ConfigChoice, EngineChoice, ModelChoice, Origin, PathSet};
pub use file::{ConfigFile, EngineTable, FILE_NAME, Links, ModelKey, ServerTable};
pub use rule_level::{LevelByConfidence, RuleLevel};
pub use starting::Starting;
