//! How often something happens: "every month" is not "every three months", and that is four times a
//! year.

use super::answer::Answer;
use super::reading::Part;
use super::sentence::Sentence;
use crate::language::token::{Token, TokenKind};
use crate::span::Span;

/// How far two intervals may be apart that are told in months and in days, as a share.
const SAME: f64 = 0.04;

/// How often something is said to happen.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Recurrence {
    /// Days from one time to the next.
    days: f64,
    words: Span,
}

/// How often a claim and a sentence each say that it happens.
pub(super) struct HowOften {
    pub(super) claimed: Span,
    pub(super) found: Span,
    pub(super) is_same: bool,
}

/// How often both say that it happens, where each tells one interval.
pub(super) fn compared(part: &Part, sentence: &Sentence) -> Option<HowOften> {
    let (claimed, found) = (only(&part.sentence)?, only(sentence)?);
    Some(HowOften {
        claimed: claimed.words,
        found: found.words,
        is_same: is_same(claimed, found),
    })
}

impl HowOften {
    /// Answers the words of the claim that tell how often, where the sentence tells the same.
    pub(super) fn answer(&self, part: &Part, answers: &mut [Answer]) {
        let told = part.items.iter().zip(answers);
        for (_, answer) in told.filter(|(item, _)| self.is_same && item.span.overlaps(self.claimed))
        {
            *answer = Answer::here(1.0, self.found);
        }
    }
}

fn is_same(one: Recurrence, other: Recurrence) -> bool {
    (one.days / other.days - 1.0).abs() <= SAME
}

/// The one recurrence that a sentence tells.
fn only(sentence: &Sentence) -> Option<Recurrence> {
    let tokens = &sentence.tokens;
    let mut found = (0..tokens.len()).filter_map(|at| recurrence(sentence, at));
    found.next().filter(|_| found.next().is_none())
}

/// "Every three months", "each year", "four times a year", from the token numbered `at` on.
fn recurrence(sentence: &Sentence, at: usize) -> Option<Recurrence> {
    let tokens = &sentence.tokens;
    let folded = |at: usize| tokens.get(at).map(|token| token.folded.as_str());
    let told = |times: f64, last: usize| {
        let token = &tokens[last];
        Some(Recurrence {
            days: days(&token.folded)? / times,
            words: tokens[at].span.cover(token.span),
        })
    };
    match folded(at)? {
        "every" | "each" => {
            let unit = tokens.get(at + 1)?;
            match number(sentence, unit) {
                Some(number) => told(1.0 / number, at + 2),
                None => told(1.0, at + 1),
            }
        }
        "once" if is_a(folded(at + 1)) => told(1.0, at + 2),
        "twice" if is_a(folded(at + 1)) => told(2.0, at + 2),
        _ if folded(at + 1) == Some("times") && is_a(folded(at + 2)) => {
            told(number(sentence, &tokens[at])?, at + 3)
        }
        _ => None,
    }
}

fn is_a(word: Option<&str>) -> bool {
    matches!(word, Some("a" | "an" | "per" | "each" | "every"))
}

/// The number that a token is, or is the word for.
fn number(sentence: &Sentence, token: &Token) -> Option<f64> {
    if token.kind == TokenKind::Punctuation {
        return None;
    }
    let mut figures = sentence.quantities.iter();
    let figure = figures.find(|figure| figure.number_span == token.span)?;
    figure.value().filter(|value| *value > 0.0)
}

/// The length of a unit of time in days.
fn days(unit: &str) -> Option<f64> {
    Some(match unit {
        "day" | "days" => 1.0,
        "week" | "weeks" => 7.0,
        "month" | "months" => 365.25 / 12.0,
        "quarter" | "quarters" => 365.25 / 4.0,
        "year" | "years" => 365.25,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::compared;
    use crate::judge::testing::Example;

    fn differ(claim: &str, source: &str) -> bool {
        let example = Example::of(claim, source);
        compared(example.part(), example.sentence()).is_some_and(|often| !often.is_same)
    }

    #[test]
    fn how_often_is_compared_in_whatever_words() {
        let source = "The council meets every three months in Leeds.";
        assert!(differ("The council meets every month in Leeds.", source));
        assert!(differ("The council meets twice a year in Leeds.", source));
        assert!(!differ(
            "The council meets four times a year in Leeds.",
            source
        ));
        assert!(!differ("The council meets every quarter in Leeds.", source));
        assert!(!differ("The council meets in Leeds.", source));
    }
}
