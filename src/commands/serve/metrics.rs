//! What is counted, in the text form that Prometheus reads.

use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::Duration;

use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::Registry;

/// Names with their values.
type Labels = Vec<(&'static str, String)>;

/// The counters of a server.
pub(super) struct Metrics {
    registry: Mutex<Registry>,
    requests: Family<Labels, Counter>,
    seconds: Family<Labels, Histogram>,
    running: Gauge,
    refreshes: Family<Labels, Counter>,
    sources: Gauge,
    passages: Gauge,
    unreadable: Gauge,
}

/// From a hundredth of a second to some forty seconds.
fn buckets() -> Histogram {
    Histogram::new(exponential_buckets(0.01, 2.0, 13))
}

impl Metrics {
    pub(super) fn new() -> Self {
        let metrics = Self {
            registry: Mutex::default(),
            requests: Family::default(),
            seconds: Family::new_with_constructor(buckets),
            running: Gauge::default(),
            refreshes: Family::default(),
            sources: Gauge::default(),
            passages: Gauge::default(),
            unreadable: Gauge::default(),
        };
        {
            let mut registry = metrics
                .registry
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            let registry = registry.sub_registry_with_prefix("ibid");
            let requests = metrics.requests.clone();
            registry.register("requests", "Requests by route and status", requests);
            let seconds = metrics.seconds.clone();
            registry.register(
                "request_seconds",
                "How long answers took, by route",
                seconds,
            );
            let running = metrics.running.clone();
            registry.register("requests_running", "Requests under way", running);
            let refreshes = metrics.refreshes.clone();
            let help = "How often the sources were brought in step with their files";
            registry.register("refreshes", help, refreshes);
            registry.register("sources", "Sources that are open", metrics.sources.clone());
            let passages = metrics.passages.clone();
            registry.register("passages", "Passages of the sources", passages);
            let unreadable = metrics.unreadable.clone();
            registry.register(
                "sources_unreadable",
                "Sources that cannot be read",
                unreadable,
            );
        }
        metrics
    }

    /// A request begins.
    pub(super) fn begin(&self) {
        self.running.inc();
    }

    /// A request to `route` was answered with `status` after `took`.
    pub(super) fn end(&self, route: &str, status: u16, took: Duration) {
        self.running.dec();
        let route = ("route", route.to_owned());
        let labels = vec![route.clone(), ("status", status.to_string())];
        self.requests.get_or_create(&labels).inc();
        let seconds = self.seconds.get_or_create(&vec![route]);
        seconds.observe(took.as_secs_f64());
    }

    /// The sources were brought in step, or could not be.
    pub(super) fn refreshed(&self, done: bool) {
        let result = if done { "done" } else { "failed" };
        let labels = vec![("result", result.to_owned())];
        self.refreshes.get_or_create(&labels).inc();
    }

    /// All of it, where so many sources, passages and unreadable sources are known.
    pub(super) fn text(&self, (sources, passages, unreadable): (usize, u64, usize)) -> String {
        self.sources.set(i64::try_from(sources).unwrap_or(i64::MAX));
        self.passages
            .set(i64::try_from(passages).unwrap_or(i64::MAX));
        self.unreadable
            .set(i64::try_from(unreadable).unwrap_or(i64::MAX));
        let registry = self.registry.lock().unwrap_or_else(PoisonError::into_inner);
        let mut text = String::new();
        // Writing to a string cannot fail.
        let _ = encode(&mut text, &registry);
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_happened_is_counted() {
        let metrics = Metrics::new();
        metrics.begin();
        metrics.begin();
        metrics.end("/v1/check", 200, Duration::from_millis(30));
        metrics.refreshed(true);
        let text = metrics.text((5, 214, 0));
        for line in [
            "ibid_requests_total{route=\"/v1/check\",status=\"200\"} 1",
            "ibid_requests_running 1",
            "ibid_refreshes_total{result=\"done\"} 1",
            "ibid_passages 214",
            "ibid_request_seconds_count{route=\"/v1/check\"} 1",
        ] {
            assert!(text.contains(line), "{line} is not in\n{text}");
        }
    }
}
