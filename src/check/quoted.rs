//! What the quotations in a claim say of the claim.

use crate::judge::{ReasonCode, Stance, Verdict};
use crate::report::{CitationReport, ClaimReport, QuotationReport, QuoteMatch, ReasonReport};
use crate::wording::Message;

/// Confidence of a verdict that rests on quoted words being compared letter by letter.
const LETTER_BY_LETTER: f64 = 0.95;

/// The claim with the verdict that its `quotations` force: whoever quotes claims that the words
/// were said, so altered words refute, and words that no source has are not borne by any.
pub(super) fn with_quotations(report: ClaimReport, quotations: &[&QuotationReport]) -> ClaimReport {
    let first = |wanted: QuoteMatch| {
        quotations
            .iter()
            .find(|quotation| quotation.matched == wanted)
    };
    if let Some(altered) = first(QuoteMatch::Altered) {
        return ClaimReport {
            verdict: Verdict::Refuted,
            confidence: LETTER_BY_LETTER,
            citations: altered
                .citations
                .iter()
                .map(|one| refuting(one, altered))
                .collect(),
            ..report
        };
    }
    let is_undecided =
        first(QuoteMatch::NotFound).is_some() && report.verdict == Verdict::Supported;
    if !is_undecided {
        return report;
    }
    let neutral = |citation: CitationReport| CitationReport {
        stance: Stance::Neutral,
        ..citation
    };
    ClaimReport {
        verdict: Verdict::NotEnoughEvidence,
        confidence: LETTER_BY_LETTER,
        citations: report.citations.iter().cloned().map(neutral).collect(),
        ..report
    }
}

/// The true words as evidence against the claim that quotes others.
fn refuting(citation: &CitationReport, quotation: &QuotationReport) -> CitationReport {
    CitationReport {
        stance: Stance::Refutes,
        reasons: vec![ReasonReport {
            code: ReasonCode::QuotationAltered,
            message: Message::QuotedOtherwise {
                draft: quotation.excerpt.text.clone(),
                source: citation.quote.clone(),
            },
            claim_span: Some([quotation.place.start, quotation.place.end]),
            source_span: Some([citation.start, citation.end]),
        }],
        ..citation.clone()
    }
}
