//! What judging yields: stances, verdicts and the reasons for them.

use serde::{Deserialize, Serialize};

use super::model::{Stance, Verdict};
use crate::language::attribution::MOST_ATTRIBUTIONS;
use crate::language::figures::MOST_FIGURES;
use crate::language::name::MOST_NAMES;
use crate::language::polarity::MOST_CUES;
use crate::language::sentence;
use crate::span::Span;
use crate::wording::{Crowd, Message};

/// Which comparison a reason comes from. The names are stable: scripts read them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReasonCode {
    /// The same figure of the same thing.
    QuantityAgrees,
    /// Another figure of the same thing.
    QuantityDiffers,
    /// A figure that the passage does not give.
    QuantityMissing,
    /// The claim's date follows from the passage's.
    DateAgrees,
    /// Another date of the same event.
    DateDiffers,
    /// A date that the passage does not give, or not as finely.
    DateMissing,
    /// The same name, in whatever form.
    NameAgrees,
    /// A name that the passage does not mention.
    NameMissing,
    /// One side is negated or says the opposite.
    PolarityDiffers,
    /// Some, most, all, only or none do not fit.
    QuantifierDiffers,
    /// The same sentence with another word in one place.
    WordDiffers,
    /// An allegation, plan or possibility against a fact.
    ModalityDiffers,
    /// Another speaker said it.
    SpeakerDiffers,
    /// The quoted words stand there otherwise.
    QuotationAltered,
    /// The entailment model's view.
    Model,
}

/// Why a passage has its stance: which fact of the claim met which fact of the passage.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// The comparison it comes from.
    pub code: ReasonCode,
    /// What speaks for: support, contradiction, or neither.
    pub stance: Stance,
    /// What it says to an editor.
    pub message: Message,
    /// The words of the claim's text it is about.
    pub claim_span: Option<Span>,
    /// The words of the passage's text it is about.
    pub passage_span: Option<Span>,
}

/// A passage with its stance towards a claim.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// Which of the judged passages, by its place in the list that was given.
    pub passage: usize,
    /// The words of the passage's text that decide: a sentence or a few, never the whole
    /// passage when less will do.
    pub span: Span,
    /// How they stand to the claim.
    pub stance: Stance,
    /// Share of stances with evidence of this pattern that were right on labelled data, 0 to 1.
    /// A neutral stance has that of an undecided verdict.
    pub confidence: f64,
    /// Why.
    pub reasons: Vec<Reason>,
}

/// Why a claim could not be checked: it has more of something than is read in one sentence, so that
/// a verdict by what was read would be one on a part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Excess {
    /// A sentence, or the whole claim, is longer than anyone writes.
    Length,
    /// Too many figures.
    Figures,
    /// Too many dates.
    Dates,
    /// Too many names.
    Names,
    /// Too many words such as "not", "only" and "may".
    Cues,
    /// Too many that say something.
    Speakers,
}

impl Excess {
    /// What there is too much of, and the bound, for an editor.
    #[must_use]
    pub fn told(self) -> Message {
        let (of, most) = match self {
            Excess::Length => (Crowd::Bytes, sentence::LONGEST),
            Excess::Figures => (Crowd::Figures, MOST_FIGURES),
            Excess::Dates => (Crowd::Dates, MOST_FIGURES),
            Excess::Names => (Crowd::Names, MOST_NAMES),
            Excess::Cues => (Crowd::Cues, MOST_CUES),
            Excess::Speakers => (Crowd::Speakers, MOST_ATTRIBUTIONS),
        };
        Message::TooMuch { of, most }
    }
}

/// The verdict on a claim with the evidence it rests on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// The verdict.
    pub verdict: Verdict,
    /// Share of verdicts with evidence of this pattern that were right on labelled data, 0 to 1;
    /// of a claim of several sentences, that of the weakest.
    pub confidence: f64,
    /// The evidence that decides, most telling first; for conflicting evidence both sides. With
    /// not enough evidence, the nearest passages and what they lack.
    pub evidence: Vec<Evidence>,
    /// Why the claim could not be checked at all, if it could not; then there is no evidence.
    pub excess: Option<Excess>,
}

impl Outcome {
    /// That of a claim that could not be checked.
    #[must_use]
    pub fn unchecked(excess: Excess) -> Self {
        Self {
            verdict: Verdict::NotEnoughEvidence,
            confidence: 1.0,
            evidence: Vec::new(),
            excess: Some(excess),
        }
    }
}
