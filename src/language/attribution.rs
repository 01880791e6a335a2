//! Who says what a sentence says.

use super::token::Words;
use crate::span::Span;

/// What a speaker does with the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SpeechAct {
    /// said, wrote, according to: no stance of the reporter.
    Says,
    /// claimed, alleged, accused: the reporter does not vouch for it.
    Claims,
    /// denied, rejected, démenti.
    Denies,
    /// confirmed, acknowledged, admitted.
    Confirms,
    /// announced, promised, vowed, plans.
    Announces,
    /// warned, called for, urged, demanded.
    Urges,
    /// believes, estimates, thinks.
    Believes,
}

/// A statement and whom it is attributed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// Who says it; `None` where the sentence does not tell ("reportedly", "it is said").
    pub speaker: Option<Span>,
    /// The words that attribute: `said`, `according to`.
    pub cue: Span,
    /// What is said.
    pub content: Span,
    /// What the speaker does with it.
    pub act: SpeechAct,
    /// Whether the act itself is negated: "did not say".
    pub negated: bool,
}

/// The attributions of a sentence, in order of their cues.
#[must_use]
pub fn attributions(words: &Words<'_>) -> Vec<Attribution> {
    let _ = words;
    Vec::new()
}

/// Whom the sentence gives the words within `quotation` to.
#[must_use]
pub fn speaker_of(words: &Words<'_>, quotation: Span) -> Option<Span> {
    attributions(words)
        .into_iter()
        .filter(|found| found.content.overlaps(quotation))
        .find_map(|found| found.speaker)
}
