//! The label that a sentence may stand behind: "Figure 3:", "Table 2.", "Note:". It tells where or what
//! kind the sentence is and belongs to nothing that the sentence states. What is set apart under such a name is a
//! remark, too.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;

use super::word_list::{any_of, phrases};

const LIST: &str = include_str!("labels.txt");

/// The name of a thing with its number, or of a kind of remark before a colon.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    let (numbered, remark) = (any_of(LIST, "numbered"), any_of(LIST, "remark"));
    let number = r"(?:[A-Z]{1,2}[.-]?)?\d+(?:[.-]\d+)*[a-z]?";
    Regex::new(&format!(
        r"^(?:(?i:{numbered})\s+{number}\s*[:.|—–-]|(?i:{remark})\s?:)(?:\s+|$)"
    ))
    .expect("the pattern is sound")
});

/// The names of kinds of remark, in small letters.
static REMARKS: LazyLock<HashSet<String>> =
    LazyLock::new(|| phrases(LIST, "remark").map(str::to_lowercase).collect());

/// Whether this, in small letters, is the name of a kind of remark: "note", "warning".
pub(crate) fn is_remark(name: &str) -> bool {
    REMARKS.contains(name)
}

/// The bytes of the label at the head of `sentence`; 0 where there is none.
pub(crate) fn length(sentence: &str) -> usize {
    LABEL.find(sentence).map_or(0, |label| label.end())
}

#[cfg(test)]
mod tests {
    use super::{LIST, is_remark, length};
    use crate::language::word_list::assert_sound;

    #[test]
    fn a_kind_of_remark_is_known_by_name() {
        for name in ["note", "seealso", "see also", "side note", "nb", "remarque"] {
            assert!(is_remark(name), "{name}");
        }
        assert!(!is_remark("figure"));
        assert!(!is_remark("quote"));
    }

    #[test]
    fn every_label_is_said_once() {
        assert_sound(LIST, ", ", |kind| kind);
    }

    #[test]
    fn labels_are_told_from_what_they_stand_before() {
        for (sentence, rest) in [
            ("Figure 3: The dam holds.", "The dam holds."),
            ("Fig. 2a. The dam holds.", "The dam holds."),
            ("Table A.2 — The dam holds.", "The dam holds."),
            ("Table 2.", ""),
            ("NOTE: The dam holds.", "The dam holds."),
            ("Figure 3 shows the dam.", "Figure 3 shows the dam."),
            ("Table 2.5 million goats.", "Table 2.5 million goats."),
            ("Note that the dam holds.", "Note that the dam holds."),
            ("Diallo: The dam holds.", "Diallo: The dam holds."),
            ("Height: 40 metres", "Height: 40 metres"),
        ] {
            assert_eq!(&sentence[length(sentence)..], rest, "{sentence}");
        }
    }
}
