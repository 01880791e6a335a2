//! Some, most, all, only, none.

use super::answer::{Answer, answer_at};
use super::polarity::{Opposed, head};
use super::reading::Part;
use super::sentence::Sentence;
use crate::language::Relation;
use crate::language::polarity::{Cue, CueKind, Quantifier};
use crate::language::quantity::Quantity;
use crate::span::Span;

/// Where the passage's quantifier or share of the same thing excludes the claim's, or says too
/// little for it.
pub(super) fn differing(
    part: &Part,
    answers: &[Answer],
    sentence: &Sentence,
) -> Option<(Relation, Opposed)> {
    let mut undecided = None;
    for (cue, claimed) in quantifiers(&part.sentence) {
        if is_whole_of_share(&part.sentence, cue) {
            continue;
        }
        let Some(place) = head(cue, &part.sentence).and_then(|span| answer_at(part, answers, span))
        else {
            continue;
        };
        for (relation, found) in rivals(claimed, place, sentence) {
            let opposed = Opposed {
                claimed: cue.span,
                found,
            };
            match relation {
                Relation::Agrees => return None,
                Relation::Contradicts => return Some((relation, opposed)),
                Relation::Undecided => undecided = undecided.or(Some((relation, opposed))),
            }
        }
    }
    undecided
}

/// Whether a quantifier only tells what a share is of: "half of all mills" says nothing of all mills.
fn is_whole_of_share(sentence: &Sentence, cue: &Cue) -> bool {
    let before = sentence.tokens.iter().rev();
    let mut before = before.filter(|token| token.span.end <= cue.span.start);
    let of = before
        .next()
        .filter(|token| matches!(token.folded.as_str(), "of" | "de" | "d'"));
    of.is_some_and(|of| {
        let ends = |span: Span| span.end <= of.span.start || span.contains(of.span);
        let shares = |quantity: &Quantity| quantity.share().is_some();
        let close = before.next();
        let mut quantities = sentence.quantities.iter();
        close.is_some_and(|close| {
            let told = |span: Span| span.overlaps(close.span) && ends(span);
            quantities.any(|quantity| shares(quantity) && told(quantity.span))
                || quantifiers(sentence).any(|(cue, _)| told(cue.span))
        })
    })
}

fn quantifiers(sentence: &Sentence) -> impl Iterator<Item = (&Cue, Quantifier)> {
    sentence.cues.iter().filter_map(|cue| match cue.kind {
        CueKind::Quantifier(quantifier) => Some((cue, quantifier)),
        _ => None,
    })
}

/// What the quantifiers and shares that stand with `place` say of `claimed`.
fn rivals(
    claimed: Quantifier,
    place: Span,
    sentence: &Sentence,
) -> impl Iterator<Item = (Relation, Span)> {
    let words = quantifiers(sentence)
        .filter(move |(cue, _)| cue.scope.overlaps(place))
        .map(move |(cue, found)| (by_quantifier(claimed, found), cue.span));
    let shares = sentence
        .quantities
        .iter()
        .filter(move |quantity| {
            quantity.of.is_some_and(|of| of.span.overlaps(place)) || quantity.span.overlaps(place)
        })
        .filter_map(move |quantity| {
            let (low, high) = quantity.share()?;
            Some((by_share(claimed, low?, high?), quantity.span))
        });
    words.chain(shares)
}

/// What a statement with `found` says of the same statement with `claimed`.
fn by_quantifier(claimed: Quantifier, found: Quantifier) -> Relation {
    use Quantifier::{All, Both, Few, Half, Many, Most, None, Only, Several, Some};
    match (claimed, found) {
        (a, b) if a == b => Relation::Agrees,
        (None, _) | (_, None) => Relation::Contradicts,
        (All | Both, All | Both) => Relation::Agrees,
        (All | Both, Most | Half | Few) => Relation::Contradicts,
        (Most, All | Both) | (Some | Several | Many, All | Both | Most | Half | Many | Several) => {
            Relation::Agrees
        }
        (Some, Few | Only) => Relation::Agrees,
        (Most, Few) | (Few, Most | Many | All) => Relation::Contradicts,
        _ => Relation::Undecided,
    }
}

/// What a share between `low` and `high` (of one) says of the same statement with `claimed`.
fn by_share(claimed: Quantifier, low: f64, high: f64) -> Relation {
    let fits = |least: f64, most: f64| {
        if low >= least && high <= most {
            Relation::Agrees
        } else if high < least || low > most {
            Relation::Contradicts
        } else {
            Relation::Undecided
        }
    };
    let some = f64::MIN_POSITIVE;
    match claimed {
        Quantifier::None => fits(0.0, 0.0),
        Quantifier::All | Quantifier::Both => fits(1.0, 1.0),
        Quantifier::Most => fits(0.5 + some, 1.0),
        Quantifier::Half => fits(0.45, 0.55),
        Quantifier::Some | Quantifier::Several => fits(some, 1.0),
        Quantifier::Many | Quantifier::Few | Quantifier::Only => Relation::Undecided,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::testing::Example;

    #[test]
    fn four_in_five_are_most_and_neither_all_nor_none() {
        assert_eq!(by_share(Quantifier::Most, 0.8, 0.8), Relation::Agrees);
        assert_eq!(by_share(Quantifier::Some, 0.8, 0.8), Relation::Agrees);
        assert_eq!(by_share(Quantifier::All, 0.8, 0.8), Relation::Contradicts);
        assert_eq!(by_share(Quantifier::None, 0.8, 0.8), Relation::Contradicts);
        assert_eq!(by_share(Quantifier::Most, 0.3, 0.3), Relation::Contradicts);
    }

    #[test]
    fn several_give_some_and_some_do_not_give_most() {
        assert_eq!(
            by_quantifier(Quantifier::Some, Quantifier::Several),
            Relation::Agrees
        );
        assert_eq!(
            by_quantifier(Quantifier::Most, Quantifier::Some),
            Relation::Undecided
        );
        assert_eq!(
            by_quantifier(Quantifier::Some, Quantifier::None),
            Relation::Contradicts
        );
    }

    #[test]
    fn what_a_share_is_of_is_not_counted_as_a_whole() {
        let differs = |claim: &str, source: &str| {
            let example = Example::of(claim, source);
            differing(example.part(), &example.answers(), example.sentence()).is_some()
        };
        let source = "A third of the barns burned down.";
        assert!(!differs("A third of all barns burned down.", source));
        let percent = "30% of barns burned down.";
        assert!(!differs("30% of all barns burned down.", percent));
        assert!(differs("All barns burned down.", source));
    }
}
