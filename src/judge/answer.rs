//! How a sentence of a passage answers each item of a claim's sentence.

use super::item::{Item, ItemKind, Word};
use super::reading::{Knowledge, Part, Reading};
use super::sentence::Sentence;
use super::{date, name, quantity, words};
use crate::language::date::DateFact;
use crate::language::quantity::Quantity;
use crate::language::{fold, token};
use crate::span::Span;

/// What a sentence says to an item of the claim.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Answer {
    /// How surely the item is answered, 0 to 1.
    pub(super) strength: f64,
    /// Where the answer stands in the sentence itself; `None` where it stands in its
    /// surroundings or nowhere.
    pub(super) place: Option<Span>,
}

impl Answer {
    pub(super) const NONE: Answer = Answer {
        strength: 0.0,
        place: None,
    };

    pub(super) fn here(strength: f64, place: Span) -> Self {
        Self {
            strength,
            place: Some(place),
        }
    }

    /// Answered, not by the sentence but by what it stands in.
    pub(super) fn nearby(strength: f64) -> Self {
        Self {
            strength,
            place: None,
        }
    }
}

/// Where the sentence answers the item of the claim at `span`.
pub(super) fn answer_at(part: &Part, answers: &[Answer], span: Span) -> Option<Span> {
    answers[part.item_at(span)?].place
}

/// How much of a word's weight its mention in the sentence before gives, or in a heading.
const NEIGHBOUR: f64 = 0.8;
const SURROUNDING: f64 = 0.7;
/// How many sentences before it a sentence leans on.
const REACH: usize = 2;

/// How many sentences away a quotation may be signed and dated.
const SIGNATURE: usize = 3;

/// A sentence of a passage with what it leans on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    pub(super) reading: &'a Reading,
    /// Which of its sentences.
    pub(super) at: usize,
}

impl<'a> Place<'a> {
    pub(super) fn sentence(self) -> &'a Sentence {
        &self.reading.sentences[self.at]
    }

    /// The lines around it where a quotation's speaker, place and day stand.
    pub(super) fn around(self) -> impl Iterator<Item = &'a Sentence> {
        let sentences = &self.reading.sentences;
        let end = sentences.len().min(self.at + 1 + SIGNATURE);
        let start = self.at.saturating_sub(SIGNATURE);
        sentences[self.at + 1..end]
            .iter()
            .chain(sentences[start..self.at].iter().rev())
    }

    /// The sentences behind it that lean on it.
    pub(super) fn behind(self) -> impl Iterator<Item = &'a Sentence> {
        let sentences = &self.reading.sentences;
        let end = sentences.len().min(self.at + 1 + REACH);
        sentences[self.at + 1..end].iter()
    }

    /// The sentences before it that it leans on, nearest first.
    pub(super) fn before(self) -> impl Iterator<Item = &'a Sentence> {
        self.reading.sentences[self.at.saturating_sub(REACH)..self.at]
            .iter()
            .rev()
    }
}

/// The answers of the sentence at `place` to the items of `part`, in their order.
pub(super) fn answers(part: &Part, place: Place<'_>, knowledge: &Knowledge) -> Vec<Answer> {
    let mut answers: Vec<Answer> = part
        .items
        .iter()
        .map(|item| answer(item, part, place, knowledge))
        .collect();
    for at in 0..answers.len() {
        if is_taken(&answers, at) {
            answers[at] = Answer::NONE;
        }
    }
    answers
}

/// Whether a word answers only as a distant relative what it answers another item for itself:
/// "authorities" does not tell that somebody authorised.
fn is_taken(answers: &[Answer], at: usize) -> bool {
    let Answer { strength, place } = answers[at];
    let better = |other: &Answer| other.strength > strength && other.place == place;
    place.is_some() && strength <= words::DISTANT && answers.iter().any(better)
}

fn answer(item: &Item, part: &Part, place: Place<'_>, knowledge: &Knowledge) -> Answer {
    match &item.kind {
        ItemKind::Word(word) => word_answer(word, part, place),
        ItemKind::Name { at, words } => {
            let name = &part.sentence.names[*at];
            let in_sentence = |sentence| name::find(name, words, part, sentence, knowledge);
            if let Some(found) = in_sentence(place.sentence()) {
                return Answer::here(found.strength, found.span);
            }
            if let Some(found) = place.before().find_map(in_sentence) {
                return Answer::nearby(found.strength * NEIGHBOUR);
            }
            let known = words
                .iter()
                .all(|word| surrounds(&word.stem, place.reading));
            if known && !words.is_empty() {
                return Answer::nearby(SURROUNDING);
            }
            Answer::NONE
        }
        ItemKind::Quantity(at) => quantity_answer(&part.sentence.quantities[*at], part, place),
        ItemKind::Date(at) => date_answer(&part.sentence.dates[*at], part, place),
    }
}

/// What the lines around a quotation say to an item that the quotation leaves open: who spoke,
/// where and when.
pub(super) fn signature(
    item: &Item,
    part: &Part,
    place: Place<'_>,
    knowledge: &Knowledge,
) -> Answer {
    let found = place.around().any(|sentence| match &item.kind {
        ItemKind::Name { at, words } => {
            name::find(&part.sentence.names[*at], words, part, sentence, knowledge).is_some()
        }
        ItemKind::Date(at) => {
            date::agreeing(&part.sentence.dates[*at], &part.sentence, sentence).is_some()
        }
        ItemKind::Word(word) => words::find(word, part.sentence.language, sentence).is_some(),
        ItemKind::Quantity(_) => false,
    });
    if found {
        Answer::nearby(NEIGHBOUR)
    } else {
        Answer::NONE
    }
}

fn word_answer(word: &Word, part: &Part, place: Place<'_>) -> Answer {
    let language = part.sentence.language;
    if let Some(found) = words::find(word, language, place.sentence()) {
        return Answer::here(found.strength, found.span);
    }
    let before = place
        .before()
        .any(|sentence| sentence.tokens.iter().any(|token| token.stem == word.stem));
    if before {
        return Answer::nearby(NEIGHBOUR);
    }
    if surrounds(&word.stem, place.reading) {
        return Answer::nearby(SURROUNDING);
    }
    Answer::NONE
}

/// Whether a word stands in the sentences before the one at `place`, or in the headings and titles
/// above it.
pub(super) fn stands_around(word: &str, place: Place<'_>) -> bool {
    let folded = fold::fold(word);
    let before = place.before().any(|sentence| {
        let mut tokens = sentence.tokens.iter();
        tokens.any(|token| token.folded == folded)
    });
    let stem = token::stem(&folded, place.sentence().language);
    before || surrounds(&stem, place.reading)
}

fn surrounds(stem: &str, reading: &Reading) -> bool {
    reading
        .surroundings
        .binary_search_by(|known| known.as_str().cmp(stem))
        .is_ok()
}

fn quantity_answer(claimed: &Quantity, part: &Part, place: Place<'_>) -> Answer {
    let agreeing = quantity::agreeing(claimed, part, place.sentence());
    agreeing.map_or(Answer::NONE, |found| Answer::here(1.0, found))
}

fn date_answer(claimed: &DateFact, part: &Part, place: Place<'_>) -> Answer {
    let claim = &part.sentence;
    if let Some(found) = date::agreeing(claimed, claim, place.sentence()) {
        return Answer::here(1.0, found);
    }
    // A sentence without a date of its own goes on at the date of the one before it.
    if place.sentence().dates.is_empty()
        && place
            .before()
            .any(|before| date::agreeing(claimed, claim, before).is_some())
    {
        return Answer::nearby(NEIGHBOUR);
    }
    Answer::NONE
}
