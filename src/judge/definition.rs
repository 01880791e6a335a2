//! What an abbreviation stands for: a claim that says so against the definition that a sentence gives.

use std::sync::LazyLock;

use regex::Regex;

use super::sentence::Sentence;
use crate::language::abbreviation::definitions;
use crate::language::fold::fold;
use crate::span::Span;

/// "MTW stands for Marsh Training Watch": groups 1 and 2 are both forms.
static CLAIMED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r#"(?x)^(?:(?:The|Le|La|L['’])\s?(?:abbreviation|acronym|initials|abréviation|sigle)\s)?
        ["“«]?\s?(\p{Lu}[\p{Lu}\d-]{1,9})\s?["”»]?\s
        (?:stands?\sfor|abbreviates|(?:is|are)\s(?:short|the\sinitials|(?:the|an)\s(?:abbreviation|acronym|short\sform))\s(?:for|of)
        |est\s(?:l['’]abréviation|le\ssigle|l['’]acronyme)\s(?:de|du))\s
        (?:the\s|la\s|le\s|l['’])?["“«]?\s?(.+?)\s?["”»]?\.?$"#,
    )
    .expect("a fixed pattern")
});

/// Words that a long form may have or lack.
const SMALL: [&str; 16] = [
    "of", "the", "in", "for", "and", "on", "to", "de", "du", "des", "la", "le", "les", "en", "et",
    "au",
];

/// What a sentence says of a claimed definition.
pub(super) enum Defined {
    /// The same, at the place of its long form.
    Same(Span),
    /// Another: the claim's long form, and the sentence's.
    Other(Span, Span),
}

/// A claim's definition of an abbreviation.
#[derive(Clone, Debug)]
pub(super) struct Definition {
    short: String,
    /// Where its long form stands, and the words of that.
    long: Span,
    words: Vec<String>,
}

impl Definition {
    /// What `claim` says that an abbreviation stands for, if it says nothing else.
    pub(super) fn of(claim: &Sentence) -> Option<Self> {
        let groups = CLAIMED.captures(&claim.text)?;
        let (short, long) = (groups.get(1)?, groups.get(2)?);
        Some(Self {
            short: short.as_str().to_owned(),
            long: Span::new(long.start(), long.end()),
            words: words(long.as_str()),
        })
    }

    /// What `sentence` says of it; `None` where the two can't be held against each other word by word.
    pub(super) fn held_against(&self, sentence: &Sentence) -> Option<Defined> {
        definitions(&sentence.text).into_iter().find_map(|found| {
            let theirs = found.short.of(&sentence.text);
            let prefixed = theirs.strip_prefix(self.short.as_str());
            let is_it = prefixed.is_some_and(|more| more.is_empty() || more.starts_with(' '));
            let told = words(found.long.of(&sentence.text));
            if !is_it || told.len() != self.words.len() {
                return None;
            }
            let alike = told.iter().zip(&self.words).filter(|(a, b)| a == b).count();
            if alike == told.len() {
                Some(Defined::Same(found.long))
            } else if found.aligned && 2 * alike >= told.len() {
                Some(Defined::Other(self.long, found.long))
            } else {
                None
            }
        })
    }
}

/// The words of a long form, spelt in one way.
fn words(long: &str) -> Vec<String> {
    let words = long.split(|c: char| !c.is_alphanumeric());
    let folded = words.map(|word| fold(word).replace('z', "s"));
    folded
        .filter(|word| !word.is_empty() && !SMALL.contains(&word.as_str()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::testing::Example;

    fn told(claim: &str, source: &str) -> Option<bool> {
        let example = Example::of(claim, source);
        let claimed = Definition::of(&example.part().sentence)?;
        let defined = claimed.held_against(example.sentence())?;
        Some(matches!(defined, Defined::Same(_)))
    }

    #[test]
    fn a_definition_is_held_against_the_claimed_one() {
        let source = "The Marsh Organization for Training (MOT) has three boats.";
        for (claim, expected) in [
            (
                "MOT stands for Marsh Organisation for Training.",
                Some(true),
            ),
            (
                "MOT is short for the Marsh Organization for Training.",
                Some(true),
            ),
            (
                "The abbreviation MOT stands for “Marsh Organization for Tides”.",
                Some(false),
            ),
            ("MOT stands for Ministry.", None),
            ("MOT is the acronym of a Mountain Ops Team.", None),
            ("MOT has three boats.", None),
        ] {
            assert_eq!(told(claim, source), expected, "{claim}");
        }
    }
}
