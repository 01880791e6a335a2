//! Every format of the check of the real sample, as the program writes it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use ibid::report::Format;
use quick_junit::TestCaseStatus;
use serde_json::Value;

use super::{official, sample_folder};

/// Checks the sample in `folder` on so many threads, and gives what is written in each format.
fn written(folder: &Path, threads: &str) -> Vec<String> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ibid"));
    command
        .current_dir(folder)
        .env("RAYON_NUM_THREADS", threads)
        .args(["check", "--as-of", "2026-01-31"]);
    for (name, _) in Format::rendered() {
        command.args(["--format", name, "--output", &format!("out.{name}")]);
    }
    let output = command.output().unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{complaint}");
    Format::rendered()
        .iter()
        .map(|(name, _)| fs::read_to_string(folder.join(format!("out.{name}"))).unwrap())
        .collect()
}

/// What is written in the format of that name.
fn of<'a>(all: &'a [String], wanted: &str) -> &'a str {
    let at = Format::rendered()
        .iter()
        .position(|(name, _)| *name == wanted);
    &all[at.unwrap()]
}

#[test]
fn the_sample_is_written_alike_twice_and_validly_in_every_format() {
    let folder = sample_folder::copied();
    let first = written(folder.path(), "2");
    let second = written(folder.path(), "1");
    for ((name, _), (one, other)) in Format::rendered().iter().zip(first.iter().zip(&second)) {
        assert!(one == other, "{name} differs from run to run");
        assert!(!one.is_empty(), "{name} is empty");
        let place = folder.path().to_string_lossy();
        assert!(!one.contains(place.as_ref()), "{name} tells where it ran");
    }
    let report = json(of(&first, "json"));
    let count = findings(&report);
    assert!(count > 5, "only {count} findings");
    concise(of(&first, "concise"), count);
    sarif(&serde_json::from_str(of(&first, "sarif")).unwrap(), count);
    junit(of(&first, "junit"));
    official::sarif(of(&first, "sarif"));
    official::junit(of(&first, "junit"));
    let gitlab: Vec<Value> = serde_json::from_str(of(&first, "gitlab")).unwrap();
    let prints: BTreeSet<&str> = gitlab
        .iter()
        .map(|issue| issue["fingerprint"].as_str().unwrap())
        .collect();
    assert_eq!(
        prints.len(),
        gitlab.len(),
        "GitLab drops issues of one fingerprint"
    );
}

/// The report, which is what its schema says.
fn json(text: &str) -> Value {
    let schema: Value =
        serde_json::from_str(include_str!("../../docs/schema/report.schema.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let report: Value = serde_json::from_str(text).unwrap();
    let complaints: Vec<String> = validator
        .iter_errors(&report)
        .map(|error| error.to_string())
        .collect();
    assert!(complaints.is_empty(), "{complaints:#?}");
    report
}

fn findings(report: &Value) -> usize {
    let lists = [&report["drafts"], &report["files"]];
    lists
        .iter()
        .flat_map(|list| list.as_array().unwrap())
        .map(|file| file["findings"].as_array().unwrap().len())
        .sum()
}

/// A line a finding, and one of counts at the end.
fn concise(text: &str, count: usize) {
    let line = regex::Regex::new(
        r"^[^:]+:[1-9]\d*:[1-9]\d*: (error|warning|note|waived)\[[a-z-]+\] \S.*$",
    )
    .unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let (last, lines) = lines.split_last().unwrap();
    assert!(last.contains(" claims: "), "{last}");
    assert_eq!(lines.len(), count);
    for one in lines {
        assert!(line.is_match(one), "{one}");
    }
}

/// What SARIF 2.1.0 asks of a log and code scanning services ask besides.
fn sarif(log: &Value, count: usize) {
    assert_eq!(log["version"], "2.1.0");
    let runs = log["runs"].as_array().unwrap();
    assert_eq!(runs.len(), 1);
    let driver = &runs[0]["tool"]["driver"];
    assert_eq!(driver["name"], "ibid");
    let rules = driver["rules"].as_array().unwrap();
    let results = runs[0]["results"].as_array().unwrap();
    assert_eq!(results.len(), count);
    let mut prints = BTreeSet::new();
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        let levels = ["none", "note", "warning", "error"];
        assert!(levels.contains(&result["level"].as_str().unwrap()));
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        let locations = result["locations"].as_array().unwrap();
        let related = result["relatedLocations"].as_array().unwrap();
        for location in locations.iter().chain(related) {
            let physical = &location["physicalLocation"];
            let uri = physical["artifactLocation"]["uri"].as_str().unwrap();
            assert!(
                !uri.starts_with('/') && !uri.contains([' ', '\\', ':']),
                "{uri}"
            );
            // A page or a sheet has no lines.
            let has_lines = [".md", ".txt", ".html"]
                .iter()
                .any(|end| uri.ends_with(end));
            for key in ["startLine", "startColumn"] {
                let at = physical["region"][key].as_u64();
                assert!(at.map_or(!has_lines, |at| at >= 1), "{uri}: {key}");
            }
        }
        let region = &locations[0]["physicalLocation"]["region"];
        let at = |key: &str| region[key].as_u64().unwrap();
        assert!((at("startLine"), at("startColumn")) <= (at("endLine"), at("endColumn")));
        let print = result["partialFingerprints"]["ibid/v1"].as_str().unwrap();
        let uri = &locations[0]["physicalLocation"]["artifactLocation"]["uri"];
        assert!(
            prints.insert((uri.to_string(), print)),
            "{print} is there twice"
        );
        for fix in result["fixes"].as_array().into_iter().flatten() {
            let change = &fix["artifactChanges"][0];
            assert_eq!(&change["artifactLocation"]["uri"], uri);
            assert!(change["replacements"][0]["deletedRegion"]["byteOffset"].is_u64());
            assert!(change["replacements"][0]["insertedContent"]["text"].is_string());
        }
    }
}

/// What the schema that most CI systems read JUnit reports by asks for: cases with a name and a
/// class, counts that are those of the cases, failures with a kind and a message.
fn junit(text: &str) {
    let allowed = |character: char| !character.is_control() || "\t\n\r".contains(character);
    assert!(text.chars().all(allowed), "XML 1.0 has no such character");
    assert!(text.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>"));
    let report = quick_junit::Report::deserialize_from_str(text).unwrap();
    let mut names = BTreeSet::new();
    let mut failures = 0;
    for suite in &report.test_suites {
        assert!(
            names.insert(suite.name.as_str()),
            "{} is there twice",
            suite.name.as_str()
        );
        assert_eq!(suite.tests, suite.test_cases.len());
        let mut failed = 0;
        let mut skipped = 0;
        for case in &suite.test_cases {
            assert!(!case.name.is_empty());
            assert_eq!(case.classname.as_ref(), Some(&suite.name));
            match &case.status {
                TestCaseStatus::Success { .. } => {}
                TestCaseStatus::Skipped { .. } => skipped += 1,
                TestCaseStatus::NonSuccess { message, ty, .. } => {
                    assert!(message.is_some() && ty.is_some(), "{}", case.name.as_str());
                    failed += 1;
                }
            }
        }
        assert_eq!(
            (suite.failures, suite.skipped, suite.errors),
            (failed, skipped, 0)
        );
        failures += failed;
    }
    assert_eq!(report.failures, failures);
    assert!(failures > 0, "the sample has errors");
}
