//! Words of drafts, sources and names in every format: text, and nothing that a terminal, a page
//! or a CI service would act on.

use super::repository::{Repository, told};

const ORDERS: &str = "##[error]x ##vso[task.setvariable variable=a]b ##teamcity[c] ::warning::d \
    [link](https://evil.example/) https://evil.example/ www.evil.example @everyone <b>e</b> \
    ]]> </script> --> %0A::error::f";

#[test]
fn no_words_become_orders_links_or_mark_up() {
    let repository = Repository::new();
    let name = "::error file=x::y.md";
    repository.write(
        name,
        format!(
            "The pier of Lund Bay cost 4 crowns {ORDERS}.\n\n::stop-commands::z is 3 metres long.\n"
        ),
    );
    repository.write(
        "corpus/pier.txt",
        format!("The pier of Lund Bay cost 3 crowns {ORDERS}.\n"),
    );
    for format in [
        "text", "json", "jsonl", "concise", "sarif", "junit", "gitlab", "github", "markdown",
        "html",
    ] {
        let arguments = [
            "check",
            "--no-model",
            "--verbose",
            "--fail-on",
            "note",
            "--format",
            format,
            "--",
            name,
        ];
        let (code, said) = told(&repository.run(&arguments));
        assert_eq!(code, Some(1), "{format}: {said}");
        let is_quoted = matches!(format, "concise" | "gitlab") || said.contains("evil.example");
        assert!(is_quoted, "{format}: {said}");
        for line in said.lines() {
            let line = line.trim_start();
            let is_ours =
                format == "github" && line.starts_with(r"::notice file=\u{3a}%3Aerror file=x");
            assert!(is_ours || !line.starts_with("::"), "{format}: {line}");
            if format != "html" && !is_ours {
                for order in ["##[", "##vso[", "##teamcity["] {
                    assert!(!line.contains(order), "{format}: {line}");
                }
            }
        }
        let live: &[&str] = match format {
            "markdown" => &["[link](", "https://evil", "www.evil", "@everyone", "<b>"],
            "html" => &["<b>e", "href=\"https://evil", "</script> -->"],
            "junit" => &["<b>e"],
            _ => &[],
        };
        if format == "sarif" {
            let log: serde_json::Value = serde_json::from_str(&said).unwrap();
            let related = &log["runs"][0]["results"][0]["relatedLocations"][0];
            let message = related["message"]["text"].as_str().unwrap();
            assert!(message.contains("link\\](https"), "{message}");
        }
        for mark in live {
            assert!(!said.contains(mark), "{format} has {mark}: {said}");
        }
    }
}
