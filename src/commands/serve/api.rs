//! The routes: what is asked is understood, let in, done on a thread of its own and answered.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::{BytesRejection, QueryRejection};
use axum::extract::{Query, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::answers::{
    CheckRequest, ClaimsRequest, Found, Health, MOST_CLAIMS, Problem, SearchQuery, SourcesQuery,
};
use super::engine::{Engine, Refusal};
use super::metrics::Metrics;
use super::openapi;
use crate::local_server::is_same;

/// The routes, as they are counted.
const ROUTES: [&str; 7] = [
    "/v1/check",
    "/v1/claims",
    "/v1/sources",
    "/v1/search",
    "/health",
    "/metrics",
    "/openapi.json",
];

/// A server.
pub(super) struct App {
    engine: Arc<Engine>,
    metrics: Arc<Metrics>,
    /// A place for each request that is let in, and a permit for each that is worked on.
    places: Arc<Semaphore>,
    running: Arc<Semaphore>,
    token: Option<String>,
    patience: Duration,
}

/// How much is done at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Load {
    /// Requests that are worked on at once.
    pub(super) running: usize,
    /// Requests that may wait besides.
    pub(super) waiting: usize,
    /// How long an answer may take.
    pub(super) patience: Duration,
}

impl App {
    pub(super) fn new(
        engine: Arc<Engine>,
        metrics: Arc<Metrics>,
        token: Option<String>,
        load: Load,
    ) -> Self {
        Self {
            engine,
            metrics,
            places: Arc::new(Semaphore::new(load.running + load.waiting)),
            running: Arc::new(Semaphore::new(load.running)),
            token,
            patience: load.patience,
        }
    }

    /// The answer that `work` gives, once it is its turn. A place and a permit are held until the
    /// work is done, also where nobody waits for it any more.
    async fn work<A: Serialize + Send + 'static>(
        &self,
        work: impl Fn(&Engine) -> Result<A, Refusal> + Send + 'static,
    ) -> Response {
        let Ok(place) = Arc::clone(&self.places).try_acquire_owned() else {
            let why = "too many requests are under way; try again in a moment";
            return problem(StatusCode::TOO_MANY_REQUESTS, why);
        };
        let (engine, running) = (Arc::clone(&self.engine), Arc::clone(&self.running));
        let turn = async move {
            let Ok(permit) = running.acquire_owned().await else {
                return problem(StatusCode::SERVICE_UNAVAILABLE, "the server ends");
            };
            let done = tokio::task::spawn_blocking(move || {
                let _held: (OwnedSemaphorePermit, OwnedSemaphorePermit) = (place, permit);
                answered(settled(&engine, &work))
            });
            let broken = |_| {
                let why = "the work broke off, which is a defect of ibid";
                problem(StatusCode::INTERNAL_SERVER_ERROR, why)
            };
            done.await.unwrap_or_else(broken)
        };
        let answer = tokio::time::timeout(self.patience, turn).await;
        answer.unwrap_or_else(|_| {
            let why = format!("this took longer than {} seconds", self.patience.as_secs());
            problem(StatusCode::SERVICE_UNAVAILABLE, &why)
        })
    }
}

/// Does `work`, once more where a source changed meanwhile.
fn settled<A>(
    engine: &Engine,
    work: &impl Fn(&Engine) -> Result<A, Refusal>,
) -> Result<A, Refusal> {
    match work(engine) {
        Err(Refusal::Unsettled) if engine.refresh().is_ok() => work(engine),
        done => done,
    }
}

fn answered<A: Serialize>(done: Result<A, Refusal>) -> Response {
    match done {
        Ok(answer) => json(StatusCode::OK, &answer),
        Err(Refusal::Unfit(why)) => problem(StatusCode::UNPROCESSABLE_ENTITY, &why),
        Err(Refusal::Unsettled) => {
            let why = "a source is being changed; try again in a moment";
            problem(StatusCode::SERVICE_UNAVAILABLE, why)
        }
        Err(Refusal::Failed(why)) => problem(StatusCode::INTERNAL_SERVER_ERROR, &why),
    }
}

/// The routes of `app`, which everybody may call who knows its token.
pub(super) fn routes(app: App) -> Router {
    let app = Arc::new(app);
    let guarded = Router::new()
        .route("/v1/check", post(check))
        .route("/v1/claims", post(claims))
        .route("/v1/sources", get(sources))
        .route("/v1/search", get(search))
        .route("/metrics", get(metrics))
        .route_layer(middleware::from_fn_with_state(Arc::clone(&app), authorised));
    Router::new()
        .merge(guarded)
        .route("/health", get(health))
        .route("/openapi.json", get(document))
        .fallback(unknown)
        .method_not_allowed_fallback(not_so)
        .layer(middleware::from_fn_with_state(Arc::clone(&app), counted))
        .with_state(app)
}

async fn check(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    match understood::<CheckRequest>(&headers, body) {
        Ok(asked) => {
            app.work(move |engine| engine.check(&asked.name, asked.text.clone()))
                .await
        }
        Err(refused) => *refused,
    }
}

async fn claims(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    match understood::<ClaimsRequest>(&headers, body) {
        Ok(asked) if !(1..=MOST_CLAIMS).contains(&asked.claims.len()) => {
            let why = format!("a request has 1 to {MOST_CLAIMS} claims");
            problem(StatusCode::UNPROCESSABLE_ENTITY, &why)
        }
        Ok(asked) => {
            app.work(move |engine| engine.claims(asked.claims.clone()))
                .await
        }
        Err(refused) => *refused,
    }
}

async fn sources(
    State(app): State<Arc<App>>,
    asked: Result<Query<SourcesQuery>, QueryRejection>,
) -> Response {
    match asked {
        Ok(Query(asked)) if (1..=1000).contains(&asked.limit) => {
            let (offset, limit) = (asked.offset as usize, asked.limit as usize);
            json(StatusCode::OK, &app.engine.sources(offset, limit))
        }
        Ok(_) => problem(StatusCode::BAD_REQUEST, "`limit` is from 1 to 1000"),
        Err(error) => problem(StatusCode::BAD_REQUEST, &error.body_text()),
    }
}

async fn search(
    State(app): State<Arc<App>>,
    asked: Result<Query<SearchQuery>, QueryRejection>,
) -> Response {
    match asked {
        Ok(Query(asked)) if !(1..=100).contains(&asked.limit) => {
            problem(StatusCode::BAD_REQUEST, "`limit` is from 1 to 100")
        }
        Ok(Query(asked)) if asked.q.chars().count() > 1000 => {
            problem(StatusCode::BAD_REQUEST, "`q` has 1000 characters at most")
        }
        Ok(Query(asked)) => {
            let limit = asked.limit as usize;
            app.work(move |engine| {
                let passages = engine.search(&asked.q, limit)?;
                Ok(Found { passages })
            })
            .await
        }
        Err(error) => problem(StatusCode::BAD_REQUEST, &error.body_text()),
    }
}

async fn health(State(app): State<Arc<App>>) -> Response {
    let (sources, passages, unreadable) = app.engine.counts();
    let health = Health {
        status: "ok",
        ibid: env!("CARGO_PKG_VERSION"),
        sources,
        passages,
        unreadable,
    };
    json(StatusCode::OK, &health)
}

async fn metrics(State(app): State<Arc<App>>) -> Response {
    let form = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    let text = app.metrics.text(app.engine.counts());
    ([(header::CONTENT_TYPE, form)], text).into_response()
}

async fn document(State(app): State<Arc<App>>) -> Response {
    json(StatusCode::OK, &openapi::document(app.token.is_some()))
}

async fn unknown() -> Response {
    problem(
        StatusCode::NOT_FOUND,
        "there is nothing here; /openapi.json has the routes",
    )
}

async fn not_so() -> Response {
    let why = "this route is called otherwise; /openapi.json says how";
    problem(StatusCode::METHOD_NOT_ALLOWED, why)
}

/// Lets in who knows the token, where one is set.
async fn authorised(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let given = request.headers().get(header::AUTHORIZATION);
    let given = given.and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    let may = app
        .token
        .as_ref()
        .is_none_or(|token| given.is_some_and(|given| is_same(given, token)));
    if may {
        return next.run(request).await;
    }
    let why = "this needs the server's token: `Authorization: Bearer TOKEN`";
    let mut refused = problem(StatusCode::UNAUTHORIZED, why);
    let scheme = HeaderValue::from_static("Bearer");
    refused
        .headers_mut()
        .insert(header::WWW_AUTHENTICATE, scheme);
    refused
}

async fn counted(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let route = ROUTES
        .into_iter()
        .find(|route| *route == path)
        .unwrap_or("none");
    let began = Instant::now();
    app.metrics.begin();
    let answer = next.run(request).await;
    app.metrics
        .end(route, answer.status().as_u16(), began.elapsed());
    answer
}

/// The body of a request as what it means.
fn understood<T: DeserializeOwned>(
    headers: &HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<T, Box<Response>> {
    let refused = |status, why: &str| Err(Box::new(problem(status, why)));
    let kind = headers.get(header::CONTENT_TYPE);
    let kind = kind
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("application/json") {
        return refused(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "the body must be application/json",
        );
    }
    let body = match body {
        Ok(body) => body,
        Err(error) => return refused(error.status(), &error.body_text()),
    };
    serde_json::from_slice(&body).or_else(|error| {
        let why = format!("the body is not what is expected here: {error}");
        refused(StatusCode::BAD_REQUEST, &why)
    })
}

fn json(status: StatusCode, answer: &impl Serialize) -> Response {
    match serde_json::to_vec(answer) {
        Ok(body) => (status, [(header::CONTENT_TYPE, "application/json")], body).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Why there is no answer. Who came at a bad moment is told to try again.
fn problem(status: StatusCode, why: &str) -> Response {
    let error = why.to_owned();
    let mut answer = json(status, &Problem { error });
    let passing = [
        StatusCode::TOO_MANY_REQUESTS,
        StatusCode::SERVICE_UNAVAILABLE,
    ];
    if passing.contains(&status) {
        let second = HeaderValue::from_static("1");
        answer.headers_mut().insert(header::RETRY_AFTER, second);
    }
    answer
}
