//! What follows for one figure from another of the same thing.

use super::super::Relation;
use super::Quantity;

impl Quantity {
    /// What `source`, a figure of the same thing, says of this one, a claim's.
    #[must_use]
    pub fn relation(&self, _source: &Quantity) -> Relation {
        Relation::Undecided
    }
}
