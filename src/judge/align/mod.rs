//! Where a sentence of a source has what a claim demands: the only writer of alignments.
//!
//! It knows the two sentences and nothing of rules, models or verdicts.

mod columns;
mod dates;
pub(super) mod laid;
mod names;
mod place;
mod quantities;
pub(super) mod quotations;
mod words;

use super::claim::ClaimSentence;
use super::model::{Alignment, RequirementKind};
use super::reading::Knowledge;
use super::sentence::Sentence;
use place::Places;

/// What `sentence` has for each requirement of `claim`, in their order.
pub(super) fn align(
    claim: &ClaimSentence,
    sentence: &Sentence,
    knowledge: &Knowledge,
) -> Vec<Alignment> {
    let language = claim.sentence.language;
    let places = Places::of(claim, sentence);
    let figures = quantities::align(claim, sentence, &places);
    let align = |kind: &RequirementKind| match kind {
        RequirementKind::Word(word) => words::align(word, language, sentence),
        RequirementKind::Name { at, words } => {
            let name = &claim.sentence.names[*at];
            names::align(name, words, language, sentence, knowledge)
        }
        RequirementKind::Quantity(at) => figures[*at],
        RequirementKind::Date(at) => {
            dates::align(&claim.sentence.dates[*at], claim, sentence, &places)
        }
        RequirementKind::Weekday(day) => dates::align_weekday(*day, sentence),
    };
    claim
        .requirements
        .iter()
        .map(|one| align(&one.kind))
        .collect()
}
