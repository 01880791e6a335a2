//! How many claim–passage pairs a second are judged, with texts that are read already.

use std::hint::black_box;
use std::time::Instant;

use ibid::judge::{ClaimReading, Knowledge, Reading, judge};
use ibid::language::Context;

/// Passages each claim is judged by.
const PASSAGES: usize = 200;
/// Times every claim is judged.
const ROUNDS: usize = 20;

fn main() {
    let knowledge = Knowledge::default();
    let context = Context::default();
    let claims: Vec<ClaimReading> = (0..50)
        .map(|n| {
            let text = format!(
                "The port of Lomba shipped {} tonnes of rice in May 20{:02}.",
                100 + n,
                n % 24
            );
            ClaimReading::of(&text, &context, &[], &[], &knowledge)
        })
        .collect();
    let passages: Vec<Reading> = (0..PASSAGES)
        .map(|n| {
            let text = format!(
                "The harbour of Lomba shipped about {} tonnes of rice in spring 20{:02}. The governor \
                 of the province did not allow night work, according to the Dockers' Union.",
                90 + n,
                n % 24
            );
            Reading::of(&text, &context, &knowledge)
        })
        .collect();
    let started = Instant::now();
    for _ in 0..ROUNDS {
        for claim in &claims {
            for passage in &passages {
                black_box(judge(claim, &[passage], &knowledge));
            }
        }
    }
    let pairs = ROUNDS * claims.len() * passages.len();
    let rate = pairs as f64 / started.elapsed().as_secs_f64();
    let mut out = std::io::stdout();
    let _ = std::io::Write::write_fmt(
        &mut out,
        format_args!("{pairs} pairs, {rate:.0} a second on one core\n"),
    );
}
