//! Every format, rendered from one fixed report.

mod official;
mod real;
mod sample;
#[path = "../sample_folder/mod.rs"]
mod sample_folder;

use ibid::report::{Detail, FailOn, Format, RenderOptions, render, word_comments};
use ibid::wording::Locale;

fn rendered(format: Format, options: RenderOptions) -> String {
    let mut bytes = anstream::StripStream::new(Vec::new());
    render(format, &sample::report(), &options, &mut bytes).expect("a buffer takes every byte");
    String::from_utf8(bytes.into_inner()).expect("a report is UTF-8")
}

fn plain(format: Format) -> String {
    rendered(format, RenderOptions::default())
}

#[test]
fn text() {
    insta::assert_snapshot!(plain(Format::Text));
}

fn text_with(detail: Detail) -> String {
    let options = RenderOptions {
        detail,
        ..RenderOptions::default()
    };
    rendered(Format::Text, options)
}

#[test]
fn text_with_every_claim() {
    insta::assert_snapshot!(text_with(Detail::Verbose));
}

#[test]
fn text_with_errors_and_warnings_only() {
    insta::assert_snapshot!(text_with(Detail::Quiet));
}

#[test]
fn what_fails_the_check_is_shown_however_low_its_level() {
    let shown = |fail_on| {
        let options = RenderOptions {
            fail_on,
            ..RenderOptions::default()
        };
        rendered(Format::Text, options).contains("(note: not-enough-evidence)")
    };
    assert!(!shown(FailOn::Warning));
    assert!(shown(FailOn::Note));
}

#[test]
fn concise() {
    insta::assert_snapshot!(plain(Format::Concise));
}

#[test]
fn json() {
    insta::assert_snapshot!(plain(Format::Json));
}

#[test]
fn jsonl() {
    let lines = plain(Format::Jsonl);
    for line in lines.lines() {
        serde_json::from_str::<serde_json::Value>(line).expect("every line is an object");
    }
    insta::assert_snapshot!(lines);
}

#[test]
fn sarif() {
    insta::assert_snapshot!(plain(Format::Sarif));
}

#[test]
fn junit() {
    insta::assert_snapshot!(plain(Format::Junit));
}

#[test]
fn github() {
    insta::assert_snapshot!(plain(Format::Github));
}

#[test]
fn gitlab() {
    insta::assert_snapshot!(plain(Format::Gitlab));
}

#[test]
fn markdown() {
    insta::assert_snapshot!(plain(Format::Markdown));
}

#[test]
fn html() {
    insta::assert_snapshot!(plain(Format::Html));
}

/// The formats for people speak French; those for programs keep to English.
#[test]
fn in_french() {
    let options = RenderOptions {
        language: Locale::French,
        ..RenderOptions::default()
    };
    for &(_, format) in Format::rendered() {
        let is_for_people = matches!(format, Format::Text | Format::Markdown | Format::Html);
        let differs = rendered(format, options) != plain(format);
        assert_eq!(differs, is_for_people, "{format}");
    }
    insta::assert_snapshot!("text_in_french", rendered(Format::Text, options));
    insta::assert_snapshot!("markdown_in_french", rendered(Format::Markdown, options));
    insta::assert_snapshot!("html_in_french", rendered(Format::Html, options));
    let report = sample::report();
    let comments = word_comments(&report.drafts[0], true, Locale::French);
    let texts: Vec<String> = comments.into_iter().map(|one| one.text).collect();
    insta::assert_snapshot!("word_in_french", texts.join("\n\n"));
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    for &(_, format) in Format::rendered() {
        assert_eq!(plain(format), plain(format), "{format}");
    }
}

#[test]
fn nothing_hostile_passes_through_raw() {
    for &(_, format) in Format::rendered() {
        let text = plain(format);
        for hostile in ['\u{1b}', '\u{202e}'] {
            assert!(!text.contains(hostile), "{format} passes {hostile:?} on");
        }
    }
}

#[test]
fn json_is_what_its_schema_says() {
    let schema: serde_json::Value =
        serde_json::from_str(include_str!("../../docs/schema/report.schema.json"))
            .expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is a schema");
    let mut report: serde_json::Value =
        serde_json::from_str(&plain(Format::Json)).expect("the report is JSON");
    let complaints: Vec<String> = validator
        .iter_errors(&report)
        .map(|error| error.to_string())
        .collect();
    assert!(complaints.is_empty(), "{complaints:#?}");
    report["drafts"][0]["claims"][0]["start"] = "three".into();
    assert!(
        !validator.is_valid(&report),
        "the schema lets anything pass"
    );
}

#[test]
fn committed_schemas_are_current() {
    let program = env!("CARGO_BIN_EXE_ibid");
    for subject in ["report", "config"] {
        let run = std::process::Command::new(program)
            .args(["schema", subject])
            .output()
            .expect("the program runs");
        let path = format!(
            "{}/docs/schema/{subject}.schema.json",
            env!("CARGO_MANIFEST_DIR")
        );
        let committed = std::fs::read_to_string(&path).expect("the schema is committed");
        let current = String::from_utf8(run.stdout).expect("a schema is UTF-8");
        assert!(committed == current, "run `ibid schema {subject} > {path}`");
    }
}
