//! What a model of entailment makes of a claim and a passage: does the one follow from the other,
//! or contradict it.
//!
//! A model is part of the program, or lies beside it; any cross-encoder of natural language inference can stand
//! in its place, or a model server. It is loaded when the first pair is asked that nobody asked before, and what it
//! answers is kept on disk. One pair is judged at a time, on one thread, so that an answer hangs on
//! nothing but the pair. A model in a folder is asked in a process of its own.
//!
//! The only module that names the runtime and the tokenizer. It may know `span`, `files`, `keeping` and `progress`; it
//! knows nothing of drafts, sources, indexes, judging or output: scores are evidence, no verdict.

mod about;
#[cfg(feature = "model")]
mod apart;
#[cfg(feature = "model")]
mod asking;
#[cfg(feature = "model")]
mod config;
#[cfg(feature = "model")]
mod embedded;
#[cfg(feature = "model")]
mod encoding;
#[cfg(feature = "model")]
mod engine;
#[cfg(feature = "model")]
mod files;
#[cfg(feature = "model")]
mod kept;
#[cfg(feature = "model")]
mod labels;
#[cfg(feature = "model")]
mod model;
#[cfg(feature = "model")]
mod record;
#[cfg(feature = "model")]
mod reply;
mod scores;
mod served;
#[cfg(feature = "model")]
mod server;
#[cfg(not(feature = "model"))]
mod unavailable;

/// The hidden command by which the program calls itself for a model in a folder.
pub const COMMAND: &str = "answer-pairs";

pub use about::{About, Meaning};
#[cfg(feature = "model")]
pub use apart::{isolate, serve};
#[cfg(feature = "model")]
pub use model::Model;
pub use scores::{Question, Scores};
pub use served::ServedModel;
#[cfg(not(feature = "model"))]
pub use unavailable::{Model, isolate, serve};
