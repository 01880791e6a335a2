//! The label that a sentence may stand behind: "Figure 3:", "Table 2.", "Note:". It tells where or what
//! kind the sentence is and belongs to nothing that the sentence states.

use std::sync::LazyLock;

use regex::Regex;

/// The name of a thing with its number, or of a kind of remark before a colon.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    const NUMBERED: &str = r"(?i:Fig(?:ure|\.)?|Tab(?:le|\.)?|Box|Chart|Exhibit|Listing|Map|Plate|Scheme|Photo|Encadré|Carte|Graphique|Tableau)\s+(?:[A-Z]{1,2}[.-]?)?\d+(?:[.-]\d+)*[a-z]?\s*[:.|—–-]";
    const REMARK: &str = r"(?i:(?:NB|N\.B\.|(?:side |foot)?notes?|tip|hint|warning|caution|caveat|attention|important|reminder|remarks?|info|disclaimer|update|example|à noter|remarque|avertissement|rappel|exemple))\s?:";
    let pattern = format!(r"^(?:{NUMBERED}|{REMARK})(?:\s+|$)");
    Regex::new(&pattern).expect("the pattern is sound")
});

/// The bytes of the label at the head of `sentence`; 0 where there is none.
pub(super) fn length(sentence: &str) -> usize {
    LABEL.find(sentence).map_or(0, |label| label.end())
}

#[cfg(test)]
mod tests {
    use super::length;

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
