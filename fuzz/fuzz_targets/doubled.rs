//! What must hold of any reader's time: an input of the double length takes no more than 2.6 times as
//! long.

use std::time::Duration;

#[path = "../../tests/growth/worked.rs"]
mod worked;
use worked::cost;

/// What the doubled input may take, of the time of the input.
const MOST: f64 = 2.6;

/// Inputs that take less say nothing: on a busy machine what other programs leave of the caches counts for more.
const TELLING: Duration = Duration::from_millis(12);

/// How often an input that seems to take too long is measured again, for a median.
const AGAIN: usize = 7;

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
