//! Block quotations that quote nobody: notes and warnings that are set apart.

use std::sync::LazyLock;

use regex::Regex;

use crate::language::label::is_remark;

/// What a block quotation begins with, perhaps behind a picture: the head of a callout (group 1 its
/// kind), or a label in bold letters (group 2), or one before a colon or on a line of its own
/// (group 3).
static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^[>\s]*(?:\[!([\w-]+)\]|[^\p{L}\n\[*_]{0,8}(?:(?:\*\*|__)[^\p{L}\n]{0,8}([A-Za-z ]{2,20}?)[:!.]?(?:\*\*|__)|([A-Za-z]{2,20})(?::\s|[ \t]*\n)))",
    )
    .expect("a constant pattern")
});

/// Whether the block quotation that is written so is a note: `> [!info] …`, `> **Note:** …`.
pub(super) fn is_callout(quotation: &str) -> bool {
    let Some(head) = HEAD.captures(quotation) else {
        return false;
    };
    match (head.get(1), head.get(2).or_else(|| head.get(3))) {
        (Some(kind), _) => !matches!(kind.as_str().to_lowercase().as_str(), "quote" | "cite"),
        (_, Some(label)) => is_remark(&label.as_str().to_lowercase()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_told_from_quotations() {
        for note in [
            "> [!NOTE]\n> Text",
            "> [!info]- A title\n> Text",
            "> **Note:** Text",
            "> __Warning__: Text",
            "> **⚠️ Important!** Text",
            "> NOTE: Text",
            "> Tip:\n> Text",
            "> 💡 **Tip** Text",
            "> 📝 Note: Text",
            "> Warning\n> Text",
            "> **See also:** Text",
            "> Remarque: Text",
        ] {
            assert!(is_callout(note), "{note}");
        }
        for quotation in [
            "> The water came.",
            "> **Awa Diallo:** The water came.",
            "> Diallo: The water came.",
            "> Note the water.",
            "> Note the\n> water.",
            "> Water\n> The water came.",
            "> [!quote] Awa Diallo\n> The water came.",
            "> **The water came.**",
        ] {
            assert!(!is_callout(quotation), "{quotation}");
        }
    }
}
