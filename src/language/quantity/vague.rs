//! Numbers that name only a magnitude: "dozens", "several hundred", "des milliers".

use super::super::Language;
use super::super::number::Numbers;

/// The interval that the vague number at piece `at` allows, and its end.
///
/// "Hundreds" are at least two hundred and fewer than would be called thousands.
pub(super) fn read(numbers: &Numbers<'_, '_>, at: usize) -> Option<(f64, f64, usize)> {
    if numbers.language == Language::French {
        french(numbers, at)
    } else {
        english(numbers, at)
    }
}

fn english(numbers: &Numbers<'_, '_>, at: usize) -> Option<(f64, f64, usize)> {
    let key = |at| numbers.key(at);
    if key(at) == "tens" && key(at + 1) == "of" {
        let size = plural_magnitude(key(at + 2))?;
        return Some((20.0 * size, 200.0 * size - 1.0, at + 3));
    }
    if let Some(size) = plural_magnitude(key(at)).filter(|_| counts(numbers, at)) {
        let (size, end) = match (key(at + 1), plural_magnitude(key(at + 2))) {
            ("of", Some(of)) => (size * of, at + 3),
            _ => (size, at + 1),
        };
        return Some((2.0 * size, 20.0 * size - 1.0, end));
    }
    let (most, next) = match (key(at), key(at + 1), key(at + 2)) {
        ("several", _, _) => (9.0, at + 1),
        ("a", "few", _) => (9.0, at + 2),
        ("a", "handful", "of") => (9.0, at + 3),
        ("a", "couple", "of") => (3.0, at + 3),
        ("a", "couple", _) => (3.0, at + 2),
        _ => return None,
    };
    match singular_magnitude(key(next)) {
        Some(size) => Some((2.0 * size, (most + 1.0) * size - 1.0, next + 1)),
        None => Some((2.0, if key(at) == "several" { 20.0 } else { most }, next)),
    }
}

/// Whether "scores" at piece `at` are twenties, rather than what somebody scores.
fn counts(numbers: &Numbers<'_, '_>, at: usize) -> bool {
    numbers.key(at) != "scores"
        || matches!(
            numbers.key(at + 1),
            "of" | "more" | "were" | "have" | "had" | "killed" | "injured" | "wounded" | "dead"
        )
}

fn plural_magnitude(word: &str) -> Option<f64> {
    Some(match word {
        "dozens" => 12.0,
        "scores" => 20.0,
        "hundreds" => 100.0,
        "thousands" => 1e3,
        "millions" => 1e6,
        "billions" => 1e9,
        _ => return None,
    })
}

fn singular_magnitude(word: &str) -> Option<f64> {
    Some(match word {
        "dozen" => 12.0,
        "score" => 20.0,
        "hundred" => 100.0,
        "thousand" => 1e3,
        "million" => 1e6,
        "billion" => 1e9,
        _ => return None,
    })
}

fn french(numbers: &Numbers<'_, '_>, at: usize) -> Option<(f64, f64, usize)> {
    let key = |at| numbers.key(at);
    let (most, next) = match (key(at), key(at + 1)) {
        // "Quelques 500 chèvres" is "quelque 500", often written so.
        ("quelques", _) if numbers.is_numeral(at + 1) => return None,
        ("plusieurs" | "quelques", _) => (9.0, at + 1),
        ("une", "poignee") => return Some((2.0, 9.0, at + 2)),
        ("des" | "de" | "les" | "ces" | "par", _) => (19.0, at + 1),
        _ => return None,
    };
    let Some(size) = french_magnitude(key(next)) else {
        return match key(at) {
            "plusieurs" => Some((2.0, 20.0, next)),
            "quelques" => Some((2.0, most, next)),
            _ => None,
        };
    };
    let (size, end) = match (key(next + 1), french_magnitude(key(next + 2))) {
        ("de", Some(of)) => (size * of, next + 3),
        _ => (size, next + 1),
    };
    Some((2.0 * size, (most + 1.0) * size - 1.0, end))
}

fn french_magnitude(word: &str) -> Option<f64> {
    Some(match word {
        "dizaines" => 10.0,
        "douzaines" => 12.0,
        "vingtaines" => 20.0,
        "centaines" => 100.0,
        "milliers" => 1e3,
        "millions" => 1e6,
        "milliards" => 1e9,
        _ => return None,
    })
}
