//! How sure a card is, to be seen at a glance: what is likely must not look like what is sure. The word itself stands
//! on a full ground, in a full frame or in a broken one.

use crate::wording::{Certainty, Labels};

/// How sure something is, for the eye and in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sureness {
    /// The class by which lines and frames know it.
    pub(super) class: &'static str,
    pub(super) words: &'static str,
}

impl Sureness {
    pub(super) fn of(certainty: Certainty, labels: &Labels) -> Self {
        Self {
            class: class(certainty),
            words: labels.certainty(certainty),
        }
    }
}

/// The class by which lines and colours know a certainty.
pub(super) fn class(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Sure => "sure",
        Certainty::FairlySure => "fairly-sure",
        Certainty::Likely => "likely",
    }
}
