//! Words around a number that bound it or say how exact it is.

use super::super::Language;
use super::super::number::Numbers;
use super::super::piece::{Piece, key};
use super::Approximation;

/// What a phrase before or after a number does to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Modifier {
    AtLeast,
    MoreThan,
    AtMost,
    UpTo,
    LessThan,
    Says(Approximation),
}

use Approximation::{About, Exactly, JustOver, Nearly};
use Modifier::{AtLeast, AtMost, LessThan, MoreThan, Says, UpTo};

/// Phrases and what they do; `*` stands for any ending.
type Phrases = &'static [(Modifier, &'static [&'static str])];

const ENGLISH_BEFORE: Phrases = &[
    (
        MoreThan,
        &[
            "more than",
            "over",
            "well over",
            "far more than",
            "greater than",
            "larger than",
            "bigger than",
            "higher than",
            "above",
            "in excess of",
            "upwards of",
            "exceeding",
            "exceed*",
            "surpass*",
            "topping",
            ">",
            "older than",
            "longer than",
        ],
    ),
    (
        AtLeast,
        &[
            "at least",
            "no less than",
            "no fewer than",
            "not less than",
            "not fewer than",
            "not under",
            "not below",
            "minimum of",
            "greater than or equal to",
            "more than or equal to",
            "bigger or equal than",
            "greater or equal than",
            "greater or equal to",
            "equal to or more than",
            "equal to or greater than",
            "at least or equal to",
            "> =",
            "≥",
            "geq",
        ],
    ),
    (
        AtMost,
        &[
            "at most",
            "no more than",
            "not more than",
            "no greater than",
            "maximum of",
            "less than or equal to",
            "fewer than or equal to",
            "less or equal than",
            "less or equal to",
            "equal to or less than",
            "not exceeding",
            "not over",
            "not above",
            "< =",
            "≤",
            "leq",
        ],
    ),
    (UpTo, &["up to", "as many as", "as much as"]),
    (
        LessThan,
        &[
            "less than",
            "fewer than",
            "well under",
            "under",
            "below",
            "smaller than",
            "lower than",
            "younger than",
            "shorter than",
            "<",
        ],
    ),
    (
        Says(About),
        &[
            "about",
            "around",
            "approximately",
            "roughly",
            "some",
            "estimated",
            "an estimated",
            "estimated at",
            "estimated to be",
            "an estimated total of",
            "circa",
            "ca",
            "ca .",
            "c .",
            "approx",
            "approx .",
            "~",
            "≈",
            "∼",
            "≃",
            "sim",
            "simeq",
            "in the region of",
            "in the order of",
            "on the order of",
            "more or less",
            "perhaps",
            "an approximate",
            "somewhere around",
            "reportedly some",
        ],
    ),
    (
        Says(Nearly),
        &[
            "nearly",
            "almost",
            "close to",
            "just under",
            "just below",
            "just short of",
            "slightly less than",
            "slightly under",
            "slightly fewer than",
            "a little less than",
            "a little under",
            "not quite",
            "approaching",
            "nearing",
            "virtually",
            "near",
        ],
    ),
    (
        Says(JustOver),
        &[
            "just over",
            "just above",
            "slightly more than",
            "slightly over",
            "slightly above",
            "a little over",
            "a little more than",
            "a little above",
            "little more than",
        ],
    ),
    (
        Says(Exactly),
        &["exactly", "precisely", "equal to", "equals", "equal"],
    ),
];

const FRENCH_BEFORE: Phrases = &[
    (
        MoreThan,
        &[
            "plus de",
            "plus d'",
            "plus du",
            "plus des",
            "bien plus de",
            "superieur* a",
            "au dela de",
            "au dela des",
            "au dessus de",
            "au dessus des",
            "depass*",
            "exced*",
            "plus age que",
            "plus agee que",
            "plus grand* que",
            "plus eleve* que",
            "plus haut* que",
            ">",
        ],
    ),
    (
        AtLeast,
        &[
            "au moins",
            "pas moins de",
            "minimum de",
            "au minimum",
            "a tout le moins",
            "superieur* ou ega* a",
            "ega* ou superieur* a",
            "≥",
            "> =",
        ],
    ),
    (
        AtMost,
        &[
            "au plus",
            "tout au plus",
            "au maximum",
            "pas plus de",
            "pas plus que",
            "maximum de",
            "inferieur* ou ega* a",
            "ega* ou inferieur* a",
            "≤",
            "< =",
        ],
    ),
    (UpTo, &["jusqu'a"]),
    (
        LessThan,
        &[
            "moins de",
            "moins d'",
            "moins du",
            "moins des",
            "inferieur* a",
            "en dessous de",
            "en dessous des",
            "au dessous de",
            "au dessous des",
            "sous la barre de",
            "sous la barre des",
            "sous le seuil de",
            "sous le seuil des",
            "plus petit* que",
            "plus bas* que",
            "<",
        ],
    ),
    (
        Says(About),
        &[
            "environ",
            "env",
            "env .",
            "quelque",
            "quelques",
            "approximativement",
            "a peu pres",
            "peu ou prou",
            "autour de",
            "autour des",
            "aux alentours de",
            "aux alentours des",
            "aux environs de",
            "aux environs des",
            "de l'ordre de",
            "estime* a",
            "plus ou moins",
            "grosso modo",
            "~",
            "≈",
        ],
    ),
    (
        Says(Nearly),
        &[
            "pres de",
            "pres du",
            "pres des",
            "presque",
            "un peu moins de",
            "pas loin de",
            "quasiment",
            "pres d'",
        ],
    ),
    (
        Says(JustOver),
        &["un peu plus de", "legerement plus de", "un peu plus d'"],
    ),
    (Says(Exactly), &["exactement", "precisement", "ega* a"]),
];

const ENGLISH_AFTER: Phrases = &[
    (
        AtLeast,
        &[
            "or more than",
            "or more",
            "and more",
            "or above",
            "and above",
            "or over",
            "and over",
            "or higher",
            "and up",
            "or greater",
            "or longer",
            "+",
            "at least",
            "at a minimum",
        ],
    ),
    (
        AtMost,
        &[
            "or less",
            "or fewer",
            "or under",
            "or below",
            "or lower",
            "and under",
            "and below",
            "at most",
        ],
    ),
    (
        Says(About),
        &["or so", "or thereabouts", "approximately", "more or less"],
    ),
    (Says(Exactly), &["exactly"]),
];

const FRENCH_AFTER: Phrases = &[
    (
        AtLeast,
        &[
            "ou plus que",
            "ou plus",
            "et plus",
            "ou davantage",
            "et au dela",
            "+",
            "au moins",
            "au minimum",
        ],
    ),
    (
        AtMost,
        &[
            "ou moins",
            "et moins",
            "au plus",
            "au maximum",
            "maximum",
            "tout au plus",
        ],
    ),
    (Says(About), &["environ", "a peu pres", "plus ou moins"]),
    (Says(Exactly), &["exactement"]),
];

/// The longest modifier that ends right before piece `end`, and the piece it starts with.
pub(super) fn before(
    pieces: &[Piece<'_>],
    end: usize,
    language: Language,
) -> Option<(Modifier, usize)> {
    let phrases = if language == Language::French {
        FRENCH_BEFORE
    } else {
        ENGLISH_BEFORE
    };
    let mut best: Option<(Modifier, usize)> = None;
    for &(modifier, variants) in phrases {
        for phrase in variants {
            if let Some(start) = ends_with(pieces, end, phrase)
                && best.is_none_or(|(_, longest)| start < longest)
            {
                best = Some((modifier, start));
            }
        }
    }
    best
}

/// The modifier that starts right at piece `at`, and its end.
pub(super) fn after(numbers: &Numbers<'_, '_>, at: usize) -> Option<(Modifier, usize)> {
    let french = numbers.language == Language::French;
    match (numbers.key(at), numbers.key(at + 1)) {
        ("-", "plus") if !french => return Some((AtLeast, at + 2)),
        ("-", "odd") if !french => return Some((Says(About), at + 2)),
        _ => {}
    }
    let phrases = if french { FRENCH_AFTER } else { ENGLISH_AFTER };
    let found = phrases.iter().find_map(|&(modifier, variants)| {
        let end = variants
            .iter()
            .find_map(|phrase| starts_with(numbers.pieces, at, phrase))?;
        Some((modifier, end))
    })?;
    let (modifier, end) = found;
    // "500 or more than 600" and "500, at least 20 of them" open another figure.
    let opens = matches!(numbers.key(end), "than" | "que" | "de" | "d'");
    let leads = opens || numbers.whole(end).is_some();
    (!leads).then_some((modifier, end))
}

fn ends_with(pieces: &[Piece<'_>], end: usize, phrase: &str) -> Option<usize> {
    let mut at = end;
    for word in phrase.rsplit(' ') {
        at = at.checked_sub(1)?;
        while pieces[at].is("-") && at > 0 {
            at -= 1;
        }
        // "jusqu'a" and "d'" are two pieces and one.
        if let Some((elided, rest)) = word.split_once('\'').filter(|(_, rest)| !rest.is_empty()) {
            let before = at.checked_sub(1)?;
            let apart = matches(&pieces[at].key, rest)
                && pieces[before].key.strip_suffix('\'') == Some(elided);
            if !apart {
                return None;
            }
            at = before;
        } else if !matches(&pieces[at].key, word) {
            return None;
        }
    }
    Some(at)
}

fn starts_with(pieces: &[Piece<'_>], start: usize, phrase: &str) -> Option<usize> {
    let mut at = start;
    for word in phrase.split(' ') {
        if key(pieces, at) == "-" {
            at += 1;
        }
        if !matches(key(pieces, at), word) {
            return None;
        }
        at += 1;
    }
    Some(at)
}

/// Whether `key` is the word `pattern`, or starts with it where it ends with `*`.
pub(super) fn matches(key: &str, pattern: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(stem) => key.starts_with(stem),
        None => key == pattern,
    }
}
