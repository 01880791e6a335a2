//! What is written: never through a link, never outside the project, never half.

use std::process::Stdio;

use super::repository::{Repository, WRONG, told};

const MISQUOTED: &str =
    "The mayor, Karin Lindqvist, said: “We built it for our parents and for theirs” [@harbour].\n";

#[test]
fn nothing_is_written_through_a_link() {
    type Case = (&'static str, &'static [&'static str]);
    let cases: [Case; 6] = [
        (
            "report.json",
            &["check", "--format", "json", "--output", "report.json"],
        ),
        (
            "out",
            &["check", "--format", "json", "--output", "out/secret.txt"],
        ),
        ("ibid.lock", &["lock"]),
        ("ibid.baseline.json", &["baseline", "write"]),
        ("ibid.toml", &["init"]),
        (
            "p.jsonl",
            &["eval", "rows.jsonl", "--predictions", "p.jsonl"],
        ),
    ];
    for (link, arguments) in cases {
        let repository = Repository::new();
        repository.write("rows.jsonl", "{\"id\": \"1\", \"claim\": \"It rained.\", \"label\": \"supported\", \"passage\": \"It rained.\"}\n");
        let before = repository.read("../outside/secret.txt");
        match link {
            "out" => repository.link(link, "../outside"),
            _ => repository.link(link, "../outside/secret.txt"),
        }
        let arguments = [
            arguments,
            &["--no-model"][..usize::from(arguments[0] != "init")],
        ]
        .concat();
        let (code, said) = told(&repository.run(&arguments));
        assert_eq!(code, Some(2), "{arguments:?}: {said}");
        assert_eq!(
            repository.read("../outside/secret.txt"),
            before,
            "{arguments:?}"
        );
    }
}

#[test]
fn drafts_are_mended_in_the_project_alone_and_once() {
    let repository = Repository::new();
    repository.write("../outside/draft.md", MISQUOTED);
    let fix = |repository: &Repository| {
        told(&repository.run(&["check", "--no-model", "--fix", "--format", "concise"]))
    };
    repository.write(
        "ibid.toml",
        "[drafts]\ninclude = [\"claims/\", \"../outside/draft.md\"]\n",
    );
    let (code, said) = fix(&repository);
    assert_eq!(code, Some(2), "{said}");
    assert_eq!(repository.read("../outside/draft.md"), MISQUOTED);

    // One draft under three names.
    repository.remove("ibid.toml");
    repository.write("claims/draft.md", MISQUOTED);
    repository.link("claims/a.md", "draft.md");
    repository.link("claims/z.md", "draft.md");
    let (code, said) = fix(&repository);
    assert_eq!(code, Some(0), "{said}");
    let mended = MISQUOTED.replace("parents", "children");
    assert_eq!(repository.read("claims/draft.md"), mended);
    assert!(repository.path("claims/a.md").is_symlink());

    // By the name of a link alone it is not written.
    repository.write("claims/draft.md", MISQUOTED);
    let arguments = ["check", "--no-model", "--fix", "claims/z.md"];
    let (code, said) = told(&repository.run(&arguments));
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("nothing is written through a link"), "{said}");
    assert_eq!(repository.read("claims/draft.md"), MISQUOTED);
}

#[test]
fn a_report_that_nobody_reads_is_no_pass() {
    let repository = Repository::new();
    let many: String = (0..40).map(|_| format!("{WRONG}\n")).collect();
    repository.write("claims/draft.md", many);
    let arguments = [
        "check",
        "--no-model",
        "--format",
        "json",
        "--output",
        "-",
        "--format",
        "sarif",
        "--output",
        "ibid.sarif",
    ];
    let closed = |arguments: &[&str], only_messages: bool| {
        let mut command = repository.command(arguments);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        drop(child.stderr.take());
        if only_messages {
            return child.wait_with_output().unwrap().status.code();
        }
        drop(child.stdout.take());
        child.wait().unwrap().code()
    };
    assert_eq!(closed(&arguments, false), Some(1));
    assert!(repository.read("ibid.sarif").ends_with("}\n"));
    // A message that nobody reads leaves nothing undone.
    repository.write("corpus/broken.pdf", "%PDF-");
    repository.write("claims/.gitignore", "*.tmp.md\n");
    repository.write("claims/x.tmp.md", WRONG);
    assert_eq!(closed(&["check", "--no-model"], true), Some(1));
    // Nor does an output that cannot be written cost the others.
    repository.remove("ibid.sarif");
    let arguments = [
        "check",
        "--no-model",
        "--format",
        "json",
        "--output",
        "no/such/file",
        "--format",
        "sarif",
        "--output",
        "ibid.sarif",
    ];
    assert_eq!(repository.run(&arguments).status.code(), Some(2));
    assert!(repository.read("ibid.sarif").ends_with("}\n"));
}
