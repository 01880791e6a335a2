//! The one normal form in which words are compared.
//!
//! Case, accents, ligatures, typographic apostrophes, quotation marks, dashes and spaces make no
//! difference to what a word is; everything that matches words goes through [`fold`].

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// `text` in lower case, without accents, with plain apostrophes, quotation marks, hyphens and
/// spaces, ligatures written out and invisible characters dropped.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        fold_char(c, |piece| folded.push(piece));
    }
    folded
}

/// As [`fold`], but borrows a text that is folded already.
#[must_use]
pub fn fold_cow(text: &str) -> Cow<'_, str> {
    if text
        .bytes()
        .all(|b| b.is_ascii() && !b.is_ascii_uppercase())
    {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(fold(text))
    }
}

/// Feeds the folded form of one character to `push`: nothing, one character or several.
///
/// A caller that needs a map back to the original counts what each character became.
pub fn fold_char(c: char, mut push: impl FnMut(char)) {
    if c.is_ascii() {
        push(c.to_ascii_lowercase());
        return;
    }
    match c {
        '\u{2018}' | '\u{2019}' | '\u{201A}' | '\u{201B}' | '\u{02BC}' | '\u{02BB}'
        | '\u{02B9}' | '\u{2032}' | '\u{2039}' | '\u{203A}' | '\u{00B4}' | '\u{FF07}' => push('\''),
        '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{201F}' | '\u{00AB}' | '\u{00BB}'
        | '\u{2033}' | '\u{FF02}' => push('"'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}' => push('-'),
        '\u{00AD}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}'
        | '\u{FEFF}' => {}
        '\u{00A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => push(' '),
        'œ' | 'Œ' => "oe".chars().for_each(push),
        'æ' | 'Æ' => "ae".chars().for_each(push),
        'ß' | 'ẞ' => "ss".chars().for_each(push),
        'ø' | 'Ø' => push('o'),
        'ł' | 'Ł' => push('l'),
        'đ' | 'Đ' | 'ð' | 'Ð' => push('d'),
        'ı' => push('i'),
        _ => std::iter::once(c)
            .nfkd()
            .filter(|&part| !is_combining_mark(part))
            .flat_map(char::to_lowercase)
            .filter(|&part| !is_combining_mark(part))
            .for_each(push),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_ligatures_and_typography_make_no_difference() {
        assert_eq!(fold("L’Élysée"), "l'elysee");
        assert_eq!(fold("cœur"), "coeur");
        assert_eq!(fold("13\u{202F}000"), "13 000");
        assert_eq!(fold("Burkina–Faso"), "burkina-faso");
        assert_eq!(fold("ﬁnance"), "finance");
        assert_eq!(fold("İstanbul"), "istanbul");
        assert_eq!(fold("soft\u{AD}ware"), "software");
    }

    #[test]
    fn different_letters_stay_different() {
        assert_ne!(fold("Mali"), fold("Bali"));
        assert_ne!(fold("№ 5"), fold("№ 6"));
    }
}
