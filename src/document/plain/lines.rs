//! The lines of a plain text, and which of them a typist broke only to stay within a column.
//!
//! Knows nothing of blocks: it answers where paragraphs begin.

use crate::span::Span;

/// A line longer than this was not broken to fit a column.
const WIDEST_COLUMN: usize = 130;
/// A word that would have fitted by this much was put on the next line on purpose.
const SLACK: usize = 3;
/// Lines of a bare list are shorter than this.
const LIST_LINE: usize = 50;

/// Words after which a line cannot end a heading or a paragraph.
const UNFINISHED: [&str; 32] = [
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "that", "the", "to",
    "with", "à", "au", "aux", "avec", "dans", "de", "des", "du", "en", "et", "la", "le", "les",
    "ou", "par", "sur",
];

/// A line without the white space around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Its words.
    pub(super) span: Span,
    /// Length in characters.
    pub(super) width: usize,
    /// White space before it, in characters.
    pub(super) indent: usize,
}

/// The runs of lines between blank lines.
pub(super) fn chunks(source: &str) -> Vec<Vec<Line>> {
    let mut chunks = Vec::new();
    let mut chunk = Vec::new();
    let mut at = 0;
    for raw in source.split_inclusive(['\n', '\u{0C}', '\u{2029}']) {
        match line(raw, at) {
            Some(line) if comment(line.span.of(source)).is_some() => {}
            Some(line) => chunk.push(line),
            None if !chunk.is_empty() => chunks.push(std::mem::take(&mut chunk)),
            None => {}
        }
        at += raw.len();
    }
    if !chunk.is_empty() {
        chunks.push(chunk);
    }
    chunks
}

/// The comments of a text that stand on lines of their own, with their content. They are nobody's
/// words, and end no paragraph.
pub(super) fn comments(source: &str) -> Vec<(Span, &str)> {
    let mut at = 0;
    let mut comments = Vec::new();
    for raw in source.split_inclusive('\n') {
        let line = line(raw, at);
        at += raw.len();
        comments.extend(line.and_then(|line| Some((line.span, comment(line.span.of(source))?))));
    }
    comments
}

/// The content of a line that is a comment.
fn comment(words: &str) -> Option<&str> {
    let content = words.strip_prefix("<!--")?.strip_suffix("-->")?;
    (!content.contains("-->")).then(|| content.trim())
}

fn line(raw: &str, at: usize) -> Option<Line> {
    let invisible = |c: char| c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}');
    let rest = raw.trim_start_matches(invisible);
    let start = raw.len() - rest.len();
    let words = rest.trim_end_matches(invisible);
    (!words.is_empty()).then(|| Line {
        span: Span::new(at + start, at + start + words.len()),
        width: words.chars().count(),
        indent: raw[..start].chars().count(),
    })
}

/// Whether the lines of a text are broken to fit a column: most of it stands in short lines.
pub(super) fn is_wrapped(chunks: &[Vec<Line>]) -> bool {
    let widths = chunks.iter().flatten().map(|line| line.width);
    let (mut short, mut long) = (0, 0);
    for width in widths {
        if width > WIDEST_COLUMN {
            long += width;
        } else {
            short += width;
        }
    }
    short > long
}

/// What the lines of a chunk have in common.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    /// The widest line, if lines were broken to fit a column.
    column: Option<usize>,
    /// Short lines none of which ends like a sentence: each stands for itself.
    bare_list: bool,
}

impl Layout {
    /// The layout of a chunk in a text whose lines are broken to fit a column, or are not.
    pub(super) fn of(source: &str, chunk: &[Line], wrapped: bool) -> Self {
        let widest = chunk.iter().map(|line| line.width).max();
        let column = widest.filter(|&widest| wrapped && widest <= WIDEST_COLUMN);
        let bare_list = chunk.len() > 2
            && chunk
                .iter()
                .all(|line| line.width < LIST_LINE && !ends_sentence(line.span.of(source)));
        Self { column, bare_list }
    }

    /// Whether `second` goes on with the paragraph of `first`, the line before it.
    pub(super) fn joins(self, source: &str, first: Line, second: Line) -> bool {
        let (a, b) = (first.span.of(source), second.span.of(source));
        if self.bare_list {
            return false;
        }
        if b.starts_with(char::is_lowercase) || is_unfinished(a) {
            return true;
        }
        let Some(column) = self.column else {
            return false;
        };
        let word = b.split_whitespace().next().unwrap_or_default();
        first.width + 1 + word.chars().count() + SLACK > column
    }
}

/// Whether words end as a sentence does, closing marks and note numbers left aside.
pub(super) fn ends_sentence(words: &str) -> bool {
    words
        .trim_end_matches(|c: char| {
            matches!(c, '"' | '\'' | '’' | '”' | '»' | ')' | ']' | '*' | '_') || c.is_whitespace()
        })
        .ends_with(['.', '!', '?', '…', '。'])
}

fn is_unfinished(words: &str) -> bool {
    let last = words.split_whitespace().next_back().unwrap_or_default();
    words.ends_with([',', ';']) || UNFINISHED.contains(&last)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The paragraphs of a text, each as its lines.
    fn paragraphs(source: &str) -> Vec<Vec<&str>> {
        let mut out: Vec<Vec<&str>> = Vec::new();
        let chunks = chunks(source);
        let wrapped = is_wrapped(&chunks);
        for chunk in chunks {
            let layout = Layout::of(source, &chunk, wrapped);
            for (index, line) in chunk.iter().enumerate() {
                let words = line.span.of(source);
                match out.last_mut() {
                    Some(last) if index > 0 && layout.joins(source, chunk[index - 1], *line) => {
                        last.push(words);
                    }
                    _ => out.push(vec![words]),
                }
            }
        }
        out
    }

    #[test]
    fn a_comment_on_its_own_line_is_no_word_of_the_text() {
        let source = "One line.\n  <!-- a note -->\nAnother, <!-- not alone --> line.\n";
        assert_eq!(comments(source), [(Span::new(12, 27), "a note")]);
        assert_eq!(chunks(source)[0].len(), 2);
    }

    #[test]
    fn a_wrapped_column_is_one_paragraph() {
        let text = "The patrol left the town before dawn and drove north\n\
                    along the river, towards the camp that the UN had\n\
                    Malian soldiers guard since the handover. It met\n\
                    no one.\n\nThe second patrol stayed.";
        let found = paragraphs(text);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].len(), 4);
    }

    #[test]
    fn long_lines_are_paragraphs_of_their_own() {
        let long = "The column reached the town. ".repeat(12);
        let text = format!("{long}\n{long}\nA short heading\n{long}");
        assert_eq!(paragraphs(&text).len(), 4);
    }

    #[test]
    fn a_line_broken_on_purpose_begins_a_paragraph() {
        let text = "Moussa Traoré, envoy\nThe talks opened in the capital on Monday morning.";
        assert_eq!(paragraphs(text).len(), 2);
        assert_eq!(paragraphs("bread\nsalt and oil\nmillet").len(), 3);
    }

    #[test]
    fn a_sentence_broken_anywhere_is_joined() {
        assert_eq!(paragraphs("It was a dry\nseason in the north.").len(), 1);
        assert_eq!(
            paragraphs("The mission was led by\nGermany until it was closed for good.").len(),
            1
        );
    }
}
