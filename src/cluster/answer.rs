//! What answers say, read so that nothing that failed passes for nothing found.

use anyhow::{Context as _, bail, ensure};
use serde_json::Value;

use super::http::{Step, is_busy};
use super::{Found, Kept, told};

/// What became of an entry.
pub(super) enum Item {
    /// It is there.
    Done,
    /// The engine was too busy for it; in its own words.
    Busy(String),
    /// It is not there and will not be.
    Refused(String),
}

/// How many entries there are.
pub(super) fn count(answer: &Value) -> anyhow::Result<u64> {
    if let Some(shards) = answer.get("_shards") {
        all_answered(shards)?;
    }
    answer
        .get("count")
        .and_then(Value::as_u64)
        .context("its answer has no `count`")
}

/// Sees that no part of the index failed. Copies that no server has at the moment do not count.
pub(super) fn none_failed(answer: &Value) -> anyhow::Result<()> {
    let shards = answer
        .get("_shards")
        .context("its answer has no `_shards`")?;
    let failed = number(shards, "failed")?;
    ensure!(
        failed == 0,
        "{failed} parts of the index failed: {}",
        failure(shards)
    );
    Ok(())
}

/// Sees that every part of the index answered. A part that no server has does not count as failed in
/// every version, so those that answered are counted.
fn all_answered(shards: &Value) -> anyhow::Result<()> {
    let (total, successful) = (number(shards, "total")?, number(shards, "successful")?);
    let failed = number(shards, "failed")?.max(total.saturating_sub(successful));
    ensure!(
        failed == 0,
        "{failed} of {total} parts of the index did not answer ({}): see to the engine, then run \
         again",
        failure(shards)
    );
    Ok(())
}

fn number(shards: &Value, field: &str) -> anyhow::Result<u64> {
    let number = shards.get(field).and_then(Value::as_u64);
    number.with_context(|| format!("its answer has no `_shards.{field}`"))
}

fn failure(shards: &Value) -> String {
    let reason = shards.pointer("/failures/0/reason");
    reason.map_or_else(|| "it does not say why".to_owned(), told)
}

/// What became of each of `expected` entries.
pub(super) fn added(answer: &Value, expected: usize) -> anyhow::Result<Vec<Item>> {
    let items = answer.get("items").and_then(Value::as_array);
    let items = items.context("its answer has no `items`")?;
    ensure!(
        items.len() == expected,
        "it answers for {} of {expected} passages",
        items.len()
    );
    items.iter().map(item).collect()
}

fn item(item: &Value) -> anyhow::Result<Item> {
    let said = item.as_object().and_then(|item| item.values().next());
    let said = said.context("an item of its answer is empty")?;
    let status = said.get("status").and_then(Value::as_u64);
    Ok(
        match status.context("an item of its answer has no `status`")? {
            // An entry is named by its content, so that one of the same name is the same.
            200 | 201 | 409 => Item::Done,
            status if is_busy(status) => Item::Busy(told(said)),
            _ => Item::Refused(told(said)),
        },
    )
}

/// The answers to `expected` searches.
pub(super) fn each(mut answer: Value, expected: usize) -> anyhow::Result<Vec<Value>> {
    let Some(Value::Array(answers)) = answer.get_mut("responses").map(Value::take) else {
        bail!("its answer has no `responses`");
    };
    ensure!(
        answers.len() == expected,
        "it answers {} of {expected} searches",
        answers.len()
    );
    Ok(answers)
}

/// What a search in `index` found.
pub(super) fn found(answer: &Value, index: &str) -> anyhow::Result<Step<Found>> {
    let status = answer.get("status").and_then(Value::as_u64).unwrap_or(200);
    if is_busy(status) {
        return Ok(Step::Busy(told(answer)));
    }
    ensure!(
        status != 404,
        "it has no index {index} any more ({}): the sources were indexed anew meanwhile, run again",
        told(answer)
    );
    ensure!(
        status == 200 && answer.get("error").is_none(),
        "a search failed with the status {status}: {}",
        told(answer)
    );
    let is_late = answer.get("timed_out").and_then(Value::as_bool);
    ensure!(
        is_late != Some(true),
        "a search took too long for it and was broken off"
    );
    all_answered(
        answer
            .get("_shards")
            .context("its answer has no `_shards`")?,
    )?;
    let hits = answer.pointer("/hits/hits").and_then(Value::as_array);
    let hits = hits.context("its answer has no `hits`")?;
    Ok(Step::Done(Found {
        total: total(answer),
        hits: hits.iter().map(hit).collect::<anyhow::Result<_>>()?,
    }))
}

/// How many entries were found, in the form of this version or of older ones.
fn total(answer: &Value) -> u64 {
    let total = &answer["hits"]["total"];
    total["value"].as_u64().or(total.as_u64()).unwrap_or(0)
}

fn hit(hit: &Value) -> anyhow::Result<(f32, Kept)> {
    let score = hit.pointer("/sort/0").and_then(Value::as_f64);
    let score = score.or(hit.get("_score").and_then(Value::as_f64));
    let content = hit
        .get("_source")
        .context("a passage of its answer has no content")?;
    let kept = serde::Deserialize::deserialize(content);
    Ok((
        score.context("a passage of its answer has no score")? as f32,
        kept.context("a passage of its answer is none that ibid wrote")?,
    ))
}
