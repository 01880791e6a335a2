//! Every format, rendered from one fixed report.

mod sample;

use ibid::report::{FailOn, Format, RenderOptions, render};

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

#[test]
fn text_with_findings_only() {
    let options = RenderOptions {
        quiet: true,
        fail_on: FailOn::Error,
    };
    insta::assert_snapshot!(rendered(Format::Text, options));
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
fn the_same_report_gives_the_same_bytes() {
    for (_, format) in Format::NAMES {
        assert_eq!(plain(format), plain(format), "{format}");
    }
}

#[test]
fn nothing_hostile_passes_through_raw() {
    for (_, format) in Format::NAMES {
        let text = plain(format);
        for hostile in ['\u{1b}', '\u{202e}'] {
            assert!(!text.contains(hostile), "{format} passes {hostile:?} on");
        }
    }
}
