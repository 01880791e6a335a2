//! English verbs that mean something else with the particle or noun behind them.

use super::lexicon::verb_lemma;
use super::token::Token;

/// Verb, what follows it, and the plain verb that means the same.
const PHRASALS: &[(&str, &str, &str)] = &[
    ("break", "out", "erupt"),
    ("bring", "down", "reduce"),
    ("call", "off", "cancel"),
    ("come", "down", "decrease"),
    ("cut", "back", "reduce"),
    ("drive", "out", "expel"),
    ("give", "up", "abandon"),
    ("go", "down", "decrease"),
    ("go", "up", "increase"),
    ("kick", "out", "expel"),
    ("pull", "out", "withdraw"),
    ("put", "off", "postpone"),
    ("scale", "back", "reduce"),
    ("scale", "down", "reduce"),
    ("scale", "up", "increase"),
    ("set", "up", "establish"),
    ("shut", "down", "close"),
    ("step", "down", "resign"),
    ("step", "up", "increase"),
    ("throw", "out", "expel"),
    ("turn", "down", "reject"),
    ("wipe", "out", "destroy"),
];

/// What the verb at token `at` means together with its particle: "has gone down" is `decrease`;
/// "took its place" is `replace`.
#[must_use]
pub fn meaning(tokens: &[Token], at: usize) -> Option<&'static str> {
    let next = tokens.get(at + 1)?.folded.as_str();
    let is_place = |at: usize| tokens.get(at).is_some_and(|token| token.folded == "place");
    let owner = matches!(next, "its" | "their" | "his" | "her");
    let particle = matches!(next, "down" | "up" | "out" | "off" | "back");
    if !owner && !particle {
        return None;
    }
    let verb = verb_lemma(&tokens[at].folded)?;
    if verb == "take" && owner && is_place(at + 2) {
        return Some("replace");
    }
    PHRASALS
        .iter()
        .find(|(first, second, _)| *first == verb && *second == next)
        .map(|(_, _, plain)| *plain)
}

#[cfg(test)]
mod tests {
    use super::super::Language;
    use super::super::token::tokens;
    use super::*;

    #[test]
    fn a_particle_changes_the_verb() {
        let first = |text: &str| meaning(&tokens(text, Language::English), 0);
        assert_eq!(first("gone down"), Some("decrease"));
        assert_eq!(first("pulled out of the town"), Some("withdraw"));
        assert_eq!(first("took its place"), Some("replace"));
        assert_eq!(first("took its time"), None);
        assert_eq!(first("went home"), None);
        assert_eq!(first("river down"), None);
    }
}
