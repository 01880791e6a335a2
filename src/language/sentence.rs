//! Where sentences begin and end.

use super::Language;
use crate::span::Span;

/// The sentences of `text`, in order: trimmed of space, never empty, never overlapping.
#[must_use]
pub fn sentences(text: &str, language: Language) -> Vec<Span> {
    let code = match language {
        Language::French => "fr",
        Language::English | Language::Other => "en",
    };
    sentencex::get_sentence_boundaries(code, text)
        .into_iter()
        .filter_map(|found| trimmed(text, found.start_byte, found.end_byte))
        .collect()
}

fn trimmed(text: &str, start: usize, end: usize) -> Option<Span> {
    let piece = &text[start..end];
    let start = start + (piece.len() - piece.trim_start().len());
    let end = start + piece.trim().len();
    (start < end).then(|| Span::new(start, end))
}
