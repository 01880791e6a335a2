//! What the claim says was done must be said by the sentence itself, or the sentence gives nothing:
//! the ones before it may tell who and where, but not what.

use super::alignment;
use super::answer::Answer;
use super::item::{Item, ItemKind};
use super::reading::Part;
use super::sentence::Sentence;
use crate::language::clause::Voice;
use crate::language::lexicon;
use crate::span::Span;

/// Words that carry less than this are no deed of their own: auxiliaries, `take`, `make`.
const DEED: f64 = 1.0;

/// A deed of the claim that `sentence` does not tell, as the number of its item.
pub(super) fn untold(part: &Part, answers: &[Answer], sentence: &Sentence) -> Option<usize> {
    part.items.iter().zip(answers).position(|(item, answer)| {
        is_deed(part, item)
            && !is_told(part, item, answer, sentence)
            && !is_told_by_a_figure(part, item, answers)
    })
}

/// Whether the deed is a change that a figure tells by itself: "cut by half" where it says "halved".
fn is_told_by_a_figure(part: &Part, item: &Item, answers: &[Answer]) -> bool {
    let mut figures = part.items.iter().zip(answers);
    figures.any(|(figure, answer)| {
        let ItemKind::Quantity(at) = figure.kind else {
            return false;
        };
        let change = part.sentence.quantities[at].change;
        answer.strength > 0.0 && change.is_some_and(|change| change.span.overlaps(item.span))
    })
}

fn is_deed(part: &Part, item: &Item) -> bool {
    let ItemKind::Word(word) = &item.kind else {
        return false;
    };
    let reported = |span: Span| {
        let mut said = part.sentence.attributions.iter();
        let mut cues = part.sentence.cues.iter();
        said.any(|said| said.cue.overlaps(span)) || cues.any(|cue| cue.span.overlaps(span))
    };
    let verbal = alignment::clause_of(&part.sentence, item.span)
        .is_some_and(|clause| clause.voice != Voice::Nominal);
    verbal && item.weight >= DEED && word.antecedents.is_empty() && !reported(item.span)
}

/// Whether the sentence has the deed: the word itself, a synonym, a noun made of it, or words
/// that nothing else in the claim asks for and that mean much the same.
fn is_told(part: &Part, item: &Item, answer: &Answer, sentence: &Sentence) -> bool {
    if answer.place.is_some() {
        return true;
    }
    let Some(clause) = alignment::clause_of(&part.sentence, item.span) else {
        return false;
    };
    sentence
        .tokens
        .iter()
        .any(|token| lexicon::related(&clause.lemma, &token.folded))
}
