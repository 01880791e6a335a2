//! Figures of the claim against figures of the passage.
//!
//! Two figures are compared only if they are of the same thing; that is where naive checks of
//! numbers cry wolf.

use std::borrow::Cow;

use super::age::{is_age_beside_name, is_bare_age, is_year_old};
use super::bound::{
    self, bounding_number, is_given_to_another, is_rounded_bound, is_told_elsewhere, same_bound,
};
use super::counted::{OWNED, is_further, is_increment, is_total, is_total_of, same_counted};
use super::fate;
use super::item::{Item, ItemKind};
use super::reading::Part;
use super::sentence::Sentence;
use super::words;
use crate::language::Relation;
use crate::language::quantity::{Approximation, ChangeRole, Counted, Quantity, QuantityKind};
use crate::language::token::TokenKind;
use crate::span::Span;

/// How many steps of its last digit a rounded figure has at least: two digits.
const ROUNDED_DIGITS: f64 = 10.0;

/// Tokens between "of" and a figure at most: "of the northern valley's 640 barns".
const OWNER: usize = 5;

/// How surely two figures are of the same thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// They count the same noun, or the same unit of the same deed.
    Same,
    /// Nothing says that they do not.
    Open,
}

/// Where `sentence` has a figure that the claimed one follows from.
pub(super) fn agreeing(claimed: &Quantity, part: &Part, sentence: &Sentence) -> Option<Span> {
    let found = fitting(claimed, part, sentence).into_iter().find(|found| {
        let elsewhere = found.fit == Fit::Open && is_told_elsewhere(claimed, found.figure, part);
        found.relation == Relation::Agrees && !elsewhere
    });
    found.map(|found| found.figure.span)
}

/// Whether `sentence` has a figure of surely the same thing that the claimed one follows from.
pub(super) fn surely_agrees(claimed: &Quantity, part: &Part, sentence: &Sentence) -> bool {
    let same = |found: &Fitting<'_>| found.fit == Fit::Same;
    let agrees = |found: &Fitting<'_>| found.relation == Relation::Agrees;
    fitting(claimed, part, sentence)
        .iter()
        .any(|found| same(found) && agrees(found))
}

/// Where `sentence` has the claimed number of the claimed people, to whom something else happened.
pub(super) fn of_another_fate(
    claimed: &Quantity,
    part: &Part,
    sentence: &Sentence,
) -> Option<Span> {
    let ours = claimed.of?;
    let is_another = |figure: &&Quantity| {
        let agrees = comparable(claimed, figure) && claimed.relation(figure) == Relation::Agrees;
        let apart = |theirs| fate::differ(ours, &part.sentence, theirs, sentence);
        agrees && figure.of.is_some_and(apart)
    };
    let mut figures = sentence.quantities.iter();
    figures.find(is_another).map(|figure| figure.span)
}

/// A figure of a sentence that may be of the claimed thing.
struct Fitting<'s> {
    figure: &'s Quantity,
    fit: Fit,
    /// What it says of the claimed figure.
    relation: Relation,
}

/// The figures of `sentence` that may be of the claimed thing: those that surely are, where there
/// are any.
fn fitting<'s>(claimed: &Quantity, part: &Part, sentence: &'s Sentence) -> Vec<Fitting<'s>> {
    let fitting = |figure: &'s Quantity| {
        Some(Fitting {
            figure,
            fit: fit(claimed, part, figure, sentence)?,
            relation: relation(claimed, part, figure, sentence),
        })
    };
    let figures = sentence.quantities.iter();
    let may_be_meant = |figure: &&Quantity| !is_only_the_whole(figure, claimed, part, sentence);
    let mut found: Vec<Fitting<'s>> = figures.filter(may_be_meant).filter_map(fitting).collect();
    if !is_increment(claimed, &part.sentence)
        && found.iter().any(|one| is_total(one.figure, sentence))
    {
        found.retain(|one| !is_increment(one.figure, sentence));
    }
    if found.iter().any(|one| one.fit == Fit::Same) {
        found.retain(|one| one.fit == Fit::Same);
    }
    if let Some(number) = bounding_number(claimed) {
        let is_free = |one: &Fitting<'_>| !is_given_to_another(claimed, one.figure, part);
        if found.iter().any(is_free) {
            found.retain(is_free);
        }
        keep_nearest(&mut found, number);
    }
    found
}

/// Whether a figure only tells of how many a part did what the claim says of all: "of the 500
/// houses, 120 burned" does not give "500 houses burned".
fn is_only_the_whole(
    figure: &Quantity,
    claimed: &Quantity,
    part: &Part,
    sentence: &Sentence,
) -> bool {
    let Some(share) = share_of(figure, sentence) else {
        return false;
    };
    let has_share = |other: &Quantity| other.span != claimed.span && other.value() == share.value();
    let told_of_share = |item: &Item| {
        let ItemKind::Word(word) = &item.kind else {
            return false;
        };
        let mut clauses = part.sentence.clauses.iter();
        clauses.any(|clause| clause.predicate.overlaps(item.span))
            && words::find(word, part.sentence.language, sentence)
                .is_some_and(|found| found.span.start >= share.span.end)
    };
    !part.sentence.quantities.iter().any(has_share) && part.items.iter().any(told_of_share)
}

/// What a figure counts: for a share of a whole ("of the 500 houses, 120 burned"), what that does.
fn counted(figure: &Quantity, sentence: &Sentence) -> Option<Counted> {
    let is_share = |whole: &&Quantity| {
        let share = share_of(whole, sentence);
        share.is_some_and(|share| share.span == figure.span)
    };
    let before = sentence.quantities.iter();
    let mut before = before.take_while(|other| other.span.start < figure.span.start);
    before.find(is_share).map_or(figure.of, |whole| whole.of)
}

/// The figure that tells how many of those that `whole` counts: 120 of "of the 500 houses, 120".
fn share_of<'s>(whole: &Quantity, sentence: &'s Sentence) -> Option<&'s Quantity> {
    let at = sentence
        .tokens
        .partition_point(|token| token.span.start < whole.span.start);
    let opens = |of: usize| {
        let before = of.checked_sub(1).map(|before| &sentence.tokens[before]);
        before.is_none_or(|token| token.kind == TokenKind::Punctuation)
    };
    let nearest = at.saturating_sub(OWNER)..at;
    let partitive = |at: usize| {
        let of = matches!(
            sentence.tokens[at].folded.as_str(),
            "of" | "among" | "sur" | "parmi"
        );
        of && opens(at)
    };
    nearest.rev().find(|&at| partitive(at))?;
    let behind = whole.of.map_or(whole.span.end, |of| of.span.end);
    let mut shares = sentence.quantities.iter();
    shares.find(|share| {
        let between = Span::new(behind, share.span.start.max(behind));
        share.span.start >= behind && sentence.words_of(between).len() <= OWNED
    })
}

/// A bound follows from almost any figure: of several, it was drawn from the one that is nearest to
/// its `number`.
fn keep_nearest(found: &mut Vec<Fitting<'_>>, number: f64) {
    let distances = found.iter().map(|one| bound::distance(one.figure, number));
    let least = distances.fold(f64::INFINITY, f64::min);
    found.retain(|one| bound::distance(one.figure, number) <= least);
}

/// How far the figure of `sentence` that a claimed bound would be drawn from is from its number;
/// `None` where the claimed figure bounds nothing.
pub(super) fn distance_of_bound(
    claimed: &Quantity,
    part: &Part,
    sentence: &Sentence,
) -> Option<f64> {
    let number = bounding_number(claimed)?;
    let fitting = fitting(claimed, part, sentence);
    let nearest = fitting.first()?;
    Some(bound::distance(nearest.figure, number))
}

/// Whether `sentence` has a figure that has the claimed value, other than the one at `except`: of
/// whatever thing, but a bound, which almost any figure keeps, must be of the same thing.
pub(super) fn has_value(
    claimed: &Quantity,
    part: &Part,
    sentence: &Sentence,
    except: Option<Span>,
) -> bool {
    let is_bound = bounding_number(claimed).is_some();
    if is_bound && except.is_some() {
        // It was held against the nearest figure of the sentence.
        return false;
    }
    sentence
        .quantities
        .iter()
        .filter(|found| except.is_none_or(|span| !span.overlaps(found.span)))
        .filter(|found| !is_bound || fit(claimed, part, found, sentence) == Some(Fit::Same))
        .any(|found| comparable(claimed, found) && claimed.relation(found) == Relation::Agrees)
}

/// The figure of `sentence` that excludes the claimed one, when no other of its figures could
/// be the one meant.
pub(super) fn contradicting(
    claimed: &Quantity,
    part: &Part,
    sentence: &Sentence,
) -> Option<(Span, Fit)> {
    let fitting = fitting(claimed, part, sentence);
    let first = fitting.first()?;
    fitting
        .iter()
        .all(|found| found.relation == Relation::Contradicts)
        .then_some((first.figure.span, first.fit))
}

/// The figure of `sentence` that tells how many the claim's figure counts, but leaves the claimed
/// number open: "at least 450" where the claim has 500.
pub(super) fn leaving_open(claimed: &Quantity, part: &Part, sentence: &Sentence) -> Option<Span> {
    let fitting = fitting(claimed, part, sentence);
    let is_open = |found: &&Fitting<'_>| found.relation == Relation::Undecided;
    let agrees = |found: &Fitting<'_>| found.relation == Relation::Agrees;
    let open = fitting.iter().find(is_open)?;
    (!fitting.iter().any(agrees)).then_some(open.figure.span)
}

/// A figure of `sentence` in the terms that `other`, of `another` sentence, is told in: a change by
/// its share as what is left ("cut by half", "halved"), an age without its "year-old".
fn in_like_terms<'q>(
    figure: &'q Quantity,
    sentence: &Sentence,
    other: &Quantity,
    another: &Sentence,
) -> Cow<'q, Quantity> {
    let role = |quantity: &Quantity| quantity.change.map(|change| change.role);
    let retold = match (role(figure), role(other)) {
        (Some(ChangeRole::By), Some(ChangeRole::Factor)) => figure.as_multiple(),
        _ if is_year_old(figure, sentence) && is_bare_age(other, another) => Some(Quantity {
            unit: None,
            kind: QuantityKind::Cardinal,
            ..figure.clone()
        }),
        _ => None,
    };
    retold.map_or(Cow::Borrowed(figure), Cow::Owned)
}

/// Whether a plain figure is another, rounded to the digits that it is written with: "$3.6 million"
/// of $3.64 million. Who writes a scale or a decimal point rounds; who writes out 3,600 does not,
/// and one digit alone ("4 million") is no more than "about".
fn is_rounded_from(claimed: &Quantity, sentence: &Sentence, found: &Quantity) -> bool {
    let (Some(rounded), Some(told)) = (claimed.value(), found.value()) else {
        return false;
    };
    let written = claimed.number_span.of(&sentence.text);
    let is_short = written.contains(['.', ',']) && written.contains(char::is_alphabetic);
    let same_unit = claimed.unit == found.unit && claimed.kind == found.kind;
    is_short
        && same_unit
        && claimed.approximation == Approximation::Plain
        && found.step < claimed.step
        && rounded >= ROUNDED_DIGITS * claimed.step
        && (rounded - told).abs() <= claimed.step / 2.0
}

/// What a figure of the same thing says of the claimed one.
fn relation(claimed: &Quantity, part: &Part, found: &Quantity, sentence: &Sentence) -> Relation {
    let told = relation_in_like_terms(claimed, part, found, sentence);
    // A bare age may be anybody's: it tells that somebody is that old, not that another is not.
    let is_age = |figure: &Quantity, sentence, other: &Quantity, another| {
        is_year_old(figure, sentence) && is_bare_age(other, another)
    };
    let bare = is_age(claimed, &part.sentence, found, sentence)
        || is_age(found, sentence, claimed, &part.sentence);
    // Who needs another 20 may need 50 in all.
    let on_top = is_further(claimed, &part.sentence) != is_further(found, sentence);
    if (bare || on_top) && told == Relation::Contradicts {
        Relation::Undecided
    } else {
        told
    }
}

fn relation_in_like_terms(
    claimed: &Quantity,
    part: &Part,
    found: &Quantity,
    sentence: &Sentence,
) -> Relation {
    let (claimed, found) = (
        in_like_terms(claimed, &part.sentence, found, sentence),
        in_like_terms(found, sentence, claimed, &part.sentence),
    );
    let (claimed, found) = (&*claimed, &*found);
    if !same_direction(claimed, found) {
        return Relation::Contradicts;
    }
    if is_rounded_from(claimed, &part.sentence, found) {
        return Relation::Agrees;
    }
    let digits = |quantity: &Quantity, sentence: &Sentence| {
        let number = quantity.number_span.of(&sentence.text);
        number
            .bytes()
            .filter(u8::is_ascii_digit)
            .collect::<Vec<u8>>()
    };
    if is_rounded_bound(claimed, found, sentence) {
        return Relation::Undecided;
    }
    let (ours, theirs) = (digits(claimed, &part.sentence), digits(found, sentence));
    if same_bound(claimed, found) && is_misread(&ours, &theirs) {
        return Relation::Contradicts;
    }
    claimed.relation(found)
}

/// Whether two numbers have the same digits in another order: one was copied wrongly. Bounds
/// alone would let either follow from the other.
fn is_misread(ours: &[u8], theirs: &[u8]) -> bool {
    let sorted = |digits: &[u8]| {
        let mut digits = digits.to_vec();
        digits.sort_unstable();
        digits
    };
    ours.len() > 1 && ours != theirs && sorted(ours) == sorted(theirs)
}

/// Whether two figures that are part of a change change the same way.
fn same_direction(a: &Quantity, b: &Quantity) -> bool {
    match (a.change, b.change) {
        (Some(a), Some(b)) => a.direction == b.direction,
        _ => true,
    }
}

/// Whether the two figures may be of the same thing; `None` if something says they are not.
fn fit(claimed: &Quantity, part: &Part, found: &Quantity, sentence: &Sentence) -> Option<Fit> {
    let (claimed, found) = (
        in_like_terms(claimed, &part.sentence, found, sentence),
        in_like_terms(found, sentence, claimed, &part.sentence),
    );
    if !comparable(&claimed, &found) {
        return None;
    }
    if let (Some(a), Some(b)) = (claimed.change, found.change)
        && a.role != b.role
    {
        return None;
    }
    match (claimed.of, counted(&found, sentence)) {
        (Some(ours), Some(theirs)) if fate::differ(ours, &part.sentence, theirs, sentence) => None,
        (Some(ours), Some(theirs)) => same_counted(ours, part, theirs, sentence),
        (Some(ours), None) if is_total_of(ours, part, &found, sentence) => Some(Fit::Same),
        // "Hart, 35," is no number of teams.
        (None, Some(_)) if is_age_beside_name(&claimed, &part.sentence) => None,
        (Some(_), None) if is_age_beside_name(&found, sentence) => None,
        _ => Some(Fit::Open),
    }
}

/// Whether two figures are told in terms that can be held against each other.
pub(super) fn comparable(a: &Quantity, b: &Quantity) -> bool {
    if a.share().is_some() || b.share().is_some() {
        return a.share().is_some() && b.share().is_some();
    }
    match (a.unit, b.unit) {
        (Some(ours), Some(theirs)) => return ours.comparable(theirs),
        (None, None) => {}
        _ => return false,
    }
    let sort = |kind| match kind {
        QuantityKind::Vague => QuantityKind::Cardinal,
        other => other,
    };
    sort(a.kind) == sort(b.kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::testing::Example;

    fn told(claim: &str, source: &str) -> Relation {
        let example = Example::of(claim, source);
        let (part, source) = (example.part(), example.sentence());
        relation(
            &part.sentence.quantities[0],
            part,
            &source.quantities[0],
            source,
        )
    }

    /// Whether the claim's first figure follows from the source.
    fn agrees(claim: &str, source: &str) -> bool {
        let example = Example::of(claim, source);
        let part = example.part();
        agreeing(&part.sentence.quantities[0], part, example.sentence()).is_some()
    }

    #[test]
    fn transposed_digits_under_the_same_bound_differ() {
        for (claim, source, expected) in [
            (
                "The dam cost over $57 million.",
                "The dam cost over $75 million.",
                Relation::Contradicts,
            ),
            (
                "More than 7.2 million trees died.",
                "More than 2.7 million trees died.",
                Relation::Contradicts,
            ),
            (
                "More than 300 trees died.",
                "At least 450 trees died.",
                Relation::Agrees,
            ),
            (
                "More than two and a half million trees died.",
                "More than 2.7 million trees died.",
                Relation::Agrees,
            ),
            (
                "At least 500 trees died.",
                "At least 450 trees died.",
                Relation::Undecided,
            ),
        ] {
            assert_eq!(told(claim, source), expected, "{claim} / {source}");
        }
    }

    #[test]
    fn a_bound_does_not_follow_from_the_number_of_another_thing() {
        let text = "The baker worked four less than 12-hour shifts.";
        let example = Example::of(text, text);
        let part = example.part();
        let bound = part
            .sentence
            .quantities
            .iter()
            .find(|quantity| quantity.value().is_none())
            .expect("a bound");
        let four = Quantity {
            of: None,
            unit: bound.unit,
            kind: bound.kind,
            ..part.sentence.quantities[0].clone()
        };
        assert!(is_told_elsewhere(bound, &four, part));
        let three = Quantity {
            min: Some(3.0),
            max: Some(3.0),
            ..four
        };
        assert!(!is_told_elsewhere(bound, &three, part));
    }

    #[test]
    fn what_an_owner_has_is_counted_and_not_the_owner() {
        let agrees = |source: &str| agrees("A quarter of all old mills burned down.", source);
        assert!(agrees("A quarter of the valley's old mills burned down."));
        assert!(!agrees("A quarter of the valley's old bridges fell."));
    }

    #[test]
    fn a_quarter_and_25_percent_are_compared() {
        let one = "Roughly 25% of the fields lay fallow.";
        assert_eq!(
            told(one, "About one fourth of the fields lay fallow."),
            Relation::Agrees
        );
        let are_comparable = |other: &str| {
            let example = Example::of(one, other);
            let ours = &example.part().sentence.quantities[0];
            comparable(ours, &example.sentence().quantities[0])
        };
        assert!(are_comparable("One fourth of the fields lay fallow."));
        assert!(!are_comparable("The wall is 25 metres long."));
    }

    #[test]
    fn a_number_with_a_scale_is_rounded_and_one_written_out_is_not() {
        for (claim, source, expected) in [
            (
                "The barn sold for $4.7 million.",
                "The barn sold for $4.68 million.",
                Relation::Agrees,
            ),
            (
                "The barn sold for $4.7 million.",
                "The barn sold for $4,683,200.",
                Relation::Agrees,
            ),
            (
                "The barn sold for $4.7 million.",
                "The barn sold for $4.78 million.",
                Relation::Contradicts,
            ),
            (
                "The barn sold for $4,700.",
                "The barn sold for $4,683.",
                Relation::Contradicts,
            ),
            (
                "The barn sold for $5 million.",
                "The barn sold for $4.68 million.",
                Relation::Contradicts,
            ),
        ] {
            assert_eq!(told(claim, source), expected, "{claim} / {source}");
        }
    }

    #[test]
    fn an_age_is_told_with_and_without_its_years() {
        for (claim, source, expected) in [
            (
                "Hart was 19 when she left.",
                "The 19-year-old farmer left.",
                Relation::Agrees,
            ),
            (
                "The 19-year-old farmer left.",
                "Hart, 19, left.",
                Relation::Agrees,
            ),
            (
                "Hart, 21, left.",
                "The 19-year-old farmer left.",
                Relation::Undecided,
            ),
            (
                "Hart left 19 behind.",
                "The 21-year-old farmer left.",
                Relation::Undecided,
            ),
        ] {
            assert_eq!(told(claim, source), expected, "{claim} / {source}");
        }
    }

    #[test]
    fn what_a_share_did_the_whole_did_not() {
        let source = "Of the valley's 640 barns, 75 burned down.";
        assert!(!agrees("The storm came and 640 barns burned down.", source));
        assert!(agrees("The storm came and 75 barns burned down.", source));
        assert!(agrees("The valley had 640 barns.", source));
        assert!(agrees(
            "640 barns stood in the valley, and 75 burned.",
            source
        ));
    }

    #[test]
    fn a_bound_at_a_number_that_may_be_rounded_is_open() {
        let told = |source| told("The choir sold over 40 million records.", source);
        assert_eq!(
            told("The choir sold 40 million records."),
            Relation::Undecided
        );
        assert_eq!(
            told("The choir sold 39 million records."),
            Relation::Contradicts
        );
        assert_eq!(
            told("The choir sold 40,000,000 records."),
            Relation::Contradicts
        );
    }

    #[test]
    fn a_bound_is_held_against_the_nearest_figure_alone() {
        let claim = "The choir released fewer than 48 records.";
        let source = "The choir released 49 records and nine solo records.";
        let example = Example::of(claim, source);
        let (part, sentence) = (example.part(), example.sentence());
        let figure = &part.sentence.quantities[0];
        let (rival, _) = contradicting(figure, part, sentence).expect("a rival");
        assert!(!has_value(figure, part, sentence, Some(rival)));
    }

    #[test]
    fn a_total_is_told_by_the_total_and_not_by_what_came_on_top() {
        let source = "On Monday 14 new cases were found, bringing the total to 77.";
        assert!(agrees("There are more than 75 cases.", source));
        assert!(!agrees("There are more than 80 cases.", source));
        assert!(agrees("There were less than 20 new cases.", source));
    }

    #[test]
    fn a_bound_is_not_held_against_what_the_claim_gives_for_something_else() {
        let claim = "The baker bought more than 20 jars and sold them at the price of 20 jars.";
        let sold = "and sold them at the price of 20 jars.";
        assert!(agrees(claim, &format!("The baker bought 70 jars {sold}")));
        assert!(!agrees(claim, &format!("The baker bought 15 jars {sold}")));
    }

    #[test]
    fn an_age_beside_a_name_is_no_number_of_things() {
        let fits = |claim: &str, source: &str| {
            let example = Example::of(claim, source);
            let (part, sentence) = (example.part(), example.sentence());
            let (ours, theirs) = (&part.sentence.quantities[0], &sentence.quantities[0]);
            fit(ours, part, theirs, sentence).is_some()
        };
        let claim = "Clara Hart, 35, rows for Leeds.";
        assert!(!fits(claim, "Clara Hart beat four crews."));
        assert!(fits(claim, "Clara Hart, 34, beat the crews."));
    }

    #[test]
    fn what_came_on_top_does_not_exclude_another_sum() {
        let claim = "The mill needs 80 sacks.";
        assert_eq!(
            told(claim, "The mill needs another 30 sacks."),
            Relation::Undecided
        );
        assert_eq!(
            told(claim, "The mill needs 30 sacks."),
            Relation::Contradicts
        );
    }

    #[test]
    fn a_bound_leaves_another_number_of_the_same_open() {
        let is_open = |claim: &str, source: &str| {
            let example = Example::of(claim, source);
            let part = example.part();
            leaving_open(&part.sentence.quantities[0], part, example.sentence()).is_some()
        };
        let source = "The village has at least 450 goats.";
        assert!(is_open("The village has 500 goats.", source));
        assert!(is_open("The village has more than 600 goats.", source));
        assert!(!is_open("The village has more than 300 goats.", source));
        assert!(!is_open("The village has 12 wells.", source));
    }
}
