//! The words that numbers are made of, in English and French, folded.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Language;

/// What a word is to a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum NumberWord {
    /// 0–19.
    Small(f64),
    /// 20, 30, … 90.
    Tens(f64),
    /// Multiplies what stands before it by a hundred.
    Hundred,
    /// Multiplies all that stands before it: thousand, million.
    Scale(f64),
    /// Counts by that many: dozen, centaine. `true` where the word alone says "about".
    Group(f64, bool),
    /// A place in an order, or the denominator of a fraction. `true` in the plural.
    Ordinal(f64, bool),
    /// Only ever a denominator: quarter, tiers. `true` in the plural.
    Denominator(f64, bool),
    /// Half.
    Half,
}

type Words = HashMap<String, NumberWord>;

static ENGLISH: LazyLock<Words> = LazyLock::new(english);
static FRENCH: LazyLock<Words> = LazyLock::new(french);

/// What the folded word `key` is to a number.
pub(super) fn number_word(key: &str, language: Language) -> Option<NumberWord> {
    match language {
        Language::French => FRENCH.get(key).copied(),
        Language::English | Language::Other => ENGLISH.get(key).copied(),
    }
}

const ENGLISH_SMALL: &[(&str, f64)] = &[
    ("zero", 0.0),
    ("nought", 0.0),
    ("naught", 0.0),
    ("one", 1.0),
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("eleven", 11.0),
    ("twelve", 12.0),
    ("thirteen", 13.0),
    ("fourteen", 14.0),
    ("fifteen", 15.0),
    ("sixteen", 16.0),
    ("seventeen", 17.0),
    ("eighteen", 18.0),
    ("nineteen", 19.0),
];

const ENGLISH_TENS: &[(&str, f64)] = &[
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("forty", 40.0),
    ("fourty", 40.0),
    ("fifty", 50.0),
    ("sixty", 60.0),
    ("seventy", 70.0),
    ("eighty", 80.0),
    ("ninety", 90.0),
];

const ENGLISH_SCALES: &[(&str, f64)] = &[
    ("thousand", 1e3),
    ("million", 1e6),
    ("billion", 1e9),
    ("trillion", 1e12),
    ("quadrillion", 1e15),
    ("lakh", 1e5),
    ("crore", 1e7),
    ("mln", 1e6),
    ("mn", 1e6),
    ("mio", 1e6),
    ("bn", 1e9),
    ("bln", 1e9),
    ("trn", 1e12),
    ("tln", 1e12),
    ("tn", 1e12),
    ("mil", 1e6),
];

fn english() -> Words {
    let mut words = Words::new();
    let mut add = |word: &str, meaning| {
        words.entry(word.to_owned()).or_insert(meaning);
    };
    for &(word, value) in ENGLISH_SMALL {
        add(word, NumberWord::Small(value));
    }
    for &(word, value) in ENGLISH_TENS {
        add(word, NumberWord::Tens(value));
    }
    for &(word, value) in ENGLISH_SCALES {
        add(word, NumberWord::Scale(value));
        add(&format!("{word}s"), NumberWord::Scale(value));
    }
    for word in ["hundred", "hundreds"] {
        add(word, NumberWord::Hundred);
    }
    for word in ["dozen", "dozens", "doz", "dozs", "dz", "dzs"] {
        add(word, NumberWord::Group(12.0, false));
    }
    for word in ["half", "halves"] {
        add(word, NumberWord::Half);
    }
    add("quarter", NumberWord::Denominator(4.0, false));
    add("quarters", NumberWord::Denominator(4.0, true));
    let irregular = [
        ("first", 1.0),
        ("second", 2.0),
        ("third", 3.0),
        ("fifth", 5.0),
        ("eighth", 8.0),
        ("ninth", 9.0),
        ("twelfth", 12.0),
        ("hundredth", 100.0),
    ];
    let regular = ENGLISH_SMALL.iter().filter(|(_, value)| *value >= 4.0);
    let ordinals = irregular
        .iter()
        .map(|&(word, value)| (word.to_owned(), value))
        .chain(regular.map(|&(word, value)| (format!("{word}th"), value)))
        .chain(
            ENGLISH_TENS
                .iter()
                .map(|&(word, value)| (format!("{}ieth", word.trim_end_matches('y')), value)),
        )
        .chain(
            ENGLISH_SCALES[..4]
                .iter()
                .map(|&(word, value)| (format!("{word}th"), value)),
        );
    for (word, value) in ordinals {
        add(&word, NumberWord::Ordinal(value, false));
        add(&format!("{word}s"), NumberWord::Ordinal(value, true));
    }
    words
}

const FRENCH_SMALL: &[(&str, f64)] = &[
    ("zero", 0.0),
    ("un", 1.0),
    ("une", 1.0),
    ("deux", 2.0),
    ("trois", 3.0),
    ("quatre", 4.0),
    ("cinq", 5.0),
    ("six", 6.0),
    ("sept", 7.0),
    ("huit", 8.0),
    ("neuf", 9.0),
    ("dix", 10.0),
    ("onze", 11.0),
    ("douze", 12.0),
    ("treize", 13.0),
    ("quatorze", 14.0),
    ("quinze", 15.0),
    ("seize", 16.0),
];

const FRENCH_TENS: &[(&str, f64)] = &[
    ("vingt", 20.0),
    ("vingts", 20.0),
    ("trente", 30.0),
    ("quarante", 40.0),
    ("cinquante", 50.0),
    ("soixante", 60.0),
    ("septante", 70.0),
    ("octante", 80.0),
    ("huitante", 80.0),
    ("nonante", 90.0),
];

const FRENCH_SCALES: &[(&str, f64)] = &[
    ("mille", 1e3),
    ("millier", 1e3),
    ("million", 1e6),
    ("milliard", 1e9),
    ("billion", 1e12),
    ("trillion", 1e18),
    ("md", 1e9),
    ("mds", 1e9),
    ("mrd", 1e9),
    ("mio", 1e6),
    ("lakh", 1e5),
    ("crore", 1e7),
];

const FRENCH_GROUPS: &[(&str, f64, bool)] = &[
    ("huitaine", 8.0, true),
    ("dizaine", 10.0, true),
    ("douzaine", 12.0, false),
    ("quinzaine", 15.0, true),
    ("vingtaine", 20.0, true),
    ("trentaine", 30.0, true),
    ("quarantaine", 40.0, true),
    ("cinquantaine", 50.0, true),
    ("soixantaine", 60.0, true),
    ("centaine", 100.0, true),
];

fn french() -> Words {
    let mut words = Words::new();
    let mut add = |word: &str, meaning| {
        words.entry(word.to_owned()).or_insert(meaning);
    };
    for &(word, value) in FRENCH_SMALL {
        add(word, NumberWord::Small(value));
    }
    for &(word, value) in FRENCH_TENS {
        add(word, NumberWord::Tens(value));
    }
    for &(word, value) in FRENCH_SCALES {
        add(word, NumberWord::Scale(value));
        add(&format!("{word}s"), NumberWord::Scale(value));
    }
    for word in ["cent", "cents"] {
        add(word, NumberWord::Hundred);
    }
    for &(word, value, about) in FRENCH_GROUPS {
        add(word, NumberWord::Group(value, about));
        add(&format!("{word}s"), NumberWord::Group(value, about));
    }
    for word in ["demi", "demie", "demis", "demies", "moitie"] {
        add(word, NumberWord::Half);
    }
    add("tiers", NumberWord::Denominator(3.0, true));
    add("quart", NumberWord::Denominator(4.0, false));
    add("quarts", NumberWord::Denominator(4.0, true));
    let irregular = [
        ("premier", 1.0),
        ("premiere", 1.0),
        ("second", 2.0),
        ("seconde", 2.0),
        ("cinquieme", 5.0),
        ("neuvieme", 9.0),
        ("centieme", 100.0),
        ("unieme", 1.0),
    ];
    let stems = FRENCH_SMALL.iter().chain(FRENCH_TENS).chain(FRENCH_SCALES);
    let regular = stems
        .filter(|(word, value)| *value >= 2.0 && !word.ends_with("ts"))
        .map(|&(word, value)| (format!("{}ieme", word.trim_end_matches('e')), value));
    let irregular = irregular
        .iter()
        .map(|&(word, value)| (word.to_owned(), value));
    for (word, value) in irregular.chain(regular) {
        add(&word, NumberWord::Ordinal(value, false));
        add(&format!("{word}s"), NumberWord::Ordinal(value, true));
    }
    words
}
