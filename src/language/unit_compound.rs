//! Units that are made of others: areas and volumes of lengths ("square feet", "km²", "mètres
//! cubes"), and what passes in a time ("km/h", "cubic metres per second", "miles à l'heure").

use std::collections::HashMap;
use std::sync::LazyLock;

use super::piece::{Piece, key};
use super::unit::{self, Dimension, Found, Unit};
use super::unit_table;

/// The longest time that a rate is of. Kilometres a day or tonnes a year are rather so many
/// kilometres or tonnes, each day or year.
const LONGEST_RATE: f64 = 3600.0;

/// Square or cubic.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Power {
    Square,
    Cubic,
}

/// The English names of the powers of every length.
static POWERS: LazyLock<HashMap<(Power, &str), String>> = LazyLock::new(|| {
    named(Dimension::Length)
        .flat_map(|name| {
            [(Power::Square, "square"), (Power::Cubic, "cubic")]
                .map(|(power, word)| ((power, name), format!("{word} {name}")))
        })
        .collect()
});

/// The English names of everything that passes in a time.
static RATES: LazyLock<HashMap<(String, &str), String>> = LazyLock::new(|| {
    let powers = POWERS.values().map(String::as_str);
    let amounts: Vec<&str> = [Dimension::Length, Dimension::Volume, Dimension::Information]
        .into_iter()
        .flat_map(named)
        .chain(powers)
        .collect();
    named(Dimension::Time)
        .flat_map(|time| {
            let rate = move |of: &&str| (((*of).to_owned(), time), format!("{of} per {time}"));
            amounts.iter().map(rate).collect::<Vec<_>>()
        })
        .collect()
});

fn named(dimension: Dimension) -> impl Iterator<Item = &'static str> {
    unit_table::MEASURES
        .iter()
        .filter(move |entry| entry.0 == dimension)
        .map(|entry| entry.1)
}

/// The compound unit that starts at the first of `pieces`, of which `simple` is the unit that its
/// first words alone would be.
pub(super) fn compound(pieces: &[Piece<'_>], simple: Option<Found>) -> Option<Found> {
    let powered = power_before(pieces)
        .or_else(|| power_in_symbol(pieces))
        .or_else(|| power_after(pieces, simple?));
    let amount = powered.or(simple)?;
    rate(pieces, amount).or(powered)
}

/// "Square foot", "sq. ft", "cubic metres", "cu m".
fn power_before(pieces: &[Piece<'_>]) -> Option<Found> {
    let (power, mut at) = match key(pieces, 0) {
        "square" => (Power::Square, 1),
        "cubic" => (Power::Cubic, 1),
        "sq" => (Power::Square, 1 + usize::from(key(pieces, 1) == ".")),
        "cu" => (Power::Cubic, 1 + usize::from(key(pieces, 1) == ".")),
        _ => return None,
    };
    at += usize::from(key(pieces, at) == "-");
    let (length, len) = match key(pieces, at) {
        "in" => (unit::named("inch")?, 1),
        _ => unit::simple(pieces.get(at..)?).map(|found| (found.unit, found.len))?,
    };
    raised(length, power, at + len)
}

/// "Km2", "m³": folded, they are one word with a digit at its end.
fn power_in_symbol(pieces: &[Piece<'_>]) -> Option<Found> {
    let piece = pieces.first()?;
    let power = match piece.key.chars().next_back()? {
        '2' => Power::Square,
        '3' => Power::Cubic,
        _ => return None,
    };
    let symbol = Piece {
        key: piece.key[..piece.key.len() - 1].into(),
        ..piece.clone()
    };
    let length = match &*symbol.key {
        "in" => unit::named("inch")?,
        _ => {
            unit::simple(&[symbol])
                .filter(|_| piece.key.len() <= 3)?
                .unit
        }
    };
    raised(length, power, 1)
}

/// "Mètres carrés", "pieds cubes", "km^2".
fn power_after(pieces: &[Piece<'_>], length: Found) -> Option<Found> {
    let at = length.len;
    let (power, end) = match (key(pieces, at), key(pieces, at + 1)) {
        ("carre" | "carres", _) => (Power::Square, at + 1),
        ("cube" | "cubes", _) => (Power::Cubic, at + 1),
        ("^", "2") => (Power::Square, at + 2),
        ("^", "3") => (Power::Cubic, at + 2),
        _ => return None,
    };
    raised(length.unit, power, end)
}

fn raised(length: Unit, power: Power, len: usize) -> Option<Found> {
    if length.dimension != Dimension::Length {
        return None;
    }
    let (dimension, factor) = match power {
        Power::Square => (Dimension::Area, length.factor * length.factor),
        Power::Cubic => (
            Dimension::Volume,
            length.factor * length.factor * length.factor,
        ),
    };
    let name = POWERS.get(&(power, length.name))?;
    let unit = Unit {
        dimension,
        name,
        factor,
    };
    Some(Found { unit, len })
}

/// What passes in a second, a minute or an hour.
fn rate(pieces: &[Piece<'_>], amount: Found) -> Option<Found> {
    let dimension = match amount.unit.dimension {
        Dimension::Length => Dimension::Speed,
        Dimension::Volume => Dimension::Flow,
        Dimension::Information => Dimension::DataRate,
        _ => return None,
    };
    let conversion = past_conversion(pieces, amount.len);
    let at = past_per(pieces, conversion.unwrap_or(amount.len))?;
    let time = unit::simple(pieces.get(at..)?)?;
    if time.unit.dimension != Dimension::Time || time.unit.factor > LONGEST_RATE {
        return None;
    }
    let name = RATES.get(&(amount.unit.name.to_owned(), time.unit.name))?;
    let unit = Unit {
        dimension,
        name,
        factor: amount.unit.factor / time.unit.factor,
    };
    let len = match conversion {
        Some(_) => amount.len,
        None => at + time.len,
    };
    Some(Found { unit, len })
}

/// Past a bracket with the same amount in another unit, which stands before the time of both: "80 kilometres (50 miles) an
/// hour". From within the bracket that is past its end.
fn past_conversion(pieces: &[Piece<'_>], at: usize) -> Option<usize> {
    const MOST: usize = 8;
    let end = match key(pieces, at) {
        ")" => at,
        "(" => (at + 1..at + MOST).find(|&at| key(pieces, at) == ")")?,
        _ => return None,
    };
    Some(end + 1)
}

/// Past the "per" of a rate.
fn past_per(pieces: &[Piece<'_>], at: usize) -> Option<usize> {
    match (key(pieces, at), key(pieces, at + 1)) {
        ("a", "l'" | "la") => Some(at + 2),
        ("/" | "per" | "par" | "a" | "an", _) => Some(at + 1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::language::Language::{self, English, French};
    use crate::language::figures::quantities;

    fn unit(text: &str, language: Language) -> &'static str {
        let found = quantities(text, language);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        found[0].unit.map_or("", |unit| unit.name)
    }

    #[test]
    fn areas_volumes_and_rates() {
        for (language, text, name) in [
            (English, "a 300-square-foot hut", "square foot"),
            (English, "40 sq. yd of felt", "square yard"),
            (English, "9 mm² of steel", "square millimetre"),
            (English, "9 cm^2 of steel", "square centimetre"),
            (English, "7 cubic yards of sand", "cubic yard"),
            (English, "7 cu. ft of sand", "cubic foot"),
            (English, "a wind of 12 metres/second", "metre per second"),
            (English, "a wind of 40 feet per minute", "foot per minute"),
            (
                English,
                "a wind of 90 kilometres an hour",
                "kilometre per hour",
            ),
            (English, "a flow of 900 m³/s", "cubic metre per second"),
            (English, "a flow of 8 litres per minute", "litre per minute"),
            (
                English,
                "a line of 8 megabits per second",
                "megabit per second",
            ),
            (French, "40 décimètres carrés", "square decimetre"),
            (
                French,
                "40 mètres cubes par seconde",
                "cubic metre per second",
            ),
            (French, "une houle de 12 nœuds", "knot"),
            (
                French,
                "un vent de 90 kilomètres à l'heure",
                "kilometre per hour",
            ),
            (French, "un vent de 12 m/s", "metre per second"),
        ] {
            assert_eq!(unit(text, language), name, "{text}");
        }
    }

    #[test]
    fn what_makes_no_compound() {
        for (text, name) in [
            ("They walk 30 km a day.", "kilometre"),
            ("They ate 3 kg per hour.", "kilogram"),
            ("The 3 square pens are full.", ""),
            ("The 12 cubic crates are full.", ""),
        ] {
            assert_eq!(unit(text, English), name, "{text}");
        }
    }

    #[test]
    fn an_amount_and_its_conversion_have_the_same_time() {
        for (language, text, names) in [
            (
                English,
                "a speed of 80 kilometers (50 miles) an hour",
                ["kilometre per hour", "mile per hour"],
            ),
            (
                French,
                "un vent de 12 mètres (39 pieds) par seconde",
                ["metre per second", "foot per second"],
            ),
            (
                English,
                "a walk of 30 km (19 miles) a day",
                ["kilometre", "mile"],
            ),
        ] {
            let found = quantities(text, language);
            let units: Vec<&str> = found.iter().map(|one| one.unit.unwrap().name).collect();
            assert_eq!(units, names, "{text}");
        }
    }

    #[test]
    fn compounds_convert_exactly() {
        let unit = |text| quantities(text, English)[0].unit.unwrap();
        for (one, other) in [
            ("60 km/h", "60 kph"),
            ("60 miles per hour", "60 mph"),
            ("60 square metres", "60 sqm"),
        ] {
            assert_eq!(unit(one), unit(other), "{one}");
        }
        assert!(unit("60 m³/s").comparable(unit("60 litres per second")));
        assert!(!unit("60 m³/s").comparable(unit("60 m³")));
    }
}
