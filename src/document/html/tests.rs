//! What is read of whole pages.

use super::read;
use crate::document::extract::Extracted;
use crate::document::{BlockKind, MarkKind};

const ARTICLE: &str = r##"<!DOCTYPE html>
<html lang="en-GB"><head>
<title>Ferry service resumes at Mopti | The River Post</title>
<meta property="og:site_name" content="The River Post">
<meta property="og:title" content="Ferry service resumes at Mopti &amp; Kona | The River Post">
<meta property="article:published_time" content="2022-03-04T08:00:00+00:00">
<link rel="canonical" href="https://riverpost.example/ferry">
<script>if (a < b) document.write("<p>Written by a script, not to be read.</p>");</script>
<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
  {"@type": "Organization", "@id": "#us", "name": "River Post Media"},
  {"@type": "NewsArticle", "headline": "Ferry service resumes",
   "author": [{"@type": "Person", "name": "Awa Traoré"}, {"@type": "Person", "name": "B. Keita"}],
   "publisher": {"@id": "#us"}, "dateModified": "2022-03-05"}]}</script>
</head><body>
<nav><ul><li><a href="/">Home page of the paper</a></li><li><a href="/news">All the news, every day</a></li></ul></nav>
<div id="cookie-banner">We use cookies to improve your visit, to count it, and to show you adverts. <button>Accept</button></div>
<div class="layout"><div class="story-body">
<h1>Ferry service resumes at Mopti</h1>
<div class="share-bar"><a href="#">Share on one network</a> <a href="#">Share on another</a></div>
<p>The ferry between Mopti and Kona sailed again on Friday, after a pause of eleven weeks, the port said.</p>
<p>About 340 passengers, most of them traders, boarded the <em>Niger Star</em> &mdash; a vessel built in 1987.</p>
<h2>Repairs</h2>
<p>Workers replaced the engine, the hull and two pumps, at a cost of <a href="/budget">48&nbsp;million</a> francs.</p>
<div class="related-links"><h3>Related stories</h3><p>A very different story, about rain, and what it did to the road.</p></div>
<p>The governor, who travelled on board, called the crossing, in his words, <q>a small victory</q>.</p>
</div>
<aside><h3>Most read</h3><p>Ten things to know about the river, its fish, its floods and its people.</p></aside></div>
<section id="comments"><h2>Comments</h2><p>Reader one: I do not believe it, the boat is old, and the captain is older.</p></section>
<footer><p>Copyright The River Post, all rights reserved, no copying without our leave.</p></footer>
</body></html>"##;

fn blocks(page: &Extracted) -> Vec<(&BlockKind, &str)> {
    let blocks = page.blocks.iter();
    blocks
        .map(|block| (&block.kind, block.span.of(&page.text)))
        .collect()
}

fn texts(source: &str) -> Vec<String> {
    let page = read(source);
    page.blocks
        .iter()
        .map(|block| block.span.of(&page.text).to_owned())
        .collect()
}

#[test]
fn of_an_article_the_text_is_kept_and_the_furniture_left_out() {
    let page = read(ARTICLE);
    insta::assert_snapshot!(
        blocks(&page)
            .iter()
            .map(|(kind, text)| format!("{kind:?}: {text}"))
            .collect::<Vec<_>>()
            .join("\n")
    );
}

#[test]
fn what_a_page_says_of_itself_is_read_from_the_most_trusted_place() {
    let page = read(ARTICLE);
    let fields: Vec<(&str, &str)> = page
        .embedded
        .fields
        .iter()
        .map(|(key, value)| (key.as_str(), value.as_str()))
        .collect();
    assert_eq!(
        fields,
        [
            ("title", "Ferry service resumes at Mopti & Kona"),
            ("author", "Awa Traoré"),
            ("author", "B. Keita"),
            ("issued", "2022-03-04T08:00:00+00:00"),
            ("modified", "2022-03-05"),
            ("url", "https://riverpost.example/ferry"),
            ("publisher", "The River Post"),
            ("language", "en-GB"),
        ]
    );
}

#[test]
fn metadata_comes_from_any_of_the_usual_vocabularies() {
    let field = |head: &str, key: &str| {
        let page = read(&format!(
            "<html><head>{head}</head><body><p>Text.</p></body></html>"
        ));
        page.embedded.get(key).map(str::to_owned)
    };
    let cases = [
        (
            "<title>Grain prices | A Paper</title>",
            "title",
            Some("Grain prices"),
        ),
        (
            "<title>War - and peace</title>",
            "title",
            Some("War - and peace"),
        ),
        (
            "<meta name=citation_title content='On grain'><title>x</title>",
            "title",
            Some("On grain"),
        ),
        (
            "<meta name=author content='By Awa Traoré'>",
            "author",
            Some("Awa Traoré"),
        ),
        (
            "<meta property=article:author content='https://x.example/awa'>",
            "author",
            None,
        ),
        (
            "<meta name=DC.date content=2020-05>",
            "issued",
            Some("2020-05"),
        ),
        (
            "<meta name=date content='0001-01-01T00:00:00Z'>",
            "issued",
            None,
        ),
        (
            "<meta name=citation_doi content='doi:10.1234/ab.5'>",
            "doi",
            Some("10.1234/ab.5"),
        ),
        (
            "<meta property=og:locale content=fr_FR>",
            "language",
            Some("fr-FR"),
        ),
        (
            "<script type='application/ld+json'>{ not json</script>",
            "title",
            None,
        ),
        (
            "<script type='application/ld+json'>[{\"@type\":\"Report\",\"headline\":\"Line\nend\"}]</script>",
            "title",
            Some("Line end"),
        ),
        (
            "<script type='application/ld+json'>{\"@type\":\"Person\",\"headline\":\"No\"}</script>",
            "title",
            None,
        ),
    ];
    for (head, key, expected) in cases {
        assert_eq!(field(head, key).as_deref(), expected, "{key} of {head}");
    }
}

#[test]
fn times_of_other_articles_are_not_the_date_of_the_page() {
    let issued = |body: &str| read(body).embedded.get("issued").map(str::to_owned);
    let one = "<p>Text.</p><time datetime='2021-02-03T10:00'>3 Feb</time>";
    assert_eq!(issued(one).as_deref(), Some("2021-02-03T10:00"));
    assert_eq!(
        issued(&format!("{one}<time datetime=2020-01-01>then</time>")),
        None
    );
}

#[test]
fn every_character_maps_back_to_the_bytes_it_was_read_from() {
    let page = read(ARTICLE);
    let mut replaced = Vec::new();
    let mut verbatim = 0;
    for block in &page.blocks {
        for (offset, c) in block.span.of(&page.text).char_indices() {
            let at = block.span.start + offset;
            let source = page
                .map
                .to_source((at..at + c.len_utf8()).into())
                .of(ARTICLE);
            if source.chars().eq([c]) {
                verbatim += 1;
            } else {
                replaced.push((c, source));
            }
        }
    }
    assert_eq!(replaced, [('—', "&mdash;"), (' ', "&nbsp;")]);
    assert!(verbatim > 300, "only {verbatim} characters were compared");
}

#[test]
fn a_bare_page_is_kept_whole() {
    let page = "<h1>Draft</h1><p>Mali has 19 regions.<p>It has one capital, <b>Bamako</b>.\
                <h2>Sources</h2><ul><li>One<li>Two</ul>Loose words.";
    assert_eq!(
        texts(page),
        [
            "Draft",
            "Mali has 19 regions.",
            "It has one capital, Bamako.",
            "Sources",
            "One",
            "Two",
            "Loose words."
        ]
    );
}

#[test]
fn posts_of_a_thread_are_all_text() {
    let post = |words: &str| {
        format!(
            "<div class='msg'><div class='who'>{words}</div><div class='said'><p>{words}, which I have measured, twice, with my own hands.</p></div></div>"
        )
    };
    let page = format!(
        "<body><div id='top-nav'><a href=/>Forum index</a></div><div id='thread'>{}{}{}</div></body>",
        post("The first pump failed"),
        post("The second pump failed"),
        post("The third pump holds"),
    );
    let read = texts(&page).join("\n");
    for words in [
        "The first pump failed,",
        "The second pump failed,",
        "The third pump holds,",
    ] {
        assert!(read.contains(words), "{words} is missing in {read}");
    }
    assert!(!read.contains("Forum index"));
}

#[test]
fn a_table_of_data_becomes_rows_and_a_table_of_layout_does_not() {
    let data = "<p>Rainfall, by town and year, is as follows:</p><table><caption>Rainfall</caption>\
        <tr><th>Town<th>mm</tr><tr><td>Gao<td>230</tr><tr><td><p>Kayes</p><p>Sud</p><td>650</tr></table>";
    let page = read(data);
    assert_eq!(
        blocks(&page)[1..],
        [
            (&BlockKind::Caption, "Rainfall"),
            (&BlockKind::TableRow { header: true }, "Town | mm"),
            (&BlockKind::TableRow { header: false }, "Gao | 230"),
            (&BlockKind::TableRow { header: false }, "Kayes Sud | 650"),
        ]
    );
    assert_eq!(page.blocks[3].introduced_by, Some(2));
    let cells: Vec<&str> = page.blocks[4]
        .cells
        .iter()
        .map(|cell| cell.of(&page.text))
        .collect();
    assert_eq!(cells, ["Kayes Sud", "650"]);

    let layout =
        "<table role=presentation><tr><td>Left words.</td><td>Right words.</td></tr></table>";
    assert_eq!(texts(layout), ["Left words.", "Right words."]);
}

#[test]
fn a_note_is_called_by_its_mark_and_its_label_is_no_word() {
    let source = "<p>Output fell by 4%<sup><a href=\"#fn1\">1</a></sup> in 2020, the ministry said.</p>\
        <p>An area of 3 km<sup>2</sup>.</p>\
        <ol><li id=fn1><sup>1</sup> Annual report, page 7. <a href=\"#ref1\">↩</a></li></ol>\
        <p id=ref1></p>";
    let page = read(source);
    assert_eq!(
        blocks(&page),
        [
            (
                &BlockKind::Paragraph,
                "Output fell by 4% in 2020, the ministry said."
            ),
            (&BlockKind::Paragraph, "An area of 3 km2."),
            (
                &BlockKind::Footnote {
                    label: "1".to_owned()
                },
                "Annual report, page 7. ↩"
            ),
        ]
    );
    let reference = &page.marks[0];
    assert_eq!(
        reference.kind,
        MarkKind::NoteReference {
            label: "1".to_owned()
        }
    );
    assert_eq!(
        reference.source.of(source),
        "<sup><a href=\"#fn1\">1</a></sup>"
    );
    assert_eq!(&page.text[..reference.span.start], "Output fell by 4%");
    assert!(
        page.marks
            .iter()
            .any(|mark| mark.kind == MarkKind::Superscript)
    );
}

#[test]
fn the_way_back_from_a_note_is_no_word() {
    let source = "<p>Output fell<a id=ref1 href=\"#fn1\"><sup>a</sup></a> in 2020, it said.</p>\
        <p id=fn1>Annual report. <a href=\"#ref1\">↩</a></p>";
    assert_eq!(
        texts(source),
        ["Output fell in 2020, it said.", "Annual report."]
    );
}

#[test]
fn marks_cover_their_words() {
    let source = "<p>See <a href='r.html?a=1&amp;b=2'>the report</a>, <em>Le Monde</em> and <q>we won</q>.</p>\
                  <!-- checked by hand --><p>More words, after the remark.</p>";
    let page = read(source);
    let marks: Vec<(&MarkKind, &str)> = page
        .marks
        .iter()
        .map(|mark| (&mark.kind, mark.span.of(&page.text)))
        .collect();
    assert_eq!(
        marks,
        [
            (
                &MarkKind::Link {
                    target: "r.html?a=1&b=2".to_owned()
                },
                "the report"
            ),
            (&MarkKind::Emphasis, "Le Monde"),
            (&MarkKind::InlineQuotation, "we won"),
            (
                &MarkKind::Comment {
                    content: " checked by hand ".to_owned()
                },
                ""
            ),
        ]
    );
    assert_eq!(page.marks[3].source.of(source), "<!-- checked by hand -->");
}

#[test]
fn lists_quotations_breaks_and_code_are_told_apart() {
    let source = "<p>The towns are these:</p><ul><li>Gao</li><li>Kidal</li></ul>\
        <blockquote><p>We will stay.</p></blockquote><pre>let x = 1;\n  y</pre>\
        One line<br>and its end.<br><br>Another paragraph.";
    let page = read(source);
    assert_eq!(
        blocks(&page),
        [
            (&BlockKind::Paragraph, "The towns are these:"),
            (&BlockKind::Item, "Gao"),
            (&BlockKind::Item, "Kidal"),
            (&BlockKind::Quotation, "We will stay."),
            (&BlockKind::Code, "let x = 1;\n  y"),
            (&BlockKind::Paragraph, "One line and its end."),
            (&BlockKind::Paragraph, "Another paragraph."),
        ]
    );
    assert_eq!(page.blocks[2].introduced_by, Some(0));
}

#[test]
fn broken_pages_are_read_as_far_as_they_go() {
    let cases = [
        (
            "<p>Cut off in a tag, here. <div class=\"no",
            "Cut off in a tag, here.",
        ),
        ("<p>5 < 6, and 7 &gt; 6", "5 < 6, and 7 > 6"),
        ("<p>R&D &amp stays</p></p></b></table>", "R&D & stays"),
        ("<p>One\0 word</p>", "One word"),
        (
            "<p>Shown<span hidden> not</span><span style='display: none'> nor this</span>.",
            "Shown.",
        ),
        (
            "<textarea><p>Not this</p></textarea><p>But this.",
            "But this.",
        ),
        ("<title>a</title><style>p { }</style><p>Words.", "Words."),
    ];
    for (source, expected) in cases {
        assert_eq!(texts(source), [expected], "{source}");
    }
    assert!(texts("").is_empty());
    assert!(texts("<script>1</script>").is_empty());
}

#[test]
fn line_ends_of_any_kind_keep_the_map_exact() {
    let source = "<p\r\nclass=a>One\r\ntwo</p>\r\n\r\n<p>caf&eacute;\rau lait</p>";
    let page = read(source);
    assert_eq!(page.text, "One two\n\ncafé au lait");
    let at = page.text.find("lait").unwrap();
    assert_eq!(page.map.to_source((at..at + 4).into()).of(source), "lait");
}

#[test]
fn depth_of_nesting_costs_no_stack() {
    let depth = 10_000;
    for (open, close) in [
        ("<div>", "</div>"),
        ("<b><i>", "</i>"),
        ("<table><tr><td>", ""),
        ("<ul><li>", "</b>"),
        ("<blockquote><p>", "</p>"),
    ] {
        let page = format!(
            "{}Deep words, far down.{}",
            open.repeat(depth),
            close.repeat(depth)
        );
        assert_eq!(texts(&page), ["Deep words, far down."], "{open}");
    }
    let json = format!(
        "<script type='application/ld+json'>{}</script><p>Words.",
        "[".repeat(depth)
    );
    assert_eq!(texts(&json), ["Words."]);
}
