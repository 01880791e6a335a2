//! The time that one thread works: a busy machine makes no difference to it. The tests of growth and the fuzz targets count
//! by it.

use std::fs;
use std::time::{Duration, Instant};

/// The time that this thread has worked, where the system counts it.
fn worked() -> Option<Duration> {
    let counted = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds = counted.split_whitespace().next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}

/// What `work` takes.
pub(crate) fn cost(work: &dyn Fn()) -> Duration {
    let (from, started) = (worked(), Instant::now());
    work();
    match (from, worked()) {
        (Some(from), Some(to)) => to.saturating_sub(from),
        _ => started.elapsed(),
    }
}
