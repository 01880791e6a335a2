//! How far a denial reaches: what stands in its scope and is not denied all the same, or only together
//! with something that the other side does not speak of.

use super::answer::Answer;
use super::item::ItemKind;
use super::reading::Part;
use super::sentence::Sentence;
use crate::language::lexicon::parts_of_speech;
use crate::language::polarity::{Cue, CueKind, Quantifier};
use crate::language::token::{Token, TokenKind};
use crate::span::Span;

/// The last of several nouns in a row, which is what they are about: "clarity" of "a lack of plot
/// clarity".
pub(super) fn noun_of_group(sentence: &Sentence, first: Span) -> Span {
    let is_noun = |token: &Token| {
        let parts = parts_of_speech(&token.folded);
        token.kind == TokenKind::Word
            && !token.is_stop
            && parts.noun
            && !parts.verb
            && !parts.adverb
    };
    let behind = sentence.tokens.iter();
    let behind = behind.skip_while(|token| token.span.start < first.start);
    let group = behind.take_while(|token| is_noun(token));
    group.last().map_or(first, |last| last.span)
}

/// Whether the sentence says the same word of something that it does not deny: "a lack of bread,
/// fear, and a tax on bread".
pub(super) fn is_affirmed_elsewhere(sentence: &Sentence, denied: Span) -> bool {
    let mut tokens = sentence.tokens.iter();
    let word = tokens.find(|token| token.span.overlaps(denied));
    let affirmed = |token: &Token, stem: &str| {
        token.stem == stem && !token.span.overlaps(denied) && !sentence.is_negated(token.span)
    };
    word.is_some_and(|word| {
        let mut tokens = sentence.tokens.iter();
        tokens.any(|token| affirmed(token, &word.stem))
    })
}

/// Whether a cue only denies that more of it can be: "could not be a more faithful copy" praises the
/// copy.
pub(super) fn is_praise(cue: &Cue, sentence: &Sentence, denied: Span) -> bool {
    let words = |from: usize, to: usize| {
        let tokens = sentence.tokens.iter();
        let within = move |token: &&Token| token.span.start >= from && token.span.end <= to;
        tokens.filter(within).map(|token| token.folded.as_str())
    };
    let more = words(cue.span.end, denied.start).next_back() == Some("more");
    let compared = words(denied.end, cue.scope.end).any(|word| word == "than");
    let never = matches!(cue.span.of(&sentence.text), "never" | "Never");
    let can = words(0, cue.span.start).next_back();
    let possible = can.is_some_and(|word| matches!(word, "could" | "can" | "would"));
    more && !compared && (never || possible)
}

/// Whether the denial leaves out the very thing that the claim says is the only one: "nothing other
/// than the preface" goes well with "only the preface".
pub(super) fn is_but_for_one(part: &Part, sentence: &Sentence, cue: &Cue) -> bool {
    const EXCEPT: [&str; 8] = [
        "other",
        "except",
        "excepting",
        "apart",
        "besides",
        "beyond",
        "else",
        "save",
    ];
    let only = |cue: &Cue| cue.kind == CueKind::Quantifier(Quantifier::Only);
    let mut behind = sentence.tokens.iter();
    part.sentence.cues.iter().any(only)
        && behind.any(|token| {
            token.span.start >= cue.span.end && EXCEPT.contains(&token.folded.as_str())
        })
}

/// Whether the claim denies that something is by somebody whom the sentence does not have: "not a
/// painting by Hart" goes well with a painting by another.
pub(super) fn is_denied_of_another(part: &Part, answers: &[Answer], cue: &Cue) -> bool {
    let mut items = part.items.iter().zip(answers);
    items.any(|(item, answer)| {
        let name = matches!(item.kind, ItemKind::Name { .. });
        let absent = answer.strength == 0.0 && cue.scope.contains(item.span);
        name && absent && stands_behind_by(&part.sentence, item.span)
    })
}

fn stands_behind_by(sentence: &Sentence, name: Span) -> bool {
    let before = sentence.tokens.iter().rev();
    let mut before = before.filter(|token| token.span.end <= name.start && token.folded != "the");
    let by = before.next();
    by.is_some_and(|token| matches!(token.folded.as_str(), "by" | "par"))
}

#[cfg(test)]
mod tests {
    use crate::judge::polarity::{Denial, denial};
    use crate::judge::testing::Example;

    fn is_denied(claim: &str, source: &str) -> bool {
        let example = Example::of(claim, source);
        let found = denial(example.part(), &example.answers(), example.sentence());
        matches!(found, Some(Denial::Opposite(_)))
    }

    #[test]
    fn a_word_that_is_denied_of_one_thing_may_be_said_of_another() {
        let source = "The siege brought a lack of bread, fear, and a tax on bread.";
        assert!(!is_denied("The siege brought a tax on bread.", source));
        assert!(is_denied(
            "The town had bread.",
            "The town had a lack of bread."
        ));
    }

    #[test]
    fn what_could_not_be_more_so_is_so() {
        let claim = "Hart made a faithful copy.";
        assert!(!is_denied(
            claim,
            "There could not be a more faithful copy."
        ));
        assert!(is_denied(claim, "Hart did not make a faithful copy."));
    }

    #[test]
    fn a_denial_of_all_others_leaves_the_only_one() {
        let claim = "Hart wrote only the preface.";
        let source = "Hart did not write chapters other than the preface.";
        assert!(!is_denied(claim, source));
        assert!(is_denied(
            "Hart wrote the preface.",
            "Hart did not write the preface."
        ));
    }

    #[test]
    fn what_is_not_by_one_may_be_by_another() {
        let source = "The Grey Ferry is a painting by Oumar Sy.";
        assert!(!is_denied(
            "The Grey Ferry is not a painting by Clara Hart.",
            source
        ));
        assert!(is_denied(
            "The Grey Ferry is not a painting by Oumar Sy.",
            source
        ));
    }

    #[test]
    fn zero_of_them_are_none_of_them() {
        let source = "The choir gave no public concerts.";
        assert!(!is_denied("The choir gave zero public concerts.", source));
        assert!(is_denied("The choir gave public concerts.", source));
    }

    #[test]
    fn a_noun_that_only_tells_which_one_is_not_denied() {
        let source = "The critics noted a lack of theatre etiquette.";
        assert!(!is_denied("The critics noted the theatre.", source));
        assert!(is_denied("The critics noted the etiquette.", source));
    }

    #[test]
    fn what_the_claim_says_twice_it_may_deny_once() {
        let claim = "To let guests leave the hut, ask why they do not leave early.";
        let source = "Letting guests leave the hut begins with asking.";
        assert!(!is_denied(claim, source));
        assert!(is_denied("The guests do not leave the hut.", source));
    }

    #[test]
    fn no_fault_in_one_part_denies_none_in_another() {
        let claim = "The crew spoke of a rudderpost fault.";
        assert!(!is_denied(
            claim,
            "The crew said there was no fault in the engine."
        ));
        let named = "The crew said there was no rudderpost fault.";
        assert!(is_denied(claim, named));
    }
}
