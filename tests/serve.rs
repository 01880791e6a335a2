//! `ibid serve` through the real program, as a content system calls it.

#![expect(clippy::print_stdout, reason = "a test that skips itself says so")]

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

const HARBOUR: &str = "\
The harbour of Lund Bay

The harbour of Lund Bay opened in June 1931 with 14 cranes.
";

const WRONG: &str = "The harbour of Lund Bay opened in June 1931 with 41 cranes.";
const RIGHT: &str = "The harbour of Lund Bay opened in June 1931 with 14 cranes.";

fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("corpus")).unwrap();
    fs::write(folder.path().join("corpus/harbour.txt"), HARBOUR).unwrap();
    folder
}

/// A server, which ends with the test.
struct Server {
    child: Child,
    address: String,
    token: Option<String>,
}

/// An answer: its status, its head and its body.
struct Answer {
    status: u16,
    head: String,
    body: String,
}

impl Answer {
    fn json(&self) -> Value {
        assert!(
            self.head.contains("content-type: application/json"),
            "{}",
            self.head
        );
        serde_json::from_str(&self.body).unwrap()
    }

    fn error(&self) -> String {
        self.json()["error"].as_str().unwrap().to_owned()
    }
}

impl Server {
    fn start(folder: &Path, arguments: &[&str], token: Option<&str>) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ibid"));
        command
            .args(["serve", "--port", "0", "--no-model"])
            .args(arguments);
        command
            .env_remove("IBID_TOKEN")
            .envs(token.map(|token| ("IBID_TOKEN", token)));
        let mut child = command
            .current_dir(folder)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut told = BufReader::new(child.stderr.take().unwrap());
        let mut address = None;
        let mut line = String::new();
        while address.is_none() && told.read_line(&mut line).unwrap() > 0 {
            let found = line
                .split_once("http://")
                .and_then(|(_, rest)| rest.split_once(';'));
            address = found.map(|(address, _)| address.to_owned());
            line.clear();
        }
        // What it tells later is read so that it never waits.
        std::thread::spawn(move || std::io::copy(&mut told, &mut std::io::sink()));
        Self {
            child,
            address: address.expect("the server tells its address"),
            token: token.map(str::to_owned),
        }
    }

    fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let mut request = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
        let host = ("Host", self.address.as_str());
        let is_given = |name| headers.iter().any(|(given, _)| *given == name);
        let bearer = self.token.as_ref().map(|token| format!("Bearer {token}"));
        let bearer = bearer
            .as_ref()
            .map(|bearer| ("Authorization", bearer.as_str()));
        let usual = [Some(host), bearer].into_iter().flatten();
        let usual = usual.filter(|(name, _)| !is_given(*name));
        for (name, value) in usual.chain(headers.iter().copied()) {
            request += &format!("{name}: {value}\r\n");
        }
        request += &format!("Content-Length: {}\r\n\r\n{body}", body.len());
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").expect("an answer has a head");
        Answer {
            status: head.split(' ').nth(1).unwrap().parse().unwrap(),
            head: head.to_ascii_lowercase(),
            body: body.to_owned(),
        }
    }

    fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], "")
    }

    fn post(&self, path: &str, body: &Value) -> Answer {
        let kind = [("Content-Type", "application/json")];
        self.send("POST", path, &kind, &body.to_string())
    }

    fn check(&self, text: &str) -> Answer {
        self.post("/v1/check", &json!({"text": text}))
    }

    /// The rules of the findings of `text`.
    fn rules(&self, text: &str) -> Vec<String> {
        let report = self.check(text).json();
        let findings = report["drafts"][0]["findings"].as_array().unwrap().clone();
        findings
            .iter()
            .map(|it| it["rule"].as_str().unwrap().to_owned())
            .collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_draft_comes_in_and_its_report_goes_out() {
    let folder = project();
    let server = Server::start(folder.path(), &[], None);
    let draft = format!("# Lund Bay\n\n{WRONG}\n");
    let answer = server.post("/v1/check", &json!({"text": draft, "name": "claims/q3.md"}));
    assert_eq!(answer.status, 200, "{}", answer.body);
    let report = answer.json();
    assert_eq!(report["drafts"][0]["path"], "claims/q3.md");
    assert_eq!(report["drafts"][0]["findings"][0]["rule"], "refuted");
    // The same as the command says of the same draft.
    fs::create_dir(folder.path().join("claims")).unwrap();
    fs::write(folder.path().join("claims/q3.md"), &draft).unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_ibid"))
        .args(["check", "--no-model", "--format", "json"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let by_command: Value = serde_json::from_slice(&run.stdout).unwrap();
    assert_eq!(report, by_command);

    let claims = server
        .post("/v1/claims", &json!({"claims": [WRONG, RIGHT, "Hello!"]}))
        .json();
    let verdicts: Vec<&Value> = (0..3)
        .map(|at| &claims["checked"][at]["claims"][0]["verdict"])
        .collect();
    assert_eq!(
        verdicts,
        [&json!("refuted"), &json!("supported"), &Value::Null]
    );

    let sources = server.get("/v1/sources?limit=1").json();
    assert_eq!(
        (&sources["total"], &sources["sources"][0]["name"]),
        (&json!(1), &json!("corpus/harbour.txt"))
    );
    let found = server.get("/v1/search?q=cranes&limit=3").json();
    assert!(
        found["passages"][0]["quote"]
            .as_str()
            .unwrap()
            .contains("14 cranes")
    );
    assert_eq!(server.get("/health").json()["sources"], 1);
    let metrics = server.get("/metrics");
    assert!(
        metrics
            .body
            .contains("ibid_requests_total{route=\"/v1/check\",status=\"200\"} 1")
    );
}

#[test]
fn what_cannot_be_done_is_told_with_its_status() {
    let folder = project();
    let server = Server::start(folder.path(), &["--largest", "64"], None);
    let json_kind = [("Content-Type", "application/json")];
    for (answer, status) in [
        (server.send("POST", "/v1/check", &json_kind, "{"), 400),
        (server.post("/v1/check", &json!({"text": 7})), 400),
        (
            server.post("/v1/check", &json!({"text": "x", "more": 1})),
            400,
        ),
        (server.send("POST", "/v1/check", &[], "{}"), 415),
        (server.check(&"word ".repeat(20_000)), 413),
        (
            server.post("/v1/check", &json!({"text": RIGHT, "name": "../a.md"})),
            422,
        ),
        (
            server.post("/v1/check", &json!({"text": RIGHT, "name": "a.pdf"})),
            422,
        ),
        (server.check(""), 422),
        (server.check(HARBOUR), 422),
        (
            server.check("<!-- ibid-waive refuted by=ak -->\n\nText.\n"),
            422,
        ),
        (server.post("/v1/claims", &json!({"claims": []})), 422),
        (server.get("/v1/sources?limit=0"), 400),
        (server.get("/v1/sources?offset=x"), 400),
        (server.get("/v1/search"), 400),
        (server.get("/v2"), 404),
        (server.get("/v1/check"), 405),
    ] {
        assert_eq!(answer.status, status, "{}", answer.body);
        assert!(!answer.error().is_empty());
    }
    assert_eq!(
        server.get("/v1/search?q=%21").json(),
        json!({"passages": []})
    );
    // Another site's page, which reaches this machine by a name of its own.
    let other = server.send("GET", "/health", &[("Host", "evil.example")], "");
    assert_eq!(other.status, 403);
}

#[test]
fn a_token_is_asked_for_and_is_needed_beyond_this_machine() {
    let folder = project();
    let secret = "0123456789abcdef0";
    let server = Server::start(folder.path(), &[], Some(secret));
    assert_eq!(server.check(RIGHT).status, 200);
    for wrong in [
        "",
        "Bearer x",
        "Basic 0123456789abcdef0",
        "Bearer 0123456789abcdef",
    ] {
        let refused = server.send("GET", "/v1/sources", &[("Authorization", wrong)], "");
        assert_eq!(refused.status, 401, "{wrong}");
        assert!(refused.head.contains("www-authenticate: bearer"));
    }
    assert_eq!(
        server
            .send("GET", "/health", &[("Authorization", "")], "")
            .status,
        200
    );
    let run = |arguments: &[&str], token: &str| {
        let run = Command::new(env!("CARGO_BIN_EXE_ibid"))
            .args(["serve", "--no-model"])
            .args(arguments)
            .env("IBID_TOKEN", token)
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert_eq!(run.status.code(), Some(2));
        String::from_utf8(run.stderr).unwrap()
    };
    let short = run(&[], "short");
    assert!(short.contains("16 characters"), "{short}");
    let mut open = Command::new(env!("CARGO_BIN_EXE_ibid"));
    open.args(["serve", "--no-model", "--host", "0.0.0.0"])
        .env_remove("IBID_TOKEN");
    let open = open.current_dir(folder.path()).output().unwrap();
    let told = String::from_utf8(open.stderr).unwrap();
    assert!(told.contains("set a token"), "{told}");
    let (_, port) = server.address.rsplit_once(':').unwrap();
    let taken = run(&["--port", port], secret);
    assert!(taken.contains("is in use"), "{taken}");
}

#[test]
fn sources_that_change_are_served_as_they_are_now() {
    let folder = project();
    let server = Server::start(folder.path(), &[], None);
    assert_eq!(server.rules(WRONG), ["refuted"]);
    let source = folder.path().join("corpus/harbour.txt");
    fs::write(&source, HARBOUR.replace("14 cranes", "41 cranes")).unwrap();
    let until = Instant::now() + Duration::from_secs(60);
    while !server.rules(WRONG).is_empty() {
        assert!(Instant::now() < until, "the change is not noticed");
        std::thread::sleep(Duration::from_millis(50));
    }
    // Half gone for a moment: nobody is given words that are not there.
    fs::remove_file(&source).unwrap();
    fs::write(folder.path().join("corpus/other.txt"), "Nothing of it.\n").unwrap();
    while server.rules(WRONG) != ["not-enough-evidence"] {
        assert!(Instant::now() < until, "the removal is not noticed");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// A request that meets a source in mid-change is answered by what it was or by what it is, or asked to come again.
#[test]
fn nobody_is_lost_while_a_source_changes() {
    let folder = project();
    let server = Server::start(folder.path(), &["--waiting", "64"], None);
    let source = folder.path().join("corpus/harbour.txt");
    let other = HARBOUR.replace("14 cranes", "41 cranes");
    let answers: Vec<Answer> = std::thread::scope(|scope| {
        let ask = || (0..25).map(|_| server.check(WRONG)).collect::<Vec<_>>();
        let asked: Vec<_> = (0..4).map(|_| scope.spawn(ask)).collect();
        while asked.iter().any(|it| !it.is_finished()) {
            for text in [&other, HARBOUR] {
                fs::write(folder.path().join("next.txt"), text).unwrap();
                fs::rename(folder.path().join("next.txt"), &source).unwrap();
                std::thread::sleep(Duration::from_millis(60));
            }
        }
        asked
            .into_iter()
            .flat_map(|it| it.join().unwrap())
            .collect()
    });
    for answer in &answers {
        match answer.status {
            200 => {
                let verdict = answer.json()["drafts"][0]["claims"][0]["verdict"].clone();
                assert!(verdict == "refuted" || verdict == "supported", "{verdict}");
            }
            503 => assert!(answer.head.contains("retry-after"), "{}", answer.head),
            other => panic!("{other}: {}", answer.body),
        }
    }
    let answered = answers.iter().filter(|it| it.status == 200).count();
    assert!(
        answered > answers.len() / 2,
        "{answered} of {}",
        answers.len()
    );
}

#[test]
fn who_comes_when_it_is_full_is_refused_and_nobody_is_lost() {
    let folder = project();
    let server = Server::start(folder.path(), &["--running", "1", "--waiting", "1"], None);
    let draft = format!("{WRONG}\n\n{RIGHT}\n\n").repeat(50);
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let asked: Vec<_> = (0..8)
            .map(|_| scope.spawn(|| server.check(&draft).status))
            .collect();
        asked.into_iter().map(|it| it.join().unwrap()).collect()
    });
    let count = |status| statuses.iter().filter(|it| **it == status).count();
    assert!(count(200) >= 2, "{statuses:?}");
    assert!(count(429) >= 1, "{statuses:?}");
    assert_eq!(count(200) + count(429), 8, "{statuses:?}");
    assert_eq!(server.check(RIGHT).status, 200);
}

#[cfg(unix)]
#[test]
fn what_is_under_way_is_answered_when_the_server_is_told_to_end() {
    let folder = project();
    let mut server = Server::start(folder.path(), &[], None);
    let draft = format!("{WRONG}\n\n{RIGHT}\n\n").repeat(20);
    let address = server.address.clone();
    std::thread::scope(|scope| {
        let asked = scope.spawn(|| server.check(&draft).status);
        std::thread::sleep(Duration::from_millis(150));
        let pid = server.child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-TERM", &pid])
                .status()
                .unwrap()
                .success()
        );
        assert_eq!(asked.join().unwrap(), 200);
    });
    assert_eq!(server.child.wait().unwrap().code(), Some(0));
    assert!(TcpStream::connect(address).is_err());
}

#[test]
fn the_answers_are_as_the_document_describes_them() {
    let folder = project();
    let server = Server::start(folder.path(), &[], None);
    let document = server.get("/openapi.json").json();
    let claims = json!({"claims": [WRONG]});
    for (path, method, answer) in [
        ("/v1/check", "post", server.check(WRONG)),
        ("/v1/claims", "post", server.post("/v1/claims", &claims)),
        ("/v1/sources", "get", server.get("/v1/sources")),
        ("/v1/search", "get", server.get("/v1/search?q=harbour")),
        ("/health", "get", server.get("/health")),
    ] {
        let operation = &document["paths"][path][method];
        let content = &operation["responses"]["200"]["content"]["application/json"];
        let mut schema = content["schema"].clone();
        schema["components"] = document["components"].clone();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let answer = answer.json();
        let errors: Vec<String> = validator
            .iter_errors(&answer)
            .map(|error| error.to_string())
            .collect();
        assert_eq!(errors, Vec::<String>::new(), "{path}");
    }
}

/// Schemathesis makes requests of the document, good and bad, and holds the answers to it. That every
/// text which is one by its type can be checked is not what the document says. The test skips itself
/// where there is no `schemathesis`.
#[test]
fn schemathesis_finds_nothing() {
    let found = Command::new("schemathesis").arg("--version").output();
    if !found.is_ok_and(|output| output.status.success()) {
        println!("skipped: there is no `schemathesis` (PyPI)");
        return;
    }
    let folder = project();
    let server = Server::start(folder.path(), &[], None);
    let output = Command::new("schemathesis")
        .arg("run")
        .arg(format!("http://{}/openapi.json", server.address))
        .args(["--max-examples", "10", "--seed", "1"])
        .args(["--exclude-checks", "positive_data_acceptance"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
}
