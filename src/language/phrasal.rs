//! English verbs and adjectives that mean something else with the words behind them.

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

/// How far behind their verb the words "from their homes" may stand: "drove two million people
/// from their homes".
const HOMES: usize = 12;

/// What the word at token `at` means together with those behind it: "has gone down" is `decrease`;
/// "took its place" is `replace`; "fewer and fewer" is `decrease`.
#[must_use]
pub fn meaning(tokens: &[Token], at: usize) -> Option<&'static str> {
    if let Some(plain) = doubled(tokens, at).or_else(|| away_from_home(tokens, at)) {
        return Some(plain);
    }
    let next = tokens.get(at + 1)?.folded.as_str();
    if matches!(tokens[at].folded.as_str(), "ill" | "bad") && matches!(next, "feeling" | "feelings")
    {
        return Some("resentment");
    }
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

/// "Fewer and fewer", "more and more": a change, told by its direction.
fn doubled(tokens: &[Token], at: usize) -> Option<&'static str> {
    let word = tokens[at].folded.as_str();
    let again = tokens.get(at + 1)?.folded == "and" && tokens.get(at + 2)?.folded == word;
    match word {
        _ if !again => None,
        "fewer" | "less" => Some("decrease"),
        "more" => Some("increase"),
        _ => None,
    }
}

/// "Drove thousands from their homes": the verb, and the homes with it, tell of displacement.
fn away_from_home(tokens: &[Token], at: usize) -> Option<&'static str> {
    let is_home = |at: usize| {
        let word = |at: usize| tokens.get(at).map_or("", |token| token.folded.as_str());
        word(at) == "from"
            && matches!(word(at + 1), "their" | "his" | "her" | "our")
            && matches!(word(at + 2), "home" | "homes")
    };
    let drives = || {
        verb_lemma(&tokens[at].folded)
            .is_some_and(|verb| matches!(verb, "drive" | "force" | "chase" | "uproot"))
    };
    let home = at.checked_sub(2).is_some_and(is_home);
    let verb = || (at + 1..tokens.len().min(at + HOMES)).any(is_home) && drives();
    (home || verb()).then_some("displace")
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

    #[test]
    fn a_word_said_twice_tells_a_change() {
        let first = |text: &str| meaning(&tokens(text, Language::English), 0);
        assert_eq!(first("fewer and fewer ferries sail"), Some("decrease"));
        assert_eq!(first("more and more ferries sail"), Some("increase"));
        assert_eq!(first("more ferries and more trains"), None);
        assert_eq!(first("better and better"), None);
    }

    #[test]
    fn who_is_driven_from_home_is_displaced() {
        let read = |text: &str| {
            let tokens = tokens(text, Language::English);
            let read = (0..tokens.len()).filter_map(|at| meaning(&tokens, at));
            read.collect::<Vec<_>>()
        };
        assert_eq!(
            read("floods drove two thousand farmers from their homes"),
            ["displace"; 2]
        );
        assert_eq!(read("she drove home from her office"), [""; 0]);
        assert_eq!(read("ill feeling grew"), ["resentment"]);
    }
}
