//! Lines to blocks: paragraphs that run over columns and pages, headings, items, footnotes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use super::levels::set_levels;
use super::page::{Line, Page};
use super::rows::{Stretch, stretches};
use crate::document::BlockKind;

/// A block and the lines or cells that make it.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) kind: BlockKind,
    pub(super) body: Body,
    /// Whether it begins a table.
    pub(super) opens: bool,
}

impl Block {
    /// The words of its lines.
    pub(super) fn words(&self) -> String {
        let Body::Lines(lines) = &self.body else {
            return String::new();
        };
        let lines: Vec<String> = lines.iter().map(|(_, line)| line.text()).collect();
        lines.join(" ")
    }
}

/// The words of a block, with the pages they stand on.
#[derive(Debug)]
pub(super) enum Body {
    Lines(Vec<(u32, Line)>),
    Cells(u32, Vec<Vec<Line>>),
}

/// Type smaller than this share of the body's is a footnote's.
pub(super) const SMALL: f32 = 0.93;
/// Type larger than this share of the body's is a heading's.
pub(super) const LARGE: f32 = 1.12;
/// Two sizes that differ by more are different.
const SIZES: f32 = 0.06;

static ITEM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?:[•▪◦‣●■□▸►➢✓·*\u{2043}\u{F0B7}–—-]\s+\S|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+\S)",
    )
    .expect("a constant pattern")
});
static CAPTION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:Figure|Fig\.|FIGURE|Table|TABLE|Tableau|Graphique|Carte|Map|Box|Chart|Photo)\s+[0-9IVX]+(?:[.:\s–—-]|$)")
        .expect("a constant pattern")
});
static NOTE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:([0-9]{1,3}|[⁰¹²³⁴-⁹]{1,3})[.)]?\s*|([*†‡§])\s*)[^\s\d]")
        .expect("a constant pattern")
});

/// The blocks of a document, in reading order.
pub(super) fn blocks(pages: &[Page]) -> Vec<Block> {
    let measures = Measures::of(pages);
    let mut maker = Maker {
        measures: &measures,
        blocks: Vec::new(),
        open: None,
        notes: Vec::new(),
    };
    for page in pages {
        maker.page(page);
    }
    maker.close();
    set_levels(&mut maker.blocks, &measures);
    maker.blocks
}

/// What holds for the whole document.
pub(super) struct Measures {
    pub(super) body: f32,
    /// Distance of two baselines, in sizes of type.
    pub(super) leading: f32,
}

impl Measures {
    fn of(pages: &[Page]) -> Self {
        let lines = || pages.iter().flat_map(|page| &page.lines);
        let mut sizes: BTreeMap<i32, usize> = BTreeMap::new();
        for line in lines() {
            *sizes.entry((line.size() * 4.0).round() as i32).or_default() += line.glyphs.len();
        }
        let most = sizes.iter().max_by_key(|(size, count)| (**count, -**size));
        let body = most.map_or(10.0, |(size, _)| *size as f32 / 4.0).max(0.5);
        let mut falls: Vec<f32> = Vec::new();
        for page in pages {
            for pair in page.lines.windows(2) {
                let fall = (pair[0].base() - pair[1].base()) / body;
                let is_body = |line: &Line| (line.size() / body - 1.0).abs() < SIZES;
                if fall > 0.8 && fall < 2.6 && pair.iter().all(is_body) {
                    falls.push(fall);
                }
            }
        }
        falls.sort_by(f32::total_cmp);
        // The lower quartile: gaps between paragraphs are falls, too.
        let leading = falls.get(falls.len() / 4).copied().unwrap_or(1.2);
        Self { body, leading }
    }
}

/// A paragraph that may go on.
struct Open {
    kind: BlockKind,
    lines: Vec<(u32, Line)>,
    /// Where the column it stands in ends.
    right: f32,
}

struct Maker<'m> {
    measures: &'m Measures,
    blocks: Vec<Block>,
    open: Option<Open>,
    /// Footnotes that wait for the paragraph above them to end.
    notes: Vec<Block>,
}

/// A line with what is known of its surroundings.
struct Placed {
    line: Line,
    text: String,
    size: f32,
    left: f32,
    right: f32,
    base: f32,
    /// Which run of lines below each other it stands in.
    column: usize,
}

impl Maker<'_> {
    fn page(&mut self, page: &Page) {
        let mut run = Vec::new();
        for stretch in stretches(page) {
            match stretch {
                Stretch::Line(line) => run.push(line),
                Stretch::Table { head, rows } => {
                    self.lines(page.number, std::mem::take(&mut run));
                    self.table(page.number, head, rows);
                }
            }
        }
        self.lines(page.number, run);
    }

    fn table(&mut self, page: u32, head: Option<Vec<Vec<Line>>>, rows: Vec<Vec<Vec<Line>>>) {
        self.close();
        let head = head.map(|cells| (true, cells));
        let rows = rows.into_iter().map(|cells| (false, cells));
        for (at, (header, cells)) in head.into_iter().chain(rows).enumerate() {
            self.blocks.push(Block {
                kind: BlockKind::TableRow { header },
                body: Body::Cells(page, cells),
                opens: at == 0,
            });
        }
    }

    fn lines(&mut self, page: u32, lines: Vec<Line>) {
        let placed = placed(lines);
        let notes_from = self.notes_from(&placed);
        let mut rights: BTreeMap<usize, f32> = BTreeMap::new();
        for line in &placed {
            let right = rights.entry(line.column).or_insert(f32::MIN);
            *right = right.max(line.right);
        }
        let mut previous: Option<&Placed> = None;
        for (at, line) in placed.iter().enumerate() {
            let right = rights[&line.column];
            if notes_from.contains(&at) {
                self.note(page, line);
                continue;
            }
            if self.goes_on(previous, line) {
                if let Some(open) = &mut self.open {
                    open.lines.push((page, line.line.clone()));
                    open.right = right;
                }
            } else {
                self.close();
                self.open = Some(Open {
                    kind: self.kind_of(line),
                    lines: vec![(page, line.line.clone())],
                    right,
                });
            }
            previous = Some(line);
        }
    }

    /// The lines that are footnotes: small type at the foot of a column, from a line on that
    /// begins with a number or a sign.
    fn notes_from(&self, lines: &[Placed]) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        let is_small = |line: &Placed| line.size < SMALL * self.measures.body;
        for at in 0..lines.len() {
            if !is_small(&lines[at]) || found.contains(&at) || !NOTE.is_match(&lines[at].text) {
                continue;
            }
            let column = lines[at].column;
            let foot: Vec<usize> = (at..lines.len())
                .take_while(|&below| lines[below].column == column)
                .collect();
            let has_body_above = lines[..at].iter().any(|line| !is_small(line));
            if has_body_above && foot.iter().all(|&below| is_small(&lines[below])) {
                found.extend(foot);
            }
        }
        found
    }

    fn note(&mut self, page: u32, line: &Placed) {
        let label = NOTE.captures(&line.text).map(|found| {
            let label = found
                .get(1)
                .or(found.get(2))
                .map_or("", |label| label.as_str());
            label.chars().map(lowered).collect::<String>()
        });
        match (label, self.notes.last_mut()) {
            (
                None,
                Some(Block {
                    body: Body::Lines(lines),
                    ..
                }),
            ) => {
                lines.push((page, line.line.clone()));
            }
            (label, _) => self.notes.push(Block {
                kind: BlockKind::Footnote {
                    label: label.unwrap_or_default(),
                },
                body: Body::Lines(vec![(page, line.line.clone())]),
                opens: false,
            }),
        }
    }

    fn kind_of(&self, line: &Placed) -> BlockKind {
        if CAPTION.is_match(&line.text) {
            BlockKind::Caption
        } else if ITEM.is_match(&line.text) {
            BlockKind::Item
        } else {
            BlockKind::Paragraph
        }
    }

    /// Whether `line` goes on with the open paragraph.
    fn goes_on(&self, previous: Option<&Placed>, line: &Placed) -> bool {
        let Some(open) = &self.open else { return false };
        let Some((_, last)) = open.lines.last() else {
            return false;
        };
        let text = last.text();
        let text = text.trim_end();
        let size = last.size();
        if (line.size / size - 1.0).abs() > SIZES && length(&line.text) > 3 {
            return false;
        }
        if ITEM.is_match(&line.text) && !text.ends_with(['-', '\u{AD}']) {
            return false;
        }
        let is_open_ended = !ends_sentence(text);
        let begins_small = line
            .text
            .trim_start()
            .starts_with(|c: char| c.is_lowercase() || c == ',' || c == ')');
        let is_below = previous.is_some_and(|previous| previous.column == line.column);
        let word = line.line.first_word();
        let would_have_fitted = last.right() + word + 0.5 * size < open.right;
        if !is_below {
            // Over a column or a page: only what cannot end there goes on. A name begins with a
            // capital in the middle of a sentence; then the line before must be a full one.
            let is_in_midst = begins_small || (open.lines.len() > 1 && !would_have_fitted);
            return text.ends_with('\u{AD}')
                || (is_open_ended && is_in_midst && last.is_bold() == line.line.is_bold());
        }
        let fall = (last.base() - line.base) / size;
        if fall > self.measures.leading * 1.3 {
            return false;
        }
        if text.ends_with('\u{AD}') {
            return true;
        }
        if last.is_bold() != line.line.is_bold() && !begins_small {
            return false;
        }
        if would_have_fitted && !begins_small {
            return false;
        }
        let indented = line.left - last.left() > 0.8 * size;
        let is_first_line = open.lines.len() == 1;
        let hangs = is_first_line && open.kind == BlockKind::Item;
        !(indented && !begins_small && !is_open_ended && !hangs)
    }

    /// Ends the open paragraph; the footnotes that waited follow it.
    fn close(&mut self) {
        if let Some(open) = self.open.take() {
            self.blocks.push(Block {
                kind: open.kind,
                body: Body::Lines(open.lines),
                opens: false,
            });
        }
        self.blocks.append(&mut self.notes);
    }
}

fn length(text: &str) -> usize {
    text.chars().count()
}

/// Whether a sentence or a heading's colon ends the line.
fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(|c: char| {
        matches!(c, '"' | '”' | '’' | '»' | ')' | ']' | ' ') || lowered(c) != c
    });
    text.ends_with(['.', '!', '?', ':', '…', ';'])
}

/// The digits as they stand raised, from 0.
pub(super) const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];

/// A raised digit as a plain one.
pub(super) fn lowered(character: char) -> char {
    let found = RAISED.iter().position(|raised| *raised == character);
    found
        .and_then(|digit| char::from_digit(digit as u32, 10))
        .unwrap_or(character)
}

/// Tells which lines stand below each other.
fn placed(lines: Vec<Line>) -> Vec<Placed> {
    let mut found: Vec<Placed> = Vec::with_capacity(lines.len());
    let mut column = 0;
    for line in lines {
        let here = Placed {
            text: line.text(),
            size: line.size().max(0.1),
            left: line.left(),
            right: line.right(),
            base: line.base(),
            column,
            line,
        };
        let is_below = found.last().is_none_or(|above| {
            let shares = here.left < above.right && here.right > above.left;
            shares && here.base < above.base + 0.3 * above.size
        });
        if !is_below {
            column += 1;
        }
        found.push(Placed { column, ..here });
    }
    found
}
