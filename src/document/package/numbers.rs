//! Number formats of workbooks: how a stored number is shown.

use jiff::ToSpan as _;
use jiff::civil::Date;

/// How a number is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// As it is.
    Plain,
    /// With this many decimals, perhaps with the thousands set apart.
    Fixed { decimals: usize, grouped: bool },
    /// As a share of a hundred.
    Percent { decimals: usize },
    /// As a day, or a day and a time.
    Day,
    /// As a time of day.
    Time,
}

/// The shortest way to write a number.
pub(super) fn plain(number: f64) -> String {
    // Fifteen digits are what a workbook keeps.
    let rounded = format!("{number:.14e}").parse::<f64>().unwrap_or(number);
    rounded.to_string()
}

impl Shown {
    /// By the number of a format that every program knows.
    pub(super) fn by_number(number: u32) -> Self {
        match number {
            1 => Self::Fixed {
                decimals: 0,
                grouped: false,
            },
            2 => Self::Fixed {
                decimals: 2,
                grouped: false,
            },
            3 | 37 | 38 => Self::Fixed {
                decimals: 0,
                grouped: true,
            },
            4 | 39 | 40 => Self::Fixed {
                decimals: 2,
                grouped: true,
            },
            9 => Self::Percent { decimals: 0 },
            10 => Self::Percent { decimals: 2 },
            14..=17 | 22 => Self::Day,
            18..=21 | 45..=47 => Self::Time,
            _ => Self::Plain,
        }
    }

    /// By a code of the file, such as `#,##0.0` or `dd/mm/yyyy`.
    pub(super) fn by_code(code: &str) -> Self {
        let positive = code.split(';').next().unwrap_or(code);
        let signs = without_literals(positive);
        let low = signs.to_ascii_lowercase();
        if low.is_empty() || low.contains("general") || low.contains('@') {
            return Self::Plain;
        }
        if low.contains(['y', 'd']) || low.contains("mmm") {
            return Self::Day;
        }
        if low.contains(['h', 's']) {
            return Self::Time;
        }
        let decimals = low.split('.').nth(1).map_or(0, |after| {
            after.chars().take_while(|c| "0#?".contains(*c)).count()
        });
        if low.contains('%') {
            return Self::Percent { decimals };
        }
        // A comma behind the last digit divides by a thousand: what is stored is told instead.
        let ends_in_comma = low
            .trim_end_matches(|c: char| !"0#?,".contains(c))
            .ends_with(',');
        if ends_in_comma || low.contains(['e', '/']) || !low.contains(['0', '#', '?']) {
            return Self::Plain;
        }
        Self::Fixed {
            decimals,
            grouped: low.contains(','),
        }
    }

    /// `number` as it is shown; days are counted from 1904 or 1900.
    pub(super) fn write(self, number: f64, from_1904: bool) -> String {
        match self {
            Self::Plain => plain(number),
            Self::Fixed { decimals, grouped } => {
                let written = format!("{number:.decimals$}");
                match grouped {
                    true => grouped_by_thousands(&written),
                    false => written,
                }
            }
            Self::Percent { decimals } => format!("{:.decimals$}%", number * 100.0),
            Self::Day => day(number, from_1904).unwrap_or_else(|| plain(number)),
            Self::Time => time(number),
        }
    }
}

/// A code without its quoted and escaped words, colours and currencies.
fn without_literals(code: &str) -> String {
    let mut signs = String::new();
    let mut letters = code.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => {
                letters.by_ref().find(|c| *c == '"');
            }
            '[' => {
                let inner: String = letters.by_ref().take_while(|c| *c != ']').collect();
                // Hours counted on: `[h]:mm`.
                if inner
                    .chars()
                    .all(|c| "hms".contains(c.to_ascii_lowercase()))
                {
                    signs.push_str(&inner);
                }
            }
            '\\' | '_' | '*' => {
                letters.next();
            }
            other => signs.push(other),
        }
    }
    signs
}

fn grouped_by_thousands(written: &str) -> String {
    let (sign, digits) = match written.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", written),
    };
    let (whole, rest) = match digits.split_once('.') {
        Some((whole, rest)) => (whole, Some(rest)),
        None => (digits, None),
    };
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    match rest {
        Some(rest) => format!("{sign}{grouped}.{rest}"),
        None => format!("{sign}{grouped}"),
    }
}

/// A day in ISO 8601, with the time where there is one.
fn day(number: f64, from_1904: bool) -> Option<String> {
    const LATEST: f64 = 2_958_465.0;
    if !(0.0..=LATEST).contains(&number) {
        return None;
    }
    let days = number.trunc() as i64;
    // Day 60 of 1900 is 29 February, which there was not: days before it are one off.
    let first = match (from_1904, days < 60) {
        (true, _) => Date::constant(1904, 1, 1),
        (false, true) => Date::constant(1899, 12, 31),
        (false, false) => Date::constant(1899, 12, 30),
    };
    let day = first.checked_add(days.days()).ok()?;
    let part = number.fract();
    match part * 86_400.0 < 0.5 {
        true => Some(day.to_string()),
        false => Some(format!("{day} {}", time(part))),
    }
}

fn time(number: f64) -> String {
    let seconds = (number.fract().abs() * 86_400.0).round() as u32 % 86_400;
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    match seconds % 60 {
        0 => format!("{hours:02}:{minutes:02}"),
        rest => format!("{hours:02}:{minutes:02}:{rest:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_the_workbook_shows_them() {
        for (code, number, shown) in [
            ("General", 0.1 + 0.2, "0.3"),
            ("#,##0", 1_234_567.4, "1,234,567"),
            ("#,##0.00_);(#,##0.00)", -1234.5, "-1,234.50"),
            ("0.0%", 0.125, "12.5%"),
            ("0%", 0.5, "50%"),
            ("dd/mm/yyyy", 45_203.0, "2023-10-04"),
            ("d mmm yyyy hh:mm", 45_203.5, "2023-10-04 12:00"),
            ("hh:mm", 0.75, "18:00"),
            ("\"day\" 0", 7.0, "7"),
            ("[$€-40C] #,##0", 5000.0, "5,000"),
            ("0.0,,", 2_500_000.0, "2500000"),
            ("@", 3.0, "3"),
        ] {
            assert_eq!(Shown::by_code(code).write(number, false), shown, "{code}");
        }
        assert_eq!(Shown::by_number(14).write(1.0, false), "1900-01-01");
        assert_eq!(Shown::by_number(14).write(0.0, true), "1904-01-01");
        assert_eq!(Shown::by_number(14).write(-3.0, false), "-3");
    }
}
