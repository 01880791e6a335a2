//! The gate as scripts see it: exit codes, rulings, the lock and changed lines.

#![expect(clippy::print_stdout, reason = "a test that skips itself says so")]

use std::path::Path;
use std::process::{Command, Output};

const SOURCE: &str = "\
The harbour of Lund Bay

\"We built it for our children,\" said the mayor, Karin Lindqvist.
";

const WRONG: &str = "\
# Lund Bay

“We built it for our grandchildren,” said the mayor, Karin Lindqvist.
";

/// A repository with one source and one draft that quotes it wrongly.
fn repository() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for inner in ["corpus", "claims"] {
        std::fs::create_dir(folder.path().join(inner)).unwrap();
    }
    std::fs::write(folder.path().join("corpus/harbour.txt"), SOURCE).unwrap();
    write_draft(folder.path(), WRONG);
    folder
}

fn write_draft(folder: &Path, text: &str) {
    std::fs::write(folder.join("claims/draft.md"), text).unwrap();
}

fn ibid(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ibid"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

fn code(folder: &Path, arguments: &[&str]) -> Option<i32> {
    ibid(folder, arguments).status.code()
}

fn complaint(folder: &Path, arguments: &[&str]) -> String {
    let output = ibid(folder, arguments);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    String::from_utf8(output.stderr).unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// Whether git does it.
fn git(folder: &Path, arguments: &[&str]) -> bool {
    let run = Command::new("git")
        .args(["-c", "user.name=a", "-c", "user.email=a@example.org"])
        .args(arguments)
        .current_dir(folder)
        .output();
    run.is_ok_and(|output| output.status.success())
}

#[test]
fn each_exit_code_has_its_meaning() {
    let folder = repository();
    let folder = folder.path();
    assert_eq!(code(folder, &["check"]), Some(1));
    assert_eq!(code(folder, &["check", "--fail-on", "never"]), Some(0));
    write_draft(folder, &WRONG.replace("grandchildren", "children"));
    assert_eq!(code(folder, &["check"]), Some(0));
    complaint(folder, &["check", "--no-such-option"]);
    complaint(folder, &["check", "claims/missing.md"]);
    complaint(folder, &["check", "--sources", "missing"]);
    complaint(folder, &["check", "--baseline", "missing.json"]);
    complaint(folder, &["check", "--config", "missing.toml"]);
    complaint(folder, &["explain", "no-such-rule"]);
}

#[test]
fn a_wrong_configuration_or_ruling_is_never_a_pass() {
    let folder = repository();
    let folder = folder.path();
    std::fs::write(folder.join("ibid.toml"), "[check]\nfail-om = \"never\"\n").unwrap();
    assert!(complaint(folder, &["check"]).contains("ibid.toml:2:1: `fail-om` is not known"));
    std::fs::remove_file(folder.join("ibid.toml")).unwrap();

    std::fs::write(
        folder.join("ibid.rulings.toml"),
        "version = 1\n[[ruling]]\n",
    )
    .unwrap();
    assert!(complaint(folder, &["check"]).contains("ibid.rulings.toml:"));
    std::fs::remove_file(folder.join("ibid.rulings.toml")).unwrap();

    write_draft(
        folder,
        &format!("<!-- ibid-waive refuted by=ak -->\n\n{WRONG}"),
    );
    assert!(complaint(folder, &["check"]).contains("claims/draft.md:1: "));
}

#[test]
fn documents_of_ones_own_are_no_evidence() {
    let folder = repository();
    let folder = folder.path();
    let report = format!("{WRONG}\nThe tide was low.\n");
    std::fs::write(folder.join("corpus/our-report.md"), report).unwrap();
    assert_eq!(code(folder, &["check", "claims/draft.md"]), Some(0));
    std::fs::write(
        folder.join("ibid.toml"),
        "[sources]\nown = [\"our-*.md\"]\n",
    )
    .unwrap();
    assert_eq!(code(folder, &["check", "claims/draft.md"]), Some(1));
}

#[test]
fn a_ruling_in_the_draft_waives_the_line_after_it() {
    let folder = repository();
    let folder = folder.path();
    let ruled = WRONG.replace(
        "“We",
        "<!-- ibid-waive-next-line refuted, misquote reason=\"as heard\" by=ak until=2026-01-31 -->\n“We",
    );
    write_draft(folder, &ruled);
    assert_eq!(code(folder, &["check", "--as-of", "2026-01-31"]), Some(0));
    let late = ibid(
        folder,
        &["check", "--as-of", "2026-02-01", "--format", "concise"],
    );
    assert_eq!(late.status.code(), Some(1));
    assert!(
        String::from_utf8(late.stdout)
            .unwrap()
            .contains("warning[ruling-expired]")
    );
}

#[test]
fn a_lock_vouches_until_the_draft_or_the_source_changes() {
    let folder = repository();
    let folder = folder.path();
    let locked = ["check", "--locked"];
    assert!(complaint(folder, &locked).contains("ibid lock"));
    write_draft(folder, &WRONG.replace("grandchildren", "children"));
    assert_eq!(code(folder, &["lock"]), Some(0));
    assert_eq!(code(folder, &locked), Some(0));
    std::fs::write(
        folder.join("corpus/harbour.txt"),
        SOURCE.replace("built", "made"),
    )
    .unwrap();
    assert_eq!(code(folder, &locked), Some(1));
    std::fs::remove_file(folder.join("corpus/harbour.txt")).unwrap();
    assert_eq!(code(folder, &locked), Some(0));
    write_draft(folder, WRONG);
    assert_eq!(code(folder, &locked), Some(1));
}

#[test]
fn only_changed_lines_count_since_a_revision() {
    let folder = repository();
    let folder = folder.path();
    let git = |arguments: &[&str]| git(folder, arguments);
    let ready =
        git(&["init", "-q"]) && git(&["add", "corpus", "claims"]) && git(&["commit", "-qm", "x"]);
    if !ready {
        println!("skipped: there is no `git`");
        return;
    }
    let since = ["check", "--changed-since", "HEAD"];
    assert_eq!(code(folder, &since), Some(0));
    write_draft(folder, &WRONG.replace("Karin", "Ms"));
    assert_eq!(code(folder, &since), Some(1));
    complaint(folder, &["check", "--changed-since", "no-such-revision"]);
    complaint(folder, &["check", "--changed-since=--output=x"]);
    assert!(!folder.join("x").exists());
}

#[test]
fn names_are_those_of_the_root_wherever_one_stands() {
    let folder = repository();
    let root = folder.path();
    std::fs::write(
        root.join("ibid.toml"),
        "[[overrides]]\npaths = [\"claims/**\"]\nrules = { misquote = \"note\" }\n",
    )
    .unwrap();
    let inner = root.join("claims");
    let at_root = ibid(root, &["check", "--format", "json"]);
    for arguments in [
        &["check", "--format", "json"][..],
        &["check", "--format", "json", "draft.md"],
        &[
            "check",
            "--format",
            "json",
            "../claims/draft.md",
            "--sources",
            "../corpus",
        ],
    ] {
        let beneath = ibid(&inner, arguments);
        assert_eq!(beneath.status.code(), Some(0), "the override holds");
        assert_eq!(said(&beneath), said(&at_root), "{arguments:?}");
    }
    std::fs::write(root.join("ibid.toml"), "").unwrap();
    assert_eq!(code(&inner, &["check"]), Some(1));
    let indexes = std::fs::read_dir(root.join(".ibid/index")).unwrap();
    assert_eq!(indexes.count(), 1, "one corpus has one index");

    for draft in ["draft.md:3", "claims/draft.md:3"] {
        let ruling = [
            "rule", "misquote", draft, "--by", "ak", "--reason", "as heard",
        ];
        let written = ibid(&inner, &ruling);
        assert_eq!(
            said(&written),
            "wrote ibid.rulings.toml: misquote at claims/draft.md:3:2\n"
        );
        assert_eq!(code(root, &["check", "--strict"]), Some(0));
        assert_eq!(code(&inner, &["check", "--strict", "draft.md"]), Some(0));
        std::fs::remove_file(root.join("ibid.rulings.toml")).unwrap();
    }

    assert_eq!(code(&inner, &["baseline", "write"]), Some(0));
    let baseline = ["check", "--baseline", "ibid.baseline.json"];
    assert_eq!(code(root, &baseline), Some(0));
    assert_eq!(code(&inner, &["lock"]), Some(0));
    assert_eq!(code(root, &["check", "--locked"]), Some(1));
    write_draft(root, &WRONG.replace("grandchildren", "children"));
    assert_eq!(code(&inner, &["lock"]), Some(0));
    assert_eq!(code(root, &["check", "--locked"]), Some(0));
    assert_eq!(code(&inner, &["check", "--locked", "draft.md"]), Some(0));
}

#[test]
fn a_source_that_cannot_be_read_is_a_finding_of_its_file_and_strictly_an_error() {
    let folder = repository();
    let folder = folder.path();
    write_draft(folder, &WRONG.replace("grandchildren", "children"));
    assert_eq!(code(folder, &["check", "--strict"]), Some(0));
    std::fs::write(folder.join("corpus/scan.txt"), b"\x00\x01\x02\x00").unwrap();
    let run = ibid(folder, &["check", "--format", "concise"]);
    assert_eq!(run.status.code(), Some(0));
    let told = said(&run);
    assert!(
        told.contains("corpus/scan.txt:1:1: warning[source-unreadable]"),
        "{told}"
    );
    assert_eq!(code(folder, &["check", "--strict"]), Some(1));
}

#[test]
fn a_ruling_that_waives_nothing_fails_a_strict_check_only() {
    let folder = repository();
    let folder = folder.path();
    let idle = "<!-- ibid-waive-next-line refuted reason=\"as heard\" by=ak -->\n“We";
    write_draft(
        folder,
        &WRONG
            .replace("grandchildren", "children")
            .replace("“We", idle),
    );
    assert_eq!(code(folder, &["check"]), Some(0));
    assert_eq!(code(folder, &["check", "--strict"]), Some(1));
}

#[test]
fn rulings_are_read_in_web_pages_and_plain_text() {
    let folder = repository();
    let folder = folder.path();
    let ruling = "<!-- ibid-waive-next-line refuted, misquote reason=\"as heard\" by=ak -->";
    let words = "“We built it for our grandchildren,” said the mayor, Karin Lindqvist.";
    for (name, ruled) in [
        (
            "page.html",
            format!(
                "<!doctype html>\n<title>Bay</title>\n<h1>Lund Bay</h1>\n{ruling}\n<p>{words}</p>\n"
            ),
        ),
        ("notes.txt", format!("Lund Bay\n\n{ruling}\n{words}\n")),
    ] {
        let path = folder.join(name);
        std::fs::write(&path, &ruled).unwrap();
        let arguments = ["check", "--strict", name];
        assert_eq!(code(folder, &arguments), Some(0), "{name}");
        std::fs::write(&path, ruled.replace(ruling, "")).unwrap();
        assert_eq!(code(folder, &arguments), Some(1), "{name}");
        std::fs::write(&path, ruled.replace("refuted, misquote", "refutd")).unwrap();
        assert!(complaint(folder, &arguments).contains("`refuted`"));
    }
}

#[test]
fn a_ruling_in_the_draft_may_name_its_evidence() {
    let folder = repository();
    let folder = folder.path();
    let ruled = |evidence: &str| {
        let ruling = format!(
            "<!-- ibid-waive-next-line misquote reason=\"as heard\" by=ak evidence={evidence} -->\n“We"
        );
        write_draft(folder, &WRONG.replace("“We", &ruling));
        said(&ibid(folder, &["check", "--format", "concise"]))
    };
    let told = ruled("0");
    let (_, now) = told.split_once("It is evidence=").expect("it is told");
    let now = now.split_whitespace().next().unwrap().to_owned();
    assert!(ruled(&now).contains("waived[misquote]"));
    std::fs::write(
        folder.join("corpus/harbour.txt"),
        format!("{SOURCE}\nIt rained.\n"),
    )
    .unwrap();
    assert!(
        ruled(&now).contains("error[misquote]"),
        "the source is another"
    );
}

#[test]
fn the_same_sentence_under_another_heading_is_another_finding() {
    let folder = repository();
    let folder = folder.path();
    let ruling = [
        "rule",
        "misquote",
        "claims/draft.md:3",
        "--by",
        "ak",
        "--reason",
        "as heard",
    ];
    assert_eq!(code(folder, &ruling), Some(0));
    let again = WRONG.replace("# Lund Bay", "## The mayor");
    write_draft(folder, &format!("{WRONG}\n{again}"));
    let told = said(&ibid(folder, &["check", "--format", "concise"]));
    assert_eq!(told.matches("waived[misquote]").count(), 1, "{told}");
    assert_eq!(told.matches("error[misquote]").count(), 1, "{told}");
}

#[test]
fn a_ruling_holds_for_the_lock_too() {
    let folder = repository();
    let folder = folder.path();
    std::fs::write(
        folder.join("corpus/ferry.txt"),
        "The ferry to Norra Island carried 82,000 passengers in 1964.\n",
    )
    .unwrap();
    write_draft(
        folder,
        &format!("{WRONG}\nThe ferry to Norra Island carried 28,000 passengers in 1964.\n"),
    );
    for (rule, place) in [
        ("misquote", "claims/draft.md:3"),
        ("refuted", "claims/draft.md:5"),
    ] {
        assert_eq!(code(folder, &["lock"]), Some(0));
        assert_eq!(code(folder, &["check", "--locked"]), Some(1));
        let ruling = ["rule", rule, place, "--by", "ak", "--reason", "as heard"];
        assert_eq!(code(folder, &ruling), Some(0));
    }
    assert_eq!(code(folder, &["check", "--strict"]), Some(0));
    assert_eq!(code(folder, &["check", "--strict", "--locked"]), Some(0));
}

#[test]
fn a_model_that_is_asked_for_must_be_there_and_none_need_be() {
    let folder = repository();
    let folder = folder.path();
    let told = complaint(folder, &["check", "--model", "no-such"]);
    assert!(told.contains("no-such"), "{told}");
    std::fs::write(folder.join("ibid.toml"), "model = \"models/nli\"\n").unwrap();
    let told = complaint(folder, &["check"]);
    assert!(told.contains("models/nli"), "{told}");
    assert_eq!(code(folder, &["check", "--no-model"]), Some(1));
    assert_eq!(code(folder, &["search", "harbour"]), Some(0));
    std::fs::write(folder.join("ibid.toml"), "model = false\n").unwrap();
    assert_eq!(code(folder, &["check"]), Some(1));
    let both = ["check", "--no-model", "--model", "models/nli"];
    assert_eq!(code(folder, &both), Some(2));
}

#[cfg(feature = "model")]
#[test]
fn a_folder_may_hold_the_model() {
    let tiny = std::path::absolute("tests/entailment/tiny").unwrap();
    let folder = repository();
    let arguments = ["check", "--model", tiny.to_str().unwrap()];
    assert_eq!(code(folder.path(), &arguments), Some(1));
}

#[test]
fn the_tolerance_of_approximations_decides_both_ways() {
    let folder = repository();
    let folder = folder.path();
    std::fs::write(
        folder.join("corpus/census.txt"),
        "The census\n\nThe town of Osby had 5,100 inhabitants in 1950.\n",
    )
    .unwrap();
    let verdict = |figure: &str, tolerance: &str| {
        std::fs::write(folder.join("ibid.toml"), format!("[check]\n{tolerance}")).unwrap();
        write_draft(
            folder,
            &format!("The town of Osby had about {figure} inhabitants in 1950.\n"),
        );
        // What a model makes of the sentence has nothing to do with the tolerance.
        let report = said(&ibid(folder, &["check", "--format", "json", "--no-model"]));
        let report: serde_json::Value = serde_json::from_str(&report).unwrap();
        let verdict = &report["drafts"][0]["claims"][0]["verdict"];
        verdict.as_str().unwrap().to_owned()
    };
    assert_eq!(verdict("5,000", ""), "supported");
    assert_eq!(verdict("5,000", "approximations = 0.05\n"), "supported");
    assert_eq!(
        verdict("5,000", "approximations = 0.01\n"),
        "not-enough-evidence"
    );
    assert_eq!(verdict("6,000", ""), "refuted");
    assert_eq!(verdict("6,000", "approximations = 0.05\n"), "refuted");
    assert_eq!(verdict("6,000", "approximations = 0.2\n"), "supported");

    let told = said(&ibid(folder, &["config"]));
    let line = told.lines().find(|line| line.contains("approximations"));
    let line = line.unwrap();
    assert!(
        line.starts_with("approximations = 0.2  # ") && line.ends_with("ibid.toml"),
        "{line}"
    );
    let told = said(&ibid(folder, &["config", "--no-config"]));
    assert!(
        told.contains("# approximations = as written  # default\n"),
        "{told}"
    );
    std::fs::write(folder.join("ibid.toml"), "[check]\napproximations = 5\n").unwrap();
    assert!(complaint(folder, &["check"]).contains("ibid.toml:2:18: "));
}

#[test]
fn a_verdict_that_is_not_sure_enough_fails_nothing() {
    let folder = repository();
    let folder = folder.path();
    std::fs::write(
        folder.join("corpus/ferry.txt"),
        "The ferry to Norra Island carried 82,000 passengers in 1964.\n",
    )
    .unwrap();
    write_draft(
        folder,
        "The ferry to Norra Island carried 28,000 passengers in 1964.\n",
    );
    assert_eq!(code(folder, &["check"]), Some(1));
    assert_eq!(code(folder, &["check", "--min-confidence", "1.0"]), Some(0));
    complaint(folder, &["check", "--min-confidence", "80"]);
    let config = "[rules]\nrefuted = { level = \"error\", from = 1.0, below = \"warning\" }\n";
    std::fs::write(folder.join("ibid.toml"), config).unwrap();
    let told = said(&ibid(folder, &["check", "--format", "concise"]));
    assert!(told.contains("warning[refuted]"), "{told}");
    assert_eq!(code(folder, &["lock"]), Some(0));
    assert_eq!(code(folder, &["check", "--locked"]), Some(0));
    let claim = [
        "claim",
        "The ferry to Norra Island carried 28,000 passengers in 1964.",
    ];
    assert_eq!(code(folder, &claim), Some(0));
}

#[test]
fn the_worst_comes_first_and_notes_are_counted() {
    let folder = repository();
    let folder = folder.path();
    let gap = "The mayor, Karin Lindqvist, owned a boat in 1931.";
    write_draft(
        folder,
        &format!(
            "# Lund Bay\n\n“Nobody here ever wanted any of it,” said the mayor, Karin Lindqvist.\n\n{gap}\n"
        ),
    );
    std::fs::write(folder.join("claims/second.md"), WRONG).unwrap();
    let told = said(&ibid(folder, &["check"]));
    let at = |words: &str| {
        told.find(words)
            .unwrap_or_else(|| panic!("no {words}: {told}"))
    };
    assert!(
        at("claims/second.md:3:2  misquotation") < at("claims/draft.md:3:2  quotation not found")
    );
    assert!(
        told.contains("not enough evidence: ") && told.contains("(`--verbose` shows them)"),
        "{told}"
    );
    assert!(!told.contains(gap), "{told}");
    assert!(said(&ibid(folder, &["check", "--verbose"])).contains(gap));
    let quiet = said(&ibid(folder, &["check", "--quiet"]));
    assert!(!quiet.contains("--verbose"), "{quiet}");
}

#[test]
fn a_repository_without_sources_is_set_up_and_its_claims_are_said_to_be_unchecked() {
    let folder = repository();
    let folder = folder.path();
    let told = complaint(&folder.join("corpus"), &["check"]);
    assert!(
        told.contains("no drafts in `claims/`; run `ibid init`, or name files"),
        "{told}"
    );
    std::fs::remove_dir_all(folder.join("corpus")).unwrap();
    let told = complaint(folder, &["check"]);
    assert!(
        told.contains("run `ibid init`, or name the folder"),
        "{told}"
    );
    let told = said(&ibid(folder, &["init"]));
    assert!(
        told.contains("drafts: 1 file in claims/\nsources: none found\n"),
        "{told}"
    );
    assert!(told.contains("next: `ibid check`"), "{told}");
    let run = ibid(folder, &["check"]);
    assert_eq!(run.status.code(), Some(0), "{run:?}");
    assert!(
        said(&run).contains("for which there are no sources"),
        "{run:?}"
    );
    let told = String::from_utf8(run.stderr).unwrap();
    assert!(
        told.contains("claims and quotations are not checked"),
        "{told}"
    );
    assert!(complaint(folder, &["init"]).contains("is there already"));
}

#[test]
fn decisions_of_two_branches_merge() {
    let folder = repository();
    let root = folder.path();
    let sentences = [
        "The harbour opened in 1931 with 14 cranes.",
        "The mole is 300 metres long.",
        "The ferry carried 82,000 passengers in 1964.",
    ];
    let text = format!("The harbour\n\n{}\n", sentences.join("\n\n"));
    std::fs::write(root.join("corpus/harbour.txt"), &text).unwrap();
    std::fs::write(root.join("ibid.toml"), "model = false\n").unwrap();
    std::fs::write(root.join(".gitignore"), ".ibid/\n").unwrap();
    let attributes = "ibid.rulings.toml merge=union\n";
    std::fs::write(root.join(".gitattributes"), attributes).unwrap();
    write_draft(root, &format!("# {text}"));
    let git = |arguments: &[&str]| git(root, arguments);
    let commit = || git(&["add", "."]) && git(&["commit", "-qm", "x"]);
    if !(git(&["init", "-q"]) && commit() && git(&["branch", "other"])) {
        println!("skipped: there is no `git`");
        return;
    }
    let sign = |line: &str, by: &str| {
        let place = format!("claims/draft.md:{line}");
        assert_eq!(code(root, &["sign-off", &place, "--by", by]), Some(0));
    };
    sign("3", "A. K.");
    sign("7", "A. K.");
    assert!(commit() && git(&["checkout", "-q", "other"]));
    sign("5", "B. L.");
    let required = ["check", "--require-sign-off"];
    assert_eq!(code(root, &required), Some(1));
    assert!(commit() && git(&["merge", "-q", "-m", "both", "-"]));
    assert_eq!(code(root, &required), Some(0));
    let decisions = std::fs::read_to_string(root.join("ibid.rulings.toml")).unwrap();
    assert_eq!(decisions.matches("A. K.").count(), 2, "{decisions}");
    assert_eq!(decisions.matches("B. L.").count(), 1, "{decisions}");
}

/// What no source decides has no passage to be checked against; what a source contradicts has.
#[test]
fn a_reason_does_for_a_sign_off_only_where_no_source_decides() {
    for (sentence, rule, code_then) in [
        ("Fishermen left Lund Bay in 1962.", "not-enough-evidence", 0),
        ("The harbour opened in 1931 with 41 cranes.", "refuted", 1),
    ] {
        let folder = repository();
        let root = folder.path();
        let source = "The harbour of Lund Bay\n\nThe harbour opened in 1931 with 14 cranes.\n";
        std::fs::write(root.join("corpus/harbour.txt"), source).unwrap();
        std::fs::write(root.join("ibid.toml"), "model = false\n").unwrap();
        write_draft(root, &format!("# Lund Bay\n\n{sentence}\n"));
        let required = ["check", "--require-sign-off"];
        assert_eq!(code(root, &required), Some(1));
        let place = ["claims/draft.md:3", "--by", "ak", "--reason", "seen"];
        assert_eq!(code(root, &[&["rule", rule][..], &place].concat()), Some(0));
        assert_eq!(code(root, &required), Some(code_then), "{sentence}");
    }
}

/// Somebody checks a sentence; it lapses with the sentence and with the source.
#[test]
fn a_sign_off_is_required_kept_and_lapses() {
    let folder = repository();
    let root = folder.path();
    std::fs::create_dir(root.join(".git")).unwrap();
    std::fs::write(root.join("ibid.toml"), "model = false\n").unwrap();
    let source = format!("{SOURCE}\nThe harbour opened in 1931 with 14 cranes.\n");
    std::fs::write(root.join("corpus/harbour.txt"), &source).unwrap();
    let draft = "# Lund Bay\n\nThe harbour opened in 1931 with 14 cranes.\n";
    write_draft(root, draft);
    let required = ["check", "--require-sign-off"];
    assert_eq!(code(root, &["check"]), Some(0));
    assert_eq!(code(root, &required), Some(1));

    let signed = ibid(root, &["sign-off", "claims/draft.md:3", "--by", "A. K."]);
    assert_eq!(
        said(&signed),
        "signed off claims/draft.md:3:1, checked against corpus/harbour.txt, line 5\n"
    );
    assert_eq!(code(root, &required), Some(0));
    assert_eq!(code(root, &["lock"]), Some(0));
    let without_sources = ["check", "--locked", "--require-sign-off"];
    assert_eq!(code(root, &without_sources), Some(0));
    let told = said(&ibid(
        root,
        &["check", "--verbose", "--as-of", "2026-01-01"],
    ));
    assert!(told.contains("signed off by A. K. on "), "{told}");

    // A sentence that moves is still signed off; one that changes is not.
    write_draft(
        root,
        &draft.replace("The harbour", "Boats came.\n\nThe harbour"),
    );
    assert_eq!(code(root, &required), Some(0));
    write_draft(root, &draft.replace("1931", "the year 1931"));
    assert_eq!(code(root, &required), Some(1));
    write_draft(root, draft);

    std::fs::write(root.join("corpus/harbour.txt"), format!("{source}More.\n")).unwrap();
    let told = said(&ibid(root, &required));
    assert!(told.contains("A. K. signed this sentence off on"), "{told}");
    std::fs::write(root.join("corpus/harbour.txt"), &source).unwrap();
    std::fs::rename(root.join("corpus"), root.join("away")).unwrap();
    assert_eq!(code(root, &without_sources), Some(0));
    std::fs::rename(root.join("away"), root.join("corpus")).unwrap();

    let path = root.join("ibid.rulings.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    let conflict = format!("{text}<<<<<<< HEAD\n=======\n>>>>>>> theirs\n");
    std::fs::write(&path, conflict).unwrap();
    assert!(complaint(root, &["check"]).contains("git left a conflict here"));
}

/// What the page of the draft tells search engines; `None` where it tells nothing.
fn claim_reviews(folder: &Path) -> Option<serde_json::Value> {
    let page = said(&ibid(folder, &["check", "--format", "html"]));
    let (_, script) = page.split_once("<script type=\"application/ld+json\">")?;
    let (reviews, _) = script.split_once("</script>").unwrap();
    Some(serde_json::from_str(reviews).unwrap())
}

/// A verdict is no review, and a sentence that is wrong gets none before somebody lets it stand.
#[test]
fn only_what_a_person_signed_off_is_a_claim_review() {
    let folder = repository();
    let root = folder.path();
    std::fs::write(root.join("ibid.toml"), "model = false\n").unwrap();
    let passage = "The harbour opened in 1931 with 14 cranes.";
    std::fs::write(
        root.join("corpus/harbour.txt"),
        format!("{SOURCE}\n{passage}\n"),
    )
    .unwrap();
    let right = "The harbour opened in 1931 with 14 cranes.\n";
    write_draft(root, &format!("{WRONG}\n{right}"));
    assert_eq!(claim_reviews(root), None);

    let sign = |place: &str| {
        let by = "</script> A. K.";
        let against = ["--by", by, "--against", "corpus/harbour.txt"];
        assert_eq!(
            code(root, &[&["sign-off", place][..], &against].concat()),
            Some(0)
        );
    };
    sign("claims/draft.md:5");
    let reviews = claim_reviews(root).unwrap();
    assert_eq!(reviews["@context"], "https://schema.org");
    let review = &reviews["@graph"][0];
    let (day, body) = (&review["datePublished"], &review["reviewBody"]);
    assert_eq!(day.as_str().unwrap().len(), "2026-11-30".len());
    assert!(
        body.as_str()
            .unwrap()
            .starts_with("signed off by </script> A. K. on ")
    );
    let expected = serde_json::json!([{
        "@type": "ClaimReview",
        "url": "#d1-2",
        "claimReviewed": right.trim_end(),
        "itemReviewed": {
            "@type": "Claim",
            "appearance": {"@type": "CreativeWork", "name": "Lund Bay"},
        },
        "author": {"@type": "Person", "name": "</script> A. K."},
        "datePublished": day,
        "reviewRating": {"@type": "Rating", "alternateName": "signed off"},
        "reviewBody": body,
        "citation": format!("corpus/harbour.txt, line 5: “{passage}”"),
    }]);
    assert_eq!(reviews["@graph"], expected);

    let number = || {
        claim_reviews(root).unwrap()["@graph"]
            .as_array()
            .unwrap()
            .len()
    };
    sign("claims/draft.md:3");
    assert_eq!(number(), 1);
    let stands = ["--by", "A. K.", "--reason", "he said both"];
    let rule = ["rule", "misquote", "claims/draft.md:3"];
    assert_eq!(code(root, &[&rule[..], &stands].concat()), Some(0));
    assert_eq!(number(), 2);

    write_draft(root, &right.replace("1931", "the year 1931"));
    assert_eq!(claim_reviews(root), None);
}

/// A sentence is refuted whether that is an error or less; where both are counted, it is said how many are which.
#[test]
fn how_many_refuted_claims_are_errors_is_said_beside_their_number() {
    let folder = repository();
    let root = folder.path();
    let settings = "model = false\n\
        [[overrides]]\npaths = [\"claims/loose.md\"]\nrules = { refuted = \"warning\" }\n\
        [[overrides]]\npaths = [\"claims/off.md\"]\nrules = { refuted = \"off\" }\n";
    std::fs::write(root.join("ibid.toml"), settings).unwrap();
    let source = format!("{SOURCE}\nThe harbour opened in 1931 with 14 cranes.\n");
    std::fs::write(root.join("corpus/harbour.txt"), source).unwrap();
    let wrong = "The harbour opened in 1931 with 41 cranes.\n";
    for name in ["loose", "off"] {
        std::fs::write(root.join(format!("claims/{name}.md")), wrong).unwrap();
    }
    write_draft(root, &format!("{WRONG}\n{wrong}"));

    let in_format = |format: &str, language: &str| {
        let arguments = ["check", "--format", format, "--language", language];
        said(&ibid(root, &arguments))
    };
    for format in ["text", "concise", "github", "markdown", "html"] {
        let told = in_format(format, "en");
        let counts = "refuted (2 errors, 1 warning, 1 not reported";
        assert!(told.contains(counts), "{format}: {told}");
    }
    let told = in_format("text", "fr");
    let counts = "4 contredites (2 erreurs, 1 avertissement, 1 non signalée)";
    assert!(told.contains(counts), "{told}");

    let rule = ["rule", "refuted", "claims/loose.md:1", "--by", "A. K."];
    let reason = ["--reason", "another year"];
    assert_eq!(code(root, &[&rule[..], &reason].concat()), Some(0));
    let told = in_format("text", "en");
    let counts = "4 refuted (2 errors, 1 not reported, 1 waived)";
    assert!(told.contains(counts), "{told}");
}

/// The page names five of what is to be looked at, and how many there are.
#[test]
fn the_page_says_how_many_it_names_first_of_how_many() {
    let folder = repository();
    let root = folder.path();
    std::fs::write(root.join("ibid.toml"), "model = false\n").unwrap();
    let head = |language: &str| {
        let arguments = ["check", "--format", "html", "--language", language];
        let page = said(&ibid(root, &arguments));
        let (_, first) = page.split_once("<h2>").unwrap();
        let (head, list) = first.split_once("</h2>").unwrap();
        let (list, _) = list.split_once("</ol>").unwrap();
        (head.to_owned(), list.matches("<li").count())
    };
    assert_eq!(head("en"), ("Look at these first (1 of 1)".to_owned(), 1));
    write_draft(root, &WRONG.repeat(7));
    assert_eq!(head("en"), ("Look at these first (5 of 7)".to_owned(), 5));
    assert_eq!(head("fr"), ("À voir d’abord (5 sur 7)".to_owned(), 5));
}
