//! A claim to the passages that may decide it, best first.
//!
//! It may know the index by its trait [`Search`](crate::index::Search) alone, and never judges.

mod analysed;
mod memory;
mod query;
mod rank;
mod retriever;
mod wanted;

pub use memory::Memory;
pub use query::Query;
pub use retriever::Retriever;
