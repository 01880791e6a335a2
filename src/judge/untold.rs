//! Figures of a claim that stand nowhere in a passage. A model, which is blind to how much something
//! is, takes such a claim for given all the same.

use super::answer::{Place, stands_around};
use super::compare::Comparison;
use super::item::{Item, ItemKind};
use super::quantity;
use super::reading::Part;
use super::sentence::Sentence;
use crate::language::Relation;
use crate::language::quantity::{Quantity, QuantityKind};
use crate::language::unit::Dimension;

/// Numbers below are told in other words, too: "the duo", "a pair", "one after the other", "a dozen".
const IN_WORDS: f64 = 13.0;

/// Whether a figure of the claim has no number in the passage that it could come from.
pub(super) fn has_figure(part: &Part, comparison: &Comparison<'_>) -> bool {
    let mut items = part.items.iter().zip(&comparison.answers);
    items.any(|(item, answer)| {
        let ItemKind::Quantity(which) = item.kind else {
            return false;
        };
        let figure = &part.sentence.quantities[which];
        answer.strength == 0.0
            && is_told_by_number(figure)
            && !is_label(&part.sentence, item)
            && !is_told(figure, &part.sentence, comparison.place)
    })
}

/// Whether only a number can tell a figure: what lies between two dates is a length of time, and a
/// small number, a place in an order or a share has words of its own.
fn is_told_by_number(figure: &Quantity) -> bool {
    let times = |figure: &Quantity| {
        let unit = figure.unit.map(|unit| unit.dimension);
        matches!(unit, Some(Dimension::Time | Dimension::CalendarTime))
    };
    let large = || {
        let ends = [figure.min, figure.max].into_iter().flatten();
        ends.fold(0.0, f64::max) >= IN_WORDS
    };
    match figure.kind {
        QuantityKind::Currency | QuantityKind::Percent => true,
        QuantityKind::Measure => !times(figure),
        QuantityKind::Cardinal => large(),
        _ => false,
    }
}

/// Whether a number counts nothing but is part of a name or points to a note: "Mark-19", "[17]".
fn is_label(sentence: &Sentence, item: &Item) -> bool {
    let before = &sentence.text[..item.span.start];
    before.ends_with(['[', '-', '–', '#', ':', '/', '.'])
}

/// Whether a figure of the passage, of whatever thing, leaves room for the claimed one, or its very
/// number stands there.
fn is_told(claimed: &Quantity, claim: &Sentence, place: Place<'_>) -> bool {
    let number = claimed.number_span.of(&claim.text);
    let leaves_room = |found: &Quantity| {
        quantity::comparable(claimed, found) && claimed.relation(found) != Relation::Contradicts
    };
    let same = |found: &Quantity| claimed.value().is_some() && claimed.value() == found.value();
    let has = |sentence: &Sentence| {
        let mut figures = sentence.quantities.iter();
        figures.any(|found| leaves_room(found) || same(found)) || sentence.text.contains(number)
    };
    place.reading.sentences.iter().any(has) || stands_around(number, place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::compare::compare;
    use crate::judge::testing::Example;

    fn is_untold(claim: &str, source: &str) -> bool {
        let example = Example::of(claim, source);
        let comparison = compare(example.part(), example.place(), &example.knowledge);
        has_figure(example.part(), &comparison)
    }

    #[test]
    fn a_number_that_no_number_of_the_passage_leaves_room_for_is_untold() {
        let source = "The mill cut 40 of its posts. Its owner spoke of a hard year.";
        assert!(is_untold("The mill cut 15 percent of its posts.", source));
        assert!(is_untold("The mill cut the pay of 80 weavers.", source));
        assert!(!is_untold("The mill let 40 weavers go.", source));
        assert!(!is_untold("The mill let more than 30 weavers go.", source));
        assert!(is_untold("The mill let more than 50 weavers go.", source));
    }

    #[test]
    fn what_may_be_told_in_words_or_by_dates_is_not_untold() {
        let source = "The duo ran the mill from 1990 to 2010.";
        assert!(!is_untold("Two sisters ran the mill.", source));
        assert!(!is_untold("The mill was theirs for 20 years.", source));
        assert!(!is_untold("The sisters ran the mill [17].", source));
        assert!(is_untold("The sisters ran 17 mills.", source));
    }
}
