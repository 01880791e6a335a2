//! Quoted words of the claim that stand otherwise in the source.

use super::{Pair, Rule};
use crate::judge::align::quotations::{Quoted, find, quotations};
use crate::judge::model::{Effect, Finding, RuleId};

pub(super) const RULE: Rule = Rule {
    id: RuleId::QuotationAltered,
    summary: "the source has the quoted words otherwise, or not at all",
    check,
};

fn check(pair: &Pair<'_>) -> Vec<Finding> {
    let claim = &pair.claim.sentence;
    let altered = |quotation| {
        let quoted = |sentence| find(claim, quotation, sentence);
        let exact = pair
            .sentences()
            .any(|sentence| matches!(quoted(sentence), Quoted::Exact(_)));
        (!exact).then_some(Finding {
            rule: RuleId::QuotationAltered,
            effect: Effect::Block,
            claimed: Some(quotation),
            found: None,
        })
    };
    quotations(claim).into_iter().filter_map(altered).collect()
}
