//! What a file shows by its looks alone: when it says nothing else, short lines over text are
//! headings, and a dateline or byline under the title is what the document says of itself.
//!
//! Many files have no headings but by their looks: print-outs, documents whose writer knows no
//! styles, text pasted from a page with what the page put around it. Judges blocks by the shapes of
//! plain text; knows no format.

use super::extract::Extracted;
use super::furniture::{is_file_size, is_line, is_notice, without_language_links};
use super::plain::shape;
use super::{Block, BlockKind};

/// How many blocks from the top a byline or dateline may stand.
pub(super) const MASTHEAD: usize = 6;

fn is_heading(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Heading { .. })
}

impl Extracted {
    /// Finds what the file shows without saying it: what a page left around its text, what lines at
    /// its head state of it, and headings where none is marked as one.
    pub(super) fn find_outline(&mut self) {
        self.drop_furniture();
        self.find_statements();
        if !self.blocks.iter().any(is_heading) {
            self.find_headings();
        }
        for block in self.blocks.iter_mut().filter(|block| is_heading(block)) {
            let words = without_language_links(block.span.of(&self.text));
            block.span.end = block.span.start + words.len();
        }
        let fields = self.embedded.fields.iter_mut();
        for (_, title) in fields.filter(|(key, _)| key == "title") {
            title.truncate(without_language_links(title).len());
        }
    }

    /// Leaves out paragraphs that a page put around its text, and those that say the title again;
    /// what follows the size of a picture is its caption.
    fn drop_furniture(&mut self) {
        let Self { text, blocks, .. } = self;
        let title = blocks.first().map(|first| first.span.of(text).to_owned());
        let title = title.filter(|title| shape::may_be_heading(without_language_links(title)));
        let mut follows_picture = false;
        let mut kept: Vec<bool> = Vec::with_capacity(blocks.len());
        for (index, block) in blocks.iter_mut().enumerate() {
            let words = block.span.of(text);
            let is_paragraph = block.kind == BlockKind::Paragraph;
            let is_title = index > 0 && title.as_deref() == Some(words);
            let is_furniture = is_line(words) || is_notice(words) || is_title;
            kept.push(!(is_paragraph && is_furniture));
            if std::mem::replace(&mut follows_picture, is_paragraph && is_file_size(words))
                && is_paragraph
            {
                block.kind = BlockKind::Caption;
            }
        }
        if kept.iter().any(|kept| !kept) && kept.iter().any(|kept| *kept) {
            self.keep(&kept);
        }
    }

    /// Keeps these blocks alone.
    fn keep(&mut self, kept: &[bool]) {
        let mut next = 0;
        let places: Vec<Option<usize>> = kept
            .iter()
            .map(|&kept| {
                let place = kept.then_some(next);
                next += usize::from(kept);
                place
            })
            .collect();
        let mut kept = kept.iter();
        self.blocks.retain(|_| kept.next() == Some(&true));
        for block in &mut self.blocks {
            let headings = block.headings.iter().filter_map(|&at| places[at]);
            block.headings = headings.collect();
            block.introduced_by = block.introduced_by.and_then(|at| places[at]);
        }
    }

    fn find_statements(&mut self) {
        const DATES: [&str; 5] = ["issued", "date", "published", "modified", "year"];
        let mut is_dated = DATES.iter().any(|key| self.embedded.get(key).is_some());
        let mut has_author = self.embedded.get("author").is_some();
        for (index, block) in self.blocks.iter().enumerate() {
            if block.kind != BlockKind::Paragraph {
                continue;
            }
            let Some((key, value)) = shape::stated(block.span.of(&self.text)) else {
                continue;
            };
            let is_known = match key {
                "author" => &mut has_author,
                _ => &mut is_dated,
            };
            let stands_there = key == "modified" || (1..MASTHEAD).contains(&index);
            if stands_there && !std::mem::replace(is_known, true) {
                self.embedded.add(key, value);
            }
        }
    }

    fn find_headings(&mut self) {
        let mut found = Vec::new();
        let mut stands_over_text = false;
        for (index, block) in self.blocks.iter().enumerate().rev() {
            let words = without_language_links(block.span.of(&self.text));
            let is_paragraph = block.kind == BlockKind::Paragraph;
            let is_statement = is_paragraph && shape::stated(words).is_some();
            let is_heading =
                is_paragraph && !is_statement && stands_over_text && shape::may_be_heading(words);
            if is_heading {
                found.push(index);
            }
            stands_over_text = match &block.kind {
                _ if is_heading => true,
                BlockKind::Paragraph if is_statement => stands_over_text || index < MASTHEAD,
                BlockKind::Paragraph => shape::is_running_text(words),
                BlockKind::Item | BlockKind::Quotation => true,
                _ => false,
            };
        }
        let mut levels = shape::Levels::default();
        for index in found.into_iter().rev() {
            let words = without_language_links(self.blocks[index].span.of(&self.text));
            let level = levels.of(words, index == 0);
            self.blocks[index].kind = BlockKind::Heading { level };
        }
        self.set_headings();
    }

    /// Tells every block under which headings it stands.
    fn set_headings(&mut self) {
        let mut above: Vec<(u8, usize)> = Vec::new();
        for (index, block) in self.blocks.iter_mut().enumerate() {
            if let BlockKind::Heading { level } = block.kind {
                above.retain(|&(other, _)| other < level);
            }
            block.headings = above.iter().map(|&(_, index)| index).collect();
            if let BlockKind::Heading { level } = block.kind {
                above.push((level, index));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::document::{BlockKind, Document};

    /// A text of these paragraphs, in a format that has no heading unless it is marked.
    fn paragraphs(written: &[&str]) -> Document {
        let text = format!("{{\\rtf1\\ansi {}\\par}}", written.join("\\par\n"));
        Document::read("a.rtf", text.as_bytes()).unwrap()
    }

    fn kinds(document: &Document) -> Vec<(u8, &str)> {
        let level = |kind: &BlockKind| match kind {
            BlockKind::Heading { level } => *level,
            _ => 0,
        };
        let blocks = document.blocks().iter();
        let read = blocks.map(|block| (level(&block.kind), block.span.of(document.text())));
        read.collect()
    }

    const PROSE: &str = "The harbour of Lund Bay opened in May 2014 with 41 cranes.";

    #[test]
    fn a_text_without_headings_has_those_that_it_shows() {
        let shown = paragraphs(&[
            "The harbour of Lund Bay [fr]",
            "14 March 2021",
            PROSE,
            "What it cost",
            "It cost 41 million crowns, a fifth more than planned.",
        ]);
        let levels: Vec<u8> = kinds(&shown).iter().map(|(level, _)| *level).collect();
        assert_eq!(levels, [1, 0, 0, 2, 0]);
        assert_eq!(kinds(&shown)[0].1, "The harbour of Lund Bay");
        assert_eq!(shown.blocks()[4].headings, [0, 3]);
        assert_eq!(shown.embedded().get("date"), Some("14 March 2021"));
        let marked = "\\pard\\outlinelevel0 Harbour\\par\\pard ";
        let marked = paragraphs(&[marked, PROSE, "What it cost", PROSE]);
        assert_ne!(kinds(&marked)[0].0, 0);
        assert_eq!(kinds(&marked)[2], (0, "What it cost"));
        let said = paragraphs(&["Harbour", "In May the vote was lost.", PROSE]);
        assert_eq!(kinds(&said)[1].0, 0, "a sentence is no heading");
    }

    #[test]
    fn what_a_page_left_around_a_text_is_left_out() {
        let printed = paragraphs(&[
            "The harbour of Lund Bay",
            PROSE,
            "JPEG - 4.2 Mb",
            "The northern mole",
            "The harbour of Lund Bay",
            PROSE,
            "Share this article",
        ]);
        let words: Vec<&str> = kinds(&printed).iter().map(|(_, words)| *words).collect();
        let title = "The harbour of Lund Bay";
        assert_eq!(words, [title, PROSE, "The northern mole", PROSE]);
        assert_eq!(printed.blocks()[2].kind, BlockKind::Caption);
    }
}
