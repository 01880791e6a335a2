//! Indexing and retrieval of generated passages, against plain tantivy on the same text in the
//! same run; and a run over many files of which none changed.
//!
//! `IBID_BENCH_PASSAGES` (default 20,000) and `IBID_BENCH_FILES` (default 1,000) set the size.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

mod generated;
mod plain;

use std::fs;
use std::path::Path;
use std::time::Duration;

use generated::{generate, peak_memory, processor_time, size, timed, write_records};
use ibid::index::{Library, Location};
use ibid::language::Language;
use ibid::retrieve::{Query, Retriever};
use ibid::sources::{Bibliography, Selection};
use plain::Plain;

const CLAIMS: usize = 100;

fn main() {
    let passages = size("IBID_BENCH_PASSAGES", 20_000);
    let files = size("IBID_BENCH_FILES", 1_000);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let texts = generate(passages);
    let claims: Vec<String> = (0..CLAIMS)
        .map(|at| first_words(&texts[at * passages / CLAIMS]))
        .collect();

    let before = processor_time().unwrap_or_default();
    let (plain, plain_indexing) = Plain::of(&folder.path().join("plain"), texts.iter());
    let plain_work = processor_time().unwrap_or_default() - before;
    let plain_search = plain.queries(&claims);
    let sources = folder.path().join("sources");
    write_records(&sources, &texts);
    drop(texts);
    let location = Location::Directory(folder.path().join("index"));
    let before = processor_time().unwrap_or_default();
    let (library, indexing) = timed(|| open(&sources, &location).0);
    let work = processor_time().unwrap_or_default() - before;
    let (_, search) = timed(|| {
        let retriever = Retriever::new(&library);
        for claim in &claims {
            let query = Query::words(claim, Language::English);
            retriever.passages(&query, 10).expect("passages");
        }
    });

    let many = folder.path().join("many");
    write_files(&many, files);
    let location = Location::Directory(folder.path().join("many-index"));
    std::thread::sleep(Duration::from_millis(200));
    open(&many, &location);
    let (read, unchanged) = timed(|| open(&many, &location).1);

    let rate = |time: Duration| passages as f64 / time.as_secs_f64();
    println!(
        "index {passages} passages   plain {plain_indexing:.2?}   ibid {indexing:.2?}   rate {:.2} of plain",
        rate(indexing) / rate(plain_indexing)
    );
    println!(
        "processor time   plain {plain_work:.2?}   ibid {work:.2?}   rate {:.2} of plain",
        rate(work) / rate(plain_work)
    );
    println!(
        "retrieve {CLAIMS} claims   plain {plain_search:.2?}   ibid {search:.2?}   time {:.2} of plain",
        search.as_secs_f64() / plain_search.as_secs_f64()
    );
    println!("open {files} unchanged files   {unchanged:.2?}   {read} read again");
    if let Some(peak) = peak_memory() {
        println!("peak memory {peak}");
    }
}

fn first_words(text: &str) -> String {
    text.split(' ').take(20).collect::<Vec<_>>().join(" ")
}

fn write_files(directory: &Path, files: usize) {
    fs::create_dir_all(directory).expect("a folder");
    for at in 0..files {
        let text = format!("Note {at} tells of {} things.\n", at % 17);
        fs::write(directory.join(format!("{at}.txt")), text).expect("room");
    }
}

fn open(sources: &Path, location: &Location) -> (Library, usize) {
    let selection = Selection::of([sources]);
    let opened = Library::open_or_update(&selection, &Bibliography::default(), location, &());
    let (library, update) = opened.expect("an index");
    (library, update.read)
}
