//! A small repository of each dialect: what `ibid init` makes of it, and what `ibid check` then
//! says. After a change that means to alter a report: `INSTA_UPDATE=always cargo test --test
//! repositories`, and read the difference.

use std::fs;
use std::path::Path;
use std::process::Command;

/// Copies what lies in `from`, hidden files included, beneath `to`.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// A command as it is typed, what it prints, and how it ends.
fn told(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_ibid"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    format!(
        "$ ibid {}\n{}{}[exit code {}]\n",
        arguments.join(" "),
        String::from_utf8(output.stderr).unwrap(),
        String::from_utf8(output.stdout).unwrap(),
        output.status.code().unwrap()
    )
}

/// Sets up the repository of that name, checks it, and compares with what is committed.
fn holds(name: &str) {
    let folder = tempfile::tempdir().unwrap();
    copy(&Path::new("tests/repositories").join(name), folder.path());
    let set_up = told(folder.path(), &["init"]);
    let checked = told(folder.path(), &["check", "--no-model", "--verbose"]);
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(format!("repository_{name}"), format!("{set_up}\n{checked}"));
    });
}

#[test]
fn quarto() {
    holds("quarto");
}

#[test]
fn myst() {
    holds("myst");
}

#[test]
fn mdbook() {
    holds("mdbook");
}

#[test]
fn hugo() {
    holds("hugo");
}

#[test]
fn jekyll() {
    holds("jekyll");
}

#[test]
fn mkdocs() {
    holds("mkdocs");
}

#[test]
fn docusaurus() {
    holds("docusaurus");
}

#[test]
fn obsidian() {
    holds("obsidian");
}

#[test]
fn manubot() {
    holds("manubot");
}

#[test]
fn bookdown() {
    holds("bookdown");
}

#[test]
fn latex() {
    holds("latex");
}

#[test]
fn typst() {
    holds("typst");
}

#[test]
fn what_is_mended_is_written_as_the_format_writes_it() {
    let works = "@report{dam, title = {The dam}, year = {1931}, file = {dam.txt}}\n";
    let dam = "The dam\n\nThe dam of Lund Bay opened in June 1931 with 14 gates.\n";
    let config = "[sources]\ninclude = [\"sources/\"]\nbibliography = [\"refs.bib\"]\n\
        [rules]\ncitation-missing = \"warning\"\n";
    for (name, cited, written) in [
        ("a.tex", "\\cite{dam}", "with 14 gates~\\cite{dam}.\n"),
        ("a.typ", "@dam", "with 14 gates @dam.\n"),
    ] {
        let draft = format!(
            "The dam of Lund Bay opened in June 1931 {cited}.\n\n\
             The dam of Lund Bay opened in June 1931 with 14 gates.\n"
        );
        let files = [
            ("ibid.toml", config),
            ("refs.bib", works),
            ("sources/dam.txt", dam),
            (name, draft.as_str()),
        ];
        let said = printed(&files, &["check", "--no-model", "--diff", name]);
        assert!(said.contains(written), "{said}");
    }
}

#[test]
fn restructured() {
    holds("rst");
}

#[test]
fn asciidoc() {
    holds("asciidoc");
}

#[test]
fn org() {
    holds("org");
}

/// What `ibid` prints in a folder with these files.
fn printed(files: &[(&str, &str)], arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    told(folder.path(), arguments)
}

const CITATIONS_ONLY: (&str, &str) = ("ibid.toml", "[sources]\ninclude = []\n");

/// What is found in a draft whose repository has a bibliography, and no sources.
fn cited(draft: &str) -> String {
    let works = "@book{diallo2020, ids = {diallo2020a, diallo2020b},\n\
        title = {Rain on the Delta}, author = {Diallo, Awa}, year = {2020}}\n";
    let files = [CITATIONS_ONLY, ("refs.bib", works), ("a.md", draft)];
    printed(&files, &["check", "--no-model", "a.md"])
}

#[test]
fn a_key_that_two_entries_have_is_told_once() {
    let works = "@book{d20, title = {Rain}, year = {2020}}\n@book{d20, title = {Rain}}\n";
    let files = [
        CITATIONS_ONLY,
        ("refs.bib", works),
        ("a.md", "The harbour opened in 1931 [@d20]."),
    ];
    let beside = ["check", "--no-model", "a.md"];
    let named = [&beside[..], &["--bibliography", "refs.bib"]].concat();
    for arguments in [&beside[..], &named] {
        let said = printed(&files, arguments);
        assert_eq!(
            said.matches("entries of the same key (d20)").count(),
            1,
            "{said}"
        );
        assert!(said.ends_with("[exit code 0]\n"), "{said}");
    }
}

#[test]
fn what_is_no_citation_accuses_nothing() {
    for draft in [
        "The harbour opened in 1931 [@diallo2020b].",
        "The study was that of @diallo2020---which is the first [@diallo2020].",
        "It opened in 1931 [@diallo2020]. Write to a.cohen]@example.org for more.",
        "It opened in 1931 [@diallo2020]. Join us on [Spaces][@harbour] at 15:00.",
        "It opened in 1931, as Diallo (2020) says; see also (Diallo, 2020).\n\n\
         > The pressing of a key (Vince, 1949) was a single unit.\n\n\
         They wrote “the pressing of a key (Vince, 1949) was a unit” in California (1979).",
    ] {
        let said = cited(draft);
        assert!(said.ends_with("[exit code 0]\n"), "{said}");
    }
}

#[test]
fn a_lost_key_is_told_beside_what_is_no_citation() {
    for draft in [
        "The harbour opened in 1931 [@diallo2020c].",
        "The study was that of @diallo2021---which is the first [@diallo2020].",
        "It opened in 1931 [@diallo2020][@harbour].",
        "The harbour opened in 1931, as @diallo_rain_2007 says.",
        "It opened in 1931, as Diallo (2020) says; see also (Diallo, 2020).\n\n\
         > The pressing of a key was a single unit (Vince, 1949).",
    ] {
        let said = cited(draft);
        assert!(said.ends_with("[exit code 1]\n"), "{said}");
    }
    let said = cited("A style of its own^[As the guide has it [@diallo202].] was used in 1931.");
    assert!(said.contains("Did you mean “diallo2020”?"), "{said}");
}

#[test]
fn brackets_with_numbers_of_no_list_are_intervals() {
    let draft = |range: &str| {
        format!(
            "Results\n\nThe ages were 33 {range} and 45 months in 2017, says the visit [1].\n\n\
             Notes\n\n1. The first visit, https://example.org/1\n2. The second, https://example.org/2\n"
        )
    };
    for (range, exit) in [
        ("[28-39]", 0),
        ("[28, 39]", 0),
        ("[2-39]", 0),
        ("[2, 39]", 0),
        ("[2-3]", 1),
        ("[2, 3]", 1),
        ("[39]", 1),
    ] {
        let files = [CITATIONS_ONLY, ("a.txt", &*draft(range))];
        let said = printed(&files, &["check", "--no-model", "a.txt"]);
        assert!(said.ends_with(&format!("[exit code {exit}]\n")), "{said}");
    }
}

#[test]
fn definitions_below_a_template_are_none_of_its_text() {
    let files = [
        CITATIONS_ONLY,
        (
            "a.md",
            "The node came in June 2025 after [a review][news].\n\n{% include refs.md %}\n\
             [news]: https://example.org/2025/01\n",
        ),
    ];
    let said = printed(&files, &["check", "--no-model", "a.md"]);
    assert!(said.contains("1 claim:"), "{said}");
}

#[test]
fn a_citation_among_quoted_words_is_none_of_them() {
    let source = "It is one of the three widely used services [@doi:10.7717/cs.156] and was \
        trained on names from the web.";
    let draft = |used: &str| {
        format!(
            "We wrote: “It is one of the three {used} services (Sy and Hart, 2018) and was trained \
             on names from the web.”"
        )
    };
    for (used, is_found) in [("widely used", true), ("barely known", false)] {
        let files = [("corpus/a.md", source), ("a.md", &*draft(used))];
        let said = printed(&files, &["check", "--no-model", "a.md"]);
        assert_eq!(said.contains("1 quotation: 1 exact"), is_found, "{said}");
    }
}

#[test]
fn pictures_are_no_sources_and_globs_stop_at_folders() {
    let files = [
        ("corpus/a.md", "The harbour has 14 cranes."),
        ("corpus/a.svg", "<svg><rect x=\"87.098\"/></svg>"),
        ("corpus/b.png", "\u{89}PNG"),
        ("docs/a.md", "The new harbour has 14 cranes."),
        ("docs/below/b.md", "The new harbour has 15 cranes."),
    ];
    let said = printed(&files, &["check", "--no-model", "docs/*.md"]);
    assert!(
        said.contains("1 claim:") && said.contains("1 source,"),
        "{said}"
    );
    assert!(said.ends_with("[exit code 0]\n"), "{said}");
    let said = printed(&files, &["check", "--no-model", "docs/**/*.md"]);
    assert!(said.contains("2 claims:"), "{said}");
}

#[test]
fn the_label_of_a_figure_is_none() {
    let source = "In one demonstration, Morris showed that tasks at encoding influence memory.";
    let draft = "@fig-9TipTap shows how Morris showed that tasks at encoding influence memory.";
    let files = [("corpus/a.md", source), ("a.md", draft)];
    let said = printed(&files, &["check", "--no-model", "a.md"]);
    assert!(said.contains(" 0 refuted"), "{said}");
}
