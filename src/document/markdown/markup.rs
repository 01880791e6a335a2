//! HTML within Markdown, and references to notes that do not exist.

use std::sync::LazyLock;

use html5gum::{DefaultEmitter, Token, Tokenizer};
use regex::Regex;

use crate::document::MarkKind;
use crate::span::Span;

/// Elements that stand within a line; any other begins a block of its own.
const INLINE: [&[u8]; 24] = [
    b"a", b"abbr", b"b", b"bdi", b"bdo", b"big", b"cite", b"code", b"del", b"em", b"font", b"i",
    b"ins", b"kbd", b"mark", b"q", b"s", b"small", b"span", b"strong", b"sub", b"sup", b"time",
    b"u",
];
/// Elements whose content is not text.
const NOT_TEXT: [&[u8]; 7] = [
    b"script",
    b"style",
    b"template",
    b"noscript",
    STRUCK[0],
    STRUCK[1],
    STRUCK[2],
];
/// Elements whose content is struck: it was said once and is not said any more.
const STRUCK: [&[u8]; 3] = [b"del", b"s", b"strike"];

/// An entity, named or numbered.
static ENTITY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"&#?[0-9A-Za-z]{1,32};").expect("a constant pattern"));

/// What a piece of HTML within a paragraph means.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Inline<'a> {
    Comment(&'a str),
    Break,
    Open(MarkKind),
    Close,
    Strike,
    Unstrike,
    Other,
}

/// Reads one inline tag or comment.
pub(super) fn inline(html: &str) -> Inline<'_> {
    if let Some(rest) = html.strip_prefix("<!--") {
        return Inline::Comment(rest.strip_suffix("-->").unwrap_or(rest).trim());
    }
    let closes = html.starts_with("</");
    let name = html.trim_start_matches(['<', '/']);
    let end = name
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(name.len());
    let kind = match name[..end].to_ascii_lowercase().as_str() {
        "br" => return Inline::Break,
        "sup" => MarkKind::Superscript,
        "q" => MarkKind::InlineQuotation,
        "em" | "i" | "cite" => MarkKind::Emphasis,
        name if STRUCK.contains(&name.as_bytes()) => {
            return if closes {
                Inline::Unstrike
            } else {
                Inline::Strike
            };
        }
        _ => return Inline::Other,
    };
    if closes {
        Inline::Close
    } else {
        Inline::Open(kind)
    }
}

/// A piece of an HTML block.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// A comment's content and the place of the whole comment.
    Comment(&'a str, Span),
    /// Words as they stand in the source.
    Words(Span),
    /// Words that the source writes with entities.
    Replaced(String, Span),
    /// The border of a block-level element.
    Border,
}

/// The pieces of the HTML block at `block` of `source`.
pub(super) fn pieces(source: &str, block: Span) -> Vec<Piece<'_>> {
    let html = block.of(source);
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut pieces = Vec::new();
    let mut within: Option<Vec<u8>> = None;
    for token in Tokenizer::new_with_emitter(html, emitter).flatten() {
        match token {
            Token::StartTag(tag) => {
                if NOT_TEXT.contains(&&**tag.name) {
                    within = Some(tag.name.to_vec());
                }
                pieces.extend(border(&tag.name));
            }
            Token::EndTag(tag) => {
                if within.as_deref() == Some(&**tag.name) {
                    within = None;
                }
                pieces.extend(border(&tag.name));
            }
            Token::String(text) if within.is_none() => {
                let span = Span::from(text.span.start..text.span.end).shifted(block.start);
                push_words(source, span, &mut pieces);
            }
            Token::Comment(comment) => {
                let span = Span::from(comment.span.start..comment.span.end);
                let Inline::Comment(content) = inline(span.of(html)) else {
                    continue;
                };
                pieces.push(Piece::Comment(content, span.shifted(block.start)));
            }
            Token::String(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    pieces
}

/// Cuts words at their entities, so that each maps to its own place.
fn push_words<'s>(source: &'s str, span: Span, pieces: &mut Vec<Piece<'s>>) {
    let mut from = span.start;
    for found in ENTITY.find_iter(span.of(source)) {
        let entity = Span::from(found.range()).shifted(span.start);
        let Some(words) = resolve(found.as_str()) else {
            continue;
        };
        pieces.push(Piece::Words(Span::new(from, entity.start)));
        pieces.push(Piece::Replaced(words, entity));
        from = entity.end;
    }
    pieces.push(Piece::Words(Span::new(from, span.end)));
}

/// What the entity stands for that `text` begins with, and its length.
pub(in crate::document) fn entity(text: &str) -> Option<(String, usize)> {
    const LONGEST: usize = 40;
    let head = &text[..text.floor_char_boundary(LONGEST)];
    let found = ENTITY.find(head).filter(|found| found.start() == 0)?;
    Some((resolve(found.as_str())?, found.end()))
}

/// What an entity stands for; `None` if there is no such entity.
fn resolve(entity: &str) -> Option<String> {
    let words = Tokenizer::new(entity)
        .flatten()
        .find_map(|token| match token {
            Token::String(text) => Some(String::from_utf8_lossy(&text).into_owned()),
            _ => None,
        })?;
    (words != entity).then_some(words)
}

fn border(name: &[u8]) -> Option<Piece<'static>> {
    (!INLINE.contains(&name)).then_some(Piece::Border)
}

/// Whether what stands between two dollar signs is running text, and no formula.
pub(super) fn is_prose(between: &str) -> bool {
    static WORDS: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\s[A-Za-z]{2,}").expect("a constant pattern"));
    !between.contains(['\\', '^', '_', '{', '=']) && WORDS.is_match(between)
}

/// Label and end of a reference to a note that has no definition, where one begins at `text`.
///
/// CommonMark reads it as text; to the reader of a draft it is a reference that leads nowhere.
pub(super) fn missing_note(source: &str, text: Span) -> Option<(String, usize)> {
    let rest = source[text.start..].strip_prefix("[^")?;
    let length = rest.bytes().take(64).position(|byte| byte == b']')?;
    let label = &rest[..length];
    let is_label = !label.is_empty() && !label.contains(|c: char| c.is_whitespace() || c == '[');
    is_label.then(|| (label.to_owned(), text.start + length + 3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_html_is_told_apart() {
        assert_eq!(inline("<!-- a note -->"), Inline::Comment("a note"));
        assert_eq!(inline("<br/>"), Inline::Break);
        assert_eq!(inline("<SUP id=x>"), Inline::Open(MarkKind::Superscript));
        assert_eq!(inline("</q>"), Inline::Close);
        assert_eq!(inline("<span>"), Inline::Other);
        assert_eq!(inline("<del>"), Inline::Strike);
        assert_eq!(inline("</s>"), Inline::Unstrike);
    }

    #[test]
    fn a_block_gives_its_words_and_comments_with_their_places() {
        let source = "x <div>A &amp; b<!-- c --><script>no</script></div>";
        let found = pieces(source, Span::new(2, source.len()));
        let replaced = Piece::Replaced("&".to_owned(), Span::new(9, 14));
        assert!(found.contains(&replaced));
        assert!(found.contains(&Piece::Comment("c", Span::new(16, 26))));
        assert!(found.contains(&Piece::Words(Span::new(14, 16))));
        assert!(!found.contains(&Piece::Words(Span::new(34, 36))));
    }

    #[test]
    fn a_note_without_definition_is_still_a_reference() {
        let found = |source: &str| missing_note(source, Span::new(0, 1));
        assert_eq!(found("[^9] and"), Some(("9".to_owned(), 4)));
        assert_eq!(found("[^no label]"), None);
        assert_eq!(found("[@key]"), None);
    }
}
