//! Numbers that lead to a list of references: `[3]`, `[1, 4–6]`, `¹`.

use std::sync::LazyLock;

use regex::Regex;

use super::{Found, Style, Target, locator};
use crate::span::{Span, tail};

static BRACKETED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\[(\d{1,3}(?:\s*[,;–—-]\s*\d{1,3})*)(\s*,\s*(?:pp?\.|paras?\.?|l\.)\s*[\d–-]+)?\]")
        .expect("the pattern is sound")
});

static RAISED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:[,\u{2009}˒⁻–]\s?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)*").expect("the pattern is sound")
});

static NOTE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\[\^([^\]\s]+)\]").expect("the pattern is sound"));

/// What a power is raised from: a unit of measure, or a number of one or two digits (`2`, `10`).
static BASE_BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:\d\s*|\b)(?:k|c|m|d|h)?m$|\bft$|\bin$|\bmi$|(?:^|\D)\d{1,2}$")
        .expect("the pattern is sound")
});

/// Whether a raised number behind `before` is a power, not a note.
pub(super) fn is_power(before: &str) -> bool {
    BASE_BEFORE.is_match(tail(before, 32))
}

/// The citations of `text`, in order; a footnote's label that no note answers (`[^9]` left in
/// the text) is among them.
pub(super) fn find(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    for captures in BRACKETED.captures_iter(text) {
        let whole = captures.get(0).expect("a match has a whole");
        let place = captures
            .get(2)
            .and_then(|tail| locator::find(tail.as_str()));
        let span = Span::new(whole.start(), whole.end());
        found.extend(numbers(&captures[1]).into_iter().map(|number| Found {
            style: Style::Numbered,
            target: Target::Number(number),
            locator: place,
            span,
            apparatus: span,
            certain: true,
        }));
    }
    for whole in RAISED.find_iter(text) {
        if is_power(&text[..whole.start()]) {
            continue;
        }
        let span = Span::new(whole.start(), whole.end());
        let plain: String = whole.as_str().chars().map(lowered).collect();
        found.extend(numbers(&plain).into_iter().map(|number| Found {
            style: Style::Numbered,
            target: Target::Number(number),
            locator: None,
            span,
            apparatus: span,
            certain: true,
        }));
    }
    for captures in NOTE.captures_iter(text) {
        let whole = captures.get(0).expect("a match has a whole");
        let span = Span::new(whole.start(), whole.end());
        found.push(Found {
            style: Style::Note,
            target: Target::Note(captures[1].to_owned()),
            locator: None,
            span,
            apparatus: span,
            certain: true,
        });
    }
    found.sort_by_key(|item| item.span.start);
    found
}

fn lowered(c: char) -> char {
    const RAISED_DIGITS: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    match RAISED_DIGITS.chars().position(|raised| raised == c) {
        Some(digit) => char::from_digit(u32::try_from(digit).unwrap_or(0), 10).unwrap_or(c),
        None if c == '⁻' => '-',
        None if c == '˒' => ',',
        None => c,
    }
}

/// `1, 4–6` is 1, 4, 5, 6; a range that runs backwards or is very long is its two ends.
pub(super) fn numbers(list: &str) -> Vec<u32> {
    let mut numbers = Vec::new();
    for part in list.split([',', ';']) {
        let mut ends = part
            .split(['–', '—', '-'])
            .filter_map(|end| end.trim().parse::<u32>().ok());
        match (ends.next(), ends.next()) {
            (Some(first), Some(last)) if first < last && last - first < 50 => {
                numbers.extend(first..=last);
            }
            (Some(first), Some(last)) => numbers.extend([first, last]),
            (Some(only), None) => numbers.push(only),
            _ => {}
        }
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<u32> {
        find(text)
            .into_iter()
            .filter_map(|item| match item.target {
                Target::Number(number) => Some(number),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn lists_and_ranges_are_spelled_out() {
        assert_eq!(
            read("It rained [3]. Then [1, 4–6] it stopped."),
            [3, 1, 4, 5, 6]
        );
        assert_eq!(read("It rained.¹² It stopped.³"), [12, 3]);
        assert_eq!(read("It rained [2, p. 14]."), [2]);
    }

    #[test]
    fn powers_and_years_are_no_citations() {
        assert_eq!(read("An area of 40 km² was flooded."), [] as [u32; 0]);
        assert_eq!(read("The speech [2020] was long."), [] as [u32; 0]);
    }
}
