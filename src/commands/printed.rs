//! `ibid text --html`: the pages of a PDF as they were read, for a person to see whether the reading is
//! right. Each word stands in its box; blocks are numbered in reading order and told apart by colour.
//! The page runs no script and loads nothing.

use std::collections::BTreeMap;
use std::io::Write;

use anyhow::ensure;

use crate::document::{Document, Printed};
use crate::locator::Points;
use crate::report::sanitize;
use crate::span::Span;

const HEAD: &str = r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>
body { font: 16px/1.4 system-ui, sans-serif; margin: 1rem auto; max-width: 60rem; padding: 0 1rem; }
svg { display: block; width: 100%; background: #fff; border: 1px solid #999; }
rect { stroke-width: .4; fill-opacity: .18; }
.a { fill: #06c; stroke: #06c; } .b { fill: #c60; stroke: #c60; } .c { fill: #084; stroke: #084; }
text { font-family: serif; fill: #000; } .number { font: bold 7px sans-serif; fill: #c00; }
</style>
"#;

/// How far a page reaches beyond its words, in tenths of a point.
const MARGIN: i32 = 300;

/// A word with the number of its block.
type Numbered = (usize, Printed);

/// Writes the pages of `document`.
///
/// # Errors
/// When it has no printed words, or `out` fails.
pub(super) fn write(document: &Document, out: &mut dyn Write) -> anyhow::Result<()> {
    let mut pages: BTreeMap<u32, Vec<Numbered>> = BTreeMap::new();
    let blocks = document.blocks().iter();
    let ends: Vec<usize> = blocks
        .map(|block| document.decoded_span(block.span).end)
        .collect();
    for printed in document.printed() {
        let block = ends.partition_point(|end| *end <= printed.word.start);
        pages
            .entry(printed.page)
            .or_default()
            .push((block, printed));
    }
    let path = document.path();
    ensure!(
        !pages.is_empty(),
        "{path} has no printed pages; `--html` is for PDF, `ibid text` alone prints the others"
    );
    let title = escaped(path);
    writeln!(
        out,
        "{HEAD}<title>{title}</title>\n</head>\n<body>\n<h1>{title}</h1>"
    )?;
    for gap in document.gaps() {
        writeln!(out, "<p>{}</p>", escaped(gap))?;
    }
    let right = edge(&pages, |edges| edges[2].tenths).unwrap_or(0) + MARGIN;
    let top = edge(&pages, |edges| edges[3].tenths).unwrap_or(0) + MARGIN;
    let names = names(document);
    for (number, words) in &pages {
        let name = names.get(number).map_or("", String::as_str);
        writeln!(
            out,
            "<h2>{}</h2>\n<svg viewBox=\"0 0 {} {}\">",
            escaped(name),
            points(right),
            points(top)
        )?;
        page(document, words, top, out)?;
        writeln!(out, "</svg>")?;
    }
    writeln!(out, "</body>\n</html>")?;
    Ok(())
}

/// The furthest edge of any word.
fn edge(pages: &BTreeMap<u32, Vec<Numbered>>, of: impl Fn(&[Points; 4]) -> i32) -> Option<i32> {
    let words = pages.values().flatten();
    words.map(|(_, printed)| of(&printed.edges)).max()
}

/// What people call each page.
fn names(document: &Document) -> BTreeMap<u32, String> {
    // The first word of a page names it.
    let mut names = BTreeMap::new();
    for printed in document.printed() {
        names.entry(printed.page).or_insert_with(|| {
            let place = document.locator(document.text_span(printed.word));
            place.words(0).unwrap_or_default()
        });
    }
    names
}

fn page(
    document: &Document,
    words: &[Numbered],
    top: i32,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let mut before = None;
    for (block, printed) in words {
        let [left, bottom, right, upper] = printed.edges.map(|edge| edge.tenths);
        let (width, height) = ((right - left).max(1), (upper - bottom).max(1));
        let colour = ["a", "b", "c"][block % 3];
        if before.replace(*block) != Some(*block) {
            writeln!(
                out,
                "<text class=\"number\" x=\"{}\" y=\"{}\">{}</text>",
                points(left - 90),
                points(top - bottom),
                block + 1
            )?;
        }
        writeln!(
            out,
            "<rect class=\"{colour}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
            points(left),
            points(top - upper),
            points(width),
            points(height)
        )?;
        writeln!(
            out,
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\" textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\">{}</text>",
            points(left),
            points(top - bottom - height / 5),
            points(height * 4 / 5),
            points(width),
            escaped(shown(document, printed.word))
        )?;
    }
    Ok(())
}

fn shown(document: &Document, word: Span) -> &str {
    document
        .decoded()
        .get(word.start..word.end)
        .unwrap_or_default()
        .trim()
}

fn points(tenths: i32) -> String {
    format!("{:.1}", f64::from(tenths) / 10.0)
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in sanitize::page(text).chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            other => escaped.push(other),
        }
    }
    escaped
}
