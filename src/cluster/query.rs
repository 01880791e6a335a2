//! What an index is asked for.

use serde_json::{Value, json};

use super::kind::Kind;

/// A word that is looked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// The field: `stems`, `exact` or `pid`.
    pub field: &'static str,
    /// The word as the index has it.
    pub text: String,
    /// Factor on its score.
    pub weight: f32,
}

/// What an index is asked for.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// The words.
    pub words: Vec<Word>,
    /// Whether an entry must have all of them, or one.
    pub needs_all: bool,
    /// Only entries of these sources; of any where there is none.
    pub within: Vec<String>,
    /// No entries of these sources.
    pub without: Vec<String>,
    /// How many of the best ones are wanted; none where they are only counted.
    pub limit: usize,
}

impl Query {
    /// The query that counts the entries with a word.
    #[must_use]
    pub fn counting(word: Word) -> Self {
        Self {
            words: vec![word],
            ..Self::default()
        }
    }

    /// Whether entries are only counted.
    #[must_use]
    pub fn only_counts(&self) -> bool {
        self.limit == 0
    }

    /// The two lines that put it to `index`.
    pub(super) fn lines(&self, index: &str, kind: Kind) -> String {
        let header = kind.search_header(index, !self.only_counts());
        let mut body = json!({"query": self.body(kind), "size": self.limit});
        if self.only_counts() {
            body["track_total_hits"] = true.into();
        } else {
            body["track_total_hits"] = false.into();
            body["sort"] = json!(["_score"]);
        }
        format!("{header}\n{body}\n")
    }

    fn body(&self, kind: Kind) -> Value {
        let each = self.words.iter().map(|word| {
            let sought = json!({"value": word.text, "boost": word.weight});
            json!({"term": {word.field: sought}})
        });
        let words: Vec<Value> = each.collect();
        let mut parts = json!({});
        parts[if self.needs_all { "must" } else { "should" }] = words.into();
        if !self.needs_all && (!self.within.is_empty() || !self.without.is_empty()) {
            parts["minimum_should_match"] = 1.into();
        }
        if !self.within.is_empty() {
            parts["filter"] = json!([kind.of_sources(&self.within)]);
        }
        if !self.without.is_empty() {
            parts["must_not"] = json!([kind.of_sources(&self.without)]);
        }
        json!({"bool": parts})
    }
}
