//! The unit beside a number: percent signs, currencies on either side, measures after it.

use super::super::Language;
use super::super::number::{Form, Number, Numbers};
use super::super::piece::Piece;
use super::super::stop::is_stop_word;
use super::super::unit::{self, Dimension, Unit};
use super::change;
use super::read::Measure;

/// A currency before a number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Before {
    pub(super) unit: Unit,
    pub(super) len: usize,
    /// What the code multiplies by: "MEUR" is in millions.
    pub(super) scale: f64,
}

/// A unit after a number.
#[derive(Clone, Copy, Debug)]
pub(super) struct After {
    pub(super) measure: Measure,
    pub(super) end: usize,
    /// What the unit multiplies by: "MEUR", "USD million".
    pub(super) scale: f64,
}

/// The sign or code of a currency at piece `at`, with a number right after it.
pub(super) fn currency_before(numbers: &Numbers<'_, '_>, at: usize) -> Option<Before> {
    let pieces = &numbers.pieces[at..];
    let (unit, len, scale) = code_or_name(pieces)?;
    let in_front = pieces[..len].iter().any(|piece| is_sign(piece))
        || (len == 1 && is_code(&pieces[0]) && pieces[0].written.len() >= 3)
        || is_front_mark(&pieces[0]);
    let number = pieces.get(len)?;
    let word_in_front = number.numeral().is_none() && !is_sign(&pieces[len - 1]);
    (in_front && !word_in_front).then_some(Before { unit, len, scale })
}

fn code_or_name(pieces: &[Piece<'_>]) -> Option<(Unit, usize, f64)> {
    if let Some(found) = unit::currency(pieces) {
        return Some((found.unit, found.len, 1.0));
    }
    let first = pieces.first()?;
    let code = first
        .key
        .strip_prefix('m')
        .filter(|code| code.len() == 3 && is_code(first))?;
    let bare = Piece {
        key: code.into(),
        ..first.clone()
    };
    let found = unit::currency(&[bare])?;
    (found.unit.name.len() == 3).then_some((found.unit, 1, 1e6))
}

/// Abbreviations of currencies that stand before the number: "Rs 500", "DM 500".
fn is_front_mark(piece: &Piece<'_>) -> bool {
    matches!(
        piece.written,
        "Rs" | "DM" | "FF" | "SFr" | "RM" | "Rp" | "Ksh" | "KSh" | "Ush" | "Tsh"
    )
}

fn is_sign(piece: &Piece<'_>) -> bool {
    !piece.is_word() && piece.numeral().is_none()
}

fn is_code(piece: &Piece<'_>) -> bool {
    piece.written.bytes().all(|b| b.is_ascii_uppercase())
}

/// Past a second naming of the same currency, "€ 5 million euros", "$5 USD".
pub(super) fn same_currency_after(numbers: &Numbers<'_, '_>, end: usize, unit: Unit) -> usize {
    match unit::currency(&numbers.pieces[end.min(numbers.pieces.len())..]) {
        Some(found)
            if found.unit.dimension == unit.dimension
                && found.unit.name == unit.name
                && numbers.pieces[end].is_word()
                && !opens_amount(numbers, end + found.len) =>
        {
            end + found.len
        }
        _ => end,
    }
}

/// Whether a numeral stands right at `at`, so that a currency before it is the numeral's.
fn opens_amount(numbers: &Numbers<'_, '_>, at: usize) -> bool {
    numbers
        .pieces
        .get(at)
        .is_some_and(|piece| piece.numeral().is_some())
}

/// The unit after `number`.
pub(super) fn after(numbers: &Numbers<'_, '_>, number: Number) -> Option<After> {
    let plain = |measure, end| After {
        measure,
        end,
        scale: 1.0,
    };
    let at = past_joint(numbers, number.end);
    if let Some((measure, end)) = percent(numbers, at) {
        // "Un pourcentage" is some percentage.
        let some = numbers.key(at) == "pourcentage" && numbers.key(at - 1) == "un";
        return (!some).then(|| plain(measure, end));
    }
    if let Some(end) = per_mille(numbers, at) {
        return Some(After {
            measure: Measure::Percent,
            end,
            scale: 0.1,
        });
    }
    if let Some(end) = basis_points(numbers, at) {
        return Some(After {
            measure: Measure::PercentPoint,
            end,
            scale: 0.01,
        });
    }
    if matches!(numbers.key(at), "point" | "points")
        && change::is_told_before(numbers, number.end - 1)
    {
        return Some(plain(Measure::PercentPoint, at + 1));
    }
    if numbers.key(at) == "fold" {
        return Some(plain(Measure::Times, at + 1));
    }
    if matches!(numbers.key(at), "times" | "fois") {
        return is_multiple(numbers, at + 1).then(|| plain(Measure::Times, at + 1));
    }
    if let Some(found) = past_whole(numbers, at, number).and_then(|whole| percent(numbers, whole)) {
        return Some(plain(found.0, found.1));
    }
    let at = past_whole(numbers, at, number).unwrap_or_else(|| past_particle(numbers, at, number));
    let at = at + usize::from(matches!(numbers.key(at), "(" | "["));
    let pieces = numbers.pieces.get(at..)?;
    if let Some((unit, len, scale)) = code_or_name(pieces)
        && may_be_currency(numbers, at, number, unit, len)
    {
        let end = at + len;
        return Some(match numbers.detached_scale(end) {
            Some((scale, end)) if number.scale <= 1.0 => After {
                measure: Measure::Unit(unit),
                end,
                scale,
            },
            _ => After {
                measure: Measure::Unit(unit),
                end,
                scale,
            },
        });
    }
    let found = unit::measure(pieces, numbers.language)?;
    may_be_measure(numbers, at, number).then(|| plain(Measure::Unit(found.unit), at + found.len))
}

/// The unit after `number`, which follows an amount in `larger`: "5 ft 10 in" names inches, though
/// "in" alone does not.
pub(super) fn smaller_unit(
    numbers: &Numbers<'_, '_>,
    number: Number,
    larger: Unit,
) -> Option<(Unit, usize)> {
    let ends = numbers
        .pieces
        .get(number.end + 1)
        .is_none_or(|next| !next.is_word());
    if larger.name == "foot" && numbers.key(number.end) == "in" && ends {
        return Some((unit::named("inch")?, number.end + 1));
    }
    let found = after(numbers, number)?;
    match found.measure {
        Measure::Unit(unit) => Some((unit, found.end)),
        _ => None,
    }
}

/// Whether an amount of time behind `word` is how long something goes on.
pub(super) fn tells_length(word: &str) -> bool {
    matches!(
        word,
        "for"
            | "last"
            | "lasts"
            | "lasted"
            | "lasting"
            | "take"
            | "takes"
            | "took"
            | "taken"
            | "taking"
            | "wait"
            | "waited"
            | "waiting"
            | "spend"
            | "spent"
            | "serve"
            | "served"
    )
}

fn past_joint(numbers: &Numbers<'_, '_>, at: usize) -> usize {
    let glued = numbers.pieces.get(at).is_some_and(|piece| piece.is("-"))
        && numbers
            .pieces
            .get(at + 1)
            .is_some_and(|next| !next.spaced || !numbers.pieces[at].spaced);
    at + usize::from(glued)
}

/// Past the words of a fraction that say of how much it is one: "half *an* hour", "a third *of a*
/// mile", "a quarter *of one* percent", "un quart *d'une* heure".
fn past_whole(numbers: &Numbers<'_, '_>, at: usize, number: Number) -> Option<usize> {
    if number.form != Form::Fraction {
        return None;
    }
    let one = at + usize::from(matches!(numbers.key(at), "of" | "de" | "d'"));
    matches!(numbers.key(one), "a" | "an" | "one" | "1" | "un" | "une").then_some(one + 1)
}

/// Past the "de" of "millions d'euros" and the "of" of "hundreds of dollars".
fn past_particle(numbers: &Numbers<'_, '_>, at: usize, number: Number) -> usize {
    let counted_out = number.scale >= 1e6 || number.about || number.form != Form::Cardinal;
    at + usize::from(counted_out && matches!(numbers.key(at), "de" | "d'" | "of"))
}

/// "5 ‰" is half a percent.
fn per_mille(numbers: &Numbers<'_, '_>, at: usize) -> Option<usize> {
    match (numbers.key(at), numbers.key(at + 1)) {
        ("‰", _) => Some(at + 1),
        ("per" | "pour", "mille") => Some(at + 2),
        _ => None,
    }
}

/// "50 basis points" are half a percentage point.
fn basis_points(numbers: &Numbers<'_, '_>, at: usize) -> Option<usize> {
    match (numbers.key(at), numbers.key(at + 1), numbers.key(at + 2)) {
        ("basis", "point" | "points", _) => Some(at + 2),
        ("point" | "points", "de", "base") => Some(at + 3),
        _ => None,
    }
}

fn percent(numbers: &Numbers<'_, '_>, at: usize) -> Option<(Measure, usize)> {
    let key = |at| numbers.key(at);
    let joint = |at: usize| at + usize::from(key(at) == "-");
    let second = joint(at + 1);
    let (end, points) = match (key(at), key(second)) {
        ("%" | "pct" | "percent" | "percents" | "pourcent" | "pourcents", _) => (at + 1, false),
        ("percentage" | "pourcentage", "point" | "points") => (second + 1, true),
        ("percentage" | "percentages" | "pourcentage" | "pourcentages", _) => (at + 1, false),
        ("per" | "pour", "cent" | "cents") => (second + 1, false),
        ("pc", _) if !numbers.pieces[at].spaced => (at + 1, false),
        ("pp", _) => (at + 1, true),
        ("p" | "p.", ".") if matches!(key(at + 2), "cent" | "100") => (at + 3, false),
        ("point" | "points", "de" | "d'") if key(at + 2).starts_with("pourcentage") => {
            (at + 3, true)
        }
        _ => return None,
    };
    if !points && matches!(key(end), "point" | "points") {
        return Some((Measure::PercentPoint, end + 1));
    }
    Some((
        if points {
            Measure::PercentPoint
        } else {
            Measure::Percent
        },
        end,
    ))
}

/// Where the number may start of which a percent word at piece `at` says what it is: "a turnout
/// percentage of 54.3", "un pourcentage de 54,3".
pub(super) fn percent_before(numbers: &Numbers<'_, '_>, at: usize) -> Option<usize> {
    // Asked at every word of a text.
    if !numbers.key(at).starts_with('p') {
        return None;
    }
    let (measure, end) = percent(numbers, at)?;
    let of = matches!(numbers.key(end), "of" | "de" | "d'");
    (measure == Measure::Percent && of).then_some(end + 1)
}

/// Whether such a number is the percentage itself: "the percentage of 12 villages" counts villages.
pub(super) fn closes_percent(numbers: &Numbers<'_, '_>, number: Number) -> bool {
    closes(numbers, number.end) && (0.0..=100.0).contains(&number.value)
}

/// Whether nothing at `at` goes on with what is measured or counted.
pub(super) fn closes(numbers: &Numbers<'_, '_>, at: usize) -> bool {
    numbers.pieces.get(at).is_none_or(|next| {
        let more = next.is_word() || next.numeral().is_some() || is_sign_of_amount(&next.key);
        !more || is_stop_word(&next.key, numbers.language)
    })
}

fn is_sign_of_amount(key: &str) -> bool {
    matches!(key, "%" | "$" | "€" | "£" | "-" | "/")
}

/// Whether "times" compares rather than counts occasions.
fn is_multiple(numbers: &Numbers<'_, '_>, at: usize) -> bool {
    matches!(
        numbers.key(at),
        "as" | "more"
            | "higher"
            | "larger"
            | "greater"
            | "bigger"
            | "faster"
            | "the"
            | "fewer"
            | "less"
            | "lower"
            | "smaller"
            | "longer"
            | "that"
            | "plus"
            | "moins"
            | "superieur"
            | "superieure"
            | "le"
            | "la"
    )
}

/// Whether the `len` pieces from `at` on name the currency `unit` rather than something else.
fn may_be_currency(
    numbers: &Numbers<'_, '_>,
    at: usize,
    number: Number,
    unit: Unit,
    len: usize,
) -> bool {
    let piece = &numbers.pieces[at];
    const COMMON: &[&str] = &["usd", "eur", "gbp", "rmb", "cfa", "xof", "yen", "won"];
    let next_numeral = opens_amount(numbers, at + 1) && (is_sign(piece) || is_code(piece));
    let glued_after = next_numeral && numbers.pieces[at].spaced && !numbers.pieces[at + 1].spaced;
    if glued_after {
        return false;
    }
    match &*piece.key {
        // "20C" is a temperature.
        "c" if piece.written == "C" => numbers.key(at + 1) == "$",
        "c" | "p" | "ct" => {
            !piece.spaced && unit.factor < 1.0 || matches!(numbers.key(at + 1), "$")
        }
        "won" => number.scale >= 1e3 || number.value >= 1000.0,
        "real" | "rand" | "mark" | "marks" if len == 1 => {
            number.scale >= 1e3 || number.value >= 100.0
        }
        "a" | "s" | "r" => false,
        code if code.len() == 3 && unit.name.eq_ignore_ascii_case(code) => {
            COMMON.contains(&code) || is_code(piece)
        }
        _ => true,
    }
}

fn may_be_measure(numbers: &Numbers<'_, '_>, at: usize, number: Number) -> bool {
    let piece = &numbers.pieces[at];
    let french = numbers.language == Language::French;
    let in_digits = numbers.pieces[number.end - 1].numeral().is_some();
    match &*piece.key {
        "s" | "t" | "g" | "l" | "w" | "m" | "h" | "v" => {
            in_digits && !follows_apostrophe(numbers, at)
        }
        "c" | "f" => in_digits && !is_model(numbers, at - 1),
        "min" | "hm" | "cal" | "um" | "ug" | "ev" | "kn" | "cc" | "atm" | "bar" | "bit"
        | "bits" => in_digits,
        "week" => numbers.key(at + 1) != "-" || numbers.key(at + 2) != "end",
        "mi" => (in_digits || french) && !ties_numeral(numbers, at + 1),
        "livre" => numbers.key(at.wrapping_sub(1)) != "un",
        _ => true,
    }
}

/// Whether a hyphen at `at` ties a numeral to the word before it: "Mi-17".
fn ties_numeral(numbers: &Numbers<'_, '_>, at: usize) -> bool {
    let glued = |at: usize| numbers.pieces.get(at).is_some_and(|piece| !piece.spaced);
    numbers.key(at) == "-" && glued(at) && glued(at + 1) && numbers.is_numeral(at + 1)
}

/// Whether the numeral at `at` follows a name with a capital letter, as that of a model does.
fn is_model(numbers: &Numbers<'_, '_>, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|name| {
        let name = &numbers.pieces[name];
        name.is_word() && name.written.contains(char::is_uppercase)
    })
}

fn follows_apostrophe(numbers: &Numbers<'_, '_>, at: usize) -> bool {
    numbers.key(at + 1) == "'" || numbers.key(at.wrapping_sub(1)) == "'"
}

/// Whether the unit is one that a number word "un" or "a" makes a figure of.
pub(super) fn counts_one(measure: Option<Measure>) -> bool {
    match measure {
        Some(Measure::Unit(unit)) => unit.dimension != Dimension::Angle,
        Some(_) => true,
        None => false,
    }
}
