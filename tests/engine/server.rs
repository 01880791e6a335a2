//! A search engine in a few lines, on loopback: it keeps what it is given, answers in the shapes that
//! OpenSearch 2.19 and Quickwit 0.9 answered in when they were recorded, and fails as it is told.

use std::collections::{BTreeMap, VecDeque};
use std::io::Write as _;
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use super::requests::request;

/// What becomes of a sound answer on its way.
pub(super) type Spoiling = Box<dyn Fn(&str) -> Sent + Send>;

/// What is sent in the end.
pub(super) enum Sent {
    /// An answer with this status and body.
    Answer(&'static str, String),
    /// These bytes.
    Raw(String),
    /// Nothing, after a while.
    Late(Duration),
    /// Nothing: the connection ends.
    Nothing,
}

#[derive(Default)]
struct State {
    is_quickwit: bool,
    indexes: BTreeMap<String, Vec<Value>>,
    /// What happens to the next requests whose path has the word.
    spoilings: VecDeque<(&'static str, Spoiling)>,
    requests: Vec<String>,
}

/// A server that runs until the test ends.
pub(super) struct Server {
    pub(super) url: String,
    state: Arc<Mutex<State>>,
}

impl Server {
    pub(super) fn opensearch() -> Self {
        Self::start(false)
    }

    pub(super) fn quickwit() -> Self {
        Self::start(true)
    }

    fn start(is_quickwit: bool) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = if is_quickwit { "/api/v1/_elastic" } else { "" };
        let url = format!("http://{}{base}", listener.local_addr().unwrap());
        let state = Arc::new(Mutex::new(State {
            is_quickwit,
            ..State::default()
        }));
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let shared = Arc::clone(&shared);
                thread::spawn(move || serve(&mut stream.unwrap(), &shared));
            }
        });
        Self { url, state }
    }

    /// Spoils the answer to the next request whose path has `word`.
    pub(super) fn spoil(
        &self,
        word: &'static str,
        spoiling: impl Fn(&str) -> Sent + Send + 'static,
    ) {
        let mut state = self.state.lock().unwrap();
        state.spoilings.push_back((word, Box::new(spoiling)));
    }

    /// Spoils no further answer.
    pub(super) fn heal(&self) {
        self.state.lock().unwrap().spoilings.clear();
    }

    /// The names of the indexes, each with the number of its entries.
    pub(super) fn indexes(&self) -> Vec<(String, usize)> {
        let state = self.state.lock().unwrap();
        let sizes = state.indexes.iter();
        sizes
            .map(|(name, entries)| (name.clone(), entries.len()))
            .collect()
    }

    /// Changes every entry.
    pub(super) fn change(&self, change: impl Fn(&mut Value)) {
        let mut state = self.state.lock().unwrap();
        state.indexes.values_mut().flatten().for_each(change);
    }

    /// Loses the first entries of every index.
    pub(super) fn lose(&self, count: usize) {
        let mut state = self.state.lock().unwrap();
        state
            .indexes
            .values_mut()
            .for_each(|entries| drop(entries.drain(..count)));
    }

    /// What was asked so far, heads and bodies; it is forgotten.
    pub(super) fn requests(&self) -> Vec<String> {
        std::mem::take(&mut self.state.lock().unwrap().requests)
    }
}

fn serve(stream: &mut TcpStream, state: &Mutex<State>) {
    let request = request(stream);
    let Some((head, body)) = request.split_once("\r\n\r\n") else {
        return;
    };
    let line = head.lines().next().unwrap_or_default();
    let mut words = line.split(' ');
    let (method, path) = (
        words.next().unwrap_or_default(),
        words.next().unwrap_or_default(),
    );
    let (status, answer, spoiling) = {
        let mut state = state.lock().unwrap();
        state.requests.push(request.clone());
        let (status, answer) = state.answer(method, path, body);
        let is_meant = state
            .spoilings
            .front()
            .is_some_and(|(word, _)| path.contains(word));
        let spoiling = is_meant.then(|| state.spoilings.pop_front()).flatten();
        (status, answer.to_string(), spoiling)
    };
    let sent = match spoiling {
        Some((_, spoiling)) => spoiling(&answer),
        None => Sent::Answer(status, answer),
    };
    let bytes = match sent {
        Sent::Answer(status, body) => whole(status, &body),
        Sent::Raw(bytes) => bytes,
        Sent::Late(delay) => {
            thread::sleep(delay);
            return;
        }
        Sent::Nothing => return,
    };
    // Whoever lost patience has hung up.
    let _ = stream.write_all(bytes.as_bytes());
}

fn whole(status: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\
         Connection: close\r\n\r\n{body}",
        body.len()
    )
}

impl State {
    fn answer(&mut self, method: &str, path: &str, body: &str) -> (&'static str, Value) {
        if self.is_quickwit && method == "POST" && path == "/api/v1/indexes" {
            let made: Value = serde_json::from_str(body).unwrap();
            let name = made["index_id"].as_str().unwrap().to_owned();
            self.indexes.insert(name, Vec::new());
            return ("200 OK", json!({"version": "0.9"}));
        }
        let path = path.strip_prefix("/api/v1/_elastic").unwrap_or(path);
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        match (method, parts.as_slice()) {
            ("GET", []) => ("200 OK", self.greeting()),
            ("POST", ["_msearch"]) => ("200 OK", self.searches(body)),
            ("GET", [index, "_count"]) => match self.indexes.get(*index) {
                Some(entries) => {
                    let shards = json!({"total": 3, "successful": 3, "skipped": 0, "failed": 0});
                    ("200 OK", json!({"count": entries.len(), "_shards": shards}))
                }
                None => ("404 Not Found", missing(index)),
            },
            ("POST", [index, "_bulk"]) => ("200 OK", self.bulk(index, body)),
            ("POST", [_, "_refresh"]) if !self.is_quickwit => {
                // One copy of two has no server, as where there is one node.
                (
                    "200 OK",
                    json!({"_shards": {"total": 6, "successful": 3, "failed": 0}}),
                )
            }
            ("PUT", [index]) if !self.is_quickwit => {
                self.indexes.insert((*index).to_owned(), Vec::new());
                ("200 OK", json!({"acknowledged": true, "index": index}))
            }
            ("DELETE", [index]) => match self.indexes.remove(*index) {
                Some(_) => ("200 OK", json!({"acknowledged": true})),
                None => ("404 Not Found", missing(index)),
            },
            _ => ("404 Not Found", json!({"message": "Route not found"})),
        }
    }

    fn greeting(&self) -> Value {
        match self.is_quickwit {
            true => json!({"version": {"distribution": "quickwit", "number": "7.17.0"}}),
            false => json!({"version": {"distribution": "opensearch", "number": "2.19.6"},
                            "tagline": "The OpenSearch Project: https://opensearch.org/"}),
        }
    }

    fn bulk(&mut self, index: &str, body: &str) -> Value {
        let is_quickwit = self.is_quickwit;
        let entries = self.indexes.get_mut(index).expect("the index was made");
        let mut items = Vec::new();
        let lines: Vec<&str> = body.lines().collect();
        for pair in lines.chunks(2) {
            let action: Value = serde_json::from_str(pair[0]).unwrap();
            let entry: Value = serde_json::from_str(pair[1]).unwrap();
            let id = action["create"]["_id"].as_str();
            let is_there = |known: &Value| known["pid"] == entry["pid"];
            if !is_quickwit && entries.iter().any(is_there) {
                items.push(json!({"create": {"_id": id, "status": 409, "error": {
                    "type": "version_conflict_engine_exception", "reason": "document already exists"}}}));
                continue;
            }
            items.push(json!({"create": {"_index": index, "_id": id, "status": 201}}));
            entries.push(entry);
        }
        json!({"took": 3, "errors": false, "items": items})
    }

    fn searches(&self, body: &str) -> Value {
        let lines: Vec<Value> = body
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        let each = lines.chunks(2).map(|pair| self.search(&pair[0], &pair[1]));
        json!({"took": 2, "responses": each.collect::<Vec<_>>()})
    }

    fn search(&self, header: &Value, body: &Value) -> Value {
        let index = header["index"].as_str().unwrap();
        let Some(entries) = self.indexes.get(index) else {
            let mut answer = missing(index);
            answer["status"] = 404.into();
            return answer;
        };
        let mut found: Vec<(f64, &Value)> = entries
            .iter()
            .filter_map(|entry| Some((score(&body["query"], entry)?, entry)))
            .collect();
        found.sort_by(|a, b| b.0.total_cmp(&a.0));
        let size = body["size"].as_u64().unwrap() as usize;
        let hits = found
            .iter()
            .take(size)
            .map(|(score, entry)| self.hit(*score, entry));
        let mut answer = json!({
            "took": 1, "timed_out": false, "status": 200,
            "_shards": {"total": 3, "successful": 3, "skipped": 0, "failed": 0},
            "hits": {"max_score": null, "hits": hits.collect::<Vec<_>>()},
        });
        if body["track_total_hits"] == true {
            answer["hits"]["total"] = json!({"value": found.len(), "relation": "eq"});
        }
        answer
    }

    fn hit(&self, score: f64, entry: &Value) -> Value {
        let mut kept = entry.clone();
        let fields = kept.as_object_mut().unwrap();
        fields.remove("stems");
        fields.remove("exact");
        match self.is_quickwit {
            true => json!({"_source": kept, "sort": [score]}),
            false => json!({"_index": "x", "_id": entry["pid"], "_score": score, "_source": kept,
                            "sort": [score]}),
        }
    }
}

fn missing(index: &str) -> Value {
    let reason = format!("no such index [{index}]");
    json!({"error": {"root_cause": [{"type": "index_not_found_exception", "reason": reason}],
                     "type": "index_not_found_exception", "reason": reason}, "status": 404})
}

/// How well an entry fits a query; `None` where it does not.
fn score(query: &Value, entry: &Value) -> Option<f64> {
    if let Some(term) = query.get("term").and_then(Value::as_object) {
        let (field, sought) = term.iter().next()?;
        let (word, boost) = match sought {
            Value::String(word) => (word.as_str(), 1.0),
            sought => (
                sought["value"].as_str()?,
                sought["boost"].as_f64().unwrap_or(1.0),
            ),
        };
        let words: Vec<&str> = entry[field].as_str()?.split_whitespace().collect();
        let count = words.iter().filter(|&&known| known == word).count() as f64;
        return (count > 0.0).then(|| boost * count / (count + words.len() as f64 / 50.0));
    }
    if let Some(terms) = query.get("terms") {
        let known = terms["source"].as_array()?;
        return known.contains(&entry["source"]).then_some(0.0);
    }
    let parts = &query["bool"];
    let clauses = |name: &str| parts[name].as_array().cloned().unwrap_or_default();
    let scores = |name: &str| -> Vec<Option<f64>> {
        clauses(name)
            .iter()
            .map(|clause| score(clause, entry))
            .collect()
    };
    let must: Option<Vec<f64>> = scores("must").into_iter().collect();
    let filter: Option<Vec<f64>> = scores("filter").into_iter().collect();
    let should: Vec<f64> = scores("should").into_iter().flatten().collect();
    let is_out = scores("must_not").iter().any(Option::is_some);
    let is_any = !clauses("should").is_empty() && should.is_empty();
    filter?;
    (!is_out && !is_any).then_some(())?;
    Some(must?.iter().chain(&should).sum())
}
