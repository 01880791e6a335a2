//! Whether a claim gives its words to the very document that is held against it: "The mill closed, wrote the Oster
//! Courier" before a page of that paper. The document itself then need not say that it says so.

use super::align::align;
use super::claim::ClaimSentence;
use super::model::{Requirement, RequirementKind};
use super::reading::{Knowledge, Reading};

/// Whether `reading` is by whom the claim gives its words to: all names of the speaker are those of its authors or its
/// publisher.
pub(super) fn speaks(claim: &ClaimSentence, reading: &Reading, knowledge: &Knowledge) -> bool {
    let (Some(said), Some(voice)) = (&claim.said, &reading.voice) else {
        return false;
    };
    let alignments = align(claim, voice, knowledge);
    let is_name = |one: &Requirement| {
        matches!(one.kind, RequirementKind::Name { .. }) && one.span.overlaps(said.speaker)
    };
    let names = claim.requirements.iter().zip(alignments);
    let mut names = names.filter(|(one, _)| is_name(one)).peekable();
    names.peek().is_some() && names.all(|(_, found)| found.is_met())
}
