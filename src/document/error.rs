//! Why a file or a record could not be read, in words that say what to do.

use thiserror::Error;

/// Why a file could not be read as a document.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ReadError {
    /// The file has no bytes.
    #[error("the file is empty; put text in it or leave it out")]
    Empty,
    /// The bytes are not text.
    #[error("not text but {kind}; convert it to text, Markdown or HTML first")]
    Binary {
        /// What the bytes look like, with its article.
        kind: &'static str,
    },
    /// The file is larger than a document can be.
    #[error(
        "{size} bytes are too many for one document (the limit is {limit}); split the file, or \
         make it JSON Lines, one record a line"
    )]
    TooLarge {
        /// Size of the file in bytes.
        size: usize,
        /// The most bytes that are read as one document.
        limit: usize,
    },
    /// Markdown of little but signs.
    #[error(
        "{count} signs of mark-up are too many for one document (the limit is {limit}); split the \
         file, or name it .txt"
    )]
    TooMuchMarkUp {
        /// How many there are.
        count: usize,
        /// The most that are read.
        limit: usize,
    },
    /// Markdown with blocks in blocks in blocks.
    #[error(
        "line {line}: blocks stand {depth} deep in one another, which is too deep (the limit is \
         {limit}); write it flatter, or name the file .txt"
    )]
    TooDeep {
        /// Number of the line, from 1.
        line: usize,
        /// How deep its blocks stand.
        depth: usize,
        /// The deepest that is read.
        limit: usize,
    },
    /// The file was read, but holds no words.
    #[error("no text found in it, so there is nothing to check; open it to see what it holds")]
    NothingToRead,
    /// Its reader could not read it.
    #[error("{why}")]
    Refused {
        /// Why, and what to do.
        why: String,
    },
    /// A bulk file was asked for as if it were one document.
    #[error("a bulk file of records, not one document; read it as JSON Lines")]
    Bulk,
    /// A record is broken.
    #[error(transparent)]
    Record(#[from] RecordError),
}

impl ReadError {
    /// A refusal in these words.
    pub(super) fn refused(why: impl Into<String>) -> Self {
        Self::Refused { why: why.into() }
    }

    /// A file that asks for a password.
    pub(super) fn locked() -> Self {
        Self::refused("it is locked with a password; save it without one, or leave it out")
    }
}

/// Why a line of a JSON Lines file could not be read as a record.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("line {line}: {problem}")]
pub struct RecordError {
    /// Number of the line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub problem: RecordProblem,
}

/// What is wrong with a line of a JSON Lines file.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RecordProblem {
    /// It is not valid UTF-8.
    #[error("not UTF-8; JSON Lines must be UTF-8, convert the file")]
    NotUtf8,
    /// It is not one JSON object.
    #[error("not a JSON object ({why}); correct the line or delete it")]
    NotAnObject {
        /// What the parser says.
        why: String,
    },
    /// A field that every record needs is missing or has the wrong type.
    #[error("no \"{field}\"; a record needs \"_id\" and \"text\"")]
    Missing {
        /// Name of the field.
        field: &'static str,
    },
    /// Its id, which names it in every citation, is longer than anyone writes.
    #[error("its \"_id\" is longer than {most} bytes; shorten it")]
    LongId {
        /// How many bytes an id may have.
        most: usize,
    },
    /// Title and text are blank.
    #[error("its title and its text are blank, so there is nothing to check; delete the line")]
    NothingToRead,
}
