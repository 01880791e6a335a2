//! A small guess at what each word of an English sentence is, for the reading of clauses.
//!
//! Closed classes by list, open ones by the lexicon and the neighbours. Good enough to find verb
//! groups and noun groups in the prose of reports; no tagger.

use super::country;
use super::lexicon::{lemmas, parts_of_speech, verb_lemma};
use super::name_words::CALENDAR;
use super::token::{TokenKind, Words};

/// What a word is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    /// A noun, a name, a number, an adjective: what noun groups are made of.
    Noun,
    /// An article or a word in its place.
    Determiner,
    /// A pronoun that stands for a noun group.
    Pronoun,
    /// `who`, `which`, `that`.
    Relative,
    /// The main verb of a finite group.
    Verb,
    /// A verb behind `to`, or an `-ing` form on its own.
    NonFinite,
    /// A form of be, have, do, or a modal.
    Auxiliary,
    /// An adverb or a negation.
    Adverb,
    /// A preposition.
    Preposition,
    /// `and`, `or`.
    Coordinator,
    /// `'s`.
    Possessive,
    /// Anything that ends a clause.
    Break,
}

/// The tags of an English sentence, one a token.
pub(super) fn tags(words: &Words<'_>) -> Vec<Tag> {
    let mut tags: Vec<Tag> = Vec::with_capacity(words.tokens.len());
    for at in 0..words.tokens.len() {
        let tag = closed_class(words, at).unwrap_or_else(|| open_class(words, at, &tags));
        tags.push(tag);
    }
    tags
}

fn closed_class(words: &Words<'_>, at: usize) -> Option<Tag> {
    let token = &words.tokens[at];
    if is_bound(words, at) {
        return Some(Tag::Determiner);
    }
    let tag = match token.folded.as_str() {
        "the" | "a" | "an" | "this" | "these" | "those" | "its" | "their" | "his" | "her"
        | "our" | "every" | "each" | "all" | "some" | "any" | "no" | "several" | "both"
        | "many" | "most" => Tag::Determiner,
        "it" | "he" | "she" | "they" | "we" | "i" | "you" | "them" | "him" | "us"
            if token.is_stop =>
        {
            Tag::Pronoun
        }
        "who" | "which" | "that" => Tag::Relative,
        "is" | "are" | "was" | "were" | "be" | "been" | "being" | "has" | "have" | "had"
        | "did" | "do" | "does" | "will" | "would" | "can" | "could" | "may" | "might" | "must"
        | "shall" | "should" => Tag::Auxiliary,
        "not" | "never" | "also" | "already" | "then" | "now" | "again" | "just" | "even"
        | "only" | "soon" | "once" | "later" => Tag::Adverb,
        "of" | "in" | "on" | "at" | "by" | "for" | "from" | "with" | "to" | "into" | "against"
        | "over" | "under" | "during" | "after" | "before" | "between" | "through" | "since"
        | "until" | "near" | "around" | "towards" | "toward" | "among" | "as" | "without"
        | "within" | "about" | "amid" | "despite" | "across" | "behind" | "alongside" => {
            Tag::Preposition
        }
        "and" | "or" | "&" => Tag::Coordinator,
        "'s" => Tag::Possessive,
        "but" | "while" | "although" | "though" | "because" | "if" | "when" | "where"
        | "whereas" | "so" | "unless" | "than" => Tag::Break,
        "-" => Tag::Noun,
        "'" if at > 0 && words.tokens[at - 1].folded.ends_with('s') => Tag::Possessive,
        "%" | "$" | "€" | "£" => Tag::Noun,
        _ if token.kind == TokenKind::Punctuation => Tag::Break,
        _ if token.kind == TokenKind::Number => Tag::Noun,
        folded if is_manner_adverb(folded) => Tag::Adverb,
        "up" | "out" | "off" | "down" | "away" | "back" if at > 0 => Tag::Adverb,
        _ => return None,
    };
    Some(tag)
}

/// Whether a word makes a possibility or a duty of the verb behind it.
pub(super) fn is_modal(word: &str) -> bool {
    matches!(
        word,
        "can" | "cannot" | "could" | "may" | "might" | "must" | "should"
    ) || matches!(
        word,
        "peut" | "peuvent" | "pourrait" | "pourraient" | "doit" | "doivent"
    )
}

/// "at least", "up to", "more than": they belong to the figure behind them.
fn is_bound(words: &Words<'_>, at: usize) -> bool {
    let folded = |at: usize| words.tokens.get(at).map_or("", |t| t.folded.as_str());
    let pair = |first: &str, second: &str| {
        matches!(
            (first, second),
            ("at", "least" | "most") | ("up", "to") | ("more" | "fewer" | "less", "than")
        )
    };
    pair(folded(at), folded(at + 1)) || (at > 0 && pair(folded(at - 1), folded(at)))
}

/// `openly`, `reportedly`; not `Italy` or `July`.
pub(super) fn is_manner_adverb(folded: &str) -> bool {
    folded.len() > 4
        && folded.ends_with("ly")
        && !CALENDAR.contains(folded)
        && country::find(folded).is_none()
}

fn open_class(words: &Words<'_>, at: usize, before: &[Tag]) -> Tag {
    let folded = words.tokens[at].folded.as_str();
    let parts = parts_of_speech(folded);
    let last = before.iter().rev().copied().find(|tag| *tag != Tag::Adverb);
    let capital = at > 0 && words.written(at).starts_with(char::is_uppercase);
    if !parts.verb || capital {
        return Tag::Noun;
    }
    if last == Some(Tag::Auxiliary) {
        // "is ready", "was a"; but "was taken", "will take", "is taking".
        let participle = is_inflected(folded) || folded.ends_with("ing");
        let modal = (0..at)
            .rev()
            .find(|&i| before[i] == Tag::Auxiliary)
            .is_some_and(|i| {
                !matches!(
                    words.tokens[i].folded.as_str(),
                    "is" | "are" | "was" | "were" | "be" | "been" | "being"
                )
            });
        return if participle || modal {
            Tag::Verb
        } else {
            Tag::Noun
        };
    }
    if at > 0
        && words.tokens[at - 1].folded == "to"
        && !folded.ends_with("ing")
        && !is_inflected(folded)
    {
        return Tag::NonFinite;
    }
    if folded.ends_with("ing") {
        return if parts.noun && matches!(last, Some(Tag::Determiner | Tag::Possessive)) {
            Tag::Noun
        } else {
            Tag::NonFinite
        };
    }
    let behind_group = matches!(
        last,
        Some(Tag::Noun | Tag::Pronoun | Tag::Relative | Tag::Coordinator)
    );
    if is_inflected(folded) {
        // "the displaced families", "by armed groups": an adjective.
        return if behind_group
            || (parts.noun, parts.adjective) == (false, false)
                && last.is_none_or(|t| t == Tag::Break)
        {
            Tag::Verb
        } else {
            Tag::Noun
        };
    }
    if behind_group
        && last != Some(Tag::Coordinator)
        && opens_object(words, at + 1)
        && !before.contains(&Tag::Verb)
    {
        return Tag::Verb;
    }
    Tag::Noun
}

/// A past form or participle: `expelled`, `took`, `left`.
fn is_inflected(folded: &str) -> bool {
    let regular = folded.len() > 3
        && folded.ends_with("ed")
        && verb_lemma(folded).is_some_and(|verb| verb != folded);
    let irregular = lemmas(folded).first().is_some_and(|&base| base != folded)
        && verb_lemma(folded).is_some_and(|verb| verb != folded)
        && !folded.ends_with('s')
        && !folded.ends_with("ing");
    regular || irregular
}

/// Whether a noun group begins at token `at`, as behind a verb in the present.
fn opens_object(words: &Words<'_>, at: usize) -> bool {
    words.tokens.get(at).is_some_and(|token| {
        matches!(
            token.folded.as_str(),
            "the" | "a" | "an" | "its" | "their" | "his" | "her" | "that" | "all" | "every" | "no"
        ) || words.written(at).starts_with(char::is_uppercase)
    })
}
