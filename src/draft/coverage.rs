//! What a citation covers beyond the sentence it stands in, and which claims lack one.

use std::collections::BTreeMap;

use super::citation::by_block;
use super::{Claim, ClaimKind, InTextCitation, Quotation};
use crate::document::Document;

/// Paragraphs that cite only at their end from which this counts as the draft's way of citing.
const PARAGRAPHS_OF_A_STYLE: usize = 2;

/// Citations that one place shares with others: nobody gives more at the end of a paragraph.
const MOST_CITATIONS: usize = 64;

/// Gives claims the citations that cover them without standing in them: the one at the end of
/// the paragraph, where the draft cites once a paragraph; the one in a list's lead-in; the one
/// that another line of the same table row holds.
pub(super) fn extend(document: &Document, claims: &mut [Claim], citations: &[InTextCitation]) {
    let mut by_block: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, claim) in claims.iter().enumerate() {
        by_block.entry(claim.block).or_default().push(at);
    }
    let closing: Vec<&Vec<usize>> = by_block
        .values()
        .filter(|members| cites_only_at_its_end(claims, members))
        .collect();
    let mixed = by_block
        .values()
        .filter(|members| {
            members.len() > 1
                && members.iter().any(|&at| claims[at].has_own_citation)
                && !cites_only_at_its_end(claims, members)
        })
        .count();
    if closing.len() >= PARAGRAPHS_OF_A_STYLE && closing.len() > mixed {
        let covered: Vec<(usize, Vec<usize>)> = closing
            .into_iter()
            .filter_map(|members| {
                let (&last, others) = members.split_last()?;
                let citations = &claims[last].citations;
                let most = citations.len().min(MOST_CITATIONS);
                Some((others.to_vec(), citations[..most].to_vec()))
            })
            .flat_map(|(others, cited)| others.into_iter().map(move |at| (at, cited.clone())))
            .collect();
        for (at, cited) in covered {
            claims[at].citations = cited;
        }
    }
    cover_items(document, claims, citations);
}

/// Whether a paragraph of several claims cites in its last one and nowhere else.
fn cites_only_at_its_end(claims: &[Claim], members: &[usize]) -> bool {
    let Some((&last, others)) = members.split_last() else {
        return false;
    };
    !others.is_empty()
        && claims[last].kind == ClaimKind::Sentence
        && claims[last].has_own_citation
        && others.iter().all(|&at| !claims[at].has_own_citation)
}

/// An item or row without a citation is covered by the citations of the line that introduces it.
fn cover_items(document: &Document, claims: &mut [Claim], citations: &[InTextCitation]) {
    let by_block = by_block(citations, document.blocks().len());
    for claim in claims {
        if !claim.citations.is_empty() {
            continue;
        }
        let Some(introduction) = document.blocks()[claim.block].introduced_by else {
            continue;
        };
        let introducing = by_block[introduction].iter();
        claim.citations = introducing.copied().take(MOST_CITATIONS).collect();
    }
}

/// Gives each quotation within sentences the citations of the claims it stands in.
pub(super) fn cite_quotations(claims: &[Claim], quotations: &mut [Quotation]) {
    for claim in claims {
        for &quotation in &claim.quotations {
            let quotation = &mut quotations[quotation];
            for &citation in &claim.citations {
                let has_room = quotation.citations.len() < MOST_CITATIONS;
                if has_room && !quotation.citations.contains(&citation) {
                    quotation.citations.push(citation);
                }
            }
        }
    }
}
