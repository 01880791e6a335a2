//! Where words stand in a source besides their bytes: the page, sheet, slide or part by which people
//! and viewers find them.
//!
//! Documents make it and reports tell it; it knows no format and no file.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Where words stand in the terms of their source's format. What does not apply is left out, but for
/// the page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Locator {
    /// Number of the page in the file, from 1, where the source has pages.
    #[serde(default)]
    pub page: Option<u32>,
    /// What a reader calls that page, where it is not its number; of an e-book the printed page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page_label: Option<String>,
    /// The part of the file (an entry of its ZIP archive, a part of a message) that `start` and `end`
    /// count in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// The sheet of a workbook.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The cell, or the first and the last one: `C14`, `A14:D14`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
    /// The slide, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slide: Option<u32>,
    /// The chapter of an e-book, or the message of a mailbox.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chapter: Option<String>,
    /// The printed words: a box for each line they stand on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub boxes: Vec<PageBox>,
    /// What made the words, where the file has none of its own: `start`, `end`, `line` and `column`
    /// count in this reading of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reading: Option<ReadBy>,
}

impl Locator {
    /// The place as people name it, in a source that has no lines; `None` in one that has. Where
    /// nothing better is known, it is the block's number, `line`.
    #[must_use]
    pub fn words(&self, line: usize) -> Option<String> {
        let page = match (self.page, &self.page_label) {
            (Some(page), Some(label)) => Some(format!("page {label} (page {page} of the file)")),
            (Some(page), None) => Some(format!("page {page}")),
            (None, Some(label)) => Some(format!("page {label}")),
            (None, None) => None,
        };
        let cell = match (&self.sheet, &self.cell) {
            (Some(sheet), Some(cell)) => Some(format!("{sheet}!{cell}")),
            (Some(sheet), None) => Some(format!("sheet {sheet}")),
            (None, Some(cell)) => Some(format!("cell {cell}")),
            (None, None) => None,
        };
        let slide = self.slide.map(|slide| format!("slide {slide}"));
        let chapter = self.chapter.as_ref().map(|title| format!("“{title}”"));
        let known: Vec<String> = [chapter, page, slide, cell].into_iter().flatten().collect();
        let has_parts = self.part.is_some() || self.reading.is_some();
        match known.is_empty() {
            false => Some(known.join(", ")),
            true => has_parts.then(|| format!("paragraph {line}")),
        }
    }

    /// The place as people name it; by its line in a source that has lines.
    #[must_use]
    pub fn told(&self, line: usize) -> String {
        self.words(line).unwrap_or_else(|| format!("line {line}"))
    }
}

/// A box on a page, in PDF points (1/72 inch) from the page's lower left corner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PageBox {
    /// Number of the page, from 1.
    pub page: u32,
    /// Left, bottom, right, top.
    #[schemars(with = "[f64; 4]")]
    pub points: [Points; 4],
}

/// A length in PDF points, to a tenth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Points {
    /// The length in tenths of a point.
    pub tenths: i32,
}

impl Serialize for Points {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(f64::from(self.tenths) / 10.0)
    }
}

impl<'de> Deserialize<'de> for Points {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let points = f64::deserialize(deserializer)?;
        Ok(Self {
            tenths: (points * 10.0).round() as i32,
        })
    }
}

/// A reading of a file: by which reader, and the hash of the words it read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReadBy {
    /// The reader and its version.
    pub reader: String,
    /// BLAKE3 hash of the words, in hexadecimal.
    pub hash: String,
}
