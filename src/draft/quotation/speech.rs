//! Whose words a source says they are, against whom a draft gives them to.

use crate::document::Document;
use crate::language::Language;
use crate::language::abbreviation::Abbreviations;
use crate::language::attribution;
use crate::language::name::{Match, Name, NameKind, names, same_name};
use crate::language::sentence::sentences;
use crate::language::speaker::{REACH, is_pronoun, meant};
use crate::language::token::Words;
use crate::sources::Metadata;
use crate::span::Span;

/// Whether quoted words are those of whom the draft names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Speech {
    /// They are, or nothing says otherwise.
    Fits,
    /// The source gives them to another: as it names that one.
    Of(String),
}

/// Whose words the source gives at `span` of `document`, where the draft says that they are
/// `claimed`'s.
///
/// Only a name against a name decides: "a general" may be anybody, and the source's own authors
/// and publisher may be named for all that stands in it.
#[must_use]
pub fn speech_of(claimed: &str, document: &Document, span: Span, metadata: &Metadata) -> Speech {
    let claimed = names_of(claimed);
    if claimed.is_empty() || is_of_the_source(&claimed, metadata) {
        return Speech::Fits;
    }
    match speaker_at(document, span) {
        Some(speaker) => by_name(&claimed, &speaker),
        None => by_absence(&claimed, document, metadata),
    }
}

/// The speaker that the source names for the words, where it names one.
fn speaker_at(document: &Document, span: Span) -> Option<String> {
    let text = document.text();
    let block = document
        .blocks()
        .iter()
        .find(|block| block.span.contains(span))?;
    let within = block.span.of(text);
    let sentences: Vec<Span> = sentences(within, block.language)
        .into_iter()
        .map(|sentence| sentence.shifted(block.span.start))
        .collect();
    let at = sentences
        .iter()
        .position(|sentence| sentence.overlaps(span))?;
    let sentence = sentences[at];
    let words = Words::new(sentence.of(text), block.language);
    let start = span.start.max(sentence.start) - sentence.start;
    let end = span.end.min(sentence.end) - sentence.start;
    let quoted = Span::new(start, end);
    let speaker = attribution::speaker_of(&words, quoted)
        // What is said speaks of others, who do not say it.
        .filter(|speaker| !speaker.overlaps(quoted))?;
    let speaker = speaker.of(words.text);
    if !is_pronoun(speaker) {
        return Some(speaker.to_owned());
    }
    let before = sentences[..at]
        .iter()
        .rev()
        .map(|sentence| sentence.of(text));
    named_before(before, block.language)
}

/// Whom a pronoun means, by the sentences before it, the nearest first.
fn named_before<'t>(before: impl Iterator<Item = &'t str>, language: Language) -> Option<String> {
    let read = |sentence| names(&Words::new(sentence, language));
    let before: Vec<(&str, Vec<Name>)> = before.take(REACH).map(|one| (one, read(one))).collect();
    let (at, name) = meant(before.iter().map(|(_, names)| names.as_slice()))?;
    Some(name.span.of(before[at].0).to_owned())
}

fn by_name(claimed: &[Name], speaker: &str) -> Speech {
    let given = names_of(speaker);
    let is_another = |name: &Name| {
        claimed
            .iter()
            .all(|ours| same_name(ours, name, &Abbreviations::default()) == Match::Different)
    };
    if !given.is_empty() && given.iter().all(is_another) {
        Speech::Of(speaker.to_owned())
    } else {
        Speech::Fits
    }
}

/// A person whom a source with known authors never mentions has not said its words.
fn by_absence(claimed: &[Name], document: &Document, metadata: &Metadata) -> Speech {
    let is_person = claimed.iter().any(|name| name.kind == NameKind::Person);
    let Some(author) = metadata.authors.first() else {
        return Speech::Fits;
    };
    let folded = crate::language::fold::fold(document.text());
    let is_mentioned = claimed
        .iter()
        .flat_map(|name| name.canonical.split(' '))
        .any(|word| folded.contains(word));
    if is_person && !is_mentioned {
        Speech::Of(author.clone())
    } else {
        Speech::Fits
    }
}

/// Whether one of the names is in the source's authors, publisher or title.
fn is_of_the_source(claimed: &[Name], metadata: &Metadata) -> bool {
    let about = metadata
        .authors
        .iter()
        .chain(&metadata.publisher)
        .chain(&metadata.title)
        .map(|text| crate::language::fold::fold(text))
        .collect::<Vec<_>>()
        .join(" ");
    claimed.iter().any(|name| {
        name.canonical
            .split(' ')
            .any(|word| word.len() > 2 && about.contains(word))
    })
}

fn names_of(text: &str) -> Vec<Name> {
    let language = crate::language::detect(text, crate::language::Language::default());
    names(&Words::new(text, language))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn speech(claimed: &str, source: &str, quoted: &str, author: Option<&str>) -> Speech {
        let document = Document::read("note.txt", source.as_bytes()).unwrap();
        let start = document.text().find(quoted).unwrap();
        let metadata = Metadata {
            authors: author.map(str::to_owned).into_iter().collect(),
            ..Metadata::default()
        };
        let span = Span::new(start, start + quoted.len());
        speech_of(claimed, &document, span, &metadata)
    }

    const HARBOUR: &str = "The harbour was full that morning. “Nobody slept that night,” said \
        Clara Osei, the harbour master. The ferries stayed away.\n";

    #[test]
    fn the_speaker_whom_the_source_names_fits_in_any_form() {
        let quoted = "Nobody slept that night";
        assert_eq!(speech("Clara Osei", HARBOUR, quoted, None), Speech::Fits);
        assert_eq!(speech("Osei", HARBOUR, quoted, None), Speech::Fits);
    }

    #[test]
    fn a_pronoun_is_whoever_is_named_before() {
        let source =
            "Clara Osei runs the harbour. The sea was calm. “Nobody slept that night,” she said.";
        let quoted = "Nobody slept that night";
        assert_eq!(speech("Clara Osei", source, quoted, None), Speech::Fits);
        assert_eq!(
            speech("Marcus Lindqvist", source, quoted, None),
            Speech::Of("Clara Osei".to_owned())
        );
        let two = "In the yard Clara Osei met Ada Holm. “Nobody slept that night,” she said.";
        let fate = speech("Marcus Lindqvist", two, quoted, None);
        assert_eq!(fate, Speech::Fits);
    }

    #[test]
    fn another_name_is_another_speaker() {
        let quoted = "Nobody slept that night";
        assert_eq!(
            speech("Marcus Lindqvist", HARBOUR, quoted, None),
            Speech::Of("Clara Osei".to_owned())
        );
    }

    #[test]
    fn what_the_words_speak_of_does_not_say_them() {
        let source = "The growth of the Harbour Fund suggests that it was fed twice.";
        let fate = speech("Marcus Lindqvist", source, source, None);
        assert_eq!(fate, Speech::Fits);
    }

    #[test]
    fn whoever_is_only_described_may_be_anybody() {
        let quoted = "Nobody slept that night";
        assert_eq!(speech("an official", HARBOUR, quoted, None), Speech::Fits);
    }

    #[test]
    fn a_source_speaks_in_its_authors_name() {
        let quoted = "The ferries stayed away";
        let author = Some("Brandt, Ines");
        assert_eq!(speech("Ines Brandt", HARBOUR, quoted, author), Speech::Fits);
        assert_eq!(
            speech("Marcus Lindqvist", HARBOUR, quoted, author),
            Speech::Of("Brandt, Ines".to_owned())
        );
    }
}
