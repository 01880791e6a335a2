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
    part.items
        .iter()
        .zip(answers)
        .position(|(item, answer)| is_deed(part, item) && !is_told(part, item, answer, sentence))
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
