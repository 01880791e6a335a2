//! Places as a client counts them: lines and columns from 0, columns in the units agreed on.

use ls_types::{Position, PositionEncodingKind, Range};

use crate::span::{LineIndex, Span};

/// What a column counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Units {
    /// Bytes of UTF-8.
    Utf8,
    /// Code units of UTF-16, which every client counts in.
    #[default]
    Utf16,
    /// Code points.
    Utf32,
}

impl Units {
    /// The first of the units that a client offers, in its order, that is known here.
    pub(super) fn agreed(offered: &[PositionEncodingKind]) -> Self {
        let known = offered.iter().find_map(|kind| match kind.as_str() {
            "utf-8" => Some(Self::Utf8),
            "utf-16" => Some(Self::Utf16),
            "utf-32" => Some(Self::Utf32),
            _ => None,
        });
        known.unwrap_or_default()
    }

    /// As the protocol names them.
    pub(super) fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
            Self::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    fn of(self, character: char) -> usize {
        match self {
            Self::Utf8 => character.len_utf8(),
            Self::Utf16 => character.len_utf16(),
            Self::Utf32 => 1,
        }
    }
}

/// A text by its lines.
#[derive(Clone, Debug)]
pub(super) struct Lined {
    lines: LineIndex,
    units: Units,
}

impl Lined {
    pub(super) fn of(text: &str, units: Units) -> Self {
        Self {
            lines: LineIndex::new(text),
            units,
        }
    }

    /// Where the byte at `offset` of `text`, the text that was indexed, stands; past the end is the
    /// end, and within a character its start.
    pub(super) fn position(&self, text: &str, offset: usize) -> Position {
        let offset = text.floor_char_boundary(offset);
        let place = self.lines.position(text, offset);
        let column = match self.units {
            Units::Utf16 => self.lines.utf16_column(text, offset) - 1,
            Units::Utf32 => place.column - 1,
            Units::Utf8 => {
                let line = self.lines.line_span(text, place.line);
                offset - line.map_or(offset, |line| line.start)
            }
        };
        Position::new(number(place.line - 1), number(column))
    }

    /// The range of a span of `text`.
    pub(super) fn range(&self, text: &str, span: Span) -> Range {
        let (start, end) = (span.start, span.end);
        Range::new(self.position(text, start), self.position(text, end))
    }

    /// The byte of `text` at a position: past the end of a line is its end, past the last line the
    /// end of the text, and within a character its start.
    pub(super) fn offset(&self, text: &str, position: Position) -> usize {
        let Some(line) = self.lines.line_span(text, position.line as usize + 1) else {
            return text.len();
        };
        let mut left = position.character as usize;
        for (at, character) in line.of(text).char_indices() {
            let width = self.units.of(character);
            if left < width {
                return line.start + at;
            }
            left -= width;
        }
        line.end
    }

    /// The span of `text` in a range; one that ends before it starts is empty.
    pub(super) fn span(&self, text: &str, range: Range) -> Span {
        let start = self.offset(text, range.start);
        Span::new(start, self.offset(text, range.end).max(start))
    }
}

/// A line or a column as the protocol has it.
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn columns_count_in_the_units_agreed_on() {
        let text = "é𝕄a\r\nb";
        for (units, column) in [(Units::Utf8, 6), (Units::Utf16, 3), (Units::Utf32, 2)] {
            let lined = Lined::of(text, units);
            let place = lined.position(text, "é𝕄".len());
            assert_eq!(place, Position::new(0, column), "{units:?}");
            assert_eq!(lined.offset(text, place), "é𝕄".len());
            // Past the end of a line, and of the text.
            assert_eq!(lined.offset(text, Position::new(0, 99)), "é𝕄a".len());
            assert_eq!(lined.offset(text, Position::new(9, 0)), text.len());
        }
        let lined = Lined::of(text, Units::Utf16);
        // Within a surrogate pair.
        assert_eq!(lined.offset(text, Position::new(0, 2)), "é".len());
    }

    #[test]
    fn the_first_known_units_are_agreed_on() {
        let kinds = |names: &[&str]| -> Vec<PositionEncodingKind> {
            names
                .iter()
                .map(|&name| PositionEncodingKind::from(name.to_owned()))
                .collect()
        };
        assert_eq!(Units::agreed(&[]), Units::Utf16);
        assert_eq!(
            Units::agreed(&kinds(&["utf-7", "utf-8", "utf-16"])),
            Units::Utf8
        );
        assert_eq!(Units::agreed(&kinds(&["utf-7"])), Units::Utf16);
    }

    proptest! {
        #[test]
        fn every_character_is_found_where_it_stands(
            lines in prop::collection::vec(("[aé𝕄]{0,6}", prop::bool::ANY), 0..6)
        ) {
            let end = |is_long: bool| if is_long { "\r\n" } else { "\n" };
            let lines = lines.iter().map(|(line, is_long)| format!("{line}{}", end(*is_long)));
            let text: String = lines.collect();
            for units in [Units::Utf8, Units::Utf16, Units::Utf32] {
                let lined = Lined::of(&text, units);
                let words = text.char_indices().filter(|(_, it)| !matches!(it, '\r' | '\n'));
                for (offset, _) in words {
                    prop_assert_eq!(lined.offset(&text, lined.position(&text, offset)), offset);
                }
            }
        }
    }
}
