//! Models of strangers: graphs that ask for more memory than there is, and tokenizers that are not
//! what they say. Each is refused with a sentence, and takes nothing with it.

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::counts::tell;
use super::{copy, told};

/// How long a hostile model may be looked at.
const PATIENCE: Duration = Duration::from_secs(60);

/// More than any machine has.
const HUGE: i64 = 1 << 44;

fn varint(mut value: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while value > 127 {
        bytes.push((value & 127) as u8 | 128);
        value >>= 7;
    }
    bytes.push(value as u8);
    bytes
}

/// A field of bytes in a protobuf message.
fn field(tag: u64, content: impl AsRef<[u8]>) -> Vec<u8> {
    let content = content.as_ref();
    let head = [varint(tag << 3 | 2), varint(content.len() as u64)].concat();
    [&head, content].concat()
}

/// A field of a number.
fn number(tag: u64, value: i64) -> Vec<u8> {
    [varint(tag << 3), varint(value as u64)].concat()
}

/// A constant of whole numbers: a list of them, or one alone.
fn constant(name: &str, values: &[i64], is_list: bool) -> Vec<u8> {
    const WHOLE: i64 = 7;
    let dims = match is_list {
        true => number(1, values.len() as i64),
        false => Vec::new(),
    };
    let raw: Vec<u8> = values.iter().flat_map(|it| it.to_le_bytes()).collect();
    [dims, number(2, WHOLE), field(8, name), field(9, raw)].concat()
}

/// A value that goes in or comes out: whole numbers, of two dimensions.
fn value(name: &str, kind: i64) -> Vec<u8> {
    let dimension = |name: &str| field(1, field(2, name));
    let shape = [dimension("batch"), dimension("length")].concat();
    let tensor = [number(1, kind), field(2, shape)].concat();
    [field(1, name), field(2, field(1, tensor))].concat()
}

/// A model of one node, with these constants, whose output are the logits.
fn model(operation: &str, inputs: &[&str], constants: &[Vec<u8>]) -> Vec<u8> {
    let inputs: Vec<Vec<u8>> = inputs.iter().map(|name| field(1, name)).collect();
    let node = [
        inputs.concat(),
        field(2, "logits"),
        field(3, "node"),
        field(4, operation),
    ];
    let constants: Vec<Vec<u8>> = constants.iter().map(|it| field(5, it)).collect();
    let given = ["input_ids", "attention_mask", "token_type_ids"];
    let given: Vec<Vec<u8>> = given.iter().map(|it| field(11, value(it, 7))).collect();
    let graph = [
        field(1, node.concat()),
        field(2, "graph"),
        constants.concat(),
        given.concat(),
        field(12, value("logits", 1)),
    ];
    [
        number(1, 8),
        field(7, graph.concat()),
        field(8, number(2, 17)),
    ]
    .concat()
}

/// Graphs that ask for more than there is.
fn graphs() -> Vec<(&'static str, Vec<u8>)> {
    let list = |name, values: &[i64]| constant(name, values, true);
    let one = |name, value| constant(name, &[value], false);
    vec![
        (
            "a value of a huge shape",
            model("ConstantOfShape", &["shape"], &[list("shape", &[HUGE, 3])]),
        ),
        (
            "a huge range",
            model(
                "Range",
                &["from", "to", "by"],
                &[one("from", 0), one("to", HUGE), one("by", 1)],
            ),
        ),
        (
            "a huge tile",
            model(
                "Tile",
                &["input_ids", "times"],
                &[list("times", &[1, HUGE])],
            ),
        ),
        (
            "a huge border",
            model(
                "Pad",
                &["input_ids", "pads"],
                &[list("pads", &[0, 0, 0, HUGE])],
            ),
        ),
        (
            "a shape whose size overflows",
            model(
                "Expand",
                &["one", "shape"],
                &[list("one", &[1]), list("shape", &[HUGE, HUGE, HUGE])],
            ),
        ),
        (
            "a shape that is negative",
            model("ConstantOfShape", &["shape"], &[list("shape", &[-HUGE, 3])]),
        ),
    ]
}

/// Holds the model in `folder` to be refused in a sentence, soon.
fn ensure_refused(folder: &Path, what: &str) {
    let began = Instant::now();
    let (text, code) = told(folder);
    assert_eq!(code, Some(2), "{what}: {text}");
    assert!(!text.contains("panicked"), "{what}: {text}");
    assert!(
        text.contains(&folder.display().to_string()),
        "{what}: {text}"
    );
    assert!(began.elapsed() < PATIENCE, "{what}");
}

#[test]
fn a_graph_that_asks_for_too_much_is_refused() {
    let graphs = graphs();
    for (what, graph) in &graphs {
        let hostile = copy();
        fs::write(hostile.path().join("model.onnx"), graph).unwrap();
        ensure_refused(hostile.path(), what);
    }
    tell(&format!("{} hostile graphs, each refused", graphs.len()));
}

#[test]
fn a_tokenizer_that_is_not_what_it_says_is_refused() {
    let normalizers = [
        r#"{"type": "Precompiled", "precompiled_charsmap": ""}"#,
        r#"{"type": "Precompiled", "precompiled_charsmap": "AAAA"}"#,
        r#"{"type": "Precompiled", "precompiled_charsmap": "/////w=="}"#,
        r#"{"type": "Precompiled", "precompiled_charsmap": "/////////////w=="}"#,
        r#"{"type": "Replace", "pattern": {"Regex": "("}, "content": ""}"#,
    ];
    let deep = format!(
        "{}{}{}",
        r#"{"type": "Sequence", "normalizers": ["#.repeat(10_000),
        r#"{"type": "Lowercase"}"#,
        "]}".repeat(10_000)
    );
    for normalizer in normalizers.into_iter().chain([deep.as_str()]) {
        let hostile = copy();
        let path = hostile.path().join("tokenizer.json");
        let text = fs::read_to_string(&path).unwrap();
        let (before, rest) = text.split_once("\"normalizer\":").unwrap();
        let (_, after) = rest.split_once('}').unwrap();
        fs::write(
            &path,
            format!("{before}\"normalizer\": {normalizer}{after}"),
        )
        .unwrap();
        ensure_refused(hostile.path(), normalizer.get(..60).unwrap_or(normalizer));
    }
}

/// A model that never ends would go on for ever once its parent is killed; many pairs stand for it.
#[test]
fn a_child_ends_with_its_parent_from_the_midst_of_an_answer() {
    let pairs = vec![("The harbour of Lund Bay opened in May.", "It opened."); 200_000];
    let mut asked = serde_json::to_vec(&pairs).unwrap();
    asked.push(b'\n');
    let mut child = Command::new(env!("CARGO_BIN_EXE_ibid"))
        .args(["answer-pairs", "--", "tests/entailment/tiny"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut pipe = child.stdin.take().unwrap();
    pipe.write_all(&asked).unwrap();
    let mut first = [0];
    let mut answers = child.stdout.take().unwrap();
    answers.read_exact(&mut first).unwrap();
    let discarding = std::thread::spawn(move || std::io::copy(&mut answers, &mut std::io::sink()));
    drop(pipe);
    let began = Instant::now();
    assert!(child.wait().unwrap().success());
    assert!(began.elapsed() < Duration::from_secs(5));
    let answered = discarding.join().unwrap().unwrap();
    assert!(answered < 200_000, "it had answered all {answered}");
}
