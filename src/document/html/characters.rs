//! The characters of a text node: references resolved, each piece with its place.

use html5gum::{Token, Tokenizer};

use crate::span::Span;

/// The longest name of a character reference, with room for its marks.
const LONGEST_REFERENCE: usize = 40;

/// A piece of a text node as a person reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Words and white space that stand in the source as they are.
    Verbatim(Span),
    /// Something that stands in the source in another form (a character reference).
    Replaced(String, Span),
    /// White space that is not ASCII's, or that stands in the source as a reference.
    Space(Span),
}

/// Splits the text at `span` of `source` into pieces, in order. What cannot be seen (soft hyphens,
/// zero-width spaces, NUL) is left out.
pub(super) fn pieces(source: &str, span: Span) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut plain = span.start;
    let mut at = span.start;
    while let Some(offset) = source[at..span.end].find(is_special) {
        let start = at + offset;
        let (decoded, end) = decode_at(source, Span::new(start, span.end));
        at = end;
        if decoded.as_deref() == Some(&source[start..end]) {
            continue;
        }
        if plain < start {
            found.push(Piece::Verbatim(Span::new(plain, start)));
        }
        plain = end;
        let place = Span::new(start, end);
        match decoded {
            Some(text) if text == " " => found.push(Piece::Space(place)),
            Some(text) => found.push(Piece::Replaced(text, place)),
            None => {}
        }
    }
    if plain < span.end {
        found.push(Piece::Verbatim(Span::new(plain, span.end)));
    }
    found
}

/// The text at `span` of `source` with references resolved and white space collapsed.
pub(super) fn plain_text(source: &str, span: Span) -> String {
    let mut text = String::new();
    for piece in pieces(source, span) {
        match piece {
            Piece::Verbatim(span) => text.push_str(span.of(source)),
            Piece::Replaced(replacement, _) => text.push_str(&replacement),
            Piece::Space(_) => text.push(' '),
        }
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}

/// Whether nothing but white space is seen in the text at `span` of `source`.
pub(super) fn is_blank(source: &str, span: Span) -> bool {
    let plain = |c: &char| !c.is_whitespace() && !is_special(*c);
    let text = span.of(source);
    match text.chars().find(|c| *c == '&' || plain(c)) {
        None => true,
        Some('&') => plain_text(source, span).is_empty(),
        Some(_) => false,
    }
}

fn is_special(c: char) -> bool {
    matches!(c, '&' | '\0') || is_invisible(c) || (c.is_whitespace() && !c.is_ascii())
}

fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}' | '\u{200c}' | '\u{2060}' | '\u{feff}'
    )
}

fn is_white(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

/// What the special character at the start of `span` stands for, and where it ends. `None` if it
/// stands for nothing that is seen.
fn decode_at(source: &str, span: Span) -> (Option<String>, usize) {
    let text = span.of(source);
    let Some(first) = text.chars().next() else {
        return (None, span.end);
    };
    let (decoded, length) = if first == '&' {
        let length = reference_length(text);
        (resolve(&text[..length]), length)
    } else {
        (first.to_string(), first.len_utf8())
    };
    let end = span.start + length;
    if decoded == "\u{a0}" && joins_digits(source, Span::new(span.start, end)) {
        return (Some(decoded), end);
    }
    if is_white(&decoded) && !decoded.is_empty() {
        return (Some(" ".to_owned()), end);
    }
    let seen = decoded.chars().any(|c| !is_invisible(c) && c != '\0');
    (seen.then_some(decoded), end)
}

/// Whether a digit stands on both sides: the space of `12 000` is part of the number.
fn joins_digits(source: &str, span: Span) -> bool {
    let before = source[..span.start].bytes().next_back();
    let after = source[span.end..].bytes().next();
    before.is_some_and(|c| c.is_ascii_digit()) && after.is_some_and(|c| c.is_ascii_digit())
}

/// Length of what may be a character reference at the start of `text`, which begins with `&`.
fn reference_length(text: &str) -> usize {
    let body = &text.as_bytes()[1..];
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'#';
    let named = body
        .iter()
        .take(LONGEST_REFERENCE)
        .take_while(|byte| is_part(byte));
    let length = 1 + named.count();
    length + usize::from(text.as_bytes().get(length) == Some(&b';'))
}

/// A character reference resolved by the rules of the HTML standard; anything else as it is.
fn resolve(reference: &str) -> String {
    if reference.len() < 3 {
        return reference.to_owned();
    }
    let mut text = String::new();
    for token in Tokenizer::new(reference) {
        let Ok(token) = token;
        if let Token::String(string) = token {
            text.push_str(&String::from_utf8_lossy(&string.value));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: &str) -> String {
        plain_text(source, Span::new(0, source.len()))
    }

    #[test]
    fn references_are_resolved_with_and_without_semicolon() {
        assert_eq!(
            read("Caf&eacute; &amp; th&#233; &#x2014; 5 &lt; 6"),
            "Café & thé — 5 < 6"
        );
        assert_eq!(read("AT&ampT"), "AT&T");
        assert_eq!(
            read("R&D & more &; &nosuch; &#xZ;"),
            "R&D & more &; &nosuch; &#xZ;"
        );
        assert_eq!(read("&"), "&");
    }

    #[test]
    fn each_reference_has_its_place() {
        let source = "un caf&eacute;.";
        assert_eq!(
            pieces(source, Span::new(0, source.len())),
            vec![
                Piece::Verbatim(Span::new(0, 6)),
                Piece::Replaced("é".to_owned(), Span::new(6, 14)),
                Piece::Verbatim(Span::new(14, 15)),
            ]
        );
    }

    #[test]
    fn a_space_within_a_number_is_kept_and_any_other_is_white_space() {
        assert_eq!(
            pieces("12&nbsp;000", Span::new(0, 11))[1],
            Piece::Replaced("\u{a0}".to_owned(), Span::new(2, 8))
        );
        assert_eq!(
            pieces("a&nbsp;b", Span::new(0, 8))[1],
            Piece::Space(Span::new(1, 7))
        );
        assert_eq!(
            pieces("\u{a0}", Span::new(0, 2)),
            vec![Piece::Space(Span::new(0, 2))]
        );
    }

    #[test]
    fn what_cannot_be_seen_is_left_out() {
        assert_eq!(read("Tim\u{ad}buk&shy;tu\0 \u{200b}city"), "Timbuktu city");
    }
}
