//! Units of measure and currencies, in English and French, with their exact conversions.
//!
//! Rates of exchange change and months differ in length: amounts of two currencies, or days and
//! months, are not comparable.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Language;
use super::piece::Piece;
use super::{currency_table, unit_compound, unit_table};

/// What a unit measures. Units of one dimension can be converted exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// Money; only amounts of the same currency compare.
    Currency,
    /// Metres.
    Length,
    /// Square metres.
    Area,
    /// Cubic metres.
    Volume,
    /// Kilograms.
    Mass,
    /// Seconds, up to weeks.
    Time,
    /// Months, from months up.
    CalendarTime,
    /// Seconds since midnight.
    TimeOfDay,
    /// Metres a second.
    Speed,
    /// Degrees, of one scale each.
    Temperature,
    /// Joules.
    Energy,
    /// Watts.
    Power,
    /// Pascals.
    Pressure,
    /// Hertz.
    Frequency,
    /// Volts.
    Voltage,
    /// Amperes.
    Current,
    /// Decibels.
    Level,
    /// Bytes.
    Information,
    /// Bytes a second.
    DataRate,
    /// Cubic metres a second.
    Flow,
    /// Parts of one.
    Concentration,
    /// Degrees of arc.
    Angle,
}

/// A unit of measure or a currency.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unit {
    /// What it measures.
    pub dimension: Dimension,
    /// Its English name in the singular; for a currency its ISO 4217 code, or its bare name where
    /// the text does not say whose ("franc").
    pub name: &'static str,
    /// How many of the dimension's base unit it is.
    pub factor: f64,
}

impl Unit {
    /// Whether amounts in the two units can be compared once multiplied by their factors.
    #[must_use]
    pub fn comparable(self, other: Unit) -> bool {
        self.dimension == other.dimension
            && (!matches!(self.dimension, Dimension::Currency | Dimension::Temperature)
                || self.name == other.name
                || Self::generic(self.name, other.name)
                || Self::generic(other.name, self.name))
    }

    /// Whether `bare` names a family of currencies that `code` belongs to.
    fn generic(bare: &str, code: &str) -> bool {
        currency_table::FAMILIES
            .iter()
            .any(|(family, codes)| *family == bare && codes.contains(&code))
    }
}

/// A unit found in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) unit: Unit,
    /// Number of pieces it takes.
    pub(super) len: usize,
}

type Names = HashMap<&'static str, Vec<(Vec<&'static str>, Unit)>>;

static CURRENCIES: LazyLock<Names> = LazyLock::new(|| {
    let entries = currency_table::CURRENCIES.iter();
    names(entries.map(|&(name, factor, phrases)| (Dimension::Currency, name, factor, phrases)))
});
static MEASURES: LazyLock<Names> = LazyLock::new(|| names(unit_table::MEASURES.iter().copied()));

/// Sorts the table by first word, longest phrase first.
fn names(entries: impl Iterator<Item = unit_table::Entry>) -> Names {
    let mut map = Names::new();
    for (dimension, name, factor, phrases) in entries {
        let unit = Unit {
            dimension,
            name,
            factor,
        };
        for phrase in phrases.split('|') {
            let mut words = phrase.split(' ');
            if let Some(first) = words.next() {
                let rest: Vec<&str> = words.collect();
                let known = map.entry(first).or_default();
                let at = known.partition_point(|(other, _)| other.len() >= rest.len());
                known.insert(at, (rest, unit));
            }
        }
    }
    map
}

/// The currency that starts at the first of `pieces`: a sign, a code or a name.
pub(super) fn currency(pieces: &[Piece<'_>]) -> Option<Found> {
    find(&CURRENCIES, pieces)
}

/// The unit of measure that starts at the first of `pieces`.
pub(super) fn measure(pieces: &[Piece<'_>], language: Language) -> Option<Found> {
    if !may_be_unit(pieces, language) {
        return None;
    }
    let simple = simple(pieces);
    unit_compound::compound(pieces, simple).or(simple)
}

/// Whether the first of `pieces`, if it is the name of a unit at all, can be that in `language`:
/// "an" is a year only in French, "to" and "C" are units only in capitals.
fn may_be_unit(pieces: &[Piece<'_>], language: Language) -> bool {
    let Some(first) = pieces.first() else {
        return false;
    };
    let french = language == Language::French;
    let upper = first.written.starts_with(char::is_uppercase);
    match &*first.key {
        "an" | "ans" | "tour" | "tours" | "once" | "onces" | "mille" | "pied" | "pieds"
        | "livre" | "livres" | "verge" | "verges" => french,
        "turn" | "turns" | "stone" => !french,
        // Stones and bars are things too.
        "stones" | "bars" => false,
        "go" | "gos" | "mo" | "mos" | "ko" | "kos" | "to" | "tos" | "po" | "pos" => french && upper,
        "mt" => first.written == "Mt",
        "c" | "f" => !french && upper && !opens_name(pieces),
        "v" => upper,
        _ => true,
    }
}

/// Whether the capital letter at the first of `pieces` stands for a name or a kind rather than a
/// scale: "12 F. Scott", "3 F-16", "5 C's".
fn opens_name(pieces: &[Piece<'_>]) -> bool {
    pieces.get(1).is_some_and(|next| match &*next.key {
        "." => pieces[0].spaced,
        "-" | "'" | "&" | "$" => true,
        _ => next.numeral().is_some(),
    })
}

/// The unit of measure with a name of its own that starts at the first of `pieces`.
pub(super) fn simple(pieces: &[Piece<'_>]) -> Option<Found> {
    find(&MEASURES, pieces)
}

/// The unit of measure whose English name is `name`.
pub(super) fn named(name: &str) -> Option<Unit> {
    let known = MEASURES.get(name)?;
    known
        .iter()
        .find(|(rest, _)| rest.is_empty())
        .map(|&(_, unit)| unit)
}

fn find(names: &Names, pieces: &[Piece<'_>]) -> Option<Found> {
    let first = &*pieces.first()?.key;
    let phrases = names.get(first).or_else(|| names.get(singular(first)))?;
    phrases.iter().find_map(|(rest, unit)| {
        let mut len = 1;
        for word in rest {
            while pieces.get(len).is_some_and(|piece| piece.is_joint()) {
                len += 1;
            }
            let key = &*pieces.get(len)?.key;
            if key != *word && singular(key) != *word {
                return None;
            }
            len += 1;
        }
        Some(Found { unit: *unit, len })
    })
}

/// `word` without the plural ending that English and French share.
fn singular(word: &str) -> &str {
    word.strip_suffix('s')
        .filter(|stem| stem.len() > 1 && *stem != "ha")
        .unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use crate::language::Language::{self, English, French};
    use crate::language::figures::quantities;

    /// The names of the units that `text` measures in.
    fn units(text: &str, language: Language) -> Vec<&str> {
        let found = quantities(text, language);
        found
            .iter()
            .map(|found| found.unit.map_or("", |unit| unit.name))
            .collect()
    }

    #[test]
    fn units_as_reports_write_them() {
        for (language, text, unit) in [
            (English, "It covers 12 km² of steppe.", "square kilometre"),
            (French, "Elle couvre 12 km² de steppe.", "square kilometre"),
            (English, "a pool of 30 m³", "cubic metre"),
            (English, "It was 41°C in the tent.", "degree Celsius"),
            (French, "Il faisait 41 °C sous la tente.", "degree Celsius"),
            (French, "un angle de 41°", "degree"),
            (English, "It fell to 12C.", "degree Celsius"),
            (English, "It rose to 90 F at noon.", "degree Fahrenheit"),
            (English, "It was 300 kelvin.", "kelvin"),
            (English, "a gust of 1,013 hPa", "hectopascal"),
            (English, "a line of 225 kV", "kilovolt"),
            (English, "a noise of 90 dB", "decibel"),
            (English, "415 parts per million of it", "part per million"),
            (English, "9 short tons of salt", "short ton"),
            (English, "9 acre-feet of water", "acre-foot"),
            (English, "9 gigabits of it", "gigabit"),
            (French, "9 Go de notes", "gigabyte"),
            (French, "3 années-lumière", "light-year"),
        ] {
            assert_eq!(units(text, language), [unit], "{text}");
        }
    }

    #[test]
    fn words_and_letters_that_only_look_like_units() {
        for (language, text) in [
            (English, "The 3 stones and 4 bars fell."),
            (English, "12 F. Scott novels"),
            (English, "The 12 F-7 jets came."),
            (English, "The Herd 5C came."),
            (English, "12 an acre"),
            (English, "12 Mi-17 helicopters"),
            (English, "12 to be sold"),
            (French, "un livre de laine"),
        ] {
            assert!(
                units(text, language).iter().all(|unit| unit.is_empty()),
                "{text}"
            );
        }
    }

    #[test]
    fn currencies_of_the_world_and_their_families() {
        for (language, text, unit) in [
            (English, "It cost 300 Ethiopian birr.", "ETB"),
            (English, "It cost 40 Ugandan shillings.", "UGX"),
            (French, "Il coûte 500 francs congolais.", "CDF"),
            (French, "Il coûte 90 ouguiyas.", "MRU"),
            (English, "The 3 fens and 2 gourds are dry.", ""),
        ] {
            assert_eq!(units(text, language)[0], unit, "{text}");
        }
        let unit = |text| quantities(text, English)[0].unit.unwrap();
        assert!(unit("5 shillings").comparable(unit("5 Kenyan shillings")));
        assert!(!unit("5 Ugandan shillings").comparable(unit("5 Kenyan shillings")));
    }
}
