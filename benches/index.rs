//! Indexing and retrieval of generated passages, against plain tantivy on the same text in the
//! same run; and a run over many files of which none changed.
//!
//! `IBID_BENCH_PASSAGES` (default 20,000) and `IBID_BENCH_FILES` (default 1,000) set the size.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use ibid::index::{Library, Location};
use ibid::language::Language;
use ibid::retrieve::{Query, Retriever};
use ibid::sources::{Bibliography, Selection};
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, Query as EngineQuery, TermQuery};
use tantivy::schema::{IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{LowerCaser, SimpleTokenizer, Stemmer, TextAnalyzer};
use tantivy::{Index, TantivyDocument, Term};

/// Passages in a file of the generated corpus, each a record of its own.
const RECORDS_PER_FILE: usize = 10_000;
const CLAIMS: usize = 100;
const FUNCTION_WORDS: [&str; 8] = ["the", "of", "and", "in", "that", "to", "was", "for"];

fn main() {
    let passages = size("IBID_BENCH_PASSAGES", 20_000);
    let files = size("IBID_BENCH_FILES", 1_000);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let texts = generate(passages);
    let claims: Vec<String> = (0..CLAIMS)
        .map(|at| first_words(&texts[at * passages / CLAIMS]))
        .collect();

    let (plain_index, plain_indexing) = plain(&folder.path().join("plain"), &texts);
    let plain_search = plain_queries(&plain_index, &claims);
    let sources = folder.path().join("sources");
    write_records(&sources, &texts);
    drop(texts);
    let location = Location::Directory(folder.path().join("index"));
    let (library, indexing) = timed(|| open(&sources, &location).0);
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
        "retrieve {CLAIMS} claims   plain {plain_search:.2?}   ibid {search:.2?}   time {:.2} of plain",
        search.as_secs_f64() / plain_search.as_secs_f64()
    );
    println!("open {files} unchanged files   {unchanged:.2?}   {read} read again");
    if let Some(peak) = peak_memory() {
        println!("peak memory {peak}");
    }
}

fn size(name: &str, default: usize) -> usize {
    let given = std::env::var(name).ok();
    given
        .and_then(|value| value.parse().ok())
        .unwrap_or(default)
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed())
}

/// Invented words, the frequent ones far more often than the rare ones, among function words as
/// in running text.
fn generate(passages: usize) -> Vec<String> {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    (0..passages)
        .map(|_| {
            let count = 30 + next() % 60;
            let mut text = String::new();
            for at in 0..count {
                let share = (next() % 1_000_000) as f64 / 1_000_000.0;
                let word = (300_000_f64.powf(share)) as u64;
                let end = if at % 15 == 14 || at + 1 == count {
                    ". "
                } else {
                    " "
                };
                let function_word = FUNCTION_WORDS[(next() % 8) as usize];
                match next() % 5 {
                    0 | 1 => text.push_str(&format!("{function_word}{end}")),
                    _ => text.push_str(&format!("{}{end}", invented(word))),
                }
            }
            text.trim_end().to_owned()
        })
        .collect()
}

fn invented(mut number: u64) -> String {
    const SYLLABLES: [&str; 16] = [
        "ba", "ke", "di", "lo", "mu", "na", "pe", "ri", "so", "tu", "va", "we", "zi", "go", "hu",
        "fa",
    ];
    let mut word = String::new();
    loop {
        word.push_str(SYLLABLES[(number % 16) as usize]);
        number /= 16;
        if number == 0 {
            return word;
        }
    }
}

fn first_words(text: &str) -> String {
    text.split(' ').take(20).collect::<Vec<_>>().join(" ")
}

fn plain(directory: &Path, texts: &[String]) -> (Index, Duration) {
    fs::create_dir_all(directory).expect("a folder");
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("plain")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let options = TextOptions::default().set_indexing_options(indexing) | STORED;
    let field = schema.add_text_field("text", options);
    let index = Index::create_in_dir(directory, schema.build()).expect("an index");
    let analyzer = TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(LowerCaser)
        .filter(Stemmer::default())
        .build();
    index.tokenizers().register("plain", analyzer);
    let ((), time) = timed(|| {
        let mut writer = index
            .writer_with_num_threads(2, 128 << 20)
            .expect("a writer");
        for text in texts {
            let mut document = TantivyDocument::new();
            document.add_text(field, text);
            writer.add_document(document).expect("room");
        }
        writer.commit().expect("a commit");
        writer.wait_merging_threads().expect("merges");
    });
    (index, time)
}

fn plain_queries(index: &Index, claims: &[String]) -> Duration {
    let field = index.schema().get_field("text").expect("the field");
    let searcher = index.reader().expect("a reader").searcher();
    let mut analyzer = index.tokenizers().get("plain").expect("the analyzer");
    timed(|| {
        for claim in claims {
            let mut clauses: Vec<(Occur, Box<dyn EngineQuery>)> = Vec::new();
            analyzer.token_stream(claim).process(&mut |token| {
                let term = Term::from_field_text(field, &token.text);
                let query = TermQuery::new(term, IndexRecordOption::WithFreqs);
                clauses.push((Occur::Should, Box::new(query)));
            });
            let query = BooleanQuery::new(clauses);
            let top = TopDocs::with_limit(10).order_by_score();
            for (_, address) in searcher.search(&query, &top).expect("results") {
                let _: TantivyDocument = searcher.doc(address).expect("a document");
            }
        }
    })
    .1
}

fn write_records(directory: &Path, texts: &[String]) {
    fs::create_dir_all(directory).expect("a folder");
    for (number, chunk) in texts.chunks(RECORDS_PER_FILE).enumerate() {
        let mut content = String::new();
        for (at, text) in chunk.iter().enumerate() {
            content.push_str(&format!("{{\"_id\": \"{at}\", \"text\": \"{text}\"}}\n"));
        }
        fs::write(directory.join(format!("{number}.jsonl")), content).expect("room");
    }
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

/// The most memory this process has held, where the system tells.
fn peak_memory() -> Option<String> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.trim_start_matches("VmHWM:").trim().to_owned())
}
