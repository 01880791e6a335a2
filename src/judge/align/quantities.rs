//! Figures of a claim against figures of a sentence: only those of the same thing are compared.
//!
//! What a figure is of is told by its unit, by the noun it counts, and by the place it stands in.

use super::columns::stands_in_another;
use super::place::{CLEARLY, Candidate, Places, paired};
use super::words;
use crate::judge::claim::ClaimSentence;
use crate::judge::model::{Alignment, RequirementKind};
use crate::judge::sentence::Sentence;
use crate::language::Relation;
use crate::language::quantity::{ChangeRole, Quantity, QuantityKind};

/// How much better another figure must stand where the sentence has the claimed one too.
const SURELY: f64 = 3.0;
/// Figures of a sentence that are compared; what stands behind them in an endless list decides nothing.
const MOST: usize = 40;

/// For each figure of the claim, in their order, the figure of `sentence` that it follows from; else the one that
/// excludes it.
pub(super) fn align(
    claim: &ClaimSentence,
    sentence: &Sentence,
    places: &Places<'_>,
) -> Vec<Alignment> {
    let count = claim.sentence.quantities.len();
    if count == 0 || sentence.quantities.is_empty() {
        return vec![Alignment::Unmet; count];
    }
    let candidates = candidates(claim, sentence, places);
    let chosen = paired(candidates.clone(), count);
    let alignment = |at: usize| {
        let rivals = candidates.iter().filter(|one| one.claimed == at);
        let rivals: Vec<Candidate> = rivals.copied().collect();
        decided(&rivals, at, &chosen, sentence)
    };
    (0..count).map(alignment).collect()
}

/// What the sentence has for the figure numbered `at`, which can be compared with `rivals`.
fn decided(
    rivals: &[Candidate],
    at: usize,
    chosen: &[Option<Candidate>],
    sentence: &Sentence,
) -> Alignment {
    let span = |one: &Candidate| sentence.quantities[one.found].span;
    let best = rivals.iter().map(|one| one.likeness).fold(0.0, f64::max);
    let is_met =
        |one: &&Candidate| one.relation == Relation::Agrees && one.likeness * CLEARLY >= best;
    if let Some(met) = rivals.iter().find(is_met) {
        return Alignment::Met {
            span: span(met),
            strength: 1.0,
        };
    }
    let Some(held) = chosen[at] else {
        return Alignment::Unmet;
    };
    let of_one_thing = held.same || held.likeness > 0.0;
    if held.relation == Relation::Undecided && of_one_thing {
        return Alignment::Open { span: span(&held) };
    }
    let answers_another = |one: &Candidate| {
        let mut others = chosen.iter().flatten();
        others.any(|other| other.found == one.found && other.claimed != at)
    };
    // A sentence that has the claimed figure too must surely have it of something else.
    let stands_as_well = |one: &Candidate| match one.relation {
        Relation::Agrees => one.likeness * SURELY > held.likeness,
        _ => one.likeness * CLEARLY >= held.likeness,
    };
    let excluded = rivals.iter().all(|one| {
        one.relation == Relation::Contradicts || !stands_as_well(one) || answers_another(one)
    });
    if excluded {
        Alignment::Differs {
            span: span(&held),
            same: of_one_thing,
        }
    } else {
        Alignment::Unmet
    }
}

/// The figures that can be compared. Where one counts the same noun, only such are.
fn candidates(claim: &ClaimSentence, sentence: &Sentence, places: &Places<'_>) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (claimed, ours) in claim.sentence.quantities.iter().enumerate().take(MOST) {
        let figures = sentence.quantities.iter().enumerate().take(MOST);
        let alike = figures.filter_map(|(at, theirs)| {
            if stands_in_another(claim, sentence, theirs.span) {
                return None;
            }
            let same = same_noun(ours, claim, theirs, sentence)?;
            comparable(ours, theirs).then(|| {
                let relation = relation(ours, theirs);
                let is_of_it = relation == Relation::Agrees || may_count(ours, theirs, places);
                Candidate {
                    claimed,
                    found: at,
                    relation,
                    same,
                    likeness: match is_of_it {
                        true => places.likeness(ours.span, theirs.span),
                        false => 0.0,
                    },
                }
            })
        });
        let mut alike: Vec<Candidate> = alike.collect();
        if alike.iter().any(|one| one.same) {
            alike.retain(|one| one.same);
        }
        found.extend(alike);
    }
    found
}

/// Whether a figure may be of what the claim's counts: one that counts nothing may where the noun stands
/// near it ("the gates are 15"), not where it only is in the same sentence.
fn may_count(claimed: &Quantity, found: &Quantity, places: &Places<'_>) -> bool {
    let is_count = |one: &Quantity| one.kind == QuantityKind::Cardinal;
    match (claimed.of, found.of) {
        (Some(counted), None) if is_count(claimed) && is_count(found) => {
            places.is_near(counted.head, found.span)
        }
        _ => true,
    }
}

/// Whether both count the same noun; `None` where they count two.
fn same_noun(
    claimed: &Quantity,
    claim: &ClaimSentence,
    found: &Quantity,
    sentence: &Sentence,
) -> Option<bool> {
    let (Some(ours), Some(theirs)) = (claimed.of, found.of) else {
        return Some(false);
    };
    let head = claim.requirement_at(ours.head);
    let Some(RequirementKind::Word(word)) = head.map(|at| &claim.requirements[at].kind) else {
        return Some(false);
    };
    let group = |token: &&crate::language::token::Token| {
        theirs.span.cover(theirs.head).overlaps(token.span) || theirs.head.overlaps(token.span)
    };
    let counted = sentence.tokens.iter();
    let mut counted = counted.filter(|token| theirs.head.overlaps(token.span));
    if counted.all(|token| token.is_stop) {
        // "16 of them": whom it counts stands elsewhere.
        return Some(false);
    }
    let likeness = |token| words::likeness(word, claim.sentence.language, token, sentence.language);
    let tokens = sentence.tokens.iter().filter(group);
    let best = tokens.map(likeness).fold(0.0, f64::max);
    // Two nouns may still be two words for one thing; other facts then decide.
    let sure = best >= words::RELATED;
    let shared_unit = claimed.unit.is_some() && claimed.unit == found.unit;
    (sure || shared_unit || claimed.kind != QuantityKind::Cardinal).then_some(sure)
}

/// Whether two figures are of one sort: counts and counts, money and money, shares and shares.
fn comparable(a: &Quantity, b: &Quantity) -> bool {
    use QuantityKind::{
        Cardinal, Fraction, Multiple, Ordinal, Percent, PercentPoint, Ratio, Vague,
    };
    let role = |quantity: &Quantity| quantity.change.map(|change| change.role);
    let by = |quantity: &Quantity| role(quantity) == Some(ChangeRole::By);
    if by(a) != by(b) && a.kind != Multiple && b.kind != Multiple {
        return false;
    }
    let sort = |kind: QuantityKind| match kind {
        Percent | Fraction | Ratio => 0,
        PercentPoint => 1,
        Cardinal | Vague => 2,
        Ordinal => 3,
        Multiple => 4,
        QuantityKind::Currency | QuantityKind::Measure => 5,
    };
    if sort(a.kind) != sort(b.kind) {
        // "Cut by half" and "halved".
        return by(a) != by(b) && (a.as_multiple().is_some() || b.as_multiple().is_some());
    }
    match (a.unit, b.unit) {
        (Some(ours), Some(theirs)) => ours.comparable(theirs),
        (None, None) => true,
        _ => sort(a.kind) != 5,
    }
}

/// What a figure of the same thing says of the claimed one; a rise excludes a fall.
fn relation(claimed: &Quantity, found: &Quantity) -> Relation {
    let direction = |quantity: &Quantity| quantity.change.map(|change| change.direction);
    if let (Some(ours), Some(theirs)) = (direction(claimed), direction(found))
        && ours != theirs
    {
        return Relation::Contradicts;
    }
    let factor = |quantity: &Quantity| {
        quantity
            .change
            .is_some_and(|change| change.role == ChangeRole::Factor)
    };
    let share =
        |figure: &Quantity, other: &Quantity| factor(other).then(|| figure.as_multiple()).flatten();
    let ours = share(claimed, found);
    let theirs = share(found, claimed);
    let ours = ours.as_ref().unwrap_or(claimed);
    ours.relation(theirs.as_ref().unwrap_or(found))
}
