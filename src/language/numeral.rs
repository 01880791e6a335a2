//! Numbers in digits: "13,000", "13 000", "13.000,50", "1.3e6", by the habits of each language.

use super::Language;

/// A number in digits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Numeral {
    pub(super) value: f64,
    /// The place of the last significant digit.
    pub(super) step: f64,
    /// Number of digits where it is nothing but digits, else 0.
    pub(super) bare_digits: usize,
    /// Whether it has no fractional part as written.
    pub(super) whole: bool,
}

impl Numeral {
    /// The numeral of a single character such as ½.
    pub(super) fn fraction(value: f64) -> Self {
        Self {
            value,
            step: value,
            bare_digits: 0,
            whole: false,
        }
    }

    /// The value as a small whole number.
    pub(super) fn integer(self) -> Option<i32> {
        let fits = self.whole && (0.0..=999_999.0).contains(&self.value);
        #[expect(clippy::cast_possible_truncation, reason = "the range was checked")]
        fits.then_some(self.value as i32)
    }
}

/// A run of digits and the separator before it.
#[derive(Clone, Copy)]
struct Group<'t> {
    separator: char,
    digits: &'t str,
    /// Where the group ends in the text.
    end: usize,
}

/// Longest number of groups that is read: more is no number that anyone writes.
const MOST_GROUPS: usize = 12;

/// Reads the numeral that `text` starts with; answers with its length in bytes too.
///
/// `text` must start with an ASCII digit. Where it is `tied` to a numeral before it, as in a date
/// or a version, it is nothing but digits.
pub(super) fn numeral(text: &str, language: Language, tied: bool) -> (Numeral, usize) {
    let first = &text[..digits_len(text)];
    let mut groups = Vec::new();
    let mut at = first.len();
    while !tied && let Some(group) = next_group(text, at) {
        if groups.len() == MOST_GROUPS || !may_follow(first, &groups, group) {
            break;
        }
        at = group.end;
        groups.push(group);
    }
    let (whole, decimals, end) = settle(first, &groups, language);
    build(text, &whole, decimals, end)
}

/// Reads the decimals that `text` starts with where nothing stands before their point: ".08",
/// in French ",08".
pub(super) fn bare_decimals(text: &str, language: Language) -> Option<(Numeral, usize)> {
    let after = match text.strip_prefix(',') {
        Some(after) if language == Language::French => after,
        _ => text.strip_prefix('.')?,
    };
    let len = digits_len(after);
    let goes_on = after[len..].starts_with(['.', ',', '/']) && digits_len(&after[len + 1..]) > 0;
    if len == 0 || goes_on {
        return None;
    }
    let (numeral, _) = build(&after[len..], "0", Some(&after[..len]), 0);
    Some((numeral, 1 + len))
}

fn digits_len(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

fn next_group(text: &str, at: usize) -> Option<Group<'_>> {
    let separator = text[at..].chars().next()?;
    let separator_folded = match separator {
        ' ' | '\u{A0}' | '\u{202F}' | '\u{2009}' | '\u{2007}' => ' ',
        '\'' | '’' => '\'',
        ',' | '.' => separator,
        _ => return None,
    };
    let start = at + separator.len_utf8();
    let len = digits_len(&text[start..]);
    (len > 0).then(|| Group {
        separator: separator_folded,
        digits: &text[start..start + len],
        end: start + len,
    })
}

/// Spaces and apostrophes group by three and come before any other separator.
fn may_follow(first: &str, before: &[Group<'_>], group: Group<'_>) -> bool {
    !matches!(group.separator, ' ' | '\'')
        || (group.digits.len() == 3
            && first.len() <= 3
            && !first.starts_with('0')
            && before
                .iter()
                .all(|other| other.separator == group.separator))
}

/// Which groups are thousands and which decimals: the digits of the whole part, the decimals,
/// and where the numeral ends.
fn settle<'t>(
    first: &'t str,
    groups: &[Group<'t>],
    language: Language,
) -> (String, Option<&'t str>, usize) {
    let joined = |groups: &[Group<'_>]| {
        let rest = groups.iter().map(|group| group.digits);
        std::iter::once(first).chain(rest).collect::<String>()
    };
    let Some(last) = groups.last() else {
        return (first.to_owned(), None, first.len());
    };
    let same = groups
        .iter()
        .filter(|group| group.separator == last.separator)
        .count();
    let others = &groups[..groups.len() - 1];
    if same == 1 && !matches!(last.separator, ' ' | '\'') {
        if others.is_empty() {
            return if groups_thousands(first, *last, language) {
                (joined(groups), None, last.end)
            } else if is_decimal(*last, language) {
                (first.to_owned(), Some(last.digits), last.end)
            } else {
                (first.to_owned(), None, first.len())
            };
        }
        let one_kind = others
            .iter()
            .all(|group| group.separator == others[0].separator);
        if one_kind && are_thousands(first, others) {
            return (joined(others), Some(last.digits), last.end);
        }
    }
    if same == groups.len() && are_thousands(first, groups) {
        return (joined(groups), None, last.end);
    }
    let spaces = groups
        .iter()
        .take_while(|group| group.separator == ' ')
        .count();
    let end = spaces
        .checked_sub(1)
        .map_or(first.len(), |at| groups[at].end);
    (joined(&groups[..spaces]), None, end)
}

/// Whether a single group after a point or comma is one of thousands: in English after a comma,
/// in French after a point; a French comma only where nothing but zeros follow, for nobody
/// writes three of them as decimals.
fn groups_thousands(first: &str, group: Group<'_>, language: Language) -> bool {
    let shaped = group.digits.len() == 3 && first.len() <= 3 && !first.starts_with('0');
    shaped
        && match (group.separator, language) {
            (',', Language::French) => group.digits == "000",
            (',', _) => true,
            (_, language) => language == Language::French,
        }
}

/// Whether a single group after a point or comma may be decimals rather than the next item of a
/// list or a year.
fn is_decimal(group: Group<'_>, language: Language) -> bool {
    let year = group.digits.len() == 4 && ["19", "20"].iter().any(|c| group.digits.starts_with(c));
    match (group.separator, language) {
        (',', Language::French) => !year,
        (',', _) => group.digits.len() <= 2,
        _ => true,
    }
}

/// By three everywhere, or by two and at last by three as in India.
fn are_thousands(first: &str, groups: &[Group<'_>]) -> bool {
    let Some((last, middle)) = groups.split_last() else {
        return false;
    };
    let by = |len: usize| middle.iter().all(|group| group.digits.len() == len);
    let indian = !middle.is_empty() && first.len() <= 2 && last.separator == ',' && by(2);
    last.digits.len() == 3 && !first.starts_with('0') && (first.len() <= 3 && by(3) || indian)
}

fn build(text: &str, whole: &str, decimals: Option<&str>, end: usize) -> (Numeral, usize) {
    let written = format!("{whole}.{}", decimals.unwrap_or("0"));
    let value = written.parse().unwrap_or(f64::MAX);
    let step = match decimals {
        Some(decimals) => power_of_ten(-(i32::try_from(decimals.len()).unwrap_or(i32::MAX))),
        None => step_of_digits(whole),
    };
    let bare_digits = if end == whole.len() { whole.len() } else { 0 };
    let (exponent, len) = exponent(&text[end..]).unwrap_or((0, 0));
    let scale = power_of_ten(exponent);
    let value = if exponent == 0 {
        value
    } else {
        format!("{written}e{exponent}").parse().unwrap_or(f64::MAX)
    };
    let numeral = Numeral {
        value: if f64::is_finite(value) {
            value
        } else {
            f64::MAX
        },
        step: step * scale,
        bare_digits: if len > 0 { 0 } else { bare_digits },
        whole: decimals.is_none() && exponent >= 0,
    };
    (numeral, end + len)
}

/// The place of the last digit that is not zero: 100 for "5100".
fn step_of_digits(digits: &str) -> f64 {
    let zeros = digits.len() - digits.trim_end_matches('0').len();
    if zeros == digits.len() {
        return 1.0;
    }
    power_of_ten(i32::try_from(zeros).unwrap_or(i32::MAX))
}

pub(super) fn power_of_ten(exponent: i32) -> f64 {
    10_f64.powi(exponent.clamp(-300, 300))
}

/// A power of ten right after a numeral: "e13", "×10^6", "× 10⁶", "×10−3".
fn exponent(rest: &str) -> Option<(i32, usize)> {
    if let Some(after) = rest.strip_prefix(['e', 'E']) {
        return plain_exponent(rest, after);
    }
    let after = after_ten(rest)?;
    if let Some(after) = after.strip_prefix('^') {
        return plain_exponent(rest, after);
    }
    // Where raised digits were lost, a sign still tells the power from a factor: "4×100 metres".
    let signed = after.starts_with(SIGNS);
    raised_exponent(rest, after).or_else(|| plain_exponent(rest, after).filter(|_| signed))
}

/// The signs of an exponent.
const SIGNS: [char; 3] = ['+', '-', '\u{2212}'];

/// What follows the "× 10" that `rest` starts with.
fn after_ten(rest: &str) -> Option<&str> {
    let times = rest.trim_start_matches(' ');
    let ten = times.strip_prefix(['x', '×', '·', '*', '⋅'])?;
    ten.trim_start_matches(' ').strip_prefix("10")
}

/// The exponent in plain digits, with or without a sign, that `after`, the end of `rest`, starts
/// with; its length in `rest`.
fn plain_exponent(rest: &str, after: &str) -> Option<(i32, usize)> {
    let unsigned = after.strip_prefix(SIGNS).unwrap_or(after);
    let len = digits_len(unsigned);
    let goes_on = unsigned[len..].starts_with(char::is_alphanumeric);
    if len == 0 || len > 3 || goes_on {
        return None;
    }
    let negative = after.starts_with(['-', '\u{2212}']);
    let size: i32 = unsigned[..len].parse().ok()?;
    let exponent = if negative { -size } else { size };
    Some((exponent, rest.len() - unsigned.len() + len))
}

/// The exponent in raised digits of "× 10⁶". Alone, "10⁶" may as well be a ten with a footnote.
fn raised_exponent(rest: &str, raised: &str) -> Option<(i32, usize)> {
    let digits: String = raised.chars().map_while(lowered).collect();
    let len: usize = raised.chars().take(digits.len()).map(char::len_utf8).sum();
    let exponent = digits.parse().ok().filter(|_| digits.len() <= 3)?;
    Some((exponent, rest.len() - raised.len() + len))
}

/// The plain character of a raised digit or sign.
fn lowered(c: char) -> Option<char> {
    const RAISED: &[char] = &['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    if c == '⁻' {
        return Some('-');
    }
    let digit = RAISED.iter().position(|&raised| raised == c)?;
    char::from_digit(u32::try_from(digit).ok()?, 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, language: Language) -> (f64, &str) {
        let (numeral, len) = numeral(text, language, false);
        (numeral.value, &text[..len])
    }

    #[test]
    fn any_grouping_gives_the_same_number() {
        for text in [
            "13000",
            "13,000",
            "13 000",
            "13\u{202F}000",
            "13\u{A0}000",
            "13'000",
        ] {
            assert_eq!(read(text, Language::English), (13_000.0, text));
        }
        for text in ["13.000", "13 000", "13,000", "13.000,00", "13\u{202F}000"] {
            assert_eq!(read(text, Language::French), (13_000.0, text));
        }
        assert_eq!(read("12,34,567.5", Language::English).0, 1_234_567.5);
        assert_eq!(read("1,234,567", Language::French).0, 1_234_567.0);
    }

    #[test]
    fn decimals_follow_the_language() {
        assert_eq!(read("4.800", Language::English).0, 4.8);
        assert_eq!(read("4,8", Language::French).0, 4.8);
        assert_eq!(read("0.125", Language::French).0, 0.125);
        assert_eq!(read("1 234,5", Language::French).0, 1234.5);
    }

    #[test]
    fn powers_of_ten() {
        for text in ["3e5", "3x10^5", "3 × 10^5", "3 × 10⁵", "3·10⁵", "3×10+5"] {
            assert_eq!(read(text, Language::English), (3e5, text));
        }
        assert_eq!(read("2 × 10⁻³", Language::English), (0.002, "2 × 10⁻³"));
        assert_eq!(read("10⁵", Language::English), (10.0, "10"));
    }

    #[test]
    fn decimals_without_a_whole_part() {
        let read = |text, language| bare_decimals(text, language).map(|(read, _)| read.value);
        assert_eq!(read(".08 m", Language::English), Some(0.08));
        assert_eq!(read(",25", Language::French), Some(0.25));
        for text in [". 8", ".8.2015", ",25"] {
            assert_eq!(read(text, Language::English), None, "{text}");
        }
    }

    #[test]
    fn what_is_no_one_number_stops_at_the_first() {
        assert_eq!(read("13.5.2015", Language::English), (13.0, "13"));
        assert_eq!(read("4,5,6", Language::English), (4.0, "4"));
        assert_eq!(read("12,2015", Language::English), (12.0, "12"));
        assert_eq!(read("2016 300", Language::English), (2016.0, "2016"));
        assert_eq!(read("423 0000", Language::French), (423.0, "423"));
    }

    #[test]
    fn the_step_is_the_last_significant_place() {
        let step = |text| numeral(text, Language::English, false).0.step;
        assert_eq!(step("5,100"), 100.0);
        assert_eq!(step("13"), 1.0);
        assert_eq!(step("0"), 1.0);
        assert!((step("2.75") - 0.01).abs() < 1e-12);
        assert_eq!(step("1.5e6"), 1e5);
    }
}
