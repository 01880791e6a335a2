//! Passages in a search engine on servers: filled, asked and left as promised, and whatever goes wrong
//! there ends the run with a word and is never taken for missing evidence.
//!
//! The engine is a few lines on loopback; `run.py` beside this file does the same with a real one.

#[path = "../requests/mod.rs"]
mod requests;
mod server;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::time::Duration;

use serde_json::Value;
use server::{Sent, Server};
use tempfile::TempDir;

/// A project with a few sources and a draft, checked against `server`.
struct Desk {
    folder: TempDir,
}

const DRAFT: &str = "# Ferries\n\nThe ferry Anna carried 412 passengers in March 2019. The ferry Berta carried 90 passengers in June 2019. The harbour of \
                     Lund was closed in 2018. The council said “the new pier will never be built on \
                     this shore”. Nobody counted the gulls of Ystad in 1999.\n";

impl Desk {
    fn new(server: &Server, more: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path();
        fs::create_dir_all(path.join("corpus")).unwrap();
        fs::create_dir_all(path.join("claims")).unwrap();
        let engine = format!("{{ url = \"{}\", index = \"archive\"{more} }}", server.url);
        fs::write(
            path.join("ibid.toml"),
            format!("model = false\nengine = {engine}\n"),
        )
        .unwrap();
        fs::write(path.join("claims/draft.md"), DRAFT).unwrap();
        let desk = Self { folder };
        desk.write(
            "anna.md",
            "The ferry Anna carried 412 passengers in March 2019.\n",
        );
        desk.write(
            "harbour.md",
            "The harbour of Lund was closed in 2017, not later.\n",
        );
        let pier = "“The new pier will never be built on this shore”, said the council of Lund.\n";
        desk.write("pier.md", pier);
        desk.write(
            "berta.md",
            "The ferry Berta carried 55 passengers in June 2019.\n",
        );
        for at in 0..20 {
            let text = format!(
                "In the year {} the pilots of Malmö counted {at} boats.\n",
                1900 + at
            );
            desk.write(&format!("boats-{at:02}.md"), &text);
        }
        desk
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join("corpus").join(name), text).unwrap();
    }

    fn ibid(&self, arguments: &[&str]) -> Output {
        self.ibid_with(arguments, &[])
    }

    fn ibid_with(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ibid"));
        command.args(arguments).current_dir(self.folder.path());
        for name in ["URL", "API_KEY", "TOKEN", "USER", "PASSWORD"] {
            command.env_remove(format!("IBID_ENGINE_{name}"));
        }
        command.envs(environment.iter().copied()).output().unwrap()
    }

    /// Fills the engine.
    fn index(&self) -> String {
        let output = self.ibid(&["index"]);
        assert_eq!(output.status.code(), Some(0), "{}", heard(&output));
        String::from_utf8(output.stdout).unwrap()
    }

    /// The report, by the engine or without it.
    fn report(&self, more: &[&str]) -> Value {
        let arguments = [&["check", "--format", "json", "--fail-on", "never"], more].concat();
        let output = self.ibid(&arguments);
        assert_eq!(output.status.code(), Some(0), "{}", heard(&output));
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// What a check that cannot be carried out says. It must not have said anything of a claim.
    fn complaint(&self) -> String {
        let _ = fs::remove_dir_all(self.folder.path().join(".ibid/answers"));
        let output = self.ibid(&["check"]);
        assert_eq!(output.status.code(), Some(2), "{}", heard(&output));
        assert!(output.stdout.is_empty(), "{}", heard(&output));
        heard(&output)
    }
}

fn heard(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout)
}

fn sound(status: &'static str) -> impl Fn(&str) -> Sent + Send + 'static {
    move |_| {
        Sent::Answer(
            status,
            r#"{"error": {"reason": "queue is full"}}"#.to_owned(),
        )
    }
}

/// The sound answer with `from` replaced.
fn instead(from: &'static str, to: &'static str) -> impl Fn(&str) -> Sent + Send + 'static {
    move |body| {
        assert!(body.contains(from), "{body}");
        Sent::Answer("200 OK", body.replace(from, to))
    }
}

#[test]
fn an_engine_gives_the_report_that_the_index_gives() {
    for server in [Server::opensearch(), Server::quickwit()] {
        let desk = Desk::new(&server, "");
        let told = desk.index();
        assert!(told.contains("24 passages in archive-"), "{told}");
        assert!(told.contains(": 24 sent"), "{told}");
        let by_engine = desk.report(&[]);
        assert_eq!(by_engine, desk.report(&["--no-engine"]));
        let verdicts: Vec<&str> = by_engine["drafts"][0]["claims"]
            .as_array()
            .unwrap()
            .iter()
            .map(|claim| claim["verdict"].as_str().unwrap())
            .collect();
        assert!(
            verdicts.contains(&"supported") && verdicts.contains(&"refuted"),
            "{verdicts:?}"
        );
        let found = desk.ibid(&["search", "ferry passengers"]);
        assert!(
            heard(&found).contains("corpus/anna.md:1:1"),
            "{}",
            heard(&found)
        );
        let claim = desk.ibid(&[
            "claim",
            "The ferry Anna carried 500 passengers in March 2019.",
        ]);
        assert!(heard(&claim).contains("412"), "{}", heard(&claim));
    }
}

#[test]
fn a_claim_costs_few_requests() {
    let server = Server::opensearch();
    let desk = Desk::new(&server, "");
    desk.index();
    server.requests();
    desk.report(&[]);
    let searches = server.requests();
    let searches = searches
        .iter()
        .filter(|request| request.contains("_msearch"))
        .count();
    // Frequencies and passages of all claims at once, and the same for the quotation.
    assert!((2..=5).contains(&searches), "{searches}");
}

#[test]
fn a_new_state_of_the_sources_has_an_index_of_its_own() {
    let server = Server::opensearch();
    let desk = Desk::new(&server, "");
    assert!(desk.complaint().contains("run `ibid index`"));
    desk.index();
    let before = server.indexes();
    assert_eq!((before.len(), before[0].1), (1, 24));
    let told = desk.index();
    assert!(told.contains(": 0 sent"), "{told}");
    desk.write(
        "anna.md",
        "The ferry Anna carried 500 passengers in March 2019.\n",
    );
    let complaint = desk.complaint();
    assert!(
        complaint.contains("has no index of the sources as they are now"),
        "{complaint}"
    );
    let told = desk.index();
    assert!(told.contains(&format!("removed {}", before[0].0)), "{told}");
    let after = server.indexes();
    assert_eq!((after.len(), after[0].1), (1, 24));
    assert_ne!(before[0].0, after[0].0);
    assert_eq!(desk.report(&[]), desk.report(&["--no-engine"]));
}

#[test]
fn what_fails_is_told_and_nothing_is_said_of_a_claim() {
    let server = Server::opensearch();
    let desk = Desk::new(&server, ", timeout = 3");
    desk.index();
    type Case = (&'static str, Box<dyn Fn(&str) -> Sent + Send>);
    let huge = "HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n{";
    let moved = "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n";
    let cases: Vec<Case> = vec![
        (
            "parts of the index did not answer",
            Box::new(instead(
                r#""failed":0,"skipped":0,"successful":3"#,
                r#""failed":1,"skipped":0,"successful":2"#,
            )),
        ),
        (
            "1 of 3 parts of the index",
            Box::new(instead(r#""successful":3"#, r#""successful":2"#)),
        ),
        (
            "took too long for it",
            Box::new(instead(r#""timed_out":false"#, r#""timed_out":true"#)),
        ),
        (
            "a search failed with the status 500",
            Box::new(instead(
                r#""status":200"#,
                r#""error":{"reason":"circuit breaker"},"status":500"#,
            )),
        ),
        (
            "has no index",
            Box::new(instead(r#""status":200"#, r#""status":404"#)),
        ),
        (
            "is cut off",
            Box::new(|body| Sent::Answer("200 OK", body[..body.len() / 2].to_owned())),
        ),
        (
            "searches",
            Box::new(|_| Sent::Answer("200 OK", r#"{"responses":[]}"#.to_owned())),
        ),
        (
            "no `responses`",
            Box::new(|_| Sent::Answer("200 OK", "{}".to_owned())),
        ),
        (
            "more than 128 MiB",
            Box::new(move |_| Sent::Raw(huge.to_owned())),
        ),
        (
            "not followed",
            Box::new(move |_| Sent::Raw(moved.to_owned())),
        ),
        (
            "no answer within 3 s",
            Box::new(|_| Sent::Late(Duration::from_secs(5))),
        ),
        ("cannot be talked to", Box::new(|_| Sent::Nothing)),
        (
            "wants other credentials",
            Box::new(sound("401 Unauthorized")),
        ),
        ("do not allow this", Box::new(sound("403 Forbidden"))),
        ("too long for it", Box::new(sound("413 Payload Too Large"))),
        (
            "status 500: queue is full",
            Box::new(sound("500 Internal Server Error")),
        ),
    ];
    for (expected, spoiling) in cases {
        server.spoil("_msearch", spoiling);
        let complaint = desk.complaint();
        server.heal();
        let name = format!("the engine at {} failed", server.url);
        assert!(
            complaint.contains(expected) && complaint.contains(&name),
            "{expected}: {complaint}"
        );
    }
    assert_eq!(desk.report(&[]), desk.report(&["--no-engine"]));
}

#[test]
fn a_busy_engine_is_asked_again_and_then_given_up() {
    let server = Server::opensearch();
    let desk = Desk::new(&server, ", timeout = 5");
    for word in ["_count", "_bulk"] {
        server.spoil(word, sound("429 Too Many Requests"));
    }
    desk.index();
    server.spoil("_msearch", sound("503 Service Unavailable"));
    server.spoil(
        "_msearch",
        instead(r#""status":200"#, r#""error":{},"status":429"#),
    );
    assert_eq!(desk.report(&[]), desk.report(&["--no-engine"]));
    for _ in 0..9 {
        server.spoil("_msearch", sound("503 Service Unavailable"));
    }
    let complaint = desk.complaint();
    assert!(complaint.contains("too busy or not ready"), "{complaint}");
    assert!(complaint.contains("queue is full"), "{complaint}");
}

#[test]
fn a_passage_that_was_altered_there_is_no_evidence() {
    let server = Server::opensearch();
    let desk = Desk::new(&server, "");
    desk.index();
    let alter = |from: &'static str, to: &'static str| {
        server.change(move |entry| {
            let altered = entry["passage"].as_str().unwrap().replace(from, to);
            entry["passage"] = altered.into();
        });
    };
    alter("412", "500");
    let complaint = desk.complaint();
    assert!(complaint.contains("not what was indexed"), "{complaint}");
    alter("500", "412");
    desk.report(&[]);
    // Even where the checksum was made to fit, the file itself does not say it.
    server.change(|entry| {
        let altered = entry["passage"].as_str().unwrap().replace("412", "413");
        entry["sha"] = blake3::hash(altered.as_bytes()).to_hex().to_string().into();
        entry["passage"] = altered.into();
    });
    let _ = fs::remove_dir_all(desk.folder.path().join(".ibid/answers"));
    let output = desk.ibid(&["check"]);
    assert_eq!(output.status.code(), Some(2), "{}", heard(&output));
    assert!(
        heard(&output).contains("does not say what the index has of it"),
        "{}",
        heard(&output)
    );
}

#[test]
fn filling_goes_on_where_it_was_broken_off() {
    let server = Server::opensearch();
    let desk = Desk::new(&server, ", batch = 1");
    for _ in 0..5 {
        server.spoil("_bulk", |body| Sent::Answer("200 OK", body.to_owned()));
    }
    server.spoil("_bulk", |_| Sent::Nothing);
    let output = desk.ibid(&["index"]);
    assert_eq!(output.status.code(), Some(2), "{}", heard(&output));
    assert!(
        heard(&output).contains("cannot be talked to"),
        "{}",
        heard(&output)
    );
    let complaint = desk.complaint();
    assert!(complaint.contains("was broken off"), "{complaint}");
    let told = desk.index();
    assert!(told.contains("sources had been sent before"), "{told}");
    assert!(!told.contains(": 24 sent"), "{told}");
    assert_eq!(server.indexes()[0].1, 24);
    assert_eq!(desk.report(&[]), desk.report(&["--no-engine"]));
}

#[test]
fn what_an_earlier_run_had_sent_and_the_engine_lost_is_sent_again() {
    let server = Server::opensearch();
    let desk = Desk::new(&server, ", batch = 1");
    for _ in 0..8 {
        server.spoil("_bulk", |body| Sent::Answer("200 OK", body.to_owned()));
    }
    server.spoil("_bulk", |_| Sent::Nothing);
    assert_eq!(desk.ibid(&["index"]).status.code(), Some(2));
    server.lose(2);
    desk.index();
    assert_eq!(server.indexes()[0].1, 24);
    assert_eq!(desk.report(&[]), desk.report(&["--no-engine"]));
}

#[test]
fn an_entry_that_is_busy_is_sent_again_and_one_that_is_refused_ends_the_run() {
    let server = Server::opensearch();
    let desk = Desk::new(&server, "");
    server.spoil("_bulk", |body| {
        Sent::Answer(
            "200 OK",
            body.replacen(r#""status":201"#, r#""error":{},"status":429"#, 2),
        )
    });
    desk.index();
    assert_eq!(server.indexes()[0].1, 24);
    desk.write("more.md", "One more source.\n");
    server.spoil("_bulk", |body| {
        let refused = r#""error":{"reason":"mapper parsing"},"status":400"#;
        Sent::Answer("200 OK", body.replacen(r#""status":201"#, refused, 1))
    });
    let output = desk.ibid(&["index"]);
    assert_eq!(output.status.code(), Some(2), "{}", heard(&output));
    assert!(
        heard(&output).contains("does not take a passage: mapper parsing"),
        "{}",
        heard(&output)
    );
}

#[test]
fn secrets_go_to_the_address_they_are_for_and_are_never_shown() {
    let server = Server::opensearch();
    let desk = Desk::new(&server, "");
    let key = ("IBID_ENGINE_API_KEY", "s3cr3t");
    for more in [None, Some("http://127.0.0.1:1")] {
        let mut environment = vec![key];
        environment.extend(more.map(|url| ("IBID_ENGINE_URL", url)));
        let output = desk.ibid_with(&["index"], &environment);
        assert_eq!(output.status.code(), Some(2), "{}", heard(&output));
        assert!(heard(&output).contains("IBID_ENGINE"), "{}", heard(&output));
        assert!(!heard(&output).contains("s3cr3t"), "{}", heard(&output));
        assert!(server.requests().is_empty());
    }
    let environment = [key, ("IBID_ENGINE_URL", server.url.as_str())];
    let output = desk.ibid_with(&["index"], &environment);
    assert_eq!(output.status.code(), Some(0), "{}", heard(&output));
    let requests = server.requests();
    assert!(
        requests
            .iter()
            .all(|it| it.to_lowercase().contains("authorization: apikey s3cr3t"))
    );
    server.spoil("_msearch", sound("403 Forbidden"));
    let output = desk.ibid_with(&["check"], &environment);
    assert!(!heard(&output).contains("s3cr3t"), "{}", heard(&output));
    let config = desk.ibid_with(&["config"], &environment);
    assert!(!heard(&config).contains("s3cr3t"), "{}", heard(&config));
}

#[test]
fn settings_that_cannot_be_are_told() {
    let server = Server::opensearch();
    let desk = Desk::new(&server, ", ca = \"../ca.pem\"");
    assert!(desk.complaint().contains("are not read"));
    let write = |engine: &str| {
        let text = format!("model = false\nengine = {engine}\n");
        fs::write(desk.folder.path().join("ibid.toml"), text).unwrap();
    };
    write(&format!(
        "{{ url = \"{}\", index = \"archive\", ca = \"ibid.toml\" }}",
        server.url
    ));
    assert!(desk.complaint().contains("no certificate"));
    write(&format!(
        "{{ url = \"{}\", index = \"Archive/*\" }}",
        server.url
    ));
    assert!(desk.complaint().contains("no name of an index"));
    write("{ url = \"ftp://127.0.0.1\", index = \"archive\" }");
    assert!(desk.complaint().contains("no address of an engine"));
    write("{ url = \"http://127.0.0.1:1\", index = \"archive\" }");
    assert!(desk.complaint().contains("cannot be talked to"));
    assert!(server.requests().is_empty());
}

#[test]
fn an_engine_may_be_named_on_the_command_line() {
    let server = Server::opensearch();
    let desk = Desk::new(&server, "");
    fs::write(desk.folder.path().join("ibid.toml"), "model = false\n").unwrap();
    let url = format!("{}/desk", server.url);
    let output = desk.ibid(&["index", "--engine", &url]);
    assert_eq!(output.status.code(), Some(0), "{}", heard(&output));
    assert!(server.indexes()[0].0.starts_with("desk-"));
    assert_eq!(desk.report(&["--engine", &url]), desk.report(&[]));
    let output = desk.ibid(&["check", "--engine", "archive"]);
    assert!(heard(&output).contains("write it as"), "{}", heard(&output));
}

#[test]
fn nothing_is_asked_of_an_engine_that_is_not_named() {
    let server = Server::opensearch();
    let desk = Desk::new(&server, "");
    desk.report(&["--no-engine"]);
    assert!(server.requests().is_empty());
    assert!(Path::new(&desk.folder.path().join(".ibid")).exists());
}
