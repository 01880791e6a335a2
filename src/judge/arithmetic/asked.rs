//! What a claim says its figure is: a total, what is left, a difference, the share of each.

use super::super::reading::Part;
use super::stated::{Noun, noun_behind};
use crate::language::quantity::Quantity;
use crate::language::token::Token;
use crate::span::Span;

const TOTAL: [&str; 8] = [
    "total",
    "ensemble",
    "altogether",
    "together",
    "combined",
    "sum",
    "overall",
    "totalled",
];
const REST: [&str; 8] = [
    "left",
    "reste",
    "restent",
    "remain",
    "remains",
    "remained",
    "remaining",
    "unspent",
];
const EACH: [&str; 6] = ["each", "every", "per", "apiece", "average", "chaque"];
const AFTER: [&str; 5] = ["now", "then", "afterwards", "desormais", "maintenant"];
const FEWER: [&str; 2] = ["fewer", "less"];

/// Tokens between "more" and the "than" that belongs to it, at most.
const COMPARED: usize = 8;

/// What a claimed figure is said to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// All of it together.
    Total,
    /// What is left of it.
    Rest,
    /// By how much one is more than another; whether it is said to be more.
    Difference { more: bool },
    /// What each of several has.
    Share,
    /// What there is after all that is told; whether a word says so.
    After { said: bool },
}

/// What the claim of `part` says that its figure is, with the word that says so.
pub(super) fn asked(part: &Part, claimed: &Quantity) -> (Asked, Option<Span>) {
    let tokens = &part.sentence.tokens;
    let behind = tokens.partition_point(|token| token.span.start < claimed.number_span.end);
    if let Some((more, words)) = difference(tokens, behind) {
        return (Asked::Difference { more }, Some(words));
    }
    let word = |words: &[&str]| {
        let mut tokens = tokens.iter();
        let found = tokens.find(|token| words.contains(&token.folded.as_str()));
        found.map(|token| token.span)
    };
    let in_all = tokens
        .windows(2)
        .find(|pair| pair[0].folded == "in" && pair[1].folded == "all");
    let in_all = in_all.map(|pair| pair[0].span.cover(pair[1].span));
    if let Some(words) = word(&REST) {
        return (Asked::Rest, Some(words));
    }
    if let Some(words) = word(&TOTAL).or(in_all) {
        return (Asked::Total, Some(words));
    }
    if let Some(words) = word(&EACH) {
        return (Asked::Share, Some(words));
    }
    let after = word(&AFTER);
    (
        Asked::After {
            said: after.is_some(),
        },
        after,
    )
}

/// "More … than" behind a figure, with whether it is more or fewer.
fn difference(tokens: &[Token], behind: usize) -> Option<(bool, Span)> {
    let first = tokens.get(behind)?;
    let more = first.folded == "more";
    if !more && !FEWER.contains(&first.folded.as_str()) {
        return None;
    }
    let compared = |token: &&Token| matches!(token.folded.as_str(), "than" | "compared");
    let mut near = tokens[behind..].iter().take(COMPARED);
    let than = near.find(compared)?;
    Some((more, first.span.cover(than.span)))
}

/// The thing that a share is said to be of: "each friend".
pub(super) fn sharer(part: &Part) -> Option<Noun<'_>> {
    let tokens = &part.sentence.tokens;
    let mut at = (0..tokens.len()).filter(|&at| EACH.contains(&tokens[at].folded.as_str()));
    noun_behind(tokens, at.next()? + 1)
}
