//! Whether two names name the same: abbreviations, nationalities, surnames, transliterations.

use super::abbreviation::{Abbreviations, could_stand_for};
use super::country::{self, CountryWord};
use super::name::{Name, NameKind};

/// Whether two names name the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Match {
    /// The same name, in another form perhaps.
    Same,
    /// They may be the same: a surname, a part of the full name, a capital and its country.
    Compatible,
    /// Two different names.
    Different,
}

/// Whether `a` and `b` name the same, with the abbreviations their texts define.
#[must_use]
pub fn same_name(a: &Name, b: &Name, abbreviations: &Abbreviations) -> Match {
    let (left, right) = (a.canonical.as_str(), b.canonical.as_str());
    if left == right {
        return Match::Same;
    }
    if let (Some(x), Some(y)) = (country::find(left), country::find(right)) {
        let capital = x.word == CountryWord::Capital || y.word == CountryWord::Capital;
        return match (x.code == y.code, capital && x.word != y.word) {
            (true, false) => Match::Same,
            (true, true) => Match::Compatible,
            (false, _) => Match::Different,
        };
    }
    if a.kind == NameKind::Identifier || b.kind == NameKind::Identifier {
        return identifiers(left, right);
    }
    if abbreviations.are_same(left, right) {
        return Match::Same;
    }
    if could_stand_for(left, right) || could_stand_for(right, left) {
        return Match::Compatible;
    }
    by_words(
        &expanded(left, abbreviations),
        &expanded(right, abbreviations),
    )
}

/// "resolution 2100" and "2100" may be the same; other numbers are others.
fn identifiers(left: &str, right: &str) -> Match {
    let joined = |name: &str| name.replace(['-', ' '], "");
    if joined(left) == joined(right) {
        return Match::Same;
    }
    let number = |name: &str| name.split(' ').next_back().unwrap_or_default().to_owned();
    let bare = !left.contains(' ') || !right.contains(' ');
    if bare && number(left) == number(right) {
        Match::Compatible
    } else {
        Match::Different
    }
}

/// The words of a name that tell, abbreviations spelled out, nationalities brought to the country.
fn expanded(name: &str, abbreviations: &Abbreviations) -> Vec<String> {
    const SMALL: &[&str] = &[
        "a", "al", "and", "au", "d", "de", "des", "du", "el", "en", "et", "for", "in", "l", "la",
        "le", "les", "of", "on", "pour", "the", "to",
    ];
    let mut words = Vec::new();
    for word in name
        .split(' ')
        .filter(|word| SMALL.binary_search(word).is_err())
    {
        if let Some(found) = country::find(word).filter(|c| c.word != CountryWord::Capital) {
            words.push(found.code.to_owned());
            continue;
        }
        match abbreviations.long_forms(word).first() {
            Some(long) if !abbreviations.is_ambiguous(word) => words.extend(
                long.split(' ')
                    .filter(|part| SMALL.binary_search(part).is_err())
                    .map(str::to_owned),
            ),
            _ => words.push(word.to_owned()),
        }
    }
    words
}

fn by_words(left: &[String], right: &[String]) -> Match {
    let (short, long) = if left.len() <= right.len() {
        (left, right)
    } else {
        (right, left)
    };
    if short.is_empty() {
        return Match::Different;
    }
    if short.len() == long.len() {
        let worst = short
            .iter()
            .zip(long)
            .map(|(x, y)| same_word(x, y))
            .max()
            .unwrap_or(Match::Different);
        if worst != Match::Different {
            return worst;
        }
        let mut sorted = (short.to_vec(), long.to_vec());
        sorted.0.sort_unstable();
        sorted.1.sort_unstable();
        return if sorted.0 == sorted.1 {
            Match::Same
        } else {
            Match::Different
        };
    }
    if is_neighbour(short, long) {
        return Match::Different;
    }
    // The shorter name's words stand in the longer one, in order: a surname, "Wagner" for
    // "Wagner Group", a full name without its middle part.
    let mut rest = long.iter();
    let within = short.iter().all(|word| {
        rest.any(|other| same_word(word, other) == Match::Same || is_initial_of(word, other))
    });
    if within {
        Match::Compatible
    } else {
        Match::Different
    }
}

/// Whether the longer name is of another place that is called after the shorter one's: West Virginia, New York, Caroline
/// du Nord.
fn is_neighbour(short: &[String], long: &[String]) -> bool {
    const BEFORE: [&str; 10] = [
        "east", "eastern", "new", "north", "northern", "nouvelle", "south", "southern", "west",
        "western",
    ];
    const BEHIND: [&str; 4] = ["est", "nord", "ouest", "sud"];
    match (short, long) {
        ([place], [before, of]) if place == of => BEFORE.contains(&before.as_str()),
        ([place], [of, behind]) if place == of => BEHIND.contains(&behind.as_str()),
        _ => false,
    }
}

fn is_initial_of(a: &str, b: &str) -> bool {
    (a.chars().count() == 1 && b.starts_with(a)) || (b.chars().count() == 1 && a.starts_with(b))
}

/// Spellings of names that differ by more than transliteration usually does.
const ONE_NAME: &[&[&str]] = &[
    &[
        "mohamed", "mohammed", "muhammad", "mohammad", "muhammed", "mahamed", "mouhamed",
    ],
    &["hussein", "hussain", "husayn", "hossein", "houssein"],
    &["kyiv", "kiev"],
    &["qaeda", "qaida", "kaida"],
    &["gaddafi", "qaddafi", "kadhafi", "khadafi", "gadhafi"],
];

fn same_word(a: &str, b: &str) -> Match {
    if a == b
        || ONE_NAME
            .iter()
            .any(|forms| forms.contains(&a) && forms.contains(&b))
    {
        return Match::Same;
    }
    if is_initial_of(a, b) {
        return Match::Compatible;
    }
    let plural = |x: &str, y: &str| x.len() > 3 && x.strip_suffix('s') == Some(y);
    if plural(a, b) || plural(b, a) || spelling(a) == spelling(b) {
        return Match::Same;
    }
    let (bones_a, bones_b) = (skeleton(a), skeleton(b));
    let longest = a.chars().count().max(b.chars().count());
    if bones_a != bones_b || bones_a.len() < 3 || longest < 5 {
        return Match::Different;
    }
    match distance(a, b) {
        edits if edits * 4 <= longest => Match::Same,
        edits if edits * 3 <= longest => Match::Compatible,
        _ => Match::Different,
    }
}

/// A spelling without the habits of one language: `ou` and `oo` are `u`, `ph` is `f`, `z` is `s`.
fn spelling(word: &str) -> String {
    let mut plain = word.to_owned();
    for (from, to) in [
        ("tch", "ch"),
        ("dj", "j"),
        ("ph", "f"),
        ("kh", "k"),
        ("gh", "g"),
        ("ou", "u"),
        ("oo", "u"),
        ("ee", "i"),
        ("ck", "k"),
        ("q", "k"),
        ("y", "i"),
        ("z", "s"),
    ] {
        if plain.contains(from) {
            plain = plain.replace(from, to);
        }
    }
    let mut single = String::with_capacity(plain.len());
    for c in plain.chars() {
        if !single.ends_with(c) {
            single.push(c);
        }
    }
    single
}

/// The consonants of a spelling, and its first letter.
fn skeleton(word: &str) -> String {
    let bones: String = spelling(word)
        .chars()
        .enumerate()
        .filter(|(at, c)| *at == 0 || !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'h' | 'w'))
        .map(|(_, c)| c)
        .collect();
    let mut single = String::with_capacity(bones.len());
    for c in bones.chars() {
        if !single.ends_with(c) {
            single.push(c);
        }
    }
    single
}

/// Levenshtein's distance, in characters.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, &y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    fn name(canonical: &str) -> Name {
        Name {
            span: Span::default(),
            canonical: canonical.to_owned(),
            kind: NameKind::Other,
            title: None,
        }
    }

    fn compare(a: &str, b: &str) -> Match {
        let mut known = Abbreviations::default();
        known.learn("The Coastal Patrol Authority (CPA) spoke.");
        let forth = same_name(&name(a), &name(b), &known);
        assert_eq!(forth, same_name(&name(b), &name(a), &known), "{a} {b}");
        forth
    }

    #[test]
    fn other_forms_are_the_same() {
        for (a, b) in [
            ("menaka", "meneka"),
            ("mohamed sy", "muhammad sy"),
            ("qaeda", "qaida"),
            ("cpa", "coastal patrol authority"),
            ("un", "united nations"),
            ("onu", "un"),
            ("mali", "malian"),
            ("france", "francais"),
            ("un mission", "united nations mission"),
            ("burkina faso", "burkinabe"),
            ("toumbouctou", "tumbuctu"),
        ] {
            assert_eq!(compare(a, b), Match::Same, "{a} {b}");
        }
    }

    #[test]
    fn parts_may_be_the_same() {
        for (a, b) in [
            ("traore", "awa traore"),
            ("a traore", "awa traore"),
            ("wagner", "wagner group"),
            ("dakar", "senegal"),
            ("nwb", "northern water board"),
        ] {
            assert_eq!(compare(a, b), Match::Compatible, "{a} {b}");
        }
    }

    #[test]
    fn others_are_different() {
        for (a, b) in [
            ("niger", "nigeria"),
            ("guinea", "guinea bissau"),
            ("sudan", "south sudan"),
            ("gao", "kidal"),
            ("awa traore", "oumou traore"),
            ("mali", "france"),
            ("cpa", "united nations"),
            ("bamba", "bimbo"),
            ("martin", "moroni"),
        ] {
            assert_eq!(compare(a, b), Match::Different, "{a} {b}");
        }
    }
}
