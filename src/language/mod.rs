//! Pure analysis of text: languages, sentences, words, figures, dates, names, polarity.
//!
//! No input or output, no documents, no claims: every function takes a text and answers with
//! spans of that text. It may know `span` and nothing else of ours.

mod context;
mod detect;

pub use context::{Cell, Context, PartialDate};
pub use detect::Language;
