//! What a page says of itself: HTML meta, OpenGraph, Dublin Core, Highwire tags, JSON-LD.
//!
//! For each field the statements are asked in the order of how far they can be trusted; the first
//! that answers is taken. Values stay as written: `sources` reads dates and names.

use std::collections::BTreeMap;

use super::characters::plain_text;
use super::json_ld::Statements;
use super::tag::Tag;
use super::tree::{Attribute, Content, NodeId, Tree};
use crate::document::Embedded;
use crate::span::Span;

/// The longest title or name that is believed, in bytes.
const LONGEST_VALUE: usize = 1000;

/// Reads what the page says of itself.
pub(super) fn read(tree: &Tree, source: &str) -> Embedded {
    let page = Page {
        tree,
        source,
        meta: meta(tree),
        statements: Statements::of(tree, source),
    };
    let publisher = page.publisher();
    let mut embedded = Embedded::default();
    let mut add = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            embedded.add(key, &value);
        }
    };
    add("title", page.title(publisher.as_deref()));
    for author in page.authors() {
        add("author", Some(author));
    }
    add("issued", page.issued().filter(|date| !is_zero(date)));
    add("modified", page.modified().filter(|date| !is_zero(date)));
    add("url", page.url());
    add("publisher", publisher);
    add("language", page.language());
    add("doi", page.doi());
    embedded
}

/// The contents of the meta elements, by name or property in lower case.
fn meta(tree: &Tree) -> BTreeMap<String, Vec<String>> {
    let mut meta: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for id in tree.elements(Tag::Meta) {
        let Some(content) = tree.attribute(id, Attribute::Content) else {
            continue;
        };
        let names = [Attribute::Property, Attribute::Name, Attribute::Itemprop];
        for name in names
            .into_iter()
            .filter_map(|name| tree.attribute(id, name))
        {
            let contents = meta.entry(name.trim().to_lowercase()).or_default();
            contents.extend(tidy(content));
        }
    }
    meta
}

/// A value with its white space collapsed, unless it is blank or too long to be one.
fn tidy(value: &str) -> Option<String> {
    let words: Vec<&str> = value.split_whitespace().collect();
    let value = words.join(" ");
    (!value.is_empty() && value.len() <= LONGEST_VALUE).then_some(value)
}

struct Page<'a> {
    tree: &'a Tree,
    source: &'a str,
    meta: BTreeMap<String, Vec<String>>,
    statements: Statements,
}

impl Page<'_> {
    /// The first content of the first of these meta names that the page has.
    fn meta(&self, names: &[&str]) -> Option<String> {
        let mut contents = names.iter().filter_map(|&name| self.meta.get(name));
        contents.find_map(|contents| contents.first().cloned())
    }

    /// The first value of a JSON-LD key.
    fn stated(&self, key: &str) -> Option<String> {
        // JSON-LD in a page is often escaped twice, for the page as well.
        let value = self.statements.values(key).into_iter().next()?;
        tidy(&plain_text(&value, Span::new(0, value.len())))
    }

    fn title(&self, publisher: Option<&str>) -> Option<String> {
        let title = self
            .meta(&["citation_title", "og:title"])
            .or_else(|| self.stated("headline"))
            .or_else(|| self.meta(&["twitter:title", "dc.title", "dcterms.title"]))
            .or_else(|| self.title_element())?;
        Some(without_site(&title, publisher))
    }

    /// The text of `<title>`, else of the first `<h1>`.
    fn title_element(&self) -> Option<String> {
        let mut titles = self
            .tree
            .elements(Tag::Title)
            .chain(self.tree.elements(Tag::Heading(1)));
        titles.find_map(|id| self.text(id))
    }

    fn authors(&self) -> Vec<String> {
        let stated = self.statements.values("author").into_iter();
        let mut authors: Vec<String> = stated.filter_map(|name| author(&name)).collect();
        let names = [
            "citation_author",
            "author",
            "article:author",
            "dc.creator",
            "dcterms.creator",
            "parsely-author",
            "sailthru.author",
            "byl",
        ];
        for name in names {
            if authors.is_empty() {
                let named = self.meta.get(name).into_iter().flatten();
                authors.extend(named.filter_map(|name| author(name)));
            }
        }
        if authors.is_empty() {
            authors.extend(self.named_author());
        }
        let mut seen = Vec::new();
        authors.retain(|author| {
            let fresh = !seen.contains(author);
            seen.push(author.clone());
            fresh
        });
        authors
    }

    /// The author that an element of the page names, if a name is all it holds.
    fn named_author(&self) -> Option<String> {
        let element = self.item("author")?;
        let mut within = element..self.tree.nodes[element].end;
        let name = within.find(|&id| self.tree.attribute(id, Attribute::Itemprop) == Some("name"));
        let text = self.text(name.unwrap_or(element))?;
        let is_name = text.split(' ').count() <= 6 && !text.contains(|c: char| c.is_ascii_digit());
        author(&text).filter(|_| is_name)
    }

    fn issued(&self) -> Option<String> {
        self.meta(&[
            "citation_publication_date",
            "citation_date",
            "article:published_time",
        ])
        .or_else(|| self.stated("datePublished"))
        .or_else(|| {
            self.meta(&[
                "datepublished",
                "dcterms.issued",
                "dc.date.issued",
                "dc.date",
                "dcterms.date",
                "parsely-pub-date",
                "sailthru.date",
                "pubdate",
                "publishdate",
                "publish-date",
                "publication_date",
                "date",
            ])
        })
        .or_else(|| self.date_of(self.item("datePublished")?))
        .or_else(|| self.stated("dateCreated"))
        .or_else(|| self.only_time())
    }

    fn modified(&self) -> Option<String> {
        self.meta(&["article:modified_time"])
            .or_else(|| self.stated("dateModified"))
            .or_else(|| {
                self.meta(&[
                    "og:updated_time",
                    "datemodified",
                    "dcterms.modified",
                    "last-modified",
                ])
            })
            .or_else(|| self.date_of(self.item("dateModified")?))
    }

    fn url(&self) -> Option<String> {
        let is_canonical = |&id: &NodeId| {
            let rel = self.tree.attribute(id, Attribute::Rel).unwrap_or_default();
            rel.split_ascii_whitespace()
                .any(|rel| rel.eq_ignore_ascii_case("canonical"))
        };
        let canonical = self.tree.elements(Tag::Link).find(is_canonical);
        canonical
            .and_then(|id| self.tree.attribute(id, Attribute::Href))
            .map(str::to_owned)
            .into_iter()
            .chain(self.meta(&["og:url"]))
            .chain(self.stated("url"))
            .chain(self.stated("mainEntityOfPage"))
            .find(|url| url.starts_with("http"))
    }

    fn publisher(&self) -> Option<String> {
        self.meta(&["og:site_name"])
            .or_else(|| self.stated("publisher"))
            .or_else(|| {
                self.meta(&[
                    "citation_journal_title",
                    "citation_publisher",
                    "dc.publisher",
                    "dcterms.publisher",
                    "publisher",
                    "application-name",
                ])
            })
    }

    fn language(&self) -> Option<String> {
        let declared = self.tree.attribute(0, Attribute::Lang).and_then(tidy);
        declared
            .or_else(|| self.stated("inLanguage"))
            .or_else(|| self.meta(&["og:locale", "language", "content-language", "dc.language"]))
            .map(|tag| tag.replace('_', "-"))
    }

    fn doi(&self) -> Option<String> {
        let names = [
            "citation_doi",
            "bepress_citation_doi",
            "prism.doi",
            "dc.identifier.doi",
            "dc.identifier",
            "dcterms.identifier",
        ];
        let contents = names
            .iter()
            .filter_map(|&name| self.meta.get(name))
            .flatten();
        contents
            .filter_map(|value| value.find("10.").map(|at| value[at..].to_owned()))
            .find(|doi| doi.contains('/'))
    }

    /// The first element of the page that states this property.
    fn item(&self, property: &str) -> Option<NodeId> {
        (0..self.tree.nodes.len()).find(|&id| {
            let stated = self
                .tree
                .attribute(id, Attribute::Itemprop)
                .unwrap_or_default();
            self.tree.tag(id) != Some(Tag::Meta)
                && stated.split_ascii_whitespace().any(|name| name == property)
        })
    }

    /// The date that an element states in an attribute.
    fn date_of(&self, id: NodeId) -> Option<String> {
        let machine = self.tree.attribute(id, Attribute::Datetime);
        machine
            .or(self.tree.attribute(id, Attribute::Content))
            .and_then(tidy)
    }

    /// The date of the `<time>` elements, if they all state the same day: the times of a page may
    /// be those of other articles.
    fn only_time(&self) -> Option<String> {
        let dates = self
            .tree
            .elements(Tag::Time)
            .filter_map(|id| self.date_of(id));
        let mut dates = dates.filter(|date| date.starts_with(|c: char| c.is_ascii_digit()));
        let first = dates.next()?;
        let day = first.get(..10)?;
        dates.all(|date| date.starts_with(day)).then_some(first)
    }

    /// The text within an element.
    fn text(&self, id: NodeId) -> Option<String> {
        let texts = (id..self.tree.nodes[id].end)
            .filter(|&id| self.tree.nodes[id].content == Content::Text)
            .map(|id| plain_text(self.source, self.tree.nodes[id].source));
        tidy(&texts.collect::<Vec<_>>().join(" "))
    }
}

/// Whether a date is what a program writes for none.
fn is_zero(date: &str) -> bool {
    ["0000", "0001", "1970-01-01"]
        .iter()
        .any(|zero| date.starts_with(zero))
}

/// The title without the name of the site behind or before it.
fn without_site(title: &str, publisher: Option<&str>) -> String {
    let is_site = |part: &str| {
        publisher.is_some_and(|publisher| part.trim().eq_ignore_ascii_case(publisher.trim()))
    };
    for mark in [" | ", " - ", " – ", " — ", " :: ", " » ", " · "] {
        if let Some((before, after)) = title.rsplit_once(mark)
            && is_site(after)
        {
            return before.trim().to_owned();
        }
        if let Some((before, after)) = title.split_once(mark)
            && is_site(before)
        {
            return after.trim().to_owned();
        }
    }
    match (publisher, title.rsplit_once(" | ")) {
        // No site is named, but a bar before a few last words is a site's all the same.
        (None, Some((before, after))) if after.split_whitespace().count() <= 4 => {
            before.trim().to_owned()
        }
        _ => title.to_owned(),
    }
}

/// The name of an author, unless it is an address or nobody's.
fn author(written: &str) -> Option<String> {
    let name = tidy(&plain_text(written, Span::new(0, written.len())))?;
    let name = match name.get(..3) {
        Some(by) if by.eq_ignore_ascii_case("by ") => name[3..].trim().to_owned(),
        _ => name,
    };
    let is_address = name.contains("://") || name.starts_with('@') || name.starts_with("www.");
    let is_nobody = matches!(
        name.to_lowercase().as_str(),
        "" | "admin" | "null" | "undefined" | "unknown"
    );
    (!is_address && !is_nobody).then_some(name)
}
