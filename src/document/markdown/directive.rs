//! What MyST and Pandoc write around prose: directives whose content is prose, their options,
//! targets, comments, and notes within a line.
//!
//! The parser is given a copy of the source in which these marks are blank, so that it reads the
//! prose between them as any other; every byte keeps its place.

use std::sync::LazyLock;

use regex::Regex;

use super::template;
use crate::language::label::is_remark;
use crate::span::Span;

/// Directives, besides those that name a kind of note, whose content is prose.
const PROSE: &[&str] = &[
    "admonition",
    "aside",
    "blockquote",
    "card",
    "corollary",
    "definition",
    "dropdown",
    "epigraph",
    "exercise",
    "figure",
    "grid-item",
    "grid-item-card",
    "lemma",
    "margin",
    "pull-quote",
    "proof",
    "proposition",
    "remark",
    "sidebar",
    "solution",
    "tab-item",
    "theorem",
    "topic",
];

/// What the parser is given, and what was found on the way.
#[derive(Debug, Default)]
pub(super) struct Masked {
    /// As long as the source.
    pub(super) text: String,
    /// Notes that stand where they are referred to (`^[…]`), in order.
    pub(super) notes: Vec<Span>,
    /// The bibliographies that directives name.
    pub(super) bibliographies: Vec<String>,
}

/// A line of MyST that says nothing: the target of a link, a border between cells.
static MARK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*\([\w .:/-]+\)=\s*$|^\+\+\+(?:\s*\{.*\})?\s*$").expect("a constant pattern")
});

/// An option of a directive.
static OPTION: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\s*:[\w-]+:(?:\s|$)").expect("a constant pattern"));

/// What only MyST writes: a directive of notebooks or notes, a role, a target.
static MYST: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?m)^[ \t]*:{3,}\{[a-z]",
        r"|^[ \t]*(?:`{3,}|~{3,})\{(?:[\w-]+:[\w-]+|code-cell|math|figure|note|tip|warning",
        r"|admonition|bibliography|toctree|tableofcontents|image|seealso|important)\}",
        r"|\{(?:cite|ref|numref|doc|term|eq|math)(?::\w+)?\}`",
        r"|^\([\w .:/-]+\)=[ \t]*$",
    ))
    .expect("a constant pattern")
});

/// A fence that is open.
struct Fence {
    sign: u8,
    length: usize,
    /// Whether what it holds is read.
    is_prose: bool,
    /// Whether nothing of it is read, its content no more than its fences.
    is_blank: bool,
}

/// Reads the marks of `source`; `templates` are the constructs that are no text, in order.
pub(super) fn masked(source: &str, templates: &[Span]) -> Masked {
    let mut masked = Masked::default();
    let mut bytes = source.as_bytes().to_vec();
    for &span in templates
        .iter()
        .filter(|span| template::is_note(span.of(source)))
    {
        bytes[span.start] = b' ';
        masked.notes.push(span);
    }
    mask_statements(source, templates, &mut bytes);
    mask_lines(source, &mut bytes, &mut masked.bibliographies);
    join_notes(source, &mut bytes);
    // Only whole characters are blanked, each byte of them.
    masked.text = String::from_utf8(bytes).unwrap_or_else(|_| source.to_owned());
    masked
}

/// Blanks the lines that are nothing but statements of a template (`{% include … %}`): they are gone
/// before the publishing tool reads Markdown, and no paragraph runs on through them.
fn mask_statements(source: &str, templates: &[Span], bytes: &mut [u8]) {
    let of_template = |span: &&Span| span.of(source).starts_with("{%");
    let mut statements = templates.iter().filter(of_template).peekable();
    let (mut at, mut from) = (0, 0);
    for line in source.split_inclusive('\n') {
        let place = Span::new(at, at + line.trim_end_matches(['\n', '\r']).len());
        at += line.len();
        from = from.max(place.start);
        let mut is_bare = true;
        while let Some(statement) = statements.next_if(|statement| statement.start < place.end) {
            let before = &source[from.min(statement.start)..statement.start];
            is_bare &= before.trim().is_empty();
            from = statement.end;
        }
        is_bare &= from > place.start && source[from.min(place.end)..place.end].trim().is_empty();
        if is_bare {
            blank(bytes, place);
        }
    }
}

/// Joins the label of a note that stands alone on its line with the words on the next one, as Pandoc
/// does: CommonMark ends the note with its label.
fn join_notes(source: &str, bytes: &mut [u8]) {
    static LABEL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?m)^ {0,3}\[\^[^\]\s]+\]:[ \t]*(\r?\n) {0,3}[^\s\[]")
            .expect("a constant pattern")
    });
    for found in LABEL.captures_iter(source) {
        if let Some(end) = found.get(1) {
            blank(bytes, Span::new(end.start(), end.end()));
        }
    }
}

fn mask_lines(source: &str, bytes: &mut [u8], bibliographies: &mut Vec<String>) {
    let is_myst = MYST.is_match(source);
    let mut open: Vec<Fence> = Vec::new();
    let mut options = Options::None;
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let place = Span::new(at, at + line.trim_end_matches(['\n', '\r']).len());
        at += line.len();
        let line = place.of(source);
        if options.take(line) {
            blank(bytes, place);
            continue;
        }
        let is_read = open.iter().all(|fence| fence.is_prose);
        let in_blank = open.iter().any(|fence| fence.is_blank);
        if let Some((sign, length, behind)) = fence(line) {
            let closes = open.last().is_some_and(|last| {
                last.sign == sign && length >= last.length && behind.is_empty()
            });
            if closes {
                let closed = open.pop();
                if in_blank || closed.is_some_and(|closed| closed.is_prose && is_myst) {
                    blank(bytes, place);
                }
                continue;
            }
            if is_read {
                let (fence, is_directive) = opened(sign, length, behind, is_myst);
                if is_directive {
                    bibliographies.extend(bibliography(behind));
                    if fence.is_prose || fence.is_blank {
                        blank(bytes, place);
                        options = Options::Expected;
                    }
                }
                open.push(fence);
                continue;
            }
        }
        let is_comment = is_myst && line.starts_with('%');
        let is_border = !line.starts_with('+') || (is_myst && place.start > 0);
        if in_blank || is_read && (is_comment || is_border && MARK.is_match(line)) {
            blank(bytes, place);
        }
    }
}

/// The sign, the length and what stands behind the fence that a line is, if it is one.
fn fence(line: &str) -> Option<(u8, usize, &str)> {
    let marks = line.trim_start_matches([' ', '\t', '>']);
    let sign = *marks.as_bytes().first()?;
    if !matches!(sign, b'`' | b'~' | b':') {
        return None;
    }
    let length = marks.bytes().take_while(|byte| *byte == sign).count();
    let behind = marks[length..].trim();
    (length >= 3 && !(sign == b'`' && behind.contains('`'))).then_some((sign, length, behind))
}

/// The fence that opens with `behind`, and whether it is a directive of MyST.
fn opened(sign: u8, length: usize, behind: &str, is_myst: bool) -> (Fence, bool) {
    let name = behind
        .strip_prefix('{')
        .and_then(|rest| rest.split_once('}'));
    let name = name.map(|(name, _)| name.rsplit(':').next().unwrap_or(name));
    let is_word =
        |name: &&str| name.starts_with(|c: char| c.is_ascii_lowercase()) && !name.contains(' ');
    let name = name.filter(is_word).filter(|_| is_myst);
    let names_prose = name.is_some_and(|name| PROSE.contains(&name) || is_remark(name));
    let is_division = sign == b':' && name.is_none();
    let fence = Fence {
        sign,
        length,
        is_prose: names_prose || is_division,
        is_blank: sign == b':' && name.is_some() && !names_prose,
    };
    (fence, name.is_some())
}

/// The file that a `bibliography` directive names.
fn bibliography(behind: &str) -> Option<String> {
    let named = behind.strip_prefix("{bibliography}")?.trim();
    (!named.is_empty()).then(|| named.to_owned())
}

/// The options at the head of a directive.
enum Options {
    None,
    /// The next line may be one.
    Expected,
    /// Between two lines of dashes.
    Block,
}

impl Options {
    /// Whether a line is one of them.
    fn take(&mut self, line: &str) -> bool {
        let is_border = line.trim() == "---";
        match self {
            Options::Block if is_border => *self = Options::None,
            Options::Block => {}
            Options::Expected if is_border => *self = Options::Block,
            Options::Expected if OPTION.is_match(line) => {}
            _ => {
                *self = Options::None;
                return false;
            }
        }
        true
    }
}

fn blank(bytes: &mut [u8], place: Span) {
    bytes[place.start..place.end].fill(b' ');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: &str) -> String {
        let masked = masked(source, &template::spans(source));
        assert_eq!(masked.text.len(), source.len());
        let lines = masked.text.lines().map(str::trim_end);
        lines
            .filter(|line| !line.is_empty())
            .collect::<Vec<_>>()
            .join("/")
    }

    #[test]
    fn prose_of_directives_is_left_and_their_marks_are_blank() {
        for (source, left) in [
            (
                "```{note} Title\n:class: x\n\nText.\n```\nMore.",
                "Text./More.",
            ),
            (
                "````{tip}\n---\nname: x\n---\nText.\n```python\nx\n```\n````",
                "Text./```python/x/```",
            ),
            (":::{prf:theorem} Of Bayes\n:label: b\nText.\n:::", "Text."),
            (":::{code-cell}\nx = 1\n:::\nText.", "Text."),
            ("```{math}\nx = 1\n```\nText.", "```{math}/x = 1/```/Text."),
            (
                "(target)=\n# Head\n\n% A comment\n+++\nText.",
                "# Head/Text.",
            ),
        ] {
            assert_eq!(read(source), left, "{source}");
        }
    }

    #[test]
    fn other_dialects_keep_their_lines() {
        for source in [
            "80 of 100, or 80\n% of all.",
            "It was {% x %} and\n{{ y }}\nand {% z %}",
            "::: {.note}\nText.\n:::",
            ":::note Title\nText.\n:::",
            "```{r}\n%x\n```",
            "```\n(x)=\n```",
        ] {
            let lines: Vec<&str> = source.lines().collect();
            assert_eq!(read(source), lines.join("/"), "{source}");
        }
    }

    #[test]
    fn lines_of_statements_are_blank() {
        for (source, left) in [
            ("{% include a.md %}\n[x]: /y", "[x]: /y"),
            ("Text.\n  {% if a\n  b %} {% c %}\nText.", "Text./Text."),
            ("```\n{% x %}\n```", "```/{% x %}/```"),
        ] {
            assert_eq!(read(source), left, "{source}");
        }
    }

    #[test]
    fn a_bibliography_is_named() {
        let source = "Text.\n\n```{bibliography} lib/all.bib\n:style: plain\n```\n";
        assert_eq!(masked(source, &[]).bibliographies, ["lib/all.bib"]);
    }
}
