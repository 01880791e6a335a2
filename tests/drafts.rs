//! Tables of quotations and citations: what fair editing may change and what it may not, and
//! where the citations of each style lead.

use std::sync::Arc;

use ibid::document::{Document, Hash};
use ibid::draft::{Draft, Known, Pattern, QuotedText, Resolution, match_quotation, resolve};
use ibid::language::PartialDate;
use ibid::sources::{Bibliography, Metadata, Source};
use ibid::span::Span;

mod tables;

use tables::rows;

#[test]
fn quotations_pass_or_fail_as_the_table_says() {
    let table = include_str!("drafts/quotations.tsv");
    let mut wrong = Vec::new();
    let mut count = 0;
    for row in rows(table) {
        let [expected, edit, source, quotation] = row.as_slice() else {
            panic!("not four cells: {row:?}");
        };
        let text = QuotedText::new(source, &[Span::new(0, source.len())]);
        let found = match match_quotation(&Pattern::new(quotation), &text) {
            Some(matched) if matched.is_exact() => "exact",
            Some(_) => "altered",
            None => "not-found",
        };
        count += 1;
        if found != expected {
            wrong.push(format!("{edit}: {found}, not {expected}: {quotation}"));
        }
    }
    assert!(count >= 200, "{count} cases");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn source(key: &str, title: &str, authors: &[&str], year: i16) -> Arc<Source> {
    let name = key.trim_end_matches(|c: char| c.is_ascii_digit());
    Arc::new(Source {
        name: format!("sources/{name}.txt"),
        hash: Hash::of(name.as_bytes()),
        metadata: Metadata {
            key: Some(key.to_owned()),
            title: Some(title.to_owned()),
            authors: authors.iter().map(|author| (*author).to_owned()).collect(),
            issued: Some(PartialDate {
                year,
                month: None,
                day: None,
            }),
            url: Some(format!("https://example.org/{name}")),
            doi: (name == "port").then(|| "10.5555/port.7".to_owned()),
            ..Metadata::default()
        },
    })
}

#[test]
fn citations_lead_where_the_table_says() {
    let sources = [
        source(
            "dam2020",
            "The Breaking of the Great Dam",
            &["Diallo, Awa"],
            2020,
        ),
        source(
            "port2021",
            "Harbours",
            &["International Port Council"],
            2021,
        ),
        source(
            "river2019",
            "Slow Water: A History of the Long River",
            &["van Berg, Jan", "Traoré, Salif"],
            2019,
        ),
    ];
    let bibliography = Bibliography::from_bibtex(
        "@book{keita2015, author = {Keita, Mariam}, title = {Wells}, year = {c2015}}\n\
         @book{dam_too, title = {The Dam}, url = {https://example.org/dam}}",
    )
    .unwrap();
    let table = include_str!("drafts/citations.tsv");
    let mut wrong = Vec::new();
    let mut count = 0;
    for row in rows(table) {
        let [expected, content] = row.as_slice() else {
            panic!("not two cells: {row:?}");
        };
        let document = Document::read("draft.md", content.as_bytes()).unwrap();
        let draft = Draft::read(&document);
        let known = Known {
            references: &draft.references,
            sources: &sources,
            bibliographies: &[&Bibliography::defined_in(content), &bibliography],
            pages: &["dam.txt", "../sources/river.txt#part"].into(),
            links_cite: false,
        };
        let found: Vec<String> = resolve(&draft.citations, known)
            .into_iter()
            .map(|resolution| match resolution {
                Resolution::Source(at) => ["dam", "port", "river"][at].to_owned(),
                Resolution::Sources(several) => several
                    .iter()
                    .map(|&at| ["dam", "port", "river"][at])
                    .collect::<Vec<_>>()
                    .join("+"),
                Resolution::NotAtHand(_) => "=".to_owned(),
                Resolution::Ambiguous(several) => format!("{several:?}"),
                Resolution::Unresolved(_) => "?".to_owned(),
                Resolution::NotACitation => "-".to_owned(),
            })
            .collect();
        count += 1;
        if found.join(" ") != *expected {
            wrong.push(format!("{}, not {expected}: {content:?}", found.join(" ")));
        }
    }
    assert!(count >= 100, "{count} cases");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
