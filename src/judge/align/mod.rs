//! Where a sentence of a source has what a claim demands: the only writer of alignments.
//!
//! It knows the two sentences and nothing of rules, models or verdicts.

mod dates;
mod names;
mod quantities;
pub(super) mod quotations;
mod words;

use super::claim::ClaimSentence;
use super::model::{Alignment, RequirementKind};
use super::reading::Knowledge;
use super::sentence::Sentence;

/// What `sentence` has for each requirement of `claim`, in their order.
pub(super) fn align(
    claim: &ClaimSentence,
    sentence: &Sentence,
    knowledge: &Knowledge,
) -> Vec<Alignment> {
    let language = claim.sentence.language;
    let align = |kind: &RequirementKind| match kind {
        RequirementKind::Word(word) => words::align(word, language, sentence),
        RequirementKind::Name { at, words } => {
            let name = &claim.sentence.names[*at];
            names::align(name, words, language, sentence, knowledge)
        }
        RequirementKind::Quantity(at) => quantities::align(*at, claim, sentence),
        RequirementKind::Date(at) => dates::align(&claim.sentence.dates[*at], claim, sentence),
        RequirementKind::Weekday(day) => dates::align_weekday(*day, sentence),
    };
    claim
        .requirements
        .iter()
        .map(|one| align(&one.kind))
        .collect()
}
