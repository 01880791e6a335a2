//! What is known of a source, in the terms of CSL.

use serde::{Deserialize, Serialize};

use crate::document::Hash;
use crate::language::PartialDate;

/// Metadata of a source in CSL terms; anything may be unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metadata {
    /// Key by which bibliographies and drafts cite it (`ruaro2023`).
    pub key: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Authors, people as `Family, Given` or organisations as they are named.
    pub authors: Vec<String>,
    /// Date of publication or last change.
    pub issued: Option<PartialDate>,
    /// Address of the original.
    pub url: Option<String>,
    /// Publisher, institution or site.
    pub publisher: Option<String>,
    /// Language as stated (BCP 47).
    pub language: Option<String>,
    /// Digital object identifier, without a resolver in front.
    pub doi: Option<String>,
}

/// A document of the corpus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its name in every output: its path, or `PATH#_id` for a record of a bulk file.
    pub name: String,
    /// Hash of its bytes.
    pub hash: Hash,
    /// What is known of it.
    pub metadata: Metadata,
}
