//! Bounds: "more than 12" follows from almost any figure, so that what it was drawn from must be told
//! from what else a sentence counts.

use super::reading::Part;
use super::sentence::Sentence;
use crate::language::quantity::{Approximation, Quantity, QuantityKind};

/// The number of a figure that only bounds what it counts: 12 of "more than 12".
pub(super) fn bounding_number(quantity: &Quantity) -> Option<f64> {
    match (quantity.min, quantity.max) {
        (Some(number), None) | (None, Some(number)) => Some(number),
        _ => None,
    }
}

/// Whether a bound would follow from a number that the claim gives for something else: "less than
/// 12 hours" does not follow from "four shifts" where the claim has the four shifts too.
pub(super) fn is_told_elsewhere(claimed: &Quantity, found: &Quantity, part: &Part) -> bool {
    let same = |other: &Quantity| {
        other.span != claimed.span && other.value().is_some() && other.value() == found.value()
    };
    claimed.value().is_none() && part.sentence.quantities.iter().any(same)
}

/// Whether the claim gives a figure of the like for something else: the "20 jars" that "sold at the
/// price of 20 jars" answers bound nothing of "more than 20 jars were bought".
pub(super) fn is_given_to_another(claimed: &Quantity, found: &Quantity, part: &Part) -> bool {
    part.sentence.quantities.iter().any(|other| {
        let same = other.value().is_some() && other.value() == found.value();
        other.span != claimed.span && same && other.unit == found.unit && other.kind == found.kind
    })
}

/// Whether a claimed bound is the very number that is told with a scale, and so may be rounded: "over
/// 100 million" is open where "100 million" is told.
pub(super) fn is_rounded_bound(claimed: &Quantity, found: &Quantity, sentence: &Sentence) -> bool {
    let written = found.number_span.of(&sentence.text);
    let has_scale = written.contains(char::is_alphabetic) && written.contains(char::is_numeric);
    let has_scale = has_scale && !written.contains(['.', ',']);
    let plain = found.approximation == Approximation::Plain;
    has_scale && plain && found.value().is_some() && found.value() == bounding_number(claimed)
}

/// Whether both figures bound what they count on the same side, in the same way.
pub(super) fn same_bound(a: &Quantity, b: &Quantity) -> bool {
    let side = |quantity: &Quantity| match (quantity.min, quantity.max) {
        (Some(_), None) => Some((true, quantity.min_inclusive)),
        (None, Some(_)) => Some((false, quantity.max_inclusive)),
        _ => None,
    };
    let literal = |quantity: &Quantity| quantity.kind != QuantityKind::Vague;
    side(a).is_some() && side(a) == side(b) && literal(a) && literal(b)
}

/// How far a figure is from the number of a bound, as their ratio tells.
pub(super) fn distance(figure: &Quantity, number: f64) -> f64 {
    let told = figure.min.or(figure.max).unwrap_or(f64::INFINITY);
    // Of zero and of numbers with unlike signs no ratio tells.
    let ratio = (told / number).ln().abs();
    if ratio.is_nan() { f64::INFINITY } else { ratio }
}
