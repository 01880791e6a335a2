//! What `config.json` says of a model.

use std::collections::BTreeMap;

use anyhow::{Context as _, ensure};
use serde::Deserialize;

use super::labels::Labels;

/// Tokens of a pair where the model asks for no other number. A passage is a few sentences.
const USUAL_LENGTH: usize = 256;

/// The fewest tokens a pair can be cut to and still hold something.
const LEAST_LENGTH: usize = 16;

/// What must be known of a model to ask it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Config {
    /// What its outputs mean.
    pub(super) labels: Labels,
    /// The most tokens of a pair; a longer passage is cut off.
    pub(super) most_tokens: usize,
    /// The codes of the languages that it reads; `*` for any.
    pub(super) languages: Vec<String>,
}

/// The keys of the file that count here; a model's own file has many more.
#[derive(Deserialize)]
struct Written {
    #[serde(default)]
    id2label: BTreeMap<String, String>,
    max_position_embeddings: Option<usize>,
    #[serde(default)]
    ibid: Own,
}

/// What is for this program alone.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Own {
    max_length: Option<usize>,
    languages: Option<Vec<String>>,
}

impl Config {
    /// Reads the content of `config.json`.
    ///
    /// # Errors
    /// When it is no JSON, its labels tell nothing, or its lengths do not fit each other.
    pub(super) fn read(bytes: &[u8]) -> anyhow::Result<Self> {
        let written: Written = serde_json::from_slice(bytes).context("it cannot be understood")?;
        let names = in_order(&written.id2label)?;
        let positions = written.max_position_embeddings.unwrap_or(usize::MAX);
        let most_tokens = match written.ibid.max_length {
            Some(length) => length,
            None => USUAL_LENGTH.min(positions),
        };
        ensure!(
            (LEAST_LENGTH..=positions).contains(&most_tokens),
            "its `max_length` is {most_tokens}: it must lie between {LEAST_LENGTH} and \
             `max_position_embeddings`"
        );
        Ok(Self {
            labels: Labels::of(&names)?,
            most_tokens,
            languages: written
                .ibid
                .languages
                .unwrap_or_else(|| vec!["en".to_owned()]),
        })
    }
}

/// The names of the labels, in the order of the outputs that they are of.
fn in_order(id2label: &BTreeMap<String, String>) -> anyhow::Result<Vec<String>> {
    ensure!(!id2label.is_empty(), "it has no `id2label`");
    (0..id2label.len())
        .map(|output| {
            let name = id2label.get(&output.to_string());
            name.cloned()
                .with_context(|| format!("its `id2label` has no name for output {output}"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> anyhow::Result<Config> {
        Config::read(text.as_bytes())
    }

    fn complaint(text: &str) -> String {
        format!("{:#}", read(text).unwrap_err())
    }

    const LABELS: &str = r#""id2label": {"1": "neutral", "0": "entailment"}"#;

    #[test]
    fn a_pair_is_cut_to_what_the_model_can_take() {
        let most = |more: &str| {
            read(&format!("{{{LABELS}{more}}}"))
                .map(|config| config.most_tokens)
                .ok()
        };
        assert_eq!(most(""), Some(256));
        assert_eq!(most(r#", "max_position_embeddings": 512"#), Some(256));
        assert_eq!(most(r#", "max_position_embeddings": 128"#), Some(128));
        let asked = r#", "ibid": {"max_length": 400}, "max_position_embeddings": "#;
        assert_eq!(most(&format!("{asked}512")), Some(400));
        assert_eq!(most(&format!("{asked}256")), None);
        assert_eq!(most(r#", "ibid": {"max_length": 2}"#), None);
    }

    #[test]
    fn what_is_wrong_is_told() {
        assert!(complaint("no JSON").contains("cannot be understood"));
        assert!(complaint("{}").contains("no `id2label`"));
        assert!(complaint(r#"{"id2label": {"1": "neutral"}}"#).contains("output 0"));
        let mistyped = format!(r#"{{{LABELS}, "ibid": {{"maxlength": 9}}}}"#);
        assert!(complaint(&mistyped).contains("maxlength"));
    }
}
