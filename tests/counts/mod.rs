//! What a suite tried, told in every run: the harness keeps back what a test prints that passes.

use std::io::Write as _;

/// Tells a count, or why nothing was tried.
pub(crate) fn tell(what: &str) {
    // By its own door, for the harness catches what the macros print.
    let _ = writeln!(std::io::stderr(), "{what}");
}
