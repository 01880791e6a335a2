//! How many pairs of about 55 tokens a second the model judges, and how much faster answers are
//! that were kept. `IBID_BENCH_MODEL` names the folder of another model.

use std::io::Write as _;
use std::time::{Duration, Instant};

use ibid::entailment::{Model, Question};

/// Pairs judged.
const PAIRS: usize = 1000;

fn question(number: usize) -> Question {
    let claim = format!(
        "The port of Lomba shipped {} tonnes of rice in May 20{:02}.",
        100 + number,
        number % 24
    );
    let passage = format!(
        "The harbour of Lomba shipped about {} tonnes of rice in spring 20{:02}. The governor of \
         the province did not allow night work, according to the Dockers' Union.",
        90 + number,
        number % 24
    );
    Question {
        claim,
        passage,
        languages: ["en"; 2],
        in_english: None,
    }
}

fn timed(model: &Model, questions: &[Question]) -> anyhow::Result<Duration> {
    let started = Instant::now();
    model.scores(questions)?;
    Ok(started.elapsed())
}

fn main() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let open = || {
        let model = match std::env::var_os("IBID_BENCH_MODEL") {
            Some(model) => Model::open(model.as_ref())?,
            None => Model::of_program()?,
        };
        anyhow::Ok(model.kept_in(folder.path().to_owned()))
    };
    let questions: Vec<Question> = (0..PAIRS).map(question).collect();
    let model = open()?;
    let first = timed(&model, &[question(PAIRS)])?;
    let fresh = timed(&model, &questions)?;
    let kept = timed(&open()?, &questions)?;
    let mut out = std::io::stdout();
    writeln!(
        out,
        "loaded, and one pair judged, in {} ms",
        first.as_millis()
    )?;
    let rate = PAIRS as f64 / fresh.as_secs_f64();
    let threads = rayon::current_num_threads();
    writeln!(
        out,
        "{PAIRS} pairs, {rate:.0} a second on {threads} threads"
    )?;
    let times = fresh.as_secs_f64() / kept.as_secs_f64();
    writeln!(
        out,
        "kept answers in {:.1} ms, {times:.0} times faster",
        kept.as_secs_f64() * 1e3
    )?;
    Ok(())
}
