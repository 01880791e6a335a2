//! Words that a line end parts: joined, or kept with their hyphen.
//!
//! The document itself settles most: it has the whole word, or the hyphened one, elsewhere.

use std::collections::BTreeSet;
use std::sync::LazyLock;

/// First and last parts of compounds that keep their hyphen: `well-`, `-based`.
static PARTS: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| include_str!("compounds.txt").split_whitespace().collect());

/// The words of a document.
#[derive(Debug, Default)]
pub(super) struct Words {
    whole: BTreeSet<String>,
    hyphened: BTreeSet<String>,
}

impl Words {
    /// Learns the words of a line; the last one, if a line end parts it, is none.
    pub(super) fn learn(&mut self, line: &str) {
        let is_edge = |c: char| !c.is_alphanumeric() && c != '-' && c != '\u{AD}';
        for word in line.split_whitespace() {
            let word = word.trim_matches(is_edge).to_lowercase();
            if word.is_empty() || word.ends_with(['-', '\u{AD}']) {
                continue;
            }
            if word.contains('-') {
                self.hyphened.insert(word);
            } else {
                self.whole.insert(word);
            }
        }
    }

    /// Whether the hyphen between the end of a line and the beginning of the next belongs to the
    /// word.
    pub(super) fn keeps(&self, before: &str, after: &str) -> bool {
        let is_letter = |c: char| c.is_alphanumeric() || c == '-';
        let start = before.rfind(|c| !is_letter(c)).map_or(0, |at| {
            at + before[at..].chars().next().map_or(0, char::len_utf8)
        });
        let end = after.find(|c| !is_letter(c)).unwrap_or(after.len());
        let (first, last) = (&before[start..], &after[..end]);
        let (low_first, low_last) = (first.to_lowercase(), last.to_lowercase());
        if self.whole.contains(&format!("{low_first}{low_last}")) {
            return false;
        }
        if self.hyphened.contains(&format!("{low_first}-{low_last}")) {
            return true;
        }
        let is_name = last.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        let is_all_capitals = first.chars().all(|c| !c.is_lowercase());
        (is_name && !is_all_capitals)
            || first.ends_with(|c: char| c.is_ascii_digit())
            || first.contains('-')
            || last.contains('-')
            || PARTS.contains(format!("{low_first}-").as_str())
            || PARTS.contains(format!("-{low_last}").as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_settles_what_it_has() {
        let mut words = Words::default();
        words.learn("The agreement of the north-east was a government af-");
        assert!(!words.keeps("the agree", "ment of"));
        assert!(words.keeps("in the north", "east,"));
        assert!(!words.keeps("an af", "fair"), "else it is joined");
        assert!(words.keeps("a well", "armed group"));
        assert!(words.keeps("a Bamako", "based paper"));
        assert!(words.keeps("the Franco", "Malian force"));
        assert!(words.keeps("a 12", "year plan"));
    }
}
