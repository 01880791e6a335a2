//! A document read as a draft.

use super::structure::Structure;
use super::{
    Claim, InTextCitation, Quotation, Reference, citation, coverage, quotation, references, select,
};
use crate::document::Document;

/// What is checked in a draft, in the order of its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// Its check-worthy statements.
    pub claims: Vec<Claim>,
    /// Its quotations; those of notes and of the list of references are titles and left out.
    pub quotations: Vec<Quotation>,
    /// The citations it makes.
    pub citations: Vec<InTextCitation>,
    /// Its notes and its list of references.
    pub references: Vec<Reference>,
}

impl Draft {
    /// Reads `document` as a draft.
    #[must_use]
    pub fn read(document: &Document) -> Self {
        let structure = Structure::of(document);
        let references = references::references(document, &structure);
        let citations = citation::citations(document, &structure, &references);
        let mut quotations = quotation::quotations(document, &structure, &citations);
        let mut claims = select::claims(document, &structure, &citations, &quotations);
        coverage::extend(document, &mut claims, &citations);
        coverage::cite_quotations(&claims, &mut quotations);
        Self {
            claims,
            quotations,
            citations,
            references,
        }
    }
}
