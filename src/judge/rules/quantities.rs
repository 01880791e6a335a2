//! A figure of the claim that the window gives otherwise, or not at all.

use super::{Pair, Rule};
use crate::judge::model::{Alignment, Effect, Finding, RequirementKind, RuleId};

pub(super) const DIFFERS: Rule = Rule {
    id: RuleId::QuantityDiffers,
    summary: "the source gives another figure of the same thing",
    check: |pair| found(pair, RuleId::QuantityDiffers),
};

pub(super) const MISSING: Rule = Rule {
    id: RuleId::QuantityMissing,
    summary: "the source gives no such figure",
    check: |pair| found(pair, RuleId::QuantityMissing),
};

fn found(pair: &Pair<'_>, rule: RuleId) -> Vec<Finding> {
    super::unmet(pair, |kind| matches!(kind, RequirementKind::Quantity(_)))
        .filter_map(
            |(claimed, met)| match (pair.counterpart(claimed, met), rule) {
                (Alignment::Differs { span, same: true }, RuleId::QuantityDiffers) => {
                    Some(Finding {
                        rule,
                        effect: Effect::Contradict,
                        claimed: Some(claimed),
                        found: met.at.map(|at| (at, span)),
                    })
                }
                (Alignment::Differs { same: true, .. }, _) | (_, RuleId::QuantityDiffers) => None,
                _ => Some(Finding {
                    rule,
                    effect: Effect::Block,
                    claimed: Some(claimed),
                    found: None,
                }),
            },
        )
        .collect()
}
