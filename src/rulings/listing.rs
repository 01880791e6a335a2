//! The form of `ibid.lock` and of the baseline: JSON with an entry a line, so that a change of one
//! is a changed line in review and two changes merge in git.

use std::fmt::Write as _;

use anyhow::{Context, ensure};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::report::sanitize;

/// What every version of either file begins with.
#[derive(Deserialize)]
struct Head {
    version: u32,
}

/// An entry as its line.
///
/// # Errors
/// Never for entries that were made here.
pub(super) fn line<T: Serialize>(entry: &T) -> serde_json::Result<String> {
    Ok(sanitize::json(&serde_json::to_string(entry)?).into_owned())
}

/// The content of a file with these lists of lines, each under its name.
pub(super) fn written(version: u32, lists: &[(&str, Vec<String>)]) -> String {
    let mut out = format!("{{\n\"version\": {version}");
    for (name, lines) in lists {
        let _ = write!(out, ",\n\"{name}\": [\n{}\n]", lines.join(",\n"));
    }
    out.push_str("\n}\n");
    out
}

/// Reads the content of a file. `renew` is the command that writes it anew.
///
/// # Errors
/// Where it is malformed or of another version; the message says what to do.
pub(super) fn read<T: DeserializeOwned>(
    text: &str,
    version: u32,
    renew: &str,
) -> anyhow::Result<T> {
    ensure!(
        text.trim_start().starts_with('{'),
        "it is in the form of an older ibid; write it anew with `{renew}`"
    );
    let malformed = || format!("it is malformed; mend it, or write it anew with `{renew}`");
    let head: Head = serde_json::from_str(text).with_context(malformed)?;
    ensure!(
        head.version <= version,
        "it has version {}, which needs a newer ibid",
        head.version
    );
    ensure!(
        head.version == version,
        "it has version {} of an older ibid; write it anew with `{renew}`",
        head.version
    );
    serde_json::from_str(text).with_context(malformed)
}
