//! How much each signal counts: log-odds for support and for refutation, against no decision.
//!
//! Written by `training/fit.py`; not to be edited by hand.

use super::signals::COUNT;

/// For support and for refutation, in the order of the signals' names.
pub(super) const WEIGHTS: [[f64; 2]; COUNT] = [
    [-0.23, -0.00], // constant
    [1.12, 0.16],   // coverage
    [0.01, 0.09],   // whole
    [0.12, -0.74],  // behind-nearest
    [-0.42, -0.48], // candidates
    [0.07, -0.14],  // facts-support
    [-0.39, 0.38],  // facts-refute
    [-0.48, 0.56],  // surely-contradicted
    [0.25, 0.72],   // openly-contradicted
    [-0.00, 0.44],  // figure-differs
    [-0.09, 0.90],  // date-differs
    [-0.05, 0.07],  // name-differs
    [-0.13, -0.29], // polarity-differs
    [-0.02, 0.38],  // otherwise-differs
    [0.55, -0.21],  // figure-agrees
    [0.65, 0.38],   // date-agrees
    [0.31, 0.54],   // name-agrees
    [0.08, -0.09],  // quotation-agrees
    [0.25, 0.56],   // figure-missing
    [-0.14, 0.13],  // date-missing
    [0.62, 0.64],   // name-missing
    [-0.07, -0.25], // deed-missing
    [0.10, 0.13],   // certainty-missing
    [2.03, -0.85],  // model-supports
    [-0.70, 2.48],  // model-refutes
    [-0.22, 0.41],  // model-supports-surely
    [0.27, -0.38],  // model-refutes-surely
    [0.76, 0.27],   // model-supports-covered
    [0.60, 0.68],   // model-refutes-covered
    [0.68, 1.34],   // model-supports-answered
    [0.08, -0.18],  // model-refutes-answered
    [0.24, -0.07],  // model-refutes-with-fact
    [-0.01, -0.16], // answered
    [-1.03, -0.64], // least-answered
    [0.16, -0.49],  // similarity
    [0.25, -0.31],  // foreign
];
