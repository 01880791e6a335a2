//! No text takes more than its length's worth of time: every piece of `tests/growth/pieces.toml`,
//! repeated to three sizes, as a draft and as a source, costs a text of the double length no more than
//! 2.6 times as much.
//!
//! What is counted is the time that one thread works, not the time that passes, so that a busy machine
//! makes no difference; what seems to grow is measured again before it is believed. Nothing is asked of
//! a model, which reads no more than a sentence and a window at once.

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

use ibid::check::{Corpus, DraftFile, ReadDraft, check_draft, report};
use ibid::config::{Config, ConfigChoice};
use ibid::document::{BlockKind, Document, MarkKind, records};
use ibid::draft::Draft;
use ibid::report::{Format, RenderOptions, render};
use ibid::sources::{Bibliography, Metadata};
use serde::Deserialize;
use tempfile::TempDir;

/// The sizes, in bytes, each about twice the one before. A sentence as long as the first has no verdict,
/// nor has what is left of the last where it is cut: what one sentence takes at most is in all or none.
const SIZES: [usize; 3] = [5_500, 11_000, 22_000];

/// The sizes of the long run.
const LONG: [usize; 3] = [24_000, 48_000, 96_000];

/// What a text of the double length may take, of the time of the single one: twice where all is linear, four times where
/// anything is quadratic, and between them what a larger text costs the caches of a busy machine.
const MOST: f64 = 3.2;

/// Time below which a difference says nothing: some systems count a thread's work in ticks of 4 ms, so that three
/// sizes differ by several ticks for no reason.
const NOISE: Duration = Duration::from_millis(40);

/// What the first size takes at most where the third is still measured: of what takes longer, two tell
/// enough.
const TELLING: Duration = Duration::from_millis(60);

/// How often a text that seems to grow is measured again.
const AGAIN: usize = 4;

#[path = "growth/worked.rs"]
mod worked;
use worked::cost;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    piece: Vec<Piece>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Piece {
    repeat: String,
    #[serde(default)]
    then: String,
    #[serde(default)]
    before: String,
    #[serde(default)]
    after: String,
    /// The first size, where what bounds the piece lies above the usual one.
    from: Option<usize>,
    #[serde(default = "markdown", rename = "as")]
    formats: Vec<String>,
}

fn markdown() -> Vec<String> {
    vec!["md".to_owned()]
}

impl Piece {
    /// The piece repeated to about `size` bytes.
    fn text(&self, size: usize) -> String {
        let count = size / (self.repeat.len() + self.then.len()) + 1;
        let repeated = |piece: &str| -> String {
            let numbered = |at: usize| piece.replace("{n}", &at.to_string());
            (0..count).map(numbered).collect()
        };
        let (repeat, then) = (repeated(&self.repeat), repeated(&self.then));
        format!("{}{repeat}{then}{}", self.before, self.after)
    }
}

fn pieces() -> Vec<Piece> {
    let text = fs::read_to_string("tests/growth/pieces.toml").expect("the table of pieces");
    let table: Table = toml::from_str(&text).expect("a table of pieces");
    table.piece
}

/// The least that each size took, and whether the double length takes too much; `work` is given a
/// text.
fn growth(piece: &Piece, sizes: [usize; 3], work: &dyn Fn(&str)) -> (Vec<Duration>, bool) {
    let mut texts: Vec<String> = sizes.iter().map(|&size| piece.text(size)).collect();
    let mut least = vec![Duration::MAX; texts.len()];
    for _ in 0..AGAIN {
        for (at, text) in texts.iter().enumerate() {
            least[at] = cost(&|| work(text)).min(least[at]);
            if least[0] > TELLING && at == 1 {
                break;
            }
        }
        if least[0] > TELLING {
            texts.truncate(2);
            least.truncate(2);
        }
        // Over all doublings, so that no single measurement decides.
        let doublings = i32::try_from(texts.len()).expect("few sizes") - 1;
        let most = least[0].mul_f64(MOST.powi(doublings)) + NOISE;
        if least[texts.len() - 1] <= most {
            return (least, false);
        }
    }
    (least, true)
}

/// Threads that measure pieces at a time.
const THREADS: usize = 2;

/// Runs `work` for every piece in each of its formats that is `wanted`, each on one thread, and tells
/// which grow.
#[expect(
    clippy::print_stdout,
    reason = "what was tried is told where it fails or is asked for"
)]
fn all(wanted: &[&str], sizes: [usize; 3], work: &(dyn Fn(&str, &str) + Sync)) {
    let pieces = pieces();
    let formats = |piece: &Piece| piece.formats.clone().into_iter();
    let mut cases = pieces
        .iter()
        .flat_map(|piece| formats(piece).map(move |format| (piece, format)))
        .filter(|(_, format)| wanted.contains(&format.as_str()))
        .peekable();
    assert!(cases.peek().is_some(), "no piece is read as {wanted:?}");
    let (cases, grown) = (Mutex::new(cases), Mutex::new(Vec::new()));
    let next = || cases.lock().expect("the pieces").next();
    let measure = || {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(1);
        let pool = pool.stack_size(8 << 20).build().expect("a thread");
        while let Some((piece, format)) = next() {
            let work = |text: &str| work(&format, text);
            let bounded = |from: usize| [from, 2 * from, 4 * from];
            let sizes = piece.from.map_or(sizes, bounded);
            let (times, grows) = pool.install(|| growth(piece, sizes, &work));
            let Piece {
                before,
                repeat,
                then,
                ..
            } = piece;
            let told = format!("{before:?} {repeat:?} {then:?} as {format}: {times:?}");
            println!("{told}");
            if grows {
                grown.lock().expect("the list").push(told);
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(measure);
        }
    });
    let grown = grown.into_inner().expect("the list");
    assert!(grown.is_empty(), "not linear:\n{}", grown.join("\n"));
}

fn small_corpus(folder: &Path) -> Corpus {
    let source = folder.join("report.txt");
    let text = "The river rose 5% in May 2020, according to Ada Holm of the United Nations (UN).\n\n\
        “The river rose in May again,” said Ada Holm. It is 3 metres deep.\n";
    fs::write(&source, text).expect("a source");
    Corpus::in_memory(&[source]).expect("a corpus")
}

/// Reads, checks and reports every piece as a draft.
fn drafts(sizes: [usize; 3]) {
    let folder = TempDir::new().expect("a folder");
    let corpus = small_corpus(folder.path());
    let config = Config::load(folder.path(), &ConfigChoice::None).expect("the defaults");
    let options = RenderOptions::default();
    all(
        &["md", "txt", "html", "rst", "adoc", "org", "tex", "typ"],
        sizes,
        &|format, text| {
            let name = format!("draft.{format}");
            let file = DraftFile {
                path: folder.path().join(&name),
                name,
                bytes: text.as_bytes().to_vec(),
            };
            // A text without words is no draft.
            if let Ok(read) = ReadDraft::of(&file) {
                let checked = check_draft(&config, &corpus, &read).expect("a report");
                let report = report(&config, &corpus, vec![checked]);
                for format in [Format::Text, Format::Html] {
                    render(format, &report, &options, &mut Vec::new()).expect("a rendering");
                }
            }
        },
    );
}

/// Reads every piece as a source, and checks a draft against it.
fn sources(sizes: [usize; 3]) {
    let config = Config::load(Path::new("."), &ConfigChoice::None).expect("the defaults");
    let draft = DraftFile {
        name: "draft.md".to_owned(),
        path: "draft.md".into(),
        bytes: "The river rose 5% in May 2020. “The river rose 5%,” said Ada Holm in May.\n".into(),
    };
    let draft = ReadDraft::of(&draft).expect("a draft");
    all(
        &[
            "md", "txt", "html", "jsonl", "rtf", "eml", "rst", "adoc", "org", "tex", "typ",
        ],
        sizes,
        &|format, text| {
            let folder = TempDir::new().expect("a folder");
            let source = folder.path().join(format!("source.{format}"));
            fs::write(&source, text).expect("a source");
            if let Ok(corpus) = Corpus::in_memory(&[source]) {
                let report = check_draft(&config, &corpus, &draft).expect("a report");
                black_box(report);
            }
        },
    );
}

#[test]
fn a_draft_takes_its_lengths_worth_of_time() {
    drafts(SIZES);
}

#[test]
fn a_source_takes_its_lengths_worth_of_time() {
    sources(SIZES);
}

#[test]
#[ignore = "takes minutes"]
fn a_long_draft_takes_its_lengths_worth_of_time() {
    drafts(LONG);
}

#[test]
#[ignore = "takes minutes"]
fn a_long_source_takes_its_lengths_worth_of_time() {
    sources(LONG);
}

#[test]
fn a_bibliography_takes_its_lengths_worth_of_time() {
    let own = Metadata {
        title: Some("The river".to_owned()),
        ..Metadata::default()
    };
    all(&["bib", "json"], SIZES, &|format, text| {
        let folder = TempDir::new().expect("a folder");
        let path = folder.path().join(format!("references.{format}"));
        fs::write(&path, text).expect("a bibliography");
        let bibliography = Bibliography::salvage(&path);
        black_box(bibliography.catalogue().entry_for("report.txt", &own));
    });
}

/// What one must see to believe the rest: a reader that is not linear is found out.
#[test]
fn what_is_not_linear_is_found() {
    let piece = Piece {
        repeat: "a ".to_owned(),
        then: String::new(),
        before: String::new(),
        after: String::new(),
        from: None,
        formats: markdown(),
    };
    let squared = |text: &str| {
        for at in 0..text.len() / 4 {
            black_box(text[at..].chars().filter(|c| *c == 'a').count());
        }
    };
    // Long enough that the ticks of the clock are small beside it.
    assert!(growth(&piece, [10_000, 20_000, 40_000], &squared).1);
    let linear = |text: &str| drop(black_box(text.to_uppercase()));
    assert!(!growth(&piece, SIZES, &linear).1);
}

#[test]
fn many_lines_of_one_file_are_read_once_each() {
    let text = "{\"_id\": \"a\", \"text\": \"The river rose.\"}\n".repeat(500);
    assert_eq!(records("a.jsonl", text.as_bytes()).flatten().count(), 500);
}

/// A sentence with too much in it has no verdict, and says why.
#[test]
fn a_sentence_with_too_much_in_it_is_not_checked() {
    let folder = TempDir::new().expect("a folder");
    let corpus = small_corpus(folder.path());
    let config = Config::load(folder.path(), &ConfigChoice::None).expect("the defaults");
    for piece in ["5% ", "in May 2020 ", "Ada Holm, ", "the river rose, and "] {
        let file = DraftFile {
            name: "draft.md".to_owned(),
            path: folder.path().join("draft.md"),
            bytes: format!("It rose {}.\n", piece.repeat(400)).into(),
        };
        let read = ReadDraft::of(&file).expect("a draft");
        let report = check_draft(&config, &corpus, &read).expect("a report");
        let [claim] = report.claims.as_slice() else {
            panic!("{piece}: {} claims", report.claims.len());
        };
        assert_eq!(claim.verdict.as_str(), "not-enough-evidence", "{piece}");
        assert!(claim.citations.is_empty(), "{piece}");
        let rules: Vec<&str> = report.findings.iter().map(|it| it.rule.name()).collect();
        assert_eq!(rules, ["not-checked"], "{piece}");
    }
}

/// Blocks deeper in one another than anyone writes are refused with the line; a rule of many signs is
/// none of them.
#[test]
fn blocks_too_deep_in_one_another_are_refused() {
    for (marks, is_read) in [
        ("> ".repeat(250), true),
        ("> ".repeat(350), false),
        ("+ ".repeat(350), false),
        ("1. ".repeat(350), false),
        ("> - ".repeat(170), false),
        (format!("{}\n\n", "- ".repeat(350)), true),
        (format!("{}\n\n", "*".repeat(350)), true),
    ] {
        let text = format!("It rained.\n\n{marks}The river rose.\n");
        match Document::read("draft.md", text.as_bytes()) {
            Ok(_) => assert!(is_read, "{marks}"),
            Err(error) => assert!(
                !is_read && error.to_string().starts_with("line 3: "),
                "{error}"
            ),
        }
    }
}

/// What has a name or a label is not kept anew, at any length, wherever that is written.
#[test]
fn what_is_long_is_not_kept_again_and_again() {
    let long = "k".repeat(20_000);
    for (name, before, after, each) in [
        ("a.rst", ".. |a| replace:: ", "\n\n", "|a| x\n\n"),
        ("a.rst", ".. _a: https://", "\n\n", "a_ x\n\n"),
        ("a.adoc", "= T\n:a: ", "\n\n", "{a} x\n\n"),
        ("a.md", "x\n\n[^", "]: a\n\n", "    x\n\n"),
        (
            "a.tex",
            "\\begin{thebibliography}{9}\\bibitem{",
            "} ",
            "x\n\n",
        ),
        ("a.typ", "#let a = [", "]\n\n", "#a x\n\n"),
    ] {
        let text = format!("{before}{long}{after}{}", each.repeat(2000));
        let read = Document::read(name, text.as_bytes()).expect("a document");
        let labels = read.blocks().iter().map(|block| match &block.kind {
            BlockKind::Footnote { label } => label.len(),
            _ => 0,
        });
        let targets = read.marks().iter().map(|mark| match &mark.kind {
            MarkKind::Link { target } => target.len(),
            _ => 0,
        });
        let kept = read.text().len() + labels.sum::<usize>() + targets.sum::<usize>();
        assert!(read.blocks().len() > 1000, "{name}: {before}");
        assert!(kept < 40 * text.len(), "{name}: {before} keeps {kept}");
    }
}

/// Lines that end in a carriage return alone are lines.
#[test]
fn old_line_ends_end_lines() {
    let text = "# The river\r\rThe river rose in May 2020.\r\r- It rose 5%.\r- It fell 7%.\r";
    let old = Document::read("draft.md", text.as_bytes()).expect("a document");
    let new = Document::read("draft.md", text.replace('\r', "\n").as_bytes()).expect("one");
    assert_eq!(old.text(), new.text());
    let claims = Draft::read(&old).claims;
    assert_eq!(claims.len(), 3);
    let last = claims.last().expect("a claim");
    assert_eq!(old.cite(last.span).start().line, 6);
}

/// Bibliographies that lead to themselves or multiply are refused, and their keys kept.
#[test]
fn a_bibliography_that_leads_to_itself_is_refused() {
    let doubling: String = (1..40)
        .map(|at| format!("@string{{a{at} = a{} # a{}}}\n", at - 1, at - 1))
        .collect();
    let deep = format!(
        "@misc{{a, title = {}x{}}}",
        "\\'{".repeat(5000),
        "}".repeat(5000)
    );
    for content in [
        "@string{a = a # a}\n@misc{b, title = a}",
        "@misc{a, crossref = {a}}",
        "@misc{a, crossref = {b}}\n@misc{b, xdata = {a}}",
        &format!("@string{{a0 = {{x}}}}\n{doubling}@misc{{a, title = a39}}"),
        &deep,
    ] {
        let error = Bibliography::from_bibtex(content).expect_err(content);
        assert!(error.to_string().starts_with("line "), "{error}");
    }
    let inherited = "@misc{a, crossref = {b}}\n@misc{b, title = {The river}, year = 2020}";
    assert!(Bibliography::from_bibtex(inherited).is_ok());
}
