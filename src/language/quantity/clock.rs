//! Times of day: "20:00", "8 p.m.", "5.40pm", "half past ten", "20 h 30".

use super::super::Language;
use super::super::number::Numbers;
use super::super::unit::{Dimension, Unit};

/// Minutes after which a clock with a dial shows the same again.
pub(super) const HALF_A_DAY: f64 = 720.0;

/// The name of a time that tells one of the two halves of the day.
const TOLD: &str = "time of day";
/// The name of a time as a dial shows it, twice a day.
const DIAL: &str = "time by the clock";

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Time {
    /// Minutes since midnight; of the first half of the day where the half is open.
    pub(super) minutes: f64,
    /// Minutes to which it is told: an hour or one.
    pub(super) step: f64,
    /// Whether it may be of either half of the day.
    half_open: bool,
    /// One past its last piece.
    pub(super) end: usize,
}

impl Time {
    pub(super) fn unit(self) -> Unit {
        Unit {
            dimension: Dimension::TimeOfDay,
            name: if self.half_open { DIAL } else { TOLD },
            factor: 60.0,
        }
    }
}

/// Whether times in this unit leave open which half of the day they are of.
pub(super) fn leaves_half_open(unit: Unit) -> bool {
    unit.dimension == Dimension::TimeOfDay && unit.name == DIAL
}

/// The time of day that starts at piece `at`.
pub(super) fn read(numbers: &Numbers<'_, '_>, at: usize) -> Option<Time> {
    if numbers.language == Language::French {
        return in_french(numbers, at).or_else(|| in_digits(numbers, at));
    }
    in_digits(numbers, at)
        .or_else(|| hour_alone(numbers, at))
        .or_else(|| in_words(numbers, at))
}

/// The time that an hour and minutes are, with the half of the day where it is told.
fn time(hour: i32, minute: i32, afternoon: Option<bool>, end: usize) -> Option<Time> {
    let dial = afternoon.is_none() || (1..=12).contains(&hour);
    if !(0..24).contains(&hour) || !(0..60).contains(&minute) || !dial {
        return None;
    }
    let hour = match afternoon {
        Some(afternoon) => hour % 12 + 12 * i32::from(afternoon),
        None => hour,
    };
    Some(Time {
        minutes: f64::from(60 * hour + minute),
        step: 1.0,
        half_open: afternoon.is_none() && (1..=12).contains(&hour),
        end,
    })
}

/// "17:40", "5:40 pm", "08:00:15".
fn in_digits(numbers: &Numbers<'_, '_>, at: usize) -> Option<Time> {
    let hour = short(numbers, at)?;
    let minute = two_digits(numbers, at + 1, ":")?;
    let seconds = two_digits(numbers, at + 3, ":").is_some();
    let end = at + 3 + 2 * usize::from(seconds);
    let half = half_of_day(numbers, end);
    // "Won 21:15", "John 3:16": only where a time is looked for.
    if half.is_none() && !opens(numbers, at) && !closes(numbers, end) {
        return None;
    }
    let time = time(
        hour,
        minute,
        half.map(|half| half.0),
        half.map_or(end, |half| half.1),
    )?;
    let padded = numbers.key(at).starts_with('0') || numbers.language == Language::French;
    Some(Time {
        half_open: time.half_open && !padded,
        ..time
    })
}

/// The number of at most two digits at piece `at`.
fn short(numbers: &Numbers<'_, '_>, at: usize) -> Option<i32> {
    let numeral = numbers.pieces.get(at)?.numeral()?;
    numeral
        .integer()
        .filter(|_| (1..=2).contains(&numeral.bare_digits))
}

/// The two digits that `sign` at piece `at` ties to what stands before it.
fn two_digits(numbers: &Numbers<'_, '_>, at: usize, sign: &str) -> Option<i32> {
    let tied = |at: usize| numbers.pieces.get(at).is_some_and(|piece| !piece.spaced);
    let written = numbers.pieces.get(at + 1)?.written.len() == 2;
    (numbers.key(at) == sign && tied(at) && tied(at + 1) && written)
        .then(|| short(numbers, at + 1))?
}

/// Whether the word before piece `at` is one that stands before a time.
fn opens(numbers: &Numbers<'_, '_>, at: usize) -> bool {
    matches!(
        numbers.key(at.wrapping_sub(1)),
        "at" | "by"
            | "until"
            | "till"
            | "from"
            | "around"
            | "about"
            | "before"
            | "after"
            | "since"
            | "to"
            | "and"
            | "between"
            | "a"
            | "vers"
            | "des"
            | "avant"
            | "apres"
            | "depuis"
            | "de"
            | "entre"
            | "et"
    )
}

/// Whether piece `at` says that a time stands before it.
fn closes(numbers: &Numbers<'_, '_>, at: usize) -> bool {
    matches!(
        numbers.key(at),
        "gmt" | "utc" | "hours" | "hrs" | "h" | "heures"
    )
}

/// Whether "a.m." or "p.m." stands at piece `at`, and where it ends.
fn half_of_day(numbers: &Numbers<'_, '_>, at: usize) -> Option<(bool, usize)> {
    match (numbers.key(at), numbers.key(at + 1), numbers.key(at + 2)) {
        ("am", ..) => Some((false, at + 1)),
        ("pm", ..) => Some((true, at + 1)),
        (letter @ ("a" | "p"), ".", "m") => Some((letter == "p", at + 3)),
        _ => None,
    }
}

/// "8 p.m.", "5.40pm", "eight o'clock".
fn hour_alone(numbers: &Numbers<'_, '_>, at: usize) -> Option<Time> {
    if let Some(half) = half_of_day(numbers, at + 1) {
        let (hour, minute) = with_point(numbers, at)?;
        let step = if minute.is_some() { 1.0 } else { 60.0 };
        let time = time(hour, minute.unwrap_or(0), Some(half.0), half.1)?;
        return Some(Time { step, ..time });
    }
    let clock = match (
        numbers.key(at + 1),
        numbers.key(at + 2),
        numbers.key(at + 3),
    ) {
        ("o'", "clock", _) => at + 3,
        ("o", "'", "clock") => at + 4,
        _ => return None,
    };
    let hour = numbers.whole(at).filter(|hour| hour.end == at + 1)?;
    let time = time(whole_hour(hour.value)?, 0, None, clock)?;
    Some(Time { step: 60.0, ..time })
}

/// The hour, and the minutes of "5.40".
fn with_point(numbers: &Numbers<'_, '_>, at: usize) -> Option<(i32, Option<i32>)> {
    let piece = numbers.pieces.get(at)?;
    if piece.numeral().is_none() {
        let hour = numbers.whole(at).filter(|hour| hour.end == at + 1)?;
        return Some((whole_hour(hour.value)?, None));
    }
    match piece.written.split_once('.') {
        Some((hour, minute)) if minute.len() == 2 => {
            Some((hour.parse().ok()?, Some(minute.parse().ok()?)))
        }
        Some(_) => None,
        None => Some((short(numbers, at)?, None)),
    }
}

/// The hour of a dial that `value` is.
fn whole_hour(value: f64) -> Option<i32> {
    (1..=12).find(|hour| f64::from(*hour) == value)
}

/// "Half past ten", "a quarter to nine", "ten past six".
fn in_words(numbers: &Numbers<'_, '_>, at: usize) -> Option<Time> {
    let at = at + usize::from(numbers.key(at) == "a" && numbers.key(at + 1) == "quarter");
    let link = at + 1;
    let after = match numbers.key(link) {
        "past" => true,
        "to" => false,
        _ => return None,
    };
    let minute = match numbers.key(at) {
        "half" if after => 30,
        "quarter" => 15,
        _ => minutes_of_dial(numbers, at, after)?,
    };
    let hour = numbers
        .whole(link + 1)
        .filter(|hour| hour.end == link + 2)?;
    let hour = whole_hour(hour.value)?;
    let (hour, minute) = match (after, hour) {
        (true, hour) => (hour, minute),
        (false, 1) => (12, 60 - minute),
        (false, hour) => (hour - 1, 60 - minute),
    };
    let half = half_of_day(numbers, link + 2);
    let end = half.map_or(link + 2, |half| half.1);
    time(hour, minute, half.map(|half| half.0), end)
}

/// The minutes of "ten past six"; "ten to six" may as well be a range, unless a time is looked
/// for.
fn minutes_of_dial(numbers: &Numbers<'_, '_>, at: usize, after: bool) -> Option<i32> {
    numbers.pieces.get(at)?.number_word?;
    let minutes = numbers.whole(at).filter(|minutes| minutes.end == at + 1)?;
    let expected = after || numbers.key(at.wrapping_sub(1)) == "at";
    [5, 10, 20]
        .into_iter()
        .find(|minute| expected && f64::from(*minute) == minutes.value)
}

/// "20 h 30", "20h30", "à 18 heures", "vers 5 h"; but "à 3 heures de route".
fn in_french(numbers: &Numbers<'_, '_>, at: usize) -> Option<Time> {
    let hour = short(numbers, at)?;
    let sign = numbers.pieces.get(at + 1)?;
    let tied = sign.key.strip_prefix('h').filter(|_| !sign.spaced);
    if let Some(minute) = tied.and_then(|minute| minute.parse().ok()) {
        return told(time(hour, minute, None, at + 2)?);
    }
    if !matches!(&*sign.key, "h" | "heure" | "heures") {
        return None;
    }
    let minute = short(numbers, at + 2).filter(|_| numbers.key(at + 2).len() == 2);
    if let Some(minute) = minute.filter(|_| sign.is("h")) {
        return told(time(hour, minute, None, at + 3)?);
    }
    let before = at.checked_sub(1).map(|before| &numbers.pieces[before]);
    let opened = before.is_some_and(|before| before.is("vers") || before.written == "à");
    let lasts = matches!(numbers.key(at + 2), "de" | "d'");
    let tight = sign.is("h") && !sign.spaced;
    let time = time(hour, 0, None, at + 2).filter(|_| tight || opened && !lasts)?;
    told(Time { step: 60.0, ..time })
}

/// French counts the hours of the whole day.
fn told(time: Time) -> Option<Time> {
    Some(Time {
        half_open: false,
        ..time
    })
}

#[cfg(test)]
mod tests {
    use crate::language::Language::{self, English, French};
    use crate::language::figures::quantities;
    use crate::language::{Relation, unit::Dimension};

    fn minutes(text: &str, language: Language) -> Vec<f64> {
        let times = quantities(text, language).into_iter();
        let times = times.filter(|found| {
            found
                .unit
                .is_some_and(|unit| unit.dimension == Dimension::TimeOfDay)
        });
        times.filter_map(|time| time.value()).collect()
    }

    #[test]
    fn one_time_in_many_forms() {
        for (language, text, time) in [
            (English, "It began at 20:00.", 1200.0),
            (English, "It began at 8 p.m. on Monday.", 1200.0),
            (English, "It began at 8pm.", 1200.0),
            (English, "It began at eight p.m.", 1200.0),
            (English, "It leaves at 5:40 pm.", 1060.0),
            (English, "It leaves at 5.40pm.", 1060.0),
            (English, "It was lit at half past ten.", 630.0),
            (English, "It was lit at 10:30.", 630.0),
            (English, "It was lit at a quarter to ten.", 585.0),
            (English, "It was lit at ten past one.", 70.0),
            (English, "It was lit at 12 a.m.", 0.0),
            (English, "It was lit at ten o'clock.", 600.0),
            (French, "Il arrive à 10 h 30.", 630.0),
            (French, "Il arrive à 20h30.", 1230.0),
            (French, "Il arrive à 18 heures.", 1080.0),
            (French, "Il arrive vers 5 h.", 300.0),
        ] {
            assert_eq!(minutes(text, language), [time], "{text}");
        }
    }

    #[test]
    fn what_is_no_time() {
        for (language, text) in [
            (English, "They won 21:15 in Oran."),
            (English, "It happened at 25:00."),
            (English, "They have ten to six goats."),
            (French, "Il est à 3 heures de route."),
        ] {
            assert!(minutes(text, language).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_dial_shows_each_time_twice() {
        let relation = |claim: &str, source: &str| {
            let read = |text: &str| quantities(text, English).remove(0);
            read(claim).relation(&read(source))
        };
        for (claim, source, expected) in [
            ("at 8 p.m.", "at 20:00", Relation::Agrees),
            ("at 8 a.m.", "at 20:00", Relation::Contradicts),
            ("at eight o'clock", "at 20:00", Relation::Agrees),
            ("at 20:00", "at eight o'clock", Relation::Undecided),
            (
                "at half past ten",
                "at half past nine",
                Relation::Contradicts,
            ),
        ] {
            assert_eq!(relation(claim, source), expected, "{claim} / {source}");
        }
    }
}
