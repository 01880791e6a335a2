//! The engines that are known, and where they differ.

use anyhow::{Context as _, bail, ensure};
use serde_json::{Value, json};

use super::{Settings, told};

/// An engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Elasticsearch,
    OpenSearch,
    Quickwit,
}

/// How many seconds Quickwit may take before what was added can be found.
const COMMIT_SECONDS: u32 = 10;

impl Kind {
    /// The engine that says this of itself.
    pub(super) fn of(answer: &Value) -> anyhow::Result<Self> {
        let text = |place: &str| answer.pointer(place).and_then(Value::as_str);
        let number = text("/version/number").with_context(|| {
            format!(
                "what answers there is none of OpenSearch, Elasticsearch and Quickwit: {}",
                told(answer)
            )
        })?;
        let kind = match (text("/version/distribution"), text("/tagline")) {
            (Some("opensearch"), _) => Self::OpenSearch,
            (Some("quickwit"), _) => return Ok(Self::Quickwit),
            (None, Some("You Know, for Search")) => Self::Elasticsearch,
            (other, _) => bail!(
                "it is no engine that is known ({})",
                other.unwrap_or(number)
            ),
        };
        let major: u32 = number.split('.').next().unwrap_or_default().parse()?;
        let least = match kind {
            Self::OpenSearch => 1,
            _ => 7,
        };
        ensure!(
            major >= least,
            "its version {number} is too old: {least}.0 is the least"
        );
        Ok(kind)
    }

    /// Whether an entry has the name that it was added under.
    pub(super) fn has_ids(self) -> bool {
        self != Self::Quickwit
    }

    /// Whether it can be told to let everything be found at once.
    pub(super) fn has_refresh(self) -> bool {
        self != Self::Quickwit
    }

    /// Where an index is made; `None` where that is the index's own address.
    pub(super) fn creation_address(self, url: &str) -> Option<String> {
        let url = url.trim_end_matches('/');
        let base = url.strip_suffix("/_elastic").unwrap_or(url);
        (self == Self::Quickwit).then(|| format!("{base}/indexes"))
    }

    /// What makes an index. Words come ready made: they are told apart by spaces and by nothing else.
    pub(super) fn creation(self, index: &str, settings: &Settings) -> String {
        let body = match self {
            Self::Quickwit => quickwit(index),
            _ => lucene(settings),
        };
        body.to_string()
    }

    /// The line before a search.
    pub(super) fn search_header(self, index: &str, ranks: bool) -> Value {
        match self {
            Self::Quickwit => json!({"index": index}),
            // Rare is what few entries of the whole index have, not of one part of it.
            _ if ranks => json!({
                "index": index,
                "allow_partial_search_results": false,
                "search_type": "dfs_query_then_fetch",
            }),
            _ => json!({"index": index, "allow_partial_search_results": false}),
        }
    }

    /// The query for entries of these sources.
    pub(super) fn of_sources(self, sources: &[String]) -> Value {
        match self {
            Self::Quickwit => {
                let each = sources
                    .iter()
                    .map(|source| json!({"term": {"source": source}}));
                json!({"bool": {"should": each.collect::<Vec<_>>()}})
            }
            _ => json!({"terms": {"source": sources}}),
        }
    }
}

fn lucene(settings: &Settings) -> Value {
    let mut sizes = json!({"refresh_interval": "-1"});
    if let Some(shards) = settings.shards {
        sizes["number_of_shards"] = shards.into();
    }
    if let Some(replicas) = settings.replicas {
        sizes["number_of_replicas"] = replicas.into();
    }
    let words = json!({"type": "text", "analyzer": "whitespace", "index_options": "freqs"});
    let name = json!({"type": "keyword"});
    let content = json!({"type": "text", "index": false});
    json!({
        "settings": {"index": sizes},
        "mappings": {
            "dynamic": "strict",
            "_source": {"excludes": ["stems", "exact"]},
            "properties": {
                "pid": name, "source": name, "stems": words, "exact": words,
                "sha": content, "passage": content,
            },
        },
    })
}

fn quickwit(index: &str) -> Value {
    let words = |field: &str| {
        json!({
            "name": field, "type": "text", "tokenizer": "whitespace", "record": "freq",
            "fieldnorms": true, "stored": false,
        })
    };
    let name = |field: &str| json!({"name": field, "type": "text", "tokenizer": "raw"});
    let content = |field: &str| json!({"name": field, "type": "text", "indexed": false});
    json!({
        "version": "0.8",
        "index_id": index,
        "doc_mapping": {
            "mode": "strict",
            "field_mappings": [
                name("pid"), name("source"), words("stems"), words("exact"),
                content("sha"), content("passage"),
            ],
        },
        "indexing_settings": {"commit_timeout_secs": COMMIT_SECONDS},
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn engines_are_known_by_what_they_say_of_themselves() {
        let kind = |text: &str| Kind::of(&serde_json::from_str(text).unwrap());
        let opensearch = r#"{"version": {"distribution": "opensearch", "number": "2.19.6"}}"#;
        assert_eq!(kind(opensearch).unwrap(), Kind::OpenSearch);
        let elasticsearch =
            r#"{"version": {"number": "8.14.0"}, "tagline": "You Know, for Search"}"#;
        assert_eq!(kind(elasticsearch).unwrap(), Kind::Elasticsearch);
        let quickwit = r#"{"version": {"distribution": "quickwit", "number": "7.17.0"}}"#;
        assert_eq!(kind(quickwit).unwrap(), Kind::Quickwit);
        let complaint = |text: &str| format!("{:#}", kind(text).unwrap_err());
        let old = r#"{"version": {"number": "6.8.0"}, "tagline": "You Know, for Search"}"#;
        assert!(complaint(old).contains("too old"));
        assert!(complaint(r#"{"status": "ok"}"#).contains("none of OpenSearch"));
        let other = r#"{"version": {"distribution": "other", "number": "1.0"}}"#;
        assert!(complaint(other).contains("no engine that is known (other)"));
    }

    #[test]
    fn quickwit_makes_an_index_beside_the_common_interface() {
        let address = Kind::Quickwit.creation_address("http://a:7280/api/v1/_elastic/");
        assert_eq!(address.unwrap(), "http://a:7280/api/v1/indexes");
        assert_eq!(Kind::OpenSearch.creation_address("http://a:9200"), None);
    }
}
