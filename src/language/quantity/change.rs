//! Rises and falls: which figure is the difference, which the value before and after.

use super::super::number::Numbers;
use super::super::piece::{Piece, PieceKind};
use super::read::{Found, cover};
use super::{Approximation, Change, ChangeRole, Direction, Quantity, QuantityKind};

/// How many pieces may lie between a word of change and its figure.
const REACH: usize = 8;

const RISES: &[&str] = &[
    "rise",
    "rises",
    "rising",
    "rose",
    "risen",
    "increas",
    "grow",
    "grew",
    "growth",
    "climb",
    "jump",
    "soar",
    "surg",
    "swell",
    "swelled",
    "up",
    "augment",
    "hausse",
    "accroi",
    "accru",
    "grimp",
    "progress",
    "croissance",
    "bondi",
    "gonfl",
    "higher",
    "more",
    "expand",
];

const FALLS: &[&str] = &[
    "fall", "fell", "fallen", "decreas", "declin", "drop", "shrank", "shrunk", "shrink", "reduc",
    "cut", "cuts", "down", "plung", "plummet", "slump", "lower", "fewer", "less", "baiss", "dimin",
    "recul", "redui", "chut", "tomb", "repli", "slash",
];

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

fn direction(piece: &Piece<'_>) -> Option<Direction> {
    let says = |stems: &[&str]| {
        stems.iter().any(|stem| {
            let whole = stem.len() <= 4;
            if whole {
                piece.is(stem)
            } else {
                piece.key.starts_with(stem)
            }
        })
    };
    if piece.kind != PieceKind::Word {
        None
    } else if says(RISES) {
        Some(Direction::Rise)
    } else if says(FALLS) {
        Some(Direction::Fall)
    } else {
        None
    }
}

/// The word of change nearest before piece `at`, in the same clause.
fn word_before(numbers: &Numbers<'_, '_>, at: usize) -> Option<(usize, Direction)> {
    let nearest = at.saturating_sub(REACH);
    (nearest..at)
        .rev()
        .take_while(|&at| !matches!(numbers.key(at), "." | ";" | ":" | "?" | "!"))
        .find_map(|at| Some((at, direction(&numbers.pieces[at])?)))
}

/// Whether the number at piece `at` is the value before a change, "rose from 300 to 500", rather
/// than the lower end of a range.
pub(super) fn goes_from_to(numbers: &Numbers<'_, '_>, at: usize) -> bool {
    let before = numbers.key(at.wrapping_sub(1));
    matches!(before, "from" | "de") && word_before(numbers, at - 1).is_some()
}

/// Marks the figures that are part of a change, and adds those that a word alone gives.
pub(super) fn mark(numbers: &Numbers<'_, '_>, found: &mut Vec<Found>) {
    for figure in found.iter_mut() {
        figure.quantity.change = of_figure(numbers, figure);
    }
    for at in 0..numbers.pieces.len() {
        if let Some(multiple) = factor(numbers, at)
            && !found
                .iter()
                .any(|other| other.first <= at && at < other.end)
        {
            found.push(multiple);
        }
    }
    found.sort_by_key(|found| found.first);
}

fn of_figure(numbers: &Numbers<'_, '_>, found: &Found) -> Option<Change> {
    if found.quantity.kind == QuantityKind::Ordinal {
        return None;
    }
    if let Some(change) = after_figure(numbers, found) {
        return Some(change);
    }
    let link = numbers.key(found.first.checked_sub(1)?);
    let (at, direction) = word_before(numbers, found.first)?;
    let adjacent = at + 1 == found.first;
    let word = &*numbers.pieces[at].key;
    let comparative = matches!(word, "more" | "less" | "fewer" | "higher" | "lower");
    let role = match link {
        "by" => ChangeRole::By,
        "to" => ChangeRole::To,
        "from" => ChangeRole::From,
        "a" if numbers.pieces[found.first - 1].written != "a" => ChangeRole::To,
        "de" | "d'" | "of" if at + 2 == found.first => by_or_from(numbers, found),
        _ if adjacent && !comparative => ChangeRole::By,
        _ => return None,
    };
    (!comparative).then(|| Change {
        direction,
        role,
        span: numbers.pieces[at].span,
    })
}

/// "De 300 à 500" starts from; "de 40 %" is the difference.
fn by_or_from(numbers: &Numbers<'_, '_>, found: &Found) -> ChangeRole {
    let then = numbers.pieces.get(found.end);
    match then {
        Some(piece) if piece.written == "à" => ChangeRole::From,
        _ => ChangeRole::By,
    }
}

/// "A 40-per-cent reduction", "20 % more", "une hausse de": the word of change comes after.
fn after_figure(numbers: &Numbers<'_, '_>, found: &Found) -> Option<Change> {
    let relative = matches!(
        found.quantity.kind,
        QuantityKind::Percent | QuantityKind::PercentPoint | QuantityKind::Multiple
    );
    let mut at = found.end;
    if numbers.key(at) == "-" || matches!(numbers.key(at), "de" | "as") {
        at += 1;
    }
    let piece = numbers.pieces.get(at).filter(|_| relative)?;
    if found.quantity.kind == QuantityKind::Multiple {
        let direction = direction(piece).unwrap_or(Direction::Rise);
        return Some(Change {
            direction,
            role: ChangeRole::Factor,
            span: found.quantity.span,
        });
    }
    let direction = direction(piece)?;
    Some(Change {
        direction,
        role: ChangeRole::By,
        span: piece.span,
    })
}

/// "Doubled", "divisé par deux", "twice as many": a multiple in a word.
fn factor(numbers: &Numbers<'_, '_>, at: usize) -> Option<Found> {
    let piece = &numbers.pieces[at];
    let (value, end) = match &*piece.key {
        "twice" if matches!(numbers.key(at + 1), "as" | "the" | "that") => (2.0, at + 1),
        "multiplie" | "multipliee" | "multiplies" if numbers.key(at + 1) == "par" => {
            let by = numbers.read(at + 2)?;
            (by.value, by.end)
        }
        "divise" | "divisee" | "divises" | "divisees" if numbers.key(at + 1) == "par" => {
            let by = numbers.read(at + 2)?;
            (1.0 / by.value, by.end)
        }
        word => {
            let participle = word.trim_end_matches('s');
            let participle = participle
                .strip_suffix("ee")
                .map_or(participle, |stem| &participle[..stem.len() + 1]);
            let known = FACTORS
                .iter()
                .find(|(factor, _)| *factor == word)
                .or_else(|| {
                    let accented = piece.written.contains('é');
                    FRENCH_FACTORS
                        .iter()
                        .find(|(factor, _)| accented && *factor == participle)
                });
            (known?.1, at + 1)
        }
    };
    if !value.is_finite() {
        return None;
    }
    let span = cover(numbers.pieces, at, end);
    let direction = if value < 1.0 {
        Direction::Fall
    } else {
        Direction::Rise
    };
    let quantity = Quantity {
        span,
        number_span: span,
        min: Some(value),
        max: Some(value),
        min_inclusive: true,
        max_inclusive: true,
        approximation: Approximation::Plain,
        step: value,
        unit: None,
        kind: QuantityKind::Multiple,
        change: Some(Change {
            direction,
            role: ChangeRole::Factor,
            span,
        }),
        of: None,
    };
    Some(Found {
        quantity,
        first: at,
        end,
    })
}
