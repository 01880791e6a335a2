//! A page of a PDF as its glyphs stand on it. All that is known of the library that reads them is
//! in `extract`, so that another one can be put there.

/// What was taken out of a file.
#[derive(Debug, Default)]
pub(super) struct Pages {
    pub(super) pages: Vec<Page>,
    pub(super) title: Option<String>,
    pub(super) author: Option<String>,
}

/// A page.
#[derive(Debug)]
pub(super) struct Page {
    /// Its number in the file, from 1.
    pub(super) number: u32,
    /// What a reader calls it, where that is not its number.
    pub(super) label: Option<String>,
    /// Its lines, in the order in which the file draws them.
    pub(super) lines: Vec<Line>,
    pub(super) state: State,
}

/// Whether a page could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// It has words, or nothing at all.
    Read,
    /// It has a picture but no words.
    Scanned,
    /// Most of its letters have no names.
    Nameless,
    /// It has more characters than are read.
    Overfull,
    /// It is damaged.
    Damaged,
}

/// A printed line, or the part of one that stands apart.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub(super) glyphs: Vec<Glyph>,
}

/// A character and its box in points, as seen when the text is held upright: x to the right, y up.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glyph {
    /// A blank for a gap between words; U+00AD for a hyphen at the end of a line.
    pub(super) character: char,
    pub(super) left: f32,
    pub(super) right: f32,
    /// Where its baseline is.
    pub(super) base: f32,
    pub(super) size: f32,
    pub(super) is_bold: bool,
    /// The box on the page as it lies in the file: left, bottom, right, top, in tenths of a point.
    pub(super) page_box: [i32; 4],
}

impl Line {
    /// The characters of the line.
    pub(super) fn text(&self) -> String {
        self.glyphs.iter().map(|glyph| glyph.character).collect()
    }

    fn inked(&self) -> impl Iterator<Item = &Glyph> {
        self.glyphs.iter().filter(|glyph| glyph.character != ' ')
    }

    /// The size of most of its characters.
    pub(super) fn size(&self) -> f32 {
        let mut sizes: Vec<f32> = self.inked().map(|glyph| glyph.size).collect();
        median(&mut sizes)
    }

    /// The baseline of most of its characters.
    pub(super) fn base(&self) -> f32 {
        let mut bases: Vec<f32> = self.inked().map(|glyph| glyph.base).collect();
        median(&mut bases)
    }

    pub(super) fn left(&self) -> f32 {
        self.inked()
            .map(|glyph| glyph.left)
            .fold(f32::MAX, f32::min)
    }

    pub(super) fn right(&self) -> f32 {
        self.inked()
            .map(|glyph| glyph.right)
            .fold(f32::MIN, f32::max)
    }

    /// The width of its first word as it stands there: how much room the line before would have needed
    /// to hold it.
    pub(super) fn first_word(&self) -> f32 {
        let glyphs = self
            .glyphs
            .iter()
            .skip_while(|glyph| glyph.character == ' ');
        let word = glyphs.take_while(|glyph| glyph.character != ' ');
        let edges = word.map(|glyph| (glyph.left, glyph.right));
        let widest = edges.reduce(|(left, right), (l, r)| (left.min(l), right.max(r)));
        widest.map_or(0.0, |(left, right)| right - left)
    }

    /// Whether all its letters are bold.
    pub(super) fn is_bold(&self) -> bool {
        let letters = || self.inked().filter(|glyph| glyph.character.is_alphabetic());
        letters().next().is_some() && letters().all(|glyph| glyph.is_bold)
    }
}

/// The middle one of some numbers; 0 of none.
pub(super) fn median(numbers: &mut [f32]) -> f32 {
    numbers.sort_by(f32::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or(0.0)
}
