//! What a publishing tool reads in Markdown and a person never does: templates, shortcodes,
//! attributes, directives, TeX. None of it is text.

use std::sync::LazyLock;

use regex::Regex;

use crate::span::Span;

/// A construct that is not closed within so many bytes is none.
const LONGEST: usize = 2000;

/// Constructs that run from one sign to another: Liquid and Jinja, shortcodes of Hugo, includes of
/// mdBook and MkDocs, expressions of MDX, comments of Obsidian.
const PAIRS: &[(&str, &str)] = &[
    ("{{", "}}"),
    ("{%", "%}"),
    ("{!", "!}"),
    ("{/*", "*/}"),
    ("%%", "%%"),
];

/// Constructs at the start of a line, up to its end: fences of divisions and directives with their
/// titles, admonitions and tabs of MkDocs, definitions of abbreviations, imports of MDX.
static LINE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^(?:",
        r":{3,}[^\n]*",
        r#"|(?:!!!|\?\?\?\+?)[ \t]*\w[^\n]*"#,
        r#"|===[!+]?[ \t]+["'][^\n]*"#,
        r#"|-{1,2}8<-{1,2}[^\n]*"#,
        r"|\*\[[^\]\n]+\]:[^\n]*",
        r#"|(?:import|export)[ \t][^\n]*["'][^"'\n]+["'];?[ \t]*(?:\n|$)"#,
        r"|export (?:const|default|function)[^\n]*",
        r")",
    ))
    .expect("a constant pattern")
});

/// Attributes in braces: `{#id .class key="value"}`, `{: .class}`, `{-}`.
static ATTRIBUTES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"^\{:?[ \t]*(?:-|(?:[#.][\w:./-]+|\{?[\w:-]+=(?:",
        r#""[^"\n]*"|'[^'\n]*'"#,
        r"|[^\s{}]+))(?:[ \t]+(?:[#.][\w:./-]+|[\w:-]+=(?:",
        r#""[^"\n]*"|'[^'\n]*'"#,
        r"|[^\s{}]+)))*|toc)[ \t]*\}",
    ))
    .expect("a constant pattern")
});

/// The name of a role before its content: ``{ref}`label` ``.
static ROLE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\{[a-z][\w:+.-]*\}`").expect("a constant pattern"));

/// A command of TeX with its arguments, and the cross-references of bookdown.
static COMMAND: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\\(?:@ref\([^()\n]*\)|[A-Za-z@]+\*?(?:\[[^\]\n]*\])?(?:\{[^{}\n]*\})+)")
        .expect("a constant pattern")
});

/// Notes to oneself, the head of a callout with its title, and the place of a table of contents.
static BRACKETED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:\[(?:TODO|FIXME|TBD|XXX)\b[^\]\n]*\]|\[![\w-]+\][+-]?[^\n]*|\[\[?(?:TOC|toc|_TOC_)\]\]?)")
        .expect("a constant pattern")
});

/// The constructs of `source`, in order, none over another. Those within code are code.
pub(super) fn spans(source: &str) -> Vec<Span> {
    let bytes = source.as_bytes();
    let mut found: Vec<Span> = Vec::new();
    let mut at = 0;
    while let Some(step) = source[at..].find(is_telling) {
        at += step;
        let rest = &source[at..];
        let length = match bytes[at] {
            b'`' => {
                at += code(source, at);
                continue;
            }
            b'~' if opens_line(source, at) && rest.starts_with("~~~") => {
                at += code(source, at);
                continue;
            }
            b'{' => attributes(rest).or_else(|| pair(rest)),
            b'%' => pair(rest),
            b'^' => note(rest),
            b'\\' => environment(rest)
                .or_else(|| length(&COMMAND, rest))
                .or_else(|| rest.starts_with("\\`").then_some(0)),
            b'[' => length(&BRACKETED, rest),
            _ if opens_line(source, at) => length(&LINE, rest),
            _ => None,
        };
        match length {
            Some(0) => at += 2,
            Some(length) => {
                found.push(Span::new(at, at + length));
                at += length;
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    found
}

fn is_telling(c: char) -> bool {
    matches!(
        c,
        '`' | '~' | '{' | '%' | '^' | '\\' | '[' | ':' | '!' | '?' | '=' | '-' | '*' | 'i' | 'e'
    )
}

/// Whether nothing but indentation and marks of quotation stands before `at` in its line.
fn opens_line(source: &str, at: usize) -> bool {
    const DEEPEST: usize = 40;
    let before = source.as_bytes()[..at].iter().rev();
    let mut outside = before
        .take(DEEPEST)
        .skip_while(|byte| matches!(byte, b' ' | b'\t' | b'>'));
    outside.next().is_none_or(|byte| *byte == b'\n')
}

fn length(pattern: &Regex, rest: &str) -> Option<usize> {
    pattern.find(rest).map(|found| found.end())
}

fn attributes(rest: &str) -> Option<usize> {
    length(&ATTRIBUTES, rest).or_else(|| length(&ROLE, rest).map(|length| length - 1))
}

/// The length of the pair that opens `rest` and closes in the same paragraph.
fn pair(rest: &str) -> Option<usize> {
    let &(open, close) = PAIRS.iter().find(|(open, _)| rest.starts_with(open))?;
    let inner = head(&rest[open.len()..]);
    let length = inner.find(close)?;
    (!inner[..length].contains("\n\n")).then_some(open.len() + length + close.len())
}

/// Whether a construct is a note that stands where it is referred to.
pub(super) fn is_note(construct: &str) -> bool {
    construct.starts_with("^[")
}

/// The length of the note within a line that opens `rest`: `^[…]`, to the bracket that closes it.
fn note(rest: &str) -> Option<usize> {
    let inner = head(rest).strip_prefix("^[")?;
    let inner = &inner[..inner.find("\n\n").unwrap_or(inner.len())];
    let mut depth = 0_usize;
    for (at, byte) in inner.bytes().enumerate() {
        match byte {
            b'[' => depth += 1,
            b']' if depth == 0 => return Some(at + 3),
            b']' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The length of an environment of TeX that opens `rest`, with all that it holds.
fn environment(rest: &str) -> Option<usize> {
    let name = rest.strip_prefix("\\begin{")?.split_once('}')?.0;
    let end = format!("\\end{{{name}}}");
    let at = head(rest).find(&end)?;
    Some(at + end.len())
}

/// The first bytes of `text`, as many as a construct may have.
fn head(text: &str) -> &str {
    &text[..text.floor_char_boundary(LONGEST)]
}

/// The length of the code that begins at `at`, or of the signs that open none.
fn code(source: &str, at: usize) -> usize {
    let rest = &source[at..];
    let sign = &rest[..1];
    let run = rest.len() - rest.trim_start_matches(sign).len();
    let inner = &rest[run..];
    let fence = &rest[..run];
    if run >= 3 && opens_line(source, at) {
        let mut end = run;
        for line in inner.split_inclusive('\n') {
            end += line.len();
            let marks = line.trim_start_matches([' ', '\t', '>']);
            if marks.starts_with(fence) && marks.trim().trim_start_matches(sign).is_empty() {
                break;
            }
        }
        return end;
    }
    let inner = head(inner);
    let paragraph = inner.find("\n\n").unwrap_or(inner.len());
    let mut from = 0;
    while let Some(found) = inner[from..paragraph].find(fence) {
        let close = from + found;
        let end = close + inner[close..].len() - inner[close..].trim_start_matches(sign).len();
        if end - close == run {
            return run + end;
        }
        from = end.min(paragraph);
    }
    run
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(source: &str) -> Vec<&str> {
        spans(source)
            .into_iter()
            .map(|span| span.of(source))
            .collect()
    }

    #[test]
    fn templates_of_every_tool_are_seen() {
        for construct in [
            "{{< figure src=\"a.jpg\" title=\"A year\" >}}",
            "{{% note %}}",
            "{% include gallery.html caption=\"Pictures\" %}",
            "{{ site.title }}",
            "{{#include file.rs:2:9}}",
            "{#sec:two .class key=\"a b\"}",
            "{: .no_toc }",
            "{-}",
            "\\@ref(fig:gates)",
            "\\label{eq:flow}",
            "\\begin{align}\nx &= 1\n\\end{align}",
            "^[A note [of *brackets*] in the line.]",
            "[TODO: look this up]",
            "[!info]- A title",
            "%% a comment %%",
        ] {
            let source = format!("Rain fell. {construct}\nIt stopped.");
            assert_eq!(found(&source), [construct], "{source}");
        }
        for line in [
            "::: {.callout-note title=\"Read this\"}",
            ":::note A title",
            "!!! note \"Opening hours\"",
            "??? tip",
            "=== \"C\"",
            "*[HTML]: Hyper Text",
            "--8<-- \"file.md\"",
        ] {
            let source = format!("Rain fell.\n\n{line}\nIt stopped.");
            assert_eq!(found(&source), [line], "{source}");
        }
    }

    #[test]
    fn text_and_code_are_none() {
        for source in [
            "Wait!!! 50 % of it, at 2:30, in {braces} and C:\\dir.",
            "The code `{{ x }}` and ``a ` {% b %}`` stand.",
            "```\n{{ x }}\n:::\n```\nText.",
            "A {{ that closes\n\nin another }} paragraph.",
            "See [the plan](plan.md)[^1] and [@key].",
            "export prices rose, import duties fell.",
        ] {
            assert_eq!(found(source), [""; 0], "{source}");
        }
    }
}
