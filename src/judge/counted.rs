//! What a figure of the claim counts against what a figure of a sentence counts.

use super::item::{ItemKind, Word};
use super::quantity::Fit;
use super::reading::Part;
use super::sentence::Sentence;
use super::words;
use crate::language::clause::Clause;
use crate::language::lexicon;
use crate::language::quantity::{Counted, Quantity};
use crate::language::token::{Token, TokenKind};
use crate::span::Span;

/// Nouns that may stand for any people.
const ANYBODY: [&str; 9] = [
    "strong",
    "people",
    "persons",
    "individuals",
    "men",
    "women",
    "personnes",
    "others",
    "them",
];

/// Words between what is counted and its number behind it: "cases reached", "fleet had risen to".
const TOTALLED: usize = 4;

/// Words between an owner and what is counted: "'s", adjectives.
pub(super) const OWNED: usize = 3;

/// Whether the counted noun stands right before a figure that counts nothing itself, as what it is
/// the number of: "the confirmed cases reached 919".
pub(super) fn is_total_of(
    ours: Counted,
    part: &Part,
    found: &Quantity,
    sentence: &Sentence,
) -> bool {
    let parts = |token: &&Token| {
        token.kind != TokenKind::Punctuation && !matches!(token.folded.as_str(), "and" | "et")
    };
    let before = sentence.tokens.iter().rev();
    let before = before.filter(|token| token.span.end <= found.span.start);
    let Some(head) = word_at(part, ours.head) else {
        return false;
    };
    let place = words::find(head, part.sentence.language, sentence).map(|found| found.span);
    let mut near = before.take(TOTALLED).take_while(parts);
    near.any(|token| place.is_some_and(|place| place.overlaps(token.span)))
}

/// Whether a figure tells what came on top: "14 new cases", "another 14".
pub(super) fn is_increment(figure: &Quantity, sentence: &Sentence) -> bool {
    let is_new = |word: &str| matches!(word, "new" | "nouveaux" | "nouvelles");
    let of = figure.of.map(|of| sentence.words_of(of.span));
    of.is_some_and(|words| words.into_iter().any(is_new)) || is_further(figure, sentence)
}

/// Whether a figure says itself that it is not all: "another 14", "14 more cases".
pub(super) fn is_further(figure: &Quantity, sentence: &Sentence) -> bool {
    let is_more = |word: &str| {
        matches!(
            word,
            "more" | "additional" | "further" | "extra" | "another" | "supplementaires"
        )
    };
    let of = figure.of.map(|of| sentence.words_of(of.span));
    let before = sentence.tokens.iter().rev();
    let mut before = before.filter(|token| token.span.end <= figure.span.start);
    of.is_some_and(|words| words.into_iter().any(is_more))
        || before.next().is_some_and(|token| token.folded == "another")
}

/// Whether a figure is said to be the sum of what came before: "bringing the total to 77".
pub(super) fn is_total(figure: &Quantity, sentence: &Sentence) -> bool {
    const SUMS: [&str; 4] = ["total", "tally", "toll", "bilan"];
    let before = sentence.tokens.iter().rev();
    let before = before.filter(|token| token.span.end <= figure.span.start);
    let mut near = before.take(TOTALLED);
    near.any(|token| SUMS.contains(&token.folded.as_str()))
}

/// Whether two figures count the same; `None` where they count two things.
pub(super) fn same_counted(
    ours: Counted,
    part: &Part,
    theirs: Counted,
    sentence: &Sentence,
) -> Option<Fit> {
    let Some(head) = word_at(part, ours.head) else {
        return Some(Fit::Open);
    };
    let within = |span: Span| {
        words::find(head, part.sentence.language, sentence)
            .is_some_and(|found| span.overlaps(found.span))
    };
    // The word may stand in the sentence more than once.
    let again = |token: &Token| token.stem == head.stem && token.span.overlaps(theirs.head);
    if within(theirs.head) || within(theirs.span) || sentence.tokens.iter().any(again) {
        return Some(Fit::Same);
    }
    if theirs_owns_it(theirs, sentence) && within_reach(head, part, theirs, sentence) {
        return Some(Fit::Same);
    }
    if is_what_they_did(ours, part, theirs, sentence) {
        return Some(Fit::Open);
    }
    let generic = |word: &str| ANYBODY.contains(&word);
    let other = sentence
        .tokens
        .iter()
        .find(|token| token.span.overlaps(theirs.head));
    (generic(&head.folded) || other.is_some_and(|token| generic(&token.folded)))
        .then_some(Fit::Open)
}

/// Whether the sentence counts the deeds where the claim counts who did them: "28 complaints" for "28
/// guests complained".
fn is_what_they_did(ours: Counted, part: &Part, theirs: Counted, sentence: &Sentence) -> bool {
    let of_them = |clause: &&Clause| {
        let agent = clause.agent;
        agent.is_some_and(|agent| agent.span.overlaps(ours.head))
    };
    let mut tokens = sentence.tokens.iter();
    let counted = tokens.find(|token| token.span.overlaps(theirs.head));
    let mut deeds = part.sentence.clauses.iter().filter(of_them);
    counted.is_some_and(|counted| deeds.any(|deed| lexicon::related(&deed.lemma, &counted.folded)))
}

/// Whether the counted noun only owns what is counted: "a third of the town's mills".
fn theirs_owns_it(theirs: Counted, sentence: &Sentence) -> bool {
    sentence
        .tokens
        .iter()
        .find(|token| token.span.start >= theirs.head.end)
        .is_some_and(|token| token.folded == "'s")
        || theirs.head.of(&sentence.text).ends_with("'s")
        || theirs.head.of(&sentence.text).ends_with("’s")
}

/// Whether the noun stands among the few words behind an owner.
fn within_reach(head: &Word, part: &Part, theirs: Counted, sentence: &Sentence) -> bool {
    words::find(head, part.sentence.language, sentence).is_some_and(|found| {
        let between = Span::new(theirs.head.end, found.span.start.max(theirs.head.end));
        found.span.start >= theirs.head.end && sentence.words_of(between).len() <= OWNED
    })
}

fn word_at(part: &Part, span: Span) -> Option<&Word> {
    part.items.iter().find_map(|item| match &item.kind {
        ItemKind::Word(word) if item.span.overlaps(span) => Some(word),
        ItemKind::Name { words, .. } if item.span.overlaps(span) => words.last(),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::testing::Example;

    /// How what the claim's first figure counts fits what the figure of the source numbered `at` does.
    fn fit(claim: &str, source: &str, at: usize) -> Option<Fit> {
        let example = Example::of(claim, source);
        let (part, sentence) = (example.part(), example.sentence());
        let ours = part.sentence.quantities[0].of.expect("a noun");
        let theirs = sentence.quantities[at].of.expect("a noun");
        same_counted(ours, part, theirs, sentence)
    }

    #[test]
    fn who_did_it_is_counted_as_what_they_did() {
        let claim = "More than 30 guests complained about the inn.";
        assert_eq!(fit(claim, "There were 33 complaints.", 0), Some(Fit::Open));
        assert_eq!(fit(claim, "There were 33 rooms.", 0), None);
    }

    #[test]
    fn a_noun_that_is_counted_twice_is_the_same_both_times() {
        let claim = "The mill sold over 400 loaves in a day.";
        let source = "It baked 90 loaves, then sold 412 loaves in a day.";
        assert_eq!(fit(claim, source, 1), Some(Fit::Same));
    }
}
