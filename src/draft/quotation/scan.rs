//! Where a draft quotes: all the world's quotation marks, block quotations, never an apostrophe.

use std::sync::LazyLock;

use regex::Regex;

use super::Quotation;
use crate::document::{Document, MarkKind};
use crate::draft::InTextCitation;
use crate::draft::structure::{Role, Structure};
use crate::language::attribution;
use crate::language::sentence;
use crate::language::token::Words;
use crate::span::Span;

/// The quotations of a draft, in order. Those of notes and of the list of references are titles,
/// those of headings nobody's words.
pub(in crate::draft) fn quotations(
    document: &Document,
    structure: &Structure,
    citations: &[InTextCitation],
) -> Vec<Quotation> {
    let mut found = Vec::new();
    for (block, role) in structure.roles.iter().enumerate() {
        let is_signed = structure.roles.get(block + 1) == Some(&Role::Signature);
        let place = document.blocks()[block].span;
        let text = place.of(document.text());
        match role {
            Role::Quotation => found.extend(whole_block(document, block, is_signed, citations)),
            Role::Prose | Role::Item | Role::Row | Role::Caption => {
                let mut marked = marked(&without_code(document, place));
                add_elements(document, place, &mut marked);
                for (inner, outer) in marked {
                    if !is_title(text, inner, outer) {
                        found.push(inline(document, block, inner, outer));
                    }
                }
            }
            Role::Heading | Role::Note | Role::Reference | Role::Signature | Role::Code => {}
        }
    }
    found
}

/// The text at `place`, with a space for every sign of its code: quotation marks of a programming
/// language are nobody's.
fn without_code(document: &Document, place: Span) -> String {
    let mut text = place.of(document.text()).to_owned();
    for mark in document.marks() {
        if mark.kind == MarkKind::Code && place.contains(mark.span) {
            let span = mark.span.relative_to(place.start);
            text.replace_range(span.start..span.end, &" ".repeat(span.len()));
        }
    }
    text
}

/// A block quotation without the line that names its source ("— Awa Diallo, 2020").
fn whole_block(
    document: &Document,
    block: usize,
    is_signed: bool,
    citations: &[InTextCitation],
) -> Option<Quotation> {
    static SIGNED: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\s[—–―]\s?([^—–―]{2,120})$").expect("the pattern is sound"));
    let place = document.blocks()[block].span;
    let mut end = place.end;
    let own = citations
        .iter()
        .enumerate()
        .filter(|(_, citation)| citation.block == block);
    let mut cited: Vec<usize> = own.clone().map(|(at, _)| at).collect();
    let trailing = own
        .map(|(_, citation)| citation.apparatus)
        .filter(|span| !span.is_empty());
    for apparatus in trailing {
        if document.text()[apparatus.end..place.end].trim().len() <= 1 {
            end = end.min(apparatus.start);
        }
    }
    let mut text = document.text()[place.start..end].trim_end();
    let mut speaker = None;
    if let Some(signed) = SIGNED.captures(text) {
        speaker = Some(signed[1].trim().to_owned());
        text = &text[..signed.get(0).map_or(text.len(), |whole| whole.start())];
    }
    if is_signed {
        let beneath = |at: &usize| citations[*at].block == block + 1;
        cited.extend((0..citations.len()).filter(beneath));
        speaker = speaker.or_else(|| signatory(document, block + 1, citations));
    }
    let span = Span::new(place.start, place.start + text.len());
    text.chars().any(char::is_alphanumeric).then(|| Quotation {
        span,
        marked: place,
        text: text.to_owned(),
        block,
        is_block: true,
        speaker,
        citations: cited,
    })
}

/// Who signs in this block: its words up to the first comma or citation.
fn signatory(document: &Document, block: usize, citations: &[InTextCitation]) -> Option<String> {
    let place = document.blocks()[block].span;
    let end = citations
        .iter()
        .map(|citation| citation.apparatus)
        .filter(|apparatus| place.contains(*apparatus) && !apparatus.is_empty())
        .map(|apparatus| apparatus.start)
        .min()
        .unwrap_or(place.end);
    let signed = document.text()[place.start..end].trim_start_matches(['—', '–', '―', ' ']);
    let name = signed.split([',', '(']).next().unwrap_or(signed).trim();
    (!name.is_empty()).then(|| name.to_owned())
}

fn inline(document: &Document, block: usize, inner: Span, outer: Span) -> Quotation {
    let whole = &document.blocks()[block];
    let text = whole.span.of(document.text());
    let sentences = sentence::sentences(text, whole.language);
    let speaker = sentences
        .iter()
        .find(|sentence| sentence.contains_offset(inner.start))
        .and_then(|&sentence| {
            let words = Words::new(sentence.of(text), whole.language);
            let end = inner.end.min(sentence.end);
            let quoted = Span::new(inner.start, end).relative_to(sentence.start);
            attribution::speaker_of(&words, quoted).map(|speaker| speaker.of(words.text).to_owned())
        });
    let span = inner.shifted(whole.span.start);
    Quotation {
        span,
        marked: outer.shifted(whole.span.start),
        text: span.of(document.text()).to_owned(),
        block,
        is_block: false,
        speaker,
        citations: Vec::new(),
    }
}

/// Adds the elements that the format itself marks as quotations (`<q>`).
fn add_elements(document: &Document, place: Span, marked: &mut Vec<(Span, Span)>) {
    for mark in document.marks() {
        if mark.kind == MarkKind::InlineQuotation
            && place.contains(mark.span)
            && !mark.span.is_empty()
        {
            let span = mark.span.relative_to(place.start);
            if !marked.iter().any(|(_, outer)| outer.overlaps(span)) {
                marked.push((span, span));
            }
        }
    }
    marked.sort_unstable();
}

static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:\b(?:titled|entitled|headed|headlined|captioned|so-called|known as|nicknamed|codenamed|code-named|dubbed|intitulée?s?|dite?s?|baptisée?s?|surnommée?s?|the (?:word|term|name|phrase|expression|hashtag)|le (?:mot|terme|nom))),?\s*$")
        .expect("the pattern is sound")
});

/// Whether the marks hold the name of a work or of a thing, not somebody's words: announced as
/// such, or with a capital on every word that is not small.
fn is_title(text: &str, inner: Span, outer: Span) -> bool {
    if NAMED.is_match(&text[..outer.start]) {
        return true;
    }
    let words: Vec<&str> = inner
        .of(text)
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-')))
        .filter(|word| !word.is_empty())
        .collect();
    let telling = words.iter().filter(|word| word.chars().count() > 4).count();
    telling >= 3
        && words
            .iter()
            .filter(|word| word.chars().count() > 4)
            .all(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_numeric()))
        && !inner.of(text).trim_end().ends_with(['.', ',', '!', '?'])
}

/// Kinds of mark: what opens, what closes.
const PAIRS: &[(char, &[char])] = &[
    ('“', &['”']),
    ('„', &['“', '”']),
    ('«', &['»']),
    ('‹', &['›']),
    ('「', &['」']),
    ('『', &['』']),
    ('»', &['«']),
    ('”', &['”']),
    ('"', &['"']),
    ('‘', &['’']),
    ('‚', &['‘', '’']),
    ('\'', &['\'']),
];

/// The outermost quotations of a text: what stands between the marks, and the same with them.
pub(super) fn marked(text: &str) -> Vec<(Span, Span)> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let Some(closing) = closes(&chars, at) else {
            at += 1;
            continue;
        };
        let (open, mark) = chars[at];
        let (close, close_mark) = chars[closing];
        let inner = trimmed(text, open + mark.len_utf8(), close);
        if inner.of(text).chars().any(char::is_alphanumeric) {
            found.push((inner, Span::new(open, close + close_mark.len_utf8())));
        }
        at = closing + 1;
    }
    found.extend(unclosed(text, &found));
    found
}

/// A quotation that runs over several paragraphs is opened in each and closed in the last: the
/// rest of the text behind an opening mark at its very start.
fn unclosed(text: &str, found: &[(Span, Span)]) -> Option<(Span, Span)> {
    let opening = text.chars().next().filter(|c| matches!(c, '“' | '«'))?;
    let is_quoted = found.iter().any(|(_, outer)| outer.start == 0);
    if is_quoted || text.chars().any(|c| matches!(c, '”' | '»')) {
        return None;
    }
    let inner = trimmed(text, opening.len_utf8(), text.len());
    Some((inner, Span::new(0, text.len())))
}

fn trimmed(text: &str, start: usize, end: usize) -> Span {
    let inner = &text[start..end];
    let start = start + (inner.len() - inner.trim_start().len());
    Span::new(start, start + inner.trim().len())
}

/// Where the quotation that opens at `at` closes; `None` where none opens or it never closes.
fn closes(chars: &[(usize, char)], at: usize) -> Option<usize> {
    let mark = chars[at].1;
    let &(_, closing) = PAIRS.iter().find(|(open, _)| *open == mark)?;
    let before = at.checked_sub(1).map(|before| chars[before].1);
    let after = chars.get(at + 1).map(|&(_, c)| c);
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    if is_elision(&chars[at..]) {
        return None;
    }
    match mark {
        // These open only at the start of a word; elsewhere they close, or are apostrophes, or
        // inches.
        '"' | '\'' | '”' | '»' if is_word(before) || is_space(after) => return None,
        '‘' | '‚' if is_word(before) => return None,
        _ => {}
    }
    let mut depth = 1_usize;
    let mut last_resort = None;
    for place in at + 1..chars.len() {
        let c = chars[place].1;
        let prior = chars[place - 1].1;
        let next = chars.get(place + 1).map(|&(_, c)| c);
        if closing.contains(&c) {
            let is_single = matches!(c, '’' | '\'');
            if is_single && (is_word(next) || prior.is_whitespace()) {
                continue;
            }
            if is_single && prior == 's' && next == Some(' ') && last_resort.is_none() {
                // The plural's apostrophe or the end: it is the end if no other comes.
                last_resort = Some(place);
                continue;
            }
            depth -= 1;
            if depth == 0 {
                return Some(place);
            }
        } else if c == mark && !closing.contains(&mark) {
            if matches!(mark, '‘') && is_word(Some(prior)) {
                continue;
            }
            depth += 1;
        }
    }
    last_resort
}

/// Words that lose their first letters to an apostrophe.
const ELIDED: &[&str] = &["cause", "em", "n", "round", "til", "tis", "twas", "twere"];

/// Whether an apostrophe at the head of `chars` stands for letters or figures left out: `'90s`,
/// `'em`.
fn is_elision(chars: &[(usize, char)]) -> bool {
    if !matches!(chars.first(), Some((_, '\'' | '’' | '‘'))) {
        return false;
    }
    let behind = chars[1..].iter().map(|&(_, c)| c);
    let word: String = behind.take_while(|c| c.is_alphanumeric()).take(8).collect();
    let decade = word
        .strip_suffix('s')
        .is_some_and(|years| years.len() == 2 && years.bytes().all(|byte| byte.is_ascii_digit()));
    decade || ELIDED.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str) -> Vec<&str> {
        marked(text)
            .into_iter()
            .map(|(inner, _)| inner.of(text))
            .collect()
    }

    #[test]
    fn every_kind_of_mark_is_read() {
        for text in [
            "He said “the river rose” twice.",
            "He said \"the river rose\" twice.",
            "He said «\u{A0}the river rose\u{A0}» twice.",
            "He said „the river rose“ twice.",
            "He said »the river rose« twice.",
            "He said ‘the river rose’ twice.",
            "He said 'the river rose' twice.",
            "He said ”the river rose” twice.",
            "He said 「the river rose」 twice.",
            "He said ‹the river rose› twice.",
        ] {
            assert_eq!(quoted(text), ["the river rose"], "{text}");
        }
    }

    #[test]
    fn nested_marks_belong_to_the_outer_quotation() {
        assert_eq!(
            quoted("“They called it ‘a flood’ at first,” she said."),
            ["They called it ‘a flood’ at first,"]
        );
        assert_eq!(quoted("“He said “no” to it” again"), ["He said “no” to it"]);
    }

    #[test]
    fn apostrophes_and_inches_are_no_marks() {
        assert_eq!(quoted("The soldiers’ pay and the mayor’s car."), [""; 0]);
        assert_eq!(
            quoted("The soldiers' pay, the mayor's car, the '90s."),
            [""; 0]
        );
        assert_eq!(quoted("A 19\" screen and a 5'10\" man."), [""; 0]);
        assert_eq!(quoted("Rock 'n' roll isn't dead."), [""; 0]);
        assert_eq!(
            quoted("In the '60s the riders' club let 'em in on Sundays' eves."),
            [""; 0]
        );
        assert_eq!(
            quoted("He wrote ‘the drivers’ pay is late’ in May."),
            ["the drivers’ pay is late"]
        );
    }

    #[test]
    fn a_mark_that_never_closes_opens_nothing_unless_it_opens_the_paragraph() {
        assert_eq!(quoted("He said “the river rose."), [""; 0]);
        assert_eq!(
            quoted("“The river rose. It rose again."),
            ["The river rose. It rose again."]
        );
    }
}
