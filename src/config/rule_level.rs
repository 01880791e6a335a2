//! The level of a rule as `ibid.toml` gives it: one level, or one that depends on how sure the
//! verdict is.

use std::fmt;

use schemars::JsonSchema;
use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::file::probability;
use crate::report::Level;

/// The level of a rule.
#[derive(Clone, Copy, Debug, PartialEq, JsonSchema)]
#[schemars(untagged)]
pub enum RuleLevel {
    /// This one, however sure the verdict is.
    Always(Level),
    /// One or another, by how sure the verdict is.
    ByConfidence(LevelByConfidence),
}

/// A level for verdicts that are sure enough, and a lower one for the others.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LevelByConfidence {
    /// The level of a finding whose verdict is at least as sure as `from`.
    pub level: Level,
    /// The confidence from which on `level` holds, from 0.0 to 1.0.
    #[serde(deserialize_with = "probability")]
    #[schemars(range(min = 0.0, max = 1.0))]
    pub from: f64,
    /// The level below that confidence: `note` where it is left out.
    #[serde(default = "note")]
    pub below: Level,
}

fn note() -> Level {
    Level::Note
}

impl RuleLevel {
    /// The level where the verdict is sure enough, or where the rule rests on no verdict.
    #[must_use]
    pub fn level(self) -> Level {
        match self {
            RuleLevel::Always(level) => level,
            RuleLevel::ByConfidence(graded) => graded.level,
        }
    }

    /// The level of a finding by a verdict of this confidence.
    #[must_use]
    pub fn at(self, confidence: f64) -> Level {
        match self {
            RuleLevel::ByConfidence(graded) if confidence < graded.from => graded.below,
            _ => self.level(),
        }
    }
}

/// As it is written in `ibid.toml`.
impl fmt::Display for RuleLevel {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RuleLevel::Always(level) => write!(out, "\"{}\"", level.name()),
            RuleLevel::ByConfidence(LevelByConfidence { level, from, below }) => write!(
                out,
                "{{ level = \"{}\", from = {from:?}, below = \"{}\" }}",
                level.name(),
                below.name()
            ),
        }
    }
}

/// By hand, so that a mistyped level is told as such and not as "no variant fits".
impl<'de> Deserialize<'de> for RuleLevel {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Written)
    }
}

/// Reads either form.
struct Written;

impl<'de> Visitor<'de> for Written {
    type Value = RuleLevel;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a level such as \"warning\", or { level = \"error\", from = 0.8 }")
    }

    fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<RuleLevel, E> {
        Level::deserialize(StrDeserializer::new(name)).map(RuleLevel::Always)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<RuleLevel, A::Error> {
        LevelByConfidence::deserialize(MapAccessDeserializer::new(map)).map(RuleLevel::ByConfidence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_that_is_less_sure_has_the_lower_level() {
        let graded = RuleLevel::ByConfidence(LevelByConfidence {
            level: Level::Error,
            from: 0.8,
            below: Level::Warning,
        });
        assert_eq!(graded.at(0.8), Level::Error);
        assert_eq!(graded.at(0.79), Level::Warning);
        assert_eq!(graded.level(), Level::Error);
        assert_eq!(RuleLevel::Always(Level::Note).at(0.1), Level::Note);
        assert_eq!(
            graded.to_string(),
            "{ level = \"error\", from = 0.8, below = \"warning\" }"
        );
    }
}
