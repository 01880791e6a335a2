//! Corrections of a draft that are certain: the right key, the true words, a citation where one
//! is missing. Each is written in the draft's own style, or not at all.

use std::collections::BTreeMap;

use super::{Alteration, Claim, ClaimKind, Draft, InTextCitation, Matched, Quotation};
use super::{Resolution, Style, Target};
use crate::document::{Document, Format};
use crate::sources::Source;
use crate::span::Span;
use crate::wording::Message;

/// A replacement in a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced, in the draft's decoded content; empty where something is put in.
    pub place: Span,
    /// What is written there.
    pub replacement: String,
    /// What it does, for an editor.
    pub message: Message,
}

/// Likeness from which a near match is the quotation meant, beyond doubt.
const CERTAIN: f64 = 0.7;

/// What a format that marks its citations itself may read as mark-up.
const SIGNS: [char; 20] = [
    '\\', '{', '}', '$', '&', '#', '^', '_', '~', '%', '@', '*', '`', '<', '>', '"', '[', ']', '|',
    '+',
];

/// Differences beyond which a quotation is for a person to mend.
const MOST_DIFFERENCES: usize = 3;

/// The true words of a misquotation, where a source has them so nearly that they must be meant.
///
/// Nothing is written over mark-up within the quotation, over an ellipsis or brackets.
#[must_use]
pub fn true_words(
    document: &Document,
    quotation: &Quotation,
    matched: &Matched,
    source: &str,
) -> Option<Edit> {
    let count = matched.alterations.len();
    if matched.likeness < CERTAIN || count == 0 || count > MOST_DIFFERENCES {
        return None;
    }
    if quotation.text.contains(['[', ']', '…', '*', '_', '<', '`'])
        || quotation.text.contains("...")
    {
        return None;
    }
    let place = document.decoded_span(quotation.span);
    if place.of(document.decoded()) != quotation.text {
        return None;
    }
    let mut corrected = quotation.text.clone();
    for alteration in matched.alterations.iter().rev() {
        let Alteration::Words {
            quoted,
            source: true_words,
        } = alteration
        else {
            return None;
        };
        let words = true_words.of(source);
        let needs_escapes = document.format().marks_citations() && words.contains(SIGNS);
        if words.contains('\n')
            || needs_escapes
            || is_beyond(&quotation.text, *quoted, source, *true_words)
        {
            return None;
        }
        replace_words(&mut corrected, *quoted, words);
    }
    Some(Edit {
        place,
        message: Message::QuoteTheSource,
        replacement: corrected,
    })
}

/// Whether the first or last words of a quotation are altered and what stands there in the source
/// may belong to another sentence, or to none: then it is not certain what was meant.
fn is_beyond(quotation: &str, quoted: Span, source: &str, true_words: Span) -> bool {
    let is_word = |character: char| character.is_alphanumeric();
    let begins = !quotation[..quoted.start].contains(is_word);
    let ends = !quotation[quoted.end..].contains(is_word);
    let before = source[..true_words.start].chars().rev();
    let after = source[true_words.end..].chars();
    let parts = |character: &char| matches!(character, '.' | '!' | '?' | '…' | '\n');
    (begins || ends) && true_words.is_empty()
        || begins && after.take_while(|it| !is_word(*it)).any(|it| parts(&it))
        || ends && before.take_while(|it| !is_word(*it)).any(|it| parts(&it))
}

/// Replaces the words at `span`, or puts words in or takes them out together with one space.
fn replace_words(text: &mut String, span: Span, words: &str) {
    if span.is_empty() {
        let lead = if span.start == 0 { "" } else { " " };
        let trail = if span.start == 0 { " " } else { "" };
        text.insert_str(span.start, &format!("{lead}{words}{trail}"));
    } else if words.is_empty() {
        let start = if text[..span.start].ends_with(' ') {
            span.start - 1
        } else {
            span.start
        };
        text.replace_range(start..span.end, "");
    } else {
        text.replace_range(span.start..span.end, words);
    }
}

/// The citation that names `source` in the place of one that names another.
#[must_use]
pub fn cite_instead(
    document: &Document,
    draft: &Draft,
    resolutions: &[Resolution],
    citation: &InTextCitation,
    at: usize,
    source: &Source,
) -> Option<Edit> {
    let written = citation.place.of(document.decoded());
    let (old, new) = match &citation.target {
        Target::Key(key) if document.format().marks_citations() => {
            (key.clone(), source.metadata.key.clone()?)
        }
        Target::Key(key) => (
            format!("@{key}"),
            format!("@{}", source.metadata.key.as_ref()?),
        ),
        Target::Url(url) => (url.clone(), source.metadata.url.clone()?),
        Target::Note(label) => {
            let other = label_for(draft, resolutions, citation.style, at)?;
            note_marks(document.format(), label, &other)?
        }
        Target::Number(number) => {
            let other = label_for(draft, resolutions, citation.style, at)?;
            (format!("[{number}]"), format!("[{other}]"))
        }
        Target::AuthorYear { .. } => return None,
    };
    if old == new || written.matches(old.as_str()).count() != 1 {
        return None;
    }
    let start = citation.place.start + written.find(&old)?;
    Some(Edit {
        place: Span::new(start, start + old.len()),
        message: Message::Cite {
            work: source.work(),
        },
        replacement: new,
    })
}

/// How the notes of two labels are referred to.
fn note_marks(format: Format, label: &str, other: &str) -> Option<(String, String)> {
    let mark = |label: &str| match format {
        Format::Restructured => format!("[{label}]_"),
        Format::Org => format!("[fn:{label}]"),
        Format::AsciiDoc => format!("<<{label}>>"),
        _ => format!("[^{label}]"),
    };
    // A note that is called by its place has no name to write.
    let is_counted = |label: &str| label.starts_with(['#', '*', '^']);
    (!is_counted(label) && !is_counted(other)).then(|| (mark(label), mark(other)))
}

/// The label by which the draft already cites source number `at` in this style.
fn label_for(draft: &Draft, resolutions: &[Resolution], style: Style, at: usize) -> Option<String> {
    draft
        .citations
        .iter()
        .zip(resolutions)
        .filter(|(citation, _)| citation.style == style)
        .find(|(_, resolution)| **resolution == Resolution::Source(at))
        .and_then(|(citation, _)| match &citation.target {
            // The label of a note within a line is nobody's to refer to.
            Target::Note(label) => (!label.starts_with('^')).then(|| label.clone()),
            Target::Number(number) => Some(number.to_string()),
            _ => None,
        })
}

/// The style in which to cite `source` in a draft that cites nothing yet: by its address, or else
/// its key.
#[must_use]
pub fn first_style(document: &Document, source: &Source) -> Option<Style> {
    let is_markdown = document.format() == Format::Markdown;
    if document.format().is_typeset() {
        return source.metadata.key.as_ref().map(|_| Style::Marked);
    }
    match &source.metadata.url {
        Some(_) if is_markdown => Some(Style::Link),
        Some(_) => Some(Style::BareUrl),
        None => is_markdown.then_some(Style::Pandoc),
    }
}

/// A citation of `source`, number `at` of the sources, for a claim that has none, in `style`.
#[must_use]
pub fn cite(
    style: Style,
    document: &Document,
    draft: &Draft,
    resolutions: &[Resolution],
    claim: &Claim,
    at: usize,
    source: &Source,
) -> Option<Edit> {
    if !matches!(claim.kind, ClaimKind::Sentence | ClaimKind::Item) {
        return None;
    }
    let end = document.decoded_span(claim.span).end;
    let before = &document.decoded()[..end];
    if !before.ends_with(claim.text.chars().next_back()?) {
        return None;
    }
    let stop = before.len() - before.trim_end_matches(['.', ';']).len();
    let metadata = &source.metadata;
    let is_markdown = document.format() == Format::Markdown;
    let (place, replacement) = match style {
        Style::Pandoc => (end - stop, format!(" [@{}]", metadata.key.as_ref()?)),
        Style::Link | Style::BareUrl if document.format().is_typeset() => return None,
        Style::Link | Style::BareUrl => {
            let url = metadata
                .url
                .as_ref()
                .filter(|url| !url.contains([' ', ')', '(', '&', '<']))?;
            match style {
                Style::Link if !is_markdown => return None,
                Style::Link => (end - stop, format!(" ([source]({url}))")),
                _ => (end - stop, format!(" ({url})")),
            }
        }
        Style::Note if !is_markdown => return None,
        Style::Note => {
            let label = label_for(draft, resolutions, Style::Note, at)?;
            (end, format!("[^{label}]"))
        }
        Style::Numbered => {
            let label = label_for(draft, resolutions, Style::Numbered, at)?;
            (end - stop, format!(" [{label}]"))
        }
        Style::Marked => {
            let key = metadata.key.as_ref()?;
            let citation = match document.format() {
                Format::Latex => format!("~\\cite{{{key}}}"),
                Format::Typst => format!(" @{key}"),
                _ => return None,
            };
            (end - stop, citation)
        }
        Style::AuthorYear => return None,
    };
    Some(Edit {
        place: Span::new(place, place),
        message: Message::Cite {
            work: source.work(),
        },
        replacement,
    })
}

/// The style in which most of the draft's citations are that lead anywhere.
#[must_use]
pub fn style_of(draft: &Draft, resolutions: &[Resolution]) -> Option<Style> {
    let mut counts: BTreeMap<Style, usize> = BTreeMap::new();
    for (citation, resolution) in draft.citations.iter().zip(resolutions) {
        if matches!(resolution, Resolution::Source(_)) {
            *counts.entry(citation.style).or_default() += 1;
        }
    }
    counts
        .into_iter()
        .max_by_key(|&(style, count)| (count, std::cmp::Reverse(style)))
        .map(|(style, _)| style)
}

/// `content` with all edits made: in order, none over another, the first of two that overlap.
#[must_use]
pub fn apply(content: &str, edits: &[Edit]) -> String {
    let mut ordered: Vec<&Edit> = edits.iter().collect();
    ordered.sort_by(|a, b| (a.place, &a.replacement).cmp(&(b.place, &b.replacement)));
    ordered.dedup_by(|a, b| a.place == b.place);
    let mut edited = String::with_capacity(content.len());
    let mut from = 0;
    for edit in ordered {
        let fits = edit.place.start >= from
            && edit.place.end <= content.len()
            && content.is_char_boundary(edit.place.start)
            && content.is_char_boundary(edit.place.end);
        if fits {
            edited.push_str(&content[from..edit.place.start]);
            edited.push_str(&edit.replacement);
            from = edit.place.end;
        }
    }
    edited.push_str(&content[from..]);
    edited
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::{Known, Pattern, QuotedText, match_quotation, resolve};
    use crate::sources::Metadata;
    use std::sync::Arc;

    fn read(content: &str) -> (Document, Draft) {
        let document = Document::read("draft.md", content.as_bytes()).unwrap();
        let draft = Draft::read(&document);
        (document, draft)
    }

    fn resolved(draft: &Draft, sources: &[Arc<Source>]) -> Vec<Resolution> {
        let known = Known {
            references: &draft.references,
            sources,
            bibliographies: &[],
            pages: &std::collections::BTreeSet::new(),
            links_cite: false,
        };
        resolve(&draft.citations, known)
    }

    fn source(name: &str, key: &str) -> Arc<Source> {
        Arc::new(Source {
            name: name.to_owned(),
            hash: crate::document::Hash::of(name.as_bytes()),
            metadata: Metadata {
                key: Some(key.to_owned()),
                url: Some(format!("https://example.org/{key}")),
                title: Some(format!("Report of the {key} commission on rivers")),
                ..Metadata::default()
            },
        })
    }

    #[test]
    fn a_misquotation_gets_the_true_words_and_is_exact_then() {
        let true_text = "The river rose by nine metres within two days of the storm.";
        let quoted = |content: &str| {
            let (document, draft) = read(content);
            let text = QuotedText::new(true_text, &[Span::new(0, true_text.len())]);
            let quotation = draft.quotations[0].clone();
            let matched = match_quotation(&Pattern::new(&quotation.text), &text).unwrap();
            let edit = true_words(&document, &quotation, &matched, true_text);
            (matched, edit)
        };
        let content = "She said “the river rose by three metres within two days” [@dam].";
        let (matched, edit) = quoted(content);
        assert!(!matched.is_exact());
        let edited = apply(content, &[edit.unwrap()]);
        assert_eq!(
            edited,
            "She said “the river rose by nine metres within two days” [@dam]."
        );
        assert!(quoted(&edited).0.is_exact());
        assert_eq!(quoted(&edited).1, None);
        let last = "She said “the river rose by nine metres within two hours” [@dam].";
        let edit = quoted(last).1.unwrap();
        assert_eq!(apply(last, &[edit]), edited);
        // “way” is a common word and “storm” is none; still one stands in the place of the other.
        let common = "“The river rose by nine metres within two days of the way” [@dam].";
        let edit = quoted(common).1.unwrap();
        assert_eq!(
            apply(common, &[edit]),
            "“The river rose by nine metres within two days of the storm” [@dam]."
        );
        for unsure in ["two days of the storm, mark you", "two days"] {
            let unsure = format!("“Indeed the river rose by nine metres within {unsure}” [@dam].");
            assert_eq!(quoted(&unsure).1, None);
        }
    }

    #[test]
    fn a_claim_is_cited_in_the_style_of_the_draft() {
        let sources = [source("dam.txt", "dam"), source("port.txt", "port")];
        for (content, expected) in [
            (
                "The dam burst in May [@dam]. The port closed in June.",
                "The dam burst in May [@dam]. The port closed in June [@port].",
            ),
            (
                "The dam [burst](https://example.org/dam) in May. The port closed in June.",
                "The dam [burst](https://example.org/dam) in May. The port closed in June ([source](https://example.org/port)).",
            ),
            (
                "The port shut.[^2] The dam burst in May.[^1] The port closed in June.\n\n[^1]: https://example.org/dam\n[^2]: https://example.org/port",
                "The port shut.[^2] The dam burst in May.[^1] The port closed in June.[^2]\n\n[^1]: https://example.org/dam\n[^2]: https://example.org/port",
            ),
        ] {
            let (document, draft) = read(content);
            let resolutions = resolved(&draft, &sources);
            let claim = draft.claims.last().unwrap();
            assert!(claim.citations.is_empty(), "{content}");
            let style = style_of(&draft, &resolutions).unwrap();
            let edit = cite(
                style,
                &document,
                &draft,
                &resolutions,
                claim,
                1,
                &sources[1],
            )
            .unwrap();
            let edited = apply(content, &[edit]);
            assert_eq!(edited, expected);
            let (_, again) = read(&edited);
            assert!(again.claims.iter().all(|claim| claim.has_own_citation));
        }
    }

    #[test]
    fn a_wrong_citation_is_replaced_by_the_right_one() {
        let sources = [source("dam.txt", "dam"), source("port.txt", "port")];
        for (content, expected) in [
            (
                "It closed in June [@dam, p. 2].",
                "It closed in June [@port, p. 2].",
            ),
            (
                "It [closed](https://example.org/dam) in June.",
                "It [closed](https://example.org/port) in June.",
            ),
        ] {
            let (document, draft) = read(content);
            let resolutions = resolved(&draft, &sources);
            assert_eq!(resolutions, [Resolution::Source(0)]);
            let citation = &draft.citations[0];
            let edit = cite_instead(&document, &draft, &resolutions, citation, 1, &sources[1]);
            let edited = apply(content, &[edit.unwrap()]);
            assert_eq!(edited, expected);
        }
    }

    #[test]
    fn other_mark_ups_keep_their_own_citations() {
        let sources = [source("dam.txt", "dam"), source("port.txt", "port")];
        for (name, content, expected) in [
            (
                "a.rst",
                "It closed :cite:p:`dam` in June.",
                "It closed :cite:p:`port` in June.",
            ),
            (
                "a.adoc",
                "It closed cite:[dam(2)] in June.",
                "It closed cite:[port(2)] in June.",
            ),
            (
                "a.org",
                "It closed [cite:@dam p. 2] in June.",
                "It closed [cite:@port p. 2] in June.",
            ),
        ] {
            let document = Document::read(name, content.as_bytes()).unwrap();
            let draft = Draft::read(&document);
            let resolutions = resolved(&draft, &sources);
            assert_eq!(resolutions, [Resolution::Source(0)], "{content}");
            let citation = &draft.citations[0];
            let edit = cite_instead(&document, &draft, &resolutions, citation, 1, &sources[1]);
            assert_eq!(apply(content, &[edit.unwrap()]), expected);
        }
    }

    #[test]
    fn edits_over_one_another_are_made_once() {
        let edit = |start, end, text: &str| Edit {
            place: Span::new(start, end),
            replacement: text.to_owned(),
            message: Message::QuoteTheSource,
        };
        assert_eq!(
            apply(
                "one two three",
                &[edit(4, 7, "2"), edit(0, 5, "1 t"), edit(8, 13, "3")]
            ),
            "1 two 3"
        );
    }
}
