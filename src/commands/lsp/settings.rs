//! Which configuration holds for an open draft, and the folder that its paths count from.

use std::path::{Path, PathBuf};

use crate::commands::arguments::{ModelArgs, SourceArgs};
use crate::config::{Config, ConfigChoice};
use crate::wording::Locale;

/// What the command line said.
#[derive(Clone, Debug)]
pub(super) struct Settings {
    pub(super) choice: ConfigChoice,
    pub(super) sources: SourceArgs,
    pub(super) model: ModelArgs,
    pub(super) language: Option<Locale>,
}

impl Settings {
    /// The configuration of the draft at `path`, and the folder to check it in. Paths of the command
    /// line count from the one of `folders`, the client's, that the draft lies in.
    ///
    /// # Errors
    /// Where a configuration is wrong; the message names file and line.
    pub(super) fn of_draft(
        &self,
        path: &Path,
        folders: &[PathBuf],
    ) -> anyhow::Result<(PathBuf, Config)> {
        let beside = path.parent().unwrap_or(Path::new("/"));
        let around = folders.iter().filter(|folder| path.starts_with(folder));
        let around = around.max_by_key(|folder| folder.components().count());
        let home = around.map_or(beside, PathBuf::as_path);
        let (mut config, home) = match &self.choice {
            ConfigChoice::Nearest => {
                let nearest = Config::load(beside, &ConfigChoice::Nearest)?;
                match nearest.file {
                    Some(_) => {
                        let root = nearest.root.clone();
                        (nearest, root)
                    }
                    None => (Config::load(home, &ConfigChoice::None)?, home.to_owned()),
                }
            }
            ConfigChoice::File(file) => {
                let choice = ConfigChoice::File(home.join(file));
                (Config::load(home, &choice)?, home.to_owned())
            }
            ConfigChoice::None => (Config::load(home, &ConfigChoice::None)?, home.to_owned()),
        };
        let from_home = |paths: &[PathBuf]| {
            let around = around.map_or(beside, PathBuf::as_path);
            paths.iter().map(|path| around.join(path)).collect()
        };
        let sources = SourceArgs {
            sources: from_home(&self.sources.sources),
            bibliography: from_home(&self.sources.bibliography),
            ..self.sources.clone()
        };
        sources.apply(&mut config);
        self.model.apply(&mut config);
        if let Some(language) = self.language {
            config.set_language(language);
        }
        Ok((home, config))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn the_nearest_configuration_holds_and_paths_count_from_the_clients_folder() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("a/reports")).unwrap();
        fs::write(root.join("a/ibid.toml"), "model = false\n").unwrap();
        let settings = Settings {
            choice: ConfigChoice::Nearest,
            sources: SourceArgs {
                sources: vec!["pile".into()],
                ..SourceArgs::default()
            },
            model: ModelArgs::default(),
            language: None,
        };
        let folders = [root.to_owned()];
        let found = |path: &str| settings.of_draft(&root.join(path), &folders).unwrap();
        let (home, config) = found("a/reports/q3.md");
        assert_eq!(home, root.join("a"));
        assert_eq!(config.file, Some(root.join("a/ibid.toml")));
        let (home, config) = found("b/q3.md");
        assert_eq!((home, config.file), (root.to_owned(), None));
        let pile = root.join("pile").to_string_lossy().replace('\\', "/");
        assert_eq!(config.sources.include, [pile]);
        // A draft of no folder of the client's.
        let (home, _) = settings.of_draft(&root.join("c/d.md"), &[]).unwrap();
        assert_eq!(home, root.join("c"));
    }
}
