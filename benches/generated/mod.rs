//! A corpus of invented words, and what the benchmarks measure by.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

/// Passages in a file of the corpus, each a record of its own.
const RECORDS_PER_FILE: usize = 10_000;
const FUNCTION_WORDS: [&str; 8] = ["the", "of", "and", "in", "that", "to", "was", "for"];

/// A size that the environment may set.
pub(crate) fn size(name: &str, default: usize) -> usize {
    let given = std::env::var(name).ok();
    given
        .and_then(|value| value.parse().ok())
        .unwrap_or(default)
}

/// What `work` gives, and how long it takes.
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed())
}

/// The time that processors worked for this process, all its threads together, where the system
/// tells. Unlike the time of a clock it says the same on a machine that others use.
#[allow(dead_code, reason = "not every benchmark asks")]
pub(crate) fn processor_time() -> Option<Duration> {
    const TICKS_A_SECOND: u64 = 100;
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let mut fields = stat.rsplit_once(") ")?.1.split(' ').skip(11);
    let mut ticks = || fields.next()?.parse::<u64>().ok();
    Some(Duration::from_millis(
        (ticks()? + ticks()?) * 1000 / TICKS_A_SECOND,
    ))
}

/// Invented words, the frequent ones far more often than the rare ones, among function words as
/// in running text.
pub(crate) fn generate(passages: usize) -> Vec<String> {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    (0..passages)
        .map(|_| {
            let count = 30 + next() % 60;
            let mut text = String::new();
            for at in 0..count {
                let share = (next() % 1_000_000) as f64 / 1_000_000.0;
                let word = (300_000_f64.powf(share)) as u64;
                let end = if at % 15 == 14 || at + 1 == count {
                    ". "
                } else {
                    " "
                };
                let function_word = FUNCTION_WORDS[(next() % 8) as usize];
                match next() % 5 {
                    0 | 1 => text.push_str(&format!("{function_word}{end}")),
                    _ => text.push_str(&format!("{}{end}", invented(word))),
                }
            }
            text.trim_end().to_owned()
        })
        .collect()
}

fn invented(mut number: u64) -> String {
    const SYLLABLES: [&str; 16] = [
        "ba", "ke", "di", "lo", "mu", "na", "pe", "ri", "so", "tu", "va", "we", "zi", "go", "hu",
        "fa",
    ];
    let mut word = String::new();
    loop {
        word.push_str(SYLLABLES[(number % 16) as usize]);
        number /= 16;
        if number == 0 {
            return word;
        }
    }
}

/// The texts as sources.
pub(crate) fn write_records(directory: &Path, texts: &[String]) {
    fs::create_dir_all(directory).expect("a folder");
    for (number, chunk) in texts.chunks(RECORDS_PER_FILE).enumerate() {
        let mut content = String::new();
        for (at, text) in chunk.iter().enumerate() {
            content.push_str(&format!("{{\"_id\": \"{at}\", \"text\": \"{text}\"}}\n"));
        }
        fs::write(directory.join(format!("{number}.jsonl")), content).expect("room");
    }
}

/// The most memory this process has held, where the system tells.
pub(crate) fn peak_memory() -> Option<String> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.trim_start_matches("VmHWM:").trim().to_owned())
}
