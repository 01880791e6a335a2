//! The name that somebody who mistyped one is likely to have meant.

use similar::TextDiff;

/// How alike two names must be, from 0 to 1, before one is offered for the other.
const LIKENESS: f32 = 0.6;

/// A longer name than anyone gives is not held against others.
const LONGEST: usize = 200;

/// The name of `names` that is most like `given`, where one is like enough to be worth offering.
pub fn nearest<'a>(given: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let mut best: Option<(f32, &str)> = None;
    if given.len() > LONGEST {
        return None;
    }
    for name in names {
        // Names of too unlike a length cannot be alike enough, and are not held against each other.
        let (given_length, length) = (given.chars().count(), name.chars().count());
        let most = 2 * given_length.min(length);
        if (most as f32) < LIKENESS * (given_length + length) as f32 {
            continue;
        }
        let likeness = TextDiff::from_chars(given, name).ratio();
        if likeness >= LIKENESS && best.is_none_or(|(most, _)| likeness > most) {
            best = Some((likeness, name));
        }
    }
    best.map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_mended_and_a_stranger_is_not() {
        let names = ["include", "exclude"];
        assert_eq!(nearest("inlcude", names), Some("include"));
        assert_eq!(nearest("excludes", names), Some("exclude"));
        assert_eq!(nearest("title", names), None);
    }
}
