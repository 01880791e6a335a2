//! Numerals that are no quantities: years, numbers of resolutions and sections, telephone
//! numbers, list markers, footnotes, parts of names.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::super::number::{Form, Number, Numbers};
use super::super::piece::key;
use super::super::word_list::words;
use super::measure;
use super::read::Measure;

/// Words after which a number is a name.
static LABELS: LazyLock<HashSet<&str>> = LazyLock::new(|| words(LIST, "label"));

const LIST: &str = include_str!("labels.txt");

/// Where to go on behind something at `at` that looks like a number and is none.
pub(super) fn passed_over(numbers: &Numbers<'_, '_>, at: usize) -> Option<usize> {
    let pieces = numbers.pieces;
    if key(pieces, at) == "+" {
        return telephone(numbers, at);
    }
    let piece = pieces.get(at)?;
    piece.numeral()?;
    if let Some(end) = number_in_pairs(numbers, at).or_else(|| chain(numbers, at)) {
        return Some(end);
    }
    if is_decade_of_life(numbers, at) {
        return Some(at + 2);
    }
    let labelled = is_labelled(numbers, at) || continues_name(numbers, at);
    let named = labelled || is_marker(numbers, at) || leading_zero(piece.written);
    named.then_some(at + 1)
}

/// "In his 40s", "the 90s".
fn is_decade_of_life(numbers: &Numbers<'_, '_>, at: usize) -> bool {
    let tens = numbers.pieces[at]
        .numeral()
        .and_then(|numeral| numeral.integer());
    let plural = numbers
        .pieces
        .get(at + 1)
        .is_some_and(|next| next.is("s") && !next.spaced);
    plural && tens.is_some_and(|tens| (20..100).contains(&tens) && tens % 10 == 0)
}

/// "+223 20 22 11 11".
fn telephone(numbers: &Numbers<'_, '_>, at: usize) -> Option<usize> {
    let numeral = |at: usize| {
        numbers
            .pieces
            .get(at)
            .is_some_and(|piece| piece.numeral().is_some())
    };
    let mut end = at + 1;
    while numeral(end)
        || (matches!(key(numbers.pieces, end), "-" | "." | "(" | ")") && numeral(end + 1))
    {
        end += 1;
    }
    (end > at + 2).then_some(end)
}

/// "20 22 33 44": four pairs of digits or more are a telephone number.
fn number_in_pairs(numbers: &Numbers<'_, '_>, at: usize) -> Option<usize> {
    const FEWEST: usize = 4;
    let pairs = numbers.pieces[at..]
        .iter()
        .take_while(|piece| piece.numeral().is_some() && piece.written.len() == 2)
        .count();
    (pairs >= FEWEST).then_some(at + pairs)
}

/// "192.168.1.2", "10:20", "24/7", "1111-2222-3333": numerals tied together that are no fraction.
fn chain(numbers: &Numbers<'_, '_>, at: usize) -> Option<usize> {
    let pieces = numbers.pieces;
    let tied = |at: usize, signs: &[&str]| {
        let sign = pieces.get(at + 1)?;
        let next = pieces.get(at + 2)?;
        let glued = !sign.spaced && !next.spaced && next.numeral().is_some();
        (glued && signs.contains(&&*sign.key)).then_some(at + 2)
    };
    let signs: &[&str] = match key(pieces, at + 1) {
        "." | ":" => &[".", ":"],
        "/" if numbers
            .read(at)
            .is_some_and(|number| number.form == Form::Cardinal && number.end == at + 1) =>
        {
            &["/"]
        }
        "-" => {
            let mut last = tied(at, &["-"]).and_then(|next| tied(next, &["-"]))?;
            while let Some(next) = tied(last, &["-"]) {
                last = next;
            }
            return Some(last + 1);
        }
        _ => return None,
    };
    let mut end = tied(at, signs)?;
    while let Some(next) = tied(end, signs) {
        end = next;
    }
    Some(end + 1)
}

fn is_labelled(numbers: &Numbers<'_, '_>, at: usize) -> bool {
    let before = |back: usize| {
        at.checked_sub(back)
            .map_or("", |at| key(numbers.pieces, at))
    };
    match before(1) {
        "." => matches!(
            before(2),
            "no" | "nos" | "nr" | "p" | "pp" | "art" | "fig" | "vol" | "para" | "tel"
        ),
        "°" => before(2) == "n",
        // "Note" and "number" are nouns too, but then no number follows them directly.
        label => LABELS.contains(label) && !(label == "no" && before(2) == "had"),
    }
}

/// "Mi-17", "COVID-19", "S/2023": tied to a word with a capital letter.
fn continues_name(numbers: &Numbers<'_, '_>, at: usize) -> bool {
    let pieces = numbers.pieces;
    let Some(tie) = at.checked_sub(1).map(|tie| &pieces[tie]) else {
        return false;
    };
    if pieces[at].spaced || tie.spaced || at < 2 {
        return false;
    }
    let word = &pieces[at - 2];
    match &*tie.key {
        "/" => true,
        "-" => word.is_word() && word.written.contains(char::is_uppercase),
        _ => false,
    }
}

/// "1." or "2)" at the start of a line, and marks of footnotes such as `[3]` and `[^4]`.
fn is_marker(numbers: &Numbers<'_, '_>, at: usize) -> bool {
    let pieces = numbers.pieces;
    let piece = &pieces[at];
    let small = piece
        .numeral()
        .and_then(|numeral| numeral.integer())
        .is_some_and(|n| n < 1000);
    let next = pieces.get(at + 1);
    let listed = piece.opens_line
        && next.is_some_and(|next| !next.spaced && matches!(&*next.key, "." | ")"))
        && pieces
            .get(at + 2)
            .is_some_and(|after| after.spaced && !after.opens_line);
    let before = key(pieces, at.wrapping_sub(1));
    let noted = matches!(before, "[" | "^") && key(pieces, at + 1) == "]";
    small && (listed || noted)
}

fn leading_zero(written: &str) -> bool {
    written.len() > 1 && written.starts_with('0') && written.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a number word is an article or pronoun: "un vent", "one of them", "the one".
pub(super) fn is_no_count(
    numbers: &Numbers<'_, '_>,
    at: usize,
    number: Number,
    measure: Option<Measure>,
) -> bool {
    if number.end != at + 1 || measure::counts_one(measure) {
        return false;
    }
    let before = key(numbers.pieces, at.wrapping_sub(1));
    if matches!(key(numbers.pieces, at), "second" | "seconde")
        && matches!(before, "per" | "par" | "/")
    {
        return true;
    }
    let next = key(numbers.pieces, at + 1);
    match key(numbers.pieces, at) {
        "un" | "une" => !matches!(before, "moins" | "plus" | "seul" | "seule"),
        "one" => {
            // "The third one"
            let nth = at.checked_sub(1).and_then(|before| numbers.read(before));
            nth.is_some_and(|nth| nth.form == Form::Ordinal && nth.end == at)
                || matches!(
                    before,
                    "no" | "any"
                        | "every"
                        | "this"
                        | "that"
                        | "which"
                        | "each"
                        | "another"
                        | "the"
                        | "some"
                        | "new"
                        | "-"
                        | "only"
                )
                || matches!(
                    next,
                    "another" | "of" | "'" | "can" | "must" | "should" | "would"
                )
        }
        _ => false,
    }
}
