//! The countries of the world: their names, their people and their capitals, English and French.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::fold::fold;

/// What a word says of a country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CountryWord {
    /// The country itself: `Mali`.
    Name,
    /// Its people, or the adjective: `Malian`, `maliennes`.
    Demonym,
    /// Its capital, which may stand for its government: `Bamako`.
    Capital,
}

/// A country as a text names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country {
    /// ISO 3166-1 code (XK for Kosovo); `x-` and a name for regions such as Africa and the Sahel.
    pub code: &'static str,
    /// Which of its words it is named by.
    pub word: CountryWord,
}

/// The country that a folded name, demonym or capital stands for; hyphens and spaces are the same.
#[must_use]
pub fn find(folded: &str) -> Option<Country> {
    if folded.contains('-') {
        COUNTRIES.get(&folded.replace('-', " ")).copied()
    } else {
        COUNTRIES.get(folded).copied()
    }
}

static COUNTRIES: LazyLock<HashMap<String, Country>> = LazyLock::new(|| {
    let mut countries = HashMap::new();
    let lines = include_str!("data/countries.txt").lines();
    for line in lines.filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split(';').map(str::trim).collect();
        let &[code, english, french, demonyms, demonymes, capitals] = fields.as_slice() else {
            continue;
        };
        let mut add = |name: String, word: CountryWord| {
            if !name.is_empty() {
                countries.entry(name).or_insert(Country { code, word });
            }
        };
        for name in english.split(',').chain(french.split(',')) {
            add(key(name), CountryWord::Name);
        }
        for demonym in demonyms.split(',').map(key).filter(|d| !d.is_empty()) {
            add(format!("{demonym}s"), CountryWord::Demonym);
            add(demonym, CountryWord::Demonym);
        }
        for demonym in demonymes.split(',').map(key).filter(|d| !d.is_empty()) {
            for form in french_forms(&demonym) {
                add(form, CountryWord::Demonym);
            }
        }
        for capital in capitals.split(',') {
            add(key(capital), CountryWord::Capital);
        }
    }
    countries
});

fn key(name: &str) -> String {
    fold(name.trim()).replace('-', " ")
}

/// Masculine and feminine, singular and plural, of a folded French adjective.
fn french_forms(masculine: &str) -> Vec<String> {
    let feminine = if masculine.ends_with('e') {
        masculine.to_owned()
    } else if masculine.ends_with("ien") || masculine.ends_with("een") {
        format!("{masculine}ne")
    } else {
        format!("{masculine}e")
    };
    let plural = if masculine.ends_with('s') {
        masculine.to_owned()
    } else {
        format!("{masculine}s")
    };
    vec![
        masculine.to_owned(),
        plural,
        format!("{feminine}s"),
        feminine,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_demonyms_and_capitals_lead_to_the_country() {
        for (word, code, kind) in [
            ("mali", "ML", CountryWord::Name),
            ("maliennes", "ML", CountryWord::Demonym),
            ("malians", "ML", CountryWord::Demonym),
            ("bamako", "ML", CountryWord::Capital),
            ("burkina-faso", "BF", CountryWord::Name),
            ("etats-unis", "US", CountryWord::Name),
            ("niger", "NE", CountryWord::Name),
            ("nigeria", "NG", CountryWord::Name),
            ("nigerian", "NG", CountryWord::Demonym),
            ("nigeriens", "NE", CountryWord::Demonym),
            ("danish", "DK", CountryWord::Demonym),
            ("ivoirian", "CI", CountryWord::Demonym),
        ] {
            assert_eq!(find(word), Some(Country { code, word: kind }), "{word}");
        }
        assert_eq!(find("azawad"), None);
    }

    #[test]
    fn every_line_of_the_data_is_read() {
        let lines = include_str!("data/countries.txt")
            .lines()
            .filter(|line| !line.starts_with('#'));
        for line in lines {
            assert_eq!(line.split(';').count(), 6, "{line}");
        }
    }
}
