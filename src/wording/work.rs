//! The name of a source: title, who wrote or published it, date.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Locale, date};

/// Authors that are named before the rest are "et al.".
const AUTHORS: usize = 2;

/// A source as people know it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Work {
    /// Its path, which names it where nothing else does.
    pub path: String,
    /// Its title.
    pub title: Option<String>,
    /// Who wrote it, one after another with `; ` between.
    pub authors: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Its date, ISO 8601 as fine as known.
    pub issued: Option<String>,
}

impl Work {
    /// Its name in a sentence: the title in quotation marks, or the path of a source without one.
    #[must_use]
    pub fn named(&self, locale: Locale) -> String {
        let name = match &self.title {
            Some(title) => locale.quoted(title),
            None => self.path.clone(),
        };
        self.with_origin(name, locale)
    }

    /// Its name where it stands alone, without quotation marks.
    #[must_use]
    pub fn headed(&self, locale: Locale) -> String {
        let name = self.title.as_ref().unwrap_or(&self.path);
        self.with_origin(name.clone(), locale)
    }

    fn with_origin(&self, name: String, locale: Locale) -> String {
        let authors = self.authors.as_deref().map(shortened);
        let publisher = self.publisher.clone();
        let publisher = publisher.filter(|publisher| authors.as_ref() != Some(publisher));
        let issued = self.issued.as_deref();
        let issued = issued.map(|issued| date::in_words(issued, locale));
        let origin: Vec<String> = [authors, publisher, issued].into_iter().flatten().collect();
        match origin.is_empty() {
            true => name,
            false => format!("{name} ({})", origin.join(", ")),
        }
    }
}

/// The first authors, and that there are others.
fn shortened(authors: &str) -> String {
    let all: Vec<&str> = authors.split("; ").collect();
    match all.len() > AUTHORS {
        true => format!("{} et al.", all[0]),
        false => authors.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_work_is_named_by_what_is_known_of_it() {
        let mut work = Work {
            path: "sources/a.txt".to_owned(),
            ..Work::default()
        };
        assert_eq!(work.named(Locale::English), "sources/a.txt");
        work.title = Some("The harbour".to_owned());
        work.authors = Some("Lind, A.; Holm, B.; Berg, C.".to_owned());
        work.publisher = Some("Town archive".to_owned());
        work.issued = Some("1990-05".to_owned());
        assert_eq!(
            work.named(Locale::French),
            "«\u{a0}The harbour\u{a0}» (Lind, A. et al., Town archive, mai 1990)"
        );
        work.authors = Some("Town archive".to_owned());
        assert_eq!(
            work.headed(Locale::English),
            "The harbour (Town archive, May 1990)"
        );
    }
}
