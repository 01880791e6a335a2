//! Every number that decides something, in one place: what it is, in what unit, and where it comes from.

/// A number that decides something.
#[derive(Clone, Copy, Debug)]
pub struct Threshold {
    /// What it is called.
    pub name: &'static str,
    /// The number.
    pub value: f64,
    /// What it means, with its unit.
    pub meaning: &'static str,
    /// How it came about.
    pub origin: &'static str,
}

/// All of them.
pub const POLICY: [&Threshold; 18] = [
    &WINDOWS,
    &LONGEST_WINDOW,
    &WORTH_JOINING,
    &SHARPNESS,
    &FACT_DIFFERS,
    &FACT_MISSING,
    &ALL_MET,
    &SUPPORTED,
    &REFUTED,
    &CONFLICTING,
    &SUPPORTED_OFFSET,
    &SUPPORTED_SLOPE,
    &REFUTED_OFFSET,
    &REFUTED_SLOPE,
    &SKIPPED,
    &SAME_MATTER,
    &ALL_ELSE,
    &BY_FACTS,
];

pub(super) const WINDOWS: Threshold = Threshold {
    name: "windows",
    value: 5.0,
    meaning: "windows of the passages that are held against a sentence of a claim, the joined one apart",
    origin: "measured: on sets left out of the fit five make more verdicts right than three and no more wrong, six hardly more; each costs a model's time",
};

pub(super) const LONGEST_WINDOW: Threshold = Threshold {
    name: "longest-window",
    value: 110.0,
    meaning: "words and marks of a window at most",
    origin: "set by hand: as long as the passages that the model was taught by",
};

pub(super) const WORTH_JOINING: Threshold = Threshold {
    name: "worth-joining",
    value: 0.1,
    meaning: "share of a claim's weight that a second stretch must add to be asked about with the first",
    origin: "set by hand",
};

/// Where a number was chosen by search.
const CHOSEN: &str = "chosen by `training/fit.py` on labelled sets, each left out in turn to measure it; `docs/trust.md` has the figures";

pub(super) const SHARPNESS: Threshold = Threshold {
    name: "sharpness",
    value: 1.4,
    meaning: "by how much the model's log-odds are multiplied",
    origin: CHOSEN,
};

pub(super) const FACT_DIFFERS: Threshold = Threshold {
    name: "fact-differs",
    value: 2.0,
    meaning: "log-odds that a fact which differs adds to refutation",
    origin: CHOSEN,
};

pub(super) const FACT_MISSING: Threshold = Threshold {
    name: "fact-missing",
    value: 0.7,
    meaning: "log-odds that a figure or date which the window lacks takes from support",
    origin: CHOSEN,
};

pub(super) const ALL_MET: Threshold = Threshold {
    name: "all-met",
    value: 0.9,
    meaning: "share of a claim that a window must have for neither a model's reading alone nor another's fact to exclude it",
    origin: "set by hand, as all-else: hardly a word may be missing",
};

pub(super) const SUPPORTED: Threshold = Threshold {
    name: "supported",
    value: 0.45,
    meaning: "probability from which evidence gives a claim",
    origin: CHOSEN,
};

pub(super) const REFUTED: Threshold = Threshold {
    name: "refuted",
    value: 0.65,
    meaning: "probability from which evidence excludes a claim",
    origin: CHOSEN,
};

pub(super) const CONFLICTING: Threshold = Threshold {
    name: "conflicting",
    value: 0.5,
    meaning: "probability of the weaker side from which two passages disagree",
    origin: "set by hand: likelier than not",
};

/// Where a number makes a probability what it says.
const CALIBRATED: &str = "calibrated by `training/fit.py` on labelled sets (Platt, Probabilistic outputs for support vector machines, 1999)";

pub(super) const SUPPORTED_OFFSET: Threshold = Threshold {
    name: "supported-offset",
    value: 0.83,
    meaning: "what is added to the log-odds of support for the confidence that is told",
    origin: CALIBRATED,
};

pub(super) const SUPPORTED_SLOPE: Threshold = Threshold {
    name: "supported-slope",
    value: 0.35,
    meaning: "by how much the log-odds of support are multiplied for the confidence that is told",
    origin: CALIBRATED,
};

pub(super) const REFUTED_OFFSET: Threshold = Threshold {
    name: "refuted-offset",
    value: 0.76,
    meaning: "what is added to the log-odds of refutation for the confidence that is told",
    origin: CALIBRATED,
};

pub(super) const REFUTED_SLOPE: Threshold = Threshold {
    name: "refuted-slope",
    value: 0.2,
    meaning: "by how much the log-odds of refutation are multiplied for the confidence that is told",
    origin: CALIBRATED,
};

pub(super) const SKIPPED: Threshold = Threshold {
    name: "skipped",
    value: 4.0,
    meaning: "content words that a sentence may have between the words of a claim that stands in it in order",
    origin: "set by hand: more may change what is said",
};

pub(super) const SAME_MATTER: Threshold = Threshold {
    name: "same-matter",
    value: 0.6,
    meaning: "share of the rest of a claim that a sentence must have for its figure or date to be of the same thing",
    origin: "set by hand: more than half",
};

pub(super) const ALL_ELSE: Threshold = Threshold {
    name: "all-else",
    value: 0.9,
    meaning: "share of the rest of a claim that a sentence must have for one other fact to exclude it, whatever a model reads",
    origin: "set by hand: hardly a word may be missing",
};

pub(super) const BY_FACTS: Threshold = Threshold {
    name: "by-facts",
    value: 0.8,
    meaning: "confidence of such a refutation",
    origin: "set by hand",
};
