//! Where the strings of a JSON object stand, and what their escapes mean.
//!
//! Only for JSON that a parser has accepted: this adds the offsets that parsers do not give.

use super::OffsetMap;
use crate::span::Span;

/// The string values of the object's own fields: key and the span between the quotation marks.
///
/// Keys are compared as written, so a key with an escape is not found by its plain name.
pub(super) fn top_level_strings(object: &str) -> Vec<(&str, Span)> {
    let bytes = object.as_bytes();
    let mut found = Vec::new();
    let mut depth = 0_usize;
    let mut key: Option<Span> = None;
    let mut value_follows = false;
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => {
                let span = Span::new(at + 1, string_end(bytes, at + 1));
                at = span.end;
                if depth == 1 && value_follows {
                    found.extend(key.take().map(|key| (key.of(object), span)));
                } else if depth == 1 {
                    key = Some(span);
                }
            }
            b':' if depth == 1 => value_follows = true,
            b',' if depth == 1 => value_follows = false,
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += 1;
    }
    found
}

/// Where the string ends that begins at `start`: the offset of its closing quotation mark.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    while let Some(found) = bytes
        .get(at..)
        .and_then(|rest| memchr::memchr2(b'"', b'\\', rest))
    {
        at += found;
        if bytes[at] == b'"' {
            return at;
        }
        at += 2;
    }
    bytes.len()
}

/// Appends to `text` and `map` what the string content at `span` of `object` says.
pub(super) fn unescape(object: &str, span: Span, text: &mut String, map: &mut OffsetMap) {
    let bytes = object.as_bytes();
    let mut from = span.start;
    while let Some(found) = memchr::memchr(b'\\', &bytes[from..span.end]) {
        let at = from + found;
        text.push_str(&object[from..at]);
        map.push_copied(Span::new(from, at));
        let (character, length) = escape(&object[at..span.end]);
        text.push(character);
        map.push_replaced(character.len_utf8(), Span::new(at, at + length));
        from = at + length;
    }
    text.push_str(&object[from..span.end]);
    map.push_copied(Span::new(from, span.end));
}

/// The character that the escape at the start of `rest` stands for, and the escape's length.
fn escape(rest: &str) -> (char, usize) {
    let simple = match rest.as_bytes().get(1) {
        Some(b'n') => '\n',
        Some(b't') => '\t',
        Some(b'r') => '\r',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{C}',
        Some(b'u') => return unicode_escape(rest),
        Some(&other) if other.is_ascii() => char::from(other),
        _ => return (char::REPLACEMENT_CHARACTER, 1),
    };
    (simple, 2)
}

/// A `\uXXXX` escape, with its second half where it is a surrogate pair.
fn unicode_escape(rest: &str) -> (char, usize) {
    let unit = |at: usize| {
        let escape = rest.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(escape, 16).ok()
    };
    let Some(first) = unit(0) else {
        return (char::REPLACEMENT_CHARACTER, 2);
    };
    let units = [first, unit(6).unwrap_or(0)];
    match char::decode_utf16(units).next() {
        Some(Ok(character)) => (character, 6 * character.len_utf16()),
        _ => (char::REPLACEMENT_CHARACTER, 6),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_objects_own_strings_are_found() {
        let object = r#"{"a": "x\"y", "b": {"a": "no"}, "c": ["a", "no"], "d": 1, "e": ""}"#;
        let found: Vec<_> = top_level_strings(object)
            .into_iter()
            .map(|(key, span)| (key, span.of(object)))
            .collect();
        assert_eq!(found, [("a", r#"x\"y"#), ("e", "")]);
    }

    #[test]
    fn every_escape_is_understood() {
        let object = r"a\n\/\u00e9\ud83d\ude00\ud83d\t";
        let mut text = String::new();
        let mut map = OffsetMap::default();
        unescape(object, Span::new(0, object.len()), &mut text, &mut map);
        assert_eq!(text, "a\n/é😀\u{FFFD}\t");
        assert_eq!(map.to_source(Span::new(5, 9)).of(object), r"\ud83d\ude00");
    }
}
