//! Words, numerals and signs of a text, as the readers of figures need them: numerals whole with
//! their value, words folded, elided articles apart.
//!
//! Finer than words: "2.7m", "d'euros" and "€357m" are two, two and three pieces.

use std::borrow::Cow;

use super::Language;
use super::address::{address_len, label_len};
use super::fold::fold_cow;
use super::number_words::{NumberWord, number_word};
use super::numeral::{Numeral, bare_decimals, numeral};
use crate::span::Span;

/// What sort of piece it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum PieceKind {
    /// Letters, letters and digits that start with a letter, an address or a label.
    Word,
    /// A number in digits.
    Numeral(Numeral),
    /// Any other character.
    Sign,
}

/// A word, a numeral or a sign.
#[derive(Clone, Debug)]
pub(super) struct Piece<'t> {
    pub(super) span: Span,
    /// As written.
    pub(super) written: &'t str,
    /// Lower case, without accents, with a plain apostrophe at the end of an elided word.
    pub(super) key: Cow<'t, str>,
    pub(super) kind: PieceKind,
    /// What a word is to a number, if anything: asked for at every turn, so looked up once.
    pub(super) number_word: Option<NumberWord>,
    /// Whether white space or the start of the text lies before it.
    pub(super) spaced: bool,
    /// Whether a line starts with it.
    pub(super) opens_line: bool,
}

impl Piece<'_> {
    /// Whether the piece joins the words of a compound.
    pub(super) fn is_joint(&self) -> bool {
        matches!(&*self.key, "-" | "/")
    }

    pub(super) fn numeral(&self) -> Option<Numeral> {
        match self.kind {
            PieceKind::Numeral(numeral) => Some(numeral),
            PieceKind::Word | PieceKind::Sign => None,
        }
    }

    pub(super) fn is_word(&self) -> bool {
        self.kind == PieceKind::Word
    }

    pub(super) fn is(&self, key: &str) -> bool {
        *self.key == *key
    }
}

/// The key of the piece at `at`, or the empty string past either end.
pub(super) fn key<'p>(pieces: &'p [Piece<'_>], at: usize) -> &'p str {
    pieces.get(at).map_or("", |piece| &*piece.key)
}

/// The words that French elides before a vowel.
const ELIDED: &[&str] = &[
    "d", "l", "qu", "n", "s", "j", "m", "t", "c", "jusqu", "lorsqu", "puisqu", "aujourd", "quelqu",
    "presqu",
];

/// Cuts `text` into pieces.
pub(super) fn pieces(text: &str, language: Language) -> Vec<Piece<'_>> {
    let mut pieces = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    let (mut spaced, mut opens_line) = (true, true);
    while let Some(c) = text[at..].chars().next() {
        let width = c.len_utf8();
        if c.is_whitespace() {
            spaced = true;
            opens_line |= c == '\n';
            at += width;
            continue;
        }
        if let Some(len) = index_len(&text[..at], &text[at..]) {
            at += len;
            continue;
        }
        if matches!(c, '\\' | '*' | '_') || is_invisible(c) {
            at += width;
            continue;
        }
        let address = address_len(&text[at..]).or_else(|| label_len(&text[at..]));
        let (end, kind) = if let Some(len) = address {
            (at + len, PieceKind::Word)
        } else if c.is_ascii_digit() {
            let (numeral, len) = numeral(&text[at..], language, is_tied(&pieces, spaced));
            (at + len, PieceKind::Numeral(numeral))
        } else if let Some((numeral, len)) = bare_decimals(&text[at..], language)
            && may_open_numeral(&text[..at])
        {
            (at + len, PieceKind::Numeral(numeral))
        } else if let Some(value) = vulgar_fraction(c) {
            (at + width, PieceKind::Numeral(Numeral::fraction(value)))
        } else if c.is_alphabetic() {
            (at + word_len(&text[at..]), PieceKind::Word)
        } else {
            (at + width, PieceKind::Sign)
        };
        let key = fold_cow(&text[at..end]);
        // "Démis" is no half.
        let is_number = kind == PieceKind::Word && !(key == "demis" && end - at > key.len());
        let number_word = is_number.then(|| number_word(&key, language)).flatten();
        pieces.push(Piece {
            span: Span::new(at, end),
            written: &text[at..end],
            key,
            kind,
            number_word,
            spaced,
            opens_line,
        });
        (spaced, opens_line) = (false, false);
        at = end;
    }
    pieces
}

/// Length of the index of a term that `rest` starts with behind `before`: `w_2`, `w_{10}`.
fn index_len(before: &str, rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('_')?;
    let braced = usize::from(inner.starts_with('{'));
    let digits = run(&inner[braced..], |c| c.is_ascii_digit());
    let is_closed = braced == 0 || inner[braced + digits..].starts_with('}');
    let is_tied = before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '}' | ')'));
    (digits > 0 && is_closed && is_tied).then_some(1 + digits + 2 * braced)
}

/// Whether the next piece goes on a chain such as 13.5.2015, in which nothing is a decimal.
fn is_tied(pieces: &[Piece<'_>], spaced: bool) -> bool {
    match pieces {
        [.., before, sign] => !spaced && !sign.spaced && sign.is(".") && before.numeral().is_some(),
        _ => false,
    }
}

/// Whether a point after `before` can open a numeral: not where it ends a word or a sentence.
fn may_open_numeral(before: &str) -> bool {
    before.chars().next_back().is_none_or(|c| {
        c.is_whitespace()
            || matches!(
                c,
                '-' | '\u{2212}' | '+' | '±' | '(' | '[' | '<' | '>' | '=' | '~' | '$' | '€' | '£'
            )
    })
}

fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}'
    )
}

/// Length of the word that `rest` starts with.
fn word_len(rest: &str) -> usize {
    let letters = run(rest, |c| c.is_alphabetic() || is_mark(c));
    let after = &rest[letters..];
    let mut chars = after.chars();
    match (chars.next(), chars.next()) {
        (Some(mark @ ('\'' | '’')), Some(next))
            if next.is_alphabetic() && is_elided(&rest[..letters]) =>
        {
            letters + mark.len_utf8()
        }
        (Some(power @ ('²' | '³')), _) if is_length(&rest[..letters]) => {
            letters + power.len_utf8()
        }
        (Some(digit), _) if digit.is_ascii_digit() && !is_code(&rest[..letters]) => {
            letters + run(after, char::is_alphanumeric)
        }
        _ => letters,
    }
}

fn is_elided(word: &str) -> bool {
    ELIDED
        .iter()
        .any(|elided| word.eq_ignore_ascii_case(elided))
}

/// Whether `letters` is the sign of a length, so that a raised digit is its power and no footnote.
fn is_length(letters: &str) -> bool {
    matches!(
        letters,
        "m" | "km" | "hm" | "dm" | "cm" | "mm" | "ft" | "mi" | "in" | "yd"
    )
}

/// Whether `letters` is a currency's code, so that digits after it are an amount.
fn is_code(letters: &str) -> bool {
    letters.len() == 3 && letters.bytes().all(|b| b.is_ascii_uppercase()) && {
        let piece = Piece {
            span: Span::new(0, 3),
            written: letters,
            key: Cow::Owned(letters.to_ascii_lowercase()),
            kind: PieceKind::Word,
            number_word: None,
            spaced: true,
            opens_line: false,
        };
        super::unit::currency(&[piece]).is_some()
    }
}

fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36F}').contains(&c)
}

/// Length of the characters at the start of `text` that `belongs` accepts.
fn run(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}

fn vulgar_fraction(c: char) -> Option<f64> {
    let (over, under) = match c {
        '½' => (1, 2),
        '⅓' => (1, 3),
        '⅔' => (2, 3),
        '¼' => (1, 4),
        '¾' => (3, 4),
        '⅕' => (1, 5),
        '⅖' => (2, 5),
        '⅗' => (3, 5),
        '⅘' => (4, 5),
        '⅐' => (1, 7),
        '⅑' => (1, 9),
        '⅒' => (1, 10),
        '⅙' => (1, 6),
        '⅚' => (5, 6),
        '⅛' => (1, 8),
        '⅜' => (3, 8),
        '⅝' => (5, 8),
        '⅞' => (7, 8),
        _ => return None,
    };
    Some(f64::from(over) / f64::from(under))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str, language: Language) -> Vec<String> {
        let pieces = pieces(text, language);
        pieces.iter().map(|piece| piece.key.to_string()).collect()
    }

    #[test]
    fn numerals_stay_whole_and_units_come_apart() {
        let en = |text| keys(text, Language::English);
        assert_eq!(en("€357m, 2.7%"), ["€", "357", "m", ",", "2.7", "%"]);
        assert_eq!(en(r"\$75 in *USD50*"), ["$", "75", "in", "usd", "50"]);
        assert_eq!(en("an A4 sheet"), ["an", "a4", "sheet"]);
        assert_eq!(en("-.5 of x.5"), ["-", ".5", "of", "x", ".", "5"]);
        assert_eq!(
            en("see https://a.b/2020 3"),
            ["see", "https://a.b/2020", "3"]
        );
        assert_eq!(en("5 km² of goats²"), ["5", "km2", "of", "goats", "2"]);
        let fr = |text| keys(text, Language::French);
        assert_eq!(fr("Près d’euros"), ["pres", "d'", "euros"]);
    }
}
