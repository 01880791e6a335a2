//! What a release owes to others: programs that use the library, and files that an earlier version wrote.

use std::fs;
use std::path::Path;
use std::process::Command;

use ibid::{Checker, Report, Verdict};

#[allow(
    dead_code,
    unreachable_pub,
    reason = "the example is run by its function"
)]
#[path = "../examples/check.rs"]
mod example;

const SOURCE: &str = "# The mill\n\nThe mill at Osby was built in 1874 and burned down in 1911.\n";
const WRONG: &str = "The mill at Osby was built in 1847 [@osby74].\n";
const BIBLIOGRAPHY: &str =
    "@misc{osby74, title = {The mill}, year = {1912}, file = {sources/mill.md}}\n";

/// A folder with a source, and a draft with its bibliography beside it.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs::create_dir(path.join("sources")).unwrap();
    fs::write(path.join("sources/mill.md"), SOURCE).unwrap();
    fs::write(path.join("references.bib"), BIBLIOGRAPHY).unwrap();
    let named = format!("---\nbibliography: references.bib\n---\n\n{WRONG}");
    fs::write(path.join("draft.md"), named).unwrap();
    folder
}

fn path(folder: &tempfile::TempDir, name: &str) -> String {
    folder.path().join(name).display().to_string()
}

fn rules(report: &Report) -> Vec<&'static str> {
    report.findings().map(|(_, it)| it.rule.name()).collect()
}

#[test]
fn a_draft_that_lies_nowhere_is_checked() {
    let folder = folder();
    let mut checker = Checker::without_model([path(&folder, "sources")]).unwrap();
    let report = checker.check("draft.md", "The mill at Osby was built in 1847.\n");
    let report = report.unwrap();
    assert_eq!(report.drafts[0].claims[0].verdict, Verdict::Refuted);
    assert_eq!(report.summary.levels.get("error"), Some(&1));
    let right = checker.check("other.md", "The mill at Osby was built in 1874.\n");
    assert!(!rules(&right.unwrap()).contains(&"refuted"));
    assert!(!Path::new(&path(&folder, ".ibid")).exists());
}

#[test]
fn the_bibliography_and_the_rulings_of_a_draft_hold() {
    let folder = folder();
    let mut checker = Checker::without_model([path(&folder, "sources")]).unwrap();
    let draft = path(&folder, "draft.md");
    let text = fs::read_to_string(&draft).unwrap();
    let report = checker.check(&draft, text.clone()).unwrap();
    assert_eq!(rules(&report), ["refuted"]);
    let waived = text.replace(
        "The mill at",
        "<!-- ibid-waive-next-line refuted reason=\"a name\" by=ak -->\nThe mill at",
    );
    let report = checker.check(&draft, waived).unwrap();
    assert_eq!(report.summary.waived, 1, "{report:?}");
    // Without its bibliography, the key leads nowhere.
    let report = checker.check("elsewhere.md", WRONG).unwrap();
    assert!(
        rules(&report).contains(&"citation-unresolved"),
        "{:?}",
        rules(&report)
    );
}

#[test]
fn what_cannot_be_done_is_told() {
    let missing = Checker::without_model(["no-such-folder"]).err().unwrap();
    assert!(missing.to_string().contains("no-such-folder"), "{missing}");
    let folder = folder();
    let sources = [path(&folder, "sources")];
    let no_model = Checker::with_model(&sources, path(&folder, "sources")).err();
    let no_model = no_model.unwrap().to_string();
    assert!(no_model.contains("model"), "{no_model}");
    let mut checker = Checker::without_model(&sources).unwrap();
    let binary = checker.check("draft.docx", vec![0x50, 0x4b, 3, 4]).err();
    assert!(binary.unwrap().to_string().contains("draft.docx"));
}

#[test]
fn the_example_finds_what_the_program_finds() {
    let folder = folder();
    let draft = path(&folder, "draft.md");
    let mut out = Vec::new();
    example::found(&path(&folder, "sources"), &draft, &mut out).unwrap();
    let said = String::from_utf8(out).unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_ibid"))
        .args([
            "check",
            "--format",
            "concise",
            "draft.md",
            "--sources",
            "sources",
        ])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let by_program = String::from_utf8(run.stdout).unwrap();
    let message = said.split(": ").nth(2).expect("a finding");
    assert!(
        by_program.contains(message.trim_end()),
        "{said}\n{by_program}"
    );
}

/// The wheel as a stranger has it: installed without any index, beside nothing of the checkout.
#[cfg(target_os = "linux")]
#[expect(clippy::print_stdout, reason = "a test that skips itself says so")]
#[test]
fn a_wheel_of_the_program_runs_in_a_fresh_environment() {
    let mut python = Command::new("python3");
    let has_all = python.args(["-c", "import tomllib, ensurepip"]).output();
    if !has_all.is_ok_and(|run| run.status.success()) {
        println!("skipped: there is no Python 3.11 with `venv`");
        return;
    }
    let script = r#"
        python3 "$ROOT/packaging/wheels.py" program "$PROGRAM" wheels
        python3 -m venv fresh
        fresh/bin/pip install --quiet --disable-pip-version-check --no-index --find-links wheels ibid-check
        fresh/bin/ibid --version
        test -n "$(find fresh -name LICENSES-OF-LIBRARIES.txt -size +100k)"
        fresh/bin/python -m ibid check --no-model --format concise draft.md --sources sources
    "#;
    let folder = folder();
    let run = Command::new("bash")
        .args(["-ec", script])
        .env("ROOT", env!("CARGO_MANIFEST_DIR"))
        .env("PROGRAM", env!("CARGO_BIN_EXE_ibid"))
        .current_dir(folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stdout);
    assert_eq!(run.status.code(), Some(1), "{run:?}");
    assert!(
        said.contains(concat!("ibid ", env!("CARGO_PKG_VERSION"))),
        "{said}"
    );
    assert!(said.contains("error[refuted]"), "{said}");
}

/// Whoever copies a line of the documentation gets the version that it is the documentation of.
#[test]
fn pages_and_installer_name_this_version() {
    let named = regex::Regex::new(
        r"(?:rev: v|ibid@v?|--tag v|ibid-check==|ibid-v|version: |IBID_VERSION:-)(\d+\.\d+\.\d+)",
    )
    .unwrap();
    let mut found = 0;
    for file in [
        "docs/install.md",
        "docs/integrations.md",
        "packaging/install.sh",
    ] {
        let text = fs::read_to_string(file).unwrap();
        for one in named.captures_iter(&text) {
            assert_eq!(&one[1], env!("CARGO_PKG_VERSION"), "{file}: {}", &one[0]);
            found += 1;
        }
    }
    assert!(found > 7, "only {found} versions");
}

/// A repository whose lock and baseline are those of `tests/upgrade/VERSION`.
fn repository_of(version: &str) -> tempfile::TempDir {
    let to = tempfile::tempdir().unwrap();
    for inner in ["claims", "corpus"] {
        fs::create_dir(to.path().join(inner)).unwrap();
    }
    let from = Path::new("tests/upgrade");
    for name in ["claims/mill.md", "corpus/mill.txt", "ibid.rulings.toml"] {
        fs::copy(from.join(name), to.path().join(name)).unwrap();
    }
    for name in ["ibid.lock", "baseline.json"] {
        fs::copy(from.join(version).join(name), to.path().join(name)).unwrap();
    }
    to
}

fn checked(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let run = Command::new(env!("CARGO_BIN_EXE_ibid"))
        .args(["check", "--no-model", "--format", "concise"])
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    let said = [run.stdout, run.stderr].concat();
    (run.status.code(), String::from_utf8(said).unwrap())
}

#[test]
fn what_the_last_version_wrote_is_read() {
    let folder = repository_of("form-2");
    let (code, said) = checked(folder.path(), &["--locked"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(
        said.contains("refuted") && !said.contains("not-locked"),
        "{said}"
    );
    let (code, said) = checked(folder.path(), &["--baseline", "baseline.json"]);
    assert_eq!(code, Some(0), "{said}");
}

#[test]
fn what_is_too_old_is_refused_with_what_to_do() {
    let folder = repository_of("form-1");
    for (arguments, command) in [
        (&["--locked"][..], "`ibid lock`"),
        (&["--baseline", "baseline.json"], "`ibid baseline write`"),
    ] {
        let (code, said) = checked(folder.path(), arguments);
        assert_eq!(code, Some(2), "{said}");
        assert!(
            said.contains("older ibid") && said.contains(command),
            "{said}"
        );
    }
}

/// The rest of `.ibid` is made anew where an earlier version left it.
#[test]
fn what_an_earlier_version_kept_is_made_anew() {
    let folder = repository_of("form-2");
    let first = checked(folder.path(), &[]);
    let mut damaged = 0;
    for entry in walk(&folder.path().join(".ibid")) {
        let name = entry.file_name().unwrap().to_string_lossy().into_owned();
        if name.starts_with("manifest-") || entry.components().any(|it| it.as_os_str() == "answers")
        {
            fs::write(&entry, b"{\"format\": 1}").unwrap();
            damaged += 1;
        }
    }
    assert!(damaged > 0);
    let (code, said) = checked(folder.path(), &[]);
    let (report, told) = said.split_once("ibid: ").expect("a message");
    assert_eq!((code, report.to_owned()), first);
    assert!(told.starts_with("the index is built anew"), "{told}");
}

/// The files beneath a folder.
fn walk(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
    let below = |path: std::path::PathBuf| match path.is_dir() {
        true => walk(&path),
        false => vec![path],
    };
    entries.flat_map(below).collect()
}
