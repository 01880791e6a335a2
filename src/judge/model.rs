//! The types that the stages of judging hand on to each other, from what a claim demands to what is decided.
//!
//! It knows no sibling.

use serde::{Deserialize, Serialize};

use crate::span::Span;

/// Something that a claim says and a source must answer.
#[derive(Clone, Debug)]
pub(super) struct Requirement {
    /// Where it stands in the claim's sentence.
    pub(super) span: Span,
    pub(super) kind: RequirementKind,
}

/// What sort of thing it is.
#[derive(Clone, Debug)]
pub(super) enum RequirementKind {
    /// A content word.
    Word(Word),
    /// A proper name, by its place among the sentence's names, with its words.
    Name { at: usize, words: Vec<Word> },
    /// A figure, by its place among the sentence's quantities.
    Quantity(usize),
    /// A date, by its place among the sentence's dates.
    Date(usize),
    /// A day of the week, 0 for Monday.
    Weekday(i8),
}

impl Requirement {
    /// How much of the claim it is: names, figures and dates say more than a word.
    pub(super) fn weight(&self) -> f64 {
        match self.kind {
            RequirementKind::Word(_) => 1.0,
            _ => 1.5,
        }
    }
}

/// A word in the forms it can be found by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) folded: String,
    pub(super) stem: String,
    /// Its translations into the other language.
    pub(super) translations: Vec<Translation>,
    /// Stems of the words it stands for (a pronoun, "the mission").
    pub(super) antecedents: Vec<String>,
}

/// A word of the other language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Translation {
    pub(super) folded: String,
    pub(super) stem: String,
}

/// What a sentence of a source has for a requirement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Alignment {
    /// The claimed thing, in whatever form; `strength` up to 1 says how nearly.
    Met { span: Span, strength: f64 },
    /// Another value of the same sort; `same` where it is shown to be of the same thing.
    Differs { span: Span, same: bool },
    /// A value of the same thing from which the claimed one neither follows nor is excluded: a bound that is not as
    /// high, a longer name of something else.
    Open { span: Span },
    /// Nothing, or nothing that decides.
    Unmet,
}

impl Alignment {
    pub(super) fn strength(self) -> f64 {
        match self {
            Alignment::Met { strength, .. } => strength,
            Alignment::Differs { .. } | Alignment::Open { .. } | Alignment::Unmet => 0.0,
        }
    }

    pub(super) fn is_met(self) -> bool {
        self.strength() > 0.0
    }
}

/// A place in the passages: which passage and sentence, and where in that sentence.
pub(super) type Found = ((usize, usize), Span);

/// What a rule saw.
#[derive(Clone, Debug)]
pub(super) struct Finding {
    pub(super) rule: RuleId,
    pub(super) effect: Effect,
    /// In the claim's sentence.
    pub(super) claimed: Option<Span>,
    /// In which passage and sentence, and where in that sentence.
    pub(super) found: Option<Found>,
}

/// What a finding does to a stance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Speaks against the claim.
    Contradict,
    /// Keeps the evidence from giving the claim.
    Block,
}

/// The rules by which a claim is held against evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RuleId {
    /// Another figure of the same thing.
    QuantityDiffers,
    /// A figure of the same thing that leaves it open.
    QuantityOpen,
    /// No such figure.
    QuantityMissing,
    /// Another date.
    DateDiffers,
    /// No such date.
    DateMissing,
    /// Another day of the week.
    WeekdayDiffers,
    /// A name that no source has.
    NameUnknown,
    /// No such name.
    NameMissing,
    /// The name only as a part of another one.
    NameOfAnother,
    /// Another speaker.
    SpeakerDiffers,
    /// A denial on one side only.
    Negated,
    /// Planned, possible or alleged there, a fact in the claim.
    Hedged,
    /// All, most, only or none in the claim alone.
    QuantifierDiffers,
    /// The same sentence with another word in one place.
    WordDiffers,
    /// Quoted words that stand there otherwise.
    QuotationAltered,
}

impl RuleId {
    /// Its name, as options and tables write it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            RuleId::QuantityDiffers => "quantity-differs",
            RuleId::QuantityOpen => "quantity-open",
            RuleId::QuantityMissing => "quantity-missing",
            RuleId::DateDiffers => "date-differs",
            RuleId::DateMissing => "date-missing",
            RuleId::WeekdayDiffers => "weekday-differs",
            RuleId::NameUnknown => "name-unknown",
            RuleId::NameMissing => "name-missing",
            RuleId::NameOfAnother => "name-of-another",
            RuleId::SpeakerDiffers => "speaker-differs",
            RuleId::Negated => "negated",
            RuleId::Hedged => "hedged",
            RuleId::QuantifierDiffers => "quantifier-differs",
            RuleId::WordDiffers => "word-differs",
            RuleId::QuotationAltered => "quotation-altered",
        }
    }
}

/// How likely evidence gives a claim and how likely it excludes it; the rest is the likelihood that it does neither.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Probabilities {
    pub(super) supports: f64,
    pub(super) refutes: f64,
}

/// How a passage stands to a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stance {
    /// The passage gives the claim.
    Supports,
    /// The passage excludes the claim.
    Refutes,
    /// The passage decides nothing.
    Neutral,
}

/// The verdict on a claim, by all its evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The sources give the claim.
    Supported,
    /// The sources exclude the claim.
    Refuted,
    /// The sources disagree about the claim.
    ConflictingEvidence,
    /// The sources that could be read do not decide the claim.
    NotEnoughEvidence,
}

impl Verdict {
    /// The verdict as it is written in output and labelled data.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Supported => "supported",
            Verdict::Refuted => "refuted",
            Verdict::ConflictingEvidence => "conflicting-evidence",
            Verdict::NotEnoughEvidence => "not-enough-evidence",
        }
    }
}
