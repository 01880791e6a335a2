//! Models of other architectures, with random weights, against what the exporter's own runtime makes
//! of the same pairs. `make_architectures.py` writes both.

use std::fs;

use ibid::entailment::Model;
use serde::Deserialize;

use super::{folder, question};

/// A pair, and the probabilities of the three labels.
#[derive(Deserialize)]
struct Expected {
    passage: String,
    claim: String,
    entailment: f32,
    neutral: f32,
    contradiction: f32,
}

/// Holds what the program makes of each pair to what the exporter's runtime does.
fn compare(name: &str) {
    let folder = folder("architectures").join(name);
    let expected = fs::read_to_string(folder.join("expected.json")).unwrap();
    let expected: Vec<Expected> = serde_json::from_str(&expected).unwrap();
    let asked = expected
        .iter()
        .map(|pair| question(&pair.claim, &pair.passage));
    let model = Model::open(&folder).unwrap();
    let given = model.scores(&asked.collect::<Vec<_>>()).unwrap();
    for (pair, scores) in expected.iter().zip(given) {
        let scores = scores.expect("any language is read");
        for (given, expected) in [
            (scores.supported, pair.entailment),
            (scores.neutral, pair.neutral),
            (scores.refuted, pair.contradiction),
        ] {
            let claim = &pair.claim;
            assert!(
                (given - expected).abs() < 1e-3,
                "{claim}: {given} for {expected}"
            );
        }
    }
}

#[test]
fn deberta_v3() {
    compare("deberta-v3");
}

#[test]
fn roberta() {
    compare("roberta");
}

#[test]
fn xlm_roberta() {
    compare("xlm-roberta");
}

#[test]
fn modernbert() {
    compare("modernbert");
}
