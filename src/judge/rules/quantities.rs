//! A figure of the claim that the window gives otherwise, or not at all.

use super::{Rule, differing, missing, unmet};
use crate::judge::model::{Effect, Finding, RequirementKind, RuleId};

pub(super) const DIFFERS: Rule = Rule {
    id: RuleId::QuantityDiffers,
    summary: "the source gives another figure of the same thing",
    check: |pair| differing(pair, RuleId::QuantityDiffers, is_figure),
};

pub(super) const OPEN: Rule = Rule {
    id: RuleId::QuantityOpen,
    summary: "the source gives a figure of the same thing from which the claimed one neither follows nor is excluded",
    check: |pair| {
        let open = unmet(pair, is_figure);
        let open = open.filter_map(|(claimed, _)| Some((claimed, pair.left_open(claimed)?)));
        let finding = |(claimed, found)| Finding {
            rule: RuleId::QuantityOpen,
            effect: Effect::Block,
            claimed: Some(claimed),
            found: Some(found),
        };
        open.map(finding).collect()
    },
};

pub(super) const MISSING: Rule = Rule {
    id: RuleId::QuantityMissing,
    summary: "the source gives no such figure",
    check: |pair| missing(pair, RuleId::QuantityMissing, is_figure),
};

fn is_figure(kind: &RequirementKind) -> bool {
    matches!(kind, RequirementKind::Quantity(_))
}
