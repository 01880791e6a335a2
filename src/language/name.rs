//! Proper names of people, places and organisations, and identifiers such as "resolution 2100".

use super::abbreviation::Abbreviations;
use super::token::Words;
use crate::span::Span;

/// The best guess at what a name is the name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// A human being.
    Person,
    /// A country, town, region, river.
    Place,
    /// An adjective or noun of nationality: `Malian`, `the French`.
    Demonym,
    /// A body of people: a government, an army, a company, a group.
    Organisation,
    /// A number or code that names: `resolution 2100`, `Article 5`, `RC-135`.
    Identifier,
    /// Not known.
    Other,
}

/// A proper name in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Where it stands, without article, title or possessive.
    pub span: Span,
    /// Its folded form, without dots and possessive.
    pub canonical: String,
    /// What it is the name of, as far as the words tell.
    pub kind: NameKind,
    /// Where the title before it stands: `Imam`, `Col.`, `President`.
    pub title: Option<Span>,
}

/// Whether two names name the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Match {
    /// The same name, in another form perhaps.
    Same,
    /// They may be the same: a surname, a part of the full name, a country and its people.
    Compatible,
    /// Two different names.
    Different,
}

/// The proper names of a text, in order, never overlapping.
#[must_use]
pub fn names(words: &Words<'_>) -> Vec<Name> {
    let _ = words;
    Vec::new()
}

/// Whether `a` and `b` name the same, with the abbreviations their texts define.
#[must_use]
pub fn same_name(a: &Name, b: &Name, abbreviations: &Abbreviations) -> Match {
    if a.canonical == b.canonical || abbreviations.are_same(&a.canonical, &b.canonical) {
        Match::Same
    } else {
        Match::Different
    }
}
