//! `--changed-since`: what a change touches counts, however the repository hides it, and no program
//! that the repository names is run.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use super::counts::tell;
use super::repository::{RIGHT, Repository, SOURCE, WRONG};

/// What is committed, what is changed then, further arguments, the exit code and a piece of what is
/// said.
type Case = (
    &'static str,
    fn(&Repository),
    fn(&Repository),
    &'static [&'static str],
    i32,
    &'static str,
);

/// Findings that were there before the change count for nothing.
fn wrong(it: &Repository) {
    it.write("claims/draft.md", WRONG);
}

fn utf16(text: &str) -> Vec<u8> {
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    units.flat_map(u16::to_le_bytes).collect()
}

const CASES: &[Case] = &[
    ("nothing changes", wrong, |_| {}, &[], 0, "1 refuted"),
    (
        "something else is added",
        wrong,
        |it| it.write("claims/draft.md", format!("{WRONG}\n{RIGHT}")),
        &[],
        0,
        "1 refuted",
    ),
    (
        "line ends change",
        |it| it.write("claims/draft.md", format!("{WRONG}\n{WRONG}")),
        |it| {
            it.write(
                "claims/draft.md",
                format!("{WRONG}\n{WRONG}").replace('\n', "\r\n"),
            )
        },
        &[],
        0,
        "2 refuted",
    ),
    (
        "a source is added",
        wrong,
        |it| it.write("corpus/more.txt", "The mill at Osby was built in 1874.\n"),
        &[],
        0,
        "1 refuted",
    ),
    (
        "a configuration that is new names another source",
        |it| {
            it.write("other/harbour.txt", SOURCE);
            wrong(it);
        },
        |it| it.write("ibid.toml", "[sources]\ninclude = [\"other/\"]\n"),
        &[],
        1,
        "ibid.toml was changed",
    ),
    (
        "a line that is added to the configuration",
        |it| {
            it.write("ibid.toml", "[sources]\ninclude = [\"corpus/\"]\n");
            wrong(it);
        },
        |it| {
            let more = "exclude = [\"more.txt\"]\n";
            it.write(
                "ibid.toml",
                format!("[sources]\ninclude = [\"corpus/\"]\n{more}"),
            );
        },
        &[],
        1,
        "ibid.toml was changed",
    ),
    ("a draft changes", |_| {}, wrong, &[], 1, "error[refuted]"),
    (
        "a draft that is not text to git",
        |it| it.write(".gitattributes", "*.md -diff binary\n"),
        wrong,
        &[],
        1,
        "error[refuted]",
    ),
    (
        "a draft in UTF-16",
        |it| it.write("claims/draft.md", utf16(RIGHT)),
        |it| it.write("claims/draft.md", utf16(&format!("{RIGHT}\n{WRONG}"))),
        &[],
        1,
        "claims/draft.md:3:1: error[refuted]",
    ),
    (
        "a name that git quotes",
        |it| it.write("claims/å \"b\"\t\nc.md", RIGHT),
        |it| it.write("claims/å \"b\"\t\nc.md", WRONG),
        &[],
        1,
        "error[refuted]",
    ),
    (
        "files that git is told to skip",
        |_| {},
        |it| {
            it.git(&["update-index", "--skip-worktree", "claims/draft.md"]);
            it.git(&["update-index", "--assume-unchanged", "corpus/harbour.txt"]);
            wrong(it);
        },
        &[],
        1,
        "error[refuted]",
    ),
    (
        "an ignored draft",
        |it| it.write(".gitignore", "other.md\n"),
        |it| it.write("other.md", WRONG),
        &["other.md"],
        1,
        "error[refuted]",
    ),
    (
        "a folder that becomes a link",
        |it| {
            it.write("real/draft.md", WRONG);
            wrong(it);
        },
        |it| {
            fs::remove_dir_all(it.path("claims")).unwrap();
            it.link("claims", "real");
        },
        &[],
        1,
        "error[refuted]",
    ),
    (
        "a draft outside the folder of the configuration",
        |it| {
            it.write(
                "reports/ibid.toml",
                "[drafts]\ninclude = [\"../claims/\"]\n[sources]\ninclude = [\"../corpus/\"]\n",
            )
        },
        wrong,
        &["--config", "reports/ibid.toml"],
        1,
        "error[refuted]",
    ),
    (
        "a cited source changes",
        |_| {},
        |it| it.write("corpus/harbour.txt", SOURCE.replace("2014", "2013")),
        &[],
        1,
        "error[refuted]",
    ),
    (
        "a source is removed",
        |it| it.write("corpus/other.txt", "The mill at Osby was built in 1874.\n"),
        |it| it.remove("corpus/harbour.txt"),
        &["--fail-on", "note"],
        1,
        "every finding counts, since corpus/harbour.txt",
    ),
    (
        "a source is hidden",
        |it| it.write("corpus/other.txt", "The mill at Osby was built in 1874.\n"),
        |it| it.write("corpus/.gitignore", "harbour.txt\n"),
        &["--fail-on", "note"],
        1,
        "every finding counts, since corpus/harbour.txt is gone",
    ),
    (
        "a source that was hidden stays hidden",
        |it| {
            it.write(
                "corpus/old.txt",
                "The harbour of Lund Bay opened in May 2013.\n",
            );
            it.git(&["init", "-q"]);
            it.git(&["add", "corpus/old.txt"]);
            it.write("corpus/.gitignore", "old.txt\n");
            wrong(it);
        },
        |_| {},
        &[],
        0,
        "1 refuted",
    ),
    (
        "the heading above changes",
        |it| it.write("claims/draft.md", format!("# Lund Bay\n\n{WRONG}")),
        |it| {
            it.write(
                "claims/draft.md",
                format!("# The harbour of Lund Bay\n\n{WRONG}"),
            )
        },
        &[],
        1,
        "error[refuted]",
    ),
    (
        "the definition of a note changes",
        |it| {
            it.write(
                "claims/draft.md",
                format!("{} [^1]\n\n[^1]: corpus/harbour.txt\n", WRONG.trim()),
            )
        },
        |it| {
            it.write(
                "claims/draft.md",
                format!("{} [^1]\n\n[^1]: corpus/other.txt\n", WRONG.trim()),
            )
        },
        &[],
        1,
        "error[refuted]",
    ),
    (
        "a ruling is taken out",
        |it| {
            it.write(
                "claims/draft.md",
                format!("<!-- ibid-waive-next-line refuted reason=\"x\" by=y -->\n\n{WRONG}"),
            )
        },
        wrong,
        &[],
        1,
        "error[refuted]",
    ),
    (
        "a committed ruling is taken out",
        |it| {
            wrong(it);
            it.rule();
        },
        |it| it.remove("ibid.rulings.toml"),
        &[],
        1,
        "error[refuted]",
    ),
    (
        "git is told that the draft was another",
        |_| {},
        |it| {
            wrong(it);
            it.git(&["hash-object", "-w", "claims/draft.md"]);
            it.git(&["replace", "-f", "HEAD:claims/draft.md", &blob_of(WRONG)]);
        },
        &[],
        1,
        "error[refuted]",
    ),
];

/// The name that git has for `text`, which is one that needs no computing here.
fn blob_of(text: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("x"), text).unwrap();
    let output = std::process::Command::new("git")
        .args(["hash-object", "x"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

#[test]
fn what_a_change_touches_counts_however_it_is_hidden() {
    for (what, before, change, arguments, code, piece) in CASES {
        let Some(repository) = Repository::committed(before) else {
            tell("skipped: there is no `git`");
            return;
        };
        change(&repository);
        let arguments = [&["--changed-since", "HEAD"], *arguments].concat();
        let (ended, said) = repository.check(&arguments);
        assert_eq!(ended, Some(*code), "{what}: {said}");
        assert!(said.contains(piece), "{what}: {said}");
    }
    tell(&format!("{} hidden changes, each found", CASES.len()));
}

#[test]
fn a_revision_is_no_option_and_must_be_known() {
    let Some(repository) = Repository::committed(|_| {}) else {
        tell("skipped: there is no `git`");
        return;
    };
    for revision in [
        "--output=x",
        "-p",
        "",
        "no-such",
        "HEAD:claims/draft.md",
        "HEAD --",
    ] {
        let option = format!("--changed-since={revision}");
        let (code, said) = repository.check(&[&option]);
        assert_eq!(code, Some(2), "{revision}: {said}");
    }
    // Whoever sends a change may have made the tag.
    repository.git(&["branch", "trunk"]);
    let (code, said) = repository.check(&["--changed-since=trunk"]);
    assert_eq!(code, Some(0), "{said}");
    repository.git(&["tag", "trunk"]);
    repository.git(&["branch", "ada@trunk"]);
    repository.git(&["branch", "ada"]);
    repository.git(&["tag", "ada"]);
    let (code, said) = repository.check(&["--changed-since=ada@trunk"]);
    assert_eq!(code, Some(0), "a sign within a name ends none: {said}");
    for revision in ["trunk", "trunk~0"] {
        for option in ["--changed-since", "--settings-from"] {
            let (code, said) = repository.check(&[option, revision]);
            assert_eq!(code, Some(2), "{said}");
            assert!(
                said.contains("refs/heads/trunk and of refs/tags/trunk"),
                "{said}"
            );
        }
    }
    assert!(!repository.path("x").exists());
}

#[test]
fn no_program_of_the_repository_is_run_and_what_is_not_at_hand_is_not_fetched() {
    let prepare = |it: &Repository| {
        it.write(".gitattributes", "* filter=evil diff=evil merge=evil\n");
        it.write("claims/other.md", WRONG);
    };
    let Some(repository) = Repository::committed(prepare) else {
        tell("skipped: there is no `git`");
        return;
    };
    repository.write("evil", "#!/bin/sh\ntouch \"$(dirname \"$0\")/ran\"\ncat\n");
    let evil = repository.path("evil");
    fs::set_permissions(&evil, fs::Permissions::from_mode(0o755)).unwrap();
    let evil = evil.display().to_string();
    let url = format!("ext::{evil}");
    for (key, value) in [
        ("filter.evil.clean", evil.as_str()),
        ("filter.evil.smudge", &evil),
        ("filter.evil.process", &evil),
        ("filter.evil.required", "true"),
        ("diff.evil.command", &evil),
        ("diff.evil.textconv", &evil),
        ("diff.external", &evil),
        ("core.fsmonitor", &evil),
        ("core.pager", &evil),
        ("pager.ls-tree", "true"),
        ("pager.cat-file", "true"),
        ("core.sshCommand", &evil),
        ("core.gitProxy", &evil),
        ("core.alternateRefsCommand", &evil),
        ("credential.helper", &evil),
        ("protocol.allow", "always"),
        ("protocol.ext.allow", "always"),
        ("remote.origin.url", &url),
        ("remote.origin.uploadpack", &evil),
        ("remote.origin.promisor", "true"),
        ("extensions.partialClone", "origin"),
    ] {
        repository.git(&["config", key, value]);
    }
    for hook in [
        "post-checkout",
        "post-index-change",
        "reference-transaction",
        "pre-auto-gc",
    ] {
        let path = repository.path(format!(".git/hooks/{hook}"));
        let _ = fs::create_dir_all(path.parent().unwrap());
        fs::copy(&evil, path).unwrap();
    }
    let ran = || repository.path("ran").exists() || repository.path(".git/hooks/ran").exists();
    let since = ["--changed-since", "HEAD"];
    let (code, said) = repository.check(&since);
    assert_eq!(code, Some(0), "{said}");
    assert!(!ran());

    // What git does not have any more may have been anything.
    let object = blob_of(WRONG);
    let object = repository.path(format!(".git/objects/{}/{}", &object[..2], &object[2..]));
    fs::remove_file(object).unwrap();
    let (code, said) = repository.check(&since);
    assert_eq!(code, Some(1), "{said}");
    assert!(!ran());
}
