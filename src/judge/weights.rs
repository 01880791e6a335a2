//! How much each signal counts: log-odds for support and for refutation, against no decision.
//!
//! Written by `training/fit.py`; not to be edited by hand.

use super::signals::COUNT;

/// For support and for refutation, in the order of the signals' names.
pub(super) const WEIGHTS: [[f64; 2]; COUNT] = [
    [0.31, 0.63],   // constant
    [0.94, 0.01],   // coverage
    [0.06, -0.01],  // whole
    [-0.73, 1.01],  // surely-contradicted
    [0.10, 0.91],   // openly-contradicted
    [-0.06, 0.45],  // figure-differs
    [-0.26, 0.96],  // date-differs
    [-0.15, 0.18],  // name-differs
    [-0.23, 0.01],  // polarity-differs
    [0.02, 0.63],   // otherwise-differs
    [0.44, -0.34],  // figure-agrees
    [0.69, 0.43],   // date-agrees
    [0.39, 0.54],   // name-agrees
    [0.15, 0.00],   // quotation-agrees
    [0.29, 0.65],   // figure-missing
    [-0.23, 0.08],  // date-missing
    [0.57, 0.59],   // name-missing
    [0.02, -0.13],  // deed-missing
    [0.03, 0.05],   // certainty-missing
    [2.50, -0.47],  // model-supports
    [-0.94, 2.28],  // model-refutes
    [-0.32, 0.73],  // model-supports-surely
    [-0.04, -0.88], // model-refutes-surely
    [0.35, 0.15],   // model-and-fact-refute
    [1.10, 0.86],   // model-supports-covered
    [-0.33, -0.62], // answered
    [-0.82, -0.11], // least-answered
    [0.11, -0.77],  // similarity
    [-0.55, -0.65], // candidates
    [0.26, -1.19],  // behind-nearest
    [0.89, 0.55],   // model-refutes-covered
    [-0.01, 0.03],  // model-refutes-similar
    [0.44, 0.91],   // model-refutes-unanswered
];
