//! How much each signal counts: log-odds for support and for refutation, against no decision.
//!
//! Written by `training/fit.py`; not to be edited by hand.

use super::signals::COUNT;

/// For support and for refutation, in the order of the signals' names.
pub(super) const WEIGHTS: [[f64; 2]; COUNT] = [
    [-0.29, -0.00], // constant
    [1.02, 0.02],   // coverage
    [0.16, 0.14],   // whole
    [-0.52, -0.68], // behind-nearest
    [-0.21, -0.33], // candidates
    [0.19, 0.00],   // facts-support
    [-0.19, 0.48],  // facts-refute
    [-0.91, 0.47],  // surely-contradicted
    [0.00, 0.48],   // openly-contradicted
    [0.00, 0.65],   // figure-differs
    [-0.01, 1.13],  // date-differs
    [-0.18, 0.42],  // name-differs
    [-0.54, 2.03],  // figure-doubted
    [-0.16, 1.04],  // otherwise-differs
    [1.15, 0.00],   // figure-agrees
    [0.55, 0.00],   // date-agrees
    [0.00, 0.00],   // figure-missing
    [-0.07, 0.00],  // date-missing
    [1.72, 0.00],   // model-supports
    [-0.01, 1.97],  // model-refutes
    [0.67, 0.00],   // model-supports-covered
    [-0.01, -0.56], // claim-denies-alone
    [-0.73, 0.00],  // passage-denies-alone
    [0.00, -1.27],  // both-deny
];
