//! Pure analysis of text: languages, sentences, words, figures, dates, names, polarity.
//!
//! No input or output, no documents, no claims: every function takes a text and answers with
//! spans of that text. It may know `span` and nothing else of ours.

pub mod abbreviation;
mod address;
pub mod attribution;
pub mod citation;
pub mod clause;
mod clause_french;
mod context;
pub mod country;
mod currency_table;
pub mod date;
mod detect;
pub mod figures;
pub mod fold;
mod form;
pub mod gloss;
mod kindred;
pub(crate) mod label;
pub mod lexicon;
pub mod name;
mod name_words;
mod number;
mod number_words;
mod numeral;
mod piece;
pub mod polarity;
mod polarity_table;
pub mod quantity;
mod relation;
mod same_name;
pub mod scan;
pub mod sentence;
pub mod speaker;
mod stop;
mod tag;
pub mod token;
pub mod translation;
pub mod unit;
mod unit_compound;
mod unit_table;
pub(crate) mod word_list;

pub use context::{Cell, Context, PartialDate, around};
pub use detect::{Language, detect, told};
pub use relation::Relation;
