//! What other sentences tell against a stance: a fact that they have as the claim does, a figure that
//! adds up with theirs or that they come nearer to, an allegation that they make of it.

use super::arithmetic;
use super::compare::Signal;
use super::decide::Judged;
use super::item::{Item, ItemKind};
use super::outcome::{ReasonCode, Stance};
use super::quantity;
use super::reading::Part;
use crate::language::date::weekday;
use crate::span::Span;

/// Share of the rest of the claim that a sentence must answer to have the fact that another
/// sentence lacks, and how surely it must have that fact.
const ELSEWHERE: f64 = 0.4;
const ELSEWHERE_SURE: f64 = 0.9;
/// How much farther a figure is from a bound that was drawn from another: a tenth of it.
const MUCH_FARTHER: f64 = 0.1;
/// Share of the rest of the claim from which a sentence surely speaks of the same.
const SURELY_SAME: f64 = 0.9;

/// The stances, by number, that do not count before what the other sentences tell.
pub(super) fn put_aside(part: &Part, judged: &[Judged<'_>]) -> Vec<usize> {
    [
        answered_elsewhere,
        reckoned,
        rests_on_the_sentence_before,
        drawn_from_another,
    ]
    .into_iter()
    .flat_map(|told_against| told_against(part, judged))
    .collect()
}

/// Whether a refutation is surely of what the claim speaks of.
fn is_of_the_same_thing(one: &Judged<'_>, part: &Part, disputed: usize) -> bool {
    let sure = one.decisive.is_some_and(|signal| signal.sure);
    sure && one.comparison.rest(part, Some(disputed)) >= SURELY_SAME
}

/// The refutations, by number, that rest on a figure, date or name which another sentence of
/// like content has as the claim does (or the same sentence, in another place): the two then
/// speak of two things. Unless the first surely speaks of what the claim does and the facts of
/// another give the claim: then the two disagree.
fn answered_elsewhere(part: &Part, judged: &[Judged<'_>]) -> Vec<usize> {
    let has = |one: &Judged<'_>, item: usize, except: Option<Span>| {
        let answer = &one.comparison.answers[item];
        let answered =
            except.is_none() && answer.place.is_some() && answer.strength >= ELSEWHERE_SURE;
        let sentence = one.comparison.place.sentence();
        let told = answered
            || matches!(part.items[item].kind, ItemKind::Quantity(which)
                if quantity::has_value(&part.sentence.quantities[which], part, sentence, except));
        told && one.comparison.rest(part, Some(item)) >= ELSEWHERE
    };
    let mut supporting = judged.iter();
    let is_given = supporting.any(|one| one.stance == Stance::Supports && one.by_facts);
    let forgiven = |number: &usize| {
        let Some((item, found)) = judged[*number].disputed(part) else {
            return false;
        };
        let disagrees = is_given && is_of_the_same_thing(&judged[*number], part, item);
        !disagrees
            && is_fact(&part.items[item])
            && judged.iter().enumerate().any(|(other, one)| {
                let except = found.filter(|_| other == *number);
                (other != *number || except.is_some())
                    && has(one, item, except)
                    && !is_nearer_bound(part, item, &judged[*number], one)
            })
    };
    (0..judged.len()).filter(forgiven).collect()
}

/// The stances, by number, that a sentence has for what stands in the one before it, and there
/// otherwise or not as a fact: "They say that they took the base. It was empty." does not give that
/// they did.
fn rests_on_the_sentence_before(part: &Part, judged: &[Judged<'_>]) -> Vec<usize> {
    let rests_on_it = |number: &usize| {
        let one = &judged[*number];
        let place = one.comparison.place;
        let is_before = |other: &&Judged<'_>| {
            let before = other.comparison.place;
            std::ptr::eq(before.reading, place.reading) && before.at + 1 == place.at
        };
        let tells_more =
            |before: &&Judged<'_>| before.comparison.coverage(part) > one.comparison.coverage(part);
        let mut before = judged.iter().filter(is_before).filter(tells_more);
        let may_lean = one.stance == Stance::Supports || !one.by_facts;
        may_lean
            && before.any(|before| {
                let mut gaps = before.comparison.gaps.iter();
                let differs = !before.comparison.contradictions.is_empty();
                let supported = one.stance == Stance::Supports;
                (supported && differs) || gaps.any(|gap| gap.code == ReasonCode::ModalityDiffers)
            })
    };
    (0..judged.len()).filter(rests_on_it).collect()
}

/// The supports, by number, that rest on a bound which some other figure keeps: where another
/// sentence of the passage has a figure much nearer to it that breaks it, the claim is of that one.
fn drawn_from_another(part: &Part, judged: &[Judged<'_>]) -> Vec<usize> {
    let breaks = |one: &Judged<'_>, nearer: &Judged<'_>, item: usize| {
        let mut against = nearer.comparison.contradictions.iter();
        let broken = |signal: &Signal| {
            signal.code == ReasonCode::QuantityDiffers && signal.item == Some(item)
        };
        against.any(broken)
            && nearer.comparison.rest(part, Some(item)) >= ELSEWHERE
            && is_nearer_bound(part, item, nearer, one)
    };
    let is_another = |number: &usize| {
        let one = &judged[*number];
        let mut items = 0..part.items.len();
        one.stance == Stance::Supports
            && items.any(|item| judged.iter().any(|nearer| breaks(one, nearer, item)))
    };
    (0..judged.len()).filter(is_another).collect()
}

/// Whether the item is a bound, and the figure that `one` has for it much nearer to it than that of
/// `other`, of the same passage.
fn is_nearer_bound(part: &Part, item: usize, one: &Judged<'_>, other: &Judged<'_>) -> bool {
    let ItemKind::Quantity(which) = part.items[item].kind else {
        return false;
    };
    let distance = |judged: &Judged<'_>| {
        let claimed = &part.sentence.quantities[which];
        quantity::distance_of_bound(claimed, part, judged.comparison.place.sentence())
    };
    if one.passage != other.passage {
        return false;
    }
    let (near, far) = (distance(one), distance(other));
    near.zip(far)
        .is_some_and(|(near, far)| near + MUCH_FARTHER < far)
}

/// The refutations, by number, that rest on a figure which gives the claimed one together with another
/// close by: "12 guards and 8 drivers were hurt" does not exclude that 20 were.
fn reckoned(part: &Part, judged: &[Judged<'_>]) -> Vec<usize> {
    let is_reckoned = |number: &usize| {
        let one = &judged[*number];
        let Some((item, Some(found))) = one.disputed(part) else {
            return false;
        };
        let ItemKind::Quantity(which) = part.items[item].kind else {
            return false;
        };
        let claimed = &part.sentence.quantities[which];
        arithmetic::may_come_to(claimed, part, found, one.comparison.place)
    };
    (0..judged.len()).filter(is_reckoned).collect()
}

/// Whether an item is a figure, date or name and no other word.
fn is_fact(item: &Item) -> bool {
    match &item.kind {
        ItemKind::Word(word) => weekday(&word.folded).is_some(),
        _ => true,
    }
}
