//! Quotations of one draft against many passages: the whole check, the queries of the index that
//! it takes, and plain substring search over the same text, in the same run.
//!
//! `IBID_BENCH_PASSAGES` (default 20,000) and `IBID_BENCH_QUOTATIONS` (default 1,000) set the
//! size. A third of the quotations stand in a source, in a third a word is another, and a third
//! stand nowhere.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

mod generated;

use std::fs;
use std::path::Path;

use generated::{generate, peak_memory, size, timed, write_records};
use ibid::check::{Corpus, DraftFile, ReadDraft, check};
use ibid::config::{Config, ConfigChoice};
use ibid::report::QuoteMatch;
use memchr::memmem;

/// Words of a quotation.
const WORDS: usize = 14;

/// Passages that the check looks at for a quotation.
const CANDIDATES: usize = 24;

fn main() {
    let passages = size("IBID_BENCH_PASSAGES", 20_000);
    let count = size("IBID_BENCH_QUOTATIONS", 1_000);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let texts = generate(passages);
    let quotations = quotations(&texts, count);

    let sources = folder.path().join("corpus");
    write_records(&sources, &texts);
    let whole = texts.join("\n");
    drop(texts);
    let corpus = open(folder.path(), &sources);
    let (config, corpus) = (&corpus.0, &corpus.1);

    let draft = draft(folder.path(), &quotations);
    let (report, checked) = timed(|| check(config, corpus, &[draft]).expect("a report"));
    let matched = |wanted: QuoteMatch| {
        let found = report.drafts[0].quotations.iter();
        found.filter(|one| one.matched == wanted).count()
    };
    let found = [QuoteMatch::Exact, QuoteMatch::Altered, QuoteMatch::NotFound].map(matched);
    assert_eq!(
        found.iter().sum::<usize>(),
        count,
        "every quotation is read"
    );
    assert_eq!(report.drafts[0].claims.len(), 0, "nothing else is checked");

    let ((), queried) = timed(|| {
        for quotation in &quotations {
            let words: Vec<String> = quotation.split(' ').map(str::to_owned).collect();
            let library = &corpus.library;
            library
                .find_phrase(&words, &[], CANDIDATES)
                .expect("passages");
        }
    });
    let (there, searched) = timed(|| {
        let is_there =
            |quotation: &&String| memmem::find(whole.as_bytes(), quotation.as_bytes()).is_some();
        quotations.iter().filter(is_there).count()
    });

    let ratio = |other: std::time::Duration| checked.as_secs_f64() / other.as_secs_f64();
    println!(
        "{count} quotations, {passages} passages, {} MB",
        whole.len() >> 20
    );
    println!("found {found:?} exact, altered, nowhere; {there} as plain substrings");
    println!("check   {checked:.2?}");
    println!("queries {queried:.2?}   check {:.2} times", ratio(queried));
    println!(
        "memchr  {searched:.2?}   check {:.2} times",
        ratio(searched)
    );
    if let Some(peak) = peak_memory() {
        println!("peak memory {peak}");
    }
}

fn open(root: &Path, sources: &Path) -> (Config, Corpus) {
    let mut config = Config::load(root, &ConfigChoice::None).expect("the defaults");
    config.set_sources(&[sources.to_path_buf()]);
    let (corpus, time) = timed(|| Corpus::open(&config, &[], &()).expect("an index"));
    println!("index   {time:.2?}");
    (config, corpus)
}

/// Stretches of words out of passages spread over the corpus.
fn quotations(texts: &[String], count: usize) -> Vec<String> {
    (0..count)
        .map(|number| {
            let text = &texts[number * texts.len() / count];
            let mut words: Vec<&str> = text.split(' ').skip(2).take(WORDS).collect();
            match number % 3 {
                0 => {}
                1 => words[WORDS / 2] = "otherwise",
                // Known words in an order that no source has them in.
                _ => {
                    let elsewhere = &texts[(number * 7_919) % texts.len()];
                    let others = elsewhere.split(' ').skip(5).step_by(2);
                    for (at, other) in others.take(WORDS / 2).enumerate() {
                        words[at * 2] = other;
                    }
                }
            }
            words.join(" ").trim_end_matches('.').to_owned()
        })
        .collect()
}

/// A draft that quotes and claims nothing, for a question is no claim.
fn draft(folder: &Path, quotations: &[String]) -> ReadDraft {
    let lines = quotations
        .iter()
        .map(|words| format!("Who said “{words}”?\n\n"));
    let content: String = lines.collect();
    let path = folder.join("draft.md");
    fs::write(&path, &content).expect("room");
    let file = DraftFile {
        name: "draft.md".to_owned(),
        path,
        bytes: content.into_bytes(),
    };
    ReadDraft::of(&file).expect("a draft")
}
