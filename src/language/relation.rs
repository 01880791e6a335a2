//! How one figure or date stands to another of the same thing.

/// What a claim's figure or date is worth beside the source's.
///
/// Only the values are weighed; that both are *of the same thing* is for the caller to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// The claim follows from the source.
    Agrees,
    /// The two cannot both be true.
    Contradicts,
    /// The source says too little, or something that cannot be compared.
    Undecided,
}
