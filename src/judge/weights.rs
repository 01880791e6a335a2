//! How much each signal counts: log-odds for support and for refutation, against no decision.
//!
//! Written by `training/fit.py`; not to be edited by hand.

use super::signals::COUNT;

/// For support and for refutation, in the order of the signals' names.
pub(super) const WEIGHTS: [[f64; 2]; COUNT] = [
    [-0.34, -0.19], // constant
    [1.03, 0.24],   // coverage
    [0.07, 0.09],   // whole
    [-0.82, -0.43], // behind-nearest
    [-0.18, -0.33], // candidates
    [0.23, -0.00],  // facts-support
    [-0.16, 0.22],  // facts-refute
    [-0.88, 0.26],  // surely-contradicted
    [0.00, 0.27],   // openly-contradicted
    [-0.03, 0.67],  // figure-differs
    [-0.38, 1.44],  // date-differs
    [-0.10, 0.67],  // name-differs
    [0.00, 0.00],   // polarity-differs
    [-0.06, 1.28],  // otherwise-differs
    [0.80, 0.00],   // figure-agrees
    [0.50, 0.00],   // date-agrees
    [0.00, 0.00],   // name-agrees
    [0.00, 0.00],   // quotation-agrees
    [-0.09, 0.00],  // figure-missing
    [-0.05, 0.00],  // date-missing
    [1.73, 0.00],   // model-supports
    [-0.01, 1.99],  // model-refutes
    [0.64, 0.00],   // model-supports-covered
    [-0.01, -0.36], // foreign
];
