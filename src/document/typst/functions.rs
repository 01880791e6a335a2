//! What the functions of Typst mean, from `functions.txt`.
//!
//! Knows nothing of how a text is read.

use std::collections::HashMap;
use std::sync::LazyLock;

/// What a function means to a reader of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Its content is words of the sentence.
    Words,
    Emphasis,
    Code,
    Struck,
    Raised,
    Link,
    /// Its content is blocks.
    Blocks,
    Quotation,
    Note,
    Citation,
    Bibliography,
    Figure,
    Table,
    Heading,
    List,
    Terms,
    Space,
    /// It prints nothing that is said.
    Nothing,
}

static KNOWN: LazyLock<HashMap<&'static str, Meaning>> = LazyLock::new(|| {
    let lines = include_str!("functions.txt").lines();
    let lines = lines.filter(|line| !line.starts_with('#'));
    let parts = lines.filter_map(|line| line.split_once(": "));
    let known = parts.flat_map(|(meaning, names)| {
        let meaning = of(meaning);
        names.split_whitespace().map(move |name| (name, meaning))
    });
    known.collect()
});

/// What the function of this name means.
pub(super) fn function(name: &str) -> Option<Meaning> {
    KNOWN.get(name).copied()
}

fn of(meaning: &str) -> Meaning {
    match meaning {
        "words" => Meaning::Words,
        "emphasis" => Meaning::Emphasis,
        "code" => Meaning::Code,
        "struck" => Meaning::Struck,
        "raised" => Meaning::Raised,
        "link" => Meaning::Link,
        "blocks" => Meaning::Blocks,
        "quotation" => Meaning::Quotation,
        "note" => Meaning::Note,
        "citation" => Meaning::Citation,
        "bibliography" => Meaning::Bibliography,
        "figure" => Meaning::Figure,
        "table" => Meaning::Table,
        "heading" => Meaning::Heading,
        "list" => Meaning::List,
        "terms" => Meaning::Terms,
        "space" => Meaning::Space,
        "nothing" => Meaning::Nothing,
        _ => panic!("functions.txt: the meaning {meaning}"),
    }
}
