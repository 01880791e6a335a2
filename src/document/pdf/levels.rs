//! Which blocks are headings, and of which level: by the size and weight of their type.

use std::collections::BTreeSet;

use super::page::median;
use super::paragraphs::{Block, Body, LARGE, Measures, SMALL};
use crate::document::BlockKind;

/// Takes short blocks in large or bold type for headings; the larger, the higher. The largest is the
/// title, if it stands on the first two pages and nowhere else: parts of one size are parts.
pub(super) fn set_levels(blocks: &mut [Block], measures: &Measures) {
    let steps = |size: f32| (size * 2.0).round() as i32;
    let body = steps(measures.body);
    let mut sizes: BTreeSet<i32> = BTreeSet::new();
    let mut found: Vec<(usize, i32, u32)> = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        if let Some((size, page)) = heading(block, measures) {
            sizes.insert(steps(size).max(body));
            found.push((at, steps(size).max(body), page));
        }
    }
    let largest = sizes.last().copied().unwrap_or(body);
    let of_largest = found.iter().filter(|&&(_, size, _)| size == largest);
    let has_title = largest > body && is_title(of_largest.map(|&(at, _, page)| (at, page)), blocks);
    for (at, size, _) in found {
        let rank = sizes.iter().rev().position(|&it| it == size).unwrap_or(0);
        let level = match has_title {
            true if size == largest => 1,
            true => rank.max(1) + 1,
            false => rank + 2,
        };
        blocks[at].kind = BlockKind::Heading {
            level: level.min(6) as u8,
        };
    }
}

/// Whether the headings of one size, each with its page, are a title: blocks one behind the other on the
/// first two pages, and perhaps the same again, behind a cover.
fn is_title(headings: impl Iterator<Item = (usize, u32)>, blocks: &[Block]) -> bool {
    let headings: Vec<(usize, u32)> = headings.collect();
    let Some(&(first, page)) = headings.first() else {
        return false;
    };
    let is_next = |pair: &&[(usize, u32)]| pair[0].0 + 1 == pair[1].0;
    let length = 1 + headings.windows(2).take_while(is_next).count();
    let title: BTreeSet<String> = blocks[first..first + length]
        .iter()
        .map(Block::words)
        .collect();
    let is_again = |&(at, _): &(usize, u32)| title.contains(&blocks[at].words());
    page <= 2 && headings[length..].iter().all(is_again)
}

/// The size and page of a block that reads as a heading.
fn heading(block: &Block, measures: &Measures) -> Option<(f32, u32)> {
    const MOST_LINES: usize = 4;
    const MOST_WORDS: usize = 25;
    let Body::Lines(lines) = &block.body else {
        return None;
    };
    let is_candidate = matches!(block.kind, BlockKind::Paragraph | BlockKind::Item);
    let mut sizes: Vec<f32> = lines.iter().map(|(_, line)| line.size()).collect();
    let size = median(&mut sizes);
    let text = block.words();
    let words = text.split_whitespace().count();
    let is_large = size > LARGE * measures.body;
    let is_bold = size > SMALL * measures.body && lines.iter().all(|(_, line)| line.is_bold());
    let has_letters = text.chars().filter(|c| c.is_alphabetic()).count() >= 2;
    let is_short = lines.len() <= MOST_LINES && words <= MOST_WORDS;
    let ends = text.trim_end().ends_with(['.', ';', ',']);
    let reads_so = is_candidate && has_letters && is_short && !ends && (is_large || is_bold);
    reads_so.then(|| (size, lines[0].0))
}

#[cfg(test)]
mod tests {
    use super::super::page::{Glyph, Line};
    use super::*;

    /// The levels of blocks, each with its page, its words and the size of its type; 0 of no heading.
    fn levels(written: &[(u32, &str, f32)]) -> Vec<u8> {
        let block = |&(page, words, size): &(u32, &str, f32)| {
            let glyph = |character| Glyph {
                character,
                left: 0.0,
                right: 5.0,
                base: 100.0,
                size,
                is_bold: false,
                page_box: [0; 4],
            };
            let glyphs = words.chars().map(glyph).collect();
            Block {
                kind: BlockKind::Paragraph,
                body: Body::Lines(vec![(page, Line { glyphs })]),
                opens: false,
            }
        };
        let mut blocks: Vec<Block> = written.iter().map(block).collect();
        let measures = Measures {
            body: 10.0,
            leading: 1.2,
        };
        set_levels(&mut blocks, &measures);
        let level = |block: &Block| match block.kind {
            BlockKind::Heading { level } => level,
            _ => 0,
        };
        blocks.iter().map(level).collect()
    }

    #[test]
    fn a_title_is_larger_than_the_parts() {
        let (text, size) = ("It opened in May.", 10.0);
        let titled = [
            (1, "Harbour", 20.0),
            (1, "Costs", 14.0),
            (1, text, size),
            (3, "Ships", 14.0),
        ];
        assert_eq!(levels(&titled), [1, 2, 0, 2]);
        let parts = [
            (1, "Abstract", 14.0),
            (1, text, size),
            (2, "Costs", 14.0),
            (2, text, size),
        ];
        assert_eq!(levels(&parts), [2, 0, 2, 0], "parts of one size");
        let covered = [
            (1, "The harbour", 20.0),
            (1, "of Lund", 20.0),
            (2, text, size),
        ];
        let again = [
            (3, "The harbour", 20.0),
            (3, "of Lund", 20.0),
            (3, "Costs", 14.0),
        ];
        assert_eq!(levels(&[covered, again].concat()), [1, 1, 0, 1, 1, 2]);
    }
}
