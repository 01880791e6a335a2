//! Where the files of a model are: in the program, in the folder that an installation lays beside it, or in another one.

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::embedded::{EMBEDDED, Embedded};
use crate::files as door;

/// The graph and its weights.
pub(super) const MODEL: &str = "model.onnx";
/// How a text becomes numbers.
pub(super) const TOKENIZER: &str = "tokenizer.json";
/// What the outputs mean.
pub(super) const CONFIG: &str = "config.json";

/// The most bytes of a file of a model that is read as a whole. The largest tokenizers, of a quarter of
/// a million words, have 17 million.
const MOST_READ: u64 = 64 << 20;

/// Where the graph is loaded from.
pub(super) enum Graph {
    /// Bytes of the program: the graph, and its weights under the names that it knows them by.
    InProgram {
        graph: &'static [u8],
        weights: &'static [(&'static str, &'static [u8])],
    },
    /// A file, which may have more weights in others beside it.
    OnDisk(PathBuf),
}

/// The folder of the model beneath the one that `bin/` of an installation lies in, part by part.
const BESIDE: [&str; 3] = ["share", "ibid", "model"];

/// The files of a model.
#[derive(Clone)]
pub(super) enum Files {
    /// Part of the program.
    Embedded(&'static Embedded),
    /// In this folder.
    Folder(PathBuf),
}

impl Files {
    /// Those of the model that comes with the program: part of it, or else beside it.
    ///
    /// # Errors
    /// When no model came with it; the message says where to get one.
    pub(super) fn of_program() -> anyhow::Result<Self> {
        if let Some(embedded) = &EMBEDDED {
            return Ok(Self::Embedded(embedded));
        }
        let program = std::env::current_exe().and_then(|path| path.canonicalize());
        let folder = beside(&program.context("the program's own place cannot be told")?);
        anyhow::ensure!(
            folder.join(MODEL).is_file(),
            "no model came with this ibid: it is not part of the program, and {} holds none; \
             unpack the model of the release there, name another with `--model FOLDER`, or judge \
             by the rules alone with `--no-model`",
            folder.display()
        );
        Ok(Self::Folder(folder))
    }

    /// What messages call the model.
    pub(super) fn name(&self) -> String {
        match self {
            Files::Embedded(_) => "the model in the program".to_owned(),
            Files::Folder(folder) => format!("the model in {}", folder.display()),
        }
    }

    /// Sees that all three files are there.
    ///
    /// # Errors
    /// When one is missing; the message names it.
    pub(super) fn check(&self) -> anyhow::Result<()> {
        let Files::Folder(folder) = self else {
            return Ok(());
        };
        for name in [MODEL, TOKENIZER, CONFIG] {
            door::open(&folder.join(name)).with_context(|| unreadable(folder, name))?;
        }
        Ok(())
    }

    /// The content of the file `name`, one of the three.
    ///
    /// # Errors
    /// When it cannot be read; the message names the file and says what a model consists of.
    pub(super) fn read(&self, name: &str) -> anyhow::Result<Cow<'static, [u8]>> {
        match self {
            Files::Embedded(embedded) => Ok(Cow::Borrowed(embedded.file(name))),
            Files::Folder(folder) => door::read(&folder.join(name), MOST_READ)
                .map(Cow::Owned)
                .with_context(|| unreadable(folder, name)),
        }
    }

    /// Where the graph is loaded from.
    pub(super) fn graph(&self) -> Graph {
        match self {
            Files::Embedded(embedded) => Graph::InProgram {
                graph: embedded.graph,
                weights: embedded.weights,
            },
            Files::Folder(folder) => Graph::OnDisk(folder.join(MODEL)),
        }
    }

    /// How many bytes the graph and its weights have.
    ///
    /// # Errors
    /// As [`Files::read`].
    pub(super) fn size(&self) -> anyhow::Result<u64> {
        match self.graph() {
            Graph::InProgram { graph, weights } => {
                let weights = weights.iter().map(|(_, bytes)| bytes.len());
                Ok((graph.len() + weights.sum::<usize>()) as u64)
            }
            Graph::OnDisk(path) => with_weights(&path)?
                .iter()
                .map(|path| Ok(door::open(path)?.metadata()?.len()))
                .sum(),
        }
    }

    /// A hash of everything that answers hang on.
    ///
    /// # Errors
    /// As [`Files::read`].
    pub(super) fn hash(&self) -> anyhow::Result<blake3::Hash> {
        let mut all = blake3::Hasher::new();
        for name in [TOKENIZER, CONFIG] {
            all.update(blake3::hash(&self.read(name)?).as_bytes());
        }
        match self.graph() {
            Graph::InProgram { graph, weights } => {
                all.update(blake3::hash(graph).as_bytes());
                for (_, bytes) in weights {
                    all.update(blake3::hash(bytes).as_bytes());
                }
            }
            Graph::OnDisk(path) => {
                for path in with_weights(&path)? {
                    let mut hasher = blake3::Hasher::new();
                    door::open(&path)
                        .and_then(|file| hasher.update_reader(file).map(|_| ()))
                        .with_context(|| format!("{} cannot be read", path.display()))?;
                    all.update(hasher.finalize().as_bytes());
                }
            }
        }
        Ok(all.finalize())
    }
}

/// The graph at `path` and the files beside it that hold weights of it: their names begin with
/// that of the graph (`model.onnx.data`).
fn with_weights(path: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let entries = fs::read_dir(folder).with_context(|| unreadable(folder, MODEL))?;
    let mut paths = Vec::new();
    for entry in entries {
        let entry = entry.with_context(|| unreadable(folder, MODEL))?;
        if entry.file_name().to_string_lossy().starts_with(MODEL) {
            paths.push(entry.path());
        }
    }
    paths.sort();
    Ok(paths)
}

fn unreadable(folder: &Path, name: &str) -> String {
    format!(
        "{} cannot be read: the folder of a model holds {MODEL}, {TOKENIZER} and {CONFIG}",
        folder.join(name).display()
    )
}

/// Where an installation lays the model of the program at `program`.
fn beside(program: &Path) -> PathBuf {
    let prefix = program.ancestors().nth(2).unwrap_or(Path::new(""));
    BESIDE
        .iter()
        .fold(prefix.to_owned(), |path, part| path.join(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_model_lies_beneath_the_folder_that_holds_bin() {
        let folder = beside(Path::new("/opt/ibid/bin/ibid"));
        assert_eq!(folder, Path::new("/opt/ibid/share/ibid/model"));
        assert_eq!(beside(Path::new("ibid")), Path::new("share/ibid/model"));
    }

    /// The hash tells the answers that are kept, so it may not hang on where the files lie.
    #[test]
    fn a_model_is_the_same_in_the_program_and_beside_it() {
        let Some(embedded) = &EMBEDDED else { return };
        let folder = Files::Folder(PathBuf::from("model"));
        let hash = |files: Files| files.hash().unwrap();
        assert_eq!(hash(Files::Embedded(embedded)), hash(folder));
    }
}
