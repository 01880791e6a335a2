//! The sample, end to end: the drafts of `claims/` and its labelled claims against `corpus/`.

#[cfg(feature = "model")]
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use ibid::document::Document;
use serde_json::Value;

mod sample_folder;

fn ibid(directory: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ibid"))
        .args(arguments)
        .current_dir(directory)
        .output()
        .unwrap()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| {
        panic!(
            "{error}: {}\n{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        )
    })
}

fn array(value: &Value) -> &Vec<Value> {
    value.as_array().unwrap()
}

/// The label of every sentence that is written to be wrong, by a piece of its text.
#[cfg(feature = "model")]
#[test]
fn the_check_finds_what_is_wrong_and_leaves_alone_what_is_right() {
    let directory = sample_folder::copied();
    let output = ibid(directory.path(), &["check", "--format", "json"]);
    assert_eq!(
        output.status.code(),
        Some(1),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let report = json(&output);
    let verdict_of = |piece: &str| -> String {
        let claims = array(&report["drafts"])
            .iter()
            .flat_map(|draft| array(&draft["claims"]))
            .filter(|claim| claim["text"].as_str().unwrap().contains(piece))
            .collect::<Vec<_>>();
        assert_eq!(claims.len(), 1, "claims with {piece:?}");
        claims[0]["verdict"].as_str().unwrap().to_owned()
    };
    let mut found = 0;
    for wrong in [
        "nine times higher",
        "5,000 fighters of the Wagner Group",
        "It ended in 2021",
        "Italy refused",
        "€375 million",
        "26 soldiers",
        "fewer troops",
        "11 May 2023",
        "$57 million",
    ] {
        found += usize::from(["refuted", "conflicting-evidence"].contains(&&*verdict_of(wrong)));
    }
    // The 5,000 fighters are left open: no source says how many there were by the end of 2022.
    assert_eq!(found, 8, "so many of the nine wrong sentences are found");
    let mut accused = 0;
    for right in [
        "about 1,000 fighters",
        "nearly doubled",
        "since December 2021",
        "Four in five",
        "At least 450".to_lowercase().as_str(),
        "resolution 2100",
        "16 June 2023",
        "by May 2024",
        "replaced Serval",
        "inaugurated in 2019",
        "€615 million",
        "affiliated with al-Qaeda",
        "three options",
        "expires in June 2023",
        "Assimi Goïta",
        "mandate of EUCAP",
    ] {
        accused += usize::from(verdict_of(right) == "refuted");
    }
    assert_eq!(accused, 0, "so many right sentences are refuted");
    let rules: Vec<&str> = array(&report["drafts"])
        .iter()
        .flat_map(|draft| array(&draft["findings"]))
        .map(|finding| finding["rule"].as_str().unwrap())
        .collect();
    for rule in [
        "refuted",
        "citation-unresolved",
        "quote-not-found",
        "misquote",
    ] {
        assert!(rules.contains(&rule), "no {rule} in {rules:?}");
    }
}

#[test]
fn every_citation_stands_where_it_says() {
    let directory = sample_folder::copied();
    let report = json(&ibid(directory.path(), &["check", "--format", "json"]));
    let mut seen = 0;
    for draft in array(&report["drafts"]) {
        for claim in array(&draft["claims"]) {
            let path = directory.path().join(draft["path"].as_str().unwrap());
            assert_stands(&path, &claim["text"], claim);
            for citation in array(&claim["citations"]) {
                let path = directory.path().join(citation["source"].as_str().unwrap());
                assert_stands(&path, &citation["quote"], citation);
                seen += 1;
            }
        }
    }
    assert!(seen > 20, "only {seen} citations");
}

/// The words of a citation are those of the file at its bytes, mark-up and line ends apart. Those of a
/// file with parts stand in the part that is named, those of a PDF in its reading; the words of a
/// cell may be kept elsewhere in a workbook.
fn assert_stands(path: &Path, words: &Value, place: &Value) {
    let at = |name: &str| usize::try_from(place[name].as_u64().unwrap()).unwrap();
    let file = fs::read(path).unwrap();
    let name = path.display().to_string();
    let content = match (place["part"].as_str(), &place["reading"]) {
        (Some(part), _) => part_of(&file, part),
        (None, Value::Null) => String::from_utf8(file).unwrap(),
        (None, _) => Document::read(&name, &file).unwrap().decoded().to_owned(),
    };
    let raw = &content[at("start")..at("end")];
    if place["sheet"].is_string() {
        assert!(
            raw.starts_with("<c ") && raw.ends_with("</c>"),
            "{name}: {raw}"
        );
        return;
    }
    let words = words.as_str().unwrap();
    let letters = |text: &str| -> String {
        plain(text)
            .chars()
            .filter(|c| c.is_alphanumeric())
            .collect()
    };
    assert_eq!(letters(raw), letters(words), "{name}");
    if place["part"].is_string() {
        return;
    }
    let before = &content[..at("start")];
    let line = before.matches('\n').count() + 1;
    assert_eq!(line, at("line"), "{name}");
    let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
    assert_eq!(column, at("column"), "{name}");
}

/// An entry of a ZIP archive.
fn part_of(file: &[u8], part: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(file)).unwrap();
    let mut content = String::new();
    let mut entry = archive.by_name(part).unwrap();
    std::io::Read::read_to_string(&mut entry, &mut content).unwrap();
    content
}

/// A piece of a file without tags, notes and entities.
fn plain(text: &str) -> String {
    let tags = regex::Regex::new(r"<[^>]*>|\[\^\w+\]").unwrap();
    let mut text = tags.replace_all(text, "").into_owned();
    for (entity, character) in [
        ("&rsquo;", "’"),
        ("&ldquo;", "“"),
        ("&rdquo;", "”"),
        ("&egrave;", "è"),
        ("&eacute;", "é"),
        ("&#8217;", "’"),
    ] {
        text = text.replace(entity, character);
    }
    text
}

#[cfg(feature = "model")]
#[test]
fn labelled_claims_are_judged_well_and_refuted_rarely_without_cause() {
    let directory = sample_folder::copied();
    let output = ibid(
        directory.path(),
        &[
            "eval",
            "claims/labelled.jsonl",
            "--sources",
            "corpus",
            "--predictions",
            "out.jsonl",
        ],
    );
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let rows = |path: &str| -> Vec<Value> {
        let text = fs::read_to_string(directory.path().join(path)).unwrap();
        text.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    };
    let verdicts: BTreeMap<String, String> = rows("out.jsonl")
        .iter()
        .map(|row| (text_of(row, "id"), text_of(row, "verdict")))
        .collect();
    let labelled = rows("claims/labelled.jsonl");
    assert!(labelled.len() >= 60);
    let mut right = 0;
    let mut falsely_refuted = Vec::new();
    for row in &labelled {
        let verdict = &verdicts[&text_of(row, "id")];
        let label = text_of(row, "label");
        right += usize::from(*verdict == label);
        if label == "supported" && verdict == "refuted" {
            falsely_refuted.push(text_of(row, "claim"));
        }
    }
    // The model alone refutes some of them; such a finding is a warning, and never fails a build.
    assert!(
        falsely_refuted.len() <= 6,
        "refuted though right: {falsely_refuted:#?}"
    );
    let share = right as f64 / labelled.len() as f64;
    assert!(
        share >= 0.7,
        "only {share:.2} of the labelled claims are judged right"
    );
}

#[cfg(feature = "model")]
fn text_of(row: &Value, key: &str) -> String {
    row[key].as_str().unwrap().to_owned()
}

#[test]
fn a_second_run_says_the_same_and_reads_no_source_again() {
    let directory = sample_folder::copied();
    let first = ibid(directory.path(), &["check"]);
    let second = ibid(directory.path(), &["check"]);
    assert_eq!(
        String::from_utf8_lossy(&first.stdout),
        String::from_utf8_lossy(&second.stdout)
    );
    let index = ibid(directory.path(), &["index"]);
    let told = String::from_utf8_lossy(&index.stdout).into_owned();
    assert!(told.contains("0 files read"), "{told}");
}

#[test]
fn nothing_to_check_is_a_failure_and_no_pass() {
    let empty = tempfile::tempdir().unwrap();
    let output = ibid(empty.path(), &["check"]);
    assert_eq!(output.status.code(), Some(2));
    fs::create_dir(empty.path().join("claims")).unwrap();
    fs::write(
        empty.path().join("claims/a.md"),
        "Mali has 25 million people.\n",
    )
    .unwrap();
    let output = ibid(empty.path(), &["check"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("source"));
}
