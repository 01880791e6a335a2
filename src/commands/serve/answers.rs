//! What is asked and what is answered, as data: the same types make the answers and the document that
//! describes them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::document::Citation;
use crate::locator::Locator;
use crate::report::{ClaimReport, Finding, QuotationReport};
use crate::sources::{Source, Unreadable};

/// A draft to check.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CheckRequest {
    /// Its text.
    #[schemars(length(min = 1))]
    pub(super) text: String,
    /// Its path as the configuration and the rulings know it. It decides its format: `.md`, `.html` or
    /// `.txt`.
    #[serde(default = "draft")]
    pub(super) name: String,
}

fn draft() -> String {
    "draft.md".to_owned()
}

/// Claims to check that stand in no draft.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ClaimsRequest {
    /// The claims, one sentence each.
    #[schemars(length(min = 1, max = 100))]
    pub(super) claims: Vec<String>,
}

/// The most claims of a request.
pub(super) const MOST_CLAIMS: usize = 100;

/// What was found of claims that stand in no draft.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Claims {
    /// Version of the form of a report.
    pub(super) schema_version: u32,
    /// Version of the program.
    pub(super) ibid: String,
    /// For each text that was sent, in order, what was found in it.
    pub(super) checked: Vec<Checked>,
}

/// What was found in a text of a few claims.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Checked {
    /// Its claims; none where it states nothing that could be checked.
    pub(super) claims: Vec<ClaimReport>,
    /// Its quotations.
    pub(super) quotations: Vec<QuotationReport>,
    /// Its findings.
    pub(super) findings: Vec<Finding>,
}

/// Which sources are listed.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SourcesQuery {
    /// How many are passed over.
    #[serde(default)]
    #[schemars(range(max = 4_294_967_295u32))]
    pub(super) offset: u32,
    /// How many are listed at most.
    #[serde(default = "hundred")]
    #[schemars(range(min = 1, max = 1000))]
    pub(super) limit: u32,
}

fn hundred() -> u32 {
    100
}

/// Sources.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Listed {
    /// How many there are.
    pub(super) total: usize,
    /// Those that were asked for, in the order of their names.
    pub(super) sources: Vec<SourceItem>,
    /// Sources that cannot be read.
    pub(super) unreadable: Vec<crate::report::Unreadable>,
}

/// A source.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct SourceItem {
    /// Its name: its path.
    name: String,
    /// BLAKE3 hash of its bytes, in hexadecimal.
    hash: String,
    /// Its title.
    title: Option<String>,
    /// Its authors.
    authors: Option<String>,
    /// Its publisher, institution or site.
    publisher: Option<String>,
    /// Its date, ISO 8601 as fine as known.
    issued: Option<String>,
    /// Its address.
    url: Option<String>,
    /// Key by which drafts cite it.
    key: Option<String>,
}

impl SourceItem {
    /// What is known of `source`.
    pub(super) fn of(source: &Source) -> Self {
        let work = source.work();
        Self {
            name: source.name.clone(),
            hash: source.hash.to_hex(),
            title: work.title,
            authors: work.authors,
            publisher: work.publisher,
            issued: work.issued,
            url: source.metadata.url.clone(),
            key: source.metadata.key.clone(),
        }
    }
}

impl From<&Unreadable> for crate::report::Unreadable {
    fn from(file: &Unreadable) -> Self {
        Self {
            path: file.path.clone(),
            why: file.why.clone(),
        }
    }
}

/// What is looked for.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SearchQuery {
    /// Plain words.
    #[schemars(length(max = 1000))]
    pub(super) q: String,
    /// How many passages are given at most.
    #[serde(default = "ten")]
    #[schemars(range(min = 1, max = 100))]
    pub(super) limit: u32,
}

fn ten() -> u32 {
    10
}

/// Passages that were found, the best first.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Found {
    /// The passages.
    pub(super) passages: Vec<Hit>,
}

/// A passage.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Hit {
    /// Name of its source.
    source: String,
    /// Title of its source.
    title: Option<String>,
    /// First byte of the words in the source's file.
    start: usize,
    /// One past the last byte.
    end: usize,
    /// Line of the first character.
    line: usize,
    /// Column of the first character.
    column: usize,
    /// Where the words stand in the terms of the source's format.
    #[serde(flatten)]
    locator: Locator,
    /// The words.
    quote: String,
}

impl Hit {
    /// The passage that `cited` cuts out of `source`.
    pub(super) fn of(source: &Source, cited: &Citation) -> Self {
        Self {
            source: source.name.clone(),
            title: source.metadata.title.clone(),
            start: cited.span().start,
            end: cited.span().end,
            line: cited.start().line,
            column: cited.start().column,
            locator: cited.locator().clone(),
            quote: cited.quote().to_owned(),
        }
    }
}

/// How the server fares.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Health {
    /// `ok`.
    pub(super) status: &'static str,
    /// Version of the program.
    pub(super) ibid: &'static str,
    /// Sources that are open.
    pub(super) sources: usize,
    /// Passages of them.
    pub(super) passages: u64,
    /// Sources that cannot be read.
    pub(super) unreadable: usize,
}

/// Why a request got no answer.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Problem {
    /// What happened, and what to do.
    pub(super) error: String,
}
