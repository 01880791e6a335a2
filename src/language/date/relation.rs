//! What follows for one date from another of the same event.

use super::super::Relation;
use super::DateFact;

impl DateFact {
    /// What `source`, the date of the same event, says of this one, a claim's.
    #[must_use]
    pub fn relation(&self, _source: &DateFact) -> Relation {
        Relation::Undecided
    }
}
