//! How much each signal counts: log-odds for support and for refutation, against no decision.
//!
//! Written by `training/fit.py`; not to be edited by hand.

use super::signals::COUNT;

/// For support and for refutation, in the order of the signals' names.
pub(super) const WEIGHTS: [[f64; 2]; COUNT] = [
    [0.50, 0.83],   // constant
    [0.47, -0.73],  // coverage
    [0.16, 0.22],   // whole
    [-1.74, -1.40], // behind-nearest
    [-0.32, -0.42], // candidates
    [0.18, 0.00],   // facts-support
    [-0.02, 0.19],  // facts-refute
    [-0.96, 0.27],  // surely-contradicted
    [0.00, 0.37],   // openly-contradicted
    [0.00, 0.70],   // figure-differs
    [-0.53, 1.29],  // date-differs
    [-0.22, 0.49],  // name-differs
    [-0.23, 0.00],  // polarity-differs
    [0.00, 1.23],   // otherwise-differs
    [0.73, 0.00],   // figure-agrees
    [0.45, 0.00],   // date-agrees
    [0.09, 0.00],   // name-agrees
    [0.47, 0.00],   // quotation-agrees
    [-0.11, 0.00],  // figure-missing
    [-0.02, 0.00],  // date-missing
    [1.67, -0.19],  // model-supports
    [-0.32, 1.67],  // model-refutes
    [0.19, 0.00],   // model-supports-covered
    [-0.30, -0.37], // foreign
];
