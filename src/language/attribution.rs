//! Who says what a sentence says.
//!
//! Rules over speech verbs and "according to": where the words do not tell who speaks, the speaker
//! is `None`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Language;
use super::name_words::CALENDAR;
use super::tag::{is_manner_adverb, is_modal};
use super::token::{TokenKind, Words};
use crate::span::Span;

/// What a speaker does with the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SpeechAct {
    /// said, wrote, according to: no stance of the reporter.
    Says,
    /// claimed, alleged, accused: the reporter does not vouch for it.
    Claims,
    /// denied, rejected, démenti.
    Denies,
    /// confirmed, acknowledged, admitted.
    Confirms,
    /// announced, promised, vowed.
    Announces,
    /// warned, called for, urged, demanded.
    Urges,
    /// believes, estimates, thinks.
    Believes,
}

/// A statement and whom it is attributed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// Who says it; `None` where the sentence does not tell ("reportedly", "it is said").
    pub speaker: Option<Span>,
    /// The words that attribute: `said`, `according to`.
    pub cue: Span,
    /// What is said.
    pub content: Span,
    /// What the speaker does with it.
    pub act: SpeechAct,
    /// Whether the act itself is negated: "did not say".
    pub negated: bool,
}

/// Attributions that are read in one sentence: the first so many. No sentence that anyone writes
/// has more.
pub const MOST_ATTRIBUTIONS: usize = 50;

/// The attributions of a sentence, in order of their cues, [`MOST_ATTRIBUTIONS`] at most.
#[must_use]
pub fn attributions(words: &Words<'_>) -> Vec<Attribution> {
    let reader = Reader::new(words);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.tokens.len() && found.len() < MOST_ATTRIBUTIONS {
        let attribution = reader
            .according_to(at)
            .or_else(|| reader.by_account(at))
            .or_else(|| reader.adverb(at))
            .or_else(|| reader.verb(at));
        at = match attribution {
            Some((attribution, last)) => {
                keep_within(&mut found, attribution.content);
                found.push(attribution);
                last + 1
            }
            None => at + 1,
        };
    }
    found
}

/// Who speaks within what another says, as is found later, says nothing beyond it: “We promised nothing,” said Holm.
fn keep_within(earlier: &mut [Attribution], content: Span) {
    for one in earlier {
        if content.contains(one.cue) && one.content.end > content.end {
            let end = content.end.max(one.content.start);
            one.content = Span::new(one.content.start, end);
        }
    }
}

/// Whom the sentence gives the words within `quotation` to.
#[must_use]
pub fn speaker_of(words: &Words<'_>, quotation: Span) -> Option<Span> {
    speaker_among(&attributions(words), quotation)
}

/// Whom the attributions of a sentence give the words within `quotation` to.
#[must_use]
pub fn speaker_among(attributions: &[Attribution], quotation: Span) -> Option<Span> {
    attributions
        .iter()
        // Who speaks within the quoted words does not say them.
        .filter(|found| found.content.overlaps(quotation) && !found.cue.overlaps(quotation))
        .find_map(|found| found.speaker)
}

/// How a speech verb is used.
#[derive(Clone, Copy)]
struct Verb {
    act: SpeechAct,
    /// Whether it attributes only before "that", a colon or a quotation: "found", "noted".
    needs_that: bool,
}

const VERBS: &[(SpeechAct, bool, &str)] = &[
    (
        SpeechAct::Says,
        false,
        "said says say saying stated states state wrote writes write told tells tell argued argues argue \
         explained explains explain declared declares declare",
    ),
    (
        SpeechAct::Says,
        true,
        "added adds reported reports report noted notes observed observes found finds revealed reveals showed \
         shows indicated indicates suggested suggests pointed concluded concludes described",
    ),
    (
        SpeechAct::Claims,
        false,
        "claimed claims alleged alleges allege insisted insists insist asserted asserts assert contended contends \
         contend accused accuses accuse",
    ),
    (
        SpeechAct::Claims,
        true,
        "maintained maintains claim claiming",
    ),
    (
        SpeechAct::Denies,
        false,
        "denied denies deny refuted refutes refute",
    ),
    (SpeechAct::Denies, true, "rejected dismissed disputed"),
    (
        SpeechAct::Confirms,
        false,
        "confirmed confirms confirm acknowledged acknowledges acknowledge admitted admits admit conceded \
         concedes concede",
    ),
    (
        SpeechAct::Announces,
        false,
        "announced announces announce pledged pledges vowed vows promised promises proclaimed proclaims",
    ),
    (
        SpeechAct::Urges,
        false,
        "warned warns warn urged urges urge demanded demands",
    ),
    (
        SpeechAct::Urges,
        true,
        "recommended recommends called calls",
    ),
    (
        SpeechAct::Believes,
        false,
        "believes believed believe thinks thought think",
    ),
    (
        SpeechAct::Believes,
        true,
        "estimates estimated considers considered fears feared suspects suspected expects expected",
    ),
];

const FRENCH_VERBS: &[(SpeechAct, bool, &str)] = &[
    (
        SpeechAct::Says,
        false,
        "dit disent declare declarent ecrit ecrivent ajoute ajoutent precise precisent explique \
         expliquent indique indiquent souligne soulignent rappelle rapporte rapportent estime estiment",
    ),
    (
        SpeechAct::Says,
        true,
        "montre montrent revele revelent note notent constate constatent conclut",
    ),
    (
        SpeechAct::Claims,
        false,
        "affirme affirment pretend pretendent accuse accusent soutient soutiennent assure assurent",
    ),
    (
        SpeechAct::Denies,
        false,
        "dement dementent dementi nie nient",
    ),
    (
        SpeechAct::Confirms,
        false,
        "confirme confirment reconnait reconnaissent reconnu admet admettent admis",
    ),
    (
        SpeechAct::Announces,
        false,
        "annonce annoncent promet promettent promis",
    ),
    (
        SpeechAct::Urges,
        false,
        "avertit averti demande demandent exige exigent appelle appellent",
    ),
    (
        SpeechAct::Believes,
        false,
        "pense pensent croit croient juge jugent",
    ),
];

static ENGLISH: LazyLock<HashMap<&str, Verb>> = LazyLock::new(|| by_form(VERBS));
static FRENCH: LazyLock<HashMap<&str, Verb>> = LazyLock::new(|| by_form(FRENCH_VERBS));

fn by_form(table: &'static [(SpeechAct, bool, &'static str)]) -> HashMap<&'static str, Verb> {
    table
        .iter()
        .flat_map(|&(act, needs_that, forms)| {
            forms
                .split_ascii_whitespace()
                .map(move |form| (form, Verb { act, needs_that }))
        })
        .collect()
}

struct Reader<'w, 't> {
    words: &'w Words<'t>,
    /// For each token the first at or behind it that ends a clause.
    stops: Vec<usize>,
    /// For each token the first semicolon at or behind it.
    semicolons: Vec<usize>,
    /// For each token where the clause before it starts.
    clause_starts: Vec<usize>,
    /// For each token where the words before the last comma before it end.
    commas: Vec<usize>,
    /// For each token the first at or behind it that is more than punctuation.
    contents: Vec<usize>,
    /// For each token one past the last before it that is more than punctuation.
    content_ends: Vec<usize>,
}

/// Punctuation that is no part of what is said, nor of who says it.
fn is_edge(folded: &str) -> bool {
    matches!(folded, "," | ":" | ";" | "." | "-" | "!" | "?" | "\"" | "'")
}

impl<'w, 't> Reader<'w, 't> {
    fn new(words: &'w Words<'t>) -> Self {
        Self {
            words,
            stops: words
                .next_each(|folded| matches!(folded, "," | ";" | "." | ":" | "(" | ")" | "\"")),
            semicolons: words.next_each(|folded| folded == ";"),
            clause_starts: words.past_last_each(|folded| {
                matches!(
                    folded,
                    "," | ";"
                        | "."
                        | ":"
                        | "("
                        | ")"
                        | "\""
                        | "and"
                        | "but"
                        | "that"
                        | "while"
                        | "et"
                        | "mais"
                )
            }),
            commas: words.past_last_each(|folded| folded == ","),
            contents: words.next_each(|folded| !is_edge(folded)),
            content_ends: words.past_last_each(|folded| !is_edge(folded)),
        }
    }

    fn folded(&self, at: usize) -> &'w str {
        self.words
            .tokens
            .get(at)
            .map_or("", |token| token.folded.as_str())
    }

    fn len(&self) -> usize {
        self.words.tokens.len()
    }

    /// The span of tokens `first..=last` without the punctuation at its ends; `None` if nothing is
    /// left.
    fn trimmed(&self, first: usize, last: usize) -> Option<Span> {
        let first = *self.contents.get(first)?;
        let end = self.content_ends[(last + 1).min(self.len())];
        (first < end).then(|| self.words.span(first, end - 1))
    }

    /// The first token at or behind `from` that ends a clause.
    fn stop(&self, from: usize) -> usize {
        self.stops.get(from).copied().unwrap_or(self.len())
    }

    fn clause_start(&self, at: usize) -> usize {
        self.clause_starts[at]
    }

    /// "according to X", "selon X", "d'après X".
    fn according_to(&self, at: usize) -> Option<(Attribution, usize)> {
        let last = match (self.folded(at), self.folded(at + 1)) {
            ("according", "to") => at + 1,
            ("de", "apres") => at + 1,
            ("selon", next) if next != "que" => at,
            _ => return None,
        };
        let stop = self.past_name(self.stop(last + 1));
        let speaker = self.trimmed(last + 1, stop.checked_sub(1)?)?;
        // In front, or behind a comma that closes what was said before.
        let opens = at == 0 || (at <= 2 && self.folded(at - 1) != ",");
        let content = if opens {
            self.trimmed(stop, self.len() - 1)?
        } else {
            self.trimmed(0, at - 1)?
        };
        let attribution = Attribution {
            speaker: Some(speaker),
            cue: self.words.span(at, last),
            content,
            act: SpeechAct::Says,
            negated: false,
        };
        Some((attribution, stop.saturating_sub(1).max(last)))
    }

    /// Where a speaker ends whose name stands between this comma and the next: "the mayor, Lena Dahl, …".
    fn past_name(&self, comma: usize) -> usize {
        let next = self.stop(comma + 1);
        let is_name = |at: usize| self.words.written(at).starts_with(char::is_uppercase);
        let has_name = next > comma + 1 && (comma + 1..next).all(is_name);
        if self.folded(comma) == "," && self.folded(next) == "," && has_name {
            next
        } else {
            comma
        }
    }

    /// "by X's account", "in X's view".
    fn by_account(&self, at: usize) -> Option<(Attribution, usize)> {
        const LONGEST: usize = 8;
        if !matches!(self.folded(at), "by" | "in") {
            return None;
        }
        let noun = (at + 3..self.len().min(at + LONGEST)).find(|&noun| {
            matches!(
                self.folded(noun),
                "account" | "telling" | "reckoning" | "words" | "view" | "opinion"
            )
        })?;
        if !matches!(self.folded(noun - 1), "'s" | "'") {
            return None;
        }
        let opens = at == 0 || (at <= 2 && self.folded(at - 1) != ",");
        let content = if opens {
            self.trimmed(noun + 1, self.len() - 1)?
        } else {
            self.trimmed(0, at - 1)?
        };
        let attribution = Attribution {
            speaker: Some(self.trimmed(at + 1, noun - 2)?),
            cue: self.words.span(noun, noun),
            content,
            act: SpeechAct::Says,
            negated: false,
        };
        Some((attribution, noun))
    }

    /// "allegedly", "reportedly": somebody says so.
    fn adverb(&self, at: usize) -> Option<(Attribution, usize)> {
        if !matches!(
            self.folded(at),
            "allegedly" | "reportedly" | "supposedly" | "purportedly"
        ) {
            return None;
        }
        let start = self.clause_start(at);
        let attribution = Attribution {
            speaker: None,
            cue: self.words.span(at, at),
            content: self.trimmed(start, self.stop(at) - 1)?,
            act: SpeechAct::Claims,
            negated: false,
        };
        Some((attribution, at))
    }

    fn verb(&self, at: usize) -> Option<(Attribution, usize)> {
        let french = self.words.language == Language::French;
        let table = if french { &FRENCH } else { &ENGLISH };
        let verb = *table.get(self.folded(at))?;
        let cue_start = self.cue_start(at);
        if self.is_compared_with(cue_start)
            || (!french && self.is_attribute(at))
            || self.is_imagined(cue_start)
        {
            return None;
        }
        let cue = self.words.span(cue_start, at);
        let negated = (cue_start..at).any(|before| {
            matches!(
                self.folded(before),
                "not" | "never" | "ne" | "pas" | "jamais"
            )
        });
        let build = |speaker: Option<Span>, content: Span| Attribution {
            speaker,
            cue,
            content,
            act: verb.act,
            negated,
        };
        if let Some((speaker, content, last)) = self.behind_content(cue_start, at) {
            return Some((build(speaker, content), last));
        }
        let (content, has_that) = self.content_behind(at)?;
        if verb.needs_that && !has_that {
            return None;
        }
        // "They are believed to be": whoever believes it is not told.
        let speaker = self
            .speaker_before(cue_start)
            .filter(|_| !self.is_passive(cue_start, at));
        // "it is said that": nobody; no words before the verb: an order or a heading.
        if speaker.is_none() && !has_that {
            return None;
        }
        Some((build(speaker, content), at))
    }

    /// Whether the verb only tells which thing is meant: "the announced plans".
    fn is_attribute(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map(|before| self.folded(before));
        before
            .is_some_and(|word| matches!(word, "the" | "a" | "an" | "their" | "its" | "previously"))
    }

    /// Whether nobody said so, but somebody may have: "users may say", "if somebody says", "imagine a guest
    /// who says".
    fn is_imagined(&self, cue_start: usize) -> bool {
        let before = cue_start.checked_sub(1).map(|before| self.folded(before));
        let opening = self.folded(self.clause_start(cue_start));
        before.is_some_and(is_modal)
            || matches!(
                opening,
                "if" | "imagine" | "suppose" | "si" | "imaginez" | "imaginons" | "supposons"
            )
    }

    /// Whether the verb behind `cue_start` only tells what something is held against: "earlier than
    /// previously thought".
    fn is_compared_with(&self, cue_start: usize) -> bool {
        let mut before = cue_start;
        while before > 0 && is_manner_adverb(self.folded(before - 1)) {
            before -= 1;
        }
        before > 0 && self.folded(before - 1) == "than"
    }

    /// Whether the verb at `at`, with its auxiliaries from `cue_start` on, is a passive.
    fn is_passive(&self, cue_start: usize, at: usize) -> bool {
        if self.words.language == Language::French {
            let mut before = self.words.tokens[..at].iter().rev();
            let be = before.find(|token| !is_manner_adverb(&token.folded));
            return be.is_some_and(|token| {
                matches!(
                    token.folded.as_str(),
                    "est" | "sont" | "etait" | "etaient" | "ete" | "fut" | "furent" | "etre"
                )
            });
        }
        let be = |at: usize| {
            let forms = ["is", "are", "was", "were", "be", "been"];
            forms.contains(&self.folded(at))
        };
        (cue_start..at).any(be) && !self.folded(at).ends_with("ing")
    }

    /// The auxiliaries and adverbs that belong to the verb at `at`.
    fn cue_start(&self, at: usize) -> usize {
        let mut start = at;
        while start > 0 && self.is_auxiliary(start - 1) {
            start -= 1;
        }
        start
    }

    fn is_auxiliary(&self, at: usize) -> bool {
        let folded = self.folded(at);
        matches!(
            folded,
            "has"
                | "have"
                | "had"
                | "is"
                | "are"
                | "was"
                | "were"
                | "be"
                | "been"
                | "also"
                | "did"
                | "do"
                | "does"
                | "not"
                | "never"
                | "later"
                | "then"
                | "would"
                | "will"
                | "a"
                | "ont"
                | "avait"
                | "avaient"
                | "ne"
                | "pas"
                | "jamais"
                | "aussi"
                | "recently"
                | "already"
        ) && !(folded == "a" && self.words.language != Language::French)
            || is_manner_adverb(folded)
    }

    /// "…, X said." and "…, said X": what is said stands before.
    fn behind_content(&self, cue_start: usize, at: usize) -> Option<(Option<Span>, Span, usize)> {
        let before = cue_start.checked_sub(1)?;
        // "…," said X
        if matches!(self.folded(before), "," | "\"") {
            let content = self.trimmed(0, before)?;
            let closes_quotation = self.folded(before) == "\"" || self.is_quoted(content);
            let next = self.words.tokens.get(at + 1)?;
            let noun =
                next.kind == TokenKind::Word && !matches!(self.folded(at + 1), "that" | "que");
            let stop = self.stop(at + 1);
            if (closes_quotation || self.names_who(at + 1, stop)) && noun && stop > at + 1 {
                return Some((self.trimmed(at + 1, stop - 1), content, stop - 1));
            }
        }
        // …, X said.
        let ends = matches!(self.folded(at + 1), "" | "." | "," | "\"" | ";")
            || CALENDAR.contains(self.folded(at + 1))
            || matches!(self.folded(at + 1), "on" | "in");
        let start = self.clause_start(cue_start);
        if !ends
            || self.is_passive(cue_start, at)
            || start < 2
            || !matches!(self.folded(start - 1), "," | "\"")
        {
            return None;
        }
        let content = self.trimmed(0, start - 1)?;
        let speaker = self.trimmed(start, before)?;
        Some((Some(speaker), content, at))
    }

    /// Whether the sentence ends with whoever is named from token `from` on: "…, wrote the Oster Courier."
    fn names_who(&self, from: usize, stop: usize) -> bool {
        const LONGEST: usize = 6;
        let named = |at: usize| self.words.written(at).starts_with(char::is_uppercase);
        stop - from <= LONGEST && stop + 1 >= self.len() && (from..stop).any(named)
    }

    fn is_quoted(&self, content: Span) -> bool {
        let rest = &self.words.text[content.end..];
        let inside = content.of(self.words.text);
        rest.starts_with(['"', '”', '»'])
            || inside.ends_with(['"', '”', '»'])
            || rest
                .trim_start_matches([',', ' ', '\u{A0}'])
                .starts_with(['"', '”', '»'])
    }

    /// What is said behind the verb, and whether "that", a colon or a quotation opens it.
    fn content_behind(&self, at: usize) -> Option<(Span, bool)> {
        let reach = self.len().min(at + 9);
        // "reported, in May, that …"
        let inserted = (self.folded(at + 1) == ",")
            .then(|| (at + 2..reach).find(|&next| self.folded(next) == ","))
            .flatten();
        // "told reporters in Gao that …"
        let that = (inserted.unwrap_or(at) + 1..reach)
            .take_while(|&next| !matches!(self.folded(next), "." | ";" | ","))
            .find(|&next| {
                matches!(self.folded(next), "that" | "que" | ":" | "\"")
                    || (self.folded(next) == "for" && next == at + 1)
            });
        let start = that.map_or(at + 1, |that| that + 1);
        let end = *self.semicolons.get(start)?;
        if end <= start {
            return None;
        }
        Some((self.trimmed(start, end - 1)?, that.is_some()))
    }

    /// "It was X that …", "c'est X qui …".
    fn stressed(&self, cue_start: usize) -> Option<Span> {
        const LONGEST: usize = 10;
        let joint = cue_start.checked_sub(1)?;
        if !matches!(self.folded(joint), "that" | "who" | "which" | "qui") {
            return None;
        }
        let opening = (joint.saturating_sub(LONGEST)..joint).rev().find(|&at| {
            let pair = (self.folded(at), self.folded(at + 1));
            matches!(pair, ("it", "was" | "is") | ("c'" | "ce", "est" | "etait"))
        })?;
        self.trimmed(opening + 2, joint.checked_sub(1)?)
    }

    /// The noun group before the verb; across an apposition ("Sy, a spokesman, said").
    fn speaker_before(&self, cue_start: usize) -> Option<Span> {
        if let Some(stressed) = self.stressed(cue_start) {
            return Some(stressed);
        }
        let mut end = cue_start;
        if end >= 2 && self.folded(end - 1) == "," {
            end = self.commas[end - 1].checked_sub(1)?;
        }
        let mut start = self.clause_start(end);
        let is_date = |at: usize| {
            self.words.tokens[at].kind == TokenKind::Number || CALENDAR.contains(self.folded(at))
        };
        while end > start && is_date(end - 1) {
            end -= 1;
        }
        while start < end
            && matches!(
                self.folded(start),
                "however" | "meanwhile" | "who" | "which" | "qui" | "as"
            )
        {
            start += 1;
        }
        if end == start + 1 && matches!(self.folded(start), "nothing" | "something" | "everything")
        {
            return None;
        }
        let nobody = end == start + 1 && matches!(self.folded(start), "it" | "there" | "on" | "il");
        let impersonal = nobody
            && (cue_start..self.len())
                .take(1)
                .any(|at| matches!(self.folded(at), "is" | "was" | "has"))
            || (end == start + 1 && self.folded(start) == "on");
        if impersonal {
            return None;
        }
        self.trimmed(start, end.checked_sub(1)?)
            .filter(|span| span.len() > 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Speaker, act and content of each attribution.
    fn found(text: &str, language: Language) -> Vec<(Option<&str>, SpeechAct, &str)> {
        attributions(&Words::new(text, language))
            .into_iter()
            .map(|a| (a.speaker.map(|s| s.of(text)), a.act, a.content.of(text)))
            .collect()
    }

    #[test]
    fn who_is_spoken_of_does_not_speak() {
        let speakers = |text: &'static str| {
            let said = found(text, Language::English).into_iter();
            said.filter_map(|(speaker, ..)| speaker)
                .collect::<Vec<&str>>()
        };
        for text in [
            "Oumar Sy and his sister are believed to have left in May.",
            "The bridge that Oumar Sy built fell earlier than previously thought.",
        ] {
            assert!(speakers(text).is_empty(), "{text}");
        }
        assert_eq!(
            speakers("Oumar Sy believes that the bridge fell."),
            ["Oumar Sy"]
        );
    }

    #[test]
    fn what_might_be_said_is_said_by_nobody() {
        for text in [
            "Guests may say “the ferry has left”.",
            "A guest might then say that the ferry has left.",
            "If somebody says that the ferry has left, wait.",
            "Imagine a guest who says “the ferry has left”.",
        ] {
            assert_eq!(found(text, Language::English), [], "{text}");
        }
        for text in [
            "The mayor said that the ferry may leave.",
            "If the ferry leaves, the mayor said, wait.",
            "The mayor would say “the ferry has left”.",
        ] {
            let said = found(text, Language::English).into_iter();
            let speaker = said.filter_map(|(speaker, ..)| speaker).next();
            assert!(speaker.is_some(), "{text}");
        }
    }

    #[test]
    fn things_and_attributes_do_not_speak() {
        for text in [
            "Nothing suggested that the ferry had left.",
            "Given the announced plans of Oumar Sy, the ferry may close.",
        ] {
            let said = found(text, Language::English).into_iter();
            assert_eq!(
                said.filter_map(|(speaker, ..)| speaker).next(),
                None,
                "{text}"
            );
        }
    }

    #[test]
    fn the_speaker_stands_before_or_behind() {
        assert_eq!(
            found(
                "The bridge fell, wrote the Lomba Courier.",
                Language::English
            ),
            [(
                Some("the Lomba Courier"),
                SpeechAct::Says,
                "The bridge fell"
            )]
        );
        assert_eq!(
            found("The governor came home, wrote a letter.", Language::English),
            []
        );
        assert_eq!(
            found("The governor said that the bridge fell.", Language::English),
            [(Some("The governor"), SpeechAct::Says, "the bridge fell")]
        );
        assert_eq!(
            found(
                "According to the governor, the bridge fell.",
                Language::English
            ),
            [(Some("the governor"), SpeechAct::Says, "the bridge fell")]
        );
        assert_eq!(
            found(
                "The bridge fell, according to the governor.",
                Language::English
            ),
            [(Some("the governor"), SpeechAct::Says, "The bridge fell")]
        );
        assert_eq!(
            found("The bridge fell, the governor said.", Language::English),
            [(Some("the governor"), SpeechAct::Says, "The bridge fell")]
        );
        assert_eq!(
            found("“The bridge fell,” said Oumar Sy.", Language::English),
            [(Some("Oumar Sy"), SpeechAct::Says, "The bridge fell")]
        );
    }

    #[test]
    fn a_speaker_may_be_stressed_or_have_an_account() {
        for text in [
            "It was Oumar Sy who said that the bridge fell.",
            "It was Oumar Sy that reported, in May, that the bridge fell.",
            "By Oumar Sy's account, the bridge fell.",
        ] {
            assert_eq!(
                found(text, Language::English),
                [(Some("Oumar Sy"), SpeechAct::Says, "the bridge fell")]
            );
        }
    }

    #[test]
    fn an_apposition_is_passed_over() {
        assert_eq!(
            found(
                "Oumar Sy, a spokesman for the army, claimed that the bridge fell.",
                Language::English
            ),
            [(Some("Oumar Sy"), SpeechAct::Claims, "the bridge fell")]
        );
    }

    #[test]
    fn acts_are_told_apart_and_may_be_negated() {
        let text = "The army has not confirmed that the bridge fell.";
        let attribution = attributions(&Words::new(text, Language::English))[0];
        assert_eq!(attribution.act, SpeechAct::Confirms);
        assert!(attribution.negated);
        assert_eq!(
            found("The army denied that the bridge fell.", Language::English)[0].1,
            SpeechAct::Denies
        );
    }

    #[test]
    fn nobody_in_particular() {
        assert_eq!(
            found("The rebels allegedly burned the bridge.", Language::English),
            [(
                None,
                SpeechAct::Claims,
                "The rebels allegedly burned the bridge"
            )]
        );
        assert_eq!(
            found("It was claimed that the bridge fell.", Language::English),
            [(None, SpeechAct::Claims, "the bridge fell")]
        );
    }

    #[test]
    fn other_uses_of_the_verbs_attribute_nothing() {
        for text in [
            "The patrol found two bodies.",
            "The report was late.",
            "They called a doctor.",
            "The port adds 300 jobs a year.",
        ] {
            assert_eq!(found(text, Language::English), [], "{text}");
        }
    }

    #[test]
    fn who_is_accused_does_not_accuse() {
        let speaker = |text: &str, language| {
            let found = attributions(&Words::new(text, language));
            found.first().and_then(|said| said.speaker)
        };
        let accused = "Le gouverneur est accusé de fraude.";
        assert_eq!(speaker(accused, Language::French), None);
        let accuses = "Le gouverneur accuse le maire de fraude.";
        assert!(speaker(accuses, Language::French).is_some());
        let added = "The bridge is closed, the mayor added.";
        assert!(speaker(added, Language::English).is_some());
    }

    #[test]
    fn french_speakers() {
        assert_eq!(
            found("Selon le gouverneur, le pont est tombé.", Language::French),
            [(Some("le gouverneur"), SpeechAct::Says, "le pont est tombé")]
        );
        assert_eq!(
            found(
                "Le gouverneur a affirmé que le pont est tombé.",
                Language::French
            ),
            [(
                Some("Le gouverneur"),
                SpeechAct::Claims,
                "le pont est tombé"
            )]
        );
    }

    #[test]
    fn a_quotation_has_its_speaker() {
        let text = "“We stay,” the mayor said.";
        let words = Words::new(text, Language::English);
        let quotation = Span::new(text.find("We").unwrap(), text.find(',').unwrap());
        assert_eq!(
            speaker_of(&words, quotation).map(|span| span.of(text)),
            Some("the mayor")
        );
    }
}
