//! Roles: what the name beside words between backticks says that they are.

use serde::Deserialize;

use crate::document::CitedWork;
use crate::document::lined::works;
use crate::language::word_list::{self, Meanings};
use crate::span::Span;

/// What a role makes of its content.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Citations of these works.
    Cites(Vec<CitedWork>),
    /// These words, at their place in the content.
    Shows(Span),
    /// Words that are a title or stressed.
    Stresses(Span),
    /// Code, a formula, the name of something in a program; at its place in the content.
    Names(Span),
    /// Words that are raised.
    Raises,
    /// Words that are struck.
    Strikes,
    /// A document that goes by a number: its series stands before the content.
    Numbers(&'static str),
    /// Words that only the publishing tool knows: the title of a section, the number of a figure.
    Refers,
}

/// What the name of a role says, from `roles.txt`.
#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
enum Meaning {
    Cite,
    Refer,
    Show,
    Stress,
    Raise,
    Strike,
}

const LIST: &str = include_str!("roles.txt");

static KNOWN: Meanings<Meaning> = Meanings::new(|| word_list::meanings(LIST));

/// What the role `name` makes of `content`.
pub(super) fn of(name: &str, content: &str) -> Role {
    let family = name.split(':').next().unwrap_or(name);
    let own = name.rsplit(':').next().unwrap_or(name);
    if KNOWN.get(family) == Some(&Meaning::Cite) {
        return Role::Cites(works(content));
    }
    let title = title(content);
    match (KNOWN.get(own), title) {
        (Some(Meaning::Refer), None) => Role::Refers,
        (Some(Meaning::Show), None) => Role::Shows(whole(content)),
        (Some(Meaning::Stress), _) => Role::Stresses(whole(content)),
        (Some(Meaning::Raise), _) => Role::Raises,
        (Some(Meaning::Strike), _) => Role::Strikes,
        (_, Some(title)) => Role::Shows(title),
        (_, None) => match own {
            "pep" => Role::Numbers("PEP "),
            "rfc" => Role::Numbers("RFC "),
            _ => Role::Names(short(content)),
        },
    }
}

fn whole(content: &str) -> Span {
    Span::new(0, content.len())
}

/// The words before the target in `words <target>`.
pub(super) fn title(content: &str) -> Option<Span> {
    let before = content.trim_end().strip_suffix('>')?;
    let words = before[..before.rfind('<')?].trim_end();
    let start = words.len() - words.trim_start().len();
    (start < words.len()).then(|| Span::new(start, words.len()))
}

/// The part of a name that is shown: the last one of `~module.Name`, all behind `!`.
fn short(content: &str) -> Span {
    let end = content.len();
    match content.strip_prefix('~') {
        Some(path) => Span::new(1 + path.rfind('.').map_or(0, |dot| dot + 1), end),
        None => Span::new(usize::from(content.starts_with('!')), end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_is_said_once() {
        word_list::assert_sound(LIST, " ", |_| "role");
    }

    #[test]
    fn roles_cite_show_refer_or_name() {
        let shown = |name: &str, content: &'static str| match of(name, content) {
            Role::Shows(span) | Role::Names(span) => span.of(content),
            other => panic!("{name}: {other:?}"),
        };
        assert_eq!(shown("ref", "the plan <plan>"), "the plan");
        assert_eq!(shown("py:func", "~os.path.join"), "join");
        assert_eq!(shown("func", "open"), "open");
        assert_eq!(of("doc", "guide"), Role::Refers);
        assert_eq!(of("pep", "8"), Role::Numbers("PEP "));
        let Role::Cites(works) = of("cite:t", "a2020, b2021") else {
            panic!("it cites");
        };
        assert_eq!(works.len(), 2);
    }
}
