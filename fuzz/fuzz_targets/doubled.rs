//! What must hold of any reader's time: an input of the double length takes no more than 2.6 times as
//! long.

use std::fs;
use std::time::{Duration, Instant};

/// What the doubled input may take, of the time of the input.
const MOST: f64 = 2.6;

/// Inputs that take less say nothing.
const TELLING: Duration = Duration::from_millis(4);

/// How often an input that seems to take too long is measured again, for a median.
const AGAIN: usize = 7;

/// The time that this thread has worked, where the system counts it.
fn worked() -> Option<Duration> {
    let counted = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds = counted.split_whitespace().next()?.parse().ok()?;
    Some(Duration::from_nanos(nanoseconds))
}

fn cost(read: &dyn Fn()) -> Duration {
    let (from, started) = (worked(), Instant::now());
    read();
    match (from, worked()) {
        (Some(from), Some(to)) => to.saturating_sub(from),
        _ => started.elapsed(),
    }
}

fn median(read: &dyn Fn()) -> Duration {
    let mut costs: Vec<Duration> = (0..AGAIN).map(|_| cost(read)).collect();
    costs.sort_unstable();
    costs[AGAIN / 2]
}

/// Reads `text`, and then itself twice over, and compares what that takes.
pub fn check(text: &str, read: impl Fn(&str)) {
    let single = cost(&|| read(text));
    if single < TELLING {
        return;
    }
    let twice = text.repeat(2);
    let is_too_much = |single: Duration, double: Duration| double > single.mul_f64(MOST);
    if is_too_much(single, cost(&|| read(&twice))) {
        let (single, double) = (median(&|| read(text)), median(&|| read(&twice)));
        assert!(
            !is_too_much(single, double),
            "{} bytes take {single:?}, twice as many {double:?}",
            text.len()
        );
    }
}
