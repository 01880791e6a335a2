//! schema.org `ClaimReview` of every claim that the sources decide, as JSON-LD.

use serde_json::{Value, json};

use super::card::may_be_followed;
use crate::judge::Verdict;
use crate::report::{ClaimReport, Report, sanitize};

/// The reviews of `report`, safe inside a `script` element.
pub(super) fn json_ld(report: &Report) -> String {
    let reviews: Vec<Value> = report
        .drafts
        .iter()
        .flat_map(|draft| {
            draft
                .claims
                .iter()
                .map(|claim| (draft.path.as_str(), claim))
        })
        .filter_map(|(path, claim)| review(path, claim))
        .collect();
    let graph = json!({"@context": "https://schema.org", "@graph": reviews}).to_string();
    // Within a script element only `<` can end it, and JSON lets every character be written by
    // its number.
    sanitize::json(&graph).replace('<', "\\u003c")
}

/// The review of one claim; a claim that nothing decides has none.
fn review(path: &str, claim: &ClaimReport) -> Option<Value> {
    let (rating, words) = match claim.verdict {
        Verdict::Supported => (5, "Supported"),
        Verdict::ConflictingEvidence => (3, "Conflicting evidence"),
        Verdict::Refuted => (1, "Refuted"),
        Verdict::NotEnoughEvidence => return None,
    };
    let citations: Vec<Value> = claim
        .citations
        .iter()
        .map(|citation| json!({"@type": "CreativeWork", "name": citation.title, "url": may_be_followed(citation)}))
        .collect();
    Some(json!({
        "@type": "ClaimReview",
        "claimReviewed": claim.text,
        "itemReviewed": {
            "@type": "Claim",
            "appearance": {"@type": "CreativeWork", "name": path},
        },
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": rating,
            "worstRating": 1,
            "bestRating": 5,
            "alternateName": words,
        },
        "author": {"@type": "Organization", "name": "ibid"},
        "citation": citations,
    }))
}
