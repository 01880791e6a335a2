//! The commented configuration that `ibid init` writes.

/// The file, with `<<…>>` where something found is filled in.
const TEMPLATE: &str = include_str!("starting.toml");

/// What is said of rules where a publishing tool makes pages of the drafts: most of what stands on a page
/// is right, so of the accusations that are only likely most are wrong.
const RULES_OF_PAGES: &str = "\
# What is published is mostly right, so what is no more than likely to be wrong is only noted.
refuted = { level = \"error\", from = 0.8, below = \"note\" }
";

/// What is said of rules where there are sources.
const RULES: &str = "# not-enough-evidence = \"warning\"\n";

/// What is said of rules where there is nothing to check claims against.
const RULES_WITHOUT_SOURCES: &str = "\
# There are no texts to check against yet, so these two would find everything. Take them away once
# `sources.include` names some.
not-enough-evidence = \"off\"
quote-not-found = \"off\"
";

/// What a starting configuration says of the repository it is for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Starting {
    /// Files and folders of sources; none where there are no texts to check against.
    pub sources: Vec<String>,
    /// Bibliographies.
    pub bibliography: Vec<String>,
    /// Files and folders of drafts.
    pub drafts: Vec<String>,
    /// Globs of what lies among the drafts and is none.
    pub left_out: Vec<String>,
    /// Whether a publishing tool makes pages of the drafts.
    pub is_published: bool,
}

impl Starting {
    /// The content of the file.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let list = |items: &[String]| toml::Value::from(items.to_vec()).to_string();
        let rules = match self.sources.is_empty() {
            true => RULES_WITHOUT_SOURCES,
            false => RULES,
        };
        let of_pages = match self.is_published {
            true => RULES_OF_PAGES,
            false => "",
        };
        TEMPLATE
            .replace("<<rules>>", &format!("{of_pages}{rules}"))
            .replace("<<bibliography>>", &list(&self.bibliography))
            .replace("<<sources>>", &list(&self.sources))
            .replace("<<left out>>", &list(&self.left_out))
            .replace("<<drafts>>", &list(&self.drafts))
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::config::ConfigFile;
    use crate::report::{FailOn, Rule};

    fn parsed(starting: &Starting) -> ConfigFile {
        ConfigFile::parse(Path::new("ibid.toml"), &starting.to_toml()).unwrap()
    }

    #[test]
    fn what_was_found_is_filled_in_and_the_rest_has_its_default() {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let file = parsed(&Starting {
            sources: names(&["texts/"]),
            bibliography: names(&["references.bib", "odd \"name\".bib"]),
            drafts: names(&["src/"]),
            left_out: names(&["SUMMARY.md"]),
            is_published: false,
        });
        assert_eq!(file.check.fail_on, Some(FailOn::Error));
        assert_eq!(file.check.min_confidence, Some(0.0));
        assert_eq!(file.sources.include, Some(names(&["texts/"])));
        let bibliography = names(&["references.bib", "odd \"name\".bib"]);
        assert_eq!(file.sources.bibliography, Some(bibliography));
        assert_eq!(file.drafts.include, Some(names(&["src/"])));
        assert_eq!(file.drafts.exclude, Some(names(&["SUMMARY.md"])));
        assert!(file.rules.is_empty());
    }

    #[test]
    fn what_is_only_likely_is_noted_where_pages_are_published() {
        let file = parsed(&Starting {
            is_published: true,
            ..Starting::default()
        });
        assert!(file.rules.contains_key(&Rule::Refuted));
    }

    #[test]
    fn without_sources_no_claim_is_held_against_the_draft() {
        let file = parsed(&Starting::default());
        assert_eq!(file.sources.include, Some(Vec::new()));
        assert!(file.rules.contains_key(&Rule::NotEnoughEvidence));
    }
}
