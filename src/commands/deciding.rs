//! Writing down what an editor decides, by whatever way: the command line, a page, an editor.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context as _, ensure};

use super::replacing;
use crate::check::base;
use crate::config::Config;
use crate::keeping::{FOLDER, Lock};
use crate::rulings::{Decision, RULINGS_FILE, append};

/// How long others may take to write down what they decided.
const PATIENCE: Duration = Duration::from_secs(20);

/// Adds `decisions` to the file of decisions beside the configuration.
///
/// # Errors
/// Where the file cannot be read, is in conflict, or cannot be written.
pub(super) fn record(config: &Config, decisions: &[Decision]) -> anyhow::Result<()> {
    ensure!(
        config.pinned.is_none(),
        "decisions are taken from another revision, so none can be added here"
    );
    let _turn = turn(&config.root)?;
    let path = config.root.join(RULINGS_FILE);
    let mut text = config.setting(&path)?.unwrap_or_default();
    for decision in decisions {
        text = append(&text, decision)?;
    }
    replacing::replace(&path, text.as_bytes())
}

/// The right to add to the decisions in `folder`, which are read and written as a whole: of two who
/// added at once, one would lose what the other wrote. `None` where no lock can be kept.
fn turn(folder: &Path) -> anyhow::Result<Option<Lock>> {
    let Ok(lock) = Lock::take(&folder.join(FOLDER).join("decisions"), PATIENCE) else {
        return Ok(None);
    };
    let lock = lock.with_context(|| format!("another run is writing {RULINGS_FILE}; run again"))?;
    Ok(Some(lock))
}

/// Reads `DRAFT:LINE`, perhaps with a column, which says no more.
pub(super) fn place(text: &str) -> Result<(PathBuf, usize), String> {
    let mut parts: Vec<&str> = text.split(':').collect();
    let number = |text: Option<&&str>| text.and_then(|text| text.parse::<usize>().ok());
    if parts.len() > 2 && number(parts.get(parts.len() - 2)).is_some() {
        parts.pop();
    }
    match (number(parts.last()), parts.len()) {
        (Some(line), 2..) => Ok((parts[..parts.len() - 1].join(":").into(), line)),
        _ => Err("a place is written DRAFT:LINE, such as reports/q3.md:12".to_owned()),
    }
}

/// The draft at `path` as it was typed, or else as findings show it: from the configuration's
/// folder.
pub(super) fn typed_or_shown(path: &Path, config: &Config) -> PathBuf {
    let shown = base(config).join(path);
    match !path.exists() && shown.exists() {
        true => shown,
        false => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_draft_and_a_line() {
        assert_eq!(place("a/b.md:12"), Ok(("a/b.md".into(), 12)));
        assert_eq!(place("a/b.md:12:7"), Ok(("a/b.md".into(), 12)));
        assert_eq!(place("odd:name.md:12"), Ok(("odd:name.md".into(), 12)));
        assert!(place("a/b.md").is_err());
        assert!(place("12").is_err());
    }
}
