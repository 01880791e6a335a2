//! A model in a folder: opened, asked, kept. The tiny models beside this file are written by
//! `make_tiny_model.py`, which says what they know.
#![cfg(feature = "model")]

mod architectures;
#[path = "../counts/mod.rs"]
mod counts;
mod hostile;
#[path = "../requests/mod.rs"]
mod requests;
mod server;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use ibid::entailment::{Meaning, Model, Question, Scores};

fn folder(name: &str) -> PathBuf {
    Path::new("tests/entailment").join(name)
}

fn question(claim: &str, passage: &str) -> Question {
    Question {
        claim: claim.to_owned(),
        passage: passage.to_owned(),
        languages: ["en"; 2],
        in_english: None,
    }
}

fn ask(model: &str, claim: &str, passage: &str) -> Scores {
    let model = Model::open(&folder(model)).unwrap();
    let mut scores = model.scores(&[question(claim, passage)]).unwrap();
    scores.remove(0).expect("English is read")
}

/// A copy of the tiny model, in which a test may change files.
fn copy() -> tempfile::TempDir {
    let copy = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(folder("tiny")).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, copy.path().join(path.file_name().unwrap())).unwrap();
    }
    copy
}

/// What is wrong with the model in a folder, told when it is opened or first asked.
fn complaint(folder: &Path) -> String {
    let scores = Model::open(folder).and_then(|model| model.scores(&[question("rain", "rain")]));
    let message = format!("{:#}", scores.unwrap_err());
    assert!(message.contains(&folder.display().to_string()), "{message}");
    message
}

const PASSAGE: &str = "On Monday the harbour was closed, and the ferry sailed.";

#[test]
fn labels_count_by_their_names() {
    let supported = ask("tiny", "The ferry sailed on Monday.", PASSAGE);
    assert!(supported.supported > 0.9, "{supported:?}");
    let refuted = ask("tiny", "The ferry was not closed on Monday.", PASSAGE);
    assert!(refuted.refuted > 0.9, "{refuted:?}");
    let neutral = ask("tiny", "Two boats open", PASSAGE);
    assert!(neutral.neutral > 0.9, "{neutral:?}");
    for scores in [supported, refuted, neutral] {
        let sum = scores.supported + scores.refuted + scores.neutral;
        assert!((sum - 1.0).abs() < 1e-6);
    }
}

#[test]
fn a_model_of_two_labels_refutes_nothing() {
    let supported = ask("two-way", "The ferry sailed on Monday.", PASSAGE);
    assert!(supported.supported > 0.9 && supported.refuted == 0.0);
    let other = ask("two-way", "The ferry not sailed.", PASSAGE);
    assert!(other.neutral > 0.8 && other.refuted == 0.0, "{other:?}");
}

#[test]
fn a_long_passage_is_cut_off_and_a_claim_never() {
    let filling = "the harbour was open ".repeat(20);
    let claim = "Rain on Monday.";
    let early = ask("tiny", claim, &format!("Rain on Monday. {filling}"));
    let late = ask("tiny", claim, &format!("{filling} Rain on Monday."));
    assert!(
        early.supported > 0.9 && late.neutral > 0.9,
        "{early:?} {late:?}"
    );
    let nothing = ask("tiny", &filling, &filling);
    assert_eq!(nothing, Scores::nothing());
}

/// Pairs of many lengths, some of them twice.
fn many() -> Vec<Question> {
    let words = [
        "the", "ferry", "sailed", "not", "on", "monday", "two", "boats", "rain",
    ];
    let text = |seed: usize, length: usize| {
        let word = |at: usize| words[(seed * 7 + at * (seed % 5 + 1)) % words.len()];
        (0..length).map(word).collect::<Vec<_>>().join(" ")
    };
    (0..200)
        .map(|number| number % 150)
        .map(|number| {
            question(
                &text(number, 1 + number % 9),
                &text(number + 3, 2 + number % 14),
            )
        })
        .collect()
}

#[test]
fn an_answer_hangs_on_the_pair_alone() {
    let questions = many();
    let alone: Vec<Option<Scores>> = questions
        .iter()
        .take(150)
        .map(|question| Some(ask("tiny", &question.claim, &question.passage)))
        .collect();
    for threads in [1, 3, 8] {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        let model = Model::open(&folder("tiny")).unwrap();
        let together = pool.install(|| model.scores(&questions)).unwrap();
        assert_eq!(together[..150], alone);
        assert_eq!(together[150..], alone[..50]);
    }
}

#[test]
fn kept_and_fresh_answers_are_the_same() {
    let kept = tempfile::tempdir().unwrap();
    let directory = kept.path().join(".ibid/entailment");
    let questions = many();
    let model = || {
        Model::open(&folder("tiny"))
            .unwrap()
            .kept_in(directory.clone())
    };
    let fresh = model().scores(&questions).unwrap();
    assert_eq!(model().scores(&questions).unwrap(), fresh);
    let file = directory.join("scores");
    let bytes = fs::read(&file).unwrap();
    fs::write(&file, &bytes[..bytes.len() / 2]).unwrap();
    assert_eq!(model().scores(&questions).unwrap(), fresh);
    assert_eq!(fs::read(&file).unwrap().len(), bytes.len());
}

#[test]
fn where_answers_cannot_be_kept_they_are_given_all_the_same() {
    let model = Model::open(&folder("tiny"))
        .unwrap()
        .kept_in("Cargo.toml/beneath".into());
    let scores = model.scores(&[question("rain", "rain")]).unwrap();
    assert!(scores[0].expect("English is read").supported > 0.9);
    let messages = model.messages();
    assert_eq!(messages.len(), 1);
    assert!(
        messages[0].contains("is not kept for the next run"),
        "{messages:?}"
    );
    model.scores(&[question("ferry", "rain")]).unwrap();
    assert!(model.messages().is_empty());
}

#[test]
fn another_model_is_asked_anew() {
    let kept = tempfile::tempdir().unwrap();
    let changed = copy();
    let config = changed.path().join("config.json");
    let text = fs::read_to_string(&config).unwrap();
    let asked = [question("The ferry sailed.", PASSAGE)];
    let scores = |folder: &Path| {
        let model = Model::open(folder).unwrap().kept_in(kept.path().to_owned());
        model
            .scores(&asked)
            .unwrap()
            .remove(0)
            .expect("English is read")
    };
    assert!(scores(changed.path()).supported > 0.9);
    let swapped = text.replace("REFUTES", "x").replace("SUPPORTS", "REFUTES");
    fs::write(&config, swapped.replace("\"x\"", "\"SUPPORTS\"")).unwrap();
    assert!(scores(changed.path()).refuted > 0.9);
    fs::write(&config, text).unwrap();
    assert!(scores(changed.path()).supported > 0.9);
}

#[test]
fn a_model_that_cannot_be_used_is_told() {
    let missing = folder("no-such-model");
    assert!(complaint(&missing).contains("model.onnx cannot be read"));
    for name in ["model.onnx", "tokenizer.json", "config.json"] {
        let broken = copy();
        fs::remove_file(broken.path().join(name)).unwrap();
        let message = complaint(broken.path());
        assert!(message.contains(&format!(
            "{name} cannot be read: the folder of a model holds"
        )));
        fs::write(broken.path().join(name), "{ not what it should be").unwrap();
        assert!(complaint(broken.path()).contains(&format!("the {name} of the model in")));
    }
}

#[test]
fn what_there_is_to_know_of_a_model_is_in_its_files() {
    let about = Model::open(&folder("two-way")).unwrap().about();
    let label = |name: &str, meaning| (name.to_owned(), meaning);
    assert_eq!(
        about.labels,
        [
            label("consistent", Meaning::Supported),
            label("hallucinated", Meaning::Neutral)
        ]
    );
    assert_eq!(
        (about.languages, about.most_tokens),
        (vec!["en".to_owned()], Some(32))
    );
    assert!(about.name.contains("two-way"));
}

/// What `ibid model` prints of a model in a folder, and its exit code.
fn told(folder: &Path) -> (String, Option<i32>) {
    let run = Command::new(env!("CARGO_BIN_EXE_ibid"))
        .arg("model")
        .arg(folder)
        .output()
        .unwrap();
    let text = [run.stdout, run.stderr].concat();
    (String::from_utf8(text).unwrap(), run.status.code())
}

#[test]
fn a_model_is_tried_on_pairs_whose_answers_are_known() {
    // The tiny model knows hardly a word of the pairs, and nothing of what refutes them.
    let (text, code) = told(&folder("tiny"));
    for part in [
        "the model in tests/entailment/tiny\n",
        "labels     `REFUTES` means refuted, `NOT ENOUGH INFO` means neither, `SUPPORTS` means",
        "languages  en\n",
        "length     32 tokens",
        "pairs a second\n",
        "right answer  supported  refuted  neither  claim\n",
        "Warning: The model ",
    ] {
        assert!(text.contains(part), "{part:?} is not in {text}");
    }
    assert_eq!(code, Some(0));
    let (text, code) = told(Path::new("no-such-model"));
    assert!(text.contains("model.onnx cannot be read"), "{text}");
    assert_eq!(code, Some(2));
}

/// A graph in a graph in a graph, so many levels deep.
fn nested(levels: usize) -> Vec<u8> {
    // From the end to the start, so that each level costs its head alone.
    let mut reversed: Vec<u8> = Vec::new();
    let head = |tag: u8, reversed: &mut Vec<u8>| {
        let mut length = reversed.len();
        let mut bytes = vec![tag << 3 | 2];
        while length > 127 {
            bytes.push((length & 127) as u8 | 128);
            length >>= 7;
        }
        bytes.push(length as u8);
        reversed.extend(bytes.iter().rev());
    };
    const NODE: u8 = 1;
    const ATTRIBUTE: u8 = 5;
    const GRAPH_OF_ATTRIBUTE: u8 = 6;
    const GRAPH_OF_MODEL: u8 = 7;
    for _ in 0..levels {
        for tag in [GRAPH_OF_ATTRIBUTE, ATTRIBUTE, NODE] {
            head(tag, &mut reversed);
        }
    }
    head(GRAPH_OF_MODEL, &mut reversed);
    reversed.reverse();
    reversed
}

#[test]
fn what_breaks_the_runtime_off_is_told() {
    let hostile = copy();
    fs::write(hostile.path().join("model.onnx"), nested(60_000)).unwrap();
    let (text, code) = told(hostile.path());
    assert_eq!(code, Some(2), "{text}");
    assert!(
        text.contains(&format!("{} failed", hostile.path().display())),
        "{text}"
    );
    assert!(!text.contains("panicked"), "{text}");
}

#[cfg(unix)]
#[test]
fn a_pipe_is_no_file_of_a_model() {
    for name in ["model.onnx", "tokenizer.json", "config.json"] {
        let hostile = copy();
        let path = hostile.path().join(name);
        fs::remove_file(&path).unwrap();
        let made = Command::new("mkfifo").arg(&path).status().unwrap();
        assert!(made.success());
        assert!(complaint(hostile.path()).contains("not a file"));
    }
}

#[test]
fn labels_must_tell_what_they_stand_for_and_be_as_many_as_the_outputs() {
    let broken = copy();
    let config = broken.path().join("config.json");
    let labels = |names: &str| {
        fs::write(&config, format!("{{\"id2label\": {names}}}")).unwrap();
        complaint(broken.path())
    };
    let unnamed = labels(r#"{"0": "LABEL_0", "1": "LABEL_1", "2": "LABEL_2"}"#);
    assert!(
        unnamed.contains("`LABEL_0` does not tell what it stands for"),
        "{unnamed}"
    );
    let few = labels(r#"{"0": "neutral", "1": "entailment"}"#);
    assert!(
        few.contains("it gives 3 logits, and `config.json` has names for 2"),
        "{few}"
    );
}

#[test]
fn the_model_in_the_program_is_one_like_any_other() {
    let model = Model::of_program().unwrap();
    let claim = "The ferry sailed on Monday.";
    let scores = model.scores(&[question(claim, PASSAGE)]).unwrap();
    let first = scores[0].expect("English is read");
    assert!((first.supported + first.refuted + first.neutral - 1.0).abs() < 1e-5);
    assert_eq!(scores, model.scores(&[question(claim, PASSAGE)]).unwrap());
}
