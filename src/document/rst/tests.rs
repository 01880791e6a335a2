use crate::document::testing::shown;
use crate::document::{Document, MarkKind};

fn document(text: &str) -> Document {
    Document::read("a.rst", text.as_bytes()).unwrap()
}

/// The blocks of a text, each with a sign of what it is.
fn blocks(text: &str) -> Vec<String> {
    let document = document(text);
    shown(document.blocks(), document.text())
}

#[test]
fn blocks_are_told_by_lines_and_indents() {
    for (text, told) in [
        (
            "Title\n=====\n\nPart\n----\n\nText\nof it.\n",
            vec!["# Title", "## Part", "Text of it."],
        ),
        (
            "====\nA b\n====\n\nA\n=\n\nText.\n",
            vec!["# A b", "A =", "Text."],
        ),
        (
            "* One\n  goes on.\n\n* Two\n\n  - Three\n",
            vec!["- One goes on.", "- Two", "- Three"],
        ),
        (
            "1. One\n2. Two\n\nA. Diallo said\nthat it rained.\n",
            vec!["- One", "- Two", "A. Diallo said that it rained."],
        ),
        (
            "Text.\n\n  Quoted.\n\n  -- Awa\n",
            vec!["Text.", "> Quoted.", "> — Awa"],
        ),
        ("Text.\n\n  * An item\n", vec!["Text.", "- An item"]),
        (
            "It is so::\n\n  x = 1\n\nText.\n",
            vec!["It is so:", "` x = 1", "Text."],
        ),
        ("::\n\n  x = 1\n", vec!["` x = 1"]),
        (
            "term : kind\n  What it is.\n",
            vec!["term", "- What it is."],
        ),
        (
            ".. note:: Take care\n   of it.\n\n   Text.\n",
            vec!["Take care of it.", "Text."],
        ),
        (
            ".. admonition:: A title\n   :class: x\n\n   Text.\n",
            vec!["Text."],
        ),
        (".. versionadded:: 3.1\n   It came.\n", vec!["It came."]),
        (
            ".. figure:: a.png\n   :alt: x\n\n   The cranes.\n\n   More.\n",
            vec!["caption The cranes.", "More."],
        ),
        (
            ".. epigraph::\n\n   Words.\n\n   -- Awa\n",
            vec!["> Words.", "> — Awa"],
        ),
        (
            ".. code-block:: c\n   :name: x\n\n   int x;\n\nText.\n",
            vec!["` int x;", "Text."],
        ),
        (
            ".. toctree::\n\n   a\n\n.. image:: x.png\n\n.. _a: https://example.org\n\nText.\n",
            vec!["Text."],
        ),
        (
            ".. [1] A note\n   of two lines.\n.. [#] Another.\n\nText [1]_ and [#]_.\n",
            vec!["[1] A note of two lines.", "[#1] Another.", "Text and."],
        ),
        ("| A line\n| another\n", vec!["A line another"]),
        (">>> x\n1\n\nText.\n", vec!["` >>> x\n1", "Text."]),
        ("Text.\n\n----\n\nMore.\n", vec!["Text.", "More."]),
        (
            "PEP: 1\nTitle: A title\n that goes on\n\nText.\n",
            vec!["Text."],
        ),
        (
            "=====  =====\nA      B\n=====  =====\n1      2\n       3\n4      5\n=====  =====\n",
            vec!["= A | B", "| 1 | 2 3", "| 4 | 5"],
        ),
        (
            "+---+---+\n| A | B |\n+===+===+\n| 1 | 2 |\n|   | 3 |\n+---+---+\n",
            vec!["= A | B", "| 1 | 2 3"],
        ),
        (
            ".. list-table:: Rows\n   :header-rows: 1\n\n   * - A\n     - B\n   * - 1\n     - 2\n       3\n",
            vec!["caption Rows", "= A | B", "| 1 | 2 3"],
        ),
    ] {
        assert_eq!(blocks(text), told, "{text}");
    }
}

#[test]
fn words_are_those_that_are_shown() {
    for (text, shown) in [
        ("It *rose* by **5** ``m`` here.", "It rose by 5 m here."),
        (
            "See `the report <https://example.org/>`_ and `that`_ and that_.",
            "See the report and that and that.",
        ),
        ("A \\*star\\* and re\\ ``st``.", "A *star* and rest."),
        (
            "2 * 3 * 4 and x_y_z and __init__.",
            "2 * 3 * 4 and x_y_z and __init__.",
        ),
        (
            "By :func:`~os.path.join` of :ref:`the plan <plan>` and :pep:`8`.",
            "By join of the plan and PEP 8.",
        ),
        (
            "It was :del:`never` done in `m`:sup: and |x|.",
            "It was done in m and x.",
        ),
        (
            "At https://example.org/a_b_ it *is*.",
            "At https://example.org/a_b_ it is.",
        ),
        (".. |x| replace:: the *bay*\n\nIt is |x|.", "It is the bay."),
        (
            "Sizes are 2*x and \"*\" and '|'.",
            "Sizes are 2*x and \"*\" and '|'.",
        ),
    ] {
        assert_eq!(document(text).text(), shown, "{text}");
    }
}

#[test]
fn marks_say_what_words_are() {
    let text = "It rose :cite:p:`a2020,b2021` [Wells2001]_ `here <https://example.org>`_ ``x``.\n";
    let document = document(text);
    let told: Vec<String> = document
        .marks()
        .iter()
        .map(|mark| {
            let words = mark.span.of(document.text());
            match &mark.kind {
                MarkKind::Citation { works } => {
                    let keys: Vec<&str> = works.iter().map(|work| work.key.as_str()).collect();
                    format!("cites {keys:?} {words}")
                }
                MarkKind::Link { target } => format!("{target} {words}"),
                kind => format!("{kind:?} {words}"),
            }
        })
        .collect();
    assert_eq!(
        told,
        [
            "cites [\"a2020\", \"b2021\"] a2020,b2021",
            "cites [\"Wells2001\"] [Wells2001]",
            "https://example.org here",
            "Code x",
        ]
    );
}

#[test]
fn what_is_not_read_is_said() {
    let text = "Text.\n\n.. chart:: x\n\n   99\n\n.. chart:: y\n\n.. include:: other.txt\n";
    assert_eq!(
        document(text).gaps(),
        [
            "line 3 and 1 more: the directive “chart” is not read",
            "line 9: the directive “include” is not read",
        ]
    );
}

#[test]
fn a_document_states_what_it_is() {
    let text =
        "Title\n=====\n\n:Author: Awa\n:Date: 2020\n\n.. bibliography:: a.bib b.bib\n\nText.\n";
    let document = document(text);
    let fields: Vec<(&str, &str)> = document
        .embedded()
        .fields
        .iter()
        .map(|(key, value)| (key.as_str(), value.as_str()))
        .collect();
    assert_eq!(
        fields,
        [
            ("author", "Awa"),
            ("date", "2020"),
            ("bibliography", "a.bib"),
            ("bibliography", "b.bib")
        ]
    );
}
