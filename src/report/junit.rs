//! JUnit XML: a draft is a suite, a claim or finding a case.

use std::io::{self, Write};

use quick_junit::{NonSuccessKind, TestCase, TestCaseStatus, TestSuite};

use super::view::{self, Entry};
use super::{Finding, RenderOptions, Report, sanitize};
use crate::wording::Locale;

/// Writes `report` as JUnit XML. A finding below the fail level passes, a waived one is skipped.
pub(super) fn render(
    report: &Report,
    options: &RenderOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut junit = quick_junit::Report::new("ibid");
    for draft in &report.drafts {
        let mut suite = TestSuite::new(sanitize::line(&draft.path));
        for entry in view::entries(draft) {
            suite.add_test_case(case(&draft.path, entry, options));
        }
        junit.add_test_suite(suite);
    }
    for file in &report.files {
        let mut suite = TestSuite::new(sanitize::line(&file.path));
        for finding in &file.findings {
            suite.add_test_case(case(&file.path, Entry::Finding(finding), options));
        }
        junit.add_test_suite(suite);
    }
    let xml = junit.to_string().map_err(io::Error::other)?;
    // Jenkins' schema counts the skipped cases of a suite, but not those of all suites.
    let skipped = format!(" skipped=\"{}\"", junit.skipped);
    out.write_all(xml.replacen(&skipped, "", 1).as_bytes())
}

fn case(path: &str, entry: Entry<'_>, options: &RenderOptions) -> TestCase {
    let (place, name) = match entry {
        Entry::Claim(claim, _) => (claim.place, claim.text.clone()),
        Entry::Finding(finding) => (finding.place, finding.message.to_string()),
    };
    let status = entry
        .finding()
        .map_or_else(TestCaseStatus::success, |finding| {
            status(entry, finding, options)
        });
    let name = format!("{}:{}: {}", place.line, place.column, sanitize::line(&name));
    let mut case = TestCase::new(name, status);
    case.set_classname(sanitize::line(path));
    case
}

fn status(entry: Entry<'_>, finding: &Finding, options: &RenderOptions) -> TestCaseStatus {
    if let Some(waiver) = &finding.waived {
        let mut skipped = TestCaseStatus::skipped();
        let by = format!("waived by {}: {}", waiver.by, waiver.reason);
        skipped.set_message(sanitize::line(&by));
        return skipped;
    }
    if !options.fail_on.fails(finding.level) {
        return TestCaseStatus::success();
    }
    let mut failure = TestCaseStatus::non_success(NonSuccessKind::Failure);
    failure
        .set_type(finding.rule.name())
        .set_message(sanitize::line(&finding.message.to_string()))
        .set_description(evidence(entry, finding));
    failure
}

fn evidence(entry: Entry<'_>, finding: &Finding) -> String {
    let citations = match entry {
        Entry::Claim(claim, _) => &claim.citations,
        Entry::Finding(finding) => &finding.citations,
    };
    let lines: Vec<String> = citations
        .iter()
        .map(|citation| {
            let line = format!(
                "{} {}: {}",
                view::role(citation, Some(finding), Locale::English.labels()),
                view::locator(citation),
                citation.quote
            );
            sanitize::line(&line).into_owned()
        })
        .collect();
    lines.join("\n")
}
