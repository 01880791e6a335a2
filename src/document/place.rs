//! Where words of a document stand in its file, besides their bytes.

use super::Document;
use super::reading::{Part, Places, PrintedLine, Sign};
use crate::language::around;
use crate::locator::{Locator, PageBox, Points, ReadBy};
use crate::span::Span;

/// What makes the words of files that have none of their own, in this program.
#[must_use]
pub fn current_reader() -> String {
    super::pdf::version()
}

/// A sign along a document's content, for renderings that show where they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Landmark {
    /// Where it stands in the decoded content.
    pub at: usize,
    /// What it says: `page iv (page 6 of the file)`, `slide 3`, `sheet Aid`.
    pub name: String,
}

/// A printed word: where it stands in the decoded content, and on which page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Printed {
    /// Number of the page, from 1.
    pub page: u32,
    /// The word, as a span of the decoded content.
    pub word: Span,
    /// Its left, bottom, right and top edge, from the lower left corner of the page.
    pub edges: [Points; 4],
}

impl Places {
    /// The part that the byte at `offset` lies in.
    fn part_at(&self, offset: usize) -> Option<&Part> {
        let after = self.parts.partition_point(|part| part.span.start <= offset);
        self.parts.get(after.checked_sub(1)?)
    }

    /// A span of bytes, counted in the part it begins in.
    pub(super) fn within_part(&self, bytes: Span) -> Span {
        match self.part_at(bytes.start) {
            Some(part) => {
                let end = bytes.end.min(part.span.end).max(bytes.start);
                Span::new(bytes.start, end).relative_to(part.span.start)
            }
            None => bytes,
        }
    }

    /// Where the words at `span` of the reading stand; `bytes` is their place in the parts.
    pub(super) fn locate(&self, span: Span, bytes: Span) -> Locator {
        let mut found = Locator {
            part: self.part_at(bytes.start).map(|part| told(&part.name)),
            boxes: self.boxes(span),
            ..Locator::default()
        };
        let passed = self.signs.partition_point(|(at, _)| *at <= span.start);
        let mut known = Known::default();
        for (_, sign) in self.signs[..passed].iter().rev() {
            if known.take(sign, &mut found) {
                break;
            }
        }
        if let Some(first) = known.cell {
            let within = self.signs[passed..].iter();
            let last = within
                .take_while(|(at, _)| *at < span.end)
                .filter_map(|(_, sign)| match sign {
                    Sign::Cell(row, column) => Some((*row, *column)),
                    _ => None,
                })
                .last();
            let first_name = cell_name(first);
            found.cell = Some(match last {
                Some(last) => format!("{first_name}:{}", cell_name(last)),
                None => first_name,
            });
        }
        found
    }

    /// A box for each printed line that words of `span` stand on.
    fn boxes(&self, span: Span) -> Vec<PageBox> {
        let starts_before = |line: &PrintedLine| {
            line.words
                .first()
                .is_none_or(|word| (word.0 as usize) < span.end)
        };
        let ends_before = |line: &PrintedLine| {
            line.words
                .last()
                .is_none_or(|word| (word.1 as usize) <= span.start)
        };
        let first = self.lines.partition_point(ends_before);
        let lines = self.lines[first.min(self.lines.len())..]
            .iter()
            .take_while(|line| starts_before(line));
        let boxes = lines.filter_map(|line| {
            let words = line.words.iter();
            let cited =
                words.filter(|word| (word.0 as usize) < span.end && (word.1 as usize) > span.start);
            let edges = cited.map(|word| word.2).reduce(|a, b| {
                [
                    a[0].min(b[0]),
                    a[1].min(b[1]),
                    a[2].max(b[2]),
                    a[3].max(b[3]),
                ]
            })?;
            Some(PageBox {
                page: line.page,
                points: edges.map(|tenths| Points { tenths }),
            })
        });
        boxes.collect()
    }
}

/// What is known already on the way back along the signs.
#[derive(Default)]
struct Known {
    cell: Option<(u32, u32)>,
}

impl Known {
    /// Takes what a sign says; answers whether no earlier one can say more.
    fn take(&mut self, sign: &Sign, found: &mut Locator) -> bool {
        match sign {
            Sign::Page(number, label) => {
                found.page = Some(*number);
                found.page_label = label.as_deref().map(told);
                true
            }
            Sign::LaidOutPage(_) => false,
            Sign::PrintedPage(label) => {
                found.page_label.get_or_insert_with(|| told(label));
                false
            }
            Sign::Slide(number) => {
                found.slide = Some(*number);
                true
            }
            Sign::Chapter(title) | Sign::Message(title) => {
                found.chapter = Some(told(title)).filter(|title| !title.is_empty());
                true
            }
            Sign::Sheet(name) => {
                found.sheet = Some(told(name));
                true
            }
            Sign::Cell(row, column) => {
                self.cell.get_or_insert((*row, *column));
                false
            }
        }
    }
}

/// A name as each citation beneath it has it.
fn told(name: &str) -> String {
    around(name).to_owned()
}

/// The name of a cell: `C14`.
fn cell_name((row, column): (u32, u32)) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    let letters: String = letters.iter().rev().collect();
    format!("{letters}{}", row + 1)
}

impl Sign {
    /// What it says to a person; a cell says nothing by itself.
    fn name(&self) -> Option<String> {
        Some(match self {
            Sign::Page(number, label) => {
                let page = Locator {
                    page: Some(*number),
                    page_label: label.clone(),
                    ..Locator::default()
                };
                return page.words(0);
            }
            Sign::LaidOutPage(number) => format!("page {number} as last laid out"),
            Sign::PrintedPage(label) => format!("printed page {label}"),
            Sign::Sheet(name) => format!("sheet {name}"),
            Sign::Slide(number) => format!("slide {number}"),
            Sign::Chapter(title) if title.is_empty() => "next chapter".to_owned(),
            Sign::Chapter(title) => format!("chapter {title}"),
            Sign::Message(title) => format!("message {title}"),
            Sign::Cell(..) => return None,
        })
    }
}

impl Document {
    /// Where the words at `span` of the text stand, in the terms of the file's format.
    #[must_use]
    pub fn locator(&self, span: Span) -> Locator {
        let found = self
            .places
            .locate(self.decoded_span(span), self.file_span(span));
        Locator {
            reading: self.reading.clone(),
            ..found
        }
    }

    /// The parts of the file whose bytes are counted, one after the other; none for a file that is
    /// counted itself.
    pub fn parts(&self) -> impl Iterator<Item = (&str, Span)> {
        let parts = self.places.parts.iter();
        parts.map(|part| (part.name.as_str(), part.span))
    }

    /// The signs along the content, in its order.
    #[must_use]
    pub fn landmarks(&self) -> Vec<Landmark> {
        let signs = self.places.signs.iter();
        let named = signs.filter_map(|(at, sign)| {
            let name = sign.name()?;
            Some(Landmark { at: *at, name })
        });
        named.collect()
    }

    /// The words of a file that has boxes of them, in the order in which they are read.
    pub fn printed(&self) -> impl Iterator<Item = Printed> {
        self.places.lines.iter().flat_map(|line| {
            line.words.iter().map(|word| Printed {
                page: line.page,
                word: Span::new(word.0 as usize, word.1 as usize),
                edges: word.2.map(|tenths| Points { tenths }),
            })
        })
    }

    /// What could not be read of the file, a sentence each.
    #[must_use]
    pub fn gaps(&self) -> &[String] {
        &self.gaps
    }

    /// What made the words, where the file has none of its own.
    #[must_use]
    pub fn reading(&self) -> Option<&ReadBy> {
        self.reading.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_people_name_them() {
        let names = [(0, 0), (13, 2), (0, 25), (0, 26), (9, 701), (9, 702)].map(cell_name);
        assert_eq!(names, ["A1", "C14", "Z1", "AA1", "ZZ10", "AAA10"]);
    }
}
