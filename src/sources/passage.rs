//! The unit that is indexed, retrieved and cited.

use std::sync::Arc;

use crate::document::Hash;
use crate::language::Context;
use crate::sources::Source;
use crate::span::Span;

/// A few sentences of one block of a source, small enough to cite, with what they stand in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The source it stands in.
    pub source: Arc<Source>,
    /// Its number within the source, from 0, in the order of the text.
    pub ordinal: u32,
    /// Where it stands in the document's text.
    pub span: Span,
    /// Its words: the document's text at `span`.
    pub text: String,
    /// Its sentences, as spans of `text`.
    pub sentences: Vec<Span>,
    /// Its surroundings.
    pub context: Context,
    /// Checksum of all that the index says of it.
    pub print: Hash,
}
