//! The one place where words of a draft or a source are made safe to show.
//!
//! A file can hold characters that move a terminal's cursor, turn the direction of writing round
//! or take no room at all; shown raw, they can make a report say what it does not.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, BufWriter, Write};

use serde::Serialize;

/// Whether `character` can change how the text around it is shown.
#[must_use]
pub fn is_hostile(character: char) -> bool {
    match character {
        '\n' | '\t' => false,
        // Soft hyphen, Arabic letter mark, Mongolian vowel separator, zero-width and
        // directional characters, invisible operators, isolates, and the byte order mark.
        '\u{ad}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => true,
        _ => character.is_control(),
    }
}

/// `text` for a line of a terminal or a log: hostile characters become `\u{…}`, line ends and
/// tabs become spaces. Nor is there anything in it that the log of a CI service would carry out.
#[must_use]
pub fn line(text: &str) -> Cow<'_, str> {
    let safe = replace(text, |character, out| match character {
        '\n' | '\t' | '\r' => out.push(' '),
        _ => out.extend(character.escape_unicode()),
    });
    let orders = orders(&safe);
    if orders.is_empty() {
        return safe;
    }
    let mut out = String::with_capacity(safe.len() + 16);
    let mut done = 0;
    for at in orders {
        out.push_str(&safe[done..at]);
        out.extend(safe[at..].chars().take(1).flat_map(char::escape_unicode));
        done = at + 1;
    }
    out.push_str(&safe[done..]);
    Cow::Owned(out)
}

/// Where characters of a line stand that make an order of it to a CI service: `::` at its start
/// (GitHub), `##[` (GitHub), `##vso[` (Azure) and `##teamcity[` anywhere.
pub(super) fn orders(line: &str) -> Vec<usize> {
    let start = line.len() - line.trim_start().len();
    let at_start = line[start..].starts_with("::").then_some(start);
    let marks = line.match_indices('[').filter_map(|(at, _)| {
        let before = line[..at].trim_end_matches(|it: char| it.is_ascii_alphabetic());
        before.ends_with("##").then(|| before.len() - 1)
    });
    at_start.into_iter().chain(marks).collect()
}

/// `text` for a page, where every character is already escaped for the mark-up: hostile
/// characters become the replacement character, line ends and tabs stay.
#[must_use]
pub fn page(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hostile) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(
        text.chars()
            .filter(|&character| character != '\r')
            .map(|character| match is_hostile(character) {
                true => char::REPLACEMENT_CHARACTER,
                false => character,
            })
            .collect(),
    )
}

/// Serialised JSON with hostile characters as `\uXXXX`, which any reader turns back: nothing is
/// lost, and nothing of a file reaches a terminal raw. `##` begins an order to some CI services;
/// beside mark-up of JSON it cannot stand.
#[must_use]
pub fn json(json: &str) -> Cow<'_, str> {
    if !json.contains(is_hostile) && !json.contains("##") {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len() + 16);
    let mut before = ' ';
    for character in json.chars() {
        let is_order = (before, character) == ('#', '#');
        before = character;
        if is_hostile(character) || is_order {
            for unit in character.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(character);
        }
    }
    Cow::Owned(out)
}

/// Writes `value` as one indented object, safe as by [`json`], and a line end. Piece by piece: of many drafts the
/// whole takes more memory than all else.
///
/// # Errors
/// Where `out` fails.
pub fn write_json(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let mut safe = Safe(BufWriter::new(out));
    serde_json::to_writer_pretty(&mut safe, value)?;
    writeln!(safe.0)?;
    // Whoever gave `out` flushes it, and learns then whether anybody reads.
    safe.0
        .into_inner()
        .map_err(io::IntoInnerError::into_error)?;
    Ok(())
}

/// Takes pieces of JSON, strings whole or up to a character that is escaped.
struct Safe<W>(W);

impl<W: Write> Write for Safe<W> {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        let text = std::str::from_utf8(piece).map_err(io::Error::other)?;
        self.0.write_all(json(text).as_bytes())?;
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

fn replace(text: &str, escape: impl Fn(char, &mut String)) -> Cow<'_, str> {
    let needs = |character: char| matches!(character, '\n' | '\t') || is_hostile(character);
    if !text.contains(needs) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if needs(character) {
            escape(character, &mut out);
        } else {
            out.push(character);
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_shows_hostile_characters_by_number() {
        assert_eq!(line("plain, café, “quoted”"), "plain, café, “quoted”");
        assert_eq!(line("a\u{1b}[31mred"), "a\\u{1b}[31mred");
        assert_eq!(
            line("a\u{202e}b\u{200b}c\u{9b}"),
            "a\\u{202e}b\\u{200b}c\\u{9b}"
        );
        assert_eq!(line("two\r\nlines\tand tabs"), "two  lines and tabs");
    }

    #[test]
    fn a_line_gives_no_orders() {
        assert_eq!(line("a::b ## c [d]"), "a::b ## c [d]");
        assert_eq!(line("::error::x"), "\\u{3a}:error::x");
        assert_eq!(line("\t::add-mask::x"), " \\u{3a}:add-mask::x");
        assert_eq!(line("é ##[error]x"), "é #\\u{23}[error]x");
        assert_eq!(line("##vso[task.x]"), "#\\u{23}vso[task.x]");
        assert_eq!(
            line("###[x] ##teamcity[y"),
            "##\\u{23}[x] #\\u{23}teamcity[y"
        );
    }

    #[test]
    fn json_keeps_its_value() {
        let value = "##vso[x] bidi \u{202e}, tag \u{e0041}, csi \u{9b}, del \u{7f}";
        let written = serde_json::to_string(value).unwrap();
        let safe = json(&written);
        assert!(!safe.contains(is_hostile) && !safe.contains("##"));
        assert_eq!(serde_json::from_str::<String>(&safe).unwrap(), value);
        let mut written = Vec::new();
        write_json(&value, &mut written).unwrap();
        assert_eq!(written, format!("{safe}\n").into_bytes());
    }

    #[test]
    fn a_page_keeps_its_lines() {
        assert_eq!(page("one\ntwo"), "one\ntwo");
        assert_eq!(page("one\u{202e}\ntwo"), "one\u{fffd}\ntwo");
    }
}
