//! The page opened in a browser, where one is installed.

#![expect(clippy::print_stdout, reason = "a test that skips itself says so")]

#[path = "formats/sample.rs"]
mod sample;

use std::process::{Command, Output};

use ibid::report::{Format, RenderOptions, render};

/// Opens the page in headless Chromium; `None` where there is none.
fn opened(page: &std::path::Path, profile: &std::path::Path) -> Option<Output> {
    Command::new("chromium")
        .args(["--headless", "--no-sandbox", "--disable-gpu"])
        .args(["--enable-logging=stderr", "--dump-dom"])
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg(format!("file://{}", page.display()))
        .output()
        .ok()
}

#[test]
fn the_page_opens_without_a_complaint_and_every_claim_leads_to_its_card() {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("report.html");
    let mut html = Vec::new();
    let options = RenderOptions::default();
    render(Format::Html, &sample::report(), &options, &mut html).unwrap();
    std::fs::write(&page, html).unwrap();
    let Some(output) = opened(&page, &folder.path().join("profile")) else {
        println!("skipped: there is no `chromium`");
        return;
    };
    let log = String::from_utf8_lossy(&output.stderr);
    let complaints: Vec<&str> = log
        .lines()
        .filter(|line| line.contains("CONSOLE"))
        .collect();
    assert!(complaints.is_empty(), "{complaints:#?}");

    // What the browser made of the page, not what was written: links are what a click or the
    // tabulator reaches.
    let dom = String::from_utf8_lossy(&output.stdout);
    assert_eq!(dom.matches("<a class=\"claim ").count(), 6);
    for number in 1..=6 {
        assert!(dom.contains(&format!("href=\"#d1-{number}\"")), "{number}");
        assert!(dom.contains(&format!("id=\"d1-{number}\"")), "{number}");
    }
    assert!(!dom.contains("<script>alert") && !dom.contains("javascript:"));
}
