//! Where a draft quotes: all the world's quotation marks, block quotations, never an apostrophe.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use super::Quotation;
use super::title::is_title;
use crate::document::{Document, MarkKind};
use crate::draft::InTextCitation;
use crate::draft::citation::by_block;
use crate::draft::structure::{Role, Structure};
use crate::language::Language;
use crate::language::attribution::{self, Attribution};
use crate::language::sentence;
use crate::language::token::Words;
use crate::span::{Span, SpanSet, tail};

/// The quotations of a draft, in order. Those of notes and of the list of references are titles,
/// those of headings nobody's words.
pub(in crate::draft) fn quotations(
    document: &Document,
    structure: &Structure,
    citations: &[InTextCitation],
) -> Vec<Quotation> {
    let mut found = Vec::new();
    let marked_as = |kind: MarkKind| -> SpanSet {
        let marks = document.marks().iter();
        let marks = marks.filter(|mark| mark.kind == kind);
        marks.map(|mark| mark.span).collect()
    };
    let code = marked_as(MarkKind::Code);
    let elements = marked_as(MarkKind::InlineQuotation);
    let by_block = by_block(citations, document.blocks().len());
    for (block, role) in structure.roles.iter().enumerate() {
        let is_signed = structure.roles.get(block + 1) == Some(&Role::Signature);
        let place = document.blocks()[block].span;
        let text = place.of(document.text());
        match role {
            Role::Quotation => {
                let of_signature = by_block.get(block + 1).filter(|_| is_signed);
                found.extend(whole_block(
                    document,
                    block,
                    &by_block[block],
                    of_signature.map(Vec::as_slice),
                    citations,
                ));
            }
            Role::Prose | Role::Item | Role::Row | Role::Caption => {
                let mut marked = marked(&without_code(text, place, &code));
                add_elements(place, &elements, &mut marked);
                marked.retain(|&(inner, outer)| !is_title(text, inner, outer));
                found.extend(inline(document, block, &marked));
            }
            Role::Heading
            | Role::Note
            | Role::Remark
            | Role::Reference
            | Role::Signature
            | Role::Code => {}
        }
    }
    found
}

/// The text of a block at `place`, with a space for every sign of its code: quotation marks of a
/// programming language are nobody's.
fn without_code(text: &str, place: Span, code: &SpanSet) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut at = 0;
    for span in code.within(place) {
        plain.push_str(&text[at..span.start]);
        plain.extend(std::iter::repeat_n(' ', span.len()));
        at = span.end;
    }
    plain.push_str(&text[at..]);
    plain
}

/// Bytes that hold the longest signature of a block.
const LONGEST_SIGNATURE: usize = 512;

/// Bytes that white space and a full stop behind the last citation of a block take at most.
const TRAILING: usize = 40;

/// A block quotation without the line that names its source ("— Awa Diallo, 2020").
///
/// `own` are its citations, `of_signature` those of the line that signs it, if one does.
fn whole_block(
    document: &Document,
    block: usize,
    own: &[usize],
    of_signature: Option<&[usize]>,
    citations: &[InTextCitation],
) -> Option<Quotation> {
    static SIGNED: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\s[—–―]\s?([^—–―]{2,120})$").expect("the pattern is sound"));
    let place = document.blocks()[block].span;
    let mut end = place.end;
    let mut cited = own.to_vec();
    let trailing = own
        .iter()
        .map(|&at| citations[at].apparatus)
        .filter(|span| !span.is_empty());
    for apparatus in trailing {
        let behind = &document.text()[apparatus.end..place.end];
        if behind.len() <= TRAILING && behind.trim().len() <= 1 {
            end = end.min(apparatus.start);
        }
    }
    let mut text = document.text()[place.start..end].trim_end();
    let mut speaker = None;
    let end = tail(text, LONGEST_SIGNATURE);
    if let Some(signed) = SIGNED.captures(end) {
        speaker = Some(signed[1].trim().to_owned());
        let start = signed.get(0).map_or(end.len(), |whole| whole.start());
        text = &text[..text.len() - end.len() + start];
    }
    if let Some(beneath) = of_signature {
        cited.extend(beneath);
        speaker = speaker.or_else(|| signatory(document, block + 1, beneath, citations));
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
fn signatory(
    document: &Document,
    block: usize,
    own: &[usize],
    citations: &[InTextCitation],
) -> Option<String> {
    let place = document.blocks()[block].span;
    let end = own
        .iter()
        .map(|&at| citations[at].apparatus)
        .filter(|apparatus| !apparatus.is_empty())
        .map(|apparatus| apparatus.start)
        .min()
        .unwrap_or(place.end);
    let signed = document.text()[place.start..end].trim_start_matches(['—', '–', '―', ' ']);
    let name = signed.split([',', '(']).next().unwrap_or(signed).trim();
    (!name.is_empty()).then(|| name.to_owned())
}

/// The quotations within a block: `marked` are their places in it, without and with the marks, in
/// order.
fn inline(document: &Document, block: usize, marked: &[(Span, Span)]) -> Vec<Quotation> {
    let whole = &document.blocks()[block];
    let text = whole.span.of(document.text());
    let sentences = match marked {
        [] => Vec::new(),
        _ => sentence::sentences(text, whole.language),
    };
    let mut said = Said::default();
    let of_mark = |&(inner, outer): &(Span, Span)| {
        let next = sentences.partition_point(|sentence| sentence.end <= inner.start);
        let sentence = sentences.get(next);
        let speaker = sentence
            .filter(|sentence| sentence.contains_offset(inner.start))
            .and_then(|&sentence| {
                let end = inner.end.min(sentence.end);
                let quoted = Span::new(inner.start, end).relative_to(sentence.start);
                let words = sentence.of(text);
                let speaker =
                    attribution::speaker_among(said.of(next, words, whole.language), quoted);
                speaker.map(|speaker| speaker.of(words).to_owned())
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
    };
    marked.iter().map(of_mark).collect()
}

/// Who says what in the sentence that was asked for last: a sentence may hold many quotations.
#[derive(Default)]
struct Said {
    sentence: Option<usize>,
    attributions: Vec<Attribution>,
}

impl Said {
    fn of(&mut self, number: usize, sentence: &str, language: Language) -> &[Attribution] {
        if self.sentence != Some(number) {
            self.sentence = Some(number);
            self.attributions = attribution::attributions(&Words::new(sentence, language));
        }
        &self.attributions
    }
}

/// Adds the elements that the format itself marks as quotations (`<q>`); the outer one of several.
fn add_elements(place: Span, elements: &SpanSet, marked: &mut Vec<(Span, Span)>) {
    let written: SpanSet = marked.iter().map(|&(_, outer)| outer).collect();
    let apart = elements
        .within(place)
        .filter(|span| !written.overlaps(*span));
    marked.extend(apart.map(|span| (span, span)));
    marked.sort_unstable();
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
pub(in crate::draft) fn marked(text: &str) -> Vec<(Span, Span)> {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut closings = Closings::new(&chars);
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let Some(closing) = closings.of(at) else {
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

fn is_word(c: Option<char>) -> bool {
    c.is_some_and(char::is_alphanumeric)
}

/// Where the quotations of a text close, whichever mark opens them.
struct Closings<'c> {
    chars: &'c [(usize, char)],
    /// For each kind of mark, once it was asked for, how deep its quotations are nested.
    depths: Vec<Option<Depths>>,
}

impl<'c> Closings<'c> {
    fn new(chars: &'c [(usize, char)]) -> Self {
        Self {
            chars,
            depths: PAIRS.iter().map(|_| None).collect(),
        }
    }

    /// Where the quotation that opens at `at` closes; `None` where none opens or it never closes.
    fn of(&mut self, at: usize) -> Option<usize> {
        let chars = self.chars;
        let mark = chars[at].1;
        let kind = PAIRS.iter().position(|(open, _)| *open == mark)?;
        let before = at.checked_sub(1).map(|before| chars[before].1);
        let after = chars.get(at + 1).map(|&(_, c)| c);
        if is_elision(&chars[at..]) {
            return None;
        }
        match mark {
            // These open only at the start of a word; elsewhere they close, or are apostrophes, or
            // inches.
            '"' | '\'' | '”' | '»' if is_word(before) || after.is_none_or(char::is_whitespace) =>
            {
                return None;
            }
            '‘' | '‚' if is_word(before) => return None,
            _ => {}
        }
        self.depths[kind]
            .get_or_insert_with(|| Depths::of(chars, PAIRS[kind]))
            .closing(at)
    }
}

/// How deep the quotations of one kind of mark are nested behind each place where that changes.
/// It rises and falls by one, so that a quotation closes at the first place behind its opening mark
/// that is one less deep.
struct Depths {
    /// Each place with the depth behind it, in order.
    changes: Vec<(usize, i64)>,
    /// The places of each depth, in order.
    places: HashMap<i64, Vec<usize>>,
    /// Where a plural's apostrophe may be the end instead: it is where no other end comes.
    plurals: Vec<usize>,
}

impl Depths {
    fn of(chars: &[(usize, char)], (mark, closing): (char, &[char])) -> Self {
        let mut depths = Self {
            changes: Vec::new(),
            places: HashMap::new(),
            plurals: Vec::new(),
        };
        let mut depth = 0;
        for (place, &(_, c)) in chars.iter().enumerate() {
            let prior = place.checked_sub(1).map(|before| chars[before].1);
            let next = chars.get(place + 1).map(|&(_, c)| c);
            if closing.contains(&c) {
                let is_single = matches!(c, '’' | '\'');
                if is_single && (is_word(next) || prior.is_some_and(char::is_whitespace)) {
                    continue;
                }
                if is_single && prior == Some('s') && next == Some(' ') {
                    depths.plurals.push(place);
                }
                depth -= 1;
            } else if c == mark && !(mark == '‘' && is_word(prior)) {
                depth += 1;
            } else {
                continue;
            }
            depths.changes.push((place, depth));
            depths.places.entry(depth).or_default().push(place);
        }
        depths
    }

    /// Where the quotation closes whose opening mark is at `at`.
    fn closing(&self, at: usize) -> Option<usize> {
        let before = self.changes.partition_point(|&(place, _)| place <= at);
        let depth = before.checked_sub(1).map_or(0, |at| self.changes[at].1);
        let plural = self.plurals.partition_point(|&place| place <= at);
        let plural = self.plurals.get(plural).copied();
        let closing = self.first_behind(at, depth - 1);
        match plural {
            // The first plural's apostrophe closes nothing as long as another mark does.
            Some(plural) if closing.is_none_or(|closing| closing >= plural) => {
                Some(self.first_behind(plural, depth - 2).unwrap_or(plural))
            }
            _ => closing,
        }
    }

    /// The first place behind `at` with this depth.
    fn first_behind(&self, at: usize, depth: i64) -> Option<usize> {
        let places = self.places.get(&depth)?;
        let next = places.partition_point(|&place| place <= at);
        places.get(next).copied()
    }
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
