//! Bad input through the program: a clear message, nothing lost, never a silent pass.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const SOURCE: &str = "\
The harbour of Lund Bay

The harbour of Lund Bay opened on 3 May 2014. It cost 41 million crowns.

\"We built it for our children,\" said the mayor, Karin Lindqvist.
";

const RIGHT: &str = "# Lund Bay\n\nThe harbour of Lund Bay opened in May 2014.\n";

/// A folder with a source and a draft that is right.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        desk.write("corpus/harbour.txt", SOURCE);
        desk.write("claims/draft.md", RIGHT);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ibid"));
        command.args(arguments).current_dir(self.0.path());
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// What is printed by a run that ends with `code`.
    fn output(&self, arguments: &[&str], code: i32) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments:?} {output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// What is said on standard error by a run that ends with `code`.
    fn message(&self, arguments: &[&str], code: i32) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments:?} {output:?}");
        String::from_utf8(output.stderr).unwrap()
    }

    /// What is wrong with the source `corpus/NAME`, which the rest of the run survives.
    fn complaint_about(&self, name: &str) -> String {
        let output = self.output(&["check", "--format", "concise"], 0);
        let start = format!(
            "corpus/{name}:1:1: warning[source-unreadable] This source could not be read: "
        );
        let line = output.lines().find_map(|line| line.strip_prefix(&start));
        line.unwrap_or_else(|| panic!("{name}: {output}"))
            .to_owned()
    }

    fn remove_index(&self) {
        let _ = fs::remove_dir_all(self.path(".ibid"));
    }
}

#[test]
fn a_source_that_cannot_be_read_is_named_and_the_others_are_read() {
    let desk = Desk::new();
    let mut noise: Vec<u8> = (0..2000_u32)
        .map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
    noise.push(0);
    desk.write("corpus/empty.txt", "");
    desk.write("corpus/blank.md", " \n\t\n");
    desk.write("corpus/noise.txt", noise);
    desk.write("corpus/paper.pdf", "%PDF-1.7\n1 0 obj");
    desk.write("corpus/paper.docx", b"PK\x03\x04 and so on");
    desk.write("corpus/scripts.html", "<html><script>x = 1</script></html>");
    let french = desk.output(&["check", "--language", "fr", "--fail-on", "never"], 0);
    for (name, told) in [
        ("empty.txt", "empty"),
        ("blank.md", "no "),
        ("noise.txt", "binary"),
        ("paper.pdf", "PDF"),
        ("paper.docx", "Office"),
        ("scripts.html", "no "),
    ] {
        let complaint = desk.complaint_about(name);
        assert!(complaint.contains(told), "{name}: {complaint}");
        let remedy = complaint.rsplit("; ").next().unwrap();
        assert!(!french.contains(remedy), "{french}");
        assert!(french.contains(&format!("corpus/{name}")), "{french}");
    }
    let everything = desk.output(&["check", "--verbose"], 0);
    assert!(everything.contains("”  corpus/harbour.txt:3:1"));
    assert!(everything.contains("6 unreadable"));
    assert!(everything.contains("6 sources that cannot be read"));
    desk.output(&["check", "--fail-on", "warning"], 1);
    assert!(desk.output(&["index"], 1).contains("corpus/paper.pdf"));
    let search = desk.message(&["search", "harbour"], 0);
    assert!(search.contains("6 could not be read"), "{search}");
}

#[test]
fn a_broken_line_of_a_bulk_file_is_named_and_the_others_are_read() {
    let desk = Desk::new();
    desk.write(
        "corpus/bulk.jsonl",
        "{\"_id\":\"a\",\"text\":\"The pier of Lund Bay is 300 metres long.\"}\n\
         {\"_id\":\"b\",\"text\":\"The mole\n\
         \n\
         {\"_id\":\"c\",\"text\":\"The mole of Lund Bay is 100 metres long.\"}\n\
         {\"_id\":\"d\",\"text\":\"half writ",
    );
    let output = desk.output(&["check", "--format", "concise"], 0);
    assert!(output.contains(
        "corpus/bulk.jsonl:1:1: warning[source-unreadable] This source could not be read: line 2: "
    ));
    assert!(output.contains(
        "corpus/bulk.jsonl:1:1: warning[source-unreadable] This source could not be read: line 5: "
    ));
    let mole = "The mole of Lund Bay is 100 metres long.";
    let claim = desk.output(&["claim", "--verbose", mole], 0);
    assert!(claim.contains("”  corpus/bulk.jsonl#c:4:"), "{claim}");
    let read = desk.run(&["text", "corpus/bulk.jsonl"]);
    assert_eq!(read.status.code(), Some(2));
    assert!(
        String::from_utf8(read.stdout)
            .unwrap()
            .contains("300 metres")
    );
    assert!(String::from_utf8(read.stderr).unwrap().contains("line 2"));
}

#[cfg(unix)]
#[test]
fn links_that_lead_nowhere_or_in_a_circle_do_no_harm() {
    use std::os::unix::fs::symlink;
    let desk = Desk::new();
    symlink("nowhere", desk.path("corpus/dangling.txt")).unwrap();
    symlink(".", desk.path("corpus/loop")).unwrap();
    symlink("../corpus", desk.path("corpus/around")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(desk.path("corpus/socket.txt")).unwrap();
    assert!(desk.complaint_about("dangling.txt").contains("a link"));
    assert!(desk.complaint_about("socket.txt").contains("not a file"));
    let everything = desk.output(&["check"], 0);
    assert!(everything.contains("1 source, 2 passages, 2 unreadable"));
}

#[test]
fn every_encoding_is_read_and_broken_bytes_cost_only_themselves() {
    let desk = Desk::new();
    let sentence = "La café « Zoé » de Lund Bay a été ouverte en 1987.\n";
    let wide = |swap: bool| -> Vec<u8> {
        let mark = std::iter::once(0xFEFF);
        mark.chain(sentence.encode_utf16())
            .flat_map(|unit| match swap {
                true => unit.to_be_bytes(),
                false => unit.to_le_bytes(),
            })
            .collect()
    };
    let legacy: Vec<u8> = sentence
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    let mut broken = sentence.as_bytes().to_vec();
    broken.extend(b"The pier \xFF closed in 1990.\n");
    for (name, bytes) in [
        ("little.txt", wide(false)),
        ("big.txt", wide(true)),
        ("legacy.txt", legacy),
        ("broken.txt", broken),
    ] {
        desk.write(&format!("corpus/{name}"), bytes);
        let text = desk.output(&["text", &format!("corpus/{name}")], 0);
        assert!(text.contains(sentence.trim()), "{name}: {text}");
    }
}

#[test]
fn no_source_or_no_draft_is_never_a_pass() {
    let desk = Desk::new();
    fs::create_dir(desk.path("nothing")).unwrap();
    desk.write("binary/a.txt", b"\0\x01\x02\0");
    for (sources, told) in [
        ("missing", "no such file"),
        ("nothing", "--sources"),
        ("binary", "binary"),
    ] {
        let message = desk.message(&["check", "--sources", sources], 2);
        assert!(message.contains(told), "{sources}: {message}");
        desk.message(&["search", "harbour", "--sources", sources], 2);
        desk.message(&["claim", "It rained.", "--sources", sources], 2);
    }
    assert!(desk.message(&["check", "nothing"], 2).contains("no draft"));
    assert!(desk.message(&["check", "no.md"], 2).contains("no.md"));
    desk.write("claims/empty.md", "");
    let message = desk.message(&["check"], 2);
    assert!(message.contains("claims/empty.md: the file is empty"));
}

#[test]
fn one_odd_draft_keeps_no_other_from_being_checked() {
    let desk = Desk::new();
    desk.write("claims/index.md", "---\ntitle: The coast\n---\n");
    let wordless = desk.message(&["check"], 0);
    assert!(wordless.contains("nothing in claims/index.md can be checked: it has no text"));
    desk.write("claims/picture.md", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    let output = desk.run(&["check", "--format", "json"]);
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(
        told.contains("cannot read the draft claims/picture.md"),
        "{told}"
    );
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["drafts"].as_array().map(Vec::len), Some(1));
    assert_eq!(desk.run(&["lock"]).status.code(), Some(2));
}

#[test]
fn a_draft_that_is_not_on_disk_keeps_no_other_from_being_checked() {
    let desk = Desk::new();
    let named = [
        "check",
        "--format",
        "json",
        "claims/draft.md",
        "claims/gone.md",
    ];
    let output = desk.run(&named);
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(
        told.contains("cannot read the draft claims/gone.md"),
        "{told}"
    );
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["drafts"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_draft_without_a_claim_is_said_to_have_none() {
    let desk = Desk::new();
    desk.write("claims/draft.md", "# Lund Bay\n\nWhy build a harbour?\n");
    let message = desk.message(&["check"], 0);
    assert!(message.contains("nothing in claims/draft.md can be checked"));
    desk.write("claims/draft.md", RIGHT);
    assert_eq!(desk.message(&["check"], 0), "");
}

#[test]
fn a_draft_is_no_evidence_for_itself() {
    let desk = Desk::new();
    let invented = "# Lund Bay\n\nThe pier of Lund Bay was sold to Norway in 1931. “We sold every \
                    single plank of it,” said Ada Holm.\n";
    desk.write("claims/draft.md", invented);
    desk.write("corpus/copy-of-the-draft.md", invented);
    let report = desk.run(&["check", "--format", "concise"]);
    let output = String::from_utf8(report.stdout).unwrap();
    assert!(output.contains("not-enough-evidence"), "{output}");
    assert!(output.contains("quote-not-found"), "{output}");
    let message = String::from_utf8(report.stderr).unwrap();
    assert!(message.contains("corpus/copy-of-the-draft.md is a draft itself"));
    let alone = desk.message(&["check", "--sources", "claims"], 2);
    assert!(alone.contains("no source besides the drafts"), "{alone}");
    desk.write("corpus/other.md", format!("{invented}\nIt rained.\n"));
    assert!(!desk.output(&["check"], 0).contains("not-found"));
}

#[test]
fn a_damaged_or_foreign_index_is_built_anew() {
    let desk = Desk::new();
    let expected = desk.output(&["check", "--format", "json"], 0);
    let good: Vec<(PathBuf, Vec<u8>)> = walk(&desk.path(".ibid"))
        .into_iter()
        .map(|path| (path.clone(), fs::read(path).unwrap()))
        .collect();
    let is_locking = |path: &Path| path.to_string_lossy().contains("lock");
    let is_kept_answer = |path: &Path| {
        let path = path.to_string_lossy();
        path.contains("entailment") || path.contains("answers")
    };
    let mut damaged = 0;
    for (file, content) in &good {
        if is_locking(file)
            || is_kept_answer(file)
            || file.ends_with(".gitignore")
            || file.ends_with(".managed.json")
        {
            continue;
        }
        desk.remove_index();
        for (path, content) in &good {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        fs::write(file, &content[..content.len() / 2]).unwrap();
        let output = desk.run(&["check", "--format", "json"]);
        assert_eq!(String::from_utf8(output.stdout).unwrap(), expected);
        let message = String::from_utf8(output.stderr).unwrap();
        assert!(message.contains("built anew: "), "{file:?}: {message}");
        damaged += 1;
    }
    assert!(damaged > 5, "{good:?}");
    desk.remove_index();
    desk.write(".ibid", "a file in the place of the folder");
    let output = desk.run(&["check", "--format", "json"]);
    assert_eq!(String::from_utf8(output.stdout).unwrap(), expected);
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(message.contains("built in memory for this run"));
}

#[test]
fn kept_answers_count_only_as_long_as_all_that_they_rest_on_is_as_it_was() {
    let desk = Desk::new();
    let check = |code| desk.output(&["check", "--format", "json"], code);
    let supported = check(0);
    let kept = || {
        let files = walk(&desk.path(".ibid/answers"));
        let is_answers = |path: &&PathBuf| path.extension().is_some_and(|end| end == "json");
        files.iter().find(is_answers).cloned().unwrap()
    };
    assert_eq!(check(0), supported);
    // Nothing but what was kept says so.
    let content = fs::read_to_string(kept()).unwrap();
    let (_, answers) = content.split_once('\n').unwrap();
    let other = answers.replace("\"supported\"", "\"refuted\"");
    let checksum = blake3::hash(other.as_bytes()).to_hex();
    fs::write(kept(), format!("{checksum}\n{other}")).unwrap();
    assert!(check(1).contains("\"refuted\""));
    fs::write(kept(), &content[..content.len() / 2]).unwrap();
    assert_eq!(check(0), supported);
    desk.write("corpus/harbour.txt", SOURCE.replace("2014", "2015"));
    assert!(check(1).contains("2015"));
    desk.write("corpus/harbour.txt", SOURCE);
    assert_eq!(check(0), supported);
    desk.write("claims/draft.md", RIGHT.replace("2014", "2016"));
    assert!(check(1).contains("2016"));
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => found.extend(walk(&path)),
            false => found.push(path),
        }
    }
    found.sort();
    found
}

#[test]
fn depth_and_length_are_no_danger() {
    let desk = Desk::new();
    let mut deep = "<div>".repeat(100_000);
    deep.push_str("<p>The mole of Lund Bay is 100 metres long.</p>");
    desk.write("corpus/deep.html", deep);
    desk.write("corpus/lists.md", format!("{}x\n", "> - ".repeat(2_000)));
    desk.write(
        "corpus/line.txt",
        "The tide turned at noon. ".repeat(20_000),
    );
    let mole = "The mole of Lund Bay is 100 metres long.";
    let claim = desk.output(&["claim", "--verbose", mole], 0);
    assert!(claim.contains("”  corpus/deep.html:1:"), "{claim}");
}

#[cfg(unix)]
#[test]
fn nothing_dangerous_reaches_the_output_in_any_format() {
    let desk = Desk::new();
    let evil = "\u{1b}[31mred\u{1b}[0m \u{202e}gnp.exe\u{202c} \u{7}";
    desk.write(
        "corpus/\u{1b}[31m\u{202e}evil.txt",
        format!("The pier {evil} of Lund Bay cost 3 crowns.\n"),
    );
    desk.write("corpus/\u{202e}empty.txt", "");
    desk.write(
        "claims/\u{1b}[31m\u{202e}evil.md",
        format!("The pier {evil} of Lund Bay cost 4 crowns. “Such {evil} a fine day” [@no{evil}key] [@nokey].\n"),
    );
    for format in [
        "text", "json", "jsonl", "concise", "sarif", "junit", "gitlab", "github", "markdown",
        "html",
    ] {
        let output = desk.output(&["check", "--format", format], 1);
        assert!(output.contains("evil"), "{format}");
        let raw = output.chars().find(|c| {
            (c.is_control() && !matches!(c, '\n' | '\t')) || matches!(c, '\u{202e}' | '\u{202c}')
        });
        assert_eq!(raw, None, "{format}");
    }
    for arguments in [
        ["search", "pier crowns"],
        ["text", "corpus/\u{1b}[31m\u{202e}evil.txt"],
        ["text", "corpus/\u{1b}[31m\u{202e}missing.txt"],
        ["facts", "\u{1b}[31m 3 \u{202e}crowns"],
        ["explain", "\u{1b}[31m"],
    ] {
        let output = desk.run(&arguments);
        for bytes in [output.stdout, output.stderr] {
            let said = String::from_utf8(bytes).unwrap();
            assert!(!said.contains(['\u{1b}', '\u{202e}']), "{arguments:?}");
        }
    }
}

#[test]
fn threads_and_the_order_of_files_do_not_show() {
    let desk = Desk::new();
    for at in 0..12 {
        let text = format!("Pier {at} of Lund Bay is {at}0 metres long. It has {at} lamps.\n");
        desk.write(&format!("corpus/pier-{at}.txt"), &text);
        desk.write(
            &format!("claims/pier-{at}.md"),
            text.replace("lamps", "lanterns"),
        );
    }
    let run = |threads: &str| {
        desk.remove_index();
        let mut command = desk.command(&["check", "--format", "json"]);
        command.env("RAYON_NUM_THREADS", threads).output().unwrap()
    };
    let (one, two) = (run("1"), run("2"));
    assert!(!one.stdout.is_empty());
    assert_eq!(one.stdout, two.stdout);
    for at in (0..12).rev() {
        let path = desk.path(&format!("corpus/pier-{at}.txt"));
        let text = fs::read(&path).unwrap();
        fs::remove_file(&path).unwrap();
        fs::write(&path, text).unwrap();
        if at % 4 == 0 {
            desk.run(&["index"]);
        }
    }
    assert_eq!(
        desk.output(&["check", "--format", "json"], one.status.code().unwrap())
            .into_bytes(),
        one.stdout
    );
}

#[test]
fn a_report_that_cannot_be_written_is_a_failure() {
    let desk = Desk::new();
    let missing = [
        "check",
        "--format",
        "html",
        "--output",
        "no/such/report.html",
    ];
    assert!(desk.message(&missing, 2).contains("no/such/report.html"));
    assert!(desk.message(&["text", "claims"], 2).contains("claims"));
    if let Ok(full) = fs::File::options().write(true).open("/dev/full") {
        let status = desk.command(&["check"]).stdout(full).status().unwrap();
        assert_eq!(status.code(), Some(2));
    }
}
