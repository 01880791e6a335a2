//! The glyphs of a PDF, by the library that reads the format: the only file that names it.

use pdfrum::{Document, Error, Limits, OpenOptions, PageObject, RenderSession};
use pdfrum_text::{CharBox, CharType};

use super::accents;
use super::page::{Glyph, Line, Page, Pages, State, median};
use crate::document::ReadError;

/// The library and its version: readings by another may differ.
pub(super) const LIBRARY: &str = "pdfrum 0.5.3";

/// The most bytes that a stream may unfold to: 128 MiB.
const STREAM: usize = 128 << 20;
/// The most pages of a file.
const PAGES: u32 = 5_000;
/// The most characters of a page.
const CHARACTERS: usize = 200_000;
/// Type of fewer points cannot be read by a person,
const SPECK: f32 = 2.0;
/// if it is smaller than this share of the page's.
const SPECK_SHARE: f32 = 0.25;

/// The glyphs of the PDF that `bytes` are.
pub(super) fn pages(bytes: &[u8]) -> Result<Pages, ReadError> {
    let limits = Limits {
        max_decoded_stream_len: STREAM,
        ..Limits::default()
    };
    let options = OpenOptions::builder().limits(limits).build();
    let document = Document::from_bytes_with(bytes.to_vec(), &options).map_err(refused)?;
    let count = document.page_count();
    if count > PAGES {
        let why = format!("it has {count} pages and at most {PAGES} are read; split it");
        return Err(ReadError::refused(why));
    }
    let mut session = document.render_session();
    let pages = (0..count).map(|index| page(&document, index, &mut session));
    let pages = pages.collect();
    let metadata = document.metadata();
    Ok(Pages {
        pages,
        title: metadata.title,
        author: metadata.author,
    })
}

fn refused(error: Error) -> ReadError {
    match error {
        Error::WrongPassword => ReadError::locked(),
        other => ReadError::refused(format!(
            "it is damaged or no PDF ({other}); open it and save it anew"
        )),
    }
}

fn page(document: &Document, index: u32, session: &mut RenderSession) -> Page {
    let number = index + 1;
    let label = document
        .page_label(index)
        .filter(|label| !label.trim().is_empty() && *label != number.to_string());
    let mut read = Page {
        number,
        label,
        lines: Vec::new(),
        state: State::Read,
    };
    let Ok(page) = document.page(index) else {
        read.state = State::Damaged;
        return read;
    };
    let text = page.text_on(session);
    if text.chars.len() > CHARACTERS {
        read.state = State::Overfull;
        return read;
    }
    let inked = text.chars.iter().filter(|it| is_inked(it));
    let (named, nameless): (Vec<&CharBox>, Vec<&CharBox>) =
        inked.partition(|it| it.char_type != CharType::NotUnicode && has_name(it.unicode));
    if named.is_empty() && nameless.is_empty() {
        if has_picture(&page.objects().objects) {
            read.state = State::Scanned;
        }
        return read;
    }
    if nameless.len() > named.len() {
        read.state = State::Nameless;
        return read;
    }
    let is_bold = |character: &CharBox| {
        let name = character.object.and_then(|it| text.fonts.get(&it));
        name.is_some_and(|name| {
            let name = name.to_ascii_lowercase();
            ["bold", "black", "heavy", "semibold", "-bd", "cmbx"]
                .iter()
                .any(|weight| name.contains(weight))
        })
    };
    read.lines = lines(&text.chars, &is_bold);
    read
}

fn is_inked(character: &CharBox) -> bool {
    character.char_type != CharType::Generated
        && !char::from_u32(character.unicode).is_some_and(char::is_whitespace)
}

/// Whether a code point says which letter it is: not one of the private use areas.
fn has_name(unicode: u32) -> bool {
    unicode != 0 && !(0xE000..=0xF8FF).contains(&unicode) && unicode < 0xF_0000
}

fn has_picture(objects: &[PageObject]) -> bool {
    objects.iter().any(|object| match object {
        PageObject::Image(_) | PageObject::Shading(_) => true,
        PageObject::Form(form) => has_picture(&form.object.objects),
        PageObject::Path(_) | PageObject::Text(_) => false,
    })
}

/// The lines of a page, turned upright by the direction in which most of its text runs. What runs
/// in another (a stamp in the margin, a watermark) is left out.
fn lines(characters: &[CharBox], is_bold: &dyn Fn(&CharBox) -> bool) -> Vec<Line> {
    let mut counts = [0_usize; 4];
    let characters = legible(characters);
    for character in characters.iter().filter(|it| is_inked(it)) {
        if let Some(turn) = quarter(character) {
            counts[turn] += 1;
        }
    }
    let main = (0..4)
        .max_by_key(|&turn| (counts[turn], 4 - turn))
        .unwrap_or(0);
    let mut lines = Vec::new();
    let mut line = Line::default();
    // The library goes on behind a hyphen as if no line had ended there.
    let mut is_parted = false;
    for character in characters {
        if is_parted && is_inked(character) && quarter(character) == Some(main) {
            is_parted = false;
            let mut next = Line::default();
            push(character, main, false, &mut next);
            let falls =
                |next: &Glyph, last: &Glyph| (last.base - next.base).abs() > 0.4 * last.size;
            if let (Some(next), Some(last)) = (next.glyphs.first(), line.glyphs.last())
                && falls(next, last)
            {
                lines.push(std::mem::take(&mut line));
            }
        }
        is_parted |= character.char_type == CharType::Hyphen;
        match char::from_u32(character.unicode) {
            Some('\r' | '\n') => {
                if !line.glyphs.is_empty() {
                    lines.push(std::mem::take(&mut line));
                }
            }
            _ if is_inked(character) && quarter(character) != Some(main) => {}
            _ => push(character, main, is_bold(character), &mut line),
        }
    }
    if !line.glyphs.is_empty() {
        lines.push(line);
    }
    lines.iter_mut().for_each(accents::join);
    lines
}

/// The characters without those that nobody can see: programs hide anchors of links in type of a
/// point or less.
fn legible(characters: &[CharBox]) -> Vec<&CharBox> {
    let inked = characters.iter().filter(|it| is_inked(it));
    let mut sizes: Vec<f32> = inked.map(set_size).collect();
    let least = (SPECK_SHARE * median(&mut sizes)).min(SPECK);
    let height = |it: &CharBox| (it.char_box.y1 - it.char_box.y0).abs() as f32;
    let is_speck = |it: &CharBox| is_inked(it) && set_size(it) < least && height(it) < SPECK;
    characters.iter().filter(|it| !is_speck(it)).collect()
}

/// The size of type in which a character is set, in points.
fn set_size(character: &CharBox) -> f32 {
    let [_, _, c, d, _, _] = character.matrix.as_coeffs();
    character.font_size * c.hypot(d) as f32
}

/// By how many quarter turns clockwise the line is turned on which a character stands; `None` where that line
/// runs aslant. The letters themselves may be slanted, as those of an italic without a font are.
fn quarter(character: &CharBox) -> Option<usize> {
    let [a, b, ..] = character.matrix.as_coeffs();
    let turns = (-b).atan2(a) / std::f64::consts::FRAC_PI_2;
    let nearest = turns.round();
    ((turns - nearest).abs() < 0.1).then_some(nearest.rem_euclid(4.0) as usize % 4)
}

fn push(character: &CharBox, turn: usize, is_bold: bool, line: &mut Line) {
    let rect = character.loose_char_box;
    let tight = character.char_box;
    let (origin_x, origin_y) = (character.origin.x as f32, character.origin.y as f32);
    let [x0, y0, x1, y1] = [rect.x0, rect.y0, rect.x1, rect.y1].map(|it| it as f32);
    let (left, bottom, right, top, base) = match turn {
        1 => (-y1, x0, -y0, x1, origin_x),
        2 => (-x1, -y1, -x0, -y0, -origin_y),
        3 => (y0, -x1, y1, -x0, -origin_x),
        _ => (x0, y0, x1, y1, origin_y),
    };
    let height = (top - bottom).max(0.1);
    let set = set_size(character);
    let tenth = |points: f64| (points * 10.0).round() as i32;
    let glyph = Glyph {
        character: ' ',
        left,
        right,
        base,
        size: if set > 0.1 { set } else { height },
        is_bold,
        page_box: [
            tenth(rect.x0.min(tight.x0)),
            tenth(tight.y0.min(rect.y0)),
            tenth(rect.x1.max(tight.x1)),
            tenth(tight.y1.max(rect.y1)),
        ],
    };
    let mut add = |character| line.glyphs.push(Glyph { character, ..glyph });
    match character.char_type {
        CharType::Hyphen => add('\u{AD}'),
        CharType::NotUnicode => add(char::REPLACEMENT_CHARACTER),
        _ if !character.is_generated() && !character.is_normal() => {}
        _ => match char::from_u32(character.unicode) {
            Some(blank) if blank.is_whitespace() => add(' '),
            Some(ligature @ '\u{FB00}'..='\u{FB06}') => spelt(ligature).chars().for_each(add),
            Some(letter) if !letter.is_control() => add(letter),
            _ => {}
        },
    }
}

/// The letters of a ligature of the Latin alphabet.
fn spelt(ligature: char) -> &'static str {
    const LETTERS: [&str; 7] = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];
    LETTERS[(ligature as usize - 0xFB00).min(6)]
}
