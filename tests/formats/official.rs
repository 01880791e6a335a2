//! SARIF and JUnit by the schemas of those who read them, as `.ci/schemas` lays them beneath
//! `target/schemas`; skipped where they are not there.

#![expect(clippy::print_stdout, reason = "a test that skips itself says so")]

use std::path::{Path, PathBuf};
use std::process::Command;

use ibid::report::Format;
use serde_json::Value;

use super::plain;

fn schema(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("target/schemas")
        .join(name);
    if !path.is_file() {
        println!("skipped: there is no target/schemas/{name}; `.ci/schemas` brings it");
        return None;
    }
    Some(path)
}

#[test]
fn the_fixed_report_is_what_the_schemas_say() {
    sarif(&plain(Format::Sarif));
    junit(&plain(Format::Junit));
}

/// Checks that a log is what the schema of OASIS says.
pub(super) fn sarif(log: &str) {
    let Some(path) = schema("sarif-2.1.0.json") else {
        return;
    };
    let schema: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let mut log: Value = serde_json::from_str(log).unwrap();
    let complaints: Vec<String> = validator
        .iter_errors(&log)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(complaints.is_empty(), "{complaints:#?}");
    log["runs"][0]["results"][0]["level"] = "grave".into();
    assert!(!validator.is_valid(&log), "the schema lets anything pass");
}

/// Whether the report at `path` is valid, and what is said of it.
fn validated(schema: &Path, path: &Path) -> Option<(bool, String)> {
    let output = Command::new("xmllint")
        .args(["--noout", "--nonet", "--schema"])
        .args([schema, path])
        .output()
        .ok()?;
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    Some((output.status.success(), complaint))
}

/// Checks that a report is what the schema of Jenkins says.
pub(super) fn junit(report: &str) {
    let Some(schema) = schema("junit.xsd") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ibid.xml");
    std::fs::write(&path, report).unwrap();
    let Some((is_valid, complaint)) = validated(&schema, &path) else {
        println!("skipped: there is no `xmllint` (Debian: libxml2-utils)");
        return;
    };
    assert!(is_valid, "{complaint}");
    std::fs::write(&path, report.replace("<testcase ", "<testcase case=\"1\" ")).unwrap();
    let (is_valid, _) = validated(&schema, &path).unwrap();
    assert!(!is_valid, "the schema lets anything pass");
}
