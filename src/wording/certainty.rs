//! How sure a verdict is, in words.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Confidence from which a verdict is called sure, and fairly sure.
const SURE: f64 = 0.95;
const FAIRLY_SURE: f64 = 0.8;

/// How sure ibid is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// More likely than not.
    Likely,
    /// Wrong once in a while.
    FairlySure,
    /// Hardly ever wrong.
    Sure,
}

impl Certainty {
    /// The word for a confidence from 0 to 1.
    #[must_use]
    pub fn of(confidence: f64) -> Self {
        match confidence {
            sure if sure >= SURE => Certainty::Sure,
            sure if sure >= FAIRLY_SURE => Certainty::FairlySure,
            _ => Certainty::Likely,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_confidence_has_one_of_three_words() {
        for (confidence, expected) in [
            (1.0, Certainty::Sure),
            (0.95, Certainty::Sure),
            (0.949, Certainty::FairlySure),
            (0.8, Certainty::FairlySure),
            (0.799, Certainty::Likely),
            (0.0, Certainty::Likely),
        ] {
            assert_eq!(Certainty::of(confidence), expected, "{confidence}");
        }
    }
}
