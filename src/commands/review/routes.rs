//! The addresses of the page, all behind its token.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::extract::{Path, Query, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use tokio::sync::watch;
use tokio_stream::wrappers::WatchStream;
use tokio_stream::{Stream, StreamExt as _};

use super::desk::Desk;
use super::editing::difference;
use super::orders::{Order, Passage};
use super::unwritten::Unwritten;
use crate::local_server::{Limits, addressed_to, is_same, limited};
use crate::report::{MemoFormat, ReviewDesk};
use crate::wording::{Answer, Locale};

/// What a page may do: be shown, run its own script, and ask its own server.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// How much a request may take. An order waits until what is being checked is done.
const LIMITS: Limits = Limits {
    body: 1 << 20,
    time: Duration::from_secs(300),
};

/// What every request looks at.
pub(super) struct Shared {
    pub(super) desk: Mutex<Desk>,
    pub(super) news: Arc<News>,
    pub(super) token: String,
    pub(super) unwritten: Unwritten,
}

impl Shared {
    /// The desk. One that a failed request left is used as it is: it is checked anew after every
    /// change.
    pub(super) fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What pages are told.
#[derive(Clone, Copy, Debug, Default, Serialize)]
struct Told {
    /// The number of the state there is.
    version: u64,
    /// Whether another is on its way.
    working: bool,
    /// What takes long meanwhile.
    doing: Option<&'static str>,
    /// How much of that is done, of a hundred.
    percent: u64,
}

/// Tells every open page of changes.
pub(super) struct News {
    told: watch::Sender<Told>,
}

impl News {
    pub(super) fn new() -> Self {
        let told = Told {
            version: 1,
            ..Told::default()
        };
        Self {
            told: watch::Sender::new(told),
        }
    }

    /// Something is being checked.
    pub(super) fn working(&self) {
        self.told.send_modify(|told| told.working = true);
    }

    /// So many hundredths of what is done meanwhile are done.
    pub(super) fn doing(&self, words: &'static str, percent: u64) {
        self.told.send_modify(|told| {
            told.doing = Some(words);
            told.percent = percent;
        });
    }

    /// There is a new state.
    pub(super) fn changed(&self, version: u64) {
        self.told.send_replace(Told {
            version,
            ..Told::default()
        });
    }

    /// What pages were last told of work.
    #[cfg(test)]
    pub(super) fn doing_now(&self) -> Option<(&'static str, u64)> {
        let told = *self.told.borrow();
        told.doing.map(|words| (words, told.percent))
    }
}

/// The routes of the page at `address`.
pub(super) fn routes(address: SocketAddr, shared: Arc<Shared>) -> Router {
    let own = Router::new()
        .route("/{token}/", get(page))
        .route("/{token}/style.css", get(style))
        .route("/{token}/script.js", get(script))
        .route("/{token}/news", get(news))
        .route("/{token}/order", post(order))
        .route("/{token}/difference", post(differ))
        .route("/{token}/unwritten", get(unwritten).post(keep))
        .route("/{token}/search", get(search))
        .route("/{token}/source", post(in_source))
        .route("/{token}/memo/{format}", get(memo))
        .layer(middleware::from_fn_with_state(
            Arc::clone(&shared),
            only_with_token,
        ))
        .layer(middleware::from_fn(with_policy))
        .with_state(shared);
    addressed_to(address, limited(LIMITS, own))
}

async fn only_with_token(
    State(shared): State<Arc<Shared>>,
    request: Request,
    next: Next,
) -> Response {
    let given = request.uri().path().split('/').nth(1).unwrap_or_default();
    match is_same(given, &shared.token) {
        true => next.run(request).await,
        false => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn with_policy(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// What `work` makes of the desk, on a thread of its own: it may take long.
async fn at_desk<T: Send + 'static>(
    shared: Arc<Shared>,
    work: impl FnOnce(&Shared) -> anyhow::Result<T> + Send + 'static,
) -> Result<T, Failure> {
    let done = tokio::task::spawn_blocking(move || {
        let done = catch_unwind(AssertUnwindSafe(|| work(&shared)));
        let done = done.unwrap_or_else(|_| Err(Answer::Failed.into()));
        done.map_err(|error| Failure(told(&error, shared.desk().config().language)))
    });
    done.await
        .unwrap_or_else(|error| Err(Failure(error.to_string())))
}

/// Why something failed: an answer of the page's own in its language, then what lies behind it.
fn told(error: &anyhow::Error, language: Locale) -> String {
    let Some(answer) = error.downcast_ref::<Answer>() else {
        return format!("{error:#}");
    };
    let behind = error.chain().skip(1).map(ToString::to_string);
    let parts: Vec<String> = std::iter::once(answer.told(language))
        .chain(behind)
        .collect();
    parts.join(" ")
}

/// Why a request failed, in words for the person before the page.
struct Failure(String);

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        (StatusCode::CONFLICT, self.0).into_response()
    }
}

fn of_type(kind: &'static str, content: impl IntoResponse) -> Response {
    ([(header::CONTENT_TYPE, kind)], content).into_response()
}

async fn page(State(shared): State<Arc<Shared>>) -> Result<Response, Failure> {
    let page = at_desk(shared, |shared| shared.desk().page()).await?;
    Ok(of_type("text/html; charset=utf-8", page))
}

async fn style() -> Response {
    of_type("text/css; charset=utf-8", ReviewDesk::STYLE)
}

async fn script() -> Response {
    of_type("text/javascript; charset=utf-8", ReviewDesk::SCRIPT)
}

async fn news(
    State(shared): State<Arc<Shared>>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let told = WatchStream::new(shared.news.told.subscribe());
    let events = told.map(|told| {
        let data = serde_json::to_string(&told).unwrap_or_default();
        Ok(Event::default().data(data))
    });
    Sse::new(events).keep_alive(KeepAlive::default())
}

async fn order(
    State(shared): State<Arc<Shared>>,
    Json(order): Json<Order>,
) -> Result<String, Failure> {
    at_desk(shared, |shared| {
        shared.news.working();
        let mut desk = shared.desk();
        let done = desk.obey(order);
        shared.news.changed(desk.version());
        done
    })
    .await
}

#[derive(Deserialize)]
struct Edit {
    was: String,
    words: String,
}

async fn differ(Json(edit): Json<Edit>) -> Json<Vec<(char, String)>> {
    Json(difference(&edit.was, &edit.words))
}

/// The words of a field that were not written yet; none once they were.
#[derive(Deserialize)]
struct Typed {
    name: String,
    words: Option<String>,
}

async fn keep(State(shared): State<Arc<Shared>>, Json(typed): Json<Typed>) -> StatusCode {
    shared.unwritten.keep(typed.name, typed.words);
    StatusCode::NO_CONTENT
}

async fn unwritten(State(shared): State<Arc<Shared>>) -> Json<BTreeMap<String, String>> {
    Json(shared.unwritten.all())
}

#[derive(Deserialize)]
struct Asked {
    words: String,
}

async fn search(
    State(shared): State<Arc<Shared>>,
    Query(asked): Query<Asked>,
) -> Result<Response, Failure> {
    let hits = at_desk(shared, move |shared| shared.desk().search(&asked.words)).await?;
    Ok(Json(hits).into_response())
}

#[derive(Deserialize)]
struct Looked {
    item: String,
    passage: Passage,
}

async fn in_source(
    State(shared): State<Arc<Shared>>,
    Json(looked): Json<Looked>,
) -> Result<Response, Failure> {
    let found = at_desk(shared, move |shared| {
        shared.desk().in_source(&looked.item, &looked.passage)
    });
    Ok(Json(found.await?).into_response())
}

async fn memo(
    State(shared): State<Arc<Shared>>,
    Path((_, format)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let kind = match format.as_str() {
        "html" => "text/html; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        _ => "text/csv; charset=utf-8",
    };
    let name = format!("attachment; filename=\"memo.{}\"", kind_name(&format));
    let memo = at_desk(shared, move |shared| {
        let format: MemoFormat = format.parse().map_err(anyhow::Error::msg)?;
        shared.desk().memo(format)
    });
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, memo.await?).into_response())
}

/// The extension of a memo's file, of those there are.
fn kind_name(format: &str) -> &'static str {
    match format {
        "html" => "html",
        "md" => "md",
        _ => "csv",
    }
}
