//! A model server: asked as it should be, and what goes wrong is told and never a score. The server
//! is a few lines on loopback that give recorded answers.

use std::fs;
use std::io::Write as _;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use ibid::entailment::{Model, Question, Scores, ServedModel};
use serde_json::Value;

use super::question;
use super::requests::request;

/// A server that gives the same answer to everything, and what it was asked.
struct Recorded {
    url: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Recorded {
    /// A server that sends `answer` after `delay`, whatever it is asked.
    fn new(answer: String, delay: Duration) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/v1", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let record = Arc::clone(&asked);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                record.lock().unwrap().push(request(&mut stream));
                thread::sleep(delay);
                // Whoever lost patience has hung up.
                let _ = stream.write_all(answer.as_bytes());
            }
        });
        Self { url, asked }
    }

    fn saying(answer: String) -> Self {
        Self::new(answer, Duration::ZERO)
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }

    fn model(&self) -> Model {
        model(&self.url, "minicheck")
    }
}

/// An answer with this status, further lines of its head, and this body.
fn answer(status: &str, head: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\nContent-Length: {}\r\n{head}Connection: close\r\n\r\n{body}",
        body.len()
    )
}

/// A chat completion that says this, with these logprobs.
fn said(text: &str, logprobs: &str) -> String {
    let body = format!(
        r#"{{"id": "1", "object": "chat.completion", "model": "minicheck", "choices": [{{"index": 0,
            "finish_reason": "stop", "message": {{"role": "assistant", "content": "{text}"}},
            "logprobs": {logprobs}}}], "usage": {{"total_tokens": 80}}}}"#
    );
    answer("200 OK", "Content-Type: application/json\r\n", &body)
}

fn served(url: &str, name: &str) -> ServedModel {
    ServedModel {
        url: url.to_owned(),
        name: name.to_owned(),
        languages: vec!["en".to_owned()],
        patience: Duration::from_secs(1),
    }
}

fn model(url: &str, name: &str) -> Model {
    Model::served(served(url, name)).unwrap()
}

fn pair() -> Question {
    question("The ferry sailed.", "On Monday the ferry “Anna” sailed.")
}

fn ask(model: &Model) -> anyhow::Result<Scores> {
    let mut scores = model.scores(&[pair()])?;
    Ok(scores.remove(0).expect("English is read"))
}

/// What is wrong with a server, told when it is asked.
fn complaint(url: &str) -> String {
    let message = format!("{:#}", ask(&model(url, "minicheck")).unwrap_err());
    let start = format!("the model server at {url} failed: ");
    assert!(message.starts_with(&start), "{message}");
    message
}

#[test]
fn a_pair_is_put_as_a_question_of_yes_or_no() {
    let server = Recorded::saying(said("Yes", "null"));
    let scores = ask(&server.model()).unwrap();
    assert_eq!((scores.supported, scores.refuted), (0.9, 0.0));
    let asked = server.asked();
    assert_eq!(asked.len(), 1);
    let (head, body) = asked[0].split_once("\r\n\r\n").unwrap();
    assert!(
        head.starts_with("POST /v1/chat/completions HTTP/1.1\r\n"),
        "{head}"
    );
    let body: Value = serde_json::from_str(body).unwrap();
    assert_eq!(body["model"], "minicheck");
    assert_eq!(body["temperature"], 0);
    assert_eq!(body["logprobs"], true);
    assert_eq!(
        body["messages"][1]["content"],
        "Document: On Monday the ferry “Anna” sailed.\nClaim: The ferry sailed."
    );
}

#[test]
fn no_refutes_nothing() {
    let scores = ask(&Recorded::saying(said("No.", "null")).model()).unwrap();
    assert!(scores.neutral > 0.8 && scores.refuted == 0.0, "{scores:?}");
}

#[test]
fn logprobs_tell_how_sure_it_is() {
    let logprobs = r#"{"content": [{"token": "Yes", "logprob": -0.2231, "bytes": [89, 101, 115],
        "top_logprobs": [{"token": "Yes", "logprob": -0.2231}, {"token": "No", "logprob": -1.6094}]}]}"#;
    let scores = ask(&Recorded::saying(said("Yes", logprobs)).model()).unwrap();
    assert!((scores.supported - 0.8).abs() < 1e-3, "{scores:?}");
}

#[test]
fn what_goes_wrong_is_told_and_never_a_score() {
    let failed = answer("500 Internal Server Error", "", "out of memory");
    let missing = answer("404 Not Found", "", r#"{"error": "model not found"}"#);
    let long = answer("200 OK", "", &" ".repeat(2 << 20));
    for (answer, part) in [
        (failed, "it answers with the status 500: out of memory"),
        (
            missing,
            "it answers with the status 404: {\"error\": \"model not found\"}",
        ),
        (
            answer("200 OK", "", "<html>Welcome</html>"),
            "its answer is no chat completion",
        ),
        (
            said("Perhaps", "null"),
            "it says “Perhaps” where it was asked for yes or no",
        ),
        (long, "it cannot be talked to"),
        ("nonsense\r\n\r\n".to_owned(), "it cannot be talked to"),
        (String::new(), "it cannot be talked to"),
    ] {
        let message = complaint(&Recorded::saying(answer).url);
        assert!(message.contains(part), "{message}");
    }
}

#[test]
fn a_server_that_is_away_or_slow_is_told() {
    let slow = Recorded::new(said("Yes", "null"), Duration::from_secs(3));
    assert!(complaint(&slow.url).contains("no answer within 1 s"));
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let message = complaint(&url);
    assert!(
        message.contains("start it, or check without it (`--no-model`)"),
        "{message}"
    );
}

#[test]
fn no_redirect_is_followed() {
    let elsewhere = Recorded::saying(said("Yes", "null"));
    for status in [
        "301 Moved Permanently",
        "302 Found",
        "307 Temporary Redirect",
    ] {
        let head = format!("Location: {}/chat/completions\r\n", elsewhere.url);
        let message = complaint(&Recorded::saying(answer(status, &head, "")).url);
        assert!(message.contains("which is not followed"), "{message}");
    }
    assert!(elsewhere.asked().is_empty());
}

#[test]
fn answers_are_kept_by_address_and_name() {
    let kept = tempfile::tempdir().unwrap();
    let server = Recorded::saying(said("Yes", "null"));
    let asked = |name: &str| {
        let model = model(&server.url, name).kept_in(kept.path().to_owned());
        ask(&model).unwrap();
        server.asked().len()
    };
    assert_eq!(asked("minicheck"), 1);
    assert_eq!(asked("minicheck"), 1);
    assert_eq!(asked("another"), 2);
}

#[test]
fn other_languages_are_not_asked() {
    let server = Recorded::saying(said("Yes", "null"));
    let french = Question {
        languages: ["en", "fr"],
        in_english: None,
        ..pair()
    };
    assert_eq!(server.model().scores(&[french]).unwrap(), [None]);
    assert!(server.asked().is_empty());
}

#[test]
fn french_is_asked_in_english_unless_the_model_reads_it() {
    let french = || Question {
        claim: "Le bac est parti.".to_owned(),
        languages: ["fr", "en"],
        in_english: Some(["The ferry is left.".to_owned(), pair().passage]),
        ..pair()
    };
    let asked = |languages: &[&str]| {
        let server = Recorded::saying(said("Yes", "null"));
        let languages = languages.iter().map(|&one| one.to_owned()).collect();
        let model = Model::served(ServedModel {
            languages,
            ..served(&server.url, "minicheck")
        });
        let scores = model.unwrap().scores(&[french()]).unwrap();
        assert!(scores[0].is_some());
        server.asked().remove(0)
    };
    assert!(asked(&["en"]).contains("Claim: The ferry is left."));
    assert!(asked(&["en", "fr"]).contains("Claim: Le bac est parti."));
    assert!(asked(&["*"]).contains("Claim: Le bac est parti."));
}

/// A folder with a draft, a source, and a configuration that names the server at `url`.
fn project(url: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write(
        "corpus/log.md",
        "The ferry Anna sailed from the harbour on Monday.\n",
    );
    write(
        "claims/draft.md",
        "The ferry Anna left the harbour on Monday.\n",
    );
    let table = format!("model = {{ url = \"{url}\", name = \"minicheck\", timeout = 5 }}\n");
    write("ibid.toml", &table);
    folder
}

/// Runs the program in `folder`, with a proxy in the environment that nothing answers at.
fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ibid"));
    for name in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
        command.env(name, "http://127.0.0.1:9");
    }
    command
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

#[test]
fn a_check_asks_the_server_that_is_configured_and_no_proxy() {
    let server = Recorded::saying(said("Yes", "null"));
    let folder = project(&server.url);
    let checked = run(folder.path(), &["check"]);
    assert_eq!(checked.status.code(), Some(0), "{checked:?}");
    let count = server.asked().len();
    assert!(count > 0);
    run(folder.path(), &["check"]);
    assert_eq!(server.asked().len(), count);
    let tried = run(folder.path(), &["model"]);
    let text = String::from_utf8(tried.stdout).unwrap();
    assert!(
        text.contains("`yes` means supported, `no` means neither"),
        "{text}"
    );
    assert!(text.contains("answers “supported” to every pair"), "{text}");
}

/// No reading changes what comparing the words decides.
#[test]
fn of_a_sentence_that_stands_in_a_source_no_model_is_asked() {
    let server = Recorded::saying(said("No", "null"));
    let folder = project(&server.url);
    let sentence = fs::read_to_string(folder.path().join("corpus/log.md")).unwrap();
    let draft = format!("# Sailings\n\n{sentence}");
    fs::write(folder.path().join("claims/draft.md"), draft).unwrap();
    let checked = run(folder.path(), &["check", "--verbose"]);
    let text = String::from_utf8(checked.stdout).unwrap();
    assert!(text.contains("1 supported"), "{text}");
    assert!(server.asked().is_empty(), "{:?}", server.asked());
}

#[test]
fn a_check_whose_server_is_away_fails_and_gives_no_verdict() {
    let broken = Recorded::saying(answer("500 Internal Server Error", "", ""));
    let folder = project(&broken.url);
    let checked = run(folder.path(), &["check"]);
    assert_eq!(checked.status.code(), Some(2), "{checked:?}");
    assert!(checked.stdout.is_empty(), "{checked:?}");
    let message = String::from_utf8(checked.stderr).unwrap();
    assert!(
        message.contains("the model server at http://127.0.0.1:"),
        "{message}"
    );
    let count = broken.asked().len();
    let checked = run(folder.path(), &["check", "--no-model"]);
    assert_ne!(checked.status.code(), Some(2), "{checked:?}");
    assert_eq!(broken.asked().len(), count);
}
