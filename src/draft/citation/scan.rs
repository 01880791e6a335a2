//! All citations of a draft: those written in its text and those that its marks are.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::LazyLock;

use regex::Regex;

use super::{Found, InTextCitation, Style, Target, author_year, locator, numbered, pandoc};
use crate::document::{Document, Format, Mark, MarkKind};
use crate::draft::quotation;
use crate::draft::references::Reference;
use crate::draft::structure::{Role, Structure};
use crate::sources::identified;
use crate::span::{Span, SpanSet, tail};

static URL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?:https?://|\bwww\.|\bdoi:\s?10\.|\b10\.\d{4,9}/)[^\s<>"“”«»]+"#)
        .expect("the pattern is sound")
});

/// The addresses written out in `text`, without the punctuation of the sentence around them.
pub(in crate::draft) fn urls_in(text: &str) -> Vec<Span> {
    URL.find_iter(text)
        .map(|found| {
            let mut end = found.end();
            let opened = found.as_str().matches('(').count();
            let mut closes = found.as_str().matches(')').count();
            loop {
                let written = &text[found.start()..end];
                let trimmed = written.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’']);
                let closed = opened < closes;
                if trimmed.len() < written.len() {
                    end = found.start() + trimmed.len();
                } else if closed && written.ends_with(')') {
                    closes -= 1;
                    end -= 1;
                } else if written.ends_with([']', '}']) {
                    end -= 1;
                } else {
                    return Span::new(found.start(), end);
                }
            }
        })
        .collect()
}

/// The citations of a draft, in the order of its content.
pub(in crate::draft) fn citations(
    document: &Document,
    structure: &Structure,
    references: &[Reference],
) -> Vec<InTextCitation> {
    let mut all = Vec::new();
    let elsewhere = ReadElsewhere::of(document);
    for (block, role) in structure.roles.iter().enumerate() {
        if role.cites() {
            written(document, block, *role, &elsewhere, &mut all);
        }
    }
    let labels: HashSet<&str> = references.iter().map(|one| one.label.as_str()).collect();
    for at in 0..document.marks().len() {
        all.extend(marked(document, structure, &labels, at));
        all.extend(described(document, structure, &document.marks()[at]));
    }
    all.sort_by_key(|found| (found.place, found.style));
    drop_doubtful(&mut all, structure);
    drop_unnumbered(&mut all, document, references);
    all
}

/// Numbers in brackets, and raised ones, are citations where the draft numbers its references, or
/// its notes if those have no mark-up of their own; elsewhere they are intervals, indexes and
/// powers. So are brackets with a zero in them, or with several numbers of which the list has none; and
/// those of which it has only some: a range that it has less than half of, two numbers or a range behind
/// a figure that lies between them ("a mean of 5 [2, 8] days").
fn drop_unnumbered(all: &mut Vec<InTextCitation>, document: &Document, references: &[Reference]) {
    let format = document.format();
    let has_marked_notes = format.is_markup() || matches!(format, Format::Word | Format::OpenText);
    let numbered = references
        .iter()
        .filter(|one| !(one.is_note && has_marked_notes));
    let listed: BTreeSet<u32> = numbered.filter_map(|one| one.label.parse().ok()).collect();
    let mut written: BTreeMap<Span, Vec<u32>> = BTreeMap::new();
    for found in &*all {
        if let Target::Number(number) = found.target {
            written.entry(found.apparatus).or_default().push(number);
        }
    }
    let is_interval = |numbers: &[u32], place: Span| {
        let known = numbers.iter().filter(|number| listed.contains(number));
        let (known, all) = (known.count(), numbers.len());
        let is_range = place.of(document.text()).contains(['–', '—', '-']);
        numbers.contains(&0)
            || all > 1 && known == 0
            || is_range && 2 * known < all
            || known < all
                && (is_range || all == 2)
                && is_behind_figure_between(document.text(), place, numbers)
    };
    all.retain(|found| match found.target {
        Target::Number(_) => {
            let place = found.apparatus;
            !listed.is_empty() && !is_interval(&written[&place], place)
        }
        _ => true,
    });
}

/// Whether the bracket at `place` stands behind a figure that lies between its `numbers`.
fn is_behind_figure_between(text: &str, place: Span, numbers: &[u32]) -> bool {
    const LONGEST_FIGURE: usize = 16;
    let (Some(&low), Some(&high)) = (numbers.first(), numbers.last()) else {
        return false;
    };
    let before = tail(text[..place.start].trim_end(), LONGEST_FIGURE);
    let words = before.trim_end_matches('%').rsplit(char::is_whitespace);
    let figure = words.map(|word| word.trim_matches('(')).next();
    let figure: Option<f64> = figure.and_then(|figure| figure.parse().ok());
    figure.is_some_and(|figure| (f64::from(low)..=f64::from(high)).contains(&figure))
}

/// Author and year look like much else. They are citations where the draft has a list of
/// references or shows at least two that are certain; elsewhere only the certain ones are.
fn drop_doubtful(all: &mut Vec<InTextCitation>, structure: &Structure) {
    let is_author_year = |found: &InTextCitation| found.style == Style::AuthorYear;
    let certain = all.iter().filter(|f| is_author_year(f) && f.certain);
    let has_style = structure.has_references() || certain.count() >= 2;
    if !has_style {
        all.retain(|found| !is_author_year(found));
    }
}

fn written(
    document: &Document,
    block: usize,
    role: Role,
    elsewhere: &ReadElsewhere,
    all: &mut Vec<InTextCitation>,
) {
    let place = document.blocks()[block].span;
    let text = place.of(document.text());
    let quoted = match role {
        Role::Quotation => vec![Span::new(0, text.len())],
        _ => quotation::marked(text)
            .into_iter()
            .map(|(inner, _)| inner)
            .collect(),
    };
    let mut found = match document.format().marks_citations() {
        true => Vec::new(),
        false => pandoc::find(text),
    };
    let taken: SpanSet = found.iter().map(|item| item.apparatus).collect();
    let others = author_year::find(text)
        .into_iter()
        .chain(numbered::find(text))
        .chain(bare_urls(text));
    for item in others {
        let is_quoted = item.style == Style::AuthorYear && is_quoted(text, &quoted, item.apparatus);
        if !taken.overlaps(item.apparatus) && !is_quoted {
            found.push(item);
        }
    }
    for item in found {
        let span = item.span.shifted(place.start);
        if elsewhere.has(&item, span) || is_escaped(document, span) {
            continue;
        }
        all.push(InTextCitation {
            style: item.style,
            target: item.target,
            locator: item.locator,
            span,
            place: document.decoded_span(span),
            apparatus: item.apparatus.shifted(place.start),
            block,
            certain: item.certain,
        });
    }
}

/// Whether a citation stands among the quoted words, in order, and is one of the quoted work. At their
/// end it says where they are from.
fn is_quoted(text: &str, quoted: &[Span], citation: Span) -> bool {
    let at = quoted.partition_point(|words| words.end <= citation.start);
    quoted.get(at).is_some_and(|words| {
        words.contains(citation) && text[citation.end..words.end].contains(char::is_alphanumeric)
    })
}

/// Where a mark says what a citation that is written there is: code is none, and what a link or
/// mark-up raises is read where the mark is.
struct ReadElsewhere {
    code: SpanSet,
    links: SpanSet,
    raised: SpanSet,
}

impl ReadElsewhere {
    fn of(document: &Document) -> Self {
        let marks = document.marks();
        let spans = |is_kind: fn(&MarkKind) -> bool| {
            let of_kind = marks.iter().filter(move |mark| is_kind(&mark.kind));
            of_kind.map(|mark| mark.span)
        };
        let raised = spans(|kind| matches!(kind, MarkKind::Superscript));
        Self {
            code: spans(|kind| matches!(kind, MarkKind::Code | MarkKind::Citation { .. }))
                .collect(),
            links: spans(|kind| matches!(kind, MarkKind::Link { .. })).collect(),
            raised: raised
                .filter(|span| span.of(document.text()).is_ascii())
                .collect(),
        }
    }

    fn has(&self, item: &Found, span: Span) -> bool {
        self.code.overlaps(span)
            || (item.style != Style::AuthorYear && self.links.overlaps(span))
            || (item.style == Style::Numbered && self.raised.overlaps(span))
    }
}

/// Whether a backslash says that the sign at `span` is only a sign: `\@ref(fig:x)`.
fn is_escaped(document: &Document, span: Span) -> bool {
    let start = document.decoded_span(span).start;
    document.decoded()[..start].ends_with('\\')
}

fn bare_urls(text: &str) -> impl Iterator<Item = Found> {
    urls_in(text).into_iter().map(|span| {
        let before = text[..span.start].chars().next_back();
        let after = text[span.end..].chars().next();
        let bracketed = matches!(
            (before, after),
            (Some('('), Some(')')) | (Some('['), Some(']'))
        );
        let apparatus = if bracketed {
            Span::new(span.start - 1, span.end + 1)
        } else {
            span
        };
        Found {
            style: Style::BareUrl,
            target: Target::Url(span.of(text).to_owned()),
            locator: None,
            span,
            apparatus,
            certain: true,
        }
    })
}

/// The citation that a mark is, if it is one.
fn marked(
    document: &Document,
    structure: &Structure,
    labels: &HashSet<&str>,
    at: usize,
) -> Option<InTextCitation> {
    let mark = &document.marks()[at];
    let block = structure.block_at(document, mark.span.start)?;
    if !structure.roles[block].cites() {
        return None;
    }
    let words = mark.span.of(document.text());
    let number = words.trim_matches(|c: char| !c.is_alphanumeric());
    let is_number = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
    let (style, target, is_apparatus) = match &mark.kind {
        MarkKind::NoteReference { label } => (Style::Note, Target::Note(label.clone()), true),
        MarkKind::Superscript
            if is_number
                && number.len() <= 3
                && mark.span.len() <= 8
                && !numbered::is_power(&document.text()[..mark.span.start]) =>
        {
            if has_inner_link(document.marks(), at) {
                return None;
            }
            (Style::Numbered, Target::Number(number.parse().ok()?), true)
        }
        MarkKind::Link { target } => linked(target, words, labels)?,
        _ => return None,
    };
    Some(InTextCitation {
        style,
        target,
        locator: None,
        span: mark.span,
        place: mark.source,
        apparatus: if is_apparatus {
            mark.span
        } else {
            Span::new(mark.span.start, mark.span.start)
        },
        block,
        certain: true,
    })
}

/// The citations of works that the file describes itself, as citation managers have it.
fn described(document: &Document, structure: &Structure, mark: &Mark) -> Vec<InTextCitation> {
    let MarkKind::Citation { works } = &mark.kind else {
        return Vec::new();
    };
    let block = structure.block_at(document, mark.span.start);
    // Where a format marks citations, those of a note are what they are in the text.
    let in_note =
        |block: usize| document.format().marks_citations() && structure.roles[block].is_note();
    let cites = |block: &usize| structure.roles[*block].cites() || in_note(*block);
    let Some(block) = block.filter(cites) else {
        return Vec::new();
    };
    let cited = works.iter().map(|work| InTextCitation {
        style: Style::Marked,
        target: Target::Key(work.key.clone()),
        locator: work.page.as_deref().and_then(locator::behind),
        span: mark.span,
        place: mark.source,
        apparatus: mark.span,
        block,
        certain: true,
    });
    cited.collect()
}

/// Whether a link or a note's number stands within the mark that is number `at`. Marks stand in the
/// order of their place in the source.
fn has_inner_link(marks: &[Mark], at: usize) -> bool {
    let source = marks[at].source;
    let first = marks.partition_point(|mark| mark.source.start < source.start);
    let begun = (first..).zip(&marks[first..]);
    let mut begun = begun.take_while(|(_, mark)| mark.source.start <= source.end);
    begun.any(|(other, mark)| {
        let leads = matches!(
            mark.kind,
            MarkKind::Link { .. } | MarkKind::NoteReference { .. }
        );
        other != at && leads && source.contains(mark.source)
    })
}

/// Words that are a link and say nothing else.
const LINK_WORDS: &[&str] = &["source", "link", "lien", "here", "ici", "pdf", "archive"];

/// The citation that a link is. A link within the draft is one where it leads to a note, or is a
/// number as its references have.
fn linked(target: &str, words: &str, labels: &HashSet<&str>) -> Option<(Style, Target, bool)> {
    let number = words.trim_matches(|c: char| !c.is_alphanumeric());
    let is_number = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
    // Manubot's `[@tag:x]`, whose definition elsewhere in the file makes it a link.
    if let Some(key) = words.strip_prefix('@')
        && !target.starts_with("http")
    {
        identified(target)?;
        return Some((Style::Pandoc, Target::Key(key.to_owned()), true));
    }
    if let Some(label) = target.strip_prefix('#') {
        let target = if is_number {
            Target::Number(number.parse().ok()?)
        } else {
            note_label(label)
                .filter(|note| labels.contains(note))
                .map(|note| Target::Note(note.to_owned()))?
        };
        let style = if is_number {
            Style::Numbered
        } else {
            Style::Note
        };
        return Some((style, target, words.chars().count() <= 4));
    }
    if ["mailto:", "tel:", "javascript:"]
        .iter()
        .any(|scheme| target.starts_with(scheme))
    {
        return None;
    }
    let folded = words
        .trim()
        .trim_matches(['(', ')', '[', ']'])
        .to_lowercase();
    let is_url = !urls_in(words).is_empty();
    let is_apparatus = is_url || is_number || LINK_WORDS.contains(&folded.as_str());
    let style = if is_url { Style::BareUrl } else { Style::Link };
    Some((style, Target::Url(target.to_owned()), is_apparatus))
}

/// The label of an anchor such as `fn1`, `footnote-3`, `ref-ruaro`; other anchors lead to
/// places of the draft itself.
fn note_label(anchor: &str) -> Option<&str> {
    let rest = ["footnote", "endnote", "cite_note", "fn", "note", "ref"]
        .iter()
        .find_map(|prefix| anchor.strip_prefix(prefix))?;
    let label = rest.trim_start_matches(['-', ':', '_']);
    (!label.is_empty()).then_some(label)
}

impl Role {
    /// Whether citations stand in such a block; a note or reference is what one leads to.
    fn cites(self) -> bool {
        !self.is_note() && !matches!(self, Role::Reference | Role::Code)
    }
}
