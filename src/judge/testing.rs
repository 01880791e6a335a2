//! A claim beside a sentence of a source, read as the tests of the comparisons need them.

use super::answer::{Answer, Place, answers};
use super::outcome::Outcome;
use super::reading::{ClaimReading, Knowledge, Part, Reading};
use super::sentence::Sentence;
use super::trial::Trial;
use crate::entailment::{Question, View};
use crate::language::{Context, Language};

/// The verdict on a claim by passages in its language, nothing else being known, with its evidence.
pub(super) fn judged(language: Language, claim: &str, passages: &[&str]) -> Outcome {
    tried(language, claim, passages, |trial| trial.outcome(None))
}

/// The verdict on an English claim by passages that a model has a view of, `view` of each question.
pub(super) fn judged_with(
    claim: &str,
    passages: &[&str],
    view: impl Fn(&Question) -> View,
) -> Outcome {
    tried(Language::English, claim, passages, |trial| {
        let views: Vec<View> = trial.questions().iter().map(view).collect();
        trial.outcome(Some(&views))
    })
}

fn tried(
    language: Language,
    claim: &str,
    passages: &[&str],
    outcome: impl FnOnce(&Trial<'_>) -> Outcome,
) -> Outcome {
    let knowledge = Knowledge::default();
    let context = Context {
        language,
        ..Context::default()
    };
    let claim = ClaimReading::of(claim, &context, &[], &[], &knowledge);
    let read = |text: &&str| Reading::of(text, &context, &knowledge);
    let readings: Vec<Reading> = passages.iter().map(read).collect();
    let passages: Vec<&Reading> = readings.iter().collect();
    outcome(&Trial::of(&claim, &passages, &knowledge))
}

pub(super) struct Example {
    claim: ClaimReading,
    source: Reading,
    pub(super) knowledge: Knowledge,
}

impl Example {
    /// In English, nothing else being known.
    pub(super) fn of(claim: &str, source: &str) -> Self {
        Self::read(Language::English, claim, source)
    }

    /// In one language, nothing else being known.
    pub(super) fn read(language: Language, claim: &str, source: &str) -> Self {
        let context = Context {
            language,
            ..Context::default()
        };
        let knowledge = Knowledge::default();
        Self {
            claim: ClaimReading::of(claim, &context, &[], &[], &knowledge),
            source: Reading::of(source, &context, &knowledge),
            knowledge,
        }
    }

    pub(super) fn part(&self) -> &Part {
        &self.claim.parts[0]
    }

    pub(super) fn sentence(&self) -> &Sentence {
        &self.source.sentences[0]
    }

    pub(super) fn place(&self) -> Place<'_> {
        Place {
            reading: &self.source,
            at: 0,
        }
    }

    pub(super) fn answers(&self) -> Vec<Answer> {
        answers(self.part(), self.place(), &self.knowledge)
    }
}
