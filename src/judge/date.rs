//! Dates of the claim against dates of the passage.

use super::sentence::Sentence;
use crate::language::date::{DateFact, DateRelation};
use crate::language::{PartialDate, Relation};
use crate::span::Span;

/// The date of `sentence` that the claimed date follows from.
pub(super) fn agreeing(claimed: &DateFact, sentence: &Sentence) -> Option<Span> {
    sentence
        .dates
        .iter()
        .find(|date| relation(claimed, date) == Relation::Agrees)
        .map(|date| date.span)
}

/// The date of `sentence` that excludes the claimed one, when every date of the sentence does.
pub(super) fn contradicting(claimed: &DateFact, sentence: &Sentence) -> Option<Span> {
    let mut relations = sentence
        .dates
        .iter()
        .map(|date| (relation(claimed, date), date.span));
    let (first, span) = relations.next()?;
    let all = first == Relation::Contradicts
        && relations.all(|(relation, _)| relation == Relation::Contradicts);
    all.then_some(span)
}

/// What a date of the same event says of the claimed one. Where both tell when something ended
/// or began, it is that day which must be the same.
fn relation(claimed: &DateFact, found: &DateFact) -> Relation {
    let edge = matches!(
        (claimed.relation, found.relation),
        (DateRelation::Until, DateRelation::Until) | (DateRelation::Since, DateRelation::Since)
    );
    match (claimed.partial(), found.partial()) {
        (Some(ours), Some(theirs)) if edge => same_day(ours, theirs),
        _ => claimed.relation(found),
    }
}

fn same_day(claimed: PartialDate, found: PartialDate) -> Relation {
    let part = |claimed: Option<i8>, found: Option<i8>| match (claimed, found) {
        (None, _) => Relation::Agrees,
        (Some(_), None) => Relation::Undecided,
        (Some(ours), Some(theirs)) if ours == theirs => Relation::Agrees,
        _ => Relation::Contradicts,
    };
    if claimed.year != found.year {
        return Relation::Contradicts;
    }
    match part(claimed.month, found.month) {
        Relation::Agrees => part(claimed.day, found.day),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_told_more_coarsely_follows_and_another_end_does_not() {
        let date = |year, month| PartialDate {
            year,
            month,
            day: None,
        };
        let may = date(2024, Some(5));
        assert_eq!(same_day(date(2024, None), may), Relation::Agrees);
        assert_eq!(same_day(may, may), Relation::Agrees);
        assert_eq!(same_day(may, date(2024, None)), Relation::Undecided);
        assert_eq!(same_day(date(2027, Some(5)), may), Relation::Contradicts);
    }
}
