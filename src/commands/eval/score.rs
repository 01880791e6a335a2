//! How right the verdicts are: confusion, precision and recall, citation hits, calibration.

use std::collections::BTreeSet;

use serde::Serialize;

use super::judging::{Cited, Prediction};
use super::row::{GoldEvidence, Label, Row};
use crate::language::fold::fold;

/// Words that two quotations must share, of the shorter one, to be the same place.
const SAME_PLACE: f64 = 0.6;
/// Citations of a verdict that count for a hit.
const FIRST_CITATIONS: usize = 3;

/// All scores of a run.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Scores {
    pub(super) rows: usize,
    pub(super) accuracy: f64,
    pub(super) balanced_accuracy: f64,
    pub(super) macro_f1: f64,
    pub(super) classes: Vec<Class>,
    /// Rows by label and verdict; zeros left out.
    pub(super) confusion: Vec<Cell>,
    /// Right verdicts that need evidence and cite it, of all right verdicts that need evidence.
    pub(super) citation_hits: Option<f64>,
    pub(super) calibration: Vec<Bin>,
    #[serde(skip)]
    pub(super) wrong: Vec<usize>,
}

/// How one label fared.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Class {
    pub(super) label: &'static str,
    pub(super) rows: usize,
    pub(super) precision: f64,
    pub(super) recall: f64,
    pub(super) f1: f64,
}

/// Rows of one label that got one verdict.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Cell {
    pub(super) label: &'static str,
    pub(super) verdict: &'static str,
    pub(super) rows: usize,
}

/// Verdicts given with about the same confidence.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Bin {
    pub(super) from: f64,
    pub(super) to: f64,
    pub(super) rows: usize,
    /// Mean stated confidence.
    pub(super) stated: f64,
    /// Share that is right.
    pub(super) right: f64,
}

impl Scores {
    /// Scores `predictions`, one for each row.
    pub(super) fn of(rows: &[Row], predictions: &[Prediction]) -> Self {
        let two_classes = rows.iter().any(|row| row.label == Label::NotSupported);
        let pairs: Vec<(Label, Label)> = rows
            .iter()
            .zip(predictions)
            .map(|(row, prediction)| (row.label, answer(prediction, two_classes)))
            .collect();
        let right = |at: &usize| pairs[*at].0 == pairs[*at].1;
        let classes = classes(&pairs);
        let hits: Vec<bool> = (0..rows.len())
            .filter(right)
            .filter(|&at| !rows[at].evidence.is_empty())
            .map(|at| hits(&predictions[at].citations, &rows[at].evidence))
            .collect();
        Self {
            rows: rows.len(),
            accuracy: share((0..rows.len()).filter(right).count(), rows.len()),
            balanced_accuracy: mean(classes.iter().map(|class| class.recall)),
            macro_f1: mean(classes.iter().map(|class| class.f1)),
            confusion: confusion(&pairs),
            citation_hits: (!hits.is_empty())
                .then(|| share(hits.iter().filter(|hit| **hit).count(), hits.len())),
            calibration: calibration(predictions, &pairs),
            wrong: (0..rows.len()).filter(|at| !right(at)).collect(),
            classes,
        }
    }
}

fn answer(prediction: &Prediction, two_classes: bool) -> Label {
    match Label::from(prediction.verdict) {
        Label::Supported => Label::Supported,
        _ if two_classes => Label::NotSupported,
        other => other,
    }
}

/// The scores of each label that occurs.
fn classes(pairs: &[(Label, Label)]) -> Vec<Class> {
    Label::ALL
        .into_iter()
        .filter_map(|label| {
            let rows = pairs.iter().filter(|(gold, _)| *gold == label).count();
            let given = pairs
                .iter()
                .filter(|(_, verdict)| *verdict == label)
                .count();
            let right = pairs.iter().filter(|pair| **pair == (label, label)).count();
            (rows > 0).then(|| Class {
                label: label.as_str(),
                rows,
                precision: share(right, given),
                recall: share(right, rows),
                f1: share(2 * right, rows + given),
            })
        })
        .collect()
}

fn confusion(pairs: &[(Label, Label)]) -> Vec<Cell> {
    let mut cells = Vec::new();
    for gold in Label::ALL {
        for verdict in Label::ALL {
            let rows = pairs
                .iter()
                .filter(|pair| **pair == (gold, verdict))
                .count();
            if rows > 0 {
                cells.push(Cell {
                    label: gold.as_str(),
                    verdict: verdict.as_str(),
                    rows,
                });
            }
        }
    }
    cells
}

fn calibration(predictions: &[Prediction], pairs: &[(Label, Label)]) -> Vec<Bin> {
    const EDGES: [f64; 7] = [0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01];
    EDGES
        .windows(2)
        .filter_map(|edge| {
            let (from, to) = (edge[0], edge[1]);
            let within: Vec<(f64, bool)> = predictions
                .iter()
                .zip(pairs)
                .filter(|(prediction, _)| (from..to).contains(&prediction.confidence))
                .map(|(prediction, pair)| (prediction.confidence, pair.0 == pair.1))
                .collect();
            (!within.is_empty()).then(|| Bin {
                from,
                to: to.min(1.0),
                rows: within.len(),
                stated: mean(within.iter().map(|(confidence, _)| *confidence)),
                right: share(
                    within.iter().filter(|(_, right)| *right).count(),
                    within.len(),
                ),
            })
        })
        .collect()
}

/// Whether one of the first citations is at one of the places a person found.
fn hits(citations: &[Cited], evidence: &[GoldEvidence]) -> bool {
    citations.iter().take(FIRST_CITATIONS).any(|citation| {
        evidence.iter().any(|gold| {
            citation.place.source.ends_with(&gold.source)
                && same_place(&citation.place.quote, &gold.quote)
        })
    })
}

fn same_place(a: &str, b: &str) -> bool {
    let (a, b) = (word_set(a), word_set(b));
    let shorter = a.len().min(b.len());
    shorter > 0 && a.intersection(&b).count() as f64 / shorter as f64 > SAME_PLACE
}

fn word_set(text: &str) -> BTreeSet<String> {
    fold(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0), |(sum, count), value| (sum + value, count + 1));
    if count == 0 {
        0.0
    } else {
        sum / f64::from(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_count_what_was_given_and_what_was_right() {
        let pairs = [
            (Label::Supported, Label::Supported),
            (Label::Supported, Label::Refuted),
            (Label::Refuted, Label::Refuted),
            (Label::NotEnoughEvidence, Label::Refuted),
        ];
        let classes = classes(&pairs);
        let refuted = classes
            .iter()
            .find(|class| class.label == "refuted")
            .unwrap();
        assert!((refuted.precision - 1.0 / 3.0).abs() < 1e-9);
        assert!((refuted.recall - 1.0).abs() < 1e-9);
        assert!((refuted.f1 - 0.5).abs() < 1e-9);
        assert_eq!(confusion(&pairs).len(), 4);
    }

    #[test]
    fn a_citation_hits_when_it_shares_most_words_of_the_place() {
        let gold = "The ferry carried 40 passengers to the island.";
        assert!(same_place("ferry carried 40 passengers", gold));
        assert!(!same_place("The island has two schools and a shop.", gold));
        assert!(!same_place("", gold));
    }
}
