//! Figures of a claim against figures of a sentence: only those of the same thing are compared.
//!
//! What a figure is of is told by its unit, by the noun it counts, and, among several figures of one sort, by the
//! words it stands among: the loss is the figure beside "loss", the revenue the one beside "revenue".

use super::words;
use crate::judge::claim::ClaimSentence;
use crate::judge::model::{Alignment, RequirementKind};
use crate::judge::sentence::Sentence;
use crate::language::Relation;
use crate::language::quantity::{ChangeRole, Quantity, QuantityKind};
use crate::language::token::TokenKind;
use crate::span::Span;

/// Words on either side of a figure that tell what it is of.
const BESIDE: usize = 6;
/// How much nearer to those words one figure must stand than another to be the one meant.
const NEARER: f64 = 1.25;

/// A figure of the sentence that may be the counterpart of the claimed one.
struct Counterpart<'s> {
    figure: &'s Quantity,
    relation: Relation,
    /// Whether both count the same noun.
    same: bool,
    /// How near it stands to the words that stand beside the claimed one.
    nearness: f64,
}

/// The figure of `sentence` that the claimed one, numbered `at`, follows from; else the one that excludes it.
pub(super) fn align(at: usize, claim: &ClaimSentence, sentence: &Sentence) -> Alignment {
    let claimed = &claim.sentence.quantities[at];
    let mut found = counterparts(claimed, claim, sentence);
    if found.iter().any(|one| one.same) {
        found.retain(|one| one.same);
    }
    let nearest = found.iter().map(|one| one.nearness).fold(0.0, f64::max);
    found.retain(|one| one.nearness * NEARER >= nearest);
    let agrees = |one: &&Counterpart<'_>| one.relation == Relation::Agrees;
    if let Some(met) = found.iter().find(agrees) {
        return Alignment::Met {
            span: met.figure.span,
            strength: 1.0,
        };
    }
    let excludes = |one: &Counterpart<'_>| one.relation == Relation::Contradicts;
    match found.first() {
        Some(first) if found.iter().all(excludes) => Alignment::Differs {
            span: first.figure.span,
            same: first.same || nearest > 0.0,
        },
        _ => Alignment::Unmet,
    }
}

fn counterparts<'s>(
    claimed: &Quantity,
    claim: &ClaimSentence,
    sentence: &'s Sentence,
) -> Vec<Counterpart<'s>> {
    let beside = beside(claimed, claim, sentence);
    let counterpart = |figure: &'s Quantity| {
        let same = same_noun(claimed, claim, figure, sentence)?;
        comparable(claimed, figure).then(|| Counterpart {
            figure,
            relation: relation(claimed, figure),
            same,
            nearness: nearness(figure, &beside, sentence),
        })
    };
    let figures = sentence.quantities.iter();
    figures.filter_map(counterpart).collect()
}

/// Where the sentence has the content words that stand beside the claimed figure, each with how near it stands to it.
fn beside(claimed: &Quantity, claim: &ClaimSentence, sentence: &Sentence) -> Vec<(Span, f64)> {
    let language = claim.sentence.language;
    let mut found = Vec::new();
    for requirement in &claim.requirements {
        let RequirementKind::Word(word) = &requirement.kind else {
            continue;
        };
        let distance = distance(&claim.sentence, claimed.span, requirement.span);
        if distance > BESIDE {
            continue;
        }
        if let Alignment::Met { span, strength } = words::align(word, language, sentence) {
            found.push((span, strength / (1 + distance) as f64));
        }
    }
    found
}

fn nearness(figure: &Quantity, beside: &[(Span, f64)], sentence: &Sentence) -> f64 {
    let share = |(span, weight): &(Span, f64)| {
        let distance = distance(sentence, figure.span, *span);
        if distance > 2 * BESIDE {
            0.0
        } else {
            weight / (1 + distance) as f64
        }
    };
    beside.iter().map(share).sum()
}

/// Words between two spans of a sentence.
fn distance(sentence: &Sentence, a: Span, b: Span) -> usize {
    let between = Span::new(a.end.min(b.end), a.start.max(b.start).max(a.end.min(b.end)));
    let within = |token: &&crate::language::token::Token| {
        between.contains(token.span) && token.kind != TokenKind::Punctuation
    };
    sentence.tokens.iter().filter(within).count()
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
