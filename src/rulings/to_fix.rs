//! Notes that a sentence is to be mended.

use jiff::civil::Date;

/// A note that a sentence is to be mended. It is of that sentence beneath its headings, so whoever
/// mends it settles it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToFix {
    /// The draft's name.
    pub draft: String,
    /// The sentence, for whoever reads the file.
    pub words: String,
    /// The fingerprint of the sentence and its headings, or of a finding on other words.
    pub sentence: String,
    /// What is to be done; may be empty.
    pub note: String,
    /// Whose note it is; never empty.
    pub by: String,
    /// When it was written.
    pub on: Date,
}
