//! Lines of a file with what is to be underlined in them, laid out for a terminal.

use unicode_width::UnicodeWidthStr;

use super::{Excerpt, Place, sanitize};
use crate::span::{LineIndex, Position, Span};

/// Columns of text in a row.
const WIDTH: usize = 100;

/// Rows shown of one excerpt at most.
const ROWS: usize = 8;

/// A row of a terminal: text, and what stands beneath it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// The number of the line, on its first row that is shown.
    pub(super) number: Option<usize>,
    /// The text, safe to show.
    pub(super) text: String,
    /// Marks beneath the text; empty where nothing is marked.
    pub(super) underline: String,
}

/// The content of a file by its lines, which are found once for all the places that are shown.
#[derive(Clone, Debug)]
pub struct Lines<'c> {
    content: &'c str,
    lines: LineIndex,
}

impl<'c> Lines<'c> {
    /// Finds the lines of `content`.
    pub(super) fn of(content: &'c str) -> Self {
        let lines = LineIndex::new(content);
        Self { content, lines }
    }

    /// The lines that `place` lies in, with its words marked.
    pub(super) fn at(&self, place: &Place) -> Excerpt {
        at(self.content, &self.lines, place)
    }

    /// The words at `place`, or how they begin, on one row and safe to show.
    #[must_use]
    pub fn words_at(&self, place: &Place) -> String {
        let excerpt = self.at(place);
        let words = excerpt.marked.first().map(|words| words.of(&excerpt.text));
        one_row(words.unwrap_or_default())
    }
}

/// Lines and columns are used, not bytes, because `content` may be encoded otherwise than its
/// file.
fn at(content: &str, lines: &LineIndex, place: &Place) -> Excerpt {
    let last_line = place
        .end_line
        .clamp(place.line, lines.line_count().max(place.line));
    let (Some(first), Some(last)) = (
        lines.line_span(content, place.line),
        lines.line_span(content, last_line),
    ) else {
        return Excerpt::default();
    };
    let offset = |line: usize, column: usize| lines.offset(content, Position { line, column });
    let start = offset(place.line, place.column).unwrap_or(first.start);
    let end = offset(last_line, place.end_column).unwrap_or(last.end);
    let end = end.max(start);
    let whole = around(content, first.cover(last), Span::new(start, end));
    let end = end.min(whole.end);
    Excerpt {
        line: place.line,
        text: whole.of(content).to_owned(),
        marked: vec![Span::new(start, end).relative_to(whole.start)],
    }
}

/// Bytes of a line that are shown at most around what is marked in it, and of what is marked.
const LONGEST: usize = 2 * ROWS * WIDTH;

/// What of `whole`, the lines that `marked` lies in, is shown: all of it, unless it is so long that no
/// more than its rows around the mark could be.
fn around(content: &str, whole: Span, marked: Span) -> Span {
    if whole.len() <= LONGEST {
        return whole;
    }
    let start = content.floor_char_boundary(marked.start.saturating_sub(LONGEST / 4));
    let end = content.ceil_char_boundary((marked.start + LONGEST).min(content.len()));
    Span::new(start.max(whole.start), end.min(whole.end))
}

/// Lays `excerpt` out in rows, the marked words underlined with `mark`; long lines are broken
/// and rows without a mark left out.
pub(super) fn rows(excerpt: &Excerpt, mark: char) -> Vec<Row> {
    let marked = |span: Span| excerpt.marked.iter().any(|mark| mark.overlaps(span));
    let any_marked = marked(Span::new(0, excerpt.text.len()));
    let mut rows = Vec::new();
    let mut start = 0;
    for (ordinal, line) in excerpt.text.split('\n').enumerate() {
        let pieces: Vec<Span> = pieces(line).map(|piece| piece.shifted(start)).collect();
        let shown: Vec<bool> = pieces
            .iter()
            .enumerate()
            .map(|(index, &piece)| match any_marked {
                true => marked(piece),
                false => ordinal == 0 && index < 2,
            })
            .collect();
        let mut number = Some(excerpt.line + ordinal);
        for (index, &piece) in pieces.iter().enumerate().filter(|&(index, _)| shown[index]) {
            let cut_before = index > 0 && !shown[index - 1];
            let cut_after = shown.get(index + 1) == Some(&false);
            rows.push(row(
                excerpt,
                piece,
                mark,
                number.take(),
                cut_before,
                cut_after,
            ));
        }
        start += line.len() + 1;
    }
    rows.truncate(ROWS);
    rows
}

fn row(
    excerpt: &Excerpt,
    piece: Span,
    mark: char,
    number: Option<usize>,
    cut_before: bool,
    cut_after: bool,
) -> Row {
    let mut text = String::new();
    let mut underline = String::new();
    if cut_before {
        text.push_str("… ");
        underline.push_str("  ");
    }
    let words = piece.of(&excerpt.text);
    let orders = sanitize::orders(words);
    for (offset, character) in words.char_indices() {
        let mut buffer = [0; 4];
        let shown = match orders.contains(&offset) {
            true => character.escape_unicode().to_string().into(),
            false => sanitize::line(character.encode_utf8(&mut buffer)),
        };
        let at = piece.start + offset;
        let is_marked = excerpt.marked.iter().any(|mark| mark.contains_offset(at));
        let beneath = if is_marked { mark } else { ' ' };
        underline.extend(std::iter::repeat_n(beneath, shown.width()));
        text.push_str(&shown);
    }
    if cut_after {
        text.truncate(text.trim_end().len());
        text.push_str(" …");
    }
    Row {
        number,
        text: text.trim_end().to_owned(),
        underline: underline.trim_end().to_owned(),
    }
}

/// Breaks `line` after spaces into pieces of at most [`WIDTH`] columns, words longer than that
/// being broken where the room ends.
fn pieces(line: &str) -> impl Iterator<Item = Span> {
    let mut pieces = Vec::new();
    let (mut start, mut width) = (0, 0);
    let mut last_space = None;
    for (offset, character) in line.char_indices() {
        let mut buffer = [0; 4];
        width += sanitize::line(character.encode_utf8(&mut buffer)).width();
        if width > WIDTH {
            let end = last_space.filter(|&end| end > start).unwrap_or(offset);
            if end > start {
                pieces.push(Span::new(start, end));
                width = line[end..offset + character.len_utf8()].width();
                start = end;
            }
        }
        if character == ' ' {
            last_space = Some(offset + 1);
        }
    }
    pieces.push(Span::new(start, line.len()));
    pieces.into_iter()
}

/// The beginning of `text` on one row, safe to show.
pub(super) fn one_row(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let first = pieces(&text).next().unwrap_or_default();
    match first.end < text.len() {
        true => format!("{} …", sanitize::line(first.of(&text).trim_end())),
        false => sanitize::line(&text).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, marked: &[(usize, usize)]) -> Vec<String> {
        let excerpt = Excerpt {
            line: 7,
            text: text.to_owned(),
            marked: marked
                .iter()
                .map(|&(start, end)| Span::new(start, end))
                .collect(),
        };
        rows(&excerpt, '^')
            .into_iter()
            .flat_map(|row| [row.text, row.underline])
            .collect()
    }

    #[test]
    fn marks_stand_beneath_their_words_however_wide() {
        assert_eq!(
            shown("the 5,000 men", &[(4, 9)]),
            ["the 5,000 men", "    ^^^^^"]
        );
        assert_eq!(shown("日本 men", &[(7, 10)]), ["日本 men", "     ^^^"]);
        assert_eq!(
            shown("a\u{202e}b men", &[(6, 9)]),
            ["a\\u{202e}b men", "           ^^^"]
        );
    }

    #[test]
    fn of_a_long_line_only_what_is_marked_is_shown() {
        let text = format!("{}needle {}", "hay ".repeat(60), "hay ".repeat(60));
        let rows = shown(&text, &[(240, 246)]);
        assert_eq!(rows.len(), 2);
        assert!(rows[0].starts_with("… ") && rows[0].ends_with(" …"));
        assert_eq!(
            rows[0].find("needle").map(|at| at - "… ".len() + 2),
            rows[1].find('^')
        );
    }

    #[test]
    fn without_a_mark_the_beginning_is_shown() {
        assert_eq!(shown("short", &[]), ["short", ""]);
        assert_eq!(shown(&"hay ".repeat(100), &[]).len(), 4);
    }

    #[test]
    fn a_place_is_found_by_line_and_column() {
        let content = "first\nChadé said so\nlast";
        let place = Place {
            line: 2,
            column: 7,
            end_line: 2,
            end_column: 11,
            ..Place::WHOLE_FILE
        };
        let lines = Lines::of(content);
        let excerpt = lines.at(&place);
        assert_eq!(excerpt.text, "Chadé said so");
        assert_eq!(excerpt.marked[0].of(&excerpt.text), "said");
        let beyond = Place {
            line: 9,
            end_line: 9,
            ..Place::WHOLE_FILE
        };
        assert_eq!(lines.at(&beyond), Excerpt::default());
    }

    #[test]
    fn one_row_is_one_row() {
        assert_eq!(one_row("two\nlines"), "two lines");
        assert!(one_row(&"hay ".repeat(60)).ends_with("hay …"));
        assert_eq!(one_row(&"x".repeat(300)).width(), WIDTH + 2);
    }
}
