//! Figures that no source gives but that follow from several that one gives: what there is in all,
//! what is left, by how much one is more, how much each has.
//!
//! It speaks up only where a claim says what its figure is and the passage tells, exactly, all that
//! it is reckoned from.

mod asked;
mod result;
mod stated;

use asked::{Asked, asked, sharer};
use result::{Known, Outcome, result};
use stated::{Term, are_exact, is_count, noun, same, stated, unit_alike};

use super::answer::Place;
use super::compare::Signal;
use super::confidence;
use super::decide::{Judged, PartOutcome, evidence};
use super::item::ItemKind;
use super::outcome::{Evidence, Reason, ReasonCode, Stance, Verdict};
use super::reading::Part;
use super::sentence::Sentence;
use crate::language::Relation;
use crate::language::quantity::{Approximation, Quantity};
use crate::language::token::{Token, TokenKind};
use crate::span::Span;

/// Share of the rest of the claim that the passage must answer for its figures to be of that.
const ABOUT_IT: f64 = 0.5;
/// Candidates that are tried, the strongest first.
const TRIED: usize = 3;
/// Share of the last digit that what is rounded to it may be off.
const ROUNDING: f64 = 0.5 + 1e-9;

/// A figure of the claim that may be reckoned, and what the claim says of it.
struct Claimed<'p> {
    /// Its item, by number.
    item: usize,
    figure: &'p Quantity,
    asked: Asked,
    /// The words that say what it is.
    words: Option<Span>,
    /// The other figures of the claim.
    others: Vec<Term<'p>>,
}

impl<'p> Claimed<'p> {
    fn of(part: &'p Part, item: usize) -> Option<Self> {
        let ItemKind::Quantity(which) = part.items[item].kind else {
            return None;
        };
        let figure = &part.sentence.quantities[which];
        if !is_count(figure) || part.sentence.is_negated(figure.span) {
            return None;
        }
        let (asked, words) = asked(part, figure);
        let mut others = stated(&[&part.sentence], None);
        others.retain(|term| term.figure.span != figure.span);
        Some(Self {
            item,
            figure,
            asked,
            words,
            others,
        })
    }
}

/// The verdict on a claim whose figure the figures of one passage come to, or do not come to.
pub(super) fn reckoned(part: &Part, judged: &[Judged<'_>]) -> Option<PartOutcome> {
    let items = 0..part.items.len();
    let figures: Vec<Claimed<'_>> = items.filter_map(|at| Claimed::of(part, at)).collect();
    let mut tried = judged.iter().take(TRIED);
    tried.find_map(|one| {
        let mut figures = figures.iter();
        figures.find_map(|claimed| by_one(part, claimed, one, judged))
    })
}

fn by_one(
    part: &Part,
    claimed: &Claimed<'_>,
    one: &Judged<'_>,
    judged: &[Judged<'_>],
) -> Option<PartOutcome> {
    let (figure, asked) = (claimed.figure, claimed.asked);
    let sentences = told_with(one.comparison.place);
    if !are_exact(&sentences) {
        return None;
    }
    let terms = stated(&sentences, owner(part, figure, &sentences));
    // "He has 9 now" is no figure of its own where "he had 9 and lost 5".
    let first = usize::from(matches!(asked, Asked::Rest | Asked::After { said: true }));
    let mut told = terms.iter().skip(first);
    if told.any(|term| follows_directly(figure, term)) {
        return None;
    }
    let known = Known {
        claimed: figure,
        part,
        terms: &terms,
        ours: &claimed.others,
    };
    let outcome = result(asked, &known)?;
    if !speaks_of_it(part, claimed, one, &outcome) {
        return None;
    }
    let stance = match follows(figure, outcome.value) {
        Relation::Agrees => Stance::Supports,
        Relation::Contradicts if is_certain(asked) && outcome.sure => Stance::Refutes,
        _ => return None,
    };
    verdict(part, figure, stance, &outcome, judged)
}

/// Whether a passage gives the claimed figure itself.
fn follows_directly(claimed: &Quantity, term: &Term<'_>) -> bool {
    unit_alike(claimed, term.figure) && claimed.relation(term.figure) == Relation::Agrees
}

/// A sentence with those around it that it goes on from and that go on from it, in their order.
fn told_around(place: Place<'_>) -> Vec<&Sentence> {
    let mut sentences = told_with(place);
    sentences.extend(place.behind());
    sentences
}

/// A sentence with those before it that it leans on, in their order.
fn told_with(place: Place<'_>) -> Vec<&Sentence> {
    let mut sentences: Vec<&Sentence> = place.before().collect();
    sentences.reverse();
    sentences.push(place.sentence());
    sentences
}

/// Whether a claimed number comes out of the figure at `rival` and another one close by, however
/// they are reckoned together: the source then does not exclude it.
pub(super) fn may_come_to(claimed: &Quantity, part: &Part, rival: Span, place: Place<'_>) -> bool {
    let Some(wanted) = claimed.value().filter(|_| is_count(claimed)) else {
        return false;
    };
    let terms = stated(&told_around(place), None);
    let is_rival = |term: &&Term<'_>| {
        std::ptr::eq(term.sentence, place.sentence()) && term.figure.span == rival
    };
    let Some(told) = terms.iter().find(is_rival) else {
        return false;
    };
    let shared =
        |other: &Term<'_>| told.each.is_some() || other.each.is_some() || sharer(part).is_some();
    let claimed_noun = noun(claimed, &part.sentence);
    let comes_out = |other: &Term<'_>| {
        let (a, b) = (told.value, other.value);
        let near = |result: f64| (result - wanted).abs() <= claimed.step.min(1.0) * ROUNDING;
        // "26 boys and 34 girls", 60 children.
        let of_one_sort = !same(told.noun, claimed_noun) && (told.goes_on || other.goes_on);
        let one_thing = same(told.noun, other.noun) || of_one_sort;
        let alike = unit_alike(told.figure, claimed) && unit_alike(other.figure, told.figure);
        let added = alike && one_thing && [a + b, a - b, b - a].into_iter().any(near);
        added || (shared(other) && [a * b, a / b, b / a].into_iter().any(near))
    };
    let others = terms.iter().filter(|term| !is_rival(term));
    // What is off by one is a slip and no sum.
    others.filter(|term| term.value > 1.0).any(comes_out)
}

/// Whether the words of the claim leave no doubt that its figure is reckoned.
fn is_certain(asked: Asked) -> bool {
    !matches!(asked, Asked::After { said: false })
}

/// What a number that is known to the digit says of the claimed figure. What is not whole was
/// rounded to the digits it is written with.
fn follows(claimed: &Quantity, value: f64) -> Relation {
    let rounds = claimed.step < 1.0 || value.fract() != 0.0;
    let near = |told: f64| (told - value).abs() <= claimed.step.min(1.0) * ROUNDING;
    if rounds && claimed.value().is_some_and(near) {
        return Relation::Agrees;
    }
    claimed.relation(&Quantity {
        min: Some(value),
        max: Some(value),
        min_inclusive: true,
        max_inclusive: true,
        approximation: Approximation::Plain,
        step: 1.0,
        ..claimed.clone()
    })
}

/// Whoever or whatever the claim says has so many, in one folded word; for a pronoun, whom the
/// passage is about.
fn owner<'s>(part: &'s Part, claimed: &Quantity, sentences: &[&'s Sentence]) -> Option<&'s str> {
    let content = |token: &&Token| token.kind == TokenKind::Word && !token.is_stop;
    let start = claimed.span.start;
    let before = part
        .sentence
        .tokens
        .iter()
        .take_while(|token| token.span.end <= start);
    let named = before.clone().find(content);
    let mut pronouns = before.filter(|token| token.folded != "there");
    let token = named.or_else(|| {
        let first = sentences.first().filter(|_| pronouns.next().is_some())?;
        first.tokens.iter().find(content)
    });
    token.map(|token| token.folded.as_str())
}

/// Whether the passage answers enough of what the claim says besides its figures and the words that
/// say what is reckoned, and each of its names and dates.
fn speaks_of_it(
    part: &Part,
    claimed: &Claimed<'_>,
    one: &Judged<'_>,
    outcome: &Outcome<'_, '_>,
) -> bool {
    let is_reckoned = |which: usize| {
        let figure = &part.sentence.quantities[which];
        outcome
            .terms
            .iter()
            .any(|term| std::ptr::eq(term.figure, figure))
    };
    let (mut all, mut answered) = (0.0, 0.0);
    for (other, (item, answer)) in part.items.iter().zip(&one.comparison.answers).enumerate() {
        let says_what = |words: Span| words.overlaps(item.span);
        if other == claimed.item || claimed.words.is_some_and(says_what) {
            continue;
        }
        if matches!(item.kind, ItemKind::Quantity(which) if is_reckoned(which)) {
            continue;
        }
        let is_fact = !matches!(item.kind, ItemKind::Word(_));
        if is_fact && answer.strength == 0.0 {
            return false;
        }
        all += item.weight;
        answered += item.weight * answer.strength;
    }
    let mut gaps = one.comparison.gaps.iter();
    let otherwise = gaps.any(Signal::is_put_otherwise);
    !otherwise && answered >= ABOUT_IT * all
}

fn verdict(
    part: &Part,
    claimed: &Quantity,
    stance: Stance,
    outcome: &Outcome<'_, '_>,
    judged: &[Judged<'_>],
) -> Option<PartOutcome> {
    let cited: Vec<Evidence> = judged
        .iter()
        .filter_map(|one| {
            let sentence = one.comparison.place.sentence();
            let mut terms = outcome.terms.iter();
            let term = terms.find(|term| std::ptr::eq(term.sentence, sentence))?;
            Some(Evidence {
                stance,
                reasons: vec![reason(
                    part,
                    claimed,
                    stance,
                    outcome,
                    sentence.outward(term.figure.span),
                )],
                ..evidence(part, one)
            })
        })
        .collect();
    let verdict = match stance {
        Stance::Supports => Verdict::Supported,
        _ => Verdict::Refuted,
    };
    (!cited.is_empty()).then(|| PartOutcome {
        verdict,
        confidence: confidence::of_stance(stance, ABOUT_IT, None),
        evidence: cited,
    })
}

fn reason(
    part: &Part,
    claimed: &Quantity,
    stance: Stance,
    outcome: &Outcome<'_, '_>,
    found: Span,
) -> Reason {
    let written = claimed.span.of(&part.sentence.text);
    let (code, against) = match stance {
        Stance::Supports => (ReasonCode::QuantityAgrees, "follows from"),
        _ => (ReasonCode::QuantityDiffers, "against"),
    };
    Reason {
        code,
        stance,
        message: format!(
            "“{written}” {against} {} = {}",
            outcome.written,
            plain(outcome.value)
        ),
        claim_span: Some(part.sentence.outward(claimed.span)),
        passage_span: Some(found),
    }
}

/// A number as one writes it, to the hundredth.
fn plain(value: f64) -> String {
    let rounded = format!("{value:.2}");
    rounded
        .trim_end_matches('0')
        .trim_end_matches('.')
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::testing;
    use crate::judge::{Outcome, Verdict};
    use crate::language::Language;

    fn judged(claim: &str, source: &str) -> Outcome {
        testing::judged(Language::English, claim, &[source])
    }

    /// Claims with a source each, their figure as the source's come to, and another one.
    #[track_caller]
    fn come_to(rows: &[(&str, &str, &str, &str)]) {
        for (claim, right, wrong, source) in rows {
            for (figure, expected) in [(right, Verdict::Supported), (wrong, Verdict::Refuted)] {
                let claim = claim.replace("{}", figure);
                assert_eq!(
                    judged(&claim, source).verdict,
                    expected,
                    "{claim} / {source}"
                );
            }
        }
    }

    #[test]
    fn what_is_left_follows_from_what_there_was_and_what_went() {
        come_to(&[
            (
                "The convoy has {} trucks left.",
                "11",
                "13",
                "The convoy had 18 trucks and lost 7 trucks.",
            ),
            (
                "Hart has {} boats left.",
                "31",
                "45",
                "Hart had 52 boats, and she sold 14 of them and then sold 7 more.",
            ),
            (
                "The depot has {} tents now.",
                "240",
                "205",
                "The depot had 190 tents. It received 50 more tents.",
            ),
            (
                "Sy has {} goats now.",
                "33",
                "17",
                "Sy had 25 goats in the valley and Hart gave him 8 goats.",
            ),
            (
                "Sy has {} goats now.",
                "17",
                "33",
                "Sy had 25 goats in the valley and he gave 8 goats to Hart.",
            ),
        ]);
    }

    #[test]
    fn a_total_follows_from_its_parts() {
        come_to(&[
            (
                "In total, {} houses burned down in Leeds.",
                "57",
                "65",
                "On Monday 23 houses burned down in Leeds, and on Friday 34 houses.",
            ),
            (
                "The ferries carried {} cars in all.",
                "96",
                "84",
                "The ferries carried 8 cars each day for 12 days.",
            ),
        ]);
    }

    #[test]
    fn french_is_reckoned_with_too() {
        let source = "Le convoi avait 18 camions et il a perdu 7 camions.";
        for (claim, expected) in [
            ("Le convoi a désormais 11 camions.", Verdict::Supported),
            ("Le convoi a désormais 13 camions.", Verdict::Refuted),
        ] {
            let verdict = testing::judged(Language::French, claim, &[source]).verdict;
            assert_eq!(verdict, expected, "{claim}");
        }
    }

    #[test]
    fn a_difference_has_a_direction() {
        let source = "Leeds has 48 barges and 31 ferries.";
        for (claim, expected) in [
            ("Leeds has 17 more barges than ferries.", Verdict::Supported),
            (
                "Leeds has 17 fewer ferries than barges.",
                Verdict::Supported,
            ),
            ("Leeds has 17 more ferries than barges.", Verdict::Refuted),
            ("Leeds has 19 more barges than ferries.", Verdict::Refuted),
        ] {
            assert_eq!(judged(claim, source).verdict, expected, "{claim}");
        }
    }

    #[test]
    fn what_each_has_follows_from_the_whole_and_their_number() {
        come_to(&[(
            "Each village got {} tents.",
            "15",
            "12",
            "The army brought 90 tents, and shared them among 6 villages.",
        )]);
        let source = "They walked 36 kilometres at 4 kilometres per hour.";
        let hours = judged("They walked for 9 hours.", source);
        assert_eq!(hours.verdict, Verdict::Supported);
    }

    #[test]
    fn the_reckoning_is_told() {
        let told = judged(
            "The convoy has 11 trucks left.",
            "The convoy had 18 trucks and lost 7 trucks.",
        );
        let reason = &told.evidence[0].reasons[0];
        assert_eq!(reason.message, "“11” follows from 18 − 7 = 11");
    }

    #[test]
    fn nothing_is_reckoned_from_what_is_no_part_of_it() {
        for (claim, source) in [
            // Another thing, another deed, a total that the source gives itself.
            (
                "The convoy has 11 trucks left.",
                "The convoy had 18 trucks and lost 7 drivers.",
            ),
            (
                "The convoy has 11 trucks left.",
                "The convoy had 18 trucks and repaired 7 trucks in May.",
            ),
            (
                "In total, 57 houses burned down in Leeds.",
                "Some 23 houses burned down in Leeds on Monday, and 34 on Friday.",
            ),
            (
                "Hart has 45 boats left.",
                "Hart had 52 boats and did not sell 7 boats.",
            ),
        ] {
            let verdict = judged(claim, source).verdict;
            assert_ne!(verdict, Verdict::Supported, "{claim} / {source}");
        }
        let total = "The film took $61 million in total.";
        let bound = "The film took less than $31 million in total.";
        let source =
            "The film took $19 million at home and $11.5 million abroad, $30.5 million in total.";
        assert_ne!(judged(bound, source).verdict, Verdict::Refuted);
        assert_ne!(judged(total, source).verdict, Verdict::Supported);
    }

    #[test]
    fn a_figure_that_comes_out_of_others_is_not_excluded_by_one_of_them() {
        for (claim, source) in [
            (
                "The convoy has 11 trucks left.",
                "The convoy left with 18 trucks. It lost 7 trucks by the river.",
            ),
            (
                "57 guards were hurt in Leeds.",
                "On Monday 23 guards were hurt in Leeds, and on Friday 34 guards.",
            ),
            (
                "60 children were hurt in Leeds.",
                "26 boys and 34 girls were hurt in Leeds.",
            ),
        ] {
            let verdict = judged(claim, source).verdict;
            assert_ne!(verdict, Verdict::Refuted, "{claim} / {source}");
        }
    }
}
