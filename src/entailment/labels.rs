//! What the labels of a model mean: every family of models has its own names for the same three.

use anyhow::{bail, ensure};

use super::{Meaning, Scores};

/// Names of labels, in small letters and without anything between the words.
const NAMES: [(Meaning, &[&str]); 3] = [
    (
        Meaning::Supported,
        &[
            "supported",
            "supports",
            "support",
            "entailment",
            "entailed",
            "entails",
            "entail",
            "consistent",
            "factuallyconsistent",
            "factual",
            "grounded",
            "faithful",
            "attributable",
        ],
    ),
    (
        Meaning::Refuted,
        &[
            "refuted",
            "refutes",
            "refute",
            "contradiction",
            "contradicted",
            "contradicts",
            "contradictory",
            "contradict",
        ],
    ),
    (
        Meaning::Neutral,
        &[
            "neutral",
            "notenoughevidence",
            "notenoughinfo",
            "notenoughinformation",
            "nei",
            "notentailment",
            "notentailed",
            "unsupported",
            "notsupported",
            "inconsistent",
            "notconsistent",
            "factuallyinconsistent",
            "notfactual",
            "nonfactual",
            "ungrounded",
            "notgrounded",
            "unfaithful",
            "hallucination",
            "hallucinated",
            "notattributable",
            "unverifiable",
        ],
    ),
];

/// The names of a model's outputs and what they mean, in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Labels(Vec<(String, Meaning)>);

impl Labels {
    /// Reads the names of a model's labels, in the order of its outputs.
    ///
    /// # Errors
    /// When a name tells nothing, or the names do not part what is supported from what is not.
    pub(super) fn of(names: &[String]) -> anyhow::Result<Self> {
        let labels = names
            .iter()
            .map(|name| Ok((name.clone(), meaning(name)?)))
            .collect::<anyhow::Result<Vec<_>>>()?;
        let is_supported = |(_, meaning): &(String, Meaning)| *meaning == Meaning::Supported;
        ensure!(
            labels.iter().any(is_supported) && !labels.iter().all(is_supported),
            "its labels ({}) do not part what is supported from what is not",
            names.join(", ")
        );
        Ok(Self(labels))
    }

    /// The names with what they mean, in the order of the outputs.
    pub(super) fn named(&self) -> &[(String, Meaning)] {
        &self.0
    }

    /// How many outputs there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The scores that the logits give, one for each label.
    ///
    /// # Errors
    /// When a logit is no number.
    pub(super) fn scores(&self, logits: &[f32]) -> anyhow::Result<Scores> {
        ensure!(
            logits.iter().all(|logit| logit.is_finite()),
            "it gives no number for a label"
        );
        let highest = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let odds: Vec<f64> = logits
            .iter()
            .map(|&logit| f64::from(logit - highest).exp())
            .collect();
        let total: f64 = odds.iter().sum();
        let of = |wanted: Meaning| {
            let odds = self.0.iter().zip(&odds);
            let sum: f64 = odds
                .filter(|((_, meaning), _)| *meaning == wanted)
                .map(|(_, odds)| odds)
                // The sum of nothing would be -0.
                .fold(0.0, |sum, odds| sum + odds);
            (sum / total) as f32
        };
        Ok(Scores {
            supported: of(Meaning::Supported),
            refuted: of(Meaning::Refuted),
            neutral: of(Meaning::Neutral),
        })
    }
}

fn meaning(name: &str) -> anyhow::Result<Meaning> {
    let plain: String = name
        .chars()
        .filter(|character| character.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    let known = NAMES
        .iter()
        .find(|(_, names)| names.contains(&plain.as_str()));
    match known {
        Some((meaning, _)) => Ok(*meaning),
        None => bail!(
            "its label `{name}` does not tell what it stands for: name the labels in `id2label` \
             entailment, contradiction and neutral, or supported and unsupported, in the order of \
             the model's outputs"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(names: &[&str]) -> anyhow::Result<Labels> {
        Labels::of(
            &names
                .iter()
                .map(|&name| name.to_owned())
                .collect::<Vec<_>>(),
        )
    }

    fn rounded(scores: &Scores) -> [f32; 3] {
        [scores.supported, scores.refuted, scores.neutral]
            .map(|share| (share * 100.0).round() / 100.0)
    }

    #[test]
    fn labels_count_by_name_and_not_by_place() {
        let logits = [2.0, 0.0, 1.0];
        let scores = |names: &[&str]| rounded(&labels(names).unwrap().scores(&logits).unwrap());
        assert_eq!(
            scores(&["ENTAILMENT", "neutral", "contradiction"]),
            [0.67, 0.24, 0.09]
        );
        assert_eq!(
            scores(&["REFUTES", "NOT ENOUGH INFO", "SUPPORTS"]),
            [0.24, 0.67, 0.09]
        );
        assert_eq!(
            scores(&["not_enough-evidence", "Refuted", "Supported"]),
            [0.24, 0.09, 0.67]
        );
    }

    #[test]
    fn of_two_labels_the_negative_one_refutes_only_if_it_says_so() {
        let scores = |names: &[&str]| rounded(&labels(names).unwrap().scores(&[0.0, 2.0]).unwrap());
        assert_eq!(scores(&["entailment", "not_entailment"]), [0.12, 0.0, 0.88]);
        assert_eq!(scores(&["hallucinated", "consistent"]), [0.88, 0.0, 0.12]);
        assert_eq!(scores(&["contradiction", "entailment"]), [0.88, 0.12, 0.0]);
    }

    #[test]
    fn labels_that_tell_nothing_are_refused() {
        let complaint = |names: &[&str]| labels(names).unwrap_err().to_string();
        assert!(complaint(&["LABEL_0", "LABEL_1"]).contains("`LABEL_0` does not tell"));
        assert!(complaint(&["neutral", "contradiction"]).contains("do not part"));
        assert!(complaint(&["supported"]).contains("do not part"));
        assert!(complaint(&[]).contains("do not part"));
    }

    #[test]
    fn no_number_is_no_view() {
        let labels = labels(&["entailment", "neutral"]).unwrap();
        assert!(labels.scores(&[f32::NAN, 0.0]).is_err());
        let sure = labels.scores(&[1e30, -1e30]).unwrap();
        assert_eq!(sure.supported, 1.0);
    }
}
