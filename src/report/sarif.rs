//! SARIF 2.1.0, the form that code scanning services read.

use std::collections::BTreeMap;
use std::io::{self, Write};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::{CitationReport, Finding, Fix, Level, Place, RULES, Report, RuleInfo, sanitize, view};
use crate::wording::Locale;

/// The characters of a path that a URI reference does not have as they are.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Related locations of one result that GitHub keeps.
const RELATED_LOCATIONS: usize = 100;

/// Writes `report` as one SARIF log with one run.
pub(super) fn render(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut seen = BTreeMap::new();
    let results: Vec<Value> = report
        .findings()
        .map(|(path, finding)| {
            let ordinal = seen
                .entry((path, finding.fingerprint.as_str()))
                .and_modify(|count| *count += 1)
                .or_insert(1);
            result(path, finding, *ordinal)
        })
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "ibid",
                "semanticVersion": report.ibid,
                "rules": RULES.iter().map(rule).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    sanitize::write_json(&log, out)
}

fn rule(info: &RuleInfo) -> Value {
    json!({
        "id": info.name,
        "shortDescription": {"text": info.summary},
        "fullDescription": {"text": info.meaning},
        "help": {"text": info.mend},
        "defaultConfiguration": {"level": level(info.level)},
    })
}

fn result(path: &str, finding: &Finding, ordinal: usize) -> Value {
    let fingerprint = format!("{}:{ordinal}", finding.fingerprint);
    let related: Vec<Value> = finding
        .citations
        .iter()
        .take(RELATED_LOCATIONS)
        .enumerate()
        .map(|(index, citation)| related_location(index, citation))
        .collect();
    let mut result = json!({
        "ruleId": finding.rule.name(),
        "ruleIndex": finding.rule as usize,
        "level": level(finding.level),
        "message": {"text": unlinked(&finding.message.to_string())},
        "locations": [{"physicalLocation": {
            "artifactLocation": artifact(path),
            "region": region(&finding.place),
        }}],
        "relatedLocations": related,
        "partialFingerprints": {
            "primaryLocationLineHash": fingerprint,
            "ibid/v1": fingerprint,
        },
    });
    if let Some(waiver) = &finding.waived {
        result["suppressions"] = json!([{
            "kind": "external",
            "status": "accepted",
            "justification": format!("{} ({})", waiver.reason, waiver.by),
        }]);
    }
    // What is to be tracked in a Word file is no replacement of its bytes.
    if let Some(mend) = finding.fix.as_ref().filter(|fix| fix.part.is_none()) {
        result["fixes"] = json!([fix(path, mend)]);
    }
    result
}

fn related_location(index: usize, citation: &CitationReport) -> Value {
    let labels = Locale::English.labels();
    let role = view::role(citation, None, labels);
    // A record of a bulk file is cited as `PATH#_id`; its file is what can be opened.
    let file = citation.source.split('#').next().unwrap_or_default();
    let mut named = citation.work().headed(Locale::English);
    let mut location = json!({"artifactLocation": artifact(file)});
    if view::has_lines(citation) {
        location["region"] = json!({
            "startLine": citation.line,
            "startColumn": citation.column,
            "snippet": {"text": citation.quote},
        });
    } else {
        named = format!("{named} ({})", view::locator(citation));
    }
    json!({
        "id": index,
        "message": {"text": unlinked(&format!("{role} {named}: “{}”", citation.quote))},
        "physicalLocation": location,
    })
}

fn fix(path: &str, fix: &Fix) -> Value {
    json!({
        "description": {"text": unlinked(&fix.message.to_string())},
        "artifactChanges": [{
            "artifactLocation": artifact(path),
            "replacements": [{
                "deletedRegion": {"byteOffset": fix.start, "byteLength": fix.end - fix.start},
                "insertedContent": {"text": fix.replacement},
            }],
        }],
    })
}

/// A file by its relative URI, so that the log is the same wherever the repository lies.
fn artifact(path: &str) -> Value {
    let encoded = |path: &str| utf8_percent_encode(path, RESERVED).to_string();
    match path.as_bytes() {
        [b'/', ..] => json!({"uri": format!("file://{}", encoded(path))}),
        [drive, b':', b'/' | b'\\', ..] if drive.is_ascii_alphabetic() => {
            let (drive, within) = path.split_at(2);
            json!({"uri": format!("file:///{drive}{}", encoded(&within.replace('\\', "/")))})
        }
        _ => json!({
            "uri": encoded(path.trim_start_matches("./")),
            "uriBaseId": "%SRCROOT%",
        }),
    }
}

/// A message in which no `[words](address)` of a draft or a source is a link, as the format has it.
fn unlinked(message: &str) -> String {
    message.replace("](", "\\](")
}

fn region(place: &Place) -> Value {
    json!({
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    })
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Off => "none",
        Level::Note | Level::Warning | Level::Error => level.name(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_source_are_no_link() {
        assert_eq!(unlinked("[x](http://y) [@key]"), "[x\\](http://y) [@key]");
    }

    #[test]
    fn a_path_becomes_a_relative_uri() {
        let uri = |path| artifact(path)["uri"].as_str().map(str::to_owned);
        assert_eq!(uri("./a b/é.md").as_deref(), Some("a%20b/%C3%A9.md"));
        assert_eq!(uri("a\\b.md").as_deref(), Some("a%5Cb.md"));
        assert_eq!(uri("/abs/a.md").as_deref(), Some("file:///abs/a.md"));
        assert_eq!(uri("C:\\a b.md").as_deref(), Some("file:///C:/a%20b.md"));
        assert_eq!(uri("javascript:x").as_deref(), Some("javascript%3Ax"));
    }
}
