//! Quotations: the words of a draft between quotation marks, and whether a source has them.

mod model;

pub use model::Quotation;
