//! Drafts that cite in the ways people do, each with its own faults: every fault is found, and
//! nothing else. Whether a cited source bears a claim is read by the model.
#![cfg(feature = "model")]

use std::path::Path;
use std::process::Command;

/// What is found in a draft about its citations and quotations: each rule with the draft's words.
fn findings(draft: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/styles");
    let desk = tempfile::tempdir().unwrap();
    let sources = folder.join("sources");
    std::fs::copy(folder.join(draft), desk.path().join(draft)).unwrap();
    let rules = "[rules]\ncitation-missing = \"note\"\nnot-enough-evidence = \"off\"\n";
    std::fs::write(desk.path().join("ibid.toml"), rules).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_ibid"))
        .args(["check", draft, "--format", "json", "--sources"])
        .arg(sources)
        .current_dir(desk.path())
        .output()
        .unwrap();
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let bytes = std::fs::read(folder.join(draft)).unwrap();
    let found = report["drafts"][0]["findings"].as_array().unwrap();
    found
        .iter()
        .map(|finding| {
            let at = |key: &str| usize::try_from(finding[key].as_u64().unwrap()).unwrap();
            let words = String::from_utf8(bytes[at("start")..at("end")].to_vec()).unwrap();
            (finding["rule"].as_str().unwrap().to_owned(), words)
        })
        .collect()
}

/// Every finding is expected, and every expected one (a rule, and how its words begin) is found.
fn expect(draft: &str, expected: &[(&str, &str)]) {
    let found = findings(draft);
    let fits = |(rule, words): &(String, String), (wanted, start): &(&str, &str)| {
        rule == wanted && words.starts_with(start)
    };
    let is_same = found.len() == expected.len()
        && found
            .iter()
            .zip(expected)
            .all(|(found, expected)| fits(found, expected));
    assert!(is_same, "{draft}: {found:#?}");
}

#[test]
fn notes_of_a_page_raised_in_the_text() {
    expect(
        "numbered.html",
        &[
            (
                "citation-does-not-support",
                "In 2023 the harbour of Lund Bay handled",
            ),
            ("citation-missing", "The water destroyed 230 houses"),
            (
                "misquote",
                "I wrote to them four times and never received a reply.",
            ),
            ("citation-unresolved", "<a href=\"#n5\">5"),
            ("source-not-at-hand", "<sup><a href=\"#n4\">4"),
        ],
    );
}

#[test]
fn authors_and_years_in_plain_text() {
    expect(
        "author-year.txt",
        &[
            ("citation-does-not-support", "The union of dockers rejected"),
            ("source-not-at-hand", "Marlowe 2022"),
            ("quote-not-found", "We shall rebuild every last house"),
            ("citation-missing", "The company cancelled 312 crossings"),
        ],
    );
}

#[test]
fn bare_addresses_in_french() {
    expect(
        "adresses.md",
        &[
            // The fish that the market sold stands in the other source.
            (
                "citation-does-not-support",
                "La criée de Port-Morvan a vendu",
            ),
            ("citation-missing", "Le prix du gazole a doublé"),
            ("misquote", "Nous ne demandons pas"),
        ],
    );
}

#[test]
fn numbers_in_brackets_with_a_list() {
    expect(
        "brackets.md",
        &[
            ("citation-unresolved", "[7]"),
            ("citation-missing", "Fourteen pilots work there."),
            (
                "citation-does-not-support",
                "The inspector Dora Whitlock had",
            ),
            ("misquote", "\"Nobody was left on the quay overnight"),
            ("source-not-at-hand", "[2, 5]"),
        ],
    );
}
