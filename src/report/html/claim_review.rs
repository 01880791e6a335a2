//! What search engines and archives are told of a page: who has reviewed which claim, as `ClaimReview` of schema.org.
//!
//! A review is a person's. A verdict that nobody has signed off is none, whatever it is.

use serde_json::{Value, json};

use super::page::{draft_title, targeted};
use crate::report::sentence::Group;
use crate::report::view::{self, Entry};
use crate::report::{ClaimReport, Report, SignOffReport, sanitize};
use crate::wording::Labels;

/// The reviews of the claims of `report` as JSON-LD that may stand in a page; `None` where nobody has
/// signed one off.
pub(super) fn claim_reviews(report: &Report, labels: &Labels) -> Option<String> {
    let mut reviews = Vec::new();
    for (number, draft) in report.drafts.iter().enumerate() {
        let title = draft_title(draft);
        for (target, group) in targeted(number, draft) {
            for (claim, signed) in signed_off(&group) {
                reviews.push(review(claim, signed, &title, &target, labels));
            }
        }
    }
    if reviews.is_empty() {
        return None;
    }
    let reviews = json!({"@context": "https://schema.org", "@graph": reviews}).to_string();
    // A `<` could end the script that holds it.
    let reviews = sanitize::json(&reviews).replace('<', "\\u003c");
    Some(reviews)
}

/// The claims of a sentence with who has signed them off. None of a sentence that the page still calls wrong.
fn signed_off<'a>(group: &Group<'a>) -> Vec<(&'a ClaimReport, &'a SignOffReport)> {
    if group.is_pressing() {
        return Vec::new();
    }
    let claims = group.entries.iter().filter_map(|entry| match entry {
        Entry::Claim(claim, _) => Some(*claim),
        Entry::Finding(_) => None,
    });
    claims
        .flat_map(|claim| claim.signed_off.iter().map(move |signed| (claim, signed)))
        .collect()
}

/// One person's review. Its rating says no more than the person has: that is no number.
fn review(
    claim: &ClaimReport,
    signed: &SignOffReport,
    title: &str,
    target: &str,
    labels: &Labels,
) -> Value {
    let quote = labels.locale.quoted(&signed.quote);
    let passage = labels.head(&format!("{}, {}", signed.source, signed.place));
    json!({
        "@type": "ClaimReview",
        "url": format!("#{target}"),
        "claimReviewed": claim.text,
        "itemReviewed": {
            "@type": "Claim",
            "appearance": {"@type": "CreativeWork", "name": title},
        },
        "author": {"@type": "Person", "name": signed.by},
        "datePublished": signed.on,
        "reviewRating": {"@type": "Rating", "alternateName": labels.signed_off.one},
        "reviewBody": view::sign_off_words(signed, labels),
        "citation": format!("{passage} {quote}"),
    })
}
