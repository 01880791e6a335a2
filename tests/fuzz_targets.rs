//! The fuzz targets compile against the library as it is, and hold on the pieces of
//! `tests/growth/pieces.toml`. To fuzz needs another compiler and hours; that a target still says what
//! it said must show in every run of the tests.

// The targets are programs of their own, and share files.
#![allow(unused_attributes, unreachable_pub, clippy::duplicate_mod)]

/// What the targets call the fuzzer.
extern crate self as libfuzzer_sys;

/// In place of the fuzzer's macro: the target as a function of a text.
#[macro_export]
macro_rules! fuzz_target {
    (|$input:ident: $kind:ty| $body:block) => {
        pub(crate) fn fuzz(text: &str) {
            let $input: $kind = text.as_ref();
            $body
        }
    };
}

/// The targets, each as a module and by its name.
macro_rules! targets {
    ($($name:ident: $path:tt,)*) => {
        $(#[path = $path] mod $name;)*
        const TARGETS: &[(&str, fn(&str))] = &[$((stringify!($name), $name::fuzz),)*];
    };
}

targets! {
    asciidoc: "../fuzz/fuzz_targets/asciidoc.rs",
    baseline: "../fuzz/fuzz_targets/baseline.rs",
    bibliography: "../fuzz/fuzz_targets/bibliography.rs",
    config: "../fuzz/fuzz_targets/config.rs",
    copies: "../fuzz/fuzz_targets/copies.rs",
    draft: "../fuzz/fuzz_targets/draft.rs",
    figures: "../fuzz/fuzz_targets/figures.rs",
    html: "../fuzz/fuzz_targets/html.rs",
    latex: "../fuzz/fuzz_targets/latex.rs",
    lock: "../fuzz/fuzz_targets/lock.rs",
    mail: "../fuzz/fuzz_targets/mail.rs",
    markdown: "../fuzz/fuzz_targets/markdown.rs",
    open_text: "../fuzz/fuzz_targets/open_text.rs",
    org: "../fuzz/fuzz_targets/org.rs",
    plain: "../fuzz/fuzz_targets/plain.rs",
    quotation: "../fuzz/fuzz_targets/quotation.rs",
    records: "../fuzz/fuzz_targets/records.rs",
    rst: "../fuzz/fuzz_targets/rst.rs",
    rtf: "../fuzz/fuzz_targets/rtf.rs",
    rulings: "../fuzz/fuzz_targets/rulings.rs",
    separated: "../fuzz/fuzz_targets/separated.rs",
    sheets: "../fuzz/fuzz_targets/sheets.rs",
    slides: "../fuzz/fuzz_targets/slides.rs",
    typst: "../fuzz/fuzz_targets/typst.rs",
    word: "../fuzz/fuzz_targets/word.rs",
    workbook: "../fuzz/fuzz_targets/workbook.rs",
}

/// The pieces of the table of growth, each three times.
fn texts() -> Vec<String> {
    let table = std::fs::read_to_string("tests/growth/pieces.toml").expect("the table of pieces");
    let table: toml::Table = toml::from_str(&table).expect("a table of pieces");
    let pieces = table["piece"].as_array().expect("pieces").iter();
    let part = |piece: &toml::Value, name: &str| -> String {
        let part = piece.get(name).and_then(toml::Value::as_str);
        part.unwrap_or_default().to_owned()
    };
    let text = |piece| {
        let repeat = part(piece, "repeat").repeat(3);
        format!("{}{repeat}{}", part(piece, "before"), part(piece, "after"))
    };
    pieces.map(text).collect()
}

#[test]
#[expect(
    clippy::print_stdout,
    reason = "what was tried is told where it fails or is asked for"
)]
fn every_target_holds_on_the_pieces() {
    for (name, fuzz) in TARGETS {
        for text in texts() {
            println!("{name}: {text:?}");
            fuzz(&text);
        }
    }
}

#[test]
fn every_target_is_here() {
    let manifest = std::fs::read_to_string("fuzz/Cargo.toml").expect("the fuzzer's manifest");
    let manifest: toml::Table = toml::from_str(&manifest).expect("a manifest");
    let programs = manifest["bin"].as_array().expect("programs").iter();
    let mut names: Vec<&str> = programs.filter_map(|it| it["name"].as_str()).collect();
    names.sort_unstable();
    let here: Vec<&str> = TARGETS.iter().map(|(name, _)| *name).collect();
    assert_eq!(here, names);
}
