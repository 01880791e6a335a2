//! Web pages: the main text, without the page's furniture, and what the page says of itself.
//!
//! `parse` makes the element tree, `main_text` chooses, `blocks` writes. Nothing here knows what
//! a source or a draft is: a page is read alike for both.

mod blocks;
mod characters;
mod hints;
mod json_ld;
mod main_text;
mod measure;
mod metadata;
mod notes;
mod parse;
mod tables;
mod tag;
mod tree;

use super::extract::Extracted;

/// Reads a web page.
pub(super) fn read(decoded: &str) -> Extracted {
    read_chosen(decoded, main_text::select)
}

/// Reads a chapter of a book, which is a page without a site around it.
pub(super) fn read_chapter(decoded: &str) -> Extracted {
    read_chosen(decoded, main_text::select_all)
}

/// Reads the text of a page that `choose` chooses, for each node.
fn read_chosen(decoded: &str, choose: fn(&tree::Tree, &str) -> Vec<bool>) -> Extracted {
    let tree = parse::parse(decoded);
    let notes = notes::Notes::of(&tree, decoded);
    let mut chosen = choose(&tree, decoded);
    notes.choose_called(&tree, &mut chosen);
    let mut extracted = blocks::write(&tree, decoded, &chosen, &notes);
    extracted.embedded = metadata::read(&tree, decoded);
    extracted
}

#[cfg(test)]
mod tests;
