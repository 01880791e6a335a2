//! The index against files that come, change and go, and against runs that are killed.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use ibid::index::{Library, Location, Update};
use ibid::language::Language;
use ibid::retrieve::{Query, Retriever};
use ibid::sources::{Bibliography, Selection};
use ibid::span::Span;

struct Corpus {
    folder: tempfile::TempDir,
}

impl Corpus {
    fn of(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("sources")).unwrap();
        let corpus = Self { folder };
        for (name, text) in files {
            corpus.write(name, text);
        }
        corpus
    }

    fn sources(&self) -> PathBuf {
        self.folder.path().join("sources")
    }

    fn index(&self) -> PathBuf {
        self.folder.path().join("index")
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.sources().join(name), text).unwrap();
    }

    fn remove(&self, name: &str) {
        fs::remove_file(self.sources().join(name)).unwrap();
    }

    fn open(&self) -> (Library, Update) {
        self.open_at(&Location::Directory(self.index()))
    }

    fn open_at(&self, location: &Location) -> (Library, Update) {
        let selection = Selection::of([self.sources()]);
        Library::open_or_update(&selection, &Bibliography::default(), location, &()).unwrap()
    }

    /// Lets the file system's clock move on, so that what was written is known to be settled.
    fn settle(&self) {
        thread::sleep(Duration::from_millis(120));
    }
}

const RIVER: (&str, &str) = (
    "river.txt",
    "The Niger flooded the fields of Bourem in August 2019.\n\n\
     Two bridges were rebuilt within a year, and the ferry was sold.\n",
);
const SALT: (&str, &str) = (
    "salt.md",
    "# Salt\n\nCaravans carried 400 slabs of salt from Taoudenni.\n",
);
const RAIN: (&str, &str) = (
    "rain.txt",
    "Rain fell on eleven days that year, and the harvest failed.\n",
);

fn found(library: &Library, words: &str) -> Vec<(String, String, String)> {
    let query = Query::words(words, Language::English);
    let passages = Retriever::new(library).passages(&query, 10).unwrap();
    let own = |name: &str| name.rsplit('/').next().unwrap().to_owned();
    passages
        .iter()
        .map(|(passage, score)| {
            let name = own(&passage.source.name);
            (name, passage.text.clone(), format!("{score:.6}"))
        })
        .collect()
}

fn names(library: &Library) -> Vec<String> {
    let own = |name: &str| name.rsplit('/').next().unwrap().to_owned();
    library
        .sources()
        .iter()
        .map(|source| own(&source.name))
        .collect()
}

#[test]
fn only_what_changed_is_read() {
    let corpus = Corpus::of(&[RIVER, SALT, RAIN]);
    corpus.settle();
    let (library, update) = corpus.open();
    assert_eq!((update.added, update.read), (3, 3));
    assert_eq!(names(&library), ["rain.txt", "river.txt", "salt.md"]);
    let (_, update) = corpus.open();
    assert_eq!((update.unchanged, update.read), (3, 0));

    corpus.write(
        "salt.md",
        "# Salt\n\nNo caravan has carried salt since 1990.\n",
    );
    corpus.write("dunes.txt", "The dunes moved eight metres a year.\n");
    corpus.remove("rain.txt");
    fs::rename(
        corpus.sources().join("river.txt"),
        corpus.sources().join("niger.txt"),
    )
    .unwrap();
    corpus.settle();
    let (library, update) = corpus.open();
    assert_eq!(
        (update.added, update.edited, update.renamed, update.removed),
        (1, 1, 1, 1)
    );
    assert_eq!(names(&library), ["dunes.txt", "niger.txt", "salt.md"]);
    assert!(
        found(&library, "400 slabs").is_empty(),
        "edited words are gone"
    );
    assert!(
        found(&library, "harvest failed").is_empty(),
        "removed words are gone"
    );
    assert_eq!(found(&library, "caravan salt 1990")[0].0, "salt.md");
    assert_eq!(found(&library, "bridges rebuilt")[0].0, "niger.txt");
    let (_, update) = corpus.open();
    assert_eq!((update.unchanged, update.read), (3, 0));
}

#[test]
fn an_updated_index_answers_as_one_built_anew() {
    let corpus = Corpus::of(&[RIVER, SALT, RAIN]);
    corpus.open();
    corpus.write(
        "salt.md",
        "# Salt\n\nSalt is carried by lorries, 30 slabs each year.\n",
    );
    corpus.remove("rain.txt");
    let (updated, _) = corpus.open();
    let (fresh, _) = corpus.open_at(&Location::Memory);
    for words in [
        "salt year",
        "bridges of the Niger",
        "slabs in a year of rain",
    ] {
        assert_eq!(found(&updated, words), found(&fresh, words), "{words}");
    }
}

#[test]
fn threads_and_the_order_of_files_make_no_difference() {
    let texts: Vec<String> = (0..60)
        .map(|at| format!("Well number {at} gave water to {} herders.\n", at % 7))
        .collect();
    let names: Vec<String> = (0..60).map(|at| format!("well-{at}.txt")).collect();
    let mut files: Vec<(&str, &str)> = names
        .iter()
        .zip(&texts)
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let answers = |files: &[(&str, &str)], threads: usize| {
        let corpus = Corpus::of(files);
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        let (library, _) = pool.install(|| corpus.open());
        ["water for 3 herders", "well number 12", "herders"].map(|words| found(&library, words))
    };
    let first = answers(&files, 1);
    files.reverse();
    assert_eq!(first, answers(&files, 2));
    files.sort_by_key(|(name, _)| name.len() * 31 % 7);
    assert_eq!(first, answers(&files, 2));
}

#[test]
fn a_citation_is_cut_out_of_the_file_or_refused() {
    let corpus = Corpus::of(&[RIVER, SALT]);
    let (library, _) = corpus.open();
    let query = Query::words("slabs of salt", Language::English);
    let passages = Retriever::new(&library).passages(&query, 1).unwrap();
    let passage = &passages[0].0;
    let start = passage.text.find("400").unwrap();
    let cited = library.cite(passage, Span::new(start, start + 9)).unwrap();
    assert_eq!(cited.quote(), "400 slabs");
    let bytes = fs::read(corpus.sources().join("salt.md")).unwrap();
    assert_eq!(&bytes[cited.span().start..cited.span().end], b"400 slabs");

    corpus.write("river.txt", "The Niger did not flood in 2019.\n");
    let source = library
        .sources()
        .iter()
        .find(|source| source.name.ends_with("river.txt"))
        .unwrap();
    let refused = library.document(source).unwrap_err().to_string();
    assert!(refused.contains("changed"), "{refused}");
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_read() {
    let corpus = Corpus::of(&[
        RIVER,
        ("empty.txt", ""),
        (
            "bulk.jsonl",
            "{\"_id\": \"a\", \"text\": \"Millet grew tall in 2014.\"}\n\
             {\"_id\": \"b\", \"text\": \n\
             {\"_id\": \"a\", \"text\": \"Another record of that name.\"}\n\
             {\"_id\": \"c\", \"title\": \"Sorghum\", \"text\": \"Sorghum failed in 2015.\"}\n",
        ),
    ]);
    fs::write(
        corpus.sources().join("picture.txt"),
        b"\x89PNG\r\n\x1a\n\0\0\0\0",
    )
    .unwrap();
    for _ in 0..2 {
        let (library, update) = corpus.open();
        assert_eq!(
            names(&library),
            ["bulk.jsonl#a", "bulk.jsonl#c", "river.txt"]
        );
        let told: Vec<String> = update
            .unreadable
            .iter()
            .map(|file| format!("{} {}", file.path.rsplit('/').next().unwrap(), file.why))
            .collect();
        assert_eq!(told.len(), 4, "{told:?}");
        assert!(told[0].starts_with("bulk.jsonl line 2: "), "{told:?}");
        assert!(told[1].starts_with("bulk.jsonl line 3: "), "{told:?}");
        assert!(told[2].starts_with("empty.txt "), "{told:?}");
        assert!(told[3].starts_with("picture.txt "), "{told:?}");
        let hit = &found(&library, "sorghum 2015")[0];
        assert_eq!(hit.0, "bulk.jsonl#c");
        let source = library.sources()[1].clone();
        assert!(
            library
                .document(&source)
                .unwrap()
                .text()
                .contains("failed in 2015")
        );
    }
}

#[test]
fn a_damaged_index_is_built_anew() {
    let corpus = Corpus::of(&[RIVER, SALT]);
    corpus.open();
    for name in ["meta.json", "manifest"] {
        let path = files_beneath(&corpus.index())
            .into_iter()
            .find(|path| {
                path.file_name()
                    .unwrap()
                    .to_string_lossy()
                    .starts_with(name)
            })
            .unwrap();
        fs::write(&path, "{\"half\": ").unwrap();
        let (library, update) = corpus.open();
        assert!(
            update.messages[0].contains("built anew"),
            "{:?}",
            update.messages
        );
        assert_eq!(found(&library, "bridges rebuilt")[0].0, "river.txt");
        let (_, update) = corpus.open();
        assert!(update.messages.is_empty(), "{:?}", update.messages);
    }
}

#[test]
fn an_index_of_another_version_is_built_anew() {
    let corpus = Corpus::of(&[RIVER]);
    corpus.open();
    let other = br#"{"format":1,"more":"than this version knows"}"#;
    let sealed = [blake3::hash(other).to_hex().as_bytes(), b"\n", other].concat();
    fs::write(corpus.index().join("index").join("seal"), sealed).unwrap();
    let (library, update) = corpus.open();
    assert!(
        update.messages[0].contains("version"),
        "{:?}",
        update.messages
    );
    assert_eq!(found(&library, "ferry sold")[0].0, "river.txt");
}

#[test]
fn where_no_index_can_be_kept_it_is_built_in_memory() {
    let corpus = Corpus::of(&[RIVER]);
    let occupied = corpus.folder.path().join("occupied");
    fs::write(&occupied, "a file where a directory is wanted").unwrap();
    let (library, update) = corpus.open_at(&Location::Directory(occupied.join("index")));
    assert!(
        update.messages[0].contains("in memory"),
        "{:?}",
        update.messages
    );
    assert_eq!(found(&library, "ferry sold")[0].0, "river.txt");
}

#[test]
fn quotations_are_found_by_their_words() {
    let corpus = Corpus::of(&[RIVER, SALT, RAIN]);
    let (library, _) = corpus.open();
    let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let find = |text: &str, within: &[String]| {
        let passages = library.find_phrase(&words(text), within, 3).unwrap();
        passages
            .first()
            .map(|passage| passage.source.name.rsplit('/').next().unwrap().to_owned())
    };
    assert_eq!(
        find("bridges were rebuilt within a year", &[]).as_deref(),
        Some("river.txt")
    );
    let altered = "four hundred slabs of salt from taoudenni";
    assert_eq!(find(altered, &[]).as_deref(), Some("salt.md"));
    assert_eq!(
        find("camels were never seen", &[]).as_deref(),
        Some("river.txt")
    );
    assert_eq!(find("quetzalcoatl", &[]), None);
    let rain = library.sources()[0].name.clone();
    assert_eq!(
        find("bridges were rebuilt", std::slice::from_ref(&rain)),
        None
    );
    assert_eq!(find("bridges", &["nowhere.txt".to_owned()]), None);
    let query = Query::words("year", Language::English).within([rain.clone()]);
    let within = Retriever::new(&library).passages(&query, 5).unwrap();
    assert!(!within.is_empty());
    assert!(
        within
            .iter()
            .all(|(passage, _)| passage.source.name == rain)
    );
}

/// A corpus that takes long enough to index for a run to be killed in the middle.
fn large_corpus() -> Corpus {
    let corpus = Corpus::of(&[RIVER]);
    for file in 0..40 {
        let mut text = String::new();
        for paragraph in 0..200 {
            text.push_str(&format!(
                "Village {file} counted {paragraph} goats at the market of the month. \
                 The elders of house {paragraph} wrote it down.\n\n"
            ));
        }
        corpus.write(&format!("village-{file:02}.txt"), &text);
    }
    corpus
}

fn index_command(corpus: &Corpus) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ibid"));
    command
        .current_dir(corpus.folder.path())
        .args(["index", "--sources", "sources", "--no-config"])
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

#[test]
fn a_killed_run_leaves_an_index_that_the_next_one_completes() {
    let corpus = large_corpus();
    for wait in [5, 60, 150, 400] {
        let mut run = index_command(&corpus).spawn().unwrap();
        thread::sleep(Duration::from_millis(wait));
        run.kill().unwrap();
        run.wait().unwrap();
    }
    assert!(index_command(&corpus).status().unwrap().success());
    let corpus_index = corpus.folder.path().join(".ibid/index");
    let kept = fs::read_dir(corpus_index).unwrap().next().unwrap().unwrap();
    let leftovers = fs::read_dir(kept.path()).unwrap().filter(|entry| {
        let name = entry.as_ref().unwrap().file_name();
        name.to_string_lossy().starts_with("new-")
    });
    assert_eq!(leftovers.count(), 0, "what killed runs left is removed");
    let search = Command::new(env!("CARGO_BIN_EXE_ibid"))
        .current_dir(corpus.folder.path())
        .args([
            "search",
            "two bridges rebuilt",
            "--sources",
            "sources",
            "--no-config",
        ])
        .output()
        .unwrap();
    let shown = String::from_utf8(search.stdout).unwrap();
    assert!(shown.starts_with("sources/river.txt:3:1\n"), "{shown}");
}

#[test]
fn two_runs_at_once_do_not_harm_each_other() {
    let corpus = large_corpus();
    let runs: Vec<_> = (0..3)
        .map(|_| index_command(&corpus).spawn().unwrap())
        .collect();
    for mut run in runs {
        assert!(run.wait().unwrap().success());
    }
    let last = index_command(&corpus)
        .stdout(Stdio::piped())
        .output()
        .unwrap();
    let told = String::from_utf8(last.stdout).unwrap();
    assert!(told.starts_with("41 sources; 0 files read: "), "{told}");
}

fn files_beneath(directory: &Path) -> BTreeSet<PathBuf> {
    let mut files = BTreeSet::new();
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_beneath(&path));
        } else {
            files.insert(path);
        }
    }
    files
}
