//! Plain text: paragraphs, headings, lists and quotations as people set them with bare lines.
//!
//! Text saved from a web page is common, so what the page put around its text is left out, and
//! lines that speak of the document itself (byline, dateline, last change) become metadata.

mod lines;
pub(super) mod shape;

use lines::{Layout, Line};

use super::extract::{Builder, Extracted};
use super::furniture::without_language_links;
use super::outline::MASTHEAD;
use super::{BlockKind, MarkKind, furniture};
use crate::span::Span;

/// A paragraph-to-be: lines that belong together.
#[derive(Clone, Debug)]
struct Piece {
    kind: Kind,
    lines: Vec<Span>,
    /// Whether a blank line (or the start of the text) stands before it.
    after_blank: bool,
    /// Whether it is the last of its chunk.
    before_blank: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Item,
    Quotation,
    Footnote(String),
    Heading(u8),
    Caption,
    Stated(&'static str, String),
}

/// Reads plain text.
pub(super) fn read(decoded: &str) -> Extracted {
    let mut pieces: Vec<Piece> = Vec::new();
    let chunks = lines::chunks(decoded);
    let wrapped = lines::is_wrapped(&chunks);
    for chunk in &chunks {
        pieces.extend(split(decoded, chunk, Layout::of(decoded, chunk, wrapped)));
    }
    pieces.retain(|piece| !furniture::is_notice(&piece.words(decoded)));
    drop_repeated_titles(decoded, &mut pieces);
    find_statements(decoded, &mut pieces);
    find_headings(decoded, &mut pieces);
    write(decoded, &pieces)
}

/// Reads text of which only the paragraphs matter (the text of a record).
pub(super) fn read_paragraphs(text: &str, builder: &mut Builder<'_>, origin: usize) {
    let chunks = lines::chunks(text);
    let wrapped = lines::is_wrapped(&chunks);
    for chunk in chunks {
        let layout = Layout::of(text, &chunk, wrapped);
        let mut previous: Option<Line> = None;
        for line in chunk {
            let span = line.span.shifted(origin);
            match previous {
                Some(before) if layout.joins(text, before, line) => {
                    builder.space(Span::new(before.span.end + origin, span.start));
                }
                _ => builder.begin(BlockKind::Paragraph),
            }
            builder.words(span);
            previous = Some(line);
        }
    }
    builder.end();
}

impl Piece {
    fn words(&self, source: &str) -> String {
        let lines: Vec<&str> = self.lines.iter().map(|line| line.of(source)).collect();
        lines.join(" ")
    }
}

/// Splits a chunk of lines into pieces, without furniture.
fn split(source: &str, chunk: &[Line], layout: Layout) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut previous: Option<Line> = None;
    let mut caption_follows = false;
    for (index, &line) in chunk.iter().enumerate() {
        let words = line.span.of(source);
        let only_furniture = furniture::is_line(words)
            && previous.is_none_or(|before| !layout.joins(source, before, line));
        if shape::is_drawn(words) || only_furniture {
            underline(words, &mut pieces, previous.is_some());
            caption_follows = furniture::is_file_size(words);
            previous = None;
            continue;
        }
        let (kind, marker) = kind_of(words, pieces.last());
        let content = Span::new(line.span.start + marker, line.span.end);
        let goes_on = previous.is_some_and(|before| {
            let last = pieces.last().map(|piece| &piece.kind);
            match kind {
                Kind::Text => {
                    layout.joins(source, before, line)
                        || last.is_some_and(|last| *last != Kind::Text)
                            && line.indent > before.indent
                }
                Kind::Quotation => {
                    last == Some(&Kind::Quotation) && layout.joins(source, before, line)
                }
                _ => false,
            }
        });
        match pieces.last_mut() {
            Some(last) if goes_on => last.lines.push(content),
            _ => pieces.push(Piece {
                kind: if caption_follows && kind == Kind::Text {
                    Kind::Caption
                } else {
                    kind
                },
                lines: vec![content],
                after_blank: index == 0 || pieces.is_empty(),
                before_blank: false,
            }),
        }
        caption_follows = false;
        previous = Some(line);
    }
    if let Some(last) = pieces.last_mut() {
        last.before_blank = true;
    }
    pieces
}

/// Takes the single line above a drawn line for a heading.
fn underline(words: &str, pieces: &mut [Piece], directly_above: bool) {
    if let (Some(level), Some(above), true) =
        (shape::underline(words), pieces.last_mut(), directly_above)
        && above.kind == Kind::Text
        && above.lines.len() == 1
    {
        above.kind = Kind::Heading(level);
    }
}

/// What the line begins, and the length of its marker.
fn kind_of(words: &str, before: Option<&Piece>) -> (Kind, usize) {
    if let Some(marker) = shape::quotation_marker(words) {
        return (Kind::Quotation, marker);
    }
    if let Some((label, marker)) = shape::note_marker(words) {
        return (Kind::Footnote(label.to_owned()), marker);
    }
    let within_text = before.is_some_and(|before| before.kind != Kind::Item);
    match shape::item_marker(words) {
        Some(marker) if !(within_text && shape::is_later_number(words)) => (Kind::Item, marker),
        _ => (Kind::Text, 0),
    }
}

/// A page repeats its title above a share bar or a picture; once is enough.
fn drop_repeated_titles(source: &str, pieces: &mut Vec<Piece>) {
    let Some(first) = pieces.first() else { return };
    let title = without_language_links(first.lines[0].of(source)).to_owned();
    if first.kind != Kind::Text || !shape::may_be_heading(&title) {
        return;
    }
    let mut seen = false;
    pieces.retain(|piece| {
        let is_title =
            piece.lines.len() == 1 && without_language_links(piece.lines[0].of(source)) == title;
        !is_title || !std::mem::replace(&mut seen, true)
    });
}

/// Takes bylines and datelines near the top, and the date of the last change anywhere.
fn find_statements(source: &str, pieces: &mut [Piece]) {
    for (index, piece) in pieces.iter_mut().enumerate() {
        if piece.kind != Kind::Text || piece.lines.len() != 1 {
            continue;
        }
        let stated = shape::stated(piece.lines[0].of(source));
        if let Some((key, value)) = stated
            && (key == "modified" || (1..MASTHEAD).contains(&index))
        {
            piece.kind = Kind::Stated(key, value.to_owned());
        }
    }
}

/// Takes short lines that stand over text for headings, from the last piece to the first.
fn find_headings(source: &str, pieces: &mut [Piece]) {
    let mut stands_over_text = false;
    for index in (0..pieces.len()).rev() {
        let (before, rest) = pieces.split_at_mut(index);
        let piece = &mut rest[0];
        let words = piece.words(source);
        let follows_a_sentence = before
            .last()
            .is_none_or(|before| lines::ends_sentence(&before.words(source)));
        let set_off = piece.after_blank || (follows_a_sentence && !piece.before_blank);
        if piece.kind == Kind::Text
            && piece.lines.len() == 1
            && stands_over_text
            && set_off
            && shape::may_be_heading(&words)
        {
            piece.kind = Kind::Heading(0);
        }
        stands_over_text = match &piece.kind {
            Kind::Stated(..) => stands_over_text || index < MASTHEAD,
            Kind::Text => shape::is_running_text(&words),
            Kind::Caption | Kind::Footnote(_) => false,
            Kind::Heading(_) | Kind::Item | Kind::Quotation => true,
        };
    }
    set_levels(source, pieces);
}

/// The first heading is the title; headings in capitals stand above those that are not.
fn set_levels(source: &str, pieces: &mut [Piece]) {
    let mut levels = shape::Levels::default();
    for (index, piece) in pieces.iter_mut().enumerate() {
        if piece.kind == Kind::Heading(0) {
            let level = levels.of(&piece.words(source), index == 0);
            piece.kind = Kind::Heading(level);
        }
    }
}

fn write(source: &str, pieces: &[Piece]) -> Extracted {
    let mut builder = Builder::new(source);
    for (span, content) in lines::comments(source) {
        let content = content.to_owned();
        builder.mark(MarkKind::Comment { content }, 0, span);
    }
    let mut lead_in = None;
    let mut about_the_author = false;
    for piece in pieces {
        if let Kind::Stated(key, value) = &piece.kind {
            builder.embedded().add(key, value);
            continue;
        }
        let kind = match &piece.kind {
            Kind::Heading(level) => BlockKind::Heading { level: *level },
            Kind::Item => BlockKind::Item,
            Kind::Quotation => BlockKind::Quotation,
            Kind::Footnote(label) => BlockKind::Footnote {
                label: label.clone(),
            },
            Kind::Caption => BlockKind::Caption,
            Kind::Text | Kind::Stated(..) => BlockKind::Paragraph,
        };
        let words = piece.words(source);
        if std::mem::take(&mut about_the_author)
            && let Some(name) = shape::subject_of_biography(&words)
        {
            builder.embedded().add("author", name);
        }
        about_the_author = shape::is_about_the_author(&words);
        let is_item = kind == BlockKind::Item;
        builder.begin_introduced(kind, lead_in.filter(|_| is_item));
        write_lines(source, piece, &mut builder);
        let index = builder.end();
        if !is_item {
            lead_in = index.filter(|_| piece.kind == Kind::Text);
        }
    }
    builder.finish()
}

fn write_lines(source: &str, piece: &Piece, builder: &mut Builder<'_>) {
    let mut end = None;
    for line in &piece.lines {
        if let Some(end) = end {
            builder.space(Span::new(end, line.start));
        }
        let length = without_language_links(line.of(source)).len();
        write_unescaped(source, Span::new(line.start, line.start + length), builder);
        end = Some(line.end);
    }
}

/// Writes words; a backslash that an earlier conversion put before a mark (`\$5`) is left out.
fn write_unescaped(source: &str, span: Span, builder: &mut Builder<'_>) {
    let bytes = source.as_bytes();
    let mut from = span.start;
    for found in memchr::memchr_iter(b'\\', &bytes[span.start..span.end]) {
        let at = span.start + found;
        let escaped = at + 1 < span.end && b"$%&#_*[]~^".contains(&bytes[at + 1]);
        if at >= from && escaped {
            builder.words(Span::new(from, at));
            builder.replace(&source[at + 1..at + 2], Span::new(at, at + 2));
            from = at + 2;
        }
    }
    builder.words(Span::new(from, span.end));
}
