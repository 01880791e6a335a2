//! `ibid.toml` as it is written.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::path::Path;

use anyhow::bail;
use schemars::JsonSchema;
use serde::Deserialize;

use super::rule_level::RuleLevel;
use crate::report::{FailOn, RULES, Rule, nearest};
use crate::span::LineIndex;
use crate::wording::Locale;

/// Name of the configuration file.
pub const FILE_NAME: &str = "ibid.toml";

/// The content of `ibid.toml`. What it leaves out has its default.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(title = "ibid.toml")]
pub struct ConfigFile {
    /// The folder of the model that reads whether a passage supports or contradicts a sentence,
    /// relative to the configuration file; `true` is the model in the program, `false` none; a
    /// table is a model on a server.
    pub model: Option<ModelKey>,
    /// The language of reports for people, `en` or `fr`; formats for programs are in English.
    pub language: Option<Locale>,
    /// The search engine that has the passages of the sources, as `{ url = "https://search.example.org",
    /// index = "archive" }`; where it is left out, they are indexed beside the configuration file.
    pub engine: Option<EngineTable>,
    /// What is checked against.
    pub sources: SourcesTable,
    /// What is checked.
    pub drafts: DraftsTable,
    /// How it is checked.
    pub check: CheckTable,
    /// Levels of rules: `off`, `note`, `warning` or `error`, or one from a confidence on and
    /// another below it.
    pub rules: BTreeMap<Rule, RuleLevel>,
    /// Levels of rules for some drafts; of several that match a draft the last one wins.
    pub overrides: Vec<OverrideTable>,
}

/// Which model is asked.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(
    untagged,
    expecting = "`model` is the folder of a model, `true`, `false`, or a server as \
                 `{ url = \"http://127.0.0.1:11434/v1\", name = \"bespoke-minicheck\" }`"
)]
pub enum ModelKey {
    /// The one in the program, or none.
    Whether(bool),
    /// The one in this folder.
    Folder(String),
    /// One that a server answers for.
    Server(ServerTable),
}

/// A model on a server that takes chat completions as OpenAI defined them.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ServerTable {
    /// The address that `/chat/completions` is beneath; nothing else is talked to.
    pub url: String,
    /// The model's name there.
    pub name: String,
    /// The codes of the languages that it reads, `*` for any; English where it is left out.
    pub languages: Option<Vec<String>>,
    /// How many seconds one answer is waited for; 120 where it is left out.
    pub timeout: Option<NonZero<u32>>,
}

/// A search engine: OpenSearch, Elasticsearch or Quickwit. With what it is entered the environment says
/// alone.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EngineTable {
    /// The address that it answers at; nothing else is talked to.
    pub url: String,
    /// What every index there is called at its beginning.
    pub index: String,
    /// A file with the certificates (PEM) of who vouches for it, relative to the configuration file;
    /// those that browsers trust where it is left out.
    pub ca: Option<String>,
    /// How many seconds one answer is waited for; 60 where it is left out.
    pub timeout: Option<NonZero<u32>>,
    /// The most kibibytes of one request that fills it; 4096 where it is left out.
    pub batch: Option<NonZero<u32>>,
    /// Among how many shards a new index is shared out.
    pub shards: Option<NonZero<u32>>,
    /// How many copies of each shard a new index has besides the first.
    pub replicas: Option<u32>,
}

/// What is checked against.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct SourcesTable {
    /// Files, folders or globs that are sources, relative to the configuration file.
    pub include: Option<Vec<String>>,
    /// Globs that are not sources after all.
    pub exclude: Option<Vec<String>>,
    /// Bibliographies (BibTeX or CSL-JSON) that describe the sources.
    pub bibliography: Option<Vec<String>>,
    /// Globs of one's own documents, which never count as evidence.
    pub own: Option<Vec<String>>,
}

/// What is checked.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct DraftsTable {
    /// Files, folders or globs that are drafts, relative to the configuration file.
    pub include: Option<Vec<String>>,
    /// Globs that are not drafts after all.
    pub exclude: Option<Vec<String>>,
}

/// How it is checked.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct CheckTable {
    /// The check fails at findings of this level or a graver one.
    pub fail_on: Option<FailOn>,
    /// A verdict that is less sure than this gives a note at most, from 0.0 to 1.0.
    #[serde(deserialize_with = "some_probability")]
    #[schemars(range(min = 0.0, max = 1.0))]
    pub min_confidence: Option<f64>,
    /// The day that rulings expire by, ISO 8601; today where it is left out.
    #[serde(deserialize_with = "day")]
    #[schemars(with = "Option<String>")]
    pub as_of: Option<jiff::civil::Date>,
    /// The fewest characters of a quotation that can prove anything.
    pub minimum_quotation: Option<usize>,
    /// Whether a link to another site is a link, or a citation whose page must be a source.
    pub links: Option<Links>,
    /// How far off a figure that is said to be approximate may be, as a share of it, at most
    /// 0.5; where it is left out, the precision that the figure is written with decides.
    #[serde(deserialize_with = "share")]
    #[schemars(range(min = 0.0, max = 0.5))]
    pub approximations: Option<f64>,
}

/// What links to other sites are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Links {
    /// Links; only one to a source is a citation.
    #[default]
    Links,
    /// Citations, wherever they lead.
    Citations,
}

/// Levels of rules for some drafts.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct OverrideTable {
    /// Globs of the drafts it is for, relative to the configuration file.
    pub paths: Vec<String>,
    /// Levels of rules there.
    pub rules: BTreeMap<Rule, RuleLevel>,
}

/// Every key that may stand in the file, to tell which one a mistyped one was meant to be.
const KEYS: [&str; 29] = [
    "model",
    "engine",
    "url",
    "index",
    "ca",
    "timeout",
    "batch",
    "shards",
    "replicas",
    "language",
    "sources",
    "drafts",
    "check",
    "rules",
    "overrides",
    "include",
    "exclude",
    "bibliography",
    "own",
    "fail-on",
    "min-confidence",
    "as-of",
    "minimum-quotation",
    "links",
    "approximations",
    "paths",
    "level",
    "from",
    "below",
];

/// The values that name a level, and those of `links`.
const VALUES: [&str; 7] = [
    "off",
    "note",
    "warning",
    "error",
    "never",
    "links",
    "citations",
];

impl ConfigFile {
    /// Reads the content `text` of the file at `path`, which is used in messages only.
    ///
    /// # Errors
    /// Where the file is wrong; the message names the line and what was likely meant.
    pub fn parse(path: &Path, text: &str) -> anyhow::Result<Self> {
        toml::from_str(text).or_else(|error| {
            let at = error.span().map_or(0, |span| span.start);
            let position = LineIndex::new(text).position(text, at);
            let given = error
                .span()
                .and_then(|span| text.get(span))
                .map(|given| given.trim_matches(['"', '\'']))
                .unwrap_or_default();
            let place = format!("{}:{}:{}", path.display(), position.line, position.column);
            let unknown = ["unknown field", "unknown variant"]
                .iter()
                .any(|start| error.message().starts_with(start));
            if !unknown {
                bail!("{place}: {}", error.message());
            }
            let names = KEYS
                .into_iter()
                .chain(RULES.iter().map(|info| info.name))
                .chain(VALUES);
            match nearest(given, names).filter(|name| *name != given) {
                Some(name) => bail!("{place}: `{given}` is not known; did you mean `{name}`?"),
                None => bail!("{place}: {}", error.message()),
            }
        })
    }
}

/// A date, written as a TOML date or as a string.
fn day<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<jiff::civil::Date>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Date(toml::value::Datetime),
        Text(String),
    }
    let written = match Written::deserialize(deserializer)? {
        Written::Date(date) => date.to_string(),
        Written::Text(text) => text,
    };
    written
        .parse()
        .map(Some)
        .map_err(|_| serde::de::Error::custom(format!("`{written}` is no day such as 2026-01-31")))
}

/// A share of a figure that another may be off by and still be about it.
fn share<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<f64>, D::Error> {
    let share = f64::deserialize(deserializer)?;
    if (0.0..=0.5).contains(&share) {
        Ok(Some(share))
    } else {
        let complaint = format!("`{share}` is no share of a figure from 0.0 to 0.5");
        Err(serde::de::Error::custom(complaint))
    }
}

/// A probability.
pub(super) fn probability<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<f64, D::Error> {
    let given = f64::deserialize(deserializer)?;
    if (0.0..=1.0).contains(&given) {
        Ok(given)
    } else {
        let complaint = format!("`{given}` is no confidence from 0.0 to 1.0");
        Err(serde::de::Error::custom(complaint))
    }
}

fn some_probability<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<f64>, D::Error> {
    probability(deserializer).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> anyhow::Result<ConfigFile> {
        ConfigFile::parse(Path::new("ibid.toml"), text)
    }

    fn complaint(text: &str) -> String {
        parse(text).unwrap_err().to_string()
    }

    #[test]
    fn a_mistyped_key_is_named_with_its_line_and_the_nearest() {
        assert_eq!(
            complaint("[sources]\ninlcude = []\n"),
            "ibid.toml:2:1: `inlcude` is not known; did you mean `include`?"
        );
        assert_eq!(
            complaint("[rules]\nrefutd = \"off\"\n"),
            "ibid.toml:2:1: `refutd` is not known; did you mean `refuted`?"
        );
        assert_eq!(
            complaint("[rules]\nrefuted = \"warn\"\n"),
            "ibid.toml:2:11: `warn` is not known; did you mean `warning`?"
        );
        assert_eq!(
            complaint("[rules]\nrefuted = { level = \"error\", form = 0.8 }\n"),
            "ibid.toml:2:30: `form` is not known; did you mean `from`?"
        );
        assert!(
            complaint("[rules]\nrefuted = { level = \"error\", from = 8 }\n")
                .contains("no confidence")
        );
        assert!(complaint("[rules]\nrefuted = 3\n").contains("a level such as"));
        assert!(complaint("include = []\n").starts_with("ibid.toml:1:1: unknown field `include`"));
        assert!(complaint("[colours]\n").starts_with("ibid.toml:1:2: unknown field `colours`"));
    }

    #[test]
    fn a_model_is_a_folder_or_none() {
        let model = |text: &str| parse(text).unwrap().model;
        assert_eq!(model("model = false"), Some(ModelKey::Whether(false)));
        let folder = ModelKey::Folder("models/nli".to_owned());
        assert_eq!(model("model = \"models/nli\""), Some(folder));
        assert_eq!(model(""), None);
        let server = "model = { url = \"http://127.0.0.1:1/v1\", name = \"m\", timeout = 9 }";
        let table = ServerTable {
            url: "http://127.0.0.1:1/v1".to_owned(),
            name: "m".to_owned(),
            languages: None,
            timeout: NonZero::new(9),
        };
        assert_eq!(model(server), Some(ModelKey::Server(table)));
        for wrong in [
            "3",
            "{ url = \"http://127.0.0.1:1/v1\" }",
            "{ url = \"\", name = \"\", key = 1 }",
        ] {
            let complaint = complaint(&format!("model = {wrong}\n"));
            let start =
                "ibid.toml:1:9: `model` is the folder of a model, `true`, `false`, or a server";
            assert!(complaint.starts_with(start), "{complaint}");
        }
    }

    #[test]
    fn a_tolerance_is_a_share_that_still_means_about() {
        for (text, share) in [("0", 0.0), ("0.05", 0.05), ("0.5", 0.5)] {
            let file = parse(&format!("[check]\napproximations = {text}\n")).unwrap();
            assert_eq!(file.check.approximations, Some(share));
        }
        for text in ["5", "-0.1", "nan", "\"wide\""] {
            let complaint = complaint(&format!("[check]\napproximations = {text}\n"));
            assert!(complaint.contains("ibid.toml:2:18: "), "{complaint}");
        }
    }

    #[test]
    fn a_day_is_written_either_way_and_must_be_one() {
        let day = jiff::civil::date(2026, 1, 31);
        for text in ["2026-01-31", "\"2026-01-31\""] {
            let file = parse(&format!("[check]\nas-of = {text}\n")).unwrap();
            assert_eq!(file.check.as_of, Some(day));
        }
        assert!(complaint("[check]\nas-of = \"soon\"\n").contains("ibid.toml:2:"));
    }
}
