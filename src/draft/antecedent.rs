//! What the pronouns and definite phrases of a sentence stand for, by the sentences before it.
//!
//! A few rules that are right nearly always: a pronoun that opens a sentence takes up what the
//! sentence before was about; "he" is the person named last; "the mission" is the body named
//! last. Where no rule is sure, nothing is said. What "the following year" is told from is for
//! `language::date`.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::language::Language;
use crate::language::clause::{Voice, clauses};
use crate::language::name::{Name, NameKind, names};
use crate::language::sentence::LONGEST;
use crate::language::token::{TokenKind, Words};
use crate::span::Span;

/// What a section has spoken of so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Discourse {
    /// What the last sentence was about.
    topic: Option<String>,
    /// The person named last, the heading's names before those of the text.
    last_person: Option<String>,
    /// The body named last.
    last_body: Option<String>,
    /// The name that was mentioned last with each word, in lower case.
    by_word: HashMap<String, String>,
    /// The last phrase for a person without a name: "the president of the union".
    person: Option<String>,
}

/// Nouns for a body or undertaking that a definite phrase may take up instead of its name.
const BODIES: &str = "mission|task force|force|operation|group|organi[sz]ation|movement|coalition|\
                      alliance|company|agency|body|party|union|network|militia|army|framework|\
                      programme|program|project|institute|foundation|team|contingent";

static PRONOUN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(it|its|they|their|he|his|she|her|il|elle|ils|elles|sa|son|ses|leur|leurs)\b",
    )
    .expect("the pattern is sound")
});

static DEFINITE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(r"\b[Tt](?:he|his|hat) ({BODIES})\b")).expect("the pattern is sound")
});

static PERSON: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b(?:its|their|the|his|her) ((?:\p{L}+[ -])?(?:president|leader|chairman|chairwoman|director|secretary-general|secretary|commander|founder|spokesman|spokeswoman|minister|ambassador|mayor|chief|head|imam))\b")
        .expect("the pattern is sound")
});

impl Discourse {
    /// Opens a section beneath these headings, outermost first.
    pub(super) fn open(headings: &[String], language: Language) -> Self {
        let mut discourse = Self::default();
        if let Some(heading) = headings.last() {
            let words = Words::new(heading, language);
            let own = names(&words);
            discourse.mention(&words, &own);
            discourse.topic = match own.as_slice() {
                [only] => Some(only.span.of(heading).to_owned()),
                _ => None,
            };
        }
        discourse
    }

    /// Reads the next sentence: what its pronouns and definite phrases stand for. Spans are of
    /// `sentence`.
    pub(super) fn read(&mut self, sentence: &str, language: Language) -> Vec<(Span, String)> {
        if sentence.len() > LONGEST {
            return Vec::new();
        }
        let words = Words::new(sentence, language);
        let own = names(&words);
        let mut found = Vec::new();
        found.extend(self.opening_pronoun(&words));
        found.extend(self.definite_phrases(sentence, &own));
        found.sort_by_key(|(span, _): &(Span, String)| *span);
        self.take_in(&words, &own, &found);
        found
    }

    /// A pronoun among the first words, an introduction in front of it ("In May, it …") apart.
    fn opening_pronoun(&self, words: &Words<'_>) -> Option<(Span, String)> {
        let pronoun = PRONOUN.find(words.text)?;
        let span = Span::new(pronoun.start(), pronoun.end());
        let before = &words.text[..span.start];
        let is_opening = before.trim_matches(['“', '"', '«', ' ']).is_empty()
            || (before.trim_end().ends_with(',') && before.split_whitespace().count() <= 5)
            || (before.split_whitespace().count() == 1
                && !before.contains(char::is_numeric)
                && is_adverb(before));
        if !is_opening || is_impersonal(&words.text[span.end..], pronoun.as_str()) {
            return None;
        }
        let stands_for = match pronoun.as_str().to_lowercase().as_str() {
            "he" | "his" | "she" | "her" => self.last_person(),
            _ => self.topic.clone(),
        };
        stands_for.map(|stands_for| (span, stands_for))
    }

    fn last_person(&self) -> Option<String> {
        self.last_person.clone().or_else(|| self.person.clone())
    }

    /// "The mission", "the force": the name that has the noun in it, else the body named last;
    /// nothing where the phrase goes on to say which ("the mission of Niger").
    fn definite_phrases(&self, sentence: &str, own: &[Name]) -> Vec<(Span, String)> {
        DEFINITE
            .captures_iter(sentence)
            .filter_map(|captures| {
                let whole = captures.get(0)?;
                let span = Span::new(whole.start(), whole.end());
                let goes_on = sentence[span.end..].trim_start();
                let is_told = ["of ", "that ", "which ", "in ", "from ", "led "]
                    .iter()
                    .any(|word| goes_on.starts_with(word));
                let has_name = own.iter().any(|name| name.span.overlaps(span));
                if is_told || has_name {
                    return None;
                }
                self.body_called(&captures[1]).map(|body| (span, body))
            })
            .collect()
    }

    fn body_called(&self, noun: &str) -> Option<String> {
        let noun = noun.to_lowercase();
        let telling = self.by_word.get(&noun);
        telling.or(self.last_body.as_ref()).cloned()
    }

    /// Takes the sentence into what was spoken of.
    fn take_in(&mut self, words: &Words<'_>, own: &[Name], antecedents: &[(Span, String)]) {
        let subject = subject(words);
        let opening_end = subject.map_or(0, |subject| subject.end);
        let taken_up = antecedents
            .iter()
            .find(|(span, _)| span.start < opening_end.max(1));
        let person = PERSON.captures(words.text);
        if let Some(captures) = person {
            self.person = match &self.topic {
                _ if taken_up.is_some() => {
                    taken_up.map(|(_, name)| format!("{name}'s {}", &captures[1]))
                }
                _ => match own.first() {
                    Some(name) => Some(format!("{}'s {}", name.span.of(words.text), &captures[1])),
                    None => Some(captures[1].to_owned()),
                },
            };
        }
        if let Some((_, stands_for)) = taken_up {
            self.topic = Some(stands_for.clone());
        } else if let Some(subject) = subject {
            let named = own
                .iter()
                .filter(|name| subject.contains(name.span))
                .find(|name| name.kind != NameKind::Demonym);
            let phrase = named
                .filter(|name| name.span.end == subject.end || name.kind != NameKind::Place)
                .map_or(subject, |name| name.span);
            self.topic = Some(phrase.of(words.text).to_owned());
        } else if let Some(first) = own.first().filter(|name| name.span.start <= OPENING) {
            self.topic = Some(first.span.of(words.text).to_owned());
        }
        self.mention(words, own);
    }

    fn mention(&mut self, words: &Words<'_>, own: &[Name]) {
        for name in own {
            let written = name.span.of(words.text);
            for word in written.to_lowercase().split_whitespace() {
                self.by_word.insert(word.to_owned(), written.to_owned());
            }
            match name.kind {
                NameKind::Person => self.last_person = Some(written.to_owned()),
                NameKind::Organisation | NameKind::Other => {
                    self.last_body = Some(written.to_owned());
                }
                _ => {}
            }
        }
    }
}

/// Bytes from the start of a sentence within which a name is taken for what it is about.
const OPENING: usize = 24;

/// The subject of the first clause; of a passive one what the deed is done to.
fn subject(words: &Words<'_>) -> Option<Span> {
    let clause = clauses(words)
        .into_iter()
        .find(|clause| clause.voice != Voice::Nominal)?;
    let phrase = match clause.voice {
        Voice::Passive => clause.patient,
        _ => clause.agent,
    }?;
    let length = words
        .tokens
        .iter()
        .filter(|token| phrase.span.contains(token.span) && token.kind == TokenKind::Word)
        .count();
    (phrase.span.start < clause.predicate.start && (1..=8).contains(&length)).then_some(phrase.span)
}

fn is_adverb(before: &str) -> bool {
    let word = before.trim().to_lowercase();
    matches!(
        word.as_str(),
        "then" | "later" | "but" | "and" | "yet" | "since" | "when" | "mais" | "puis" | "et"
    )
}

/// "It is hard to …", "it was in May that …", "il faut …": the pronoun stands for nothing.
fn is_impersonal(after: &str, pronoun: &str) -> bool {
    static IMPERSONAL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)^ (?:(?:is|was|would be|will be|has been|seems?|appears?|took|takes|rains?|snows?|turns out|follows) (?:\w+ )?(?:that|to|hard|difficult|easy|clear|likely|unlikely|possible|time|worth|in \w+ that|on \w+ that|as if|not until|only)\b|faut|s'agit|y a|est (?:difficile|temps|clair|possible|probable)|semble que|reste )")
            .expect("the pattern is sound")
    });
    matches!(pronoun.to_lowercase().as_str(), "it" | "il") && IMPERSONAL.is_match(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The antecedents of the last of `sentences`, as "phrase=antecedent".
    fn last(heading: &str, sentences: &[&str]) -> Vec<String> {
        let mut discourse = Discourse::open(&[heading.to_owned()], Language::English);
        let mut found = Vec::new();
        for sentence in sentences {
            found = discourse
                .read(sentence, Language::English)
                .into_iter()
                .map(|(span, stands_for)| format!("{}={stands_for}", span.of(sentence)))
                .collect();
        }
        found
    }

    #[test]
    fn an_opening_pronoun_takes_up_what_the_sentence_before_was_about() {
        assert_eq!(
            last(
                "Money",
                &["Norway paid for the bridge.", "It also built the harbour."]
            ),
            ["It=Norway"]
        );
        assert_eq!(
            last(
                "Money",
                &[
                    "Norway paid for the bridge.",
                    "Its engineers drew the plans.",
                    "It sold the harbour in 2020."
                ]
            ),
            ["It=Norway"]
        );
    }

    #[test]
    fn an_impersonal_pronoun_stands_for_nothing() {
        assert_eq!(
            last(
                "Money",
                &["Norway paid for the bridge.", "It is hard to say why."]
            ),
            [""; 0]
        );
        assert_eq!(
            last(
                "Money",
                &[
                    "Norway paid for the bridge.",
                    "It was in May that the river rose."
                ]
            ),
            [""; 0]
        );
    }

    #[test]
    fn a_definite_phrase_takes_up_the_body_named_last() {
        assert_eq!(
            last(
                "Money",
                &[
                    "Operation Heron began in 2014.",
                    "The operation ended in 2020."
                ]
            ),
            ["The operation=Operation Heron"]
        );
        assert_eq!(
            last(
                "Money",
                &[
                    "Operation Heron began in 2014.",
                    "The mission of Niger ended in 2020."
                ]
            ),
            [""; 0]
        );
    }
}
