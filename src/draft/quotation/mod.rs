//! Quotations: the words of a draft between quotation marks, and whether a source has them.

mod align;
mod matching;
mod model;
mod pattern;
mod scan;
mod speech;
mod spelling;
mod title;
mod word;

pub use matching::{Alteration, Matched, QuotedText, match_quotation};
pub use model::Quotation;
pub use pattern::Pattern;
pub(super) use scan::{marked, quotations};
pub use speech::{Speech, speech_of};
