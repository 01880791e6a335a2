//! The check as editors use it: from standard input, as files change, and with corrections written.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

const HARBOUR: &str = "\
The harbour of Lund Bay

The harbour of Lund Bay opened in June 1931 with 14 cranes.

\"We built it for our children and for theirs,\" said the mayor, Karin Lindqvist.
";

const FERRY: &str = "\
The ferry to Norra Island

The ferry to Norra Island carried 82,000 passengers in 1964.
";

const BIBLIOGRAPHY: &str = "\
@report{harbour, title = {The harbour of Lund Bay}, url = {https://example.org/harbour}, file = {harbour.txt}}
@report{ferry, title = {The ferry to Norra Island}, url = {https://example.org/ferry}, file = {ferry.txt}}
";

const WRONG: &str = "The harbour of Lund Bay opened in June 1931 with 41 cranes.\n";
const RIGHT: &str = "The harbour of Lund Bay opened in June 1931 with 14 cranes.\n";

/// Every claim is asked for a citation, which is off otherwise.
const CONFIGURATION: &str = "[rules]\ncitation-missing = \"note\"\n";

/// A repository with two sources and the draft `claims/draft.md`.
fn repository(draft: &[u8]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, bytes: &[u8]| fs::write(folder.path().join(path), bytes).unwrap();
    for inner in ["corpus", "claims"] {
        fs::create_dir(folder.path().join(inner)).unwrap();
    }
    write("corpus/harbour.txt", HARBOUR.as_bytes());
    write("corpus/ferry.txt", FERRY.as_bytes());
    write("corpus/references.bib", BIBLIOGRAPHY.as_bytes());
    write("claims/draft.md", draft);
    write("ibid.toml", CONFIGURATION.as_bytes());
    folder
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ibid"));
    command.args(arguments).current_dir(folder);
    command
}

fn ibid(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().unwrap()
}

fn draft(folder: &Path) -> Vec<u8> {
    fs::read(folder.join("claims/draft.md")).unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// What a check says of a draft that it is given on standard input.
fn piped(folder: &Path, arguments: &[&str], draft: &str) -> Output {
    let mut child = command(folder, arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    // A child that refuses its arguments may be gone before it has read anything.
    let _ = input.write_all(draft.as_bytes());
    drop(input);
    child.wait_with_output().unwrap()
}

#[test]
fn a_draft_from_standard_input_is_checked_as_if_it_lay_where_it_is_named() {
    let folder = repository(RIGHT.as_bytes());
    let folder = folder.path();
    let run = |arguments: &[&str], draft: &str| {
        let all = [&["check", "--format", "concise"], arguments].concat();
        let output = piped(folder, &all, draft);
        (output.status.code(), text(&output.stdout))
    };
    let named = ["--stdin-filename", "claims/draft.md"];
    assert_eq!(run(&named, RIGHT).0, Some(0));
    let (code, told) = run(&named, WRONG);
    assert_eq!(code, Some(1));
    assert!(
        told.starts_with("claims/draft.md:1:1: error[refuted]"),
        "{told}"
    );
    assert!(run(&["-"], WRONG).1.starts_with("-:1:1: error[refuted]"));

    // Rulings and levels hold as they do for the file.
    let waived =
        format!("<!-- ibid-waive-next-line refuted reason=\"as heard\" by=ak -->\n\n{WRONG}");
    assert_eq!(run(&named, &waived).0, Some(0));
    fs::write(
        folder.join("ibid.toml"),
        "[[overrides]]\npaths = [\"claims/**\"]\nrules = { refuted = \"note\" }\n",
    )
    .unwrap();
    assert_eq!(run(&named, WRONG).0, Some(0));
    assert_eq!(run(&["--stdin-filename", "other.md"], WRONG).0, Some(1));
    assert_eq!(draft(folder), RIGHT.as_bytes());
}

#[test]
fn standard_input_is_alone_and_is_never_written_or_watched() {
    let folder = repository(RIGHT.as_bytes());
    for arguments in [
        &["check", "-", "claims/draft.md"][..],
        &["check", "--stdin-filename", "a.md", "claims/draft.md"],
        &["check", "-", "--fix"],
        &["check", "-", "--watch"],
        &["check", "-", "--changed-since", "HEAD"],
        &["check", "--stdin-filename", "a.md", "--fix"],
    ] {
        let output = piped(folder.path(), arguments, WRONG);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    }
    assert_eq!(
        piped(folder.path(), &["check", "-"], "").status.code(),
        Some(2)
    );
}

/// A check that goes on, and is ended with the test.
struct Watching {
    child: Child,
    output: Receiver<String>,
    messages: Receiver<String>,
}

impl Watching {
    fn start(folder: &Path) -> Self {
        let mut child = command(folder, &["check", "--watch", "--format", "concise"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let output = lines_of(child.stdout.take().unwrap());
        let messages = lines_of(child.stderr.take().unwrap());
        Self {
            child,
            output,
            messages,
        }
    }

    /// Waits for a line of the report with `piece`.
    fn hear(&self, piece: &str) {
        await_line(&self.output, piece);
    }

    /// Waits for a message with `piece`.
    fn be_told(&self, piece: &str) {
        await_line(&self.messages, piece);
    }
}

fn lines_of(pipe: impl std::io::Read + Send + 'static) -> Receiver<String> {
    let (sender, lines) = mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(pipe).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                break;
            }
        }
    });
    lines
}

fn await_line(lines: &Receiver<String>, piece: &str) {
    let mut heard = Vec::new();
    loop {
        match lines.recv_timeout(Duration::from_secs(60)) {
            Ok(line) if line.contains(piece) => return,
            Ok(line) => heard.push(line),
            Err(_) => panic!("no {piece:?} in {heard:#?}"),
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_watched_check_reports_again_when_a_draft_a_source_or_the_configuration_changes() {
    let folder = repository(RIGHT.as_bytes());
    let folder = folder.path();
    let path = folder.join("claims/draft.md");
    let watching = Watching::start(folder);
    watching.hear("1 claim: 1 supported");
    watching.be_told("watching");

    fs::write(&path, WRONG).unwrap();
    watching.hear("claims/draft.md:1:1: error[refuted]");
    watching.hear("1 claim: 0 supported, 1 refuted");

    // As many editors save: a new file in the place of the old one.
    let new = folder.join("claims/draft.md.new");
    fs::write(&new, RIGHT).unwrap();
    fs::rename(&new, &path).unwrap();
    watching.hear("1 claim: 1 supported");

    fs::write(
        folder.join("corpus/harbour.txt"),
        HARBOUR.replace("14 cranes", "15 cranes"),
    )
    .unwrap();
    watching.hear("claims/draft.md:1:1: error[refuted]");

    // Folders that are gone for a while, as when a branch is switched.
    for inner in ["claims", "corpus"] {
        fs::remove_dir_all(folder.join(inner)).unwrap();
    }
    watching.be_told("claims");
    for (name, text) in [("corpus/harbour.txt", HARBOUR), ("claims/draft.md", RIGHT)] {
        fs::create_dir(folder.join(name).parent().unwrap()).unwrap();
        fs::write(folder.join(name), text).unwrap();
    }
    watching.hear("1 claim: 1 supported");
    fs::write(&path, WRONG).unwrap();
    watching.hear("claims/draft.md:1:1: error[refuted]");

    fs::write(folder.join("ibid.toml"), "[rules]\nrefuted = \"eror\"\n").unwrap();
    watching.be_told("ibid.toml:2");
    fs::write(folder.join("ibid.toml"), "[rules]\nrefuted = \"note\"\n").unwrap();
    watching.hear("claims/draft.md:1:1: note[refuted]");
}

/// The rules of the findings of `claims/draft.md`.
fn rules(folder: &Path) -> Vec<String> {
    let output = ibid(folder, &["check", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let findings = report["drafts"][0]["findings"].as_array().unwrap();
    let rule = |finding: &serde_json::Value| finding["rule"].as_str().unwrap().to_owned();
    findings.iter().map(rule).collect()
}

/// Drafts in three styles of citing: with a wrong source, an altered quotation and a claim that
/// cites nothing; and mended.
const STYLES: [(&str, &str); 3] = [
    (
        "# Lund Bay

The harbour of Lund Bay opened in June 1931 with 14 cranes [@ferry].
The mayor, Karin Lindqvist, said: “We built it for our parents and for theirs” [@harbour].

The ferry to Norra Island carried 82,000 passengers in 1964.
",
        "# Lund Bay

The harbour of Lund Bay opened in June 1931 with 14 cranes [@harbour].
The mayor, Karin Lindqvist, said: “We built it for our children and for theirs” [@harbour].

The ferry to Norra Island carried 82,000 passengers in 1964 [@ferry].
",
    ),
    (
        "# Lund Bay

The harbour of Lund Bay [opened in June 1931](https://example.org/ferry) with 14 cranes.
The mayor, Karin Lindqvist, [said](https://example.org/harbour): “We built it for our children and for others”.

The ferry to Norra Island carried 82,000 passengers in 1964.
",
        "# Lund Bay

The harbour of Lund Bay [opened in June 1931](https://example.org/harbour) with 14 cranes.
The mayor, Karin Lindqvist, [said](https://example.org/harbour): “We built it for our children and for theirs”.

The ferry to Norra Island carried 82,000 passengers in 1964 ([source](https://example.org/ferry)).
",
    ),
    (
        "# Lund Bay

The harbour of Lund Bay opened in June 1931 with 14 cranes.[^2]
The mayor, Karin Lindqvist, said: “We built it for our parents and for theirs”.[^1]

The ferry to Norra Island carried 82,000 passengers in 1964.
The ferry to Norra Island carried 82,000 passengers that year.[^2]

[^1]: The harbour of Lund Bay, https://example.org/harbour
[^2]: The ferry to Norra Island, https://example.org/ferry
",
        "# Lund Bay

The harbour of Lund Bay opened in June 1931 with 14 cranes.[^1]
The mayor, Karin Lindqvist, said: “We built it for our children and for theirs”.[^1]

The ferry to Norra Island carried 82,000 passengers in 1964.[^2]
The ferry to Norra Island carried 82,000 passengers that year.[^2]

[^1]: The harbour of Lund Bay, https://example.org/harbour
[^2]: The ferry to Norra Island, https://example.org/ferry
",
    ),
];

#[test]
fn a_quotation_out_of_another_source_than_the_cited_one_is_told() {
    let words = "Karin Lindqvist sold her boat in 1950 and wrote: “We built it for our children and for theirs”";
    let told = |cited: &str| {
        let folder = repository(format!("{words} {cited}.\n").as_bytes());
        rules(folder.path())
    };
    let rule = "citation-does-not-support".to_owned();
    assert!(told("[@ferry]").contains(&rule));
    for cited in ["[@harbour]", "[@ferry; @harbour]", "[@ferry; @lost]"] {
        assert!(!told(cited).contains(&rule), "{cited}");
    }
}

#[cfg(feature = "model")]
#[test]
fn what_is_fixed_is_found_no_more_and_a_second_fix_changes_nothing() {
    for (wrong, mended) in STYLES {
        let folder = repository(wrong.as_bytes());
        let folder = folder.path();
        for rule in ["citation-does-not-support", "misquote", "citation-missing"] {
            assert!(rules(folder).iter().any(|it| it == rule), "{rule}: {wrong}");
        }
        let shown = text(&ibid(folder, &["check", "--diff"]).stdout);
        assert_eq!(text(&draft(folder)), wrong, "--diff writes nothing");
        for line in mended.lines().filter(|line| !wrong.contains(*line)) {
            assert!(shown.contains(&format!("\n+{line}")), "{shown}");
        }
        assert_eq!(ibid(folder, &["check", "--fix"]).status.code(), Some(0));
        assert_eq!(text(&draft(folder)), mended);
        assert_eq!(rules(folder), [""; 0], "{mended}");
        ibid(folder, &["check", "--fix"]);
        assert_eq!(text(&draft(folder)), mended);
        assert_eq!(text(&ibid(folder, &["check", "--diff"]).stdout), "");
    }
}

#[cfg(feature = "model")]
#[test]
fn a_byte_order_mark_and_line_ends_are_kept() {
    let (wrong, mended) = STYLES[0];
    for (mark, end) in [("\u{feff}", "\n"), ("", "\r\n"), ("\u{feff}", "\r\n")] {
        let written = |text: &str| format!("{mark}{}", text.replace('\n', end));
        let folder = repository(written(wrong).as_bytes());
        let folder = folder.path();
        ibid(folder, &["check", "--fix"]);
        assert_eq!(text(&draft(folder)), written(mended));
        assert_eq!(rules(folder), [""; 0]);
    }
}

#[test]
fn a_draft_in_another_encoding_is_left_alone_and_named() {
    let mut wrong = STYLES[0].0.replace(['“', '”'], "\"").into_bytes();
    wrong.extend(b"\nThe caf\xe9 at the quay is \x93open\x94.\n");
    let folder = repository(&wrong);
    for option in ["--fix", "--diff"] {
        let run = ibid(folder.path(), &["check", option]);
        assert!(
            text(&run.stderr).contains("claims/draft.md is not in UTF-8"),
            "{option}"
        );
        assert_eq!(draft(folder.path()), wrong, "{option}");
    }
}

#[test]
fn a_finding_that_is_waived_is_not_mended() {
    let ruled = STYLES[0].0.replace(
        "The mayor",
        "<!-- ibid-waive-next-line misquote, refuted reason=\"as heard\" by=ak -->\nThe mayor",
    );
    let folder = repository(ruled.as_bytes());
    ibid(folder.path(), &["check", "--fix"]);
    let after = text(&draft(folder.path()));
    assert!(after.contains("for our parents"), "{after}");
    assert!(after.contains("1964 [@ferry]."), "{after}");
}

#[cfg(unix)]
#[test]
fn a_draft_that_leads_out_of_the_repository_is_not_written() {
    let elsewhere = tempfile::tempdir().unwrap();
    let outside = elsewhere.path().join("notes.md");
    let (wrong, _) = STYLES[0];
    fs::write(&outside, wrong).unwrap();
    let folder = repository(wrong.as_bytes());
    let path = folder.path().join("claims/draft.md");
    fs::remove_file(&path).unwrap();
    std::os::unix::fs::symlink(&outside, &path).unwrap();
    let run = ibid(folder.path(), &["check", "--fix"]);
    assert_eq!(run.status.code(), Some(2));
    assert!(text(&run.stderr).contains("a link out of the project"));
    assert_eq!(fs::read_to_string(&outside).unwrap(), wrong);
}
