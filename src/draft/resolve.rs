//! Where a citation leads: to a source, to a work that is known but not at hand, or nowhere.
//!
//! By key, file, address or DOI where the citation gives one; by author, title and year where it
//! only names the work, as people write references: with tolerance for what a bibliography words
//! otherwise, without taking a common word for a title.

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::citation::{InTextCitation, Style, Target, without_locator};
use super::lookup::{Lookup, Place};
use super::references::Reference;
use super::similar_work::{self, Openings, Worded};
use crate::language::clause::has_finite_verb;
use crate::sources::{Bibliography, Source};
use crate::wording::Message;

/// Entries of a list by one author and of one year: a citation of more could mean any of them.
const MOST_LISTED: usize = 100;

/// Where a citation leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolution {
    /// To this source, as its place in the list of sources.
    Source(usize),
    /// To each of these: a note that names several works.
    Sources(Vec<usize>),
    /// It could be any of these.
    Ambiguous(Vec<usize>),
    /// To this work, which is known, but whose text is not among the sources.
    NotAtHand(String),
    /// Nowhere: what it names is defined nowhere; and why.
    Unresolved(Message),
    /// It is no citation after all: it looked like one, but names nothing that is cited.
    NotACitation,
}

impl Resolution {
    /// The sources it may mean.
    #[must_use]
    pub fn sources(&self) -> &[usize] {
        match self {
            Resolution::Source(source) => std::slice::from_ref(source),
            Resolution::Sources(sources) | Resolution::Ambiguous(sources) => sources,
            Resolution::NotAtHand(_) | Resolution::Unresolved(_) | Resolution::NotACitation => &[],
        }
    }
}

/// What the citations of a draft may lead to.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The draft's notes and its list of references.
    pub references: &'a [Reference],
    /// The sources.
    pub sources: &'a [Arc<Source>],
    /// The bibliographies that hold for the draft, the nearest first.
    pub bibliographies: &'a [&'a Bibliography],
    /// The links, as written, that lead to files which are no sources: other pages of the draft's site.
    pub pages: &'a BTreeSet<&'a str>,
    /// Whether every link to another site is a citation, not only one to a source.
    pub links_cite: bool,
}

/// Resolves every citation of a draft, in order.
#[must_use]
pub fn resolve(citations: &[InTextCitation], known: Known<'_>) -> Vec<Resolution> {
    let resolver = Resolver {
        known,
        entries: by_label(known.references),
        openings: Openings::of(known.references),
        worded: OnceCell::new(),
        lookup: Lookup::new(known.sources, known.bibliographies),
    };
    // What is cited again leads where it led before, unless it says only "ibid.".
    let mut led: HashMap<(&Target, bool), Resolution> = HashMap::new();
    let mut resolved: Vec<Resolution> = Vec::with_capacity(citations.len());
    for citation in citations {
        let target = (&citation.target, citation.certain);
        if let Some(resolution) = led.get(&target) {
            resolved.push(resolution.clone());
            continue;
        }
        let resolution = resolver.resolve(citation, resolved.last());
        let entry = resolver.entry(&citation.target);
        if !entry.is_some_and(|entry| similar_work::is_ibid(&entry.text)) {
            led.insert(target, resolution.clone());
        }
        resolved.push(resolution);
    }
    if !lists_by_author(known.references) {
        drop_other_styles(citations, &mut resolved);
    }
    drop_mentions(citations, &mut resolved);
    resolved
}

/// Whether the draft has a list of references without numbers.
fn lists_by_author(references: &[Reference]) -> bool {
    references
        .iter()
        .any(|one| !one.is_note && one.label.is_empty() && similar_work::reads_as_reference(one))
}

/// Author and year look like much else ("Paris, 1919"). In a draft where none of them leads to a
/// work they are no citations; in one that cites by key, those that lead nowhere are none: its
/// citations are the keys, and the year of another edition stands beside one.
fn drop_other_styles(citations: &[InTextCitation], resolved: &mut [Resolution]) {
    let is_author_year = |at: usize| citations[at].style == Style::AuthorYear;
    let is_key = |at: usize| matches!(citations[at].target, Target::Key(_));
    let leads = |at: usize| {
        !matches!(
            resolved[at],
            Resolution::Unresolved(_) | Resolution::NotACitation
        )
    };
    let all = 0..citations.len();
    let cites_so = all.clone().any(|at| is_author_year(at) && leads(at));
    let cites_by_key = all.clone().any(|at| is_key(at) && leads(at));
    let are_none: Vec<usize> = all
        .filter(|&at| is_author_year(at) && (!cites_so || (cites_by_key && !leads(at))))
        .collect();
    for at in are_none {
        resolved[at] = Resolution::NotACitation;
    }
}

/// The most letters that the name of an account has.
const LONGEST_HANDLE: usize = 39;

/// Whether a key could be the name of somebody's account as well: letters, digits and hyphens. One of
/// words and a year with underscores between them is made as citation managers make keys.
fn is_handle(key: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let is_year = |part: &str| {
        let digits = part.trim_end_matches(|c: char| c.is_ascii_lowercase());
        digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit())
    };
    let is_made = key.contains('_') && key.split('_').any(is_year);
    key.len() <= LONGEST_HANDLE && key.chars().all(is_letter) && !is_made
}

/// A name behind an `@` in running text is a mention of somebody where no key of that form leads to
/// a work: a draft whose keys look like names cites with at least one that is known.
fn drop_mentions(citations: &[InTextCitation], resolved: &mut [Resolution]) {
    let is_name = |at: usize| match &citations[at].target {
        Target::Key(key) => is_handle(key),
        _ => false,
    };
    let is_lost = |resolution: &Resolution| matches!(resolution, Resolution::Unresolved(_));
    let cites_so = (0..citations.len()).any(|at| {
        is_name(at) && !is_lost(&resolved[at]) && resolved[at] != Resolution::NotACitation
    });
    if cites_so {
        return;
    }
    for (at, resolution) in resolved.iter_mut().enumerate() {
        if is_name(at) && !citations[at].certain && is_lost(resolution) {
            *resolution = Resolution::NotACitation;
        }
    }
}

/// The first note, and the first entry of the list, of each label.
fn by_label(references: &[Reference]) -> HashMap<(&str, bool), &Reference> {
    let mut entries = HashMap::new();
    for reference in references {
        let label = (reference.label.as_str(), reference.is_note);
        entries.entry(label).or_insert(reference);
    }
    entries
}

struct Resolver<'a> {
    known: Known<'a>,
    /// The notes and the entries of the list by their labels and whether they are notes.
    entries: HashMap<(&'a str, bool), &'a Reference>,
    openings: Openings,
    /// The references by their words, once a short form stands for one.
    worded: OnceCell<Worded<'a>>,
    lookup: Lookup<'a>,
}

impl<'a> Resolver<'a> {
    /// The reference that a citation's target leads to within the draft.
    fn entry(&self, target: &Target) -> Option<&'a Reference> {
        let by_label = |label: &str, is_note: bool| {
            let found = self.entries.get(&(label, is_note));
            found
                .or_else(|| self.entries.get(&(label, !is_note)))
                .copied()
        };
        match target {
            Target::Note(label) => by_label(label, true),
            Target::Number(number) => by_label(&number.to_string(), false),
            Target::Key(key) => by_label(key, true),
            _ => None,
        }
    }

    fn resolve(&self, citation: &InTextCitation, before: Option<&Resolution>) -> Resolution {
        match &citation.target {
            Target::Key(key) => match self.by_key(key, citation.certain) {
                // The list of references of a draft may define its keys.
                Resolution::Unresolved(why) => match self.entry(&citation.target) {
                    Some(listed) => self.by_entry(listed),
                    None => Resolution::Unresolved(why),
                },
                known => known,
            },
            Target::Url(url) => self.by_link(url),
            Target::AuthorYear { authors, year } => {
                self.by_author(authors, year.as_deref(), citation.certain)
            }
            Target::Note(label) => match self.entry(&citation.target) {
                Some(note) => self.by_reference(note, before),
                None => Resolution::Unresolved(Message::NoSuchNote {
                    label: label.clone(),
                }),
            },
            Target::Number(number) => match self.entry(&citation.target) {
                Some(reference) => self.by_reference(reference, before),
                None => Resolution::Unresolved(Message::NoSuchNumber { number: *number }),
            },
        }
    }

    /// A name behind an `@` in running text is a mention where there is no bibliography to have
    /// keys of.
    fn by_key(&self, key: &str, certain: bool) -> Resolution {
        let has_keys = self
            .known
            .bibliographies
            .iter()
            .any(|one| one.keys().next().is_some());
        match self.lookup.key(key) {
            Some(place) => place.into(),
            None if !certain && !has_keys => Resolution::NotACitation,
            None => Resolution::Unresolved(Message::NoSuchKey {
                key: key.to_owned(),
            }),
        }
    }

    /// Whether a link leads to another page of the draft's site.
    fn is_page(&self, url: &str) -> bool {
        self.known.pages.contains(url)
    }

    /// A link is a citation where it leads to a source, or should: where it names a file that
    /// would lie among the sources. A link to another place of the same site cites nothing, be a source
    /// called as that place is.
    fn by_link(&self, url: &str) -> Resolution {
        if self.is_page(url) {
            return Resolution::NotACitation;
        }
        match self.lookup.address(url) {
            Some(place) => place.into(),
            None if self.lookup.would_lie_among_sources(url) => no_such_file(url),
            None if self.known.links_cite && url.contains("://") => {
                Resolution::NotAtHand(url.to_owned())
            }
            None => Resolution::NotACitation,
        }
    }

    fn by_author(&self, authors: &[String], year: Option<&str>, certain: bool) -> Resolution {
        let listed = self.openings.with(authors).into_iter();
        let listed = listed.map(|at| &self.known.references[at]);
        let of_year = listed
            .filter(|reference| year.is_none_or(|year| reference.text.contains(year)))
            .take(MOST_LISTED);
        let through_list = of_year.map(|listed| self.by_reference(listed, None));
        if let Some(resolution) = one_of(through_list.collect()) {
            return resolution;
        }
        match self.lookup.author(authors, year) {
            Some(place) => place.into(),
            None if !certain => Resolution::NotACitation,
            None => Resolution::Unresolved(Message::NoSuchAuthor {
                authors: authors.join(", "),
                year: year.map(str::to_owned),
            }),
        }
    }

    /// What a note or an entry of the list leads to. A note that says only "ibid." leads where
    /// the citation before it leads; a short form leads where the first full reference does.
    fn by_reference(&self, reference: &Reference, before: Option<&Resolution>) -> Resolution {
        if similar_work::is_ibid(&reference.text)
            && let Some(before) = before
        {
            return before.clone();
        }
        if let Some(resolution) = self.by_its_words(reference) {
            return resolution;
        }
        if let Some(first) = self.first_full(reference) {
            return self
                .by_its_words(first)
                .unwrap_or_else(|| work(&first.text));
        }
        let missing_file = reference
            .urls
            .iter()
            .find(|url| !self.is_page(url) && self.lookup.would_lie_among_sources(url));
        if let Some(missing) = missing_file {
            no_such_file(missing)
        } else if similar_work::refers_back(&reference.text) {
            Resolution::Unresolved(Message::NoEarlierNote {
                note: shortened(&reference.text),
            })
        } else if !reference.is_note || similar_work::reads_as_reference(reference) {
            work(&reference.text)
        } else {
            Resolution::NotACitation
        }
    }

    /// What an entry leads to that a key names: a work, whatever its words.
    fn by_entry(&self, listed: &Reference) -> Resolution {
        match self.by_reference(listed, None) {
            Resolution::NotACitation | Resolution::Unresolved(_) => work(&listed.text),
            known => known,
        }
    }

    /// Where the keys and addresses of a reference lead, else the source that is most like the
    /// work it names.
    fn by_its_words(&self, reference: &Reference) -> Option<Resolution> {
        // A name without a year may be that of somebody's account.
        let is_mention = |key: &str, led: &Resolution| {
            let is_lost = matches!(led, Resolution::Unresolved(_));
            let is_name = is_handle(key) && !key.contains(|c: char| c.is_ascii_digit());
            is_lost && (reference.is_marked || is_name)
        };
        let keys = reference.keys.iter().filter_map(|key| {
            let led = self.by_key(key, false);
            (!is_mention(key, &led)).then_some(led)
        });
        let urls = reference.urls.iter().filter(|url| !self.is_page(url));
        let urls = urls.filter_map(|url| self.lookup.address(url));
        let named: Vec<Resolution> = keys.chain(urls.map(Resolution::from)).collect();
        let sources = sources_of(&named);
        match sources.as_slice() {
            [only] => Some(Resolution::Source(*only)),
            [] => self
                .lookup
                .words(&reference.text)
                .filter(|place| !self.only_mentions(reference, place))
                .map(Resolution::from)
                .or_else(|| named.into_iter().next()),
            _ => Some(Resolution::Sources(sources)),
        }
    }

    /// Whether a note is a remark in which the title of a source stands among other words: "Chapter 3, on the
    /// harbour of Lund Bay, tells how it came to this." cites nothing.
    fn only_mentions(&self, note: &Reference, place: &Place) -> bool {
        let Place::Sources(found) = place else {
            return false;
        };
        let mut works = found.iter().map(|at| &self.known.sources[*at].metadata);
        note.is_note
            && !similar_work::reads_as_reference(note)
            && has_finite_verb(&note.text)
            && works.all(|work| similar_work::stands_among_others(&note.text, work))
    }

    /// The earlier note that a short form ("Ruaro, op. cit., p. 9") stands for.
    fn first_full(&self, short: &Reference) -> Option<&Reference> {
        let name = similar_work::short_form(&short.text)?;
        let references = self.known.references;
        let start = short.span.start;
        let end = references.partition_point(|reference| reference.span.start < start);
        let worded = self.worded.get_or_init(|| Worded::of(references));
        worded.first_naming(&name, end)
    }
}

impl From<Place> for Resolution {
    fn from(place: Place) -> Self {
        match place {
            Place::Sources(found) => match found.as_slice() {
                [only] => Self::Source(*only),
                _ => Self::Ambiguous(found),
            },
            Place::Work(name) => Self::NotAtHand(name),
        }
    }
}

/// The sources that several resolutions lead to, each once, in their order.
fn sources_of(found: &[Resolution]) -> Vec<usize> {
    let sources = found.iter().flat_map(|one| one.sources());
    let mut sources: Vec<usize> = sources.copied().collect();
    sources.sort_unstable();
    sources.dedup();
    sources
}

/// What several entries of a list lead to together: to sources if one does.
fn one_of(mut found: Vec<Resolution>) -> Option<Resolution> {
    let sources = sources_of(&found);
    match sources.as_slice() {
        [] => (!found.is_empty()).then(|| found.swap_remove(0)),
        [only] => Some(Resolution::Source(*only)),
        _ => Some(Resolution::Ambiguous(sources)),
    }
}

fn no_such_file(path: &str) -> Resolution {
    Resolution::Unresolved(Message::NoSuchFile {
        path: path.to_owned(),
    })
}

/// The work that a reference names in full, wherever in it.
fn work(reference: &str) -> Resolution {
    let work = without_locator(reference);
    Resolution::NotAtHand(shortened(work.trim_end_matches([' ', ',', ';', '(', '.'])))
}

fn shortened(text: &str) -> String {
    const SHOWN: usize = 80;
    let text = text.trim();
    if text.chars().count() <= SHOWN {
        return text.to_owned();
    }
    let head: String = text.chars().take(SHOWN).collect();
    format!("{}…", head.trim_end())
}
