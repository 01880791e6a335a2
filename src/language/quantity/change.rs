//! Rises and falls: which figure is the difference, which the value before and after.

use std::cmp::Ordering;

use super::super::number::Numbers;
use super::super::piece::{Piece, PieceKind};
use super::read::Found;
use super::{Change, ChangeRole, Direction, QuantityKind, modifier};

/// How many pieces may lie between a word of change and its figure.
const REACH: usize = 12;

/// Words of rising; `*` stands for any ending.
const RISES: &[&str] = &[
    "rise",
    "rises",
    "rising",
    "rose",
    "risen",
    "increas*",
    "grow",
    "grows",
    "growing",
    "grown",
    "grew",
    "growth",
    "climb*",
    "jump",
    "jumps",
    "jumped",
    "jumping",
    "soar*",
    "surge",
    "surges",
    "surged",
    "surging",
    "swell*",
    "up",
    "rebound*",
    "recover",
    "recovers",
    "recovered",
    "recovering",
    "higher",
    "more",
    "expand*",
    "doubled",
    "doubling",
    "tripled",
    "tripling",
    "trebled",
    "quadrupled",
    "augment*",
    "hausse*",
    "accroi*",
    "accru*",
    "grimp*",
    "progress*",
    "croissance",
    "bondi*",
    "bondir",
    "gonfl*",
    "rebond*",
];

/// Words of falling; `*` stands for any ending.
const FALLS: &[&str] = &[
    "fall",
    "falls",
    "falling",
    "fell",
    "fallen",
    "decreas*",
    "declin*",
    "drop",
    "drops",
    "dropped",
    "dropping",
    "shrank",
    "shrunk",
    "shrink*",
    "reduc*",
    "cut",
    "cuts",
    "cutting",
    "down",
    "plung*",
    "plummet*",
    "slump*",
    "tumbled",
    "dwindl*",
    "eased",
    "slid",
    "sank",
    "lower",
    "fewer",
    "less",
    "slash*",
    "halved",
    "halving",
    "baiss*",
    "dimin*",
    "recul*",
    "redui*",
    "chute",
    "chutes",
    "chuter",
    "chutant",
    "tombe",
    "tombes",
    "tombee",
    "tombees",
    "tomber",
    "tombant",
    "retombe",
    "retombee",
    "repli*",
    "effondre*",
];

fn direction(piece: &Piece<'_>) -> Option<Direction> {
    let says = |words: &[&str]| words.iter().any(|word| modifier::matches(&piece.key, word));
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
        .take_while(|&at| !ends_clause(numbers, at))
        .find_map(|at| Some((at, direction(&numbers.pieces[at])?)))
}

/// Whether a word of change stands right before the number that ends with piece `last`, or a "by"
/// away: "rose by 3 points", "fell 3 points".
pub(super) fn is_told_before(numbers: &Numbers<'_, '_>, last: usize) -> bool {
    word_before(numbers, last).is_some_and(|(at, _)| {
        let between = &numbers.pieces[at + 1..last];
        between.iter().all(|piece| {
            piece.number_word.is_some() || piece.numeral().is_some() || is_link(&piece.key)
        })
    })
}

/// Words between a word of change and how much it was.
fn is_link(word: &str) -> bool {
    matches!(
        word,
        "by" | "about"
            | "around"
            | "nearly"
            | "almost"
            | "some"
            | "just"
            | "over"
            | "under"
            | "more"
            | "less"
            | "than"
            | "-"
            | "and"
            | "de"
            | "d'"
            | "environ"
            | "pres"
            | "plus"
            | "moins"
    )
}

/// Whether a word of falling stands near before piece `at`, in the same clause.
pub(super) fn falls_before(numbers: &Numbers<'_, '_>, at: usize) -> bool {
    word_before(numbers, at).is_some_and(|(_, direction)| direction == Direction::Fall)
}

/// Whether the number at piece `at` is the value before a change, "rose from 300 to 500", rather
/// than the lower end of a range.
pub(super) fn goes_from_to(numbers: &Numbers<'_, '_>, at: usize) -> bool {
    let before = numbers.key(at.wrapping_sub(1));
    matches!(before, "from" | "de")
        && (word_before(numbers, at - 1).is_some() || passage_before(numbers, at - 1).is_some())
}

/// Marks the figures that are part of a change.
pub(super) fn mark(numbers: &Numbers<'_, '_>, found: &mut [Found]) {
    for figure in found.iter_mut() {
        figure.quantity.change = of_figure(numbers, figure);
    }
    for second in 1..found.len() {
        if let [before, after] = &mut found[second - 1..=second] {
            mark_passage(numbers, before, after);
        }
    }
}

/// "Passé de 800 à 350", "went from 300 to 500": the verb tells no direction, the figures do.
fn mark_passage(numbers: &Numbers<'_, '_>, before: &mut Found, after: &mut Found) {
    const APART: usize = 8;
    let Some(link) = before.first.checked_sub(1) else {
        return;
    };
    let from = matches!(numbers.key(link), "from" | "de" | "d'");
    let to = numbers.pieces[after.first - 1].written;
    let apart = before.end..after.first;
    let close = apart.len() <= APART && !apart.into_iter().any(|at| ends_clause(numbers, at));
    if !from || !matches!(to, "to" | "à") || !close || before.quantity.change.is_some() {
        return;
    }
    let Some(verb) = passage_before(numbers, link) else {
        return;
    };
    let value = |found: &Found| found.quantity.min.or(found.quantity.max);
    let direction = match value(before).partial_cmp(&value(after)) {
        Some(Ordering::Less) => Direction::Rise,
        Some(Ordering::Greater) => Direction::Fall,
        _ => return,
    };
    let change = |role| Change {
        direction,
        role,
        span: numbers.pieces[verb].span,
    };
    before.quantity.change = Some(change(ChangeRole::From));
    after.quantity.change = Some(change(ChangeRole::To));
}

/// The verb that takes a figure from one value to another, near before the link at piece `link`.
fn passage_before(numbers: &Numbers<'_, '_>, link: usize) -> Option<usize> {
    const NEAR: usize = 5;
    const VERBS: &[&str] = &[
        "go",
        "goes",
        "going",
        "gone",
        "went",
        "move",
        "moved",
        "moving",
        "passe",
        "passes",
        "passee",
        "passees",
        "passer",
        "passant",
        "passent",
        "passait",
        "passaient",
        "passera",
        "passeront",
        "passerait",
    ];
    (link.saturating_sub(NEAR)..link)
        .rev()
        .take_while(|&at| !ends_clause(numbers, at))
        .find(|&at| VERBS.contains(&numbers.key(at)))
}

fn ends_clause(numbers: &Numbers<'_, '_>, at: usize) -> bool {
    matches!(numbers.key(at), "." | ";" | ":" | "?" | "!")
}

/// The first piece of a figure that is told as one more: "by a further 15 percent".
fn before_further(numbers: &Numbers<'_, '_>, first: usize) -> usize {
    let key = |back: usize| first.checked_sub(back).map_or("", |at| numbers.key(at));
    match (key(2), key(1)) {
        ("a" | "an", "further" | "additional" | "extra") => first - 2,
        (_, "further" | "another") => first - 1,
        _ => first,
    }
}

fn of_figure(numbers: &Numbers<'_, '_>, found: &Found) -> Option<Change> {
    if found.quantity.kind == QuantityKind::Ordinal {
        return None;
    }
    if let Some(change) = after_figure(numbers, found) {
        return Some(change);
    }
    let link = numbers.key(before_further(numbers, found.first).checked_sub(1)?);
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
    // "20 % de plus", "20 % de moins"
    let direction = match (numbers.key(at - 1), &*piece.key) {
        ("de", "plus") => Direction::Rise,
        ("de", "moins") => Direction::Fall,
        _ => direction(piece)?,
    };
    Some(Change {
        direction,
        role: ChangeRole::By,
        span: piece.span,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language::{self, English, French};
    use crate::language::figures::quantities;

    fn roles(text: &str, language: Language) -> Vec<Option<(ChangeRole, Direction)>> {
        let found = quantities(text, language);
        found
            .iter()
            .map(|found| found.change.map(|change| (change.role, change.direction)))
            .collect()
    }

    #[test]
    fn the_figures_tell_the_direction_of_a_passage() {
        use ChangeRole::{From, To};
        use Direction::{Fall, Rise};
        for (language, text, direction) in [
            (English, "The flock went from 300 to 500 goats.", Rise),
            (
                English,
                "The flock went from 500 goats in spring to 300.",
                Fall,
            ),
            (French, "Le troupeau est passé de 300 à 500 chèvres.", Rise),
            (French, "passant de 500 chèvres en 2015 à 300 en 2019", Fall),
            (
                French,
                "Cela a fait passer le troupeau de 300 à 500 têtes.",
                Rise,
            ),
        ] {
            let both = [Some((From, direction)), Some((To, direction))];
            assert_eq!(roles(text, language), both, "{text}");
        }
    }

    #[test]
    fn a_difference_may_be_told_after_its_figure() {
        use ChangeRole::By;
        for (language, text, direction) in [
            (English, "a 40-per-cent reduction", Direction::Fall),
            (English, "It fell by a further 15 percent.", Direction::Fall),
            (English, "It grew by another 15 percent.", Direction::Rise),
            (French, "Il y en a 20 % de moins.", Direction::Fall),
            (French, "Il y en a 20 % de plus.", Direction::Rise),
        ] {
            assert_eq!(roles(text, language), [Some((By, direction))], "{text}");
        }
    }

    #[test]
    fn a_range_is_no_passage() {
        for (language, text) in [
            (English, "Flocks have from 300 to 500 goats."),
            (English, "The surgeons saw from 300 to 500 goats."),
            (French, "Les troupeaux comptent de 300 à 500 chèvres."),
        ] {
            assert_eq!(roles(text, language), [None], "{text}");
        }
    }
}
