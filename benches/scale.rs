//! What indexing, opening, updating and retrieval take at growing sizes: the program itself on
//! articles of an invented newspaper, beside plain tantivy on the same files.
//!
//! `IBID_BENCH_PASSAGES` (default `10000,100000`) sets the sizes.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

mod articles;
mod plain;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use articles::{Article, write_articles};
use ibid::index::{Library, Location};
use ibid::language::Language;
use ibid::retrieve::{Query, Retriever};
use ibid::sources::{Bibliography, Selection};
use plain::Plain;

const CLAIMS: usize = 100;
const THREADS: usize = 2;
const CHANGED: usize = 10;

fn main() {
    let sizes = std::env::var("IBID_BENCH_PASSAGES").unwrap_or_else(|_| "10000,100000".to_owned());
    for size in sizes.split(',').filter_map(|size| size.trim().parse().ok()) {
        measure(size);
    }
}

fn measure(passages: usize) {
    let desk = tempfile::tempdir().expect("a temporary folder");
    let sources = desk.path().join("sources");
    let (files, bytes) = write_articles(&sources, passages).expect("room");
    println!(
        "{passages} passages, {} files, {} MB",
        files.len(),
        bytes >> 20
    );

    let read = |file: &PathBuf| fs::read_to_string(file).expect("an article");
    let paragraphs = files.iter().flat_map(|file| {
        let text = read(file);
        let paragraphs = text.split("\n\n").skip(1).map(str::to_owned);
        paragraphs.collect::<Vec<_>>()
    });
    let (plain, plain_time) = Plain::of(&desk.path().join("plain"), paragraphs);
    println!("  plain tantivy   {}", rate(plain_time, passages));
    let (time, memory) = index(desk.path());
    let share = plain_time.as_secs_f64() / time.as_secs_f64();
    println!(
        "  index           {}, {share:.2} of plain, {memory}",
        rate(time, passages)
    );
    println!(
        "  on disk         {} MB",
        size_of(&desk.path().join(".ibid")) >> 20
    );
    index(desk.path());
    let (time, memory) = index(desk.path());
    println!("  open            {time:.0?}, {memory}");

    let claims = claims(files.len());
    plain.queries(&claims);
    let plain_queries = plain.queries(&claims);
    let selection = Selection::of([&sources]);
    let location = Location::beneath(desk.path(), &selection);
    let bibliography = Bibliography::default();
    let opened = Library::open_or_update(&selection, &bibliography, &location, &());
    let (library, _) = opened.expect("an index");
    let retrieve = || {
        let retriever = Retriever::new(&library);
        for claim in &claims {
            let query = Query::words(claim, Language::English);
            retriever.passages(&query, 10).expect("passages");
        }
    };
    let (first, second) = (timed(retrieve).1, timed(retrieve).1);
    let share = second.as_secs_f64() / plain_queries.as_secs_f64();
    println!("  {CLAIMS} claims      {first:.0?}, again {second:.0?}: {share:.2} of plain");
    drop(library);

    for file in files.iter().take(CHANGED) {
        let text = fs::read_to_string(file).expect("an article");
        fs::write(file, format!("{text}\nIt was corrected later.\n")).expect("room");
    }
    let (time, memory) = index(desk.path());
    println!("  {CHANGED} files change {time:.0?}, {memory}");
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed())
}

fn rate(time: Duration, passages: usize) -> String {
    let rate = passages as f64 / time.as_secs_f64();
    format!("{time:.2?}, {rate:.0} passages a second")
}

/// Runs `ibid index`: how long it took, and the most memory it held.
fn index(desk: &Path) -> (Duration, String) {
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_ibid"))
        .args(["index", "--no-config", "--sources", "sources"])
        .args(["--jobs", &THREADS.to_string()])
        .current_dir(desk)
        .stdout(Stdio::null())
        .spawn()
        .expect("the program");
    let mut peak = String::new();
    loop {
        peak = peak_of(&child).unwrap_or(peak);
        match child.try_wait().expect("a child") {
            Some(status) => {
                assert!(status.success(), "the index could not be built");
                return (start.elapsed(), format!("peak {peak}"));
            }
            None => thread::sleep(Duration::from_millis(2)),
        }
    }
}

fn peak_of(child: &Child) -> Option<String> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.trim_start_matches("VmHWM:").trim().to_owned())
}

fn size_of(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let sizes = entries.map(|entry| match entry.path() {
        path if path.is_dir() => size_of(&path),
        path => fs::metadata(path).map_or(0, |metadata| metadata.len()),
    });
    sizes.sum()
}

/// The first words of a paragraph of each of some articles.
fn claims(articles: usize) -> Vec<String> {
    let claim = |at: usize| {
        let article = Article::of((at * articles / CLAIMS) as u64);
        let words = article.paragraphs[1].split(' ').take(20);
        words.collect::<Vec<_>>().join(" ")
    };
    (0..CLAIMS).map(claim).collect()
}
