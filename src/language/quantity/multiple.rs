//! Multiples: how many times as much there is after as before, in one word ("doubled", "twice as
//! many") or in several ("divisé par deux", "by a factor of four").

use super::super::Language;
use super::super::figures::MOST_FIGURES;
use super::super::number::Numbers;
use super::modifier::{self, Modifier};
use super::read::{Found, apply, cover};
use super::{Approximation, Change, ChangeRole, Direction, Quantity, QuantityKind, change};

/// Words that are one figure by themselves: after is so many times before.
const FACTORS: &[(&str, f64)] = &[
    ("doubled", 2.0),
    ("doubling", 2.0),
    ("tripled", 3.0),
    ("tripling", 3.0),
    ("trebled", 3.0),
    ("quadrupled", 4.0),
    ("quintupled", 5.0),
    ("halved", 0.5),
    ("halving", 0.5),
    ("twofold", 2.0),
    ("threefold", 3.0),
    ("fourfold", 4.0),
    ("fivefold", 5.0),
    ("tenfold", 10.0),
];

const FRENCH_FACTORS: &[(&str, f64)] = &[
    ("double", 2.0),
    ("triple", 3.0),
    ("quadruple", 4.0),
    ("quintuple", 5.0),
    ("decuple", 10.0),
];

/// Adds the multiples of a text to its figures, in the place of the numbers that they take in.
pub(super) fn add(numbers: &Numbers<'_, '_>, found: &mut Vec<Found>) {
    let read = found.len();
    for at in 0..numbers.pieces.len() {
        if found.len() > read + MOST_FIGURES {
            break;
        }
        let Some((value, end)) = value(numbers, at) else {
            continue;
        };
        // "Half as many" is read as a fraction first.
        let within = |other: &Found| {
            other.first <= at && at < other.end && other.quantity.kind != QuantityKind::Fraction
        };
        if value.is_finite() && value > 0.0 && !found.iter().any(within) {
            found.retain(|other| other.end <= at || end <= other.first);
            let earliest = found
                .iter()
                .map(|other| other.end)
                .filter(|end| *end <= at)
                .max();
            found.push(multiple(numbers, at, end, value, earliest.unwrap_or(0)));
        }
    }
    if found.len() != read {
        found.sort_by_key(|found| found.first);
    }
}

/// The multiple that starts at piece `at`, and where its words end.
fn value(numbers: &Numbers<'_, '_>, at: usize) -> Option<(f64, usize)> {
    // Asked at every word of a text: no multiple starts with another letter.
    if !numbers.key(at).starts_with(['d', 'f', 'h', 'm', 'q', 't']) {
        return None;
    }
    let key = |at| numbers.key(at);
    let by = |at| numbers.read(at).map(|number| (number.value, number.end));
    match key(at) {
        "twice" if matches!(key(at + 1), "as" | "the" | "that") => Some((2.0, at + 1)),
        "double" if matches!(key(at + 1), "the" | "that" | "its" | "du" | "des") => {
            Some((2.0, at + 1))
        }
        "triple" | "treble" if matches!(key(at + 1), "the" | "that" | "its" | "du" | "des") => {
            Some((3.0, at + 1))
        }
        "half" if key(at + 1) == "as" => Some((0.5, at + 1)),
        "factor" | "facteur" => {
            let first = at + 1 + usize::from(matches!(key(at + 1), "of" | "de"));
            let falls = change::falls_before(numbers, at);
            by(first).map(|(value, end)| (if falls { 1.0 / value } else { value }, end))
        }
        word if key(at + 1) == "par" && word.starts_with("multipli") => {
            by(past_factor(numbers, at + 2))
        }
        word if key(at + 1) == "par" && word.starts_with("divis") => {
            by(past_factor(numbers, at + 2)).map(|(value, end)| (1.0 / value, end))
        }
        word => named(word, numbers.pieces[at].written).map(|value| (value, at + 1)),
    }
}

/// Past the "un facteur de" of "multiplié par un facteur de quatre".
fn past_factor(numbers: &Numbers<'_, '_>, at: usize) -> usize {
    if (numbers.key(at), numbers.key(at + 1)) != ("un", "facteur") {
        return at;
    }
    at + 2 + usize::from(numbers.key(at + 2) == "de")
}

/// The multiple that a past tense or participle names by itself.
fn named(word: &str, written: &str) -> Option<f64> {
    let find = |table: &[(&str, f64)], word: &str| {
        let named = table.iter().find(|(factor, _)| *factor == word);
        named.map(|(_, value)| *value)
    };
    if let Some(value) = find(FACTORS, word) {
        return Some(value);
    }
    let participle = word.trim_end_matches('s');
    let participle = participle
        .strip_suffix("ee")
        .map_or(participle, |stem| &participle[..stem.len() + 1]);
    find(FRENCH_FACTORS, participle).filter(|_| written.contains(['é', 'É']))
}

fn multiple(
    numbers: &Numbers<'_, '_>,
    first: usize,
    end: usize,
    value: f64,
    earliest: usize,
) -> Found {
    let span = cover(numbers.pieces, first, end);
    let direction = if value < 1.0 {
        Direction::Fall
    } else {
        Direction::Rise
    };
    let mut quantity = Quantity {
        change: Some(Change {
            direction,
            role: ChangeRole::Factor,
            span,
        }),
        ..Quantity::plain(span, value, value, QuantityKind::Multiple)
    };
    let bound = bound_before(numbers, first).filter(|(_, start)| *start >= earliest);
    let first = bound.map_or(first, |(modifier, start)| {
        apply(
            &mut quantity,
            if value < 1.0 {
                inverse(modifier)
            } else {
                modifier
            },
        );
        start
    });
    quantity.span = cover(numbers.pieces, first, end);
    Found {
        quantity,
        first,
        end,
    }
}

/// "More than doubled", "presque triplé", "plus que doublé".
fn bound_before(numbers: &Numbers<'_, '_>, at: usize) -> Option<(Modifier, usize)> {
    let more = at >= 2 && numbers.key(at - 1) == "que" && numbers.key(at - 2) == "plus";
    if more && numbers.language == Language::French {
        return Some((Modifier::MoreThan, at - 2));
    }
    modifier::before(numbers.pieces, at, numbers.language)
}

/// What is more than halved is left with less than half.
fn inverse(modifier: Modifier) -> Modifier {
    match modifier {
        Modifier::AtLeast => Modifier::AtMost,
        Modifier::AtMost | Modifier::UpTo => Modifier::AtLeast,
        Modifier::MoreThan => Modifier::LessThan,
        Modifier::LessThan => Modifier::MoreThan,
        Modifier::Says(Approximation::Exactly) => modifier,
        Modifier::Says(_) => Modifier::Says(Approximation::About),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language::{English, French};
    use crate::language::figures::quantities;

    /// The multiples of `text`, as their lower and upper end.
    fn multiples(text: &str, language: Language) -> Vec<(Option<f64>, Option<f64>)> {
        let found = quantities(text, language);
        assert!(
            found
                .iter()
                .all(|found| found.kind == QuantityKind::Multiple),
            "{text}: {found:?}"
        );
        found.iter().map(|found| (found.min, found.max)).collect()
    }

    #[test]
    fn multiples_with_their_bounds() {
        let exactly = |value| (Some(value), Some(value));
        for (language, text, ends) in [
            (English, "The herd doubled.", exactly(2.0)),
            (English, "The herd more than doubled.", (Some(2.0), None)),
            (English, "The herd more than halved.", (None, Some(0.5))),
            (
                English,
                "The price was double the usual price.",
                exactly(2.0),
            ),
            (English, "It rose by a factor of five.", exactly(5.0)),
            (English, "It fell by a factor of five.", exactly(0.2)),
            (English, "a 12-fold rise", exactly(12.0)),
            (English, "There were half as many.", exactly(0.5)),
            (French, "Le troupeau a plus que triplé.", (Some(3.0), None)),
            (French, "Les prix ont été multipliés par six.", exactly(6.0)),
            (
                French,
                "Les prix ont été divisés par un facteur de 4.",
                exactly(0.25),
            ),
            (French, "C'est le double du prix.", exactly(2.0)),
        ] {
            assert_eq!(multiples(text, language), [ends], "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_multiple() {
        for (language, text) in [
            (English, "They fold the tents on a double bed."),
            (English, "Rain is a factor."),
            (French, "Le facteur passe ; un double échec."),
        ] {
            assert!(multiples(text, language).is_empty(), "{text}");
        }
    }
}
