//! Which kind of repository this is, by the file that its tool is set up with, and where that
//! tool keeps its texts.

/// A tool that builds texts, and how a repository for it is known.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Dialect {
    /// Its name.
    pub(super) name: &'static str,
    /// Files or folders of which one tells it.
    markers: &'static [&'static str],
    /// The key of that file which names the folder of the texts.
    pub(super) folder_key: Option<&'static str>,
    /// The key of that file which names the folder that is built.
    pub(super) output_key: Option<&'static str>,
    /// The folders that the texts lie in unless that key says otherwise; anywhere where none is
    /// named.
    pub(super) folders: &'static [&'static str],
}

/// Every one that is known; the first that fits holds, so the more telling ones stand first.
const DIALECTS: [Dialect; 12] = [
    Dialect {
        name: "Quarto",
        markers: &["_quarto.yml", "_quarto.yaml"],
        folder_key: None,
        output_key: Some("output-dir"),
        folders: &[],
    },
    Dialect {
        name: "bookdown",
        markers: &["_bookdown.yml"],
        folder_key: None,
        output_key: Some("output_dir"),
        folders: &[],
    },
    Dialect {
        name: "Manubot",
        markers: &["content/metadata.yaml"],
        folder_key: None,
        output_key: None,
        folders: &["content"],
    },
    Dialect {
        name: "mdBook",
        markers: &["book.toml"],
        folder_key: Some("src"),
        output_key: Some("build-dir"),
        folders: &["src"],
    },
    Dialect {
        name: "MkDocs",
        markers: &["mkdocs.yml", "mkdocs.yaml"],
        folder_key: Some("docs_dir"),
        output_key: Some("site_dir"),
        folders: &["docs"],
    },
    Dialect {
        name: "Docusaurus",
        markers: &[
            "docusaurus.config.js",
            "docusaurus.config.ts",
            "docusaurus.config.mjs",
        ],
        folder_key: None,
        output_key: None,
        folders: &["docs", "blog"],
    },
    Dialect {
        name: "Hugo",
        markers: &[
            "hugo.toml",
            "hugo.yaml",
            "hugo.yml",
            "hugo.json",
            "config/_default",
            "archetypes",
        ],
        folder_key: Some("contentDir"),
        output_key: Some("publishDir"),
        folders: &["content"],
    },
    Dialect {
        name: "MyST",
        markers: &["myst.yml", "_toc.yml"],
        folder_key: None,
        output_key: None,
        folders: &[],
    },
    Dialect {
        name: "Sphinx",
        markers: &["conf.py"],
        folder_key: None,
        output_key: None,
        folders: &[],
    },
    Dialect {
        name: "Antora",
        markers: &["antora.yml"],
        folder_key: None,
        output_key: None,
        folders: &["modules"],
    },
    Dialect {
        name: "Jekyll",
        markers: &["_config.yml", "_config.yaml"],
        folder_key: None,
        output_key: Some("destination"),
        folders: &[],
    },
    Dialect {
        name: "Obsidian",
        markers: &[".obsidian"],
        folder_key: None,
        output_key: None,
        folders: &[],
    },
];

/// The dialect of a repository and what tells it. `is_there` says whether a file or folder is.
pub(super) fn of(is_there: impl Fn(&str) -> bool) -> Option<(&'static Dialect, &'static str)> {
    DIALECTS.iter().find_map(|dialect| {
        let marker = dialect.markers.iter().find(|marker| is_there(marker))?;
        Some((dialect, *marker))
    })
}

/// Whether `name` is the file `marker` or that of another site in the same folder: `mkdocs.blog.yml`
/// beside `mkdocs.yml`.
pub(super) fn is_variant(name: &str, marker: &str) -> bool {
    let Some((stem, extension)) = marker.rsplit_once('.') else {
        return name == marker;
    };
    let beside = name
        .strip_prefix(stem)
        .and_then(|rest| rest.strip_suffix(extension));
    beside.is_some_and(|variant| variant.starts_with('.') && !variant.contains('/'))
}

/// The value of `key` in a file of TOML, YAML or JSON, where it is one word on a line of its own.
pub(super) fn value_of<'t>(text: &'t str, key: &str) -> Option<&'t str> {
    text.lines().find_map(|line| {
        let rest = line.trim().trim_start_matches('"').strip_prefix(key)?;
        let rest = rest.trim_start_matches('"').trim_start();
        let value = rest.strip_prefix([':', '='])?.trim();
        let value = value.trim_end_matches(',').trim_matches(['"', '\'']);
        (!value.is_empty() && !value.contains(char::is_whitespace)).then_some(value)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_of_the_tool_tells_the_dialect() {
        let name = |there: &[&str]| of(|marker| there.contains(&marker)).map(|(it, _)| it.name);
        assert_eq!(name(&["book.toml"]), Some("mdBook"));
        assert_eq!(name(&["_config.yml"]), Some("Jekyll"));
        assert_eq!(name(&["_config.yml", "_toc.yml"]), Some("MyST"));
        assert_eq!(name(&["conf.py"]), Some("Sphinx"));
        assert_eq!(name(&["config/_default"]), Some("Hugo"));
        assert_eq!(name(&["Cargo.toml"]), None);
    }

    #[test]
    fn another_site_is_set_up_beside_the_first() {
        assert!(is_variant("mkdocs.yml", "mkdocs.yml"));
        assert!(is_variant("a/mkdocs.blog.yml", "a/mkdocs.yml"));
        assert!(!is_variant("a/mkdocs.yml", "mkdocs.yml"));
        assert!(!is_variant("mkdocs-old.yml", "mkdocs.yml"));
        assert!(!is_variant("mkdocs.d/a.yml", "mkdocs.yml"));
    }

    #[test]
    fn the_folder_is_read_in_every_form() {
        assert_eq!(value_of("[book]\nsrc = \"text\"\n", "src"), Some("text"));
        assert_eq!(value_of("docs_dir: 'pages'\n", "docs_dir"), Some("pages"));
        assert_eq!(
            value_of("{\n\"contentDir\": \"a\",\n}", "contentDir"),
            Some("a")
        );
        assert_eq!(value_of("srcs = \"x\"\n", "src"), None);
    }
}
