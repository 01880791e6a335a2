//! The roles of MyST: what the name before some code says that the code is (``{cite}`key` ``).

use crate::document::CitedWork;

/// What a role makes of its content.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Role<'a> {
    /// Citations of these works.
    Cites(Vec<CitedWork>),
    /// These words, at their place in the content.
    Shows(&'a str),
    /// Words that only the publishing tool knows: the title of a section, the number of a figure.
    Refers,
}

/// The longest name of a role.
const LONGEST: usize = 64;

/// Roles that print what they lead to, not their content.
const REFERRING: &[&str] = &[
    "any",
    "doc",
    "download",
    "eq",
    "glue",
    "numref",
    "nb-download",
    "ref",
    "figure",
    "number",
];

/// Roles whose content is words of the sentence.
const SHOWING: &[&str] = &[
    "abbr",
    "del",
    "index",
    "term",
    "u",
    "underline",
    "smallcaps",
];

/// What the role named right before code that begins at `at` makes of its `content`; `None` where
/// no role is there, or one whose content is code.
pub(super) fn of<'a>(source: &str, at: usize, content: &'a str) -> Option<Role<'a>> {
    let before = source[..at].strip_suffix('}')?;
    let from = before.len().saturating_sub(LONGEST);
    let from = before.ceil_char_boundary(from);
    let name = &before[from..];
    let name = &name[name.rfind('{')? + 1..];
    let is_letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '-' | '_' | '.' | '+');
    if !name.starts_with(|c: char| c.is_ascii_lowercase()) || !name.chars().all(is_letter) {
        return None;
    }
    let family = name.split(':').next().unwrap_or(name);
    if matches!(
        family,
        "cite" | "citep" | "citet" | "footcite" | "footcitet"
    ) {
        return Some(Role::Cites(works(content)));
    }
    let own = name.rsplit(':').next().unwrap_or(name);
    let shown = content
        .split_once('<')
        .filter(|(_, target)| target.trim_end().ends_with('>'));
    match shown.map(|(shown, _)| shown.trim()) {
        _ if SHOWING.contains(&own) && shown.is_none() => Some(Role::Shows(content)),
        Some(shown) if is_known(own, family) && !shown.is_empty() => Some(Role::Shows(shown)),
        _ if is_known(own, family) => Some(Role::Refers),
        _ => None,
    }
}

fn is_known(own: &str, family: &str) -> bool {
    REFERRING.contains(&own) || SHOWING.contains(&own) || REFERRING.contains(&family)
}

/// The works that the content of a citation names: keys between commas, each with words before and
/// behind it in braces (`{see}smith2020{p. 4}`).
fn works(content: &str) -> Vec<CitedWork> {
    let mut plain = String::with_capacity(content.len());
    let mut depth = 0_usize;
    for c in content.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            c if depth == 0 => plain.push(c),
            _ => {}
        }
    }
    let keys = plain.split([',', ';']).map(str::trim);
    let keys = keys.filter(|key| !key.is_empty() && !key.contains(char::is_whitespace));
    keys.map(|key| CitedWork {
        key: key.to_owned(),
        page: None,
        csl: String::new(),
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn role<'a>(name: &str, content: &'a str) -> Option<Role<'a>> {
        let source = format!("Text {{{name}}}`{content}`");
        of(&source, source.find('`').unwrap(), content)
    }

    #[test]
    fn citations_name_their_keys() {
        for (name, content, keys) in [
            ("cite", "a2020", vec!["a2020"]),
            ("cite:p", "a2020, b:2021", vec!["a2020", "b:2021"]),
            ("cite:t", "{see}a2020{p. 4, 5}", vec!["a2020"]),
            ("footcite:p", "a2020", vec!["a2020"]),
        ] {
            let Some(Role::Cites(works)) = role(name, content) else {
                panic!("{name} cites");
            };
            let found: Vec<&str> = works.iter().map(|work| work.key.as_str()).collect();
            assert_eq!(found, keys);
        }
    }

    #[test]
    fn other_roles_show_words_or_refer_or_are_code() {
        assert_eq!(
            role("ref", "the plan <plan>"),
            Some(Role::Shows("the plan"))
        );
        assert_eq!(role("term", "weir"), Some(Role::Shows("weir")));
        assert_eq!(role("numref", "cranes"), Some(Role::Refers));
        assert_eq!(role("prf:ref", "theorem"), Some(Role::Refers));
        assert_eq!(role("math", "x = 1"), None);
        assert_eq!(role("py:func", "open"), None);
        assert_eq!(of("`a`", 0, "a"), None);
    }
}
