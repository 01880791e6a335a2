//! Which source of the corpus a citation leads to.
//!
//! By key, file, address or DOI where the citation gives one; by author, title and year where it
//! only names the work, as people write references: with tolerance for what a bibliography words
//! otherwise, without taking a common word for a title.

use std::collections::BTreeSet;

use super::citation::{InTextCitation, Target};
use super::references::{Reference, entry};
use super::similar_work::{self, Likeness};
use super::web_address;
use crate::sources::Source;

/// Where a citation leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// To this source, as its place in the list of sources.
    Source(usize),
    /// It could be any of these.
    Ambiguous(Vec<usize>),
    /// To no source of the corpus, and why.
    Unresolved(String),
    /// It is no citation after all: it looked like one, but names nothing that is cited.
    NotACitation,
}

impl Resolution {
    /// The sources it may mean.
    #[must_use]
    pub fn sources(&self) -> &[usize] {
        match self {
            Resolution::Source(source) => std::slice::from_ref(source),
            Resolution::Ambiguous(sources) => sources,
            Resolution::Unresolved(_) | Resolution::NotACitation => &[],
        }
    }
}

/// Resolves every citation of a draft, in order, against `sources` and the draft's own
/// `references`.
#[must_use]
pub fn resolve<S: AsRef<Source>>(
    citations: &[InTextCitation],
    references: &[Reference],
    sources: &[S],
) -> Vec<Resolution> {
    let resolver = Resolver {
        references,
        sources: sources.iter().map(AsRef::as_ref).collect(),
    };
    let mut resolved: Vec<Resolution> = Vec::with_capacity(citations.len());
    for citation in citations {
        let before = resolved.last().cloned();
        resolved.push(resolver.resolve(citation, before.as_ref()));
    }
    resolved
}

struct Resolver<'a> {
    references: &'a [Reference],
    sources: Vec<&'a Source>,
}

impl Resolver<'_> {
    fn resolve(&self, citation: &InTextCitation, before: Option<&Resolution>) -> Resolution {
        match &citation.target {
            Target::Key(key) => self.by_key(key),
            Target::Url(url) => self.by_url(url),
            Target::AuthorYear { authors, year } => {
                self.by_author(authors, year.as_deref(), citation.certain)
            }
            Target::Note(label) => match entry(self.references, &citation.target) {
                Some(note) => self.by_reference(note, before, 0),
                None => Resolution::Unresolved(format!("there is no note “{label}” in the draft")),
            },
            Target::Number(number) => match entry(self.references, &citation.target) {
                Some(reference) => self.by_reference(reference, before, 0),
                None => {
                    Resolution::Unresolved(format!("the list of references has no number {number}"))
                }
            },
        }
    }

    fn all_that(&self, fits: impl Fn(&Source) -> bool) -> Vec<usize> {
        (0..self.sources.len())
            .filter(|&at| fits(self.sources[at]))
            .collect()
    }

    fn by_key(&self, key: &str) -> Resolution {
        let exact = self.all_that(|source| source.metadata.key.as_deref() == Some(key));
        if let Some(resolution) = one_or_more(exact) {
            return resolution;
        }
        let folded = key.to_lowercase();
        let near = self.all_that(|source| {
            let of_source = source.metadata.key.as_deref().map(str::to_lowercase);
            of_source.as_ref() == Some(&folded) || stem(&source.name).to_lowercase() == folded
        });
        one_or_more(near).unwrap_or_else(|| {
            Resolution::Unresolved(format!("no source of the corpus has the key “{key}”"))
        })
    }

    fn by_url(&self, url: &str) -> Resolution {
        let unresolved = || Resolution::Unresolved(format!("no source of the corpus is {url}"));
        let Some(wanted) = web_address::Address::of(url) else {
            return one_or_more(self.by_file(url)).unwrap_or_else(unresolved);
        };
        let found = self.all_that(|source| {
            let metadata = &source.metadata;
            let address = metadata.url.as_deref().and_then(web_address::Address::of);
            address.is_some_and(|address| address.is_same(&wanted))
                || metadata
                    .doi
                    .as_deref()
                    .is_some_and(|doi| wanted.doi.as_deref() == Some(&doi.to_lowercase()))
        });
        one_or_more(found).unwrap_or_else(unresolved)
    }

    /// A relative link leads to the source whose path ends as it does.
    fn by_file(&self, path: &str) -> Vec<usize> {
        let path = path.split(['#', '?']).next().unwrap_or_default();
        let path = path.trim_start_matches("./");
        let path = path.rsplit("../").next().unwrap_or(path);
        if path.is_empty() {
            return Vec::new();
        }
        self.all_that(|source| {
            source.name == path
                || source
                    .name
                    .strip_suffix(path)
                    .is_some_and(|rest| rest.ends_with('/'))
        })
    }

    fn by_author(&self, authors: &[String], year: Option<&str>, certain: bool) -> Resolution {
        let listed: Vec<&Reference> = self
            .references
            .iter()
            .filter(|reference| {
                similar_work::opens_with(&reference.text, authors)
                    && year.is_none_or(|year| reference.text.contains(year))
            })
            .collect();
        let mut through_list = BTreeSet::new();
        for reference in &listed {
            through_list.extend(self.by_reference(reference, None, 0).sources());
        }
        if let Some(resolution) = one_or_more(through_list.into_iter().collect()) {
            return resolution;
        }
        if listed.is_empty() {
            let direct =
                self.all_that(|source| similar_work::is_by(&source.metadata, authors, year));
            if let Some(resolution) = one_or_more(direct) {
                return resolution;
            }
            if !certain {
                return Resolution::NotACitation;
            }
        }
        let named = authors.join(", ");
        let year = year.unwrap_or("n.d.");
        Resolution::Unresolved(format!("no source of the corpus is by {named} ({year})"))
    }

    /// What a note or an entry of the list leads to. A note that says only "ibid." leads where
    /// the citation before it leads; a short form leads where the first full reference does.
    fn by_reference(
        &self,
        reference: &Reference,
        before: Option<&Resolution>,
        depth: usize,
    ) -> Resolution {
        let mut through = BTreeSet::new();
        for key in &reference.keys {
            through.extend(self.by_key(key).sources());
        }
        for url in &reference.urls {
            through.extend(self.by_url(url).sources());
        }
        if let Some(resolution) = one_or_more(through.into_iter().collect()) {
            return resolution;
        }
        if similar_work::is_ibid(&reference.text)
            && let Some(before) = before
        {
            return before.clone();
        }
        if let Some(resolution) = self.by_words(&reference.text) {
            return resolution;
        }
        if depth == 0
            && let Some(first) = self.first_full(reference)
        {
            return self.by_reference(first, None, depth + 1);
        }
        Resolution::Unresolved(format!(
            "no source of the corpus is “{}”",
            shortened(&reference.text)
        ))
    }

    /// The sources that are most like the work that `text` names.
    fn by_words(&self, text: &str) -> Option<Resolution> {
        let likenesses: Vec<(usize, Likeness)> = self
            .sources
            .iter()
            .enumerate()
            .filter_map(|(at, source)| {
                similar_work::likeness(text, &source.metadata).map(|likeness| (at, likeness))
            })
            .collect();
        let best = likenesses.iter().map(|&(_, likeness)| likeness).max()?;
        one_or_more(
            likenesses
                .iter()
                .filter(|&&(_, likeness)| likeness == best)
                .map(|&(at, _)| at)
                .collect(),
        )
    }

    /// The earlier note that a short form ("Ruaro, op. cit., p. 9") stands for.
    fn first_full(&self, short: &Reference) -> Option<&Reference> {
        let name = similar_work::short_form(&short.text)?;
        self.references
            .iter()
            .take_while(|reference| reference.span.start < short.span.start)
            .find(|reference| similar_work::names(&reference.text, &name))
    }
}

fn one_or_more(mut found: Vec<usize>) -> Option<Resolution> {
    match found.len() {
        0 => None,
        1 => found.pop().map(Resolution::Source),
        _ => Some(Resolution::Ambiguous(found)),
    }
}

/// The file name of a source without folder and extension.
fn stem(name: &str) -> &str {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

fn shortened(text: &str) -> String {
    const SHOWN: usize = 80;
    if text.chars().count() <= SHOWN {
        return text.to_owned();
    }
    let head: String = text.chars().take(SHOWN).collect();
    format!("{}…", head.trim_end())
}
