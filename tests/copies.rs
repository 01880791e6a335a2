//! One document in several forms is one source: found once, counted once, cited by its better form.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

const PARAGRAPHS: [&str; 5] = [
    "The harbour of Lund Bay opened in May 2014 with 41 cranes and two moles.",
    "The work cost 41 million crowns, a fifth more than the council had planned for it.",
    "The auditors asked for the books of the harbour twice and were told to wait until the spring.",
    "Of the 1,200 ships that call at the harbour in a year, 340 are ferries to the outer islands.",
    "A second mole was planned for 2019, but the province withdrew its share of the money.",
];

fn markdown(title: &str, paragraphs: &[&str]) -> String {
    format!("# {title}\n\n{}\n", paragraphs.join("\n\n"))
}

fn page(title: &str, url: &str, paragraphs: &[&str]) -> String {
    let body: Vec<String> = paragraphs.iter().map(|it| format!("<p>{it}</p>")).collect();
    format!(
        "<html><head><title>{title}</title><link rel=\"canonical\" href=\"{url}\"></head>\
         <body><article><h1>{title}</h1>{}</article></body></html>",
        body.join("\n")
    )
}

struct Desk(tempfile::TempDir);

impl Desk {
    fn of(files: &[(&str, &str)]) -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        fs::create_dir(desk.path().join("sources")).unwrap();
        fs::write(desk.path().join("ibid.toml"), "model = false\n").unwrap();
        for (name, content) in files {
            fs::write(desk.path().join(name), content).unwrap();
        }
        desk
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ibid"));
        command.args(arguments).current_dir(self.path());
        command.output().unwrap()
    }

    fn index(&self) -> String {
        let output = self.run(&["index", "--sources", "sources"]);
        String::from_utf8(output.stdout).unwrap()
    }

    fn check(&self, format: &str) -> String {
        let output = self.run(&[
            "check",
            "draft.md",
            "--sources",
            "sources",
            "--format",
            format,
            "--verbose",
        ]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(matches!(output.status.code(), Some(0 | 1)), "{said}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn report(&self) -> Value {
        serde_json::from_str(&self.check("json")).unwrap()
    }
}

#[test]
fn a_citation_of_a_copy_is_judged_by_the_better_form_and_says_so() {
    let text = markdown("The harbour of Lund Bay", &PARAGRAPHS);
    let page = page(
        "The harbour of Lund Bay",
        "https://example.org/harbour",
        &PARAGRAPHS,
    );
    let draft = "[The harbour of Lund Bay](sources/harbour.txt) opened in May 2014 with 41 cranes and two \
                 moles.\n\nThe work [cost](https://example.org/harbour) 43 million crowns.\n";
    let desk = Desk::of(&[
        ("sources/harbour.txt", &text),
        ("sources/harbour.html", &page),
        ("draft.md", draft),
    ]);
    let indexed = desk.index();
    assert!(
        indexed.contains("sources/harbour.txt: a copy of sources/harbour.html, which is cited"),
        "{indexed}"
    );
    assert!(
        indexed.contains("2 sources, 1 of them a copy;"),
        "{indexed}"
    );
    let report = desk.report();
    let copies = &report["sources"]["copies"];
    assert_eq!(copies[0]["path"], "sources/harbour.txt");
    assert_eq!(copies[0]["of"], "sources/harbour.html");
    let claims = report["drafts"][0]["claims"].as_array().unwrap();
    assert_eq!(claims[0]["verdict"], "supported");
    let cited = |claim: &Value| {
        let citations = claim["citations"].as_array().unwrap().clone();
        let names = citations.iter().map(|it| it["source"].as_str().unwrap());
        assert!(
            names.clone().all(|it| it == "sources/harbour.html"),
            "{citations:?}"
        );
        (names.count(), citations[0]["cited_as"].clone())
    };
    assert_eq!(cited(&claims[0]), (1, Value::from("sources/harbour.txt")));
    assert_eq!(cited(&claims[1]).1, Value::Null);
    let rules: Vec<&Value> = report["drafts"][0]["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| &it["rule"])
        .collect();
    assert!(
        !rules.contains(&&Value::from("citation-unresolved")),
        "{rules:?}"
    );
    assert!(
        !rules.contains(&&Value::from("citation-does-not-support")),
        "{rules:?}"
    );
    let told = desk.check("text");
    assert!(
        told.contains("(the draft cites a copy of it: sources/harbour.txt)"),
        "{told}"
    );
    assert!(told.contains("1 copy"), "{told}");
}

/// The verdicts on a draft do not change when a second form of its source comes.
#[test]
fn a_second_form_changes_no_verdict() {
    let draft = "The harbour of Lund Bay opened in May 2014 with 41 cranes and two moles.\n\n\
                 The work cost 43 million crowns.\n\nOf the 1,200 ships, 430 are ferries.\n";
    let text = markdown("The harbour of Lund Bay", &PARAGRAPHS);
    let page = page(
        "The harbour of Lund Bay",
        "https://example.org/harbour",
        &PARAGRAPHS,
    );
    let desk = Desk::of(&[("sources/harbour.html", &page), ("draft.md", draft)]);
    let claims = |report: &Value| report["drafts"][0]["claims"].clone();
    let alone = claims(&desk.report());
    fs::write(desk.path().join("sources/harbour.md"), &text).unwrap();
    let report = desk.report();
    assert_eq!(report["sources"]["copies"].as_array().unwrap().len(), 1);
    assert_eq!(claims(&report), alone);
    fs::remove_file(desk.path().join("sources/harbour.html")).unwrap();
    let report = desk.report();
    assert_eq!(report["sources"].get("copies"), None);
    let verdicts = |claims: &Value| -> Vec<Value> {
        let claims = claims.as_array().unwrap().iter();
        claims.map(|it| it["verdict"].clone()).collect()
    };
    assert_eq!(verdicts(&claims(&report)), verdicts(&alone));
}

/// What comes piece by piece ends as what was there at once, whatever was a copy in between.
#[test]
fn copies_hang_on_the_files_alone() {
    let first = markdown("The harbour", &PARAGRAPHS);
    let mut other = PARAGRAPHS;
    other[1] = "The work cost 44 million crowns, a fifth more than the council had planned for it.";
    let files = [
        ("sources/a.md", first.clone()),
        ("sources/b.md", markdown("The harbour", &other)),
        (
            "sources/c.html",
            page("The harbour", "https://example.org/1", &other),
        ),
        ("sources/d.txt", first),
    ];
    let listed = |desk: &Desk| -> Vec<String> {
        let indexed = desk.index();
        let copies = indexed.lines().filter(|line| line.contains("a copy of"));
        copies.map(str::to_owned).collect()
    };
    let desk = Desk::of(&[]);
    for (name, content) in files.iter().rev() {
        fs::write(desk.path().join(name), content).unwrap();
        desk.index();
    }
    let at_once: Vec<(&str, &str)> = files.iter().map(|(a, b)| (*a, b.as_str())).collect();
    let at_once = listed(&Desk::of(&at_once));
    assert_eq!(
        at_once,
        [
            "sources/b.md: a copy of sources/c.html, which is cited in its place",
            "sources/d.txt: a copy of sources/a.md, which is cited in its place",
        ]
    );
    assert_eq!(listed(&desk), at_once);
}

/// An edition, a new version of a page, a story that another agency took over, and a page with an
/// abstract alone: none of them is hidden.
#[test]
fn what_says_something_else_is_no_copy() {
    let report = markdown("The harbour of Lund Bay", &PARAGRAPHS);
    let url = "https://example.org/harbour";
    let mut edition = PARAGRAPHS;
    edition[3] = "Of the 1,300 ships that call at the harbour in a year, 350 are ferries to the outer islands.";
    let mut longer = PARAGRAPHS.to_vec();
    longer.push("The ministry said on Friday that it would look into the matter.");
    for (name, other) in [
        (
            "sources/edition.md",
            markdown("The harbour of Lund Bay", &edition),
        ),
        (
            "sources/version.html",
            page("The harbour of Lund Bay", url, &edition),
        ),
        (
            "sources/agency.md",
            markdown("Harbour of Lund Bay too costly", &longer),
        ),
    ] {
        let desk = Desk::of(&[
            ("sources/report.md", &report),
            (
                "sources/page.html",
                &page("The harbour of Lund Bay", url, &PARAGRAPHS),
            ),
            (name, &other),
        ]);
        let indexed = desk.index();
        assert!(
            indexed.contains("3 sources, 1 of them a copy;"),
            "{name}: {indexed}"
        );
        assert!(
            !indexed.contains(&format!("{name}: a copy")),
            "{name}: {indexed}"
        );
        assert!(
            !indexed.contains(&format!("a copy of {name}")),
            "{name}: {indexed}"
        );
    }
}

/// The same page, once more with a note of its site: the fuller one is shown, for both have one address.
#[test]
fn of_one_address_the_fuller_form_is_shown() {
    let url = "https://example.org/harbour";
    let mut fuller = PARAGRAPHS.to_vec();
    fuller.push("The archive of this site keeps all reports of the council since it was founded.");
    let short = page("The harbour of Lund Bay", url, &PARAGRAPHS);
    let desk = Desk::of(&[
        ("sources/a.html", &short),
        (
            "sources/b.html",
            &page("The harbour of Lund Bay", url, &fuller),
        ),
    ]);
    let indexed = desk.index();
    assert!(
        indexed.contains("sources/a.html: a copy of sources/b.html"),
        "{indexed}"
    );
    let other = page(
        "The harbour of Lund Bay",
        "https://example.org/other",
        &fuller,
    );
    let desk = Desk::of(&[("sources/a.html", &short), ("sources/b.html", &other)]);
    assert!(!desk.index().contains("a copy of"));
}

/// Whoever gives two files an entry each says that they are two works, and two DOIs say so, too.
#[test]
fn two_works_of_a_bibliography_are_two() {
    let text = markdown("The harbour of Lund Bay", &PARAGRAPHS);
    let entry = |key: &str, file: &str, doi: &str| {
        format!("@report{{{key}, title = {{The harbour of Lund Bay}}, file = {{{file}}}, {doi}}}\n")
    };
    let both = entry("lund2020", "a.md; b.txt", "doi = {10.1234/a}");
    let each = entry("lund2020", "a.md", "") + &entry("lund2021", "b.txt", "");
    for (bibliography, copies) in [(both, 1), (each, 0)] {
        let desk = Desk::of(&[
            ("sources/a.md", &text),
            ("sources/b.txt", &text),
            ("sources/works.bib", &bibliography),
        ]);
        let told = desk.index();
        assert_eq!(
            told.matches("a copy of").count(),
            copies,
            "{bibliography}{told}"
        );
    }
}

/// A draft that lies among the sources bears itself out in no form.
#[test]
fn another_form_of_the_draft_is_no_source() {
    let draft = markdown("The harbour of Lund Bay", &PARAGRAPHS);
    let desk = Desk::of(&[
        ("draft.md", &draft),
        ("sources/draft.md", &draft),
        (
            "sources/draft.html",
            &page(
                "The harbour of Lund Bay",
                "https://example.org/d",
                &PARAGRAPHS,
            ),
        ),
        (
            "sources/other.txt",
            "The ferry to the outer islands does not sail on Sunday.\n",
        ),
    ]);
    let report = desk.report();
    let claims = report["drafts"][0]["claims"].as_array().unwrap();
    assert!(
        claims.iter().all(|it| it["verdict"] != "supported"),
        "{claims:?}"
    );
}
