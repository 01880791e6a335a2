//! The directives that are known, by what they hold.

/// What a directive makes of the lines it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// Prose, which begins behind its name.
    Prose,
    /// Prose, beneath a title or a name that is none.
    Beneath,
    /// Prose, which begins behind the first word.
    BehindWord,
    /// A quotation.
    Quotation,
    /// The caption of a picture, and prose.
    Figure,
    /// A table, with its caption behind the name.
    Table,
    /// A table that is written as a list.
    Rows,
    /// Code.
    Code,
    /// Bibliographies that it names.
    Bibliographies,
    /// Nothing that anybody says.
    Nothing,
    /// What is read elsewhere or not at all, which is said.
    Unread,
}

/// The directives of docutils and Sphinx.
const KNOWN: &[(Content, &[&str])] = &[
    (
        Content::Prose,
        &[
            "attention",
            "caution",
            "danger",
            "error",
            "hint",
            "important",
            "note",
            "tip",
            "warning",
            "seealso",
            "todo",
            "compound",
            "centered",
            "line-block",
        ],
    ),
    (
        Content::Beneath,
        &[
            "admonition",
            "topic",
            "sidebar",
            "container",
            "rubric",
            "only",
            "ifconfig",
            "class",
            "rst-class",
            "cssclass",
            "hlist",
            "glossary",
            "tabs",
            "tab",
            "tab-set",
            "tab-item",
            "group-tab",
            "dropdown",
            "details",
            "card",
            "grid",
            "grid-item",
            "grid-item-card",
            "margin",
            "aside",
            "collapse",
            "function",
            "method",
            "attribute",
            "data",
            "exception",
            "module",
            "currentmodule",
            "classmethod",
            "staticmethod",
            "decorator",
            "property",
            "object",
            "option",
            "program",
            "cmdoption",
            "envvar",
            "confval",
            "describe",
            "directive",
            "role",
            "type",
            "struct",
            "enum",
            "macro",
            "member",
            "var",
            "const",
            "setting",
            "label",
            "proof",
            "theorem",
            "lemma",
            "definition",
            "corollary",
            "example",
            "remark",
            "exercise",
            "solution",
            "needs",
            "req",
        ],
    ),
    (
        Content::BehindWord,
        &[
            "versionadded",
            "versionchanged",
            "versionremoved",
            "deprecated",
            "deprecated-removed",
        ],
    ),
    (
        Content::Quotation,
        &[
            "epigraph",
            "highlights",
            "pull-quote",
            "pullquote",
            "blockquote",
        ],
    ),
    (Content::Figure, &["figure", "subfigure"]),
    (
        Content::Table,
        &["table", "tabularcolumns", "cssclass-table"],
    ),
    (Content::Rows, &["list-table", "flat-table"]),
    (
        Content::Code,
        &[
            "code",
            "code-block",
            "sourcecode",
            "parsed-literal",
            "highlight",
            "literalinclude",
            "math",
            "doctest",
            "testcode",
            "testsetup",
            "testoutput",
            "testcleanup",
            "productionlist",
            "prompt",
            "ipython",
            "jupyter-execute",
            "code-cell",
            "plot",
            "graphviz",
            "digraph",
            "graph",
            "mermaid",
            "plantuml",
            "uml",
            "tikz",
            "raw",
            "grammar-snippet",
            "console",
            "runblock",
        ],
    ),
    (Content::Bibliographies, &["bibliography"]),
    (
        Content::Nothing,
        &[
            "toctree",
            "contents",
            "image",
            "index",
            "meta",
            "sectnum",
            "section-numbering",
            "header",
            "footer",
            "title",
            "default-role",
            "default-domain",
            "target-notes",
            "footbibliography",
            "highlightlang",
            "tags",
            "sectionauthor",
            "codeauthor",
            "moduleauthor",
            "youtube",
            "video",
            "audio",
            "unicode",
            "date",
            "replace",
            "canonical",
            "py-module",
            "acks",
            "include-once",
            "inheritance-diagram",
            "todolist",
            "rstcheck",
            "figure-md",
        ],
    ),
    (
        Content::Unread,
        &[
            "include",
            "csv-table",
            "automodule",
            "autoclass",
            "autofunction",
        ],
    ),
];

/// Families of directives that describe what a program offers.
const DESCRIBING: &[&str] = &["py", "c", "cpp", "js", "rst", "std", "prf"];

/// What the directive of this name holds; `None` where it is not known.
pub(super) fn content_of(name: &str) -> Option<Content> {
    let name = name.to_lowercase();
    if let Some((family, _)) = name.split_once(':')
        && DESCRIBING.contains(&family)
    {
        return Some(Content::Beneath);
    }
    let known = KNOWN
        .iter()
        .find(|(_, names)| names.contains(&name.as_str()));
    known.map(|(content, _)| *content)
}
