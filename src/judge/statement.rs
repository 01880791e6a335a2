//! The statements that a sentence joins: "X halved its staff and has a mandate until May" is two.

use std::ops::Range;

use super::reading::Part;
use crate::language::clause::Clause;
use crate::language::quantity::Quantity;
use crate::language::token::Token;
use crate::span::Span;

/// Words and marks between two statements.
const JOINTS: [&str; 14] = [
    "and", "but", "while", "whereas", "who", "which", "whose", "et", "mais", "tandis", "qui",
    "dont", ";", "yet",
];
/// Finite verbs that no clause is built around.
const FINITE: [&str; 14] = [
    "is", "are", "was", "were", "has", "have", "had", "will", "est", "sont", "etait", "ont",
    "avait", "fut",
];
/// Weight below which a few words are no statement of their own.
const LEAST: f64 = 1.5;

/// The statements of a sentence, as ranges of its items, together all of them.
pub(super) fn statements(part: &Part) -> Vec<Range<usize>> {
    let sentence = &part.sentence;
    let mut found = Vec::new();
    let mut start = 0;
    let mut opens = 0;
    let whole = sentence.text.len();
    let joints = sentence
        .tokens
        .iter()
        .filter(|token| JOINTS.contains(&token.folded.as_str()));
    for joint in joints {
        let end = part
            .items
            .partition_point(|item| item.span.start < joint.span.start);
        let before = Span::new(opens, joint.span.start);
        let after = Span::new(joint.span.end, whole);
        if is_statement(part, &(start..end), before)
            && is_statement(part, &(end..part.items.len()), after)
        {
            found.push(start..end);
            start = end;
            opens = joint.span.end;
        }
    }
    found.push(start..part.items.len());
    found
}

/// Whether the words within `covered` hold a predicate and enough else to be checked alone.
fn is_statement(part: &Part, items: &Range<usize>, covered: Span) -> bool {
    let weight: f64 = part.items[items.clone()]
        .iter()
        .map(|item| item.weight)
        .sum();
    let sentence = &part.sentence;
    let clause = |clause: &Clause| covered.overlaps(clause.predicate);
    let change = |quantity: &Quantity| quantity.change.is_some() && covered.contains(quantity.span);
    let verb =
        |token: &Token| covered.contains(token.span) && FINITE.contains(&token.folded.as_str());
    weight >= LEAST
        && (sentence.clauses.iter().any(clause)
            || sentence.quantities.iter().any(change)
            || sentence.tokens.iter().any(verb))
}
