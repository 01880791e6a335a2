//! A figure of a table's row says what the head of its column says: it answers a claim only if the claim does not speak
//! of another column.

use crate::judge::claim::ClaimSentence;
use crate::judge::sentence::{Column, Sentence};
use crate::span::Span;

/// Whether the claim names the column of another figure of the row and not the one in which `found` stands.
pub(super) fn stands_in_another(claim: &ClaimSentence, row: &Sentence, found: Span) -> bool {
    let own = row
        .columns
        .iter()
        .find(|column| column.span.overlaps(found));
    let Some(own) = own else { return false };
    let has_figure = |column: &&Column| {
        let mut figures = row.quantities.iter();
        figures.any(|figure| column.span.overlaps(figure.span))
    };
    let mut others = row
        .columns
        .iter()
        .filter(|column| column.span != own.span)
        .filter(has_figure);
    !is_named(claim, own) && others.any(|column| is_named(claim, column))
}

/// Whether the claim has all words of the column's head.
fn is_named(claim: &ClaimSentence, column: &Column) -> bool {
    let has = |word: &String| {
        let mut tokens = claim.sentence.tokens.iter();
        tokens.any(|token| token.stem == *word)
    };
    !column.head.is_empty() && column.head.iter().all(has)
}
