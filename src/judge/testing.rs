//! A claim beside a sentence of a source, read as the tests of the comparisons need them.

use super::answer::{Answer, Place, answers};
use super::reading::{ClaimReading, Knowledge, Part, Reading};
use super::sentence::Sentence;
use crate::language::{Context, Language};

pub(super) struct Example {
    claim: ClaimReading,
    source: Reading,
    pub(super) knowledge: Knowledge,
}

impl Example {
    /// In English, nothing else being known.
    pub(super) fn of(claim: &str, source: &str) -> Self {
        let context = Context {
            language: Language::English,
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
