//! What a window of the passages has, lacks and says otherwise of a claim: one rule a file, each run once.
//!
//! A rule sees the claim, the window and their alignments, and says what it found. It decides nothing.

mod dates;
mod hedged;
mod names;
mod negated;
mod quantifier;
mod quantities;
mod quotation;
mod speaker;
mod word;

use super::claim::ClaimSentence;
use super::model::{Alignment, Effect, Finding, Found, RequirementKind, RuleId};
use super::policy::SAME_MATTER;
use super::reading::{Knowledge, Reading};
use super::sentence::Sentence;
use super::window::Window;
use crate::span::Span;

/// A rule: what it is called, what it says in a sentence, and how it looks.
pub struct Rule {
    /// What it is called.
    pub id: RuleId,
    /// What it sees, for the documentation.
    pub summary: &'static str,
    check: fn(&Pair<'_>) -> Vec<Finding>,
}

/// All rules, in the order in which their findings are told.
pub const RULES: &[Rule] = &[
    quantities::DIFFERS,
    quantities::OPEN,
    quantities::MISSING,
    dates::DIFFERS,
    dates::MISSING,
    dates::WEEKDAY,
    names::OF_ANOTHER,
    names::UNKNOWN,
    names::MISSING,
    speaker::RULE,
    negated::RULE,
    hedged::RULE,
    quantifier::RULE,
    word::RULE,
    quotation::RULE,
];

/// Where a requirement was met, or what stands against it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Met {
    pub(super) alignment: Alignment,
    /// In which passage and sentence; `None` where it is met by what stands around the window, or not at all.
    pub(super) at: Option<(usize, usize)>,
}

/// A sentence of a claim before a window, aligned.
pub(super) struct Pair<'a> {
    pub(super) claim: &'a ClaimSentence,
    pub(super) window: &'a Window,
    pub(super) passages: &'a [&'a Reading],
    /// By requirement.
    pub(super) met: Vec<Met>,
    /// The passage and sentence that meet most of the claim.
    pub(super) main: (usize, usize),
    /// Share of the claim's weight that is met.
    pub(super) coverage: f64,
    /// Whether the claim gives its words to the very document of the window.
    pub(super) is_its_own_word: bool,
    pub(super) knowledge: &'a Knowledge,
}

impl<'a> Pair<'a> {
    pub(super) fn sentence(&self, at: (usize, usize)) -> &'a Sentence {
        &self.passages[at.0].sentences[at.1]
    }

    pub(super) fn main(&self) -> &'a Sentence {
        self.sentence(self.main)
    }

    /// The sentences of the window, the main one of each stretch first.
    pub(super) fn sentences(&self) -> impl Iterator<Item = &'a Sentence> + '_ {
        let stretches = self.window.stretches.iter();
        stretches.flat_map(|stretch| {
            let at = |sentence| self.sentence((stretch.passage, sentence));
            stretch.sentences().map(at)
        })
    }

    /// Share of the claim, but for what stands at `without`, that the main sentence itself has.
    pub(super) fn rest_met(&self, without: &[Span]) -> f64 {
        let is_row = !self.main().columns.is_empty();
        let is_left_out =
            |span: Span| without.iter().any(|one| one.overlaps(span)) || self.is_told_outside(span);
        let (mut whole, mut met) = (0.0, 0.0);
        for (requirement, found) in self.claim.requirements.iter().zip(&self.met) {
            if !is_left_out(requirement.span) {
                whole += requirement.weight();
                // What a row is about stands in its heads and over the table.
                if found.at == Some(self.main) || (is_row && found.at.is_none()) {
                    met += requirement.weight() * found.alignment.strength();
                }
            }
        }
        if whole > 0.0 { met / whole } else { 0.0 }
    }

    /// Whether the words at `claimed` only tell that the document says what it says.
    pub(super) fn is_told_outside(&self, claimed: Span) -> bool {
        let said = self.claim.said.iter().filter(|_| self.is_its_own_word);
        let mut outside = said.flat_map(|said| &said.outside);
        outside.any(|span| span.contains(claimed))
    }

    /// What stands in the place of the claim's fact at `claimed`. It surely is of the same thing only where the sentence is of
    /// the same matter.
    fn beside(&self, claimed: Span, met: &Met) -> Beside {
        let Some(at) = met.at.filter(|at| self.is_of_its_table(*at)) else {
            return Beside::Nothing;
        };
        let is_of_it = self.rest_met(&[claimed]) >= SAME_MATTER.value;
        match met.alignment {
            Alignment::Differs { span, same: true } if is_of_it => Beside::Other((at, span)),
            Alignment::Differs { span, same: true } => Beside::Unsure((at, span)),
            Alignment::Open { span } if is_of_it => Beside::Open((at, span)),
            _ => Beside::Nothing,
        }
    }

    /// Whether a row of a table is held against the table that the claim's row may be of: where the draft has rows of
    /// this label in several tables, the label does not tell.
    fn is_of_its_table(&self, at: (usize, usize)) -> bool {
        let table = self.claim.table.as_ref();
        let is_row = !self.sentence(at).columns.is_empty();
        !is_row || table.is_none_or(|table| table.is_that_under(&self.passages[at.0].under))
    }

    /// What every rule found.
    pub(super) fn findings(&self) -> Vec<Finding> {
        let asked = RULES
            .iter()
            .filter(|rule| !self.knowledge.without.contains(&rule.id));
        asked.flat_map(|rule| (rule.check)(self)).collect()
    }
}

/// What a window has in the place of a fact of the claim that it does not give.
enum Beside {
    /// Something that excludes it.
    Other(Found),
    /// Something from which it neither follows nor is excluded.
    Open(Found),
    /// Something that excludes it, if it is of the same thing, which nobody can say.
    Unsure(Found),
    Nothing,
}

/// The requirements of a sort that are not met, each with its place in the claim and what stands in theirs.
fn unmet<'p>(
    pair: &'p Pair<'_>,
    wanted: fn(&RequirementKind) -> bool,
) -> impl Iterator<Item = (Span, Beside)> + 'p {
    let requirements = pair.claim.requirements.iter().zip(&pair.met);
    let open = requirements.filter(move |(one, met)| wanted(&one.kind) && !met.alignment.is_met());
    open.map(|(one, met)| (one.span, pair.beside(one.span, met)))
}

/// A finding for each requirement of a sort that the window gives otherwise.
fn differing(pair: &Pair<'_>, rule: RuleId, wanted: fn(&RequirementKind) -> bool) -> Vec<Finding> {
    let finding = |(claimed, beside)| match beside {
        Beside::Other(found) => Some(Finding {
            rule,
            effect: Effect::Contradict,
            claimed: Some(claimed),
            found: Some(found),
        }),
        Beside::Open(_) | Beside::Unsure(_) | Beside::Nothing => None,
    };
    unmet(pair, wanted).filter_map(finding).collect()
}

/// A finding for each requirement of a sort that the window leaves open.
fn left_open(pair: &Pair<'_>, rule: RuleId, wanted: fn(&RequirementKind) -> bool) -> Vec<Finding> {
    let finding = |(claimed, beside)| match beside {
        Beside::Open(found) => Some(blocking(rule, claimed, Some(found))),
        Beside::Other(_) | Beside::Unsure(_) | Beside::Nothing => None,
    };
    unmet(pair, wanted).filter_map(finding).collect()
}

/// A finding for each requirement of a sort that the window does not give, nor surely otherwise; it has what stands in its
/// place, if something does.
fn missing(pair: &Pair<'_>, rule: RuleId, wanted: fn(&RequirementKind) -> bool) -> Vec<Finding> {
    let finding = |(claimed, beside)| match beside {
        Beside::Nothing => Some(blocking(rule, claimed, None)),
        Beside::Unsure(found) => Some(blocking(rule, claimed, Some(found))),
        Beside::Other(_) | Beside::Open(_) => None,
    };
    unmet(pair, wanted).filter_map(finding).collect()
}

fn blocking(rule: RuleId, claimed: Span, found: Option<Found>) -> Finding {
    Finding {
        rule,
        effect: Effect::Block,
        claimed: Some(claimed),
        found,
    }
}
