//! Dates as people write them.

use super::Locale;

const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const FRENCH: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// What a month is called, counted from 1.
#[must_use]
pub fn month(number: usize, locale: Locale) -> Option<&'static str> {
    let names = match locale {
        Locale::English => &ENGLISH,
        Locale::French => &FRENCH,
    };
    names.get(number.checked_sub(1)?).copied()
}

/// A date in ISO 8601, as fine as it is known, in words; as it is where it is no such date.
#[must_use]
pub fn in_words(iso: &str, locale: Locale) -> String {
    let parts: Vec<&str> = iso.split('-').collect();
    let month = |text: &str| month(text.parse().ok()?, locale);
    let written = match parts.as_slice() {
        [year, numbered] => month(numbered).map(|month| format!("{month} {year}")),
        [year, numbered, day] => month(numbered).and_then(|month| {
            let day: u8 = day.parse().ok()?;
            Some(match (locale, day) {
                (Locale::French, 1) => format!("1er {month} {year}"),
                _ => format!("{day} {month} {year}"),
            })
        }),
        _ => None,
    };
    written.unwrap_or_else(|| iso.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_as_fine_in_words_as_it_is_known() {
        for (iso, english, french) in [
            ("2022", "2022", "2022"),
            ("2022-02", "February 2022", "février 2022"),
            ("2022-02-27", "27 February 2022", "27 février 2022"),
            ("2022-08-01", "1 August 2022", "1er août 2022"),
            ("2022-13", "2022-13", "2022-13"),
            ("spring 2022", "spring 2022", "spring 2022"),
        ] {
            assert_eq!(in_words(iso, Locale::English), english);
            assert_eq!(in_words(iso, Locale::French), french);
        }
    }
}
