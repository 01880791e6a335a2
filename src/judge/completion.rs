//! Support by a sentence that tells what was done and others that give the rest: who, when, how
//! many. Two sentences may stand close together, or in two sources that speak of the same name.

use super::answer::Answer;
use super::compare::Signal;
use super::confidence;
use super::decide::{Judged, PartOutcome, evidence};
use super::item::{Item, ItemKind};
use super::outcome::{Evidence, ReasonCode, Stance, Verdict};
use super::reading::Part;

/// Share of a claim that its main sentence must answer alone.
const MAIN: f64 = 0.5;
/// Sentences whose completion is tried.
const MAINS: usize = 2;
/// Sentences that complete one at most.
const HELPERS: usize = 2;
/// How far apart sentences of a passage may stand to complete each other.
const NEAR: usize = 3;
/// Share of the claim that must be answered in the end: by sentences that stand together, and by
/// sentences that share no more than a name.
const TOGETHER: f64 = 0.9;
const APART: f64 = 0.95;
/// How surely a sentence must have what it gives, likewise.
const SURE_TOGETHER: f64 = 0.7;
const SURE_APART: f64 = 0.9;
/// Share of the claim that a sentence must have to give a figure or date, itself or, close by, with
/// the sentences it leans on: a number alone may be of anything.
const FIGURE_IN: f64 = 0.4;
/// Gain below which another sentence adds nothing.
const GAIN: f64 = 0.03;

/// Support by a sentence and those that complete it.
pub(super) fn complete(part: &Part, judged: &[Judged<'_>]) -> Option<PartOutcome> {
    judged
        .iter()
        .filter(|one| is_main(part, one))
        .take(MAINS)
        .find_map(|main| Completion::of(part, main, judged).outcome())
}

/// Whether a sentence tells what the claim says was done, and lacks only facts about it.
fn is_main(part: &Part, one: &Judged<'_>) -> bool {
    let comparison = one.comparison;
    let is_fact = |gap: &Signal| {
        let fact = |at: usize| !matches!(part.items[at].kind, ItemKind::Word(_));
        gap.code != ReasonCode::SpeakerDiffers && gap.item.is_some_and(fact)
    };
    comparison.contradictions.is_empty()
        && comparison.coverage(part) >= MAIN
        && comparison.gaps.iter().all(is_fact)
}

/// A sentence with those that complete it so far.
struct Completion<'j, 't> {
    part: &'j Part,
    chosen: Vec<&'j Judged<'t>>,
    /// How strongly each item of the claim is answered by them together.
    strengths: Vec<f64>,
    /// Share of the claim that must be answered in the end.
    wanted: f64,
}

impl<'j, 't> Completion<'j, 't> {
    fn of(part: &'j Part, main: &'j Judged<'t>, judged: &'j [Judged<'t>]) -> Self {
        let answers = &main.comparison.answers;
        let mut completion = Self {
            part,
            chosen: vec![main],
            strengths: answers.iter().map(|answer| answer.strength).collect(),
            wanted: TOGETHER,
        };
        while completion.chosen.len() <= HELPERS && completion.add_best(judged) {}
        completion
    }

    /// Adds the sentence that gives most of what is still open, if there is one.
    fn add_best(&mut self, judged: &'j [Judged<'t>]) -> bool {
        let so_far = share(self.part, &self.strengths);
        let mut best: Option<(f64, &Judged<'t>, Vec<f64>)> = None;
        for one in judged {
            if self.chosen.iter().any(|taken| std::ptr::eq(*taken, one)) {
                continue;
            }
            let Some(strengths) = self.with(one) else {
                continue;
            };
            let gain = share(self.part, &strengths) - so_far;
            if gain > best.as_ref().map_or(GAIN, |best| best.0) {
                best = Some((gain, one, strengths));
            }
        }
        let Some((_, one, strengths)) = best else {
            return false;
        };
        if !self.is_near(one) {
            self.wanted = APART;
        }
        self.chosen.push(one);
        self.strengths = strengths;
        true
    }

    /// How strongly each item would be answered with another sentence; `None` where the sentence
    /// has nothing to do with the first.
    fn with(&self, one: &Judged<'t>) -> Option<Vec<f64>> {
        let comparison = one.comparison;
        let sure = if self.is_near(one) {
            SURE_TOGETHER
        } else if self.chosen.len() == 1 && self.shares_a_name(one) {
            SURE_APART
        } else {
            return None;
        };
        let mut gaps = comparison.gaps.iter();
        let otherwise = gaps.any(Signal::is_put_otherwise);
        if otherwise || !comparison.contradictions.is_empty() {
            return None;
        }
        let own = |answer: &Answer| answer.place.map_or(0.0, |_| answer.strength);
        let known: Vec<f64> = comparison.answers.iter().map(own).collect();
        // A sentence close by leans on the ones before it: "they were delivered in May".
        let about = if self.is_near(one) {
            comparison.coverage(self.part)
        } else {
            comparison.own_share(self.part)
        };
        let may_give_figures = about >= FIGURE_IN;
        let given = |(item, known): (&Item, f64)| {
            let figure = matches!(item.kind, ItemKind::Quantity(_) | ItemKind::Date(_));
            if known < sure || (figure && !may_give_figures) {
                0.0
            } else {
                known
            }
        };
        Some(
            self.part
                .items
                .iter()
                .zip(known)
                .map(given)
                .zip(&self.strengths)
                .map(|(given, so_far)| given.max(*so_far))
                .collect(),
        )
    }

    fn is_near(&self, one: &Judged<'t>) -> bool {
        let (main, other) = (self.chosen[0].comparison.place, one.comparison.place);
        std::ptr::eq(main.reading, other.reading) && main.at.abs_diff(other.at) <= NEAR
    }

    fn shares_a_name(&self, one: &Judged<'t>) -> bool {
        let answers = self.strengths.iter().zip(&one.comparison.answers);
        self.part
            .items
            .iter()
            .zip(answers)
            .any(|(item, (so_far, answer))| {
                matches!(item.kind, ItemKind::Name { .. })
                    && *so_far >= SURE_APART
                    && answer.place.is_some()
                    && answer.strength >= SURE_APART
            })
    }

    /// The support, if nothing that counts is left open.
    fn outcome(self) -> Option<PartOutcome> {
        let share = share(self.part, &self.strengths);
        let open = self
            .part
            .items
            .iter()
            .zip(&self.strengths)
            .any(|(item, strength)| {
                *strength == 0.0 && item.weight >= 1.0 && !matches!(item.kind, ItemKind::Word(_))
            });
        if self.chosen.len() < 2 || open || share < self.wanted {
            return None;
        }
        let cited = self.chosen.iter().map(|one| Evidence {
            stance: Stance::Supports,
            ..evidence(self.part, one)
        });
        Some(PartOutcome {
            verdict: Verdict::Supported,
            confidence: confidence::of_stance(Stance::Supports, share, None),
            evidence: cited.collect(),
        })
    }
}

/// Share of the claim's weight that is answered.
fn share(part: &Part, strengths: &[f64]) -> f64 {
    let weight = |item: &Item| item.weight;
    let total: f64 = part.items.iter().map(weight).sum();
    let answered: f64 = part
        .items
        .iter()
        .zip(strengths)
        .map(|(item, strength)| item.weight * strength)
        .sum();
    if total == 0.0 { 0.0 } else { answered / total }
}
