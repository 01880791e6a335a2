//! All that is known of a sentence of the claim and a sentence of a passage, as numbers that can
//! be weighed: what the facts say, and what an entailment model says.
//!
//! The weights stand in `join`; they are fitted by `training/fit.py` on what `ibid eval --signals`
//! writes.

use super::compare::{Comparison, Signal};
use super::outcome::{ReasonCode, Stance};
use super::reading::Part;
use super::sentence::Sentence;
use crate::entailment::View;
use crate::language::Language;
use crate::language::polarity::{Cue, CueKind, Quantifier};

/// How many signals there are.
pub(super) const COUNT: usize = 24;

/// Their names, in their order.
pub const NAMES: [&str; COUNT] = [
    "constant",
    "coverage",
    "whole",
    "behind-nearest",
    "candidates",
    "facts-support",
    "facts-refute",
    "surely-contradicted",
    "openly-contradicted",
    "figure-differs",
    "date-differs",
    "name-differs",
    "figure-doubted",
    "otherwise-differs",
    "figure-agrees",
    "date-agrees",
    "figure-missing",
    "date-missing",
    "model-supports",
    "model-refutes",
    "model-supports-covered",
    "claim-denies-alone",
    "passage-denies-alone",
    "both-deny",
];

/// The signals of one comparison, in the order of [`NAMES`], most of them from 0 to 1.
pub type Signals = [f64; COUNT];

/// Coverage from which nothing of a claim is left open.
const WHOLE: f64 = 0.995;
/// Log-odds beyond which a model is not more believed.
const CERTAIN: f64 = 4.0;

/// What stands beside a candidate: the other sentences that may decide the same sentence of the
/// claim.
#[derive(Clone, Copy)]
pub(super) struct Field {
    /// How many candidates there are, itself included.
    pub(super) candidates: usize,
    /// In how many passages they stand.
    pub(super) passages: usize,
    /// The coverage of the candidate that answers most of the claim.
    pub(super) nearest: f64,
}

/// What is known of `comparison`: the stance that the facts give it, the model's `view` of it, and
/// what stands beside it.
pub(super) fn signals(
    part: &Part,
    comparison: &Comparison<'_>,
    facts: Stance,
    view: &View,
    field: Field,
) -> Signals {
    let coverage = comparison.coverage(part);
    let against_it = &comparison.contradictions;
    let differs = |codes: &[ReasonCode]| {
        strongest(part, comparison, against_it, |one| {
            codes.contains(&one.code)
        })
    };
    let sure = strongest(part, comparison, against_it, |one| one.sure);
    let open = strongest(part, comparison, against_it, |one| !one.sure);
    let agrees = |code| holds(&comparison.agreements, code);
    let missing = |code| holds(&comparison.gaps, code);
    // A model that learned from English has nothing to say of another language.
    let read = number(!is_foreign(part, comparison));
    let (ours, theirs) = (denies(&part.sentence), denies(comparison.place.sentence()));
    [
        1.0,
        coverage,
        number(coverage >= WHOLE),
        field.nearest - coverage,
        (field.candidates as f64).ln(),
        number(facts == Stance::Supports),
        number(facts == Stance::Refutes),
        sure,
        open,
        differs(&[ReasonCode::QuantityDiffers]),
        differs(&[ReasonCode::DateDiffers]),
        differs(&[ReasonCode::NameDiffers]),
        strongest(part, comparison, &comparison.doubts, |_| true),
        differs(&[
            ReasonCode::RolesSwapped,
            ReasonCode::QuantifierDiffers,
            ReasonCode::SpeakerDiffers,
            ReasonCode::QuotationAltered,
        ]),
        agrees(ReasonCode::QuantityAgrees),
        agrees(ReasonCode::DateAgrees),
        missing(ReasonCode::QuantityMissing),
        missing(ReasonCode::DateMissing),
        against(view.supported, view.neutral) * read,
        against(view.refuted, view.neutral) * read,
        f64::from(view.supported) * coverage * read,
        number(ours && !theirs),
        number(theirs && !ours),
        number(ours && theirs),
    ]
}

/// Whether a sentence denies something.
pub(super) fn denies(sentence: &Sentence) -> bool {
    let denies = |cue: &Cue| {
        matches!(
            cue.kind,
            CueKind::Negation | CueKind::Quantifier(Quantifier::None)
        )
    };
    sentence.cues.iter().any(denies)
}

/// One or nothing.
pub(super) fn number(holds: bool) -> f64 {
    f64::from(u8::from(holds))
}

/// Whether a model that learned from English has nothing to say of the two sentences.
pub(super) fn is_foreign(part: &Part, comparison: &Comparison<'_>) -> bool {
    let languages = [part.sentence.language, comparison.place.sentence().language];
    languages != [Language::English; 2]
}

/// The share of the rest of the claim that the sentence answers, for the one of `signals` of the
/// given kind that has most of it.
fn strongest(
    part: &Part,
    comparison: &Comparison<'_>,
    signals: &[Signal],
    wanted: impl Fn(&Signal) -> bool,
) -> f64 {
    let found = signals.iter().filter(|one| wanted(one));
    found
        .map(|one| comparison.rest(part, one.item))
        .fold(0.0, f64::max)
}

fn holds(signals: &[Signal], code: ReasonCode) -> f64 {
    number(signals.iter().any(|signal| signal.code == code))
}

/// Log-odds of what a model finds against its finding nothing, by [`CERTAIN`], -1 to 1.
fn against(probability: f32, neutral: f32) -> f64 {
    let odds = f64::from((probability + 1e-4) / (neutral + 1e-4)).ln();
    odds.clamp(-CERTAIN, CERTAIN) / CERTAIN
}

/// How surely the claim's items are answered in the model's view: their weighted mean.
pub(super) fn answered(part: &Part, view: &View) -> f64 {
    let (mut weight, mut sum) = (0.0, 0.0);
    for item in &part.items {
        let words = view.answered.iter();
        let words = words.filter(|word| word.span.overlaps(item.span));
        if let Some(share) = words.map(|word| f64::from(word.share)).reduce(f64::min) {
            weight += item.weight;
            sum += item.weight * share;
        }
    }
    if weight == 0.0 { 0.0 } else { sum / weight }
}
