//! Who said it.

use super::answer::{Answer, Place};
use super::item::{self, Item};
use super::polarity::Opposed;
use super::reading::{Knowledge, Part};
use super::sentence::Sentence;
use crate::language::abbreviation::Abbreviations;
use crate::language::attribution::{Attribution, SpeechAct};
use crate::language::name::{Match, Name, same_name};
use crate::language::token::{self, Token, TokenKind};
use crate::span::Span;

/// Another speaker of the same statement: the claim's, by the number of its item, and the
/// passage's.
pub(super) fn differing(
    part: &Part,
    answers: &[Answer],
    sentence: &Sentence,
    knowledge: &Knowledge,
) -> Option<(usize, Opposed)> {
    let ours = part.sentence.attributions.first()?;
    let claimed = speaker_name(&part.sentence, ours.speaker?)?;
    let item = part.item_at(claimed.span)?;
    let told = |(item, answer): (&Item, &Answer)| {
        let speaks = ours
            .speaker
            .is_some_and(|speaker| speaker.contains(item.span));
        speaks && answer.place.is_some_and(|place| is_told(sentence, place))
    };
    if part.items.iter().zip(answers).any(told) {
        return None;
    }
    let mut other = None;
    for theirs in same_statement(ours, part, answers, sentence) {
        let Some(found) = theirs
            .speaker
            .and_then(|speaker| speaker_name(sentence, speaker))
        else {
            continue;
        };
        if is_same(claimed, found, &knowledge.abbreviations) {
            return None;
        }
        other = other.or(Some(Opposed {
            claimed: claimed.span,
            found: found.span,
        }));
    }
    Some((item, other?))
}

/// A speaker of the claim with no name ("the army") whom the passage gives the statement of
/// somebody else: it may be the same in other words, so nothing follows.
pub(super) fn unnamed(part: &Part, answers: &[Answer], sentence: &Sentence) -> Option<Opposed> {
    let ours = part.sentence.attributions.first()?;
    let claimed = ours.speaker?;
    same_statement(ours, part, answers, sentence).find_map(|theirs| {
        let found = theirs.speaker?;
        let mut asked = part
            .items
            .iter()
            .zip(answers)
            .filter(|(item, _)| claimed.contains(item.span) && item.weight >= 1.0)
            .peekable();
        asked.peek()?;
        let known = asked.any(|(_, answer)| {
            let elsewhere = answer.place.is_none() && answer.strength > 0.0;
            elsewhere || answer.place.is_some_and(|place| found.overlaps(place))
        });
        (!known && is_noun_group(sentence, found)).then_some(Opposed { claimed, found })
    })
}

/// What the passage says of who spoke the words that it shares with a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// The claimed speaker did.
    Same,
    /// The name at this span did.
    Other(Span),
    /// It does not tell.
    Unsaid,
}

/// Whom a sentence gives the words that it quotes at `quoted` to, by name.
pub(super) fn of_quotation(sentence: &Sentence, quoted: Span) -> Option<&Name> {
    attributed(sentence, quoted).find_map(|said| speaker_name(sentence, said.speaker?))
}

/// Who spoke the words at `words` in the sentence at `place`: as it says itself, as the line that
/// signs them says, or whoever speaks in the whole document.
pub(super) fn told(claimed: &Name, words: Span, place: Place<'_>, knowledge: &Knowledge) -> Told {
    let sentence = place.sentence();
    let is_claimed = |name: &Name| is_same(claimed, name, &knowledge.abbreviations);
    let mut pronoun = false;
    for said in attributed(sentence, words) {
        match said
            .speaker
            .map(|span| (span, speaker_name(sentence, span)))
        {
            Some((_, Some(name))) if is_claimed(name) => return Told::Same,
            Some((_, Some(name))) => return Told::Other(name.span),
            Some((span, None)) => pronoun |= !is_noun_group(sentence, span),
            None => {}
        }
    }
    let has = |line: &Sentence| line.names.iter().any(is_claimed);
    let signs = |line: &Sentence| line.clauses.is_empty() && has(line);
    let speaks = |line: &Sentence| {
        let mut said = line.attributions.iter();
        said.any(|said| {
            let name = said.speaker.and_then(|span| speaker_name(line, span));
            name.is_some_and(is_claimed)
        })
    };
    let signed = place.around().any(|line| signs(line) || speaks(line));
    let meant = pronoun && place.before().any(has);
    if signed || meant || is_document_of(claimed, place) {
        Told::Same
    } else {
        Told::Unsaid
    }
}

/// Whether the document is by the one who is named.
fn is_document_of(claimed: &Name, place: Place<'_>) -> bool {
    let known = &place.reading.speakers;
    let mut words = claimed.canonical.split(' ').peekable();
    let language = place.sentence().language;
    words.peek().is_some()
        && words.all(|word| {
            let stem = token::stem(word, language);
            known.iter().any(|known| *known == *item::spelling(&stem))
        })
}

fn attributed(sentence: &Sentence, words: Span) -> impl Iterator<Item = &Attribution> {
    let said = sentence.attributions.iter();
    said.filter(move |said| said.content.overlaps(words))
}

/// The attributions of `sentence` whose content answers something of what `ours` says.
fn same_statement<'s>(
    ours: &Attribution,
    part: &Part,
    answers: &[Answer],
    sentence: &'s Sentence,
) -> impl Iterator<Item = &'s Attribution> {
    let places: Vec<Span> = part
        .items
        .iter()
        .zip(answers)
        .filter(|(item, _)| ours.content.contains(item.span))
        .filter_map(|(_, answer)| answer.place)
        .collect();
    sentence
        .attributions
        .iter()
        .filter(move |theirs| places.iter().any(|place| theirs.content.contains(*place)))
}

/// A denial that the claim reports and the passage does not.
pub(super) fn unsaid_denial(part: &Part, sentence: &Sentence) -> Option<Span> {
    let denial = |said: &&Attribution| said.act == SpeechAct::Denies;
    let ours = part.sentence.attributions.iter().find(denial)?;
    let theirs = sentence.attributions.iter().find(denial);
    theirs.is_none().then_some(ours.cue)
}

/// Whether the one at `place` is told something, and may well tell it in turn: "he told the Courier".
fn is_told(sentence: &Sentence, place: Span) -> bool {
    let before = sentence.tokens.iter().rev();
    let mut before = before.filter(|token| token.span.end <= place.start && token.folded != "the");
    before
        .next()
        .is_some_and(|token| matches!(token.folded.as_str(), "told" | "tells" | "telling"))
}

/// The name of a speaker; an owner ("Hart's family says") does not speak himself.
fn speaker_name(sentence: &Sentence, speaker: Span) -> Option<&Name> {
    let owns = |name: &Name| {
        let behind = sentence.text.get(name.span.end..speaker.end);
        let group = behind.and_then(|behind| behind.split(',').next());
        group.is_some_and(|group| group.contains("'s") || group.contains("’s"))
    };
    let mut names = sentence.names.iter();
    names.find(|name| speaker.overlaps(name.span) && !owns(name))
}

fn is_same(a: &Name, b: &Name, abbreviations: &Abbreviations) -> bool {
    same_name(a, b, abbreviations) != Match::Different
}

/// Whether the words name somebody: no pronoun.
fn is_noun_group(sentence: &Sentence, span: Span) -> bool {
    let content = |token: &&Token| !token.is_stop && token.kind == TokenKind::Word;
    let mut tokens = sentence.tokens.iter();
    tokens.any(|token| span.contains(token.span) && content(&token))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::testing::Example;

    fn differs(claim: &str, source: &str) -> bool {
        let example = Example::of(claim, source);
        let (part, answers) = (example.part(), example.answers());
        differing(part, &answers, example.sentence(), &example.knowledge).is_some()
    }

    #[test]
    fn an_owner_and_whoever_is_told_are_no_other_speaker() {
        let claim = "Oumar Sy said that the bridge fell.";
        assert!(differs(claim, "Clara Hart said that the bridge fell."));
        let told = "Clara Hart told Oumar Sy that the bridge fell.";
        assert!(!differs(claim, told));
        let family = "Oumar Sy's family said that the bridge fell.";
        assert!(!differs(family, "Clara Hart said that the bridge fell."));
        let outlet = "The bridge fell, Courier partner Oumar Sy reports.";
        assert!(!differs(outlet, told));
    }
}
