//! Names that stand in a list ("Rome, Oslo and Kiel"): one of them exchanged for another.

use super::answer::Answer;
use super::item::ItemKind;
use super::reading::{Knowledge, Part};
use super::sentence::Sentence;
use crate::language::name::{Match, Name, same_name};
use crate::language::token::TokenKind;
use crate::span::Span;

/// Names that two lists must share to be lists of the same.
const SHARED: usize = 2;

/// A name of a list of the claim that the like list of a sentence lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lacking {
    /// The item of the claim.
    pub(super) item: usize,
    /// The name that stands in its place, where the lists differ in no more than these two.
    pub(super) found: Option<Span>,
}

/// The first name of a list of the claim that the sentence's list lacks, though it has most of the
/// others.
pub(super) fn lacking(
    part: &Part,
    answers: &[Answer],
    sentence: &Sentence,
    knowledge: &Knowledge,
) -> Option<Lacking> {
    let theirs = lists(sentence);
    lists(&part.sentence).into_iter().find_map(|ours| {
        let items: Vec<usize> = ours.iter().filter_map(|name| item_of(part, name)).collect();
        theirs.iter().find_map(|list| {
            let within = |item: usize| {
                let place = answers[item].place;
                place.is_some_and(|place| list.iter().any(|name| name.span.overlaps(place)))
            };
            let mut absent = items.iter().copied().filter(|&item| !within(item));
            let first = absent.next()?;
            let shared = items.iter().filter(|&&item| within(item)).count();
            // A name that stands elsewhere in the sentence may belong to the list all the same.
            if shared < SHARED || answers[first].place.is_some() {
                return None;
            }
            let alone = absent.next().is_none() && list.len() == ours.len();
            let mut others = list
                .iter()
                .filter(|name| !is_claimed(name, part, answers, knowledge));
            Some(Lacking {
                item: first,
                found: others.next().filter(|_| alone).map(|name| name.span),
            })
        })
    })
}

fn item_of(part: &Part, name: &Name) -> Option<usize> {
    part.items.iter().position(|item| {
        matches!(item.kind, ItemKind::Name { at, .. } if part.sentence.names[at].span == name.span)
    })
}

/// Whether the claim has the name, in whatever form.
fn is_claimed(name: &Name, part: &Part, answers: &[Answer], knowledge: &Knowledge) -> bool {
    let mut places = answers.iter().filter_map(|answer| answer.place);
    let mut claimed = part.sentence.names.iter();
    places.any(|place| place.overlaps(name.span))
        || claimed.any(|one| same_name(one, name, &knowledge.abbreviations) != Match::Different)
}

/// The lists of a sentence that have enough names to be told apart.
pub(super) fn lists(sentence: &Sentence) -> Vec<Vec<&Name>> {
    let mut found: Vec<Vec<&Name>> = Vec::new();
    let mut list: Vec<&Name> = Vec::new();
    for name in &sentence.names {
        let goes_on = list
            .last()
            .is_some_and(|last| is_joint(sentence, last.span.end, name.span.start));
        if !goes_on {
            found.push(std::mem::take(&mut list));
        }
        list.push(name);
    }
    found.push(list);
    found.retain(|list| list.len() > SHARED);
    found
}

/// Whether nothing but commas, "and" and articles stands between two names.
fn is_joint(sentence: &Sentence, start: usize, end: usize) -> bool {
    let between = || {
        sentence
            .tokens
            .iter()
            .filter(move |token| token.span.start >= start && token.span.end <= end)
    };
    let joins = |word: &str| matches!(word, "," | "and" | "or" | "et" | "ou" | "&");
    let article = |word: &str| matches!(word, "the" | "le" | "la" | "les" | "l'" | "l");
    between().any(|token| joins(&token.folded))
        && between().all(|token| {
            joins(&token.folded) || (token.kind != TokenKind::Number && article(&token.folded))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::language::date::DateContext;

    #[test]
    fn a_list_ends_where_something_else_is_said() {
        let text = "Rome, Oslo, and Kiel signed; Paris and Bern met the delegates of Madrid.";
        let sentence = Sentence::read(text, 0, Language::English, &DateContext::default());
        let found: Vec<Vec<&str>> = lists(&sentence)
            .iter()
            .map(|list| list.iter().map(|name| name.span.of(text)).collect())
            .collect();
        assert_eq!(found, [["Rome", "Oslo", "Kiel"]]);
    }
}
