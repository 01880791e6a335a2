//! Accents that a file draws apart from their letters: `Schr¨odinger` is `Schrödinger`.
//!
//! Fonts of old typesetting have accents and letters, but no letters with accents: an accent is
//! drawn over or under its letter, before it or behind it. Where it stands on the page tells which
//! letter is its own.

use unicode_normalization::char::compose;

use super::page::{Glyph, Line};

/// Puts accents on the letters that they stand over or under.
pub(super) fn join(line: &mut Line) {
    let is_accent = |glyph: &Glyph| combining(glyph.character).is_some();
    if !line.glyphs.iter().any(is_accent) {
        return;
    }
    let mut joined: Vec<Glyph> = Vec::with_capacity(line.glyphs.len());
    for &glyph in &line.glyphs {
        let both = joined
            .last()
            .and_then(|last| accented(last, &glyph).or_else(|| accented(&glyph, last)));
        match both {
            Some(both) => {
                joined.pop();
                joined.push(both);
            }
            None => joined.push(glyph),
        }
    }
    line.glyphs = joined;
}

/// The letter with the accent, if that stands over or under it.
fn accented(accent: &Glyph, letter: &Glyph) -> Option<Glyph> {
    let mark = combining(accent.character)?;
    let middle = f32::midpoint(accent.left, accent.right);
    if !(letter.left..letter.right).contains(&middle) {
        return None;
    }
    let bare = match letter.character {
        'ı' => 'i',
        'ȷ' => 'j',
        other => other,
    };
    let [left, bottom, right, top] = letter.page_box;
    let over = accent.page_box;
    Some(Glyph {
        character: compose(bare, mark)?,
        page_box: [
            left.min(over[0]),
            bottom.min(over[1]),
            right.max(over[2]),
            top.max(over[3]),
        ],
        ..*letter
    })
}

/// The mark that an accent of its own is on a letter.
fn combining(accent: char) -> Option<char> {
    let mark = match accent {
        '`' | '\u{2CB}' => '\u{300}',
        '´' | '\u{2CA}' => '\u{301}',
        '^' | 'ˆ' => '\u{302}',
        '~' | '˜' => '\u{303}',
        '¯' => '\u{304}',
        '˘' => '\u{306}',
        '¨' => '\u{308}',
        '˚' => '\u{30A}',
        '˝' => '\u{30B}',
        'ˇ' => '\u{30C}',
        '¸' => '\u{327}',
        _ => return None,
    };
    Some(mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Characters with their left and right edges, joined.
    fn joined(written: &[(char, f32, f32)]) -> String {
        let glyph = |&(character, left, right): &(char, f32, f32)| Glyph {
            character,
            left,
            right,
            base: 0.0,
            size: 10.0,
            is_bold: false,
            page_box: [0; 4],
        };
        let mut line = Line {
            glyphs: written.iter().map(glyph).collect(),
        };
        join(&mut line);
        line.text()
    }

    #[test]
    fn an_accent_goes_to_the_letter_that_it_stands_over() {
        let before = [('M', 0.0, 9.0), ('¨', 9.5, 14.5), ('u', 9.3, 14.8)];
        assert_eq!(joined(&before), "Mü");
        let behind = [('c', 0.0, 4.0), ('¸', 0.2, 3.8), ('o', 4.0, 9.0)];
        assert_eq!(joined(&behind), "ço");
        assert_eq!(joined(&[('´', 0.1, 2.9), ('ı', 0.0, 3.0)]), "í");
    }

    #[test]
    fn a_sign_beside_a_letter_is_no_accent() {
        assert_eq!(joined(&[('`', 0.0, 3.0), ('a', 3.0, 8.0)]), "`a");
        assert_eq!(joined(&[('x', 0.0, 5.0), ('^', 5.0, 9.0)]), "x^");
        assert_eq!(joined(&[('ˆ', 0.5, 4.5), ('x', 0.0, 5.0)]), "ˆx");
    }
}
