//! Files that a name could lose: each is checked, or the run says why not.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;

use super::repository::{Repository, WRONG, told};

#[test]
fn no_name_hides_another() {
    let repository = Repository::new();
    // Not every system has names in other bytes.
    let other_bytes: &[&[u8]] = match cfg!(target_os = "linux") {
        true => &[b"claims/x\xff.md", b"claims/x\xfe.md"],
        false => &[],
    };
    let names: &[&[u8]] = &[
        b"claims/a\\d.md",
        b"claims/a/d.md",
        b"claims/line\nend.md",
        b"claims/[e].md",
        b"claims/e.md",
        b"claims/-.md",
        b"claims/\xef\xbf\xbd.md",
    ];
    let names = [names, other_bytes].concat();
    for name in &names {
        repository.write(OsStr::from_bytes(name), WRONG);
    }
    let (code, said) = repository.check(&[]);
    assert_eq!(code, Some(1));
    let count = said.matches("error[refuted]").count();
    assert_eq!(count, names.len(), "{said}");
    for name in &names {
        let mut command = repository.command(&["check", "--no-model", "--format", "concise"]);
        command.arg(OsStr::from_bytes(name));
        let (code, said) = told(&command.output().unwrap());
        assert_eq!(code, Some(1), "{name:?}: {said}");
    }
    // A name that is a glob too means both.
    let (_, said) = repository.check(&["claims/[e].md"]);
    assert!(
        said.contains("claims/[e].md:1") && said.contains("claims/e.md:1"),
        "{said}"
    );
}

#[test]
fn a_glob_beside_a_folder_takes_nothing_from_it() {
    let repository = Repository::new();
    repository.write("claims/draft.md", WRONG);
    repository.write("notes/n.md", WRONG);
    repository.write("notes/other.md", WRONG);
    repository.write(
        "ibid.toml",
        "[drafts]\ninclude = [\"claims/\", \"notes/n*.md\"]\n",
    );
    let (code, said) = repository.check(&[]);
    assert_eq!(code, Some(1), "{said}");
    for (name, is_told) in [
        ("claims/draft.md", true),
        ("notes/n.md", true),
        ("other.md", false),
    ] {
        assert_eq!(said.contains(name), is_told, "{said}");
    }
}

#[test]
fn only_rules_of_the_project_leave_files_out_and_that_is_told() {
    let repository = Repository::new();
    repository.write("claims/wrong.md", WRONG);
    repository.write("../.gitignore", "*\n");
    repository.write("../outside/git/ignore", "*\n");
    for name in [
        ".ignore",
        "claims/.ignore",
        "corpus/.ignore",
        ".git/info/exclude",
    ] {
        repository.write(name, "*\n");
    }
    let check = || {
        let mut command = repository.command(&["check", "--no-model", "--format", "concise"]);
        command.env("XDG_CONFIG_HOME", repository.path("../outside"));
        told(&command.output().unwrap())
    };
    let (code, said) = check();
    assert_eq!(code, Some(1), "{said}");
    assert!(!said.contains("passed over"), "{said}");

    repository.write("claims/.gitignore", "wrong*\n");
    repository.write("corpus/.gitignore", "old/\n");
    repository.write("corpus/old/x.txt", "Old.");
    let (code, said) = check();
    assert_eq!(code, Some(0), "{said}");
    for piece in [
        "passed over among the drafts, as a .gitignore says: claims/wrong.md",
        "passed over among the sources, as a .gitignore says: corpus/old/",
    ] {
        assert!(said.contains(piece), "{said}");
    }
}

#[test]
fn line_ends_of_any_kind_end_lines() {
    let text = format!("---\ntitle: x\n---\n\n# Lund Bay\n\n> It rained.\n\n- {WRONG}\n{WRONG}");
    for end in ["\n", "\r\n", "\r"] {
        let repository = Repository::new();
        repository.write("claims/draft.md", text.replace('\n', end));
        let (code, said) = repository.check(&[]);
        assert_eq!(code, Some(1), "{end:?}: {said}");
        for line in ["claims/draft.md:9:", "claims/draft.md:11:"] {
            assert!(said.contains(line), "{end:?}: {said}");
        }
    }
}

#[test]
fn a_draft_that_claims_nothing_is_said_to() {
    let repository = Repository::new();
    for text in ["# Lund Bay\n", "# Lund Bay\n\nSee [@nokey].\n"] {
        repository.write("claims/draft.md", text);
        let (_, said) = repository.check(&[]);
        assert!(
            said.contains("nothing in claims/draft.md can be checked"),
            "{said}"
        );
    }
}
