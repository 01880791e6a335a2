//! A figure of the claim that the window gives otherwise, or not at all.

use super::{Rule, differing, missing};
use crate::judge::model::{RequirementKind, RuleId};

pub(super) const DIFFERS: Rule = Rule {
    id: RuleId::QuantityDiffers,
    summary: "the source gives another figure of the same thing",
    check: |pair| differing(pair, RuleId::QuantityDiffers, is_figure),
};

pub(super) const MISSING: Rule = Rule {
    id: RuleId::QuantityMissing,
    summary: "the source gives no such figure",
    check: |pair| missing(pair, RuleId::QuantityMissing, is_figure),
};

fn is_figure(kind: &RequirementKind) -> bool {
    matches!(kind, RequirementKind::Quantity(_))
}
