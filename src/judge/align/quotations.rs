//! Quoted words of a claim against the words of a sentence: they must stand there as quoted.

use crate::judge::sentence::Sentence;
use crate::language::token::{Token, TokenKind};
use crate::span::Span;

/// What a passage has of the claim's quoted words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::judge) enum Quoted {
    /// All of them, in order.
    Exact(Span),
    /// Most of them, but not as quoted.
    Altered(Span),
    /// Nothing like them.
    Missing,
}

/// Fewer quoted words than this prove nothing.
const SHORTEST: usize = 3;
/// Share of the quoted words that makes a passage their likely origin.
const ALIKE: f64 = 0.7;
/// Words by which the origin of a short quotation may be longer than it.
const SLACK: usize = 4;

/// The quotations of a sentence that are long enough to tell.
pub(in crate::judge) fn quotations(sentence: &Sentence) -> Vec<Span> {
    let mut found = marked(sentence);
    found.retain(|span| words(sentence, *span).count() >= SHORTEST);
    found
}

/// What stands between quotation marks.
fn marked(sentence: &Sentence) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, c) in sentence.text.char_indices() {
        let closing = open.and_then(|(start, mark)| closes(mark, c).then_some(start));
        match (closing, c) {
            (Some(start), _) => {
                found.push(Span::new(start, at));
                open = None;
            }
            (None, '“' | '"' | '«' | '„') if open.is_none() => {
                open = Some((at + c.len_utf8(), c));
            }
            _ => {}
        }
    }
    found
}

fn closes(open: char, c: char) -> bool {
    match open {
        '“' => c == '”',
        '«' => c == '»',
        '„' => matches!(c, '“' | '”'),
        _ => c == '"',
    }
}

fn words(sentence: &Sentence, span: Span) -> impl Iterator<Item = &Token> {
    sentence
        .tokens
        .iter()
        .filter(move |token| span.contains(token.span) && token.kind != TokenKind::Punctuation)
}

/// What `sentence` has of the words that `claim` quotes at `quotation`.
pub(in crate::judge) fn find(claim: &Sentence, quotation: Span, sentence: &Sentence) -> Quoted {
    let wanted: Vec<&str> = words(claim, quotation).map(|token| &*token.stem).collect();
    let whole = Span::new(0, sentence.text.len());
    let has: Vec<&Token> = words(sentence, whole).collect();
    let fragments = fragments(claim, quotation);
    if let Some(span) = in_order(&fragments, &has) {
        return Quoted::Exact(span);
    }
    let telling: Vec<&str> = words(claim, quotation)
        .filter(|token| !token.is_stop)
        .map(|token| &*token.stem)
        .collect();
    if is_alike(&wanted, &has) && is_alike(&telling, &has) {
        Quoted::Altered(whole)
    } else {
        Quoted::Missing
    }
}

/// Whether some stretch of `has` that is hardly longer than the quotation has most of its words
/// in order: its likely origin.
fn is_alike(wanted: &[&str], has: &[&Token]) -> bool {
    let longest = wanted.len() * 3 / 2 + SLACK;
    let needed = ALIKE * wanted.len() as f64;
    wanted.len() > 1
        && has
            .windows(longest.min(has.len()).max(1))
            .any(|stretch| common_in_order(wanted, stretch) as f64 >= needed)
}

/// The quoted words, cut where an ellipsis is marked, without bracketed insertions.
fn fragments(claim: &Sentence, quotation: Span) -> Vec<Vec<&Token>> {
    let mut fragments = vec![Vec::new()];
    let mut dots = 0;
    let mut bracket = false;
    for token in claim
        .tokens
        .iter()
        .filter(|token| quotation.contains(token.span))
    {
        match token.folded.as_str() {
            "[" => bracket = true,
            "]" => bracket = false,
            "..." | "…" => fragments.push(Vec::new()),
            "." => {
                dots += 1;
                if dots == 3 {
                    fragments.push(Vec::new());
                }
                continue;
            }
            _ if token.kind == TokenKind::Punctuation || bracket => {}
            _ => {
                if let Some(last) = fragments.last_mut() {
                    last.push(token);
                }
            }
        }
        dots = 0;
    }
    fragments.retain(|fragment| !fragment.is_empty());
    fragments
}

/// Where all fragments stand, each whole and one after the other.
fn in_order(fragments: &[Vec<&Token>], has: &[&Token]) -> Option<Span> {
    let mut from = 0;
    let mut span: Option<Span> = None;
    for fragment in fragments {
        let at = (from..=has.len().checked_sub(fragment.len())?).find(|&at| {
            fragment
                .iter()
                .zip(&has[at..])
                .all(|(wanted, token)| same(wanted, token))
        })?;
        from = at + fragment.len();
        let place = has[at].span.cover(has[from - 1].span);
        span = Some(span.map_or(place, |span| span.cover(place)));
    }
    span
}

/// The same written word but for case and the spelling of one stem.
fn same(a: &Token, b: &Token) -> bool {
    a.folded == b.folded
        || (a.stem == b.stem && a.folded.len().abs_diff(b.folded.len()) <= 1 && same_ending(a, b))
}

fn same_ending(a: &Token, b: &Token) -> bool {
    a.folded.chars().next_back() == b.folded.chars().next_back()
        || (a.folded.ends_with("re") && b.folded.ends_with("er"))
        || (a.folded.ends_with("er") && b.folded.ends_with("re"))
}

/// Length of the longest common subsequence of stems.
fn common_in_order(wanted: &[&str], has: &[&Token]) -> usize {
    let mut row = vec![0; has.len() + 1];
    for word in wanted {
        let mut diagonal = 0;
        for (at, token) in has.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if *word == token.stem {
                diagonal + 1
            } else {
                above.max(row[at])
            };
            diagonal = above;
        }
    }
    row[has.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::language::date::DateContext;

    fn quoted(claim: &str, source: &str) -> Quoted {
        let read = |text| Sentence::read(text, 0, Language::English, &DateContext::default());
        let claim = read(claim);
        let quotation = quotations(&claim)[0];
        find(&claim, quotation, &read(source))
    }

    #[test]
    fn words_as_quoted_are_exact_whatever_marks_case_and_spelling() {
        let source = "The harbour must organise its own defence before winter.";
        for claim in [
            "He wrote that “the harbour must organise its own defence”.",
            "He wrote: \"The harbor must organize its own defense\".",
            "He wrote that « the harbour … its own defence ».",
            "He wrote that “the harbour must organise [the port's] its own defence”.",
        ] {
            assert!(matches!(quoted(claim, source), Quoted::Exact(_)), "{claim}");
        }
    }

    #[test]
    fn another_word_is_altered_and_other_words_are_missing() {
        let source = "The harbour must organise its own defence before winter.";
        let altered = quoted(
            "He wrote that “the harbour may organise its own defence”.",
            source,
        );
        assert!(matches!(altered, Quoted::Altered(_)));
        let missing = quoted("He wrote that “nobody expected the frost in May”.", source);
        assert_eq!(missing, Quoted::Missing);
    }

    #[test]
    fn small_words_in_common_and_words_far_apart_are_no_origin() {
        let source = "The harbour is a gift of the river to the town, and of the town to the sea.";
        let claim = "They call it “a thorn in the side of the old town”.";
        assert_eq!(quoted(claim, source), Quoted::Missing);
        let scattered = "The council met in spring; by autumn, after long talks with every guild \
            and the harbour master, it had agreed on a new quay for the ferries of the north.";
        let claim = "He said that “the council agreed a quay”.";
        assert_eq!(quoted(claim, scattered), Quoted::Missing);
    }

    #[test]
    fn two_quoted_words_tell_nothing() {
        let read = |text| Sentence::read(text, 0, Language::English, &DateContext::default());
        assert!(quotations(&read("They call it “the storm”.")).is_empty());
    }
}
