//! A figure of the claim that the window gives otherwise, or not at all.

use super::{Rule, differing, left_open, missing};
use crate::judge::model::{RequirementKind, RuleId};

pub(super) const DIFFERS: Rule = Rule {
    id: RuleId::QuantityDiffers,
    summary: "the source gives another figure of the same thing",
    check: |pair| differing(pair, RuleId::QuantityDiffers, is_figure),
};

pub(super) const OPEN: Rule = Rule {
    id: RuleId::QuantityOpen,
    summary: "the source gives a figure of the same thing from which the claimed one neither follows nor is excluded",
    check: |pair| left_open(pair, RuleId::QuantityOpen, is_figure),
};

pub(super) const MISSING: Rule = Rule {
    id: RuleId::QuantityMissing,
    summary: "the source gives no such figure; if another stands in its place, it cannot give the claim",
    check: |pair| missing(pair, RuleId::QuantityMissing, is_figure),
};

fn is_figure(kind: &RequirementKind) -> bool {
    matches!(kind, RequirementKind::Quantity(_))
}
