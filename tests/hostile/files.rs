//! Pipes, devices, links and texts without end in the place of files.

use std::fs;

use super::counts::tell;
use super::repository::{Repository, WRONG, told};

/// What is done to a repository whose draft is right, the arguments of the check, its exit code and
/// a piece of what it says.
type Case = (
    &'static str,
    fn(&Repository),
    &'static [&'static str],
    i32,
    &'static str,
);

const PIPE: &str = "a pipe, socket or device, not a file";
const LINK: &str = "a link out of the project, which is not followed";
const OUTSIDE: &str = "it lies outside the project";

const CASES: &[Case] = &[
    ("a right draft", |_| {}, &[], 0, "1 claim: 1 supported"),
    (
        "a pipe as a source",
        |it| it.pipe("corpus/p.txt"),
        &["--strict"],
        1,
        PIPE,
    ),
    (
        "a device as a source",
        |it| it.link("corpus/z.txt", "/dev/zero"),
        &["--strict"],
        1,
        LINK,
    ),
    (
        "a secret as a source",
        |it| it.link("corpus/s.txt", "../../outside/secret.txt"),
        &["--strict"],
        1,
        LINK,
    ),
    (
        "git's own as a source, by a link",
        |it| {
            it.write(".git/config", "The password of Lund Bay is 4711.");
            it.link("corpus/s.txt", "../.git/config");
        },
        &["--strict"],
        1,
        "it belongs to git and is never read",
    ),
    (
        "a folder of secrets among the sources",
        |it| it.link("corpus/more", "../../outside"),
        &["--strict"],
        1,
        LINK,
    ),
    (
        "a link to another source",
        |it| it.link("corpus/same.txt", "harbour.txt"),
        &["--strict"],
        0,
        "1 supported",
    ),
    (
        "links in a circle",
        |it| {
            it.link("corpus/a", ".");
            it.link("corpus/b", "a");
        },
        &["--strict"],
        0,
        "1 supported",
    ),
    (
        "a pipe as a draft",
        |it| it.pipe("claims/p.md"),
        &[],
        2,
        PIPE,
    ),
    (
        "a pipe that is named as a draft",
        |it| it.pipe("p.md"),
        &["p.md"],
        2,
        PIPE,
    ),
    (
        "a device as a draft",
        |it| it.link("claims/z.md", "/dev/zero"),
        &[],
        2,
        LINK,
    ),
    (
        "a device that is named as a draft",
        |it| it.link("claims/z.md", "/dev/zero"),
        &["claims/z.md"],
        2,
        LINK,
    ),
    (
        "a secret that is named as a draft by its link",
        |it| it.link("claims/s.md", "../../outside/secret.txt"),
        &["claims/s.md"],
        2,
        LINK,
    ),
    (
        "a draft elsewhere that the user names",
        |_| {},
        &["../outside/draft.md"],
        1,
        "error[refuted]",
    ),
    (
        "a draft elsewhere that the configuration names",
        |it| {
            it.write(
                "ibid.toml",
                "[drafts]\ninclude = [\"../outside/draft.md\"]\n",
            )
        },
        &[],
        2,
        OUTSIDE,
    ),
    (
        "sources elsewhere that the configuration names",
        |it| it.write("ibid.toml", "[sources]\ninclude = [\"../outside\"]\n"),
        &[],
        2,
        OUTSIDE,
    ),
    (
        "sources elsewhere that the user names",
        |_| {},
        &["--sources", "../outside", "--sources", "corpus"],
        0,
        "1 supported",
    ),
    (
        "git's own as sources",
        |it| {
            it.write(".git/config", "The password of Lund Bay is 4711.");
            it.write(
                "ibid.toml",
                "[sources]\ninclude = [\"corpus/\", \".git/config\"]\n",
            );
        },
        &["--strict"],
        1,
        "it belongs to git",
    ),
    (
        "a pipe as a bibliography beside the sources",
        |it| it.pipe("corpus/refs.bib"),
        &[],
        0,
        "1 supported",
    ),
    (
        "a pipe as a bibliography of the configuration",
        |it| {
            it.pipe("refs.bib");
            it.write("ibid.toml", "[sources]\nbibliography = [\"refs.bib\"]\n");
        },
        &[],
        2,
        PIPE,
    ),
    (
        "a secret as a bibliography of the configuration",
        |it| {
            it.write(
                "ibid.toml",
                "[sources]\nbibliography = [\"../outside/secret.txt\"]\n",
            )
        },
        &[],
        2,
        OUTSIDE,
    ),
    (
        "pipes in the place of all that is looked for beside a draft",
        |it| {
            for name in [
                "refs.bib",
                "_quarto.yml",
                "index.md",
                "claims/other.md",
                ".gitignore",
            ] {
                it.pipe(name);
            }
            it.remove("claims/other.md");
            it.write("claims/draft.md", "---\nbibliography: refs.bib\n---\n\nThe harbour of Lund Bay opened in May 2014 [@a].\n");
        },
        &[],
        1,
        "citation-unresolved",
    ),
    (
        "a pipe as rulings",
        |it| it.pipe("ibid.rulings.toml"),
        &[],
        2,
        PIPE,
    ),
    (
        "a device as rulings",
        |it| it.link("ibid.rulings.toml", "/dev/zero"),
        &[],
        2,
        LINK,
    ),
    (
        "rulings without end",
        |it| {
            let file = fs::File::create(it.path("ibid.rulings.toml")).unwrap();
            file.set_len(65 << 20).unwrap();
        },
        &[],
        2,
        "it is longer than 64 MiB",
    ),
    (
        "a pipe as a lock",
        |it| it.pipe("ibid.lock"),
        &["--locked"],
        2,
        PIPE,
    ),
    (
        "a device as a baseline",
        |it| it.link("b.json", "/dev/zero"),
        &["--baseline", "b.json"],
        2,
        PIPE,
    ),
    (
        "a pipe as the configuration",
        |it| it.pipe("ibid.toml"),
        &[],
        2,
        PIPE,
    ),
    (
        "a configuration that is not there",
        |it| it.link("ibid.toml", "nowhere"),
        &[],
        2,
        "ibid.toml cannot be read",
    ),
    (
        "a configuration from elsewhere",
        |it| it.link("ibid.toml", "../outside/secret.txt"),
        &[],
        2,
        LINK,
    ),
];

#[test]
fn what_is_no_file_of_the_project_is_refused_in_a_sentence() {
    for (what, prepare, arguments, code, piece) in CASES {
        let repository = Repository::new();
        prepare(&repository);
        let (ended, said) = repository.check(arguments);
        assert_eq!(ended, Some(*code), "{what}: {said}");
        assert!(said.contains(piece), "{what}: {said}");
        assert!(!said.contains("4711"), "{what}: {said}");
    }
    tell(&format!(
        "{} hostile repositories, each refused or harmless",
        CASES.len()
    ));
}

#[cfg(feature = "model")]
#[test]
fn a_model_is_files_of_the_project_too() {
    type Case = (fn(&Repository), &'static str);
    let cases: &[Case] = &[
        (|it| it.pipe("m/model.onnx"), PIPE),
        (|it| it.link("m/model.onnx", "/dev/zero"), LINK),
        (
            |it| it.link("m/model.onnx.data", "../../outside/secret.txt"),
            LINK,
        ),
        (|it| it.pipe("m/config.json"), PIPE),
    ];
    for (at, (prepare, piece)) in cases.iter().enumerate() {
        let repository = Repository::new();
        for name in ["model.onnx", "tokenizer.json", "config.json"] {
            repository.write(format!("m/{name}"), "{}");
        }
        repository.write("ibid.toml", "model = \"m\"\n");
        prepare(&repository);
        let (code, said) = told(&repository.run(&["check"]));
        assert_eq!(code, Some(2), "{at}: {said}");
        assert!(said.contains(piece), "{at}: {said}");
    }
}

#[test]
fn a_tower_of_links_is_climbed_once() {
    let repository = Repository::new();
    for at in 0..30 {
        for name in ["a", "b"] {
            let next = format!("../l{}", at + 1);
            repository.link(&format!("claims/l{at}/{name}"), next);
        }
    }
    repository.write("claims/l30/wrong.md", WRONG);
    let (code, said) = repository.check(&[]);
    assert_eq!(code, Some(1), "{said}");
}

#[test]
fn other_commands_wait_for_no_pipe_either() {
    let repository = Repository::new();
    repository.pipe("p.txt");
    for arguments in [&["text", "p.txt"][..], &["eval", "p.txt"]] {
        let (code, said) = told(&repository.run(arguments));
        assert_eq!(code, Some(2), "{arguments:?}: {said}");
        assert!(said.contains(PIPE), "{arguments:?}: {said}");
    }
}
