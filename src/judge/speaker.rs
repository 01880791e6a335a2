//! Who said it.

use super::answer::Answer;
use super::polarity::Opposed;
use super::reading::{Knowledge, Part};
use super::sentence::Sentence;
use crate::language::attribution::{Attribution, SpeechAct};
use crate::language::name::{Match, Name, same_name};
use crate::span::Span;

/// Another speaker of the same statement: the claim's and the passage's.
pub(super) fn differing(
    part: &Part,
    answers: &[Answer],
    sentence: &Sentence,
    knowledge: &Knowledge,
) -> Option<Opposed> {
    let ours = part.sentence.attributions.first()?;
    let claimed = speaker_name(&part.sentence, ours.speaker?)?;
    sentence.attributions.iter().find_map(|theirs| {
        let found = speaker_name(sentence, theirs.speaker?)?;
        let same = same_name(claimed, found, &knowledge.abbreviations) != Match::Different;
        let same_content = part.items.iter().zip(answers).any(|(item, answer)| {
            ours.content.contains(item.span)
                && answer
                    .place
                    .is_some_and(|place| theirs.content.contains(place))
        });
        (!same && same_content).then_some(Opposed {
            claimed: claimed.span,
            found: found.span,
        })
    })
}

/// A denial that the claim reports and the passage does not.
pub(super) fn unsaid_denial(part: &Part, sentence: &Sentence) -> Option<Span> {
    let denial = |said: &&Attribution| said.act == SpeechAct::Denies;
    let ours = part.sentence.attributions.iter().find(denial)?;
    let theirs = sentence.attributions.iter().find(denial);
    theirs.is_none().then_some(ours.cue)
}

fn speaker_name(sentence: &Sentence, speaker: Span) -> Option<&Name> {
    sentence
        .names
        .iter()
        .find(|name| speaker.overlaps(name.span))
}
