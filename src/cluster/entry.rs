//! What an index has: the words of an entry, and what they stand for.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::kind::Kind;

/// An entry as it is added.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    /// What comes back when it is found.
    #[serde(flatten)]
    pub kept: Kept,
    /// Stems, with spaces between them.
    pub stems: String,
    /// Words in folded form, with spaces between them.
    pub exact: String,
}

/// What comes back of an entry that is found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// By what it is told from all others.
    pub pid: String,
    /// By what it is found with others of one source.
    pub source: String,
    /// Checksum of `passage`.
    pub sha: String,
    /// What it stands for.
    pub passage: String,
}

impl Entry {
    /// About how many bytes it takes in a request.
    #[must_use]
    pub fn weight(&self) -> usize {
        let kept = &self.kept;
        let texts = kept.passage.len() + self.stems.len() + self.exact.len();
        // Quotation marks and line ends in texts are escaped.
        texts + texts / 16 + kept.pid.len() * 2 + kept.source.len() + kept.sha.len() + 100
    }
}

/// The request that adds `entries`: for each a line that says what is done, and one with its content.
pub(super) fn bulk(entries: &[&Entry], kind: Kind) -> anyhow::Result<String> {
    let mut body = String::new();
    for entry in entries {
        let action = match kind.has_ids() {
            true => json!({"create": {"_id": entry.kept.pid}}),
            false => json!({"create": {}}),
        };
        body.push_str(&action.to_string());
        body.push('\n');
        body.push_str(&serde_json::to_string(entry)?);
        body.push('\n');
    }
    Ok(body)
}
