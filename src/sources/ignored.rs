//! What the `.gitignore` files of the project leave out. Those of anywhere else, of the user's
//! home or of a folder above, do not: they would hide files that the next person sees.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::files;

/// The name of a file with such rules.
const NAME: &str = ".gitignore";
/// A file with more rules than this, in bytes, has none that hold.
const LONGEST: u64 = 1 << 20;

/// The rules of the folders from the top of the project downwards, read as they are needed.
pub(super) struct Ignored {
    top: PathBuf,
    known: HashMap<PathBuf, Gitignore>,
}

impl Ignored {
    /// The rules of the folders from `top`, which is absolute, downwards.
    pub(super) fn beneath(top: &Path) -> Self {
        Self {
            top: top.to_owned(),
            known: HashMap::new(),
        }
    }

    /// Whether the file or folder at `path`, which is absolute, is left out; the rules of the
    /// nearest folder that has one for it decide. Of a folder that is left out nobody asks further.
    pub(super) fn leaves_out(&mut self, path: &Path, is_folder: bool) -> bool {
        let top = self.top.clone();
        let folders = path.ancestors().skip(1);
        for folder in folders.take_while(|folder| folder.starts_with(&top)) {
            match self.rules_of(folder).matched(path, is_folder) {
                Match::Ignore(_) => return true,
                Match::Whitelist(_) => return false,
                Match::None => {}
            }
        }
        false
    }

    fn rules_of(&mut self, folder: &Path) -> &Gitignore {
        self.known
            .entry(folder.to_owned())
            .or_insert_with(|| rules_in(folder))
    }
}

/// The rules of one folder; a line that is no rule is passed over, as git does, and so is a file
/// of rules that is a link.
fn rules_in(folder: &Path) -> Gitignore {
    let path = folder.join(NAME);
    let is_link = path.is_symlink();
    let text = match files::read(&path, LONGEST) {
        Ok(text) if !is_link => text,
        _ => return Gitignore::empty(),
    };
    let mut rules = GitignoreBuilder::new(folder);
    for line in String::from_utf8_lossy(&text).lines() {
        let _ = rules.add_line(None, line);
    }
    rules.build().unwrap_or_else(|_| Gitignore::empty())
}
