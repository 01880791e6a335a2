//! What a document defines by name anywhere in it: the targets of links, what stands for a name between
//! bars, its notes.

use std::collections::{HashMap, HashSet};

use crate::document::lined::{LONGEST_MEANT, Line};

/// The names of a document.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Addresses by the names that lead to them, in lower case.
    pub(super) links: HashMap<String, String>,
    /// Words that stand for a name between bars.
    pub(super) words: HashMap<String, String>,
    /// Labels of notes and of works.
    pub(super) labels: HashSet<String>,
    /// How many notes without a name of their own were referred to and written, by their sign.
    counts: HashMap<(char, bool), usize>,
}

impl Names {
    pub(super) fn of(source: &str, lines: &[Line]) -> Self {
        let mut names = Self::default();
        for line in lines {
            let Some(rest) = line.text(source).strip_prefix(".. ") else {
                continue;
            };
            let rest = rest.trim_start();
            if let Some(target) = rest.strip_prefix('_') {
                names.add_link(target);
            } else if let Some(named) = rest.strip_prefix('|')
                && let Some((name, behind)) = named.split_once('|')
                && let Some(words) = behind.trim_start().strip_prefix("replace::")
                && words.len() <= LONGEST_MEANT
            {
                names.words.insert(name.to_owned(), words.trim().to_owned());
            } else if let Some((label, _)) = label(rest) {
                names.labels.insert(label.to_lowercase());
            }
        }
        names
    }

    fn add_link(&mut self, target: &str) {
        let found = match target.strip_prefix('`') {
            Some(quoted) => quoted.split_once("`:"),
            None => target.split_once(':'),
        };
        if let Some((name, address)) = found
            && address.len() <= LONGEST_MEANT
        {
            let address = address.trim().to_owned();
            self.links.insert(name.to_lowercase(), address);
        }
    }

    /// The label that a note of this name has, as it is referred to (or written): one without a name
    /// is called by its number among its like.
    pub(super) fn label(&mut self, name: &str, is_reference: bool) -> String {
        match name {
            "#" | "*" => {
                let sign = name.chars().next().unwrap_or('#');
                let count = self.counts.entry((sign, is_reference)).or_default();
                *count += 1;
                format!("{sign}{count}")
            }
            name => name.to_lowercase(),
        }
    }
}

/// The label in brackets at the start of `text`, and its length with them.
pub(super) fn label(text: &str) -> Option<(&str, usize)> {
    let rest = text.strip_prefix('[')?;
    let length = rest.bytes().take(80).position(|byte| byte == b']')?;
    let label = &rest[..length];
    let is_name = |c: char| c.is_alphanumeric() || "-_.:+#&'".contains(c);
    let is_label = label == "*" || (!label.is_empty() && label.chars().all(is_name));
    is_label.then_some((label, length + 2))
}
