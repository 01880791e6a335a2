//! A claim that stands in the source word for word but for one small word, which turns or weakens what is said.
//!
//! "Almost", "could", "not", "always", "above" for "below": a model passes over them where all else is the same. Other
//! words in the place of others are left to it, as it tells a synonym from a change.

use super::{Pair, Rule};
use crate::judge::align::laid::{Laid, Place, laid};
use crate::judge::model::{Alignment, Effect, Finding, RequirementKind, RuleId};
use crate::judge::policy::ALL_ELSE;
use crate::judge::sentence::Sentence;
use crate::language::lexicon::{Relation, relation};
use crate::language::polarity::{CueKind, Quantifier};
use crate::language::token::{Token, TokenKind};
use crate::span::Span;

pub(super) const RULE: Rule = Rule {
    id: RuleId::WordDiffers,
    summary: "the source has the same sentence with the opposite word in one place, or with a word such as almost, could or \
        always on one side only",
    check,
};

/// Share of a claim's weight below which a sentence is no copy of it.
const HALF: f64 = 0.5;
/// Fewer content words than this stand in order by chance.
const FEWEST: usize = 2;
/// Words of a place beyond which it is no changed word but another phrase.
const LONGEST: usize = 4;

fn check(pair: &Pair<'_>) -> Vec<Finding> {
    let (claim, main) = (&pair.claim.sentence, pair.main());
    // Most sentences are no copies; only what may be one is laid beside the claim.
    if claim.language != main.language || pair.coverage < HALF {
        return Vec::new();
    }
    let Some(laid) = laid(claim, main) else {
        return Vec::new();
    };
    let mut places = laid.places.iter();
    let changed = places.find(|place| {
        is_short(claim, main, place)
            && (turns(claim, main, place) || adds(pair, place))
            && is_copied(claim, main, &laid, place)
    });
    let finding = |place: &Place| Finding {
        rule: RuleId::WordDiffers,
        effect: Effect::Block,
        claimed: place.claimed,
        found: place.found.map(|span| (pair.main, span)),
    };
    let changed = changed.or_else(|| exchanged(claim, main, &laid));
    changed.map(finding).into_iter().collect()
}

/// The first of two places that have each other's words, on either side of what is done: who did it and to whom are
/// exchanged.
fn exchanged<'l>(claim: &Sentence, main: &Sentence, laid: &'l Laid) -> Option<&'l Place> {
    let stems = |sentence, span| -> Vec<&str> {
        let words = words(sentence, span)
            .into_iter()
            .filter(|token| !token.is_stop);
        words.map(|token| token.stem.as_str()).collect()
    };
    let have_each_others = |one: &Place, other: &Place| {
        let (ours, theirs) = (stems(claim, one.claimed), stems(main, one.found));
        !ours.is_empty()
            && !theirs.is_empty()
            && ours == stems(main, other.found)
            && theirs == stems(claim, other.claimed)
    };
    let something_between = |one: &Place, other: &Place| {
        let (Some(from), Some(to)) = (one.claimed, other.claimed) else {
            return false;
        };
        let between = Span::new(from.end, to.start.max(from.end));
        words(claim, Some(between))
            .iter()
            .any(|token| !token.is_stop)
    };
    let places = laid.places.iter().enumerate();
    places
        .filter(|(at, one)| {
            let mut others = laid.places[at + 1..].iter();
            others.any(|other| have_each_others(one, other) && something_between(one, other))
        })
        .map(|(_, one)| one)
        .next()
}

/// Whether nearly all of the claim but `place` stands in the sentence in order.
fn is_copied(claim: &Sentence, main: &Sentence, laid: &Laid, place: &Place) -> bool {
    let elsewhere = |token: &Token| place.claimed.is_none_or(|span| !span.overlaps(token.span));
    let tells = |token: &&Token| token.kind != TokenKind::Punctuation && !token.is_stop;
    let wanted = claim
        .tokens
        .iter()
        .filter(tells)
        .filter(|token| elsewhere(token))
        .count();
    let has = main
        .tokens
        .iter()
        .filter(tells)
        .filter(|token| laid.shared.contains(&token.span))
        .count();
    wanted >= FEWEST && has as f64 >= ALL_ELSE.value * wanted as f64
}

/// Whether few words stand there on either side.
fn is_short(claim: &Sentence, main: &Sentence, place: &Place) -> bool {
    words(claim, place.claimed).len() <= LONGEST && words(main, place.found).len() <= LONGEST
}

/// Whether what stands there turns or weakens the sentence on one side.
fn turns(claim: &Sentence, main: &Sentence, place: &Place) -> bool {
    let (ours, theirs) = (words(claim, place.claimed), words(main, place.found));
    let has = |sentence: &Sentence, kind| sentence.cues.iter().any(|cue| cue.kind == kind);
    let mut added = kinds(claim, place.claimed).filter(|kind| says_more(*kind));
    let mut left_out = kinds(main, place.found).filter(|kind| says_less(*kind));
    let opposite = |ours: &&Token| {
        let mut theirs = theirs.iter();
        theirs.any(|theirs| relation(&ours.folded, &theirs.folded) == Relation::Antonym)
    };
    added.any(|kind| !has(main, kind))
        || left_out.any(|kind| !has(claim, kind))
        || ours.iter().any(opposite)
}

/// Whether the claim has a figure or date there that the source lacks.
fn adds(pair: &Pair<'_>, place: &Place) -> bool {
    let mut there = pair.claim.requirements.iter().zip(&pair.met);
    there.any(|(requirement, met)| {
        let is_fact = match requirement.kind {
            RequirementKind::Quantity(_) => true,
            RequirementKind::Date(_) => pair.main().dates.is_empty(),
            _ => false,
        };
        let is_there = place
            .claimed
            .is_some_and(|span| span.overlaps(requirement.span));
        is_fact && is_there && met.alignment == Alignment::Unmet
    })
}

fn words(sentence: &Sentence, span: Option<Span>) -> Vec<&Token> {
    let within = |token: &&Token| span.is_some_and(|span| span.contains(token.span));
    let words = sentence
        .tokens
        .iter()
        .filter(|token| token.kind != TokenKind::Punctuation);
    words.filter(within).collect()
}

/// What the cues at `span` do.
fn kinds(sentence: &Sentence, span: Option<Span>) -> impl Iterator<Item = CueKind> + '_ {
    let there = sentence
        .cues
        .iter()
        .filter(move |cue| span.is_some_and(|span| cue.span.overlaps(span)));
    there.map(|cue| cue.kind)
}

/// Whether a sentence says more with such a cue than without it.
fn says_more(kind: CueKind) -> bool {
    use Quantifier::{All, Most, None, Only};
    matches!(
        kind,
        CueKind::Negation | CueKind::Quantifier(None | Only | Most | All)
    )
}

/// Whether a sentence says less with such a cue than without it.
fn says_less(kind: CueKind) -> bool {
    use Quantifier::{Few, None};
    !matches!(kind, CueKind::Quantifier(_)) || matches!(kind, CueKind::Quantifier(None | Few))
}
