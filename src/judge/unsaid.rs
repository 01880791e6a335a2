//! What a sentence merely leaves unsaid: a model that misses a word in it may take it for an
//! exclusion, but who is only not mentioned, or denied something else, is not excluded.

use super::answer::{Answer, answer_at};
use super::compare::Comparison;
use super::item::{Item, ItemKind};
use super::name::leads;
use super::opinion::OPEN;
use super::reading::Part;
use super::sentence::Sentence;
use crate::entailment::View;
use crate::language::name::Name;
use crate::language::polarity::CueKind;
use crate::language::token::TokenKind;
use crate::span::Span;

/// Words by which a sentence speaks of somebody or something that was named before it.
const POINTERS: [&str; 13] = [
    "he", "she", "it", "they", "his", "her", "its", "their", "the", "this", "that", "these",
    "those",
];

/// How surely a word must be answered to be spoken of.
const SPOKEN_OF: f64 = 0.7;

/// Whether all that a model finds open of the claim are names and dates that the sentence does not
/// have, and has no other in place of.
pub(super) fn is_all_that_is_open(view: &View, part: &Part, comparison: &Comparison<'_>) -> bool {
    let open = view.answered.iter().filter(|word| word.share < OPEN);
    let mut open = open.map(|word| part.item_at(word.span)).peekable();
    let unsaid = |at: usize| is_unsaid(at, part, comparison);
    // Where one of the two denies something, that may be what excludes the claim.
    let alike = !denial_is_alone(part, comparison);
    alike && open.peek().is_some() && open.all(|at| at.is_some_and(unsaid))
}

/// Whether a name or date of the claim is missing from the sentence, which has none to exclude it.
fn is_unsaid(at: usize, part: &Part, comparison: &Comparison<'_>) -> bool {
    let item = &part.items[at];
    let sentence = comparison.place.sentence();
    if comparison.answers[at].strength > 0.0 {
        return false;
    }
    match item.kind {
        ItemKind::Date(_) => sentence.dates.is_empty(),
        ItemKind::Name { .. } => {
            is_pointed_back_to(item, part, comparison) || !has_rival(&comparison.answers, sentence)
        }
        ItemKind::Word(_) | ItemKind::Quantity(_) => false,
    }
}

/// Whether the sentence names somebody or something that the claim does not have.
fn has_rival(answers: &[Answer], sentence: &Sentence) -> bool {
    sentence.names.iter().any(|name| {
        let answers_another = |answer: &Answer| {
            let place = answer.place;
            place.is_some_and(|place| place.overlaps(name.span))
        };
        !answers.iter().any(answers_another)
    })
}

/// Whether the sentence only points back to what the claim names: "it", "the film" for "the film
/// Blue Harbour".
fn is_pointed_back_to(item: &Item, part: &Part, comparison: &Comparison<'_>) -> bool {
    let sentence = comparison.place.sentence();
    let by_noun = sort_before(&part.sentence, item.span)
        .and_then(|noun| answer_at(part, &comparison.answers, noun))
        .is_some_and(|place| stands_alone(sentence, place));
    (is_subject(&part.sentence, item.span) && points_back(sentence)) || by_noun
}

/// Whether no deed stands before the words at `span`.
fn is_subject(sentence: &Sentence, span: Span) -> bool {
    let mut deeds = sentence.clauses.iter();
    leads(sentence, span)
        || deeds
            .next()
            .is_some_and(|deed| span.end <= deed.predicate.start)
}

/// Whether whoever acts in a sentence is told by a pronoun or by a noun with its article, and nobody
/// in it by name.
fn points_back(sentence: &Sentence) -> bool {
    let is_pointer = |span: Span| {
        let mut tokens = sentence.tokens.iter();
        let first = tokens.find(|token| token.span.start >= span.start);
        first.is_some_and(|token| POINTERS.contains(&token.folded.as_str()))
    };
    let actors = || {
        let clauses = sentence.clauses.iter();
        clauses.filter_map(|clause| clause.agent.or(clause.patient))
    };
    let opens = sentence.tokens.first().map(|token| token.span);
    let first = actors().next().map(|actor| actor.span).or(opens);
    first.is_some_and(is_pointer) && actors().all(|actor| sentence.name_in(actor.span).is_none())
}

/// The noun right before a name that says what it is the name of.
fn sort_before(sentence: &Sentence, name: Span) -> Option<Span> {
    let before = sentence.tokens.iter().rev();
    let mut before = before.filter(|token| token.span.end <= name.start);
    let noun = before.find(|token| token.folded != "the")?;
    (noun.kind == TokenKind::Word && !noun.is_stop).then_some(noun.span)
}

/// Whether the noun at `place` has an article and no name beside it: "the film", not "the film Red
/// Harbour".
fn stands_alone(sentence: &Sentence, place: Span) -> bool {
    let at = sentence
        .tokens
        .partition_point(|token| token.span.start < place.start);
    let definite = at.checked_sub(1).is_some_and(|before| {
        let word = sentence.tokens[before].folded.as_str();
        matches!(word, "the" | "this" | "its" | "his" | "her" | "their")
    });
    let named = |name: &Name| name.span.start == place.end + 1 || name.span.overlaps(place);
    definite && !sentence.names.iter().any(named)
}

/// Whether the sentence denies something, but of nothing that the claim speaks of: no word behind its
/// first "not" answers a word of the claim.
pub(super) fn denies_only_another(view: &View, part: &Part, comparison: &Comparison<'_>) -> bool {
    let Some(denial) = denial(comparison.place.sentence()) else {
        return false;
    };
    let spoken_of = |answer: &Answer| {
        let behind = answer.place.is_some_and(|at| at.start >= denial.end);
        answer.strength >= SPOKEN_OF && behind
    };
    // A word that the model finds open may be what excludes the claim.
    let nothing_open = view.answered.iter().all(|word| word.share >= OPEN);
    nothing_open && denial_is_alone(part, comparison) && !comparison.answers.iter().any(spoken_of)
}

fn denial_is_alone(part: &Part, comparison: &Comparison<'_>) -> bool {
    denial(comparison.place.sentence()).is_some() != denial(&part.sentence).is_some()
}

/// The first negation of a sentence.
fn denial(sentence: &Sentence) -> Option<Span> {
    let mut cues = sentence.cues.iter();
    let negation = cues.find(|cue| cue.kind == CueKind::Negation)?;
    Some(negation.span)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entailment::Answered;
    use crate::judge::compare::compare;
    use crate::judge::testing::Example;

    /// The view of a model that finds the word `open` open in the claim, and no other.
    fn view(claim: &str, open: &str) -> View {
        let mut start = 0;
        let answered = claim.split_inclusive(' ').map(|piece| {
            let word = piece.trim_end_matches([' ', '.']);
            let span = Span::new(start, start + word.len());
            start += piece.len();
            let share = if word == open { 0.1 } else { 0.9 };
            Answered { span, share }
        });
        View {
            answered: answered.collect(),
            ..View::nothing()
        }
    }

    fn compared(claim: &str, source: &str, ask: impl Fn(&Part, &Comparison<'_>) -> bool) -> bool {
        let example = Example::of(claim, source);
        let comparison = compare(example.part(), example.place(), &example.knowledge);
        ask(example.part(), &comparison)
    }

    fn is_open(claim: &str, word: &str, source: &str) -> bool {
        compared(claim, source, |part, comparison| {
            is_all_that_is_open(&view(claim, word), part, comparison)
        })
    }

    #[test]
    fn a_name_that_is_not_mentioned_excludes_nothing_and_another_name_may() {
        let claim = "The play Kestrel ran for two weeks.";
        assert!(is_open(claim, "Kestrel", "The play ran for two weeks."));
        let another = "The play Sparrow ran for two weeks.";
        assert!(!is_open(claim, "Kestrel", another));
        assert!(!is_open(claim, "weeks", "The play ran for two weeks."));
        let denied = "The play never ran for two weeks.";
        assert!(!is_open(claim, "Kestrel", denied));
    }

    #[test]
    fn who_is_only_pointed_back_to_is_not_another() {
        let claim = "Clara Hart moved to Leeds.";
        let source = "After school, she moved to Leeds and met Oumar Sy.";
        assert!(is_open(claim, "Clara", source));
        assert!(!is_open(
            claim,
            "Clara",
            "After school, Oumar Sy moved to Leeds."
        ));
        assert!(!is_open(claim, "Leeds", "After school, she moved to York."));
    }

    #[test]
    fn a_date_that_no_date_answers_excludes_nothing() {
        let claim = "The mill burned down in March.";
        assert!(is_open(claim, "March", "The old mill burned down."));
        assert!(!is_open(claim, "March", "The mill burned down in June."));
    }

    #[test]
    fn a_denial_of_what_the_claim_does_not_speak_of_excludes_nothing() {
        let is_another = |claim: &str, source: &str| {
            compared(claim, source, |part, comparison| {
                denies_only_another(&view(claim, ""), part, comparison)
            })
        };
        let claim = "The baker sleeps in the barn.";
        assert!(is_another(claim, "The baker did not paint a bridge."));
        assert!(!is_another(claim, "The baker did not sleep at all."));
        assert!(!is_another(claim, "The baker painted a bridge."));
    }
}
